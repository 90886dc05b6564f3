/* ofac_advanced_features.c - what a profile states: dates, places, countries, numbers, facts.
 *
 * A feature is a type and a value: a period, a text, one of the file's own words, a location. Most
 * of them read as one item of the CSV's remarks, "Secondary sanctions risk: ...", and are read by
 * the same rules, so that both formats give the same facts. */
#include "lists/ofac_advanced_internal.h"

typedef struct {
    idt_span type;
    idt_element *version;
    idt_source source;
    idt_span comment, shown; /* what the value reads like, for remarks on it */
} feature;

static const struct {
    const char *type;
    idt_country_role role;
} country_features[] = {
    { "Nationality Country", IDT_COUNTRY_NATIONALITY },
    { "Citizenship Country", IDT_COUNTRY_CITIZENSHIP },
    { "Nationality of Registration", IDT_COUNTRY_NATIONALITY },
    { "Registration Country", IDT_COUNTRY_NATIONALITY },
    { "Vessel Flag", IDT_COUNTRY_FLAG },
    { "Other Vessel Flag", IDT_COUNTRY_FLAG },
    { "Former Vessel Flag", IDT_COUNTRY_FORMER_FLAG },
};

static idt_arena *arena_of(const idt_adv_reader *self)
{
    return &self->lists->arena;
}

static bool is(const feature *self, const char *type)
{
    return idt_span_equal_nocase(self->type, idt_span_of(type));
}

static bool country_role(const feature *self, idt_country_role *role)
{
    for (size_t i = 0; i < sizeof country_features / sizeof *country_features; i++) {
        if (is(self, country_features[i].type)) {
            *role = country_features[i].role;
            return true;
        }
    }
    return false;
}

static void add_country(idt_adv_reader *self, const feature *of, idt_country country,
                        idt_country_role role)
{
    char mark = (char)('A' + role);
    idt_span parts[] = { { &mark, 1 }, country.text };

    if (country.text.len && !idt_adv_repeats(self, 'l', parts, 2))
        idt_party_add_country(self->party, arena_of(self),
                              (idt_party_country){ country, role, of->source });
}

/* ---- words ---- */

/* A fact under its own key. */
static bool add_plain(idt_adv_reader *self, const feature *of, idt_span value)
{
    if (is(of, "Vessel Call Sign")) {
        idt_identifier sign = { .type = IDT_ID_CALL_SIGN,
                                .label = IDT_SPAN_LIT("Call Sign"),
                                .value = value,
                                .source = of->source };
        sign.country.text = sign.note = IDT_SPAN_EMPTY;
        idt_party_add_identifier(self->party, arena_of(self), sign);
        return true;
    }
    if (!is(of, "Title"))
        return false;
    idt_party_add_fact(self->party, arena_of(self), "title", value, of->source);
    return true;
}

static void add_text(idt_adv_reader *self, feature *of, idt_span value)
{
    idt_span parts[] = { of->type, value };
    idt_span type = is(of, "Place of Birth") ? IDT_SPAN_LIT("POB") : of->type;
    idt_country_role role;

    of->shown = value;
    if (value.len == 0 || idt_adv_repeats(self, 'f', parts, 2))
        return;
    if (country_role(of, &role)) {
        add_country(self, of, idt_country_of(value), role);
        return;
    }
    if (add_plain(self, of, value))
        return;
    idt_span item = idt_arena_format(arena_of(self), "%.*s %.*s", (int)type.len, type.ptr,
                                     (int)value.len, value.ptr);
    idt_ofac_remark_item_read(self->lists, self->party, item, of->source, &self->remarks);
}

static void add_detail(idt_adv_reader *self, feature *of, idt_element *detail)
{
    idt_adv_value word =
        idt_adv_value_of(self, detail, "DetailReferenceID", IDT_ADV_DETAIL_REFERENCE);

    idt_element_pass_attribute(detail, "DetailTypeID"); /* the value's own shape tells */
    add_text(self, of, word.text);
    add_text(self, of, idt_element_take(detail));
}

/* ---- dates ---- */

static void add_period(idt_adv_reader *self, feature *of, idt_element *period)
{
    bool birth = is(of, "Birthdate");
    idt_party_date date = { .kind = birth ? IDT_DATE_BIRTH : IDT_DATE_ESTABLISHED,
                            .note = IDT_SPAN_EMPTY,
                            .source = of->source };
    idt_span comment = idt_element_take_child(period, "Comment");
    bool read = idt_adv_period(self, period, &date.range, &date.text);

    of->shown = date.text;
    if (!birth && !is(of, "Organization Established Date")) {
        add_text(self, of, date.text);
        idt_adv_remark(self, "comment", of->type, comment, of->source);
        return;
    }
    idt_span parts[] = { of->type, date.text };
    if (!read)
        idt_lists_diagnose(self->lists, of->source, IDT_DIAGNOSTIC_WARNING, "unreadable-date",
                           self->party->uid, "%.*s makes no date: \"%.*s\"", (int)of->type.len,
                           of->type.ptr, (int)date.text.len, date.text.ptr);
    if ((!read && date.text.len == 0) || idt_adv_repeats(self, 'f', parts, 2))
        return;
    date.note = comment.len ? comment : of->comment;
    if (!comment.len)
        of->comment = IDT_SPAN_EMPTY;
    idt_party_add_date(self->party, arena_of(self), date);
}

/* ---- places ---- */

static idt_span in_one_piece(idt_adv_reader *self, const idt_adv_location *location)
{
    const idt_address *at = &location->address;
    const idt_span parts[] = { at->street, at->city,         at->region,
                               at->postal, at->country.text, location->loose };

    idt_buf_reset(&self->buf);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len && self->buf.len)
            idt_buf_add_text(&self->buf, ", ");
        idt_buf_add_span(&self->buf, parts[i]);
    }
    return idt_arena_copy(arena_of(self), idt_buf_span(&self->buf));
}

static void add_address(idt_adv_reader *self, feature *of, const idt_adv_location *location)
{
    idt_address address = location->address;

    address.role = is(of, "Place of Birth") ? IDT_ADDRESS_BIRTH : IDT_ADDRESS_LOCATION;
    address.source = of->source;
    if (address.country.text.len == 0)
        address.country = idt_country_of(location->loose);
    if (address.role == IDT_ADDRESS_BIRTH)
        address.text = of->shown;
    else if (location->loose.len && !idt_span_equal(location->loose, address.country.text))
        address.text = location->loose;
    if (of->comment.len && address.note.len == 0) {
        address.note = of->comment;
        of->comment = IDT_SPAN_EMPTY;
    }
    char mark = (char)('A' + address.role);
    idt_span parts[] = { { &mark, 1 },   address.street,       address.city, address.region,
                         address.postal, address.country.text, address.text, address.note };
    if (of->shown.len && !idt_adv_repeats(self, 'a', parts, sizeof parts / sizeof *parts))
        idt_party_add_address(self->party, arena_of(self), address);
}

static void add_place(idt_adv_reader *self, feature *of, idt_element *place)
{
    const idt_adv_location *location = idt_adv_location_of(self, place, "LocationID");
    idt_country_role role;

    if (!location)
        return;
    if (country_role(of, &role)) {
        idt_country country = idt_adv_location_country(location);
        of->shown = country.text;
        add_country(self, of, country, role);
        return;
    }
    idt_span whole = in_one_piece(self, location);
    if (is(of, "Location") || is(of, "Place of Birth")) {
        of->shown = whole;
        add_address(self, of, location);
    } else {
        add_text(self, of, whole);
    }
}

/* ---- the feature ---- */

static void take_version(idt_adv_reader *self, feature *of)
{
    idt_adv_value trust = idt_adv_value_of(self, of->version, "ReliabilityID", IDT_ADV_RELIABILITY);

    of->source = idt_records_source(self->records, of->version);
    of->comment = idt_element_take_child(of->version, "Comment");
    of->shown = IDT_SPAN_EMPTY;
    idt_element_pass_attribute(of->version, "ID");
    for (idt_element *at = of->version->first; at; at = at->next) {
        if (idt_span_equal_text(at->name, "DatePeriod"))
            add_period(self, of, at);
        else if (idt_span_equal_text(at->name, "VersionDetail"))
            add_detail(self, of, at);
        else if (idt_span_equal_text(at->name, "VersionLocation"))
            add_place(self, of, at);
        else if (idt_span_equal_text(at->name, "IDRegDocumentReference"))
            idt_element_pass(at); /* the document is joined by its identity */
    }
    idt_span about = idt_arena_format(&self->scratch, "%.*s %.*s", (int)of->type.len, of->type.ptr,
                                      (int)of->shown.len, of->shown.ptr);
    idt_adv_remark(self, "comment", idt_span_trim(about), of->comment, of->source);
    if (!idt_adv_says_nothing(trust.text))
        idt_adv_remark(self, "reliability", idt_span_trim(about), trust.text, of->source);
}

void idt_adv_feature_add(idt_adv_reader *self, idt_element *element)
{
    feature of = {
        .type = idt_adv_value_of(self, element, "FeatureTypeID", IDT_ADV_FEATURE_TYPE).text
    };

    idt_element_pass_attribute(element, "ID");
    for (idt_element *at = idt_element_child(element, "IdentityReference", NULL); at;
         at = idt_element_child(element, "IdentityReference", at)) {
        idt_element_pass_attribute(at, "IdentityID"); /* an identity of this very party */
        idt_element_pass_attribute(at, "IdentityFeatureLinkTypeID");
    }
    for (of.version = idt_element_child(element, "FeatureVersion", NULL); of.version;
         of.version = idt_element_child(element, "FeatureVersion", of.version))
        take_version(self, &of);
}
