/* compare.h - how alike are these two names, with the explanation?
 *
 * Relates every unit of one name with every unit of the other, without an index: the slow, plain
 * way that explanations and the compare command use. Gives the same scores as the index. */
#ifndef IDT_MATCH_COMPARE_H
#define IDT_MATCH_COMPARE_H

#include "match/explain.h"
#include "text/mined.h"

/* Score one reading against another. *links is an array in `arena`; the first out->link_count are
 * the chosen ones. False where a name has more than IDT_NAME_TOKENS_MAX words. */
bool idt_compare_readings(idt_name_score *out, idt_link **links, idt_arena *arena,
                          const idt_reading *query, const idt_reading *listed,
                          const idt_profile *profile, idt_mode mode);

typedef struct {
    idt_span query;
    const idt_name *listed;
    idt_party_type type;      /* of the listed party */
    const idt_mined *mined;   /* the index's; NULL where there is none */
    const idt_folded *folded; /* the query's readings; NULL: it is folded as it stands */
} idt_name_pair;

/* The best of all readings of both names, with words, left-overs and parts: everything but facts.
 * Score 0 without words where one of the names has no letter or digit. */
void idt_compare_names(idt_explanation *out, idt_folder *folder, idt_arena *arena,
                       const idt_name_pair *pair, const idt_profile *profile);

/* A weakly graded alias that is not distinctive scores at most the profile's cap. */
uint32_t idt_cap_weak(uint32_t score, idt_quality quality, const idt_side *listed,
                      const idt_profile *profile);

idt_mode idt_mode_of(idt_party_type type);
uint32_t idt_strength(uint32_t tenths_of_bits, const idt_profile *profile);

#endif
