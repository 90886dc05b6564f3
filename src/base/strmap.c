/* strmap.c - linear probing, at most half full. */
#include "base/strmap.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

void idt_strmap_release(idt_strmap *self)
{
    idt_free(self->keys);
    idt_free(self->slots);
    *self = IDT_STRMAP_INIT;
}

static size_t slot_of(const idt_strmap *self, idt_span key)
{
    size_t mask = self->slot_count - 1;
    size_t slot = idt_hash64(key) & mask;
    while (self->slots[slot] != IDT_STRMAP_NONE &&
           !idt_span_equal(self->keys[self->slots[slot]], key))
        slot = (slot + 1) & mask;
    return slot;
}

static void rehash(idt_strmap *self)
{
    self->slot_count = self->slot_count ? self->slot_count * 2 : 64;
    self->slots = idt_realloc(self->slots, self->slot_count * sizeof *self->slots);
    memset(self->slots, 0xff, self->slot_count * sizeof *self->slots);
    for (size_t i = 0; i < self->count; i++)
        self->slots[slot_of(self, self->keys[i])] = (uint32_t)i;
}

uint32_t idt_strmap_add(idt_strmap *self, idt_span key, bool *added)
{
    if ((self->count + 1) * 2 > self->slot_count)
        rehash(self);
    size_t slot = slot_of(self, key);
    if (added)
        *added = self->slots[slot] == IDT_STRMAP_NONE;
    if (self->slots[slot] != IDT_STRMAP_NONE)
        return self->slots[slot];
    self->keys = idt_grow(self->keys, &self->capacity, self->count + 1, sizeof *self->keys);
    self->keys[self->count] = key;
    self->slots[slot] = (uint32_t)self->count;
    return (uint32_t)self->count++;
}

uint32_t idt_strmap_find(const idt_strmap *self, idt_span key)
{
    return self->slot_count ? self->slots[slot_of(self, key)] : IDT_STRMAP_NONE;
}
