/* render_test.c - what a person sees, as plain text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/render.h"
#include "cli/render_internal.h"
#include "cli/table.h"

#define SPAN(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const idt_render_options PLAIN_80 = { false, 80 };

static idt_name names[] = {
    { .text = SPAN("KIM, Yong Chol"), .quality = IDT_QUALITY_STRONG, .source = { 0, 12 } },
    { .text = SPAN("KYC"), .kind = IDT_NAME_AKA, .quality = IDT_QUALITY_WEAK, .source = { 0, 13 } },
};
static idt_party_programme programmes[] = { { .tag = SPAN("DPRK2"), .source = { 0, 12 } },
                                            { .tag = SPAN("NOT-KNOWN"), .source = { 0, 12 } } };
static idt_party_date dates[] = { { .range = { { 1962, 2, 18 }, { 1962, 2, 18 }, false },
                                    .text = SPAN("18 Feb 1962"),
                                    .source = { 0, 12 } } };
static const idt_party party = {
    .type = IDT_PARTY_PERSON,
    .gender = IDT_GENDER_MALE,
    .source = { 0, 12 },
    .names = names,
    .name_count = 2,
    .programmes = programmes,
    .programme_count = 2,
    .dates = dates,
    .date_count = 1,
};
static idt_word_pair pairs[] = {
    { 4, 8, 5, 9, { 941, IDT_HOW_SPELLING, false } },
    { 0, 3, 0, 3, { 1000, IDT_HOW_EQUAL, false } },
};
static idt_word_left query_left[] = { { 9, 14 } };
static idt_word_left listed_left[] = { { 10, 14 } };
static const idt_explanation explanation = {
    .score = 893,
    .strength = 610,
    .query_name = SPAN("Kim Yung Peter"),
    .listed_name = SPAN("KIM, Yong Chol"),
    .pairs = pairs,
    .pair_count = 2,
    .query_left = query_left,
    .query_left_count = 1,
    .listed_left = listed_left,
    .listed_left_count = 1,
    .parts = { { IDT_PART_NAME, 1000, SPAN("") },
               { IDT_PART_SPELLING, -157, SPAN("") },
               { IDT_PART_BIRTH_DATE, 50, SPAN("1962-02-18 agrees") } },
    .part_count = 3,
};
static idt_hit hit = { .score = 893,
                       .strength = 610,
                       .entry = &party,
                       .entity_id = SPAN("us_ofac_sdn:17614"),
                       .group = SPAN("un_sc_sanctions:KPi.024"),
                       .matched_name = &names[0],
                       .explanation = &explanation };

static void check_text(idt_buf *out, const char *expected)
{
    idt_buf_add_char(out, '\0');
    assert_string_equal(out->ptr, expected);
    idt_buf_release(out);
}

static void columns_are_counted_as_a_terminal_shows_them(void **state)
{
    static const struct {
        const char *text;
        unsigned columns;
    } cases[] = {
        { "", 0 },
        { "Kim", 3 },
        { "김영철", 6 },
        { "Müller", 6 },
        { "Mu\xCC\x88ller", 6 },
        { "محمد", 4 },
        { "\xFF", 1 },
        { "a\x1b[31mb", 7 },
        { "\xE2\x80\xAE"
          "ab",
          2 },
        { "東京 Bank", 9 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(idt_columns_of(idt_span_of(cases[i].text)), cases[i].columns);
}

static void text_cannot_steer_the_terminal(void **state)
{
    idt_buf out = IDT_BUF_INIT;
    idt_paint paint = idt_paint_of(&out, &PLAIN_80);

    (void)state;
    idt_paint_text(&paint, IDT_STYLE_RED,
                   "a\x1b[31mb\nc\r\xE2\x80\xAE"
                   "d\xFF");
    check_text(&out, "a\xEF\xBF\xBD[31mb c d\xEF\xBF\xBD");
}

static void colour_is_written_only_where_asked_for(void **state)
{
    idt_buf out = IDT_BUF_INIT;
    idt_paint paint = idt_paint_of(&out, &(idt_render_options){ true, 80 });

    (void)state;
    idt_paint_text(&paint, IDT_STYLE_GREEN, "ok");
    idt_paint_text(&paint, IDT_STYLE_PLAIN, " x");
    check_text(&out, "\x1b[32mok\x1b[0m x");
}

static void long_text_goes_on_below_and_loses_nothing(void **state)
{
    idt_buf out = IDT_BUF_INIT;
    idt_paint paint = idt_paint_of(&out, &(idt_render_options){ false, 40 });

    (void)state;
    paint.indent = 4;
    idt_paint_to(&paint, 4);
    idt_paint_wrapped(&paint, IDT_STYLE_PLAIN,
                      IDT_SPAN_LIT("one two three four five six seven eight "
                                   "0123456789012345678901234567890123456789 nine"));
    idt_paint_piece(&paint, IDT_STYLE_PLAIN, 2,
                    IDT_SPAN_LIT("ten eleven twelve thirteen fourteen"));
    check_text(&out, "    one two three four five six seven\n"
                     "    eight\n"
                     "    0123456789012345678901234567890123456789\n"
                     "    nine\n"
                     "    ten eleven twelve thirteen fourteen");
}

static void a_hit_ties_the_words_and_gives_the_legal_basis(void **state)
{
    idt_hits hits = { &hit, 1, 2 };
    idt_screen_answer row = { 0, SPAN("17"), SPAN("Kim Yung Peter"), SPAN(""), &hits };
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    idt_render_hits(&out, &row, &PLAIN_80);
    check_text(&out,
               "Kim Yung Peter  1 hit\n"
               "\n"
               "0.893 ███████▏ KIM, Yong Chol\n"
               "               us_ofac_sdn:17614  person, strength 0.610\n"
               "  about        born 1962-02-18 · male\n"
               "  given        Kim  Yung        Peter\n"
               "               =    ~     -     -   ~ spelling\n"
               "  listed       KIM  Yong  Chol   primary\n"
               "  points        1.000  name\n"
               "               -0.157  words alike, not equal\n"
               "               +0.050  birth date  1962-02-18 agrees\n"
               "  programme    [DPRK2] Executive Order 13687 of 2 January 2015, 31 CFR part 510\n"
               "                 — blocking\n"
               "               [NOT-KNOWN] unknown programme: its legal basis is not in the\n"
               "                 table\n"
               "  same party   un_sc_sanctions:KPi.024\n"
               "\n"
               "2 more above the threshold are left out by --limit\n"
               "\n");
}

static void check_programme(const char *authority, const char *measures, const char *expected)
{
    idt_party_programme programme = { .tag = SPAN("FRAUD"),
                                      .listed_on = SPAN("2024-05"),
                                      .authority = idt_span_of(authority),
                                      .measures = idt_span_of(measures) };
    idt_buf out = IDT_BUF_INIT;
    idt_paint paint = idt_paint_of(&out, &PLAIN_80);

    idt_render_programme(&paint, &programme, IDT_SPAN_LIT("house_watch:1"), true);
    check_text(&out, expected);
}

static void a_list_of_ones_own_states_the_basis_itself(void **state)
{
    (void)state;
    check_programme("Decision 7", "re-check", "[FRAUD] Decision 7 — re-check, listed 2024-05\n");
    check_programme("", "re-check", "[FRAUD] — re-check, listed 2024-05\n");
    check_programme("Decision 7", "", "[FRAUD] Decision 7, listed 2024-05\n");
    check_programme("", "", "[FRAUD] the list states no legal basis, listed 2024-05\n");
}

static void a_narrow_line_puts_legend_and_details_below(void **state)
{
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    idt_render_compare(&out, &explanation, &(idt_render_options){ false, 40 });
    check_text(&out, "0.893 ███████▏ strength 0.610\n"
                     "  given        Kim  Yung        Peter\n"
                     "               =    ~     -     -\n"
                     "  listed       KIM  Yong  Chol   primary\n"
                     "               ~ spelling\n"
                     "  points        1.000  name\n"
                     "               -0.157  words alike, not equal\n"
                     "               +0.050  birth date\n"
                     "                       1962-02-18 agrees\n");
}

static void subjects_without_hits_take_one_line(void **state)
{
    idt_hits none = { NULL, 0, 0 };
    idt_screen_answer clean = { 0, SPAN("18"), SPAN("Ann Smith"), SPAN(""), &none };
    idt_screen_answer rejected = { 1, SPAN("19"), SPAN(""), SPAN("no name"), NULL };
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    idt_render_hits(&out, &clean, &PLAIN_80);
    idt_render_hits(&out, &rejected, &PLAIN_80);
    check_text(&out, "Ann Smith  no hit\n19  not screened: no name\n");
}

static void a_scan_marks_the_mention_in_its_line(void **state)
{
    static const idt_measure measure = {
        "us-kp", "North Korea", "E.O. 13722", "comprehensive", "2016-03-15", "in force", ""
    };
    static const idt_place place = { .id = "KP", .name = "North Korea", .measure = &measure };
    idt_span text = IDT_SPAN_LIT("First.\nOf Kim Yung Peter, of North Korea.\nPeter, North Korea.");
    idt_mention mentions[] = { { 10, 24, hit }, { 42, 47, hit } };
    idt_place_mention places[] = { { 29, 40, &place }, { 49, 60, &place } };
    idt_scan scan = { mentions, 2, places, 2 };
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    mentions[0].hit.explanation = mentions[1].hit.explanation = NULL;
    idt_render_scan(&out, text, &scan, &PLAIN_80);
    check_text(&out,
               "line 2         Of »Kim Yung Peter«, of North Korea.\n"
               "0.893 ███████▏ KIM, Yong Chol  us_ofac_sdn:17614  person\n"
               "               [DPRK2] Executive Order 13687 of 2 January 2015, 31 CFR part 510\n"
               "                 — blocking\n"
               "               [NOT-KNOWN] unknown programme: its legal basis is not in the\n"
               "                 table\n"
               "\n"
               "line 3         »Peter«, North Korea.\n"
               "0.893 ███████▏ KIM, Yong Chol  us_ofac_sdn:17614  person\n"
               "\n"
               "place               written      line  times  measure\n"
               "KP     North Korea  North Korea     2      2  North Korea, in force\n"
               "  North Korea: E.O. 13722\n");
}

static void a_party_is_shown_with_its_sources(void **state)
{
    static idt_edition_file file = { SPAN("sdn.csv"), 1, "" };
    static const idt_edition edition = { .list_id = SPAN("us_ofac_sdn"),
                                         .files = &file,
                                         .file_count = 1 };
    idt_party_answer answer = { &party, &edition, SPAN("us_ofac_sdn:17614"), SPAN(""), NULL, 0 };
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    idt_render_party(&out, &answer, &PLAIN_80);
    assert_true(idt_span_starts(idt_buf_span(&out),
                                "KIM, Yong Chol\n"
                                "  us_ofac_sdn:17614  person, male  sdn.csv:12\n"
                                "  names        KIM, Yong Chol  primary  sdn.csv:12\n"
                                "               KYC  a.k.a., weak  sdn.csv:13\n"
                                "  dates        born 18 Feb 1962  sdn.csv:12\n"
                                "  programmes   [DPRK2] Executive Order 13687"));
    idt_buf_release(&out);
}

static void tables_align_wide_characters(void **state)
{
    idt_table table = { .titles = { "a", "n", "text" },
                        .right = { [1] = true },
                        .column_count = 3 };
    idt_buf out = IDT_BUF_INIT;
    idt_paint paint = idt_paint_of(&out, &PLAIN_80);

    (void)state;
    *idt_table_add(&table) = (idt_table_row){ { SPAN("김영철"), SPAN("7"), SPAN("x") } };
    *idt_table_add(&table) = (idt_table_row){ { SPAN("Kim"), SPAN("12,345"), SPAN("") } };
    idt_table_paint(&table, &paint);
    check_text(&out, "a            n  text\n"
                     "김영철       7  x\n"
                     "Kim     12,345\n");
    idt_table_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_counted_as_a_terminal_shows_them),
        cmocka_unit_test(text_cannot_steer_the_terminal),
        cmocka_unit_test(colour_is_written_only_where_asked_for),
        cmocka_unit_test(long_text_goes_on_below_and_loses_nothing),
        cmocka_unit_test(a_hit_ties_the_words_and_gives_the_legal_basis),
        cmocka_unit_test(a_list_of_ones_own_states_the_basis_itself),
        cmocka_unit_test(a_narrow_line_puts_legend_and_details_below),
        cmocka_unit_test(subjects_without_hits_take_one_line),
        cmocka_unit_test(a_scan_marks_the_mention_in_its_line),
        cmocka_unit_test(a_party_is_shown_with_its_sources),
        cmocka_unit_test(tables_align_wide_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
