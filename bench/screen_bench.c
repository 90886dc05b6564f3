/* screen_bench.c - how long does one question take, and how long without the index?
 *
 * Compiles the official lists below INTERDICT_SHARED, then measures opening the index and screening
 * on one thread: ordinary persons with birth date, nationality and gender as customer files state
 * them, and listed names with one typing error. The exhaustive search runs beside the indexed one,
 * on some of the same subjects in the same round. Five rounds; each figure is the median of theirs. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "codec/csv.h"
#include "link/link.h"
#include "lists/lists.h"
#include "screen/screen.h"

enum {
    ROUNDS = 5,
    SUBJECTS_MAX = 2000,
    EXHAUSTIVE_SUBJECTS = 40, /* a round: each takes some hundred times as long */
    SKIPPED = 77
};
static const char *const LISTS[] = { "data/lists/ofac/sdn-csv-2023-12-28",
                                     "data/lists/ofac/cons-csv-2025-12",
                                     "data/lists/un/un-2026-04-02.xml" };
enum { LIST_COUNT = sizeof LISTS / sizeof LISTS[0] };
static const char PERSONS[] = "data/names/synthetic_persons_global.csv";

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

/* --- index --- */

static const char *shared_path(idt_arena *arena, const char *name)
{
    const char *folder = getenv("INTERDICT_SHARED");
    return idt_arena_format(arena, "%s/%s", folder && *folder ? folder : "../shared", name).ptr;
}

static void compile_lists(const char *path, const char *const *paths)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_index_figures figures;
    idt_err err = IDT_ERR_INIT;
    if (idt_lists_read(&lists, paths, LIST_COUNT, &err))
        fail(&err);
    uint32_t *groups = idt_alloc_array(lists.party_count + 1, sizeof *groups);
    (void)idt_link_groups(groups, lists.parties, lists.party_count, lists.editions);
    idt_index_input input = { lists.editions, lists.edition_count, lists.parties,
                              lists.party_count, groups, lists.diagnostics,
                              lists.diagnostic_count };
    if (idt_index_write(path, &input, &figures, &err))
        fail(&err);
    idt_free(groups);
    idt_lists_release(&lists);
    printf("%u parties, %u name readings, %u words, index of %.1f MB\n\n", figures.parties,
           figures.names, figures.words, (double)figures.bytes / 1e6);
}

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
    printf("open and validate, file in memory      %8.1f ms\n", median(warm));
    printf("open and validate, file read from disk %8.1f ms\n\n", median(cold));
}

/* --- subjects --- */

typedef struct {
    const char *title;
    idt_subject subjects[SUBJECTS_MAX];
    size_t count;
} subject_set;

static idt_subject *add_subject(subject_set *self, idt_arena *arena, idt_span name)
{
    idt_span *names = idt_arena_alloc(arena, sizeof *names);
    idt_subject *subject = &self->subjects[self->count++];
    names[0] = idt_arena_copy(arena, name);
    *subject = (idt_subject){ .names = names, .name_count = 1 };
    return subject;
}

static void add_persons(subject_set *self, idt_arena *arena, const char *path)
{
    idt_map map = IDT_MAP_INIT;
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    if (idt_map_file(&map, path, &err))
        fail(&err);
    idt_csv *csv = idt_csv_new_span(map.bytes, (idt_csv_options){ 0, 0 });
    (void)idt_csv_next(csv, &row); /* the header */
    while (self->count < SUBJECTS_MAX && idt_csv_next(csv, &row) && row.count >= 8) {
        idt_subject *subject = add_subject(self, arena, row.fields[0]);
        idt_date_range *birth = idt_arena_alloc(arena, sizeof *birth);
        idt_country *country = idt_arena_alloc(arena, sizeof *country);
        *country = idt_country_of(idt_arena_copy(arena, row.fields[7]));
        subject->type = IDT_PARTY_PERSON;
        subject->births = birth;
        subject->birth_count = idt_date_parse(birth, row.fields[5]);
        subject->countries = country;
        subject->country_count = 1;
        (void)idt_gender_parse(&subject->gender, row.fields[4]);
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

static void add_listed(subject_set *self, idt_arena *arena, const idt_index *index)
{
    uint32_t parties = idt_index_count(index).parties;
    uint32_t step = parties / SUBJECTS_MAX + 1;
    for (uint32_t p = 0; p < parties; p += step) {
        idt_party party;
        idt_index_party(index, p, arena, &party);
        idt_span name = party.names[party.name_count / 2].text;
        bool ascii = name.len > 4;
        for (size_t i = 0; i < name.len; i++)
            ascii = ascii && (unsigned char)name.ptr[i] < 128;
        if (!ascii || self->count == SUBJECTS_MAX)
            continue;
        add_subject(self, arena, misspell(arena, name, p / step))->type = party.type;
    }
}

/* --- screening --- */

static double screen_us(idt_screener *screener, const idt_subject *subject, bool exhaustive)
{
    const idt_screen_options options = { .threshold = IDT_THRESHOLD_DEFAULT,
                                         .exhaustive = exhaustive, .explain = true };
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

static void measure_set(const subject_set *set, const idt_index *index)
{
    static double times[SUBJECTS_MAX];
    double means[ROUNDS], halves[ROUNDS], tails[ROUNDS], slow[ROUNDS], ratios[ROUNDS];
    idt_screener *screener = idt_screener_new(index, idt_profile_default());
    size_t step = set->count / EXHAUSTIVE_SUBJECTS + 1;
    for (size_t round = 0; round < ROUNDS; round++) {
        double quick_sum = 0, slow_sum = 0;
        size_t compared = 0;
        for (size_t i = 0; i < set->count; i++) {
            times[i] = screen_us(screener, &set->subjects[i], false);
            if (i % step == round % step) {
                quick_sum += times[i];
                slow_sum += screen_us(screener, &set->subjects[i], true);
                compared++;
            }
        }
        means[round] = mean(times, set->count);
        halves[round] = quantile(times, set->count, 0.50);
        tails[round] = quantile(times, set->count, 0.99);
        slow[round] = slow_sum / (double)compared;
        ratios[round] = slow_sum / quick_sum;
    }
    printf("%-32s %6zu %8.0f %8.0f %8.0f %10.0f %6.0fx\n", set->title, set->count, median(means),
           median(halves), median(tails), median(slow), median(ratios));
    idt_screener_free(screener);
}

int main(void)
{
    static subject_set persons = { .title = "ordinary persons, all facts" };
    static subject_set listed = { .title = "listed names, one typing error" };
    idt_arena arena = IDT_ARENA_INIT;
    const char *paths[LIST_COUNT];
    for (size_t i = 0; i < LIST_COUNT; i++)
        paths[i] = shared_path(&arena, LISTS[i]);
    const char *names = shared_path(&arena, PERSONS);
    if (access(paths[0], R_OK) || access(paths[1], R_OK) || access(paths[2], R_OK) ||
        access(names, R_OK)) {
        printf("skipped: the official lists are not below INTERDICT_SHARED\n");
        idt_arena_release(&arena);
        return SKIPPED;
    }
    char path[] = "screen_bench-XXXXXX.idx";
    int descriptor = mkstemps(path, 4); /* where we stand: /tmp may be memory, not disk */
    if (descriptor < 0)
        return 4;
    close(descriptor);

    idt_index *index;
    idt_err err = IDT_ERR_INIT;
    compile_lists(path, paths);
    measure_opening(path);
    if (idt_index_open(&index, path, &err))
        fail(&err);
    add_persons(&persons, &arena, names);
    add_listed(&listed, &arena, index);
    printf("microseconds a subject, one thread  count     mean      p50      p99 exhaustive  ratio\n");
    measure_set(&persons, index);
    measure_set(&listed, index);
    idt_index_close(index);
    unlink(path);
    idt_arena_release(&arena);
    return 0;
}
