/* alias_test.c - one more alias never makes a party harder to find.
 *
 * Hand-made parties, compiled once as they are and once with another alias for one of them: no
 * subject's score against that party may be lower in the second index, and none against the others
 * may change, but rise where the subject runs words of the alias together: then the alias shows how
 * to read it (screen/run_together.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include <cmocka.h>

#include "screen/screen.h"
#include "support/random.h"
#include "support/real_lists.h"

typedef struct {
    idt_party_type type;
    const char *names[3];
    bool last_is_weak;
} made_party;

static const made_party PARTIES[] = {
    { IDT_PARTY_PERSON, { "KIM, Yong Chol", "KIM, Young Cheol", "YOUNG CHOL" }, true },
    { IDT_PARTY_PERSON, { "SAID, Mohammed Abdul", "SAEED, Muhammad", "ABU ALI" }, true },
    { IDT_PARTY_PERSON, { "PETROV, Ivan Sergeyevich", "Петров, Иван Сергеевич", NULL }, false },
    { IDT_PARTY_ORGANIZATION,
      { "KOREA MINING DEVELOPMENT TRADING CORPORATION", "CHANGGWANG SINYONG CORPORATION", "KOMID" },
      true },
    { IDT_PARTY_ORGANIZATION, { "BANK OF THE NORTH", "NORTHBANK JSC", NULL }, false },
    { IDT_PARTY_ORGANIZATION, { "ACME TRADING LLC", "ACME GENERAL TRADING 2", NULL }, false },
    { IDT_PARTY_VESSEL, { "CHONG CHON GANG", "OCEAN STAR 7", NULL }, false },
    { IDT_PARTY_AIRCRAFT, { "EP-MNP", "YV2030", NULL }, false },
    { IDT_PARTY_UNKNOWN, { "RED HARVEST", NULL, NULL }, false },
};
enum { PARTY_COUNT = sizeof PARTIES / sizeof PARTIES[0], SUBJECTS_PER_ALIAS = 40 };

static const char *const ALIASES[] = {
    "KIM, Chol",
    "Mohammed Said",
    "Иван Петров",
    "KOMID TRADING",
    "NORTH BANK",
    "OCEAN STAR VIII",
    "THE RED HARVEST GROUP",
    "J. S. SMITH",
    "X",
    "ACME 3",
    "محمد سعيد",
    "LLC",
    "ABU MOHAMMED",
    "STAR",
    "CHOL",
};
enum { ALIAS_COUNT = sizeof ALIASES / sizeof ALIASES[0] };

typedef struct {
    idt_index *index;
    idt_screener *screener;
} engine;

static void fill_party(idt_party *out, idt_arena *arena, size_t number)
{
    const made_party *made = &PARTIES[number];
    *out = (idt_party){ .type = made->type };
    out->uid = idt_arena_format(arena, "%zu", number + 1);
    for (size_t i = 0; i < 3 && made->names[i]; i++) {
        idt_name name = { .text = idt_span_of(made->names[i]),
                          .kind = i ? IDT_NAME_AKA : IDT_NAME_PRIMARY };
        if (made->last_is_weak && i == 2)
            name.quality = IDT_QUALITY_WEAK;
        idt_party_add_name(out, arena, name);
    }
}

/* `alias` NULL: the parties as they are. */
static engine open_engine(size_t changed, const char *alias, idt_quality quality)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_party parties[PARTY_COUNT];
    idt_edition edition = { .list_id = IDT_SPAN_LIT("made_up"), .party_count = PARTY_COUNT };
    idt_index_figures figures;
    idt_err err = IDT_ERR_INIT;
    engine self = { NULL, NULL };
    char path[] = "/tmp/interdict-alias-XXXXXX";
    int descriptor = mkstemp(path);

    assert_true(descriptor >= 0);
    close(descriptor);
    for (size_t i = 0; i < PARTY_COUNT; i++)
        fill_party(&parties[i], &arena, i);
    if (alias)
        idt_party_add_name(
            &parties[changed], &arena,
            (idt_name){ .text = idt_span_of(alias), .kind = IDT_NAME_AKA, .quality = quality });
    idt_index_input input = {
        .editions = &edition, .edition_count = 1, .parties = parties, .party_count = PARTY_COUNT
    };
    if (idt_index_write(path, &input, &figures, &err) || idt_index_open(&self.index, path, &err))
        fail_msg("%s", err.text);
    unlink(path);
    self.screener = idt_screener_new(self.index, idt_profile_default());
    idt_arena_release(&arena);
    return self;
}

static void close_engine(engine *self)
{
    idt_screener_free(self->screener);
    idt_index_close(self->index);
}

/* By party; 0 for those that are no hit. */
static void score_all(uint32_t out[PARTY_COUNT], const engine *self, const idt_subject *subject,
                      uint32_t threshold)
{
    const idt_screen_options options = { .threshold = threshold };
    idt_arena arena = IDT_ARENA_INIT;
    idt_hits hits;
    for (size_t i = 0; i < PARTY_COUNT; i++)
        out[i] = 0;
    if (idt_screen_subject(&hits, self->screener, &arena, subject, &options, NULL) == IDT_OK)
        for (size_t i = 0; i < hits.count; i++)
            out[hits.hits[i].party] = hits.hits[i].score;
    idt_arena_release(&arena);
}

/* Whether two words of the alias, one behind the other, stand in the name without a blank. */
static bool runs_together(idt_span name, const char *alias)
{
    idt_span rest = idt_span_of(alias), word, before = IDT_SPAN_EMPTY;
    char pair[64];
    while (idt_span_split(&word, &rest, " ")) {
        int length = snprintf(pair, sizeof pair, "%.*s%.*s", (int)before.len, before.ptr,
                              (int)word.len, word.ptr);
        for (size_t i = 0; before.len && i + (size_t)length <= name.len; i++)
            if (strncasecmp(name.ptr + i, pair, (size_t)length) == 0)
                return true;
        before = word;
    }
    return false;
}

static void check_subject(const engine *before, const engine *after, size_t changed,
                          const char *alias, const idt_subject *subject, uint32_t threshold)
{
    uint32_t old[PARTY_COUNT], new[PARTY_COUNT];
    score_all(old, before, subject, threshold);
    score_all(new, after, subject, threshold);
    bool may_rise = runs_together(subject->names[0], alias);
    for (size_t i = 0; i < PARTY_COUNT; i++)
        if (new[i] < old[i] || (i != changed && !may_rise && new[i] != old[i]))
            fail_msg("with the alias \"%s\" for \"%s\", \"%.*s\" (kind %d) scores %u instead of "
                     "%u against \"%s\" at threshold %u",
                     alias, PARTIES[changed].names[0], (int)subject->names[0].len,
                     subject->names[0].ptr, (int)subject->type, new[i], old[i], PARTIES[i].names[0],
                     threshold);
}

static void check_alias(const engine *before, test_random *random, size_t changed,
                        const char *alias)
{
    idt_arena arena = IDT_ARENA_INIT;
    engine after =
        open_engine(changed, alias, (idt_quality)test_random_below(random, IDT_QUALITY_COUNT));
    for (size_t i = 0; i < SUBJECTS_PER_ALIAS; i++) {
        const made_party *near =
            &PARTIES[test_random_below(random, 2) ? changed
                                                  : test_random_below(random, PARTY_COUNT)];
        const char *text = near->names[test_random_below(random, 3)];
        if (!text)
            text = alias;
        idt_span name =
            test_random_edits(random, &arena, idt_span_of(text), test_random_below(random, 3));
        idt_subject subject = { .names = &name, .name_count = 1 };
        if (test_random_below(random, 2))
            subject.type = (idt_party_type)test_random_below(random, IDT_PARTY_TYPE_COUNT);
        check_subject(before, &after, changed, alias, &subject, 0);
        check_subject(before, &after, changed, alias, &subject, 600);
    }
    close_engine(&after);
    idt_arena_release(&arena);
}

static void an_alias_more_never_lowers_a_score(void **state)
{
    (void)state;
    uint64_t seed = test_random_seed();
    test_random random = test_random_of(seed);
    engine before = open_engine(0, NULL, IDT_QUALITY_UNGRADED);
    for (size_t party = 0; party < PARTY_COUNT; party++)
        for (size_t alias = 0; alias < ALIAS_COUNT; alias++)
            check_alias(&before, &random, party, ALIASES[alias]);
    close_engine(&before);
    printf("seed %llu: %d subjects\n", (unsigned long long)seed,
           PARTY_COUNT * ALIAS_COUNT * SUBJECTS_PER_ALIAS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alias_more_never_lowers_a_score),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
