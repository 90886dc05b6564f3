/* yaml.h - which settings does this small YAML text state?
 *
 * A cover over libyaml for one flat mapping of `key: value` lines with plain or quoted scalars and
 * comments. Lists, nested mappings, block scalars, anchors, aliases, tags and a second document are
 * errors, so nobody can believe that they are heard. Pure; the result lives in the arena. */
#ifndef IDT_CODEC_YAML_H
#define IDT_CODEC_YAML_H

#include "base/arena.h"
#include "base/err.h"

/* Far above any settings file; longer texts are refused. */
enum { IDT_YAML_BYTES_MAX = 64 * 1024 };

typedef struct {
    idt_span key, value; /* NUL-terminated behind the span; value empty where none is stated */
    uint32_t line;       /* of the key, 1-based */
} idt_yaml_pair;

/* The pairs in their order; none where the text is empty or comments alone. IDT_OK; IDT_E_INPUT
 * (malformed, not flat, one key twice), err with its line; IDT_E_LIMIT above IDT_YAML_BYTES_MAX. */
idt_status idt_yaml_read(idt_yaml_pair **out, size_t *count, idt_arena *arena, idt_span text,
                         idt_err *err) IDT_MUST_USE;

#endif
