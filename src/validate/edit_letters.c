/* edit_letters.c - manipulations of letters: case, accents, slips of typing and reading, characters
 * that look alike or cannot be seen, cuts. */
#include <string.h>

#include "validate/validate_internal.h"

static void put(idt_edit *self, uint32_t code)
{
    idt_codes_add(&self->out, self->arena, code);
}

static bool changed(const idt_edit *self)
{
    return self->out.count != self->text.count ||
           memcmp(self->out.codes, self->text.codes, self->out.count * sizeof(uint32_t)) != 0;
}

/* --- case and accents --- */

bool idt_make_case(idt_edit *self, int variant)
{
    uint32_t style = idt_chance_below(&self->chance, 4); /* small, capitals, Title, mIXED */
    bool inside = false;
    (void)variant;
    for (size_t i = 0; i < self->text.count; i++) {
        uint32_t code = self->text.codes[i];
        bool upper = style == 1 || (style == 2 && !inside) ||
                     (style == 3 && idt_chance_below(&self->chance, 2));
        inside = idt_code_is_letter(code);
        put(self, idt_code_is_ascii_letter(code) ? idt_code_like(code, upper ? 'A' : 'a') : code);
    }
    return changed(self);
}

static const struct {
    const char *plain;
    uint32_t accented[4];
} ACCENTS[] = {
    { "A", { 0xC1, 0xC2, 0xC4, 0x100 } },
    { "a", { 0xE1, 0xE2, 0xE4, 0x101 } },
    { "E", { 0xC9, 0xC8, 0xCB, 0x112 } },
    { "e", { 0xE9, 0xE8, 0xEB, 0x113 } },
    { "I", { 0xCD, 0xCE, 0xCF, 0x12A } },
    { "i", { 0xED, 0xEE, 0xEF, 0x12B } },
    { "O", { 0xD3, 0xD4, 0xD2, 0x14C } },
    { "o", { 0xF3, 0xF4, 0xF2, 0x14D } },
    { "U", { 0xDA, 0xDB, 0xD9, 0x16A } },
    { "u", { 0xFA, 0xFB, 0xF9, 0x16B } },
    { "C", { 0xC7, 0x106, 0x10C, 0xC7 } },
    { "c", { 0xE7, 0x107, 0x10D, 0xE7 } },
    { "N", { 0xD1, 0x143, 0x147, 0xD1 } },
    { "n", { 0xF1, 0x144, 0x148, 0xF1 } },
    { "S", { 0x15A, 0x160, 0x15E, 0x15A } },
    { "s", { 0x15B, 0x161, 0x15F, 0x15B } },
    { "Z", { 0x17D, 0x17B, 0x179, 0x17D } },
    { "z", { 0x17E, 0x17C, 0x17A, 0x17E } },
    { "G", { 0x11E, 0x120, 0x11E, 0x120 } },
    { "g", { 0x11F, 0x121, 0x11F, 0x121 } },
    { "Y", { 0xDD, 0x178, 0xDD, 0x178 } },
    { "y", { 0xFD, 0xFF, 0xFD, 0xFF } },
    /* Read, never written, by accents_added: no plain letter stands for them alone. */
    { "O", { 0xD6, 0xD8, 0xD5, 0x150 } },
    { "o", { 0xF6, 0xF8, 0xF5, 0x151 } },
    { "U", { 0xDC, 0x16E, 0x170, 0xDC } },
    { "u", { 0xFC, 0x16F, 0x171, 0xFC } },
    { "A", { 0xC0, 0xC3, 0x102, 0x104 } },
    { "a", { 0xE0, 0xE3, 0x103, 0x105 } },
    { "E", { 0xCA, 0x118, 0x11A, 0x116 } },
    { "e", { 0xEA, 0x119, 0x11B, 0x117 } },
    { "I", { 0x130, 0xCC, 0x130, 0xCC } },
    { "i", { 0x131, 0xEC, 0x131, 0xEC } },
    { "L", { 0x141, 0x13D, 0x141, 0x13D } },
    { "l", { 0x142, 0x13E, 0x142, 0x13E } },
    { "R", { 0x158, 0x154, 0x158, 0x154 } },
    { "r", { 0x159, 0x155, 0x159, 0x155 } },
    { "T", { 0x162, 0x164, 0x21A, 0x162 } },
    { "t", { 0x163, 0x165, 0x21B, 0x163 } },
    { "S", { 0x218, 0x218, 0x218, 0x218 } },
    { "s", { 0x219, 0x219, 0x219, 0x219 } },
};
enum { ACCENT_COUNT = sizeof ACCENTS / sizeof ACCENTS[0], ACCENT_ADDED = 22 };

bool idt_make_accents_dropped(idt_edit *self, int variant)
{
    (void)variant;
    for (size_t i = 0; i < self->text.count; i++) {
        uint32_t code = self->text.codes[i];
        for (size_t a = 0; a < ACCENT_COUNT; a++)
            for (size_t k = 0; k < 4; k++)
                if (ACCENTS[a].accented[k] == self->text.codes[i])
                    code = (unsigned char)ACCENTS[a].plain[0];
        put(self, code);
    }
    return changed(self);
}

/* Places of the text for which `fits` holds, in `arena`. */
static size_t *places(const idt_edit *self, bool (*fits)(uint32_t code), size_t *count)
{
    size_t *at = idt_arena_alloc(self->arena, (self->text.count + 1) * sizeof *at);
    *count = 0;
    for (size_t i = 0; i < self->text.count; i++)
        if (fits(self->text.codes[i]))
            at[(*count)++] = i;
    return at;
}

static void shuffle(idt_chance *chance, size_t *at, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = idt_chance_below(chance, (uint32_t)i), kept = at[i - 1];
        at[i - 1] = at[other];
        at[other] = kept;
    }
}

static const uint32_t *accents_of(uint32_t code)
{
    for (size_t a = 0; a < ACCENT_ADDED; a++)
        if (code == (unsigned char)ACCENTS[a].plain[0])
            return ACCENTS[a].accented;
    return NULL;
}

static bool takes_accent(uint32_t code)
{
    return accents_of(code) != NULL;
}

bool idt_make_accents_added(idt_edit *self, int variant)
{
    size_t count;
    size_t *at = places(self, takes_accent, &count);
    uint32_t wanted = 1 + idt_chance_below(&self->chance, 3);
    (void)variant;
    shuffle(&self->chance, at, count);
    idt_edit_replace(self, 0, 0, NULL, 0);
    for (size_t i = 0; i < count && i < wanted; i++)
        self->out.codes[at[i]] =
            accents_of(self->text.codes[at[i]])[idt_chance_below(&self->chance, 4)];
    return count > 0;
}

/* --- typing --- */

static const char *const KEYS[] = { "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM" };

/* A key beside this one, in its own row or the one below or above. */
static uint32_t key_beside(idt_chance *chance, uint32_t code)
{
    char near[8];
    uint32_t count = 0;
    for (size_t row = 0; row < 3; row++) {
        const char *at = strchr(KEYS[row], (int)idt_code_upper(code));
        if (!at)
            continue;
        size_t column = (size_t)(at - KEYS[row]);
        if (column > 0)
            near[count++] = KEYS[row][column - 1];
        if (KEYS[row][column + 1])
            near[count++] = KEYS[row][column + 1];
        if (row > 0)
            near[count++] = KEYS[row - 1][column];
        if (row < 2 && column < strlen(KEYS[row + 1]))
            near[count++] = KEYS[row + 1][column];
    }
    return (unsigned char)near[idt_chance_below(chance, count)];
}

static uint32_t other_letter(idt_chance *chance, uint32_t code)
{
    uint32_t other = 'A' + idt_chance_below(chance, 25);
    return other >= idt_code_upper(code) ? other + 1 : other;
}

/* A place in [from, to) where a slip of this kind changes the word; SIZE_MAX where there is none.
 */
static size_t slip_place(idt_edit *self, const uint32_t *text, size_t from, size_t to, int kind)
{
    size_t start = idt_chance_below(&self->chance, (uint32_t)(to - from));
    for (size_t k = 0; k < to - from; k++) {
        size_t at = from + (start + k) % (to - from);
        if (kind == IDT_TYPO_VOWEL && !idt_code_is_vowel(text[at]))
            continue;
        if (kind == IDT_TYPO_TRANSPOSITION &&
            (at + 1 >= to || idt_code_upper(text[at]) == idt_code_upper(text[at + 1])))
            continue;
        return at;
    }
    return SIZE_MAX;
}

/* One slip in the plain word [from, to) of `text`, written to `out`. */
static bool slip(idt_edit *self, const idt_codes *text, size_t from, size_t to, int kind)
{
    idt_codes *out = &self->out;
    size_t at = slip_place(self, text->codes, from, to, kind), rest = at + 1;
    if (at == SIZE_MAX)
        return false;
    uint32_t code = text->codes[at], vowel;
    idt_codes_add_range(out, self->arena, text->codes, at);
    switch (kind) {
    case IDT_TYPO_SUBSTITUTION:
        put(self, idt_code_like(other_letter(&self->chance, code), code));
        break;
    case IDT_TYPO_TRANSPOSITION: /* the case of the places stays */
        put(self, idt_code_like(text->codes[at + 1], code));
        put(self, idt_code_like(code, text->codes[at + 1]));
        rest = at + 2;
        break;
    case IDT_TYPO_MISSING:
        break;
    case IDT_TYPO_EXTRA:
        put(self, code);
        put(self, idt_code_like(other_letter(&self->chance, code), code));
        break;
    case IDT_TYPO_DOUBLED:
        put(self, code);
        put(self, code);
        break;
    case IDT_TYPO_VOWEL:
        do
            vowel = (unsigned char)"AEIOU"[idt_chance_below(&self->chance, 5)];
        while (vowel == idt_code_upper(code));
        put(self, idt_code_like(vowel, code));
        break;
    default:
        put(self, idt_code_like(key_beside(&self->chance, code), code));
    }
    idt_codes_add_range(out, self->arena, text->codes + rest, text->count - rest);
    return true;
}

/* A plain word whose letters number from least to most, by chance; SIZE_MAX: none. `except` is
 * passed over unless it is the only one. */
static size_t plain_word(idt_edit *self, uint32_t least, uint32_t most, size_t except)
{
    if (self->word_count == 0)
        return SIZE_MAX;
    size_t start = idt_chance_below(&self->chance, (uint32_t)self->word_count), found = SIZE_MAX;
    for (size_t k = 0; k < self->word_count; k++) {
        size_t i = (start + k) % self->word_count;
        const idt_edit_word *word = &self->words[i];
        if (word->plain && word->letters >= least && word->letters <= most &&
            (found == SIZE_MAX || found == except))
            found = i;
    }
    return found;
}

bool idt_make_typo(idt_edit *self, int variant)
{
    bool is_short = variant & IDT_TYPO_SHORT;
    /* A name of three letters with another letter is another name. */
    if (is_short && self->word_count < 2)
        return false;
    size_t word = plain_word(self, is_short ? 2 : 4, is_short ? 3 : UINT32_MAX, SIZE_MAX);
    return word != SIZE_MAX && slip(self, &self->text, self->words[word].core_from,
                                    self->words[word].core_to, variant & ~IDT_TYPO_SHORT);
}

bool idt_make_two_typos(idt_edit *self, int variant)
{
    uint32_t letters = 0;
    (void)variant;
    for (size_t i = 0; i < self->word_count; i++)
        letters += self->words[i].letters;
    size_t first = plain_word(self, 4, UINT32_MAX, SIZE_MAX);
    if (letters < 14 || first == SIZE_MAX)
        return false;
    size_t second = plain_word(self, 4, UINT32_MAX, first);
    if (second == first && self->words[first].letters < 8)
        return false;
    if (first > second) {
        size_t kept = first;
        first = second;
        second = kept;
    }
    /* The later word first, so that places before it stay. */
    const idt_edit_word *a = &self->words[first], *b = &self->words[second];
    size_t half = b->core_from + (a == b ? b->letters / 2 : 0);
    int kind = (int)idt_chance_below(&self->chance, IDT_TYPO_COUNT);
    if (!slip(self, &self->text, half, b->core_to, kind))
        return false;
    idt_codes once = self->out;
    self->out = idt_codes_empty(self->arena, once.count + 2);
    kind = (int)idt_chance_below(&self->chance, IDT_TYPO_COUNT);
    return slip(self, &once, a->core_from, a == b ? half : a->core_to, kind);
}

/* --- characters that look alike, cannot be seen, or were read wrong --- */

static const struct {
    char letter;
    uint32_t twins[3];
} TWINS[] = {
    { 'A', { 0x410, 0x391, 0x410 } }, { 'B', { 0x412, 0x392, '8' } },
    { 'C', { 0x421, 0x3F9, 0x421 } }, { 'E', { 0x415, 0x395, 0x415 } },
    { 'H', { 0x41D, 0x397, 0x41D } }, { 'I', { 0x406, 0x399, '1' } },
    { 'K', { 0x41A, 0x39A, 0x41A } }, { 'M', { 0x41C, 0x39C, 0x41C } },
    { 'N', { 0x39D, 0x39D, 0x39D } }, { 'O', { 0x41E, 0x39F, '0' } },
    { 'P', { 0x420, 0x3A1, 0x420 } }, { 'S', { 0x405, 0x405, 0x405 } },
    { 'T', { 0x422, 0x3A4, 0x422 } }, { 'X', { 0x425, 0x3A7, 0x425 } },
    { 'Y', { 0x4AE, 0x3A5, 0x4AE } }, { 'a', { 0x430, 0x430, 0x430 } },
    { 'c', { 0x441, 0x441, 0x441 } }, { 'e', { 0x435, 0x435, 0x435 } },
    { 'i', { 0x456, 0x456, 0x456 } }, { 'o', { 0x43E, 0x3BF, '0' } },
    { 'p', { 0x440, 0x440, 0x440 } }, { 's', { 0x455, 0x455, 0x455 } },
    { 'x', { 0x445, 0x445, 0x445 } }, { 'y', { 0x443, 0x443, 0x443 } },
};

static const uint32_t *twins_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof TWINS / sizeof TWINS[0]; i++)
        if (code == (unsigned char)TWINS[i].letter)
            return TWINS[i].twins;
    return NULL;
}

static bool has_twin(uint32_t code)
{
    return twins_of(code) != NULL;
}

bool idt_make_homoglyphs(idt_edit *self, int variant)
{
    size_t count;
    size_t *at = places(self, has_twin, &count);
    uint32_t wanted = 1 + idt_chance_below(&self->chance, 3);
    (void)variant;
    shuffle(&self->chance, at, count);
    idt_edit_replace(self, 0, 0, NULL, 0);
    for (size_t i = 0; i < count && i < wanted; i++)
        self->out.codes[at[i]] =
            twins_of(self->text.codes[at[i]])[idt_chance_below(&self->chance, 3)];
    return count > 0;
}

bool idt_make_zero_width(idt_edit *self, int variant)
{
    static const uint32_t signs[] = { 0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD, 0x2060 };
    size_t count;
    size_t *at = places(self, idt_code_is_ascii_letter, &count);
    uint32_t wanted = 1 + idt_chance_below(&self->chance, 3);
    bool *marked = idt_arena_alloc(self->arena, (self->text.count + 1) * sizeof *marked);
    (void)variant;
    shuffle(&self->chance, at, count);
    for (size_t i = 0; i < count && i < wanted; i++)
        marked[at[i]] = true;
    for (size_t i = 0; i < self->text.count; i++) {
        put(self, self->text.codes[i]);
        if (marked[i])
            put(self, signs[idt_chance_below(&self->chance, 6)]);
    }
    return count > 0;
}

/* One word, or all words with wide gaps, or all with gaps like those inside the words. */
bool idt_make_spaced(idt_edit *self, int variant)
{
    uint32_t style = idt_chance_below(&self->chance, 3);
    size_t longest = 0;
    (void)variant;
    for (size_t i = 0; i < self->word_count; i++) {
        if (!self->words[i].plain)
            return false;
        if (self->words[i].letters > self->words[longest].letters)
            longest = i;
    }
    if (self->word_count == 0 || self->words[longest].letters < 4)
        return false;
    for (size_t i = 0; i < self->word_count; i++) {
        const idt_edit_word *word = &self->words[i];
        if (i > 0)
            idt_codes_add_text(&self->out, self->arena, style == 1 ? "   " : " ");
        for (size_t k = word->core_from; k < word->core_to; k++) {
            if (k > word->core_from && (style > 0 || i == longest))
                put(self, ' ');
            put(self, self->text.codes[k]);
        }
    }
    return true;
}

static const struct {
    const char *printed, *read;
} MISREAD[] = {
    { "O", "0" }, { "I", "1" }, { "S", "5" },  { "B", "8" },  { "G", "6" },  { "Z", "2" },
    { "L", "1" }, { "I", "L" }, { "M", "RN" }, { "D", "CL" }, { "W", "VV" }, { "E", "F" },
    { "Q", "O" }, { "H", "N" }, { "U", "V" },  { "T", "7" },  { "A", "4" },  { "RN", "M" },
};
enum { MISREAD_COUNT = sizeof MISREAD / sizeof MISREAD[0] };

static bool stands_at(const idt_codes *text, size_t at, const char *printed)
{
    for (size_t i = 0; printed[i]; i++)
        if (at + i >= text->count ||
            idt_code_upper(text->codes[at + i]) != (unsigned char)printed[i])
            return false;
    return true;
}

bool idt_make_ocr(idt_edit *self, int variant)
{
    uint32_t wanted = 1 + idt_chance_below(&self->chance, 2), done = 0;
    size_t start = idt_chance_below(&self->chance, (uint32_t)self->text.count + 1);
    idt_codes text = self->text;
    (void)variant;
    for (size_t k = 0; k < text.count && done < wanted; k++) {
        size_t at = (start + k) % text.count;
        size_t row = idt_chance_below(&self->chance, MISREAD_COUNT);
        for (size_t i = 0; i < MISREAD_COUNT; i++, row = (row + 1) % MISREAD_COUNT)
            if (stands_at(&text, at, MISREAD[row].printed))
                break;
        if (!stands_at(&text, at, MISREAD[row].printed))
            continue;
        size_t printed = strlen(MISREAD[row].printed);
        self->text = text;
        self->out = idt_codes_empty(self->arena, text.count + 2);
        idt_edit_replace_text(self, at, at + printed, MISREAD[row].read);
        k += strlen(MISREAD[row].read); /* what was misread is not misread again */
        text = self->out;
        done++;
    }
    return done > 0;
}

bool idt_make_no_vowels(idt_edit *self, int variant)
{
    uint32_t kept = 0, dropped = 0;
    (void)variant;
    for (size_t i = 0; i < self->word_count; i++) {
        const idt_edit_word *word = &self->words[i];
        size_t before = self->out.count;
        idt_edit_blank(self);
        for (size_t k = word->from; k < word->to; k++) {
            if (idt_code_is_vowel(self->text.codes[k]) && ++dropped)
                continue;
            kept += idt_code_is_letter(self->text.codes[k]);
            put(self, self->text.codes[k]);
        }
        if (self->out.count <= before + 1) { /* a word of vowels keeps its first letter */
            idt_edit_blank(self);
            put(self, self->text.codes[word->from]);
        }
    }
    return dropped > 0 && kept >= 4;
}

/* --- fields --- */

enum { FIELD = 35 }; /* characters of a line in a payment message */

bool idt_make_line_break(idt_edit *self, int variant)
{
    (void)variant;
    if (self->text.count <= FIELD || !idt_code_is_letter(self->text.codes[FIELD - 1]) ||
        !idt_code_is_letter(self->text.codes[FIELD]))
        return false;
    idt_edit_replace(self, FIELD, FIELD, &(uint32_t){ '\n' }, 1);
    return true;
}

bool idt_make_cut(idt_edit *self, int variant)
{
    size_t limit = (size_t)variant;
    if (self->text.count <= limit)
        return false;
    idt_codes_add_range(&self->out, self->arena, self->text.codes, limit);
    while (self->out.count && self->out.codes[self->out.count - 1] == ' ')
        self->out.count--;
    return true;
}
