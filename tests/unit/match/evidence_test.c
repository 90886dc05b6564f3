/* evidence_test.c - facts for and against: what agreeing and differing dates, countries, kinds,
 * genders and numbers are worth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "match/evidence.h"
#include "support/random.h"

/* Points of one subject's facts against one party's; `bits` of what agrees. */
static int points_of(const idt_subject *subject, const idt_party *party, uint32_t *bits)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_explanation out;
    uint32_t silent_bits = 0;
    int sum = 0;
    memset(&out, 0, sizeof out);
    *bits = 0;
    int points = idt_evidence(&out, &arena, bits, subject, party, idt_profile_default());
    int silent = idt_evidence(NULL, NULL, &silent_bits, subject, party, idt_profile_default());
    for (size_t i = 0; i < out.part_count; i++)
        sum += out.parts[i].points;
    assert_int_equal(points, silent);
    assert_int_equal(*bits, silent_bits);
    assert_int_equal(points, sum);
    assert_true(points <= (int)idt_evidence_max(subject, idt_profile_default()));
    idt_arena_release(&arena);
    return points;
}

static idt_date_range range_of(const char *text)
{
    idt_date_range range;
    if (!idt_date_parse(&range, idt_span_of(text)))
        fail_msg("\"%s\" is no date", text);
    return range;
}

/* `listed` may hold several dates, ';' between them. */
static int birth_points(const char *stated, const char *listed, uint32_t *bits)
{
    idt_date_range birth = range_of(stated);
    idt_subject subject = { .births = &birth, .birth_count = 1 };
    idt_party party = { .type = IDT_PARTY_PERSON };
    idt_arena arena = IDT_ARENA_INIT;
    idt_span rest = idt_span_of(listed), part;
    while (idt_span_split(&part, &rest, ";")) {
        idt_party_date date = { .kind = IDT_DATE_BIRTH };
        if (!idt_date_parse(&date.range, part))
            fail_msg("\"%s\" holds no date", listed);
        idt_party_add_date(&party, &arena, date);
    }
    int points = points_of(&subject, &party, bits);
    idt_arena_release(&arena);
    return points;
}

static void birth_dates_count_by_how_well_they_fit(void **state)
{
    const idt_profile *p = idt_profile_default();
    const int day = (int)p->birth_day_agrees, year = (int)p->birth_year_agrees;
    const int near = -(int)p->birth_near, other = -(int)p->birth_day_differs;
    const int differs = -(int)p->birth_year_differs;
    const struct {
        const char *stated, *listed;
        int points;
        bool agrees;
    } cases[] = {
        { "1962-02-18", "18 Feb 1962", day, true },
        { "1962-02-18", "1962", year, true },
        { "1962", "1962", year, true },
        { "1962-02", "1962-02-18", year, true },
        { "1962-02-03", "1962-03-02", 0, true }, /* swapped */
        { "1962-02-18", "1962-02-19", near, false },
        { "1962-02-18", "1962-03-18", near, false },
        { "1962-02-18", "1962-07-03", other, false },
        { "1962-02-18", "1963-02-18", near, false },
        { "1962-02-18", "1952-02-18", other, false },
        { "1962-02-18", "1963-07-03", other + near, false },
        { "1962-02-18", "1970-07-03", differs, false },
        { "1962-02", "1962-05", near, false },
        { "1962", "1963", near, false },
        { "1962", "1964", differs, false },
        { "1962", "circa 1964", year, true },
        { "1962", "circa 1965", near, false },
        { "1962", "circa 1966", differs, false },
        { "1963", "1960 to 1965", year, true },
        { "1966", "1960 to 1965", near, false },
        { "1968", "1960 to 1965", differs, false },
        { "1962-02-18", "1970;18 Feb 1962;1980", day, true }, /* the best of several */
        { "1962-02-18", "1970;1980", differs, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t bits;
        int points = birth_points(cases[i].stated, cases[i].listed, &bits);
        if (points != cases[i].points || (bits > 0) != cases[i].agrees)
            fail_msg("%s, listed %s: %d points, %u bits; not %d", cases[i].stated, cases[i].listed,
                     points, bits, cases[i].points);
    }
}

static void any_two_dates_are_judged_alike_from_both_sides(void **state)
{
    test_random random = test_random_of(test_random_seed());
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    for (size_t i = 0; i < 20000; i++) {
        idt_date_range ranges[2];
        uint32_t bits;
        for (size_t k = 0; k < 2; k++) {
            idt_ymd from = { (uint16_t)(1955 + test_random_below(&random, 8)),
                             (uint8_t)test_random_below(&random, 13),
                             (uint8_t)test_random_below(&random, 29) };
            from.day = from.month ? from.day : 0;
            ranges[k] = (idt_date_range){ from, from, test_random_below(&random, 4) == 0 };
            if (test_random_below(&random, 4) == 0)
                ranges[k].to = (idt_ymd){ (uint16_t)(from.year + 1 + test_random_below(&random, 4)),
                                          0, 0 };
        }
        int points[2];
        for (size_t k = 0; k < 2; k++) {
            idt_subject subject = { .births = &ranges[k], .birth_count = 1 };
            idt_party_date date = { .kind = IDT_DATE_BIRTH, .range = ranges[1 - k] };
            idt_party party = { .type = IDT_PARTY_PERSON };
            idt_party_add_date(&party, &arena, date);
            points[k] = points_of(&subject, &party, &bits);
        }
        if (points[0] != points[1])
            fail_msg("seed %llu, pair %zu: %d and %d points",
                     (unsigned long long)test_random_seed(), i, points[0], points[1]);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

static void facts_only_one_side_states_say_nothing(void **state)
{
    idt_date_range birth = range_of("1962-02-18"), nothing = { { 0, 0, 0 }, { 0, 0, 0 }, false };
    idt_country country = { IDT_SPAN_LIT("North Korea"), "KP" };
    idt_country unknown = { IDT_SPAN_LIT("Elbonia"), "" };
    idt_arena arena = IDT_ARENA_INIT;
    idt_subject full = { .births = &birth, .birth_count = 1, .countries = &country,
                         .country_count = 1, .gender = IDT_GENDER_MALE,
                         .type = IDT_PARTY_PERSON };
    idt_subject empty = { .births = &nothing, .birth_count = 1, .countries = &unknown,
                          .country_count = 1 };
    idt_party silent = { .type = IDT_PARTY_UNKNOWN }, telling = { .type = IDT_PARTY_PERSON,
                                                                  .gender = IDT_GENDER_FEMALE };
    uint32_t bits;
    (void)state;
    idt_party_add_date(&telling, &arena,
                       (idt_party_date){ .kind = IDT_DATE_BIRTH, .range = birth });
    idt_party_add_country(&telling, &arena, (idt_party_country){ .country = country });
    assert_int_equal(points_of(&full, &silent, &bits), 0);
    assert_int_equal(points_of(&empty, &telling, &bits), 0);
    assert_int_equal(points_of(&empty, &silent, &bits), 0);
    /* A founding date is no birth date. */
    silent.type = IDT_PARTY_PERSON;
    idt_party_add_date(&silent, &arena,
                       (idt_party_date){ .kind = IDT_DATE_ESTABLISHED, .range = birth });
    full.country_count = 0;
    assert_int_equal(points_of(&full, &silent, &bits), 0);
    idt_arena_release(&arena);
}

static int country_points(const char *given, const char *listed, const char *address)
{
    idt_country country = { IDT_SPAN_EMPTY, "" };
    idt_subject subject = { .countries = &country, .country_count = 1 };
    idt_party party = { .type = IDT_PARTY_PERSON };
    idt_arena arena = IDT_ARENA_INIT;
    uint32_t bits;
    strncpy(country.code, given, sizeof country.code - 1);
    if (listed) {
        idt_party_country stated = { .role = IDT_COUNTRY_NATIONALITY };
        strncpy(stated.country.code, listed, sizeof stated.country.code - 1);
        idt_party_add_country(&party, &arena, stated);
    }
    if (address) {
        idt_address stated = { .role = IDT_ADDRESS_LOCATION };
        strncpy(stated.country.code, address, sizeof stated.country.code - 1);
        idt_party_add_address(&party, &arena, stated);
    }
    int points = points_of(&subject, &party, &bits);
    idt_arena_release(&arena);
    return points;
}

static void countries_agree_or_differ(void **state)
{
    const idt_profile *p = idt_profile_default();
    (void)state;
    assert_int_equal(country_points("KP", "KP", NULL), p->country_agrees);
    assert_int_equal(country_points("KP", "US", NULL), -(int)p->country_differs);
    assert_int_equal(country_points("KP", "US", "KP"), p->country_agrees);
    assert_int_equal(country_points("KP", NULL, "SY"), -(int)p->country_differs);
    assert_int_equal(country_points("KP", NULL, NULL), 0);
    assert_int_equal(country_points("", "KP", NULL), 0);
    assert_int_equal(country_points("KP", "", NULL), 0);
    /* A region is a part of its country. */
    assert_int_equal(country_points("UA", "UA-43", NULL), p->country_agrees);
    assert_int_equal(country_points("UA-43", "UA", NULL), p->country_agrees);
    assert_int_equal(country_points("UA-43", "UA-14", NULL), -(int)p->country_differs);
}

static void kinds_and_genders_count_against(void **state)
{
    const idt_profile *p = idt_profile_default();
    const struct {
        idt_party_type given, listed;
        int points;
    } kinds[] = {
        { IDT_PARTY_PERSON, IDT_PARTY_PERSON, 0 },
        { IDT_PARTY_UNKNOWN, IDT_PARTY_VESSEL, 0 },
        { IDT_PARTY_VESSEL, IDT_PARTY_UNKNOWN, 0 },
        { IDT_PARTY_PERSON, IDT_PARTY_ORGANIZATION, -(int)p->kind_person_organization },
        { IDT_PARTY_ORGANIZATION, IDT_PARTY_PERSON, -(int)p->kind_person_organization },
        { IDT_PARTY_PERSON, IDT_PARTY_VESSEL, -(int)p->kind_other },
        { IDT_PARTY_AIRCRAFT, IDT_PARTY_ORGANIZATION, -(int)p->kind_other },
    };
    uint32_t bits;
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        idt_subject subject = { .type = kinds[i].given };
        idt_party party = { .type = kinds[i].listed };
        if (points_of(&subject, &party, &bits) != kinds[i].points)
            fail_msg("%s, listed %s", idt_party_type_name(kinds[i].given),
                     idt_party_type_name(kinds[i].listed));
    }
    for (int given = 0; given < IDT_GENDER_COUNT; given++)
        for (int listed = 0; listed < IDT_GENDER_COUNT; listed++) {
            idt_subject subject = { .gender = (idt_gender)given };
            idt_party party = { .gender = (idt_gender)listed };
            int want = given && listed && given != listed ? -(int)p->gender_differs : 0;
            assert_int_equal(points_of(&subject, &party, &bits), want);
        }
}

static void equal_strong_numbers_are_found_and_weak_ones_are_not(void **state)
{
    static const struct {
        idt_identifier_type given;
        const char *value;
        idt_identifier_type listed;
        const char *listed_value;
        bool found;
    } cases[] = {
        { IDT_ID_PASSPORT, "P 472-310-168", IDT_ID_PASSPORT, "p472310168", true },
        { IDT_ID_OTHER, "P472310168", IDT_ID_PASSPORT, "P472310168", true },
        { IDT_ID_IMO, "IMO 7937317", IDT_ID_IMO, "7937317", true },
        { IDT_ID_OTHER, "imo7937317", IDT_ID_IMO, "7937317", true },
        { IDT_ID_TAX, "P472310168", IDT_ID_PASSPORT, "P472310168", false },
        { IDT_ID_PASSPORT, "P472310169", IDT_ID_PASSPORT, "P472310168", false },
        { IDT_ID_PASSPORT, "1234", IDT_ID_PASSPORT, "1234", false }, /* too short to prove */
        { IDT_ID_PASSPORT, "", IDT_ID_PASSPORT, "", false },
        { IDT_ID_PASSPORT, "---", IDT_ID_PASSPORT, "...", false },
        { IDT_ID_OTHER, "P472310168", IDT_ID_OTHER, "P472310168", false },
        { IDT_ID_PHONE, "+850 2 381 5926", IDT_ID_PHONE, "+850 2 381 5926", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_arena arena = IDT_ARENA_INIT;
        idt_subject_identifier given = { cases[i].given, idt_span_of(cases[i].value) };
        idt_subject subject = { .identifiers = &given, .identifier_count = 1 };
        idt_party party = { .type = IDT_PARTY_PERSON };
        idt_identifier listed = { .type = cases[i].listed,
                                  .value = idt_span_of(cases[i].listed_value) };
        idt_party_add_identifier(&party, &arena, listed);
        if ((idt_evidence_identifier(&subject, &party) != NULL) != cases[i].found)
            fail_msg("\"%s\", listed \"%s\"", cases[i].value, cases[i].listed_value);
        idt_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates_count_by_how_well_they_fit),
        cmocka_unit_test(any_two_dates_are_judged_alike_from_both_sides),
        cmocka_unit_test(facts_only_one_side_states_say_nothing),
        cmocka_unit_test(countries_agree_or_differ),
        cmocka_unit_test(kinds_and_genders_count_against),
        cmocka_unit_test(equal_strong_numbers_are_found_and_weak_ones_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
