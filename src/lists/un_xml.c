/* un_xml.c - the UN Security Council's consolidated list.
 *
 *     CONSOLIDATED_LIST@dateGenerated
 *         INDIVIDUALS / INDIVIDUAL*, ENTITIES / ENTITY*
 *             element with text, or group / element with text
 *
 * While a record is open, every element with text is collected with its line; at its end the
 * record is converted. Whatever conversion did not use is kept as a fact under its element's name
 * and counted, so a field the UN adds tomorrow is neither lost nor overlooked. Publisher's elements
 * without text are placeholders and say nothing. */
#include "lists/un_internal.h"

#include <inttypes.h>
#include <string.h>

#include "base/alloc.h"
#include "base/strmap.h"
#include "codec/xml.h"

/* Depth of the elements, the root being 1. */
enum { DEPTH_ROOT = 1, DEPTH_SECTION = 2, DEPTH_RECORD = 3, DEPTH_FIELD = 4 };

/* Elements with text in one record; the largest published has under two hundred. Conversion looks
 * through them once for every element. */
enum { FIELD_COUNT_MAX = 4096 };

/* A few records without a name are the publisher's slips; more of them mean that the name's
 * elements are called otherwise than here. */
enum { NAMELESS_MIN = 3, NAMELESS_PERCENT_MAX = 2 };

typedef struct {
    uint32_t count;
    idt_source first;
} sighting;

typedef struct {
    idt_un_record record;
    idt_arena names;       /* element names of the open record */
    uint32_t group_number; /* of the open element at DEPTH_FIELD; 0 directly under the record */
    uint32_t lines[IDT_XML_DEPTH_MAX + 1]; /* where each open element starts, by depth */
    size_t record_count;
    sighting nameless; /* records without a primary name */
    idt_strmap references;
    idt_strmap unknown; /* element names nobody models */
    sighting *sightings;
    size_t sighting_capacity;
} reader;

idt_source idt_un_source(const idt_un_record *self, uint32_t line)
{
    return (idt_source){ self->file, line };
}

idt_span idt_un_take(idt_un_record *self, uint32_t group_number, const char *name)
{
    for (size_t i = 0; i < self->field_count; i++) {
        idt_un_field *field = &self->fields[i];
        if (!field->used && field->group_number == group_number &&
            idt_span_equal_text(field->name, name)) {
            field->used = true;
            return field->text;
        }
    }
    return IDT_SPAN_EMPTY;
}

/* Runs of blanks and line ends become one blank: the publisher's texts carry hard line ends and
 * the indentation of the file. */
static idt_span folded(idt_arena *arena, idt_span text)
{
    text = idt_span_trim(text);
    char *out = idt_arena_alloc(arena, text.len + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = idt_is_blank(text.ptr[i]);
        if (blank && idt_is_blank(out[length - 1]))
            continue; /* the first character is no blank, so there is one before */
        out[length++] = blank ? ' ' : text.ptr[i];
    }
    return (idt_span){ out, length };
}

static void read_date(reader *self, const char **attributes, uint32_t line)
{
    idt_lists *lists = self->record.lists;
    idt_edition *edition = &lists->editions[lists->edition_count - 1];
    const char *generated = idt_xml_attribute(attributes, "dateGenerated");
    idt_date_range range;
    if (generated && idt_date_parse(&range, idt_span_of(generated)) && range.from.day != 0) {
        edition->date = idt_arena_format(&lists->arena, "%04u-%02u-%02u", range.from.year,
                                         range.from.month, range.from.day);
        edition->date_from = IDT_SPAN_LIT("file");
        return;
    }
    idt_lists_diagnose(lists, idt_un_source(&self->record, line), IDT_DIAGNOSTIC_WARNING,
                       "missing-date", IDT_SPAN_EMPTY,
                       "the file states no date of its own (dateGenerated%s%.40s)",
                       generated ? "=" : " is missing", generated ? generated : "");
}

static void note_unknown(reader *self, idt_span name, uint32_t line)
{
    bool added;
    idt_span key = idt_arena_copy(&self->record.lists->arena, name);
    uint32_t number = idt_strmap_add(&self->unknown, key, &added);
    if (added) {
        self->sightings = idt_grow(self->sightings, &self->sighting_capacity, number + 1u,
                                   sizeof *self->sightings);
        self->sightings[number] = (sighting){ 0, idt_un_source(&self->record, line) };
    }
    self->sightings[number].count++;
}

/* Any element two levels below the root is a record: a kind of party the UN may add is kept. */
static void begin_record(reader *self, const char *name, uint32_t line)
{
    idt_party *party = idt_lists_add_party(self->record.lists);
    party->type = IDT_PARTY_UNKNOWN;
    if (strcmp(name, "INDIVIDUAL") == 0)
        party->type = IDT_PARTY_PERSON;
    else if (strcmp(name, "ENTITY") == 0)
        party->type = IDT_PARTY_ORGANIZATION;
    else
        note_unknown(self, idt_span_of(name), line);
    party->source = idt_un_source(&self->record, line);
    self->record.party = party;
    self->record.field_count = 0;
    self->group_number = 0;
    idt_arena_reset(&self->names);
    self->record_count++;
}

static void check_reference(reader *self)
{
    bool added;
    const idt_party *party = self->record.party;
    idt_strmap_add(&self->references, party->uid, &added);
    if (!added)
        idt_lists_diagnose(self->record.lists, party->source, IDT_DIAGNOSTIC_WARNING,
                           "duplicate-reference", party->uid,
                           "the reference number stands on an earlier record too");
}

static void count_nameless(reader *self)
{
    const idt_party *party = self->record.party;
    for (size_t i = 0; i < party->name_count; i++)
        if (party->names[i].kind == IDT_NAME_PRIMARY)
            return;
    if (self->nameless.count++ == 0)
        self->nameless.first = party->source;
}

static idt_status check_records(const reader *self, idt_err *err)
{
    uint32_t nameless = self->nameless.count;
    uint32_t line = self->nameless.first.line;
    if (self->record_count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "holds no record");
    if (nameless < NAMELESS_MIN ||
        nameless * (uint64_t)100 <= self->record_count * (uint64_t)NAMELESS_PERCENT_MAX)
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, line, 0,
                       "line %u: the record has no FIRST_NAME ... FOURTH_NAME, nor have %u of all "
                       "%zu: the elements of the name seem to be called otherwise",
                       line, nameless, self->record_count);
}

static void end_record(reader *self)
{
    idt_un_record *record = &self->record;
    idt_un_record_convert(record);
    count_nameless(self);
    check_reference(self);
    for (size_t i = 0; i < record->field_count; i++) {
        const idt_un_field *field = &record->fields[i];
        if (field->used)
            continue;
        idt_span key = idt_arena_copy(&record->lists->arena, field->name);
        note_unknown(self, key, field->line);
        idt_party_add_fact(record->party, &record->lists->arena, key.ptr, field->text,
                           idt_un_source(record, field->line));
    }
    record->party = NULL;
}

static void on_start(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    reader *self = context;
    size_t depth = idt_xml_depth(xml);
    uint64_t line = idt_xml_line(xml);
    self->lines[depth] = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
    if (depth == DEPTH_ROOT && strcmp(name, "CONSOLIDATED_LIST") != 0)
        idt_xml_stop(xml, IDT_E_INPUT, "<%.40s> is not the root of a UN list", name);
    else if (depth == DEPTH_ROOT)
        read_date(self, attributes, self->lines[depth]);
    else if (depth == DEPTH_RECORD)
        begin_record(self, name, self->lines[depth]);
    else if (depth == DEPTH_FIELD)
        self->group_number++;
}

static void add_field(reader *self, idt_xml *xml, size_t depth, const char *name, idt_span text)
{
    idt_un_record *record = &self->record;
    if (record->field_count == FIELD_COUNT_MAX) {
        idt_xml_stop(xml, IDT_E_LIMIT, "a record of more than %d elements", FIELD_COUNT_MAX);
        return;
    }
    record->fields = idt_grow(record->fields, &record->field_capacity, record->field_count + 1,
                              sizeof *record->fields);
    bool grouped = depth > DEPTH_FIELD;
    idt_span group = IDT_SPAN_EMPTY;
    if (grouped)
        group =
            idt_arena_copy(&self->names, idt_span_of(idt_xml_ancestor(xml, depth - DEPTH_FIELD)));
    record->fields[record->field_count++] = (idt_un_field){
        .group = group,
        .name = idt_arena_copy(&self->names, idt_span_of(name)),
        .text = folded(&record->lists->arena, text),
        .group_number = grouped ? self->group_number : 0,
        .line = self->lines[depth],
    };
}

static void on_end(void *context, idt_xml *xml, const char *name, idt_span text)
{
    reader *self = context;
    size_t depth = idt_xml_depth(xml);
    bool empty = idt_span_trim(text).len == 0;
    if (depth >= DEPTH_FIELD && !empty)
        add_field(self, xml, depth, name, text);
    else if (depth == DEPTH_RECORD) {
        if (!empty)
            add_field(self, xml, depth, name, text);
        end_record(self);
    } else if (!empty)
        note_unknown(self, idt_span_of(name), self->lines[depth]);
}

static void report_unknown(reader *self)
{
    for (size_t i = 0; i < self->unknown.count; i++) {
        idt_span name = self->unknown.keys[i];
        idt_lists_diagnose(self->record.lists, self->sightings[i].first, IDT_DIAGNOSTIC_WARNING,
                           "unknown-element", IDT_SPAN_EMPTY,
                           "<%.*s> is not known here, %u times; its text is kept as it stands",
                           (int)name.len, name.ptr, self->sightings[i].count);
    }
}

static void reader_release(reader *self)
{
    idt_arena_release(&self->names);
    idt_free(self->record.fields);
    idt_free(self->sightings);
    idt_strmap_release(&self->references);
    idt_strmap_release(&self->unknown);
}

idt_status idt_un_xml_read(idt_lists *self, idt_list_file file, idt_err *err)
{
    static const idt_xml_handlers handlers = { on_start, on_end };
    idt_span name = idt_path_name(file.path);
    idt_err inner = IDT_ERR_INIT;
    reader un = { .names = IDT_ARENA_INIT,
                  .references = IDT_STRMAP_INIT,
                  .unknown = IDT_STRMAP_INIT };
    idt_lists_begin_edition(self, "un_sc_sanctions", "United Nations Security Council",
                            "United Nations Security Council Consolidated List", "UN XML");
    un.record.lists = self;
    un.record.file = idt_lists_add_file(self, file.path, file.bytes);
    idt_status status = idt_xml_parse(file.bytes, &handlers, &un, &inner);
    if (status == IDT_OK)
        status = check_records(&un, &inner);
    if (status == IDT_OK)
        report_unknown(&un);
    else
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    if (status == IDT_OK && self->editions[self->edition_count - 1].date.len == 0)
        idt_lists_date_from_path(self, file.path);
    reader_release(&un);
    return status;
}
