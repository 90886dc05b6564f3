/* relate.c - every unit of the index that a unit is related to.
 *
 * Keys give candidates (format_internal.h says why none is missing), idt_relate decides. What costs
 * is memory that is not at hand, so the work goes in passes that each ask for many places at once:
 * all keys, their buckets, their entries; then the letters of the units that the entries' lengths
 * and letters let through, their distances, and at last the relation itself of those within reach.
 *
 * A unit is looked at once. So the ways that can relate units at any distance come first, then
 * sound with its one slip more, then spelling: whoever is turned down is related in no way that is
 * left. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "index/index_internal.h"
#include "text/spell.h"

/* Counting bits is one instruction on every processor of the last fifteen years, and not in the
 * oldest instruction set, for which the program is compiled: the loop is there for both. */
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) &&                 \
    !defined(__SANITIZE_ADDRESS__)
#define COUNTS_BITS __attribute__((target_clones("popcnt", "default")))
#else
#define COUNTS_BITS
#endif

/* --- what was looked at --- */

static uint64_t *slot_of(const idt_relate_scratch *scratch, uint64_t mark)
{
    size_t mask = scratch->seen_capacity - 1;
    size_t slot = ((uint32_t)mark * 2654435769u >> 8) & mask;
    while (scratch->seen[slot] >> 32 == scratch->epoch && scratch->seen[slot] != mark)
        slot = (slot + 1) & mask;
    return &scratch->seen[slot];
}

static void make_room(idt_relate_scratch *scratch)
{
    enum { SLOTS = 1024 };
    uint64_t *before = scratch->seen;
    size_t count = scratch->seen_capacity;
    scratch->seen_capacity = count ? count * 2 : SLOTS;
    scratch->seen = idt_alloc_zeroed(scratch->seen_capacity * sizeof *scratch->seen);
    for (size_t i = 0; i < count; i++)
        if (before[i] >> 32 == scratch->epoch)
            *slot_of(scratch, before[i]) = before[i];
    idt_free(before);
}

static bool first_time(idt_relate_scratch *scratch, uint32_t unit)
{
    if (scratch->seen_count * 2 >= scratch->seen_capacity)
        make_room(scratch);
    uint64_t mark = (uint64_t)scratch->epoch << 32 | unit, *slot = slot_of(scratch, mark);
    if (*slot == mark)
        return false;
    *slot = mark;
    scratch->seen_count++;
    return true;
}

static void begin(idt_relate_scratch *scratch)
{
    scratch->count = 0;
    scratch->seen_count = 0;
    if (++scratch->epoch == 0) {
        if (scratch->seen)
            memset(scratch->seen, 0, scratch->seen_capacity * sizeof *scratch->seen);
        scratch->epoch = 1;
    }
}

/* --- candidates that only the relation itself judges --- */

static void add_related(idt_relate_scratch *scratch, uint32_t unit, idt_likeness likeness)
{
    scratch->related = idt_grow(scratch->related, &scratch->capacity, scratch->count + 1,
                                sizeof *scratch->related);
    scratch->related[scratch->count++] = (idt_related){ unit, likeness };
}

static void judge(const idt_index *index, const idt_unit *unit, uint32_t candidate,
                  idt_relate_scratch *scratch)
{
    idt_unit other;
    idt_index_unit(index, candidate, &other);
    idt_likeness likeness = idt_relate(unit, &other);
    if (likeness.similarity == 0 || (likeness.how == IDT_HOW_INITIAL && unit->form.len == 1))
        return;
    add_related(scratch, candidate, likeness);
}

static void judge_once(const idt_index *index, const idt_unit *unit, uint32_t candidate,
                       idt_relate_scratch *scratch)
{
    if (first_time(scratch, candidate))
        judge(index, unit, candidate, scratch);
}

static void judge_classes(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    for (size_t i = 0; i < unit->class_count; i++) {
        uint32_t count;
        const uint32_t *words = idt_index_list(index, IDT_SECTION_CLASS_OFFSETS,
                                               IDT_SECTION_CLASS_UNITS, unit->classes[i], &count);
        for (uint32_t j = 0; j < count; j++)
            judge_once(index, unit, words[j], scratch);
    }
}

/* The listed letter that may stand for the word. */
static void judge_initial(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    uint32_t first = index->first[(unsigned char)unit->form.ptr[0]];
    if (first < index->words && idt_index_form(index, first).len == 1)
        judge_once(index, unit, first, scratch);
}

/* A word that goes on where a cut one ends is alike by that alone, unless both have classes or are
 * so long that a slip costs less. */
static bool is_plainly_longer(const idt_index *index, const idt_unit *cut, uint32_t word,
                              idt_span form)
{
    enum { LETTERS_MAX = 16 }; /* up to here a slip costs more than a cut (relation.c) */
    return form.len <= LETTERS_MAX && form.len > cut->form.len &&
           (cut->class_count == 0 || idt_index_unit_fields(index, word)[IDT_UNIT_ROW] == 0);
}

/* Words that go on where a cut one ends. */
static void judge_longer(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    bool any = unit->form.len == 0; /* nothing was left of it: it may go on as every word */
    unsigned char byte = any ? 0 : (unsigned char)unit->form.ptr[0];
    uint32_t from = any ? 0 : index->first[byte];
    uint32_t end = any ? index->words : index->first[byte + 1];
    for (uint32_t at = idt_index_lower_word(index, unit->form, from, end); at < end; at++) {
        idt_span form = idt_index_form(index, at);
        if (form.len < unit->form.len || memcmp(form.ptr, unit->form.ptr, unit->form.len) != 0)
            break;
        if (!is_plainly_longer(index, unit, at, form))
            judge_once(index, unit, at, scratch);
        else if (first_time(scratch, at))
            add_related(scratch, at, (idt_likeness){ IDT_SIMILARITY_CUT, IDT_HOW_CUT, false });
    }
}

/* --- candidates by key --- */

/* The entries of a bucket that have the tag and may be alike, written to `out`. There is no branch
 * in the loop: one in some hundred entries is kept, which none would foresee. */
COUNTS_BITS static size_t keep_alike(uint64_t *out, const uint64_t *entries, size_t count,
                                     uint64_t tag, const idt_glance *glance)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t entry = entries[i];
        out[kept] = entry;
        kept += (unsigned)(idt_entry_tag(entry) == tag) &
                (unsigned)idt_may_relate(glance, idt_entry_letters(entry), idt_entry_length(entry));
    }
    return kept;
}

/* The entries under any of the keys that may be alike: how many, in scratch->entries. */
static size_t gather(const idt_index *index, const uint32_t *keys, size_t key_count,
                     const idt_glance *glance, idt_relate_scratch *scratch)
{
    const uint32_t *buckets = idt_index_numbers(index, IDT_SECTION_KEY_BUCKETS).at;
    const uint64_t *entries = idt_index_entries(index, IDT_SECTION_KEY_ENTRIES);
    const uint32_t *bucket_of[IDT_DELETE_KEYS_MAX];
    size_t kept = 0, room = 0;
    for (size_t i = 0; i < key_count; i++) {
        bucket_of[i] = buckets + (keys[i] >> (32 - index->bucket_bits));
        __builtin_prefetch(bucket_of[i]);
    }
    for (size_t i = 0; i < key_count; i++) {
        __builtin_prefetch(entries + bucket_of[i][0]);
        room += bucket_of[i][1] - bucket_of[i][0];
    }
    scratch->entries =
        idt_grow(scratch->entries, &scratch->entry_capacity, room + 1, sizeof *scratch->entries);
    for (size_t i = 0; i < key_count; i++)
        kept += keep_alike(scratch->entries + kept, entries + bucket_of[i][0],
                           bucket_of[i][1] - bucket_of[i][0],
                           idt_key_tag(keys[i], index->bucket_bits), glance);
    return kept;
}

/* Judge what was gathered and lies within the slips its length allows; `slack`: slips beside. */
static void judge_near(const idt_index *index, const idt_unit *unit, size_t count, unsigned slack,
                       idt_relate_scratch *scratch)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t candidate = idt_entry_unit(scratch->entries[i]);
        if ((unit->parts > 1 && candidate >= index->words) || !first_time(scratch, candidate))
            continue;
        __builtin_prefetch(idt_index_unit_fields(index, candidate));
        scratch->entries[kept++] = candidate;
    }
    for (size_t i = 0; i < kept; i++)
        __builtin_prefetch(idt_index_form(index, (uint32_t)scratch->entries[i]).ptr);
    for (size_t i = 0; i < kept; i++) {
        uint32_t candidate = (uint32_t)scratch->entries[i];
        idt_span form = idt_index_form(index, candidate);
        size_t longer = form.len > unit->form.len ? form.len : unit->form.len;
        unsigned limit = idt_edit_budget(longer) + slack;
        if (form.len <= IDT_WORD_BYTES_MAX &&
            idt_pattern_distance(&scratch->pattern, form, limit) <= limit)
            judge(index, unit, candidate, scratch);
    }
}

/* Units whose letters are `form`. */
static void judge_equal(const idt_index *index, const idt_unit *unit, idt_span form,
                        idt_relate_scratch *scratch)
{
    uint32_t key = idt_key_of(IDT_KEY_EQUAL, form);
    const uint32_t *bucket =
        idt_index_numbers(index, IDT_SECTION_KEY_BUCKETS).at + (key >> (32 - index->bucket_bits));
    const uint64_t *entries = idt_index_entries(index, IDT_SECTION_KEY_ENTRIES);
    uint64_t wanted = idt_entry_of(0, form) >> IDT_ENTRY_UNIT_BITS |
                      idt_key_tag(key, index->bucket_bits)
                          << (64 - IDT_ENTRY_TAG_BITS - IDT_ENTRY_UNIT_BITS);
    for (uint32_t i = bucket[0]; i < bucket[1]; i++) {
        uint32_t candidate = idt_entry_unit(entries[i]);
        if (entries[i] >> IDT_ENTRY_UNIT_BITS == wanted &&
            (unit->parts == 1 || candidate < index->words) &&
            idt_span_equal(idt_index_form(index, candidate), form))
            judge_once(index, unit, candidate, scratch);
    }
}

uint32_t idt_index_find_word(const idt_index *index, idt_span form)
{
    uint32_t key = idt_key_of(IDT_KEY_EQUAL, form);
    const uint32_t *bucket =
        idt_index_numbers(index, IDT_SECTION_KEY_BUCKETS).at + (key >> (32 - index->bucket_bits));
    const uint64_t *entries = idt_index_entries(index, IDT_SECTION_KEY_ENTRIES);
    uint64_t tag = idt_key_tag(key, index->bucket_bits);
    for (uint32_t i = bucket[0]; i < bucket[1]; i++) {
        uint32_t unit = idt_entry_unit(entries[i]);
        if (idt_entry_tag(entries[i]) == tag && unit < index->words &&
            idt_span_equal(idt_index_form(index, unit), form))
            return unit;
    }
    return IDT_UNIT_NONE;
}

/* A native unit, and what its spellings may and must have. */
typedef struct {
    const idt_unit *unit;
    uint32_t letters;
    uint32_t musts[IDT_SPELL_MUSTS_MAX];
    size_t must_count;
} native_unit;

static bool has_musts(const native_unit *native, uint32_t letters)
{
    for (size_t i = 0; i < native->must_count; i++)
        if ((native->musts[i] & letters) == 0)
            return false;
    return true;
}

/* Whatever is filed under a key, near or far; a native one must have all of the letters `among` in
 * its spellings. */
static void judge_filed(const idt_index *index, const idt_unit *unit, uint32_t key, uint32_t among,
                        idt_relate_scratch *scratch)
{
    const uint32_t *bucket =
        idt_index_numbers(index, IDT_SECTION_KEY_BUCKETS).at + (key >> (32 - index->bucket_bits));
    const uint64_t *entries = idt_index_entries(index, IDT_SECTION_KEY_ENTRIES);
    uint64_t tag = idt_key_tag(key, index->bucket_bits);
    for (uint32_t i = bucket[0]; i < bucket[1]; i++)
        if (idt_entry_tag(entries[i]) == tag && (among & ~idt_entry_letters(entries[i])) == 0)
            judge_once(index, unit, idt_entry_unit(entries[i]), scratch);
}

/* What is filed under a spelling of a native unit and spells it. The rest is related by what
 * another key finds, or not at all. */
static void judge_spelt(const idt_index *index, const native_unit *native, uint32_t key,
                        idt_relate_scratch *scratch)
{
    const uint32_t *bucket =
        idt_index_numbers(index, IDT_SECTION_KEY_BUCKETS).at + (key >> (32 - index->bucket_bits));
    const uint64_t *entries = idt_index_entries(index, IDT_SECTION_KEY_ENTRIES);
    uint64_t tag = idt_key_tag(key, index->bucket_bits);
    for (uint32_t i = bucket[0]; i < bucket[1]; i++) {
        uint32_t letters = idt_entry_letters(entries[i]), candidate = idt_entry_unit(entries[i]);
        if (idt_entry_tag(entries[i]) != tag || (letters & ~native->letters) ||
            !has_musts(native, letters))
            continue;
        if (idt_spell_meets(native->unit->form, idt_index_form(index, candidate)) != IDT_SPELL_NO)
            judge_once(index, native->unit, candidate, scratch);
    }
}

/* By look and script, at any distance; then by sound. */
static void judge_keyed(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    idt_unit_key keys[IDT_UNIT_KEYS_MAX];
    char look[IDT_WORD_BYTES_MAX];
    uint32_t sounds[IDT_UNIT_KEYS_MAX];
    size_t count = idt_unit_keys(keys, unit, IDT_KEYS_ASKED), sound_count = 0;
    uint32_t own = idt_letters_of(unit->form);
    native_unit spelling = { .unit = unit };
    if (idt_spell_is_native(unit->form)) {
        spelling.letters = idt_spelling_letters(unit->form);
        spelling.must_count = idt_spelling_musts(spelling.musts, unit->form);
    }
    if (unit->parts == 1) {
        size_t length = idt_look(look, unit->form);
        if (length < unit->form.len)
            judge_equal(index, unit, (idt_span){ look, length }, scratch);
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t key = idt_key_of(IDT_KEY_ALIKE, (idt_span){ keys[i].bytes, keys[i].length });
        char mark = keys[i].bytes[0];
        bool spelt = mark == IDT_UNIT_KEY_SPELT || mark == IDT_UNIT_KEY_SPELT_JOINED;
        bool native = mark == IDT_UNIT_KEY_NATIVE || mark == IDT_UNIT_KEY_NATIVE_PARTED;
        if (mark == IDT_UNIT_KEY_SOUND)
            sounds[sound_count++] = key;
        else if (spelt && spelling.letters)
            judge_spelt(index, &spelling, key, scratch);
        else
            judge_filed(index, unit, key, native ? own : 0, scratch);
    }
    if (sound_count) {
        idt_glance glance;
        idt_glance_init(&glance, unit->form, true);
        judge_near(index, unit, gather(index, sounds, sound_count, &glance, scratch), 1, scratch);
    }
}

static void judge_misspelt(const idt_index *index, const idt_unit *unit,
                           idt_relate_scratch *scratch)
{
    uint32_t keys[IDT_DELETE_KEYS_MAX];
    idt_glance glance;
    size_t count = idt_delete_keys(keys, unit->form);
    idt_glance_init(&glance, unit->form, false);
    judge_near(index, unit, gather(index, keys, count, &glance, scratch), 0, scratch);
}

/* --- the answer --- */

/* What comes after each other in ascending order already: most of the many words of one beginning.
 */
static size_t run_from(const idt_related *related, size_t from, size_t count)
{
    size_t end = from + 1;
    while (end < count && related[end - 1].unit < related[end].unit)
        end++;
    return end;
}

static void insertion_sort(idt_related *related, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        idt_related moved = related[i];
        size_t at = i;
        for (; at > 0 && related[at - 1].unit > moved.unit; at--)
            related[at] = related[at - 1];
        related[at] = moved;
    }
}

/* Merge two ascending parts that lie behind each other. */
static void merge(idt_related *related, size_t middle, size_t end, idt_related *beside)
{
    size_t i = 0, j = middle, at = 0;
    memcpy(beside, related, middle * sizeof *related);
    while (i < middle && j < end)
        related[at++] = beside[i].unit < related[j].unit ? beside[i++] : related[j++];
    memcpy(related + at, beside + i, (middle - i) * sizeof *related);
}

/* Merging runs from the left; short ones are sorted in place first. */
static void sort_related(idt_relate_scratch *scratch)
{
    enum { FEW = 48 };
    idt_related *related = scratch->related, *beside;
    size_t sorted = 0;
    if (scratch->count <= FEW) {
        insertion_sort(related, scratch->count);
        return;
    }
    beside = idt_alloc_array(scratch->count, sizeof *beside);
    while (sorted < scratch->count) {
        size_t end = run_from(related, sorted, scratch->count);
        if (end - sorted < FEW) {
            end = sorted + FEW < scratch->count ? sorted + FEW : scratch->count;
            insertion_sort(related + sorted, end - sorted);
        }
        merge(related, sorted, end, beside);
        sorted = end;
    }
    idt_free(beside);
}

void idt_index_relate(const idt_index *index, const idt_unit *unit, idt_relate_scratch *scratch)
{
    begin(scratch);
    judge_equal(index, unit, unit->form, scratch);
    if (unit->parts == 1) {
        judge_classes(index, unit, scratch);
        if (unit->form.len > 1)
            judge_initial(index, unit, scratch);
    }
    if (unit->cut)
        judge_longer(index, unit, scratch);
    if (unit->form.len >= 1 && unit->form.len <= IDT_WORD_BYTES_MAX) {
        idt_pattern_set(&scratch->pattern, unit->form);
        judge_keyed(index, unit, scratch);
        if (unit->parts == 1 || unit->join_is_fuzzy)
            judge_misspelt(index, unit, scratch);
    }
    sort_related(scratch);
}

void idt_relate_scratch_release(idt_relate_scratch *scratch)
{
    idt_free(scratch->related);
    idt_free(scratch->seen);
    idt_free(scratch->entries);
    memset(scratch, 0, sizeof *scratch);
}
