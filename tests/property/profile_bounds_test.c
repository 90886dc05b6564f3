/* profile_bounds_test.c - whatever profile is accepted, the index finds what scoring every listed
 * name finds: the orders of profile.c are enough for the bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "screen/screen.h"
#include "support/random.h"
#include "support/real_lists.h"

static const idt_profile_field *field_of(const char *key)
{
    size_t count;
    const idt_profile_field *fields = idt_profile_fields(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].key, key) == 0)
            return &fields[i];
    fail_msg("no field %s", key);
    return NULL;
}

/* Half of the numbers anywhere in their range, bits up to what names have; then put in order. */
static idt_profile draw_profile(test_random *random)
{
    enum { BITS_MAX = 60 };
    size_t count;
    const idt_profile_field *fields = idt_profile_fields(&count);
    idt_profile out = *idt_profile_default();
    for (size_t i = 0; i < count; i++) {
        uint32_t most = fields[i].unit == IDT_PROFILE_BITS ? BITS_MAX : fields[i].most;
        if (test_random_below(random, 2))
            idt_profile_set(&out, &fields[i],
                            fields[i].least +
                                (uint32_t)test_random_below(random, most - fields[i].least + 1));
    }
    const idt_profile_order *broken;
    while ((broken = idt_profile_broken_order(&out)) != NULL)
        idt_profile_set(&out, field_of(broken->lesser),
                        idt_profile_get(&out, field_of(broken->greater)));
    return out;
}

typedef struct {
    idt_screener *screener;
    const idt_subject *subject;
    uint32_t threshold;
} question;

static idt_hits ask(const question *self, idt_arena *arena, bool exhaustive)
{
    idt_screen_options options = { .threshold = self->threshold, .exhaustive = exhaustive };
    idt_hits out;
    idt_err err = IDT_ERR_INIT;
    if (idt_screen_subject(&out, self->screener, arena, self->subject, &options, &err))
        out.count = 0;
    return out;
}

static bool same(const idt_hits *a, const idt_hits *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->hits[i].party != b->hits[i].party || a->hits[i].score != b->hits[i].score)
            return false;
    return true;
}

static idt_span draw_name(test_random *random, const idt_index *index, idt_arena *arena)
{
    idt_party party;
    idt_index_party(index, (uint32_t)test_random_below(random, idt_index_count(index).parties),
                    arena, &party);
    idt_span name = party.names[test_random_below(random, party.name_count)].text;
    if (test_random_below(random, 4) == 0)
        name = idt_arena_format(arena, "payment %.*s ltd", (int)name.len, name.ptr);
    return test_random_edits(random, arena, name, test_random_below(random, 4));
}

/* Hits of `queries` drawn subjects. */
static size_t check_profile(test_random *random, const idt_index *index, size_t queries,
                            uint64_t seed)
{
    idt_profile profile = draw_profile(random);
    idt_screener *screener = idt_screener_new(index, &profile);
    size_t hits = 0;
    for (size_t q = 0; q < queries; q++) {
        idt_arena arena = IDT_ARENA_INIT;
        idt_span name = draw_name(random, index, &arena);
        idt_date_range birth;
        assert_true(idt_date_parse(&birth, IDT_SPAN_LIT("1962-02-18")));
        idt_country country = idt_country_of(IDT_SPAN_LIT("KP"));
        idt_subject subject = { .names = &name, .name_count = 1, .countries = &country };
        subject.country_count = q % 2;
        subject.births = &birth;
        subject.birth_count = q % 3 == 0;
        question query = { screener, &subject, IDT_THRESHOLD_INDEXED_MIN + 50 * (uint32_t)(q % 8) };
        idt_hits all = ask(&query, &arena, true), found = ask(&query, &arena, false);
        hits += all.count;
        if (!same(&all, &found))
            fail_msg("seed %llu: %.*s at %u: %zu hits, exhaustively %zu", (unsigned long long)seed,
                     (int)name.len, name.ptr, query.threshold, found.count, all.count);
        idt_arena_release(&arena);
    }
    idt_screener_free(screener);
    return hits;
}

static void accepted_profiles_lose_nothing(void **state)
{
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    size_t profiles = test_amount(120, 10), hits = 0;
    (void)state;
    idt_index *index = test_lists_open(TEST_LISTS_DEMO);
    for (size_t i = 0; i < profiles; i++)
        hits += check_profile(&random, index, 60, seed);
    printf("%zu profiles, %zu hits, seed %llu\n", profiles, hits, (unsigned long long)seed);
    assert_true(hits > profiles);
    idt_index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepted_profiles_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
