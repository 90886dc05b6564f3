/* feed.h - are the lists current?
 *
 * Fetches what the publishers offer, judges it, keeps editions by their hash, and publishes one
 * index of the last good edition of every list. The data folder holds
 *
 *     lists.idx                     the published index: replacing it is the one commit of a run
 *     lists/<list id>/<sha256>/     one edition, its files as they came
 *     lists/<list id>/current       a link to the edition that is published
 *     staging/                      what is being fetched; worthless once a run ends
 *     update.json                   what was asked, when, and what came of it
 *     update.lock                   held while a run works
 *
 * A run may be killed at any moment: the old index or the new one stands, and the next run puts
 * the links and the notes right from what the index names. Single-threaded. */
#ifndef IDT_FEED_FEED_H
#define IDT_FEED_FEED_H

#include "base/arena.h"
#include "index/index.h"
#include "lists/lists.h"

enum {
    IDT_FEED_FILES_MAX = 8,  /* a list comes in four at most */
    IDT_FEED_LISTS_MAX = 64, /* the official ones are ten */
};

/* ---- settings: settings.c, sources.c ---- */

typedef struct {
    const char *address; /* "{token}" stands for the secret of the list */
    const char *name;    /* of the file in the edition */
    const char *sha256;  /* 64 digits, the address of a file with them, or NULL */
} idt_feed_file;

typedef struct {
    const char *list_id;
    idt_feed_file files[IDT_FEED_FILES_MAX];
    size_t file_count;
    const char *token;       /* NULL: none given */
    bool wanted;             /* fetched where no list is named */
    uint32_t shrink_percent; /* UINT32_MAX: as for all */
} idt_feed_source;

typedef struct {
    idt_arena arena; /* owns the strings that no caller lent */
    idt_feed_source sources[IDT_FEED_LISTS_MAX];
    size_t source_count;
    const char *from;  /* a mirror: files lie at <from>/<list id>/<name>; NULL: publishers */
    uint32_t attempts; /* requests for one file, the first included */
    uint32_t backoff_ms;
    uint32_t wait_max_s; /* longest wait before another attempt */
    uint32_t connect_timeout_s, stall_timeout_s, total_timeout_s;
    uint32_t file_mb_max;
    uint32_t redirects_max;
    uint32_t shrink_percent;
    uint32_t keep;   /* editions of a list that stay */
    bool plain_http; /* http is taken from other machines than this one */
} idt_feed_settings;

void idt_feed_settings_init(idt_feed_settings *self); /* as the program ships */
void idt_feed_settings_release(idt_feed_settings *self);
/* Take one `feed.KEY` or `feed.LIST.KEY`; `value` must outlive the settings. IDT_OK, or IDT_E_USAGE
 * with what the key takes. */
idt_status idt_feed_settings_set(idt_feed_settings *self, idt_span key, const char *value,
                                 idt_err *err) IDT_MUST_USE;
/* NULL: no list of that id is in the table. */
const idt_feed_source *idt_feed_settings_find(const idt_feed_settings *self, idt_span list_id);

/* ---- a run: update.c ---- */

typedef enum {
    IDT_FEED_UPDATED,   /* a new edition is published */
    IDT_FEED_UNCHANGED, /* what stands is what the publisher has */
    IDT_FEED_KEPT,      /* not updated; the last good edition stands, if there is one */
    IDT_FEED_SKIPPED,   /* not asked for */
} idt_feed_outcome;

/* Whatever shrinks when a file is cut short. */
typedef struct {
    uint64_t parties, names, identifiers, addresses;
} idt_feed_figures;

/* One edition that stands, or stood. */
typedef struct {
    char sha256[IDT_SHA256_HEX]; /* "": none */
    idt_span date;               /* the publisher's; "" where not stated */
    idt_span since;              /* published by us at, UTC */
    idt_feed_figures figures;
} idt_feed_standing;

typedef struct {
    idt_span list_id;
    idt_feed_outcome outcome;
    idt_span why;            /* KEPT and SKIPPED: one sentence without its full stop */
    idt_feed_standing now;   /* what is published once the run has ended */
    uint64_t parties_before; /* of the edition that was replaced; 0: none */
    idt_span checked;        /* when it was last known to be current, UTC; "": never */
} idt_feed_result;

typedef struct {
    idt_arena arena;
    idt_feed_result results[IDT_FEED_LISTS_MAX];
    size_t result_count;
    bool published;            /* the index was replaced */
    idt_index_figures figures; /* where it was */
} idt_feed_report;

#define IDT_FEED_REPORT_INIT ((idt_feed_report){ .arena = IDT_ARENA_INIT })

typedef struct {
    const char *data;    /* the data folder; made where it is not there */
    const char *index;   /* the index to publish */
    const char *offline; /* files come from this folder, not from the network; NULL: network */
    bool allow_shrink;
    const char *const *lists; /* ids; none: all that are wanted */
    size_t list_count;
    /* Called while bytes come; total 0: not known. May be NULL. */
    void (*on_bytes)(void *context, const char *list_id, uint64_t bytes, uint64_t total);
    void *context;
} idt_feed_request;

/* Bring the lists up to date. IDT_OK also where single lists could not be updated: the report says
 * so. IDT_E_USAGE (an unknown list), IDT_E_IO (another run is at work, disk), IDT_E_INPUT (nothing
 * could be compiled): err says what stands. Release the report in any case. */
idt_status idt_feed_update(idt_feed_report *out, const idt_feed_settings *settings,
                           const idt_feed_request *request, idt_err *err) IDT_MUST_USE;

/* Publish an earlier edition of `list_id`: the one whose hash begins with `to`, or the one before
 * the present (`to` NULL). The edition left is not published again by an update. The same statuses;
 * IDT_E_USAGE where there is no such edition. */
idt_status idt_feed_rollback(idt_feed_report *out, const idt_feed_settings *settings,
                             const idt_feed_request *request, const char *list_id, const char *to,
                             idt_err *err) IDT_MUST_USE;
void idt_feed_report_release(idt_feed_report *self);

/* ---- earlier editions: past.c ---- */

/* The index of earlier editions in the data folder, compiled where it is not there yet.
 * `selection`: "2024-05-02" (every list as of that day), "us_ofac_sdn@2024-05-02",
 * "us_ofac_sdn@789ce1c1" (a hash that begins so), several parted by commas; lists not named are
 * those of today. *path lives in `arena`. IDT_E_USAGE (what is no selection), IDT_E_INPUT (nothing
 * such is kept: err lists what is), IDT_E_IO. */
idt_status idt_feed_past_index(const char **path, idt_arena *arena, const char *data,
                               const char *selection, idt_err *err) IDT_MUST_USE;

/* ---- lists into an index: compile.c ---- */

/* Group, mine and write what was read. *grouped is how many entries stand in groups. Statuses as
 * idt_index_write. */
idt_status idt_feed_compile(const char *path, idt_lists *lists, idt_index_figures *figures,
                            size_t *grouped, idt_err *err) IDT_MUST_USE;

#endif
