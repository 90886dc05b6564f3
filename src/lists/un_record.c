/* un_record.c - one INDIVIDUAL or ENTITY of the UN list as a party.
 *
 * The UN's name parts are parts in order, not given and family names, so they are joined as they
 * come. Values in the wrong place are common (a month in NOTE beside a YEAR, a date only in NOTE);
 * each is read where its meaning is certain and kept as a fact where it is not. */
#include "lists/un_internal.h"

#include <string.h>

/* Directly under the record, and the VALUEs of list-like groups. */
static const struct {
    const char *element, *key;
} fact_keys[] = {
    { "DATAID", "data id" },          { "VERSIONNUM", "version" },
    { "COMMENTS1", "comment" },       { "TITLE", "title" },
    { "DESIGNATION", "designation" }, { "LAST_DAY_UPDATED", "last updated" },
    { "SORT_KEY", "sort key" },       { "SORT_KEY_LAST_MOD", "sort key last modified" },
};

static idt_arena *arena_of(idt_un_record *self)
{
    return &self->lists->arena;
}

static void warn(idt_un_record *self, uint32_t line, const char *code, const char *what,
                 idt_span value)
{
    idt_lists_diagnose(self->lists, idt_un_source(self, line), IDT_DIAGNOSTIC_WARNING, code,
                       self->party->uid, "%s: \"%.*s\"", what, (int)value.len, value.ptr);
}

static uint32_t record_line(const idt_un_record *self)
{
    return self->party->source.line;
}

static void take_uid(idt_un_record *self)
{
    idt_arena *arena = arena_of(self);
    idt_party *party = self->party;
    party->uid = idt_un_take(self, 0, "REFERENCE_NUMBER");
    if (party->uid.len > 0)
        return;
    idt_span data_id = IDT_SPAN_EMPTY;
    for (size_t i = 0; i < self->field_count; i++)
        if (idt_span_equal_text(self->fields[i].name, "DATAID"))
            data_id = self->fields[i].text;
    party->uid = data_id.len > 0
                     ? idt_arena_format(arena, "DATAID-%.*s", (int)data_id.len, data_id.ptr)
                     : idt_arena_format(arena, "LINE-%u", record_line(self));
    warn(self, record_line(self), "missing-reference",
         "the record has no REFERENCE_NUMBER; it is named after its data id or line", party->uid);
}

/* FIRST_NAME to FOURTH_NAME, joined with blanks; `line` is that of the first. */
static idt_span take_primary(idt_un_record *self, uint32_t *line)
{
    static const char *const parts[] = { "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME" };
    idt_buf name = IDT_BUF_INIT;
    *line = record_line(self);
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        for (size_t i = 0; i < self->field_count; i++) {
            idt_un_field *field = &self->fields[i];
            if (field->group.len > 0 || !idt_span_equal_text(field->name, parts[p]))
                continue;
            field->used = true;
            if (name.len == 0)
                *line = field->line;
            else
                idt_buf_add_char(&name, ' ');
            idt_buf_add_span(&name, field->text);
        }
    }
    idt_span text = idt_arena_copy(arena_of(self), idt_buf_span(&name));
    idt_buf_release(&name);
    return text;
}

static void take_names(idt_un_record *self)
{
    uint32_t line;
    idt_span text = take_primary(self, &line);
    idt_name name = { .text = text, .kind = IDT_NAME_PRIMARY, .source = idt_un_source(self, line) };
    if (text.len == 0)
        idt_lists_diagnose(self->lists, name.source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                           self->party->uid, "the record has no name: \"%.*s\"",
                           (int)self->party->uid.len, self->party->uid.ptr);
    else if (self->party->type == IDT_PARTY_PERSON)
        idt_party_add_name(self->party, arena_of(self), name);
    else
        idt_un_names_add(self->party, arena_of(self), text, name);
}

static void take_programme(idt_un_record *self)
{
    idt_party_programme programme = { .source = idt_un_source(self, record_line(self)) };
    for (size_t i = 0; i < self->field_count; i++)
        if (idt_span_equal_text(self->fields[i].name, "UN_LIST_TYPE"))
            programme.source.line = self->fields[i].line;
    programme.tag = idt_un_take(self, 0, "UN_LIST_TYPE");
    programme.listed_on = idt_un_take(self, 0, "LISTED_ON");
    if (programme.tag.len == 0)
        warn(self, record_line(self), "missing-programme", "the record has no UN_LIST_TYPE",
             self->party->uid);
    idt_party_add_programme(self->party, arena_of(self), programme);
}

/* False for a word that is no grading the UN is known to use. */
static bool read_quality(idt_name *name, idt_span word)
{
    static const struct {
        const char *word;
        idt_name_kind kind;
        idt_quality quality;
    } table[] = { { "", IDT_NAME_AKA, IDT_QUALITY_UNGRADED },
                  { "Good", IDT_NAME_AKA, IDT_QUALITY_STRONG },
                  { "Low", IDT_NAME_AKA, IDT_QUALITY_WEAK },
                  { "a.k.a.", IDT_NAME_AKA, IDT_QUALITY_UNGRADED },
                  { "f.k.a.", IDT_NAME_FKA, IDT_QUALITY_UNGRADED },
                  { "n.k.a.", IDT_NAME_NKA, IDT_QUALITY_UNGRADED } };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (idt_span_equal_nocase(word, idt_span_of(table[i].word))) {
            name->kind = table[i].kind;
            name->quality = table[i].quality;
            return true;
        }
    }
    name->kind = IDT_NAME_AKA;
    return false;
}

/* "Previously listed as. In Arabic: X" holds a name of its own. */
static void take_name_of_note(idt_un_record *self, idt_span note, idt_name like)
{
    static const char *const mark = "In Arabic:";
    size_t at = idt_span_find_nocase(note, mark);
    if (at == SIZE_MAX)
        return;
    idt_span name, rest = idt_span_sub(note, at + strlen(mark), note.len);
    like.kind = IDT_NAME_ORIGINAL_SCRIPT;
    if (idt_span_split(&name, &rest, "."))
        idt_un_names_add(self->party, arena_of(self), name, like);
}

/* Birth dates and places that the UN gives with an alias belong to the papers in that name. */
static void take_alias_birth(idt_un_record *self, uint32_t group, idt_span alias, idt_source source)
{
    idt_arena *arena = arena_of(self);
    idt_span born = idt_un_take(self, group, "DATE_OF_BIRTH");
    idt_span city = idt_un_take(self, group, "CITY_OF_BIRTH");
    idt_span country = idt_un_take(self, group, "COUNTRY_OF_BIRTH");
    idt_party_date date = { .kind = IDT_DATE_BIRTH, .text = born, .source = source };
    idt_address place = { .role = IDT_ADDRESS_BIRTH, .city = city, .source = source };
    if (born.len == 0 && city.len == 0 && country.len == 0)
        return;
    if (alias.len > 0)
        date.note = idt_arena_format(arena, "as %.*s", (int)alias.len, alias.ptr);
    place.note = date.note;
    place.country = idt_country_of(country);
    if (born.len > 0 && idt_date_parse(&date.range, born)) {
        idt_party_add_date(self->party, arena, date);
    } else if (born.len > 0) {
        warn(self, source.line, "unreadable-date", "no date", born);
        idt_party_add_fact(self->party, arena, "date of birth", born, source);
    }
    if (city.len > 0 || country.len > 0)
        idt_party_add_address(self->party, arena, place);
}

static void convert_alias(idt_un_record *self, const idt_un_field *first)
{
    idt_arena *arena = arena_of(self);
    uint32_t group = first->group_number;
    idt_name name = { .source = idt_un_source(self, first->line) };
    idt_span quality = idt_un_take(self, group, "QUALITY");
    idt_span alias = idt_un_take(self, group, "ALIAS_NAME");
    idt_span note = idt_un_take(self, group, "NOTE");
    if (!read_quality(&name, quality)) {
        warn(self, first->line, "unknown-value", "unknown QUALITY of an alias", quality);
        idt_party_add_fact(self->party, arena, "QUALITY", quality, name.source);
    }
    idt_un_names_add(self->party, arena, alias, name);
    take_name_of_note(self, note, name);
    take_alias_birth(self, group, alias, name.source);
    if (note.len > 0 && alias.len > 0)
        note = idt_arena_format(arena, "%.*s: %.*s", (int)alias.len, alias.ptr, (int)note.len,
                                note.ptr);
    idt_party_add_fact(self->party, arena, "alias note", note, name.source);
}

static bool says_approximately(idt_span text)
{
    return idt_span_starts_nocase(text, "approximat");
}

static bool is_known_date_type(idt_span type)
{
    return type.len == 0 || idt_span_equal_text(type, "EXACT") ||
           idt_span_equal_text(type, "BETWEEN") || says_approximately(type);
}

/* The text of the date: what DATE, YEAR or the years from and to say, else the note. */
static idt_span take_date_text(idt_un_record *self, uint32_t group, idt_span *note)
{
    idt_arena *arena = arena_of(self);
    idt_span text = idt_un_take(self, group, "DATE");
    idt_span year = idt_un_take(self, group, "YEAR");
    idt_span from = idt_un_take(self, group, "FROM_YEAR");
    idt_span to = idt_un_take(self, group, "TO_YEAR");
    idt_date_range month;
    if (text.len == 0 && year.len > 0 && note->len > 0) {
        /* "Sep." in the note of a YEAR */
        idt_span both = idt_arena_format(arena, "%.*s %.*s", (int)note->len, note->ptr,
                                         (int)year.len, year.ptr);
        if (idt_date_parse(&month, both) && !month.approximate)
            return both;
    }
    if (text.len == 0)
        text = year;
    if (text.len == 0)
        text = from.len > 0 && to.len > 0 ? idt_arena_format(arena, "%.*s to %.*s", (int)from.len,
                                                             from.ptr, (int)to.len, to.ptr)
               : from.len > 0             ? from
                                          : to;
    if (text.len == 0) {
        text = *note;
        *note = IDT_SPAN_EMPTY;
    }
    return text;
}

static void convert_birth_date(idt_un_record *self, const idt_un_field *first)
{
    uint32_t group = first->group_number;
    idt_party_date date = { .kind = IDT_DATE_BIRTH, .source = idt_un_source(self, first->line) };
    idt_span type = idt_un_take(self, group, "TYPE_OF_DATE");
    date.note = idt_un_take(self, group, "NOTE");
    date.text = take_date_text(self, group, &date.note);
    if (!is_known_date_type(type)) {
        warn(self, first->line, "unknown-value", "unknown TYPE_OF_DATE", type);
        idt_party_add_fact(self->party, arena_of(self), "TYPE_OF_DATE", type, date.source);
    }
    if (date.text.len == 0)
        return;
    if (!idt_date_parse(&date.range, date.text)) {
        warn(self, first->line, "unreadable-date", "no date", date.text);
        idt_party_add_fact(self->party, arena_of(self), "date of birth", date.text, date.source);
        idt_party_add_fact(self->party, arena_of(self), "date of birth note", date.note,
                           date.source);
        return;
    }
    if (says_approximately(type) || says_approximately(date.note))
        date.range.approximate = true;
    idt_party_add_date(self->party, arena_of(self), date);
}

static void convert_place(idt_un_record *self, const idt_un_field *first, idt_address_role role)
{
    uint32_t group = first->group_number;
    idt_address address = { .role = role, .source = idt_un_source(self, first->line) };
    address.street = idt_un_take(self, group, "STREET");
    address.city = idt_un_take(self, group, "CITY");
    address.region = idt_un_take(self, group, "STATE_PROVINCE");
    address.postal = idt_un_take(self, group, "ZIP_CODE");
    address.country = idt_country_of(idt_un_take(self, group, "COUNTRY"));
    address.note = idt_un_take(self, group, "NOTE");
    size_t place = address.street.len + address.city.len + address.region.len + address.postal.len +
                   address.country.text.len;
    if (place == 0) { /* the whole address stands in the note */
        address.text = address.note;
        address.note = IDT_SPAN_EMPTY;
    }
    if (place > 0 || address.text.len > 0)
        idt_party_add_address(self->party, arena_of(self), address);
}

static void convert_group(idt_un_record *self, const idt_un_field *first)
{
    if (idt_span_ends(first->group, "_ALIAS"))
        convert_alias(self, first);
    else if (idt_span_ends(first->group, "_DATE_OF_BIRTH"))
        convert_birth_date(self, first);
    else if (idt_span_ends(first->group, "_PLACE_OF_BIRTH"))
        convert_place(self, first, IDT_ADDRESS_BIRTH);
    else if (idt_span_ends(first->group, "_ADDRESS"))
        convert_place(self, first, IDT_ADDRESS_LOCATION);
    else if (idt_span_ends(first->group, "_DOCUMENT"))
        idt_un_document_convert(self, first);
}

static void convert_nationality(idt_un_record *self, idt_un_field *field)
{
    idt_party_country country = { .country = idt_country_of(field->text),
                                  .role = IDT_COUNTRY_NATIONALITY,
                                  .source = idt_un_source(self, field->line) };
    idt_party_add_country(self->party, arena_of(self), country);
    field->used = true;
}

static void convert_gender(idt_un_record *self, idt_un_field *field)
{
    if (idt_gender_parse(&self->party->gender, field->text))
        field->used = true;
    else
        warn(self, field->line, "unknown-value", "unknown GENDER", field->text);
}

/* One element that stands alone; `element` is its name, or its group's where it is a VALUE. */
static void convert_single(idt_un_record *self, idt_un_field *field, idt_span element)
{
    idt_source source = idt_un_source(self, field->line);
    for (size_t i = 0; i < sizeof fact_keys / sizeof *fact_keys; i++) {
        if (idt_span_equal_text(element, fact_keys[i].element)) {
            idt_party_add_fact(self->party, arena_of(self), fact_keys[i].key, field->text, source);
            field->used = true;
            return;
        }
    }
    if (idt_span_equal_text(element, "NATIONALITY")) {
        convert_nationality(self, field);
    } else if (idt_span_equal_text(element, "GENDER")) {
        convert_gender(self, field);
    } else if (idt_span_equal_text(element, "NAME_ORIGINAL_SCRIPT")) {
        idt_name name = { .kind = IDT_NAME_ORIGINAL_SCRIPT, .source = source };
        idt_un_names_add(self->party, arena_of(self), field->text, name);
        field->used = true;
    } else if (idt_span_equal_text(element, "LIST_TYPE")) {
        field->used = true; /* "UN List" in every record says what the edition says */
        if (!idt_span_equal_text(field->text, "UN List"))
            idt_party_add_fact(self->party, arena_of(self), "list type", field->text, source);
    }
}

void idt_un_record_convert(idt_un_record *self)
{
    take_uid(self);
    take_names(self);
    take_programme(self);
    for (size_t i = 0; i < self->field_count; i++) {
        idt_un_field *field = &self->fields[i];
        if (field->used)
            continue;
        if (field->group.len == 0)
            convert_single(self, field, field->name);
        else if (idt_span_equal_text(field->name, "VALUE"))
            convert_single(self, field, field->group);
        else
            convert_group(self, field);
    }
}
