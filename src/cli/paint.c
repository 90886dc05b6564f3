/* paint.c - styles, widths, wrapping. */
#include "cli/paint.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include "codec/utf8.h"

idt_render_options idt_render_options_of(FILE *stream)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    idt_render_options options = { false, IDT_WIDTH_FILE };
    struct winsize size;

    if (!isatty(fileno(stream)))
        return options;
    options.color = !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        options.width = size.ws_col;
    if (options.width > IDT_WIDTH_MAX)
        options.width = IDT_WIDTH_MAX;
    return options;
}

idt_paint idt_paint_of(idt_buf *out, const idt_render_options *options)
{
    unsigned width = options->width < IDT_WIDTH_MIN ? IDT_WIDTH_MIN : options->width;
    return (idt_paint){ .out = out, .color = options->color, .width = width };
}

/* --- characters --- */

typedef struct {
    idt_span shown; /* what is written for it */
    unsigned columns;
} glyph;

static bool turns_direction(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200E || code == 0x200F || code == 0x061C;
}

static unsigned width_of(uint32_t code)
{
    int type = u_charType((UChar32)code);
    int east_asian = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);

    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return 0;
    return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

/* The glyph at `at`; *at moves behind it. */
static glyph take_glyph(idt_span text, size_t *at)
{
    size_t bytes;
    uint32_t code = idt_utf8_next(&bytes, text, *at);
    idt_span shown = idt_span_sub(text, *at, *at + bytes);

    *at += bytes;
    if (code >= 0x20 && code < 0x7f)
        return (glyph){ shown, 1 };
    if (code == '\n' || code == '\t' || code == '\r')
        return (glyph){ IDT_SPAN_LIT(" "), 1 };
    if (code == IDT_UTF8_MALFORMED || code < 0x20 || (code >= 0x7f && code < 0xa0))
        return (glyph){ IDT_SPAN_LIT("\xEF\xBF\xBD"), 1 };
    if (turns_direction(code))
        return (glyph){ IDT_SPAN_EMPTY, 0 };
    return (glyph){ shown, width_of(code) };
}

unsigned idt_columns_of(idt_span text)
{
    unsigned columns = 0;
    size_t at = 0;

    while (at < text.len)
        columns += take_glyph(text, &at).columns;
    return columns;
}

/* --- styles --- */

static void begin_style(idt_paint *self, idt_style style)
{
    static const char *const codes[IDT_STYLE_COUNT] = {
        [IDT_STYLE_PLAIN] = "",   [IDT_STYLE_BOLD] = "1",    [IDT_STYLE_DIM] = "2",
        [IDT_STYLE_RED] = "1;31", [IDT_STYLE_YELLOW] = "33", [IDT_STYLE_GREEN] = "32",
        [IDT_STYLE_CYAN] = "36",  [IDT_STYLE_MARK] = "1;4",
    };
    if (self->color && style != IDT_STYLE_PLAIN)
        idt_buf_format(self->out, "\x1b[%sm", codes[style]);
}

static void end_style(idt_paint *self, idt_style style)
{
    if (self->color && style != IDT_STYLE_PLAIN)
        idt_buf_add_text(self->out, "\x1b[0m");
}

static void add_glyphs(idt_paint *self, idt_span text)
{
    size_t at = 0;

    while (at < text.len) {
        glyph next = take_glyph(text, &at);
        idt_buf_add_span(self->out, next.shown);
        self->column += next.columns;
    }
}

void idt_paint_span(idt_paint *self, idt_style style, idt_span text)
{
    if (text.len == 0)
        return;
    begin_style(self, style);
    add_glyphs(self, text);
    end_style(self, style);
}

void idt_paint_text(idt_paint *self, idt_style style, const char *text)
{
    idt_paint_span(self, style, idt_span_of(text));
}

void idt_paint_format(idt_paint *self, idt_style style, const char *format, ...)
{
    char text[512]; /* for numbers and short words; longer texts come as spans */
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    idt_paint_text(self, style, text);
}

/* --- lines --- */

void idt_paint_line(idt_paint *self)
{
    idt_buf_add_char(self->out, '\n');
    self->column = 0;
}

static void add_blank(idt_paint *self)
{
    idt_buf_add_char(self->out, ' ');
    self->column++;
}

void idt_paint_to(idt_paint *self, unsigned column)
{
    if (self->column > column)
        add_blank(self);
    while (self->column < column)
        add_blank(self);
}

void idt_paint_piece(idt_paint *self, idt_style style, unsigned gap, idt_span text)
{
    bool fits = self->column + gap + idt_columns_of(text) <= self->width;

    if (text.len == 0)
        return;
    if (fits || self->column <= self->indent) {
        for (unsigned i = 0; i < gap; i++)
            add_blank(self);
    } else {
        idt_paint_line(self);
        idt_paint_to(self, self->indent);
    }
    idt_paint_span(self, style, text);
}

/* Chinese and Japanese do not part words by blanks: a line may break before any wide character. */
static size_t word_end(idt_span text, size_t from)
{
    size_t at = from;

    while (at < text.len && !idt_is_blank(text.ptr[at])) {
        size_t next = at;
        if (take_glyph(text, &next).columns == 2 && at > from)
            break;
        at = next;
    }
    return at;
}

static void take_word(idt_paint *self, idt_span word, bool blank_before)
{
    unsigned columns = idt_columns_of(word);

    if (self->column > self->indent && self->column + blank_before + columns > self->width) {
        idt_paint_line(self);
        idt_paint_to(self, self->indent);
    } else if (blank_before && self->column > 0) {
        add_blank(self);
    }
    add_glyphs(self, word);
}

void idt_paint_wrapped(idt_paint *self, idt_style style, idt_span text)
{
    size_t at = 0;

    begin_style(self, style);
    while (at < text.len) {
        size_t from = at;
        while (at < text.len && idt_is_blank(text.ptr[at]))
            at++;
        bool blank_before = at > from;
        from = at;
        at = word_end(text, from);
        if (at > from)
            take_word(self, idt_span_sub(text, from, at), blank_before);
        else if (blank_before && self->column < self->width)
            add_glyphs(self, IDT_SPAN_LIT(" "));
    }
    end_style(self, style);
}
