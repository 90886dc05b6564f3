/* arguments.c - argv by a table. */
#include "cli/arguments.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "codec/utf8.h"

const idt_option idt_common_options[] = {
    { "data", 0, "DIR", "data folder (else INTERDICT_DATA, else ~/.local/share/interdict)" },
    { "index", 0, "FILE", "compiled lists (else lists.idx in the data folder)" },
    { "edition", 0, "WHICH", "lists as of a day (2024-05-02), or LIST@DAY, LIST@HASH, ..." },
    { "color", 0, "WHEN", "auto (on a terminal), always or never" },
    { NULL, 0, NULL, NULL },
};

static size_t count_options(const idt_option *options)
{
    size_t count = 0;
    while (options[count].name)
        count++;
    return count;
}

static bool is_family(const idt_option *option)
{
    return idt_span_ends(idt_span_of(option->name), ".");
}

static bool names(const idt_option *option, idt_span word)
{
    if (idt_span_starts(word, "--")) {
        idt_span name = idt_span_sub(word, 2, word.len);
        return is_family(option) ? idt_span_starts(name, option->name)
                                 : idt_span_equal_text(name, option->name);
    }
    return word.len == 2 && option->letter && word.ptr[1] == option->letter;
}

/* Where the value of an option goes; *option is NULL where the word names none. */
static const char **place_of(idt_arguments *self, idt_span word, const idt_option **option)
{
    const char **common[] = { &self->data, &self->index, &self->edition, &self->color };
    for (size_t i = 0; self->options[i].name; i++)
        if (names(&self->options[i], word)) {
            *option = &self->options[i];
            return &self->values[i];
        }
    for (size_t i = 0; idt_common_options[i].name; i++)
        if (names(&idt_common_options[i], word)) {
            *option = &idt_common_options[i];
            return common[i];
        }
    *option = NULL;
    return NULL;
}

/* The last that is typed counts; what is typed stands before what is filled in. */
static void add_pair(idt_arguments *self, idt_span name, const char *value, bool typed)
{
    for (size_t i = 0; i < self->pair_count; i++)
        if (idt_span_equal(self->pairs[i].name, name)) {
            if (typed)
                self->pairs[i].value = value;
            return;
        }
    self->pairs =
        idt_grow(self->pairs, &self->pair_capacity, self->pair_count + 1, sizeof *self->pairs);
    self->pairs[self->pair_count++] = (idt_argument_pair){ name, value };
}

static idt_status take_option(idt_arguments *self, int argc, char **argv, int *at, idt_err *err)
{
    const char *text = argv[*at];
    const char *equals = strncmp(text, "--", 2) == 0 ? strchr(text, '=') : NULL;
    idt_span word = equals ? (idt_span){ text, (size_t)(equals - text) } : idt_span_of(text);
    const idt_option *option;
    const char **place = place_of(self, word, &option);
    if (!place)
        return idt_fail(err, IDT_E_USAGE, "unknown option %s", text);
    if (!option->value) {
        *place = "";
        return equals ? idt_fail(err, IDT_E_USAGE, "%.*s takes no value", (int)word.len, word.ptr)
                      : IDT_OK;
    }
    if (!equals && *at + 1 >= argc)
        return idt_fail(err, IDT_E_USAGE, "%s needs a value (%s)", text, option->value);
    if (*place && idt_span_ends(idt_span_of(option->value), "..."))
        self->words[self->word_count++] = *place; /* may be repeated: an earlier one is a word */
    *place = equals ? equals + 1 : argv[++*at];
    if (is_family(option))
        add_pair(self, idt_span_sub(word, 2, word.len), *place, true);
    return IDT_OK;
}

bool idt_color_known(idt_span word)
{
    return idt_span_equal_text(word, "auto") || idt_span_equal_text(word, "always") ||
           idt_span_equal_text(word, "never");
}

idt_status idt_arguments_parse(idt_arguments *out, const idt_option *options, int argc, char **argv,
                               idt_err *err)
{
    bool only_words = false;
    *out = (idt_arguments){ .options = options };
    out->values = idt_alloc_zeroed((count_options(options) + 1) * sizeof *out->values);
    out->filled = idt_alloc_zeroed((count_options(options) + 1) * sizeof *out->filled);
    out->words = idt_alloc_zeroed(((size_t)argc + 1) * sizeof *out->words);
    for (int i = 0; i < argc; i++) {
        bool is_option = !only_words && argv[i][0] == '-' && argv[i][1] != '\0';
        if (is_option && strcmp(argv[i], "--") == 0) {
            only_words = true;
        } else if (is_option) {
            idt_status status = take_option(out, argc, argv, &i, err);
            if (status)
                return status;
        } else {
            out->words[out->word_count++] = argv[i];
        }
    }
    if (out->color && !idt_color_known(idt_span_of(out->color)))
        return idt_fail(err, IDT_E_USAGE, "--color takes auto, always or never, not %s",
                        out->color);
    return IDT_OK;
}

idt_status idt_arguments_leading(int *out, int argc, char **argv, idt_err *err)
{
    static const idt_option none[] = { { NULL, 0, NULL, NULL } };
    idt_arguments unused = { .options = none };

    for (*out = 0; *out < argc && strncmp(argv[*out], "--", 2) == 0; (*out)++) {
        idt_span word = idt_span_of(argv[*out]);
        if (idt_span_equal_text(word, "--help") || idt_span_equal_text(word, "--version"))
            return IDT_OK;
        idt_status status = take_option(&unused, argc, argv, out, err);
        if (status)
            return status;
    }
    return IDT_OK;
}

static idt_status check_text(const char *text, idt_err *err)
{
    idt_span span = idt_span_of(text);
    size_t valid = idt_utf8_valid_length(span);
    if (valid == span.len)
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, 0, valid,
                       "the name \"%.*s...\" is not UTF-8: byte 0x%02X at offset %zu",
                       (int)(valid < 200 ? valid : 0), text, (unsigned char)text[valid], valid);
}

idt_status idt_arguments_check_text(const idt_arguments *self, idt_err *err)
{
    idt_status status = IDT_OK;
    for (size_t i = 0; i < self->word_count && !status; i++)
        status = check_text(self->words[i], err);
    for (size_t i = 0; self->options[i].name && !status; i++)
        if (strcmp(self->options[i].name, "alias") == 0 && self->values[i])
            status = check_text(self->values[i], err);
    return status;
}

void idt_arguments_fill(idt_arguments *self, const char *name, const char *value)
{
    for (size_t i = 0; self->options[i].name; i++) {
        if (is_family(&self->options[i]) &&
            idt_span_starts(idt_span_of(name), self->options[i].name))
            add_pair(self, idt_span_of(name), value, false);
        if (strcmp(self->options[i].name, name) == 0 && !self->values[i]) {
            self->values[i] = value;
            self->filled[i] = true;
        }
    }
    if (strcmp(name, "index") == 0 && !self->index)
        self->index = value;
    if (strcmp(name, "color") == 0 && !self->color)
        self->color = value;
}

void idt_data_folder(idt_buf *out, const idt_arguments *self)
{
    const char *folder = self->data;
    if (!folder || !*folder)
        folder = getenv("INTERDICT_DATA");
    if (folder && *folder) {
        idt_buf_add_text(out, folder);
        return;
    }
    const char *home = getenv("HOME");
    idt_buf_add_text(out, home && *home ? home : ".");
    idt_buf_add_text(out, "/.local/share/interdict");
}

void idt_arguments_release(idt_arguments *self)
{
    idt_free(self->pairs);
    idt_free(self->values);
    idt_free(self->filled);
    idt_free(self->words);
}

static size_t number_of(const idt_arguments *self, const char *name)
{
    size_t i = 0;
    while (self->options[i].name && strcmp(self->options[i].name, name) != 0)
        i++;
    idt_assert(self->options[i].name); /* an option of the table */
    return i;
}

const char *idt_arguments_value(const idt_arguments *self, const char *name)
{
    return self->values[number_of(self, name)];
}

bool idt_arguments_is_filled(const idt_arguments *self, const char *name)
{
    return self->filled[number_of(self, name)];
}

idt_status idt_arguments_number(uint32_t *out, const idt_arguments *self, const char *name,
                                uint32_t fallback, uint32_t max, idt_err *err)
{
    const char *text = idt_arguments_value(self, name);
    *out = fallback;
    if (!text)
        return IDT_OK;
    if (!idt_span_to_u32(idt_span_of(text), out) || *out > max)
        return idt_fail(err, IDT_E_USAGE, "--%s takes a whole number up to %u, not %s", name, max,
                        text);
    return IDT_OK;
}

bool idt_score_parse(uint32_t *out, idt_span text)
{
    uint32_t whole = 0, part = 0;
    idt_span rest = text, left;
    bool good = idt_span_split(&left, &rest, ".") &&
                ((left.len == 0 && rest.ptr) || idt_span_to_u32(left, &whole));
    if (good && rest.ptr) {
        while (rest.len > 3 && rest.ptr[rest.len - 1] == '0')
            rest.len--;
        good = rest.len >= 1 && rest.len <= 3 && idt_span_to_u32(rest, &part);
        for (size_t i = rest.len; i < 3; i++)
            part *= 10;
    }
    *out = whole * 1000 + part;
    return good && whole <= 1 && *out <= 1000;
}

idt_status idt_arguments_score(uint32_t *out, const idt_arguments *self, const char *name,
                               uint32_t fallback, idt_err *err)
{
    const char *text = idt_arguments_value(self, name);
    *out = fallback;
    if (!text || idt_score_parse(out, idt_span_of(text)))
        return IDT_OK;
    return idt_fail(err, IDT_E_USAGE, "--%s takes a score from 0.000 to 1.000, not %s", name, text);
}
