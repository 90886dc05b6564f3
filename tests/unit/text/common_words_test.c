/* Ordinary words of language are marked; the mark changes no weight, only what is distinctive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/fold.h"
#include "text/side.h"
#include "text/words.h"

static bool is_common(const char *word)
{
    return idt_word_find(idt_span_of(word)).flags & IDT_WORD_COMMON;
}

static void ordinary_words_are_marked(void **state)
{
    static const char *const words[] = { "said",     "government", "revolution", "victory",
                                         "horizon",  "friday",     "invoice",    "according",
                                         "reported", "europe",     "aujourdhui", "zwischen",
                                         "tambien",  "ancora",     "voce",       "kotorye" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!is_common(words[i]))
            print_error("'%s' is not marked\n", words[i]);
        assert_true(is_common(words[i]));
    }
}

static void names_are_not_marked(void **state)
{
    static const char *const words[] = { "hamas", "komid",  "hizballah", "putin",
                                         "kony",  "fatima", "wagner",    "xyzzy" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_common(words[i]))
            print_error("'%s' is marked\n", words[i]);
        assert_false(is_common(words[i]));
    }
}

static void an_ordinary_word_that_no_name_holds_is_plain_and_weighs_less(void **state)
{
    (void)state;
    idt_word plain = idt_word_find(idt_span_of("invoice"));
    idt_word unknown = idt_word_find(idt_span_of("xyzzy"));
    assert_int_equal(plain.flags, IDT_WORD_COMMON | IDT_WORD_PLAIN);
    assert_int_equal(plain.class_count, 0);
    assert_true(idt_word_weight(IDT_MODE_OTHER, plain.flags, 0, plain.bits) <
                idt_word_weight(IDT_MODE_OTHER, unknown.flags, 0, unknown.bits));
}

static void other_facts_of_a_common_word_stay(void **state)
{
    idt_word three = idt_word_find(idt_span_of("three"));
    idt_word company = idt_word_find(idt_span_of("company"));

    (void)state;
    assert_int_equal(three.flags, IDT_WORD_NUMBER | IDT_WORD_COMMON);
    assert_true(three.class_count > 0);
    assert_int_equal(company.flags, IDT_WORD_GENERIC | IDT_WORD_COMMON);
}

static bool is_distinctive(const char *name)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_folder *folder = idt_folder_new();
    idt_folded folded;
    idt_side side;

    idt_fold(&folded, folder, &arena, idt_span_of(name));
    assert_true(folded.count > 0);
    assert_true(idt_side_from_reading(&side, &folded.readings[0], IDT_MODE_OTHER));
    bool distinctive = idt_side_is_distinctive(&side);
    idt_arena_release(&arena);
    idt_folder_free(folder);
    return distinctive;
}

static void one_ordinary_word_is_not_distinctive(void **state)
{
    (void)state;
    assert_false(is_distinctive("Chairman"));
    assert_false(is_distinctive("Reportedly"));
    assert_true(is_distinctive("Gaillimhe"));
    assert_true(is_distinctive("Reportedly Gaillimhe"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_words_are_marked),
        cmocka_unit_test(names_are_not_marked),
        cmocka_unit_test(an_ordinary_word_that_no_name_holds_is_plain_and_weighs_less),
        cmocka_unit_test(other_facts_of_a_common_word_stay),
        cmocka_unit_test(one_ordinary_word_is_not_distinctive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
