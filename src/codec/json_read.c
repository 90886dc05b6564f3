/* json_read.c - a cover over jansson. An idt_json_value is a json_t under our name. */
#include "codec/json.h"

#include <jansson.h>

static const json_t *inside(const idt_json_value *self)
{
    return (const json_t *)self;
}

static idt_status parse(idt_json_value **out, idt_span text, size_t flags, idt_err *err)
{
    json_error_t error;
    json_t *value = json_loadb(text.ptr, text.len, flags, &error);

    *out = (idt_json_value *)value;
    if (value)
        return IDT_OK;
    uint64_t offset = error.position < 0 ? 0 : (uint64_t)error.position;
    return idt_fail_at(err, IDT_E_INPUT, 0, offset, "byte %d: %s", (int)offset, error.text);
}

idt_status idt_json_parse(idt_json_value **out, idt_span text, idt_err *err)
{
    return parse(out, text, JSON_REJECT_DUPLICATES, err);
}

void idt_json_value_free(idt_json_value *self)
{
    json_decref((json_t *)self);
}

idt_json_kind idt_json_value_kind(const idt_json_value *self)
{
    if (!self)
        return IDT_JSON_NULL;
    switch (json_typeof(inside(self))) {
    case JSON_OBJECT:
        return IDT_JSON_OBJECT;
    case JSON_ARRAY:
        return IDT_JSON_ARRAY;
    case JSON_STRING:
        return IDT_JSON_STRING;
    case JSON_INTEGER:
    case JSON_REAL:
        return IDT_JSON_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return IDT_JSON_BOOL;
    case JSON_NULL:
        break;
    }
    return IDT_JSON_NULL;
}

const idt_json_value *idt_json_value_member(const idt_json_value *self, const char *key)
{
    return (const idt_json_value *)json_object_get(inside(self), key);
}

bool idt_json_value_next(const idt_json_value *self, void **place, idt_span *key,
                         const idt_json_value **member)
{
    /* jansson's iterators take an object that may change, but reading does not change it. */
    json_t *object = (json_t *)(uintptr_t)self;

    *place = *place ? json_object_iter_next(object, *place) : json_object_iter(object);
    if (!*place)
        return false;
    *key = (idt_span){ json_object_iter_key(*place), json_object_iter_key_len(*place) };
    *member = (const idt_json_value *)json_object_iter_value(*place);
    return true;
}

size_t idt_json_value_count(const idt_json_value *self)
{
    return json_array_size(inside(self));
}

const idt_json_value *idt_json_value_at(const idt_json_value *self, size_t position)
{
    return (const idt_json_value *)json_array_get(inside(self), position);
}

idt_span idt_json_value_string(const idt_json_value *self)
{
    const json_t *value = inside(self);

    if (!json_is_string(value))
        return IDT_SPAN_EMPTY;
    return (idt_span){ json_string_value(value), json_string_length(value) };
}

void idt_json_value_format(idt_buf *out, const idt_json_value *self)
{
    const json_t *value = inside(self);

    if (json_is_integer(value))
        idt_buf_format(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        idt_buf_format(out, "%.15g", json_real_value(value));
    else if (json_is_boolean(value))
        idt_buf_add_text(out, json_is_true(value) ? "true" : "false");
    else
        idt_buf_add_span(out, idt_json_value_string(self));
}
