/* err.c - statuses and assertions. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void fill(idt_err *err, idt_status status, uint64_t line, uint64_t offset,
                 const char *format, va_list args) __attribute__((format(printf, 5, 0)));

static void fill(idt_err *err, idt_status status, uint64_t line, uint64_t offset,
                 const char *format, va_list args)
{
    if (!err)
        return;
    err->status = status;
    err->line = line;
    err->offset = offset;
    vsnprintf(err->text, sizeof err->text, format, args);
}

idt_status idt_fail(idt_err *err, idt_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, status, 0, 0, format, args);
    va_end(args);
    return status;
}

idt_status idt_fail_at(idt_err *err, idt_status status, uint64_t line, uint64_t offset,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, status, line, offset, format, args);
    va_end(args);
    return status;
}

int idt_status_exit_code(idt_status status)
{
    switch (status) {
    case IDT_OK:
        return 0;
    case IDT_E_USAGE:
        return 2;
    case IDT_E_INPUT:
    case IDT_E_LIMIT:
    case IDT_E_CORRUPT:
    case IDT_E_VERSION:
        return 3;
    case IDT_E_IO:
        return 4;
    }
    return 4;
}

void idt_assert_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "interdict: internal error: %s does not hold (%s:%d)\n", what, file, line);
    abort();
}
