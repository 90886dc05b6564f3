/* small_index.h - a small index of hand-made parties, for tests of the file itself. */
#ifndef TESTS_SUPPORT_SMALL_INDEX_H
#define TESTS_SUPPORT_SMALL_INDEX_H

#include "index/index.h"

enum { TEST_SMALL_PARTIES_MAX = 12 };

/* Two editions, five diagnostics and parties of every type, with names in several scripts and
 * identifiers; all of it lives in `arena`. The first `parties` of them are taken: 1 to
 * TEST_SMALL_PARTIES_MAX. Parties 0 and 2 are one group; 1 and 6 share a reference. */
void test_small_input(idt_index_input *out, idt_arena *arena, size_t parties);

#endif
