/* ca_names.c - the names of one Canadian record.
 *
 * One cell holds all aliases, written in turn with semicolons, commas, slashes, "or" and "and":
 *
 *     Yehya Sinwar, Abu Ibrahim, يحيى السنوار
 *     Hanna Mikhailauna ASIPENKA, Belarusian: Ганна АСIПЕНКА, Russian: Анна ОСИПЕНКО
 *     Aleksandr Evgenyevich or Evgenievich Kon'kov            (one name with a variant inside)
 *     Федеральное агентство по делам СНГ, соотечественников   (one name)
 *
 * A cell is cut only where both sides stand as names of their own; where that is not certain it
 * stays in one piece, since a lone given name would be a false alias. Each step looks at every byte
 * a fixed number of times. */
#include "lists/ca_internal.h"

#include <string.h>

#include "base/strmap.h"

typedef struct {
    const idt_ca_names *names;
    idt_strmap seen;
} adder;

static void add(adder *self, idt_span text, idt_name name)
{
    bool added;

    name.text = text;
    name.source = self->names->party->source;
    if (text.len == 0)
        return;
    idt_strmap_add(&self->seen, text, &added);
    if (added)
        idt_party_add_name(self->names->party, self->names->arena, name);
}

static idt_name blank_name(idt_name_kind kind)
{
    return (idt_name){ .text = IDT_SPAN_EMPTY,
                       .family = IDT_SPAN_EMPTY,
                       .given = IDT_SPAN_EMPTY,
                       .middle = IDT_SPAN_EMPTY,
                       .patronymic = IDT_SPAN_EMPTY,
                       .matronymic = IDT_SPAN_EMPTY,
                       .maiden = IDT_SPAN_EMPTY,
                       .script = IDT_SPAN_EMPTY,
                       .language = IDT_SPAN_EMPTY,
                       .kind = kind };
}

/* --- looking at pieces --- */

static size_t word_count(idt_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !idt_is_blank(text.ptr[i]) && (i == 0 || idt_is_blank(text.ptr[i - 1]));
    return count;
}

static idt_span first_word(idt_span text)
{
    size_t end = 0;
    while (end < text.len && !idt_is_blank(text.ptr[end]))
        end++;
    return idt_span_sub(text, 0, end);
}

/* Small letters of ASCII, Latin with accents and Cyrillic. */
static bool starts_small(idt_span text)
{
    if (text.len == 0 || idt_is_lower(text.ptr[0]))
        return text.len > 0;
    unsigned a = (unsigned char)text.ptr[0];
    unsigned b = text.len > 1 ? (unsigned char)text.ptr[1] : 0;
    return (a == 0xC3 && b >= 0xA0) || (a == 0xD0 && b >= 0xB0) || (a == 0xD1 && b <= 0x9F);
}

/* What stands beside a comma inside a company's name: never a name of its own. */
static bool is_legal_form(idt_span text)
{
    static const char *const forms[] = { "Ltd",   "Ltd.", "LLC", "Inc", "Inc.", "JSC",
                                         "PJSC",  "CJSC", "Co",  "Co.", "SC",   "S.A.",
                                         "Corp.", "OJSC", "LLP", "PJS", "Jr.",  "AO",
                                         "OAO",   "ZAO",  "PAO", "OOO", "АО",   "ООО",
                                         "ПАО",   "ОАО",  "ЗАО", "МК",  "GmbH", "Limited" };

    text = idt_span_trim(text);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (idt_span_equal_text(text, forms[i]))
            return true;
    return false;
}

/* Bytes of a leading "Russian:" or "Belarussian : ", whose language is *language. */
static size_t language_label(idt_span text, idt_span *language)
{
    static const char *const languages[] = { "Belarusian", "Belarussian", "Russian", "Ukrainian",
                                             "English",    "French",      "Arabic",  "Persian",
                                             "Farsi",      "Hebrew",      "Chinese", "Burmese",
                                             "Spanish",    "Romanian" };

    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        size_t end = strlen(languages[i]);
        if (!idt_span_starts_nocase(text, languages[i]))
            continue;
        *language = idt_span_sub(text, 0, end);
        while (end < text.len && text.ptr[end] == ' ')
            end++;
        if (end < text.len && text.ptr[end] == ':')
            return end + 1;
    }
    return 0;
}

/* --- cutting --- */

/* Quotes and brackets hold a name together, but only where they are closed again. */
typedef struct {
    idt_span text;
    size_t at, last_close; /* of ')' */
    size_t depth, guillemets;
    bool quoted;
} scanner;

static scanner scanner_of(idt_span text)
{
    scanner self = { .text = text };
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == ')')
            self.last_close = i;
    return self;
}

/* Go on by one byte; true when it stands outside of brackets. */
static bool step(scanner *self)
{
    char c = self->text.ptr[self->at++];

    if (c == '(' && self->at <= self->last_close)
        self->depth++;
    else if (c == ')' && self->depth)
        self->depth--;
    return self->depth == 0;
}

static void add_piece(adder *self, idt_span piece)
{
    idt_name name = blank_name(IDT_NAME_AKA);
    size_t label;

    piece = idt_span_trim(piece);
    while (piece.len && piece.ptr[0] == ',')
        piece = idt_span_trim(idt_span_sub(piece, 1, piece.len));
    if (idt_span_starts(piece, "or ") || idt_span_starts(piece, "and "))
        piece = idt_span_trim(idt_span_sub(piece, piece.ptr[0] == 'o' ? 3 : 4, piece.len));
    if (piece.len && piece.ptr[0] == '(' && idt_span_find(piece, ")") == SIZE_MAX)
        piece = idt_span_trim(idt_span_sub(piece, 1, piece.len));
    label = language_label(piece, &name.language);
    piece = idt_span_trim(idt_span_sub(piece, label, piece.len));
    if (idt_span_ends(piece, " AKA"))
        piece = idt_span_trim(idt_span_sub(piece, 0, piece.len - 4));
    add(self, piece, name);
}

/* "Анна Пушкарева or Анна Шейман" are two names; "Aleksandr Evgenyevich or Evgenievich X" is one
 * with a variant. */
static bool both_whole(const adder *self, idt_span left, idt_span right)
{
    size_t a = word_count(left), b = word_count(right);

    if (self->names->party->type != IDT_PARTY_PERSON)
        return true;
    return (a >= 3 && b >= 3) ||
           (a >= 2 && b >= 2 && idt_span_equal(first_word(left), first_word(right)));
}

static void cut_at_or(adder *self, idt_span text)
{
    while (text.len) {
        size_t at = idt_span_find(text, " or ");
        idt_span right, left = idt_span_sub(text, 0, at);
        if (at == SIZE_MAX)
            break;
        right = idt_span_sub(text, at + 4, text.len);
        if (!both_whole(self, left, idt_span_sub(right, 0, idt_span_find(right, " or "))))
            break;
        add_piece(self, left);
        text = right;
    }
    add_piece(self, text);
}

/* "АО X and Y": among names of another script an English "and" joins two of them. */
static void cut_at_and(adder *self, idt_span text)
{
    size_t start = 0;

    for (size_t i = 1; i + 5 < text.len; i++) {
        if (memcmp(text.ptr + i, " and ", 5) != 0)
            continue;
        bool foreign = (unsigned char)text.ptr[i - 1] >= 0x80 || text.ptr[i - 1] == '"';
        if (!foreign || (unsigned char)text.ptr[i + 5] < 0x80)
            continue;
        cut_at_or(self, idt_span_sub(text, start, i));
        start = i + 5;
    }
    cut_at_or(self, idt_span_sub(text, start, text.len));
}

static bool stands_alone(const adder *self, idt_span piece)
{
    idt_span language;

    piece = idt_span_trim(piece);
    if (language_label(piece, &language) > 0)
        return true;
    if (self->names->party->type == IDT_PARTY_PERSON)
        return word_count(piece) >= 2 && !idt_span_starts(piece, "or ") &&
               !idt_span_ends(piece, " AKA");
    return (!starts_small(piece) || idt_span_starts(piece, "the ")) && !is_legal_form(piece);
}

/* Of a person all parts must be names, of a company the part behind the comma. */
static void cut_at_comma(adder *self, idt_span text)
{
    bool person = self->names->party->type == IDT_PARTY_PERSON;
    size_t start = 0;

    for (int pass = person ? 0 : 1; pass < 2; pass++) {
        scanner scan = scanner_of(text);
        bool all = true;
        start = 0;
        while (scan.at < text.len) {
            bool outside = step(&scan);
            size_t at = scan.at - 1;
            if (!outside || text.ptr[at] != ',' || scan.at == text.len || text.ptr[scan.at] != ' ')
                continue;
            idt_span behind = idt_span_sub(text, scan.at, text.len);
            behind = idt_span_sub(behind, 0, idt_span_find(behind, ", "));
            if (pass == 0) {
                all = all && stands_alone(self, idt_span_sub(text, start, at)) &&
                      stands_alone(self, behind);
            } else if (stands_alone(self, behind) &&
                       (person || !is_legal_form(idt_span_sub(text, start, at)))) {
                cut_at_and(self, idt_span_sub(text, start, at));
            } else {
                continue;
            }
            start = scan.at;
        }
        if (pass == 0 && !all) {
            cut_at_and(self, text);
            return;
        }
    }
    cut_at_and(self, idt_span_sub(text, start, text.len));
}

/* " / ", and a '/' behind a closing quote. */
static bool is_slash(idt_span text, size_t at)
{
    if (text.ptr[at] != '/' || at == 0)
        return false;
    if (text.ptr[at - 1] == ' ' && at + 1 < text.len && text.ptr[at + 1] == ' ')
        return true;
    return text.ptr[at - 1] == '"' || idt_span_ends(idt_span_sub(text, 0, at), "\xE2\x80\x9D") ||
           idt_span_ends(idt_span_sub(text, 0, at), "\xC2\xBB");
}

static void cut_at_slash(adder *self, idt_span text)
{
    scanner scan = scanner_of(text);
    size_t start = 0;
    bool variants = idt_span_find(text, " or ") != SIZE_MAX;

    while (scan.at < text.len && !variants) {
        bool outside = step(&scan);
        if (!outside || !is_slash(text, scan.at - 1))
            continue;
        cut_at_comma(self, idt_span_sub(text, start, scan.at - 1));
        start = scan.at;
    }
    cut_at_comma(self, idt_span_sub(text, start, text.len));
}

static void add_aliases(adder *self, idt_span text)
{
    scanner scan = scanner_of(text);
    size_t start = 0;

    while (scan.at < text.len) {
        bool outside = step(&scan);
        if (!outside || text.ptr[scan.at - 1] != ';')
            continue;
        cut_at_slash(self, idt_span_sub(text, start, scan.at - 1));
        start = scan.at;
    }
    cut_at_slash(self, idt_span_sub(text, start, text.len));
}

/* --- entities --- */

/* The '/' of "Hara Institute/Institut Hara": the only one outside of brackets, between two names of
 * several words. SIZE_MAX: none. */
static size_t find_translation(idt_span text)
{
    scanner scan = scanner_of(text);
    size_t found = SIZE_MAX;

    while (scan.at < text.len) {
        bool outside = step(&scan);
        if (!outside || text.ptr[scan.at - 1] != '/')
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = scan.at - 1;
    }
    if (found == SIZE_MAX || word_count(idt_span_sub(text, 0, found)) < 2 ||
        word_count(idt_span_sub(text, found + 1, text.len)) < 2)
        return SIZE_MAX;
    return found;
}

static void add_entity(adder *self, idt_span text, idt_name_kind kind)
{
    static const char also[] = "(also known as ";
    size_t slash = find_translation(text);
    idt_span translation = IDT_SPAN_EMPTY, other = IDT_SPAN_EMPTY;
    size_t known;

    if (slash != SIZE_MAX) {
        translation = idt_span_trim(idt_span_sub(text, slash + 1, text.len));
        text = idt_span_trim(idt_span_sub(text, 0, slash));
    }
    known = idt_span_find(text, also);
    if (known != SIZE_MAX && known > 0 && idt_span_ends(text, ")")) {
        other = idt_span_trim(idt_span_sub(text, known + sizeof also - 1, text.len - 1));
        text = idt_span_trim(idt_span_sub(text, 0, known));
    }
    add(self, text, blank_name(kind));
    add(self, other, blank_name(IDT_NAME_AKA));
    add(self, translation, blank_name(IDT_NAME_AKA));
}

/* No-break blanks, wide (U+00A0) and narrow (U+202F), count as blanks; runs of them as one. */
static idt_span folded(idt_arena *arena, idt_span text)
{
    char *out = idt_arena_alloc(arena, text.len + 1);
    size_t length = 0;

    for (size_t i = 0; i < text.len; i++) {
        idt_span rest = idt_span_sub(text, i, text.len);
        size_t wide = idt_span_starts(rest, "\xC2\xA0")       ? 2
                      : idt_span_starts(rest, "\xE2\x80\xAF") ? 3
                                                              : 0;
        bool blank = wide || text.ptr[i] == ' ';
        i += wide ? wide - 1 : 0;
        if (blank && (length == 0 || out[length - 1] == ' '))
            continue;
        out[length++] = blank ? ' ' : text.ptr[i];
    }
    return idt_span_trim((idt_span){ out, length });
}

void idt_ca_names_add(const idt_ca_names *published)
{
    idt_ca_names plain = *published;
    const idt_ca_names *names = &plain;
    adder self = { names, IDT_STRMAP_INIT };
    idt_name name = blank_name(IDT_NAME_PRIMARY);

    plain.family = folded(plain.arena, plain.family);
    plain.given = folded(plain.arena, plain.given);
    plain.entity = folded(plain.arena, plain.entity);
    plain.aliases = folded(plain.arena, plain.aliases);
    bool both = plain.family.len && plain.given.len;
    name.family = names->family;
    name.given = names->given;
    if (both)
        add(&self,
            idt_arena_format(names->arena, "%.*s %.*s", (int)names->given.len, names->given.ptr,
                             (int)names->family.len, names->family.ptr),
            name);
    else
        add(&self, names->family.len ? names->family : names->given, name);
    add_entity(&self, names->entity, names->party->name_count ? IDT_NAME_AKA : IDT_NAME_PRIMARY);
    add_aliases(&self, names->aliases);
    idt_strmap_release(&self.seen);
}
