/* date.c - read and write partly known dates.
 *
 * A text is cut into at most three fields, numbers and month names, with the signs between them;
 * the kinds of the fields tell the shape: "18 Feb 1962" is day, word, year. A range is two such
 * dates around a separator, tried only when the text is no single date, so that `1962-2` is a
 * month and `1962-1965` a range. Zeros stand for an unknown day or month ("00/06/1970"), as the
 * UK's lists write them. */
#include "model/date.h"

#include <stdio.h>
#include <string.h>

/* Years of the Islamic calendars stand below 1500 ("24/06/1402"); they must not pass for ours. */
enum { YEAR_MIN = 1500, YEAR_MAX = 2999 };

enum { FIELD_COUNT_MAX = 3 };

typedef enum { FIELD_SHORT, FIELD_YEAR, FIELD_EIGHT, FIELD_MONTH } field_kind;

typedef struct {
    field_kind kind;
    uint32_t value;
    char sign; /* between the field before and this one: '-', '.', '/', ' ' */
} field;

typedef struct {
    field fields[FIELD_COUNT_MAX];
    size_t count;
} fields;

bool idt_ymd_valid(idt_ymd date)
{
    static const uint8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
    if (date.year < 1 || date.year > 9999 || date.month > 12)
        return false;
    if (date.month == 0)
        return date.day == 0;
    return date.day <= days[date.month - 1] && !(date.month == 2 && date.day == 29 && !leap);
}

/* Full English names and abbreviations of three letters and more; 0 when the word is no month. */
static uint32_t month_of(idt_span word)
{
    static const char *const months[] = { "january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december" };
    if (word.len < 3)
        return 0;
    for (uint32_t i = 0; i < 12; i++) {
        idt_span month = idt_span_of(months[i]);
        if (word.len <= month.len && idt_span_equal_nocase(word, idt_span_sub(month, 0, word.len)))
            return i + 1;
    }
    return 0;
}

static bool is_ordinal(idt_span word)
{
    return idt_span_equal_nocase(word, IDT_SPAN_LIT("st")) ||
           idt_span_equal_nocase(word, IDT_SPAN_LIT("nd")) ||
           idt_span_equal_nocase(word, IDT_SPAN_LIT("rd")) ||
           idt_span_equal_nocase(word, IDT_SPAN_LIT("th"));
}

static size_t run_length(idt_span text, size_t from, bool (*belongs)(char))
{
    size_t to = from;
    while (to < text.len && belongs(text.ptr[to]))
        to++;
    return to - from;
}

static bool add_number(fields *self, idt_span digits, char sign)
{
    field next = { FIELD_SHORT, 0, sign };
    if (self->count == FIELD_COUNT_MAX || !idt_span_to_u32(digits, &next.value))
        return false;
    if (digits.len == 4)
        next.kind = FIELD_YEAR;
    else if (digits.len == 8)
        next.kind = FIELD_EIGHT;
    else if (digits.len > 2)
        return false;
    self->fields[self->count++] = next;
    return true;
}

static bool add_word(fields *self, idt_span word, char sign, bool joined)
{
    if (joined && is_ordinal(word))
        return true; /* the "th" of "18th" */
    field next = { FIELD_MONTH, month_of(word), sign };
    if (self->count == FIELD_COUNT_MAX || next.value == 0)
        return false;
    self->fields[self->count++] = next;
    return true;
}

/* Blanks around a sign, and "Feb. 1962", "February 18, 1962", read as the sign alone or a blank. */
static bool read_sign(char *sign, idt_span between)
{
    *sign = ' ';
    for (size_t i = 0; i < between.len; i++) {
        char c = between.ptr[i];
        if (idt_is_blank(c) || c == ',')
            continue;
        if ((c != '-' && c != '/' && c != '.') || *sign != ' ')
            return false;
        *sign = c;
    }
    return true;
}

static bool is_sign(char c)
{
    return !idt_is_digit(c) && !idt_is_alpha(c);
}

static bool read_fields(fields *out, idt_span text)
{
    size_t at = 0;
    char sign = ' ';
    out->count = 0;
    while (at < text.len) {
        size_t length;
        size_t gap = run_length(text, at, is_sign);
        if (!read_sign(&sign, idt_span_sub(text, at, at + gap)))
            return false;
        at += gap;
        if (at == text.len)
            return false;
        if (idt_is_digit(text.ptr[at])) {
            length = run_length(text, at, idt_is_digit);
            if (!add_number(out, idt_span_sub(text, at, at + length), sign))
                return false;
        } else {
            length = run_length(text, at, idt_is_alpha);
            if (!add_word(out, idt_span_sub(text, at, at + length), sign, gap == 0 && at > 0))
                return false;
        }
        at += length;
    }
    return true;
}

static bool set(idt_ymd *out, uint32_t year, uint32_t month, uint32_t day)
{
    if (year < YEAR_MIN || year > YEAR_MAX || month > 12 || day > 31)
        return false;
    *out = (idt_ymd){ (uint16_t)year, (uint8_t)month, (uint8_t)day };
    return idt_ymd_valid(*out);
}

#define SHAPE1(a) ((unsigned)(a))
#define SHAPE2(a, b) (0x10u | (unsigned)(a) << 2 | (unsigned)(b))
#define SHAPE3(a, b, c) (0x40u | (unsigned)(a) << 4 | (unsigned)(b) << 2 | (unsigned)(c))

static unsigned shape_of(const fields *self)
{
    const field *f = self->fields;
    switch (self->count) {
    case 1:
        return SHAPE1(f[0].kind);
    case 2:
        return SHAPE2(f[0].kind, f[1].kind);
    case 3:
        return SHAPE3(f[0].kind, f[1].kind, f[2].kind);
    default:
        return UINT32_MAX;
    }
}

static bool single(idt_ymd *out, idt_span text)
{
    fields all;
    const field *f = all.fields;
    if (!read_fields(&all, text))
        return false;
    bool blank1 = all.count > 1 && f[1].sign == ' '; /* numbers need a sign between them */
    bool same = all.count > 2 && f[1].sign == f[2].sign;
    switch (shape_of(&all)) {
    case SHAPE1(FIELD_YEAR):
        return set(out, f[0].value, 0, 0);
    case SHAPE1(FIELD_EIGHT):
        return set(out, f[0].value / 10000, f[0].value / 100 % 100, f[0].value % 100);
    case SHAPE2(FIELD_YEAR, FIELD_SHORT):
        return !blank1 && set(out, f[0].value, f[1].value, 0);
    case SHAPE2(FIELD_SHORT, FIELD_YEAR):
        return !blank1 && set(out, f[1].value, f[0].value, 0);
    case SHAPE2(FIELD_MONTH, FIELD_YEAR):
        return set(out, f[1].value, f[0].value, 0);
    case SHAPE2(FIELD_YEAR, FIELD_MONTH):
        return set(out, f[0].value, f[1].value, 0);
    case SHAPE3(FIELD_YEAR, FIELD_SHORT, FIELD_SHORT):
        return !blank1 && same && set(out, f[0].value, f[1].value, f[2].value);
    case SHAPE3(FIELD_SHORT, FIELD_SHORT, FIELD_YEAR):
        return !blank1 && same && set(out, f[2].value, f[1].value, f[0].value);
    case SHAPE3(FIELD_SHORT, FIELD_MONTH, FIELD_YEAR):
        return set(out, f[2].value, f[1].value, f[0].value);
    case SHAPE3(FIELD_MONTH, FIELD_SHORT, FIELD_YEAR):
        return set(out, f[2].value, f[0].value, f[1].value);
    case SHAPE3(FIELD_YEAR, FIELD_MONTH, FIELD_SHORT):
        return set(out, f[0].value, f[1].value, f[2].value);
    default:
        return false;
    }
}

/* Take off one leading word that says "not exactly". */
static bool take_approximate(idt_span *text)
{
    static const char *const words[] = { "circa",   "ca.",           "ca ",
                                         "c.",      "approximately", "approximatively",
                                         "approx.", "approx ",       "about ",
                                         "around " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (idt_span_starts_nocase(*text, words[i])) {
            *text = idt_span_trim(idt_span_sub(*text, strlen(words[i]), text->len));
            return true;
        }
    }
    return false;
}

/* `1962-02-18T00:00:00Z` and `1962-02-18 00:00` keep their day. */
static idt_span without_time(idt_span text)
{
    if (text.len < 16 || (text.ptr[10] != 'T' && text.ptr[10] != ' ') || text.ptr[13] != ':' ||
        text.ptr[4] != '-' || text.ptr[7] != '-')
        return text;
    for (size_t i = 11; i < text.len; i++)
        if (!idt_is_digit(text.ptr[i]) && !memchr(":.,+-Z", text.ptr[i], 6))
            return text;
    return idt_span_sub(text, 0, 10);
}

/* One end of a range, or a date alone. */
static bool side(idt_ymd *out, bool *approximate, idt_span text)
{
    text = idt_span_trim(text);
    if (take_approximate(&text))
        *approximate = true;
    return single(out, without_time(text));
}

/* The left end of "Aug. and Sep. 1977", whose year stands on the right only. */
static bool side_of_year(idt_ymd *out, idt_span text, unsigned year)
{
    char whole[32];
    text = idt_span_trim(text);
    /* "18 September" and the like; anything longer is no day and month. */
    if (text.len == 0 || text.len > 16)
        return false;
    if (!idt_is_alpha(text.ptr[text.len - 1]) && !idt_span_ends(text, "."))
        return false;
    int length = snprintf(whole, sizeof whole, "%.*s %u", (int)text.len, text.ptr, year);
    if (length < 0 || (size_t)length >= sizeof whole)
        return false;
    return single(out, (idt_span){ whole, (size_t)length });
}

/* False only when the whole of `a` lies behind the whole of `b`. */
static bool can_precede(idt_ymd a, idt_ymd b)
{
    if (a.year != b.year)
        return a.year < b.year;
    if (a.month == 0 || b.month == 0 || a.month != b.month)
        return a.month == 0 || b.month == 0 || a.month < b.month;
    return a.day == 0 || b.day == 0 || a.day <= b.day;
}

static bool range_around(idt_date_range *out, idt_span text, const char *separator)
{
    idt_date_range range = { { 0 }, { 0 }, out->approximate };
    size_t at = idt_span_find_nocase(text, separator);
    if (at == SIZE_MAX)
        return false;
    idt_span left = idt_span_sub(text, 0, at);
    idt_span right = idt_span_sub(text, at + strlen(separator), text.len);
    if (!side(&range.to, &range.approximate, right))
        return false;
    if (!side(&range.from, &range.approximate, left) &&
        !side_of_year(&range.from, left, range.to.year))
        return false;
    if (!can_precede(range.from, range.to))
        return false;
    *out = range;
    return true;
}

bool idt_date_parse(idt_date_range *out, idt_span text)
{
    static const char *const separators[] = { " to ", " and ", " - ", "\xe2\x80\x93", "-" };
    idt_date_range range = { { 0 }, { 0 }, false };
    text = idt_span_trim(text);
    if (idt_span_ends(text, "."))
        text = idt_span_trim(idt_span_sub(text, 0, text.len - 1));
    range.approximate = take_approximate(&text);
    if (single(&range.from, without_time(text))) {
        range.to = range.from;
        *out = range;
        return true;
    }
    if (idt_span_starts_nocase(text, "between "))
        text = idt_span_sub(text, strlen("between "), text.len);
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        if (range_around(&range, text, separators[i])) {
            *out = range;
            return true;
        }
    }
    return false;
}

void idt_ymd_format(idt_buf *out, idt_ymd date)
{
    if (date.year == 0)
        return;
    idt_buf_format(out, "%04u", date.year);
    if (date.month == 0)
        return;
    idt_buf_format(out, "-%02u", date.month);
    if (date.day != 0)
        idt_buf_format(out, "-%02u", date.day);
}

void idt_date_format(idt_buf *out, idt_date_range date)
{
    bool one_date = date.from.year == date.to.year && date.from.month == date.to.month &&
                    date.from.day == date.to.day;
    if (date.approximate)
        idt_buf_add_text(out, "circa ");
    idt_ymd_format(out, date.from);
    if (one_date)
        return;
    idt_buf_add_text(out, " to ");
    idt_ymd_format(out, date.to);
}
