/* edition.c - the words for diagnostics. */
#include "model/edition.h"

#include "base/err.h"

const char *idt_diagnostic_level_name(idt_diagnostic_level level)
{
    static const char *const names[] = { [IDT_DIAGNOSTIC_NOTE] = "note",
                                         [IDT_DIAGNOSTIC_WARNING] = "warning",
                                         [IDT_DIAGNOSTIC_LOSS] = "loss" };
    idt_assert((size_t)level < sizeof names / sizeof *names);
    return names[level];
}
