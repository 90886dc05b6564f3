/* json_merge.c - JSON whose objects have a key twice, with all its values.
 *
 * jansson keeps the last value of such a key or refuses the text. So the text is checked by it as a
 * whole, and then taken apart here down to strings and other scalars, which it reads one by one:
 *
 *     {"name": ["A"], "name": ["B"], "id": 1}   ->   {"name": ["A", "B"], "id": 1}
 *
 * Because the text was checked, every value ends where its first byte says. */
#include <jansson.h>

#include "base/err.h"
#include "codec/json.h"

typedef struct {
    const char *at, *end;
} place;

static json_t *take_value(place *self);

static void skip_blanks(place *self)
{
    while (self->at < self->end && idt_is_blank(*self->at))
        self->at++;
}

/* Step over one of the signs that stand between values. */
static void skip_sign(place *self)
{
    skip_blanks(self);
    idt_assert(self->at < self->end);
    self->at++;
    skip_blanks(self);
}

static bool ends(const place *self, char sign)
{
    idt_assert(self->at < self->end);
    return *self->at == sign;
}

static json_t *take_scalar(place *self)
{
    const char *from = self->at;

    if (*self->at == '"') {
        for (self->at++; *self->at != '"'; self->at++)
            self->at += *self->at == '\\';
        self->at++;
    } else {
        while (self->at < self->end && *self->at != ',' && *self->at != ']' && *self->at != '}' &&
               !idt_is_blank(*self->at))
            self->at++;
    }
    json_t *value = json_loadb(from, (size_t)(self->at - from), JSON_DECODE_ANY, NULL);
    idt_assert(value);
    return value;
}

static json_t *take_array(place *self)
{
    json_t *array = json_array();

    skip_sign(self);
    while (!ends(self, ']')) {
        json_array_append_new(array, take_value(self));
        skip_blanks(self);
        if (ends(self, ','))
            skip_sign(self);
    }
    self->at++;
    return array;
}

/* Takes `member`. */
static void merge(json_t *object, const char *key, size_t key_bytes, json_t *member)
{
    json_t *held = json_object_getn(object, key, key_bytes);

    if (json_is_null(member) && held) {
        json_decref(member);
    } else if (!held || json_is_null(held)) {
        json_object_setn_new(object, key, key_bytes, member);
    } else if (json_is_object(held) && json_is_object(member)) {
        for (void *at = json_object_iter(member); at; at = json_object_iter_next(member, at))
            merge(held, json_object_iter_key(at), json_object_iter_key_len(at),
                  json_incref(json_object_iter_value(at)));
        json_decref(member);
    } else if (json_equal(held, member)) {
        json_decref(member);
    } else {
        json_t *all = json_array();
        json_t *both[] = { held, member };
        for (size_t i = 0; i < 2; i++) {
            if (json_is_array(both[i]))
                json_array_extend(all, both[i]);
            else
                json_array_append(all, both[i]);
        }
        json_decref(member);
        json_object_setn_new(object, key, key_bytes, all);
    }
}

static json_t *take_object(place *self)
{
    json_t *object = json_object();

    skip_sign(self);
    while (!ends(self, '}')) {
        json_t *key = take_scalar(self);
        skip_sign(self);
        json_t *member = take_value(self);
        merge(object, json_string_value(key), json_string_length(key), member);
        json_decref(key);
        skip_blanks(self);
        if (ends(self, ','))
            skip_sign(self);
    }
    self->at++;
    return object;
}

static json_t *take_value(place *self)
{
    if (ends(self, '{'))
        return take_object(self);
    return ends(self, '[') ? take_array(self) : take_scalar(self);
}

idt_status idt_json_parse_merged(idt_json_value **out, idt_span text, idt_err *err)
{
    place self = { text.ptr, text.ptr + text.len };
    json_error_t error;
    json_t *checked = json_loadb(text.ptr, text.len, 0, &error);

    *out = NULL;
    if (!checked) {
        uint64_t offset = error.position < 0 ? 0 : (uint64_t)error.position;
        return idt_fail_at(err, IDT_E_INPUT, 0, offset, "byte %d: %s", (int)offset, error.text);
    }
    json_decref(checked);
    skip_blanks(&self);
    *out = (idt_json_value *)take_value(&self);
    return IDT_OK;
}
