/* completeness_test.c - the index finds what scoring every listed name finds.
 *
 * Seeded subjects: listed names with edits, with words in the spelling of a mined pair, ordinary
 * names, names in other scripts, identifiers; with and without kind, birth date, country and
 * gender. For each, the hits of the index at 0.600, 0.700, 0.800 and 0.900 are those of the
 * exhaustive search: parties, scores, strengths, matched names, order.
 *
 * A threshold only filters, so the exhaustive search runs once, at 0.600. Three checks keep this
 * honest: some subjects are searched exhaustively at each threshold, some with threshold 0, where
 * no bound can hide anything, and for a few every party is compared without the index.
 * With an identifier the threshold shows in the strength of a hit, for what the name adds counts
 * only from there on: these are searched exhaustively at one more threshold, and at the others
 * compared by party and score.
 *
 * TEST_SEED and TEST_QUERIES in the environment choose other subjects; TEST_INDEX names an index
 * file of any size on which to do the same, where searching exhaustively may take seconds a
 * subject. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "codec/csv.h"
#include "screen/screen.h"
#include "support/parallel.h"
#include "support/random.h"
#include "support/real_lists.h"

static const uint32_t THRESHOLDS[] = { 600, 700, 800, 900 };
#ifdef TEST_COMPLETENESS_LONG
enum { REAL_SUBJECTS = 20000 };
#else
enum { REAL_SUBJECTS = 2000 };
#endif
enum {
    THRESHOLD_COUNT = sizeof THRESHOLDS / sizeof THRESHOLDS[0],
    EACH_THRESHOLD_EVERY = 20,
    NO_BOUND_EVERY = 20,
    WITHOUT_INDEX = 4, /* subjects */
    NAMED_INDEX_SUBJECTS = 500,
    MINED_SURELY_AMONG = 300, /* subjects: every eleventh is asked to be one */
    SHOWN = 20
};

/* --- subjects --- */

typedef struct {
    idt_span name;
    idt_date_range birth;
    bool has_birth;
    idt_gender gender;
    idt_country country;
} ordinary;

typedef struct {
    const idt_index *index;
    ordinary *ordinary;
    size_t ordinary_count;
    idt_arena *arena;
    test_random random;
    size_t respelt; /* subjects that hold the other word of a mined pair */
} generator;

/* Persons of nobody's list, from a file, or a few of our own. */
static void read_ordinary(generator *self)
{
    static const char *const ours[] = { "Maria Schneider", "John Peter Smith", "Ali Hassan",
                                        "Nguyen Van Minh", "Anna Korhonen",    "Lee Min Ho" };
    const char *path = test_shared_file(self->arena, "data/names/synthetic_persons_global.csv");
    idt_map map = IDT_MAP_INIT;
    idt_csv_row row;
    size_t capacity = 20000;
    self->ordinary = idt_arena_alloc(self->arena, capacity * sizeof *self->ordinary);
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        self->ordinary[self->ordinary_count++] = (ordinary){ .name = idt_span_of(ours[i]) };
    if (!path || idt_map_file(&map, path, NULL))
        return;
    idt_csv *csv = idt_csv_new_span(map.bytes, (idt_csv_options){ 0, 0 });
    (void)idt_csv_next(csv, &row);
    while (self->ordinary_count < capacity && idt_csv_next(csv, &row) && row.count >= 8) {
        ordinary *next = &self->ordinary[self->ordinary_count++];
        next->name = idt_arena_copy(self->arena, row.fields[0]);
        next->has_birth = idt_date_parse(&next->birth, row.fields[5]);
        (void)idt_gender_parse(&next->gender, row.fields[4]);
        next->country = idt_country_of(idt_arena_copy(self->arena, row.fields[7]));
    }
    idt_csv_free(csv);
    idt_map_close(&map);
}

static void take_facts_of_party(generator *self, idt_subject *out, const idt_party *party)
{
    if (test_random_below(&self->random, 2))
        out->type = test_random_below(&self->random, 8)
                        ? party->type
                        : (idt_party_type)test_random_below(&self->random, IDT_PARTY_TYPE_COUNT);
    if (party->date_count && test_random_below(&self->random, 2)) {
        idt_date_range *births = idt_arena_alloc(self->arena, sizeof *births);
        births[0] = party->dates[test_random_below(&self->random, party->date_count)].range;
        if (test_random_below(&self->random, 3) == 0 && births[0].from.year)
            births[0].to.year = births[0].from.year =
                (uint16_t)(births[0].from.year + test_random_below(&self->random, 4));
        out->births = births;
        out->birth_count = 1;
    }
    if (party->country_count && test_random_below(&self->random, 2)) {
        idt_country *countries = idt_arena_alloc(self->arena, sizeof *countries);
        countries[0] =
            party->countries[test_random_below(&self->random, party->country_count)].country;
        out->countries = countries;
        out->country_count = 1;
    }
    if (test_random_below(&self->random, 4) == 0)
        out->gender = (idt_gender)test_random_below(&self->random, IDT_GENDER_COUNT);
}

static void take_facts_of_person(generator *self, idt_subject *out, ordinary *person)
{
    if (test_random_below(&self->random, 2))
        out->type = IDT_PARTY_PERSON;
    if (person->has_birth && test_random_below(&self->random, 2)) {
        out->births = &person->birth;
        out->birth_count = 1;
    }
    if (person->country.code[0] && test_random_below(&self->random, 2)) {
        out->countries = &person->country;
        out->country_count = 1;
    }
    if (test_random_below(&self->random, 2))
        out->gender = person->gender;
}

static void set_name(generator *self, idt_subject *out, idt_span name)
{
    idt_span *names = idt_arena_alloc(self->arena, sizeof *names);
    names[0] = name;
    out->names = names;
    out->name_count = 1;
}

/* A name of one to three words of another script, each a word that lists hold in Latin letters, or
 * a listed word and one of these. */
static idt_span native_name(generator *self)
{
    static const char *const words[] = {
        "محمد",
        "أحمد",
        "عبد الرحمن",
        "عبدالله",
        "حسين",
        "التكريتي",
        "قاسم",
        "سليمانی",
        "بن علي",
        "خالد",
        "منصور",
        "شركة النور",
        "حسن‌زاده",
        "الحوثي",
        "يوسف",
        "بنك",
        "משה",
        "כהן",
        "יוסף",
        "Мухаммад",
        "Умаров",
        "Щербаков",
        "Сергей",
        "ООО",
        "Зеленський",
        "김",
        "정",
        "철",
        "영호",
        "리",
        "박",
        "王",
        "李",
        "陈",
        "Γεώργιος",
        "გიორგი",
        "Արամ",
        "कुमार",
        "สมชาย",
        "S A L I H",
        "Sарah",
        "rnuhammad",
        "Kirn",
    };
    idt_buf name = IDT_BUF_INIT;
    for (uint64_t i = 0, count = 1 + test_random_below(&self->random, 3); i < count; i++) {
        if (i)
            idt_buf_add_char(&name, ' ');
        idt_buf_add_text(&name,
                         words[test_random_below(&self->random, sizeof words / sizeof words[0])]);
    }
    idt_span out = idt_arena_copy(self->arena, idt_buf_span(&name));
    idt_buf_release(&name);
    return out;
}

/* One of the party's numbers, of stated kind or not, under a name of any likeness. */
static void take_identifier(generator *self, idt_subject *out, const idt_party *party)
{
    idt_subject_identifier *identifiers = idt_arena_alloc(self->arena, sizeof *identifiers);
    const idt_identifier *stated =
        &party->identifiers[test_random_below(&self->random, party->identifier_count)];
    identifiers[0].type = test_random_below(&self->random, 2) ? stated->type : IDT_ID_OTHER;
    identifiers[0].value = stated->value;
    out->identifiers = identifiers;
    out->identifier_count = 1;
    switch (test_random_below(&self->random, 3)) {
    case 0:
        out->name_count = 0;
        break;
    case 1:
        set_name(self, out,
                 self->ordinary[test_random_below(&self->random, self->ordinary_count)].name);
        break;
    default:
        break;
    }
}

/* `text` with the first `word` of it written as `other`; the empty span where it is not there. */
static idt_span respell(idt_arena *arena, idt_span text, idt_span word, idt_span other)
{
    size_t at = idt_span_find_nocase(text, idt_arena_copy(arena, word).ptr);
    if (at == SIZE_MAX)
        return IDT_SPAN_EMPTY;
    return idt_arena_format(arena, "%.*s%.*s%.*s", (int)at, text.ptr, (int)other.len, other.ptr,
                            (int)(text.len - at - word.len), text.ptr + at + word.len);
}

/* A name of the party that shows a mined pair, with one of its words in the other spelling. */
static bool take_mined(generator *self, idt_subject *out, idt_party *party)
{
    const idt_mined *mined = idt_index_mined(self->index);
    size_t count = idt_mined_count(mined);
    if (count == 0)
        return false;
    idt_mined_pair pair = idt_mined_at(mined, test_random_below(&self->random, count));
    bool turned = test_random_below(&self->random, 2);
    idt_index_party(self->index, pair.source, self->arena, party);
    for (size_t i = 0; i < party->name_count; i++) {
        idt_span name = respell(self->arena, party->names[i].text, turned ? pair.right : pair.left,
                                turned ? pair.left : pair.right);
        if (name.len == 0)
            continue;
        set_name(self, out, name);
        self->respelt++;
        return true;
    }
    return false;
}

/* "SURNAME, Given" as "GivenSURNAME". */
static bool run_together(generator *self, idt_subject *out, idt_span name)
{
    size_t comma = idt_span_find(name, ", ");
    if (comma == SIZE_MAX)
        return false;
    idt_span given = idt_span_sub(name, comma + 2, name.len);
    set_name(
        self, out,
        idt_arena_format(self->arena, "%.*s%.*s", (int)given.len, given.ptr, (int)comma, name.ptr));
    return true;
}

static idt_subject make_subject(generator *self)
{
    idt_subject out = { .type = IDT_PARTY_UNKNOWN };
    uint64_t kind = test_random_below(&self->random, 11);
    idt_party party;
    if (kind == 9) {
        set_name(self, &out, native_name(self));
        return out;
    }
    if (kind < 2) {
        ordinary *person = &self->ordinary[test_random_below(&self->random, self->ordinary_count)];
        set_name(self, &out, person->name);
        take_facts_of_person(self, &out, person);
        return out;
    }
    if (kind == 10 && take_mined(self, &out, &party)) {
        take_facts_of_party(self, &out, &party);
        return out;
    }
    idt_index_party(
        self->index,
        (uint32_t)test_random_below(&self->random, idt_index_count(self->index).parties),
        self->arena, &party);
    const idt_name *name = &party.names[test_random_below(&self->random, party.name_count)];
    if (kind == 5 && run_together(self, &out, name->text)) {
        take_facts_of_party(self, &out, &party);
        return out;
    }
    set_name(self, &out,
             test_random_edits(&self->random, self->arena, name->text,
                               1 + test_random_below(&self->random, 2)));
    take_facts_of_party(self, &out, &party);
    if (kind < 4 && party.identifier_count)
        take_identifier(self, &out, &party);
    return out;
}

/* --- comparing --- */

typedef struct {
    const idt_index *index;
    idt_screener *screeners[TEST_WORKERS_MAX];
    idt_subject *subjects;
    size_t without_index_every; /* 0: never */
    atomic_size_t comparisons, hits, rejected, differences;
} search;

typedef struct {
    idt_screener *screener;
    idt_arena *arena;
    const idt_subject *subject;
} question;

static bool ask(idt_hits *out, const question *self, uint32_t threshold, bool exhaustive)
{
    const idt_screen_options options = { .threshold = threshold, .exhaustive = exhaustive };
    return idt_screen_subject(out, self->screener, self->arena, self->subject, &options, NULL) ==
           IDT_OK;
}

static bool is_same(const idt_hit *a, const idt_hit *b, bool by_score_only)
{
    return a->party == b->party && a->score == b->score &&
           (by_score_only || (a->strength == b->strength &&
                              idt_span_equal(a->matched_name->text, b->matched_name->text)));
}

static void report(search *self, const question *query, const char *what, uint32_t threshold,
                   const idt_hit *expected, const idt_hit *got)
{
    const idt_subject *subject = query->subject;
    if (atomic_fetch_add(&self->differences, 1) >= SHOWN)
        return;
    idt_span name = subject->name_count ? subject->names[0] : IDT_SPAN_EMPTY;
    idt_span number = subject->identifier_count ? subject->identifiers[0].value : IDT_SPAN_EMPTY;
    printf("%s at %u: \"%.*s\" %.*s (kind %d, %zu dates, %zu countries, gender %d): expected "
           "%.*s %u/%u, got %.*s %u/%u\n",
           what, threshold, (int)name.len, name.ptr, (int)number.len, number.ptr,
           (int)subject->type, subject->birth_count, subject->country_count, (int)subject->gender,
           expected ? (int)expected->entity_id.len : 0, expected ? expected->entity_id.ptr : "",
           expected ? expected->score : 0, expected ? expected->strength : 0,
           got ? (int)got->entity_id.len : 0, got ? got->entity_id.ptr : "", got ? got->score : 0,
           got ? got->strength : 0);
}

typedef struct {
    const char *what;
    uint32_t threshold;
    bool by_score_only; /* parties and scores, in any order */
} comparison;

/* `got` is what `expected` holds from the threshold on, in the same order. */
static void check_equal(search *self, const question *query, comparison as,
                        const idt_hits *expected, const idt_hits *got)
{
    size_t at = 0;
    atomic_fetch_add(&self->comparisons, 1);
    for (size_t i = 0; i < expected->count; i++) {
        const idt_hit *hit = &expected->hits[i];
        if (hit->score < as.threshold)
            continue;
        const idt_hit *other = at < got->count ? &got->hits[at] : NULL;
        if (as.by_score_only)
            for (size_t j = 0; j < got->count; j++)
                other = got->hits[j].party == hit->party ? &got->hits[j] : other;
        if (!other || !is_same(hit, other, as.by_score_only)) {
            report(self, query, as.what, as.threshold, hit, other);
            return;
        }
        at++;
    }
    if (at != got->count)
        report(self, query, as.what, as.threshold, NULL, &got->hits[at]);
}

/* Every party, by comparing names in full: no index, no bound, no candidates. */
static void check_without_index(search *self, const question *query, const idt_hits *hits)
{
    uint32_t parties = idt_index_count(self->index).parties;
    idt_arena arena = IDT_ARENA_INIT;
    for (uint32_t party = 0; party < parties; party++) {
        idt_hit plain;
        const idt_hit *hit = NULL;
        for (size_t i = 0; i < hits->count; i++)
            if (hits->hits[i].party == party)
                hit = &hits->hits[i];
        if (idt_screen_explain(&plain, query->screener, &arena, query->subject, party, NULL))
            return;
        if (hit ? hit->score != plain.score : plain.score >= THRESHOLDS[0])
            report(self, query, "without the index", THRESHOLDS[0], &plain, hit);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

/* `lowest` is the exhaustive answer at the first threshold. */
static void check_threshold(search *self, const question *query, size_t item, size_t t,
                            const idt_hits *lowest)
{
    bool by_number = query->subject->identifier_count > 0;
    bool by_score_only = by_number && t > 0;
    const idt_hits *expected = lowest;
    idt_hits direct, found;
    if (t > 0 && (item % EACH_THRESHOLD_EVERY == 0 || (by_number && item % 3 + 1 == t)) &&
        ask(&direct, query, THRESHOLDS[t], true)) {
        check_equal(self, query, (comparison){ "filtered", THRESHOLDS[t], by_score_only }, lowest,
                    &direct);
        expected = &direct;
        by_score_only = false;
    }
    if (ask(&found, query, THRESHOLDS[t], false))
        check_equal(self, query, (comparison){ "index", THRESHOLDS[t], by_score_only }, expected,
                    &found);
    else
        report(self, query, "rejected by the index", THRESHOLDS[t], NULL, NULL);
}

static void check_subject(void *context, size_t worker, size_t item)
{
    search *self = context;
    idt_arena arena = IDT_ARENA_INIT;
    if (!self->screeners[worker])
        self->screeners[worker] = idt_screener_new(self->index, idt_profile_default());
    question query = { self->screeners[worker], &arena, &self->subjects[item] };
    bool by_number = query.subject->identifier_count > 0;
    idt_hits exhaustive, found;
    if (!ask(&exhaustive, &query, THRESHOLDS[0], true)) {
        atomic_fetch_add(&self->rejected, 1);
        if (ask(&found, &query, THRESHOLDS[0], false))
            report(self, &query, "rejected by one", THRESHOLDS[0], NULL, NULL);
        idt_arena_release(&arena);
        return;
    }
    atomic_fetch_add(&self->hits, exhaustive.count);
    for (size_t t = 0; t < THRESHOLD_COUNT; t++)
        check_threshold(self, &query, item, t, &exhaustive);
    if (item % NO_BOUND_EVERY == 0 && ask(&found, &query, 0, true))
        check_equal(self, &query, (comparison){ "no bound", THRESHOLDS[0], by_number }, &found,
                    &exhaustive);
    if (self->without_index_every && item % self->without_index_every == 0)
        check_without_index(self, &query, &exhaustive);
    idt_arena_release(&arena);
}

static size_t amount_wanted(size_t otherwise)
{
    const char *wanted = getenv("TEST_QUERIES");
    return wanted ? strtoul(wanted, NULL, 10) : otherwise;
}

/* How many subjects hold the other word of a mined pair. */
static size_t check_index(const idt_index *index, size_t queries, size_t without_index)
{
    idt_arena arena = IDT_ARENA_INIT;
    uint64_t seed = test_random_seed();
    generator maker = { .index = index, .arena = &arena, .random = test_random_of(seed) };
    read_ordinary(&maker);
    search self = { .index = index,
                    .without_index_every = without_index ? queries / without_index + 1 : 0 };
    self.subjects = idt_arena_alloc(&arena, (queries + 1) * sizeof *self.subjects);
    for (size_t i = 0; i < queries; i++)
        self.subjects[i] = make_subject(&maker);
    test_parallel(queries, check_subject, &self);
    for (size_t i = 0; i < TEST_WORKERS_MAX; i++)
        idt_screener_free(self.screeners[i]);
    printf("seed %llu: %zu subjects (%zu not screenable, %zu with a mined spelling), %zu hits from "
           "0.600, %zu comparisons, %zu differences\n",
           (unsigned long long)seed, queries, (size_t)self.rejected, maker.respelt,
           (size_t)self.hits, (size_t)self.comparisons, (size_t)self.differences);
    idt_arena_release(&arena);
    assert_true(self.comparisons > 0);
    assert_int_equal(self.differences, 0);
    return maker.respelt;
}

static void check_lists(test_lists which, size_t queries)
{
    if (!test_lists_present(which))
        skip();
    idt_index *index = test_lists_open(which);
    size_t respelt = check_index(index, queries, WITHOUT_INDEX);
    if (which == TEST_LISTS_REAL && queries >= MINED_SURELY_AMONG)
        assert_true(respelt > 0);
    idt_index_close(index);
}

static void an_index_named_in_the_environment_does_too(void **state)
{
    (void)state;
    const char *path = getenv("TEST_INDEX");
    idt_index *index;
    idt_err err = IDT_ERR_INIT;
    if (!path)
        skip();
    if (idt_index_open(&index, path, &err))
        fail_msg("%s", err.text);
    (void)check_index(index, amount_wanted(NAMED_INDEX_SUBJECTS), 0);
    idt_index_close(index);
}

static void the_demonstration_index_finds_what_exhaustive_search_finds(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_DEMO, test_amount(2000, 300));
}

static void the_index_finds_what_exhaustive_search_finds(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_REAL, amount_wanted(test_amount(REAL_SUBJECTS, 40)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demonstration_index_finds_what_exhaustive_search_finds),
        cmocka_unit_test(the_index_finds_what_exhaustive_search_finds),
        cmocka_unit_test(an_index_named_in_the_environment_does_too),
    };
    if (getenv("TEST_INDEX"))
        cmocka_set_test_filter("an_index_named*");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
