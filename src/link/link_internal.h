/* link_internal.h - the steps of finding equal parties: every step proposes pairs, and link.c joins
 * those that do not contradict what is joined already. */
#ifndef IDT_LINK_LINK_INTERNAL_H
#define IDT_LINK_LINK_INTERNAL_H

#include "base/hash.h"
#include "base/strmap.h"
#include "link/link.h"

typedef struct idt_linker {
    idt_arena *arena; /* texts of the evidence */
    idt_party *parties;
    size_t party_count;
    const idt_edition *editions;
    idt_strmap space_names;
    uint32_t *space;  /* by party: within one space two numbers are two parties */
    uint32_t *parent; /* union-find: the first party of a group is its root */
    uint32_t *next;   /* the other parties of a group, in a ring */
} idt_linker;

/* Join two entries unless they are one already (the evidence is kept all the same) or their groups
 * hold two numbers of one space. */
void idt_linker_join(idt_linker *self, uint32_t a, uint32_t b, idt_same_kind kind,
                     idt_span evidence);
uint32_t idt_linker_root(idt_linker *self, uint32_t party);
/* Whether both lie in one space under different numbers. */
bool idt_linker_are_apart(const idt_linker *self, uint32_t a, uint32_t b);

/* What speaks for and against, by facts: facts.c. */
typedef enum { IDT_BIRTHS_UNKNOWN, IDT_BIRTHS_SAME, IDT_BIRTHS_NEAR, IDT_BIRTHS_APART } idt_births;
/* SAME: a whole date of both is equal. NEAR: one is part of the other, or they differ in the year
 * by one. `a` and `b` point to the dates that agree best; NULL where one of the two has none. */
idt_births idt_births_compare(const idt_party *left, const idt_party *right,
                              const idt_party_date **a, const idt_party_date **b);
typedef enum { IDT_COUNTRIES_UNKNOWN, IDT_COUNTRIES_SHARED, IDT_COUNTRIES_APART } idt_countries;
idt_countries idt_countries_compare(const idt_party *left, const idt_party *right);
/* What both state and state differently: birth dates, gender. "" where nothing is. */
idt_span idt_conflict_of(idt_arena *arena, const idt_party *left, const idt_party *right);
bool idt_kinds_agree(const idt_party *left, const idt_party *right);

/* Identifiers, and names with facts: same_identifier.c, same_name.c. */
void idt_link_by_identifier(idt_linker *self);
void idt_link_by_name(idt_linker *self);

/* Likeness of the best pair of names, in thousandths, weak ones apart; stops at `enough`. Pairs
 * that share fewer written words than `share` of the shorter name's, in tenths, are not compared.
 */
enum { IDT_ANY_WORD = 0, IDT_HALF_THE_WORDS = 5 };
typedef struct idt_name_judge idt_name_judge;
typedef struct {
    uint32_t score, bits; /* bits: tenths, of the words that met */
    idt_span name;        /* of the left party */
} idt_name_verdict;
idt_name_judge *idt_name_judge_new(void);
void idt_name_judge_free(idt_name_judge *self);
idt_name_verdict idt_name_judge_compare(idt_name_judge *self, const idt_party *left,
                                        const idt_party *right, int share, uint32_t enough);

#endif
