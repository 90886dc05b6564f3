/* ch_target.c - one target of the Swiss list as a party. */
#include "lists/ch_internal.h"

#include <string.h>

/* Of one party; more are kept in words. Adding one looks through all. */
enum { REFERENCES_MAX = 64 };

typedef struct {
    idt_seco *seco;
    idt_records *records;
    idt_party *party;
    idt_arena *arena;
    idt_strmap said; /* facts in words; one text is kept once */
} converter;

static idt_source source_of(const converter *self, const idt_element *element)
{
    return idt_records_source(self->records, element);
}

static void add_fact(converter *self, const char *key, idt_element *element)
{
    idt_element_pass_attribute(element, "ssid");
    if (idt_strmap_find(&self->said, element->text) != IDT_STRMAP_NONE) {
        element->taken = true;
        return;
    }
    idt_span text = idt_element_take(element);
    if (text.len > 0)
        idt_strmap_add(&self->said, text, NULL);
    idt_party_add_fact(self->party, self->arena, key, text, source_of(self, element));
}

static void add_facts(converter *self, idt_element *parent, const char *name, const char *key)
{
    for (idt_element *at = idt_element_child(parent, name, NULL); at;
         at = idt_element_child(parent, name, at))
        add_fact(self, key, at);
}

static void add_note(converter *self, idt_span *note, const char *label, idt_span text)
{
    if (text.len > 0)
        *note = idt_arena_format(self->arena, "%.*s%s%s%.*s", (int)note->len, note->ptr,
                                 note->len ? "; " : "", label, (int)text.len, text.ptr);
}

static idt_country take_country(idt_element *element)
{
    idt_span code = idt_element_take_attribute(element, "iso-code");
    if (code.len == 0)
        code = idt_element_take_attribute(element, "code");
    idt_span text = idt_element_take(element);
    idt_country country = idt_country_of(code.len > 0 ? code : text);
    if (text.len > 0)
        country.text = text;
    if (country.code[0] == '\0' && text.len > 0)
        country = idt_country_of(text);
    return country;
}

/* --- places --- */

static void take_place(converter *self, idt_element *element, idt_address_role role)
{
    idt_address address = { .role = role, .source = source_of(self, element) };
    idt_span id = idt_element_take_attribute(element, "place-id");
    uint32_t number = idt_strmap_find(&self->seco->place_ids, id);

    address.city = address.region = address.text = address.note = IDT_SPAN_EMPTY;
    address.country.text = IDT_SPAN_EMPTY;
    if (number != IDT_STRMAP_NONE) {
        const idt_seco_place *place = &self->seco->places[number];
        address.city = place->location;
        address.region = place->area;
        address.country = place->country;
    } else if (id.len > 0) {
        idt_lists_diagnose(self->records->lists, address.source, IDT_DIAGNOSTIC_LOSS,
                           "missing-place", self->party->uid, "the file holds no place %.*s",
                           (int)id.len, id.ptr);
    }
    address.street = idt_element_take_child(element, "address-details");
    address.postal = idt_element_take_child(element, "zip-code");
    add_note(self, &address.note, "c/o ", idt_element_take_child(element, "c-o"));
    add_note(self, &address.note, "P.O. box ", idt_element_take_child(element, "p-o-box"));
    idt_span quality = idt_element_take_attribute(element, "quality");
    if (!idt_span_equal_text(quality, "good"))
        add_note(self, &address.note, "quality: ", quality);
    add_note(self, &address.note, "", idt_element_take_child(element, "remark"));
    idt_element_pass_attribute(element, "ssid");
    idt_element_pass_attribute(element, "main");
    if (address.street.len + address.city.len + address.region.len + address.postal.len +
            address.country.text.len + address.note.len >
        0)
        idt_party_add_address(self->party, self->arena, address);
}

/* --- dates and countries --- */

static void take_date(converter *self, idt_element *element)
{
    static const char *const parts[] = { "day", "month", "year" };
    idt_party_date date = { .kind = self->party->type == IDT_PARTY_PERSON ? IDT_DATE_BIRTH
                                    : self->party->type == IDT_PARTY_ORGANIZATION
                                        ? IDT_DATE_ESTABLISHED
                                        : IDT_DATE_BUILT,
                            .note = IDT_SPAN_EMPTY,
                            .text = IDT_SPAN_EMPTY,
                            .source = source_of(self, element) };
    idt_span calendar = idt_element_take_attribute(element, "calendar");
    idt_span quality = idt_element_take_attribute(element, "quality");
    uint32_t number[3] = { 0, 0, 0 };
    bool sound = true;

    for (size_t i = 0; i < 3; i++) {
        idt_span text = idt_element_take_attribute(element, parts[i]);
        if (text.len > 0)
            sound = idt_span_to_u32(text, &number[i]) && number[i] <= 9999 && sound;
        if (text.len > 0)
            date.text =
                idt_arena_format(self->arena, "%.*s%s%.*s", (int)date.text.len, date.text.ptr,
                                 date.text.len ? "." : "", (int)text.len, text.ptr);
    }
    idt_ymd day = { (uint16_t)number[2], (uint8_t)(number[1] < 13 ? number[1] : 13),
                    (uint8_t)(number[0] < 32 ? number[0] : 32) };
    bool ours = calendar.len == 0 || idt_span_equal_nocase(calendar, IDT_SPAN_LIT("Gregorian"));
    if (sound && ours && idt_ymd_valid(day))
        date.range = (idt_date_range){ day, day, false };
    else if (date.text.len > 0)
        idt_lists_diagnose(self->records->lists, date.source, IDT_DIAGNOSTIC_WARNING, "odd-date",
                           self->party->uid, "the date is %s: \"%.*s\"",
                           ours ? "no date" : "of another calendar", (int)date.text.len,
                           date.text.ptr);
    if (!ours)
        add_note(self, &date.note, "calendar: ", calendar);
    if (quality.len > 0 && !idt_span_equal_text(quality, "good"))
        add_note(self, &date.note, "quality: ", quality);
    add_note(self, &date.note, "", idt_element_take_child(element, "remark"));
    idt_element_pass_attribute(element, "ssid");
    if (date.text.len > 0)
        idt_party_add_date(self->party, self->arena, date);
}

static void take_nationality(converter *self, idt_element *element)
{
    bool craft = self->party->type == IDT_PARTY_VESSEL || self->party->type == IDT_PARTY_AIRCRAFT;
    idt_party_country held = { .country = take_country(idt_element_child(element, "country", NULL)),
                               .role = craft ? IDT_COUNTRY_FLAG : IDT_COUNTRY_NATIONALITY,
                               .source = source_of(self, element) };

    idt_element_pass_attribute(element, "ssid");
    if (held.country.text.len > 0)
        idt_party_add_country(self->party, self->arena, held);
}

/* --- numbers --- */

static idt_identifier_type type_of(idt_span words)
{
    static const struct {
        const char *words;
        idt_identifier_type type;
    } types[] = {
        { "passport", IDT_ID_PASSPORT },
        { "travel", IDT_ID_PASSPORT },
        { "imo", IDT_ID_IMO },
        { "mmsi", IDT_ID_MMSI },
        { "tax", IDT_ID_TAX },
        { "fiscal", IDT_ID_TAX },
        { "bic", IDT_ID_BIC },
        { "swift", IDT_ID_BIC },
        { "lei", IDT_ID_LEI },
        { "regist", IDT_ID_REGISTRATION },
        { "id-card", IDT_ID_NATIONAL },
        { "identity", IDT_ID_NATIONAL },
        { "national", IDT_ID_NATIONAL },
        { "social", IDT_ID_NATIONAL },
        { "ssn", IDT_ID_NATIONAL },
        { "residen", IDT_ID_NATIONAL },
        { "e-mail", IDT_ID_EMAIL },
        { "email", IDT_ID_EMAIL },
        { "phone", IDT_ID_PHONE },
        { "website", IDT_ID_WEBSITE },
        { "call-sign", IDT_ID_CALL_SIGN },
        { "tail", IDT_ID_TAIL_NUMBER },
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (idt_span_find_nocase(words, types[i].words) != SIZE_MAX)
            return types[i].type;
    return IDT_ID_OTHER;
}

static void take_day(converter *self, idt_ymd *out, idt_span *note, const char *label,
                     idt_element *element)
{
    idt_date_range range;
    idt_span text = idt_element_take(element);

    if (text.len == 0)
        text = idt_element_take_attribute(element, "date");
    if (idt_date_parse(&range, text) && memcmp(&range.from, &range.to, sizeof range.from) == 0)
        *out = range.from;
    else
        add_note(self, note, label, text);
}

static void take_document(converter *self, idt_element *element)
{
    idt_identifier identifier = { .label = idt_element_take_attribute(element, "document-type"),
                                  .value = idt_element_take_child(element, "number"),
                                  .note = IDT_SPAN_EMPTY,
                                  .source = source_of(self, element) };

    identifier.type = type_of(identifier.label);
    identifier.country = take_country(idt_element_child(element, "issuer", NULL));
    take_day(self, &identifier.issued, &identifier.note, "issued ",
             idt_element_child(element, "date-of-issue", NULL));
    take_day(self, &identifier.expires, &identifier.note, "expires ",
             idt_element_child(element, "expiry-date", NULL));
    add_note(self, &identifier.note, "", idt_element_take_child(element, "remark"));
    idt_element_pass_attribute(element, "ssid");
    if (identifier.value.len > 0)
        idt_party_add_identifier(self->party, self->arena, identifier);
    else
        idt_party_add_fact(self->party, self->arena, "document",
                           identifier.note.len ? identifier.note : identifier.label,
                           identifier.source);
}

/* "IMO number: 8909575" stands in words only. */
static void find_imo(converter *self, idt_span text, idt_source source)
{
    size_t at = idt_span_find(text, "IMO");
    enum { IMO_DIGITS = 7, REACH = 24 };

    for (size_t i = at; at != SIZE_MAX && i + IMO_DIGITS <= text.len && i < at + REACH; i++) {
        size_t digits = 0;
        while (i + digits < text.len && idt_is_digit(text.ptr[i + digits]))
            digits++;
        if (digits == 0)
            continue;
        if (digits != IMO_DIGITS)
            return;
        idt_identifier imo = { .type = IDT_ID_IMO,
                               .label = IDT_SPAN_LIT("IMO"),
                               .value = idt_span_sub(text, i, i + IMO_DIGITS),
                               .note = IDT_SPAN_EMPTY,
                               .source = source };
        imo.country.text = IDT_SPAN_EMPTY;
        idt_party_add_identifier(self->party, self->arena, imo);
        return;
    }
}

static void take_attribute_value(converter *self, idt_element *element)
{
    idt_span name = idt_element_take_attribute(element, "name");
    idt_span value = idt_element_take(element);
    idt_identifier number = { .type = type_of(name),
                              .label = name,
                              .value = value,
                              .note = IDT_SPAN_EMPTY,
                              .source = source_of(self, element) };

    number.country.text = IDT_SPAN_EMPTY;
    idt_element_pass_attribute(element, "ssid");
    if (value.len == 0)
        return;
    if (number.type != IDT_ID_OTHER)
        idt_party_add_identifier(self->party, self->arena, number);
    else
        idt_party_add_fact(self->party, self->arena, name.len ? name.ptr : "attribute", value,
                           number.source);
}

/* --- relations, programmes --- */

static idt_relation relation_of(idt_span type)
{
    static const struct {
        const char *words;
        idt_relation relation;
    } relations[] = {
        { "owned", IDT_RELATION_OWNED_BY },      { "controlled", IDT_RELATION_OWNED_BY },
        { "subsidiary", IDT_RELATION_OWNED_BY }, { "owner", IDT_RELATION_OWNS },
        { "parent", IDT_RELATION_OWNS },         { "behalf", IDT_RELATION_ACTS_FOR },
        { "support", IDT_RELATION_SUPPORTS },    { "family", IDT_RELATION_FAMILY_OF },
        { "spouse", IDT_RELATION_FAMILY_OF },    { "child", IDT_RELATION_FAMILY_OF },
        { "brother", IDT_RELATION_FAMILY_OF },   { "leader", IDT_RELATION_LEADER_OF },
        { "member", IDT_RELATION_MEMBER_OF },    { "associate", IDT_RELATION_ASSOCIATE_OF },
        { "related", IDT_RELATION_LINKED_TO },   { "linked", IDT_RELATION_LINKED_TO },
    };
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (idt_span_find_nocase(type, relations[i].words) != SIZE_MAX)
            return relations[i].relation;
    return IDT_RELATION_OTHER;
}

static void take_relation(converter *self, idt_element *element)
{
    idt_association tie = { .target = IDT_SPAN_EMPTY,
                            .target_uid = idt_element_take_attribute(element, "target-id"),
                            .label = idt_element_take_attribute(element, "relation-type"),
                            .quality = IDT_SPAN_EMPTY,
                            .note = idt_element_take_child(element, "remark"),
                            .source = source_of(self, element) };

    tie.relation = relation_of(tie.label);
    idt_element_pass_attribute(element, "ssid");
    if (tie.target_uid.len > 0)
        idt_party_add_association(self->party, self->arena, tie);
    else
        idt_party_add_fact(self->party, self->arena, "relation", tie.note, tie.source);
}

static void take_programme(converter *self, idt_element *element, idt_span listed_on)
{
    idt_span id = idt_element_take(element);
    uint32_t number = idt_strmap_find(&self->seco->set_ids, id);
    idt_party_programme programme = { .tag = id, .source = source_of(self, element) };

    programme.list = programme.authority = programme.measures = IDT_SPAN_EMPTY;
    programme.listed_on = listed_on;
    if (number != IDT_STRMAP_NONE) {
        const idt_seco_set *set = &self->seco->sets[number];
        programme.tag = set->key.len > 0 ? set->key : id;
        programme.authority = set->programme;
        programme.measures = set->set;
        if (set->origin.len > 0 && self->party->programme_count == 0)
            idt_party_add_fact(self->party, self->arena, "origin of the measures", set->origin,
                               set->source);
    } else {
        idt_lists_diagnose(self->records->lists, programme.source, IDT_DIAGNOSTIC_LOSS,
                           "missing-programme", self->party->uid,
                           "the file holds no sanctions set %.*s", (int)id.len, id.ptr);
    }
    if (id.len > 0)
        idt_party_add_programme(self->party, self->arena, programme);
}

/* "KPi.033" is the UN's number, "EU.27.28" the EU's. */
static void take_foreign(converter *self, idt_element *element)
{
    idt_span text = idt_element_take(element);
    idt_reference reference = { .uid = text, .source = source_of(self, element) };
    bool un = text.len > 4 && idt_is_upper(text.ptr[0]) && idt_is_upper(text.ptr[1]) &&
              strchr("ie", text.ptr[2]) && text.ptr[3] == '.';

    idt_element_pass_attribute(element, "ssid");
    reference.list_id = un ? IDT_SPAN_LIT("un_sc_sanctions") : IDT_SPAN_LIT("eu_fsf");
    if ((un || idt_span_starts(text, "EU.")) && self->party->reference_count < REFERENCES_MAX)
        idt_party_add_reference(self->party, self->arena, reference);
    else
        idt_party_add_fact(self->party, self->arena, "foreign identifier", text, reference.source);
}

/* --- the whole --- */

static void take_identity(converter *self, idt_element *identity)
{
    idt_element_pass_attribute(identity, "ssid");
    idt_element_pass_attribute(identity, "main");
    for (idt_element *at = identity->first; at; at = at->next) {
        if (idt_span_equal_text(at->name, "day-month-year"))
            take_date(self, at);
        else if (idt_span_equal_text(at->name, "nationality"))
            take_nationality(self, at);
        else if (idt_span_equal_text(at->name, "place-of-birth"))
            take_place(self, at, IDT_ADDRESS_BIRTH);
        else if (idt_span_equal_text(at->name, "address"))
            take_place(self, at, IDT_ADDRESS_LOCATION);
        else if (idt_span_equal_text(at->name, "identification-document"))
            take_document(self, at);
    }
}

static idt_element *take_subject(converter *self, idt_element *target)
{
    idt_element *subject;
    idt_party *party = self->party;

    if ((subject = idt_element_child(target, "individual", NULL))) {
        party->type = IDT_PARTY_PERSON;
        (void)idt_gender_parse(&party->gender, idt_element_take_attribute(subject, "sex"));
    } else if ((subject = idt_element_child(target, "entity", NULL))) {
        party->type = IDT_PARTY_ORGANIZATION;
    } else if ((subject = idt_element_child(target, "object", NULL))) {
        idt_span type = idt_element_take_attribute(subject, "object-type");
        bool ship = idt_span_find_nocase(type, "vessel") != SIZE_MAX ||
                    idt_span_find_nocase(type, "ship") != SIZE_MAX;
        bool plane = idt_span_find_nocase(type, "aircraft") != SIZE_MAX ||
                     idt_span_find_nocase(type, "plane") != SIZE_MAX;
        party->type = ship ? IDT_PARTY_VESSEL : plane ? IDT_PARTY_AIRCRAFT : IDT_PARTY_UNKNOWN;
        idt_party_add_fact(party, self->arena, "object type", type, source_of(self, subject));
    }
    return subject;
}

static void take_general(converter *self, idt_element *parent)
{
    for (idt_element *at = parent ? parent->first : NULL; at; at = at->next) {
        if (idt_span_equal_text(at->name, "identity"))
            take_identity(self, at);
        else if (idt_span_equal_text(at->name, "relation"))
            take_relation(self, at);
        else if (idt_span_equal_text(at->name, "foreign-identifier"))
            take_foreign(self, at);
        else if (idt_span_equal_text(at->name, "generic-attribute"))
            take_attribute_value(self, at);
        else if (idt_span_equal_text(at->name, "other-information"))
            find_imo(self, idt_element_take(at), source_of(self, at));
        else if (idt_span_equal_text(at->name, "address"))
            take_place(self, at, IDT_ADDRESS_LOCATION);
    }
    add_facts(self, parent, "justification", "justification");
    add_facts(self, parent, "other-information", "other information");
    add_facts(self, parent, "remark", "remark");
    idt_element_pass_attribute(parent, "ssid");
}

void idt_seco_convert(idt_seco *self, idt_records *records, idt_element *target, idt_party *party,
                      idt_span listed_on)
{
    converter all = { self, records, party, &records->lists->arena, IDT_STRMAP_INIT };
    idt_element *subject = take_subject(&all, target);

    for (idt_element *set = idt_element_child(target, "sanctions-set-id", NULL); set;
         set = idt_element_child(target, "sanctions-set-id", set))
        take_programme(&all, set, listed_on);
    idt_seco_add_names(records, subject, party);
    take_general(&all, subject);
    take_general(&all, target);
    if (party->name_count == 0)
        idt_lists_diagnose(records->lists, party->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                           party->uid, "the target has no name");
    idt_strmap_release(&all.said);
}
