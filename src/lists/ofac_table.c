/* ofac_table.c - the rows of one OFAC CSV file.
 *
 *     306,"BANCO NACIONAL DE CUBA",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. 'BNC'."
 *
 * A field without a value is `-0-`, unquoted, with a blank behind it. The file ends with CRLF and
 * 0x1A; mirrors write LF alone and no end mark, or a header row. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "lists/ofac_internal.h"

enum { CTRL_Z = 0x1a };

static const size_t columns_of_part[IDT_LIST_PARTS_MAX] = { 12, 6, 5, 2 };

typedef struct {
    idt_lists *lists;
    idt_err *err;
} reading;

static idt_status fail_row(const reading *self, const idt_ofac_table *table, const idt_csv_row *row,
                           const char *what, idt_span detail)
{
    return idt_fail_at(self->err, IDT_E_INPUT, row->line, row->offset,
                       "%s line %" PRIu64 ": %s%.*s", table->input->path.ptr, row->line, what,
                       (int)detail.len, detail.ptr);
}

/* Bytes of the UTF-8 sequence at the start of `text`; 0 when it is none. */
static size_t utf8_sequence(idt_span text)
{
    const unsigned char *at = (const unsigned char *)text.ptr;
    size_t need = at[0] < 0x80   ? 1
                  : at[0] < 0xc2 ? 0
                  : at[0] < 0xe0 ? 2
                  : at[0] < 0xf0 ? 3
                  : at[0] < 0xf5 ? 4
                                 : 0;
    if (need > text.len)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    if (need >= 3 && ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) ||
                      (at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f)))
        return 0;
    return need;
}

/* Copy a field; a byte that is no UTF-8 is read as Latin-1 and *damaged is set. */
static idt_span copy_text(idt_arena *arena, idt_span text, bool *damaged)
{
    size_t i = 0;
    idt_buf fixed = IDT_BUF_INIT;

    while (i < text.len && (unsigned char)text.ptr[i] < 0x80)
        i++;
    if (i == text.len)
        return idt_arena_copy(arena, text);
    for (i = 0; i < text.len;) {
        size_t bytes = utf8_sequence(idt_span_sub(text, i, text.len));
        unsigned char c = (unsigned char)text.ptr[i];

        if (bytes) {
            idt_buf_add(&fixed, text.ptr + i, bytes);
        } else {
            *damaged = true;
            idt_buf_add_char(&fixed, (char)(0xc0 | c >> 6));
            idt_buf_add_char(&fixed, (char)(0x80 | (c & 0x3f)));
        }
        i += bytes ? bytes : 1;
    }
    idt_span copy = idt_arena_copy(arena, idt_buf_span(&fixed));
    idt_buf_release(&fixed);
    return copy;
}

static size_t count_chars(idt_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        if (((unsigned char)text.ptr[i] & 0xc0) != 0x80)
            count++;
    return count;
}

/* Remarks and comments may be two halves of a word, so their blanks stay. */
static bool keeps_blanks(const idt_ofac_table *table, size_t column)
{
    return (column == IDT_OFAC_REMARKS_COLUMN && table->input->part == IDT_OFAC_PRIMARY) ||
           (column == 1 && table->input->part == IDT_OFAC_COMMENTS);
}

static idt_status add_row(reading *self, idt_ofac_table *table, const idt_csv_row *row)
{
    size_t columns = columns_of_part[table->input->part];
    idt_arena *arena = &self->lists->arena;
    idt_span id_text = idt_span_trim(row->fields[0]);
    idt_ofac_row new_row = { 0 };
    bool damaged = false;

    if (row->count != columns)
        return fail_row(self, table, row, "a row must have other columns: found ",
                        idt_arena_format(arena, "%zu instead of %zu", row->count, columns));
    if (!idt_span_to_u32(id_text, &new_row.id))
        return fail_row(self, table, row,
                        "the party's number is no number: ", idt_span_sub(id_text, 0, 40));
    if (row->line > UINT32_MAX)
        return fail_row(self, table, row, "too many lines", IDT_SPAN_EMPTY);
    idt_span *fields = idt_arena_alloc(arena, columns * sizeof *fields);
    for (size_t i = 0; i < columns; i++) {
        idt_span text = idt_span_trim(row->fields[i]);
        bool null = text.len == 0 || idt_span_equal_text(text, "-0-");

        fields[i] = IDT_SPAN_EMPTY;
        if (!null)
            fields[i] = copy_text(arena, keeps_blanks(table, i) ? row->fields[i] : text, &damaged);
    }
    new_row.line = (uint32_t)row->line;
    new_row.fields = fields;
    new_row.last_chars = count_chars(fields[columns - 1]);
    if (damaged)
        idt_lists_diagnose(self->lists, (idt_source){ table->file, new_row.line },
                           IDT_DIAGNOSTIC_WARNING, "not-utf8", fields[0],
                           "bytes that are no UTF-8 were read as Latin-1");
    table->rows = idt_grow(table->rows, &table->capacity, table->count + 1, sizeof *table->rows);
    table->rows[table->count++] = new_row;
    return IDT_OK;
}

/* OFAC ends its files with CRLF and 0x1A, mirrors that write LF at least with a line end. */
static idt_status check_complete(const reading *self, const idt_ofac_table *table)
{
    idt_span bytes = table->input->map.bytes;
    char last = bytes.len ? bytes.ptr[bytes.len - 1] : '\n';
    uint64_t line = 1;

    if (last == '\n' || last == '\r' || last == CTRL_Z)
        return IDT_OK;
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] == '\n')
            line++;
    return idt_fail_at(self->err, IDT_E_INPUT, line, bytes.len,
                       "%s line %" PRIu64
                       ": the file is cut short: it ends in the middle of a row, "
                       "at byte %zu",
                       table->input->path.ptr, line, bytes.len);
}

/* Does the file have the line ends of OFAC's own files? Those of the first and the last line
 * count. */
static bool has_crlf(idt_span bytes)
{
    size_t end = idt_span_find(bytes, "\n");

    return (end != SIZE_MAX && end > 0 && bytes.ptr[end - 1] == '\r') ||
           idt_span_ends(bytes, "\r\n") || idt_span_ends(bytes, "\r");
}

/* A file of OFAC's own that was cut between two rows shows it only by the missing end mark. Whether
 * fixed columns always have one is not known: there the other files' numbers must do. */
static idt_status check_end_mark(const reading *self, const idt_ofac_table *table)
{
    idt_span bytes = table->input->map.bytes;
    uint32_t last_line = table->count ? table->rows[table->count - 1].line : 1;

    if (!has_crlf(bytes) || idt_ofac_form_is_fixed(bytes) ||
        idt_span_ends(idt_span_trim(bytes), "\x1a"))
        return IDT_OK;
    return idt_fail_at(self->err, IDT_E_INPUT, last_line, bytes.len,
                       "%s line %" PRIu32
                       ": the file is cut short: this is its last row, and OFAC's end mark (0x1A) "
                       "is not there",
                       table->input->path.ptr, last_line);
}

static bool is_header(const idt_ofac_table *table, const idt_csv_row *row)
{
    return table->count == 0 && row->count == columns_of_part[table->input->part] &&
           idt_span_equal_nocase(idt_span_trim(row->fields[0]), IDT_SPAN_LIT("ent_num"));
}

idt_status idt_ofac_table_read(idt_ofac_table *table, idt_lists *lists, idt_err *err_out)
{
    reading state = { lists, err_out };
    reading *self = &state;
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    idt_status status = check_complete(self, table);
    idt_ofac_rows *rows = idt_ofac_rows_new(table->input->map.bytes);

    while (!status && idt_ofac_rows_next(rows, &row))
        if (!is_header(table, &row))
            status = add_row(self, table, &row);
    if (idt_ofac_rows_status(rows, &err))
        status = idt_fail_at(self->err, err.status, err.line, err.offset, "%s %s",
                             table->input->path.ptr, err.text);
    idt_ofac_rows_free(rows);
    if (!status)
        status = check_end_mark(self, table);
    return status;
}

static int compare_rows(const void *a, const void *b)
{
    const idt_ofac_row *left = a;
    const idt_ofac_row *right = b;

    if (left->id != right->id)
        return left->id < right->id ? -1 : 1;
    return (left->line > right->line) - (left->line < right->line);
}

size_t idt_ofac_table_first(const idt_ofac_table *table, uint32_t id)
{
    size_t low = 0;
    size_t high = table->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->rows[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void idt_ofac_table_sort(idt_ofac_table *table)
{
    if (table->count)
        qsort(table->rows, table->count, sizeof *table->rows, compare_rows);
}
