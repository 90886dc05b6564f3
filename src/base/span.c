/* span.c - borrowed text. */
#include "base/span.h"

#include <string.h>

idt_span idt_span_of(const char *text)
{
    return text ? (idt_span){ text, strlen(text) } : IDT_SPAN_EMPTY;
}

idt_span idt_span_sub(idt_span self, size_t from, size_t to)
{
    if (to > self.len)
        to = self.len;
    if (from > to)
        from = to;
    return (idt_span){ self.ptr + from, to - from };
}

bool idt_span_equal(idt_span a, idt_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool idt_span_equal_text(idt_span self, const char *text)
{
    return idt_span_equal(self, idt_span_of(text));
}

bool idt_span_equal_nocase(idt_span a, idt_span b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (idt_to_lower(a.ptr[i]) != idt_to_lower(b.ptr[i]))
            return false;
    return true;
}

bool idt_span_starts(idt_span self, const char *prefix)
{
    idt_span want = idt_span_of(prefix);
    return self.len >= want.len && idt_span_equal(idt_span_sub(self, 0, want.len), want);
}

bool idt_span_starts_nocase(idt_span self, const char *prefix)
{
    idt_span want = idt_span_of(prefix);
    return self.len >= want.len && idt_span_equal_nocase(idt_span_sub(self, 0, want.len), want);
}

bool idt_span_ends(idt_span self, const char *suffix)
{
    idt_span want = idt_span_of(suffix);
    return self.len >= want.len &&
           idt_span_equal(idt_span_sub(self, self.len - want.len, self.len), want);
}

int idt_span_compare(idt_span a, idt_span b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

size_t idt_span_find(idt_span self, const char *needle)
{
    idt_span want = idt_span_of(needle);
    if (want.len == 0)
        return 0;
    const char *at = self.len ? memmem(self.ptr, self.len, want.ptr, want.len) : NULL;
    return at ? (size_t)(at - self.ptr) : SIZE_MAX;
}

size_t idt_span_find_nocase(idt_span self, const char *needle)
{
    for (size_t i = 0; i <= self.len; i++)
        if (idt_span_starts_nocase(idt_span_sub(self, i, self.len), needle))
            return i;
    return SIZE_MAX;
}

idt_span idt_span_trim(idt_span self)
{
    while (self.len > 0 && idt_is_blank(self.ptr[0])) {
        self.ptr++;
        self.len--;
    }
    while (self.len > 0 && idt_is_blank(self.ptr[self.len - 1]))
        self.len--;
    return self;
}

bool idt_span_split(idt_span *part, idt_span *rest, const char *separator)
{
    if (!rest->ptr)
        return false;
    size_t at = idt_span_find(*rest, separator);
    if (at == SIZE_MAX) {
        *part = *rest;
        *rest = (idt_span){ NULL, 0 };
        return part->len > 0;
    }
    *part = idt_span_sub(*rest, 0, at);
    *rest = idt_span_sub(*rest, at + strlen(separator), rest->len);
    return true;
}

bool idt_span_to_u32(idt_span self, uint32_t *value)
{
    uint32_t sum = 0;
    if (self.len == 0 || self.len > 9)
        return false;
    for (size_t i = 0; i < self.len; i++) {
        if (!idt_is_digit(self.ptr[i]))
            return false;
        sum = sum * 10 + (uint32_t)(self.ptr[i] - '0');
    }
    *value = sum;
    return true;
}
