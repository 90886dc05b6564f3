#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "regime/regime.h"

static const idt_regime *known(const char *list, const char *tag)
{
    const idt_regime *regime = idt_regime_find(list, idt_span_of(tag));

    if (regime == NULL)
        fail_msg("[%s] of %s is not in the table", tag, list);
    return regime;
}

static void check_order(const char *tag, const char *authority, const char *date, const char *part)
{
    const idt_regime *regime = known("us_ofac_sdn", tag);

    if (strcmp(regime->authority, authority) != 0 || strcmp(regime->authority_date, date) != 0 ||
        strcmp(regime->regulation, part) != 0)
        fail_msg("[%s] is \"%s\" of %s, %s; expected \"%s\" of %s, %s", tag, regime->authority,
                 regime->authority_date, regime->regulation, authority, date, part);
}

static void a_tag_names_its_order_date_and_regulation(void **state)
{
    static const struct {
        const char *tag, *authority, *date, *part;
    } cases[] = {
        { "NPWMD", "Executive Order 13382", "2005-06-28", "31 CFR part 544" },
        { "DPRK", "Executive Order 13551", "2010-08-30", "31 CFR part 510" },
        { "DPRK2", "Executive Order 13687", "2015-01-02", "31 CFR part 510" },
        { "DPRK3", "Executive Order 13722", "2016-03-15", "31 CFR part 510" },
        { "DPRK4", "Executive Order 13810", "2017-09-20", "31 CFR part 510" },
        { "SOUTH SUDAN", "Executive Order 13664", "2014-04-03", "31 CFR part 558" },
        { "SDGT", "Executive Order 13224; Executive Order 13886", "2001-09-23", "31 CFR part 594" },
        { "TCO", "Executive Order 13581; Executive Order 13863", "2011-07-24", "31 CFR part 590" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_order(cases[i].tag, cases[i].authority, cases[i].date, cases[i].part);
}

static void every_tag_of_this_list_is_known(void **state)
{
    static const struct {
        const char *list, *tag;
    } cases[] = {
        { "us_ofac_sdn", "CAATSA - RUSSIA" },
        { "us_ofac_sdn", "CUBA" },
        { "us_ofac_sdn", "FTO" },
        { "us_ofac_sdn", "HOSTAGES-EO14078" },
        { "us_ofac_sdn", "IRAN-CON-ARMS-EO" },
        { "us_ofac_sdn", "SDNTK" },
        { "us_ofac_sdn", "BPI-RUSSIA-EO14024" },
        { "us_ofac_sdn", "SYRIA" },
        { "us_ofac_cons", "561-Related" },
        { "us_ofac_cons", "CMIC-EO13959" },
        { "us_ofac_cons", "NS-PLC" },
        { "us_ofac_cons", "FSE-IR" },
        { "us_trade_csl", "DPRK3" },
        { "un_sc_sanctions", "Al-Qaida" },
        { "un_sc_sanctions", "CAR" },
        { "un_sc_sanctions", "DPRK" },
        { "un_sc_sanctions", "DRC" },
        { "un_sc_sanctions", "GB" },
        { "un_sc_sanctions", "Haiti" },
        { "un_sc_sanctions", "Iran" },
        { "un_sc_sanctions", "Iraq" },
        { "un_sc_sanctions", "Libya" },
        { "un_sc_sanctions", "Somalia" },
        { "un_sc_sanctions", "SouthSudan" },
        { "un_sc_sanctions", "Sudan" },
        { "un_sc_sanctions", "Taliban" },
        { "un_sc_sanctions", "Yemen" },
        { "eu_fsf", "PRK" },
        { "eu_fsf", "TERR" },
        { "gb_fcdo_sanctions", "The Russia (Sanctions) (EU Exit) Regulations 2019" },
        { "gb_hmt_sanctions", "Counter-Terrorism (Domestic)" },
        { "ch_seco_sanctions", "Ukraine" },
        { "ca_dfatd_sema_sanctions", "Sri Lanka" },
        { "au_dfat_sanctions", "1373 (2001)" },
        { "us_trade_csl", "Entity List (EL) - Bureau of Industry and Security" },
        { "us_trade_csl", "UVL" },
        { "us_trade_csl", "INKSNA" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        known(cases[i].list, cases[i].tag);
}

static void an_unknown_tag_or_list_gives_nothing(void **state)
{
    static const struct {
        const char *list, *tag;
    } cases[] = {
        { "us_ofac_sdn", "DPRK5" },
        { "us_ofac_sdn", "DPRK2]" },
        { "us_ofac_sdn", "DPR" },
        { "us_ofac_sdn", "" },
        { "us_ofac_sdn", "Taliban" },
        { "un_sc_sanctions", "DPRK2" },
        { "us_ofacsdn", "DPRK2" },
        { "us", "DPRK2" },
        { "eu_fsf", "DPRK" },
        { "europe_fsf", "PRK" },
        { "us_ofac_sdn", "INKSNA" },
        { "us_trade", "DPRK2" },
        { "gb_hmt_sanctions", "PRK" },
        { "", "DPRK2" },
        { NULL, "DPRK2" },
        { "us_ofac_sdn", "~" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (idt_regime_find(cases[i].list, idt_span_of(cases[i].tag)) != NULL)
            fail_msg("[%s] of %s was found", cases[i].tag,
                     cases[i].list ? cases[i].list : "no list");
    assert_null(idt_regime_find("us_ofac_sdn", (idt_span){ NULL, 0 }));
}

static void lists_of_one_s_own_are_not_covered(void **state)
{
    (void)state;
    for (size_t i = 0; i < idt_regime_count(); i++)
        assert_true(idt_regime_covers(idt_regime_at(i)->publisher));
    assert_true(idt_regime_covers("us_trade_csl"));
    assert_true(idt_regime_covers("eu_fsf"));
    assert_false(idt_regime_covers("europa"));
    assert_false(idt_regime_covers("house_watch"));
    assert_false(idt_regime_covers(""));
}

static void one_tag_on_two_publishers_lists_means_two_regimes(void **state)
{
    (void)state;
    assert_string_equal(known("us_ofac_sdn", "DPRK")->authority, "Executive Order 13551");
    assert_string_equal(known("un_sc_sanctions", "DPRK")->authority,
                        "Security Council resolution 1718 (2006)");
    assert_string_equal(known("un_sc_sanctions", "DPRK")->regulation, "1718 Committee");
    assert_string_equal(known("un_sc", "CAR")->publisher, "un_sc");
    assert_string_equal(known("us_ofac", "CAR")->publisher, "us_ofac");
}

static void a_variant_of_a_tag_gives_the_regime_of_the_tag(void **state)
{
    static const struct {
        const char *list, *variant, *tag;
    } cases[] = {
        { "gb_fcdo_sanctions", "The Afghanistan (Sanctions) (EU Exit) Regulations 2020",
          "Afghanistan" },
        { "gb_hmt_sanctions", "ukraine (sovereignty and territorial integrity)", "Russia" },
        { "ca_dfatd_sema_sanctions", "Haiti / Ha\xc3\xafti", "Haiti" },
        { "au_dfat_sanctions", "751 (Somalia and Eritrea)", "2713 (Al-Shabaab)" },
        { "us_trade_csl", "DPL", "Denied Persons List (DPL) - Bureau of Industry and Security" },
        { "us_trade_csl", "ILLICIT-DRUGS-EO", "ILLICIT-DRUGS-EO14059" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const idt_regime *regime = known(cases[i].list, cases[i].variant);

        assert_string_equal(regime->tag, cases[i].tag);
        assert_ptr_equal(regime, known(regime->publisher, cases[i].tag));
    }
}

static void each_publisher_cites_its_own_law(void **state)
{
    static const struct {
        const char *list, *tag, *date, *citation;
    } cases[] = {
        { "eu_fsf", "PRK", "2017-08-30", "CELEX 32017R1509" },
        { "eu_fsf", "UKR", "2014-03-05", "CELEX 32014R0208; 32014R0269" },
        { "gb_fcdo_sanctions", "Russia", "", "S.I. 2019/855" },
        { "ch_seco_sanctions", "Ukraine", "2022-03-04", "SR 946.231.176.72" },
        { "ca_dfatd_sema_sanctions", "Russia", "2014-03-17", "SOR/2014-58" },
        { "ca_dfatd_sema_sanctions", "Guatemala", "2024-02-16", "" },
        { "us_trade_csl", "DTC", "", "22 CFR 127.7" },
        { "us_trade_csl", "DPRK2", "2015-01-02", "31 CFR part 510" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const idt_regime *regime = known(cases[i].list, cases[i].tag);

        assert_string_equal(regime->authority_date, cases[i].date);
        assert_string_equal(regime->regulation, cases[i].citation);
    }
}

static void case_and_blanks_around_a_tag_do_not_matter(void **state)
{
    (void)state;
    assert_ptr_equal(known("us_ofac_cons", "561-RELATED"), known("us_ofac_cons", "561-Related"));
    assert_ptr_equal(known("us_ofac_sdn", " DPRK2 "), known("us_ofac_sdn", "dprk2"));
    assert_ptr_equal(known("un_sc_sanctions", "SOUTHSUDAN"), known("un_sc", "SouthSudan"));
}

static void the_consolidated_list_uses_some_tags_for_lesser_measures(void **state)
{
    static const struct {
        const char *list, *tag, *effect;
    } cases[] = {
        { "us_ofac_sdn", "UKRAINE-EO13662", "blocking" },
        { "us_ofac_cons", "UKRAINE-EO13662", "sectoral" },
        { "us_ofac_sdn", "CAATSA - RUSSIA", "blocking" },
        { "us_ofac_cons", "CAATSA - RUSSIA", "menu-based" },
        { "us_ofac_cons", "NS-PLC", "reject" },
        { "us_ofac_cons", "CMIC-EO13959", "securities" },
        { "us_ofac_cons", "561-Related", "correspondent-account" },
        { "us_ofac_cons", "SDGT", "blocking" },
        { "us_ofac_sdn", "DPRK2", "blocking" },
        { "un_sc_sanctions", "GB", "travel-ban" },
        { "un_sc_sanctions", "Iraq", "asset-freeze" },
        { "eu_fsf", "TERR", "asset-freeze" },
        { "gb_fcdo_sanctions", "Iraq", "asset-freeze" },
        { "us_trade_csl", "Entity List", "export" },
        { "us_trade_csl", "SSI", "sectoral" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const idt_regime *regime = known(cases[i].list, cases[i].tag);
        const char *effect = idt_regime_effect_on(regime, cases[i].list, IDT_SPAN_EMPTY);

        if (strcmp(effect, cases[i].effect) != 0)
            fail_msg("[%s] on %s is %s; expected %s", cases[i].tag, cases[i].list, effect,
                     cases[i].effect);
    }
}

static void a_part_that_blocks_nothing_decides_over_the_tags_of_its_entries(void **state)
{
    static const struct {
        const char *list, *part, *tag, *effect;
    } cases[] = {
        { "us_trade_csl", "Sectoral Sanctions Identifications List (SSI)", "UKRAINE-EO13662",
          "sectoral" },
        { "us_trade_csl", "Capta List (CAP)", "UKRAINE-EO13662", "correspondent-account" },
        { "us_trade_csl", "Non-SDN Menu-Based Sanctions List (NS-MBS List)", "UKRAINE-EO13662",
          "menu-based" },
        { "us_trade_csl", "Specially Designated Nationals (SDN)", "UKRAINE-EO13662", "blocking" },
        { "us_trade_csl", "Specially Designated Nationals (SDN)", "IFSR", "correspondent-account" },
        { "us_trade_csl", "Foreign Sanctions Evaders (FSE)", "SYRIA", "reject" },
        { "us_trade_csl", "Unverified List (UVL)", "UVL", "export" },
        { "us_trade_csl", "Nonproliferation Sanctions (ISN)", "E.O. 13382", "blocking" },
        { "us_trade_csl", "Nonproliferation Sanctions (ISN)", "INKSNA", "menu-based" },
        { "us_trade_csl", "A List of Tomorrow (LOT)", "UKRAINE-EO13662", "blocking" },
        { "us_trade_csl", "ITAR Debarred (DTC)", "NOVEL", "export" },
        { "us_trade_csl", "A List of Tomorrow (LOT)", "NOVEL", "" },
        { "us_ofac_cons", "capta list ", "UKRAINE-EO13662", "correspondent-account" },
        { "us_ofac_cons", "Consolidated List", "UKRAINE-EO13662", "sectoral" },
        { "us_ofac_cons", "SDN List", "UKRAINE-EO13662", "blocking" },
        { "us_ofac_cons", "Sectoral Sanctions Identifications List; SDN List", "RUSSIA-EO14024",
          "blocking" },
        { "us_ofac_cons", "Non-SDN List; X", "RUSSIA-EO14024", "menu-based" },
        { "us_ofac_cons", "", "UKRAINE-EO13662", "sectoral" },
        { "eu_fsf", "SSI", "UKR", "asset-freeze-and-travel-ban" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_span part = idt_span_of(cases[i].part);
        const idt_regime *binding = idt_regime_binding(
            idt_regime_find(cases[i].list, idt_span_of(cases[i].tag)), cases[i].list, part);
        const char *effect = binding ? idt_regime_effect_on(binding, cases[i].list, part) : "";

        if (strcmp(effect, cases[i].effect) != 0)
            fail_msg("[%s] in %s of %s is \"%s\"; expected \"%s\"", cases[i].tag, cases[i].part,
                     cases[i].list, effect, cases[i].effect);
    }
}

static void a_regime_is_in_force_from_its_authority_to_its_end(void **state)
{
    static const struct {
        const char *tag;
        idt_ymd date;
        bool in_force;
    } cases[] = {
        { "DPRK2", { 2015, 1, 1 }, false },    { "DPRK2", { 2015, 1, 2 }, true },
        { "DPRK2", { 2015, 1, 0 }, true },     { "DPRK2", { 2014, 0, 0 }, false },
        { "DPRK2", { 0, 0, 0 }, true },        { "DPRK2", { 2100, 1, 1 }, true },
        { "BURUNDI", { 2021, 11, 17 }, true }, { "BURUNDI", { 2021, 11, 18 }, false },
        { "BURUNDI", { 2021, 11, 0 }, true },  { "BURUNDI", { 2021, 12, 0 }, false },
        { "BURUNDI", { 2021, 0, 0 }, true },   { "BURUNDI", { 2022, 0, 0 }, false },
        { "SYRIA", { 2025, 6, 30 }, true },    { "SYRIA", { 2025, 7, 1 }, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const idt_regime *regime = known("us_ofac_sdn", cases[i].tag);
        idt_ymd date = cases[i].date;

        if (idt_regime_in_force(regime, date) != cases[i].in_force)
            fail_msg("[%s] on %d-%d-%d should be %s", cases[i].tag, date.year, date.month, date.day,
                     cases[i].in_force ? "in force" : "not in force");
    }
}

static void every_regime_is_complete_and_finds_itself(void **state)
{
    (void)state;
    assert_true(idt_regime_count() > 250);
    for (size_t i = 0; i < idt_regime_count(); i++) {
        const idt_regime *regime = idt_regime_at(i);
        const char *fields[] = { regime->name,    regime->authority, regime->effect,
                                 regime->obliges, regime->status,    regime->certainty };

        assert_ptr_equal(known(regime->publisher, regime->tag), regime);
        for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++)
            if (fields[f] == NULL || fields[f][0] == '\0')
                fail_msg("[%s] lacks its field %zu", regime->tag, f);
        assert_non_null(regime->also);
        assert_non_null(regime->title);
        assert_non_null(regime->regulation);
        assert_non_null(regime->authority_date);
        assert_non_null(regime->effect_consolidated);
        assert_non_null(regime->ended);
    }
    assert_null(idt_regime_at(idt_regime_count()));
}

static void the_version_is_twelve_hexadecimal_digits(void **state)
{
    (void)state;
    assert_int_equal(strlen(idt_regime_version()), 12);
    assert_int_equal(strspn(idt_regime_version(), "0123456789abcdef"), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_names_its_order_date_and_regulation),
        cmocka_unit_test(every_tag_of_this_list_is_known),
        cmocka_unit_test(an_unknown_tag_or_list_gives_nothing),
        cmocka_unit_test(lists_of_one_s_own_are_not_covered),
        cmocka_unit_test(one_tag_on_two_publishers_lists_means_two_regimes),
        cmocka_unit_test(a_variant_of_a_tag_gives_the_regime_of_the_tag),
        cmocka_unit_test(each_publisher_cites_its_own_law),
        cmocka_unit_test(case_and_blanks_around_a_tag_do_not_matter),
        cmocka_unit_test(the_consolidated_list_uses_some_tags_for_lesser_measures),
        cmocka_unit_test(a_part_that_blocks_nothing_decides_over_the_tags_of_its_entries),
        cmocka_unit_test(a_regime_is_in_force_from_its_authority_to_its_end),
        cmocka_unit_test(every_regime_is_complete_and_finds_itself),
        cmocka_unit_test(the_version_is_twelve_hexadecimal_digits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
