/* update.c - one run, in order: lock, clean up, put right, get every list, publish, note, prune. */
#include <curl/curl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "feed/feed_internal.h"

/* ---- begin and end ---- */

/* Notes that cannot be read cost a download of everything, so they stop nothing. */
static idt_status load_state(idt_feed_run *run, idt_err *err)
{
    idt_map map;
    idt_err ignored;

    if (access(run->store.state, F_OK) != 0)
        return IDT_OK;
    idt_status status = idt_map_file(&map, run->store.state, err);
    if (status)
        return status;
    if (idt_feed_state_parse(&run->state, map.bytes, &ignored))
        idt_feed_state_release(&run->state);
    idt_map_close(&map);
    return IDT_OK;
}

static idt_span index_time(const idt_feed_run *run)
{
    char text[IDT_FEED_TIME_BYTES] = "";
    struct stat info;

    if (stat(run->request->index, &info) == 0)
        idt_feed_time(text, (int64_t)info.st_mtime);
    return idt_arena_copy(&run->report->arena, idt_span_of(text));
}

/* What is published is noted as the newest: a run may have been killed before it could note it. */
static void put_notes_right(idt_feed_run *run)
{
    for (size_t i = 0; i < run->state.list_count; i++) {
        idt_feed_list_state *list = &run->state.lists[i];
        idt_span current = idt_feed_store_current(&run->store, &run->report->arena, list->list_id);
        const idt_feed_edition *noted = current.len ? idt_feed_list_edition(list, current) : NULL;
        if (!noted || noted == list->editions)
            continue;
        idt_feed_edition newest = *noted;
        newest.standing.since = index_time(run);
        idt_feed_list_note(&run->state, list, &newest);
    }
}

static idt_status begin(idt_feed_run *run, idt_err *err)
{
    idt_err ignored;
    struct stat info;

    idt_feed_time(run->now, (int64_t)time(NULL));
    run->candidates = idt_alloc_zeroed(IDT_FEED_LISTS_MAX * sizeof *run->candidates);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return idt_fail(err, IDT_E_IO, "libcurl could not be started");
    if (run->request->offline &&
        (stat(run->request->offline, &info) != 0 || !S_ISDIR(info.st_mode)))
        return idt_fail(err, IDT_E_IO, "%s is no folder", run->request->offline);
    idt_status status =
        idt_feed_store_open(&run->store, &run->report->arena, run->request->data, err);
    if (status)
        return status;
    idt_feed_store_clean(&run->store);
    status = load_state(run, err);
    if (status)
        return status;
    /* A damaged index, or one of another version, is replaced by this run. */
    if (idt_index_open(&run->index, run->request->index, &ignored))
        run->index = NULL;
    idt_feed_reconcile(run);
    put_notes_right(run);
    return IDT_OK;
}

static void end(idt_feed_run *run)
{
    if (run->store.lock_descriptor >= 0)
        idt_feed_store_clean(&run->store);
    idt_feed_store_close(&run->store);
    idt_index_close(run->index);
    idt_feed_state_release(&run->state);
    idt_free(run->candidates);
    curl_global_cleanup();
}

/* Say what stands when a run as a whole fails. */
static idt_status add_what_stands(const idt_feed_run *run, idt_status status, idt_err *err)
{
    char since[IDT_FEED_TIME_BYTES] = "";
    struct stat info;
    idt_err cause = *err;
    bool there = stat(run->request->index, &info) == 0;

    if (there)
        idt_feed_time(since, (int64_t)info.st_mtime);
    if (run->report->published)
        return idt_fail(err, status, "%.400s; the new index is published", cause.text);
    if (!there)
        return idt_fail(err, status, "%.400s; no lists are published", cause.text);
    return idt_fail(err, status, "%.400s; the index published %s stands", cause.text, since);
}

/* ---- what stands ---- */

/* By the index alone: put in by `build`, or its edition is gone from the store. */
static idt_feed_standing standing_in_index(const idt_feed_run *run, idt_span list_id)
{
    idt_feed_standing standing = { .date = IDT_SPAN_EMPTY, .since = IDT_SPAN_EMPTY };
    size_t count = run->index ? idt_index_edition_count(run->index) : 0;

    for (size_t i = 0; i < count; i++) {
        const idt_edition *edition = &idt_index_editions(run->index)[i];
        if (!idt_span_equal(edition->list_id, list_id))
            continue;
        memcpy(standing.sha256, edition->sha256, sizeof standing.sha256);
        standing.date = idt_arena_copy(&run->report->arena, edition->date);
        standing.since = index_time(run);
        standing.figures.parties = edition->party_count;
    }
    return standing;
}

/* Published by a run that was killed before it could note it, or the notes are lost. */
static bool note_unknown(idt_feed_run *run, idt_feed_list_state *list, idt_span sha256)
{
    idt_arena *arena = &run->report->arena;
    const char *paths[IDT_FEED_FILES_MAX];
    const char *folder = idt_feed_store_folder(&run->store, arena, list->list_id, sha256);
    size_t count = idt_feed_folder_files(folder, arena, paths, IDT_FEED_FILES_MAX);
    idt_feed_edition edition = { 0 };
    idt_feed_read read;
    idt_err err;

    if (idt_feed_read_edition(&read, paths, count, list->list_id, arena, &err) ||
        !idt_span_equal_text(sha256, read.sha256))
        return false;
    memcpy(edition.standing.sha256, read.sha256, sizeof read.sha256);
    edition.standing.date = read.date;
    edition.standing.since = index_time(run);
    edition.standing.figures = read.figures;
    idt_feed_list_note(&run->state, list, &edition);
    return true;
}

idt_feed_standing idt_feed_list_standing(idt_feed_run *run, idt_span list_id)
{
    idt_feed_list_state *list = idt_feed_state_list(&run->state, list_id);
    idt_span current = idt_feed_store_current(&run->store, &run->report->arena, list_id);

    if (list && current.len &&
        (idt_feed_list_edition(list, current) || note_unknown(run, list, current))) {
        idt_feed_standing standing = idt_feed_list_edition(list, current)->standing;
        standing.date = idt_arena_copy(&run->report->arena, standing.date);
        standing.since = idt_arena_copy(&run->report->arena, standing.since);
        return standing;
    }
    return standing_in_index(run, list_id);
}

/* ---- notes ---- */

static void note_result(idt_feed_run *run, size_t i)
{
    idt_feed_result *result = &run->report->results[i];
    const idt_feed_edition *candidate = &run->candidates[i];
    idt_feed_list_state *list = idt_feed_state_list(&run->state, result->list_id);
    idt_span now = idt_arena_copy(&run->state.arena, idt_span_of(run->now));

    if (!list || result->outcome == IDT_FEED_SKIPPED)
        return;
    list->last_attempt = now;
    list->error = IDT_SPAN_EMPTY;
    if (result->outcome == IDT_FEED_KEPT)
        list->error = idt_arena_copy(&run->state.arena, result->why);
    else if (!run->rolling_back)
        list->last_success = now;
    if (result->outcome == IDT_FEED_UPDATED) {
        result->parties_before = result->now.figures.parties;
        result->now = candidate->standing;
        if (!run->rolling_back)
            list->held = list->held_since = IDT_SPAN_EMPTY;
    }
    if (result->outcome == IDT_FEED_UPDATED ||
        (result->outcome == IDT_FEED_UNCHANGED && candidate->standing.sha256[0]))
        idt_feed_list_note(&run->state, list, candidate);
    result->checked = idt_arena_copy(&run->report->arena, list->last_success);
}

static idt_status save_state(const idt_feed_run *run, idt_err *err)
{
    idt_buf text = IDT_BUF_INIT;

    idt_feed_state_format(&text, &run->state);
    idt_status status = idt_file_replace(run->store.state, idt_buf_span(&text), err);
    idt_buf_release(&text);
    return status;
}

/* Forget and remove all editions but the newest; what is published is the newest. */
static void prune(idt_feed_run *run, idt_feed_list_state *list)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_span *found;
    idt_span current = idt_feed_store_current(&run->store, &arena, list->list_id);
    size_t count = idt_feed_store_editions(&run->store, &arena, list->list_id, &found);

    if (list->edition_count > run->settings->keep)
        list->edition_count = run->settings->keep;
    for (size_t i = 0; i < count; i++)
        if (!idt_feed_list_edition(list, found[i]) && !idt_span_equal(found[i], current))
            idt_feed_store_remove(&run->store, list->list_id, found[i]);
    idt_arena_release(&arena);
}

static idt_status finish(idt_feed_run *run, idt_status status, idt_err *err)
{
    idt_err cause = IDT_ERR_INIT;

    if (status) { /* nothing was published: every candidate is lost */
        for (size_t i = 0; i < run->report->result_count; i++)
            if (run->report->results[i].outcome == IDT_FEED_UPDATED) {
                run->report->results[i].outcome = IDT_FEED_KEPT;
                run->report->results[i].why =
                    idt_arena_copy(&run->report->arena, idt_span_of(err->text));
            }
    }
    for (size_t i = 0; i < run->report->result_count; i++)
        note_result(run, i);
    for (size_t i = 0; i < run->state.list_count; i++)
        prune(run, &run->state.lists[i]);
    idt_status saved = save_state(run, &cause);
    if (saved && !status) {
        *err = cause;
        status = saved;
    }
    return status;
}

/* ---- update ---- */

static bool is_asked_for(const idt_feed_request *request, const idt_feed_source *source)
{
    for (size_t i = 0; i < request->list_count; i++)
        if (strcmp(request->lists[i], source->list_id) == 0)
            return true;
    return request->list_count == 0 && (source->wanted || request->offline);
}

static idt_status check_lists(const idt_feed_settings *settings, const idt_feed_request *request,
                              idt_err *err)
{
    for (size_t i = 0; i < request->list_count; i++)
        if (!idt_feed_settings_find(settings, idt_span_of(request->lists[i])))
            return idt_fail(err, IDT_E_USAGE, "no list is called %s (feed.%s.url makes it known)",
                            request->lists[i], request->lists[i]);
    return IDT_OK;
}

static void get_all(idt_feed_run *run)
{
    for (size_t i = 0; i < run->settings->source_count; i++) {
        const idt_feed_source *source = &run->settings->sources[i];
        if (!is_asked_for(run->request, source))
            continue;
        size_t number = run->report->result_count++;
        idt_feed_result *result = &run->report->results[number];
        const idt_feed_list_state *list =
            idt_feed_state_list(&run->state, idt_span_of(source->list_id));
        result->list_id = idt_span_of(source->list_id);
        result->why = IDT_SPAN_EMPTY;
        result->now = idt_feed_list_standing(run, result->list_id);
        result->checked =
            list ? idt_arena_copy(&run->report->arena, list->last_success) : IDT_SPAN_EMPTY;
        idt_feed_list_get(run, source, number);
        if (result->outcome == IDT_FEED_SKIPPED && run->request->offline)
            run->report->result_count--; /* a folder holds what it holds */
    }
}

idt_status idt_feed_update(idt_feed_report *out, const idt_feed_settings *settings,
                           const idt_feed_request *request, idt_err *err)
{
    idt_feed_run run = { .settings = settings,
                         .request = request,
                         .report = out,
                         .store = IDT_FEED_STORE_INIT,
                         .state = IDT_FEED_STATE_INIT };
    *out = IDT_FEED_REPORT_INIT;
    idt_status status = check_lists(settings, request, err);
    if (status)
        return status;
    status = begin(&run, err);
    if (!status) {
        get_all(&run);
        if (out->result_count == 0)
            status = idt_fail(err, IDT_E_INPUT, "%s%s", request->offline ? request->offline : "",
                              request->offline ? " holds no file of a list that is known"
                                               : "there is no list to be fetched");
    }
    if (!status)
        status = finish(&run, idt_feed_publish(&run, err), err);
    if (status)
        status = add_what_stands(&run, status, err);
    end(&run);
    return status;
}

/* ---- roll back ---- */

static const idt_feed_edition *find_target(const idt_feed_run *run, const idt_feed_list_state *list,
                                           idt_span current, const char *to)
{
    for (size_t i = 0; i < list->edition_count; i++) {
        idt_span sha256 = idt_span_of(list->editions[i].standing.sha256);
        bool meant = to ? *to && idt_span_starts(sha256, to)
                        : idt_span_find(list->held, sha256.ptr) == SIZE_MAX;
        if (meant && !idt_span_equal(sha256, current) &&
            idt_feed_store_has(&run->store, list->list_id, sha256))
            return &list->editions[i];
    }
    return NULL;
}

/* The edition left must not return by itself; one chosen by hand may. */
static void hold(idt_feed_run *run, idt_feed_list_state *list, idt_span left, idt_span chosen)
{
    idt_arena *arena = &run->state.arena;

    if (idt_span_find(list->held, chosen.ptr) != SIZE_MAX)
        list->held = list->held_since = IDT_SPAN_EMPTY;
    else {
        list->held = idt_arena_format(arena, "%.*s%s%.*s", (int)list->held.len, list->held.ptr,
                                      list->held.len ? " " : "", (int)left.len, left.ptr);
        list->held_since = idt_arena_copy(arena, idt_span_of(run->now));
    }
}

static idt_status roll_back(idt_feed_run *run, const char *list_id, const char *to, idt_err *err)
{
    idt_arena *arena = &run->report->arena;
    idt_feed_list_state *list = idt_feed_state_list(&run->state, idt_span_of(list_id));
    idt_span current = idt_feed_store_current(&run->store, arena, idt_span_of(list_id));
    const idt_feed_edition *target = list ? find_target(run, list, current, to) : NULL;

    if (!target)
        return idt_fail(err, IDT_E_USAGE, "there is no %s edition of %s%s%s",
                        to ? "kept" : "earlier", list_id, to ? " whose hash begins with " : "",
                        to ? to : "");
    idt_feed_result *result = &run->report->results[run->report->result_count++];
    *result = (idt_feed_result){ .list_id = idt_arena_copy(arena, idt_span_of(list_id)),
                                 .outcome = IDT_FEED_UPDATED,
                                 .why = IDT_SPAN_EMPTY,
                                 .now = idt_feed_list_standing(run, idt_span_of(list_id)) };
    run->candidates[0] = *target;
    run->candidates[0].standing.since = idt_span_of(run->now);
    run->rolling_back = true;
    idt_span held = list->held, held_since = list->held_since;
    hold(run, list, current, idt_span_of(run->candidates[0].standing.sha256));
    /* Noted first: a kill behind the commit must not let the edition return. */
    idt_status status = save_state(run, err);
    if (!status)
        status = idt_feed_publish(run, err);
    if (!run->report->published) {
        list->held = held;
        list->held_since = held_since;
    }
    return finish(run, status, err);
}

idt_status idt_feed_rollback(idt_feed_report *out, const idt_feed_settings *settings,
                             const idt_feed_request *request, const char *list_id, const char *to,
                             idt_err *err)
{
    idt_feed_run run = { .settings = settings,
                         .request = request,
                         .report = out,
                         .store = IDT_FEED_STORE_INIT,
                         .state = IDT_FEED_STATE_INIT };
    *out = IDT_FEED_REPORT_INIT;
    idt_status status = begin(&run, err);
    if (!status)
        status = roll_back(&run, list_id, to, err);
    if (status)
        status = add_what_stands(&run, status, err);
    end(&run);
    return status;
}

void idt_feed_report_release(idt_feed_report *self)
{
    idt_arena_release(&self->arena);
}
