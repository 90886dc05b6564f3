/* mine.h - which words do the aliases of the listed parties show to be one name?
 *
 * Two aliases of one party that differ in one word alone, or in a few words each of which has a
 * like one on the other side, say that these words are spellings of one name. Such pairs are kept
 * where they sound alike: always when aliases of two parties show them, and only when they sound
 * very much alike when one party does. Never kept are pairs that say nothing new, pairs of names
 * that data/names knows to be two, words that stand side by side in one name, and words that say
 * what somebody is and not who. Vessels and aircraft change their names, so theirs are no evidence.
 *
 * The same parties in the same order give the same pairs. */
#ifndef IDT_LINK_MINE_H
#define IDT_LINK_MINE_H

#include "model/party.h"
#include "text/mined.h"

typedef struct {
    idt_mined_pair *pairs; /* as idt_mined_new wants them; `source` counts in `parties` */
    size_t count;
} idt_mined_pairs;

/* `groups[i]` is the number of the first party of party i's group: a group counts once. Letters and
 * array live in `arena`. */
void idt_mine_aliases(idt_mined_pairs *out, idt_arena *arena, const idt_party *parties,
                      size_t party_count, const uint32_t *groups);

/* How far two words are from sounding alike, in hundredths of a letter for each letter: 0 the same
 * sound, 100 nothing in common. Vowels and the letters that romanisations exchange ("kh" and "h",
 * "q" and "g", "dzh" and "j") lie close together. `strict`: 100 where a consonant comes, goes or
 * becomes an unrelated one. */
unsigned idt_sound_distance(idt_span a, idt_span b, bool strict);

#endif
