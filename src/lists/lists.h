/* lists.h - what do these official files say?
 *
 * Reads list files and folders, recognises their formats by content, and gives editions, parties
 * and diagnostics. Every record becomes a party or the reading fails with a position; odd records
 * are kept with a diagnostic. Files of one folder that belong together (OFAC's sdn, alt, add and
 * comments) are one edition. Single-threaded; everything read lives until release. */
#ifndef IDT_LISTS_LISTS_H
#define IDT_LISTS_LISTS_H

#include "base/err.h"
#include "model/edition.h"

typedef struct {
    idt_arena arena; /* owns every span and array below */
    idt_edition *editions;
    size_t edition_count, edition_capacity;
    idt_party *parties; /* in publisher's order, edition after edition */
    size_t party_count, party_capacity;
    idt_diagnostic *diagnostics;
    size_t diagnostic_count, diagnostic_capacity;
} idt_lists;

#define IDT_LISTS_INIT ((idt_lists){ IDT_ARENA_INIT, NULL, 0, 0, NULL, 0, 0, NULL, 0, 0 })

/* Read `paths` (files or folders; folders are walked in sorted order). Files that are no list are
 * passed over inside folders with a note, and refused when named themselves. Two editions of one
 * list are an error that names both. IDT_OK, IDT_E_IO, IDT_E_INPUT, IDT_E_LIMIT; nothing partial is
 * left behind on failure except memory, which release frees. */
idt_status idt_lists_read(idt_lists *self, const char *const *paths, size_t path_count,
                          idt_err *err) IDT_MUST_USE;
void idt_lists_release(idt_lists *self);

#endif
