/* ofac_rows_fuzz.c - no bytes make the reader of OFAC's flat files misbehave, in whichever of their
 * forms they are taken. */
#include "fuzz/fuzz.h"

#include "base/err.h"
#include "lists/lists_internal.h"
#include "lists/ofac_internal.h"

static void read_rows(idt_span bytes)
{
    idt_ofac_rows *rows = idt_ofac_rows_new(bytes);
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    size_t count = 0;

    while (idt_ofac_rows_next(rows, &row)) {
        for (size_t i = 0; i < row.count; i++)
            count += row.fields[i].len;
        idt_assert(row.line > 0);
    }
    idt_assert(count <= bytes.len);
    if (idt_ofac_rows_status(rows, &err))
        idt_assert(err.text[0] != '\0');
    idt_ofac_rows_free(rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_list_input input = { .path = IDT_SPAN_LIT("sdn.ff"), .member = -1 };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    input.map.bytes = (idt_span){ (const char *)data, size };
    read_rows(input.map.bytes);
    if (idt_ofac_csv_recognise(input.map.bytes, &input.part) && input.part == IDT_OFAC_PRIMARY)
        (void)!idt_ofac_csv_read(&lists, &input, &err);
    idt_lists_release(&lists);
    return 0;
}
