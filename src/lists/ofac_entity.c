/* ofac_entity.c - one entity of OFAC's Enhanced XML as a party.
 *
 * An entity holds all that is known of it: general information, lists with the day of listing,
 * programmes, kinds of measure and authorities, names with their translations, addresses, features,
 * documents, relations to other entities by their number. Features and documents are read by the
 * rules of the remarks, so that the party is the same as the one of the flat files. */
#include <string.h>

#include "lists/element.h"
#include "lists/ofac_internal.h"

typedef struct {
    idt_records *records;
    idt_lists *lists;
    idt_party *party;
    idt_ofac_remark_counts *counts;
} entity_reader;

static idt_arena *arena_of(entity_reader *self)
{
    return &self->lists->arena;
}

static bool is_true(idt_span word)
{
    return idt_span_equal_nocase(word, IDT_SPAN_LIT("true"));
}

/* ---- days ---- */

static idt_ymd day_of(idt_span text)
{
    idt_date_range range;
    return text.len && idt_date_parse(&range, text) ? range.from : (idt_ymd){ 0, 0, 0 };
}

static bool same_day(idt_ymd a, idt_ymd b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* A year is written as its first and its last day; likewise a month. */
static idt_ymd only_stated(idt_ymd first, idt_ymd last)
{
    idt_ymd next = last;

    if (same_day(first, last) || first.year != last.year || first.day != 1)
        return first;
    next.day++;
    if (idt_ymd_valid(next)) /* not the end of a month */
        return first;
    if (first.month == last.month)
        return (idt_ymd){ first.year, first.month, 0 };
    return first.month == 1 && last.month == 12 ? (idt_ymd){ first.year, 0, 0 } : first;
}

static idt_date_range range_of(const idt_element *period)
{
    idt_ymd from = day_of(idt_element_look_child(period, "fromDateBegin"));
    idt_ymd from_end = day_of(idt_element_look_child(period, "fromDateEnd"));
    idt_ymd to_begin = day_of(idt_element_look_child(period, "toDateBegin"));
    idt_ymd to = day_of(idt_element_look_child(period, "toDateEnd"));
    idt_date_range range = { { 0 }, { 0 }, false };

    range.approximate = is_true(idt_element_look_child(period, "isApproximate"));
    if (is_true(idt_element_look_child(period, "isDateRange"))) {
        range.from = only_stated(from, from_end.year ? from_end : from);
        range.to = only_stated(to_begin.year ? to_begin : to, to);
    } else {
        range.from = range.to = only_stated(from, to.year ? to : from);
    }
    return range;
}

/* ---- names ---- */

static void read_parts(idt_name *name, idt_element *translation)
{
    const struct {
        const char *type;
        idt_span *out;
    } places[] = { { "First Name", &name->given },
                   { "Middle Name", &name->middle },
                   { "Patronymic", &name->patronymic },
                   { "Matronymic", &name->matronymic },
                   { "Maiden Name", &name->maiden } };
    idt_element *parts = idt_element_child(translation, "nameParts", NULL);

    for (idt_element *part = idt_element_child(parts, "namePart", NULL); part;
         part = idt_element_child(parts, "namePart", part)) {
        idt_span type = idt_element_look_child(part, "type");

        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
            if (idt_span_equal_text(type, places[i].type))
                *places[i].out = idt_element_take_child(part, "value");
    }
    idt_element_pass(parts); /* the rest repeats the formatted name */
}

static void add_translation(entity_reader *self, idt_element *translation, idt_name name)
{
    idt_span script = idt_element_take_child(translation, "script");
    idt_span full = idt_element_take_child(translation, "formattedFullName");
    idt_span family = idt_element_take_child(translation, "formattedLastName");
    idt_span given = idt_element_take_child(translation, "formattedFirstName");
    bool latin = script.len == 0 || idt_span_equal_text(script, "Latin");

    name.source = idt_records_source(self->records, translation);
    if (given.len) {
        name.family = family;
        name.given = given;
    } else {
        name.family = name.given = IDT_SPAN_EMPTY;
    }
    name.text = full.len ? full : idt_ofac_name_of_parts(arena_of(self), family, given).text;
    read_parts(&name, translation);
    if (given.len == 0) /* of an entity, or of a person known by one name */
        name.given = IDT_SPAN_EMPTY;
    idt_element_pass_attribute(translation, "id");
    idt_element_pass_child(translation, "isPrimary");
    idt_element_pass_child(translation, "script");
    if (!latin) {
        name.kind = IDT_NAME_ORIGINAL_SCRIPT;
        name.script = script;
    } else if (name.kind == IDT_NAME_PRIMARY && self->party->name_count) {
        name.kind = IDT_NAME_AKA; /* there is one primary name */
    }
    if (name.text.len)
        idt_party_add_name(self->party, arena_of(self), name);
    else
        idt_lists_diagnose(self->lists, name.source, IDT_DIAGNOSTIC_WARNING, "empty-alias",
                           self->party->uid, "a name without text");
}

static void add_name(entity_reader *self, idt_element *element)
{
    bool primary = is_true(idt_element_take_child(element, "isPrimary"));
    bool weak = is_true(idt_element_take_child(element, "isLowQuality"));
    idt_name name = {
        .kind = idt_ofac_alias_kind(idt_element_take_child(element, "aliasType")),
        .quality = weak ? IDT_QUALITY_WEAK : IDT_QUALITY_STRONG,
        .language = IDT_SPAN_EMPTY,
    };
    idt_element *translations = idt_element_child(element, "translations", NULL);

    if (primary) {
        name.kind = IDT_NAME_PRIMARY;
        name.quality = IDT_QUALITY_UNGRADED;
    }
    idt_element_pass_attribute(element, "id");
    idt_element_pass_child(element, "aliasType");
    for (idt_element *one = idt_element_child(translations, "translation", NULL); one;
         one = idt_element_child(translations, "translation", one))
        add_translation(self, one, name);
}

static void add_names(entity_reader *self, idt_element *entity)
{
    idt_element *names = idt_element_child(entity, "names", NULL);

    for (int others = 0; others <= 1; others++)
        for (idt_element *name = idt_element_child(names, "name", NULL); name;
             name = idt_element_child(names, "name", name))
            if (is_true(idt_element_look_child(name, "isPrimary")) == (others == 0))
                add_name(self, name);
    if (self->party->name_count == 0)
        idt_lists_diagnose(self->lists, self->party->source, IDT_DIAGNOSTIC_WARNING, "no-name",
                           self->party->uid, "the entry has no name");
}

/* ---- addresses ---- */

/* Parts are joined while the whole is shorter than this; what is behind stays a fact of its own. */
enum { JOINED_BYTES_MAX = 4096 };

/* The flat files write "Region: Gaza" for the country of such an address. */
static void set_region(entity_reader *self, idt_address *address, idt_span region)
{
    idt_arena *arena = arena_of(self);

    if (address->country.text.len == 0)
        address->country =
            idt_country_of(idt_arena_format(arena, "Region: %.*s", (int)region.len, region.ptr));
    else
        address->region = idt_ofac_xml_joined(arena, address->region, ", ", region);
}

static void read_address_parts(entity_reader *self, idt_address *address, idt_element *translation)
{
    idt_element *parts = idt_element_child(translation, "addressParts", NULL);

    for (idt_element *part = idt_element_child(parts, "addressPart", NULL); part;
         part = idt_element_child(parts, "addressPart", part)) {
        idt_span type = idt_element_take_child(part, "type");
        idt_span *place = idt_span_equal_text(type, "CITY")             ? &address->city
                          : idt_span_equal_text(type, "STATE/PROVINCE") ? &address->region
                          : idt_span_equal_text(type, "POSTAL CODE")    ? &address->postal
                          : idt_span_starts(type, "ADDRESS")            ? &address->street
                                                                        : &address->note;

        if (idt_span_equal_text(type, "REGION") && address->region.len < JOINED_BYTES_MAX)
            set_region(self, address, idt_element_take_child(part, "value"));
        else if (place->len < JOINED_BYTES_MAX)
            *place = idt_ofac_xml_joined(arena_of(self), *place, ", ",
                                         idt_element_take_child(part, "value"));
        idt_element_pass_child(part, "isPrimary");
        idt_element_pass_attribute(part, "id");
        idt_element_pass_attribute(idt_element_child(part, "type", NULL), "refId");
    }
}

static void add_address(entity_reader *self, idt_element *element)
{
    idt_element *translations = idt_element_child(element, "translations", NULL);
    idt_span country = idt_element_take_child(element, "country");
    idt_element *one = idt_element_child(translations, "translation", NULL);

    idt_element_pass_attribute(element, "id");
    idt_element_pass_child(element, "country");
    idt_element_pass_child(translations, "country");
    do {
        idt_span script = idt_element_take_child(one, "script");
        idt_address address = { .role = IDT_ADDRESS_LOCATION,
                                .country = idt_country_of(country),
                                .source = idt_records_source(self->records, one ? one : element) };

        if (script.len && !idt_span_equal_text(script, "Latin"))
            address.note = script;
        idt_element_pass_attribute(one, "id");
        idt_element_pass_child(one, "isPrimary");
        idt_element_pass_child(one, "script");
        read_address_parts(self, &address, one);
        if (address.street.len + address.city.len + address.region.len + address.postal.len +
            address.country.text.len)
            idt_party_add_address(self->party, arena_of(self), address);
        one = one ? idt_element_child(translations, "translation", one) : NULL;
    } while (one);
}

/* ---- features and documents ---- */

static void add_feature(entity_reader *self, idt_element *feature)
{
    idt_party *party = self->party;
    size_t dates_before = party->date_count;
    idt_ofac_item item = { .label = idt_element_take_child(feature, "type"),
                           .value = idt_element_take_child(feature, "value"),
                           .note = idt_element_take_child(feature, "comments"),
                           .source = idt_records_source(self->records, feature) };
    idt_span reliability = idt_element_take_child(feature, "reliability");
    idt_element *period = idt_element_child(feature, "valueDate", NULL);

    if (reliability.len && !idt_span_equal_text(reliability, "Confirmed"))
        item.note = idt_ofac_xml_joined(arena_of(self), reliability, "; ", item.note);
    idt_ofac_item_read(self->lists, party, &item, self->counts);
    if (period && party->date_count > dates_before) {
        idt_party_date *date = &party->dates[party->date_count - 1];
        if (date->range.from.year == 0)
            date->range = range_of(period);
    }
    idt_element_pass(feature);
}

/* The main ones first, as the flat files have them. */
static void add_features(entity_reader *self, idt_element *entity)
{
    idt_element *features = idt_element_child(entity, "features", NULL);

    for (int others = 0; others <= 1; others++)
        for (idt_element *one = idt_element_child(features, "feature", NULL); one;
             one = idt_element_child(features, "feature", one)) {
            bool other = idt_span_equal_text(idt_element_look_child(one, "isPrimary"), "false");
            if (other == (others == 1))
                add_feature(self, one);
        }
}

static void add_document(entity_reader *self, idt_element *document)
{
    idt_arena *arena = arena_of(self);
    idt_element *issued = idt_element_child(document, "issueDate", NULL);
    idt_element *expires = idt_element_child(document, "expirationDate", NULL);
    idt_element *features = idt_element_child(document, "idFeatures", NULL);
    idt_ofac_item item = { .label = idt_element_take_child(document, "type"),
                           .value = idt_element_take_child(document, "documentNumber"),
                           .country = idt_element_take_child(document, "issuingCountry"),
                           .issued = range_of(issued).from,
                           .expires = range_of(expires).from,
                           .note = IDT_SPAN_EMPTY,
                           .source = idt_records_source(self->records, document) };
    static const char *const notes[] = { "issuingAuthority", "issuingLocation", "comments" };

    if (idt_span_equal_nocase(idt_element_take_child(document, "isValid"), IDT_SPAN_LIT("false")))
        item.note = IDT_SPAN_LIT("not valid");
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++)
        item.note =
            idt_ofac_xml_joined(arena, item.note, "; ", idt_element_take_child(document, notes[i]));
    for (idt_element *one = idt_element_child(features, "idFeature", NULL); one;
         one = idt_element_child(features, "idFeature", one))
        if (item.note.len < JOINED_BYTES_MAX)
            item.note = idt_ofac_xml_joined(arena, item.note, "; ", idt_element_take(one));
    idt_ofac_item_read(self->lists, self->party, &item, self->counts);
    idt_element_pass(document); /* the name it was issued in, numbers of reference values */
}

/* ---- relations ---- */

static idt_relation relation_of(idt_span type)
{
    static const struct {
        const char *words;
        idt_relation relation;
    } table[] = {
        { "Acting for or on behalf of", IDT_RELATION_ACTS_FOR },
        { "Associate Of", IDT_RELATION_ASSOCIATE_OF },
        { "Family member of", IDT_RELATION_FAMILY_OF },
        { "Leader or official of", IDT_RELATION_LEADER_OF },
        { "Owned or Controlled By", IDT_RELATION_OWNED_BY },
        { "Owns, controls, or operates", IDT_RELATION_OWNS },
        { "Principal Executive Officer", IDT_RELATION_LEADER_OF },
        { "Property in the interest of", IDT_RELATION_INTEREST_OF },
        { "Providing support to", IDT_RELATION_SUPPORTS },
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (idt_span_equal_nocase(type, idt_span_of(table[i].words)))
            return table[i].relation;
    return IDT_RELATION_OTHER;
}

static void add_relationship(entity_reader *self, idt_element *element)
{
    idt_element *target = idt_element_child(element, "relatedEntity", NULL);
    idt_element *period = idt_element_child(element, "dateRange", NULL);
    idt_association link = { .label = idt_element_take_child(element, "type"),
                             .target = idt_element_take(target),
                             .target_uid = idt_element_take_attribute(target, "entityId"),
                             .quality = idt_element_take_child(element, "quality"),
                             .note = idt_element_take_child(element, "comments"),
                             .source = idt_records_source(self->records, element) };

    link.relation = relation_of(link.label);
    if (period) {
        idt_buf text = IDT_BUF_INIT;
        idt_date_format(&text, range_of(period));
        link.note = idt_ofac_xml_joined(arena_of(self), link.note, "; ",
                                        idt_arena_copy(arena_of(self), idt_buf_span(&text)));
        idt_buf_release(&text);
    }
    idt_party_add_association(self->party, arena_of(self), link);
    idt_element_pass(element);
}

/* ---- lists and programmes ---- */

static bool is_umbrella(idt_span list)
{
    return idt_span_equal_text(list, "Consolidated List"); /* of all lists but the SDN list */
}

void idt_ofac_entity_lists(const idt_element *entity, bool *sdn, bool *other)
{
    const idt_element *lists = idt_element_child(entity, "sanctionsLists", NULL);

    *sdn = *other = false;
    for (const idt_element *list = idt_element_child(lists, "sanctionsList", NULL); list;
         list = idt_element_child(lists, "sanctionsList", list)) {
        if (idt_span_equal_text(list->text, "SDN List"))
            *sdn = true;
        else
            *other = true;
    }
}

/* Which of several acts is that of which programme is not said, nor does their order tell: with one
 * programme it is clear, with more of them each act is a fact of the party. */
static idt_span take_acts(entity_reader *self, idt_element *entity, const char *group,
                          const char *child, const char *mark, const char *fact)
{
    idt_element *all = idt_element_child(entity, group, NULL);
    idt_element *programmes = idt_element_child(entity, "sanctionsPrograms", NULL);
    idt_element *first = idt_element_child(programmes, "sanctionsProgram", NULL);
    bool single = first && !idt_element_child(programmes, "sanctionsProgram", first);
    idt_span joined = IDT_SPAN_EMPTY;

    for (idt_element *one = idt_element_child(all, child, NULL); one;
         one = idt_element_child(all, child, one)) {
        idt_span text = idt_element_take(one);

        idt_element_pass(one);
        if (single && joined.len < JOINED_BYTES_MAX)
            joined = idt_ofac_xml_joined(arena_of(self), joined, mark, text);
        else
            idt_party_add_fact(self->party, arena_of(self), fact, text,
                               idt_records_source(self->records, one));
    }
    return joined;
}

/* Every list with its day is a fact. The day is the programmes' too where it can be only one. */
static void read_lists(entity_reader *self, idt_element *entity, idt_party_programme *out)
{
    idt_element *lists = idt_element_child(entity, "sanctionsLists", NULL);
    bool one_day = true;

    for (idt_element *list = idt_element_child(lists, "sanctionsList", NULL); list;
         list = idt_element_child(lists, "sanctionsList", list)) {
        idt_span day = idt_element_take_attribute(list, "datePublished");
        idt_span name = idt_element_take(list);

        idt_element_pass(list);
        idt_party_add_fact(self->party, arena_of(self), "listed",
                           idt_ofac_xml_joined(arena_of(self), name, ", ", day),
                           idt_records_source(self->records, list));
        if (is_umbrella(name) || out->list.len > JOINED_BYTES_MAX)
            continue;
        out->list = idt_ofac_xml_joined(arena_of(self), out->list, "; ", name);
        if (out->listed_on.len && !idt_span_equal(out->listed_on, day))
            one_day = false;
        out->listed_on = day;
    }
    if (!one_day)
        out->listed_on = IDT_SPAN_EMPTY;
}

static void add_programmes(entity_reader *self, idt_element *entity)
{
    idt_element *all = idt_element_child(entity, "sanctionsPrograms", NULL);
    idt_party_programme programme = { .list = IDT_SPAN_EMPTY, .listed_on = IDT_SPAN_EMPTY };

    read_lists(self, entity, &programme);
    programme.authority =
        take_acts(self, entity, "legalAuthorities", "legalAuthority", "; ", "legal authority");
    programme.measures = take_acts(self, entity, "sanctionsTypes", "sanctionsType", "|", "measure");
    for (idt_element *one = idt_element_child(all, "sanctionsProgram", NULL); one;
         one = idt_element_child(all, "sanctionsProgram", one)) {
        programme.tag = idt_element_take(one);
        programme.source = idt_records_source(self->records, one);
        idt_element_pass(one);
        if (programme.tag.len)
            idt_party_add_programme(self->party, arena_of(self), programme);
    }
    if (self->party->programme_count == 0)
        idt_lists_diagnose(self->lists, self->party->source, IDT_DIAGNOSTIC_WARNING, "no-programme",
                           self->party->uid, "the entry names no programme");
}

/* ---- the entity ---- */

static void add_each(entity_reader *self, idt_element *entity, const char *group, const char *child,
                     void (*add)(entity_reader *self, idt_element *one))
{
    idt_element *all = idt_element_child(entity, group, NULL);

    for (idt_element *one = idt_element_child(all, child, NULL); one;
         one = idt_element_child(all, child, one))
        add(self, one);
}

void idt_ofac_entity_read(idt_records *records, idt_element *entity, idt_party *party,
                          idt_ofac_remark_counts *counts)
{
    entity_reader self = { records, records->lists, party, counts };
    idt_element *general = idt_element_child(entity, "generalInfo", NULL);
    idt_element *remarks = idt_element_child(general, "remarks", NULL);
    idt_span title = idt_element_take_child(general, "title");

    add_names(&self, entity);
    add_programmes(&self, entity);
    idt_party_add_fact(party, arena_of(&self), "title", title,
                       idt_records_source(records, general));
    add_each(&self, entity, "addresses", "address", add_address);
    add_features(&self, entity);
    add_each(&self, entity, "identityDocuments", "identityDocument", add_document);
    add_each(&self, entity, "relationships", "relationship", add_relationship);
    if (remarks) {
        idt_span text =
            idt_arena_format(arena_of(&self), "%.*s.", (int)remarks->text.len, remarks->text.ptr);
        idt_ofac_remarks whole = { text,
                                   text.len,
                                   false,
                                   IDT_SPAN_EMPTY,
                                   idt_records_source(records, remarks),
                                   idt_records_source(records, remarks) };
        if (remarks->text.len)
            idt_ofac_remarks_read(records->lists, party, &whole, counts);
        idt_element_pass(remarks);
    }
    idt_ofac_xml_drop_repeats(party);
}
