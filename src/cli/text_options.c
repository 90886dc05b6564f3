/* text_options.c - what all text output shares. */
#include "cli/text_options.h"

#include <stdio.h>
#include <string.h>

idt_render_options idt_text_options(const idt_arguments *arguments)
{
    idt_render_options options = idt_render_options_of(stdout);
    if (arguments->color)
        options.color = strcmp(arguments->color, "always") == 0 ||
                        (strcmp(arguments->color, "never") != 0 && options.color);
    return options;
}

int idt_finish(idt_buf *out, int code)
{
    idt_err err = IDT_ERR_INIT;
    if (!idt_print(idt_buf_span(out)))
        code = idt_report(idt_fail(&err, IDT_E_IO, "cannot write to standard output"), &err);
    idt_buf_release(out);
    return code;
}
