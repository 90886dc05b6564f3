/* au_prose.c - what is plainly labelled inside the Australian list's prose.
 *
 *     Gender: male. Passport no.: Pakistani passport number CV9157521, issued on 8 Sep. 2008
 *     IMO number: 5571322. Registration ID: 1027800000084 (Russia) SWIFT/BIC: ROSYRU2P
 *
 * The prose itself stays a fact as a whole. Only a number that follows its label at once is taken,
 * so nothing is guessed; UN references inside the prose name other parties and are left alone. */
#include <string.h>

#include "lists/au_internal.h"

typedef struct {
    const char *text;
    idt_identifier_type type;
} label;

/* The longest counts. */
static const label labels[] = {
    { "IMO Identification Number", IDT_ID_IMO },
    { "IMO number", IDT_ID_IMO },
    { "IMO", IDT_ID_IMO },
    { "Passport number", IDT_ID_PASSPORT },
    { "Passport no", IDT_ID_PASSPORT },
    { "Passport", IDT_ID_PASSPORT },
    { "National identification number", IDT_ID_NATIONAL },
    { "National identification no", IDT_ID_NATIONAL },
    { "National ID Number", IDT_ID_NATIONAL },
    { "Spanish Identity Card No", IDT_ID_NATIONAL },
    { "Company identification number", IDT_ID_REGISTRATION },
    { "Company identification no", IDT_ID_REGISTRATION },
    { "State registration number", IDT_ID_REGISTRATION },
    { "Registered company number", IDT_ID_REGISTRATION },
    { "Registration Number", IDT_ID_REGISTRATION },
    { "Registration ID", IDT_ID_REGISTRATION },
    { "Government Gazette Number", IDT_ID_REGISTRATION },
    { "Italian Fiscal Code", IDT_ID_TAX },
    { "Tax ID No", IDT_ID_TAX },
    { "Legal Entity Identifier (LEI)", IDT_ID_LEI },
    { "SWIFT/BIC", IDT_ID_BIC },
    { "Website", IDT_ID_WEBSITE },
    { "Email", IDT_ID_EMAIL },
};

enum {
    LABEL_COUNT = sizeof labels / sizeof labels[0],
    WORDS_OF_DATE = 3,
    LEI_CHARS = 20,
    NEAR_BYTES = 80
};

static bool is_word(char c)
{
    return idt_is_alpha(c) || idt_is_digit(c) || (unsigned char)c >= 0x80;
}

static const label *label_at(idt_span text, size_t at)
{
    idt_span rest = idt_span_sub(text, at, text.len);
    const label *best = NULL;

    if (at > 0 && is_word(text.ptr[at - 1]))
        return NULL;
    for (size_t i = 0; i < LABEL_COUNT; i++) {
        size_t length = strlen(labels[i].text);
        if (idt_to_lower(labels[i].text[0]) == idt_to_lower(*rest.ptr) &&
            (!best || length > strlen(best->text)) &&
            idt_span_starts_nocase(rest, labels[i].text) &&
            (length == rest.len || !is_word(rest.ptr[length])))
            best = &labels[i];
    }
    return best;
}

/* Blanks, colons, dots and an "a)" between a label and its value. */
static idt_span skip_marks(idt_span text)
{
    while (text.len && strchr(" :.", *text.ptr))
        text = idt_span_sub(text, 1, text.len);
    if (text.len > 2 && text.ptr[1] == ')' && idt_is_lower(text.ptr[0]))
        text = idt_span_trim(idt_span_sub(text, 2, text.len));
    return text;
}

/* Up to a blank or a mark that ends the number. */
static idt_span word_of(idt_span text)
{
    size_t end = 0;

    while (end < text.len && !strchr(" ;,()", text.ptr[end]))
        end++;
    while (end > 0 && strchr(".:", text.ptr[end - 1]))
        end--;
    return idt_span_sub(text, 0, end);
}

static size_t digit_count(idt_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += idt_is_digit(text.ptr[i]);
    return count;
}

/* "A 10472263": capitals, then digits only. */
static idt_span number_of(idt_span text)
{
    idt_span word = word_of(text);

    for (size_t i = 0; i < word.len; i++)
        if (!idt_is_upper(word.ptr[i]))
            return word;
    if (word.len == 0 || word.len > 2 || word.len + 1 >= text.len || text.ptr[word.len] != ' ')
        return word;
    idt_span next = word_of(idt_span_sub(text, word.len + 1, text.len));
    if (next.len >= 4 && digit_count(next) == next.len)
        return idt_span_sub(text, 0, word.len + 1 + next.len);
    return word;
}

static bool fits(idt_identifier_type type, idt_span value)
{
    switch (type) {
    case IDT_ID_IMO:
        return value.len == 7 && digit_count(value) == 7;
    case IDT_ID_BIC:
        for (size_t i = 0; i < value.len; i++)
            if (!idt_is_upper(value.ptr[i]) && !idt_is_digit(value.ptr[i]))
                return false;
        return value.len == 8 || value.len == 11;
    case IDT_ID_LEI:
        return value.len == LEI_CHARS;
    case IDT_ID_WEBSITE:
        return idt_span_find(value, ".") != SIZE_MAX;
    case IDT_ID_EMAIL:
        return idt_span_find(value, "@") != SIZE_MAX;
    default:
        return digit_count(value) >= 4;
    }
}

/* The date of up to three words behind `key` within the next sentence part. */
static idt_ymd date_behind(idt_span text, const char *key)
{
    size_t at = idt_span_find_nocase(idt_span_sub(text, 0, NEAR_BYTES), key);
    idt_date_range range;

    if (at == SIZE_MAX)
        return (idt_ymd){ 0, 0, 0 };
    idt_span rest = idt_span_trim(idt_span_sub(text, at + strlen(key), text.len));
    for (int words = WORDS_OF_DATE; words > 0; words--) {
        size_t end = 0;
        for (int i = 0; i < words && end < rest.len; i++) {
            end += end > 0;
            while (end < rest.len && !strchr(" ,;)", rest.ptr[end]))
                end++;
        }
        if (idt_date_parse(&range, idt_span_sub(rest, 0, end)))
            return range.from;
    }
    return (idt_ymd){ 0, 0, 0 };
}

/* The word before `at`: "Kuwaiti passport number". */
static idt_country country_before(idt_span text, size_t at)
{
    size_t end = at, from;

    while (end > 0 && text.ptr[end - 1] == ' ')
        end--;
    for (from = end; from > 0 && is_word(text.ptr[from - 1]);)
        from--;
    return idt_country_of(idt_span_sub(text, from, end));
}

/* "(Jordan)" behind the number. */
static idt_country country_after(idt_span text)
{
    text = idt_span_trim(text);
    if (text.len == 0 || *text.ptr != '(')
        return idt_country_of(IDT_SPAN_EMPTY);
    text = idt_span_sub(text, 1, NEAR_BYTES);
    return idt_country_of(idt_span_sub(text, 0, idt_span_find(text, ")")));
}

static size_t take_number(idt_au_row *self, idt_span text, size_t at, const label *found)
{
    size_t behind = at + strlen(found->text);
    idt_span rest = skip_marks(idt_span_sub(text, behind, text.len));
    idt_identifier number = { .type = found->type,
                              .label = idt_span_sub(text, at, behind),
                              .country = idt_country_of(IDT_SPAN_EMPTY),
                              .note = IDT_SPAN_EMPTY,
                              .source = self->source };
    idt_country named = idt_country_of(word_of(rest));

    if (named.code[0] && digit_count(word_of(rest)) == 0 && word_of(rest).len > 2) {
        number.country = named; /* "Passport no: Oman 03824969" */
        rest = skip_marks(idt_span_sub(rest, word_of(rest).len, rest.len));
    }
    number.value = number_of(rest);
    if (!fits(number.type, number.value))
        return behind;
    rest = idt_span_sub(rest, number.value.len, rest.len);
    if (!number.country.code[0])
        number.country = country_after(rest);
    if (!number.country.code[0] && number.type == IDT_ID_PASSPORT)
        number.country = country_before(text, at);
    if (!number.country.code[0])
        number.country = idt_country_of(IDT_SPAN_EMPTY);
    if (number.type == IDT_ID_PASSPORT) {
        idt_span near = idt_span_sub(rest, 0, idt_span_find_nocase(rest, "passport"));
        number.issued = date_behind(near, "issued on ");
        if (number.issued.year == 0)
            number.issued = date_behind(near, "issued ");
        number.expires = date_behind(near, "expires on ");
        if (number.expires.year == 0)
            number.expires = date_behind(near, "(expires ");
        if (number.expires.year == 0)
            number.expires = date_behind(near, "expired ");
    }
    if (idt_au_is_new(self, (char)('a' + 32 + number.type), number.value))
        idt_party_add_identifier(self->party, &self->lists->arena, number);
    return (size_t)(rest.ptr - text.ptr);
}

/* "Title: a) Mullah b) Haji." up to the end of the sentence. */
static void take_sentence(idt_au_row *self, idt_span text, const char *head, const char *key,
                          char kind)
{
    size_t at = idt_span_find(text, head);
    idt_span value;

    if (at == SIZE_MAX)
        return;
    text = idt_span_sub(text, at + strlen(head), text.len);
    text = idt_span_sub(text, 0, idt_span_find(text, ". "));
    text = idt_span_sub(text, 0, idt_span_find(text, " Designation:"));
    if (idt_span_ends(text, "."))
        text.len--;
    while (idt_au_next_value(&value, &text))
        if (idt_au_is_new(self, kind, value))
            idt_party_add_fact(self->party, &self->lists->arena, key, value, self->source);
}

void idt_au_add_labelled(idt_au_row *self, idt_span text)
{
    size_t gender = idt_span_find(text, "Gender:");

    for (size_t at = 0; at < text.len;) {
        const label *found = label_at(text, at);
        at = found ? take_number(self, text, at, found) : at + 1;
    }
    if (gender != SIZE_MAX)
        (void)idt_gender_parse(
            &self->party->gender,
            word_of(idt_span_trim(idt_span_sub(text, gender + strlen("Gender:"), text.len))));
    take_sentence(self, text, "Title:", "title", '!');
    take_sentence(self, text, "Designation:", "designation", '#');
    take_sentence(self, text, "Last known position:", "position", '$');
}

/* --- listing information --- */

idt_span idt_au_listing_date(idt_arena *arena, idt_span text)
{
    static const char *const keys[] = { "Listed on:", " on " };
    bool said = idt_span_find_nocase(text, "listed") != SIZE_MAX ||
                idt_span_find_nocase(text, "designated") != SIZE_MAX;

    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && said; i++) {
        size_t at = idt_span_find_nocase(text, keys[i]);
        idt_ymd day = { 0, 0, 0 };
        if (at != SIZE_MAX)
            day = date_behind(idt_span_sub(text, at, text.len), keys[i]);
        if (day.day == 0)
            continue;
        idt_buf iso = IDT_BUF_INIT;
        idt_ymd_format(&iso, day);
        idt_span kept = idt_arena_copy(arena, idt_buf_span(&iso));
        idt_buf_release(&iso);
        return kept;
    }
    return IDT_SPAN_EMPTY;
}

idt_span idt_au_instrument(idt_span text)
{
    size_t colon = idt_span_find(text, ":");

    if (idt_span_starts_nocase(text, "Instrument of") && colon != SIZE_MAX)
        return idt_span_trim(idt_span_sub(text, colon + 1, text.len));
    if (idt_span_starts_nocase(text, "Autonomous Sanctions (") ||
        idt_span_starts_nocase(text, "Charter of the United Nations ("))
        return text;
    return IDT_SPAN_EMPTY;
}
