/* ofac_rows.c - the rows of OFAC's flat files, in whichever of four forms they come.
 *
 *     306,"BANCO NACIONAL DE CUBA",-0- ,"CUBA",...      .CSV
 *     306|"BANCO NACIONAL DE CUBA"|-0- |"CUBA"|...      .PIP; with '@' .DEL
 *            306BANCO NACIONAL DE CUBA        ...       .FF
 *
 * Fixed columns are told apart by the length of the row: 2,017 characters today, 1,867 until the
 * programmes' column grew from 50 to 200 characters, 1,336 of an address, 578 of an alias. A row of
 * the comments has ten characters for the number, the rest is text of any length. */
#include <inttypes.h>
#include <string.h>

#include "base/alloc.h"
#include "lists/ofac_internal.h"

enum {
    FIELDS_MAX = 12,
    NUMBER_CHARS = 10, /* right-aligned at the start of every row */
    CTRL_Z = 0x1a,
};

typedef struct {
    size_t chars; /* of a row; 0: any */
    size_t count;
    size_t widths[FIELDS_MAX];
} layout;

static const layout layouts[] = {
    { 2017, 12, { 10, 350, 12, 200, 200, 8, 25, 14, 8, 40, 150, 1000 } },
    { 1867, 12, { 10, 350, 12, 50, 200, 8, 25, 14, 8, 40, 150, 1000 } },
    { 1336, 6, { 10, 10, 750, 116, 250, 200 } },
    { 578, 5, { 10, 10, 8, 350, 200 } },
    { 0, 2, { 10 } },
};

enum { LAYOUT_COUNT = sizeof layouts / sizeof layouts[0] };

struct idt_ofac_rows {
    idt_csv *csv; /* NULL: fixed columns */
    const layout *layout;
    idt_span rest;
    uint64_t line, offset; /* of what stands at `rest` */
    idt_span fields[FIELDS_MAX];
    idt_err err;
};

/* The line at the start of `rest`, without its end; `*bytes` with it. */
static idt_span line_of(idt_span rest, size_t *bytes)
{
    size_t end = idt_span_find(rest, "\n");
    idt_span line = idt_span_sub(rest, 0, end);

    *bytes = end == SIZE_MAX ? rest.len : end + 1;
    if (idt_span_ends(line, "\r"))
        line.len--;
    return line;
}

static idt_span first_line(idt_span bytes)
{
    size_t length;
    return line_of(bytes, &length);
}

/* Do blanks and then digits fill the number's ten columns, with something behind them? */
static bool starts_with_number(idt_span line)
{
    size_t i = 0;

    while (i < NUMBER_CHARS && i < line.len && line.ptr[i] == ' ')
        i++;
    if (i == NUMBER_CHARS)
        return false;
    while (i < NUMBER_CHARS && i < line.len && idt_is_digit(line.ptr[i]))
        i++;
    return i == NUMBER_CHARS && line.len > i;
}

/* NULL where the first line has no fixed columns. */
static const layout *layout_of(idt_span bytes)
{
    idt_span line = first_line(bytes);

    if (!starts_with_number(line))
        return NULL;
    for (size_t i = 0; i < LAYOUT_COUNT; i++)
        if (layouts[i].chars == line.len)
            return &layouts[i];
    /* A number of ten digits before a delimiter is no row of the comments. */
    if (line.ptr[0] != ' ' || strchr(",|@", line.ptr[NUMBER_CHARS]))
        return NULL;
    return &layouts[LAYOUT_COUNT - 1];
}

/* What stands behind the number or the header's first word. */
static char delimiter_of(idt_span bytes)
{
    idt_span line = idt_span_trim(first_line(bytes));
    size_t at = idt_span_starts_nocase(line, "ent_num") ? strlen("ent_num") : 0;

    while (at < line.len && (idt_is_digit(line.ptr[at]) || line.ptr[at] == ' '))
        at++;
    return at < line.len && (line.ptr[at] == '|' || line.ptr[at] == '@') ? line.ptr[at] : ',';
}

bool idt_ofac_form_is_fixed(idt_span bytes)
{
    return layout_of(bytes) != NULL;
}

const char *idt_ofac_form_name(idt_span bytes)
{
    if (layout_of(bytes))
        return "OFAC fixed width";
    switch (delimiter_of(bytes)) {
    case '|':
        return "OFAC PIP";
    case '@':
        return "OFAC DEL";
    default:
        return "OFAC CSV";
    }
}

idt_ofac_rows *idt_ofac_rows_new(idt_span bytes)
{
    idt_ofac_rows *self = idt_alloc_zeroed(sizeof *self);

    self->err = IDT_ERR_INIT;
    self->rest = bytes;
    self->line = 1;
    self->layout = layout_of(bytes);
    if (!self->layout)
        self->csv = idt_csv_new_span(bytes, (idt_csv_options){ .delimiter = delimiter_of(bytes) });
    return self;
}

void idt_ofac_rows_free(idt_ofac_rows *self)
{
    idt_csv_free(self->csv);
    idt_free(self);
}

/* Blanks fill a column up. In Remarks one blank may be the publisher's own, where the text was cut
 * in front of a word: it fills the column then but for that blank. */
static idt_span without_filling(const idt_ofac_rows *self, size_t column, idt_span field)
{
    idt_span text = field;

    while (text.len && text.ptr[text.len - 1] == ' ')
        text.len--;
    bool cut = self->layout->count == FIELDS_MAX && column == IDT_OFAC_REMARKS_COLUMN &&
               text.len + 1 == field.len && !idt_span_ends(text, ".");
    return cut ? field : text;
}

static void split(idt_ofac_rows *self, idt_span line)
{
    const layout *form = self->layout;
    size_t at = 0;

    for (size_t i = 0; i < form->count; i++) {
        size_t width = form->widths[i] ? form->widths[i] : line.len - at;

        self->fields[i] = without_filling(self, i, idt_span_sub(line, at, at + width));
        at += width;
    }
}

static bool next_fixed(idt_ofac_rows *self, idt_csv_row *row)
{
    while (self->rest.len > 0) {
        size_t bytes;
        idt_span line = line_of(self->rest, &bytes);
        uint64_t number = self->line;
        uint64_t offset = self->offset;

        self->rest = idt_span_sub(self->rest, bytes, self->rest.len);
        self->line++;
        self->offset += bytes;
        if (line.len == 0 || (line.len == 1 && line.ptr[0] == CTRL_Z))
            continue;
        if (self->layout->chars ? line.len != self->layout->chars : line.len <= NUMBER_CHARS) {
            (void)idt_fail_at(&self->err, IDT_E_INPUT, number, offset,
                              "line %" PRIu64 ": a row of %zu characters, where the first row has "
                              "%zu: the file is damaged or cut short",
                              number, line.len, self->layout->chars);
            return false;
        }
        if (line.len && memchr(line.ptr, '\0', line.len)) {
            (void)idt_fail_at(&self->err, IDT_E_INPUT, number, offset,
                              "line %" PRIu64 ": a NUL byte: the file is damaged", number);
            return false;
        }
        split(self, line);
        *row = (idt_csv_row){ self->fields, self->layout->count, number, offset };
        return true;
    }
    return false;
}

bool idt_ofac_rows_next(idt_ofac_rows *self, idt_csv_row *row)
{
    if (self->csv)
        return idt_csv_next(self->csv, row);
    return self->err.status == IDT_OK && next_fixed(self, row);
}

idt_status idt_ofac_rows_status(const idt_ofac_rows *self, idt_err *err)
{
    if (self->csv)
        return idt_csv_status(self->csv, err);
    if (self->err.status)
        *err = self->err;
    return self->err.status;
}
