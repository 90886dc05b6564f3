/* mined.c - classes of words beyond those of data/names. */
#include "text/mined.h"

#include <string.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/strmap.h"

struct idt_mined {
    idt_mined_pair *pairs;
    size_t count;
    idt_strmap words;
    idt_word *known;   /* by word: what idt_word_find says, with all classes */
    uint16_t *classes; /* of all words, one after the other */
};

size_t idt_mined_pairs_max(void)
{
    return UINT16_MAX - idt_class_count();
}

static bool is_word(idt_span form)
{
    return form.len > 0 && form.len <= IDT_WORD_BYTES_MAX;
}

static bool are_sound(const idt_mined_pair *pairs, size_t count)
{
    if (count > idt_mined_pairs_max())
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!is_word(pairs[i].left) || !is_word(pairs[i].right) || pairs[i].support == 0 ||
            idt_span_compare(pairs[i].left, pairs[i].right) >= 0)
            return false;
        if (i == 0)
            continue;
        int order = idt_span_compare(pairs[i - 1].left, pairs[i].left);
        if (order == 0)
            order = idt_span_compare(pairs[i - 1].right, pairs[i].right);
        if (order >= 0)
            return false;
    }
    return true;
}

/* Number the words and count each one's partners in `partners`, which has room for two a pair. */
static bool number_words(idt_mined *self, uint8_t *partners)
{
    for (size_t i = 0; i < self->count; i++) {
        uint32_t left = idt_strmap_add(&self->words, self->pairs[i].left, NULL);
        uint32_t right = idt_strmap_add(&self->words, self->pairs[i].right, NULL);
        if (++partners[left] > IDT_MINED_PARTNERS_MAX || ++partners[right] > IDT_MINED_PARTNERS_MAX)
            return false;
    }
    return true;
}

/* Classes of data/names first: they have the lower numbers, so that all ascend. */
static void lay_out(idt_mined *self, const uint8_t *partners)
{
    size_t total = 0;
    for (size_t w = 0; w < self->words.count; w++)
        total += (size_t)partners[w] + idt_word_find(self->words.keys[w]).class_count;
    self->classes = idt_alloc_array(total + 1, sizeof *self->classes);
    self->known = idt_alloc_array(self->words.count + 1, sizeof *self->known);
    uint16_t *at = self->classes;
    for (size_t w = 0; w < self->words.count; w++) {
        idt_word word = idt_word_find(self->words.keys[w]);
        idt_assert(word.class_count + IDT_MINED_PARTNERS_MAX <= UINT8_MAX);
        if (word.class_count)
            memcpy(at, word.classes, word.class_count * sizeof *at);
        word.classes = at;
        at += word.class_count + partners[w];
        self->known[w] = word;
    }
}

static void add_class(idt_word *word, size_t pair)
{
    uint16_t *classes = (uint16_t *)(uintptr_t)word->classes; /* our own array, being filled */
    classes[word->class_count++] = (uint16_t)(idt_class_count() + pair);
}

idt_mined *idt_mined_new(const idt_mined_pair *pairs, size_t count)
{
    if (!are_sound(pairs, count))
        return NULL;
    idt_mined *self = idt_alloc_zeroed(sizeof *self);
    uint8_t *partners = idt_alloc_zeroed(2 * count + 1);
    self->count = count;
    self->pairs = idt_alloc_array(count + 1, sizeof *self->pairs);
    if (count)
        memcpy(self->pairs, pairs, count * sizeof *pairs);
    bool good = number_words(self, partners);
    if (good)
        lay_out(self, partners);
    idt_free(partners);
    if (!good) {
        idt_mined_free(self);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        add_class(&self->known[idt_strmap_find(&self->words, pairs[i].left)], i);
        add_class(&self->known[idt_strmap_find(&self->words, pairs[i].right)], i);
    }
    return self;
}

void idt_mined_free(idt_mined *self)
{
    if (!self)
        return;
    idt_strmap_release(&self->words);
    idt_free(self->pairs);
    idt_free(self->known);
    idt_free(self->classes);
    idt_free(self);
}

size_t idt_mined_count(const idt_mined *self)
{
    return self ? self->count : 0;
}

idt_mined_pair idt_mined_at(const idt_mined *self, size_t pair)
{
    return self->pairs[pair];
}

uint32_t idt_mined_word_count(const idt_mined *self)
{
    return self ? (uint32_t)self->words.count : 0;
}

uint32_t idt_mined_word(const idt_mined *self, idt_span form)
{
    uint32_t word = self && self->count ? idt_strmap_find(&self->words, form) : IDT_STRMAP_NONE;
    return word == IDT_STRMAP_NONE ? IDT_MINED_NONE : word;
}

idt_word idt_mined_word_at(const idt_mined *self, uint32_t word)
{
    return self->known[word];
}

idt_word idt_mined_find(const idt_mined *self, idt_span form)
{
    uint32_t word = idt_mined_word(self, form);
    return word == IDT_MINED_NONE ? idt_word_find(form) : self->known[word];
}

void idt_mined_enrich(const idt_mined *self, idt_folded *folded)
{
    if (idt_mined_count(self) == 0)
        return;
    for (size_t r = 0; r < folded->count; r++)
        for (size_t i = 0; i < folded->readings[r].count; i++) {
            idt_token *token = &folded->readings[r].tokens[i];
            uint32_t word = idt_mined_word(self, token->form);
            if (word == IDT_MINED_NONE)
                continue;
            token->word.classes = self->known[word].classes;
            token->word.class_count = self->known[word].class_count;
        }
}
