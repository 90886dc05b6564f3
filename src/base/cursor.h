/* cursor.h - read bytes from outside without ever leaving them.
 *
 * A cursor walks a span. Its error is sticky: after the first read past the end, or of a malformed
 * number, every get returns zero and `bad` stays set; check it once at the end. */
#ifndef IDT_BASE_CURSOR_H
#define IDT_BASE_CURSOR_H

#include "base/span.h"

typedef struct {
    const unsigned char *start, *at, *end;
    bool bad;
} idt_cursor;

idt_cursor idt_cursor_of(idt_span bytes);
size_t idt_cursor_left(const idt_cursor *self);
uint8_t idt_cursor_u8(idt_cursor *self);
uint16_t idt_cursor_u16(idt_cursor *self);
uint32_t idt_cursor_u32(idt_cursor *self);
uint64_t idt_cursor_u64(idt_cursor *self);
uint64_t idt_cursor_varint(idt_cursor *self);
/* A varint that must be at most `max`. */
uint32_t idt_cursor_varint_max(idt_cursor *self, uint32_t max);
/* What idt_buf_put_span wrote; points into the bytes. */
idt_span idt_cursor_span(idt_cursor *self);
idt_span idt_cursor_bytes(idt_cursor *self, size_t count);

static inline uint32_t idt_load_u32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

#endif
