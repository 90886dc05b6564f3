/* native.h - the comparable form of a word in its own script.
 *
 * Signs that writers add or leave as they like go: vowel points, tone marks, forms of alef and ya,
 * final forms of letters, letters of other keyboards that look the same. Words that are written as
 * one in one place and as several in another are parted: the Arabic article and what it joins,
 * Korean syllables and Chinese characters. Pure functions on UTF-16. */
#ifndef IDT_TEXT_NATIVE_H
#define IDT_TEXT_NATIVE_H

#include <unicode/umachine.h>

#include "base/buf.h"

typedef enum {
    IDT_NATIVE_OTHER,
    IDT_NATIVE_ABJAD, /* Arabic, Hebrew: vowels are not written */
    IDT_NATIVE_THAI,
    IDT_NATIVE_SYLLABLES, /* Hangul, Han: each character is a syllable */
} idt_native_kind;

/* The code point at *at, which moves behind it. */
UChar32 idt_next_char(const UChar *units, int32_t count, int32_t *at);

/* Normalise `count` composed small letters in place; the new count. */
int32_t idt_native_normalise(UChar *units, int32_t count);

/* Write the word as UTF-8 to `out`, its parts divided by single blanks. */
void idt_native_part(idt_buf *out, const UChar *units, int32_t count, idt_native_kind kind);

#endif
