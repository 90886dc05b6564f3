/* uk_internal.h - what the readers of the United Kingdom's lists share.
 *
 * The consolidated list (OFSI) and the UK Sanctions List (FCDO) state the same things under other
 * names, and their tables repeat a party once for every name, address or date of birth. The
 * builder collects what is new to a party, whatever the order of the rows; texts given to it may
 * be short-lived, it copies what it keeps. */
#ifndef IDT_LISTS_UK_INTERNAL_H
#define IDT_LISTS_UK_INTERNAL_H

#include "base/buf.h"
#include "base/strmap.h"
#include "lists/lists_internal.h"

enum { IDT_UK_NAME_PARTS = 6, IDT_UK_ADDRESS_LINES = 6 };

typedef struct {
    idt_lists *lists;
    uint32_t file;
    size_t first;       /* position of the edition's first party */
    idt_strmap parties; /* uid to number */
    idt_buf *ranks;     /* by number: the order of each of its names */
    size_t rank_capacity;
    idt_strmap said; /* "number, kind, texts" of every fact that was added */
    idt_arena keys;
    idt_buf key;
    size_t without_primary; /* parties, once finished */
    /* the open party */
    uint32_t number;
    idt_party *party;
    idt_source source; /* of the row or element that is read */
    bool from_un;      /* its names stand in the UN's order */
} idt_uk_reader;

/* Begin the edition and its file. */
void idt_uk_begin(idt_uk_reader *self, idt_lists *lists, const idt_list_input *input,
                  const char *list_id, const char *format);
/* Names into order, the edition dated; IDT_E_INPUT where there is no party. */
idt_status idt_uk_finish(idt_uk_reader *self, const idt_list_input *input, idt_err *err);
void idt_uk_release(idt_uk_reader *self);
/* dd/mm/yyyy as the edition's date. */
void idt_uk_date_edition(idt_uk_reader *self, idt_span text);

/* Open the party `uid`, which is made when new. An empty uid gives a name after the line. */
void idt_uk_open(idt_uk_reader *self, idt_span uid, idt_source source);
void idt_uk_warn(idt_uk_reader *self, const char *code, const char *what, idt_span value);
/* Is this new to the open party? Remembers it. */
bool idt_uk_is_new(idt_uk_reader *self, const char *kind, const idt_span *texts, size_t count);
idt_span idt_uk_keep(idt_uk_reader *self, idt_span text);
/* Runs of blanks and line ends as one blank; in `arena` where that changes the text. */
idt_span idt_uk_fold(idt_arena *arena, idt_span text);
/* dd/mm/yyyy as yyyy-mm-dd; other texts stay as they are, with a diagnostic. */
idt_span idt_uk_iso_date(idt_uk_reader *self, idt_span text);

typedef struct {
    idt_span parts[IDT_UK_NAME_PARTS]; /* Name 1 to Name 6 */
    idt_span type, quality;
} idt_uk_name;

void idt_uk_set_type(idt_uk_reader *self, idt_span group_type);
void idt_uk_add_name(idt_uk_reader *self, const idt_uk_name *name);
void idt_uk_add_native_name(idt_uk_reader *self, idt_span text, idt_span script, idt_span language);
void idt_uk_add_fact(idt_uk_reader *self, const char *key, idt_span text);
void idt_uk_add_programme(idt_uk_reader *self, idt_party_programme programme);
void idt_uk_add_reference(idt_uk_reader *self, const char *list_id, idt_span uid);

/* ---- numbered cells and what is in them: uk_values.c ---- */

/* One value of "(1) Germany. (2) Morocco"; "(1) to (6) Algeria" covers six numbers. */
typedef struct {
    idt_span text; /* "" where the publisher writes a dash */
    uint32_t first, last;
} idt_uk_item;

typedef struct {
    idt_uk_item *items;
    size_t count, capacity;
    bool numbered; /* else the one value holds for every number */
} idt_uk_items;

#define IDT_UK_ITEMS_INIT ((idt_uk_items){ NULL, 0, 0, false })

void idt_uk_items_split(idt_uk_items *out, idt_span text);
void idt_uk_items_release(idt_uk_items *self);

typedef enum { IDT_UK_PASSPORT, IDT_UK_NATIONAL_NUMBER } idt_uk_document;

typedef struct {
    idt_span lines[IDT_UK_ADDRESS_LINES];
    idt_span postal, country;
} idt_uk_address;

void idt_uk_add_facts(idt_uk_reader *self, const char *key, idt_span cell);
void idt_uk_add_dates(idt_uk_reader *self, idt_date_kind kind, idt_span cell);
void idt_uk_add_countries(idt_uk_reader *self, idt_country_role role, idt_span cell);
void idt_uk_add_birthplaces(idt_uk_reader *self, idt_span towns, idt_span countries);
void idt_uk_add_documents(idt_uk_reader *self, idt_uk_document kind, idt_span numbers,
                          idt_span details);
void idt_uk_add_address(idt_uk_reader *self, const idt_uk_address *address);
void idt_uk_add_identifier(idt_uk_reader *self, idt_identifier identifier);

/* ---- remarks: uk_remarks.c ---- */

/* What a tag of the consolidated list's remarks, a column or an element states. */
typedef enum {
    IDT_UK_COMMENT,
    IDT_UK_LIST_REFERENCE,
    IDT_UK_UN_REFERENCE,
    IDT_UK_REASONS,
    IDT_UK_GENDER,
    IDT_UK_PHONE,
    IDT_UK_FAX,
    IDT_UK_EMAIL,
    IDT_UK_WEBSITE,
    IDT_UK_ENTITY_TYPE,
    IDT_UK_PARENT,
    IDT_UK_SUBSIDIARY,
    IDT_UK_BUSINESS_NUMBER,
    IDT_UK_IMO,
    IDT_UK_OWNER,
    IDT_UK_FORMER_OWNER,
    IDT_UK_FLAG,
    IDT_UK_FORMER_FLAG,
    IDT_UK_SHIP_TYPE,
    IDT_UK_TONNAGE,
    IDT_UK_LENGTH,
    IDT_UK_BUILT,
    IDT_UK_HULL,
    IDT_UK_REMARK_COUNT
} idt_uk_remark;

void idt_uk_add_remark(idt_uk_reader *self, idt_uk_remark kind, idt_span text);
/* "(UK Sanctions List Ref):DPR0188. (UN Ref):KPe.031. ..." */
void idt_uk_add_tagged(idt_uk_reader *self, idt_span text);
/* Do they give a reference of the UN? */
bool idt_uk_remarks_follow_un(idt_span remarks);
/* "Asset freeze|Trust services" where the remarks state more than the freeze; else empty. */
idt_span idt_uk_measures_of(idt_uk_reader *self, idt_span remarks);

/* ---- flat records: uk_row.c ---- */

typedef enum {
    IDT_UK_CELL_NAME1, /* to NAME6, in order */
    IDT_UK_CELL_NAME6 = IDT_UK_CELL_NAME1 + IDT_UK_NAME_PARTS - 1,
    IDT_UK_CELL_ADDRESS1, /* to ADDRESS6, in order */
    IDT_UK_CELL_ADDRESS6 = IDT_UK_CELL_ADDRESS1 + IDT_UK_ADDRESS_LINES - 1,
    IDT_UK_CELL_POSTAL,
    IDT_UK_CELL_COUNTRY,
    IDT_UK_CELL_TITLE,
    IDT_UK_CELL_NATIVE,
    IDT_UK_CELL_NATIVE_SCRIPT,
    IDT_UK_CELL_NATIVE_LANGUAGE,
    IDT_UK_CELL_BIRTH_DATE,
    IDT_UK_CELL_BIRTH_TOWN,
    IDT_UK_CELL_BIRTH_COUNTRY,
    IDT_UK_CELL_NATIONALITY,
    IDT_UK_CELL_PASSPORT,
    IDT_UK_CELL_PASSPORT_DETAILS,
    IDT_UK_CELL_NATIONAL_NUMBER,
    IDT_UK_CELL_NATIONAL_DETAILS,
    IDT_UK_CELL_POSITION,
    IDT_UK_CELL_REMARKS,
    IDT_UK_CELL_GROUP_TYPE,
    IDT_UK_CELL_NAME_TYPE,
    IDT_UK_CELL_QUALITY,
    IDT_UK_CELL_REGIME,
    IDT_UK_CELL_LISTED_ON,
    IDT_UK_CELL_DESIGNATED,
    IDT_UK_CELL_UPDATED,
    IDT_UK_CELL_GROUP_ID,
    IDT_UK_CELL_UNIQUE_ID,
    IDT_UK_CELL_DESIGNATED_BY,
    IDT_UK_CELL_SANCTIONS,
    IDT_UK_CELL_REMARK_FIRST, /* one for every idt_uk_remark, in its order */
    IDT_UK_CELL_COUNT = IDT_UK_CELL_REMARK_FIRST + IDT_UK_REMARK_COUNT
} idt_uk_cell;

typedef struct {
    idt_span cells[IDT_UK_CELL_COUNT];
    idt_source source;
} idt_uk_row;

/* The names under which a cell is published, the last one NULL; and which cell a name means:
 * letters and digits count, their case does not. IDT_UK_CELL_COUNT: none. */
const char *const *idt_uk_cell_names(idt_uk_cell cell);
idt_uk_cell idt_uk_cell_of(idt_span name);

typedef enum { IDT_UK_CONSOLIDATED, IDT_UK_SANCTIONS_LIST } idt_uk_list;

void idt_uk_row_convert(idt_uk_reader *self, idt_uk_list list, const idt_uk_row *row);

#endif
