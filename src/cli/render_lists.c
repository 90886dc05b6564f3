/* render_lists.c - what is loaded, and what find found: tables. */
#include <inttypes.h>

#include "cli/render_internal.h"
#include "cli/table.h"

enum { HASH_SHOWN = 12 }; /* of 64 digits; JSON gives all */

static idt_span count_cell(idt_arena *arena, uint64_t count)
{
    idt_buf text = IDT_BUF_INIT;

    idt_render_count(&text, count);
    idt_span cell = idt_arena_copy(arena, idt_buf_span(&text));
    idt_buf_release(&text);
    return cell;
}

static void render_editions(idt_paint *paint, const idt_lists_answer *answer, idt_arena *arena)
{
    idt_table table = { .titles = { "list", "date", "parties", "sha256", "title" },
                        .styles = { IDT_STYLE_CYAN, IDT_STYLE_BOLD, IDT_STYLE_PLAIN,
                                    IDT_STYLE_DIM },
                        .right = { [2] = true },
                        .column_count = 5 };

    for (size_t i = 0; i < answer->made_with->edition_count; i++) {
        const idt_edition *edition = &answer->made_with->editions[i];
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = edition->list_id;
        row->cells[1] = edition->date.len ? edition->date : IDT_SPAN_LIT("not stated");
        row->cells[2] = count_cell(arena, edition->party_count);
        row->cells[3] = idt_span_sub(idt_span_of(edition->sha256), 0, HASH_SHOWN);
        row->cells[4] =
            idt_arena_format(arena, "%.*s (%.*s)", (int)edition->title.len, edition->title.ptr,
                             (int)edition->format.len, edition->format.ptr);
    }
    idt_table_paint(&table, paint);
    idt_table_release(&table);
}

static idt_span place_cell(idt_arena *arena, const idt_edition *edition,
                           const idt_diagnostic *diagnostic)
{
    if (diagnostic->source.file >= edition->file_count)
        return IDT_SPAN_EMPTY;
    idt_span file = edition->files[diagnostic->source.file].name;
    if (diagnostic->source.line == 0)
        return file;
    return idt_arena_format(arena, "%.*s:%" PRIu32, (int)file.len, file.ptr,
                            diagnostic->source.line);
}

static void render_diagnostics(idt_paint *paint, const idt_lists_answer *answer, uint32_t number,
                               idt_arena *arena)
{
    const idt_edition *edition = &answer->made_with->editions[number];
    idt_table table = { .styles = { IDT_STYLE_YELLOW, IDT_STYLE_PLAIN, IDT_STYLE_BOLD,
                                    IDT_STYLE_DIM, IDT_STYLE_DIM },
                        .right = { [1] = true },
                        .margin = 2,
                        .column_count = 5 };
    size_t count;
    idt_diagnostic_tally *tallies = idt_lists_answer_tally(answer, number, arena, &count);

    if (count == 0)
        return;
    idt_paint_line(paint);
    idt_paint_span(paint, IDT_STYLE_CYAN, edition->list_id);
    idt_paint_text(paint, IDT_STYLE_DIM, ": what was odd in its files, and where first");
    idt_paint_line(paint);
    for (size_t i = 0; i < count; i++) {
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = idt_span_of(idt_diagnostic_level_name(tallies[i].level));
        row->cells[1] = count_cell(arena, tallies[i].count);
        row->cells[2] = tallies[i].code;
        row->cells[3] = place_cell(arena, edition, tallies[i].first);
        row->cells[4] = tallies[i].first->text;
    }
    idt_table_paint(&table, paint);
    idt_table_release(&table);
}

static void render_index(idt_paint *paint, const idt_lists_answer *answer)
{
    idt_buf line = IDT_BUF_INIT;

    idt_buf_format(&line, "index %s: ", answer->made_with->index);
    idt_render_count(&line, answer->figures.parties);
    idt_buf_add_text(&line, " parties, ");
    idt_render_count(&line, answer->figures.names);
    idt_buf_add_text(&line, " names, ");
    idt_render_count(&line, answer->figures.identifiers);
    idt_buf_add_text(&line, " identifiers, ");
    idt_render_count(&line, answer->figures.bytes);
    idt_buf_format(&line, " bytes; interdict %s", answer->made_with->engine);
    paint->indent = 2;
    idt_paint_wrapped(paint, IDT_STYLE_DIM, idt_buf_span(&line));
    idt_paint_line(paint);
    idt_buf_release(&line);
}

void idt_render_lists(idt_buf *out, const idt_lists_answer *answer,
                      const idt_render_options *options)
{
    idt_paint paint = idt_paint_of(out, options);
    idt_arena cell_arena = IDT_ARENA_INIT;

    render_editions(&paint, answer, &cell_arena);
    for (size_t i = 0; i < answer->made_with->edition_count; i++)
        render_diagnostics(&paint, answer, (uint32_t)i, &cell_arena);
    idt_paint_line(&paint);
    render_index(&paint, answer);
    idt_arena_release(&cell_arena);
}

static idt_span caption_cell(idt_arena *arena, const idt_found *found)
{
    idt_buf text = IDT_BUF_INIT;

    idt_buf_add_span(&text, found->caption);
    if (found->also.len > 0)
        idt_buf_format(&text, " = %.*s", (int)found->also.len, found->also.ptr);
    for (size_t i = 0; i < found->programme_count; i++)
        idt_buf_format(&text, " [%.*s]", (int)found->programmes[i].tag.len,
                       found->programmes[i].tag.ptr);
    idt_span cell = idt_arena_copy(arena, idt_buf_span(&text));
    idt_buf_release(&text);
    return cell;
}

void idt_render_found(idt_buf *out, const idt_found *found, size_t count,
                      const idt_render_options *options)
{
    idt_paint paint = idt_paint_of(out, options);
    idt_arena cell_arena = IDT_ARENA_INIT;
    idt_table table = { .styles = { IDT_STYLE_CYAN, IDT_STYLE_DIM, IDT_STYLE_PLAIN },
                        .column_count = 3 };

    for (size_t i = 0; i < count; i++) {
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = found[i].entity_id;
        row->cells[1] = idt_span_of(idt_party_type_name(found[i].type));
        row->cells[2] = caption_cell(&cell_arena, &found[i]);
    }
    idt_table_paint(&table, &paint);
    idt_table_release(&table);
    idt_arena_release(&cell_arena);
}
