/* eu_xml.c - the EU's list of financial sanctions as XML, versions 1.0 and 1.1.
 *
 *     export@generationDate
 *         sanctionEntity@logicalId,euReferenceNumber,unitedNationId,...
 *             remark*, regulation, subjectType, nameAlias*, citizenship*, birthdate*, address*,
 *             identification*
 *
 * Everything stands in attributes; one that is empty says nothing. Version 1.0 has no
 * euReferenceNumber, so its parties are named after their logicalId; it is the same otherwise.
 * Every sub-record has its own regulationSummary, the act that states it. */
#include "lists/element.h"
#include "lists/eu_internal.h"

#include <string.h>

typedef struct {
    const char *attribute;
    idt_fsf_field field;
} attribute_field;

static const attribute_field entity_fields[] = {
    { "logicalId", FSF_LOGICAL_ID },
    { "euReferenceNumber", FSF_EU_REFERENCE },
    { "unitedNationId", FSF_UN_ID },
    { "designationDate", FSF_DESIGNATION_DATE },
    { "designationDetails", FSF_DESIGNATION_DETAILS },
    { "delistingDate", FSF_DELISTING_DATE },
    { NULL, FSF_FIELD_COUNT },
};
static const attribute_field act_fields[] = {
    { "numberTitle", FSF_ACT_TITLE },
    { "regulationType", FSF_ACT_TYPE },
    { "publicationDate", FSF_ACT_PUBLISHED },
    { "publicationUrl", FSF_ACT_URL },
    { "organisationType", FSF_ACT_ORGANISATION },
    { "entryIntoForceDate", FSF_ACT_IN_FORCE },
    { "programme", FSF_ACT_PROGRAMME },
    { NULL, FSF_FIELD_COUNT },
};
static const attribute_field name_fields[] = {
    { "firstName", FSF_NAME_FIRST },       { "middleName", FSF_NAME_MIDDLE },
    { "lastName", FSF_NAME_LAST },         { "wholeName", FSF_NAME_WHOLE },
    { "nameLanguage", FSF_NAME_LANGUAGE }, { "gender", FSF_NAME_GENDER },
    { "title", FSF_NAME_TITLE },           { "function", FSF_NAME_FUNCTION },
    { "strong", FSF_NAME_STRONG },         { NULL, FSF_FIELD_COUNT },
};
#define PLACE_FIELDS                                                                               \
    { "zipCode", FSF_ZIP }, { "city", FSF_CITY }, { "region", FSF_REGION },                        \
        { "place", FSF_PLACE }, { "countryIso2Code", FSF_COUNTRY_CODE },                           \
    {                                                                                              \
        "countryDescription", FSF_COUNTRY_NAME                                                     \
    }
static const attribute_field birth_fields[] = {
    PLACE_FIELDS,
    { "birthdate", FSF_BIRTH_DATE },
    { "dayOfMonth", FSF_BIRTH_DAY },
    { "monthOfYear", FSF_BIRTH_MONTH },
    { "year", FSF_BIRTH_YEAR },
    { "yearRangeFrom", FSF_BIRTH_FROM },
    { "yearRangeTo", FSF_BIRTH_TO },
    { "circa", FSF_BIRTH_CIRCA },
    { "calendarType", FSF_BIRTH_CALENDAR },
    { NULL, FSF_FIELD_COUNT },
};
static const attribute_field address_fields[] = {
    PLACE_FIELDS,
    { "street", FSF_STREET },
    { "poBox", FSF_PO_BOX },
    { "asAtListingTime", FSF_AT_LISTING },
    { NULL, FSF_FIELD_COUNT },
};
static const attribute_field document_fields[] = {
    { "identificationTypeCode", FSF_ID_CODE },
    { "identificationTypeDescription", FSF_ID_TYPE },
    { "number", FSF_ID_NUMBER },
    { "latinNumber", FSF_ID_LATIN },
    { "nameOnDocument", FSF_ID_NAME },
    { "issuedBy", FSF_ID_ISSUER },
    { "issueDate", FSF_ID_ISSUED },
    { "validFrom", FSF_ID_FROM },
    { "validTo", FSF_ID_TO },
    { "diplomatic", FSF_ID_DIPLOMATIC },
    { "knownExpired", FSF_ID_EXPIRED },
    { "knownFalse", FSF_ID_FALSE },
    { "reportedLost", FSF_ID_LOST },
    { "revokedByIssuer", FSF_ID_REVOKED },
    { "region", FSF_REGION },
    { "countryIso2Code", FSF_COUNTRY_CODE },
    { "countryDescription", FSF_COUNTRY_NAME },
    { NULL, FSF_FIELD_COUNT },
};
static const attribute_field citizenship_fields[] = {
    { "region", FSF_REGION },
    { "countryIso2Code", FSF_COUNTRY_CODE },
    { "countryDescription", FSF_COUNTRY_NAME },
    { "acquisitionDate", FSF_ACQUIRED },
    { "disenfranchisementDate", FSF_LOST },
    { NULL, FSF_FIELD_COUNT },
};

static const struct {
    const char *element;
    const attribute_field *fields;
    void (*add)(idt_fsf *self, const idt_fsf_values *values);
} kinds[] = {
    { "nameAlias", name_fields, idt_fsf_add_name },
    { "citizenship", citizenship_fields, idt_fsf_add_citizenship },
    { "birthdate", birth_fields, idt_fsf_add_birth },
    { "address", address_fields, idt_fsf_add_address },
    { "identification", document_fields, idt_fsf_add_identification },
};

static void take(idt_fsf_values *values, idt_element *element, const attribute_field *fields)
{
    for (size_t i = 0; element && fields[i].attribute; i++) {
        idt_span text = idt_element_look_attribute(element, fields[i].attribute);
        if (text.len > 0)
            values->field[fields[i].field] = text;
        idt_element_pass_attribute(element, fields[i].attribute);
    }
}

/* All remarks of one element, in a buffer that must outlive the values. */
static void take_remarks(idt_fsf_values *values, idt_element *element, idt_buf *buffer)
{
    for (idt_element *remark = idt_element_child(element, "remark", NULL); remark;
         remark = idt_element_child(element, "remark", remark)) {
        if (buffer->len > 0 && remark->text.len > 0)
            idt_buf_add_text(buffer, "; ");
        idt_buf_add_span(buffer, remark->text);
        remark->taken = true;
    }
    values->field[FSF_REMARK] = idt_buf_span(buffer);
}

/* "PHONE[1]\nFAX[2]", as the CSV writes the same. */
static void take_contacts(idt_fsf_values *values, idt_element *element, idt_buf *buffer)
{
    for (idt_element *contact = idt_element_child(element, "contactInfo", NULL); contact;
         contact = idt_element_child(element, "contactInfo", contact)) {
        idt_span key = idt_element_look_attribute(contact, "key");
        idt_span value = idt_element_look_attribute(contact, "value");
        idt_buf_format(buffer, "%s%.*s[%.*s]", buffer->len ? "\n" : "", (int)key.len, key.ptr,
                       (int)value.len, value.ptr);
        idt_element_pass_attribute(contact, "key");
        idt_element_pass_attribute(contact, "value");
    }
    values->field[FSF_CONTACT] = idt_buf_span(buffer);
}

static void take_act(idt_fsf_values *values, idt_element *act)
{
    take(values, act, act_fields);
    idt_element *url = idt_element_child(act, "publicationUrl", NULL);
    if (url) {
        values->field[FSF_ACT_URL] = url->text;
        url->taken = true;
    }
}

/* Numbers of sub-records, and the language of the act, which says nothing of the party. */
static void pass_numbers(idt_element *element)
{
    idt_element_pass_attribute(element, "logicalId");
    idt_element_pass_attribute(element, "regulationLanguage");
}

static void read_regulations(idt_records *self, idt_fsf *fsf, idt_element *record)
{
    idt_fsf_values values;
    idt_span since = idt_element_look_attribute(record, "designationDate");

    for (idt_element *act = idt_element_child(record, "regulation", NULL); act;
         act = idt_element_child(record, "regulation", act)) {
        idt_buf remarks = IDT_BUF_INIT;
        idt_fsf_values_reset(&values, idt_records_source(self, act));
        values.field[FSF_DESIGNATION_DATE] = since;
        take_act(&values, act);
        take_remarks(&values, act, &remarks);
        pass_numbers(act);
        idt_fsf_add_regulation(fsf, &values);
        idt_fsf_add_fact(fsf, "remark on a legal act", idt_buf_span(&remarks), values.source);
        idt_buf_release(&remarks);
        for (idt_element *more = idt_element_child(act, "corrigendum", NULL); more;
             more = idt_element_child(act, "corrigendum", more)) {
            idt_fsf_values_reset(&values, idt_records_source(self, more));
            take_act(&values, more);
            idt_fsf_add_act(fsf, &values);
        }
    }
}

static void read_part(idt_records *self, idt_fsf *fsf, idt_element *part, size_t kind)
{
    idt_fsf_values values;
    idt_buf remarks = IDT_BUF_INIT, contacts = IDT_BUF_INIT;

    idt_fsf_values_reset(&values, idt_records_source(self, part));
    take(&values, part, kinds[kind].fields);
    take_act(&values, idt_element_child(part, "regulationSummary", NULL));
    take_remarks(&values, part, &remarks);
    take_contacts(&values, part, &contacts);
    pass_numbers(part);
    kinds[kind].add(fsf, &values);
    idt_buf_release(&remarks);
    idt_buf_release(&contacts);
}

static void read_parts(idt_records *self, idt_fsf *fsf, idt_element *record)
{
    for (idt_element *part = record->first; part; part = part->next)
        for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
            if (idt_span_equal_text(part->name, kinds[kind].element))
                read_part(self, fsf, part, kind);
}

static void read_entity(idt_records *self, idt_element *record)
{
    idt_fsf *fsf = self->context;
    idt_element *subject = idt_element_child(record, "subjectType", NULL);
    idt_fsf_values values;
    idt_buf remarks = IDT_BUF_INIT;

    idt_fsf_values_reset(&values, idt_records_source(self, record));
    take(&values, record, entity_fields);
    values.field[FSF_SUBJECT_CODE] = idt_element_look_attribute(subject, "code");
    values.field[FSF_CLASSIFICATION] = idt_element_look_attribute(subject, "classificationCode");
    idt_element_pass_attribute(subject, "code");
    idt_element_pass_attribute(subject, "classificationCode");
    if (idt_fsf_begin(fsf, &values)) {
        take_remarks(&values, record, &remarks);
        values.field[FSF_REMARK] = IDT_SPAN_EMPTY;
        idt_fsf_add_general(fsf, &values);
        for (idt_element *remark = idt_element_child(record, "remark", NULL); remark;
             remark = idt_element_child(record, "remark", remark))
            idt_fsf_add_fact(fsf, "remark", remark->text, idt_records_source(self, remark));
        read_regulations(self, fsf, record);
        read_parts(self, fsf, record);
        idt_records_keep_rest(self, record, idt_fsf_party(fsf));
    }
    idt_buf_release(&remarks);
}

static bool is_entity(idt_records *self, size_t depth, const char *parent, const char *name)
{
    (void)self, (void)parent;
    return depth == 2 && strcmp(name, "sanctionEntity") == 0;
}

static void read_root(idt_records *self, idt_element *root)
{
    idt_fsf_take_date(self->lists, idt_element_look_attribute(root, "generationDate"),
                      idt_records_source(self, root));
}

bool idt_eu_xml_recognise(idt_span head, unsigned *part)
{
    idt_span name, space;

    *part = 0;
    return idt_xml_head_root(head, &name, &space) && idt_span_equal_text(name, "export") &&
           idt_span_equal_text(space, "http://eu.europa.ec/fpi/fsd/export");
}

idt_status idt_eu_xml_read(idt_lists *self, const idt_list_input *input, idt_err *err)
{
    static const idt_record_handlers handlers = { is_entity, read_entity, read_root };
    idt_fsf fsf = IDT_FSF_INIT(self);
    idt_span name = idt_path_name(input->path);
    idt_err inner = IDT_ERR_INIT;
    uint32_t file = idt_fsf_begin_edition(self, input, "EU FSF XML");
    idt_status status = idt_records_read(self, input, file, &handlers, &fsf, &inner);

    if (!status && self->editions[self->edition_count - 1].party_count + fsf.delisted == 0)
        status = idt_fail(&inner, IDT_E_INPUT, "holds no sanctionEntity");
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    else
        idt_fsf_finish(&fsf);
    if (!status && self->editions[self->edition_count - 1].date.len == 0)
        idt_lists_date_from_path(self, input->path);
    idt_fsf_release(&fsf);
    return status;
}
