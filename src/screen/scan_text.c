/* scan_text.c - the rules of meaning for running text. */
#include <string.h>

#include "base/alloc.h"
#include "screen/scan_internal.h"

enum {
    /* What a mention must tell, tenths of a bit: a name of two common words ("Ali Hassan", 14 bits)
     * tells too little; one that is misspelt needs more, most where it is much misspelt. */
    BITS_EXACT_MIN = 150,
    BITS_INEXACT_MIN = 200,
    BITS_NEARLY_EXACT_MIN = 150,
    SCORE_NEARLY_EXACT = 860,
    BITS_SMALL_LETTERS_MIN = 200,
    ONE_WORD_LENGTH_MIN = 5,
    ONE_WORD_CAPITALS_MIN = 4,     /* "ISIS" in capitals amid small letters */
    ONE_WORD_BITS_MIN = 7,         /* ordinary words of language are out by themselves */
    ONE_WORD_PERSON_BITS_MIN = 13, /* first names and surnames alone are anybody's */
    BITS_ORDINARY_MIN = 260,       /* "Ministry of Defence" is anybody's */
    CONTEXT_BYTES = 14,            /* a ship's kind stands this near in front of its name */
    PLACE_WORDS_MAX = 8,
};

/* --- where a name cannot run on --- */

static bool is_hard_mark(char c)
{
    return strchr(";:!?\"()[]{}<>|=\t", c) != NULL;
}

/* A full stop ends a sentence unless the word before is an initial or abbreviation. */
static bool ends_sentence(const idt_token *before, const idt_token *after, idt_span gap)
{
    if (gap.len < 2 || gap.ptr[0] != '.' || !idt_is_blank(gap.ptr[1]))
        return false;
    bool abbreviation = (before->token_flags & IDT_TOKEN_INITIAL) ||
                        (before->word.flags & (IDT_WORD_LEGAL | IDT_WORD_TITLE | IDT_WORD_GENERIC));
    return (after->token_flags & IDT_TOKEN_CAPITAL) && !abbreviation;
}

static bool is_break(const idt_token *before, const idt_token *after, idt_span text)
{
    idt_span gap =
        after->from > before->to ? idt_span_sub(text, before->to, after->from) : IDT_SPAN_EMPTY;
    size_t lines = 0;
    for (size_t i = 0; i < gap.len; i++) {
        if (gap.ptr[i] != '\0' && is_hard_mark(gap.ptr[i]))
            return true;
        lines += gap.ptr[i] == '\n';
    }
    /* Curly quotes, dashes and bullets are three bytes that begin with E2 80. */
    if (idt_span_find(gap, "\xE2\x80\x9C") != SIZE_MAX ||
        idt_span_find(gap, "\xE2\x80\x9D") != SIZE_MAX ||
        idt_span_find(gap, "\xE2\x80\x94") != SIZE_MAX ||
        idt_span_find(gap, "\xE2\x80\xA2") != SIZE_MAX)
        return true;
    return lines > 1 || ends_sentence(before, after, gap);
}

bool *idt_scan_breaks(idt_arena *arena, const idt_reading *reading, idt_span text)
{
    bool *breaks = idt_arena_alloc(arena, reading->count + 1);
    for (size_t i = 0; i + 1 < reading->count; i++)
        breaks[i] = is_break(&reading->tokens[i], &reading->tokens[i + 1], text);
    if (reading->count)
        breaks[reading->count - 1] = true;
    return breaks;
}

/* Text knows case when at least a twentieth of its words each way do; "PAYMENT INV 77" does not. */
bool idt_scan_has_case(const idt_reading *reading, idt_span text)
{
    size_t small = 0, capital = 0;
    for (size_t i = 0; i < reading->count; i++) {
        const idt_token *token = &reading->tokens[i];
        char first = text.ptr[token->from];
        small += idt_is_lower(first);
        capital += idt_is_upper(first) && token->to > token->from + 1 &&
                   idt_is_lower(text.ptr[token->from + 1]);
    }
    return small * 20 > reading->count && capital > 0;
}

/* --- what looks like a name --- */

static bool is_letter_byte(char c)
{
    return idt_is_alpha(c) || idt_is_digit(c) || (c & 0x80);
}

/* Whether the word stands close in front of the passage, as a word of its own, or an IMO number
 * behind it. */
static bool near(const idt_scan_evidence *evidence, const char *word)
{
    bool behind = strcmp(word, "imo") == 0;
    size_t from = evidence->start > CONTEXT_BYTES ? evidence->start - CONTEXT_BYTES : 0;
    idt_span around = idt_span_sub(evidence->text, from,
                                   behind ? evidence->end + CONTEXT_BYTES : evidence->start);
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= around.len; i++) {
        bool begins = i == 0 || !is_letter_byte(around.ptr[i - 1]);
        bool ends = i + length == around.len || !is_letter_byte(around.ptr[i + length]);
        if (begins && ends && idt_span_starts_nocase(idt_span_sub(around, i, around.len), word))
            return true;
    }
    return false;
}

static bool in_transport_context(const idt_scan_evidence *evidence, idt_party_type type)
{
    static const char *const ship[] = { "imo",       "vessel",     "vessels",     "ship",
                                        "tanker",    "m/v",        "m/t",         "mv",
                                        "freighter", "cargo ship", "bulk carrier" };
    static const char *const aircraft[] = { "aircraft", "tail", "plane", "flight", "msn", "jet" };
    const char *const *words = type == IDT_PARTY_VESSEL ? ship : aircraft;
    size_t count =
        type == IDT_PARTY_VESSEL ? sizeof ship / sizeof *ship : sizeof aircraft / sizeof *aircraft;
    for (size_t i = 0; i < count; i++)
        if (near(evidence, words[i]))
            return true;
    return false;
}

static bool is_in_capitals(const idt_scan_evidence *evidence)
{
    for (size_t i = evidence->start; i < evidence->end; i++)
        if (idt_is_lower(evidence->text.ptr[i]))
            return false;
    return evidence->has_case;
}

/* A name of one word: exact, no ordinary word, distinctive, and no part of a longer name. */
static bool accepts_one_word(const idt_scan_evidence *evidence, const idt_side_word *word,
                             idt_party_type type)
{
    size_t letters_min =
        is_in_capitals(evidence) ? (size_t)ONE_WORD_CAPITALS_MIN : (size_t)ONE_WORD_LENGTH_MIN;
    unsigned bits_min = type == IDT_PARTY_PERSON ? ONE_WORD_PERSON_BITS_MIN : ONE_WORD_BITS_MIN;
    return evidence->exact && !evidence->inside_name && word->length >= letters_min &&
           word->bits >= bits_min && !(word->word_flags & IDT_WORD_COMMON) &&
           (evidence->has_case || evidence->matched_bits >= BITS_EXACT_MIN);
}

/* The one word of the name that is no legal form or particle, or NULL where there are more. */
static const idt_side_word *only_word(const idt_side *listed)
{
    const idt_side_word *only = NULL;
    uint8_t beside = IDT_WORD_LEGAL | IDT_WORD_LEGAL_PART | IDT_WORD_PARTICLE;
    for (size_t i = 0; i < listed->count; i++) {
        if (listed->words[i].word_flags & beside)
            continue;
        if (only)
            return NULL;
        only = &listed->words[i];
    }
    return only ? only : &listed->words[0];
}

static bool is_all_ordinary(const idt_side *listed)
{
    uint8_t ordinary =
        IDT_WORD_COMMON | IDT_WORD_GENERIC | IDT_WORD_LEGAL | IDT_WORD_PARTICLE | IDT_WORD_NUMBER;
    for (size_t i = 0; i < listed->count; i++)
        if (!(listed->words[i].word_flags & ordinary))
            return false;
    return true;
}

bool idt_scan_accepts(const idt_scan_evidence *evidence, const idt_side *listed,
                      idt_party_type type)
{
    bool transport = type == IDT_PARTY_VESSEL || type == IDT_PARTY_AIRCRAFT;
    if (transport && !in_transport_context(evidence, type))
        return false;
    const idt_side_word *only = only_word(listed);
    if (only)
        return evidence->capitals && accepts_one_word(evidence, only, type);
    if (!evidence->capitals)
        return evidence->exact && listed->identifying >= 2 &&
               evidence->matched_bits >= BITS_SMALL_LETTERS_MIN;
    if (evidence->exact)
        return evidence->matched_bits >=
               (is_all_ordinary(listed) ? BITS_ORDINARY_MIN : BITS_EXACT_MIN);
    return evidence->matched_bits >=
           (evidence->score >= SCORE_NEARLY_EXACT ? BITS_NEARLY_EXACT_MIN : BITS_INEXACT_MIN);
}

/* --- results --- */

void idt_scan_add_mention(idt_scan_result *self, const idt_mention *mention)
{
    self->mentions = idt_grow(self->mentions, &self->mention_capacity, self->mention_count + 1,
                              sizeof *self->mentions);
    self->mentions[self->mention_count++] = *mention;
}

static void add_place(idt_scan_result *self, size_t start, size_t end, const idt_place *place)
{
    self->places =
        idt_grow(self->places, &self->place_capacity, self->place_count + 1, sizeof *self->places);
    self->places[self->place_count++] = (idt_place_mention){ start, end, place };
}

size_t idt_scan_token_end(const idt_token *token, idt_span text)
{
    size_t end = token->to;
    if (!(token->token_flags & IDT_TOKEN_POSSESSIVE))
        return end;
    end -= 2;
    while (end > token->from && (text.ptr[end] & 0xC0) == 0x80)
        end--; /* a curly apostrophe is three bytes */
    return end;
}

static idt_span place_form(const idt_token *token)
{
    idt_span form = token->form;
    if ((token->token_flags & IDT_TOKEN_POSSESSIVE) && idt_span_ends(form, "s"))
        form.len--;
    return form;
}

void idt_scan_find_places(idt_scan_result *self, const idt_reading *reading,
                          const idt_scan_piece *piece, bool has_case)
{
    for (size_t i = 0; i < reading->count;) {
        idt_span forms[PLACE_WORDS_MAX];
        size_t count = 0, used = 0;
        const idt_token *first = &reading->tokens[i];
        for (; count < PLACE_WORDS_MAX && i + count < reading->count; count++)
            forms[count] = place_form(&reading->tokens[i + count]);
        const idt_place *place = idt_place_match(forms, count, &used);
        bool counts = place && place->kind != IDT_PLACE_TOWN_AMBIGUOUS &&
                      (!has_case || (first->token_flags & IDT_TOKEN_CAPITAL)) &&
                      first->from >= piece->core_start && first->from < piece->core_end;
        if (counts)
            add_place(self, piece->base + first->from,
                      piece->base + idt_scan_token_end(&reading->tokens[i + used - 1], piece->text),
                      place);
        i += place ? used : 1;
    }
}
