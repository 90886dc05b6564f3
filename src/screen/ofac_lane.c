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

/* What bounds need of a name, close together. */
typedef struct {
    uint64_t head; /* its first letters, a byte each */
    uint32_t party;
    uint32_t initials;      /* places of the first letters of its words */
    uint32_t long_initials; /* of those words that count beside long ones */
    uint32_t length;
    uint8_t histogram[PLACES];
} lane_key;

typedef struct {
    idt_ofac_word word;
    uint32_t first, end; /* in `postings` */
} lane_word;

struct idt_ofac_lane {
    idt_arena arena;
    uint32_t name_count, word_count;
    idt_ofac_name *names;
    lane_key *keys;
    uint32_t *numbers; /* in the index */
    lane_word *words;  /* by first letter */
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

static uint64_t head_of(const idt_ofac_name *name)
{
    uint64_t head = 0;
    for (uint32_t i = 0; i < IDT_OFAC_PREFIX_MAX && i < name->whole_length; i++)
        head |= (uint64_t)(name->whole[i] & 0xFF) << (8 * i);
    return head;
}

static void take_name(idt_ofac_lane *self, uint32_t number, uint32_t party, idt_span text)
{
    idt_ofac_name *name = &self->names[self->name_count];
    lane_key *key = &self->keys[self->name_count];
    self->numbers[self->name_count++] = number;
    idt_ofac_name_of(name, &self->arena, text);
    *key = (lane_key){ .head = head_of(name), .party = party, .length = name->whole_length };
    count_letters(key->histogram, name);
    for (uint32_t i = 0; i < name->word_count; i++) {
        uint32_t bit = (uint32_t)1 << place_of(name->words[i].letters[0]);
        key->initials |= bit;
        key->long_initials |= idt_ofac_word_is_short(&name->words[i]) ? 0 : bit;
    }
}

/* Readings of one name follow each other in the index; here a name counts once. */
static void take_names(idt_ofac_lane *self, const idt_index *index)
{
    idt_arena record = IDT_ARENA_INIT;
    uint32_t last_party = UINT32_MAX, last_ordinal = UINT32_MAX;
    idt_party party = { 0 };
    for (uint32_t n = 0; n < idt_index_name_count(index); n++) {
        idt_index_name at;
        idt_index_name_at(index, n, &at);
        if (at.party == last_party && at.ordinal == last_ordinal)
            continue;
        if (at.party != last_party) {
            idt_arena_reset(&record);
            idt_index_party(index, at.party, &record, &party);
        }
        last_party = at.party;
        last_ordinal = at.ordinal;
        take_name(self, n, at.party, party.names[at.ordinal].text);
    }
    idt_arena_release(&record);
}

static void take_words(idt_ofac_lane *self)
{
    size_t count = 0, next = 0;
    for (uint32_t n = 0; n < self->name_count; n++)
        count += self->names[n].word_count;
    occurrence *all = idt_alloc_array(count + 1, sizeof *all);
    for (uint32_t n = 0; n < self->name_count; n++)
        for (uint32_t i = 0; i < self->names[n].word_count; i++)
            all[next++] = (occurrence){ &self->names[n].words[i], n };
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
    size_t room = (size_t)idt_index_name_count(index) + 1;
    self->names = idt_alloc_array(room, sizeof *self->names);
    self->keys = idt_alloc_array(room, sizeof *self->keys);
    self->numbers = idt_alloc_array(room, sizeof *self->numbers);
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
    idt_free(self->keys);
    idt_free(self->numbers);
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

static uint32_t equal_heads(uint64_t a, uint64_t b)
{
    uint64_t differ = a ^ b;
    uint32_t equal = differ ? (uint32_t)__builtin_ctzll(differ) / 8 : IDT_OFAC_PREFIX_MAX;
    return equal < IDT_OFAC_PREFIX_MAX ? equal : IDT_OFAC_PREFIX_MAX;
}

/* The most that the whole name can be worth, in millionths. Where a head ends early its zeros may
 * count as equal, which only raises the bound. */
static uint32_t whole_bound(const lane_key *query, const lane_key *listed)
{
    if (query->length > COUNT_MAX || listed->length > COUNT_MAX)
        return IDT_OFAC_MILLION;
    uint32_t common = common_letters(query->histogram, listed->histogram);
    return idt_ofac_bound(query->length, listed->length, common,
                          equal_heads(query->head, listed->head));
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

/* The query's side of a comparison by keys. */
typedef struct {
    lane_key key;
    uint32_t first;   /* place of the first letter of its first part */
    uint32_t inexact; /* places that several letters share */
} lane_query;

static void lane_query_init(lane_query *out, const idt_ofac_query *query)
{
    memset(out, 0, sizeof *out);
    out->key.head = head_of(&query->name);
    out->key.length = query->name.whole_length;
    count_letters(out->key.histogram, &query->name);
    for (uint32_t i = 0; i < query->part_count; i++)
        out->key.initials |= (uint32_t)1 << place_of(query->part_words[i]->letters[0]);
    if (query->part_count)
        out->first = (uint32_t)1 << place_of(query->part_words[0]->letters[0]);
    out->inexact = ~(((uint32_t)1 << PLACE_DIGITS) - 1);
}

static idt_ofac_begins begins_of(const idt_ofac_lane *self, const idt_ofac_query *query,
                                 const lane_query *key, uint32_t n)
{
    uint32_t shared = key->key.initials &
                      (query->short_words ? self->keys[n].initials : self->keys[n].long_initials);
    if (!shared)
        return IDT_OFAC_BEGINS_NONE;
    if (shared & key->inexact)
        return idt_ofac_begins_like(query, &self->names[n]);
    return shared & key->first ? IDT_OFAC_BEGINS_FIRST : IDT_OFAC_BEGINS_OTHER;
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
    lane_query key;
    lane_query_init(&key, query);
    for (uint32_t n = 0; n < self->name_count; n++) {
        idt_ofac_begins begins = begins_of(self, query, &key, n);
        if (begins == IDT_OFAC_BEGINS_NONE && self->sums[n] == 0)
            continue;
        uint32_t least = wanted(screener, self->keys[n].party, threshold), whole = 0;
        uint32_t reach = least * 1000 - 500; /* what is rounded up to it */
        if (begins == IDT_OFAC_BEGINS_OTHER && reach < IDT_OFAC_WHOLE_ALONE)
            reach = IDT_OFAC_WHOLE_ALONE;
        if (begins != IDT_OFAC_BEGINS_NONE && whole_bound(&key.key, &self->keys[n]) >= reach)
            whole = idt_ofac_whole(query, &self->names[n], begins);
        if (whole == 0 && self->sums[n] == 0)
            continue;
        uint32_t score = idt_ofac_combine(query, whole, self->sums[n]).score;
        if (score >= least)
            note(screener, self->numbers[n], self->keys[n].party, score, query_name);
    }
}

static void search_exhaustively(idt_screener *screener, const idt_ofac_query *query,
                                uint16_t query_name, uint32_t threshold)
{
    idt_ofac_lane *self = screener->ofac;
    for (uint32_t n = 0; n < self->name_count; n++) {
        uint32_t score = idt_ofac_compare(query, &self->names[n]).score;
        if (score && score >= threshold)
            note(screener, self->numbers[n], self->keys[n].party, score, query_name);
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
