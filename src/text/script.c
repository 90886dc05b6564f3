/* script.c - romanisation of one word.
 *
 *   Latin     accents off; second form with digraphs (ue, oe, aa, dj) where letters have them
 *   Cyrillic  Russian and Ukrainian readings of the BGN romanisations
 *   Hangul    syllable by syllable, so that given names are seen as their parts
 *   Han       ICU's reading for names, surname readings first
 *   others    ICU's Any-Latin
 *
 * A word that mixes Latin letters with lookalikes of Cyrillic or Greek is a Latin word in disguise:
 * the lookalikes are put back. */
#include "text/script.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"

enum {
    UNITS_MAX = 512, /* UTF-16 units of one word in any stage; longer words stay as they are */
};

typedef enum {
    ROMANISE_ANY,
    ROMANISE_RUSSIAN,
    ROMANISE_UKRAINIAN,
    ROMANISE_HAN,
    ROMANISE_COUNT
} romaniser;

static const char *const ROMANISER_IDS[ROMANISE_COUNT] = {
    [ROMANISE_ANY] = "Any-Latin; Latin-ASCII",
    [ROMANISE_RUSSIAN] = "Russian-Latin/BGN; Any-Latin; Latin-ASCII",
    [ROMANISE_UKRAINIAN] = "Ukrainian-Latin/BGN; Any-Latin; Latin-ASCII",
    [ROMANISE_HAN] = "Han-Latin/Names; Any-Latin; Latin-ASCII",
};

struct idt_script {
    UTransliterator *romanisers[ROMANISE_COUNT]; /* NULL until first used */
    const UNormalizer2 *compose;                 /* ICU's own, never freed */
    const UNormalizer2 *decompose;
};

typedef struct {
    UChar units[UNITS_MAX];
    int32_t count;
} wide;

/* The code point at *at, which moves behind it. */
static UChar32 next_char(const UChar *units, int32_t count, int32_t *at)
{
    UChar lead = units[(*at)++];
    if (U16_IS_LEAD(lead) && *at < count && U16_IS_TRAIL(units[*at]))
        return U16_GET_SUPPLEMENTARY(lead, units[(*at)++]);
    return lead;
}

idt_script *idt_script_new(void)
{
    UErrorCode code = U_ZERO_ERROR;
    idt_script *self = idt_alloc_zeroed(sizeof *self);
    self->compose = unorm2_getNFKCInstance(&code);
    self->decompose = unorm2_getNFKDInstance(&code);
    idt_assert(U_SUCCESS(code));
    return self;
}

void idt_script_free(idt_script *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < ROMANISE_COUNT; i++)
        if (self->romanisers[i])
            utrans_close(self->romanisers[i]);
    idt_free(self);
}

static bool transliterate(idt_script *self, romaniser which, wide *text)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!self->romanisers[which]) {
        wide id;
        u_uastrcpy(id.units, ROMANISER_IDS[which]);
        self->romanisers[which] = utrans_openU(id.units, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
        idt_assert(U_SUCCESS(code)); /* ICU's own data is missing */
    }
    int32_t limit = text->count;
    utrans_transUChars(self->romanisers[which], text->units, &text->count, UNITS_MAX, 0, &limit,
                       &code);
    return U_SUCCESS(code);
}

bool idt_script_is_silent(int32_t c)
{
    switch (c) {
    case '\'':
    case '`':
    case 0x00B4: /* acute accent as apostrophe */
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0x02BE: /* half rings of transliterated hamza and ayn */
    case 0x02BF:
    case 0x02C8:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x0640: /* Arabic tatweel only stretches */
        return true;
    default:
        return c >= 0x80 && u_charType(c) == U_FORMAT_CHAR; /* zero-width and direction marks */
    }
}

static void drop_silent(wide *text)
{
    int32_t at = 0, kept = 0;
    while (at < text->count) {
        UChar32 c = next_char(text->units, text->count, &at);
        if (!idt_script_is_silent(c))
            U16_APPEND_UNSAFE(text->units, kept, c); /* kept never passes at */
    }
    text->count = kept;
}

/* Silent characters out, compatibility-composed, lower case. Composing makes a blank of one silent
 * character and takes another out of a ligature, so they go before and after. */
static bool prepare(idt_script *self, wide *out, idt_span word)
{
    UErrorCode code = U_ZERO_ERROR;
    wide raw, composed;
    u_strFromUTF8(raw.units, UNITS_MAX, &raw.count, word.ptr, (int32_t)word.len, &code);
    if (U_FAILURE(code))
        return false;
    drop_silent(&raw);
    composed.count =
        unorm2_normalize(self->compose, raw.units, raw.count, composed.units, UNITS_MAX, &code);
    if (U_FAILURE(code))
        return false;
    drop_silent(&composed);
    out->count = u_strToLower(out->units, UNITS_MAX, composed.units, composed.count, "", &code);
    return U_SUCCESS(code);
}

typedef struct {
    bool latin, cyrillic, greek, hangul, han, ukrainian, other;
} scripts_seen;

static scripts_seen look(const wide *text)
{
    scripts_seen seen = { false, false, false, false, false, false, false };
    for (int32_t at = 0; at < text->count;) {
        UErrorCode code = U_ZERO_ERROR;
        UChar32 c = next_char(text->units, text->count, &at);
        switch (uscript_getScript(c, &code)) {
        case USCRIPT_LATIN:
            seen.latin = true;
            break;
        case USCRIPT_CYRILLIC:
            seen.cyrillic = true;
            break;
        case USCRIPT_GREEK:
            seen.greek = true;
            break;
        case USCRIPT_HANGUL:
            seen.hangul = true;
            break;
        case USCRIPT_HAN:
            seen.han = true;
            break;
        case USCRIPT_COMMON:
        case USCRIPT_INHERITED:
            break;
        default:
            seen.other = true;
        }
    }
    return seen;
}

/* Cyrillic and Greek small letters that pass for Latin ones. */
static UChar32 latin_lookalike(UChar32 c)
{
    static const struct {
        UChar32 from;
        char to;
    } pairs[] = {
        { 0x0430, 'a' }, { 0x0435, 'e' }, { 0x043E, 'o' }, { 0x0440, 'p' }, { 0x0441, 'c' },
        { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0456, 'i' }, { 0x0458, 'j' }, { 0x0455, 's' },
        { 0x043C, 'm' }, { 0x043D, 'h' }, { 0x043A, 'k' }, { 0x0432, 'b' }, { 0x0442, 't' },
        { 0x0501, 'd' }, { 0x051B, 'q' }, { 0x051D, 'w' }, { 0x04BB, 'h' }, { 0x03B1, 'a' },
        { 0x03BF, 'o' }, { 0x03C1, 'p' }, { 0x03C5, 'u' }, { 0x03BD, 'v' }, { 0x03B9, 'i' },
        { 0x03BA, 'k' }, { 0x03B5, 'e' }, { 0x03C4, 't' }, { 0x03C7, 'x' }, { 0x03B2, 'b' },
        { 0x03B7, 'n' }, { 0x03B6, 'z' }, { 0x03BC, 'm' },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i].from == c)
            return pairs[i].to;
    return c;
}

static void undisguise(wide *text)
{
    for (int32_t i = 0; i < text->count; i++)
        text->units[i] = (UChar)latin_lookalike(text->units[i]);
}

/* Latin letters that do not decompose, and letters with a usual digraph. */
static const char *latin_letter(UChar32 c, bool digraphs)
{
    switch (c) {
    case 0x00DF:
        return "ss"; /* sharp s */
    case 0x00E6:
        return "ae";
    case 0x0153:
        return "oe";
    case 0x00FE:
        return "th"; /* thorn */
    case 0x00F0:
        return "d"; /* eth */
    case 0x0131:
        return "i"; /* dotless i */
    case 0x0142:
        return "l";
    case 0x0111:
        return digraphs ? "dj" : "d";
    case 0x00F8:
        return digraphs ? "oe" : "o";
    case 0x00FC:
        return digraphs ? "ue" : NULL;
    case 0x00F6:
        return digraphs ? "oe" : NULL;
    case 0x00E4:
        return digraphs ? "ae" : NULL;
    case 0x00E5:
        return digraphs ? "aa" : NULL;
    case 0x0259:
        return digraphs ? "a" : "e"; /* schwa: Aliyev, Eliyev */
    default:
        return NULL;
    }
}

static bool fold_latin(idt_script *self, idt_buf *out, const wide *text, bool digraphs)
{
    bool foreign = false;
    for (int32_t at = 0; at < text->count;) {
        UChar32 c = next_char(text->units, text->count, &at);
        const char *letters = latin_letter(c, digraphs);
        if (letters) {
            idt_buf_add_text(out, letters);
            continue;
        }
        UErrorCode code = U_ZERO_ERROR;
        UChar apart[32];
        int32_t count = unorm2_getDecomposition(self->decompose, c, apart, 32, &code);
        UChar32 base = c;
        if (count > 0 && U_SUCCESS(code))
            base = next_char(apart, count, &(int32_t){ 0 });
        if (base < 0x80 && (idt_is_alpha((char)base) || idt_is_digit((char)base)))
            idt_buf_add_char(out, idt_to_lower((char)base));
        else if (base >= 0x80 && !(U_GET_GC_MASK(base) & U_GC_M_MASK))
            foreign = true;
    }
    return !foreign;
}

/* Keep small letters, digits and single blanks of a romanised text; false where letters of another
 * script are left. */
static bool keep_ascii(idt_buf *out, const wide *text)
{
    bool clean = true;
    for (int32_t i = 0; i < text->count; i++) {
        UChar c = text->units[i];
        if (c < 0x80 && (idt_is_alpha((char)c) || idt_is_digit((char)c)))
            idt_buf_add_char(out, idt_to_lower((char)c));
        else if (c == ' ' && out->len && out->ptr[out->len - 1] != ' ')
            idt_buf_add_char(out, ' ');
        else if (c >= 0x80 && u_isalpha(c))
            clean = false;
    }
    while (out->len && out->ptr[out->len - 1] == ' ')
        out->len--;
    return clean;
}

static idt_span native_form(const wide *text, idt_arena *arena)
{
    UErrorCode code = U_ZERO_ERROR;
    char bytes[UNITS_MAX * 3];
    int32_t length = 0;
    wide word = { .count = 0 };
    for (int32_t i = 0; i < text->count; i++)
        if (text->units[i] != ' ') /* some ligatures are whole phrases */
            word.units[word.count++] = text->units[i];
    u_strToUTF8(bytes, sizeof bytes, &length, word.units, word.count, &code);
    if (U_FAILURE(code))
        return IDT_SPAN_EMPTY;
    return idt_arena_copy(arena, (idt_span){ bytes, (size_t)length });
}

static void add_form(idt_romanised *out, idt_arena *arena, idt_buf *form)
{
    idt_span text = idt_buf_span(form);
    for (size_t i = 0; i < out->count; i++)
        if (idt_span_equal(out->forms[i], text))
            text.len = 0;
    if (text.len && out->count < IDT_ROMANISED_MAX)
        out->forms[out->count++] = idt_arena_copy(arena, text);
    idt_buf_reset(form);
}

static void add_by(idt_romanised *out, idt_script *self, idt_arena *arena, romaniser which,
                   const wide *text, idt_buf *form)
{
    wide copy = *text;
    if (transliterate(self, which, &copy) && keep_ascii(form, &copy))
        add_form(out, arena, form);
    idt_buf_reset(form);
}

/* A blank behind every syllable or ideograph, so that each is romanised as a word. */
static void space_out(wide *text)
{
    wide spaced = { .count = 0 };
    for (int32_t i = 0; i < text->count && spaced.count + 2 < UNITS_MAX; i++) {
        spaced.units[spaced.count++] = text->units[i];
        if (!U16_IS_LEAD(text->units[i]))
            spaced.units[spaced.count++] = ' ';
    }
    *text = spaced;
}

idt_romanised idt_script_romanise(idt_script *self, idt_arena *arena, idt_span word)
{
    idt_romanised out = { .count = 0 };
    idt_buf form = IDT_BUF_INIT;
    wide text;

    if (!prepare(self, &text, word))
        return out;
    scripts_seen seen = look(&text);
    if (seen.latin && (seen.cyrillic || seen.greek) && !seen.han && !seen.hangul && !seen.other) {
        undisguise(&text);
        seen = look(&text);
    }
    if (!seen.cyrillic && !seen.greek && !seen.hangul && !seen.han && !seen.other) {
        if (fold_latin(self, &form, &text, false))
            add_form(&out, arena, &form);
        idt_buf_reset(&form);
        if (fold_latin(self, &form, &text, true))
            add_form(&out, arena, &form);
        idt_buf_release(&form);
        if (out.count)
            return out;
    }
    out.foreign = true;
    out.syllabic = seen.han || seen.hangul;
    out.native = native_form(&text, arena);
    if (seen.cyrillic) {
        add_by(&out, self, arena, ROMANISE_RUSSIAN, &text, &form);
        add_by(&out, self, arena, ROMANISE_UKRAINIAN, &text, &form);
    } else if (seen.hangul) {
        space_out(&text);
        add_by(&out, self, arena, ROMANISE_ANY, &text, &form);
    } else if (seen.han) {
        add_by(&out, self, arena, ROMANISE_HAN, &text, &form);
        add_by(&out, self, arena, ROMANISE_ANY, &text, &form);
    }
    if (out.count == 0)
        add_by(&out, self, arena, ROMANISE_ANY, &text, &form);
    idt_buf_release(&form);
    return out;
}
