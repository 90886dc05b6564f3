/* country.c - countries by code and by spelling, over the table made from countries.txt.
 *
 * Text is folded as the generator folded the table: ASCII letters small, apostrophes and dots
 * dropped, other ASCII marks a blank, blanks single. Bytes outside ASCII stay as they are: the
 * table holds such spellings in UTF-8 beside their plain ones. */
#include "model/country.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *spelling;
    const char *code;
} country_spelling;

typedef struct {
    const char *code;
    const char *name;
} country_name;

#include "countries.inc"

/* The longest spelling in the table has some 70 bytes; a longer text cannot be one of them. */
enum { FOLDED_SIZE = 128 };

static const char REGION[] = "region ";
static const char ARTICLE[] = "the ";
static const char ARTICLE_BEHIND[] = " the";

static size_t length_of_apostrophe(const char *at, size_t left)
{
    if (*at == '\'' || *at == '`' || *at == '.')
        return 1;
    /* U+2018 and U+2019, the typographic quotes. */
    if (left >= 3 && (memcmp(at, "\xe2\x80\x98", 3) == 0 || memcmp(at, "\xe2\x80\x99", 3) == 0))
        return 3;
    if (left >= 2 && memcmp(at, "\xca\xbc", 2) == 0) /* U+02BC */
        return 2;
    return 0;
}

/* The comparable byte, or a blank for what parts words. */
static char fold_byte(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ((unsigned char)c & 0x80u) != 0)
        return c;
    return ' ';
}

/* False if the folded text is empty or too long for any spelling. */
static bool fold(char out[FOLDED_SIZE], idt_span text)
{
    size_t count = 0;
    size_t at = 0;

    while (at < text.len) {
        size_t skip = length_of_apostrophe(text.ptr + at, text.len - at);
        char c;

        if (skip > 0) {
            at += skip;
            continue;
        }
        c = fold_byte(text.ptr[at++]);
        if (c == ' ' && (count == 0 || out[count - 1] == ' '))
            continue;
        if (count + 1 >= FOLDED_SIZE)
            return false;
        out[count++] = c;
    }
    if (count > 0 && out[count - 1] == ' ')
        count--;
    out[count] = '\0';
    return count > 0;
}

static int compare_spelling(const void *key, const void *row)
{
    return strcmp(key, ((const country_spelling *)row)->spelling);
}

static int compare_code(const void *key, const void *row)
{
    return strcmp(key, ((const country_name *)row)->code);
}

static const char *code_of_spelling(const char *spelling)
{
    const country_spelling *row =
        bsearch(spelling, COUNTRY_SPELLINGS, sizeof COUNTRY_SPELLINGS / sizeof *COUNTRY_SPELLINGS,
                sizeof *COUNTRY_SPELLINGS, compare_spelling);
    return row ? row->code : NULL;
}

static const country_name *name_row(const char *code)
{
    return bsearch(code, COUNTRY_NAMES, sizeof COUNTRY_NAMES / sizeof *COUNTRY_NAMES,
                   sizeof *COUNTRY_NAMES, compare_code);
}

/* Two capital or two small letters, or a region code in capitals. */
static const char *code_of_code(idt_span text)
{
    char code[IDT_COUNTRY_CODE_SIZE];
    const country_name *row;

    if (text.len < 2 || text.len >= sizeof code || memcmp(text.ptr, "na", 2) == 0)
        return NULL;
    memcpy(code, text.ptr, text.len);
    code[text.len] = '\0';
    if (text.len == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z') {
        code[0] = (char)(code[0] - 'a' + 'A');
        code[1] = (char)(code[1] - 'a' + 'A');
    }
    row = name_row(code);
    return row ? row->code : NULL;
}

/* The text as it is, without the article on either side, and behind "region". */
static const char *code_of_folded(char *folded)
{
    const char *code = code_of_spelling(folded);
    size_t len = strlen(folded);
    size_t behind = sizeof ARTICLE_BEHIND - 1;

    if (!code && strncmp(folded, REGION, sizeof REGION - 1) == 0)
        code = code_of_spelling(folded + sizeof REGION - 1);
    if (!code && strncmp(folded, ARTICLE, sizeof ARTICLE - 1) == 0)
        code = code_of_spelling(folded + sizeof ARTICLE - 1);
    if (!code && len > behind && strcmp(folded + len - behind, ARTICLE_BEHIND) == 0) {
        folded[len - behind] = '\0';
        code = code_of_spelling(folded);
    }
    return code;
}

bool idt_country_find(char code[8], idt_span text)
{
    char folded[FOLDED_SIZE];
    const char *found;

    code[0] = '\0';
    text = idt_span_trim(text);
    found = code_of_code(text);
    if (!found && fold(folded, text))
        found = code_of_folded(folded);
    if (!found)
        return false;
    memcpy(code, found, strlen(found) + 1); /* the generator admits codes up to six letters */
    return true;
}

const char *idt_country_name(const char *code)
{
    const country_name *row = name_row(code);

    return row ? row->name : NULL;
}
