/* ofac_lane_internal.h - which listed names would OFAC's search tool return?
 *
 * The lane of the profile ofac: every listed name is scored by match/ofac.h, or passed over where
 * an upper bound shows that it cannot count. A lane holds all names as letters and is built once a
 * screener; it belongs to one thread, for it keeps what it needs between queries. */
#ifndef IDT_SCREEN_OFAC_LANE_INTERNAL_H
#define IDT_SCREEN_OFAC_LANE_INTERNAL_H

#include "match/ofac.h"
#include "screen/screener_internal.h"

typedef struct idt_ofac_lane idt_ofac_lane;

idt_ofac_lane *idt_ofac_lane_new(const idt_index *index);
void idt_ofac_lane_free(idt_ofac_lane *self); /* NULL is fine */

/* Score one name of the subject against every listed name, and note each party's best of at least
 * `threshold` among the found; `exhaustive` asks no bound. Zero is never found. */
void idt_ofac_lane_search(idt_screener *screener, const idt_ofac_query *query, uint16_t query_name,
                          uint32_t threshold, bool exhaustive);

/* All names of a subject; `screenable` counts those with letters or digits. IDT_OK, or IDT_E_INPUT
 * where a name is beyond the limits of screen.h. */
idt_status idt_ofac_lane_search_subject(idt_screener *screener, idt_arena *arena,
                                        const idt_subject *subject,
                                        const idt_screen_options *options, size_t *screenable,
                                        idt_err *err) IDT_MUST_USE;

#endif
