/* validate.c - one run: draw, screen, count. */
#include "validate/validate.h"

#include <math.h>

#include "base/alloc.h"
#include "validate/validate_internal.h"

uint32_t idt_run_floor(const idt_run *self)
{
    uint32_t threshold = self->options->threshold;
    return threshold < IDT_THRESHOLD_INDEXED_MIN ? threshold : IDT_THRESHOLD_INDEXED_MIN;
}

void idt_run_progress(idt_run *self, uint32_t worker, size_t done)
{
    (void)__atomic_add_fetch(&self->done, done, __ATOMIC_RELAXED);
    if (worker == 0 && self->options->on_progress)
        self->options->on_progress(self->options->context,
                                   __atomic_load_n(&self->done, __ATOMIC_RELAXED), self->total);
}

static void start_workers(idt_run *self)
{
    self->workers = idt_alloc_zeroed(self->options->threads * sizeof *self->workers);
    for (uint32_t i = 0; i < self->options->threads; i++) {
        idt_worker *worker = &self->workers[i];
        worker->main = idt_screener_new(self->index, self->profile);
        if (self->left_out.index)
            worker->left_out = idt_screener_new(self->left_out.index, self->profile);
        if (self->options->other)
            worker->other = idt_screener_new(self->index, self->options->other);
        if (self->options->other && self->left_out.index)
            worker->other_left_out = idt_screener_new(self->left_out.index, self->options->other);
    }
}

static void stop_workers(idt_run *self)
{
    for (uint32_t i = 0; self->workers && i < self->options->threads; i++) {
        idt_screener_free(self->workers[i].main);
        idt_screener_free(self->workers[i].left_out);
        idt_screener_free(self->workers[i].other);
        idt_screener_free(self->workers[i].other_left_out);
        idt_arena_release(&self->workers[i].arena);
    }
    idt_free(self->workers);
}

static void run_placebos(idt_run *self)
{
    const idt_validate_options *options = self->options;
    idt_validation *out = self->out;
    idt_ordinary_source persons = { options->seed, 0, options->placebo_persons, false },
                        companies = { options->seed, 0, options->placebo_companies, true };
    idt_placebo generated[] = {
        { "persons", "Ordinary persons, generated", "persons", IDT_PARTY_PERSON, &persons,
          idt_ordinary_next },
        { "companies", "Ordinary companies, generated", "companies", IDT_PARTY_ORGANIZATION,
          &companies, idt_ordinary_next },
    };
    out->placebo_count = 2 + options->placebo_count;
    out->placebos = idt_arena_alloc(&out->arena, out->placebo_count * sizeof *out->placebos);
    for (size_t i = 0; i < out->placebo_count; i++)
        idt_run_placebo(self, i < 2 ? &generated[i] : &options->placebos[i - 2], &out->placebos[i]);
}

idt_status idt_validate(idt_validation *out, const idt_index *index, const idt_profile *profile,
                        const idt_validate_options *options, idt_err *err)
{
    idt_run self = { .index = index, .profile = profile, .options = options, .out = out };
    *out = (idt_validation){ .arena = IDT_ARENA_INIT };
    idt_status status = idt_left_out_make(&self.left_out, index, options->seed, err);
    if (!status) {
        idt_name_owners_fill(&self.owners, index);
        idt_cases_draw(&self.cases, index, &self.left_out, &self.owners, options->seed,
                       options->per_class);
        self.total = self.cases.count + options->placebo_persons + options->placebo_companies;
        start_workers(&self);
        idt_run_cases(&self);
        run_placebos(&self);
        if (options->other)
            idt_run_lane(&self);
    }
    stop_workers(&self);
    idt_cases_release(&self.cases);
    idt_name_owners_release(&self.owners);
    idt_left_out_release(&self.left_out);
    return status;
}

void idt_validation_release(idt_validation *self)
{
    idt_arena_release(&self->arena);
}

idt_share idt_recall_at(const idt_class_result *result, uint32_t threshold)
{
    idt_share share = { result->all.cases, 0 };
    for (uint32_t score = threshold; score < IDT_SCORE_STEPS; score++)
        share.found += result->scores[score];
    return share;
}

idt_share idt_alerts_at(const idt_alert_rate *rate, uint32_t threshold)
{
    bool low = threshold < rate->floor;
    idt_share share = { low ? rate->low_subjects : rate->subjects, 0 };
    for (uint32_t score = threshold; score < IDT_SCORE_STEPS; score++)
        share.found += low ? rate->low_scores[score] : rate->scores[score];
    return share;
}

/* A function of counts alone: square roots of doubles are exact to the last digit by IEEE 754, so
 * every machine rounds alike. */
idt_interval idt_wilson(idt_share share)
{
    const double z = 1.959963984540054;
    double n = share.cases, p = n > 0 ? share.found / n : 0;
    if (share.cases == 0)
        return (idt_interval){ 0, 100000 };
    double middle = p + z * z / (2 * n), reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)),
           scale = 1 + z * z / n;
    double low = (middle - reach) / scale, high = (middle + reach) / scale;
    return (idt_interval){ (uint32_t)lround(100000 * (low < 0 ? 0 : low)),
                           (uint32_t)lround(100000 * (high > 1 ? 1 : high)) };
}
