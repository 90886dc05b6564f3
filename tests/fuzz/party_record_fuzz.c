/* party_record_fuzz.c - no bytes make the decoder of parties misbehave, and what it accepts is
 * written and read again as the same bytes. */
#include "fuzz/fuzz.h"

#include "base/err.h"
#include "model/party.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_cursor cursor = idt_cursor_of((idt_span){ (const char *)data, size });
    idt_arena arena = IDT_ARENA_INIT;
    idt_party party, again;

    if (idt_party_decode(&party, &cursor, &arena)) {
        idt_buf first = IDT_BUF_INIT;
        idt_buf second = IDT_BUF_INIT;
        idt_party_encode(&first, &party);
        cursor = idt_cursor_of(idt_buf_span(&first));
        idt_assert(idt_party_decode(&again, &cursor, &arena));
        idt_assert(idt_cursor_left(&cursor) == 0);
        idt_party_encode(&second, &again);
        idt_assert(idt_span_equal(idt_buf_span(&first), idt_buf_span(&second)));
        idt_buf_release(&first);
        idt_buf_release(&second);
    }
    idt_arena_release(&arena);
    return 0;
}
