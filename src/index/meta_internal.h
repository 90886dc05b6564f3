/* meta_internal.h - editions and diagnostics as bytes, and back. */
#ifndef IDT_INDEX_META_INTERNAL_H
#define IDT_INDEX_META_INTERNAL_H

#include "base/cursor.h"
#include "index/index.h"

typedef struct {
    idt_span words_version;
    idt_edition *editions;
    size_t edition_count;
    idt_span diagnostics; /* still encoded */
    size_t diagnostic_count;
} idt_meta;

void idt_meta_put(idt_buf *out, const idt_index_input *input);
/* False when malformed. Spans point into the bytes, arrays into `arena`. */
bool idt_meta_get(idt_meta *out, idt_span bytes, idt_arena *arena);
bool idt_meta_diagnostics(idt_diagnostic *out, const idt_meta *meta);

#endif
