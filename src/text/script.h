/* script.h - how is a word of another script, or with accents, written in plain letters?
 *
 * One idt_script a thread; ICU transliterators are opened at first need and kept. */
#ifndef IDT_TEXT_SCRIPT_H
#define IDT_TEXT_SCRIPT_H

#include "base/arena.h"

enum { IDT_ROMANISED_MAX = 3 };

typedef struct {
    idt_span forms[IDT_ROMANISED_MAX]; /* [a-z0-9 ], at least one letter or digit */
    bool foreign;                      /* the word is written in another script than Latin */
    bool syllabic;                     /* in Chinese or Korean writing */
    idt_span native; /* of a foreign word: its own letters as native.h normalises and parts them */
    idt_span disguised; /* of a foreign word all of whose letters look like Latin ones: these */
    size_t
        count; /* 0 where nothing of the word is usually written so, or its vowels are not known */
} idt_romanised;

typedef struct idt_script idt_script;

idt_script *idt_script_new(void);
void idt_script_free(idt_script *self); /* NULL is fine */

/* Whether a character inside a word leaves no trace in its comparable form: apostrophes of all
 * kinds, half rings, what stretches a word or cannot be seen. */
bool idt_script_is_silent(int32_t character);

/* Romanise one word (valid UTF-8). */
idt_romanised idt_script_romanise(idt_script *self, idt_arena *arena, idt_span word);

#endif
