/* render.h - what does a person see?
 *
 * The text form of every answer: hits with the words that met tied to each other, the points, the
 * programmes with their legal basis in words; scans, parties, lists, comparisons. Each function
 * appends whole lines to a buffer. Nothing is cut to the width: text that is longer goes on in the
 * next line. */
#ifndef IDT_CLI_RENDER_H
#define IDT_CLI_RENDER_H

#include "cli/paint.h"
#include "service/answer.h"

/* A subject and its hits; "no hit", or why it was not screened. */
void idt_render_hits(idt_buf *out, const idt_screen_answer *row, const idt_render_options *options);
/* One line: how many subjects, hits and rejected rows; and with which lists. */
void idt_render_summary(idt_buf *out, const idt_screen_figures *figures,
                        const idt_made_with *made_with, const idt_render_options *options);
/* One hit, whatever its score: for `explain`. */
void idt_render_explain(idt_buf *out, const idt_hit *hit, const idt_render_options *options);
/* Two names: score, words, points. */
void idt_render_compare(idt_buf *out, const idt_explanation *explanation,
                        const idt_render_options *options);
/* Mentions with the line they stand in, then the places. `text` is what was scanned. */
void idt_render_scan(idt_buf *out, idt_span text, const idt_scan *scan,
                     const idt_render_options *options);
/* One party with everything that is stated about it. */
void idt_render_party(idt_buf *out, const idt_party_answer *answer,
                      const idt_render_options *options);
/* What is loaded. */
void idt_render_lists(idt_buf *out, const idt_lists_answer *answer,
                      const idt_render_options *options);

/* The pairs of words that aliases of the lists show to be one, and where first. */
void idt_render_variants(idt_buf *out, const idt_index *index, const idt_render_options *options);

/* What `find` found: one line a party. */
typedef struct {
    idt_span entity_id, caption;
    idt_party_type type;
    idt_span also; /* the name that was met where it is not the caption; or empty */
    const idt_party_programme *programmes;
    size_t programme_count;
} idt_found;

void idt_render_found(idt_buf *out, const idt_found *found, size_t count,
                      const idt_render_options *options);

#endif
