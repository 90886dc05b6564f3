/* owners.c - which group of parties bears a word in its names? */
#include "base/alloc.h"
#include "validate/validate_internal.h"

static const uint32_t OWNER_MANY = UINT32_MAX;

/* A word in capitals without marks; letters of other scripts stay as they are. */
static idt_span plain_form(idt_arena *arena, idt_span word)
{
    char *bytes = idt_arena_alloc(arena, word.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (idt_is_alpha(c) || idt_is_digit(c) || (unsigned char)c >= 0x80)
            bytes[len++] = idt_to_upper(c);
    }
    return (idt_span){ bytes, len };
}

static void note(idt_name_owners *self, idt_span word, uint32_t group)
{
    bool added;
    idt_arena scratch = IDT_ARENA_INIT;
    idt_span form = plain_form(&scratch, word);
    if (form.len >= 2) {
        uint32_t number = idt_strmap_find(&self->words, form);
        added = number == IDT_STRMAP_NONE;
        if (added)
            number = idt_strmap_add(&self->words, idt_arena_copy(&self->arena, form), NULL);
        self->owner = idt_grow(self->owner, &self->capacity, number + 1u, sizeof *self->owner);
        self->owner[number] = added || self->owner[number] == group ? group : OWNER_MANY;
    }
    idt_arena_release(&scratch);
}

void idt_name_owners_fill(idt_name_owners *self, const idt_index *index)
{
    idt_arena arena = IDT_ARENA_INIT;
    uint32_t parties = idt_index_count(index).parties;
    *self = (idt_name_owners){ .words = IDT_STRMAP_INIT };
    for (uint32_t p = 0; p < parties; p++) {
        idt_party party;
        idt_index_party(index, p, &arena, &party);
        for (size_t i = 0; i < party.name_count; i++) {
            idt_span text = party.names[i].text;
            for (size_t at = 0; at < text.len;) {
                size_t from = at;
                while (at < text.len && !idt_is_blank(text.ptr[at]) && text.ptr[at] != '-')
                    at++;
                note(self, idt_span_sub(text, from, at), idt_index_group(index, p));
                at++;
            }
        }
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

void idt_name_owners_release(idt_name_owners *self)
{
    idt_arena_release(&self->arena);
    idt_strmap_release(&self->words);
    idt_free(self->owner);
}

bool idt_name_owners_alone(const idt_name_owners *self, idt_span word, uint32_t group)
{
    idt_arena scratch = IDT_ARENA_INIT;
    uint32_t number = idt_strmap_find(&self->words, plain_form(&scratch, word));
    idt_arena_release(&scratch);
    return number != IDT_STRMAP_NONE && self->owner[number] == group;
}
