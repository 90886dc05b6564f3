/* arguments.h - what did the user type?
 *
 * Options stand anywhere behind the command, the common ones in front of it too: `--name value`,
 * `--name=value`, short ones as `-n value`; `--` ends them. A command states its options in a
 * table; anything else is a usage error that names the word. */
#ifndef IDT_CLI_ARGUMENTS_H
#define IDT_CLI_ARGUMENTS_H

#include "base/buf.h"
#include "base/err.h"

typedef struct {
    const char *name;  /* "threshold"; "feed." for every option that begins so */
    char letter;       /* 'i' for -i; 0: none */
    const char *value; /* what stands behind it in the help, "FILE"; NULL: a switch */
    const char *meaning;
} idt_option;

typedef struct {
    idt_span name; /* whole, "feed.un_sc_sanctions.url" */
    const char *value;
} idt_argument_pair;

typedef struct {
    const idt_option *options; /* ends with a NULL name; the common ones are known besides */
    const char **values;       /* by option: the value, "" for a switch that is set, or NULL */
    bool *filled;              /* by option: the value comes from the settings */
    idt_argument_pair *pairs;  /* of options that begin with a name ending in a dot */
    size_t pair_count, pair_capacity;
    const char *data, *index, *edition, *color; /* common options */
    const char **words;                         /* everything that is no option */
    size_t word_count;
} idt_arguments;

/* IDT_OK or IDT_E_USAGE. Release frees the arrays; strings are argv's. */
idt_status idt_arguments_parse(idt_arguments *out, const idt_option *options, int argc, char **argv,
                               idt_err *err) IDT_MUST_USE;
void idt_arguments_release(idt_arguments *self);

/* Whether the words, and the aliases, are UTF-8. IDT_OK, or IDT_E_INPUT naming the byte. */
idt_status idt_arguments_check_text(const idt_arguments *self, idt_err *err) IDT_MUST_USE;
/* How many of `argv` are common options with their values, before the first other word. */
idt_status idt_arguments_leading(int *out, int argc, char **argv, idt_err *err) IDT_MUST_USE;

/* Give an option or common option a value where it was not typed; nothing where the command has no
 * such option. The strings must live as long as the arguments. */
void idt_arguments_fill(idt_arguments *self, const char *name, const char *value);

/* The value of an option of the table, or NULL. The name must be in the table. */
const char *idt_arguments_value(const idt_arguments *self, const char *name);
/* Whether it was filled, not typed. */
bool idt_arguments_is_filled(const idt_arguments *self, const char *name);

/* Append the data folder: --data, else INTERDICT_DATA, else ~/.local/share/interdict. */
void idt_data_folder(idt_buf *out, const idt_arguments *self);

/* A number of at most `max`, or `fallback` where the option is not given. */
idt_status idt_arguments_number(uint32_t *out, const idt_arguments *self, const char *name,
                                uint32_t fallback, uint32_t max, idt_err *err) IDT_MUST_USE;
/* A score from 0 to 1 with three decimals that are not 0 at most, as thousandths. */
idt_status idt_arguments_score(uint32_t *out, const idt_arguments *self, const char *name,
                               uint32_t fallback, idt_err *err) IDT_MUST_USE;

/* A score as thousandths; false where the text is none. */
bool idt_score_parse(uint32_t *out, idt_span text);
/* auto, always or never. */
bool idt_color_known(idt_span word);

extern const idt_option idt_common_options[];

#endif
