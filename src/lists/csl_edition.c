/* csl_edition.c - the edition of the US Consolidated Screening List: its records and references.
 *
 * A party that stands on several lists has one row for each, and where these are OFAC's the rows
 * share one _id. The row of the SDN list keeps the number as its reference, else the first row;
 * the others say their list: "18725", "18725/SSI", "18725/CAP". */
#include <string.h>

#include "base/alloc.h"
#include "lists/csl_internal.h"

enum { NAMELESS_MIN = 3, NAMELESS_PERCENT_MAX = 2 };

/* --- the record --- */

void idt_csl_record_reset(idt_csl_record *self)
{
    idt_csl_record empty = { .programs = self->programs,
                             .alt_names = self->alt_names,
                             .citizenships = self->citizenships,
                             .nationalities = self->nationalities,
                             .dates_of_birth = self->dates_of_birth,
                             .places_of_birth = self->places_of_birth,
                             .addresses = self->addresses,
                             .address_capacity = self->address_capacity,
                             .ids = self->ids,
                             .id_capacity = self->id_capacity };
    idt_span *const spans[] = { &empty.id,
                                &empty.source,
                                &empty.type,
                                &empty.entity_number,
                                &empty.name,
                                &empty.title,
                                &empty.start_date,
                                &empty.federal_register_notice,
                                &empty.end_date,
                                &empty.standard_order,
                                &empty.call_sign,
                                &empty.license_requirement,
                                &empty.vessel_type,
                                &empty.license_policy,
                                &empty.vessel_flag,
                                &empty.gross_tonnage,
                                &empty.vessel_owner,
                                &empty.gross_registered_tonnage,
                                &empty.remarks,
                                &empty.source_list_url,
                                &empty.source_information_url };

    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++)
        *spans[i] = IDT_SPAN_EMPTY;
    empty.programs.count = empty.alt_names.count = empty.citizenships.count = 0;
    empty.nationalities.count = empty.dates_of_birth.count = empty.places_of_birth.count = 0;
    *self = empty;
}

void idt_csl_record_release(idt_csl_record *self)
{
    idt_free(self->programs.items);
    idt_free(self->alt_names.items);
    idt_free(self->citizenships.items);
    idt_free(self->nationalities.items);
    idt_free(self->dates_of_birth.items);
    idt_free(self->places_of_birth.items);
    idt_free(self->addresses);
    idt_free(self->ids);
    memset(self, 0, sizeof *self);
}

void idt_csl_values_add(idt_csl_values *self, idt_span value)
{
    value = idt_span_trim(value);
    if (value.len == 0)
        return;
    self->items = idt_grow(self->items, &self->capacity, self->count + 1, sizeof *self->items);
    self->items[self->count++] = value;
}

idt_csl_address *idt_csl_record_add_address(idt_csl_record *self)
{
    self->addresses = idt_grow(self->addresses, &self->address_capacity, self->address_count + 1,
                               sizeof *self->addresses);
    idt_csl_address *address = &self->addresses[self->address_count++];
    address->text = address->street = address->city = address->region = IDT_SPAN_EMPTY;
    address->postal = address->country = IDT_SPAN_EMPTY;
    return address;
}

idt_csl_id *idt_csl_record_add_id(idt_csl_record *self)
{
    self->ids = idt_grow(self->ids, &self->id_capacity, self->id_count + 1, sizeof *self->ids);
    idt_csl_id *id = &self->ids[self->id_count++];
    id->type = id->number = id->country = IDT_SPAN_EMPTY;
    id->issued = id->expires = id->date = IDT_SPAN_EMPTY;
    return id;
}

/* --- the edition --- */

void idt_csl_edition_begin(idt_csl_edition *self, idt_lists *lists, const idt_list_input *input,
                           const char *format)
{
    *self = (idt_csl_edition){ .lists = lists,
                               .input = input,
                               .first = lists->party_count,
                               .scratch = IDT_ARENA_INIT,
                               .seen = IDT_STRMAP_INIT,
                               .newest = IDT_SPAN_EMPTY,
                               .remarks = IDT_OFAC_REMARK_COUNTS_INIT };
    idt_lists_begin_edition(lists, "us_trade_csl", "US Department of Commerce",
                            "Consolidated Screening List", format);
    self->file = idt_lists_add_file(lists, input->path, input->map.bytes);
}

void idt_csl_edition_release(idt_csl_edition *self)
{
    idt_arena_release(&self->scratch);
    idt_strmap_release(&self->seen);
    idt_free(self->end_dates);
    idt_free(self->is_sdn);
    idt_ofac_remark_counts_release(&self->remarks);
}

idt_span idt_csl_abbreviation(idt_span list)
{
    size_t open = idt_span_find(list, "(");
    idt_span inside = open == SIZE_MAX ? list : idt_span_sub(list, open + 1, list.len);

    inside = idt_span_sub(inside, 0, idt_span_find(inside, ")"));
    if (idt_span_ends(inside, " List"))
        inside = idt_span_sub(inside, 0, inside.len - 5);
    return inside;
}

static void rename_party(idt_csl_edition *self, idt_party *party, idt_strmap *taken)
{
    idt_span uid = party->uid;
    idt_span list = party->programme_count ? party->programmes[0].list : IDT_SPAN_EMPTY;
    idt_span short_name = idt_csl_abbreviation(list);
    bool added;

    party->uid = idt_arena_format(&self->lists->arena, "%.*s/%.*s", (int)uid.len, uid.ptr,
                                  (int)short_name.len, short_name.ptr);
    idt_strmap_add(taken, party->uid, &added);
    if (!added)
        party->uid = idt_arena_format(&self->lists->arena, "%.*s#LINE-%u", (int)party->uid.len,
                                      party->uid.ptr, party->source.line);
    idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_NOTE, "repeated-reference",
                       party->uid, "the number %.*s stands on %s", (int)uid.len, uid.ptr,
                       added ? "a row of another list too"
                             : "an earlier row of this list too; both are kept");
}

/* The row that keeps the number is found first, then the others are named after their list. */
static void settle_references(idt_csl_edition *self)
{
    size_t count = self->lists->party_count - self->first;
    idt_party *parties = self->lists->parties + self->first;
    idt_strmap numbers = IDT_STRMAP_INIT, taken = IDT_STRMAP_INIT;
    size_t *keeper = idt_alloc_array(count + 1, sizeof *keeper);

    for (size_t i = 0; i < count; i++) {
        bool added;
        uint32_t number = idt_strmap_add(&numbers, parties[i].uid, &added);
        if (added || (self->is_sdn[i] && !self->is_sdn[keeper[number]]))
            keeper[number] = i;
        idt_strmap_add(&taken, parties[i].uid, NULL);
    }
    for (size_t i = 0; i < count; i++)
        if (keeper[idt_strmap_find(&numbers, parties[i].uid)] != i)
            rename_party(self, &parties[i], &taken);
    idt_free(keeper);
    idt_strmap_release(&numbers);
    idt_strmap_release(&taken);
}

/* An order that had ended when the list was published. The file does not state its date, but it is
 * no older than its newest entry. */
static void note_ended(idt_csl_edition *self)
{
    const idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];
    idt_span at = edition->date.len == 10 ? edition->date : self->newest;

    for (size_t i = 0; self->first + i < self->lists->party_count; i++) {
        idt_party *party = &self->lists->parties[self->first + i];
        idt_span end = self->end_dates[i];
        if (end.len != 10 || idt_span_compare(end, at) >= 0)
            continue;
        idt_party_add_fact(party, &self->lists->arena, "ended before",
                           idt_arena_copy(&self->lists->arena, at), party->source);
        idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_NOTE, "entry-ended",
                           party->uid, "the order ended on %.*s, before %.*s; the entry is kept",
                           (int)end.len, end.ptr, (int)at.len, at.ptr);
    }
}

idt_status idt_csl_edition_end(idt_csl_edition *self, idt_err *err)
{
    size_t count = self->lists->party_count - self->first;
    idt_source file = { self->file, 0 };

    if (count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "holds no entry");
    if (self->nameless_count >= NAMELESS_MIN &&
        self->nameless_count * 100 > count * NAMELESS_PERCENT_MAX)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "%zu of its %zu entries have no name",
                           self->nameless_count, count);
    settle_references(self);
    idt_lists_date_from_path(self->lists, self->input->path);
    if (self->lists->editions[self->lists->edition_count - 1].date.len == 0)
        idt_lists_diagnose(self->lists, file, IDT_DIAGNOSTIC_NOTE, "missing-date", IDT_SPAN_EMPTY,
                           "the file states no date of its own");
    note_ended(self);
    idt_ofac_remark_counts_report(&self->remarks, self->lists, file);
    return IDT_OK;
}
