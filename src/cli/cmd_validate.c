/* cmd_validate.c - interdict validate: how good is the screening on these lists? */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/profile_options.h"
#include "cli/progress.h"
#include "cli/render_validate.h"
#include "cli/text_options.h"
#include "codec/csv_write.h"
#include "service/subject_reader.h"

enum {
    THREADS_MAX = 256,
    PLACEBO_PERSONS = 4000, /* a rate of 1 % is known to within 0.3 points */
    PLACEBO_COMPANIES = 2000,
    FILES_MAX = 32,
};

static const idt_option OPTIONS[] = {
    { "bars", 0, "FILE", "what must be reached, as YAML (default: the built-in bars)" },
    { "report", 0, "FILE", "write the report as one HTML page" },
    { "json", 0, "FILE", "write the same figures as JSON" },
    { "cases", 0, "FILE", "write every case as CSV" },
    { "placebo", 0, "FILES", "ordinary customers, files as for screen -i; several with ;" },
    { "map", 0, "PAIRS", "what those files call columns: name=full_name,birth_date=dob" },
    IDT_PROFILE_OPTION,
    { "against", 0, "PROFILE", "another profile to compare with, at as many alerts: ofac, a file" },
    { "per-class", 0, "N", "cases of each manipulation (default 1000)" },
    { "threshold", 0, "SCORE", "least score of a hit, 0.000 to 1.000 (default 0.700)" },
    { "seed", 0, "N", "what chance begins with (default 20260402)" },
    { "threads", 0, "N", "threads (default: all cores)" },
    { NULL, 0, NULL, NULL },
};

typedef struct {
    idt_validate_options run;
    idt_arena arena;
    idt_subject_reader *readers[FILES_MAX];
    idt_placebo placebos[FILES_MAX];
    size_t reader_count;
    idt_profile other;
    idt_map bars_file;
    idt_span bars;
    idt_buf cases;
    bool keeps_cases;
    idt_progress progress;
} validate_run;

static void on_progress(void *context, uint64_t done, uint64_t total)
{
    validate_run *self = context;
    idt_progress_update(&self->progress, done, done, total);
}

static void on_case(void *context, const idt_class *class, idt_span entity_id,
                    const idt_shown_case *shown, bool found, uint32_t best)
{
    validate_run *self = context;
    char score[16], any[16];
    snprintf(score, sizeof score, "%u.%03u", shown->score / 1000, shown->score % 1000);
    snprintf(any, sizeof any, "%u.%03u", best / 1000, best % 1000);
    idt_span fields[] = { idt_span_of(class->id),
                          entity_id,
                          shown->listed,
                          shown->asked,
                          idt_span_of(found ? "found" : "missed"),
                          idt_span_of(score),
                          idt_span_of(any),
                          shown->why };
    idt_csv_write_row(&self->cases, fields, sizeof fields / sizeof fields[0]);
}

/* --- placebo files --- */

/* Rows that cannot be screened come out as subjects without a name and are counted so. */
static bool next_row(void *context, idt_arena *arena, idt_subject *out)
{
    idt_subject_row row;
    if (!idt_subject_reader_next(context, arena, &row))
        return false;
    *out = row.rejected.len ? (idt_subject){ .names = NULL } : row.subject;
    return true;
}

/* `person=FILE` says what rows are that state no type. */
static idt_status open_placebo(validate_run *self, idt_span word, const idt_column_map *map,
                               idt_err *err)
{
    idt_placebo *out = &self->placebos[self->reader_count];
    idt_span kind = IDT_SPAN_EMPTY, path = word;
    *out = (idt_placebo){ .bar = "file", .next = next_row };
    if (idt_span_find(word, "=") != SIZE_MAX && idt_span_split(&kind, &path, "=") &&
        idt_party_type_parse(&out->type, kind)) {
        out->bar = out->type == IDT_PARTY_PERSON         ? "person_file"
                   : out->type == IDT_PARTY_ORGANIZATION ? "organization_file"
                                                         : "file";
    } else {
        path = word;
    }
    out->title = out->id = idt_arena_copy(&self->arena, path).ptr;
    const char *slash = strrchr(out->id, '/');
    out->title = out->id = slash ? slash + 1 : out->id;
    idt_subject_reader_options options = { .path = idt_arena_copy(&self->arena, path).ptr,
                                           .map = map };
    idt_status status = idt_subject_reader_open(&self->readers[self->reader_count], &options, err);
    out->context = self->readers[self->reader_count];
    self->reader_count += status == IDT_OK;
    return status;
}

static idt_status open_placebos(validate_run *self, const idt_arguments *arguments, idt_err *err)
{
    idt_column_map map;
    const char *files = idt_arguments_value(arguments, "placebo"),
               *pairs = idt_arguments_value(arguments, "map");
    idt_span rest = idt_span_of(files), word = IDT_SPAN_EMPTY;
    idt_status status = pairs ? idt_column_map_parse(&map, idt_span_of(pairs), err) : IDT_OK;
    while (!status && files && idt_span_split(&word, &rest, ";")) {
        if (self->reader_count == FILES_MAX)
            return idt_fail(err, IDT_E_USAGE, "--placebo takes at most %d files", FILES_MAX);
        if (idt_span_trim(word).len)
            status = open_placebo(self, idt_span_trim(word), pairs ? &map : NULL, err);
    }
    self->run.placebos = self->placebos;
    self->run.placebo_count = self->reader_count;
    return status;
}

static idt_status check_placebos(const validate_run *self, idt_err *err)
{
    for (size_t i = 0; i < self->reader_count; i++) {
        idt_err cause = IDT_ERR_INIT;
        idt_status status = idt_subject_reader_status(self->readers[i], &cause);
        if (status)
            return idt_fail(err, status, "%s: %s", self->placebos[i].id, cause.text);
    }
    return IDT_OK;
}

/* --- settings --- */

static idt_status read_numbers(validate_run *self, const idt_arguments *arguments, idt_err *err)
{
    uint32_t seed = 0;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    uint32_t all = cores < 1 ? 1 : cores > THREADS_MAX ? THREADS_MAX : (uint32_t)cores;
    idt_validate_options *run = &self->run;
    run->placebo_persons = PLACEBO_PERSONS;
    run->placebo_companies = PLACEBO_COMPANIES;
    idt_status status =
        idt_arguments_number(&seed, arguments, "seed", IDT_VALIDATE_SEED, UINT32_MAX, err);
    run->seed = seed;
    if (!status)
        status = idt_arguments_number(&run->per_class, arguments, "per-class",
                                      IDT_VALIDATE_PER_CLASS, IDT_VALIDATE_PER_CLASS_MAX, err);
    if (!status)
        status = idt_arguments_score(&run->threshold, arguments, "threshold", IDT_THRESHOLD_DEFAULT,
                                     err);
    if (!status)
        status = idt_arguments_number(&run->threads, arguments, "threads", all, THREADS_MAX, err);
    run->threads = run->threads ? run->threads : all;
    if (!status && run->per_class == 0)
        return idt_fail(err, IDT_E_USAGE, "--per-class 0 leaves nothing to screen");
    return status;
}

/* The bars are read before the long work, so that a mistake in them is told at once. */
static idt_status read_bars(validate_run *self, const idt_arguments *arguments, idt_err *err)
{
    idt_bar_results nothing;
    idt_err cause = IDT_ERR_INIT;
    const char *path = idt_arguments_value(arguments, "bars");
    self->bars = idt_span_of(idt_bars_default);
    if (!path)
        return IDT_OK;
    idt_status status = idt_refuse_folder(path, err);
    if (!status)
        status = idt_map_file(&self->bars_file, path, err);
    if (status)
        return status;
    self->bars = self->bars_file.bytes;
    status = idt_bars_judge(&nothing, &self->arena, self->bars, NULL, &cause);
    return status ? idt_fail(err, status, "%s: %s", path, cause.text) : IDT_OK;
}

static idt_status read_other(validate_run *self, const idt_arguments *arguments, idt_err *err)
{
    const char *word = idt_arguments_value(arguments, "against");
    if (!word)
        return IDT_OK;
    const idt_profile *named = idt_profile_named(idt_span_of(word));
    idt_status status = named ? IDT_OK : idt_profile_from_file(&self->other, word, err);
    if (named)
        self->other = *named;
    self->run.other = &self->other;
    self->run.other_name = named ? word : idt_profile_name(&self->other);
    return status;
}

/* --- the run --- */

static idt_status write_file(const idt_arguments *arguments, const char *option, idt_buf *bytes,
                             idt_err *err)
{
    const char *path = idt_arguments_value(arguments, option);
    return path ? idt_file_replace(path, idt_buf_span(bytes), err) : IDT_OK;
}

static idt_status write_reports(validate_run *self, const idt_arguments *arguments,
                                const idt_validation_report *report, idt_err *err)
{
    idt_buf html = IDT_BUF_INIT, json = IDT_BUF_INIT;
    idt_validation_html(&html, report);
    idt_validation_json(&json, report);
    idt_status status = write_file(arguments, "report", &html, err);
    if (!status)
        status = write_file(arguments, "json", &json, err);
    if (!status && self->keeps_cases)
        status = write_file(arguments, "cases", &self->cases, err);
    idt_buf_release(&html);
    idt_buf_release(&json);
    return status;
}

static idt_status validate(validate_run *self, const idt_arguments *arguments, idt_session *session,
                           idt_buf *out, size_t *failed, idt_err *err)
{
    idt_validation validation;
    idt_bar_results bars = { NULL, 0, 0 };
    idt_render_options options = idt_text_options(arguments);
    self->progress = idt_progress_start("cases");
    idt_status status =
        idt_validate(&validation, session->index, &session->profile, &self->run, err);
    idt_progress_finish(&self->progress);
    if (!status)
        status = check_placebos(self, err);
    if (!status)
        status = idt_bars_judge(&bars, &self->arena, self->bars, &validation, err);
    if (!status) {
        idt_validation_report report = { IDT_VERSION,
                                         idt_index_hash(session->index),
                                         idt_profile_name(&session->profile),
                                         session->profile_hash,
                                         idt_index_editions(session->index),
                                         idt_index_edition_count(session->index),
                                         &self->run,
                                         &validation,
                                         &bars };
        idt_render_validation(out, &report, &options);
        status = write_reports(self, arguments, &report, err);
    }
    *failed = bars.failed;
    idt_validation_release(&validation);
    return status;
}

static int open_and_validate(validate_run *self, const idt_arguments *arguments)
{
    idt_session session;
    idt_buf out = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;
    size_t failed = 0;
    idt_status status = read_bars(self, arguments, &err);
    if (!status)
        status = read_other(self, arguments, &err);
    if (!status)
        status = open_placebos(self, arguments, &err);
    if (!status)
        status = idt_session_open(&session, arguments, &err);
    if (status)
        return idt_report(status, &err);
    if (idt_arguments_value(arguments, "cases")) {
        static const char *const titles[] = { "class",   "party", "listed", "asked",
                                              "verdict", "score", "best",   "why" };
        idt_span fields[8];
        for (size_t i = 0; i < 8; i++)
            fields[i] = idt_span_of(titles[i]);
        idt_csv_write_row(&self->cases, fields, 8);
        self->keeps_cases = true;
        self->run.on_case = on_case;
    }
    self->run.context = self;
    self->run.on_progress = on_progress;
    status = validate(self, arguments, &session, &out, &failed, &err);
    idt_session_close(&session);
    if (status) {
        idt_buf_release(&out);
        return idt_report(status, &err);
    }
    fprintf(stderr, "%.1f s\n", (double)idt_progress_elapsed_ms(&self->progress) / 1000);
    return idt_finish(&out, failed ? IDT_EXIT_FOUND : IDT_EXIT_NOTHING);
}

static int run(const idt_arguments *arguments)
{
    validate_run self = { .arena = IDT_ARENA_INIT, .bars_file = IDT_MAP_INIT };
    idt_err err = IDT_ERR_INIT;
    int code;
    if (arguments->word_count)
        return idt_usage_error("validate", "validate takes no names");
    if (read_numbers(&self, arguments, &err))
        code = idt_usage_error("validate", "%s", err.text);
    else
        code = open_and_validate(&self, arguments);
    for (size_t i = 0; i < self.reader_count; i++)
        idt_subject_reader_close(self.readers[i]);
    idt_map_close(&self.bars_file);
    idt_buf_release(&self.cases);
    idt_arena_release(&self.arena);
    return code;
}

const idt_command idt_command_validate = {
    "validate",
    "validate",
    "measure recall and alert rates on the loaded lists",
    "Names of the loaded lists are manipulated class by class and screened; ordinary names say\n"
    "what that costs. person=FILE and organization=FILE say what the rows of a --placebo file are\n"
    "that state no type. Exit code 1 means that a bar was missed.\n",
    OPTIONS,
    run
};
