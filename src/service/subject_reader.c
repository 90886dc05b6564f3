/* subject_reader.c - the file: its form, its header, its raw rows.
 *
 * The form is seen from the first bytes. Text is decoded by codec/decode.h and cut by record.c; the
 * rows of a workbook come from codec/sheet.h and are written as CSV, so that all that follows knows
 * two forms. subject_row.c takes the rows apart. */
#include "service/subject_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "codec/csv.h"
#include "codec/csv_write.h"
#include "codec/sheet.h"
#include "codec/utf8.h"
#include "service/subject_row_internal.h"

enum {
    HEADER_COLUMNS_MAX = 1024, /* above any export of a customer system */
    SPOOL_BYTES_MAX = 1 << 30, /* of a workbook in a pipe, which is kept on disk to be read */
    MAGIC_BYTES = 8,
    CTRL_Z = 0x1a, /* the end-of-file mark of old DOS files */
};

struct idt_subject_reader {
    idt_text_source *source;
    idt_records records;
    idt_sheet *sheet; /* NULL: text */
    int descriptor;
    bool owns_descriptor;
    uint64_t total, number, chain;
    idt_arena names; /* of columns, for the reader's life */
    idt_columns columns;
    idt_name_set ignored;
    idt_buf ignored_text, sheet_row, next_text;
    idt_row_parser *parser; /* of idt_subject_reader_next */
    idt_err err;
};

/* --- the form --- */

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
    return IDT_OK;
}

/* What is recognised only to say what to do with it. */
static idt_status refuse_other_forms(idt_span front, idt_err *err)
{
    static const struct {
        const char *magic, *what;
    } forms[] = {
        { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
          "the file is an old Excel workbook (.xls), or one with a password; save it as .xlsx "
          "without a password, or as CSV" },
        { "%PDF", "the file is a PDF document; customers are read from CSV, NDJSON "
                  "or .xlsx" },
        { "\x1F\x8B", "the file is compressed (gzip); unpack it first" },
        { "BZh", "the file is compressed (bzip2); unpack it first" },
        { "\xFD\x37zXZ", "the file is compressed (xz); unpack it first" },
        { "\x28\xB5\x2F\xFD", "the file is compressed (zstd); unpack it first" },
        { "<?xml", "the file is XML; customers are read from CSV, NDJSON or .xlsx" },
    };

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (idt_span_starts(front, forms[i].magic))
            return idt_fail(err, IDT_E_INPUT, "%s", forms[i].what);
    return IDT_OK;
}

static idt_status copy_all(FILE *to, idt_text_source *source, int from, idt_err *err)
{
    char chunk[16 * 1024];
    idt_span front = idt_text_source_front(source, MAGIC_BYTES);
    size_t done = front.len;
    bool written = fwrite(front.ptr, 1, front.len, to) == front.len;
    ssize_t got;

    while (written &&
           ((got = read(from, chunk, sizeof chunk)) > 0 || (got < 0 && errno == EINTR))) {
        if (got < 0)
            continue;
        done += (size_t)got;
        if (done > SPOOL_BYTES_MAX)
            return idt_fail(err, IDT_E_LIMIT,
                            "a workbook in a pipe may have 1 GiB; name it as a file");
        written = fwrite(chunk, 1, (size_t)got, to) == (size_t)got;
    }
    if (!written || fflush(to) != 0)
        return idt_fail(err, IDT_E_IO, "cannot keep the workbook on disk: %s", strerror(errno));
    return IDT_OK;
}

/* The parts of a workbook are read out of their order, which a pipe cannot give. */
static idt_status spool(idt_subject_reader *self, idt_err *err)
{
    FILE *copy = tmpfile();
    idt_status status;

    if (!copy)
        return idt_fail(err, IDT_E_IO, "cannot make a temporary file: %s", strerror(errno));
    status = copy_all(copy, self->source, self->descriptor, err);
    int descriptor = status ? -1 : fcntl(fileno(copy), F_DUPFD_CLOEXEC, 3);
    fclose(copy);
    if (!status && descriptor < 0)
        return idt_fail(err, IDT_E_IO, "cannot open a temporary file: %s", strerror(errno));
    if (!status) {
        self->descriptor = descriptor;
        self->owns_descriptor = true;
    }
    return status;
}

static idt_status open_sheet(idt_subject_reader *self, const char *name, idt_err *err)
{
    idt_status status = IDT_OK;

    if (lseek(self->descriptor, 0, SEEK_SET) < 0)
        status = spool(self, err);
    if (!status)
        status = idt_sheet_open(&self->sheet, self->descriptor, name, err);
    self->columns.is_sheet = true;
    self->columns.delimiter = ',';
    return status;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r';
}

/* Tell CSV from NDJSON by the first byte behind blanks. */
static idt_status tell_text(idt_subject_reader *self, idt_err *err)
{
    idt_span front = idt_records_peek(&self->records, 1);
    size_t blanks = 0;

    while (blanks < front.len && blanks < IDT_SUBJECT_ROW_BYTES_MAX && is_space(front.ptr[blanks]))
        front = idt_records_peek(&self->records, ++blanks + 1);
    if (self->records.err.status)
        return idt_fail(err, self->records.err.status, "%s", self->records.err.text);
    if (blanks == front.len)
        return idt_fail(err, IDT_E_INPUT, "the file is empty");
    if (front.ptr[blanks] == '[')
        return idt_fail(err, IDT_E_INPUT,
                        "the file is one JSON array; write one object a line (NDJSON)");
    self->columns.delimiter = front.ptr[blanks] == '{' ? '\0' : ',';
    return IDT_OK;
}

static idt_status recognise(idt_subject_reader *self, const idt_subject_reader_options *options,
                            idt_err *err)
{
    idt_status status = idt_text_source_open(
        &self->source,
        (idt_text_source_options){
            .descriptor = self->descriptor, .encoding = options->encoding, .stop = options->stop },
        err);
    if (status)
        return status;
    self->records = idt_records_of(self->source, IDT_SUBJECT_ROW_BYTES_MAX);
    idt_span front = idt_text_source_front(self->source, MAGIC_BYTES);
    if (idt_text_source_status(self->source, err))
        return err->status;
    if (idt_span_starts(front, "PK\x03\x04"))
        return open_sheet(self, options->sheet, err);
    status = refuse_other_forms(front, err);
    if (!status && options->sheet)
        status = idt_fail(err, IDT_E_INPUT, "--sheet is for workbooks (.xlsx); this file is text");
    return status ? status : tell_text(self, err);
}

/* --- the delimiter --- */

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

/* How many fields the delimiter cuts the header into, known columns counted far above others; where
 * a quoted field goes on in the next line, how often it occurs. */
static size_t rate_delimiter(const idt_subject_reader *self, idt_span header, char delimiter)
{
    idt_csv *csv = idt_csv_new_span(header, (idt_csv_options){ .delimiter = delimiter });
    idt_csv_row row;
    size_t points = 0;

    bool whole = idt_csv_next(csv, &row);
    for (size_t i = 0; whole && i < row.count; i++) {
        bool known = idt_columns_find(&self->columns, idt_span_trim(row.fields[i])) >= 0;
        points += known ? IDT_SUBJECT_ROW_BYTES_MAX : 1;
    }
    for (size_t i = 0; !whole && i < header.len; i++)
        points += header.ptr[i] == delimiter;
    idt_csv_free(csv);
    return points;
}

static char delimiter_of(const idt_subject_reader *self, idt_span header)
{
    static const char candidates[] = { ',', ';', '\t', '|' };
    size_t best = 0, best_points = 0;

    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t points = rate_delimiter(self, header, candidates[i]);
        if (points > best_points) {
            best_points = points;
            best = i;
        }
    }
    return candidates[best];
}

/* Excel's own first line `sep=;` names the delimiter and is no row. */
static char take_sep_line(idt_subject_reader *self)
{
    idt_span line = first_line(self);
    idt_record record;

    if (line.len != 5 || !idt_span_starts_nocase(line, "sep="))
        return '\0';
    char delimiter = line.ptr[4];
    if ((unsigned char)delimiter >= 0x80 || delimiter == '"')
        return '\0';
    idt_records_set_delimiter(&self->records, ',');
    (void)idt_records_next(&self->records, &record);
    return delimiter;
}

static void choose_delimiter(idt_subject_reader *self, char named)
{
    char stated = take_sep_line(self);
    char delimiter = named ? named : stated ? stated : delimiter_of(self, first_line(self));

    self->columns.delimiter = delimiter;
    idt_records_set_delimiter(&self->records, delimiter);
}

/* --- the header --- */

static idt_status take_header_field(idt_subject_reader *self, size_t field, idt_span name,
                                    idt_err *err)
{
    int column = idt_columns_find(&self->columns, name);

    self->columns.header[field] = column;
    if (column < 0) {
        idt_name_set_add(&self->ignored, name.len ? name : IDT_SPAN_LIT("(no name)"));
        return IDT_OK;
    }
    for (size_t i = 0; i < field; i++)
        if (self->columns.header[i] == column)
            return idt_fail_at(err, IDT_E_INPUT, 1, 0, "the header has two columns \"%.*s\"",
                               (int)name.len, name.ptr);
    return IDT_OK;
}

static bool has_column(const idt_columns *self, idt_column column)
{
    for (size_t i = 0; i < self->header_count; i++)
        if (self->header[i] == (int)column)
            return true;
    return false;
}

/* Columns that were named with --map, and the name, must be there. */
static idt_status check_header(const idt_columns *columns, const idt_csv_row *row, idt_err *err)
{
    idt_buf found = IDT_BUF_INIT;
    idt_status status = IDT_OK;

    for (size_t i = 0; i < row->count; i++)
        idt_buf_format(&found, "%s%.*s", i ? ", " : "", (int)row->fields[i].len,
                       row->fields[i].ptr);
    for (int i = 0; i < IDT_COLUMN_COUNT && !status; i++) {
        idt_span name = columns->names[i];
        bool mapped = !idt_span_equal_text(name, idt_column_name((idt_column)i));
        if (has_column(columns, (idt_column)i) || !(mapped || i == IDT_COLUMN_NAME))
            continue;
        status = idt_fail_at(err, IDT_E_INPUT, row->line, 0,
                             "there is no column \"%.*s\"%s; the columns are: %.*s", (int)name.len,
                             name.ptr, mapped ? "" : " (--map name=COLUMN says which one it is)",
                             (int)found.len, found.ptr);
    }
    idt_buf_release(&found);
    return status;
}

static idt_status take_header(idt_subject_reader *self, const idt_csv_row *row, idt_err *err)
{
    idt_status status = IDT_OK;
    size_t count = row->count;

    while (count > 1 && idt_span_trim(row->fields[count - 1]).len == 0)
        count--; /* as behind the last column of other rows */
    if (count > HEADER_COLUMNS_MAX)
        return idt_fail_at(err, IDT_E_LIMIT, row->line, 0, "the header has %zu columns, %d can be",
                           count, HEADER_COLUMNS_MAX);
    self->columns.header = idt_alloc_array(count, sizeof *self->columns.header);
    self->columns.header_count = count;
    for (size_t i = 0; i < count && !status; i++)
        status = take_header_field(self, i, idt_span_trim(row->fields[i]), err);
    return status ? status : check_header(&self->columns, row, err);
}

static bool is_text(idt_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 && !idt_is_blank((char)c) && c != CTRL_Z && c < 0x1c)
            return false;
    }
    return true;
}

/* Why the header cannot be one, or NULL. */
static const char *header_fault(const idt_raw_row *raw, idt_span text)
{
    switch (raw->fault) {
    case IDT_RECORD_TOO_LONG:
        return "is longer than 64 KiB";
    case IDT_RECORD_OPEN_QUOTE:
        return "has a quote that is never closed";
    case IDT_RECORD_BEHIND_QUOTE:
        return "has text behind a closing quote";
    case IDT_RECORD_NUL:
        return "has NUL bytes: the file is no text";
    case IDT_RECORD_WHOLE:
        break;
    }
    if (!is_text(text))
        return "has control characters: the file is no text";
    return idt_utf8_valid_length(text) < text.len ? "is not" : NULL;
}

static bool take_raw(idt_subject_reader *self, idt_buf *text, idt_raw_row *row);

static idt_status read_header(idt_subject_reader *self, idt_err *err)
{
    idt_raw_row raw;
    idt_csv_row row;
    idt_buf text = IDT_BUF_INIT;
    idt_status status;
    idt_csv *csv = NULL;

    if (!take_raw(self, &text, &raw)) {
        status = idt_subject_reader_status(self, err);
        return status ? status : idt_fail(err, IDT_E_INPUT, "the file is empty");
    }
    const char *fault = header_fault(&raw, idt_buf_span(&text));
    if (fault) {
        bool encoding = strcmp(fault, "is not") == 0;
        status = idt_fail_at(err, IDT_E_INPUT, raw.line, 0, "the header line %s%s%s", fault,
                             encoding ? " " : "", encoding ? raw.encoding : "");
        goto done;
    }
    csv = idt_csv_new_span(idt_buf_span(&text),
                           (idt_csv_options){ .delimiter = self->columns.delimiter });
    if (idt_csv_next(csv, &row))
        status = take_header(self, &row, err);
    else if (!(status = idt_csv_status(csv, err)))
        status = idt_fail(err, IDT_E_INPUT, "the file is empty");
done:
    idt_csv_free(csv);
    idt_buf_release(&text);
    return status;
}

idt_status idt_subject_reader_open(idt_subject_reader **out,
                                   const idt_subject_reader_options *options, idt_err *err)
{
    idt_subject_reader *self = idt_alloc_zeroed(sizeof *self);
    idt_status status;

    *out = NULL;
    idt_columns_init(&self->columns);
    for (int i = 0; options->map && i < IDT_COLUMN_COUNT; i++)
        if (options->map->names[i].len > 0)
            self->columns.names[i] = idt_arena_copy(&self->names, options->map->names[i]);
    status = open_descriptor(self, options->path, err);
    if (!status)
        status = recognise(self, options, err);
    if (!status && self->columns.delimiter) {
        if (!self->sheet)
            choose_delimiter(self, options->delimiter);
        status = read_header(self, err);
    }
    if (!status)
        self->parser = idt_row_parser_new(&self->columns);
    if (status)
        idt_subject_reader_close(self);
    else
        *out = self;
    return status;
}

void idt_subject_reader_close(idt_subject_reader *self)
{
    if (!self)
        return;
    idt_row_parser_free(self->parser);
    idt_sheet_close(self->sheet);
    idt_records_release(&self->records);
    idt_text_source_close(self->source);
    if (self->owns_descriptor && self->descriptor >= 0)
        close(self->descriptor);
    idt_arena_release(&self->names);
    idt_free(self->columns.header);
    idt_name_set_release(&self->ignored);
    idt_buf_release(&self->ignored_text);
    idt_buf_release(&self->sheet_row);
    idt_buf_release(&self->next_text);
    idt_free(self);
}

/* --- rows --- */

/* A row of the sheet as a record of CSV. */
static bool next_of_sheet(idt_subject_reader *self, idt_record *record)
{
    idt_sheet_row row;

    if (!idt_sheet_next(self->sheet, &row)) {
        (void)idt_sheet_status(self->sheet, &self->err);
        return false;
    }
    idt_buf_reset(&self->sheet_row);
    idt_csv_write_row(&self->sheet_row, row.cells, row.count);
    *record = (idt_record){ .text = { self->sheet_row.ptr, self->sheet_row.len - 1 },
                            .line = row.number,
                            .fault = row.too_long ? IDT_RECORD_TOO_LONG : IDT_RECORD_WHOLE };
    return true;
}

static bool next_of_text(idt_subject_reader *self, idt_record *record)
{
    if (idt_records_next(&self->records, record))
        return true;
    self->err = self->records.err;
    return false;
}

/* Blanks alone are no object, and an end-of-file mark alone is no row. */
static bool is_nothing(const idt_columns *columns, idt_span text)
{
    if (columns->delimiter)
        return text.len == 1 && text.ptr[0] == CTRL_Z;
    text = idt_span_trim(text);
    return text.len == 0 || (text.len == 1 && text.ptr[0] == CTRL_Z);
}

static bool take_raw(idt_subject_reader *self, idt_buf *text, idt_raw_row *row)
{
    idt_record record;

    do
        if (!(self->sheet ? next_of_sheet(self, &record) : next_of_text(self, &record)))
            return false;
    while (is_nothing(&self->columns, record.text));
    *row = (idt_raw_row){ .line = record.line,
                          .from = text->len,
                          .to = text->len + record.text.len,
                          .fault = record.fault,
                          .unfinished = record.unfinished,
                          .encoding = idt_text_source_encoding(self->source) };
    idt_buf_add_span(text, record.text);
    return true;
}

bool idt_subject_reader_take(idt_subject_reader *self, idt_buf *text, idt_raw_row *row)
{
    if (!take_raw(self, text, row))
        return false;
    row->number = ++self->number;
    uint64_t link[2] = { self->chain,
                         idt_hash64(idt_span_sub(idt_buf_span(text), row->from, row->to)) +
                             (uint64_t)row->fault };
    self->chain = idt_hash64((idt_span){ (const char *)link, sizeof link });
    return true;
}

bool idt_subject_reader_next(idt_subject_reader *self, idt_arena *arena, idt_subject_row *row)
{
    idt_raw_row raw;

    idt_buf_reset(&self->next_text);
    if (!idt_subject_reader_take(self, &self->next_text, &raw))
        return false;
    idt_row_parser_parse(self->parser, arena, row, &raw, idt_buf_span(&self->next_text));
    idt_subject_reader_note(self, self->parser);
    return true;
}

idt_status idt_subject_reader_status(const idt_subject_reader *self, idt_err *err)
{
    if (self->err.status && err)
        *err = self->err;
    return self->err.status;
}

uint64_t idt_subject_reader_chain(const idt_subject_reader *self)
{
    return self->chain;
}

const idt_columns *idt_subject_reader_columns(const idt_subject_reader *self)
{
    return &self->columns;
}

/* --- what is known of the file --- */

void idt_subject_reader_note(idt_subject_reader *self, const idt_row_parser *parser)
{
    const idt_name_set *met = idt_row_parser_ignored(parser);

    for (size_t i = 0; i < met->names.count; i++)
        idt_name_set_add(&self->ignored, met->names.keys[i]);
    self->ignored.cut |= met->cut;
}

static int compare_names(const void *left, const void *right)
{
    return idt_span_compare(*(const idt_span *)left, *(const idt_span *)right);
}

/* Members of NDJSON were met by several threads in no certain order, so they are sorted. */
idt_span idt_subject_reader_ignored(idt_subject_reader *self)
{
    size_t count = self->ignored.names.count;
    idt_span *names = idt_alloc_array(count + 1, sizeof *names);

    if (count > 0)
        memcpy(names, self->ignored.names.keys, count * sizeof *names);
    if (!self->columns.delimiter)
        qsort(names, count, sizeof *names, compare_names);
    idt_buf_reset(&self->ignored_text);
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_text(&self->ignored_text, i ? ", " : "");
        idt_buf_add_span(&self->ignored_text, names[i]);
    }
    if (self->ignored.cut)
        idt_buf_add_text(&self->ignored_text, count ? ", ..." : "...");
    idt_free(names);
    return idt_buf_span(&self->ignored_text);
}

const char *idt_subject_reader_encoding(const idt_subject_reader *self)
{
    return self->sheet ? NULL : idt_text_source_encoding(self->source);
}

uint64_t idt_subject_reader_turned_at(const idt_subject_reader *self)
{
    return idt_text_source_turned_at(self->source);
}

uint64_t idt_subject_reader_doubts(const idt_subject_reader *self)
{
    return idt_text_source_doubts(self->source);
}

const char *idt_subject_reader_place(const idt_subject_reader *self)
{
    return self->sheet ? "row" : "line";
}

uint64_t idt_subject_reader_bytes_read(const idt_subject_reader *self)
{
    return self->sheet ? idt_sheet_bytes_read(self->sheet)
                       : idt_text_source_bytes_read(self->source);
}

uint64_t idt_subject_reader_bytes_total(const idt_subject_reader *self)
{
    return self->total;
}
