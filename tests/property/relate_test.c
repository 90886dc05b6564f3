/* relate_test.c - idt_index_relate answers what asking the relation of every unit answers.
 *
 * Seeded words of the index, misspelt by up to three slips, joined with others and cut, each asked
 * of the index and of every unit in turn: the same units, likenesses and order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "index/index.h"
#include "support/random.h"
#include "support/real_lists.h"

enum { FORM_MAX = IDT_WORD_BYTES_MAX + 8 };

static size_t slip(char *form, size_t length, test_random *random)
{
    size_t at = test_random_below(random, length);
    char letter = (char)('a' + test_random_below(random, 26));
    switch (test_random_below(random, 4)) {
    case 0: /* a letter is lost */
        memmove(form + at, form + at + 1, length - at - 1);
        return length > 1 ? length - 1 : length;
    case 1: /* one is added */
        if (length >= FORM_MAX)
            return length;
        memmove(form + at + 1, form + at, length - at);
        form[at] = letter;
        return length + 1;
    case 2: /* one is another */
        form[at] = letter;
        return length;
    default: /* two change places */
        if (at + 1 < length) {
            char moved = form[at];
            form[at] = form[at + 1];
            form[at + 1] = moved;
        }
        return length;
    }
}

/* A word or joined form of the index, or letters at random, with slips. */
static idt_span some_form(char out[FORM_MAX + 1], const idt_index *index, test_random *random)
{
    size_t length;
    if (test_random_below(random, 10) == 0) {
        length = 1 + test_random_below(random, 12);
        for (size_t i = 0; i < length; i++)
            out[i] = (char)('a' + test_random_below(random, 26));
        return (idt_span){ out, length };
    }
    idt_unit unit;
    uint32_t words = idt_index_word_count(index), units = idt_index_unit_count(index);
    uint64_t below = test_random_below(random, 4) ? words : units;
    idt_index_unit(index, (uint32_t)test_random_below(random, below), &unit);
    length = unit.form.len < FORM_MAX ? unit.form.len : FORM_MAX;
    memcpy(out, unit.form.ptr, length);
    for (uint64_t slips = test_random_below(random, 4); slips > 0; slips--)
        length = slip(out, length, random);
    return (idt_span){ out, length };
}

static idt_unit some_unit(idt_span form, test_random *random)
{
    idt_word word = idt_word_find(form);
    idt_unit unit = { form, word.classes, word.class_count, 1, false, false };
    if (test_random_below(random, 4) == 0)
        unit = (idt_unit){ form, NULL, 0, 2, test_random_below(random, 2) == 0, false };
    else
        unit.cut = test_random_below(random, 8) == 0;
    return unit;
}

static void check_unit(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    size_t at = 0;
    idt_index_relate(index, unit, scratch);
    for (uint32_t u = 0; u < idt_index_unit_count(index); u++) {
        idt_unit other;
        idt_index_unit(index, u, &other);
        idt_likeness wanted = idt_relate(unit, &other);
        if (wanted.similarity == 0 || (wanted.how == IDT_HOW_INITIAL && unit->form.len == 1))
            continue;
        if (at == scratch->count || scratch->related[at].unit != u ||
            scratch->related[at].likeness.similarity != wanted.similarity ||
            scratch->related[at].likeness.how != wanted.how ||
            scratch->related[at].likeness.joined != wanted.joined)
            fail_msg(
                "\"%.*s\" (parts %u, fuzzy %d, cut %d) and \"%.*s\" (unit %u, parts %u): %s, not "
                "answered",
                (int)unit->form.len, unit->form.ptr, unit->parts, unit->join_is_fuzzy, unit->cut,
                (int)other.form.len, other.form.ptr, u, other.parts,
                idt_how_name((idt_how)wanted.how));
        at++;
    }
    if (at != scratch->count)
        fail_msg("\"%.*s\": more units are answered than are related", (int)unit->form.len,
                 unit->form.ptr);
}

static void check_lists(test_lists which, size_t units)
{
    if (!test_lists_present(which))
        skip();
    idt_index *index = test_lists_open(which);
    idt_relate_scratch scratch = { 0 };
    test_random random = test_random_of(test_random_seed());
    printf("seed %llu\n", (unsigned long long)test_random_seed());
    size_t related = 0;
    for (size_t i = 0; i < units; i++) {
        char form[FORM_MAX + 1];
        idt_unit unit = some_unit(some_form(form, index, &random), &random);
        check_unit(index, &unit, &scratch);
        related += scratch.count;
    }
    printf("%zu units, %zu related\n", units, related);
    assert_true(related > units / 2); /* else nothing was tried */
    idt_relate_scratch_release(&scratch);
    idt_index_close(index);
}

static void every_related_unit_of_the_demonstration_lists_is_answered(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_DEMO, 2000);
}

static void every_related_unit_of_the_official_lists_is_answered(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_REAL, test_amount(2000, 50));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_related_unit_of_the_demonstration_lists_is_answered),
        cmocka_unit_test(every_related_unit_of_the_official_lists_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
