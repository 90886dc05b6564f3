/* batch.h - how is a whole customer file screened?
 *
 * Rows are read, screened on several threads and written in the file's order, in memory that does
 * not grow with the file. The answers are the same bytes whatever the number of threads. */
#ifndef IDT_SERVICE_BATCH_H
#define IDT_SERVICE_BATCH_H

#include <stdatomic.h>

#include "service/answer.h"
#include "service/subject_reader.h"

/* How far a batch has come, in rows that are written. */
typedef struct {
    uint64_t rows;                    /* of the file, from its first */
    uint64_t chain;                   /* a hash of these rows as they stand in the file */
    uint64_t bytes_read, bytes_total; /* of the file; total 0: not known */
    idt_screen_figures figures;
} idt_batch_place;

#define IDT_BATCH_START ((idt_batch_place){ 0, 0, 0, 0, { 0, 0, 0, 0 } })

/* The callbacks are called by any of the threads, one at a time and in row order. */
typedef struct {
    const idt_index *index; /* NULL: no row has hits, to measure all that is not screening */
    const idt_profile *profile;
    const idt_screen_options *options;
    idt_format format;       /* JSON, NDJSON or CSV; TEXT writes what `text_row` says */
    size_t threads;          /* at least 1, the caller's included */
    const atomic_bool *stop; /* set: write what was read, then end; may be NULL */
    /* The bytes of some rows; false stops the batch (IDT_E_IO). */
    bool (*write)(void *context, idt_span bytes);
    /* After writing; may be NULL. False stops the batch with what it put into `err`. */
    bool (*written)(void *context, const idt_batch_place *place, idt_err *err);
    /* One row as text, for IDT_FORMAT_TEXT; called by all threads at once. */
    void (*text_row)(void *context, idt_buf *out, const idt_screen_answer *row);
    /* A row's warning; may be NULL. */
    void (*warn)(void *context, uint64_t line, idt_span warning);
    void *context;
} idt_batch;

/* Screen the rows of `reader` behind *place, which is IDT_BATCH_START or what
 * idt_batch_resume was given, and is moved on. *stopped: `stop` ended it before the file did.
 * IDT_OK, or what the reader or a callback failed with; rows before the failure are written. */
idt_status idt_batch_run(const idt_batch *batch, idt_subject_reader *reader, idt_batch_place *place,
                         bool *stopped, idt_err *err) IDT_MUST_USE;

/* Pass over the rows that an earlier batch has written. IDT_E_INPUT where the file does not begin
 * with the same rows. */
idt_status idt_batch_resume(idt_subject_reader *reader, const idt_batch_place *place,
                            idt_err *err) IDT_MUST_USE;

#endif
