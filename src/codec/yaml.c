/* yaml.c - libyaml's events, of which a flat mapping needs five. */
#include "codec/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/alloc.h"

/* Where in the stream the next event stands. */
typedef enum { BEFORE_MAPPING, BEFORE_KEY, BEFORE_VALUE, BEHIND_MAPPING } place;

typedef struct {
    yaml_parser_t parser;
    place place;
    idt_arena *arena;
    idt_yaml_pair *pairs;
    size_t count, capacity;
} reader;

static idt_status fail_line(idt_err *err, size_t line, const char *what)
{
    return idt_fail_at(err, IDT_E_INPUT, line, 0, "line %zu: %s", line, what);
}

static idt_status fail_malformed(const yaml_parser_t *parser, idt_span text, idt_err *err)
{
    size_t line = parser->problem_mark.line + 1;
    if (parser->error == YAML_READER_ERROR) { /* states an offset and no line */
        line = 1;
        for (size_t i = 0; i < parser->problem_offset && i < text.len; i++)
            line += text.ptr[i] == '\n';
    }
    return fail_line(err, line, parser->problem ? parser->problem : "malformed");
}

static idt_status add_key(reader *self, idt_span key, size_t line, idt_err *err)
{
    for (size_t i = 0; i < self->count; i++)
        if (idt_span_equal(self->pairs[i].key, key))
            return idt_fail_at(err, IDT_E_INPUT, line, 0, "line %zu: %.*s stands there twice", line,
                               (int)key.len, key.ptr);
    self->pairs = idt_grow(self->pairs, &self->capacity, self->count + 1, sizeof *self->pairs);
    self->pairs[self->count++] =
        (idt_yaml_pair){ idt_arena_copy(self->arena, key), IDT_SPAN_EMPTY, (uint32_t)line };
    self->place = BEFORE_VALUE;
    return IDT_OK;
}

static idt_status take_scalar(reader *self, const yaml_event_t *event, idt_err *err)
{
    idt_span text = { (const char *)event->data.scalar.value, event->data.scalar.length };
    yaml_scalar_style_t style = event->data.scalar.style;
    size_t line = event->start_mark.line + 1;
    bool plain = style == YAML_PLAIN_SCALAR_STYLE;
    bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;

    if (event->data.scalar.anchor || event->data.scalar.tag)
        return fail_line(err, line, "anchors and tags are not understood here");
    if (block || memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\0', text.len))
        return fail_line(err, line, "a value is one line of text");
    if (self->place == BEFORE_KEY)
        return text.len ? add_key(self, text, line, err) : fail_line(err, line, "a key is empty");
    if (self->place == BEFORE_MAPPING && plain && text.len == 0) {
        self->place = BEHIND_MAPPING; /* a document of nothing */
        return IDT_OK;
    }
    if (self->place != BEFORE_VALUE)
        return fail_line(err, line, "settings are lines of `key: value`");
    bool nothing = plain && idt_span_equal_text(text, "~");
    self->pairs[self->count - 1].value =
        nothing ? IDT_SPAN_EMPTY : idt_arena_copy(self->arena, text);
    self->place = BEFORE_KEY;
    return IDT_OK;
}

static idt_status take_event(reader *self, const yaml_event_t *event, idt_err *err)
{
    size_t line = event->start_mark.line + 1;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(self, event, err);
    case YAML_MAPPING_START_EVENT:
        if (self->place != BEFORE_MAPPING)
            return fail_line(err, line, "a value is one line of text, not a mapping");
        if (event->data.mapping_start.anchor || event->data.mapping_start.tag)
            return fail_line(err, line, "anchors and tags are not understood here");
        self->place = BEFORE_KEY;
        return IDT_OK;
    case YAML_MAPPING_END_EVENT:
        self->place = BEHIND_MAPPING;
        return IDT_OK;
    case YAML_SEQUENCE_START_EVENT:
        return fail_line(err, line, "a value is one line of text, not a list");
    case YAML_ALIAS_EVENT:
        return fail_line(err, line, "aliases are not understood here");
    case YAML_DOCUMENT_START_EVENT:
        if (self->place == BEHIND_MAPPING)
            return fail_line(err, line, "a second document begins");
        return IDT_OK;
    default: /* the stream's and the document's ends say nothing */
        return IDT_OK;
    }
}

static idt_status read_events(reader *self, idt_span text, idt_err *err)
{
    idt_status status = IDT_OK;
    bool ended = false;
    while (!status && !ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(&self->parser, &event))
            return fail_malformed(&self->parser, text, err);
        status = take_event(self, &event, err);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return status;
}

idt_status idt_yaml_read(idt_yaml_pair **out, size_t *count, idt_arena *arena, idt_span text,
                         idt_err *err)
{
    reader self = { .arena = arena };

    *out = NULL;
    *count = 0;
    if (text.len > IDT_YAML_BYTES_MAX)
        return idt_fail(err, IDT_E_LIMIT, "longer than %d bytes", IDT_YAML_BYTES_MAX);
    idt_assert(yaml_parser_initialize(&self.parser)); /* fails where memory ends */
    yaml_parser_set_encoding(&self.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&self.parser, (const unsigned char *)text.ptr, text.len);
    idt_status status = read_events(&self, text, err);
    yaml_parser_delete(&self.parser);
    if (!status) {
        *out = idt_arena_alloc(arena, (self.count + 1) * sizeof **out);
        if (self.count)
            memcpy(*out, self.pairs, self.count * sizeof **out);
        *count = self.count;
    }
    idt_free(self.pairs);
    return status;
}
