/* alloc.c - the only caller of the C allocator. */
#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"

static void *checked(void *pointer, size_t bytes)
{
    if (!pointer) {
        fprintf(stderr, "interdict: out of memory (%zu bytes)\n", bytes);
        abort();
    }
    return pointer;
}

void *idt_alloc(size_t bytes)
{
    return checked(malloc(bytes ? bytes : 1), bytes);
}

void *idt_alloc_zeroed(size_t bytes)
{
    return checked(calloc(1, bytes ? bytes : 1), bytes);
}

void *idt_realloc(void *pointer, size_t bytes)
{
    return checked(realloc(pointer, bytes ? bytes : 1), bytes);
}

void *idt_alloc_array(size_t count, size_t size)
{
    idt_assert(size == 0 || count <= SIZE_MAX / 2 / size);
    return idt_alloc(count * size);
}

void idt_free(void *pointer)
{
    free(pointer);
}

void *idt_grow(void *array, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity && array)
        return array;
    size_t wanted = *capacity ? *capacity * 2 : 16;
    if (wanted < need)
        wanted = need;
    idt_assert(wanted <= SIZE_MAX / 2 / size);
    *capacity = wanted;
    return idt_realloc(array, wanted * size);
}
