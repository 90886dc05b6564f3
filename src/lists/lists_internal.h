/* lists_internal.h - what the parsers share: a builder for one edition, the files that were found,
 * and the table of formats.
 *
 * Reading goes in three steps: discover walks the paths and recognises each file by its content;
 * a format whose lists come in several files (OFAC) tells which belong together; then every primary
 * file is read as one edition. The format table stands in lists.c. */
#ifndef IDT_LISTS_LISTS_INTERNAL_H
#define IDT_LISTS_LISTS_INTERNAL_H

#include "base/file.h"
#include "lists/lists.h"

/* One file handed to a parser. */
typedef struct {
    idt_span path;  /* as found, for messages */
    idt_span bytes; /* mapped; parsers copy what they keep into lists->arena */
    uint32_t file;  /* its position in the edition's file table */
} idt_list_file;

/* ---- the builder: lists.c ---- */

/* Begin an edition: later parties and diagnostics belong to it. Returns its number. */
uint32_t idt_lists_begin_edition(idt_lists *self, const char *list_id, const char *publisher,
                                 const char *title, const char *format);
/* Add a file to the newest edition (name, size, SHA-256 are recorded); returns its position. */
uint32_t idt_lists_add_file(idt_lists *self, idt_span path, idt_span bytes);
/* A new empty party of the newest edition. The pointer dies with the next call. */
idt_party *idt_lists_add_party(idt_lists *self);
/* Diagnostics of the newest edition. A line of 0 means the file as a whole. */
void idt_lists_diagnose(idt_lists *self, idt_source source, idt_diagnostic_level level,
                        const char *code, idt_span uid, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* A list whose files state no date: take YYYY-MM-DD or YYYY-MM out of the file's or its folder's
 * name into the newest edition. */
void idt_lists_date_from_path(idt_lists *self, idt_span path);

/* The last part of a path. */
idt_span idt_path_name(idt_span path);
/* All before it; "." when there is none. */
idt_span idt_path_folder(idt_span path);

/* ---- the files found: discover.c ---- */

enum { IDT_LIST_PARTS_MAX = 4 };

typedef struct idt_list_input {
    idt_span path; /* NUL-terminated, in the arena given to discover */
    idt_map map;
    int member; /* an open descriptor where it was unpacked from a zip container; else -1 */
    uint64_t device, inode; /* tell a file from another one; 0, 0: it cannot be told */
    bool named;             /* on the command line, not found in a folder */
    int format;             /* position in the table of formats; -1: no list that is known */
    unsigned part;          /* the format's own number for the kind of file; 0 is the primary one */
    struct idt_list_input *parts[IDT_LIST_PARTS_MAX]; /* of a primary file: what belongs to it */
} idt_list_input;

typedef struct {
    idt_list_input *items; /* paths in the order given, folders in bytewise order */
    size_t count, capacity;
    idt_span *repeats; /* paths of files and folders met again, under this or another name */
    size_t repeat_count, repeat_capacity;
} idt_list_inputs;

#define IDT_LIST_INPUTS_INIT ((idt_list_inputs){ NULL, 0, 0, NULL, 0, 0 })

/* Find and map the files of `paths`, each file and each folder once. IDT_OK, IDT_E_IO or
 * IDT_E_LIMIT; release in any case. */
idt_status idt_list_inputs_find(idt_list_inputs *self, idt_arena *arena, const char *const *paths,
                                size_t path_count, idt_err *err) IDT_MUST_USE;
/* A descriptor of the input's file, at its beginning; the caller closes it. */
idt_status idt_list_input_open(const idt_list_input *self, int *descriptor,
                               idt_err *err) IDT_MUST_USE;
void idt_list_inputs_release(idt_list_inputs *self);

/* idt_lists_add_file for a file too large to be all in memory: what was hashed is given back. */
uint32_t idt_lists_add_large_file(idt_lists *self, const idt_list_input *input);

/* ---- OFAC CSV: ofac_files.c, ofac_csv.c ---- */

/* The parts of an OFAC CSV list, as numbered in idt_list_input.parts. */
typedef enum { IDT_OFAC_PRIMARY, IDT_OFAC_ADD, IDT_OFAC_ALT, IDT_OFAC_COMMENTS } idt_ofac_part;

/* What kind of OFAC CSV file starts with these bytes? False: none. */
bool idt_ofac_csv_recognise(idt_span bytes, unsigned *part);
/* Is the file called as OFAC calls its CSV files (sdn.csv, cons_alt.csv ...)? */
bool idt_ofac_csv_is_name(idt_span path);
/* Give every address, alias and comments file to the primary file whose ids it shares. A comments
 * file that shares none is no OFAC file (format becomes -1); an address or alias file that shares
 * none is IDT_E_INPUT. */
idt_status idt_ofac_csv_group(idt_list_inputs *inputs, int format, idt_err *err) IDT_MUST_USE;
/* Read one primary file and its parts as an edition. */
idt_status idt_ofac_csv_read(idt_lists *self, const idt_list_input *primary,
                             idt_err *err) IDT_MUST_USE;

/* ---- EU FSF: eu_xml.c, eu_csv.c ---- */

bool idt_eu_xml_recognise(idt_span head, unsigned *part);
idt_status idt_eu_xml_read(idt_lists *self, const idt_list_input *input, idt_err *err) IDT_MUST_USE;
bool idt_eu_csv_recognise(idt_span head, unsigned *part);
idt_status idt_eu_csv_read(idt_lists *self, const idt_list_input *input, idt_err *err) IDT_MUST_USE;

/* ---- SECO XML: ch_seco.c ---- */

/* The parts of a SECO list: a whole list and the amendments to it. */
typedef enum { IDT_SECO_WHOLE, IDT_SECO_AMENDMENT } idt_seco_part;

bool idt_ch_seco_recognise(idt_span head, unsigned *part);
/* Give the amendments to the whole list; without one, the newest amendment is read alone. */
idt_status idt_ch_seco_group(idt_list_inputs *inputs, int format, idt_err *err) IDT_MUST_USE;
idt_status idt_ch_seco_read(idt_lists *self, const idt_list_input *input,
                            idt_err *err) IDT_MUST_USE;

/* ---- OFAC's older XML (SDN.XML): ofac_legacy.c ---- */

bool idt_ofac_legacy_recognise(idt_span head, unsigned *part);
idt_status idt_ofac_legacy_read(idt_lists *self, const idt_list_input *input,
                                idt_err *err) IDT_MUST_USE;

/* ---- OFAC's Enhanced XML and its changes: ofac_enhanced.c, ofac_delta.c ---- */

/* Part 0 is a full list, part 1 a file of changes. */
bool idt_ofac_enhanced_recognise(idt_span head, unsigned *part);
/* Give every file of changes to every full list, in the order of their dates. Changes without a
 * full list are IDT_E_INPUT. */
idt_status idt_ofac_enhanced_group(idt_list_inputs *inputs, int format, idt_err *err) IDT_MUST_USE;
idt_status idt_ofac_enhanced_read(idt_lists *self, const idt_list_input *input,
                                  idt_err *err) IDT_MUST_USE;

/* ---- UN XML: un_xml.c ---- */

/* Begins the edition and adds the file itself; `file.file` is not looked at. */
idt_status idt_un_xml_read(idt_lists *self, idt_list_file file, idt_err *err) IDT_MUST_USE;

/* ---- OFAC Advanced XML: ofac_advanced.c ---- */

bool idt_ofac_advanced_recognise(idt_span bytes, unsigned *part);
idt_status idt_ofac_advanced_read(idt_lists *self, const idt_list_input *input,
                                  idt_err *err) IDT_MUST_USE;

/* ---- United Kingdom: uk_files.c, uk_list_xml.c ---- */

/* OFSI's consolidated list, whose tables come in the layouts of 2022 and 2018. */
bool idt_uk_conlist_csv_recognise(idt_span head, unsigned *part);
idt_status idt_uk_conlist_csv_read(idt_lists *self, const idt_list_input *input,
                                   idt_err *err) IDT_MUST_USE;
bool idt_uk_conlist_xml_recognise(idt_span head, unsigned *part);
idt_status idt_uk_conlist_xml_read(idt_lists *self, const idt_list_input *input,
                                   idt_err *err) IDT_MUST_USE;
/* The UK Sanctions List of the Foreign Office. */
bool idt_uk_sanctions_xml_recognise(idt_span head, unsigned *part);
idt_status idt_uk_sanctions_xml_read(idt_lists *self, const idt_list_input *input,
                                     idt_err *err) IDT_MUST_USE;
bool idt_uk_sanctions_csv_recognise(idt_span head, unsigned *part);
idt_status idt_uk_sanctions_csv_read(idt_lists *self, const idt_list_input *input,
                                     idt_err *err) IDT_MUST_USE;

/* ---- Canada: ca_sema.c ---- */

bool idt_ca_sema_recognise(idt_span head, unsigned *part);
idt_status idt_ca_sema_read(idt_lists *self, const idt_list_input *input,
                            idt_err *err) IDT_MUST_USE;

/* ---- Australia, xlsx and CSV: au_dfat.c ---- */

bool idt_au_dfat_recognise(idt_span head, unsigned *part);
/* A workbook does not show its columns in its first bytes: this one opens it. */
bool idt_au_dfat_is_workbook(const idt_list_input *input);
idt_status idt_au_dfat_read(idt_lists *self, const idt_list_input *input,
                            idt_err *err) IDT_MUST_USE;

/* ---- the US Consolidated Screening List: csl_csv.c, csl_json.c ---- */

bool idt_csl_csv_recognise(idt_span head, unsigned *part);
idt_status idt_csl_csv_read(idt_lists *self, const idt_list_input *input,
                            idt_err *err) IDT_MUST_USE;
bool idt_csl_json_recognise(idt_span head, unsigned *part);
idt_status idt_csl_json_read(idt_lists *self, const idt_list_input *input,
                             idt_err *err) IDT_MUST_USE;

/* ---- FollowTheMoney: ftm_read.c ---- */

bool idt_ftm_recognise(idt_span head, unsigned *part);
/* Give every delta file to the full file of its data set; one without is an edition by itself. */
idt_status idt_ftm_group(idt_list_inputs *inputs, int format, idt_err *err) IDT_MUST_USE;
idt_status idt_ftm_read(idt_lists *self, const idt_list_input *input, idt_err *err) IDT_MUST_USE;

bool idt_ftm_simple_recognise(idt_span head, unsigned *part);
idt_status idt_ftm_simple_read(idt_lists *self, const idt_list_input *input,
                               idt_err *err) IDT_MUST_USE;

/* ---- an institution's own list: own_csv.c ---- */

bool idt_own_csv_recognise(idt_span head, unsigned *part);
idt_status idt_own_csv_read(idt_lists *self, const idt_list_input *input,
                            idt_err *err) IDT_MUST_USE;

#endif
