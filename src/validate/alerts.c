/* alerts.c - screen ordinary subjects in blocks, each asked in up to three ways. */
#include <string.h>

#include "base/alloc.h"
#include "validate/validate_internal.h"

enum {
    BLOCK = 1024,
    LOW_SUBJECTS = 256, /* of a pack, screened name by name for the low end of the curve */
    CURVE_FROM = 500,
};

typedef struct {
    idt_arena arena;
    idt_subject subject;
    bool rejected;
    bool low; /* screened below the floor of the index */
    uint32_t best[IDT_ASKED_COUNT];
    idt_shown_case near; /* typed, where the best score is just below the threshold */
} slot;

typedef struct {
    idt_run *run;
    slot *slots;
    size_t count;
    uint32_t floor;
} block;

const char *idt_asked_name(idt_asked asked)
{
    static const char *const names[IDT_ASKED_COUNT] = { "typed", "untyped", "facts" };
    return names[asked];
}

static bool states_facts(const idt_subject *subject)
{
    return subject->birth_count || subject->country_count || subject->identifier_count ||
           subject->gender != IDT_GENDER_UNKNOWN;
}

static idt_subject as_asked(const idt_subject *subject, idt_asked asked)
{
    if (asked == IDT_ASKED_FACTS)
        return *subject;
    return (idt_subject){ .id = subject->id,
                          .names = subject->names,
                          .name_count = subject->name_count,
                          .type = asked == IDT_ASKED_TYPED ? subject->type : IDT_PARTY_UNKNOWN };
}

static void note_near(block *self, slot *at, const idt_hit *hit, idt_screener *screener,
                      const idt_subject *subject)
{
    uint32_t score = hit->score;
    idt_hit explained;
    if (score < IDT_THRESHOLD_INDEXED_MIN || score >= self->run->options->threshold)
        return;
    at->near = (idt_shown_case){ .entity_id = hit->entity_id, .score = score };
    at->near.listed = hit->matched_name ? hit->matched_name->text : IDT_SPAN_EMPTY;
    at->near.asked = subject->name_count ? subject->names[0] : IDT_SPAN_EMPTY;
    if (idt_screen_explain(&explained, screener, &at->arena, subject, hit->party, NULL) == IDT_OK)
        at->near.why = idt_why(&at->arena, explained.explanation);
}

static void screen_slot(void *context, uint32_t number, size_t item)
{
    block *self = context;
    slot *at = &self->slots[item];
    idt_screener *screener = self->run->workers[number].main;
    for (int asked = 0; asked < IDT_ASKED_COUNT && !at->rejected; asked++) {
        idt_subject subject = as_asked(&at->subject, (idt_asked)asked);
        idt_screen_options options = {
            .threshold = at->low && asked == IDT_ASKED_TYPED ? CURVE_FROM : self->floor, .limit = 1
        };
        idt_hits hits;
        if (asked == IDT_ASKED_FACTS && !states_facts(&at->subject))
            continue;
        if (idt_screen_subject(&hits, screener, &at->arena, &subject, &options, NULL)) {
            at->rejected = true;
            continue;
        }
        at->best[asked] = hits.count ? hits.hits[0].score : 0;
        if (asked == IDT_ASKED_TYPED && hits.count)
            note_near(self, at, &hits.hits[0], screener, &subject);
    }
    idt_run_progress(self->run, number, 1);
}

/* A sample of the near ones: each of n has the chance k/n to be kept. */
static void keep_near(idt_run *run, const idt_shown_case *near, idt_chance *chance)
{
    idt_shown *kept = &run->out->below_ordinary;
    uint32_t at = kept->of < IDT_SHOWN_MAX ? kept->of : idt_chance_below(chance, kept->of + 1);
    kept->of++;
    if (at >= IDT_SHOWN_MAX)
        return;
    if (kept->count <= at)
        kept->count = at + 1;
    idt_arena *arena = &run->out->arena;
    kept->cases[at] = *near;
    kept->cases[at].entity_id = idt_arena_copy(arena, near->entity_id);
    kept->cases[at].listed = idt_arena_copy(arena, near->listed);
    kept->cases[at].asked = idt_arena_copy(arena, near->asked);
    kept->cases[at].why = idt_arena_copy(arena, near->why);
}

static void count_block(block *self, idt_placebo_result *result, idt_chance *chance)
{
    for (size_t i = 0; i < self->count; i++) {
        const slot *at = &self->slots[i];
        result->rejected += at->rejected;
        for (int asked = 0; asked < IDT_ASKED_COUNT && !at->rejected; asked++) {
            idt_alert_rate *rate = &result->asked[asked];
            if (asked == IDT_ASKED_FACTS && !states_facts(&at->subject))
                continue;
            rate->subjects++;
            rate->alerting += at->best[asked] >= self->run->options->threshold;
            rate->scores[at->best[asked] >= self->floor ? at->best[asked] : 0]++;
            if (at->low && asked == IDT_ASKED_TYPED) {
                rate->low_subjects++;
                rate->low_scores[at->best[asked]]++;
            }
        }
        if (at->near.asked.len)
            keep_near(self->run, &at->near, chance);
    }
}

/* Read the next subjects of the pack; the first `low` of them are screened for the low curve. */
static void fill_block(block *self, const idt_placebo *placebo, uint32_t low)
{
    for (self->count = 0; self->count < BLOCK; self->count++) {
        slot *at = &self->slots[self->count];
        idt_arena_reset(&at->arena);
        *at = (slot){ .arena = at->arena, .low = self->count < low };
        if (!placebo->next(placebo->context, &at->arena, &at->subject))
            break;
        if (at->subject.type == IDT_PARTY_UNKNOWN)
            at->subject.type = placebo->type;
    }
}

void idt_run_placebo(idt_run *self, const idt_placebo *placebo, idt_placebo_result *result)
{
    idt_chance chance = idt_chance_of(self->options->seed, idt_hash64(idt_span_of(placebo->id)));
    block work = { .run = self, .floor = idt_run_floor(self) };
    uint32_t low = work.floor > CURVE_FROM ? LOW_SUBJECTS : 0;
    work.slots = idt_alloc_zeroed(BLOCK * sizeof *work.slots);
    result->id = placebo->id;
    result->title = placebo->title;
    result->bar = placebo->bar;
    for (int asked = 0; asked < IDT_ASKED_COUNT; asked++)
        result->asked[asked].floor = work.floor;
    do {
        fill_block(&work, placebo, low);
        low = 0;
        idt_share_work(self->options->threads, work.count, screen_slot, &work);
        count_block(&work, result, &chance);
    } while (work.count == BLOCK);
    for (size_t i = 0; i < BLOCK; i++)
        idt_arena_release(&work.slots[i].arena);
    idt_free(work.slots);
}

bool idt_ordinary_next(void *context, idt_arena *arena, idt_subject *out)
{
    idt_ordinary_source *self = context;
    if (self->next >= self->count)
        return false;
    idt_chance chance = idt_chance_of(self->seed + self->companies, self->next++);
    idt_span *name = idt_arena_alloc(arena, sizeof *name);
    *out = (idt_subject){ .names = name, .name_count = 1 };
    if (self->companies) {
        out->type = IDT_PARTY_ORGANIZATION;
        *name = idt_ordinary_company(arena, &chance);
        return true;
    }
    idt_ordinary person = idt_ordinary_person(arena, &chance);
    idt_date_range *birth = idt_arena_alloc(arena, sizeof *birth);
    idt_country *country = idt_arena_alloc(arena, sizeof *country);
    *name = person.name;
    *birth = person.birth;
    *country = person.country;
    out->type = IDT_PARTY_PERSON;
    out->gender = person.gender;
    out->births = birth;
    out->countries = country;
    out->birth_count = out->country_count = 1;
    return true;
}
