/* real_lists.c - find the files, compile them once. */
#include "support/real_lists.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "link/link.h"
#include "link/mine.h"

/* tests/golden/acceptance_test.py measures the same three. */
static const char *const REAL[] = { "data/lists/ofac/sdn-csv-2023-12-28",
                                    "data/lists/ofac/cons-csv-2025-12",
                                    "data/lists/un/un-2026-04-02.xml" };
enum { REAL_COUNT = sizeof REAL / sizeof REAL[0] };

const char *test_shared_file(idt_arena *arena, const char *name)
{
    const char *folder = getenv("INTERDICT_SHARED");
    const char *path =
        idt_arena_format(arena, "%s/%s", folder && *folder ? folder : "../shared", name).ptr;
    return access(path, R_OK) == 0 ? path : NULL;
}

bool test_lists_present(test_lists which)
{
    bool present = true;
    idt_arena arena = IDT_ARENA_INIT;
    for (size_t i = 0; i < REAL_COUNT && which == TEST_LISTS_REAL; i++)
        if (!test_shared_file(&arena, REAL[i])) {
            printf(
                "skipped: INTERDICT_SHARED holds no %s; only the demonstration lists are tried\n",
                REAL[i]);
            present = false;
            break;
        }
    idt_arena_release(&arena);
    return present;
}

void test_lists_read(idt_lists *out, test_lists which)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *paths[REAL_COUNT] = { "data/demo" };
    size_t count = 1;
    idt_err err = IDT_ERR_INIT;
    if (which == TEST_LISTS_REAL)
        for (count = 0; count < REAL_COUNT; count++)
            paths[count] = test_shared_file(&arena, REAL[count]);
    *out = IDT_LISTS_INIT;
    if (idt_lists_read(out, paths, count, &err))
        fail_msg("%s", err.text);
    idt_arena_release(&arena);
}

static void compile(const char *path, test_lists which)
{
    idt_lists lists;
    idt_index_figures figures;
    idt_err err = IDT_ERR_INIT;
    test_lists_read(&lists, which);
    uint32_t *groups = idt_alloc_array(lists.party_count + 1, sizeof *groups);
    (void)idt_link_groups(groups, &lists.arena, lists.parties, lists.party_count, lists.editions);
    idt_arena arena = IDT_ARENA_INIT;
    idt_mined_pairs mined;
    idt_mine_aliases(&mined, &arena, lists.parties, lists.party_count, groups);
    idt_index_input input = {
        lists.editions,    lists.edition_count,    lists.parties, lists.party_count, groups,
        lists.diagnostics, lists.diagnostic_count, mined.pairs,   mined.count
    };
    if (idt_index_write(path, &input, &figures, &err))
        fail_msg("%s", err.text);
    idt_arena_release(&arena);
    idt_free(groups);
    idt_lists_release(&lists);
}

static bool is_newer(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec != b->st_mtim.tv_sec ? a->st_mtim.tv_sec > b->st_mtim.tv_sec
                                                  : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

idt_index *test_lists_open(test_lists which)
{
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    struct stat of_program, of_index;
    idt_arena arena = IDT_ARENA_INIT;
    idt_index *index = NULL;
    idt_err err = IDT_ERR_INIT;

    assert_true(len > 0);
    program[len] = '\0';
    assert_int_equal(stat(program, &of_program), 0);
    *strrchr(program, '/') = '\0';
    const char *path = idt_arena_format(&arena, "%s/%s-lists.idx", program,
                                        which == TEST_LISTS_REAL ? "real" : "demo")
                           .ptr;
    if (stat(path, &of_index) != 0 || is_newer(&of_program, &of_index))
        compile(path, which);
    if (idt_index_open(&index, path, &err))
        fail_msg("%s", err.text);
    idt_arena_release(&arena);
    return index;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TEST_SANITIZED 1
#endif
#endif
#ifndef TEST_SANITIZED
#define TEST_SANITIZED 0
#endif

size_t test_amount(size_t full, size_t sanitized)
{
    return TEST_SANITIZED ? sanitized : full;
}
