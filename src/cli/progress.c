/* progress.c - the line, and when to draw it. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/render_internal.h"

enum {
    REDRAW_MS = 100,
    FIRST_DRAW_MS = 300, /* short work shows nothing */
    BAR_COLUMNS = 24,
};

static uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

idt_progress idt_progress_start(const char *what)
{
    uint64_t now = now_ms();

    return (idt_progress){ .what = what,
                           .enabled = isatty(STDERR_FILENO) == 1,
                           .started_ms = now,
                           .drawn_ms = now + FIRST_DRAW_MS - REDRAW_MS };
}

static void add_bar(idt_buf *line, uint64_t part, uint64_t total)
{
    uint64_t filled = part >= total ? BAR_COLUMNS : part * BAR_COLUMNS / total;

    for (uint64_t i = 0; i < BAR_COLUMNS; i++)
        idt_buf_add_text(line, i < filled ? "█" : "░");
    idt_buf_format(line, " %3u %%  ", (unsigned)(part >= total ? 100 : part * 100 / total));
}

static void add_time_left(idt_buf *line, uint64_t elapsed_ms, uint64_t part, uint64_t total)
{
    uint64_t seconds = elapsed_ms / 1000 * (total - part) / part;

    if (seconds >= 3600)
        idt_buf_format(line, ", %u h %02u min left", (unsigned)(seconds / 3600),
                       (unsigned)(seconds / 60 % 60));
    else if (seconds >= 60)
        idt_buf_format(line, ", %u min %02u s left", (unsigned)(seconds / 60),
                       (unsigned)(seconds % 60));
    else
        idt_buf_format(line, ", %u s left", (unsigned)seconds);
}

void idt_progress_update(idt_progress *self, uint64_t items, uint64_t part, uint64_t total)
{
    uint64_t now;
    idt_buf line = IDT_BUF_INIT;

    if (!self->enabled)
        return;
    now = now_ms();
    if (now < self->drawn_ms + REDRAW_MS)
        return;
    uint64_t elapsed_ms = now - self->started_ms;
    idt_buf_add_char(&line, '\r');
    if (total > 0)
        add_bar(&line, part, total);
    idt_render_count(&line, items);
    idt_buf_format(&line, " %s, ", self->what);
    idt_render_count(&line, elapsed_ms ? items * 1000 / elapsed_ms : 0);
    idt_buf_add_text(&line, "/s");
    if (part > 0 && part < total)
        add_time_left(&line, elapsed_ms, part, total);
    idt_buf_add_text(&line, "\x1b[K");
    fwrite(line.ptr, 1, line.len, stderr);
    fflush(stderr);
    idt_buf_release(&line);
    self->drawn_ms = now;
    self->shown = true;
}

void idt_progress_finish(idt_progress *self)
{
    if (self->shown)
        fputs("\r\x1b[K", stderr);
    self->shown = false;
}

uint64_t idt_progress_elapsed_ms(const idt_progress *self)
{
    return now_ms() - self->started_ms;
}
