/* words_test.c - what the tables say of words, and that they keep their own promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/words.h"

static void words_have_the_facts_of_their_kind(void **state)
{
    static const struct {
        const char *word;
        uint8_t set, clear;
    } cases[] = {
        { "al", IDT_WORD_PARTICLE, IDT_WORD_LEGAL },
        { "von", IDT_WORD_PARTICLE, 0 },
        { "llc", IDT_WORD_LEGAL, IDT_WORD_PARTICLE },
        { "gmbh", IDT_WORD_LEGAL, 0 },
        { "dr", IDT_WORD_TITLE, 0 },
        { "general", IDT_WORD_TITLE, 0 },
        { "trading", IDT_WORD_GENERIC, IDT_WORD_TITLE },
        { "bank", IDT_WORD_GENERIC, 0 },
        { "seven", IDT_WORD_NUMBER, 0 },
        { "7", IDT_WORD_NUMBER, 0 },
        { "1234567890123", IDT_WORD_NUMBER, 0 },
        { "vii", IDT_WORD_NUMBER, 0 },
        { "7a", 0, IDT_WORD_NUMBER },
        { "tangun", 0, IDT_WORD_PARTICLE | IDT_WORD_TITLE | IDT_WORD_LEGAL | IDT_WORD_GENERIC },
        { "", 0, IDT_WORD_NUMBER },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_word word = idt_word_find(idt_span_of(cases[i].word));
        if ((word.flags & cases[i].set) != cases[i].set || (word.flags & cases[i].clear))
            fail_msg("\"%s\" has flags %u", cases[i].word, word.flags);
        if (word.bits > IDT_BITS_MAX)
            fail_msg("\"%s\" has %u bits", cases[i].word, word.bits);
    }
}

static void common_words_tell_less_than_rare_ones(void **state)
{
    (void)state;
    uint8_t common = idt_word_find(IDT_SPAN_LIT("mohammed")).bits;
    uint8_t rare = idt_word_find(IDT_SPAN_LIT("tangun")).bits;
    uint8_t unknown = idt_word_find(IDT_SPAN_LIT("qqxzzyw")).bits;
    if (common >= rare)
        fail_msg("mohammed %u, tangun %u bits", common, rare);
    assert_int_equal(unknown, IDT_BITS_UNKNOWN);
}

static bool share_class(const char *left, const char *right, idt_class_kind kind)
{
    idt_word a = idt_word_find(idt_span_of(left)), b = idt_word_find(idt_span_of(right));
    for (size_t i = 0; i < a.class_count; i++)
        for (size_t j = 0; j < b.class_count; j++)
            if (a.classes[i] == b.classes[j] && idt_class_kind_of(a.classes[i]) == kind)
                return true;
    return false;
}

static void words_that_mean_the_same_share_a_class(void **state)
{
    static const struct {
        const char *left, *right;
        idt_class_kind kind;
    } cases[] = {
        { "hussein", "husayn", IDT_CLASS_VARIANT },   { "mohammed", "muhammad", IDT_CLASS_VARIANT },
        { "alexander", "sasha", IDT_CLASS_NICKNAME }, { "corp", "corporation", IDT_CLASS_GENERIC },
        { "dev", "development", IDT_CLASS_GENERIC },  { "7", "seven", IDT_CLASS_NUMBER },
        { "vii", "seven", IDT_CLASS_NUMBER },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (!share_class(cases[i].left, cases[i].right, cases[i].kind))
            fail_msg("%s and %s share no class of kind %d", cases[i].left, cases[i].right,
                     cases[i].kind);
    assert_false(share_class("kim", "putin", IDT_CLASS_VARIANT));
}

static void classes_of_a_word_ascend_within_the_table(void **state)
{
    static const char *const words[] = { "mohammed", "7",  "ali",  "corp",  "llc", "alexander",
                                         "v",        "as", "john", "seven", "kim", "bank" };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        idt_word word = idt_word_find(idt_span_of(words[i]));
        for (size_t k = 0; k < word.class_count; k++)
            if (word.classes[k] >= idt_class_count() ||
                (k > 0 && word.classes[k] <= word.classes[k - 1]))
                fail_msg("class %zu of %s is %u", k, words[i], word.classes[k]);
    }
}

static void phrases_stand_for_words_of_the_same_kind(void **state)
{
    static const struct {
        const char *phrase, *word;
    } cases[] = {
        { "limited liability company", "llc" },
        { "public joint stock company", "pjsc" },
        { "limited liability", "" },
        { "liability company limited of", "" },
        { "kim", "" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t flags = 0;
        idt_span word = idt_phrase_find(idt_span_of(cases[i].phrase), &flags);
        if (!idt_span_equal_text(word, cases[i].word))
            fail_msg("\"%s\" is \"%.*s\"", cases[i].phrase, (int)word.len, word.ptr);
        if ((idt_word_find(word).flags & flags) != flags)
            fail_msg("\"%s\" is of kind %u, its word is not", cases[i].phrase, flags);
    }
}

/* Out of a damaged index: after the zero byte nothing of a table's word may be looked at. */
static void a_form_with_a_zero_byte_is_no_word(void **state)
{
    char form[] = "cha\0zzzz";
    uint8_t flags = 0;
    (void)state;
    for (size_t length = 4; length < sizeof form; length++) {
        assert_int_equal(idt_word_find((idt_span){ form, length }).class_count, 0);
        assert_int_equal(idt_phrase_find((idt_span){ form, length }, &flags).len, 0);
    }
}

static void the_tables_have_a_version(void **state)
{
    (void)state;
    assert_int_equal(strlen(idt_words_version()), 12);
    assert_int_equal(strspn(idt_words_version(), "0123456789abcdef"), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_the_facts_of_their_kind),
        cmocka_unit_test(common_words_tell_less_than_rare_ones),
        cmocka_unit_test(words_that_mean_the_same_share_a_class),
        cmocka_unit_test(classes_of_a_word_ascend_within_the_table),
        cmocka_unit_test(phrases_stand_for_words_of_the_same_kind),
        cmocka_unit_test(a_form_with_a_zero_byte_is_no_word),
        cmocka_unit_test(the_tables_have_a_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
