/* parallel.h - one piece of work many times, on all processors.
 *
 * Items are handed out one by one. The work must not use cmocka's assertions: they belong to the
 * thread that runs the test, which checks what was noted afterwards. */
#ifndef TESTS_SUPPORT_PARALLEL_H
#define TESTS_SUPPORT_PARALLEL_H

#include <stddef.h>

enum { TEST_WORKERS_MAX = 16 };

/* `worker` < TEST_WORKERS_MAX says whose own memory may be used. */
typedef void (*test_work)(void *context, size_t worker, size_t item);

void test_parallel(size_t count, test_work work, void *context);

#endif
