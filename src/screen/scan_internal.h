/* scan_internal.h - what running text asks beside the names: where sentences break, what looks like
 * a name, where places stand. */
#ifndef IDT_SCREEN_SCAN_INTERNAL_H
#define IDT_SCREEN_SCAN_INTERNAL_H

#include "screen/screen.h"
#include "text/side.h"

/* A block of a longer text. Mentions that start in [core_start, core_end) belong to it. */
typedef struct {
    idt_span text;
    size_t base; /* its place in the whole text */
    size_t core_start, core_end;
} idt_scan_piece;

typedef struct {
    idt_mention *mentions;
    size_t mention_count, mention_capacity;
    idt_place_mention *places;
    size_t place_count, place_capacity;
} idt_scan_result;

/* How a passage met a listed name. */
typedef struct {
    uint32_t matched_bits; /* tenths of a bit */
    uint32_t score;
    bool exact;       /* every word equal, nothing but legal forms left over on either side */
    bool capitals;    /* every identifying word begins with a capital */
    bool inside_name; /* another capitalised word that is not ordinary stands beside it */
    bool has_case;    /* the text mixes capitals and small letters */
    idt_span text;    /* the block, with the passage at [start, end) */
    size_t start, end;
} idt_scan_evidence;

/* Whether the passage may be reported as a mention of a party of this type. */
bool idt_scan_accepts(const idt_scan_evidence *evidence, const idt_side *listed,
                      idt_party_type type);

/* By word: a name cannot run on from it to the next one. In `arena`. */
bool *idt_scan_breaks(idt_arena *arena, const idt_reading *reading, idt_span text);
bool idt_scan_has_case(const idt_reading *reading, idt_span text);
/* Where a token ends without a possessive 's. */
size_t idt_scan_token_end(const idt_token *token, idt_span text);
void idt_scan_add_mention(idt_scan_result *self, const idt_mention *mention);
void idt_scan_find_places(idt_scan_result *self, const idt_reading *reading,
                          const idt_scan_piece *piece, bool has_case);

#endif
