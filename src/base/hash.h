/* hash.h - a fast hash to find and to check, a slow one to prove. */
#ifndef IDT_BASE_HASH_H
#define IDT_BASE_HASH_H

#include "base/span.h"

/* XXH3, 64 bits: lookups and checksums. The same on every machine. */
uint64_t idt_hash64(idt_span bytes);

enum { IDT_SHA256_HEX = 65 }; /* 64 digits and a NUL */

/* SHA-256 as lower-case hex. */
void idt_sha256_hex(char out[IDT_SHA256_HEX], idt_span bytes);
/* The same, piece by piece; `done` is told from where to where each piece went. */
void idt_sha256_hex_pieces(char out[IDT_SHA256_HEX], idt_span bytes, size_t piece,
                           void (*done)(const void *context, size_t from, size_t to),
                           const void *context);

#endif
