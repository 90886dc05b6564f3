/* same_name.c - entries whose names are alike and whose facts agree.
 *
 * Only entries that share something telling are held against each other: a person's whole birth
 * date, the words of a name in any order, a word that few entries have. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "link/link_internal.h"
#include "match/compare.h"

enum {
    ALIKE_WITH_BIRTH = 800, /* beside an equal day of birth */
    ALIKE_NEAR_BIRTH = 950, /* beside a date that may be the same, and a country */
    ALIKE_BY_NAME = 950,
    ALIKE_ALONE = 985,
    EQUAL = 1000,
    BITS_NEAR_BIRTH = 160, /* tenths of a bit of the words that met */
    BITS_PERSON = 300,     /* two rare words or three common ones */
    BITS_OTHER = 180,
    BITS_OTHER_ALONE = 280, /* where a country is not stated */
    BLOCK_MAX = 40,         /* entries that share one key; more of them share nothing telling */
    KEY_WORDS_MAX = 12,     /* of a name */
};

/* One thing that an entry has: entries of equal keys are held against each other. */
typedef struct {
    uint64_t key;
    uint32_t party;
} filed;

typedef struct {
    filed *items;
    size_t count, capacity;
} file;

static void add_key(file *self, uint64_t key, uint32_t party)
{
    self->items = idt_grow(self->items, &self->capacity, self->count + 1, sizeof *self->items);
    self->items[self->count++] = (filed){ key, party };
}

static int compare_filed(const void *left, const void *right)
{
    const filed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->party > b->party) - (a->party < b->party);
}

/* Sorted, and each entry once under a key, however many of its names have it. */
static void put_in_order(file *self)
{
    size_t kept = 0;
    if (self->count)
        qsort(self->items, self->count, sizeof *self->items, compare_filed);
    for (size_t i = 0; i < self->count; i++)
        if (kept == 0 || compare_filed(&self->items[kept - 1], &self->items[i]) != 0)
            self->items[kept++] = self->items[i];
    self->count = kept;
}

/* --- keys --- */

static void file_births(file *self, const idt_party *party, uint32_t number)
{
    for (size_t i = 0; i < party->date_count; i++) {
        idt_ymd day = party->dates[i].range.from;
        if (party->dates[i].kind == IDT_DATE_BIRTH && day.day)
            add_key(self, 1u + ((uint64_t)day.year << 9 | (uint64_t)day.month << 5 | day.day),
                    number);
    }
}

static bool is_key_word(const idt_token *token)
{
    uint8_t what = IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART | IDT_WORD_TITLE;
    return token->form.len > 1 && !(token->word.flags & what);
}

/* The words in any order, and each rare word by itself. */
static void file_name(file *self, const idt_reading *reading, uint32_t number)
{
    uint64_t all = 0;
    size_t words = 0;
    for (size_t i = 0; i < reading->count; i++) {
        if (!is_key_word(&reading->tokens[i]))
            continue;
        uint64_t hash = idt_hash64(reading->tokens[i].form) | 1ull << 63;
        all += hash * 0x9E3779B97F4A7C15ull;
        if (++words <= KEY_WORDS_MAX)
            add_key(self, hash, number);
    }
    if (words > 1)
        add_key(self, all | 1ull << 63, number);
}

static void file_party(file *self, idt_folder *folder, idt_arena *scratch, const idt_party *party,
                       uint32_t number)
{
    file_births(self, party, number);
    for (size_t i = 0; i < party->name_count; i++) {
        idt_folded folded;
        if (party->names[i].quality == IDT_QUALITY_WEAK)
            continue;
        idt_fold(&folded, folder, scratch, party->names[i].text);
        if (folded.count)
            file_name(self, &folded.readings[0], number);
        idt_arena_reset(scratch);
    }
}

/* --- judging a pair --- */

/* Two entries that may be one. The likest are joined first, for a join may shut out the next. */
typedef struct {
    uint32_t a, b;
    idt_same_kind kind;
    idt_name_verdict names;
    const idt_party_date *date; /* of a; NULL where none agrees */
} proposal;

typedef struct {
    idt_linker *linker;
    idt_name_judge *judge;
    proposal *items;
    size_t count, capacity;
} proposals;

static void propose(proposals *self, proposal item)
{
    self->items = idt_grow(self->items, &self->capacity, self->count + 1, sizeof *self->items);
    self->items[self->count++] = item;
}

static int compare_proposals(const void *left, const void *right)
{
    const proposal *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->names.score != b->names.score)
        return a->names.score > b->names.score ? -1 : 1;
    if (a->names.bits != b->names.bits)
        return a->names.bits > b->names.bits ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static idt_span evidence_of(idt_linker *self, const proposal *found)
{
    idt_buf text = IDT_BUF_INIT;
    idt_buf_add_span(&text, found->names.name);
    if (found->date) {
        idt_buf_add_text(&text, "; born ");
        idt_date_format(&text, found->date->range);
    }
    idt_span out = idt_arena_copy(self->arena, idt_buf_span(&text));
    idt_buf_release(&text);
    return out;
}

/* A year agrees with many people's, so a country or a telling name must stand beside it. */
static bool near_birth_is_enough(const idt_name_verdict *names, idt_countries countries)
{
    if (names->score < ALIKE_NEAR_BIRTH)
        return false;
    return names->bits >= (countries == IDT_COUNTRIES_SHARED ? BITS_NEAR_BIRTH : BITS_PERSON);
}

static void judge_persons(proposals *self, uint32_t a, uint32_t b)
{
    const idt_party *left = &self->linker->parties[a], *right = &self->linker->parties[b];
    const idt_party_date *date, *other;
    idt_births births = idt_births_compare(left, right, &date, &other);
    idt_countries countries = idt_countries_compare(left, right);
    bool hopeless = births == IDT_BIRTHS_APART ||
                    (births == IDT_BIRTHS_NEAR && countries == IDT_COUNTRIES_APART) ||
                    (births == IDT_BIRTHS_UNKNOWN && countries != IDT_COUNTRIES_SHARED);
    if (hopeless || (left->gender && right->gender && left->gender != right->gender))
        return;
    int share = births == IDT_BIRTHS_SAME ? IDT_ANY_WORD : IDT_HALF_THE_WORDS;
    idt_name_verdict names = idt_name_judge_compare(self->judge, left, right, share, EQUAL);
    bool same = births == IDT_BIRTHS_SAME ? names.score >= ALIKE_WITH_BIRTH
                : births == IDT_BIRTHS_NEAR
                    ? near_birth_is_enough(&names, countries)
                    : names.score >= ALIKE_BY_NAME && names.bits >= BITS_PERSON &&
                          countries == IDT_COUNTRIES_SHARED;
    if (same)
        propose(self,
                (proposal){ a, b, births == IDT_BIRTHS_UNKNOWN ? IDT_SAME_NAME : IDT_SAME_BIRTH,
                            names, date });
}

static bool have_other_ships_numbers(const idt_party *left, const idt_party *right)
{
    bool a = false, b = false;
    for (size_t i = 0; i < left->identifier_count; i++)
        a |= left->identifiers[i].type == IDT_ID_IMO;
    for (size_t i = 0; i < right->identifier_count; i++)
        b |= right->identifiers[i].type == IDT_ID_IMO;
    return a && b; /* equal ones were joined by them */
}

static void judge_others(proposals *self, uint32_t a, uint32_t b)
{
    const idt_party *left = &self->linker->parties[a], *right = &self->linker->parties[b];
    idt_countries countries = idt_countries_compare(left, right);
    if (countries == IDT_COUNTRIES_APART || have_other_ships_numbers(left, right))
        return;
    idt_name_verdict names =
        idt_name_judge_compare(self->judge, left, right, IDT_HALF_THE_WORDS, EQUAL);
    if (countries == IDT_COUNTRIES_SHARED
            ? names.score >= ALIKE_BY_NAME && names.bits >= BITS_OTHER
            : names.score >= ALIKE_ALONE && names.bits >= BITS_OTHER_ALONE)
        propose(self, (proposal){ a, b, IDT_SAME_NAME, names, NULL });
}

static bool is_worth_judging(idt_linker *self, uint32_t a, uint32_t b)
{
    const idt_party *left = &self->parties[a], *right = &self->parties[b];
    bool kinds = left->type == right->type ||
                 (left->type == IDT_PARTY_UNKNOWN && right->type == IDT_PARTY_ORGANIZATION) ||
                 (left->type == IDT_PARTY_ORGANIZATION && right->type == IDT_PARTY_UNKNOWN);
    return self->space[a] != self->space[b] && kinds &&
           idt_linker_root(self, a) != idt_linker_root(self, b);
}

/* --- pairs --- */

typedef struct {
    uint64_t *slots;
    size_t count, capacity;
} pair_set;

/* Whether the pair is new. */
static bool add_pair(pair_set *self, uint32_t a, uint32_t b)
{
    uint64_t pair = (uint64_t)a << 32 | b;
    if (self->count * 2 >= self->capacity) {
        pair_set larger = { NULL, 0, self->capacity ? self->capacity * 2 : 1 << 16 };
        larger.slots = idt_alloc_zeroed(larger.capacity * sizeof *larger.slots);
        for (size_t i = 0; i < self->capacity; i++)
            if (self->slots[i])
                (void)add_pair(&larger, (uint32_t)(self->slots[i] >> 32), (uint32_t)self->slots[i]);
        idt_free(self->slots);
        *self = larger;
    }
    size_t slot = pair * 0x9E3779B97F4A7C15ull >> 20 & (self->capacity - 1);
    while (self->slots[slot] && self->slots[slot] != pair)
        slot = (slot + 1) & (self->capacity - 1);
    if (self->slots[slot] == pair)
        return false;
    self->slots[slot] = pair;
    self->count++;
    return true;
}

static void judge_block(proposals *self, pair_set *seen, const filed *block, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            uint32_t a = block[i].party, b = block[j].party;
            if (a == b || !is_worth_judging(self->linker, a, b) || !add_pair(seen, a, b))
                continue;
            if (self->linker->parties[a].type == IDT_PARTY_PERSON)
                judge_persons(self, a, b);
            else
                judge_others(self, a, b);
        }
}

void idt_link_by_name(idt_linker *self)
{
    idt_arena scratch = IDT_ARENA_INIT;
    idt_folder *folder = idt_folder_new();
    proposals found = { self, idt_name_judge_new(), NULL, 0, 0 };
    file keys = { NULL, 0, 0 };
    pair_set seen = { NULL, 0, 0 };

    for (uint32_t p = 0; p < self->party_count; p++)
        file_party(&keys, folder, &scratch, &self->parties[p], p);
    put_in_order(&keys);
    for (size_t from = 0, end; from < keys.count; from = end) {
        for (end = from + 1; end < keys.count && keys.items[end].key == keys.items[from].key;)
            end++;
        if (end - from > 1 && end - from <= BLOCK_MAX)
            judge_block(&found, &seen, keys.items + from, end - from);
    }
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_proposals);
    for (size_t i = 0; i < found.count; i++)
        idt_linker_join(self, found.items[i].a, found.items[i].b, found.items[i].kind,
                        evidence_of(self, &found.items[i]));
    idt_free(keys.items);
    idt_free(seen.slots);
    idt_free(found.items);
    idt_name_judge_free(found.judge);
    idt_folder_free(folder);
    idt_arena_release(&scratch);
}
