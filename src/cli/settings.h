/* settings.h - what does the user's settings file say?
 *
 * `interdict.yml` in the data folder holds lines of `key: value`. Each key is the name of an option
 * and its value stands in where that option is not typed:
 *
 *     index, profile, color, threshold, limit, threads, format, feed.*
 *
 * A command hears the keys that are options of its own and passes over the others. A key that no
 * command knows, or a value that no command takes, is an error that names file and line. */
#ifndef IDT_CLI_SETTINGS_H
#define IDT_CLI_SETTINGS_H

#include "base/arena.h"
#include "cli/arguments.h"

/* Fill the options of `arguments` that were not typed. The strings live in `arena`. IDT_OK, also
 * where there is no file; IDT_E_USAGE for what is wrong in it; IDT_E_IO. */
idt_status idt_settings_apply(idt_arguments *arguments, idt_arena *arena,
                              idt_err *err) IDT_MUST_USE;

#endif
