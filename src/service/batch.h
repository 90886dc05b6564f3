/* batch.h - how is a whole customer file screened?
 *
 * Rows are read, screened on several threads and written in the file's order, in memory that does
 * not grow with the file. */
#ifndef IDT_SERVICE_BATCH_H
#define IDT_SERVICE_BATCH_H

#include "service/answer.h"
#include "service/subject_reader.h"

typedef struct {
    const idt_index *index;
    const idt_profile *profile;
    const idt_screen_options *options;
    idt_format format; /* JSON, NDJSON or CSV; TEXT writes what `text_row` says */
    size_t threads;    /* at least 1 */
    /* Called in row order with the bytes of some rows; false stops the batch (IDT_E_IO). */
    bool (*write)(void *context, idt_span bytes);
    /* Called now and then, after writing; may be NULL. */
    void (*progress)(void *context, const idt_subject_reader *reader, uint64_t rows);
    /* One row as text, for IDT_FORMAT_TEXT. */
    void (*text_row)(void *context, idt_buf *out, const idt_screen_answer *row);
    /* A row's warning, in row order; may be NULL. */
    void (*warn)(void *context, const idt_subject_row *row);
    void *context;
} idt_batch;

/* Screen every row of `reader`. IDT_OK, or what the reader or `write` failed with; rows before the
 * failure are written. */
idt_status idt_batch_run(const idt_batch *batch, idt_subject_reader *reader,
                         idt_screen_figures *figures, idt_err *err) IDT_MUST_USE;

#endif
