/* csl_test.c - the US Consolidated Screening List, CSV and JSON: small files with every quirk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/party_lines.h"

#define HEADER                                                                                     \
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"         \
    "start_date,end_date,license_requirement,remarks,source_list_url,alt_names,citizenships,"      \
    "dates_of_birth,places_of_birth,ids\n"
#define SDN "Specially Designated Nationals (SDN) - Treasury Department"
#define SSI "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
#define EL "Entity List (EL) - Bureau of Industry and Security"
#define SDN_ROW(remarks, ids)                                                                      \
    "101," SDN ",101,Individual,DPRK2; NPWMD,\"TESTOV, Ivan\",,,,,,,\"" remarks "\",,,,,,\"" ids   \
    "\"\n"
#define SDN_IS "= 101 person\nprimary TESTOV, Ivan [TESTOV|Ivan]\n"
#define SDN_LISTS                                                                                  \
    "programme DPRK2||Specially Designated Nationals (SDN)|\n"                                     \
    "programme NPWMD||Specially Designated Nationals (SDN)|\n"
#define NOTES "! missing-date\n! remark-total\n"

static void check(const char *text, const char *expected)
{
    test_list_check(idt_csl_csv_read, "csl.csv", text, expected);
}

static void numbers_are_read_back_to_front(void **state)
{
    static const struct {
        const char *ids, *numbers, *rest;
    } cases[] = {
        { "CA, BC166787, Passport", "passport BC166787 [Passport] CA ..\n", "" },
        { "JO, 2014-08-30, 2009-08-31, K475336, Passport",
          "passport K475336 [Passport] JO 2009-08-31..2014-08-30\n", "" },
        { "IT, 2012-10-30, AO 2879097, Identification Number",
          "national_id AO 2879097 [Identification Number] IT .. (issued or expires 2012-10-30)\n",
          "" },
        { "PA, 467323, Doc. 694710, Public Registration Number",
          "registration 467323, Doc. 694710 [Public Registration Number] PA ..\n", "" },
        { "IMO 9074729, Vessel Registration Identification",
          "imo 9074729 [Vessel Registration Identification]  ..\n", "" },
        { "NL, 852496527, Legal Entity Number",
          "registration 852496527 [Legal Entity Number] NL ..\n", "" },
        { "1Test, Digital Currency Address - XBT", "wallet 1Test [XBT]  ..\n", "" },
        { "CA, BC166787, Passport; CA, BC166787, Passport", "passport BC166787 [Passport] CA ..\n",
          "" },
        { "Test Works Co., Ltd., Issuer Name; Sec. 5(a)(i), Executive Order 13846 information:", "",
          "issuer name = Test Works Co., Ltd.\nexecutive order 13846 = Sec. 5(a)(i)\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf text = IDT_BUF_INIT, expected = IDT_BUF_INIT;
        idt_buf_format(&text, HEADER SDN_ROW("", "%s"), cases[i].ids);
        idt_buf_format(&expected,
                       SDN_IS "%s" SDN_LISTS "reference us_ofac_sdn:101\n"
                              "agency = Treasury Department\n%s" NOTES,
                       cases[i].numbers, cases[i].rest);
        idt_buf_add_char(&text, '\0');
        idt_buf_add_char(&expected, '\0');
        check(text.ptr, expected.ptr);
        idt_buf_release(&text);
        idt_buf_release(&expected);
    }
}

static void remarks_of_ofac_are_read_as_ofacs(void **state)
{
    (void)state;
    check(HEADER SDN_ROW("(Linked To: A; Linked To: B (C)); DOB circa 1979", "Male, Gender"),
          SDN_IS "birth circa 1979\n" SDN_LISTS "linked to A\nlinked to B (C)\n"
                 "reference us_ofac_sdn:101\ngender male\nagency = Treasury Department\n" NOTES);
}

static void other_agencies_state_neither_type_nor_number(void **state)
{
    (void)state;
    check(HEADER
          "ab12," EL
          ",,,, Test Works and any successor thereof,,\"1 Test Way, Testville, TX, 79720, "
          "US; Minsk, 220034, BY; Kowloon, Hong Kong, CN\",85 FR 1,2020-09-22,,All items,NEW,"
          "http://u,Works; and TW,,,,\n",
          "= ab12 unknown\nprimary Test Works\na.k.a. Works\na.k.a. TW\n"
          "address 1 Test Way, Testville, TX, 79720, US [1 Test Way|Testville|TX|79720|US]\n"
          "address Minsk, 220034, BY [|Minsk||220034|BY]\n"
          "address Kowloon, Hong Kong, CN [||||CN]\n"
          "programme EL|2020-09-22|Entity List (EL)|85 FR 1\n"
          "scope = and any successor thereof\nagency = Bureau of Industry and Security\n"
          "remarks = NEW\nlicense requirement = All items\nsource list url = http://u\n" NOTES);
}

static void a_number_on_several_lists_belongs_to_the_sdn_row(void **state)
{
    (void)state;
    check(HEADER "5," SSI ",5,Entity,P,Test,,,,,,,,,,,,,\n"
                 "5," SDN ",5,Entity,P,Test,,,,,,,,,,,,,\n"
                 "5," SSI ",5,Entity,P,Test,,,,,,,,,,,,,\n",
          "= 5/SSI organization\nprimary Test\n"
          "programme P||Sectoral Sanctions Identifications List (SSI)|\nreference us_ofac_cons:5\n"
          "agency = Treasury Department\n"
          "= 5 organization\nprimary Test\nprogramme P||Specially Designated Nationals (SDN)|\n"
          "reference us_ofac_sdn:5\nagency = Treasury Department\n"
          "= 5/SSI#LINE-4 organization\nprimary Test\n"
          "programme P||Sectoral Sanctions Identifications List (SSI)|\nreference us_ofac_cons:5\n"
          "agency = Treasury Department\n! repeated-reference\n! repeated-reference\n" NOTES);
}

static void an_order_that_ended_is_kept_and_said(void **state)
{
    static const char dpl[] = "programme DPL|2019-01-01|Denied Persons List (DPL)|\n";
    idt_buf expected = IDT_BUF_INIT;

    (void)state;
    idt_buf_format(&expected,
                   "= a unknown\nprimary Test\n%sagency = BIS\nend date = 2021-02-03\n"
                   "ended before = 2021-02-04\n= b unknown\nprimary Later\n"
                   "programme DPL|2021-02-04|Denied Persons List (DPL)|\nagency = BIS\n"
                   "end date = 2030-01-01\n! missing-date\n! entry-ended\n! remark-total\n",
                   dpl);
    idt_buf_add_char(&expected, '\0');
    check(HEADER "a,Denied Persons List (DPL) - BIS,,,,Test,,,,2019-01-01,2021-02-03,,,,,,,,\n"
                 "b,Denied Persons List (DPL) - BIS,,,,Later,,,,2021-02-04,2030-01-01,,,,,,,,\n",
          expected.ptr);
    idt_buf_release(&expected);
}

static void odd_values_are_kept(void **state)
{
    (void)state;
    check(HEADER "a," EL ",,Robot,,Test,,,,0097-06-30,,,,,,,neverday,,\n",
          "= a unknown\nprimary Test\nbirth ? neverday\nprogramme EL||Entity List (EL)|\n"
          "type = Robot\nstart date = 0097-06-30\nagency = Bureau of Industry and Security\n"
          "! unknown-value\n! odd-date\n! odd-date\n" NOTES);
}

#define JSON_ENTRY                                                                                 \
    "{\"id\":\"101\",\"source\":\"" SDN "\",\"entity_number\":101,\"type\":\"Individual\","        \
    "\"programs\":[\"DPRK2\",\"NPWMD\"],\"name\":\"TESTOV, Ivan\",\"title\":null,"                 \
    "\"federal_register_notice\":null,\"source_information_url\":\"\",\"alt_names\":[\"T\"],"      \
    "\"addresses\":[{\"address\":\"1 Way\",\"city\":\"Minsk\",\"state\":null,"                     \
    "\"postal_code\":\"2200\",\"country\":\"BY\",\"floor\":3}],\n\"ids\":[{\"type\":\"Passport\"," \
    "\"number\":\"K4\",\"country\":\"JO\",\"issue_date\":\"2009-08-31\","                          \
    "\"expiration_date\":\"2014-08-30\"},{\"type\":\"Gender\",\"number\":\"Male\","                \
    "\"country\":null}],\"new\":{\"deep\":[\"x\"]}}"
#define JSON_IS                                                                                    \
    SDN_IS "a.k.a. T\naddress 1 Way, Minsk, 2200, BY [1 Way|Minsk||2200|BY]\n"                     \
           "passport K4 [Passport] JO 2009-08-31..2014-08-30\n" SDN_LISTS                          \
           "reference us_ofac_sdn:101\ngender male\nagency = Treasury Department\n"                \
           "new/deep = x\naddresses/floor = 3\n" NOTES "! unknown-field\n! unknown-field\n"

static void json_says_the_same(void **state)
{
    (void)state;
    test_list_check(idt_csl_json_read, "csl.json", "{\"total\":1,\"results\":[" JSON_ENTRY "]}",
                    JSON_IS);
    test_list_check(idt_csl_json_read, "csl.json", "[" JSON_ENTRY "]\n", JSON_IS);
}

static void check_refused(const char *text, const char *part)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    assert_int_equal(test_list_read(&lists, idt_csl_json_read, "csl.json", idt_span_of(text), &err),
                     IDT_E_INPUT);
    if (idt_span_find(idt_span_of(err.text), part) == SIZE_MAX)
        fail_msg("\"%s\" does not say \"%s\"", err.text, part);
    idt_lists_release(&lists);
}

static void cut_and_wrong_files_are_refused(void **state)
{
    unsigned part;

    (void)state;
    test_list_check_cut(idt_csl_csv_read, "csl.csv", HEADER SDN_ROW("x", "y, Passport"));
    test_list_check_cut(idt_csl_json_read, "csl.json", "{\"results\":[" JSON_ENTRY "]} ");
    check_refused("{\"total\":2,\"results\":[" JSON_ENTRY "]}", "states 2 entries and holds 1");
    check_refused("{\"results\":[]}", "no entry");
    check_refused("{\"results\":[\n[1]]}", "line 2: an entry is no object");
    check_refused("[" JSON_ENTRY "] []", "more text behind the list");
    assert_true(idt_csl_csv_recognise(idt_span_of(HEADER), &part));
    assert_true(idt_csl_json_recognise(idt_span_of("[" JSON_ENTRY "]"), &part));
    assert_false(idt_csl_json_recognise(IDT_SPAN_LIT("{\"results\":[]}"), &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_back_to_front),
        cmocka_unit_test(remarks_of_ofac_are_read_as_ofacs),
        cmocka_unit_test(other_agencies_state_neither_type_nor_number),
        cmocka_unit_test(a_number_on_several_lists_belongs_to_the_sdn_row),
        cmocka_unit_test(an_order_that_ended_is_kept_and_said),
        cmocka_unit_test(odd_values_are_kept),
        cmocka_unit_test(json_says_the_same),
        cmocka_unit_test(cut_and_wrong_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
