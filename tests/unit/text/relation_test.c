/* relation_test.c - R as relation.h states it: symmetric, in range, by its rules and by no others;
 * and the theorem that lets an index enumerate it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "text/distance.h"
#include "text/relation.h"
#include "text/words.h"

static idt_unit word_of(idt_span form)
{
    idt_word word = idt_word_find(form);
    return (idt_unit){
        .form = form, .classes = word.classes, .class_count = word.class_count, .parts = 1
    };
}

static idt_unit joined_of(idt_span form, bool fuzzy)
{
    return (idt_unit){ .form = form, .parts = 2, .join_is_fuzzy = fuzzy };
}

static void check_how(const idt_unit *a, const idt_unit *b, idt_how how, bool joined)
{
    idt_likeness there = idt_relate(a, b), back = idt_relate(b, a);
    if (there.how != how || (there.similarity > 0) != (how != IDT_HOW_NONE) ||
        (how != IDT_HOW_NONE && there.joined != joined))
        fail_msg("\"%.*s\" ~ \"%.*s\": %s (%u), not %s", (int)a->form.len, a->form.ptr,
                 (int)b->form.len, b->form.ptr, idt_how_name((idt_how)there.how), there.similarity,
                 idt_how_name(how));
    if (there.similarity != back.similarity || there.how != back.how)
        fail_msg("\"%.*s\" ~ \"%.*s\" is not symmetric", (int)a->form.len, a->form.ptr,
                 (int)b->form.len, b->form.ptr);
}

static void words_meet_by_the_stated_rules(void **state)
{
    static const struct {
        const char *a, *b;
        idt_how how;
    } cases[] = {
        { "putin", "putin", IDT_HOW_EQUAL },
        { "a", "a", IDT_HOW_EQUAL },
        { "zq", "zr", IDT_HOW_SPELLING }, /* two letters: one */
        { "zq", "rv", IDT_HOW_NONE },
        { "z", "zq", IDT_HOW_INITIAL },             /* a letter is no word misspelt */
        { "zqk", "zqx", IDT_HOW_SPELLING },         /* three: one */
        { "zq", "zqx", IDT_HOW_SPELLING },          /* by the longer word */
        { "zqkxvt", "zqkxvd", IDT_HOW_SPELLING },   /* six: one */
        { "zqkxvt", "zqkmmt", IDT_HOW_NONE },       /* not two */
        { "zqkxvtm", "zqkrrtm", IDT_HOW_SPELLING }, /* seven: two */
        { "zqkxvtm", "zqkrrrm", IDT_HOW_NONE },     /* not three */
        { "zqkxv", "zqkxvtm", IDT_HOW_SPELLING },
        { "zrtangun", "rztangnu", IDT_HOW_SPELLING }, /* two swaps of neighbours */
        { "hussein", "husayn", IDT_HOW_VARIANT },
        { "alexander", "sasha", IDT_HOW_NICKNAME },
        { "corp", "corporation", IDT_HOW_TRANSLATION },
        { "7", "seven", IDT_HOW_NUMBER },
        { "k", "komid", IDT_HOW_INITIAL },
        { "k", "tangun", IDT_HOW_NONE },
        { "5", "55", IDT_HOW_NONE }, /* digits are no initials */
        { "\xd8\xb9", "\xd8\xb9\xd8\xa8", IDT_HOW_NONE },
        { "tanguun", "tangon", IDT_HOW_SOUND },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_unit a = word_of(idt_span_of(cases[i].a)), b = word_of(idt_span_of(cases[i].b));
        check_how(&a, &b, cases[i].how, false);
    }
}

static void joined_words_meet_words_alone(void **state)
{
    idt_unit assad = word_of(IDT_SPAN_LIT("alassad")), asad = word_of(IDT_SPAN_LIT("alasad"));
    idt_unit exact = joined_of(IDT_SPAN_LIT("alassad"), false);
    idt_unit fuzzy = joined_of(IDT_SPAN_LIT("alassad"), true);
    idt_unit letter = word_of(IDT_SPAN_LIT("a"));
    (void)state;
    check_how(&exact, &assad, IDT_HOW_EQUAL, true);
    check_how(&fuzzy, &assad, IDT_HOW_EQUAL, true);
    check_how(&exact, &asad, IDT_HOW_NONE, true);
    check_how(&fuzzy, &asad, IDT_HOW_SPELLING, true);
    check_how(&exact, &exact, IDT_HOW_NONE, true);
    check_how(&fuzzy, &exact, IDT_HOW_NONE, true);
    check_how(&fuzzy, &fuzzy, IDT_HOW_NONE, true);
    check_how(&fuzzy, &letter, IDT_HOW_NONE, true);            /* no initial of joined words */
    assert_true(idt_relate(&exact, &assad).similarity < 1000); /* joining costs */
}

static void a_cut_word_meets_those_it_begins(void **state)
{
    idt_unit cut = word_of(IDT_SPAN_LIT("tang")), whole = word_of(IDT_SPAN_LIT("tangunzq"));
    idt_unit letter = word_of(IDT_SPAN_LIT("t"));
    (void)state;
    check_how(&cut, &whole, IDT_HOW_NONE, false);
    cut.cut = true;
    letter.cut = true;
    check_how(&cut, &whole, IDT_HOW_CUT, false);
    check_how(&letter, &whole, IDT_HOW_CUT, false);
    whole.cut = true; /* the longer side being cut says nothing */
    cut.cut = false;
    check_how(&cut, &whole, IDT_HOW_NONE, false);
}

static void words_beyond_the_limit_meet_only_themselves(void **state)
{
    char longest[IDT_WORD_BYTES_MAX + 2];
    memset(longest, 'q', sizeof longest);
    idt_unit at = word_of((idt_span){ longest, IDT_WORD_BYTES_MAX });
    idt_unit below = word_of((idt_span){ longest, IDT_WORD_BYTES_MAX - 1 });
    idt_unit above = word_of((idt_span){ longest, IDT_WORD_BYTES_MAX + 1 });
    idt_unit further = word_of((idt_span){ longest, IDT_WORD_BYTES_MAX + 2 });
    (void)state;
    check_how(&at, &below, IDT_HOW_SPELLING, false);
    check_how(&at, &above, IDT_HOW_NONE, false);
    check_how(&above, &further, IDT_HOW_NONE, false);
    check_how(&above, &above, IDT_HOW_EQUAL, false);
}

static void sounds_are_consonants_without_doublings(void **state)
{
    static const struct {
        const char *word, *sound;
    } cases[] = {
        { "hassan", "sn" },  { "gaddafi", "ktf" }, { "qadhafi", "ktf" }, { "kadafy", "ktf" },
        { "joseph", "jsf" }, { "yusuf", "asf" },   { "abdul", "aptl" },  { "aaaaa", "" },
        { "hihih", "" },     { "four", "" }, /* too short */
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char sound[IDT_SOUND_BYTES_MAX];
        size_t length = idt_sound(sound, idt_span_of(cases[i].word));
        if (!idt_span_equal_text((idt_span){ sound, length }, cases[i].sound))
            fail_msg("%s sounds %.*s", cases[i].word, (int)length, sound);
    }
}

static idt_span some_word(char *out, test_random *random, size_t most)
{
    /* Few letters, so that sounds, swaps and doublings meet. */
    static const char letters[] = "aeiohkgcqxpfdtzsbv";
    size_t length = 1 + test_random_below(random, most);
    for (size_t i = 0; i < length; i++)
        out[i] = letters[test_random_below(random, sizeof letters - 1)];
    return (idt_span){ out, length };
}

static idt_unit some_unit(idt_span form, test_random *random)
{
    idt_unit unit = word_of(form);
    if (form.len >= 2 && test_random_below(random, 4) == 0)
        unit = joined_of(form, test_random_below(random, 2));
    unit.cut = unit.parts == 1 && test_random_below(random, 8) == 0;
    return unit;
}

/* What relation.h says must hold of any answer. */
static const char *fault_of(const idt_unit *a, const idt_unit *b)
{
    idt_likeness there = idt_relate(a, b), back = idt_relate(b, a);
    size_t longer = a->form.len > b->form.len ? a->form.len : b->form.len;
    unsigned distance = idt_distance(a->form, b->form, 64), budget = idt_edit_budget(longer);
    bool joined = a->parts > 1 || b->parts > 1;
    if (there.similarity != back.similarity || there.how != back.how)
        return "not symmetric";
    if (there.similarity > 1000 || (there.similarity > 0) != (there.how != IDT_HOW_NONE))
        return "out of range";
    if (there.similarity && there.joined != joined)
        return "joined is not told";
    if (a->parts > 1 && b->parts > 1 && there.similarity)
        return "joined meets joined";
    if (there.how == IDT_HOW_SPELLING && distance > budget)
        return "spelling beyond the budget";
    if (there.how == IDT_HOW_SOUND && (distance > budget + 1 || a->form.len < IDT_SOUND_WORD_MIN ||
                                       b->form.len < IDT_SOUND_WORD_MIN))
        return "sound beyond the budget";
    bool exact_join = joined && !a->join_is_fuzzy && !b->join_is_fuzzy;
    bool both_joined = a->parts > 1 && b->parts > 1;
    bool a_letter = a->form.len == 1 || b->form.len == 1;
    if (distance <= budget && !there.similarity && !exact_join && !both_joined && !a_letter)
        return "a misspelling is not seen";
    if (distance == 0 && !joined && (there.how != IDT_HOW_EQUAL || there.similarity != 1000))
        return "equal words are not equal";
    if (distance > 0 && there.similarity == 1000 && there.how != IDT_HOW_NUMBER)
        return "different words are equal";
    return NULL;
}

static void random_pairs_keep_the_promises(void **state)
{
    enum { PAIRS = 200000 };
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    idt_arena arena = IDT_ARENA_INIT;
    char letters[64];
    (void)state;
    for (size_t i = 0; i < PAIRS; i++) {
        idt_span form = some_word(letters, &random, i % 16 ? 10 : 60);
        idt_span other = test_random_edits(&random, &arena, form, test_random_below(&random, 4));
        idt_unit a = some_unit(form, &random), b = some_unit(other, &random);
        const char *fault = b.form.len <= 64 ? fault_of(&a, &b) : NULL;
        if (fault)
            fail_msg("seed %llu: %s: \"%.*s\" (%u parts) ~ \"%.*s\" (%u parts)",
                     (unsigned long long)seed, fault, (int)form.len, form.ptr, a.parts,
                     (int)other.len, other.ptr, b.parts);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

static void every_way_to_meet_has_a_name(void **state)
{
    (void)state;
    for (int how = 0; how < IDT_HOW_COUNT; how++)
        assert_true(idt_how_name((idt_how)how) && idt_how_name((idt_how)how)[0]);
}

static void a_glance_turns_down_no_related_word(void **state)
{
    enum { PAIRS = 200000 };
    test_random random = test_random_of(test_random_seed());
    idt_arena arena = IDT_ARENA_INIT;
    size_t passed = 0, alike = 0;
    (void)state;
    for (size_t i = 0; i < PAIRS; i++) {
        char left[64], right[64];
        idt_glance by_spelling, by_sound;
        idt_unit a = { .form = some_word(left, &random, 14), .parts = 1 };
        idt_unit b = { .form = some_word(right, &random, 14), .parts = 1 };
        if (i % 2)
            b.form = test_random_edits(&random, &arena, a.form, 1 + i % 3);
        idt_glance_init(&by_spelling, a.form, false);
        idt_glance_init(&by_sound, a.form, true);
        uint32_t letters = idt_letters_of(b.form);
        bool may = idt_may_relate(&by_spelling, letters, b.form.len);
        idt_how how = idt_relate(&a, &b).how;
        if ((how == IDT_HOW_SPELLING && !may) ||
            (how == IDT_HOW_SOUND && !idt_may_relate(&by_sound, letters, b.form.len)))
            fail_msg("seed %llu: \"%.*s\" ~ \"%.*s\" by %s is turned down",
                     (unsigned long long)test_random_seed(), (int)a.form.len, a.form.ptr,
                     (int)b.form.len, b.form.ptr, idt_how_name(how));
        alike += how == IDT_HOW_SPELLING;
        passed += i % 2 == 0 && may;
        idt_arena_reset(&arena);
    }
    assert_true(alike > PAIRS / 10);
    assert_true(passed < PAIRS / 20); /* of words that have nothing in common */
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_meet_by_the_stated_rules),
        cmocka_unit_test(joined_words_meet_words_alone),
        cmocka_unit_test(a_cut_word_meets_those_it_begins),
        cmocka_unit_test(words_beyond_the_limit_meet_only_themselves),
        cmocka_unit_test(sounds_are_consonants_without_doublings),
        cmocka_unit_test(a_glance_turns_down_no_related_word),
        cmocka_unit_test(random_pairs_keep_the_promises),
        cmocka_unit_test(every_way_to_meet_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
