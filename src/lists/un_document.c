/* un_document.c - the papers of a person on the UN list.
 *
 * The number stands in NUMBER, often behind words ("Libyan passport No. 513519"), sometimes only in
 * TYPE_OF_DOCUMENT2 or NOTE ("Tunisian passport number L723315, issued on 5 May 1998, expired on
 * 4 May 2003"). The words become part of the label, so that the value can be compared; nothing is
 * dropped. */
#include "lists/un_internal.h"

#include <string.h>

/* A text without a NUMBER element counts as one only with this many digits. */
enum { NUMBER_DIGITS_MIN = 4 };
/* Upper-case letters in front of a number belong to it ("SE 012820"); longer words do not. */
enum { SERIES_LETTERS_MAX = 3 };

/* `text` up to the first of `marks`. */
static idt_span up_to(idt_span text, const char *const *marks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = idt_span_find_nocase(text, marks[i]);
        if (at != SIZE_MAX)
            text = idt_span_sub(text, 0, at);
    }
    return idt_span_trim(text);
}

static bool has_digit(idt_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (idt_is_digit(text.ptr[i]))
            return true;
    return false;
}

/* "passport", "no." and the like, against "SE" and "A". */
static bool is_label_word(idt_span word)
{
    size_t upper = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (idt_is_lower(word.ptr[i]) || (unsigned char)word.ptr[i] >= 0x80)
            return true;
        upper += idt_is_upper(word.ptr[i]);
    }
    return upper > SERIES_LETTERS_MAX || idt_span_ends(word, ":");
}

/* Cut the words in front of the first digits off `number`. */
static idt_span take_label(idt_span *number)
{
    size_t value = 0;
    size_t at = 0;
    while (at < number->len) {
        size_t end = at;
        while (end < number->len && !idt_is_blank(number->ptr[end]))
            end++;
        idt_span word = idt_span_sub(*number, at, end);
        if (has_digit(word))
            break;
        while (end < number->len && idt_is_blank(number->ptr[end]))
            end++;
        if (is_label_word(word))
            value = end;
        at = end;
    }
    if (at == number->len)
        return IDT_SPAN_EMPTY; /* no digits at all: the text stays whole */
    idt_span label = idt_span_trim(idt_span_sub(*number, 0, value));
    *number = idt_span_sub(*number, value, number->len);
    return label;
}

/* Where the word at `at` ends; blanks behind it are passed over. */
static size_t next_word(idt_span text, size_t at)
{
    while (at < text.len && !idt_is_blank(text.ptr[at]))
        at++;
    while (at < text.len && idt_is_blank(text.ptr[at]))
        at++;
    return at;
}

/* The longest date of at most three words ("21 Feb. 2014") that `text` starts with. */
static bool date_at_start(idt_ymd *out, idt_span text)
{
    bool found = false;
    size_t end = 0;
    for (int words = 1; words <= 3; words++) {
        idt_date_range range;
        end = next_word(text, end);
        idt_span part = idt_span_trim(idt_span_sub(text, 0, end));
        while (part.len > 0 && memchr(",;.)", part.ptr[part.len - 1], 4))
            part.len--;
        if (idt_date_parse(&range, part) && memcmp(&range.from, &range.to, sizeof *out) == 0) {
            *out = range.from;
            found = true;
        }
    }
    return found;
}

/* The day behind a word that starts with `mark`: "expired on 21 Feb. 2014, issued under ..." */
static bool date_behind(idt_ymd *out, idt_span text, const char *mark)
{
    static const char *const fillers[] = { "date ", "on ", "until " };
    size_t at = idt_span_find_nocase(text, mark);
    if (at == SIZE_MAX)
        return false;
    text = idt_span_sub(text, next_word(text, at), text.len);
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (idt_span_starts_nocase(text, fillers[i]))
            text = idt_span_sub(text, strlen(fillers[i]), text.len);
    return date_at_start(out, idt_span_trim(text));
}

static bool contains_any(idt_span text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (idt_span_find_nocase(text, words[i]) != SIZE_MAX)
            return true;
    return false;
}

#define CONTAINS_ANY(text, words) contains_any((text), (words), sizeof(words) / sizeof *(words))

/* The type out of all words about it. The UN says "Passport" and "National Identification Number";
 * the more exact words stand elsewhere ("Italian Fiscal Code", "national passport"). */
static idt_identifier_type type_of(idt_span label)
{
    static const char *const other[] = { "driving licen", "driver", "birth certificate" };
    static const char *const passport[] = { "passport", "passeport", "pasaporte", "travel document",
                                            "laissez-passer" };
    static const char *const tax[] = { "fiscal code", "tax " };
    static const char *const national[] = { "national", "identi",      "social security",
                                            "ssn",      "ration card", "residen" };
    if (CONTAINS_ANY(label, other))
        return IDT_ID_OTHER;
    if (CONTAINS_ANY(label, passport))
        return IDT_ID_PASSPORT;
    if (CONTAINS_ANY(label, tax))
        return IDT_ID_TAX;
    return CONTAINS_ANY(label, national) ? IDT_ID_NATIONAL : IDT_ID_OTHER;
}

/* `text` with `more` behind it, where that says something new. */
static idt_span joined(idt_arena *arena, idt_span text, const char *separator, idt_span more)
{
    if (more.len == 0 || idt_span_equal_nocase(text, more))
        return text;
    if (text.len == 0)
        return more;
    return idt_arena_format(arena, "%.*s%s%.*s", (int)text.len, text.ptr, separator, (int)more.len,
                            more.ptr);
}

/* A number that stands outside NUMBER, without what follows it; empty when `text` holds none. */
static idt_span number_within(idt_span text)
{
    static const char *const ends[] = { ", ", "; ", " issued", " under ", " expire", " (" };
    size_t digits = 0;
    text = up_to(text, ends, sizeof ends / sizeof *ends);
    if (idt_span_starts_nocase(text, "issued"))
        return IDT_SPAN_EMPTY; /* "issued in 1993": no number */
    for (size_t i = 0; i < text.len; i++)
        digits += idt_is_digit(text.ptr[i]);
    return digits >= NUMBER_DIGITS_MIN ? text : IDT_SPAN_EMPTY;
}

/* The same number again, in another language: what the first one lacks is filled in. */
static bool merge(idt_un_record *self, const idt_identifier *more)
{
    idt_arena *arena = &self->lists->arena;
    for (size_t i = 0; i < self->party->identifier_count; i++) {
        idt_identifier *old = &self->party->identifiers[i];
        if (old->type != more->type || !idt_span_equal_nocase(old->value, more->value))
            continue;
        if (old->country.text.len > 0 && more->country.text.len > 0 &&
            !idt_span_equal_nocase(old->country.text, more->country.text))
            continue; /* two countries gave the same number */
        if (old->country.text.len == 0)
            old->country = more->country;
        if (old->issued.year == 0)
            old->issued = more->issued;
        if (old->expires.year == 0)
            old->expires = more->expires;
        old->label = joined(arena, old->label, ", ", more->label);
        old->note = joined(arena, old->note, "; ", more->note);
        return true;
    }
    return false;
}

/* Where and when it was issued, as far as the model has no field for it. */
static void take_issue(idt_un_record *self, idt_identifier *identifier, uint32_t group)
{
    idt_arena *arena = &self->lists->arena;
    idt_span issuing = idt_un_take(self, group, "ISSUING_COUNTRY");
    idt_span country = idt_un_take(self, group, "COUNTRY_OF_ISSUE");
    idt_span city = idt_un_take(self, group, "CITY_OF_ISSUE");
    idt_span date = idt_un_take(self, group, "DATE_OF_ISSUE");
    idt_date_range range;
    identifier->country = idt_country_of(issuing.len > 0 ? issuing : country);
    idt_span place = city;
    if (issuing.len > 0 && !idt_span_equal_nocase(issuing, country))
        place = joined(arena, city, ", ", country);
    if (place.len > 0) {
        idt_span issued = idt_arena_format(arena, "issued in %.*s", (int)place.len, place.ptr);
        identifier->note = joined(arena, identifier->note, "; ", issued);
    }
    if (idt_date_parse(&range, date) && memcmp(&range.from, &range.to, sizeof range.from) == 0)
        identifier->issued = range.from;
    else if (date.len > 0)
        identifier->note =
            joined(arena, identifier->note, "; ",
                   idt_arena_format(arena, "date of issue: %.*s", (int)date.len, date.ptr));
}

/* "R00012098, South Sudan": the country behind the number, where it is one. */
static void take_country(idt_identifier *identifier)
{
    size_t at = idt_span_find(identifier->value, ", ");
    if (at == SIZE_MAX || identifier->country.text.len > 0)
        return;
    idt_span rest = idt_span_trim(idt_span_sub(identifier->value, at + 2, identifier->value.len));
    idt_country country = idt_country_of(rest);
    if (country.code[0] == '\0')
        return;
    identifier->country = country;
    identifier->value = idt_span_sub(identifier->value, 0, at);
}

/* What stands in parentheses behind a number: "381110042 (Expired 25 Jan. 2016)". */
static idt_span take_parentheses(idt_span *number)
{
    size_t at = idt_span_find(*number, " (");
    if (at == SIZE_MAX || !idt_span_ends(*number, ")") || !has_digit(idt_span_sub(*number, 0, at)))
        return IDT_SPAN_EMPTY;
    idt_span inner = idt_span_sub(*number, at + 2, number->len - 1);
    *number = idt_span_trim(idt_span_sub(*number, 0, at));
    return inner;
}

void idt_un_document_convert(idt_un_record *self, const idt_un_field *first)
{
    idt_arena *arena = &self->lists->arena;
    uint32_t group = first->group_number;
    idt_identifier identifier = { .source = idt_un_source(self, first->line) };
    idt_span kind = idt_un_take(self, group, "TYPE_OF_DOCUMENT");
    idt_span kind2 = idt_un_take(self, group, "TYPE_OF_DOCUMENT2");
    idt_span number = idt_un_take(self, group, "NUMBER");
    idt_span note = idt_un_take(self, group, "NOTE");
    identifier.label = kind;
    if (number.len == 0 && (number = number_within(kind2)).len > 0)
        kind2 = IDT_SPAN_EMPTY;
    else if (number.len == 0)
        number = number_within(note);
    identifier.note = joined(arena, take_parentheses(&number), "; ", note);
    identifier.label = joined(arena, identifier.label, ", ", kind2);
    identifier.label = joined(arena, identifier.label, ", ", take_label(&number));
    identifier.value = number;
    identifier.type = type_of(identifier.label);
    if (!date_behind(&identifier.expires, identifier.note, "expir"))
        (void)date_behind(&identifier.expires, identifier.note, "valid until");
    (void)date_behind(&identifier.issued, identifier.note, "issued on ");
    take_issue(self, &identifier, group);
    take_country(&identifier);
    if (number.len == 0) {
        idt_span text = joined(arena, identifier.label, ", ", identifier.country.text);
        idt_party_add_fact(self->party, arena, "document",
                           joined(arena, text, ": ", identifier.note), identifier.source);
        return;
    }
    if (!merge(self, &identifier))
        idt_party_add_identifier(self->party, arena, identifier);
}
