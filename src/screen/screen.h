/* screen.h - who on the lists could this subject be; which listed names and places stand in this
 * text?
 *
 * A screener is the working memory of one thread over a shared index: it owns buffers, never the
 * index. Results live in the caller's arena. Complete by construction: with any threshold from
 * IDT_THRESHOLD_INDEXED_MIN on, the index gives exactly what scoring every listed name gives; below
 * it every name is scored. */
#ifndef IDT_SCREEN_SCREEN_H
#define IDT_SCREEN_SCREEN_H

#include "base/err.h"
#include "index/index.h"
#include "match/explain.h"
#include "place/place.h"

enum {
    IDT_THRESHOLD_DEFAULT = 700,
    IDT_THRESHOLD_INDEXED_MIN = 600,
    IDT_SUBJECT_NAME_BYTES_MAX = 4096, /* above any name seen; longer ones are refused, not cut */
};

typedef struct {
    uint32_t threshold; /* thousandths, 0..1000 */
    size_t limit;       /* hits kept, best first; 0: all */
    bool exhaustive;    /* score every listed name: the oracle */
    bool explain;       /* fill idt_hit.explanation */
} idt_screen_options;

typedef struct {
    uint32_t party; /* its number in the index */
    uint32_t score, strength;
    const idt_party *entry;             /* decoded, in the arena */
    idt_span entity_id;                 /* "us_ofac_sdn:9345" */
    idt_span group;                     /* entity id that names the group */
    const idt_name *matched_name;       /* the listed name that met best */
    const idt_explanation *explanation; /* NULL unless asked for */
} idt_hit;

typedef struct {
    idt_hit *hits; /* by score, then strength, then id */
    size_t count;
    size_t left_out; /* hits above the threshold that `limit` cut off */
} idt_hits;

typedef struct idt_screener idt_screener;

idt_screener *idt_screener_new(const idt_index *index, const idt_profile *profile);
void idt_screener_free(idt_screener *self); /* NULL is fine */

/* IDT_OK, or IDT_E_INPUT where the subject cannot be screened (no letters or digits and no
 * identifier, too long): err says why in words fit for a "rejected" column. */
idt_status idt_screen_subject(idt_hits *out, idt_screener *self, idt_arena *arena,
                              const idt_subject *subject, const idt_screen_options *options,
                              idt_err *err) IDT_MUST_USE;

/* Why a subject does or does not meet one party; any score. */
idt_status idt_screen_explain(idt_hit *out, idt_screener *self, idt_arena *arena,
                              const idt_subject *subject, uint32_t party,
                              idt_err *err) IDT_MUST_USE;

/* A listed name found in running text. */
typedef struct {
    size_t start, end; /* bytes of the text */
    idt_hit hit;
} idt_mention;

/* A place that matters, found in running text. */
typedef struct {
    size_t start, end;
    const idt_place *place;
} idt_place_mention;

typedef struct {
    idt_mention *mentions; /* by start, then score, then id */
    size_t mention_count;
    idt_place_mention *places; /* by start */
    size_t place_count;
} idt_scan;

/* Scan a text of any length (UTF-8). */
void idt_scan_text(idt_scan *out, idt_screener *self, idt_arena *arena, idt_span text,
                   const idt_screen_options *options);

#endif
