/* random.h - random numbers that repeat, and names with typing errors.
 *
 * The same seed gives the same sequence on every machine. */
#ifndef TESTS_SUPPORT_RANDOM_H
#define TESTS_SUPPORT_RANDOM_H

#include "base/arena.h"

typedef struct {
    uint64_t state;
} test_random;

/* TEST_SEED in the environment, else a fixed one. */
uint64_t test_random_seed(void);
test_random test_random_of(uint64_t seed);
uint64_t test_random_next(test_random *self);
/* 0 to limit - 1; `limit` is not 0. */
uint64_t test_random_below(test_random *self, uint64_t limit);

/* The name with `edits` errors, in `arena`: a character left out, added, replaced or changed with
 * its neighbour; two words exchanged, joined or one left out. Never cuts a UTF-8 character. */
idt_span test_random_edits(test_random *self, idt_arena *arena, idt_span name, uint64_t edits);

#endif
