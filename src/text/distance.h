/* distance.h - how many slips of the pen lie between two words?
 *
 * Optimal string alignment: insertion, deletion, substitution and the swap of two neighbours count
 * one each, and no piece is edited twice. */
#ifndef IDT_TEXT_DISTANCE_H
#define IDT_TEXT_DISTANCE_H

#include "base/span.h"

/* Distance of `a` and `b`, each at most 64 bytes; anything above `limit` is given as limit + 1. */
unsigned idt_distance(idt_span a, idt_span b, unsigned limit);

#endif
