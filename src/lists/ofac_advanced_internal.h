/* ofac_advanced_internal.h - what the files of the OFAC Advanced XML reader share.
 *
 * The document comes in this order: reference values, locations, documents, parties, relations,
 * entries. Locations and documents are kept until the parties have taken what is theirs; relations
 * and entries find their parties by the profile's id. */
#ifndef IDT_LISTS_OFAC_ADVANCED_INTERNAL_H
#define IDT_LISTS_OFAC_ADVANCED_INTERNAL_H

#include "base/strmap.h"
#include "lists/element.h"
#include "lists/ofac_internal.h"

/* ---- reference values: ofac_advanced_values.c ---- */

/* The value sets that parties refer to; the others say nothing about a party. */
typedef enum {
    IDT_ADV_ALIAS_TYPE,
    IDT_ADV_AREA_CODE,
    IDT_ADV_CALENDAR_TYPE,
    IDT_ADV_COUNTRY,
    IDT_ADV_DETAIL_REFERENCE,
    IDT_ADV_EVENT_TYPE,
    IDT_ADV_FEATURE_TYPE,
    IDT_ADV_DOCUMENT_DATE_TYPE,
    IDT_ADV_DOCUMENT_TYPE,
    IDT_ADV_LEGAL_BASIS,
    IDT_ADV_LIST,
    IDT_ADV_LOCATION_PART_TYPE,
    IDT_ADV_NAME_PART_TYPE,
    IDT_ADV_PARTY_SUB_TYPE,
    IDT_ADV_PARTY_TYPE,
    IDT_ADV_RELATION_QUALITY,
    IDT_ADV_RELATION_TYPE,
    IDT_ADV_RELIABILITY,
    IDT_ADV_SANCTIONS_TYPE,
    IDT_ADV_SCRIPT,
    IDT_ADV_VALIDITY,
    IDT_ADV_SET_COUNT
} idt_adv_set;

typedef struct {
    idt_span text;
    idt_span other;      /* PartySubType: PartyTypeID; AreaCode: Description */
    idt_country country; /* of AreaCode and Country */
} idt_adv_value;

typedef struct {
    idt_strmap ids;
    idt_adv_value *items; /* by number of the id */
    size_t capacity;
} idt_adv_values;

typedef struct {
    idt_address address; /* role and source are the party's to fill */
    idt_span loose;      /* parts of no stated type: "Russia" */
    uint32_t line;
} idt_adv_location;

#define IDT_ADV_NONE IDT_STRMAP_NONE

typedef struct {
    idt_identifier identifier;
    uint32_t next; /* document of the same identity, or IDT_ADV_NONE */
    bool claimed;
} idt_adv_document;

typedef struct {
    idt_records *records; /* the reading under way */
    idt_lists *lists;
    uint32_t file;
    bool has_date, is_delta;

    idt_adv_values values[IDT_ADV_SET_COUNT];
    idt_strmap missing; /* "Script 999": ids that no value set of the file holds */

    idt_strmap location_ids;
    idt_adv_location *locations; /* by number of the id */
    size_t location_capacity;

    idt_strmap identity_ids;
    uint32_t *first_documents, *last_documents; /* by number of the identity */
    size_t first_capacity, last_capacity;
    idt_adv_document *documents;
    size_t document_count, document_capacity;

    idt_strmap profile_ids;
    uint32_t *profile_parties; /* by number of the profile: position in lists->parties */
    size_t profile_capacity;
    size_t first_party; /* of the edition, in lists->parties */
    idt_strmap fixed_refs;

    idt_party *party;  /* while one is converted */
    bool has_primary;  /* one of its names is */
    idt_arena scratch; /* dies with the party */
    idt_strmap said;   /* facts of the party, to leave out repeats */
    idt_buf buf;
    idt_ofac_remark_counts remarks;

    size_t nameless, entry_count, stray_entries; /* stray: about no party of the file */
    size_t sdn_entries, other_entries; /* entries that name the SDN List, and the umbrella of the
                                          other lists */
    idt_source first_nameless, first_stray;
} idt_adv_reader;

/* Keep one value of a set; sets that no party refers to are passed. */
void idt_adv_value_add(idt_adv_reader *self, idt_element *record);
/* The value whose id stands in `attribute` of `element`, which is taken. An id the file does not
 * define is diagnosed once and gives a value with the id as its text; an absent one an empty text.
 */
idt_adv_value idt_adv_value_of(idt_adv_reader *self, idt_element *element, const char *attribute,
                               idt_adv_set set);
bool idt_adv_is(const idt_adv_value *value, const char *text);
/* "Unknown" says nothing. */
bool idt_adv_says_nothing(idt_span text);
void idt_adv_values_release(idt_adv_reader *self);

/* ---- places, documents, dates: ofac_advanced_joins.c ---- */

void idt_adv_location_add(idt_adv_reader *self, idt_element *record);
void idt_adv_document_add(idt_adv_reader *self, idt_element *record);
/* NULL, and a diagnostic, when the file has no such location. */
const idt_adv_location *idt_adv_location_of(idt_adv_reader *self, idt_element *element,
                                            const char *attribute);
/* The country a location stands for, or its loose text read as one. */
idt_country idt_adv_location_country(const idt_adv_location *location);
void idt_adv_documents_join(idt_adv_reader *self, idt_span identity);
void idt_adv_documents_report(idt_adv_reader *self);
void idt_adv_joins_release(idt_adv_reader *self);

/* Year, Month and Day below `element`; {0} where they make no date. All is taken. */
idt_ymd idt_adv_point(idt_element *element);
/* Read a DatePeriod; all of it is taken. False, with what stands there as *text, when it makes no
 * date; else *text is the date as OFAC writes it: "18 Feb 1962", "circa 1947". */
bool idt_adv_period(idt_adv_reader *self, idt_element *period, idt_date_range *range,
                    idt_span *text);

/* ---- parties: ofac_advanced_party.c, ofac_advanced_features.c ---- */

void idt_adv_party_add(idt_adv_reader *self, idt_element *record);
void idt_adv_feature_add(idt_adv_reader *self, idt_element *feature);
/* Has this fact of the party's been said already? Remembers it. */
bool idt_adv_repeats(idt_adv_reader *self, char kind, const idt_span *parts, size_t count);
/* "comment" and the like, behind the words for what it is about; nothing where `text` is empty. */
void idt_adv_remark(idt_adv_reader *self, const char *key, idt_span about, idt_span text,
                    idt_source source);

/* ---- relations and entries: ofac_advanced_entries.c ---- */

void idt_adv_relation_add(idt_adv_reader *self, idt_element *record);
void idt_adv_entry_add(idt_adv_reader *self, idt_element *record);

#endif
