/* spell.c - a table of letters, walked over both words at once.
 *
 * reach[i] is the set of places of the Latin word (bit p: before its p-th letter) to which the
 * first i native letters can lead. Each letter's spellings move the set on; an entry of several
 * letters ("oy" of Greek omikron, ypsilon) moves it by so many. */
#include "text/spell.h"

#include <string.h>
#include <unicode/utf8.h>

enum {
    NATIVE_MAX = 64, /* letters of a native word; Hangul counts its jamo */
    LATIN_MAX = 62,  /* places of the Latin word fit one machine word */
    LETTER_NATIVE_MAX = 3,
    LOOSE_CLASSES_MIN = 3, /* of consonants: less says too little without its vowels */
    LETTER_FIRST = 1,
    LETTER_LAST = 2,
    NO_SCRIPT = 255,
    LETTER_ARTICLE = 4, /* its l has become the letter behind it */
    HANGUL_FIRST = 0xAC00,
    HANGUL_LAST = 0xD7A3,
    JAMO_MIDDLES = 21,
    JAMO_LASTS = 28,
};

typedef struct {
    const char *text;
    unsigned char length, where;
} spelling_row;

typedef struct {
    uint32_t native[LETTER_NATIVE_MAX];
    unsigned char script;
    unsigned char takes_vowel; /* an unwritten one may follow */
    unsigned char is_vowel;    /* may be read as one, in a script that leaves vowels out */
    uint16_t spelling_first;
    unsigned char spelling_count;
    uint16_t key_first;
    unsigned char key_count;
} letter_row;

#include "letters.inc"

/* A native word taken apart. */
typedef struct {
    uint32_t letters[NATIVE_MAX + LETTER_NATIVE_MAX]; /* zeros behind the last */
    size_t count;
    const letter_row *rows[NATIVE_MAX][LETTER_NATIVE_MAX]; /* by place and number of letters */
    bool has_keys;                                         /* made when somebody asks for them */
    idt_spell_key keys[IDT_SPELL_KEYS_MAX];
    size_t key_count;
    char form[IDT_WORD_BYTES_MAX]; /* of which it was made */
    size_t form_length;            /* 0: of none */
} native_word;

bool idt_spell_is_native(idt_span form)
{
    return form.len > 0 && (unsigned char)form.ptr[0] >= 0x80;
}

static bool add_letter(native_word *out, uint32_t letter)
{
    if (out->count == NATIVE_MAX)
        return false;
    out->letters[out->count++] = letter;
    return true;
}

static bool add_syllable(native_word *out, uint32_t syllable)
{
    uint32_t number = syllable - HANGUL_FIRST;
    uint32_t last = number % JAMO_LASTS;
    return add_letter(out, 0x1100 + number / (JAMO_MIDDLES * JAMO_LASTS)) &&
           add_letter(out, 0x1161 + number / JAMO_LASTS % JAMO_MIDDLES) &&
           (last == 0 || add_letter(out, 0x11A7 + last));
}

/* False where the word is too long to be a name's. */
static bool add_letters(native_word *out, idt_span form)
{
    const uint8_t *bytes = (const uint8_t *)form.ptr;
    int32_t at = 0, length = (int32_t)form.len;
    while (at < length) {
        int32_t c;
        U8_NEXT(bytes, at, length, c);
        if (c < 0)
            return false;
        bool syllable = c >= HANGUL_FIRST && c <= HANGUL_LAST;
        if (!(syllable ? add_syllable(out, (uint32_t)c) : add_letter(out, (uint32_t)c)))
            return false;
    }
    return true;
}

static int compare_native(const uint32_t *left, const uint32_t *right)
{
    for (size_t i = 0; i < LETTER_NATIVE_MAX; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* The first entry that does not stand before the letter alone. */
static size_t first_row_of(uint32_t letter)
{
    const uint32_t alone[LETTER_NATIVE_MAX] = { letter };
    size_t low = 0, high = sizeof LETTERS / sizeof LETTERS[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_native(LETTERS[middle].native, alone) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The entries of exactly the first one, two ... letters at `letters`; NULL where there is none. The
 * entries that begin with a letter stand in a row. */
static void find_letters(const letter_row *rows[LETTER_NATIVE_MAX], const uint32_t *letters)
{
    for (size_t i = 0; i < LETTER_NATIVE_MAX; i++)
        rows[i] = NULL;
    for (size_t at = first_row_of(letters[0]);
         at < sizeof LETTERS / sizeof LETTERS[0] && LETTERS[at].native[0] == letters[0]; at++) {
        size_t count = 1;
        while (count < LETTER_NATIVE_MAX && LETTERS[at].native[count] &&
               LETTERS[at].native[count] == letters[count])
            count++;
        if (count == LETTER_NATIVE_MAX || LETTERS[at].native[count] == 0)
            rows[count - 1] = &LETTERS[at];
    }
}

static const letter_row *longest_letter(const native_word *word, size_t at, size_t *count)
{
    for (*count = LETTER_NATIVE_MAX; *count > 0; (*count)--) {
        const letter_row *row = word->rows[at][*count - 1];
        if (row)
            return row;
    }
    return NULL;
}

/* --- spelling --- */

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool continues(idt_span latin, size_t at, const char *text, size_t length)
{
    return at + length <= latin.len && memcmp(latin.ptr + at, text, length) == 0;
}

/* The places of each letter of a Latin word. */
typedef struct {
    uint64_t of[26];
} letter_places;

static void find_places(letter_places *out, idt_span latin)
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < latin.len; i++)
        if (idt_is_lower(latin.ptr[i]))
            out->of[latin.ptr[i] - 'a'] |= 1ull << i;
}

/* Where the letters of `text`, all small ones, lead from the places `from`. */
static uint64_t behind(const letter_places *places, uint64_t from, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        from = (from & places->of[text[i] - 'a']) << 1;
    return from;
}

/* Where a spelling leads. */
static uint64_t after(const letter_places *places, uint64_t from, const spelling_row *spelling)
{
    const char *text = spelling->text;
    size_t length = spelling->length;
    if (from == 0)
        return 0;
    uint64_t to = behind(places, from, text, length), doubled = 0;
    if (to && length && !is_vowel(text[length - 1])) {
        doubled = behind(places, to, text + length - 1, 1);
        if (length == 2 && !is_vowel(text[0]))
            doubled |= behind(places, to, text, length); /* shsh */
    }
    return to | doubled;
}

/* "Essaadi", "Ashshami": a letter or two that stand twice. */
static bool doubled_behind(idt_span latin, size_t at)
{
    return at + 2 <= latin.len &&
           (latin.ptr[at] == latin.ptr[at + 1] ||
            (at + 4 <= latin.len && memcmp(latin.ptr + at, latin.ptr + at + 2, 2) == 0));
}

/* A Latin word, with what was found out for the native one it is held against. */
typedef struct {
    idt_span text;
    letter_places places;
    unsigned vowel_script; /* of the vowels below; NO_SCRIPT: of none yet */
    uint64_t vowel_places; /* where a vowel of one letter stands */
} latin_word;

/* Where any of a script's vowels leads. Those of one letter stand in front. */
static uint64_t after_vowels(latin_word *latin, uint64_t from, unsigned script)
{
    const spelling_row *vowel = VOWELS[script];
    if (latin->vowel_script != script) {
        latin->vowel_script = script;
        latin->vowel_places = 0;
        for (; vowel->length == 1; vowel++)
            latin->vowel_places |= latin->places.of[vowel->text[0] - 'a'];
    }
    uint64_t to = (from & latin->vowel_places) << 1;
    for (; vowel->text; vowel++)
        if (vowel->length > 1)
            to |= behind(&latin->places, from, vowel->text, vowel->length);
    return to;
}

static uint64_t after_letter(latin_word *latin, uint64_t from, const letter_row *row, bool first,
                             bool last)
{
    uint64_t to = 0;
    for (size_t i = 0; i < row->spelling_count; i++) {
        const spelling_row *spelling = &SPELLINGS[row->spelling_first + i];
        if (((spelling->where & LETTER_FIRST) && !first) ||
            ((spelling->where & LETTER_LAST) && !last) ||
            ((spelling->where & LETTER_ARTICLE) && last))
            continue;
        uint64_t places = from;
        if ((spelling->where & LETTER_ARTICLE) && first)
            places = doubled_behind(latin->text, spelling->length) ? from : 0;
        to |= after(&latin->places, places, spelling);
    }
    if (!row->takes_vowel)
        return to;
    static const spelling_row silent = { "e", 1, 0 };
    if (last)
        return to | after(&latin->places, to, &silent);
    return to | after_vowels(latin, to, row->script);
}

static bool spells(const native_word *native, latin_word *latin, bool loosely)
{
    uint64_t reach[NATIVE_MAX + LETTER_NATIVE_MAX + 1];
    memset(reach, 0, (native->count + LETTER_NATIVE_MAX + 1) * sizeof *reach);
    reach[0] = 1;
    for (size_t at = 0; at < native->count; at++)
        for (size_t count = 1; reach[at] && count <= LETTER_NATIVE_MAX; count++) {
            const letter_row *row = native->rows[at][count - 1];
            if (!row)
                continue;
            reach[at + count] |=
                after_letter(latin, reach[at], row, at == 0, at + count == native->count);
            if (loosely && row->is_vowel)
                reach[at + count] |= reach[at] | after_vowels(latin, reach[at], row->script);
        }
    return (reach[native->count] >> latin->text.len & 1) != 0;
}

/* --- keys --- */

static void add_class(idt_spell_key *key, char class)
{
    if (key->length < IDT_SPELL_KEY_BYTES_MAX &&
        (key->length == 0 || key->text[key->length - 1] != class))
        key->text[key->length++] = class;
}

static char class_of(char c)
{
    switch (c) {
    case 'b':
    case 'p':
        return 'B';
    case 't':
    case 'd':
        return 'T';
    case 's':
    case 'z':
        return 'S';
    case 'k':
    case 'g':
    case 'q':
    case 'c':
    case 'x':
        return 'K';
    case 'f':
        return 'F';
    case 'l':
        return 'L';
    case 'm':
        return 'M';
    case 'n':
        return 'N';
    case 'r':
        return 'R';
    default:
        return '\0'; /* vowels, and what stands for vowels or breath in some script: w y v h j */
    }
}

/* generate_letters.py does the same to the spellings of letters. */
static bool latin_key(idt_spell_key *key, idt_span form)
{
    static const struct {
        const char *letters;
        unsigned char length;
        char class; /* NUL: none */
    } clusters[] = { { "dzh", 3, 0 },    { "sch", 3, 'S' }, { "sz", 2, 'S' }, { "cz", 2, 'K' },
                     { "ph", 2, 'F' },   { "dj", 2, 0 },    { "dz", 2, 'S' }, { "tch", 3, 'K' },
                     { "tsch", 4, 'S' }, { "ts", 2, 'S' },  { "tz", 2, 'S' }, { "tj", 2, 0 } };
    key->length = 0;
    for (size_t at = 0, step; at < form.len; at += step) {
        char c = form.ptr[at], class = class_of(c);
        step = 1;
        if (!idt_is_lower(c))
            return false;
        bool may_begin = c == 'd' || c == 's' || c == 'c' || c == 'p' || c == 't';
        for (size_t i = 0; may_begin && i < sizeof clusters / sizeof clusters[0]; i++)
            if (continues(form, at, clusters[i].letters, clusters[i].length)) {
                class = clusters[i].class;
                step = clusters[i].length;
                break;
            }
        if (class)
            add_class(key, class);
    }
    return true;
}

/* Where there are more keys than room, the first ones stay: spell_meets knows no others. */
static size_t native_keys(idt_spell_key keys[IDT_SPELL_KEYS_MAX], const native_word *word)
{
    size_t count = 1, letters;
    keys[0].length = 0;
    for (size_t at = 0; at < word->count; at += letters) {
        const letter_row *row = longest_letter(word, at, &letters);
        size_t before = count;
        if (!row)
            return 0;
        for (size_t k = row->key_count; k-- > 0;)
            for (size_t i = 0; i < before; i++) {
                idt_spell_key next = keys[i];
                for (const char *class = SPELLING_KEYS[row->key_first + k]; *class; class ++)
                    add_class(&next, *class);
                if (k == 0)
                    keys[i] = next; /* the first comes last, when nobody needs the old key */
                else if (count < IDT_SPELL_KEYS_MAX)
                    keys[count++] = next;
            }
    }
    return word->count ? count : 0;
}

/* One native word is held against many Latin ones, so the last one stays taken apart. NULL where it
 * cannot be one of a name. Valid until the next call. */
static native_word *taken_apart(idt_span form)
{
    static _Thread_local native_word word;
    if (form.len == 0 || form.len > IDT_WORD_BYTES_MAX)
        return NULL;
    if (word.form_length == form.len && memcmp(word.form, form.ptr, form.len) == 0)
        return &word;
    word.form_length = 0;
    word.count = 0;
    word.has_keys = false;
    if (!add_letters(&word, form))
        return NULL;
    for (size_t i = 0; i < LETTER_NATIVE_MAX; i++)
        word.letters[word.count + i] = 0;
    for (size_t at = 0; at < word.count; at++)
        find_letters(word.rows[at], &word.letters[at]);
    memcpy(word.form, form.ptr, form.len);
    word.form_length = form.len;
    return &word;
}

/* Most words that are held against a Latin one do not spell it, and need no keys. */
static void make_keys(native_word *word)
{
    if (!word->has_keys)
        word->key_count = native_keys(word->keys, word);
    word->has_keys = true;
}

size_t idt_spell_keys(idt_spell_key keys[IDT_SPELL_KEYS_MAX], idt_span form)
{
    if (form.len == 0 || form.len > IDT_WORD_BYTES_MAX)
        return 0;
    if (!idt_spell_is_native(form))
        return latin_key(&keys[0], form) ? 1 : 0;
    native_word *word = taken_apart(form);
    if (!word)
        return 0;
    make_keys(word);
    memcpy(keys, word->keys, word->key_count * sizeof *keys);
    return word->key_count;
}

static bool has_key(native_word *word, const idt_spell_key *key)
{
    make_keys(word);
    for (size_t i = 0; i < word->key_count; i++)
        if (word->keys[i].length == key->length &&
            memcmp(word->keys[i].text, key->text, key->length) == 0)
            return true;
    return false;
}

idt_spell_answer idt_spell_meets(idt_span native, idt_span latin)
{
    idt_spell_key key;
    latin_word word;
    native_word *apart = taken_apart(native);
    if (!apart || apart->count == 0 || latin.len == 0 || latin.len > LATIN_MAX)
        return IDT_SPELL_NO;
    word.text = latin;
    word.vowel_script = NO_SCRIPT;
    find_places(&word.places, latin);
    /* What is spelt is spelt loosely too, and most words are neither. */
    if (!spells(apart, &word, true) || !latin_key(&key, latin))
        return IDT_SPELL_NO;
    bool spelt = spells(apart, &word, false);
    if ((!spelt && key.length < LOOSE_CLASSES_MIN) || !has_key(apart, &key))
        return IDT_SPELL_NO;
    return spelt ? IDT_SPELL_YES : IDT_SPELL_LOOSELY;
}

static uint32_t alphabet_of(const char *text)
{
    uint32_t letters = 0;
    for (; *text; text++)
        letters |= idt_is_lower(*text) ? 1u << (*text - 'a') : 0;
    return letters;
}

size_t idt_spell_letters(char out[IDT_SPELL_LETTERS_MAX], idt_span native)
{
    const native_word *word = taken_apart(native);
    uint32_t letters = alphabet_of("e"); /* a silent one may end it */
    size_t count = 0;
    for (size_t at = 0; word && at < word->count; at++)
        for (size_t n = 0; n < LETTER_NATIVE_MAX; n++) {
            const letter_row *row = word->rows[at][n];
            for (size_t i = 0; row && i < row->spelling_count; i++)
                letters |= alphabet_of(SPELLINGS[row->spelling_first + i].text);
            if (!row || (!row->takes_vowel && !row->is_vowel))
                continue;
            for (const spelling_row *vowel = VOWELS[row->script]; vowel->text; vowel++)
                letters |= alphabet_of(vowel->text);
        }
    for (char c = 'a'; c <= 'z'; c++)
        if (letters >> (c - 'a') & 1)
            out[count++] = c;
    return count;
}

/* Letters of all that a row spells; all letters where it may stand for none. */
static uint32_t letters_of_row(const letter_row *row)
{
    uint32_t letters = row->is_vowel ? UINT32_MAX : 0;
    for (size_t i = 0; i < row->spelling_count; i++) {
        const char *text = SPELLINGS[row->spelling_first + i].text;
        letters |= *text ? alphabet_of(text) : UINT32_MAX;
    }
    return letters;
}

size_t idt_spell_musts(uint32_t out[IDT_SPELL_MUSTS_MAX], idt_span native)
{
    const native_word *word = taken_apart(native);
    size_t count = 0;
    for (size_t at = 0; word && at < word->count && count < IDT_SPELL_MUSTS_MAX; at++) {
        uint32_t letters = 0;
        for (size_t back = 0; back < LETTER_NATIVE_MAX && back <= at; back++)
            for (size_t n = back; n < LETTER_NATIVE_MAX; n++)
                if (word->rows[at - back][n])
                    letters |= letters_of_row(word->rows[at - back][n]);
        if (letters != UINT32_MAX)
            out[count++] = letters;
    }
    return count;
}

size_t idt_spell_plain(char *out, idt_span native)
{
    size_t length = 0, letters;
    const native_word *word = idt_spell_is_native(native) ? taken_apart(native) : NULL;
    for (size_t at = 0; word && at < word->count; at += letters) {
        const letter_row *row = longest_letter(word, at, &letters);
        if (!row || VOWELS[row->script][0].text)
            return 0;
        const char *text = SPELLINGS[row->spelling_first].text;
        if (length + strlen(text) > IDT_WORD_BYTES_MAX)
            return 0;
        memcpy(out + length, text, strlen(text));
        length += strlen(text);
    }
    return length;
}
