/* ofac_advanced_values.c - the value sets at the head of an Advanced XML file: what its ids mean.
 */
#include "lists/ofac_advanced_internal.h"

#include "base/alloc.h"

/* In the order of idt_adv_set. */
static const char *const elements[IDT_ADV_SET_COUNT] = {
    "AliasType",       "AreaCode",       "CalendarType",  "Country",
    "DetailReference", "EntryEventType", "FeatureType",   "IDRegDocDateType",
    "IDRegDocType",    "LegalBasis",     "List",          "LocPartType",
    "NamePartType",    "PartySubType",   "PartyType",     "RelationQuality",
    "RelationType",    "Reliability",    "SanctionsType", "Script",
    "Validity",
};

/* The area of an address in no country is "undetermined"; a country is called so only where OFAC's
 * other files show the word too. */
static idt_country area(idt_span description)
{
    if (idt_span_equal_nocase(description, IDT_SPAN_LIT("undetermined")))
        return (idt_country){ IDT_SPAN_EMPTY, "" };
    return idt_country_of(description);
}

void idt_adv_value_add(idt_adv_reader *self, idt_element *record)
{
    idt_adv_set set = 0;

    while (set < IDT_ADV_SET_COUNT && !idt_span_equal_text(record->name, elements[set]))
        set++;
    if (set == IDT_ADV_SET_COUNT)
        return;
    idt_adv_values *values = &self->values[set];
    bool added;
    idt_span id = idt_element_take_attribute(record, "ID");
    uint32_t number = idt_strmap_add(&values->ids, id, &added);
    idt_adv_value value = { idt_element_take(record), IDT_SPAN_EMPTY, { IDT_SPAN_EMPTY, "" } };

    if (!added) {
        idt_lists_diagnose(self->lists, idt_records_source(self->records, record),
                           IDT_DIAGNOSTIC_WARNING, "duplicate-id", IDT_SPAN_EMPTY,
                           "%s %.*s is defined twice; the first definition counts", elements[set],
                           (int)id.len, id.ptr);
        return;
    }
    if (set == IDT_ADV_PARTY_SUB_TYPE)
        value.other = idt_element_take_attribute(record, "PartyTypeID");
    if (set == IDT_ADV_AREA_CODE)
        value.other = idt_element_take_attribute(record, "Description");
    if (set == IDT_ADV_AREA_CODE)
        value.country = area(value.other);
    if (set == IDT_ADV_COUNTRY)
        value.country = idt_country_of(value.text);
    values->items =
        idt_grow(values->items, &values->capacity, (size_t)number + 1, sizeof *values->items);
    values->items[number] = value;
}

static idt_adv_value undefined(idt_adv_reader *self, const idt_element *element, idt_adv_set set,
                               idt_span id)
{
    idt_arena *arena = &self->lists->arena;
    idt_adv_value value = { idt_arena_copy(arena, id), IDT_SPAN_EMPTY, { IDT_SPAN_EMPTY, "" } };
    idt_span key = idt_arena_format(arena, "%s %.*s", elements[set], (int)id.len, id.ptr);
    bool added;

    idt_strmap_add(&self->missing, key, &added);
    if (added)
        idt_lists_diagnose(self->lists, idt_records_source(self->records, element),
                           IDT_DIAGNOSTIC_WARNING, "undefined-id", IDT_SPAN_EMPTY,
                           "%s is used, but the file's value sets do not define it", key.ptr);
    return value;
}

idt_adv_value idt_adv_value_of(idt_adv_reader *self, idt_element *element, const char *attribute,
                               idt_adv_set set)
{
    static const idt_adv_value nothing = { { "", 0 }, { "", 0 }, { { "", 0 }, "" } };
    idt_span id = idt_element_look_attribute(element, attribute);

    if (id.len == 0)
        return nothing;
    idt_element_pass_attribute(element, attribute);
    uint32_t number = idt_strmap_find(&self->values[set].ids, id);
    if (number == IDT_STRMAP_NONE)
        return undefined(self, element, set, id);
    return self->values[set].items[number];
}

bool idt_adv_is(const idt_adv_value *value, const char *text)
{
    return idt_span_equal_nocase(value->text, idt_span_of(text));
}

bool idt_adv_says_nothing(idt_span text)
{
    return text.len == 0 || idt_span_equal_nocase(text, IDT_SPAN_LIT("Unknown"));
}

void idt_adv_values_release(idt_adv_reader *self)
{
    for (int i = 0; i < IDT_ADV_SET_COUNT; i++) {
        idt_strmap_release(&self->values[i].ids);
        idt_free(self->values[i].items);
    }
    idt_strmap_release(&self->missing);
}
