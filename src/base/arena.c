/* arena.c - a chain of growing blocks. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/err.h"

enum { BLOCK_BYTES_MIN = 16 * 1024, BLOCK_BYTES_MAX = 1024 * 1024 };

struct idt_arena_block {
    idt_arena_block *older;
    size_t used, size;
    _Alignas(8) unsigned char bytes[];
};

static void free_chain(idt_arena_block *block)
{
    while (block) {
        idt_arena_block *older = block->older;
        idt_free(block);
        block = older;
    }
}

void idt_arena_release(idt_arena *self)
{
    free_chain(self->block);
    self->block = NULL;
}

void idt_arena_reset(idt_arena *self)
{
    if (!self->block)
        return;
    free_chain(self->block->older);
    self->block->older = NULL;
    self->block->used = 0;
}

static void add_block(idt_arena *self, size_t need)
{
    size_t size = self->block ? self->block->size * 2 : BLOCK_BYTES_MIN;
    if (size > BLOCK_BYTES_MAX)
        size = BLOCK_BYTES_MAX;
    if (size < need)
        size = need;
    idt_arena_block *block = idt_alloc(sizeof *block + size);
    block->older = self->block;
    block->used = 0;
    block->size = size;
    self->block = block;
}

void *idt_arena_alloc(idt_arena *self, size_t bytes)
{
    size_t need = (bytes + 7) & ~(size_t)7;
    idt_assert(need >= bytes);
    if (!self->block || self->block->size - self->block->used < need)
        add_block(self, need);
    void *result = self->block->bytes + self->block->used;
    self->block->used += need;
    memset(result, 0, need);
    return result;
}

idt_span idt_arena_copy(idt_arena *self, idt_span text)
{
    char *copy = idt_arena_alloc(self, text.len + 1);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    return (idt_span){ copy, text.len };
}

idt_span idt_arena_format(idt_arena *self, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    idt_assert(length >= 0);
    char *text = idt_arena_alloc(self, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return (idt_span){ text, (size_t)length };
}
