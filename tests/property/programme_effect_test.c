/* programme_effect_test.c - every programme of the real lists is known, and a part of a list that
 * blocks nothing says so, whatever the tags of its entries would mean elsewhere.
 *
 * The expected effects are the publishers' own words about their lists, written here apart from
 * data/regimes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "regime/regime.h"
#include "support/real_lists.h"

static const char *const LISTS[] = {
    "data/lists/au/regulation8_consolidated.xlsx",
    "data/lists/ca/sema_2025-05.xml",
    "data/lists/ch/seco_amendment_example.xml",
    "data/lists/eu/fsf-partial/EUSanctionsShort.csv",
    "data/lists/eu/fsf-xml-excerpt/20181221-FULL-1_1_excerpt.xml",
    "data/lists/ofac/cons-csv-2025-12",
    "data/lists/ofac/cons-xml-advanced-2020-03/cons_advanced.xml",
    "data/lists/ofac/cons-xml-legacy/consolidated_2025-05.xml",
    "data/lists/ofac/cons-xml-legacy/consolidated_old_namespace.xml",
    "data/lists/ofac/sdn-csv-2021-07",
    "data/lists/ofac/sdn-csv-2023-12-28",
    "data/lists/ofac/sdn-daily-primary-only/sdn-2024-05-01.csv",
    "data/lists/ofac/xml-enhanced/CONS_ENHANCED.XML",
    "data/lists/ofac/xml-enhanced/IRGC_sanctions.xml",
    "data/lists/ofac/xml-enhanced/yemen_sanctions.xml",
    "data/lists/uk/ofsi-conlist-2025-04-10/ConList.csv",
    "data/lists/uk/uksl-xml-excerpt/UK-Sanctions-List_excerpt.xml",
    "data/lists/un/un-2025-04-19.xml",
    "data/lists/un/un-2026-04-02.xml",
    "data/lists/us-csl/consolidated.csv",
};
enum { LIST_COUNT = sizeof LISTS / sizeof *LISTS };

/* The made-up programme of SECO's own example. */
static const char MADE_UP[] = "PPDM";

/* What a party in a part of a US list is under, be it by each of its programmes there or by one of
 * them at least. "" is a list whose file does not tell parts. */
static const struct {
    const char *list, *part, *effects;
    bool one_suffices;
} PARTS[] = {
    { "us_trade_csl", "Sectoral Sanctions Identifications List (SSI)", "sectoral", false },
    { "us_trade_csl", "Capta List (CAP)", "correspondent-account", false },
    { "us_trade_csl", "Non-SDN Menu-Based Sanctions List (NS-MBS List)", "menu-based", false },
    { "us_trade_csl", "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC)",
      "securities", false },
    { "us_trade_csl", "Palestinian Legislative Council List (PLC)", "reject", false },
    { "us_trade_csl", "Foreign Sanctions Evaders (FSE)", "reject", false },
    { "us_trade_csl", "Entity List (EL)", "export", false },
    { "us_trade_csl", "Denied Persons List (DPL)", "export", false },
    { "us_trade_csl", "Unverified List (UVL)", "export", false },
    { "us_trade_csl", "Military End User (MEU) List", "export", false },
    { "us_trade_csl", "ITAR Debarred (DTC)", "export", false },
    /* The entry's order or statute decides: Executive Order 13382 blocks, acts choose measures. */
    { "us_trade_csl", "Nonproliferation Sanctions (ISN)", "blocking menu-based export", false },
    { "us_ofac_cons", "Sectoral Sanctions Identifications List", "sectoral", false },
    { "us_ofac_cons", "CAPTA List", "correspondent-account", false },
    { "us_ofac_cons", "FSE List", "reject", false },
    { "us_ofac_cons", "Non-SDN Menu-Based Sanctions List", "menu-based", false },
    { "us_ofac_cons", "Non-SDN CMIC List", "securities", false },
    { "us_ofac_cons", "Non-SDN Palestinian Legislative Council List", "reject", false },
    /* Beside the programme that blocks, others add measures: IFSR, IRGC, NS-PLC. */
    { "us_trade_csl", "Specially Designated Nationals (SDN)", "blocking", true },
    { "us_ofac_cons", "SDN List", "blocking", true },
    { "us_ofac_cons", "Sectoral Sanctions Identifications List; SDN List", "blocking", false },
    { "us_ofac_cons", "Non-SDN Palestinian Legislative Council List; SDN List", "blocking", true },
    { "us_ofac_sdn", "", "blocking", true },
    { "us_ofac_sdn", "SDN List", "blocking", true },
};
enum { PART_COUNT = sizeof PARTS / sizeof *PARTS };

typedef struct {
    const char *path;
    size_t programmes, unknown, wrong;
    size_t *met; /* by row of PARTS, over all lists */
} tally;

static bool is_word_of(const char *words, const char *word)
{
    idt_span rest = idt_span_of(words), one;

    while (idt_span_split(&one, &rest, " "))
        if (idt_span_equal_text(one, word))
            return true;
    return false;
}

static const char *effect_of(const char *list, const idt_party_programme *programme)
{
    const idt_regime *binding =
        idt_regime_binding(idt_regime_find(list, programme->tag), list, programme->list);
    return binding ? idt_regime_effect_on(binding, list, programme->list) : "unknown";
}

static void check_part(tally *self, size_t part, const char *list, const idt_party *party)
{
    size_t here = 0, right = 0;

    for (size_t i = 0; i < party->programme_count; i++) {
        const idt_party_programme *programme = &party->programmes[i];
        if (!idt_span_equal_text(programme->list, PARTS[part].part))
            continue;
        here++;
        right += is_word_of(PARTS[part].effects, effect_of(list, programme));
    }
    self->met[part] += here;
    if (here == right || (PARTS[part].one_suffices && right > 0))
        return;
    self->wrong += here - right;
    for (size_t i = 0; i < party->programme_count; i++)
        printf("%s: %.*s [%.*s] in \"%.*s\" is %s; expected in \"%s\": %s\n", self->path,
               (int)party->uid.len, party->uid.ptr, (int)party->programmes[i].tag.len,
               party->programmes[i].tag.ptr, (int)party->programmes[i].list.len,
               party->programmes[i].list.ptr, effect_of(list, &party->programmes[i]),
               PARTS[part].part, PARTS[part].effects);
}

static void check_party(tally *self, const char *list, const idt_party *party)
{
    for (size_t i = 0; i < party->programme_count; i++) {
        idt_span tag = party->programmes[i].tag;
        if (idt_regime_find(list, tag) || idt_span_equal_text(tag, MADE_UP))
            continue;
        self->unknown++;
        printf("%s: %.*s: [%.*s] is unknown\n", self->path, (int)party->uid.len, party->uid.ptr,
               (int)tag.len, tag.ptr);
    }
    self->programmes += party->programme_count;
    for (size_t i = 0; i < PART_COUNT; i++)
        if (strcmp(PARTS[i].list, list) == 0)
            check_part(self, i, list, party);
}

static void check_list(tally *self, idt_arena *arena)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    const char *path = test_shared_file(arena, self->path);

    if (idt_lists_read(&lists, &path, 1, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < lists.party_count; i++) {
        const idt_party *party = &lists.parties[i];
        check_party(self, lists.editions[party->edition].list_id.ptr, party);
    }
    idt_lists_release(&lists);
    if (self->programmes == 0 || self->unknown + self->wrong > 0)
        fail_msg("%s: of %zu programmes %zu are unknown and %zu have a wrong effect", self->path,
                 self->programmes, self->unknown, self->wrong);
}

static void every_programme_of_every_real_list_is_known_with_the_effect_of_its_part(void **state)
{
    size_t met[PART_COUNT] = { 0 }, lists_read = 0;
    idt_arena arena = IDT_ARENA_INIT;

    (void)state;
    for (size_t i = 0; i < LIST_COUNT; i++) {
        tally one = { LISTS[i], 0, 0, 0, met };
        if (!test_shared_file(&arena, LISTS[i])) {
            printf("skipped: INTERDICT_SHARED holds no %s\n", LISTS[i]);
            continue;
        }
        check_list(&one, &arena);
        lists_read++;
    }
    idt_arena_release(&arena);
    if (lists_read == 0)
        skip();
    for (size_t i = 0; i < PART_COUNT && lists_read == LIST_COUNT; i++)
        if (met[i] == 0)
            fail_msg("no entry of %s stands on \"%s\"", PARTS[i].list, PARTS[i].part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_programme_of_every_real_list_is_known_with_the_effect_of_its_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
