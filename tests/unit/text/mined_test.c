/* mined_test.c - a table of pairs gives both words a class of their own, and refuses disorder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/mined.h"
#include "text/relation.h"

#define PAIR(a, b)                                                                                 \
    {                                                                                              \
        { a, sizeof(a) - 1 }, { b, sizeof(b) - 1 }, 0, 1                                           \
    }

static const idt_mined_pair SOUND[] = { PAIR("muhammad", "zhamshudullo"), PAIR("qvelt", "rhamst"),
                                        PAIR("rhamst", "zhamshudullo") };
enum { SOUND_COUNT = sizeof SOUND / sizeof SOUND[0] };

static idt_unit unit_of(const idt_mined *mined, const char *form)
{
    idt_word word = idt_mined_find(mined, idt_span_of(form));
    return (idt_unit){ idt_span_of(form), word.classes, word.class_count, 1, false, false };
}

static void words_of_a_pair_are_alike_and_pairs_do_not_chain(void **state)
{
    static const struct {
        const char *a, *b;
        unsigned similarity;
    } cases[] = {
        { "muhammad", "zhamshudullo", 900 }, { "zhamshudullo", "rhamst", 900 },
        { "qvelt", "rhamst", 900 },          { "muhammad", "rhamst", 0 },
        { "qvelt", "zhamshudullo", 0 },      { "mohammed", "zhamshudullo", 0 },
        { "muhammad", "mohammed", 960 },
    };
    idt_mined *mined = idt_mined_new(SOUND, SOUND_COUNT);
    (void)state;
    assert_non_null(mined);
    assert_int_equal(idt_mined_word_count(mined), 4);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_unit a = unit_of(mined, cases[i].a), b = unit_of(mined, cases[i].b);
        idt_likeness likeness = idt_relate(&a, &b);
        if (likeness.similarity != cases[i].similarity ||
            (likeness.similarity && likeness.how != IDT_HOW_VARIANT))
            fail_msg("%s ~ %s: %u %s", cases[i].a, cases[i].b, likeness.similarity,
                     idt_how_name((idt_how)likeness.how));
        idt_unit plain_a = unit_of(NULL, cases[i].a), plain_b = unit_of(NULL, cases[i].b);
        assert_true(idt_relate(&plain_a, &plain_b).similarity <= likeness.similarity);
    }
    idt_mined_free(mined);
}

static void readings_are_enriched(void **state)
{
    idt_mined *mined = idt_mined_new(SOUND, SOUND_COUNT);
    idt_folder *folder = idt_folder_new();
    idt_arena arena = IDT_ARENA_INIT;
    idt_folded folded;
    (void)state;
    idt_fold(&folded, folder, &arena, IDT_SPAN_LIT("Muhammad Rhamst Kveldur"));
    idt_word before[3];
    for (size_t i = 0; i < 3; i++)
        before[i] = folded.readings[0].tokens[i].word;
    idt_mined_enrich(NULL, &folded);
    assert_ptr_equal(folded.readings[0].tokens[0].word.classes, before[0].classes);
    idt_mined_enrich(mined, &folded);
    static const unsigned more[] = { 1, 2, 0 };
    for (size_t i = 0; i < 3; i++) {
        idt_word after = folded.readings[0].tokens[i].word;
        assert_int_equal(after.class_count, before[i].class_count + more[i]);
        assert_int_equal(after.bits, before[i].bits);
        assert_int_equal(after.flags, before[i].flags);
        for (size_t k = 1; k < after.class_count; k++)
            assert_true(after.classes[k - 1] < after.classes[k]);
    }
    idt_arena_release(&arena);
    idt_folder_free(folder);
    idt_mined_free(mined);
}

static void disorder_is_refused(void **state)
{
    static const idt_mined_pair turned[] = { PAIR("b", "a") }, same[] = { PAIR("a", "a") },
                                empty[] = { PAIR("", "a") },
                                twice[] = { PAIR("a", "b"), PAIR("a", "b") },
                                descending[] = { PAIR("b", "c"), PAIR("a", "b") },
                                nobody[] = { { { "a", 1 }, { "b", 1 }, 0, 0 } };
    idt_mined_pair many[IDT_MINED_PARTNERS_MAX + 1];
    char letters[IDT_MINED_PARTNERS_MAX + 1];
    (void)state;
    assert_null(idt_mined_new(turned, 1));
    assert_null(idt_mined_new(same, 1));
    assert_null(idt_mined_new(empty, 1));
    assert_null(idt_mined_new(twice, 2));
    assert_null(idt_mined_new(descending, 2));
    assert_null(idt_mined_new(nobody, 1));
    for (size_t i = 0; i < sizeof letters; i++) {
        letters[i] = (char)('b' + i);
        many[i] = (idt_mined_pair){ IDT_SPAN_LIT("a"), { &letters[i], 1 }, 0, 1 };
    }
    assert_null(idt_mined_new(many, IDT_MINED_PARTNERS_MAX + 1));
    idt_mined *most = idt_mined_new(many, IDT_MINED_PARTNERS_MAX);
    assert_non_null(most);
    idt_mined_free(most);
    idt_mined *none = idt_mined_new(NULL, 0);
    assert_non_null(none);
    assert_int_equal(idt_mined_word(none, IDT_SPAN_LIT("a")), IDT_MINED_NONE);
    idt_mined_free(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_a_pair_are_alike_and_pairs_do_not_chain),
        cmocka_unit_test(readings_are_enriched),
        cmocka_unit_test(disorder_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
