/* ftm_read.c - FollowTheMoney entities as JSON lines, with the operations of a delta file.
 *
 * {id, caption, schema, properties: {name: [values]}, referents, datasets, last_change, target}
 * {op: ADD|MOD|DEL, entity: {...}}
 *
 * Entities come in any order and name one another by id, so they are held until the last line. A
 * value may be an entity itself (nested exports); it is held as one of its own. */
#include <inttypes.h>
#include <string.h>

#include "base/alloc.h"
#include "codec/json.h"
#include "lists/ftm_internal.h"

enum {
    FTM_FULL,
    FTM_DELTA,
    HEAD_ENTITIES_MAX = 2000, /* enough of a file to tell its data set */
    DATASETS_MAX = 64,
    FORGET_BYTES = 8 * 1024 * 1024,
};

/* --- lines --- */

typedef struct {
    idt_span rest;
    idt_span line;
    uint32_t number;
} line_reader;

static bool next_line(line_reader *self)
{
    while (self->rest.len > 0) {
        const char *end = memchr(self->rest.ptr, '\n', self->rest.len);
        size_t length = end ? (size_t)(end - self->rest.ptr) : self->rest.len;
        self->line = idt_span_trim(idt_span_sub(self->rest, 0, length));
        self->rest = idt_span_sub(self->rest, end ? length + 1 : length, self->rest.len);
        self->number++;
        if (self->line.len > 0)
            return true;
    }
    return false;
}

static idt_span without_mark(idt_span bytes)
{
    return idt_span_starts(bytes, "\xEF\xBB\xBF") ? idt_span_sub(bytes, 3, bytes.len) : bytes;
}

/* *merged: a key stood twice in one object. */
static idt_status parse_line(idt_json_value **out, bool *merged, const line_reader *lines,
                             idt_err *err)
{
    idt_err inner = IDT_ERR_INIT;

    *merged = idt_json_parse(out, lines->line, NULL) != IDT_OK;
    if (*merged && idt_json_parse_merged(out, lines->line, &inner))
        return idt_fail_at(err, IDT_E_INPUT, lines->number, inner.offset,
                           "line %" PRIu32 ": %s; the file may be cut short", lines->number,
                           inner.text);
    if (idt_json_value_kind(*out) == IDT_JSON_OBJECT)
        return IDT_OK;
    idt_json_value_free(*out);
    *out = NULL;
    return idt_fail_at(err, IDT_E_INPUT, lines->number, 0, "line %" PRIu32 ": no entity",
                       lines->number);
}

/* The first line decides. It may be longer than the head: then its beginning does. */
bool idt_ftm_recognise(idt_span head, unsigned *part)
{
    line_reader lines = { without_mark(head), IDT_SPAN_EMPTY, 0 };

    if (!next_line(&lines) || lines.line.ptr[0] != '{')
        return false;
    *part = idt_span_find(idt_span_sub(lines.line, 0, 200), "\"op\"") != SIZE_MAX ? FTM_DELTA
                                                                                  : FTM_FULL;
    if (*part == FTM_DELTA)
        return idt_span_find(lines.line, "\"entity\"") != SIZE_MAX;
    return idt_span_find(lines.line, "\"schema\"") != SIZE_MAX &&
           idt_span_find(lines.line, "\"properties\"") != SIZE_MAX &&
           idt_span_find(lines.line, "\"id\"") != SIZE_MAX;
}

/* --- the data set --- */

typedef struct {
    idt_span names[DATASETS_MAX];
    uint32_t votes[DATASETS_MAX];
    size_t count;
} dataset_count;

static void count_datasets(dataset_count *self, idt_arena *arena, const idt_json_value *datasets)
{
    for (size_t i = 0; i < idt_json_value_count(datasets); i++) {
        idt_span name = idt_json_value_string(idt_json_value_at(datasets, i));
        size_t at = 0;
        while (at < self->count && !idt_span_equal(self->names[at], name))
            at++;
        if (at == self->count && at < DATASETS_MAX && name.len > 0) {
            self->names[self->count++] = idt_arena_copy(arena, name);
            self->votes[at] = 0;
        }
        if (at < self->count)
            self->votes[at]++;
    }
}

/* The most frequent data set of the first entities; of equal ones the first. */
static idt_span dataset_of(idt_arena *arena, idt_span bytes)
{
    line_reader lines = { without_mark(bytes), IDT_SPAN_EMPTY, 0 };
    dataset_count count = { .count = 0 };
    size_t best = 0;

    for (int i = 0; i < HEAD_ENTITIES_MAX && next_line(&lines); i++) {
        idt_json_value *value;
        bool merged;
        if (parse_line(&value, &merged, &lines, NULL))
            break; /* reading will say so */
        const idt_json_value *entity = idt_json_value_member(value, "entity");
        count_datasets(&count, arena, idt_json_value_member(entity ? entity : value, "datasets"));
        idt_json_value_free(value);
    }
    for (size_t i = 1; i < count.count; i++)
        if (count.votes[i] > count.votes[best])
            best = i;
    return idt_ftm_list_id(arena, count.count ? count.names[best] : IDT_SPAN_EMPTY);
}

/* --- grouping --- */

static idt_status give_delta(idt_list_inputs *inputs, idt_list_input *delta, int format,
                             idt_arena *arena, idt_err *err)
{
    idt_span id = dataset_of(arena, delta->map.bytes);

    for (size_t i = 0; i < inputs->count; i++) {
        idt_list_input *full = &inputs->items[i];
        if (full->format != format || full->part != FTM_FULL || full == delta)
            continue;
        unsigned kind;
        if (!idt_ftm_recognise(full->map.bytes, &kind) || kind != FTM_FULL ||
            !idt_span_equal(id, dataset_of(arena, full->map.bytes)))
            continue;
        for (int p = 0; p < IDT_LIST_PARTS_MAX; p++) {
            if (!full->parts[p]) {
                full->parts[p] = delta;
                return IDT_OK;
            }
        }
        return idt_fail(err, IDT_E_LIMIT, "%s: more than %d delta files for it", full->path.ptr,
                        IDT_LIST_PARTS_MAX);
    }
    delta->part = FTM_FULL; /* an edition of its own */
    return IDT_OK;
}

idt_status idt_ftm_group(idt_list_inputs *inputs, int format, idt_err *err)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_status status = IDT_OK;

    for (size_t i = 0; i < inputs->count && !status; i++)
        if (inputs->items[i].format == format && inputs->items[i].part == FTM_DELTA)
            status = give_delta(inputs, &inputs->items[i], format, &arena, err);
    idt_arena_release(&arena);
    return status;
}

/* --- operations --- */

static idt_status bad(const line_reader *lines, idt_err *err, const char *what)
{
    return idt_fail_at(err, IDT_E_INPUT, lines->number, 0, "line %" PRIu32 ": %s", lines->number,
                       what);
}

static void warn(idt_ftm_set *self, idt_source source, const char *code, idt_span id,
                 const char *what)
{
    idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, code, id, "%.*s %s",
                       (int)id.len, id.ptr, what);
}

static idt_status apply_line(idt_ftm_set *self, const line_reader *lines,
                             const idt_json_value *value, bool delta, bool alone, idt_err *err)
{
    idt_source source = { self->file, lines->number };
    idt_span op = idt_json_value_string(idt_json_value_member(value, "op"));
    const idt_json_value *entity = delta ? idt_json_value_member(value, "entity") : value;
    idt_span id = idt_json_value_string(idt_json_value_member(entity, "id"));
    bool deletes = idt_span_equal_text(op, "DEL"), adds = idt_span_equal_text(op, "ADD"), added;

    if (delta && !deletes && !adds && !idt_span_equal_text(op, "MOD"))
        return bad(lines, err, "no operation ADD, MOD or DEL");
    if (!delta && idt_json_value_member(value, "op"))
        return bad(lines, err, "an operation of a delta file among entities");
    if (id.len == 0)
        return bad(lines, err, "an entity without an id");
    if (!deletes && idt_json_value_string(idt_json_value_member(entity, "schema")).len == 0)
        return bad(lines, err, "an entity without a schema");
    if (deletes && idt_strmap_find(&self->ids, id) == IDT_STRMAP_NONE) {
        if (!alone)
            warn(self, source, "delta-unknown", id, "is deleted, but was not there");
        return IDT_OK;
    }
    uint32_t number = idt_ftm_entity_number(self, id, source, &added);
    idt_ftm_entity *held = &self->entities[number];
    if (delta && !alone && !added && adds && !held->deleted)
        warn(self, source, "delta-known", id, "is added, but was there; it is replaced");
    if (delta && !alone && !deletes && !adds && (added || held->deleted))
        warn(self, source, "delta-unknown", id, "is modified, but was not there; it is added");
    if (!delta && !added && held->schema.len > 0 && held->source.line != source.line)
        idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_NOTE, "repeated-id", id,
                           "%.*s stands in the file more than once; taken together", (int)id.len,
                           id.ptr);
    if (delta) { /* what was held before is replaced */
        held->count = 0;
        held->caption = IDT_SPAN_EMPTY;
        held->target = held->listed = held->slim = false;
    }
    held->deleted = deletes;
    if (!deletes)
        idt_ftm_load(self, entity, number, source, 0);
    return IDT_OK;
}

static idt_status read_file(idt_ftm_set *self, const idt_list_input *input, bool alone,
                            idt_err *err)
{
    line_reader lines = { without_mark(input->map.bytes), IDT_SPAN_EMPTY, 0 };
    idt_status status = IDT_OK;
    unsigned kind = FTM_FULL;
    size_t forgotten = 0;

    (void)idt_ftm_recognise(input->map.bytes, &kind);
    self->file = idt_lists_add_large_file(self->lists, input);
    if (kind == FTM_DELTA && alone)
        idt_lists_diagnose(self->lists, (idt_source){ self->file, 0 }, IDT_DIAGNOSTIC_WARNING,
                           "delta-alone", IDT_SPAN_EMPTY,
                           "changes without the file they change: only what they add or modify "
                           "is read");
    while (!status && next_line(&lines)) {
        idt_json_value *value;
        bool merged;
        status = parse_line(&value, &merged, &lines, err);
        if (status)
            break;
        if (merged && self->repeated_keys++ == 0)
            self->first_repeated = (idt_source){ self->file, lines.number };
        status = apply_line(self, &lines, value, kind == FTM_DELTA, alone, err);
        idt_json_value_free(value);
        size_t read = (size_t)(lines.rest.ptr - input->map.bytes.ptr);
        if (read >= forgotten + FORGET_BYTES) {
            idt_map_forget(&input->map, forgotten, read);
            forgotten = read;
        }
    }
    return status;
}

static void report_repeated_keys(const idt_ftm_set *self)
{
    if (self->repeated_keys > 0)
        idt_lists_diagnose(self->lists, self->first_repeated, IDT_DIAGNOSTIC_NOTE, "repeated-key",
                           IDT_SPAN_EMPTY,
                           "%" PRIu32 " lines have a key twice in one object; all values are kept",
                           self->repeated_keys);
}

static void date_edition(idt_ftm_set *self, idt_span path)
{
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];
    idt_span day = idt_span_sub(self->newest, 0, self->newest.len < 10 ? self->newest.len : 10);
    idt_date_range range;

    if (day.len == 10 && idt_date_parse(&range, day)) {
        edition->date = day;
        edition->date_from = IDT_SPAN_LIT("file");
    } else {
        idt_lists_date_from_path(self->lists, path);
    }
}

static void set_release(idt_ftm_set *self)
{
    for (size_t i = 0; i < self->count; i++)
        idt_free(self->entities[i].properties);
    idt_free(self->entities);
    idt_free(self->links);
    idt_strmap_release(&self->ids);
    idt_strmap_release(&self->names);
    idt_leftovers_release(&self->leftovers);
}

/* Read the file and what changes it. *path: of the file that failed. */
static idt_status read_files(idt_ftm_set *self, const idt_list_input *input, idt_span *path,
                             idt_err *err)
{
    *path = input->path;
    idt_status status = read_file(self, input, true, err);
    for (int p = 0; p < IDT_LIST_PARTS_MAX && !status; p++) {
        if (!input->parts[p])
            continue;
        *path = input->parts[p]->path;
        status = read_file(self, input->parts[p], false, err);
    }
    return status;
}

static idt_ftm_set set_of(idt_lists *lists, bool hold_all)
{
    return (idt_ftm_set){ .lists = lists,
                          .ids = IDT_STRMAP_INIT,
                          .names = IDT_STRMAP_INIT,
                          .hold_all = hold_all,
                          .newest = IDT_SPAN_EMPTY,
                          .leftovers = IDT_LEFTOVERS_INIT };
}

idt_status idt_ftm_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    idt_ftm_set self = set_of(lists, false);
    idt_err inner = IDT_ERR_INIT;
    idt_span id = dataset_of(&lists->arena, input->map.bytes), path;

    uint32_t edition = idt_lists_begin_edition(lists, id.ptr, "FollowTheMoney data set", id.ptr,
                                               "FollowTheMoney JSON lines");
    size_t diagnostics = lists->diagnostic_count;
    idt_status status = read_files(&self, input, &path, &inner);
    if (!status && self.missed) {
        set_release(&self);
        self = set_of(lists, true);
        lists->diagnostic_count = diagnostics;
        lists->editions[edition].file_count = 0;
        status = read_files(&self, input, &path, &inner);
    }
    if (!status) {
        idt_ftm_link_all(&self);
        idt_ftm_convert(&self);
        idt_leftovers_report(&self.leftovers, lists);
        report_repeated_keys(&self);
        date_edition(&self, input->path);
    } else {
        status = idt_fail_at(err, status, inner.line, inner.offset, "%s: %s", path.ptr, inner.text);
    }
    set_release(&self);
    return status;
}
