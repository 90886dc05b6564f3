/* ofac_xml_fuzz.c - no bytes make the readers of OFAC's XML misbehave; every party they give can be
 * written to an index and read again. Behind a line of "%%" stands a file of changes. */
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
    idt_span whole = { (const char *)data, size };
    size_t at = idt_span_find(whole, "\n%%\n");
    idt_list_input input = { .path = IDT_SPAN_LIT("list.xml"), .member = -1 };
    idt_list_input changes = { .path = IDT_SPAN_LIT("changes.xml"), .member = -1 };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    unsigned part;

    input.map.bytes = idt_span_sub(whole, 0, at);
    if (at != SIZE_MAX) {
        changes.map.bytes = idt_span_sub(whole, at + 4, size);
        input.parts[1] = &changes;
    }
    idt_status status = idt_ofac_legacy_recognise(input.map.bytes, &part)
                            ? idt_ofac_legacy_read(&lists, &input, &err)
                            : idt_ofac_enhanced_read(&lists, &input, &err);
    for (size_t i = 0; status == IDT_OK && i < lists.party_count; i++)
        round_trip(&lists.parties[i]);
    idt_lists_release(&lists);
    return 0;
}
