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
 * Bn are omissions: light up to half of a name, heavy beyond; their slopes never exceed A. An
 * ordinary word that only the subject of an organisation's name has ("invoice") is noise and keeps
 * a part of its weight. A listed name that stands whole and in one piece in the subject, and tells
 * enough, is not hidden by what stands around it: Bq is capped.
 *
 * Bound. Whatever the listed name is, c <= ln and the slopes give A c + Bq(lq - c) >= Bq(lq). Let a
 * name be able to meet no more than the words M of the subject, word w lacking at least k(w). If it
 * meets w, that costs half of w's share times k(w) at least, more where little is told; if not, Bq
 * grows by its least slope times the share. So it scores at most
 *     1 - Bq(1 - share of M) - sum over M of share(w) * min(k(w) / 2, least slope of Bq),
 * the cap of Bq counted where M may tell enough. idt_score_bound states this in the same integers,
 * with a slack for rounding.
 *
 * Shares and penalties are millionths inside, scores thousandths. Pure functions. */
#ifndef IDT_MATCH_SCORE_H
#define IDT_MATCH_SCORE_H

#include "match/profile.h"
#include "text/side.h"

typedef struct {
    uint16_t query_from, listed_from;
    uint8_t query_count, listed_count;
    idt_likeness likeness;
} idt_link;

typedef struct {
    uint32_t score;
    /* Penalties, millionths. */
    uint32_t spelling, contradiction, omission_query, omission_listed, number;
    bool part_of_name;                  /* the cap for one word of several applies */
    uint32_t query_unmet, listed_unmet; /* shares no link meets, millionths */
    uint32_t matched_bits;              /* information of the words met, tenths of a bit */
    size_t link_count;
} idt_name_score;

/* Choose among `links` (reordered; the chosen ones come first, in the subject's order) and score.
 */
void idt_score_names(idt_name_score *out, idt_link *links, size_t link_count, const idt_side *query,
                     const idt_side *listed, const idt_profile *profile, idt_mode mode);

/* What the words of a subject can come to at best: of each word the least that a link to it can
 * lack, in thousandths, or IDT_UNMET. */
enum { IDT_UNMET = 1001 };

/* Highest score, in thousandths, of any listed name that meets the words no better than this.
 * Never below the true score. */
uint32_t idt_score_bound(const idt_side *query, const uint16_t *lacking, const idt_profile *profile,
                         idt_mode mode);

/* What a link lacks in likeness for the scorer, in thousandths: also what it costs to read another
 * script, or to take one common name for a slip of another. */
uint32_t idt_link_lacking(const idt_side *query, size_t word, idt_likeness likeness,
                          const idt_profile *profile, idt_mode mode);

/* The same for a listed name that can meet and be met by no more than the marked words. */
uint32_t idt_score_bound_both(const idt_side *query, const bool *query_may, const idt_side *listed,
                              const bool *listed_may, const idt_profile *profile, idt_mode mode);

/* The largest share of a listed name, in millionths, that may be left over beside the marked words
 * of the subject if the name is to reach `threshold`: 1,000,000 where any may be. Never too small.
 */
uint32_t idt_score_most_left(const idt_side *query, const bool *query_may, uint32_t threshold,
                             const idt_profile *profile, idt_mode mode);

/* Whether a link to this listed word lets mangled words be met beside it (relation.h). */
bool idt_link_is_telling(idt_likeness likeness, const idt_side_word *listed,
                         const idt_profile *profile);

/* Whether this word, left over beside a single identifying word that met, makes the meeting part of
 * a name, which is capped. */
bool idt_word_left_caps(idt_mode mode, const idt_side_word *word);

#endif
