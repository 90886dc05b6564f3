/* profile.c - the default numbers and their name. */
#include "match/profile.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "text/words.h"

static const idt_profile DEFAULT_PROFILE = {
    .contradiction = 800,
    .contradiction_words = 170,
    .omission_query = 300,
    .omission_query_far = 800,
    .noise = 300,
    .contained_bits = 18,
    .contained_omission = 240,
    .omission_listed = 140,
    .omission_listed_far = 450,
    .omission_listed_organization = 330,
    .omission_listed_organization_far = 700,
    .telling_bits = 29,
    .telling_bits_least = 10,
    .omission_untelling = 600,
    .spelling_untelling = 600,
    .known_word_slip = 250,
    .telling_word_bits = 11,
    .romanised = 30,
    .romanised_syllable = 130,
    .number_differs = 220,
    .part_of_name_cap = 600,
    .weak_alias_cap = 690,
    .birth_day_agrees = 50,
    .birth_year_agrees = 20,
    .birth_near = 30,
    .birth_day_differs = 80,
    .birth_year_differs = 250,
    .country_agrees = 20,
    .country_differs = 40,
    .gender_differs = 150,
    .kind_person_organization = 200,
    .kind_other = 290,
    .identifier_floor = 950,
    .strength_bits = 64,
};

static const struct {
    const char *key;
    size_t offset;
} FIELDS[] = {
#define FIELD(name)                                                                                \
    {                                                                                              \
#name, offsetof(idt_profile, name)                                                         \
    }
    FIELD(telling_bits),
    FIELD(telling_bits_least),
    FIELD(omission_untelling),
    FIELD(spelling_untelling),
    FIELD(noise),
    FIELD(contained_bits),
    FIELD(contained_omission),
    FIELD(known_word_slip),
    FIELD(telling_word_bits),
    FIELD(romanised),
    FIELD(romanised_syllable),
    FIELD(contradiction),
    FIELD(contradiction_words),
    FIELD(omission_query),
    FIELD(omission_listed_organization),
    FIELD(omission_listed_organization_far),
    FIELD(omission_query_far),
    FIELD(omission_listed),
    FIELD(omission_listed_far),
    FIELD(number_differs),
    FIELD(part_of_name_cap),
    FIELD(weak_alias_cap),
    FIELD(birth_day_agrees),
    FIELD(birth_year_agrees),
    FIELD(birth_near),
    FIELD(birth_day_differs),
    FIELD(birth_year_differs),
    FIELD(country_agrees),
    FIELD(country_differs),
    FIELD(gender_differs),
    FIELD(kind_person_organization),
    FIELD(kind_other),
    FIELD(identifier_floor),
    FIELD(strength_bits),
#undef FIELD
};

const idt_profile *idt_profile_default(void)
{
    return &DEFAULT_PROFILE;
}

void idt_profile_hash(char out[17], const idt_profile *profile)
{
    idt_buf text = IDT_BUF_INIT;
    char hex[IDT_SHA256_HEX];
    for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++) {
        uint32_t value;
        memcpy(&value, (const char *)profile + FIELDS[i].offset, sizeof value);
        idt_buf_format(&text, "%s: %u\n", FIELDS[i].key, value);
    }
    idt_buf_format(&text, "words: %s\n", idt_words_version());
    idt_sha256_hex(hex, idt_buf_span(&text));
    snprintf(out, 17, "%.16s", hex);
    idt_buf_release(&text);
}
