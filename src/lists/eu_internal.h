/* eu_internal.h - the steps of reading the EU's list of financial sanctions (FSF).
 *
 * Its XML and its two CSV layouts say the same in other places: a party is a set of sub-records
 * (names, births, addresses, documents, citizenships), each with the act that states it. The
 * readers (eu_xml.c, eu_csv.c) fill the fields of one sub-record, eu_fsf.c makes the party of them,
 * so that one party is the same from whichever file it comes. */
#ifndef IDT_LISTS_EU_INTERNAL_H
#define IDT_LISTS_EU_INTERNAL_H

#include "base/strmap.h"
#include "lists/lists_internal.h"

/* Fields in groups, one group a sub-record. The act of a sub-record stands in the four fields
 * FSF_ACT_... whatever its kind. */
typedef enum {
    FSF_LOGICAL_ID, /* of the party */
    FSF_EU_REFERENCE,
    FSF_UN_ID,
    FSF_DESIGNATION_DATE,
    FSF_DESIGNATION_DETAILS,
    FSF_DELISTING_DATE,
    FSF_REMARK, /* of the party or of the sub-record */
    FSF_SUBJECT_CODE,
    FSF_CLASSIFICATION,
    FSF_ACT_TITLE, /* "2018/223 (OJ L43)" */
    FSF_ACT_TYPE,
    FSF_ACT_PUBLISHED,
    FSF_ACT_URL,
    FSF_ACT_ORGANISATION,
    FSF_ACT_IN_FORCE,
    FSF_ACT_PROGRAMME,
    FSF_NAME_FIRST,
    FSF_NAME_MIDDLE,
    FSF_NAME_LAST,
    FSF_NAME_WHOLE,
    FSF_NAME_LANGUAGE,
    FSF_NAME_GENDER,
    FSF_NAME_TITLE,
    FSF_NAME_FUNCTION,
    FSF_NAME_STRONG,
    FSF_STREET,
    FSF_PO_BOX,
    FSF_ZIP,
    FSF_CITY,
    FSF_REGION,
    FSF_PLACE,
    FSF_COUNTRY_CODE, /* two letters; three in CSV 1.0 */
    FSF_COUNTRY_NAME,
    FSF_AT_LISTING,
    FSF_CONTACT, /* "PHONE[1]\nFAX[2]" */
    FSF_BIRTH_DATE,
    FSF_BIRTH_DAY,
    FSF_BIRTH_MONTH,
    FSF_BIRTH_YEAR,
    FSF_BIRTH_FROM,
    FSF_BIRTH_TO,
    FSF_BIRTH_CIRCA,
    FSF_BIRTH_CALENDAR,
    FSF_ID_CODE,
    FSF_ID_TYPE,
    FSF_ID_NUMBER,
    FSF_ID_LATIN,
    FSF_ID_NAME,
    FSF_ID_ISSUER,
    FSF_ID_ISSUED,
    FSF_ID_FROM,
    FSF_ID_TO,
    FSF_ID_DIPLOMATIC,
    FSF_ID_EXPIRED,
    FSF_ID_FALSE,
    FSF_ID_LOST,
    FSF_ID_REVOKED,
    FSF_ACQUIRED,
    FSF_LOST,
    FSF_FIELD_COUNT
} idt_fsf_field;

/* One sub-record; the spans are the reader's and need to live during one call only. */
typedef struct {
    idt_span field[FSF_FIELD_COUNT];
    idt_source source;
} idt_fsf_values;

typedef struct {
    idt_lists *lists;
    size_t party;          /* position in lists->parties */
    idt_strmap names;      /* of the open party; the number is the position in party->names */
    idt_strmap programmes; /* likewise, by their code */
    idt_strmap seen;       /* what else was said of it, kind and all fields */
    idt_arena keys;        /* of the two */
    size_t delisted;       /* parties left out */
    idt_source first_delisted;
} idt_fsf;

#define IDT_FSF_INIT(lists)                                                                        \
    ((idt_fsf){ (lists),                                                                           \
                0,                                                                                 \
                IDT_STRMAP_INIT,                                                                   \
                IDT_STRMAP_INIT,                                                                   \
                IDT_STRMAP_INIT,                                                                   \
                IDT_ARENA_INIT,                                                                    \
                0,                                                                                 \
                { 0, 0 } })

void idt_fsf_values_reset(idt_fsf_values *values, idt_source source);
/* Begin the edition of a file; `format` as it is shown. Returns the file's position. */
uint32_t idt_fsf_begin_edition(idt_lists *lists, const idt_list_input *input, const char *format);
/* The publisher's own date, ISO or dd/mm/yyyy first; a diagnostic where it cannot be read. */
void idt_fsf_take_date(idt_lists *lists, idt_span text, idt_source source);

/* Begin a party with its own fields; false: it was delisted and is left out. */
bool idt_fsf_begin(idt_fsf *self, const idt_fsf_values *values);
idt_party *idt_fsf_party(const idt_fsf *self);
/* What a further row says of the party as a whole: remarks, references. */
void idt_fsf_add_general(idt_fsf *self, const idt_fsf_values *values);
void idt_fsf_add_regulation(idt_fsf *self, const idt_fsf_values *values);
void idt_fsf_add_name(idt_fsf *self, const idt_fsf_values *values);
void idt_fsf_add_birth(idt_fsf *self, const idt_fsf_values *values);
void idt_fsf_add_address(idt_fsf *self, const idt_fsf_values *values);
void idt_fsf_add_identification(idt_fsf *self, const idt_fsf_values *values);
void idt_fsf_add_citizenship(idt_fsf *self, const idt_fsf_values *values);
/* At the end of every edition: parties without a name, and the count of the delisted. */
void idt_fsf_finish(idt_fsf *self);
void idt_fsf_release(idt_fsf *self);

/* ---- what eu_fsf.c and eu_details.c share ---- */

/* Was this said of the open party before? `kind` and the fields from..to are the key. */
bool idt_fsf_is_repeat(idt_fsf *self, char kind, const idt_fsf_values *values, idt_fsf_field from,
                       idt_fsf_field to);
idt_span idt_fsf_keep(idt_fsf *self, idt_span text);
/* A fact, once for each key and value. */
void idt_fsf_add_fact(idt_fsf *self, const char *key, idt_span value, idt_source source);
/* The act behind a sub-record. */
void idt_fsf_add_act(idt_fsf *self, const idt_fsf_values *values);
/* The country of FSF_COUNTRY_CODE and FSF_COUNTRY_NAME; "00" and "UNKNOWN" say nothing. */
idt_country idt_fsf_country(idt_fsf *self, const idt_fsf_values *values);
/* The two letters of an ISO 3166-1 alpha-3 code, or the empty span. */
idt_span idt_fsf_alpha2(idt_span alpha3);

#endif
