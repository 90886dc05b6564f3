/* writer.c - parties to index file.
 *
 * Names are folded one by one; their words and joined neighbours get temporary numbers in order of
 * arrival. When all are known, units are sorted and renumbered, and every table of
 * format_internal.h is counted and filled. Nothing depends on time, memory addresses or hash order,
 * so the same parties give the same bytes. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/strmap.h"
#include "index/format_internal.h"
#include "index/meta_internal.h"
#include "index/mined_internal.h"
#include "text/side.h"
#include "text/spell.h"

typedef struct {
    uint32_t *at;
    size_t count, capacity;
} numbers;

typedef struct {
    const idt_index_input *input;
    idt_mined *mined;
    idt_arena forms; /* spellings of units */
    idt_strmap words, joined;
    numbers name_offsets, names; /* as IDT_SECTION_NAMES holds them */
    idt_buf name_anchors;        /* beside each number of a name: whether it is an anchor */
    uint32_t nameless;
    uint32_t *word_rank, *joined_rank;   /* temporary number -> sorted number */
    uint32_t *word_order, *joined_order; /* sorted number -> temporary number */
    idt_buf sections[IDT_SECTION_COUNT];
} writer;

static const uint32_t JOINED_BIT = 0x80000000u; /* marks temporary numbers of joined forms */

enum { EXACT_MARK = 1, FUZZY_MARK = 2 }; /* below every letter, so that keys sort as their forms */

static void push(numbers *self, uint32_t value)
{
    self->at = idt_grow(self->at, &self->capacity, self->count + 1, sizeof *self->at);
    self->at[self->count++] = value;
}

static idt_buf *section(writer *self, idt_section which)
{
    return &self->sections[which];
}

static void put_numbers(writer *self, idt_section which, const uint32_t *values, size_t count)
{
    idt_buf_add(section(self, which), values, count * sizeof *values);
}

/* --- names --- */

static uint32_t add_word(writer *self, idt_span form)
{
    uint32_t known = idt_strmap_find(&self->words, form);
    if (known != IDT_STRMAP_NONE)
        return known;
    return idt_strmap_add(&self->words, idt_arena_copy(&self->forms, form), NULL);
}

/* The key is the form and a byte that says whether it may be misspelt: what other names
 * hold must not decide how alike a name is. */
static uint32_t add_joined(writer *self, idt_arena *arena, const idt_unit *unit)
{
    if (unit->form.len > IDT_WORD_BYTES_MAX)
        return IDT_UNIT_NONE;
    idt_span key = idt_arena_format(arena, "%.*s%c", (int)unit->form.len, unit->form.ptr,
                                    unit->join_is_fuzzy ? FUZZY_MARK : EXACT_MARK);
    uint32_t number = idt_strmap_find(&self->joined, key);
    if (number == IDT_STRMAP_NONE)
        number = idt_strmap_add(&self->joined, idt_arena_copy(&self->forms, key), NULL);
    return number | JOINED_BIT;
}

/* Mark the heaviest words, until the rest weighs less than its share; bit i is word i. */
static void mark_anchors(bool *anchor, const idt_side *side)
{
    uint32_t rest = side->total;
    memset(anchor, 0, side->count);
    while ((uint64_t)rest * 100 >= (uint64_t)side->total * IDT_ANCHOR_REST_PERCENT) {
        size_t heaviest = SIZE_MAX;
        for (size_t i = 0; i < side->count; i++)
            if (!anchor[i] &&
                (heaviest == SIZE_MAX || side->words[i].weight > side->words[heaviest].weight))
                heaviest = i;
        anchor[heaviest] = true;
        rest -= side->words[heaviest].weight;
    }
}

static void push_name_number(writer *self, uint32_t number, bool anchor)
{
    push(&self->names, number);
    idt_buf_add_char(&self->name_anchors, (char)anchor);
}

/* Units of a reading in file order. */
static void add_units(writer *self, idt_arena *arena, const idt_reading *reading,
                      const bool *anchor)
{
    uint32_t words = (uint32_t)reading->count, units = idt_units_of(words);
    for (uint32_t k = 0; k < units; k++) {
        uint32_t from, parts;
        idt_unit unit;
        bool holds_anchor = false;
        idt_unit_place(k, words, &from, &parts);
        (void)idt_unit_of(&unit, arena, reading, from, parts); /* within the reading */
        for (uint32_t i = 0; i < parts; i++)
            holds_anchor |= anchor[from + i];
        push_name_number(self,
                         parts == 1 ? add_word(self, unit.form) : add_joined(self, arena, &unit),
                         holds_anchor);
    }
}

/* A limit of the index that a party passes, with the place in the publisher's file. */
static idt_status fail_limit(const writer *self, const idt_party *owner, const char *what, int most,
                             idt_err *err)
{
    const idt_edition *edition = &self->input->editions[owner->edition];
    idt_span file = owner->source.file < edition->file_count
                        ? edition->files[owner->source.file].name
                        : edition->list_id;

    return idt_fail(err, IDT_E_LIMIT, "%.*s line %" PRIu32 ": party %.*s has %s than %d",
                    (int)file.len, file.ptr, owner->source.line, (int)owner->uid.len,
                    owner->uid.ptr, what, most);
}

static idt_status add_name(writer *self, idt_folder *folder, idt_arena *arena, size_t party,
                           size_t ordinal, idt_err *err)
{
    const idt_party *owner = &self->input->parties[party];
    const idt_name *name = &owner->names[ordinal];
    idt_folded folded;
    idt_side side;
    bool anchor[IDT_NAME_TOKENS_MAX];

    if (ordinal > UINT16_MAX)
        return fail_limit(self, owner, "more names", UINT16_MAX, err);
    idt_fold(&folded, folder, arena, name->text);
    self->nameless += folded.count == 0;
    for (size_t r = 0; r < folded.count; r++) {
        const idt_reading *reading = &folded.readings[r];
        idt_mode mode = owner->type == IDT_PARTY_PERSON ? IDT_MODE_PERSON : IDT_MODE_OTHER;
        if (!idt_side_from_reading(&side, reading, mode))
            return fail_limit(self, owner, "a name of more words", IDT_NAME_TOKENS_MAX, err);
        mark_anchors(anchor, &side);
        push(&self->name_offsets, (uint32_t)self->names.count);
        push_name_number(self, (uint32_t)party, false);
        push_name_number(self,
                         (uint32_t)ordinal << 16 | (uint32_t)owner->type << 12 |
                             (uint32_t)name->quality << 8 | (uint32_t)reading->count,
                         false);
        add_units(self, arena, reading, anchor);
    }
    return IDT_OK;
}

static idt_status add_names(writer *self, idt_err *err)
{
    idt_status status = IDT_OK;
    idt_arena arena = IDT_ARENA_INIT;
    idt_folder *folder = idt_folder_new();

    for (size_t i = 0; !status && i < self->input->party_count; i++)
        for (size_t j = 0; !status && j < self->input->parties[i].name_count; j++) {
            status = add_name(self, folder, &arena, i, j, err);
            idt_arena_reset(&arena);
        }
    push(&self->name_offsets, (uint32_t)self->names.count);
    idt_folder_free(folder);
    idt_arena_release(&arena);
    return status;
}

/* --- sorting --- */

static int compare_forms(const void *left, const void *right, void *context)
{
    const idt_span *forms = context;
    return idt_span_compare(forms[*(const uint32_t *)left], forms[*(const uint32_t *)right]);
}

static void rank(uint32_t **ranks, uint32_t **order, const idt_strmap *map)
{
    *order = idt_alloc_array(map->count, sizeof **order);
    *ranks = idt_alloc_array(map->count, sizeof **ranks);
    for (size_t i = 0; i < map->count; i++)
        (*order)[i] = (uint32_t)i;
    if (map->count)
        qsort_r(*order, map->count, sizeof **order, compare_forms, map->keys);
    for (size_t i = 0; i < map->count; i++)
        (*ranks)[(*order)[i]] = (uint32_t)i;
}

static uint32_t final_unit(const writer *self, uint32_t temporary)
{
    if (temporary == IDT_UNIT_NONE)
        return IDT_UNIT_NONE;
    if (temporary & JOINED_BIT)
        return (uint32_t)self->words.count + self->joined_rank[temporary & ~JOINED_BIT];
    return self->word_rank[temporary];
}

static void renumber(writer *self)
{
    rank(&self->word_rank, &self->word_order, &self->words);
    rank(&self->joined_rank, &self->joined_order, &self->joined);
    for (size_t name = 0; name + 1 < self->name_offsets.count; name++)
        for (size_t i = self->name_offsets.at[name] + IDT_NAME_HEADER;
             i < self->name_offsets.at[name + 1]; i++)
            self->names.at[i] = final_unit(self, self->names.at[i]);
}

static size_t unit_count(const writer *self)
{
    return self->words.count + self->joined.count;
}

static idt_unit unit_at(const writer *self, size_t unit)
{
    if (unit < self->words.count) {
        idt_span form = self->words.keys[self->word_order[unit]];
        idt_word word = idt_mined_find(self->mined, form);
        return (idt_unit){ form, word.classes, word.class_count, 1, false, false };
    }
    idt_span key = self->joined.keys[self->joined_order[unit - self->words.count]];
    return (idt_unit){ idt_span_sub(key, 0, key.len - 1),  NULL, 0, 2,
                       key.ptr[key.len - 1] == FUZZY_MARK, false };
}

/* --- tables --- */

static bool is_letter(idt_span form)
{
    return form.len == 1 && idt_is_lower(form.ptr[0]);
}

static uint32_t info_of(const idt_unit *unit)
{
    if (unit->parts > 1)
        return 1u << 31 | (uint32_t)unit->join_is_fuzzy << 16;
    idt_word word = idt_word_find(unit->form);
    return (uint32_t)is_letter(unit->form) << 12 |
           (uint32_t)idt_bits_within(word.bits, unit->form) << 8 | word.flags;
}

/* With its postings: `starts` has one number more than there are units. */
static void put_units(writer *self, const uint32_t *starts)
{
    idt_buf *units = section(self, IDT_SECTION_UNITS);
    idt_buf *letters = section(self, IDT_SECTION_UNIT_BYTES);
    size_t count = unit_count(self);
    for (size_t i = 0; i < count; i++) {
        idt_unit unit = unit_at(self, i);
        idt_buf_put_u32(units, (uint32_t)letters->len);
        idt_buf_put_u32(units, starts[i]);
        idt_buf_put_u32(units, info_of(&unit));
        idt_buf_put_u32(units, unit.parts == 1 ? idt_mined_row_of(self->mined, unit.form) : 0);
        idt_buf_add_span(letters, unit.form);
    }
    idt_buf_put_u32(units, (uint32_t)letters->len);
    idt_buf_put_u32(units, starts[count]);
    idt_buf_put_u32(units, 0);
    idt_buf_put_u32(units, 0);
}

/* Names by unit, ascending, each once: where each unit's begin goes to `starts`, which has one
 * number more than there are units. Names are visited in order, so a name just listed need not come
 * again. */
static void put_postings(writer *self, idt_section values, uint32_t *starts, bool anchors_only)
{
    size_t units = unit_count(self), names = self->name_offsets.count - 1;
    uint32_t *last = idt_alloc_array(units + 1, sizeof *last), *list = NULL;
    memset(starts, 0, (units + 1) * sizeof *starts);
    for (int pass = 0; pass < 2; pass++) {
        memset(last, 0xff, (units + 1) * sizeof *last);
        for (size_t name = 0; name < names; name++)
            for (size_t i = self->name_offsets.at[name] + IDT_NAME_HEADER;
                 i < self->name_offsets.at[name + 1]; i++) {
                uint32_t unit = self->names.at[i];
                if (unit == IDT_UNIT_NONE || last[unit] == name ||
                    (anchors_only && !self->name_anchors.ptr[i]))
                    continue;
                last[unit] = (uint32_t)name;
                if (pass == 0)
                    starts[unit + 1]++;
                else
                    list[starts[unit]++] = (uint32_t)name;
            }
        if (pass == 0) {
            for (size_t i = 0; i < units; i++)
                starts[i + 1] += starts[i];
            list = idt_alloc_array((size_t)starts[units] + 1, sizeof *list);
        }
    }
    memmove(starts + 1, starts, units * sizeof *starts); /* each is now where the next begins */
    starts[0] = 0;
    put_numbers(self, values, list, starts[units]);
    idt_free(list);
    idt_free(last);
}

static void put_names(writer *self)
{
    uint32_t *starts = idt_alloc_array(unit_count(self) + 1, sizeof *starts);
    put_numbers(self, IDT_SECTION_NAME_OFFSETS, self->name_offsets.at, self->name_offsets.count);
    put_numbers(self, IDT_SECTION_NAMES, self->names.at, self->names.count);
    put_postings(self, IDT_SECTION_ANCHORS, starts, true);
    put_numbers(self, IDT_SECTION_ANCHOR_OFFSETS, starts, unit_count(self) + 1);
    put_postings(self, IDT_SECTION_POSTINGS, starts, false);
    put_units(self, starts);
    idt_free(starts);
}

/* --- pairs: (key, number), sorted, each once --- */

typedef struct {
    uint64_t *at;
    size_t count, capacity;
} pairs;

static void push_pair(pairs *self, uint32_t key, uint32_t number)
{
    self->at = idt_grow(self->at, &self->capacity, self->count + 1, sizeof *self->at);
    self->at[self->count++] = (uint64_t)key << 32 | number;
}

/* Least significant digit first, eight bits a pass; passes in which all digits agree are skipped.
 */
static void sort_pairs(pairs *self)
{
    uint64_t *from = self->at, *to = idt_alloc_array(self->count, sizeof *to);
    for (unsigned shift = 0; shift < 64; shift += 8) {
        size_t starts[257] = { 0 };
        for (size_t i = 0; i < self->count; i++)
            starts[((from[i] >> shift) & 255) + 1]++;
        if (self->count == 0 || starts[((from[0] >> shift) & 255) + 1] == self->count)
            continue;
        for (size_t digit = 0; digit < 256; digit++)
            starts[digit + 1] += starts[digit];
        for (size_t i = 0; i < self->count; i++)
            to[starts[(from[i] >> shift) & 255]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    self->at = from;
    self->capacity = self->count;
    idt_free(to);
}

static void sort_once(pairs *self)
{
    size_t kept = 0;
    sort_pairs(self);
    for (size_t i = 0; i < self->count; i++)
        if (i == 0 || self->at[i] != self->at[i - 1])
            self->at[kept++] = self->at[i];
    self->count = kept;
}

/* Sorted pairs with keys below `keys` as offsets[keys + 1] and numbers; the pairs are freed. */
static void put_lists(writer *self, idt_section offsets, idt_section values, pairs *list,
                      size_t keys)
{
    size_t at = 0;
    sort_once(list);
    for (size_t key = 0; key <= keys; key++) {
        while (at < list->count && list->at[at] >> 32 < key)
            at++;
        idt_buf_put_u32(section(self, offsets), (uint32_t)at);
    }
    for (size_t i = 0; i < list->count; i++)
        idt_buf_put_u32(section(self, values), (uint32_t)list->at[i]);
    idt_free(list->at);
    *list = (pairs){ NULL, 0, 0 };
}

/* --- keys --- */

typedef struct {
    uint32_t *keys;
    uint64_t *entries; /* beside each key, without tags */
    size_t count, capacity, entry_capacity;
} key_list;

static void push_key(key_list *self, uint32_t key, uint64_t entry)
{
    self->keys = idt_grow(self->keys, &self->capacity, self->count + 1, sizeof *self->keys);
    self->entries =
        idt_grow(self->entries, &self->entry_capacity, self->count + 1, sizeof *self->entries);
    self->keys[self->count] = key;
    self->entries[self->count++] = entry;
}

static void push_unit_keys(key_list *self, const idt_unit *unit, uint32_t number)
{
    uint64_t entry = idt_entry_of(number, unit->form), native = entry;
    idt_unit_key alike[IDT_UNIT_KEYS_MAX];
    uint32_t keys[IDT_DELETE_KEYS_MAX];
    push_key(self, idt_key_of(IDT_KEY_EQUAL, unit->form), entry);
    size_t count = idt_unit_keys(alike, unit, IDT_KEYS_FILED);
    if (idt_spell_is_native(unit->form) && unit->form.len <= IDT_WORD_BYTES_MAX)
        native = idt_entry_with(number, unit->form, idt_spelling_letters(unit->form));
    for (size_t i = 0; i < count; i++) {
        char mark = alike[i].bytes[0];
        push_key(self, idt_key_of(IDT_KEY_ALIKE, (idt_span){ alike[i].bytes, alike[i].length }),
                 mark == IDT_UNIT_KEY_NATIVE || mark == IDT_UNIT_KEY_NATIVE_PARTED ? native
                                                                                   : entry);
    }
    if (unit->parts > 1 && !unit->join_is_fuzzy)
        return;
    count = idt_delete_keys(keys, unit->form);
    for (size_t i = 0; i < count; i++)
        push_key(self, keys[i], entry);
}

static int compare_entries(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Sort a bucket and leave out what stands there twice; how many are left. */
static size_t tidy_bucket(uint64_t *entries, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(entries, count, sizeof *entries, compare_entries);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || entries[i] != entries[i - 1])
            entries[kept++] = entries[i];
    return kept;
}

/* The entries with their tags, bucket after bucket; `ends` has one number more than buckets. */
static void put_buckets(writer *self, const key_list *list, unsigned bits, uint64_t *sorted,
                        size_t *ends)
{
    size_t buckets = (size_t)1 << bits, put = 0;
    for (size_t i = 0; i < list->count; i++)
        ends[(list->keys[i] >> (32 - bits)) + 1]++;
    for (size_t i = 0; i < buckets; i++)
        ends[i + 1] += ends[i];
    for (size_t i = 0; i < list->count; i++)
        sorted[ends[list->keys[i] >> (32 - bits)]++] =
            list->entries[i] | idt_key_tag(list->keys[i], bits) << (64 - IDT_ENTRY_TAG_BITS);
    idt_buf_put_u32(section(self, IDT_SECTION_KEY_BUCKETS), 0);
    for (size_t i = 0; i < buckets; i++) {
        size_t from = i ? ends[i - 1] : 0, count = tidy_bucket(sorted + from, ends[i] - from);
        memmove(sorted + put, sorted + from, count * sizeof *sorted);
        put += count;
        idt_buf_put_u32(section(self, IDT_SECTION_KEY_BUCKETS), (uint32_t)put);
    }
    idt_buf_add(section(self, IDT_SECTION_KEY_ENTRIES), sorted, put * sizeof *sorted);
}

static void put_keys(writer *self)
{
    enum { BUCKET_BITS_MIN = 8, ENTRIES_A_BUCKET = 4 };
    key_list list = { NULL, NULL, 0, 0, 0 };
    unsigned bits = BUCKET_BITS_MIN;
    for (size_t u = 0; u < unit_count(self); u++) {
        idt_unit unit = unit_at(self, u);
        push_unit_keys(&list, &unit, (uint32_t)u);
    }
    while (bits < IDT_KEY_BUCKET_BITS_MAX && (1ull << bits) < list.count / ENTRIES_A_BUCKET)
        bits++;
    uint64_t *sorted = idt_alloc_array(list.count + 1, sizeof *sorted);
    size_t *ends = idt_alloc_zeroed((((size_t)1 << bits) + 1) * sizeof *ends);
    put_buckets(self, &list, bits, sorted, ends);
    idt_free(ends);
    idt_free(sorted);
    idt_free(list.keys);
    idt_free(list.entries);
}

static void put_classes(writer *self)
{
    pairs list = { NULL, 0, 0 };
    for (size_t u = 0; u < self->words.count; u++) {
        idt_unit unit = unit_at(self, u);
        for (size_t i = 0; i < unit.class_count; i++)
            push_pair(&list, unit.classes[i], (uint32_t)u);
    }
    put_lists(self, IDT_SECTION_CLASS_OFFSETS, IDT_SECTION_CLASS_UNITS, &list,
              idt_class_count() + idt_mined_count(self->mined));
}

/* --- parties --- */

typedef struct {
    uint64_t key;
    uint32_t party;
} id_entry;

static int compare_ids(const void *left, const void *right)
{
    const id_entry *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->party > b->party) - (a->party < b->party);
}

static size_t put_identifiers(writer *self)
{
    id_entry *entries = NULL;
    size_t count = 0, capacity = 0, kept = 0;
    idt_buf comparable = IDT_BUF_INIT;
    for (size_t p = 0; p < self->input->party_count; p++) {
        const idt_party *party = &self->input->parties[p];
        for (size_t i = 0; i < party->identifier_count; i++) {
            const idt_identifier *id = &party->identifiers[i];
            idt_buf_reset(&comparable);
            idt_identifier_normalise(&comparable, id->type, id->value);
            if (id->type == IDT_ID_OTHER || comparable.len == 0)
                continue;
            entries = idt_grow(entries, &capacity, count + 1, sizeof *entries);
            entries[count++] =
                (id_entry){ idt_identifier_key(id->type, idt_buf_span(&comparable)), (uint32_t)p };
        }
    }
    if (count)
        qsort(entries, count, sizeof *entries, compare_ids);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && compare_ids(&entries[i - 1], &entries[i]) == 0)
            continue;
        idt_buf_put_u64(section(self, IDT_SECTION_ID_KEYS), entries[i].key);
        idt_buf_put_u32(section(self, IDT_SECTION_ID_PARTIES), entries[i].party);
        kept++;
    }
    idt_buf_release(&comparable);
    idt_free(entries);
    return kept;
}

static int compare_entities(const void *left, const void *right, void *context)
{
    const idt_index_input *input = context;
    const idt_party *a = &input->parties[*(const uint32_t *)left];
    const idt_party *b = &input->parties[*(const uint32_t *)right];
    int order =
        idt_span_compare(input->editions[a->edition].list_id, input->editions[b->edition].list_id);
    if (order == 0)
        order = idt_span_compare(a->uid, b->uid);
    if (order == 0)
        order = (*(const uint32_t *)left > *(const uint32_t *)right) ? 1 : -1;
    return order;
}

static void put_parties(writer *self)
{
    const idt_index_input *input = self->input;
    uint32_t *sorted = idt_alloc_array(input->party_count, sizeof *sorted);
    idt_buf *bytes = section(self, IDT_SECTION_PARTY_BYTES);
    for (size_t p = 0; p < input->party_count; p++) {
        const idt_party *party = &input->parties[p];
        idt_buf_put_u32(section(self, IDT_SECTION_PARTY_OFFSETS), (uint32_t)bytes->len);
        idt_party_encode(bytes, party);
        idt_buf_put_u32(section(self, IDT_SECTION_PARTY_EDITION),
                        party->edition << 8 | (uint32_t)party->type);
        idt_buf_put_u32(section(self, IDT_SECTION_PARTY_GROUP),
                        input->groups ? input->groups[p] : (uint32_t)p);
        sorted[p] = (uint32_t)p;
    }
    idt_buf_put_u32(section(self, IDT_SECTION_PARTY_OFFSETS), (uint32_t)bytes->len);
    if (input->party_count)
        qsort_r(sorted, input->party_count, sizeof *sorted, compare_entities,
                (void *)(uintptr_t)input);
    put_numbers(self, IDT_SECTION_PARTY_SORTED, sorted, input->party_count);
    idt_free(sorted);
}

/* --- the file --- */

static void assemble(writer *self, idt_buf *file)
{
    uint64_t offset = IDT_INDEX_HEADER_BYTES + IDT_SECTION_COUNT * 16;
    idt_buf_add(file, IDT_INDEX_MAGIC, 8);
    idt_buf_put_u32(file, IDT_INDEX_VERSION);
    idt_buf_put_u32(file, IDT_SECTION_COUNT);
    idt_buf_put_u64(file, 0); /* size and checksum are filled by the seal */
    idt_buf_put_u64(file, 0);
    for (size_t i = 0; i < IDT_SECTION_COUNT; i++) {
        idt_buf_put_u64(file, offset);
        idt_buf_put_u64(file, self->sections[i].len);
        offset += (self->sections[i].len + 7) & ~7ull;
    }
    for (size_t i = 0; i < IDT_SECTION_COUNT; i++) {
        idt_buf_add_span(file, idt_buf_span(&self->sections[i]));
        while (file->len % 8)
            idt_buf_put_u8(file, 0);
        idt_buf_release(&self->sections[i]);
    }
    idt_index_reseal(file->ptr, file->len);
}

/* An entry of the table of keys has so many bits for a unit. */
static idt_status check_unit_count(const writer *self, idt_err *err)
{
    size_t most = ((size_t)1 << IDT_ENTRY_UNIT_BITS) - 1;
    return unit_count(self) <= most
               ? IDT_OK
               : idt_fail(err, IDT_E_LIMIT, "the names have more than %zu words and joined words",
                          most);
}

/* Offsets have 32 bits. */
static idt_status check_sizes(const writer *self, idt_err *err)
{
    for (size_t i = 0; i < IDT_SECTION_COUNT; i++) {
        size_t element = i == IDT_SECTION_PARTY_BYTES || i == IDT_SECTION_UNIT_BYTES ? 1
                         : i == IDT_SECTION_KEY_ENTRIES                              ? 8
                                                                                     : 4;
        if (self->sections[i].len / element > UINT32_MAX)
            return idt_fail(err, IDT_E_LIMIT, "section %zu of the index is larger than %u elements",
                            i, UINT32_MAX);
    }
    return IDT_OK;
}

static void build_tables(writer *self, idt_index_figures *figures)
{
    idt_meta_put(section(self, IDT_SECTION_META), self->input);
    put_parties(self);
    renumber(self);
    put_names(self);
    put_keys(self);
    idt_mined_put(section(self, IDT_SECTION_MINED), self->mined);
    put_classes(self);
    *figures = (idt_index_figures){
        .parties = (uint32_t)self->input->party_count,
        .names = (uint32_t)self->name_offsets.count - 1,
        .words = (uint32_t)self->words.count,
        .joined_words = (uint32_t)self->joined.count,
        .identifiers = (uint32_t)put_identifiers(self),
        .nameless = self->nameless,
    };
}

static void release(writer *self)
{
    idt_mined_free(self->mined);
    idt_free(self->name_offsets.at);
    idt_free(self->names.at);
    idt_buf_release(&self->name_anchors);
    idt_free(self->word_rank);
    idt_free(self->joined_rank);
    idt_free(self->word_order);
    idt_free(self->joined_order);
    idt_strmap_release(&self->words);
    idt_strmap_release(&self->joined);
    idt_arena_release(&self->forms);
    for (size_t i = 0; i < IDT_SECTION_COUNT; i++)
        idt_buf_release(&self->sections[i]);
}

idt_status idt_index_write(const char *path, const idt_index_input *input,
                           idt_index_figures *figures, idt_err *err)
{
    idt_buf file = IDT_BUF_INIT;
    writer self;

    memset(&self, 0, sizeof self);
    self.input = input;
    self.mined = idt_mined_new(input->mined, input->mined_count);
    idt_assert(self.mined);
    idt_status status = add_names(&self, err);
    if (status)
        goto done;
    status = check_unit_count(&self, err);
    if (status)
        goto done;
    build_tables(&self, figures);
    status = check_sizes(&self, err);
    if (status)
        goto done;
    assemble(&self, &file);
    figures->bytes = file.len;
    status = idt_file_replace(path, idt_buf_span(&file), err);
done:
    release(&self);
    idt_buf_release(&file);
    return status;
}
