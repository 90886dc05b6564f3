/* script.c - romanisation of one word.
 *
 *   Latin               accents off; further forms with digraphs (ue, oe, aa, dj, sh, ch, zh)
 *   Cyrillic            Russian and Ukrainian readings of the BGN romanisations
 *   Greek, Georgian, Armenian
 *                       the plain spelling of each letter (spell.h)
 *   Hangul              syllable by syllable, so that given names are seen as their parts: plain
 *                       spelling (Kim Jong Un), Revised Romanisation (Gim Jeong Eun)
 *   Han                 ICU's reading for names, surname readings first
 *   Kana                ICU's Hepburn, second form with long vowels short
 *   Arabic, Hebrew, Thai
 *                       none: they are compared by spell.h
 *   others              ICU's Any-Latin, second form without a last a that Indian scripts do not
 *                       speak
 *
 * A word that mixes Latin letters with lookalikes of another alphabet is a Latin word in disguise:
 * the lookalikes are put back. A word all of lookalikes may be one, and says so. */
#include "text/script.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "text/native.h"
#include "text/spell.h"

enum {
    DISGUISED_LETTERS_MIN = 3,
    UNITS_MAX = 512, /* UTF-16 units of one word in any stage; longer words stay as they are */
};

typedef enum {
    ROMANISE_ANY,
    ROMANISE_RUSSIAN,
    ROMANISE_UKRAINIAN,
    ROMANISE_HAN,
    SIMPLIFY_HAN,
    ROMANISE_COUNT
} romaniser;

static const char *const ROMANISER_IDS[ROMANISE_COUNT] = {
    [ROMANISE_ANY] = "Any-Latin; Latin-ASCII",
    [ROMANISE_RUSSIAN] = "Russian-Latin/BGN; Any-Latin; Latin-ASCII",
    [ROMANISE_UKRAINIAN] = "Ukrainian-Latin/BGN; Any-Latin; Latin-ASCII",
    [ROMANISE_HAN] = "Han-Latin/Names; Any-Latin; Latin-ASCII",
    [SIMPLIFY_HAN] = "Traditional-Simplified",
};

struct idt_script {
    UTransliterator *romanisers[ROMANISE_COUNT]; /* NULL until first used */
    const UNormalizer2 *compose;                 /* ICU's own, never freed */
    const UNormalizer2 *decompose;
    USpoofChecker *lookalikes; /* NULL until first used */
};

typedef struct {
    UChar units[UNITS_MAX];
    int32_t count;
} wide;

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
    if (self->lookalikes)
        uspoof_close(self->lookalikes);
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
        UChar32 c = idt_next_char(text->units, text->count, &at);
        if (!idt_script_is_silent(c))
            U16_APPEND_UNSAFE(text->units, kept, c); /* kept never passes at */
    }
    text->count = kept;
}

/* Silent characters out, compatibility-composed, lower case. Composing makes a blank of one silent
 * character and takes another out of a ligature, so they go before and after. `cased` is the
 * same with its capitals. */
static bool prepare(idt_script *self, wide *out, wide *cased, idt_span word)
{
    UErrorCode code = U_ZERO_ERROR;
    wide raw;
    u_strFromUTF8(raw.units, UNITS_MAX, &raw.count, word.ptr, (int32_t)word.len, &code);
    if (U_FAILURE(code))
        return false;
    drop_silent(&raw);
    cased->count =
        unorm2_normalize(self->compose, raw.units, raw.count, cased->units, UNITS_MAX, &code);
    if (U_FAILURE(code))
        return false;
    drop_silent(cased);
    out->count = u_strToLower(out->units, UNITS_MAX, cased->units, cased->count, "", &code);
    return U_SUCCESS(code);
}

typedef enum {
    SEEN_LATIN = 1,
    SEEN_CYRILLIC = 2,
    SEEN_PLAIN = 4, /* Greek, Georgian, Armenian */
    SEEN_HANGUL = 8,
    SEEN_HAN = 16,
    SEEN_KANA = 32,
    SEEN_ABJAD = 64,
    SEEN_THAI = 128,
    SEEN_OTHER = 256,
    SEEN_SYLLABLES = SEEN_HANGUL | SEEN_HAN | SEEN_KANA,
    /* Scripts whose letters nobody takes for Latin ones. */
    SEEN_UNLIKE = SEEN_SYLLABLES | SEEN_ABJAD | SEEN_THAI,
} seen_bits;

static unsigned script_seen(UChar32 c)
{
    UErrorCode code = U_ZERO_ERROR;
    switch (uscript_getScript(c, &code)) {
    case USCRIPT_LATIN:
        return SEEN_LATIN;
    case USCRIPT_CYRILLIC:
        return SEEN_CYRILLIC;
    case USCRIPT_GREEK:
    case USCRIPT_GEORGIAN:
    case USCRIPT_ARMENIAN:
        return SEEN_PLAIN;
    case USCRIPT_HANGUL:
        return SEEN_HANGUL;
    case USCRIPT_HAN:
        return SEEN_HAN;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
        return SEEN_KANA;
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
        return SEEN_ABJAD;
    case USCRIPT_THAI:
        return SEEN_THAI;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
        return 0;
    default:
        return SEEN_OTHER;
    }
}

/* SEEN_* of the letters. */
static unsigned look(const wide *text)
{
    unsigned seen = 0;
    for (int32_t at = 0; at < text->count;)
        seen |= script_seen(idt_next_char(text->units, text->count, &at));
    return seen;
}

/* --- disguise --- */

/* Small letters that pass for Latin ones where ICU's data of confusable characters, made for
 * capitals and small letters apart, does not say so. */
static char known_lookalike(UChar32 c)
{
    static const struct {
        UChar32 from;
        char to;
    } pairs[] = {
        { 0x0430, 'a' }, { 0x0435, 'e' }, { 0x043E, 'o' }, { 0x0440, 'p' }, { 0x0441, 'c' },
        { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0456, 'i' }, { 0x0458, 'j' }, { 0x0455, 's' },
        { 0x043C, 'm' }, { 0x043D, 'h' }, { 0x043A, 'k' }, { 0x0432, 'b' }, { 0x0442, 't' },
        { 0x0501, 'd' }, { 0x051B, 'q' }, { 0x051D, 'w' }, { 0x04BB, 'h' }, { 0x04CF, 'i' },
        { 0x03B1, 'a' }, { 0x03BF, 'o' }, { 0x03C1, 'p' }, { 0x03C5, 'u' }, { 0x03BD, 'v' },
        { 0x03B9, 'i' }, { 0x03BA, 'k' }, { 0x03B5, 'e' }, { 0x03C4, 't' }, { 0x03C7, 'x' },
        { 0x03B2, 'b' }, { 0x03B7, 'n' }, { 0x03B6, 'z' }, { 0x03BC, 'm' },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i].from == c)
            return pairs[i].to;
    return '\0';
}

/* What ICU takes the character for: a small letter, or NUL where that is no plain letter. */
static char confusable(idt_script *self, UChar32 c)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar units[2], plain[8];
    int32_t count = 0;
    if (!self->lookalikes)
        self->lookalikes = uspoof_open(&code);
    U16_APPEND_UNSAFE(units, count, c);
    count = uspoof_getSkeleton(self->lookalikes, 0, units, count, plain, 8, &code);
    if (U_FAILURE(code) || count != 1 || plain[0] >= 0x80 || !idt_is_alpha((char)plain[0]))
        return '\0';
    char letter = idt_to_lower((char)plain[0]);
    return letter == 'l' && u_isupper(c) ? 'i' : letter; /* ICU takes capital I for l */
}

static char lookalike(idt_script *self, UChar32 c)
{
    char letter = known_lookalike(u_tolower(c));
    if (!letter)
        letter = confusable(self, c);
    return letter ? letter : confusable(self, u_toupper(c));
}

/* Put Latin letters for their lookalikes; whether all other letters of the word are lookalikes. */
static bool undisguise(idt_script *self, wide *out, const wide *cased)
{
    bool all = true;
    out->count = 0;
    for (int32_t at = 0; at < cased->count;) {
        UChar32 c = idt_next_char(cased->units, cased->count, &at);
        unsigned seen = script_seen(c);
        char letter = seen & ~(unsigned)SEEN_LATIN ? lookalike(self, c) : '\0';
        all &= letter || !(seen & ~(unsigned)SEEN_LATIN);
        c = letter ? (UChar32)letter : u_tolower(c);
        U16_APPEND_UNSAFE(out->units, out->count, c); /* no letter grows */
    }
    return all;
}

/* How letters with marks are written: without them, with the digraphs that their own languages use,
 * as they are spoken. */
typedef enum { STYLE_PLAIN, STYLE_DIGRAPHS, STYLE_SPOKEN, STYLE_COUNT } latin_style;

/* Latin letters that do not decompose, and letters with a usual digraph. */
static const char *latin_letter(UChar32 c, latin_style style)
{
    static const struct {
        UChar32 letter;
        const char *as[STYLE_COUNT]; /* NULL: what it decomposes to */
    } rows[] = {
        { 0x00DF, { "ss", "ss", "ss" } }, /* sharp s */
        { 0x00E6, { "ae", "ae", "ae" } }, { 0x0153, { "oe", "oe", "oe" } },
        { 0x00FE, { "th", "th", "th" } }, /* thorn */
        { 0x00F0, { "d", "d", "dh" } },   /* eth */
        { 0x0131, { "i", "i", "i" } },    /* dotless i */
        { 0x0142, { "l", "l", "l" } },    { 0x0111, { "d", "dj", "dj" } },
        { 0x0127, { "h", "h", "h" } },    { 0x0167, { "t", "t", "t" } },
        { 0x014B, { "n", "n", "ng" } },   { 0x00F8, { "o", "oe", "oe" } },
        { 0x00FC, { NULL, "ue", "ue" } }, { 0x00F6, { NULL, "oe", "oe" } },
        { 0x00E4, { NULL, "ae", "ae" } }, { 0x00E5, { NULL, "aa", "aa" } },
        { 0x0259, { "e", "a", "a" } }, /* schwa: Aliyev, Eliyev */
        { 0x01DD, { "e", "a", "a" } },    { 0x010D, { NULL, NULL, "ch" } },
        { 0x0107, { NULL, NULL, "ch" } }, { 0x0161, { NULL, NULL, "sh" } },
        { 0x017E, { NULL, NULL, "zh" } }, { 0x015F, { NULL, NULL, "sh" } },
        { 0x0219, { NULL, NULL, "sh" } }, { 0x00E7, { NULL, NULL, "ch" } },
        { 0x021B, { NULL, NULL, "ts" } }, { 0x0163, { NULL, NULL, "ts" } },
        { 0x011F, { NULL, NULL, "gh" } }, { 0x0272, { "n", "n", "ny" } },
        { 0x0257, { "d", "d", "d" } },    { 0x0253, { "b", "b", "b" } },
        { 0x0199, { "k", "k", "k" } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].letter == c)
            return rows[i].as[style];
    return NULL;
}

/* Letters that Turkish has and German has not: its u and o with two dots are no ue and oe. */
static bool looks_turkish(const wide *text)
{
    for (int32_t i = 0; i < text->count; i++)
        if (text->units[i] == 0x015F || text->units[i] == 0x011F || text->units[i] == 0x0131 ||
            text->units[i] == 0x00E7)
            return true;
    return false;
}

static bool fold_latin(idt_script *self, idt_buf *out, const wide *text, latin_style style)
{
    bool foreign = false, turkish = style != STYLE_PLAIN && looks_turkish(text);
    for (int32_t at = 0; at < text->count;) {
        UChar32 c = idt_next_char(text->units, text->count, &at);
        const char *letters =
            latin_letter(c, turkish && (c == 0x00FC || c == 0x00F6) ? STYLE_PLAIN : style);
        if (letters) {
            idt_buf_add_text(out, letters);
            continue;
        }
        UErrorCode code = U_ZERO_ERROR;
        UChar apart[32];
        int32_t count = unorm2_getDecomposition(self->decompose, c, apart, 32, &code);
        UChar32 base = c;
        if (count > 0 && U_SUCCESS(code))
            base = idt_next_char(apart, count, &(int32_t){ 0 });
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

static idt_span native_form(idt_script *self, const wide *text, unsigned seen, idt_arena *arena)
{
    idt_buf form = IDT_BUF_INIT;
    idt_native_kind kind = IDT_NATIVE_OTHER;
    wide word = *text, simple;
    if (seen & SEEN_HAN) {
        simple = *text;
        if (transliterate(self, SIMPLIFY_HAN, &simple))
            word = simple;
    }
    if (seen & (SEEN_HAN | SEEN_HANGUL))
        kind = IDT_NATIVE_SYLLABLES;
    else if (seen & SEEN_ABJAD)
        kind = IDT_NATIVE_ABJAD;
    else if (seen & SEEN_THAI)
        kind = IDT_NATIVE_THAI;
    word.count = idt_native_normalise(word.units, word.count);
    idt_native_part(&form, word.units, word.count, kind);
    idt_span out = idt_arena_copy(arena, idt_buf_span(&form));
    idt_buf_release(&form);
    return out;
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

/* The plain spelling of each part of the native form; nothing where a part has none. */
static void add_plain(idt_romanised *out, idt_arena *arena, idt_buf *form)
{
    idt_span rest = out->native, part;
    while (idt_span_split(&part, &rest, " ")) {
        char plain[IDT_WORD_BYTES_MAX];
        size_t length = idt_spell_plain(plain, part);
        if (length == 0) {
            idt_buf_reset(form);
            return;
        }
        if (form->len)
            idt_buf_add_char(form, ' ');
        idt_buf_add(form, plain, length);
    }
    add_form(out, arena, form);
}

/* The first form with long vowels short: Toukyou, Tokyo. */
static void add_short_vowels(idt_romanised *out, idt_arena *arena, idt_buf *form)
{
    idt_span text = out->count ? out->forms[0] : IDT_SPAN_EMPTY;
    for (size_t i = 0; i < text.len; i++) {
        char before = i ? text.ptr[i - 1] : '\0', c = text.ptr[i];
        if (!((c == 'u' && (before == 'o' || before == 'u')) || (c == 'o' && before == 'o')))
            idt_buf_add_char(form, c);
    }
    add_form(out, arena, form);
}

/* The first form without a last a behind a consonant: Narendra stays usual, Rama is Ram too. */
static void add_without_last_a(idt_romanised *out, idt_arena *arena, idt_buf *form)
{
    idt_span text = out->count ? out->forms[0] : IDT_SPAN_EMPTY;
    if (text.len > 3 && text.ptr[text.len - 1] == 'a' && !strchr("aeiou ", text.ptr[text.len - 2]))
        idt_buf_add(form, text.ptr, text.len - 1);
    add_form(out, arena, form);
}

static void romanise_foreign(idt_romanised *out, idt_script *self, idt_arena *arena,
                             const wide *text, unsigned seen)
{
    idt_buf form = IDT_BUF_INIT;
    if (seen & SEEN_CYRILLIC) {
        add_by(out, self, arena, ROMANISE_RUSSIAN, text, &form);
        add_by(out, self, arena, ROMANISE_UKRAINIAN, text, &form);
    } else if (seen & SEEN_HANGUL) {
        wide spaced = *text;
        space_out(&spaced);
        add_plain(out, arena, &form);
        add_by(out, self, arena, ROMANISE_ANY, &spaced, &form);
    } else if (seen & SEEN_HAN) {
        add_by(out, self, arena, ROMANISE_HAN, text, &form);
        add_by(out, self, arena, ROMANISE_ANY, text, &form);
    } else if (seen & SEEN_PLAIN) {
        add_plain(out, arena, &form);
    }
    if (out->count == 0 && !(seen & (SEEN_ABJAD | SEEN_THAI)))
        add_by(out, self, arena, ROMANISE_ANY, text, &form);
    if (seen & SEEN_KANA)
        add_short_vowels(out, arena, &form);
    if (seen == SEEN_OTHER)
        add_without_last_a(out, arena, &form);
    idt_buf_release(&form);
}

/* The word in each style, so that the k-th forms of all words of a name are of one; styles that
 * say the same as the one before are left out at the end. */
static void romanise_latin(idt_romanised *out, idt_script *self, idt_arena *arena, const wide *text)
{
    idt_buf form = IDT_BUF_INIT;
    for (latin_style style = STYLE_PLAIN; style < STYLE_COUNT; style++) {
        idt_buf_reset(&form);
        if (!fold_latin(self, &form, text, style) || form.len == 0)
            break;
        out->forms[out->count++] = idt_arena_copy(arena, idt_buf_span(&form));
    }
    while (out->count > 1 && idt_span_equal(out->forms[out->count - 1], out->forms[out->count - 2]))
        out->count--;
    idt_buf_release(&form);
}

_Static_assert((int)STYLE_COUNT <= (int)IDT_ROMANISED_MAX, "room for every style");

idt_romanised idt_script_romanise(idt_script *self, idt_arena *arena, idt_span word)
{
    idt_romanised out = { .count = 0 };
    wide text, cased, plain;

    if (!prepare(self, &text, &cased, word))
        return out;
    unsigned seen = look(&text);
    bool hidden =
        (seen & ~(unsigned)SEEN_LATIN) && !(seen & SEEN_UNLIKE) && undisguise(self, &plain, &cased);
    if (hidden && (seen & SEEN_LATIN)) {
        text = plain;
        seen = SEEN_LATIN;
    }
    if (!(seen & ~(unsigned)SEEN_LATIN)) {
        romanise_latin(&out, self, arena, &text);
        if (out.count)
            return out;
    }
    out.foreign = true;
    out.syllabic = (seen & (SEEN_HAN | SEEN_HANGUL)) != 0;
    out.native = native_form(self, &text, seen, arena);
    romanise_foreign(&out, self, arena, &text, seen);
    if (hidden && plain.count >= DISGUISED_LETTERS_MIN) {
        idt_romanised latin = { .count = 0 };
        romanise_latin(&latin, self, arena, &plain);
        out.disguised = latin.count ? latin.forms[0] : IDT_SPAN_EMPTY;
    }
    return out;
}
