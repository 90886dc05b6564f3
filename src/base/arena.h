/* arena.h - memory that dies together.
 *
 * An arena hands out memory that lives until reset or release: one arena a request, a record or a
 * build step. Not shared between threads. */
#ifndef IDT_BASE_ARENA_H
#define IDT_BASE_ARENA_H

#include "base/span.h"

typedef struct idt_arena_block idt_arena_block;

typedef struct {
    idt_arena_block *block; /* newest; older ones are linked behind it */
} idt_arena;

#define IDT_ARENA_INIT ((idt_arena){ NULL })

void idt_arena_release(idt_arena *self);
/* Forget everything handed out, keep one block for reuse. */
void idt_arena_reset(idt_arena *self);
/* Zeroed, aligned to 8 bytes. */
void *idt_arena_alloc(idt_arena *self, size_t bytes) __attribute__((returns_nonnull));
/* A copy of the bytes, NUL-terminated behind the span. */
idt_span idt_arena_copy(idt_arena *self, idt_span text);
idt_span idt_arena_format(idt_arena *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
