/* index.c - an open index read in place: lists, parties, names, units, numbers. */
#include "index/index.h"

#include <string.h>

#include "index/index_internal.h"

/* --- lists --- */

const char *idt_index_hash(const idt_index *index)
{
    return index->hash;
}

idt_index_figures idt_index_count(const idt_index *index)
{
    return (idt_index_figures){
        .bytes = index->map.bytes.len,
        .parties = index->parties,
        .names = index->names,
        .words = index->words,
        .joined_words = index->units - index->words,
        .identifiers = (uint32_t)idt_index_numbers(index, IDT_SECTION_ID_PARTIES).count,
    };
}

size_t idt_index_edition_count(const idt_index *index)
{
    return index->meta.edition_count;
}

const idt_edition *idt_index_editions(const idt_index *index)
{
    return index->meta.editions;
}

size_t idt_index_diagnostic_count(const idt_index *index)
{
    return index->meta.diagnostic_count;
}

const idt_diagnostic *idt_index_diagnostics(const idt_index *index)
{
    return index->diagnostics;
}

const idt_mined *idt_index_mined(const idt_index *index)
{
    return index->mined;
}

/* --- parties --- */

/* A record that passes the file's checksum and is malformed all the same was made by another
 * program: it is shown as what it is. */
static void stand_in(idt_party *out, idt_arena *arena)
{
    memset(out, 0, sizeof *out);
    out->uid = IDT_SPAN_LIT("?");
    idt_party_add_name(out, arena, (idt_name){ .text = IDT_SPAN_LIT("(damaged record)") });
}

void idt_index_party(const idt_index *index, uint32_t party, idt_arena *arena, idt_party *out)
{
    const uint32_t *offsets = idt_index_numbers(index, IDT_SECTION_PARTY_OFFSETS).at;
    idt_cursor in = idt_cursor_of(
        idt_span_sub(index->sections[IDT_SECTION_PARTY_BYTES], offsets[party], offsets[party + 1]));
    if (!idt_party_decode(out, &in, arena) || out->edition >= index->meta.edition_count)
        stand_in(out, arena);
    if (out->name_count == 0)
        idt_party_add_name(out, arena, (idt_name){ .text = IDT_SPAN_LIT("(no name)") });
}

idt_party_type idt_index_party_type(const idt_index *index, uint32_t party)
{
    return (idt_party_type)(idt_index_numbers(index, IDT_SECTION_PARTY_EDITION).at[party] & 255);
}

static idt_span list_id_of(const idt_index *index, uint32_t party)
{
    return index->meta.editions[idt_index_numbers(index, IDT_SECTION_PARTY_EDITION).at[party] >> 8]
        .list_id;
}

idt_span idt_index_entity_id(const idt_index *index, uint32_t party, idt_arena *arena)
{
    idt_arena scratch = IDT_ARENA_INIT;
    idt_party decoded;
    idt_index_party(index, party, &scratch, &decoded);
    idt_span list_id = list_id_of(index, party);
    idt_span id = idt_arena_format(arena, "%.*s:%.*s", (int)list_id.len, list_id.ptr,
                                   (int)decoded.uid.len, decoded.uid.ptr);
    idt_arena_release(&scratch);
    return id;
}

uint32_t idt_index_group(const idt_index *index, uint32_t party)
{
    return idt_index_numbers(index, IDT_SECTION_PARTY_GROUP).at[party];
}

/* First place in the sorted order whose entity id is not below `id`. */
static uint32_t lower_entity(const idt_index *index, idt_span id)
{
    idt_arena scratch = IDT_ARENA_INIT;
    uint32_t low = 0, high = index->parties;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t party = idt_index_numbers(index, IDT_SECTION_PARTY_SORTED).at[middle];
        if (idt_span_compare(idt_index_entity_id(index, party, &scratch), id) < 0)
            low = middle + 1;
        else
            high = middle;
        idt_arena_reset(&scratch);
    }
    idt_arena_release(&scratch);
    return low;
}

static bool find_exact(const idt_index *index, idt_span id, uint32_t *party)
{
    idt_arena scratch = IDT_ARENA_INIT;
    uint32_t at = lower_entity(index, id);
    bool found = false;
    if (at < index->parties) {
        *party = idt_index_numbers(index, IDT_SECTION_PARTY_SORTED).at[at];
        found = idt_span_equal(idt_index_entity_id(index, *party, &scratch), id);
    }
    idt_arena_release(&scratch);
    return found;
}

bool idt_index_find_entity(const idt_index *index, idt_span entity_id, uint32_t *party,
                           bool *ambiguous)
{
    idt_arena scratch = IDT_ARENA_INIT;
    size_t found = 0;
    *ambiguous = false;
    if (find_exact(index, entity_id, party))
        return true;
    for (size_t i = 0; i < index->meta.edition_count; i++) {
        uint32_t candidate;
        idt_span list_id = index->meta.editions[i].list_id;
        idt_span id = idt_arena_format(&scratch, "%.*s:%.*s", (int)list_id.len, list_id.ptr,
                                       (int)entity_id.len, entity_id.ptr);
        if (find_exact(index, id, &candidate)) {
            *party = candidate;
            found++;
        }
    }
    idt_arena_release(&scratch);
    *ambiguous = found > 1;
    return found == 1;
}

/* --- names and units --- */

uint32_t idt_index_name_count(const idt_index *index)
{
    return index->names;
}

idt_party_type idt_index_name_type(const idt_index *index, uint32_t name)
{
    return (idt_party_type)index->types[name];
}

const uint8_t *idt_index_name_types(const idt_index *index)
{
    return index->types;
}

void idt_index_name_at(const idt_index *index, uint32_t name, idt_index_name *out)
{
    idt_name_at(idt_index_names(index), name, out);
}

idt_name_table idt_index_names(const idt_index *index)
{
    return (idt_name_table){ idt_index_numbers(index, IDT_SECTION_NAME_OFFSETS).at,
                             idt_index_numbers(index, IDT_SECTION_NAMES).at };
}

uint32_t idt_index_unit_count(const idt_index *index)
{
    return index->units;
}

uint32_t idt_index_word_count(const idt_index *index)
{
    return index->words;
}

void idt_index_unit(const idt_index *index, uint32_t unit, idt_unit *out)
{
    const uint32_t *fields = idt_index_unit_fields(index, unit);
    *out = (idt_unit){ idt_index_form(index, unit), NULL, 0, 1, false, false };
    if (unit >= index->words) {
        out->parts = 2; /* how many is no matter to the relation */
        out->join_is_fuzzy = (fields[IDT_UNIT_INFO] >> 16 & 255) != 0;
    } else if (fields[IDT_UNIT_ROW]) {
        idt_word word = idt_mined_row(index->mined, fields[IDT_UNIT_ROW]);
        out->classes = word.classes;
        out->class_count = word.class_count;
    }
}

idt_side_word idt_index_word(const idt_index *index, uint32_t unit)
{
    uint32_t info = idt_index_unit_fields(index, unit)[IDT_UNIT_INFO];
    size_t length = idt_index_form(index, unit).len;
    return (idt_side_word){ .bits = info >> 8 & 15,
                            .word_flags = (uint8_t)info,
                            .token_flags = info >> 12 & 1 ? IDT_TOKEN_INITIAL : 0,
                            .length = (uint8_t)(length < 255 ? length : 255) };
}

const uint32_t *idt_index_postings(const idt_index *index, uint32_t unit, uint32_t *count)
{
    const uint32_t *fields = idt_index_unit_fields(index, unit);
    uint32_t from = fields[IDT_UNIT_POSTINGS];
    *count = fields[IDT_UNIT_FIELDS + IDT_UNIT_POSTINGS] - from;
    return idt_index_numbers(index, IDT_SECTION_POSTINGS).at + from;
}

const uint32_t *idt_index_anchors(const idt_index *index, uint32_t unit, uint32_t *count)
{
    return idt_index_list(index, IDT_SECTION_ANCHOR_OFFSETS, IDT_SECTION_ANCHORS, unit, count);
}

uint32_t idt_index_lower_word(const idt_index *index, idt_span form, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (idt_span_compare(idt_index_form(index, middle), form) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

void idt_index_words_with_initial(const idt_index *index, char letter, uint32_t *from, uint32_t *to)
{
    unsigned char byte = (unsigned char)letter;
    *from = index->first[byte];
    *to = index->first[byte + 1];
    if (*from < *to && idt_index_form(index, *from).len == 1)
        (*from)++; /* the letter itself is equal, not an initial */
}

/* --- identifiers --- */

/* The entries filed under `key`: [*from, *to). */
static void find_key(const idt_index *index, uint64_t key, size_t *from, size_t *to)
{
    const uint64_t *keys = (const uint64_t *)(const void *)index->sections[IDT_SECTION_ID_KEYS].ptr;
    size_t count = idt_index_numbers(index, IDT_SECTION_ID_PARTIES).count, low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    *from = low;
    while (low < count && keys[low] == key)
        low++;
    *to = low;
}

const uint32_t *idt_index_find_identifier(const idt_index *index, idt_identifier_type type,
                                          idt_span comparable, size_t *count)
{
    size_t from, to;
    find_key(index, idt_identifier_key(type, comparable), &from, &to);
    *count = to - from;
    return idt_index_numbers(index, IDT_SECTION_ID_PARTIES).at + from;
}
