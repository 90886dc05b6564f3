/* list.c - one list: get its files into staging/, read them, judge them.
 *
 * The publisher may bring out a new edition between two files of one list. So where a list has
 * several, the first is asked for again once the last is there; if it changed, all are fetched
 * anew. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "feed/feed_internal.h"

enum {
    ROUNDS_MAX = 3, /* of fetching a list that changes meanwhile */
    OFFLINE_FILES_MAX = 4096,
};

typedef struct {
    idt_feed_run *run;
    const idt_feed_source *source;
    idt_span list_id;
    idt_arena *arena;              /* lives as long as the report */
    const char *folder;            /* staging/<list id> */
    idt_feed_edition *got;         /* what the files turn out to be */
    const idt_feed_edition *noted; /* of the edition that stands; NULL: none */
    idt_span current;
    bool fresh; /* a file came that is not a copy of what stands */
} getting;

/* ---- addresses ---- */

/* With the secret for the server, without it for people and notes. */
static idt_span address_of(const getting *self, size_t i, bool secret)
{
    const idt_feed_settings *settings = self->run->settings;
    const idt_feed_file *file = &self->source->files[i];
    idt_span address = idt_span_of(file->address);
    size_t at = idt_span_find(address, "{token}");

    if (settings->from)
        return idt_arena_format(self->arena, "%s/%s/%s", settings->from, self->source->list_id,
                                file->name);
    if (at == SIZE_MAX || !secret || !self->source->token)
        return address;
    return idt_arena_format(self->arena, "%.*s%s%s", (int)at, address.ptr, self->source->token,
                            address.ptr + at + strlen("{token}"));
}

static bool needs_token(const idt_feed_source *source)
{
    for (size_t i = 0; i < source->file_count; i++)
        if (!source->token &&
            idt_span_find(idt_span_of(source->files[i].address), "{token}") != SIZE_MAX)
            return true;
    return false;
}

/* ---- one file ---- */

static const char *path_in(const getting *self, const char *folder, idt_span name)
{
    return idt_arena_format(self->arena, "%s/%.*s", folder, (int)name.len, name.ptr).ptr;
}

static bool file_has_hash(const char *path, const char *sha256)
{
    idt_map map;
    char hash[IDT_SHA256_HEX];
    idt_err err;

    if (idt_map_file(&map, path, &err))
        return false;
    idt_sha256_hex(hash, map.bytes);
    idt_map_close(&map);
    return strcmp(hash, sha256) == 0;
}

/* The copy that stands, if it came from this address and is whole; else NULL. */
static const idt_feed_noted_file *copy_at_hand(const getting *self, idt_span name, idt_span address)
{
    for (size_t i = 0; self->noted && i < self->noted->file_count; i++) {
        const idt_feed_noted_file *file = &self->noted->files[i];
        const char *folder =
            idt_feed_store_folder(&self->run->store, self->arena, self->list_id, self->current);
        if (idt_span_equal(file->name, name) && idt_span_equal(file->address, address) &&
            file_has_hash(path_in(self, folder, name), file->sha256))
            return file;
    }
    return NULL;
}

static idt_status copy_file(const char *from, const char *to, idt_err *err)
{
    idt_map map;
    idt_status status = idt_map_file(&map, from, err);

    if (!status)
        status = idt_feed_write_file(to, map.bytes, err);
    idt_map_close(&map);
    return status;
}

static idt_status compare_hash(const char *wanted, const char *found, const char *what,
                               idt_err *err)
{
    if (idt_span_equal_nocase(idt_span_of(wanted), idt_span_of(found)))
        return IDT_OK;
    return idt_fail(err, IDT_E_INPUT, "%s has the wrong checksum: SHA-256 %.12s, published %.12s",
                    what, found, wanted);
}

static idt_status check_by_file(const char *path, idt_span name, const char *found,
                                const char *what, idt_err *err)
{
    idt_map map;
    char wanted[IDT_SHA256_HEX];
    idt_status status = idt_map_file(&map, path, err);

    if (!status && !idt_feed_checksum_find(wanted, map.bytes, name))
        status = idt_fail(err, IDT_E_INPUT, "the checksum file of %s states no SHA-256", what);
    else if (!status)
        status = compare_hash(wanted, found, what, err);
    idt_map_close(&map);
    return status;
}

/* Against the checksum that the settings state or lead to. */
static idt_status check_hash(const getting *self, size_t i, const char *found, idt_err *err)
{
    const idt_feed_file *file = &self->source->files[i];
    idt_span shown = address_of(self, i, false);
    idt_feed_fetched fetched;

    if (!file->sha256)
        return IDT_OK;
    if (idt_feed_is_sha256(idt_span_of(file->sha256)))
        return compare_hash(file->sha256, found, shown.ptr, err);
    idt_feed_fetch what = { .address = file->sha256,
                            .shown = file->sha256,
                            .path = path_in(self, self->folder, IDT_SPAN_LIT(".checksum")),
                            .list_id = self->source->list_id };
    idt_status status = idt_feed_fetch_file(&fetched, self->run->settings, self->run->request,
                                            &what, self->arena, err);
    if (!status)
        status = check_by_file(what.path, idt_feed_address_name(self->arena, shown), found,
                               shown.ptr, err);
    (void)remove(what.path);
    return status;
}

static idt_status fetch_one(getting *self, size_t i, idt_err *err)
{
    idt_span name = idt_span_of(self->source->files[i].name);
    idt_span shown = address_of(self, i, false);
    const idt_feed_noted_file *copy = copy_at_hand(self, name, shown);
    idt_feed_noted_file *noted = &self->got->files[i];
    idt_feed_fetched fetched;
    idt_feed_fetch what = { .address = address_of(self, i, true).ptr,
                            .shown = shown.ptr,
                            .path = path_in(self, self->folder, name),
                            .etag = copy ? copy->etag : IDT_SPAN_EMPTY,
                            .last_modified = copy ? copy->last_modified : IDT_SPAN_EMPTY,
                            .list_id = self->source->list_id };
    idt_status status = idt_feed_fetch_file(&fetched, self->run->settings, self->run->request,
                                            &what, self->arena, err);
    if (status)
        return status;
    self->got->file_count = i + 1;
    if (fetched.not_modified) {
        const char *folder =
            idt_feed_store_folder(&self->run->store, self->arena, self->list_id, self->current);
        *noted = *copy;
        return copy_file(path_in(self, folder, name), what.path, err);
    }
    self->fresh = true;
    *noted = (idt_feed_noted_file){ name, shown, fetched.etag, fetched.last_modified, "" };
    memcpy(noted->sha256, fetched.sha256, sizeof noted->sha256);
    return check_hash(self, i, fetched.sha256, err);
}

/* ---- all files of a list ---- */

/* Did the first file change while the others came? */
static idt_status ask_again(const getting *self, bool *changed, idt_err *err)
{
    const idt_feed_noted_file *first = &self->got->files[0];
    idt_feed_fetched fetched;
    idt_feed_fetch what = { .address = address_of(self, 0, true).ptr,
                            .shown = first->address.ptr,
                            .path = path_in(self, self->folder, IDT_SPAN_LIT(".again")),
                            .etag = first->etag,
                            .last_modified = first->last_modified,
                            .list_id = self->source->list_id };

    *changed = false;
    if (!self->fresh || self->source->file_count < 2 ||
        (first->etag.len == 0 && first->last_modified.len == 0))
        return IDT_OK;
    idt_status status = idt_feed_fetch_file(&fetched, self->run->settings, self->run->request,
                                            &what, self->arena, err);
    *changed = !status && !fetched.not_modified && strcmp(fetched.sha256, first->sha256) != 0;
    (void)remove(what.path);
    return status;
}

static idt_status fetch_all(getting *self, idt_err *err)
{
    bool changed = true;

    for (int round = 0; round < ROUNDS_MAX && changed; round++) {
        idt_status status = IDT_OK;
        self->fresh = false;
        for (size_t i = 0; i < self->source->file_count && !status; i++)
            status = fetch_one(self, i, err);
        if (!status)
            status = ask_again(self, &changed, err);
        if (status)
            return status;
    }
    return changed ? idt_fail(err, IDT_E_INPUT, "the publisher changed it while it was fetched")
                   : IDT_OK;
}

static idt_status take_offline_file(getting *self, const char *path, idt_err *err)
{
    const char *slash = strrchr(path, '/');
    idt_span name = idt_span_of(slash ? slash + 1 : path);
    idt_feed_noted_file *noted = &self->got->files[self->got->file_count];
    const char *staged = path_in(self, self->folder, name);
    const char *checksum = idt_arena_format(self->arena, "%s.sha256", path).ptr;
    struct stat info;
    idt_map map;

    if (self->got->file_count == IDT_FEED_FILES_MAX)
        return idt_fail(err, IDT_E_LIMIT, "more than %d files are there", IDT_FEED_FILES_MAX);
    idt_status status = copy_file(path, staged, err);
    if (!status)
        status = idt_map_file(&map, staged, err);
    if (status)
        return status;
    *noted = (idt_feed_noted_file){ name, IDT_SPAN_EMPTY, IDT_SPAN_EMPTY, IDT_SPAN_EMPTY, "" };
    idt_sha256_hex(noted->sha256, map.bytes);
    idt_map_close(&map);
    self->got->file_count++;
    self->fresh = true;
    return stat(checksum, &info) == 0 ? check_by_file(checksum, name, noted->sha256, path, err)
                                      : IDT_OK;
}

/* Is the file called as the publisher calls one of this list? */
static bool is_called_so(const getting *self, const char *path)
{
    idt_span name =
        idt_feed_address_name(self->arena, idt_arena_format(self->arena, "x://%s", path));

    for (size_t i = 0; i < self->source->file_count; i++) {
        idt_span published =
            idt_feed_address_name(self->arena, idt_span_of(self->source->files[i].address));
        if (idt_span_equal_nocase(name, idt_span_of(self->source->files[i].name)) ||
            idt_span_equal_nocase(name, published))
            return true;
    }
    return false;
}

/* DIR/<list id>/ holds the list and nothing else; else its files lie in DIR by their names. */
static idt_status take_offline(getting *self, idt_err *err)
{
    const char *paths[OFFLINE_FILES_MAX];
    const char *own = path_in(self, self->run->request->offline, self->list_id);
    size_t count = idt_feed_folder_files(own, self->arena, paths, OFFLINE_FILES_MAX);
    bool all = count > 0;
    idt_status status = IDT_OK;

    if (!all)
        count = idt_feed_folder_files(self->run->request->offline, self->arena, paths,
                                      OFFLINE_FILES_MAX);
    for (size_t i = 0; i < count && !status; i++)
        if (!idt_span_ends(idt_span_of(paths[i]), ".sha256") &&
            (all || is_called_so(self, paths[i])))
            status = take_offline_file(self, paths[i], err);
    return status;
}

/* ---- judging ---- */

static idt_status read_staged(getting *self, idt_feed_read *read, idt_err *err)
{
    const char *paths[IDT_FEED_FILES_MAX];

    for (size_t i = 0; i < self->got->file_count; i++)
        paths[i] = path_in(self, self->folder, self->got->files[i].name);
    return idt_feed_read_edition(read, paths, self->got->file_count, self->list_id, self->arena,
                                 err);
}

static idt_feed_verdict decide(getting *self, const idt_feed_result *result,
                               const idt_feed_read *read, idt_buf *why)
{
    const idt_feed_list_state *list = idt_feed_state_list(&self->run->state, self->list_id);
    uint32_t percent = self->source->shrink_percent == UINT32_MAX
                           ? self->run->settings->shrink_percent
                           : self->source->shrink_percent;
    idt_feed_case facts = { .sha256 = read->sha256,
                            .figures = &read->figures,
                            .standing_sha256 = result->now.sha256,
                            .standing_figures = &result->now.figures,
                            .held = list ? list->held : IDT_SPAN_EMPTY,
                            .shrink_percent = percent,
                            .allow_shrink = self->run->request->allow_shrink };

    return idt_feed_decide(&facts, why);
}

static idt_status judge(getting *self, idt_feed_result *result, idt_err *err)
{
    idt_feed_read read;
    idt_buf why = IDT_BUF_INIT;
    idt_status status = read_staged(self, &read, err);
    if (status)
        return status;
    idt_feed_verdict verdict = decide(self, result, &read, &why);
    if (verdict == IDT_FEED_REFUSE) {
        status = idt_fail(err, IDT_E_INPUT, "%.*s", (int)why.len, why.ptr);
    } else {
        idt_span sha256 = idt_arena_copy(self->arena, idt_span_of(read.sha256));
        status =
            idt_feed_store_install(&self->run->store, self->list_id, sha256, self->folder, err);
        memcpy(self->got->standing.sha256, read.sha256, sizeof read.sha256);
        self->got->standing.date = read.date;
        self->got->standing.figures = read.figures;
        self->got->standing.since =
            verdict == IDT_FEED_SAME ? result->now.since : idt_span_of(self->run->now);
        result->outcome = verdict == IDT_FEED_SAME ? IDT_FEED_UNCHANGED : IDT_FEED_UPDATED;
    }
    if (!status && verdict == IDT_FEED_SAME &&
        !idt_span_equal(self->current, idt_span_of(read.sha256)))
        status = idt_feed_store_switch(&self->run->store, self->list_id,
                                       idt_span_of(self->got->standing.sha256), err);
    idt_buf_release(&why);
    return status;
}

/* Where a file lay while it was judged is of no use to anybody: its name stays. */
static void keep(idt_feed_run *run, idt_feed_result *result, const char *why)
{
    idt_arena *arena = &run->report->arena;
    idt_buf text = IDT_BUF_INIT;
    idt_span rest = idt_span_of(why);
    const char *folder = run->store.staging
                             ? idt_arena_format(arena, "%s/%.*s/", run->store.staging,
                                                (int)result->list_id.len, result->list_id.ptr)
                                   .ptr
                             : NULL;
    size_t at;

    while (folder && (at = idt_span_find(rest, folder)) != SIZE_MAX) {
        idt_buf_add_span(&text, idt_span_sub(rest, 0, at));
        rest = idt_span_sub(rest, at + strlen(folder), rest.len);
    }
    idt_buf_add_span(&text, rest);
    result->outcome = IDT_FEED_KEPT;
    result->why = idt_arena_copy(arena, idt_buf_span(&text));
    idt_buf_release(&text);
}

/* What stands in the way before anything is asked; NULL: nothing. */
static const char *obstacle(const idt_feed_run *run, const idt_feed_source *source,
                            idt_arena *arena)
{
    if (run->request->offline)
        return NULL;
    if (source->file_count == 0)
        return idt_arena_format(arena, "no address of it is known (feed.%s.url)", source->list_id)
            .ptr;
    if (!run->settings->from && needs_token(source))
        return idt_arena_format(arena, "its publisher wants a token (feed.%s.token)",
                                source->list_id)
            .ptr;
    return NULL;
}

void idt_feed_list_get(idt_feed_run *run, const idt_feed_source *source, size_t number)
{
    idt_arena *arena = &run->report->arena;
    idt_feed_result *result = &run->report->results[number];
    getting self = { .run = run,
                     .source = source,
                     .list_id = idt_span_of(source->list_id),
                     .arena = arena,
                     .got = &run->candidates[number] };
    idt_err err = IDT_ERR_INIT;
    bool named = run->request->list_count > 0;
    const char *stop = obstacle(run, source, arena);

    if (stop) {
        keep(run, result, stop);
        if (!named)
            result->outcome = IDT_FEED_SKIPPED;
        return;
    }
    self.folder = path_in(&self, run->store.staging, self.list_id);
    self.current = idt_feed_store_current(&run->store, arena, self.list_id);
    const idt_feed_list_state *list = idt_feed_state_list(&run->state, self.list_id);
    self.noted = list && self.current.len ? idt_feed_list_edition(list, self.current) : NULL;
    idt_status status = idt_feed_make_folder(self.folder, &err);
    if (!status)
        status = run->request->offline ? take_offline(&self, &err) : fetch_all(&self, &err);
    if (!status && run->request->offline && self.got->file_count == 0) {
        keep(run, result, "the folder holds no file of it");
        if (!named)
            result->outcome = IDT_FEED_SKIPPED;
        return;
    }
    if (!status && !self.fresh)
        result->outcome = IDT_FEED_UNCHANGED;
    else if (!status)
        status = judge(&self, result, &err);
    if (status)
        keep(run, result, err.text);
}
