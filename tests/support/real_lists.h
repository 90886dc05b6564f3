/* real_lists.h - an index of the official lists, or of the demonstration ones, for C tests.
 *
 * The official files are no part of the repository: they are looked for under INTERDICT_SHARED,
 * else ../shared. An index is compiled once and kept beside the test's program; it is compiled
 * anew when the program is newer. Tests may run at the same time: whoever writes the index
 * replaces it whole. All functions fail the running test instead of returning an error. */
#ifndef TESTS_SUPPORT_REAL_LISTS_H
#define TESTS_SUPPORT_REAL_LISTS_H

#include "index/index.h"
#include "lists/lists.h"

typedef enum { TEST_LISTS_DEMO, TEST_LISTS_REAL } test_lists;

/* Whether the official files are there; says so on standard output where they are not. */
bool test_lists_present(test_lists which);
/* Read the files; released with idt_lists_release. */
void test_lists_read(idt_lists *out, test_lists which);
/* Closed with idt_index_close. */
idt_index *test_lists_open(test_lists which);

/* A path below INTERDICT_SHARED, in `arena`; NULL where no such file is. */
const char *test_shared_file(idt_arena *arena, const char *name);

/* `full`, or `sanitized` in a build that is an order of magnitude slower. */
size_t test_amount(size_t full, size_t sanitized);

#endif
