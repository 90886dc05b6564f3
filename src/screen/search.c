/* search.c - every listed name that can reach its threshold, scored.
 *
 * A name scores nothing unless a unit of it is related to a unit of the query, so the names in the
 * postings of related units are all there is to score. Three sieves keep most of them from being
 * scored; each passes over a name only where a bound in integers says that it stays below its
 * threshold:
 *
 *   aside   words with long postings are not followed at all where a name that meets nothing else
 *           stays below;
 *   marks   each name met is marked with the words of the query that it met; what the best name
 *           with these words could score is worked out once for each set of words (idt_score_bound,
 *           and the cap for a name of which one word of several met);
 *   sides   of the names left, also what the listed name has left over counts
 *           (idt_score_bound_both).
 *
 * A telling word that met exactly lets mangled words be met beside it, which no posting shows: such
 * a name is never passed over by its words. */
#include <string.h>

#include "base/alloc.h"
#include "screen/screener_internal.h"

static uint16_t weight_of(const idt_screener *self, idt_mode mode, const idt_side_word *word)
{
    return word->token_flags & IDT_TOKEN_INITIAL
               ? idt_word_weight(mode, word->word_flags, word->token_flags, word->bits)
               : self->weights[mode][word->bits][word->word_flags];
}

void idt_listed_side(idt_side *out, const idt_screener *self, const idt_index_name *name)
{
    idt_mode mode = idt_mode_of((idt_party_type)name->type);
    out->count = name->word_count;
    out->total = 0;
    out->identifying = 0;
    out->cut = false;
    for (size_t i = 0; i < name->word_count; i++) {
        out->words[i] = idt_index_word(self->index, name->units[i]);
        out->words[i].weight = weight_of(self, mode, &out->words[i]);
        out->total += out->words[i].weight;
        out->identifying += idt_side_word_identifies(mode, &out->words[i]);
    }
}

/* --- which words of the query to follow --- */

/* Marks of a name: a bit for each of the first words of the query, one for all words behind them,
 * and what lets a single word do more than meet itself. */
enum {
    MARK_WORDS = 24,
    MARK_FURTHER = 1u << 24,
    MARK_JOINED = 1u << 25,
    MARK_TELLING = 1u << 26,
    VERDICTS = 64, /* sets of words whose bound is remembered; one query has few */
    /* Reading a posting costs so much less than scoring a name that a word is set aside only where
     * its postings are so many times those of the words that are followed. */
    ASIDE_FACTOR = 8,
};

typedef struct {
    uint32_t marks;
    bool known, may[IDT_PARTY_TYPE_COUNT];
} verdict;

typedef struct {
    idt_side sides[IDT_MODE_COUNT]; /* the query, weighed for each kind of listed name */
    const idt_unit *words;          /* of the query */
    const idt_name_thresholds *thresholds;
    uint32_t aside; /* marks of words whose postings are not followed */
    bool bounded;   /* names that cannot reach the threshold need no scoring */
    verdict verdicts[VERDICTS];
} query_plan;

static uint32_t mark_of_word(size_t word)
{
    return word < MARK_WORDS ? 1u << word : MARK_FURTHER | MARK_JOINED;
}

static bool is_telling(const idt_screener *self, const idt_relation_entry *entry)
{
    if (entry->parts > 1 || entry->likeness.joined)
        return false;
    idt_side_word word = idt_index_word(self->index, entry->unit);
    return idt_link_is_telling(entry->likeness, &word, self->profile);
}

static uint32_t marks_of(const idt_screener *self, const idt_relation_entry *entry)
{
    uint32_t marks = 0;
    for (size_t i = 0; i < entry->parts; i++)
        marks |= mark_of_word(entry->from + i);
    if (entry->parts > 1 || entry->likeness.joined)
        marks |= MARK_JOINED;
    return is_telling(self, entry) ? marks | MARK_TELLING : marks;
}

static bool is_single(uint32_t words)
{
    return (words & (words - 1)) == 0;
}

/* Whether a name that met these words, and at most those, may reach `threshold`. */
static bool may_reach(const query_plan *plan, const idt_screener *self, uint32_t marks,
                      idt_mode mode, uint32_t threshold)
{
    const idt_side *side = &plan->sides[mode];
    bool may_meet[IDT_NAME_TOKENS_MAX], others = false;
    if (threshold > 1000)
        return false;
    if (marks & MARK_TELLING)
        return true;
    for (size_t i = 0; i < side->count; i++) {
        may_meet[i] = (marks & mark_of_word(i) & ~(uint32_t)MARK_JOINED) != 0;
        others |= !may_meet[i] && idt_word_left_caps(mode, &side->words[i]);
    }
    /* One link identifies one word at most; with another left it is part of a name (score.c). */
    bool one_word = !(marks & MARK_JOINED) && is_single(marks);
    if (one_word && others && threshold > self->profile->part_of_name_cap)
        return false;
    return idt_score_bound(side, may_meet, self->profile, mode) >= threshold;
}

static bool may_reach_any(const query_plan *plan, const idt_screener *self, uint32_t marks)
{
    for (size_t t = 0; t < IDT_PARTY_TYPE_COUNT; t++)
        if (self->type_listed[t] &&
            may_reach(plan, self, marks, idt_mode_of((idt_party_type)t), plan->thresholds->of[t]))
            return true;
    return false;
}

static const verdict *judge(query_plan *plan, const idt_screener *self, uint32_t marks)
{
    verdict *out = &plan->verdicts[(marks * 2654435769u) >> 26];
    if (out->known && out->marks == marks)
        return out;
    out->known = true;
    out->marks = marks;
    for (size_t t = 0; t < IDT_PARTY_TYPE_COUNT; t++)
        out->may[t] =
            self->type_listed[t] &&
            may_reach(plan, self, marks, idt_mode_of((idt_party_type)t), plan->thresholds->of[t]);
    return out;
}

/* Postings of each word's entries, telling ones apart: these are followed in any case. */
static void count_postings(uint64_t *costs, const idt_screener *self)
{
    for (size_t i = 0; i < self->map.count; i++) {
        const idt_relation_entry *entry = &self->map.entries[i];
        uint32_t count;
        idt_index_postings(self->index, entry->unit, &count);
        for (size_t j = 0; j < entry->parts; j++)
            costs[entry->from + j] += count;
    }
}

/* Set the words with the longest postings aside, as long as names that meet nothing else stay below
 * their threshold. */
static void set_aside(query_plan *plan, const idt_screener *self, size_t words)
{
    uint64_t costs[IDT_NAME_TOKENS_MAX] = { 0 }, rest = 0;
    bool tried[IDT_NAME_TOKENS_MAX] = { false };
    plan->aside = 0;
    if (words < 2 || words > MARK_WORDS)
        return;
    count_postings(costs, self);
    for (size_t i = 0; i < words; i++)
        rest += costs[i];
    for (size_t round = 0; round + 1 < words; round++) {
        size_t dearest = SIZE_MAX;
        for (size_t i = 0; i < words; i++)
            if (!tried[i] && (dearest == SIZE_MAX || costs[i] > costs[dearest]))
                dearest = i;
        tried[dearest] = true;
        rest -= costs[dearest];
        if (costs[dearest] < ASIDE_FACTOR * rest)
            return;
        if (!may_reach_any(plan, self, plan->aside | mark_of_word(dearest)))
            plan->aside |= mark_of_word(dearest);
    }
}

static void make_plan(query_plan *plan, idt_arena *arena, const idt_reading *reading,
                      const idt_name_thresholds *thresholds)
{
    idt_unit *units = idt_arena_alloc(arena, reading->count * sizeof *units);
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++)
        (void)idt_side_from_reading(&plan->sides[mode], reading, (idt_mode)mode);
    for (size_t i = 0; i < reading->count; i++)
        (void)idt_unit_of(&units[i], arena, reading, i, 1);
    plan->words = units;
    plan->thresholds = thresholds;
    plan->aside = 0;
    for (size_t i = 0; i < VERDICTS; i++)
        plan->verdicts[i].known = false;
}

/* --- scoring --- */

static void add_link(idt_screener *self, size_t *count, const idt_relation_entry *entry,
                     uint32_t from, uint32_t parts)
{
    self->links = idt_grow(self->links, &self->link_capacity, *count + 1, sizeof *self->links);
    self->links[(*count)++] =
        (idt_link){ entry->from, (uint16_t)from, entry->parts, (uint8_t)parts, entry->likeness };
}

/* `met` and `listed_met` mark the words that any link touches. */
static size_t collect_links(idt_screener *self, const idt_index_name *name, bool *met,
                            bool *listed_met)
{
    size_t count = 0;
    for (uint32_t k = 0; k < name->unit_count; k++) {
        if (name->units[k] == IDT_UNIT_NONE)
            continue;
        uint32_t at = idt_relation_map_find(&self->map, name->units[k]);
        if (at == UINT32_MAX)
            continue;
        uint32_t from, parts;
        idt_unit_place(k, name->word_count, &from, &parts);
        memset(listed_met + from, 1, parts);
        for (; at != UINT32_MAX; at = self->map.entries[at].next) {
            const idt_relation_entry *entry = &self->map.entries[at];
            add_link(self, &count, entry, from, parts);
            memset(met + entry->from, 1, entry->parts);
        }
    }
    return count;
}

/* A party's best name: by score, then information, then the earlier name. */
static void note(idt_screener *self, const idt_best_name *next)
{
    if (self->party_seen[next->party] != self->party_epoch) {
        self->party_seen[next->party] = self->party_epoch;
        self->party_found[next->party] = (uint32_t)self->found_count;
        self->found = idt_grow(self->found, &self->found_capacity, self->found_count + 1,
                               sizeof *self->found);
        self->found[self->found_count++] = *next;
        return;
    }
    idt_best_name *best = &self->found[self->party_found[next->party]];
    if (next->score > best->score ||
        (next->score == best->score &&
         (next->matched_bits > best->matched_bits ||
          (next->matched_bits == best->matched_bits &&
           (next->query_name < best->query_name ||
            (next->query_name == best->query_name && next->name < best->name))))))
        *best = *next;
}

/* Where a telling word met, mangled words may: links for all pairs that are. */
static size_t add_mangled(idt_screener *self, size_t count, const query_plan *plan,
                          const idt_index_name *name, const idt_side *listed, bool *met,
                          bool *listed_met)
{
    bool telling = false;
    for (size_t i = 0; i < count && !telling; i++)
        telling = self->links[i].query_count == 1 && self->links[i].listed_count == 1 &&
                  idt_link_is_telling(self->links[i].likeness,
                                      &listed->words[self->links[i].listed_from], self->profile);
    for (uint32_t j = 0; telling && j < name->word_count; j++) {
        idt_unit other;
        idt_index_unit(self->index, name->units[j], &other);
        for (size_t i = 0; i < plan->sides[0].count; i++) {
            idt_likeness likeness = idt_relate_mangled(&plan->words[i], &other);
            if (likeness.similarity == 0)
                continue;
            idt_relation_entry entry = { .from = (uint16_t)i, .parts = 1, .likeness = likeness };
            add_link(self, &count, &entry, j, 1);
            met[i] = listed_met[j] = true;
        }
    }
    return count;
}

static void score_name(idt_screener *self, const query_plan *plan, uint32_t name_number,
                       uint16_t query_name)
{
    idt_index_name name;
    idt_side listed;
    idt_name_score score;
    bool met[IDT_NAME_TOKENS_MAX], listed_met[IDT_NAME_TOKENS_MAX];

    idt_index_name_at(self->index, name_number, &name);
    idt_mode mode = idt_mode_of((idt_party_type)name.type);
    uint32_t threshold = plan->thresholds->of[name.type];
    const idt_side *query = &plan->sides[mode];
    memset(met, 0, query->count);
    memset(listed_met, 0, name.word_count);
    size_t links = collect_links(self, &name, met, listed_met);
    if (links == 0)
        return;
    idt_listed_side(&listed, self, &name);
    links = add_mangled(self, links, plan, &name, &listed, met, listed_met);
    if (plan->bounded &&
        idt_score_bound_both(query, met, &listed, listed_met, self->profile, mode) < threshold)
        return;
    idt_score_names(&score, self->links, links, query, &listed, self->profile, mode);
    score.score = idt_cap_weak(score.score, (idt_quality)name.quality, &listed, self->profile);
    if (score.score >= threshold)
        note(self, &(idt_best_name){ name.party, name_number, score.score, score.matched_bits,
                                     query_name });
}

static void add_candidate(idt_screener *self, uint32_t name)
{
    self->candidates = idt_grow(self->candidates, &self->candidate_capacity,
                                self->candidate_count + 1, sizeof *self->candidates);
    self->candidates[self->candidate_count++] = name;
}

/* Mark every name in the postings that are followed. */
static void follow(idt_screener *self, const query_plan *plan)
{
    uint64_t epoch = (uint64_t)self->name_epoch << 32;
    for (size_t i = 0; i < self->map.count; i++) {
        const idt_relation_entry *entry = &self->map.entries[i];
        uint32_t count, marks = marks_of(self, entry);
        if ((marks & ~plan->aside) == 0)
            continue;
        const uint32_t *names = idt_index_postings(self->index, entry->unit, &count);
        for (uint32_t j = 0; j < count; j++) {
            uint64_t *mark = &self->name_marks[names[j]];
            if (*mark >> 32 != self->name_epoch) {
                *mark = epoch;
                add_candidate(self, names[j]);
            }
            *mark |= marks;
        }
    }
}

/* Epochs spare clearing the marks; after four thousand million queries they are cleared once. */
static void next_epoch(uint32_t *epoch, uint32_t *marks, size_t count)
{
    if (++*epoch != 0)
        return;
    memset(marks, 0, count * sizeof *marks);
    *epoch = 1;
}

void idt_search_begin(idt_screener *self)
{
    next_epoch(&self->party_epoch, self->party_seen, idt_index_count(self->index).parties);
    self->found_count = 0;
}

void idt_search_name(idt_screener *self, idt_arena *arena, const idt_reading *reading,
                     uint16_t query_name, const idt_name_thresholds *thresholds, bool exhaustive)
{
    query_plan plan;

    idt_relation_map_fill(self, arena, reading, exhaustive);
    make_plan(&plan, arena, reading, thresholds);
    plan.bounded = !exhaustive;
    if (exhaustive) {
        for (uint32_t name = 0; name < idt_index_name_count(self->index); name++)
            score_name(self, &plan, name, query_name);
        return;
    }
    if (++self->name_epoch == 0) {
        memset(self->name_marks, 0, idt_index_name_count(self->index) * sizeof *self->name_marks);
        self->name_epoch = 1;
    }
    self->candidate_count = 0;
    set_aside(&plan, self, reading->count);
    follow(self, &plan);
    for (size_t i = 0; i < self->candidate_count; i++) {
        uint32_t name = self->candidates[i];
        uint32_t marks = (uint32_t)self->name_marks[name] | plan.aside;
        if (judge(&plan, self, marks)->may[idt_index_name_type(self->index, name)])
            score_name(self, &plan, name, query_name);
    }
}
