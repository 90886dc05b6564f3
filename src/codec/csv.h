/* csv.h - how does CSV become rows?
 *
 * A pull reader over memory or a descriptor, in constant memory: quotes, doubled quotes, line ends
 * inside quotes, CRLF, LF or CR, any one-byte delimiter, a UTF-8 byte order mark and a final
 * Ctrl-Z (OFAC). Limits: a row of at most `row_bytes_max` bytes. Errors are sticky: next returns
 * false, then ask idt_csv_status. */
#ifndef IDT_CODEC_CSV_H
#define IDT_CODEC_CSV_H

#include "base/err.h"

typedef struct idt_csv idt_csv;

typedef struct {
    const idt_span *fields; /* valid until the next call of idt_csv_next */
    size_t count;
    uint64_t line;   /* of the row's first byte, 1-based */
    uint64_t offset; /* of the row's first byte */
} idt_csv_row;

typedef struct {
    char delimiter;       /* 0: comma */
    size_t row_bytes_max; /* 0: 4 MiB, above any record of a published list */
} idt_csv_options;

idt_csv *idt_csv_new_span(idt_span bytes, idt_csv_options options);
/* Reads from an open descriptor, which stays the caller's. */
idt_csv *idt_csv_new_fd(int descriptor, idt_csv_options options);
/* Begin anew with other bytes, keeping the memory; for a reader made by idt_csv_new_span. */
void idt_csv_restart(idt_csv *self, idt_span bytes);
void idt_csv_free(idt_csv *self); /* NULL is fine */

/* The next row; blank lines are skipped. False at the end or on an error. */
bool idt_csv_next(idt_csv *self, idt_csv_row *row);
/* IDT_OK, or IDT_E_INPUT (an open quote at the end, text behind a closing quote), IDT_E_LIMIT,
 * IDT_E_IO; err carries the line and offset. */
idt_status idt_csv_status(const idt_csv *self, idt_err *err);

#endif
