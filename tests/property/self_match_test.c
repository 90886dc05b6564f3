/* self_match_test.c - a listed name screened as its publisher writes it finds its own party.
 *
 * Every primary name and every alias that is not graded weak, of every party, with the party's
 * kind and nothing else, at the default threshold: its own party is among the hits with 1.000. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "screen/screen.h"
#include "support/parallel.h"
#include "support/real_lists.h"

enum { MISSES_SHOWN = 50 };

typedef struct {
    const idt_index *index;
    idt_screener *screeners[TEST_WORKERS_MAX];
    size_t step; /* every n-th party */
    atomic_size_t names, misses;
} search;

/* The score of the party itself; 0 where it is no hit. */
static uint32_t own_score(const idt_hits *hits, uint32_t party)
{
    for (size_t i = 0; i < hits->count; i++)
        if (hits->hits[i].party == party)
            return hits->hits[i].score;
    return 0;
}

static void check_name(search *self, size_t worker, idt_arena *arena, const idt_party *party,
                       uint32_t number, idt_span name)
{
    const idt_screen_options options = { .threshold = IDT_THRESHOLD_DEFAULT };
    idt_subject subject = { .names = &name, .name_count = 1, .type = party->type };
    idt_hits hits;
    idt_err err = IDT_ERR_INIT;
    uint32_t score = 0;
    if (!idt_screen_subject(&hits, self->screeners[worker], arena, &subject, &options, &err))
        score = own_score(&hits, number);
    atomic_fetch_add(&self->names, 1);
    if (score == 1000 || atomic_fetch_add(&self->misses, 1) >= MISSES_SHOWN)
        return;
    idt_span id = idt_index_entity_id(self->index, number, arena);
    printf("%.*s scores %u.%03u against its own name \"%.*s\" %s\n", (int)id.len, id.ptr,
           score / 1000, score % 1000, (int)name.len, name.ptr, err.text);
}

static void check_party(void *context, size_t worker, size_t item)
{
    search *self = context;
    uint32_t number = (uint32_t)(item * self->step);
    idt_arena arena = IDT_ARENA_INIT;
    idt_party party;
    if (!self->screeners[worker])
        self->screeners[worker] = idt_screener_new(self->index, idt_profile_default());
    idt_index_party(self->index, number, &arena, &party);
    for (size_t i = 0; i < party.name_count; i++)
        if (i == 0 || party.names[i].quality != IDT_QUALITY_WEAK)
            check_name(self, worker, &arena, &party, number, party.names[i].text);
    idt_arena_release(&arena);
}

static void check_lists(test_lists which, size_t step)
{
    if (!test_lists_present(which))
        skip();
    idt_index *index = test_lists_open(which);
    search self = { .index = index, .step = step };
    size_t parties = idt_index_count(index).parties;
    test_parallel((parties + step - 1) / step, check_party, &self);
    for (size_t i = 0; i < TEST_WORKERS_MAX; i++)
        idt_screener_free(self.screeners[i]);
    printf("%zu names of %zu of %zu parties, %zu of them without their own party at 1.000\n",
           (size_t)self.names, (parties + step - 1) / step, parties, (size_t)self.misses);
    idt_index_close(index);
    assert_true(self.names > 0);
    assert_int_equal(self.misses, 0);
}

static void every_demonstration_name_finds_its_own_party(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_DEMO, 1);
}

static void every_listed_name_finds_its_own_party(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_REAL, test_amount(1, 23));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_demonstration_name_finds_its_own_party),
        cmocka_unit_test(every_listed_name_finds_its_own_party),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
