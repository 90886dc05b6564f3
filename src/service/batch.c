/* batch.c - blocks of rows in a ring, filled one after another, screened by all threads, written
 * one after another.
 *
 * Every thread does the same: it cuts the next block of rows off the file (one thread at a time),
 * takes the rows apart and screens them (all at once), and hands the block over. Whoever hands over
 * the block that is to be written next writes it and all finished ones behind it; the others go on.
 * A block that is not written keeps its place in the ring, so the ring is how far a fast thread may
 * run ahead. Nobody waits while holding the block that the others wait for: the oldest block is
 * always being worked on.
 *
 * Two locks: `input` guards the reader and what fills a block, `output` the states of the blocks.
 * `output` may be taken under `input`, never the other way round. Memory is kept from block to
 * block: texts, answers and arenas are emptied, not freed. */
#include "service/batch.h"

#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "service/subject_row_internal.h"

enum {
    BLOCK_ROWS = 32, /* some hundred microseconds of screening: locks do not show */
    BLOCKS_PER_THREAD = 8,
};

typedef enum { FREE, IN_WORK, DONE } block_state;

typedef struct {
    uint64_t line;
    size_t from, to; /* in the block's warnings */
} row_warning;

typedef struct {
    block_state state;
    idt_raw_row rows[BLOCK_ROWS];
    size_t count;
    idt_buf text;   /* of the rows, as they stand in the file */
    idt_buf answer; /* of all rows */
    idt_buf warnings;
    row_warning warned[BLOCK_ROWS];
    size_t warned_count;
    idt_screen_figures figures;
    uint64_t chain, bytes_read;
} block;

typedef struct {
    const idt_batch *batch;
    idt_subject_reader *reader;
    block *ring;
    size_t ring_size;
    pthread_mutex_t input;
    uint64_t filled;           /* blocks, under `input` */
    bool input_ended, stopped; /* under `input` */
    pthread_mutex_t output;
    pthread_cond_t block_is_free;
    uint64_t written; /* blocks, under `output` */
    bool writing;     /* under `output`: a thread is at it */
    atomic_bool failed;
    idt_batch_place *place; /* of the thread that writes */
    idt_err err;            /* of the thread that writes */
} run_state;

typedef struct {
    run_state *run;
    idt_screener *screener; /* NULL: see idt_batch.index */
    idt_row_parser *parser;
    idt_arena arena; /* of one row */
    pthread_t thread;
} worker;

/* --- one row --- */

static void note_warning(block *at, const idt_subject_row *row)
{
    if (row->warning.len == 0)
        return;
    size_t from = at->warnings.len;
    idt_buf_add_span(&at->warnings, row->warning);
    at->warned[at->warned_count++] = (row_warning){ row->line, from, at->warnings.len };
}

static void answer_row(worker *self, block *at, const idt_raw_row *raw)
{
    const idt_batch *batch = self->run->batch;
    idt_hits hits = { NULL, 0, 0 };
    idt_err err = IDT_ERR_INIT;
    idt_subject_row row;

    idt_arena_reset(&self->arena);
    idt_row_parser_parse(self->parser, &self->arena, &row, raw, idt_buf_span(&at->text));
    if (row.rejected.len == 0 && self->screener &&
        idt_screen_subject(&hits, self->screener, &self->arena, &row.subject, batch->options, &err))
        row.rejected = idt_row_parser_place(self->parser, &self->arena, raw, idt_span_of(err.text));
    idt_screen_answer answer = { raw->number - 1, row.id, row.name, row.rejected,
                                 row.rejected.len ? NULL : &hits };
    idt_screen_figures_add(&at->figures, &answer);
    if (batch->format == IDT_FORMAT_TEXT)
        batch->text_row(batch->context, &at->answer, &answer);
    else
        idt_answer_screen_row(&at->answer, batch->format, &answer);
    note_warning(at, &row);
}

/* --- reading --- */

static void wait_until_free(run_state *self, block *at)
{
    pthread_mutex_lock(&self->output);
    while (at->state != FREE)
        pthread_cond_wait(&self->block_is_free, &self->output);
    at->state = IN_WORK;
    pthread_mutex_unlock(&self->output);
}

static bool must_stop(const run_state *self)
{
    return atomic_load(&self->failed) || (self->batch->stop && atomic_load(self->batch->stop));
}

static void fill(run_state *self, block *at)
{
    at->count = at->warned_count = 0;
    at->figures = (idt_screen_figures){ 0, 0, 0, 0 };
    idt_buf_reset(&at->text);
    idt_buf_reset(&at->answer);
    idt_buf_reset(&at->warnings);
    while (at->count < BLOCK_ROWS && !self->input_ended) {
        if (must_stop(self) ||
            !idt_subject_reader_take(self->reader, &at->text, &at->rows[at->count]))
            self->input_ended = true;
        else
            at->count++;
    }
    self->stopped |= self->input_ended && self->batch->stop && atomic_load(self->batch->stop);
    at->chain = idt_subject_reader_chain(self->reader);
    at->bytes_read = idt_subject_reader_bytes_read(self->reader);
}

/* The next block of rows, or NULL when there are no more. */
static block *take_block(run_state *self)
{
    block *at = NULL;

    pthread_mutex_lock(&self->input);
    if (!self->input_ended) {
        at = &self->ring[self->filled++ % self->ring_size];
        wait_until_free(self, at);
        fill(self, at);
    }
    pthread_mutex_unlock(&self->input);
    return at;
}

/* --- writing --- */

static void move_place(idt_batch_place *place, const block *at)
{
    place->rows += at->count;
    place->chain = at->chain;
    place->bytes_read = at->bytes_read;
    place->figures.subjects += at->figures.subjects;
    place->figures.subjects_with_hits += at->figures.subjects_with_hits;
    place->figures.hits += at->figures.hits;
    place->figures.rejected += at->figures.rejected;
}

static void write_block(run_state *self, const block *at)
{
    const idt_batch *batch = self->batch;
    idt_span warnings = idt_buf_span(&at->warnings);

    if (atomic_load(&self->failed))
        return;
    for (size_t i = 0; batch->warn && i < at->warned_count; i++)
        batch->warn(batch->context, at->warned[i].line,
                    idt_span_sub(warnings, at->warned[i].from, at->warned[i].to));
    if (at->answer.len > 0 && !batch->write(batch->context, idt_buf_span(&at->answer))) {
        (void)idt_fail(&self->err, IDT_E_IO, "cannot write the answers");
        atomic_store(&self->failed, true);
        return;
    }
    move_place(self->place, at);
    if (batch->written && !batch->written(batch->context, self->place, &self->err))
        atomic_store(&self->failed, true);
}

static block *next_to_write(run_state *self)
{
    block *at = &self->ring[self->written % self->ring_size];

    return at->state == DONE ? at : NULL;
}

static void hand_over(run_state *self, block *done)
{
    block *at;

    pthread_mutex_lock(&self->output);
    done->state = DONE;
    if (!self->writing) {
        self->writing = true;
        while ((at = next_to_write(self)) != NULL) {
            pthread_mutex_unlock(&self->output);
            write_block(self, at);
            pthread_mutex_lock(&self->output);
            at->state = FREE;
            self->written++;
            pthread_cond_broadcast(&self->block_is_free);
        }
        self->writing = false;
    }
    pthread_mutex_unlock(&self->output);
}

/* --- threads --- */

static void *work(void *argument)
{
    worker *self = argument;
    block *at;

    while ((at = take_block(self->run)) != NULL) {
        for (size_t i = 0; i < at->count; i++)
            answer_row(self, at, &at->rows[i]);
        hand_over(self->run, at);
    }
    return NULL;
}

/* One thread's share is done by the caller itself. */
static void work_on_all(worker *workers, size_t threads)
{
    size_t started = 1;

    for (; started < threads; started++)
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break; /* fewer threads do the same work */
    (void)work(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

static worker *hire(run_state *run)
{
    const idt_batch *batch = run->batch;
    worker *workers = idt_alloc_zeroed(batch->threads * sizeof *workers);

    for (size_t i = 0; i < batch->threads; i++) {
        workers[i].run = run;
        workers[i].parser = idt_row_parser_new(idt_subject_reader_columns(run->reader));
        if (batch->index)
            workers[i].screener = idt_screener_new(batch->index, batch->profile);
    }
    return workers;
}

static void dismiss(run_state *run, worker *workers)
{
    for (size_t i = 0; i < run->batch->threads; i++) {
        idt_subject_reader_note(run->reader, workers[i].parser);
        idt_row_parser_free(workers[i].parser);
        idt_screener_free(workers[i].screener);
        idt_arena_release(&workers[i].arena);
    }
    idt_free(workers);
}

static void release(run_state *self)
{
    for (size_t i = 0; i < self->ring_size; i++) {
        idt_buf_release(&self->ring[i].text);
        idt_buf_release(&self->ring[i].answer);
        idt_buf_release(&self->ring[i].warnings);
    }
    idt_free(self->ring);
    pthread_mutex_destroy(&self->input);
    pthread_mutex_destroy(&self->output);
    pthread_cond_destroy(&self->block_is_free);
}

idt_status idt_batch_run(const idt_batch *batch, idt_subject_reader *reader, idt_batch_place *place,
                         bool *stopped, idt_err *err)
{
    run_state self = { .batch = batch,
                       .reader = reader,
                       .ring_size = batch->threads * BLOCKS_PER_THREAD,
                       .input = PTHREAD_MUTEX_INITIALIZER,
                       .output = PTHREAD_MUTEX_INITIALIZER,
                       .block_is_free = PTHREAD_COND_INITIALIZER,
                       .place = place,
                       .err = IDT_ERR_INIT };

    self.ring = idt_alloc_zeroed(self.ring_size * sizeof *self.ring);
    place->bytes_total = idt_subject_reader_bytes_total(reader);
    worker *workers = hire(&self);
    work_on_all(workers, batch->threads);
    dismiss(&self, workers);
    *stopped = self.stopped;
    idt_status status = self.err.status;
    if (status && err)
        *err = self.err;
    if (!status)
        status = idt_subject_reader_status(reader, err);
    release(&self);
    return status;
}

idt_status idt_batch_resume(idt_subject_reader *reader, const idt_batch_place *place, idt_err *err)
{
    idt_buf text = IDT_BUF_INIT;
    idt_raw_row row = { .number = 0 };

    while (row.number < place->rows) {
        idt_buf_reset(&text);
        if (!idt_subject_reader_take(reader, &text, &row))
            break;
    }
    idt_buf_release(&text);
    if (idt_subject_reader_status(reader, err))
        return err->status;
    if (row.number < place->rows || idt_subject_reader_chain(reader) != place->chain)
        return idt_fail(err, IDT_E_INPUT,
                        "the input differs: its first %llu rows are not those that were screened",
                        (unsigned long long)place->rows);
    return IDT_OK;
}
