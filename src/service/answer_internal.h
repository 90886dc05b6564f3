/* answer_internal.h - parts that several answers share. */
#ifndef IDT_SERVICE_ANSWER_INTERNAL_H
#define IDT_SERVICE_ANSWER_INTERNAL_H

#include "codec/json.h"
#include "service/answer.h"

/* The members index, profile, engine and lists of an open object. */
void idt_answer_write_made_with(idt_json *json, const idt_made_with *made_with);
void idt_answer_write_explanation(idt_json *json, const idt_explanation *explanation);
/* The last line end of a document. */
void idt_answer_finish(idt_buf *out);

#endif
