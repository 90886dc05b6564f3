/* span_test.c - borrowed text: cutting, comparing, finding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/span.h"

static void text_is_equal_by_its_bytes_alone(void **state)
{
    (void)state;
    assert_true(idt_span_equal(IDT_SPAN_EMPTY, idt_span_of("")));
    assert_true(idt_span_equal(idt_span_of(NULL), IDT_SPAN_EMPTY));
    assert_true(idt_span_equal_text(IDT_SPAN_LIT("a"), "a"));
    assert_false(idt_span_equal_text(IDT_SPAN_LIT("a"), "A"));
    assert_false(idt_span_equal(IDT_SPAN_LIT("a\0b"), IDT_SPAN_LIT("a\0c")));
    assert_true(idt_span_equal_nocase(IDT_SPAN_LIT("Kim-1"), IDT_SPAN_LIT("kIM-1")));
    /* Only letters fold: @ and `, [ and { differ by the same bit. */
    assert_false(idt_span_equal_nocase(IDT_SPAN_LIT("@["), IDT_SPAN_LIT("`{")));
}

static void cutting_never_leaves_the_text(void **state)
{
    static const struct {
        size_t from, to;
        const char *expected;
    } cases[] = {
        { 0, 5, "tango" }, { 1, 3, "an" }, { 3, 99, "go" },
        { 5, 5, "" },      { 9, 12, "" },  { 4, 2, "" }, { 0, SIZE_MAX, "tango" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_span text = IDT_SPAN_LIT("tango");
        idt_span part = idt_span_sub(text, cases[i].from, cases[i].to);
        if (!idt_span_equal_text(part, cases[i].expected))
            fail_msg("[%zu, %zu) gives \"%.*s\"", cases[i].from, cases[i].to, (int)part.len,
                     part.ptr);
        assert_true(part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len);
    }
}

static void order_is_bytewise_and_shorter_first(void **state)
{
    (void)state;
    assert_true(idt_span_compare(IDT_SPAN_LIT("ab"), IDT_SPAN_LIT("abc")) < 0);
    assert_true(idt_span_compare(IDT_SPAN_LIT("abc"), IDT_SPAN_LIT("ab")) > 0);
    assert_true(idt_span_compare(IDT_SPAN_LIT("z"), IDT_SPAN_LIT("\xc3\xa4")) < 0);
    assert_int_equal(idt_span_compare(IDT_SPAN_EMPTY, idt_span_of(NULL)), 0);
}

static void beginnings_ends_and_places_are_found(void **state)
{
    idt_span text = IDT_SPAN_LIT("DOB 18 Feb 1962; DOB circa 1963");
    (void)state;
    assert_true(idt_span_starts(text, "DOB "));
    assert_true(idt_span_starts_nocase(text, "dob "));
    assert_false(idt_span_starts(IDT_SPAN_LIT("DO"), "DOB"));
    assert_true(idt_span_ends(text, "1963"));
    assert_false(idt_span_ends(IDT_SPAN_LIT("3"), "63"));
    assert_int_equal(idt_span_find(text, "DOB c"), 17);
    assert_int_equal(idt_span_find_nocase(text, "CIRCA"), 21);
    assert_true(idt_span_find(text, "POB") == SIZE_MAX);
    assert_true(idt_span_find_nocase(text, "1963.") == SIZE_MAX);
    assert_true(idt_span_find(IDT_SPAN_EMPTY, "a") == SIZE_MAX);
    assert_int_equal(idt_span_find(text, ""), 0);
    assert_int_equal(idt_span_find_nocase(text, ""), 0);
    assert_int_equal(idt_span_find(IDT_SPAN_EMPTY, ""), 0);
    assert_int_equal(idt_span_find_nocase(IDT_SPAN_EMPTY, ""), 0);
}

static void blanks_are_trimmed_off_both_sides(void **state)
{
    (void)state;
    assert_true(idt_span_equal_text(idt_span_trim(IDT_SPAN_LIT(" \t a b\r\n")), "a b"));
    assert_int_equal(idt_span_trim(IDT_SPAN_LIT(" \v\f ")).len, 0);
    assert_int_equal(idt_span_trim(IDT_SPAN_EMPTY).len, 0);
}

static void check_split(const char *text, const char *separator, const char *expected)
{
    char got[64] = "";
    size_t at = 0, rounds = 0;
    idt_span rest = idt_span_of(text), part;
    while (idt_span_split(&part, &rest, separator) && rounds++ < 10)
        at += (size_t)snprintf(got + at, sizeof got - at, "[%.*s]", (int)part.len, part.ptr);
    assert_false(idt_span_split(&part, &rest, separator)); /* it stays at its end */
    if (!idt_span_equal_text(idt_span_of(got), expected))
        fail_msg("\"%s\" cut at \"%s\" gives %s, not %s", text, separator, got, expected);
}

static void text_is_cut_at_separators(void **state)
{
    (void)state;
    check_split("a; b; c", "; ", "[a][b][c]");
    check_split("a;;c", ";", "[a][][c]");
    check_split("a;", ";", "[a]");
    check_split(";a", ";", "[][a]");
    check_split("", ";", "");
    check_split("a", ";", "[a]");
}

static void numbers_are_decimal_digits_alone(void **state)
{
    static const struct {
        const char *text;
        bool ok;
        uint32_t value;
    } cases[] = {
        { "0", true, 0 },   { "999999999", true, 999999999 }, { "007", true, 7 },
        { "", false, 0 },   { "1234567890", false, 0 },       { "-1", false, 0 },
        { "1 ", false, 0 }, { "0x1", false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t value = 0;
        bool ok = idt_span_to_u32(idt_span_of(cases[i].text), &value);
        if (ok != cases[i].ok || value != cases[i].value)
            fail_msg("\"%s\" gives %d, %u", cases[i].text, ok, value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_equal_by_its_bytes_alone),
        cmocka_unit_test(cutting_never_leaves_the_text),
        cmocka_unit_test(order_is_bytewise_and_shorter_first),
        cmocka_unit_test(beginnings_ends_and_places_are_found),
        cmocka_unit_test(blanks_are_trimmed_off_both_sides),
        cmocka_unit_test(text_is_cut_at_separators),
        cmocka_unit_test(numbers_are_decimal_digits_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
