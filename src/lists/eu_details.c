/* eu_details.c - births, addresses, documents and citizenships of the EU's list. */
#include "lists/eu_internal.h"

#include <stdio.h>
#include <string.h>

static idt_span field(const idt_fsf_values *values, idt_fsf_field at)
{
    return values->field[at];
}

static bool is_true(const idt_fsf_values *values, idt_fsf_field at)
{
    return idt_span_equal_nocase(values->field[at], IDT_SPAN_LIT("true"));
}

/* The publisher's marks for "nothing known". */
static idt_span said(idt_span text)
{
    static const char *const nothing[] = { "N/A", "-", "?", "UNKNOWN", "unknown" };

    text = idt_span_trim(text);
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (idt_span_equal_text(text, nothing[i]))
            return IDT_SPAN_EMPTY;
    return text;
}

static void add_note(idt_buf *note, const char *label, idt_span text)
{
    if (text.len == 0)
        return;
    if (note->len > 0)
        idt_buf_add_text(note, "; ");
    idt_buf_add_text(note, label);
    idt_buf_add_span(note, text);
}

static void add_mark(idt_buf *note, const idt_fsf_values *values, idt_fsf_field at,
                     const char *words)
{
    if (is_true(values, at))
        add_note(note, "", idt_span_of(words));
}

/* --- countries --- */

idt_country idt_fsf_country(idt_fsf *self, const idt_fsf_values *values)
{
    idt_span code = field(values, FSF_COUNTRY_CODE), name = said(field(values, FSF_COUNTRY_NAME));
    idt_span alpha2 = code.len == 3 ? idt_fsf_alpha2(code) : code;

    if (idt_span_equal_text(code, "00"))
        code = alpha2 = IDT_SPAN_EMPTY;
    if (alpha2.len == 0)
        alpha2 = name.len > 0 ? name : code;
    idt_country country = idt_country_of(alpha2);
    country.text = idt_fsf_keep(self, name.len > 0 ? name : code);
    if (country.code[0] == '\0')
        country = idt_country_of(country.text);
    if (country.text.len > 0 && country.code[0] == '\0')
        idt_lists_diagnose(self->lists, values->source, IDT_DIAGNOSTIC_NOTE, "unknown-country",
                           idt_fsf_party(self)->uid, "no country known here: \"%.*s\"",
                           (int)country.text.len, country.text.ptr);
    return country;
}

void idt_fsf_add_citizenship(idt_fsf *self, const idt_fsf_values *values)
{
    idt_buf note = IDT_BUF_INIT;
    idt_party_country held = { .country = idt_fsf_country(self, values),
                               .role = IDT_COUNTRY_CITIZENSHIP,
                               .source = values->source };

    idt_fsf_add_act(self, values);
    if (held.country.text.len > 0 &&
        !idt_fsf_is_repeat(self, 'C', values, FSF_COUNTRY_CODE, FSF_COUNTRY_NAME))
        idt_party_add_country(idt_fsf_party(self), &self->lists->arena, held);
    add_note(&note, "region ", field(values, FSF_REGION));
    add_note(&note, "acquired ", field(values, FSF_ACQUIRED));
    add_note(&note, "lost ", field(values, FSF_LOST));
    add_note(&note, "", field(values, FSF_REMARK));
    if (note.len > 0) {
        idt_buf text = IDT_BUF_INIT;
        add_note(&text, "", held.country.text);
        add_note(&text, "", idt_buf_span(&note));
        idt_fsf_add_fact(self, "citizenship", idt_buf_span(&text), values->source);
        idt_buf_release(&text);
    }
    idt_buf_release(&note);
}

/* --- places --- */

/* `place` stands beside the city, finer or coarser than it: it takes the first free field. */
static bool take_place(idt_fsf *self, idt_address *address, const idt_fsf_values *values,
                       idt_buf *note)
{
    idt_span place = idt_fsf_keep(self, said(field(values, FSF_PLACE)));

    address->street = idt_fsf_keep(self, said(field(values, FSF_STREET)));
    address->city = idt_fsf_keep(self, said(field(values, FSF_CITY)));
    address->region = idt_fsf_keep(self, said(field(values, FSF_REGION)));
    address->postal = idt_fsf_keep(self, said(field(values, FSF_ZIP)));
    address->country = idt_fsf_country(self, values);
    address->text = IDT_SPAN_EMPTY;
    if (address->city.len == 0)
        address->city = place;
    else if (!idt_span_equal_nocase(address->city, place) && address->street.len == 0)
        address->street = place;
    else if (!idt_span_equal_nocase(address->city, place) &&
             !idt_span_equal_nocase(address->street, place))
        add_note(note, "place: ", place);
    add_note(note, "P.O. box ", field(values, FSF_PO_BOX));
    return address->street.len + address->city.len + address->region.len + address->postal.len +
               address->country.text.len >
           0;
}

static idt_identifier_type contact_type(idt_span key)
{
    if (idt_span_find_nocase(key, "PHONE") != SIZE_MAX ||
        idt_span_find_nocase(key, "MOBILE") != SIZE_MAX)
        return IDT_ID_PHONE;
    if (idt_span_find_nocase(key, "MAIL") != SIZE_MAX)
        return IDT_ID_EMAIL;
    if (idt_span_find_nocase(key, "WEB") != SIZE_MAX ||
        idt_span_find_nocase(key, "URL") != SIZE_MAX)
        return IDT_ID_WEBSITE;
    return IDT_ID_OTHER; /* FAX, and what may come */
}

static void add_contact(idt_fsf *self, idt_span key, idt_span value, idt_source source)
{
    idt_fsf_values once;

    key = idt_span_trim(key);
    value = said(value);
    idt_fsf_values_reset(&once, source);
    once.field[FSF_ID_CODE] = key;
    once.field[FSF_ID_TYPE] = value;
    if (value.len == 0 || idt_fsf_is_repeat(self, 'K', &once, FSF_ID_CODE, FSF_ID_TYPE))
        return;
    idt_identifier identifier = { .type = contact_type(key),
                                  .label = idt_fsf_keep(self, key),
                                  .value = idt_fsf_keep(self, value),
                                  .note = IDT_SPAN_EMPTY,
                                  .source = source };
    identifier.country.text = IDT_SPAN_EMPTY;
    idt_party_add_identifier(idt_fsf_party(self), &self->lists->arena, identifier);
}

/* "PHONE[1]\nFAX[2]"; the CSV writes the line end as these two signs. A value may hold brackets,
 * so it ends at a bracket that stands before a line end, a comma, or the end. */
static void take_contacts(idt_fsf *self, idt_span rest, idt_source source)
{
    while (rest.len > 0) {
        size_t open = idt_span_find(rest, "[");
        size_t close = open == SIZE_MAX ? SIZE_MAX : open;
        while (close < rest.len) {
            idt_span behind = idt_span_sub(rest, close + 1, rest.len);
            if (rest.ptr[close] == ']' &&
                (behind.len == 0 || idt_span_starts(behind, "\\n") || behind.ptr[0] == '\n' ||
                 behind.ptr[0] == ';' || behind.ptr[0] == ',' || behind.ptr[0] == ' '))
                break;
            close++;
        }
        if (close >= rest.len) {
            idt_fsf_add_fact(self, "contact", rest, source);
            return;
        }
        add_contact(self, idt_span_sub(rest, 0, open), idt_span_sub(rest, open + 1, close), source);
        rest = idt_span_sub(rest, close + 1, rest.len);
        if (idt_span_starts(rest, "\\n"))
            rest = idt_span_sub(rest, 2, rest.len);
        while (rest.len > 0 && (idt_is_blank(rest.ptr[0]) || strchr(",;", rest.ptr[0])))
            rest = idt_span_sub(rest, 1, rest.len);
    }
}

void idt_fsf_add_address(idt_fsf *self, const idt_fsf_values *values)
{
    idt_buf note = IDT_BUF_INIT;
    idt_address address = { .role = IDT_ADDRESS_LOCATION, .source = values->source };

    idt_fsf_add_act(self, values);
    take_contacts(self, field(values, FSF_CONTACT), values->source);
    bool placed = take_place(self, &address, values, &note);
    add_mark(&note, values, FSF_AT_LISTING, "as at the time of listing");
    add_note(&note, "", field(values, FSF_REMARK));
    address.note = idt_fsf_keep(self, idt_buf_span(&note));
    idt_buf_release(&note);
    idt_fsf_values key = *values;
    key.field[FSF_AT_LISTING] = address.note;
    if (!placed)
        idt_fsf_add_fact(self, "address", address.note, values->source);
    else if (!idt_fsf_is_repeat(self, 'A', &key, FSF_STREET, FSF_AT_LISTING))
        idt_party_add_address(idt_fsf_party(self), &self->lists->arena, address);
}

/* --- births --- */

static uint32_t number_of(idt_span text, uint32_t most)
{
    uint32_t number;
    return idt_span_to_u32(text, &number) && number <= most ? number : 0;
}

static bool read_parts(idt_date_range *range, const idt_fsf_values *values)
{
    idt_ymd day = { (uint16_t)number_of(field(values, FSF_BIRTH_YEAR), 9999),
                    (uint8_t)number_of(field(values, FSF_BIRTH_MONTH), 12),
                    (uint8_t)number_of(field(values, FSF_BIRTH_DAY), 31) };
    idt_ymd from = { (uint16_t)number_of(field(values, FSF_BIRTH_FROM), 9999), 0, 0 };
    idt_ymd to = { (uint16_t)number_of(field(values, FSF_BIRTH_TO), 9999), 0, 0 };

    if (day.year > 0 && day.month == 0)
        day.day = 0;
    if (day.year > 0 && idt_ymd_valid(day)) {
        *range = (idt_date_range){ day, day, false };
        return true;
    }
    if (from.year == 0)
        from = to;
    if (to.year == 0)
        to = from;
    *range = (idt_date_range){ from, to, false };
    return from.year > 0 && from.year <= to.year;
}

static idt_span parts_text(idt_fsf *self, const idt_fsf_values *values)
{
    static const idt_fsf_field order[] = { FSF_BIRTH_DAY, FSF_BIRTH_MONTH, FSF_BIRTH_YEAR };
    idt_buf text = IDT_BUF_INIT;
    idt_span from = field(values, FSF_BIRTH_FROM), to = field(values, FSF_BIRTH_TO);

    for (size_t i = 0; i < 3; i++) {
        if (field(values, order[i]).len > 0 && text.len > 0)
            idt_buf_add_char(&text, '.');
        idt_buf_add_span(&text, field(values, order[i]));
    }
    if (from.len + to.len > 0) {
        add_note(&text, "", from);
        if (to.len > 0 && !idt_span_equal(from, to))
            idt_buf_format(&text, "%s%.*s", from.len ? " to " : "to ", (int)to.len, to.ptr);
    }
    idt_span kept = idt_fsf_keep(self, idt_buf_span(&text));
    idt_buf_release(&text);
    return kept;
}

/* A day of another calendar is no day of ours; it is shown and not compared. */
static void read_birth(idt_fsf *self, idt_party_date *date, const idt_fsf_values *values)
{
    idt_span calendar = field(values, FSF_BIRTH_CALENDAR), text = field(values, FSF_BIRTH_DATE);
    bool ours = calendar.len == 0 || idt_span_equal_nocase(calendar, IDT_SPAN_LIT("GREGORIAN"));
    bool read = idt_date_parse(&date->range, said(text));

    date->text = said(text).len > 0 ? idt_fsf_keep(self, text) : parts_text(self, values);
    if (!read)
        read = read_parts(&date->range, values);
    if (!read || !ours)
        memset(&date->range, 0, sizeof date->range);
    if (date->text.len > 0 && (!read || !ours))
        idt_lists_diagnose(self->lists, values->source, IDT_DIAGNOSTIC_WARNING, "odd-date",
                           idt_fsf_party(self)->uid, "the date of birth is %s: \"%.*s\"",
                           ours ? "no date" : "of another calendar", (int)date->text.len,
                           date->text.ptr);
    if (is_true(values, FSF_BIRTH_CIRCA)) {
        date->range.approximate = date->range.from.year > 0;
        date->text = date->text.len ? idt_arena_format(&self->lists->arena, "circa %.*s",
                                                       (int)date->text.len, date->text.ptr)
                                    : date->text;
    }
}

void idt_fsf_add_birth(idt_fsf *self, const idt_fsf_values *values)
{
    idt_party *party = idt_fsf_party(self);
    idt_buf note = IDT_BUF_INIT, place_note = IDT_BUF_INIT;
    idt_party_date date = { .kind = IDT_DATE_BIRTH, .source = values->source };
    idt_address place = { .role = IDT_ADDRESS_BIRTH, .source = values->source };
    idt_span calendar = field(values, FSF_BIRTH_CALENDAR);

    idt_fsf_add_act(self, values);
    read_birth(self, &date, values);
    bool placed = take_place(self, &place, values, &place_note);
    if (calendar.len > 0 && !idt_span_equal_nocase(calendar, IDT_SPAN_LIT("GREGORIAN")))
        add_note(&note, "calendar: ", calendar);
    if (date.text.len > 0)
        add_note(&note, "", field(values, FSF_REMARK));
    else
        add_note(&place_note, "", field(values, FSF_REMARK));
    date.note = idt_fsf_keep(self, idt_buf_span(&note));
    place.note = idt_fsf_keep(self, idt_buf_span(&place_note));
    idt_fsf_values key = *values;
    key.field[FSF_BIRTH_CALENDAR] = date.note;
    key.field[FSF_AT_LISTING] = place.note;
    if (date.text.len > 0 &&
        !idt_fsf_is_repeat(self, 'B', &key, FSF_BIRTH_DATE, FSF_BIRTH_CALENDAR))
        idt_party_add_date(party, &self->lists->arena, date);
    if (placed && !idt_fsf_is_repeat(self, 'P', &key, FSF_STREET, FSF_AT_LISTING))
        idt_party_add_address(party, &self->lists->arena, place);
    else if (!placed)
        idt_fsf_add_fact(self, "birth", place.note, values->source);
    idt_buf_release(&note);
    idt_buf_release(&place_note);
}

/* --- documents --- */

static idt_identifier_type type_of(idt_span code, idt_span words)
{
    static const struct {
        const char *code;
        idt_identifier_type type;
    } codes[] = {
        { "passport", IDT_ID_PASSPORT },
        { "diplomatic", IDT_ID_PASSPORT },
        { "travel", IDT_ID_PASSPORT },
        { "traveldoc", IDT_ID_PASSPORT },
        { "laissezpasser", IDT_ID_PASSPORT },
        { "id", IDT_ID_NATIONAL },
        { "ssn", IDT_ID_NATIONAL },
        { "electionid", IDT_ID_NATIONAL },
        { "residentperm", IDT_ID_NATIONAL },
        { "fiscalcode", IDT_ID_TAX },
        { "tax", IDT_ID_TAX },
        { "taxid", IDT_ID_TAX },
        { "vat", IDT_ID_TAX },
        { "regnumber", IDT_ID_REGISTRATION },
        { "tradelic", IDT_ID_REGISTRATION },
        { "imo", IDT_ID_IMO },
        { "swiftbic", IDT_ID_BIC },
        { "bic", IDT_ID_BIC },
        { "swift", IDT_ID_BIC },
        { "lei", IDT_ID_LEI },
        { "mmsi", IDT_ID_MMSI },
        { "isin", IDT_ID_ISIN },
        { "cryptoaddress", IDT_ID_WALLET },
    };
    static const struct {
        const char *words;
        idt_identifier_type type;
    } phrases[] = {
        { "passport", IDT_ID_PASSPORT },
        { "IMO number", IDT_ID_IMO },
        { "SWIFT", IDT_ID_BIC },
        { "fiscal", IDT_ID_TAX },
        { "tax ", IDT_ID_TAX },
        { "national identification", IDT_ID_NATIONAL },
        { "social security", IDT_ID_NATIONAL },
        { "registration", IDT_ID_REGISTRATION },
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (idt_span_equal_nocase(code, idt_span_of(codes[i].code)))
            return codes[i].type;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (code.len > 0 && !idt_span_equal_nocase(code, IDT_SPAN_LIT("other")) &&
            idt_span_find_nocase(words, phrases[i].words) != SIZE_MAX)
            return phrases[i].type;
    return IDT_ID_OTHER;
}

/* A day into *out; what is no single day goes to the note. */
static void take_day(idt_ymd *out, idt_buf *note, const char *label, idt_span text)
{
    idt_date_range range;

    if (text.len == 0)
        return;
    if (out->year == 0 && idt_date_parse(&range, text) &&
        memcmp(&range.from, &range.to, sizeof range.from) == 0)
        *out = range.from;
    else
        add_note(note, label, text);
}

static void take_document_notes(idt_buf *note, idt_identifier *identifier,
                                const idt_fsf_values *values)
{
    idt_span latin = field(values, FSF_ID_LATIN);

    take_day(&identifier->issued, note, "issued ", field(values, FSF_ID_ISSUED));
    take_day(&identifier->issued, note, "valid from ", field(values, FSF_ID_FROM));
    take_day(&identifier->expires, note, "valid to ", field(values, FSF_ID_TO));
    if (latin.len > 0 && !idt_span_equal(latin, identifier->value))
        add_note(note, "in Latin letters: ", latin);
    add_mark(note, values, FSF_ID_DIPLOMATIC, "diplomatic");
    add_mark(note, values, FSF_ID_EXPIRED, "known to be expired");
    add_mark(note, values, FSF_ID_FALSE, "known to be false");
    add_mark(note, values, FSF_ID_LOST, "reported lost");
    add_mark(note, values, FSF_ID_REVOKED, "revoked by its issuer");
    add_note(note, "issued by ", field(values, FSF_ID_ISSUER));
    add_note(note, "in the name of ", field(values, FSF_ID_NAME));
    add_note(note, "region ", field(values, FSF_REGION));
    add_note(note, "", field(values, FSF_REMARK));
}

void idt_fsf_add_identification(idt_fsf *self, const idt_fsf_values *values)
{
    idt_buf note = IDT_BUF_INIT;
    idt_span number = said(field(values, FSF_ID_NUMBER));
    idt_span label = field(values, FSF_ID_TYPE), code = field(values, FSF_ID_CODE);
    idt_identifier identifier = { .type = type_of(code, label), .source = values->source };

    idt_fsf_add_act(self, values);
    if (number.len == 0)
        number = said(field(values, FSF_ID_LATIN));
    identifier.label = idt_fsf_keep(self, label.len > 0 ? label : code);
    identifier.value = idt_fsf_keep(self, number);
    identifier.country = idt_fsf_country(self, values);
    take_document_notes(&note, &identifier, values);
    identifier.note = idt_fsf_keep(self, idt_buf_span(&note));
    idt_buf_release(&note);
    if (number.len == 0) {
        idt_span text = idt_arena_format(
            &self->lists->arena, "%.*s%s%.*s", (int)identifier.label.len, identifier.label.ptr,
            identifier.note.len ? ": " : "", (int)identifier.note.len, identifier.note.ptr);
        idt_fsf_add_fact(self, "identification", text, values->source);
        return;
    }
    idt_fsf_values once = *values;
    once.field[FSF_ID_DIPLOMATIC] = identifier.note; /* with all that stands there */
    once.field[FSF_ID_TO] = identifier.country.text;
    if (!idt_fsf_is_repeat(self, 'I', &once, FSF_ID_CODE, FSF_ID_DIPLOMATIC))
        idt_party_add_identifier(idt_fsf_party(self), &self->lists->arena, identifier);
}
