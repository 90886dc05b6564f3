/* json_fuzz.c - any bytes as JSON: read, written again, read once more; and as the text of a
 * string, which must come out as JSON whatever the bytes are. */
#include "fuzz/fuzz.h"

#include <string.h>

#include "codec/json.h"
#include "codec/utf8.h"

enum { DEPTH_MAX = IDT_JSON_DEPTH_MAX - 2 };

static void write_again(idt_json *json, const idt_json_value *value, unsigned depth)
{
    void *place = NULL;
    const idt_json_value *member;
    idt_span key;
    idt_buf text = IDT_BUF_INIT;

    if (idt_json_value_kind(value) == IDT_JSON_OBJECT && depth < DEPTH_MAX) {
        idt_json_begin_object(json);
        while (idt_json_value_next(value, &place, &key, &member))
            if (idt_span_equal_text(key, "name")) {
                idt_json_key(json, "name");
                write_again(json, member, depth + 1);
            }
        idt_json_end_object(json);
    } else if (idt_json_value_kind(value) == IDT_JSON_ARRAY && depth < DEPTH_MAX) {
        idt_json_begin_array(json);
        for (size_t i = 0; i < idt_json_value_count(value); i++)
            write_again(json, idt_json_value_at(value, i), depth + 1);
        idt_json_end_array(json);
    } else {
        idt_json_value_format(&text, value);
        idt_json_string(json, idt_buf_span(&text));
    }
    idt_buf_release(&text);
}

static void check_is_json(const idt_buf *text)
{
    idt_json_value *value;
    idt_err err = IDT_ERR_INIT;

    idt_assert(idt_utf8_valid_length(idt_buf_span(text)) == text->len);
    idt_assert(idt_json_parse(&value, idt_buf_span(text), &err) == IDT_OK);
    idt_json_value_free(value);
}

/* Merging refuses nothing that is JSON, and changes nothing where no key stands twice. */
static void check_merged(idt_span bytes, bool strict, const idt_buf *wanted)
{
    idt_json_value *value;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;

    idt_status status = idt_json_parse_merged(&value, bytes, &err);
    idt_assert(status == IDT_OK || !strict);
    if (strict) {
        idt_json json = idt_json_of(&out, bytes.len % 2);
        idt_json_begin_array(&json);
        write_again(&json, value, 1);
        idt_json_end_array(&json);
        idt_assert(idt_span_equal(idt_buf_span(&out), idt_buf_span(wanted)));
    }
    idt_json_value_free(value);
    idt_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_span bytes = { (const char *)data, size };
    idt_json_value *value;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;

    if (idt_json_parse(&value, bytes, &err) == IDT_OK) {
        idt_json json = idt_json_of(&out, size % 2);
        idt_json_begin_array(&json);
        write_again(&json, value, 1);
        idt_json_end_array(&json);
        check_is_json(&out);
    } else {
        idt_assert(err.offset <= size);
    }
    check_merged(bytes, value != NULL, &out);
    idt_json_value_free(value);

    idt_buf_reset(&out);
    idt_json json = idt_json_of(&out, false);
    idt_json_begin_array(&json);
    idt_json_string(&json, bytes);
    idt_json_end_array(&json);
    /* jansson refuses \u0000, which is what a NUL byte becomes. */
    if (!size || !memchr(data, 0, size))
        check_is_json(&out);
    idt_buf_release(&out);
    return 0;
}
