/* csv_fuzz.c - any bytes as CSV, with the options drawn from the first byte. */
#include "fuzz/fuzz.h"

#include "codec/csv.h"

/* Where the fields' bytes end up, so that no compiler leaves the reading out. */
static volatile size_t every_byte_seen;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[4] = { ',', ';', '\t', '|' };
    idt_csv_options options = { 0 };
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    size_t sum = 0;

    if (size == 0)
        return 0;
    options.delimiter = delimiters[data[0] & 3];
    options.row_bytes_max = data[0] & 4 ? 64 : 0;
    idt_csv *csv = idt_csv_new_span((idt_span){ (const char *)data + 1, size - 1 }, options);
    while (idt_csv_next(csv, &row))
        for (size_t i = 0; i < row.count; i++)
            for (size_t k = 0; k < row.fields[i].len; k++)
                sum += (unsigned char)row.fields[i].ptr[k];
    idt_status status = idt_csv_status(csv, &err);
    idt_assert(status == err.status && !idt_csv_next(csv, &row));
    every_byte_seen = sum;
    idt_csv_free(csv);
    return 0;
}
