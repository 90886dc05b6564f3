/* ca_sema.c - Canada's consolidated autonomous sanctions list.
 *
 *     data-set / record*
 *         Country "Belarus / Bélarus", LastName, GivenName or EntityOrShip, Aliases, TitleOrShip,
 *         DateOfBirthOrShipBuildDate, ShipIMONumber, Schedule "1, Part 1", Item, DateOfListing
 *
 * Files of 2020 say Entity, DateOfBirth and Title instead. An entry has no number of its own: what
 * names it is where it stands in the regulations, so its reference is made of the country's English
 * name, the schedule and the item: "Belarus/1, Part 1/12". The regulations themselves are the
 * country's name; there the entry has neither schedule nor code. */
#include <inttypes.h>

#include "base/strmap.h"
#include "lists/ca_internal.h"

/* A few records without a name are the publisher's slips; more of them mean that the name's
 * elements are called otherwise than here. */
enum { NAMELESS_MIN = 3, NAMELESS_PERCENT_MAX = 2 };

typedef struct {
    idt_strmap references;
    size_t record_count;
    uint32_t nameless_count;
    idt_source nameless;
    idt_span newest; /* listing date */
} sema;

bool idt_ca_sema_recognise(idt_span head, unsigned *part)
{
    idt_span name, name_space;

    *part = 0;
    return idt_xml_head_root(head, &name, &name_space) && idt_span_equal_text(name, "data-set") &&
           idt_span_find(head, "<record>") != SIZE_MAX &&
           idt_span_find(head, "<Country>") != SIZE_MAX &&
           idt_span_find(head, "<Item>") != SIZE_MAX;
}

static bool is_record(idt_records *records, size_t depth, const char *parent, const char *name)
{
    (void)records;
    (void)parent;
    return depth == 2 && idt_span_equal_text(IDT_SPAN_LIT("record"), name);
}

static void check_root(idt_records *records, idt_element *root)
{
    if (!idt_span_equal_text(root->name, "data-set"))
        idt_records_stop(records, IDT_E_INPUT, "<%.*s> is not the root of Canada's list",
                         root->name.len < 40 ? (int)root->name.len : 40, root->name.ptr);
}

/* The English half of "Syria / Syrie". */
static idt_span english(idt_span text)
{
    return idt_span_trim(idt_span_sub(text, 0, idt_span_find(text, " / ")));
}

/* Files differ in the blank of "1, Part 3" and "1,Part 3". */
static void add_spaced(idt_buf *out, idt_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        idt_buf_add_char(out, text.ptr[i]);
        if (text.ptr[i] == ',' && i + 1 < text.len && text.ptr[i + 1] != ' ')
            idt_buf_add_char(out, ' ');
    }
}

static void make_uid(idt_records *records, idt_party *party, idt_span country, idt_span schedule,
                     idt_span item)
{
    sema *self = records->context;
    idt_arena *arena = &records->lists->arena;
    idt_buf uid = IDT_BUF_INIT;
    bool added;

    idt_buf_add_span(&uid, english(country));
    if (schedule.len) {
        idt_buf_add_char(&uid, '/');
        add_spaced(&uid, schedule);
    }
    idt_buf_add_char(&uid, '/');
    if (item.len)
        idt_buf_add_span(&uid, item);
    else
        idt_buf_format(&uid, "LINE-%u", party->source.line);
    party->uid = idt_arena_copy(arena, idt_buf_span(&uid));
    idt_strmap_add(&self->references, party->uid, &added);
    if (!added) { /* the line cannot be met twice, nor can it end a reference otherwise */
        idt_buf_format(&uid, "#LINE-%u", party->source.line);
        party->uid = idt_arena_copy(arena, idt_buf_span(&uid));
    }
    idt_buf_release(&uid);
    if (!added)
        idt_lists_diagnose(records->lists, party->source, IDT_DIAGNOSTIC_WARNING,
                           "duplicate-reference", party->uid,
                           "country, schedule and item stand on an earlier record too");
    if (country.len == 0 || item.len == 0)
        idt_lists_diagnose(records->lists, party->source, IDT_DIAGNOSTIC_WARNING,
                           "missing-reference", party->uid, "the record has no %s",
                           country.len ? "Item" : "Country");
}

static void take_programme(idt_records *records, idt_element *record, idt_party *party)
{
    sema *self = records->context;
    idt_arena *arena = &records->lists->arena;
    idt_span country = idt_element_take_child(record, "Country");
    idt_span schedule = idt_element_take_child(record, "Schedule");
    idt_span item = idt_element_take_child(record, "Item");
    idt_span listed = idt_element_take_child(record, "DateOfListing");
    idt_party_programme programme = { .tag = english(country),
                                      .listed_on = IDT_SPAN_EMPTY,
                                      .list = IDT_SPAN_EMPTY,
                                      .authority = IDT_SPAN_EMPTY,
                                      .measures = IDT_SPAN_EMPTY,
                                      .source = party->source };
    idt_date_range range;

    make_uid(records, party, country, schedule, item);
    if (schedule.len)
        programme.list = idt_arena_format(arena, "Schedule %.*s", (int)schedule.len, schedule.ptr);
    if (programme.list.len && item.len)
        programme.authority = idt_arena_format(arena, "%.*s, item %.*s", (int)programme.list.len,
                                               programme.list.ptr, (int)item.len, item.ptr);
    else if (item.len)
        programme.authority = idt_arena_format(arena, "item %.*s", (int)item.len, item.ptr);
    if (idt_date_parse(&range, listed) && range.from.day) {
        idt_buf iso = IDT_BUF_INIT;
        idt_ymd_format(&iso, range.from);
        programme.listed_on = idt_arena_copy(arena, idt_buf_span(&iso));
        idt_buf_release(&iso);
        if (idt_span_compare(programme.listed_on, self->newest) > 0)
            self->newest = programme.listed_on;
    } else if (listed.len) {
        idt_party_add_fact(party, arena, "date of listing", listed, party->source);
        idt_lists_diagnose(records->lists, party->source, IDT_DIAGNOSTIC_WARNING, "odd-date",
                           party->uid, "\"%.*s\" is no date of listing that is known",
                           (int)listed.len, listed.ptr);
    }
    idt_party_add_programme(party, arena, programme);
}

/* --- dates --- */

/* "born in the early 1970s": ten years are certain, which of them is not. */
static bool parse_decade(idt_date_range *out, idt_span text)
{
    for (size_t i = 0; i + 5 <= text.len; i++) {
        uint32_t year;
        if (text.ptr[i + 4] != 's' || text.ptr[i + 3] != '0' ||
            !idt_span_to_u32(idt_span_sub(text, i, i + 4), &year) || year < 1500)
            continue;
        *out = (idt_date_range){ { (uint16_t)year, 0, 0 }, { (uint16_t)(year + 9), 0, 0 }, true };
        return true;
    }
    return false;
}

static void add_date(idt_records *records, idt_party *party, idt_span text)
{
    idt_party_date date = {
        .kind = IDT_DATE_BIRTH, .text = text, .note = IDT_SPAN_EMPTY, .source = party->source
    };

    if (party->type == IDT_PARTY_VESSEL)
        date.kind = IDT_DATE_BUILT;
    else if (party->type == IDT_PARTY_ORGANIZATION)
        date.kind = IDT_DATE_ESTABLISHED;
    if (!idt_date_parse(&date.range, text) && !parse_decade(&date.range, text)) {
        date.range = (idt_date_range){ { 0, 0, 0 }, { 0, 0, 0 }, false };
        idt_lists_diagnose(records->lists, party->source, IDT_DIAGNOSTIC_WARNING, "odd-date",
                           party->uid, "\"%.*s\" is no date that is known", (int)text.len,
                           text.ptr);
    }
    idt_party_add_date(party, &records->lists->arena, date);
}

/* "1963 or 1964", "1965-07-15 OR 1969-09-28" */
static void take_dates(idt_records *records, idt_element *record, idt_party *party)
{
    static const char *const elements[] = { "DateOfBirthOrShipBuildDate", "DateOfBirth",
                                            "ShipBuildDate" };

    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        idt_span rest = idt_element_take_child(record, elements[i]);
        while (rest.len) {
            size_t at = idt_span_find_nocase(rest, " or ");
            idt_span part = idt_span_trim(idt_span_sub(rest, 0, at));
            if (part.len)
                add_date(records, party, part);
            rest = at == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(rest, at + 4, rest.len);
        }
    }
}

/* --- the record --- */

static idt_span take_either(idt_element *record, const char *name, const char *older)
{
    idt_span text = idt_element_take_child(record, name);
    return text.len ? text : idt_element_take_child(record, older);
}

static void take_number(idt_party *party, idt_arena *arena, idt_span imo)
{
    if (imo.len)
        idt_party_add_identifier(party, arena,
                                 (idt_identifier){ .type = IDT_ID_IMO,
                                                   .label = IDT_SPAN_LIT("ShipIMONumber"),
                                                   .value = imo,
                                                   .country = idt_country_of(IDT_SPAN_EMPTY),
                                                   .note = IDT_SPAN_EMPTY,
                                                   .source = party->source });
}

static void read_record(idt_records *records, idt_element *record)
{
    sema *self = records->context;
    idt_arena *arena = &records->lists->arena;
    idt_party *party = idt_lists_add_party(records->lists);
    idt_ca_names names = { .party = party, .arena = arena };
    idt_span imo = idt_element_take_child(record, "ShipIMONumber");
    idt_span title = take_either(record, "TitleOrShip", "Title");

    party->source = idt_records_source(records, record);
    names.family = idt_element_take_child(record, "LastName");
    names.given = idt_element_take_child(record, "GivenName");
    names.entity = take_either(record, "EntityOrShip", "Entity");
    names.aliases = idt_element_take_child(record, "Aliases");
    if (names.family.len || names.given.len)
        party->type = IDT_PARTY_PERSON;
    else if (imo.len || (names.entity.len && title.len))
        party->type = IDT_PARTY_VESSEL;
    else
        party->type = IDT_PARTY_ORGANIZATION;
    take_programme(records, record, party);
    idt_ca_names_add(&names);
    take_dates(records, record, party);
    take_number(party, arena, imo);
    idt_party_add_fact(party, arena, party->type == IDT_PARTY_VESSEL ? "vessel type" : "title",
                       title, party->source);
    idt_records_keep_rest(records, record, party);
    self->record_count++;
    if (party->name_count == 0) {
        if (self->nameless_count++ == 0)
            self->nameless = party->source;
        idt_lists_diagnose(records->lists, party->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                           party->uid, "the record has no name");
    }
}

static idt_status check_records(const sema *self, idt_err *err)
{
    if (self->record_count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "holds no record");
    if (self->nameless_count < NAMELESS_MIN ||
        self->nameless_count * (uint64_t)100 <= self->record_count * (uint64_t)NAMELESS_PERCENT_MAX)
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, self->nameless.line, 0,
                       "line %u: the record has no name, nor have %u of all %zu: the elements of "
                       "the name seem to be called otherwise",
                       self->nameless.line, self->nameless_count, self->record_count);
}

static void date_edition(idt_lists *lists, const idt_list_input *input, const sema *self)
{
    idt_edition *edition = &lists->editions[lists->edition_count - 1];

    idt_lists_date_from_path(lists, input->path);
    if (edition->date.len == 0 && self->newest.len) {
        edition->date = self->newest;
        edition->date_from = IDT_SPAN_LIT("newest listing");
    }
}

idt_status idt_ca_sema_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, read_record, check_root };
    sema self = { .references = IDT_STRMAP_INIT, .newest = IDT_SPAN_EMPTY };
    idt_err inner = IDT_ERR_INIT;
    idt_span name = idt_path_name(input->path);

    idt_lists_begin_edition(lists, "ca_dfatd_sema_sanctions", "Global Affairs Canada",
                            "Consolidated Canadian Autonomous Sanctions List", "Canada SEMA XML");
    uint32_t file = idt_lists_add_file(lists, input->path, input->map.bytes);
    idt_status status = idt_records_read(lists, input, file, &handlers, &self, &inner);
    if (!status)
        status = check_records(&self, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    else
        date_edition(lists, input, &self);
    idt_strmap_release(&self.references);
    return status;
}
