/* ca_internal.h - what the files of the Canadian reader share. */
#ifndef IDT_LISTS_CA_INTERNAL_H
#define IDT_LISTS_CA_INTERNAL_H

#include "lists/element.h"

/* The names of one record as published; all live in `arena`. */
typedef struct {
    idt_party *party; /* its type and source are set */
    idt_arena *arena;
    idt_span family, given, entity, aliases;
} idt_ca_names;

/* Add every name to the party, each once, the primary one first. */
void idt_ca_names_add(const idt_ca_names *self);

#endif
