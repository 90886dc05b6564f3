/* leftovers.c - keeping and counting what the model has no place for. */
#include "lists/leftovers.h"

#include "base/alloc.h"
#include "lists/lists_internal.h"

enum { SAMPLE_BYTES = 60 };

void idt_leftovers_release(idt_leftovers *self)
{
    idt_strmap_release(&self->names);
    idt_free(self->items);
    *self = IDT_LEFTOVERS_INIT;
}

void idt_leftovers_add(idt_leftovers *self, idt_lists *lists, idt_party *party, idt_span name,
                       idt_span value, idt_source source)
{
    idt_arena *arena = &lists->arena;
    uint32_t number = idt_strmap_find(&self->names, name);

    if (number == IDT_STRMAP_NONE) {
        number = idt_strmap_add(&self->names, idt_arena_copy(arena, name), NULL);
        self->items =
            idt_grow(self->items, &self->capacity, number + (size_t)1, sizeof *self->items);
        self->items[number] =
            (struct idt_leftover){ 0, source, party ? party->uid : IDT_SPAN_EMPTY,
                                   idt_arena_copy(arena, idt_span_sub(value, 0, SAMPLE_BYTES)) };
    }
    self->items[number].count++;
    if (party)
        idt_party_add_fact(party, arena, self->names.keys[number].ptr, idt_arena_copy(arena, value),
                           source);
}

void idt_leftovers_report(const idt_leftovers *self, idt_lists *lists)
{
    for (size_t i = 0; i < self->names.count; i++) {
        const struct idt_leftover *item = &self->items[i];
        idt_lists_diagnose(lists, item->first, IDT_DIAGNOSTIC_NOTE, "unknown-field", item->uid,
                           "the field \"%.*s\" has no place in the model; kept as a fact, %u "
                           "values, the first: \"%.*s\"",
                           (int)self->names.keys[i].len, self->names.keys[i].ptr, item->count,
                           (int)item->sample.len, item->sample.ptr);
    }
}
