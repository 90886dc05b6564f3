/* search.c - every listed name that can reach a threshold, scored.
 *
 * A name scores nothing unless a unit of it is related to a unit of the query, so the names in the
 * postings of related units are all there is to score. Of these, names that meet only words of
 * little weight cannot reach the threshold (idt_score_bound): the words whose postings are longest
 * are set aside as long as a name meeting nothing else stays below it. Above the cap for a part of
 * a name, most queries need no name that meets one of their words alone. */
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

typedef struct {
    idt_side sides[IDT_MODE_COUNT]; /* the query, weighed for each kind of listed name */
    const idt_unit *words;          /* of the query */
    bool aside[IDT_NAME_TOKENS_MAX];
    bool telling[IDT_NAME_TOKENS_MAX]; /* met exactly, they let mangled words be met */
    bool bounded;                      /* names that cannot reach the threshold need no scoring */
} query_plan;

static uint64_t postings_of_word(const idt_screener *self, size_t word)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < self->map.count; i++) {
        const idt_relation_entry *entry = &self->map.entries[i];
        uint32_t count;
        if (word < entry->from || word >= (size_t)entry->from + entry->parts)
            continue;
        idt_index_postings(self->index, entry->unit, &count);
        sum += count;
    }
    return sum;
}

/* Whether names that meet nothing but the words set aside, and `word`, stay below `threshold`. A
 * word that may be telling is never set aside: mangled words may be met beside it. */
static bool may_set_aside(const query_plan *plan, size_t word, uint32_t threshold,
                          const idt_profile *profile)
{
    bool may_meet[IDT_NAME_TOKENS_MAX];
    if (plan->telling[word])
        return false;
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++) {
        const idt_side *side = &plan->sides[mode];
        for (size_t i = 0; i < side->count; i++)
            may_meet[i] = plan->aside[i] || i == word;
        if (idt_score_bound(side, may_meet, profile, (idt_mode)mode) >= threshold)
            return false;
    }
    return true;
}

static bool is_telling(const idt_screener *self, const idt_relation_entry *entry)
{
    if (entry->parts > 1 || entry->unit >= idt_index_word_count(self->index))
        return false;
    idt_side_word word = idt_index_word(self->index, entry->unit);
    return idt_link_is_telling(entry->likeness, &word, self->profile);
}

static void make_plan(query_plan *plan, const idt_screener *self, const idt_reading *reading,
                      uint32_t threshold)
{
    uint64_t cost[IDT_NAME_TOKENS_MAX];
    bool tried[IDT_NAME_TOKENS_MAX] = { false };
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++)
        (void)idt_side_from_reading(&plan->sides[mode], reading, (idt_mode)mode);
    memset(plan->aside, 0, sizeof plan->aside);
    memset(plan->telling, 0, sizeof plan->telling);
    for (size_t i = 0; i < self->map.count; i++)
        plan->telling[self->map.entries[i].from] |= is_telling(self, &self->map.entries[i]);
    for (size_t i = 0; i < reading->count; i++)
        cost[i] = postings_of_word(self, i);
    for (size_t round = 0; round < reading->count; round++) {
        size_t dearest = SIZE_MAX;
        for (size_t i = 0; i < reading->count; i++)
            if (!tried[i] && (dearest == SIZE_MAX || cost[i] > cost[dearest]))
                dearest = i;
        tried[dearest] = true;
        plan->aside[dearest] = may_set_aside(plan, dearest, threshold, self->profile);
    }
}

static bool all_aside(const query_plan *plan, const idt_relation_entry *entry)
{
    for (size_t i = 0; i < entry->parts; i++)
        if (!plan->aside[entry->from + i])
            return false;
    return true;
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
                       uint16_t query_name, uint32_t threshold)
{
    idt_index_name name;
    idt_side listed;
    idt_name_score score;
    bool met[IDT_NAME_TOKENS_MAX], listed_met[IDT_NAME_TOKENS_MAX];

    idt_index_name_at(self->index, name_number, &name);
    idt_mode mode = idt_mode_of((idt_party_type)name.type);
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

/* Every name in the postings that are not set aside. */
static void follow(idt_screener *self, const query_plan *plan)
{
    for (size_t i = 0; i < self->map.count; i++) {
        const idt_relation_entry *entry = &self->map.entries[i];
        uint32_t count;
        if (all_aside(plan, entry))
            continue;
        const uint32_t *names = idt_index_postings(self->index, entry->unit, &count);
        for (uint32_t j = 0; j < count; j++) {
            if (self->name_seen[names[j]] == self->epoch)
                continue;
            self->name_seen[names[j]] = self->epoch;
            add_candidate(self, names[j]);
        }
    }
}

/* Whether a name that meets one word of the query alone is capped below the threshold, whatever it
 * is: then two identifying words that no noise makes are in the query for each kind of name, one of
 * them stays unmet, and one link identifies one word at most (score.c, part_of_name). */
static bool one_word_is_too_little(const query_plan *plan, uint32_t threshold,
                                   const idt_profile *profile)
{
    if (threshold <= profile->part_of_name_cap)
        return false;
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++) {
        const idt_side *side = &plan->sides[mode];
        size_t identifying = 0;
        for (size_t i = 0; i < side->count; i++)
            identifying += idt_word_left_caps((idt_mode)mode, &side->words[i]);
        if (identifying < 2)
            return false;
    }
    return true;
}

/* Names that two words of the query meet, or joined ones, or a telling one. */
static void follow_twice(idt_screener *self)
{
    enum { TAKEN = UINT16_MAX };
    uint32_t words = idt_index_word_count(self->index);
    for (size_t i = 0; i < self->map.count; i++) {
        const idt_relation_entry *entry = &self->map.entries[i];
        bool joined = entry->parts > 1 || entry->unit >= words || is_telling(self, entry);
        uint32_t count;
        const uint32_t *names = idt_index_postings(self->index, entry->unit, &count);
        for (uint32_t j = 0; j < count; j++) {
            uint32_t name = names[j];
            bool seen = self->name_seen[name] == self->epoch;
            if (seen && (self->name_place[name] == TAKEN ||
                         (!joined && self->name_place[name] == entry->from)))
                continue;
            self->name_seen[name] = self->epoch;
            self->name_place[name] = seen || joined ? (uint16_t)TAKEN : entry->from;
            if (seen || joined)
                add_candidate(self, name);
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
                     uint16_t query_name, uint32_t threshold, bool exhaustive)
{
    query_plan plan;

    idt_relation_map_fill(self, arena, reading, exhaustive);
    make_plan(&plan, self, reading, exhaustive ? 0 : threshold);
    plan.bounded = !exhaustive;
    idt_unit *units = idt_arena_alloc(arena, reading->count * sizeof *units);
    for (size_t i = 0; i < reading->count; i++)
        (void)idt_unit_of(&units[i], arena, reading, i, 1);
    plan.words = units;
    if (exhaustive) {
        for (uint32_t name = 0; name < idt_index_name_count(self->index); name++)
            score_name(self, &plan, name, query_name, threshold);
        return;
    }
    next_epoch(&self->epoch, self->name_seen, idt_index_name_count(self->index));
    self->candidate_count = 0;
    if (one_word_is_too_little(&plan, threshold, self->profile))
        follow_twice(self);
    else
        follow(self, &plan);
    for (size_t i = 0; i < self->candidate_count; i++)
        score_name(self, &plan, self->candidates[i], query_name, threshold);
}
