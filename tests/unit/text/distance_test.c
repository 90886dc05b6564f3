/* distance_test.c - the bit-parallel distance against the plain table of dynamic programming. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "text/distance.h"

enum { LENGTH_MAX = 64 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Optimal string alignment as the textbooks write it. */
static unsigned plain_distance(idt_span a, idt_span b)
{
    static unsigned table[LENGTH_MAX + 1][LENGTH_MAX + 1];
    for (size_t i = 0; i <= a.len; i++)
        table[i][0] = (unsigned)i;
    for (size_t j = 0; j <= b.len; j++)
        table[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++)
        for (size_t j = 1; j <= b.len; j++) {
            unsigned same = a.ptr[i - 1] == b.ptr[j - 1] ? 0 : 1;
            unsigned best = least(table[i - 1][j], table[i][j - 1]) + 1;
            best = least(best, table[i - 1][j - 1] + same);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1])
                best = least(best, table[i - 2][j - 2] + 1);
            table[i][j] = best;
        }
    return table[a.len][b.len];
}

static void check_distance(idt_span a, idt_span b, unsigned limit, unsigned true_distance)
{
    unsigned expected = true_distance <= limit ? true_distance : limit + 1;
    unsigned got = idt_distance(a, b, limit);
    if (got != expected)
        fail_msg("\"%.*s\" ~ \"%.*s\" at most %u: %u, not %u (seed %llu)", (int)a.len, a.ptr,
                 (int)b.len, b.ptr, limit, got, expected, (unsigned long long)test_random_seed());
}

static idt_span some_word(char out[LENGTH_MAX], test_random *random, uint64_t letters, size_t most)
{
    size_t length = test_random_below(random, most + 1);
    for (size_t i = 0; i < length; i++)
        out[i] = (char)('a' + test_random_below(random, letters));
    return (idt_span){ out, length };
}

/* A few edits of `word`, so that small distances between long words are met often. */
static idt_span edited(char out[LENGTH_MAX], test_random *random, uint64_t letters, idt_span word)
{
    size_t length = word.len;
    memcpy(out, word.ptr, length);
    for (uint64_t edits = test_random_below(random, 6); edits > 0; edits--) {
        size_t at = length ? test_random_below(random, length) : 0;
        switch (test_random_below(random, 4)) {
        case 0:
            if (length == LENGTH_MAX)
                break;
            memmove(out + at + 1, out + at, length - at);
            length++;
            out[at] = (char)('a' + test_random_below(random, letters));
            break;
        case 1:
            if (length == 0)
                break;
            memmove(out + at, out + at + 1, length - at - 1);
            length--;
            break;
        case 2:
            if (at + 1 < length) {
                char swap = out[at];
                out[at] = out[at + 1];
                out[at + 1] = swap;
            }
            break;
        default:
            if (length)
                out[at] = (char)('a' + test_random_below(random, letters));
        }
    }
    return (idt_span){ out, length };
}

static void known_distances_hold(void **state)
{
    static const struct {
        const char *a, *b;
        unsigned distance;
    } cases[] = {
        { "", "", 0 },           { "", "abc", 3 },          { "kim", "kim", 0 },
        { "kore", "korea", 1 },  { "hussein", "husayn", 3 }, { "putin", "puitn", 1 },
        { "ca", "abc", 3 }, /* no piece is edited twice: 2 where that is allowed */
        { "ab", "ba", 1 },       { "a", "b", 1 },           { "abcdef", "bacdfe", 2 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (unsigned limit = 0; limit < 5; limit++) {
            check_distance(idt_span_of(cases[i].a), idt_span_of(cases[i].b), limit,
                           cases[i].distance);
            check_distance(idt_span_of(cases[i].b), idt_span_of(cases[i].a), limit,
                           cases[i].distance);
        }
}

static void random_pairs_have_the_distance_of_the_table(void **state)
{
    enum { PAIRS = 200000 };
    test_random random = test_random_of(test_random_seed());
    char left[LENGTH_MAX], right[LENGTH_MAX];
    (void)state;
    for (size_t i = 0; i < PAIRS; i++) {
        uint64_t letters = 2 + test_random_below(&random, 3);
        size_t most = i % 8 == 0 ? LENGTH_MAX : 12;
        idt_span a = some_word(left, &random, letters, most);
        idt_span b = i % 2 ? some_word(right, &random, letters, most)
                           : edited(right, &random, letters, a);
        unsigned distance = plain_distance(a, b);
        for (unsigned limit = 0; limit <= 4; limit++)
            check_distance(a, b, limit, distance);
        for (unsigned limit = distance ? distance - 1 : 0; limit <= distance + 1; limit++)
            check_distance(a, b, limit, distance);
        check_distance(b, a, LENGTH_MAX, distance);
    }
}

static void every_limit_holds_at_the_longest_words(void **state)
{
    test_random random = test_random_of(test_random_seed() + 1);
    char left[LENGTH_MAX], right[LENGTH_MAX];
    (void)state;
    for (size_t i = 0; i < 300; i++) {
        idt_span a = some_word(left, &random, 3, LENGTH_MAX);
        idt_span b = some_word(right, &random, 3, LENGTH_MAX);
        unsigned distance = plain_distance(a, b);
        for (unsigned limit = 0; limit <= LENGTH_MAX + 1; limit++)
            check_distance(a, b, limit, distance);
    }
}

static void bytes_of_any_value_are_letters(void **state)
{
    (void)state;
    check_distance(IDT_SPAN_LIT("\xff\x80\x00z"), IDT_SPAN_LIT("\xff\x00\x80z"), 3, 1);
    check_distance(IDT_SPAN_LIT("\xd8\xb9"), IDT_SPAN_LIT("\xd8\xba"), 3, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_distances_hold),
        cmocka_unit_test(random_pairs_have_the_distance_of_the_table),
        cmocka_unit_test(every_limit_holds_at_the_longest_words),
        cmocka_unit_test(bytes_of_any_value_are_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
