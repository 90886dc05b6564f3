/* profile_file_test.c - profiles as people write them, right and wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "service/profile_file.h"

static idt_profile read_good(const char *text)
{
    idt_profile out;
    idt_err err = IDT_ERR_INIT;
    if (idt_profile_read(&out, idt_span_of(text), &err))
        fail_msg("%s\n%s", text, err.text);
    return out;
}

static void check_fault(const char *text, unsigned line, const char *says)
{
    idt_profile out;
    idt_err err = IDT_ERR_INIT;
    char place[32];
    idt_status status = idt_profile_read(&out, idt_span_of(text), &err);
    snprintf(place, sizeof place, "line %u: ", line);
    if (status != IDT_E_INPUT || err.line != line || strncmp(err.text, place, strlen(place)) != 0 ||
        !strstr(err.text, says))
        fail_msg("%s\nstatus %d, line %llu: %s\nexpected %s%s", text, status,
                 (unsigned long long)err.line, err.text, place, says);
}

static void what_is_not_stated_comes_from_the_base(void **state)
{
    (void)state;
    idt_profile profile = read_good("based_on: default\nweak_alias_cap: 0.750 # more alerts\n");
    idt_profile expected = *idt_profile_default();
    expected.weak_alias_cap = 750;
    assert_memory_equal(&profile, &expected, sizeof profile);
    assert_string_equal(idt_profile_name(&profile), "custom");
}

static void comments_order_and_spelling_do_not_move_the_hash(void **state)
{
    static const char *const texts[] = {
        "based_on: default\ncontradiction: 0.9\ntelling_bits: 27\n",
        "# ours\n\ntelling_bits: 27\nbased_on: default\ncontradiction: 0.900 # stricter\n",
        "{ contradiction: '0.9000', based_on: default, telling_bits: 27, method: words }\n",
        "contradiction: 0.90\nbased_on: default\ntelling_bits: 027\nnoise: 0.300\n",
    };
    char first[17], hash[17];
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        idt_profile profile = read_good(texts[i]);
        idt_profile_hash(i ? hash : first, &profile);
        if (i)
            assert_string_equal(hash, first);
    }
    idt_profile same = read_good("based_on: default\n");
    assert_string_equal(idt_profile_name(&same), "default");
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    idt_profile changed = *idt_profile_default();
    changed.contradiction = 1000;
    changed.birth_near = 7;
    changed.strength_bits = 80;
    const idt_profile *const profiles[] = { idt_profile_default(), &changed,
                                            idt_profile_named(IDT_SPAN_LIT("ofac")) };
    for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
        idt_buf text = IDT_BUF_INIT;
        idt_profile_write(&text, profiles[i]);
        idt_buf_add_char(&text, '\0');
        idt_profile again = read_good(text.ptr);
        char before[17], after[17];
        idt_profile_hash(before, profiles[i]);
        idt_profile_hash(after, &again);
        assert_string_equal(before, after);
        assert_non_null(strstr(text.ptr, before));
        idt_buf_release(&text);
    }
}

static void wrong_keys_and_values_are_errors_with_their_line(void **state)
{
    (void)state;
    check_fault("", 1, "nothing is stated");
    check_fault("# only a comment\n", 1, "nothing is stated");
    check_fault("based_on: default\n\ncontradicton: 0.8\n", 3, "unknown key contradicton");
    check_fault("based_on: default\nnoise:\n", 2, "noise has no value");
    check_fault("based_on: default\nnoise: 300\n", 2,
                "noise takes a number of at most three decimals from 0.000 to 1.000, not \"300\"");
    check_fault("based_on: default\nnoise: 1.001\n", 2, "not \"1.001\"");
    check_fault("based_on: default\nnoise: -0.1\n", 2, "not \"-0.1\"");
    check_fault("based_on: default\nnoise: 0.3333\n", 2, "at most three decimals");
    check_fault("based_on: default\nnoise: 0,3\n", 2, "not \"0,3\"");
    check_fault("based_on: default\nnoise: 1e-1\n", 2, "not \"1e-1\"");
    check_fault("based_on: default\nnoise: yes\n", 2, "not \"yes\"");
    check_fault("based_on: default\nnoise: 99999999999999999999\n", 2, "noise takes");
    check_fault("based_on: default\ntelling_bits: 26.5\n", 2,
                "telling_bits takes a whole number of bits from 1 to 1000, not \"26.5\"");
    check_fault("based_on: default\ntelling_bits: 0\n", 2, "from 1 to 1000, not \"0\"");
    check_fault("based_on: default\nstrength_bits: 1001\n", 2, "from 1 to 1000");
    check_fault("based_on: strict\n", 1, "based_on takes default or ofac, not \"strict\"");
    check_fault("based_on: default\nmethod: fuzzy\n", 2, "method takes words or ofac");
    check_fault("based_on: default\nnoise: 0.1\nnoise: 0.1\n", 3, "noise stands there twice");
    check_fault("based_on: default\nnoise: [0.1]\n", 2, "not a list");
    check_fault("based_on: default\nfacts:\n  noise: 0.1\n", 3, "not a mapping");
    check_fault("- noise\n", 1, "not a list");
    check_fault("based_on: default\nnoise: 'open\n", 3, "unexpected end");
}

static void numbers_are_written_in_one_way(void **state)
{
    (void)state;
    check_fault("based_on: default\nnoise: .3\n", 2, "not \".3\"");
    check_fault("based_on: default\nnoise: 0.\n", 2, "not \"0.\"");
    check_fault("based_on: default\nnoise: 0.3.0\n", 2, "not \"0.3.0\"");
    check_fault("based_on: default\nnoise: +0.3\n", 2, "not \"+0.3\"");
    check_fault("based_on: default\ntelling_bits: 0x1A\n", 2, "not \"0x1A\"");
    assert_int_equal(read_good("based_on: default\nnoise: 1\n").noise, 1000);
    assert_int_equal(read_good("based_on: default\nnoise: 0.05\n").noise, 50);
    assert_int_equal(read_good("based_on: default\nnoise: 0.0500\n").noise, 50);
}

static void a_profile_without_a_base_is_complete(void **state)
{
    (void)state;
    check_fault("contradiction: 0.8\n", 1, "contradiction_words is not stated");
    check_fault("method: words\n", 1, "contradiction is not stated");
}

static void values_that_break_the_bounds_are_errors(void **state)
{
    (void)state;
    check_fault("based_on: default\nomission_query_far: 0.900\n", 2,
                "omission_query_far 0.900 may not be above contradiction 0.");
    check_fault("based_on: default\ncontradiction: 0.500\n", 2, "may not be above contradiction");
    check_fault("based_on: default\nomission_listed_far: 0.9\ncontradiction: 0.85\n", 3,
                "omission_listed_far 0.900 may not be above contradiction 0.850");
    check_fault("based_on: default\nomission_query: 0.850\n", 2,
                "omission_query 0.850 may not be above omission_query_far");
    check_fault("based_on: default\ntelling_bits_least: 1000\n", 2,
                "telling_bits_least 1000 may not be above telling_bits");
}

static void numbers_beside_the_method_ofac_are_errors(void **state)
{
    (void)state;
    check_fault("method: ofac\nnoise: 0.1\n", 2, "noise has no part in the method ofac");
    check_fault("noise: 0.1\nbased_on: ofac\n", 1, "noise has no part in the method ofac");
    idt_profile ofac = read_good("method: ofac\n"), based = read_good("based_on: ofac\n");
    assert_string_equal(idt_profile_name(&ofac), "ofac");
    assert_string_equal(idt_profile_name(&based), "ofac");
}

static void a_text_that_is_too_long_is_refused(void **state)
{
    idt_buf text = IDT_BUF_INIT;
    idt_profile out;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    while (text.len <= 70000)
        idt_buf_add_text(&text, "# nothing\n");
    assert_int_equal(idt_profile_read(&out, idt_buf_span(&text), &err), IDT_E_LIMIT);
    idt_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_stated_comes_from_the_base),
        cmocka_unit_test(comments_order_and_spelling_do_not_move_the_hash),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(wrong_keys_and_values_are_errors_with_their_line),
        cmocka_unit_test(numbers_are_written_in_one_way),
        cmocka_unit_test(a_profile_without_a_base_is_complete),
        cmocka_unit_test(values_that_break_the_bounds_are_errors),
        cmocka_unit_test(numbers_beside_the_method_ofac_are_errors),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
