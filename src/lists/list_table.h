/* list_table.h - the rows of a list that comes as one table with a header: CSV or an Excel sheet.
 *
 * A parser takes the cells it understands by their column's name; whatever it did not take is kept
 * as a fact under that name and counted. Case, blanks and '_' at the ends and in runs make no
 * difference in a column's name. What was taken lives in the lists' arena. */
#ifndef IDT_LISTS_LIST_TABLE_H
#define IDT_LISTS_LIST_TABLE_H

#include "lists/leftovers.h"
#include "lists/lists_internal.h"

typedef struct idt_list_table idt_list_table;

typedef struct {
    const char *header; /* a column that every header row of this list has */
    char delimiter;     /* of CSV; 0: comma */
} idt_list_table_options;

enum {
    IDT_LIST_PREAMBLE_ROWS_MAX = 16, /* rows before the header */
    IDT_LIST_COLUMNS_MAX = 512,
};

/* Open the table of `input`, which is file `file` of the newest edition, and read up to its header.
 * *out is NULL on failure: IDT_E_INPUT, IDT_E_LIMIT, IDT_E_IO. A CSV that is no UTF-8 is decoded
 * (a diagnostic says so). */
idt_status idt_list_table_open(idt_list_table **out, idt_lists *lists, const idt_list_input *input,
                               uint32_t file, idt_list_table_options options,
                               idt_err *err) IDT_MUST_USE;
void idt_list_table_close(idt_list_table *self); /* NULL is fine */

/* The next row with a value. False at the end or on an error; a CSV row that has not as many cells
 * as the header is an error, since a file that was cut ends in one. */
bool idt_list_table_next(idt_list_table *self);
/* At the end: reports the leftovers as diagnostics. Err carries the line. */
idt_status idt_list_table_status(idt_list_table *self, idt_err *err);

/* The cell right of the one that holds `key` in the rows before the header: "Last Updated". */
idt_span idt_list_table_preamble(const idt_list_table *self, const char *key);
bool idt_list_table_has(const idt_list_table *self, const char *column);
/* The cell, blanks trimmed; empty where there is no such column. Taking marks it as said. */
idt_span idt_list_table_take(idt_list_table *self, const char *column);
/* The same without marking, valid until the next row. */
idt_span idt_list_table_look(const idt_list_table *self, const char *column);
void idt_list_table_pass(idt_list_table *self, const char *column);
/* The same by the column's position, 0 to width - 1, where names of columns repeat. */
size_t idt_list_table_width(const idt_list_table *self);
idt_span idt_list_table_column(const idt_list_table *self, size_t column); /* its name */
idt_span idt_list_table_take_at(idt_list_table *self, size_t column);
idt_span idt_list_table_look_at(const idt_list_table *self, size_t column);
void idt_list_table_pass_at(idt_list_table *self, size_t column);
idt_source idt_list_table_source(const idt_list_table *self); /* of the row */
/* Keep what was not taken of this row: as facts of `party`, or counted only where it is NULL. */
void idt_list_table_keep_rest(idt_list_table *self, idt_party *party);

/* Are these two names of one column? */
bool idt_list_column_is(idt_span column, idt_span name);
/* Does a CSV that starts with `head` have these columns (NULL-terminated) in one of its first rows?
 * The delimiter is given. */
bool idt_csv_head_has(idt_span head, char delimiter, const char *const *columns);

#endif
