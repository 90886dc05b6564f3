/* subject_cells_internal.h - what do the values of a row's known columns say about a subject? */
#ifndef IDT_SERVICE_SUBJECT_CELLS_INTERNAL_H
#define IDT_SERVICE_SUBJECT_CELLS_INTERNAL_H

#include "service/subject_reader.h"

typedef struct {
    idt_span whole;   /* as it stands */
    idt_span *values; /* its parts, blanks trimmed; none empty */
    size_t count;
} idt_cell;

typedef struct {
    idt_cell cells[IDT_COLUMN_COUNT];
} idt_cells;

/* Add a value, split at `;` where `split`; copied into `arena`. Empty, or why the row must be
 * rejected: too many values. */
idt_span idt_cells_add(idt_cells *self, idt_arena *arena, idt_column column, idt_span text,
                       bool split);

/* Fill id, name, subject, warning, and `rejected` where it is still empty and must not be. */
void idt_cells_to_row(idt_subject_row *row, idt_arena *arena, const idt_cells *cells);

#endif
