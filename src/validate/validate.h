/* validate.h - how much of what it must find does the screening find, and how often does it alert
 * on ordinary names?
 *
 * Names of the loaded lists are manipulated, class by class, by a generator that shares no table
 * with the matcher; each case knows the party that must be found. Ordinary names say what that
 * costs. The same index, profile, seed and sizes give the same figures. */
#ifndef IDT_VALIDATE_VALIDATE_H
#define IDT_VALIDATE_VALIDATE_H

#include "base/buf.h"
#include "screen/screen.h"

enum {
    IDT_VALIDATE_SEED = 20260402,
    IDT_VALIDATE_PER_CLASS = 1000,
    IDT_VALIDATE_PER_CLASS_MAX = 1000000,
    IDT_SCORE_STEPS = 1001,
};

typedef enum {
    IDT_SCRIPT_LATIN,
    IDT_SCRIPT_CYRILLIC,
    IDT_SCRIPT_GREEK,
    IDT_SCRIPT_ARABIC,
    IDT_SCRIPT_HEBREW,
    IDT_SCRIPT_HAN,
    IDT_SCRIPT_KANA,
    IDT_SCRIPT_HANGUL,
    IDT_SCRIPT_OTHER,
    IDT_SCRIPT_KIND_COUNT
} idt_script_kind;
const char *idt_script_kind_name(idt_script_kind kind);

/* One way in which names are manipulated. */
typedef struct {
    const char *id;     /* "typo_long.missing" */
    const char *family; /* "typo_long": classes that a bar may count together */
    const char *title;  /* "One letter missing, word of four letters or more" */
    const char *group;  /* heading of the report */
} idt_class;

typedef struct {
    uint32_t cases, found;
} idt_share;

enum { IDT_WORD_STEPS = 4 }; /* one, two, three, four and more words */

typedef struct {
    const idt_class *class;
    idt_share all;
    uint32_t first; /* found, and no other group scores above */
    idt_share by_type[IDT_PARTY_TYPE_COUNT], by_script[IDT_SCRIPT_KIND_COUNT],
        by_words[IDT_WORD_STEPS];
    idt_share *by_list;               /* one an edition */
    uint32_t scores[IDT_SCORE_STEPS]; /* cases by score of the expected party */
} idt_class_result;

/* --- ordinary names --- */

/* How a subject is put to the screening. */
typedef enum {
    IDT_ASKED_TYPED,   /* the name and the kind of party */
    IDT_ASKED_UNTYPED, /* the name alone */
    IDT_ASKED_FACTS,   /* everything the record states */
    IDT_ASKED_COUNT
} idt_asked;
const char *idt_asked_name(idt_asked asked); /* "typed", "untyped", "facts" */

/* Where ordinary subjects come from: the next one in `arena`, or false. */
typedef struct {
    const char *id, *title;
    const char *bar;     /* by which bars go: "persons", "person_file" */
    idt_party_type type; /* of subjects that state none */
    void *context;
    bool (*next)(void *context, idt_arena *arena, idt_subject *out);
} idt_placebo;

/* Below `floor` the lists are read name by name, which is slow: the rates there come from the first
 * `low_subjects` alone. */
typedef struct {
    uint32_t subjects, alerting;
    uint32_t scores[IDT_SCORE_STEPS]; /* subjects by their best score; below `floor` at 0 */
    uint32_t low_subjects;
    uint32_t low_scores[IDT_SCORE_STEPS];
    uint32_t floor;
} idt_alert_rate;

typedef struct {
    const char *id, *title, *bar;
    uint32_t rejected;                     /* records that cannot be screened */
    idt_alert_rate asked[IDT_ASKED_COUNT]; /* facts: 0 subjects where none states any */
} idt_placebo_result;

/* --- cases worth reading --- */

typedef struct {
    const idt_class *class; /* NULL: an ordinary subject */
    idt_span entity_id;     /* of the expected party, or of the one met best */
    idt_span listed;        /* its name: the one manipulated, or the one met */
    idt_span asked;         /* what was screened */
    uint32_t score;
    idt_span why; /* the parts of the score in words */
} idt_shown_case;

enum { IDT_SHOWN_MAX = 20 };

typedef struct {
    idt_shown_case cases[IDT_SHOWN_MAX];
    size_t count;
    uint32_t of; /* how many there are */
} idt_shown;

/* A class screened with another profile, at the threshold where it alerts on as many ordinary
 * subjects. */
typedef struct {
    const idt_class *class;
    idt_share ours, other;
} idt_comparison;

enum { IDT_COMPARED_MAX = 8 };

typedef struct {
    const char *profile; /* NULL: none was asked for */
    uint32_t threshold;
    idt_share ours, other; /* ordinary subjects alerting, of the same ones */
    idt_comparison classes[IDT_COMPARED_MAX];
    size_t class_count;
} idt_lane;

typedef struct {
    uint64_t seed;
    uint32_t per_class, placebo_persons, placebo_companies; /* sizes */
    uint32_t threshold;
    uint32_t threads;
    const idt_placebo *placebos; /* beside the generated ones */
    size_t placebo_count;
    const idt_profile *other; /* NULL: no comparison */
    const char *other_name;
    /* Every case as it is counted, in order; NULL: nobody asks. */
    void (*on_case)(void *context, const idt_class *class, idt_span entity_id,
                    const idt_shown_case *shown, bool found, uint32_t best);
    /* Called from the calling thread; the total grows as placebo files are read. */
    void (*on_progress)(void *context, uint64_t done, uint64_t total);
    void *context;
} idt_validate_options;

typedef struct {
    idt_arena arena; /* holds everything below */
    idt_class_result *classes;
    size_t class_count;
    uint32_t case_count;
    idt_placebo_result *placebos;
    size_t placebo_count;
    idt_shown misses;         /* the worst, at most three of a class */
    idt_shown below_missed;   /* cases that score 0.600 up to the threshold */
    idt_shown below_ordinary; /* ordinary subjects that do */
    idt_lane lane;
    uint32_t names, weak_names; /* of the index */
} idt_validation;

/* IDT_OK; IDT_E_IO or IDT_E_LIMIT where the index without some names cannot be written. Release in
 * either case. */
idt_status idt_validate(idt_validation *out, const idt_index *index, const idt_profile *profile,
                        const idt_validate_options *options, idt_err *err) IDT_MUST_USE;
void idt_validation_release(idt_validation *self);

/* Cases whose expected party scores at least `threshold`. */
idt_share idt_recall_at(const idt_class_result *result, uint32_t threshold);
/* Ordinary subjects whose best score is at least `threshold`; no cases where it was not measured.
 */
idt_share idt_alerts_at(const idt_alert_rate *rate, uint32_t threshold);

/* The Wilson interval of a share at 95 %, in hundred-thousandths; 0 to 100000 where nothing was
 * counted. */
typedef struct {
    uint32_t low, high;
} idt_interval;
idt_interval idt_wilson(idt_share share);

/* --- bars --- */

typedef enum { IDT_BAR_PASS, IDT_BAR_FAIL, IDT_BAR_NOT_RUN } idt_bar_verdict;
const char *idt_bar_verdict_name(idt_bar_verdict verdict); /* "pass", "fail", "not run" */

/* A bar and what was measured against it. */
typedef struct {
    idt_span key;   /* "recall.typo_long" */
    uint32_t limit; /* hundred-thousandths */
    bool is_recall; /* at least, else at most */
    const char *title;
    idt_share measured;
    idt_bar_verdict verdict; /* not run: nothing was there to measure */
} idt_bar_result;

typedef struct {
    idt_bar_result *bars;
    size_t count, failed;
} idt_bar_results;

/* The bars that hold where no file is named: YAML. */
extern const char idt_bars_default[];

/* Read bars from YAML and hold the validation against them; results in `arena`. IDT_OK, or
 * IDT_E_INPUT (malformed, an unknown class, no share), err with its line. `validation` may be NULL:
 * the text is checked and nothing is held against it. */
idt_status idt_bars_judge(idt_bar_results *out, idt_arena *arena, idt_span yaml,
                          const idt_validation *validation, idt_err *err) IDT_MUST_USE;

/* --- the report --- */

typedef struct {
    const char *engine, *index_hash, *profile, *profile_hash;
    const idt_edition *editions;
    size_t edition_count;
    const idt_validate_options *options;
    const idt_validation *validation;
    const idt_bar_results *bars;
} idt_validation_report;

/* The same figures twice: JSON for programs, one self-contained HTML page for people. The same run
 * gives the same bytes. */
void idt_validation_json(idt_buf *out, const idt_validation_report *report);
void idt_validation_html(idt_buf *out, const idt_validation_report *report);
/* What no pack of this run tests, sentence by sentence; NULL ends. */
extern const char *const idt_validation_limits[];

#endif
