/* small_index.c - the parties. */
#include "support/small_index.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    uint32_t edition;
    const char *uid;
    idt_party_type type;
    const char *names; /* ';' between them; '~' before a weak alias */
    idt_identifier_type identifier;
    const char *number;
} row;

static const row ROWS[TEST_SMALL_PARTIES_MAX] = {
    { 0, "9345", IDT_PARTY_ORGANIZATION,
      "KOREA MINING DEVELOPMENT TRADING CORPORATION;~KOMID;Changgwang Sinyong Corp.", IDT_ID_BIC,
      "KMDTKPPY" },
    { 0, "17614", IDT_PARTY_PERSON, "KIM, Yong Chol;KIM, Yo'ng-ch'o'l", IDT_ID_PASSPORT,
      "P 472-310 168" },
    { 1, "KPe.001", IDT_PARTY_ORGANIZATION,
      "Korea Mining Development Trading Corporation;\uc870\uc120\uad11\uc5c5", IDT_ID_OTHER,
      "none" },
    { 1, "IQi.001", IDT_PARTY_PERSON,
      "Saddam Hussein Al-Tikriti;Abu Ali;\u0635\u062f\u0627\u0645 \u062d\u0633\u064a\u0646",
      IDT_ID_NATIONAL, "IQ-1937-0428" },
    { 0, "22000", IDT_PARTY_PERSON,
      "\u0429\u0435\u0440\u0431\u0430\u043a\u043e\u0432 "
      "\u042e\u0440\u0438\u0439;SHCHERBAKOV, Yuriy V.;M\u00dcLLER, J\u00fcrgen",
      IDT_ID_TAX, "7701234567" },
    { 0, "30001", IDT_PARTY_VESSEL, "CHONG CHON GANG;EVER BRIGHT 88", IDT_ID_IMO, "IMO 7937317" },
    { 1, "17614", IDT_PARTY_ORGANIZATION, "Energoinvest d.o.o.;Limited Liability Company Sparta",
      IDT_ID_PASSPORT, "P472310168" },
    { 0, "40001", IDT_PARTY_AIRCRAFT, "EP-GOM", IDT_ID_TAIL_NUMBER, "EP-GOM" },
    { 0, "50001", IDT_PARTY_UNKNOWN, "---;Al Aqsa E.V.;\u91d1\u94c1\u4e09", IDT_ID_WALLET,
      "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h" },
    { 1, "QDe.004", IDT_PARTY_ORGANIZATION,
      "Al-Qaida;The Base of the Holy War against Jews and Crusaders in the Two Rivers",
      IDT_ID_OTHER, "" },
    { 0, "60001", IDT_PARTY_PERSON, "IVANOV, Ivan Ivanovich;Al Assad, Abd al Rahman", IDT_ID_EMAIL,
      "Ivan@Example.org" },
    { 1, "60001-b", IDT_PARTY_PERSON, "Abdal Rahman;V. V. Putin;T A N G U N", IDT_ID_PHONE,
      "+850 2 381" },
};

/* Words of the first two parties, and one that stands nowhere. */
static const idt_mined_pair MINED[] = {
    { { "changgwang", 10 }, { "tschankwang", 11 }, 0, 1 },
    { { "chol", 4 }, { "tschoel", 7 }, 0, 2 },
    { { "kohmeed", 7 }, { "komid", 5 }, 0, 1 },
};

static void add_names(idt_party *party, idt_arena *arena, const char *names)
{
    idt_span rest = idt_span_of(names), part;
    uint32_t line = 10;
    while (idt_span_split(&part, &rest, ";")) {
        bool weak = idt_span_starts(part, "~");
        idt_name name = { .text = idt_arena_copy(arena, idt_span_sub(part, weak, part.len)),
                          .family = IDT_SPAN_EMPTY,
                          .given = IDT_SPAN_EMPTY,
                          .kind = party->name_count ? IDT_NAME_AKA : IDT_NAME_PRIMARY,
                          .quality = weak ? IDT_QUALITY_WEAK : IDT_QUALITY_STRONG,
                          .source = { 0, line++ } };
        idt_party_add_name(party, arena, name);
    }
}

static void add_party(idt_party *party, idt_arena *arena, const row *stated)
{
    *party = (idt_party){ .edition = stated->edition,
                          .uid = idt_span_of(stated->uid),
                          .type = stated->type,
                          .source = { 0, 7 } };
    add_names(party, arena, stated->names);
    if (stated->number[0])
        idt_party_add_identifier(party, arena,
                                 (idt_identifier){ .type = stated->identifier,
                                                   .label = IDT_SPAN_LIT("No."),
                                                   .value = idt_span_of(stated->number),
                                                   .note = IDT_SPAN_EMPTY,
                                                   .country.text = IDT_SPAN_EMPTY });
    idt_party_add_programme(
        party, arena, (idt_party_programme){ .tag = IDT_SPAN_LIT("DPRK2"), .source = { 0, 7 } });
    idt_party_add_fact(party, arena, "title", IDT_SPAN_LIT("KOMID Representative"), party->source);
}

static idt_edition *editions_of(idt_arena *arena)
{
    idt_edition *editions = idt_arena_alloc(arena, 2 * sizeof *editions);
    for (size_t i = 0; i < 2; i++) {
        editions[i] = (idt_edition){
            .list_id = idt_span_of(i ? "un_sc_sanctions" : "us_ofac_sdn"),
            .publisher = idt_span_of(i ? "UN Security Council" : "US Treasury"),
            .title = IDT_SPAN_LIT("A list"),
            .date = IDT_SPAN_LIT("2015-01-02"),
            .date_from = IDT_SPAN_LIT("file"),
            .format = idt_span_of(i ? "UN XML" : "OFAC CSV"),
            .files = idt_arena_alloc(arena, sizeof(idt_edition_file)),
            .file_count = 1,
            .party_count = 6,
        };
        editions[i].files[0].name = idt_span_of(i ? "un.xml" : "sdn.csv");
        editions[i].files[0].bytes = 4711;
        snprintf(editions[i].files[0].sha256, IDT_SHA256_HEX, "%064zx", i + 1);
        snprintf(editions[i].sha256, IDT_SHA256_HEX, "%064zx", i + 16);
    }
    return editions;
}

void test_small_input(idt_index_input *out, idt_arena *arena, size_t parties)
{
    enum { DIAGNOSTICS = 5 };
    idt_party *list = idt_arena_alloc(arena, parties * sizeof *list);
    uint32_t *groups = idt_arena_alloc(arena, parties * sizeof *groups);
    idt_diagnostic *diagnostics = idt_arena_alloc(arena, DIAGNOSTICS * sizeof *diagnostics);
    for (size_t i = 0; i < parties; i++) {
        add_party(&list[i], arena, &ROWS[i]);
        groups[i] = i == 2 ? 0 : (uint32_t)i;
    }
    for (uint32_t i = 0; i < DIAGNOSTICS; i++)
        diagnostics[i] = (idt_diagnostic){ i % 2,
                                           { 0, i + 1 },
                                           (idt_diagnostic_level)(i % IDT_DIAGNOSTIC_LEVEL_COUNT),
                                           IDT_SPAN_LIT("remarks-cut"),
                                           IDT_SPAN_LIT("9345"),
                                           idt_arena_format(arena, "Record %u is cut.", i) };
    *out = (idt_index_input){ .editions = editions_of(arena),
                              .edition_count = 2,
                              .parties = list,
                              .party_count = parties,
                              .groups = groups,
                              .diagnostics = diagnostics,
                              .diagnostic_count = DIAGNOSTICS,
                              .mined = MINED,
                              .mined_count = sizeof MINED / sizeof MINED[0] };
}
