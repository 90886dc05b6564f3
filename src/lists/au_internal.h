/* au_internal.h - what the files of the Australian reader share. */
#ifndef IDT_LISTS_AU_INTERNAL_H
#define IDT_LISTS_AU_INTERNAL_H

#include "base/strmap.h"
#include "lists/lists_internal.h"

/* One party at work; the pointer is good until the next party is added. */
typedef struct {
    idt_lists *lists;
    idt_party *party;
    size_t number;     /* of the party in the edition: tells its facts from others' */
    idt_source source; /* of the row */
    idt_strmap *seen;  /* facts of all parties */
    idt_buf *key;      /* room to look them up */
} idt_au_row;

/* Is this fact of the party said for the first time? `kind` parts facts of one text. */
bool idt_au_is_new(idt_au_row *self, char kind, idt_span text);

/* ---- cells: au_cells.c ---- */

/* The next value of a cell: "a) X b) Y", "X; Y". False at the end. */
bool idt_au_next_value(idt_span *value, idt_span *rest);
/* Excel's number of a day (1900 system) as a date; false when the text is none. */
bool idt_au_serial_date(idt_ymd *out, idt_span text);
void idt_au_add_dates(idt_au_row *self, idt_span cell);
void idt_au_add_citizenships(idt_au_row *self, idt_span cell);
void idt_au_add_places(idt_au_row *self, idt_span cell, idt_address_role role);

/* ---- prose: au_prose.c ---- */

/* Numbers, titles and gender that stand behind a plain label in the additional information. */
void idt_au_add_labelled(idt_au_row *self, idt_span text);
/* Of the listing information: the first date behind "Listed" or "Designated" (ISO, or empty), and
 * the instrument it names (or empty). */
idt_span idt_au_listing_date(idt_arena *arena, idt_span text);
idt_span idt_au_instrument(idt_span text);

#endif
