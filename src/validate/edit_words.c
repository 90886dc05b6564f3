/* edit_words.c - manipulations of words: order, joints, middle names, titles, noise. */
#include <string.h>

#include "validate/validate_internal.h"

bool idt_make_as_written(idt_edit *self, int variant)
{
    (void)variant;
    idt_edit_replace(self, 0, 0, NULL, 0);
    return true;
}

bool idt_make_one_word(idt_edit *self, int variant)
{
    return self->word_count == 1 && idt_make_as_written(self, variant);
}

bool idt_make_digits(idt_edit *self, int variant)
{
    for (size_t i = 0; i < self->word_count; i++)
        if (self->words[i].digits)
            return idt_make_as_written(self, variant);
    return false;
}

/* --- order --- */

static void add_without_comma(idt_edit *self, size_t word)
{
    idt_edit_blank(self);
    idt_edit_add_word(self, word);
    if (self->words[word].comma)
        self->out.count--;
}

bool idt_make_order(idt_edit *self, int variant)
{
    size_t n = self->word_count;
    (void)variant;
    if (n < 2)
        return false;
    size_t *order = idt_arena_alloc(self->arena, n * sizeof *order);
    uint32_t style = idt_chance_below(&self->chance, 3);
    size_t swapped = idt_chance_below(&self->chance, (uint32_t)n - 1);
    for (size_t i = 0; i < n; i++) /* first word to the end, last to the front, backwards */
        order[i] = style == 0 ? (i + 1) % n : style == 1 ? (i + n - 1) % n : n - 1 - i;
    if (self->party->type != IDT_PARTY_PERSON && style == 2) /* neighbours exchanged */
        for (size_t i = 0; i < n; i++)
            order[i] = i == swapped ? i + 1 : i == swapped + 1 ? i - 1 : i;
    if (self->comma_word && style == 0) /* given names first, as people say it */
        for (size_t i = 0; i < n; i++)
            order[i] = (i + self->comma_word) % n;
    for (size_t i = 0; i < n; i++)
        add_without_comma(self, order[i]);
    return true;
}

/* --- punctuation --- */

static bool is_mark(uint32_t code)
{
    return code && code < 0x80 && strchr(",.-'\"/()&;:`", (int)code) != NULL;
}

static bool drop_marks(idt_edit *self)
{
    bool dropped = false;
    for (size_t i = 0; i < self->text.count; i++) {
        uint32_t code = self->text.codes[i];
        dropped |= is_mark(code);
        if (code == '-' || code == ',' || code == '/')
            idt_edit_blank(self);
        else if (!is_mark(code))
            idt_codes_add(&self->out, self->arena, code);
    }
    return dropped;
}

bool idt_make_punctuation(idt_edit *self, int variant)
{
    uint32_t style = idt_chance_below(&self->chance, 4);
    size_t n = self->word_count;
    (void)variant;
    if (n == 0)
        return false;
    if (style == 0 && drop_marks(self))
        return true;
    self->out.count = 0;
    size_t chosen = idt_chance_below(&self->chance, (uint32_t)n);
    bool hyphen =
        style == 1 && chosen + 1 < n && self->words[chosen].plain && self->words[chosen + 1].plain;
    for (size_t i = 0; i < n; i++) {
        if (hyphen && i == chosen + 1)
            idt_codes_add(&self->out, self->arena, '-');
        else
            idt_edit_blank(self);
        if (!hyphen && style != 3 && i == chosen)
            idt_codes_add_text(&self->out, self->arena, "\"");
        idt_edit_add_word(self, i);
        if (!hyphen && i == chosen)
            idt_codes_add_text(&self->out, self->arena, style == 3 ? "." : "\"");
    }
    return true;
}

/* --- words joined and split --- */

bool idt_make_joined(idt_edit *self, int variant)
{
    size_t n = self->word_count;
    (void)variant;
    if (n < 2)
        return false;
    size_t start = idt_chance_below(&self->chance, (uint32_t)n - 1);
    for (size_t k = 0; k + 1 < n; k++) {
        size_t i = (start + k) % (n - 1);
        if (!self->words[i].plain || !self->words[i + 1].plain || self->words[i].comma)
            continue;
        idt_edit_replace(self, self->words[i].to, self->words[i + 1].from, NULL, 0);
        return true;
    }
    return false;
}

bool idt_make_split(idt_edit *self, int variant)
{
    enum { PART = 2, WHOLE = 5 }; /* least letters of a part, and of the word that is split */
    size_t n = self->word_count;
    (void)variant;
    size_t start = n ? idt_chance_below(&self->chance, (uint32_t)n) : 0;
    for (size_t k = 0; k < n; k++) {
        const idt_edit_word *word = &self->words[(start + k) % n];
        if (!word->plain || word->letters < WHOLE)
            continue;
        size_t at =
            word->core_from + PART + idt_chance_below(&self->chance, word->letters - 2 * PART + 1);
        idt_edit_replace(self, at, at, &(uint32_t){ ' ' }, 1);
        return true;
    }
    return false;
}

/* --- titles --- */

bool idt_make_title(idt_edit *self, int variant)
{
    static const char *const before[] = {
        "Mr",       "Mr.",
        "Mrs",      "Ms.",
        "Dr",       "Dr.",
        "Prof.",    "Professor",
        "Sir",      "General",
        "Gen.",     "Colonel",
        "Col.",     "Major",
        "Captain",  "Haji",
        "Hajji",    "Sheikh",
        "Shaykh",   "Mullah",
        "Maulavi",  "Eng.",
        "Engineer", "Ayatollah",
        "Minister", "Ambassador",
        "Senor",    "Don",
        "Herr",     "Frau",
        "Monsieur", "Madame",
        "Judge",    "Brigadier General",
        "Sayyid",   "Ustad",
    };
    static const char *const behind[] = { "Jr", "Jr.", "PhD", "Esq.", "MD", "Sr." };
    (void)variant;
    if (self->word_count < 2)
        return false;
    uint32_t which = idt_chance_below(&self->chance, 6);
    if (which > 0) {
        idt_edit_add_new(self,
                         before[idt_chance_below(&self->chance, sizeof before / sizeof before[0])]);
        /* A title stands before the given name, so the name is turned as people say it. */
        if (self->comma_word && which > 3) {
            idt_edit_add_words(self, self->comma_word, self->word_count);
            for (size_t i = 0; i < self->comma_word; i++)
                add_without_comma(self, i);
        } else {
            idt_edit_add_words(self, 0, self->word_count);
        }
    } else {
        idt_edit_add_words(self, 0, self->word_count);
        idt_edit_add_new(self,
                         behind[idt_chance_below(&self->chance, sizeof behind / sizeof behind[0])]);
    }
    return true;
}

/* --- given names: only where the publisher tells them apart by a comma --- */

static bool is_short_syllable(const idt_edit_word *word)
{
    return word->letters <= 5;
}

/* East Asian given names are written in syllables: one of them left out is another name. */
static bool is_syllabic(const idt_edit *self)
{
    static const char *const codes[] = { "KP", "KR", "CN", "TW", "HK", "MO", "SG", "VN", "MM" };
    for (size_t i = 0; i < self->party->country_count; i++)
        for (size_t k = 0; k < sizeof codes / sizeof codes[0]; k++)
            if (strcmp(self->party->countries[i].country.code, codes[k]) == 0)
                return true;
    for (size_t i = 0; i < self->word_count; i++)
        if (!is_short_syllable(&self->words[i]))
            return false;
    return true;
}

/* Words that belong to the next one: "Abu", "bin". A middle name is none of them. */
static bool is_linking(const idt_edit *self, size_t word)
{
    static const char *const linking[] = { "bin", "ben", "ibn", "bint", "abu",  "abd", "abdul",
                                           "al",  "el",  "de",  "del",  "da",   "dos", "la",
                                           "van", "von", "der", "den",  "umm",  "um",  "ud",
                                           "ul",  "e",   "y",   "oglu", "ogly", "kizi" };
    for (size_t i = 0; i < sizeof linking / sizeof linking[0]; i++)
        if (idt_edit_word_is(self, word, linking[i]))
            return true;
    return false;
}

/* A name "FAMILY, First Middle ...", each given name a whole word; the place of one middle name. */
static size_t middle_name(idt_edit *self)
{
    size_t first = self->comma_word, n = self->word_count;
    if (!first || n < first + 2 || is_syllabic(self))
        return 0;
    for (size_t i = first; i < n; i++)
        if (self->words[i].letters < 3 || !self->words[i].plain || is_linking(self, i))
            return 0;
    return first + 1 + idt_chance_below(&self->chance, (uint32_t)(n - first - 1));
}

/* What stands for a given name where the publisher knows none. */
static bool is_style(const idt_edit *self, size_t word)
{
    static const char *const styles[] = { "haji",    "hajji",   "mullah",  "general",
                                          "sheikh",  "shaykh",  "qari",    "doctor",
                                          "maulavi", "mawlawi", "colonel", "captain" };
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
        if (idt_edit_word_is(self, word, styles[i]))
            return true;
    return is_linking(self, word);
}

static bool make_middle_added(idt_edit *self)
{
    size_t first = self->comma_word;
    if (!first || self->word_count != first + 1 || is_syllabic(self) || is_style(self, first) ||
        self->words[first].letters < 3)
        return false;
    idt_edit_add_words(self, 0, first + 1);
    const char *forename;
    do
        forename = idt_ordinary_forename(&self->chance);
    while (idt_edit_word_is(self, first, forename));
    idt_edit_add_new(self, forename);
    return true;
}

bool idt_make_middle(idt_edit *self, int variant)
{
    if (variant == IDT_MIDDLE_ADDED)
        return make_middle_added(self);
    size_t middle = middle_name(self);
    if (!middle)
        return false;
    idt_edit_add_words(self, 0, middle);
    if (variant == IDT_MIDDLE_INITIAL) {
        idt_edit_blank(self);
        idt_codes_add(&self->out, self->arena, self->text.codes[self->words[middle].core_from]);
        if (idt_chance_below(&self->chance, 2))
            idt_codes_add(&self->out, self->arena, '.');
    }
    idt_edit_add_words(self, middle + 1, self->word_count);
    return true;
}

/* A surname that no other listed party bears anywhere in its names. */
bool idt_make_initials(idt_edit *self, int variant)
{
    bool distinctive = false, turned = idt_chance_below(&self->chance, 2);
    (void)variant;
    if (!self->comma_word)
        return false;
    for (size_t i = 0; i < self->comma_word; i++) {
        const idt_edit_word *word = &self->words[i];
        idt_codes core = { self->text.codes + word->core_from, word->core_to - word->core_from, 0 };
        if (word->letters >= 4 &&
            idt_name_owners_alone(self->owners, idt_codes_text(&core, self->arena),
                                  self->party_number))
            distinctive = true;
    }
    if (!distinctive)
        return false;
    if (!turned)
        idt_edit_add_words(self, 0, self->comma_word);
    for (size_t i = self->comma_word; i < self->word_count; i++) {
        idt_edit_blank(self);
        idt_codes_add(&self->out, self->arena, self->text.codes[self->words[i].core_from]);
        idt_codes_add(&self->out, self->arena, '.');
    }
    for (size_t i = 0; turned && i < self->comma_word; i++)
        add_without_comma(self, i);
    return true;
}

/* --- noise --- */

bool idt_make_noise(idt_edit *self, int variant)
{
    static const char *const noise[] = {
        "PAYMENT", "INV",      "INVOICE", "REF",      "ORDER",    "NO",       "FOR",      "TO",
        "ACCOUNT", "ACCT",     "GOODS",   "CONTRACT", "TRANSFER", "FROM",     "BENEF",    "ATTN",
        "USD",     "DELIVERY", "SALARY",  "RENT",     "DATED",    "SHIPMENT", "PARTIAL",  "REFUND",
        "77",      "2024",     "10452",   "B/L",      "PO",       "FEES",     "SERVICES", "ADVANCE",
    };
    enum { NOISE = sizeof noise / sizeof noise[0] };
    size_t n = self->word_count;
    (void)variant;
    if (n < 2)
        return false;
    uint32_t words = 1 + idt_chance_below(&self->chance, (uint32_t)n);
    uint32_t before = idt_chance_below(&self->chance, words + 1);
    for (uint32_t i = 0; i < words; i++) {
        if (i == before)
            idt_edit_add_words(self, 0, n);
        idt_edit_add_new(self, noise[idt_chance_below(&self->chance, NOISE)]);
    }
    if (before == words)
        idt_edit_add_words(self, 0, n);
    return true;
}
