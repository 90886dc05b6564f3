/* strmap.h - a number for every distinct text, in order of arrival.
 *
 * Open addressing over borrowed spans: the keys must outlive the map. Not for untrusted floods
 * across trust borders; used while building and for the words of one run. */
#ifndef IDT_BASE_STRMAP_H
#define IDT_BASE_STRMAP_H

#include "base/span.h"

typedef struct {
    idt_span *keys; /* by number */
    uint32_t *slots;
    size_t count, capacity, slot_count;
} idt_strmap;

#define IDT_STRMAP_INIT ((idt_strmap){ NULL, NULL, 0, 0, 0 })
#define IDT_STRMAP_NONE UINT32_MAX

void idt_strmap_release(idt_strmap *self);
/* The number of `key`, added when new (`*added` may be NULL). */
uint32_t idt_strmap_add(idt_strmap *self, idt_span key, bool *added);
/* The number of `key`, or IDT_STRMAP_NONE. */
uint32_t idt_strmap_find(const idt_strmap *self, idt_span key);

#endif
