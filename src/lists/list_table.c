/* list_table.c - one face for CSV and Excel sheets: rows by column name. */
#include "lists/list_table.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "codec/csv.h"
#include "codec/decode.h"
#include "codec/sheet.h"
#include "codec/utf8.h"

enum { FORGET_BYTES = 8 * 1024 * 1024 };

typedef struct {
    idt_span key, value;
} preamble_cell;

struct idt_list_table {
    idt_lists *lists;
    const idt_list_input *input;
    uint32_t file;
    idt_csv *csv; /* one of the two */
    idt_sheet *sheet;
    int descriptor;  /* of the sheet; -1: none */
    idt_buf decoded; /* the whole text where it is no UTF-8 */
    idt_arena arena; /* names of the columns, the preamble */
    idt_span *columns;
    bool *taken;
    size_t column_count;
    preamble_cell preamble[IDT_LIST_PREAMBLE_ROWS_MAX];
    size_t preamble_count;
    const idt_span *cells;
    size_t cell_count;
    uint64_t line;
    size_t forgotten;
    idt_leftovers leftovers;
    idt_err err; /* of a row */
};

/* --- names of columns --- */

static bool is_gap(char c)
{
    return idt_is_blank(c) || c == '_';
}

/* Blanks and '_' alike, whole runs as one. */
bool idt_list_column_is(idt_span a, idt_span b)
{
    size_t i = 0, j = 0;

    while (i < a.len && j < b.len) {
        if (is_gap(a.ptr[i]) && is_gap(b.ptr[j])) {
            while (i < a.len && is_gap(a.ptr[i]))
                i++;
            while (j < b.len && is_gap(b.ptr[j]))
                j++;
            continue;
        }
        if (idt_to_lower(a.ptr[i++]) != idt_to_lower(b.ptr[j++]))
            return false;
    }
    while (i < a.len && is_gap(a.ptr[i]))
        i++;
    while (j < b.len && is_gap(b.ptr[j]))
        j++;
    return i == a.len && j == b.len;
}

static size_t find_column(const idt_list_table *self, const char *column)
{
    idt_span wanted = idt_span_of(column);

    for (size_t i = 0; i < self->column_count; i++)
        if (idt_list_column_is(self->columns[i], wanted))
            return i;
    return SIZE_MAX;
}

static bool row_has(const idt_span *cells, size_t count, idt_span column)
{
    for (size_t i = 0; i < count; i++)
        if (idt_list_column_is(idt_span_trim(cells[i]), column))
            return true;
    return false;
}

/* --- opening --- */

static bool read_row(idt_list_table *self)
{
    if (self->csv) {
        idt_csv_row row;
        if (!idt_csv_next(self->csv, &row))
            return false;
        self->cells = row.fields;
        self->cell_count = row.count;
        self->line = row.line;
        if (self->decoded.len == 0 && row.offset >= self->forgotten + FORGET_BYTES) {
            idt_map_forget(&self->input->map, self->forgotten, (size_t)row.offset);
            self->forgotten = (size_t)row.offset;
        }
        return true;
    }
    idt_sheet_row row;
    if (!idt_sheet_next(self->sheet, &row))
        return false;
    self->cells = row.cells;
    self->cell_count = row.count;
    self->line = row.number;
    if (row.too_long)
        (void)idt_fail_at(&self->err, IDT_E_LIMIT, row.number, 0,
                          "row %" PRIu64 " is longer than %d bytes", row.number,
                          IDT_SHEET_ROW_BYTES_MAX);
    return !row.too_long;
}

static void keep_preamble(idt_list_table *self)
{
    for (size_t i = 0; i + 1 < self->cell_count; i++) {
        idt_span key = idt_span_trim(self->cells[i]), value = idt_span_trim(self->cells[i + 1]);
        if (key.len && value.len && self->preamble_count < IDT_LIST_PREAMBLE_ROWS_MAX)
            self->preamble[self->preamble_count++] =
                (preamble_cell){ idt_arena_copy(&self->arena, key),
                                 idt_arena_copy(&self->arena, value) };
    }
}

static idt_status take_header(idt_list_table *self, idt_err *err)
{
    if (self->cell_count > IDT_LIST_COLUMNS_MAX)
        return idt_fail_at(err, IDT_E_LIMIT, self->line, 0, "line %" PRIu64 ": %zu columns",
                           self->line, self->cell_count);
    self->column_count = self->cell_count;
    self->columns = idt_arena_alloc(&self->arena, self->column_count * sizeof *self->columns);
    self->taken = idt_arena_alloc(&self->arena, self->column_count);
    for (size_t i = 0; i < self->column_count; i++)
        self->columns[i] = idt_arena_copy(&self->arena, idt_span_trim(self->cells[i]));
    return IDT_OK;
}

static idt_status find_header(idt_list_table *self, const char *column, idt_err *err)
{
    for (size_t rows = 0; rows < IDT_LIST_PREAMBLE_ROWS_MAX && read_row(self); rows++) {
        if (row_has(self->cells, self->cell_count, idt_span_of(column)))
            return take_header(self, err);
        keep_preamble(self);
    }
    idt_status status = idt_list_table_status(self, err);
    return status ? status
                  : idt_fail_at(err, IDT_E_INPUT, 1, 0, "no header with a column \"%s\"", column);
}

static void report_encoding(idt_list_table *self, const idt_text_source *source)
{
    bool doubtful = idt_text_source_doubts(source) > 0;

    idt_lists_diagnose(self->lists, (idt_source){ self->file, 0 },
                       doubtful ? IDT_DIAGNOSTIC_WARNING : IDT_DIAGNOSTIC_NOTE, "encoding",
                       IDT_SPAN_EMPTY, "the text is no UTF-8; read as %s%s",
                       idt_text_source_encoding(source),
                       doubtful ? ", but parts of it seem to be UTF-8" : "");
}

static idt_status decode(idt_list_table *self, idt_err *err)
{
    idt_text_source *source;
    idt_err io = IDT_ERR_INIT;
    int descriptor;
    idt_status status = idt_list_input_open(self->input, &descriptor, err);

    if (status)
        return status;
    idt_text_source_options options = { .descriptor = descriptor };
    status = idt_text_source_open(&source, options, err);
    if (!status) {
        while (idt_text_source_more(source, &self->decoded))
            ;
        status = idt_text_source_status(source, &io);
        if (status)
            status = idt_fail(err, status, "%s", io.text);
        else
            report_encoding(self, source);
        idt_text_source_close(source);
    }
    close(descriptor);
    return status;
}

/* UTF-16 of plain letters is well-formed UTF-8 with zero bytes between them. */
static bool is_utf8(idt_span bytes)
{
    return !memchr(bytes.ptr, '\0', bytes.len < 2 ? bytes.len : 2) &&
           idt_utf8_valid_length(bytes) == bytes.len;
}

static idt_status open_rows(idt_list_table *self, char delimiter, idt_err *err)
{
    idt_span bytes = self->input->map.bytes;

    if (idt_span_starts(bytes, "PK\x03\x04")) {
        idt_status status = idt_list_input_open(self->input, &self->descriptor, err);
        return status ? status : idt_sheet_open(&self->sheet, self->descriptor, NULL, err);
    }
    idt_status status = is_utf8(bytes) ? IDT_OK : decode(self, err);
    if (!status)
        self->csv = idt_csv_new_span(self->decoded.len ? idt_buf_span(&self->decoded) : bytes,
                                     (idt_csv_options){ .delimiter = delimiter });
    return status;
}

idt_status idt_list_table_open(idt_list_table **out, idt_lists *lists, const idt_list_input *input,
                               uint32_t file, idt_list_table_options options, idt_err *err)
{
    idt_list_table *self = idt_alloc_zeroed(sizeof *self);

    *self = (idt_list_table){ .lists = lists,
                              .input = input,
                              .file = file,
                              .descriptor = -1,
                              .decoded = IDT_BUF_INIT,
                              .arena = IDT_ARENA_INIT,
                              .leftovers = IDT_LEFTOVERS_INIT,
                              .err = IDT_ERR_INIT };
    idt_status status = open_rows(self, options.delimiter, err);
    if (!status)
        status = find_header(self, options.header, err);
    if (status) {
        idt_list_table_close(self);
        self = NULL;
    }
    *out = self;
    return status;
}

void idt_list_table_close(idt_list_table *self)
{
    if (!self)
        return;
    idt_csv_free(self->csv);
    idt_sheet_close(self->sheet);
    if (self->descriptor >= 0)
        close(self->descriptor);
    idt_buf_release(&self->decoded);
    idt_leftovers_release(&self->leftovers);
    idt_arena_release(&self->arena);
    idt_free(self);
}

/* --- rows --- */

static bool has_value(const idt_list_table *self)
{
    for (size_t i = 0; i < self->cell_count; i++)
        if (idt_span_trim(self->cells[i]).len > 0)
            return true;
    return false;
}

static bool is_width_right(const idt_list_table *self)
{
    for (size_t i = self->column_count; i < self->cell_count; i++)
        if (idt_span_trim(self->cells[i]).len > 0)
            return false;
    return self->sheet || self->cell_count >= self->column_count;
}

bool idt_list_table_next(idt_list_table *self)
{
    do {
        if (self->err.status || !read_row(self))
            return false;
    } while (!has_value(self));
    if (!is_width_right(self)) {
        (void)idt_fail_at(&self->err, IDT_E_INPUT, self->line, 0,
                          "line %" PRIu64 ": %zu cells where the header has %zu; the file may be "
                          "cut short",
                          self->line, self->cell_count, self->column_count);
        return false;
    }
    memset(self->taken, 0, self->column_count);
    return true;
}

idt_status idt_list_table_status(idt_list_table *self, idt_err *err)
{
    if (self->err.status) {
        if (err)
            *err = self->err;
        return self->err.status;
    }
    idt_status status =
        self->csv ? idt_csv_status(self->csv, err) : idt_sheet_status(self->sheet, err);
    if (!status)
        idt_leftovers_report(&self->leftovers, self->lists);
    return status;
}

idt_span idt_list_table_preamble(const idt_list_table *self, const char *key)
{
    for (size_t i = 0; i < self->preamble_count; i++)
        if (idt_list_column_is(self->preamble[i].key, idt_span_of(key)))
            return idt_arena_copy(&self->lists->arena, self->preamble[i].value);
    return IDT_SPAN_EMPTY;
}

bool idt_list_table_has(const idt_list_table *self, const char *column)
{
    return find_column(self, column) != SIZE_MAX;
}

static idt_span cell_at(const idt_list_table *self, size_t column)
{
    return column < self->cell_count ? idt_span_trim(self->cells[column]) : IDT_SPAN_EMPTY;
}

idt_span idt_list_table_look(const idt_list_table *self, const char *column)
{
    return cell_at(self, find_column(self, column));
}

idt_span idt_list_table_take(idt_list_table *self, const char *column)
{
    return idt_list_table_take_at(self, find_column(self, column));
}

void idt_list_table_pass(idt_list_table *self, const char *column)
{
    idt_list_table_pass_at(self, find_column(self, column));
}

size_t idt_list_table_width(const idt_list_table *self)
{
    return self->column_count;
}

idt_span idt_list_table_column(const idt_list_table *self, size_t column)
{
    return self->columns[column];
}

idt_span idt_list_table_take_at(idt_list_table *self, size_t column)
{
    idt_span cell = cell_at(self, column);

    if (cell.len == 0 || column >= self->column_count)
        return IDT_SPAN_EMPTY;
    self->taken[column] = true;
    return idt_arena_copy(&self->lists->arena, cell);
}

idt_span idt_list_table_look_at(const idt_list_table *self, size_t column)
{
    return cell_at(self, column);
}

void idt_list_table_pass_at(idt_list_table *self, size_t column)
{
    if (column < self->column_count)
        self->taken[column] = true;
}

idt_source idt_list_table_source(const idt_list_table *self)
{
    return (idt_source){ self->file, (uint32_t)self->line };
}

void idt_list_table_keep_rest(idt_list_table *self, idt_party *party)
{
    for (size_t i = 0; i < self->column_count; i++)
        if (!self->taken[i] && cell_at(self, i).len > 0)
            idt_leftovers_add(&self->leftovers, self->lists, party, self->columns[i],
                              cell_at(self, i), idt_list_table_source(self));
}

/* --- heads --- */

bool idt_csv_head_has(idt_span head, char delimiter, const char *const *columns)
{
    idt_csv *csv = idt_csv_new_span(head, (idt_csv_options){ .delimiter = delimiter });
    idt_csv_row row;
    bool found = false;

    for (size_t rows = 0; rows < IDT_LIST_PREAMBLE_ROWS_MAX && !found && idt_csv_next(csv, &row);
         rows++) {
        found = true;
        for (size_t i = 0; columns[i] && found; i++)
            found = row_has(row.fields, row.count, idt_span_of(columns[i]));
    }
    idt_csv_free(csv);
    return found;
}
