/* cmd_screen.c - interdict screen: names on the command line, or a customer file. */
#include <stdio.h>
#include <unistd.h>

#include "cli/profile_options.h"
#include "cli/progress.h"
#include "cli/subject_options.h"
#include "cli/text_options.h"
#include "service/batch.h"

enum {
    THREADS_MAX = 256,
    NOTES_SHOWN_MAX = 5, /* of rows; a column in a strange form gives one a row */
};

static const idt_option OPTIONS[] = {
    { "input", 'i', "FILE", "customers as CSV with a header, or NDJSON; - is standard input" },
    { "map", 0, "PAIRS", "what the file calls columns: name=full_name,birth_date=dob" },
    { "threshold", 0, "SCORE", "least score of a hit, 0.000 to 1.000 (default 0.700)" },
    { "limit", 0, "N", "hits a subject, best first (default: all)" },
    { "exhaustive", 0, NULL, "score every listed name: slow, the same answer" },
    { "format", 0, "FORMAT", "text (default), json, ndjson or csv" },
    { "threads", 0, "N", "threads for a file (default: all cores)" },
    IDT_SUBJECT_OPTIONS,
    IDT_PROFILE_OPTION,
    { NULL, 0, NULL, NULL },
};

typedef struct {
    idt_screen_options screen;
    idt_format format;
    idt_render_options render;
    uint32_t threads;
} screen_settings;

static idt_status read_settings(screen_settings *out, const idt_arguments *arguments, idt_err *err)
{
    uint32_t limit = 0;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    uint32_t all = cores < 1 ? 1 : cores > THREADS_MAX ? THREADS_MAX : (uint32_t)cores;
    idt_status status = idt_format_of(&out->format, arguments, ~0u, err);
    if (!status)
        status = idt_arguments_score(&out->screen.threshold, arguments, "threshold",
                                     IDT_THRESHOLD_DEFAULT, err);
    if (!status)
        status = idt_arguments_number(&limit, arguments, "limit", 0, UINT32_MAX, err);
    if (!status)
        status = idt_arguments_number(&out->threads, arguments, "threads", all, THREADS_MAX, err);
    out->screen.limit = limit;
    out->screen.exhaustive = idt_arguments_value(arguments, "exhaustive") != NULL;
    out->screen.explain = out->format != IDT_FORMAT_CSV;
    out->threads = out->threads ? out->threads : all;
    out->render = idt_text_options(arguments);
    return status;
}

/* --- names typed --- */

static void answer_name(idt_buf *out, const screen_settings *settings, idt_session *session,
                        idt_screener *screener, const idt_subject *subject,
                        idt_screen_figures *figures, uint64_t number)
{
    idt_hits hits;
    idt_err err = IDT_ERR_INIT;
    char id[24];
    snprintf(id, sizeof id, "%llu", (unsigned long long)number + 1);
    idt_screen_answer answer = { .number = number, .id = idt_span_of(id) };
    answer.name = subject->name_count ? subject->names[0] : IDT_SPAN_EMPTY;
    if (idt_screen_subject(&hits, screener, &session->arena, subject, &settings->screen, &err))
        answer.rejected = idt_span_of(err.text);
    else
        answer.hits = &hits;
    idt_screen_figures_add(figures, &answer);
    if (settings->format == IDT_FORMAT_TEXT)
        idt_render_hits(out, &answer, &settings->render);
    else
        idt_answer_screen_row(out, settings->format, &answer);
}

static int run_names(const idt_arguments *arguments, const screen_settings *settings,
                     idt_session *session, idt_subject *subject)
{
    idt_buf out = IDT_BUF_INIT;
    idt_screen_figures figures = { 0, 0, 0, 0 };
    idt_screener *screener = idt_screener_new(session->index, &session->profile);
    size_t count = arguments->word_count ? arguments->word_count : 1;

    if (settings->format != IDT_FORMAT_TEXT)
        idt_answer_screen_begin(&out, settings->format);
    for (size_t i = 0; i < count; i++) {
        idt_subject_set_name(subject, arguments,
                             i < arguments->word_count ? arguments->words[i] : NULL,
                             &session->arena);
        answer_name(&out, settings, session, screener, subject, &figures, i);
    }
    if (settings->format != IDT_FORMAT_TEXT)
        idt_answer_screen_end(&out, settings->format, &figures, &session->made_with);
    else
        idt_render_summary(&out, &figures, &session->made_with, &settings->render);
    idt_screener_free(screener);
    int code = figures.rejected ? idt_status_exit_code(IDT_E_INPUT)
               : figures.hits   ? IDT_EXIT_FOUND
                                : IDT_EXIT_NOTHING;
    return idt_finish(&out, code);
}

/* --- a file --- */

typedef struct {
    const screen_settings *settings;
    idt_progress *progress;
    uint64_t notes; /* rows with a note */
} file_run;

static bool write_bytes(void *context, idt_span bytes)
{
    (void)context;
    return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len;
}

static void show_progress(void *context, const idt_subject_reader *reader, uint64_t rows)
{
    file_run *self = context;
    idt_progress_update(self->progress, rows, idt_subject_reader_bytes_read(reader),
                        idt_subject_reader_bytes_total(reader));
}

/* Text shows subjects with hits and those not screened: a file of clean ones prints a summary. */
static void text_row(void *context, idt_buf *out, const idt_screen_answer *row)
{
    const file_run *self = context;
    if (row->rejected.len || (row->hits && row->hits->count))
        idt_render_hits(out, row, &self->settings->render);
}

static void warn(void *context, const idt_subject_row *row)
{
    file_run *self = context;
    if (++self->notes > NOTES_SHOWN_MAX)
        return;
    idt_progress_finish(self->progress); /* drawn again with the next block */
    fprintf(stderr, "line %llu: %.*s\n", (unsigned long long)row->line, (int)row->warning.len,
            row->warning.ptr);
}

static void report_further_notes(const file_run *run)
{
    if (run->notes > NOTES_SHOWN_MAX)
        fprintf(stderr, "%llu more row%s with such a note\n",
                (unsigned long long)(run->notes - NOTES_SHOWN_MAX),
                run->notes == NOTES_SHOWN_MAX + 1 ? "" : "s");
}

static void report_time(const idt_progress *progress, const idt_screen_figures *figures)
{
    uint64_t elapsed_ms = idt_progress_elapsed_ms(progress);
    fprintf(stderr, "%llu subject%s in %.2f s, %.0f a second\n",
            (unsigned long long)figures->subjects, figures->subjects == 1 ? "" : "s",
            (double)elapsed_ms / 1000,
            elapsed_ms ? (double)figures->subjects * 1000 / (double)elapsed_ms : 0);
}

static idt_status screen_file(idt_subject_reader *reader, const screen_settings *settings,
                              idt_session *session, idt_screen_figures *figures, idt_err *err)
{
    idt_buf out = IDT_BUF_INIT;
    idt_progress progress = idt_progress_start("subjects");
    file_run run = { settings, &progress, 0 };
    idt_batch batch = { session->index,
                        &session->profile,
                        &settings->screen,
                        settings->format,
                        settings->threads,
                        write_bytes,
                        show_progress,
                        text_row,
                        warn,
                        &run };

    if (settings->format != IDT_FORMAT_TEXT)
        idt_answer_screen_begin(&out, settings->format);
    (void)write_bytes(NULL, idt_buf_span(&out)); /* a full disk shows at the first row */
    idt_buf_reset(&out);
    idt_status status = idt_batch_run(&batch, reader, figures, err);
    idt_progress_finish(&progress);
    report_further_notes(&run);
    if (!status && settings->format != IDT_FORMAT_TEXT)
        idt_answer_screen_end(&out, settings->format, figures, &session->made_with);
    else if (!status)
        idt_render_summary(&out, figures, &session->made_with, &settings->render);
    if (!status && !idt_print(idt_buf_span(&out)))
        status = idt_fail(err, IDT_E_IO, "cannot write to standard output");
    idt_buf_release(&out);
    if (!status)
        report_time(&progress, figures);
    return status;
}

static int run_file(const idt_arguments *arguments, const screen_settings *settings,
                    idt_session *session, const char *path)
{
    idt_column_map map;
    idt_subject_reader *reader = NULL;
    idt_screen_figures figures = { 0, 0, 0, 0 };
    idt_err err = IDT_ERR_INIT;
    const char *pairs = idt_arguments_value(arguments, "map");
    idt_status status = pairs ? idt_column_map_parse(&map, idt_span_of(pairs), &err) : IDT_OK;

    if (!status)
        status = idt_subject_reader_open(&reader, path, pairs ? &map : NULL, &err);
    if (!status && idt_subject_reader_ignored(reader).len)
        fprintf(stderr, "columns not read: %.*s\n", (int)idt_subject_reader_ignored(reader).len,
                idt_subject_reader_ignored(reader).ptr);
    if (!status)
        status = screen_file(reader, settings, session, &figures, &err);
    idt_subject_reader_close(reader);
    if (status)
        return idt_report(status, &err);
    /* A row that was not screened is not clean. */
    return figures.hits || figures.rejected ? IDT_EXIT_FOUND : IDT_EXIT_NOTHING;
}

static int run(const idt_arguments *arguments)
{
    screen_settings settings;
    idt_subject subject;
    idt_session session;
    idt_err err = IDT_ERR_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    const char *file = idt_arguments_value(arguments, "input");
    int code;

    idt_status status = read_settings(&settings, arguments, &err);
    if (!status)
        status = idt_subject_from_options(&subject, arguments, &arena, &err);
    if (status) {
        code = idt_usage_error("screen", "%s", err.text);
    } else if ((file != NULL) == (arguments->word_count > 0) &&
               (file || subject.identifier_count == 0)) {
        code = idt_usage_error("screen", "screen takes names, or -i FILE");
    } else if ((status = idt_arguments_check_text(arguments, &err)) != IDT_OK) {
        code = idt_report(status, &err);
    } else if ((status = idt_session_open(&session, arguments, &err)) != IDT_OK) {
        code = idt_report(status, &err);
    } else {
        code = file ? run_file(arguments, &settings, &session, file)
                    : run_names(arguments, &settings, &session, &subject);
        idt_session_close(&session);
    }
    idt_arena_release(&arena);
    return code;
}

const idt_command idt_command_screen = {
    "screen",
    "screen NAME... | -i FILE",
    "who on the lists could this be",
    "A file has the columns id, name, alias, type, birth_date, gender, nationality, country,\n"
    "address, identifier, identifier_type; several values in a cell are parted by ;. A row that\n"
    "cannot be screened is kept with the reason. Answers come in the order of the file.\n",
    OPTIONS,
    run
};
