/* score_test.c - the formula on random alignments: in range, below its bound, and sound in what it
 * chooses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "match/score.h"
#include "support/random.h"

enum { ROUNDS = 60000, WORDS_MAX = 30, LINKS_MAX = 60 };

static void some_side(idt_side *side, test_random *random, idt_mode mode, size_t words)
{
    static const uint8_t flags[] = { 0,
                                     0,
                                     0,
                                     0,
                                     IDT_WORD_PARTICLE,
                                     IDT_WORD_TITLE,
                                     IDT_WORD_LEGAL,
                                     IDT_WORD_GENERIC,
                                     IDT_WORD_NUMBER,
                                     IDT_WORD_COMMON,
                                     IDT_WORD_COMMON | IDT_WORD_PLAIN,
                                     IDT_WORD_TITLE | IDT_WORD_PARTICLE,
                                     UINT8_MAX };
    memset(side, 0, sizeof *side);
    side->cut = test_random_below(random, 10) == 0;
    for (size_t i = 0; i < words; i++) {
        bool initial = test_random_below(random, 8) == 0;
        idt_side_add(side, mode,
                     (idt_side_word){
                         .bits = (uint8_t)test_random_below(random, IDT_BITS_MAX + 1),
                         .word_flags = flags[test_random_below(random, sizeof flags)],
                         .token_flags = initial ? IDT_TOKEN_INITIAL : 0,
                         .length = (uint8_t)(initial ? 1 : 2 + test_random_below(random, 12)) });
        if (test_random_below(random, 12) == 0)
            side->words[i].token_flags |= IDT_TOKEN_ROMANISED;
    }
}

/* One word meets one, or up to four. */
static idt_link some_link(test_random *random, const idt_side *query, const idt_side *listed)
{
    static const uint16_t similarities[] = { 1, 400, 760, 800, 960, 975, 1000, 1000, 1000 };
    size_t i = test_random_below(random, query->count),
           j = test_random_below(random, listed->count);
    idt_link link = { (uint16_t)i, (uint16_t)j, 1, 1, { 0, IDT_HOW_SPELLING, false } };
    size_t parts = 1 + test_random_below(random, IDT_JOIN_PARTS_MAX);
    if (parts > 1 && test_random_below(random, 2) && i + parts <= query->count)
        link.query_count = (uint8_t)parts;
    else if (parts > 1 && j + parts <= listed->count)
        link.listed_count = (uint8_t)parts;
    link.likeness.similarity = similarities[test_random_below(random, 9)];
    link.likeness.how = (uint8_t)(1 + test_random_below(random, IDT_HOW_COUNT - 1));
    link.likeness.joined = link.query_count + link.listed_count > 2;
    return link;
}

/* The share of the subject's words that the chosen links meet twice or not at all. */
static const char *fault_of_choice(const idt_link *links, size_t count)
{
    bool left[IDT_NAME_TOKENS_MAX] = { false }, right[IDT_NAME_TOKENS_MAX] = { false };
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && links[i].query_from <= links[i - 1].query_from)
            return "links out of order";
        for (size_t k = 0; k < links[i].query_count; k++) {
            if (left[links[i].query_from + k])
                return "a word of the subject is met twice";
            left[links[i].query_from + k] = true;
        }
        for (size_t k = 0; k < links[i].listed_count; k++) {
            if (right[links[i].listed_from + k])
                return "a listed word is met twice";
            right[links[i].listed_from + k] = true;
        }
    }
    return NULL;
}

/* The least that each word lacks in these links. */
static void best_of(uint16_t *lacking, const idt_link *links, size_t count, const idt_side *query,
                    const idt_profile *profile, idt_mode mode)
{
    for (size_t i = 0; i < query->count; i++)
        lacking[i] = IDT_UNMET;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < links[i].query_count; k++) {
            size_t word = links[i].query_from + k;
            uint32_t lacks =
                idt_link_lacking(query, links[i].query_from, links[i].likeness, profile, mode);
            if (lacks < lacking[word])
                lacking[word] = (uint16_t)lacks;
        }
}

static const char *fault_of(test_random *random, const idt_profile *profile)
{
    idt_side query, listed;
    idt_link links[LINKS_MAX];
    idt_name_score score, again;
    uint16_t lacking[IDT_NAME_TOKENS_MAX];
    idt_mode mode = (idt_mode)test_random_below(random, IDT_MODE_COUNT);
    some_side(&query, random, mode, 1 + test_random_below(random, WORDS_MAX));
    some_side(&listed, random, mode, 1 + test_random_below(random, WORDS_MAX));
    size_t count = test_random_below(random, LINKS_MAX + 1);
    for (size_t i = 0; i < count; i++)
        links[i] = some_link(random, &query, &listed);
    idt_score_names(&score, links, count, &query, &listed, profile, mode);
    if (score.score > 1000 || score.link_count > count)
        return "a score out of range";
    if (score.link_count == 0 && score.score != 0)
        return "a score without a link";
    const char *fault = fault_of_choice(links, score.link_count);
    if (fault)
        return fault;
    best_of(lacking, links, score.link_count, &query, profile, mode);
    if (score.score > idt_score_bound(&query, lacking, profile, mode))
        return "a score above its bound";
    best_of(lacking, links, count, &query, profile, mode);
    if (score.score > idt_score_bound(&query, lacking, profile, mode))
        return "a score above the bound of all links";
    size_t chosen = score.link_count;
    idt_score_names(&again, links, chosen, &query, &listed, profile, mode);
    if (again.score != score.score || again.link_count != chosen)
        return "the chosen links alone score otherwise";
    return NULL;
}

static void random_alignments_keep_the_promises(void **state)
{
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    (void)state;
    for (size_t round = 0; round < ROUNDS; round++) {
        const char *fault = fault_of(&random, idt_profile_default());
        if (fault)
            fail_msg("seed %llu, round %zu: %s", (unsigned long long)seed, round, fault);
    }
}

static void no_link_is_no_score(void **state)
{
    idt_side side;
    idt_name_score score;
    test_random random = test_random_of(1);
    (void)state;
    some_side(&side, &random, IDT_MODE_PERSON, 3);
    idt_score_names(&score, NULL, 0, &side, &side, idt_profile_default(), IDT_MODE_PERSON);
    assert_int_equal(score.score, 0);
    assert_int_equal(score.link_count, 0);
}

static void the_bound_falls_as_less_can_be_met(void **state)
{
    const idt_profile *profile = idt_profile_default();
    test_random random = test_random_of(2);
    idt_side side;
    uint16_t lacking[IDT_NAME_TOKENS_MAX] = { 0 };
    (void)state;
    some_side(&side, &random, IDT_MODE_PERSON, 6);
    uint32_t before = idt_score_bound(&side, lacking, profile, IDT_MODE_PERSON);
    assert_int_equal(before, 1000);
    for (size_t i = 0; i < side.count; i++)
        for (uint16_t lacks = 100; lacks <= IDT_UNMET; lacks = (uint16_t)(lacks + 901)) {
            lacking[i] = lacks;
            uint32_t bound = idt_score_bound(&side, lacking, profile, IDT_MODE_PERSON);
            if (bound > before)
                fail_msg("word %zu lacks %u: %u, before %u", i, lacks, bound, before);
            before = bound;
        }
    assert_true(before < 600);
}

/* What score.h's proof of the bound rests on. */
static void omissions_never_cost_more_than_contradiction(void **state)
{
    const idt_profile *profile = idt_profile_default();
    (void)state;
    assert_true(profile->omission_query <= profile->omission_query_far);
    assert_true(profile->omission_query_far <= profile->contradiction);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_alignments_keep_the_promises),
        cmocka_unit_test(no_link_is_no_score),
        cmocka_unit_test(the_bound_falls_as_less_can_be_met),
        cmocka_unit_test(omissions_never_cost_more_than_contradiction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
