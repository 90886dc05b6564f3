/* ch_seco.c - the Swiss list of SECO: a whole list, and amendments to it.
 *
 *     swiss-sanctions-list@list-type,date
 *         sanctions-program / sanctions-set*    what a target's sanctions-set-id means
 *         target*                               with its modifications, the newest first
 *         place*                                what a place-id means; before or behind the targets
 *
 * Every file is read twice: first its programmes and places, then its targets. Targets that were
 * taken off the list stay in the file; their newest modification says so.
 *
 * Files of one edition are read from the newest amendment back to the whole list, and the first
 * target of a number is the one that counts. Amendments as old as the whole list are part of it
 * already and passed over. Without a whole list they give the targets they name, and a warning. */
#include "lists/ch_internal.h"

#include <string.h>

#include "base/alloc.h"

enum { DATE_BYTES = 10 };

/* --- which files belong together --- */

static idt_span head_attribute(idt_span head, const char *name)
{
    idt_span root = idt_span_sub(head, 0, 4096), value;
    size_t at = idt_span_find(root, "<swiss-sanctions-list");
    if (at == SIZE_MAX)
        return IDT_SPAN_EMPTY;
    root = idt_span_sub(root, at, root.len);
    root = idt_span_sub(root, 0, idt_span_find(root, ">"));
    at = idt_span_find(root, name);
    root = idt_span_sub(root, at == SIZE_MAX ? root.len : at + strlen(name), root.len);
    return idt_span_split(&value, &root, "\"") ? value : IDT_SPAN_EMPTY;
}

static idt_span date_of(const idt_list_input *input)
{
    return idt_span_sub(head_attribute(input->map.bytes, " date=\""), 0, DATE_BYTES);
}

bool idt_ch_seco_recognise(idt_span head, unsigned *part)
{
    idt_span name, space;

    if (!idt_xml_head_root(head, &name, &space) ||
        !idt_span_equal_text(name, "swiss-sanctions-list"))
        return false;
    *part = idt_span_equal_text(head_attribute(head, " list-type=\""), "amendment")
                ? IDT_SECO_AMENDMENT
                : IDT_SECO_WHOLE;
    return true;
}

/* Into the parts of the first file, the newest first. */
static idt_status attach(idt_list_input *primary, idt_list_input *amendment, idt_err *err)
{
    size_t count = 0;

    while (count < IDT_LIST_PARTS_MAX && primary->parts[count])
        count++;
    if (count == IDT_LIST_PARTS_MAX)
        return idt_fail(err, IDT_E_LIMIT, "more than %d amendments to one SECO list",
                        IDT_LIST_PARTS_MAX);
    while (count > 0 &&
           idt_span_compare(date_of(primary->parts[count - 1]), date_of(amendment)) < 0) {
        primary->parts[count] = primary->parts[count - 1];
        count--;
    }
    primary->parts[count] = amendment;
    return IDT_OK;
}

idt_status idt_ch_seco_group(idt_list_inputs *inputs, int format, idt_err *err)
{
    idt_list_input *primary = NULL;
    idt_status status = IDT_OK;

    for (size_t i = 0; i < inputs->count && !primary; i++)
        if (inputs->items[i].format == format && inputs->items[i].part == IDT_SECO_WHOLE)
            primary = &inputs->items[i];
    for (size_t i = 0; i < inputs->count && !status; i++) {
        idt_list_input *input = &inputs->items[i];
        if (input->format != format || input->part != IDT_SECO_AMENDMENT)
            continue;
        if (primary) {
            status = attach(primary, input, err);
        } else {
            primary = input;
            primary->part = IDT_SECO_WHOLE; /* it stands for the whole list */
        }
    }
    return status;
}

/* --- programmes and places --- */

/* The English text among several languages; any, where there is none. */
static idt_span take_english(idt_element *parent, const char *name)
{
    idt_element *found = NULL;

    for (idt_element *at = idt_element_child(parent, name, NULL); at;
         at = idt_element_child(parent, name, at)) {
        bool english = idt_span_equal_text(idt_element_look_attribute(at, "lang"), "eng");
        if (!found || english)
            found = at;
        if (english)
            break;
    }
    return idt_element_take(found);
}

static void collect_programme(idt_seco *self, idt_records *records, idt_element *element)
{
    idt_seco_set set = { .key = take_english(element, "program-key"),
                         .programme = take_english(element, "program-name"),
                         .origin = idt_element_take_child(element, "origin"),
                         .source = idt_records_source(records, element) };

    for (idt_element *at = idt_element_child(element, "sanctions-set", NULL); at;
         at = idt_element_child(element, "sanctions-set", at)) {
        bool added;
        bool english = idt_span_equal_text(idt_element_look_attribute(at, "lang"), "eng");
        idt_span id = idt_element_take_attribute(at, "ssid");
        uint32_t number = idt_strmap_add(&self->set_ids, id, &added);
        self->sets =
            idt_grow(self->sets, &self->set_capacity, number + (size_t)1, sizeof *self->sets);
        if (!added && !english)
            continue;
        if (!added && self->sets[number].source.file != set.source.file)
            continue; /* a newer file said it */
        set.set = idt_element_take(at);
        self->sets[number] = set;
    }
    /* The other languages say the same. */
    idt_element_pass_child(element, "program-key");
    idt_element_pass_child(element, "program-name");
    idt_element_pass_child(element, "sanctions-set");
    idt_element_pass_attribute(element, "ssid");
    idt_element_pass_attribute(element, "version-date");
}

static void collect_place(idt_seco *self, idt_records *records, idt_element *element)
{
    bool added;
    idt_element *country = idt_element_child(element, "country", NULL);
    idt_span id = idt_element_take_attribute(element, "ssid");
    uint32_t number = idt_strmap_add(&self->place_ids, id, &added);

    self->places =
        idt_grow(self->places, &self->place_capacity, number + (size_t)1, sizeof *self->places);
    idt_seco_place place = { .location = idt_element_take_child(element, "location"),
                             .area = idt_element_take_child(element, "area"),
                             .source = idt_records_source(records, element) };
    idt_span code = idt_element_take_attribute(country, "iso-code");
    idt_span text = idt_element_take(country);
    place.country = idt_country_of(code.len > 0 ? code : text);
    place.country.text = text.len > 0 ? text : code;
    idt_element_pass_child(element, "location-variant"); /* the same in other spellings */
    idt_element_pass_child(element, "area-variant");
    if (added)
        self->places[number] = place;
}

/* --- targets --- */

static idt_span day_of(const idt_element *modification)
{
    idt_span day = idt_element_look_attribute(modification, "effective-date");
    return day.len > 0 ? day : idt_element_look_attribute(modification, "publication-date");
}

/* The newest modification stands first; where the dates say otherwise, they are right. */
static idt_element *newest_modification(idt_element *target)
{
    idt_element *newest = idt_element_child(target, "modification", NULL);

    for (idt_element *at = idt_element_child(target, "modification", newest); at && newest;
         at = idt_element_child(target, "modification", at))
        if (day_of(newest).len > 0 && idt_span_compare(day_of(at), day_of(newest)) > 0)
            newest = at;
    return newest;
}

static idt_span take_modifications(idt_records *records, idt_element *target, idt_party *party)
{
    static const char *const days[] = { "publication-date", "enactment-date", "effective-date" };
    idt_arena *arena = &records->lists->arena;
    idt_span listed_on = IDT_SPAN_EMPTY;

    for (idt_element *at = idt_element_child(target, "modification", NULL); at;
         at = idt_element_child(target, "modification", at)) {
        idt_span type = idt_element_take_attribute(at, "modification-type");
        idt_span text = type;
        if (idt_span_equal_text(type, "listed"))
            listed_on = idt_arena_copy(arena, day_of(at));
        for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
            idt_span day = idt_element_take_attribute(at, days[i]);
            if (day.len > 0)
                text = idt_arena_format(arena, "%.*s, %s %.*s", (int)text.len, text.ptr, days[i],
                                        (int)day.len, day.ptr);
        }
        idt_span remark = idt_element_take_child(at, "remark");
        if (remark.len > 0)
            text = idt_arena_format(arena, "%.*s, %.*s", (int)text.len, text.ptr, (int)remark.len,
                                    remark.ptr);
        idt_element_pass_attribute(at, "ssid");
        idt_party_add_fact(party, arena, "modification", text, idt_records_source(records, at));
    }
    return listed_on;
}

static bool is_known_type(idt_span type)
{
    return idt_span_equal_text(type, "listed") || idt_span_equal_text(type, "amended");
}

static void read_target(idt_seco *self, idt_records *records, idt_element *target)
{
    idt_lists *lists = records->lists;
    idt_source source = idt_records_source(records, target);
    idt_span uid = idt_element_take_attribute(target, "ssid");
    idt_span type = idt_element_look_attribute(newest_modification(target), "modification-type");
    bool added;

    if (uid.len == 0)
        uid = idt_arena_format(&lists->arena, "LINE-%u", source.line);
    idt_strmap_add(&self->targets, uid, &added);
    if (!added)
        return; /* a newer file said what it is now */
    if (idt_span_equal_text(type, "de-listed")) {
        if (self->delisted++ == 0)
            self->first_delisted = source;
        return;
    }
    if (!is_known_type(type))
        idt_lists_diagnose(lists, source, IDT_DIAGNOSTIC_WARNING, "unknown-modification", uid,
                           "neither listed, amended nor de-listed: \"%.*s\"; kept as listed",
                           (int)type.len, type.ptr);
    idt_party *party = idt_lists_add_party(lists);
    party->uid = uid;
    party->source = source;
    idt_span listed_on = take_modifications(records, target, party);
    idt_seco_convert(self, records, target, party, listed_on);
    idt_records_keep_rest(records, target, party);
}

static void read_record(idt_records *records, idt_element *record)
{
    idt_seco *self = records->context;

    if (!self->collecting) {
        if (idt_span_equal_text(record->name, "target"))
            read_target(self, records, record);
        return;
    }
    if (idt_span_equal_text(record->name, "target"))
        return;
    if (idt_span_equal_text(record->name, "sanctions-program"))
        collect_programme(self, records, record);
    else if (idt_span_equal_text(record->name, "place"))
        collect_place(self, records, record);
    idt_records_keep_rest(records, record, NULL);
}

/* Everything right below the root; what is not known is counted. */
static bool is_record(idt_records *records, size_t depth, const char *parent, const char *name)
{
    (void)records, (void)parent, (void)name;
    return depth == 2;
}

/* --- the edition --- */

static idt_status read_file(idt_seco *self, const idt_list_input *input, uint32_t file,
                            bool collecting, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, read_record, NULL };
    idt_span name = idt_path_name(input->path);
    idt_err inner = IDT_ERR_INIT;

    self->collecting = collecting;
    idt_status status = idt_records_read(self->lists, input, file, &handlers, self, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    return status;
}

static void take_date(idt_lists *lists, const idt_list_input *newest)
{
    idt_edition *edition = &lists->editions[lists->edition_count - 1];
    idt_date_range range;
    idt_span date = date_of(newest);

    if (idt_date_parse(&range, date) && range.from.day != 0) {
        edition->date = idt_arena_copy(&lists->arena, date);
        edition->date_from = IDT_SPAN_LIT("file");
    } else {
        idt_lists_date_from_path(lists, newest->path);
    }
}

/* The amendments that are newer than the list, the newest first, and the list itself. */
static size_t choose_files(idt_lists *lists, const idt_list_input *primary,
                           const idt_list_input **files, uint32_t *numbers)
{
    size_t count = 0;
    bool whole =
        !idt_span_equal_text(head_attribute(primary->map.bytes, " list-type=\""), "amendment");
    uint32_t own = idt_lists_add_file(lists, primary->path, primary->map.bytes);

    for (size_t i = 0; i < IDT_LIST_PARTS_MAX && primary->parts[i]; i++) {
        const idt_list_input *part = primary->parts[i];
        bool newer = idt_span_compare(date_of(part), date_of(primary)) > 0;
        uint32_t number = idt_lists_add_file(lists, part->path, part->map.bytes);
        if (newer || !whole) {
            files[count] = part;
            numbers[count++] = number;
        } else {
            idt_lists_diagnose(lists, (idt_source){ number, 0 }, IDT_DIAGNOSTIC_NOTE,
                               "old-amendment", IDT_SPAN_EMPTY,
                               "the amendment is no newer than the whole list and not applied");
        }
    }
    if (!whole)
        idt_lists_diagnose(lists, (idt_source){ own, 0 }, IDT_DIAGNOSTIC_WARNING, "amendment-only",
                           IDT_SPAN_EMPTY,
                           "an amendment without its whole list: only the targets it names are "
                           "here");
    /* Among amendments alone the first one found may be newer than others. */
    size_t at = count++;
    while (!whole && at > 0 && idt_span_compare(date_of(files[at - 1]), date_of(primary)) < 0) {
        files[at] = files[at - 1];
        numbers[at] = numbers[at - 1];
        at--;
    }
    files[at] = primary;
    numbers[at] = own;
    return count;
}

static void seco_release(idt_seco *self)
{
    idt_strmap_release(&self->place_ids);
    idt_strmap_release(&self->set_ids);
    idt_strmap_release(&self->targets);
    idt_free(self->places);
    idt_free(self->sets);
}

idt_status idt_ch_seco_read(idt_lists *self, const idt_list_input *input, idt_err *err)
{
    const idt_list_input *files[IDT_LIST_PARTS_MAX + 1];
    uint32_t numbers[IDT_LIST_PARTS_MAX + 1];
    idt_seco seco = { .lists = self,
                      .place_ids = IDT_STRMAP_INIT,
                      .set_ids = IDT_STRMAP_INIT,
                      .targets = IDT_STRMAP_INIT };
    idt_status status = IDT_OK;

    idt_lists_begin_edition(self, "ch_seco_sanctions",
                            "Swiss State Secretariat for Economic Affairs (SECO)",
                            "Swiss sanctions: consolidated list of targets", "SECO XML");
    size_t count = choose_files(self, input, files, numbers);
    take_date(self, files[0]);
    for (size_t i = 0; i < count && !status; i++)
        status = read_file(&seco, files[i], numbers[i], true, err);
    for (size_t i = 0; i < count && !status; i++)
        status = read_file(&seco, files[i], numbers[i], false, err);
    if (!status && seco.targets.count == 0)
        status = idt_fail(err, IDT_E_INPUT, "%s holds no target", input->path.ptr);
    if (!status && seco.delisted > 0)
        idt_lists_diagnose(self, seco.first_delisted, IDT_DIAGNOSTIC_NOTE, "delisted",
                           IDT_SPAN_EMPTY,
                           "%zu of %zu targets were taken off the list and are left out; the first "
                           "stands here",
                           seco.delisted, seco.targets.count);
    seco_release(&seco);
    return status;
}
