/* place.c - longest match of folded tokens against the gazetteer.
 *
 * Spellings are kept as one string with single blanks, sorted. The first tokens are joined the same
 * way, and the joined text is looked up for every number of tokens, longest last, so a text costs a
 * few binary searches a position: "korea" (none), "korea north" (KP), "korea north trade" (none). */
#include "place/place.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *spelling;
    unsigned short place;
} place_spelling;

#include "places.inc"

static int compare_spelling(const void *key, const void *row)
{
    return strcmp(key, ((const place_spelling *)row)->spelling);
}

static int compare_id(const void *key, const void *row)
{
    return strcmp(key, ((const idt_place *)row)->id);
}

static const place_spelling *find_spelling(const char *text)
{
    return bsearch(text, PLACE_SPELLINGS, sizeof PLACE_SPELLINGS / sizeof *PLACE_SPELLINGS,
                   sizeof *PLACE_SPELLINGS, compare_spelling);
}

/* Append a token, behind a blank if it is not the first. False if no spelling can be that long. */
static bool append(char joined[PLACE_SPELLING_SIZE], size_t *len, idt_span token)
{
    size_t blank = *len > 0 ? 1 : 0;

    if (token.len == 0 || token.len >= (size_t)PLACE_SPELLING_SIZE - *len - blank)
        return false;
    if (blank)
        joined[(*len)++] = ' ';
    memcpy(joined + *len, token.ptr, token.len);
    *len += token.len;
    joined[*len] = '\0';
    return true;
}

const idt_place *idt_place_match(const idt_span *tokens, size_t count, size_t *used)
{
    char joined[PLACE_SPELLING_SIZE];
    const idt_place *best = NULL;
    size_t len = 0;

    *used = 0;
    for (size_t i = 0; i < count && i < PLACE_TOKENS_MAX; i++) {
        const place_spelling *row;

        if (!append(joined, &len, tokens[i]))
            break;
        row = find_spelling(joined);
        if (row) {
            best = &PLACES[row->place];
            *used = i + 1;
        }
    }
    return best;
}

const idt_place *idt_place_find(const char *id)
{
    return bsearch(id, PLACES, sizeof PLACES / sizeof *PLACES, sizeof *PLACES, compare_id);
}

const char *idt_place_kind_name(idt_place_kind kind)
{
    static const char *const names[] = {
        [IDT_PLACE_COUNTRY] = "country", [IDT_PLACE_REGION] = "region",
        [IDT_PLACE_CITY] = "city",       [IDT_PLACE_PORT] = "port",
        [IDT_PLACE_AIRPORT] = "airport", [IDT_PLACE_TOWN_AMBIGUOUS] = "town-ambiguous",
    };
    return names[kind];
}
