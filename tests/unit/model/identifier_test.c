/* identifier_test.c - the comparable form of numbers, and which of them name one party alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/party.h"

typedef struct {
    idt_identifier_type type;
    const char *input, *expected;
} number_case;

static void check_number(const number_case *c)
{
    idt_buf out = IDT_BUF_INIT;

    idt_buf_add_text(&out, "kept:"); /* what stands in the buffer is not touched */
    idt_identifier_normalise(&out, c->type, idt_span_of(c->input));
    idt_buf_add_char(&out, '\0');
    if (!idt_span_equal_text(idt_span_of(out.ptr + 5), c->expected) ||
        !idt_span_starts(idt_buf_span(&out), "kept:"))
        fail_msg("%s \"%s\" becomes \"%s\", not \"kept:%s\"", idt_identifier_name(c->type),
                 c->input, out.ptr, c->expected);
    idt_buf_release(&out);
}

static void numbers_are_compared_without_the_way_they_are_written(void **state)
{
    static const number_case cases[] = {
        { IDT_ID_PASSPORT, "472 310-168", "472310168" },
        { IDT_ID_PASSPORT, " mp2404691 ", "MP2404691" },
        { IDT_ID_PASSPORT, "\xd0\x9c\xd0\xa0\x32\x34", "MP24" }, /* Cyrillic letters */
        { IDT_ID_PASSPORT, "N\xc2\xb0 235/X", "N235X" },         /* degree sign */
        { IDT_ID_PASSPORT, "\xe2\x84\x96 77", "77" },            /* numero sign */
        { IDT_ID_NATIONAL, "\xd9\xa1\xd9\xa2\xd9\xa3", "123" },  /* Arabic digits */
        { IDT_ID_NATIONAL, "\xef\xbc\x91\xef\xbc\xa1", "1A" },   /* full width */
        { IDT_ID_NATIONAL,
          "\xe6\xb8\xaf"
          "12",
          "\xe6\xb8\xaf"
          "12" },                                /* other letters stay */
        { IDT_ID_NATIONAL, "12\xff\xfe", "12" }, /* no UTF-8 */
        { IDT_ID_REGISTRATION, "---", "" },
        { IDT_ID_IMO, "IMO 7406784", "7406784" },
        { IDT_ID_IMO, "7406784", "7406784" },
        { IDT_ID_IMO, "unknown", "" },
        { IDT_ID_MMSI, "572 469 210", "572469210" },
        { IDT_ID_BIC, "dcbkkppy", "DCBKKPPY" },
        { IDT_ID_BIC, "DCBKKPPYXXX", "DCBKKPPY" },
        { IDT_ID_BIC, "DCBKKPPY123", "DCBKKPPY123" },
        { IDT_ID_EMAIL, " Office@Example.ORG ", "office@example.org" },
        { IDT_ID_WEBSITE, "https://www.Example.org/", "example.org" },
        { IDT_ID_PHONE, "00 850 2-18111", "850218111" },
        { IDT_ID_PHONE, "+850 2 18111", "850218111" },
        { IDT_ID_TAIL_NUMBER, "ep-mnf", "EPMNF" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(&cases[i]);
}

static void wallets_keep_their_case_where_it_matters(void **state)
{
    static const number_case cases[] = {
        { IDT_ID_WALLET, "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
          "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h" },
        { IDT_ID_WALLET, "0x098B716B8Aaf21512996dC57EB0615e2383E2f96",
          "0x098b716b8aaf21512996dc57eb0615e2383e2f96" },
        { IDT_ID_WALLET, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
          "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" },
        { IDT_ID_WALLET, "bitcoincash:QPM2", "qpm2" },
        { IDT_ID_WALLET, "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(&cases[i]);
}

static void normalising_twice_changes_nothing_more(void **state)
{
    static const char *const inputs[] = { "IMO 7406784",
                                          "DCBKKPPYXXX",
                                          "+850 2 18111",
                                          "a-b c",
                                          "",
                                          "0X098B716B8Aaf21512996dC57EB0615e2383E2f96" };
    (void)state;
    for (int type = 0; type < IDT_ID_TYPE_COUNT; type++) {
        for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
            idt_buf once = IDT_BUF_INIT;
            idt_buf twice = IDT_BUF_INIT;

            idt_identifier_normalise(&once, (idt_identifier_type)type, idt_span_of(inputs[i]));
            idt_identifier_normalise(&twice, (idt_identifier_type)type, idt_buf_span(&once));
            assert_true(idt_span_equal(idt_buf_span(&once), idt_buf_span(&twice)));
            idt_buf_release(&once);
            idt_buf_release(&twice);
        }
    }
}

static void numbers_that_many_parties_share_are_not_strong(void **state)
{
    static const idt_identifier_type weak[] = { IDT_ID_OTHER,           IDT_ID_CALL_SIGN,
                                                IDT_ID_AIRCRAFT_SERIAL, IDT_ID_EMAIL,
                                                IDT_ID_PHONE,           IDT_ID_WEBSITE };
    size_t strong = 0;
    (void)state;
    for (int type = 0; type < IDT_ID_TYPE_COUNT; type++)
        strong += idt_identifier_is_strong((idt_identifier_type)type);
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
        assert_false(idt_identifier_is_strong(weak[i]));
    assert_int_equal(strong + sizeof weak / sizeof *weak, IDT_ID_TYPE_COUNT);
}

static void the_words_of_other_programs_are_understood(void **state)
{
    idt_identifier_type identifier;
    idt_party_type type;
    idt_gender gender;
    (void)state;
    for (int i = 0; i < IDT_ID_TYPE_COUNT; i++) {
        const char *name = idt_identifier_name((idt_identifier_type)i);
        assert_true(idt_identifier_parse(&identifier, idt_span_of(name)));
        assert_int_equal(identifier, i);
    }
    for (int i = 0; i < IDT_PARTY_TYPE_COUNT; i++) {
        const char *name = idt_party_type_name((idt_party_type)i);
        assert_true(idt_party_type_parse(&type, idt_span_of(name)));
        assert_int_equal(type, i);
    }
    assert_true(idt_identifier_parse(&identifier, IDT_SPAN_LIT("swiftBic")));
    assert_int_equal(identifier, IDT_ID_BIC);
    assert_false(idt_identifier_parse(&identifier, IDT_SPAN_LIT("shoe size")));
    assert_true(idt_party_type_parse(&type, IDT_SPAN_LIT("LEGALENTITY")));
    assert_int_equal(type, IDT_PARTY_UNKNOWN);
    assert_true(idt_party_type_parse(&type, IDT_SPAN_LIT("Airplane")));
    assert_int_equal(type, IDT_PARTY_AIRCRAFT);
    assert_false(idt_party_type_parse(&type, IDT_SPAN_LIT("")));
    assert_true(idt_gender_parse(&gender, IDT_SPAN_LIT("Female")));
    assert_int_equal(gender, IDT_GENDER_FEMALE);
    assert_false(idt_gender_parse(&gender, IDT_SPAN_LIT("?")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_compared_without_the_way_they_are_written),
        cmocka_unit_test(wallets_keep_their_case_where_it_matters),
        cmocka_unit_test(normalising_twice_changes_nothing_more),
        cmocka_unit_test(numbers_that_many_parties_share_are_not_strong),
        cmocka_unit_test(the_words_of_other_programs_are_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
