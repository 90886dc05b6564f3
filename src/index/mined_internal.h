/* mined_internal.h - mined pairs as bytes, and what a unit's row says when there are some. */
#ifndef IDT_INDEX_MINED_INTERNAL_H
#define IDT_INDEX_MINED_INTERNAL_H

#include "base/buf.h"
#include "base/err.h"
#include "text/mined.h"

/* MINED: pair*, where pair := left right source:varint support:varint, and left and right are
 * spans. */
void idt_mined_put(idt_buf *out, const idt_mined *mined);
/* Letters stay in `bytes`. IDT_E_CORRUPT where they are malformed, or a source is not below
 * `parties`. */
idt_status idt_mined_get(idt_mined **out, idt_span bytes, uint32_t parties,
                         idt_err *err) IDT_MUST_USE;

/* The row of UNIT_ROWS for a word: 0 where it has no classes. */
uint32_t idt_mined_row_of(const idt_mined *mined, idt_span form);
idt_word idt_mined_row(const idt_mined *mined, uint32_t row);

#endif
