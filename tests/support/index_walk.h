/* index_walk.h - touch everything an open index can be asked for. Used by the tests of damaged
 * files and by the fuzz target, which are linked differently: hence a header alone. */
#ifndef TESTS_SUPPORT_INDEX_WALK_H
#define TESTS_SUPPORT_INDEX_WALK_H

#include "index/index.h"
#include "text/side.h"

/* Read every byte, so that a span that leaves the file is noticed. */
static inline uint64_t test_touch(idt_span text)
{
    uint64_t sum = text.len;
    for (size_t i = 0; i < text.len; i++)
        sum = sum * 31 + (unsigned char)text.ptr[i];
    return sum;
}

static inline uint64_t test_touch_party(const idt_index *index, uint32_t number, idt_arena *arena)
{
    idt_party party;
    idt_edition edition;
    idt_index_party(index, number, arena, &party);
    uint64_t sum = test_touch(party.uid) + (uint64_t)idt_index_party_type(index, number);
    edition = idt_index_editions(index)[party.edition];
    sum += test_touch(edition.list_id);
    for (size_t i = 0; i < party.name_count; i++)
        sum += test_touch(party.names[i].text);
    for (size_t i = 0; i < party.identifier_count; i++)
        sum += test_touch(party.identifiers[i].value);
    for (size_t i = 0; i < party.fact_count; i++)
        sum += test_touch(party.facts[i].value);
    sum += test_touch(idt_index_entity_id(index, number, arena));
    return sum + idt_index_group(index, number);
}

static inline uint64_t test_touch_lists(const idt_index *index)
{
    uint64_t sum = test_touch(idt_span_of(idt_index_hash(index)));
    for (size_t i = 0; i < idt_index_edition_count(index); i++) {
        idt_edition edition = idt_index_editions(index)[i];
        sum += test_touch(edition.list_id) + test_touch(edition.title) + test_touch(edition.date);
        sum += test_touch(edition.publisher) + test_touch(edition.format);
        sum += test_touch(idt_span_of(edition.sha256));
        for (size_t k = 0; k < edition.file_count; k++)
            sum += test_touch(edition.files[k].name) +
                   test_touch(idt_span_of(edition.files[k].sha256));
    }
    const idt_diagnostic *diagnostics = idt_index_diagnostics(index);
    for (size_t i = 0; i < idt_index_diagnostic_count(index); i++)
        sum += test_touch(diagnostics[i].code) + test_touch(diagnostics[i].text) +
               test_touch(diagnostics[i].uid) +
               test_touch(idt_span_of(idt_diagnostic_level_name(diagnostics[i].level)));
    return sum;
}

static inline uint64_t test_touch_names(const idt_index *index)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < idt_index_name_count(index); i++) {
        idt_index_name name;
        idt_index_name_at(index, i, &name);
        sum += idt_index_party_type(index, name.party) + name.ordinal + name.quality;
        for (uint32_t k = 0; k < name.unit_count; k++) {
            uint32_t from, parts;
            idt_unit unit;
            idt_unit_place(k, name.word_count, &from, &parts);
            sum += from + parts;
            if (name.units[k] == IDT_UNIT_NONE)
                continue;
            idt_index_unit(index, name.units[k], &unit);
            sum += test_touch(unit.form);
            if (k < name.word_count)
                sum += idt_index_word(index, name.units[k]).word_flags +
                       idt_index_word(index, name.units[k]).bits;
        }
    }
    return sum;
}

static inline uint64_t test_touch_units(const idt_index *index)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < idt_index_unit_count(index); i++) {
        uint32_t count;
        const uint32_t *names = idt_index_postings(index, i, &count);
        for (uint32_t k = 0; k < count; k++) {
            idt_index_name name;
            idt_index_name_at(index, names[k], &name);
            sum += name.party;
        }
        names = idt_index_anchors(index, i, &count);
        for (uint32_t k = 0; k < count; k++)
            sum += names[k] < idt_index_name_count(index);
    }
    return sum;
}

static inline uint64_t test_touch_relation(const idt_index *index, const char *const *words,
                                           size_t count)
{
    idt_relate_scratch scratch = { 0 };
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        for (uint8_t parts = 1; parts <= 2; parts++) {
            idt_word word = idt_mined_find(idt_index_mined(index), idt_span_of(words[i]));
            idt_unit unit = { .form = idt_span_of(words[i]),
                              .parts = parts,
                              .join_is_fuzzy = parts > 1,
                              .cut = parts == 1 };
            if (parts == 1) {
                unit.classes = word.classes;
                unit.class_count = word.class_count;
            }
            idt_index_relate(index, &unit, &scratch);
            for (size_t k = 0; k < scratch.count; k++)
                sum += scratch.related[k].unit + scratch.related[k].likeness.similarity;
        }
    idt_relate_scratch_release(&scratch);
    return sum;
}

/* Everything, and some questions; the sum keeps compilers from leaving reads out. */
static inline uint64_t test_walk_index(const idt_index *index)
{
    static const char *const words[] = { "korea",   "komdi",       "kim", "k",           "alassad",
                                         "hussein", "shcherbakov", "88",  "corporation", "v" };
    static const char *const ids[] = { "us_ofac_sdn:9345", "17614", "", "zzz", "KPe.001" };
    idt_arena arena = IDT_ARENA_INIT;
    uint64_t sum = test_touch_lists(index);
    for (uint32_t i = 0; i < idt_index_count(index).parties; i++)
        sum += test_touch_party(index, i, &arena);
    sum += test_touch_names(index) + test_touch_units(index);
    sum += test_touch_relation(index, words, sizeof words / sizeof words[0]);
    for (size_t i = 0; i < idt_mined_count(idt_index_mined(index)); i++) {
        idt_mined_pair pair = idt_mined_at(idt_index_mined(index), i);
        sum += test_touch(pair.left) + test_touch(pair.right) + pair.support;
        sum += test_touch_party(index, pair.source, &arena);
    }
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        uint32_t party;
        bool ambiguous;
        if (idt_index_find_entity(index, idt_span_of(ids[i]), &party, &ambiguous))
            sum += test_touch_party(index, party, &arena);
    }
    for (char letter = 'a'; letter <= 'z'; letter++) {
        uint32_t from, to;
        idt_index_words_with_initial(index, letter, &from, &to);
        for (; from < to; from++)
            sum += idt_index_word(index, from).bits;
    }
    size_t found;
    const uint32_t *parties =
        idt_index_find_identifier(index, IDT_ID_IMO, IDT_SPAN_LIT("7937317"), &found);
    for (size_t i = 0; i < found; i++)
        sum += test_touch_party(index, parties[i], &arena);
    idt_arena_release(&arena);
    return sum;
}

#endif
