/* eu_fsf_test.c - the EU's list: every quirk of its XML and of its two CSV layouts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lists/lists_internal.h"

#define XML(inner)                                                                                 \
    "<?xml version=\"1.0\"?>\n<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" "               \
    "generationDate=\"2026-08-20T10:00:00.000+02:00\" globalFileId=\"1\">\n" inner "</export>\n"
#define ENTITY(more, inner)                                                                        \
    "<sanctionEntity logicalId=\"7\" euReferenceNumber=\"EU.7.1\" " more ">"                       \
    "<regulation regulationType=\"amendment\" organisationType=\"council\" "                       \
    "publicationDate=\"2020-01-02\" entryIntoForceDate=\"2020-01-03\" numberTitle=\"2020/1\" "     \
    "programme=\"XMP\" logicalId=\"1\"><publicationUrl>http://x</publicationUrl></regulation>"     \
    "<subjectType code=\"person\" classificationCode=\"P\"/>"                                      \
    "<nameAlias wholeName=\"Ada Example\" strong=\"true\" gender=\"F\" firstName=\"\" "            \
    "nameLanguage=\"\" logicalId=\"1\" regulationLanguage=\"en\"/>" inner "</sanctionEntity>"

static idt_list_input input_of(const char *text, const char *path)
{
    return (idt_list_input){ .path = idt_span_of(path),
                             .map = { .bytes = idt_span_of(text) },
                             .member = -1 };
}

static idt_status read_xml(idt_lists *lists, const char *text, idt_err *err)
{
    idt_list_input input = input_of(text, "lists/eu.xml");
    return idt_eu_xml_read(lists, &input, err);
}

static idt_status read_csv(idt_lists *lists, const char *text, idt_err *err)
{
    idt_list_input input = input_of(text, "lists/eu.csv");
    return idt_eu_csv_read(lists, &input, err);
}

#define SPAN(s) (int)(s).len, (s).ptr

static void render(idt_buf *out, const idt_party *party)
{
    idt_buf_format(out, "%.*s %s %s\n", SPAN(party->uid), idt_party_type_name(party->type),
                   idt_gender_name(party->gender));
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf_format(out, "%s/%s %.*s|%.*s|%.*s|%.*s\n", idt_name_kind_name(name->kind),
                       idt_quality_name(name->quality), SPAN(name->text), SPAN(name->given),
                       SPAN(name->family), SPAN(name->language));
    }
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf_add_text(out, "born ");
        idt_date_format(out, party->dates[i].range);
        idt_buf_format(out, " [%.*s] %.*s\n", SPAN(party->dates[i].text),
                       SPAN(party->dates[i].note));
    }
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "citizen %s\n", party->countries[i].country.code);
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *id = &party->identifiers[i];
        idt_buf_format(out, "%s %.*s [%.*s] %s (%.*s)\n", idt_identifier_name(id->type),
                       SPAN(id->value), SPAN(id->label), id->country.code, SPAN(id->note));
    }
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf_format(out, "%s %.*s|%.*s|%.*s|%s (%.*s)\n",
                       at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address", SPAN(at->street),
                       SPAN(at->city), SPAN(at->postal), at->country.code, SPAN(at->note));
    }
    for (size_t i = 0; i < party->programme_count; i++)
        idt_buf_format(out, "[%.*s] %.*s %.*s\n", SPAN(party->programmes[i].tag),
                       SPAN(party->programmes[i].authority), SPAN(party->programmes[i].listed_on));
    for (size_t i = 0; i < party->reference_count; i++)
        idt_buf_format(out, "= %.*s:%.*s\n", SPAN(party->references[i].list_id),
                       SPAN(party->references[i].uid));
    for (size_t i = 0; i < party->fact_count; i++)
        if (!idt_span_equal_text(party->facts[i].key, "legal act") &&
            !idt_span_equal_text(party->facts[i].key, "logical id") &&
            !idt_span_starts(party->facts[i].key, "act "))
            idt_buf_format(out, "%.*s = %.*s\n", SPAN(party->facts[i].key),
                           SPAN(party->facts[i].value));
}

static void check(const idt_lists *lists, const char *expected)
{
    idt_buf out = IDT_BUF_INIT;
    for (size_t i = 0; i < lists->party_count; i++)
        render(&out, &lists->parties[i]);
    idt_buf_add_char(&out, '\0');
    assert_string_equal(idt_buf_span(&out).ptr, expected);
    idt_buf_release(&out);
}

static void check_xml(const char *text, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    if (read_xml(&lists, text, &err))
        fail_msg("%s", err.text);
    check(&lists, expected);
    idt_lists_release(&lists);
}

#define HEAD "EU.7.1 person female\nprimary/strong Ada Example|||\n"
#define PROGRAMME "[XMP] 2020/1 2020-01-03\n"

static void test_an_alias_repeats_per_act_and_language_and_is_kept_once(void **state)
{
    (void)state;
    check_xml(XML(ENTITY("", "<nameAlias wholeName=\"Ada Example\" nameLanguage=\"BG\" "
                             "firstName=\"Ada\" lastName=\"Example\" function=\"Head\"/>"
                             "<nameAlias wholeName=\"Adder\" strong=\"false\"/>"
                             "<nameAlias wholeName=\"Adder\" strong=\"false\" function=\"Head\"/>"
                             "<nameAlias wholeName=\"\" firstName=\"A.\" lastName=\"Ex\"/>")),
              "EU.7.1 person female\nprimary/strong Ada Example|Ada|Example|BG\n"
              "a.k.a./weak Adder|||\na.k.a./ungraded A. Ex|A.|Ex|\n" PROGRAMME "function = Head\n");
}

static void test_births_are_days_years_ranges_and_other_calendars(void **state)
{
    (void)state;
    check_xml(
        XML(ENTITY("", "<birthdate birthdate=\"1960-02-03\" year=\"1960\" circa=\"false\" "
                       "city=\"Testtown\" countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>"
                       "<birthdate year=\"1961\" circa=\"true\" calendarType=\"GREGORIAN\"/>"
                       "<birthdate yearRangeFrom=\"1962\" yearRangeTo=\"1965\"/>"
                       "<birthdate year=\"1963\" monthOfYear=\"4\"/>"
                       "<birthdate year=\"1378\" calendarType=\"ISLAMIC\"/>"
                       "<birthdate year=\"1963\" monthOfYear=\"4\"/>"
                       "<birthdate place=\"Old Mill\" countryIso2Code=\"KP\" "
                       "countryDescription=\"KOREA\"><remark>said so</remark></birthdate>")),
        HEAD "born 1960-02-03 [1960-02-03] \nborn circa 1961 [circa 1961] \n"
             "born 1962 to 1965 [1962 to 1965] \nborn 1963-04 [4.1963] \n"
             "born  [1378] calendar: ISLAMIC\n"
             "birthplace |Testtown|| ()\nbirthplace |Old Mill||KP (said so)\n" PROGRAMME);
}

static void test_documents_are_typed_and_their_state_is_a_note(void **state)
{
    (void)state;
    check_xml(
        XML(ENTITY("", "<identification identificationTypeCode=\"passport\" number=\"P1\" "
                       "identificationTypeDescription=\"National passport\" knownFalse=\"true\" "
                       "reportedLost=\"true\" countryIso2Code=\"IQ\" "
                       "countryDescription=\"IRAQ\" issueDate=\"2001-02-03\"/>"
                       "<identification identificationTypeCode=\"imo\" number=\"9187629\"/>"
                       "<identification identificationTypeCode=\"swiftbic\" number=\"TESTDEFF\"/>"
                       "<identification identificationTypeCode=\"regnumber\" number=\"R 1\"/>"
                       "<identification identificationTypeCode=\"fiscalcode\" number=\"F1\"/>"
                       "<identification identificationTypeCode=\"other\" latinNumber=\"O1\" "
                       "identificationTypeDescription=\"Other passport-like\"/>"
                       "<citizenship countryIso2Code=\"IQ\" countryDescription=\"IRAQ\"/>"
                       "<citizenship countryIso2Code=\"IQ\" countryDescription=\"IRAQ\"/>"
                       "<citizenship countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/>")),
        HEAD "citizen IQ\n"
             "passport P1 [National passport] IQ (known to be false; reported lost)\n"
             "imo 9187629 [imo]  ()\nbic TESTDEFF [swiftbic]  ()\n"
             "registration R 1 [regnumber]  ()\ntax_id F1 [fiscalcode]  ()\n"
             "other O1 [Other passport-like]  ()\n" PROGRAMME);
}

static void test_addresses_hold_contacts_and_references_lead_to_the_un(void **state)
{
    (void)state;
    check_xml(XML(ENTITY("unitedNationId=\"KPi.999\" designationDate=\"2016-05-06\"",
                         "<remark>Son of somebody.</remark>"
                         "<address street=\"Example Street 1\" city=\"Testtown\" zipCode=\"99\" "
                         "poBox=\"12\" countryIso2Code=\"DE\" countryDescription=\"GERMANY\" "
                         "asAtListingTime=\"true\"><contactInfo key=\"PHONE\" value=\"+1 [2]\"/>"
                         "<contactInfo key=\"EMAIL\" value=\"a@example.org\"/>"
                         "<contactInfo key=\"WEB\" value=\"example.org\"/></address>")),
              HEAD
              "phone +1 [2] [PHONE]  ()\nemail a@example.org [EMAIL]  ()\n"
              "website example.org [WEB]  ()\n"
              "address Example Street 1|Testtown|99|DE (P.O. box 12; as at the time of listing)\n"
              "[XMP] 2020/1 2016-05-06\n= un_sc_sanctions:KPi.999\n"
              "designation date = 2016-05-06\nremark = Son of somebody.\n");
}

static void test_what_was_delisted_by_the_day_of_the_file_is_out_and_counted(void **state)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(read_xml(&lists,
                              XML(ENTITY("delistingDate=\"2026-08-20\"", "")
                                      ENTITY("delistingDate=\"2026-08-21\"", "")),
                              &err),
                     IDT_OK);
    assert_int_equal(lists.party_count, 1);
    assert_int_equal(lists.diagnostic_count, 1);
    assert_string_equal(lists.diagnostics[0].code.ptr, "delisted");
    assert_string_equal(lists.editions[0].date.ptr, "2026-08-20");
    idt_lists_release(&lists);
}

static void test_a_party_of_version_1_0_is_named_after_its_logical_id(void **state)
{
    (void)state;
    check_xml(XML("<sanctionEntity logicalId=\"9\"><subjectType code=\"enterprise\" "
                  "classificationCode=\"E\"/><nameAlias wholeName=\"Example Works\"/>"
                  "<novelty>kept</novelty></sanctionEntity>"),
              "9 organization \nprimary/ungraded Example Works|||\nnovelty = kept\n");
}

static void test_an_empty_or_cut_file_is_refused(void **state)
{
    static const char whole[] = XML(ENTITY("", ""));
    idt_err err = IDT_ERR_INIT;
    (void)state;
    idt_lists empty = IDT_LISTS_INIT;
    assert_int_equal(read_xml(&empty, XML(""), &err), IDT_E_INPUT);
    idt_lists_release(&empty);
    for (size_t cut = 1; cut + 1 < sizeof whole - 1; cut += 7) {
        idt_lists lists = IDT_LISTS_INIT;
        char text[sizeof whole];
        memcpy(text, whole, cut);
        text[cut] = '\0';
        assert_int_equal(read_xml(&lists, text, &err), IDT_E_INPUT);
        idt_lists_release(&lists);
    }
}

#define CSV_HEAD                                                                                   \
    "Date_file;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;Leba_url;"       \
    "Programme;Entity_remark;Naal_logical_id;Entity_logical_id;Naal_lastname;Naal_wholename;"      \
    "Naal_language;Addr_street;Addr_country;Addr_other;Birt_date;Birt_place;Iden_number;"          \
    "Citi_country;EU_ref_num\n"
#define ROW(id, cells) "04/07/2018;" id ";P;2018/1;2018-02-16;http://x;XMP;(a)\\n(b);" cells "\n"

static void check_csv(const char *text, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    if (read_csv(&lists, text, &err))
        fail_msg("%s", err.text);
    assert_string_equal(lists.editions[0].date.ptr, "2018-07-04");
    check(&lists, expected);
    idt_lists_release(&lists);
}

static const char csv_party[] =
    "EU.1.1 person \nprimary/ungraded Ada Example||Example|\na.k.a./ungraded Adda|||FR\n"
    "born 1960-02-03 [1960-02-03] \ncitizen IQ\nphone 1 [PHONE]  ()\nother 2 [FAX]  ()\n"
    "passport A1 [National passport]  (expired, seen)\n"
    "address Example Street 1|||PK ()\n[XMP] 2018/1 2018-02-16\nremark = (a)\nremark = (b)\n";

static void test_the_rows_of_a_csv_make_one_party(void **state)
{
    (void)state;
    check_csv(CSV_HEAD ROW("1", "5;1;Example;Ada Example;;;;;;;;;EU.1.1")
                  ROW("1", "6;1;;Adda;FR;;;;;;;;EU.1.1") ROW("1", "6;1;;Adda;;;;;;;;;EU.1.1")
                      ROW("1", ";1;;;;Example Street 1;PAK;PHONE[1]\\nFAX[2];;;;;EU.1.1")
                          ROW("1", ";1;;;;;;;1960-02-03;-;;;EU.1.1")
                              ROW("1", ";1;;;;;;;N/A;;;;EU.1.1")
                                  ROW("1", ";1;;;;;;;;;A1 (passport-National passport) (expired, "
                                           "seen);;EU.1.1") ROW("1", ";1;;;;;;;;;;IRQ;EU.1.1"),
              csv_party);
}

static void test_lines_in_quotes_with_tabs_for_commas_are_the_same(void **state)
{
    (void)state;
    check_csv("\"Date_file;Entity_logical_id;Subject_type;Naal_wholename;Naal_function;EU_ref_num"
              "\t\t\"\n\"04/07/2018;1;P;Ada Example;Head of A\t B;EU.1.1\t\"\n",
              "EU.1.1 person \nprimary/ungraded Ada Example|||\nfunction = Head of A, B\n");
}

static void test_a_csv_that_was_cut_or_shuffled_is_refused(void **state)
{
    static const char *const bad[] = {
        CSV_HEAD ROW("1", "5;1;Example;Ada Example;;;;;;;;;EU.1.1") "04/07/2018;1;P",
        CSV_HEAD ROW("1", "5;1;Example;Ada Example;;;;;;;;EU.1.1"),
        CSV_HEAD ROW("1", "5;1;;A;;;;;;;;;EU.1.1") ROW("2", "5;1;;B;;;;;;;;;EU.2.1")
            ROW("1", "5;1;;C;;;;;;;;;EU.1.1"),
        CSV_HEAD ROW("1", "5;1;;A;;;;;;;;;EU.1.1") ROW("1", "5;1;;B;;;;;;;;;EU.2.1"),
        CSV_HEAD,
        CSV_HEAD ROW("", "5;1;;A;;;;;;;;;EU.1.1"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        idt_lists lists = IDT_LISTS_INIT;
        idt_err err = IDT_ERR_INIT;
        if (read_csv(&lists, bad[i], &err) != IDT_E_INPUT)
            fail_msg("case %zu was read", i);
        idt_lists_release(&lists);
    }
}

static void test_formats_are_known_by_their_content(void **state)
{
    unsigned part;
    (void)state;
    assert_true(idt_eu_xml_recognise(idt_span_of(XML("")), &part));
    assert_false(idt_eu_xml_recognise(IDT_SPAN_LIT("<export xmlns=\"x\"/>"), &part));
    assert_true(idt_eu_csv_recognise(idt_span_of(CSV_HEAD), &part));
    assert_false(idt_eu_csv_recognise(IDT_SPAN_LIT("a;b\n"), &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_alias_repeats_per_act_and_language_and_is_kept_once),
        cmocka_unit_test(test_births_are_days_years_ranges_and_other_calendars),
        cmocka_unit_test(test_documents_are_typed_and_their_state_is_a_note),
        cmocka_unit_test(test_addresses_hold_contacts_and_references_lead_to_the_un),
        cmocka_unit_test(test_what_was_delisted_by_the_day_of_the_file_is_out_and_counted),
        cmocka_unit_test(test_a_party_of_version_1_0_is_named_after_its_logical_id),
        cmocka_unit_test(test_an_empty_or_cut_file_is_refused),
        cmocka_unit_test(test_the_rows_of_a_csv_make_one_party),
        cmocka_unit_test(test_lines_in_quotes_with_tabs_for_commas_are_the_same),
        cmocka_unit_test(test_a_csv_that_was_cut_or_shuffled_is_refused),
        cmocka_unit_test(test_formats_are_known_by_their_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
