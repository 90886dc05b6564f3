/* facts.c - what birth dates, countries, gender and kind say about two entries being one party. */
#include <string.h>

#include "link/link_internal.h"

bool idt_kinds_agree(const idt_party *left, const idt_party *right)
{
    return left->type == right->type || left->type == IDT_PARTY_UNKNOWN ||
           right->type == IDT_PARTY_UNKNOWN;
}

/* --- birth dates --- */

static bool is_day(const idt_party_date *date)
{
    return date->kind == IDT_DATE_BIRTH && date->range.from.day != 0 && !date->range.approximate &&
           memcmp(&date->range.from, &date->range.to, sizeof date->range.from) == 0;
}

static bool has_year(const idt_party_date *date)
{
    return date->kind == IDT_DATE_BIRTH && date->range.from.year != 0;
}

static bool years_meet(const idt_date_range *a, const idt_date_range *b, unsigned slack)
{
    unsigned a_to = a->to.year ? a->to.year : a->from.year;
    unsigned b_to = b->to.year ? b->to.year : b->from.year;
    return a->from.year <= b_to + slack && b->from.year <= a_to + slack;
}

static idt_births compare_dates(const idt_party_date *a, const idt_party_date *b)
{
    idt_ymd x = a->range.from, y = b->range.from;
    bool near_year = years_meet(&a->range, &b->range, 1);
    if (is_day(a) && is_day(b)) {
        bool swapped = x.year == y.year && x.month == y.day && x.day == y.month;
        if (x.month == y.month && x.day == y.day)
            return x.year == y.year ? IDT_BIRTHS_SAME
                   : near_year      ? IDT_BIRTHS_NEAR
                                    : IDT_BIRTHS_APART;
        return swapped ? IDT_BIRTHS_NEAR : IDT_BIRTHS_APART;
    }
    if (a->range.approximate || b->range.approximate)
        return near_year ? IDT_BIRTHS_NEAR : IDT_BIRTHS_APART;
    if (x.month && y.month && x.month != y.month && !a->range.to.month == !b->range.to.month)
        return IDT_BIRTHS_APART;
    return years_meet(&a->range, &b->range, 0) ? IDT_BIRTHS_NEAR : IDT_BIRTHS_APART;
}

/* Lower is better for being one party. */
static int rank_of(idt_births births)
{
    return births == IDT_BIRTHS_SAME ? 0 : births == IDT_BIRTHS_NEAR ? 1 : 2;
}

idt_births idt_births_compare(const idt_party *left, const idt_party *right,
                              const idt_party_date **a, const idt_party_date **b)
{
    idt_births best = IDT_BIRTHS_UNKNOWN;
    *a = *b = NULL;
    for (size_t i = 0; i < left->date_count; i++)
        for (size_t j = 0; j < right->date_count; j++) {
            if (!has_year(&left->dates[i]) || !has_year(&right->dates[j]))
                continue;
            idt_births found = compare_dates(&left->dates[i], &right->dates[j]);
            if (best != IDT_BIRTHS_UNKNOWN && rank_of(found) >= rank_of(best))
                continue;
            best = found;
            *a = &left->dates[i];
            *b = &right->dates[j];
        }
    return best;
}

/* --- countries --- */

enum { CODES_MAX = 32 };

static void add_code(char codes[][3], size_t *count, const char *code)
{
    if (code[0] == '\0' || *count == CODES_MAX)
        return;
    for (size_t i = 0; i < *count; i++)
        if (codes[i][0] == code[0] && codes[i][1] == code[1])
            return;
    codes[*count][0] = code[0];
    codes[*count][1] = code[1];
    codes[(*count)++][2] = '\0';
}

/* Two-letter codes of all that ties a party to a country; a region counts as its country. */
static size_t codes_of(char codes[CODES_MAX][3], const idt_party *party)
{
    size_t count = 0;
    for (size_t i = 0; i < party->country_count; i++)
        add_code(codes, &count, party->countries[i].country.code);
    for (size_t i = 0; i < party->address_count; i++)
        add_code(codes, &count, party->addresses[i].country.code);
    for (size_t i = 0; i < party->identifier_count; i++)
        add_code(codes, &count, party->identifiers[i].country.code);
    return count;
}

idt_countries idt_countries_compare(const idt_party *left, const idt_party *right)
{
    char a[CODES_MAX][3], b[CODES_MAX][3];
    size_t a_count = codes_of(a, left), b_count = codes_of(b, right);
    if (a_count == 0 || b_count == 0)
        return IDT_COUNTRIES_UNKNOWN;
    for (size_t i = 0; i < a_count; i++)
        for (size_t j = 0; j < b_count; j++)
            if (memcmp(a[i], b[j], 2) == 0)
                return IDT_COUNTRIES_SHARED;
    return IDT_COUNTRIES_APART;
}

/* --- what differs --- */

static void add_births(idt_buf *out, const idt_party *left, const idt_party *right)
{
    const idt_party_date *a, *b;
    idt_births births = idt_births_compare(left, right, &a, &b);
    bool differs =
        births == IDT_BIRTHS_APART || (births == IDT_BIRTHS_NEAR && is_day(a) && is_day(b));
    if (!differs)
        return;
    idt_buf_add_text(out, "born ");
    idt_date_format(out, a->range);
    idt_buf_add_text(out, ", there ");
    idt_date_format(out, b->range);
}

idt_span idt_conflict_of(idt_arena *arena, const idt_party *left, const idt_party *right)
{
    idt_buf text = IDT_BUF_INIT;
    add_births(&text, left, right);
    if (left->gender && right->gender && left->gender != right->gender)
        idt_buf_format(&text, "%s%s, there %s", text.len ? "; " : "", idt_gender_name(left->gender),
                       idt_gender_name(right->gender));
    if (!idt_kinds_agree(left, right))
        idt_buf_format(&text, "%s%s, there %s", text.len ? "; " : "",
                       idt_party_type_name(left->type), idt_party_type_name(right->type));
    idt_span out = idt_arena_copy(arena, idt_buf_span(&text));
    idt_buf_release(&text);
    return out;
}
