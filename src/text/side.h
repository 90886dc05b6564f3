/* side.h - how much does each word of a name weigh, and which units is it made of?
 *
 * A side is a folded name ready to be compared: its words with their weights. A unit is one word or
 * up to four joined neighbours, the things that relation.h relates. Pure functions. */
#ifndef IDT_TEXT_SIDE_H
#define IDT_TEXT_SIDE_H

#include "text/fold.h"
#include "text/relation.h"

/* Titles count for little in a person's name and for what they say in an organisation's. */
typedef enum { IDT_MODE_PERSON, IDT_MODE_OTHER, IDT_MODE_COUNT } idt_mode;

/* A word in its own script tells what the Latin word tells that it meets; a syllable of Korean or
 * Chinese writing tells little. */
typedef enum { IDT_NATIVE_NOT, IDT_NATIVE_WORD, IDT_NATIVE_SYLLABLE } idt_native_word;

typedef struct {
    uint16_t weight; /* tenths of a bit, at least 1 */
    uint8_t bits;
    uint8_t word_flags;  /* IDT_WORD_* */
    uint8_t token_flags; /* IDT_TOKEN_* */
    uint8_t length;      /* of the form, at most 255 */
    uint8_t native;      /* idt_native_word: how a word stands that is written in another script */
} idt_side_word;

typedef struct {
    idt_side_word words[IDT_NAME_TOKENS_MAX];
    size_t count;
    uint32_t total;       /* sum of the weights */
    bool cut;             /* its last word may go on, and words may be missing behind it */
    uint32_t identifying; /* words that are no legal form, title, particle, initial or number */
} idt_side;

/* The weights of a folded name. False when it has more than IDT_NAME_TOKENS_MAX words. */
bool idt_side_from_reading(idt_side *out, const idt_reading *reading, idt_mode mode);
/* One word's weight, in tenths of a bit; at least 1. */
uint16_t idt_word_weight(idt_mode mode, uint8_t word_flags, uint8_t token_flags, uint8_t bits);
/* No legal form, title, particle, initial or number (in an organisation no generic word either). */
bool idt_side_word_identifies(idt_mode mode, const idt_side_word *word);
/* The bits that a word with this form can tell at most, of those the tables give it. */
uint8_t idt_bits_within(uint8_t bits, idt_span form);
idt_native_word idt_native_word_of(idt_span form);
void idt_side_add(idt_side *self, idt_mode mode, idt_side_word word); /* weight is filled */

/* Whether a name is so telling that its weak grading may be passed over. */
bool idt_side_is_distinctive(const idt_side *side);

/* Fold-level units of a reading: word `from` alone (parts 1) or joined with its neighbours. The
 * text of joined units is written to `arena`. False when they run past the end. */
bool idt_unit_of(idt_unit *out, idt_arena *arena, const idt_reading *reading, size_t from,
                 size_t parts);

#endif
