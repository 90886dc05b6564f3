/* Places are found by the longest spelling at the start of a sequence of folded tokens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "place/place.h"

enum { TOKENS_MAX = 16 };

typedef struct {
    const char *text; /* folded tokens, parted by one blank */
    const char *id;   /* NULL: no place */
    size_t used;
} place_case;

static const idt_place *match_text(const char *text, size_t *used)
{
    idt_span tokens[TOKENS_MAX];
    size_t count = 0;

    while (*text != '\0' && count < TOKENS_MAX) {
        size_t len = strcspn(text, " ");

        tokens[count++] = (idt_span){ text, len };
        text += len + (text[len] == ' ' ? 1 : 0);
    }
    return idt_place_match(tokens, count, used);
}

static void check_match(const place_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t used = 99;
        const idt_place *place = match_text(cases[i].text, &used);

        if (!place != !cases[i].id || used != cases[i].used)
            print_error("'%s': %s, %zu tokens\n", cases[i].text, place ? place->id : "none", used);
        assert_int_equal(place != NULL, cases[i].id != NULL);
        assert_int_equal(used, cases[i].used);
        if (place)
            assert_string_equal(place->id, cases[i].id);
    }
}

#define CHECK_MATCH(cases) check_match(cases, sizeof(cases) / sizeof *(cases))

static void spellings_lead_to_one_place(void **state)
{
    static const place_case cases[] = {
        { "pyongyang", "KP-01", 1 },     { "phenian", "KP-01", 1 },
        { "krimea", "UA-43", 1 },        { "sebastopol", "UA-40", 1 },
        { "teheran", "IR-23", 1 },       { "la habana", "CU-03", 2 },
        { "deir ez zor", "SY-DY", 3 },   { "donetsk peoples republic", "UA-DNR", 3 },
        { "lugansk", "UA-09", 1 },       { "rajin", "KP-RAJIN", 1 },
        { "melitopol", "UA-23-MEL", 1 }, { "severodonetsk", "UA-09-SEVERODONETS", 1 },
    };
    (void)state;
    CHECK_MATCH(cases);
}

static void the_longest_spelling_wins(void **state)
{
    static const place_case cases[] = {
        { "damascus international airport", "SY-DI-AIR", 3 },
        { "damascus international trade", "SY-DI", 1 },
        { "korea north trade", "KP", 2 },
        { "democratic peoples republic of korea", "KP", 5 },
        { "crimea region of ukraine", "UA-43", 4 },
        { "crimea region", "UA-43", 1 },
    };
    (void)state;
    CHECK_MATCH(cases);
}

static void other_text_is_no_place(void **state)
{
    static const place_case cases[] = {
        { "", NULL, 0 },          { "korea", NULL, 0 },   { "in pyongyang", NULL, 0 },
        { "cuban", NULL, 0 },     { "syrian", NULL, 0 },  { "santiago", NULL, 0 },
        { "victoria", NULL, 0 },  { "of", NULL, 0 },      { "republic of", NULL, 0 },
    };
    (void)state;
    CHECK_MATCH(cases);
}

static void long_tokens_are_no_place(void **state)
{
    char text[300];
    size_t used;
    idt_span tokens[2];

    (void)state;
    memset(text, 'a', sizeof text);
    tokens[0] = (idt_span){ text, sizeof text };
    tokens[1] = IDT_SPAN_EMPTY;
    assert_null(idt_place_match(tokens, 2, &used));
    assert_null(idt_place_match(tokens + 1, 1, &used));
    assert_int_equal(used, 0);
}

static void a_place_states_its_measure(void **state)
{
    const idt_place *crimea = idt_place_find("UA-43");
    const idt_place *damascus = idt_place_find("SY-DI");

    (void)state;
    assert_non_null(crimea);
    assert_string_equal(crimea->name, "Crimea");
    assert_string_equal(crimea->country, "UA");
    assert_string_equal(crimea->within, "");
    assert_string_equal(crimea->measure->since, "2014-12-19");
    assert_non_null(damascus);
    assert_string_equal(damascus->within, "SY");
    assert_string_equal(damascus->measure->status, "ended 2025-06-30: E.O. 14312 of 30 June 2025");
    assert_null(idt_place_find("XX"));
}

static void an_ambiguous_town_says_so(void **state)
{
    size_t used;
    const idt_place *place = match_text("santa clara", &used);

    (void)state;
    assert_non_null(place);
    assert_int_equal(place->kind, IDT_PLACE_TOWN_AMBIGUOUS);
    assert_string_equal(idt_place_kind_name(place->kind), "town-ambiguous");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_lead_to_one_place),
        cmocka_unit_test(the_longest_spelling_wins),
        cmocka_unit_test(other_text_is_no_place),
        cmocka_unit_test(long_tokens_are_no_place),
        cmocka_unit_test(a_place_states_its_measure),
        cmocka_unit_test(an_ambiguous_town_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
