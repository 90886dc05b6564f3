/* utf8.c - a decoder that never reads past the span. */
#include "codec/utf8.h"

/* What may follow a lead byte: how many bytes in all, and the range of the second one, which is
 * what keeps out overlong forms and surrogates (Unicode, table 3-7). */
typedef struct {
    unsigned char first, last; /* lead bytes */
    unsigned char length, second_min, second_max;
} lead_row;

static const lead_row LEADS[] = {
    { 0xC2, 0xDF, 2, 0x80, 0xBF }, { 0xE0, 0xE0, 3, 0xA0, 0xBF }, { 0xE1, 0xEC, 3, 0x80, 0xBF },
    { 0xED, 0xED, 3, 0x80, 0x9F }, { 0xEE, 0xEF, 3, 0x80, 0xBF }, { 0xF0, 0xF0, 4, 0x90, 0xBF },
    { 0xF1, 0xF3, 4, 0x80, 0xBF }, { 0xF4, 0xF4, 4, 0x80, 0x8F },
};

static const lead_row *find_lead(unsigned char byte)
{
    for (size_t i = 0; i < sizeof LEADS / sizeof LEADS[0]; i++)
        if (byte >= LEADS[i].first && byte <= LEADS[i].last)
            return &LEADS[i];
    return NULL;
}

uint32_t idt_utf8_next(size_t *bytes, idt_span text, size_t at)
{
    const unsigned char *from = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at;
    uint32_t code;

    *bytes = 1;
    if (from[0] < 0x80)
        return from[0];
    const lead_row *lead = find_lead(from[0]);
    if (!lead)
        return IDT_UTF8_MALFORMED;
    code = from[0] & (0xFFu >> (lead->length + 1));
    for (size_t i = 1; i < lead->length; i++) {
        unsigned char low = i == 1 ? lead->second_min : 0x80;
        unsigned char high = i == 1 ? lead->second_max : 0xBF;
        if (i == left || from[i] < low || from[i] > high)
            return IDT_UTF8_MALFORMED;
        code = code << 6 | (from[i] & 0x3Fu);
        *bytes = i + 1;
    }
    return code;
}

size_t idt_utf8_valid_length(idt_span text)
{
    size_t at = 0;

    while (at < text.len) {
        size_t bytes = 1;
        if ((unsigned char)text.ptr[at] >= 0x80 &&
            idt_utf8_next(&bytes, text, at) == IDT_UTF8_MALFORMED)
            return at;
        at += bytes;
    }
    return at;
}
