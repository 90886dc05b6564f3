/* sheet.h - which rows stand in this sheet of an Excel workbook (.xlsx)?
 *
 * A pull reader over a descriptor that can seek: the zip container is read by libarchive, its XML
 * by expat, piece by piece. Kept in memory are one row and the texts that cells share; all else is
 * constant. A cell comes out as text: numbers as the file states them (whole ones without an
 * exponent), dates by the cell's number format as 1962-02-18, truth as TRUE or FALSE, an empty cell
 * as the empty text. Formulas give the result that was saved with them.
 *
 * Limits, so that a small file cannot become a large load: IDT_SHEET_SHARED_BYTES_MAX of shared
 * texts, IDT_SHEET_PART_BYTES_MAX of the workbook's small parts, IDT_SHEET_RATIO_MAX times the
 * size of the file for every part, IDT_SHEET_COLUMNS_MAX columns, IDT_SHEET_ROW_BYTES_MAX a row. */
#ifndef IDT_CODEC_SHEET_H
#define IDT_CODEC_SHEET_H

#include "base/err.h"

enum {
    IDT_SHEET_SHARED_BYTES_MAX = 512 * 1024 * 1024, /* a million rows of 500 bytes each */
    IDT_SHEET_PART_BYTES_MAX = 16 * 1024 * 1024,    /* styles and the list of sheets */
    IDT_SHEET_RATIO_MAX = 400,     /* sheets of equal rows reach 100; a bomb reaches 1,000 */
    IDT_SHEET_COLUMNS_MAX = 16384, /* Excel's own limit */
    IDT_SHEET_ROW_BYTES_MAX = 64 * 1024,
};

typedef struct idt_sheet idt_sheet;

typedef struct {
    const idt_span *cells; /* by column from A; valid until the next call */
    size_t count;
    uint64_t number; /* as Excel shows it, 1-based */
    bool too_long;   /* cells behind the limit are left out */
} idt_sheet_row;

/* Open sheet `name`, NULL: the first that is not hidden. The descriptor stays the caller's. *out is
 * NULL on failure: IDT_E_INPUT (no zip, no workbook, no such sheet: err lists them, damaged),
 * IDT_E_LIMIT, IDT_E_IO. */
idt_status idt_sheet_open(idt_sheet **out, int descriptor, const char *name,
                          idt_err *err) IDT_MUST_USE;
void idt_sheet_close(idt_sheet *self); /* NULL is fine */

/* The next row that has a value. False at the end or on an error: ask status, whose err names the
 * row. */
bool idt_sheet_next(idt_sheet *self, idt_sheet_row *row);
idt_status idt_sheet_status(const idt_sheet *self, idt_err *err);
/* Of the file, packed. */
uint64_t idt_sheet_bytes_read(const idt_sheet *self);

#endif
