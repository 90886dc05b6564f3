/* ofac_advanced_test.c - OFAC's Advanced XML: a small document with every join, its variations, and
 * the real file. The parties are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lists/lists_internal.h"
#include "support/real_lists.h"

#define OLD "http://www.un.org/sanctions/1.0"
#define NEW                                                                                        \
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
#define HEAD(name_space)                                                                           \
    "<Sanctions xmlns=\"" name_space "\" Version=\"3\">\n<DateOfIssue CalendarTypeID=\"1\">"       \
    "<Year>2031</Year><Month>3</Month><Day>7</Day></DateOfIssue>\n"
/* The ids are not OFAC's: only the file's own sets say what they mean. */
static const char *const sets[] = {
    "<ReferenceValueSets><AliasTypeValues><AliasType ID='1'>Name</AliasType>"
    "<AliasType ID='2'>A.K.A.</AliasType><AliasType ID='3'>F.K.A.</AliasType>"
    "<AliasType ID='4'>N.K.A.</AliasType></AliasTypeValues>"
    "<AreaCodeValues><AreaCode ID='1' Description='Latvia'>LV</AreaCode>"
    "<AreaCode ID='2' Description='undetermined'/></AreaCodeValues>"
    "<CalendarTypeValues><CalendarType ID='1'>Gregorian</CalendarType>"
    "<CalendarType ID='2'>Hijri</CalendarType></CalendarTypeValues>"
    "<CountryValues><Country ID='1' ISO2='LV'>Latvia</Country>"
    "<Country ID='2' ISO2='PE'>Peru</Country></CountryValues>"
    "<DetailReferenceValues><DetailReference ID='1'>Female</DetailReference>"
    "<DetailReference ID='2'>Tanker</DetailReference></DetailReferenceValues>",
    "<EntryEventTypeValues><EntryEventType ID='1'>Created</EntryEventType></EntryEventTypeValues>"
    "<FeatureTypeValues><FeatureType ID='1'>Birthdate</FeatureType>"
    "<FeatureType ID='2'>Place of Birth</FeatureType>"
    "<FeatureType ID='3'>Nationality Country</FeatureType>"
    "<FeatureType ID='4'>Citizenship Country</FeatureType>"
    "<FeatureType ID='5'>Location</FeatureType><FeatureType ID='6'>Gender</FeatureType>"
    "<FeatureType ID='7'>Digital Currency Address - XBT</FeatureType>"
    "<FeatureType ID='8'>Former Vessel Flag</FeatureType>"
    "<FeatureType ID='9'>VESSEL TYPE</FeatureType><FeatureType ID='10'>Title</FeatureType>"
    "<FeatureType ID='11'>Secondary sanctions risk:</FeatureType>"
    "<FeatureType ID='12'>SWIFT/BIC</FeatureType><FeatureType ID='13'>Vessel Call Sign"
    "</FeatureType><FeatureType ID='14'>Shoe Size</FeatureType></FeatureTypeValues>",
    "<IDRegDocDateTypeValues><IDRegDocDateType ID='1'>Issue Date</IDRegDocDateType>"
    "<IDRegDocDateType ID='2'>Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>"
    "<IDRegDocTypeValues><IDRegDocType ID='1'>Passport</IDRegDocType>"
    "<IDRegDocType ID='2'>Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>"
    "<LegalBasisValues><LegalBasis ID='1'>Order One</LegalBasis></LegalBasisValues>"
    "<ListValues><List ID='1'>SDN List</List><List ID='2'>Consolidated List</List></ListValues>"
    "<LocPartTypeValues><LocPartType ID='1'>Unknown</LocPartType>"
    "<LocPartType ID='2'>ADDRESS1</LocPartType><LocPartType ID='3'>ADDRESS2</LocPartType>"
    "<LocPartType ID='4'>CITY</LocPartType><LocPartType ID='5'>STATE/PROVINCE</LocPartType>"
    "<LocPartType ID='6'>POSTAL CODE</LocPartType><LocPartType ID='7'>REGION</LocPartType>"
    "</LocPartTypeValues>"
    "<NamePartTypeValues><NamePartType ID='1'>Last Name</NamePartType>"
    "<NamePartType ID='2'>First Name</NamePartType><NamePartType ID='3'>Middle Name</NamePartType>"
    "<NamePartType ID='4'>Patronymic</NamePartType><NamePartType ID='5'>Nickname</NamePartType>"
    "<NamePartType ID='6'>Entity Name</NamePartType><NamePartType ID='7'>Vessel Name"
    "</NamePartType></NamePartTypeValues>",
    "<PartySubTypeValues><PartySubType ID='1' PartyTypeID='3'>Vessel</PartySubType>"
    "<PartySubType ID='2' PartyTypeID='2'>Unknown</PartySubType>"
    "<PartySubType ID='3' PartyTypeID='1'>Unknown</PartySubType></PartySubTypeValues>"
    "<PartyTypeValues><PartyType ID='1'>Individual</PartyType><PartyType ID='2'>Entity</PartyType>"
    "<PartyType ID='3'>Transport</PartyType></PartyTypeValues>"
    "<RelationQualityValues><RelationQuality ID='1'>Unknown</RelationQuality>"
    "<RelationQuality ID='2'>High</RelationQuality></RelationQualityValues>"
    "<RelationTypeValues><RelationType ID='1'>Owned or Controlled By</RelationType>"
    "</RelationTypeValues><ReliabilityValues><Reliability ID='1'>Unknown</Reliability>"
    "<Reliability ID='2'>Confirmed</Reliability></ReliabilityValues>"
    "<SanctionsTypeValues><SanctionsType ID='1'>Program</SanctionsType>"
    "<SanctionsType ID='2'>Block</SanctionsType><SanctionsType ID='3'>Reject</SanctionsType>"
    "</SanctionsTypeValues><ScriptValues><Script ID='1'>Latin</Script>"
    "<Script ID='2'>Arabic</Script><Script ID='3'>Cyrillic</Script></ScriptValues>"
    "<ValidityValues><Validity ID='1'>Valid</Validity><Validity ID='2'>Fraudulent</Validity>"
    "</ValidityValues></ReferenceValueSets>\n",
};
/* What a document refers to by '$' and a letter, to stay short. */
#define SETS "$S"
#define GROUPS "$G"
#define OTHER_PARTY "$O"
#define ENTRIES "$E"
#define LOC_PART(type, text)                                                                       \
    "<LocationPart LocPartTypeID=\"" type "\"><LocationPartValue Primary=\"true\" "                \
    "LocPartValueTypeID=\"1\" LocPartValueStatusID=\"1\"><Comment/><Value>" text                   \
    "</Value></LocationPartValue></LocationPart>"
#define PART(group, script, text)                                                                  \
    "<DocumentedNamePart><NamePartValue NamePartGroupID=\"" group "\" ScriptID=\"" script          \
    "\" ScriptStatusID=\"1\" Acronym=\"false\">" text "</NamePartValue></DocumentedNamePart>"
#define NAMED(parts)                                                                               \
    "<DocumentedName ID=\"1\" FixedRef=\"7\" DocNameStatusID=\"1\">" parts "</DocumentedName>"
#define ALIAS(type, primary, weak, names)                                                          \
    "<Alias FixedRef=\"7\" AliasTypeID=\"" type "\" Primary=\"" primary "\" LowQuality=\"" weak    \
    "\">" names "</Alias>"
#define PRIMARY "$P"
#define FEATURE(type, inner)                                                                       \
    "<Feature ID='1' FeatureTypeID='" type                                                         \
    "'><FeatureVersion ID='1' ReliabilityID='1'><Comment/>" inner "</FeatureVersion></Feature>"
#define TEXT(text) "<VersionDetail DetailTypeID=\"1432\">" text "</VersionDetail>"
#define LOOKUP(id) "<VersionDetail DetailTypeID=\"1431\" DetailReferenceID=\"" id "\"/>"
#define AT(id) "<VersionLocation LocationID=\"" id "\"/>"
#define POINT(tag, y, m, d)                                                                        \
    "<" tag "><Year>" y "</Year><Month>" m "</Month><Day>" d "</Day></" tag ">"
#define BOUNDARY(tag, circa, y, m, d)                                                              \
    "<" tag " Approximate='" circa "' YearFixed='false'>" POINT("From", y, m, d)                   \
        POINT("To", y, m, d) "</" tag ">"
#define PERIOD(calendar, start, end)                                                               \
    "<DatePeriod CalendarTypeID='" calendar "'>" start end "</DatePeriod>"
#define DAYS(circa, y1, m1, d1, y2, m2, d2)                                                        \
    PERIOD("1", BOUNDARY("Start", circa, y1, m1, d1), BOUNDARY("End", circa, y2, m2, d2))
#define PARTY_OF(subtype, aliases, features)                                                       \
    "<DistinctParty FixedRef=\"7\"><Comment/><Profile ID=\"17\" PartySubTypeID=\"" subtype         \
    "\"><Identity ID=\"70\" FixedRef=\"7\" Primary=\"true\" False=\"false\">" aliases GROUPS       \
    "</Identity>" features "</Profile></DistinctParty>"
#define ENTRY(profile, list, measures)                                                             \
    "<SanctionsEntry ID=\"1\" ProfileID=\"" profile "\" ListID=\"" list                            \
    "\"><EntryEvent ID=\"1\" EntryEventTypeID=\"1\" LegalBasisID=\"1\"><Comment/><Date "           \
    "CalendarTypeID=\"1\"><Year>2030</Year><Month>2</Month><Day>9</Day></Date></"                  \
    "EntryEvent>" measures "</SanctionsEntry>"
#define MEASURE(type, comment)                                                                     \
    "<SanctionsMeasure ID=\"1\" SanctionsTypeID=\"" type "\">" comment                             \
    "<DatePeriod CalendarTypeID=\"1\" YearFixed=\"true\" MonthFixed=\"true\" DayFixed=\"true\"/>"  \
    "</SanctionsMeasure>"
#define PROGRAM(tag) MEASURE("1", "<Comment>" tag "</Comment>")
#define FILE_OF(places, documents, party, relations)                                               \
    HEAD(NEW)                                                                                      \
    SETS "<Locations>" places "</Locations>\n<IDRegDocuments>" documents                           \
         "</IDRegDocuments>\n<DistinctParties>" party OTHER_PARTY                                  \
         "</DistinctParties>\n<ProfileRelationships>" relations                                    \
         "</ProfileRelationships>\n" ENTRIES "</Sanctions>"
#define PERSON(places, documents, features)                                                        \
    FILE_OF(places, documents, PARTY_OF("3", PRIMARY, features), "")

static const char groups[] =
    "<NamePartGroups><MasterNamePartGroup><NamePartGroup ID=\"g1\" NamePartTypeID=\"1\"/>"
    "</MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID=\"g2\" NamePartTypeID=\"2\"/>"
    "<NamePartGroup ID=\"g3\" NamePartTypeID=\"3\"/><NamePartGroup ID=\"g4\" NamePartTypeID="
    "\"4\"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID=\"g5\" NamePartTypeID="
    "\"5\"/><NamePartGroup ID=\"g6\" NamePartTypeID=\"6\"/><NamePartGroup ID=\"g7\" "
    "NamePartTypeID=\"7\"/></MasterNamePartGroup></NamePartGroups>";
static const char primary[] =
    ALIAS("1", "true", "false", NAMED(PART("g1", "1", "Testov") PART("g2", "1", "Ivan")));
static const char other_party[] =
    "<DistinctParty FixedRef=\"8\"><Comment/><Profile ID=\"18\" PartySubTypeID=\"2\"><Identity "
    "ID=\"80\" FixedRef=\"8\" Primary=\"true\" False=\"false\">" ALIAS(
        "1", "true", "false", NAMED(PART("g6", "1", "Sample Holding"))) GROUPS
    "</Identity></Profile></DistinctParty>";
static const char entries[] =
    "<SanctionsEntries>" ENTRY("17", "1", MEASURE("2", "") PROGRAM("INVENTED1"))
        ENTRY("18", "1", PROGRAM("INVENTED1")) "</SanctionsEntries><SanctionsEntryLinks/>";

static void expand(idt_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text != '$') {
            idt_buf_add_char(out, *text);
            continue;
        }
        text++;
        for (size_t i = 0; *text == 'S' && i < sizeof sets / sizeof *sets; i++)
            idt_buf_add_text(out, sets[i]);
        if (*text == 'G')
            idt_buf_add_text(out, groups);
        else if (*text == 'O')
            expand(out, other_party);
        else if (*text == 'P')
            idt_buf_add_text(out, primary);
        else if (*text == 'E')
            idt_buf_add_text(out, entries);
    }
}

static idt_status read_span(idt_lists *lists, idt_span text, idt_err *err)
{
    idt_list_input input = { .path = IDT_SPAN_LIT("lists/advanced.xml"),
                             .map = { text, NULL },
                             .member = -1 };
    return idt_ofac_advanced_read(lists, &input, err);
}

static idt_status read_text(idt_lists *lists, const char *text, idt_err *err)
{
    idt_buf whole = IDT_BUF_INIT;

    expand(&whole, text);
    idt_status status = read_span(lists, idt_buf_span(&whole), err);
    idt_buf_release(&whole);
    return status;
}

static void render_names(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf_format(out, "%s/%s %.*s [%.*s] %.*s+%.*s+%.*s+%.*s\n",
                       idt_name_kind_name(name->kind), idt_quality_name(name->quality),
                       (int)name->text.len, name->text.ptr, (int)name->script.len, name->script.ptr,
                       (int)name->family.len, name->family.ptr, (int)name->given.len,
                       name->given.ptr, (int)name->middle.len, name->middle.ptr,
                       (int)name->patronymic.len, name->patronymic.ptr);
    }
}

static void render_dates_and_numbers(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf_add_text(out, "born ");
        idt_date_format(out, party->dates[i].range);
        idt_buf_format(out, " \"%.*s\"\n", (int)party->dates[i].text.len, party->dates[i].text.ptr);
    }
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *number = &party->identifiers[i];
        idt_buf_format(out, "%s %.*s [%.*s] %s ", idt_identifier_name(number->type),
                       (int)number->value.len, number->value.ptr, (int)number->label.len,
                       number->label.ptr, number->country.code);
        idt_ymd_format(out, number->issued);
        idt_buf_add_text(out, "..");
        idt_ymd_format(out, number->expires);
        idt_buf_format(out, " (%.*s)\n", (int)number->note.len, number->note.ptr);
    }
}

static void render_places_and_facts(idt_buf *out, const idt_party *party)
{
    if (party->gender)
        idt_buf_format(out, "%s\n", idt_gender_name(party->gender));
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "%s %s\n", idt_country_role_name(party->countries[i].role),
                       party->countries[i].country.code);
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf_format(out, "%s %.*s|%.*s|%.*s|%.*s|%.*s\n",
                       at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address",
                       (int)at->street.len, at->street.ptr, (int)at->city.len, at->city.ptr,
                       (int)at->region.len, at->region.ptr, (int)at->postal.len, at->postal.ptr,
                       (int)at->country.text.len, at->country.text.ptr);
    }
    for (size_t i = 0; i < party->fact_count; i++)
        idt_buf_format(out, "%.*s = %.*s\n", (int)party->facts[i].key.len, party->facts[i].key.ptr,
                       (int)party->facts[i].value.len, party->facts[i].value.ptr);
}

static void render_links(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->association_count; i++) {
        const idt_association *to = &party->associations[i];
        idt_buf_format(out, "%s %.*s (%.*s) %.*s/%.*s/%.*s\n", idt_relation_name(to->relation),
                       (int)to->target.len, to->target.ptr, (int)to->target_uid.len,
                       to->target_uid.ptr, (int)to->label.len, to->label.ptr, (int)to->quality.len,
                       to->quality.ptr, (int)to->note.len, to->note.ptr);
    }
}

/* What the party 7 says, and what was odd; its entry and the totals of the remarks apart. */
static void check_document(const char *text, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;

    if (read_text(&lists, text, &err))
        fail_msg("%s", err.text);
    assert_int_equal(lists.party_count, 2);
    const idt_party *party = &lists.parties[0];
    assert_true(idt_span_equal_text(party->uid, "7"));
    render_names(&out, party);
    render_dates_and_numbers(&out, party);
    render_places_and_facts(&out, party);
    render_links(&out, party);
    for (size_t i = 0; i < lists.diagnostic_count; i++)
        if (!idt_span_equal_text(lists.diagnostics[i].code, "remark-total"))
            idt_buf_format(&out, "! %.*s\n", (int)lists.diagnostics[i].code.len,
                           lists.diagnostics[i].code.ptr);
    idt_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    idt_buf_release(&out);
    idt_lists_release(&lists);
}

#define IVAN "primary/ungraded TESTOV, Ivan [Latin] Testov+Ivan++\n"
#define CHECK_PERSON(places, documents, features, expected)                                        \
    check_document(PERSON(places, documents, features), IVAN expected)

static void both_namespaces_are_recognised(void **state)
{
    unsigned part = 9;

    (void)state;
    assert_true(idt_ofac_advanced_recognise(IDT_SPAN_LIT(HEAD(OLD)), &part));
    assert_int_equal(part, 0);
    assert_true(idt_ofac_advanced_recognise(IDT_SPAN_LIT(HEAD(NEW)), &part));
    assert_false(idt_ofac_advanced_recognise(IDT_SPAN_LIT(HEAD("urn:other")), &part));
    assert_false(idt_ofac_advanced_recognise(IDT_SPAN_LIT("<sdnList xmlns=\"" OLD "\">"), &part));
}

static void names_come_in_the_form_of_the_csv(void **state)
{
    (void)state;
    check_document(
        FILE_OF("", "",
                PARTY_OF("3",
                         ALIAS("2", "false", "true", NAMED(PART("g5", "1", "Wanya"))) ALIAS(
                             "3", "false", "false",
                             NAMED(PART("g2", "1", "Ivan") PART("g3", "1", "P.")
                                       PART("g1", "1", "Al-Test")))
                             ALIAS("1", "true", "false",
                                   NAMED(PART("g2", "2", "ايفان") PART("g1", "2", "تستوف"))
                                       NAMED(PART("g1", "1", "Testov") PART("g2", "1", "Ivan")
                                                 PART("g4", "1", "Petrovich"))
                                           NAMED(PART("g1", "3", "Тестёв") PART("g2", "3", "Иван")))
                                 ALIAS("2", "false", "true", NAMED(PART("g5", "1", "Wanya"))),
                         ""),
                ""),
        "primary/ungraded TESTOV, Ivan Petrovich [Latin] Testov+Ivan++Petrovich\n"
        "original script/ungraded ايفان تستوف [Arabic] تستوف+ايفان++\n"
        "original script/ungraded ТЕСТЁВ, Иван [Cyrillic] Тестёв+Иван++\n"
        "a.k.a./weak Wanya [Latin] +++\n"
        "f.k.a./strong AL-TEST, Ivan P. [Latin] Al-Test+Ivan+P.+\n");
}

static void dates_keep_what_is_known(void **state)
{
    (void)state;
    CHECK_PERSON(
        "", "",
        FEATURE("1", DAYS("false", "1962", "2", "18", "1962", "2", "18"))
            FEATURE("1", DAYS("false", "1959", "1", "1", "1959", "12", "31"))
                FEATURE("1", DAYS("false", "1960", "2", "1", "1960", "2", "29"))
                    FEATURE("1", DAYS("true", "1947", "1", "1", "1947", "12", "31"))
                        FEATURE("1", DAYS("false", "1961", "1", "1", "1963", "12", "31"))
                            FEATURE("1", DAYS("false", "1970", "3", "2", "1970", "4", "5"))
                                FEATURE("1", DAYS("false", "1962", "2", "18", "1962", "2", "18")),
        "born 1962-02-18 \"18 Feb 1962\"\nborn 1959 \"1959\"\nborn 1960-02 \"Feb 1960\"\n"
        "born circa 1947 \"circa 1947\"\nborn 1961 to 1963 \"1961 to 1963\"\n"
        "born 1970-03-02 to 1970-04-05 \"02 Mar 1970 to 05 Apr 1970\"\n");
}

static void dates_that_make_no_sense_keep_their_words(void **state)
{
    (void)state;
    CHECK_PERSON("", "",
                 FEATURE("1", DAYS("false", "1962", "2", "30", "1962", "2", "30"))
                     FEATURE("1", PERIOD("2", BOUNDARY("Start", "false", "1380", "1", "1"), "")),
                 "born  \"1962 2 30 1962 2 30 1962 2 30 1962 2 30\"\n"
                 "born  \"1380 1 1 1380 1 1 (Hijri)\"\n! unreadable-date\n! unreadable-date\n");
}

static void places_are_joined_by_their_id(void **state)
{
    (void)state;
    CHECK_PERSON(
        "<Location ID=\"1\"><LocationAreaCode AreaCodeID=\"1\"/><LocationCountry CountryID=\"1\" "
        "CountryRelevanceID=\"1\"/>" LOC_PART("2", "1 Test St.") LOC_PART("3", "Floor 2")
            LOC_PART("4", "Riga") LOC_PART("5", "Vidzeme") LOC_PART(
                "6",
                "LV-1") "<FeatureVersionReference FeatureVersionID=\"1\"/></Location>"
                        "<Location ID=\"2\"><LocationAreaCode AreaCodeID=\"2\"/>" LOC_PART(
                            "7",
                            "Gaza") "</Location><Location ID=\"3\">" LOC_PART("1",
                                                                              "Peru") "</Location>"
                                                                                      "<Location "
                                                                                      "ID=\"4\"><"
                                                                                      "LocationArea"
                                                                                      "Code "
                                                                                      "AreaCodeID="
                                                                                      "\"2\"/></"
                                                                                      "Location>",
        "",
        FEATURE("5", AT("1")) FEATURE("5", AT("2")) FEATURE("5", AT("4")) FEATURE("5", AT("1"))
            FEATURE("3", AT("3")) FEATURE("4", "<VersionDetail DetailTypeID=\"1433\"/>" AT("1"))
                FEATURE("2", TEXT("Lima, Peru")) FEATURE("5", AT("99")),
        "nationality PE\ncitizenship LV\naddress 1 Test St., Floor 2|Riga|Vidzeme|LV-1|Latvia\n"
        "address ||||Region: Gaza\nbirthplace |Lima|||Peru\n! unknown-location\n");
}

static void documents_are_joined_by_the_identity(void **state)
{
    (void)state;
    CHECK_PERSON(
        "<Location ID=\"3\">" LOC_PART("1", "Peru") "</Location>",
        "<IDRegDocument ID=\"1\" IDRegDocTypeID=\"1\" IdentityID=\"70\" IssuedBy-CountryID=\"1\" "
        "ValidityID=\"2\"><Comment/><IDRegistrationNo>LV1234567</IDRegistrationNo>"
        "<IssuingAuthority>OFFICE 9</IssuingAuthority>"
        "<DocumentDate IDRegDocDateTypeID=\"1\">" DAYS(
            "false", "2001", "5", "6", "2001", "5",
            "6") "</DocumentDate>"
                 "<DocumentDate IDRegDocDateTypeID=\"2\">" DAYS(
                     "false", "2011", "1", "1", "2011", "12",
                     "31") "</DocumentDate>"
                           "<DocumentedNameReference DocumentedNameID=\"1\"/></IDRegDocument>"
                           "<IDRegDocument ID=\"2\" IDRegDocTypeID=\"2\" IdentityID=\"70\" "
                           "IssuedIn-LocationID=\"3\">"
                           "<IDRegistrationNo>IMO 9187629</IDRegistrationNo></IDRegDocument>"
                           "<IDRegDocument ID=\"3\" IDRegDocTypeID=\"1\" IdentityID=\"999\">"
                           "<IDRegistrationNo>X1</IDRegistrationNo></IDRegDocument>",
        "",
        "passport LV1234567 [Passport] LV 2001-05-06..2011 (OFFICE 9; Fraudulent)\n"
        "imo 9187629 [Vessel Registration Identification IMO] PE .. ()\n! unknown-identity\n");
}

static void features_are_what_the_remarks_of_the_csv_are(void **state)
{
    (void)state;
    CHECK_PERSON("<Location ID=\"3\">" LOC_PART("1", "Peru") "</Location>", "",
                 FEATURE("6", LOOKUP("1")) FEATURE("7", TEXT("1TestTestTestTestTestTestTestTest"))
                     FEATURE("8", AT("3")) FEATURE("9", LOOKUP("2"))
                         FEATURE("10", TEXT("Head; Deputy"))
                             FEATURE("11", TEXT("Invented Rules; section 1"))
                                 FEATURE("12", TEXT("TESTLV2X")) FEATURE("13", TEXT("T3ST"))
                                     FEATURE("14", TEXT("46")) FEATURE("9", LOOKUP("77")),
                 "wallet 1TestTestTestTestTestTestTestTest [XBT]  .. ()\n"
                 "bic TESTLV2X [SWIFT/BIC]  .. ()\ncall_sign T3ST [Call Sign]  .. "
                 "()\nfemale\nformer flag PE\n"
                 "vessel type = Tanker\ntitle = Head; Deputy\n"
                 "secondary sanctions = Invented Rules; section 1\nnote = Shoe Size 46\n"
                 "vessel type = 77\n! undefined-id\n! unknown-remark\n");
}

static void relations_name_the_other_party(void **state)
{
    (void)state;
    check_document(
        FILE_OF("", "", PARTY_OF("3", PRIMARY, ""),
                "<ProfileRelationship ID=\"1\" From-ProfileID=\"17\" To-ProfileID=\"18\" "
                "RelationTypeID=\"1\" RelationQualityID=\"2\" Former=\"true\" "
                "SanctionsEntryID=\"1\"><Comment>half</Comment></ProfileRelationship>"
                "<ProfileRelationship ID=\"2\" From-ProfileID=\"17\" To-ProfileID=\"55\" "
                "RelationTypeID=\"1\" RelationQualityID=\"1\" Former=\"false\"/>"
                "<ProfileRelationship ID=\"3\" From-ProfileID=\"56\" To-ProfileID=\"18\" "
                "RelationTypeID=\"1\" RelationQualityID=\"1\" Former=\"false\"/>"),
        IVAN "owned or controlled by SAMPLE HOLDING (8) Owned or Controlled By/High/former; half\n"
             "owned or controlled by  (55) Owned or Controlled By//\n"
             "! unknown-profile\n! unknown-profile\n");
}

static void entries_say_which_list_since_when_and_why(void **state)
{
    static const char text[] = HEAD(OLD) SETS "<DistinctParties>" PARTY_OF("1", PRIMARY, "")
        OTHER_PARTY "</DistinctParties><SanctionsEntries>" ENTRY(
            "17", "2", MEASURE("2", "") MEASURE("3", "") PROGRAM("INVENTED1") PROGRAM("SECOND"))
            ENTRY("17", "1", PROGRAM("INVENTED1")) ENTRY("18", "2", MEASURE("2", ""))
                ENTRY("18", "2", PROGRAM("X")) "</SanctionsEntries></Sanctions>";
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    assert_int_equal(read_text(&lists, text, &err), IDT_OK);
    const idt_party *party = &lists.parties[0];
    assert_int_equal(party->type, IDT_PARTY_VESSEL);
    assert_int_equal(lists.parties[1].type, IDT_PARTY_ORGANIZATION);
    assert_int_equal(party->programme_count, 3);
    assert_true(idt_span_equal_text(party->programmes[0].tag, "INVENTED1"));
    assert_true(idt_span_equal_text(party->programmes[1].tag, "SECOND"));
    assert_true(idt_span_equal_text(party->programmes[0].list, "Consolidated List"));
    assert_true(idt_span_equal_text(party->programmes[0].measures, "Block|Reject"));
    assert_true(idt_span_equal_text(party->programmes[0].authority, "Order One"));
    assert_true(idt_span_equal_text(party->programmes[0].listed_on, "2030-02-09"));
    assert_true(idt_span_equal_text(party->programmes[2].list, "SDN List"));
    assert_int_equal(lists.parties[1].programme_count, 2); /* one of them without a tag */
    assert_true(idt_span_equal_text(lists.editions[0].list_id, "us_ofac_cons"));
    assert_true(idt_span_equal_text(lists.editions[0].date, "2031-03-07"));
    idt_lists_release(&lists);
}

static void expect_refusal_of(idt_span text, const char *words)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    assert_int_equal(read_span(&lists, text, &err), IDT_E_INPUT);
    if (!strstr(err.text, words))
        fail_msg("\"%s\" lacks \"%s\"", err.text, words);
    idt_lists_release(&lists);
}

static void expect_refusal(const char *text, const char *words)
{
    idt_buf whole = IDT_BUF_INIT;

    expand(&whole, text);
    expect_refusal_of(idt_buf_span(&whole), words);
    idt_buf_release(&whole);
}

static void files_that_are_no_whole_list_are_refused(void **state)
{
    idt_buf whole = IDT_BUF_INIT;

    (void)state;
    expand(&whole, PERSON("", "", ""));
    for (size_t length = 1; length + 1 < whole.len; length += 97)
        expect_refusal_of((idt_span){ whole.ptr, length }, "advanced.xml ");
    idt_buf_release(&whole);
    expect_refusal("<Other/>", "root");
    expect_refusal("<Sanctions xmlns=\"" OLD "\" Version=\"4\" DeltaBaseVersion=\"3\"/>",
                   "changes");
    expect_refusal(HEAD(OLD) "<Locations><Location ID=\"1\" DeltaAction=\"Delete\"/></Locations>"
                             "</Sanctions>",
                   "changes");
    expect_refusal(HEAD(OLD) SETS "</Sanctions>", "no DistinctParty");
    expect_refusal(HEAD(OLD) SETS "<DistinctParties>" OTHER_PARTY "</DistinctParties></Sanctions>",
                   "no SanctionsEntry");
    expect_refusal(HEAD(OLD) SETS "<DistinctParties>" OTHER_PARTY
                                  "</DistinctParties><SanctionsEntries>" ENTRY("1", "1", "")
                                      ENTRY("2", "1", "") ENTRY("3", "1", "")
                                          ENTRY("18", "1", "") "</SanctionsEntries></Sanctions>",
                   "nor are 3 of all 4");
}

static void what_stands_twice_or_alone_is_diagnosed(void **state)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    static const char *const codes[] = { "duplicate-reference", "duplicate-id", "no-programme" };

    (void)state;
    assert_int_equal(read_text(&lists,
                               HEAD(NEW) SETS "<DistinctParties>" OTHER_PARTY OTHER_PARTY
                                              "</DistinctParties><SanctionsEntries>" ENTRY(
                                                  "18", "1", PROGRAM("A")) "</SanctionsEntries>"
                                                                           "</Sanctions>",
                               &err),
                     IDT_OK);
    assert_int_equal(lists.party_count, 2);
    for (size_t c = 0; c < 3; c++) {
        size_t count = 0;
        for (size_t i = 0; i < lists.diagnostic_count; i++)
            count += idt_span_equal_text(lists.diagnostics[i].code, codes[c]);
        assert_int_equal(count, 1);
    }
    idt_lists_release(&lists);
}

static void add_repeated(idt_buf *out, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        idt_buf_add_text(out, text);
}

static void a_hundred_thousand_equal_aliases_are_one(void **state)
{
    idt_buf text = IDT_BUF_INIT;
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    idt_buf_add_text(&text, HEAD(NEW) SETS
                     "<DistinctParties><DistinctParty FixedRef=\"7\"><Profile ID=\"17\" "
                     "PartySubTypeID=\"3\"><Identity ID=\"70\">" PRIMARY);
    add_repeated(&text, ALIAS("2", "false", "false", NAMED(PART("g1", "1", "Same"))),
                 test_amount(100000, 10000));
    idt_buf_add_text(&text, GROUPS "</Identity></Profile></DistinctParty></DistinctParties>" ENTRIES
                                   "</Sanctions>");
    idt_buf_add_char(&text, '\0');
    assert_int_equal(read_text(&lists, text.ptr, &err), IDT_OK);
    assert_int_equal(lists.parties[0].name_count, 2);
    idt_lists_release(&lists);
    idt_buf_release(&text);
}

static void the_real_file_is_read_whole(void **state)
{
    static const char name[] = "data/lists/ofac/cons-xml-advanced-2020-03/cons_advanced.xml";
    idt_arena arena = IDT_ARENA_INIT;
    const char *path = test_shared_file(&arena, name);
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    size_t names = 0, relations = 0, documents = 0, persons = 0;

    (void)state;
    if (!path) {
        idt_arena_release(&arena);
        skip();
    }
    assert_int_equal(idt_lists_read(&lists, &path, 1, &err), IDT_OK);
    for (size_t i = 0; i < lists.party_count; i++) {
        names += lists.parties[i].name_count;
        relations += lists.parties[i].association_count;
        persons += lists.parties[i].type == IDT_PARTY_PERSON;
        for (size_t n = 0; n < lists.parties[i].identifier_count; n++)
            documents += lists.parties[i].identifiers[n].type == IDT_ID_REGISTRATION ||
                         lists.parties[i].identifiers[n].type == IDT_ID_TAX;
    }
    assert_int_equal(lists.party_count, 375);
    assert_int_equal(persons, 82);
    assert_int_equal(names, 1289); /* of 1,290: one stands twice */
    assert_int_equal(relations, 276);
    assert_true(documents > 500);
    assert_true(idt_span_equal_text(lists.editions[0].list_id, "us_ofac_cons"));
    for (size_t i = 0; i < lists.diagnostic_count; i++)
        assert_int_equal(lists.diagnostics[i].level, IDT_DIAGNOSTIC_NOTE);
    idt_lists_release(&lists);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_namespaces_are_recognised),
        cmocka_unit_test(names_come_in_the_form_of_the_csv),
        cmocka_unit_test(dates_keep_what_is_known),
        cmocka_unit_test(dates_that_make_no_sense_keep_their_words),
        cmocka_unit_test(places_are_joined_by_their_id),
        cmocka_unit_test(documents_are_joined_by_the_identity),
        cmocka_unit_test(features_are_what_the_remarks_of_the_csv_are),
        cmocka_unit_test(relations_name_the_other_party),
        cmocka_unit_test(entries_say_which_list_since_when_and_why),
        cmocka_unit_test(files_that_are_no_whole_list_are_refused),
        cmocka_unit_test(what_stands_twice_or_alone_is_diagnosed),
        cmocka_unit_test(a_hundred_thousand_equal_aliases_are_one),
        cmocka_unit_test(the_real_file_is_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
