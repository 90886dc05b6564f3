/* batch_test.c - whatever the number of threads, the answers are the same bytes in the file's
 * order; a batch that is stopped or cannot write ends in order. Run under ThreadSanitizer too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "match/profile.h"
#include "service/batch.h"
#include "support/small_index.h"

enum { ROWS = 3000 };

typedef struct {
    idt_buf out, warnings;
    uint64_t rows; /* as last told */
    uint64_t fail_after, stop_after;
    atomic_bool stop;
} run;

static idt_index *index_file;
static idt_span listed_name;
static char index_path[64], csv_path[64], json_path[64];
static idt_arena arena;

static void make_path(char path[64])
{
    strcpy(path, P_tmpdir "/batch_test_XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
}

static void write_file(const char *path, const idt_buf *bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->ptr, 1, bytes->len, file), bytes->len);
    assert_int_equal(fclose(file), 0);
}

/* Every tenth row a listed name, rejected rows, rows with notes, line ends in quotes. */
static void add_row(idt_buf *csv, idt_buf *json, int i)
{
    static const char *const types[] = { "person", "", "vessel", "robot", "organization" };
    const char *type = types[i % 5], *birth = i % 7 ? "1962-02-18" : "yesterday";

    if (i % 10 == 0)
        idt_buf_format(csv, "C%d,\"%.*s\",%s,%s\n", i, (int)listed_name.len, listed_name.ptr, type,
                       birth);
    else if (i % 97 == 5)
        idt_buf_format(csv, "C%d,too,few\n", i);
    else
        idt_buf_format(csv, "C%d,\"Invented%d\nNobody\",%s,%s\n", i, i * 7919 % 1000, type, birth);
    idt_buf_format(json, "{\"id\":%d,\"name\":\"%.*s\",\"type\":\"%s\",\"x%d\":1}\n", i,
                   (int)listed_name.len, listed_name.ptr, type, i % 3);
}

static int set_up(void **state)
{
    idt_index_input input;
    idt_index_figures figures;
    idt_err err = IDT_ERR_INIT;
    idt_buf csv = IDT_BUF_INIT, json = IDT_BUF_INIT;

    (void)state;
    test_small_input(&input, &arena, TEST_SMALL_PARTIES_MAX);
    listed_name = input.parties[0].names[0].text;
    make_path(index_path);
    make_path(csv_path);
    make_path(json_path);
    if (idt_index_write(index_path, &input, &figures, &err) ||
        idt_index_open(&index_file, index_path, &err))
        fail_msg("%s", err.text);
    idt_buf_add_text(&csv, "id,name,type,birth_date\n");
    for (int i = 0; i < ROWS; i++)
        add_row(&csv, &json, i);
    write_file(csv_path, &csv);
    write_file(json_path, &json);
    idt_buf_release(&csv);
    idt_buf_release(&json);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    idt_index_close(index_file);
    unlink(index_path);
    unlink(csv_path);
    unlink(json_path);
    idt_arena_release(&arena);
    return 0;
}

static bool keep(void *context, idt_span bytes)
{
    run *self = context;
    idt_buf_add_span(&self->out, bytes);
    return self->fail_after == 0 || self->rows < self->fail_after;
}

static bool note(void *context, const idt_batch_place *place, idt_err *err)
{
    run *self = context;
    (void)err;
    if (place->rows < self->rows || place->figures.subjects != place->rows)
        return false;
    self->rows = place->rows;
    if (self->stop_after > 0 && self->rows >= self->stop_after)
        atomic_store(&self->stop, true);
    return true;
}

static void keep_warning(void *context, uint64_t line, idt_span warning)
{
    run *self = context;
    idt_buf_format(&self->warnings, "%d %.*s\n", (int)line, (int)warning.len, warning.ptr);
}

static void text_row(void *context, idt_buf *out, const idt_screen_answer *row)
{
    (void)context;
    idt_buf_format(out, "%.*s %d\n", (int)row->id.len, row->id.ptr,
                   row->hits ? (int)row->hits->count : -1);
}

static idt_subject_reader *open_reader(const char *path)
{
    idt_subject_reader *reader;
    idt_err err = IDT_ERR_INIT;

    if (idt_subject_reader_open(&reader, &(idt_subject_reader_options){ .path = path }, &err))
        fail_msg("%s", err.text);
    return reader;
}

static idt_status go(run *self, idt_subject_reader *reader, idt_format format, size_t threads,
                     idt_batch_place *place, bool *stopped, idt_err *err)
{
    idt_screen_options options = { .threshold = 700, .explain = format != IDT_FORMAT_CSV };
    idt_batch batch = { .index = index_file,
                        .profile = idt_profile_default(),
                        .options = &options,
                        .format = format,
                        .threads = threads,
                        .stop = &self->stop,
                        .write = keep,
                        .written = note,
                        .text_row = text_row,
                        .warn = keep_warning,
                        .context = self };
    return idt_batch_run(&batch, reader, place, stopped, err);
}

static void release_run(run *self)
{
    idt_buf_release(&self->out);
    idt_buf_release(&self->warnings);
}

static run run_whole(const char *path, idt_format format, size_t threads)
{
    run self = { .rows = 0 };
    idt_batch_place place = IDT_BATCH_START;
    idt_err err = IDT_ERR_INIT;
    bool stopped;
    idt_subject_reader *reader = open_reader(path);

    if (go(&self, reader, format, threads, &place, &stopped, &err))
        fail_msg("%s", err.text);
    assert_false(stopped);
    assert_int_equal(place.rows, ROWS);
    if (path == json_path)
        assert_true(idt_span_equal_text(idt_subject_reader_ignored(reader), "x0, x1, x2"));
    idt_subject_reader_close(reader);
    return self;
}

static void the_number_of_threads_changes_no_byte(void **state)
{
    static const idt_format formats[] = { IDT_FORMAT_NDJSON, IDT_FORMAT_CSV, IDT_FORMAT_JSON,
                                          IDT_FORMAT_TEXT };
    (void)state;
    for (size_t f = 0; f < 4; f++) {
        const char *path = f == 0 ? json_path : csv_path;
        run one = run_whole(path, formats[f], 1);
        assert_true(one.out.len > ROWS);
        for (size_t threads = 2; threads < 9; threads += 3) {
            run many = run_whole(path, formats[f], threads);
            assert_true(idt_span_equal(idt_buf_span(&one.out), idt_buf_span(&many.out)));
            assert_true(idt_span_equal(idt_buf_span(&one.warnings), idt_buf_span(&many.warnings)));
            release_run(&many);
        }
        release_run(&one);
    }
}

static void a_stopped_batch_goes_on_where_it_ended(void **state)
{
    run whole = run_whole(csv_path, IDT_FORMAT_NDJSON, 1);
    run first = { .stop_after = 700 }, second = { .rows = 0 };
    idt_batch_place place = IDT_BATCH_START;
    idt_err err = IDT_ERR_INIT;
    bool stopped;

    (void)state;
    idt_subject_reader *reader = open_reader(csv_path);
    assert_int_equal(go(&first, reader, IDT_FORMAT_NDJSON, 3, &place, &stopped, &err), IDT_OK);
    assert_true(stopped);
    assert_in_range(place.rows, 700, ROWS - 1);
    idt_subject_reader_close(reader);

    reader = open_reader(csv_path);
    assert_int_equal(idt_batch_resume(reader, &place, &err), IDT_OK);
    assert_int_equal(go(&second, reader, IDT_FORMAT_NDJSON, 2, &place, &stopped, &err), IDT_OK);
    assert_int_equal(place.rows, ROWS);
    idt_buf_add_span(&first.out, idt_buf_span(&second.out));
    assert_true(idt_span_equal(idt_buf_span(&whole.out), idt_buf_span(&first.out)));
    idt_subject_reader_close(reader);

    reader = open_reader(csv_path);
    place.rows--; /* the hash is that of one row more */
    assert_int_equal(idt_batch_resume(reader, &place, &err), IDT_E_INPUT);
    idt_subject_reader_close(reader);
    release_run(&whole);
    release_run(&first);
    release_run(&second);
}

static void a_write_that_fails_ends_the_batch(void **state)
{
    (void)state;
    for (size_t threads = 1; threads < 5; threads++) {
        run self = { .fail_after = 320 };
        idt_batch_place place = IDT_BATCH_START;
        idt_err err = IDT_ERR_INIT;
        bool stopped;
        idt_subject_reader *reader = open_reader(csv_path);
        assert_int_equal(go(&self, reader, IDT_FORMAT_CSV, threads, &place, &stopped, &err),
                         IDT_E_IO);
        assert_string_equal(err.text, "cannot write the answers");
        assert_int_equal(place.rows, 320);
        idt_subject_reader_close(reader);
        release_run(&self);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_of_threads_changes_no_byte),
        cmocka_unit_test(a_stopped_batch_goes_on_where_it_ended),
        cmocka_unit_test(a_write_that_fails_ends_the_batch),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
