/* Countries are found by code, name, demonym and region, as the lists write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/country.h"

typedef struct {
    const char *text;
    const char *code; /* NULL: no country */
} country_case;

static void check_find(const country_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char code[8];
        bool found = idt_country_find(code, idt_span_of(cases[i].text));

        if (found != (cases[i].code != NULL))
            print_error("'%s': %s\n", cases[i].text, found ? code : "not found");
        assert_int_equal(found, cases[i].code != NULL);
        assert_string_equal(code, cases[i].code ? cases[i].code : "");
    }
}

#define CHECK_FIND(cases) check_find(cases, sizeof(cases) / sizeof *(cases))

static void codes_are_countries(void **state)
{
    static const country_case cases[] = {
        { "KP", "KP" },    { "kp", "KP" }, { " RU ", "RU" },   { "UK", "GB" },
        { "UA-43", "UA-43" }, { "XK", "XK" }, { "NA", "NA" },  { "na", NULL },
        { "-0-", NULL },   { "", NULL },   { "ZZ", NULL },     { "Q", NULL },
    };
    (void)state;
    CHECK_FIND(cases);
}

static void names_are_found_as_the_lists_write_them(void **state)
{
    static const country_case cases[] = {
        { "Korea, North", "KP" },
        { "Democratic People's Republic of Korea", "KP" },
        { "Democratic People\xe2\x80\x99s Republic of Korea", "KP" },
        { "KOREA, SOUTH", "KR" },
        { "Iran (Islamic Republic of)", "IR" },
        { "Burma", "MM" },
        { "Cote d Ivoire", "CI" },
        { "C\xc3\xb4te d'Ivoire", "CI" },
        { "Congo, Democratic Republic of the", "CD" },
        { "Congo, Republic of the", "CG" },
        { "Bahamas, The", "BS" },
        { "The Gambia", "GM" },
        { "T\xc3\xbcrkiye", "TR" },
        { "Turkey", "TR" },
        { "Macedonia, The Former Yugoslav Republic of", "MK" },
        { "China, Hong Kong Special Administrative Region", "HK" },
        { "Virgin Islands, British", "VG" },
        { "U.S.A.", "US" },
        { "Atlantis", NULL },
        { "undetermined", NULL },
    };
    (void)state;
    CHECK_FIND(cases);
}

static void demonyms_name_the_country(void **state)
{
    static const country_case cases[] = {
        { "Syrian", "SY" }, { "north korean", "KP" }, { "Nigerien", "NE" },
        { "Nigerian", "NG" }, { "Congolese", NULL },
    };
    (void)state;
    CHECK_FIND(cases);
}

static void regions_keep_the_country_in_front(void **state)
{
    static const country_case cases[] = {
        { "Region: Crimea", "UA-43" }, { "Region: Gaza", "PS-GZ" }, { "West Bank", "PS-WB" },
        { "Region: Northern Mali", "ML-N" }, { "Region: Kafia Kingi", "SD-KFK" },
        { "Region: Commonwealth of Independent States", NULL },
    };
    (void)state;
    CHECK_FIND(cases);
}

static void text_too_long_for_a_country_is_none(void **state)
{
    char text[400];
    char code[8];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = 'a';
    assert_false(idt_country_find(code, (idt_span){ text, sizeof text }));
    assert_string_equal(code, "");
}

static void a_code_has_its_english_name(void **state)
{
    (void)state;
    assert_string_equal(idt_country_name("KP"), "Korea, Democratic People's Republic of");
    assert_string_equal(idt_country_name("UA-43"), "Crimea");
    assert_null(idt_country_name("ZZ"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_countries),
        cmocka_unit_test(names_are_found_as_the_lists_write_them),
        cmocka_unit_test(demonyms_name_the_country),
        cmocka_unit_test(regions_keep_the_country_in_front),
        cmocka_unit_test(text_too_long_for_a_country_is_none),
        cmocka_unit_test(a_code_has_its_english_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
