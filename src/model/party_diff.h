/* party_diff.h - what changed in an entry from one edition to the next?
 *
 * Both sides are taken apart into statements, each one field with its value in words; what both
 * have is unchanged wherever it stands. Of what is left, one statement gone and one come in the
 * same field are one change. Where a fact stands in the publisher's file makes no difference. */
#ifndef IDT_MODEL_PARTY_DIFF_H
#define IDT_MODEL_PARTY_DIFF_H

#include "model/party.h"

/* A change of identity data concerns whom a name may mean, and reopens what was decided; one of
 * legal text concerns what the listing says and does. */
typedef enum { IDT_FIELD_IDENTITY, IDT_FIELD_LEGAL } idt_field_class;

typedef struct {
    const char *field; /* "name", "birth date", "programme", or a fact's own key */
    idt_field_class field_class;
    idt_span before, after; /* "": added, removed */
} idt_change;

typedef struct {
    idt_change *changes; /* identity first, then by field and text; in the arena */
    size_t count, identity_count;
} idt_party_diff;

/* The same pair of entries gives the same changes in the same order. */
void idt_party_diff_of(idt_party_diff *out, idt_arena *arena, const idt_party *before,
                       const idt_party *after);

#endif
