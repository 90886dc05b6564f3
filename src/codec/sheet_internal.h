/* sheet_internal.h - the parts of a workbook, and what its cells refer to. */
#ifndef IDT_CODEC_SHEET_INTERNAL_H
#define IDT_CODEC_SHEET_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "codec/sheet.h"

/* One part of the zip container, read from its beginning. */
typedef struct {
    struct archive *archive; /* NULL: not open */
    const char *name;        /* the caller's */
    uint64_t given, given_max;
} idt_sheet_part;

/* *found is false where the container has no such part. */
idt_status idt_sheet_part_open(idt_sheet_part *out, bool *found, int descriptor, const char *name,
                               idt_err *err) IDT_MUST_USE;
void idt_sheet_part_close(idt_sheet_part *self); /* no-op where it is not open */
/* The next bytes, *count 0 at the end. */
idt_status idt_sheet_part_read(idt_sheet_part *self, void *into, size_t room, size_t *count,
                               idt_err *err) IDT_MUST_USE;

/* What the cells of every sheet refer to. */
typedef struct {
    idt_arena arena;
    const char *sheet_part; /* the sheet asked for */
    bool dates_from_1904;
    bool *style_is_date; /* by cell style */
    size_t style_count, style_capacity;
    idt_buf shared; /* texts that cells share, one behind the other */
    uint32_t *shared_ends;
    size_t shared_count, shared_capacity;
} idt_book;

idt_status idt_book_read(idt_book *out, int descriptor, const char *sheet_name,
                         idt_err *err) IDT_MUST_USE;
void idt_book_release(idt_book *self);

/* Replace `_x000D_` and its like, Excel's way to write control characters, by what they mean. */
void idt_sheet_unescape(idt_buf *text, size_t from);

#endif
