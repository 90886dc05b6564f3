/* un_internal.h - the steps of reading the UN list: un_xml.c collects the elements of one record
 * and sees that none is forgotten, un_record.c makes the party, un_document.c its papers,
 * un_names.c cuts several names out of one text. */
#ifndef IDT_LISTS_UN_INTERNAL_H
#define IDT_LISTS_UN_INTERNAL_H

#include "lists/lists_internal.h"

/* One element with text: `<FIRST_NAME>` directly under the record, or `<CITY>` in a group such as
 * `<INDIVIDUAL_ADDRESS>`. */
typedef struct {
    idt_span group; /* "" directly under the record */
    idt_span name;
    idt_span text;         /* blanks folded, never empty; in the lists' arena */
    uint32_t group_number; /* tells two groups of one name apart */
    uint32_t line;
    bool used; /* modelled; the others are kept as facts */
} idt_un_field;

typedef struct {
    idt_lists *lists;
    idt_party *party;
    uint32_t file;
    idt_un_field *fields;
    size_t field_count, field_capacity;
} idt_un_record;

/* The text of one element, which counts as used from now on; "" when there is none. */
idt_span idt_un_take(idt_un_record *self, uint32_t group_number, const char *name);
idt_source idt_un_source(const idt_un_record *self, uint32_t line);

/* Fill self->party. What is not understood stays unused. */
void idt_un_record_convert(idt_un_record *self);
/* One INDIVIDUAL_DOCUMENT. */
void idt_un_document_convert(idt_un_record *self, const idt_un_field *first);

/* Add every name that `text` holds; `like` gives kind, quality and source. With the kind primary
 * only the first is primary, the others are a.k.a. A name already there is not added again. */
void idt_un_names_add(idt_party *party, idt_arena *arena, idt_span text, idt_name like);

#endif
