/* subject_reader.c - the file: its form, its header, its rows.
 *
 * Rows are cut by record.c and taken apart by codec/csv.h or codec/json.h into cells, a list of
 * values for each known column; subject_cells.c makes the subject from the cells. */
#include "service/subject_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "codec/utf8.h"
#include "service/record_internal.h"
#include "service/subject_cells_internal.h"

enum {
    HEADER_COLUMNS_MAX = 1024, /* above any export of a customer system */
    IGNORED_BYTES_MAX =
        2 * 1024 /* a file may name thousands of columns; enough to see a typing error */
};

struct idt_subject_reader {
    idt_records records;
    int descriptor;
    bool owns_descriptor, is_json;
    uint64_t total, number;
    idt_arena names;                    /* the names of columns, for the reader's life */
    idt_span columns[IDT_COLUMN_COUNT]; /* what the file calls them */
    int *header;                        /* idt_column of each CSV field, or -1 */
    size_t header_count;
    idt_buf ignored;
    idt_buf scratch;
    idt_err err;
};

const char *idt_column_name(idt_column column)
{
    static const char *const names[] = {
        [IDT_COLUMN_ID] = "id",
        [IDT_COLUMN_NAME] = "name",
        [IDT_COLUMN_ALIAS] = "alias",
        [IDT_COLUMN_TYPE] = "type",
        [IDT_COLUMN_BIRTH_DATE] = "birth_date",
        [IDT_COLUMN_GENDER] = "gender",
        [IDT_COLUMN_NATIONALITY] = "nationality",
        [IDT_COLUMN_COUNTRY] = "country",
        [IDT_COLUMN_ADDRESS] = "address",
        [IDT_COLUMN_IDENTIFIER] = "identifier",
        [IDT_COLUMN_IDENTIFIER_TYPE] = "identifier_type",
    };
    idt_assert((size_t)column < IDT_COLUMN_COUNT);
    return names[column];
}

static bool is_separator(char c)
{
    return c == ' ' || c == '_' || c == '-';
}

/* Case, blanks, underscores and hyphens make no difference between names of columns. */
static bool same_column(idt_span a, idt_span b)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < a.len && is_separator(a.ptr[i]))
            i++;
        while (k < b.len && is_separator(b.ptr[k]))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (idt_to_lower(a.ptr[i++]) != idt_to_lower(b.ptr[k++]))
            return false;
    }
}

static int find_column(const idt_span *names, idt_span name)
{
    for (int i = 0; i < IDT_COLUMN_COUNT; i++)
        if (same_column(names[i], name))
            return i;
    return -1;
}

static void own_names(idt_span *names)
{
    for (int i = 0; i < IDT_COLUMN_COUNT; i++)
        names[i] = idt_span_of(idt_column_name((idt_column)i));
}

idt_status idt_column_map_parse(idt_column_map *out, idt_span text, idt_err *err)
{
    idt_span own[IDT_COLUMN_COUNT];
    idt_span pair;

    *out = (idt_column_map){ 0 };
    own_names(own);
    while (idt_span_split(&pair, &text, ",")) {
        size_t equals = idt_span_find(pair, "=");
        if (equals == SIZE_MAX)
            return idt_fail(err, IDT_E_USAGE, "--map: \"%.*s\" is not COLUMN=NAME", (int)pair.len,
                            pair.ptr);
        idt_span left = idt_span_trim(idt_span_sub(pair, 0, equals));
        idt_span right = idt_span_trim(idt_span_sub(pair, equals + 1, pair.len));
        int column = find_column(own, left);
        if (column < 0)
            return idt_fail(err, IDT_E_USAGE,
                            "--map: there is no column \"%.*s\"; the columns are id, name, alias, "
                            "type, birth_date, gender, nationality, country, address, identifier, "
                            "identifier_type",
                            (int)left.len, left.ptr);
        if (right.len == 0 || out->names[column].len > 0)
            return idt_fail(err, IDT_E_USAGE, "--map: \"%.*s\" %s", (int)left.len, left.ptr,
                            right.len ? "is mapped twice" : "is mapped to nothing");
        out->names[column] = right;
    }
    return IDT_OK;
}

/* --- opening --- */

static idt_status open_descriptor(idt_subject_reader *self, const char *path, idt_err *err)
{
    struct stat about;

    self->owns_descriptor = strcmp(path, "-") != 0;
    self->descriptor = self->owns_descriptor ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (self->descriptor < 0 || fstat(self->descriptor, &about) < 0)
        return idt_fail(err, IDT_E_IO, "cannot open %s: %s", path, strerror(errno));
    if (S_ISDIR(about.st_mode))
        return idt_fail(err, IDT_E_INPUT, "%s is a folder", path);
    if (S_ISREG(about.st_mode) && about.st_size > 0)
        self->total = (uint64_t)about.st_size;
    self->records = idt_records_of(self->descriptor, IDT_SUBJECT_ROW_BYTES_MAX);
    return IDT_OK;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r';
}

/* Pass over the byte order mark and blanks; tell CSV from NDJSON by the first byte behind. */
static idt_status recognise(idt_subject_reader *self, idt_err *err)
{
    idt_span front = idt_records_peek(&self->records, 3);
    size_t blanks = 0;

    if (idt_span_starts(front, "\xFF\xFE") || idt_span_starts(front, "\xFE\xFF"))
        return idt_fail(err, IDT_E_INPUT, "the file is UTF-16; save it as UTF-8");
    if (idt_span_starts(front, "\xEF\xBB\xBF"))
        idt_records_skip(&self->records, 3);
    front = idt_records_peek(&self->records, 1);
    while (blanks < front.len && blanks < IDT_SUBJECT_ROW_BYTES_MAX && is_space(front.ptr[blanks]))
        front = idt_records_peek(&self->records, ++blanks + 1);
    if (blanks == front.len) {
        if (self->records.err.status)
            return idt_fail(err, IDT_E_IO, "%s", self->records.err.text);
        return idt_fail(err, IDT_E_INPUT, "the file is empty");
    }
    self->is_json = front.ptr[blanks] == '{';
    if (front.ptr[blanks] == '[')
        return idt_fail(err, IDT_E_INPUT,
                        "the file is one JSON array; write one object a line (NDJSON)");
    return IDT_OK;
}

/* The delimiter that occurs most often outside quotes. */
static char delimiter_of(idt_span header)
{
    static const char candidates[] = { ',', ';', '\t', '|' };
    size_t counts[sizeof candidates] = { 0 };
    size_t best = 0;
    bool quoted = false;

    for (size_t i = 0; i < header.len; i++) {
        quoted ^= header.ptr[i] == '"';
        for (size_t k = 0; k < sizeof candidates; k++)
            counts[k] += !quoted && header.ptr[i] == candidates[k];
    }
    for (size_t k = 1; k < sizeof candidates; k++)
        if (counts[k] > counts[best])
            best = k;
    return candidates[best];
}

/* The first line that is not empty. Asks for no byte behind it: a pipe may give it alone. */
static idt_span first_line(idt_subject_reader *self)
{
    size_t from = 0, to = 0;

    for (;;) {
        idt_span front = idt_records_peek(&self->records, to + 1);
        if (to == front.len || to == IDT_SUBJECT_ROW_BYTES_MAX)
            return idt_span_sub(front, from, to);
        bool line_end = front.ptr[to] == '\n' || front.ptr[to] == '\r';
        if (line_end && to > from)
            return idt_span_sub(front, from, to);
        to++;
        if (line_end)
            from = to;
    }
}

static void ignore_column(idt_subject_reader *self, idt_span name)
{
    if (self->ignored.len + name.len > IGNORED_BYTES_MAX) {
        if (!idt_span_ends(idt_buf_span(&self->ignored), "..."))
            idt_buf_add_text(&self->ignored, ", ...");
        return;
    }
    if (self->ignored.len > 0)
        idt_buf_add_text(&self->ignored, ", ");
    idt_buf_add_span(&self->ignored, name);
}

static idt_status take_header_field(idt_subject_reader *self, size_t field, idt_span name,
                                    idt_err *err)
{
    int column = find_column(self->columns, name);

    self->header[field] = column;
    if (column < 0) {
        ignore_column(self, name.len ? name : IDT_SPAN_LIT("(no name)"));
        return IDT_OK;
    }
    for (size_t i = 0; i < field; i++)
        if (self->header[i] == column)
            return idt_fail_at(err, IDT_E_INPUT, 1, 0, "the header has two columns \"%.*s\"",
                               (int)name.len, name.ptr);
    return IDT_OK;
}

static bool has_column(const idt_subject_reader *self, idt_column column)
{
    for (size_t i = 0; i < self->header_count; i++)
        if (self->header[i] == (int)column)
            return true;
    return false;
}

/* Columns that were named with --map, and the name, must be there. */
static idt_status check_header(const idt_subject_reader *self, const idt_csv_row *row, idt_err *err)
{
    idt_buf found = IDT_BUF_INIT;
    idt_status status = IDT_OK;

    for (size_t i = 0; i < row->count; i++)
        idt_buf_format(&found, "%s%.*s", i ? ", " : "", (int)row->fields[i].len,
                       row->fields[i].ptr);
    for (int i = 0; i < IDT_COLUMN_COUNT && !status; i++) {
        bool mapped = !idt_span_equal_text(self->columns[i], idt_column_name((idt_column)i));
        if (has_column(self, (idt_column)i) || !(mapped || i == IDT_COLUMN_NAME))
            continue;
        status = idt_fail_at(
            err, IDT_E_INPUT, row->line, 0, "there is no column \"%.*s\"%s; the columns are: %.*s",
            (int)self->columns[i].len, self->columns[i].ptr,
            mapped ? "" : " (--map name=COLUMN says which one it is)", (int)found.len, found.ptr);
    }
    idt_buf_release(&found);
    return status;
}

static idt_status take_header(idt_subject_reader *self, const idt_csv_row *row, idt_err *err)
{
    idt_status status = IDT_OK;

    if (row->count > HEADER_COLUMNS_MAX)
        return idt_fail_at(err, IDT_E_LIMIT, row->line, 0, "the header has %zu columns, %d can be",
                           row->count, HEADER_COLUMNS_MAX);
    self->header = idt_alloc_array(row->count, sizeof *self->header);
    self->header_count = row->count;
    for (size_t i = 0; i < row->count && !status; i++)
        status = take_header_field(self, i, idt_span_trim(row->fields[i]), err);
    return status ? status : check_header(self, row, err);
}

static idt_status read_header(idt_subject_reader *self, idt_err *err)
{
    idt_record record;
    idt_csv_row row;
    idt_status status;

    self->records.delimiter = delimiter_of(first_line(self));
    if (!idt_records_next(&self->records, &record))
        return idt_fail(err, IDT_E_INPUT, "the file is empty");
    if (record.too_long || record.open_quote ||
        idt_utf8_valid_length(record.text) < record.text.len)
        return idt_fail_at(err, IDT_E_INPUT, record.line, 0, "the header line %s",
                           record.too_long     ? "is longer than 64 KiB"
                           : record.open_quote ? "has a quote that is never closed"
                                               : "is not UTF-8");
    idt_csv *csv =
        idt_csv_new_span(record.text, (idt_csv_options){ .delimiter = self->records.delimiter });
    if (idt_csv_next(csv, &row))
        status = take_header(self, &row, err);
    else if (!(status = idt_csv_status(csv, err)))
        status = idt_fail(err, IDT_E_INPUT, "the file is empty");
    idt_csv_free(csv);
    return status;
}

idt_status idt_subject_reader_open(idt_subject_reader **out, const char *path,
                                   const idt_column_map *map, idt_err *err)
{
    idt_subject_reader *self = idt_alloc_zeroed(sizeof *self);
    idt_status status;

    *out = NULL;
    own_names(self->columns);
    for (int i = 0; map && i < IDT_COLUMN_COUNT; i++)
        if (map->names[i].len > 0)
            self->columns[i] = idt_arena_copy(&self->names, map->names[i]);
    status = open_descriptor(self, path, err);
    if (status)
        goto done;
    status = recognise(self, err);
    if (!status && !self->is_json)
        status = read_header(self, err);
    if (status)
        goto done;
    *out = self;
    self = NULL;
done:
    idt_subject_reader_close(self);
    return status;
}

void idt_subject_reader_close(idt_subject_reader *self)
{
    if (!self)
        return;
    idt_records_release(&self->records);
    if (self->owns_descriptor && self->descriptor >= 0)
        close(self->descriptor);
    idt_arena_release(&self->names);
    idt_free(self->header);
    idt_buf_release(&self->ignored);
    idt_buf_release(&self->scratch);
    idt_free(self);
}

/* --- rows --- */

/* The fields of a CSV row into cells. Empty, or why the row is rejected. */
static idt_span cells_from_fields(idt_subject_reader *self, idt_arena *arena, idt_cells *cells,
                                  const idt_csv_row *row)
{
    idt_span reason = IDT_SPAN_EMPTY;
    size_t count = row->count;

    for (size_t i = 0; i < row->count && i < self->header_count; i++) {
        if (self->header[i] < 0)
            continue;
        idt_span cut =
            idt_cells_add(cells, arena, (idt_column)self->header[i], row->fields[i], true);
        if (cut.len > 0)
            reason = cut;
    }
    /* Spreadsheets write delimiters for empty cells behind the last column. */
    while (count > self->header_count && row->fields[count - 1].len == 0)
        count--;
    if (count != self->header_count)
        reason = idt_arena_format(arena, "the row has %zu column%s, the header %zu", count,
                                  count == 1 ? "" : "s", self->header_count);
    return reason;
}

static idt_span cells_from_csv(idt_subject_reader *self, idt_arena *arena, idt_cells *cells,
                               idt_record *record)
{
    idt_span reason = IDT_SPAN_EMPTY;
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    idt_csv *csv =
        idt_csv_new_span(record->text, (idt_csv_options){ .delimiter = self->records.delimiter });

    if (idt_csv_next(csv, &row)) {
        reason = cells_from_fields(self, arena, cells, &row);
    } else if (idt_csv_status(csv, &err)) {
        /* The reader counts lines from this record's first one. */
        const char *text = strchr(err.text, ':');
        idt_records_keep_first_line(&self->records, record);
        reason = idt_arena_copy(arena, idt_span_of(text ? text + 2 : err.text));
    } else {
        cells->nothing = true; /* an end-of-file mark */
    }
    idt_csv_free(csv);
    return reason;
}

static void note_ignored_member(idt_subject_reader *self, idt_span key)
{
    idt_span rest = idt_buf_span(&self->ignored);
    idt_span part;

    while (idt_span_split(&part, &rest, ", "))
        if (idt_span_equal(part, key))
            return;
    ignore_column(self, key);
}

/* One member of a JSON object into cells. */
static idt_span cells_from_member(idt_subject_reader *self, idt_arena *arena, idt_cells *cells,
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

static idt_span cells_from_json(idt_subject_reader *self, idt_arena *arena, idt_cells *cells,
                                idt_record *record)
{
    idt_span text = idt_span_trim(record->text);
    idt_span reason = IDT_SPAN_EMPTY;
    idt_json_value *object;
    const idt_json_value *member;
    void *place = NULL;
    idt_span key;
    idt_err err = IDT_ERR_INIT;

    cells->nothing = text.len == 0;
    if (cells->nothing)
        return reason;
    if (idt_json_parse(&object, text, &err))
        return idt_arena_format(arena, "no JSON: %s", err.text);
    if (idt_json_value_kind(object) != IDT_JSON_OBJECT)
        reason = idt_arena_format(arena, "the line is no JSON object");
    while (reason.len == 0 && idt_json_value_next(object, &place, &key, &member)) {
        int column = find_column(self->columns, key);
        if (column < 0)
            note_ignored_member(self, key);
        else
            reason = cells_from_member(self, arena, cells, (idt_column)column, member);
    }
    idt_json_value_free(object);
    return reason;
}

static idt_span cells_from_record(idt_subject_reader *self, idt_arena *arena, idt_cells *cells,
                                  idt_record *record)
{
    size_t valid = idt_utf8_valid_length(record->text);

    if (record->too_long)
        return idt_arena_format(arena, "the row has more than %d bytes", IDT_SUBJECT_ROW_BYTES_MAX);
    if (record->open_quote)
        return idt_arena_format(arena, "a quote opens in this row and is never closed");
    idt_span reason = self->is_json ? cells_from_json(self, arena, cells, record)
                                    : cells_from_csv(self, arena, cells, record);
    if (valid < record->text.len) /* the stronger reason; the id and the name are kept */
        reason = idt_arena_format(arena, "the row is not UTF-8 (byte %zu of it)", valid + 1);
    return reason;
}

bool idt_subject_reader_next(idt_subject_reader *self, idt_arena *arena, idt_subject_row *row)
{
    idt_record record;
    idt_cells cells;

    do {
        if (!idt_records_next(&self->records, &record)) {
            self->err = self->records.err;
            return false;
        }
        *row = (idt_subject_row){ .line = record.line };
        cells = (idt_cells){ .nothing = false };
        row->rejected = cells_from_record(self, arena, &cells, &record);
    } while (cells.nothing);
    row->number = ++self->number;
    idt_cells_to_row(row, arena, &cells);
    return true;
}

idt_status idt_subject_reader_status(const idt_subject_reader *self, idt_err *err)
{
    if (self->err.status && err)
        *err = self->err;
    return self->err.status;
}

idt_span idt_subject_reader_ignored(const idt_subject_reader *self)
{
    return idt_buf_span(&self->ignored);
}

uint64_t idt_subject_reader_bytes_read(const idt_subject_reader *self)
{
    return self->records.taken;
}

uint64_t idt_subject_reader_bytes_total(const idt_subject_reader *self)
{
    return self->total;
}
