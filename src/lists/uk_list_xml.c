/* uk_list_xml.c - the UK Sanctions List as the Foreign Office publishes it.
 *
 *     Designations / DateGenerated, Designation*
 *         UniqueID, Names / Name*, Addresses / Address*, IndividualDetails / Individual ...
 *
 * A value stands in an element of its own, so only the lists around it are walked. */
#include <string.h>

#include "lists/element.h"
#include "lists/uk_internal.h"

typedef void on_value(idt_uk_reader *self, int what, idt_span text);

/* Where every value of a simple kind stands, below the record. */
typedef struct {
    const char *path;
    on_value *add;
    int what;
} place;

bool idt_uk_sanctions_xml_recognise(idt_span head, unsigned *part)
{
    idt_span name, name_space;

    *part = 0;
    return idt_xml_head_root(head, &name, &name_space) && idt_span_equal_text(name, "Designations");
}

static bool is_record(idt_records *records, size_t depth, const char *parent, const char *name)
{
    (void)records;
    (void)parent;
    return depth == 2 && (strcmp(name, "Designation") == 0 || strcmp(name, "DateGenerated") == 0);
}

/* The text, valid while the record is; marked as said. */
static idt_span say(idt_element *element)
{
    if (!element || element->text.len == 0)
        return IDT_SPAN_EMPTY;
    element->taken = true;
    return element->text;
}

static idt_span say_child(const idt_element *parent, const char *name)
{
    return say(idt_element_child(parent, name, NULL));
}

/* --- values by their place --- */

static void add_remark(idt_uk_reader *self, int what, idt_span text)
{
    idt_uk_add_remark(self, (idt_uk_remark)what, text);
}

static void add_title(idt_uk_reader *self, int what, idt_span text)
{
    (void)what;
    idt_uk_add_facts(self, "title", text);
}

static void add_position(idt_uk_reader *self, int what, idt_span text)
{
    (void)what;
    idt_uk_add_facts(self, "position", text);
}

static void add_birth_date(idt_uk_reader *self, int what, idt_span text)
{
    idt_uk_add_dates(self, (idt_date_kind)what, text);
}

static void add_nationality(idt_uk_reader *self, int what, idt_span text)
{
    idt_uk_add_countries(self, (idt_country_role)what, text);
}

static const place places[] = {
    { "Titles/Title", add_title, 0 },
    { "OtherInformation", add_remark, IDT_UK_COMMENT },
    { "UKStatementofReasons", add_remark, IDT_UK_REASONS },
    { "PhoneNumbers/PhoneNumber", add_remark, IDT_UK_PHONE },
    { "EmailAddresses/EmailAddress", add_remark, IDT_UK_EMAIL },
    { "Websites/Website", add_remark, IDT_UK_WEBSITE },
    { "IndividualDetails/Individual/DOBs/DOB", add_birth_date, IDT_DATE_BIRTH },
    { "IndividualDetails/Individual/Nationalities/Nationality", add_nationality,
      IDT_COUNTRY_NATIONALITY },
    { "IndividualDetails/Individual/Positions/Position", add_position, 0 },
    { "IndividualDetails/Individual/Genders/Gender", add_remark, IDT_UK_GENDER },
    { "EntityDetails/Entity/TypeOfEntities/TypeOfEntity", add_remark, IDT_UK_ENTITY_TYPE },
    { "EntityDetails/Entity/BusinessRegistrationNumbers/BusinessRegistrationNumber", add_remark,
      IDT_UK_BUSINESS_NUMBER },
    { "EntityDetails/Entity/ParentCompanies/ParentCompany", add_remark, IDT_UK_PARENT },
    { "EntityDetails/Entity/Subsidiaries/Subsidiary", add_remark, IDT_UK_SUBSIDIARY },
    { "ShipDetails/Ship/IMONumbers/IMONumber", add_remark, IDT_UK_IMO },
    { "ShipDetails/Ship/CurrentOwnerOperators/CurrentOwnerOperator", add_remark, IDT_UK_OWNER },
    { "ShipDetails/Ship/PreviousOwnerOperators/PreviousOwnerOperator", add_remark,
      IDT_UK_FORMER_OWNER },
    { "ShipDetails/Ship/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip", add_remark,
      IDT_UK_FLAG },
    { "ShipDetails/Ship/PreviousFlags/PreviousFlag", add_remark, IDT_UK_FORMER_FLAG },
    { "ShipDetails/Ship/TypeOfShipDetails/TypeOfShip", add_remark, IDT_UK_SHIP_TYPE },
    { "ShipDetails/Ship/TonnageOfShipDetails/TonnageOfShip", add_remark, IDT_UK_TONNAGE },
    { "ShipDetails/Ship/LengthOfShipDetails/LengthOfShip", add_remark, IDT_UK_LENGTH },
    { "ShipDetails/Ship/YearsBuilt/YearBuilt", add_remark, IDT_UK_BUILT },
    { "ShipDetails/Ship/HullIdentificationNumbers/HullIdentificationNumber", add_remark,
      IDT_UK_HULL },
};

/* Every element along the path, wherever the lists repeat; at most five levels deep. */
static void walk(idt_uk_reader *self, idt_records *records, idt_element *parent, idt_span path,
                 const place *at)
{
    idt_span name, rest = path;

    if (!idt_span_split(&name, &rest, "/"))
        return;
    for (idt_element *child = parent->first; child; child = child->next) {
        if (!idt_span_equal(child->name, name))
            continue;
        if (rest.len > 0) {
            walk(self, records, child, rest, at);
        } else if (child->text.len > 0) {
            self->source = idt_records_source(records, child);
            at->add(self, at->what, say(child));
        }
    }
}

/* --- groups --- */

static void add_names(idt_uk_reader *self, idt_records *records, const idt_element *record)
{
    const idt_element *all = idt_element_child(record, "Names", NULL);
    char part[] = "Name1";

    for (idt_element *at = idt_element_child(all, "Name", NULL); at;
         at = idt_element_child(all, "Name", at)) {
        idt_uk_name name = { .type = say_child(at, "NameType"),
                             .quality = say_child(at, "AliasStrength") };
        for (int i = 0; i < IDT_UK_NAME_PARTS; i++) {
            part[4] = (char)('1' + i);
            name.parts[i] = say_child(at, part);
        }
        self->source = idt_records_source(records, at);
        idt_uk_add_name(self, &name);
    }
    all = idt_element_child(record, "NonLatinNames", NULL);
    for (idt_element *at = idt_element_child(all, "NonLatinName", NULL); at;
         at = idt_element_child(all, "NonLatinName", at)) {
        self->source = idt_records_source(records, at);
        idt_uk_add_native_name(self, say_child(at, "NameNonLatinScript"),
                               say_child(at, "NonLatinScriptType"),
                               say_child(at, "NonLatinScriptLanguage"));
    }
}

static void add_addresses(idt_uk_reader *self, idt_records *records, const idt_element *record)
{
    const idt_element *all = idt_element_child(record, "Addresses", NULL);
    char line[] = "AddressLine1";

    for (idt_element *at = idt_element_child(all, "Address", NULL); at;
         at = idt_element_child(all, "Address", at)) {
        idt_uk_address address = { .postal = say_child(at, "AddressPostalCode"),
                                   .country = say_child(at, "AddressCountry") };
        for (int i = 0; i < IDT_UK_ADDRESS_LINES; i++) {
            line[11] = (char)('1' + i);
            address.lines[i] = say_child(at, line);
        }
        self->source = idt_records_source(records, at);
        idt_uk_add_address(self, &address);
    }
}

static void add_birthplaces(idt_uk_reader *self, const idt_element *person)
{
    const idt_element *all = idt_element_child(person, "BirthDetails", NULL);

    for (idt_element *at = idt_element_child(all, "Location", NULL); at;
         at = idt_element_child(all, "Location", at))
        idt_uk_add_birthplaces(self, say_child(at, "TownOfBirth"), say_child(at, "CountryOfBirth"));
}

typedef struct {
    idt_uk_document kind;
    const char *list, *item, *number, *details;
} document_place;

static void add_documents(idt_uk_reader *self, idt_records *records, const idt_element *person)
{
    static const document_place kinds[] = {
        { IDT_UK_PASSPORT, "PassportDetails", "Passport", "PassportNumber",
          "PassportAdditionalInformation" },
        { IDT_UK_NATIONAL_NUMBER, "NationalIdentifierDetails", "NationalIdentifier",
          "NationalIdentifierNumber", "NationalIdentifierAdditionalInformation" },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const document_place *kind = &kinds[i];
        const idt_element *all = idt_element_child(person, kind->list, NULL);
        for (idt_element *at = idt_element_child(all, kind->item, NULL); at;
             at = idt_element_child(all, kind->item, at)) {
            self->source = idt_records_source(records, at);
            idt_uk_add_documents(self, kind->kind, say_child(at, kind->number),
                                 say_child(at, kind->details));
        }
    }
}

static void add_people(idt_uk_reader *self, idt_records *records, const idt_element *record)
{
    const idt_element *all = idt_element_child(record, "IndividualDetails", NULL);

    for (idt_element *person = idt_element_child(all, "Individual", NULL); person;
         person = idt_element_child(all, "Individual", person)) {
        self->source = idt_records_source(records, person);
        add_birthplaces(self, person);
        add_documents(self, records, person);
    }
}

/* --- records --- */

static void add_listing(idt_uk_reader *self, const idt_element *record, idt_span source)
{
    idt_uk_add_programme(
        self, (idt_party_programme){ .tag = say_child(record, "RegimeName"),
                                     .listed_on =
                                         idt_uk_iso_date(self, say_child(record, "DateDesignated")),
                                     .measures = say_child(record, "SanctionsImposed") });
    idt_uk_add_fact(self, "designation source", source);
    idt_uk_add_fact(self, "last updated", idt_uk_iso_date(self, say_child(record, "LastUpdated")));
    idt_uk_add_reference(self, "gb_hmt_sanctions", say_child(record, "OFSIGroupID"));
}

static void on_record(idt_records *records, idt_element *record)
{
    idt_uk_reader *self = records->context;

    if (idt_span_equal_text(record->name, "DateGenerated")) {
        idt_uk_date_edition(self, say(record));
        idt_records_keep_rest(records, record, NULL);
        return;
    }
    idt_source source = idt_records_source(records, record);
    idt_span designated_by = say_child(record, "DesignationSource");
    idt_span un_reference = say_child(record, "UNReferenceNumber");
    idt_uk_open(self, say_child(record, "UniqueID"), source);
    self->from_un =
        un_reference.len > 0 ||
        (designated_by.len > 0 && !idt_span_equal_nocase(designated_by, IDT_SPAN_LIT("UK")));
    idt_uk_set_type(self, say_child(record, "IndividualEntityShip"));
    add_listing(self, record, designated_by);
    idt_uk_add_remark(self, IDT_UK_UN_REFERENCE, un_reference);
    add_names(self, records, record);
    add_addresses(self, records, record);
    add_people(self, records, record);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        walk(self, records, record, idt_span_of(places[i].path), &places[i]);
    idt_records_keep_rest(records, record, self->party);
}

idt_status idt_uk_sanctions_xml_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, on_record, NULL };
    idt_uk_reader self;
    idt_err inner = IDT_ERR_INIT;
    idt_span name = idt_path_name(input->path);

    idt_uk_begin(&self, lists, input, "gb_fcdo_sanctions", "UK Sanctions List XML");
    idt_status status = idt_records_read(lists, input, self.file, &handlers, &self, &inner);
    if (!status)
        status = idt_uk_finish(&self, input, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    idt_uk_release(&self);
    return status;
}
