/* side.c - weights and units of a folded name. */
#include "text/side.h"

#include <string.h>

#include "base/err.h"

enum {
    WEIGHT_PER_BIT = 10,
    WEIGHT_LEGAL = 8,
    WEIGHT_LEGAL_PART = 12,
    WEIGHT_TITLE = 4,
    WEIGHT_PARTICLE = 10,
    WEIGHT_INITIAL = 25,
    WEIGHT_NUMBER = 12, /* a differing number has its own part in the score */
    /* A weak alias is distinctive by one word of four letters or more that fewer than one name in
     * four thousand has and that is no ordinary word of language, or by two words with as much
     * between them and more. */
    DISTINCTIVE_LENGTH = 4,
    DISTINCTIVE_BITS = 11,
    DISTINCTIVE_BITS_TOGETHER = 18,
    KNOWN_NAME_BITS_MAX = 11, /* at least one name in two thousand has the word */
    KNOWN_NAME_LENGTH_MIN = 3,
    /* First bytes in UTF-8: of any letter beyond ASCII, of Kana, Han, Hangul and what is near. */
    FOREIGN_FROM = 0x80,
    SYLLABLES_FROM = 0xE2,
    SYLLABLE_BYTES_MAX = 4,
    SYLLABLE_BITS = 5, /* some hundred syllables make most Korean and Chinese names */
};

uint16_t idt_word_weight(idt_mode mode, uint8_t word_flags, uint8_t token_flags, uint8_t bits)
{
    if (token_flags & IDT_TOKEN_INITIAL)
        return WEIGHT_INITIAL;
    if (word_flags & IDT_WORD_LEGAL)
        return WEIGHT_LEGAL;
    if (mode == IDT_MODE_OTHER && (word_flags & IDT_WORD_LEGAL_PART))
        return WEIGHT_LEGAL_PART;
    if (word_flags & IDT_WORD_PARTICLE)
        return WEIGHT_PARTICLE;
    if (word_flags & IDT_WORD_NUMBER)
        return WEIGHT_NUMBER;
    if (mode == IDT_MODE_PERSON && (word_flags & IDT_WORD_TITLE))
        return WEIGHT_TITLE;
    return (uint16_t)(WEIGHT_PER_BIT * (bits < 2 ? 2 : bits));
}

idt_native_word idt_native_word_of(idt_span form)
{
    unsigned char first = form.len ? (unsigned char)form.ptr[0] : 0;
    if (first < FOREIGN_FROM)
        return IDT_NATIVE_NOT;
    return first >= SYLLABLES_FROM && form.len <= SYLLABLE_BYTES_MAX ? IDT_NATIVE_SYLLABLE
                                                                     : IDT_NATIVE_WORD;
}

/* Few letters cannot tell much, however rare they are. */
uint8_t idt_bits_within(uint8_t bits, idt_span form)
{
    static const uint8_t most[] = { 0, 3, 6, 9, 12 };
    if (idt_native_word_of(form) == IDT_NATIVE_SYLLABLE)
        return bits > SYLLABLE_BITS ? SYLLABLE_BITS : bits;
    return form.len < sizeof most && bits > most[form.len] ? most[form.len] : bits;
}

bool idt_side_word_identifies(idt_mode mode, const idt_side_word *word)
{
    uint8_t weak = IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART | IDT_WORD_PARTICLE | IDT_WORD_NUMBER |
                   IDT_WORD_GENERIC;
    if (mode == IDT_MODE_PERSON)
        weak = IDT_WORD_LEGAL | IDT_WORD_PARTICLE | IDT_WORD_NUMBER | IDT_WORD_TITLE;
    return !(word->word_flags & weak) && !(word->token_flags & IDT_TOKEN_INITIAL);
}

void idt_side_add(idt_side *self, idt_mode mode, idt_side_word word)
{
    idt_assert(self->count < IDT_NAME_TOKENS_MAX);
    word.weight = idt_word_weight(mode, word.word_flags, word.token_flags, word.bits);
    self->total += word.weight;
    self->identifying += idt_side_word_identifies(mode, &word);
    self->words[self->count++] = word;
}

bool idt_side_from_reading(idt_side *out, const idt_reading *reading, idt_mode mode)
{
    out->count = 0;
    out->total = 0;
    out->identifying = 0;
    out->cut = reading->cut;
    if (reading->count > IDT_NAME_TOKENS_MAX)
        return false;
    for (size_t i = 0; i < reading->count; i++) {
        const idt_token *token = &reading->tokens[i];
        idt_side_word word = { .bits = idt_bits_within(token->word.bits, token->form),
                               .word_flags = token->word.flags,
                               .token_flags = token->token_flags,
                               .length = (uint8_t)(token->form.len < 255 ? token->form.len : 255),
                               .native = (uint8_t)idt_native_word_of(token->form) };
        if (token->token_flags & IDT_TOKEN_SYLLABIC) {
            word.native = IDT_NATIVE_SYLLABLE;
            word.bits = word.bits > SYLLABLE_BITS ? SYLLABLE_BITS : word.bits;
        }
        if (token->word.bits <= KNOWN_NAME_BITS_MAX && token->form.len >= KNOWN_NAME_LENGTH_MIN)
            word.token_flags |= IDT_TOKEN_KNOWN_NAME;
        idt_side_add(out, mode, word);
    }
    return true;
}

bool idt_side_is_distinctive(const idt_side *side)
{
    uint32_t together = 0;
    for (size_t i = 0; i < side->count; i++) {
        const idt_side_word *word = &side->words[i];
        if (word->bits >= DISTINCTIVE_BITS && word->length >= DISTINCTIVE_LENGTH &&
            !(word->word_flags & IDT_WORD_COMMON))
            return true;
        if (word->length >= 3)
            together += word->bits;
    }
    return side->count >= 2 && together >= DISTINCTIVE_BITS_TOGETHER;
}

bool idt_unit_of(idt_unit *out, idt_arena *arena, const idt_reading *reading, size_t from,
                 size_t parts)
{
    if (from + parts > reading->count)
        return false;
    const idt_token *first = &reading->tokens[from];
    if (parts == 1) {
        *out = (idt_unit){ first->form,
                           first->word.classes,
                           first->word.class_count,
                           1,
                           false,
                           reading->cut && from + 1 == reading->count };
        return true;
    }
    size_t length = 0;
    bool fuzzy = false, says_who = true;
    for (size_t i = 0; i < parts; i++) {
        const idt_token *token = &reading->tokens[from + i];
        length += token->form.len;
        fuzzy |= token->form.len <= 3 || (token->word.flags & IDT_WORD_PARTICLE);
        says_who &= !(token->word.flags & (IDT_WORD_LEGAL | IDT_WORD_TITLE));
    }
    char *form = idt_arena_alloc(arena, length + 1);
    size_t at = 0;
    for (size_t i = 0; i < parts; i++) {
        idt_span part = reading->tokens[from + i].form;
        memcpy(form + at, part.ptr, part.len);
        at += part.len;
    }
    *out = (idt_unit){ { form, length }, NULL, 0, (uint8_t)parts, fuzzy && says_who, false };
    return true;
}
