/* json_write.c - JSON as a stream: one bit says whether a comma is due. */
#include "codec/json.h"

#include <inttypes.h>

#include "codec/utf8.h"

idt_json idt_json_of(idt_buf *out, bool pretty)
{
    return (idt_json){ .out = out, .pretty = pretty };
}

static bool in_object(const idt_json *self)
{
    return self->depth > 0 && (self->objects >> (self->depth - 1) & 1);
}

static void break_line(idt_json *self)
{
    if (!self->pretty)
        return;
    idt_buf_add_char(self->out, '\n');
    for (unsigned i = 0; i < self->margin + self->depth; i++)
        idt_buf_add_text(self->out, "  ");
}

/* What stands before a key, or before a value that has none. */
static void separate(idt_json *self)
{
    if (self->needs_comma)
        idt_buf_add_char(self->out, ',');
    if (self->depth > 0)
        break_line(self);
}

static void before_value(idt_json *self)
{
    idt_assert(in_object(self) == self->has_key);
    if (!self->has_key)
        separate(self);
    self->has_key = false;
    self->needs_comma = true;
}

static void begin(idt_json *self, char bracket)
{
    before_value(self);
    idt_assert(self->depth < IDT_JSON_DEPTH_MAX);
    idt_buf_add_char(self->out, bracket);
    uint32_t bit = UINT32_C(1) << self->depth;
    self->objects = bracket == '{' ? self->objects | bit : self->objects & ~bit;
    self->depth++;
    self->needs_comma = false;
}

static void end(idt_json *self, char bracket)
{
    idt_assert(self->depth > 0 && !self->has_key && in_object(self) == (bracket == '}'));
    self->depth--;
    if (self->needs_comma)
        break_line(self);
    idt_buf_add_char(self->out, bracket);
    self->needs_comma = true;
}

void idt_json_begin_object(idt_json *self)
{
    begin(self, '{');
}

void idt_json_end_object(idt_json *self)
{
    end(self, '}');
}

void idt_json_begin_array(idt_json *self)
{
    begin(self, '[');
}

void idt_json_end_array(idt_json *self)
{
    end(self, ']');
}

static void add_control(idt_buf *out, unsigned char c)
{
    static const char shorts[] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'
    };
    if (c < sizeof shorts && shorts[c])
        idt_buf_format(out, "\\%c", shorts[c]);
    else
        idt_buf_format(out, "\\u%04x", c);
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* Append what stands at `at`; returns where the next character begins. */
static size_t add_special(idt_buf *out, idt_span text, size_t at)
{
    size_t bytes;
    uint32_t code = idt_utf8_next(&bytes, text, at);

    if (code == IDT_UTF8_MALFORMED)
        idt_buf_add_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
    else if (code == '"' || code == '\\')
        idt_buf_format(out, "\\%c", (char)code);
    else if (code < 0x20 || code == 0x7f)
        add_control(out, (unsigned char)code);
    else
        idt_buf_add(out, text.ptr + at, bytes);
    return at + bytes;
}

static void add_quoted(idt_buf *out, idt_span text)
{
    size_t at = 0;

    idt_buf_add_char(out, '"');
    while (at < text.len) {
        size_t from = at;
        while (at < text.len && is_plain((unsigned char)text.ptr[at]))
            at++;
        idt_buf_add(out, text.ptr + from, at - from);
        if (at < text.len)
            at = add_special(out, text, at);
    }
    idt_buf_add_char(out, '"');
}

void idt_json_key(idt_json *self, const char *key)
{
    idt_assert(in_object(self) && !self->has_key);
    separate(self);
    add_quoted(self->out, idt_span_of(key));
    idt_buf_add_text(self->out, self->pretty ? ": " : ":");
    self->has_key = true;
}

void idt_json_string(idt_json *self, idt_span text)
{
    before_value(self);
    add_quoted(self->out, text);
}

void idt_json_text(idt_json *self, const char *text)
{
    if (text)
        idt_json_string(self, idt_span_of(text));
    else
        idt_json_null(self);
}

void idt_json_uint(idt_json *self, uint64_t value)
{
    before_value(self);
    idt_buf_format(self->out, "%" PRIu64, value);
}

void idt_json_int(idt_json *self, int64_t value)
{
    before_value(self);
    idt_buf_format(self->out, "%" PRId64, value);
}

void idt_json_score(idt_json *self, int64_t permille)
{
    uint64_t size = permille < 0 ? 0 - (uint64_t)permille : (uint64_t)permille;

    before_value(self);
    idt_buf_format(self->out, "%s%" PRIu64 ".%03" PRIu64, permille < 0 ? "-" : "", size / 1000,
                   size % 1000);
}

void idt_json_bool(idt_json *self, bool value)
{
    before_value(self);
    idt_buf_add_text(self->out, value ? "true" : "false");
}

void idt_json_null(idt_json *self)
{
    before_value(self);
    idt_buf_add_text(self->out, "null");
}

void idt_json_add_string(idt_json *self, const char *key, idt_span text)
{
    idt_json_key(self, key);
    idt_json_string(self, text);
}

void idt_json_add_text(idt_json *self, const char *key, const char *text)
{
    idt_json_key(self, key);
    idt_json_text(self, text);
}

void idt_json_add_stated(idt_json *self, const char *key, idt_span text)
{
    if (text.len > 0)
        idt_json_add_string(self, key, text);
}

void idt_json_add_uint(idt_json *self, const char *key, uint64_t value)
{
    idt_json_key(self, key);
    idt_json_uint(self, value);
}

void idt_json_add_score(idt_json *self, const char *key, int64_t permille)
{
    idt_json_key(self, key);
    idt_json_score(self, permille);
}
