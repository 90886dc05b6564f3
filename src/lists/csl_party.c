/* csl_party.c - one entry of the US Consolidated Screening List as a party.
 *
 * Entries of the Treasury carry OFAC's number, OFAC's names ("LAST, First") and OFAC's remarks, and
 * their `ids` hold all that OFAC calls features. So these go through OFAC's own reader: the party
 * says the same as the one on OFAC's list. The other agencies' entries have neither type nor
 * number. */
#include <string.h>

#include "base/alloc.h"
#include "lists/csl_internal.h"

typedef struct {
    idt_csl_edition *edition;
    const idt_csl_record *record;
    idt_arena *arena; /* the lists' */
    idt_party *party;
    idt_source source;
    bool is_ofac;
} maker;

/* Is this fact of the party said for the first time? `kind` parts facts of one text. */
static bool is_new(maker *self, char kind, idt_span text)
{
    bool added;
    idt_span key =
        idt_arena_format(&self->edition->scratch, "%c%.*s", kind, (int)text.len, text.ptr);

    idt_strmap_add(&self->edition->seen, key, &added);
    return added;
}

static void diagnose(maker *self, const char *code, const char *what, idt_span value)
{
    idt_lists_diagnose(self->edition->lists, self->source, IDT_DIAGNOSTIC_WARNING, code,
                       self->party->uid, "\"%.*s\" %s", (int)value.len, value.ptr, what);
}

static void add_fact(maker *self, const char *key, idt_span value)
{
    idt_party_add_fact(self->party, self->arena, key, value, self->source);
}

/* --- names --- */

/* "X and any successor, sub-unit, or subsidiary thereof": whom the State Department means besides
 * the party it names. */
static idt_span cut_scope(idt_span name, idt_span *scope)
{
    static const char *const phrases[] = { " and any successor", ", and any successor",
                                           ", and its sub-units", " and its sub-units" };

    *scope = IDT_SPAN_EMPTY;
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        size_t at = idt_span_find(name, phrases[i]);
        if (at == SIZE_MAX || at == 0)
            continue;
        *scope = idt_span_sub(name, at + (name.ptr[at] == ',' ? 2 : 1), name.len);
        return idt_span_sub(name, 0, at);
    }
    return name;
}

static void add_name(maker *self, idt_span text, idt_name_kind kind)
{
    idt_party_type type = self->is_ofac ? self->party->type : IDT_PARTY_UNKNOWN;
    idt_span scope;

    text = idt_span_trim(cut_scope(text, &scope));
    if (scope.len && is_new(self, 's', scope))
        add_fact(self, "scope", scope);
    if (text.len == 0 || !is_new(self, 'n', text))
        return;
    idt_name name = idt_ofac_name(text, type);
    name.kind = kind;
    name.source = self->source;
    idt_party_add_name(self->party, self->arena, name);
}

static void add_names(maker *self)
{
    const idt_csl_values *others = &self->record->alt_names;

    add_name(self, self->record->name, IDT_NAME_PRIMARY);
    for (size_t i = 0; i < others->count; i++) {
        idt_span text = others->items[i];
        if (idt_span_starts(text, "and ")) /* the end of an enumeration in the notice */
            text = idt_span_sub(text, 4, text.len);
        add_name(self, text, IDT_NAME_AKA);
    }
    if (self->party->name_count > 0)
        return;
    self->edition->nameless_count++;
    idt_lists_diagnose(self->edition->lists, self->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                       self->party->uid, "the entry has no name");
}

/* --- the list --- */

/* "Entity List (EL) - Bureau of Industry and Security" */
static void split_source(idt_span source, idt_span *list, idt_span *agency)
{
    size_t at = SIZE_MAX;

    for (size_t i = 0; i + 3 <= source.len; i++)
        if (memcmp(source.ptr + i, " - ", 3) == 0)
            at = i;
    *list = idt_span_trim(idt_span_sub(source, 0, at));
    *agency = at == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(source, at + 3, source.len);
}

static void add_programmes(maker *self)
{
    const idt_csl_record *record = self->record;
    idt_span list, agency;
    idt_date_range range;

    split_source(record->source, &list, &agency);
    idt_party_programme programme = { .tag = idt_csl_abbreviation(list),
                                      .listed_on = IDT_SPAN_EMPTY,
                                      .list = list,
                                      .authority = record->federal_register_notice,
                                      .measures = IDT_SPAN_EMPTY,
                                      .source = self->source };
    if (idt_date_parse(&range, record->start_date) && range.from.day) {
        programme.listed_on = record->start_date;
        if (idt_span_compare(programme.listed_on, self->edition->newest) > 0)
            self->edition->newest = programme.listed_on;
    } else if (record->start_date.len) {
        add_fact(self, "start date", record->start_date);
        diagnose(self, "odd-date", "is no start date that is known", record->start_date);
    }
    if (record->programs.count == 0)
        idt_party_add_programme(self->party, self->arena, programme);
    for (size_t i = 0; i < record->programs.count; i++) {
        programme.tag = record->programs.items[i];
        if (is_new(self, 'p', programme.tag))
            idt_party_add_programme(self->party, self->arena, programme);
    }
    add_fact(self, "agency", agency);
}

/* OFAC's own number: of the SDN list, or of one of the lists it calls consolidated. */
static void add_reference(maker *self, bool is_sdn)
{
    if (self->is_ofac)
        idt_party_add_reference(
            self->party, self->arena,
            (idt_reference){ is_sdn ? IDT_SPAN_LIT("us_ofac_sdn") : IDT_SPAN_LIT("us_ofac_cons"),
                             self->record->entity_number, self->source });
}

/* --- dates and places --- */

static void add_birth_dates(maker *self)
{
    const idt_csl_values *dates = &self->record->dates_of_birth;

    for (size_t i = 0; i < dates->count; i++) {
        idt_party_date date = { .kind = IDT_DATE_BIRTH,
                                .text = dates->items[i],
                                .note = IDT_SPAN_EMPTY,
                                .source = self->source };
        if (!is_new(self, 'b', date.text))
            continue;
        if (!idt_date_parse(&date.range, date.text)) {
            memset(&date.range, 0, sizeof date.range);
            diagnose(self, "odd-date", "is no date that is known", date.text);
        }
        idt_party_add_date(self->party, self->arena, date);
    }
}

static void add_countries(maker *self, const idt_csl_values *values, idt_country_role role)
{
    for (size_t i = 0; i < values->count; i++)
        if (is_new(self, (char)('0' + role), values->items[i]))
            idt_party_add_country(
                self->party, self->arena,
                (idt_party_country){ idt_country_of(values->items[i]), role, self->source });
}

static idt_country country_behind(idt_span place)
{
    size_t from = place.len;
    idt_country country = { IDT_SPAN_EMPTY, "" };

    for (int parts = 0; parts < 2 && from > 0 && !country.code[0]; parts++) {
        while (from > 0 && place.ptr[from - 1] != ',')
            from--;
        country = idt_country_of(idt_span_trim(idt_span_sub(place, from, place.len)));
        from = from > 0 ? from - 1 : 0;
    }
    return country.code[0] ? country : (idt_country){ IDT_SPAN_EMPTY, "" };
}

static void add_birth_places(maker *self)
{
    const idt_csl_values *places = &self->record->places_of_birth;

    for (size_t i = 0; i < places->count; i++) {
        idt_span text = places->items[i];
        if (!is_new(self, 'o', text))
            continue;
        idt_party_add_address(self->party, self->arena,
                              (idt_address){ .role = IDT_ADDRESS_BIRTH,
                                             .street = IDT_SPAN_EMPTY,
                                             .city = IDT_SPAN_EMPTY,
                                             .region = IDT_SPAN_EMPTY,
                                             .postal = IDT_SPAN_EMPTY,
                                             .country = country_behind(text),
                                             .text = text,
                                             .note = IDT_SPAN_EMPTY,
                                             .source = self->source });
    }
}

static void add_addresses(maker *self)
{
    for (size_t i = 0; i < self->record->address_count; i++) {
        const idt_csl_address *from = &self->record->addresses[i];
        if (from->text.len == 0 || !is_new(self, 'a', from->text))
            continue;
        idt_country country =
            from->country.len ? idt_country_of(from->country) : country_behind(from->text);
        idt_party_add_address(self->party, self->arena,
                              (idt_address){ .role = IDT_ADDRESS_LOCATION,
                                             .street = from->street,
                                             .city = from->city,
                                             .region = from->region,
                                             .postal = from->postal,
                                             .country = country,
                                             .text = from->text,
                                             .note = IDT_SPAN_EMPTY,
                                             .source = self->source });
    }
}

/* --- numbers and features --- */

static idt_ymd day_of(idt_span text)
{
    idt_date_range range;
    return idt_date_parse(&range, text) ? range.from : (idt_ymd){ 0, 0, 0 };
}

/* "Vessel Registration Identification" holds an IMO number or an MMSI, and says so in the value. */
static void settle_number(idt_identifier *identifier)
{
    enum { LEI_CHARS = 20 /* ISO 17442 */ };

    if (idt_span_starts(identifier->value, "IMO ")) {
        identifier->type = IDT_ID_IMO;
        identifier->value = idt_span_trim(idt_span_sub(identifier->value, 4, SIZE_MAX));
    } else if (idt_span_starts(identifier->value, "MMSI ")) {
        identifier->type = IDT_ID_MMSI;
        identifier->value = idt_span_trim(idt_span_sub(identifier->value, 5, SIZE_MAX));
    }
    if (identifier->type == IDT_ID_LEI && identifier->value.len != LEI_CHARS)
        identifier->type = IDT_ID_REGISTRATION;
}

/* "Pilot License Number" is in no table, but its last word tells. */
static bool is_number_label(idt_span label, idt_identifier_type *type)
{
    size_t bytes = idt_ofac_label_bytes(type, label);

    if (bytes == label.len)
        return true;
    *type = IDT_ID_OTHER;
    return idt_span_ends(label, " Number") || idt_span_ends(label, " No.") ||
           idt_span_ends(label, " #");
}

static bool add_number(maker *self, const idt_csl_id *id)
{
    idt_identifier number = { .label = id->type,
                              .value = id->number,
                              .country = idt_country_of(id->country),
                              .issued = day_of(id->issued),
                              .expires = day_of(id->expires),
                              .note = IDT_SPAN_EMPTY,
                              .source = self->source };

    if (!is_number_label(id->type, &number.type) || id->number.len == 0)
        return false;
    settle_number(&number);
    if (id->date.len)
        number.note = idt_arena_format(self->arena, "issued or expires %.*s", (int)id->date.len,
                                       id->date.ptr);
    idt_party_add_identifier(self->party, self->arena, number);
    return true;
}

/* All that OFAC writes as "KEY VALUE" in its remarks; the dot at the end is taken off again. */
static void add_features(maker *self, idt_span text)
{
    idt_ofac_remarks remarks = { .text = text,
                                 .head_bytes = text.len,
                                 .title = self->record->title,
                                 .source = self->source,
                                 .tail_source = self->source };

    if (text.len > 1)
        idt_ofac_remarks_read(self->edition->lists, self->party, &remarks, &self->edition->remarks);
}

/* "(Linked To: X)" and "(Linked To: X; Linked To: Y)" have brackets that OFAC's remarks have not.
 */
static idt_span without_brackets(idt_span item)
{
    size_t depth = 0;

    if (idt_span_starts(item, "(Linked To:"))
        item = idt_span_sub(item, 1, item.len);
    if (!idt_span_starts(item, "Linked To:"))
        return item;
    for (size_t i = 0; i < item.len; i++) {
        if (item.ptr[i] == '(')
            depth++;
        else if (item.ptr[i] == ')' && depth-- == 0)
            return i + 1 == item.len ? idt_span_sub(item, 0, i) : item;
    }
    return item;
}

static void add_remarks_to(idt_buf *out, idt_span remarks)
{
    idt_span item;

    while (idt_span_split(&item, &remarks, "; ")) {
        item = without_brackets(idt_span_trim(item));
        if (item.len == 0)
            continue;
        idt_buf_add_text(out, out->len ? "; " : "");
        idt_buf_add_span(out, item);
    }
}

static void add_ids(maker *self)
{
    idt_buf features = IDT_BUF_INIT;

    for (size_t i = 0; i < self->record->id_count; i++) {
        const idt_csl_id *id = &self->record->ids[i];
        idt_span key = idt_arena_format(&self->edition->scratch, "%.*s|%.*s|%.*s|%.*s%.*s%.*s",
                                        (int)id->type.len, id->type.ptr, (int)id->number.len,
                                        id->number.ptr, (int)id->country.len, id->country.ptr,
                                        (int)id->issued.len, id->issued.ptr, (int)id->expires.len,
                                        id->expires.ptr, (int)id->date.len, id->date.ptr);
        if (!is_new(self, 'i', key) || add_number(self, id))
            continue;
        idt_buf_format(&features, "%s%.*s %.*s", features.len ? "; " : "", (int)id->type.len,
                       id->type.ptr, (int)id->number.len, id->number.ptr);
        if (id->country.len)
            idt_buf_format(&features, " (%.*s)", (int)id->country.len, id->country.ptr);
    }
    if (self->is_ofac)
        add_remarks_to(&features, self->record->remarks);
    else
        add_fact(self, "remarks", self->record->remarks);
    idt_buf_add_char(&features, '.');
    add_features(self, idt_arena_copy(self->arena, idt_buf_span(&features)));
    idt_buf_release(&features);
}

static void add_vessel(maker *self)
{
    const idt_csl_record *record = self->record;

    if (idt_span_starts_nocase(record->vessel_flag, "none"))
        add_fact(self, "vessel flag", record->vessel_flag);
    else if (record->vessel_flag.len)
        idt_party_add_country(self->party, self->arena,
                              (idt_party_country){ idt_country_of(record->vessel_flag),
                                                   IDT_COUNTRY_FLAG, self->source });
    if (record->call_sign.len)
        idt_party_add_identifier(self->party, self->arena,
                                 (idt_identifier){ .type = IDT_ID_CALL_SIGN,
                                                   .label = IDT_SPAN_LIT("call_sign"),
                                                   .value = record->call_sign,
                                                   .country = idt_country_of(IDT_SPAN_EMPTY),
                                                   .note = IDT_SPAN_EMPTY,
                                                   .source = self->source });
    add_fact(self, "vessel type", record->vessel_type);
    add_fact(self, "tonnage", record->gross_tonnage);
    add_fact(self, "gross registered tonnage", record->gross_registered_tonnage);
    add_fact(self, "vessel owner", record->vessel_owner);
}

/* --- the party --- */

static void take_type(maker *self)
{
    static const struct {
        const char *word;
        idt_party_type type;
    } types[] = { { "Individual", IDT_PARTY_PERSON },
                  { "Entity", IDT_PARTY_ORGANIZATION },
                  { "Vessel", IDT_PARTY_VESSEL },
                  { "Aircraft", IDT_PARTY_AIRCRAFT } };
    idt_span type = self->record->type;

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (idt_span_equal_nocase(type, idt_span_of(types[i].word)))
            self->party->type = types[i].type;
    if (type.len && self->party->type == IDT_PARTY_UNKNOWN) {
        add_fact(self, "type", type);
        diagnose(self, "unknown-value", "is no type that is known", type);
    }
}

static void take_uid(maker *self)
{
    const idt_csl_record *record = self->record;

    self->party->uid = record->id.len ? record->id : record->entity_number;
    if (self->party->uid.len)
        return;
    self->party->uid = idt_arena_format(self->arena, "LINE-%u", self->source.line);
    diagnose(self, "missing-reference", "is the entry named: it has no _id", self->party->uid);
}

/* By number of the party in the edition. */
static void remember(maker *self, bool is_sdn)
{
    idt_csl_edition *edition = self->edition;
    size_t number = edition->lists->party_count - edition->first - 1;

    edition->end_dates = idt_grow(edition->end_dates, &edition->party_capacity, number + 1,
                                  sizeof *edition->end_dates);
    edition->is_sdn =
        idt_grow(edition->is_sdn, &edition->sdn_capacity, number + 1, sizeof *edition->is_sdn);
    edition->end_dates[number] = self->record->end_date;
    edition->is_sdn[number] = is_sdn;
}

idt_party *idt_csl_edition_add(idt_csl_edition *edition, const idt_csl_record *record,
                               idt_source source)
{
    maker self = { edition,
                   record,
                   &edition->lists->arena,
                   idt_lists_add_party(edition->lists),
                   source,
                   idt_span_find(record->source, "Treasury") != SIZE_MAX };
    bool is_sdn = idt_span_find(record->source, "(SDN)") != SIZE_MAX;

    idt_arena_reset(&edition->scratch);
    idt_strmap_release(&edition->seen);
    self.party->source = source;
    take_uid(&self);
    take_type(&self);
    add_names(&self);
    add_programmes(&self);
    add_reference(&self, is_sdn);
    add_fact(&self, "title", record->title);
    add_birth_dates(&self);
    add_birth_places(&self);
    add_countries(&self, &record->nationalities, IDT_COUNTRY_NATIONALITY);
    add_countries(&self, &record->citizenships, IDT_COUNTRY_CITIZENSHIP);
    add_addresses(&self);
    add_vessel(&self);
    add_ids(&self);
    add_fact(&self, "end date", record->end_date);
    add_fact(&self, "standard order", record->standard_order);
    add_fact(&self, "license requirement", record->license_requirement);
    add_fact(&self, "license policy", record->license_policy);
    add_fact(&self, "source list url", record->source_list_url);
    add_fact(&self, "source information url", record->source_information_url);
    remember(&self, is_sdn);
    return self.party;
}
