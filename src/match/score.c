/* score.c - the formula of score.h. */
#include "match/score.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD_WORD_BITS_MIN = 13,
    HEAD_WORD_LENGTH_MIN = 6,
    MILLION = 1000000,
    HALF = 500000,
    SYLLABLE_LEFT_TIMES = 3,
    TELLING_SIMILARITY_MIN = 900,
    TELLING_LENGTH_MIN = 5,
    LEFT_LENGTH_MIN = 3,          /* shorter words left over say too little to tell names apart */
    EMPTY_GENERIC_BITS_MAX = 5,   /* "company", "group": nothing is left where only these are */
    CONTAINED_UNMET_MAX = 150000, /* share of a whole name that a legal form may weigh */
    ROUNDING_SLACK = 8,           /* millionths; more than all floors of one bound can lose */
};

/* Strongest first; of equal ones the heavier, then the one nearest to the same place. */
typedef struct {
    const idt_side *query, *listed;
} link_order;

static uint32_t weight_of(const idt_side *side, size_t from, size_t count)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += side->words[from + i].weight;
    return sum;
}

static int compare_links(const void *left, const void *right, void *context)
{
    const idt_link *a = left, *b = right;
    const link_order *order = context;
    if (a->likeness.similarity != b->likeness.similarity)
        return a->likeness.similarity > b->likeness.similarity ? -1 : 1;
    uint32_t weight_a = weight_of(order->query, a->query_from, a->query_count);
    uint32_t weight_b = weight_of(order->query, b->query_from, b->query_count);
    if (weight_a != weight_b)
        return weight_a > weight_b ? -1 : 1;
    int apart_a = abs((int)a->query_from - (int)a->listed_from);
    int apart_b = abs((int)b->query_from - (int)b->listed_from);
    if (apart_a != apart_b)
        return apart_a - apart_b;
    if (a->query_from != b->query_from)
        return (int)a->query_from - (int)b->query_from;
    if (a->listed_from != b->listed_from)
        return (int)a->listed_from - (int)b->listed_from;
    return (int)(a->query_count + a->listed_count) - (int)(b->query_count + b->listed_count);
}

/* Few links are the rule: insertion needs no memory. */
static void sort_links(idt_link *links, size_t count, const link_order *order)
{
    enum { FEW = 24 };
    if (count > FEW) {
        qsort_r(links, count, sizeof *links, compare_links, (void *)(uintptr_t)order);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        idt_link link = links[i];
        size_t at = i;
        for (; at > 0 && compare_links(&link, &links[at - 1], (void *)(uintptr_t)order) < 0; at--)
            links[at] = links[at - 1];
        links[at] = link;
    }
}

static int compare_places(const void *left, const void *right)
{
    const idt_link *a = left, *b = right;
    return (int)a->query_from - (int)b->query_from;
}

static bool any_used(const bool *used, size_t from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (used[from + i])
            return true;
    return false;
}

typedef struct {
    bool query[IDT_NAME_TOKENS_MAX], listed[IDT_NAME_TOKENS_MAX];
} words_met;

static bool takes_taken_word(const words_met *met, const idt_link *link)
{
    return any_used(met->query, link->query_from, link->query_count) ||
           any_used(met->listed, link->listed_from, link->listed_count);
}

static void take(words_met *met, const idt_link *link)
{
    memset(met->query + link->query_from, 1, link->query_count);
    memset(met->listed + link->listed_from, 1, link->listed_count);
}

bool idt_link_is_telling(idt_likeness likeness, const idt_side_word *listed,
                         const idt_profile *profile)
{
    return likeness.similarity >= TELLING_SIMILARITY_MIN && !likeness.joined &&
           listed->bits >= profile->telling_word_bits && listed->length >= TELLING_LENGTH_MIN;
}

/* Greedy: each link in order of strength, unless a word of it is taken. Links of mangled words come
 * last, and only where a telling word met. */
static size_t choose(idt_link *links, size_t count, words_met *met, const link_order *order,
                     const idt_profile *profile, idt_mode mode)
{
    size_t chosen = 0;
    bool telling = false;
    if (count == 0)
        return 0;
    sort_links(links, count, order);
    for (int mangled = 0; mangled <= (int)telling; mangled++)
        for (size_t i = chosen; i < count; i++) {
            idt_link link = links[i];
            if (mode == IDT_MODE_OTHER && link.likeness.how == IDT_HOW_INITIAL)
                continue; /* only persons are abbreviated to initials */
            if ((link.likeness.how == IDT_HOW_MANGLED) != (mangled == 1) ||
                takes_taken_word(met, &link))
                continue;
            take(met, &link);
            telling |= link.listed_count == 1 && link.query_count == 1 &&
                       idt_link_is_telling(link.likeness, &order->listed->words[link.listed_from],
                                           profile);
            memmove(links + chosen + 1, links + chosen, (i - chosen) * sizeof *links);
            links[chosen++] = link;
        }
    qsort(links, chosen, sizeof *links, compare_places);
    return chosen;
}

static uint32_t share(uint32_t weight, uint32_t total)
{
    return total ? (uint32_t)((uint64_t)weight * MILLION / total) : 0;
}

static uint32_t bent(uint32_t part, uint32_t slope, uint32_t far_slope)
{
    uint32_t near = part < HALF ? part : HALF;
    return (uint32_t)(((uint64_t)near * slope + (uint64_t)(part - near) * far_slope) / 1000);
}

static bool number_left(const idt_side *side, const bool *met)
{
    for (size_t i = 0; i < side->count; i++)
        if (!met[i] && (side->words[i].word_flags & IDT_WORD_NUMBER))
            return true;
    return false;
}

bool idt_word_left_caps(idt_mode mode, const idt_side_word *word)
{
    return idt_side_word_identifies(mode, word) && !(word->word_flags & IDT_WORD_PLAIN);
}

/* Whether an identifying word is unmet; an ordinary one only where it is no noise. */
static bool identifying_left(const idt_side *side, const bool *met, idt_mode mode, bool noise)
{
    for (size_t i = 0; i < side->count; i++)
        if (!met[i] && idt_side_word_identifies(mode, &side->words[i]) &&
            !(noise && (side->words[i].word_flags & IDT_WORD_PLAIN)))
            return true;
    return false;
}

/* Whether an unmet word says something else than the other side: in the name of an organisation
 * "con" against "pro" does. */
static bool other_word_left(const idt_side *side, const bool *met, idt_mode mode)
{
    for (size_t i = 0; i < side->count; i++) {
        const idt_side_word *word = &side->words[i];
        bool particle = mode == IDT_MODE_OTHER && (word->word_flags & IDT_WORD_PARTICLE) &&
                        word->length >= LEFT_LENGTH_MIN;
        bool identifies =
            idt_side_word_identifies(mode, word) && !(word->word_flags & IDT_WORD_PLAIN);
        if (!met[i] && (identifies || particle))
            return true;
    }
    return false;
}

/* More than "company" or part of a legal form. */
static bool says_something(const idt_side_word *word)
{
    return !(word->word_flags & (IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART | IDT_WORD_PARTICLE)) &&
           !((word->word_flags & IDT_WORD_GENERIC) && word->bits <= EMPTY_GENERIC_BITS_MAX);
}

/* `legal_parts`: "community" of a community interest company is a word like others. */
static bool saying_word_left(const idt_side *side, const bool *met, bool legal_parts)
{
    const uint8_t legal = IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART;
    for (size_t i = 0; i < side->count; i++)
        if (!met[i] &&
            (says_something(&side->words[i]) ||
             (legal_parts && (side->words[i].word_flags & legal) == IDT_WORD_LEGAL_PART)))
            return true;
    return false;
}

static size_t saying_words(const idt_side *side)
{
    size_t count = 0;
    for (size_t i = 0; i < side->count; i++)
        count += says_something(&side->words[i]);
    return count;
}

static size_t saying_words_met(const idt_side *side, const bool *met)
{
    size_t count = 0;
    for (size_t i = 0; i < side->count; i++)
        count += met[i] && says_something(&side->words[i]);
    return count;
}

/* A word so rare that it names an organisation alone: "Garantex" of GARANTEX EUROPE OU. */
static bool head_word_met(const idt_link *links, size_t count, const idt_side *listed)
{
    for (size_t i = 0; i < count; i++) {
        const idt_side_word *word = &listed->words[links[i].listed_from];
        if (links[i].likeness.how == IDT_HOW_EQUAL && !links[i].likeness.joined &&
            word->bits >= HEAD_WORD_BITS_MIN && word->length >= HEAD_WORD_LENGTH_MIN &&
            !(word->word_flags & IDT_WORD_COMMON))
            return true;
    }
    return false;
}

/* --- shares --- */

/* What of a side is met and unmet, in weight. */
typedef struct {
    uint32_t unmet, total;
} side_weight;

/* Where `noise` may stand around a name, an ordinary word unmet keeps a part of its weight. */
static side_weight weigh_query(const idt_side *side, const bool *met, const idt_profile *profile,
                               bool noise)
{
    side_weight out = { 0, 0 };
    for (size_t i = 0; i < side->count; i++) {
        uint32_t weight = side->words[i].weight;
        if (noise && !met[i] && (side->words[i].word_flags & IDT_WORD_PLAIN))
            weight = weight * profile->noise / 1000 + 1;
        out.unmet += met[i] ? 0 : weight;
        out.total += weight;
    }
    return out;
}

static uint32_t unmet_weight(const idt_side *side, const bool *met)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < side->count; i++)
        sum += met[i] ? 0 : side->words[i].weight;
    return sum;
}

/* What a field's end left of a word may be the beginning of anything. */
static bool is_one_letter_cut(const idt_link *link, const idt_side *query)
{
    return link->likeness.how == IDT_HOW_CUT && query->words[link->query_from].length == 1;
}

/* How many identifying words the links meet: of a joined link the side with more parts counts. An
 * initial identifies nobody while another word of the name stays unmet. */
static uint32_t identifying_met(const idt_link *links, size_t count, const idt_side *query,
                                const idt_side *listed, idt_mode mode, bool words_left)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t left = 0, right = 0;
        if ((links[i].likeness.how == IDT_HOW_INITIAL && words_left) ||
            is_one_letter_cut(&links[i], query))
            continue;
        for (size_t j = 0; j < links[i].query_count; j++)
            left += idt_side_word_identifies(mode, &query->words[links[i].query_from + j]);
        for (size_t j = 0; j < links[i].listed_count; j++)
            right += idt_side_word_identifies(mode, &listed->words[links[i].listed_from + j]);
        sum += left > right ? left : right;
    }
    return sum;
}

static uint32_t to_score(uint64_t penalty)
{
    uint64_t points = (penalty + 500) / 1000;
    return points >= 1000 ? 0 : (uint32_t)(1000 - points);
}

/* What reading a word of another script costs. */
static uint32_t romanisation_cost(uint8_t token_flags, const idt_profile *profile)
{
    if (token_flags & IDT_TOKEN_SYLLABIC)
        return profile->romanised_syllable;
    return token_flags & IDT_TOKEN_ROMANISED ? profile->romanised : 0;
}

uint32_t idt_link_lacking(const idt_side *query, size_t word, idt_likeness likeness,
                          const idt_profile *profile, idt_mode mode)
{
    uint8_t flags = query->words[word].token_flags;
    bool slip = likeness.how == IDT_HOW_SPELLING || likeness.how == IDT_HOW_SOUND ||
                likeness.how == IDT_HOW_MANGLED;
    uint32_t lacking = 1000u - likeness.similarity + romanisation_cost(flags, profile);
    if (!slip || !(flags & IDT_TOKEN_KNOWN_NAME))
        return lacking;
    /* Words of organisations are inflected: "Korean" may well be "Korea". */
    return lacking + profile->known_word_slip / (mode == IDT_MODE_PERSON ? 1 : 2);
}

static void add_spelling(idt_name_score *out, const idt_link *link, const idt_side *query,
                         uint32_t query_total, const idt_side *listed, const idt_profile *profile,
                         idt_mode mode)
{
    uint32_t lacking = idt_link_lacking(query, link->query_from, link->likeness, profile, mode);
    uint32_t query_weight = weight_of(query, link->query_from, link->query_count);
    uint32_t listed_weight = weight_of(listed, link->listed_from, link->listed_count);
    uint64_t both =
        (uint64_t)share(query_weight, query_total) + share(listed_weight, listed->total);
    uint32_t met = query_weight < listed_weight ? query_weight : listed_weight;
    out->spelling += (uint32_t)(both * lacking / 2000);
    if (!(listed->words[link->listed_from].word_flags & (IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART)))
        out->matched_bits += met * link->likeness.similarity / 1000;
}

/* How far the words that met fall short of telling enough, in thousandths: names whose common words
 * meet are met by chance. */
static uint32_t shortfall(uint32_t matched_bits, const idt_profile *profile)
{
    uint32_t enough = profile->telling_bits * 10, little = profile->telling_bits_least * 10;
    if (matched_bits >= enough)
        return 0;
    uint32_t short_of = enough - matched_bits;
    return short_of >= enough - little ? 1000 : short_of * 1000 / (enough - little);
}

/* By how much slips cost more where little is told, in thousandths. */
static uint32_t untelling_of(uint32_t lacking, bool one_word, const idt_profile *profile)
{
    return 1000 + profile->spelling_untelling * lacking * (one_word ? 64 : 100) / 100000;
}

/* Whether the listed name stands whole and in one piece in the subject, and tells enough. */
static bool is_contained(const idt_name_score *score, const idt_link *links, const idt_side *query,
                         const idt_side *listed, const words_met *met, const idt_profile *profile)
{
    size_t first = query->count, end = 0, met_words = 0;
    if (saying_word_left(listed, met->listed, false) || score->listed_unmet > CONTAINED_UNMET_MAX ||
        score->matched_bits < profile->contained_bits * 10)
        return false;
    for (size_t i = 0; i < score->link_count; i++)
        if (links[i].likeness.how == IDT_HOW_INITIAL || links[i].likeness.how == IDT_HOW_MANGLED)
            return false;
    for (size_t i = 0; i < query->count; i++) {
        if (!met->query[i])
            continue;
        first = first == query->count ? i : first;
        end = i + 1;
        met_words++;
    }
    return met_words >= 2 && met_words == end - first;
}

static uint32_t listed_slope(const idt_profile *profile, idt_mode mode)
{
    return mode == IDT_MODE_PERSON ? profile->omission_listed
                                   : profile->omission_listed_organization;
}

static uint32_t listed_far_slope(const idt_profile *profile, idt_mode mode)
{
    return mode == IDT_MODE_PERSON ? profile->omission_listed_far
                                   : profile->omission_listed_organization_far;
}

/* A title or a kunya of the subject that the listed name has too: "Haji", "Abu". */
static bool address_met(const idt_link *links, size_t count, const idt_side *query)
{
    for (size_t i = 0; i < count; i++) {
        const idt_side_word *word = &query->words[links[i].query_from];
        if ((word->word_flags & (IDT_WORD_TITLE | IDT_WORD_PARTICLE)) &&
            word->length >= LEFT_LENGTH_MIN)
            return true;
    }
    return false;
}

/* What the scorer sees of a pair of names beside shares. */
typedef struct {
    bool words_on_both_sides; /* that say different things */
    bool contained;
    bool one_word; /* each name is one word: nothing else could have met */
    bool named; /* nothing of the subject is left, and a title or kunya met, "Haji Noorzai", or the
                 * word that names an organisation alone, "Garantex" */
} pair_look;

static void add_left_over(idt_name_score *out, const idt_profile *profile, idt_mode mode,
                          pair_look look)
{
    uint32_t lacking = shortfall(out->matched_bits, profile);
    uint32_t untelling = untelling_of(lacking, look.one_word, profile);
    uint32_t facing = out->query_unmet < out->listed_unmet ? out->query_unmet : out->listed_unmet;
    uint32_t slope = listed_slope(profile, mode), far_slope = listed_far_slope(profile, mode);
    slope += profile->omission_untelling * lacking / (look.named ? 2000 : 1000);
    far_slope = far_slope > slope ? far_slope : slope;
    out->contradiction = (uint32_t)((uint64_t)facing * profile->contradiction / 1000);
    if (look.words_on_both_sides)
        out->contradiction += profile->contradiction_words * untelling;
    uint32_t query_slope =
        profile->omission_query + profile->omission_query_untelling * lacking / 1000;
    out->omission_query =
        bent(out->query_unmet - facing, query_slope,
             query_slope > profile->omission_query_far ? query_slope : profile->omission_query_far);
    if (look.contained && out->omission_query > profile->contained_omission * 1000)
        out->omission_query = profile->contained_omission * 1000;
    out->omission_listed = bent(out->listed_unmet - facing, slope, far_slope);
    out->spelling = (uint32_t)((uint64_t)out->spelling * untelling / 1000);
}

/* Behind the last word of a cut text the rest of the listed name may have stood. */
static void forgive_behind(words_met *met, const idt_link *links, size_t count,
                           const idt_side *query, const idt_side *listed)
{
    size_t last = 0;
    if (query->count == 0 || !met->query[query->count - 1])
        return;
    for (size_t i = 0; i < count; i++)
        if ((size_t)links[i].listed_from + links[i].listed_count > last)
            last = (size_t)links[i].listed_from + links[i].listed_count;
    for (size_t i = last; i < listed->count; i++)
        met->listed[i] = true;
}

/* Whether too little of the names met, whatever its share: at most one identifying word while
 * others are left. */
static bool is_part_of_name(const idt_name_score *score, const idt_link *links,
                            const idt_side *query, const idt_side *listed, const words_met *met,
                            idt_mode mode, bool noise)
{
    bool query_left = identifying_left(query, met->query, mode, noise);
    bool listed_left = identifying_left(listed, met->listed, mode, false);
    uint32_t identified =
        identifying_met(links, score->link_count, query, listed, mode, query_left || listed_left);
    if (identified > 1)
        return false;
    if (mode == IDT_MODE_PERSON)
        return query_left ||
               (listed_left && !(identified == 1 && address_met(links, score->link_count, query)));
    if (identified == 0)
        return saying_word_left(query, met->query, true) ||
               saying_word_left(listed, met->listed, false);
    return query_left || (listed_left && !head_word_met(links, score->link_count, listed));
}

/* The subject's words of other scripts weigh what the listed words weigh that they met. What is
 * left of a Korean or Chinese name is another name: such names have no middle names. */
static void weigh_native(idt_side *side, const idt_link *links, size_t count, const words_met *met,
                         const idt_side *listed)
{
    for (size_t i = 0; i < count; i++) {
        idt_side_word *word = &side->words[links[i].query_from];
        uint32_t weight = weight_of(listed, links[i].listed_from, links[i].listed_count);
        if (word->native && links[i].query_count == 1 && weight < word->weight)
            word->weight = (uint16_t)weight;
    }
    side->total = 0;
    for (size_t i = 0; i < side->count; i++) {
        if (!met->query[i] && side->words[i].native == IDT_NATIVE_SYLLABLE)
            side->words[i].weight = (uint16_t)(side->words[i].weight * SYLLABLE_LEFT_TIMES);
        side->total += side->words[i].weight;
    }
}

static bool any_native(const idt_side *side)
{
    for (size_t i = 0; i < side->count; i++)
        if (side->words[i].native)
            return true;
    return false;
}

/* Syllables of a written name come in one order; a surname may stand in front or behind. */
static bool syllables_disordered(const idt_link *links, size_t count, const idt_side *query)
{
    size_t descents = 0;
    int before = -1;
    for (size_t i = 0; i < count; i++) {
        if (query->words[links[i].query_from].native != IDT_NATIVE_SYLLABLE)
            continue;
        descents += (int)links[i].listed_from < before;
        before = (int)links[i].listed_from;
    }
    return descents >= 2;
}

void idt_score_names(idt_name_score *out, idt_link *links, size_t link_count, const idt_side *query,
                     const idt_side *listed, const idt_profile *profile, idt_mode mode)
{
    words_met met;
    memset(&met, 0, sizeof met);
    *out = (idt_name_score){ 0 };
    out->link_count =
        choose(links, link_count, &met, &(link_order){ query, listed }, profile, mode);
    if (out->link_count == 0)
        return;

    idt_side weighed;
    if (any_native(query)) {
        weighed = *query;
        weigh_native(&weighed, links, out->link_count, &met, listed);
        query = &weighed;
    }
    bool noise = mode == IDT_MODE_OTHER && (saying_words_met(listed, met.listed) >= 2 ||
                                            head_word_met(links, out->link_count, listed));
    side_weight weight = weigh_query(query, met.query, profile, noise);
    for (size_t i = 0; i < out->link_count; i++)
        add_spelling(out, &links[i], query, weight.total, listed, profile, mode);
    if (query->cut)
        forgive_behind(&met, links, out->link_count, query, listed);
    out->query_unmet = share(weight.unmet, weight.total);
    out->listed_unmet = share(unmet_weight(listed, met.listed), listed->total);
    bool contained = is_contained(out, links, query, listed, &met, profile);
    pair_look look = { other_word_left(query, met.query, mode) &&
                           other_word_left(listed, met.listed, mode),
                       contained, saying_words(query) == 1 && saying_words(listed) == 1,
                       (mode == IDT_MODE_PERSON ? address_met(links, out->link_count, query)
                                                : head_word_met(links, out->link_count, listed)) &&
                           !identifying_left(query, met.query, mode, false) };
    add_left_over(out, profile, mode, look);
    if (mode == IDT_MODE_OTHER &&
        ((!contained && number_left(query, met.query)) || number_left(listed, met.listed)))
        out->number = profile->number_differs * 1000;

    if (query == &weighed && syllables_disordered(links, out->link_count, query))
        out->contradiction += profile->contradiction_words * 1000;
    uint64_t penalty = (uint64_t)out->spelling + out->contradiction + out->omission_query +
                       out->omission_listed + out->number;
    out->score = to_score(penalty);
    out->part_of_name = !contained && is_part_of_name(out, links, query, listed, &met, mode, noise);
    if (out->part_of_name && out->score > profile->part_of_name_cap)
        out->score = profile->part_of_name_cap;
}

/* --- bounds --- */

/* Omission, unless the listed name may be contained in the subject. */
static uint32_t least_omission(uint32_t least, uint32_t may_weight, const idt_profile *profile)
{
    uint32_t cap = profile->contained_omission * 1000;
    bool may_be_contained = may_weight >= profile->contained_bits * 10;
    return may_be_contained && least > cap ? cap : least;
}

uint32_t idt_score_bound(const idt_side *query, const uint16_t *lacking, const idt_profile *profile,
                         idt_mode mode)
{
    bool may_meet[IDT_NAME_TOKENS_MAX];
    uint32_t most_bits = 0;
    for (size_t i = 0; i < query->count; i++) {
        may_meet[i] = lacking[i] != IDT_UNMET;
        most_bits += may_meet[i] ? query->words[i].weight : 0;
    }
    side_weight weight = weigh_query(query, may_meet, profile, mode == IDT_MODE_OTHER);
    uint32_t untelling = untelling_of(shortfall(most_bits, profile), true, profile);
    uint64_t penalty = bent(share(weight.unmet, weight.total), profile->omission_query,
                            profile->omission_query_far);
    for (size_t i = 0; i < query->count; i++) {
        bool noise = mode == IDT_MODE_OTHER && (query->words[i].word_flags & IDT_WORD_PLAIN);
        uint32_t unmet_costs =
            noise ? profile->omission_query * profile->noise / 1000 : profile->omission_query;
        uint32_t met_costs = lacking[i] * untelling / 2000;
        if (may_meet[i])
            penalty += (uint64_t)share(query->words[i].weight, weight.total) *
                       (met_costs < unmet_costs ? met_costs : unmet_costs) / 1000;
    }
    uint32_t least =
        least_omission(penalty > UINT32_MAX ? UINT32_MAX : (uint32_t)penalty, most_bits, profile);
    uint32_t slack = ROUNDING_SLACK + (uint32_t)query->count * 4;
    return to_score(least > slack ? least - slack : 0);
}

/* By what is left over alone. */
static uint32_t bound_left(side_weight weight, uint32_t left_listed, const idt_profile *profile,
                           idt_mode mode)
{
    uint32_t left_query = share(weight.unmet, weight.total);
    uint32_t facing = left_query < left_listed ? left_query : left_listed;
    uint64_t penalty = (uint64_t)facing * profile->contradiction / 1000;
    uint32_t omission =
        bent(left_query - facing, profile->omission_query, profile->omission_query_far);
    /* Only a listed name of which next to nothing is left over can be contained. */
    penalty += left_listed > CONTAINED_UNMET_MAX
                   ? omission
                   : least_omission(omission, weight.total - weight.unmet, profile);
    penalty +=
        bent(left_listed - facing, listed_slope(profile, mode), listed_far_slope(profile, mode));
    return to_score(penalty > ROUNDING_SLACK ? penalty - ROUNDING_SLACK : 0);
}

uint32_t idt_score_bound_both(const idt_side *query, const bool *query_may, const idt_side *listed,
                              const bool *listed_may, const idt_profile *profile, idt_mode mode)
{
    side_weight weight = weigh_query(query, query_may, profile, mode == IDT_MODE_OTHER);
    /* Behind the last word of a cut name nothing is missing. */
    uint32_t left_listed = query->cut ? 0 : share(unmet_weight(listed, listed_may), listed->total);
    return bound_left(weight, left_listed, profile, mode);
}

uint32_t idt_score_most_left(const idt_side *query, const bool *query_may, uint32_t threshold,
                             const idt_profile *profile, idt_mode mode)
{
    enum { WHOLE = 1000000, STEPS = 10 };
    side_weight weight = weigh_query(query, query_may, profile, mode == IDT_MODE_OTHER);
    uint32_t reaches = 0, fails = WHOLE;
    if (query->cut || bound_left(weight, WHOLE, profile, mode) >= threshold)
        return WHOLE;
    for (int step = 0; step < STEPS; step++) { /* the bound falls as more is left over */
        uint32_t middle = reaches + (fails - reaches) / 2;
        if (bound_left(weight, middle, profile, mode) >= threshold)
            reaches = middle;
        else
            fails = middle;
    }
    return fails;
}
