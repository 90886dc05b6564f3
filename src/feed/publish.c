/* publish.c - the last good edition of every list, in one index.
 *
 * Replacing the index is the one commit of a run. The links follow it, and where a kill comes
 * between, the next run lets them follow. */
#include <string.h>

#include "base/file.h"
#include "feed/feed_internal.h"

typedef struct {
    idt_feed_run *run;
    idt_arena arena;
    const char *staged;
    idt_feed_choice choice[IDT_FEED_LISTS_MAX];
    size_t count;
} publication;

static bool index_has(const idt_index *index, const idt_feed_choice *choice)
{
    for (size_t i = 0; i < idt_index_edition_count(index); i++) {
        const idt_edition *edition = &idt_index_editions(index)[i];
        if (idt_span_equal(edition->list_id, choice->list_id) &&
            idt_span_equal_text(choice->sha256, edition->sha256))
            return true;
    }
    return false;
}

void idt_feed_reconcile(idt_feed_run *run)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_err err;
    size_t count = run->index ? idt_index_edition_count(run->index) : 0;

    for (size_t i = 0; i < count; i++) {
        const idt_edition *edition = &idt_index_editions(run->index)[i];
        idt_span sha256 = idt_span_of(edition->sha256);
        if (idt_feed_store_has(&run->store, edition->list_id, sha256) &&
            !idt_span_equal(sha256, idt_feed_store_current(&run->store, &arena, edition->list_id)))
            (void)!idt_feed_store_switch(&run->store, edition->list_id, sha256, &err);
    }
    idt_arena_release(&arena);
}

/* ---- the choice ---- */

static void choose(publication *self, idt_span list_id, idt_span sha256)
{
    for (size_t i = 0; i < self->count; i++)
        if (idt_span_equal(self->choice[i].list_id, list_id)) {
            self->choice[i].sha256 = sha256;
            return;
        }
    if (self->count < IDT_FEED_LISTS_MAX)
        self->choice[self->count++] = (idt_feed_choice){ list_id, sha256 };
}

/* Its row in the table of sources; behind them what has none. */
static size_t rank_of(const publication *self, idt_span list_id)
{
    const idt_feed_settings *settings = self->run->settings;
    const idt_feed_source *source = idt_feed_settings_find(settings, list_id);

    return source ? (size_t)(source - settings->sources) : settings->source_count;
}

/* The same editions give the same index, whichever came first. */
static void sort_choice(publication *self)
{
    for (size_t i = 1; i < self->count; i++)
        for (size_t k = i; k > 0; k--) {
            idt_feed_choice *left = &self->choice[k - 1], *right = &self->choice[k], held = *left;
            size_t left_rank = rank_of(self, left->list_id);
            size_t right_rank = rank_of(self, right->list_id);
            if (left_rank < right_rank ||
                (left_rank == right_rank && idt_span_compare(left->list_id, right->list_id) <= 0))
                break;
            *left = *right;
            *right = held;
        }
}

/* What stands, and the candidates of `with`. */
static idt_status make_choice(publication *self, const bool *with, idt_err *err)
{
    idt_feed_run *run = self->run;
    idt_span lists[IDT_FEED_LISTS_MAX];
    size_t count;
    idt_status status = idt_feed_store_lists(&run->store, &self->arena, lists, &count, err);

    self->count = 0;
    for (size_t i = 0; i < count && !status; i++)
        choose(self, lists[i], idt_feed_store_current(&run->store, &self->arena, lists[i]));
    for (size_t i = 0; i < run->report->result_count && !status; i++)
        if (with[i])
            choose(self, run->report->results[i].list_id,
                   idt_span_of(run->candidates[i].standing.sha256));
    sort_choice(self);
    return status;
}

/* A list of the published index that the new one would not hold is the greatest shrinking. */
static idt_status check_nothing_lost(const publication *self, idt_err *err)
{
    const idt_feed_run *run = self->run;
    size_t count =
        run->index && !run->request->allow_shrink ? idt_index_edition_count(run->index) : 0;

    for (size_t i = 0; i < count; i++) {
        const idt_edition *edition = &idt_index_editions(run->index)[i];
        bool kept = false;
        for (size_t k = 0; k < self->count && !kept; k++)
            kept = idt_span_equal(edition->list_id, self->choice[k].list_id);
        if (!kept)
            return idt_fail(err, IDT_E_INPUT,
                            "the index would lose %.*s with %u entries, which was not put in by "
                            "an update (--allow-shrink publishes without it)",
                            (int)edition->list_id.len, edition->list_id.ptr, edition->party_count);
    }
    return IDT_OK;
}

static bool is_published(const publication *self)
{
    const idt_feed_run *run = self->run;

    if (!run->index || idt_index_edition_count(run->index) != self->count ||
        !idt_span_equal_text(run->state.engine, IDT_VERSION))
        return false;
    for (size_t i = 0; i < self->count; i++)
        if (!index_has(run->index, &self->choice[i]))
            return false;
    return true;
}

/* ---- compiling ---- */

static idt_status compile_with(publication *self, const bool *with, idt_err *err)
{
    idt_status status = make_choice(self, with, err);

    if (!status)
        status = check_nothing_lost(self, err);
    if (!status && self->count)
        status = idt_feed_compile_choice(&self->run->store, self->staged, self->choice, self->count,
                                         &self->run->report->figures, err);
    return status;
}

/* One candidate may spoil the whole: add them one by one, and leave out which does not fit. */
static idt_status compile_one_by_one(publication *self, bool *with, idt_err *err)
{
    idt_feed_report *report = self->run->report;

    memset(with, 0, IDT_FEED_LISTS_MAX * sizeof *with);
    for (size_t i = 0; i < report->result_count; i++) {
        idt_err cause = IDT_ERR_INIT;
        if (report->results[i].outcome != IDT_FEED_UPDATED)
            continue;
        with[i] = true;
        if (!compile_with(self, with, &cause))
            continue;
        with[i] = false;
        report->results[i].outcome = IDT_FEED_KEPT;
        report->results[i].why = idt_arena_copy(&report->arena, idt_span_of(cause.text));
    }
    /* The staged index is of the last attempt, which may have been one that failed. */
    return compile_with(self, with, err);
}

static idt_status commit(publication *self, idt_err *err)
{
    idt_feed_run *run = self->run;
    idt_map map;
    idt_err ignored;
    idt_status status = idt_map_file(&map, self->staged, err);

    if (!status)
        status = idt_file_replace(run->request->index, map.bytes, err);
    idt_map_close(&map);
    if (status)
        return status;
    run->report->published = true;
    run->state.engine = IDT_SPAN_LIT(IDT_VERSION);
    for (size_t i = 0; i < self->count; i++) /* what fails here the next run makes good */
        if (!idt_span_equal(
                self->choice[i].sha256,
                idt_feed_store_current(&run->store, &self->arena, self->choice[i].list_id)))
            (void)!idt_feed_store_switch(&run->store, self->choice[i].list_id,
                                         self->choice[i].sha256, &ignored);
    return IDT_OK;
}

idt_status idt_feed_publish(idt_feed_run *run, idt_err *err)
{
    publication self = { .run = run, .arena = IDT_ARENA_INIT };
    bool with[IDT_FEED_LISTS_MAX] = { false };

    self.staged = idt_arena_format(&self.arena, "%s/lists.idx", run->store.staging).ptr;
    for (size_t i = 0; i < run->report->result_count; i++)
        with[i] = run->report->results[i].outcome == IDT_FEED_UPDATED;
    idt_status status = make_choice(&self, with, err);
    if (!status && self.count > 0 && !is_published(&self)) {
        status = compile_with(&self, with, err);
        if (status)
            status = compile_one_by_one(&self, with, err);
        if (!status && self.count > 0 && !is_published(&self))
            status = commit(&self, err);
    }
    idt_arena_release(&self.arena);
    return status;
}
