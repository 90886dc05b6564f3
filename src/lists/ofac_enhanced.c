/* ofac_enhanced.c - OFAC's Enhanced XML: a full list, and the changes that follow it.
 *
 *     sanctionsData
 *         publicationInfo: dataAsOf, filters/sanctionsLists, filters of other kinds
 *         referenceValues, featureTypes: what the numbers mean that stand beside every word
 *         entities / entity@id
 *
 * Files of changes have the same shape in a namespace of their own (ofac_delta.c). Those published
 * on the day of the full list or later are applied, up to three of them, in the order of their
 * dates; what is older is in the list already. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "lists/element.h"
#include "lists/ofac_internal.h"

enum { PART_FULL, PART_CHANGES, CHANGES_MAX = IDT_LIST_PARTS_MAX - 1 };

typedef enum { LIST_UNKNOWN, LIST_SDN, LIST_CONSOLIDATED } which_list;

typedef struct {
    idt_ofac_xml xml;
    idt_ofac_changes *changes[CHANGES_MAX];
    size_t change_count;
    size_t first_change; /* the changes from this one on are applied */
    size_t added_count;  /* of the file of changes at hand */
    which_list stated;   /* by the filters */
    idt_span filter;     /* the first that leaves something out */
    idt_source filter_source;
    size_t sdn_count, other_count; /* entities on the SDN list; on another one only */
} reader;

/* ---- what the file is ---- */

bool idt_ofac_enhanced_recognise(idt_span head, unsigned *part)
{
    idt_span name, name_space;

    if (!idt_xml_head_root(head, &name, &name_space) || !idt_span_equal_text(name, "sanctionsData"))
        return false;
    *part = idt_span_find_nocase(name_space, "DeltaFile") != SIZE_MAX ? PART_CHANGES : PART_FULL;
    return true;
}

static int by_date(const void *a, const void *b)
{
    idt_list_input *const *left = a;
    idt_list_input *const *right = b;
    idt_span x = idt_ofac_changes_date(*left), y = idt_ofac_changes_date(*right);

    for (size_t i = 0; i < x.len && i < y.len; i++)
        if (x.ptr[i] != y.ptr[i])
            return x.ptr[i] < y.ptr[i] ? -1 : 1;
    if (x.len != y.len)
        return x.len < y.len ? -1 : 1;
    return *left < *right ? -1 : *left > *right; /* the order they were found in */
}

idt_status idt_ofac_enhanced_group(idt_list_inputs *inputs, int format, idt_err *err)
{
    idt_list_input **changes = idt_alloc_array(inputs->count + 1, sizeof(idt_list_input *));
    size_t count = 0, full = 0;
    idt_status status = IDT_OK;

    for (size_t i = 0; i < inputs->count; i++) {
        if (inputs->items[i].format != format)
            continue;
        if (inputs->items[i].part == PART_CHANGES)
            changes[count++] = &inputs->items[i];
        else
            full++;
    }
    if (count && !full)
        status = idt_fail(err, IDT_E_INPUT,
                          "%s holds OFAC's changes only: they are applied to a full list in "
                          "Enhanced XML (SDN_ENHANCED.XML, CONS_ENHANCED.XML), and none is there",
                          changes[0]->path.ptr);
    else if (count > CHANGES_MAX)
        status = idt_fail(err, IDT_E_LIMIT,
                          "%zu files of OFAC's changes, and at most %d are applied to a list: take "
                          "a newer full list",
                          count, (int)CHANGES_MAX);
    if (count)
        qsort(changes, count, sizeof(idt_list_input *), by_date);
    for (size_t i = 0; !status && i < inputs->count; i++)
        if (inputs->items[i].format == format && inputs->items[i].part == PART_FULL)
            for (size_t k = 0; k < count; k++)
                inputs->items[i].parts[k + 1] = changes[k];
    idt_free(changes);
    return status;
}

static void note_filter(idt_records *self, idt_span text, const idt_element *element)
{
    reader *state = self->context;

    if (state->filter.len == 0) {
        state->filter = idt_arena_copy(&self->lists->arena, text);
        state->filter_source = idt_records_source(self, element);
    }
}

static void read_filters(idt_records *self, idt_element *filters)
{
    reader *state = self->context;

    for (idt_element *group = filters ? filters->first : NULL; group; group = group->next)
        for (idt_element *filter = group->first; filter; filter = filter->next) {
            idt_span text = idt_element_take(filter);

            idt_element_pass(filter);
            if (!idt_span_equal_text(group->name, "sanctionsLists"))
                note_filter(self, text, filter);
            else if (idt_span_equal_text(text, "SDN List"))
                state->stated = LIST_SDN;
            else if (state->stated == LIST_UNKNOWN)
                state->stated = LIST_CONSOLIDATED;
        }
}

static void read_publication(idt_records *self, idt_element *element)
{
    idt_span date = idt_element_take_child(element, "dataAsOf");

    if (!idt_ofac_xml_date(self->lists, idt_span_sub(date, 0, sizeof "2025-01-10" - 1)))
        idt_lists_diagnose(self->lists, idt_records_source(self, element), IDT_DIAGNOSTIC_WARNING,
                           "missing-date", IDT_SPAN_EMPTY,
                           "the file states no date of its own (dataAsOf=%.*s)",
                           date.len < 40 ? (int)date.len : 40, date.ptr);
    read_filters(self, idt_element_child(element, "filters", NULL));
    idt_records_keep_rest(self, element, NULL);
}

/* ---- entities ---- */

/* NULL where the entity is removed, or taken off the list that is read. */
static idt_element *changed(reader *state, idt_element *entity)
{
    bool sdn_before, other_before, sdn, other;

    idt_ofac_entity_lists(entity, &sdn_before, &other_before);
    for (size_t i = state->first_change; entity && i < state->change_count; i++)
        entity = idt_ofac_changes_apply(state->changes[i], entity);
    if (!entity)
        return NULL;
    idt_ofac_entity_lists(entity, &sdn, &other);
    if ((sdn_before || other_before) && !sdn && !other)
        return NULL;
    if (state->stated == LIST_SDN && sdn_before && !sdn && state->filter.len == 0)
        return NULL;
    if (state->stated == LIST_CONSOLIDATED && other_before && !other)
        return NULL;
    return entity;
}

static void read_entity(idt_records *self, idt_element *entity)
{
    reader *state = self->context;
    bool sdn, other;

    entity = changed(state, entity);
    if (!entity)
        return;
    idt_ofac_entity_lists(entity, &sdn, &other);
    if (sdn)
        state->sdn_count++;
    else if (other)
        state->other_count++;
    idt_element *general = idt_element_child(entity, "generalInfo", NULL);
    idt_party *party = idt_ofac_xml_party(
        &state->xml, self->lists, idt_element_take_attribute(entity, "id"),
        idt_element_take_child(general, "entityType"), idt_records_source(self, entity));
    idt_element_pass_child(general, "entityType");
    idt_element_pass_child(general, "identityId");
    idt_element_pass_attribute(entity, "action");
    idt_ofac_entity_read(self, entity, party, &state->xml.counts);
    idt_records_keep_rest(self, entity, party);
}

static bool is_record(idt_records *self, size_t depth, const char *parent, const char *name)
{
    static const char *const groups[] = { "entities", "referenceValues", "featureTypes" };
    bool grouped = false;

    (void)self;
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        grouped |= idt_span_equal_text(idt_span_of(depth == 2 ? name : parent), groups[i]);
    return (depth == 2 && !grouped) || (depth == 3 && grouped);
}

static void read_record(idt_records *self, idt_element *element)
{
    if (idt_span_equal_text(element->name, "entity"))
        read_entity(self, element);
    else if (idt_span_equal_text(element->name, "publicationInfo"))
        read_publication(self, element);
    else if (!idt_span_equal_text(element->name, "referenceValue") &&
             !idt_span_equal_text(element->name, "featureType"))
        idt_records_keep_rest(self, element, NULL);
}

/* ---- what the changes add ---- */

/* An entity without a list is taken as one of the SDN list: none must be missed. */
static bool is_of_list(const reader *state, const idt_element *entity)
{
    bool sdn, other;

    idt_ofac_entity_lists(entity, &sdn, &other);
    return state->stated == LIST_CONSOLIDATED ? other : sdn || !other;
}

static void read_added(idt_records *self, idt_element *element)
{
    reader *state = self->context;
    const idt_ofac_changes *changes = state->changes[state->first_change - 1];

    if (!idt_span_equal_text(element->name, "entity"))
        return;
    if (!idt_ofac_changes_adds(changes, element) || !is_of_list(state, element))
        return;
    state->added_count++;
    read_entity(self, element);
}

static idt_status read_additions(reader *state, idt_lists *lists, const idt_list_input *input,
                                 size_t number, uint32_t file, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, read_added, NULL };

    state->first_change = number + 1;
    state->added_count = 0;
    idt_status status = idt_records_read(lists, input, file, &handlers, state, err);
    if (!status)
        idt_ofac_changes_report(state->changes[number], lists, state->added_count);
    return status;
}

/* ---- the edition ---- */

static void settle_list(reader *state, idt_lists *lists, uint32_t file)
{
    idt_source whole = { file, 0 };

    if (state->stated == LIST_UNKNOWN)
        state->stated = state->other_count > state->sdn_count ? LIST_CONSOLIDATED : LIST_SDN;
    if (state->stated == LIST_CONSOLIDATED)
        idt_ofac_edition_is_consolidated(lists);
    else if (state->other_count)
        idt_lists_diagnose(lists, whole, IDT_DIAGNOSTIC_WARNING, "mixed-lists", IDT_SPAN_EMPTY,
                           "%zu entities stand on other lists than the SDN list only",
                           state->other_count);
    if (state->filter.len)
        idt_lists_diagnose(lists, state->filter_source, IDT_DIAGNOSTIC_WARNING, "filtered-list",
                           IDT_SPAN_EMPTY,
                           "the file is no whole list: it was filtered by \"%.*s\" and perhaps "
                           "more, %zu entities are left",
                           state->filter.len < 80 ? (int)state->filter.len : 80, state->filter.ptr,
                           state->xml.entry_count);
}

static idt_status read_changes(reader *state, idt_lists *lists, const idt_list_input *primary,
                               const idt_list_input **inputs, uint32_t *files, idt_err *err)
{
    idt_span date = idt_ofac_date_behind(primary->map.bytes, "dataAsOf>");
    idt_status status = IDT_OK;

    for (size_t i = 0; i < CHANGES_MAX && !status; i++) {
        const idt_list_input *input = primary->parts[i + 1];
        idt_span of_changes = input ? idt_ofac_changes_date(input) : IDT_SPAN_EMPTY;
        bool older = false;

        if (!input)
            continue;
        for (size_t k = 0; k < date.len && k < of_changes.len; k++)
            if (date.ptr[k] != of_changes.ptr[k]) {
                older = of_changes.ptr[k] < date.ptr[k];
                break;
            }
        if (older) {
            idt_lists_diagnose(lists, (idt_source){ 0, 0 }, IDT_DIAGNOSTIC_NOTE, "older-changes",
                               IDT_SPAN_EMPTY,
                               "%s is not applied: the changes of %.*s are in the list of %.*s",
                               idt_path_name(input->path).ptr, (int)of_changes.len, of_changes.ptr,
                               (int)date.len, date.ptr);
            continue;
        }
        inputs[state->change_count] = input;
        files[state->change_count] = idt_lists_add_file(lists, input->path, input->map.bytes);
        status = idt_ofac_changes_read(&state->changes[state->change_count], lists, input,
                                       files[state->change_count], err);
        state->change_count++;
    }
    return status;
}

static idt_status read_all(reader *state, idt_lists *lists, const idt_list_input *primary,
                           idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, read_record, NULL };
    const idt_list_input *inputs[CHANGES_MAX] = { NULL };
    uint32_t files[CHANGES_MAX] = { 0 };
    idt_err inner = IDT_ERR_INIT;
    const idt_list_input *at = primary;
    uint32_t file = idt_lists_add_file(lists, primary->path, primary->map.bytes);
    idt_status status = read_changes(state, lists, primary, inputs, files, err);

    if (status)
        return status;
    status = idt_records_read(lists, primary, file, &handlers, state, &inner);
    if (!status && state->xml.entry_count == 0)
        status = idt_fail_at(&inner, IDT_E_INPUT, 0, 0, "holds no entity");
    if (!status)
        settle_list(state, lists, file);
    for (size_t i = 0; i < state->change_count && !status; i++) {
        at = inputs[i];
        status = read_additions(state, lists, at, i, files[i], &inner);
        if (!status && idt_ofac_xml_date(lists, idt_ofac_changes_date(at)))
            lists->editions[lists->edition_count - 1].date_from = IDT_SPAN_LIT("file of changes");
    }
    if (status)
        return idt_fail_at(err, status, inner.line, inner.offset, "%s %s", at->path.ptr,
                           inner.text);
    if (lists->editions[lists->edition_count - 1].date.len == 0)
        idt_lists_date_from_path(lists, primary->path);
    idt_ofac_remark_counts_report(&state->xml.counts, lists, (idt_source){ file, 0 });
    return IDT_OK;
}

idt_status idt_ofac_enhanced_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    reader state = { .xml = IDT_OFAC_XML_INIT, .filter = IDT_SPAN_EMPTY };

    idt_ofac_edition_begin(lists, "OFAC Enhanced XML");
    idt_status status = read_all(&state, lists, input, err);
    for (size_t i = 0; i < CHANGES_MAX; i++)
        idt_ofac_changes_free(state.changes[i]);
    idt_ofac_xml_release(&state.xml);
    return status;
}
