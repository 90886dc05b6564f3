/* own_csv_test.c - an institution's own list: every column, rows that go on, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/party_lines.h"

static void check(const char *text, const char *expected)
{
    test_list_check(idt_own_csv_read, "own.csv", text, expected);
}

/* One column beside the three that are needed, with one value. */
static void check_value(const char *column, const char *value, const char *expected)
{
    idt_buf text = IDT_BUF_INIT, lines = IDT_BUF_INIT;

    idt_buf_format(&text, "list,id,name,%s\nl,1,Testov,\"%s\"\n", column, value);
    idt_buf_format(&lines, "= 1 unknown\nprimary Testov\n%s", expected);
    idt_buf_add_char(&text, '\0');
    idt_buf_add_char(&lines, '\0');
    check(text.ptr, lines.ptr);
    idt_buf_release(&text);
    idt_buf_release(&lines);
}

static void check_error(const char *text, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    if (test_list_read(&lists, idt_own_csv_read, "own.csv", idt_span_of(text), &err) != IDT_E_INPUT)
        fail_msg("was read: %s", text);
    assert_string_equal(err.text, expected);
    idt_lists_release(&lists);
}

static void check_value_error(const char *column, const char *value, const char *expected)
{
    idt_buf text = IDT_BUF_INIT, message = IDT_BUF_INIT;

    idt_buf_format(&text, "list,id,name,%s\n\nl,1,Testov,\"%s\"\n", column, value);
    idt_buf_format(&message, "own.csv: line 3, column \"%s\": %s", column, expected);
    idt_buf_add_char(&text, '\0');
    idt_buf_add_char(&message, '\0');
    check_error(text.ptr, message.ptr);
    idt_buf_release(&text);
    idt_buf_release(&message);
}

static void every_column_has_its_place(void **state)
{
    static const struct {
        const char *column, *value, *expected;
    } cases[] = {
        { "alias", "Testow | Тестов", "a.k.a./strong Testow\na.k.a./strong Тестов\n" },
        { "weak_alias", "T", "a.k.a./weak T\n" },
        { "Former Name", "Probov", "f.k.a. Probov\n" },
        { "original_name", "Тестов", "original script Тестов\n" },
        { "birth_date", "1969-03|circa 1970|1968 to 1970|17/03/1969",
          "birth 1969-03\nbirth circa 1970\nbirth 1968 to 1970\nbirth 1969-03-17\n" },
        { "death_date", "2020", "death 2020\n" },
        { "established", "1999-01", "established 1999-01\n" },
        { "built", "1999", "built 1999\n" },
        { "nationality", "LV|Cyprus", "nationality LV\nnationality CY\n" },
        { "citizenship", "Latvia", "citizenship LV\n" },
        { "country", "mt", "residence MT\n" },
        { "flag", "MT", "flag MT\n" },
        { "former_flag", "MT", "former flag MT\n" },
        { "birth_place", "Testville, Latvia", "birthplace Testville, Latvia [||||LV]\n" },
        { "address", "1 Way, Testville|2 Way, Malta",
          "address 1 Way, Testville [||||]\naddress 2 Way, Malta [||||MT]\n" },
        { "identifier", "passport: LV 1 (Latvia)", "passport LV 1 [] LV ..\n" },
        { "identifier", "National-ID: 7", "national_id 7 []  ..\n" },
        { "identifier", "registration HRB Test: 0001",
          "registration 0001 [registration HRB Test]  ..\n" },
        { "identifier", "tax id INN: 99", "tax_id 99 [tax id INN]  ..\n" },
        { "identifier", "wallet XBT: 1Test", "wallet 1Test [XBT]  ..\n" },
        { "identifier", "other driving licence: A(1)", "other A(1) [driving licence]  ..\n" },
        { "identifier", "website: https://test.example/(x)",
          "website https://test.example/(x) []  ..\n" },
        { "identifier", "phone: +000 (1)", "phone +000 (1) []  ..\n" },
        { "imo", "IMO 0000017|0000018", "imo IMO 0000017 []  ..\nimo 0000018 []  ..\n" },
        { "passport", "1 (LV)", "passport 1 [] LV ..\n" },
        { "call_sign", "TST1", "call_sign TST1 []  ..\n" },
        { "gender", "F", "gender female\n" },
        { "programme", "FRAUD|LITIGATION", "programme FRAUD|||\nprogramme LITIGATION|||\n" },
        { "listed_on", "17 Mar 2024", "programme l|2024-03-17||\n" },
        { "listed_on", "2024", "programme l|2024||\n" },
        { "authority", "Decision 7", "programme l|||Decision 7\n" },
        { "reference", "us_ofac_sdn:17614", "reference us_ofac_sdn:17614\n" },
        { "reason", "Forged", "reason = Forged\n" },
        { "vessel type", "Tug", "vessel type = Tug\n" },
        { "note", "a|b", "note = a\nnote = b\n" },
        { "linked_to", "1", "linked to Testov\n" },
        { "country", "Nowhereland", "residence \n! unknown-country\n" },
        { "shoe size", "44|45", "shoe size = 44|45\n! unknown-field\n" },
        { "linked_to", "Owned By: Nobody Ltd",
          "owned or controlled by Nobody Ltd\n! unknown-id\n" },
        { "linked_to", "cook of: 1", "other Testov\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_value(cases[i].column, cases[i].value, cases[i].expected);
}

static void columns_stand_in_any_order_and_repeat(void **state)
{
    (void)state;
    check("\xEF\xBB\xBF"
          "Alias 2;NAME;alias;List;  alias;Id\r\n"
          "Two;Testov;One;l;Three|One;7\r\n",
          "= 7 unknown\nprimary Testov\na.k.a./strong Two\na.k.a./strong One\n"
          "a.k.a./strong Three\n");
    check("sep=\t\nlist\tid\tname\nl\t7\t\"Testov\n\"\"Jr\"\"\"\n",
          "= 7 unknown\nprimary Testov\n\"Jr\"\n");
}

static void rows_of_one_id_are_one_party(void **state)
{
    (void)state;
    check("list,id,type,name,alias,birth_date,programme,effect,extra\n"
          "l,1,person,Testov,One,1969,FRAUD,refuse,x\n"
          "l,2,,Probov,,,,,\n"
          "l,1,,,Two,1969,FRAUD,refuse,x\n"
          "l,1,person,Testov,One,1970,FRAUD,report,y\n",
          "= 1 person\nprimary Testov\na.k.a./strong One\na.k.a./strong Two\n"
          "birth 1969\nbirth 1970\nprogramme FRAUD|||\nprogramme FRAUD|||\n"
          "extra = x\nextra = y\n"
          "= 2 unknown\nprimary Probov\n! unknown-field\n");
}

static void the_effect_is_of_its_rows_programmes(void **state)
{
    static const char text[] = "list,id,name,programme,effect,authority,effect 2\n"
                               "l,1,Testov,A|B,refuse,Order 1,report\nl,1,,C,,,\n";
    static const char *const effects[] = { "refuse|report", "refuse|report", "" };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    assert_int_equal(test_list_read(&lists, idt_own_csv_read, "own.csv", IDT_SPAN_LIT(text), &err),
                     IDT_OK);
    assert_int_equal(lists.parties[0].programme_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(idt_span_equal_text(lists.parties[0].programmes[i].measures, effects[i]));
    idt_lists_release(&lists);
}

static void ties_find_parties_of_later_rows(void **state)
{
    static const char text[] = "list,id,name,linked_to\nl,1,Testov,owns: 2|1\nl,2,Works Ltd,\n";
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    assert_int_equal(test_list_read(&lists, idt_own_csv_read, "own.csv", IDT_SPAN_LIT(text), &err),
                     IDT_OK);
    const idt_association *tie = lists.parties[0].associations;
    assert_int_equal(tie->relation, IDT_RELATION_OWNS);
    assert_true(idt_span_equal_text(tie->target, "Works Ltd"));
    assert_true(idt_span_equal_text(tie->target_uid, "2"));
    assert_int_equal(lists.diagnostic_count, 0);
    idt_lists_release(&lists);
}

static void the_edition_has_the_lists_id_and_the_files_date(void **state)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    assert_int_equal(test_list_read(&lists, idt_own_csv_read, "in/watch-2026-03-01.csv",
                                    IDT_SPAN_LIT("id,list,name\n1,my_list2,T\n"), &err),
                     IDT_OK);
    assert_true(idt_span_equal_text(lists.editions[0].list_id, "my_list2"));
    assert_true(idt_span_equal_text(lists.editions[0].date, "2026-03-01"));
    assert_int_equal(lists.editions[0].party_count, 1);
    idt_lists_release(&lists);
}

static void values_that_are_not_understood_stop_the_reading(void **state)
{
    static const struct {
        const char *column, *value, *expected;
    } cases[] = {
        { "type", "robot", "\"robot\" is none of person, organisation, vessel, aircraft" },
        { "gender", "x", "\"x\" is none of male, female, m, f" },
        { "gender", "m|f", "has several values; only one is meant here" },
        { "birth_date", "1969|1969-02-30", "\"1969-02-30\" is no date" },
        { "listed_on", "circa 2020", "\"circa 2020\" is no day, month or year" },
        { "listed_on", "2019 to 2020", "\"2019 to 2020\" is no day, month or year" },
        { "identifier", "12", "\"12\" is not written as type: number (country)" },
        { "identifier", "pasport: 12",
          "\"pasport\" is no type of number that is known; write \"other pasport\" where it is "
          "only to be shown" },
        { "identifier", ": 12",
          "\"\" is no type of number that is known; write \"other \" where it is only to be "
          "shown" },
        { "passport", "12 (Nowhereland)",
          "\"12 (Nowhereland)\": the brackets at the end hold no country" },
        { "passport", "- (LV)", "\"- (LV)\" holds no number" },
        { "linked_to", "owns:", "\"owns:\" names no other party" },
        { "reference", "17614", "\"17614\" is not written as list:id" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_value_error(cases[i].column, cases[i].value, cases[i].expected);
    check_error("list,id,note\nlist,id,name\nl,1,T\n",
                "own.csv: the names of the columns are not in the first row, or \"name\" is not "
                "among them");
    check_error("list,id,name,ID\nl,1,T,2\n",
                "own.csv: line 1, column \"ID\": a second column \"id\"");
}

static void rows_that_do_not_fit_stop_the_reading(void **state)
{
    static const struct {
        const char *rows, *expected;
    } cases[] = {
        { "", "no row follows the names of the columns" },
        { ",1,T,\n",
          "line 2, column \"list\": \"\" is no id of a list: a letter from a to z, then such "
          "letters, digits and _, at most 60" },
        { "My-List,1,T,\n",
          "line 2, column \"list\": \"My-List\" is no id of a list: a letter from a to z, then "
          "such letters, digits and _, at most 60" },
        { "eu_watch,1,T,\n",
          "line 2, column \"list\": \"eu_watch\" begins like the id of an official list" },
        { "l,1,T,\nm,2,T,\n", "line 3, column \"list\": \"m\" is another list than \"l\" above" },
        { "l,,T,\n", "line 2, column \"id\": is empty" },
        { "l,a:1,T,\n", "line 2, column \"id\": \"a:1\" holds a colon, tab or line end" },
        { "l,1|2,T,\n", "line 2, column \"id\": has several values; only one is meant here" },
        { "l,1,,\n", "line 2, column \"name\": the first row of \"1\" has no name" },
        { "l,1,T,\nl,1,U,\n", "line 3, column \"name\": \"1\" is called \"T\" in line 2" },
        { "l,1,T,ship\nl,1,,person\n",
          "line 3, column \"type\": \"person\", but another row says vessel" },
        { "l,1,T\n", "line 2: 3 cells where the header has 4; the file may be cut short" },
        { "l,1,T,,x\n", "line 2: 5 cells where the header has 4; the file may be cut short" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf text = IDT_BUF_INIT, message = IDT_BUF_INIT;
        idt_buf_format(&text, "list,id,name,type\n%s", cases[i].rows);
        idt_buf_format(&message, "own.csv: %s", cases[i].expected);
        idt_buf_add_char(&text, '\0');
        idt_buf_add_char(&message, '\0');
        check_error(text.ptr, message.ptr);
        idt_buf_release(&text);
        idt_buf_release(&message);
    }
}

#define HEAD(text, own)                                                                            \
    {                                                                                              \
        text, sizeof(text) - 1, own                                                                \
    }

static void an_own_list_is_known_by_its_columns(void **state)
{
    static const struct {
        const char *head;
        size_t bytes;
        bool own;
    } cases[] = {
        HEAD("NAME;x;List;ID\n", true),
        HEAD("id\tname\tlist\n", true),
        HEAD("\xEF\xBB\xBFlist,id,name\n", true),
        HEAD("\xFF\xFEl\0i\0s\0t\0,\0i\0d\0,\0n\0a\0m\0e\0\n\0", true),
        HEAD("\xFE\xFF\0l\0i\0s\0t\0,\0i\0d\0,\0n\0a\0m\0e\0\n", true),
        HEAD("l\0i\0s\0t\0,\0i\0d\0,\0n\0a\0m\0e\0\n\0", true),
        HEAD("id,name\n", false),
        HEAD("listed,id,name\n", false),
        HEAD("list|id|name\n", false),
        HEAD("", false),
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned part = 9;
        idt_span head = { cases[i].head, cases[i].bytes };
        if (idt_own_csv_recognise(head, &part) != cases[i].own)
            fail_msg("case %zu: %s", i, cases[i].head);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_has_its_place),
        cmocka_unit_test(columns_stand_in_any_order_and_repeat),
        cmocka_unit_test(rows_of_one_id_are_one_party),
        cmocka_unit_test(the_effect_is_of_its_rows_programmes),
        cmocka_unit_test(ties_find_parties_of_later_rows),
        cmocka_unit_test(the_edition_has_the_lists_id_and_the_files_date),
        cmocka_unit_test(values_that_are_not_understood_stop_the_reading),
        cmocka_unit_test(rows_that_do_not_fit_stop_the_reading),
        cmocka_unit_test(an_own_list_is_known_by_its_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
