/* render_internal.h - pieces that several renderings share. */
#ifndef IDT_CLI_RENDER_INTERNAL_H
#define IDT_CLI_RENDER_INTERNAL_H

#include "cli/render.h"

enum {
    IDT_LABEL_COLUMN = 2,  /* where labels stand */
    IDT_VALUE_COLUMN = 15, /* where what they name stands */
};

/* Begin a line with a dim label (or none) and go to the value column, where wrapped text goes on.
 */
void idt_render_label(idt_paint *paint, const char *label);
/* The words of two names above each other, with the mark that ties them. */
void idt_render_words(idt_paint *paint, const idt_explanation *explanation);
/* The parts of a score, one a line; nothing where nothing was added or taken. */
void idt_render_points(idt_paint *paint, const idt_explanation *explanation);
/* "0.893" with a bar. */
void idt_render_score(idt_paint *paint, uint32_t score);
idt_style idt_render_score_style(uint32_t score);
/* `[DPRK2] Executive Order 13687 of 2 January 2015, 31 CFR part 510 - blocking`, wrapped. `list` is
 * a list id or begins with one and a colon. `full` adds the name and what it obliges. */
void idt_render_programme(idt_paint *paint, const idt_party_programme *programme, idt_span list,
                          bool full);
/* "North Korea" for a country with a known code, else its text. */
idt_span idt_render_country(const idt_country *country);
/* 12,345 */
void idt_render_count(idt_buf *out, uint64_t count);

#endif
