/* party.c - growing a party, and the words for its kinds.
 *
 * Arrays double inside the arena; the older, smaller copies stay there until the arena dies, which
 * costs less than twice the final size. */
#include "model/party.h"

#include <string.h>

#include "base/err.h"
#include "model/party_internal.h"

/* Returns `array` with room for one element more than `count`. */
static void *room_for_one(idt_arena *arena, void *array, size_t count, size_t size)
{
    if (count > 0 && count < idt_party_room(count))
        return array;
    void *larger = idt_arena_alloc(arena, idt_party_room(count + 1) * size);
    if (count > 0)
        memcpy(larger, array, count * size);
    return larger;
}

/* The ten arrays differ in their element type only. */
#define ADD(array, count, element)                                                                 \
    do {                                                                                           \
        (array) = room_for_one(arena, (array), (count), sizeof *(array));                          \
        (array)[(count)++] = (element);                                                            \
    } while (0)

void idt_party_add_name(idt_party *self, idt_arena *arena, idt_name name)
{
    ADD(self->names, self->name_count, name);
}

void idt_party_add_date(idt_party *self, idt_arena *arena, idt_party_date date)
{
    ADD(self->dates, self->date_count, date);
}

void idt_party_add_country(idt_party *self, idt_arena *arena, idt_party_country country)
{
    ADD(self->countries, self->country_count, country);
}

void idt_party_add_identifier(idt_party *self, idt_arena *arena, idt_identifier identifier)
{
    ADD(self->identifiers, self->identifier_count, identifier);
}

void idt_party_add_address(idt_party *self, idt_arena *arena, idt_address address)
{
    ADD(self->addresses, self->address_count, address);
}

void idt_party_add_programme(idt_party *self, idt_arena *arena, idt_party_programme programme)
{
    ADD(self->programmes, self->programme_count, programme);
}

void idt_party_add_association(idt_party *self, idt_arena *arena, idt_association association)
{
    ADD(self->associations, self->association_count, association);
}

void idt_party_add_reference(idt_party *self, idt_arena *arena, idt_reference reference)
{
    if (reference.uid.len == 0)
        return;
    for (size_t i = 0; i < self->reference_count; i++)
        if (idt_span_equal(self->references[i].list_id, reference.list_id) &&
            idt_span_equal(self->references[i].uid, reference.uid))
            return;
    ADD(self->references, self->reference_count, reference);
}

void idt_party_add_same(idt_party *self, idt_arena *arena, idt_same same)
{
    ADD(self->same, self->same_count, same);
}

void idt_party_add_fact(idt_party *self, idt_arena *arena, const char *key, idt_span value,
                        idt_source source)
{
    if (value.len == 0)
        return;
    idt_fact fact = { idt_arena_copy(arena, idt_span_of(key)), value, source };
    ADD(self->facts, self->fact_count, fact);
}

/* A word that people and other programs use for one of our values. */
typedef struct {
    const char *word;
    int value;
} synonym;

/* Case, blanks, `_` and `-` make no difference: "swiftBic", "swift_bic" and "SWIFT BIC" are one. */
static bool same_word(idt_span given, const char *word)
{
    for (size_t i = 0; i < given.len; i++) {
        char c = idt_to_lower(given.ptr[i]);
        if (c == ' ' || c == '_' || c == '-' || c == '.' || c == '/')
            continue;
        if (c != *word)
            return false;
        word++;
    }
    return *word == '\0';
}

static bool find_synonym(int *value, const synonym *table, size_t count, idt_span given)
{
    for (size_t i = 0; i < count; i++) {
        if (same_word(given, table[i].word)) {
            *value = table[i].value;
            return true;
        }
    }
    return false;
}

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

const char *idt_party_type_name(idt_party_type type)
{
    static const char *const names[] = { [IDT_PARTY_UNKNOWN] = "unknown",
                                         [IDT_PARTY_PERSON] = "person",
                                         [IDT_PARTY_ORGANIZATION] = "organization",
                                         [IDT_PARTY_VESSEL] = "vessel",
                                         [IDT_PARTY_AIRCRAFT] = "aircraft" };
    idt_assert((size_t)type < COUNT_OF(names));
    return names[type];
}

bool idt_party_type_parse(idt_party_type *out, idt_span word)
{
    /* FollowTheMoney's LegalEntity is "a person or an organization, we do not know which". */
    static const synonym table[] = {
        { "unknown", IDT_PARTY_UNKNOWN },
        { "legalentity", IDT_PARTY_UNKNOWN },
        { "thing", IDT_PARTY_UNKNOWN },
        { "person", IDT_PARTY_PERSON },
        { "individual", IDT_PARTY_PERSON },
        { "organization", IDT_PARTY_ORGANIZATION },
        { "organisation", IDT_PARTY_ORGANIZATION },
        { "company", IDT_PARTY_ORGANIZATION },
        { "entity", IDT_PARTY_ORGANIZATION },
        { "business", IDT_PARTY_ORGANIZATION },
        { "publicbody", IDT_PARTY_ORGANIZATION },
        { "vessel", IDT_PARTY_VESSEL },
        { "ship", IDT_PARTY_VESSEL },
        { "aircraft", IDT_PARTY_AIRCRAFT },
        { "airplane", IDT_PARTY_AIRCRAFT },
    };
    int value;
    if (!find_synonym(&value, table, COUNT_OF(table), word))
        return false;
    *out = (idt_party_type)value;
    return true;
}

const char *idt_name_kind_name(idt_name_kind kind)
{
    static const char *const names[] = { [IDT_NAME_PRIMARY] = "primary",
                                         [IDT_NAME_AKA] = "a.k.a.",
                                         [IDT_NAME_FKA] = "f.k.a.",
                                         [IDT_NAME_NKA] = "n.k.a.",
                                         [IDT_NAME_ORIGINAL_SCRIPT] = "original script" };
    idt_assert((size_t)kind < COUNT_OF(names));
    return names[kind];
}

const char *idt_quality_name(idt_quality quality)
{
    static const char *const names[] = { [IDT_QUALITY_UNGRADED] = "ungraded",
                                         [IDT_QUALITY_STRONG] = "strong",
                                         [IDT_QUALITY_WEAK] = "weak" };
    idt_assert((size_t)quality < COUNT_OF(names));
    return names[quality];
}

const char *idt_identifier_name(idt_identifier_type type)
{
    static const char *const names[] = {
        [IDT_ID_OTHER] = "other",
        [IDT_ID_PASSPORT] = "passport",
        [IDT_ID_NATIONAL] = "national_id",
        [IDT_ID_TAX] = "tax_id",
        [IDT_ID_REGISTRATION] = "registration",
        [IDT_ID_IMO] = "imo",
        [IDT_ID_MMSI] = "mmsi",
        [IDT_ID_CALL_SIGN] = "call_sign",
        [IDT_ID_BIC] = "bic",
        [IDT_ID_LEI] = "lei",
        [IDT_ID_WALLET] = "wallet",
        [IDT_ID_TAIL_NUMBER] = "tail_number",
        [IDT_ID_AIRCRAFT_SERIAL] = "aircraft_serial",
        [IDT_ID_ISIN] = "isin",
        [IDT_ID_EMAIL] = "email",
        [IDT_ID_PHONE] = "phone",
        [IDT_ID_WEBSITE] = "website",
    };
    idt_assert((size_t)type < COUNT_OF(names));
    return names[type];
}

bool idt_identifier_parse(idt_identifier_type *out, idt_span word)
{
    /* Our own names first, then FollowTheMoney's properties and what customer files say. */
    static const synonym table[] = {
        { "other", IDT_ID_OTHER },
        { "passport", IDT_ID_PASSPORT },
        { "passportnumber", IDT_ID_PASSPORT },
        { "nationalid", IDT_ID_NATIONAL },
        { "national", IDT_ID_NATIONAL },
        { "id", IDT_ID_NATIONAL },
        { "idcard", IDT_ID_NATIONAL },
        { "idnumber", IDT_ID_NATIONAL },
        { "identitycard", IDT_ID_NATIONAL },
        { "taxid", IDT_ID_TAX },
        { "tax", IDT_ID_TAX },
        { "taxnumber", IDT_ID_TAX },
        { "inncode", IDT_ID_TAX },
        { "vatcode", IDT_ID_TAX },
        { "registration", IDT_ID_REGISTRATION },
        { "registrationnumber", IDT_ID_REGISTRATION },
        { "companynumber", IDT_ID_REGISTRATION },
        { "ogrncode", IDT_ID_REGISTRATION },
        { "imo", IDT_ID_IMO },
        { "imonumber", IDT_ID_IMO },
        { "mmsi", IDT_ID_MMSI },
        { "callsign", IDT_ID_CALL_SIGN },
        { "bic", IDT_ID_BIC },
        { "biccode", IDT_ID_BIC },
        { "swift", IDT_ID_BIC },
        { "swiftbic", IDT_ID_BIC },
        { "lei", IDT_ID_LEI },
        { "leicode", IDT_ID_LEI },
        { "wallet", IDT_ID_WALLET },
        { "cryptowallet", IDT_ID_WALLET },
        { "publickey", IDT_ID_WALLET },
        { "tailnumber", IDT_ID_TAIL_NUMBER },
        { "aircraftserial", IDT_ID_AIRCRAFT_SERIAL },
        { "serialnumber", IDT_ID_AIRCRAFT_SERIAL },
        { "isin", IDT_ID_ISIN },
        { "isincode", IDT_ID_ISIN },
        { "email", IDT_ID_EMAIL },
        { "phone", IDT_ID_PHONE },
        { "website", IDT_ID_WEBSITE },
    };
    int value;
    if (!find_synonym(&value, table, COUNT_OF(table), word))
        return false;
    *out = (idt_identifier_type)value;
    return true;
}

const char *idt_date_kind_name(idt_date_kind kind)
{
    static const char *const names[] = { [IDT_DATE_BIRTH] = "birth",
                                         [IDT_DATE_ESTABLISHED] = "established",
                                         [IDT_DATE_BUILT] = "built",
                                         [IDT_DATE_DEATH] = "death" };
    idt_assert((size_t)kind < COUNT_OF(names));
    return names[kind];
}

const char *idt_same_kind_name(idt_same_kind kind)
{
    static const char *const names[] = { [IDT_SAME_NUMBER] = "publisher's number",
                                         [IDT_SAME_REFERENCE] = "reference",
                                         [IDT_SAME_IDENTIFIER] = "identifier",
                                         [IDT_SAME_BIRTH] = "name and birth date",
                                         [IDT_SAME_NAME] = "name" };
    idt_assert((size_t)kind < COUNT_OF(names));
    return names[kind];
}

const char *idt_relation_name(idt_relation relation)
{
    static const char *const names[] = {
        [IDT_RELATION_LINKED_TO] = "linked to",
        [IDT_RELATION_OTHER] = "other",
        [IDT_RELATION_OWNED_BY] = "owned or controlled by",
        [IDT_RELATION_OWNS] = "owns or controls",
        [IDT_RELATION_ACTS_FOR] = "acts for",
        [IDT_RELATION_SUPPORTS] = "supports",
        [IDT_RELATION_FAMILY_OF] = "family member of",
        [IDT_RELATION_ASSOCIATE_OF] = "associate of",
        [IDT_RELATION_LEADER_OF] = "leader or official of",
        [IDT_RELATION_LED_BY] = "led by",
        [IDT_RELATION_MEMBER_OF] = "member of",
        [IDT_RELATION_INTEREST_OF] = "property in the interest of",
    };
    idt_assert((size_t)relation < COUNT_OF(names));
    return names[relation];
}

const char *idt_country_role_name(idt_country_role role)
{
    static const char *const names[] = { [IDT_COUNTRY_NATIONALITY] = "nationality",
                                         [IDT_COUNTRY_CITIZENSHIP] = "citizenship",
                                         [IDT_COUNTRY_FLAG] = "flag",
                                         [IDT_COUNTRY_FORMER_FLAG] = "former flag",
                                         [IDT_COUNTRY_RESIDENCE] = "residence" };
    idt_assert((size_t)role < COUNT_OF(names));
    return names[role];
}

const char *idt_gender_name(idt_gender gender)
{
    static const char *const names[] = {
        [IDT_GENDER_UNKNOWN] = "", [IDT_GENDER_MALE] = "male", [IDT_GENDER_FEMALE] = "female"
    };
    idt_assert((size_t)gender < COUNT_OF(names));
    return names[gender];
}

bool idt_gender_parse(idt_gender *out, idt_span word)
{
    static const synonym table[] = {
        { "male", IDT_GENDER_MALE },     { "m", IDT_GENDER_MALE },   { "man", IDT_GENDER_MALE },
        { "female", IDT_GENDER_FEMALE }, { "f", IDT_GENDER_FEMALE }, { "woman", IDT_GENDER_FEMALE },
    };
    int value;
    if (!find_synonym(&value, table, COUNT_OF(table), idt_span_trim(word)))
        return false;
    *out = (idt_gender)value;
    return true;
}
