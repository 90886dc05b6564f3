/* cmd_screen.c - interdict screen: names on the command line, or a customer file. */
#include <stdio.h>
#include <unistd.h>

#include "cli/profile_options.h"
#include "cli/screen_file.h"
#include "cli/subject_options.h"

enum { THREADS_MAX = 256 };

static const idt_option OPTIONS[] = {
    { "input", 'i', "FILE",
      "customers as CSV with a header, NDJSON or .xlsx; - is standard input" },
    { "output", 'o', "FILE", "write the answers of a file to FILE, as NDJSON or CSV" },
    { "resume", 0, NULL, "go on where an interrupted run with -o FILE ended" },
    { "map", 0, "PAIRS", "what the file calls columns: name=full_name,birth_date=dob" },
    { "delimiter", 0, "CHAR",
      "of CSV: a character, or comma, semicolon, tab, bar (default: seen)" },
    { "encoding", 0, "NAME", "of the text: utf-8, utf-16, cp1252, ... (default: recognised)" },
    { "sheet", 0, "NAME", "of a workbook (default: the first)" },
    { "threshold", 0, "SCORE", "least score of a hit, 0.000 to 1.000 (default 0.700)" },
    { "limit", 0, "N", "hits a subject, best first (default: all)" },
    { "exhaustive", 0, NULL, "score every listed name: slow, the same answer" },
    { "format", 0, "FORMAT", "text (default), json, ndjson or csv" },
    { "threads", 0, "N", "threads for a file (default: all cores)" },
    IDT_SUBJECT_OPTIONS,
    IDT_PROFILE_OPTION,
    { NULL, 0, NULL, NULL },
};

static idt_status read_settings(idt_screen_settings *out, const idt_arguments *arguments,
                                idt_err *err)
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
    out->threads = out->threads ? out->threads : all;
    out->render = idt_text_options(arguments);
    return status;
}

/* --- names typed --- */

static void answer_name(idt_buf *out, const idt_screen_settings *settings, idt_session *session,
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

static int run_names(const idt_arguments *arguments, const idt_screen_settings *settings,
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

/* --- the command --- */

static int run(const idt_arguments *arguments)
{
    idt_screen_settings settings;
    idt_subject subject;
    idt_session session;
    idt_err err = IDT_ERR_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    const char *file = idt_arguments_value(arguments, "input");
    int code;

    idt_status status = read_settings(&settings, arguments, &err);
    if (!status)
        status = idt_subject_from_options(&subject, arguments, &arena, &err);
    if (!status)
        status = idt_screen_file_settings(&settings.file, &settings.format, arguments, &err);
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
        settings.screen.explain = settings.format != IDT_FORMAT_CSV;
        code = file ? idt_screen_file(&settings, &session)
                    : run_names(arguments, &settings, &session, &subject);
        idt_session_close(&session);
    }
    idt_arena_release(&arena);
    return code;
}

const idt_command idt_command_screen = {
    "screen",
    "screen NAME... | -i FILE [-o FILE]",
    "who on the lists could this be",
    "A file has the columns id, name, alias, type, birth_date, gender, nationality, country,\n"
    "address, identifier, identifier_type; several values in a cell are parted by ;. A row that\n"
    "cannot be screened is kept with the reason. Answers come in the order of the file.\n"
    "A run with -o FILE that is interrupted is continued by the same command with --resume.\n",
    OPTIONS,
    run
};
