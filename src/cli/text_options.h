/* text_options.h - how is text rendered here? */
#ifndef IDT_CLI_TEXT_OPTIONS_H
#define IDT_CLI_TEXT_OPTIONS_H

#include "cli/command.h"
#include "cli/render.h"

/* Colour as the user wishes, the terminal's width. */
idt_render_options idt_text_options(const idt_arguments *arguments);

/* Print what is in `out`, release it and give `code`, or the exit code of a failed write. */
int idt_finish(idt_buf *out, int code);

#endif
