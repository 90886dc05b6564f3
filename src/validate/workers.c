/* workers.c - the same work on many items, on all threads. */
#include <pthread.h>
#include <stdatomic.h>

#include "base/alloc.h"
#include "validate/validate_internal.h"

typedef struct {
    void (*work)(void *context, uint32_t worker, size_t item);
    void *context;
    size_t count;
    atomic_size_t next;
} shared;

typedef struct {
    shared *all;
    uint32_t number;
    pthread_t thread;
} hand;

static void *run(void *argument)
{
    hand *self = argument;
    for (;;) {
        size_t item = atomic_fetch_add(&self->all->next, 1);
        if (item >= self->all->count)
            return NULL;
        self->all->work(self->all->context, self->number, item);
    }
}

void idt_share_work(uint32_t threads, size_t count,
                    void (*work)(void *context, uint32_t worker, size_t item), void *context)
{
    shared all = { work, context, count, 0 };
    hand *hands = idt_alloc_zeroed(threads * sizeof *hands);
    uint32_t started = 1;
    for (uint32_t i = 0; i < threads; i++)
        hands[i] = (hand){ .all = &all, .number = i };
    for (; started < threads; started++)
        if (pthread_create(&hands[started].thread, NULL, run, &hands[started]) != 0)
            break; /* fewer threads do the same work */
    (void)run(&hands[0]);
    for (uint32_t i = 1; i < started; i++)
        pthread_join(hands[i].thread, NULL);
    idt_free(hands);
}
