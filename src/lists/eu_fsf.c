/* eu_fsf.c - the parties of the EU's list, from their sub-records.
 *
 * The list repeats: one alias stands once for every amending act and for every official language,
 * in the CSV files even a whole party does. What was said already is not said again; the first
 * source stays, and what it lacks (the language, the parts) is filled in from the later ones. All
 * looking back goes through hash tables, so a party of a million aliases takes no longer than a
 * million parties.
 *
 * wholeName is the name; there is no mark for the primary one, and the first is shown, as the EU
 * does. Alias, act and citizenship keep no link to each other in the model: the acts that state
 * anything of a party are facts of it, once each. */
#include "lists/eu_internal.h"

#include <string.h>

/* Of one party; more are kept in words. Adding one looks through all. */
enum { REFERENCES_MAX = 64 };

static bool is_said(idt_span text)
{
    return text.len > 0 && !idt_span_equal_nocase(text, IDT_SPAN_LIT("N/A")) &&
           !idt_span_equal_text(text, "-");
}

static idt_span field(const idt_fsf_values *values, idt_fsf_field at)
{
    return values->field[at];
}

void idt_fsf_values_reset(idt_fsf_values *values, idt_source source)
{
    for (size_t i = 0; i < FSF_FIELD_COUNT; i++)
        values->field[i] = IDT_SPAN_EMPTY;
    values->source = source;
}

uint32_t idt_fsf_begin_edition(idt_lists *lists, const idt_list_input *input, const char *format)
{
    idt_lists_begin_edition(lists, "eu_fsf", "European Union",
                            "EU consolidated list of persons, groups and entities subject to "
                            "financial sanctions",
                            format);
    return idt_lists_add_file(lists, input->path, input->map.bytes);
}

void idt_fsf_take_date(idt_lists *lists, idt_span text, idt_source source)
{
    idt_edition *edition = &lists->editions[lists->edition_count - 1];
    idt_date_range range;
    idt_span day = idt_span_sub(text, 0, 10);

    if (edition->date.len > 0)
        return;
    if (idt_date_parse(&range, day) && range.from.day != 0) {
        edition->date = idt_arena_format(&lists->arena, "%04u-%02u-%02u", range.from.year,
                                         range.from.month, range.from.day);
        edition->date_from = IDT_SPAN_LIT("file");
        return;
    }
    idt_lists_diagnose(lists, source, IDT_DIAGNOSTIC_WARNING, "missing-date", IDT_SPAN_EMPTY,
                       "the file states no date of its own that can be read: \"%.*s\"",
                       (int)day.len, day.ptr);
}

idt_party *idt_fsf_party(const idt_fsf *self)
{
    return &self->lists->parties[self->party];
}

idt_span idt_fsf_keep(idt_fsf *self, idt_span text)
{
    return text.len > 0 ? idt_arena_copy(&self->lists->arena, text) : IDT_SPAN_EMPTY;
}

static bool add_key(idt_fsf *self, const idt_buf *key)
{
    bool added;
    idt_span text = idt_buf_span(key);

    if (idt_strmap_find(&self->seen, text) != IDT_STRMAP_NONE)
        return false;
    idt_strmap_add(&self->seen, idt_arena_copy(&self->keys, text), &added);
    return added;
}

bool idt_fsf_is_repeat(idt_fsf *self, char kind, const idt_fsf_values *values, idt_fsf_field from,
                       idt_fsf_field to)
{
    idt_buf key = IDT_BUF_INIT;

    idt_buf_add_char(&key, kind);
    for (size_t i = from; i <= to; i++) {
        idt_buf_add_span(&key, values->field[i]);
        idt_buf_add_char(&key, '\x1f');
    }
    bool repeat = !add_key(self, &key);
    idt_buf_release(&key);
    return repeat;
}

void idt_fsf_add_fact(idt_fsf *self, const char *key, idt_span value, idt_source source)
{
    idt_buf text = IDT_BUF_INIT;

    value = idt_span_trim(value);
    idt_buf_format(&text, "F%s\x1f", key);
    idt_buf_add_span(&text, value);
    if (is_said(value) && add_key(self, &text))
        idt_party_add_fact(idt_fsf_party(self), &self->lists->arena, key, idt_fsf_keep(self, value),
                           source);
    idt_buf_release(&text);
}

static void add_part(idt_buf *out, const char *label, idt_span text)
{
    if (text.len == 0)
        return;
    idt_buf_add_text(out, label);
    idt_buf_add_span(out, text);
}

void idt_fsf_add_act(idt_fsf *self, const idt_fsf_values *values)
{
    idt_buf act = IDT_BUF_INIT;
    idt_span title = field(values, FSF_ACT_TITLE);

    if (title.len > 0) {
        idt_buf_add_span(&act, title);
        add_part(&act, ", ", field(values, FSF_ACT_TYPE));
        add_part(&act, ", published ", field(values, FSF_ACT_PUBLISHED));
        add_part(&act, ", ", field(values, FSF_ACT_URL));
        idt_fsf_add_fact(self, "legal act", idt_buf_span(&act), values->source);
    }
    idt_buf_release(&act);
}

static void forget_party(idt_fsf *self)
{
    idt_strmap_release(&self->names);
    idt_strmap_release(&self->seen);
    idt_arena_reset(&self->keys);
    idt_strmap_release(&self->programmes);
    self->names = self->programmes = self->seen = IDT_STRMAP_INIT;
}

void idt_fsf_release(idt_fsf *self)
{
    forget_party(self);
    idt_arena_release(&self->keys);
}

static bool is_delisted(idt_fsf *self, const idt_fsf_values *values)
{
    const idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];
    idt_date_range range;
    idt_span date = field(values, FSF_DELISTING_DATE);

    if (date.len == 0 || edition->date.len == 0 || !idt_date_parse(&range, date))
        return false;
    idt_buf day = IDT_BUF_INIT;
    idt_ymd_format(&day, range.to);
    bool past = idt_span_compare(idt_buf_span(&day), edition->date) <= 0;
    idt_buf_release(&day);
    return past;
}

static void take_uid(idt_fsf *self, const idt_fsf_values *values)
{
    idt_party *party = idt_fsf_party(self);
    idt_span uid = field(values, FSF_EU_REFERENCE);

    if (uid.len == 0)
        uid = field(values, FSF_LOGICAL_ID);
    party->uid = idt_fsf_keep(self, uid);
    if (uid.len > 0)
        return;
    party->uid = idt_arena_format(&self->lists->arena, "LINE-%u", values->source.line);
    idt_lists_diagnose(self->lists, values->source, IDT_DIAGNOSTIC_WARNING, "missing-reference",
                       party->uid, "the record has no reference; it is named after its line");
}

static void take_type(idt_fsf *self, const idt_fsf_values *values)
{
    idt_party *party = idt_fsf_party(self);
    idt_span class = field(values, FSF_CLASSIFICATION), code = field(values, FSF_SUBJECT_CODE);

    party->type = IDT_PARTY_UNKNOWN;
    if (idt_span_equal_nocase(class, IDT_SPAN_LIT("P")) ||
        idt_span_equal_nocase(code, IDT_SPAN_LIT("person")))
        party->type = IDT_PARTY_PERSON;
    else if (idt_span_equal_nocase(class, IDT_SPAN_LIT("E")) ||
             idt_span_equal_nocase(code, IDT_SPAN_LIT("enterprise")))
        party->type = IDT_PARTY_ORGANIZATION;
    else
        idt_lists_diagnose(self->lists, values->source, IDT_DIAGNOSTIC_WARNING, "unknown-type",
                           party->uid, "the kind of party is not known: \"%.*s\" \"%.*s\"",
                           (int)code.len, code.ptr, (int)class.len, class.ptr);
}

bool idt_fsf_begin(idt_fsf *self, const idt_fsf_values *values)
{
    if (is_delisted(self, values)) {
        if (self->delisted++ == 0)
            self->first_delisted = values->source;
        return false;
    }
    forget_party(self);
    idt_party *party = idt_lists_add_party(self->lists);
    self->party = self->lists->party_count - 1;
    party->source = values->source;
    take_uid(self, values);
    take_type(self, values);
    idt_fsf_add_fact(self, "logical id", field(values, FSF_LOGICAL_ID), values->source);
    return true;
}

void idt_fsf_add_general(idt_fsf *self, const idt_fsf_values *values)
{
    idt_reference reference = { .list_id = IDT_SPAN_LIT("un_sc_sanctions"),
                                .uid = idt_fsf_keep(self, field(values, FSF_UN_ID)),
                                .source = values->source };

    if (idt_fsf_party(self)->reference_count >= REFERENCES_MAX)
        idt_fsf_add_fact(self, "UN reference", reference.uid, values->source);
    else if (!idt_fsf_is_repeat(self, 'U', values, FSF_UN_ID, FSF_UN_ID))
        idt_party_add_reference(idt_fsf_party(self), &self->lists->arena, reference);
    idt_fsf_add_fact(self, "designation date", field(values, FSF_DESIGNATION_DATE), values->source);
    idt_fsf_add_fact(self, "designation details", field(values, FSF_DESIGNATION_DETAILS),
                     values->source);
    idt_fsf_add_fact(self, "delisting date", field(values, FSF_DELISTING_DATE), values->source);
    idt_fsf_add_fact(self, "remark", field(values, FSF_REMARK), values->source);
}

/* One programme for each code. Its act is the one that stands first; the entry is listed since the
 * EU says so, or else since the first of the acts. */
void idt_fsf_add_regulation(idt_fsf *self, const idt_fsf_values *values)
{
    idt_party *party = idt_fsf_party(self);
    idt_span tag = field(values, FSF_ACT_PROGRAMME);
    idt_span since = field(values, FSF_DESIGNATION_DATE);

    idt_fsf_add_act(self, values);
    if (idt_fsf_is_repeat(self, 'R', values, FSF_ACT_TITLE, FSF_ACT_PROGRAMME) || tag.len == 0)
        return;
    idt_fsf_add_fact(self, "act adopted by", field(values, FSF_ACT_ORGANISATION), values->source);
    idt_fsf_add_fact(self, "act in force", field(values, FSF_ACT_IN_FORCE), values->source);
    if (since.len == 0)
        since = field(values, FSF_ACT_IN_FORCE);
    if (since.len == 0)
        since = field(values, FSF_ACT_PUBLISHED);
    uint32_t number = idt_strmap_find(&self->programmes, tag);
    if (number != IDT_STRMAP_NONE) {
        idt_party_programme *known = &party->programmes[number];
        if (since.len > 0 && idt_span_compare(since, known->listed_on) < 0)
            known->listed_on = idt_fsf_keep(self, since);
        return;
    }
    idt_party_programme programme = { .tag = idt_fsf_keep(self, tag),
                                      .listed_on = idt_fsf_keep(self, since),
                                      .list = IDT_SPAN_EMPTY,
                                      .authority = idt_fsf_keep(self, field(values, FSF_ACT_TITLE)),
                                      .measures = IDT_SPAN_EMPTY,
                                      .source = values->source };
    idt_strmap_add(&self->programmes, programme.tag, NULL);
    idt_party_add_programme(party, &self->lists->arena, programme);
}

/* --- names --- */

static void join(idt_buf *out, idt_span part)
{
    if (part.len == 0)
        return;
    if (out->len > 0)
        idt_buf_add_char(out, ' ');
    idt_buf_add_span(out, part);
}

static void fill(idt_fsf *self, idt_span *known, idt_span more)
{
    if (known->len == 0)
        *known = idt_fsf_keep(self, more);
}

static idt_quality quality_of(idt_span strong)
{
    if (idt_span_equal_nocase(strong, IDT_SPAN_LIT("true")))
        return IDT_QUALITY_STRONG;
    if (idt_span_equal_nocase(strong, IDT_SPAN_LIT("false")))
        return IDT_QUALITY_WEAK;
    return IDT_QUALITY_UNGRADED;
}

static void keep_name(idt_fsf *self, const idt_fsf_values *values, idt_span whole)
{
    idt_party *party = idt_fsf_party(self);
    uint32_t number = idt_strmap_find(&self->names, whole);
    idt_quality quality = quality_of(field(values, FSF_NAME_STRONG));

    if (number == IDT_STRMAP_NONE) {
        idt_name name = { .text = idt_fsf_keep(self, whole),
                          .kind = party->name_count ? IDT_NAME_AKA : IDT_NAME_PRIMARY,
                          .quality = quality,
                          .source = values->source };
        name.family = name.given = name.middle = name.patronymic = IDT_SPAN_EMPTY;
        name.matronymic = name.maiden = name.script = name.language = IDT_SPAN_EMPTY;
        number = idt_strmap_add(&self->names, name.text, NULL);
        idt_party_add_name(party, &self->lists->arena, name);
    }
    idt_name *name = &party->names[number];
    fill(self, &name->given, field(values, FSF_NAME_FIRST));
    fill(self, &name->middle, field(values, FSF_NAME_MIDDLE));
    fill(self, &name->family, field(values, FSF_NAME_LAST));
    fill(self, &name->language, field(values, FSF_NAME_LANGUAGE));
    /* One act calls it strong, another weak: the stronger word counts, so nothing is missed. */
    if (quality == IDT_QUALITY_STRONG || name->quality == IDT_QUALITY_UNGRADED)
        name->quality = quality;
}

static void take_gender(idt_fsf *self, idt_span text, idt_source source)
{
    idt_party *party = idt_fsf_party(self);
    idt_gender gender = IDT_GENDER_UNKNOWN;

    if (idt_span_equal_nocase(text, IDT_SPAN_LIT("M")))
        gender = IDT_GENDER_MALE;
    else if (idt_span_equal_nocase(text, IDT_SPAN_LIT("F")))
        gender = IDT_GENDER_FEMALE;
    else if (text.len > 0 && !idt_span_equal_text(text, "?"))
        idt_fsf_add_fact(self, "gender", text, source);
    if (gender == IDT_GENDER_UNKNOWN || party->gender == gender)
        return;
    if (party->gender == IDT_GENDER_UNKNOWN)
        party->gender = gender;
    else
        idt_fsf_add_fact(self, "gender of an alias", text, source);
}

void idt_fsf_add_name(idt_fsf *self, const idt_fsf_values *values)
{
    idt_buf parts = IDT_BUF_INIT;
    idt_span whole = idt_span_trim(field(values, FSF_NAME_WHOLE));

    if (whole.len == 0) {
        join(&parts, field(values, FSF_NAME_FIRST));
        join(&parts, field(values, FSF_NAME_MIDDLE));
        join(&parts, field(values, FSF_NAME_LAST));
        whole = idt_buf_span(&parts);
    }
    if (whole.len > 0)
        keep_name(self, values, whole);
    idt_buf_release(&parts);
    take_gender(self, field(values, FSF_NAME_GENDER), values->source);
    idt_fsf_add_fact(self, "title", field(values, FSF_NAME_TITLE), values->source);
    idt_fsf_add_fact(self, "function", field(values, FSF_NAME_FUNCTION), values->source);
    idt_fsf_add_fact(self, "remark on a name", field(values, FSF_REMARK), values->source);
    idt_fsf_add_act(self, values);
}

void idt_fsf_finish(idt_fsf *self)
{
    idt_lists *lists = self->lists;
    uint32_t edition = (uint32_t)(lists->edition_count - 1);

    for (size_t i = lists->party_count; i > 0 && lists->parties[i - 1].edition == edition; i--) {
        const idt_party *party = &lists->parties[i - 1];
        if (party->name_count == 0)
            idt_lists_diagnose(lists, party->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                               party->uid, "the record has no name");
    }
    if (self->delisted > 0)
        idt_lists_diagnose(lists, self->first_delisted, IDT_DIAGNOSTIC_NOTE, "delisted",
                           IDT_SPAN_EMPTY,
                           "%zu entries were taken off the list by the day of the file and are "
                           "left out; the first stands here",
                           self->delisted);
}
