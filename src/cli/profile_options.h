/* profile_options.h - which profile does the user mean? */
#ifndef IDT_CLI_PROFILE_OPTIONS_H
#define IDT_CLI_PROFILE_OPTIONS_H

#include "cli/arguments.h"
#include "match/profile.h"

#define IDT_PROFILE_OPTION                                                                         \
    {                                                                                              \
        "profile", 0, "PROFILE", "numbers to judge by: default, ofac, or a YAML file"              \
    }

/* The profile of --profile: a built-in one by its name, else the file of that name; the default
 * one where the option is not given or the command does not have it. IDT_OK; IDT_E_USAGE (neither);
 * IDT_E_INPUT (the file at fault, err with path and line); IDT_E_IO. */
idt_status idt_profile_from_arguments(idt_profile *out, const idt_arguments *arguments,
                                      idt_err *err) IDT_MUST_USE;
/* The profile of a file. IDT_OK, IDT_E_INPUT, IDT_E_LIMIT, IDT_E_IO. */
idt_status idt_profile_from_file(idt_profile *out, const char *path, idt_err *err) IDT_MUST_USE;

#endif
