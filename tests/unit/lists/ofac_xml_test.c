/* ofac_xml_test.c - OFAC's older XML, the Enhanced XML and files of changes: small documents with
 * every quirk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lists/lists_internal.h"

#define OLD_SPACE "http://tempuri.org/sdnList.xsd"
#define NEW_SPACE "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
#define LEGACY_HEAD(space, count)                                                                  \
    "<?xml version=\"1.0\"?><sdnList xmlns=\"" space "\"><publshInformation>"                      \
    "<Publish_Date>03/28/2025</Publish_Date><Record_Count>" count "</Record_Count>"                \
    "</publshInformation>"
#define LEGACY_TAIL "</sdnList>"
#define PERSON                                                                                     \
    "<sdnEntry><uid>901</uid><firstName>Jane</firstName><lastName>EXAMPLE</lastName>"              \
    "<title>Minister of Tests</title><sdnType>Individual</sdnType>"                                \
    "<remarks>Former Chief; (Linked To: EXAMPLE GROUP CO., LTD.)</remarks>"                        \
    "<programList><program>SDGT</program><program>NPWMD</program></programList>"                   \
    "<idList><id><uid>1</uid><idType>Passport</idType><idNumber>X123</idNumber>"                   \
    "<idCountry>Egypt</idCountry><issueDate>18 Jan 1984</issueDate>"                               \
    "<expirationDate>2015</expirationDate></id>"                                                   \
    "<id><uid>2</uid><idType>Secondary sanctions risk:</idType><idNumber>Section "                 \
    "9</idNumber></id>"                                                                            \
    "<id><uid>3</uid><idType>Gender</idType><idNumber>Female</idNumber></id></idList>"             \
    "<akaList><aka><uid>4</uid><type>a.k.a.</type><category>weak</category>"                       \
    "<lastName>THE TESTER</lastName></aka><aka><uid>5</uid><type>f.k.a.</type>"                    \
    "<category>strong</category><lastName>SAMPLE</lastName><firstName>Jane</firstName></aka>"      \
    "</akaList><addressList><address><uid>6</uid><address1>Floor 1</address1>"                     \
    "<address2>1 Example St.</address2><city>Springfield</city>"                                   \
    "<stateOrProvince>West</stateOrProvince><postalCode>12 34</postalCode>"                        \
    "<country>Region: Gaza</country></address></addressList>"                                      \
    "<nationalityList><nationality><uid>7</uid><country>Korea, North</country>"                    \
    "<mainEntry>true</mainEntry></nationality></nationalityList>"                                  \
    "<dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>circa 1947</dateOfBirth>"          \
    "<mainEntry>false</mainEntry></dateOfBirthItem><dateOfBirthItem><uid>9</uid>"                  \
    "<dateOfBirth>20 Feb 1957 to 3 Mar 1957</dateOfBirth><mainEntry>true</mainEntry>"              \
    "</dateOfBirthItem></dateOfBirthList><placeOfBirthList><placeOfBirthItem>"                     \
    "<uid>9</uid><placeOfBirth>Springfield, Egypt</placeOfBirth><mainEntry>true</mainEntry>"       \
    "</placeOfBirthItem></placeOfBirthList></sdnEntry>"
#define PERSON_TEXT                                                                                \
    "person 901 female\n"                                                                          \
    "primary/ungraded EXAMPLE, Jane (EXAMPLE|Jane|)\n"                                             \
    "a.k.a./weak THE TESTER (||)\n"                                                                \
    "f.k.a./strong SAMPLE, Jane (SAMPLE|Jane|)\n"                                                  \
    "birth 1957-02-20 to 1957-03-03\n"                                                             \
    "birth circa 1947\n"                                                                           \
    "nationality KP\n"                                                                             \
    "passport X123 [Passport] EG 1984-01-18..2015\n"                                               \
    "address Floor 1, 1 Example St.|Springfield|West|12 34|PS-GZ|\n"                               \
    "birthplace |Springfield|||EG|Springfield, Egypt\n"                                            \
    "programme SDGT |||\n"                                                                         \
    "programme NPWMD |||\n"                                                                        \
    "linked to EXAMPLE GROUP CO., LTD. <>  \n"                                                     \
    "title = Minister of Tests\n"                                                                  \
    "secondary sanctions = Section 9\n"                                                            \
    "position = Former Chief\n"
#define SHIP                                                                                       \
    "<sdnEntry><uid>902</uid><lastName>EXAMPLE STAR</lastName><sdnType>Vessel</sdnType>"           \
    "<programList><program>IRAN</program></programList><idList><id><uid>1</uid>"                   \
    "<idType>Vessel Registration Identification</idType><idNumber>IMO 7406784</idNumber></id>"     \
    "</idList><vesselInfo><callSign>CL2</callSign><vesselType>Tanker</vesselType>"                 \
    "<vesselFlag>Cuba</vesselFlag><vesselOwner>ACME</vesselOwner><tonnage>99</tonnage>"            \
    "<grossRegisteredTonnage>88</grossRegisteredTonnage></vesselInfo></sdnEntry>"
#define SHIP_TEXT                                                                                  \
    "vessel 902 \n"                                                                                \
    "primary/ungraded EXAMPLE STAR (||)\n"                                                         \
    "flag CU\n"                                                                                    \
    "imo 7406784 [Vessel Registration Identification IMO]  ..\n"                                   \
    "call_sign CL2 [Call Sign]  ..\n"                                                              \
    "programme IRAN |||\n"                                                                         \
    "vessel type = Tanker\ntonnage = 99\ngross registered tonnage = 88\nvessel owner = ACME\n"

#define SPACE                                                                                      \
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
#define FULL_HEAD(filters)                                                                         \
    "<?xml version=\"1.0\"?><sanctionsData xmlns=\"" SPACE "\"><publicationInfo>"                  \
    "<dataAsOf>2025-01-10T00:00:00</dataAsOf><filters><sanctionsLists><sanctionsList "             \
    "refId=\"1\">" filters "</sanctionsList></sanctionsLists></filters></publicationInfo>"         \
    "<referenceValues><referenceValue refId=\"1\"><type>T</type><value>V</value>"                  \
    "</referenceValue></referenceValues><featureTypes><featureType featureTypeId=\"8\">"           \
    "<type>Birthdate</type></featureType></featureTypes><entities>"
#define FULL_TAIL "</entities></sanctionsData>"
#define TRANSLATION(primary, script, last, first, full, parts)                                     \
    "<translation id=\"1\"><isPrimary>" primary "</isPrimary><script refId=\"1\">" script          \
    "</script>" first "<formattedLastName>" last "</formattedLastName><formattedFullName>" full    \
    "</formattedFullName><nameParts>" parts "</nameParts></translation>"
#define PART(type, value)                                                                          \
    "<namePart id=\"1\"><type refId=\"1\">" type "</type><value>" value "</value></namePart>"
#define BASIS(list, date)                                                                          \
    "<sanctionsLists><sanctionsList refId=\"1\" id=\"11\" datePublished=\"" date "\">" list        \
    "</sanctionsList></sanctionsLists><sanctionsPrograms><sanctionsProgram refId=\"1\" id=\"12\">" \
    "SDGT</sanctionsProgram></sanctionsPrograms><sanctionsTypes><sanctionsType refId=\"1\" "       \
    "id=\"13\">Block</sanctionsType></sanctionsTypes><legalAuthorities><legalAuthority "           \
    "refId=\"1\" id=\"14\">Executive Order 13224</legalAuthority></legalAuthorities>"
/* A literal has at most 4,095 characters, so the entity stands in for "@". */
#define JANE "@"
#define JANE_START                                                                                 \
    "<entity id=\"901\"><generalInfo><identityId>5</identityId><entityType refId=\"600\">"         \
    "Individual</entityType><title>Minister of Tests</title><remarks>Former Chief</remarks>"       \
    "</generalInfo>" BASIS(                                                                        \
        "SDN List",                                                                                \
        "2019-04-15") "<names><name id=\"21\"><isPrimary>false"                                    \
                      "</isPrimary><aliasType "                                                    \
                      "refId=\"1400\">A.K.A.</aliasType><isLowQuality>true</isLowQuality>"         \
                      "<translations>" TRANSLATION(                                                \
                          "true", "Latin", "THE TESTER", "", "THE TESTER",                         \
                          "") "</translations></name><name id=\"22\"><isPrimary>true</isPrimary>"  \
                              "<isLowQuality>false</isLowQuality><translations>" TRANSLATION(      \
                                  "true", "Latin", "EXAMPLE",                                      \
                                  "<formattedFirstName>Jane Ann</formattedFirstName>",             \
                                  "EXAMPLE, Jane Ann",                                             \
                                  PART("Last Name", "Example") PART("First Name", "Jane")          \
                                      PART("Middle Name", "Ann"))                                  \
                                  TRANSLATION("false", "Cyrillic", "\xD0\x94", "", "\xD0\x94",     \
                                              "") "</translations></name>"                         \
                                                  "</names>"
#define JANE_END                                                                                   \
    "<addresses><address id=\"30\"/><address "                                                     \
    "id=\"31\"><translations><translation "                                                        \
    "id=\"1\"><isPrimary>true</isPrimary><script "                                                 \
    "refId=\"1\">Latin</script><addressParts>"                                                     \
    "<addressPart id=\"1\"><type "                                                                 \
    "refId=\"1450\">REGION</type><value>Gaza</value></"                                            \
    "addressPart>"                                                                                 \
    "<addressPart id=\"2\"><type "                                                                 \
    "refId=\"1451\">ADDRESS1</type><value>Floor 1</value>"                                         \
    "</addressPart><addressPart id=\"3\"><type "                                                   \
    "refId=\"1452\">ADDRESS2</type><value>1 St.</value>"                                           \
    "</addressPart></addressParts></translation></"                                                \
    "translations></address></addresses><features>"                                                \
    "<feature id=\"41\"><type "                                                                    \
    "featureTypeId=\"8\">Birthdate</type><versionId>1</"                                           \
    "versionId>"                                                                                   \
    "<value>1962</value><valueDate "                                                               \
    "id=\"1\"><fromDateBegin>1962-01-01</fromDateBegin>"                                           \
    "</valueDate><isPrimary>false</isPrimary><reliability "                                        \
    "refId=\"1\">Reported</reliability>"                                                           \
    "</feature><feature id=\"42\"><type "                                                          \
    "featureTypeId=\"8\">Birthdate</type><versionId>1"                                             \
    "</versionId><value>some day</value><valueDate "                                               \
    "id=\"1\"><fromDateBegin>1961-01-01"                                                           \
    "</fromDateBegin><fromDateEnd>1961-01-01</"                                                    \
    "fromDateEnd><toDateBegin>1961-12-31</toDateBegin>"                                            \
    "<toDateEnd>1961-12-31</toDateEnd><isApproximate>true</"                                       \
    "isApproximate><isDateRange>false"                                                             \
    "</isDateRange></valueDate><isPrimary>true</"                                                  \
    "isPrimary></feature><feature id=\"43\"><type "                                                \
    "featureTypeId=\"11\">Citizenship "                                                            \
    "Country</type><versionId>1</versionId><value>Syria</"                                         \
    "value>"                                                                                       \
    "<isPrimary>true</isPrimary></feature><feature "                                               \
    "id=\"44\"><type featureTypeId=\"9\">Aircraft "                                                \
    "Manufacturer\xE2\x80\x99s Serial Number "                                                     \
    "(MSN)</type><versionId>1</versionId><value>334"                                               \
    "</value><isPrimary>true</isPrimary></feature></"                                              \
    "features><identityDocuments>"                                                                 \
    "<identityDocument id=\"51\"><type "                                                           \
    "refId=\"1571\">Passport</type><name nameId=\"22\" "                                           \
    "nameTranslationId=\"1\">EXAMPLE, Jane "                                                       \
    "Ann</name><documentNumber>X9</documentNumber><isValid>"                                       \
    "false</isValid><issuingAuthority>Police</"                                                    \
    "issuingAuthority><issuingCountry refId=\"1\">Iran"                                            \
    "</issuingCountry><issueDate "                                                                 \
    "id=\"1\"><fromDateBegin>2014-03-03</"                                                         \
    "fromDateBegin><toDateEnd>"                                                                    \
    "2014-03-03</toDateEnd><isDateRange>false</"                                                   \
    "isDateRange></issueDate></identityDocument>"                                                  \
    "</identityDocuments><relationships><relationship "                                            \
    "id=\"61\"><type refId=\"15003\">Owned or "                                                    \
    "Controlled By</type><relatedEntity "                                                          \
    "entityId=\"903\">EXAMPLE "                                                                    \
    "GROUP</relatedEntity><quality "                                                               \
    "refId=\"1540\">High</quality></relationship></"                                               \
    "relationships></entity>"
#define JANE_NAMES                                                                                 \
    "person 901 \nprimary/ungraded EXAMPLE, Jane Ann (EXAMPLE|Jane|Ann)\n"                         \
    "original script/ungraded \xD0\x94 (||) Cyrillic\n"
#define JANE_FACTS                                                                                 \
    "birth circa 1961\nbirth 1962 (Reported)\ncitizenship SY\n"                                    \
    "aircraft_serial 334 [Aircraft Manufacturer's Serial Number (MSN)]  ..\n"                      \
    "passport X9 [Passport] IR 2014-03-03.. (not valid; Police)\n"                                 \
    "address Floor 1, 1 St.||||PS-GZ|\n"
#define JANE_TAIL                                                                                  \
    "programme SDGT 2019-04-15|SDN List|Executive Order 13224|Block\n"                             \
    "owned or controlled by EXAMPLE GROUP <903> High \n"                                           \
    "listed = SDN List, 2019-04-15\ntitle = Minister of Tests\n"
#define JANE_TEXT                                                                                  \
    JANE_NAMES "a.k.a./weak THE TESTER (||)\n" JANE_FACTS JANE_TAIL "position = Former Chief\n"
#define GROUP(id, list, name)                                                                      \
    "<entity id=\"" id "\"><generalInfo><entityType refId=\"601\">Entity</entityType>"             \
    "</generalInfo>" BASIS(list, "2020-01-01") "<names><name id=\"21\"><isPrimary>true"            \
                                               "</isPrimary><translations>" TRANSLATION(           \
                                                   "true", "Latin", name, "", name,                \
                                                   "") "</translations></name></names></entity>"
#define GROUP_TEXT(id, list, name)                                                                 \
    "organization " id " \nprimary/ungraded " name " (||)\nprogramme SDGT 2020-01-01|" list        \
    "|Executive Order 13224|Block\nlisted = " list ", 2020-01-01\n"

#define SHOW(span) (int)(span).len, (span).ptr

static void render_party(idt_buf *out, const idt_party *party)
{
    idt_buf_format(out, "%s %.*s %s\n", idt_party_type_name(party->type), SHOW(party->uid),
                   idt_gender_name(party->gender));
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf_format(out, "%s/%s %.*s (%.*s|%.*s|%.*s)", idt_name_kind_name(name->kind),
                       idt_quality_name(name->quality), SHOW(name->text), SHOW(name->family),
                       SHOW(name->given), SHOW(name->middle));
        idt_buf_format(out, name->script.len ? " %.*s\n" : "%.*s\n", SHOW(name->script));
    }
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf_format(out, "%s ", idt_date_kind_name(party->dates[i].kind));
        idt_date_format(out, party->dates[i].range);
        idt_buf_format(out, party->dates[i].note.len ? " (%.*s)\n" : "%.*s\n",
                       SHOW(party->dates[i].note));
    }
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "%s %s\n", idt_country_role_name(party->countries[i].role),
                       party->countries[i].country.code);
}

static void render_rest(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *number = &party->identifiers[i];
        idt_buf_format(out, "%s %.*s [%.*s] %s ", idt_identifier_name(number->type),
                       SHOW(number->value), SHOW(number->label), number->country.code);
        idt_ymd_format(out, number->issued);
        idt_buf_add_text(out, "..");
        idt_ymd_format(out, number->expires);
        idt_buf_format(out, number->note.len ? " (%.*s)\n" : "%.*s\n", SHOW(number->note));
    }
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf_format(out, "%s %.*s|%.*s|%.*s|%.*s|%s|%.*s%.*s\n",
                       at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address", SHOW(at->street),
                       SHOW(at->city), SHOW(at->region), SHOW(at->postal), at->country.code,
                       SHOW(at->text), SHOW(at->note));
    }
    for (size_t i = 0; i < party->programme_count; i++) {
        const idt_party_programme *tag = &party->programmes[i];
        idt_buf_format(out, "programme %.*s %.*s|%.*s|%.*s|%.*s\n", SHOW(tag->tag),
                       SHOW(tag->listed_on), SHOW(tag->list), SHOW(tag->authority),
                       SHOW(tag->measures));
    }
    for (size_t i = 0; i < party->association_count; i++) {
        const idt_association *link = &party->associations[i];
        idt_buf_format(out, "%s %.*s <%.*s> %.*s %.*s\n", idt_relation_name(link->relation),
                       SHOW(link->target), SHOW(link->target_uid), SHOW(link->quality),
                       SHOW(link->note));
    }
    for (size_t i = 0; i < party->fact_count; i++)
        idt_buf_format(out, "%.*s = %.*s\n", SHOW(party->facts[i].key),
                       SHOW(party->facts[i].value));
}

static idt_list_input input_of(const char *text)
{
    idt_list_input input = { .path = IDT_SPAN_LIT("lists/list.xml"), .member = -1 };

    input.map.bytes = idt_span_of(text);
    return input;
}

/* `text` with the entity in place of "@". */
static const char *expanded(idt_buf *out, const char *text)
{
    for (; *text; text++)
        if (*text == '@')
            idt_buf_format(out, "%s%s", JANE_START, JANE_END);
        else
            idt_buf_add_char(out, *text);
    idt_buf_add_char(out, '\0');
    return out->ptr;
}

typedef idt_status (*read_function)(idt_lists *self, const idt_list_input *input, idt_err *err);

static void check_lists(const idt_lists *lists, const char *list_id, const char *date,
                        const char *expected)
{
    idt_buf out = IDT_BUF_INIT;

    for (size_t i = 0; i < lists->party_count; i++) {
        render_party(&out, &lists->parties[i]);
        render_rest(&out, &lists->parties[i]);
    }
    for (size_t i = 0; i < lists->diagnostic_count; i++)
        if (!idt_span_equal_text(lists->diagnostics[i].code, "remark-total"))
            idt_buf_format(&out, "! %.*s\n", SHOW(lists->diagnostics[i].code));
    idt_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    assert_true(idt_span_equal_text(lists->editions[0].list_id, list_id));
    assert_true(idt_span_equal_text(lists->editions[0].date, date));
    idt_buf_release(&out);
}

static void check(read_function read, const char *text, const char *changes, const char *list_id,
                  const char *date, const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf whole = IDT_BUF_INIT;
    idt_list_input input = input_of(expanded(&whole, text));
    idt_list_input change_input = input_of(changes ? changes : "");

    if (changes)
        input.parts[1] = &change_input;
    if (read(&lists, &input, &err))
        fail_msg("%s", err.text);
    check_lists(&lists, list_id, date, expected);
    idt_lists_release(&lists);
    idt_buf_release(&whole);
}

static void check_fails(read_function read, const char *text, const char *words)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf whole = IDT_BUF_INIT;
    idt_list_input input = input_of(expanded(&whole, text));

    assert_int_equal(read(&lists, &input, &err), IDT_E_INPUT);
    if (!strstr(err.text, words))
        fail_msg("%s", err.text);
    idt_lists_release(&lists);
    idt_buf_release(&whole);
}

/* ---- the older XML ---- */

static void an_entry_in_either_namespace_is_one_party(void **state)
{
    (void)state;
    check(idt_ofac_legacy_read, LEGACY_HEAD(OLD_SPACE, "2") PERSON SHIP LEGACY_TAIL, NULL,
          "us_ofac_sdn", "2025-03-28", PERSON_TEXT SHIP_TEXT);
    check(idt_ofac_legacy_read, LEGACY_HEAD(NEW_SPACE, "1") PERSON LEGACY_TAIL, NULL, "us_ofac_sdn",
          "2025-03-28", PERSON_TEXT);
}

static void programmes_tell_the_consolidated_list(void **state)
{
    (void)state;
    check(idt_ofac_legacy_read,
          LEGACY_HEAD(NEW_SPACE,
                      "1") "<sdnEntry><uid>1</uid><lastName>EXAMPLE BANK</lastName>"
                           "<sdnType>Entity</sdnType><programList><program>"
                           "UKRAINE-EO13662</program></programList></sdnEntry>" LEGACY_TAIL,
          NULL, "us_ofac_cons", "2025-03-28",
          "organization 1 \nprimary/ungraded EXAMPLE BANK (||)\n"
          "programme UKRAINE-EO13662 |||\n");
}

static void odd_entries_are_kept_and_reported(void **state)
{
    (void)state;
    check(idt_ofac_legacy_read,
          LEGACY_HEAD(NEW_SPACE, "1") "<sdnEntry><sdnType>Satellite</sdnType><orbit>low</orbit>"
                                      "<lastName>X</lastName><dateOfBirthList><dateOfBirthItem>"
                                      "<dateOfBirth>long ago</dateOfBirth></dateOfBirthItem>"
                                      "</dateOfBirthList></sdnEntry>" LEGACY_TAIL,
          NULL, "us_ofac_sdn", "2025-03-28",
          "unknown LINE-1 \nprimary/ungraded X (||)\nbirth \norbit = low\n"
          "! unknown-type\n! missing-id\n! odd-date\n! no-programme\n! unknown-field\n");
}

static void a_list_that_is_not_whole_is_refused(void **state)
{
    (void)state;
    check_fails(idt_ofac_legacy_read, LEGACY_HEAD(NEW_SPACE, "3") PERSON SHIP LEGACY_TAIL,
                "holds 2 entries, but says that there are 3");
    check_fails(idt_ofac_legacy_read, LEGACY_HEAD(NEW_SPACE, "0") LEGACY_TAIL, "no entry");
    check_fails(idt_ofac_legacy_read, LEGACY_HEAD(NEW_SPACE, "many") PERSON LEGACY_TAIL,
                "Record_Count is no number");
    check_fails(idt_ofac_legacy_read, LEGACY_HEAD(NEW_SPACE, "2") PERSON SHIP, "list.xml");
}

/* ---- the Enhanced XML ---- */

static void an_entity_is_one_party(void **state)
{
    (void)state;
    check(idt_ofac_enhanced_read, FULL_HEAD("SDN List") JANE FULL_TAIL, NULL, "us_ofac_sdn",
          "2025-01-10", JANE_TEXT "! odd-date\n");
}

static void filters_tell_the_list_and_what_is_left_out(void **state)
{
    (void)state;
    check(idt_ofac_enhanced_read,
          FULL_HEAD("Consolidated List") GROUP("7", "CAPTA List", "BANK") FULL_TAIL, NULL,
          "us_ofac_cons", "2025-01-10", GROUP_TEXT("7", "CAPTA List", "BANK"));
    check(idt_ofac_enhanced_read,
          FULL_HEAD("SDN List</sanctionsList></sanctionsLists><sanctionsPrograms>"
                    "<sanctionsProgram refId=\"1\">YEMEN</sanctionsProgram></sanctionsPrograms>"
                    "<sanctionsLists><sanctionsList refId=\"2\">CAPTA List")
              GROUP("7", "SDN List", "BANK") FULL_TAIL,
          NULL, "us_ofac_sdn", "2025-01-10",
          GROUP_TEXT("7", "SDN List", "BANK") "! filtered-list\n");
    check_fails(idt_ofac_enhanced_read, FULL_HEAD("SDN List") FULL_TAIL, "no entity");
    check_fails(idt_ofac_enhanced_read, FULL_HEAD("SDN List") JANE, "list.xml");
}

/* ---- changes ---- */

#define CHANGES(date, entities)                                                                    \
    "<sanctionsData xmlns=\"https://www.treasury.gov/ofac/DeltaFile/1.0\"><publicationInfo>"       \
    "<datePublished>" date "T00:00:00-04:00</datePublished></publicationInfo><entities>" entities  \
    "</entities></sanctionsData>"
#define FULL FULL_HEAD("SDN List") JANE GROUP("903", "SDN List", "GROUP") FULL_TAIL

static void changes_are_applied_to_the_full_list(void **state)
{
    (void)state;
    check(idt_ofac_enhanced_read, FULL,
          CHANGES("2025-01-11",
                  "<entity id=\"901\"><generalInfo><remarks action=\"update\" oldValue=\"Former "
                  "Chief\">Former Leader</remarks></generalInfo><names><name id=\"21\" "
                  "action=\"remove\"/></names><addresses><address id=\"32\" action=\"add\">"
                  "<country refId=\"1\">Cuba</country></address></addresses></entity>"
                  "<entity id=\"903\" action=\"remove\"/>"
                  "<entity id=\"999\" action=\"remove\"/>" GROUP("904\" action=\"add", "SDN List",
                                                                 "NEW ONE")
                      GROUP("905\" action=\"add", "CAPTA List", "NOT OURS")),
          "us_ofac_sdn", "2025-01-11",
          JANE_NAMES JANE_FACTS
          "address |||"
          "|CU|\n" JANE_TAIL "position = Former Leader\n" GROUP_TEXT(
              "904", "SDN List", "NEW ONE") "! odd-date\n! unknown-change\n! changes\n");
}

static void older_changes_are_left_out(void **state)
{
    (void)state;
    check(idt_ofac_enhanced_read, FULL,
          CHANGES("2025-01-09", "<entity id=\"903\" action=\"remove\"/>"), "us_ofac_sdn",
          "2025-01-10",
          JANE_TEXT GROUP_TEXT("903", "SDN List", "GROUP") "! older-changes\n! odd-date\n");
}

static void an_entity_taken_off_its_list_is_removed(void **state)
{
    (void)state;
    check(idt_ofac_enhanced_read, FULL,
          CHANGES("2025-01-10",
                  "<entity id=\"901\"><sanctionsLists><sanctionsList id=\"11\" "
                  "action=\"remove\">SDN List</sanctionsList></sanctionsLists></entity>"),
          "us_ofac_sdn", "2025-01-10", GROUP_TEXT("903", "SDN List", "GROUP") "! changes\n");
}

/* ---- recognising, limits ---- */

static void the_root_tells_the_format(void **state)
{
    unsigned part = 9;

    (void)state;
    assert_true(idt_ofac_legacy_recognise(IDT_SPAN_LIT(LEGACY_HEAD(OLD_SPACE, "1")), &part));
    assert_true(idt_ofac_enhanced_recognise(IDT_SPAN_LIT(FULL), &part));
    assert_int_equal(part, 0);
    assert_true(idt_ofac_enhanced_recognise(IDT_SPAN_LIT(CHANGES("2025-01-01", "")), &part));
    assert_int_equal(part, 1);
    assert_false(idt_ofac_enhanced_recognise(IDT_SPAN_LIT("<Sanctions/>"), &part));
    assert_false(idt_ofac_legacy_recognise(IDT_SPAN_LIT("uid,sdnList\n"), &part));
}

static void a_party_of_very_many_names_is_read_in_no_time(void **state)
{
    enum { NAMES = 100000 };
    idt_buf text = IDT_BUF_INIT;
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    idt_buf_add_text(&text, LEGACY_HEAD(NEW_SPACE, "1") "<sdnEntry><uid>1</uid><lastName>A"
                                                        "</lastName><akaList>");
    for (int i = 0; i < NAMES; i++)
        idt_buf_format(&text,
                       "<aka><type>a.k.a.</type><category>strong</category><lastName>N%d"
                       "</lastName></aka>",
                       i / 2);
    idt_buf_add_text(&text, "</akaList></sdnEntry>" LEGACY_TAIL);
    idt_buf_add_char(&text, '\0');
    idt_list_input input = input_of(text.ptr);
    assert_int_equal(idt_ofac_legacy_read(&lists, &input, &err), IDT_OK);
    assert_int_equal(lists.parties[0].name_count, NAMES / 2 + 1);
    idt_lists_release(&lists);
    idt_buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_in_either_namespace_is_one_party),
        cmocka_unit_test(programmes_tell_the_consolidated_list),
        cmocka_unit_test(odd_entries_are_kept_and_reported),
        cmocka_unit_test(a_list_that_is_not_whole_is_refused),
        cmocka_unit_test(an_entity_is_one_party),
        cmocka_unit_test(filters_tell_the_list_and_what_is_left_out),
        cmocka_unit_test(changes_are_applied_to_the_full_list),
        cmocka_unit_test(older_changes_are_left_out),
        cmocka_unit_test(an_entity_taken_off_its_list_is_removed),
        cmocka_unit_test(the_root_tells_the_format),
        cmocka_unit_test(a_party_of_very_many_names_is_read_in_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
