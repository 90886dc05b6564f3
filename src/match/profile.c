/* profile.c - the built-in profiles, their names and hashes, and the orders that must hold. */
#include "match/profile.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "text/words.h"

static const struct {
    const char *name;
    idt_profile values;
} BUILT_IN[] = {
#include "profiles.inc"
};
enum { BUILT_IN_COUNT = sizeof BUILT_IN / sizeof BUILT_IN[0] };

static const idt_profile_field FIELDS[] = {
#define FIELD(name, unit, least, most, meaning)                                                    \
    { #name, meaning, IDT_PROFILE_##unit, least, most, offsetof(idt_profile, name) },
    IDT_PROFILE_FIELDS(FIELD)
#undef FIELD
};
enum { FIELD_COUNT = sizeof FIELDS / sizeof FIELDS[0] };

/* The bounds of score.h by which the search passes over names hold for these alone. */
static const idt_profile_order ORDERS[] = {
    { "omission_query", "omission_query_far", "words missing beyond half of a name weigh more" },
    { "omission_query_far", "contradiction", "other words on both sides weigh most" },
    { "omission_listed", "omission_listed_far", "words missing beyond half of a name weigh more" },
    { "omission_listed_far", "contradiction", "other words on both sides weigh most" },
    { "omission_listed_organization", "omission_listed_organization_far",
      "words missing beyond half of a name weigh more" },
    { "omission_listed_organization_far", "contradiction", "other words on both sides weigh most" },
    { "telling_bits_least", "telling_bits", "the least is no more than enough" },
    { "birth_year_agrees", "birth_day_agrees", "an equal day says no less than an equal year" },
};

/* Changed with the rules of ofac.c, which are in no table. */
static const char OFAC_RULES[] = "1";

static const char *const METHOD_NAMES[IDT_METHOD_COUNT] = {
    [IDT_METHOD_WORDS] = "words",
    [IDT_METHOD_OFAC] = "ofac",
};

const idt_profile *idt_profile_named(idt_span name)
{
    for (size_t i = 0; i < BUILT_IN_COUNT; i++)
        if (idt_span_equal_text(name, BUILT_IN[i].name))
            return &BUILT_IN[i].values;
    return NULL;
}

const idt_profile *idt_profile_default(void)
{
    const idt_profile *profile = idt_profile_named(IDT_SPAN_LIT("default"));
    idt_assert(profile);
    return profile;
}

static bool same(const idt_profile *a, const idt_profile *b)
{
    if (a->method != b->method)
        return false;
    for (size_t i = 0; i < FIELD_COUNT && a->method == IDT_METHOD_WORDS; i++)
        if (idt_profile_get(a, &FIELDS[i]) != idt_profile_get(b, &FIELDS[i]))
            return false;
    return true;
}

const char *idt_profile_name(const idt_profile *self)
{
    for (size_t i = 0; i < BUILT_IN_COUNT; i++)
        if (same(self, &BUILT_IN[i].values))
            return BUILT_IN[i].name;
    return "custom";
}

void idt_profile_hash(char out[17], const idt_profile *profile)
{
    idt_buf text = IDT_BUF_INIT;
    char hex[IDT_SHA256_HEX];
    if (profile->method == IDT_METHOD_OFAC) {
        idt_buf_format(&text, "method: ofac\nrules: %s\n", OFAC_RULES);
    } else {
        for (size_t i = 0; i < FIELD_COUNT; i++)
            idt_buf_format(&text, "%s: %u\n", FIELDS[i].key, idt_profile_get(profile, &FIELDS[i]));
        idt_buf_format(&text, "words: %s\n", idt_words_version());
    }
    idt_sha256_hex(hex, idt_buf_span(&text));
    snprintf(out, 17, "%.16s", hex);
    idt_buf_release(&text);
}

const idt_profile_field *idt_profile_fields(size_t *count)
{
    *count = FIELD_COUNT;
    return FIELDS;
}

uint32_t idt_profile_get(const idt_profile *self, const idt_profile_field *field)
{
    uint32_t value;
    memcpy(&value, (const char *)self + field->offset, sizeof value);
    return value;
}

void idt_profile_set(idt_profile *self, const idt_profile_field *field, uint32_t value)
{
    memcpy((char *)self + field->offset, &value, sizeof value);
}

static uint32_t value_of(const idt_profile *self, const char *key)
{
    size_t i = 0;
    while (i < FIELD_COUNT && strcmp(FIELDS[i].key, key) != 0)
        i++;
    idt_assert(i < FIELD_COUNT);
    return idt_profile_get(self, &FIELDS[i]);
}

const idt_profile_order *idt_profile_broken_order(const idt_profile *self)
{
    for (size_t i = 0; i < sizeof ORDERS / sizeof ORDERS[0]; i++)
        if (value_of(self, ORDERS[i].lesser) > value_of(self, ORDERS[i].greater))
            return &ORDERS[i];
    return NULL;
}

bool idt_method_parse(idt_method *out, idt_span word)
{
    for (int m = 0; m < IDT_METHOD_COUNT; m++)
        if (idt_span_equal_text(word, METHOD_NAMES[m])) {
            *out = (idt_method)m;
            return true;
        }
    return false;
}

const char *idt_method_name(idt_method method)
{
    return METHOD_NAMES[method];
}
