/* evidence.h - what do dates, countries, gender, kind and numbers say for and against?
 *
 * Each fact that both sides state adds or takes a bounded number of points; a fact only one side
 * states says nothing. Of several dates or countries the best fitting pair counts. Pure functions. */
#ifndef IDT_MATCH_EVIDENCE_H
#define IDT_MATCH_EVIDENCE_H

#include "match/explain.h"

/* Points of all facts but identifiers; parts are added to `out` (NULL: points only), with details
 * in `arena` (may be NULL when out is). `bits` grows by the information of agreeing facts, in
 * tenths of a bit. */
int idt_evidence(idt_explanation *out, idt_arena *arena, uint32_t *bits, const idt_subject *subject,
                 const idt_party *party, const idt_profile *profile);

/* Points that a listed party of another kind loses; 0 where either kind is not known. */
uint32_t idt_evidence_kind(idt_party_type subject, idt_party_type listed,
                           const idt_profile *profile);

/* The most that idt_evidence can add for this subject, whatever the party. */
uint32_t idt_evidence_max(const idt_subject *subject, const idt_profile *profile);

/* The party's identifier that equals one of the subject's strong ones, or NULL. */
const idt_identifier *idt_evidence_identifier(const idt_subject *subject, const idt_party *party);

#endif
