/* ch_internal.h - the steps of reading the Swiss list (SECO): ch_seco.c reads the files of an
 * edition and decides which targets are listed, ch_target.c makes the party, ch_names.c its names.
 */
#ifndef IDT_LISTS_CH_INTERNAL_H
#define IDT_LISTS_CH_INTERNAL_H

#include "base/strmap.h"
#include "lists/element.h"

typedef struct {
    idt_span location, area;
    idt_country country;
    idt_source source;
} idt_seco_place;

typedef struct {
    idt_span key, programme, set, origin;
    idt_source source;
} idt_seco_set;

typedef struct {
    idt_lists *lists;
    idt_strmap place_ids, set_ids; /* ssid; the number is the position below */
    idt_seco_place *places;
    idt_seco_set *sets;
    size_t place_capacity, set_capacity;
    idt_strmap targets; /* every target that was met, the newest file first */
    size_t delisted;
    idt_source first_delisted;
    bool collecting; /* the first reading of a file: programmes and places */
} idt_seco;

/* Make the party of a target; `listed_on` ISO or empty. */
void idt_seco_convert(idt_seco *self, idt_records *records, idt_element *target, idt_party *party,
                      idt_span listed_on);
/* Add the names of all identities of `subject` (individual, entity, object). */
void idt_seco_add_names(idt_records *records, idt_element *subject, idt_party *party);

#endif
