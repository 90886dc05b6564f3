/* xml.h - how does XML become events?
 *
 * A thin cover over expat: streaming, namespaces cut off to local names, text collected per
 * element, the line of every event. Entity declarations are refused (no expansion bombs), depth
 * and text length are limited. Handlers may stop the parse with an error. */
#ifndef IDT_CODEC_XML_H
#define IDT_CODEC_XML_H

#include "base/err.h"

enum {
    IDT_XML_DEPTH_MAX = 64,
    IDT_XML_TEXT_BYTES_MAX = 16 * 1024 * 1024, /* one element's text */
};

typedef struct idt_xml idt_xml;

typedef struct {
    /* An element begins. `attributes` is NULL-terminated: name, value, name, value ... */
    void (*start)(void *context, idt_xml *xml, const char *name, const char **attributes);
    /* It ends; `text` is its own character data as written (children's left out), valid during
     * the call. */
    void (*end)(void *context, idt_xml *xml, const char *name, idt_span text);
} idt_xml_handlers;

/* Parse a whole document. IDT_OK, IDT_E_INPUT with line and offset (malformed, wrong encoding,
 * truncated), IDT_E_LIMIT, or the status a handler gave to idt_xml_stop. */
idt_status idt_xml_parse(idt_span bytes, const idt_xml_handlers *handlers, void *context,
                         idt_err *err) IDT_MUST_USE;

uint64_t idt_xml_line(const idt_xml *self);   /* of the current event, 1-based */
uint64_t idt_xml_offset(const idt_xml *self); /* likewise: bytes before it */
size_t idt_xml_depth(const idt_xml *self);    /* 1 at the root's start and end */
/* Name of the enclosing element `up` levels above the current one (1: the parent); "" above the
 * root. */
const char *idt_xml_ancestor(const idt_xml *self, size_t up);
/* Value of an attribute, or NULL. */
const char *idt_xml_attribute(const char **attributes, const char *name);
void idt_xml_stop(idt_xml *self, idt_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
