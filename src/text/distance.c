/* distance.c - Hyyro's bit-parallel optimal string alignment ("A bit-vector algorithm for computing
 * Levenshtein and Damerau edit distances", 2003): one machine word holds a column of the matrix. */
#include "text/distance.h"

#include <string.h>

#include "base/err.h"

/* `places` holds, by byte, where it stands in the pattern. */
static unsigned bit_parallel(const uint64_t *places, size_t pattern_len, idt_span text,
                             unsigned limit)
{
    uint64_t positive = ~0ull, negative = 0, diagonal = 0, previous = 0;
    uint64_t last = 1ull << (pattern_len - 1);
    unsigned distance = (unsigned)pattern_len;

    for (size_t j = 0; j < text.len; j++) {
        uint64_t match = places[(unsigned char)text.ptr[j]];
        uint64_t swap = (((~diagonal) & match) << 1) & previous;
        diagonal = (((match & positive) + positive) ^ positive) | match | negative | swap;
        uint64_t up = negative | ~(diagonal | positive);
        uint64_t down = diagonal & positive;
        if (up & last)
            distance++;
        else if (down & last)
            distance--;
        if (distance > limit + (text.len - j - 1))
            return limit + 1;
        up = (up << 1) | 1;
        down <<= 1;
        positive = down | ~(diagonal | up);
        negative = diagonal & up;
        previous = match;
    }
    return distance <= limit ? distance : limit + 1;
}

unsigned idt_distance(idt_span a, idt_span b, unsigned limit)
{
    static _Thread_local uint64_t places[256]; /* all zero between calls */
    idt_assert(a.len <= 64 && b.len <= 64);

    while (a.len && b.len && a.ptr[0] == b.ptr[0]) {
        a = idt_span_sub(a, 1, a.len);
        b = idt_span_sub(b, 1, b.len);
    }
    while (a.len && b.len && a.ptr[a.len - 1] == b.ptr[b.len - 1]) {
        a.len--;
        b.len--;
    }
    size_t longer = a.len > b.len ? a.len : b.len;
    size_t apart = longer - (a.len < b.len ? a.len : b.len);
    if (apart > limit)
        return limit + 1;
    if (a.len == 0 || b.len == 0)
        return (unsigned)longer;

    for (size_t i = 0; i < a.len; i++)
        places[(unsigned char)a.ptr[i]] |= 1ull << i;
    unsigned distance = bit_parallel(places, a.len, b, limit);
    for (size_t i = 0; i < a.len; i++)
        places[(unsigned char)a.ptr[i]] = 0;
    return distance;
}

void idt_pattern_set(idt_pattern *self, idt_span word)
{
    idt_assert(word.len >= 1 && word.len <= 64);
    memset(self->places, 0, sizeof self->places);
    for (size_t i = 0; i < word.len; i++)
        self->places[(unsigned char)word.ptr[i]] |= 1ull << i;
    self->word = word;
}

unsigned idt_pattern_distance(const idt_pattern *self, idt_span text, unsigned limit)
{
    idt_assert(text.len <= 64);
    return bit_parallel(self->places, self->word.len, text, limit);
}
