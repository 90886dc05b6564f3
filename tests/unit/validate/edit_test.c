/* Each manipulation does what its class says, on many draws of chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "validate/validate_internal.h"

enum { DRAWS = 200 };

static idt_name_owners no_owners;

/* The name as the class makes it with this draw; an empty text where the class does not fit. */
static const char *made(idt_arena *arena, const char *id, const char *name, idt_party_type type,
                        uint64_t draw)
{
    static idt_party party;
    static idt_name one;
    static idt_subject subject;
    one = (idt_name){ .text = idt_span_of(name) };
    party = (idt_party){ .type = type, .names = &one, .name_count = 1 };
    subject = (idt_subject){ .type = type };
    for (size_t r = 0; r < idt_class_row_count; r++) {
        const idt_class_row *row = &idt_class_rows[r];
        if (strcmp(row->public.id, id) != 0)
            continue;
        idt_edit edit = { .chance = idt_chance_of(draw, r),
                          .owners = &no_owners,
                          .subject = &subject };
        idt_edit_begin(&edit, arena, &party, &one);
        if (!row->make(&edit, row->variant))
            return "";
        return idt_arena_copy(arena, idt_codes_text(&edit.out, arena)).ptr;
    }
    fail_msg("there is no class %s", id);
    return "";
}

typedef struct {
    const char *id, *name;
    idt_party_type type;
    int length; /* letters and digits more or fewer; INT16_MIN: not checked */
    bool fits;
} edit_case;

static int signs_of(const char *text)
{
    int signs = 0;
    for (; *text; text++)
        signs += idt_is_alpha(*text) || idt_is_digit(*text);
    return signs;
}

#define P IDT_PARTY_PERSON
#define O IDT_PARTY_ORGANIZATION
static const edit_case CASES[] = {
    { "order", "KIM, Yong Chol", P, 0, true },
    { "order", "TANGUN", O, 0, false },
    { "case", "Tangun Trading", O, 0, true },
    { "punctuation", "AL-TEST, Omar", P, 0, true },
    { "joined", "Tangun Trading", O, 0, true },
    { "joined", "TEST, Omar", P, 0, false },
    { "split", "TANGUN", O, 0, true },
    { "split", "TEST", O, 0, false },
    { "typo_long.substitution", "TANGUN", O, 0, true },
    { "typo_long.transposition", "TANGUN", O, 0, true },
    { "typo_long.missing", "TANGUN", O, -1, true },
    { "typo_long.extra", "TANGUN", O, 1, true },
    { "typo_long.doubled", "TANGUN", O, 1, true },
    { "typo_long.vowel", "TANGUN", O, 0, true },
    { "typo_long.keyboard", "TANGUN", O, 0, true },
    { "typo_long.missing", "KIM IL", P, 0, false },
    { "typo_short.missing", "TANGUN ABC", O, -1, true },
    { "typo_short.missing", "ABC", O, 0, false },
    { "two_typos", "TANGUN TRADING", O, 0, false },
    { "middle.dropped", "TESTMANN, Conrad Ignatius", P, -8, true },
    { "middle.initial", "TESTMANN, Conrad Ignatius", P, -7, true },
    { "middle.dropped", "KIM, Yong Chol", P, 0, false },
    { "cut.35", "THE VERY LONG NAME OF A COMPANY THAT GOES ON", O, -7, true },
    { "cut.35", "SHORT NAME", O, 0, false },
    { "line_break", "THE VERY LONG NAME OF A COMPANY THATGOES ON", O, 0, true },
    { "legal_form.dropped", "TANGUN TRADING LIMITED", O, -7, true },
    { "legal_form.dropped", "TANGUN TRADING", O, 0, false },
    { "zero_width", "TANGUN", O, 0, true },
    { "spaced", "TANGUN TRADING", O, 0, true },
    { "spaced", "TANGUN 2", O, 0, false },
    { "nickname", "PETROV, Sergey", P, INT16_MIN, true },
    { "nickname", "PETROV, Zebulon", P, 0, false },
    { "number", "HULL TWO", O, INT16_MIN, true },
    { "number", "HULL", O, 0, false },
    { "abbreviation", "TEST TRADING COMPANY", O, INT16_MIN, true },
    { "title", "TESTMANN, Conrad", P, INT16_MIN, true },
    { "noise", "TANGUN TRADING", O, INT16_MIN, true },
    { "noise", "TANGUN", O, 0, false },
    { "homoglyphs", "TANGUN", O, INT16_MIN, true },
    { "ocr", "TANGUN GOLD", O, INT16_MIN, true },
    { "vowels", "TANGUN TRADING", O, -4, true },
    { "accents.added", "TANGUN", O, INT16_MIN, true },
    { "one_word", "TANGUN", O, INT16_MIN, true },
    { "one_word", "TANGUN TRADING", O, 0, false },
    { "digits", "HULL 7", O, INT16_MIN, true },
    { "digits", "HULL", O, 0, false },
};

static void every_class_changes_what_it_says_and_no_more(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const edit_case *at = &CASES[i];
        bool as_written = strcmp(at->id, "one_word") == 0 || strcmp(at->id, "digits") == 0;
        for (uint64_t draw = 0; draw < DRAWS; draw++) {
            const char *text = made(&arena, at->id, at->name, at->type, draw);
            if (strcmp(at->id, "two_typos") == 0 || (strcmp(at->id, "case") == 0 && !*text))
                continue; /* a drawn case may be the one it has */
            if ((*text != '\0') != at->fits)
                fail_msg("%s of \"%s\" gave \"%s\"", at->id, at->name, text);
            if (at->fits && !as_written && strcmp(text, at->name) == 0)
                fail_msg("%s left \"%s\" as it is", at->id, at->name);
            if (at->fits && at->length != INT16_MIN &&
                signs_of(text) - signs_of(at->name) != at->length)
                fail_msg("%s of \"%s\" gave \"%s\"", at->id, at->name, text);
        }
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

static void accents_come_off(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    assert_string_equal(made(&arena, "accents.dropped",
                             "Pe\xc3\xb1"
                             "a J\xc3\xbcrgen \xc5\x81ukasz",
                             P, 1),
                        "Pena Jurgen Lukasz");
    assert_string_equal(made(&arena, "accents.dropped", "Plain", P, 1), "");
    idt_arena_release(&arena);
}

static void two_typos_stand_in_a_long_name_alone(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    size_t fitted = 0;
    (void)state;
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        fitted += *made(&arena, "two_typos", "ABERNATHY TESTERSON", P, draw) != '\0';
        assert_string_equal(made(&arena, "two_typos", "SHORT NAME", P, draw), "");
    }
    assert_true(fitted > DRAWS * 9 / 10);
    idt_arena_release(&arena);
}

static void the_line_breaks_behind_column_35(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    const char *text =
        made(&arena, "line_break", "THE VERY LONG NAME OF A COMPANY THATGOES ON", O, 1);
    assert_int_equal(text[35], '\n');
    assert_int_equal(strlen(made(&arena, "cut.35", "A234567890B234567890C234567890D2345XYZ", O, 1)),
                     35);
    idt_arena_release(&arena);
}

static void the_same_draw_gives_the_same_name(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    bool varied = false;
    (void)state;
    for (uint64_t draw = 0; draw < 20; draw++) {
        const char *once = made(&arena, "noise", "TANGUN TRADING", O, draw);
        assert_string_equal(once, made(&arena, "noise", "TANGUN TRADING", O, draw));
        varied = varied || strcmp(once, made(&arena, "noise", "TANGUN TRADING", O, 99)) != 0;
    }
    assert_true(varied);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_class_changes_what_it_says_and_no_more),
        cmocka_unit_test(accents_come_off),
        cmocka_unit_test(two_typos_stand_in_a_long_name_alone),
        cmocka_unit_test(the_line_breaks_behind_column_35),
        cmocka_unit_test(the_same_draw_gives_the_same_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
