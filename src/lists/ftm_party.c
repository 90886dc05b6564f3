/* ftm_party.c - which FollowTheMoney entities are listed, and their properties as facts.
 *
 * Listed is what the file calls a target or gives a topic of risk (a sanction, a crime, a public
 * office). Others are known by name where a listed one is related to them. A file that says
 * neither of anybody lists everybody. */
#include <string.h>

#include "lists/ftm_internal.h"

typedef enum {
    AS_NAME,       /* what: kind; quality */
    AS_DATE,       /* what: kind */
    AS_COUNTRY,    /* what: role */
    AS_IDENTIFIER, /* what: type; text: label */
    AS_ADDRESS,
    AS_ADDRESS_ENTITY,
    AS_GENDER,
    AS_FACT,  /* text: key */
    AS_PARTY, /* another entity; what: relation, text: label */
    AS_SAID,  /* dealt with before */
} property_use;

typedef struct {
    const char *name;
    property_use use;
    int what;
    const char *text;
} property_rule;

static const property_rule rules[] = {
    { "alias", AS_NAME, IDT_NAME_AKA, NULL },
    { "weakAlias", AS_NAME, IDT_NAME_AKA, "weak" },
    { "abbreviation", AS_NAME, IDT_NAME_AKA, "weak" },
    { "previousName", AS_NAME, IDT_NAME_FKA, NULL },
    { "birthName", AS_NAME, IDT_NAME_FKA, NULL },
    { "pastNames", AS_NAME, IDT_NAME_FKA, NULL },
    { "birthDate", AS_DATE, IDT_DATE_BIRTH, NULL },
    { "deathDate", AS_DATE, IDT_DATE_DEATH, NULL },
    { "incorporationDate", AS_DATE, IDT_DATE_ESTABLISHED, NULL },
    { "buildDate", AS_DATE, IDT_DATE_BUILT, NULL },
    { "nationality", AS_COUNTRY, IDT_COUNTRY_NATIONALITY, NULL },
    { "citizenship", AS_COUNTRY, IDT_COUNTRY_CITIZENSHIP, NULL },
    { "flag", AS_COUNTRY, IDT_COUNTRY_FLAG, NULL },
    { "pastFlags", AS_COUNTRY, IDT_COUNTRY_FORMER_FLAG, NULL },
    { "country", AS_COUNTRY, IDT_COUNTRY_RESIDENCE, NULL },
    { "mainCountry", AS_COUNTRY, IDT_COUNTRY_RESIDENCE, NULL },
    { "residence", AS_COUNTRY, IDT_COUNTRY_RESIDENCE, NULL },
    { "jurisdiction", AS_COUNTRY, IDT_COUNTRY_RESIDENCE, NULL },
    { "passportNumber", AS_IDENTIFIER, IDT_ID_PASSPORT, "passport" },
    { "idNumber", AS_IDENTIFIER, IDT_ID_NATIONAL, "identity number" },
    { "socialSecurityNumber", AS_IDENTIFIER, IDT_ID_NATIONAL, "social security" },
    { "registrationNumber", AS_IDENTIFIER, IDT_ID_REGISTRATION, "registration" },
    { "ogrnCode", AS_IDENTIFIER, IDT_ID_REGISTRATION, "OGRN" },
    { "uscCode", AS_IDENTIFIER, IDT_ID_REGISTRATION, "USCC" },
    { "okpoCode", AS_IDENTIFIER, IDT_ID_OTHER, "OKPO" },
    { "kppCode", AS_IDENTIFIER, IDT_ID_OTHER, "KPP" },
    { "bikCode", AS_IDENTIFIER, IDT_ID_OTHER, "BIK" },
    { "dunsCode", AS_IDENTIFIER, IDT_ID_OTHER, "DUNS" },
    { "permId", AS_IDENTIFIER, IDT_ID_OTHER, "PermID" },
    { "opencorporatesUrl", AS_FACT, 0, "OpenCorporates" },
    { "uniqueEntityId", AS_IDENTIFIER, IDT_ID_OTHER, "UEI" },
    { "cageCode", AS_IDENTIFIER, IDT_ID_OTHER, "CAGE" },
    { "npiCode", AS_IDENTIFIER, IDT_ID_OTHER, "NPI" },
    { "innCode", AS_IDENTIFIER, IDT_ID_TAX, "INN" },
    { "taxNumber", AS_IDENTIFIER, IDT_ID_TAX, "tax number" },
    { "vatCode", AS_IDENTIFIER, IDT_ID_TAX, "VAT" },
    { "leiCode", AS_IDENTIFIER, IDT_ID_LEI, "LEI" },
    { "swiftBic", AS_IDENTIFIER, IDT_ID_BIC, "SWIFT/BIC" },
    { "imoNumber", AS_IDENTIFIER, IDT_ID_IMO, "IMO" },
    { "mmsi", AS_IDENTIFIER, IDT_ID_MMSI, "MMSI" },
    { "callSign", AS_IDENTIFIER, IDT_ID_CALL_SIGN, "call sign" },
    { "serialNumber", AS_IDENTIFIER, IDT_ID_AIRCRAFT_SERIAL, "serial number" },
    { "icaoCode", AS_IDENTIFIER, IDT_ID_OTHER, "ICAO" },
    { "isin", AS_IDENTIFIER, IDT_ID_ISIN, "ISIN" },
    { "isinCode", AS_IDENTIFIER, IDT_ID_ISIN, "ISIN" },
    { "iban", AS_IDENTIFIER, IDT_ID_OTHER, "IBAN" },
    { "ticker", AS_IDENTIFIER, IDT_ID_OTHER, "ticker" },
    { "figiCode", AS_IDENTIFIER, IDT_ID_OTHER, "FIGI" },
    { "accountNumber", AS_IDENTIFIER, IDT_ID_OTHER, "account" },
    { "wikidataId", AS_IDENTIFIER, IDT_ID_OTHER, "Wikidata" },
    { "email", AS_IDENTIFIER, IDT_ID_EMAIL, "e-mail" },
    { "phone", AS_IDENTIFIER, IDT_ID_PHONE, "phone" },
    { "website", AS_IDENTIFIER, IDT_ID_WEBSITE, "website" },
    { "address", AS_ADDRESS, 0, NULL },
    { "addressEntity", AS_ADDRESS_ENTITY, 0, NULL },
    { "gender", AS_GENDER, 0, NULL },
    { "owner", AS_PARTY, IDT_RELATION_OWNED_BY, "owner" },
    { "parent", AS_PARTY, IDT_RELATION_OWNED_BY, "parent" },
    { "operator", AS_PARTY, IDT_RELATION_OTHER, "operator" },
    { "issuer", AS_PARTY, IDT_RELATION_OTHER, "issuer" },
    { "holder", AS_PARTY, IDT_RELATION_OWNED_BY, "holder" },
    { "position", AS_FACT, 0, "position" },
    { "title", AS_FACT, 0, "title" },
    { "topics", AS_FACT, 0, "topic" },
    { "notes", AS_FACT, 0, "note" },
    { "description", AS_FACT, 0, "description" },
    { "summary", AS_FACT, 0, "summary" },
    { "keywords", AS_FACT, 0, "keyword" },
    { "education", AS_FACT, 0, "education" },
    { "religion", AS_FACT, 0, "religion" },
    { "ethnicity", AS_FACT, 0, "ethnicity" },
    { "political", AS_FACT, 0, "political association" },
    { "profession", AS_FACT, 0, "profession" },
    { "deathPlace", AS_FACT, 0, "place of death" },
    { "deathCountry", AS_FACT, 0, "country of death" },
    { "spokenLanguage", AS_FACT, 0, "language" },
    { "nameSuffix", AS_FACT, 0, "name suffix" },
    { "motherName", AS_FACT, 0, "mother's name" },
    { "sourceUrl", AS_FACT, 0, "source" },
    { "publisher", AS_FACT, 0, "publisher" },
    { "programId", AS_FACT, 0, "programme" },
    { "program", AS_FACT, 0, "programme" },
    { "createdAt", AS_FACT, 0, "created" },
    { "modifiedAt", AS_FACT, 0, "modified" },
    { "dissolutionDate", AS_FACT, 0, "dissolved" },
    { "status", AS_FACT, 0, "status" },
    { "legalForm", AS_FACT, 0, "legal form" },
    { "sector", AS_FACT, 0, "sector" },
    { "classification", AS_FACT, 0, "classification" },
    { "type", AS_FACT, 0, "type" },
    { "model", AS_FACT, 0, "model" },
    { "tonnage", AS_FACT, 0, "tonnage" },
    { "grossRegisteredTonnage", AS_FACT, 0, "gross tonnage" },
    { "deadweightTonnage", AS_FACT, 0, "deadweight" },
    { "registrationDate", AS_FACT, 0, "registered" },
    { "registrationPort", AS_FACT, 0, "port of registry" },
    { "currency", AS_FACT, 0, "currency" },
    { "birthCountry", AS_SAID, 0, NULL },
    { "birthPlace", AS_SAID, 0, NULL },
    { "publicKey", AS_SAID, 0, NULL },
    { "name", AS_SAID, 0, NULL },
    { "@datasets", AS_SAID, 0, NULL },
    { "@referents", AS_SAID, 0, NULL },
};

static const property_rule *rule_of(idt_span name)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (idt_span_equal_text(name, rules[i].name))
            return &rules[i];
    return NULL;
}

/* --- names --- */

static bool add_part(idt_name *name, idt_span property, idt_span value)
{
    static const char *const properties[] = { "lastName",   "firstName",  "middleName",
                                              "secondName", "fatherName", "motherName" };
    idt_span *parts[] = { &name->family, &name->given,      &name->middle,
                          &name->middle, &name->patronymic, &name->matronymic };

    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        if (!idt_span_equal_text(property, properties[i]))
            continue;
        /* several values are spellings: the one that the name is written with */
        bool within = value.len > 0 && idt_span_find_nocase(name->text, value.ptr) != SIZE_MAX;
        if (within && parts[i]->len == 0) {
            *parts[i] = value;
            return true;
        }
        return idt_span_equal(*parts[i], value);
    }
    return false;
}

static const char *part_key(idt_span property)
{
    static const char *const table[][2] = {
        { "lastName", "family name" },     { "firstName", "given name" },
        { "middleName", "middle name" },   { "secondName", "second name" },
        { "fatherName", "father's name" },
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (idt_span_equal_text(property, table[i][0]))
            return table[i][1];
    return NULL;
}

static void convert_parts(idt_ftm_party *to, const idt_ftm_entity *entity)
{
    for (size_t i = 0; i < entity->count; i++) {
        idt_span property = entity->properties[i].name, value = entity->properties[i].value;
        const char *key = part_key(property);
        bool said = to->party->name_count > 0 && add_part(&to->party->names[0], property, value);
        if (key && !said && idt_ftm_is_new(to, key, value))
            idt_party_add_fact(to->party, &to->lists->arena, key, value, entity->source);
    }
}

static void convert_names(idt_ftm_party *to, const idt_ftm_entity *entity)
{
    idt_span given = idt_ftm_value(entity, "firstName"), family = idt_ftm_value(entity, "lastName");
    idt_source source = entity->source;
    bool has_name = idt_ftm_value(entity, "name").len > 0;

    if (has_name && entity->caption.len > 0)
        for (size_t i = 0; i < entity->count; i++)
            if (idt_span_equal_text(entity->properties[i].name, "name") &&
                idt_span_equal(entity->properties[i].value, entity->caption))
                idt_ftm_add_name(to, entity->caption, IDT_NAME_PRIMARY, IDT_QUALITY_UNGRADED,
                                 source);
    for (size_t i = 0; i < entity->count; i++)
        if (idt_span_equal_text(entity->properties[i].name, "name"))
            idt_ftm_add_name(to, entity->properties[i].value, IDT_NAME_AKA, IDT_QUALITY_UNGRADED,
                             source);
    if (!has_name && (given.len > 0 || family.len > 0))
        idt_ftm_add_name(
            to,
            idt_span_trim(idt_arena_format(&to->lists->arena, "%.*s %.*s", (int)given.len,
                                           given.ptr, (int)family.len, family.ptr)),
            IDT_NAME_PRIMARY, IDT_QUALITY_UNGRADED, source);
    if (to->party->name_count == 0)
        idt_ftm_add_name(to, entity->caption, IDT_NAME_PRIMARY, IDT_QUALITY_UNGRADED, source);
    convert_parts(to, entity);
}

/* --- everything else --- */

static void convert_address(idt_ftm_set *self, idt_ftm_party *to, idt_span id, idt_source source)
{
    idt_ftm_entity *entity = idt_ftm_find(self, id);
    idt_address address = { .role = IDT_ADDRESS_LOCATION };

    if (!entity) {
        if (idt_ftm_is_new(to, "address id", id))
            idt_party_add_fact(to->party, &to->lists->arena, "address id", id, source);
        return;
    }
    entity->joined = true;
    if (!idt_ftm_is_new(to, "address id", id))
        return;
    const char *region = idt_ftm_value(entity, "state").len ? "state" : "region";
    const char *postal = idt_ftm_value(entity, "postalCode").len ? "postalCode" : "postal";
    const char *const said[] = { "full",    "street", "city",    region,
                                 "country", postal,   "remarks", NULL };
    address.source = entity->source;
    address.street = idt_ftm_value(entity, "street");
    address.city = idt_ftm_value(entity, "city");
    address.region = idt_ftm_value(entity, region);
    address.postal = idt_ftm_value(entity, postal);
    address.country = idt_country_of(idt_ftm_value(entity, "country"));
    address.text = idt_ftm_value(entity, "full");
    address.note = idt_ftm_value(entity, "remarks");
    if (address.text.len == 0 && address.street.len + address.city.len == 0)
        address.text = entity->caption;
    (void)idt_ftm_is_new(to, "address", address.text.len ? address.text : entity->caption);
    idt_party_add_address(to->party, &to->lists->arena, address);
    for (size_t i = 0; i < entity->count; i++) {
        const idt_ftm_property *property = &entity->properties[i];
        bool known = property->name.ptr[0] == '@';
        for (size_t s = 0; said[s] && !known; s++)
            known = idt_span_equal_text(property->name, said[s]) &&
                    idt_span_equal(property->value, idt_ftm_value(entity, said[s]));
        if (!known && idt_span_equal_text(property->name, "full"))
            idt_ftm_add_address(to, property->value, entity->source);
        else if (!known)
            idt_leftovers_add(&self->leftovers, self->lists, to->party, property->name,
                              property->value, entity->source);
    }
}

static void convert_birth_place(idt_ftm_party *to, const idt_ftm_entity *entity)
{
    idt_span country = idt_ftm_value(entity, "birthCountry");
    bool has_place = false, single = true;

    for (size_t i = 0, countries = 0; i < entity->count; i++)
        if (idt_span_equal_text(entity->properties[i].name, "birthCountry"))
            single = ++countries == 1;
    for (size_t i = 0; i < entity->count; i++) {
        idt_address address = { .role = IDT_ADDRESS_BIRTH, .source = entity->source };
        address.text = entity->properties[i].value;
        if (!idt_span_equal_text(entity->properties[i].name, "birthPlace") ||
            !idt_ftm_is_new(to, "birth place", address.text))
            continue;
        has_place = true;
        address.country = idt_country_of(single ? country : IDT_SPAN_EMPTY);
        idt_party_add_address(to->party, &to->lists->arena, address);
    }
    for (size_t i = 0; i < entity->count && !(has_place && single); i++) {
        idt_address address = { .role = IDT_ADDRESS_BIRTH, .source = entity->source };
        if (!idt_span_equal_text(entity->properties[i].name, "birthCountry") ||
            !idt_ftm_is_new(to, "birth country", entity->properties[i].value))
            continue;
        address.country = idt_country_of(entity->properties[i].value);
        idt_party_add_address(to->party, &to->lists->arena, address);
    }
}

static void convert_party(idt_ftm_set *self, idt_ftm_party *to, const property_rule *rule,
                          idt_span value, idt_source source)
{
    idt_ftm_entity *other = idt_ftm_find(self, value);
    idt_association association = { .relation = (idt_relation)rule->what,
                                    .target = other ? other->caption : value,
                                    .target_uid = other ? other->id : IDT_SPAN_EMPTY,
                                    .label = idt_span_of(rule->text),
                                    .source = source };
    if (idt_ftm_is_new(to, rule->name, value))
        idt_party_add_association(to->party, &to->lists->arena, association);
}

static void convert_property(idt_ftm_set *self, idt_ftm_party *to, const property_rule *rule,
                             idt_span value, idt_source source)
{
    int type = rule->what;

    switch (rule->use) {
    case AS_NAME:
        idt_ftm_add_name(to, value, (idt_name_kind)rule->what,
                         rule->text ? IDT_QUALITY_WEAK : IDT_QUALITY_UNGRADED, source);
        break;
    case AS_DATE:
        idt_ftm_add_date(to, (idt_date_kind)rule->what, value, source);
        break;
    case AS_COUNTRY:
        idt_ftm_add_country(to, (idt_country_role)rule->what, value, source);
        break;
    case AS_IDENTIFIER:
        /* companies have numbers of the IMO too, and aircraft a registration on the tail */
        if (type == IDT_ID_IMO && to->party->type != IDT_PARTY_VESSEL)
            type = IDT_ID_REGISTRATION;
        if (type == IDT_ID_REGISTRATION && to->party->type == IDT_PARTY_AIRCRAFT)
            type = IDT_ID_TAIL_NUMBER;
        idt_ftm_add_identifier(to, (idt_identifier_type)type, rule->text, value, source);
        break;
    case AS_ADDRESS:
        idt_ftm_add_address(to, value, source);
        break;
    case AS_ADDRESS_ENTITY:
        convert_address(self, to, value, source);
        break;
    case AS_GENDER:
        if (to->party->gender == IDT_GENDER_UNKNOWN && idt_gender_parse(&to->party->gender, value))
            break;
        if (idt_ftm_is_new(to, "gender", value) &&
            !idt_span_equal_text(value, idt_gender_name(to->party->gender)))
            idt_party_add_fact(to->party, &to->lists->arena, "gender", value, source);
        break;
    case AS_FACT:
        if (idt_ftm_is_new(to, rule->text, value))
            idt_party_add_fact(to->party, &to->lists->arena, rule->text, value, source);
        break;
    case AS_PARTY:
        convert_party(self, to, rule, value, source);
        break;
    case AS_SAID:
        break;
    }
}

static void convert_referents(idt_ftm_party *to, const idt_ftm_entity *entity)
{
    bool consolidated = false, sdn = false;

    for (size_t i = 0; i < entity->count; i++) {
        sdn = sdn || idt_span_equal_text(entity->properties[i].value, "us_ofac_sdn");
        consolidated =
            consolidated || idt_span_equal_text(entity->properties[i].value, "us_ofac_cons");
    }
    for (size_t i = 0; i < entity->count; i++) {
        idt_span value = entity->properties[i].value;
        if (idt_span_equal_text(entity->properties[i].name, "@referents")) {
            if (!idt_ftm_add_referent(to, value, consolidated && !sdn, entity->source) &&
                !idt_span_equal(value, entity->id) && idt_ftm_is_new(to, "referent", value))
                idt_party_add_fact(to->party, &to->lists->arena, "referent", value, entity->source);
        } else if (idt_span_equal_text(entity->properties[i].name, "@datasets") &&
                   !idt_span_equal(value, to->lists->editions[to->party->edition].list_id) &&
                   idt_ftm_is_new(to, "data set", value)) {
            idt_party_add_fact(to->party, &to->lists->arena, "data set", value, entity->source);
        }
    }
}

static void convert(idt_ftm_set *self, idt_ftm_entity *entity, idt_party_type type)
{
    idt_ftm_party to;

    idt_ftm_party_begin(&to, self->lists, entity->source);
    to.party->uid = entity->id;
    to.party->type = type;
    convert_names(&to, entity);
    if (to.party->name_count == 0)
        idt_lists_diagnose(self->lists, entity->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                           entity->id, "the record has no name");
    idt_ftm_join(self, &to, entity); /* papers before their bare numbers */
    for (size_t i = 0; i < entity->count; i++)
        if (idt_span_equal_text(entity->properties[i].name, "publicKey"))
            idt_ftm_add_identifier(&to, IDT_ID_WALLET, idt_ftm_value(entity, "currency").ptr,
                                   entity->properties[i].value, entity->source);
    convert_birth_place(&to, entity);
    for (size_t pass = 0; pass < 2; pass++) { /* address entities before their bare texts */
        for (size_t i = 0; i < entity->count; i++) {
            const idt_ftm_property *property = &entity->properties[i];
            const property_rule *rule = rule_of(property->name);
            bool early = rule && (rule->use == AS_ADDRESS_ENTITY ||
                                  (rule->use == AS_COUNTRY && rule->what != IDT_COUNTRY_RESIDENCE));
            if (early != (pass == 0))
                continue;
            if (rule)
                convert_property(self, &to, rule, property->value, entity->source);
            else if (!part_key(property->name))
                idt_leftovers_add(&self->leftovers, self->lists, to.party, property->name,
                                  property->value, entity->source);
        }
    }
    if (!idt_span_equal_nocase(entity->schema, idt_span_of(idt_party_type_name(type))))
        idt_party_add_fact(to.party, &self->lists->arena, "schema", entity->schema, entity->source);
    convert_referents(&to, entity);
    entity->joined = true;
    idt_ftm_party_end(&to);
}

/* --- who is listed --- */

bool idt_ftm_is_risk(idt_span topic)
{
    static const char *const risks[] = {
        "sanction",  "crime", "role.pep",    "role.rca",       "role.pol",    "role.oligarch",
        "debarment", "poi",   "wanted",      "export.control", "export.risk", "reg.action",
        "reg.warn",  "mare.", "invest.risk", "forced.labor"
    };

    for (size_t i = 0; i < sizeof risks / sizeof risks[0]; i++)
        if (idt_span_starts(topic, risks[i]))
            return true;
    return false;
}

static void report_rest(const idt_ftm_set *self)
{
    size_t nameable = 0, loose = 0;
    idt_party_type type;
    const idt_ftm_entity *first = NULL;

    for (size_t i = 0; i < self->count; i++) {
        const idt_ftm_entity *entity = &self->entities[i];
        if (entity->deleted || entity->joined)
            continue;
        if (idt_ftm_party_type(&type, entity->schema)) {
            nameable++;
            continue;
        }
        loose++;
        first = first ? first : entity;
    }
    if (nameable > 0)
        idt_lists_diagnose(self->lists, (idt_source){ 0, 0 }, IDT_DIAGNOSTIC_NOTE, "not-listed",
                           IDT_SPAN_EMPTY,
                           "%zu entities are not listed themselves; they are known by name where "
                           "a listed one is related to them",
                           nameable);
    if (loose > 0)
        idt_lists_diagnose(self->lists, first->source, IDT_DIAGNOSTIC_NOTE, "not-joined", first->id,
                           "%zu entities belong to no listed one, the first a %.*s", loose,
                           (int)first->schema.len, first->schema.ptr);
}

void idt_ftm_convert(idt_ftm_set *self)
{
    for (size_t i = 0; i < self->count; i++) {
        idt_ftm_entity *entity = &self->entities[i];
        idt_party_type type = IDT_PARTY_UNKNOWN;
        bool listed = !entity->deleted && (!self->tells || entity->listed);
        bool party = idt_ftm_party_type(&type, entity->schema);
        if (listed && (party || entity->target))
            convert(self, entity, type);
    }
    report_rest(self);
}
