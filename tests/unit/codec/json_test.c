/* json_test.c - writing and reading JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "codec/json.h"
#include "codec/utf8.h"

static void check_bytes(idt_buf *out, const char *expected)
{
    idt_buf_add_char(out, '\0');
    assert_string_equal(out->ptr, expected);
    idt_buf_release(out);
}

static void check_string(idt_span text, const char *expected)
{
    idt_buf out = IDT_BUF_INIT;
    idt_json json = idt_json_of(&out, false);

    idt_json_string(&json, text);
    check_bytes(&out, expected);
}

static void strings_are_escaped_and_repaired(void **state)
{
    (void)state;
    check_string(IDT_SPAN_EMPTY, "\"\"");
    check_string(IDT_SPAN_LIT("KIM, Yong Chol"), "\"KIM, Yong Chol\"");
    check_string(IDT_SPAN_LIT("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    check_string(IDT_SPAN_LIT("\b\t\n\f\r\x01\x1f\x7f\0"),
                 "\"\\b\\t\\n\\f\\r\\u0001\\u001f\\u007f\\u0000\"");
    check_string(IDT_SPAN_LIT("김영철 \xE2\x80\xA8 😀"), "\"김영철 \xE2\x80\xA8 😀\"");
    check_string(IDT_SPAN_LIT("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
    /* A cut character is one replacement; a surrogate and an overlong slash are one a byte. */
    check_string(IDT_SPAN_LIT("\xEA\xB9"), "\"\xEF\xBF\xBD\"");
    check_string(IDT_SPAN_LIT("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    check_string(IDT_SPAN_LIT("\xC0\xAF"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void code_points_are_read_strictly(void **state)
{
    static const struct {
        const char *text;
        uint32_t code;
        size_t bytes;
    } cases[] = {
        { "a", 'a', 1 },
        { "\xC2\x80", 0x80, 2 },
        { "\xE0\xA0\x80", 0x800, 3 },
        { "\xEF\xBF\xBF", 0xFFFF, 3 },
        { "\xF0\x90\x80\x80", 0x10000, 4 },
        { "\xF4\x8F\xBF\xBF", 0x10FFFF, 4 },
        { "\xF4\x90\x80\x80", IDT_UTF8_MALFORMED, 1 },
        { "\xE0\x80\x80", IDT_UTF8_MALFORMED, 1 },
        { "\xF0\x9F\x98", IDT_UTF8_MALFORMED, 3 },
        { "\x80", IDT_UTF8_MALFORMED, 1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t bytes = 0;
        assert_int_equal(idt_utf8_next(&bytes, idt_span_of(cases[i].text), 0), cases[i].code);
        assert_int_equal(bytes, cases[i].bytes);
    }
    assert_int_equal(idt_utf8_valid_length(IDT_SPAN_LIT("Müller \xFC")), 8);
    assert_int_equal(idt_utf8_valid_length(IDT_SPAN_EMPTY), 0);
}

static void scores_have_three_decimals(void **state)
{
    static const struct {
        int64_t permille;
        const char *expected;
    } cases[] = { { 0, "0.000" }, { 700, "0.700" },  { 1000, "1.000" },
                  { 7, "0.007" }, { -12, "-0.012" }, { -1250, "-1.250" } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf out = IDT_BUF_INIT;
        idt_json json = idt_json_of(&out, false);
        idt_json_score(&json, cases[i].permille);
        check_bytes(&out, cases[i].expected);
    }
}

static void write_sample(idt_json *json)
{
    idt_json_begin_object(json);
    idt_json_add_text(json, "id", "17");
    idt_json_key(json, "hits");
    idt_json_begin_array(json);
    idt_json_begin_object(json);
    idt_json_add_score(json, "score", 1000);
    idt_json_add_stated(json, "note", IDT_SPAN_EMPTY);
    idt_json_end_object(json);
    idt_json_int(json, -1);
    idt_json_bool(json, true);
    idt_json_text(json, NULL);
    idt_json_end_array(json);
    idt_json_key(json, "empty");
    idt_json_begin_array(json);
    idt_json_end_array(json);
    idt_json_add_uint(json, "count", UINT64_MAX);
    idt_json_end_object(json);
}

static void structure_is_written_compact_and_pretty(void **state)
{
    idt_buf out = IDT_BUF_INIT;
    idt_json json = idt_json_of(&out, false);

    (void)state;
    write_sample(&json);
    check_bytes(&out, "{\"id\":\"17\",\"hits\":[{\"score\":1.000},-1,true,null],\"empty\":[],"
                      "\"count\":18446744073709551615}");
    json = idt_json_of(&out, true);
    write_sample(&json);
    check_bytes(&out, "{\n"
                      "  \"id\": \"17\",\n"
                      "  \"hits\": [\n"
                      "    {\n"
                      "      \"score\": 1.000\n"
                      "    },\n"
                      "    -1,\n"
                      "    true,\n"
                      "    null\n"
                      "  ],\n"
                      "  \"empty\": [],\n"
                      "  \"count\": 18446744073709551615\n"
                      "}");
}

static void members_of_an_object_are_read(void **state)
{
    idt_json_value *value;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;
    void *place = NULL;
    idt_span key;
    const idt_json_value *member;

    (void)state;
    assert_int_equal(idt_json_parse(&value,
                                    IDT_SPAN_LIT(" {\"name\":\"K\\u00fcm\",\"n\":17,\"r\":1.5,"
                                                 "\"b\":true,\"a\":[\"x\",null],\"z\":null}\r"),
                                    &err),
                     IDT_OK);
    while (idt_json_value_next(value, &place, &key, &member)) {
        idt_buf_format(&out, "%.*s/%d=", (int)key.len, key.ptr, idt_json_value_kind(member));
        idt_json_value_format(&out, member);
        idt_buf_add_char(&out, ' ');
    }
    check_bytes(&out, "name/3=Küm n/2=17 r/2=1.5 b/1=true a/4= z/0= ");
    member = idt_json_value_member(value, "a");
    assert_int_equal(idt_json_value_count(member), 2);
    assert_true(idt_span_equal_text(idt_json_value_string(idt_json_value_at(member, 0)), "x"));
    assert_int_equal(idt_json_value_kind(idt_json_value_at(member, 1)), IDT_JSON_NULL);
    assert_null(idt_json_value_at(member, 2));
    assert_null(idt_json_value_member(value, "missing"));
    assert_null(idt_json_value_member(member, "name"));
    assert_int_equal(idt_json_value_count(NULL), 0);
    assert_int_equal(idt_json_value_kind(NULL), IDT_JSON_NULL);
    idt_json_value_free(value);
}

static void malformed_json_gives_its_position(void **state)
{
    static const struct {
        const char *text;
        uint64_t offset_max;
    } cases[] = {
        { "", 0 },
        { "{\"a\":}", 6 },
        { "{\"a\":1} x", 9 },
        { "{\"a\":1,\"a\":2}", 13 },
        { "{\"a\":\"\xFF\"}", 8 },
        { "{\"a\":\"x\\u0000\"}", 14 },
        { "[1,2", 4 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_json_value *value;
        idt_err err = IDT_ERR_INIT;
        assert_int_equal(idt_json_parse(&value, idt_span_of(cases[i].text), &err), IDT_E_INPUT);
        assert_null(value);
        assert_true(err.offset <= cases[i].offset_max);
        assert_non_null(strstr(err.text, "byte "));
    }
}

static void check_merged(const char *text, const char *expected)
{
    idt_json_value *value, *wanted;
    idt_err err = IDT_ERR_INIT;

    if (idt_json_parse_merged(&value, idt_span_of(text), &err))
        fail_msg("%s: %s", text, err.text);
    assert_int_equal(idt_json_parse(&wanted, idt_span_of(expected), NULL), IDT_OK);
    /* the value is jansson's, and so is equality */
    if (!json_equal((json_t *)value, (json_t *)wanted)) {
        char *is = json_dumps((json_t *)value, JSON_ENCODE_ANY);
        fail_msg("%s\n  became   %s\n  expected %s", text, is, expected);
    }
    idt_json_value_free(value);
    idt_json_value_free(wanted);
}

static void a_key_that_stands_twice_keeps_all_its_values(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "{\"a\":[1],\"b\":2,\"a\":[3,[4]]}", "{\"a\":[1,3,[4]],\"b\":2}" },
        { "{\"a\":1,\"a\":2,\"a\":3}", "{\"a\":[1,2,3]}" },
        { "{\"a\":1,\"a\":1}", "{\"a\":1}" },
        { "{\"a\":[1],\"a\":2}", "{\"a\":[1,2]}" },
        { "{\"a\":null,\"a\":2,\"a\":null}", "{\"a\":2}" },
        { "{\"a\":null,\"a\":null}", "{\"a\":null}" },
        { "{\"a\":{\"b\":[1]},\"a\":{\"b\":[2],\"c\":3}}", "{\"a\":{\"b\":[1,2],\"c\":3}}" },
        { "{\"a\":{\"b\":1},\"a\":\"x\"}", "{\"a\":[{\"b\":1},\"x\"]}" },
        { "{\"name\":\"x\",\"na\\u006de\":\"y\"}", "{\"name\":[\"x\",\"y\"]}" },
        { " [ { \"a\" : \"\\\"}]\\\\\" , \"a\" : -1.5e3 } , true , { } , [ ] ] ",
          "[{\"a\":[\"\\\"}]\\\\\",-1500.0]},true,{},[]]" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_merged(cases[i].text, cases[i].expected);
}

static void merging_refuses_what_is_no_json(void **state)
{
    static const char *const cases[] = { "",    "{\"a\":1,\"a\"", "{\"a\":1,}", "[1}",
                                         "\"x", "{\"a\":1}x" };
    idt_json_value *value;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_err err = IDT_ERR_INIT;
        assert_int_equal(idt_json_parse_merged(&value, idt_span_of(cases[i]), &err), IDT_E_INPUT);
        assert_null(value);
        assert_int_not_equal(err.text[0], '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped_and_repaired),
        cmocka_unit_test(code_points_are_read_strictly),
        cmocka_unit_test(scores_have_three_decimals),
        cmocka_unit_test(structure_is_written_compact_and_pretty),
        cmocka_unit_test(members_of_an_object_are_read),
        cmocka_unit_test(malformed_json_gives_its_position),
        cmocka_unit_test(a_key_that_stands_twice_keeps_all_its_values),
        cmocka_unit_test(merging_refuses_what_is_no_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
