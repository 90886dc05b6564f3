/* csv_write.c - quote what must be quoted. */
#include "codec/csv_write.h"

static bool needs_quotes(idt_span field)
{
    for (size_t i = 0; i < field.len; i++) {
        char c = field.ptr[i];
        if (c == ',' || c == '"' || c == '\r' || c == '\n')
            return true;
    }
    return field.len > 0 && (idt_is_blank(field.ptr[0]) || idt_is_blank(field.ptr[field.len - 1]));
}

static void write_quoted(idt_buf *out, idt_span field)
{
    idt_buf_add_char(out, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] == '"')
            idt_buf_add_char(out, '"');
        idt_buf_add_char(out, field.ptr[i]);
    }
    idt_buf_add_char(out, '"');
}

void idt_csv_write_row(idt_buf *out, const idt_span *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            idt_buf_add_char(out, ',');
        /* One empty field alone would be a blank line, which readers skip. */
        if (needs_quotes(fields[i]) || (count == 1 && fields[i].len == 0))
            write_quoted(out, fields[i]);
        else
            idt_buf_add_span(out, fields[i]);
    }
    idt_buf_add_char(out, '\n');
}
