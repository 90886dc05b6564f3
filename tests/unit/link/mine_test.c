/* mine_test.c - aliases give the pairs they should, and no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "link/mine.h"

enum { PARTIES_MAX = 4 };

/* One party a string, names divided by ';'. "a~b 2, c~d 1": pairs and how many parties show them.
 */
static void check_mined(const char *const parties[PARTIES_MAX], idt_party_type type,
                        const uint32_t groups[PARTIES_MAX], const char *expected)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_party list[PARTIES_MAX];
    idt_mined_pairs mined;
    idt_buf got = IDT_BUF_INIT;
    size_t count = 0;
    for (; count < PARTIES_MAX && parties[count]; count++) {
        idt_span rest = idt_span_of(parties[count]), part;
        list[count] = (idt_party){ .type = type };
        while (idt_span_split(&part, &rest, ";"))
            idt_party_add_name(&list[count], &arena, (idt_name){ .text = part });
    }
    idt_mine_aliases(&mined, &arena, list, count, groups);
    for (size_t i = 0; i < mined.count; i++)
        idt_buf_format(&got, "%s%.*s~%.*s %u", i ? ", " : "", (int)mined.pairs[i].left.len,
                       mined.pairs[i].left.ptr, (int)mined.pairs[i].right.len,
                       mined.pairs[i].right.ptr, mined.pairs[i].support);
    if (!idt_span_equal_text(idt_buf_span(&got), expected))
        fail_msg("\"%s\": got \"%.*s\", expected \"%s\"", parties[0], (int)got.len, got.ptr,
                 expected);
    idt_mined *table = idt_mined_new(mined.pairs, mined.count);
    assert_non_null(table);
    idt_mined_free(table);
    idt_buf_release(&got);
    idt_arena_release(&arena);
}

static const uint32_t EACH_ALONE[PARTIES_MAX] = { 0, 1, 2, 3 };

static void aliases_that_differ_in_one_word_give_a_pair(void **state)
{
    static const struct {
        const char *names, *expected;
    } cases[] = {
        { "Testov Zhamshudullo;Testov Jamchudoullo", "jamchudoullo~zhamshudullo 1" },
        { "ZARGHUNDOST, Testo;Testo Zarkoondust", "zarghundost~zarkoondust 1" },
        /* a word more on one side: which one was left out? */
        { "Testov Zhamshudullo;Testov Ilyich Jamchudoullo", "" },
        /* other words on both sides */
        { "Testov Zhamshudullo;Musterov Jamchudoullo", "" },
        /* another word altogether */
        { "Testov Zhamshudullo;Testov Berkutgerey", "" },
        /* alone, a word shows nothing */
        { "Zhamshudullo;Jamchudoullo", "jamchudoullo~zhamshudullo 1" },
        { "Zhamshudullo;Berkutgerey", "" },
        /* a title, a number, a letter say nothing about who it is */
        { "Testov Zhamshudullo;Sheikh Testov Jamchudoullo", "jamchudoullo~zhamshudullo 1" },
        { "Testov Mullah;Testov Mulla", "" },
        { "Testov 1234567;Testov 1234568", "" },
        /* what data/names knows to be one name is not mined again, nor made one where it is two */
        { "Testov Muhammad;Testov Mohammed", "" },
        { "Testov Hassan;Testov Hussein", "" },
        { "Testov Hamid;Testov Hamad", "" },
        /* two words of one name are two names */
        { "Testov Qarghundost;Testov Gharghundust;Qarghundost Gharghundust", "" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_mined((const char *const[PARTIES_MAX]){ cases[i].names }, IDT_PARTY_PERSON,
                    EACH_ALONE, cases[i].expected);
}

static void several_words_may_differ_where_each_has_its_partner(void **state)
{
    (void)state;
    check_mined(
        (const char *const[PARTIES_MAX]){ "Zhamshudullo Qarghundost;Jamchudoullo Gharghundust" },
        IDT_PARTY_PERSON, EACH_ALONE, "gharghundust~qarghundost 1, jamchudoullo~zhamshudullo 1");
    check_mined((const char *const[PARTIES_MAX]){ "Zhamshudullo Qarghundost;Jamchudoullo Vremya" },
                IDT_PARTY_PERSON, EACH_ALONE, "");
}

static void two_parties_are_better_evidence_than_one(void **state)
{
    static const char *const one[PARTIES_MAX] = { "Testov Qarbalmir;Testov Gharbulmar" };
    static const char *const two[PARTIES_MAX] = { "Testov Kveldur;Testov Qveldor",
                                                  "Kveldur Muster;Qveldor Muster",
                                                  "Testov Wremt;Testov Vremt",
                                                  "Other Wremt;Other Vremt" };
    static const uint32_t same_group[PARTIES_MAX] = { 0, 0, 2, 2 };
    (void)state;
    check_mined(one, IDT_PARTY_PERSON, EACH_ALONE, "gharbulmar~qarbalmir 1");
    check_mined(two, IDT_PARTY_PERSON, EACH_ALONE, "kveldur~qveldor 2, vremt~wremt 2");
    /* entries of one group are one party */
    check_mined(two, IDT_PARTY_PERSON, same_group, "kveldur~qveldor 1, vremt~wremt 1");
}

static void vessels_change_their_names(void **state)
{
    static const char *const names[PARTIES_MAX] = { "Testov Zhamshudullo;Testov Jamchudoullo" };
    (void)state;
    check_mined(names, IDT_PARTY_VESSEL, EACH_ALONE, "");
    check_mined(names, IDT_PARTY_AIRCRAFT, EACH_ALONE, "");
    check_mined(names, IDT_PARTY_ORGANIZATION, EACH_ALONE, "jamchudoullo~zhamshudullo 1");
}

static void sounds_lie_near_across_romanisations(void **state)
{
    static const struct {
        const char *a, *b;
        unsigned at_least, at_most;
        bool strict;
    } cases[] = {
        { "khusayn", "khusayn", 0, 0, true },     { "dzhabrailov", "jabrailov", 0, 0, true },
        { "yousouf", "yusuf", 0, 8, true },       { "qasim", "ghasem", 1, 14, true },
        { "khusayn", "hussein", 1, 12, true },    { "petrov", "petrova", 1, 8, true },
        { "zaki", "zakir", 100, 100, true },      { "zaki", "zakir", 10, 30, false },
        { "karim", "salim", 100, 100, true },     { "karim", "salim", 31, 100, false },
        { "ivanov", "petrenko", 60, 100, false }, { "a", "", 100, 100, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_span a = idt_span_of(cases[i].a), b = idt_span_of(cases[i].b);
        unsigned there = idt_sound_distance(a, b, cases[i].strict);
        if (there < cases[i].at_least || there > cases[i].at_most ||
            there != idt_sound_distance(b, a, cases[i].strict))
            fail_msg("\"%s\" and \"%s\": %u and %u, not %u to %u", cases[i].a, cases[i].b, there,
                     idt_sound_distance(b, a, cases[i].strict), cases[i].at_least,
                     cases[i].at_most);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aliases_that_differ_in_one_word_give_a_pair),
        cmocka_unit_test(several_words_may_differ_where_each_has_its_partner),
        cmocka_unit_test(two_parties_are_better_evidence_than_one),
        cmocka_unit_test(vessels_change_their_names),
        cmocka_unit_test(sounds_lie_near_across_romanisations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
