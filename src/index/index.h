/* index.h - open a compiled list file and ask it who a name or a number could be.
 *
 * An idt_index is a read-only view of one file. It owns the mapping and nothing else: every
 * pointer it hands out points into the file and dies with idt_index_close(). Once open it may be
 * shared between threads. The file is validated whole when it is opened, and trusted after.
 * The format stands in format_internal.h and docs/index-format.md. */
#ifndef IDT_INDEX_INDEX_H
#define IDT_INDEX_INDEX_H

#include "base/err.h"
#include "model/edition.h"
#include "text/distance.h"
#include "text/mined.h"
#include "text/side.h"

typedef struct idt_index idt_index;

/* What goes into a file: borrowed during the call. */
typedef struct {
    const idt_edition *editions;
    size_t edition_count;
    const idt_party *parties; /* each party's `edition` counts in `editions` */
    size_t party_count;
    const uint32_t *groups; /* one a party: the number of its group's first party; NULL: alone */
    const idt_diagnostic *diagnostics;
    size_t diagnostic_count;
    const idt_mined_pair *mined; /* as idt_mined_new wants them; `source` counts in `parties` */
    size_t mined_count;
} idt_index_input;

typedef struct {
    uint64_t bytes;
    uint32_t parties, names, words, joined_words, identifiers, nameless;
} idt_index_figures;

/* Write `path` anew: complete under a temporary name, synced, renamed over the old one. The same
 * input gives the same bytes. IDT_OK, IDT_E_IO, or IDT_E_LIMIT (a name above the limits of
 * text/fold.h, named in err). */
idt_status idt_index_write(const char *path, const idt_index_input *input,
                           idt_index_figures *figures, idt_err *err) IDT_MUST_USE;

/* Map `path` and verify it. *out is NULL on failure; err says what and where.
 * Returns IDT_OK, IDT_E_IO, IDT_E_CORRUPT or IDT_E_VERSION. */
idt_status idt_index_open(idt_index **out, const char *path, idt_err *err) IDT_MUST_USE;
void idt_index_close(idt_index *index); /* NULL is fine */

/* Sixteen hexadecimal digits naming the file's content. */
const char *idt_index_hash(const idt_index *index);
idt_index_figures idt_index_count(const idt_index *index);

/* --- lists --- */
size_t idt_index_edition_count(const idt_index *index);
const idt_edition *idt_index_editions(const idt_index *index);
size_t idt_index_diagnostic_count(const idt_index *index);
const idt_diagnostic *idt_index_diagnostics(const idt_index *index);

/* Pairs of words that the lists' own aliases show to be one, and the classes they give. */
const idt_mined *idt_index_mined(const idt_index *index);

/* --- parties --- */
/* Decoded into `arena`; spans point into the file. `party` < figures.parties. */
void idt_index_party(const idt_index *index, uint32_t party, idt_arena *arena, idt_party *out);
idt_party_type idt_index_party_type(const idt_index *index, uint32_t party);
/* "us_ofac_sdn:9345", in `arena`. */
idt_span idt_index_entity_id(const idt_index *index, uint32_t party, idt_arena *arena);
/* The number of the first party of its group. */
uint32_t idt_index_group(const idt_index *index, uint32_t party);
/* The party of "LIST:UID"; a bare UID is found where one list alone has it. False: not there, or
 * (ambiguous set) several. */
bool idt_index_find_entity(const idt_index *index, idt_span entity_id, uint32_t *party,
                           bool *ambiguous);

/* --- names --- */
typedef struct {
    uint32_t party;
    uint16_t ordinal; /* which of the party's names */
    uint8_t type;     /* idt_party_type of the party */
    uint8_t quality;  /* idt_quality */
    uint16_t word_count;
    /* Unit numbers: word_count words, then joined neighbours by two, three and four parts in order
     * of place; IDT_UNIT_NONE where a joined form is too long. */
    const uint32_t *units;
    uint32_t unit_count;
} idt_index_name;

#define IDT_UNIT_NONE UINT32_MAX

uint32_t idt_index_name_count(const idt_index *index);
idt_party_type idt_index_name_type(const idt_index *index, uint32_t name);
/* The same for all names, by number. */
const uint8_t *idt_index_name_types(const idt_index *index);
void idt_index_name_at(const idt_index *index, uint32_t name, idt_index_name *out);

/* The names as they lie in the file, for loops that ask for many: a name is records +
 * offsets[name], most of them one cache line. */
typedef struct {
    const uint32_t *offsets, *records;
} idt_name_table;

idt_name_table idt_index_names(const idt_index *index);
static inline void idt_name_at(idt_name_table table, uint32_t name, idt_index_name *out)
{
    const uint32_t *record = table.records + table.offsets[name];
    out->party = record[0];
    out->ordinal = (uint16_t)(record[1] >> 16);
    out->type = (uint8_t)(record[1] >> 12 & 15);
    out->quality = (uint8_t)(record[1] >> 8 & 15);
    out->word_count = (uint16_t)(record[1] & 255);
    out->units = record + 2;
    out->unit_count = table.offsets[name + 1] - table.offsets[name] - 2;
}

/* The place and the number of parts of the k-th unit of a name of n words. */
void idt_unit_place(uint32_t k, uint32_t n, uint32_t *from, uint32_t *parts);

/* --- units: words first (sorted), then joined forms (sorted) --- */
uint32_t idt_index_unit_count(const idt_index *index);
uint32_t idt_index_word_count(const idt_index *index);
void idt_index_unit(const idt_index *index, uint32_t unit, idt_unit *out);
/* What the scorer must know of a word; the weight is left to it. `unit` < word_count. */
idt_side_word idt_index_word(const idt_index *index, uint32_t unit);
/* The word with just these letters, or IDT_UNIT_NONE. */
uint32_t idt_index_find_word(const idt_index *index, idt_span form);
/* The words that begin with a letter: [*from, *to), for initials. */
void idt_index_words_with_initial(const idt_index *index, char letter, uint32_t *from,
                                  uint32_t *to);
/* Names that hold the unit, ascending. */
const uint32_t *idt_index_postings(const idt_index *index, uint32_t unit, uint32_t *count);
/* Names of which the unit is an anchor: one of the heaviest words, without all of which less than
 * this share of the name's weight is left. What is to be found in a text must show more. */
enum { IDT_ANCHOR_REST_PERCENT = 50 };
const uint32_t *idt_index_anchors(const idt_index *index, uint32_t unit, uint32_t *count);

typedef struct {
    uint32_t unit;
    idt_likeness likeness;
} idt_related;

/* Every unit of the index related to `unit`, except words for which a one-letter `unit` is the
 * initial (idt_index_words_with_initial gives those). Ordered by unit number. The array is valid
 * until the next call with the same `scratch`. */
typedef struct {
    idt_related *related;
    size_t count, capacity;
    uint64_t *seen; /* epoch and unit: what was looked at for this question */
    size_t seen_count, seen_capacity;
    uint32_t epoch;
    uint64_t *entries; /* that share a key and may be related */
    size_t entry_capacity;
    idt_pattern pattern;
} idt_relate_scratch;

void idt_index_relate(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch);
void idt_relate_scratch_release(idt_relate_scratch *scratch);

/* --- identifiers --- */
/* Parties that state this identifier, by its comparable form for that type; ascending, distinct. */
const uint32_t *idt_index_find_identifier(const idt_index *index, idt_identifier_type type,
                                          idt_span comparable, size_t *count);

#endif
