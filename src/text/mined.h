/* mined.h - which words do the loaded lists themselves spell in several ways?
 *
 * Pairs of words that aliases of one party show to be one name ("Hojatollah", "Hodjatoullah"), as
 * link/mine.h finds them when an index is built. Each pair is a class of its own behind the classes
 * of data/names, so pairs never chain. A reading is enriched with them before it is compared;
 * whoever compares must enrich both sides with one table. Pairs add likeness and take none away;
 * what a word weighs is not touched. Immutable once made, so threads may share it. */
#ifndef IDT_TEXT_MINED_H
#define IDT_TEXT_MINED_H

#include "text/fold.h"

typedef struct {
    idt_span left, right; /* folded; left < right bytewise */
    uint32_t source;      /* the first party whose aliases show it, as its owner numbers parties */
    uint32_t support;     /* how many parties' aliases show it, at least 1 */
} idt_mined_pair;

enum {
    IDT_MINED_PARTNERS_MAX = 12, /* of one word: a name with more spellings is no evidence */
    IDT_MINED_NONE = UINT32_MAX >> 1
};

typedef struct idt_mined idt_mined;

/* Class numbers that data/names leaves free. */
size_t idt_mined_pairs_max(void);
/* `pairs` ascend by left and right, each once; the array is copied, its letters are borrowed. NULL
 * where they are out of order, too many, or one word has too many partners. */
idt_mined *idt_mined_new(const idt_mined_pair *pairs, size_t count);
void idt_mined_free(idt_mined *self); /* NULL is fine, here and in all that follows */

size_t idt_mined_count(const idt_mined *self);
idt_mined_pair idt_mined_at(const idt_mined *self, size_t pair);

/* The words of the pairs, numbered from 0; IDT_MINED_NONE for any other word. */
uint32_t idt_mined_word_count(const idt_mined *self);
uint32_t idt_mined_word(const idt_mined *self, idt_span form);
/* idt_word_find with the classes of the pairs. */
idt_word idt_mined_word_at(const idt_mined *self, uint32_t word);
idt_word idt_mined_find(const idt_mined *self, idt_span form);

/* Give the words of all readings their classes; these live as long as `self`. */
void idt_mined_enrich(const idt_mined *self, idt_folded *folded);

#endif
