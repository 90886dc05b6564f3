/* native.c - normal forms, and where a word is parted.
 *
 * Arabic: "al" before a word of two letters or more is a word of its own (one that native.txt knows
 * whole, as Ilyas, is not cut). A word that begins with a known name behind which the article or
 * Allah follows, or with Abd or Abu, is parted: abd + al + latif. Other compounds, Muhammadrida,
 * are one name, not the names of two; that they are written as two in Latin letters is relation.h's
 * matter, as it is that parted words are written as one. */
#include "text/native.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "text/words.h"

enum {
    ALEF = 0x0627,
    LAM = 0x0644,
    ARTICLE_REST_MIN = 2,
    PART_MIN = 3,         /* letters of a known name at the end of another */
    WORD_MAX = 32,        /* letters; longer words are not names */
    THANTHAKHAT = 0x0E4C, /* Thai: the letter below it is mute */
};

UChar32 idt_next_char(const UChar *units, int32_t count, int32_t *at)
{
    UChar lead = units[(*at)++];
    if (U16_IS_LEAD(lead) && *at < count && U16_IS_TRAIL(units[*at]))
        return U16_GET_SUPPLEMENTARY(lead, units[(*at)++]);
    return lead;
}

/* 0 where the sign goes. */
static UChar32 arabic_letter(UChar32 c)
{
    switch (c) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671:
        return ALEF;
    case 0x0649: /* alef maksura */
    case 0x06CC: /* Persian ya */
    case 0x06D2: /* Urdu ya barree */
        return 0x064A;
    case 0x0629: /* ta marbuta */
    case 0x06BE:
    case 0x06C0:
    case 0x06C1:
    case 0x06C3:
    case 0x06D5:
        return 0x0647;
    case 0x06A9:
    case 0x06AA:
        return 0x0643;
    case 0x06AB: /* Pashto gaf */
        return 0x06AF;
    case 0x0621: /* hamza */
    case 0x0674:
        return 0;
    default:
        return c;
    }
}

static UChar32 hebrew_letter(UChar32 c)
{
    switch (c) {
    case 0x05DA:
        return 0x05DB;
    case 0x05DD:
        return 0x05DE;
    case 0x05DF:
        return 0x05E0;
    case 0x05E3:
        return 0x05E4;
    case 0x05E5:
        return 0x05E6;
    case 0x05F3: /* geresh */
    case 0x05F4:
        return 0;
    default:
        return c;
    }
}

static UChar32 greek_letter(UChar32 c)
{
    static const struct {
        UChar32 from, to;
    } plain[] = { { 0x03AC, 0x03B1 }, { 0x03AD, 0x03B5 }, { 0x03AE, 0x03B7 }, { 0x03AF, 0x03B9 },
                  { 0x03CC, 0x03BF }, { 0x03CD, 0x03C5 }, { 0x03CE, 0x03C9 }, { 0x03CA, 0x03B9 },
                  { 0x03CB, 0x03C5 }, { 0x0390, 0x03B9 }, { 0x03B0, 0x03C5 }, { 0x03C2, 0x03C3 } };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (plain[i].from == c)
            return plain[i].to;
    return c;
}

static bool is_point(UChar32 c)
{
    if (u_charType(c) != U_NON_SPACING_MARK)
        return false;
    return c < 0x0900 || /* combining accents, points of Hebrew and Arabic */
           (c >= 0x0E47 && c <= 0x0E4E && c != THANTHAKHAT) || /* Thai tones */
           (c >= 0xFE00 && c <= 0xFE0F);
}

static UChar32 plain_letter(UChar32 c)
{
    if (is_point(c))
        return 0;
    if (c >= 0x0370 && c < 0x0400)
        return greek_letter(c);
    if (c >= 0x0590 && c < 0x0600)
        return hebrew_letter(c);
    return c >= 0x0600 && c < 0x0780 ? arabic_letter(c) : c;
}

static bool leads(UChar c)
{
    return c >= 0x0E40 && c <= 0x0E44; /* Thai vowels written before their consonant */
}

static void swap_thai(UChar *units, int32_t count)
{
    for (int32_t i = 0; i + 1 < count; i++)
        if (leads(units[i]) && units[i + 1] >= 0x0E01 && units[i + 1] <= 0x0E2E) {
            UChar vowel = units[i];
            units[i] = units[i + 1];
            units[++i] = vowel;
        }
}

int32_t idt_native_normalise(UChar *units, int32_t count)
{
    int32_t at = 0, kept = 0;
    while (at < count) {
        UChar32 c = idt_next_char(units, count, &at);
        if (c == THANTHAKHAT) { /* a vowel sign may stand on the mute letter */
            kept -= kept > 0 && units[kept - 1] >= 0x0E31 && units[kept - 1] <= 0x0E3A;
            kept -= kept > 0;
            continue;
        }
        c = plain_letter(c);
        if (c != 0)
            U16_APPEND_UNSAFE(units, kept, (uint32_t)c); /* kept never passes at */
    }
    swap_thai(units, kept);
    return kept;
}

/* --- parts --- */

static void add_units(idt_buf *out, const UChar *units, int32_t count)
{
    int32_t at = 0;
    if (out->len && out->ptr[out->len - 1] != ' ')
        idt_buf_add_char(out, ' ');
    while (at < count) {
        UChar32 c = idt_next_char(units, count, &at);
        uint8_t bytes[U8_MAX_LENGTH];
        int32_t length = 0;
        if (c == ' ' || U_IS_SURROGATE((uint32_t)c))
            continue; /* some ligatures are whole phrases */
        U8_APPEND_UNSAFE(bytes, length, (uint32_t)c);
        idt_buf_add(out, bytes, (size_t)length);
    }
}

/* Whether native.txt knows the word. */
static bool is_known(const UChar *units, int32_t count)
{
    idt_buf form = IDT_BUF_INIT;
    if (count > WORD_MAX)
        return false;
    add_units(&form, units, count);
    bool known = idt_word_row(idt_buf_span(&form)) != 0;
    idt_buf_release(&form);
    return known;
}

static bool has_article(const UChar *units, int32_t count)
{
    return count >= ARTICLE_REST_MIN + 2 && units[0] == ALEF && units[1] == LAM;
}

/* "Allah" is not the article and "lah". */
static bool is_allah(const UChar *units, int32_t count)
{
    return count == 4 && units[0] == ALEF && units[1] == LAM && units[2] == LAM &&
           units[3] == 0x0647;
}

/* "abd" and "abu" begin compounds whatever follows. */
static bool begins_compounds(const UChar *units)
{
    return (units[0] == 0x0639 && units[1] == 0x0628 && units[2] == 0x062F) ||
           (units[0] == ALEF && units[1] == 0x0628 && units[2] == 0x0648);
}

/* How many letters of a compound stand before the article; 0 where it is none. */
static int32_t first_name(const UChar *units, int32_t count)
{
    for (int32_t length = count - ARTICLE_REST_MIN - 2; length >= PART_MIN; length--)
        if (has_article(units + length, count - length) && is_known(units, length))
            return length;
    return count >= 2 * PART_MIN && begins_compounds(units) ? PART_MIN : 0;
}

static void part_abjad(idt_buf *out, const UChar *units, int32_t count)
{
    while (count > 0 && count <= WORD_MAX && !is_known(units, count)) {
        int32_t length = first_name(units, count);
        if (length == 0 && has_article(units, count) && !is_allah(units, count))
            length = 2;
        if (length == 0)
            break;
        add_units(out, units, length);
        units += length;
        count -= length;
    }
    if (count > 0)
        add_units(out, units, count);
}

void idt_native_part(idt_buf *out, const UChar *units, int32_t count, idt_native_kind kind)
{
    if (kind == IDT_NATIVE_ABJAD) {
        part_abjad(out, units, count);
        return;
    }
    if (kind != IDT_NATIVE_SYLLABLES) {
        add_units(out, units, count);
        return;
    }
    for (int32_t at = 0, from = 0; at < count; from = at) {
        U16_FWD_1(units, at, count);
        add_units(out, units + from, at - from);
    }
}
