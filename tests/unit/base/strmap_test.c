/* strmap_test.c - one number for each distinct text, in order of arrival. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/strmap.h"

static void an_empty_map_finds_nothing(void **state)
{
    idt_strmap map = IDT_STRMAP_INIT;
    (void)state;
    assert_true(idt_strmap_find(&map, IDT_SPAN_LIT("a")) == IDT_STRMAP_NONE);
    idt_strmap_release(&map);
    idt_strmap_release(&map);
}

static void texts_are_numbered_as_they_come(void **state)
{
    idt_strmap map = IDT_STRMAP_INIT;
    bool added;
    (void)state;
    assert_int_equal(idt_strmap_add(&map, IDT_SPAN_LIT("kim"), &added), 0);
    assert_true(added);
    assert_int_equal(idt_strmap_add(&map, IDT_SPAN_EMPTY, NULL), 1);
    assert_int_equal(idt_strmap_add(&map, IDT_SPAN_LIT("kim"), &added), 0);
    assert_false(added);
    assert_int_equal(idt_strmap_add(&map, IDT_SPAN_LIT("ki"), NULL), 2);
    assert_int_equal(idt_strmap_find(&map, IDT_SPAN_EMPTY), 1);
    assert_true(idt_strmap_find(&map, IDT_SPAN_LIT("k")) == IDT_STRMAP_NONE);
    assert_int_equal(map.count, 3);
    idt_strmap_release(&map);
}

static void many_texts_keep_their_numbers_while_the_map_grows(void **state)
{
    enum { COUNT = 20000 };
    idt_strmap map = IDT_STRMAP_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    for (uint32_t i = 0; i < COUNT; i++) {
        bool added;
        assert_int_equal(idt_strmap_add(&map, idt_arena_format(&arena, "w%u", i), &added), i);
        assert_true(added);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        idt_span key = idt_arena_format(&arena, "w%u", i);
        if (idt_strmap_find(&map, key) != i || !idt_span_equal(map.keys[i], key))
            fail_msg("%.*s has lost its number", (int)key.len, key.ptr);
    }
    assert_true(idt_strmap_find(&map, IDT_SPAN_LIT("w20000")) == IDT_STRMAP_NONE);
    idt_strmap_release(&map);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_finds_nothing),
        cmocka_unit_test(texts_are_numbered_as_they_come),
        cmocka_unit_test(many_texts_keep_their_numbers_while_the_map_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
