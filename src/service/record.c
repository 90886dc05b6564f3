/* record.c - find record ends with the quote rules of codec/csv.c: a quote opens a quoted field
 * only as the field's first byte, and a doubled quote inside closes and opens it again. */
#include "service/record_internal.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK_BYTES = 64 * 1024 };

typedef enum { FIELD_START, PLAIN, QUOTED } field_state;

idt_records idt_records_of(int descriptor, size_t bytes_max)
{
    return (idt_records){ .descriptor = descriptor, .bytes_max = bytes_max, .line = 1 };
}

void idt_records_release(idt_records *self)
{
    idt_buf_release(&self->window);
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

/* Add what the descriptor gives. False where it gives nothing more. */
static bool read_more(idt_records *self)
{
    char chunk[CHUNK_BYTES];
    ssize_t got;

    if (self->ended)
        return false;
    drop_given(self);
    do
        got = read(self->descriptor, chunk, sizeof chunk);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        (void)idt_fail_at(&self->err, IDT_E_IO, self->line, self->taken,
                          "line %" PRIu64 ": cannot read on: %s", self->line, strerror(errno));
    self->ended = got <= 0;
    if (got > 0)
        idt_buf_add(&self->window, chunk, (size_t)got);
    return got > 0;
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
    self->taken += count;
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

static field_state after_byte(const idt_records *self, field_state state, char c)
{
    if (self->delimiter == 0)
        return PLAIN;
    if (state == QUOTED) /* the second of a doubled quote reopens at once, see FIELD_START */
        return c == '"' ? FIELD_START : QUOTED;
    if (c == self->delimiter)
        return FIELD_START;
    return state == FIELD_START && c == '"' ? QUOTED : PLAIN;
}

/* What was seen of the record in front. */
typedef struct {
    size_t length, end_length;             /* its bytes, and those of its line end */
    size_t first_length, first_end_length; /* the same of its first line; end 0: not yet seen */
    uint64_t line_count;
    bool complete;
} extent;

static void note_line_end(extent *seen, size_t position, size_t end_length)
{
    seen->line_count++;
    if (seen->first_end_length == 0) {
        seen->first_length = position;
        seen->first_end_length = end_length;
    }
}

/* Find the end of the record in front, within the limit. */
static extent measure(idt_records *self)
{
    extent seen = { 0 };
    field_state state = FIELD_START;
    size_t position = 0;

    while (position <= self->bytes_max) {
        if (position == available(self) && !read_more(self)) {
            seen.complete = state != QUOTED;
            break;
        }
        size_t end_length = line_end_at(self, position);
        if (end_length > 0) {
            note_line_end(&seen, position, end_length);
            if (state != QUOTED) {
                seen.complete = true;
                seen.end_length = end_length;
                break;
            }
            position += end_length;
            continue;
        }
        state = after_byte(self, state, self->window.ptr[self->at + position]);
        position++;
    }
    seen.length = position;
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

    record->too_long = !first_line_seen && seen->length > self->bytes_max;
    record->open_quote = !record->too_long;
    record->text = idt_span_sub(idt_buf_span(&self->window), self->at, self->at + length);
    idt_records_skip(self, length + seen->first_end_length);
    self->line += first_line_seen;
    self->inside_line = record->too_long;
}

static void take_whole(idt_records *self, idt_record *record, const extent *seen)
{
    record->text = idt_span_sub(idt_buf_span(&self->window), self->at, self->at + seen->length);
    idt_records_skip(self, seen->length + seen->end_length);
    self->line += seen->line_count;
    if (seen->line_count > 1) {
        record->first_line_bytes = seen->first_length;
        record->rest_bytes =
            seen->length + seen->end_length - (seen->first_length + seen->first_end_length);
        record->rest_lines = seen->line_count - 1;
    }
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
        if (seen.complete)
            take_whole(self, record, &seen);
        else
            take_damaged(self, record, &seen);
    } while (seen.complete && seen.length == 0);
    return self->err.status == IDT_OK;
}

void idt_records_keep_first_line(idt_records *self, idt_record *record)
{
    if (record->rest_bytes == 0)
        return;
    idt_assert(self->at >= record->rest_bytes);
    self->at -= record->rest_bytes;
    self->taken -= record->rest_bytes;
    self->line -= record->rest_lines;
    record->text = idt_span_sub(record->text, 0, record->first_line_bytes);
    record->rest_bytes = 0;
}
