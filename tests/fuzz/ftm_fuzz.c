/* ftm_fuzz.c - no bytes make the readers of FollowTheMoney data misbehave: JSON lines, with the
 * changes to them behind a line "#", or the simple table, by the first byte. Every party they give
 * can be written to an index and read again. */
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

    idt_party_encode(&bytes, party);
    cursor = idt_cursor_of(idt_buf_span(&bytes));
    idt_assert(idt_party_decode(&again, &cursor, &arena));
    idt_assert(idt_cursor_left(&cursor) == 0 && idt_span_equal(again.uid, party->uid));
    idt_arena_release(&arena);
    idt_buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_list_input input = { .path = IDT_SPAN_LIT("list"), .member = -1 }, changes = input;
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_span bytes = { (const char *)data, size };
    bool lines = size > 0 && data[0] == '{';
    size_t cut = lines ? idt_span_find(bytes, "\n#\n") : SIZE_MAX;

    /* what must be decoded, and a workbook, are read from their file, not from memory */
    if (size == 0 || (!lines && (data[0] == 'P' || idt_utf8_valid_length(bytes) != size)))
        return 0;
    input.map.bytes = idt_span_sub(bytes, 0, cut == SIZE_MAX ? size : cut + 1);
    if (cut != SIZE_MAX) {
        changes.map.bytes = idt_span_sub(bytes, cut + 3, size);
        input.parts[0] = &changes;
    }
    idt_status status =
        lines ? idt_ftm_read(&lists, &input, &err) : idt_ftm_simple_read(&lists, &input, &err);
    if (status == IDT_OK)
        for (size_t i = 0; i < lists.party_count; i++)
            round_trip(&lists.parties[i]);
    else
        idt_assert(err.text[0] != '\0');
    idt_lists_release(&lists);
    return 0;
}
