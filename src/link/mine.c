/* mine.c - pairs of words from aligned aliases.
 *
 * Three passes: every two aliases of a party propose pairs; proposals are counted over groups of
 * parties; what the rules of mine.h let stand is sorted and cut to what one word may have. Words
 * that meet without a mined pair ("Hasan", "Hassan" by data/names) are taken off both aliases
 * first, so that only what is new is looked at. */
#include "link/mine.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/strmap.h"
#include "text/relation.h"

enum {
    ALIASES_MAX = 64,     /* of one party; 2,016 pairs of aliases are evidence enough */
    WORDS_MAX = 12,       /* longer names are sentences, not spellings */
    DIFFERENT_MAX = 3,    /* words in which two aliases may differ and still be aligned */
    LETTERS_MIN = 4,      /* words of fewer letters vary into each other too easily */
    MET = 900,            /* words at least so alike need no mining */
    SOUND_ONE_PARTY = 16, /* idt_sound_distance that one party's aliases must keep to */
    SOUND_PARTIES = 30,   /* and those of two or more */
    LETTERS_TELLING = 5,  /* shorter words need two parties: "Ryan", "Rayyan" */
    LETTERS_LOOSE = 7,    /* from here on a consonant may differ where two parties show it */
    /* A word that one name in five hundred has needs two parties as well: it is many people's. */
    COMMON_BITS = 9,
    /* A word that one name in two thousand has is known well enough to have its spellings in
     * data/names: two such words are two names (Hamid, Hamad). */
    WELL_KNOWN_BITS = 11,
};

typedef struct {
    idt_span forms[WORDS_MAX];
    idt_word words[WORDS_MAX];
    size_t count;
} alias;

typedef struct {
    uint32_t pair, group, party;
} proposal;

typedef struct {
    idt_arena keys;
    idt_folder *folder;
    idt_strmap pairs;    /* "left right" -> number */
    idt_strmap together; /* the same, of words of one name */
    proposal *proposals;
    size_t count, capacity;
} miner;

/* --- names --- */

static bool says_who(const idt_token *token)
{
    uint8_t what =
        IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART | IDT_WORD_TITLE | IDT_WORD_PARTICLE | IDT_WORD_NUMBER;
    return !(token->word.flags & what) && token->form.len > 1;
}

/* The words of a name in Latin letters; false where it is of no use. */
static bool read_alias(alias *out, miner *self, idt_arena *arena, idt_span text)
{
    idt_folded folded;
    idt_fold(&folded, self->folder, arena, text);
    out->count = 0;
    if (folded.count == 0)
        return false;
    const idt_reading *reading = &folded.readings[0];
    for (size_t i = 0; i < reading->count; i++) {
        const idt_token *token = &reading->tokens[i];
        if (token->token_flags & (IDT_TOKEN_FOREIGN | IDT_TOKEN_ROMANISED | IDT_TOKEN_SYLLABIC))
            return false;
        if (!says_who(token))
            continue;
        if (out->count == WORDS_MAX)
            return false;
        out->forms[out->count] = token->form;
        out->words[out->count++] = token->word;
    }
    return out->count > 0;
}

static bool is_eligible(const alias *name, size_t i)
{
    uint8_t ordinary = IDT_WORD_GENERIC | IDT_WORD_PLAIN;
    idt_span form = name->forms[i];
    if (form.len < LETTERS_MIN || form.len > IDT_WORD_BYTES_MAX ||
        (name->words[i].flags & ordinary))
        return false;
    for (size_t j = 0; j < form.len; j++)
        if (!idt_is_lower(form.ptr[j]))
            return false;
    return true;
}

/* --- pairs --- */

static idt_span key_of(idt_arena *arena, idt_span a, idt_span b)
{
    bool ordered = idt_span_compare(a, b) < 0;
    idt_span left = ordered ? a : b, right = ordered ? b : a;
    return idt_arena_format(arena, "%.*s %.*s", (int)left.len, left.ptr, (int)right.len, right.ptr);
}

/* A vowel more costs 30 hundredths, so words that may be a pair are not twice as long. */
static bool of_like_length(idt_span a, idt_span b)
{
    return a.len < 2 * b.len && b.len < 2 * a.len;
}

/* The words of one name are as many names. */
static void note_together(miner *self, const alias *name)
{
    for (size_t i = 0; i < name->count; i++)
        for (size_t j = i + 1; j < name->count; j++)
            if (is_eligible(name, i) && is_eligible(name, j) &&
                of_like_length(name->forms[i], name->forms[j]) &&
                idt_sound_distance(name->forms[i], name->forms[j], false) <= SOUND_PARTIES)
                (void)idt_strmap_add(&self->together,
                                     key_of(&self->keys, name->forms[i], name->forms[j]), NULL);
}

static unsigned likeness(const alias *a, size_t i, const alias *b, size_t j)
{
    idt_unit left = { a->forms[i], a->words[i].classes, a->words[i].class_count, 1, false, false };
    idt_unit right = { b->forms[j], b->words[j].classes, b->words[j].class_count, 1, false, false };
    return idt_relate(&left, &right).similarity;
}

/* Only equal words are as alike as 1000; asking that first spares most of the work. */
static bool meets(const alias *a, size_t i, const alias *b, size_t j, unsigned floor)
{
    if (floor == 1000)
        return idt_span_equal(a->forms[i], b->forms[j]);
    return likeness(a, i, b, j) >= floor;
}

static void propose(miner *self, idt_span a, idt_span b, proposal as)
{
    as.pair = idt_strmap_add(&self->pairs, key_of(&self->keys, a, b), NULL);
    self->proposals =
        idt_grow(self->proposals, &self->capacity, self->count + 1, sizeof *self->proposals);
    self->proposals[self->count++] = as;
}

typedef struct {
    size_t at[WORDS_MAX], count;
} rest;

/* Take the words off that meet with at least `floor`; the words left of `a` and `b`. */
static size_t take_met(rest *left, rest *right, const alias *a, const alias *b, unsigned floor)
{
    size_t met = 0, kept = 0;
    for (size_t i = 0; i < left->count; i++) {
        size_t j = 0;
        while (j < right->count && !meets(a, left->at[i], b, right->at[j], floor))
            j++;
        if (j == right->count) {
            left->at[kept++] = left->at[i];
            continue;
        }
        right->at[j] = right->at[--right->count];
        met++;
    }
    left->count = kept;
    return met;
}

static rest all_of(const alias *name)
{
    rest out = { .count = name->count };
    for (size_t i = 0; i < name->count; i++)
        out.at[i] = i;
    return out;
}

/* Each word left has one partner that sounds very much like it; `partner` says which. */
static bool align(size_t partner[DIFFERENT_MAX], const rest *left, const rest *right,
                  const alias *a, const alias *b)
{
    bool taken[DIFFERENT_MAX] = { false };
    for (size_t i = 0; i < left->count; i++) {
        size_t found = right->count;
        for (size_t j = 0; j < right->count; j++)
            if (idt_sound_distance(a->forms[left->at[i]], b->forms[right->at[j]], true) <=
                SOUND_ONE_PARTY) {
                if (found < right->count)
                    return false; /* two would do: which is meant? */
                found = j;
            }
        if (found == right->count || taken[found])
            return false;
        taken[found] = true;
        partner[i] = found;
    }
    return true;
}

static void compare_aliases(miner *self, const alias *a, const alias *b, proposal as)
{
    rest left = all_of(a), right = all_of(b);
    size_t partner[DIFFERENT_MAX] = { 0 };
    if (a->count != b->count)
        return;
    size_t met = take_met(&left, &right, a, b, 1000);
    met += take_met(&left, &right, a, b, MET);
    if (left.count == 0 || left.count > DIFFERENT_MAX)
        return;
    if (!(left.count == 1 && met > 0) && !align(partner, &left, &right, a, b))
        return;
    for (size_t i = 0; i < left.count; i++) {
        size_t j = right.at[partner[i]];
        if (is_eligible(a, left.at[i]) && is_eligible(b, j) &&
            of_like_length(a->forms[left.at[i]], b->forms[j]) &&
            idt_sound_distance(a->forms[left.at[i]], b->forms[j], false) <= SOUND_PARTIES)
            propose(self, a->forms[left.at[i]], b->forms[j], as);
    }
}

static void mine_party(miner *self, const idt_party *party, proposal as)
{
    idt_arena arena = IDT_ARENA_INIT;
    alias *aliases = idt_arena_alloc(&arena, ALIASES_MAX * sizeof *aliases);
    size_t count = 0;
    for (size_t i = 0; i < party->name_count && count < ALIASES_MAX; i++)
        if (read_alias(&aliases[count], self, &arena, party->names[i].text))
            note_together(self, &aliases[count++]);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            compare_aliases(self, &aliases[i], &aliases[j], as);
    idt_arena_release(&arena);
}

/* --- what stands --- */

static bool is_well_known(const idt_word *word)
{
    return word->bits <= WELL_KNOWN_BITS || word->class_count > 0;
}

static bool stands(const miner *self, const idt_mined_pair *pair, idt_span key)
{
    idt_word left = idt_word_find(pair->left), right = idt_word_find(pair->right);
    size_t shorter = pair->left.len < pair->right.len ? pair->left.len : pair->right.len;
    bool alone = pair->support < 2, strict = alone || shorter < LETTERS_LOOSE;
    if (is_well_known(&left) && is_well_known(&right))
        return false;
    if (alone &&
        (shorter < LETTERS_TELLING || left.bits <= COMMON_BITS || right.bits <= COMMON_BITS))
        return false;
    return idt_sound_distance(pair->left, pair->right, strict) <=
               (alone ? SOUND_ONE_PARTY : SOUND_PARTIES) &&
           idt_strmap_find(&self->together, key) == IDT_STRMAP_NONE;
}

static int compare_proposals(const void *left, const void *right)
{
    const proposal *a = left, *b = right;
    if (a->pair != b->pair)
        return a->pair < b->pair ? -1 : 1;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return (a->party > b->party) - (a->party < b->party);
}

/* One pair for each run of proposals; `count` of them. */
static size_t count_support(idt_mined_pair *pairs, miner *self)
{
    size_t count = 0;
    if (self->count)
        qsort(self->proposals, self->count, sizeof *self->proposals, compare_proposals);
    for (size_t from = 0, to; from < self->count; from = to) {
        idt_span key = self->pairs.keys[self->proposals[from].pair];
        size_t blank = idt_span_find(key, " ");
        idt_mined_pair pair = { idt_span_sub(key, 0, blank), idt_span_sub(key, blank + 1, key.len),
                                self->proposals[from].party, 0 };
        for (to = from; to < self->count && self->proposals[to].pair == self->proposals[from].pair;
             to++) {
            pair.support +=
                to == from || self->proposals[to].group != self->proposals[to - 1].group;
            if (self->proposals[to].party < pair.source)
                pair.source = self->proposals[to].party;
        }
        if (stands(self, &pair, key))
            pairs[count++] = pair;
    }
    return count;
}

static int compare_words(const idt_mined_pair *a, const idt_mined_pair *b)
{
    int order = idt_span_compare(a->left, b->left);
    return order ? order : idt_span_compare(a->right, b->right);
}

static int by_support(const void *left, const void *right)
{
    const idt_mined_pair *a = left, *b = right;
    if (a->support != b->support)
        return a->support > b->support ? -1 : 1;
    return compare_words(a, b);
}

static int by_words(const void *left, const void *right)
{
    return compare_words(left, right);
}

/* The best supported pairs first, as many as class numbers and partners of each word allow. */
static size_t cut(idt_mined_pair *pairs, size_t count)
{
    idt_strmap words = IDT_STRMAP_INIT;
    uint8_t *partners = idt_alloc_zeroed(2 * count + 1);
    size_t kept = 0;
    if (count)
        qsort(pairs, count, sizeof *pairs, by_support);
    for (size_t i = 0; i < count && kept < idt_mined_pairs_max(); i++) {
        uint8_t *left = &partners[idt_strmap_add(&words, pairs[i].left, NULL)];
        uint8_t *right = &partners[idt_strmap_add(&words, pairs[i].right, NULL)];
        if (*left == IDT_MINED_PARTNERS_MAX || *right == IDT_MINED_PARTNERS_MAX)
            continue;
        ++*left;
        ++*right;
        pairs[kept++] = pairs[i];
    }
    if (kept)
        qsort(pairs, kept, sizeof *pairs, by_words);
    idt_free(partners);
    idt_strmap_release(&words);
    return kept;
}

void idt_mine_aliases(idt_mined_pairs *out, idt_arena *arena, const idt_party *parties,
                      size_t party_count, const uint32_t *groups)
{
    miner self;
    memset(&self, 0, sizeof self);
    self.folder = idt_folder_new();
    for (size_t p = 0; p < party_count; p++)
        if (parties[p].type != IDT_PARTY_VESSEL && parties[p].type != IDT_PARTY_AIRCRAFT)
            mine_party(&self, &parties[p], (proposal){ 0, groups[p], (uint32_t)p });
    idt_mined_pair *pairs = idt_alloc_array(self.pairs.count + 1, sizeof *pairs);
    out->count = cut(pairs, count_support(pairs, &self));
    out->pairs = idt_arena_alloc(arena, (out->count + 1) * sizeof *out->pairs);
    for (size_t i = 0; i < out->count; i++) {
        out->pairs[i] = pairs[i];
        out->pairs[i].left = idt_arena_copy(arena, pairs[i].left);
        out->pairs[i].right = idt_arena_copy(arena, pairs[i].right);
    }
    idt_free(pairs);
    idt_free(self.proposals);
    idt_strmap_release(&self.pairs);
    idt_strmap_release(&self.together);
    idt_arena_release(&self.keys);
    idt_folder_free(self.folder);
}
