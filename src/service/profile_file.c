/* profile_file.c - profiles as YAML: the keys one by one, then what they must be to each other. */
#include "service/profile_file.h"

#include <string.h>

#include "codec/yaml.h"

enum { FRACTION_DIGITS = 3, WHOLE_DIGITS_MAX = 4 };

typedef struct {
    const idt_yaml_pair *pairs;
    size_t count;
} stated;

static const idt_yaml_pair *find(const stated *self, const char *key)
{
    for (size_t i = 0; i < self->count; i++)
        if (idt_span_equal_text(self->pairs[i].key, key))
            return &self->pairs[i];
    return NULL;
}

static const idt_profile_field *field_of(idt_span key)
{
    size_t count;
    const idt_profile_field *fields = idt_profile_fields(&count);
    for (size_t i = 0; i < count; i++)
        if (idt_span_equal_text(key, fields[i].key))
            return &fields[i];
    return NULL;
}

void idt_profile_write_value(idt_buf *out, const idt_profile_field *field, uint32_t value)
{
    if (field->unit == IDT_PROFILE_THOUSANDTHS)
        idt_buf_format(out, "%u.%03u", value / 1000, value % 1000);
    else
        idt_buf_format(out, "%u", value);
}

/* Thousandths from "0.3", "0.300", "1"; false where a fourth decimal would be lost. */
static bool parse_thousandths(uint32_t *out, idt_span text)
{
    uint32_t whole, part = 0;
    idt_span rest = text, left = IDT_SPAN_EMPTY;
    if (!idt_span_split(&left, &rest, ".") || left.len > WHOLE_DIGITS_MAX ||
        !idt_span_to_u32(left, &whole))
        return false;
    if (left.len < text.len) {
        while (rest.len > FRACTION_DIGITS && rest.ptr[rest.len - 1] == '0')
            rest.len--;
        if (rest.len == 0 || rest.len > FRACTION_DIGITS || !idt_span_to_u32(rest, &part))
            return false;
        for (size_t i = rest.len; i < FRACTION_DIGITS; i++)
            part *= 10;
    }
    *out = whole * 1000 + part;
    return true;
}

static idt_status take_value(idt_profile *out, const idt_yaml_pair *pair, idt_err *err)
{
    uint32_t value = 0;
    const idt_profile_field *field = field_of(pair->key);
    if (!field)
        return idt_fail_at(err, IDT_E_INPUT, pair->line, 0,
                           "line %u: unknown key %s (interdict profile shows the known ones)",
                           pair->line, pair->key.ptr);
    if (pair->value.len == 0)
        return idt_fail_at(err, IDT_E_INPUT, pair->line, 0, "line %u: %s has no value", pair->line,
                           field->key);
    bool good = field->unit == IDT_PROFILE_THOUSANDTHS ? parse_thousandths(&value, pair->value)
                                                       : idt_span_to_u32(pair->value, &value);
    if (good && value >= field->least && value <= field->most) {
        idt_profile_set(out, field, value);
        return IDT_OK;
    }
    idt_buf wants = IDT_BUF_INIT;
    idt_buf_add_text(&wants, field->unit == IDT_PROFILE_THOUSANDTHS
                                 ? "a number of at most three decimals from "
                                 : "a whole number of bits from ");
    idt_profile_write_value(&wants, field, field->least);
    idt_buf_add_text(&wants, " to ");
    idt_profile_write_value(&wants, field, field->most);
    idt_status status =
        idt_fail_at(err, IDT_E_INPUT, pair->line, 0, "line %u: %s takes %.*s, not \"%.100s\"",
                    pair->line, field->key, (int)wants.len, wants.ptr, pair->value.ptr);
    idt_buf_release(&wants);
    return status;
}

static idt_status take_base(idt_profile *out, const idt_yaml_pair *pair, idt_err *err)
{
    const idt_profile *base = idt_profile_named(pair->value);
    if (!base)
        return idt_fail_at(err, IDT_E_INPUT, pair->line, 0,
                           "line %u: based_on takes default or ofac, not \"%.100s\"", pair->line,
                           pair->value.ptr);
    *out = *base;
    return IDT_OK;
}

static idt_status take_method(idt_profile *out, const idt_yaml_pair *pair, idt_err *err)
{
    idt_method method;
    if (!idt_method_parse(&method, pair->value))
        return idt_fail_at(err, IDT_E_INPUT, pair->line, 0,
                           "line %u: method takes words or ofac, not \"%.100s\"", pair->line,
                           pair->value.ptr);
    out->method = method;
    return IDT_OK;
}

/* Numbers beside the method ofac would be believed and never heard. */
static idt_status check_unheard(const idt_profile *profile, const idt_yaml_pair *pair, idt_err *err)
{
    if (profile->method != IDT_METHOD_OFAC)
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, pair->line, 0,
                       "line %u: %s has no part in the method ofac", pair->line, pair->key.ptr);
}

static idt_status check_complete(const stated *self, const idt_profile *profile, idt_err *err)
{
    size_t count;
    const idt_profile_field *fields = idt_profile_fields(&count);
    if (find(self, "based_on") || profile->method == IDT_METHOD_OFAC)
        return IDT_OK;
    for (size_t i = 0; i < count; i++)
        if (!find(self, fields[i].key))
            return idt_fail_at(err, IDT_E_INPUT, 1, 0,
                               "line 1: %s is not stated (with `based_on: default` what is not "
                               "stated is taken from there)",
                               fields[i].key);
    return IDT_OK;
}

static void write_value_of(idt_buf *out, const idt_profile *profile, const char *key)
{
    const idt_profile_field *field = field_of(idt_span_of(key));
    idt_profile_write_value(out, field, idt_profile_get(profile, field));
}

/* The line of the values at fault: the last stated of the two. */
static idt_status check_orders(const stated *self, const idt_profile *profile, idt_err *err)
{
    const idt_profile_order *order = idt_profile_broken_order(profile);
    if (!order || profile->method != IDT_METHOD_WORDS)
        return IDT_OK;
    const idt_yaml_pair *lesser = find(self, order->lesser), *greater = find(self, order->greater);
    uint32_t line = lesser ? lesser->line : 1;
    if (greater && greater->line > line)
        line = greater->line;
    idt_buf lesser_value = IDT_BUF_INIT, greater_value = IDT_BUF_INIT;
    write_value_of(&lesser_value, profile, order->lesser);
    write_value_of(&greater_value, profile, order->greater);
    idt_status status =
        idt_fail_at(err, IDT_E_INPUT, line, 0, "line %u: %s %.*s may not be above %s %.*s: %s",
                    line, order->lesser, (int)lesser_value.len, lesser_value.ptr, order->greater,
                    (int)greater_value.len, greater_value.ptr, order->why);
    idt_buf_release(&lesser_value);
    idt_buf_release(&greater_value);
    return status;
}

static idt_status take_pairs(idt_profile *out, const stated *self, idt_err *err)
{
    const idt_yaml_pair *base = find(self, "based_on"), *method = find(self, "method");
    idt_status status = base ? take_base(out, base, err) : IDT_OK;
    if (!status && method)
        status = take_method(out, method, err);
    for (size_t i = 0; i < self->count && !status; i++) {
        const idt_yaml_pair *pair = &self->pairs[i];
        if (pair == base || pair == method)
            continue;
        status = take_value(out, pair, err);
        if (!status)
            status = check_unheard(out, pair, err);
    }
    if (!status)
        status = check_complete(self, out, err);
    if (!status)
        status = check_orders(self, out, err);
    return status;
}

idt_status idt_profile_read(idt_profile *out, idt_span text, idt_err *err)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_yaml_pair *pairs;
    size_t count;

    *out = *idt_profile_default();
    idt_status status = idt_yaml_read(&pairs, &count, &arena, text, err);
    if (!status && count == 0)
        status = idt_fail_at(err, IDT_E_INPUT, 1, 0, "line 1: no profile: nothing is stated");
    if (!status)
        status = take_pairs(out, &(stated){ pairs, count }, err);
    idt_arena_release(&arena);
    return status;
}

void idt_profile_write(idt_buf *out, const idt_profile *profile)
{
    char hash[17];
    size_t count;
    const idt_profile_field *fields = idt_profile_fields(&count);

    idt_profile_hash(hash, profile);
    idt_buf_format(out, "# profile %s, hash %s\n", idt_profile_name(profile), hash);
    idt_buf_format(out, "method: %s\n", idt_method_name((idt_method)profile->method));
    for (size_t i = 0; i < count && profile->method == IDT_METHOD_WORDS; i++) {
        idt_buf_format(out, "\n# %s\n%s: ", fields[i].meaning, fields[i].key);
        idt_profile_write_value(out, &fields[i], idt_profile_get(profile, &fields[i]));
        idt_buf_add_char(out, '\n');
    }
}
