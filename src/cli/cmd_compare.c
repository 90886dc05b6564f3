/* cmd_compare.c - interdict compare: two names, or a file of pairs. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/profile_options.h"
#include "cli/text_options.h"
#include "codec/csv.h"
#include "codec/csv_write.h"
#include "match/compare.h"
#include "match/ofac.h"
#include "text/fold.h"

static const idt_option OPTIONS[] = {
    { "pairs", 0, "FILE",
      "CSV with columns name1, name2 and optionally schema; - is standard input" },
    { "type", 0, "TYPE", "what both names name: person, organization, vessel, aircraft" },
    { "format", 0, "FORMAT", "text (default) or json, for two names" },
    IDT_PROFILE_OPTION,
    { NULL, 0, NULL, NULL },
};

enum { COLUMN_NAME1, COLUMN_NAME2, COLUMN_SCHEMA, COLUMN_COUNT };

typedef struct {
    const idt_profile *profile;
    idt_folder *folder;
    idt_arena arena;
    size_t columns[COLUMN_COUNT]; /* SIZE_MAX: not there */
    size_t width;                 /* columns of the header */
    idt_buf out;
} pair_file;

/* What comparing takes besides the names. */
typedef struct {
    const idt_profile *profile;
    idt_folder *folder;
    idt_arena *arena;
} comparer;

static void compare(idt_explanation *out, const comparer *self, idt_span left, idt_span right,
                    idt_party_type type)
{
    idt_name listed = { .text = right, .quality = IDT_QUALITY_UNGRADED };
    idt_name_pair pair = { .query = left, .listed = &listed, .type = type };
    if (self->profile->method == IDT_METHOD_OFAC)
        idt_ofac_compare_names(out, self->arena, &pair);
    else
        idt_compare_names(out, self->folder, self->arena, &pair, self->profile);
}

static idt_status read_header(pair_file *self, const idt_csv_row *row, idt_err *err)
{
    static const char *const names[COLUMN_COUNT] = { "name1", "name2", "schema" };
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        self->columns[c] = SIZE_MAX;
        for (size_t i = 0; i < row->count; i++)
            if (idt_span_equal_nocase(idt_span_trim(row->fields[i]), idt_span_of(names[c])))
                self->columns[c] = i;
        if (self->columns[c] == SIZE_MAX && c != COLUMN_SCHEMA)
            return idt_fail_at(err, IDT_E_INPUT, row->line, 0, "the pairs have no column %s",
                               names[c]);
    }
    self->width = row->count;
    return IDT_OK;
}

static void write_row(pair_file *self, const idt_csv_row *row, const char *score)
{
    idt_span *fields = idt_arena_alloc(&self->arena, (row->count + 1) * sizeof *fields);
    for (size_t i = 0; i < row->count; i++)
        fields[i] = row->fields[i];
    fields[row->count] = idt_span_of(score);
    idt_csv_write_row(&self->out, fields, row->count + 1);
}

static idt_status score_row(pair_file *self, const idt_csv_row *row, idt_err *err)
{
    idt_explanation explanation;
    idt_party_type type = IDT_PARTY_UNKNOWN;
    if (row->count != self->width)
        return idt_fail_at(err, IDT_E_INPUT, row->line, row->offset,
                           "line %llu has %zu column%s where the header has %zu",
                           (unsigned long long)row->line, row->count, row->count == 1 ? "" : "s",
                           self->width);
    if (self->columns[COLUMN_SCHEMA] != SIZE_MAX) {
        idt_span word = idt_span_trim(row->fields[self->columns[COLUMN_SCHEMA]]);
        if (word.len && !idt_party_type_parse(&type, word))
            return idt_fail_at(err, IDT_E_INPUT, row->line, row->offset,
                               "line %llu: %.*s is no party type", (unsigned long long)row->line,
                               (int)word.len, word.ptr);
    }
    compare(&explanation, &(comparer){ self->profile, self->folder, &self->arena },
            row->fields[self->columns[COLUMN_NAME1]], row->fields[self->columns[COLUMN_NAME2]],
            type);
    write_row(self, row,
              idt_arena_format(&self->arena, "%u.%03u", explanation.score / 1000,
                               explanation.score % 1000)
                  .ptr);
    return IDT_OK;
}

static idt_status score_rows(pair_file *self, idt_csv *csv, idt_err *err)
{
    idt_csv_row row;
    idt_status status = IDT_OK;
    if (!idt_csv_next(csv, &row)) {
        status = idt_csv_status(csv, err);
        return status ? status : idt_fail(err, IDT_E_INPUT, "the pairs have no header line");
    }
    status = read_header(self, &row, err);
    if (!status)
        write_row(self, &row, "score");
    while (!status && idt_csv_next(csv, &row)) {
        status = score_row(self, &row, err);
        idt_arena_reset(&self->arena);
        if (!status && !idt_print(idt_buf_span(&self->out)))
            status = idt_fail(err, IDT_E_IO, "cannot write the scores");
        idt_buf_reset(&self->out);
    }
    return status ? status : idt_csv_status(csv, err);
}

static int run_pairs(const char *path, const idt_profile *profile)
{
    idt_err err = IDT_ERR_INIT;
    pair_file self = { .profile = profile, .folder = idt_folder_new(), .arena = IDT_ARENA_INIT };
    int descriptor = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    idt_status status = idt_refuse_folder(path, &err);
    if (!status && descriptor < 0)
        status = idt_fail(&err, IDT_E_IO, "cannot open %s", path);
    if (!status) {
        idt_csv *csv = idt_csv_new_fd(descriptor, (idt_csv_options){ 0, 0 });
        status = score_rows(&self, csv, &err);
        idt_csv_free(csv);
    }
    if (descriptor > STDIN_FILENO)
        close(descriptor);
    idt_folder_free(self.folder);
    idt_arena_release(&self.arena);
    idt_buf_release(&self.out);
    return status ? idt_report(status, &err) : IDT_EXIT_NOTHING;
}

static idt_status check_names(const idt_arguments *arguments, idt_folder *folder, idt_arena *arena,
                              idt_err *err)
{
    idt_status status = idt_arguments_check_text(arguments, err);
    for (size_t i = 0; i < arguments->word_count && !status; i++) {
        idt_folded folded;
        idt_fold(&folded, folder, arena, idt_span_of(arguments->words[i]));
        if (folded.count == 0)
            status = idt_fail(err, IDT_E_INPUT, "no letters or digits to compare in \"%s\"",
                              arguments->words[i]);
    }
    return status;
}

static int run_names(const idt_arguments *arguments, const idt_profile *profile,
                     idt_party_type type, idt_format format)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_folder *folder = idt_folder_new();
    idt_render_options options = idt_text_options(arguments);
    idt_explanation explanation;
    idt_buf out = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_status status = check_names(arguments, folder, &arena, &err);
    if (!status)
        compare(&explanation, &(comparer){ profile, folder, &arena },
                idt_span_of(arguments->words[0]), idt_span_of(arguments->words[1]), type);
    if (!status && format == IDT_FORMAT_JSON)
        idt_answer_compare(&out, &explanation);
    else if (!status)
        idt_render_compare(&out, &explanation, &options);
    idt_folder_free(folder);
    idt_arena_release(&arena);
    return status ? idt_report(status, &err) : idt_finish(&out, IDT_EXIT_NOTHING);
}

static int run(const idt_arguments *arguments)
{
    const char *pairs = idt_arguments_value(arguments, "pairs");
    const char *word = idt_arguments_value(arguments, "type");
    idt_party_type type = IDT_PARTY_UNKNOWN;
    idt_format format;
    idt_profile profile;
    idt_err err = IDT_ERR_INIT;
    idt_status status;

    if (idt_format_of(&format, arguments, 1 << IDT_FORMAT_TEXT | 1 << IDT_FORMAT_JSON, &err))
        return idt_usage_error("compare", "%s", err.text);
    if (word && !idt_party_type_parse(&type, idt_span_of(word)))
        return idt_usage_error("compare", "%s is no party type", word);
    if (pairs ? arguments->word_count != 0 : arguments->word_count != 2)
        return idt_usage_error("compare", "compare takes two names, or --pairs FILE");
    status = idt_profile_from_arguments(&profile, arguments, &err);
    if (status)
        return idt_report(status, &err);
    return pairs ? run_pairs(pairs, &profile) : run_names(arguments, &profile, type, format);
}

const idt_command idt_command_compare = {
    "compare",
    "compare A B | --pairs FILE",
    "score two names, with the explanation",
    "--pairs writes the same rows with a score column. No index is needed.\n",
    OPTIONS,
    run
};
