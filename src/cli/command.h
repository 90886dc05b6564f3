/* command.h - what is a command, and what do all of them need? */
#ifndef IDT_CLI_COMMAND_H
#define IDT_CLI_COMMAND_H

#include "cli/arguments.h"
#include "match/profile.h"
#include "service/answer.h"

typedef struct {
    const char *name;
    const char *synopsis; /* "screen NAME... | -i FILE" */
    const char *summary;  /* one line */
    const char *details;  /* help text below the options; may be "" */
    const idt_option *options;
    /* Runs and gives the exit code; a failure is printed by itself. */
    int (*run)(const idt_arguments *arguments);
} idt_command;

extern const idt_command idt_command_build, idt_command_lists, idt_command_find, idt_command_show,
    idt_command_screen, idt_command_explain, idt_command_scan, idt_command_compare,
    idt_command_validate, idt_command_profile, idt_command_diff, idt_command_update;

enum {
    IDT_EXIT_NOTHING = 0, /* clean */
    IDT_EXIT_FOUND = 1,   /* hits */
};

/* Print "interdict: ..." and give the exit code of the status. */
int idt_report(idt_status status, const idt_err *err);
/* The same for a usage error, with a pointer to the command's help. */
int idt_usage_error(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The index file the user means: --index, or lists.idx in the data folder. In `out`. */
void idt_index_path(idt_buf *out, const idt_arguments *arguments);

/* Everything a query needs, opened once. */
typedef struct {
    idt_index *index;
    idt_profile profile;
    char profile_hash[17];
    idt_arena arena; /* editions, results */
    idt_made_with made_with;
} idt_session;

/* Open the index and read the profile that the command line names. */
idt_status idt_session_open(idt_session *out, const idt_arguments *arguments,
                            idt_err *err) IDT_MUST_USE;
void idt_session_close(idt_session *self);

/* IDT_E_INPUT where `path` is a folder; whether it can be read shows when it is opened. */
idt_status idt_refuse_folder(const char *path, idt_err *err) IDT_MUST_USE;

/* Write to standard output; false when it cannot be written. */
bool idt_print(idt_span bytes);

/* --format, among `allowed` (a mask of 1 << idt_format); text when not given. */
idt_status idt_format_of(idt_format *out, const idt_arguments *arguments, unsigned allowed,
                         idt_err *err) IDT_MUST_USE;

#endif
