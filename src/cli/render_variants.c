/* render_variants.c - the pairs of words that the lists' own aliases gave: a table. */
#include <inttypes.h>

#include "cli/render_internal.h"
#include "cli/table.h"

void idt_render_variants(idt_buf *out, const idt_index *index, const idt_render_options *options)
{
    const idt_mined *mined = idt_index_mined(index);
    idt_paint paint = idt_paint_of(out, options);
    idt_arena arena = IDT_ARENA_INIT;
    idt_table table = { .titles = { "word", "variant", "parties", "first seen" },
                        .styles = { IDT_STYLE_PLAIN, IDT_STYLE_PLAIN, IDT_STYLE_BOLD,
                                    IDT_STYLE_CYAN },
                        .right = { [2] = true },
                        .column_count = 4 };

    if (idt_mined_count(mined) == 0)
        idt_buf_add_text(out, "The aliases of these lists show no variants of words.\n");
    for (size_t i = 0; i < idt_mined_count(mined); i++) {
        idt_mined_pair pair = idt_mined_at(mined, i);
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = pair.left;
        row->cells[1] = pair.right;
        row->cells[2] = idt_arena_format(&arena, "%" PRIu32, pair.support);
        row->cells[3] = idt_index_entity_id(index, pair.source, &arena);
    }
    if (table.row_count)
        idt_table_paint(&table, &paint);
    idt_table_release(&table);
    idt_arena_release(&arena);
}
