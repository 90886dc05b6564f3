/* distance.h - how many slips of the pen lie between two words?
 *
 * Optimal string alignment: insertion, deletion, substitution and the swap of two neighbours count
 * one each, and no piece is edited twice. */
#ifndef IDT_TEXT_DISTANCE_H
#define IDT_TEXT_DISTANCE_H

#include "base/span.h"

/* Distance of `a` and `b`, each at most 64 bytes; anything above `limit` is given as limit + 1. */
unsigned idt_distance(idt_span a, idt_span b, unsigned limit);

/* One word to be compared with many: its letters' places are noted once. Zero-initialise before the
 * first idt_pattern_set, which forgets the word before. `word` must outlive the pattern's use. */
typedef struct {
    uint64_t places[256]; /* of each byte in the word */
    idt_span word;
} idt_pattern;

void idt_pattern_set(idt_pattern *self, idt_span word); /* 1 to 64 bytes */
/* As idt_distance(word, text, limit); `text` has at most 64 bytes. */
unsigned idt_pattern_distance(const idt_pattern *self, idt_span text, unsigned limit);

#endif
