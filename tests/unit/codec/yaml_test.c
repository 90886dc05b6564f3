/* yaml_test.c - flat mappings, and everything that is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "codec/yaml.h"

/* The pairs written as `line key=value;`, or the error's text. */
static void check_yaml(const char *text, const char *expected)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf said = IDT_BUF_INIT;
    idt_yaml_pair *pairs;
    size_t count;

    idt_status status = idt_yaml_read(&pairs, &count, &arena, idt_span_of(text), &err);
    for (size_t i = 0; i < count; i++)
        idt_buf_format(&said, "%u %s=%s;", pairs[i].line, pairs[i].key.ptr, pairs[i].value.ptr);
    if (status)
        idt_buf_format(&said, "%d: %s", status, err.text);
    idt_buf_add_char(&said, '\0');
    if (strcmp(said.ptr, expected) != 0)
        fail_msg("%s\ngives    %s\nexpected %s", text, said.ptr, expected);
    idt_buf_release(&said);
    idt_arena_release(&arena);
}

static void flat_mappings_are_read(void **state)
{
    (void)state;
    check_yaml("", "");
    check_yaml("# nothing but a comment\n\n", "");
    check_yaml("---\n", "");
    check_yaml("threshold: 0.800\n", "1 threshold=0.800;");
    check_yaml("# more care\n\nthreshold: 0.650 # measured\ncolor: never",
               "3 threshold=0.650;4 color=never;");
    check_yaml("index: \"a b#c.idx\"\nformat: 'json'\n", "1 index=a b#c.idx;2 format=json;");
    check_yaml("--- \nlimit: 5\r\n...\n", "2 limit=5;");
    check_yaml("{ limit: 5, color: auto }\n", "1 limit=5;1 color=auto;");
    check_yaml("index: /srv/listes sanctionnées.idx\n", "1 index=/srv/listes sanctionnées.idx;");
}

static void a_key_without_value_has_an_empty_one(void **state)
{
    (void)state;
    check_yaml("index:\nlimit: ~\ncolor: ''\n", "1 index=;2 limit=;3 color=;");
}

static void whatever_is_deeper_is_an_error_with_its_line(void **state)
{
    (void)state;
    check_yaml("limit: 5\nindex:\n  path: x\n",
               "2: line 3: a value is one line of text, not a mapping");
    check_yaml("limit: [1, 2]\n", "2: line 1: a value is one line of text, not a list");
    check_yaml("limit:\n- 1\n", "2: line 2: a value is one line of text, not a list");
    check_yaml("- limit: 1\n", "2: line 1: a value is one line of text, not a list");
    check_yaml("? [a]\n: b\n", "2: line 1: a value is one line of text, not a list");
    check_yaml("just words\n", "2: line 1: settings are lines of `key: value`");
    check_yaml("\nindex: |\n  two\n  lines\n", "2: line 2: a value is one line of text");
    check_yaml("index: \"a\\nb\"\n", "2: line 1: a value is one line of text");
    check_yaml("index: \"a\\0b\"\n", "2: line 1: a value is one line of text");
    check_yaml("a: &x 1\n", "2: line 1: anchors and tags are not understood here");
    check_yaml("a: !!str 1\n", "2: line 1: anchors and tags are not understood here");
    check_yaml("a: 1\nb: *a\n", "2: line 2: aliases are not understood here");
    check_yaml("a: 1\n---\nb: 2\n", "2: line 2: a second document begins");
    check_yaml("---\n---\nb: 2\n", "2: line 2: a second document begins");
    check_yaml("a: 1\n'': 2\n", "2: line 2: a key is empty");
    check_yaml("a: 1\nb: 2\na: 3\n", "2: line 3: a stands there twice");
}

static void malformed_text_is_an_error_with_its_line(void **state)
{
    (void)state;
    check_yaml("a: 1\nb: 'open\n", "2: line 3: found unexpected end of stream");
    check_yaml("a: 1\n\tb: 2\n", "2: line 2: found a tab character that violates indentation");
    check_yaml("a: b: c\n", "2: line 1: mapping values are not allowed in this context");
    check_yaml("a: 1\nb: \xff\n", "2: line 2: invalid leading UTF-8 octet");
    check_yaml("a: 1\nb: \x01\n", "2: line 2: control characters are not allowed");
}

static void long_texts_are_refused(void **state)
{
    (void)state;
    static char text[IDT_YAML_BYTES_MAX + 2];
    memset(text, '#', sizeof text - 1);
    check_yaml(text, "3: longer than 65536 bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flat_mappings_are_read),
        cmocka_unit_test(a_key_without_value_has_an_empty_one),
        cmocka_unit_test(whatever_is_deeper_is_an_error_with_its_line),
        cmocka_unit_test(malformed_text_is_an_error_with_its_line),
        cmocka_unit_test(long_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
