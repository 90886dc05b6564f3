/* country.h - which country does this text mean?
 *
 * Official lists, messages and customer files write countries as codes ("KP"), as names ("Korea,
 * North"), as demonyms ("Syrian") and as regions ("Region: Crimea"). The table is
 * data/places/countries.txt, compiled in. Everything returned is static; pure, thread-safe. */
#ifndef IDT_MODEL_COUNTRY_H
#define IDT_MODEL_COUNTRY_H

#include <stdbool.h>

#include "base/span.h"

/* The longest code is "UA-DNR"; the buffer holds it and the NUL. */
enum { IDT_COUNTRY_CODE_SIZE = 8 };

/* Resolve a code, a name, a demonym or "Region: NAME" to a code: ISO 3166-1 alpha-2 ("KP"), or for
 * a region the country and a part ("UA-43", "PS-GZ"), whose first two letters are the country.
 * Case, accents of the known spellings, punctuation and a leading or trailing "the" make no
 * difference. Small letters are taken as a code too, except "na", which means not available.
 * False, and code "", if the text names no country of the table or more than one. */
bool idt_country_find(char code[8], idt_span text);

/* The English short name of a code in capital letters, or NULL. */
const char *idt_country_name(const char *code);

#endif
