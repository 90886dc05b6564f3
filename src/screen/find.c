/* find.c - all names that hold every word. */
#include "screen/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "screen/screener_internal.h"

enum { QUALITY_WHOLE = 1000, QUALITY_PREFIX = 900, PREFIX_LETTERS_MIN = 2 };

/* How well one name meets the words so far. */
typedef struct {
    uint32_t name, words, quality;
    uint32_t word_quality; /* of the word being looked at */
} tally;

typedef struct {
    idt_screener *screener;
    uint32_t *place; /* by name: place in `tallies`, valid where name_seen is this epoch */
    tally *tallies;
    size_t count, capacity;
} tallies;

static void count_unit(tallies *self, uint32_t unit, uint32_t quality, uint32_t word)
{
    uint32_t count;
    const uint32_t *names = idt_index_postings(self->screener->index, unit, &count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t name = names[i];
        if (self->screener->name_seen[name] != self->screener->epoch) {
            if (word > 0)
                continue; /* it lacks an earlier word */
            self->screener->name_seen[name] = self->screener->epoch;
            self->place[name] = (uint32_t)self->count;
            self->tallies =
                idt_grow(self->tallies, &self->capacity, self->count + 1, sizeof *self->tallies);
            self->tallies[self->count++] = (tally){ name, 0, 0, 0 };
        }
        tally *at = &self->tallies[self->place[name]];
        if (at->words < word)
            continue;
        if (at->word_quality < quality)
            at->word_quality = quality;
    }
}

/* Words of the index that begin with `form`: a range of the sorted words. */
static void count_prefix(tallies *self, idt_span form, uint32_t word)
{
    uint32_t from, to;
    idt_unit unit;
    if (form.len < PREFIX_LETTERS_MIN)
        return;
    idt_index_words_with_initial(self->screener->index, form.ptr[0], &from, &to);
    for (uint32_t u = from; u < to; u++) {
        idt_index_unit(self->screener->index, u, &unit);
        if (unit.form.len > form.len && idt_span_equal(idt_span_sub(unit.form, 0, form.len), form))
            count_unit(self, u, QUALITY_PREFIX, word);
    }
}

static void count_word(tallies *self, idt_arena *arena, const idt_reading *reading, uint32_t word)
{
    idt_unit unit;
    idt_screener *screener = self->screener;
    (void)idt_unit_of(&unit, arena, reading, word, 1); /* within the reading */
    idt_index_relate(screener->index, &unit, &screener->scratch);
    for (size_t i = 0; i < screener->scratch.count; i++) {
        const idt_related *related = &screener->scratch.related[i];
        if (related->likeness.how != IDT_HOW_INITIAL)
            count_unit(self, related->unit,
                       related->likeness.how == IDT_HOW_EQUAL
                           ? (uint32_t)QUALITY_WHOLE
                           : related->likeness.similarity * 8u / 10,
                       word);
    }
    count_prefix(self, unit.form, word);
    for (size_t i = 0; i < self->count; i++) {
        tally *at = &self->tallies[i];
        if (at->words == word && at->word_quality) {
            at->words++;
            at->quality += at->word_quality;
        }
        at->word_quality = 0;
    }
}

/* --- findings --- */

typedef struct {
    idt_finding *at;
    size_t count, capacity;
} finding_list;

static void add_finding(finding_list *list, idt_screener *screener, idt_arena *arena,
                        uint32_t party, uint32_t ordinal, uint32_t quality)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->at[i].party == party) {
            if (quality > list->at[i].quality && ordinal < list->at[i].entry->name_count) {
                list->at[i].quality = quality;
                list->at[i].matched_name = &list->at[i].entry->names[ordinal];
            }
            return;
        }
    idt_party *entry = idt_arena_alloc(arena, sizeof *entry);
    idt_index_party(screener->index, party, arena, entry);
    list->at = idt_grow(list->at, &list->capacity, list->count + 1, sizeof *list->at);
    list->at[list->count++] =
        (idt_finding){ party, entry, idt_index_entity_id(screener->index, party, arena),
                       &entry->names[ordinal < entry->name_count ? ordinal : 0], quality };
}

static void add_numbers(finding_list *list, idt_screener *screener, idt_arena *arena,
                        idt_span words)
{
    idt_buf comparable = IDT_BUF_INIT;
    uint32_t party;
    bool ambiguous;
    idt_span trimmed = idt_span_trim(words);
    if (idt_index_find_entity(screener->index, trimmed, &party, &ambiguous))
        add_finding(list, screener, arena, party, 0, QUALITY_WHOLE);
    for (int t = IDT_ID_OTHER + 1; t < IDT_ID_TYPE_COUNT; t++) {
        size_t count;
        idt_buf_reset(&comparable);
        idt_identifier_normalise(&comparable, (idt_identifier_type)t, trimmed);
        if (comparable.len < 4)
            continue;
        const uint32_t *parties = idt_index_find_identifier(screener->index, (idt_identifier_type)t,
                                                            idt_buf_span(&comparable), &count);
        for (size_t i = 0; i < count; i++)
            add_finding(list, screener, arena, parties[i], 0, QUALITY_WHOLE);
    }
    idt_buf_release(&comparable);
}

static void add_reading(finding_list *list, tallies *self, idt_arena *arena,
                        const idt_reading *reading)
{
    idt_screener *screener = self->screener;
    uint32_t words = (uint32_t)reading->count;
    self->count = 0;
    if (++screener->epoch == 0) {
        memset(screener->name_seen, 0,
               idt_index_name_count(screener->index) * sizeof *screener->name_seen);
        screener->epoch = 1;
    }
    for (uint32_t word = 0; word < words; word++)
        count_word(self, arena, reading, word);
    for (size_t i = 0; i < self->count; i++) {
        idt_index_name name;
        if (self->tallies[i].words < words)
            continue;
        idt_index_name_at(screener->index, self->tallies[i].name, &name);
        add_finding(list, screener, arena, name.party, name.ordinal,
                    self->tallies[i].quality / words);
    }
}

static int compare_findings(const void *left, const void *right)
{
    const idt_finding *a = left, *b = right;
    if (a->quality != b->quality)
        return a->quality > b->quality ? -1 : 1;
    if (a->matched_name->text.len != b->matched_name->text.len)
        return a->matched_name->text.len < b->matched_name->text.len ? -1 : 1;
    return idt_span_compare(a->entity_id, b->entity_id);
}

idt_status idt_find(idt_findings *out, idt_screener *screener, idt_arena *arena, idt_span words,
                    size_t limit, idt_err *err)
{
    finding_list list = { NULL, 0, 0 };
    tallies self = { .screener = screener };
    idt_folded folded;

    *out = (idt_findings){ NULL, 0, 0 };
    if (words.len > IDT_SUBJECT_NAME_BYTES_MAX)
        return idt_fail(err, IDT_E_INPUT, "the words are longer than %d bytes",
                        IDT_SUBJECT_NAME_BYTES_MAX);
    idt_fold(&folded, screener->folder, arena, words);
    idt_mined_enrich(idt_index_mined(screener->index), &folded);
    if (folded.count == 0)
        return idt_fail(err, IDT_E_INPUT, "no letters or digits to look for");
    self.place =
        idt_alloc_array((size_t)idt_index_name_count(screener->index) + 1, sizeof *self.place);
    add_numbers(&list, screener, arena, words);
    for (size_t r = 0; r < folded.count; r++)
        add_reading(&list, &self, arena, &folded.readings[r]);
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, compare_findings);
    out->count = limit && limit < list.count ? limit : list.count;
    out->left_out = list.count - out->count;
    out->findings = idt_arena_alloc(arena, (out->count + 1) * sizeof *out->findings);
    for (size_t i = 0; i < out->count; i++)
        out->findings[i] = list.at[i];
    idt_free(list.at);
    idt_free(self.place);
    idt_free(self.tallies);
    return IDT_OK;
}
