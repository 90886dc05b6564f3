/* cmd_validate.c - interdict validate: how good is the screening on these lists? */
#include <stdio.h>
#include <unistd.h>

#include "cli/progress.h"
#include "cli/text_options.h"
#include "validate/validate.h"

enum { THREADS_MAX = 256, PLACEBO_PERSONS = 4000, PLACEBO_COMPANIES = 2000 };

static const idt_option OPTIONS[] = {
    { "seed", 0, "N", "what chance begins with (default 20260402)" },
    { "per-class", 0, "N", "cases of each manipulation (default 1000)" },
    { "threshold", 0, "SCORE", "least score of a hit, 0.000 to 1.000 (default 0.700)" },
    { "cases", 0, "FILE", "write every case as CSV" },
    { "threads", 0, "N", "threads (default: all cores)" },
    { NULL, 0, NULL, NULL },
};

typedef struct {
    idt_validate_options run;
    FILE *cases;
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
    fprintf(self->cases, "%s\t%.*s\t%.*s\t%.*s\t%u\t%u\t%s\t%.*s\n", class->id, (int)entity_id.len,
            entity_id.ptr, (int)shown->listed.len, shown->listed.ptr, (int)shown->asked.len,
            shown->asked.ptr, shown->score, best, found ? "found" : "missed", (int)shown->why.len,
            shown->why.ptr);
}

static int run(const idt_arguments *arguments)
{
    idt_session session;
    idt_validation validation;
    idt_err err = IDT_ERR_INIT;
    uint32_t seed = 0;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    validate_run self = { .run = { .placebo_persons = PLACEBO_PERSONS,
                                   .placebo_companies = PLACEBO_COMPANIES } };
    idt_status status =
        idt_arguments_number(&seed, arguments, "seed", IDT_VALIDATE_SEED, UINT32_MAX, &err);
    self.run.seed = seed;
    if (!status)
        status = idt_arguments_number(&self.run.per_class, arguments, "per-class",
                                      IDT_VALIDATE_PER_CLASS, IDT_VALIDATE_PER_CLASS_MAX, &err);
    if (!status)
        status = idt_arguments_score(&self.run.threshold, arguments, "threshold",
                                     IDT_THRESHOLD_DEFAULT, &err);
    if (!status)
        status = idt_arguments_number(&self.run.threads, arguments, "threads",
                                      cores < 1 ? 1 : (uint32_t)cores, THREADS_MAX, &err);
    if (status)
        return idt_usage_error("validate", "%s", err.text);
    if ((status = idt_session_open(&session, arguments, &err)))
        return idt_report(status, &err);
    self.run.context = &self;
    self.run.on_progress = on_progress;
    if (idt_arguments_value(arguments, "cases")) {
        self.cases = fopen(idt_arguments_value(arguments, "cases"), "w");
        self.run.on_case = self.cases ? on_case : NULL;
    }
    self.progress = idt_progress_start("cases");
    status = idt_validate(&validation, session.index, session.profile, &self.run, &err);
    idt_progress_finish(&self.progress);
    for (size_t i = 0; !status && i < validation.class_count; i++) {
        const idt_class_result *r = &validation.classes[i];
        idt_interval w = idt_wilson(r->all);
        printf("%-26s %6u %6u %7.3f%%  [%7.3f %7.3f]  first %6u\n", r->class->id, r->all.cases,
               r->all.found, r->all.cases ? 100.0 * r->all.found / r->all.cases : 0, w.low / 1000.0,
               w.high / 1000.0, r->first);
    }
    for (size_t i = 0; !status && i < validation.placebo_count; i++)
        for (int a = 0; a < IDT_ASKED_COUNT; a++)
            printf("%-12s %-8s %6u alerting %5u\n", validation.placebos[i].id, idt_asked_name(a),
                   validation.placebos[i].asked[a].subjects,
                   validation.placebos[i].asked[a].alerting);
    if (self.cases)
        fclose(self.cases);
    fprintf(stderr, "%.1f s\n", (double)idt_progress_elapsed_ms(&self.progress) / 1000);
    idt_validation_release(&validation);
    idt_session_close(&session);
    return status ? idt_report(status, &err) : 0;
}

const idt_command idt_command_validate = {
    "validate", "validate", "recall and alert rates on the loaded lists", "", OPTIONS, run
};
