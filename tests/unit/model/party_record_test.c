/* party_record_test.c - parties as bytes: what goes in comes out, and wrong bytes are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "model/party.h"

enum { PARTY_COUNT = 400, ELEMENT_COUNT_MAX = 9, TEXT_BYTES_MAX = 40 };

static const uint64_t seed = 0x13687;

/* xorshift64: the same numbers on every machine. */
static uint32_t next(uint64_t *random, uint32_t below)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return (uint32_t)(*random >> 16) % below;
}

static idt_span some_text(uint64_t *random, idt_arena *arena)
{
    char text[TEXT_BYTES_MAX];
    size_t length = next(random, 3) ? next(random, TEXT_BYTES_MAX) : 0;

    for (size_t i = 0; i < length; i++)
        text[i] = (char)next(random, 256);
    return idt_arena_copy(arena, (idt_span){ text, length });
}

static idt_source some_source(uint64_t *random)
{
    return (idt_source){ next(random, 4), next(random, UINT32_MAX) };
}

static idt_ymd some_ymd(uint64_t *random)
{
    return (idt_ymd){ (uint16_t)next(random, 65536), (uint8_t)next(random, 13),
                      (uint8_t)next(random, 32) };
}

static idt_country some_country(uint64_t *random, idt_arena *arena)
{
    idt_country country = { some_text(random, arena), "" };

    if (next(random, 2))
        snprintf(country.code, sizeof country.code, "%s", next(random, 2) ? "KP" : "UA-DNR7");
    return country;
}

static void add_texts(idt_party *party, uint64_t *r, idt_arena *arena)
{
    idt_party_add_name(party, arena,
                       (idt_name){ .text = some_text(r, arena),
                                   .family = some_text(r, arena),
                                   .given = some_text(r, arena),
                                   .middle = some_text(r, arena),
                                   .patronymic = some_text(r, arena),
                                   .matronymic = some_text(r, arena),
                                   .maiden = some_text(r, arena),
                                   .script = some_text(r, arena),
                                   .language = some_text(r, arena),
                                   .kind = (idt_name_kind)next(r, IDT_NAME_KIND_COUNT),
                                   .quality = (idt_quality)next(r, IDT_QUALITY_COUNT),
                                   .source = some_source(r) });
    idt_party_add_programme(
        party, arena,
        (idt_party_programme){ some_text(r, arena), some_text(r, arena), some_text(r, arena),
                               some_text(r, arena), some_text(r, arena), some_source(r) });
    idt_party_add_association(party, arena,
                              (idt_association){ (idt_relation)next(r, IDT_RELATION_COUNT),
                                                 some_text(r, arena), some_text(r, arena),
                                                 some_text(r, arena), some_text(r, arena),
                                                 some_text(r, arena), some_source(r) });
    idt_party_add_same(party, arena,
                       (idt_same){ some_text(r, arena), (idt_same_kind)next(r, IDT_SAME_KIND_COUNT),
                                   some_text(r, arena), some_text(r, arena) });
    idt_party_add_reference(
        party, arena,
        (idt_reference){ some_text(r, arena), some_text(r, arena), some_source(r) });
    idt_party_add_fact(party, arena, "title", some_text(r, arena), some_source(r));
}

static void add_values(idt_party *party, uint64_t *r, idt_arena *arena)
{
    idt_party_add_date(party, arena,
                       (idt_party_date){ { some_ymd(r), some_ymd(r), next(r, 2) == 1 },
                                         (idt_date_kind)next(r, IDT_DATE_KIND_COUNT),
                                         some_text(r, arena),
                                         some_text(r, arena),
                                         some_source(r) });
    idt_party_add_country(party, arena,
                          (idt_party_country){ some_country(r, arena),
                                               (idt_country_role)next(r, IDT_COUNTRY_ROLE_COUNT),
                                               some_source(r) });
    idt_party_add_identifier(party, arena,
                             (idt_identifier){ (idt_identifier_type)next(r, IDT_ID_TYPE_COUNT),
                                               some_text(r, arena), some_text(r, arena),
                                               some_country(r, arena), some_ymd(r), some_ymd(r),
                                               some_text(r, arena), some_source(r) });
    idt_party_add_address(party, arena,
                          (idt_address){ (idt_address_role)next(r, IDT_ADDRESS_ROLE_COUNT),
                                         some_text(r, arena), some_text(r, arena),
                                         some_text(r, arena), some_text(r, arena),
                                         some_country(r, arena), some_text(r, arena),
                                         some_text(r, arena), some_source(r) });
}

static idt_party some_party(uint64_t *r, idt_arena *arena)
{
    idt_party party = { .edition = next(r, 9),
                        .uid = some_text(r, arena),
                        .type = (idt_party_type)next(r, IDT_PARTY_TYPE_COUNT),
                        .gender = (idt_gender)next(r, IDT_GENDER_COUNT),
                        .source = some_source(r) };

    for (uint32_t left = next(r, ELEMENT_COUNT_MAX); left > 0; left--)
        add_texts(&party, r, arena);
    for (uint32_t left = next(r, ELEMENT_COUNT_MAX); left > 0; left--)
        add_values(&party, r, arena);
    return party;
}

static void assert_span(idt_span a, idt_span b)
{
    assert_true(idt_span_equal(a, b));
}

static void assert_source(idt_source a, idt_source b)
{
    assert_int_equal(a.file, b.file);
    assert_int_equal(a.line, b.line);
}

static void assert_ymd(idt_ymd a, idt_ymd b)
{
    assert_int_equal(a.year, b.year);
    assert_int_equal(a.month, b.month);
    assert_int_equal(a.day, b.day);
}

static void assert_country(idt_country a, idt_country b)
{
    assert_span(a.text, b.text);
    assert_string_equal(a.code, b.code);
}

static void assert_names_and_dates(const idt_party *a, const idt_party *b)
{
    assert_int_equal(a->name_count, b->name_count);
    for (size_t i = 0; i < a->name_count; i++) {
        assert_span(a->names[i].text, b->names[i].text);
        assert_span(a->names[i].family, b->names[i].family);
        assert_span(a->names[i].given, b->names[i].given);
        assert_int_equal(a->names[i].kind, b->names[i].kind);
        assert_int_equal(a->names[i].quality, b->names[i].quality);
        assert_source(a->names[i].source, b->names[i].source);
    }
    assert_int_equal(a->date_count, b->date_count);
    for (size_t i = 0; i < a->date_count; i++) {
        assert_ymd(a->dates[i].range.from, b->dates[i].range.from);
        assert_ymd(a->dates[i].range.to, b->dates[i].range.to);
        assert_int_equal(a->dates[i].range.approximate, b->dates[i].range.approximate);
        assert_int_equal(a->dates[i].kind, b->dates[i].kind);
        assert_span(a->dates[i].text, b->dates[i].text);
        assert_span(a->dates[i].note, b->dates[i].note);
        assert_source(a->dates[i].source, b->dates[i].source);
    }
}

static void assert_numbers_and_places(const idt_party *a, const idt_party *b)
{
    assert_int_equal(a->country_count, b->country_count);
    for (size_t i = 0; i < a->country_count; i++) {
        assert_country(a->countries[i].country, b->countries[i].country);
        assert_int_equal(a->countries[i].role, b->countries[i].role);
        assert_source(a->countries[i].source, b->countries[i].source);
    }
    assert_int_equal(a->identifier_count, b->identifier_count);
    for (size_t i = 0; i < a->identifier_count; i++) {
        assert_int_equal(a->identifiers[i].type, b->identifiers[i].type);
        assert_span(a->identifiers[i].label, b->identifiers[i].label);
        assert_span(a->identifiers[i].value, b->identifiers[i].value);
        assert_country(a->identifiers[i].country, b->identifiers[i].country);
        assert_ymd(a->identifiers[i].issued, b->identifiers[i].issued);
        assert_ymd(a->identifiers[i].expires, b->identifiers[i].expires);
        assert_span(a->identifiers[i].note, b->identifiers[i].note);
        assert_source(a->identifiers[i].source, b->identifiers[i].source);
    }
    assert_int_equal(a->address_count, b->address_count);
    for (size_t i = 0; i < a->address_count; i++) {
        assert_int_equal(a->addresses[i].role, b->addresses[i].role);
        assert_span(a->addresses[i].street, b->addresses[i].street);
        assert_span(a->addresses[i].city, b->addresses[i].city);
        assert_span(a->addresses[i].region, b->addresses[i].region);
        assert_span(a->addresses[i].postal, b->addresses[i].postal);
        assert_country(a->addresses[i].country, b->addresses[i].country);
        assert_span(a->addresses[i].text, b->addresses[i].text);
        assert_span(a->addresses[i].note, b->addresses[i].note);
        assert_source(a->addresses[i].source, b->addresses[i].source);
    }
}

static void assert_programmes_and_facts(const idt_party *a, const idt_party *b)
{
    assert_int_equal(a->programme_count, b->programme_count);
    for (size_t i = 0; i < a->programme_count; i++) {
        assert_span(a->programmes[i].tag, b->programmes[i].tag);
        assert_span(a->programmes[i].listed_on, b->programmes[i].listed_on);
        assert_source(a->programmes[i].source, b->programmes[i].source);
    }
    assert_int_equal(a->association_count, b->association_count);
    for (size_t i = 0; i < a->association_count; i++) {
        assert_int_equal(a->associations[i].relation, b->associations[i].relation);
        assert_span(a->associations[i].target, b->associations[i].target);
        assert_span(a->associations[i].note, b->associations[i].note);
        assert_source(a->associations[i].source, b->associations[i].source);
    }
    assert_int_equal(a->fact_count, b->fact_count);
    for (size_t i = 0; i < a->fact_count; i++) {
        assert_span(a->facts[i].key, b->facts[i].key);
        assert_span(a->facts[i].value, b->facts[i].value);
        assert_source(a->facts[i].source, b->facts[i].source);
    }
}

static void assert_party(const idt_party *a, const idt_party *b)
{
    assert_int_equal(a->edition, b->edition);
    assert_span(a->uid, b->uid);
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->gender, b->gender);
    assert_source(a->source, b->source);
    assert_names_and_dates(a, b);
    assert_numbers_and_places(a, b);
    assert_programmes_and_facts(a, b);
}

static void what_is_encoded_is_decoded_as_it_was(void **state)
{
    uint64_t random = seed;
    (void)state;
    printf("seed 0x%llx\n", (unsigned long long)seed);
    for (int i = 0; i < PARTY_COUNT; i++) {
        idt_arena arena = IDT_ARENA_INIT;
        idt_party party = some_party(&random, &arena);
        idt_party decoded;
        idt_buf bytes = IDT_BUF_INIT;
        idt_cursor cursor;

        idt_party_encode(&bytes, &party);
        cursor = idt_cursor_of(idt_buf_span(&bytes));
        assert_true(idt_party_decode(&decoded, &cursor, &arena));
        assert_int_equal(idt_cursor_left(&cursor), 0);
        assert_party(&party, &decoded);
        idt_buf_release(&bytes);
        idt_arena_release(&arena);
    }
}

static void a_decoded_party_can_grow(void **state)
{
    uint64_t random = seed;
    (void)state;
    for (int i = 0; i < 50; i++) {
        idt_arena arena = IDT_ARENA_INIT;
        idt_party party = some_party(&random, &arena);
        idt_party decoded;
        idt_buf bytes = IDT_BUF_INIT;
        idt_cursor cursor;

        idt_party_encode(&bytes, &party);
        cursor = idt_cursor_of(idt_buf_span(&bytes));
        assert_true(idt_party_decode(&decoded, &cursor, &arena));
        for (int more = 0; more < 10; more++) {
            uint64_t same = random;
            add_values(&party, &random, &arena);
            add_values(&decoded, &same, &arena);
        }
        assert_party(&party, &decoded);
        idt_buf_release(&bytes);
        idt_arena_release(&arena);
    }
}

/* Decode a copy of exactly `count` bytes, so that a byte read behind them is seen. */
static bool decode_copy(const char *bytes, size_t count)
{
    char *copy = idt_alloc(count);
    idt_cursor cursor = idt_cursor_of((idt_span){ copy, count });
    idt_arena arena = IDT_ARENA_INIT;
    idt_party party;
    bool good;

    memcpy(copy, bytes, count);
    good = idt_party_decode(&party, &cursor, &arena);
    if (good) { /* whatever was accepted can be written again */
        idt_buf again = IDT_BUF_INIT;
        idt_party_encode(&again, &party);
        idt_buf_release(&again);
    }
    idt_arena_release(&arena);
    idt_free(copy);
    return good;
}

static void every_truncation_is_refused(void **state)
{
    uint64_t random = seed;
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf bytes = IDT_BUF_INIT;
    (void)state;
    for (int i = 0; i < 20; i++) {
        idt_party party = some_party(&random, &arena);
        idt_buf_reset(&bytes);
        idt_party_encode(&bytes, &party);
        for (size_t cut = 0; cut < bytes.len; cut++)
            assert_false(decode_copy(bytes.ptr, cut));
        assert_true(decode_copy(bytes.ptr, bytes.len));
    }
    idt_buf_release(&bytes);
    idt_arena_release(&arena);
}

static void no_flipped_byte_does_harm(void **state)
{
    static const unsigned char masks[] = { 0x01, 0x10, 0x80, 0xff };
    uint64_t random = seed;
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf bytes = IDT_BUF_INIT;
    (void)state;
    for (int i = 0; i < 8; i++) {
        idt_party party = some_party(&random, &arena);
        idt_buf_reset(&bytes);
        idt_party_encode(&bytes, &party);
        for (size_t at = 0; at < bytes.len; at++) {
            char kept = bytes.ptr[at];
            for (size_t m = 0; m < sizeof masks; m++) {
                bytes.ptr[at] = (char)(kept ^ masks[m]);
                (void)decode_copy(bytes.ptr, bytes.len);
            }
            bytes.ptr[at] = kept;
        }
    }
    idt_buf_release(&bytes);
    idt_arena_release(&arena);
}

static void counts_beyond_the_bytes_take_no_memory(void **state)
{
    /* edition, uid "", type, gender, source, then 2^56 names */
    static const char bytes[] = "\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\x7f";
    (void)state;
    assert_false(decode_copy(bytes, sizeof bytes - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_encoded_is_decoded_as_it_was),
        cmocka_unit_test(a_decoded_party_can_grow),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(no_flipped_byte_does_harm),
        cmocka_unit_test(counts_beyond_the_bytes_take_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
