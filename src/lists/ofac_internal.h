/* ofac_internal.h - what the files of the OFAC CSV reader share. */
#ifndef IDT_LISTS_OFAC_INTERNAL_H
#define IDT_LISTS_OFAC_INTERNAL_H

#include "base/strmap.h"
#include "codec/csv.h"
#include "lists/lists_internal.h"

/* ---- raw rows: ofac_rows.c ---- */

/* The rows of a file in any of OFAC's flat forms: CSV, the same with '|' or '@' between the fields
 * (.PIP, .DEL), fixed columns (.FF). The bytes tell which. */
typedef struct idt_ofac_rows idt_ofac_rows;

idt_ofac_rows *idt_ofac_rows_new(idt_span bytes);
void idt_ofac_rows_free(idt_ofac_rows *self);
/* False at the end or on an error, which status tells, as with idt_csv. */
bool idt_ofac_rows_next(idt_ofac_rows *self, idt_csv_row *row);
idt_status idt_ofac_rows_status(const idt_ofac_rows *self, idt_err *err);
bool idt_ofac_form_is_fixed(idt_span bytes);
const char *idt_ofac_form_name(idt_span bytes); /* "OFAC CSV" ... */

/* ---- rows: ofac_table.c ---- */

enum { IDT_OFAC_REMARKS_COLUMN = 11 /* of the primary file */ };

typedef struct {
    uint32_t id, line;
    const idt_span *fields; /* in lists->arena; "" where the publisher has -0- */
    size_t last_chars;      /* length of the last field as published */
} idt_ofac_row;

/* The rows of one file, in the file's order until sorted. */
typedef struct {
    const idt_list_input *input; /* NULL: the file is not there */
    uint32_t file;               /* position in the edition */
    idt_ofac_row *rows;          /* the caller frees */
    size_t count, capacity;
} idt_ofac_table;

/* Read the rows of table->input. IDT_E_INPUT or IDT_E_LIMIT with file and line when a row has the
 * wrong number of columns or no number, or when the file is cut short. */
idt_status idt_ofac_table_read(idt_ofac_table *self, idt_lists *lists, idt_err *err) IDT_MUST_USE;
/* By number; rows of one number stay in the file's order. */
void idt_ofac_table_sort(idt_ofac_table *self);
/* Position of the first row of a sorted table whose number is at least `id`. */
size_t idt_ofac_table_first(const idt_ofac_table *self, uint32_t id);

/* ---- remarks: ofac_remarks.c ---- */

/* OFAC cuts Remarks at 1,000 characters; the tail is in the comments file. */
enum { IDT_OFAC_REMARKS_MAX = 1000 };

/* Does the file's name claim the consolidated list? */
bool idt_ofac_csv_named_cons(idt_span path);

/* How much of an edition's remarks was understood, and what the rest looks like. */
typedef struct {
    idt_strmap prefixes; /* of the items kept as notes */
    struct idt_ofac_note_count {
        uint32_t count;
        idt_source source; /* of the first */
        idt_span uid, item;
    } * notes; /* by prefix */
    size_t notes_capacity;
    uint32_t item_count, note_count;
} idt_ofac_remark_counts;

#define IDT_OFAC_REMARK_COUNTS_INIT ((idt_ofac_remark_counts){ IDT_STRMAP_INIT, NULL, 0, 0, 0 })

void idt_ofac_remark_counts_release(idt_ofac_remark_counts *self);
/* One diagnostic for each prefix, and one with the totals. */
void idt_ofac_remark_counts_report(const idt_ofac_remark_counts *self, idt_lists *lists,
                                   idt_source file);

typedef struct {
    idt_span text;          /* Remarks with its tail; lives in lists->arena */
    size_t head_bytes;      /* how much of it stands in the primary file */
    bool cut;               /* the publisher's file ends in the middle of the last item */
    idt_span title;         /* the Title column; OFAC repeats it inside Remarks */
    idt_source source;      /* of the head */
    idt_source tail_source; /* of the rest: the comments row */
} idt_ofac_remarks;

/* Add every fact of `remarks` to `party`; what is not understood becomes a fact "note". */
void idt_ofac_remarks_read(idt_lists *lists, idt_party *party, const idt_ofac_remarks *remarks,
                           idt_ofac_remark_counts *counts);

/* Read one item, "Gender Male", that no other format cuts out of its text; it lives in
 * lists->arena.
 */
void idt_ofac_remark_item_read(idt_lists *lists, idt_party *party, idt_span item, idt_source source,
                               idt_ofac_remark_counts *counts);

/* A typed value of OFAC's XML: the same as an item of the remarks, its parts stated apart. */
typedef struct {
    idt_span label, value; /* "Passport", "563410081"; in lists->arena */
    idt_span country;      /* that issued it, as published */
    idt_ymd issued, expires;
    idt_span note;
    idt_source source;
} idt_ofac_item;

/* Add what the item says to `party`, just as if it stood in Remarks. */
void idt_ofac_item_read(idt_lists *lists, idt_party *party, const idt_ofac_item *item,
                        idt_ofac_remark_counts *counts);

/* ---- what every format says of a party: ofac_party.c ---- */

/* The name as published, with family and given name where a person's has a comma. */
idt_name idt_ofac_name(idt_span text, idt_party_type type);
/* The same of "KIM" and "Yong Chol": "KIM, Yong Chol". Of others than persons `given` is empty. */
idt_name idt_ofac_name_of_parts(idt_arena *arena, idt_span family, idt_span given);
/* "aka", "f.k.a.", "N.K.A." */
idt_name_kind idt_ofac_alias_kind(idt_span word);
/* No word is an entity; IDT_PARTY_UNKNOWN for a word that is not known. */
idt_party_type idt_ofac_party_type(idt_span word);

typedef struct {
    idt_span call_sign, type, tonnage, gross_tonnage, flag, owner;
    idt_source source;
} idt_ofac_vessel;

/* The empty fields of a party that is none add nothing. */
void idt_ofac_vessel_add(idt_party *party, idt_arena *arena, const idt_ofac_vessel *vessel);

/* Begin an edition of the SDN list; it turns out later whether it is the consolidated one. */
void idt_ofac_edition_begin(idt_lists *lists, const char *format);
void idt_ofac_edition_is_consolidated(idt_lists *lists);
/* Is one of these programmes of the consolidated list? */
bool idt_ofac_is_consolidated_programme(idt_span tags);
/* Is a file with `marked` such parties among `count` the consolidated list? */
bool idt_ofac_is_consolidated(size_t marked, size_t count, idt_span path);

/* ---- identifiers: ofac_identifiers.c ---- */

/* Bytes of the longest identifier label that `item` starts with ("Cedula No.", "Passport" ...);
 * 0: none. */
size_t idt_ofac_label_bytes(idt_identifier_type *type, idt_span item);
/* Read a whole item, "Passport 563410081 (Korea, North) expires 2015". Only the source is left to
 * the caller. False when it is no identifier. */
bool idt_ofac_identifier_read(idt_identifier *out, idt_span item);

/* ---- XML: ofac_xml.c ---- */

/* An edition in one of the XML formats while it is read. */
typedef struct {
    idt_ofac_remark_counts counts;
    idt_strmap uids;
    size_t entry_count;
    size_t marked_count; /* entries that belong on the consolidated list */
} idt_ofac_xml;

#define IDT_OFAC_XML_INIT ((idt_ofac_xml){ IDT_OFAC_REMARK_COUNTS_INIT, IDT_STRMAP_INIT, 0, 0 })

void idt_ofac_xml_release(idt_ofac_xml *self);
/* A party with this number, which is counted and looked at: each stands once. */
idt_party *idt_ofac_xml_party(idt_ofac_xml *self, idt_lists *lists, idt_span uid,
                              idt_span type_word, idt_source source);
/* The text of a remarks element, which is as Remarks but for what has elements of its own. */
void idt_ofac_xml_remarks(idt_ofac_xml *self, idt_lists *lists, idt_party *party, idt_span text,
                          idt_source source);
/* Drop names, and addresses, that are there already in every particular. */
void idt_ofac_xml_drop_repeats(idt_party *party);
/* Append ", part" to `text`. */
idt_span idt_ofac_xml_joined(idt_arena *arena, idt_span text, const char *mark, idt_span part);
/* The edition's date from the text of an element; false when it holds none. */
bool idt_ofac_xml_date(idt_lists *lists, idt_span text);

/* ---- entities of the Enhanced XML: ofac_entity.c ---- */

struct idt_records;
struct idt_element;

/* Add what one entity says to `party`, which is new. */
void idt_ofac_entity_read(struct idt_records *records, struct idt_element *entity, idt_party *party,
                          idt_ofac_remark_counts *counts);
/* Does the entity stand on the SDN list, on another one? */
void idt_ofac_entity_lists(const struct idt_element *entity, bool *sdn, bool *other);

/* ---- files of changes: ofac_delta.c ---- */

typedef struct idt_ofac_changes idt_ofac_changes;

/* Read the changes of `input`, file `file` of the newest edition. *out is NULL on failure. */
idt_status idt_ofac_changes_read(idt_ofac_changes **out, idt_lists *lists,
                                 const idt_list_input *input, uint32_t file,
                                 idt_err *err) IDT_MUST_USE;
void idt_ofac_changes_free(idt_ofac_changes *self); /* NULL is fine */
/* The day the changes were published, "2026-08-28"; the empty span where the file states none. */
idt_span idt_ofac_changes_date(const idt_list_input *input);
/* The ISO day behind the first `tag` ("dataAsOf>") near the beginning of a document. */
idt_span idt_ofac_date_behind(idt_span bytes, const char *tag);
/* The entity as it is after the changes; NULL: it is removed. */
struct idt_element *idt_ofac_changes_apply(idt_ofac_changes *self, struct idt_element *entity);
/* Is `entity` of the changes' own file a new one that was not met in apply? */
bool idt_ofac_changes_adds(const idt_ofac_changes *self, const struct idt_element *entity);
/* Say what found no entity. `added` counts the new ones that were made parties. */
void idt_ofac_changes_report(const idt_ofac_changes *self, idt_lists *lists, size_t added);

#endif
