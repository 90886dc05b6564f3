/* decide_test.c - what is published, what is asked again, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "feed/feed_internal.h"

#define OLD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define NEW "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void check_verdict(idt_feed_case facts, idt_feed_verdict expected, const char *why)
{
    idt_buf text = IDT_BUF_INIT;

    assert_int_equal(idt_feed_decide(&facts, &text), expected);
    assert_true(*why ? idt_span_find(idt_buf_span(&text), why) != SIZE_MAX : text.len == 0);
    idt_buf_release(&text);
}

static void an_edition_that_lost_too_much_is_refused(void **state)
{
    static const struct {
        idt_feed_figures before, now;
        const char *why; /* "": taken */
    } cases[] = {
        { { 100, 0, 0, 0 }, { 100, 0, 0, 0 }, "" },
        { { 100, 0, 0, 0 }, { 80, 0, 0, 0 }, "" }, /* the share itself may go */
        { { 100, 0, 0, 0 }, { 79, 0, 0, 0 }, "from 100 entries to 79, more than 20 %" },
        { { 100, 0, 0, 0 }, { 50, 0, 0, 0 }, "--allow-shrink" },
        { { 100, 0, 0, 0 }, { 0, 0, 0, 0 }, "no entry" },
        { { 0, 0, 0, 0 }, { 1, 0, 0, 0 }, "" },
        { { 1, 0, 0, 0 }, { 1000000000, 0, 0, 0 }, "" },
        /* all entries are there, their aliases or numbers are not */
        { { 100, 500, 0, 0 }, { 100, 100, 0, 0 }, "500 names" },
        { { 100, 100, 300, 0 }, { 100, 100, 0, 0 }, "300 identifiers" },
        { { 100, 100, 300, 200 }, { 100, 100, 300, 100 }, "200 addresses" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_verdict((idt_feed_case){ .sha256 = NEW,
                                       .figures = &cases[i].now,
                                       .standing_sha256 = OLD,
                                       .standing_figures = &cases[i].before,
                                       .held = IDT_SPAN_EMPTY,
                                       .shrink_percent = 20 },
                      *cases[i].why ? IDT_FEED_REFUSE : IDT_FEED_TAKE, cases[i].why);
}

static void consent_takes_less_but_never_nothing(void **state)
{
    static const idt_feed_figures before = { 100, 100, 100, 100 }, one = { 1, 1, 0, 0 },
                                  none = { 0 };
    idt_feed_case facts = { .sha256 = NEW,
                            .figures = &one,
                            .standing_sha256 = OLD,
                            .standing_figures = &before,
                            .held = IDT_SPAN_EMPTY,
                            .shrink_percent = 20,
                            .allow_shrink = true };
    (void)state;
    check_verdict(facts, IDT_FEED_TAKE, "");
    facts.figures = &none;
    check_verdict(facts, IDT_FEED_REFUSE, "no entry");
}

static void an_edition_that_was_rolled_back_does_not_return(void **state)
{
    static const idt_feed_figures figures = { 10, 10, 10, 10 };
    idt_feed_case facts = { .sha256 = NEW,
                            .figures = &figures,
                            .standing_sha256 = OLD,
                            .standing_figures = &figures,
                            .held = IDT_SPAN_LIT("cccc " NEW),
                            .shrink_percent = 20 };
    (void)state;
    check_verdict(facts, IDT_FEED_REFUSE, "rolled back");
    facts.sha256 = OLD;
    check_verdict(facts, IDT_FEED_SAME, "");
}

static void waits_double_and_heed_the_server(void **state)
{
    (void)state;
    assert_int_equal(idt_feed_wait_ms(2, 2000, 0), 2000);
    assert_int_equal(idt_feed_wait_ms(3, 2000, 0), 4000);
    assert_int_equal(idt_feed_wait_ms(5, 2000, 0), 16000);
    assert_int_equal(idt_feed_wait_ms(2, 2000, 30), 30000);
    assert_int_equal(idt_feed_wait_ms(5, 2000, 3), 16000);
    assert_true(idt_feed_wait_ms(4000000000u, 60000, UINT64_MAX) > 0);
    assert_true(idt_feed_status_is_passing(503) && idt_feed_status_is_passing(429));
    assert_false(idt_feed_status_is_passing(404) || idt_feed_status_is_passing(301));
}

static void plain_http_is_for_this_machine(void **state)
{
    static const struct {
        const char *address;
        bool allowed, allowed_plain;
    } cases[] = {
        { "https://example.org/list.xml", true, true },
        { "HTTPS://example.org/list.xml", true, true },
        { "http://example.org/list.xml", false, true },
        { "http://localhost/list.xml", true, true },
        { "http://127.0.0.1:8080/list.xml", true, true },
        { "http://[::1]:8080/list.xml", true, true },
        { "http://localhost.example.org/list.xml", false, true },
        { "http://localhost@example.org/list.xml", false, true },
        { "http://example.org/@localhost", false, true },
        { "http://example.org?@localhost/", false, true },
        { "ftp://localhost/list.xml", false, false },
        { "file:///list.xml", false, false },
        { "https://", false, false },
        { "", false, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_span address = idt_span_of(cases[i].address);
        if (idt_feed_address_allowed(address, false) != cases[i].allowed ||
            idt_feed_address_allowed(address, true) != cases[i].allowed_plain)
            fail_msg("%s", cases[i].address);
    }
}

static void a_name_out_of_an_address_is_safe(void **state)
{
    static const char *const cases[][2] = {
        { "https://example.org/a/SDN.CSV?token=1/2", "SDN.CSV" },
        { "https://example.org/a/..%2Fx", "_.%2Fx" },
        { "https://example.org/.hidden", "_hidden" },
        { "https://example.org/a/", "" },
        { "https://example.org", "" },
    };
    idt_arena arena = IDT_ARENA_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf expected = IDT_BUF_INIT;
        idt_buf_add_text(&expected, cases[i][1]);
        for (size_t k = 0; k < expected.len; k++)
            if (expected.ptr[k] == '%')
                expected.ptr[k] = '_';
        assert_true(idt_span_equal(idt_feed_address_name(&arena, idt_span_of(cases[i][0])),
                                   idt_buf_span(&expected)));
        idt_buf_release(&expected);
    }
    idt_arena_release(&arena);
}

static void check_checksum(const char *text, const char *expected)
{
    char found[IDT_SHA256_HEX] = "";
    bool has = idt_feed_checksum_find(found, idt_span_of(text), IDT_SPAN_LIT("SDN.CSV"));

    assert_int_equal(has, *expected != '\0');
    if (has)
        assert_string_equal(found, expected);
}

static void checksum_files_of_all_kinds_are_read(void **state)
{
    (void)state;
    check_checksum(NEW, NEW);
    check_checksum(NEW "  SDN.CSV\n", NEW);
    check_checksum(OLD "  ADD.CSV\n" NEW " *sdn.csv\n" OLD "  ALT.CSV\n", NEW);
    check_checksum("SHA256 (SDN.CSV) = " NEW "\n", NEW);
    check_checksum("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB", NEW);
    check_checksum(OLD "  ADD.CSV\n" NEW "  ALT.CSV\n", ""); /* which? */
    check_checksum(NEW "b", "");
    check_checksum("<html>no such file</html>", "");
    check_checksum("", "");
}

static void web_pages_are_known(void **state)
{
    idt_span title;

    (void)state;
    assert_true(idt_feed_is_web_page(
        idt_span_of("\n<!DOCTYPE html><html><head><title> Service unavailable </title>"), &title));
    assert_true(idt_span_equal_text(title, "Service unavailable"));
    assert_true(idt_feed_is_web_page(idt_span_of("<?xml version='1.0'?><html lang=en>"), &title));
    assert_true(idt_feed_is_web_page(idt_span_of("<html><title>cut"), &title));
    assert_false(idt_feed_is_web_page(idt_span_of("<?xml version='1.0'?><sdnList>"), &title));
    assert_false(idt_feed_is_web_page(IDT_SPAN_EMPTY, &title));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edition_that_lost_too_much_is_refused),
        cmocka_unit_test(consent_takes_less_but_never_nothing),
        cmocka_unit_test(an_edition_that_was_rolled_back_does_not_return),
        cmocka_unit_test(waits_double_and_heed_the_server),
        cmocka_unit_test(plain_http_is_for_this_machine),
        cmocka_unit_test(a_name_out_of_an_address_is_safe),
        cmocka_unit_test(checksum_files_of_all_kinds_are_read),
        cmocka_unit_test(web_pages_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
