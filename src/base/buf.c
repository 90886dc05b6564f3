/* buf.c - growing bytes. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/err.h"

void idt_buf_release(idt_buf *self)
{
    idt_free(self->ptr);
    *self = IDT_BUF_INIT;
}

void idt_buf_reset(idt_buf *self)
{
    self->len = 0;
}

static void reserve(idt_buf *self, size_t more)
{
    if (self->capacity - self->len < more)
        self->ptr = idt_grow(self->ptr, &self->capacity, self->len + more, 1);
}

void idt_buf_add(idt_buf *self, const void *bytes, size_t count)
{
    if (count == 0)
        return;
    reserve(self, count);
    memcpy(self->ptr + self->len, bytes, count);
    self->len += count;
}

void idt_buf_add_span(idt_buf *self, idt_span text)
{
    idt_buf_add(self, text.ptr, text.len);
}

void idt_buf_add_text(idt_buf *self, const char *text)
{
    idt_buf_add_span(self, idt_span_of(text));
}

void idt_buf_add_char(idt_buf *self, char c)
{
    idt_buf_add(self, &c, 1);
}

void idt_buf_format(idt_buf *self, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    idt_assert(length >= 0);
    reserve(self, (size_t)length + 1);
    vsnprintf(self->ptr + self->len, (size_t)length + 1, format, again);
    va_end(again);
    self->len += (size_t)length;
}

idt_span idt_buf_span(const idt_buf *self)
{
    return self->len ? (idt_span){ self->ptr, self->len } : IDT_SPAN_EMPTY;
}

static void put_little_endian(idt_buf *self, uint64_t value, size_t bytes)
{
    unsigned char raw[8];
    for (size_t i = 0; i < bytes; i++)
        raw[i] = (unsigned char)(value >> (8 * i));
    idt_buf_add(self, raw, bytes);
}

void idt_buf_put_u8(idt_buf *self, uint8_t value)
{
    put_little_endian(self, value, 1);
}

void idt_buf_put_u16(idt_buf *self, uint16_t value)
{
    put_little_endian(self, value, 2);
}

void idt_buf_put_u32(idt_buf *self, uint32_t value)
{
    put_little_endian(self, value, 4);
}

void idt_buf_put_u64(idt_buf *self, uint64_t value)
{
    put_little_endian(self, value, 8);
}

void idt_buf_put_varint(idt_buf *self, uint64_t value)
{
    unsigned char raw[10];
    size_t count = 0;
    do {
        raw[count] = (unsigned char)(value & 0x7f);
        value >>= 7;
        if (value)
            raw[count] |= 0x80;
        count++;
    } while (value);
    idt_buf_add(self, raw, count);
}

void idt_buf_put_span(idt_buf *self, idt_span text)
{
    idt_buf_put_varint(self, text.len);
    idt_buf_add_span(self, text);
}
