/* uk_values.c - cells that hold several values, and the values themselves.
 *
 * Any cell may number its values: "(1) Donetsk. (2) Kyiv", "(1) to (6) Algeria (7) Morocco". The
 * numbers of neighbouring cells correspond: towns to countries of birth, passports to what is said
 * about them. Only a cell that begins with "(1)" is numbered, and only the next number in turn
 * begins a value: "8(34992)" and "No (37), Room (10)" are texts. */
#include "lists/uk_internal.h"

#include <string.h>

#include "base/alloc.h"

enum {
    NUMBER_MAX = 10000,  /* a number of a value; the highest published is below 100 */
    DATE_WORDS_MAX = 12, /* between "issued" and the date that belongs to it */
    PREFIX_WORDS_MAX = 7 /* of a country's name */
};

/* --- numbered cells --- */

/* Read "(n)" or "(n-m)" at `at`; the position behind it, or 0. */
static size_t read_marker(idt_span text, size_t at, uint32_t *number, uint32_t *last)
{
    idt_span inner, from;
    size_t end = at + 1;

    if (at >= text.len || text.ptr[at] != '(')
        return 0;
    while (end < text.len && (idt_is_digit(text.ptr[end]) || text.ptr[end] == '-'))
        end++;
    if (end >= text.len || text.ptr[end] != ')')
        return 0;
    inner = idt_span_sub(text, at + 1, end);
    if (!idt_span_split(&from, &inner, "-") || !idt_span_to_u32(from, number))
        return 0;
    *last = *number;
    if (inner.len > 0 && (!idt_span_to_u32(inner, last) || *last < *number || *last > NUMBER_MAX))
        return 0;
    return end + 1;
}

static bool is_dash(idt_span text)
{
    static const char *const dashes[] = { "-", "\u2013", "\u2014", "- .", "\u2013 ." };

    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (idt_span_equal_text(text, dashes[i]))
            return true;
    return false;
}

static bool ends_in_abbreviation(idt_span text)
{
    static const char *const words[] = { " Co.", " Ltd.", " Inc.", " Corp.", " Jr.", " Sr." };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (idt_span_ends(text, words[i]))
            return true;
    return false;
}

static idt_span clean(idt_span text)
{
    text = idt_span_trim(text);
    while (text.len > 0 && strchr(".;,", text.ptr[text.len - 1]) && !ends_in_abbreviation(text))
        text = idt_span_trim(idt_span_sub(text, 0, text.len - 1));
    return is_dash(text) ? IDT_SPAN_EMPTY : text;
}

static void add_item(idt_uk_items *out, idt_span text, uint32_t first, uint32_t last)
{
    out->items = idt_grow(out->items, &out->capacity, out->count + 1, sizeof *out->items);
    out->items[out->count++] = (idt_uk_item){ text, first, last };
}

/* Where the value that begins at `at` ends: before "(next)". */
static size_t find_marker(idt_span text, size_t at, uint32_t next)
{
    uint32_t number, last;

    for (; at < text.len; at++)
        if (read_marker(text, at, &number, &last) && number == next &&
            (at == 0 || (!idt_is_alpha(text.ptr[at - 1]) && !idt_is_digit(text.ptr[at - 1]))))
            break;
    return at;
}

void idt_uk_items_split(idt_uk_items *out, idt_span text)
{
    uint32_t first = 0, last = 0, to, ignored;
    size_t at;

    out->count = 0;
    text = idt_span_trim(text);
    at = read_marker(text, 0, &first, &last);
    out->numbered = at > 0 && first == 1;
    if (!out->numbered) {
        if (text.len > 0)
            add_item(out, is_dash(text) ? IDT_SPAN_EMPTY : text, 1, 1);
        return;
    }
    while (at > 0) {
        idt_span rest = idt_span_sub(text, at, text.len);
        if (idt_span_starts(rest, " to (")) {
            size_t behind = read_marker(text, at + strlen(" to "), &to, &ignored);
            if (behind > 0 && to > first && to <= NUMBER_MAX) {
                last = to;
                at = behind;
            }
        }
        size_t end = find_marker(text, at, last + 1);
        add_item(out, clean(idt_span_sub(text, at, end)), first, last);
        at = read_marker(text, end, &first, &last);
    }
}

void idt_uk_items_release(idt_uk_items *self)
{
    idt_free(self->items);
    *self = IDT_UK_ITEMS_INIT;
}

static uint32_t last_number(const idt_uk_items *self)
{
    return self->count > 0 ? self->items[self->count - 1].last : 0;
}

/* The value of `number`; *cursor only moves on, so that a walk over all numbers is linear. */
static idt_span value_at(const idt_uk_items *self, uint32_t number, size_t *cursor)
{
    if (self->count == 0)
        return IDT_SPAN_EMPTY;
    if (!self->numbered)
        return self->items[0].text;
    while (*cursor + 1 < self->count && self->items[*cursor].last < number)
        (*cursor)++;
    const idt_uk_item *item = &self->items[*cursor];
    return item->first <= number && number <= item->last ? item->text : IDT_SPAN_EMPTY;
}

/* --- single values --- */

void idt_uk_add_facts(idt_uk_reader *self, const char *key, idt_span cell)
{
    idt_uk_items items = IDT_UK_ITEMS_INIT;

    idt_uk_items_split(&items, cell);
    for (size_t i = 0; i < items.count; i++)
        idt_uk_add_fact(self, key, items.items[i].text);
    idt_uk_items_release(&items);
}

/* Unknown parts are written 00 by the one office, dd and mm by the other. */
static bool read_date(idt_date_range *out, idt_span text)
{
    static const char *const unknown[] = { "00/", "dd/", "0/" };
    static const char *const unknown_month[] = { "00/", "mm/", "0/" };

    for (size_t i = 0; i < 3; i++) {
        if (!idt_span_starts_nocase(text, unknown[i]))
            continue;
        text = idt_span_sub(text, strlen(unknown[i]), text.len);
        for (size_t j = 0; j < 3; j++)
            if (idt_span_starts_nocase(text, unknown_month[j])) {
                text = idt_span_sub(text, strlen(unknown_month[j]), text.len);
                break;
            }
        break;
    }
    if (idt_date_parse(out, text))
        return true;
    if (text.len == 7 && text.ptr[2] == '/') { /* mm/yyyy */
        uint32_t month, year;
        if (!idt_span_to_u32(idt_span_sub(text, 0, 2), &month) ||
            !idt_span_to_u32(idt_span_sub(text, 3, 7), &year) || month < 1 || month > 12)
            return false;
        out->from = out->to = (idt_ymd){ (uint16_t)year, (uint8_t)month, 0 };
        out->approximate = false;
        return idt_ymd_valid(out->from);
    }
    return false;
}

/* 1946 and 00/00/1946 are one date, written in two ways. */
static bool is_new_date(idt_uk_reader *self, idt_date_kind kind, const idt_party_date *date)
{
    idt_buf text = IDT_BUF_INIT;

    if (date->range.from.year > 0)
        idt_date_format(&text, date->range);
    else
        idt_buf_add_span(&text, date->text);
    idt_span key = idt_buf_span(&text);
    bool is_new = idt_uk_is_new(self, idt_date_kind_name(kind), &key, 1);
    idt_buf_release(&text);
    return is_new;
}

void idt_uk_add_dates(idt_uk_reader *self, idt_date_kind kind, idt_span cell)
{
    idt_uk_items items = IDT_UK_ITEMS_INIT;

    idt_uk_items_split(&items, cell);
    for (size_t i = 0; i < items.count; i++) {
        idt_party_date date = { .kind = kind,
                                .text = items.items[i].text,
                                .note = IDT_SPAN_EMPTY,
                                .source = self->source };
        bool known = read_date(&date.range, date.text);
        if (!known)
            date.range = (idt_date_range){ { 0, 0, 0 }, { 0, 0, 0 }, false };
        if (date.text.len == 0 || !is_new_date(self, kind, &date))
            continue;
        if (!known)
            idt_uk_warn(self, "unknown-date", "no date", date.text);
        date.text = idt_uk_keep(self, date.text);
        idt_party_add_date(self->party, &self->lists->arena, date);
    }
    idt_uk_items_release(&items);
}

/* "Former USSR Currently Belarus", "USSR (now Ukraine)" and "Georgia (former USSR)" are of today's
 * country, whose code they get. */
static idt_country country_of(idt_uk_reader *self, idt_span text)
{
    static const char *const leads[] = { "now ", "currently " };
    idt_country country = idt_country_of(text = idt_uk_keep(self, text));
    size_t open = idt_span_find(text, " (");

    for (size_t i = 0; i < 2 && country.code[0] == '\0'; i++) {
        size_t at = idt_span_find_nocase(text, leads[i]);
        if (at == SIZE_MAX)
            continue;
        idt_span today = idt_span_sub(text, at + strlen(leads[i]), text.len);
        if (idt_span_ends(today, ")"))
            today.len--;
        country = idt_country_of(today);
    }
    if (country.code[0] == '\0' && open != SIZE_MAX)
        country = idt_country_of(idt_span_sub(text, 0, open));
    country.text = text;
    return country;
}

void idt_uk_add_countries(idt_uk_reader *self, idt_country_role role, idt_span cell)
{
    idt_uk_items items = IDT_UK_ITEMS_INIT;

    idt_uk_items_split(&items, cell);
    for (size_t i = 0; i < items.count; i++) {
        idt_span text = items.items[i].text;
        if (text.len == 0 || !idt_uk_is_new(self, idt_country_role_name(role), &text, 1))
            continue;
        idt_party_add_country(self->party, &self->lists->arena,
                              (idt_party_country){ country_of(self, text), role, self->source });
    }
    idt_uk_items_release(&items);
}

static void add_birthplace(idt_uk_reader *self, idt_span town, idt_span country)
{
    const idt_span texts[] = { town, country };

    if ((town.len == 0 && country.len == 0) || !idt_uk_is_new(self, "birthplace", texts, 2))
        return;
    idt_party_add_address(self->party, &self->lists->arena,
                          (idt_address){ .role = IDT_ADDRESS_BIRTH,
                                         .city = idt_uk_keep(self, town),
                                         .country = country_of(self, country),
                                         .source = self->source });
}

void idt_uk_add_birthplaces(idt_uk_reader *self, idt_span town_cell, idt_span country_cell)
{
    const idt_span cells[] = { town_cell, country_cell };
    idt_uk_items towns = IDT_UK_ITEMS_INIT, countries = IDT_UK_ITEMS_INIT;
    size_t town = 0, country = 0;

    if (!idt_uk_is_new(self, "birthplace cells", cells, 2))
        return;
    idt_uk_items_split(&towns, town_cell);
    idt_uk_items_split(&countries, country_cell);
    uint32_t last = last_number(&towns);
    if (last_number(&countries) > last)
        last = last_number(&countries);
    for (uint32_t n = 1; n <= last; n++)
        add_birthplace(self, value_at(&towns, n, &town), value_at(&countries, n, &country));
    idt_uk_items_release(&towns);
    idt_uk_items_release(&countries);
}

static idt_span join_lines(idt_uk_reader *self, const idt_span *lines, size_t count)
{
    idt_buf text = IDT_BUF_INIT;

    for (size_t i = 0; i < count; i++) {
        idt_span line = idt_span_trim(lines[i]);
        if (line.len > 0 && text.len > 0)
            idt_buf_add_text(&text, ", ");
        idt_buf_add_span(&text, line);
    }
    idt_span kept = idt_uk_keep(self, idt_buf_span(&text));
    idt_buf_release(&text);
    return kept;
}

/* The publisher fills line 6 with the town or the province, lines 1 to 5 with all before it. */
void idt_uk_add_address(idt_uk_reader *self, const idt_uk_address *published)
{
    const size_t last = IDT_UK_ADDRESS_LINES - 1;
    idt_span texts[IDT_UK_ADDRESS_LINES + 2];
    idt_uk_items postals = IDT_UK_ITEMS_INIT;
    bool any = false;

    memcpy(texts, published->lines, sizeof published->lines);
    texts[IDT_UK_ADDRESS_LINES] = published->postal;
    texts[IDT_UK_ADDRESS_LINES + 1] = published->country;
    for (size_t i = 0; i < IDT_UK_ADDRESS_LINES + 2; i++)
        any = any || texts[i].len > 0;
    if (!any || !idt_uk_is_new(self, "address", texts, IDT_UK_ADDRESS_LINES + 2))
        return;
    idt_address address = { .role = IDT_ADDRESS_LOCATION,
                            .street = join_lines(self, published->lines, last),
                            .city = join_lines(self, published->lines + last, 1),
                            .country = country_of(self, published->country),
                            .source = self->source };
    idt_uk_items_split(&postals, published->postal);
    for (size_t i = 0; i < postals.count || i == 0; i++) {
        address.postal = postals.count ? idt_uk_keep(self, postals.items[i].text) : IDT_SPAN_EMPTY;
        idt_party_add_address(self->party, &self->lists->arena, address);
    }
    idt_uk_items_release(&postals);
}

void idt_uk_add_identifier(idt_uk_reader *self, idt_identifier number)
{
    const idt_span texts[] = { number.value, number.label, number.note };

    if (number.value.len == 0 || !idt_uk_is_new(self, idt_identifier_name(number.type), texts, 3))
        return;
    number.value = idt_uk_keep(self, number.value);
    number.label = idt_uk_keep(self, number.label);
    number.note = idt_uk_keep(self, number.note);
    number.country.text = idt_uk_keep(self, number.country.text);
    number.source = self->source;
    idt_party_add_identifier(self->party, &self->lists->arena, number);
}

/* --- documents --- */

static idt_span next_word(idt_span *rest)
{
    idt_span text = idt_span_trim(*rest);
    size_t end = 0;

    while (end < text.len && !idt_is_blank(text.ptr[end]))
        end++;
    *rest = idt_span_sub(text, end, text.len);
    return idt_span_sub(text, 0, end);
}

static idt_span without_signs(idt_span text)
{
    while (text.len > 0 && strchr("([:,.;)", text.ptr[0]))
        text = idt_span_trim(idt_span_sub(text, 1, text.len));
    while (text.len > 0 && strchr("(]:,.;)", text.ptr[text.len - 1]))
        text = idt_span_trim(idt_span_sub(text, 0, text.len - 1));
    return text;
}

/* The first date among the next words, at most three of which it takes: "11 Dec. 2026". */
static idt_ymd first_date(idt_span text)
{
    idt_date_range range;

    for (size_t skipped = 0; skipped < DATE_WORDS_MAX && text.len > 0; skipped++) {
        idt_span ends[3], rest = text;
        for (size_t i = 0; i < 3; i++)
            ends[i] = next_word(&rest);
        for (size_t i = 3; i-- > 0;) {
            if (ends[i].len == 0)
                continue;
            const char *end = ends[i].ptr + ends[i].len;
            idt_span words = without_signs((idt_span){ ends[0].ptr, (size_t)(end - ends[0].ptr) });
            if (words.len >= 4 && idt_date_parse(&range, words))
                return range.from;
        }
        (void)next_word(&text);
    }
    return (idt_ymd){ 0, 0, 0 };
}

/* The date behind a word that begins so, but before the other one: "Issued 1 May 2012. Expires". */
static idt_ymd date_behind(idt_span text, const char *word, const char *shorter, const char *other)
{
    size_t at = idt_span_find_nocase(text, word);

    if (at == SIZE_MAX)
        at = idt_span_find_nocase(text, shorter);
    if (at == SIZE_MAX)
        return (idt_ymd){ 0, 0, 0 };
    idt_span part = idt_span_sub(text, at, text.len);
    size_t stop = idt_span_find_nocase(part, other);
    return first_date(stop == SIZE_MAX ? part : idt_span_sub(part, 0, stop));
}

/* The longest beginning of the text that names a country; codes are no names here. */
static idt_country leading_country(idt_span text)
{
    idt_country found = { IDT_SPAN_EMPTY, "" };
    idt_span rest = text = without_signs(idt_span_trim(text));

    for (size_t words = 0; words < PREFIX_WORDS_MAX && rest.len > 0; words++) {
        idt_span word = next_word(&rest);
        size_t length = (size_t)(word.ptr + word.len - text.ptr);
        idt_span prefix = without_signs(idt_span_sub(text, 0, length));
        idt_country country = idt_country_of(prefix);
        if (prefix.len >= 4 && country.code[0] != '\0')
            found = country;
    }
    return found;
}

static idt_country country_in(idt_span details)
{
    static const char *const lead[] = { "issued in ", "issued by ", "issued:", "issued at " };
    idt_country country = leading_country(details);

    for (size_t i = 0; i < sizeof lead / sizeof *lead && country.text.len == 0; i++) {
        size_t at = idt_span_find_nocase(details, lead[i]);
        if (at != SIZE_MAX)
            country = leading_country(idt_span_sub(details, at + strlen(lead[i]), details.len));
    }
    return country;
}

static bool is_tax_number(idt_span words)
{
    static const char *const marks[] = { "tax", "fiscal", "INN" };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (idt_span_find_nocase(words, marks[i]) != SIZE_MAX)
            return true;
    return false;
}

static void add_document(idt_uk_reader *self, idt_uk_document kind, idt_span number,
                         idt_span details)
{
    idt_identifier document = { .type = kind == IDT_UK_PASSPORT ? IDT_ID_PASSPORT : IDT_ID_NATIONAL,
                                .label = kind == IDT_UK_PASSPORT
                                             ? IDT_SPAN_LIT("Passport Number")
                                             : IDT_SPAN_LIT("National Identification Number"),
                                .value = number,
                                .country = country_in(details),
                                .issued = date_behind(details, "issu", "iss ", "exp"),
                                .expires = date_behind(details, "exp", "valid until", "iss"),
                                .note = details };

    if (kind == IDT_UK_NATIONAL_NUMBER && is_tax_number(details))
        document.type = IDT_ID_TAX;
    if (number.len > 0)
        idt_uk_add_identifier(self, document);
    else if (kind == IDT_UK_NATIONAL_NUMBER &&
             (idt_span_starts_nocase(details, "tax") || idt_span_starts_nocase(details, "tin")))
        idt_uk_add_remark(self, IDT_UK_BUSINESS_NUMBER, details); /* "Tax ID: 771921270207" */
    else
        idt_uk_add_fact(self, kind == IDT_UK_PASSPORT ? "passport" : "national identification",
                        details);
}

/* The layout of 2018 has one column for both: "A123456 (Yemen), issued 1 May 2012". */
static void split_number(idt_span *number, idt_span *details)
{
    idt_span rest = *details, word = next_word(&rest);
    size_t digits = 0;

    for (size_t i = 0; i < word.len; i++)
        digits += idt_is_digit(word.ptr[i]);
    if (digits < 3 || idt_span_find(word, "/") != SIZE_MAX)
        return;
    *number = without_signs(word);
    *details = idt_span_trim(rest);
}

void idt_uk_add_documents(idt_uk_reader *self, idt_uk_document kind, idt_span number_cell,
                          idt_span detail_cell)
{
    const idt_span cells[] = { number_cell, detail_cell };
    const char *said = kind == IDT_UK_PASSPORT ? "passport cells" : "number cells";
    idt_uk_items numbers = IDT_UK_ITEMS_INIT, details = IDT_UK_ITEMS_INIT;
    size_t at = 0, beside = 0;

    if (!idt_uk_is_new(self, said, cells, 2))
        return;
    idt_uk_items_split(&numbers, number_cell);
    idt_uk_items_split(&details, detail_cell);
    uint32_t last = last_number(&numbers);
    if (last_number(&details) > last)
        last = last_number(&details);
    for (uint32_t n = 1; n <= last; n++) {
        idt_span number = value_at(&numbers, n, &at), words = value_at(&details, n, &beside);
        if (numbers.count == 0)
            split_number(&number, &words);
        if (number.len > 0 || words.len > 0)
            add_document(self, kind, number, words);
    }
    idt_uk_items_release(&numbers);
    idt_uk_items_release(&details);
}
