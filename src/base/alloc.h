/* alloc.h - where does memory come from?
 *
 * The only place that calls the C allocator. Failure aborts with a message: sizes are limited at
 * the door by named constants, so running out of memory is a fault of the machine, not of input. */
#ifndef IDT_BASE_ALLOC_H
#define IDT_BASE_ALLOC_H

#include <stddef.h>

void *idt_alloc(size_t bytes) __attribute__((malloc, returns_nonnull));
void *idt_alloc_zeroed(size_t bytes) __attribute__((malloc, returns_nonnull));
/* `pointer` may be NULL. */
void *idt_realloc(void *pointer, size_t bytes) __attribute__((returns_nonnull));
/* Memory for count elements of size bytes; the product is checked. */
void *idt_alloc_array(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void idt_free(void *pointer); /* NULL is fine */

/* Make room for `need` elements in a growing array of `size`-byte elements; *capacity is updated.
 * Returns the (possibly moved) array. */
void *idt_grow(void *array, size_t *capacity, size_t need, size_t size)
    __attribute__((returns_nonnull));

#endif
