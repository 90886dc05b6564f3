/* span.h - what is a piece of text that somebody else owns?
 *
 * A span borrows `len` bytes; it is not NUL-terminated and never owns. Two spans are equal when
 * their bytes are. All functions are pure and thread-safe. */
#ifndef IDT_BASE_SPAN_H
#define IDT_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *ptr;
    size_t len;
} idt_span;

#define IDT_SPAN_EMPTY ((idt_span){ "", 0 })
#define IDT_SPAN_LIT(literal) ((idt_span){ (literal), sizeof(literal) - 1 })

idt_span idt_span_of(const char *text); /* NULL gives the empty span */
idt_span idt_span_sub(idt_span self, size_t from, size_t to);
bool idt_span_equal(idt_span a, idt_span b);
bool idt_span_equal_text(idt_span self, const char *text);
/* Case is folded for ASCII letters only. */
bool idt_span_equal_nocase(idt_span a, idt_span b);
bool idt_span_starts(idt_span self, const char *prefix);
bool idt_span_starts_nocase(idt_span self, const char *prefix);
bool idt_span_ends(idt_span self, const char *suffix);
/* Bytewise order, shorter first on a tie: <0, 0, >0. */
int idt_span_compare(idt_span a, idt_span b);
/* Position of `needle`, or SIZE_MAX. */
size_t idt_span_find(idt_span self, const char *needle);
size_t idt_span_find_nocase(idt_span self, const char *needle);
/* ASCII blanks, tabs and line ends are taken off both sides. */
idt_span idt_span_trim(idt_span self);
/* Cut `rest` at the first `separator`: the part before it is *part, the part behind stays in
 * *rest. False once nothing is left. */
bool idt_span_split(idt_span *part, idt_span *rest, const char *separator);
/* Decimal digits only, at most nine; false otherwise. */
bool idt_span_to_u32(idt_span self, uint32_t *value);

static inline bool idt_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool idt_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool idt_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool idt_is_alpha(char c)
{
    return idt_is_upper(c) || idt_is_lower(c);
}
static inline bool idt_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char idt_to_lower(char c)
{
    return idt_is_upper(c) ? (char)(c | 0x20) : c;
}
static inline char idt_to_upper(char c)
{
    return idt_is_lower(c) ? (char)(c & ~0x20) : c;
}

#endif
