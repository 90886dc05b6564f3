/* words.c - lookups in the tables that tools/generate_words.py compiles from data/names. */
#include "text/words.h"

#include <string.h>

#include "text/spell.h"

#define WORD_PARTICLE IDT_WORD_PARTICLE
#define WORD_TITLE IDT_WORD_TITLE
#define WORD_LEGAL IDT_WORD_LEGAL
#define WORD_GENERIC IDT_WORD_GENERIC
#define WORD_NUMBER IDT_WORD_NUMBER
#define WORD_COMMON IDT_WORD_COMMON
#define WORD_LEGAL_PART IDT_WORD_LEGAL_PART
#define CLASS_KIND_VARIANT IDT_CLASS_VARIANT
#define CLASS_KIND_NICKNAME IDT_CLASS_NICKNAME
#define CLASS_KIND_COGNATE IDT_CLASS_COGNATE
#define CLASS_KIND_GENERIC IDT_CLASS_GENERIC
#define CLASS_KIND_NUMBER IDT_CLASS_NUMBER
#define CLASS_KIND_LEGAL IDT_CLASS_LEGAL
#define PHRASE_LEGAL IDT_WORD_LEGAL
#define PHRASE_GENERIC IDT_WORD_GENERIC
#define PHRASE_NUMBER IDT_WORD_NUMBER

typedef struct {
    const char *word;
    unsigned char flags;
    uint16_t class_first;
    unsigned char class_count;
    signed char frequency; /* information in bits; -1: not in the frequency table */
} word_row;

typedef struct {
    unsigned char kind;
    const char *canonical;
} class_row;

typedef struct {
    const char *phrase;
    const char *canonical;
    unsigned char kind;
} phrase_row;

#include "words.inc"

/* Information of words that carry little identity by their kind, whatever their frequency. */
enum {
    BITS_LEGAL = 1,
    BITS_LEGAL_PART = 2,
    BITS_PARTICLE = 1,
    BITS_TITLE = 2,
    BITS_NUMBER = 5,
    BITS_PLAIN = 9,
    BITS_GENERIC = 7
};

static int compare_text(idt_span form, const char *text)
{
    for (size_t i = 0; i < form.len; i++) {
        unsigned char left = (unsigned char)form.ptr[i], right = (unsigned char)text[i];
        if (right == 0) /* `text` ends first; a damaged index may hold a zero byte in `form` */
            return 1;
        if (left != right)
            return left < right ? -1 : 1;
    }
    return text[form.len] ? -1 : 0;
}

static const word_row *find_row(idt_span form)
{
    size_t low = 0, high = sizeof WORDS / sizeof WORDS[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_text(form, WORDS[middle].word);
        if (order == 0)
            return &WORDS[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static uint8_t bits_of(const word_row *row)
{
    if (row->flags & IDT_WORD_LEGAL)
        return BITS_LEGAL;
    if (row->flags & IDT_WORD_LEGAL_PART)
        return BITS_LEGAL_PART;
    if (row->flags & IDT_WORD_PARTICLE)
        return BITS_PARTICLE;
    if (row->flags & IDT_WORD_NUMBER)
        return BITS_NUMBER;
    if (row->frequency < 0 && row->flags & IDT_WORD_TITLE)
        return BITS_TITLE;
    int bits = row->frequency < 0 ? IDT_BITS_UNKNOWN : row->frequency;
    if (row->flags & IDT_WORD_GENERIC && bits > BITS_GENERIC)
        return BITS_GENERIC; /* rare on lists, and common in the names of ordinary companies */
    if (row->flags & IDT_WORD_COMMON && bits > BITS_PLAIN)
        return BITS_PLAIN;
    return (uint8_t)(bits < IDT_BITS_MAX ? bits : IDT_BITS_MAX);
}

static uint8_t flags_of(const word_row *row)
{
    bool plain =
        (row->flags & IDT_WORD_COMMON) && !(row->flags & IDT_WORD_NUMBER) && row->frequency < 0;
    return (uint8_t)(row->flags | (plain ? IDT_WORD_PLAIN : 0));
}

static bool all_digits(idt_span form)
{
    for (size_t i = 0; i < form.len; i++)
        if (!idt_is_digit(form.ptr[i]))
            return false;
    return form.len > 0;
}

uint32_t idt_word_rows(void)
{
    return sizeof WORDS / sizeof WORDS[0];
}

/* A word of another script that the tables do not hold is what its plain spelling is. */
uint32_t idt_word_row(idt_span form)
{
    const word_row *row = find_row(form);
    if (!row && idt_spell_is_native(form)) {
        char plain[IDT_WORD_BYTES_MAX];
        size_t length = idt_spell_plain(plain, form);
        row = length ? find_row((idt_span){ plain, length }) : NULL;
    }
    return row ? (uint32_t)(row - WORDS) + 1 : 0;
}

idt_word idt_word_at(uint32_t number)
{
    if (number == 0)
        return (idt_word){ CLASS_IDS, 0, 0, IDT_BITS_UNKNOWN };
    const word_row *row = &WORDS[number - 1];
    return (idt_word){ CLASS_IDS + row->class_first, row->class_count, flags_of(row),
                       bits_of(row) };
}

idt_word idt_word_find(idt_span form)
{
    uint32_t row = idt_word_row(form);
    if (row == 0 && all_digits(form))
        return (idt_word){ CLASS_IDS, 0, IDT_WORD_NUMBER, BITS_NUMBER };
    return idt_word_at(row);
}

idt_class_kind idt_class_kind_of(uint16_t class_id)
{
    if (class_id >= idt_class_count())
        return IDT_CLASS_MINED;
    return (idt_class_kind)CLASSES[class_id].kind;
}

size_t idt_class_count(void)
{
    return sizeof CLASSES / sizeof CLASSES[0];
}

idt_span idt_phrase_find(idt_span phrase, uint8_t *flags)
{
    size_t low = 0, high = sizeof PHRASES / sizeof PHRASES[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_text(phrase, PHRASES[middle].phrase);
        if (order == 0) {
            *flags = PHRASES[middle].kind;
            return idt_span_of(PHRASES[middle].canonical);
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return IDT_SPAN_EMPTY;
}

size_t idt_phrase_words_max(void)
{
    return 8;
}

const char *idt_words_version(void)
{
    return WORDS_VERSION;
}
