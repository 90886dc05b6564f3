/* au_dfat_test.c - Australia's list as CSV: small tables with every quirk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/party_lines.h"

#define HEADER                                                                                     \
    "Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,Place of Birth,"          \
    "Citizenship,Address,Additional Information,Listing Information,Committees,Control Date\n"
#define ROW(reference, name, type, kind, dates, place, citizen, address, more)                     \
    reference "," name "," type "," kind ",\"" dates "\",\"" place "\",\"" citizen "\",\"" address \
              "\",\"" more "\",Listed on: 5 Mar. 2012 (amended on 1 May 2019),"                    \
              "1718 (DPRK) ,41988\n"
#define PLAIN(reference, name, kind) ROW(reference, name, "Individual", kind, "", "", "", "", "")
#define DATES(dates) ROW("7", "Test One", "Individual ", "Primary Name", dates, "", "", "", "")
#define MORE(text) ROW("7", "Test One", "Entity", "Primary Name", "", "", "", "NA", text)
#define ONE_IS "= 7 person\nprimary Test One\n"
#define REST_IS                                                                                    \
    "programme 1718 (DPRK)|2012-03-05||\n"                                                         \
    "listing information = Listed on: 5 Mar. 2012 (amended on 1 May 2019)\n"                       \
    "control date = 2014-12-15\n"

static void check(const char *text, const char *expected)
{
    test_list_check(idt_au_dfat_read, "au.csv", text, expected);
}

static void rows_of_one_number_are_one_party(void **state)
{
    (void)state;
    check(HEADER PLAIN("7", "Test One", "primary Name") PLAIN("8", "Other", "Primary Name ")
              PLAIN("7a", "Test Uno", "Aka ") PLAIN("7b", "اختبار", "original Script")
                  PLAIN("7b1", "Test Eins", "Formerly known as") PLAIN("7c", "Test Uno", "AKA"),
          ONE_IS "a.k.a. Test Uno\noriginal script اختبار\nf.k.a. Test Eins\n" REST_IS
                 "= 8 person\nprimary Other\n" REST_IS);
}

static void the_primary_name_stands_first(void **state)
{
    (void)state;
    check(HEADER PLAIN("7a", "Test Uno", "aka") PLAIN("7", "Test One", "Primary Name"),
          ONE_IS "a.k.a. Test Uno\n" REST_IS);
    check(HEADER PLAIN("7", "Test Uno", "nickname") PLAIN("7", "Test Due", "aka"),
          "= 7 person\na.k.a. Test Uno\na.k.a. Test Due\n" REST_IS
          "! unknown-value\n! duplicate-reference\n! missing-primary-name\n");
}

static void remarks_on_names_are_no_part_of_them(void **state)
{
    (void)state;
    check(HEADER PLAIN("7", "Test One", "Primary Name")
              PLAIN("7a", "\"Uno (Previously listed as. In Arabic: اختبار )\"", "aka")
                  PLAIN("7b", "Due (birth name)", "aka") PLAIN("7c", "Tre / Quattro", "Aka")
                      PLAIN("7d", "Works (WRK)", "Aka; low quality"),
          ONE_IS "original script اختبار\nf.k.a. Uno\na.k.a. Due\na.k.a. Tre\na.k.a. Quattro\n"
                 "a.k.a./weak Works (WRK)\n"
                 "programme 1718 (DPRK)|2012-03-05||\n"
                 "listing information = Listed on: 5 Mar. 2012 (amended on 1 May 2019)\n"
                 "control date = 2014-12-15\nname note = Due (birth name)\n");
}

static void dates_of_every_shape_are_read(void **state)
{
    static const struct {
        const char *text, *dates;
    } cases[] = {
        { HEADER DATES("a) Approximately 1955- 1958 b) 1945"),
          "birth circa 1955 to 1958\nbirth 1945\n" },
        { HEADER DATES("25000"), "birth 1968-06-11\n" },
        { HEADER DATES("8500"), "birth 1923-04-09\n" },
        { HEADER DATES("1954"), "birth 1954\n" },
        { HEADER DATES("14/09/1968; alt DOB: 15/09/1968"), "birth 1968-09-14\nbirth 1968-09-15\n" },
        { HEADER DATES("4 Mar. 1960\xC2\xA0, or 1961"), "birth 1960-03-04\nbirth 1961\n" },
        { HEADER DATES("Between 1963 and 1965"), "birth 1963 to 1965\n" },
        { HEADER DATES("a) 1960 c) 1962"), "birth 1960\nbirth 1962\n" },
        { HEADER DATES("5/06/1953 15/06/1953"), "birth 1953-06-05\nbirth 1953-06-15\n" },
        { HEADER DATES("1955/1956"), "birth 1955 to 1956\n" },
        { HEADER DATES("5/06/1953 (this aka only)"), "birth 1953-06-05 (this aka only)\n" },
        { HEADER DATES("na"), "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf expected = IDT_BUF_INIT;
        idt_buf_format(&expected, "%s%s%s", ONE_IS, cases[i].dates, REST_IS);
        idt_buf_add_char(&expected, '\0');
        check(cases[i].text, expected.ptr);
        idt_buf_release(&expected);
    }
    check(HEADER DATES("24/06/1402"), ONE_IS "birth ? 24/06/1402\n" REST_IS "! odd-date\n");
}

static void places_and_citizenships_are_told_apart(void **state)
{
    (void)state;
    check(HEADER ROW("7", "Test One", "Individual", "Primary Name", "", "Cairo, Egypt",
                     "a) Bosnia and Herzegovina; b) Australia and Egypt",
                     "Test Street, Cairo, Egypt; Beirut, Lebanon", ""),
          ONE_IS
          "citizenship BA\ncitizenship AU\ncitizenship EG\n"
          "birthplace Cairo, Egypt [||||EG]\n"
          "address Test Street, Cairo, Egypt [||||EG]\naddress Beirut, Lebanon [||||LB]\n" REST_IS);
    check(HEADER ROW("7", "Test One", "Individual", "Primary Name", "", "",
                     "Moldovan, Russian and Ukrainian; Possibly Ethiopian; Malian (x)", "NA", ""),
          ONE_IS "citizenship MD\ncitizenship RU\ncitizenship UA\ncitizenship ET\n"
                 "citizenship ML\n" REST_IS);
}

static void plainly_labelled_numbers_are_taken(void **state)
{
    static const struct {
        const char *text, *lines;
    } cases[] = {
        { "IMO number: 9074729.", "imo 9074729 [IMO number]  ..\n" },
        { "IMO convention of 1974.", "" },
        { "Passport no.: Pakistani passport number AB1234567, issued on 8 Sep. 2008, expires on 7 "
          "Sep.2013",
          "passport AB1234567 [passport number] PK 2008-09-08..2013-09-07\n" },
        { "Passport A 1234567 (Jordan)", "passport A 1234567 [Passport] JO ..\n" },
        { "Passport no: Oman 0123456 (Expires 25 March 2016).",
          "passport 0123456 [Passport no] OM ..2016-03-25\n" },
        { "Registration ID: 1020304050607 (Russia) SWIFT/BIC: TESTRU2P",
          "registration 1020304050607 [Registration ID] RU ..\nbic TESTRU2P [SWIFT/BIC]  ..\n" },
        { "His passport was lost. Associated with Test (QDe.004).", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf text = IDT_BUF_INIT, expected = IDT_BUF_INIT;
        idt_buf_format(&text, HEADER MORE("%s"), cases[i].text);
        idt_buf_format(&expected,
                       "= 7 organization\nprimary Test One\n%s"
                       "programme 1718 (DPRK)|2012-03-05||\nadditional information = %s\n"
                       "listing information = Listed on: 5 Mar. 2012 (amended on 1 May 2019)\n"
                       "control date = 2014-12-15\n",
                       cases[i].lines, cases[i].text);
        idt_buf_add_char(&text, '\0');
        idt_buf_add_char(&expected, '\0');
        check(text.ptr, expected.ptr);
        idt_buf_release(&text);
        idt_buf_release(&expected);
    }
}

static void instruments_and_committees_become_programmes(void **state)
{
    (void)state;
    check("Reference,Name of Individual or Entity,Type,Name Type,Listing Information,Committees,"
          "Control Date,New\n"
          "7,Test One,Individual,Primary Name,Instrument of first designation: Test Instrument "
          "2023,1970 (Libya) 1973 (Libya),2024-01-12,x\n",
          ONE_IS "programme 1970 (Libya)|||Test Instrument 2023\n"
                 "programme 1973 (Libya)|||Test Instrument 2023\n"
                 "listing information = Instrument of first designation: Test Instrument 2023\n"
                 "control date = 2024-01-12\nNew = x\n! unknown-field\n");
}

static void cut_files_are_refused(void **state)
{
    unsigned part;

    (void)state;
    test_list_check_cut(idt_au_dfat_read, "au.csv", HEADER MORE("Test"));
    assert_true(idt_au_dfat_recognise(idt_span_of(HEADER MORE("Test")), &part));
    assert_false(idt_au_dfat_recognise(IDT_SPAN_LIT("Reference,Name\n1,x\n"), &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_number_are_one_party),
        cmocka_unit_test(the_primary_name_stands_first),
        cmocka_unit_test(remarks_on_names_are_no_part_of_them),
        cmocka_unit_test(dates_of_every_shape_are_read),
        cmocka_unit_test(places_and_citizenships_are_told_apart),
        cmocka_unit_test(plainly_labelled_numbers_are_taken),
        cmocka_unit_test(instruments_and_committees_become_programmes),
        cmocka_unit_test(cut_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
