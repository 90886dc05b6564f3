/* ofac_internal.h - what the files of the OFAC CSV reader share. */
#ifndef IDT_LISTS_OFAC_INTERNAL_H
#define IDT_LISTS_OFAC_INTERNAL_H

#include "base/strmap.h"
#include "lists/lists_internal.h"

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

/* The name as published, with family and given name where a person's has a comma. */
idt_name idt_ofac_name(idt_span text, idt_party_type type);

/* ---- identifiers: ofac_identifiers.c ---- */

/* Bytes of the longest identifier label that `item` starts with ("Cedula No.", "Passport" ...);
 * 0: none. */
size_t idt_ofac_label_bytes(idt_identifier_type *type, idt_span item);
/* Read a whole item, "Passport 563410081 (Korea, North) expires 2015". Only the source is left to
 * the caller. False when it is no identifier. */
bool idt_ofac_identifier_read(idt_identifier *out, idt_span item);

#endif
