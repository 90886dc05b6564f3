/* json.h - how do values become JSON, and a line of JSON values?
 *
 * The writer appends to a buffer as it goes and keeps no tree: the same calls give the same bytes.
 * Strings come out as UTF-8 whatever went in: malformed bytes become U+FFFD. Its misuse (a value
 * without its key, an end without its beginning) is our bug and asserted.
 *
 * The reader turns one text, such as a line of NDJSON, into a value of its own memory; it is a
 * cover over jansson, so nesting is limited and equal keys in one object are an error. */
#ifndef IDT_CODEC_JSON_H
#define IDT_CODEC_JSON_H

#include "base/buf.h"
#include "base/err.h"

/* --- writing --- */

enum { IDT_JSON_DEPTH_MAX = 32 }; /* no answer of ours nests half as deep */

typedef struct {
    idt_buf *out;
    bool pretty;      /* one member a line, two blanks a level */
    bool needs_comma; /* a value stands before, on this level */
    bool has_key;     /* a key waits for its value */
    unsigned margin;  /* levels all lines are moved in: for a part of a larger document */
    unsigned depth;
    uint32_t objects; /* bit d: level d is an object, not an array */
} idt_json;

/* Write to `out`, from a clean start. The buffer stays the caller's. */
idt_json idt_json_of(idt_buf *out, bool pretty);

void idt_json_begin_object(idt_json *self);
void idt_json_end_object(idt_json *self);
void idt_json_begin_array(idt_json *self);
void idt_json_end_array(idt_json *self);
void idt_json_key(idt_json *self, const char *key); /* then one value */

void idt_json_string(idt_json *self, idt_span text);
void idt_json_text(idt_json *self, const char *text); /* NULL: null */
void idt_json_uint(idt_json *self, uint64_t value);
void idt_json_int(idt_json *self, int64_t value);
/* Thousandths, always with three decimals: 700 is 0.700, -12 is -0.012. */
void idt_json_score(idt_json *self, int64_t permille);
void idt_json_bool(idt_json *self, bool value);
void idt_json_null(idt_json *self);

/* Key and value of an object's member in one. */
void idt_json_add_string(idt_json *self, const char *key, idt_span text);
void idt_json_add_text(idt_json *self, const char *key, const char *text);
/* Leaves an empty text out. */
void idt_json_add_stated(idt_json *self, const char *key, idt_span text);
void idt_json_add_uint(idt_json *self, const char *key, uint64_t value);
void idt_json_add_score(idt_json *self, const char *key, int64_t permille);

/* --- reading --- */

typedef enum {
    IDT_JSON_NULL,
    IDT_JSON_BOOL,
    IDT_JSON_NUMBER,
    IDT_JSON_STRING,
    IDT_JSON_ARRAY,
    IDT_JSON_OBJECT,
} idt_json_kind;

typedef struct idt_json_value idt_json_value;

/* The value of a whole text. *out is NULL on failure. IDT_OK or IDT_E_INPUT; err->offset is the
 * byte of `text` where reading stopped. */
idt_status idt_json_parse(idt_json_value **out, idt_span text, idt_err *err) IDT_MUST_USE;
/* The same for a text whose objects may have a key twice: such members become one. Arrays are
 * joined, objects become one object in the same way, and of other values that differ an array is
 * made; null adds nothing. */
idt_status idt_json_parse_merged(idt_json_value **out, idt_span text, idt_err *err) IDT_MUST_USE;
void idt_json_value_free(idt_json_value *self); /* the one from idt_json_parse; NULL is fine */

/* Everything below is borrowed from the parsed value and dies with it. NULL counts as null. */
idt_json_kind idt_json_value_kind(const idt_json_value *self);
/* A member of an object; NULL where there is none or `self` is no object. */
const idt_json_value *idt_json_value_member(const idt_json_value *self, const char *key);
/* Members in their order: start with *place NULL. False at the end. */
bool idt_json_value_next(const idt_json_value *self, void **place, idt_span *key,
                         const idt_json_value **member);
size_t idt_json_value_count(const idt_json_value *self); /* elements of an array, else 0 */
const idt_json_value *idt_json_value_at(const idt_json_value *self, size_t position);
/* The text of a string; empty for every other kind. */
idt_span idt_json_value_string(const idt_json_value *self);
/* Append a scalar as a person writes it: a string as it is, 17, 1.5, true; nothing for null, arrays
 * and objects. */
void idt_json_value_format(idt_buf *out, const idt_json_value *self);

#endif
