/* date_test.c - partial dates: every shape that lists and customer files use, and none else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/date.h"

typedef struct {
    const char *input, *expected; /* "-": no date */
} date_case;

static void check_date(const char *input, const char *expected)
{
    idt_date_range range;
    idt_buf out = IDT_BUF_INIT;

    if (idt_date_parse(&range, idt_span_of(input)))
        idt_date_format(&out, range);
    else
        idt_buf_add_text(&out, "-");
    idt_buf_add_char(&out, '\0');
    if (!idt_span_equal_text(idt_span_of(out.ptr), expected))
        fail_msg("\"%s\" is read as %s, not as %s", input, out.ptr, expected);
    idt_buf_release(&out);
}

static void check_dates(const date_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_date(cases[i].input, cases[i].expected);
}

#define CHECK_DATES(cases) check_dates((cases), sizeof(cases) / sizeof *(cases))

static void days_months_and_years_are_read_in_the_shapes_of_lists(void **state)
{
    static const date_case cases[] = {
        { "1962-02-18", "1962-02-18" },
        { "1969-7-16", "1969-07-16" },
        { "1962-2", "1962-02" },
        { "1962", "1962" },
        { " 1962 ", "1962" },
        { "18.02.1962", "1962-02-18" },
        { "7.8.1965", "1965-08-07" },
        { "18/02/1962", "1962-02-18" },
        { "03/04/1962", "1962-04-03" }, /* day first */
        { "02/1962", "1962-02" },
        { "19620218", "1962-02-18" },
        { "18 Feb 1962", "1962-02-18" },
        { "18-Feb-1962", "1962-02-18" },
        { "18 february 1962", "1962-02-18" },
        { "18th Sept. 1962", "1962-09-18" },
        { "FEBRUARY 18, 1962", "1962-02-18" },
        { "Feb 1962", "1962-02" },
        { "Feb. 1962.", "1962-02" },
        { "2026-04-02T23:00:02.140Z", "2026-04-02" },
        { "1962-02-18 00:00:00", "1962-02-18" },
    };
    (void)state;
    CHECK_DATES(cases);
}

static void circa_and_ranges_keep_what_was_stated(void **state)
{
    static const date_case cases[] = {
        { "circa 1947", "circa 1947" },
        { "Circa 18 Feb 1962", "circa 1962-02-18" },
        { "c. 1947", "circa 1947" },
        { "approximately 1955- 1958", "circa 1955 to 1958" },
        { "circa 1955-1958", "circa 1955 to 1958" },
        { "1962 to 1965", "1962 to 1965" },
        { "1962-1965", "1962 to 1965" },
        { "1962 \xe2\x80\x93 1965", "1962 to 1965" },
        { "18 Feb 1962 to 3 Mar 1962", "1962-02-18 to 1962-03-03" },
        { "Feb 1962 to Mar 1963", "1962-02 to 1963-03" },
        { "Between Aug. and Sep. 1977", "1977-08 to 1977-09" },
        { "1962 to Feb 1962", "1962 to 1962-02" },
    };
    (void)state;
    CHECK_DATES(cases);
}

static void zeros_are_an_unknown_day_or_month(void **state)
{
    static const date_case cases[] = {
        { "00/00/1965", "1965" },
        { "00/06/1970", "1970-06" },
        { "1970-06-00", "1970-06" },
        { "12/00/1970", "-" },
    };
    (void)state;
    CHECK_DATES(cases);
}

static void impossible_and_foreign_texts_are_no_dates(void **state)
{
    static const date_case cases[] = {
        { "", "-" },
        { ".", "-" },
        { "-", "-" },
        { "1962-", "-" },
        { "1962-02-31", "-" },
        { "29 Feb 1900", "-" },
        { "29 Feb 2000", "2000-02-29" },
        { "12/25/1962", "-" },
        { "1962-13", "-" },
        { "1 2 1962", "-" },
        { "18.02/1962", "-" },
        { "62", "-" },
        { "18 Feb 62", "-" },
        { "1965 to 1962", "-" },
        { "24/06/1402", "-" }, /* Islamic calendar */
        { "0000", "-" },
        { "in 1962", "-" },
        { "30-35 years old", "-" },
        { "7.8.1965 / 20.2.1972", "-" },
        { "1962-02-18-1962-02-19", "-" },
        { "99999999999999999999", "-" },
    };
    (void)state;
    CHECK_DATES(cases);
}

static void every_printed_date_is_read_back_as_itself(void **state)
{
    (void)state;
    for (unsigned year = 1900; year < 2030; year++) {
        for (unsigned month = 0; month <= 12; month++) {
            for (unsigned day = 0; day <= 31; day += month ? 1 : 32) {
                idt_ymd date = { (uint16_t)year, (uint8_t)month, (uint8_t)day };
                idt_date_range range, again;
                idt_buf out = IDT_BUF_INIT;

                if (!idt_ymd_valid(date))
                    continue;
                range = (idt_date_range){ date, { 2030, 0, 0 }, year % 2 == 0 };
                idt_date_format(&out, range);
                assert_true(idt_date_parse(&again, idt_buf_span(&out)));
                assert_memory_equal(&again.from, &range.from, sizeof range.from);
                assert_memory_equal(&again.to, &range.to, sizeof range.to);
                assert_int_equal(again.approximate, range.approximate);
                idt_buf_release(&out);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_months_and_years_are_read_in_the_shapes_of_lists),
        cmocka_unit_test(circa_and_ranges_keep_what_was_stated),
        cmocka_unit_test(zeros_are_an_unknown_day_or_month),
        cmocka_unit_test(impossible_and_foreign_texts_are_no_dates),
        cmocka_unit_test(every_printed_date_is_read_back_as_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
