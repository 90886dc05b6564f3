/* au_cells.c - cells of the Australian list that hold several values.
 *
 *     a) Approximately 1955- 1958 b) 1945          Moldovan, Russian and Ukrainian
 *     14/09/1968; alt DOB: 15/09/1968              Cairo, Egypt; Beirut, Lebanon
 *     25000    (a day's number as Excel counts, 1900 system)
 *
 * Blanks are folded before. A letter with a bracket parts values where it is the one that comes
 * next in the alphabet. */
#include <string.h>

#include "lists/au_internal.h"

/* --- values --- */

/* Bytes of "b)" or "(b)" at a word's start; 0: none. */
static size_t marker(idt_span text, size_t at, char letter)
{
    size_t open = text.ptr[at] == '(';

    if (at > 0 && !strchr(" ;,.", text.ptr[at - 1]))
        return 0;
    if (at + open + 1 >= text.len || idt_to_lower(text.ptr[at + open]) != letter ||
        text.ptr[at + open + 1] != ')')
        return 0;
    return open + 2;
}

/* The publisher skips a letter now and then: "1969 c) 1971". */
static size_t next_marker(idt_span text, size_t at, char letter)
{
    size_t bytes = marker(text, at, letter);
    return bytes ? bytes : marker(text, at, (char)(letter + 1));
}

static idt_span without_ends(idt_span text)
{
    text = idt_span_trim(text);
    while (text.len && strchr(";,", text.ptr[text.len - 1]))
        text = idt_span_trim(idt_span_sub(text, 0, text.len - 1));
    return text;
}

bool idt_au_next_value(idt_span *value, idt_span *rest)
{
    *value = IDT_SPAN_EMPTY;
    while (rest->len && value->len == 0) {
        size_t at = 0, bytes = 0;
        char letter = 'a';

        *rest = idt_span_trim(*rest);
        for (char c = 'a'; c <= 'z' && rest->len && bytes == 0; c++) {
            bytes = marker(*rest, 0, c);
            letter = bytes ? (char)(c + 1) : 'b';
        }
        *rest = idt_span_sub(*rest, bytes, rest->len);
        while (at < rest->len && rest->ptr[at] != ';' && !next_marker(*rest, at, letter))
            at++;
        *value = without_ends(idt_span_sub(*rest, 0, at));
        *rest =
            idt_span_sub(*rest, at < rest->len && rest->ptr[at] == ';' ? at + 1 : at, rest->len);
    }
    return value->len > 0;
}

/* --- dates --- */

/* Days to a date of the Gregorian calendar; day 0 is 1 March of year 0. */
static idt_ymd civil(uint32_t days)
{
    uint32_t era = days / 146097, of_era = days % 146097;
    uint32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
    uint32_t month = (5 * of_year + 2) / 153;
    uint32_t day = of_year - (153 * month + 2) / 5 + 1;

    month = month < 10 ? month + 3 : month - 9;
    year += era * 400 + (month <= 2);
    return (idt_ymd){ (uint16_t)year, (uint8_t)month, (uint8_t)day };
}

bool idt_au_serial_date(idt_ymd *out, idt_span text)
{
    /* 30 December 1899, from which Excel's days count behind its false 29 February 1900; four
     * digits up to SERIAL_MIN are a year. The last one is in 2173. */
    enum { DAY_ZERO = 693899, SERIAL_MIN = 2100, SERIAL_MAX = 99999 };
    size_t dot = idt_span_find(text, ".");
    uint32_t number;

    if (!idt_span_to_u32(idt_span_sub(text, 0, dot), &number) || number <= SERIAL_MIN ||
        number > SERIAL_MAX)
        return false;
    *out = civil(DAY_ZERO + number);
    return true;
}

/* "1955- 1958" and "1955/1958" as a range is written elsewhere. */
static idt_span spelt(idt_arena *arena, idt_span text)
{
    char *out = idt_arena_alloc(arena, text.len + 1);
    size_t length = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool beside =
            (i > 0 && text.ptr[i - 1] == '-') || (i + 1 < text.len && text.ptr[i + 1] == '-');
        if (c == ' ' && beside)
            continue;
        bool years = c == '/' && i >= 4 && i + 5 == text.len && idt_is_digit(text.ptr[i - 4]);
        out[length++] = years ? '-' : c;
    }
    return (idt_span){ out, length };
}

static bool parse_date(idt_au_row *self, idt_date_range *out, idt_span text)
{
    memset(out, 0, sizeof *out);
    if (idt_au_serial_date(&out->from, text)) {
        out->to = out->from;
        return true;
    }
    return idt_date_parse(out, text) || idt_date_parse(out, spelt(&self->lists->arena, text));
}

/* Where all parts of a text are dates: "5/06/1953 15/06/1953". */
static bool are_dates(idt_span text, const char *separator)
{
    idt_date_range range;
    idt_span part;
    size_t count = 0;

    for (; idt_span_split(&part, &text, separator); count++)
        if (!idt_date_parse(&range, part))
            return false;
    return count > 1;
}

static void add_date(idt_au_row *self, idt_span text);

/* False: it is no list of dates. */
static bool add_listed_dates(idt_au_row *self, idt_span text)
{
    const char *separator = are_dates(text, ",") ? "," : " ";
    idt_date_range range;
    idt_span part;

    if (idt_date_parse(&range, text) || !are_dates(text, separator))
        return false;
    while (idt_span_split(&part, &text, separator))
        add_date(self, idt_span_trim(part));
    return true;
}

static void add_date(idt_au_row *self, idt_span text)
{
    static const char *const heads[] = { "alt DOB:", "alt DOB", "alt. DOB", "alt born", "born " };
    idt_party_date date = { .kind = IDT_DATE_BIRTH,
                            .note = IDT_SPAN_EMPTY,
                            .source = self->source };
    size_t open = idt_span_find(text, "(");
    idt_ymd day;

    if (self->party->type == IDT_PARTY_VESSEL)
        date.kind = IDT_DATE_BUILT;
    else if (self->party->type == IDT_PARTY_ORGANIZATION)
        date.kind = IDT_DATE_ESTABLISHED;
    if (add_listed_dates(self, text))
        return;
    if (open == 0 && idt_span_ends(text, ")"))
        text = idt_span_sub(text, 1, text.len - 1);
    if (open != SIZE_MAX && open > 0) {
        size_t end = idt_span_ends(text, ")") ? text.len - 1 : text.len;
        date.note = idt_span_trim(idt_span_sub(text, open + 1, end));
        text = without_ends(idt_span_sub(text, 0, open));
    }
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (idt_span_starts_nocase(text, heads[i]))
            text = idt_span_trim(idt_span_sub(text, strlen(heads[i]), text.len));
    date.text = text;
    if (text.len == 0 || !idt_au_is_new(self, 'd', text))
        return;
    if (!parse_date(self, &date.range, text)) {
        memset(&date.range, 0, sizeof date.range);
        idt_lists_diagnose(self->lists, self->source, IDT_DIAGNOSTIC_WARNING, "odd-date",
                           self->party->uid, "\"%.*s\" is no date that is known", (int)text.len,
                           text.ptr);
    } else if (idt_au_serial_date(&day, text)) {
        idt_buf iso = IDT_BUF_INIT;
        idt_ymd_format(&iso, day);
        date.text = idt_arena_copy(&self->lists->arena, idt_buf_span(&iso));
        idt_buf_release(&iso);
    }
    idt_party_add_date(self->party, &self->lists->arena, date);
}

/* Where " or " or " >> " next parts two dates outside of brackets; SIZE_MAX: nowhere. */
static size_t find_alternative(idt_span text, size_t *bytes)
{
    size_t depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        idt_span rest = idt_span_sub(text, i, text.len);
        depth += text.ptr[i] == '(';
        depth -= text.ptr[i] == ')' && depth > 0;
        *bytes = idt_span_starts(rest, ", or ")                                   ? 5
                 : idt_span_starts(rest, " or ") || idt_span_starts(rest, " >> ") ? 4
                                                                                  : 0;
        if (*bytes && depth == 0)
            return i;
    }
    return SIZE_MAX;
}

void idt_au_add_dates(idt_au_row *self, idt_span cell)
{
    idt_span value;

    while (idt_au_next_value(&value, &cell)) {
        while (value.len) {
            size_t bytes = 0, at = find_alternative(value, &bytes);
            add_date(self, without_ends(idt_span_sub(value, 0, at)));
            value = at == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(value, at + bytes, value.len);
        }
    }
}

/* --- countries and places --- */

/* "Possibly Ethiopian", "Indonesian (as at Dec. 2003)": the text stays, the country is in it. */
static idt_country citizenship_of(idt_span text)
{
    idt_country country = idt_country_of(text);
    idt_span core = idt_span_trim(idt_span_sub(text, 0, idt_span_find(text, "(")));

    if (!country.code[0] && idt_span_starts_nocase(core, "possibly "))
        core = idt_span_trim(idt_span_sub(core, strlen("possibly "), core.len));
    if (!country.code[0])
        memcpy(country.code, idt_country_of(core).code, sizeof country.code);
    return country;
}

static void add_citizenship(idt_au_row *self, idt_span text)
{
    text = without_ends(text);
    if (text.len && idt_au_is_new(self, 'z', text))
        idt_party_add_country(
            self->party, &self->lists->arena,
            (idt_party_country){ citizenship_of(text), IDT_COUNTRY_CITIZENSHIP, self->source });
}

/* A longer text is no country; so each byte of a cell is looked at a fixed number of times. */
enum { COUNTRY_BYTES_MAX = 128 };

static size_t find_country_end(idt_span text, size_t *bytes)
{
    static const char *const separators[] = { ", ", " and ", " / " };

    for (size_t i = 0; i < text.len; i++)
        for (size_t k = 0; k < sizeof separators / sizeof separators[0]; k++)
            if (idt_span_starts(idt_span_sub(text, i, text.len), separators[k])) {
                *bytes = strlen(separators[k]);
                return i;
            }
    return SIZE_MAX;
}

/* "Bosnia and Herzegovina" is one country, "Australia and Egypt" are two. */
void idt_au_add_citizenships(idt_au_row *self, idt_span cell)
{
    idt_span value;

    while (idt_au_next_value(&value, &cell)) {
        while (value.len) {
            bool one = value.len <= COUNTRY_BYTES_MAX && citizenship_of(value).code[0];
            size_t bytes = 0, at = one ? SIZE_MAX : find_country_end(value, &bytes);
            add_citizenship(self, idt_span_sub(value, 0, at));
            value = at == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(value, at + bytes, value.len);
        }
    }
}

/* The last part of a place, or the last two ("Korea, North"), where it is a country. */
static idt_country country_behind(idt_span place)
{
    size_t from = place.len;

    for (int parts = 0; parts < 2 && from > 0; parts++) {
        while (from > 0 && place.ptr[from - 1] != ',')
            from--;
        idt_span part = idt_span_trim(idt_span_sub(place, from, place.len));
        if (idt_span_ends(part, "."))
            part.len--;
        idt_country country = idt_country_of(part);
        if (country.code[0])
            return country;
        from = from > 0 ? from - 1 : 0;
    }
    return (idt_country){ IDT_SPAN_EMPTY, "" };
}

void idt_au_add_places(idt_au_row *self, idt_span cell, idt_address_role role)
{
    idt_span value;

    while (idt_au_next_value(&value, &cell))
        if (idt_au_is_new(self, role == IDT_ADDRESS_BIRTH ? 'o' : 'a', value))
            idt_party_add_address(self->party, &self->lists->arena,
                                  (idt_address){ .role = role,
                                                 .street = IDT_SPAN_EMPTY,
                                                 .city = IDT_SPAN_EMPTY,
                                                 .region = IDT_SPAN_EMPTY,
                                                 .postal = IDT_SPAN_EMPTY,
                                                 .country = country_behind(value),
                                                 .text = value,
                                                 .note = IDT_SPAN_EMPTY,
                                                 .source = self->source });
}
