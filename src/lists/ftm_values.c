/* ftm_values.c - single values of FollowTheMoney data as facts of a party. */
#include <string.h>

#include <unicode/uscript.h>

#include "codec/utf8.h"
#include "lists/ftm_internal.h"

enum { LIST_ID_MAX = 60 };

void idt_ftm_party_begin(idt_ftm_party *self, idt_lists *lists, idt_source source)
{
    *self = (idt_ftm_party){ lists, idt_lists_add_party(lists), IDT_ARENA_INIT, IDT_STRMAP_INIT };
    self->party->source = source;
}

void idt_ftm_party_end(idt_ftm_party *self)
{
    idt_strmap_release(&self->seen);
    idt_arena_release(&self->scratch);
}

bool idt_ftm_is_new(idt_ftm_party *self, const char *kind, idt_span value)
{
    bool added;
    idt_span key = idt_arena_format(&self->scratch, "%s\x1f%.*s", kind, (int)value.len, value.ptr);
    (void)idt_strmap_add(&self->seen, key, &added);
    return added;
}

/* Is there a letter of another script than Latin? */
static bool is_foreign(idt_span text)
{
    size_t bytes;

    for (size_t at = 0; at < text.len; at += bytes) {
        UErrorCode code = U_ZERO_ERROR;
        uint32_t point = idt_utf8_next(&bytes, text, at);
        if (point < 0x80 || point == IDT_UTF8_MALFORMED)
            continue;
        UScriptCode script = uscript_getScript((UChar32)point, &code);
        if (U_SUCCESS(code) && script != USCRIPT_LATIN && script != USCRIPT_COMMON &&
            script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN)
            return true;
    }
    return false;
}

void idt_ftm_add_name(idt_ftm_party *self, idt_span text, idt_name_kind kind, idt_quality quality,
                      idt_source source)
{
    idt_name name = { .text = text, .kind = kind, .quality = quality, .source = source };

    if (text.len == 0 || !idt_ftm_is_new(self, "name", text))
        return;
    if (self->party->name_count == 0)
        name.kind = IDT_NAME_PRIMARY;
    else if (kind == IDT_NAME_AKA && is_foreign(text))
        name.kind = IDT_NAME_ORIGINAL_SCRIPT;
    idt_party_add_name(self->party, &self->lists->arena, name);
}

void idt_ftm_add_date(idt_ftm_party *self, idt_date_kind kind, idt_span text, idt_source source)
{
    idt_party_date date = { .kind = kind, .text = text, .source = source };

    if (text.len == 0 || !idt_ftm_is_new(self, idt_date_kind_name(kind), text))
        return;
    if (!idt_date_parse(&date.range, text)) {
        date.range = (idt_date_range){ 0 };
        idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, "unreadable-date",
                           self->party->uid, "no date: \"%.*s\"", (int)text.len, text.ptr);
    }
    idt_party_add_date(self->party, &self->lists->arena, date);
}

void idt_ftm_add_country(idt_ftm_party *self, idt_country_role role, idt_span text,
                         idt_source source)
{
    idt_party_country country = { idt_country_of(text), role, source };
    const char *code = country.country.code;
    bool is_new = text.len > 0 && idt_ftm_is_new(self, idt_country_role_name(role),
                                                 code[0] ? idt_span_of(code) : text);
    /* "country" gathers what the others say: once is enough */
    bool repeats = !idt_ftm_is_new(self, "country", code[0] ? idt_span_of(code) : text);

    if (is_new && !(repeats && role == IDT_COUNTRY_RESIDENCE))
        idt_party_add_country(self->party, &self->lists->arena, country);
}

void idt_ftm_add_identifier(idt_ftm_party *self, idt_identifier_type type, const char *label,
                            idt_span value, idt_source source)
{
    idt_identifier number = {
        .type = type, .label = idt_span_of(label), .value = value, .source = source
    };
    const char *kind = type == IDT_ID_OTHER ? label : idt_identifier_name(type);

    if (value.len > 0 && idt_ftm_is_new(self, kind, value))
        idt_party_add_identifier(self->party, &self->lists->arena, number);
}

void idt_ftm_add_address(idt_ftm_party *self, idt_span text, idt_source source)
{
    idt_address address = { .role = IDT_ADDRESS_LOCATION, .text = text, .source = source };

    address.country = idt_country_of(IDT_SPAN_EMPTY);
    if (text.len > 0 && idt_ftm_is_new(self, "address", text))
        idt_party_add_address(self->party, &self->lists->arena, address);
}

/* --- references --- */

static bool is_number(idt_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!idt_is_digit(text.ptr[i]))
            return false;
    return text.len > 0;
}

/* "eu-780-23" -> "EU.780.23" */
static idt_span dotted(idt_arena *arena, idt_span slug)
{
    char out[32];

    if (slug.len >= sizeof out || !idt_span_starts(slug, "eu-"))
        return IDT_SPAN_EMPTY;
    for (size_t i = 0; i < slug.len; i++)
        out[i] = slug.ptr[i] == '-' ? '.' : idt_to_upper(slug.ptr[i]);
    return idt_arena_copy(arena, (idt_span){ out, slug.len });
}

/* "afg0086" -> "AFG0086" */
static idt_span capitals(idt_arena *arena, idt_span slug)
{
    char out[8];

    if (slug.len != 7 || !is_number(idt_span_sub(slug, 3, 7)))
        return IDT_SPAN_EMPTY;
    for (size_t i = 0; i < slug.len; i++)
        out[i] = idt_to_upper(slug.ptr[i]);
    return idt_arena_copy(arena, (idt_span){ out, slug.len });
}

bool idt_ftm_add_referent(idt_ftm_party *self, idt_span text, bool consolidated, idt_source source)
{
    static const char *const prefixes[] = { "ofac-", "gb-hmt-", "ch-seco-", "eu-fsf-", "gb-fcdo-" };
    static const char *const lists[] = { "us_ofac_sdn", "gb_hmt_sanctions", "ch_seco_sanctions",
                                         "eu_fsf", "gb_fcdo_sanctions" };
    idt_arena *arena = &self->lists->arena;
    idt_reference reference = { IDT_SPAN_EMPTY, IDT_SPAN_EMPTY, source };
    size_t i = 0, count = sizeof lists / sizeof lists[0];

    while (i < count && !idt_span_starts(text, prefixes[i]))
        i++;
    if (i == count)
        return false;
    idt_span rest = idt_span_sub(text, strlen(prefixes[i]), text.len);
    reference.list_id = idt_span_of(i == 0 && consolidated ? "us_ofac_cons" : lists[i]);
    if (i < 3)
        reference.uid = is_number(rest) ? rest : IDT_SPAN_EMPTY;
    else
        reference.uid = i == 3 ? dotted(arena, rest) : capitals(arena, rest);
    if (reference.uid.len > 0 && idt_ftm_is_new(self, "reference", text))
        idt_party_add_reference(self->party, arena, reference);
    return reference.uid.len > 0;
}

/* --- schemata and data sets --- */

bool idt_ftm_party_type(idt_party_type *out, idt_span schema)
{
    static const struct {
        const char *schema;
        idt_party_type type;
    } table[] = {
        { "Person", IDT_PARTY_PERSON },        { "Organization", IDT_PARTY_ORGANIZATION },
        { "Company", IDT_PARTY_ORGANIZATION }, { "PublicBody", IDT_PARTY_ORGANIZATION },
        { "LegalEntity", IDT_PARTY_UNKNOWN },  { "Vessel", IDT_PARTY_VESSEL },
        { "Airplane", IDT_PARTY_AIRCRAFT },    { "CryptoWallet", IDT_PARTY_UNKNOWN },
        { "BankAccount", IDT_PARTY_UNKNOWN },  { "Security", IDT_PARTY_UNKNOWN },
        { "Asset", IDT_PARTY_UNKNOWN },        { "Vehicle", IDT_PARTY_UNKNOWN },
        { "RealEstate", IDT_PARTY_UNKNOWN },   { "Thing", IDT_PARTY_UNKNOWN },
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (idt_span_equal_text(schema, table[i].schema)) {
            *out = table[i].type;
            return true;
        }
    }
    return false;
}

idt_span idt_ftm_list_id(idt_arena *arena, idt_span dataset)
{
    char out[LIST_ID_MAX];
    size_t length = 0;

    for (size_t i = 0; i < dataset.len && length < LIST_ID_MAX; i++) {
        char c = idt_to_lower(dataset.ptr[i]);
        if (idt_is_lower(c) || idt_is_digit(c))
            out[length++] = c;
        else if (length > 0 && out[length - 1] != '_')
            out[length++] = '_';
    }
    while (length > 0 && out[length - 1] == '_')
        length--;
    return length ? idt_arena_copy(arena, (idt_span){ out, length }) : IDT_SPAN_LIT("own");
}
