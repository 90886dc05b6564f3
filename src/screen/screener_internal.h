/* screener_internal.h - the working memory of one thread. */
#ifndef IDT_SCREEN_SCREENER_INTERNAL_H
#define IDT_SCREEN_SCREENER_INTERNAL_H

#include "base/arena.h"
#include "base/strmap.h"
#include "match/compare.h"
#include "screen/run_together.h"
#include "screen/screen.h"

/* One related pair: a unit of the query and a unit of the index. */
typedef struct {
    uint32_t unit, next; /* next pair of the same index unit; UINT32_MAX ends */
    uint16_t from;       /* place in the query */
    uint8_t parts;
    idt_likeness likeness;
} idt_relation_entry;

/* Index unit -> its pairs. One bit a unit answers most questions; the table behind it is made when
 * the first name is scored. */
typedef struct {
    idt_relation_entry *entries;
    size_t count, capacity;
    uint64_t *met;   /* by unit: one bit */
    uint32_t *slots; /* first entry of a unit, UINT32_MAX empty */
    size_t slot_count;
    bool chained;
} idt_relation_map;

/* What words of the query were related to, kept for the next query that has them. */
typedef struct {
    idt_arena forms;
    idt_strmap words; /* form -> number */
    uint32_t *first;  /* by number: where its relations begin; one more than words */
    size_t first_capacity;
    idt_related *related;
    size_t count, capacity;
} idt_relate_memo;

/* The best listed name of a party so far. */
typedef struct {
    uint32_t party, name;
    uint32_t score;
    uint32_t matched_bits;
    uint16_t query_name; /* which of the subject's names */
} idt_best_name;

/* Names are searched in blocks: the marks of one fit a processor's second cache. */
enum { IDT_MARK_BLOCK = 1 << 15 };

struct idt_screener {
    const idt_index *index;
    const idt_profile *profile;
    idt_folder *folder;
    struct idt_ofac_lane *ofac; /* of the profile ofac (ofac_lane_internal.h), else NULL */
    idt_relate_scratch scratch;
    idt_relate_memo memo;
    idt_single_words single;
    idt_relation_map map;
    uint32_t *name_seen; /* epoch, by name */
    uint32_t name_epoch;
    /* Which words of the query each name of a block met, and how well (search.c). */
    uint64_t *name_marks;
    idt_name_table names;
    const uint8_t *name_type;             /* by name: idt_party_type */
    idt_side_word *words[IDT_MODE_COUNT]; /* by word of the index, weighed */
    uint32_t heaviest;                    /* of their weights */
    uint16_t *name_weight; /* by name: of all its words; 0 where nobody has asked yet */
    bool type_listed[IDT_PARTY_TYPE_COUNT]; /* whether any party of the index is of this type */
    uint32_t
        *unit_seen; /* epoch, by unit: what the words around a place of a text are related to */
    uint32_t unit_epoch;
    uint32_t *party_seen;  /* epoch, by party */
    uint32_t *party_found; /* place in `found`, valid where party_seen is this epoch */
    uint32_t epoch, party_epoch;
    idt_best_name *found;
    size_t found_count, found_capacity;
    uint32_t *candidates;
    size_t candidate_count, candidate_capacity;
    idt_link *links;
    size_t link_capacity;
};

/* Find every pair of a reading's units with units of the index, but for words of which a letter is
 * the initial; `exhaustive` compares with each unit of the index instead, initials too. */
void idt_relation_map_fill(idt_screener *self, idt_arena *arena, const idt_reading *reading,
                           bool exhaustive);
/* Add the words of which the reading's word at `from`, one letter, is the initial. */
void idt_relation_map_add_initials(idt_screener *self, const idt_unit *letter, size_t from);
/* A letter and a word that begins with it: IDT_HOW_INITIAL, or none where a class relates them. */
idt_likeness idt_relate_initial(const idt_screener *self, const idt_unit *letter, uint32_t word);
/* First entry of an index unit, or UINT32_MAX; whether there is one. */
uint32_t idt_relation_map_find(idt_relation_map *map, uint32_t unit);
static inline bool idt_relation_map_has(const idt_relation_map *map, uint32_t unit)
{
    return map->met[unit / 64] >> (unit % 64) & 1;
}
void idt_relation_map_release(idt_relation_map *map);

/* What a listed name must score for its party to be a hit, by the party's type. */
typedef struct {
    uint32_t of[IDT_PARTY_TYPE_COUNT]; /* thousandths; above 1000: nothing can */
} idt_name_thresholds;

/* What finding and scanning mark beside: made at first need. */
void idt_screener_begin_marks(idt_screener *self);

/* Score every name that can reach its threshold and note each party's best; uses `found`. */
void idt_search_name(idt_screener *self, idt_arena *arena, const idt_reading *reading,
                     uint16_t query_name, const idt_name_thresholds *thresholds, bool exhaustive);
void idt_search_begin(idt_screener *self);

/* The side of a listed name from what the index knows of its words. */
void idt_listed_side(idt_side *out, const idt_screener *self, const idt_index_name *name);
void idt_relate_memo_release(idt_relate_memo *self);
/* What a unit of a text is related to, ordered by unit; words are looked up once. Valid until the
 * next call. */
const idt_related *idt_relate_remembered(idt_screener *self, const idt_unit *unit, size_t *count);

#endif
