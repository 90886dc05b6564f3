/* place.h - which places matter, how are they spelt, under which measure?
 *
 * The gazetteer is data/places/, compiled in: places under comprehensive or territorial measures
 * with their spellings, and the measures with their legal basis. Everything returned is static and
 * constant; no function keeps state, so all may be called from any thread. A place is reported, it
 * is never a listed party. */
#ifndef IDT_PLACE_PLACE_H
#define IDT_PLACE_PLACE_H

#include <stddef.h>

#include "base/span.h"

/* All fields are filled. */
typedef struct {
    const char *id;
    const char *name;
    const char *authority;
    const char *effect; /* "comprehensive" */
    const char *since;  /* YYYY-MM-DD */
    const char *status; /* "in force", or "ended YYYY-MM-DD: by what" */
    const char *note;
} idt_measure;

typedef enum {
    IDT_PLACE_COUNTRY,
    IDT_PLACE_REGION,
    IDT_PLACE_CITY,
    IDT_PLACE_PORT,
    IDT_PLACE_AIRPORT,
    IDT_PLACE_TOWN_AMBIGUOUS /* shared with other places: means nothing without the country */
} idt_place_kind;

typedef struct {
    const char *id;   /* "KP", "KP-RAJIN", "UA-43" */
    const char *name; /* for people to read, UTF-8 */
    idt_place_kind kind;
    const char *within;  /* the id of the place it lies in, or "" */
    const char *country; /* ISO 3166-1 alpha-2, by international law */
    const idt_measure *measure;
} idt_place;

/* The longest spelling of a place that the first tokens make, or NULL. Tokens are folded words
 * (a-z, 0-9); *used is how many tokens the place takes, 0 if there is none. */
const idt_place *idt_place_match(const idt_span *tokens, size_t count, size_t *used);

/* The place of an id, or NULL. */
const idt_place *idt_place_find(const char *id);

/* "country", "region", "city", "port", "airport" or "town-ambiguous". */
const char *idt_place_kind_name(idt_place_kind kind);

#endif
