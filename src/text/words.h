/* words.h - what is known about this word of a name?
 *
 * Facts compiled from data/names: how common a word is, whether it is a title, a particle, a legal
 * form, a generic company word, a number or an ordinary word of language, and the classes of words
 * that can mean the same. The table is frozen in the program; its version names it. Pure lookups,
 * thread-safe. */
#ifndef IDT_TEXT_WORDS_H
#define IDT_TEXT_WORDS_H

#include "base/span.h"

enum {
    IDT_WORD_PARTICLE = 1,
    IDT_WORD_TITLE = 2,
    IDT_WORD_LEGAL = 4,
    IDT_WORD_GENERIC = 8,
    IDT_WORD_NUMBER = 16,
    /* Ordinary word of language: alone neither distinctive nor, around a name, part of it. */
    IDT_WORD_COMMON = 32,
    IDT_WORD_PLAIN = 128,     /* ordinary and not known from names: "invoice" */
    IDT_WORD_LEGAL_PART = 64, /* of a legal form of several words: "liability", "stock" */
};

/* How alike two words of one class are taken to be is decided by the class's kind. */
typedef enum {
    IDT_CLASS_VARIANT,  /* other romanisation or spelling of one name */
    IDT_CLASS_NICKNAME, /* short and pet forms */
    IDT_CLASS_COGNATE,  /* one name as several languages have it: Mikhail, Michael */
    IDT_CLASS_GENERIC,  /* abbreviation or translation of a company word */
    IDT_CLASS_NUMBER,   /* digits, words, Roman numerals */
    IDT_CLASS_LEGAL,    /* spellings of one legal form */
    IDT_CLASS_MINED,    /* two spellings that aliases of the lists show: mined.h */
} idt_class_kind;

enum {
    IDT_BITS_MAX = 15,       /* information of the rarest words */
    IDT_BITS_UNKNOWN = 14,   /* of words the frequency table does not hold */
    IDT_WORD_BYTES_MAX = 64, /* longer words are compared for equality only */
};

typedef struct {
    const uint16_t *classes; /* ascending */
    uint8_t class_count;
    uint8_t flags; /* IDT_WORD_* */
    uint8_t bits;  /* information in bits, 0..IDT_BITS_MAX */
} idt_word;

/* Facts about a folded word (see fold.h); unknown words get IDT_BITS_UNKNOWN and no flags. */
idt_word idt_word_find(idt_span form);
/* The same for a word of the tables by its row, which an index may keep: rows count from 1, and 0
 * is no row. `row` <= idt_word_rows(). */
uint32_t idt_word_row(idt_span form);
idt_word idt_word_at(uint32_t row);
uint32_t idt_word_rows(void);
/* Classes from idt_class_count() on are mined ones. */
idt_class_kind idt_class_kind_of(uint16_t class_id);
size_t idt_class_count(void);

/* A phrase of folded words separated by one blank that stands for one word: "limited liability
 * company" is "llc". Returns the word, or the empty span. */
idt_span idt_phrase_find(idt_span phrase, uint8_t *flags);
size_t idt_phrase_words_max(void);

/* Twelve hexadecimal digits naming the tables' content. */
const char *idt_words_version(void);

#endif
