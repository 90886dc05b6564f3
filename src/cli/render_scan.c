/* render_scan.c - what was found in a running text: the line, the mention marked in it, the party;
 * then the places in one table. */
#include <inttypes.h>

#include "cli/render_internal.h"
#include "cli/table.h"

enum {
    EXCERPT_BYTES = 160, /* of text to each side of a mention; newspapers write long lines */
};

/* Counts lines as it goes: mentions come in the order of the text. */
typedef struct {
    idt_span text;
    size_t at;
    uint64_t line;
} line_counter;

static uint64_t line_of(line_counter *self, size_t at)
{
    for (; self->at < at && self->at < self->text.len; self->at++)
        self->line += self->text.ptr[self->at] == '\n';
    return self->line;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Where the excerpt before `start` begins: at the line's start, or at a blank in reach. */
static size_t excerpt_from(idt_span text, size_t start)
{
    size_t floor = start > EXCERPT_BYTES ? start - EXCERPT_BYTES : 0;
    size_t from = start;

    while (from > floor && text.ptr[from - 1] != '\n')
        from--;
    if (from == 0 || text.ptr[from - 1] == '\n')
        return from;
    for (size_t i = from; i < start; i++)
        if (text.ptr[i] == ' ')
            return i + 1;
    while (from < start && is_continuation(text.ptr[from]))
        from++;
    return from;
}

static size_t excerpt_to(idt_span text, size_t end)
{
    size_t ceiling = text.len - end > EXCERPT_BYTES ? end + EXCERPT_BYTES : text.len;
    size_t to = end;

    while (to < ceiling && text.ptr[to] != '\n' && text.ptr[to] != '\r')
        to++;
    if (to == text.len || text.ptr[to] == '\n' || text.ptr[to] == '\r')
        return to;
    for (size_t i = to; i > end; i--)
        if (text.ptr[i] == ' ')
            return i;
    while (to > end && is_continuation(text.ptr[to]))
        to--;
    return to;
}

static bool cut_at(idt_span text, size_t at)
{
    return at > 0 && at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r' &&
           text.ptr[at - 1] != '\n';
}

static void render_excerpt(idt_paint *paint, line_counter *lines, size_t start, size_t end)
{
    idt_span text = lines->text;
    size_t from = excerpt_from(text, start);
    size_t to = excerpt_to(text, end);

    idt_paint_format(paint, IDT_STYLE_DIM, "line %" PRIu64, line_of(lines, start));
    idt_paint_to(paint, IDT_VALUE_COLUMN);
    paint->indent = IDT_VALUE_COLUMN;
    if (cut_at(text, from))
        idt_paint_text(paint, IDT_STYLE_DIM, "… ");
    idt_paint_wrapped(paint, IDT_STYLE_PLAIN, idt_span_sub(text, from, start));
    if (!paint->color)
        idt_paint_wrapped(paint, IDT_STYLE_PLAIN, IDT_SPAN_LIT("»"));
    idt_paint_wrapped(paint, IDT_STYLE_MARK, idt_span_sub(text, start, end));
    if (!paint->color)
        idt_paint_text(paint, IDT_STYLE_PLAIN, "«");
    idt_paint_wrapped(paint, IDT_STYLE_PLAIN, idt_span_sub(text, end, to));
    if (cut_at(text, to))
        idt_paint_text(paint, IDT_STYLE_DIM, " …");
    idt_paint_line(paint);
}

static void render_mention_party(idt_paint *paint, const idt_hit *hit, bool again)
{
    idt_span caption = hit->entry->name_count ? hit->entry->names[0].text : hit->entity_id;

    idt_render_score(paint, hit->score);
    idt_paint_to(paint, IDT_VALUE_COLUMN);
    paint->indent = IDT_VALUE_COLUMN;
    idt_paint_wrapped(paint, IDT_STYLE_BOLD, caption);
    idt_paint_piece(paint, IDT_STYLE_CYAN, 2, hit->entity_id);
    idt_paint_piece(paint, IDT_STYLE_DIM, 2, idt_span_of(idt_party_type_name(hit->entry->type)));
    idt_paint_line(paint);
    if (hit->explanation)
        idt_render_words(paint, hit->explanation);
    else if (hit->matched_name && !idt_span_equal(hit->matched_name->text, caption)) {
        idt_render_label(paint, "listed");
        idt_paint_wrapped(paint, IDT_STYLE_PLAIN, hit->matched_name->text);
        idt_paint_piece(paint, IDT_STYLE_DIM, 3,
                        idt_span_of(idt_name_kind_name(hit->matched_name->kind)));
        idt_paint_line(paint);
    }
    for (size_t i = 0; i < hit->entry->programme_count && !again; i++) {
        idt_render_label(paint, NULL);
        idt_render_programme(paint, &hit->entry->programmes[i], hit->entity_id, false);
    }
}

/* A place's first mention stands for all of it. */
typedef struct {
    const idt_place_mention *first;
    uint64_t line;
    size_t count;
} place_tally;

static place_tally *find_place(place_tally *tallies, size_t count, const idt_place *place)
{
    for (size_t i = 0; i < count; i++)
        if (tallies[i].first->place == place)
            return &tallies[i];
    return NULL;
}

/* Different places are few, however long the text is. */
static size_t tally_places(place_tally *tallies, idt_span text, const idt_scan *scan)
{
    line_counter lines = { text, 0, 1 };
    size_t count = 0;

    for (size_t i = 0; i < scan->place_count; i++) {
        place_tally *known = find_place(tallies, count, scan->places[i].place);
        if (!known) {
            known = &tallies[count++];
            *known = (place_tally){ &scan->places[i], line_of(&lines, scan->places[i].start), 0 };
        }
        known->count++;
    }
    return count;
}

/* The legal basis of each measure in the table, once. */
static void render_measures(idt_paint *paint, const place_tally *tallies, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const idt_measure *measure = tallies[i].first->place->measure;
        bool repeated = false;
        for (size_t k = 0; k < i; k++)
            repeated |= tallies[k].first->place->measure == measure;
        if (repeated)
            continue;
        paint->indent = IDT_LABEL_COLUMN + 2;
        idt_paint_to(paint, IDT_LABEL_COLUMN);
        idt_paint_wrapped(paint, IDT_STYLE_DIM, idt_span_of(measure->name));
        idt_paint_text(paint, IDT_STYLE_DIM, ": ");
        idt_paint_wrapped(paint, IDT_STYLE_DIM, idt_span_of(measure->authority));
        idt_paint_line(paint);
    }
}

static void render_places(idt_paint *paint, idt_span text, const idt_scan *scan)
{
    idt_arena cell_arena = IDT_ARENA_INIT;
    place_tally *tallies = idt_arena_alloc(&cell_arena, scan->place_count * sizeof *tallies);
    size_t count = tally_places(tallies, text, scan);
    idt_table table = { .titles = { "place", "", "written", "line", "times", "measure" },
                        .styles = { IDT_STYLE_CYAN, IDT_STYLE_BOLD },
                        .right = { [3] = true, [4] = true },
                        .column_count = 6 };

    for (size_t i = 0; i < count; i++) {
        const idt_place_mention *mention = tallies[i].first;
        const idt_measure *measure = mention->place->measure;
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = idt_span_of(mention->place->id);
        row->cells[1] = idt_span_of(mention->place->name);
        row->cells[2] = idt_span_sub(text, mention->start, mention->end);
        row->cells[3] = idt_arena_format(&cell_arena, "%" PRIu64, tallies[i].line);
        row->cells[4] = idt_arena_format(&cell_arena, "%zu", tallies[i].count);
        row->cells[5] = idt_arena_format(&cell_arena, "%s, %s", measure->name, measure->status);
    }
    idt_table_paint(&table, paint);
    render_measures(paint, tallies, count);
    idt_table_release(&table);
    idt_arena_release(&cell_arena);
}

/* Whether the party was shown with all its programmes at an earlier mention. */
static bool shown_before(const idt_scan *scan, size_t number)
{
    for (size_t i = 0; i < number; i++)
        if (idt_span_equal(scan->mentions[i].hit.entity_id, scan->mentions[number].hit.entity_id))
            return true;
    return false;
}

void idt_render_scan(idt_buf *out, idt_span text, const idt_scan *scan,
                     const idt_render_options *options)
{
    idt_paint paint = idt_paint_of(out, options);
    line_counter lines = { text, 0, 1 };

    for (size_t i = 0; i < scan->mention_count; i++) {
        const idt_mention *mention = &scan->mentions[i];
        bool same_place = i > 0 && scan->mentions[i - 1].start == mention->start &&
                          scan->mentions[i - 1].end == mention->end;
        if (!same_place) {
            if (i > 0)
                idt_paint_line(&paint);
            render_excerpt(&paint, &lines, mention->start, mention->end);
        }
        render_mention_party(&paint, &mention->hit, shown_before(scan, i));
    }
    if (scan->mention_count == 0) {
        idt_paint_text(&paint, IDT_STYLE_GREEN, "no listed name");
        idt_paint_line(&paint);
    }
    if (scan->place_count > 0) {
        idt_paint_line(&paint);
        render_places(&paint, text, scan);
    }
}
