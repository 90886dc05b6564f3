/* compare_test.c - names against names: what must be certain, what must not be, and explanations
 * that add up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "match/compare.h"
#include "support/random.h"

static idt_folder *folder;

static int open_folder(void **state)
{
    (void)state;
    folder = idt_folder_new();
    return 0;
}

static int close_folder(void **state)
{
    (void)state;
    idt_folder_free(folder);
    return 0;
}

static uint32_t compare(idt_span query, idt_span listed, idt_party_type type, idt_quality quality)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_explanation out;
    idt_name name = { .text = listed, .quality = quality };
    idt_compare_names(&out, folder, &arena, &(idt_name_pair){ .query = query, .listed = &name, .type = type },
                      idt_profile_default());
    uint32_t score = out.score;
    idt_arena_release(&arena);
    return score;
}

static void check_score(const char *query, const char *listed, idt_party_type type, uint32_t low,
                        uint32_t high)
{
    uint32_t score =
        compare(idt_span_of(query), idt_span_of(listed), type, IDT_QUALITY_UNGRADED);
    if (score < low || score > high)
        fail_msg("\"%s\" ~ \"%s\": %u, not %u..%u", query, listed, score, low, high);
}

static void names_that_say_the_same_are_certain(void **state)
{
    static const struct {
        const char *query, *listed;
        idt_party_type type;
    } cases[] = {
        { "Kim Yong Chol", "KIM, Yong Chol", IDT_PARTY_PERSON },
        { "Yong Chol Kim", "KIM, Yong Chol", IDT_PARTY_PERSON },
        { "FRANCOIS NOEL", "Fran\u00e7ois No\u00ebl", IDT_PARTY_PERSON },
        { "Mueller, Juergen", "M\u00fcller, J\u00fcrgen", IDT_PARTY_PERSON },
        { "\u0429\u0435\u0440\u0431\u0430\u043a\u043e\u0432", "\u0429\u0415\u0420\u0411\u0410\u041a"
          "\u041e\u0412", IDT_PARTY_PERSON },
        { "\u0635\u062f\u0627\u0645 \u062d\u0633\u064a\u0646",
          "\u0635\u062f\u0627\u0645 \u062d\u0633\u064a\u0646", IDT_PARTY_PERSON },
        { "\u91d1\u94c1\u4e09", "\u91d1\u94c1\u4e09", IDT_PARTY_PERSON },
        { "Jin Tiesan (\u91d1\u94c1\u4e09)", "Jin Tiesan (\u91d1\u94c1\u4e09)", IDT_PARTY_PERSON },
        { "V. V. P.", "V. V. P.", IDT_PARTY_PERSON },
        { "al", "al", IDT_PARTY_PERSON },
        { "3", "3", IDT_PARTY_VESSEL },
        { "EP-GOM", "EP-GOM", IDT_PARTY_AIRCRAFT },
        { "Dr.", "Dr.", IDT_PARTY_PERSON },
        { "The Company Ltd", "THE COMPANY LTD.", IDT_PARTY_ORGANIZATION },
        { "Sparta LLC", "Sparta Limited Liability Company", IDT_PARTY_ORGANIZATION },
        { "P U T I N", "Putin", IDT_PARTY_PERSON },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_score(cases[i].query, cases[i].listed, cases[i].type, 1000, 1000);
}

static void names_of_others_are_told_apart_and_slips_are_not(void **state)
{
    static const struct {
        const char *query, *listed;
        idt_party_type type;
        uint32_t low, high;
    } cases[] = {
        { "SADDAM HUSSEIN AL-DULAIMI", "SADDAM HUSSEIN AL-TIKRITI", IDT_PARTY_PERSON, 0, 699 },
        { "Jon Smith", "John Smith", IDT_PARTY_PERSON, 801, 1000 },
        { "Kim Jong-uun", "KIM, Jong Un", IDT_PARTY_PERSON, 750, 1000 },
        { "Kim Yongchol", "KIM, Yong Chol", IDT_PARTY_PERSON, 900, 1000 },
        { "Putin", "PUTIN, Vladimir Vladimirovich", IDT_PARTY_PERSON, 1, 600 },
        { "Mohammed Ali", "Mohammed Hassan", IDT_PARTY_PERSON, 1, 600 },
        { "Kore Mining Development Trading Corp", "KOREA MINING DEVELOPMENT TRADING CORPORATION",
          IDT_PARTY_ORGANIZATION, 700, 999 },
        { "Angela Merkel", "KIM, Yong Chol", IDT_PARTY_PERSON, 0, 0 },
        { "Victory", "Victory 3", IDT_PARTY_VESSEL, 1, 999 },
        { "", "KIM, Yong Chol", IDT_PARTY_PERSON, 0, 0 },
        { "---", "---", IDT_PARTY_PERSON, 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_score(cases[i].query, cases[i].listed, cases[i].type, cases[i].low, cases[i].high);
}

static void a_weak_alias_that_tells_little_is_capped(void **state)
{
    const idt_profile *profile = idt_profile_default();
    (void)state;
    assert_int_equal(compare(IDT_SPAN_LIT("Ali"), IDT_SPAN_LIT("ALI"), IDT_PARTY_PERSON,
                             IDT_QUALITY_WEAK),
                     profile->weak_alias_cap);
    assert_int_equal(compare(IDT_SPAN_LIT("Ali"), IDT_SPAN_LIT("ALI"), IDT_PARTY_PERSON,
                             IDT_QUALITY_STRONG),
                     1000);
    assert_true(profile->weak_alias_cap < 700);
}

/* Words of every kind, of every length, in several scripts. */
static const char *const WORDS[] = {
    "Kim", "Yong", "Chol", "Mohammed", "Ali", "al", "bin", "von", "Dr.", "General", "Ltd", "LLC",
    "S.A.", "d.o.o.", "Bank", "Trading", "Company", "7", "Seven", "III", "V.", "K", "Tangun",
    "KOMID", "Shcherbakov", "M\u00fcller", "O'Neil", "\u0429\u0435\u0440\u0431\u0430", "\u91d1\u94c1",
    "\u0645\u062d\u0645\u062f", "x", "Xyzzyplugh", "limited", "liability", "company", "Invoice",
    "Hussein", "Husayn", "Abd", "el", "Rahman", "0liver", "co", "A/S", "payment", "the",
};
enum { WORD_COUNT = sizeof WORDS / sizeof WORDS[0] };

static idt_span some_name(test_random *random, idt_arena *arena, size_t most)
{
    idt_span name = IDT_SPAN_EMPTY;
    for (uint64_t count = 1 + test_random_below(random, most); count > 0; count--)
        name = idt_arena_format(arena, "%.*s%s%s", (int)name.len, name.ptr, name.len ? " " : "",
                                WORDS[test_random_below(random, WORD_COUNT)]);
    return name;
}

static void every_name_meets_itself_with_certainty(void **state)
{
    enum { NAMES = 1500, LONG_NAMES = 40 };
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    for (size_t i = 0; i < NAMES; i++) {
        idt_span name = some_name(&random, &arena, i < LONG_NAMES ? 30 : 6);
        idt_party_type type = (idt_party_type)test_random_below(&random, IDT_PARTY_TYPE_COUNT);
        uint32_t score = compare(name, name, type, IDT_QUALITY_UNGRADED);
        if (score != 1000)
            fail_msg("seed %llu: \"%.*s\" as %s: %u", (unsigned long long)seed, (int)name.len,
                     name.ptr, idt_party_type_name(type), score);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

static const char *fault_of(const idt_explanation *out)
{
    int sum = 0;
    for (size_t i = 0; i < out->part_count; i++)
        sum += out->parts[i].points;
    if (out->score > 1000 || out->strength > 1000)
        return "out of range";
    if (sum != (int)out->score)
        return "the parts do not add up";
    for (size_t i = 0; i < out->pair_count; i++)
        if (out->pairs[i].query_from >= out->pairs[i].query_to ||
            out->pairs[i].query_to > out->query_name.len ||
            out->pairs[i].listed_from >= out->pairs[i].listed_to ||
            out->pairs[i].listed_to > out->listed_name.len ||
            out->pairs[i].likeness.similarity == 0)
            return "a pair outside the names";
    for (size_t i = 0; i < out->query_left_count; i++)
        if (out->query_left[i].from >= out->query_left[i].to ||
            out->query_left[i].to > out->query_name.len)
            return "a word left over outside the subject's name";
    for (size_t i = 0; i < out->listed_left_count; i++)
        if (out->listed_left[i].from >= out->listed_left[i].to ||
            out->listed_left[i].to > out->listed_name.len)
            return "a word left over outside the listed name";
    return NULL;
}

static void explanations_add_up(void **state)
{
    enum { PAIRS = 3000 };
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    for (size_t i = 0; i < PAIRS; i++) {
        idt_explanation out;
        idt_span query = some_name(&random, &arena, 6);
        idt_span listed = i % 2 ? some_name(&random, &arena, 6)
                                : test_random_edits(&random, &arena, query, 1 + i % 4);
        idt_name name = { .text = listed,
                          .quality = (idt_quality)test_random_below(&random, IDT_QUALITY_COUNT) };
        idt_party_type type = (idt_party_type)test_random_below(&random, IDT_PARTY_TYPE_COUNT);
        idt_compare_names(&out, folder, &arena, &(idt_name_pair){ .query = query, .listed = &name, .type = type },
                          idt_profile_default());
        const char *fault = fault_of(&out);
        if (fault)
            fail_msg("seed %llu: %s: \"%.*s\" ~ \"%.*s\" (%u)", (unsigned long long)seed, fault,
                     (int)query.len, query.ptr, (int)listed.len, listed.ptr, out.score);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

static void names_beyond_the_limit_are_refused_and_not_cut(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf text = IDT_BUF_INIT;
    idt_folded folded;
    idt_name_score score;
    idt_link *links;
    (void)state;
    for (size_t i = 0; i <= IDT_NAME_TOKENS_MAX; i++)
        idt_buf_add_text(&text, "kim ");
    idt_fold(&folded, folder, &arena, idt_buf_span(&text));
    assert_int_equal(folded.readings[0].count, IDT_NAME_TOKENS_MAX + 1);
    assert_false(idt_compare_readings(&score, &links, &arena, &folded.readings[0],
                                      &folded.readings[0], idt_profile_default(),
                                      IDT_MODE_PERSON));
    idt_buf_release(&text);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_say_the_same_are_certain),
        cmocka_unit_test(names_of_others_are_told_apart_and_slips_are_not),
        cmocka_unit_test(a_weak_alias_that_tells_little_is_capped),
        cmocka_unit_test(every_name_meets_itself_with_certainty),
        cmocka_unit_test(explanations_add_up),
        cmocka_unit_test(names_beyond_the_limit_are_refused_and_not_cut),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
