/* profile.h - by which numbers are names and facts judged?
 *
 * A profile is a set of integers; together with the word tables it decides every score. Two answers
 * made with profiles of equal hash, equal lists and equal engine are equal. The default profile is
 * the measured one. Plain data. */
#ifndef IDT_MATCH_PROFILE_H
#define IDT_MATCH_PROFILE_H

#include "base/hash.h"

typedef struct {
    /* Shares of a name that stay unmet, in thousandths of the share. See score.h. */
    uint32_t contradiction;       /* words left over on both sides */
    uint32_t contradiction_words; /* points, when both sides have an identifying word left over */
    uint32_t omission_query;      /* words only the subject has, up to half of its name */
    uint32_t omission_query_far;  /* beyond half */
    uint32_t noise;               /* share of its weight that an ordinary word only the subject has
                                   * keeps: "payment", "invoice" */
    uint32_t contained_bits, contained_omission; /* a listed name that stands whole and in one piece
                                   * in the subject and tells so many bits: words around it cost at
                                   * most so many points */
    uint32_t omission_listed;     /* words only the listed name has, up to half of it */
    uint32_t omission_listed_far; /* beyond half */
    uint32_t omission_listed_organization;     /* the same for organisations, where every word of */
    uint32_t omission_listed_organization_far; /* a name tells one from its sister */
    /* Names whose common words meet are met by chance: below telling_bits of information met, words
     * left over and slips count for more, most at telling_bits_least. */
    uint32_t telling_bits, telling_bits_least;
    uint32_t omission_untelling; /* added to the slope of omission_listed */
    uint32_t spelling_untelling; /* thousandths added to what slips cost */
    uint32_t known_word_slip;    /* thousandths a spelling lacks more where the subject's word is a
                                  * common name itself: "Martina" is no slip of "Martin" */
    uint32_t telling_word_bits;  /* a word that, met exactly, lets a mangled one be met beside it */
    uint32_t romanised, romanised_syllable; /* what reading another script costs a word */
    uint32_t number_differs;      /* a number only one side has, points */
    /* Caps, points. */
    uint32_t part_of_name_cap;  /* only one word of several met */
    uint32_t weak_alias_cap;    /* a weak alias that is not distinctive */
    /* Facts, points. */
    uint32_t birth_day_agrees, birth_year_agrees;
    uint32_t birth_near, birth_day_differs, birth_year_differs;
    uint32_t country_agrees, country_differs;
    uint32_t gender_differs;
    uint32_t kind_person_organization, kind_other;
    uint32_t identifier_floor; /* an equal strong identifier scores at least this */
    uint32_t strength_bits;    /* information that counts as full strength, in bits */
} idt_profile;

const idt_profile *idt_profile_default(void);
/* First 16 hexadecimal digits of the SHA-256 of the profile's text and the word tables' version. */
void idt_profile_hash(char out[17], const idt_profile *profile);

#endif
