/* link_test.c - names, dates and numbers alone join the entries that publishers tie by reference.
 *
 * Publishers' references are the truth to hold the other evidence against: the UK cites the UN, the
 * US screening list OFAC's numbers. They are taken off all entries, the entries are joined by what
 * is left, and each tie is looked for. A tie is missed where the two stand apart, and wrong where
 * the citing entry was joined with another entry of the list that it cites. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/strmap.h"
#include "link/link.h"
#include "support/real_lists.h"

static const char *const LISTS[] = { "data/lists/ofac/sdn-csv-2023-12-28",
                                     "data/lists/ofac/cons-csv-2025-12",
                                     "data/lists/un/un-2026-04-02.xml",
                                     "data/lists/uk/ofsi-conlist-2025-04-10/ConList.csv",
                                     "data/lists/us-csl/consolidated.csv" };
enum { LIST_COUNT = sizeof LISTS / sizeof *LISTS };

enum {
    FOUND_PERCENT_MIN = 90,
    WRONG_PER_MILLE_MAX = 3, /* most of these are one party that OFAC itself lists twice */
};

typedef struct {
    idt_strmap ids; /* "list:uid" */
    uint32_t *party_of;
    size_t capacity;
    idt_arena keys;
} directory;

static idt_span id_of(idt_arena *arena, idt_span list, idt_span uid)
{
    return idt_arena_format(arena, "%.*s:%.*s", (int)list.len, list.ptr, (int)uid.len, uid.ptr);
}

static void fill_directory(directory *self, const idt_lists *lists)
{
    for (uint32_t p = 0; p < lists->party_count; p++) {
        bool added;
        idt_span id = id_of(&self->keys, lists->editions[lists->parties[p].edition].list_id,
                            lists->parties[p].uid);
        uint32_t number = idt_strmap_add(&self->ids, id, &added);
        self->party_of =
            idt_grow(self->party_of, &self->capacity, (size_t)number + 1, sizeof *self->party_of);
        if (added)
            self->party_of[number] = p;
    }
}

typedef struct {
    size_t ties, found, wrong;
} tally;

/* Whether another entry of the cited one's list is in the group of the citing one. */
static bool is_elsewhere(const idt_lists *lists, const uint32_t *groups, uint32_t cited,
                         uint32_t citing)
{
    for (uint32_t p = 0; p < lists->party_count; p++)
        if (groups[p] == groups[citing] && p != citing &&
            lists->parties[p].edition == lists->parties[cited].edition)
            return true;
    return false;
}

static void count_ties(tally *out, const idt_lists *lists, const directory *ids,
                       const uint32_t *groups, const size_t *reference_counts)
{
    idt_arena scratch = IDT_ARENA_INIT;
    for (uint32_t p = 0; p < lists->party_count; p++)
        for (size_t r = 0; r < reference_counts[p]; r++) {
            const idt_reference *reference = &lists->parties[p].references[r];
            uint32_t number =
                idt_strmap_find(&ids->ids, id_of(&scratch, reference->list_id, reference->uid));
            if (number == IDT_STRMAP_NONE)
                continue; /* delisted since, or not yet listed then */
            uint32_t cited = ids->party_of[number];
            out->ties++;
            if (groups[cited] == groups[p])
                out->found++;
            else
                out->wrong += is_elsewhere(lists, groups, cited, p);
        }
    idt_arena_release(&scratch);
}

static void what_publishers_tie_is_found_without_their_references(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *paths[LIST_COUNT];
    idt_lists lists = IDT_LISTS_INIT;
    directory ids = { .ids = IDT_STRMAP_INIT, .keys = IDT_ARENA_INIT };
    tally ties = { 0, 0, 0 };
    idt_err err = IDT_ERR_INIT;

    (void)state;
    for (size_t i = 0; i < LIST_COUNT; i++) {
        paths[i] = test_shared_file(&arena, LISTS[i]);
        if (!paths[i])
            skip();
    }
    if (idt_lists_read(&lists, paths, LIST_COUNT, &err))
        fail_msg("%s", err.text);
    fill_directory(&ids, &lists);
    size_t *counts = idt_alloc_array(lists.party_count + 1, sizeof *counts);
    uint32_t *groups = idt_alloc_array(lists.party_count + 1, sizeof *groups);
    for (size_t p = 0; p < lists.party_count; p++) {
        counts[p] = lists.parties[p].reference_count;
        lists.parties[p].reference_count = 0;
    }
    (void)idt_link_groups(groups, &arena, lists.parties, lists.party_count, lists.editions);
    count_ties(&ties, &lists, &ids, groups, counts);
    printf("%zu ties, %zu found (%.1f %%), %zu wrong\n", ties.ties, ties.found,
           100.0 * (double)ties.found / (double)ties.ties, ties.wrong);
    assert_true(ties.ties > 10000);
    assert_true(ties.found * 100 >= ties.ties * FOUND_PERCENT_MIN);
    assert_true(ties.wrong * 1000 <= ties.ties * WRONG_PER_MILLE_MAX);
    idt_free(counts);
    idt_free(groups);
    idt_free(ids.party_of);
    idt_strmap_release(&ids.ids);
    idt_arena_release(&ids.keys);
    idt_lists_release(&lists);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_publishers_tie_is_found_without_their_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
