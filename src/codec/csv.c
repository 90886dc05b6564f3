/* csv.c - a state machine over a window of bytes.
 *
 * The window is the whole span, or one chunk of a descriptor. Field text is gathered in one buffer
 * a row (quotes removed, doubled quotes halved), field starts beside it; the spans are made once
 * the row is complete, so the buffer may move while it grows. A quote opens a quoted field only as
 * the field's first byte; elsewhere in an unquoted field it is an ordinary character. */
#include "codec/csv.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"

enum {
    CHUNK_BYTES = 64 * 1024,
    ROW_BYTES_MAX_DEFAULT = 4 * 1024 * 1024,
    CTRL_Z = 0x1a, /* the end-of-file mark of old DOS files, still written by OFAC */
};

typedef enum {
    ROW_START,       /* between rows: nothing of the next row was seen */
    FIELD_START,     /* behind a delimiter */
    PLAIN,           /* inside an unquoted field */
    QUOTED,          /* inside a quoted field */
    QUOTE_IN_QUOTED, /* a quote that either ends the field or is the first of a pair */
    AFTER_CTRL_Z,    /* only line ends may follow */
    ENDED
} csv_state;

struct idt_csv {
    const unsigned char *window, *at, *end;
    uint64_t window_offset; /* of window[0] in the input */
    int descriptor;         /* -1: the window is all there is */
    unsigned char *chunk;   /* owned; NULL for a span */
    char delimiter;
    size_t row_bytes_max;
    csv_state state;
    bool after_cr; /* the byte before was a carriage return */
    bool special[256];
    uint64_t line;
    uint64_t row_line, row_offset, quote_line, quote_offset;
    idt_buf text;
    size_t *starts;
    idt_span *fields;
    size_t field_count, starts_capacity, fields_capacity;
    idt_err err;
};

static idt_csv *new_reader(idt_csv_options options)
{
    idt_csv *self = idt_alloc_zeroed(sizeof *self);

    self->descriptor = -1;
    self->delimiter = options.delimiter ? options.delimiter : ',';
    self->row_bytes_max = options.row_bytes_max ? options.row_bytes_max : ROW_BYTES_MAX_DEFAULT;
    self->special[0] = self->special['"'] = self->special['\r'] = self->special['\n'] = true;
    self->special[(unsigned char)self->delimiter] = true;
    self->line = 1;
    return self;
}

static void skip_byte_order_mark(idt_csv *self)
{
    if (self->end - self->at >= 3 && memcmp(self->at, "\xEF\xBB\xBF", 3) == 0)
        self->at += 3;
}

void idt_csv_restart(idt_csv *self, idt_span bytes)
{
    idt_assert(self->descriptor < 0);
    self->window = self->at = (const unsigned char *)(bytes.ptr ? bytes.ptr : "");
    self->end = self->window + bytes.len;
    self->window_offset = 0;
    self->state = ROW_START;
    self->after_cr = false;
    self->line = 1;
    self->err.status = IDT_OK;
    idt_buf_reset(&self->text);
    self->field_count = 0;
    skip_byte_order_mark(self);
}

idt_csv *idt_csv_new_span(idt_span bytes, idt_csv_options options)
{
    idt_csv *self = new_reader(options);

    idt_csv_restart(self, bytes);
    return self;
}

idt_csv *idt_csv_new_fd(int descriptor, idt_csv_options options)
{
    idt_csv *self = new_reader(options);

    self->descriptor = descriptor;
    self->chunk = idt_alloc(CHUNK_BYTES);
    self->window = self->at = self->end = self->chunk;
    return self;
}

void idt_csv_free(idt_csv *self)
{
    if (!self)
        return;
    idt_free(self->chunk);
    idt_buf_release(&self->text);
    idt_free(self->starts);
    idt_free(self->fields);
    idt_free(self);
}

static uint64_t offset_of(const idt_csv *self)
{
    return self->window_offset + (uint64_t)(self->at - self->window);
}

/* Read the next chunk; on the very first call enough of it to know a byte order mark. False at the
 * end of the input or on an error. */
static bool refill(idt_csv *self)
{
    size_t count = 0;
    size_t want = 1;

    if (self->descriptor < 0)
        return false;
    self->window_offset = offset_of(self);
    if (self->window_offset == 0)
        want = 3;
    while (count < want) {
        ssize_t got = read(self->descriptor, self->chunk + count, CHUNK_BYTES - count);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            (void)idt_fail_at(&self->err, IDT_E_IO, self->line, self->window_offset,
                              "line %" PRIu64 ": cannot read on: %s", self->line, strerror(errno));
            return false;
        }
        if (got == 0)
            break;
        count += (size_t)got;
    }
    self->window = self->at = self->chunk;
    self->end = self->chunk + count;
    if (self->window_offset == 0)
        skip_byte_order_mark(self);
    return count > 0;
}

static void count_line(idt_csv *self, unsigned char c)
{
    if (c == '\r' || (c == '\n' && !self->after_cr))
        self->line++;
    self->after_cr = c == '\r';
}

static void begin_field(idt_csv *self)
{
    self->starts =
        idt_grow(self->starts, &self->starts_capacity, self->field_count + 1, sizeof *self->starts);
    self->starts[self->field_count++] = self->text.len;
}

static void begin_row(idt_csv *self)
{
    self->row_line = self->line;
    self->row_offset = offset_of(self);
    self->field_count = 0;
    idt_buf_reset(&self->text);
    begin_field(self);
}

static void finish_row(idt_csv *self, idt_csv_row *row)
{
    self->fields =
        idt_grow(self->fields, &self->fields_capacity, self->field_count, sizeof *self->fields);
    for (size_t i = 0; i < self->field_count; i++) {
        size_t from = self->starts[i];
        size_t to = i + 1 < self->field_count ? self->starts[i + 1] : self->text.len;
        self->fields[i] = (idt_span){ to > from ? self->text.ptr + from : "", to - from };
    }
    *row = (idt_csv_row){ self->fields, self->field_count, self->row_line, self->row_offset };
}

static bool fail_here(idt_csv *self, const char *what)
{
    (void)idt_fail_at(&self->err, IDT_E_INPUT, self->line, offset_of(self), "line %" PRIu64 ": %s",
                      self->line, what);
    return false;
}

/* Take the ordinary bytes in front, up to the next special one or the end of the window. */
static void take_run(idt_csv *self, bool quoted)
{
    const unsigned char *from = self->at;
    const unsigned char *at = from;
    const unsigned char *end = self->end;
    size_t room = self->row_bytes_max - self->text.len + 1; /* one more shows that it is passed */

    if ((size_t)(end - from) > room)
        end = from + room;
    while (at < end && (!self->special[*at] || (quoted && *at == self->delimiter)))
        at++;
    if (at == from)
        return;
    idt_buf_add(&self->text, from, (size_t)(at - from));
    self->after_cr = false;
    self->at = at;
}

/* One byte at the start of a field, in an unquoted one, or behind a closing quote. True when it
 * ended the row. */
static bool step_unquoted(idt_csv *self, unsigned char c)
{
    bool ends_row = c == '\r' || c == '\n';

    if (c == (unsigned char)self->delimiter) {
        begin_field(self);
        self->state = FIELD_START;
    } else if (ends_row) {
        self->state = ROW_START;
    } else if (self->state == QUOTE_IN_QUOTED && c == '"') {
        idt_buf_add_char(&self->text, '"');
        self->state = QUOTED;
    } else if (self->state == QUOTE_IN_QUOTED) {
        return fail_here(self, "text behind a closing quote");
    } else if (c == '"' && self->state == FIELD_START) {
        self->quote_line = self->line;
        self->quote_offset = offset_of(self);
        self->state = QUOTED;
    } else {
        idt_buf_add_char(&self->text, (char)c);
        self->state = PLAIN;
    }
    return ends_row;
}

static void step_quoted(idt_csv *self, unsigned char c)
{
    if (c == '"')
        self->state = QUOTE_IN_QUOTED;
    else
        idt_buf_add_char(&self->text, (char)c);
}

/* A byte between rows. True when it belongs to a row that begins here. */
static bool step_row_start(idt_csv *self, unsigned char c)
{
    if (c == '\r' || c == '\n')
        return false;
    if (self->state == AFTER_CTRL_Z)
        return fail_here(self, "text behind the end-of-file mark (0x1A)");
    if (c == CTRL_Z) {
        self->state = AFTER_CTRL_Z;
        return false;
    }
    begin_row(self);
    self->state = FIELD_START;
    return true;
}

/* Consume one byte, or a run of ordinary ones. True when a row is complete. */
static bool step(idt_csv *self)
{
    unsigned char c;
    bool complete = false;

    if (self->state == PLAIN || self->state == QUOTED)
        take_run(self, self->state == QUOTED);
    if (self->at == self->end)
        return false;
    c = *self->at;
    if (c == 0)
        return fail_here(self, "a NUL byte; the text must be UTF-8");
    if (self->state == QUOTED)
        step_quoted(self, c);
    else if ((self->state != ROW_START && self->state != AFTER_CTRL_Z) || step_row_start(self, c))
        complete = step_unquoted(self, c);
    if (self->err.status)
        return false;
    count_line(self, c);
    self->at++;
    return complete;
}

/* The input is used up: a last row without a line end counts, an open quote does not. */
static bool end_of_input(idt_csv *self, idt_csv_row *row)
{
    csv_state state = self->state;

    if (self->err.status)
        return false;
    self->state = ENDED;
    if (state == QUOTED) {
        (void)idt_fail_at(&self->err, IDT_E_INPUT, self->quote_line, self->quote_offset,
                          "line %" PRIu64 ": the quote that opens here is never closed",
                          self->quote_line);
        return false;
    }
    if (state == ROW_START || state == AFTER_CTRL_Z || state == ENDED)
        return false;
    finish_row(self, row);
    return true;
}

bool idt_csv_next(idt_csv *self, idt_csv_row *row)
{
    if (self->err.status || self->state == ENDED)
        return false;
    for (;;) {
        if (self->at == self->end && !refill(self))
            return end_of_input(self, row);
        if (step(self)) {
            finish_row(self, row);
            return true;
        }
        if (self->err.status)
            return false;
        if (self->text.len + self->field_count > self->row_bytes_max) {
            (void)idt_fail_at(&self->err, IDT_E_LIMIT, self->row_line, self->row_offset,
                              "line %" PRIu64 ": a row of more than %zu bytes", self->row_line,
                              self->row_bytes_max);
            return false;
        }
    }
}

idt_status idt_csv_status(const idt_csv *self, idt_err *err)
{
    if (self->err.status && err)
        *err = self->err;
    return self->err.status;
}
