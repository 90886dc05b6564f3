/* feed_internal.h - the parts of a run: what is decided (decide.c) needs no network and no disk;
 * fetch.c knows HTTP, state.c the notes, store.c the folders, editions.c reads and compiles, and
 * update.c puts them in order. */
#ifndef IDT_FEED_FEED_INTERNAL_H
#define IDT_FEED_FEED_INTERNAL_H

#include "base/buf.h"
#include "feed/feed.h"

enum { IDT_FEED_TIME_BYTES = 24 }; /* "2026-11-25T05:00:12Z" and a NUL */

const idt_feed_source *idt_feed_sources(size_t *count); /* sources.c */

/* ---- what to do: decide.c. All pure. ---- */

typedef struct {
    const char *sha256;
    const idt_feed_figures *figures;
    const char *standing_sha256;              /* "": none stands */
    const idt_feed_figures *standing_figures; /* 0: not known, and not compared */
    idt_span held;                            /* rolled back: hashes of what must not return */
    uint32_t shrink_percent;
    bool allow_shrink;
} idt_feed_case;

typedef enum { IDT_FEED_TAKE, IDT_FEED_SAME, IDT_FEED_REFUSE } idt_feed_verdict;

/* May the edition that came be published? `why` gets the reason of a refusal. */
idt_feed_verdict idt_feed_decide(const idt_feed_case *self, idt_buf *why);

/* Is another attempt worth it after this HTTP status? */
bool idt_feed_status_is_passing(long http_status);
/* The wait before attempt `attempt` (2, 3, ...): doubles from `backoff_ms`; what the server asks
 * for, if that is longer. */
uint64_t idt_feed_wait_ms(uint32_t attempt, uint32_t backoff_ms, uint64_t retry_after_s);
/* May it be fetched? https always; http from this machine, and from others where `plain_http`. */
bool idt_feed_address_allowed(idt_span address, bool plain_http);
/* The file's name in an address, safe for a folder; "" where there is none. */
idt_span idt_feed_address_name(idt_arena *arena, idt_span address);
/* The hash that a checksum file states for `name`; false: none. */
bool idt_feed_checksum_find(char out[IDT_SHA256_HEX], idt_span text, idt_span name);
bool idt_feed_is_sha256(idt_span text);
/* Is it a web page, and what is its title? */
bool idt_feed_is_web_page(idt_span head, idt_span *title);

/* ---- one file: fetch.c ---- */

typedef struct {
    const char *address, *shown;  /* to ask, and for messages (without a secret) */
    const char *path;             /* where the file goes */
    idt_span etag, last_modified; /* of the copy at hand; "": ask without condition */
    const char *list_id;
} idt_feed_fetch;

typedef struct {
    bool not_modified; /* nothing was written */
    idt_span etag, last_modified;
    char sha256[IDT_SHA256_HEX];
} idt_feed_fetched;

/* With all attempts. Strings live in `arena`. IDT_OK, or IDT_E_IO/IDT_E_INPUT/IDT_E_LIMIT. */
idt_status idt_feed_fetch_file(idt_feed_fetched *out, const idt_feed_settings *settings,
                               const idt_feed_request *request, const idt_feed_fetch *what,
                               idt_arena *arena, idt_err *err) IDT_MUST_USE;

/* ---- the notes: state.c ---- */

typedef struct {
    idt_span name, address, etag, last_modified;
    char sha256[IDT_SHA256_HEX];
} idt_feed_noted_file;

typedef struct {
    idt_feed_standing standing;
    idt_feed_noted_file files[IDT_FEED_FILES_MAX];
    size_t file_count;
} idt_feed_edition;

typedef struct {
    idt_span list_id;
    idt_span last_attempt, last_success, error;
    idt_span held, held_since;  /* hashes of what was rolled back, parted by blanks; "" none */
    idt_feed_edition *editions; /* as they were published, the newest first */
    size_t edition_count;
} idt_feed_list_state;

typedef struct {
    idt_arena arena;
    idt_span engine; /* the version that compiled the index */
    idt_feed_list_state lists[IDT_FEED_LISTS_MAX];
    size_t list_count;
} idt_feed_state;

#define IDT_FEED_STATE_INIT ((idt_feed_state){ .arena = IDT_ARENA_INIT, .engine = { "", 0 } })

/* IDT_E_INPUT: it is no state. */
idt_status idt_feed_state_parse(idt_feed_state *out, idt_span text, idt_err *err) IDT_MUST_USE;
void idt_feed_state_format(idt_buf *out, const idt_feed_state *self);
void idt_feed_state_release(idt_feed_state *self);
/* The notes on a list, begun where there are none; NULL above IDT_FEED_LISTS_MAX. */
idt_feed_list_state *idt_feed_state_list(idt_feed_state *self, idt_span list_id);
/* NULL: not noted. */
idt_feed_edition *idt_feed_list_edition(const idt_feed_list_state *self, idt_span sha256);
/* Note an edition as the newest; an earlier note on it goes. All strings are copied. */
void idt_feed_list_note(idt_feed_state *self, idt_feed_list_state *list,
                        const idt_feed_edition *edition);

/* ---- the folders: store.c ---- */

typedef struct {
    const char *data, *lists, *staging, *state, *lock;
    int lock_descriptor; /* -1: not locked */
} idt_feed_store;

#define IDT_FEED_STORE_INIT ((idt_feed_store){ .lock_descriptor = -1 })

/* The paths alone, for reading; they live in `arena`. */
void idt_feed_store_name(idt_feed_store *self, idt_arena *arena, const char *data);
/* Make the folders and take the lock; paths live in `arena`. IDT_E_IO where another run has it. */
idt_status idt_feed_store_open(idt_feed_store *self, idt_arena *arena, const char *data,
                               idt_err *err) IDT_MUST_USE;
void idt_feed_store_close(idt_feed_store *self);
/* Empty staging/, and what a killed run left beside the notes. */
void idt_feed_store_clean(const idt_feed_store *self);

/* "" where the list has no edition. */
idt_span idt_feed_store_current(const idt_feed_store *self, idt_arena *arena, idt_span list_id);
bool idt_feed_store_has(const idt_feed_store *self, idt_span list_id, idt_span sha256);
const char *idt_feed_store_folder(const idt_feed_store *self, idt_arena *arena, idt_span list_id,
                                  idt_span sha256);
/* Lists with a current edition, in bytewise order. */
idt_status idt_feed_store_lists(const idt_feed_store *self, idt_arena *arena, idt_span *out,
                                size_t *count, idt_err *err) IDT_MUST_USE;
/* Move a staged folder in as an edition. */
idt_status idt_feed_store_install(const idt_feed_store *self, idt_span list_id, idt_span sha256,
                                  const char *staged, idt_err *err) IDT_MUST_USE;
idt_status idt_feed_store_switch(const idt_feed_store *self, idt_span list_id, idt_span sha256,
                                 idt_err *err) IDT_MUST_USE;
void idt_feed_store_remove(const idt_feed_store *self, idt_span list_id, idt_span sha256);
/* Editions of a list on disk. */
size_t idt_feed_store_editions(const idt_feed_store *self, idt_arena *arena, idt_span list_id,
                               idt_span **out);

idt_status idt_feed_make_folder(const char *path, idt_err *err) IDT_MUST_USE;
/* A new file with these bytes, synced. */
idt_status idt_feed_write_file(const char *path, idt_span bytes, idt_err *err) IDT_MUST_USE;
void idt_feed_sync_folder(const char *path);
void idt_feed_remove_tree(const char *path);
/* Regular files of a folder that are not hidden, bytewise; NULL-terminated paths in `arena`. */
size_t idt_feed_folder_files(const char *path, idt_arena *arena, const char **out, size_t room);

void idt_feed_time(char out[IDT_FEED_TIME_BYTES], int64_t seconds);

/* ---- reading: editions.c ---- */

typedef struct {
    char sha256[IDT_SHA256_HEX];
    idt_span date;
    idt_feed_figures figures;
} idt_feed_read;

/* Read files as one edition of `list_id` and count it. IDT_E_INPUT where they are anything else. */
idt_status idt_feed_read_edition(idt_feed_read *out, const char *const *paths, size_t path_count,
                                 idt_span list_id, idt_arena *arena, idt_err *err) IDT_MUST_USE;

typedef struct {
    idt_span list_id, sha256;
} idt_feed_choice;

/* Read the chosen editions and write `path`; every edition must be what its hash says. The index
 * is opened again and verified. */
idt_status idt_feed_compile_choice(const idt_feed_store *store, const char *path,
                                   const idt_feed_choice *choice, size_t count,
                                   idt_index_figures *figures, idt_err *err) IDT_MUST_USE;

/* ---- one list: list.c; the index: publish.c; the run: update.c ---- */

typedef struct {
    const idt_feed_settings *settings;
    const idt_feed_request *request;
    idt_feed_report *report;
    idt_feed_edition *candidates; /* one a result; of those that are IDT_FEED_UPDATED */
    idt_feed_store store;
    idt_feed_state state;
    idt_index *index;  /* the published one, or NULL */
    bool rolling_back; /* nothing was asked of the publisher */
    char now[IDT_FEED_TIME_BYTES];
} idt_feed_run;

/* Get one list and judge it: result->outcome and why. The candidate of an updated one is installed
 * in the store. */
void idt_feed_list_get(idt_feed_run *run, const idt_feed_source *source, size_t result);
/* What is published of a list; sha256 "" where nothing is. */
idt_feed_standing idt_feed_list_standing(idt_feed_run *run, idt_span list_id);

/* Compile and publish the candidates beside what stands, all of them or, where that fails, those
 * with which it works; the others become IDT_FEED_KEPT. Nothing is done where the index holds the
 * chosen editions already. */
idt_status idt_feed_publish(idt_feed_run *run, idt_err *err) IDT_MUST_USE;
/* Set the links to what the index names: a run may have been killed behind its commit. */
void idt_feed_reconcile(idt_feed_run *run);

#endif
