/* cmd_diff.c - interdict diff: what changed between two editions, entry by entry, field by field.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/strmap.h"
#include "cli/render_internal.h"
#include "cli/text_options.h"
#include "feed/feed.h"
#include "lists/lists.h"
#include "service/answer_diff.h"

static const idt_option OPTIONS[] = {
    { "format", 0, "FORMAT", "text (default) or ndjson" },
    { "identity", 0, NULL, "only what concerns identity, no legal text" },
    { NULL, 0, NULL, NULL },
};

/* One side: list files as they were read, or a compiled index. */
typedef struct {
    idt_lists lists;
    idt_index *index;
    idt_arena arena; /* parties of the index */
    const idt_edition *editions;
    size_t edition_count;
    const idt_party *parties;
    size_t party_count;
    idt_arena keys;
    idt_strmap ids;     /* "list:uid" -> number */
    uint32_t *party_of; /* by number: the first party of that id */
    size_t party_of_capacity;
} side;

static void close_side(side *self)
{
    idt_lists_release(&self->lists);
    idt_index_close(self->index);
    idt_arena_release(&self->arena);
    idt_arena_release(&self->keys);
    idt_strmap_release(&self->ids);
    idt_free(self->party_of);
}

static idt_status open_index(side *self, const char *path, idt_err *err)
{
    idt_err cause = IDT_ERR_INIT;
    idt_status status = idt_index_open(&self->index, path, &cause);
    if (status)
        return idt_fail(err, status, "%s: %s", path, cause.text);
    uint32_t count = idt_index_count(self->index).parties;
    idt_party *parties = idt_arena_alloc(&self->arena, ((size_t)count + 1) * sizeof *parties);
    for (uint32_t p = 0; p < count; p++)
        idt_index_party(self->index, p, &self->arena, &parties[p]);
    self->parties = parties;
    self->party_count = count;
    self->editions = idt_index_editions(self->index);
    self->edition_count = idt_index_edition_count(self->index);
    return IDT_OK;
}

static idt_status open_lists(side *self, const char *path, idt_err *err)
{
    idt_status status = idt_lists_read(&self->lists, &path, 1, err);
    self->parties = self->lists.parties;
    self->party_count = self->lists.party_count;
    self->editions = self->lists.editions;
    self->edition_count = self->lists.edition_count;
    return status;
}

static bool is_index(const char *path)
{
    char head[8] = "";
    FILE *file = fopen(path, "rb");
    size_t count = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return count == sizeof head && memcmp(head, "IDTINDEX", sizeof head) == 0;
}

static void number_parties(side *self)
{
    for (uint32_t p = 0; p < self->party_count; p++) {
        idt_span list = self->editions[self->parties[p].edition].list_id;
        idt_span uid = self->parties[p].uid;
        bool added;
        idt_span key = idt_arena_format(&self->keys, "%.*s:%.*s", (int)list.len, list.ptr,
                                        (int)uid.len, uid.ptr);
        uint32_t number = idt_strmap_add(&self->ids, key, &added);
        self->party_of = idt_grow(self->party_of, &self->party_of_capacity, (size_t)number + 1,
                                  sizeof *self->party_of);
        if (added)
            self->party_of[number] = p;
    }
}

/* A word that is no file may name editions of the data folder, as --edition does. */
static idt_status find_kept(const char **path, side *self, const idt_arguments *arguments,
                            idt_err *err)
{
    idt_buf data = IDT_BUF_INIT;
    if (access(*path, F_OK) == 0)
        return IDT_OK;
    idt_data_folder(&data, arguments);
    idt_buf_add_char(&data, '\0');
    const char *word = *path;
    idt_status status = idt_feed_past_index(path, &self->keys, data.ptr, word, err);
    if (status == IDT_E_USAGE)
        status = idt_fail(err, IDT_E_IO,
                          "%s is no file, and no kept edition (DAY, LIST@DAY, "
                          "LIST@HASH)",
                          word);
    idt_buf_release(&data);
    return status;
}

static idt_status open_side(side *self, const char *path, const idt_arguments *arguments,
                            idt_err *err)
{
    *self = (side){ .lists = IDT_LISTS_INIT, .arena = IDT_ARENA_INIT, .keys = IDT_ARENA_INIT };
    idt_status status = find_kept(&path, self, arguments, err);
    if (!status)
        status = is_index(path) ? open_index(self, path, err) : open_lists(self, path, err);
    if (!status)
        number_parties(self);
    return status;
}

static const idt_edition *find_edition(const side *self, idt_span list_id)
{
    for (size_t i = 0; i < self->edition_count; i++)
        if (idt_span_equal(self->editions[i].list_id, list_id))
            return &self->editions[i];
    return NULL;
}

static const idt_party *find_party(const side *self, idt_span key)
{
    uint32_t number = idt_strmap_find(&self->ids, key);
    return number == IDT_STRMAP_NONE ? NULL : &self->parties[self->party_of[number]];
}

/* --- text --- */

static void render_change(idt_paint *paint, const idt_change *change)
{
    bool identity = change->field_class == IDT_FIELD_IDENTITY;
    idt_paint_to(paint, 4);
    idt_paint_text(paint, identity ? IDT_STYLE_YELLOW : IDT_STYLE_DIM, change->field);
    idt_paint_to(paint, 24);
    paint->indent = 26;
    if (change->before.len) {
        idt_paint_text(paint, IDT_STYLE_RED, "- ");
        idt_paint_wrapped(paint, IDT_STYLE_PLAIN, change->before);
    }
    if (change->before.len && change->after.len) {
        idt_paint_line(paint);
        idt_paint_to(paint, 24);
    }
    if (change->after.len) {
        idt_paint_text(paint, IDT_STYLE_GREEN, "+ ");
        idt_paint_wrapped(paint, IDT_STYLE_PLAIN, change->after);
    }
    idt_paint_line(paint);
}

static void render_party(idt_paint *paint, const idt_changed_party *changed)
{
    const idt_party *party = changed->after ? changed->after : changed->before;
    bool added = !changed->before, removed = !changed->after;
    idt_paint_text(paint,
                   added     ? IDT_STYLE_GREEN
                   : removed ? IDT_STYLE_RED
                             : IDT_STYLE_YELLOW,
                   added     ? "added    "
                   : removed ? "removed  "
                             : "changed  ");
    paint->indent = 9;
    idt_paint_format(paint, IDT_STYLE_CYAN, "%.*s:%.*s  ", (int)changed->list_id.len,
                     changed->list_id.ptr, (int)party->uid.len, party->uid.ptr);
    idt_paint_format(paint, IDT_STYLE_DIM, "%s  ", idt_party_type_name(party->type));
    if (party->name_count)
        idt_paint_wrapped(paint, IDT_STYLE_BOLD, party->names[0].text);
    idt_paint_line(paint);
    for (size_t i = 0; i < changed->diff.count && !added && !removed; i++)
        render_change(paint, &changed->diff.changes[i]);
}

static void render_edition(idt_buf *out, const idt_edition *edition)
{
    if (!edition)
        idt_buf_add_text(out, "not there");
    else if (edition->date.len)
        idt_buf_add_span(out, edition->date);
    else
        idt_buf_format(out, "%.12s", edition->sha256);
}

static void render_list(idt_paint *paint, const idt_list_changes *list)
{
    idt_buf line = IDT_BUF_INIT;
    idt_span id = (list->after ? list->after : list->before)->list_id;
    idt_buf_format(&line, "%.*s  ", (int)id.len, id.ptr);
    render_edition(&line, list->before);
    idt_buf_add_text(&line, " to ");
    render_edition(&line, list->after);
    idt_buf_format(&line, ": %zu added, %zu removed, %zu changed (%zu in identity data)",
                   list->added, list->removed, list->changed, list->identity_changed);
    idt_paint_span(paint, IDT_STYLE_BOLD, idt_buf_span(&line));
    idt_paint_line(paint);
    idt_buf_release(&line);
}

/* --- comparing --- */

typedef struct {
    idt_buf out;
    idt_paint paint;
    idt_format format;
    bool identity_only;
    bool found;
    idt_list_changes *lists;
    size_t list_count;
} report;

static void keep_identity(idt_party_diff *diff)
{
    size_t kept = 0;
    for (size_t i = 0; i < diff->count; i++)
        if (diff->changes[i].field_class == IDT_FIELD_IDENTITY)
            diff->changes[kept++] = diff->changes[i];
    diff->count = kept;
}

static void report_party(report *self, idt_list_changes *list, idt_span list_id,
                         const idt_party *before, const idt_party *after)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_changed_party changed = { list_id, before, after, { NULL, 0, 0 } };
    idt_party_diff_of(&changed.diff, &arena, before, after);
    if (self->identity_only)
        keep_identity(&changed.diff);
    if (changed.diff.count || !before || !after) {
        list->added += !before;
        list->removed += !after;
        list->changed += before && after;
        list->identity_changed += before && after && changed.diff.identity_count > 0;
        self->found = true;
        if (self->format == IDT_FORMAT_NDJSON)
            idt_answer_changed_party(&self->out, &changed);
        else
            render_party(&self->paint, &changed);
    }
    idt_arena_release(&arena);
}

/* A list that is on one side only is said to be so; its entries are not told one by one. */
static void compare_list(report *self, const side *before, const side *after, idt_span list_id)
{
    idt_list_changes *list = &self->lists[self->list_count++];
    *list = (idt_list_changes){
        find_edition(before, list_id), find_edition(after, list_id), 0, 0, 0, 0
    };
    if (!list->before || !list->after) {
        self->found = true;
        return;
    }
    for (size_t i = 0; i < before->ids.count; i++) {
        const idt_party *old = &before->parties[before->party_of[i]];
        const idt_party *new = find_party(after, before->ids.keys[i]);
        if (&before->editions[old->edition] == list->before)
            report_party(self, list, list_id, old, new);
    }
    for (size_t i = 0; i < after->ids.count; i++) {
        const idt_party *new = &after->parties[after->party_of[i]];
        if (&after->editions[new->edition] == list->after &&
            !find_party(before, after->ids.keys[i]))
            report_party(self, list, list_id, NULL, new);
    }
}

static void compare_sides(report *self, const side *before, const side *after)
{
    self->lists =
        idt_alloc_array(before->edition_count + after->edition_count + 1, sizeof *self->lists);
    for (size_t i = 0; i < before->edition_count; i++)
        compare_list(self, before, after, before->editions[i].list_id);
    for (size_t i = 0; i < after->edition_count; i++)
        if (!find_edition(before, after->editions[i].list_id))
            compare_list(self, before, after, after->editions[i].list_id);
    if (self->format == IDT_FORMAT_NDJSON) {
        idt_answer_diff_summary(&self->out, self->lists, self->list_count);
        return;
    }
    if (self->found)
        idt_paint_line(&self->paint);
    for (size_t i = 0; i < self->list_count; i++)
        render_list(&self->paint, &self->lists[i]);
}

static int run(const idt_arguments *arguments)
{
    idt_err err = IDT_ERR_INIT;
    report self = { .out = IDT_BUF_INIT };
    side before, after = { .lists = IDT_LISTS_INIT };

    if (arguments->word_count != 2)
        return idt_usage_error("diff", "diff takes two editions: OLD NEW");
    if (idt_format_of(&self.format, arguments, 1 << IDT_FORMAT_TEXT | 1 << IDT_FORMAT_NDJSON, &err))
        return idt_usage_error("diff", "%s", err.text);
    idt_render_options options = idt_text_options(arguments);
    self.paint = idt_paint_of(&self.out, &options);
    self.identity_only = idt_arguments_value(arguments, "identity") != NULL;
    idt_status status = open_side(&before, arguments->words[0], arguments, &err);
    if (!status)
        status = open_side(&after, arguments->words[1], arguments, &err);
    if (!status)
        compare_sides(&self, &before, &after);
    close_side(&before);
    close_side(&after);
    idt_free(self.lists);
    if (status) {
        idt_buf_release(&self.out);
        return idt_report(status, &err);
    }
    return idt_finish(&self.out, self.found ? IDT_EXIT_FOUND : IDT_EXIT_NOTHING);
}

const idt_command idt_command_diff = {
    "diff",
    "diff OLD NEW",
    "what changed between two editions, field by field",
    "OLD and NEW are list files, folders, compiled indexes, or kept editions as --edition names\n"
    "them (2024-05-02, us_ofac_sdn@789ce1c1). Entries are paired by list and reference. Identity\n"
    "data (names, dates, countries, numbers, addresses) is told apart from legal text. Ends with\n"
    "1 where anything differs, 0 where nothing does.\n",
    OPTIONS,
    run
};
