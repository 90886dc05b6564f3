/* subject_row_internal.h - how does one row of a customer file become a subject, on any thread?
 *
 * The reader cuts the file into raw rows, one after another; each thread has a parser of its own
 * that takes them apart. What both know of the columns does not change once the file is open. */
#ifndef IDT_SERVICE_SUBJECT_ROW_INTERNAL_H
#define IDT_SERVICE_SUBJECT_ROW_INTERNAL_H

#include "base/buf.h"
#include "base/strmap.h"
#include "service/record_internal.h"
#include "service/subject_reader.h"

typedef struct {
    idt_span names[IDT_COLUMN_COUNT]; /* what the file calls them */
    int *header;                      /* idt_column of each CSV field, or -1 */
    size_t header_count;
    char delimiter; /* of CSV; 0: NDJSON */
    bool is_sheet;
} idt_columns;

/* Our own names. */
void idt_columns_init(idt_columns *self);
/* The column of that name, or -1. */
int idt_columns_find(const idt_columns *self, idt_span name);

/* A row as it stands in the file. */
typedef struct {
    uint64_t number, line;
    size_t from, to; /* in the buffer it was taken into */
    idt_record_fault fault;
    bool unfinished;      /* the file ends in it, without a line end */
    const char *encoding; /* a constant, or as long-lived as the reader */
} idt_raw_row;

/* The next row, its text appended to `text`. False at the end or on an error. */
bool idt_subject_reader_take(idt_subject_reader *self, idt_buf *text, idt_raw_row *row);
/* A hash of all rows taken so far. */
uint64_t idt_subject_reader_chain(const idt_subject_reader *self);
const idt_columns *idt_subject_reader_columns(const idt_subject_reader *self);

/* Distinct names in order of arrival, up to a limit. */
typedef struct {
    idt_arena texts;
    idt_strmap names;
    size_t bytes;
    bool cut;
} idt_name_set;

void idt_name_set_release(idt_name_set *self);
void idt_name_set_add(idt_name_set *self, idt_span name);

typedef struct idt_row_parser idt_row_parser;

idt_row_parser *idt_row_parser_new(const idt_columns *columns); /* which must outlive it */
void idt_row_parser_free(idt_row_parser *self);                 /* NULL is fine */
/* `buffer` is what the raw row was taken into. Everything in *row lives in `arena`. */
void idt_row_parser_parse(idt_row_parser *self, idt_arena *arena, idt_subject_row *row,
                          const idt_raw_row *raw, idt_span buffer);
/* The reason of a rejected row with its place, and whether the file ends in the row; in `arena`. */
idt_span idt_row_parser_place(const idt_row_parser *self, idt_arena *arena, const idt_raw_row *raw,
                              idt_span reason);
/* Members of NDJSON that no column is named for, as met by this parser. */
const idt_name_set *idt_row_parser_ignored(const idt_row_parser *self);
/* Add what a parser met to what idt_subject_reader_ignored says. */
void idt_subject_reader_note(idt_subject_reader *self, const idt_row_parser *parser);

#endif
