/* table.c - measure, then paint. */
#include "cli/table.h"

#include "base/alloc.h"

enum { GAP = 2 };

void idt_table_release(idt_table *self)
{
    idt_free(self->rows);
    *self = (idt_table){ .column_count = 0 };
}

idt_table_row *idt_table_add(idt_table *self)
{
    self->rows = idt_grow(self->rows, &self->row_capacity, self->row_count + 1, sizeof *self->rows);
    self->rows[self->row_count] = (idt_table_row){ .cells = { { NULL, 0 } } };
    return &self->rows[self->row_count++];
}

static void measure(const idt_table *self, unsigned widths[IDT_TABLE_COLUMNS_MAX])
{
    for (size_t c = 0; c < self->column_count; c++) {
        widths[c] = idt_columns_of(idt_span_of(self->titles[c]));
        for (size_t r = 0; r < self->row_count; r++) {
            unsigned width = idt_columns_of(self->rows[r].cells[c]);
            if (width > widths[c])
                widths[c] = width;
        }
    }
}

static void paint_cell(idt_paint *paint, idt_style style, idt_span text, unsigned columns)
{
    idt_paint_to(paint, paint->column + columns);
    idt_paint_span(paint, style, text);
}

static void paint_row(const idt_table *self, idt_paint *paint, const idt_span *cells,
                      const idt_style *styles, const unsigned *widths)
{
    unsigned start = self->margin;
    size_t filled = self->column_count;

    while (filled > 0 && cells[filled - 1].len == 0)
        filled--;
    for (size_t c = 0; c < filled; c++) {
        unsigned blanks = self->right[c] ? widths[c] - idt_columns_of(cells[c]) : 0;
        bool last = c + 1 == self->column_count;
        idt_paint_to(paint, start);
        paint->indent = start;
        if (blanks > 0)
            paint_cell(paint, styles[c], cells[c], blanks);
        else if (last)
            idt_paint_wrapped(paint, styles[c], cells[c]);
        else
            idt_paint_span(paint, styles[c], cells[c]);
        start += widths[c] + GAP;
    }
    idt_paint_line(paint);
}

void idt_table_paint(const idt_table *self, idt_paint *paint)
{
    unsigned widths[IDT_TABLE_COLUMNS_MAX];
    idt_span titles[IDT_TABLE_COLUMNS_MAX];
    idt_style title_styles[IDT_TABLE_COLUMNS_MAX];

    measure(self, widths);
    for (size_t c = 0; c < self->column_count; c++) {
        titles[c] = idt_span_of(self->titles[c]);
        title_styles[c] = IDT_STYLE_DIM;
    }
    if (self->column_count > 0 && self->titles[0])
        paint_row(self, paint, titles, title_styles, widths);
    for (size_t r = 0; r < self->row_count; r++)
        paint_row(self, paint, self->rows[r].cells, self->styles, widths);
}
