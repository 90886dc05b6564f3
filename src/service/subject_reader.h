/* subject_reader.h - who stands in this customer file?
 *
 * Reads CSV with a header line, NDJSON (recognised by a `{` in front) or an Excel workbook (.xlsx),
 * row by row in constant memory, of a workbook apart from its shared texts. Known columns, in any
 * order and case, with blanks or underscores:
 *
 *     id, name, alias, type, birth_date, gender, nationality, country, address,
 *     identifier, identifier_type
 *
 * A cell may hold several values parted by `;`; in NDJSON a member may also be an array, whose
 * elements are taken as they stand. The encoding and the delimiter of CSV (comma, semicolon, tab,
 * bar, or what a first line `sep=;` says) are recognised or named. Every row comes out: as a
 * subject, or as a rejected one with the reason and its place. What is odd but harmless (an
 * impossible birth date) stays out of the subject and is said in `warning`.
 *
 * A reader belongs to one thread at a time. */
#ifndef IDT_SERVICE_SUBJECT_READER_H
#define IDT_SERVICE_SUBJECT_READER_H

#include <stdatomic.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/subject.h"

enum {
    IDT_SUBJECT_ROW_BYTES_MAX = 64 * 1024, /* far above a customer; longer is a damaged file */
    IDT_SUBJECT_VALUES_MAX = 256,          /* of one column of one row */
};

typedef enum {
    IDT_COLUMN_ID,
    IDT_COLUMN_NAME,
    IDT_COLUMN_ALIAS,
    IDT_COLUMN_TYPE,
    IDT_COLUMN_BIRTH_DATE,
    IDT_COLUMN_GENDER,
    IDT_COLUMN_NATIONALITY,
    IDT_COLUMN_COUNTRY,
    IDT_COLUMN_ADDRESS, /* its last part counts where it is a known country */
    IDT_COLUMN_IDENTIFIER,
    IDT_COLUMN_IDENTIFIER_TYPE, /* one for each identifier, or one for all */
    IDT_COLUMN_COUNT
} idt_column;

const char *idt_column_name(idt_column column);

/* What the file calls the columns; empty: as we do. Borrows the text it was parsed from. */
typedef struct {
    idt_span names[IDT_COLUMN_COUNT];
} idt_column_map;

/* `name=full_name,birth_date=date_of_birth`. IDT_OK or IDT_E_USAGE (an unknown or repeated column
 * on the left, nothing on the right). */
idt_status idt_column_map_parse(idt_column_map *out, idt_span text, idt_err *err) IDT_MUST_USE;

typedef struct {
    uint64_t number;   /* of the row, 1-based, the header not counted */
    uint64_t line;     /* in the file, or the row of the sheet, 1-based */
    idt_span id;       /* the row's number where the file states none */
    idt_span name;     /* as it stands in the file */
    idt_span rejected; /* where and why the row cannot be screened; empty: it can */
    idt_span warning;  /* what was left out of the subject; empty: nothing */
    idt_subject subject;
} idt_subject_row;

typedef struct {
    const char *path;          /* "-": standard input */
    const idt_column_map *map; /* may be NULL; used while opening only */
    const char *encoding;      /* NULL: recognise it */
    const char *sheet;         /* of a workbook; NULL: the first one that is not hidden */
    char delimiter;            /* of CSV; 0: see it from the header */
    const atomic_bool *stop;   /* set: end while a pipe keeps us waiting; may be NULL */
} idt_subject_reader_options;

typedef struct idt_subject_reader idt_subject_reader;

/* Open the file and read its header. *out is NULL on failure. IDT_OK, IDT_E_IO, IDT_E_USAGE (an
 * unknown encoding), IDT_E_LIMIT, IDT_E_INPUT: empty, no text, no name column (err lists the
 * columns found), a mapped column missing, one column twice, a workbook that is damaged or has no
 * such sheet. */
idt_status idt_subject_reader_open(idt_subject_reader **out,
                                   const idt_subject_reader_options *options,
                                   idt_err *err) IDT_MUST_USE;
void idt_subject_reader_close(idt_subject_reader *self); /* NULL is fine */

/* The next row; everything in it lives in `arena`, which the caller may reset between rows. False
 * at the end or on an error: ask status. */
bool idt_subject_reader_next(idt_subject_reader *self, idt_arena *arena, idt_subject_row *row);
idt_status idt_subject_reader_status(const idt_subject_reader *self, idt_err *err);

/* Columns of the file that are not read, once each, as ", " separated text. Of CSV complete after
 * opening; of NDJSON those met so far. Valid until the next call. */
idt_span idt_subject_reader_ignored(idt_subject_reader *self);
/* How the text is encoded, as far as is known by now; NULL for a workbook. */
const char *idt_subject_reader_encoding(const idt_subject_reader *self);
/* Byte, from 1, of the first sequence that is no UTF-8, for which the file was taken as
 * Windows-1252; 0 where it was not. */
uint64_t idt_subject_reader_turned_at(const idt_subject_reader *self);
/* Places that were read as Windows-1252 and would be more than ASCII in UTF-8: should be 0. */
uint64_t idt_subject_reader_doubts(const idt_subject_reader *self);
/* "line", or "row" where a row is counted in a sheet. */
const char *idt_subject_reader_place(const idt_subject_reader *self);
/* Bytes read so far, and of the whole file (0: not known, as for a pipe). */
uint64_t idt_subject_reader_bytes_read(const idt_subject_reader *self);
uint64_t idt_subject_reader_bytes_total(const idt_subject_reader *self);

#endif
