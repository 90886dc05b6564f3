/* The table of regimes and its lookups. The generator sorts the regimes and the index of tags by
 * publisher and then by tag in lower case, so a tag is found by halving. */
#include "regime/regime.h"

#include <stdint.h>

typedef struct {
    const char *publisher, *tag;
    uint32_t regime; /* index into the table */
} regime_tag;

#include "regime.inc"

#define REGIMES_COUNT (sizeof regimes / sizeof regimes[0])
#define TAGS_COUNT (sizeof tags / sizeof tags[0])

/* Whose tags a list carries. A prefix ends at the id's end or at an underscore. Where several fit,
 * the first that knows the tag answers. */
static const struct {
    const char *prefix, *publisher;
} carriers[] = {
    { "us_ofac", "us_ofac" },
    { "us_trade", "us_trade" },
    { "us_trade_csl", "us_ofac" },
    { "un_sc", "un_sc" },
    { "eu", "eu" },
    { "gb", "gb" },
    { "ch_seco", "ch_seco" },
    { "ca_dfatd", "ca_dfatd" },
    { "au_dfat", "au_dfat" },
};

static bool carries(idt_span list_id, const char *prefix)
{
    size_t len = idt_span_of(prefix).len;

    return idt_span_starts(list_id, prefix) && (list_id.len == len || list_id.ptr[len] == '_');
}

/* Order of tags as the generator sorts them: bytewise with ASCII letters in lower case. */
static int compare_tags(idt_span a, idt_span b)
{
    size_t len = a.len < b.len ? a.len : b.len;

    for (size_t i = 0; i < len; i++) {
        unsigned char left = (unsigned char)idt_to_lower(a.ptr[i]);
        unsigned char right = (unsigned char)idt_to_lower(b.ptr[i]);

        if (left != right)
            return left < right ? -1 : 1;
    }
    return (a.len > b.len) - (a.len < b.len);
}

static const idt_regime *find_tag(const char *publisher, idt_span tag)
{
    size_t low = 0, high = TAGS_COUNT;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const regime_tag *entry = &tags[middle];
        int order = idt_span_compare(idt_span_of(publisher), idt_span_of(entry->publisher));

        if (order == 0)
            order = compare_tags(tag, idt_span_of(entry->tag));
        if (order == 0)
            return &regimes[entry->regime];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const idt_regime *idt_regime_find(const char *publisher, idt_span tag)
{
    idt_span list_id = idt_span_of(publisher);
    const idt_regime *found = NULL;

    tag = idt_span_trim(tag);
    for (size_t i = 0; i < sizeof carriers / sizeof carriers[0] && !found; i++)
        if (carries(list_id, carriers[i].prefix))
            found = find_tag(carriers[i].publisher, tag);
    return found;
}

bool idt_regime_covers(const char *list_id)
{
    for (size_t i = 0; i < sizeof carriers / sizeof carriers[0]; i++)
        if (carries(idt_span_of(list_id), carriers[i].prefix))
            return true;
    return false;
}

const idt_regime *idt_regime_binding(const idt_regime *self, const char *list_id, idt_span part)
{
    static const char parts_of[] = "us_trade"; /* who names the parts of OFAC's lists as well */
    idt_span list = idt_span_of(list_id);
    const idt_regime *found = NULL;

    if (carries(list, "us_ofac") || carries(list, parts_of))
        found = find_tag(parts_of, idt_span_trim(part));
    return found && found->decides[0] ? found : self;
}

/* Files of the consolidated list tell which of its parties stand on the SDN List as well; an entry
 * in several parts has them parted by "; ". */
static bool is_on_sdn_list(idt_span parts)
{
    idt_span one;

    while (idt_span_split(&one, &parts, ";"))
        if (idt_span_equal_text(idt_span_trim(one), "SDN List"))
            return true;
    return false;
}

const char *idt_regime_effect_on(const idt_regime *self, const char *list_id, idt_span part)
{
    bool lesser = idt_span_equal_text(idt_span_of(list_id), "us_ofac_cons") &&
                  self->effect_consolidated[0] && !is_on_sdn_list(part);

    return lesser ? self->effect_consolidated : self->effect;
}

/* 2015-01-02 as 20150102, so that days compare as numbers. The generator has checked the form. */
static uint32_t day_number(const char *iso)
{
    uint32_t number = 0;

    for (; *iso; iso++)
        if (*iso != '-')
            number = number * 10 + (uint32_t)(*iso - '0');
    return number;
}

bool idt_regime_in_force(const idt_regime *self, idt_ymd date)
{
    uint32_t year = date.year * UINT32_C(10000);
    uint32_t earliest =
        year + (date.month ? date.month : 1) * UINT32_C(100) + (date.day ? date.day : 1);
    uint32_t latest =
        year + (date.month ? date.month : 12) * UINT32_C(100) + (date.day ? date.day : 31);

    if (date.year == 0)
        return true;
    if (self->authority_date[0] && latest < day_number(self->authority_date))
        return false;
    return !self->ended[0] || earliest < day_number(self->ended);
}

size_t idt_regime_count(void)
{
    return REGIMES_COUNT;
}

const idt_regime *idt_regime_at(size_t index)
{
    return index < REGIMES_COUNT ? &regimes[index] : NULL;
}

const char *idt_regime_version(void)
{
    return regimes_version;
}
