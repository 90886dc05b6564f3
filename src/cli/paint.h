/* paint.h - how does text get onto a terminal?
 *
 * A paint writes styled text into a buffer and knows the column it stands at. Colour is written
 * only where `color` is set; a paint without it gives plain text with the same layout. Text from
 * lists and files cannot steer the terminal: control characters are shown as U+FFFD, line ends and
 * tabs as blanks, and marks that turn the writing direction are dropped. Wide characters (Chinese,
 * Japanese, Korean) take two columns, combining ones none. */
#ifndef IDT_CLI_PAINT_H
#define IDT_CLI_PAINT_H

#include <stdio.h>

#include "base/buf.h"

enum {
    IDT_WIDTH_MIN = 40,
    IDT_WIDTH_FILE = 100, /* where output is no terminal */
    IDT_WIDTH_MAX = 140,  /* longer lines are hard to read */
};

typedef struct {
    bool color;
    unsigned width; /* columns; IDT_WIDTH_MIN at least */
} idt_render_options;

/* What suits a stream: colour on a terminal, unless NO_COLOR is set or TERM is dumb. */
idt_render_options idt_render_options_of(FILE *stream);

typedef enum {
    IDT_STYLE_PLAIN,
    IDT_STYLE_BOLD,
    IDT_STYLE_DIM,
    IDT_STYLE_RED,
    IDT_STYLE_YELLOW,
    IDT_STYLE_GREEN,
    IDT_STYLE_CYAN,
    IDT_STYLE_MARK, /* a find in running text */
    IDT_STYLE_COUNT
} idt_style;

typedef struct {
    idt_buf *out;
    bool color;
    unsigned width;
    unsigned column; /* 0: the line is empty */
    unsigned indent; /* where wrapped text goes on */
} idt_paint;

idt_paint idt_paint_of(idt_buf *out, const idt_render_options *options);

/* Columns the text takes as it is painted. */
unsigned idt_columns_of(idt_span text);

void idt_paint_span(idt_paint *self, idt_style style, idt_span text);
void idt_paint_text(idt_paint *self, idt_style style, const char *text);
void idt_paint_format(idt_paint *self, idt_style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Words that go on in the next line, at `indent`, where the width ends. A word wider than the line
 * is not cut. Blanks at the text's start and end keep it apart from its neighbours. */
void idt_paint_wrapped(idt_paint *self, idt_style style, idt_span text);
/* A piece that is not broken: `gap` blanks and the text, or the text in the next line. */
void idt_paint_piece(idt_paint *self, idt_style style, unsigned gap, idt_span text);
/* Blanks up to a column; one where the line has already passed it. */
void idt_paint_to(idt_paint *self, unsigned column);
void idt_paint_line(idt_paint *self);

#endif
