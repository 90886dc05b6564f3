/* profile_test.c - the built-in profiles are sound, and a hash names every value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "match/profile.h"

static void built_in_profiles_are_known_by_name(void **state)
{
    (void)state;
    assert_ptr_equal(idt_profile_named(IDT_SPAN_LIT("default")), idt_profile_default());
    assert_int_equal(idt_profile_default()->method, IDT_METHOD_WORDS);
    assert_int_equal(idt_profile_named(IDT_SPAN_LIT("ofac"))->method, IDT_METHOD_OFAC);
    assert_null(idt_profile_named(IDT_SPAN_LIT("Default")));
    assert_null(idt_profile_named(IDT_SPAN_LIT("")));
    assert_string_equal(idt_profile_name(idt_profile_default()), "default");
    assert_string_equal(idt_profile_name(idt_profile_named(IDT_SPAN_LIT("ofac"))), "ofac");
}

static void the_default_profile_is_within_its_ranges(void **state)
{
    size_t count;
    const idt_profile_field *fields = idt_profile_fields(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        uint32_t value = idt_profile_get(idt_profile_default(), &fields[i]);
        if (value < fields[i].least || value > fields[i].most)
            fail_msg("%s is %u", fields[i].key, value);
    }
    assert_null(idt_profile_broken_order(idt_profile_default()));
}

static void the_hash_names_every_value(void **state)
{
    size_t count;
    const idt_profile_field *fields = idt_profile_fields(&count);
    char usual[17], other[17];
    (void)state;
    idt_profile_hash(usual, idt_profile_default());
    for (size_t i = 0; i < count; i++) {
        idt_profile changed = *idt_profile_default();
        uint32_t value = idt_profile_get(&changed, &fields[i]);
        idt_profile_set(&changed, &fields[i], value + 1);
        idt_profile_hash(other, &changed);
        if (strcmp(usual, other) == 0)
            fail_msg("%s is not in the hash", fields[i].key);
        assert_string_equal(idt_profile_name(&changed), "custom");
        idt_profile_set(&changed, &fields[i], value);
        idt_profile_hash(other, &changed);
        assert_string_equal(usual, other);
    }
    idt_profile_hash(other, idt_profile_named(IDT_SPAN_LIT("ofac")));
    assert_string_not_equal(usual, other);
}

static void an_omission_above_a_contradiction_breaks_an_order(void **state)
{
    idt_profile changed = *idt_profile_default();
    (void)state;
    changed.omission_query_far = changed.contradiction + 1;
    assert_string_equal(idt_profile_broken_order(&changed)->greater, "contradiction");
    changed = *idt_profile_default();
    changed.omission_listed_organization_far = changed.contradiction + 1;
    assert_string_equal(idt_profile_broken_order(&changed)->greater, "contradiction");
    changed = *idt_profile_default();
    changed.omission_query = changed.omission_query_far + 1;
    assert_string_equal(idt_profile_broken_order(&changed)->lesser, "omission_query");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_profiles_are_known_by_name),
        cmocka_unit_test(the_default_profile_is_within_its_ranges),
        cmocka_unit_test(the_hash_names_every_value),
        cmocka_unit_test(an_omission_above_a_contradiction_breaks_an_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
