/* answer.h - in what shape does an answer leave the engine?
 *
 * The JSON, NDJSON and CSV of DESIGN.md section 3, here and nowhere else. Functions take plain
 * values and append to a buffer; the same values give the same bytes. They keep nothing and may
 * be called from any thread. Members that a contract names are always there; members of a party
 * that its publisher does not state are left out. */
#ifndef IDT_SERVICE_ANSWER_H
#define IDT_SERVICE_ANSWER_H

#include "base/buf.h"
#include "index/index.h"
#include "screen/find.h"
#include "screen/screen.h"

typedef enum {
    IDT_FORMAT_TEXT, /* for people: src/cli/render.h */
    IDT_FORMAT_JSON, /* one document, indented */
    IDT_FORMAT_NDJSON,
    IDT_FORMAT_CSV,
} idt_format;

/* "text", "json", "ndjson", "csv"; false for any other word. */
bool idt_format_parse(idt_format *out, idt_span word);

/* What names an answer's making: equal four, equal bytes. */
typedef struct {
    const char *index, *profile; /* hashes */
    const char *profile_name;    /* "default", "ofac", "custom" */
    const char *engine;          /* version */
    const idt_edition *editions;
    size_t edition_count;
} idt_made_with;

/* --- screen --- */

typedef struct {
    uint64_t subjects, subjects_with_hits, hits, rejected;
} idt_screen_figures;

typedef struct {
    uint64_t number;      /* 0 for the first row of the answer, which sets no comma in JSON */
    idt_span id, name;    /* as the subject's file states them */
    idt_span rejected;    /* the reason; empty: it was screened */
    const idt_hits *hits; /* NULL where it was rejected */
} idt_screen_answer;

/* An answer is a beginning, its rows in order, an end; rows may be made by several threads, each
 * into a buffer of its own. IDT_FORMAT_TEXT is not for here. CSV has no summary. A row whose limit
 * cut hits off says so in "left_out". */
void idt_answer_screen_begin(idt_buf *out, idt_format format);
void idt_answer_screen_row(idt_buf *out, idt_format format, const idt_screen_answer *row);
void idt_answer_screen_end(idt_buf *out, idt_format format, const idt_screen_figures *figures,
                           const idt_made_with *made_with);
/* Count a row. */
void idt_screen_figures_add(idt_screen_figures *self, const idt_screen_answer *row);

/* --- single answers: one indented document --- */

/* Why a subject does or does not meet one party. */
void idt_answer_explain(idt_buf *out, idt_span name, const idt_hit *hit,
                        const idt_made_with *made_with);

/* What `find` found, best first; `left_out`: how many more there are. */
void idt_answer_find(idt_buf *out, const idt_findings *findings, const idt_made_with *made_with);

/* `text` is what was scanned: offsets count in it. */
void idt_answer_scan(idt_buf *out, idt_span text, const idt_scan *scan,
                     const idt_made_with *made_with);

typedef struct {
    const idt_party *party;
    const idt_edition *edition; /* the party's */
    idt_span entity_id, group;
    const idt_span *mates; /* entity ids of the other parties of its group */
    size_t mate_count;
} idt_party_answer;

void idt_answer_party(idt_buf *out, const idt_party_answer *answer);
/* The name of the file a fact of the party stands in. */
idt_span idt_party_answer_file(const idt_party_answer *self, idt_source source);

typedef struct {
    const idt_made_with *made_with;
    idt_index_figures figures;
    const idt_diagnostic *diagnostics;
    size_t diagnostic_count;
} idt_lists_answer;

void idt_answer_lists(idt_buf *out, const idt_lists_answer *answer);

/* The pairs of words that aliases of the lists show to be one, with their source. */
void idt_answer_variants(idt_buf *out, const idt_index *index, const idt_made_with *made_with);

/* Diagnostics of one kind in one edition. */
typedef struct {
    idt_diagnostic_level level;
    idt_span code;
    size_t count;
    const idt_diagnostic *first;
} idt_diagnostic_tally;

/* The diagnostics of edition number `edition` counted by level and code, worst level and highest
 * count first, in `arena`. */
idt_diagnostic_tally *idt_lists_answer_tally(const idt_lists_answer *self, uint32_t edition,
                                             idt_arena *arena, size_t *count);

/* Two names compared: score, strength and explanation. */
void idt_answer_compare(idt_buf *out, const idt_explanation *explanation);

#endif
