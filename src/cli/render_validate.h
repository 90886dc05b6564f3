/* render_validate.h - what does a person see of a validation? */
#ifndef IDT_CLI_RENDER_VALIDATE_H
#define IDT_CLI_RENDER_VALIDATE_H

#include "cli/paint.h"
#include "validate/validate.h"

/* Recall by class, alert rates, and every bar with its verdict. */
void idt_render_validation(idt_buf *out, const idt_validation_report *report,
                           const idt_render_options *options);

#endif
