/* ofac_lane.c - OFAC's way over all listed names, with bounds that lose nothing.
 *
 * Name parts. Distinct listed words are sorted by their first letter; each part of the query is
 * compared with the words that begin like it, and what it is worth goes to the names that hold the
 * word. So parts are exact for every name.
 *
 * Whole names. Two strings have no more letters in common than their letter histograms (letters
 * with several to a place) have; with so many, in the best order, idt_ofac_bound is the most that
 * Jaro-Winkler can give. A name is compared where that reaches what is asked for: the threshold,
 * what its parts gave, and what its party has already. */
#include "screen/ofac_lane_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "match/ofac.h"

enum {
    PLACES = 32, /* of a histogram: a-z, digits by two, hyphen, all others */
    PLACE_DIGITS = 26,
    PLACE_HYPHEN = 30,
    PLACE_OTHER = 31,
    COUNT_MAX = 255, /* a longer name has no bound */
};

typedef struct {
    idt_ofac_name name;
    uint32_t party;
    uint32_t initials;      /* places of the first letters of its words */
    uint32_t long_initials; /* of those words that count beside long ones */
} lane_name;

typedef struct {
    idt_ofac_word word;
    uint32_t first, end; /* in `postings` */
} lane_word;

struct idt_ofac_lane {
    idt_arena arena;
    uint32_t name_count, word_count;
    lane_name *names;
    uint8_t (*histograms)[PLACES];
    lane_word *words; /* by first letter */
    uint32_t *postings;
    /* Of one query: what the parts of a name are worth. */
    uint32_t *sums, *best; /* of all parts; of the part at hand; millionths, by name */
    uint32_t *touched;     /* names with a sum */
    uint32_t touched_count;
    uint32_t *improved; /* names the part at hand met */
};

/* --- building --- */

static uint32_t place_of(uint32_t letter)
{
    if (letter >= 'a' && letter <= 'z')
        return letter - 'a';
    if (letter >= '0' && letter <= '9')
        return PLACE_DIGITS + letter % 4;
    return letter == '-' ? PLACE_HYPHEN : PLACE_OTHER;
}

static void count_letters(uint8_t histogram[PLACES], const idt_ofac_name *name)
{
    memset(histogram, 0, PLACES);
    if (name->whole_length > COUNT_MAX)
        return;
    for (uint32_t i = 0; i < name->whole_length; i++)
        histogram[place_of(name->whole[i])]++;
}

/* A word of a name, for sorting. */
typedef struct {
    const idt_ofac_word *word;
    uint32_t name;
} occurrence;

static int compare_words(const idt_ofac_word *a, const idt_ofac_word *b)
{
    uint32_t length = a->length < b->length ? a->length : b->length;
    for (uint32_t i = 0; i < length; i++)
        if (a->letters[i] != b->letters[i])
            return a->letters[i] < b->letters[i] ? -1 : 1;
    return a->length == b->length ? 0 : a->length < b->length ? -1 : 1;
}

static int compare_occurrences(const void *left, const void *right)
{
    const occurrence *a = left, *b = right;
    int order = compare_words(a->word, b->word);
    return order ? order : a->name == b->name ? 0 : a->name < b->name ? -1 : 1;
}

static void take_names(idt_ofac_lane *self, const idt_index *index)
{
    idt_arena record = IDT_ARENA_INIT;
    uint32_t last = UINT32_MAX;
    idt_party party = { 0 };
    for (uint32_t n = 0; n < self->name_count; n++) {
        idt_index_name at;
        lane_name *name = &self->names[n];
        idt_index_name_at(index, n, &at);
        if (at.party != last) {
            idt_arena_reset(&record);
            idt_index_party(index, at.party, &record, &party);
            last = at.party;
        }
        *name = (lane_name){ .party = at.party };
        if (at.ordinal < party.name_count)
            idt_ofac_name_of(&name->name, &self->arena, party.names[at.ordinal].text);
        count_letters(self->histograms[n], &name->name);
        for (uint32_t i = 0; i < name->name.word_count; i++) {
            const idt_ofac_word *word = &name->name.words[i];
            uint32_t bit = (uint32_t)1 << place_of(word->letters[0]);
            name->initials |= bit;
            name->long_initials |= idt_ofac_word_is_short(word) ? 0 : bit;
        }
    }
    idt_arena_release(&record);
}

static void take_words(idt_ofac_lane *self)
{
    size_t count = 0, next = 0;
    for (uint32_t n = 0; n < self->name_count; n++)
        count += self->names[n].name.word_count;
    occurrence *all = idt_alloc_array(count + 1, sizeof *all);
    for (uint32_t n = 0; n < self->name_count; n++)
        for (uint32_t i = 0; i < self->names[n].name.word_count; i++)
            all[next++] = (occurrence){ &self->names[n].name.words[i], n };
    qsort(all, count, sizeof *all, compare_occurrences);
    self->words = idt_alloc_array(count + 1, sizeof *self->words);
    self->postings = idt_alloc_array(count + 1, sizeof *self->postings);
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || compare_words(all[i - 1].word, all[i].word) != 0)
            self->words[self->word_count++] = (lane_word){ *all[i].word, i, i };
        self->words[self->word_count - 1].end = i + 1;
        self->postings[i] = all[i].name;
    }
    idt_free(all);
}

idt_ofac_lane *idt_ofac_lane_new(const idt_index *index)
{
    idt_ofac_lane *self = idt_alloc_zeroed(sizeof *self);
    self->name_count = idt_index_name_count(index);
    size_t room = (size_t)self->name_count + 1;
    self->names = idt_alloc_array(room, sizeof *self->names);
    self->histograms = idt_alloc_array(room, sizeof *self->histograms);
    self->sums = idt_alloc_zeroed(room * sizeof *self->sums);
    self->best = idt_alloc_zeroed(room * sizeof *self->best);
    self->touched = idt_alloc_array(room, sizeof *self->touched);
    self->improved = idt_alloc_array(room, sizeof *self->improved);
    take_names(self, index);
    take_words(self);
    return self;
}

void idt_ofac_lane_free(idt_ofac_lane *self)
{
    if (!self)
        return;
    idt_arena_release(&self->arena);
    idt_free(self->names);
    idt_free(self->histograms);
    idt_free(self->words);
    idt_free(self->postings);
    idt_free(self->sums);
    idt_free(self->best);
    idt_free(self->touched);
    idt_free(self->improved);
    idt_free(self);
}

/* --- name parts --- */

/* The first word that begins with `letter` or one behind it. */
static uint32_t first_with(const idt_ofac_lane *self, uint32_t letter)
{
    uint32_t low = 0, high = self->word_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->words[middle].word.letters[0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void give(idt_ofac_lane *self, const lane_word *word, uint32_t similarity,
                 uint32_t *improved)
{
    for (uint32_t p = word->first; p < word->end; p++) {
        uint32_t name = self->postings[p];
        if (similarity <= self->best[name])
            continue;
        if (self->sums[name] == 0)
            self->touched[self->touched_count++] = name;
        if (self->best[name] == 0)
            self->improved[(*improved)++] = name;
        self->sums[name] += similarity - self->best[name];
        self->best[name] = similarity;
    }
}

static void add_part(idt_ofac_lane *self, const idt_ofac_query *query, uint32_t part)
{
    uint32_t letter = query->part_words[part]->letters[0], improved = 0;
    for (uint32_t w = first_with(self, letter);
         w < self->word_count && self->words[w].word.letters[0] == letter; w++) {
        uint32_t similarity = idt_ofac_partner(query, part, &self->words[w].word);
        if (similarity)
            give(self, &self->words[w], similarity, &improved);
    }
    for (uint32_t i = 0; i < improved; i++)
        self->best[self->improved[i]] = 0;
}

/* --- whole names --- */

static uint32_t common_letters(const uint8_t a[PLACES], const uint8_t b[PLACES])
{
    uint32_t sum = 0;
    for (size_t i = 0; i < PLACES; i++)
        sum += a[i] < b[i] ? a[i] : b[i];
    return sum;
}

/* The most that the whole name can be worth, in millionths. */
static uint32_t whole_bound(const idt_ofac_query *query, const uint8_t histogram[PLACES],
                            const lane_name *name, const uint8_t listed[PLACES])
{
    uint32_t left = query->name.whole_length, right = name->name.whole_length;
    if (left > COUNT_MAX || right > COUNT_MAX)
        return IDT_OFAC_MILLION;
    if (left == 0 || right == 0)
        return 0;
    bool begins = query->name.whole[0] == name->name.whole[0];
    return idt_ofac_bound(left, right, common_letters(histogram, listed),
                          begins ? IDT_OFAC_PREFIX_MAX : 0);
}

/* --- one query --- */

static uint32_t *found_place(idt_screener *screener, uint32_t party)
{
    return screener->party_seen[party] == screener->party_epoch ? &screener->party_found[party]
                                                                : NULL;
}

static void note(idt_screener *screener, uint32_t name, uint32_t party, uint32_t score,
                 uint16_t query_name)
{
    uint32_t *place = found_place(screener, party);
    idt_best_name best = { party, name, score, 0, query_name };
    if (place) {
        if (score > screener->found[*place].score)
            screener->found[*place] = best;
        return;
    }
    screener->party_seen[party] = screener->party_epoch;
    screener->party_found[party] = (uint32_t)screener->found_count;
    screener->found = idt_grow(screener->found, &screener->found_capacity,
                               screener->found_count + 1, sizeof *screener->found);
    screener->found[screener->found_count++] = best;
}

static uint32_t initials_of(const idt_ofac_query *query)
{
    uint32_t initials = 0;
    for (uint32_t i = 0; i < query->part_count; i++)
        initials |= (uint32_t)1 << place_of(query->part_words[i]->letters[0]);
    return initials;
}

/* The least score, in thousandths, that would change what was found of a party: of equal ones the
 * first name stays. */
static uint32_t wanted(idt_screener *screener, uint32_t party, uint32_t threshold)
{
    const uint32_t *place = found_place(screener, party);
    uint32_t better = place ? screener->found[*place].score + 1 : 1;
    return better > threshold ? better : threshold;
}

static void search_names(idt_screener *screener, const idt_ofac_query *query, uint16_t query_name,
                         uint32_t threshold)
{
    idt_ofac_lane *self = screener->ofac;
    uint8_t histogram[PLACES];
    uint32_t initials = initials_of(query);
    count_letters(histogram, &query->name);
    for (uint32_t n = 0; n < self->name_count; n++) {
        const lane_name *name = &self->names[n];
        bool begins = initials & (query->short_words ? name->initials : name->long_initials);
        if (!begins && self->sums[n] == 0)
            continue;
        uint32_t least = wanted(screener, name->party, threshold), whole = 0;
        /* Half a thousandth below is rounded up. */
        uint32_t reach = least * 1000 - 500;
        if (begins && whole_bound(query, histogram, name, self->histograms[n]) >= reach)
            whole = idt_ofac_whole(query, &name->name);
        uint32_t score = idt_ofac_combine(query, whole, self->sums[n]).score;
        if (score >= least)
            note(screener, n, name->party, score, query_name);
    }
}

static void search_exhaustively(idt_screener *screener, const idt_ofac_query *query,
                                uint16_t query_name, uint32_t threshold)
{
    idt_ofac_lane *self = screener->ofac;
    for (uint32_t n = 0; n < self->name_count; n++) {
        uint32_t score = idt_ofac_compare(query, &self->names[n].name).score;
        if (score && score >= threshold)
            note(screener, n, self->names[n].party, score, query_name);
    }
}

void idt_ofac_lane_search(idt_screener *screener, const idt_ofac_query *query, uint16_t query_name,
                          uint32_t threshold, bool exhaustive)
{
    idt_ofac_lane *self = screener->ofac;
    if (exhaustive) {
        search_exhaustively(screener, query, query_name, threshold);
        return;
    }
    for (uint32_t i = 0; i < query->part_count; i++)
        add_part(self, query, i);
    search_names(screener, query, query_name, threshold);
    for (uint32_t i = 0; i < self->touched_count; i++)
        self->sums[self->touched[i]] = 0;
    self->touched_count = 0;
}

idt_status idt_ofac_lane_search_subject(idt_screener *screener, idt_arena *arena,
                                        const idt_subject *subject,
                                        const idt_screen_options *options, size_t *screenable,
                                        idt_err *err)
{
    idt_search_begin(screener);
    for (size_t i = 0; i < subject->name_count; i++) {
        idt_ofac_query query;
        if (subject->names[i].len > IDT_SUBJECT_NAME_BYTES_MAX)
            return idt_fail(err, IDT_E_INPUT, "name is longer than %d bytes",
                            IDT_SUBJECT_NAME_BYTES_MAX);
        idt_ofac_query_of(&query, arena, subject->names[i]);
        if (query.name.word_count > IDT_NAME_TOKENS_MAX)
            return idt_fail(err, IDT_E_INPUT, "name has more than %d words", IDT_NAME_TOKENS_MAX);
        *screenable += query.name.word_count > 0;
        idt_ofac_lane_search(screener, &query, (uint16_t)i, options->threshold,
                             options->exhaustive);
    }
    return IDT_OK;
}
