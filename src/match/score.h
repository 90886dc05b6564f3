/* score.h - how alike are two names, and by which words?
 *
 * Each word of a name weighs its information; a side's words share one whole. Links tie words of
 * the subject to words of the listed name (one to one, or one to up to four joined neighbours).
 *
 *     lq, ln = share of the subject's, of the listed name's words that no link meets
 *     c      = min(lq, ln)                 contradiction: both sides have something else there
 *     score  = 1 - spelling - A c - Bq(lq - c) - Bn(ln - c) - number
 *
 * spelling is the mean of both sides' shares of each link times what its similarity lacks. Bq and
 * Bn are omissions: light up to half of a name, heavy beyond; their slopes never exceed A.
 *
 * Bound. Whatever the listed name is, c <= ln and the slopes give A c + Bq(lq - c) >= Bq(lq), so a
 * name that can meet no more than the share t of the subject's words scores at most 1 - Bq(1 - t).
 * idt_score_bound states this in the same integers, with a slack for rounding.
 *
 * Shares and penalties are millionths inside, scores thousandths. Pure functions. */
#ifndef IDT_MATCH_SCORE_H
#define IDT_MATCH_SCORE_H

#include "match/profile.h"
#include "text/fold.h"
#include "text/relation.h"

/* Titles count for little in a person's name and for what they say in an organisation's. */
typedef enum { IDT_MODE_PERSON, IDT_MODE_OTHER, IDT_MODE_COUNT } idt_mode;

typedef struct {
    uint16_t weight; /* tenths of a bit, at least 1 */
    uint8_t bits;
    uint8_t word_flags;  /* IDT_WORD_* */
    uint8_t token_flags; /* IDT_TOKEN_* */
    uint8_t length;      /* of the form, at most 255 */
} idt_side_word;

typedef struct {
    idt_side_word words[IDT_NAME_TOKENS_MAX];
    size_t count;
    uint32_t total;      /* sum of the weights */
    uint32_t identifying; /* words that are no legal form, title, particle, initial or number */
} idt_side;

typedef struct {
    uint16_t query_from, listed_from;
    uint8_t query_count, listed_count;
    idt_likeness likeness;
} idt_link;

enum {
    /* Links kept of one pair of names; the strongest come first, and a pair of names of the
     * largest size has at most this many strong ones. */
    IDT_LINKS_MAX = 512,
};

typedef struct {
    uint32_t score;
    /* Penalties, millionths. */
    uint32_t spelling, contradiction, omission_query, omission_listed, number;
    bool part_of_name; /* the cap for one word of several applies */
    uint32_t matched_bits; /* information of the words met, tenths of a bit */
    size_t link_count;
} idt_name_score;

/* The weights of a folded name. False when it has more than IDT_NAME_TOKENS_MAX words. */
bool idt_side_from_reading(idt_side *out, const idt_reading *reading, idt_mode mode);
/* One word's weight; `alone`: it is the only word of the name. */
uint16_t idt_word_weight(idt_mode mode, uint8_t word_flags, uint8_t token_flags, uint8_t bits);
void idt_side_add(idt_side *self, idt_mode mode, idt_side_word word); /* weight is filled */

/* Choose among `links` (reordered; the chosen ones come first, in the subject's order) and score. */
void idt_score_names(idt_name_score *out, idt_link *links, size_t link_count,
                     const idt_side *query, const idt_side *listed, const idt_profile *profile,
                     idt_mode mode);

/* Highest score, in thousandths, of any name when words of weight `unmet` of `total` cannot be
 * met. Never below the true score. */
uint32_t idt_score_bound(uint32_t unmet, uint32_t total, const idt_profile *profile);

/* Fold-level units of a reading: word `from` alone (parts 1) or joined with its neighbours. The
 * text of joined units is written to `arena`. False when they run past the end. */
bool idt_unit_of(idt_unit *out, idt_arena *arena, const idt_reading *reading, size_t from,
                 size_t parts);

/* Whether a name is so telling that its weak grading may be passed over. */
bool idt_side_is_distinctive(const idt_side *side);

#endif
