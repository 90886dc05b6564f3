/* un_names.c - the names that one text of the UN list holds.
 *
 *     Azim Adhajani; Azim Agha-Jani                     two names
 *     Mohammad Sabet b) M. Javad Kareemi Sabet          two names
 *     X (A; B; C), X being in Arabic letters            four names
 *     Haji Gulab Gul (the same in Arabic letters)       two names, the second in original script
 *     Abubakar (original script: X)                     the same
 *     X (Ansar al Charia), X being in Arabic letters    two names
 *     "KOMID", or in typographic quotes                 one name without quotes
 *
 * Single quotes stay: they write ayn and hamza. So do short forms in parentheses, "(AMIG)". */
#include "lists/un_internal.h"

#include <string.h>

/* Parentheses are looked into this deep; deeper ones stay in the name. */
enum { LEVEL_MAX = 3 };

/* Longer texts hold no list of names (the longest published has under 400 bytes) and are kept as
 * one; the search for an equal name looks back this far. Both keep the work in proportion. */
enum { TEXT_BYTES_MAX = 4096, LOOK_BACK_MAX = 512 };

static const char script_mark[] = "original script:";

typedef struct {
    idt_party *party;
    idt_arena *arena;
    idt_name like;
} adder;

static bool starts_or_ends_with_any(idt_span *text, const char *const *marks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(marks[i]);
        if (idt_span_starts(*text, marks[i])) {
            *text = idt_span_sub(*text, length, text->len);
            return true;
        }
        if (idt_span_ends(*text, marks[i])) {
            text->len -= length;
            return true;
        }
    }
    return false;
}

/* Blanks, and commas left over by the publisher's own cutting. */
static idt_span without_stray_signs(idt_span text)
{
    static const char *const marks[] = { ",", ";" };
    do {
        text = idt_span_trim(text);
        if (idt_span_starts(text, ")"))
            text = idt_span_sub(text, 1, text.len);
    } while (starts_or_ends_with_any(&text, marks, sizeof marks / sizeof *marks));
    return idt_span_trim(text);
}

/* Double quotes around the whole; quotes around a part ("General" Sidiki) are the name's. */
static idt_span without_quotes(idt_span text)
{
    static const struct {
        const char *open, *close;
    } quotes[] = { { "\"", "\"" },
                   { "\xe2\x80\x9c", "\xe2\x80\x9d" }, /* U+201C U+201D */
                   { "\xe2\x80\x9e", "\xe2\x80\x9c" }, /* U+201E U+201C */
                   { "\xc2\xab", "\xc2\xbb" } };       /* U+00AB U+00BB */
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t open = strlen(quotes[i].open);
        size_t close = strlen(quotes[i].close);
        if (text.len < open + close || !idt_span_starts(text, quotes[i].open) ||
            !idt_span_ends(text, quotes[i].close))
            continue;
        idt_span inner = idt_span_sub(text, open, text.len - close);
        if (idt_span_find(inner, quotes[i].open) == SIZE_MAX)
            return idt_span_trim(inner);
    }
    return text;
}

static void add(adder *self, idt_span text, bool original_script)
{
    idt_name name = self->like;
    text = without_stray_signs(text);
    if (idt_span_ends(text, "(original script)")) {
        text = idt_span_trim(idt_span_sub(text, 0, text.len - strlen("(original script)")));
        original_script = true;
    }
    name.text = without_quotes(text);
    if (name.text.len == 0)
        return;
    if (original_script && name.kind != IDT_NAME_PRIMARY)
        name.kind = IDT_NAME_ORIGINAL_SCRIPT;
    if (self->like.kind == IDT_NAME_PRIMARY)
        self->like.kind = IDT_NAME_AKA; /* from now on */
    size_t count = self->party->name_count;
    for (size_t i = count > LOOK_BACK_MAX ? count - LOOK_BACK_MAX : 0; i < count; i++) {
        const idt_name *other = &self->party->names[i];
        if (other->kind == name.kind && other->quality == name.quality &&
            idt_span_equal(other->text, name.text))
            return;
    }
    idt_party_add_name(self->party, self->arena, name);
}

/* Letters beyond Latin (U+0380 and up, but not the signs at U+2000) and no Latin ones. */
static bool is_other_script(idt_span text)
{
    bool other = false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (idt_is_alpha(text.ptr[i]))
            return false;
        if (byte >= 0xce && byte != 0xe2)
            other = true;
    }
    return other;
}

/* The first pair of parentheses that holds names of its own: `open` and `close` are the places of
 * the signs. */
static bool find_inner_names(size_t *open, size_t *close, idt_span text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '(' && depth++ == 0)
            *open = i;
        if (text.ptr[i] != ')' || depth == 0 || --depth > 0)
            continue;
        *close = i;
        idt_span inner = idt_span_sub(text, *open + 1, i), before = idt_span_sub(text, 0, *open);
        if (idt_span_equal_text(inner, "original script"))
            continue; /* says what the words before it are */
        /* A change of script parts two names; in one script the parentheses belong to the name,
         * as the city does in the names of Chinese companies. */
        if (idt_span_find(inner, ";") != SIZE_MAX || idt_span_starts(inner, script_mark) ||
            is_other_script(inner) != is_other_script(before))
            return true;
    }
    return false;
}

static void split(adder *self, idt_span text, unsigned level);

static void add_part(adder *self, idt_span part, unsigned level)
{
    size_t open = 0, close = 0;
    if (level == LEVEL_MAX || !find_inner_names(&open, &close, part)) {
        add(self, part, false);
        return;
    }
    idt_span inner = idt_span_sub(part, open + 1, close);
    idt_span before = idt_span_trim(idt_span_sub(part, 0, open));
    idt_span behind = idt_span_trim(idt_span_sub(part, close + 1, part.len));
    if (behind.len > 0)
        before = idt_arena_format(self->arena, "%.*s %.*s", (int)before.len, before.ptr,
                                  (int)behind.len, behind.ptr);
    add(self, before, false);
    if (idt_span_starts(inner, script_mark))
        inner = idt_span_sub(inner, strlen(script_mark), inner.len);
    if (idt_span_find(inner, ";") != SIZE_MAX)
        split(self, inner, level + 1);
    else
        add(self, inner, is_other_script(inner));
}

/* " b) " outside parentheses: `i` is the place of the sign. */
static bool is_list_mark(idt_span text, size_t i, size_t depth)
{
    return text.ptr[i] == ')' && depth == 0 && i >= 1 && idt_is_lower(text.ptr[i - 1]) &&
           (i == 1 || idt_is_blank(text.ptr[i - 2]));
}

static void split(adder *self, idt_span text, unsigned level)
{
    size_t start = 0;
    size_t depth = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool mark = is_list_mark(text, i, depth);
        if (mark || (text.ptr[i] == ';' && depth == 0)) {
            add_part(self, idt_span_sub(text, start, mark ? i - 1 : i), level);
            start = i + 1;
        } else if (text.ptr[i] == '(') {
            depth++;
        } else if (text.ptr[i] == ')' && depth > 0) {
            depth--;
        }
    }
    add_part(self, idt_span_sub(text, start, text.len), level);
}

void idt_un_names_add(idt_party *party, idt_arena *arena, idt_span text, idt_name like)
{
    adder self = { party, arena, like };
    if (text.len > TEXT_BYTES_MAX)
        add(&self, text, false);
    else
        split(&self, text, 0);
}
