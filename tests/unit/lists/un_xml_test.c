/* un_xml_test.c - the UN list: small documents with every quirk, and the real files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lists/lists_internal.h"

#define HEAD "<CONSOLIDATED_LIST dateGenerated=\"2026-04-02T23:00:02.140Z\"><INDIVIDUALS>"
#define TAIL "</INDIVIDUALS></CONSOLIDATED_LIST>"
#define PERSON(inner)                                                                              \
    HEAD "<INDIVIDUAL><FIRST_NAME>RI</FIRST_NAME><SECOND_NAME>WON HO</SECOND_NAME>"                \
         "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER> KPi.1 </REFERENCE_NUMBER>"           \
         "<LISTED_ON>2016-11-30</LISTED_ON>" inner "</INDIVIDUAL>" TAIL
#define ALIAS(quality, name)                                                                       \
    "<INDIVIDUAL_ALIAS><QUALITY>" quality "</QUALITY><ALIAS_NAME>" name                            \
    "</ALIAS_NAME></INDIVIDUAL_ALIAS>"

static idt_status read_text(idt_lists *lists, const char *text, idt_err *err)
{
    idt_list_file file = { IDT_SPAN_LIT("lists/un.xml"), idt_span_of(text), 0 };
    return idt_un_xml_read(lists, file, err);
}

static void render_names_and_dates(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->name_count; i++)
        idt_buf_format(out, "%s/%s %.*s\n", idt_name_kind_name(party->names[i].kind),
                       idt_quality_name(party->names[i].quality), (int)party->names[i].text.len,
                       party->names[i].text.ptr);
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf_add_text(out, "born ");
        idt_date_format(out, party->dates[i].range);
        if (party->dates[i].note.len > 0)
            idt_buf_format(out, " (%.*s)", (int)party->dates[i].note.len, party->dates[i].note.ptr);
        idt_buf_add_text(out, "\n");
    }
}

static void render_numbers(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *number = &party->identifiers[i];
        idt_buf_format(out, "%s %.*s [%.*s] %s ", idt_identifier_name(number->type),
                       (int)number->value.len, number->value.ptr, (int)number->label.len,
                       number->label.ptr, number->country.code);
        idt_ymd_format(out, number->issued);
        idt_buf_add_text(out, "..");
        idt_ymd_format(out, number->expires);
        if (number->note.len > 0)
            idt_buf_format(out, " (%.*s)", (int)number->note.len, number->note.ptr);
        idt_buf_add_text(out, "\n");
    }
}

static void render_places_and_facts(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "%s %s\n", idt_country_role_name(party->countries[i].role),
                       party->countries[i].country.code);
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf_format(out, "%s %.*s|%.*s|%.*s|%s|%.*s|%.*s\n",
                       at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address",
                       (int)at->street.len, at->street.ptr, (int)at->city.len, at->city.ptr,
                       (int)at->region.len, at->region.ptr, at->country.code, (int)at->text.len,
                       at->text.ptr, (int)at->note.len, at->note.ptr);
    }
    for (size_t i = 0; i < party->fact_count; i++)
        idt_buf_format(out, "%.*s = %.*s\n", (int)party->facts[i].key.len, party->facts[i].key.ptr,
                       (int)party->facts[i].value.len, party->facts[i].value.ptr);
}

/* The first party, without the name, reference and programme that PERSON gives it. */
static void check_person(const char *text, const char *expected)
{
    static const char primary[] = "primary/ungraded RI WON HO\n";
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;

    if (read_text(&lists, text, &err))
        fail_msg("%s", err.text);
    assert_int_equal(lists.party_count, 1);
    assert_int_equal(lists.parties[0].type, IDT_PARTY_PERSON);
    assert_true(idt_span_equal_text(lists.parties[0].uid, "KPi.1"));
    assert_int_equal(lists.parties[0].programme_count, 1);
    assert_true(idt_span_equal_text(lists.parties[0].programmes[0].tag, "DPRK"));
    assert_true(idt_span_equal_text(lists.parties[0].programmes[0].listed_on, "2016-11-30"));
    render_names_and_dates(&out, &lists.parties[0]);
    render_numbers(&out, &lists.parties[0]);
    render_places_and_facts(&out, &lists.parties[0]);
    for (size_t i = 0; i < lists.diagnostic_count; i++)
        idt_buf_format(&out, "! %.*s\n", (int)lists.diagnostics[i].code.len,
                       lists.diagnostics[i].code.ptr);
    idt_buf_add_char(&out, '\0');
    assert_memory_equal(out.ptr, primary, sizeof primary - 1);
    assert_string_equal(out.ptr + sizeof primary - 1, expected);
    idt_buf_release(&out);
    idt_lists_release(&lists);
}

static void name_parts_are_joined_in_order_and_the_edition_is_dated(void **state)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(read_text(&lists,
                               HEAD "\n<INDIVIDUAL>\n<FIRST_NAME>SAMI </FIRST_NAME>"
                                    "<SECOND_NAME>\n  JASIM\n MUHAMMAD</SECOND_NAME>"
                                    "<FOURTH_NAME>X</FOURTH_NAME><THIRD_NAME/>"
                                    "<REFERENCE_NUMBER>QDi.1</REFERENCE_NUMBER></INDIVIDUAL>" TAIL,
                               &err),
                     IDT_OK);
    assert_true(idt_span_equal_text(lists.parties[0].names[0].text, "SAMI JASIM MUHAMMAD X"));
    assert_int_equal(lists.parties[0].names[0].family.len, 0);
    assert_int_equal(lists.parties[0].source.line, 2);
    assert_int_equal(lists.parties[0].names[0].source.line, 3);
    assert_true(idt_span_equal_text(lists.editions[0].date, "2026-04-02"));
    assert_true(idt_span_equal_text(lists.editions[0].date_from, "file"));
    assert_true(idt_span_equal_text(lists.editions[0].list_id, "un_sc_sanctions"));
    idt_lists_release(&lists);
}

static void aliases_are_graded_split_and_unquoted(void **state)
{
    (void)state;
    check_person(PERSON(ALIAS("Good", "Ri Ho") ALIAS("Low", "Won") ALIAS("", "")),
                 "a.k.a./strong Ri Ho\na.k.a./weak Won\n");
    check_person(PERSON(ALIAS("Good", "Azim Adhajani; Azim Agha-Jani")),
                 "a.k.a./strong Azim Adhajani\na.k.a./strong Azim Agha-Jani\n");
    check_person(
        PERSON(ALIAS("a.k.a.", "\"KOMID\"") ALIAS("f.k.a.", "\xe2\x80\x9cTek\xe2\x80\x9d")),
        "a.k.a./ungraded KOMID\nf.k.a./ungraded Tek\n");
    check_person(PERSON(ALIAS("Low", "\"HASSAN\" Sheikh \"X\"")),
                 "a.k.a./weak \"HASSAN\" Sheikh \"X\"\n");
    check_person(PERSON(ALIAS("Good", "M. Sabet b) M. Karimi; M. Kareemi")),
                 "a.k.a./strong M. Sabet\na.k.a./strong M. Karimi\na.k.a./strong M. Kareemi\n");
    check_person(PERSON(ALIAS("Good", "Chongch\xe2\x80\x99"
                                      "al (CHC)")),
                 "a.k.a./strong Chongch\xe2\x80\x99"
                 "al (CHC)\n");
    check_person(PERSON(ALIAS("Superb", "Ri")),
                 "a.k.a./ungraded Ri\nQUALITY = Superb\n! unknown-value\n");
}

#define ARABIC "\xd8\xad\xd8\xb3\xd9\x86"

static void names_in_two_scripts_are_two_names(void **state)
{
    (void)state;
    check_person(PERSON(ALIAS("Good", ARABIC " (Hassan; Hasan)")),
                 "a.k.a./strong " ARABIC "\na.k.a./strong Hassan\na.k.a./strong Hasan\n");
    check_person(PERSON(ALIAS("Low", "Hassan (" ARABIC " ),")),
                 "a.k.a./weak Hassan\noriginal script/weak " ARABIC "\n");
    check_person(PERSON(ALIAS("Low", "Hassan (original script: " ARABIC ")")),
                 "a.k.a./weak Hassan\noriginal script/weak " ARABIC "\n");
    check_person(PERSON(ALIAS("Good", "H (HTS) (" ARABIC " (original script); Ha)")),
                 "a.k.a./strong H (HTS)\noriginal script/strong " ARABIC "\na.k.a./strong Ha\n");
    check_person(PERSON("<NAME_ORIGINAL_SCRIPT>" ARABIC "\n   " ARABIC "</NAME_ORIGINAL_SCRIPT>"),
                 "original script/ungraded " ARABIC " " ARABIC "\n");
}

static void what_stands_with_an_alias_is_kept(void **state)
{
    (void)state;
    check_person(PERSON("<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ho</ALIAS_NAME>"
                        "<DATE_OF_BIRTH>1969-02-05</DATE_OF_BIRTH>"
                        "<CITY_OF_BIRTH>Tripoli</CITY_OF_BIRTH>"
                        "<COUNTRY_OF_BIRTH>Libya</COUNTRY_OF_BIRTH>"
                        "<NOTE>formerly listed as</NOTE></INDIVIDUAL_ALIAS>"),
                 "a.k.a./strong Ho\nborn 1969-02-05 (as Ho)\nbirthplace |Tripoli||LY||as Ho\n"
                 "alias note = Ho: formerly listed as\n");
    check_person(PERSON("<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Ho</ALIAS_NAME>"
                        "<NOTE>Previously listed as. In Arabic: " ARABIC " </NOTE>"
                        "</INDIVIDUAL_ALIAS>"),
                 "a.k.a./weak Ho\noriginal script/weak " ARABIC "\n"
                 "alias note = Ho: Previously listed as. In Arabic: " ARABIC "\n");
}

#define BIRTH(inner) PERSON("<INDIVIDUAL_DATE_OF_BIRTH>" inner "</INDIVIDUAL_DATE_OF_BIRTH>")
#define TYPE(type) "<TYPE_OF_DATE>" type "</TYPE_OF_DATE>"

static void birth_dates_are_read_wherever_they_stand(void **state)
{
    (void)state;
    check_person(BIRTH(TYPE("EXACT") "<DATE>1962-02-18</DATE>"), "born 1962-02-18\n");
    check_person(BIRTH(TYPE("EXACT") "<YEAR>1962</YEAR>"), "born 1962\n");
    check_person(BIRTH(TYPE("APPROXIMATELY") "<YEAR>1962</YEAR>"), "born circa 1962\n");
    check_person(BIRTH(TYPE("BETWEEN") "<FROM_YEAR>1962</FROM_YEAR><TO_YEAR>1965</TO_YEAR>"),
                 "born 1962 to 1965\n");
    check_person(BIRTH(TYPE("BETWEEN") "<FROM_YEAR>1962</FROM_YEAR><TO_YEAR>1965</TO_YEAR>"
                                       "<NOTE>Approximately</NOTE>"),
                 "born circa 1962 to 1965 (Approximately)\n");
    check_person(BIRTH(TYPE("EXACT") "<NOTE>Nov. 1973</NOTE>"), "born 1973-11\n");
    check_person(BIRTH(TYPE("EXACT") "<NOTE>Between Aug. and Sep. 1977</NOTE>"),
                 "born 1977-08 to 1977-09\n");
    check_person(BIRTH(TYPE("EXACT") "<YEAR>1977</YEAR><NOTE>Sep.</NOTE>"),
                 "born 1977-09 (Sep.)\n");
    check_person(BIRTH(TYPE("APPROXIMATELY") "<NOTE>30-35 years old</NOTE>"),
                 "date of birth = 30-35 years old\n! unreadable-date\n");
    check_person(BIRTH(TYPE("EXACT") "<DATE>1962-02-31</DATE>"),
                 "date of birth = 1962-02-31\n! unreadable-date\n");
    check_person(BIRTH("<TYPE_OF_DATE/>"), "");
}

#define DOCUMENT(inner) "<INDIVIDUAL_DOCUMENT>" inner "</INDIVIDUAL_DOCUMENT>"
#define KIND(kind) "<TYPE_OF_DOCUMENT>" kind "</TYPE_OF_DOCUMENT>"
#define NUMBER(number) "<NUMBER>" number "</NUMBER>"

static void numbers_are_freed_from_the_words_around_them(void **state)
{
    (void)state;
    check_person(
        PERSON(DOCUMENT(KIND("Passport")
                            NUMBER("472310168") "<ISSUING_COUNTRY>Egypt</ISSUING_COUNTRY>"
                                                "<COUNTRY_OF_ISSUE>Egypt</COUNTRY_OF_ISSUE>"
                                                "<CITY_OF_ISSUE>Cairo</CITY_OF_ISSUE>"
                                                "<DATE_OF_ISSUE>2013-06-11</DATE_OF_ISSUE>"
                                                "<NOTE>expires on 10 March 2019. Lost</NOTE>")),
        "passport 472310168 [Passport] EG 2013-06-11..2019-03-10 (expires on 10 March 2019. "
        "Lost; issued in Cairo)\n");
    check_person(PERSON(DOCUMENT(KIND("Passport") NUMBER("Libyan passport No. 513519"))),
                 "passport 513519 [Passport, Libyan passport No.]  ..\n");
    check_person(PERSON(DOCUMENT(KIND("Passport") NUMBER("SE 012820"))),
                 "passport SE 012820 [Passport]  ..\n");
    check_person(PERSON(DOCUMENT(KIND("Passport") NUMBER("38111 (Expired 25 Jan. 2016)"))),
                 "passport 38111 [Passport]  ..2016-01-25 (Expired 25 Jan. 2016)\n");
    check_person(PERSON(DOCUMENT(KIND("Passport") NUMBER("R00012098, South Sudan"))),
                 "passport R00012098 [Passport] SS ..\n");
    check_person(
        PERSON(DOCUMENT(KIND(
            "National Identification Number") "<TYPE_OF_DOCUMENT2>national "
                                              "passport</TYPE_OF_DOCUMENT2>" NUMBER("9600133195"))),
        "passport 9600133195 [National Identification Number, national passport]  ..\n");
    check_person(
        PERSON(DOCUMENT(KIND("National Identification Number") "<NOTE>Italian Fiscal Code: "
                                                               "DAOMMD74T11Z352Z</NOTE>")),
        "tax_id DAOMMD74T11Z352Z [National Identification Number, Italian Fiscal Code:]  .. "
        "(Italian Fiscal Code: DAOMMD74T11Z352Z)\n");
    check_person(PERSON(DOCUMENT(KIND("Passport") "<NOTE>issued in 1993, under name X</NOTE>")),
                 "document = Passport: issued in 1993, under name X\n");
    check_person(PERSON("<INDIVIDUAL_DOCUMENT/>"), "");
}

static void one_number_in_three_languages_is_one_passport(void **state)
{
    (void)state;
    check_person(PERSON(DOCUMENT(KIND("Num\xc3\xa9ro de passeport ") NUMBER("381420754"))
                            DOCUMENT(KIND("N\xc3\xbamero de pasaporte") NUMBER("381420754"))
                                DOCUMENT(KIND("Passport") NUMBER(
                                    "381420754") "<ISSUING_COUNTRY>Iraq</ISSUING_COUNTRY>")),
                 "passport 381420754 [Num\xc3\xa9ro de passeport, N\xc3\xbamero de pasaporte, "
                 "Passport] IQ ..\n");
}

static void places_countries_and_words_are_kept(void **state)
{
    (void)state;
    check_person(PERSON("<GENDER>Male</GENDER><NATIONALITY><VALUE>Iraq</VALUE><VALUE/>"
                        "</NATIONALITY><DESIGNATION><VALUE>General </VALUE></DESIGNATION>"
                        "<TITLE><VALUE>Dr</VALUE></TITLE><LIST_TYPE><VALUE>UN List</VALUE>"
                        "</LIST_TYPE><COMMENTS1>a\n\n b</COMMENTS1><LAST_DAY_UPDATED>"
                        "<VALUE>2016-10-13</VALUE></LAST_DAY_UPDATED><SORT_KEY/>"),
                 "nationality IQ\ndesignation = General\ntitle = Dr\ncomment = a b\n"
                 "last updated = 2016-10-13\n");
    check_person(PERSON("<INDIVIDUAL_ADDRESS><STREET>1 Road</STREET><CITY>Basra</CITY>"
                        "<STATE_PROVINCE>South</STATE_PROVINCE><COUNTRY>Iraq</COUNTRY>"
                        "<NOTE>as of 2016</NOTE></INDIVIDUAL_ADDRESS>"
                        "<INDIVIDUAL_ADDRESS><COUNTRY/><NOTE>In prison</NOTE></INDIVIDUAL_ADDRESS>"
                        "<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Mosul</CITY></INDIVIDUAL_PLACE_OF_BIRTH>"
                        "<INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY/></INDIVIDUAL_PLACE_OF_BIRTH>"),
                 "address 1 Road|Basra|South|IQ||as of 2016\naddress ||||In prison|\n"
                 "birthplace |Mosul|||"
                 "|\n");
}

static void elements_nobody_models_are_kept_and_counted_once(void **state)
{
    (void)state;
    check_person(PERSON("<SHOE_SIZE>44</SHOE_SIZE><SHOE_SIZE>45</SHOE_SIZE><EMPTY/>"
                        "<INDIVIDUAL_ADDRESS><CITY>Basra</CITY><FLOOR>3</FLOOR>"
                        "</INDIVIDUAL_ADDRESS>stray"),
                 "address |Basra||||\nSHOE_SIZE = 44\nSHOE_SIZE = 45\nFLOOR = 3\n"
                 "INDIVIDUAL = stray\n! unknown-element\n! unknown-element\n! unknown-element\n");
}

static void odd_records_are_kept_with_a_diagnostic(void **state)
{
    static const char text[] =
        "<CONSOLIDATED_LIST><ENTITIES><ENTITY><DATAID>77</DATAID><FIRST_NAME>A ; B</FIRST_NAME>"
        "</ENTITY><ENTITY/><VESSEL><FIRST_NAME>C</FIRST_NAME>"
        "<REFERENCE_NUMBER>DATAID-77</REFERENCE_NUMBER></VESSEL></ENTITIES></CONSOLIDATED_LIST>";
    static const char *const codes[] = { "missing-date", "missing-reference", "duplicate-reference",
                                         "missing-name", "missing-programme", "unknown-element" };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(read_text(&lists, text, &err), IDT_OK);
    assert_int_equal(lists.party_count, 3);
    assert_true(idt_span_equal_text(lists.parties[0].uid, "DATAID-77"));
    assert_int_equal(lists.parties[0].type, IDT_PARTY_ORGANIZATION);
    assert_int_equal(lists.parties[0].name_count, 2);
    assert_int_equal(lists.parties[0].names[0].kind, IDT_NAME_PRIMARY);
    assert_int_equal(lists.parties[0].names[1].kind, IDT_NAME_AKA);
    assert_true(idt_span_equal_text(lists.parties[1].uid, "LINE-1"));
    assert_int_equal(lists.parties[2].type, IDT_PARTY_UNKNOWN);
    assert_int_equal(lists.editions[0].date.len, 0);
    for (size_t c = 0; c < sizeof codes / sizeof *codes; c++) {
        bool found = false;
        for (size_t i = 0; i < lists.diagnostic_count; i++)
            found |= idt_span_equal_text(lists.diagnostics[i].code, codes[c]);
        if (!found)
            fail_msg("no diagnostic %s", codes[c]);
    }
    idt_lists_release(&lists);
}

/* `named` records with a name, then `nameless` without, one a line. */
static idt_status read_nameless(idt_lists *lists, size_t named, size_t nameless, idt_err *err)
{
    idt_buf text = IDT_BUF_INIT;
    idt_buf_add_text(&text, HEAD "\n");
    for (size_t i = 0; i < named + nameless; i++)
        idt_buf_format(&text,
                       "<INDIVIDUAL><%s>A</%s><REFERENCE_NUMBER>R%zu</REFERENCE_NUMBER>"
                       "</INDIVIDUAL>\n",
                       i < named ? "FIRST_NAME" : "FIRSTNAME",
                       i < named ? "FIRST_NAME" : "FIRSTNAME", i);
    idt_buf_add_text(&text, TAIL);
    idt_buf_add_char(&text, '\0');
    idt_status status = read_text(lists, text.ptr, err);
    idt_buf_release(&text);
    return status;
}

static void records_without_a_name_are_a_loss_and_many_are_refused(void **state)
{
    static const size_t kept[][2] = { { 0, 2 }, { 147, 3 } };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        size_t losses = 0;
        assert_int_equal(read_nameless(&lists, kept[k][0], kept[k][1], &err), IDT_OK);
        assert_int_equal(lists.party_count, kept[k][0] + kept[k][1]);
        for (size_t i = 0; i < lists.diagnostic_count; i++)
            losses += lists.diagnostics[i].level == IDT_DIAGNOSTIC_LOSS &&
                      idt_span_equal_text(lists.diagnostics[i].code, "missing-name");
        assert_int_equal(losses, kept[k][1]);
        idt_lists_release(&lists);
    }
    assert_int_equal(read_nameless(&lists, 146, 3, &err), IDT_E_INPUT);
    assert_int_equal(err.line, 148);
    assert_string_equal(err.text, "un.xml line 148: the record has no FIRST_NAME ... FOURTH_NAME, "
                                  "nor have 3 of all 149: the elements of the name seem to be "
                                  "called otherwise");
    idt_lists_release(&lists);
}

static void check_refused(const char *text, uint64_t line, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    assert_int_equal(read_text(&lists, text, &err), IDT_E_INPUT);
    assert_int_equal(err.line, line);
    assert_string_equal(err.text, expected);
    idt_lists_release(&lists);
}

static void damaged_files_are_refused_with_the_line(void **state)
{
    (void)state;
    check_refused(HEAD "\n<INDIVIDUAL>\n<FIRST_NAME>Al-Shari\x92"
                       "a",
                  3,
                  "un.xml line 3: byte 0x92 at offset 107 is no UTF-8; the file is not in the "
                  "encoding it declares");
    check_refused(HEAD "\n<INDIVIDUAL>\n<FIRST_NAME>RI</FIRST_NAME>\n", 4,
                  "un.xml line 4: XML: no element found (the file is cut short)");
    check_refused("<html/>", 1, "un.xml line 1: <html> is not the root of a UN list");
    check_refused("<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>", 0,
                  "un.xml holds no record");
}

static void a_record_without_end_is_a_limit(void **state)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf text = IDT_BUF_INIT;
    (void)state;
    idt_buf_add_text(&text, HEAD "<INDIVIDUAL>");
    for (int i = 0; i < 5000; i++)
        idt_buf_add_text(&text, ALIAS("Good", "A; B"));
    idt_buf_add_text(&text, "</INDIVIDUAL>" TAIL);
    idt_buf_add_char(&text, '\0');
    assert_int_equal(read_text(&lists, text.ptr, &err), IDT_E_LIMIT);
    assert_string_equal(err.text, "un.xml line 1: a record of more than 4096 elements");
    idt_buf_release(&text);
    idt_lists_release(&lists);
}

static void check_real(const char *name, size_t persons, size_t organizations, const char *date)
{
    const char *shared = getenv("INTERDICT_SHARED");
    char path[4096];
    const char *paths[1] = { path };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    size_t counts[IDT_PARTY_TYPE_COUNT] = { 0 };
    FILE *file;

    snprintf(path, sizeof path, "%s/data/lists/un/%s", shared ? shared : "../shared", name);
    file = fopen(path, "rb");
    if (!file) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    fclose(file);
    if (idt_lists_read(&lists, paths, 1, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < lists.party_count; i++) {
        const idt_party *party = &lists.parties[i];
        counts[party->type]++;
        assert_true(party->uid.len > 0 && party->name_count > 0 && party->programme_count == 1);
        assert_int_equal(party->names[0].kind, IDT_NAME_PRIMARY);
    }
    assert_int_equal(counts[IDT_PARTY_PERSON], persons);
    assert_int_equal(counts[IDT_PARTY_ORGANIZATION], organizations);
    assert_int_equal(lists.party_count, persons + organizations);
    assert_true(idt_span_equal_text(lists.editions[0].date, date));
    /* Nothing but the two birth dates that are no dates. */
    assert_int_equal(lists.diagnostic_count, 2);
    for (size_t i = 0; i < lists.diagnostic_count; i++)
        assert_true(idt_span_equal_text(lists.diagnostics[i].code, "unreadable-date"));
    idt_lists_release(&lists);
}

static void the_list_of_april_2026_is_read_whole(void **state)
{
    (void)state;
    check_real("un-2026-04-02.xml", 733, 272, "2026-04-02");
}

static void the_list_of_april_2025_is_read_whole(void **state)
{
    (void)state;
    check_real("un-2025-04-19.xml", 684, 193, "2025-04-19");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_parts_are_joined_in_order_and_the_edition_is_dated),
        cmocka_unit_test(aliases_are_graded_split_and_unquoted),
        cmocka_unit_test(names_in_two_scripts_are_two_names),
        cmocka_unit_test(what_stands_with_an_alias_is_kept),
        cmocka_unit_test(birth_dates_are_read_wherever_they_stand),
        cmocka_unit_test(numbers_are_freed_from_the_words_around_them),
        cmocka_unit_test(one_number_in_three_languages_is_one_passport),
        cmocka_unit_test(places_countries_and_words_are_kept),
        cmocka_unit_test(elements_nobody_models_are_kept_and_counted_once),
        cmocka_unit_test(odd_records_are_kept_with_a_diagnostic),
        cmocka_unit_test(records_without_a_name_are_a_loss_and_many_are_refused),
        cmocka_unit_test(damaged_files_are_refused_with_the_line),
        cmocka_unit_test(a_record_without_end_is_a_limit),
        cmocka_unit_test(the_list_of_april_2026_is_read_whole),
        cmocka_unit_test(the_list_of_april_2025_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
