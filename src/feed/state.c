/* state.c - the notes of the updater, update.json in the data folder:
 *
 *     {"version": 1, "engine": "0.1.0", "lists": {"un_sc_sanctions": {
 *         "last_attempt": "2026-11-25T05:00:12Z", "last_success": "...", "error": "",
 *         "editions": [{"sha256": "...", "date": "2026-04-02", "published": "...",
 *             "parties": 1005, "names": 4000, "identifiers": 900, "addresses": 1100,
 *             "files": [{"name": "consolidated.xml", "address": "https://...", "etag": "...",
 *                 "last_modified": "...", "sha256": "..."}]}]}}}
 *
 * They save requests and tell since when something stands. What is published is told by the index
 * and the folders alone, so lost notes cost a download. Unknown members are passed over. */
#include <string.h>

#include "base/alloc.h"
#include "codec/json.h"
#include "feed/feed_internal.h"

enum { EDITIONS_MAX = 10000 };

void idt_feed_state_release(idt_feed_state *self)
{
    for (size_t i = 0; i < self->list_count; i++)
        idt_free(self->lists[i].editions);
    idt_arena_release(&self->arena);
    *self = IDT_FEED_STATE_INIT;
}

idt_feed_list_state *idt_feed_state_list(idt_feed_state *self, idt_span list_id)
{
    for (size_t i = 0; i < self->list_count; i++)
        if (idt_span_equal(self->lists[i].list_id, list_id))
            return &self->lists[i];
    if (self->list_count == IDT_FEED_LISTS_MAX)
        return NULL;
    idt_feed_list_state *list = &self->lists[self->list_count++];
    memset(list, 0, sizeof *list);
    list->last_attempt = list->last_success = list->error = IDT_SPAN_EMPTY;
    list->held = list->held_since = IDT_SPAN_EMPTY;
    list->list_id = idt_arena_copy(&self->arena, list_id);
    return list;
}

idt_feed_edition *idt_feed_list_edition(const idt_feed_list_state *self, idt_span sha256)
{
    for (size_t i = 0; i < self->edition_count; i++)
        if (idt_span_equal_text(sha256, self->editions[i].standing.sha256))
            return &self->editions[i];
    return NULL;
}

static void copy_edition(idt_feed_edition *edition, idt_arena *arena)
{
    edition->standing.date = idt_arena_copy(arena, edition->standing.date);
    edition->standing.since = idt_arena_copy(arena, edition->standing.since);
    for (size_t i = 0; i < edition->file_count; i++) {
        idt_feed_noted_file *file = &edition->files[i];
        file->name = idt_arena_copy(arena, file->name);
        file->address = idt_arena_copy(arena, file->address);
        file->etag = idt_arena_copy(arena, file->etag);
        file->last_modified = idt_arena_copy(arena, file->last_modified);
    }
}

void idt_feed_list_note(idt_feed_state *self, idt_feed_list_state *list,
                        const idt_feed_edition *edition)
{
    idt_feed_edition copy = *edition;
    size_t kept = 1;
    idt_feed_edition *next = idt_alloc_array(list->edition_count + 1, sizeof *next);

    copy_edition(&copy, &self->arena);
    next[0] = copy;
    for (size_t i = 0; i < list->edition_count; i++)
        if (strcmp(list->editions[i].standing.sha256, copy.standing.sha256) != 0)
            next[kept++] = list->editions[i];
    idt_free(list->editions);
    list->editions = next;
    list->edition_count = kept;
}

/* ---- reading ---- */

static idt_span text_of(idt_arena *arena, const idt_json_value *value, const char *key)
{
    return idt_arena_copy(arena, idt_json_value_string(idt_json_value_member(value, key)));
}

static void hash_of(char out[IDT_SHA256_HEX], const idt_json_value *value)
{
    idt_span text = idt_json_value_string(idt_json_value_member(value, "sha256"));

    out[0] = '\0';
    if (idt_feed_is_sha256(text)) {
        memcpy(out, text.ptr, text.len);
        out[text.len] = '\0';
    }
}

static uint64_t number_of(const idt_json_value *value, const char *key)
{
    uint32_t number = 0;
    idt_buf digits = IDT_BUF_INIT;

    idt_json_value_format(&digits, idt_json_value_member(value, key));
    if (!idt_span_to_u32(idt_buf_span(&digits), &number))
        number = 0;
    idt_buf_release(&digits);
    return number;
}

static void read_edition(idt_feed_edition *out, idt_arena *arena, const idt_json_value *value)
{
    const idt_json_value *files = idt_json_value_member(value, "files");

    memset(out, 0, sizeof *out);
    hash_of(out->standing.sha256, value);
    out->standing.date = text_of(arena, value, "date");
    out->standing.since = text_of(arena, value, "published");
    out->standing.figures =
        (idt_feed_figures){ number_of(value, "parties"), number_of(value, "names"),
                            number_of(value, "identifiers"), number_of(value, "addresses") };
    for (size_t i = 0; i < idt_json_value_count(files) && i < IDT_FEED_FILES_MAX; i++) {
        const idt_json_value *file = idt_json_value_at(files, i);
        idt_feed_noted_file *noted = &out->files[out->file_count++];
        noted->name = text_of(arena, file, "name");
        noted->address = text_of(arena, file, "address");
        noted->etag = text_of(arena, file, "etag");
        noted->last_modified = text_of(arena, file, "last_modified");
        hash_of(noted->sha256, file);
    }
}

static void read_list(idt_feed_list_state *out, idt_arena *arena, const idt_json_value *value)
{
    const idt_json_value *editions = idt_json_value_member(value, "editions");
    size_t count = idt_json_value_count(editions);

    out->last_attempt = text_of(arena, value, "last_attempt");
    out->last_success = text_of(arena, value, "last_success");
    out->error = text_of(arena, value, "error");
    out->held = text_of(arena, value, "held");
    out->held_since = text_of(arena, value, "held_since");
    if (count > EDITIONS_MAX)
        count = EDITIONS_MAX;
    out->editions = idt_alloc_array(count + 1, sizeof *out->editions);
    for (size_t i = 0; i < count; i++) {
        idt_feed_edition *edition = &out->editions[out->edition_count];
        read_edition(edition, arena, idt_json_value_at(editions, i));
        out->edition_count += edition->standing.sha256[0] != '\0';
    }
}

idt_status idt_feed_state_parse(idt_feed_state *out, idt_span text, idt_err *err)
{
    idt_json_value *root;
    void *place = NULL;
    idt_span list_id;
    const idt_json_value *value;

    *out = IDT_FEED_STATE_INIT;
    idt_status status = idt_json_parse(&root, text, err);
    if (status)
        return status;
    if (number_of(root, "version") != 1)
        status = idt_fail(err, IDT_E_INPUT, "its version is not 1");
    out->engine = text_of(&out->arena, root, "engine");
    const idt_json_value *lists = idt_json_value_member(root, "lists");
    while (!status && idt_json_value_next(lists, &place, &list_id, &value)) {
        idt_feed_list_state *list = idt_feed_state_list(out, list_id);
        if (list && !list->editions)
            read_list(list, &out->arena, value);
    }
    idt_json_value_free(root);
    return status;
}

/* ---- writing ---- */

static void write_edition(idt_json *json, const idt_feed_edition *edition)
{
    const idt_feed_standing *standing = &edition->standing;

    idt_json_begin_object(json);
    idt_json_add_text(json, "sha256", standing->sha256);
    idt_json_add_string(json, "date", standing->date);
    idt_json_add_string(json, "published", standing->since);
    idt_json_add_uint(json, "parties", standing->figures.parties);
    idt_json_add_uint(json, "names", standing->figures.names);
    idt_json_add_uint(json, "identifiers", standing->figures.identifiers);
    idt_json_add_uint(json, "addresses", standing->figures.addresses);
    idt_json_key(json, "files");
    idt_json_begin_array(json);
    for (size_t i = 0; i < edition->file_count; i++) {
        const idt_feed_noted_file *file = &edition->files[i];
        idt_json_begin_object(json);
        idt_json_add_string(json, "name", file->name);
        idt_json_add_string(json, "address", file->address);
        idt_json_add_string(json, "etag", file->etag);
        idt_json_add_string(json, "last_modified", file->last_modified);
        idt_json_add_text(json, "sha256", file->sha256);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
    idt_json_end_object(json);
}

static void write_list(idt_json *json, const idt_feed_list_state *list)
{
    idt_json_begin_object(json);
    idt_json_add_string(json, "last_attempt", list->last_attempt);
    idt_json_add_string(json, "last_success", list->last_success);
    idt_json_add_string(json, "error", list->error);
    idt_json_add_stated(json, "held", list->held);
    idt_json_add_stated(json, "held_since", list->held_since);
    idt_json_key(json, "editions");
    idt_json_begin_array(json);
    for (size_t i = 0; i < list->edition_count; i++)
        write_edition(json, &list->editions[i]);
    idt_json_end_array(json);
    idt_json_end_object(json);
}

void idt_feed_state_format(idt_buf *out, const idt_feed_state *self)
{
    idt_json json = idt_json_of(out, true);

    idt_json_begin_object(&json);
    idt_json_add_uint(&json, "version", 1);
    idt_json_add_string(&json, "engine", self->engine);
    idt_json_key(&json, "lists");
    idt_json_begin_object(&json);
    for (size_t i = 0; i < self->list_count; i++) {
        idt_buf key = IDT_BUF_INIT;
        idt_buf_add_span(&key, self->lists[i].list_id);
        idt_buf_add_char(&key, '\0');
        idt_json_key(&json, key.ptr);
        write_list(&json, &self->lists[i]);
        idt_buf_release(&key);
    }
    idt_json_end_object(&json);
    idt_json_end_object(&json);
    idt_buf_add_char(out, '\n');
}
