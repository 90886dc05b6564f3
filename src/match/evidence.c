/* evidence.c - facts for and against. */
#include "match/evidence.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* Information of agreeing facts against an ordinary population, tenths of a bit: one of some
     * 16,000 days of birth in use, one of some 60 years, one of some 30 countries that matter. */
    BITS_DAY = 140,
    BITS_YEAR = 60,
    BITS_COUNTRY = 50,
    BITS_IDENTIFIER = 300,
    /* "circa" reaches this many years to both sides. */
    CIRCA_YEARS = 2,
    /* Shorter numbers are equal by chance too often to prove anything. */
    IDENTIFIER_LENGTH_MIN = 5,
};

typedef struct {
    int points;
    uint32_t bits;
    const char *words;
} verdict;

static bool is_day(idt_ymd date)
{
    return date.year && date.month && date.day;
}

static bool is_single_day(const idt_date_range *range)
{
    return !range->approximate && is_day(range->from) &&
           memcmp(&range->from, &range->to, sizeof range->from) == 0;
}

static verdict judge_days(idt_ymd a, idt_ymd b, const idt_profile *profile)
{
    int near = -(int)profile->birth_near, other_day = -(int)profile->birth_day_differs;
    bool same_day = a.day == b.day, same_month = a.month == b.month;
    if (a.year == b.year && same_month && same_day)
        return (verdict){ (int)profile->birth_day_agrees, BITS_DAY, "agrees" };
    if (a.year == b.year && a.day == b.month && a.month == b.day)
        return (verdict){ 0, BITS_YEAR, "day and month swapped" };
    if (a.year == b.year)
        return (verdict){ same_month || same_day ? near : other_day, 0, "other day, same year" };
    if (same_month && same_day && abs(a.year - b.year) == 1)
        return (verdict){ near, 0, "same day, one year apart" };
    if (same_month && same_day)
        return (verdict){ other_day, 0, "same day, other year" };
    if (abs(a.year - b.year) == 1)
        return (verdict){ other_day + near, 0, "one year apart" };
    return (verdict){ -(int)profile->birth_year_differs, 0, "differs" };
}

/* Years between two ranges; 0 where they touch. */
static int years_apart(const idt_date_range *a, const idt_date_range *b)
{
    if (a->to.year < b->from.year)
        return b->from.year - a->to.year;
    if (b->to.year < a->from.year)
        return a->from.year - b->to.year;
    return 0;
}

static verdict judge_dates(const idt_date_range *a, const idt_date_range *b,
                           const idt_profile *profile)
{
    if (is_single_day(a) && is_single_day(b))
        return judge_days(a->from, b->from, profile);
    int apart = years_apart(a, b);
    int tolerance = a->approximate || b->approximate ? CIRCA_YEARS : 0;
    if (apart <= tolerance) {
        bool months = a->from.month && b->from.month && tolerance == 0 &&
                      a->from.year == a->to.year && b->from.year == b->to.year &&
                      a->from.month == a->to.month && b->from.month == b->to.month;
        if (months && a->from.month != b->from.month)
            return (verdict){ -(int)profile->birth_near, 0, "other month, same year" };
        return (verdict){ (int)profile->birth_year_agrees, BITS_YEAR, "agrees by year" };
    }
    if (apart <= tolerance + 1)
        return (verdict){ -(int)profile->birth_near, 0, "one year apart" };
    return (verdict){ -(int)profile->birth_year_differs, 0, "differs" };
}

static idt_span say_dates(idt_arena *arena, const idt_date_range *subject,
                          const idt_date_range *listed, const char *words)
{
    idt_buf left = IDT_BUF_INIT, right = IDT_BUF_INIT;
    idt_date_format(&left, *subject);
    idt_date_format(&right, *listed);
    idt_span said = idt_arena_format(arena, "%.*s, listed %.*s: %s", (int)left.len, left.ptr,
                                     (int)right.len, right.ptr, words);
    idt_buf_release(&left);
    idt_buf_release(&right);
    return said;
}

static int judge_birth(idt_explanation *out, idt_arena *arena, uint32_t *bits,
                       const idt_subject *subject, const idt_party *party,
                       const idt_profile *profile)
{
    idt_date_kind kind = party->type == IDT_PARTY_PERSON ? IDT_DATE_BIRTH : IDT_DATE_ESTABLISHED;
    verdict best = { 0, 0, NULL };
    const idt_date_range *best_subject = NULL, *best_listed = NULL;
    for (size_t i = 0; i < subject->birth_count; i++)
        for (size_t j = 0; j < party->date_count; j++) {
            const idt_date_range *listed = &party->dates[j].range;
            if (party->dates[j].kind != kind || !listed->from.year || !listed->to.year ||
                !subject->births[i].from.year || !subject->births[i].to.year)
                continue;
            verdict next = judge_dates(&subject->births[i], listed, profile);
            if (best_subject && next.points <= best.points)
                continue;
            best = next;
            best_subject = &subject->births[i];
            best_listed = listed;
        }
    if (!best_subject)
        return 0;
    *bits += best.bits;
    if (out)
        idt_explanation_add(out, IDT_PART_BIRTH_DATE, best.points,
                            say_dates(arena, best_subject, best_listed, best.words));
    return best.points;
}

typedef struct {
    const idt_country *first; /* a country the party states, for the explanation */
    const idt_country *equal;
} country_look;

/* A region ("UA-43") lies in its country ("UA"); two regions of one country are two places. */
static bool same_country(const char *a, const char *b)
{
    return strcmp(a, b) == 0 ||
           (a[0] && a[1] && strncmp(a, b, 2) == 0 && (a[2] == '\0' || b[2] == '\0'));
}

static void look_at(country_look *look, const idt_subject *subject, const idt_country *country)
{
    if (!country->code[0])
        return;
    if (!look->first)
        look->first = country;
    for (size_t i = 0; i < subject->country_count; i++)
        if (same_country(subject->countries[i].code, country->code) && !look->equal)
            look->equal = country;
}

static int judge_country(idt_explanation *out, idt_arena *arena, uint32_t *bits,
                         const idt_subject *subject, const idt_party *party,
                         const idt_profile *profile)
{
    country_look look = { NULL, NULL };
    const idt_country *given = NULL;
    for (size_t i = 0; i < subject->country_count && !given; i++)
        if (subject->countries[i].code[0])
            given = &subject->countries[i];
    if (!given)
        return 0;
    for (size_t i = 0; i < party->country_count; i++)
        look_at(&look, subject, &party->countries[i].country);
    for (size_t i = 0; i < party->address_count; i++)
        look_at(&look, subject, &party->addresses[i].country);
    if (!look.first)
        return 0;
    int points = look.equal ? (int)profile->country_agrees : -(int)profile->country_differs;
    *bits += look.equal ? BITS_COUNTRY : 0;
    if (out)
        idt_explanation_add(
            out, IDT_PART_COUNTRY, points,
            look.equal ? idt_arena_format(arena, "%s agrees", look.equal->code)
                       : idt_arena_format(arena, "%s, listed %s", given->code, look.first->code));
    return points;
}

uint32_t idt_evidence_kind(idt_party_type a, idt_party_type b, const idt_profile *profile)
{
    if (a == b || a == IDT_PARTY_UNKNOWN || b == IDT_PARTY_UNKNOWN)
        return 0;
    bool owners = (a == IDT_PARTY_PERSON || a == IDT_PARTY_ORGANIZATION) &&
                  (b == IDT_PARTY_PERSON || b == IDT_PARTY_ORGANIZATION);
    return owners ? profile->kind_person_organization : profile->kind_other;
}

static int judge_kind(idt_explanation *out, idt_arena *arena, const idt_subject *subject,
                      const idt_party *party, const idt_profile *profile)
{
    int points = -(int)idt_evidence_kind(subject->type, party->type, profile);
    if (out && points)
        idt_explanation_add(out, IDT_PART_KIND, points,
                            idt_arena_format(arena, "%s, listed %s",
                                             idt_party_type_name(subject->type),
                                             idt_party_type_name(party->type)));
    return points;
}

static int judge_gender(idt_explanation *out, idt_arena *arena, const idt_subject *subject,
                        const idt_party *party, const idt_profile *profile)
{
    if (!subject->gender || !party->gender || subject->gender == party->gender)
        return 0;
    int points = -(int)profile->gender_differs;
    if (out)
        idt_explanation_add(out, IDT_PART_GENDER, points,
                            idt_arena_format(arena, "%s, listed %s",
                                             idt_gender_name(subject->gender),
                                             idt_gender_name(party->gender)));
    return points;
}

int idt_evidence(idt_explanation *out, idt_arena *arena, uint32_t *bits, const idt_subject *subject,
                 const idt_party *party, const idt_profile *profile)
{
    int points = judge_kind(out, arena, subject, party, profile);
    points += judge_birth(out, arena, bits, subject, party, profile);
    points += judge_country(out, arena, bits, subject, party, profile);
    points += judge_gender(out, arena, subject, party, profile);
    if (idt_evidence_identifier(subject, party))
        *bits += BITS_IDENTIFIER;
    return points;
}

uint32_t idt_evidence_max(const idt_subject *subject, const idt_profile *profile)
{
    uint32_t most = 0;
    if (subject->birth_count)
        most += profile->birth_day_agrees > profile->birth_year_agrees ? profile->birth_day_agrees
                                                                       : profile->birth_year_agrees;
    if (subject->country_count)
        most += profile->country_agrees;
    return most;
}

static bool same_identifier(const idt_subject_identifier *given, const idt_identifier *listed)
{
    if (!idt_identifier_is_strong(listed->type) ||
        (given->type != IDT_ID_OTHER && given->type != listed->type))
        return false;
    idt_buf left = IDT_BUF_INIT, right = IDT_BUF_INIT;
    idt_identifier_normalise(&left, listed->type, given->value);
    idt_identifier_normalise(&right, listed->type, listed->value);
    bool same = left.len >= IDENTIFIER_LENGTH_MIN &&
                idt_span_equal(idt_buf_span(&left), idt_buf_span(&right));
    idt_buf_release(&left);
    idt_buf_release(&right);
    return same;
}

const idt_identifier *idt_evidence_identifier(const idt_subject *subject, const idt_party *party)
{
    for (size_t i = 0; i < subject->identifier_count; i++)
        for (size_t j = 0; j < party->identifier_count; j++)
            if (same_identifier(&subject->identifiers[i], &party->identifiers[j]))
                return &party->identifiers[j];
    return NULL;
}
