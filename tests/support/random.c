/* random.c - splitmix64 and edits. */
#include "support/random.h"

#include <stdlib.h>
#include <string.h>

uint64_t test_random_seed(void)
{
    const char *text = getenv("TEST_SEED");
    return text && *text ? strtoull(text, NULL, 10) : 20150102;
}

test_random test_random_of(uint64_t seed)
{
    return (test_random){ seed };
}

uint64_t test_random_next(test_random *self)
{
    uint64_t z = self->state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

uint64_t test_random_below(test_random *self, uint64_t limit)
{
    return test_random_next(self) % limit;
}

/* The start of the character at or before `at`. */
static size_t start_of(idt_span text, size_t at)
{
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

static size_t end_of(idt_span text, size_t start)
{
    size_t end = start + 1;
    while (end < text.len && ((unsigned char)text.ptr[end] & 0xc0) == 0x80)
        end++;
    return end;
}

static idt_span edit_character(test_random *self, idt_arena *arena, idt_span name)
{
    size_t from = start_of(name, test_random_below(self, name.len));
    size_t to = end_of(name, from);
    char letter = (char)('a' + test_random_below(self, 26));
    const char *at = name.ptr;
    size_t rest = name.len - to;
    switch (test_random_below(self, 4)) {
    case 0:
        return idt_arena_format(arena, "%.*s%.*s", (int)from, at, (int)rest, at + to);
    case 1:
        return idt_arena_format(arena, "%.*s%c%.*s", (int)from, at, letter, (int)(name.len - from),
                                at + from);
    case 2:
        return idt_arena_format(arena, "%.*s%c%.*s", (int)from, at, letter, (int)rest, at + to);
    default:
        if (to == name.len)
            return name;
        size_t next = end_of(name, to);
        return idt_arena_format(arena, "%.*s%.*s%.*s%.*s", (int)from, at, (int)(next - to), at + to,
                                (int)(to - from), at + from, (int)(name.len - next), at + next);
    }
}

/* Exchange the two sides of a blank, join them, or leave one out. */
static idt_span edit_words(test_random *self, idt_arena *arena, idt_span name)
{
    size_t from = test_random_below(self, name.len), blank = SIZE_MAX;
    for (size_t i = 0; i < name.len && blank == SIZE_MAX; i++)
        if (name.ptr[(from + i) % name.len] == ' ')
            blank = (from + i) % name.len;
    if (blank == SIZE_MAX)
        return edit_character(self, arena, name);
    idt_span left = idt_span_sub(name, 0, blank), right = idt_span_sub(name, blank + 1, name.len);
    switch (test_random_below(self, 4)) {
    case 0:
        return idt_arena_format(arena, "%.*s %.*s", (int)right.len, right.ptr, (int)left.len,
                                left.ptr);
    case 1:
        return idt_arena_format(arena, "%.*s%.*s", (int)left.len, left.ptr, (int)right.len,
                                right.ptr);
    case 2:
        return idt_span_trim(left).len ? left : right;
    default:
        return idt_span_trim(right).len ? right : left;
    }
}

idt_span test_random_edits(test_random *self, idt_arena *arena, idt_span name, uint64_t edits)
{
    for (uint64_t i = 0; i < edits && name.len > 1; i++)
        name = test_random_below(self, 6) ? edit_character(self, arena, name)
                                          : edit_words(self, arena, name);
    return name;
}
