/* recall.c - screen every case, and count by class. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "validate/validate_internal.h"

static bool is_left_out(const idt_case *at)
{
    idt_pool pool = idt_class_rows[at->row].pool;
    return pool == IDT_POOL_LEFT_OUT || pool == IDT_POOL_NATIVE_OUT;
}

/* What the hits say of the expected group. */
static void read_hits(const idt_run *self, idt_case *at, const idt_hits *hits)
{
    uint32_t expected = idt_index_group(self->index, at->party);
    uint32_t above[64], groups = 0;
    at->best = hits->count ? (uint16_t)hits->hits[0].score : 0;
    for (size_t i = 0; i < hits->count; i++) {
        uint32_t group = idt_index_group(self->index, hits->hits[i].party);
        if (group == expected) {
            at->score = (uint16_t)hits->hits[i].score;
            break;
        }
        bool known = groups == 64;
        for (uint32_t k = 0; k < groups && !known; k++)
            known = above[k] == group;
        if (!known)
            above[groups++] = group;
    }
    for (size_t i = 0; i < hits->count; i++) /* of equal score stands above by chance */
        if (hits->hits[i].score == at->score && at->score)
            for (uint32_t k = 0; k < groups; k++)
                if (above[k] == idt_index_group(self->index, hits->hits[i].party))
                    above[k] = above[--groups];
    at->rank = (uint16_t)groups;
    at->found = at->score >= self->options->threshold;
}

static void screen_case(void *context, uint32_t number, size_t item)
{
    idt_run *self = context;
    idt_worker *worker = &self->workers[number];
    idt_case *at = &self->cases.cases[item];
    idt_screener *screener = is_left_out(at) ? worker->left_out : worker->main;
    idt_screen_options options = { .threshold = idt_run_floor(self) };
    idt_made_case made;
    idt_hits hits;
    idt_hit hit;
    idt_arena_reset(&worker->arena);
    if (idt_case_make(&made, at, self->index, &self->owners, self->options->seed, &worker->arena) &&
        idt_screen_subject(&hits, screener, &worker->arena, &made.subject, &options, NULL) ==
            IDT_OK) {
        read_hits(self, at, &hits);
        if (at->score == 0 && idt_screen_explain(&hit, screener, &worker->arena, &made.subject,
                                                 at->party, NULL) == IDT_OK)
            at->score = (uint16_t)(hit.score < idt_run_floor(self) ? hit.score : 0);
    }
    idt_run_progress(self, number, 1);
}

/* --- counting --- */

static void count_share(idt_share *share, bool found)
{
    share->cases++;
    share->found += found;
}

static void count_case(idt_run *self, const idt_case *at, idt_arena *arena)
{
    idt_class_result *result = &self->out->classes[at->row];
    idt_party party;
    idt_index_party(self->index, at->party, arena, &party);
    idt_span text = party.names[at->ordinal].text;
    size_t words = 0;
    for (size_t i = 0; i < text.len; i++)
        words += !idt_is_blank(text.ptr[i]) && (i == 0 || idt_is_blank(text.ptr[i - 1]));
    words = words > IDT_WORD_STEPS ? IDT_WORD_STEPS : words ? words : 1;
    count_share(&result->all, at->found);
    count_share(&result->by_type[party.type], at->found);
    count_share(&result->by_script[idt_script_kind_of(text)], at->found);
    count_share(&result->by_words[words - 1], at->found);
    count_share(&result->by_list[party.edition], at->found);
    result->first += at->found && at->rank == 0;
    result->scores[at->score]++;
}

/* --- cases to be read --- */

idt_span idt_why(idt_arena *arena, const idt_explanation *explanation)
{
    idt_buf text = IDT_BUF_INIT;
    for (size_t i = 0; explanation && i < explanation->part_count; i++) {
        const idt_score_part *part = &explanation->parts[i];
        if (part->kind == IDT_PART_NAME)
            continue;
        if (text.len)
            idt_buf_add_text(&text, ", ");
        for (const char *c = idt_part_name(part->kind); *c; c++)
            idt_buf_add_char(&text, *c == '_' ? ' ' : *c);
        idt_buf_format(&text, " %+.3f", part->points / 1000.0);
    }
    if (!text.len)
        idt_buf_add_text(&text,
                         explanation && explanation->score ? "nothing taken off" : "no word met");
    idt_span out = idt_arena_copy(arena, idt_buf_span(&text));
    idt_buf_release(&text);
    return out;
}

static void show(idt_run *self, idt_shown_case *out, const idt_case *at, idt_arena *arena)
{
    idt_worker *worker = &self->workers[0];
    idt_screener *screener = is_left_out(at) ? worker->left_out : worker->main;
    idt_made_case made;
    idt_hit hit;
    idt_arena_reset(&worker->arena);
    *out = (idt_shown_case){ .class = &idt_class_rows[at->row].public, .score = at->score };
    if (!idt_case_make(&made, at, self->index, &self->owners, self->options->seed, &worker->arena))
        return;
    idt_err err = IDT_ERR_INIT;
    out->entity_id = idt_index_entity_id(self->index, at->party, arena);
    out->listed = idt_arena_copy(arena, made.name->text);
    out->asked = idt_arena_copy(arena, made.text);
    if (idt_screen_explain(&hit, screener, &worker->arena, &made.subject, at->party, &err))
        out->why = idt_arena_copy(arena, idt_span_of(err.text));
    else
        out->why = idt_why(arena, hit.explanation);
}

static int compare_scores(const void *a, const void *b)
{
    const idt_case *left = *(const idt_case *const *)a, *right = *(const idt_case *const *)b;
    if (left->score != right->score)
        return left->score < right->score ? -1 : 1;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (left->key > right->key) - (left->key < right->key);
}

static int compare_chance(const void *a, const void *b)
{
    const idt_case *left = *(const idt_case *const *)a, *right = *(const idt_case *const *)b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static void show_cases(idt_run *self)
{
    enum { OF_A_CLASS = 3 };
    const idt_case **misses = idt_alloc_array(self->cases.count + 1, sizeof *misses);
    const idt_case **below = idt_alloc_array(self->cases.count + 1, sizeof *below);
    size_t *shown = idt_alloc_zeroed(idt_class_row_count * sizeof *shown);
    size_t miss_count = 0, below_count = 0;
    idt_validation *out = self->out;
    for (size_t i = 0; i < self->cases.count; i++) {
        const idt_case *at = &self->cases.cases[i];
        if (!at->found && idt_class_must_be_found(at->row))
            misses[miss_count++] = at;
        if (!at->found && at->score >= IDT_THRESHOLD_INDEXED_MIN)
            below[below_count++] = at;
    }
    qsort(misses, miss_count, sizeof *misses, compare_scores);
    qsort(below, below_count, sizeof *below, compare_chance);
    out->misses.of = (uint32_t)miss_count;
    out->below_missed.of = (uint32_t)below_count;
    for (size_t i = 0; i < miss_count && out->misses.count < IDT_SHOWN_MAX; i++)
        if (shown[misses[i]->row]++ < OF_A_CLASS)
            show(self, &out->misses.cases[out->misses.count++], misses[i], &out->arena);
    for (size_t i = 0; i < below_count && i < IDT_SHOWN_MAX; i++)
        show(self, &out->below_missed.cases[out->below_missed.count++], below[i], &out->arena);
    idt_free(misses);
    idt_free(below);
    idt_free(shown);
}

static void tell_cases(idt_run *self)
{
    idt_arena arena = IDT_ARENA_INIT;
    for (size_t i = 0; i < self->cases.count; i++) {
        const idt_case *at = &self->cases.cases[i];
        idt_shown_case shown;
        show(self, &shown, at, &arena);
        self->options->on_case(self->options->context, shown.class, shown.entity_id, &shown,
                               at->found, at->best);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

void idt_run_cases(idt_run *self)
{
    idt_validation *out = self->out;
    idt_arena arena = IDT_ARENA_INIT;
    size_t editions = idt_index_edition_count(self->index);
    out->class_count = idt_class_row_count;
    out->case_count = (uint32_t)self->cases.count;
    out->classes = idt_arena_alloc(&out->arena, out->class_count * sizeof *out->classes);
    for (size_t r = 0; r < out->class_count; r++) {
        out->classes[r].class = &idt_class_rows[r].public;
        out->classes[r].by_list = idt_arena_alloc(&out->arena, (editions + 1) * sizeof(idt_share));
    }
    idt_share_work(self->options->threads, self->cases.count, screen_case, self);
    for (size_t i = 0; i < self->cases.count; i++) {
        count_case(self, &self->cases.cases[i], &arena);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
    show_cases(self);
    if (self->options->on_case)
        tell_cases(self);
}
