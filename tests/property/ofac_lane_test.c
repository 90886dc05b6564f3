/* ofac_lane_test.c - the lane's bounds lose nothing: what they leave out, scoring every listed name
 * does not find either, at any threshold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "screen/screen.h"
#include "support/random.h"
#include "support/real_lists.h"

static const uint32_t THRESHOLDS[] = { 0, 501, 600, 700, 800, 850, 900, 1000 };
enum { THRESHOLD_COUNT = sizeof THRESHOLDS / sizeof THRESHOLDS[0] };

static idt_hits ask(idt_screener *screener, idt_arena *arena, const idt_subject *subject,
                    uint32_t threshold, bool exhaustive)
{
    idt_screen_options options = { .threshold = threshold, .exhaustive = exhaustive };
    idt_hits out;
    idt_err err = IDT_ERR_INIT;
    if (idt_screen_subject(&out, screener, arena, subject, &options, &err))
        out.count = SIZE_MAX; /* no letters are left of the name */
    return out;
}

static bool same(const idt_hits *a, const idt_hits *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count && a->count != SIZE_MAX; i++)
        if (a->hits[i].party != b->hits[i].party || a->hits[i].score != b->hits[i].score ||
            !idt_span_equal(a->hits[i].matched_name->text, b->hits[i].matched_name->text))
            return false;
    return true;
}

/* A listed name with up to three errors; sometimes two halves of names put together. */
static idt_span draw(test_random *random, const idt_index *index, idt_arena *arena)
{
    idt_span names[2];
    for (size_t i = 0; i < 2; i++) {
        idt_party party;
        uint32_t parties = idt_index_count(index).parties;
        idt_index_party(index, (uint32_t)test_random_below(random, parties), arena, &party);
        names[i] = party.names[test_random_below(random, party.name_count)].text;
    }
    idt_span name = names[0];
    if (test_random_below(random, 4) == 0)
        name = idt_arena_format(arena, "%.*s %.*s", (int)names[0].len / 2, names[0].ptr,
                                (int)names[1].len, names[1].ptr);
    return test_random_edits(random, arena, name, test_random_below(random, 4));
}

static void check_lists(test_lists which, size_t queries)
{
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    if (!test_lists_present(which))
        skip();
    idt_index *index = test_lists_open(which);
    idt_screener *screener = idt_screener_new(index, idt_profile_named(IDT_SPAN_LIT("ofac")));
    size_t hits = 0;
    for (size_t q = 0; q < queries; q++) {
        idt_arena arena = IDT_ARENA_INIT;
        idt_span names[2] = { draw(&random, index, &arena), draw(&random, index, &arena) };
        idt_subject subject = { .names = names, .name_count = 1 + q % 2 };
        uint32_t threshold = THRESHOLDS[q % THRESHOLD_COUNT];
        idt_hits all = ask(screener, &arena, &subject, threshold, true);
        idt_hits found = ask(screener, &arena, &subject, threshold, false);
        if (!same(&all, &found))
            fail_msg("seed %llu: %.*s at %u: %zu hits, exhaustively %zu", (unsigned long long)seed,
                     (int)names[0].len, names[0].ptr, threshold, found.count, all.count);
        hits += all.count == SIZE_MAX ? 0 : all.count;
        idt_arena_release(&arena);
    }
    printf("%zu queries, %zu hits, seed %llu\n", queries, hits, (unsigned long long)seed);
    assert_true(hits > queries / 4);
    idt_screener_free(screener);
    idt_index_close(index);
}

static void bounds_lose_nothing_on_the_demonstration_lists(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_DEMO, test_amount(4000, 400));
}

static void bounds_lose_nothing_on_the_official_lists(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_REAL, test_amount(800, 40));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_lose_nothing_on_the_demonstration_lists),
        cmocka_unit_test(bounds_lose_nothing_on_the_official_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
