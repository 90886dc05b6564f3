/* parallel.c - threads and a counter. */
#include "support/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
    atomic_size_t next;
    size_t count;
    test_work work;
    void *context;
} shared;

typedef struct {
    shared *shared;
    size_t worker;
} task;

static void *run(void *argument)
{
    const task *self = argument;
    for (;;) {
        size_t item = atomic_fetch_add(&self->shared->next, 1);
        if (item >= self->shared->count)
            return NULL;
        self->shared->work(self->shared->context, self->worker, item);
    }
}

void test_parallel(size_t count, test_work work, void *context)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = cores < 1 ? 1 : cores > TEST_WORKERS_MAX ? TEST_WORKERS_MAX : (size_t)cores;
    shared all = { 0, count, work, context };
    task tasks[TEST_WORKERS_MAX];
    pthread_t threads[TEST_WORKERS_MAX];
    for (size_t i = 0; i < workers; i++) {
        tasks[i] = (task){ &all, i };
        if (pthread_create(&threads[i], NULL, run, &tasks[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < workers; i++)
        (void)pthread_join(threads[i], NULL);
}
