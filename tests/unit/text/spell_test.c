#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/spell.h"

typedef struct {
    const char *native, *latin;
    idt_spell_answer answer;
} spell_case;

static void check_spelling(const spell_case *expected)
{
    idt_spell_answer got =
        idt_spell_meets(idt_span_of(expected->native), idt_span_of(expected->latin));
    if (got != expected->answer)
        fail_msg("%s of %s: answer %d, not %d", expected->latin, expected->native, (int)got,
                 (int)expected->answer);
}

static void check_all(const spell_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_spelling(&cases[i]);
}
#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof((cases)[0]))

static void vowels_that_are_not_written_may_be_any(void **state)
{
    static const spell_case cases[] = {
        { "خالد", "khaled", IDT_SPELL_YES },    { "خالد", "khalid", IDT_SPELL_YES },
        { "خالد", "khalide", IDT_SPELL_YES },   { "خالد", "khalil", IDT_SPELL_NO },
        { "حسين", "hussein", IDT_SPELL_YES },   { "حسين", "husayn", IDT_SPELL_YES },
        { "حسين", "houcine", IDT_SPELL_YES },   { "حسين", "hassan", IDT_SPELL_NO },
        { "حسن", "hassan", IDT_SPELL_YES },     { "حسن", "hussein", IDT_SPELL_NO },
        { "تكريتي", "tikriti", IDT_SPELL_YES }, { "تكريتي", "takreety", IDT_SPELL_YES },
        { "عويس", "aweys", IDT_SPELL_YES },     { "يحيي", "yahia", IDT_SPELL_YES },
        { "جمال", "djamel", IDT_SPELL_YES },    { "جمال", "gamal", IDT_SPELL_YES },
        { "شحاته", "shihata", IDT_SPELL_YES },  { "پرویز", "parviz", IDT_SPELL_NO },
        { "پرويز", "parviz", IDT_SPELL_YES },   { "چمران", "chamran", IDT_SPELL_YES },
        { "חיימ", "chaim", IDT_SPELL_YES },     { "חיימ", "haim", IDT_SPELL_YES },
        { "צבי", "zvi", IDT_SPELL_YES },        { "צבי", "tzvi", IDT_SPELL_YES },
        { "कुमार", "kumar", IDT_SPELL_YES },     { "राम", "rama", IDT_SPELL_NO },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void the_article_takes_the_sound_behind_it(void **state)
{
    static const spell_case cases[] = {
        { "عبدالرحمن", "abdulrahman", IDT_SPELL_YES },
        { "عبدالرحمن", "abderrahmane", IDT_SPELL_YES },
        { "عبدالله", "abdallah", IDT_SPELL_YES },
        { "عبدالله", "abdulla", IDT_SPELL_YES },
        { "نورالدين", "noureddine", IDT_SPELL_YES },
        { "السعدي", "essaadi", IDT_SPELL_YES },
        { "الساعدي", "assaadi", IDT_SPELL_YES },
        { "الساعدي", "asadi", IDT_SPELL_NO },
        { "الشامي", "ashshami", IDT_SPELL_YES },
        { "الله", "al", IDT_SPELL_NO },
    };
    (void)state;
    CHECK_ALL(cases);
}

/* Where vowel letters differ, three consonants must agree. */
static void words_of_the_same_consonants_meet_loosely(void **state)
{
    static const spell_case cases[] = {
        { "غفار", "ghafur", IDT_SPELL_LOOSELY },
        { "دروكدال", "droukdel", IDT_SPELL_YES },
        { "دروكدل", "drukdaal", IDT_SPELL_NO }, /* a long vowel is written */
        { "كريم", "karam", IDT_SPELL_LOOSELY },
        { "حسين", "hasan", IDT_SPELL_NO }, /* h and its like are no consonants of the key */
        { "محمود", "muhammad", IDT_SPELL_NO },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void alphabets_have_several_usual_spellings(void **state)
{
    static const spell_case cases[] = {
        { "щербаков", "shcherbakov", IDT_SPELL_YES },
        { "щербаков", "sherbakov", IDT_SPELL_YES },
        { "щербаков", "scherbakoff", IDT_SPELL_YES },
        { "ельцин", "yeltsin", IDT_SPELL_YES },
        { "ельцин", "eltsin", IDT_SPELL_YES },
        { "ельцин", "elcin", IDT_SPELL_YES },
        { "зеленский", "zelenskiy", IDT_SPELL_YES },
        { "зеленский", "zelensky", IDT_SPELL_YES },
        { "зеленский", "zelenskii", IDT_SPELL_YES },
        { "зеленский", "zelinski", IDT_SPELL_NO },
        { "ђорђе", "djordje", IDT_SPELL_YES },
        { "хабиб", "habib", IDT_SPELL_YES },
        { "μητσοτακησ", "mitsotakis", IDT_SPELL_YES },
        { "μπουρασ", "bouras", IDT_SPELL_YES },
        { "ჭავჭავაძე", "chavchavadze", IDT_SPELL_YES },
        { "խաչատրյան", "khachatryan", IDT_SPELL_YES },
        { "хабиб", "хабиб", IDT_SPELL_NO }, /* not a Latin word */
        { "хабиб", "", IDT_SPELL_NO },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void syllables_are_spelt_by_every_system(void **state)
{
    static const spell_case cases[] = {
        { "김", "kim", IDT_SPELL_YES },      { "김", "gim", IDT_SPELL_YES },
        { "이", "lee", IDT_SPELL_YES },      { "이", "ri", IDT_SPELL_YES },
        { "박", "park", IDT_SPELL_YES },     { "정", "jong", IDT_SPELL_YES },
        { "정", "chung", IDT_SPELL_YES },    { "정", "jeong", IDT_SPELL_YES },
        { "정", "jang", IDT_SPELL_NO },      { "철", "chol", IDT_SPELL_YES },
        { "철", "cheol", IDT_SPELL_YES },    { "영", "young", IDT_SPELL_YES },
        { "정은", "jongun", IDT_SPELL_YES }, { "정은", "jeongeun", IDT_SPELL_YES },
        { "陈", "chan", IDT_SPELL_YES },     { "陈", "zhang", IDT_SPELL_NO },
        { "อ", "o", IDT_SPELL_YES },
    };
    (void)state;
    CHECK_ALL(cases);
}

static void keys_of_long_or_unknown_words_are_few(void **state)
{
    idt_spell_key keys[IDT_SPELL_KEYS_MAX];
    (void)state;
    assert_int_equal(idt_spell_keys(keys, idt_span_of("")), 0);
    assert_int_equal(idt_spell_keys(keys, idt_span_of("kim2")), 0);
    assert_int_equal(idt_spell_keys(keys, idt_span_of("kim")), 1);
    assert_int_equal(keys[0].length, 2);
    assert_int_equal(idt_spell_keys(keys, idt_span_of("\u1820")), 0); /* Mongolian */
    assert_in_range(idt_spell_keys(keys, idt_span_of("خخخخخخخخ")), 1, IDT_SPELL_KEYS_MAX);
    assert_int_equal(idt_spell_keys(keys, idt_span_of("ششششششششششششششششششششششششششششششششش"
                                                      "شششششششششششششششششششششششششششششششششششش")),
                     0);
}

static void plain_spellings_are_of_scripts_with_vowels(void **state)
{
    char out[IDT_WORD_BYTES_MAX];
    (void)state;
    assert_int_equal(idt_spell_plain(out, idt_span_of("김")), 3);
    assert_memory_equal(out, "kim", 3);
    assert_int_equal(idt_spell_plain(out, idt_span_of("иван")), 4);
    assert_memory_equal(out, "ivan", 4);
    assert_int_equal(idt_spell_plain(out, idt_span_of("محمد")), 0);
    assert_int_equal(idt_spell_plain(out, idt_span_of("ivan")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vowels_that_are_not_written_may_be_any),
        cmocka_unit_test(the_article_takes_the_sound_behind_it),
        cmocka_unit_test(words_of_the_same_consonants_meet_loosely),
        cmocka_unit_test(alphabets_have_several_usual_spellings),
        cmocka_unit_test(syllables_are_spelt_by_every_system),
        cmocka_unit_test(keys_of_long_or_unknown_words_are_few),
        cmocka_unit_test(plain_spellings_are_of_scripts_with_vowels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
