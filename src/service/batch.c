/* batch.c - rows in blocks: read one, screen it on all threads, write it, read the next.
 *
 * Each thread takes the next row of the block that nobody has taken; each row's answer goes into a
 * buffer of its own, so the order of the file is kept. */
#include "service/batch.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/alloc.h"

enum { ROWS_PER_THREAD = 256 };

typedef struct {
    idt_arena arena;
    idt_subject_row row;
    idt_buf answer;
    idt_screen_figures figures;
} slot;

typedef struct {
    const idt_batch *batch;
    slot *slots;
    size_t count, capacity;
    uint64_t rows_before;
    atomic_size_t next;
} block;

typedef struct {
    block *block;
    idt_screener *screener;
    pthread_t thread;
} worker;

static void screen_slot(worker *self, slot *at, uint64_t number)
{
    const idt_batch *batch = self->block->batch;
    idt_hits hits = { NULL, 0, 0 };
    idt_err err = IDT_ERR_INIT;
    idt_screen_answer answer = { number, at->row.id, at->row.name, at->row.rejected, NULL };

    if (answer.rejected.len == 0) {
        if (idt_screen_subject(&hits, self->screener, &at->arena, &at->row.subject, batch->options,
                               &err))
            answer.rejected = idt_span_of(err.text);
        else
            answer.hits = &hits;
    }
    idt_screen_figures_add(&at->figures, &answer);
    if (batch->format == IDT_FORMAT_TEXT)
        batch->text_row(batch->context, &at->answer, &answer);
    else
        idt_answer_screen_row(&at->answer, batch->format, &answer);
}

static void *work(void *argument)
{
    worker *self = argument;
    for (;;) {
        size_t i = atomic_fetch_add(&self->block->next, 1);
        if (i >= self->block->count)
            return NULL;
        screen_slot(self, &self->block->slots[i], self->block->rows_before + i);
    }
}

static void fill(block *self, idt_subject_reader *reader)
{
    self->count = 0;
    atomic_store(&self->next, 0);
    while (self->count < self->capacity) {
        slot *at = &self->slots[self->count];
        idt_arena_reset(&at->arena);
        idt_buf_reset(&at->answer);
        at->figures = (idt_screen_figures){ 0, 0, 0, 0 };
        if (!idt_subject_reader_next(reader, &at->arena, &at->row))
            break;
        self->count++;
    }
}

/* One thread's share is done by the caller itself. */
static void screen_block(worker *workers, size_t threads)
{
    size_t started = 1;
    for (; started < threads; started++)
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break; /* fewer threads do the same work */
    (void)work(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

static bool write_block(const block *self, idt_screen_figures *figures)
{
    const idt_batch *batch = self->batch;
    for (size_t i = 0; i < self->count; i++) {
        const slot *at = &self->slots[i];
        figures->subjects += at->figures.subjects;
        figures->subjects_with_hits += at->figures.subjects_with_hits;
        figures->hits += at->figures.hits;
        figures->rejected += at->figures.rejected;
        if (at->row.warning.len && batch->warn)
            batch->warn(batch->context, &at->row);
        if (at->answer.len && !batch->write(batch->context, idt_buf_span(&at->answer)))
            return false;
    }
    return true;
}

static void release(block *self, worker *workers)
{
    for (size_t i = 0; i < self->capacity; i++) {
        idt_arena_release(&self->slots[i].arena);
        idt_buf_release(&self->slots[i].answer);
    }
    for (size_t i = 0; i < self->batch->threads; i++)
        idt_screener_free(workers[i].screener);
    idt_free(self->slots);
    idt_free(workers);
}

idt_status idt_batch_run(const idt_batch *batch, idt_subject_reader *reader,
                         idt_screen_figures *figures, idt_err *err)
{
    idt_status status = IDT_OK;
    block self = { .batch = batch, .capacity = batch->threads * ROWS_PER_THREAD };
    worker *workers = idt_alloc_zeroed(batch->threads * sizeof *workers);

    self.slots = idt_alloc_zeroed(self.capacity * sizeof *self.slots);
    for (size_t i = 0; i < batch->threads; i++) {
        workers[i].block = &self;
        workers[i].screener = idt_screener_new(batch->index, batch->profile);
    }
    do {
        fill(&self, reader);
        screen_block(workers, batch->threads);
        if (!write_block(&self, figures))
            status = idt_fail(err, IDT_E_IO, "cannot write the answers");
        self.rows_before += self.count;
        if (batch->progress)
            batch->progress(batch->context, reader, self.rows_before);
    } while (!status && self.count == self.capacity);
    if (!status)
        status = idt_subject_reader_status(reader, err);
    release(&self, workers);
    return status;
}
