/* fold.c - text to words.
 *
 * One pass finds words and their places in the source. Plain ASCII words are folded in place, which
 * is nearly all of a Western customer file; others go through script.c, which may give several
 * romanisations. Reading k takes each word's k-th romanisation (its last where it has fewer), so a
 * text has as many readings as its most ambiguous word. Then dotted letters and phrases are put
 * together, reading by reading. */
#include "text/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/strmap.h"
#include "text/script.h"
#include "text/spell.h"

enum {
    KNOWN_WORDS_MAX = 1 << 15, /* some 10 MB; then they are forgotten */
    SPACED_LETTERS_MIN = 3,
    ALONE_WORDS_MIN = 2,
    DOTTED_LETTERS_MAX = 16, /* legal forms have fewer */
    PHRASE_WORDS_MAX = 8,    /* the tables' longest phrase; longer ones would not be seen */
    PHRASE_BYTES_MAX = 256,  /* the tables' longest phrase has half as many */
};

/* Which form of each word a reading takes: 0 to IDT_ROMANISED_MAX - 1 a romanisation, or these. */
enum { READING_NATIVE = IDT_ROMANISED_MAX, READING_DISGUISED };

struct idt_folder {
    idt_script *script;
    /* Words of names come again, and ICU takes microseconds for each. */
    idt_arena known_text;
    idt_strmap known;       /* word -> number */
    idt_romanised *answers; /* by number; in known_text */
    size_t answer_capacity;
};

/* A word as found in the source. */
typedef struct {
    uint32_t from, to;
    bool ascii;
    uint8_t token_flags;
    idt_romanised romanised; /* non-ASCII words */
} raw_word;

typedef struct {
    raw_word *words;
    size_t count, capacity;
} raw_words;

idt_folder *idt_folder_new(void)
{
    idt_folder *self = idt_alloc_zeroed(sizeof *self);
    self->script = idt_script_new();
    return self;
}

static void forget_words(idt_folder *self)
{
    idt_strmap_release(&self->known);
    idt_arena_release(&self->known_text);
    idt_free(self->answers);
    self->answers = NULL;
    self->answer_capacity = 0;
}

void idt_folder_free(idt_folder *self)
{
    if (!self)
        return;
    forget_words(self);
    idt_script_free(self->script);
    idt_free(self);
}

static idt_romanised copy_romanised(idt_arena *arena, const idt_romanised *from)
{
    idt_romanised out = *from;
    for (size_t i = 0; i < out.count; i++)
        out.forms[i] = idt_arena_copy(arena, out.forms[i]);
    out.native = idt_arena_copy(arena, out.native);
    out.disguised = idt_arena_copy(arena, out.disguised);
    return out;
}

static idt_romanised romanise(idt_folder *self, idt_arena *arena, idt_span word)
{
    uint32_t number = idt_strmap_find(&self->known, word);
    if (number == IDT_STRMAP_NONE) {
        if (self->known.count >= KNOWN_WORDS_MAX)
            forget_words(self);
        number = idt_strmap_add(&self->known, idt_arena_copy(&self->known_text, word), NULL);
        self->answers = idt_grow(self->answers, &self->answer_capacity, (size_t)number + 1,
                                 sizeof *self->answers);
        self->answers[number] = idt_script_romanise(self->script, &self->known_text, word);
    }
    return copy_romanised(arena, &self->answers[number]);
}

static bool is_word_char(UChar32 c)
{
    if (c < 0x80)
        return idt_is_alpha((char)c) || idt_is_digit((char)c);
    uint32_t mask = U_GET_GC_MASK(c);
    return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

static raw_word *add_raw(raw_words *words, size_t from)
{
    words->words = idt_grow(words->words, &words->capacity, words->count + 1, sizeof *words->words);
    raw_word *word = &words->words[words->count++];
    memset(word, 0, sizeof *word);
    word->from = (uint32_t)from;
    word->ascii = true;
    return word;
}

static void find_words(raw_words *words, idt_span source)
{
    const uint8_t *bytes = (const uint8_t *)source.ptr;
    int32_t length = (int32_t)source.len, at = 0;
    raw_word *open = NULL;
    bool first = false;

    while (at < length) {
        UChar32 c;
        int32_t from = at;
        U8_NEXT(bytes, at, length, c);
        if (c >= 0 && idt_script_is_silent(c))
            continue; /* fold_ascii and script.c leave them out */
        if (c >= 0 && is_word_char(c)) {
            if (!open) {
                open = add_raw(words, (size_t)from);
                first = true;
            }
            open->ascii &= c < 0x80;
            open->to = (uint32_t)at;
            if (first && !u_islower(c))
                open->token_flags |= IDT_TOKEN_CAPITAL;
            first = false;
        } else {
            if (open && c == '.')
                open->token_flags |= IDT_TOKEN_DOTTED;
            if (open && c == '/')
                open->token_flags |= IDT_TOKEN_DOTTED; /* A/S, S/A */
            open = NULL;
        }
    }
}

/* Letters and digits of an ASCII stretch, apostrophes left out. */
static idt_span fold_ascii(idt_arena *arena, idt_span text)
{
    char *form = idt_arena_alloc(arena, text.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        if (idt_is_alpha(text.ptr[i]) || idt_is_digit(text.ptr[i]))
            form[count++] = idt_to_lower(text.ptr[i]);
    return (idt_span){ form, count };
}

static bool ends_possessive(idt_span text)
{
    return text.len > 2 && (text.ptr[text.len - 1] | 0x20) == 's' &&
           (idt_span_ends(idt_span_sub(text, 0, text.len - 1), "'") ||
            idt_span_ends(idt_span_sub(text, 0, text.len - 1), "\xE2\x80\x99"));
}

static void add_token(idt_reading *reading, idt_span form, const raw_word *word)
{
    if (form.len == 0)
        return;
    idt_token *token = &reading->tokens[reading->count++];
    *token = (idt_token){ form, word->from, word->to, word->token_flags, idt_word_find(form) };
    if (word->romanised.foreign)
        token->token_flags |= IDT_TOKEN_FOREIGN;
    if (word->romanised.foreign && (unsigned char)form.ptr[0] < 0x80)
        token->token_flags |= word->romanised.syllabic ? IDT_TOKEN_SYLLABIC : IDT_TOKEN_ROMANISED;
    if (form.len == 1 && idt_is_lower(form.ptr[0]))
        token->token_flags |= IDT_TOKEN_INITIAL;
}

/* The k-th form of a word that is not plain ASCII: a romanisation, or its own letters. */
static idt_span form_of(const idt_romanised *romanised, size_t k)
{
    if (k == READING_DISGUISED && romanised->disguised.len)
        return romanised->disguised;
    if (k == READING_NATIVE && romanised->foreign)
        return romanised->native;
    if (romanised->count == 0)
        return romanised->native;
    return romanised->forms[k < romanised->count    ? k
                            : k < IDT_ROMANISED_MAX ? romanised->count - 1
                                                    : 0];
}

/* How many tokens the k-th reading of a word has at most: its blanks and one. */
static size_t token_bound(const raw_words *words, size_t k)
{
    size_t bound = 0;
    for (size_t i = 0; i < words->count; i++) {
        const idt_romanised *romanised = &words->words[i].romanised;
        bound++;
        if (words->words[i].ascii)
            continue;
        idt_span form = form_of(romanised, k);
        for (size_t j = 0; j < form.len; j++)
            bound += form.ptr[j] == ' ';
    }
    return bound;
}

static idt_span without_blanks(idt_arena *arena, idt_span text)
{
    char *form = idt_arena_alloc(arena, text.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != ' ')
            form[count++] = text.ptr[i];
    return (idt_span){ form, count };
}

/* Chinese and Korean names are mostly written as one; where the writer parts words, the syllables
 * of each are one name: "Chong Un" in "Kim Chongun" is not "Un" of another. */
static bool parts_syllables(const raw_words *words)
{
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        count += words->words[i].romanised.syllabic;
    return count >= 2;
}

static void build_reading(idt_reading *reading, const raw_words *words, size_t k, idt_span source,
                          idt_arena *arena)
{
    reading->tokens = idt_arena_alloc(arena, token_bound(words, k) * sizeof *reading->tokens);
    reading->count = 0;
    bool whole = parts_syllables(words);
    for (size_t i = 0; i < words->count; i++) {
        raw_word *word = &words->words[i];
        idt_span text = idt_span_sub(source, word->from, word->to);
        if (ends_possessive(text))
            word->token_flags |= IDT_TOKEN_POSSESSIVE;
        if (word->ascii) {
            add_token(reading, fold_ascii(arena, text), word);
            continue;
        }
        idt_span rest = form_of(&word->romanised, k), part;
        if (rest.len == 0)
            rest = idt_arena_copy(arena, text); /* letters of no script */
        if (whole && word->romanised.syllabic)
            rest = without_blanks(arena, rest);
        while (idt_span_split(&part, &rest, " "))
            add_token(reading, part, word);
    }
}

/* Make one token with `form` of tokens [from, from + count), at place `to`, which is not behind
 * them: a reading is merged in one pass, whatever its length. */
static void merge(idt_reading *reading, size_t to, size_t from, size_t count, idt_span form)
{
    const idt_token *last = &reading->tokens[from + count - 1];
    idt_token token = reading->tokens[from];
    token.form = form;
    token.to = last->to;
    token.token_flags = (uint8_t)((token.token_flags & ~IDT_TOKEN_INITIAL) |
                                  (last->token_flags & IDT_TOKEN_DOTTED));
    token.word = idt_word_find(form);
    reading->tokens[to] = token;
}

static idt_span join_forms(idt_arena *arena, const idt_reading *reading, size_t from, size_t count)
{
    size_t length = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        length += reading->tokens[from + i].form.len;
    char *text = idt_arena_alloc(arena, length + 1);
    for (size_t i = 0; i < count; i++) {
        idt_span form = reading->tokens[from + i].form;
        memcpy(text + at, form.ptr, form.len);
        at += form.len;
    }
    return (idt_span){ text, at };
}

/* Letters from `from` on with nothing but a dot between; 1 where there are more than any form has.
 */
static size_t dotted_letters(const idt_reading *reading, size_t from)
{
    size_t count = 1;
    if (!(reading->tokens[from].token_flags & IDT_TOKEN_INITIAL))
        return 1;
    while (from + count < reading->count &&
           (reading->tokens[from + count - 1].token_flags & IDT_TOKEN_DOTTED) &&
           (reading->tokens[from + count].token_flags & IDT_TOKEN_INITIAL) &&
           reading->tokens[from + count].from == reading->tokens[from + count - 1].to + 1)
        if (++count > DOTTED_LETTERS_MAX)
            return 1;
    return count;
}

/* "d.o.o." and "S.A." become words where the tables know them as legal forms; "V.V." stays two
 * initials. */
static void merge_dotted(idt_reading *reading, idt_arena *arena)
{
    size_t kept = 0;
    for (size_t i = 0, count; i < reading->count; i += count) {
        count = dotted_letters(reading, i);
        if (count > 1) {
            idt_span form = join_forms(arena, reading, i, count);
            if (idt_word_find(form).flags & IDT_WORD_LEGAL) {
                merge(reading, kept++, i, count, form);
                continue;
            }
            count = 1;
        }
        reading->tokens[kept++] = reading->tokens[i];
    }
    reading->count = kept;
}

/* How many words from `from` on make the longest known phrase; 0 where none do. */
static size_t longest_phrase(const idt_reading *reading, size_t from, idt_buf *text,
                             idt_span *canonical, uint8_t *flags)
{
    size_t ends[PHRASE_WORDS_MAX], count = 0;
    idt_buf_reset(text);
    while (count < PHRASE_WORDS_MAX && count < idt_phrase_words_max() &&
           from + count < reading->count) {
        idt_span form = reading->tokens[from + count].form;
        char plain[IDT_WORD_BYTES_MAX];
        size_t spelt = idt_spell_plain(plain, form); /* phrases are in Latin letters */
        if (spelt)
            form = (idt_span){ plain, spelt };
        if (text->len + form.len > PHRASE_BYTES_MAX)
            break;
        if (count > 0)
            idt_buf_add_char(text, ' ');
        idt_buf_add_span(text, form);
        ends[count++] = text->len;
    }
    for (; count >= 2; count--) {
        *canonical = idt_phrase_find(idt_span_sub(idt_buf_span(text), 0, ends[count - 1]), flags);
        if (canonical->len)
            return count;
    }
    return 0;
}

/* Longest phrase first: "limited liability company" before "limited". */
static void merge_phrases(idt_reading *reading)
{
    idt_buf text = IDT_BUF_INIT;
    size_t kept = 0;
    for (size_t i = 0; i < reading->count; kept++) {
        idt_span canonical;
        uint8_t flags = 0;
        size_t count = longest_phrase(reading, i, &text, &canonical, &flags);
        if (count == 0) {
            reading->tokens[kept] = reading->tokens[i++];
            continue;
        }
        merge(reading, kept, i, count, canonical);
        reading->tokens[kept].word.flags |= flags;
        i += count;
    }
    reading->count = kept;
    idt_buf_release(&text);
}

static idt_reading copy_of(const idt_reading *reading, idt_arena *arena)
{
    idt_reading out = { idt_arena_alloc(arena, reading->count * sizeof *out.tokens), reading->count,
                        false };
    memcpy(out.tokens, reading->tokens, reading->count * sizeof *out.tokens);
    return out;
}

/* A token that stands for one letter of the source, which is no syllable. */
static bool is_spaced_letter(const idt_token *token, idt_span source)
{
    uint32_t at = token->from + 1;
    while (at < token->to && ((unsigned char)source.ptr[at] & 0xC0) == 0x80)
        at++;
    return at == token->to && !(token->token_flags & IDT_TOKEN_SYLLABIC) &&
           (token->form.len > 1 || !idt_is_digit(token->form.ptr[0]));
}

/* Letters from `from` on that stand alone; the narrowest gap between two of them. */
static size_t spaced_letters(const idt_reading *reading, size_t from, idt_span source,
                             uint32_t *gap)
{
    size_t count = 0;
    *gap = UINT32_MAX;
    while (from + count < reading->count) {
        const idt_token *token = &reading->tokens[from + count];
        uint32_t apart = count ? token->from - token[-1].to : UINT32_MAX;
        if (!is_spaced_letter(token, source) || (count && token->from <= token[-1].from))
            break;
        *gap = apart < *gap ? apart : *gap;
        count++;
    }
    return count;
}

/* "S P A C E D   O U T": three or more letters that stand alone are words; where gaps differ, the
 * wider ones part them. Blanks, dots, hyphens, underscores: any gap will do. */
static bool join_spaced(idt_reading *out, const idt_reading *reading, idt_arena *arena,
                        idt_span source)
{
    size_t kept = 0;
    *out = copy_of(reading, arena);
    for (size_t i = 0; i < reading->count;) {
        uint32_t gap;
        size_t count = spaced_letters(reading, i, source, &gap), length = 1;
        if (count < SPACED_LETTERS_MIN) {
            count = count ? count : 1;
            for (size_t end = i + count; i < end; i++)
                out->tokens[kept++] = reading->tokens[i];
            continue;
        }
        for (size_t end = i + count; i < end; i += length) {
            length = 1;
            while (i + length < end &&
                   reading->tokens[i + length].from - reading->tokens[i + length - 1].to <= gap)
                length++;
            if (length > 1)
                merge(out, kept++, i, length, join_forms(arena, reading, i, length));
            else
                out->tokens[kept++] = reading->tokens[i];
        }
    }
    out->count = kept;
    return kept < reading->count;
}

static bool same_reading(const idt_reading *a, const idt_reading *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!idt_span_equal(a->tokens[i].form, b->tokens[i].form))
            return false;
    return true;
}

static void add_reading(idt_folded *out, idt_reading reading)
{
    if (reading.count == 0)
        return;
    for (size_t i = 0; i < out->count; i++)
        if (same_reading(&out->readings[i], &reading))
            return;
    idt_assert(out->count < IDT_READINGS_MAX);
    out->readings[out->count++] = reading;
}

/* The words of one script: foreign ones, or Latin ones. */
static idt_reading only(const idt_reading *reading, idt_arena *arena, bool foreign)
{
    idt_reading out = { idt_arena_alloc(arena, reading->count * sizeof *out.tokens), 0, false };
    for (size_t i = 0; i < reading->count; i++)
        if (((reading->tokens[i].token_flags & IDT_TOKEN_FOREIGN) != 0) == foreign)
            out.tokens[out.count++] = reading->tokens[i];
    return out;
}

/* Digits among letters as the letters they are taken for; `one` is what 1 stands for. */
static bool letters_for_digits(idt_reading *reading, idt_arena *arena, char one)
{
    static const char looks_like[10] = { 'o', 0, 'z', 0, 'a', 's', 'g', 't', 'b', 0 };
    bool changed = false;
    for (size_t i = 0; i < reading->count; i++) {
        idt_token *token = &reading->tokens[i];
        size_t digits = 0, known = 0;
        for (size_t j = 0; j < token->form.len; j++) {
            char c = token->form.ptr[j];
            digits += idt_is_digit(c);
            known += idt_is_digit(c) && (c == '1' || looks_like[c - '0']);
        }
        if (digits == 0 || known < digits || digits * 2 > token->form.len)
            continue;
        idt_span form = idt_arena_copy(arena, token->form);
        for (size_t j = 0; j < form.len; j++)
            if (idt_is_digit(form.ptr[j]))
                ((char *)(uintptr_t)form.ptr)[j] =
                    form.ptr[j] == '1' ? one : looks_like[form.ptr[j] - '0'];
        token->form = form;
        token->word = idt_word_find(form);
        changed = true;
    }
    return changed;
}

/* "FridrichBuchenberg": a capital behind a small letter begins a word. */
static bool part_at_capitals(idt_reading *out, const idt_reading *reading, idt_arena *arena,
                             idt_span source)
{
    enum { PART_LETTERS_MIN = 3 };
    size_t room = 0;
    for (size_t i = 0; i < reading->count; i++)
        room += reading->tokens[i].form.len;
    out->tokens = idt_arena_alloc(arena, room * sizeof *out->tokens);
    out->count = 0;
    for (size_t i = 0; i < reading->count; i++) {
        idt_token token = reading->tokens[i];
        bool plain = token.to - token.from == token.form.len; /* letter for letter */
        size_t begin = 0;
        for (size_t j = PART_LETTERS_MIN; plain && j + PART_LETTERS_MIN <= token.form.len; j++) {
            const char *at = source.ptr + token.from + j;
            if (!idt_is_upper(at[0]) || !idt_is_lower(at[-1]) || j - begin < PART_LETTERS_MIN)
                continue;
            idt_token part = token;
            part.form = idt_span_sub(token.form, begin, j);
            part.from = token.from + (uint32_t)begin;
            part.to = token.from + (uint32_t)j;
            part.word = idt_word_find(part.form);
            out->tokens[out->count++] = part;
            begin = j;
        }
        if (begin) {
            token.form = idt_span_sub(token.form, begin, token.form.len);
            token.from += (uint32_t)begin;
            token.word = idt_word_find(token.form);
        }
        out->tokens[out->count++] = token;
    }
    return out->count > reading->count;
}

/* A reading that found no room would be a listed name lost: eight for each way to romanise and for
 * words in disguise, and three of other scripts as they stand. */
_Static_assert(IDT_READINGS_MAX >= 8 * (IDT_ROMANISED_MAX + 1) + 3 + 4, "room for every reading");

/* Of a text in two scripts each that holds a name: a single word may be anybody's. */
static void add_alone(idt_folded *out, idt_arena *arena, const idt_reading *reading)
{
    idt_reading foreign = only(reading, arena, true), latin = only(reading, arena, false);
    if (foreign.count >= ALONE_WORDS_MIN && latin.count > 0)
        add_reading(out, foreign);
    if (latin.count >= ALONE_WORDS_MIN && foreign.count > 0)
        add_reading(out, latin);
}

/* The readings that come from one way to romanise the words. */
static void add_readings(idt_folded *out, idt_arena *arena, idt_reading reading, idt_span source)
{
    idt_reading apart = copy_of(&reading, arena), other = { NULL, 0, false };
    merge_dotted(&reading, arena);
    merge_phrases(&reading);
    add_reading(out, reading);
    add_reading(out, apart);
    if (join_spaced(&other, &apart, arena, source))
        add_reading(out, other);
    if (part_at_capitals(&other, &reading, arena, source))
        add_reading(out, other);
    for (size_t i = 0; i < 2; i++) {
        other = copy_of(&apart, arena);
        if (!letters_for_digits(&other, arena, "il"[i]))
            continue;
        merge_phrases(&other);
        add_reading(out, other);
    }
    add_alone(out, arena, &reading);
}

/* Words of other scripts as they are written, so that they meet themselves, and Latin words that
 * spell them. */
static void add_native(idt_folded *out, idt_arena *arena, const raw_words *words, idt_span source)
{
    idt_reading reading = { NULL, 0, false };
    bool any = false;
    for (size_t i = 0; i < words->count; i++)
        any |= words->words[i].romanised.foreign;
    if (!any)
        return;
    build_reading(&reading, words, READING_NATIVE, source, arena);
    merge_phrases(&reading);
    add_reading(out, reading);
    add_alone(out, arena, &reading);
}

/* Where every foreign word may be a Latin one in disguise, all of them are read so. */
static void add_disguised(idt_folded *out, idt_arena *arena, const raw_words *words,
                          idt_span source)
{
    idt_reading reading = { NULL, 0, false };
    bool any = false;
    for (size_t i = 0; i < words->count; i++) {
        const idt_romanised *romanised = &words->words[i].romanised;
        if (romanised->foreign && romanised->disguised.len == 0)
            return;
        any |= romanised->foreign;
    }
    if (!any)
        return;
    build_reading(&reading, words, READING_DISGUISED, source, arena);
    add_readings(out, arena, reading, source);
}

void idt_fold_mark_cut(idt_folded *self, idt_span source)
{
    static const size_t limits[] = { 35, 70, 140 };
    size_t characters = 0;
    for (size_t i = 0; i < source.len; i++)
        characters += (source.ptr[i] & 0xC0) != 0x80;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (size_t r = 0; r < self->count; r++) /* a blank at the cut is often trimmed */
            self->readings[r].cut |= characters == limits[i] || characters + 1 == limits[i];
}

void idt_fold(idt_folded *out, idt_folder *self, idt_arena *arena, idt_span source)
{
    raw_words words = { NULL, 0, 0 };
    size_t readings = 1;

    out->count = 0;
    idt_assert(source.len < INT32_MAX);
    find_words(&words, source);
    for (size_t i = 0; i < words.count; i++) {
        raw_word *word = &words.words[i];
        if (word->ascii)
            continue;
        idt_span text = idt_span_sub(source, word->from, word->to);
        word->romanised = romanise(self, arena, text);
        if (word->romanised.count > readings)
            readings = word->romanised.count;
    }
    for (size_t k = 0; k < readings && words.count; k++) {
        idt_reading reading = { NULL, 0, false };
        build_reading(&reading, &words, k, source, arena);
        add_readings(out, arena, reading, source);
        if (k == 0)
            add_native(out, arena, &words, source);
    }
    add_disguised(out, arena, &words, source);
    idt_free(words.words);
}
