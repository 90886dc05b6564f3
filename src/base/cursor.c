/* cursor.c - bounded reads with a sticky error. */
#include "base/cursor.h"

idt_cursor idt_cursor_of(idt_span bytes)
{
    const unsigned char *start = (const unsigned char *)bytes.ptr;
    return (idt_cursor){ start, start, start + bytes.len, false };
}

size_t idt_cursor_left(const idt_cursor *self)
{
    return (size_t)(self->end - self->at);
}

static uint64_t little_endian(idt_cursor *self, size_t bytes)
{
    uint64_t value = 0;
    if (self->bad || idt_cursor_left(self) < bytes) {
        self->bad = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++)
        value |= (uint64_t)self->at[i] << (8 * i);
    self->at += bytes;
    return value;
}

uint8_t idt_cursor_u8(idt_cursor *self)
{
    return (uint8_t)little_endian(self, 1);
}

uint16_t idt_cursor_u16(idt_cursor *self)
{
    return (uint16_t)little_endian(self, 2);
}

uint32_t idt_cursor_u32(idt_cursor *self)
{
    return (uint32_t)little_endian(self, 4);
}

uint64_t idt_cursor_u64(idt_cursor *self)
{
    return little_endian(self, 8);
}

uint64_t idt_cursor_varint(idt_cursor *self)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte = idt_cursor_u8(self);
        if (self->bad || (shift == 63 && byte > 1)) /* more than 64 bits */
            break;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
    self->bad = true;
    return 0;
}

uint32_t idt_cursor_varint_max(idt_cursor *self, uint32_t max)
{
    uint64_t value = idt_cursor_varint(self);
    if (value > max) {
        self->bad = true;
        return 0;
    }
    return (uint32_t)value;
}

idt_span idt_cursor_bytes(idt_cursor *self, size_t count)
{
    if (self->bad || idt_cursor_left(self) < count) {
        self->bad = true;
        return IDT_SPAN_EMPTY;
    }
    idt_span bytes = { (const char *)self->at, count };
    self->at += count;
    return bytes;
}

idt_span idt_cursor_span(idt_cursor *self)
{
    uint64_t length = idt_cursor_varint(self);
    if (self->bad || length > idt_cursor_left(self)) {
        self->bad = true;
        return IDT_SPAN_EMPTY;
    }
    return idt_cursor_bytes(self, (size_t)length);
}
