/* compile.c - from lists that were read to an index file. */
#include "base/alloc.h"
#include "feed/feed.h"
#include "link/link.h"
#include "link/mine.h"

idt_status idt_feed_compile(const char *path, idt_lists *lists, idt_index_figures *figures,
                            size_t *grouped, idt_err *err)
{
    uint32_t *groups = idt_alloc_array(lists->party_count + 1, sizeof *groups);
    *grouped =
        idt_link_groups(groups, &lists->arena, lists->parties, lists->party_count, lists->editions);
    idt_arena arena = IDT_ARENA_INIT;
    idt_mined_pairs mined;
    idt_mine_aliases(&mined, &arena, lists->parties, lists->party_count, groups);
    idt_index_input input = { .editions = lists->editions,
                              .edition_count = lists->edition_count,
                              .parties = lists->parties,
                              .party_count = lists->party_count,
                              .groups = groups,
                              .diagnostics = lists->diagnostics,
                              .diagnostic_count = lists->diagnostic_count,
                              .mined = mined.pairs,
                              .mined_count = mined.count };
    idt_status status = idt_index_write(path, &input, figures, err);
    idt_arena_release(&arena);
    idt_free(groups);
    return status;
}
