/* party_lines.h - a read list as lines of text, for the tests of its parser to compare. */
#ifndef IDT_TESTS_SUPPORT_PARTY_LINES_H
#define IDT_TESTS_SUPPORT_PARTY_LINES_H

#include "base/buf.h"
#include "lists/lists_internal.h"

typedef idt_status (*test_list_reader)(idt_lists *lists, const idt_list_input *input, idt_err *err);

/* Read `text` as a file of that name. */
idt_status test_list_read(idt_lists *lists, test_list_reader read, const char *name, idt_span text,
                          idt_err *err);
/* Append every party ("= uid type", then a line for each fact) and "! code" for every diagnostic.
 */
void test_list_lines(idt_buf *out, const idt_lists *lists);
/* Read and compare; fails the running test where the lines differ. */
void test_list_check(test_list_reader read, const char *name, const char *text,
                     const char *expected);
/* Every beginning of `text` that ends with a whole byte is refused. */
void test_list_check_cut(test_list_reader read, const char *name, const char *text);

#endif
