/* ofac.c - the two ways of OFAC's search tool, in integers. */
#include "match/ofac.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/alloc.h"
#include "base/err.h"
#include "text/script.h"

enum {
    PART_LETTERS_MIN = 3,
    SOUNDEX_LENGTH = 4,
    DECOMPOSED_MAX = 32, /* UTF-16 units; the longest of Unicode has 18 */
};

/* --- letters and words --- */

typedef struct {
    uint32_t *letters;
    uint32_t length;
    idt_ofac_word *words;
    uint32_t word_count;
    bool in_word;
    const UNormalizer2 *normaliser;
} name_writer;

static void add_letter(name_writer *self, uint32_t letter, uint32_t from, uint32_t to)
{
    if (!self->in_word) {
        self->words[self->word_count++] =
            (idt_ofac_word){ .letters = &self->letters[self->length], .from = from };
        self->in_word = true;
    }
    self->letters[self->length++] = letter;
    self->words[self->word_count - 1].length++;
    self->words[self->word_count - 1].to = to;
}

static bool is_mark(UChar32 character)
{
    return (U_GET_GC_MASK(character) & U_GC_M_MASK) != 0;
}

/* The letter without its accents: the first of its decomposition. What Unicode takes apart into
 * several letters (Hangul, ligatures) stays itself. */
static uint32_t base_letter(const name_writer *self, UChar32 character)
{
    UChar units[DECOMPOSED_MAX];
    UChar32 parts[DECOMPOSED_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length =
        unorm2_getDecomposition(self->normaliser, character, units, DECOMPOSED_MAX, &status);
    if (U_FAILURE(status) || length <= 0)
        return (uint32_t)character;
    u_strToUTF32(parts, DECOMPOSED_MAX, &length, units, length, &status);
    if (U_FAILURE(status))
        return (uint32_t)character;
    for (int32_t i = 1; i < length; i++)
        if (!is_mark(parts[i]))
            return (uint32_t)character;
    return (uint32_t)parts[0];
}

static bool is_hyphen(UChar32 character)
{
    return character == '-' || character == 0x2010 || character == 0x2011;
}

static void add_character(name_writer *self, UChar32 character, uint32_t from, uint32_t to)
{
    if (character < 0x80 && (idt_is_alpha((char)character) || idt_is_digit((char)character))) {
        add_letter(self, (uint32_t)idt_to_lower((char)character), from, to);
    } else if (is_hyphen(character)) {
        self->in_word = false;
        self->letters[self->length++] = '-';
    } else if (character < 0) {
        self->in_word = false;
    } else if (idt_script_is_silent(character) || is_mark(character)) {
        return;
    } else if (u_isalnum(character)) {
        add_letter(self, base_letter(self, u_tolower(character)), from, to);
    } else {
        self->in_word = false;
    }
}

void idt_ofac_name_of(idt_ofac_name *out, idt_arena *arena, idt_span name)
{
    UErrorCode status = U_ZERO_ERROR;
    if (name.len > IDT_OFAC_NAME_BYTES_MAX)
        name = IDT_SPAN_EMPTY;
    name_writer self = {
        .letters = idt_arena_alloc(arena, (name.len + 1) * sizeof(uint32_t)),
        .words = idt_arena_alloc(arena, (name.len / 2 + 1) * sizeof(idt_ofac_word)),
        .normaliser = unorm2_getNFKDInstance(&status),
    };
    idt_assert(U_SUCCESS(status));
    int32_t at = 0, length = (int32_t)name.len;
    const uint8_t *bytes = (const uint8_t *)name.ptr;
    while (at < length) {
        UChar32 character;
        int32_t from = at;
        U8_NEXT(bytes, at, length, character);
        add_character(&self, character, (uint32_t)from, (uint32_t)at);
    }
    for (uint32_t i = 0; i < self.word_count; i++)
        self.words[i].soundex = idt_ofac_soundex(self.words[i].letters, self.words[i].length);
    *out = (idt_ofac_name){ self.letters, self.length, self.words, self.word_count };
}

/* The code of a consonant; 0: a vowel, which parts equal codes; 7: h and w, which do not. */
static uint32_t soundex_digit(uint32_t letter)
{
    static const char digits[] = "01230127022455012623017202";
    return letter >= 'a' && letter <= 'z' ? (uint32_t)(digits[letter - 'a'] - '0') : 0;
}

uint32_t idt_ofac_soundex(const uint32_t *letters, uint32_t length)
{
    enum { SILENT = 7 };
    if (length == 0 || letters[0] < 'a' || letters[0] > 'z')
        return 0;
    uint32_t code = letters[0], last = soundex_digit(letters[0]);
    int places = 1;
    for (uint32_t i = 1; i < length && places < SOUNDEX_LENGTH; i++) {
        uint32_t digit = soundex_digit(letters[i]);
        if (digit == SILENT)
            continue;
        if (digit && digit != last) {
            code = code << 8 | ('0' + digit);
            places++;
        }
        last = digit;
    }
    for (; places < SOUNDEX_LENGTH; places++)
        code = code << 8 | '0';
    return code;
}

/* --- Jaro-Winkler --- */

void idt_ofac_pattern_init(idt_ofac_pattern *out, const uint32_t *letters, uint32_t length)
{
    memset(out, 0, sizeof *out);
    out->letters = letters;
    out->length = length;
    out->masked = length <= IDT_OFAC_BLOCK;
    for (uint32_t i = 0; i < length && out->masked; i++) {
        if (letters[i] < 128)
            out->places[letters[i]] |= (uint64_t)1 << i;
        else
            out->masked = false;
    }
}

static uint32_t window_of(uint32_t left, uint32_t right)
{
    uint32_t half = (left > right ? left : right) / 2;
    return half > 1 ? half - 1 : 0;
}

static uint32_t prefix_of(const idt_ofac_pattern *pattern, const uint32_t *letters, uint32_t length)
{
    uint32_t prefix = 0;
    while (prefix < IDT_OFAC_PREFIX_MAX && prefix < length && prefix < pattern->length &&
           pattern->letters[prefix] == letters[prefix])
        prefix++;
    return prefix;
}

/* J + p (1 - J) / 10 with J = (2 m m (a + b) + (2m - t) a b) / (6 m a b), in millionths. Names have
 * at most 4,096 letters, so the fraction times a million stays below 2^63
 * (IDT_OFAC_NAME_BYTES_MAX). */
static uint32_t ratio(uint64_t a, uint64_t b, uint64_t m, uint64_t t, uint64_t prefix)
{
    uint64_t below = 6 * m * a * b;
    uint64_t above = 2 * m * m * (a + b) + (2 * m - t) * a * b;
    above = 10 * above + prefix * (below - above);
    below *= 10;
    return (uint32_t)((above * IDT_OFAC_MILLION + below / 2) / below);
}

uint32_t idt_ofac_bound(uint32_t left_length, uint32_t right_length, uint32_t common,
                        uint32_t prefix)
{
    return common ? ratio(left_length, right_length, common, 0, prefix) : 0;
}

static uint64_t low_bits(uint32_t count)
{
    return count >= 64 ? UINT64_MAX : ((uint64_t)1 << count) - 1;
}

/* Letters of `letters`, each looking for the first free equal one of the pattern in its window. */
static uint32_t masked_common(uint32_t *out_of_order, const idt_ofac_pattern *pattern,
                              const uint32_t *letters, uint32_t length)
{
    uint32_t window = window_of(pattern->length, length), count = 0;
    uint32_t found[2 * IDT_OFAC_BLOCK]; /* no more than the pattern's letters */
    uint64_t used = 0;
    for (uint32_t i = 0; i < length && i < pattern->length + window; i++) {
        uint64_t places = letters[i] < 128 ? pattern->places[letters[i]] : 0;
        places &= ~used & low_bits(i + window + 1);
        if (i > window)
            places &= ~low_bits(i - window);
        if (!places)
            continue;
        used |= places & (~places + 1);
        found[count++] = letters[i];
    }
    *out_of_order = 0;
    for (uint32_t i = 0; used; i++, used &= used - 1)
        *out_of_order += pattern->letters[__builtin_ctzll(used)] != found[i];
    return count;
}

static uint32_t plain_common(uint32_t *out_of_order, const idt_ofac_pattern *pattern,
                             const uint32_t *letters, uint32_t length)
{
    uint32_t window = window_of(pattern->length, length), count = 0;
    bool *used = idt_alloc_zeroed(pattern->length);
    uint32_t *found = idt_alloc_array(pattern->length, sizeof *found);
    for (uint32_t i = 0; i < length; i++) {
        uint32_t j = i > window ? i - window : 0;
        uint32_t end = i + window + 1 < pattern->length ? i + window + 1 : pattern->length;
        while (j < end && (used[j] || pattern->letters[j] != letters[i]))
            j++;
        if (j >= end)
            continue;
        used[j] = true;
        found[count++] = letters[i];
    }
    *out_of_order = 0;
    for (uint32_t j = 0, i = 0; j < pattern->length; j++)
        if (used[j])
            *out_of_order += pattern->letters[j] != found[i++];
    idt_free(used);
    idt_free(found);
    return count;
}

uint32_t idt_ofac_jaro_winkler(const idt_ofac_pattern *pattern, const uint32_t *letters,
                               uint32_t length)
{
    uint32_t out_of_order;
    if (pattern->length == 0 || length == 0)
        return 0;
    uint32_t common = pattern->masked ? masked_common(&out_of_order, pattern, letters, length)
                                      : plain_common(&out_of_order, pattern, letters, length);
    if (common == 0)
        return 0;
    return ratio(pattern->length, length, common, out_of_order,
                 prefix_of(pattern, letters, length));
}

/* --- partners --- */

/* Edit distance (insertion, deletion, other letter) of a masked pattern, all its letters at once:
 * Myers' bit vectors of vertical differences. */
static uint32_t masked_distance(const idt_ofac_pattern *pattern, const idt_ofac_word *word)
{
    uint64_t plus = UINT64_MAX, minus = 0, last = (uint64_t)1 << (pattern->length - 1);
    uint32_t distance = pattern->length;
    for (uint32_t i = 0; i < word->length; i++) {
        uint64_t equal = word->letters[i] < 128 ? pattern->places[word->letters[i]] : 0;
        uint64_t vertical = equal | minus;
        uint64_t horizontal = (((equal & plus) + plus) ^ plus) | equal;
        uint64_t up = minus | ~(horizontal | plus), down = plus & horizontal;
        distance += (up & last) != 0;
        distance -= (down & last) != 0;
        up = up << 1 | 1;
        plus = down << 1 | ~(vertical | up);
        minus = up & vertical;
    }
    return distance;
}

static uint32_t plain_distance(const idt_ofac_pattern *pattern, const idt_ofac_word *word)
{
    uint32_t *row = idt_alloc_array(pattern->length + 1, sizeof *row);
    for (uint32_t j = 0; j <= pattern->length; j++)
        row[j] = j;
    for (uint32_t i = 0; i < word->length; i++) {
        uint32_t diagonal = row[0];
        row[0] = i + 1;
        for (uint32_t j = 1; j <= pattern->length; j++) {
            uint32_t best = diagonal + (word->letters[i] != pattern->letters[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    uint32_t distance = row[pattern->length];
    idt_free(row);
    return distance;
}

/* Whether the edit distance is below half of the longer word. */
static bool keeps_half(const idt_ofac_pattern *pattern, const idt_ofac_word *word)
{
    uint32_t longer = pattern->length > word->length ? pattern->length : word->length;
    uint32_t shorter = pattern->length + word->length - longer;
    if (2 * (longer - shorter) >= longer)
        return false;
    return 2 * (pattern->masked ? masked_distance(pattern, word) : plain_distance(pattern, word)) <
           longer;
}

uint32_t idt_ofac_partner(const idt_ofac_query *query, uint32_t part, const idt_ofac_word *listed)
{
    const idt_ofac_word *word = query->part_words[part];
    if (word->letters[0] != listed->letters[0])
        return 0;
    bool sounds = word->soundex && word->soundex == listed->soundex;
    if (!sounds && !keeps_half(&query->parts[part], listed))
        return 0;
    return idt_ofac_jaro_winkler(&query->parts[part], listed->letters, listed->length);
}

bool idt_ofac_word_is_short(const idt_ofac_word *word)
{
    return word->length < PART_LETTERS_MIN;
}

static bool counts(const idt_ofac_word *word, bool short_words)
{
    return short_words || !idt_ofac_word_is_short(word);
}

static bool begins_like(const idt_ofac_name *listed, uint32_t letter, bool short_words)
{
    for (uint32_t i = 0; i < listed->word_count; i++)
        if (listed->words[i].letters[0] == letter && counts(&listed->words[i], short_words))
            return true;
    return false;
}

idt_ofac_begins idt_ofac_begins_like(const idt_ofac_query *query, const idt_ofac_name *listed)
{
    for (uint32_t i = 0; i < query->part_count; i++)
        if (begins_like(listed, query->part_words[i]->letters[0], query->short_words))
            return i == 0 ? IDT_OFAC_BEGINS_FIRST : IDT_OFAC_BEGINS_OTHER;
    return IDT_OFAC_BEGINS_NONE;
}

uint32_t idt_ofac_whole(const idt_ofac_query *query, const idt_ofac_name *listed,
                        idt_ofac_begins begins)
{
    if (begins == IDT_OFAC_BEGINS_NONE)
        return 0;
    uint32_t whole = idt_ofac_jaro_winkler(&query->whole, listed->whole, listed->whole_length);
    return begins == IDT_OFAC_BEGINS_FIRST || whole >= IDT_OFAC_WHOLE_ALONE ? whole : 0;
}

/* --- one name against another --- */

void idt_ofac_query_of(idt_ofac_query *out, idt_arena *arena, idt_span name)
{
    memset(out, 0, sizeof *out);
    idt_ofac_name_of(&out->name, arena, name);
    idt_ofac_pattern_init(&out->whole, out->name.whole, out->name.whole_length);
    out->short_words = true;
    for (uint32_t i = 0; i < out->name.word_count; i++)
        out->short_words = out->short_words && idt_ofac_word_is_short(&out->name.words[i]);
    out->parts = idt_arena_alloc(arena, (out->name.word_count + 1) * sizeof *out->parts);
    out->part_words = idt_arena_alloc(arena, (out->name.word_count + 1) * sizeof *out->part_words);
    for (uint32_t i = 0; i < out->name.word_count; i++) {
        const idt_ofac_word *word = &out->name.words[i];
        if (!counts(word, out->short_words))
            continue;
        out->part_words[out->part_count] = word;
        idt_ofac_pattern_init(&out->parts[out->part_count++], word->letters, word->length);
    }
}

idt_ofac_score idt_ofac_combine(const idt_ofac_query *query, uint32_t whole, uint32_t part_sum)
{
    idt_ofac_score out = { .whole = whole };
    if (query->part_count)
        out.parts = (part_sum + query->part_count / 2) / query->part_count;
    uint32_t higher = out.whole > out.parts ? out.whole : out.parts;
    if (higher >= IDT_OFAC_SCORE_LEAST)
        out.score = (higher + 500) / 1000;
    return out;
}

/* The best partner of a part, by number of the listed word; UINT32_MAX: none. */
static uint32_t best_partner(const idt_ofac_query *query, uint32_t part,
                             const idt_ofac_name *listed, uint32_t *at)
{
    uint32_t best = 0;
    *at = UINT32_MAX;
    for (uint32_t i = 0; i < listed->word_count; i++) {
        uint32_t similarity = idt_ofac_partner(query, part, &listed->words[i]);
        if (similarity > best) {
            best = similarity;
            *at = i;
        }
    }
    return best;
}

idt_ofac_score idt_ofac_compare(const idt_ofac_query *query, const idt_ofac_name *listed)
{
    uint32_t sum = 0, at;
    for (uint32_t i = 0; i < query->part_count; i++)
        sum += best_partner(query, i, listed, &at);
    return idt_ofac_combine(
        query, idt_ofac_whole(query, listed, idt_ofac_begins_like(query, listed)), sum);
}

/* --- explanation --- */

static void add_pairs(idt_explanation *out, idt_arena *arena, const idt_ofac_query *query,
                      const idt_ofac_name *listed)
{
    bool *met = idt_arena_alloc(arena, listed->word_count + 1);
    memset(met, 0, listed->word_count + 1);
    out->pairs = idt_arena_alloc(arena, (query->part_count + 1) * sizeof *out->pairs);
    out->query_left = idt_arena_alloc(arena, (query->part_count + 1) * sizeof *out->query_left);
    out->listed_left = idt_arena_alloc(arena, (listed->word_count + 1) * sizeof *out->listed_left);
    for (uint32_t i = 0; i < query->part_count; i++) {
        const idt_ofac_word *word = query->part_words[i];
        uint32_t at, similarity = best_partner(query, i, listed, &at);
        if (at == UINT32_MAX) {
            out->query_left[out->query_left_count++] = (idt_word_left){ word->from, word->to };
            continue;
        }
        const idt_ofac_word *partner = &listed->words[at];
        idt_likeness likeness = { .similarity = (uint16_t)((similarity + 500) / 1000),
                                  .how = similarity == IDT_OFAC_MILLION ? IDT_HOW_EQUAL
                                                                        : IDT_HOW_SPELLING };
        met[at] = true;
        out->pairs[out->pair_count++] =
            (idt_word_pair){ word->from, word->to, partner->from, partner->to, likeness };
    }
    for (uint32_t i = 0; i < listed->word_count; i++)
        if (!met[i])
            out->listed_left[out->listed_left_count++] =
                (idt_word_left){ listed->words[i].from, listed->words[i].to };
}

static idt_span worth(idt_arena *arena, uint32_t millionths, const char *what)
{
    uint32_t thousandths = (millionths + 500) / 1000;
    return idt_arena_format(arena, "%u.%03u%s", thousandths / 1000, thousandths % 1000, what);
}

/* The way that gave the score carries all of it; the other says what it was worth. */
static void add_ways(idt_explanation *out, idt_arena *arena, idt_ofac_score score)
{
    static const char too_little[] = ", too little to be returned";
    bool whole = score.whole >= score.parts;
    const char *other = score.score == 0             ? too_little
                        : score.whole == score.parts ? ", the same"
                                                     : ", the lower";
    const char *this = score.score ? "" : too_little;
    idt_explanation_add(out, IDT_PART_WHOLE_NAME, whole ? (int)score.score : 0,
                        worth(arena, score.whole, whole ? this : other));
    idt_explanation_add(out, IDT_PART_NAME_PARTS, whole ? 0 : (int)score.score,
                        worth(arena, score.parts, whole ? other : this));
}

void idt_ofac_compare_names(idt_explanation *out, idt_arena *arena, const idt_name_pair *pair)
{
    idt_ofac_query query;
    idt_ofac_name listed;

    *out = (idt_explanation){ .query_name = pair->query,
                              .listed_name = pair->listed->text,
                              .listed_kind = pair->listed->kind,
                              .listed_quality = pair->listed->quality };
    idt_ofac_query_of(&query, arena, pair->query);
    idt_ofac_name_of(&listed, arena, pair->listed->text);
    idt_ofac_score score = idt_ofac_compare(&query, &listed);
    out->score = score.score;
    add_pairs(out, arena, &query, &listed);
    add_ways(out, arena, score);
}
