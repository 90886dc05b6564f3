/* relation_map.c - which units of the index does each unit of the query meet? */
#include <string.h>

#include "base/alloc.h"
#include "screen/screener_internal.h"

static size_t slot_of(const idt_relation_map *map, uint32_t unit)
{
    size_t mask = map->slot_count - 1;
    size_t slot = (unit * 2654435769u >> 7) & mask;
    while (map->slots[slot] != UINT32_MAX && map->entries[map->slots[slot]].unit != unit)
        slot = (slot + 1) & mask;
    return slot;
}

void idt_relation_map_release(idt_relation_map *map)
{
    idt_free(map->entries);
    idt_free(map->slots);
    idt_free(map->met);
    memset(map, 0, sizeof *map);
}

static void add_entry(idt_relation_map *map, uint32_t unit, size_t from, size_t parts,
                      idt_likeness likeness)
{
    map->entries = idt_grow(map->entries, &map->capacity, map->count + 1, sizeof *map->entries);
    map->entries[map->count++] =
        (idt_relation_entry){ unit, UINT32_MAX, (uint16_t)from, (uint8_t)parts, likeness };
    map->met[unit / 64] |= 1ull << (unit % 64);
}

static void forget(idt_relation_map *map)
{
    for (size_t i = 0; i < map->count; i++)
        map->met[map->entries[i].unit / 64] = 0;
    map->count = 0;
    map->chained = false;
}

/* Chain the entries by unit, in their order. */
static void index_entries(idt_relation_map *map)
{
    size_t wanted = 64;
    while (wanted < map->count * 2)
        wanted *= 2;
    if (wanted > map->slot_count) {
        map->slot_count = wanted;
        map->slots = idt_realloc(map->slots, wanted * sizeof *map->slots);
    }
    memset(map->slots, 0xff, map->slot_count * sizeof *map->slots);
    for (size_t i = map->count; i-- > 0;) {
        size_t slot = slot_of(map, map->entries[i].unit);
        map->entries[i].next = map->slots[slot];
        map->slots[slot] = (uint32_t)i;
    }
    map->chained = true;
}

uint32_t idt_relation_map_find(idt_relation_map *map, uint32_t unit)
{
    if (!idt_relation_map_has(map, unit))
        return UINT32_MAX;
    if (!map->chained)
        index_entries(map);
    return map->slots[slot_of(map, unit)];
}

/* The oracle's way: each unit of the index is asked. */
static void relate_all(idt_screener *self, const idt_unit *unit, size_t from, size_t parts)
{
    for (uint32_t u = 0; u < idt_index_unit_count(self->index); u++) {
        idt_unit other;
        idt_index_unit(self->index, u, &other);
        idt_likeness likeness = idt_relate(unit, &other);
        if (likeness.similarity)
            add_entry(&self->map, u, from, parts, likeness);
    }
}

/* --- memo: customers share names, so words come again --- */

/* Some 16 MB a thread; then it begins anew. */
enum { MEMO_RELATED_MAX = 1 << 20, MEMO_UNITS_MAX = 1 << 17 };

void idt_relate_memo_release(idt_relate_memo *self)
{
    idt_arena_release(&self->forms);
    idt_strmap_release(&self->words);
    idt_free(self->first);
    idt_free(self->related);
    memset(self, 0, sizeof *self);
}

static void remember(idt_relate_memo *memo, const idt_relate_scratch *scratch, uint32_t number)
{
    memo->first =
        idt_grow(memo->first, &memo->first_capacity, (size_t)number + 2, sizeof *memo->first);
    memo->related = idt_grow(memo->related, &memo->capacity, memo->count + scratch->count + 1,
                             sizeof *memo->related);
    memo->first[number] = (uint32_t)memo->count;
    if (scratch->count)
        memcpy(memo->related + memo->count, scratch->related,
               scratch->count * sizeof *scratch->related);
    memo->count += scratch->count;
    memo->first[number + 1] = (uint32_t)memo->count;
}

/* Words come again, and joined syllables of given names; what is joined exactly is found as fast.
 */
static bool is_worth_remembering(const idt_unit *unit)
{
    return !unit->cut && (unit->parts == 1 || unit->join_is_fuzzy ||
                          idt_native_word_of(unit->form) != IDT_NATIVE_NOT);
}

/* The key of a unit: its form; of a joined one also that it is, and whether it may be misspelt. */
static idt_span key_of(const idt_unit *unit, char *out)
{
    if (unit->parts == 1)
        return unit->form;
    memcpy(out, unit->form.ptr, unit->form.len);
    out[unit->form.len] = unit->join_is_fuzzy ? '~' : '+';
    return (idt_span){ out, unit->form.len + 1 };
}

const idt_related *idt_relate_remembered(idt_screener *self, const idt_unit *unit, size_t *count)
{
    idt_relate_memo *memo = &self->memo;
    char joined[IDT_WORD_BYTES_MAX + 1];
    if (!is_worth_remembering(unit)) {
        idt_index_relate(self->index, unit, &self->scratch);
        *count = self->scratch.count;
        return self->scratch.related;
    }
    idt_span key = key_of(unit, joined);
    uint32_t number = idt_strmap_find(&memo->words, key);
    if (number == IDT_STRMAP_NONE) {
        if (memo->count > MEMO_RELATED_MAX || memo->words.count > MEMO_UNITS_MAX)
            idt_relate_memo_release(memo);
        idt_index_relate(self->index, unit, &self->scratch);
        number = idt_strmap_add(&memo->words, idt_arena_copy(&memo->forms, key), NULL);
        remember(memo, &self->scratch, number);
    }
    *count = memo->first[number + 1] - memo->first[number];
    return memo->related + memo->first[number];
}

static void relate_indexed(idt_screener *self, const idt_unit *unit, size_t from, size_t parts)
{
    size_t count;
    const idt_related *related = idt_relate_remembered(self, unit, &count);
    for (size_t i = 0; i < count; i++)
        add_entry(&self->map, related[i].unit, from, parts, related[i].likeness);
}

idt_likeness idt_relate_initial(const idt_screener *self, const idt_unit *letter, uint32_t word)
{
    idt_unit other;
    idt_likeness likeness = { IDT_SIMILARITY_INITIAL, IDT_HOW_INITIAL, false };
    idt_index_unit(self->index, word, &other);
    if (other.class_count)
        likeness = idt_relate(letter, &other);
    if (likeness.how != IDT_HOW_INITIAL)
        likeness.similarity = 0; /* by its class, which the map has */
    return likeness;
}

void idt_relation_map_fill(idt_screener *self, idt_arena *arena, const idt_reading *reading,
                           bool exhaustive)
{
    forget(&self->map);
    for (size_t parts = 1; parts <= IDT_JOIN_PARTS_MAX; parts++)
        for (size_t from = 0; from + parts <= reading->count; from++) {
            idt_unit unit;
            if (!idt_unit_of(&unit, arena, reading, from, parts) ||
                (parts > 1 && unit.form.len > IDT_WORD_BYTES_MAX))
                continue;
            if (exhaustive)
                relate_all(self, &unit, from, parts);
            else
                relate_indexed(self, &unit, from, parts);
        }
}

void idt_relation_map_add_initials(idt_screener *self, const idt_unit *letter, size_t from)
{
    uint32_t first, end;
    idt_index_words_with_initial(self->index, letter->form.ptr[0], &first, &end);
    for (uint32_t word = first; word < end; word++) {
        idt_likeness likeness = idt_relate_initial(self, letter, word);
        if (likeness.similarity)
            add_entry(&self->map, word, from, 1, likeness);
    }
}
