/* index.c - validate a file whole, then read it in place. */
#include "index/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/cursor.h"
#include "base/file.h"
#include "base/hash.h"
#include "index/format_internal.h"
#include "index/meta_internal.h"
#include "index/mined_internal.h"
#include "text/fold.h"

typedef struct {
    const uint32_t *at;
    size_t count;
} u32_array;

struct idt_index {
    idt_map map;
    idt_span sections[IDT_SECTION_COUNT];
    idt_arena arena; /* decoded META */
    idt_meta meta;
    idt_diagnostic *diagnostics;
    idt_mined *mined;
    uint32_t parties, names, units, words;
    unsigned delete_bits;
    char hash[17];
};

static const char *const SECTION_NAMES[IDT_SECTION_COUNT] = {
    "meta",           "party offsets", "party bytes",     "party editions",
    "party groups",   "party order",   "name parties",    "name info",
    "name offsets",   "name units",    "unit offsets",    "unit bytes",
    "unit info",      "unit rows",     "posting offsets", "postings",
    "anchor offsets", "anchors",       "delete buckets",  "delete keys",
    "delete units",   "sound keys",    "sound units",     "mined pairs",
    "class offsets",  "class units",   "identifier keys", "identifier parties",
};

static u32_array numbers_of(const idt_index *self, idt_section which)
{
    idt_span bytes = self->sections[which];
    return (u32_array){ (const uint32_t *)(const void *)bytes.ptr, bytes.len / 4 };
}

/* --- validation --- */

static idt_status corrupt(idt_err *err, idt_section which, const char *what)
{
    return idt_fail(err, IDT_E_CORRUPT, "damaged index: section %s: %s", SECTION_NAMES[which],
                    what);
}

static uint64_t checksum_in(idt_span file)
{
    idt_cursor in = idt_cursor_of(idt_span_sub(file, IDT_INDEX_CHECKSUM_AT, file.len));
    return idt_cursor_u64(&in);
}

static idt_status check_header(idt_span file, idt_err *err)
{
    idt_cursor in = idt_cursor_of(file);
    idt_span magic = idt_cursor_bytes(&in, 8);
    uint32_t version = idt_cursor_u32(&in), sections = idt_cursor_u32(&in);
    uint64_t size = idt_cursor_u64(&in), checksum = idt_cursor_u64(&in);
    if (in.bad || !idt_span_equal_text(magic, IDT_INDEX_MAGIC))
        return idt_fail(err, IDT_E_CORRUPT, "not an interdict index");
    if (version != IDT_INDEX_VERSION || sections != IDT_SECTION_COUNT)
        return idt_fail(err, IDT_E_VERSION,
                        "the index has format version %u, this program reads %d: build it anew",
                        version, IDT_INDEX_VERSION);
    if (size != file.len)
        return idt_fail(err, IDT_E_CORRUPT, "damaged index: %zu bytes where %llu were written",
                        file.len, (unsigned long long)size);
    if (checksum != idt_hash64(idt_span_sub(file, IDT_INDEX_HEADER_BYTES, file.len)))
        return idt_fail(err, IDT_E_CORRUPT, "damaged index: the checksum does not match");
    return IDT_OK;
}

static idt_status cut_sections(idt_index *self, idt_err *err)
{
    idt_span file = self->map.bytes;
    idt_cursor in = idt_cursor_of(idt_span_sub(file, IDT_INDEX_HEADER_BYTES, file.len));
    for (size_t i = 0; i < IDT_SECTION_COUNT; i++) {
        uint64_t offset = idt_cursor_u64(&in), length = idt_cursor_u64(&in);
        if (in.bad || offset % 8 || offset > file.len || length > file.len - offset)
            return corrupt(err, (idt_section)i, "lies outside the file");
        self->sections[i] = (idt_span){ file.ptr + offset, (size_t)length };
    }
    return IDT_OK;
}

/* `offsets` ascend from 0 to `end`. */
static bool ascends(u32_array offsets, size_t end)
{
    uint32_t before = 0;
    for (size_t i = 0; i < offsets.count; i++) {
        if (offsets.at[i] < before)
            return false;
        before = offsets.at[i];
    }
    return offsets.count > 0 && offsets.at[0] == 0 && before == end;
}

static bool below(u32_array values, uint32_t limit)
{
    uint32_t worst = 0;
    for (size_t i = 0; i < values.count; i++)
        worst = values.at[i] > worst ? values.at[i] : worst;
    return values.count == 0 || worst < limit;
}

static idt_status check_lists(idt_index *self, idt_section offsets, idt_section values, size_t keys,
                              uint32_t limit, idt_err *err)
{
    u32_array list = numbers_of(self, values);
    if (numbers_of(self, offsets).count != keys + 1 ||
        !ascends(numbers_of(self, offsets), list.count))
        return corrupt(err, offsets, "offsets are out of order");
    return below(list, limit) ? IDT_OK : corrupt(err, values, "number out of range");
}

static idt_status check_parties(idt_index *self, idt_err *err)
{
    u32_array offsets = numbers_of(self, IDT_SECTION_PARTY_OFFSETS);
    u32_array editions = numbers_of(self, IDT_SECTION_PARTY_EDITION);
    self->parties = (uint32_t)editions.count;
    if (offsets.count != editions.count + 1 ||
        !ascends(offsets, self->sections[IDT_SECTION_PARTY_BYTES].len))
        return corrupt(err, IDT_SECTION_PARTY_OFFSETS, "offsets are out of order");
    for (size_t i = 0; i < editions.count; i++)
        if ((editions.at[i] & 255) >= IDT_PARTY_TYPE_COUNT ||
            editions.at[i] >> 8 >= self->meta.edition_count)
            return corrupt(err, IDT_SECTION_PARTY_EDITION, "number out of range");
    static const idt_section beside[] = { IDT_SECTION_PARTY_GROUP, IDT_SECTION_PARTY_SORTED };
    for (size_t i = 0; i < 2; i++)
        if (numbers_of(self, beside[i]).count != self->parties ||
            !below(numbers_of(self, beside[i]), self->parties))
            return corrupt(err, beside[i], "number out of range");
    return IDT_OK;
}

static idt_status check_names(idt_index *self, idt_err *err)
{
    u32_array info = numbers_of(self, IDT_SECTION_NAME_INFO);
    u32_array offsets = numbers_of(self, IDT_SECTION_NAME_OFFSETS);
    u32_array units = numbers_of(self, IDT_SECTION_NAME_UNITS);
    self->names = (uint32_t)info.count;
    if (numbers_of(self, IDT_SECTION_NAME_PARTY).count != info.count ||
        !below(numbers_of(self, IDT_SECTION_NAME_PARTY), self->parties))
        return corrupt(err, IDT_SECTION_NAME_PARTY, "number out of range");
    if (offsets.count != info.count + 1 || !ascends(offsets, units.count))
        return corrupt(err, IDT_SECTION_NAME_OFFSETS, "offsets are out of order");
    for (size_t i = 0; i < info.count; i++) {
        uint32_t words = info.at[i] & 255;
        if (words == 0 || words > IDT_NAME_TOKENS_MAX ||
            (info.at[i] >> 8 & 255) >= IDT_QUALITY_COUNT ||
            offsets.at[i + 1] - offsets.at[i] != idt_units_of(words))
            return corrupt(err, IDT_SECTION_NAME_INFO, "number out of range");
        for (uint32_t k = 0; k < offsets.at[i + 1] - offsets.at[i]; k++) {
            uint32_t unit = units.at[offsets.at[i] + k];
            if (k < words ? unit >= self->words
                          : unit != IDT_UNIT_NONE && (unit < self->words || unit >= self->units))
                return corrupt(err, IDT_SECTION_NAME_UNITS, "number out of range");
        }
    }
    return IDT_OK;
}

/* Words come first and are told by their info; joined forms say so in bit 31. */
static idt_status check_units(idt_index *self, idt_err *err)
{
    u32_array info = numbers_of(self, IDT_SECTION_UNIT_INFO);
    u32_array offsets = numbers_of(self, IDT_SECTION_UNIT_OFFSETS);
    self->units = (uint32_t)info.count;
    while (self->words < info.count && !(info.at[self->words] & 0x80000000u))
        self->words++;
    if (offsets.count != info.count + 1 ||
        !ascends(offsets, self->sections[IDT_SECTION_UNIT_BYTES].len))
        return corrupt(err, IDT_SECTION_UNIT_OFFSETS, "offsets are out of order");
    for (size_t i = 0; i < info.count; i++)
        if ((info.at[i] >> 31 != 0) != (i >= self->words) || offsets.at[i] == offsets.at[i + 1])
            return corrupt(err, IDT_SECTION_UNIT_INFO, "words and joined forms are mixed");
    if (numbers_of(self, IDT_SECTION_UNIT_ROWS).count != info.count ||
        !below(numbers_of(self, IDT_SECTION_UNIT_ROWS),
               idt_word_rows() + 1 + idt_mined_word_count(self->mined)))
        return corrupt(err, IDT_SECTION_UNIT_ROWS, "number out of range");
    return IDT_OK;
}

static idt_status check_keys(idt_index *self, idt_err *err)
{
    u32_array buckets = numbers_of(self, IDT_SECTION_DELETE_BUCKETS);
    u32_array keys = numbers_of(self, IDT_SECTION_DELETE_KEYS);
    while (self->delete_bits < 31 && (1u << self->delete_bits) + 1 < buckets.count)
        self->delete_bits++;
    if (self->delete_bits == 0 || (1u << self->delete_bits) + 1 != buckets.count ||
        !ascends(buckets, keys.count) ||
        numbers_of(self, IDT_SECTION_DELETE_UNITS).count != keys.count)
        return corrupt(err, IDT_SECTION_DELETE_BUCKETS, "offsets are out of order");
    if (!below(numbers_of(self, IDT_SECTION_DELETE_UNITS), self->units))
        return corrupt(err, IDT_SECTION_DELETE_UNITS, "number out of range");
    if (numbers_of(self, IDT_SECTION_SOUND_KEYS).count !=
            numbers_of(self, IDT_SECTION_SOUND_UNITS).count ||
        !below(numbers_of(self, IDT_SECTION_SOUND_UNITS), self->units))
        return corrupt(err, IDT_SECTION_SOUND_UNITS, "number out of range");
    if (self->sections[IDT_SECTION_ID_KEYS].len / 8 !=
            numbers_of(self, IDT_SECTION_ID_PARTIES).count ||
        !below(numbers_of(self, IDT_SECTION_ID_PARTIES), self->parties))
        return corrupt(err, IDT_SECTION_ID_PARTIES, "number out of range");
    return IDT_OK;
}

static idt_status check_contents(idt_index *self, idt_err *err)
{
    idt_status status = IDT_OK;
    if (!idt_meta_get(&self->meta, self->sections[IDT_SECTION_META], &self->arena))
        return corrupt(err, IDT_SECTION_META, "malformed");
    self->diagnostics = idt_arena_alloc(&self->arena, (self->meta.diagnostic_count + 1) *
                                                          sizeof *self->diagnostics);
    if (!idt_meta_diagnostics(self->diagnostics, &self->meta))
        return corrupt(err, IDT_SECTION_META, "malformed diagnostics");
    if (!idt_span_equal_text(self->meta.words_version, idt_words_version()))
        return idt_fail(err, IDT_E_VERSION,
                        "the index was built with other word tables: build it anew");
    status = check_parties(self, err);
    if (!status)
        status = idt_mined_get(&self->mined, self->sections[IDT_SECTION_MINED], self->parties, err);
    if (!status)
        status = check_units(self, err);
    if (!status)
        status = check_names(self, err);
    if (!status)
        status = check_keys(self, err);
    if (!status)
        status = check_lists(self, IDT_SECTION_POSTING_OFFSETS, IDT_SECTION_POSTINGS, self->units,
                             self->names, err);
    if (!status)
        status = check_lists(self, IDT_SECTION_ANCHOR_OFFSETS, IDT_SECTION_ANCHORS, self->units,
                             self->names, err);
    if (!status)
        status = check_lists(self, IDT_SECTION_CLASS_OFFSETS, IDT_SECTION_CLASS_UNITS,
                             idt_class_count() + idt_mined_count(self->mined), self->words, err);
    return status;
}

void idt_index_reseal(char *file, size_t bytes)
{
    idt_buf header = IDT_BUF_INIT;
    idt_buf_put_u64(&header, bytes);
    idt_buf_put_u64(&header, idt_hash64((idt_span){ file + IDT_INDEX_HEADER_BYTES,
                                                    bytes - IDT_INDEX_HEADER_BYTES }));
    memcpy(file + IDT_INDEX_HEADER_BYTES - 16, header.ptr, 16);
    idt_buf_release(&header);
}

idt_status idt_index_open(idt_index **out, const char *path, idt_err *err)
{
    idt_status status;
    idt_map map = IDT_MAP_INIT;
    idt_index *self = NULL;

    *out = NULL;
    status = idt_map_file(&map, path, err);
    if (status)
        goto done;
    status = check_header(map.bytes, err);
    if (status)
        goto done;
    self = idt_alloc_zeroed(sizeof *self);
    self->map = idt_map_take(&map);
    status = cut_sections(self, err);
    if (!status)
        status = check_contents(self, err);
    if (status)
        goto done;
    snprintf(self->hash, sizeof self->hash, "%016llx",
             (unsigned long long)checksum_in(self->map.bytes));
    *out = self;
    self = NULL;
done:
    idt_map_close(&map);
    idt_index_close(self);
    return status;
}

void idt_index_close(idt_index *index)
{
    if (!index)
        return;
    idt_mined_free(index->mined);
    idt_map_close(&index->map);
    idt_arena_release(&index->arena);
    idt_free(index);
}

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
        .identifiers = (uint32_t)numbers_of(index, IDT_SECTION_ID_PARTIES).count,
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
    const uint32_t *offsets = numbers_of(index, IDT_SECTION_PARTY_OFFSETS).at;
    idt_cursor in = idt_cursor_of(
        idt_span_sub(index->sections[IDT_SECTION_PARTY_BYTES], offsets[party], offsets[party + 1]));
    if (!idt_party_decode(out, &in, arena) || out->edition >= index->meta.edition_count)
        stand_in(out, arena);
    if (out->name_count == 0)
        idt_party_add_name(out, arena, (idt_name){ .text = IDT_SPAN_LIT("(no name)") });
}

idt_party_type idt_index_party_type(const idt_index *index, uint32_t party)
{
    return (idt_party_type)(numbers_of(index, IDT_SECTION_PARTY_EDITION).at[party] & 255);
}

static idt_span list_id_of(const idt_index *index, uint32_t party)
{
    return index->meta.editions[numbers_of(index, IDT_SECTION_PARTY_EDITION).at[party] >> 8]
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
    return numbers_of(index, IDT_SECTION_PARTY_GROUP).at[party];
}

/* First place in the sorted order whose entity id is not below `id`. */
static uint32_t lower_entity(const idt_index *index, idt_span id)
{
    idt_arena scratch = IDT_ARENA_INIT;
    uint32_t low = 0, high = index->parties;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t party = numbers_of(index, IDT_SECTION_PARTY_SORTED).at[middle];
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
        *party = numbers_of(index, IDT_SECTION_PARTY_SORTED).at[at];
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
    return idt_index_party_type(index, numbers_of(index, IDT_SECTION_NAME_PARTY).at[name]);
}

void idt_index_name_at(const idt_index *index, uint32_t name, idt_index_name *out)
{
    const uint32_t *offsets = numbers_of(index, IDT_SECTION_NAME_OFFSETS).at;
    uint32_t info = numbers_of(index, IDT_SECTION_NAME_INFO).at[name];
    out->party = numbers_of(index, IDT_SECTION_NAME_PARTY).at[name];
    out->ordinal = (uint16_t)(info >> 16);
    out->type = (uint8_t)idt_index_party_type(index, out->party);
    out->quality = (uint8_t)(info >> 8);
    out->word_count = (uint16_t)(info & 255);
    out->units = numbers_of(index, IDT_SECTION_NAME_UNITS).at + offsets[name];
    out->unit_count = offsets[name + 1] - offsets[name];
}

uint32_t idt_index_unit_count(const idt_index *index)
{
    return index->units;
}

uint32_t idt_index_word_count(const idt_index *index)
{
    return index->words;
}

static idt_span unit_form(const idt_index *index, uint32_t unit)
{
    const uint32_t *offsets = numbers_of(index, IDT_SECTION_UNIT_OFFSETS).at;
    return idt_span_sub(index->sections[IDT_SECTION_UNIT_BYTES], offsets[unit], offsets[unit + 1]);
}

void idt_index_unit(const idt_index *index, uint32_t unit, idt_unit *out)
{
    uint32_t info = numbers_of(index, IDT_SECTION_UNIT_INFO).at[unit];
    *out = (idt_unit){ unit_form(index, unit), NULL, 0, 1, false, false };
    if (unit >= index->words) {
        out->parts = 2; /* how many is no matter to the relation */
        out->join_is_fuzzy = (info >> 16 & 255) != 0;
    } else {
        idt_word word =
            idt_mined_row(index->mined, numbers_of(index, IDT_SECTION_UNIT_ROWS).at[unit]);
        out->classes = word.classes;
        out->class_count = word.class_count;
    }
}

idt_side_word idt_index_word(const idt_index *index, uint32_t unit)
{
    const uint32_t *offsets = numbers_of(index, IDT_SECTION_UNIT_OFFSETS).at;
    uint32_t info = numbers_of(index, IDT_SECTION_UNIT_INFO).at[unit];
    uint32_t length = offsets[unit + 1] - offsets[unit];
    return (idt_side_word){ .bits = info >> 8 & 15,
                            .word_flags = (uint8_t)info,
                            .token_flags = info >> 12 & 1 ? IDT_TOKEN_INITIAL : 0,
                            .length = (uint8_t)(length < 255 ? length : 255) };
}

static const uint32_t *list_of(const idt_index *index, idt_section offsets, idt_section values,
                               uint32_t key, uint32_t *count)
{
    const uint32_t *ends = numbers_of(index, offsets).at;
    *count = ends[key + 1] - ends[key];
    return numbers_of(index, values).at + ends[key];
}

const uint32_t *idt_index_postings(const idt_index *index, uint32_t unit, uint32_t *count)
{
    return list_of(index, IDT_SECTION_POSTING_OFFSETS, IDT_SECTION_POSTINGS, unit, count);
}

const uint32_t *idt_index_anchors(const idt_index *index, uint32_t unit, uint32_t *count)
{
    return list_of(index, IDT_SECTION_ANCHOR_OFFSETS, IDT_SECTION_ANCHORS, unit, count);
}

/* First unit in [from, to) whose form is not below `form`. */
static uint32_t lower_unit(const idt_index *index, idt_span form, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (idt_span_compare(unit_form(index, middle), form) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

void idt_index_words_with_initial(const idt_index *index, char letter, uint32_t *from, uint32_t *to)
{
    char first[1] = { letter }, next[1] = { (char)(letter + 1) };
    *from = lower_unit(index, (idt_span){ first, 1 }, 0, index->words);
    if (*from < index->words && unit_form(index, *from).len == 1 &&
        unit_form(index, *from).ptr[0] == letter)
        (*from)++; /* the letter itself is equal, not an initial */
    *to = lower_unit(index, (idt_span){ next, 1 }, *from, index->words);
}

/* --- the relation --- */

static void add_candidate(idt_relate_scratch *scratch, uint32_t unit)
{
    scratch->candidates = idt_grow(scratch->candidates, &scratch->candidate_capacity,
                                   scratch->candidate_count + 1, sizeof *scratch->candidates);
    scratch->candidates[scratch->candidate_count++] = unit;
}

static void add_equal(const idt_index *index, idt_span form, uint32_t from, uint32_t to,
                      idt_relate_scratch *scratch)
{
    for (uint32_t at = lower_unit(index, form, from, to);
         at < to && idt_span_equal(unit_form(index, at), form); at++)
        add_candidate(scratch, at); /* a joined form stands twice: as exact, and as fuzzy */
}

/* Words that begin with `form`. */
static void add_longer(const idt_index *index, idt_span form, idt_relate_scratch *scratch)
{
    for (uint32_t at = lower_unit(index, form, 0, index->words);
         at < index->words && idt_span_equal(idt_span_sub(unit_form(index, at), 0, form.len), form);
         at++)
        add_candidate(scratch, at);
}

static void add_deletes(const idt_index *index, idt_span form, idt_relate_scratch *scratch)
{
    uint32_t keys[IDT_DELETE_KEYS_MAX];
    size_t count = idt_delete_keys(keys, form);
    const uint32_t *buckets = numbers_of(index, IDT_SECTION_DELETE_BUCKETS).at;
    const uint32_t *all = numbers_of(index, IDT_SECTION_DELETE_KEYS).at;
    const uint32_t *units = numbers_of(index, IDT_SECTION_DELETE_UNITS).at;
    for (size_t i = 0; i < count; i++) {
        uint32_t bucket = keys[i] >> (32 - index->delete_bits);
        for (uint32_t at = buckets[bucket]; at < buckets[bucket + 1]; at++)
            if (all[at] == keys[i])
                add_candidate(scratch, units[at]);
    }
}

static void add_filed_under(const idt_index *index, const idt_unit_key *wanted,
                            idt_relate_scratch *scratch)
{
    u32_array keys = numbers_of(index, IDT_SECTION_SOUND_KEYS);
    uint32_t key = idt_key_of((idt_span){ wanted->bytes, wanted->length });
    size_t low = 0, high = keys.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys.at[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < keys.count && keys.at[low] == key; low++)
        add_candidate(scratch, numbers_of(index, IDT_SECTION_SOUND_UNITS).at[low]);
}

/* Related by sound, look or script. */
static void add_keyed(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    idt_unit_key keys[IDT_UNIT_KEYS_MAX];
    char look[IDT_WORD_BYTES_MAX];
    size_t count = idt_unit_keys(keys, unit, IDT_KEYS_ASKED);
    for (size_t i = 0; i < count; i++)
        add_filed_under(index, &keys[i], scratch);
    if (unit->parts > 1 || unit->form.len > IDT_WORD_BYTES_MAX)
        return;
    size_t length = idt_look(look, unit->form);
    if (length < unit->form.len)
        add_equal(index, (idt_span){ look, length }, 0, index->words, scratch);
}

static void add_classes(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    for (size_t i = 0; i < unit->class_count; i++) {
        uint32_t count;
        const uint32_t *words = list_of(index, IDT_SECTION_CLASS_OFFSETS, IDT_SECTION_CLASS_UNITS,
                                        unit->classes[i], &count);
        for (uint32_t j = 0; j < count; j++)
            add_candidate(scratch, words[j]);
    }
}

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void collect(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    scratch->candidate_count = 0;
    add_equal(index, unit->form, 0, index->words, scratch);
    if (unit->parts == 1) {
        add_equal(index, unit->form, index->words, index->units, scratch);
        add_classes(index, unit, scratch);
        if (unit->form.len > 1)
            add_equal(index, idt_span_sub(unit->form, 0, 1), 0, index->words, scratch);
    }
    if (unit->cut)
        add_longer(index, unit->form, scratch);
    if (unit->parts == 1 || unit->join_is_fuzzy)
        add_deletes(index, unit->form, scratch);
    add_keyed(index, unit, scratch);
    if (scratch->candidate_count)
        qsort(scratch->candidates, scratch->candidate_count, sizeof *scratch->candidates,
              compare_numbers);
}

void idt_index_relate(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    scratch->count = 0;
    collect(index, unit, scratch);
    for (size_t i = 0; i < scratch->candidate_count; i++) {
        idt_unit other;
        if (i > 0 && scratch->candidates[i] == scratch->candidates[i - 1])
            continue;
        idt_index_unit(index, scratch->candidates[i], &other);
        idt_likeness likeness = idt_relate(unit, &other);
        if (likeness.similarity == 0 || (likeness.how == IDT_HOW_INITIAL && unit->form.len == 1))
            continue;
        scratch->related = idt_grow(scratch->related, &scratch->capacity, scratch->count + 1,
                                    sizeof *scratch->related);
        scratch->related[scratch->count++] = (idt_related){ scratch->candidates[i], likeness };
    }
}

void idt_relate_scratch_release(idt_relate_scratch *scratch)
{
    idt_free(scratch->related);
    idt_free(scratch->candidates);
    memset(scratch, 0, sizeof *scratch);
}

/* --- identifiers --- */

/* The entries filed under `key`: [*from, *to). */
static void find_key(const idt_index *index, uint64_t key, size_t *from, size_t *to)
{
    const uint64_t *keys = (const uint64_t *)(const void *)index->sections[IDT_SECTION_ID_KEYS].ptr;
    size_t count = numbers_of(index, IDT_SECTION_ID_PARTIES).count, low = 0, high = count;
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
    return numbers_of(index, IDT_SECTION_ID_PARTIES).at + from;
}
