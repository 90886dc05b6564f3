/* find.h - which listed parties bear these words?
 *
 * Looking up, not screening: every word given must stand in one listed name, whole, as the
 * beginning of a word, or misspelt; nothing is weighed against anything. An entity id or an
 * identifier finds its party too. */
#ifndef IDT_SCREEN_FIND_H
#define IDT_SCREEN_FIND_H

#include "screen/screen.h"

typedef struct {
    uint32_t party;
    const idt_party *entry;
    idt_span entity_id;
    const idt_name *matched_name;
    uint32_t quality; /* thousandths: how well the words are met, whole words best */
} idt_finding;

typedef struct {
    idt_finding *findings; /* best first; of equals the shorter name, then the id */
    size_t count;
    size_t left_out; /* what `limit` cut off */
} idt_findings;

/* `limit` 0: all. IDT_E_INPUT where `words` holds no letter or digit. */
idt_status idt_find(idt_findings *out, idt_screener *screener, idt_arena *arena, idt_span words,
                    size_t limit, idt_err *err) IDT_MUST_USE;

#endif
