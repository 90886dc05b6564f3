/* date_fuzz.c - no text makes the date reader misbehave; a date it reads is valid and is read again
 * from its own printed form. Numbers are tried on the same bytes. */
#include "fuzz/fuzz.h"

#include <string.h>

#include "base/err.h"
#include "model/party.h"

static void try_numbers(idt_span text)
{
    idt_buf out = IDT_BUF_INIT;
    for (int type = 0; type < IDT_ID_TYPE_COUNT; type++) {
        idt_buf_reset(&out);
        idt_identifier_normalise(&out, (idt_identifier_type)type, text);
    }
    idt_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_span text = { (const char *)data, size };
    idt_date_range range, again;
    idt_buf out = IDT_BUF_INIT;

    if (idt_date_parse(&range, text)) {
        idt_assert(idt_ymd_valid(range.from) && idt_ymd_valid(range.to));
        idt_date_format(&out, range);
        idt_assert(idt_date_parse(&again, idt_buf_span(&out)));
        idt_assert(memcmp(&again.from, &range.from, sizeof again.from) == 0);
        idt_assert(memcmp(&again.to, &range.to, sizeof again.to) == 0);
        idt_assert(again.approximate == range.approximate);
    }
    idt_buf_release(&out);
    try_numbers(text);
    return 0;
}
