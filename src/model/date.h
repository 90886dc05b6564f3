/* date.h - what is a date that is only partly known?
 *
 * Lists state days, months, years, ranges and "circa". A partial date keeps exactly what was
 * stated; nothing is filled up with 1 January. Plain values, no ownership. */
#ifndef IDT_MODEL_DATE_H
#define IDT_MODEL_DATE_H

#include "base/buf.h"

typedef struct {
    uint16_t year; /* 0: not known */
    uint8_t month; /* 1-12; 0: not known */
    uint8_t day;   /* 1-31; 0: not known */
} idt_ymd;

/* From the earliest to the latest day that was meant; both ends equal for a single date. */
typedef struct {
    idt_ymd from, to;
    bool approximate; /* circa, APPROXIMATELY */
} idt_date_range;

/* `1962-02-18`, `1962-2`, `1962`, `18.02.1962`, `18/02/1962`, `19620218`, `18 Feb 1962`,
 * `Feb 1962`, `circa 1962`, `1962 to 1965`, `1962-1965`, `18 Feb 1962 to 3 Mar 1962`, any of the
 * shapes that sanctions lists and customer files use. False when the text is no date; day and
 * month are checked against the calendar. Slashed dates are day first. */
bool idt_date_parse(idt_date_range *out, idt_span text);

bool idt_ymd_valid(idt_ymd date);
/* Append `1962-02-18`, `1962-02`, `1962`, `circa 1947`, `1962 to 1965`. */
void idt_date_format(idt_buf *out, idt_date_range date);
void idt_ymd_format(idt_buf *out, idt_ymd date);

#endif
