/* run_together.c - cutting a word into words of one listed name.
 *
 * Parts are tried from the left, the longest first, while some listed name holds all parts so far
 * in a row. The names that do are few from the second part on, so hardly anything is tried in vain.
 */
#include "screen/run_together.h"

#include <string.h>

enum {
    WORD_LETTERS_MIN = 5,
    PART_LETTERS_MIN = 2,
    SINGLE_WORDS_MAX = 1 << 16, /* some 4 MB a thread; then they are forgotten */
    FIRST_NAMES_MAX = 4096,     /* names looked at for a first pair of parts */
    PART_LETTERS_MAX = 32,      /* longer words of lists are not run together with others */
    TRIES_MAX = 4096,           /* parts looked up for one word */
};

typedef struct {
    const idt_index *index;
    idt_name_table names;
    idt_span word;
    uint32_t parts[IDT_RUN_TOGETHER_PARTS];
    size_t ends[IDT_RUN_TOGETHER_PARTS];
    size_t count, tries;
} cutting;

/* Whether the name has the parts in a row, the first word counting as behind the last. */
static bool has_in_a_row(const idt_index_name *name, const cutting *self)
{
    if (name->word_count < self->count)
        return false;
    for (size_t from = 0; from < name->word_count; from++) {
        size_t met = 0;
        while (met < self->count &&
               name->units[(from + met) % name->word_count] == self->parts[met])
            met++;
        if (met == self->count)
            return true;
    }
    return false;
}

/* Whether any listed name has the parts in a row: asked of the names of the rarest one. */
static bool any_name_has(const cutting *self)
{
    const uint32_t *rarest = NULL;
    uint32_t fewest = UINT32_MAX;
    for (size_t i = 0; i < self->count; i++) {
        uint32_t count;
        const uint32_t *names = idt_index_postings(self->index, self->parts[i], &count);
        if (count < fewest) {
            fewest = count;
            rarest = names;
        }
    }
    for (uint32_t i = 0; i < fewest && i < FIRST_NAMES_MAX; i++) {
        idt_index_name name;
        idt_name_at(self->names, rarest[i], &name);
        if (has_in_a_row(&name, self))
            return true;
    }
    return false;
}

/* Cut what begins at `from`; true where the whole word is cut. */
static bool cut_from(cutting *self, size_t from)
{
    if (from == self->word.len)
        return self->count >= 2;
    if (self->count == IDT_RUN_TOGETHER_PARTS)
        return false;
    size_t end =
        from + PART_LETTERS_MAX < self->word.len ? from + PART_LETTERS_MAX : self->word.len;
    for (; end >= from + PART_LETTERS_MIN && self->tries < TRIES_MAX; end--) {
        self->tries++;
        uint32_t unit = idt_index_find_word(self->index, idt_span_sub(self->word, from, end));
        if (unit == IDT_UNIT_NONE)
            continue;
        self->parts[self->count] = unit;
        self->ends[self->count++] = end;
        if ((self->count < 2 || any_name_has(self)) && cut_from(self, end))
            return true;
        self->count--;
    }
    return false;
}

/* The reading with its word `at` cut: a part takes its letters' place where each is one byte. */
static idt_reading cut_reading(const idt_reading *reading, size_t at, const cutting *self,
                               idt_arena *arena)
{
    idt_reading out = { idt_arena_alloc(arena, (reading->count + self->count) * sizeof *out.tokens),
                        0, reading->cut };
    for (size_t i = 0; i < reading->count; i++) {
        idt_token token = reading->tokens[i];
        bool plain = token.to - token.from == token.form.len;
        if (i != at) {
            out.tokens[out.count++] = token;
            continue;
        }
        for (size_t k = 0, from = 0; k < self->count; from = self->ends[k++]) {
            idt_token part = token;
            part.form = idt_span_sub(token.form, from, self->ends[k]);
            part.word = idt_word_find(part.form);
            if (plain) {
                part.from = token.from + (uint32_t)from;
                part.to = token.from + (uint32_t)self->ends[k];
            }
            out.tokens[out.count++] = part;
        }
    }
    return out;
}

static bool may_be_run_together(const idt_token *token, const idt_single_words *single,
                                const idt_index *index)
{
    if (token->form.len < WORD_LETTERS_MIN || token->form.len > IDT_NAME_TOKENS_MAX ||
        token->word.flags)
        return false;
    for (size_t i = 0; i < token->form.len; i++)
        if (!idt_is_lower(token->form.ptr[i]) && !idt_is_digit(token->form.ptr[i]))
            return false;
    return idt_strmap_find(&single->words, token->form) == IDT_STRMAP_NONE &&
           idt_index_find_word(index, token->form) == IDT_UNIT_NONE;
}

static bool is_there(const idt_folded *folded, const idt_reading *reading)
{
    for (size_t r = 0; r < folded->count; r++) {
        const idt_reading *other = &folded->readings[r];
        size_t same = 0;
        while (other->count == reading->count && same < reading->count &&
               idt_span_equal(other->tokens[same].form, reading->tokens[same].form))
            same++;
        if (same == reading->count)
            return true;
    }
    return false;
}

void idt_single_words_release(idt_single_words *self)
{
    idt_strmap_release(&self->words);
    idt_arena_release(&self->forms);
}

static void remember_single(idt_single_words *self, idt_span word)
{
    if (self->words.count >= SINGLE_WORDS_MAX)
        idt_single_words_release(self);
    (void)idt_strmap_add(&self->words, idt_arena_copy(&self->forms, word), NULL);
}

void idt_run_together(idt_folded *folded, idt_single_words *single, idt_arena *arena,
                      const idt_index *index)
{
    size_t before = folded->count;
    cutting self = { .index = index, .names = idt_index_names(index) };
    for (size_t r = 0; r < before; r++) {
        const idt_reading *reading = &folded->readings[r];
        for (size_t i = 0; i < reading->count; i++) {
            if (folded->count - before == IDT_RUN_TOGETHER_READINGS ||
                reading->count + IDT_RUN_TOGETHER_PARTS > IDT_NAME_TOKENS_MAX)
                return;
            if (!may_be_run_together(&reading->tokens[i], single, index))
                continue;
            self.word = reading->tokens[i].form;
            self.count = self.tries = 0;
            if (!cut_from(&self, 0)) {
                remember_single(single, self.word);
                continue;
            }
            idt_reading cut = cut_reading(reading, i, &self, arena);
            if (!is_there(folded, &cut))
                folded->readings[folded->count++] = cut;
        }
    }
}
