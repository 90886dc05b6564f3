/* csl_internal.h - one entry of the US Consolidated Screening List, wherever it was read from.
 *
 * The CSV and the JSON form hold the same fields; each has a reader that fills this record, and
 * csl_party.c makes a party of it. */
#ifndef IDT_LISTS_CSL_INTERNAL_H
#define IDT_LISTS_CSL_INTERNAL_H

#include "base/strmap.h"
#include "lists/ofac_internal.h"

typedef struct {
    idt_span *items;
    size_t count, capacity;
} idt_csl_values;

typedef struct {
    idt_span text; /* all parts, joined as the CSV joins them */
    idt_span street, city, region, postal, country;
} idt_csl_address;

typedef struct {
    idt_span type, number, country, issued, expires;
    idt_span date; /* the CSV does not say which of the two a lone date is */
} idt_csl_id;

/* Every span lives in the lists' arena. */
typedef struct {
    idt_span id, source, entity_number, type, name, title;
    idt_span federal_register_notice, start_date, end_date, standard_order;
    idt_span license_requirement, license_policy;
    idt_span call_sign, vessel_type, gross_tonnage, gross_registered_tonnage;
    idt_span vessel_flag, vessel_owner, remarks, source_list_url, source_information_url;
    idt_csl_values programs, alt_names, citizenships, nationalities;
    idt_csl_values dates_of_birth, places_of_birth;
    idt_csl_address *addresses;
    size_t address_count, address_capacity;
    idt_csl_id *ids;
    size_t id_count, id_capacity;
} idt_csl_record;

/* Make the record empty and keep its memory. */
void idt_csl_record_reset(idt_csl_record *self);
void idt_csl_record_release(idt_csl_record *self);
void idt_csl_values_add(idt_csl_values *self, idt_span value);
/* Zeroed spans of one more address or number. */
idt_csl_address *idt_csl_record_add_address(idt_csl_record *self);
idt_csl_id *idt_csl_record_add_id(idt_csl_record *self);

/* The edition at work. */
typedef struct {
    idt_lists *lists;
    const idt_list_input *input;
    uint32_t file;
    size_t first;        /* position of the edition's first party in lists->parties */
    idt_arena scratch;   /* one party */
    idt_strmap seen;     /* facts of one party */
    idt_span newest;     /* start date */
    idt_span *end_dates; /* by party of the edition; "" where there is none */
    bool *is_sdn;
    size_t party_capacity, sdn_capacity;
    size_t nameless_count;
    idt_ofac_remark_counts remarks;
} idt_csl_edition;

/* Begin the edition; `format` is shown to the user. Released in any case. */
void idt_csl_edition_begin(idt_csl_edition *self, idt_lists *lists, const idt_list_input *input,
                           const char *format);
void idt_csl_edition_release(idt_csl_edition *self);
/* "Entity List (EL)" is EL, "Non-SDN Menu-Based Sanctions List (NS-MBS List)" NS-MBS. */
idt_span idt_csl_abbreviation(idt_span list);
/* A new party of the record. The pointer dies with the next call. */
idt_party *idt_csl_edition_add(idt_csl_edition *self, const idt_csl_record *record,
                               idt_source source);
/* What can be said only when all records are there: references that repeat, ended entries, the
 * date. IDT_E_INPUT where the file holds no entries, or too many without a name. */
idt_status idt_csl_edition_end(idt_csl_edition *self, idt_err *err) IDT_MUST_USE;

#endif
