/* scan.c - listed names and places in running text.
 *
 * The roles of screening turn round: the listed name is the short side. Every listed name has
 * anchors, its heaviest words (index/format_internal.h): a passage that contains none of them holds
 * too little of the name to count. So each word of the text is asked for related words of the
 * index, and each name anchored there is tried on the words around: of all stretches that begin and
 * end with a word the name knows, the best scoring one is the mention.
 *
 * Text is not a form field, so a mention must also look like a name: its identifying words begin
 * with capitals (unless the text knows no case), it says enough (tenths of bits below), and a name
 * of one word stands there exactly and is distinctive. Names of ships and aircraft of one word need
 * their kind of context nearby.
 *
 * Long texts are read in blocks that overlap; a mention belongs to the block it starts in. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/strmap.h"
#include "screen/scan_internal.h"
#include "screen/screener_internal.h"

enum {
    BLOCK_BYTES = 256 * 1024,
    OVERLAP_BYTES = 4 * 1024, /* more than any listed name is long */
    EXACT_SCORE_MIN = 930,    /* legal forms may be missing */
    VARIANT_LENGTH_MIN = 7,
    /* Share of a name's weight that a mention shows at least, in percent. A person is named without
     * patronymic or second surname; half of an organisation's name is another organisation's. */
    PERSON_SHOWN_PERCENT = 50,
    OTHER_SHOWN_PERCENT = 60,
    STRETCH_SLACK = 2, /* words that may stand between the words of a name */
    /* A mention inside a better one's words says nothing of its own when it is this much worse. */
    OVERSHADOWED_BY = 60,
};

typedef struct {
    uint32_t unit;
    uint16_t parts;
    idt_likeness likeness;
} text_relation;

/* Words of a block with what they are related to. */
typedef struct {
    idt_screener *self;
    idt_arena *arena; /* of the result */
    idt_arena block_arena;
    const idt_reading *reading;
    idt_span text; /* the block */
    const idt_scan_piece *piece;
    bool has_case; /* the block mixes capitals and small letters */
    bool *breaks;  /* a name cannot run from word i to word i + 1 */
    text_relation *relations;
    size_t relation_count, relation_capacity;
    size_t *first_relation; /* by word; one more than words */
    const idt_screen_options *options;
    idt_mention *mentions;
    size_t mention_count, mention_capacity;
} scan_block;

static bool is_capital(const scan_block *block, size_t word)
{
    return !block->has_case || (block->reading->tokens[word].token_flags & IDT_TOKEN_CAPITAL);
}

/* --- what each word is related to --- */

static void add_relation(scan_block *block, const idt_related *related, size_t parts)
{
    block->relations = idt_grow(block->relations, &block->relation_capacity,
                                block->relation_count + 1, sizeof *block->relations);
    block->relations[block->relation_count++] =
        (text_relation){ related->unit, (uint16_t)parts, related->likeness };
}

static int compare_relations(const void *left, const void *right)
{
    const text_relation *a = left, *b = right;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* A word in small letters between capitals is asked for itself only: names are capitalised, and
 * "said" must not become SAYID. */
static void relate_form(scan_block *block, const idt_unit *unit, size_t parts, bool capital)
{
    size_t count;
    const idt_related *all = idt_relate_remembered(block->self, unit, &count);
    for (size_t i = 0; i < count; i++) {
        if (all[i].likeness.how == IDT_HOW_INITIAL)
            continue;
        if (capital || all[i].likeness.how == IDT_HOW_EQUAL ||
            all[i].likeness.how == IDT_HOW_TRANSLATION)
            add_relation(block, &all[i], parts);
    }
}

static void relate_unit(scan_block *block, size_t from, size_t parts)
{
    idt_unit unit;
    bool capital = true;
    for (size_t i = 0; i < parts; i++)
        capital &= is_capital(block, from + i);
    if (!idt_unit_of(&unit, &block->block_arena, block->reading, from, parts) ||
        (parts > 1 && (!capital || unit.form.len > IDT_WORD_BYTES_MAX)))
        return;
    for (size_t i = 0; i + 1 < parts; i++)
        if (block->breaks[from + i])
            return;
    relate_form(block, &unit, parts, capital);
    const idt_token *last = &block->reading->tokens[from + parts - 1];
    if (!(last->token_flags & IDT_TOKEN_POSSESSIVE) || unit.form.len < 3)
        return;
    unit.form.len--; /* "Putin's" is Putin, or a name in s */
    unit.class_count = 0;
    if (parts == 1) {
        idt_word word = idt_word_find(unit.form);
        unit.classes = word.classes;
        unit.class_count = word.class_count;
    }
    relate_form(block, &unit, parts, capital);
}

static void relate_words(scan_block *block)
{
    size_t words = block->reading->count;
    block->first_relation =
        idt_arena_alloc(&block->block_arena, (words + 1) * sizeof *block->first_relation);
    for (size_t i = 0; i < words; i++) {
        block->first_relation[i] = block->relation_count;
        for (size_t parts = 1; parts <= IDT_JOIN_PARTS_MAX && i + parts <= words; parts++)
            relate_unit(block, i, parts);
        size_t count = block->relation_count - block->first_relation[i];
        if (count)
            qsort(block->relations + block->first_relation[i], count, sizeof *block->relations,
                  compare_relations);
    }
    block->first_relation[words] = block->relation_count;
}

_Static_assert((int)PERSON_SHOWN_PERCENT >= (int)IDT_ANCHOR_REST_PERCENT &&
                   (int)OTHER_SHOWN_PERCENT >= (int)IDT_ANCHOR_REST_PERCENT,
               "a mention without an anchor would be lost");

/* --- one listed name on the words around an anchor --- */

typedef struct {
    uint32_t number; /* of the listed name */
    idt_index_name name;
    idt_mode mode;
    idt_side side;
    size_t from, to; /* words of the text that may belong to it */
    idt_link *links; /* places in the text count from `from` */
    size_t link_count, link_capacity;
} attempt;

static void add_attempt_link(attempt *self, size_t place, const text_relation *relation,
                             uint32_t listed_from, uint32_t listed_parts)
{
    self->links =
        idt_grow(self->links, &self->link_capacity, self->link_count + 1, sizeof *self->links);
    self->links[self->link_count++] =
        (idt_link){ (uint16_t)(place - self->from), (uint16_t)listed_from, (uint8_t)relation->parts,
                    (uint8_t)listed_parts, relation->likeness };
}

/* All relations of word `place` to units of the name. */
static void link_word(const scan_block *block, attempt *self, size_t place)
{
    const text_relation *first = block->relations + block->first_relation[place];
    size_t count = block->first_relation[place + 1] - block->first_relation[place];
    if (count == 0)
        return;
    for (uint32_t k = 0; k < self->name.unit_count; k++) {
        text_relation key = { .unit = self->name.units[k] };
        const text_relation *found = bsearch(&key, first, count, sizeof *first, compare_relations);
        if (!found)
            continue;
        while (found > first && found[-1].unit == key.unit)
            found--;
        uint32_t listed_from, listed_parts;
        idt_unit_place(k, self->name.word_count, &listed_from, &listed_parts);
        for (; found < first + count && found->unit == key.unit; found++)
            if (place + found->parts <= self->to)
                add_attempt_link(self, place, found, listed_from, listed_parts);
    }
}

/* The words around an anchor that a mention can reach without crossing a break. */
static void set_window(const scan_block *block, attempt *self, size_t anchor, size_t parts)
{
    size_t reach = (size_t)self->name.word_count + STRETCH_SLACK;
    self->from = anchor;
    self->to = anchor + parts;
    while (self->from > 0 && anchor - self->from < reach && !block->breaks[self->from - 1])
        self->from--;
    while (self->to < block->reading->count && self->to - anchor < reach &&
           !block->breaks[self->to - 1])
        self->to++;
}

typedef struct {
    size_t from, to; /* words of the text */
    idt_name_score score;
    idt_link *links;
} stretch;

/* Score the name against words [from, to) alone. */
static void score_stretch(const scan_block *block, const attempt *self, stretch *out, size_t from,
                          size_t to)
{
    idt_link *links = block->self->links;
    size_t count = 0;
    idt_side query;
    idt_reading words = { block->reading->tokens + from, to - from, false };
    (void)idt_side_from_reading(&query, &words, self->mode); /* windows are short */
    for (size_t i = 0; i < self->link_count; i++) {
        idt_link link = self->links[i];
        size_t place = self->from + link.query_from;
        if (place < from || place + link.query_count > to)
            continue;
        link.query_from = (uint16_t)(place - from);
        links[count++] = link;
    }
    out->from = from;
    out->to = to;
    out->links = links;
    idt_score_names(&out->score, links, count, &query, &self->side, block->self->profile,
                    self->mode);
}

static bool is_name_like(const scan_block *block, size_t word)
{
    return block->has_case && is_capital(block, word) &&
           !(block->reading->tokens[word].word.flags & (IDT_WORD_COMMON | IDT_WORD_TITLE));
}

/* "Farouk" in "Omar Farouk": the words beside it belong to the same name. */
static bool stands_inside_name(const scan_block *block, const stretch *best)
{
    const idt_token *tokens = block->reading->tokens;
    bool before = best->from > 0 && tokens[best->from - 1].to + 1 == tokens[best->from].from &&
                  is_name_like(block, best->from - 1);
    bool behind = best->to < block->reading->count &&
                  tokens[best->to - 1].to + 1 == tokens[best->to].from &&
                  is_name_like(block, best->to);
    return before || behind;
}

static bool identifies(const attempt *self, const idt_link *link)
{
    for (size_t j = 0; j < link->listed_count; j++)
        if (idt_side_word_identifies(self->mode, &self->side.words[link->listed_from + j]))
            return true;
    return false;
}

/* The same letters, or a long word's other romanisation: "Hezbollah". */
static bool is_as_written(const attempt *self, const idt_link *link)
{
    if (link->likeness.joined)
        return false;
    return link->likeness.how == IDT_HOW_EQUAL ||
           (link->likeness.how == IDT_HOW_VARIANT &&
            self->side.words[link->listed_from].length >= VARIANT_LENGTH_MIN);
}

static bool looks_like_a_name(const scan_block *block, const attempt *self, const stretch *best)
{
    idt_scan_evidence evidence = { .matched_bits = best->score.matched_bits,
                                   .exact = true,
                                   .capitals = true };
    size_t identifying = 0;
    for (size_t i = 0; i < best->score.link_count; i++)
        identifying += identifies(self, &best->links[i]);
    for (size_t i = 0; i < best->score.link_count; i++) {
        const idt_link *link = &best->links[i];
        evidence.exact &= is_as_written(self, link);
        if (identifying > 0 && !identifies(self, link))
            continue; /* "of", "and" and company words may be small */
        for (size_t j = 0; j < link->query_count; j++)
            evidence.capitals &= is_capital(block, best->from + link->query_from + j);
    }
    evidence.score = best->score.score;
    evidence.exact &= best->score.score >= EXACT_SCORE_MIN;
    evidence.inside_name = stands_inside_name(block, best);
    evidence.text = block->text;
    evidence.start = block->reading->tokens[best->from].from;
    evidence.end = idt_scan_token_end(&block->reading->tokens[best->to - 1], block->text);
    evidence.has_case = block->has_case;
    return idt_scan_accepts(&evidence, &self->side, (idt_party_type)self->name.type);
}

/* --- mentions --- */

static void add_mention(scan_block *block, const attempt *self, const stretch *best)
{
    const idt_token *first = &block->reading->tokens[best->from];
    const idt_token *last = &block->reading->tokens[best->to - 1];
    block->mentions = idt_grow(block->mentions, &block->mention_capacity, block->mention_count + 1,
                               sizeof *block->mentions);
    idt_mention *mention = &block->mentions[block->mention_count++];
    *mention = (idt_mention){ .start = block->piece->base + first->from,
                              .end = block->piece->base + idt_scan_token_end(last, block->text) };
    mention->hit.party = self->name.party;
    mention->hit.score = best->score.score;
    mention->hit.strength = idt_strength(best->score.matched_bits, block->self->profile);
    idt_party *entry = idt_arena_alloc(block->arena, sizeof *entry);
    idt_index_party(block->self->index, self->name.party, block->arena, entry);
    mention->hit.entry = entry;
    mention->hit.matched_name =
        &entry->names[self->name.ordinal < entry->name_count ? self->name.ordinal : 0];
    mention->hit.entity_id =
        idt_index_entity_id(block->self->index, self->name.party, block->arena);
    mention->hit.group = idt_index_entity_id(
        block->self->index, idt_index_group(block->self->index, self->name.party), block->arena);
}

static bool begins_at(const attempt *self, size_t word)
{
    for (size_t i = 0; i < self->link_count; i++)
        if (self->from + self->links[i].query_from == word)
            return true;
    return false;
}

static bool ends_at(const attempt *self, size_t word)
{
    for (size_t i = 0; i < self->link_count; i++)
        if (self->from + self->links[i].query_from + self->links[i].query_count == word)
            return true;
    return false;
}

/* The best stretch around the anchor; the shorter, then the earlier one on a tie. */
static bool find_stretch(const scan_block *block, const attempt *self, size_t anchor, stretch *best)
{
    bool found = false;
    for (size_t from = self->from; from <= anchor; from++) {
        if (!begins_at(self, from))
            continue;
        for (size_t to = anchor + 1; to <= self->to; to++) {
            stretch next;
            if (!ends_at(self, to) || to - from > (size_t)self->name.word_count * 2 + STRETCH_SLACK)
                continue;
            score_stretch(block, self, &next, from, to);
            if (found && (next.score.score < best->score.score ||
                          (next.score.score == best->score.score &&
                           next.to - next.from >= best->to - best->from)))
                continue;
            *best = next;
            found = true;
        }
    }
    if (found)
        score_stretch(block, self, best, best->from, best->to); /* its links anew */
    return found;
}

/* --- which names are worth trying: enough of them is related to the words around --- */

enum { MARKED_REACH = 32 }; /* words to each side; longer names are tried without looking */

static void mark_words(scan_block *block, size_t from, size_t to)
{
    for (size_t r = block->first_relation[from]; r < block->first_relation[to]; r++)
        block->self->unit_seen[block->relations[r].unit] = block->self->unit_epoch;
}

static void mark_around(scan_block *block, size_t word)
{
    idt_screener *self = block->self;
    size_t from = word, to = word + 1;
    if (++self->unit_epoch == 0) {
        memset(self->unit_seen, 0, idt_index_unit_count(self->index) * sizeof *self->unit_seen);
        self->unit_epoch = 1;
    }
    while (from > 0 && word - from < MARKED_REACH && !block->breaks[from - 1])
        from--;
    while (to < block->reading->count && to - word < MARKED_REACH && !block->breaks[to - 1])
        to++;
    mark_words(block, from, to);
}

static uint32_t shown_percent(const attempt *self)
{
    return self->mode == IDT_MODE_PERSON ? PERSON_SHOWN_PERCENT : OTHER_SHOWN_PERCENT;
}

/* Whether so little of the name is related to the words around that it cannot be a mention. */
static bool shows_too_little(const scan_block *block, const attempt *self)
{
    const idt_screener *screener = block->self;
    bool met[IDT_NAME_TOKENS_MAX] = { false };
    uint32_t sum = 0;
    if ((size_t)self->name.word_count + STRETCH_SLACK > MARKED_REACH)
        return false;
    for (uint32_t k = 0; k < self->name.unit_count; k++) {
        uint32_t from, parts, unit = self->name.units[k];
        if (unit == IDT_UNIT_NONE || screener->unit_seen[unit] != screener->unit_epoch)
            continue;
        idt_unit_place(k, self->name.word_count, &from, &parts);
        memset(met + from, 1, parts);
    }
    for (size_t i = 0; i < self->side.count; i++)
        sum += met[i] ? self->side.words[i].weight : 0;
    return (uint64_t)sum * 100 < (uint64_t)self->side.total * shown_percent(self);
}

static void try_name(scan_block *block, attempt *self, uint32_t number, size_t anchor, size_t parts)
{
    stretch best;
    idt_index_name_at(block->self->index, number, &self->name);
    self->mode = idt_mode_of((idt_party_type)self->name.type);
    self->link_count = 0;
    idt_listed_side(&self->side, block->self, &self->name);
    if (shows_too_little(block, self))
        return;
    set_window(block, self, anchor, parts);
    for (size_t place = self->from; place < self->to; place++)
        link_word(block, self, place);
    block->self->links = idt_grow(block->self->links, &block->self->link_capacity,
                                  self->link_count + 1, sizeof *block->self->links);
    if (!find_stretch(block, self, anchor, &best) ||
        best.score.listed_unmet > (100 - shown_percent(self)) * 10000u)
        return;
    uint32_t score = idt_cap_weak(best.score.score, (idt_quality)self->name.quality, &self->side,
                                  block->self->profile);
    best.score.score = score;
    size_t start = block->reading->tokens[best.from].from;
    if (score < block->options->threshold || start < block->piece->core_start ||
        start >= block->piece->core_end || !looks_like_a_name(block, self, &best))
        return;
    add_mention(block, self, &best);
}

static void try_anchors(scan_block *block)
{
    attempt self = { .links = NULL };
    for (size_t i = 0; i < block->reading->count; i++) {
        idt_screener *screener = block->self;
        if (++screener->epoch == 0) {
            memset(screener->name_seen, 0,
                   idt_index_name_count(screener->index) * sizeof *screener->name_seen);
            screener->epoch = 1;
        }
        if (block->first_relation[i] < block->first_relation[i + 1])
            mark_around(block, i);
        for (size_t r = block->first_relation[i]; r < block->first_relation[i + 1]; r++) {
            uint32_t count;
            const uint32_t *names =
                idt_index_anchors(screener->index, block->relations[r].unit, &count);
            for (uint32_t j = 0; j < count; j++) {
                if (screener->name_seen[names[j]] == screener->epoch)
                    continue;
                screener->name_seen[names[j]] = screener->epoch;
                try_name(block, &self, names[j], i, block->relations[r].parts);
            }
        }
    }
    idt_free(self.links);
}

/* --- one mention for each party and passage --- */

static int compare_mentions(const void *left, const void *right)
{
    const idt_mention *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->hit.score != b->hit.score)
        return a->hit.score > b->hit.score ? -1 : 1;
    int order = idt_span_compare(a->hit.entity_id, b->hit.entity_id);
    if (order)
        return order;
    return (a->end < b->end) - (a->end > b->end);
}

static bool overlap(const idt_mention *a, const idt_mention *b)
{
    return a->start < b->end && b->start < a->end;
}

/* Whether `other` makes `mention` superfluous: the same party said better, or another party whose
 * name explains the same words far better. */
static bool overshadows(const idt_mention *other, const idt_mention *mention, bool earlier)
{
    if (!overlap(other, mention))
        return false;
    if (other->hit.party == mention->hit.party)
        return other->hit.score > mention->hit.score ||
               (other->hit.score == mention->hit.score &&
                (other->hit.strength > mention->hit.strength ||
                 (other->hit.strength == mention->hit.strength && earlier)));
    return other->start <= mention->start && other->end >= mention->end &&
           other->hit.score >= mention->hit.score + OVERSHADOWED_BY;
}

static void keep_best(scan_block *block)
{
    size_t kept = 0;
    if (block->mention_count)
        qsort(block->mentions, block->mention_count, sizeof *block->mentions, compare_mentions);
    bool *gone = idt_arena_alloc(&block->block_arena, block->mention_count + 1);
    for (size_t i = 0; i < block->mention_count; i++)
        for (size_t j = 0; j < block->mention_count && !gone[i]; j++) {
            if (j > i && block->mentions[j].start >= block->mentions[i].end)
                break;
            gone[i] = j != i && overshadows(&block->mentions[j], &block->mentions[i], j < i);
        }
    for (size_t i = 0; i < block->mention_count; i++)
        if (!gone[i])
            block->mentions[kept++] = block->mentions[i];
    block->mention_count = kept;
}

/* The words of a mention alone against the listed name: its score is theirs. */
static void explain_mentions(scan_block *block)
{
    for (size_t i = 0; i < block->mention_count; i++) {
        idt_mention *mention = &block->mentions[i];
        idt_explanation *explanation = idt_arena_alloc(block->arena, sizeof *explanation);
        idt_span words = idt_span_sub(block->text, mention->start - block->piece->base,
                                      mention->end - block->piece->base);
        idt_name_pair pair = { idt_arena_copy(block->arena, words), mention->hit.matched_name,
                               mention->hit.entry->type, idt_index_mined(block->self->index),
                               NULL };
        idt_compare_names(explanation, block->self->folder, block->arena, &pair,
                          block->self->profile);
        mention->hit.score = explanation->score;
        mention->hit.strength = explanation->strength;
        mention->hit.explanation = explanation;
    }
}

/* --- blocks --- */

static void scan_reading(idt_scan_result *out, idt_screener *self, idt_arena *arena,
                         const idt_reading *reading, const idt_scan_piece *piece,
                         const idt_screen_options *options)
{
    scan_block block = { .self = self,
                         .arena = arena,
                         .reading = reading,
                         .text = piece->text,
                         .piece = piece,
                         .options = options };
    block.breaks = idt_scan_breaks(&block.block_arena, reading, piece->text);
    block.has_case = idt_scan_has_case(reading, piece->text);
    relate_words(&block);
    try_anchors(&block);
    keep_best(&block);
    if (options->explain)
        explain_mentions(&block);
    for (size_t i = 0; i < block.mention_count; i++)
        idt_scan_add_mention(out, &block.mentions[i]);
    idt_scan_find_places(out, reading, piece, block.has_case);
    idt_free(block.relations);
    idt_free(block.mentions);
    idt_arena_release(&block.block_arena);
}

/* The blank before `at`; `at` itself where a word is longer than an overlap. */
static size_t to_blank(idt_span text, size_t at)
{
    for (size_t back = 0; back < OVERLAP_BYTES && back <= at && at < text.len; back++)
        if (idt_is_blank(text.ptr[at - back]))
            return at - back;
    return at;
}

static bool same_mention(const idt_mention *a, const idt_mention *b)
{
    return a->hit.party == b->hit.party && overlap(a, b);
}

/* Readings of one block may find the same thing twice. */
static void finish(idt_scan *out, idt_scan_result *result, idt_arena *arena)
{
    if (result->mention_count)
        qsort(result->mentions, result->mention_count, sizeof *result->mentions, compare_mentions);
    out->mentions = idt_arena_alloc(arena, (result->mention_count + 1) * sizeof *out->mentions);
    for (size_t i = 0; i < result->mention_count; i++) {
        bool known = false;
        for (size_t j = out->mention_count; j-- > 0 && !known;)
            known = same_mention(&out->mentions[j], &result->mentions[i]);
        if (!known)
            out->mentions[out->mention_count++] = result->mentions[i];
    }
    out->places = idt_arena_alloc(arena, (result->place_count + 1) * sizeof *out->places);
    for (size_t i = 0; i < result->place_count; i++)
        if (out->place_count == 0 ||
            out->places[out->place_count - 1].end <= result->places[i].start)
            out->places[out->place_count++] = result->places[i];
    idt_free(result->mentions);
    idt_free(result->places);
}

void idt_scan_text(idt_scan *out, idt_screener *self, idt_arena *arena, idt_span text,
                   const idt_screen_options *options)
{
    idt_scan_result result = { NULL, 0, 0, NULL, 0, 0 };
    *out = (idt_scan){ NULL, 0, NULL, 0 };
    idt_screener_begin_marks(self);
    for (size_t core = 0; core < text.len;) {
        size_t core_end = to_blank(text, core + BLOCK_BYTES);
        if (core_end <= core || core + BLOCK_BYTES >= text.len)
            core_end = core + BLOCK_BYTES < text.len ? core + BLOCK_BYTES : text.len;
        size_t from = to_blank(text, core > OVERLAP_BYTES ? core - OVERLAP_BYTES : 0);
        size_t to = to_blank(text, core_end + OVERLAP_BYTES < text.len ? core_end + OVERLAP_BYTES
                                                                       : text.len);
        idt_arena block_arena = IDT_ARENA_INIT;
        idt_folded folded;
        idt_scan_piece piece = { idt_span_sub(text, from, to), from, core - from, core_end - from };
        idt_fold(&folded, self->folder, &block_arena, piece.text);
        idt_mined_enrich(idt_index_mined(self->index), &folded);
        for (size_t r = 0; r < folded.count; r++)
            scan_reading(&result, self, arena, &folded.readings[r], &piece, options);
        idt_arena_release(&block_arena);
        core = core_end;
    }
    finish(out, &result, arena);
}
