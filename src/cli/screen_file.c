/* screen_file.c - read, screen, write; with -o so that an interruption costs nothing. */
#include "cli/screen_file.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/progress.h"
#include "service/answer_file.h"

enum {
    NOTES_SHOWN_MAX = 5, /* of rows; a column in a strange form gives one a row */
    FACTS_MAX = 16,
};

/* --- options --- */

static idt_status read_delimiter(char *out, const char *word, idt_err *err)
{
    static const struct {
        const char *name;
        char delimiter;
    } names[] = { { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "\\t", '\t' },
                  { "bar", '|' },   { "pipe", '|' },      { "space", ' ' } };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (idt_span_equal_nocase(idt_span_of(word), idt_span_of(names[i].name)))
            return *out = names[i].delimiter, IDT_OK;
    unsigned char c = (unsigned char)word[0];
    if (c == '\0' || word[1] != '\0' || c >= 0x7f || c == '"' || c == '\r' || c == '\n' ||
        idt_is_alpha((char)c) || idt_is_digit((char)c))
        return idt_fail(err, IDT_E_USAGE,
                        "--delimiter \"%s\" is no single character (or comma, semicolon, tab, "
                        "bar, space)",
                        word);
    *out = (char)c;
    return IDT_OK;
}

static idt_status check_output(const idt_screen_file_options *options, idt_format *format,
                               const idt_arguments *arguments, idt_err *err)
{
    bool typed =
        idt_arguments_value(arguments, "format") && !idt_arguments_is_filled(arguments, "format");

    if (!options->output)
        return options->resume
                   ? idt_fail(err, IDT_E_USAGE, "--resume goes with -o FILE: it is continued")
                   : IDT_OK;
    if (!options->input)
        return idt_fail(err, IDT_E_USAGE, "-o goes with -i FILE");
    if (options->output[0] == '\0' || strcmp(options->output, "-") == 0)
        return idt_fail(err, IDT_E_USAGE,
                        "-o wants a file; without it answers go to standard "
                        "output");
    if (typed && *format != IDT_FORMAT_NDJSON && *format != IDT_FORMAT_CSV)
        return idt_fail(err, IDT_E_USAGE, "-o writes --format ndjson or csv");
    if (!typed)
        *format = idt_span_ends(idt_span_of(options->output), ".csv") ? IDT_FORMAT_CSV
                                                                      : IDT_FORMAT_NDJSON;
    return IDT_OK;
}

idt_status idt_screen_file_settings(idt_screen_file_options *out, idt_format *format,
                                    const idt_arguments *arguments, idt_err *err)
{
    static const char *const of_files[] = { "map", "delimiter", "encoding", "sheet" };
    const char *delimiter = idt_arguments_value(arguments, "delimiter");

    *out = (idt_screen_file_options){
        .input = idt_arguments_value(arguments, "input"),
        .output = idt_arguments_value(arguments, "output"),
        .resume = idt_arguments_value(arguments, "resume") != NULL,
        .map = idt_arguments_value(arguments, "map"),
        .encoding = idt_arguments_value(arguments, "encoding"),
        .sheet = idt_arguments_value(arguments, "sheet"),
    };
    for (size_t i = 0; !out->input && i < sizeof of_files / sizeof of_files[0]; i++)
        if (idt_arguments_value(arguments, of_files[i]))
            return idt_fail(err, IDT_E_USAGE, "--%s goes with -i FILE", of_files[i]);
    if (delimiter && read_delimiter(&out->delimiter, delimiter, err))
        return err->status;
    return check_output(out, format, arguments, err);
}

/* --- interruption --- */

/* Set by a signal's handler, which can reach nothing but a global. */
static atomic_bool interrupted;

static void on_signal(int number)
{
    (void)number;
    atomic_store(&interrupted, true);
}

/* The first signal ends the run in order, a second one at once. */
static void watch_signals(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        sigaction(signals[i], &action, NULL);
}

/* --- the run --- */

typedef struct {
    const idt_screen_settings *settings;
    idt_session *session;
    idt_subject_reader *reader;
    idt_progress progress;
    idt_answer_file *file; /* NULL: standard output */
    idt_batch_place place;
    uint64_t rows_before; /* of an earlier run */
    uint64_t notes;       /* rows with a note */
    bool stopped;
} file_run;

static bool write_bytes(void *context, idt_span bytes)
{
    file_run *self = context;
    if (self->file)
        return idt_answer_file_write(self->file, bytes);
    return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len;
}

static bool note_written(void *context, const idt_batch_place *place, idt_err *err)
{
    file_run *self = context;
    idt_progress_update(&self->progress, place->rows - self->rows_before, place->bytes_read,
                        place->bytes_total);
    return !self->file || idt_answer_file_note(self->file, place, false, err) == IDT_OK;
}

/* Text shows subjects with hits and those not screened: a file of clean ones prints a summary. */
static void text_row(void *context, idt_buf *out, const idt_screen_answer *row)
{
    const file_run *self = context;
    if (row->rejected.len || (row->hits && row->hits->count))
        idt_render_hits(out, row, &self->settings->render);
}

static void warn(void *context, uint64_t line, idt_span warning)
{
    file_run *self = context;
    if (++self->notes > NOTES_SHOWN_MAX)
        return;
    idt_progress_finish(&self->progress); /* drawn again with the next block */
    fprintf(stderr, "%s %llu: %.*s\n", idt_subject_reader_place(self->reader),
            (unsigned long long)line, (int)warning.len, warning.ptr);
}

static void report_notes(const file_run *run)
{
    if (run->notes > NOTES_SHOWN_MAX)
        fprintf(stderr, "%llu more row%s with such a note\n",
                (unsigned long long)(run->notes - NOTES_SHOWN_MAX),
                run->notes == NOTES_SHOWN_MAX + 1 ? "" : "s");
}

static void report_encoding(const file_run *run)
{
    const char *encoding = idt_subject_reader_encoding(run->reader);
    uint64_t turned_at = idt_subject_reader_turned_at(run->reader);

    if (run->settings->file.encoding || !encoding || strcmp(encoding, "UTF-8") == 0)
        return;
    fprintf(stderr, "encoding: read as %s", encoding);
    if (turned_at > 0)
        fprintf(stderr, ", because byte %llu begins no UTF-8; --encoding NAME names another one",
                (unsigned long long)turned_at);
    fputc('\n', stderr);
    uint64_t doubts = idt_subject_reader_doubts(run->reader);
    if (doubts > 0)
        fprintf(stderr,
                "encoding: %llu place%s behind that read%s like UTF-8; if the file is UTF-8 with a "
                "fault in it, screen it again with --encoding utf-8\n",
                (unsigned long long)doubts, doubts == 1 ? "" : "s", doubts == 1 ? "s" : "");
}

static void report_columns(idt_subject_reader *reader)
{
    idt_span names = idt_subject_reader_ignored(reader);
    if (names.len > 0)
        fprintf(stderr, "columns not read: %.*s\n", (int)names.len, names.ptr);
}

static void report_time(const file_run *run)
{
    uint64_t elapsed_ms = idt_progress_elapsed_ms(&run->progress);
    uint64_t rows = run->place.rows - run->rows_before;
    fprintf(stderr, "%llu subject%s in %.2f s, %.0f a second\n", (unsigned long long)rows,
            rows == 1 ? "" : "s", (double)elapsed_ms / 1000,
            elapsed_ms ? (double)rows * 1000 / (double)elapsed_ms : 0);
}

/* --- the file of answers --- */

static bool is_same_file(const char *output, const char *input)
{
    struct stat a, b;
    bool known =
        stat(output, &a) == 0 && (strcmp(input, "-") == 0 ? fstat(0, &b) : stat(input, &b)) == 0;
    return known && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static void add_fact(idt_answer_fact *facts, size_t *count, const char *what, const char *value)
{
    idt_assert(*count < FACTS_MAX);
    facts[(*count)++] = (idt_answer_fact){ what, idt_span_of(value ? value : "not given") };
}

static const char *text_of(idt_arena *arena, uint64_t value)
{
    return idt_arena_format(arena, "%llu", (unsigned long long)value).ptr;
}

/* A value that stands in one line. */
static const char *in_one_line(idt_arena *arena, const char *text)
{
    if (!text)
        return NULL;
    char *copy = (char *)(uintptr_t)idt_arena_copy(arena, idt_span_of(text)).ptr;
    for (char *at = copy; *at; at++)
        if (*at == '\n')
            *at = ' ';
    return copy;
}

/* All that the bytes of the answers depend on. */
static size_t collect_facts(idt_answer_fact facts[FACTS_MAX], const file_run *run,
                            const char *input)
{
    static const char *const formats[] = { "text", "json", "ndjson", "csv" };
    const idt_screen_settings *settings = run->settings;
    const idt_made_with *made_with = &run->session->made_with;
    idt_arena *arena = &run->session->arena;
    char delimiter[2] = { settings->file.delimiter, '\0' };
    size_t count = 0;

    add_fact(facts, &count, "the engine", made_with->engine);
    add_fact(facts, &count, "the index", made_with->index);
    add_fact(facts, &count, "the profile", made_with->profile);
    add_fact(facts, &count, "the input", input);
    add_fact(facts, &count, "--format", formats[settings->format]);
    add_fact(facts, &count, "--threshold",
             idt_arena_format(arena, "%u.%03u", settings->screen.threshold / 1000,
                              settings->screen.threshold % 1000)
                 .ptr);
    add_fact(facts, &count, "--limit", text_of(arena, settings->screen.limit));
    add_fact(facts, &count, "--exhaustive", settings->screen.exhaustive ? "yes" : "no");
    add_fact(facts, &count, "--map", in_one_line(arena, settings->file.map));
    add_fact(facts, &count, "--encoding", in_one_line(arena, settings->file.encoding));
    add_fact(facts, &count, "--sheet", in_one_line(arena, settings->file.sheet));
    add_fact(facts, &count, "--delimiter",
             delimiter[0] ? idt_arena_copy(arena, idt_span_of(delimiter)).ptr : NULL);
    return count;
}

static idt_status open_output(file_run *run, idt_err *err)
{
    const idt_screen_file_options *options = &run->settings->file;
    idt_answer_fact facts[FACTS_MAX];
    idt_buf input = IDT_BUF_INIT;

    if (is_same_file(options->output, options->input))
        return idt_fail(err, IDT_E_USAGE, "-o names the file that is read: %s", options->output);
    idt_status status = idt_input_identify(&input, options->input, err);
    if (status) {
        idt_buf_release(&input);
        return status;
    }
    idt_buf_add_char(&input, '\0');
    idt_answer_file_options file = { options->output, options->resume, facts,
                                     collect_facts(facts, run, input.ptr) };
    status = idt_answer_file_open(&run->file, &file, &run->place, err);
    idt_buf_release(&input);
    if (!status)
        status = idt_batch_resume(run->reader, &run->place, err);
    run->rows_before = run->place.rows;
    if (!status && options->resume)
        fprintf(stderr, "going on behind %llu row%s whose answers are kept\n",
                (unsigned long long)run->rows_before, run->rows_before == 1 ? "" : "s");
    return status;
}

/* --- the whole --- */

static idt_status write_end(file_run *run, idt_err *err)
{
    const idt_screen_settings *settings = run->settings;
    idt_buf out = IDT_BUF_INIT;
    idt_status status = IDT_OK;

    if (settings->format != IDT_FORMAT_TEXT)
        idt_answer_screen_end(&out, settings->format, &run->place.figures,
                              &run->session->made_with);
    else
        idt_render_summary(&out, &run->place.figures, &run->session->made_with, &settings->render);
    bool written = write_bytes(run, idt_buf_span(&out));
    if (run->file)
        status = idt_answer_file_finish(run->file, err);
    else if (!written || fflush(stdout) != 0)
        status = idt_fail(err, IDT_E_IO, "cannot write to standard output");
    idt_buf_release(&out);
    return status;
}

static void write_begin(file_run *run)
{
    idt_buf out = IDT_BUF_INIT;

    if (run->settings->format != IDT_FORMAT_TEXT)
        idt_answer_screen_begin(&out, run->settings->format);
    (void)write_bytes(run, idt_buf_span(&out)); /* a full disk shows at the first row */
    idt_buf_release(&out);
}

static idt_status screen_rows(file_run *run, idt_err *err)
{
    const idt_screen_settings *settings = run->settings;
    idt_batch batch = { .index = run->session->index,
                        .profile = &run->session->profile,
                        .options = &settings->screen,
                        .format = settings->format,
                        .threads = settings->threads,
                        .stop = &interrupted,
                        .write = write_bytes,
                        .written = note_written,
                        .text_row = text_row,
                        .warn = warn,
                        .context = run };

    if (run->rows_before == 0)
        write_begin(run);
    run->progress = idt_progress_start("subjects");
    idt_status status = idt_batch_run(&batch, run->reader, &run->place, &run->stopped, err);
    idt_progress_finish(&run->progress);
    report_notes(run);
    if (run->stopped && run->file && !status)
        status = idt_answer_file_note(run->file, &run->place, true, err);
    return status;
}

static int report_stop(const file_run *run)
{
    const char *path = run->settings->file.output;
    fprintf(stderr,
            "interdict: interrupted behind row %llu; the answers so far are in %s\n"
            "To go on, run the same command with --resume\n",
            (unsigned long long)run->place.rows, path);
    return idt_status_exit_code(IDT_E_IO);
}

static idt_status open_input(file_run *run, idt_err *err)
{
    const idt_screen_file_options *options = &run->settings->file;
    idt_column_map map;
    idt_status status =
        options->map ? idt_column_map_parse(&map, idt_span_of(options->map), err) : IDT_OK;

    if (!status)
        status = idt_subject_reader_open(
            &run->reader,
            &(idt_subject_reader_options){ .path = options->input,
                                           .map = options->map ? &map : NULL,
                                           .encoding = options->encoding,
                                           .sheet = options->sheet,
                                           .delimiter = options->delimiter,
                                           .stop = &interrupted },
            err);
    return status;
}

static idt_status run_all(file_run *run, idt_err *err)
{
    bool known_early;
    idt_status status = open_input(run, err);

    if (status)
        return status;
    report_columns(run->reader);
    known_early = idt_subject_reader_ignored(run->reader).len > 0;
    if (run->settings->file.output) {
        watch_signals();
        status = open_output(run, err);
    }
    if (!status)
        status = screen_rows(run, err);
    if (!known_early)
        report_columns(run->reader);
    report_encoding(run);
    if (!status && !run->stopped)
        status = write_end(run, err);
    if (!status)
        report_time(run);
    return status;
}

int idt_screen_file(const idt_screen_settings *settings, idt_session *session)
{
    file_run run = { .settings = settings, .session = session, .place = IDT_BATCH_START };
    idt_err err = IDT_ERR_INIT;
    idt_status status = run_all(&run, &err);

    idt_subject_reader_close(run.reader);
    idt_answer_file_close(run.file);
    if (status)
        return idt_report(status, &err);
    if (run.stopped)
        return report_stop(&run);
    /* A row that was not screened is not clean. */
    const idt_screen_figures *figures = &run.place.figures;
    return figures->hits || figures->rejected ? IDT_EXIT_FOUND : IDT_EXIT_NOTHING;
}
