/* utf8.h - which code point stands at this byte?
 *
 * Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. Pure. */
#ifndef IDT_CODEC_UTF8_H
#define IDT_CODEC_UTF8_H

#include "base/span.h"

#define IDT_UTF8_MALFORMED UINT32_MAX

/* The code point at byte `at` < text.len, and in *bytes how far it reaches (1..4). For malformed
 * bytes the result is IDT_UTF8_MALFORMED and *bytes covers what a reader replaces by one U+FFFD
 * (the maximal subpart of Unicode 3.9). */
uint32_t idt_utf8_next(size_t *bytes, idt_span text, size_t at);

/* Position of the first malformed byte, or text.len. */
size_t idt_utf8_valid_length(idt_span text);

#endif
