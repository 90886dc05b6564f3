/* compare.c - two names, every unit against every unit. */
#include "match/compare.h"

#include "base/alloc.h"

idt_mode idt_mode_of(idt_party_type type)
{
    return type == IDT_PARTY_PERSON ? IDT_MODE_PERSON : IDT_MODE_OTHER;
}

uint32_t idt_strength(uint32_t tenths_of_bits, const idt_profile *profile)
{
    uint64_t strength = (uint64_t)tenths_of_bits * 100 / profile->strength_bits;
    return strength < 1000 ? (uint32_t)strength : 1000;
}

uint32_t idt_cap_weak(uint32_t score, idt_quality quality, const idt_side *listed,
                      const idt_profile *profile)
{
    if (quality != IDT_QUALITY_WEAK || score <= profile->weak_alias_cap ||
        idt_side_is_distinctive(listed))
        return score;
    return profile->weak_alias_cap;
}

typedef struct {
    idt_unit unit;
    uint16_t from;
    uint8_t parts;
} placed_unit;

static size_t units_of(placed_unit **out, idt_arena *arena, const idt_reading *reading)
{
    size_t count = 0;
    *out = idt_arena_alloc(arena, reading->count * IDT_JOIN_PARTS_MAX * sizeof **out);
    for (size_t parts = 1; parts <= IDT_JOIN_PARTS_MAX; parts++)
        for (size_t from = 0; from + parts <= reading->count; from++) {
            placed_unit *placed = &(*out)[count];
            placed->from = (uint16_t)from;
            placed->parts = (uint8_t)parts;
            if (idt_unit_of(&placed->unit, arena, reading, from, parts) &&
                (parts == 1 || placed->unit.form.len <= IDT_WORD_BYTES_MAX))
                count++;
        }
    return count;
}

bool idt_compare_readings(idt_name_score *out, idt_link **links, idt_arena *arena,
                          const idt_reading *query, const idt_reading *listed,
                          const idt_profile *profile, idt_mode mode)
{
    idt_side query_side, listed_side;
    placed_unit *left, *right;
    size_t count = 0, capacity = 0;
    idt_link *found = NULL;

    if (!idt_side_from_reading(&query_side, query, mode) ||
        !idt_side_from_reading(&listed_side, listed, mode))
        return false;
    size_t left_count = units_of(&left, arena, query),
           right_count = units_of(&right, arena, listed);
    for (size_t i = 0; i < left_count; i++)
        for (size_t j = 0; j < right_count; j++) {
            idt_likeness likeness = idt_relate(&left[i].unit, &right[j].unit);
            if (likeness.similarity == 0)
                likeness = idt_relate_mangled(&left[i].unit, &right[j].unit);
            if (likeness.similarity == 0)
                continue;
            found = idt_grow(found, &capacity, count + 1, sizeof *found);
            found[count++] =
                (idt_link){ left[i].from, right[j].from, left[i].parts, right[j].parts, likeness };
        }
    idt_score_names(out, found, count, &query_side, &listed_side, profile, mode);
    *links = idt_arena_alloc(arena, (out->link_count + 1) * sizeof **links);
    for (size_t i = 0; i < out->link_count; i++)
        (*links)[i] = found[i];
    idt_free(found);
    return true;
}

/* --- the explanation of the best pair of readings --- */

typedef struct {
    idt_name_score score;
    idt_link *links;
    const idt_reading *query, *listed;
} best_pair;

static void add_pairs(idt_explanation *out, idt_arena *arena, const best_pair *best,
                      bool *query_met, bool *listed_met)
{
    out->pairs = idt_arena_alloc(arena, (best->score.link_count + 1) * sizeof *out->pairs);
    for (size_t i = 0; i < best->score.link_count; i++) {
        const idt_link *link = &best->links[i];
        const idt_token *query = &best->query->tokens[link->query_from];
        const idt_token *listed = &best->listed->tokens[link->listed_from];
        out->pairs[out->pair_count++] =
            (idt_word_pair){ query->from, query[link->query_count - 1].to, listed->from,
                             listed[link->listed_count - 1].to, link->likeness };
        for (size_t j = 0; j < link->query_count; j++)
            query_met[link->query_from + j] = true;
        for (size_t j = 0; j < link->listed_count; j++)
            listed_met[link->listed_from + j] = true;
    }
}

static size_t add_left(idt_word_left **out, idt_arena *arena, const idt_reading *reading,
                       const bool *met)
{
    size_t count = 0;
    *out = idt_arena_alloc(arena, (reading->count + 1) * sizeof **out);
    for (size_t i = 0; i < reading->count; i++)
        if (!met[i])
            (*out)[count++] = (idt_word_left){ reading->tokens[i].from, reading->tokens[i].to };
    return count;
}

/* Penalties become points so that the running sum is rounded, not each part: they add up. */
static void add_penalties(idt_explanation *out, const idt_name_score *score,
                          const idt_profile *profile)
{
    const struct {
        idt_part_kind kind;
        uint32_t penalty;
    } parts[] = {
        { IDT_PART_SPELLING, score->spelling },
        { IDT_PART_CONTRADICTION, score->contradiction },
        { IDT_PART_OMISSION_QUERY, score->omission_query },
        { IDT_PART_OMISSION_LISTED, score->omission_listed },
        { IDT_PART_NUMBER, score->number },
    };
    uint64_t sum = 0;
    int before = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        sum += parts[i].penalty;
        int after = (int)((sum + 500) / 1000);
        if (after > 1000)
            after = 1000;
        idt_explanation_add(out, parts[i].kind, before - after, IDT_SPAN_EMPTY);
        before = after;
    }
    int reached = 1000 - before;
    if (score->part_of_name && reached > (int)profile->part_of_name_cap)
        idt_explanation_add(out, IDT_PART_PART_OF_NAME, (int)profile->part_of_name_cap - reached,
                            IDT_SPAN_EMPTY);
}

static void explain_best(idt_explanation *out, idt_arena *arena, const best_pair *best,
                         const idt_name_pair *pair, const idt_profile *profile)
{
    idt_side listed;
    bool *query_met = idt_arena_alloc(arena, best->query->count + 1);
    bool *listed_met = idt_arena_alloc(arena, best->listed->count + 1);
    add_pairs(out, arena, best, query_met, listed_met);
    out->query_left_count = add_left(&out->query_left, arena, best->query, query_met);
    out->listed_left_count = add_left(&out->listed_left, arena, best->listed, listed_met);
    idt_explanation_add(out, IDT_PART_NAME, best->score.link_count ? 1000 : 0, IDT_SPAN_EMPTY);
    if (best->score.link_count)
        add_penalties(out, &best->score, profile);
    (void)idt_side_from_reading(&listed, best->listed, idt_mode_of(pair->type));
    out->score = idt_cap_weak(best->score.score, pair->listed->quality, &listed, profile);
    idt_explanation_add(out, IDT_PART_WEAK_ALIAS, (int)out->score - (int)best->score.score,
                        IDT_SPAN_EMPTY);
    out->matched_bits = best->score.matched_bits;
    out->strength = idt_strength(best->score.matched_bits, profile);
}

void idt_compare_names(idt_explanation *out, idt_folder *folder, idt_arena *arena,
                       const idt_name_pair *pair, const idt_profile *profile)
{
    idt_folded folded, listed;
    const idt_folded *query = pair->folded ? pair->folded : &folded;
    best_pair best = { .query = NULL };

    *out = (idt_explanation){ .query_name = pair->query,
                              .listed_name = pair->listed->text,
                              .listed_kind = pair->listed->kind,
                              .listed_quality = pair->listed->quality };
    if (!pair->folded) {
        idt_fold(&folded, folder, arena, pair->query);
        idt_mined_enrich(pair->mined, &folded);
        idt_fold_mark_cut(&folded, pair->query);
    }
    idt_fold(&listed, folder, arena, pair->listed->text);
    idt_mined_enrich(pair->mined, &listed);
    for (size_t i = 0; i < query->count; i++)
        for (size_t j = 0; j < listed.count; j++) {
            best_pair next = { .query = &query->readings[i], .listed = &listed.readings[j] };
            if (!idt_compare_readings(&next.score, &next.links, arena, next.query, next.listed,
                                      profile, idt_mode_of(pair->type)))
                continue;
            if (!best.query || next.score.score > best.score.score ||
                (next.score.score == best.score.score &&
                 next.score.matched_bits > best.score.matched_bits))
                best = next;
        }
    if (best.query)
        explain_best(out, arena, &best, pair, profile);
    else
        idt_explanation_add(out, IDT_PART_NAME, 0, IDT_SPAN_LIT("no letters or digits"));
}
