/* uk_test.c - the United Kingdom's lists: small files with every quirk. All parties are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lists/uk_internal.h"

#define HEADER                                                                                     \
    "Last Updated,10/04/2025\r\n"                                                                  \
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script "      \
    "Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport "      \
    "Number,Passport Details,National Identification Number,National Identification "              \
    "Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip "       \
    "Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK "      \
    "Sanctions List Date Designated,Last Updated,Group ID\r\n"
#define END ",Testland,01/02/2020,31/01/2020,03/03/2021,90001\r\n"

typedef idt_status read_list(idt_lists *self, const idt_list_input *input, idt_err *err);

static idt_status read_text(read_list *read, idt_lists *lists, const char *text, idt_err *err)
{
    idt_list_input input = { .path = IDT_SPAN_LIT("uk/list"), .member = -1 };

    input.map.bytes = idt_span_of(text);
    return read(lists, &input, err);
}

static void render_numbers(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *number = &party->identifiers[i];
        idt_buf_format(out, "%s %.*s %s ", idt_identifier_name(number->type),
                       (int)number->value.len, number->value.ptr, number->country.code);
        idt_ymd_format(out, number->issued);
        idt_buf_add_text(out, "..");
        idt_ymd_format(out, number->expires);
        idt_buf_add_text(out, "\n");
    }
    for (size_t i = 0; i < party->association_count; i++)
        idt_buf_format(out, "%s %.*s %.*s\n", idt_relation_name(party->associations[i].relation),
                       (int)party->associations[i].target.len, party->associations[i].target.ptr,
                       (int)party->associations[i].target_uid.len,
                       party->associations[i].target_uid.ptr);
    for (size_t i = 0; i < party->reference_count; i++)
        idt_buf_format(out, "see %s %s\n", party->references[i].list_id.ptr,
                       party->references[i].uid.ptr);
    for (size_t i = 0; i < party->fact_count; i++)
        idt_buf_format(out, "%s = %s\n", party->facts[i].key.ptr, party->facts[i].value.ptr);
}

static void render_places(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "%s %s\n", idt_country_role_name(party->countries[i].role),
                       party->countries[i].country.code);
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf_format(out, "%s %.*s|%.*s|%.*s|%s\n",
                       at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address",
                       (int)at->street.len, at->street.ptr, (int)at->city.len, at->city.ptr,
                       (int)at->postal.len, at->postal.ptr, at->country.code);
    }
}

static void render(idt_buf *out, const idt_party *party)
{
    idt_buf_format(out, "%s %s\n", party->uid.ptr, idt_party_type_name(party->type));
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf_format(out, "%s/%s %.*s [%.*s;%.*s]%.*s\n", idt_name_kind_name(name->kind),
                       idt_quality_name(name->quality), (int)name->text.len, name->text.ptr,
                       (int)name->given.len, name->given.ptr, (int)name->family.len,
                       name->family.ptr, (int)name->script.len, name->script.ptr);
    }
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf_format(out, "%s ", idt_date_kind_name(party->dates[i].kind));
        idt_date_format(out, party->dates[i].range);
        idt_buf_add_text(out, "\n");
    }
    render_places(out, party);
    for (size_t i = 0; i < party->programme_count; i++)
        idt_buf_format(out, "%s since %s: %s\n", party->programmes[i].tag.ptr,
                       party->programmes[i].listed_on.ptr, party->programmes[i].measures.ptr);
    render_numbers(out, party);
}

static void check(read_list *read, const char *text, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;

    if (read_text(read, &lists, text, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < lists.party_count; i++)
        render(&out, &lists.parties[i]);
    for (size_t i = 0; i < lists.diagnostic_count; i++)
        idt_buf_format(&out, "! %s\n", lists.diagnostics[i].code.ptr);
    idt_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    idt_buf_release(&out);
    idt_lists_release(&lists);
}

static void rows_of_a_group_are_one_party_with_its_primary_name_first(void **state)
{
    (void)state;
    check(idt_uk_conlist_csv_read,
          HEADER
          "SAMPLE,Ann,,,,,,,,,00/00/1965,,,,,,,,,,,,,,,,,(UK Sanctions List "
          "Ref):TST0001.,Individual,AKA,Low quality" END
          "OTHER,,,,,,,,,,,,,,,,,,,,,,,,,,,(UK Sanctions List Ref):TST0002. Seen "
          "twice.,Entity,Primary name,,Testland,01/02/2020,31/01/2020,03/03/2021,90002\r\n"
          "SAMPLE,Anna,Maria,,,,(1) Doctor (2) Judge,\xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0,Cyrillic,"
          "Russian,00/06/1965,(1) Alpha. (2) -,(1) to (2) Chad (3) Mali,(1) Chad. "
          "(2) Mali,,,,,,,,,,,,,,(UK Sanctions List Ref):TST0001.,Individual,Primary name," END
          "SAMPLE,Ann,,,,,,,,,1965,,,,,,,,,,,,,,,,,(UK Sanctions List "
          "Ref):TST0001.,Individual,AKA,Low quality" END,
          "90001 person\n"
          "primary/ungraded Anna Maria SAMPLE [Anna;SAMPLE]\n"
          "a.k.a./weak Ann SAMPLE [Ann;SAMPLE]\n"
          "original script/ungraded \xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0 [;]Cyrillic\n"
          "birth 1965\nbirth 1965-06\n"
          "nationality TD\nnationality ML\n"
          "birthplace |Alpha||TD\nbirthplace |||TD\nbirthplace |||ML\n"
          "Testland since 2020-02-01: \n"
          "see gb_fcdo_sanctions TST0001\n"
          "date designated = 2020-01-31\nlast updated = 2021-03-03\n"
          "title = Doctor\ntitle = Judge\n"
          "90002 organization\nprimary/ungraded OTHER [;]\n"
          "Testland since 2020-02-01: \n"
          "see gb_fcdo_sanctions TST0002\n"
          "date designated = 2020-01-31\nlast updated = 2021-03-03\ncomment = Seen twice.\n");
}

static void names_in_the_order_of_the_un_are_not_parted(void **state)
{
    (void)state;
    check(idt_uk_conlist_csv_read,
          HEADER "HO TEST,DOE,,,,,,,,,03/1970,,,,(1) A11 (2) B22,(1) Issued in Chad on 1 May "
                 "2012. Expires 2 May 2022 (2) -,\"771\",Russian INN Number,,1 Road,,,,,Town,X1,"
                 "Chad,(UK Sanctions List Ref):TST0003. (UN Ref):TSi. 001. Prose "
                 "(2022): more. (Gender):Female,Individual,Primary name," END,
          "90001 person\nprimary/ungraded DOE HO TEST [;]\nbirth 1970-03\n"
          "address 1 Road|Town|X1|TD\n"
          "Testland since 2020-02-01: \n"
          "passport A11 TD 2012-05-01..2022-05-02\npassport B22  ..\ntax_id 771 RU ..\n"
          "see gb_fcdo_sanctions TST0003\nsee un_sc_sanctions TSi.001\n"
          "date designated = 2020-01-31\nlast updated = 2021-03-03\n"
          "comment = Prose (2022): more.\n");
}

static void remarks_are_read_by_their_tags(void **state)
{
    (void)state;
    check(idt_uk_conlist_csv_read,
          HEADER "TEST TRADING,,,,,,,,,,,,,,,,,,,,,,,,,(1) 11 (2) 22,Mali,(UK Sanctions List "
                 "Ref):TST0004. Financial sanctions imposed in addition to an asset freeze: Trust "
                 "services. Date: 1. (UK Statement of Reasons):It did (so). (Phone number):(1) "
                 "8(34) 72-20 (2) 55 10 (Fax): 55 11 (Website):www.test.example "
                 "http://b.example (Email address):a@test.example. b@test.example (Type of "
                 "entity):Company (Subsidiaries):Alpha Bank. Beta M.T. Works (Parent "
                 "company):90002 (Business Reg No):(1) 123 (Company number) (2) Russia INN - "
                 "77,Entity,Primary name," END,
          "90001 organization\nprimary/ungraded TEST TRADING [;]\n"
          "address ||11|ML\naddress ||22|ML\n"
          "Testland since 2020-02-01: Asset freeze|Trust services\n"
          "phone 8(34) 72-20  ..\nphone 55 10  ..\nphone 55 11  ..\n"
          "website www.test.example  ..\nwebsite http://b.example  ..\n"
          "email a@test.example  ..\nemail b@test.example  ..\n"
          "registration 123  ..\ntax_id 77  ..\n"
          "owns or controls Alpha Bank \nowns or controls Beta M.T. Works \n"
          "owned or controlled by  90002\n"
          "see gb_fcdo_sanctions TST0004\n"
          "date designated = 2020-01-31\nlast updated = 2021-03-03\n"
          "comment = Financial sanctions imposed in addition to an asset freeze: Trust services. "
          "Date: 1.\nstatement of reasons = It did (so).\norganization type = Company\n");
}

static void the_layout_of_2018_is_read(void **state)
{
    (void)state;
    check(idt_uk_conlist_csv_read,
          "Last Updated,01/02/2018\n"
          "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of "
          "Birth,Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address "
          "3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group "
          "Type,Alias Type,Regime,Listed On,Last Updated,Group ID\n"
          "SAMPLE,Ann,,,,,,bad date,,,,A1234 issued 1 May 2012,,,,,,,,,,,,Individual,FKA,"
          "Testland,01/02/2017,01/02/2018,7\n",
          "7 person\nprimary/ungraded Ann SAMPLE [Ann;SAMPLE]\nbirth \n"
          "Testland since 2017-02-01: \npassport A1234  2012-05-01..\n"
          "last updated = 2018-02-01\n! unknown-date\n! missing-primary\n");
}

static void the_consolidated_lists_xml_is_read(void **state)
{
    (void)state;
    check(idt_uk_conlist_xml_read,
          "<ArrayOfFinancialSanctionsTarget "
          "xmlns=\"http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist\">"
          "<FinancialSanctionsTarget><name1>Ann</name1><Name6>SAMPLE</Name6>"
          "<FullName>Ann SAMPLE</FullName><GroupTypeDescription>Individual</GroupTypeDescription>"
          "<AliasType>Primary name</AliasType><GroupID>7</GroupID><RegimeName>Testland</RegimeName>"
          "<Individual_DateOfBirth>00/00/1965</Individual_DateOfBirth>"
          "<DateListed>2020-02-01T00:00:00</DateListed><DateListedYear>2020</DateListedYear>"
          "<Novelty>kept</Novelty>"
          "</FinancialSanctionsTarget></ArrayOfFinancialSanctionsTarget>",
          "7 person\nprimary/ungraded Ann SAMPLE [Ann;SAMPLE]\nbirth 1965\n"
          "Testland since 2020-02-01: \nNovelty = kept\n! unknown-field\n");
}

#define DESIGNATION(inner)                                                                         \
    "<Designations><DateGenerated>02/09/2026</DateGenerated><Designation>"                         \
    "<UniqueID>TST0005</UniqueID>" inner "<RegimeName>The Test Regulations 2020</RegimeName>"      \
    "<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed></Designation></Designations>"

static void the_sanctions_list_is_read(void **state)
{
    (void)state;
    check(idt_uk_sanctions_xml_read,
          DESIGNATION("<IndividualEntityShip>Individual</IndividualEntityShip>"
                      "<OFSIGroupID>7</OFSIGroupID><Names><Name><Name1>Ann</Name1>"
                      "<Name6>ALIAS</Name6><NameType>ALias</NameType><AliasStrength>Good quality "
                      "a.k.a</AliasStrength></Name><Name><Name1>Ann</Name1><Name6>SAMPLE</Name6>"
                      "<NameType>Primary Name</NameType></Name></Names><DesignationSource>UK"
                      "</DesignationSource><IndividualDetails><Individual><DOBs><DOB>dd/mm/1945"
                      "</DOB><DOB>dd/03/1946</DOB></DOBs></Individual></IndividualDetails>"),
          "TST0005 person\nprimary/ungraded Ann SAMPLE [Ann;SAMPLE]\n"
          "a.k.a./strong Ann ALIAS [Ann;ALIAS]\nbirth 1945\nbirth 1946-03\n"
          "The Test Regulations 2020 since : Asset freeze|Travel Ban\n"
          "see gb_hmt_sanctions 7\ndesignation source = UK\n");
    check(idt_uk_sanctions_xml_read,
          DESIGNATION("<IndividualEntityShip>Ship</IndividualEntityShip><Names><Name><Name6>TEST "
                      "1</Name6><NameType>Primary name</NameType></Name></Names><ShipDetails><Ship>"
                      "<IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>"
                      "<PreviousFlags><PreviousFlag>Mali. Chad</PreviousFlag></PreviousFlags>"
                      "<YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails>"),
          "TST0005 vessel\nprimary/ungraded TEST 1 [;]\nbuilt 2011\n"
          "former flag ML\nformer flag TD\n"
          "The Test Regulations 2020 since : Asset freeze|Travel Ban\nimo 9562233  ..\n");
}

static void the_sanctions_lists_csv_is_read(void **state)
{
    (void)state;
    check(idt_uk_sanctions_csv_read,
          "Report Date: 05-Nov-2025\n"
          "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name type,"
          "Alias strength,Regime Name,Designation Type,Designation source,Sanctions "
          "Imposed,Date Designated,D.O.B,Nationality(/ies)\n"
          "01/02/2025,TST0006,7,TSi.002,SAMPLE,Ann,Primary name,,Test,Individual,UN,Asset "
          "freeze,01/01/2024,dd/mm/1945,Chad\n",
          "TST0006 person\nprimary/ungraded Ann SAMPLE [;]\nbirth 1945\nnationality TD\n"
          "Test since 2024-01-01: Asset freeze\nsee gb_hmt_sanctions 7\n"
          "see un_sc_sanctions TSi.002\ndesignation source = UN\nlast updated = 2025-02-01\n");
}

static void check_refused(read_list *read, const char *text)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    assert_int_equal(read_text(read, &lists, text, &err), IDT_E_INPUT);
    assert_true(strlen(err.text) > 0);
    idt_lists_release(&lists);
}

static void a_list_that_is_cut_or_empty_is_refused(void **state)
{
    (void)state;
    check_refused(idt_uk_conlist_csv_read, HEADER);
    check_refused(idt_uk_conlist_csv_read, "Last Updated,10/04/2025\r\n");
    check_refused(idt_uk_conlist_csv_read, HEADER "SAMPLE,Ann,,,,,,,,,,,,,\r\n");
    /* the group's number is cut */
    check_refused(idt_uk_conlist_csv_read,
                  HEADER "SAMPLE,,,,,,,,,,,,,,,,,,,,,,,,,,,,Entity,Primary name,,Testland,"
                         "01/02/2020,31/01/2020,03/03/2021,9");
    check_refused(idt_uk_sanctions_xml_read, "<Designations></Designations>");
    check_refused(idt_uk_sanctions_xml_read, "<Designations><Designation>");
    check_refused(idt_uk_conlist_xml_read, "<ArrayOfFinancialSanctionsTarget/>");
}

static void only_the_next_number_in_turn_begins_a_value(void **state)
{
    static const struct {
        const char *cell;
        size_t count;
        const char *last;
    } cases[] = {
        { "", 0, "" },
        { "-", 1, "" },
        { "8(34992) 1", 1, "8(34992) 1" },
        { "No (37), Room (10)", 1, "No (37), Room (10)" },
        { "(1) A. (2) B Co.", 2, "B Co." },
        { "(1) A (3) B", 1, "A (3) B" },
        { "(1-3) A (4) B.", 2, "B" },
        { "(1) to (6) A (7) B", 2, "B" },
        { "(1) KAN(2) ROAD (2) \u2013", 2, "" },
        { "(1)", 1, "" },
        { "(99999999999) A", 1, "(99999999999) A" },
    };
    idt_uk_items items = IDT_UK_ITEMS_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_uk_items_split(&items, idt_span_of(cases[i].cell));
        if (items.count != cases[i].count)
            fail_msg("%s: %zu values", cases[i].cell, items.count);
        if (items.count > 0 &&
            !idt_span_equal_text(items.items[items.count - 1].text, cases[i].last))
            fail_msg("%s: the last one is \"%.*s\"", cases[i].cell,
                     (int)items.items[items.count - 1].text.len,
                     items.items[items.count - 1].text.ptr);
    }
    idt_uk_items_release(&items);
}

/* Linear work: every number of names of one party is read in moments. */
static void a_flood_of_aliases_is_read(void **state)
{
    enum { ALIASES = 200000 };
    idt_buf text = IDT_BUF_INIT;
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    idt_buf_add_text(&text, "<Designations><Designation><UniqueID>TST1</UniqueID>"
                            "<IndividualEntityShip>Entity</IndividualEntityShip><Names>");
    for (int i = 0; i < ALIASES; i++)
        idt_buf_format(&text, "<Name><Name6>N%d</Name6><NameType>Alias</NameType></Name>", i);
    idt_buf_add_text(&text, "</Names></Designation></Designations>");
    idt_buf_add_char(&text, '\0');
    assert_int_equal(read_text(idt_uk_sanctions_xml_read, &lists, text.ptr, &err), IDT_OK);
    assert_int_equal(lists.parties[0].name_count, ALIASES);
    idt_lists_release(&lists);
    idt_buf_release(&text);
}

static void formats_are_known_by_their_content(void **state)
{
    unsigned part;

    (void)state;
    assert_true(idt_uk_conlist_csv_recognise(IDT_SPAN_LIT(HEADER), &part));
    assert_false(idt_uk_sanctions_csv_recognise(IDT_SPAN_LIT(HEADER), &part));
    assert_true(idt_uk_sanctions_xml_recognise(IDT_SPAN_LIT("<?xml?><Designations>"), &part));
    assert_false(idt_uk_sanctions_xml_recognise(IDT_SPAN_LIT("<Designation>"), &part));
    assert_false(idt_uk_conlist_xml_recognise(IDT_SPAN_LIT("<Designations>"), &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_group_are_one_party_with_its_primary_name_first),
        cmocka_unit_test(names_in_the_order_of_the_un_are_not_parted),
        cmocka_unit_test(remarks_are_read_by_their_tags),
        cmocka_unit_test(the_layout_of_2018_is_read),
        cmocka_unit_test(the_consolidated_lists_xml_is_read),
        cmocka_unit_test(the_sanctions_list_is_read),
        cmocka_unit_test(the_sanctions_lists_csv_is_read),
        cmocka_unit_test(a_list_that_is_cut_or_empty_is_refused),
        cmocka_unit_test(only_the_next_number_in_turn_begins_a_value),
        cmocka_unit_test(a_flood_of_aliases_is_read),
        cmocka_unit_test(formats_are_known_by_their_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
