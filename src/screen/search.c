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

void idt_listed_side(idt_side *out, const idt_screener *self, const idt_index_name *name)
{
    idt_mode mode = idt_mode_of((idt_party_type)name->type);
    out->count = name->word_count;
    out->total = 0;
    out->identifying = 0;
    out->cut = false;
    for (size_t i = 0; i < name->word_count; i++) {
        out->words[i] = self->words[mode][name->units[i]];
        out->total += out->words[i].weight;
        out->identifying += idt_side_word_identifies(mode, &out->words[i]);
    }
}

/* --- which words of the query to follow --- */

/* Marks of a name, 48 bits behind an epoch of 16: four bits a word of the query for the first
 * eight, telling how well it met, and one whether that identifies anybody but a person; what the
 * words behind them met is not told apart; two bits for what lets a single word do more than meet
 * itself. Four bits hold what a link lacks, rounded down: 15 is nothing, 1 is 700 thousandths or
 * more, 0 has not met. */
enum {
    MARK_BITS = 4,
    MARK_WORDS = 8,
    MARK_IDENTIFIES = 32, /* the first of their bits */
    MARK_BEST = 15,
    LACKING_STEP = 50,
    EPOCH_MAX = 0xffff,
    EPOCH_SHIFT = 48,
    VERDICTS = 256, /* sets of marks whose bound is remembered; a query has few that are frequent */
    LOOK_COST = 12, /* postings that are read in the time that a name is looked at */
    /* Words of so many letters may be mangled ones of 4 to 6. */
    MANGLED_MIN = 2,
    MANGLED_MAX = 6,
    MANGLED_LACKING_MIN = 480 /* 1000 - likeness of two slips in six letters */
};
#define MARK_FURTHER (1ull << 40)
#define MARK_JOINED (1ull << 44)
#define MARK_TELLING (1ull << 45)
#define MARK_KEPT (1ull << 46)  /* the name is a candidate already */
#define MARK_WHOLE (1ull << 47) /* words of the listed name met as one */
#define MARKS_MASK ((1ull << EPOCH_SHIFT) - 1)
#define MARKS_OF_WORDS ((1ull << MARK_IDENTIFIES) - 1)
#define MARKS_IDENTIFYING (0xffull << MARK_IDENTIFIES)

typedef struct {
    uint64_t marks; /* 0: none */
    bool may[IDT_PARTY_TYPE_COUNT];
    bool any; /* of them */
    /* The largest weight of all words of a listed name that may still reach its threshold; worked
     * out when the first name asks. */
    bool has_most[IDT_PARTY_TYPE_COUNT];
    uint32_t most[IDT_PARTY_TYPE_COUNT];
} verdict;

typedef struct {
    idt_side sides[IDT_MODE_COUNT];      /* the query, weighed for each kind of listed name */
    uint8_t places[IDT_NAME_TOKENS_MAX]; /* of each word among the marks; MARK_WORDS: behind them */
    const idt_unit *words;               /* of the query */
    const idt_name_thresholds *thresholds;
    const uint64_t *marks; /* by entry of the relation map */
    uint64_t aside;        /* best marks of what is not followed */
    /* The largest weight of one listed word that each word of the query may meet; of what is joined
     * nothing is known. */
    uint32_t covers[IDT_MODE_COUNT][IDT_NAME_TOKENS_MAX];
    /* Words of one letter whose initials are not followed, and the index's words they begin. */
    struct {
        uint16_t word;
        uint32_t first, end;
    } initials[MARK_WORDS];
    size_t initial_count;
    bool bounded; /* names that cannot reach the threshold need no scoring */
    verdict verdicts[VERDICTS];
} query_plan;

static uint64_t mark_of(const query_plan *plan, size_t word, uint32_t lacking)
{
    uint32_t steps = lacking / LACKING_STEP;
    uint64_t level = steps < MARK_BEST ? MARK_BEST - steps : 1;
    size_t place = plan->places[word];
    return place < MARK_WORDS ? level << (place * MARK_BITS) : MARK_FURTHER | MARK_JOINED;
}

/* A word that may meet as well as a word can. */
static uint64_t best_mark(const query_plan *plan, size_t word)
{
    size_t place = plan->places[word];
    uint64_t identifies = place < MARK_WORDS ? 1ull << (MARK_IDENTIFIES + place) : 0;
    return mark_of(plan, word, 0) | identifies;
}

static bool is_telling(const idt_screener *self, const idt_relation_entry *entry)
{
    return entry->parts == 1 && !entry->likeness.joined &&
           idt_link_is_telling(entry->likeness, &self->words[0][entry->unit], self->profile);
}

/* Whether the entry's unit is of several words of the listed name. */
static bool meets_joined_words(const idt_relation_entry *entry)
{
    return entry->likeness.joined && entry->parts == 1;
}

static uint64_t marks_of(const idt_screener *self, const query_plan *plan,
                         const idt_relation_entry *entry)
{
    uint64_t marks = 0;
    /* What a word of another script weighs, and so what its slips cost, shows when it has met. */
    uint32_t lacking = plan->sides[0].words[entry->from].native
                           ? 0
                           : idt_link_lacking(&plan->sides[0], entry->from, entry->likeness,
                                              self->profile, IDT_MODE_OTHER);
    for (size_t i = 0; i < entry->parts; i++)
        marks |= mark_of(plan, entry->from + i, lacking);
    if (meets_joined_words(entry))
        marks |= MARK_WHOLE;
    if (entry->parts > 1 || entry->likeness.joined)
        return marks | MARK_JOINED;
    const idt_side_word *query = &plan->sides[IDT_MODE_OTHER].words[entry->from];
    size_t place = plan->places[entry->from];
    if (place < MARK_WORDS &&
        (idt_side_word_identifies(IDT_MODE_OTHER, query) ||
         idt_side_word_identifies(IDT_MODE_OTHER, &self->words[IDT_MODE_OTHER][entry->unit])))
        marks |= 1ull << (MARK_IDENTIFIES + place);
    return is_telling(self, entry) ? marks | MARK_TELLING : marks;
}

static void note_cover(query_plan *plan, const idt_screener *self, const idt_relation_entry *entry)
{
    if (meets_joined_words(entry))
        return;
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++) {
        uint32_t weight = self->words[mode][entry->unit].weight;
        if (weight > plan->covers[mode][entry->from])
            plan->covers[mode][entry->from] = weight;
    }
}

static void mark_entries(query_plan *plan, idt_arena *arena, const idt_screener *self)
{
    uint64_t *marks = idt_arena_alloc(arena, (self->map.count + 1) * sizeof *marks);
    memset(plan->covers, 0, sizeof plan->covers);
    for (size_t i = 0; i < self->map.count; i++) {
        marks[i] = marks_of(self, plan, &self->map.entries[i]);
        note_cover(plan, self, &self->map.entries[i]);
    }
    for (size_t i = 0; i < plan->initial_count; i++)
        for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++)
            plan->covers[mode][plan->initials[i].word] = self->heaviest;
    plan->marks = marks;
}

/* The better mark of each word. */
static uint64_t better_marks(uint64_t a, uint64_t b)
{
    uint64_t out = a | b;
    if ((a & b & MARKS_OF_WORDS) == 0)
        return out;
    out &= ~MARKS_OF_WORDS;
    for (uint64_t nibble = MARK_BEST; nibble & MARKS_OF_WORDS; nibble <<= MARK_BITS)
        out |= (a & nibble) > (b & nibble) ? a & nibble : b & nibble;
    return out;
}

/* How many words are marked: 0, 1, or 2 for more. */
static unsigned words_marked(uint64_t marks)
{
    unsigned count = marks & MARK_FURTHER ? 2 : 0;
    for (uint64_t rest = marks & MARKS_OF_WORDS; rest && count < 2; rest >>= MARK_BITS)
        count += (rest & MARK_BEST) != 0;
    return count;
}

/* Whether more than one link may identify the name. */
static bool may_identify(uint64_t marks, idt_mode mode)
{
    uint64_t identifying = marks & MARKS_IDENTIFYING;
    if (marks & (MARK_JOINED | MARK_FURTHER))
        return true;
    return mode == IDT_MODE_PERSON ? words_marked(marks) > 1
                                   : (identifying & (identifying - 1)) != 0;
}

static uint16_t lacking_in(const query_plan *plan, uint64_t marks, size_t word)
{
    size_t place = plan->places[word];
    if (place >= MARK_WORDS)
        return marks & MARK_FURTHER ? 0 : IDT_UNMET;
    unsigned level = marks >> (place * MARK_BITS) & MARK_BEST;
    return level ? (uint16_t)((MARK_BEST - level) * LACKING_STEP) : IDT_UNMET;
}

/* Whether a word that is marked as unmet may yet be met as a mangled one. */
static bool may_be_mangled(const idt_side *side, uint64_t marks, size_t word)
{
    return (marks & MARK_TELLING) && side->words[word].length >= MANGLED_MIN &&
           side->words[word].length <= MANGLED_MAX;
}

/* The best score of a name that met the words so well and no better; the cap for a part of a name
 * is not counted in where *is_part is false. */
static uint32_t bound_of(bool *is_part, const query_plan *plan, const idt_screener *self,
                         uint64_t marks, idt_mode mode)
{
    const idt_side *side = &plan->sides[mode];
    uint16_t lacking[IDT_NAME_TOKENS_MAX];
    bool others = false, identified = may_identify(marks, mode);
    uint32_t most_bits = 0;
    for (size_t i = 0; i < side->count; i++) {
        lacking[i] = lacking_in(plan, marks, i);
        if (lacking[i] == IDT_UNMET && may_be_mangled(side, marks, i)) {
            lacking[i] = MANGLED_LACKING_MIN;
            identified = true;
        }
        most_bits += lacking[i] == IDT_UNMET ? 0 : side->words[i].weight;
        others |= lacking[i] == IDT_UNMET && idt_word_left_caps(mode, &side->words[i]);
    }
    /* With at most one word identified and another left it is part of a name, unless the listed
     * name is contained in the query, which takes two words that tell enough (score.c). */
    bool contained = words_marked(marks) > 1 && most_bits >= self->profile->contained_bits * 10;
    *is_part = !identified && others && !contained;
    return idt_score_bound(side, lacking, self->profile, mode);
}

static void judge_marks(verdict *out, const query_plan *plan, const idt_screener *self)
{
    uint32_t best[IDT_MODE_COUNT];
    out->any = false;
    for (size_t mode = 0; mode < IDT_MODE_COUNT; mode++) {
        bool is_part;
        best[mode] = bound_of(&is_part, plan, self, out->marks, (idt_mode)mode);
        if (is_part && best[mode] > self->profile->part_of_name_cap)
            best[mode] = self->profile->part_of_name_cap;
    }
    for (size_t t = 0; t < IDT_PARTY_TYPE_COUNT; t++) {
        uint32_t threshold = plan->thresholds->of[t];
        out->may[t] = self->type_listed[t] && threshold <= 1000 &&
                      best[idt_mode_of((idt_party_type)t)] >= threshold;
        out->has_most[t] = false;
        out->any |= out->may[t];
    }
}

/* What the words marked may meet of a listed name at most leaves the rest of it over. */
static uint32_t most_weight(const query_plan *plan, const idt_screener *self, uint64_t marks,
                            idt_party_type type)
{
    enum { WHOLE = 1000000 };
    idt_mode mode = idt_mode_of(type);
    const idt_side *side = &plan->sides[mode];
    bool may_meet[IDT_NAME_TOKENS_MAX];
    uint64_t met = 0;
    if (marks & (MARK_WHOLE | MARK_FURTHER))
        return UINT32_MAX;
    for (size_t i = 0; i < side->count; i++) {
        bool mangled = may_be_mangled(side, marks, i);
        may_meet[i] = lacking_in(plan, marks, i) != IDT_UNMET || mangled;
        if (may_meet[i])
            met += mangled ? self->heaviest : plan->covers[mode][i];
    }
    uint32_t left =
        idt_score_most_left(side, may_meet, plan->thresholds->of[type], self->profile, mode);
    return left >= WHOLE ? UINT32_MAX : (uint32_t)(met * WHOLE / (WHOLE - left) + 1);
}

static verdict *judge(query_plan *plan, const idt_screener *self, uint64_t marks)
{
    verdict *out = &plan->verdicts[(marks * 0x9E3779B97F4A7C15ull) >> 56];
    if (out->marks != marks) {
        out->marks = marks;
        judge_marks(out, plan, self);
    }
    return out;
}

/* The same while names are followed: what is set aside may meet as well as can be. */
static const verdict *judge_so_far(query_plan *plan, const idt_screener *self, uint64_t marks)
{
    return judge(plan, self, better_marks(marks & ~MARK_KEPT, plan->aside));
}

/* Postings of each word's entries. */
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

static bool is_initial(const idt_unit *unit)
{
    return unit->form.len == 1 && !unit->cut && idt_is_lower(unit->form.ptr[0]);
}

/* Of more words than there are marks for, initials and those with the longest postings have marks
 * of their own: of the others few names are met. */
static void place_words(query_plan *plan, const idt_screener *self, size_t words)
{
    uint64_t costs[IDT_NAME_TOKENS_MAX] = { 0 };
    if (words > MARK_WORDS)
        count_postings(costs, self);
    for (size_t i = 0; i < words; i++) {
        plan->places[i] = (uint8_t)(words > MARK_WORDS ? MARK_WORDS : i);
        if (is_initial(&plan->words[i]))
            costs[i] += UINT32_MAX;
    }
    for (uint8_t place = 0; words > MARK_WORDS && place < MARK_WORDS; place++) {
        size_t dearest = SIZE_MAX;
        for (size_t i = 0; i < words; i++)
            if (plan->places[i] == MARK_WORDS && (dearest == SIZE_MAX || costs[i] > costs[dearest]))
                dearest = i;
        plan->places[dearest] = place;
    }
}

/* Set the words with the longest postings aside, as long as names that meet nothing else stay below
 * their threshold; but only where so few names are left to be looked at that it pays. */
static void set_aside(query_plan *plan, const idt_screener *self, size_t words)
{
    uint64_t costs[IDT_NAME_TOKENS_MAX] = { 0 }, all = 0, followed = 0, aside = plan->aside;
    bool tried[IDT_NAME_TOKENS_MAX] = { false };
    if (words < 2)
        return;
    count_postings(costs, self);
    for (size_t i = 0; i < words; i++)
        all += costs[i];
    for (size_t round = 0; round < words; round++) {
        size_t dearest = SIZE_MAX;
        for (size_t i = 0; i < words; i++)
            if (!tried[i] && (dearest == SIZE_MAX || costs[i] > costs[dearest]))
                dearest = i;
        tried[dearest] = true;
        uint64_t next = better_marks(aside, best_mark(plan, dearest));
        if (round + 1 < words && plan->places[dearest] < MARK_WORDS &&
            !judge(plan, self, next)->any)
            aside = next;
        else
            followed += costs[dearest];
    }
    if (followed * LOOK_COST < all)
        plan->aside = aside;
}

/* Initials are of very many words. Names that meet nothing else hardly ever reach a threshold: then
 * they are not followed, and looked for in the names that are met otherwise. */
static void plan_initials(query_plan *plan, idt_screener *self, size_t words)
{
    uint64_t marks = 0;
    bool known = true;
    for (size_t i = 0; i < words; i++)
        if (is_initial(&plan->words[i])) {
            marks = better_marks(marks, mark_of(plan, i, 1000 - IDT_SIMILARITY_INITIAL));
            known &= plan->places[i] < MARK_WORDS;
        }
    bool follow = marks && (!known || judge(plan, self, marks)->any);
    plan->aside = follow ? 0 : marks;
    for (size_t i = 0; i < words && marks; i++) {
        if (!is_initial(&plan->words[i]))
            continue;
        if (follow) {
            idt_relation_map_add_initials(self, &plan->words[i], i);
            continue;
        }
        size_t k = plan->initial_count++;
        plan->initials[k].word = (uint16_t)i;
        idt_index_words_with_initial(self->index, plan->words[i].form.ptr[0],
                                     &plan->initials[k].first, &plan->initials[k].end);
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
    plan->marks = NULL;
    plan->initial_count = 0;
    for (size_t i = 0; i < VERDICTS; i++)
        plan->verdicts[i].marks = 0;
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

/* Links to words that initials of the query begin. */
static size_t add_initials(idt_screener *self, size_t count, const query_plan *plan,
                           const idt_index_name *name, bool *met, bool *listed_met)
{
    if (name->type != IDT_PARTY_PERSON)
        return count; /* score.c: only persons are abbreviated to initials */
    for (size_t i = 0; i < plan->initial_count; i++)
        for (uint32_t j = 0; j < name->word_count; j++) {
            uint32_t word = name->units[j];
            if (word < plan->initials[i].first || word >= plan->initials[i].end)
                continue;
            uint16_t from = plan->initials[i].word;
            idt_likeness likeness = idt_relate_initial(self, &plan->words[from], word);
            if (likeness.similarity == 0)
                continue;
            idt_relation_entry entry = { .from = from, .parts = 1, .likeness = likeness };
            add_link(self, &count, &entry, j, 1);
            met[from] = listed_met[j] = true;
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

    idt_name_at(self->names, name_number, &name);
    idt_mode mode = idt_mode_of((idt_party_type)name.type);
    uint32_t threshold = plan->thresholds->of[name.type];
    const idt_side *query = &plan->sides[mode];
    memset(met, 0, query->count);
    memset(listed_met, 0, name.word_count);
    size_t links = collect_links(self, &name, met, listed_met);
    links = add_initials(self, links, plan, &name, met, listed_met);
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

/* Whether the entry marks nothing better than what is set aside. What is telling or joined does
 * more than meet its words, and is followed in any case. */
static bool is_aside(const query_plan *plan, uint64_t marks)
{
    if (plan->aside == 0 || (marks & (MARK_TELLING | MARK_JOINED)) ||
        (marks & MARKS_IDENTIFYING & ~plan->aside))
        return false;
    for (uint64_t nibble = MARK_BEST; nibble & MARKS_OF_WORDS; nibble <<= MARK_BITS)
        if ((marks & nibble) > (plan->aside & nibble))
            return false;
    return true;
}

/* What a name met of what was set aside. */
static uint64_t marks_aside(idt_screener *self, const query_plan *plan, uint32_t number)
{
    uint64_t marks = 0;
    idt_index_name name;
    idt_name_at(self->names, number, &name);
    for (uint32_t j = 0; j < name.word_count; j++) {
        uint32_t at = idt_relation_map_find(&self->map, name.units[j]);
        for (; at != UINT32_MAX; at = self->map.entries[at].next)
            marks = better_marks(marks, plan->marks[at]);
        for (size_t i = 0; i < plan->initial_count && name.type == IDT_PARTY_PERSON; i++)
            if (name.units[j] >= plan->initials[i].first && name.units[j] < plan->initials[i].end)
                marks = better_marks(
                    marks, mark_of(plan, plan->initials[i].word, 1000 - IDT_SIMILARITY_INITIAL));
    }
    return marks;
}

/* Postings that are followed, from where they stand. */
typedef struct {
    const uint32_t *at, *end;
    uint64_t marks;
    bool may_reach;    /* a name that meets nothing else but what is set aside */
    bool persons_only; /* score.c: only persons are abbreviated to initials */
} posting_stream;

static size_t open_streams(posting_stream **out, idt_arena *arena, const idt_screener *self,
                           query_plan *plan)
{
    size_t count = 0;
    *out = idt_arena_alloc(arena, (self->map.count + 1) * sizeof **out);
    for (size_t i = 0; i < self->map.count; i++) {
        const idt_relation_entry *entry = &self->map.entries[i];
        uint32_t names;
        uint64_t marks = plan->marks[i];
        if (is_aside(plan, marks))
            continue;
        const uint32_t *first = idt_index_postings(self->index, entry->unit, &names);
        (*out)[count++] =
            (posting_stream){ first, first + names, marks, judge_so_far(plan, self, marks)->any,
                              entry->likeness.how == IDT_HOW_INITIAL };
    }
    return count;
}

/* Mark the names below `end`; `block` is where the block of marks begins. A name becomes a
 * candidate once its marks may reach: most names meet one word, and that is too little. */
static void follow(idt_screener *self, query_plan *plan, posting_stream *stream, uint32_t block,
                   uint32_t end)
{
    uint64_t epoch = (uint64_t)self->name_epoch << EPOCH_SHIFT;
    for (; stream->at < stream->end && *stream->at < end; stream->at++) {
        uint32_t name = *stream->at;
        uint64_t *mark = &self->name_marks[name - block];
        if (stream->persons_only && self->name_type[name] != IDT_PARTY_PERSON)
            continue;
        bool met = *mark >> EPOCH_SHIFT == self->name_epoch;
        uint64_t before = met ? *mark & MARKS_MASK : 0;
        uint64_t marks = met ? better_marks(before, stream->marks) : stream->marks;
        if (marks == before)
            continue;
        if (!(before & MARK_KEPT) &&
            (met ? judge_so_far(plan, self, marks)->any : stream->may_reach)) {
            add_candidate(self, name);
            marks |= MARK_KEPT;
        }
        *mark = epoch | marks;
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

/* The weight of a listed name's words; kept once it was asked for. */
static uint32_t weight_of(const idt_screener *self, uint32_t number)
{
    uint16_t *weight = &self->name_weight[number];
    if (*weight == 0) {
        idt_index_name name;
        uint32_t total = 0;
        idt_name_at(self->names, number, &name);
        const idt_side_word *words = self->words[idt_mode_of((idt_party_type)name.type)];
        for (size_t i = 0; i < name.word_count; i++)
            total += words[name.units[i]].weight;
        *weight = total < UINT16_MAX ? (uint16_t)total : UINT16_MAX; /* less is on the safe side */
    }
    return *weight;
}

static bool may_be_hit(query_plan *plan, const idt_screener *self, uint32_t name, uint64_t marks)
{
    idt_party_type type = (idt_party_type)self->name_type[name];
    verdict *found = judge(plan, self, marks);
    if (!found->may[type])
        return false;
    if (!found->has_most[type]) {
        found->most[type] = most_weight(plan, self, marks, type);
        found->has_most[type] = true;
    }
    return found->most[type] == UINT32_MAX || weight_of(self, name) <= found->most[type];
}

/* Of the candidates of a block those that may be hits by what is known of them. */
static void sift_candidates(idt_screener *self, query_plan *plan, uint32_t block)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->candidate_count; i++) {
        uint32_t name = self->candidates[i];
        uint64_t met = self->name_marks[name - block] & MARKS_MASK & ~MARK_KEPT;
        if (may_be_hit(plan, self, name, better_marks(met, plan->aside)))
            self->candidates[kept++] = name;
    }
    self->candidate_count = kept;
}

static void score_candidates(idt_screener *self, query_plan *plan, uint32_t block,
                             uint16_t query_name)
{
    enum { AHEAD = 8 }; /* so many names later a record asked for is there */
    const idt_name_table *names = &self->names;
    for (size_t i = 0; i < self->candidate_count; i++) {
        uint32_t name = self->candidates[i];
        uint64_t met = self->name_marks[name - block] & MARKS_MASK & ~MARK_KEPT;
        if (i + AHEAD < self->candidate_count)
            __builtin_prefetch(names->records + names->offsets[self->candidates[i + AHEAD]]);
        if (!plan->aside ||
            may_be_hit(plan, self, name, better_marks(met, marks_aside(self, plan, name))))
            score_name(self, plan, name, query_name);
    }
}

/* Names are met block by block, so that the marks of one stay near the processor. */
static void search_streams(idt_screener *self, query_plan *plan, idt_arena *arena,
                           uint16_t query_name)
{
    posting_stream *streams;
    size_t count = open_streams(&streams, arena, self, plan);
    uint32_t names = idt_index_name_count(self->index);
    for (uint32_t block = 0; block < names; block += IDT_MARK_BLOCK) {
        if (++self->name_epoch > EPOCH_MAX) {
            memset(self->name_marks, 0, IDT_MARK_BLOCK * sizeof *self->name_marks);
            self->name_epoch = 1;
        }
        self->candidate_count = 0;
        for (size_t i = 0; i < count; i++)
            follow(self, plan, &streams[i], block, block + IDT_MARK_BLOCK);
        sift_candidates(self, plan, block);
        score_candidates(self, plan, block, query_name);
    }
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
    place_words(&plan, self, reading->count);
    plan_initials(&plan, self, reading->count);
    mark_entries(&plan, arena, self);
    set_aside(&plan, self, reading->count);
    search_streams(self, &plan, arena, query_name);
}
