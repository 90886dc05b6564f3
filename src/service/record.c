/* record.c - find record ends with the quote rules of codec/csv.c: a quote opens a quoted field
 * only as the field's first byte, and a doubled quote inside stands for one.
 *
 * Where a record breaks the rules, its first line alone is taken as it and the rest is looked at
 * anew: one stray quote must not swallow the rows behind it. */
#include "service/record_internal.h"

#include <string.h>

typedef enum {
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED, /* closes the field, or is the first of a pair */
    DAMAGED,         /* only the end of the line matters */
} field_state;

static void mark_special(idt_records *self)
{
    memset(self->special, 0, sizeof self->special);
    self->special['\n'] = true;
    if (self->delimiter == 0)
        return;
    self->special[(unsigned char)self->delimiter] = true;
    self->special['"'] = self->special['\r'] = self->special[0] = true;
}

idt_records idt_records_of(idt_text_source *source, size_t bytes_max)
{
    idt_records self = { .source = source, .bytes_max = bytes_max, .line = 1 };

    mark_special(&self);
    return self;
}

void idt_records_release(idt_records *self)
{
    idt_buf_release(&self->window);
}

void idt_records_set_delimiter(idt_records *self, char delimiter)
{
    self->delimiter = delimiter;
    mark_special(self);
}

static size_t available(const idt_records *self)
{
    return self->window.len - self->at;
}

static void drop_given(idt_records *self)
{
    size_t left = available(self);

    if (self->at == 0)
        return;
    memmove(self->window.ptr, self->window.ptr + self->at, left);
    self->window.len = left;
    self->at = 0;
}

/* Add what the source gives. False where it gives nothing more. */
static bool read_more(idt_records *self)
{
    drop_given(self);
    if (idt_text_source_more(self->source, &self->window))
        return true;
    (void)idt_text_source_status(self->source, &self->err);
    return false;
}

idt_span idt_records_peek(idt_records *self, size_t count)
{
    while (available(self) < count && read_more(self))
        ;
    return idt_span_sub(idt_buf_span(&self->window), self->at, self->window.len);
}

void idt_records_skip(idt_records *self, size_t count)
{
    idt_assert(count <= available(self));
    self->at += count;
}

/* Bytes of a line end at `position` behind `at`: 0 where there is none. A line of NDJSON ends with
 * LF alone; its CR is a blank. */
static size_t line_end_at(idt_records *self, size_t position)
{
    const char *at = self->window.ptr + self->at + position;

    if (*at == '\n')
        return 1;
    if (*at != '\r' || self->delimiter == 0)
        return 0;
    if (available(self) == position + 1 && !read_more(self))
        return 1;
    return self->window.ptr[self->at + position + 1] == '\n' ? 2 : 1;
}

/* What was seen of the record in front. */
typedef struct {
    field_state state;
    idt_record_fault fault;
    size_t length, end_length;             /* its bytes, and those of its line end */
    size_t first_length, first_end_length; /* the same of its first line; end 0: not yet seen */
    uint64_t line_count;
    bool complete;
} extent;

static void note_line_end(extent *seen, size_t end_length)
{
    seen->line_count++;
    if (seen->first_end_length == 0) {
        seen->first_length = seen->length;
        seen->first_end_length = end_length;
    }
}

static void note_damage(extent *seen, idt_record_fault fault)
{
    seen->state = DAMAGED;
    seen->fault = fault;
}

/* One special byte that ends no line, or the first byte of a field. */
static void take_byte(const idt_records *self, extent *seen, char c)
{
    field_state state = seen->state;

    if (self->delimiter == 0 || state == DAMAGED)
        return;
    if (c == '\0')
        note_damage(seen, IDT_RECORD_NUL);
    else if (state == QUOTED)
        seen->state = c == '"' ? QUOTE_IN_QUOTED : QUOTED;
    else if (c == self->delimiter)
        seen->state = FIELD_START;
    else if (state == QUOTE_IN_QUOTED && c != '"')
        note_damage(seen, IDT_RECORD_BEHIND_QUOTE);
    else if (state == QUOTE_IN_QUOTED || (state == FIELD_START && c == '"'))
        seen->state = QUOTED;
    else
        seen->state = PLAIN;
}

/* Pass over bytes that change nothing. */
static void take_run(const idt_records *self, extent *seen)
{
    const unsigned char *from = (const unsigned char *)self->window.ptr + self->at;
    size_t limit = available(self) < self->bytes_max + 1 ? available(self) : self->bytes_max + 1;
    size_t at = seen->length;

    if (seen->state == FIELD_START || seen->state == QUOTE_IN_QUOTED)
        return;
    while (at < limit && !self->special[from[at]])
        at++;
    seen->length = at;
}

/* Find the end of the record in front, within the limit. */
static extent measure(idt_records *self)
{
    extent seen = { .state = self->delimiter ? FIELD_START : PLAIN };

    while (seen.length <= self->bytes_max) {
        if (seen.length == available(self) && !read_more(self)) {
            seen.complete = seen.state != QUOTED;
            break;
        }
        take_run(self, &seen);
        if (seen.length == available(self) || seen.length > self->bytes_max)
            continue;
        size_t end_length = line_end_at(self, seen.length);
        if (end_length == 0) {
            take_byte(self, &seen, self->window.ptr[self->at + seen.length++]);
            if (seen.state == DAMAGED && seen.first_end_length > 0)
                break;
            continue;
        }
        note_line_end(&seen, end_length);
        if (seen.state != QUOTED) {
            seen.complete = true;
            seen.end_length = end_length;
            break;
        }
        seen.length += end_length;
    }
    return seen;
}

/* Pass over the rest of a line that is longer than the limit, holding no more than a chunk. */
static void skip_line(idt_records *self)
{
    while (available(self) > 0 || read_more(self)) {
        size_t end_length = line_end_at(self, 0);
        idt_records_skip(self, end_length ? end_length : 1);
        if (end_length > 0)
            break;
    }
    self->line++;
}

/* The record in front cannot be taken whole: give out its first line, or the beginning of it. */
static void take_damaged(idt_records *self, idt_record *record, const extent *seen)
{
    bool first_line_seen = seen->first_end_length > 0;
    size_t length = first_line_seen ? seen->first_length : seen->length;

    if (!first_line_seen && seen->length > self->bytes_max)
        record->fault = IDT_RECORD_TOO_LONG;
    else
        record->fault = seen->fault ? seen->fault : IDT_RECORD_OPEN_QUOTE;
    record->text = idt_span_sub(idt_buf_span(&self->window), self->at, self->at + length);
    record->unfinished = !first_line_seen && record->fault != IDT_RECORD_TOO_LONG;
    idt_records_skip(self, length + seen->first_end_length);
    self->line += first_line_seen;
    self->inside_line = record->fault == IDT_RECORD_TOO_LONG;
}

static void take_whole(idt_records *self, idt_record *record, const extent *seen)
{
    record->fault = seen->fault;
    record->text = idt_span_sub(idt_buf_span(&self->window), self->at, self->at + seen->length);
    record->unfinished = seen->end_length == 0;
    idt_records_skip(self, seen->length + seen->end_length);
    self->line += seen->line_count;
}

bool idt_records_next(idt_records *self, idt_record *record)
{
    extent seen;

    if (self->inside_line)
        skip_line(self);
    self->inside_line = false;
    do {
        *record = (idt_record){ .line = self->line };
        if (available(self) == 0 && !read_more(self))
            return false;
        seen = measure(self);
        if (seen.end_length == 0 && idt_text_source_stopped(self->source))
            return false;
        if (seen.complete)
            take_whole(self, record, &seen);
        else
            take_damaged(self, record, &seen);
    } while (seen.complete && seen.length == 0);
    return self->err.status == IDT_OK;
}
