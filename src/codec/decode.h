/* decode.h - in which encoding is this text, and what is it as UTF-8?
 *
 * Reads a descriptor chunk by chunk in constant memory. Recognised: a byte order mark; UTF-16
 * without one, by the zero bytes at every other place; else UTF-8, unless what stands there cannot
 * be: then Windows-1252. A text is ASCII until its first other byte, so the choice may fall late
 * in a file. Any encoding that ICU knows can be named instead. Bytes that the encoding does not
 * have come out as IDT_DECODE_BAD, which is never part of UTF-8, so that the place can be told.
 *
 * A source belongs to one thread at a time. */
#ifndef IDT_CODEC_DECODE_H
#define IDT_CODEC_DECODE_H

#include <stdatomic.h>

#include "base/buf.h"
#include "base/err.h"

#define IDT_DECODE_BAD '\xFF'

typedef struct idt_text_source idt_text_source;

typedef struct {
    int descriptor;          /* stays the caller's */
    const char *encoding;    /* "utf-8", "utf-16le", "cp1252", ...; NULL: recognise it */
    const atomic_bool *stop; /* set: end while a pipe keeps us waiting; may be NULL */
} idt_text_source_options;

/* *out is NULL on failure. IDT_OK or IDT_E_USAGE: nobody knows the encoding. Reads nothing yet. */
idt_status idt_text_source_open(idt_text_source **out, idt_text_source_options options,
                                idt_err *err) IDT_MUST_USE;
void idt_text_source_close(idt_text_source *self); /* NULL is fine */

/* The first bytes as they stand in the file: at least `count` (64 at most) where it has as many.
 * Before the first call of idt_text_source_more only. */
idt_span idt_text_source_front(idt_text_source *self, size_t count);
/* Append the next piece as UTF-8. False at the end, when stopped or on an error: ask status. */
bool idt_text_source_more(idt_text_source *self, idt_buf *out);
idt_status idt_text_source_status(const idt_text_source *self, idt_err *err);
/* Whether it ended because it was told to. */
bool idt_text_source_stopped(const idt_text_source *self);

/* The name of the encoding as known by now; a constant, or as long-lived as the source. */
const char *idt_text_source_encoding(const idt_text_source *self);
/* Where the first byte stands that made it Windows-1252, if it was recognised as that; else 0. */
uint64_t idt_text_source_turned_at(const idt_text_source *self);
/* How many places of a text taken as Windows-1252 would be well-formed UTF-8 and more than ASCII:
 * in Windows-1252 such a place is a rare pair like "Ã¼", so some of them mean UTF-8 with a fault.
 */
uint64_t idt_text_source_doubts(const idt_text_source *self);
uint64_t idt_text_source_bytes_read(const idt_text_source *self);

#endif
