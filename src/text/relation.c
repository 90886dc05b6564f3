/* relation.c - R, as relation.h states it. */
#include "text/relation.h"

#include <string.h>

#include "text/distance.h"

enum {
    /* What the first slip costs of a word, in thousandths, spread over its letters; a second one
     * costs half as much again. Measured on labelled pairs, misspelt listed names and ordinary
     * names: a name of two words survives a slip in either, not in both when they are short. */
    SPELLING_COST = 1150,
    SECOND_SLIP_PERCENT = 150,
    LIGHT_SLIP_PERCENT = 75,
    SPELLING_MIN = 400,
    SOUND = 800,
    VARIANT = 960,
    VARIANT_SHORT = 900, /* up to four letters: short words vary into each other too easily */
    MINED = 900,         /* the lists' own aliases are evidence, and no knowledge */
    NICKNAME = 880,
    COGNATE = 800, /* translated names are rare on lists, and their bearers many */
    TRANSLATION = 930,
    LEGAL_FORM = 960,
    NUMBER_WORD = 1000,
    SCRIPT = 960,          /* a spelling as letters.txt has it */
    SCRIPT_LOOSE = 750,    /* only the consonants agree */
    SCRIPT_SYLLABLE = 870, /* of one Korean or Chinese syllable, which many words share */
    ABJADS_FROM = 0xD6,    /* first bytes of Hebrew and Arabic in UTF-8 */
    ABJADS_TO = 0xDB,
    SYLLABLES_FROM = 0xE2,   /* first byte of Hangul, Han and what stands near them in UTF-8 */
    PARTED_LATIN_MAX = 16,   /* letters of joined words that may be one native word */
    COMPOUND_BYTES_MIN = 12, /* six letters */
    NATIVE_LETTER_BYTES_MAX = 4,
    JOIN_COST = 25, /* taken off a similarity reached by joining words */
    JOIN_FUZZY_COST = 80,
    SHORT_LETTERS = 4,
    MANGLED_LETTERS_MIN = 4,
    MANGLED_LETTERS_MAX = 6, /* longer words have two slips in their budget */
};

unsigned idt_edit_budget(size_t longer_length)
{
    if (longer_length <= 1 || longer_length > IDT_WORD_BYTES_MAX)
        return 0;
    return longer_length <= 6 ? 1 : 2;
}

/* Sound may use one slip more. */
static unsigned slips_allowed(size_t longer, bool by_sound)
{
    unsigned budget = idt_edit_budget(longer);
    return budget + (by_sound && budget && longer >= IDT_SOUND_WORD_MIN ? 1 : 0);
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Letters that romanisations exchange freely fall together. */
static char sound_of(idt_span form, size_t i)
{
    char c = form.ptr[i];
    char next = i + 1 < form.len ? form.ptr[i + 1] : '\0';
    switch (c) {
    case 'c':
        return next == 'h' ? 'j' : 'k';
    case 'q':
    case 'x':
    case 'g':
        return 'k';
    case 'p':
        return next == 'h' ? 'f' : 'p';
    case 'w':
        return 'v';
    case 'z':
        return 's';
    case 'd':
        return 't';
    case 'b':
        return 'p';
    default:
        return c;
    }
}

size_t idt_sound(char out[IDT_SOUND_BYTES_MAX], idt_span form)
{
    size_t count = 0;
    if (form.len < IDT_SOUND_WORD_MIN || form.len > IDT_WORD_BYTES_MAX)
        return 0;
    if (is_vowel(form.ptr[0]))
        out[count++] = 'a'; /* words that begin with a vowel do so in every romanisation */
    for (size_t i = 0; i < form.len && count < IDT_SOUND_BYTES_MAX; i++) {
        if (is_vowel(form.ptr[i]) || form.ptr[i] == 'h')
            continue;
        char sound = sound_of(form, i);
        if (count == 0 || out[count - 1] != sound)
            out[count++] = sound;
    }
    return count >= 2 ? count : 0;
}

size_t idt_look(char *out, idt_span form)
{
    size_t count = 0;
    for (size_t i = 0; i < form.len; i++) {
        char c = form.ptr[i];
        char next = i + 1 < form.len ? form.ptr[i + 1] : '\0';
        bool two = true;
        if (c == 'r' && next == 'n')
            c = 'm';
        else if (c == 'v' && next == 'v')
            c = 'w';
        else if (c == 'c' && next == 'l')
            c = 'd';
        else
            two = false;
        out[count++] = c;
        i += two;
    }
    return count;
}

static bool same_look(idt_span a, idt_span b)
{
    char left[IDT_WORD_BYTES_MAX], right[IDT_WORD_BYTES_MAX];
    if (a.len == b.len || a.len > IDT_WORD_BYTES_MAX || b.len > IDT_WORD_BYTES_MAX)
        return false;
    size_t left_count = idt_look(left, a), right_count = idt_look(right, b);
    return idt_span_equal((idt_span){ left, left_count }, (idt_span){ right, right_count });
}

static bool same_sound(idt_span a, idt_span b)
{
    char left[IDT_SOUND_BYTES_MAX], right[IDT_SOUND_BYTES_MAX];
    size_t left_count = idt_sound(left, a), right_count = idt_sound(right, b);
    return left_count > 0 &&
           idt_span_equal((idt_span){ left, left_count }, (idt_span){ right, right_count });
}

static idt_likeness alike(unsigned similarity, idt_how how)
{
    return (idt_likeness){ (uint16_t)similarity, (uint8_t)how, false };
}

/* The better of two; the first wins a tie. */
static idt_likeness better(idt_likeness a, idt_likeness b)
{
    return b.similarity > a.similarity ? b : a;
}

static idt_likeness by_class(const idt_unit *a, const idt_unit *b)
{
    static const idt_likeness of_kind[] = {
        [IDT_CLASS_VARIANT] = { VARIANT, IDT_HOW_VARIANT, false },
        [IDT_CLASS_NICKNAME] = { NICKNAME, IDT_HOW_NICKNAME, false },
        [IDT_CLASS_COGNATE] = { COGNATE, IDT_HOW_VARIANT, false },
        [IDT_CLASS_GENERIC] = { TRANSLATION, IDT_HOW_TRANSLATION, false },
        [IDT_CLASS_NUMBER] = { NUMBER_WORD, IDT_HOW_NUMBER, false },
        [IDT_CLASS_LEGAL] = { LEGAL_FORM, IDT_HOW_TRANSLATION, false },
        [IDT_CLASS_MINED] = { MINED, IDT_HOW_VARIANT, false },
    };
    idt_likeness best = { 0, IDT_HOW_NONE, false };
    size_t i = 0, j = 0;
    while (i < a->class_count && j < b->class_count) {
        if (a->classes[i] == b->classes[j]) {
            best = better(best, of_kind[idt_class_kind_of(a->classes[i])]);
            i++;
            j++;
        } else if (a->classes[i] < b->classes[j]) {
            i++;
        } else {
            j++;
        }
    }
    return best;
}

/* Two neighbours changed, or a letter doubled or not: fingers do so, and other names seldom differ
 * by it. */
static bool is_light_slip(idt_span a, idt_span b)
{
    idt_span longer = a.len >= b.len ? a : b, shorter = a.len >= b.len ? b : a;
    size_t at = 0;
    while (at < shorter.len && longer.ptr[at] == shorter.ptr[at])
        at++;
    if (longer.len == shorter.len)
        return at + 1 < longer.len && longer.ptr[at] == shorter.ptr[at + 1] &&
               longer.ptr[at + 1] == shorter.ptr[at];
    return at > 0 && longer.ptr[at] == longer.ptr[at - 1];
}

static unsigned misspelt(idt_span a, idt_span b, unsigned slips)
{
    size_t letters = a.len > b.len ? a.len : b.len;
    unsigned hundredths = slips == 2            ? 100 + SECOND_SLIP_PERCENT
                          : is_light_slip(a, b) ? LIGHT_SLIP_PERCENT
                                                : 100;
    unsigned cost = SPELLING_COST * hundredths / 100 / (unsigned)letters;
    return cost < 1000 - SPELLING_MIN ? 1000 - cost : SPELLING_MIN;
}

static idt_likeness by_spelling(idt_span a, idt_span b)
{
    size_t longer = a.len > b.len ? a.len : b.len;
    unsigned budget = idt_edit_budget(longer);
    if (budget == 0 || a.len == 1 || b.len == 1 ||
        (a.len <= NATIVE_LETTER_BYTES_MAX && b.len <= NATIVE_LETTER_BYTES_MAX &&
         (idt_spell_is_native(a) || idt_spell_is_native(b))))
        return alike(0, IDT_HOW_NONE); /* one character for another is no slip */
    unsigned by_sound = slips_allowed(longer, true);
    unsigned distance = idt_distance(a, b, by_sound);
    idt_likeness best = alike(0, IDT_HOW_NONE);
    if (distance <= budget) {
        best = alike(misspelt(a, b, distance), IDT_HOW_SPELLING);
    }
    if (distance <= by_sound && best.similarity < SOUND && same_sound(a, b))
        best = alike(SOUND, IDT_HOW_SOUND);
    return best;
}

/* Letters misread for each other are one slip, however many words hold them. */
static idt_likeness by_look(idt_span a, idt_span b)
{
    size_t longer = a.len > b.len ? a.len : b.len;
    if (longer < 3 || !same_look(a, b))
        return alike(0, IDT_HOW_NONE);
    unsigned cost = SPELLING_COST / (unsigned)longer;
    return alike(cost < 1000 - SPELLING_MIN ? 1000 - cost : SPELLING_MIN, IDT_HOW_SPELLING);
}

static idt_likeness by_script(idt_span a, idt_span b)
{
    bool native = idt_spell_is_native(a);
    if (native == idt_spell_is_native(b))
        return alike(0, IDT_HOW_NONE);
    idt_spell_answer answer = idt_spell_meets(native ? a : b, native ? b : a);
    if (answer == IDT_SPELL_NO)
        return alike(0, IDT_HOW_NONE);
    if (answer == IDT_SPELL_LOOSELY)
        return alike(SCRIPT_LOOSE, IDT_HOW_SCRIPT);
    unsigned char first = (unsigned char)(native ? a : b).ptr[0];
    return alike(first >= SYLLABLES_FROM ? SCRIPT_SYLLABLE : SCRIPT, IDT_HOW_SCRIPT);
}

/* Both known, and no class in common: Muhammad and Mahmud, of which Arabic writes the same but for
 * one letter that may be unwritten. */
static bool known_apart(const idt_unit *a, const idt_unit *b)
{
    unsigned char first = (unsigned char)(idt_spell_is_native(a->form) ? a : b)->form.ptr[0];
    return a->class_count > 0 && b->class_count > 0 && first >= ABJADS_FROM && first <= ABJADS_TO &&
           by_class(a, b).similarity == 0;
}

static bool is_initial_of(idt_span letter, idt_span word)
{
    return letter.len == 1 && word.len >= 2 && idt_is_lower(letter.ptr[0]) &&
           letter.ptr[0] == word.ptr[0];
}

static bool goes_on(idt_span beginning, idt_span word)
{
    return word.len > beginning.len &&
           idt_span_equal(idt_span_sub(word, 0, beginning.len), beginning);
}

static idt_likeness relate_words(const idt_unit *a, const idt_unit *b)
{
    if (idt_span_equal(a->form, b->form))
        return alike(1000, IDT_HOW_EQUAL);
    idt_likeness best = by_class(a, b);
    bool is_short = a->form.len <= SHORT_LETTERS && b->form.len <= SHORT_LETTERS;
    if (best.similarity > VARIANT_SHORT && best.how == IDT_HOW_VARIANT && is_short)
        best.similarity = VARIANT_SHORT;
    best = better(best, by_spelling(a->form, b->form));
    best = better(best, by_look(a->form, b->form));
    if (!known_apart(a, b))
        best = better(best, by_script(a->form, b->form));
    if ((a->cut && goes_on(a->form, b->form)) || (b->cut && goes_on(b->form, a->form)))
        best = better(best, alike(IDT_SIMILARITY_CUT, IDT_HOW_CUT));
    if (is_initial_of(a->form, b->form) || is_initial_of(b->form, a->form))
        best = better(best, alike(IDT_SIMILARITY_INITIAL, IDT_HOW_INITIAL));
    return best;
}

/* A native word that Latin writers may part: of several syllables ("Jong Un"), or a compound in
 * Arabic letters ("Mohammad Reza"). */
static bool may_be_parted(const idt_unit *unit)
{
    unsigned char first = (unsigned char)unit->form.ptr[0];
    bool abjad = first >= ABJADS_FROM && first <= ABJADS_TO;
    size_t least = abjad ? COMPOUND_BYTES_MIN : NATIVE_LETTER_BYTES_MAX + 1;
    return unit->parts == 1 && (abjad || first >= SYLLABLES_FROM) && unit->form.len >= least;
}

static bool may_be_parts(const idt_unit *unit)
{
    return unit->parts > 1 && !idt_spell_is_native(unit->form) &&
           unit->form.len <= PARTED_LATIN_MAX;
}

static idt_likeness relate_joined(const idt_unit *joined, const idt_unit *word)
{
    idt_likeness best = { 0, IDT_HOW_NONE, true };
    if (idt_span_equal(joined->form, word->form))
        best = alike(1000, IDT_HOW_EQUAL);
    else if (joined->join_is_fuzzy)
        best = by_spelling(joined->form, word->form);
    if (idt_spell_is_native(joined->form) || (may_be_parted(word) && may_be_parts(joined)))
        best = better(best, by_script(joined->form, word->form));
    if (best.similarity) {
        unsigned cost = best.how == IDT_HOW_EQUAL ? JOIN_COST : JOIN_FUZZY_COST;
        if (best.how == IDT_HOW_SCRIPT)
            cost = 0; /* where to part words is no matter of spelling between scripts */
        best.similarity = (uint16_t)(best.similarity - cost);
        best.joined = true;
    }
    return best;
}

idt_likeness idt_relate(const idt_unit *a, const idt_unit *b)
{
    if (a->parts > 1 && b->parts > 1)
        return alike(0, IDT_HOW_NONE);
    if (a->parts > 1)
        return relate_joined(a, b);
    if (b->parts > 1)
        return relate_joined(b, a);
    return relate_words(a, b);
}

idt_likeness idt_relate_mangled(const idt_unit *a, const idt_unit *b)
{
    size_t longer = a->form.len > b->form.len ? a->form.len : b->form.len;
    if (a->parts > 1 || b->parts > 1 || longer < MANGLED_LETTERS_MIN ||
        longer > MANGLED_LETTERS_MAX || idt_distance(a->form, b->form, 2) != 2 ||
        idt_spell_is_native(a->form) || idt_spell_is_native(b->form))
        return alike(0, IDT_HOW_NONE);
    return alike(misspelt(a->form, b->form, 2), IDT_HOW_MANGLED);
}

/* --- keys --- */

enum {
    SOUND_MARK = IDT_UNIT_KEY_SOUND,
    LOOK_MARK = '=',
    NATIVE_MARK = IDT_UNIT_KEY_NATIVE,
    LATIN_MARK = IDT_UNIT_KEY_SPELT,
    PARTED_MARK = IDT_UNIT_KEY_NATIVE_PARTED,
    JOINED_MARK = IDT_UNIT_KEY_SPELT_JOINED,
};

static void add_key(idt_unit_key *out, size_t *count, char mark, idt_span text)
{
    idt_unit_key *key = &out[(*count)++];
    key->bytes[0] = mark;
    if (text.len)
        memcpy(key->bytes + 1, text.ptr, text.len);
    key->length = (uint8_t)(text.len + 1);
}

size_t idt_unit_keys(idt_unit_key out[IDT_UNIT_KEYS_MAX], const idt_unit *unit, idt_keys_for what)
{
    char sound[IDT_SOUND_BYTES_MAX], look[IDT_WORD_BYTES_MAX];
    idt_spell_key spelt[IDT_SPELL_KEYS_MAX];
    bool native = idt_spell_is_native(unit->form), filed = what == IDT_KEYS_FILED;
    bool may_differ = unit->parts == 1 || unit->join_is_fuzzy;
    size_t count = 0, length;

    if (unit->form.len > IDT_WORD_BYTES_MAX)
        return 0;
    length = may_differ ? idt_sound(sound, unit->form) : 0;
    if (length)
        add_key(out, &count, SOUND_MARK, (idt_span){ sound, length });
    length = unit->parts == 1 ? idt_look(look, unit->form) : 0;
    if (length && (!filed || length < unit->form.len))
        add_key(out, &count, LOOK_MARK, (idt_span){ look, length });
    bool parted = may_be_parted(unit), part = may_be_parts(unit);
    length = unit->parts == 1 || native || part ? idt_spell_keys(spelt, unit->form) : 0;
    for (size_t i = 0; i < length; i++) {
        idt_span key = { spelt[i].text, spelt[i].length };
        if (!part)
            add_key(out, &count, native == filed ? NATIVE_MARK : LATIN_MARK, key);
        if (parted || part)
            add_key(out, &count, parted == filed ? PARTED_MARK : JOINED_MARK, key);
    }
    return count;
}

uint32_t idt_letters_of(idt_span form)
{
    /* Letters that names have seldom share a bit; so do the bytes that are no letters. */
    static const uint8_t bits[26] = { 0,  1,  2,  3,  4,  5,  6,  7,  8, 9,  10, 11, 12,
                                      13, 14, 15, 20, 16, 17, 18, 19, 5, 20, 20, 21, 9 };
    uint32_t letters = 0;
    for (size_t i = 0; i < form.len; i++) {
        unsigned char c = (unsigned char)form.ptr[i];
        letters |= 1u << (idt_is_lower((char)c) ? bits[c - 'a'] : c % IDT_LETTERS_BITS);
    }
    return letters;
}

void idt_glance_init(idt_glance *self, idt_span form, bool by_sound)
{
    self->letters = idt_letters_of(form);
    for (size_t length = 0; length <= IDT_WORD_BYTES_MAX; length++) {
        size_t longer = form.len > length ? form.len : length;
        size_t shorter = form.len > length ? length : form.len;
        int slips = (int)slips_allowed(longer, by_sound), apart = (int)(longer - shorter);
        bool never = slips == 0 || apart > slips || shorter == 0;
        /* Each letter that one word is shorter by is a slip that takes none of its letters. */
        self->ours[length] = (int8_t)(never ? -1 : form.len < length ? slips - apart : slips);
        self->theirs[length] = (int8_t)(never ? -1 : form.len > length ? slips - apart : slips);
    }
}

const char *idt_how_name(idt_how how)
{
    static const char *const names[] = {
        [IDT_HOW_NONE] = "none",
        [IDT_HOW_EQUAL] = "equal",
        [IDT_HOW_SPELLING] = "spelling",
        [IDT_HOW_SOUND] = "sound",
        [IDT_HOW_VARIANT] = "variant",
        [IDT_HOW_NICKNAME] = "nickname",
        [IDT_HOW_TRANSLATION] = "translation",
        [IDT_HOW_NUMBER] = "number",
        [IDT_HOW_INITIAL] = "initial",
        [IDT_HOW_CUT] = "cut",
        [IDT_HOW_MANGLED] = "mangled",
        [IDT_HOW_SCRIPT] = "script",
    };
    return how < IDT_HOW_COUNT ? names[how] : "none";
}
