/* uk_party.c - parties collected from rows that repeat them. */
#include "lists/uk_internal.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

/* The order of a party's names; names of one rank stay in the publisher's order. */
enum { RANK_PRIMARY, RANK_VARIATION, RANK_ALIAS, RANK_FORMER, RANK_NATIVE, RANK_COUNT };

void idt_uk_begin(idt_uk_reader *self, idt_lists *lists, const idt_list_input *input,
                  const char *list_id, const char *format)
{
    bool own = strcmp(list_id, "gb_fcdo_sanctions") == 0;

    *self = (idt_uk_reader){ .lists = lists,
                             .first = lists->party_count,
                             .parties = IDT_STRMAP_INIT,
                             .said = IDT_STRMAP_INIT,
                             .keys = IDT_ARENA_INIT,
                             .key = IDT_BUF_INIT };
    idt_lists_begin_edition(lists, list_id,
                            own ? "UK Foreign, Commonwealth and Development Office"
                                : "HM Treasury, Office of Financial Sanctions Implementation",
                            own ? "UK Sanctions List"
                                : "Consolidated List of Financial Sanctions Targets in the UK",
                            format);
    self->file = idt_lists_add_file(lists, input->path, input->map.bytes);
}

void idt_uk_release(idt_uk_reader *self)
{
    for (size_t i = 0; i < self->parties.count; i++)
        idt_buf_release(&self->ranks[i]);
    idt_free(self->ranks);
    idt_strmap_release(&self->parties);
    idt_strmap_release(&self->said);
    idt_arena_release(&self->keys);
    idt_buf_release(&self->key);
}

idt_span idt_uk_keep(idt_uk_reader *self, idt_span text)
{
    return text.len > 0 ? idt_arena_copy(&self->lists->arena, text) : IDT_SPAN_EMPTY;
}

idt_span idt_uk_fold(idt_arena *arena, idt_span text)
{
    size_t length = 0;

    text = idt_span_trim(text);
    for (size_t i = 1; i < text.len && length == 0; i++)
        if (idt_is_blank(text.ptr[i]) && (text.ptr[i] != ' ' || text.ptr[i - 1] == ' '))
            length = i;
    if (length == 0)
        return text; /* most are */
    char *out = idt_arena_alloc(arena, text.len);
    length = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = idt_is_blank(text.ptr[i]);
        if (!blank || out[length - 1] != ' ') /* the first character is no blank */
            out[length++] = blank ? ' ' : text.ptr[i];
    }
    return (idt_span){ out, length };
}

void idt_uk_warn(idt_uk_reader *self, const char *code, const char *what, idt_span value)
{
    int length = value.len < 200 ? (int)value.len : 200;

    if (idt_uk_is_new(self, code, &value, 1))
        idt_lists_diagnose(self->lists, self->source, IDT_DIAGNOSTIC_WARNING, code,
                           self->party->uid, "%s: \"%.*s\"", what, length, value.ptr);
}

bool idt_uk_is_new(idt_uk_reader *self, const char *kind, const idt_span *texts, size_t count)
{
    idt_buf_reset(&self->key);
    idt_buf_put_u32(&self->key, self->number);
    idt_buf_put_span(&self->key, idt_span_of(kind));
    for (size_t i = 0; i < count; i++)
        idt_buf_put_span(&self->key, texts[i]);
    idt_span key = idt_buf_span(&self->key);
    if (idt_strmap_find(&self->said, key) != IDT_STRMAP_NONE)
        return false;
    idt_strmap_add(&self->said, idt_arena_copy(&self->keys, key), NULL);
    return true;
}

static bool read_date(idt_span *out, idt_arena *arena, idt_span text)
{
    idt_date_range range;

    if (!idt_date_parse(&range, text) || range.from.day == 0)
        return false;
    *out = idt_arena_format(arena, "%04u-%02u-%02u", range.from.year, range.from.month,
                            range.from.day);
    return true;
}

idt_span idt_uk_iso_date(idt_uk_reader *self, idt_span text)
{
    idt_span iso = IDT_SPAN_EMPTY;

    text = idt_span_trim(text);
    if (text.len == 0 || read_date(&iso, &self->lists->arena, text))
        return iso;
    idt_uk_warn(self, "unknown-date", "no date", text);
    return idt_uk_keep(self, text);
}

void idt_uk_date_edition(idt_uk_reader *self, idt_span text)
{
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];

    if (read_date(&edition->date, &self->lists->arena, idt_span_trim(text)))
        edition->date_from = IDT_SPAN_LIT("file");
}

void idt_uk_open(idt_uk_reader *self, idt_span uid, idt_source source)
{
    char line[24];
    bool added, nameless = uid.len == 0;

    if (nameless) {
        snprintf(line, sizeof line, "LINE-%u", source.line);
        uid = idt_span_of(line);
    }
    self->source = source;
    self->number = idt_strmap_find(&self->parties, uid);
    if (self->number == IDT_STRMAP_NONE) {
        uid = idt_arena_copy(&self->lists->arena, uid);
        self->number = idt_strmap_add(&self->parties, uid, &added);
        self->ranks =
            idt_grow(self->ranks, &self->rank_capacity, self->parties.count, sizeof *self->ranks);
        self->ranks[self->number] = IDT_BUF_INIT;
        idt_party *party = idt_lists_add_party(self->lists);
        party->uid = uid;
        party->source = source;
    }
    self->party = &self->lists->parties[self->first + self->number];
    self->from_un = false;
    if (nameless)
        idt_uk_warn(self, "missing-reference", "the record has no reference; it is named", uid);
}

void idt_uk_set_type(idt_uk_reader *self, idt_span group_type)
{
    static const struct {
        const char *word;
        idt_party_type type;
    } types[] = { { "individual", IDT_PARTY_PERSON },
                  { "entity", IDT_PARTY_ORGANIZATION },
                  { "ship", IDT_PARTY_VESSEL } };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!idt_span_equal_nocase(group_type, idt_span_of(types[i].word)))
            continue;
        if (self->party->type != IDT_PARTY_UNKNOWN && self->party->type != types[i].type)
            idt_uk_warn(self, "conflicting-value", "the party is of two types", group_type);
        else
            self->party->type = types[i].type;
        return;
    }
    idt_uk_warn(self, "unknown-value", "unknown type of party", group_type);
}

/* --- names --- */

static int rank_of(idt_uk_reader *self, idt_span type)
{
    static const struct {
        const char *word;
        int rank;
    } ranks[] = { { "primary name", RANK_PRIMARY },
                  { "prime alias", RANK_PRIMARY },
                  { "primary", RANK_PRIMARY },
                  { "primary name variation", RANK_VARIATION },
                  { "aka", RANK_ALIAS },
                  { "alias", RANK_ALIAS },
                  { "a.k.a", RANK_ALIAS },
                  { "a.k.a.", RANK_ALIAS },
                  { "fka", RANK_FORMER },
                  { "f.k.a", RANK_FORMER },
                  { "f.k.a.", RANK_FORMER },
                  { "former name", RANK_FORMER },
                  { "formerly known as", RANK_FORMER } };

    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (idt_span_equal_nocase(type, idt_span_of(ranks[i].word)))
            return ranks[i].rank;
    idt_uk_warn(self, "unknown-value", "unknown type of name, read as an alias", type);
    return RANK_ALIAS;
}

static idt_quality quality_of(idt_uk_reader *self, idt_span words)
{
    if (idt_span_starts_nocase(words, "good"))
        return IDT_QUALITY_STRONG;
    if (idt_span_starts_nocase(words, "low"))
        return IDT_QUALITY_WEAK;
    if (words.len > 0)
        idt_uk_warn(self, "unknown-value", "unknown quality of a name", words);
    return IDT_QUALITY_UNGRADED;
}

/* The parts from `from` up to before `to`, joined with blanks. */
static idt_span join_parts(idt_uk_reader *self, const idt_span *parts, size_t from, size_t to)
{
    idt_buf text = IDT_BUF_INIT;

    for (size_t i = from; i < to; i++) {
        idt_span part = idt_span_trim(parts[i]);
        if (part.len > 0 && text.len > 0)
            idt_buf_add_char(&text, ' ');
        idt_buf_add_span(&text, part);
    }
    idt_span kept = idt_uk_keep(self, idt_buf_span(&text));
    idt_buf_release(&text);
    return kept;
}

static void add_ranked(idt_uk_reader *self, idt_name name, int rank)
{
    idt_party_add_name(self->party, &self->lists->arena, name);
    idt_buf_add_char(&self->ranks[self->number], (char)rank);
}

/* The UK's own entries have the surname in Name 6. Entries that follow the UN's have its name parts
 * in their order, the family name of a Korean first: which is which is not known there. */
void idt_uk_add_name(idt_uk_reader *self, const idt_uk_name *published)
{
    idt_span parts[IDT_UK_NAME_PARTS + 2];

    memcpy(parts, published->parts, sizeof published->parts);
    parts[IDT_UK_NAME_PARTS] = published->type;
    parts[IDT_UK_NAME_PARTS + 1] = published->quality;
    if (!idt_uk_is_new(self, "name parts", parts, IDT_UK_NAME_PARTS + 2))
        return;
    const size_t last = IDT_UK_NAME_PARTS - 1;
    int rank = rank_of(self, published->type);
    idt_name name = { .text = join_parts(self, parts, 0, IDT_UK_NAME_PARTS),
                      .quality = quality_of(self, published->quality),
                      .kind = rank == RANK_PRIMARY  ? IDT_NAME_PRIMARY
                              : rank == RANK_FORMER ? IDT_NAME_FKA
                                                    : IDT_NAME_AKA,
                      .source = self->source };
    char kind[] = { 'n', (char)('0' + rank), (char)('0' + (int)name.quality), '\0' };
    if (name.text.len == 0 || !idt_uk_is_new(self, kind, &name.text, 1))
        return;
    if (self->party->type == IDT_PARTY_PERSON && !self->from_un && parts[0].len > 0 &&
        parts[last].len > 0) {
        name.family = join_parts(self, parts, last, last + 1);
        name.given = join_parts(self, parts, 0, 1);
        name.middle = join_parts(self, parts, 1, last);
    }
    add_ranked(self, name, rank);
}

void idt_uk_add_native_name(idt_uk_reader *self, idt_span text, idt_span script, idt_span language)
{
    const idt_span texts[] = { idt_span_trim(text), script, language };

    if (texts[0].len == 0 || !idt_uk_is_new(self, "native name", texts, 3))
        return;
    add_ranked(self,
               (idt_name){ .text = idt_uk_keep(self, texts[0]),
                           .script = idt_uk_keep(self, script),
                           .language = idt_uk_keep(self, language),
                           .kind = IDT_NAME_ORIGINAL_SCRIPT,
                           .source = self->source },
               RANK_NATIVE);
}

/* Stable, and linear: a party may have any number of names. */
static void order_names(idt_uk_reader *self, uint32_t number)
{
    idt_party *party = &self->lists->parties[self->first + number];
    const char *ranks = self->ranks[number].ptr;
    idt_name *ordered;
    size_t at = 0;

    if (party->name_count == 0) {
        idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                           party->uid, "the record has no name: \"%.*s\"", (int)party->uid.len,
                           party->uid.ptr);
        return;
    }
    ordered = idt_alloc_array(party->name_count, sizeof *ordered);
    for (int rank = 0; rank < RANK_COUNT; rank++)
        for (size_t i = 0; i < party->name_count; i++)
            if (ranks[i] == rank)
                ordered[at++] = party->names[i];
    memcpy(party->names, ordered, party->name_count * sizeof *ordered);
    idt_free(ordered);
    if (party->names[0].kind != IDT_NAME_PRIMARY) {
        idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_NOTE, "missing-primary",
                           party->uid, "no name is called primary; the first one is taken: %.*s",
                           (int)party->names[0].text.len, party->names[0].text.ptr);
        party->names[0].kind = IDT_NAME_PRIMARY;
        self->without_primary++;
    }
}

idt_status idt_uk_finish(idt_uk_reader *self, const idt_list_input *input, idt_err *err)
{
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];

    if (self->parties.count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "holds no record");
    for (uint32_t i = 0; i < self->parties.count; i++)
        order_names(self, i);
    if (edition->date.len == 0)
        idt_lists_date_from_path(self->lists, input->path);
    return IDT_OK;
}

/* --- the rest that needs no reading --- */

void idt_uk_add_fact(idt_uk_reader *self, const char *key, idt_span text)
{
    text = idt_span_trim(text);
    if (text.len > 0 && idt_uk_is_new(self, key, &text, 1))
        idt_party_add_fact(self->party, &self->lists->arena, key, idt_uk_keep(self, text),
                           self->source);
}

void idt_uk_add_programme(idt_uk_reader *self, idt_party_programme programme)
{
    const idt_span texts[] = { programme.tag, programme.listed_on, programme.measures };

    if (programme.tag.len == 0 || !idt_uk_is_new(self, "programme", texts, 3))
        return;
    programme.tag = idt_uk_keep(self, programme.tag);
    programme.listed_on = idt_uk_keep(self, programme.listed_on);
    programme.measures = idt_uk_keep(self, programme.measures);
    programme.authority = IDT_SPAN_EMPTY;
    if (idt_span_find_nocase(programme.tag, "regulations") != SIZE_MAX)
        programme.authority = programme.tag; /* the list names its regimes by their act */
    programme.list = IDT_SPAN_EMPTY;
    programme.source = self->source;
    idt_party_add_programme(self->party, &self->lists->arena, programme);
}

void idt_uk_add_reference(idt_uk_reader *self, const char *list_id, idt_span uid)
{
    uid = idt_span_trim(uid);
    if (uid.len > 0 && idt_uk_is_new(self, list_id, &uid, 1))
        idt_party_add_reference(
            self->party, &self->lists->arena,
            (idt_reference){ idt_span_of(list_id), idt_uk_keep(self, uid), self->source });
}
