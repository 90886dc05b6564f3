/* own_csv_fuzz.c - no bytes make the reader of own lists misbehave; every party it gives has an id
 * and a name, and can be written to an index and read again. */
#include "base/err.h"
#include "codec/utf8.h"
#include "fuzz/fuzz.h"
#include "lists/lists_internal.h"

static void round_trip(const idt_party *party)
{
    idt_buf bytes = IDT_BUF_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    idt_party again;
    idt_cursor cursor;

    idt_assert(party->uid.len > 0 && party->name_count > 0 && party->names[0].text.len > 0);
    idt_party_encode(&bytes, party);
    cursor = idt_cursor_of(idt_buf_span(&bytes));
    idt_assert(idt_party_decode(&again, &cursor, &arena));
    idt_assert(idt_cursor_left(&cursor) == 0 && idt_span_equal(again.uid, party->uid));
    idt_arena_release(&arena);
    idt_buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_list_input input = { .path = IDT_SPAN_LIT("list"), .member = -1 };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    unsigned part;

    input.map.bytes = (idt_span){ (const char *)data, size };
    bool own = idt_own_csv_recognise(input.map.bytes, &part);
    /* what must be decoded is read from its file, not from memory */
    if (!own || idt_utf8_valid_length(input.map.bytes) != size)
        return 0;
    if (idt_own_csv_read(&lists, &input, &err) == IDT_OK)
        for (size_t i = 0; i < lists.party_count; i++)
            round_trip(&lists.parties[i]);
    else
        idt_assert(err.status != IDT_OK && err.text[0] != '\0');
    idt_lists_release(&lists);
    return 0;
}
