/* csv_write.h - how do values become CSV?
 *
 * RFC 4180: fields with a comma, a quote or a line end, or with a blank at either end, stand in
 * quotes, and quotes inside are doubled. Rows end with LF. Malformed UTF-8 is passed through. */
#ifndef IDT_CODEC_CSV_WRITE_H
#define IDT_CODEC_CSV_WRITE_H

#include "base/buf.h"

void idt_csv_write_row(idt_buf *out, const idt_span *fields, size_t count);

#endif
