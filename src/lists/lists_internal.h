/* lists_internal.h - what the parsers share: a builder for one edition, and the table of formats. */
#ifndef IDT_LISTS_LISTS_INTERNAL_H
#define IDT_LISTS_LISTS_INTERNAL_H

#include "lists/lists.h"

/* One file handed to a parser. */
typedef struct {
    idt_span path;  /* as found, for messages */
    idt_span bytes; /* mapped; parsers copy what they keep into lists->arena */
    uint32_t file;  /* its position in the edition's file table */
} idt_list_file;

/* Begin an edition: later parties and diagnostics belong to it. Returns its number. */
uint32_t idt_lists_begin_edition(idt_lists *self, const char *list_id, const char *publisher,
                                 const char *title, const char *format);
/* Add a file to the newest edition (name, size, SHA-256 are recorded); returns its position. */
uint32_t idt_lists_add_file(idt_lists *self, idt_span path, idt_span bytes);
/* A new empty party of the newest edition. The pointer dies with the next call. */
idt_party *idt_lists_add_party(idt_lists *self);
void idt_lists_diagnose(idt_lists *self, idt_source source, idt_diagnostic_level level,
                        const char *code, idt_span uid, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
