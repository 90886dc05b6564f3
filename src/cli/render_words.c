/* render_words.c - how the words of two names are tied, and what that gave.
 *
 *     given       Kim  Yung  Chol  X
 *                 =    ~     =     -       ~ spelling
 *     listed      KIM  Yong  Chol          a.k.a., weak
 *
 * A column is a pair of words that met, or a word nobody met. Columns stand in the subject's
 * order; a listed word that was not met stands behind the one before it in its own name. Rows too
 * wide for the line go on in a second block of three. */
#include "cli/render_internal.h"

enum { COLUMN_GAP = 2, LEGEND_GAP = 3 };

typedef struct {
    idt_span query, listed;
    const char *mark;
    uint32_t query_at, listed_to; /* byte positions; for the order */
    idt_how how;
    bool joined, met;
    unsigned columns;
} word_column;

typedef struct {
    word_column *items;
    size_t count;
} word_columns;

static const char *mark_of(idt_likeness likeness)
{
    bool exact = likeness.how == IDT_HOW_EQUAL;

    if (likeness.joined)
        return exact ? "+" : "+~";
    switch ((idt_how)likeness.how) {
    case IDT_HOW_EQUAL:
        return "=";
    case IDT_HOW_SPELLING:
    case IDT_HOW_MANGLED:
        return "~";
    case IDT_HOW_SOUND:
        return "≈";
    case IDT_HOW_INITIAL:
        return "·";
    case IDT_HOW_CUT:
        return "…";
    case IDT_HOW_VARIANT:
    case IDT_HOW_NICKNAME:
    case IDT_HOW_TRANSLATION:
    case IDT_HOW_NUMBER:
    case IDT_HOW_SCRIPT:
        return "↔";
    case IDT_HOW_NONE:
    case IDT_HOW_COUNT:
        break;
    }
    return "?";
}

static void insert_column(word_columns *self, size_t position, word_column column)
{
    unsigned query = idt_columns_of(column.query);
    unsigned listed = idt_columns_of(column.listed);
    unsigned mark = idt_columns_of(idt_span_of(column.mark));

    column.columns = query > listed ? query : listed;
    if (mark > column.columns)
        column.columns = mark;
    for (size_t i = self->count; i > position; i--)
        self->items[i] = self->items[i - 1];
    self->items[position] = column;
    self->count++;
}

static size_t place_by_query(const word_columns *self, uint32_t query_at)
{
    size_t position = self->count;

    while (position > 0 && self->items[position - 1].query_at > query_at)
        position--;
    return position;
}

/* Behind the column whose listed word comes last before this one. */
static size_t place_by_listed(const word_columns *self, uint32_t listed_from)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < self->count; i++) {
        const word_column *item = &self->items[i];
        if (item->listed.len == 0 || item->listed_to > listed_from)
            continue;
        if (best == SIZE_MAX || item->listed_to > self->items[best].listed_to)
            best = i;
    }
    return best == SIZE_MAX ? 0 : best + 1;
}

static word_columns columns_of(idt_arena *arena, const idt_explanation *explanation)
{
    size_t count =
        explanation->pair_count + explanation->query_left_count + explanation->listed_left_count;
    word_columns columns = { idt_arena_alloc(arena, (count + 1) * sizeof(word_column)), 0 };
    idt_span query = explanation->query_name, listed = explanation->listed_name;

    for (size_t i = 0; i < explanation->pair_count; i++) {
        const idt_word_pair *pair = &explanation->pairs[i];
        insert_column(
            &columns, place_by_query(&columns, pair->query_from),
            (word_column){ .query = idt_span_sub(query, pair->query_from, pair->query_to),
                           .listed = idt_span_sub(listed, pair->listed_from, pair->listed_to),
                           .mark = mark_of(pair->likeness),
                           .query_at = pair->query_from,
                           .listed_to = pair->listed_to,
                           .how = (idt_how)pair->likeness.how,
                           .joined = pair->likeness.joined,
                           .met = true });
    }
    for (size_t i = 0; i < explanation->query_left_count; i++) {
        idt_word_left left = explanation->query_left[i];
        insert_column(&columns, place_by_query(&columns, left.from),
                      (word_column){ .query = idt_span_sub(query, left.from, left.to),
                                     .mark = "-",
                                     .query_at = left.from });
    }
    for (size_t i = 0; i < explanation->listed_left_count; i++) {
        idt_word_left left = explanation->listed_left[i];
        insert_column(&columns, place_by_listed(&columns, left.from),
                      (word_column){ .listed = idt_span_sub(listed, left.from, left.to),
                                     .mark = "-",
                                     .listed_to = left.to });
    }
    return columns;
}

typedef enum { ROW_QUERY, ROW_MARK, ROW_LISTED, ROW_COUNT } word_row;

static idt_style style_of(const word_column *column, word_row row)
{
    if (!column->met)
        return IDT_STYLE_DIM;
    if (row != ROW_MARK)
        return row == ROW_LISTED ? IDT_STYLE_BOLD : IDT_STYLE_PLAIN;
    return column->how == IDT_HOW_EQUAL ? IDT_STYLE_GREEN : IDT_STYLE_YELLOW;
}

static void paint_row(idt_paint *paint, const word_columns *columns, size_t from, size_t to,
                      word_row row)
{
    unsigned start = IDT_VALUE_COLUMN;

    for (size_t i = from; i < to; i++) {
        const word_column *column = &columns->items[i];
        idt_span text = row == ROW_QUERY  ? column->query
                        : row == ROW_MARK ? idt_span_of(column->mark)
                                          : column->listed;
        if (text.len > 0) {
            idt_paint_to(paint, start);
            idt_paint_span(paint, style_of(column, row), text);
        }
        start += column->columns + COLUMN_GAP;
    }
}

/* How many columns from `from` on fit into the line; at least one. */
static size_t fitting(const idt_paint *paint, const word_columns *columns, size_t from)
{
    unsigned end = IDT_VALUE_COLUMN;
    size_t to = from;

    while (to < columns->count && (to == from || end + columns->items[to].columns <= paint->width))
        end += columns->items[to++].columns + COLUMN_GAP;
    return to;
}

/* The words for the marks other than equal, once each: "~ spelling, + joined". */
static void add_legend(idt_buf *out, const word_columns *columns)
{
    bool seen[IDT_HOW_COUNT] = { [IDT_HOW_EQUAL] = true };
    bool joined_seen = false;

    for (size_t i = 0; i < columns->count; i++) {
        const word_column *column = &columns->items[i];
        bool new_how = column->met && !seen[column->how];
        bool new_joined = column->met && column->joined && !joined_seen;
        if (!new_how && !new_joined)
            continue;
        idt_buf_format(out, "%s%s %s%s%s", out->len ? ", " : "", column->mark,
                       column->joined ? "joined" : "", column->joined && new_how ? ", " : "",
                       new_how ? idt_how_name(column->how) : "");
        seen[column->how] = true;
        joined_seen |= column->joined;
    }
}

static void paint_kind(idt_paint *paint, const idt_explanation *explanation)
{
    paint->indent = IDT_VALUE_COLUMN;
    idt_paint_piece(paint, IDT_STYLE_DIM, 3,
                    idt_span_of(idt_name_kind_name(explanation->listed_kind)));
    if (explanation->listed_quality == IDT_QUALITY_WEAK)
        idt_paint_text(paint, IDT_STYLE_YELLOW, ", weak");
}

/* Three lines for the columns [from, to); the last one is left open. True where the legend found
 * no room behind the marks. */
static bool paint_block(idt_paint *paint, const word_columns *columns, size_t from, size_t to,
                        idt_span legend)
{
    static const char *const labels[ROW_COUNT] = { "given", NULL, "listed" };
    bool fits = false;

    for (int row = 0; row < ROW_COUNT; row++) {
        if (row > 0)
            idt_paint_line(paint);
        idt_render_label(paint, labels[row]);
        paint_row(paint, columns, from, to, (word_row)row);
        if (row != ROW_MARK)
            continue;
        fits = paint->column + LEGEND_GAP + idt_columns_of(legend) <= paint->width;
        if (fits)
            idt_paint_piece(paint, IDT_STYLE_DIM, LEGEND_GAP, legend);
    }
    return !fits;
}

static void paint_blocks(idt_paint *paint, const word_columns *columns,
                         const idt_explanation *explanation, idt_span legend)
{
    bool legend_waits = false;
    size_t from = 0;

    while (from < columns->count) {
        size_t to = fitting(paint, columns, from);
        legend_waits |= paint_block(paint, columns, from, to, from ? IDT_SPAN_EMPTY : legend);
        if (to == columns->count)
            paint_kind(paint, explanation);
        idt_paint_line(paint);
        from = to;
    }
    if (legend_waits && legend.len > 0) {
        idt_render_label(paint, NULL);
        idt_paint_wrapped(paint, IDT_STYLE_DIM, legend);
        idt_paint_line(paint);
    }
}

void idt_render_words(idt_paint *paint, const idt_explanation *explanation)
{
    idt_arena row_arena = IDT_ARENA_INIT;
    idt_buf legend = IDT_BUF_INIT;
    word_columns columns = columns_of(&row_arena, explanation);

    add_legend(&legend, &columns);
    paint_blocks(paint, &columns, explanation, idt_buf_span(&legend));
    idt_buf_release(&legend);
    idt_arena_release(&row_arena);
}

static const char *words_for_part(idt_part_kind kind)
{
    static const char *const words[IDT_PART_COUNT] = {
        [IDT_PART_NAME] = "name",
        [IDT_PART_SPELLING] = "words alike, not equal",
        [IDT_PART_CONTRADICTION] = "other words on both sides",
        [IDT_PART_OMISSION_QUERY] = "words only in the given name",
        [IDT_PART_OMISSION_LISTED] = "words only in the listed name",
        [IDT_PART_NUMBER] = "a number differs",
        [IDT_PART_PART_OF_NAME] = "one word of several: limit",
        [IDT_PART_WEAK_ALIAS] = "weak alias: limit",
        [IDT_PART_KIND] = "kind",
        [IDT_PART_BIRTH_DATE] = "birth date",
        [IDT_PART_COUNTRY] = "country",
        [IDT_PART_GENDER] = "gender",
        [IDT_PART_IDENTIFIER] = "identifier",
        [IDT_PART_WHOLE_NAME] = "both names as one string",
        [IDT_PART_NAME_PARTS] = "each word with its best partner",
        [IDT_PART_LIMIT] = "scores end here",
    };
    return words[kind];
}

static void paint_detail(idt_paint *paint, idt_span detail)
{
    bool fits = paint->column + COLUMN_GAP + idt_columns_of(detail) <= paint->width;

    if (detail.len == 0)
        return;
    if (!fits)
        idt_paint_line(paint);
    idt_paint_to(paint, fits ? paint->column + COLUMN_GAP : paint->indent);
    idt_paint_wrapped(paint, IDT_STYLE_DIM, detail);
}

void idt_render_points(idt_paint *paint, const idt_explanation *explanation)
{
    const char *label = "points";

    if (explanation->part_count <= 1)
        return;
    for (size_t i = 0; i < explanation->part_count; i++) {
        const idt_score_part *part = &explanation->parts[i];
        int size = part->points < 0 ? -part->points : part->points;
        idt_style style = part->points < 0                                   ? IDT_STYLE_RED
                          : part->kind == IDT_PART_NAME || part->points == 0 ? IDT_STYLE_PLAIN
                                                                             : IDT_STYLE_GREEN;
        idt_render_label(paint, label);
        label = NULL;
        idt_paint_format(paint, style, "%c%d.%03d",
                         part->points < 0              ? '-'
                         : part->kind == IDT_PART_NAME ? ' '
                                                       : '+',
                         size / 1000, size % 1000);
        idt_paint_format(paint, IDT_STYLE_PLAIN, "  %s", words_for_part(part->kind));
        paint->indent = IDT_VALUE_COLUMN + 8;
        paint_detail(paint, part->detail);
        idt_paint_line(paint);
    }
}
