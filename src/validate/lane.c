/* lane.c - the same classes with another profile, at the threshold where it costs as many alerts.
 *
 * A profile of another kind may read every name of the lists for every question, so a part of the
 * ordinary subjects sets the threshold, and the expected party alone is scored for the cases. */
#include <string.h>

#include "base/alloc.h"
#include "validate/validate_internal.h"

enum { ORDINARY = 300, CASES = 500, ASK_FROM = 500 };

typedef struct {
    idt_run *run;
    uint16_t *ours, *other; /* by item: the best score */
    size_t first;           /* case */
} lane_work;

static const char *const COMPARED[] = { "vowels", "nickname", "alias_left_out" };

static void ask_ordinary(void *context, uint32_t number, size_t item)
{
    lane_work *self = context;
    idt_worker *worker = &self->run->workers[number];
    idt_ordinary_source source = { self->run->options->seed, (uint32_t)item / 2, ORDINARY,
                                   item % 2 };
    idt_screen_options options = { .threshold = ASK_FROM, .limit = 1 };
    idt_subject subject;
    idt_hits hits;
    idt_arena_reset(&worker->arena);
    (void)idt_ordinary_next(&source, &worker->arena, &subject);
    subject.birth_count = subject.country_count = 0;
    subject.gender = IDT_GENDER_UNKNOWN;
    if (idt_screen_subject(&hits, worker->other, &worker->arena, &subject, &options, NULL) ==
        IDT_OK)
        self->other[item] = hits.count ? (uint16_t)hits.hits[0].score : 0;
    options.threshold = idt_run_floor(self->run);
    if (idt_screen_subject(&hits, worker->main, &worker->arena, &subject, &options, NULL) == IDT_OK)
        self->ours[item] = hits.count ? (uint16_t)hits.hits[0].score : 0;
}

static uint32_t count_from(const uint16_t *scores, size_t count, uint32_t threshold)
{
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += scores[i] >= threshold;
    return found;
}

static void calibrate(lane_work *self, idt_lane *lane)
{
    size_t count = 2 * ORDINARY;
    uint32_t threshold = ASK_FROM;
    idt_share_work(self->run->options->threads, count, ask_ordinary, self);
    lane->ours = (idt_share){ (uint32_t)count,
                              count_from(self->ours, count, self->run->options->threshold) };
    while (threshold <= 1000 && count_from(self->other, count, threshold) > lane->ours.found)
        threshold++;
    lane->threshold = threshold;
    lane->other = (idt_share){ (uint32_t)count, count_from(self->other, count, threshold) };
}

static void ask_case(void *context, uint32_t number, size_t item)
{
    lane_work *self = context;
    idt_run *run = self->run;
    idt_worker *worker = &run->workers[number];
    const idt_case *at = &run->cases.cases[self->first + item];
    bool left_out = idt_class_rows[at->row].pool == IDT_POOL_LEFT_OUT;
    idt_made_case made;
    idt_hit hit;
    idt_arena_reset(&worker->arena);
    if (idt_case_make(&made, at, run->index, &run->owners, run->options->seed, &worker->arena) &&
        idt_screen_explain(&hit, left_out ? worker->other_left_out : worker->other, &worker->arena,
                           &made.subject, at->party, NULL) == IDT_OK)
        self->other[item] = (uint16_t)hit.score;
}

static void compare_class(lane_work *self, idt_lane *lane, size_t row)
{
    size_t count = 0;
    const idt_cases *cases = &self->run->cases;
    for (self->first = 0; self->first < cases->count && cases->cases[self->first].row != row;)
        self->first++;
    while (count < CASES && self->first + count < cases->count &&
           cases->cases[self->first + count].row == row)
        count++;
    memset(self->other, 0, CASES * sizeof *self->other);
    idt_share_work(self->run->options->threads, count, ask_case, self);
    idt_comparison *out = &lane->classes[lane->class_count++];
    *out = (idt_comparison){ .class = &idt_class_rows[row].public };
    out->ours.cases = out->other.cases = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        out->ours.found += cases->cases[self->first + i].found;
        out->other.found += self->other[i] >= lane->threshold;
    }
}

void idt_run_lane(idt_run *self)
{
    enum { ROOM = CASES > 2 * ORDINARY ? CASES : 2 * ORDINARY };
    lane_work work = { .run = self };
    idt_lane *lane = &self->out->lane;
    work.ours = idt_alloc_zeroed(ROOM * sizeof *work.ours);
    work.other = idt_alloc_zeroed(ROOM * sizeof *work.other);
    lane->profile = self->options->other_name;
    calibrate(&work, lane);
    for (size_t row = 0; row < idt_class_row_count; row++)
        for (size_t i = 0; i < sizeof COMPARED / sizeof COMPARED[0]; i++)
            if (strcmp(idt_class_rows[row].public.id, COMPARED[i]) == 0)
                compare_class(&work, lane, row);
    idt_free(work.ours);
    idt_free(work.other);
}
