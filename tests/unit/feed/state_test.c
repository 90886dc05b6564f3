/* state_test.c - notes and settings of the updater. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "feed/feed_internal.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define LATER "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static idt_feed_edition make_edition(const char *sha256)
{
    idt_feed_edition edition = { .standing = { .date = IDT_SPAN_LIT("2026-04-02"),
                                               .since = IDT_SPAN_LIT("2026-04-03T05:00:00Z"),
                                               .figures = { 3, 7, 2, 1 } },
                                 .file_count = 1 };
    memcpy(edition.standing.sha256, sha256, IDT_SHA256_HEX);
    edition.files[0] = (idt_feed_noted_file){ IDT_SPAN_LIT("list.xml"),
                                              IDT_SPAN_LIT("https://example.org/list.xml"),
                                              IDT_SPAN_LIT("W/\"a\\b\""), IDT_SPAN_EMPTY, "" };
    memcpy(edition.files[0].sha256, sha256, IDT_SHA256_HEX);
    return edition;
}

static void notes_come_back_as_they_were_written(void **unused)
{
    idt_feed_state state = IDT_FEED_STATE_INIT, again;
    idt_buf text = IDT_BUF_INIT, text_again = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_feed_edition edition = make_edition(HASH);

    (void)unused;
    state.engine = IDT_SPAN_LIT("1.2.3");
    idt_feed_list_state *list = idt_feed_state_list(&state, IDT_SPAN_LIT("un_sc_sanctions"));
    list->error = IDT_SPAN_LIT("it said \"no\"");
    list->held = IDT_SPAN_LIT(LATER);
    idt_feed_list_note(&state, list, &edition);
    idt_feed_state_format(&text, &state);
    assert_int_equal(idt_feed_state_parse(&again, idt_buf_span(&text), &err), IDT_OK);
    idt_feed_state_format(&text_again, &again);
    assert_true(idt_span_equal(idt_buf_span(&text), idt_buf_span(&text_again)));
    assert_int_equal(again.list_count, 1);
    assert_true(idt_span_equal_text(again.lists[0].editions[0].files[0].etag, "W/\"a\\b\""));
    assert_int_equal(again.lists[0].editions[0].standing.figures.names, 7);
    idt_feed_state_release(&state);
    idt_feed_state_release(&again);
    idt_buf_release(&text);
    idt_buf_release(&text_again);
}

static void the_newest_edition_stands_first_and_once(void **unused)
{
    idt_feed_state state = IDT_FEED_STATE_INIT;
    idt_feed_edition first = make_edition(HASH), second = make_edition(LATER);
    idt_feed_list_state *list = idt_feed_state_list(&state, IDT_SPAN_LIT("a"));

    (void)unused;
    idt_feed_list_note(&state, list, &first);
    idt_feed_list_note(&state, list, &second);
    idt_feed_list_note(&state, list, &first);
    assert_int_equal(list->edition_count, 2);
    assert_string_equal(list->editions[0].standing.sha256, HASH);
    assert_non_null(idt_feed_list_edition(list, IDT_SPAN_LIT(LATER)));
    assert_null(idt_feed_list_edition(list, IDT_SPAN_LIT("0123")));
    idt_feed_state_release(&state);
}

static void damaged_notes_are_refused_and_strange_ones_passed_over(void **unused)
{
    static const struct {
        const char *text;
        idt_status status;
    } cases[] = {
        { "", IDT_E_INPUT },
        { "{", IDT_E_INPUT },
        { "[]", IDT_E_INPUT },
        { "{\"version\": 2}", IDT_E_INPUT },
        { "{\"version\": 1}", IDT_OK },
        { "{\"version\": 1, \"lists\": 7, \"more\": {}}", IDT_OK },
        { "{\"version\": 1, \"lists\": {\"a\": {\"editions\": [{\"sha256\": 5}, 6]}}}", IDT_OK },
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_feed_state state;
        idt_err err = IDT_ERR_INIT;
        if (idt_feed_state_parse(&state, idt_span_of(cases[i].text), &err) != cases[i].status)
            fail_msg("%s", cases[i].text);
        for (size_t k = 0; k < state.list_count; k++)
            assert_int_equal(state.lists[k].edition_count, 0);
        idt_feed_state_release(&state);
    }
}

static void check_setting(idt_feed_settings *settings, const char *key, const char *value,
                          const char *expected)
{
    idt_err err = IDT_ERR_INIT;
    idt_status status = idt_feed_settings_set(settings, idt_span_of(key), value, &err);

    if (status != (*expected ? IDT_E_USAGE : IDT_OK) || !strstr(err.text, expected))
        fail_msg("%s: %s gave \"%s\"", key, value, err.text);
}

static void settings_say_what_they_take(void **unused)
{
    idt_feed_settings settings;

    (void)unused;
    idt_feed_settings_init(&settings);
    check_setting(&settings, "feed.attempts", "3", "");
    check_setting(&settings, "feed.attempts", "0", "from 1 to 20");
    check_setting(&settings, "feed.attempts", "many", "from 1 to 20");
    check_setting(&settings, "feed.shrink_percent", "101", "from 0 to 100");
    check_setting(&settings, "feed.plain_http", "yes", "");
    check_setting(&settings, "feed.plain_http", "maybe", "yes or no");
    check_setting(&settings, "feed.from", "/srv", "https address");
    check_setting(&settings, "feed.nonsense", "1", "unknown key feed.nonsense");
    check_setting(&settings, "feed.", "1", "unknown key");
    check_setting(&settings, "feed.eu_fsf.nonsense", "1", "unknown key");
    check_setting(&settings, "feed.eu_fsf.url.more", "https://e.org/a", "unknown key");
    check_setting(&settings, "feed.../up.url", "https://example.org/a", "unknown key");
    check_setting(&settings, "feed.Own.url", "https://example.org/a", "unknown key");
    check_setting(&settings, "feed.eu_fsf.url", "ftp://example.org/a", "https addresses");
    check_setting(&settings, "feed.eu_fsf.url", "", "https addresses");
    check_setting(&settings, "feed.eu_fsf.sha256", HASH, "");
    check_setting(&settings, "feed.eu_fsf.sha256", "abc", "64 digits");
    check_setting(&settings, "feed.eu_fsf.token", "", "a token");
    assert_int_equal(settings.attempts, 3);
    idt_feed_settings_release(&settings);
}

static void addresses_and_checksums_go_together_in_any_order(void **unused)
{
    idt_feed_settings settings;

    (void)unused;
    idt_feed_settings_init(&settings);
    check_setting(&settings, "feed.own.sha256", "- " HASH, "");
    check_setting(&settings, "feed.own.url", "https://e.org/a/x.csv https://e.org/b/x.csv", "");
    const idt_feed_source *own = idt_feed_settings_find(&settings, IDT_SPAN_LIT("own"));
    assert_non_null(own);
    assert_true(own->wanted);
    assert_int_equal(own->file_count, 2);
    assert_string_equal(own->files[0].name, "x.csv");
    assert_string_equal(own->files[1].name, "file-2-x.csv");
    assert_null(own->files[0].sha256);
    assert_string_equal(own->files[1].sha256, HASH);
    idt_feed_settings_release(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_come_back_as_they_were_written),
        cmocka_unit_test(the_newest_edition_stands_first_and_once),
        cmocka_unit_test(damaged_notes_are_refused_and_strange_ones_passed_over),
        cmocka_unit_test(settings_say_what_they_take),
        cmocka_unit_test(addresses_and_checksums_go_together_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
