/* sound_distance.c - how alike do two folded words sound across romanisations?
 *
 * A word becomes a row of sounds: "dzh", "dj" and "j" one sound, "ou" and "u" one vowel, doubled
 * letters one. Rows are aligned at least cost. "Khusayn" and "Husein": KH U S A N, H U S E N, with
 * kh ~ h 30 and a ~ e 15: 45 over five sounds, 9. It only judges pairs that aliases propose and
 * is no part of the relation, so it may be generous where the evidence is good. */
#include <string.h>

#include "link/mine.h"

enum {
    SOUNDS_MAX = IDT_WORD_BYTES_MAX,
    OTHER = 100,     /* sounds with nothing in common; a consonant more or less */
    VOWEL_NEAR = 15, /* e ~ i, o ~ u, a ~ e */
    VOWEL_FAR = 30,
    VOWEL_EXTRA = 30,
    BREATH_EXTRA = 30, /* h comes and goes */
    NEAR = 20,         /* two letters for one sound, in two languages */
    CLOSE = 40,        /* sounds that one language tells apart and another does not */
    FORBIDDEN = OTHER * (SOUNDS_MAX + 1), /* more than any two words can have between them */
};

/* Sounds written with several letters. Capitals are sounds without a letter of their own; the first
 * spelling that fits is taken, so longer ones stand first. */
static const struct {
    const char *letters;
    char sound;
} SPELLINGS[] = {
    { "tsch", 'C' }, { "schtsch", 'Z' }, { "shch", 'Z' }, { "dsch", 'j' }, { "sch", 'S' },
    { "tch", 'C' },  { "dzh", 'j' },     { "dj", 'j' },   { "ch", 'C' },   { "sh", 'S' },
    { "zh", 'J' },   { "kh", 'X' },      { "gh", 'G' },   { "th", 't' },   { "dh", 'd' },
    { "ph", 'f' },   { "ts", 'T' },      { "tz", 'T' },   { "cz", 'C' },   { "ck", 'k' },
    { "ou", 'u' },   { "oo", 'u' },      { "ee", 'i' },   { "ei", 'e' },   { "ey", 'e' },
    { "ay", 'e' },   { "ai", 'e' },      { "ye", 'e' },   { "yo", 'o' },   { "yu", 'u' },
    { "iu", 'u' },   { "io", 'o' },      { "ie", 'e' },
};

static size_t sounds_of(char out[SOUNDS_MAX], idt_span form)
{
    size_t count = 0;
    for (size_t at = 0; at < form.len;) {
        char sound = form.ptr[at];
        size_t length = 1;
        for (size_t i = 0; i < sizeof SPELLINGS / sizeof SPELLINGS[0] && length == 1; i++)
            if (SPELLINGS[i].letters[0] == form.ptr[at] &&
                idt_span_starts(idt_span_sub(form, at, form.len), SPELLINGS[i].letters)) {
                sound = SPELLINGS[i].sound;
                length = strlen(SPELLINGS[i].letters);
            }
        if (sound == 'y')
            sound = 'i';
        if (count == 0 || out[count - 1] != sound)
            out[count++] = sound;
        at += length;
    }
    return count;
}

static bool is_vowel(char sound)
{
    return sound == 'a' || sound == 'e' || sound == 'i' || sound == 'o' || sound == 'u';
}

static bool is_in(const char *set, char sound)
{
    while (*set && *set != sound)
        set++;
    return *set != '\0';
}

static bool both_in(const char *set, char a, char b)
{
    return is_in(set, a) && is_in(set, b);
}

static unsigned exchange(char a, char b, unsigned other)
{
    static const char *const near[] = {
        "kqc", "XhG", "vw", "fv", "jJ", "sc", "Xk", "Gg", "uw", "xk"
    };
    static const char *const close[] = { "kqgGX", "Xhg", "szTcS", "SC", "CjJ", "ZSC", "td",
                                         "bp",    "bv",  "dz",    "gj", "ij",  "Tc",  "uv" };
    if (a == b)
        return 0;
    if (is_vowel(a) && is_vowel(b))
        return both_in("ei", a, b) || both_in("ou", a, b) || both_in("ae", a, b) ? VOWEL_NEAR
                                                                                 : VOWEL_FAR;
    for (size_t i = 0; i < sizeof near / sizeof near[0]; i++)
        if (both_in(near[i], a, b))
            return NEAR;
    for (size_t i = 0; i < sizeof close / sizeof close[0]; i++)
        if (both_in(close[i], a, b))
            return CLOSE;
    return other;
}

static unsigned extra(char sound, unsigned other)
{
    return is_vowel(sound) ? VOWEL_EXTRA : sound == 'h' ? BREATH_EXTRA : other;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned low = a < b ? a : b;
    return low < c ? low : c;
}

unsigned idt_sound_distance(idt_span a, idt_span b, bool strict)
{
    unsigned other = strict ? FORBIDDEN : OTHER;
    char left[SOUNDS_MAX], right[SOUNDS_MAX];
    unsigned row[SOUNDS_MAX + 1];
    if (a.len == 0 || b.len == 0 || a.len > SOUNDS_MAX || b.len > SOUNDS_MAX)
        return OTHER;
    size_t left_count = sounds_of(left, a), right_count = sounds_of(right, b);
    row[0] = 0;
    for (size_t j = 0; j < right_count; j++)
        row[j + 1] = row[j] + extra(right[j], other);
    for (size_t i = 0; i < left_count; i++) {
        unsigned diagonal = row[0];
        row[0] += extra(left[i], other);
        for (size_t j = 0; j < right_count; j++) {
            unsigned cost =
                least(diagonal + exchange(left[i], right[j], other),
                      row[j + 1] + extra(left[i], other), row[j] + extra(right[j], other));
            diagonal = row[j + 1];
            row[j + 1] = cost;
        }
    }
    size_t longer = left_count > right_count ? left_count : right_count;
    unsigned distance = row[right_count] / (unsigned)longer;
    return distance < OTHER ? distance : OTHER;
}
