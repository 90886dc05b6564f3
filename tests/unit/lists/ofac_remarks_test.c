/* ofac_remarks_test.c - Remarks in, facts out: one line a fact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lists/ofac_internal.h"

static void render_names(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf_format(out, "%s %s: %.*s", idt_quality_name(name->quality),
                       idt_name_kind_name(name->kind), (int)name->text.len, name->text.ptr);
        if (name->family.len)
            idt_buf_format(out, " = %.*s / %.*s", (int)name->family.len, name->family.ptr,
                           (int)name->given.len, name->given.ptr);
        idt_buf_add_char(out, '\n');
    }
}

static void render_dates_and_places(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf_add_text(out, party->dates[i].kind == IDT_DATE_BIRTH ? "born " : "established ");
        idt_date_format(out, party->dates[i].range);
        idt_buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *place = &party->addresses[i];
        idt_buf_format(out, "birth place: %.*s | %.*s | %s\n", (int)place->city.len,
                       place->city.ptr, (int)place->region.len, place->region.ptr,
                       place->country.code);
    }
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "%s %.*s %s\n", idt_country_role_name(party->countries[i].role),
                       (int)party->countries[i].country.text.len,
                       party->countries[i].country.text.ptr, party->countries[i].country.code);
    if (party->gender)
        idt_buf_format(out, "gender %s\n", idt_gender_name(party->gender));
}

static void render_identifiers(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *id = &party->identifiers[i];
        idt_buf_format(out, "%s [%.*s] %.*s", idt_identifier_name(id->type), (int)id->label.len,
                       id->label.ptr, (int)id->value.len, id->value.ptr);
        if (id->country.code[0])
            idt_buf_format(out, " of %s", id->country.code);
        if (id->issued.year) {
            idt_buf_add_text(out, " issued ");
            idt_ymd_format(out, id->issued);
        }
        if (id->expires.year) {
            idt_buf_add_text(out, " expires ");
            idt_ymd_format(out, id->expires);
        }
        if (id->note.len)
            idt_buf_format(out, " note %.*s", (int)id->note.len, id->note.ptr);
        idt_buf_add_char(out, '\n');
    }
}

static void render(idt_buf *out, const idt_party *party)
{
    render_names(out, party);
    render_dates_and_places(out, party);
    render_identifiers(out, party);
    for (size_t i = 0; i < party->association_count; i++)
        idt_buf_format(out, "tie \"%.*s\": %.*s\n", (int)party->associations[i].note.len,
                       party->associations[i].note.ptr, (int)party->associations[i].target.len,
                       party->associations[i].target.ptr);
    for (size_t i = 0; i < party->fact_count; i++)
        idt_buf_format(out, "%.*s: %.*s\n", (int)party->facts[i].key.len, party->facts[i].key.ptr,
                       (int)party->facts[i].value.len, party->facts[i].value.ptr);
}

static void check_remarks_titled(const char *text, const char *title, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_ofac_remark_counts counts = IDT_OFAC_REMARK_COUNTS_INIT;
    idt_ofac_remarks remarks = { 0 };
    idt_buf out = IDT_BUF_INIT;

    (void)idt_lists_begin_edition(&lists, "test", "", "", "");
    idt_party *party = idt_lists_add_party(&lists);
    party->type = IDT_PARTY_PERSON;
    remarks.text = idt_span_of(text);
    remarks.head_bytes = remarks.text.len;
    remarks.title = idt_span_of(title);
    idt_ofac_remarks_read(&lists, party, &remarks, &counts);
    render(&out, party);
    idt_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    idt_buf_release(&out);
    idt_ofac_remark_counts_release(&counts);
    idt_lists_release(&lists);
}

static void check_remarks(const char *text, const char *expected)
{
    check_remarks_titled(text, "", expected);
}

static void dates_come_in_every_shape(void **state)
{
    (void)state;
    check_remarks("DOB 10 Dec 1948.", "born 1948-12-10\n");
    check_remarks("DOB 1959; alt. DOB Jan 1960; alt. DOB circa 1961.",
                  "born 1959\nborn 1960-01\nborn circa 1961\n");
    check_remarks("DOB 1962 to 1965; alt. DOB circa 1957-1959.",
                  "born 1962 to 1965\nborn circa 1957 to 1959\n");
    check_remarks("DOB 20 Feb 1957 to 03 Mar 1957; alt. DOB circa 01 Jan 1960.",
                  "born 1957-02-20 to 1957-03-03\nborn circa 1960-01-01\n");
    check_remarks("Organization Established Date 01 Aug 1956.", "established 1956-08-01\n");
}

static void places_and_countries_may_hold_commas(void **state)
{
    (void)state;
    check_remarks("POB Pyongyang, Korea, North.", "birth place: Pyongyang |  | KP\n");
    check_remarks("POB Nahia, Giza, Egypt; alt. POB Egypt.",
                  "birth place: Nahia | Giza | EG\nbirth place:  |  | EG\n");
    check_remarks("POB Shati.", "birth place: Shati |  | \n");
    check_remarks("nationality Korea, North; citizen Egypt; alt. citizen Kenya.",
                  "nationality Korea, North KP\ncitizenship Egypt EG\ncitizenship Kenya KE\n");
    check_remarks("Gender Male.", "gender male\n");
}

static void numbers_carry_country_and_dates(void **state)
{
    (void)state;
    check_remarks("Passport 484824 (Egypt) issued 18 Jan 1984.",
                  "passport [Passport] 484824 of EG issued 1984-01-18\n");
    check_remarks("alt. Passport C536660 (Saudi Arabia) issued 05 May 2001 expires 11 Mar 2006.",
                  "passport [Passport] C536660 of SA issued 2001-05-05 expires 2006-03-11\n");
    check_remarks("Passport V487440 (Thailand) expires May 2007.",
                  "passport [Passport] V487440 of TH expires 2007-05\n");
    check_remarks("Passport DP0003850 (Congo, Democratic Republic of the) issued 2017.",
                  "passport [Passport] DP0003850 of CD issued 2017\n");
    check_remarks("National ID No. D489833(9) (Hong Kong).",
                  "national_id [National ID No.] D489833(9) of HK\n");
    check_remarks("Registration Number HRA 738077 (Stuttgart) (Germany).",
                  "registration [Registration Number] HRA 738077 of DE note Stuttgart\n");
    check_remarks("NIT # 800018928-0 (Colombia); RUC # 20108363101 (Peru).",
                  "tax_id [NIT #] 800018928-0 of CO\ntax_id [RUC #] 20108363101 of PE\n");
    check_remarks("Company ID: No. 59 531 at Commercial Registry.",
                  "registration [Company ID] No. 59 531 at Commercial Registry\n");
    check_remarks("Pilot License Number 2377A.", "registration [Pilot License Number] 2377A\n");
}

static void vessels_aircraft_banks_and_wallets_have_their_own_numbers(void **state)
{
    (void)state;
    check_remarks("Vessel Registration Identification IMO 7406784; MMSI 572469210.",
                  "imo [Vessel Registration Identification IMO] 7406784\nmmsi [MMSI] 572469210\n");
    check_remarks("Identification Number IMO 5342883; alt. Former Vessel Flag Tanzania.",
                  "former flag Tanzania TZ\nimo [Identification Number IMO] 5342883\n");
    check_remarks("Aircraft Construction Number (also called L/N or S/N or F/N) 8401; Aircraft "
                  "Manufacturer's Serial Number (MSN) 550; Aircraft Tail Number EP-GOM.",
                  "aircraft_serial [Aircraft Construction Number (also called L/N or S/N or F/N)] "
                  "8401\naircraft_serial [Aircraft Manufacturer's Serial Number (MSN)] 550\n"
                  "tail_number [Aircraft Tail Number] EP-GOM\n");
    check_remarks("SWIFT/BIC HAVIGB2L; Legal Entity Number 253400V1H6ART1UQ0N98 (Russia).",
                  "bic [SWIFT/BIC] HAVIGB2L\n"
                  "lei [Legal Entity Number] 253400V1H6ART1UQ0N98 of RU\n");
    check_remarks(
        "Digital Currency Address - XBT 1Kuf2R; alt. Digital Currency Address - ETH 0xa0.",
        "wallet [XBT] 1Kuf2R\nwallet [ETH] 0xa0\n");
    check_remarks("Website www.hib.uk.com; Email Address a@b.net; info@manartv.com; "
                  "Telephone: 0097282851500.",
                  "website [Website] www.hib.uk.com\nemail [Email Address] a@b.net\n"
                  "email [Email Address] info@manartv.com\nphone [Telephone] 0097282851500\n");
}

static void weak_aliases_may_hold_quotes(void **state)
{
    (void)state;
    check_remarks("a.k.a. 'KOMID'; f.k.a. 'ANA I'; n.k.a. 'B'.",
                  "weak a.k.a.: KOMID\nweak f.k.a.: ANA I\nweak n.k.a.: B\n");
    check_remarks("a.k.a. 'CHONGCH'AL CH'ONGGUK'.", "weak a.k.a.: CHONGCH'AL CH'ONGGUK\n");
    check_remarks("a.k.a. 'ZAHAR, Mahmoud'.", "weak a.k.a.: ZAHAR, Mahmoud = ZAHAR / Mahmoud\n");
    check_remarks("a.k.a. 'A. B.'; Linked To: LAZARUS GROUP CO., LTD.",
                  "weak a.k.a.: A. B.\ntie \"\": LAZARUS GROUP CO., LTD\n");
}

static void statements_become_facts(void **state)
{
    (void)state;
    check_remarks("Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201 "
                  "and 510.210; Organization Type: Activities of holding companies.",
                  "secondary sanctions: North Korea Sanctions Regulations, sections 510.201 and "
                  "510.210\norganization type: Activities of holding companies\n");
    check_remarks("Executive Order 13662 Directive Determination - Subject to Directive 1; "
                  "Target Type Private Company; All offices worldwide.",
                  "directive determination: Subject to Directive 1\ntarget type: Private Company\n"
                  "scope: All offices worldwide\n");
    check_remarks("wife of Izzat Ibrahim Al-Duri; arrested 30 Sep 2002; Former Minister of Oil.",
                  "tie \"wife of\": Izzat Ibrahim Al-Duri\nlegal status: arrested 30 Sep 2002\n"
                  "position: Former Minister of Oil\n");
}

static void a_repeated_title_is_known(void **state)
{
    (void)state;
    check_remarks_titled("DOB 1962; KOMID Representative in Iran.", "KOMID Representative in Iran",
                         "born 1962\n");
    check_remarks_titled("DOB 1962; Brigadier; Commander of the Guard; Gender Male.",
                         "Brigadier; Commander of the Guard", "born 1962\ngender male\n");
}

static void what_is_not_understood_is_kept_as_a_note(void **state)
{
    (void)state;
    check_remarks("<Head Office>; juice manufacturer.", "note: <Head Office>\n"
                                                        "note: juice manufacturer\n");
    check_remarks("Passport and National ID were issued in Ulm, Germany.",
                  "note: Passport and National ID were issued in Ulm, Germany\n");
    check_remarks("a.k.a. 'never closed.", "note: a.k.a. 'never closed\n");
    check_remarks("alt. ; ; Passport; DOB; Gender Unclear.",
                  "note: alt.\nnote: Passport\nnote: DOB\nnote: Gender Unclear\n");
    check_remarks("", "");
    check_remarks(".", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_come_in_every_shape),
        cmocka_unit_test(places_and_countries_may_hold_commas),
        cmocka_unit_test(numbers_carry_country_and_dates),
        cmocka_unit_test(vessels_aircraft_banks_and_wallets_have_their_own_numbers),
        cmocka_unit_test(weak_aliases_may_hold_quotes),
        cmocka_unit_test(statements_become_facts),
        cmocka_unit_test(a_repeated_title_is_known),
        cmocka_unit_test(what_is_not_understood_is_kept_as_a_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
