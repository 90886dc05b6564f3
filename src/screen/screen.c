/* screen.c - a subject against the lists: names and identifiers, then facts, then order. */
#include "screen/screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "match/evidence.h"
#include "screen/ofac_lane_internal.h"
#include "screen/run_together.h"
#include "screen/screener_internal.h"

/* Every word of the index, weighed once for each mode. */
static void weigh_words(idt_screener *self)
{
    uint32_t count = idt_index_word_count(self->index);
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++) {
        self->words[mode] = idt_alloc_array((size_t)count + 1, sizeof *self->words[mode]);
        for (uint32_t i = 0; i < count; i++) {
            idt_side_word word = idt_index_word(self->index, i);
            word.weight =
                idt_word_weight((idt_mode)mode, word.word_flags, word.token_flags, word.bits);
            self->words[mode][i] = word;
            if (word.weight > self->heaviest)
                self->heaviest = word.weight;
        }
    }
}

idt_screener *idt_screener_new(const idt_index *index, const idt_profile *profile)
{
    idt_screener *self = idt_alloc_zeroed(sizeof *self);
    idt_index_figures figures = idt_index_count(index);
    self->index = index;
    self->profile = profile;
    self->folder = idt_folder_new();
    if (profile->method == IDT_METHOD_OFAC)
        self->ofac = idt_ofac_lane_new(index);
    weigh_words(self);
    self->names = idt_index_names(index);
    self->name_type = idt_index_name_types(index);
    self->name_marks = idt_alloc_zeroed(IDT_MARK_BLOCK * sizeof *self->name_marks);
    self->name_weight =
        idt_alloc_zeroed(((size_t)idt_index_name_count(index) + 1) * sizeof *self->name_weight);
    for (uint32_t p = 0; p < figures.parties; p++)
        self->type_listed[idt_index_party_type(index, p)] = true;
    self->map.met = idt_alloc_zeroed((idt_index_unit_count(index) / 64 + 1) * sizeof(uint64_t));
    self->party_seen = idt_alloc_zeroed(((size_t)figures.parties + 1) * sizeof *self->party_seen);
    self->party_found = idt_alloc_zeroed(((size_t)figures.parties + 1) * sizeof *self->party_found);
    return self;
}

void idt_screener_begin_marks(idt_screener *self)
{
    if (self->name_seen)
        return;
    self->name_seen =
        idt_alloc_zeroed(((size_t)idt_index_name_count(self->index) + 1) * sizeof *self->name_seen);
    self->unit_seen =
        idt_alloc_zeroed(((size_t)idt_index_unit_count(self->index) + 1) * sizeof *self->unit_seen);
}

void idt_screener_free(idt_screener *self)
{
    if (!self)
        return;
    idt_folder_free(self->folder);
    idt_ofac_lane_free(self->ofac);
    idt_relate_scratch_release(&self->scratch);
    idt_relation_map_release(&self->map);
    idt_relate_memo_release(&self->memo);
    idt_single_words_release(&self->single);
    idt_free(self->name_seen);
    idt_free(self->name_marks);
    idt_free(self->name_weight);
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++)
        idt_free(self->words[mode]);
    idt_free(self->unit_seen);
    idt_free(self->party_seen);
    idt_free(self->party_found);
    idt_free(self->found);
    idt_free(self->candidates);
    idt_free(self->links);
    idt_free(self);
}

/* --- names --- */

/* The readings of a subject's name, as search and explanation see them. */
static void read_name(idt_folded *out, idt_screener *self, idt_arena *arena, idt_span name)
{
    idt_fold(out, self->folder, arena, name);
    idt_run_together(out, &self->single, arena, self->index);
    idt_mined_enrich(idt_index_mined(self->index), out);
    idt_fold_mark_cut(out, name);
}

/* Score all names of the subject; `screenable` counts those with letters or digits. */
static idt_status search_names(idt_screener *self, idt_arena *arena, const idt_subject *subject,
                               const idt_name_thresholds *thresholds, bool exhaustive,
                               size_t *screenable, idt_err *err)
{
    idt_search_begin(self);
    for (size_t i = 0; i < subject->name_count; i++) {
        idt_folded folded;
        if (subject->names[i].len > IDT_SUBJECT_NAME_BYTES_MAX)
            return idt_fail(err, IDT_E_INPUT, "name is longer than %d bytes",
                            IDT_SUBJECT_NAME_BYTES_MAX);
        read_name(&folded, self, arena, subject->names[i]);
        *screenable += folded.count > 0;
        for (size_t r = 0; r < folded.count; r++) {
            if (folded.readings[r].count > IDT_NAME_TOKENS_MAX)
                return idt_fail(err, IDT_E_INPUT, "name has more than %d words",
                                IDT_NAME_TOKENS_MAX);
            idt_search_name(self, arena, &folded.readings[r], (uint16_t)i, thresholds, exhaustive);
        }
    }
    return IDT_OK;
}

/* --- identifiers: parties that state one of the subject's numbers are found whatever their name */

static void find_party(idt_screener *self, uint32_t party)
{
    if (self->party_seen[party] == self->party_epoch)
        return;
    self->party_seen[party] = self->party_epoch;
    self->party_found[party] = (uint32_t)self->found_count;
    self->found =
        idt_grow(self->found, &self->found_capacity, self->found_count + 1, sizeof *self->found);
    self->found[self->found_count++] = (idt_best_name){ party, UINT32_MAX, 0, 0, 0 };
}

static void find_stated(idt_screener *self, idt_identifier_type type, idt_span comparable)
{
    size_t count;
    const uint32_t *parties = idt_index_find_identifier(self->index, type, comparable, &count);
    for (size_t i = 0; i < count; i++)
        find_party(self, parties[i]);
}

static void search_identifiers(idt_screener *self, const idt_subject *subject, bool exhaustive,
                               size_t *screenable)
{
    idt_buf comparable = IDT_BUF_INIT;
    for (size_t i = 0; i < subject->identifier_count; i++) {
        const idt_subject_identifier *given = &subject->identifiers[i];
        for (int t = 0; t < IDT_ID_TYPE_COUNT; t++) {
            idt_identifier_type type = (idt_identifier_type)t;
            if (!idt_identifier_is_strong(type) ||
                (given->type != IDT_ID_OTHER && given->type != type))
                continue;
            idt_buf_reset(&comparable);
            idt_identifier_normalise(&comparable, type, given->value);
            if (!exhaustive)
                find_stated(self, type, idt_buf_span(&comparable));
            *screenable += comparable.len > 0;
        }
    }
    idt_buf_release(&comparable);
}

static void search_identifiers_exhaustively(idt_screener *self, const idt_subject *subject)
{
    idt_arena arena = IDT_ARENA_INIT;
    uint32_t parties = idt_index_count(self->index).parties;
    for (uint32_t p = 0; p < parties && subject->identifier_count; p++) {
        idt_party party;
        idt_index_party(self->index, p, &arena, &party);
        if (idt_evidence_identifier(subject, &party))
            find_party(self, p);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

/* --- hits --- */

static uint32_t clamp(int score)
{
    return score < 0 ? 0 : score > 1000 ? 1000 : (uint32_t)score;
}

typedef struct {
    uint32_t score, strength;
} judgement;

static judgement judge(const idt_screener *self, const idt_best_name *found,
                       const idt_subject *subject, const idt_party *party)
{
    if (self->ofac) /* names alone */
        return (judgement){ found->score, 0 };
    uint32_t bits = found->matched_bits;
    int points = idt_evidence(NULL, NULL, &bits, subject, party, self->profile);
    uint32_t score = clamp((int)found->score + points);
    if (score < self->profile->identifier_floor && idt_evidence_identifier(subject, party))
        score = self->profile->identifier_floor;
    return (judgement){ score, idt_strength(bits, self->profile) };
}

/* A subject's name against a listed one, without the index. `folded` is the subject's name. */
static void compare_pair(idt_explanation *out, idt_screener *self, idt_arena *arena, idt_span query,
                         const idt_folded *folded, const idt_name *listed, idt_party_type type)
{
    idt_name_pair pair = { query, listed, type, idt_index_mined(self->index), folded };
    if (self->ofac)
        idt_ofac_compare_names(out, arena, &pair);
    else
        idt_compare_names(out, self->folder, arena, &pair, self->profile);
}

/* Words, parts and sum of one hit; the name part is computed anew without the index. */
static const idt_explanation *explain(idt_screener *self, idt_arena *arena,
                                      const idt_subject *subject, const idt_hit *hit,
                                      uint16_t query_name)
{
    idt_explanation *out = idt_arena_alloc(arena, sizeof *out);
    idt_folded *folded = idt_arena_alloc(arena, sizeof *folded);
    idt_span name = subject->name_count ? subject->names[query_name] : IDT_SPAN_EMPTY;
    uint32_t bits = 0;
    read_name(folded, self, arena, name);
    compare_pair(out, self, arena, name, folded, hit->matched_name, hit->entry->type);
    if (self->ofac)
        return out;
    int sum = (int)out->score + idt_evidence(out, arena, &bits, subject, hit->entry, self->profile);
    idt_explanation_add(out, IDT_PART_LIMIT, (int)clamp(sum) - sum, IDT_SPAN_EMPTY);
    sum = (int)clamp(sum);
    const idt_identifier *same = idt_evidence_identifier(subject, hit->entry);
    if (same)
        idt_explanation_add(
            out, IDT_PART_IDENTIFIER,
            sum < (int)self->profile->identifier_floor ? (int)self->profile->identifier_floor - sum
                                                       : 0,
            idt_arena_format(arena, "%s %.*s agrees", idt_identifier_name(same->type),
                             (int)same->value.len, same->value.ptr));
    out->score = hit->score;
    out->strength = hit->strength;
    return out;
}

static void make_hit(idt_hit *out, idt_screener *self, idt_arena *arena, const idt_best_name *found,
                     const idt_party *entry, judgement verdict)
{
    idt_index_name name = { .ordinal = 0 };
    if (found->name != UINT32_MAX)
        idt_index_name_at(self->index, found->name, &name);
    *out = (idt_hit){
        .party = found->party,
        .score = verdict.score,
        .strength = verdict.strength,
        .entry = entry,
        .entity_id = idt_index_entity_id(self->index, found->party, arena),
        .group =
            idt_index_entity_id(self->index, idt_index_group(self->index, found->party), arena),
        .matched_name = &entry->names[name.ordinal < entry->name_count ? name.ordinal : 0],
    };
}

typedef struct {
    idt_hit hit;
    uint16_t query_name;
} ranked_hit;

static int compare_hits(const void *left, const void *right)
{
    const idt_hit *a = &((const ranked_hit *)left)->hit, *b = &((const ranked_hit *)right)->hit;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->strength != b->strength)
        return a->strength > b->strength ? -1 : 1;
    return idt_span_compare(a->entity_id, b->entity_id);
}

/* The party's best name by plain comparison, where the search did not look for it: the party was
 * found by a number, or named by the user. */
static void compare_all(idt_best_name *best, const idt_name **name, idt_screener *self,
                        idt_arena *arena, const idt_subject *subject, const idt_party *entry)
{
    *name = &entry->names[0];
    for (size_t i = 0; i < subject->name_count; i++) {
        idt_folded folded;
        read_name(&folded, self, arena, subject->names[i]);
        for (size_t j = 0; j < entry->name_count; j++) {
            idt_explanation one;
            compare_pair(&one, self, arena, subject->names[i], &folded, &entry->names[j],
                         entry->type);
            if (one.score < best->score ||
                (one.score == best->score && one.matched_bits <= best->matched_bits))
                continue;
            best->score = one.score;
            best->matched_bits = one.matched_bits;
            best->query_name = (uint16_t)i;
            *name = &entry->names[j];
        }
    }
}

static void collect_hits(idt_hits *out, idt_screener *self, idt_arena *arena,
                         const idt_subject *subject, const idt_screen_options *options)
{
    ranked_hit *ranked = idt_arena_alloc(arena, (self->found_count + 1) * sizeof *ranked);
    size_t count = 0;
    for (size_t i = 0; i < self->found_count; i++) {
        idt_party *entry = idt_arena_alloc(arena, sizeof *entry);
        idt_index_party(self->index, self->found[i].party, arena, entry);
        const idt_name *compared = NULL;
        if (self->found[i].name == UINT32_MAX)
            compare_all(&self->found[i], &compared, self, arena, subject, entry);
        judgement verdict = judge(self, &self->found[i], subject, entry);
        if (verdict.score < options->threshold)
            continue;
        make_hit(&ranked[count].hit, self, arena, &self->found[i], entry, verdict);
        if (compared)
            ranked[count].hit.matched_name = compared;
        ranked[count++].query_name = self->found[i].query_name;
    }
    if (count)
        qsort(ranked, count, sizeof *ranked, compare_hits);
    out->count = options->limit && options->limit < count ? options->limit : count;
    out->left_out = count - out->count;
    out->hits = idt_arena_alloc(arena, (out->count + 1) * sizeof *out->hits);
    for (size_t i = 0; i < out->count; i++) {
        out->hits[i] = ranked[i].hit;
        if (options->explain)
            out->hits[i].explanation =
                explain(self, arena, subject, &ranked[i].hit, ranked[i].query_name);
    }
}

/* What facts may add comes off the threshold, what another kind of party takes goes on it. */
static idt_name_thresholds thresholds_of(const idt_screener *self, const idt_subject *subject,
                                         uint32_t threshold)
{
    idt_name_thresholds out;
    uint32_t gain = idt_evidence_max(subject, self->profile);
    for (size_t t = 0; t < IDT_PARTY_TYPE_COUNT; t++) {
        uint32_t least =
            threshold + idt_evidence_kind(subject->type, (idt_party_type)t, self->profile);
        out.of[t] = threshold && least > gain ? least - gain : 0;
    }
    return out;
}

/* Names alone, by the lane of the profile ofac. */
static idt_status screen_by_ofac(idt_hits *out, idt_screener *self, idt_arena *arena,
                                 const idt_subject *subject, const idt_screen_options *options,
                                 idt_err *err)
{
    size_t screenable = 0;
    idt_status status =
        idt_ofac_lane_search_subject(self, arena, subject, options, &screenable, err);
    if (!status && screenable == 0)
        status = idt_fail(err, IDT_E_INPUT,
                          subject->name_count ? "no letters or digits to screen"
                                              : "no name, and this profile judges names alone");
    if (!status)
        collect_hits(out, self, arena, subject, options);
    return status;
}

idt_status idt_screen_subject(idt_hits *out, idt_screener *self, idt_arena *arena,
                              const idt_subject *subject, const idt_screen_options *options,
                              idt_err *err)
{
    idt_name_thresholds thresholds = thresholds_of(self, subject, options->threshold);
    bool exhaustive = options->exhaustive || options->threshold < IDT_THRESHOLD_INDEXED_MIN;
    size_t screenable = 0;

    *out = (idt_hits){ NULL, 0, 0 };
    if (self->ofac)
        return screen_by_ofac(out, self, arena, subject, options, err);
    idt_status status =
        search_names(self, arena, subject, &thresholds, exhaustive, &screenable, err);
    if (status)
        return status;
    search_identifiers(self, subject, exhaustive, &screenable);
    if (exhaustive)
        search_identifiers_exhaustively(self, subject);
    if (screenable == 0)
        return idt_fail(err, IDT_E_INPUT, "no letters or digits to screen");
    collect_hits(out, self, arena, subject, options);
    return IDT_OK;
}

idt_status idt_screen_explain(idt_hit *out, idt_screener *self, idt_arena *arena,
                              const idt_subject *subject, uint32_t party, idt_err *err)
{
    idt_party *entry = idt_arena_alloc(arena, sizeof *entry);
    idt_best_name best = { party, UINT32_MAX, 0, 0, 0 };
    const idt_name *best_name;

    idt_index_party(self->index, party, arena, entry);
    for (size_t i = 0; i < subject->name_count; i++)
        if (subject->names[i].len > IDT_SUBJECT_NAME_BYTES_MAX)
            return idt_fail(err, IDT_E_INPUT, "name is longer than %d bytes",
                            IDT_SUBJECT_NAME_BYTES_MAX);
    compare_all(&best, &best_name, self, arena, subject, entry);
    make_hit(out, self, arena, &best, entry, judge(self, &best, subject, entry));
    out->matched_name = best_name;
    out->explanation = explain(self, arena, subject, out, best.query_name);
    return IDT_OK;
}
