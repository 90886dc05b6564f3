/* screen_file.h - a customer file screened from the command line.
 *
 * The file, the terminal, signals and the file of answers; the work is service/batch.h. */
#ifndef IDT_CLI_SCREEN_FILE_H
#define IDT_CLI_SCREEN_FILE_H

#include "cli/command.h"
#include "cli/text_options.h"
#include "screen/screen.h"

/* What the options say of a customer file; the strings are the arguments'. */
typedef struct {
    const char *input; /* NULL: names were typed */
    const char *output;
    bool resume;
    const char *map, *encoding, *sheet;
    char delimiter;
} idt_screen_file_options;

typedef struct {
    idt_screen_options screen;
    idt_format format;
    idt_render_options render;
    uint32_t threads;
    idt_screen_file_options file;
} idt_screen_settings;

/* With -o and no --format, *format becomes CSV for FILE.csv, else NDJSON. IDT_OK or IDT_E_USAGE. */
idt_status idt_screen_file_settings(idt_screen_file_options *out, idt_format *format,
                                    const idt_arguments *arguments, idt_err *err) IDT_MUST_USE;
/* Screens, prints, and gives the exit code. */
int idt_screen_file(const idt_screen_settings *settings, idt_session *session);

#endif
