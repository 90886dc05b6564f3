/* subject_row.c - a raw row into cells, and why it cannot be.
 *
 * A parser keeps its memory from row to row: the CSV reader with its buffers, the texts of NDJSON
 * members that are no column. */
#include "service/subject_row_internal.h"

#include <inttypes.h>
#include <string.h>

#include "base/alloc.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "codec/utf8.h"
#include "service/subject_cells_internal.h"

/* A file may name thousands of columns; enough to see a typing error. */
enum { NAME_SET_BYTES_MAX = 2 * 1024 };

struct idt_row_parser {
    const idt_columns *columns;
    idt_csv *csv;
    idt_buf scratch;
    idt_name_set ignored;
};

void idt_name_set_release(idt_name_set *self)
{
    idt_strmap_release(&self->names);
    idt_arena_release(&self->texts);
}

void idt_name_set_add(idt_name_set *self, idt_span name)
{
    if (self->cut || idt_strmap_find(&self->names, name) != IDT_STRMAP_NONE)
        return;
    self->cut = self->bytes + name.len > NAME_SET_BYTES_MAX;
    if (self->cut)
        return;
    self->bytes += name.len;
    (void)idt_strmap_add(&self->names, idt_arena_copy(&self->texts, name), NULL);
}

idt_row_parser *idt_row_parser_new(const idt_columns *columns)
{
    idt_row_parser *self = idt_alloc_zeroed(sizeof *self);

    self->columns = columns;
    self->csv =
        idt_csv_new_span(IDT_SPAN_EMPTY, (idt_csv_options){ .delimiter = columns->delimiter });
    return self;
}

void idt_row_parser_free(idt_row_parser *self)
{
    if (!self)
        return;
    idt_csv_free(self->csv);
    idt_buf_release(&self->scratch);
    idt_name_set_release(&self->ignored);
    idt_free(self);
}

const idt_name_set *idt_row_parser_ignored(const idt_row_parser *self)
{
    return &self->ignored;
}

/* --- CSV --- */

/* The fields of a CSV row into cells. Empty, or why the row is rejected. */
static idt_span cells_from_fields(const idt_columns *columns, idt_arena *arena, idt_cells *cells,
                                  const idt_csv_row *row)
{
    idt_span reason = IDT_SPAN_EMPTY;
    size_t count = row->count;

    for (size_t i = 0; i < row->count && i < columns->header_count; i++) {
        if (columns->header[i] < 0)
            continue;
        idt_span cut =
            idt_cells_add(cells, arena, (idt_column)columns->header[i], row->fields[i], true);
        if (cut.len > 0)
            reason = cut;
    }
    /* Spreadsheets write delimiters for empty cells behind the last column, and sheets leave the
     * cells out. */
    while (count > columns->header_count && row->fields[count - 1].len == 0)
        count--;
    if (count != columns->header_count && !(columns->is_sheet && count < columns->header_count))
        reason = idt_arena_format(arena, "the row has %zu column%s, the header %zu", count,
                                  count == 1 ? "" : "s", columns->header_count);
    return reason;
}

static idt_span fault_reason(const idt_raw_row *raw)
{
    switch (raw->fault) {
    case IDT_RECORD_TOO_LONG:
        return IDT_SPAN_LIT("the row is longer than 64 KiB");
    case IDT_RECORD_OPEN_QUOTE:
        return IDT_SPAN_LIT("a quote opens in this row and is never closed");
    case IDT_RECORD_BEHIND_QUOTE:
        return IDT_SPAN_LIT("text behind a closing quote");
    case IDT_RECORD_NUL:
        return IDT_SPAN_LIT("a NUL byte, which no text has");
    case IDT_RECORD_WHOLE:
        break;
    }
    return IDT_SPAN_EMPTY;
}

static idt_span cells_from_csv(idt_row_parser *self, idt_arena *arena, idt_cells *cells,
                               idt_span text)
{
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;

    idt_csv_restart(self->csv, text);
    if (idt_csv_next(self->csv, &row))
        return cells_from_fields(self->columns, arena, cells, &row);
    if (!idt_csv_status(self->csv, &err))
        return IDT_SPAN_LIT("the row is empty");
    /* The reader counts lines from this row's first one. */
    const char *what = strchr(err.text, ':');
    return idt_arena_copy(arena, idt_span_of(what ? what + 2 : err.text));
}

/* --- NDJSON --- */

/* One member of a JSON object into cells. */
static idt_span cells_from_member(idt_row_parser *self, idt_arena *arena, idt_cells *cells,
                                  idt_column column, const idt_json_value *value)
{
    idt_json_kind kind = idt_json_value_kind(value);
    size_t count = kind == IDT_JSON_ARRAY ? idt_json_value_count(value) : 1;
    idt_span reason = IDT_SPAN_EMPTY;

    for (size_t i = 0; i < count && reason.len == 0; i++) {
        const idt_json_value *element =
            kind == IDT_JSON_ARRAY ? idt_json_value_at(value, i) : value;
        idt_json_kind element_kind = idt_json_value_kind(element);
        if (element_kind == IDT_JSON_ARRAY || element_kind == IDT_JSON_OBJECT)
            return idt_arena_format(arena, "\"%s\" is no text and no array of texts",
                                    idt_column_name(column));
        idt_buf_reset(&self->scratch);
        idt_json_value_format(&self->scratch, element);
        reason = idt_cells_add(cells, arena, column, idt_buf_span(&self->scratch),
                               kind != IDT_JSON_ARRAY);
    }
    return reason;
}

static idt_span cells_from_json(idt_row_parser *self, idt_arena *arena, idt_cells *cells,
                                idt_span text)
{
    idt_span reason = IDT_SPAN_EMPTY;
    idt_json_value *object;
    const idt_json_value *member;
    void *place = NULL;
    idt_span key;
    idt_err err = IDT_ERR_INIT;

    if (idt_json_parse(&object, idt_span_trim(text), &err))
        return idt_arena_format(arena, "no JSON: %s", err.text);
    if (idt_json_value_kind(object) != IDT_JSON_OBJECT)
        reason = idt_arena_format(arena, "the line is no JSON object");
    while (reason.len == 0 && idt_json_value_next(object, &place, &key, &member)) {
        int column = idt_columns_find(self->columns, key);
        if (column < 0)
            idt_name_set_add(&self->ignored, key);
        else
            reason = cells_from_member(self, arena, cells, (idt_column)column, member);
    }
    idt_json_value_free(object);
    return reason;
}

/* --- rows --- */

static idt_span cells_from_text(idt_row_parser *self, idt_arena *arena, idt_cells *cells,
                                const idt_raw_row *raw, idt_span text)
{
    if (raw->fault)
        return fault_reason(raw);
    idt_span reason = self->columns->delimiter ? cells_from_csv(self, arena, cells, text)
                                               : cells_from_json(self, arena, cells, text);
    size_t valid = idt_utf8_valid_length(text);
    if (valid == text.len)
        return reason;
    /* The stronger reason; the id and the name are kept. */
    if (strcmp(raw->encoding, "UTF-8") == 0)
        return idt_arena_format(arena, "the row is not UTF-8 (byte %zu of it)", valid + 1);
    return idt_arena_format(arena, "the row has bytes that are not %s", raw->encoding);
}

idt_span idt_row_parser_place(const idt_row_parser *self, idt_arena *arena, const idt_raw_row *raw,
                              idt_span reason)
{
    return idt_arena_format(
        arena, "%s %" PRIu64 ": %.*s%s", self->columns->is_sheet ? "row" : "line", raw->line,
        (int)reason.len, reason.ptr,
        raw->unfinished ? "; the file ends in this line, it may be cut off" : "");
}

void idt_row_parser_parse(idt_row_parser *self, idt_arena *arena, idt_subject_row *row,
                          const idt_raw_row *raw, idt_span buffer)
{
    idt_cells cells = { 0 };

    *row = (idt_subject_row){ .number = raw->number, .line = raw->line };
    row->rejected =
        cells_from_text(self, arena, &cells, raw, idt_span_sub(buffer, raw->from, raw->to));
    idt_cells_to_row(row, arena, &cells);
    if (row->rejected.len > 0)
        row->rejected = idt_row_parser_place(self, arena, raw, row->rejected);
}
