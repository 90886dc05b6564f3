/* screen_bench.c - how long does one question take, and how long without the index?
 *
 *     screen_bench INDEX PERSONS SUBJECTS EXHAUSTIVE
 *
 * Measures opening the index and screening on one thread, and writes one JSON object. PERSONS is a
 * CSV file of persons of nobody's list: name, birth_date, gender, nationality. They are screened by
 * name alone, with all facts, and by one word of theirs; beside them names and organisations of the
 * index with one typing error. Of each set SUBJECTS at most. The exhaustive search runs beside the
 * indexed one, on EXHAUSTIVE of the same subjects in the same round. Five rounds; each figure is
 * the median of theirs. commands.py runs this for each size of list. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "codec/csv.h"
#include "screen/screen.h"

enum { ROUNDS = 5, SUBJECTS_MAX = 2000 };

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare_numbers(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The value that `share` of the numbers do not exceed; sorts them. */
static double quantile(double *numbers, size_t count, double share)
{
    qsort(numbers, count, sizeof *numbers, compare_numbers);
    return numbers[(size_t)((double)(count - 1) * share)];
}

static double median(double numbers[ROUNDS])
{
    return quantile(numbers, ROUNDS, 0.5);
}

static void fail(const idt_err *err)
{
    fprintf(stderr, "bench: %s\n", err->text);
    exit(1);
}

/* --- opening --- */

/* Milliseconds to map and validate the file; `cold` asks the system to forget its pages first. */
static double open_ms(const char *path, bool cold)
{
    idt_index *index;
    idt_err err = IDT_ERR_INIT;
    if (cold) {
        int descriptor = open(path, O_RDONLY | O_CLOEXEC);
        (void)posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
        close(descriptor);
    }
    double start = now_us();
    if (idt_index_open(&index, path, &err))
        fail(&err);
    double elapsed = (now_us() - start) / 1000;
    idt_index_close(index);
    return elapsed;
}

static void measure_opening(const char *path)
{
    double warm[ROUNDS], cold[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++)
        warm[i] = open_ms(path, false);
    for (size_t i = 0; i < ROUNDS; i++)
        cold[i] = open_ms(path, true);
    printf("{\"open_warm_ms\": %.2f, \"open_cold_ms\": %.2f,\n", median(warm), median(cold));
}

/* --- subjects --- */

typedef struct {
    const char *title;
    idt_subject subjects[SUBJECTS_MAX];
    size_t count, wanted;
} subject_set;

static idt_subject *add_subject(subject_set *self, idt_arena *arena, idt_span name)
{
    idt_span *names = idt_arena_alloc(arena, sizeof *names);
    idt_subject *subject = &self->subjects[self->count++];
    names[0] = idt_arena_copy(arena, name);
    *subject = (idt_subject){ .names = names, .name_count = 1 };
    return subject;
}

static void add_facts(idt_subject *subject, idt_arena *arena, const idt_csv_row *row)
{
    idt_date_range *birth = idt_arena_alloc(arena, sizeof *birth);
    idt_country *country = idt_arena_alloc(arena, sizeof *country);
    *country = idt_country_of(idt_arena_copy(arena, row->fields[3]));
    subject->births = birth;
    subject->birth_count = idt_date_parse(birth, row->fields[1]);
    subject->countries = country;
    subject->country_count = row->fields[3].len > 0;
    (void)idt_gender_parse(&subject->gender, row->fields[2]);
}

/* The same persons three times. */
static void add_persons(subject_set *by_name, subject_set *with_facts, subject_set *one_word,
                        idt_arena *arena, const char *path)
{
    idt_map map = IDT_MAP_INIT;
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    if (idt_map_file(&map, path, &err))
        fail(&err);
    idt_csv *csv = idt_csv_new_span(map.bytes, (idt_csv_options){ 0, 0 });
    (void)idt_csv_next(csv, &row); /* the header */
    while (by_name->count < by_name->wanted && idt_csv_next(csv, &row) && row.count >= 4) {
        idt_span word, rest = row.fields[0];
        add_subject(by_name, arena, row.fields[0])->type = IDT_PARTY_PERSON;
        idt_subject *person = add_subject(with_facts, arena, row.fields[0]);
        person->type = IDT_PARTY_PERSON;
        add_facts(person, arena, &row);
        if (idt_span_split(&word, &rest, " "))
            add_subject(one_word, arena, word);
    }
    idt_csv_free(csv);
    idt_map_close(&map);
}

/* One typing error amid an ASCII name: a letter lost, doubled, or changed with its neighbour. */
static idt_span misspell(idt_arena *arena, idt_span name, size_t kind)
{
    size_t at = name.len / 2;
    switch (kind % 3) {
    case 0:
        return idt_arena_format(arena, "%.*s%.*s", (int)at, name.ptr, (int)(name.len - at - 1),
                                name.ptr + at + 1);
    case 1:
        return idt_arena_format(arena, "%.*s%.*s", (int)at + 1, name.ptr, (int)(name.len - at),
                                name.ptr + at);
    default:
        return idt_arena_format(arena, "%.*s%c%c%.*s", (int)at - 1, name.ptr, name.ptr[at],
                                name.ptr[at - 1], (int)(name.len - at - 1), name.ptr + at + 1);
    }
}

static bool is_ascii(idt_span name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] >= 128)
            return false;
    return true;
}

/* Listed names of all kinds, or of organisations only, with one typing error. */
static void add_listed(subject_set *self, idt_arena *arena, const idt_index *index,
                       bool organizations)
{
    uint32_t parties = idt_index_count(index).parties;
    uint32_t step = parties / (uint32_t)(self->wanted * 3) + 1;
    for (uint32_t p = 0; p < parties && self->count < self->wanted; p += step) {
        idt_party party;
        idt_index_party(index, p, arena, &party);
        idt_span name = party.names[party.name_count / 2].text;
        if (name.len > 4 && is_ascii(name) && (!organizations || party.type != IDT_PARTY_PERSON))
            add_subject(self, arena, misspell(arena, name, p / step))->type = party.type;
    }
}

/* --- screening --- */

static double screen_us(idt_screener *screener, const idt_subject *subject, bool exhaustive)
{
    const idt_screen_options options = { .threshold = IDT_THRESHOLD_DEFAULT,
                                         .exhaustive = exhaustive,
                                         .explain = true };
    idt_arena arena = IDT_ARENA_INIT;
    idt_hits hits;
    double start = now_us();
    if (idt_screen_subject(&hits, screener, &arena, subject, &options, NULL))
        hits.count = 0; /* nothing to screen: its time counts too */
    double elapsed = now_us() - start;
    idt_arena_release(&arena);
    return elapsed;
}

static double mean(const double *numbers, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
    return count ? sum / (double)count : 0;
}

typedef struct {
    double mean[ROUNDS], p50[ROUNDS], p90[ROUNDS], p99[ROUNDS], most[ROUNDS], slow[ROUNDS],
        ratio[ROUNDS];
} measured;

static void measure_round(measured *out, size_t round, const subject_set *set,
                          idt_screener *screener, size_t exhaustive)
{
    static double times[SUBJECTS_MAX];
    double quick_sum = 0, slow_sum = 0;
    size_t step = set->count / exhaustive + 1, compared = 0;
    for (size_t i = 0; i < set->count; i++) {
        times[i] = screen_us(screener, &set->subjects[i], false);
        if (i % step == round % step) {
            quick_sum += times[i];
            slow_sum += screen_us(screener, &set->subjects[i], true);
            compared++;
        }
    }
    out->mean[round] = mean(times, set->count);
    out->p50[round] = quantile(times, set->count, 0.50);
    out->p90[round] = quantile(times, set->count, 0.90);
    out->p99[round] = quantile(times, set->count, 0.99);
    out->most[round] = quantile(times, set->count, 1.0);
    out->slow[round] = compared ? slow_sum / (double)compared : 0;
    out->ratio[round] = quick_sum > 0 ? slow_sum / quick_sum : 0;
}

/* A screener remembers the words it met; each round has a new one, so that none is met again. */
static void measure_set(const subject_set *set, const idt_index *index, size_t exhaustive)
{
    measured m;
    if (set->count == 0)
        return;
    for (size_t round = 0; round < ROUNDS; round++) {
        idt_screener *screener = idt_screener_new(index, idt_profile_default());
        measure_round(&m, round, set, screener, exhaustive);
        idt_screener_free(screener);
    }
    printf("\"%s\": {\"subjects\": %zu, \"mean_us\": %.1f, \"p50_us\": %.1f, \"p90_us\": %.1f, "
           "\"p99_us\": %.1f, \"max_us\": %.1f, \"exhaustive_us\": %.0f, \"ratio\": %.1f},\n",
           set->title, set->count, median(m.mean), median(m.p50), median(m.p90), median(m.p99),
           median(m.most), median(m.slow), median(m.ratio));
}

static size_t amount(const char *text)
{
    uint32_t number;
    if (!idt_span_to_u32(idt_span_of(text), &number) || number == 0 || number > SUBJECTS_MAX) {
        fprintf(stderr, "bench: %s is no amount from 1 to %d\n", text, SUBJECTS_MAX);
        exit(2);
    }
    return number;
}

int main(int argc, char **argv)
{
    static subject_set by_name = { .title = "persons by name" };
    static subject_set with_facts = { .title = "persons with facts" };
    static subject_set one_word = { .title = "one word" };
    static subject_set listed = { .title = "listed names, one error" };
    static subject_set organizations = { .title = "organisations, one error" };
    subject_set *const sets[] = { &by_name, &with_facts, &one_word, &listed, &organizations };
    idt_arena arena = IDT_ARENA_INIT;
    idt_index *index;
    idt_err err = IDT_ERR_INIT;

    if (argc != 5) {
        fprintf(stderr, "usage: screen_bench INDEX PERSONS SUBJECTS EXHAUSTIVE\n");
        return 2;
    }
    size_t subjects = amount(argv[3]), exhaustive = amount(argv[4]);
    measure_opening(argv[1]);
    if (idt_index_open(&index, argv[1], &err))
        fail(&err);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        sets[i]->wanted = subjects;
    add_persons(&by_name, &with_facts, &one_word, &arena, argv[2]);
    add_listed(&listed, &arena, index, false);
    add_listed(&organizations, &arena, index, true);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        measure_set(sets[i], index, exhaustive);
    idt_index_figures figures = idt_index_count(index);
    printf("\"parties\": %u, \"names\": %u, \"words\": %u, \"index_bytes\": %llu}\n",
           figures.parties, figures.names, figures.words, (unsigned long long)figures.bytes);
    idt_index_close(index);
    idt_arena_release(&arena);
    return 0;
}
