/* sheet.c - rows of a sheet, pulled out of expat one at a time.
 *
 * A sheet looks like this; `t` says what `v` means, `s` which style the cell has:
 *
 *     <row r="2"><c r="A2" t="s"><v>17</v></c><c r="C2" s="1"><v>22695</v></c></row>
 *
 * 17 is the eighteenth shared text; 22695 is a number, or with a style of dates 1962-02-18. Expat
 * is stopped at the end of each row and goes on with the next call, so no more than one row is
 * kept. */
#include "codec/sheet.h"

#include <expat.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "codec/sheet_internal.h"

enum {
    CHUNK_BYTES = 64 * 1024,
    UNIX_EPOCH_DAY = 25569, /* 1970-01-01 in Excel's days since 1899-12-30 */
    DAYS_TO_1904 = 1462,    /* days of workbooks that count from 1904 */
    DAY_MAX = 2958465,      /* 9999-12-31 */
    FALSE_LEAP_DAY = 60,    /* Excel has a 29 February 1900 */
};

typedef enum { VALUE_NUMBER, VALUE_SHARED, VALUE_TEXT, VALUE_TRUTH, VALUE_DATE } value_kind;

typedef struct {
    size_t from, to; /* in the row's text */
} cell_place;

struct idt_sheet {
    int descriptor;
    idt_book book;
    idt_sheet_part part;
    XML_Parser expat;
    bool in_data, in_cell, collecting, last_chunk, suspended, ended;
    unsigned phonetic;
    /* The cell. */
    value_kind kind;
    size_t column;
    bool is_date;
    idt_buf value;
    /* The row. */
    uint64_t number;
    size_t next_column, count;
    bool row_ready, too_long;
    idt_buf text;
    cell_place *places;
    idt_span *cells;
    size_t place_capacity, cell_capacity;
    idt_err err;
};

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void stop(idt_sheet *self, idt_status status, const char *what)
{
    if (self->err.status)
        return;
    (void)idt_fail_at(&self->err, status, self->number, 0, "row %" PRIu64 ": %s", self->number,
                      what);
    XML_StopParser(self->expat, XML_FALSE);
}

/* --- values --- */

static int hex_digit(char c)
{
    c = idt_to_lower(c);
    return idt_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character that `_xHHHH_` at `at` stands for, or -1. */
static int escaped(const char *at, size_t left)
{
    int code = 0;

    if (left < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code < 0x80 && code > 0 ? code : -1; /* Excel writes no others so */
}

void idt_sheet_unescape(idt_buf *text, size_t from)
{
    size_t to = from;

    if (text->len - from < 7 || !memchr(text->ptr + from, '_', text->len - from))
        return;
    while (from < text->len) {
        int code = escaped(text->ptr + from, text->len - from);
        text->ptr[to++] = code < 0 ? text->ptr[from] : (char)code;
        from += code < 0 ? 1 : 7;
    }
    text->len = to;
}

/* Days since 1970-01-01 to year, month and day, by eras of 400 years that begin in March. */
static void add_day(idt_buf *out, int64_t days)
{
    int64_t shifted = days + 719468; /* days from 0000-03-01 to 1970-01-01 */
    int64_t era = shifted / 146097;
    int64_t of_era = shifted - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    int64_t day = of_year - (153 * month + 2) / 5 + 1;

    month += month < 10 ? 3 : -9;
    year += era * 400 + (month <= 2);
    idt_buf_format(out, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, year, month, day);
}

/* A number of days as a date. False where it is none: it stays a number. */
static bool add_date(idt_buf *out, double value, bool from_1904)
{
    double whole = floor(value) + (from_1904 ? DAYS_TO_1904 : 0);

    if (!(whole >= 1 && whole <= DAY_MAX))
        return false;
    int64_t serial = (int64_t)whole;
    if (serial == FALSE_LEAP_DAY && !from_1904)
        idt_buf_add_text(out, "1900-02-29");
    else
        add_day(out, serial - UNIX_EPOCH_DAY + (serial < FALSE_LEAP_DAY && !from_1904));
    return true;
}

/* Numbers as a person types them: Excel stores 1234567890123456 as 1.234567890123456E+15. */
static void add_number(idt_sheet *self)
{
    idt_buf_add_char(&self->value, '\0');
    idt_span text = idt_span_trim(idt_span_of(self->value.ptr));
    double number = strtod(self->value.ptr, NULL);
    bool whole = number == floor(number) && fabs(number) < 9007199254740992.0; /* 2^53 */

    if (self->is_date && text.len > 0 && add_date(&self->text, number, self->book.dates_from_1904))
        return;
    if (whole && idt_span_find_nocase(text, "e") != SIZE_MAX)
        idt_buf_format(&self->text, "%.0f", number);
    else
        idt_buf_add_span(&self->text, text);
}

static void add_shared(idt_sheet *self)
{
    uint32_t at = 0;
    const idt_book *book = &self->book;

    if (!idt_span_to_u32(idt_span_trim(idt_buf_span(&self->value)), &at) ||
        at >= book->shared_count) {
        stop(self, IDT_E_INPUT, "a cell names a shared text that the workbook does not have");
        return;
    }
    size_t from = at > 0 ? book->shared_ends[at - 1] : 0;
    idt_buf_add_span(&self->text,
                     idt_span_sub(idt_buf_span(&book->shared), from, book->shared_ends[at]));
}

/* An ISO date and time: the date, where the time is midnight or none. */
static void add_iso_date(idt_sheet *self)
{
    idt_span text = idt_span_trim(idt_buf_span(&self->value));
    size_t time = idt_span_find(text, "T");

    idt_buf_add_span(&self->text, time == 10 ? idt_span_sub(text, 0, time) : text);
}

static void add_value(idt_sheet *self)
{
    switch (self->kind) {
    case VALUE_NUMBER:
        add_number(self);
        break;
    case VALUE_SHARED:
        add_shared(self);
        break;
    case VALUE_TEXT: {
        size_t from = self->text.len;
        idt_buf_add_span(&self->text, idt_buf_span(&self->value));
        idt_sheet_unescape(&self->text, from);
        break;
    }
    case VALUE_TRUTH:
        idt_buf_add_text(&self->text, self->value.ptr[0] == '1' ? "TRUE" : "FALSE");
        break;
    case VALUE_DATE:
        add_iso_date(self);
        break;
    }
}

/* --- cells and rows --- */

/* A1 is column 0, AA1 column 26; `next` where no place is stated. */
static size_t column_of(const char *place, size_t next)
{
    size_t column = 0;

    if (!place)
        return next;
    while (idt_is_alpha(*place) && column <= IDT_SHEET_COLUMNS_MAX)
        column = column * 26 + (size_t)(idt_to_upper(*place++) - 'A') + 1;
    return column > 0 ? column - 1 : next;
}

static value_kind kind_of(const char *type)
{
    static const struct {
        const char *name;
        value_kind kind;
    } kinds[] = { { "s", VALUE_SHARED }, { "str", VALUE_TEXT }, { "inlineStr", VALUE_TEXT },
                  { "b", VALUE_TRUTH },  { "e", VALUE_TEXT },   { "d", VALUE_DATE } };

    for (size_t i = 0; type && i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(type, kinds[i].name) == 0)
            return kinds[i].kind;
    return VALUE_NUMBER;
}

static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

static void begin_row(idt_sheet *self, const XML_Char **attributes)
{
    uint32_t number;
    const char *stated = attribute(attributes, "r");

    self->number =
        stated && idt_span_to_u32(idt_span_of(stated), &number) ? number : self->number + 1;
    self->next_column = self->count = 0;
    self->too_long = false;
    idt_buf_reset(&self->text);
}

static void begin_cell(idt_sheet *self, const XML_Char **attributes)
{
    uint32_t style;
    const char *stated = attribute(attributes, "s");

    self->in_cell = true;
    self->column = column_of(attribute(attributes, "r"), self->next_column);
    self->next_column = self->column + 1;
    self->kind = kind_of(attribute(attributes, "t"));
    self->is_date = stated && idt_span_to_u32(idt_span_of(stated), &style) &&
                    style < self->book.style_count && self->book.style_is_date[style];
    idt_buf_reset(&self->value);
    if (self->column >= IDT_SHEET_COLUMNS_MAX)
        stop(self, IDT_E_LIMIT, "a cell stands behind column XFD");
}

static void end_cell(idt_sheet *self)
{
    size_t from = self->text.len;

    self->in_cell = false;
    if (self->value.len == 0)
        return;
    add_value(self);
    if (self->text.len == from)
        return;
    if (self->text.len > IDT_SHEET_ROW_BYTES_MAX) {
        self->too_long = true;
        self->text.len = from;
        return;
    }
    self->places =
        idt_grow(self->places, &self->place_capacity, self->column + 1, sizeof *self->places);
    while (self->count <= self->column)
        self->places[self->count++] = (cell_place){ 0, 0 };
    self->places[self->column] = (cell_place){ from, self->text.len };
}

static void end_row(idt_sheet *self)
{
    if (self->count == 0 && !self->too_long)
        return;
    self->row_ready = true;
    XML_StopParser(self->expat, XML_TRUE);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    idt_sheet *self = data;

    name = local_name(name);
    if (strcmp(name, "sheetData") == 0)
        self->in_data = true;
    if (!self->in_data || self->err.status)
        return;
    if (strcmp(name, "row") == 0)
        begin_row(self, attributes);
    else if (strcmp(name, "c") == 0)
        begin_cell(self, attributes);
    else if (strcmp(name, "rPh") == 0)
        self->phonetic++;
    self->collecting =
        self->in_cell && self->phonetic == 0 && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    idt_sheet *self = data;

    name = local_name(name);
    self->collecting = false;
    if (!self->in_data || self->err.status)
        return;
    if (strcmp(name, "c") == 0 && self->in_cell)
        end_cell(self);
    else if (strcmp(name, "row") == 0)
        end_row(self);
    else if (strcmp(name, "rPh") == 0 && self->phonetic > 0)
        self->phonetic--;
    else if (strcmp(name, "sheetData") == 0)
        self->in_data = false;
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
    idt_sheet *self = data;

    if (!self->collecting)
        return;
    if (self->value.len <= IDT_SHEET_ROW_BYTES_MAX) /* one more shows that it is passed */
        idt_buf_add(&self->value, text, (size_t)length);
}

static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_length, const XML_Char *base,
                              const XML_Char *system_id, const XML_Char *public_id,
                              const XML_Char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_length, (void)base;
    (void)system_id, (void)public_id, (void)notation;
    stop(data, IDT_E_INPUT, "the sheet declares an entity, which is refused");
}

/* --- the sheet --- */

idt_status idt_sheet_open(idt_sheet **out, int descriptor, const char *name, idt_err *err)
{
    idt_sheet *self = idt_alloc_zeroed(sizeof *self);
    bool found = false;
    idt_status status;

    *out = NULL;
    self->descriptor = descriptor;
    status = idt_book_read(&self->book, descriptor, name, err);
    if (!status)
        status = idt_sheet_part_open(&self->part, &found, descriptor, self->book.sheet_part, err);
    if (!status && !found)
        status = idt_fail(err, IDT_E_INPUT, "the workbook names the sheet %s and does not have it",
                          self->book.sheet_part);
    if (!status && !(self->expat = XML_ParserCreate(NULL)))
        status = idt_fail(err, IDT_E_IO, "no memory to read the workbook");
    if (status) {
        idt_sheet_close(self);
        return status;
    }
    XML_SetUserData(self->expat, self);
    XML_SetElementHandler(self->expat, on_start, on_end);
    XML_SetCharacterDataHandler(self->expat, on_text);
    XML_SetEntityDeclHandler(self->expat, on_entity);
    *out = self;
    return IDT_OK;
}

void idt_sheet_close(idt_sheet *self)
{
    if (!self)
        return;
    if (self->expat)
        XML_ParserFree(self->expat);
    idt_sheet_part_close(&self->part);
    idt_book_release(&self->book);
    idt_buf_release(&self->value);
    idt_buf_release(&self->text);
    idt_free(self->places);
    idt_free(self->cells);
    idt_free(self);
}

/* Give expat the next piece, or let it go on with the one it stopped in. */
static enum XML_Status advance(idt_sheet *self)
{
    size_t count;

    if (self->suspended)
        return XML_ResumeParser(self->expat);
    void *chunk = XML_GetBuffer(self->expat, CHUNK_BYTES);
    if (!chunk || idt_sheet_part_read(&self->part, chunk, CHUNK_BYTES, &count, &self->err))
        return XML_STATUS_ERROR;
    self->last_chunk = count == 0;
    return XML_ParseBuffer(self->expat, (int)count, self->last_chunk);
}

static void fail_advance(idt_sheet *self)
{
    char cause[IDT_ERR_TEXT_MAX];
    idt_status status = self->err.status;

    if (status && idt_span_starts(idt_span_of(self->err.text), "row "))
        return;
    snprintf(cause, sizeof cause, "%s",
             status ? self->err.text : XML_ErrorString(XML_GetErrorCode(self->expat)));
    (void)idt_fail_at(&self->err, status ? status : IDT_E_INPUT, self->number, 0,
                      "behind row %" PRIu64 " the sheet cannot be read: %.400s", self->number,
                      cause);
}

static void make_cells(idt_sheet *self, idt_sheet_row *row)
{
    idt_span text = idt_buf_span(&self->text);

    self->cells = idt_grow(self->cells, &self->cell_capacity, self->count + 1, sizeof *self->cells);
    for (size_t i = 0; i < self->count; i++)
        self->cells[i] = idt_span_sub(text, self->places[i].from, self->places[i].to);
    *row = (idt_sheet_row){ self->cells, self->count, self->number, self->too_long };
}

bool idt_sheet_next(idt_sheet *self, idt_sheet_row *row)
{
    self->row_ready = false;
    while (!self->row_ready && !self->ended && !self->err.status) {
        enum XML_Status status = advance(self);
        self->suspended = status == XML_STATUS_SUSPENDED;
        if (status == XML_STATUS_ERROR)
            fail_advance(self);
        else
            self->ended = !self->suspended && self->last_chunk;
    }
    if (!self->row_ready)
        return false;
    make_cells(self, row);
    return true;
}

idt_status idt_sheet_status(const idt_sheet *self, idt_err *err)
{
    if (self->err.status && err)
        *err = self->err;
    return self->err.status;
}

uint64_t idt_sheet_bytes_read(const idt_sheet *self)
{
    off_t at = lseek(self->descriptor, 0, SEEK_CUR);
    return at > 0 ? (uint64_t)at : 0;
}
