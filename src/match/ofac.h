/* ofac.h - how alike are two names by the rules of OFAC's own search tool?
 *
 * An emulation of the scores that the regulator's public search gives, for those who must compare
 * with it. It is worse than score.h in every way that was measured; it is a reference, no method.
 *
 * Letters are compared in small form without accents. There are two ways, and the higher counts:
 *
 *   whole name   both names as one string of letters, digits and hyphens, blanks and other signs
 *                out, by Jaro-Winkler
 *   name parts   the mean, over the words of the query, of each word's best partner: a listed word
 *                that begins with the same letter and either keeps more than half of the longer
 *                word's letters (edit distance) or has the same Soundex code, by Jaro-Winkler. A
 *                word without a partner counts nothing
 *
 * Query words of one or two letters have no part in name parts, unless all are so short. The whole
 * name counts where the listed name has a word that begins like one of the query's; where none
 * begins like the query's first word, only from IDT_OFAC_WHOLE_ALONE on. A score of half or less is
 * none: the name is not returned.
 *
 * Jaro-Winkler: with m letters in common (each within half of the longer length less one place) of
 * which t stand in another order, J = (m/|a| + m/|b| + (m - t/2)/m) / 3 without rounding t/2; the
 * result is J + p (1 - J) / 10 with p equal letters at the beginning, five at most, however low J
 * is. Everything is computed in integers: each comparison is an exact fraction, rounded once to
 * millionths. */
#ifndef IDT_MATCH_OFAC_H
#define IDT_MATCH_OFAC_H

#include "match/compare.h"

enum {
    IDT_OFAC_MILLION = 1000000,
    IDT_OFAC_SCORE_LEAST = 500001, /* millionths: what is returned */
    IDT_OFAC_WHOLE_ALONE = 800000, /* millionths: see above */
    IDT_OFAC_PREFIX_MAX = 5,
    IDT_OFAC_NAME_BYTES_MAX = 4096, /* a longer name has no letters */
    IDT_OFAC_BLOCK = 64,            /* strings up to here are compared with bit masks */
};

typedef struct {
    const uint32_t *letters; /* code points; points into the name's `whole` */
    uint32_t length;
    uint32_t soundex;
    uint32_t from, to; /* bytes of the source text */
} idt_ofac_word;

typedef struct {
    const uint32_t *whole;
    uint32_t whole_length;
    idt_ofac_word *words;
    uint32_t word_count;
} idt_ofac_name;

/* A string others are compared with. */
typedef struct {
    const uint32_t *letters;
    uint32_t length;
    bool masked; /* ASCII, no longer than IDT_OFAC_BLOCK: `places` holds */
    uint64_t places[128];
} idt_ofac_pattern;

typedef struct {
    idt_ofac_name name;
    idt_ofac_pattern whole;
    idt_ofac_pattern *parts; /* the words that count */
    const idt_ofac_word **part_words;
    uint32_t part_count;
    bool short_words; /* all its words are short: listed short words count as well */
} idt_ofac_query;

typedef struct {
    uint32_t whole, parts; /* millionths; 0 where that way gives nothing */
    uint32_t score;        /* thousandths; 0: not returned */
} idt_ofac_score;

typedef enum {
    IDT_OFAC_BEGINS_NONE,
    IDT_OFAC_BEGINS_OTHER, /* one of them, not the first */
    IDT_OFAC_BEGINS_FIRST,
} idt_ofac_begins;

/* Cut a name into letters and words, in `arena`. */
void idt_ofac_name_of(idt_ofac_name *out, idt_arena *arena, idt_span name);
void idt_ofac_query_of(idt_ofac_query *out, idt_arena *arena, idt_span name);

/* Jaro-Winkler in millionths; `letters` looks for the pattern's. 0 where one side is empty. */
uint32_t idt_ofac_jaro_winkler(const idt_ofac_pattern *pattern, const uint32_t *letters,
                               uint32_t length);
void idt_ofac_pattern_init(idt_ofac_pattern *out, const uint32_t *letters, uint32_t length);
/* The most Jaro-Winkler can be with `common` letters in common and `prefix` equal ones in front. */
uint32_t idt_ofac_bound(uint32_t left_length, uint32_t right_length, uint32_t common,
                        uint32_t prefix);

/* Whether a word has no part in name parts beside longer ones. */
bool idt_ofac_word_is_short(const idt_ofac_word *word);
/* A listed word as partner of the query's part number `part`; 0 where it is none. */
uint32_t idt_ofac_partner(const idt_ofac_query *query, uint32_t part, const idt_ofac_word *listed);
/* Which words of the query, of those that count, a listed word begins like. */
idt_ofac_begins idt_ofac_begins_like(const idt_ofac_query *query, const idt_ofac_name *listed);
/* The whole name, by the rules for when it counts. */
uint32_t idt_ofac_whole(const idt_ofac_query *query, const idt_ofac_name *listed,
                        idt_ofac_begins begins);
/* Score from both ways: the whole name and the sum over parts, in millionths. */
idt_ofac_score idt_ofac_combine(const idt_ofac_query *query, uint32_t whole, uint32_t part_sum);

/* One listed name against a query. */
idt_ofac_score idt_ofac_compare(const idt_ofac_query *query, const idt_ofac_name *listed);

/* Four characters of the Soundex code, as a number; 0 where the word begins with no letter A-Z. */
uint32_t idt_ofac_soundex(const uint32_t *letters, uint32_t length);

/* Score and explanation of a pair; profile and type have no part in it. */
void idt_ofac_compare_names(idt_explanation *out, idt_arena *arena, const idt_name_pair *pair);

#endif
