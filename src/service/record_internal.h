/* record_internal.h - where does one record of a customer file end and the next begin?
 *
 * Cuts text into lines, or into CSV rows whose quoted fields may hold line ends, with a buffer of
 * one record: constant memory. A record that cannot be taken (too long, a quote never closed or
 * followed by text) is told apart and costs its own first line only, so that no other row is lost.
 */
#ifndef IDT_SERVICE_RECORD_INTERNAL_H
#define IDT_SERVICE_RECORD_INTERNAL_H

#include "codec/decode.h"

typedef enum {
    IDT_RECORD_WHOLE,
    IDT_RECORD_TOO_LONG,     /* the text is the beginning only */
    IDT_RECORD_OPEN_QUOTE,   /* never closed; the text is the first line */
    IDT_RECORD_BEHIND_QUOTE, /* text behind a closing quote; the text is the first line */
    IDT_RECORD_NUL,          /* a zero byte in CSV; the text is the first line */
} idt_record_fault;

typedef struct {
    idt_text_source *source; /* the caller's */
    char delimiter;          /* of CSV; 0: records are lines */
    size_t bytes_max;        /* of one record */
    idt_buf window;          /* read and not yet given out, from `at` on */
    size_t at;
    uint64_t line;    /* where the next record begins, 1-based */
    bool inside_line; /* the rest of a line too long is still in front */
    bool special[256];
    idt_err err; /* sticky */
} idt_records;

typedef struct {
    idt_span text; /* without its line end; valid until the next call */
    uint64_t line; /* of its first byte */
    idt_record_fault fault;
    bool unfinished; /* the file ends in it, without a line end */
} idt_record;

idt_records idt_records_of(idt_text_source *source, size_t bytes_max);
void idt_records_release(idt_records *self);
/* Records are CSV rows from here on. */
void idt_records_set_delimiter(idt_records *self, char delimiter);
/* The text in front, at least `count` bytes where the input has as many. */
idt_span idt_records_peek(idt_records *self, size_t count);
void idt_records_skip(idt_records *self, size_t count); /* no more than was peeked */
/* The next record that is no empty line. False at the end, when stopped or on an error: see
 * self->err. */
bool idt_records_next(idt_records *self, idt_record *record);

#endif
