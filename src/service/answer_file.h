/* answer_file.h - how do answers get into a file so that an interrupted run can be continued?
 *
 * Answers go into the file itself. Beside it stands FILE.resume until the run is complete: what the
 * answers are made with, and after every half second a checkpoint: how many rows and bytes are on
 * disk by then. Continuing cuts the file back to the last checkpoint that it still reaches and goes
 * on behind its rows, so that the bytes are those of a run without interruption, be it by a signal
 * or by loss of power.
 *
 * For one thread at a time. */
#ifndef IDT_SERVICE_ANSWER_FILE_H
#define IDT_SERVICE_ANSWER_FILE_H

#include "service/batch.h"

typedef struct idt_answer_file idt_answer_file;

/* Something that fixes the answers: a run is continued only where all are equal. */
typedef struct {
    const char *what; /* "the index"; without line ends */
    idt_span value;
} idt_answer_fact;

typedef struct {
    const char *path;
    bool resume;
    const idt_answer_fact *facts;
    size_t fact_count;
} idt_answer_file_options;

/* Open the file, emptied, or cut back where it is continued: then *place is where to go on, else
 * IDT_BATCH_START. To continue what was never begun is to begin. *out is NULL on failure. IDT_OK,
 * IDT_E_IO (also where another run writes the file), IDT_E_INPUT: facts differ (err says which), or
 * the file is complete or has no FILE.resume. */
idt_status idt_answer_file_open(idt_answer_file **out, const idt_answer_file_options *options,
                                idt_batch_place *place, idt_err *err) IDT_MUST_USE;
/* Without idt_answer_file_finish the file stays one to be continued. NULL is fine. */
void idt_answer_file_close(idt_answer_file *self);

/* False when it cannot be written. */
bool idt_answer_file_write(idt_answer_file *self, idt_span bytes);
/* The rows up to `place` are written: a checkpoint, when one is due or `now`. */
idt_status idt_answer_file_note(idt_answer_file *self, const idt_batch_place *place, bool now,
                                idt_err *err) IDT_MUST_USE;
/* All is written: put it on disk and remove FILE.resume. */
idt_status idt_answer_file_finish(idt_answer_file *self, idt_err *err) IDT_MUST_USE;

/* Append what tells an input file from another: size and a hash of all bytes; of a pipe, that it is
 * one. IDT_OK or IDT_E_IO. */
idt_status idt_input_identify(idt_buf *out, const char *path, idt_err *err) IDT_MUST_USE;

#endif
