/* validate_internal.h - what the generators and the run share: chance, text in code points,
 * classes, cases. */
#ifndef IDT_VALIDATE_VALIDATE_INTERNAL_H
#define IDT_VALIDATE_VALIDATE_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/strmap.h"
#include "validate/validate.h"

/* --- chance that repeats: the same seed and parts give the same numbers everywhere --- */

typedef struct {
    uint64_t state;
} idt_chance;

idt_chance idt_chance_of(uint64_t seed, uint64_t part);
uint64_t idt_chance_next(idt_chance *self);
uint32_t idt_chance_below(idt_chance *self, uint32_t limit); /* 0 to limit - 1; limit is not 0 */

/* --- text as code points --- */

typedef struct {
    uint32_t *codes;
    size_t count, capacity;
} idt_codes;

/* Room for `capacity` code points, in `arena`; adding beyond it moves them there. */
idt_codes idt_codes_empty(idt_arena *arena, size_t capacity);
idt_codes idt_codes_of(idt_arena *arena, idt_span text);
void idt_codes_add(idt_codes *self, idt_arena *arena, uint32_t code);
void idt_codes_add_range(idt_codes *self, idt_arena *arena, const uint32_t *codes, size_t count);
void idt_codes_add_text(idt_codes *self, idt_arena *arena, const char *text);
idt_span idt_codes_text(const idt_codes *self, idt_arena *arena);

bool idt_code_is_letter(uint32_t code); /* ASCII letters and everything above U+00BF */
bool idt_code_is_ascii_letter(uint32_t code);
bool idt_code_is_vowel(uint32_t code);  /* a, e, i, o, u in either case */
uint32_t idt_code_upper(uint32_t code); /* ASCII only */
/* The letter in the case of `like`. */
uint32_t idt_code_like(uint32_t letter, uint32_t like);

/* A run without blanks. */
typedef struct {
    size_t from, to;           /* with its punctuation */
    size_t core_from, core_to; /* without punctuation at its ends */
    uint32_t letters, digits;
    bool plain; /* the core is ASCII letters and nothing else */
    bool comma; /* a comma stands behind */
} idt_edit_word;

/* --- one name being manipulated --- */

typedef struct idt_name_owners idt_name_owners;

typedef struct {
    idt_arena *arena;
    idt_chance chance;
    const idt_party *party;
    uint32_t party_number;
    const idt_name *name;
    idt_codes text;
    idt_edit_word *words;
    size_t word_count;
    size_t comma_word; /* of a person named "FAMILY, Given": the first given word; 0: not so */
    const idt_name_owners *owners;
    idt_codes out;        /* what the maker writes */
    idt_subject *subject; /* facts that the maker states beside the name */
} idt_edit;

void idt_edit_begin(idt_edit *self, idt_arena *arena, const idt_party *party, const idt_name *name);
/* Append the words [from, to) with blanks between; nothing in front. */
void idt_edit_add_words(idt_edit *self, size_t from, size_t to);
void idt_edit_add_word(idt_edit *self, size_t word);
/* Append a word of letters in capitals, or small letters after its first, as the name is written.
 */
void idt_edit_add_new(idt_edit *self, const char *word);
void idt_edit_blank(idt_edit *self);
/* Compares a word's core with ASCII text, whatever the case; dots in the word are passed over. */
bool idt_edit_word_is(const idt_edit *self, size_t word, const char *text);
/* The whole text with [from, to) replaced. */
void idt_edit_replace(idt_edit *self, size_t from, size_t to, const uint32_t *codes, size_t count);
void idt_edit_replace_text(idt_edit *self, size_t from, size_t to, const char *text);

/* Words of listed names and the group that bears them: which surnames does one group alone have? */
struct idt_name_owners {
    idt_arena arena;
    idt_strmap words;
    uint32_t *owner; /* by word: a group, or OWNER_MANY */
    size_t capacity;
};
void idt_name_owners_fill(idt_name_owners *self, const idt_index *index);
void idt_name_owners_release(idt_name_owners *self);
bool idt_name_owners_alone(const idt_name_owners *self, idt_span word, uint32_t group);

/* --- classes --- */

typedef enum {
    IDT_POOL_NAMES,      /* names in Latin letters that are not graded weak */
    IDT_POOL_WEAK,       /* names their publisher grades weak */
    IDT_POOL_NATIVE,     /* names in other scripts */
    IDT_POOL_ALL,        /* all but weak ones */
    IDT_POOL_PARTY,      /* once a party, with its primary name */
    IDT_POOL_LEFT_OUT,   /* names left out of the second index */
    IDT_POOL_NATIVE_OUT, /* the same, in other scripts */
} idt_pool;

typedef struct idt_class_row {
    idt_class public;
    idt_pool pool;
    unsigned types;                            /* mask of 1 << idt_party_type; 0: all */
    bool every;                                /* the whole pool, not a sample */
    int variant;                               /* for the maker */
    bool (*make)(idt_edit *self, int variant); /* false: the class does not fit this name */
} idt_class_row;

extern const idt_class_row idt_class_rows[];
extern const size_t idt_class_row_count;
/* Whether a screening must find the cases of this row; the others are reported. */
bool idt_class_must_be_found(size_t row);
bool idt_class_is_manipulated(size_t row);

/* Makers of letters (edit_letters.c). */
bool idt_make_case(idt_edit *self, int variant);
bool idt_make_accents_dropped(idt_edit *self, int variant);
bool idt_make_accents_added(idt_edit *self, int variant);
bool idt_make_typo(idt_edit *self, int variant);
bool idt_make_two_typos(idt_edit *self, int variant);
bool idt_make_homoglyphs(idt_edit *self, int variant);
bool idt_make_zero_width(idt_edit *self, int variant);
bool idt_make_spaced(idt_edit *self, int variant);
bool idt_make_ocr(idt_edit *self, int variant);
bool idt_make_no_vowels(idt_edit *self, int variant);
bool idt_make_line_break(idt_edit *self, int variant);
bool idt_make_cut(idt_edit *self, int variant);
/* Makers of words (edit_words.c). */
bool idt_make_as_written(idt_edit *self, int variant);
bool idt_make_order(idt_edit *self, int variant);
bool idt_make_punctuation(idt_edit *self, int variant);
bool idt_make_title(idt_edit *self, int variant);
bool idt_make_joined(idt_edit *self, int variant);
bool idt_make_split(idt_edit *self, int variant);
bool idt_make_middle(idt_edit *self, int variant);
bool idt_make_initials(idt_edit *self, int variant);
bool idt_make_noise(idt_edit *self, int variant);
bool idt_make_one_word(idt_edit *self, int variant);
bool idt_make_digits(idt_edit *self, int variant);
/* Makers from tables (edit_terms.c). */
bool idt_make_legal_form(idt_edit *self, int variant);
bool idt_make_nickname(idt_edit *self, int variant);
bool idt_make_number(idt_edit *self, int variant);
bool idt_make_abbreviation(idt_edit *self, int variant);
/* Makers of facts (edit_facts.c). */
bool idt_make_birth(idt_edit *self, int variant);
bool idt_make_identifier(idt_edit *self, int variant);

enum {
    IDT_TYPO_SUBSTITUTION,
    IDT_TYPO_TRANSPOSITION,
    IDT_TYPO_MISSING,
    IDT_TYPO_EXTRA,
    IDT_TYPO_DOUBLED,
    IDT_TYPO_VOWEL,
    IDT_TYPO_KEYBOARD,
    IDT_TYPO_COUNT,
    IDT_TYPO_SHORT = 16 /* added: in a word of two or three letters */
};
enum { IDT_MIDDLE_DROPPED, IDT_MIDDLE_ADDED, IDT_MIDDLE_INITIAL };
enum { IDT_FORM_CHANGED, IDT_FORM_DROPPED };
enum { IDT_BIRTH_EXACT, IDT_BIRTH_YEAR, IDT_BIRTH_CONFLICT };
enum { IDT_IDENTIFIER_ALONE, IDT_IDENTIFIER_OTHER_NAME };

/* --- ordinary names (ordinary.c) --- */

typedef struct {
    idt_span name, given, family;
    idt_gender gender;
    idt_country country;
    idt_date_range birth;
} idt_ordinary;

idt_ordinary idt_ordinary_person(idt_arena *arena, idt_chance *chance);
idt_span idt_ordinary_company(idt_arena *arena, idt_chance *chance);
/* A forename that ordinary people bear. */
const char *idt_ordinary_forename(idt_chance *chance);

/* --- cases --- */

typedef struct {
    uint64_t key; /* the order of chance within its class */
    uint32_t party;
    uint16_t ordinal; /* which of the party's names */
    uint16_t row;     /* of idt_class_rows */
    uint16_t score;   /* best of the expected group */
    uint16_t best;    /* best of anybody */
    uint16_t rank;    /* groups that score above the expected one */
    bool found;       /* among the hits at the threshold */
} idt_case;

typedef struct {
    idt_case *cases; /* by row, then key */
    size_t count;
} idt_cases;

/* The index without some names, and which were left out. */
typedef struct {
    idt_index *index;  /* NULL where nothing could be left out */
    uint16_t *ordinal; /* by party: the name to ask for; UINT16_MAX: none */
} idt_left_out;

idt_status idt_left_out_make(idt_left_out *out, const idt_index *index, uint64_t seed,
                             idt_err *err) IDT_MUST_USE;
void idt_left_out_release(idt_left_out *self);

void idt_cases_draw(idt_cases *out, const idt_index *index, const idt_left_out *left_out,
                    const idt_name_owners *owners, uint64_t seed, uint32_t per_class);
void idt_cases_release(idt_cases *self);

/* Make a case's subject again; false where the class does not fit. Everything in `arena`. */
typedef struct {
    idt_party party;
    const idt_name *name;
    idt_span text;
    idt_subject subject;
} idt_made_case;
bool idt_case_make(idt_made_case *out, const idt_case *at, const idt_index *index,
                   const idt_name_owners *owners, uint64_t seed, idt_arena *arena);

idt_script_kind idt_script_kind_of(idt_span text);

/* --- work on all threads --- */

/* Hand out `count` items one by one; worker 0 is the calling thread. */
void idt_share_work(uint32_t threads, size_t count,
                    void (*work)(void *context, uint32_t worker, size_t item), void *context);

typedef struct {
    idt_screener *main, *left_out, *other, *other_left_out; /* all but the first may be NULL */
    idt_arena arena;
} idt_worker;

/* What one run shares. */
typedef struct {
    const idt_index *index;
    const idt_profile *profile;
    const idt_validate_options *options;
    idt_name_owners owners;
    idt_left_out left_out;
    idt_cases cases;
    idt_worker *workers;
    uint64_t done, total; /* for the progress */
    idt_validation *out;
} idt_run;

void idt_run_progress(idt_run *self, uint32_t worker, size_t done);
void idt_run_cases(idt_run *self);                              /* recall.c */
void idt_run_placebo(idt_run *self, const idt_placebo *placebo, /* alerts.c */
                     idt_placebo_result *result);
/* The least score screened for: where the index answers, unless the threshold lies lower. */
uint32_t idt_run_floor(const idt_run *self);
void idt_run_lane(idt_run *self); /* lane.c */
/* Ordinary subjects by their number. */
typedef struct {
    uint64_t seed;
    uint32_t next, count;
    bool companies;
} idt_ordinary_source;
bool idt_ordinary_next(void *context, idt_arena *arena, idt_subject *out);
/* The parts of a score in words, in `arena`. */
idt_span idt_why(idt_arena *arena, const idt_explanation *explanation);

#endif
