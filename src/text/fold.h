/* fold.h - what is the comparable form of this text?
 *
 * Folding cuts a text into words and writes each in small ASCII letters and digits: case, accents,
 * apostrophes and invisible characters go, other scripts are romanised (Arabic, Hebrew and Thai are
 * not: spell.h compares them as they stand), legal forms of several words and dotted abbreviations
 * become one word. A text has several readings where it can be read in several ways: letters and
 * scripts with more than one usual romanisation, the words of another script as they stand, two
 * scripts each by itself ("Jin Tiesan" in both), legal forms word by word, s p a c e d letters,
 * digits among letters as the letters they look like, words run together that capitals part.
 *
 * A word that cannot be written in ASCII is kept as it stands, so that it still meets itself.
 * A folder owns ICU's transliterators: one a thread, opened at first need. */
#ifndef IDT_TEXT_FOLD_H
#define IDT_TEXT_FOLD_H

#include "base/arena.h"
#include "text/words.h"

enum {
    IDT_READINGS_MAX = 39, /* all that can be: fold.c counts them, run_together.h adds four */
    /* Longest name in the official lists: 41 words. Longer subjects are refused, not cut. */
    IDT_NAME_TOKENS_MAX = 200,
};

enum {
    IDT_TOKEN_INITIAL = 1,      /* a single letter */
    IDT_TOKEN_CAPITAL = 2,      /* begins with a capital, or its script has none */
    IDT_TOKEN_FOREIGN = 4,      /* written in another script than Latin */
    IDT_TOKEN_DOTTED = 8,       /* a full stop follows directly */
    IDT_TOKEN_POSSESSIVE = 16,  /* ended in 's */
    IDT_TOKEN_ROMANISED = 32,   /* of an alphabet: Cyrillic, Arabic ... */
    IDT_TOKEN_KNOWN_NAME = 128, /* a common name: of itself more likely meant than a slip */
    IDT_TOKEN_SYLLABIC = 64,    /* of Chinese or Korean writing, whose syllables many words share */
};

typedef struct {
    idt_span form;       /* comparable form */
    uint32_t from, to;   /* bytes of the source text it came from */
    uint8_t token_flags; /* IDT_TOKEN_* */
    idt_word word;       /* what is known about it */
} idt_token;

typedef struct {
    idt_token *tokens;
    size_t count;
    bool cut; /* the text may have been cut at a field's end: its last word may go on */
} idt_reading;

typedef struct {
    idt_reading readings[IDT_READINGS_MAX]; /* distinct; the first is the usual one */
    size_t count;                           /* 0 where the text holds no letter or digit */
} idt_folded;

typedef struct idt_folder idt_folder;

idt_folder *idt_folder_new(void);
void idt_folder_free(idt_folder *self); /* NULL is fine */

/* Fold `source` (UTF-8; malformed bytes separate words). The result lives in `arena`; `form`s do
 * not point into `source`. */
void idt_fold(idt_folded *out, idt_folder *self, idt_arena *arena, idt_span source);

/* Payment fields hold 35, 70 or 140 characters: mark the readings of a text that fills one. */
void idt_fold_mark_cut(idt_folded *self, idt_span source);

#endif
