/* ofac_test.c - Jaro-Winkler by hand and by a slow reference, Soundex, and the rules around them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "match/ofac.h"
#include "support/random.h"

static uint32_t similarity(const char *pattern, const char *text)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_ofac_name left, right;
    idt_ofac_pattern compiled;
    idt_ofac_name_of(&left, &arena, idt_span_of(pattern));
    idt_ofac_name_of(&right, &arena, idt_span_of(text));
    idt_ofac_pattern_init(&compiled, left.whole, left.whole_length);
    uint32_t out = idt_ofac_jaro_winkler(&compiled, right.whole, right.whole_length);
    idt_arena_release(&arena);
    return out;
}

/* Values worked out by hand from the fractions, in millionths. */
static void jaro_winkler_gives_known_values(void **state)
{
    static const struct {
        const char *a, *b;
        uint32_t expected;
    } cases[] = {
        { "MARTHA", "MARHTA", 961111 },         /* J = 17/18, three equal in front */
        { "DIXON", "DICKSONX", 813333 },        /* J = 23/30, two */
        { "DWAYNE", "DUANE", 840000 },          /* J = 37/45, one */
        { "CRATE", "TRACE", 733333 },           /* J = 11/15, none: no bonus */
        { "JONES", "JOHNSON", 832381 },         /* J = 83/105, two */
        { "abcdefg", "abcdefh", 952381 },       /* J = 19/21, of six equal in front five count */
        { "xxabcyy", "xxbcayy", 942857 },       /* three out of order: one and a half, not one */
        { "abcdefghij", "axxxxxxxxx", 460000 }, /* J = 2/5, and the bonus however low it is */
        { "equal", "equal", 1000000 },
        { "abc", "xyz", 0 },
        { "a", "a", 1000000 },
        { "", "a", 0 },
        { "a", "", 0 },
        { "Åse Björk", "ASE BJORK", 1000000 },
        { "Москва", "москва", 1000000 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t got = similarity(cases[i].a, cases[i].b);
        if (got != cases[i].expected)
            fail_msg("%s ~ %s: %u, expected %u", cases[i].a, cases[i].b, got, cases[i].expected);
    }
}

/* The definition, letter by letter, with the fraction built another way: over 60 m a b. */
static uint32_t reference(const char *pattern, const char *text)
{
    size_t a = strlen(pattern), b = strlen(text), longer = a > b ? a : b;
    size_t window = longer / 2 > 1 ? longer / 2 - 1 : 0, m = 0, prefix = 0, t = 0;
    bool used[256] = { false };
    char met[256];
    if (a == 0 || b == 0)
        return 0;
    for (size_t i = 0; i < b; i++)
        for (size_t j = 0; j < a; j++)
            if (!used[j] && pattern[j] == text[i] && (i > j ? i - j : j - i) <= window) {
                used[j] = true;
                met[m++] = text[i];
                break;
            }
    for (size_t j = 0, i = 0; j < a; j++)
        if (used[j])
            t += pattern[j] != met[i++];
    while (prefix < 5 && prefix < a && prefix < b && pattern[prefix] == text[prefix])
        prefix++;
    if (m == 0)
        return 0;
    uint64_t jaro = 20 * m * m * b + 20 * m * m * a + 10 * (2 * m - t) * a * b;
    uint64_t whole = 60 * m * a * b;
    uint64_t sum = jaro * 10 + prefix * (whole - jaro);
    return (uint32_t)((sum * 2 * 1000000 + whole * 10) / (2 * whole * 10));
}

static void random_word(char *out, test_random *random, size_t length_max)
{
    size_t length = test_random_below(random, length_max + 1);
    for (size_t i = 0; i < length; i++)
        out[i] = (char)('a' + test_random_below(random, 5));
    out[length] = '\0';
}

static void jaro_winkler_is_its_definition(void **state)
{
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char a[256], b[256];
        size_t longest = i % 4 == 0 ? 100 : 14; /* above 64 letters there are no masks */
        random_word(a, &random, longest);
        random_word(b, &random, longest);
        uint32_t got = similarity(a, b), expected = reference(a, b);
        if (got != expected)
            fail_msg("seed %llu: %s ~ %s: %u, expected %u", (unsigned long long)seed, a, b, got,
                     expected);
        size_t common = 0;
        for (char c = 'a'; c < 'f'; c++) {
            size_t in_a = 0, in_b = 0;
            for (const char *p = a; *p; p++)
                in_a += *p == c;
            for (const char *p = b; *p; p++)
                in_b += *p == c;
            common += in_a < in_b ? in_a : in_b;
        }
        assert_true(got <= idt_ofac_bound((uint32_t)strlen(a) + !*a, (uint32_t)strlen(b) + !*b,
                                          (uint32_t)common, IDT_OFAC_PREFIX_MAX));
    }
}

static uint32_t soundex(const char *word)
{
    uint32_t letters[32], length = 0;
    for (; *word; word++)
        letters[length++] = (unsigned char)*word;
    return idt_ofac_soundex(letters, length);
}

static void soundex_gives_known_codes(void **state)
{
    static const struct {
        const char *word, *code;
    } cases[] = {
        { "robert", "r163" },  { "rupert", "r163" },  { "ashcraft", "a261" },
        { "tymczak", "t522" }, { "pfister", "p236" }, { "honeyman", "h555" },
        { "jackson", "j250" }, { "lee", "l000" },     { "washington", "w252" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *c = cases[i].code;
        uint32_t expected =
            (uint32_t)c[0] << 24 | (uint32_t)c[1] << 16 | (uint32_t)c[2] << 8 | (uint32_t)c[3];
        if (soundex(cases[i].word) != expected)
            fail_msg("%s is not %s", cases[i].word, c);
    }
    assert_int_equal(soundex("7th"), 0);
}

/* --- rules --- */

static idt_ofac_score score(const char *query, const char *listed)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_ofac_query left;
    idt_ofac_name right;
    idt_ofac_query_of(&left, &arena, idt_span_of(query));
    idt_ofac_name_of(&right, &arena, idt_span_of(listed));
    idt_ofac_score out = idt_ofac_compare(&left, &right);
    idt_arena_release(&arena);
    return out;
}

static void check_score(const char *query, const char *listed, uint32_t expected)
{
    uint32_t got = score(query, listed).score;
    if (got != expected)
        fail_msg("%s ~ %s: %u, expected %u", query, listed, got, expected);
}

static void the_higher_way_counts(void **state)
{
    (void)state;
    check_score("Testa Samplov", "SAMPLOV, Testa", 1000); /* each word has its partner */
    check_score("Testa Samplov", "TESTA SAMPLOW", 976);   /* as parts and, higher, as a whole */
    check_score("Testa", "SAMPLOV, Testa", 1000);
    check_score("Testa Ng", "TESTA, Other", 1000); /* a word of two letters has no part */
    check_score("Ng", "TESTA NG", 1000);           /* unless all are so short */
}

static void a_name_that_begins_otherwise_is_not_returned(void **state)
{
    (void)state;
    check_score("Testa Samplov", "KOVAR, Ulik", 0);
    check_score("Альфа Бета", "ALFA BETA", 0);
    /* "al" is too short to be begun like, and "sample" begins otherwise. */
    check_score("Alsample", "AL SAMPLE", 0);
    assert_int_equal(similarity("Alsample", "AL SAMPLE"), 1000000);
}

static void half_is_too_little(void **state)
{
    (void)state;
    /* One of two words met: a half, and the strings share little. */
    idt_ofac_score half = score("Testa Samplov", "KUVYRUK, Samplov");
    assert_int_equal(half.parts, 500000);
    assert_int_equal(half.score, 0);
}

static void where_the_first_word_is_missing_the_whole_must_be_near(void **state)
{
    (void)state;
    /* Nothing begins with B: the whole strings are alike, but not by 0.800. */
    assert_true(similarity("BUSH SAMPLER", "HASWANI SAMPLER") > 700000);
    assert_true(similarity("BUSH SAMPLER", "HASWANI SAMPLER") < IDT_OFAC_WHOLE_ALONE);
    check_score("BUSH SAMPLER", "HASWANI SAMPLER", 0);
    assert_true(score("SAMPLER BUSH", "SAMPLER HASWANI").score > 700);
    assert_true(score("BUSKEN SAMPLOV", "TUSKEN SAMPLOV").score > 900);
}

static void a_partner_keeps_half_of_a_word_or_its_sound(void **state)
{
    (void)state;
    assert_int_equal(score("putinputin", "putin").parts, 0); /* half is not more than half */
    assert_true(score("bashiruddin", "bashir").parts > 900000);
    assert_true(score("bashar", "bushra").parts > 800000); /* three slips of six, one sound */
    assert_int_equal(score("bashir", "tashir").parts, 0);
}

static void hyphens_part_words_and_stay_in_the_whole(void **state)
{
    (void)state;
    assert_int_equal(similarity("AL-SAMPLE", "AL-SAMPLE"), 1000000);
    assert_true(similarity("AL-SAMPLE", "AL SAMPLE") < 1000000);
    check_score("AL-SAMPLE", "SAMPLE", 1000);
    check_score("O'Sample", "OSAMPLE", 1000);
}

static void odd_names_are_compared_without_harm(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf long_name = IDT_BUF_INIT;
    idt_ofac_name name;
    (void)state;
    check_score("", "", 0);
    check_score("...", "TESTA", 0);
    check_score("TESTA", "--", 0);
    check_score("\xff\xfe", "TESTA", 0);
    check_score("TESTA\xff", "TESTA", 1000);
    while (long_name.len < IDT_OFAC_NAME_BYTES_MAX)
        idt_buf_add_char(&long_name, 'a');
    idt_buf_add_char(&long_name, '\0');
    check_score(long_name.ptr, long_name.ptr, 1000);
    idt_ofac_name_of(&name, &arena, (idt_span){ long_name.ptr, IDT_OFAC_NAME_BYTES_MAX + 1 });
    assert_int_equal(name.word_count, 0);
    idt_buf_release(&long_name);
    idt_arena_release(&arena);
}

static void the_parts_of_the_explanation_add_up(void **state)
{
    static const char *const names[] = { "Testa Samplov",
                                         "SAMPLOV, Testa",
                                         "TESTA SAMPLOW",
                                         "KOVAR, Ulik",
                                         "KUVYRUK, Samplov",
                                         "Ng",
                                         "" };
    enum { COUNT = sizeof names / sizeof names[0] };
    (void)state;
    for (size_t i = 0; i < COUNT * COUNT; i++) {
        idt_arena arena = IDT_ARENA_INIT;
        idt_explanation out;
        idt_name listed = { .text = idt_span_of(names[i % COUNT]) };
        idt_name_pair pair = { .query = idt_span_of(names[i / COUNT]),
                               .listed = &listed,
                               .type = IDT_PARTY_PERSON };
        idt_ofac_compare_names(&out, &arena, &pair);
        int sum = 0;
        for (size_t p = 0; p < out.part_count; p++)
            sum += out.parts[p].points;
        assert_int_equal(sum, (int)out.score);
        idt_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jaro_winkler_gives_known_values),
        cmocka_unit_test(jaro_winkler_is_its_definition),
        cmocka_unit_test(soundex_gives_known_codes),
        cmocka_unit_test(the_higher_way_counts),
        cmocka_unit_test(a_name_that_begins_otherwise_is_not_returned),
        cmocka_unit_test(half_is_too_little),
        cmocka_unit_test(where_the_first_word_is_missing_the_whole_must_be_near),
        cmocka_unit_test(a_partner_keeps_half_of_a_word_or_its_sound),
        cmocka_unit_test(hyphens_part_words_and_stay_in_the_whole),
        cmocka_unit_test(odd_names_are_compared_without_harm),
        cmocka_unit_test(the_parts_of_the_explanation_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
