/* batch_bench.c - what does a row of a customer file cost beside screening it?
 *
 * Generated files go through the whole batch with screening left out: read, decoded, cut, taken
 * apart, answered, written to nowhere. Figures are rows a second of processor time, so that a busy
 * machine changes little; five rounds, each figure the median of theirs. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "service/batch.h"

enum { ROUNDS = 5, ROWS = 300000 };

typedef enum { CSV, CSV_UTF16, NDJSON, FORM_COUNT } form;

static const char *const FORM_NAMES[] = { "CSV", "CSV in UTF-16", "NDJSON" };

static void add_row(idt_buf *out, form what, int i)
{
    const char *format =
        what == NDJSON
            ? "{\"id\":\"C%06d\",\"name\":\"Invented%d Nobody%d\",\"type\":\"person\","
              "\"birth_date\":\"19%02d-02-18\",\"nationality\":\"DE\",\"country\":\"FR\","
              "\"segment\":\"retail\"}\n"
            : "C%06d,\"Invented%d Nobody%d\",person,19%02d-02-18,DE,FR,retail\n";
    idt_buf_format(out, format, i, i * 79 % 1000, i * 31 % 10000, i % 100);
}

static void widen(idt_buf *text)
{
    idt_buf wide = IDT_BUF_INIT;

    for (size_t i = 0; i < text->len; i++) {
        idt_buf_add_char(&wide, text->ptr[i]);
        idt_buf_add_char(&wide, '\0');
    }
    idt_buf_release(text);
    *text = wide;
}

static void write_file(const char *path, form what)
{
    idt_buf text = IDT_BUF_INIT;
    FILE *file = fopen(path, "wb");

    if (what != NDJSON)
        idt_buf_add_text(&text, "id,name,type,birth_date,nationality,country,segment\n");
    for (int i = 0; i < ROWS; i++)
        add_row(&text, what, i);
    if (what == CSV_UTF16)
        widen(&text);
    if (!file || fwrite(text.ptr, 1, text.len, file) != text.len || fclose(file) != 0)
        exit(4);
    idt_buf_release(&text);
}

static bool write_nowhere(void *context, idt_span bytes)
{
    *(size_t *)context += bytes.len;
    return true;
}

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double measure(const char *path, idt_format format, size_t threads)
{
    idt_subject_reader *reader;
    idt_batch_place place = IDT_BATCH_START;
    idt_err err = IDT_ERR_INIT;
    size_t bytes = 0;
    bool stopped;
    double from = cpu_seconds();
    idt_batch batch = {
        .format = format, .threads = threads, .write = write_nowhere, .context = &bytes
    };

    if (idt_subject_reader_open(&reader, &(idt_subject_reader_options){ .path = path }, &err) ||
        idt_batch_run(&batch, reader, &place, &stopped, &err) || place.rows != ROWS) {
        fprintf(stderr, "bench: %s\n", err.text);
        exit(4);
    }
    idt_subject_reader_close(reader);
    return ROWS / (cpu_seconds() - from);
}

static int compare_numbers(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(void)
{
    char path[] = P_tmpdir "/batch_bench_XXXXXX";
    int descriptor = mkstemp(path);

    if (descriptor < 0)
        return 4;
    close(descriptor);
    printf("rows a second of processor time, screening left out (NDJSON answers)\n");
    for (form what = CSV; what < FORM_COUNT; what++) {
        double rounds[2][ROUNDS];
        write_file(path, what);
        for (size_t i = 0; i < ROUNDS; i++)
            for (size_t k = 0; k < 2; k++)
                rounds[k][i] = measure(path, IDT_FORMAT_NDJSON, k + 1);
        for (size_t k = 0; k < 2; k++)
            qsort(rounds[k], ROUNDS, sizeof **rounds, compare_numbers);
        printf("%-14s 1 thread %8.0f   2 threads %8.0f a thread\n", FORM_NAMES[what],
               rounds[0][ROUNDS / 2], rounds[1][ROUNDS / 2]);
    }
    unlink(path);
    return 0;
}
