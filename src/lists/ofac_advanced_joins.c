/* ofac_advanced_joins.c - what stands outside of the parties and is theirs: locations, documents;
 * and the dates. */
#include "lists/ofac_advanced_internal.h"

#include <string.h>

#include "base/alloc.h"

/* ---- locations ---- */

/* Texts in the making: a location may come in any number of parts. */
enum { STREET, CITY, REGION, POSTAL, OUTER, LOOSE, NOTE, TEXT_COUNT };

static void join(idt_buf *to, idt_span text, const char *with)
{
    if (text.len == 0)
        return;
    if (to->len)
        idt_buf_add_text(to, with);
    idt_buf_add_span(to, text);
}

static idt_span kept(idt_adv_reader *self, idt_buf *text)
{
    idt_span out = IDT_SPAN_EMPTY;

    if (text->len)
        out = idt_arena_copy(&self->lists->arena, idt_buf_span(text));
    idt_buf_release(text);
    return out;
}

static int text_of_part(const idt_adv_value *type)
{
    if (idt_span_starts_nocase(type->text, "ADDRESS"))
        return STREET;
    if (idt_adv_is(type, "CITY"))
        return CITY;
    if (idt_adv_is(type, "STATE/PROVINCE"))
        return REGION;
    if (idt_adv_is(type, "POSTAL CODE"))
        return POSTAL;
    return idt_adv_is(type, "REGION") ? OUTER : LOOSE;
}

static void take_part(idt_adv_reader *self, idt_element *part, idt_buf *texts)
{
    idt_adv_value type = idt_adv_value_of(self, part, "LocPartTypeID", IDT_ADV_LOCATION_PART_TYPE);

    for (idt_element *at = idt_element_child(part, "LocationPartValue", NULL); at;
         at = idt_element_child(part, "LocationPartValue", at)) {
        idt_element_pass_attribute(at, "Primary");
        idt_element_pass_attribute(at, "LocPartValueTypeID");
        idt_element_pass_attribute(at, "LocPartValueStatusID");
        join(&texts[text_of_part(&type)], idt_element_take_child(at, "Value"), ", ");
        join(&texts[NOTE], idt_element_take_child(at, "Comment"), "; ");
    }
}

/* The area repeats the country, and stands alone where the address is in no country. */
static void take_country(idt_adv_reader *self, idt_element *record, idt_country *out, idt_buf *note)
{
    for (idt_element *at = record->first; at; at = at->next) {
        idt_country country = { IDT_SPAN_EMPTY, "" };

        if (idt_span_equal_text(at->name, "LocationCountry")) {
            country = idt_adv_value_of(self, at, "CountryID", IDT_ADV_COUNTRY).country;
            idt_element_pass_attribute(at, "CountryRelevanceID");
        } else if (idt_span_equal_text(at->name, "LocationAreaCode")) {
            country = idt_adv_value_of(self, at, "AreaCodeID", IDT_ADV_AREA_CODE).country;
        }
        if (out->text.len == 0)
            *out = country;
        else if (country.text.len && !idt_span_equal(country.text, out->text))
            join(note, country.text, "; ");
    }
}

static idt_adv_location read_location(idt_adv_reader *self, idt_element *record)
{
    idt_buf texts[TEXT_COUNT] = { 0 };
    idt_adv_location location = { .line = record->line };
    idt_address *address = &location.address;

    address->country.text = address->text = IDT_SPAN_EMPTY;
    take_country(self, record, &address->country, &texts[NOTE]);
    for (idt_element *at = record->first; at; at = at->next)
        if (idt_span_equal_text(at->name, "LocationPart"))
            take_part(self, at, texts);
    join(&texts[NOTE], idt_element_take_child(record, "Comment"), "; ");
    idt_span outer = kept(self, &texts[OUTER]);
    /* OFAC's CSV puts a region without a country into the country's place: "Region: Gaza". */
    if (outer.len && address->country.text.len == 0)
        address->country = idt_country_of(
            idt_arena_format(&self->lists->arena, "Region: %.*s", (int)outer.len, outer.ptr));
    else
        join(&texts[REGION], outer, ", ");
    address->street = kept(self, &texts[STREET]);
    address->city = kept(self, &texts[CITY]);
    address->region = kept(self, &texts[REGION]);
    address->postal = kept(self, &texts[POSTAL]);
    address->note = kept(self, &texts[NOTE]);
    location.loose = kept(self, &texts[LOOSE]);
    return location;
}

void idt_adv_location_add(idt_adv_reader *self, idt_element *record)
{
    idt_span id = idt_element_take_attribute(record, "ID");
    idt_adv_location location = read_location(self, record);
    bool added;

    idt_element_pass_child(record, "FeatureVersionReference"); /* the feature names the location */
    idt_element_pass_child(record, "IDRegDocumentReference");  /* likewise */
    uint32_t number = idt_strmap_add(&self->location_ids, id, &added);
    if (!added) {
        idt_lists_diagnose(self->lists, idt_records_source(self->records, record),
                           IDT_DIAGNOSTIC_WARNING, "duplicate-id", IDT_SPAN_EMPTY,
                           "Location %.*s stands in the file twice; the first one counts",
                           (int)id.len, id.ptr);
        return;
    }
    self->locations = idt_grow(self->locations, &self->location_capacity, (size_t)number + 1,
                               sizeof *self->locations);
    self->locations[number] = location;
}

const idt_adv_location *idt_adv_location_of(idt_adv_reader *self, idt_element *element,
                                            const char *attribute)
{
    idt_span id = idt_element_look_attribute(element, attribute);
    uint32_t number = idt_strmap_find(&self->location_ids, id);

    if (id.len == 0)
        return NULL;
    idt_element_pass_attribute(element, attribute);
    if (number != IDT_STRMAP_NONE)
        return &self->locations[number];
    idt_lists_diagnose(self->lists, idt_records_source(self->records, element), IDT_DIAGNOSTIC_LOSS,
                       "unknown-location", self->party ? self->party->uid : IDT_SPAN_EMPTY,
                       "the file holds no Location %.*s", (int)id.len, id.ptr);
    return NULL;
}

idt_country idt_adv_location_country(const idt_adv_location *location)
{
    if (location->address.country.text.len)
        return location->address.country;
    return idt_country_of(location->loose);
}

/* ---- documents ---- */

/* As the remarks of the CSV have it, "Passport 563410081", so that both give the same type. */
static idt_identifier read_number(idt_adv_reader *self, idt_span type, idt_span value)
{
    idt_arena *arena = &self->lists->arena;
    idt_span item =
        idt_arena_format(arena, "%.*s %.*s", (int)type.len, type.ptr, (int)value.len, value.ptr);
    idt_identifier out = { 0 };

    if (idt_ofac_identifier_read(&out, item) && out.label.len >= type.len)
        return out;
    out = (idt_identifier){ .type = IDT_ID_OTHER, .label = type, .value = value };
    out.country.text = out.note = IDT_SPAN_EMPTY;
    if (idt_ofac_label_bytes(&out.type, item) == 0)
        out.type = IDT_ID_OTHER;
    return out;
}

static void take_dates(idt_adv_reader *self, idt_element *record, idt_identifier *out,
                       idt_buf *note)
{
    for (idt_element *at = idt_element_child(record, "DocumentDate", NULL); at;
         at = idt_element_child(record, "DocumentDate", at)) {
        idt_adv_value type =
            idt_adv_value_of(self, at, "IDRegDocDateTypeID", IDT_ADV_DOCUMENT_DATE_TYPE);
        idt_element *period = idt_element_child(at, "DatePeriod", NULL);
        idt_date_range range;
        idt_span text = IDT_SPAN_EMPTY;
        bool read = period && idt_adv_period(self, period, &range, &text);

        if (read && idt_span_starts_nocase(type.text, "Issue")) {
            out->issued = range.from;
        } else if (read && idt_span_starts_nocase(type.text, "Expir")) {
            out->expires = range.from;
        } else if (text.len) {
            join(note, type.text, "; ");
            join(note, text, " ");
        }
    }
}

static void take_issuer(idt_adv_reader *self, idt_element *record, idt_identifier *out,
                        idt_buf *note)
{
    idt_adv_value country = idt_adv_value_of(self, record, "IssuedBy-CountryID", IDT_ADV_COUNTRY);
    const idt_adv_location *place = idt_adv_location_of(self, record, "IssuedIn-LocationID");
    idt_adv_value validity = idt_adv_value_of(self, record, "ValidityID", IDT_ADV_VALIDITY);

    if (country.country.text.len)
        out->country = country.country;
    if (place) {
        idt_country in = idt_adv_location_country(place);
        if (out->country.text.len == 0) {
            out->country = in;
        } else if (strcmp(in.code, out->country.code) != 0 && in.text.len) {
            join(note, IDT_SPAN_LIT("issued in"), "; ");
            join(note, in.text, " ");
        }
        join(note, place->address.city, "; ");
    }
    join(note, idt_element_take_child(record, "IssuingAuthority"), "; ");
    if (!idt_adv_is(&validity, "Valid") && !idt_adv_says_nothing(validity.text))
        join(note, validity.text, "; ");
}

static void link_document(idt_adv_reader *self, idt_span identity, uint32_t at)
{
    bool added;
    uint32_t number = idt_strmap_add(&self->identity_ids, identity, &added);

    if (added) {
        self->first_documents = idt_grow(self->first_documents, &self->first_capacity,
                                         (size_t)number + 1, sizeof *self->first_documents);
        self->last_documents = idt_grow(self->last_documents, &self->last_capacity,
                                        (size_t)number + 1, sizeof *self->last_documents);
        self->first_documents[number] = at;
    } else {
        self->documents[self->last_documents[number]].next = at;
    }
    self->last_documents[number] = at;
}

void idt_adv_document_add(idt_adv_reader *self, idt_element *record)
{
    idt_adv_value type = idt_adv_value_of(self, record, "IDRegDocTypeID", IDT_ADV_DOCUMENT_TYPE);
    idt_span identity = idt_element_take_attribute(record, "IdentityID");
    idt_adv_document document = { .next = IDT_ADV_NONE };
    idt_identifier *is = &document.identifier;
    idt_buf note = IDT_BUF_INIT;

    *is = read_number(self, type.text, idt_element_take_child(record, "IDRegistrationNo"));
    is->source = idt_records_source(self->records, record);
    join(&note, is->note, "; ");
    take_issuer(self, record, is, &note);
    take_dates(self, record, is, &note);
    join(&note, idt_element_take_child(record, "Comment"), "; ");
    is->note = kept(self, &note);
    idt_element_pass_attribute(record, "ID");
    idt_element_pass_child(record, "DocumentedNameReference"); /* one of the identity's names */
    idt_element_pass_child(record, "FeatureVersionReference");
    self->documents = idt_grow(self->documents, &self->document_capacity, self->document_count + 1,
                               sizeof *self->documents);
    self->documents[self->document_count++] = document;
    link_document(self, identity, (uint32_t)(self->document_count - 1));
}

void idt_adv_documents_join(idt_adv_reader *self, idt_span identity)
{
    uint32_t number = idt_strmap_find(&self->identity_ids, identity);
    uint32_t at = number == IDT_STRMAP_NONE ? IDT_ADV_NONE : self->first_documents[number];

    if (at != IDT_ADV_NONE)
        self->first_documents[number] = IDT_ADV_NONE; /* joined once */
    for (; at != IDT_ADV_NONE; at = self->documents[at].next) {
        idt_adv_document *document = &self->documents[at];
        const idt_identifier *is = &document->identifier;
        char type = (char)('A' + is->type);
        idt_span parts[] = { { &type, 1 }, is->label, is->value, is->country.text, is->note };

        document->claimed = true;
        if (is->value.len && !idt_adv_repeats(self, 'i', parts, sizeof parts / sizeof *parts))
            idt_party_add_identifier(self->party, &self->lists->arena, *is);
    }
}

void idt_adv_documents_report(idt_adv_reader *self)
{
    for (size_t i = 0; i < self->document_count; i++) {
        const idt_identifier *is = &self->documents[i].identifier;
        if (!self->documents[i].claimed)
            idt_lists_diagnose(self->lists, is->source, IDT_DIAGNOSTIC_LOSS, "unknown-identity",
                               IDT_SPAN_EMPTY, "a document of an identity no party has: %.*s %.*s",
                               (int)is->label.len, is->label.ptr, (int)is->value.len,
                               is->value.ptr);
    }
}

void idt_adv_joins_release(idt_adv_reader *self)
{
    idt_strmap_release(&self->location_ids);
    idt_free(self->locations);
    idt_strmap_release(&self->identity_ids);
    idt_free(self->first_documents);
    idt_free(self->last_documents);
    idt_free(self->documents);
}
