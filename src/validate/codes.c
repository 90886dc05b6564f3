/* codes.c - text as code points, and a name cut into words. Independent of the matcher's own
 * reading of names on purpose. */
#include <string.h>

#include "base/err.h"
#include "codec/utf8.h"
#include "validate/validate_internal.h"

idt_codes idt_codes_empty(idt_arena *arena, size_t capacity)
{
    return (idt_codes){ idt_arena_alloc(arena, (capacity + 1) * sizeof(uint32_t)), 0, capacity };
}

void idt_codes_add(idt_codes *self, idt_arena *arena, uint32_t code)
{
    if (self->count == self->capacity) {
        idt_codes larger = idt_codes_empty(arena, self->capacity * 2 + 16);
        memcpy(larger.codes, self->codes, self->count * sizeof *self->codes);
        larger.count = self->count;
        *self = larger;
    }
    self->codes[self->count++] = code;
}

void idt_codes_add_range(idt_codes *self, idt_arena *arena, const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        idt_codes_add(self, arena, codes[i]);
}

void idt_codes_add_text(idt_codes *self, idt_arena *arena, const char *text)
{
    idt_codes added = idt_codes_of(arena, idt_span_of(text));
    idt_codes_add_range(self, arena, added.codes, added.count);
}

idt_codes idt_codes_of(idt_arena *arena, idt_span text)
{
    idt_codes out = idt_codes_empty(arena, text.len);
    size_t bytes = 1;
    for (size_t at = 0; at < text.len; at += bytes) {
        uint32_t code = idt_utf8_next(&bytes, text, at);
        idt_codes_add(&out, arena, code == IDT_UTF8_MALFORMED ? 0xFFFD : code);
    }
    return out;
}

static size_t encode(char out[4], uint32_t code)
{
    if (code < 0x80)
        return out[0] = (char)code, 1;
    size_t bytes = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = bytes - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(lead[bytes] | code);
    return bytes;
}

idt_span idt_codes_text(const idt_codes *self, idt_arena *arena)
{
    char *bytes = idt_arena_alloc(arena, self->count * 4 + 1);
    size_t len = 0;
    for (size_t i = 0; i < self->count; i++)
        len += encode(bytes + len, self->codes[i]);
    return (idt_span){ bytes, len };
}

bool idt_code_is_ascii_letter(uint32_t code)
{
    return code < 0x80 && idt_is_alpha((char)code);
}

bool idt_code_is_letter(uint32_t code)
{
    /* Above U+00BF stand letters of all scripts, but for the punctuation block. */
    return idt_code_is_ascii_letter(code) || (code >= 0xC0 && !(code >= 0x2000 && code <= 0x206F));
}

uint32_t idt_code_upper(uint32_t code)
{
    return code < 0x80 ? (unsigned char)idt_to_upper((char)code) : code;
}

bool idt_code_is_vowel(uint32_t code)
{
    return code && code < 0x80 && strchr("AEIOU", (int)idt_code_upper(code)) != NULL;
}

uint32_t idt_code_like(uint32_t letter, uint32_t like)
{
    bool small = like < 0x80 && idt_is_lower((char)like);
    return small && letter < 0x80 ? (unsigned char)idt_to_lower((char)letter)
                                  : idt_code_upper(letter);
}

idt_script_kind idt_script_kind_of(idt_span text)
{
    static const struct {
        uint32_t from, to;
        idt_script_kind kind;
    } ranges[] = {
        { 0x0370, 0x03FF, IDT_SCRIPT_GREEK },  { 0x0400, 0x052F, IDT_SCRIPT_CYRILLIC },
        { 0x0590, 0x05FF, IDT_SCRIPT_HEBREW }, { 0x0600, 0x077F, IDT_SCRIPT_ARABIC },
        { 0xFB50, 0xFEFF, IDT_SCRIPT_ARABIC }, { 0x3040, 0x30FF, IDT_SCRIPT_KANA },
        { 0x1100, 0x11FF, IDT_SCRIPT_HANGUL }, { 0xAC00, 0xD7AF, IDT_SCRIPT_HANGUL },
        { 0x3400, 0x9FFF, IDT_SCRIPT_HAN },    { 0x0530, 0x058F, IDT_SCRIPT_OTHER },
        { 0x0780, 0x10FF, IDT_SCRIPT_OTHER },
    };
    size_t bytes = 1;
    for (size_t at = 0; at < text.len; at += bytes) {
        uint32_t code = idt_utf8_next(&bytes, text, at);
        for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
            if (code >= ranges[i].from && code <= ranges[i].to)
                return ranges[i].kind;
    }
    return IDT_SCRIPT_LATIN;
}

const char *idt_script_kind_name(idt_script_kind kind)
{
    static const char *const names[IDT_SCRIPT_KIND_COUNT] = {
        "Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Kana", "Hangul", "other",
    };
    return names[kind];
}

/* --- words --- */

static bool is_blank(uint32_t code)
{
    return code == 0xA0 || (code < 0x80 && idt_is_blank((char)code));
}

static bool is_core(uint32_t code)
{
    return idt_code_is_letter(code) || (code < 0x80 && idt_is_digit((char)code));
}

static idt_edit_word word_of(const idt_codes *text, size_t from, size_t to)
{
    idt_edit_word word = {
        .from = from, .to = to, .core_from = from, .core_to = to, .plain = true
    };
    while (word.core_from < to && !is_core(text->codes[word.core_from]))
        word.core_from++;
    while (word.core_to > word.core_from && !is_core(text->codes[word.core_to - 1]))
        word.core_to--;
    for (size_t i = word.core_from; i < word.core_to; i++) {
        word.letters += idt_code_is_letter(text->codes[i]);
        word.digits += text->codes[i] < 0x80 && idt_is_digit((char)text->codes[i]);
        word.plain = word.plain && idt_code_is_ascii_letter(text->codes[i]);
    }
    word.plain = word.plain && word.letters > 0;
    word.comma = text->codes[to - 1] == ',';
    return word;
}

static void cut_words(idt_edit *self)
{
    const idt_codes *text = &self->text;
    self->words = idt_arena_alloc(self->arena, (text->count / 2 + 1) * sizeof *self->words);
    for (size_t at = 0; at < text->count;) {
        size_t from = at;
        while (at < text->count && !is_blank(text->codes[at]))
            at++;
        if (at > from)
            self->words[self->word_count++] = word_of(text, from, at);
        else
            at++;
    }
}

void idt_edit_begin(idt_edit *self, idt_arena *arena, const idt_party *party, const idt_name *name)
{
    self->arena = arena;
    self->party = party;
    self->name = name;
    self->text = idt_codes_of(arena, name->text);
    self->out = idt_codes_empty(arena, self->text.count * 2 + 32);
    self->word_count = 0;
    self->comma_word = 0;
    cut_words(self);
    for (size_t i = 0; i + 1 < self->word_count && party->type == IDT_PARTY_PERSON; i++)
        if (self->words[i].comma && !self->comma_word)
            self->comma_word = i + 1;
}

void idt_edit_blank(idt_edit *self)
{
    if (self->out.count && self->out.codes[self->out.count - 1] != ' ')
        idt_codes_add(&self->out, self->arena, ' ');
}

void idt_edit_add_word(idt_edit *self, size_t word)
{
    const idt_edit_word *at = &self->words[word];
    idt_codes_add_range(&self->out, self->arena, self->text.codes + at->from, at->to - at->from);
}

void idt_edit_add_words(idt_edit *self, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        idt_edit_blank(self);
        idt_edit_add_word(self, i);
    }
}

void idt_edit_add_new(idt_edit *self, const char *word)
{
    bool capitals = true;
    for (size_t i = 0; i < self->text.count; i++)
        if (self->text.codes[i] < 0x80 && idt_is_lower((char)self->text.codes[i]))
            capitals = false;
    idt_edit_blank(self);
    for (size_t i = 0; word[i]; i++) {
        uint32_t code = (unsigned char)word[i];
        idt_codes_add(&self->out, self->arena, capitals ? idt_code_upper(code) : code);
    }
}

bool idt_edit_word_is(const idt_edit *self, size_t word, const char *text)
{
    const idt_edit_word *at = &self->words[word];
    for (size_t i = at->core_from; i < at->core_to; i++) {
        uint32_t code = self->text.codes[i];
        if (code == '.')
            continue;
        if (!*text || idt_code_upper(code) != idt_code_upper((unsigned char)*text))
            return false;
        text++;
    }
    return *text == '\0';
}

void idt_edit_replace(idt_edit *self, size_t from, size_t to, const uint32_t *codes, size_t count)
{
    const uint32_t *text = self->text.codes;
    idt_codes_add_range(&self->out, self->arena, text, from);
    idt_codes_add_range(&self->out, self->arena, codes, count);
    idt_codes_add_range(&self->out, self->arena, text + to, self->text.count - to);
}

void idt_edit_replace_text(idt_edit *self, size_t from, size_t to, const char *text)
{
    idt_codes codes = idt_codes_of(self->arena, idt_span_of(text));
    for (size_t i = 0; i < codes.count; i++) {
        uint32_t like = self->text.codes[i > 0 && from + 1 < to ? from + 1 : from];
        codes.codes[i] = from < to ? idt_code_like(codes.codes[i], like) : codes.codes[i];
    }
    idt_edit_replace(self, from, to, codes.codes, codes.count);
}
