/* uk_fuzz.c - no bytes make the readers of the UK's lists misbehave; every party they give can be
 * written to an index and read again. */
#include "fuzz/fuzz.h"

#include "base/err.h"
#include "lists/lists_internal.h"

static void round_trip(const idt_party *party)
{
    idt_buf bytes = IDT_BUF_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    idt_party again;
    idt_cursor cursor;

    idt_party_encode(&bytes, party);
    cursor = idt_cursor_of(idt_buf_span(&bytes));
    idt_assert(idt_party_decode(&again, &cursor, &arena));
    idt_assert(idt_cursor_left(&cursor) == 0 && idt_span_equal(again.uid, party->uid));
    idt_arena_release(&arena);
    idt_buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static idt_status (*const readers[])(idt_lists *, const idt_list_input *, idt_err *) = {
        idt_uk_conlist_csv_read, idt_uk_conlist_xml_read, idt_uk_sanctions_xml_read,
        idt_uk_sanctions_csv_read
    };
    idt_list_input input = { .path = IDT_SPAN_LIT("uk/list"), .member = -1 };

    input.map.bytes = (idt_span){ (const char *)data, size };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        idt_lists lists = IDT_LISTS_INIT;
        idt_err err = IDT_ERR_INIT;
        if (readers[i](&lists, &input, &err) == IDT_OK)
            for (size_t j = 0; j < lists.party_count; j++)
                round_trip(&lists.parties[j]);
        idt_lists_release(&lists);
    }
    return 0;
}
