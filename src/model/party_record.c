/* party_record.c - a party as compact bytes for the index, and back.
 *
 *     party       := edition uid:span type:u8 gender:u8 source
 *                    names dates countries identifiers addresses programmes associations
 *                    references same facts
 *     <list>      := count element*
 *     name        := text:span family:span given:span kind:u8 quality:u8 detail:u8 [detail] source
 *     detail      := middle:span patronymic:span matronymic:span maiden:span script:span
 *                    language:span
 *     date        := from:ymd to:ymd flags:u8 kind:u8 text:span note:span source
 *     country     := text:span code:span            (code shorter than IDT_COUNTRY_CODE_MAX)
 *     of role     := country role:u8 source
 *     identifier  := type:u8 label:span value:span country issued:ymd expires:ymd note:span source
 *     address     := role:u8 street:span city:span region:span postal:span country text:span
 *                    note:span source
 *     programme   := tag:span listed_on:span list:span authority:span measures:span source
 *     association := relation:u8 target:span target_uid:span label:span quality:span note:span
 *                    source
 *     reference   := list_id:span uid:span source
 *     same        := entity_id:span kind:u8 evidence:span conflict:span
 *     fact        := key:span value:span source
 *     source      := file line
 *     ymd         := year << 9 | month << 5 | day
 *
 * Numbers without a suffix are LEB128; a span is its length and its bytes. Decoding refuses counts
 * that the bytes left could not hold, and values outside their enum; so memory stays in proportion
 * to the bytes read, whatever they say. */
#include "model/party.h"

#include <string.h>

#include "base/err.h"
#include "model/party_internal.h"

/* The smallest encoding of one element: one byte per span, number and enum. */
enum {
    NAME_BYTES_MIN = 8,
    DATE_BYTES_MIN = 8,
    COUNTRY_BYTES_MIN = 5,
    IDENTIFIER_BYTES_MIN = 10,
    ADDRESS_BYTES_MIN = 11,
    PROGRAMME_BYTES_MIN = 7,
    ASSOCIATION_BYTES_MIN = 8,
    REFERENCE_BYTES_MIN = 4,
    SAME_BYTES_MIN = 4,
    FACT_BYTES_MIN = 4,
};

enum { YMD_MAX = (1 << 25) - 1, MONTH_MAX = 12, DATE_FLAG_APPROXIMATE = 1 };

static void put_enum(idt_buf *out, unsigned value)
{
    idt_assert(value < 128);
    idt_buf_put_u8(out, (uint8_t)value);
}

static void put_source(idt_buf *out, idt_source source)
{
    idt_buf_put_varint(out, source.file);
    idt_buf_put_varint(out, source.line);
}

static void put_ymd(idt_buf *out, idt_ymd date)
{
    idt_assert(date.month <= MONTH_MAX && date.day <= 31);
    idt_buf_put_varint(out, (uint64_t)date.year << 9 | (uint64_t)date.month << 5 | date.day);
}

static void put_country(idt_buf *out, idt_country country)
{
    size_t length = strnlen(country.code, sizeof country.code);
    idt_assert(length < sizeof country.code);
    idt_buf_put_span(out, country.text);
    idt_buf_put_span(out, (idt_span){ country.code, length });
}

/* Most names have none of these. */
static bool has_detail(const idt_name *name)
{
    return name->middle.len | name->patronymic.len | name->matronymic.len | name->maiden.len |
           name->script.len | name->language.len;
}

static void put_name_detail(idt_buf *out, const idt_name *name)
{
    put_enum(out, has_detail(name));
    if (!has_detail(name))
        return;
    idt_buf_put_span(out, name->middle);
    idt_buf_put_span(out, name->patronymic);
    idt_buf_put_span(out, name->matronymic);
    idt_buf_put_span(out, name->maiden);
    idt_buf_put_span(out, name->script);
    idt_buf_put_span(out, name->language);
}

static void put_names(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->name_count);
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf_put_span(out, name->text);
        idt_buf_put_span(out, name->family);
        idt_buf_put_span(out, name->given);
        put_enum(out, name->kind);
        put_enum(out, name->quality);
        put_name_detail(out, name);
        put_source(out, name->source);
    }
}

static void put_dates(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->date_count);
    for (size_t i = 0; i < party->date_count; i++) {
        const idt_party_date *date = &party->dates[i];
        put_ymd(out, date->range.from);
        put_ymd(out, date->range.to);
        put_enum(out, date->range.approximate ? DATE_FLAG_APPROXIMATE : 0);
        put_enum(out, date->kind);
        idt_buf_put_span(out, date->text);
        idt_buf_put_span(out, date->note);
        put_source(out, date->source);
    }
}

static void put_countries(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->country_count);
    for (size_t i = 0; i < party->country_count; i++) {
        put_country(out, party->countries[i].country);
        put_enum(out, party->countries[i].role);
        put_source(out, party->countries[i].source);
    }
}

static void put_identifiers(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->identifier_count);
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *identifier = &party->identifiers[i];
        put_enum(out, identifier->type);
        idt_buf_put_span(out, identifier->label);
        idt_buf_put_span(out, identifier->value);
        put_country(out, identifier->country);
        put_ymd(out, identifier->issued);
        put_ymd(out, identifier->expires);
        idt_buf_put_span(out, identifier->note);
        put_source(out, identifier->source);
    }
}

static void put_addresses(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->address_count);
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *address = &party->addresses[i];
        put_enum(out, address->role);
        idt_buf_put_span(out, address->street);
        idt_buf_put_span(out, address->city);
        idt_buf_put_span(out, address->region);
        idt_buf_put_span(out, address->postal);
        put_country(out, address->country);
        idt_buf_put_span(out, address->text);
        idt_buf_put_span(out, address->note);
        put_source(out, address->source);
    }
}

static void put_programmes(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->programme_count);
    for (size_t i = 0; i < party->programme_count; i++) {
        idt_buf_put_span(out, party->programmes[i].tag);
        idt_buf_put_span(out, party->programmes[i].listed_on);
        idt_buf_put_span(out, party->programmes[i].list);
        idt_buf_put_span(out, party->programmes[i].authority);
        idt_buf_put_span(out, party->programmes[i].measures);
        put_source(out, party->programmes[i].source);
    }
}

static void put_associations(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->association_count);
    for (size_t i = 0; i < party->association_count; i++) {
        const idt_association *association = &party->associations[i];
        put_enum(out, association->relation);
        idt_buf_put_span(out, association->target);
        idt_buf_put_span(out, association->target_uid);
        idt_buf_put_span(out, association->label);
        idt_buf_put_span(out, association->quality);
        idt_buf_put_span(out, association->note);
        put_source(out, association->source);
    }
}

static void put_references(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->reference_count);
    for (size_t i = 0; i < party->reference_count; i++) {
        idt_buf_put_span(out, party->references[i].list_id);
        idt_buf_put_span(out, party->references[i].uid);
        put_source(out, party->references[i].source);
    }
}

static void put_same(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->same_count);
    for (size_t i = 0; i < party->same_count; i++) {
        idt_buf_put_span(out, party->same[i].entity_id);
        put_enum(out, party->same[i].kind);
        idt_buf_put_span(out, party->same[i].evidence);
        idt_buf_put_span(out, party->same[i].conflict);
    }
}

static void put_facts(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->fact_count);
    for (size_t i = 0; i < party->fact_count; i++) {
        idt_buf_put_span(out, party->facts[i].key);
        idt_buf_put_span(out, party->facts[i].value);
        put_source(out, party->facts[i].source);
    }
}

void idt_party_encode(idt_buf *out, const idt_party *party)
{
    idt_buf_put_varint(out, party->edition);
    idt_buf_put_span(out, party->uid);
    put_enum(out, party->type);
    put_enum(out, party->gender);
    put_source(out, party->source);
    put_names(out, party);
    put_dates(out, party);
    put_countries(out, party);
    put_identifiers(out, party);
    put_addresses(out, party);
    put_programmes(out, party);
    put_associations(out, party);
    put_references(out, party);
    put_same(out, party);
    put_facts(out, party);
}

/* A value below `count`, the number of values of its enum. */
static unsigned get_enum(idt_cursor *in, unsigned count)
{
    unsigned value = idt_cursor_u8(in);
    if (value < count)
        return value;
    in->bad = true;
    return 0;
}

static idt_source get_source(idt_cursor *in)
{
    idt_source source;
    source.file = idt_cursor_varint_max(in, UINT32_MAX);
    source.line = idt_cursor_varint_max(in, UINT32_MAX);
    return source;
}

static idt_ymd get_ymd(idt_cursor *in)
{
    uint32_t packed = idt_cursor_varint_max(in, YMD_MAX);
    idt_ymd date = { (uint16_t)(packed >> 9), (uint8_t)(packed >> 5 & 15), (uint8_t)(packed & 31) };
    if (date.month > MONTH_MAX)
        in->bad = true;
    return date;
}

static idt_country get_country(idt_cursor *in)
{
    idt_country country = { idt_cursor_span(in), "" };
    idt_span code = idt_cursor_span(in);
    if (code.len >= sizeof country.code || memchr(code.ptr, '\0', code.len))
        in->bad = true;
    else
        memcpy(country.code, code.ptr, code.len);
    return country;
}

/* The length of a list whose elements take at least `bytes_min` each; 0 when it cannot be. */
static size_t get_count(idt_cursor *in, size_t bytes_min)
{
    uint64_t count = idt_cursor_varint(in);
    if (count > idt_cursor_left(in) / bytes_min) {
        in->bad = true;
        return 0;
    }
    return (size_t)count;
}

static void *new_array(idt_arena *arena, size_t count, size_t size)
{
    return count ? idt_arena_alloc(arena, idt_party_room(count) * size) : NULL;
}

static void get_name_detail(idt_name *name, idt_cursor *in)
{
    if (get_enum(in, 2) == 0)
        return;
    name->middle = idt_cursor_span(in);
    name->patronymic = idt_cursor_span(in);
    name->matronymic = idt_cursor_span(in);
    name->maiden = idt_cursor_span(in);
    name->script = idt_cursor_span(in);
    name->language = idt_cursor_span(in);
}

static void get_names(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->name_count = get_count(in, NAME_BYTES_MIN);
    out->names = new_array(arena, out->name_count, sizeof *out->names);
    for (size_t i = 0; i < out->name_count && !in->bad; i++) {
        idt_name *name = &out->names[i];
        name->text = idt_cursor_span(in);
        name->family = idt_cursor_span(in);
        name->given = idt_cursor_span(in);
        name->kind = (idt_name_kind)get_enum(in, IDT_NAME_KIND_COUNT);
        name->quality = (idt_quality)get_enum(in, IDT_QUALITY_COUNT);
        get_name_detail(name, in);
        name->source = get_source(in);
    }
}

static void get_dates(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->date_count = get_count(in, DATE_BYTES_MIN);
    out->dates = new_array(arena, out->date_count, sizeof *out->dates);
    for (size_t i = 0; i < out->date_count && !in->bad; i++) {
        idt_party_date *date = &out->dates[i];
        date->range.from = get_ymd(in);
        date->range.to = get_ymd(in);
        date->range.approximate = get_enum(in, 2) == DATE_FLAG_APPROXIMATE;
        date->kind = (idt_date_kind)get_enum(in, IDT_DATE_KIND_COUNT);
        date->text = idt_cursor_span(in);
        date->note = idt_cursor_span(in);
        date->source = get_source(in);
    }
}

static void get_countries(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->country_count = get_count(in, COUNTRY_BYTES_MIN);
    out->countries = new_array(arena, out->country_count, sizeof *out->countries);
    for (size_t i = 0; i < out->country_count && !in->bad; i++) {
        out->countries[i].country = get_country(in);
        out->countries[i].role = (idt_country_role)get_enum(in, IDT_COUNTRY_ROLE_COUNT);
        out->countries[i].source = get_source(in);
    }
}

static void get_identifiers(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->identifier_count = get_count(in, IDENTIFIER_BYTES_MIN);
    out->identifiers = new_array(arena, out->identifier_count, sizeof *out->identifiers);
    for (size_t i = 0; i < out->identifier_count && !in->bad; i++) {
        idt_identifier *identifier = &out->identifiers[i];
        identifier->type = (idt_identifier_type)get_enum(in, IDT_ID_TYPE_COUNT);
        identifier->label = idt_cursor_span(in);
        identifier->value = idt_cursor_span(in);
        identifier->country = get_country(in);
        identifier->issued = get_ymd(in);
        identifier->expires = get_ymd(in);
        identifier->note = idt_cursor_span(in);
        identifier->source = get_source(in);
    }
}

static void get_addresses(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->address_count = get_count(in, ADDRESS_BYTES_MIN);
    out->addresses = new_array(arena, out->address_count, sizeof *out->addresses);
    for (size_t i = 0; i < out->address_count && !in->bad; i++) {
        idt_address *address = &out->addresses[i];
        address->role = (idt_address_role)get_enum(in, IDT_ADDRESS_ROLE_COUNT);
        address->street = idt_cursor_span(in);
        address->city = idt_cursor_span(in);
        address->region = idt_cursor_span(in);
        address->postal = idt_cursor_span(in);
        address->country = get_country(in);
        address->text = idt_cursor_span(in);
        address->note = idt_cursor_span(in);
        address->source = get_source(in);
    }
}

static void get_programmes(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->programme_count = get_count(in, PROGRAMME_BYTES_MIN);
    out->programmes = new_array(arena, out->programme_count, sizeof *out->programmes);
    for (size_t i = 0; i < out->programme_count && !in->bad; i++) {
        out->programmes[i].tag = idt_cursor_span(in);
        out->programmes[i].listed_on = idt_cursor_span(in);
        out->programmes[i].list = idt_cursor_span(in);
        out->programmes[i].authority = idt_cursor_span(in);
        out->programmes[i].measures = idt_cursor_span(in);
        out->programmes[i].source = get_source(in);
    }
}

static void get_associations(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->association_count = get_count(in, ASSOCIATION_BYTES_MIN);
    out->associations = new_array(arena, out->association_count, sizeof *out->associations);
    for (size_t i = 0; i < out->association_count && !in->bad; i++) {
        idt_association *association = &out->associations[i];
        association->relation = (idt_relation)get_enum(in, IDT_RELATION_COUNT);
        association->target = idt_cursor_span(in);
        association->target_uid = idt_cursor_span(in);
        association->label = idt_cursor_span(in);
        association->quality = idt_cursor_span(in);
        association->note = idt_cursor_span(in);
        association->source = get_source(in);
    }
}

static void get_references(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->reference_count = get_count(in, REFERENCE_BYTES_MIN);
    out->references = new_array(arena, out->reference_count, sizeof *out->references);
    for (size_t i = 0; i < out->reference_count && !in->bad; i++) {
        out->references[i].list_id = idt_cursor_span(in);
        out->references[i].uid = idt_cursor_span(in);
        out->references[i].source = get_source(in);
    }
}

static void get_same(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->same_count = get_count(in, SAME_BYTES_MIN);
    out->same = new_array(arena, out->same_count, sizeof *out->same);
    for (size_t i = 0; i < out->same_count && !in->bad; i++) {
        out->same[i].entity_id = idt_cursor_span(in);
        out->same[i].kind = (idt_same_kind)get_enum(in, IDT_SAME_KIND_COUNT);
        out->same[i].evidence = idt_cursor_span(in);
        out->same[i].conflict = idt_cursor_span(in);
    }
}

static void get_facts(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    out->fact_count = get_count(in, FACT_BYTES_MIN);
    out->facts = new_array(arena, out->fact_count, sizeof *out->facts);
    for (size_t i = 0; i < out->fact_count && !in->bad; i++) {
        out->facts[i].key = idt_cursor_span(in);
        out->facts[i].value = idt_cursor_span(in);
        out->facts[i].source = get_source(in);
    }
}

bool idt_party_decode(idt_party *out, idt_cursor *in, idt_arena *arena)
{
    *out = (idt_party){ 0 };
    out->edition = idt_cursor_varint_max(in, UINT32_MAX);
    out->uid = idt_cursor_span(in);
    out->type = (idt_party_type)get_enum(in, IDT_PARTY_TYPE_COUNT);
    out->gender = (idt_gender)get_enum(in, IDT_GENDER_COUNT);
    out->source = get_source(in);
    get_names(out, in, arena);
    get_dates(out, in, arena);
    get_countries(out, in, arena);
    get_identifiers(out, in, arena);
    get_addresses(out, in, arena);
    get_programmes(out, in, arena);
    get_associations(out, in, arena);
    get_references(out, in, arena);
    get_same(out, in, arena);
    get_facts(out, in, arena);
    return !in->bad;
}
