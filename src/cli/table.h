/* table.h - rows with aligned columns.
 *
 * Cells are borrowed until the table is painted. The last column wraps; the others keep the width
 * of their widest cell. */
#ifndef IDT_CLI_TABLE_H
#define IDT_CLI_TABLE_H

#include "base/arena.h"
#include "cli/paint.h"

enum { IDT_TABLE_COLUMNS_MAX = 8 };

typedef struct {
    idt_span cells[IDT_TABLE_COLUMNS_MAX];
} idt_table_row;

typedef struct {
    const char *titles[IDT_TABLE_COLUMNS_MAX];
    idt_style styles[IDT_TABLE_COLUMNS_MAX];
    bool right[IDT_TABLE_COLUMNS_MAX]; /* numbers stand on the right */
    size_t column_count;
    unsigned margin; /* blanks in front */
    idt_table_row *rows;
    size_t row_count, row_capacity;
} idt_table;

void idt_table_release(idt_table *self);
/* A new row; fill its cells before the next one is added. */
idt_table_row *idt_table_add(idt_table *self);
/* Titles, where there are any, and all rows. */
void idt_table_paint(const idt_table *self, idt_paint *paint);

#endif
