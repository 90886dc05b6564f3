/* arguments.h - what did the user type?
 *
 * Options stand anywhere: `--name value`, `--name=value`, short ones as `-n value`; `--` ends them.
 * A command states its options in a table; anything else is a usage error that names the word. */
#ifndef IDT_CLI_ARGUMENTS_H
#define IDT_CLI_ARGUMENTS_H

#include "base/err.h"

typedef struct {
    const char *name;   /* "threshold" */
    char letter;        /* 'i' for -i; 0: none */
    const char *value;  /* what stands behind it in the help, "FILE"; NULL: a switch */
    const char *meaning;
} idt_option;

typedef struct {
    const idt_option *options; /* ends with a NULL name; the common ones are known besides */
    const char **values;       /* by option: the value, "" for a switch that is set, or NULL */
    const char *data, *index, *color; /* common options */
    const char **words;        /* everything that is no option */
    size_t word_count;
} idt_arguments;

/* IDT_OK or IDT_E_USAGE. Release frees the arrays; strings are argv's. */
idt_status idt_arguments_parse(idt_arguments *out, const idt_option *options, int argc,
                               char **argv, idt_err *err) IDT_MUST_USE;
void idt_arguments_release(idt_arguments *self);

/* The value of an option of the table, or NULL. The name must be in the table. */
const char *idt_arguments_value(const idt_arguments *self, const char *name);

/* A number of at most `max`, or `fallback` where the option is not given. */
idt_status idt_arguments_number(uint32_t *out, const idt_arguments *self, const char *name,
                                uint32_t fallback, uint32_t max, idt_err *err) IDT_MUST_USE;
/* A score from 0 to 1 with up to three decimals, as thousandths. */
idt_status idt_arguments_score(uint32_t *out, const idt_arguments *self, const char *name,
                               uint32_t fallback, idt_err *err) IDT_MUST_USE;

extern const idt_option idt_common_options[];

#endif
