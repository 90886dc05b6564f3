/* past.c - an index of editions that were kept, for answers as of an earlier day.
 *
 * A selection names lists and what is wanted of each: "2024-05-02" the newest edition of every list
 * that was there on that day, "us_ofac_sdn@2024-05-02" of one, "us_ofac_sdn@789ce1c1" the one whose
 * hash begins so; several are parted by commas. Lists that are not named are taken as they are
 * published now. The index is compiled once and kept beside the lists, called after what is in it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "feed/feed_internal.h"

enum { HASH_DIGITS_MIN = 6 };

typedef struct {
    idt_arena *arena;
    idt_feed_store store;
    idt_feed_state state;
    idt_feed_choice choice[IDT_FEED_LISTS_MAX];
    size_t count;
} past;

static idt_status read_state(past *self, idt_err *err)
{
    idt_map map;
    idt_err cause = IDT_ERR_INIT;

    if (access(self->store.state, F_OK) != 0)
        return idt_fail(err, IDT_E_INPUT, "no editions are kept in %s: interdict update keeps them",
                        self->store.data);
    idt_status status = idt_map_file(&map, self->store.state, err);
    if (status)
        return status;
    status = idt_feed_state_parse(&self->state, map.bytes, &cause);
    idt_map_close(&map);
    return status ? idt_fail(err, status, "%s: %s", self->store.state, cause.text) : IDT_OK;
}

/* The day an edition is of: the publisher's, else when it was published here. */
static idt_span day_of(const idt_feed_edition *edition)
{
    const idt_feed_standing *standing = &edition->standing;
    return idt_span_sub(standing->date.len ? standing->date : standing->since, 0, 10);
}

static bool is_day(idt_span text)
{
    idt_date_range range;
    return (text.len == 10 || text.len == 7) && idt_date_parse(&range, text);
}

static bool is_kept(const past *self, const idt_feed_list_state *list,
                    const idt_feed_edition *edition)
{
    return idt_feed_store_has(&self->store, list->list_id, idt_span_of(edition->standing.sha256));
}

/* The newest kept edition of that day or before, or the one whose hash begins so; NULL: none. */
static const idt_feed_edition *find_edition(const past *self, const idt_feed_list_state *list,
                                            idt_span wanted)
{
    const idt_feed_edition *best = NULL;
    for (size_t i = 0; i < list->edition_count; i++) {
        const idt_feed_edition *edition = &list->editions[i];
        if (!is_kept(self, list, edition))
            continue;
        if (!is_day(wanted)) {
            if (wanted.len >= HASH_DIGITS_MIN &&
                idt_span_starts(idt_span_of(edition->standing.sha256), wanted.ptr))
                return edition;
            continue;
        }
        if (idt_span_compare(day_of(edition), wanted) <= 0 &&
            (!best || idt_span_compare(day_of(edition), day_of(best)) > 0))
            best = edition;
    }
    return best;
}

static idt_status fail_without(const past *self, const idt_feed_list_state *list, idt_span wanted,
                               idt_err *err)
{
    idt_buf kept = IDT_BUF_INIT;
    for (size_t i = 0; i < list->edition_count; i++)
        if (is_kept(self, list, &list->editions[i]))
            idt_buf_format(&kept, "%s%.*s (%.12s)", kept.len ? ", " : "",
                           (int)day_of(&list->editions[i]).len, day_of(&list->editions[i]).ptr,
                           list->editions[i].standing.sha256);
    idt_status status = idt_fail(
        err, IDT_E_INPUT, "no edition \"%.*s\" of %.*s is kept; kept are: %.*s", (int)wanted.len,
        wanted.ptr, (int)list->list_id.len, list->list_id.ptr, (int)kept.len, kept.ptr);
    idt_buf_release(&kept);
    return status;
}

static void choose(past *self, idt_span list_id, idt_span sha256)
{
    size_t at = 0;
    while (at < self->count && !idt_span_equal(self->choice[at].list_id, list_id))
        at++;
    self->choice[at] = (idt_feed_choice){ list_id, sha256 };
    self->count += at == self->count;
}

static idt_status choose_wanted(past *self, idt_span list_id, idt_span wanted, idt_err *err)
{
    bool found = false;
    for (size_t i = 0; i < self->state.list_count; i++) {
        const idt_feed_list_state *list = &self->state.lists[i];
        if (list_id.len && !idt_span_equal(list->list_id, list_id))
            continue;
        const idt_feed_edition *edition = find_edition(self, list, wanted);
        if (!edition && list->edition_count)
            return fail_without(self, list, wanted, err);
        if (edition)
            choose(self, list->list_id, idt_span_of(edition->standing.sha256));
        found |= edition != NULL;
    }
    return found ? IDT_OK
                 : idt_fail(err, IDT_E_INPUT, "no edition of %.*s is kept", (int)list_id.len,
                            list_id.len ? list_id.ptr : "any list");
}

static idt_status choose_current(past *self, idt_err *err)
{
    idt_span lists[IDT_FEED_LISTS_MAX];
    size_t count = 0;
    idt_status status = idt_feed_store_lists(&self->store, self->arena, lists, &count, err);
    for (size_t i = 0; i < count && !status; i++)
        choose(self, lists[i], idt_feed_store_current(&self->store, self->arena, lists[i]));
    return status;
}

static idt_status choose_all(past *self, const char *selection, idt_err *err)
{
    idt_span rest = idt_span_of(selection), part;
    idt_status status = choose_current(self, err);
    while (!status && idt_span_split(&part, &rest, ",")) {
        idt_span list_id = IDT_SPAN_EMPTY, wanted = idt_span_trim(part);
        size_t at = idt_span_find(wanted, "@");
        if (at != SIZE_MAX) {
            list_id = idt_span_sub(wanted, 0, at);
            wanted = idt_span_sub(wanted, at + 1, wanted.len);
        }
        if (!is_day(wanted) && (list_id.len == 0 || wanted.len < HASH_DIGITS_MIN))
            return idt_fail(err, IDT_E_USAGE,
                            "an edition is a day (2024-05-02), LIST@DAY or LIST@HASH, not \"%.*s\"",
                            (int)part.len, part.ptr);
        status = choose_wanted(self, list_id, idt_arena_copy(self->arena, wanted), err);
    }
    return status;
}

/* Called after the editions, and the program, whose reading of them may change. */
static const char *path_of(const past *self)
{
    idt_buf text = IDT_BUF_INIT;
    idt_buf_add_text(&text, IDT_VERSION);
    for (size_t i = 0; i < self->count; i++)
        idt_buf_format(&text, " %.*s@%.*s", (int)self->choice[i].list_id.len,
                       self->choice[i].list_id.ptr, (int)self->choice[i].sha256.len,
                       self->choice[i].sha256.ptr);
    uint64_t hash = idt_hash64(idt_buf_span(&text));
    idt_buf_release(&text);
    return idt_arena_format(self->arena, "%s/editions/%016" PRIx64 ".idx", self->store.data, hash)
        .ptr;
}

static idt_status compile(const past *self, const char *path, idt_err *err)
{
    idt_index *index;
    idt_index_figures figures;
    idt_err ignored = IDT_ERR_INIT;

    if (!idt_index_open(&index, path, &ignored)) {
        idt_index_close(index);
        return IDT_OK;
    }
    idt_status status = idt_feed_make_folder(
        idt_arena_format(self->arena, "%s/editions", self->store.data).ptr, err);
    if (!status)
        status =
            idt_feed_compile_choice(&self->store, path, self->choice, self->count, &figures, err);
    return status;
}

idt_status idt_feed_past_index(const char **path, idt_arena *arena, const char *data,
                               const char *selection, idt_err *err)
{
    past self = { .arena = arena, .state = IDT_FEED_STATE_INIT };

    idt_feed_store_name(&self.store, arena, data);
    idt_status status = read_state(&self, err);
    if (!status)
        status = choose_all(&self, selection, err);
    if (!status) {
        *path = path_of(&self);
        status = compile(&self, *path, err);
    }
    idt_feed_state_release(&self.state);
    return status;
}
