/* relation.h - can these two words mean the same, and how alike are they?
 *
 * The relation R on which complete retrieval rests, defined here once. Two units are alike only
 * through R; an index that enumerates R loses nothing. A unit is a word of a name, or up to four
 * neighbouring words joined ("al assad" as "alassad").
 *
 *   equal      the same letters
 *   spelling   optimal string alignment distance <= k, k by the longer word's length:
 *              1 for 2-6 letters, 2 from 7 on; a single letter misspells nothing
 *   sound      the same consonant skeleton, distance <= k + 1, words of 5 letters or more
 *   look       the same once letters that are misread for each other fall together (rn m, vv w,
 *              cl d), words of different lengths
 *   script     one side is of another script and the other a Latin spelling of it (spell.h), unless
 *              the tables know both, the one in Arabic or Hebrew letters, and put them in no common
 *              class: the vowels that are not written make them different names
 *   variant    both words stand in one class: of data/names, or a pair mined from aliases (mined.h)
 *   initial    one side is a single letter and the other a word that begins with it
 *   cut        one side is the last word of a cut text and the other begins with it
 *   mangled    two slips in 4-6 letters: no relation by itself (an index need not enumerate it),
 *              one that the scorer grants beside a telling word that met
 *   joined     one side is several words: equal letters; where one part has at most three letters
 *              or is a particle, also spelling and sound; where the joined words are of another
 *              script, or the other side is a native word that may be several, also script
 *
 * Words longer than IDT_WORD_BYTES_MAX are alike only when equal. Joined units are never compared
 * with joined units. Similarities are thousandths and lie in 1..1000. */
#ifndef IDT_TEXT_RELATION_H
#define IDT_TEXT_RELATION_H

#include "text/spell.h"
#include "text/words.h"

enum { IDT_JOIN_PARTS_MAX = 4 };

typedef enum {
    IDT_HOW_NONE,
    IDT_HOW_EQUAL,
    IDT_HOW_SPELLING,
    IDT_HOW_SOUND,
    IDT_HOW_VARIANT,
    IDT_HOW_NICKNAME,
    IDT_HOW_TRANSLATION, /* generic company words, legal forms */
    IDT_HOW_NUMBER,
    IDT_HOW_INITIAL,
    IDT_HOW_CUT,
    IDT_HOW_MANGLED,
    IDT_HOW_SCRIPT, /* the one spells the other, which is of another script */
    IDT_HOW_COUNT
} idt_how;

/* A single letter and a word that begins with it. */
enum { IDT_SIMILARITY_INITIAL = 760 };
/* What a field's end left of a word, and the word. */
enum { IDT_SIMILARITY_CUT = 950 };

typedef struct {
    idt_span form;
    const uint16_t *classes;
    uint8_t class_count;
    uint8_t parts;      /* 1: a word; 2..4: joined words */
    bool join_is_fuzzy; /* joined, with a short part or a particle */
    bool cut;           /* a word that may go on: the last one of a text cut at a field's end */
} idt_unit;

typedef struct {
    uint16_t similarity; /* 0: not related */
    uint8_t how;         /* idt_how */
    bool joined;
} idt_likeness;

/* The likeness of two units; symmetric. Never IDT_HOW_MANGLED. */
idt_likeness idt_relate(const idt_unit *a, const idt_unit *b);
/* The likeness of two mangled words, or none. */
idt_likeness idt_relate_mangled(const idt_unit *a, const idt_unit *b);

/* Edit budget for a pair whose longer word has this many letters. */
unsigned idt_edit_budget(size_t longer_length);

/* --- what is told at a glance --- */
/* The letters of a form as a set, rare ones sharing a bit. A slip takes at most one letter out of
 * either word's set, so sets that differ by more cannot be alike by spelling or sound. */
enum { IDT_LETTERS_BITS = 22 };
uint32_t idt_letters_of(idt_span form);

/* A form to be compared with many others, of which only letters and length are looked at. */
typedef struct {
    uint32_t letters;
    /* By the other's length: how many letters either may have that the other lacks; -1: the lengths
     * are too far apart. */
    int8_t ours[IDT_WORD_BYTES_MAX + 1], theirs[IDT_WORD_BYTES_MAX + 1];
} idt_glance;

/* `by_sound`: partners with the same consonant skeleton, which may have one slip more. */
void idt_glance_init(idt_glance *self, idt_span form, bool by_sound);
/* False: a form with these letters and this length is not related to the glance's form by spelling
 * (or, with by_sound, by sound). True: ask idt_relate. */
static inline bool idt_may_relate(const idt_glance *self, uint32_t letters, size_t length)
{
    int ours = __builtin_popcount(self->letters & ~letters);
    int theirs = __builtin_popcount(letters & ~self->letters);
    return ((int)(ours <= self->ours[length]) & (int)(theirs <= self->theirs[length])) != 0;
}

/* Consonant skeleton: what is left of a word's sound when vowels and doublings go. Written to
 * `out`; the length is returned, 0 where the word is too short to have one. */
enum { IDT_SOUND_BYTES_MAX = 16, IDT_SOUND_WORD_MIN = 5 };
size_t idt_sound(char out[IDT_SOUND_BYTES_MAX], idt_span form);

/* `form` with letters that are misread for each other put together. Written to `out`, which holds
 * IDT_WORD_BYTES_MAX bytes; the length, never more than the form's. */
size_t idt_look(char *out, idt_span form);

/* What an index files units under, so that those related by sound, by look where the look of the
 * filed one is not itself, or by script are found: a unit's partners stand under the keys that it
 * asks for. Words whose look is itself are found by their letters. */
enum {
    IDT_UNIT_KEY_BYTES_MAX = IDT_WORD_BYTES_MAX + 1,
    IDT_UNIT_KEYS_MAX = 2 * IDT_SPELL_KEYS_MAX + 2,
};
typedef struct {
    char bytes[IDT_UNIT_KEY_BYTES_MAX];
    uint8_t length;
} idt_unit_key;
/* The first byte of a key. For partners by sound idt_may_relate with by_sound holds. A native unit
 * files itself under NATIVE and asks for SPELT, a Latin one the other way round; of the partners
 * the Latin one has no other letters than idt_spell_letters gives for the native one. */
enum {
    IDT_UNIT_KEY_SOUND = '~',
    IDT_UNIT_KEY_SPELT = '>',
    IDT_UNIT_KEY_SPELT_JOINED = '}', /* joined Latin words that may be one native word */
    IDT_UNIT_KEY_NATIVE = '<',
    IDT_UNIT_KEY_NATIVE_PARTED = '{', /* native words that may be several */
};
typedef enum { IDT_KEYS_FILED, IDT_KEYS_ASKED } idt_keys_for;
size_t idt_unit_keys(idt_unit_key out[IDT_UNIT_KEYS_MAX], const idt_unit *unit, idt_keys_for what);

const char *idt_how_name(idt_how how); /* "equal", "spelling" ... */

#endif
