/* ftm_test.c - FollowTheMoney data: entities joined in any order, operations, and what is odd. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lists/ftm_internal.h"
#include "support/party_lines.h"

enum { LINES_MAX = 8 };

#define TESTOV                                                                                     \
    "{\"id\":\"T-1\",\"caption\":\"Ivan Testov\",\"schema\":\"Person\",\"target\":true,"           \
    "\"datasets\":[\"test_set\"],\"properties\":{\"name\":[\"Ivan Testov\"]}}"
#define WORKS                                                                                      \
    "{\"id\":\"C-1\",\"caption\":\"Test Works\",\"schema\":\"Company\",\"target\":true,"           \
    "\"properties\":{\"name\":[\"Test Works\"]}}"

static void check(const char *text, const char *expected)
{
    test_list_check(idt_ftm_read, "entities.ftm.json", text, expected);
}

/* Listed Testov with these properties more. */
static void check_properties(const char *properties, const char *expected)
{
    idt_buf text = IDT_BUF_INIT, lines = IDT_BUF_INIT;

    idt_buf_format(&text,
                   "{\"id\":\"T-1\",\"caption\":\"Testov\",\"schema\":\"Person\",\"target\":true,"
                   "\"properties\":{\"name\":[\"Testov\"],%s}}\n",
                   properties);
    idt_buf_format(&lines, "= T-1 person\nprimary Testov\n%s", expected);
    idt_buf_add_char(&text, '\0');
    idt_buf_add_char(&lines, '\0');
    check(text.ptr, lines.ptr);
    idt_buf_release(&text);
    idt_buf_release(&lines);
}

static void properties_have_their_places(void **state)
{
    static const struct {
        const char *properties, *expected;
    } cases[] = {
        { "\"alias\":[\"T\",\"Тестов\",\"T\"]", "a.k.a. T\noriginal script Тестов\n" },
        { "\"weakAlias\":[\"T\"],\"previousName\":[\"Probov\"]", "a.k.a./weak T\nf.k.a. Probov\n" },
        { "\"birthDate\":[\"1965\",\"1965-04\"]", "birth 1965\nbirth 1965-04\n" },
        { "\"birthDate\":[\"never\"]", "birth ? never\n! unreadable-date\n" },
        { "\"nationality\":[\"lv\"],\"country\":[\"lv\",\"ee\"]",
          "nationality LV\nresidence EE\n" },
        { "\"birthPlace\":[\"Testville\"],\"birthCountry\":[\"lv\"]",
          "birthplace Testville [||||LV]\n" },
        { "\"passportNumber\":[\"P1\",\"P2\"],\"innCode\":[\"7\"]",
          "passport P1 [passport]  ..\npassport P2 [passport]  ..\ntax_id 7 [INN]  ..\n" },
        { "\"address\":[\"1 Way\"]", "address 1 Way [||||]\n" },
        { "\"gender\":[\"male\"]", "gender male\n" },
        { "\"position\":[\"clerk\"],\"topics\":[\"sanction\"]",
          "position = clerk\ntopic = sanction\n" },
        { "\"shoeSize\":[44,\"45\"]", "shoeSize = 44\nshoeSize = 45\n! unknown-field\n" },
        { "\"alias\":[[\"A\",[\"B\"]],null,\"\"]", "a.k.a. A\na.k.a. B\n" },
        { "\"address\":[{\"full\":\"1 Way\",\"city\":[\"X\",\"Y\"]}]",
          "address full 1 Way; city X, Y [||||]\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_properties(cases[i].properties, cases[i].expected);
}

static void all_values_of_a_key_that_stands_twice_are_kept(void **state)
{
    (void)state;
    check_properties("\"alias\":[\"A\"],\"birthDate\":[\"1965\"],\"alias\":[\"B\"]",
                     "a.k.a. A\na.k.a. B\nbirth 1965\n! repeated-key\n");
    check("{\"id\":\"T-1\",\"id\":\"T-1\",\"schema\":\"Person\",\"target\":false,\"target\":true,"
          "\"caption\":\"A\",\"caption\":\"B\",\"properties\":{\"name\":[\"A\"]},"
          "\"properties\":{\"name\":[\"C\"],\"topics\":[\"crime\"]}}\n"
          "{\"id\":\"T-2\",\"schema\":\"Person\",\"caption\":\"D\",\"properties\":{}}\n",
          "= T-1 person\nprimary A\na.k.a. B\na.k.a. C\ntopic = crime\n! not-listed\n"
          "! repeated-key\n");
}

/* --- joining --- */

/* The lines in every order give the same parties. */
static void check_any_order(const char *const *lines, const char *expected)
{
    size_t count = 0, order[LINES_MAX];

    for (; lines[count]; count++)
        order[count] = count;
    assert_true(count <= LINES_MAX);
    for (size_t turn = 0; turn < count; turn++) {
        for (int backwards = 0; backwards < 2; backwards++) {
            idt_buf text = IDT_BUF_INIT;
            for (size_t i = 0; i < count; i++) {
                size_t at = (backwards ? count - 1 - i : i) + turn;
                idt_buf_format(&text, "%s\n", lines[order[at % count]]);
            }
            idt_buf_add_char(&text, '\0');
            check(text.ptr, expected);
            idt_buf_release(&text);
        }
    }
}

static void a_relation_is_seen_from_its_listed_ends(void **state)
{
    static const struct {
        const char *schema, *from, *to, *more, *from_sees, *to_sees;
    } cases[] = {
        { "Ownership", "owner", "asset", "", "owns or controls", "owned or controlled by" },
        { "Directorship", "director", "organization", "", "leader or official of", "led by" },
        { "Membership", "member", "organization", "", "member of", "other" },
        { "Family", "person", "relative", "\"relationship\":[\"father\"],", "family member of",
          "family member of" },
        { "Associate", "person", "associate", "", "associate of", "associate of" },
        { "UnknownLink", "subject", "object", "\"role\":[\"x\"],", "linked to", "linked to" },
        { "Representation", "agent", "client", "", "acts for", "other" },
        { "Employment", "employee", "employer", "", "other", "other" },
        { "Succession", "predecessor", "successor", "", "other", "other" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf relation = IDT_BUF_INIT, expected = IDT_BUF_INIT;
        idt_buf_format(&relation,
                       "{\"id\":\"R\",\"schema\":\"%s\",\"properties\":{%s\"%s\":[\"T-1\"],"
                       "\"%s\":[\"T-2\"]}}%c",
                       cases[i].schema, cases[i].more, cases[i].from, cases[i].to, '\0');
        idt_buf_format(&expected,
                       "= T-1 person\nprimary Testov\n%s Probov\n"
                       "= T-2 person\nprimary Probov\n%s Testov\n%c",
                       cases[i].from_sees, cases[i].to_sees, '\0');
        idt_buf text = IDT_BUF_INIT;
        for (int last = 0; last < 2; last++) { /* the relation first, or last */
            idt_buf_reset(&text);
            idt_buf_format(
                &text,
                "%s\n{\"id\":\"T-1\",\"caption\":\"Testov\",\"schema\":\"Person\",\"target\":true,"
                "\"properties\":{}}\n{\"id\":\"T-2\",\"caption\":\"Probov\",\"schema\":\"Person\","
                "\"target\":true,\"properties\":{}}\n%s%c",
                last ? "" : relation.ptr, last ? relation.ptr : "", '\0');
            check(text.ptr, expected.ptr);
        }
        idt_buf_release(&text);
        idt_buf_release(&relation);
        idt_buf_release(&expected);
    }
}

static void entities_join_in_any_order(void **state)
{
    static const char *const lines[] = {
        "{\"id\":\"T-1\",\"caption\":\"Testov\",\"schema\":\"Person\",\"target\":true,"
        "\"properties\":{\"addressEntity\":[\"A-1\"],\"passportNumber\":[\"P1\"]}}",
        "{\"id\":\"A-1\",\"caption\":\"1 Way\",\"schema\":\"Address\",\"properties\":{"
        "\"full\":[\"1 Way, Testville\",\"One Way\"],\"street\":[\"1 "
        "Way\"],\"city\":[\"Testville\"],"
        "\"region\":[\"North\"],\"postalCode\":[\"99\"],\"country\":[\"lv\"],\"floor\":[\"3\"]}}",
        "{\"id\":\"S-1\",\"caption\":\"S\",\"schema\":\"Sanction\",\"properties\":{"
        "\"entity\":[\"T-1\"],\"programId\":[\"TST-1\",\"TST-2\"],\"program\":[\"Test Programme\"],"
        "\"authority\":[\"Test Office\"],\"listingDate\":[\"2020-01-02\"],\"reason\":[\"Why\"],"
        "\"provisions\":[\"freeze\",\"ban\"],\"odd\":[\"x\"]}}",
        "{\"id\":\"P-1\",\"schema\":\"Passport\",\"properties\":{\"holder\":[\"T-1\"],"
        "\"number\":[\"P1\",\"P0\"],\"country\":[\"lv\"],\"startDate\":[\"2001\"],"
        "\"endDate\":[\"2011-02\"],\"authority\":[\"Town\"]}}",
        "{\"id\":\"I-1\",\"schema\":\"Identification\",\"properties\":{\"holder\":[\"T-1\"],"
        "\"number\":[\"N1\"],\"type\":[\"ID card\"]}}",
        "{\"id\":\"W-1\",\"schema\":\"CryptoWallet\",\"properties\":{\"holder\":[\"T-1\"],"
        "\"publicKey\":[\"1Test\"],\"currency\":[\"XBT\"]}}",
        "{\"id\":\"O-1\",\"schema\":\"Occupancy\",\"properties\":{\"holder\":[\"T-1\"],"
        "\"post\":[\"Q-1\"],\"startDate\":[\"2001\"]}}",
        "{\"id\":\"Q-1\",\"caption\":\"clerk of Testville\",\"schema\":\"Position\","
        "\"properties\":{}}",
        NULL,
    };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf text = IDT_BUF_INIT;

    (void)state;
    /* the order of facts is that of the lines; one order shows them, the others count them */
    for (size_t i = 0; lines[i]; i++)
        idt_buf_format(&text, "%s\n", lines[i]);
    idt_buf_add_char(&text, '\0');
    check(text.ptr,
          "= T-1 person\nprimary Testov\n"
          "address 1 Way, Testville [1 Way|Testville|North|99|LV]\naddress One Way [||||]\n"
          "passport P1 [] LV 2001..2011-02 (authority Town)\n"
          "passport P0 [] LV 2001..2011-02 (authority Town)\n"
          "national_id N1 [ID card]  ..\nwallet 1Test [XBT]  ..\n"
          "programme TST-1|2020-01-02|Test Programme|Test Office\n"
          "programme TST-2|2020-01-02|Test Programme|Test Office\n"
          "reason = Why\nodd = x\nposition held = clerk of Testville (startDate 2001)\n"
          "floor = 3\n! unknown-field\n! unknown-field\n");
    idt_buf_release(&text);
    for (size_t turn = 1; lines[turn]; turn++) {
        for (size_t i = 0; i < 8; i++)
            idt_buf_format(&text, "%s\n", lines[(i + turn) % 8]);
        assert_int_equal(test_list_read(&lists, idt_ftm_read, "f", idt_buf_span(&text), &err),
                         IDT_OK);
        const idt_party *party = &lists.parties[0];
        assert_int_equal(lists.party_count, 1);
        assert_int_equal(party->address_count, 2);
        assert_int_equal(party->identifier_count, 4);
        assert_int_equal(party->programme_count, 2);
        assert_true(idt_span_equal_text(party->programmes[1].measures, "freeze|ban"));
        assert_int_equal(party->fact_count, 4);
        assert_int_equal(lists.diagnostic_count, 2);
        idt_lists_release(&lists);
        idt_buf_release(&text);
    }
}

static void nested_entities_are_joined_too(void **state)
{
    (void)state;
    check("{\"id\":\"T-1\",\"caption\":\"Testov\",\"schema\":\"Person\",\"target\":true,"
          "\"properties\":{\"ownershipOwner\":[{\"id\":\"R\",\"schema\":\"Ownership\","
          "\"properties\":{\"owner\":[\"T-1\"],\"percentage\":[\"51\"],\"asset\":[{\"id\":\"C-1\","
          "\"schema\":\"Company\",\"caption\":\"Test Works\",\"properties\":{}}]}}]}}\n",
          "= T-1 person\nprimary Testov\nowns or controls Test Works\nownershipOwner = R\n"
          "! not-listed\n! unknown-field\n");
}

static void of_others_only_the_name_is_known(void **state)
{
    static const char *const lines[] = {
        TESTOV,
        "{\"id\":\"T-2\",\"caption\":\"Probov\",\"schema\":\"Person\",\"target\":false,"
        "\"properties\":{\"name\":[\"Probov\"],\"notes\":[\"x\"]}}",
        "{\"id\":\"R\",\"schema\":\"Family\",\"properties\":{\"person\":[\"T-1\"],"
        "\"relative\":[\"T-2\",\"T-9\"]}}",
        "{\"id\":\"S\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"T-2\"]}}",
        NULL,
    };
    (void)state;
    check_any_order(lines, "= T-1 person\nprimary Ivan Testov\nfamily member of Probov\n"
                           "family member of \n! not-listed\n! not-joined\n");
}

static void who_is_listed(void **state)
{
    (void)state;
    /* a file that says nothing of it lists everybody */
    check("{\"id\":\"1\",\"schema\":\"Person\",\"caption\":\"A\",\"properties\":{}}\n"
          "{\"id\":\"2\",\"schema\":\"Vessel\",\"caption\":\"B\",\"properties\":{}}\n"
          "{\"id\":\"3\",\"schema\":\"LegalEntity\",\"caption\":\"C\",\"properties\":{}}\n",
          "= 1 person\nprimary A\n= 2 vessel\nprimary B\n= 3 unknown\nprimary C\n"
          "schema = LegalEntity\n");
    check("{\"id\":\"1\",\"schema\":\"Person\",\"caption\":\"A\",\"properties\":{}}\n"
          "{\"id\":\"2\",\"schema\":\"Airplane\",\"caption\":\"B\","
          "\"properties\":{\"topics\":[\"sanction.linked\"]}}\n",
          "= 2 aircraft\nprimary B\ntopic = sanction.linked\nschema = Airplane\n! not-listed\n");
    /* an unknown schema that is a target is kept as a party */
    check("{\"id\":\"1\",\"schema\":\"Robot\",\"caption\":\"A\",\"target\":true,"
          "\"properties\":{\"wheels\":[\"4\"]}}\n",
          "= 1 unknown\nprimary A\nwheels = 4\nschema = Robot\n! unknown-field\n");
    check("{\"id\":\"1\",\"schema\":\"Person\",\"target\":true,\"properties\":{}}\n",
          "= 1 person\n! missing-name\n");
}

static void one_that_is_listed_late_has_all_its_values(void **state)
{
    (void)state;
    check(WORKS "\n"
                "{\"id\":\"T-2\",\"caption\":\"Probov\",\"schema\":\"Person\","
                "\"properties\":{\"name\":[\"Probov\"],\"alias\":[\"P\"]}}\n"
                "{\"id\":\"T-2\",\"caption\":\"Probov\",\"schema\":\"Person\",\"target\":true,"
                "\"properties\":{\"name\":[\"Probov\"],\"birthDate\":[\"1965\"]}}\n",
          "= C-1 organization\nprimary Test Works\nschema = Company\n"
          "= T-2 person\nprimary Probov\na.k.a. P\nbirth 1965\n! repeated-id\n");
}

static void other_lists_numbers_are_references(void **state)
{
    (void)state;
    check("{\"id\":\"NK-1\",\"schema\":\"Person\",\"caption\":\"A\",\"target\":true,"
          "\"datasets\":[\"test_set\",\"us_ofac_sdn\"],\"referents\":[\"ofac-17\",\"NK-1\","
          "\"eu-fsf-eu-1-2\",\"gb-fcdo-afg0001\",\"q-5\"],\"properties\":{}}\n",
          "= NK-1 person\nprimary A\nreference us_ofac_sdn:17\nreference eu_fsf:EU.1.2\n"
          "reference gb_fcdo_sanctions:AFG0001\ndata set = us_ofac_sdn\nreferent = q-5\n");
}

/* --- operations --- */

static void check_delta(const char *full, const char *delta, const char *expected)
{
    idt_list_input change = { .path = IDT_SPAN_LIT("d.json"),
                              .map = { .bytes = idt_span_of(delta) },
                              .member = -1 };
    idt_list_input input = { .path = IDT_SPAN_LIT("f.json"),
                             .map = { .bytes = idt_span_of(full) },
                             .member = -1,
                             .parts = { &change } };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;

    if (idt_ftm_read(&lists, &input, &err))
        fail_msg("%s", err.text);
    assert_int_equal(lists.editions[0].file_count, 2);
    test_list_lines(&out, &lists);
    idt_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    idt_buf_release(&out);
    idt_lists_release(&lists);
}

static void operations_change_what_is_held(void **state)
{
    static const char changed[] =
        "{\"id\":\"T-1\",\"caption\":\"Ivan Newov\",\"schema\":\"Person\","
        "\"target\":true,\"properties\":{\"name\":[\"Ivan Newov\"]}}";
    idt_buf modify = IDT_BUF_INIT, add = IDT_BUF_INIT;

    (void)state;
    idt_buf_format(&modify, "{\"op\":\"MOD\",\"entity\":%s}\n%c", changed, '\0');
    idt_buf_format(&add, "{\"op\":\"ADD\",\"entity\":%s}\n%c", changed, '\0');
    check_delta(TESTOV "\n" WORKS "\n", modify.ptr,
                "= T-1 person\nprimary Ivan Newov\n"
                "= C-1 organization\nprimary Test Works\nschema = Company\n");
    check_delta(TESTOV "\n" WORKS "\n", "{\"op\":\"DEL\",\"entity\":{\"id\":\"T-1\"}}\n",
                "= C-1 organization\nprimary Test Works\nschema = Company\n");
    check_delta(WORKS "\n", add.ptr,
                "= C-1 organization\nprimary Test Works\nschema = Company\n"
                "= T-1 person\nprimary Ivan Newov\n");
    /* what does not fit is done, and told */
    check_delta(TESTOV "\n", add.ptr, "= T-1 person\nprimary Ivan Newov\n! delta-known\n");
    check_delta(WORKS "\n", modify.ptr,
                "= C-1 organization\nprimary Test Works\nschema = Company\n"
                "= T-1 person\nprimary Ivan Newov\n! delta-unknown\n");
    check_delta(TESTOV "\n", "{\"op\":\"DEL\",\"entity\":{\"id\":\"X\"}}\n",
                "= T-1 person\nprimary Ivan Testov\n! delta-unknown\n");
    /* who is no target any more is not listed; and one deleted may come back */
    check_delta(
        TESTOV "\n" WORKS "\n",
        "{\"op\":\"MOD\",\"entity\":{\"id\":\"T-1\",\"caption\":\"T\",\"schema\":\"Person\","
        "\"target\":false,\"properties\":{}}}\n",
        "= C-1 organization\nprimary Test Works\nschema = Company\n! not-listed\n");
    idt_buf back = IDT_BUF_INIT;
    idt_buf_format(&back, "{\"op\":\"DEL\",\"entity\":{\"id\":\"T-1\"}}\n%s%c", add.ptr, '\0');
    check_delta(TESTOV "\n", back.ptr, "= T-1 person\nprimary Ivan Newov\n");
    idt_buf_release(&back);
    idt_buf_release(&modify);
    idt_buf_release(&add);
}

static void a_delta_alone_is_said_to_be_one(void **state)
{
    (void)state;
    check("{\"op\":\"ADD\",\"entity\":" TESTOV "}\n{\"op\":\"DEL\",\"entity\":{\"id\":\"X\"}}\n",
          "= T-1 person\nprimary Ivan Testov\n! delta-alone\n");
}

static void malformed_lines_are_refused_with_their_number(void **state)
{
    static const struct {
        const char *line, *expected;
    } cases[] = {
        { "{\"id\":\"X\"", "line 3: byte " },
        { "x", "line 3: byte " },
        { "[1]", "line 3: no entity" },
        { "{\"schema\":\"Person\",\"properties\":{}}", "line 3: an entity without an id" },
        { "{\"id\":\"X\",\"id\":\"Y\",\"schema\":\"Person\"}", "line 3: an entity without an id" },
        { "{\"id\":\"X\",\"properties\":{}}", "line 3: an entity without a schema" },
        { "{\"op\":\"DEL\",\"entity\":{\"id\":\"T-1\"}}",
          "line 3: an operation of a delta file among entities" },
        { "{\"id\":\"X\",\"schema\":\"P\",\"a\":1,\"a\"}", "line 3: byte " },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_lists lists = IDT_LISTS_INIT;
        idt_err err = IDT_ERR_INIT;
        idt_buf text = IDT_BUF_INIT;
        idt_buf_format(&text, TESTOV "\r\n\n%s\n", cases[i].line);
        assert_int_equal(test_list_read(&lists, idt_ftm_read, "f.json", idt_buf_span(&text), &err),
                         IDT_E_INPUT);
        assert_int_equal(err.line, 3);
        if (!strstr(err.text, cases[i].expected) ||
            !idt_span_starts(idt_span_of(err.text), "f.json"))
            fail_msg("%s: %s", cases[i].line, err.text);
        idt_buf_release(&text);
        idt_lists_release(&lists);
    }
}

static void the_data_set_names_the_list(void **state)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    assert_int_equal(
        test_list_read(&lists, idt_ftm_read, "f-2024-03.json",
                       IDT_SPAN_LIT("{\"id\":\"1\",\"schema\":\"Person\",\"caption\":\"A\","
                                    "\"datasets\":[\"other\",\"Test Set\"],\"properties\":{},"
                                    "\"last_change\":\"2024-01-02T03:04:05\"}\n"
                                    "{\"id\":\"2\",\"schema\":\"Person\",\"caption\":\"B\","
                                    "\"datasets\":[\"Test Set\"],\"properties\":{}}\n"),
                       &err),
        IDT_OK);
    assert_true(idt_span_equal_text(lists.editions[0].list_id, "test_set"));
    assert_true(idt_span_equal_text(lists.editions[0].date, "2024-01-02"));
    assert_true(idt_span_equal_text(lists.editions[0].date_from, "file"));
    idt_lists_release(&lists);
}

/* --- targets.simple.csv --- */

#define SIMPLE                                                                                     \
    "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\","           \
    "\"identifiers\",\"sanctions\",\"phones\",\"emails\",\"program_ids\",\"dataset\","             \
    "\"first_seen\",\"last_seen\",\"last_change\"\n"

static void rows_of_the_simple_table(void **state)
{
    (void)state;
    test_list_check(
        idt_ftm_simple_read, "targets.simple.csv",
        SIMPLE "\"NK-1\",\"Person\",\"Testov\",\"T;\"\"A; B\"\"\",\"1965;1966-04\",\"lv;ee\","
               "\"1 Way;2 Way\",\"N1\",\"Frozen\",\"+000\",\"a@test.example\",\"TST-1;TST-2\","
               "\"Test Set\",\"\",\"\",\"2024-01-02T03:04:05\"\n"
               "\"NK-2\",\"Vessel\",\"TEST STAR\",\"\",\"\",\"lr\",\"\",\"IMO0000017\",\"\",\"\","
               "\"\",\"\",\"Another Set\",\"\",\"\",\"2023-01-02\"\n",
        "= NK-1 person\nprimary Testov\na.k.a. T\na.k.a. A; B\nbirth 1965\nbirth 1966-04\n"
        "residence LV\nresidence EE\naddress 1 Way [||||]\naddress 2 Way [||||]\n"
        "national_id N1 [identifier]  ..\nphone +000 [phone]  ..\n"
        "email a@test.example [e-mail]  ..\nprogramme TST-1|||\nprogramme TST-2|||\n"
        "sanctions = Frozen\n"
        "= NK-2 vessel\nprimary TEST STAR\nresidence LR\nimo IMO0000017 [identifier]  ..\n"
        "data set = Another Set\n");
}

static void a_malformed_row_of_the_simple_table_is_refused(void **state)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    assert_int_equal(test_list_read(&lists, idt_ftm_simple_read, "t.csv",
                                    IDT_SPAN_LIT(SIMPLE "\"NK-1\",\"Person\",\"T\"\n"), &err),
                     IDT_E_INPUT);
    assert_int_equal(err.line, 2);
    assert_true(idt_span_starts(idt_span_of(err.text), "t.csv: line 2: 3 cells"));
    idt_lists_release(&lists);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(properties_have_their_places),
        cmocka_unit_test(all_values_of_a_key_that_stands_twice_are_kept),
        cmocka_unit_test(a_relation_is_seen_from_its_listed_ends),
        cmocka_unit_test(entities_join_in_any_order),
        cmocka_unit_test(nested_entities_are_joined_too),
        cmocka_unit_test(of_others_only_the_name_is_known),
        cmocka_unit_test(who_is_listed),
        cmocka_unit_test(one_that_is_listed_late_has_all_its_values),
        cmocka_unit_test(other_lists_numbers_are_references),
        cmocka_unit_test(operations_change_what_is_held),
        cmocka_unit_test(a_delta_alone_is_said_to_be_one),
        cmocka_unit_test(malformed_lines_are_refused_with_their_number),
        cmocka_unit_test(the_data_set_names_the_list),
        cmocka_unit_test(rows_of_the_simple_table),
        cmocka_unit_test(a_malformed_row_of_the_simple_table_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
