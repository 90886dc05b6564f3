/* buf.h - bytes that grow and are owned. */
#ifndef IDT_BASE_BUF_H
#define IDT_BASE_BUF_H

#include "base/span.h"

typedef struct {
    char *ptr; /* NULL while empty; not NUL-terminated */
    size_t len, capacity;
} idt_buf;

#define IDT_BUF_INIT ((idt_buf){ NULL, 0, 0 })

void idt_buf_release(idt_buf *self);
void idt_buf_reset(idt_buf *self);
void idt_buf_add(idt_buf *self, const void *bytes, size_t count);
void idt_buf_add_span(idt_buf *self, idt_span text);
void idt_buf_add_text(idt_buf *self, const char *text);
void idt_buf_add_char(idt_buf *self, char c);
void idt_buf_format(idt_buf *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
idt_span idt_buf_span(const idt_buf *self); /* valid until the next change */

/* Little-endian fixed width and LEB128 numbers, as the index file holds them. */
void idt_buf_put_u8(idt_buf *self, uint8_t value);
void idt_buf_put_u16(idt_buf *self, uint16_t value);
void idt_buf_put_u32(idt_buf *self, uint32_t value);
void idt_buf_put_u64(idt_buf *self, uint64_t value);
void idt_buf_put_varint(idt_buf *self, uint64_t value);
/* Length as varint, then the bytes. */
void idt_buf_put_span(idt_buf *self, idt_span text);

#endif
