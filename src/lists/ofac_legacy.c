/* ofac_legacy.c - OFAC's older XML, SDN.XML and CONSOLIDATED.XML.
 *
 *     sdnList
 *         publshInformation (as published): Publish_Date MM/DD/YYYY, Record_Count
 *         sdnEntry*: uid, firstName?, lastName, title?, sdnType, remarks?, programList, idList,
 *             akaList, addressList, nationalityList, citizenshipList, dateOfBirthList,
 *             placeOfBirthList, vesselInfo
 *
 * The namespace was changed in May 2024; the element's names were not. idList holds whatever OFAC
 * knows by a key, "Secondary sanctions risk:" as well as "Passport"; the rules of the remarks tell
 * which is a number and which a statement. */
#include <inttypes.h>

#include "lists/element.h"
#include "lists/ofac_internal.h"

typedef struct {
    idt_ofac_xml xml;
    uint32_t stated_count; /* Record_Count; UINT32_MAX: not stated */
} reader;

/* ---- the parts of an entry ---- */

static void add_name(idt_records *self, idt_party *party, idt_element *of, idt_name_kind kind,
                     idt_quality quality)
{
    idt_arena *arena = &self->lists->arena;
    idt_span given = idt_element_take_child(of, "firstName");
    idt_name name = idt_ofac_name_of_parts(arena, idt_element_take_child(of, "lastName"), given);

    if (given.len == 0) /* a weak alias comes whole: "EXAMPLE, Jane" */
        name = idt_ofac_name(name.text, party->type);
    name.kind = kind;
    name.quality = quality;
    name.source = idt_records_source(self, of);
    if (name.text.len)
        idt_party_add_name(party, arena, name);
    else
        idt_lists_diagnose(self->lists, name.source, IDT_DIAGNOSTIC_WARNING,
                           kind == IDT_NAME_PRIMARY ? "no-name" : "empty-alias", party->uid,
                           "%s without a name", kind == IDT_NAME_PRIMARY ? "an entry" : "an alias");
}

static void add_alias(idt_records *self, idt_party *party, idt_element *aka)
{
    idt_span category = idt_element_take_child(aka, "category");

    add_name(self, party, aka, idt_ofac_alias_kind(idt_element_take_child(aka, "type")),
             idt_span_equal_nocase(category, IDT_SPAN_LIT("weak"))     ? IDT_QUALITY_WEAK
             : idt_span_equal_nocase(category, IDT_SPAN_LIT("strong")) ? IDT_QUALITY_STRONG
                                                                       : IDT_QUALITY_UNGRADED);
}

static void add_programme(idt_records *self, idt_party *party, idt_element *element)
{
    idt_party_programme programme = { .tag = idt_element_take(element),
                                      .source = idt_records_source(self, element) };

    if (programme.tag.len)
        idt_party_add_programme(party, &self->lists->arena, programme);
}

static idt_ymd day_of(idt_span text)
{
    idt_date_range range;
    return text.len && idt_date_parse(&range, text) ? range.from : (idt_ymd){ 0, 0, 0 };
}

static void add_number(idt_records *self, idt_party *party, idt_element *id)
{
    reader *state = self->context;
    idt_ofac_item item = { .label = idt_element_take_child(id, "idType"),
                           .value = idt_element_take_child(id, "idNumber"),
                           .country = idt_element_take_child(id, "idCountry"),
                           .source = idt_records_source(self, id) };

    item.issued = day_of(idt_element_take_child(id, "issueDate"));
    item.expires = day_of(idt_element_take_child(id, "expirationDate"));
    if (item.value.len || item.label.len)
        idt_ofac_item_read(self->lists, party, &item, &state->xml.counts);
}

static void add_address(idt_records *self, idt_party *party, idt_element *element)
{
    idt_arena *arena = &self->lists->arena;
    static const char *const lines[] = { "address1", "address2", "address3" };
    idt_address address = { .role = IDT_ADDRESS_LOCATION,
                            .street = IDT_SPAN_EMPTY,
                            .city = idt_element_take_child(element, "city"),
                            .region = idt_element_take_child(element, "stateOrProvince"),
                            .postal = idt_element_take_child(element, "postalCode"),
                            .country = idt_country_of(idt_element_take_child(element, "country")),
                            .source = idt_records_source(self, element) };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        address.street = idt_ofac_xml_joined(arena, address.street, ", ",
                                             idt_element_take_child(element, lines[i]));
    if (address.street.len + address.city.len + address.region.len + address.postal.len +
        address.country.text.len)
        idt_party_add_address(party, arena, address);
}

static void add_typed(idt_records *self, idt_party *party, idt_element *element, const char *label,
                      const char *child)
{
    reader *state = self->context;
    idt_ofac_item item = { .label = idt_span_of(label),
                           .value = idt_element_take_child(element, child),
                           .source = idt_records_source(self, element) };

    if (item.value.len)
        idt_ofac_item_read(self->lists, party, &item, &state->xml.counts);
}

static void add_nationality(idt_records *self, idt_party *party, idt_element *element)
{
    add_typed(self, party, element, "nationality", "country");
}

static void add_citizenship(idt_records *self, idt_party *party, idt_element *element)
{
    add_typed(self, party, element, "citizen", "country");
}

static void add_birth_date(idt_records *self, idt_party *party, idt_element *element)
{
    add_typed(self, party, element, "DOB", "dateOfBirth");
}

static void add_birth_place(idt_records *self, idt_party *party, idt_element *element)
{
    add_typed(self, party, element, "POB", "placeOfBirth");
}

static void add_vessel(idt_records *self, idt_party *party, idt_element *element)
{
    idt_ofac_vessel vessel = {
        .call_sign = idt_element_take_child(element, "callSign"),
        .type = idt_element_take_child(element, "vesselType"),
        .tonnage = idt_element_take_child(element, "tonnage"),
        .gross_tonnage = idt_element_take_child(element, "grossRegisteredTonnage"),
        .flag = idt_element_take_child(element, "vesselFlag"),
        .owner = idt_element_take_child(element, "vesselOwner"),
        .source = idt_records_source(self, element),
    };
    idt_ofac_vessel_add(party, &self->lists->arena, &vessel);
}

/* ---- an entry ---- */

typedef void (*adder)(idt_records *self, idt_party *party, idt_element *element);

typedef struct {
    const char *list, *item; /* items that say which of several is the main one stand first */
    adder add;
} section;

static const section sections[] = {
    { "akaList", "aka", add_alias },
    { "programList", "program", add_programme },
    { "addressList", "address", add_address },
    { "dateOfBirthList", "dateOfBirthItem", add_birth_date },
    { "placeOfBirthList", "placeOfBirthItem", add_birth_place },
    { "nationalityList", "nationality", add_nationality },
    { "citizenshipList", "citizenship", add_citizenship },
    { "idList", "id", add_number },
};

/* The items of a list, the main ones first; their own numbers say nothing. */
static void add_section(idt_records *self, idt_party *party, idt_element *entry, const section *of)
{
    for (int others = 0; others <= 1; others++)
        for (idt_element *list = idt_element_child(entry, of->list, NULL); list;
             list = idt_element_child(entry, of->list, list))
            for (idt_element *item = idt_element_child(list, of->item, NULL); item;
                 item = idt_element_child(list, of->item, item)) {
                bool other =
                    idt_span_equal_text(idt_element_look_child(item, "mainEntry"), "false");
                if (other != (others == 1))
                    continue;
                of->add(self, party, item);
                idt_element_pass_child(item, "uid");
            }
}

static void pass_main_marks(idt_element *entry)
{
    for (idt_element *list = entry->first; list; list = list->next)
        for (idt_element *item = list->first; item; item = item->next)
            idt_element_pass_child(item, "mainEntry"); /* the order says it now */
}

static void read_entry(idt_records *self, idt_element *entry)
{
    reader *state = self->context;
    idt_source source = idt_records_source(self, entry);
    idt_party *party =
        idt_ofac_xml_party(&state->xml, self->lists, idt_element_take_child(entry, "uid"),
                           idt_element_take_child(entry, "sdnType"), source);

    add_name(self, party, entry, IDT_NAME_PRIMARY, IDT_QUALITY_UNGRADED);
    idt_party_add_fact(party, &self->lists->arena, "title", idt_element_take_child(entry, "title"),
                       source);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        add_section(self, party, entry, &sections[i]);
    pass_main_marks(entry);
    for (idt_element *vessel = idt_element_child(entry, "vesselInfo", NULL); vessel;
         vessel = idt_element_child(entry, "vesselInfo", vessel))
        add_vessel(self, party, vessel);
    idt_element *remarks = idt_element_child(entry, "remarks", NULL);
    idt_ofac_xml_remarks(&state->xml, self->lists, party, idt_element_take(remarks),
                         idt_records_source(self, remarks));
    for (size_t i = 0; i < party->programme_count; i++)
        if (idt_ofac_is_consolidated_programme(party->programmes[i].tag)) {
            state->xml.marked_count++;
            break;
        }
    if (party->programme_count == 0)
        idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, "no-programme", party->uid,
                           "the entry names no programme");
    idt_ofac_xml_drop_repeats(party);
    idt_records_keep_rest(self, entry, party);
}

/* ---- the file ---- */

/* "03/28/2025" is the 28th of March. */
static void read_publish_date(idt_records *self, idt_span text, uint32_t line)
{
    idt_span month, day, rest = text;

    if (idt_span_split(&month, &rest, "/") && idt_span_split(&day, &rest, "/")) {
        idt_span iso = idt_arena_format(
            &self->lists->arena, "%.*s-%.*s-%.*s", rest.len < 8 ? (int)rest.len : 8, rest.ptr,
            month.len < 4 ? (int)month.len : 4, month.ptr, day.len < 4 ? (int)day.len : 4, day.ptr);
        if (idt_ofac_xml_date(self->lists, iso))
            return;
    }
    idt_lists_diagnose(self->lists, (idt_source){ self->file, line }, IDT_DIAGNOSTIC_WARNING,
                       "missing-date", IDT_SPAN_EMPTY,
                       "the file states no date of its own (Publish_Date=%.*s)",
                       text.len < 40 ? (int)text.len : 40, text.ptr);
}

static void read_publication(idt_records *self, idt_element *element)
{
    reader *state = self->context;
    idt_span count = idt_element_take_child(element, "Record_Count");

    read_publish_date(self, idt_element_take_child(element, "Publish_Date"), element->line);
    if (count.len && !idt_span_to_u32(count, &state->stated_count))
        idt_records_stop(self, IDT_E_INPUT, "Record_Count is no number: \"%.*s\"",
                         count.len < 40 ? (int)count.len : 40, count.ptr);
    idt_records_keep_rest(self, element, NULL);
}

static bool is_record(idt_records *self, size_t depth, const char *parent, const char *name)
{
    (void)self, (void)parent, (void)name;
    return depth == 2;
}

static void read_record(idt_records *self, idt_element *element)
{
    if (idt_span_equal_text(element->name, "sdnEntry"))
        read_entry(self, element);
    else if (idt_span_equal_text(element->name, "publshInformation") ||
             idt_span_equal_text(element->name, "publishInformation"))
        read_publication(self, element);
    else
        idt_records_keep_rest(self, element, NULL);
}

static idt_status check_count(const reader *state, idt_err *err)
{
    if (state->xml.entry_count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "holds no entry");
    if (state->stated_count == UINT32_MAX || state->stated_count == state->xml.entry_count)
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, 0, 0,
                       "holds %zu entries, but says that there are %" PRIu32 " (Record_Count)",
                       state->xml.entry_count, state->stated_count);
}

bool idt_ofac_legacy_recognise(idt_span head, unsigned *part)
{
    idt_span name, name_space;

    *part = 0;
    return idt_xml_head_root(head, &name, &name_space) && idt_span_equal_text(name, "sdnList");
}

idt_status idt_ofac_legacy_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, read_record, NULL };
    reader state = { IDT_OFAC_XML_INIT, UINT32_MAX };
    idt_err inner = IDT_ERR_INIT;

    idt_ofac_edition_begin(lists, "OFAC XML");
    uint32_t file = idt_lists_add_file(lists, input->path, input->map.bytes);
    idt_status status = idt_records_read(lists, input, file, &handlers, &state, &inner);
    if (!status)
        status = check_count(&state, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%s %s", input->path.ptr,
                          inner.text);
    else {
        if (idt_ofac_is_consolidated(state.xml.marked_count, state.xml.entry_count, input->path))
            idt_ofac_edition_is_consolidated(lists);
        if (state.stated_count == UINT32_MAX)
            idt_lists_diagnose(lists, (idt_source){ file, 0 }, IDT_DIAGNOSTIC_WARNING, "no-count",
                               IDT_SPAN_EMPTY, "the file does not say how many entries it has");
        if (lists->editions[lists->edition_count - 1].date.len == 0)
            idt_lists_date_from_path(lists, input->path);
        idt_ofac_remark_counts_report(&state.xml.counts, lists, (idt_source){ file, 0 });
    }
    idt_ofac_xml_release(&state.xml);
    return status;
}
