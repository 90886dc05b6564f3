/* progress.h - how far has long work come?
 *
 * One line on standard error, on a terminal only, drawn at most ten times a second and cleared at
 * the end. For one thread. */
#ifndef IDT_CLI_PROGRESS_H
#define IDT_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *what; /* "subjects": what the rate counts */
    bool shown;       /* a line stands on the terminal */
    bool enabled;
    uint64_t started_ms, drawn_ms;
} idt_progress;

/* `what` must outlive the progress. Draws nothing where standard error is no terminal. */
idt_progress idt_progress_start(const char *what);
/* `items` done so far; `part` of `total` (bytes, say) for percent and time left; total 0: not
 * known. Cheap to call often. */
void idt_progress_update(idt_progress *self, uint64_t items, uint64_t part, uint64_t total);
void idt_progress_finish(idt_progress *self);
/* Since the start. */
uint64_t idt_progress_elapsed_ms(const idt_progress *self);

#endif
