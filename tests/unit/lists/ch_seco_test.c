/* ch_seco_test.c - the Swiss list: parts and spellings of names, places by number, modifications,
 * amendments with and without their whole list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lists/lists_internal.h"

#define DOCUMENT(type, date, inner)                                                                \
    "<swiss-sanctions-list list-type=\"" type "\" date=\"" date "\">"                              \
    "<sanctions-program ssid=\"1\" version-date=\"2024-01-01\">"                                   \
    "<program-key lang=\"ger\">PPD</program-key><program-key lang=\"eng\">PPE</program-key>"       \
    "<program-name lang=\"ger\">Verordnung</program-name>"                                         \
    "<program-name lang=\"eng\">Ordinance</program-name>"                                          \
    "<sanctions-set ssid=\"11\" lang=\"ger\">Finanzen</sanctions-set>"                             \
    "<sanctions-set ssid=\"11\" lang=\"eng\">Financial measures</sanctions-set>"                   \
    "<origin>UN</origin></sanctions-program>" inner "</swiss-sanctions-list>"
#define WHOLE(inner) DOCUMENT("whole-list", "2024-01-10", inner)
#define PLACE                                                                                      \
    "<place ssid=\"77\"><location>Testtown</location><area>North</area>"                           \
    "<location-variant>Testhausen</location-variant><country iso-code=\"DE\">Germany</country>"    \
    "</place>"
#define NAME(type, quality, text)                                                                  \
    "<name ssid=\"3\" name-type=\"" type "\" quality=\"" quality "\"><name-part order=\"1\" "      \
    "name-part-type=\"whole-name\"><value>" text "</value></name-part></name>"
#define TARGET(id, subject, modifications)                                                         \
    "<target ssid=\"" id "\"><sanctions-set-id>11</sanctions-set-id>" subject modifications        \
    "</target>"
#define LISTED "<modification modification-type=\"listed\" effective-date=\"2022-02-03\"/>"
#define PERSON(inner) "<individual sex=\"male\">" inner "</individual>"
#define MAIN(inner) "<identity ssid=\"2\" main=\"true\">" inner "</identity>"

static idt_status read_texts(idt_lists *lists, const char *const *texts, size_t count, idt_err *err)
{
    idt_list_input items[8] = { 0 };
    idt_list_inputs inputs = { .items = items, .count = count };
    static const char *const paths[] = { "a.xml", "b.xml", "c.xml", "d.xml",
                                         "e.xml", "f.xml", "g.xml", "h.xml" };

    for (size_t i = 0; i < count; i++) {
        items[i] = (idt_list_input){ .path = idt_span_of(paths[i]),
                                     .map = { .bytes = idt_span_of(texts[i]) },
                                     .member = -1 };
        assert_true(idt_ch_seco_recognise(items[i].map.bytes, &items[i].part));
    }
    idt_status status = idt_ch_seco_group(&inputs, 0, err);
    for (size_t i = 0; i < count && !status; i++)
        if (items[i].part == 0)
            return idt_ch_seco_read(lists, &items[i], err);
    return status;
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
                       SPAN(name->family), SPAN(name->script));
    }
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf_format(out, "%s ", idt_date_kind_name(party->dates[i].kind));
        idt_date_format(out, party->dates[i].range);
        idt_buf_format(out, " [%.*s] %.*s\n", SPAN(party->dates[i].text),
                       SPAN(party->dates[i].note));
    }
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "%s %s\n", idt_country_role_name(party->countries[i].role),
                       party->countries[i].country.code);
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *id = &party->identifiers[i];
        idt_buf_format(out, "%s %.*s [%.*s] %s ", idt_identifier_name(id->type), SPAN(id->value),
                       SPAN(id->label), id->country.code);
        idt_ymd_format(out, id->issued);
        idt_buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf_format(out, "%s %.*s|%.*s|%.*s|%s (%.*s)\n",
                       at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address", SPAN(at->street),
                       SPAN(at->city), SPAN(at->region), at->country.code, SPAN(at->note));
    }
    for (size_t i = 0; i < party->programme_count; i++)
        idt_buf_format(out, "[%.*s] %.*s, %.*s, %.*s\n", SPAN(party->programmes[i].tag),
                       SPAN(party->programmes[i].authority), SPAN(party->programmes[i].measures),
                       SPAN(party->programmes[i].listed_on));
    for (size_t i = 0; i < party->association_count; i++)
        idt_buf_format(out, "%s %.*s\n", idt_relation_name(party->associations[i].relation),
                       SPAN(party->associations[i].target_uid));
    for (size_t i = 0; i < party->reference_count; i++)
        idt_buf_format(out, "= %.*s:%.*s\n", SPAN(party->references[i].list_id),
                       SPAN(party->references[i].uid));
    for (size_t i = 0; i < party->fact_count; i++)
        if (!idt_span_equal_text(party->facts[i].key, "modification") &&
            !idt_span_starts(party->facts[i].key, "origin "))
            idt_buf_format(out, "%.*s = %.*s\n", SPAN(party->facts[i].key),
                           SPAN(party->facts[i].value));
}

static void check_all(const char *const *texts, size_t count, const char *date,
                      const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;
    if (read_texts(&lists, texts, count, &err))
        fail_msg("%s", err.text);
    assert_string_equal(lists.editions[0].date.ptr, date);
    for (size_t i = 0; i < lists.party_count; i++)
        render(&out, &lists.parties[i]);
    idt_buf_add_char(&out, '\0');
    assert_string_equal(idt_buf_span(&out).ptr, expected);
    idt_buf_release(&out);
    idt_lists_release(&lists);
}

static void check(const char *text, const char *expected)
{
    check_all(&text, 1, "2024-01-10", expected);
}

#define PROGRAMME "[PPE] Ordinance, Financial measures, 2022-02-03\n"

static void test_names_have_parts_and_spellings_and_the_main_one_is_first(void **state)
{
    (void)state;
    check(WHOLE(TARGET(
              "5",
              PERSON("<identity main=\"false\">" NAME("alias", "low", "Adder") "</identity>" MAIN(
                  NAME("formerly-known-as", "good",
                       "Ada Old") "<name name-type=\"primary-name\" quality=\"good\">"
                                  "<name-part order=\"2\" "
                                  "name-part-type=\"family-name\"><value>Example</value>"
                                  "<spelling-variant lang=\"ru\" "
                                  "script=\"Cyrl\">Экзампл</spelling-variant>"
                                  "</name-part>"
                                  "<name-part order=\"1\" "
                                  "name-part-type=\"given-name\"><value>Ada</value>"
                                  "<spelling-variant lang=\"ru\" "
                                  "script=\"Cyrl\">Ада</spelling-variant>"
                                  "<spelling-variant lang=\"fr\" "
                                  "script=\"Latn\">Adda</spelling-variant>"
                                  "</name-part></name>" NAME("alias", "good", "Ada Old"))),
              LISTED)),
          "5 person male\nprimary/strong Ada Example|Ada|Example|\n"
          "original script/strong Ада Экзампл|||Cyrl\na.k.a./strong Adda Example|||Latn\n"
          "f.k.a./strong Ada Old|||\na.k.a./weak Adder|||\n" PROGRAMME);
}

#define WITH_PLACES                                                                                \
    TARGET("5",                                                                                    \
           PERSON(MAIN(NAME(                                                                       \
               "primary-name", "good",                                                             \
               "Ada") "<day-month-year month=\"4\" year=\"1960\" quality=\"low\"/>"                \
                      "<day-month-year day=\"30\" month=\"2\" year=\"1960\"/>"                     \
                      "<nationality><country iso-code=\"CH\">Switzerland</country></nationality>"  \
                      "<place-of-birth place-id=\"77\"/><address place-id=\"77\">"                 \
                      "<address-details>Street 1</address-details><c-o>Bo</c-o></address>"         \
                      "<identification-document document-type=\"passport\"><number>P1</number>"    \
                      "<issuer code=\"DE\">Germany</issuer><date-of-issue>2001-02-03"              \
                      "</date-of-issue></identification-document>") "<justification>Reason.</"     \
                                                                    "justification>"               \
                                                                    "<other-information>Reason.</" \
                                                                    "other-information>"           \
                                                                    "<relation target-id=\"6\" "   \
                                                                    "relation-type=\"family "      \
                                                                    "member\"/>") "<foreign-"      \
                                                                                  "identifier>"    \
                                                                                  "KPi.999</"      \
                                                                                  "foreign-"       \
                                                                                  "identifier>",   \
           LISTED)

static const char placed[] =
    "5 person male\nprimary/strong Ada|||\nbirth 1960-04 [4.1960] quality: low\n"
    "birth  [30.2.1960] \nnationality CH\npassport P1 [passport] DE 2001-02-03\n"
    "birthplace |Testtown|North|DE ()\naddress Street 1|Testtown|North|DE (c/o Bo)\n" PROGRAMME
    "family member of 6\n= un_sc_sanctions:KPi.999\njustification = Reason.\n";

static void test_places_may_stand_before_or_behind_the_targets(void **state)
{
    (void)state;
    check(WHOLE(PLACE WITH_PLACES), placed);
    check(WHOLE(WITH_PLACES PLACE), placed);
}

static void test_objects_are_ships_and_aircraft(void **state)
{
    (void)state;
    check(WHOLE(TARGET(
              "8",
              "<object object-type=\"vessel\">" MAIN(NAME(
                  "primary-name", "good",
                  "TUB")) "<other-information>IMO number: 9187629</other-information></object>",
              LISTED) TARGET("9",
                             "<object object-type=\"aircraft\">" MAIN(
                                 NAME("primary-name", "good", "KITE")) "</object>",
                             LISTED)),
          "8 vessel \nprimary/strong TUB|||\nimo 9187629 [IMO]  \n" PROGRAMME
          "object type = vessel\nother information = IMO number: 9187629\n"
          "9 aircraft \nprimary/strong KITE|||\n" PROGRAMME "object type = aircraft\n");
}

#define ENTITY(text) "<entity>" MAIN(NAME("primary-name", "good", text)) "</entity>"
#define DELISTED "<modification modification-type=\"de-listed\" effective-date=\"2023-01-01\"/>"
#define AMENDED "<modification modification-type=\"amended\" effective-date=\"2023-06-01\"/>"
#define PARTY(id, name) id " organization \nprimary/strong " name "|||\n" PROGRAMME

static void test_the_newest_modification_decides(void **state)
{
    (void)state;
    check(WHOLE(TARGET("1", ENTITY("ONE"), DELISTED LISTED)
                    TARGET("2", ENTITY("TWO"), AMENDED DELISTED LISTED)
                        TARGET("3", ENTITY("THREE"), LISTED DELISTED)),
          PARTY("2", "TWO"));
}

static void test_amendments_are_applied_to_their_whole_list(void **state)
{
    static const char *const texts[] = {
        DOCUMENT("amendment", "2024-01-12",
                 TARGET("1", ENTITY("ONE NEW"), AMENDED LISTED)
                     TARGET("4", ENTITY("FOUR"), LISTED)),
        WHOLE(TARGET("1", ENTITY("ONE"), LISTED) TARGET("2", ENTITY("TWO"), LISTED)
                  TARGET("3", ENTITY("THREE"), LISTED)),
        DOCUMENT("amendment", "2024-01-20",
                 TARGET("4", ENTITY("FOUR"), DELISTED LISTED)
                     TARGET("2", ENTITY("TWO"), DELISTED LISTED)),
        DOCUMENT("amendment", "2024-01-01", TARGET("3", ENTITY("THREE OLD"), LISTED)),
    };
    (void)state;
    check_all(texts, 4, "2024-01-20", PARTY("1", "ONE NEW") PARTY("3", "THREE"));
}

static void test_amendments_alone_give_their_targets_and_a_warning(void **state)
{
    static const char *const texts[] = {
        DOCUMENT("amendment", "2024-01-12", TARGET("1", ENTITY("ONE"), LISTED)),
        DOCUMENT("amendment", "2024-01-20", TARGET("1", ENTITY("ONE NEW"), AMENDED LISTED)),
    };
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    check_all(texts, 2, "2024-01-20", PARTY("1", "ONE NEW"));
    assert_int_equal(read_texts(&lists, texts, 1, &err), IDT_OK);
    assert_string_equal(lists.diagnostics[0].code.ptr, "amendment-only");
    idt_lists_release(&lists);
}

static void test_a_cut_or_empty_list_is_refused(void **state)
{
    static const char whole[] = WHOLE(PLACE WITH_PLACES);
    const char *empty = WHOLE("");
    idt_lists none = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(read_texts(&none, &empty, 1, &err), IDT_E_INPUT);
    idt_lists_release(&none);
    for (size_t cut = 90; cut + 1 < sizeof whole - 1; cut += 11) {
        idt_lists lists = IDT_LISTS_INIT;
        char text[sizeof whole];
        const char *only = text;
        memcpy(text, whole, cut);
        text[cut] = '\0';
        assert_int_equal(read_texts(&lists, &only, 1, &err), IDT_E_INPUT);
        idt_lists_release(&lists);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_have_parts_and_spellings_and_the_main_one_is_first),
        cmocka_unit_test(test_places_may_stand_before_or_behind_the_targets),
        cmocka_unit_test(test_objects_are_ships_and_aircraft),
        cmocka_unit_test(test_the_newest_modification_decides),
        cmocka_unit_test(test_amendments_are_applied_to_their_whole_list),
        cmocka_unit_test(test_amendments_alone_give_their_targets_and_a_warning),
        cmocka_unit_test(test_a_cut_or_empty_list_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
