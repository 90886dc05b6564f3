/* arena_test.c - memory that dies together: aligned, zeroed, apart, reusable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static bool is_zero(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i])
            return false;
    return true;
}

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    static const size_t sizes[] = { 1, 7, 8, 9, 0, 100, 16 * 1024, 5, 3 * 1024 * 1024, 64 };
    enum { COUNT = sizeof sizes / sizeof sizes[0] };
    unsigned char *pieces[COUNT];
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT; i++) {
            pieces[i] = idt_arena_alloc(&arena, sizes[i]);
            assert_int_equal((uintptr_t)pieces[i] % 8, 0);
            assert_true(is_zero(pieces[i], sizes[i]));
            memset(pieces[i], (int)(i + 1), sizes[i]);
        }
        for (size_t i = 0; i < COUNT; i++)
            for (size_t k = 0; k < sizes[i]; k++)
                if (pieces[i][k] != i + 1)
                    fail_msg("round %zu: piece %zu of %zu bytes was overwritten at %zu", round, i,
                             sizes[i], k);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
    idt_arena_release(&arena);
}

static void an_arena_never_used_can_be_reset_and_released(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    idt_arena_reset(&arena);
    idt_arena_release(&arena);
    assert_non_null(idt_arena_alloc(&arena, 0));
    idt_arena_release(&arena);
}

static void copies_and_formats_end_in_nul(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    char source[] = "KOMID";
    (void)state;
    idt_span copy = idt_arena_copy(&arena, idt_span_of(source));
    source[0] = 'x';
    assert_string_equal(copy.ptr, "KOMID");
    assert_int_equal(copy.len, 5);
    idt_span empty = idt_arena_copy(&arena, IDT_SPAN_EMPTY);
    assert_int_equal(empty.len, 0);
    assert_int_equal(empty.ptr[0], '\0');
    idt_span said = idt_arena_format(&arena, "%s:%05d", "un", 42);
    assert_string_equal(said.ptr, "un:00042");
    assert_int_equal(said.len, 8);
    assert_int_equal(idt_arena_format(&arena, "%s", "").len, 0);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(an_arena_never_used_can_be_reset_and_released),
        cmocka_unit_test(copies_and_formats_end_in_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
