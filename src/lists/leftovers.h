/* leftovers.h - fields that were read but belong to no part of the model, counted by their name. */
#ifndef IDT_LISTS_LEFTOVERS_H
#define IDT_LISTS_LEFTOVERS_H

#include "base/strmap.h"
#include "lists/lists.h"

typedef struct {
    idt_strmap names;
    struct idt_leftover {
        uint32_t count;
        idt_source first;
        idt_span uid, sample;
    } * items; /* by number of the name */
    size_t capacity;
} idt_leftovers;

#define IDT_LEFTOVERS_INIT ((idt_leftovers){ IDT_STRMAP_INIT, NULL, 0 })

void idt_leftovers_release(idt_leftovers *self);
/* Count one value of a field; `party` may be NULL, else the value becomes a fact of it. */
void idt_leftovers_add(idt_leftovers *self, idt_lists *lists, idt_party *party, idt_span name,
                       idt_span value, idt_source source);
/* One diagnostic for each field: code "unknown-field". */
void idt_leftovers_report(const idt_leftovers *self, idt_lists *lists);

#endif
