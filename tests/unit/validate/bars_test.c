/* Intervals, and bars held against figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "validate/validate_internal.h"

static void intervals_are_wilsons(void **state)
{
    /* Values of the closed formula, computed by hand for these counts. */
    static const struct {
        uint32_t cases, found, low, high;
    } cases[] = {
        { 0, 0, 0, 100000 },       { 10, 10, 72247, 100000 }, { 10, 0, 0, 27753 },
        { 100, 50, 40383, 59617 }, { 40, 36, 76948, 96042 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_interval got = idt_wilson((idt_share){ cases[i].cases, cases[i].found });
        if (got.low > cases[i].low + 1 || got.low + 1 < cases[i].low ||
            got.high > cases[i].high + 1 || got.high + 1 < cases[i].high)
            fail_msg("%u of %u: %u to %u", cases[i].found, cases[i].cases, got.low, got.high);
    }
}

static void check_bars(const char *yaml, idt_status expected, const char *words, size_t failed)
{
    idt_validation validation = { .arena = IDT_ARENA_INIT };
    idt_class_result *classes =
        idt_arena_alloc(&validation.arena, idt_class_row_count * sizeof *classes);
    idt_placebo_result placebo = { .id = "x.csv", .title = "x.csv", .bar = "person_file" };
    idt_bar_results results;
    idt_err err = IDT_ERR_INIT;
    for (size_t r = 0; r < idt_class_row_count; r++)
        if (strcmp(idt_class_rows[r].public.id, "order") == 0)
            classes[r].all = (idt_share){ 200, 199 };
    placebo.asked[IDT_ASKED_TYPED].subjects = 1000;
    placebo.asked[IDT_ASKED_TYPED].alerting = 10;
    validation.classes = classes;
    validation.class_count = idt_class_row_count;
    validation.placebos = &placebo;
    validation.placebo_count = 1;
    idt_status got =
        idt_bars_judge(&results, &validation.arena, idt_span_of(yaml), &validation, &err);
    if (got != expected || (got == IDT_OK && results.failed != failed) || !strstr(err.text, words))
        fail_msg("%s: status %d, %zu failed, \"%s\"", yaml, (int)got, results.failed, err.text);
    idt_arena_release(&validation.arena);
}

static void bars_are_met_to_the_last_case(void **state)
{
    (void)state;
    check_bars("recall.order: 0.995\n", IDT_OK, "", 0);
    check_bars("recall.order: 0.99501\n", IDT_OK, "", 1);
    check_bars("recall.order: 1\n", IDT_OK, "", 1);
    check_bars("alerts.person_file.typed: 0.010\n", IDT_OK, "", 0);
    check_bars("alerts.person_file.typed: 0.00999\n", IDT_OK, "", 1);
    check_bars("recall.noise: 1.000\n", IDT_OK, "", 0); /* nothing was there to measure */
    check_bars("alerts.file.facts: 0\n", IDT_OK, "", 0);
    check_bars(idt_bars_default, IDT_OK, "", 0);
}

static void a_bar_nobody_can_measure_is_refused_with_its_line(void **state)
{
    (void)state;
    check_bars("recall.order: 0.9\nrecall.magic: 0.9\n", IDT_E_INPUT, "line 2", 0);
    check_bars("alerts.persons.loudly: 0.9\n", IDT_E_INPUT, "alerts.persons.loudly", 0);
    check_bars("recall.order: 99\n", IDT_E_INPUT, "\"99\" is no share", 0);
    check_bars("recall.order: 1.1\n", IDT_E_INPUT, "no share", 0);
    check_bars("recall.order: 0.\n", IDT_E_INPUT, "no share", 0);
    check_bars("order: 0.5\n", IDT_E_INPUT, "nothing named order", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_wilsons),
        cmocka_unit_test(bars_are_met_to_the_last_case),
        cmocka_unit_test(a_bar_nobody_can_measure_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
