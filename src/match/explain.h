/* explain.h - why is this score what it is?
 *
 * An explanation is data, not text: the words that met and how, the words left over, and a list of
 * parts whose points add up to the score. All of it lives in the arena it was made in. */
#ifndef IDT_MATCH_EXPLAIN_H
#define IDT_MATCH_EXPLAIN_H

#include "match/score.h"
#include "model/subject.h"

typedef enum {
    IDT_PART_NAME,            /* 1000: where every name begins */
    IDT_PART_SPELLING,        /* what the words that met lack in likeness */
    IDT_PART_CONTRADICTION,   /* both sides have other words */
    IDT_PART_OMISSION_QUERY,  /* words only the subject has */
    IDT_PART_OMISSION_LISTED, /* words only the listed name has */
    IDT_PART_NUMBER,          /* a number differs */
    IDT_PART_PART_OF_NAME,    /* cap: one word of several */
    IDT_PART_WEAK_ALIAS,      /* cap: a weak alias that is not distinctive */
    IDT_PART_KIND,            /* another kind of party */
    IDT_PART_BIRTH_DATE,
    IDT_PART_COUNTRY,
    IDT_PART_GENDER,
    IDT_PART_IDENTIFIER, /* floor: an equal strong identifier */
    IDT_PART_WHOLE_NAME, /* profile ofac: both names as one string */
    IDT_PART_NAME_PARTS, /* profile ofac: the mean of each word's best partner */
    IDT_PART_LIMIT,      /* scores end at 0 and 1000 */
    IDT_PART_COUNT
} idt_part_kind;

typedef struct {
    idt_part_kind kind;
    int points;      /* thousandths, signed */
    idt_span detail; /* e.g. "1962-02-18 = 18 Feb 1962"; may be empty */
} idt_score_part;

/* Words that met: byte ranges in both names, and how. */
typedef struct {
    uint32_t query_from, query_to, listed_from, listed_to;
    idt_likeness likeness;
} idt_word_pair;

/* A word nobody met, by its byte range. */
typedef struct {
    uint32_t from, to;
} idt_word_left;

typedef struct {
    uint32_t score;    /* thousandths; the parts' points add up to it */
    uint32_t strength; /* thousandths */
    uint32_t matched_bits; /* information of the words that met, tenths of a bit */
    idt_span query_name, listed_name; /* the names that the pairs point into */
    idt_name_kind listed_kind;
    idt_quality listed_quality;
    idt_word_pair *pairs;
    size_t pair_count;
    idt_word_left *query_left, *listed_left;
    size_t query_left_count, listed_left_count;
    idt_score_part parts[IDT_PART_COUNT];
    size_t part_count;
} idt_explanation;

const char *idt_part_name(idt_part_kind kind); /* "spelling", "birth_date" ... for JSON */

/* Stretch or shrink a sum: add a part unless its points are zero and it says nothing. */
void idt_explanation_add(idt_explanation *self, idt_part_kind kind, int points, idt_span detail);

#endif
