/* err.h - what went wrong, where, in words a person can act on?
 *
 * Fallible functions return an idt_status and fill the caller's idt_err, which is complete enough
 * to print. `idt_assert` is for our own bugs only, never for bytes from outside; it stays on in
 * release builds, because a missed party is worse than a restart. */
#ifndef IDT_BASE_ERR_H
#define IDT_BASE_ERR_H

#include "base/span.h"

typedef enum {
    IDT_OK = 0,
    IDT_E_USAGE,   /* the caller's words are off */
    IDT_E_INPUT,   /* bytes from outside are wrong; err says at which file, line or offset */
    IDT_E_LIMIT,   /* a stated limit was passed; err names it */
    IDT_E_CORRUPT, /* an index file is damaged */
    IDT_E_VERSION, /* an index file of another format version */
    IDT_E_IO,      /* the system failed: disk, memory map, permissions */
} idt_status;

enum { IDT_ERR_TEXT_MAX = 512 };

typedef struct {
    idt_status status;
    uint64_t line;   /* 1-based; 0 where a line makes no sense */
    uint64_t offset; /* bytes from the start of the input; 0 where unknown */
    char text[IDT_ERR_TEXT_MAX];
} idt_err;

#define IDT_ERR_INIT ((idt_err){ IDT_OK, 0, 0, "" })
#define IDT_MUST_USE __attribute__((warn_unused_result))

/* Fill `err` (NULL is fine) and return `status`. The text is cut at IDT_ERR_TEXT_MAX. */
idt_status idt_fail(idt_err *err, idt_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with a position. */
idt_status idt_fail_at(idt_err *err, idt_status status, uint64_t line, uint64_t offset,
                       const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The program's exit code for a status: 0, 2 usage, 3 bad input, 4 system. */
int idt_status_exit_code(idt_status status);

void idt_assert_failed(const char *what, const char *file, int line) __attribute__((noreturn));
#define idt_assert(condition)                                                                      \
    ((condition) ? (void)0 : idt_assert_failed(#condition, __FILE__, __LINE__))

#endif
