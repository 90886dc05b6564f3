/* xml_fuzz.c - no bytes make the XML reader misbehave; every end follows its start. */
#include "fuzz/fuzz.h"

#include "base/err.h"
#include "codec/xml.h"

typedef struct {
    size_t depth, bytes;
} seen;

static void on_start(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    seen *self = context;
    self->depth++;
    idt_assert(self->depth == idt_xml_depth(xml));
    idt_assert(idt_xml_ancestor(xml, 0)[0] == name[0]);
    if (idt_xml_attribute(attributes, "stop"))
        idt_xml_stop(xml, IDT_E_INPUT, "stop in %s", name);
}

static void on_end(void *context, idt_xml *xml, const char *name, idt_span text)
{
    seen *self = context;
    idt_assert(self->depth == idt_xml_depth(xml));
    (void)name;
    self->bytes += text.len;
    self->depth--;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const idt_xml_handlers handlers = { on_start, on_end };
    seen context = { 0, 0 };
    idt_err err = IDT_ERR_INIT;
    idt_status status =
        idt_xml_parse((idt_span){ (const char *)data, size }, &handlers, &context, &err);

    idt_assert(status == err.status);
    idt_assert(status != IDT_OK || context.depth == 0);
    idt_assert(status == IDT_OK || err.text[0] != '\0');
    return 0;
}
