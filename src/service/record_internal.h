/* record_internal.h - where does one record of a customer file end and the next begin?
 *
 * Cuts a descriptor's bytes into lines, or into CSV rows whose quoted fields may hold line ends,
 * with a buffer of one record: constant memory. A record that cannot be taken (too long, a quote
 * never closed) is told apart and costs its own first line only, so that no other row is lost. */
#ifndef IDT_SERVICE_RECORD_INTERNAL_H
#define IDT_SERVICE_RECORD_INTERNAL_H

#include "base/buf.h"
#include "base/err.h"

typedef struct {
    int descriptor;   /* the caller's */
    char delimiter;   /* of CSV; 0: records are lines */
    size_t bytes_max; /* of one record */
    idt_buf window;   /* read and not yet given out, from `at` on */
    size_t at;
    bool ended;       /* nothing more can be read */
    uint64_t line;    /* where the next record begins, 1-based */
    uint64_t taken;   /* bytes given out */
    bool inside_line; /* the rest of a line too long is still in front */
    idt_err err;      /* sticky; IDT_E_IO only */
} idt_records;

typedef struct {
    idt_span text;   /* without its line end; valid until the next call */
    uint64_t line;   /* of its first byte */
    bool too_long;   /* text is the beginning only */
    bool open_quote; /* text is the first line only */
    /* Of a record of several lines: how to go back behind its first one. */
    size_t first_line_bytes, rest_bytes;
    uint64_t rest_lines;
} idt_record;

idt_records idt_records_of(int descriptor, size_t bytes_max);
void idt_records_release(idt_records *self);
/* The bytes in front, at least `count` where the input has as many. */
idt_span idt_records_peek(idt_records *self, size_t count);
void idt_records_skip(idt_records *self, size_t count); /* no more than was peeked */
/* The next record that is no empty line. False at the end or on an error: see self->err. */
bool idt_records_next(idt_records *self, idt_record *record);
/* Right after idt_records_next: the record is damaged, so only its first line is taken as it, and
 * its other lines are records to come. */
void idt_records_keep_first_line(idt_records *self, idt_record *record);

#endif
