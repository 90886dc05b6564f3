/* open.c - map an index file and validate it whole; after that it is read in place. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/cursor.h"
#include "base/hash.h"
#include "index/index_internal.h"
#include "text/fold.h"

static const char *const SECTION_NAMES[IDT_SECTION_COUNT] = {
    "meta",        "party offsets",  "party bytes", "party editions",  "party groups",
    "party order", "name offsets",   "names",       "units",           "unit bytes",
    "postings",    "anchor offsets", "anchors",     "key buckets",     "key entries",
    "mined pairs", "class offsets",  "class units", "identifier keys", "identifier parties",
};

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
static bool ascends(idt_u32_array offsets, size_t end)
{
    uint32_t before = 0;
    for (size_t i = 0; i < offsets.count; i++) {
        if (offsets.at[i] < before)
            return false;
        before = offsets.at[i];
    }
    return offsets.count > 0 && offsets.at[0] == 0 && before == end;
}

static bool below(idt_u32_array values, uint32_t limit)
{
    uint32_t worst = 0;
    for (size_t i = 0; i < values.count; i++)
        worst = values.at[i] > worst ? values.at[i] : worst;
    return values.count == 0 || worst < limit;
}

static idt_status check_lists(idt_index *self, idt_section offsets, idt_section values, size_t keys,
                              uint32_t limit, idt_err *err)
{
    idt_u32_array list = idt_index_numbers(self, values);
    if (idt_index_numbers(self, offsets).count != keys + 1 ||
        !ascends(idt_index_numbers(self, offsets), list.count))
        return corrupt(err, offsets, "offsets are out of order");
    return below(list, limit) ? IDT_OK : corrupt(err, values, "number out of range");
}

static idt_status check_parties(idt_index *self, idt_err *err)
{
    idt_u32_array offsets = idt_index_numbers(self, IDT_SECTION_PARTY_OFFSETS);
    idt_u32_array editions = idt_index_numbers(self, IDT_SECTION_PARTY_EDITION);
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
        if (idt_index_numbers(self, beside[i]).count != self->parties ||
            !below(idt_index_numbers(self, beside[i]), self->parties))
            return corrupt(err, beside[i], "number out of range");
    return IDT_OK;
}

/* One name: party, info, then as many units as its words ask for. */
static bool name_is_sound(const idt_index *self, const uint32_t *name, size_t count)
{
    if (count < IDT_NAME_HEADER || name[0] >= self->parties)
        return false;
    uint32_t words = name[1] & 255, quality = name[1] >> 8 & 15, type = name[1] >> 12 & 15;
    if (words == 0 || words > IDT_NAME_TOKENS_MAX || quality >= IDT_QUALITY_COUNT ||
        type >= IDT_PARTY_TYPE_COUNT || count - IDT_NAME_HEADER != idt_units_of(words))
        return false;
    const uint32_t *units = name + IDT_NAME_HEADER;
    for (size_t k = 0; k < words; k++)
        if (units[k] >= self->words)
            return false;
    for (size_t k = words; k < count - IDT_NAME_HEADER; k++)
        if (units[k] != IDT_UNIT_NONE && (units[k] < self->words || units[k] >= self->units))
            return false;
    return true;
}

static idt_status check_names(idt_index *self, idt_err *err)
{
    idt_u32_array offsets = idt_index_numbers(self, IDT_SECTION_NAME_OFFSETS);
    idt_u32_array names = idt_index_numbers(self, IDT_SECTION_NAMES);
    if (offsets.count == 0 || !ascends(offsets, names.count))
        return corrupt(err, IDT_SECTION_NAME_OFFSETS, "offsets are out of order");
    self->names = (uint32_t)offsets.count - 1;
    self->types = idt_alloc((size_t)self->names + 1);
    for (size_t i = 0; i < self->names; i++) {
        const uint32_t *name = names.at + offsets.at[i];
        if (!name_is_sound(self, name, offsets.at[i + 1] - offsets.at[i]))
            return corrupt(err, IDT_SECTION_NAMES, "number out of range");
        self->types[i] = name[1] >> 12 & 15;
    }
    return IDT_OK;
}

/* The offsets of a unit's letters and postings ascend; no unit is without letters. */
static bool unit_offsets_ascend(const uint32_t *fields, size_t units, size_t letters,
                                size_t postings)
{
    if (fields[IDT_UNIT_LETTERS] || fields[IDT_UNIT_POSTINGS])
        return false;
    for (size_t i = 0; i < units; i++) {
        const uint32_t *here = fields + i * IDT_UNIT_FIELDS, *next = here + IDT_UNIT_FIELDS;
        if (here[IDT_UNIT_LETTERS] >= next[IDT_UNIT_LETTERS] ||
            here[IDT_UNIT_POSTINGS] > next[IDT_UNIT_POSTINGS])
            return false;
    }
    const uint32_t *last = fields + units * IDT_UNIT_FIELDS;
    return last[IDT_UNIT_LETTERS] == letters && last[IDT_UNIT_POSTINGS] == postings;
}

/* Words come first and are told by their info; joined forms say so in bit 31. */
static idt_status check_units(idt_index *self, idt_err *err)
{
    idt_u32_array units = idt_index_numbers(self, IDT_SECTION_UNITS);
    if (units.count == 0 || units.count % IDT_UNIT_FIELDS)
        return corrupt(err, IDT_SECTION_UNITS, "half a unit");
    if (units.count / IDT_UNIT_FIELDS > 1u << IDT_ENTRY_UNIT_BITS)
        return corrupt(err, IDT_SECTION_UNITS, "too many units");
    size_t rows = idt_word_rows() + idt_mined_word_count(self->mined);
    self->units = (uint32_t)(units.count / IDT_UNIT_FIELDS) - 1;
    if (!unit_offsets_ascend(units.at, self->units, self->sections[IDT_SECTION_UNIT_BYTES].len,
                             idt_index_numbers(self, IDT_SECTION_POSTINGS).count))
        return corrupt(err, IDT_SECTION_UNITS, "offsets are out of order");
    for (size_t i = 0; i < self->units; i++) {
        const uint32_t *fields = units.at + i * IDT_UNIT_FIELDS;
        bool is_word = fields[IDT_UNIT_INFO] >> 31 == 0;
        if (is_word && self->words < i)
            return corrupt(err, IDT_SECTION_UNITS, "words and joined forms are mixed");
        if (fields[IDT_UNIT_ROW] > rows)
            return corrupt(err, IDT_SECTION_UNITS, "number out of range");
        self->words += is_word;
    }
    return IDT_OK;
}

/* Words are sorted, so those that begin with a byte are a range. */
static idt_status note_first_letters(idt_index *self, idt_err *err)
{
    unsigned letter = 0;
    for (uint32_t word = 0; word < self->words; word++) {
        unsigned next = (unsigned char)idt_index_form(self, word).ptr[0];
        if (next < (letter ? letter - 1 : 0))
            return corrupt(err, IDT_SECTION_UNIT_BYTES, "words are out of order");
        while (letter <= next)
            self->first[letter++] = word;
    }
    while (letter < sizeof self->first / sizeof self->first[0])
        self->first[letter++] = self->words;
    return IDT_OK;
}

static bool units_within(const uint64_t *entries, size_t count, uint32_t limit)
{
    uint32_t worst = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t unit = idt_entry_unit(entries[i]);
        worst = unit > worst ? unit : worst;
    }
    return count == 0 || worst < limit;
}

static idt_status check_keys(idt_index *self, idt_err *err)
{
    idt_u32_array buckets = idt_index_numbers(self, IDT_SECTION_KEY_BUCKETS);
    size_t entries = self->sections[IDT_SECTION_KEY_ENTRIES].len / 8;
    while (self->bucket_bits < IDT_KEY_BUCKET_BITS_MAX &&
           (1u << self->bucket_bits) + 1 < buckets.count)
        self->bucket_bits++;
    if (self->bucket_bits == 0 || (1u << self->bucket_bits) + 1 != buckets.count ||
        !ascends(buckets, entries))
        return corrupt(err, IDT_SECTION_KEY_BUCKETS, "offsets are out of order");
    if (!units_within(idt_index_entries(self, IDT_SECTION_KEY_ENTRIES), entries, self->units))
        return corrupt(err, IDT_SECTION_KEY_ENTRIES, "number out of range");
    if (self->sections[IDT_SECTION_ID_KEYS].len / 8 !=
            idt_index_numbers(self, IDT_SECTION_ID_PARTIES).count ||
        !below(idt_index_numbers(self, IDT_SECTION_ID_PARTIES), self->parties))
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
        status = note_first_letters(self, err);
    if (!status)
        status = check_names(self, err);
    if (!status)
        status = check_keys(self, err);
    if (!status && !below(idt_index_numbers(self, IDT_SECTION_POSTINGS), self->names))
        status = corrupt(err, IDT_SECTION_POSTINGS, "number out of range");
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
    idt_free(index->types);
    idt_free(index);
}
