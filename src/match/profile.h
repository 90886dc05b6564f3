/* profile.h - by which numbers are names and facts judged?
 *
 * A profile is a method and a set of integers (profile_fields.h); together with the word tables it
 * decides every score. Two answers made with profiles of equal hash, equal lists and equal engine
 * are equal. The built-in profiles are the files of data/profiles; "default" is the measured one.
 * Plain data. */
#ifndef IDT_MATCH_PROFILE_H
#define IDT_MATCH_PROFILE_H

#include "base/hash.h"
#include "match/profile_fields.h"

typedef enum {
    IDT_METHOD_WORDS, /* score.h */
    IDT_METHOD_OFAC,  /* ofac.h: the fields have no part in it */
    IDT_METHOD_COUNT
} idt_method;

typedef struct {
    uint32_t method; /* idt_method */
#define IDT_PROFILE_MEMBER(key, unit, least, most, meaning) uint32_t key;
    IDT_PROFILE_FIELDS(IDT_PROFILE_MEMBER)
#undef IDT_PROFILE_MEMBER
} idt_profile;

typedef enum {
    IDT_PROFILE_THOUSANDTHS,
    IDT_PROFILE_BITS,
} idt_profile_unit;

typedef struct {
    const char *key;
    const char *meaning;
    idt_profile_unit unit;
    uint32_t least, most; /* of a value, both included */
    size_t offset;        /* in idt_profile */
} idt_profile_field;

/* One number may not be above another: what a search that loses nothing rests on. */
typedef struct {
    const char *lesser, *greater; /* keys of fields */
    const char *why;
} idt_profile_order;

const idt_profile *idt_profile_default(void);
/* "default", "ofac"; NULL for any other name. */
const idt_profile *idt_profile_named(idt_span name);
/* The name of the built-in profile that is equal to this one, or "custom". */
const char *idt_profile_name(const idt_profile *self);
/* First 16 hexadecimal digits of the SHA-256 of the profile's text and the word tables' version. */
void idt_profile_hash(char out[17], const idt_profile *profile);

/* Every field in its order. */
const idt_profile_field *idt_profile_fields(size_t *count);
uint32_t idt_profile_get(const idt_profile *self, const idt_profile_field *field);
void idt_profile_set(idt_profile *self, const idt_profile_field *field, uint32_t value);
/* The first order that the values break, or NULL. */
const idt_profile_order *idt_profile_broken_order(const idt_profile *self);

/* "words", "ofac"; false for any other word. */
bool idt_method_parse(idt_method *out, idt_span word);
const char *idt_method_name(idt_method method);

#endif
