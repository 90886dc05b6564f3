/* spell.h - can this Latin word be a spelling of this word of another script?
 *
 * data/names/letters.txt says how each letter is written in Latin letters. A Latin word spells a
 * native one if it can be cut into spellings of the native letters, in their order, where
 *
 *   - vowels that the script does not write (Arabic, Hebrew, Devanagari, Thai) may stand behind a
 *     consonant, one at a time, and behind the last one a silent e;
 *   - a consonant may be doubled.
 *
 * A looser answer, for words of three consonants or more: letters that stand for a vowel or a half
 * vowel may be any vowel, or nothing, as when only the consonant skeletons agree.
 *
 * So "Khaled", "Khalid" and "Khalide" spell the Arabic word of the letters kh a l d, and "Khalud"
 * does too; "Khalil" does not. Native words are in the normal form of native.h.
 *
 * An index finds spellings by keys: classes of consonants in their order. A Latin word has one key,
 * a native word one for each way its letters may be written. Pure functions over frozen tables. */
#ifndef IDT_TEXT_SPELL_H
#define IDT_TEXT_SPELL_H

#include "text/words.h"

enum {
    IDT_SPELL_KEYS_MAX = 32,
    IDT_SPELL_KEY_BYTES_MAX = 16, /* what is longer is cut, on both sides alike */
};

typedef struct {
    char text[IDT_SPELL_KEY_BYTES_MAX];
    uint8_t length; /* 0 is a key too: words without such consonants */
} idt_spell_key;

/* Whether a folded word is written in another script than Latin. */
bool idt_spell_is_native(idt_span form);

typedef enum { IDT_SPELL_NO, IDT_SPELL_LOOSELY, IDT_SPELL_YES } idt_spell_answer;

/* Whether `latin` spells `native`, and the keys of both meet. */
idt_spell_answer idt_spell_meets(idt_span native, idt_span latin);

/* The keys of a folded word of either kind; 0 where its letters are not known. */
size_t idt_spell_keys(idt_spell_key keys[IDT_SPELL_KEYS_MAX], idt_span form);

/* The Latin letters that any spelling of a native word may have, each once: "aeiklm"; the count.
 * What has others does not spell it. */
enum { IDT_SPELL_LETTERS_MAX = 26 };
size_t idt_spell_letters(char out[IDT_SPELL_LETTERS_MAX], idt_span native);
/* For some of the word's letters the Latin ones (bit 0: a) of which every Latin word that spells it
 * has one at least; how many. */
enum { IDT_SPELL_MUSTS_MAX = 12 };
size_t idt_spell_musts(uint32_t out[IDT_SPELL_MUSTS_MAX], idt_span native);

/* The plain Latin spelling of a native word whose script writes its vowels; its length, 0 where it
 * has none. `out` holds IDT_WORD_BYTES_MAX bytes. */
size_t idt_spell_plain(char *out, idt_span native);

#endif
