/* link_test.c - entries of several lists are one party where the evidence says so, and no more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "link/link.h"

enum { ENTRIES_MAX = 6, LISTS = 4 };

static const idt_edition EDITIONS[LISTS] = { { .list_id = { "us_ofac_sdn", 11 } },
                                             { .list_id = { "us_ofac_cons", 12 } },
                                             { .list_id = { "un_sc_sanctions", 15 } },
                                             { .list_id = { "gb_hmt_sanctions", 16 } } };

/* Texts may be NULL. `cites` is "list:uid". */
typedef struct {
    uint32_t list;
    const char *uid, *name, *born, *country, *passport, *imo, *cites;
    idt_party_type type;
} stated;

static void add_identifier(idt_party *party, idt_arena *arena, idt_identifier_type type,
                           const char *value)
{
    if (value)
        idt_party_add_identifier(party, arena,
                                 (idt_identifier){ .type = type,
                                                   .value = idt_span_of(value),
                                                   .label = IDT_SPAN_EMPTY,
                                                   .note = IDT_SPAN_EMPTY });
}

static idt_party party_of(const stated *entry, idt_arena *arena)
{
    idt_party party = { .edition = entry->list,
                        .uid = idt_span_of(entry->uid),
                        .type = entry->type };
    idt_party_add_name(&party, arena, (idt_name){ .text = idt_span_of(entry->name) });
    if (entry->born) {
        idt_party_date date = { .kind = IDT_DATE_BIRTH, .text = idt_span_of(entry->born) };
        assert_true(idt_date_parse(&date.range, date.text));
        idt_party_add_date(&party, arena, date);
    }
    if (entry->country)
        idt_party_add_country(
            &party, arena,
            (idt_party_country){ .country = idt_country_of(idt_span_of(entry->country)) });
    add_identifier(&party, arena, IDT_ID_PASSPORT, entry->passport);
    add_identifier(&party, arena, IDT_ID_IMO, entry->imo);
    if (entry->cites) {
        idt_span rest = idt_span_of(entry->cites), list;
        (void)idt_span_split(&list, &rest, ":");
        idt_party_add_reference(&party, arena, (idt_reference){ list, rest, { 0, 1 } });
    }
    return party;
}

/* `expected`: each entry's group by its first entry, "0 0 2". */
static void check_groups(const stated *entries, size_t count, const char *expected)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_party parties[ENTRIES_MAX];
    uint32_t groups[ENTRIES_MAX];
    idt_buf got = IDT_BUF_INIT;

    for (size_t i = 0; i < count; i++)
        parties[i] = party_of(&entries[i], &arena);
    (void)idt_link_groups(groups, &arena, parties, count, EDITIONS);
    for (size_t i = 0; i < count; i++) {
        idt_buf_format(&got, "%s%u", i ? " " : "", groups[i]);
        if (groups[i] != i)
            assert_true(parties[i].same_count > 0); /* no join without stated evidence */
    }
    if (!idt_span_equal_text(idt_buf_span(&got), expected))
        fail_msg("%s: groups %.*s, expected %s", entries[0].name, (int)got.len, got.ptr, expected);
    idt_buf_release(&got);
    idt_arena_release(&arena);
}

#define CHECK(entries, expected)                                                                   \
    check_groups(entries, sizeof(entries) / sizeof *(entries), expected)

static void one_publishers_number_is_one_party(void **state)
{
    static const stated entries[] = {
        { .list = 0, .uid = "17", .name = "TESTOV BANK", .type = IDT_PARTY_ORGANIZATION },
        { .list = 1, .uid = "17", .name = "MUSTER BANK", .type = IDT_PARTY_ORGANIZATION },
        { .list = 2, .uid = "17", .name = "Beispiel Bank", .type = IDT_PARTY_ORGANIZATION },
    };
    (void)state;
    CHECK(entries, "0 0 2");
}

static void citations_join_also_through_a_list_that_is_not_there(void **state)
{
    static const stated cited[] = {
        { .list = 2, .uid = "KPe.900", .name = "Testov Trading", .type = IDT_PARTY_ORGANIZATION },
        { .list = 3,
          .uid = "7",
          .name = "Other Spelling",
          .cites = "un_sc_sanctions:KPE.900.",
          .type = IDT_PARTY_ORGANIZATION },
    };
    static const stated absent[] = {
        { .list = 0,
          .uid = "1",
          .name = "Testov Trading",
          .cites = "eu_fsf:EU.1.1",
          .type = IDT_PARTY_ORGANIZATION },
        { .list = 3,
          .uid = "7",
          .name = "Beispiel",
          .cites = "eu_fsf:EU.1.1",
          .type = IDT_PARTY_ORGANIZATION },
    };
    (void)state;
    CHECK(cited, "0 0");
    CHECK(absent, "0 0");
}

static void ships_are_known_by_number_and_persons_by_number_and_name(void **state)
{
    static const stated ships[] = {
        { .list = 0, .uid = "1", .name = "TESTOVA", .imo = "9000001", .type = IDT_PARTY_VESSEL },
        { .list = 3,
          .uid = "2",
          .name = "Muster Star",
          .imo = "IMO9000001",
          .type = IDT_PARTY_VESSEL },
    };
    static const stated mixed_up[] = {
        { .list = 0,
          .uid = "1",
          .name = "TESTOV, Anton",
          .passport = "A 123456",
          .type = IDT_PARTY_PERSON },
        { .list = 3,
          .uid = "2",
          .name = "MUSTERMANN Boris",
          .passport = "A123456",
          .type = IDT_PARTY_PERSON },
        { .list = 2,
          .uid = "QDi.900",
          .name = "Anton Testov",
          .passport = "A123456",
          .type = IDT_PARTY_PERSON },
    };
    (void)state;
    CHECK(ships, "0 0");
    CHECK(mixed_up, "0 1 0");
}

static void birth_dates_join_like_names_and_part_equal_ones(void **state)
{
    static const stated same[] = {
        { .list = 0,
          .uid = "1",
          .name = "TESTOVSKY, Anton",
          .born = "18 Feb 1962",
          .type = IDT_PARTY_PERSON },
        { .list = 2,
          .uid = "QDi.901",
          .name = "Anton Testovski",
          .born = "1962-02-18",
          .type = IDT_PARTY_PERSON },
    };
    static const stated homonyms[] = {
        { .list = 0,
          .uid = "1",
          .name = "TESTOVSKY, Anton",
          .born = "18 Feb 1962",
          .country = "KP",
          .type = IDT_PARTY_PERSON },
        { .list = 0,
          .uid = "2",
          .name = "TESTOVSKY, Anton",
          .born = "circa 1947",
          .country = "KP",
          .type = IDT_PARTY_PERSON },
        { .list = 2,
          .uid = "QDi.902",
          .name = "Anton TESTOVSKY",
          .born = "1962-02-18",
          .country = "KP",
          .type = IDT_PARTY_PERSON },
        { .list = 3,
          .uid = "12",
          .name = "Anton TESTOVSKY",
          .born = "1946",
          .country = "KP",
          .type = IDT_PARTY_PERSON },
    };
    static const stated year_off[] = {
        { .list = 0,
          .uid = "1",
          .name = "TESTOVSKY, Anton",
          .born = "21 Aug 1968",
          .country = "KP",
          .type = IDT_PARTY_PERSON },
        { .list = 2,
          .uid = "QDi.903",
          .name = "TESTOVSKY ANTON",
          .born = "1969-08-21",
          .country = "KP",
          .type = IDT_PARTY_PERSON },
        { .list = 3,
          .uid = "5",
          .name = "Anton TESTOVSKY",
          .born = "1969-08-21",
          .country = "FR",
          .type = IDT_PARTY_PERSON },
    };
    (void)state;
    CHECK(same, "0 0");
    CHECK(homonyms, "0 1 0 1");
    CHECK(year_off, "0 0 0"); /* the third by its equal day with the second */
}

static void a_name_alone_needs_a_country_and_to_be_telling(void **state)
{
    static const stated telling[] = {
        { .list = 0,
          .uid = "1",
          .name = "ZHAMSHUDULLO BERKUTGEREY TRADING",
          .country = "KP",
          .type = IDT_PARTY_ORGANIZATION },
        { .list = 2,
          .uid = "QDe.1",
          .name = "Zhamshudullo Berkutgerey Trading Co Ltd",
          .country = "KP",
          .type = IDT_PARTY_ORGANIZATION },
        { .list = 3,
          .uid = "2",
          .name = "Zhamshudullo Berkutgerey Trading",
          .country = "FR",
          .type = IDT_PARTY_ORGANIZATION },
    };
    static const stated common[] = {
        { .list = 0, .uid = "1", .name = "ALI, Ahmed", .country = "IQ", .type = IDT_PARTY_PERSON },
        { .list = 2,
          .uid = "QDi.2",
          .name = "Ahmed Ali",
          .country = "IQ",
          .type = IDT_PARTY_PERSON },
    };
    (void)state;
    CHECK(telling, "0 0 2");
    CHECK(common, "0 1");
}

static void differences_are_stated(void **state)
{
    static const stated entries[] = {
        { .list = 0,
          .uid = "1",
          .name = "TESTOVSKY, Anton",
          .born = "21 Aug 1968",
          .type = IDT_PARTY_PERSON },
        { .list = 3,
          .uid = "2",
          .name = "TESTOVSKY Anton",
          .born = "1969-08-21",
          .cites = "us_ofac_cons:1",
          .type = IDT_PARTY_PERSON },
    };
    idt_arena arena = IDT_ARENA_INIT;
    idt_party parties[2] = { party_of(&entries[0], &arena), party_of(&entries[1], &arena) };
    uint32_t groups[2];

    (void)state;
    (void)idt_link_groups(groups, &arena, parties, 2, EDITIONS);
    assert_int_equal(groups[1], 0);
    assert_int_equal(parties[0].same_count, 1);
    assert_true(idt_span_equal_text(parties[0].same[0].entity_id, "gb_hmt_sanctions:2"));
    assert_true(
        idt_span_equal_text(parties[0].same[0].conflict, "born 1968-08-21, there 1969-08-21"));
    assert_true(
        idt_span_equal_text(parties[1].same[0].conflict, "born 1969-08-21, there 1968-08-21"));
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_publishers_number_is_one_party),
        cmocka_unit_test(citations_join_also_through_a_list_that_is_not_there),
        cmocka_unit_test(ships_are_known_by_number_and_persons_by_number_and_name),
        cmocka_unit_test(birth_dates_join_like_names_and_part_equal_ones),
        cmocka_unit_test(a_name_alone_needs_a_country_and_to_be_telling),
        cmocka_unit_test(differences_are_stated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
