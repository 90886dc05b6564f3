/* editions.c - what do these files say as one edition, and what do the chosen editions give as one
 * index? */
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "feed/feed_internal.h"

enum { HEAD_BYTES = 4096 };

/* A web page in place of a list deserves a plain word. */
static idt_status refuse_web_pages(const char *const *paths, size_t count, idt_err *err)
{
    idt_status status = IDT_OK;

    for (size_t i = 0; i < count && !status; i++) {
        idt_map map;
        idt_span title;
        status = idt_map_file(&map, paths[i], err);
        if (!status && map.bytes.len == 0)
            status = idt_fail(err, IDT_E_INPUT, "%s is empty", paths[i]);
        else if (!status && idt_feed_is_web_page(idt_span_sub(map.bytes, 0, HEAD_BYTES), &title))
            status =
                idt_fail(err, IDT_E_INPUT, "%s is a web page%s%.*s%s, not a list", paths[i],
                         title.len ? " (" : "", (int)title.len, title.ptr, title.len ? ")" : "");
        idt_map_close(&map);
    }
    return status;
}

static idt_feed_figures count_edition(const idt_lists *lists)
{
    idt_feed_figures figures = { .parties = lists->party_count };

    for (size_t i = 0; i < lists->party_count; i++) {
        figures.names += lists->parties[i].name_count;
        figures.identifiers += lists->parties[i].identifier_count;
        figures.addresses += lists->parties[i].address_count;
    }
    return figures;
}

idt_status idt_feed_read_edition(idt_feed_read *out, const char *const *paths, size_t path_count,
                                 idt_span list_id, idt_arena *arena, idt_err *err)
{
    idt_lists lists = IDT_LISTS_INIT;

    memset(out, 0, sizeof *out);
    if (path_count == 0)
        return idt_fail(err, IDT_E_INPUT, "there are no files");
    idt_status status = refuse_web_pages(paths, path_count, err);
    if (!status)
        status = idt_lists_read(&lists, paths, path_count, err);
    if (!status && lists.edition_count != 1)
        status = idt_fail(err, IDT_E_INPUT, "the files hold %zu lists", lists.edition_count);
    if (!status && !idt_span_equal(lists.editions[0].list_id, list_id))
        status = idt_fail(err, IDT_E_INPUT, "the files hold %.*s",
                          (int)lists.editions[0].list_id.len, lists.editions[0].list_id.ptr);
    if (!status) {
        memcpy(out->sha256, lists.editions[0].sha256, sizeof out->sha256);
        out->date = idt_arena_copy(arena, lists.editions[0].date);
        out->figures = count_edition(&lists);
    }
    idt_lists_release(&lists);
    return status;
}

static idt_status check_choice(const idt_lists *lists, const idt_feed_choice *choice, size_t count,
                               idt_err *err)
{
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t k = 0; k < lists->edition_count && !found; k++)
            found = idt_span_equal(lists->editions[k].list_id, choice[i].list_id) &&
                    idt_span_equal_text(choice[i].sha256, lists->editions[k].sha256);
        if (!found)
            return idt_fail(err, IDT_E_INPUT, "edition %.12s of %.*s is not what its hash says",
                            choice[i].sha256.ptr, (int)choice[i].list_id.len,
                            choice[i].list_id.ptr);
    }
    if (lists->edition_count != count)
        return idt_fail(err, IDT_E_INPUT, "%zu editions were chosen, and %zu read", count,
                        lists->edition_count);
    return IDT_OK;
}

/* What will be trusted from now on is read once as every reader will read it. */
static idt_status verify(const char *path, const idt_feed_choice *choice, size_t count,
                         idt_err *err)
{
    idt_index *index;
    idt_status status = idt_index_open(&index, path, err);

    if (!status && idt_index_edition_count(index) != count)
        status = idt_fail(err, IDT_E_CORRUPT, "the new index does not hold all lists");
    for (size_t i = 0; i < count && !status; i++) {
        bool found = false;
        for (size_t k = 0; k < count && !found; k++)
            found = idt_span_equal_text(choice[i].sha256, idt_index_editions(index)[k].sha256);
        if (!found)
            status = idt_fail(err, IDT_E_CORRUPT, "the new index does not hold %.*s",
                              (int)choice[i].list_id.len, choice[i].list_id.ptr);
    }
    idt_index_close(index);
    return status;
}

idt_status idt_feed_compile_choice(const idt_feed_store *store, const char *path,
                                   const idt_feed_choice *choice, size_t count,
                                   idt_index_figures *figures, idt_err *err)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_lists lists = IDT_LISTS_INIT;
    const char **paths = idt_alloc_array(count + 1, sizeof *paths);
    size_t grouped;

    for (size_t i = 0; i < count; i++)
        paths[i] = idt_feed_store_folder(store, &arena, choice[i].list_id, choice[i].sha256);
    idt_status status = idt_lists_read(&lists, paths, count, err);
    if (!status)
        status = check_choice(&lists, choice, count, err);
    if (!status)
        status = idt_feed_compile(path, &lists, figures, &grouped, err);
    if (!status)
        status = verify(path, choice, count, err);
    idt_lists_release(&lists);
    idt_free(paths);
    idt_arena_release(&arena);
    return status;
}
