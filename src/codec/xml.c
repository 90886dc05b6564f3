/* xml.c - expat, made safe and small.
 *
 * Expat checks the document; this file keeps a stack of the open elements with their names and
 * their own text, and turns every trouble into one status with a place. What could expand or fetch
 * (declarations of entities and attributes, references to entities nobody declared) ends the parse.
 *
 * The document is given to expat in large pieces: few enough that the copies it makes of unfinished
 * tokens cost nothing, small enough that it never copies much. */
#include "codec/xml.h"

#include <expat.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "codec/utf8.h"

enum { CHUNK_BYTES = 4 * 1024 * 1024 };

typedef struct {
    idt_buf name; /* NUL-terminated local name */
    idt_buf text;
} element;

struct idt_xml {
    XML_Parser expat;
    const idt_xml_handlers *handlers;
    void *context;
    element open[IDT_XML_DEPTH_MAX];
    size_t depth;
    idt_span bytes;
    bool other_encoding; /* the document declares one that is not UTF-8 */
    idt_err err;         /* status is not IDT_OK once the parse is stopped */
};

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

uint64_t idt_xml_offset(const idt_xml *self)
{
    XML_Index index = XML_GetCurrentByteIndex(self->expat);
    return index > 0 ? (uint64_t)index : 0;
}

uint64_t idt_xml_line(const idt_xml *self)
{
    return XML_GetCurrentLineNumber(self->expat);
}

size_t idt_xml_depth(const idt_xml *self)
{
    return self->depth;
}

const char *idt_xml_ancestor(const idt_xml *self, size_t up)
{
    return up < self->depth ? self->open[self->depth - 1 - up].name.ptr : "";
}

const char *idt_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

void idt_xml_stop(idt_xml *self, idt_status status, const char *format, ...)
{
    char what[IDT_ERR_TEXT_MAX];
    va_list args;
    if (self->err.status != IDT_OK || status == IDT_OK)
        return;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    uint64_t line = idt_xml_line(self);
    (void)idt_fail_at(&self->err, status, line, idt_xml_offset(self), "line %" PRIu64 ": %s", line,
                      what);
    XML_StopParser(self->expat, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    idt_xml *self = data;
    if (self->err.status != IDT_OK)
        return;
    if (self->depth == IDT_XML_DEPTH_MAX) {
        idt_xml_stop(self, IDT_E_LIMIT, "elements nest deeper than %d", IDT_XML_DEPTH_MAX);
        return;
    }
    name = local_name(name);
    element *top = &self->open[self->depth++];
    idt_buf_reset(&top->name);
    idt_buf_add(&top->name, name, strlen(name) + 1);
    idt_buf_reset(&top->text);
    if (self->handlers->start)
        self->handlers->start(self->context, self, top->name.ptr, attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    idt_xml *self = data;
    (void)name; /* expat has checked that it is the one on top */
    if (self->err.status != IDT_OK)
        return;
    element *top = &self->open[self->depth - 1];
    if (self->handlers->end)
        self->handlers->end(self->context, self, top->name.ptr, idt_buf_span(&top->text));
    self->depth--;
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
    idt_xml *self = data;
    if (self->err.status != IDT_OK || self->depth == 0)
        return;
    element *top = &self->open[self->depth - 1];
    if (top->text.len + (size_t)length > IDT_XML_TEXT_BYTES_MAX) {
        idt_xml_stop(self, IDT_E_LIMIT, "the text of <%s> is longer than %d bytes", top->name.ptr,
                     IDT_XML_TEXT_BYTES_MAX);
        return;
    }
    idt_buf_add(&top->text, text, (size_t)length);
}

/* The parameters are expat's. Nothing a list publishes needs an entity of its own. */
static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_length, const XML_Char *base,
                              const XML_Char *system_id, const XML_Char *public_id,
                              const XML_Char *notation)
{
    (void)is_parameter, (void)value, (void)value_length, (void)base;
    (void)system_id, (void)public_id, (void)notation;
    idt_xml_stop(data, IDT_E_INPUT, "it declares an entity (%.40s), which is refused", name);
}

/* Attributes with values that stand in the declaration would be copied to every element. */
static void XMLCALL on_attribute_list(void *data, const XML_Char *element_name,
                                      const XML_Char *name, const XML_Char *type,
                                      const XML_Char *value, int is_required)
{
    (void)element_name, (void)type, (void)value, (void)is_required;
    idt_xml_stop(data, IDT_E_INPUT, "it declares an attribute (%.40s), which is refused", name);
}

static void XMLCALL on_skipped_entity(void *data, const XML_Char *name, int is_parameter)
{
    (void)is_parameter;
    idt_xml_stop(data, IDT_E_INPUT, "the entity %.40s is not declared", name);
}

/* Any bytes are Latin-1, but letters beyond ASCII that are Latin-1 do not happen to be UTF-8 all
 * through. Read as declared, every such name would be spoilt. */
static void refuse_utf8(idt_xml *self)
{
    size_t at = 0;

    while (at < self->bytes.len && (unsigned char)self->bytes.ptr[at] < 0x80)
        at++;
    if (at < self->bytes.len && idt_utf8_valid_length(self->bytes) == self->bytes.len)
        idt_xml_stop(self, IDT_E_INPUT,
                     "the file declares ISO-8859-1, but is UTF-8 (first at offset %zu)", at);
}

static void XMLCALL on_declaration(void *data, const XML_Char *version, const XML_Char *encoding,
                                   int standalone)
{
    idt_xml *self = data;
    (void)version, (void)standalone;
    self->other_encoding = encoding && strcasecmp(encoding, "UTF-8") != 0;
    if (encoding && strcasecmp(encoding, "ISO-8859-1") == 0)
        refuse_utf8(self);
}

/* Length of the UTF-8 character at `at`, or 0. Surrogates and overlong forms are left to expat. */
static size_t utf8_length(idt_span bytes, size_t at)
{
    unsigned char lead = (unsigned char)bytes.ptr[at];
    size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length == 0 || lead > 0xf4 || bytes.len - at < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)bytes.ptr[at + i] & 0xc0) != 0x80)
            return 0;
    return length;
}

/* Expat calls a wrong byte an "invalid token"; a person wants to know that the encoding is wrong,
 * and where. Expat's place is the start of the token; the byte stands in it or right behind. */
static bool find_wrong_byte(size_t *at, idt_span bytes, size_t from)
{
    while (from < bytes.len) {
        size_t length = utf8_length(bytes, from);
        if (length == 0) {
            *at = from;
            return true;
        }
        if (bytes.ptr[from] == '<' || bytes.ptr[from] == '\n')
            return false;
        from += length;
    }
    return false;
}

static void fail_by_expat(idt_xml *self, idt_span bytes)
{
    enum XML_Error code = XML_GetErrorCode(self->expat);
    uint64_t line = idt_xml_line(self);
    uint64_t offset = idt_xml_offset(self);
    size_t wrong;
    if (code == XML_ERROR_INVALID_TOKEN && !self->other_encoding && offset < bytes.len &&
        find_wrong_byte(&wrong, bytes, (size_t)offset)) {
        (void)idt_fail_at(&self->err, IDT_E_INPUT, line, wrong,
                          "line %" PRIu64
                          ": byte 0x%02x at offset %zu is no UTF-8; the file is not "
                          "in the encoding it declares",
                          line, (unsigned)(unsigned char)bytes.ptr[wrong], wrong);
        return;
    }
    bool cut = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
               code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    bool at_end = offset >= bytes.len || cut;
    (void)idt_fail_at(&self->err, IDT_E_INPUT, line, offset, "line %" PRIu64 ": XML: %s%s", line,
                      XML_ErrorString(code), at_end ? " (the file is cut short)" : "");
}

static void feed(idt_xml *self, idt_span bytes)
{
    size_t at = 0;
    do {
        size_t size = bytes.len - at;
        if (size > CHUNK_BYTES)
            size = CHUNK_BYTES;
        bool last = at + size == bytes.len;
        enum XML_Status status = XML_Parse(self->expat, bytes.ptr + at, (int)size, last);
        if (self->err.status != IDT_OK)
            return;
        if (status != XML_STATUS_OK) {
            fail_by_expat(self, bytes);
            return;
        }
        at += size;
    } while (at < bytes.len);
}

static void set_handlers(idt_xml *self)
{
    XML_SetUserData(self->expat, self);
    XML_SetElementHandler(self->expat, on_start, on_end);
    XML_SetCharacterDataHandler(self->expat, on_text);
    XML_SetEntityDeclHandler(self->expat, on_entity);
    XML_SetAttlistDeclHandler(self->expat, on_attribute_list);
    XML_SetSkippedEntityHandler(self->expat, on_skipped_entity);
    XML_SetXmlDeclHandler(self->expat, on_declaration);
}

idt_status idt_xml_parse(idt_span bytes, const idt_xml_handlers *handlers, void *context,
                         idt_err *err)
{
    idt_xml self = {
        .expat = XML_ParserCreate(NULL), .handlers = handlers, .context = context, .bytes = bytes
    };
    if (!self.expat)
        return idt_fail(err, IDT_E_IO, "no memory for an XML parser");
    set_handlers(&self);
    feed(&self, bytes);
    XML_ParserFree(self.expat);
    for (size_t i = 0; i < IDT_XML_DEPTH_MAX; i++) {
        idt_buf_release(&self.open[i].name);
        idt_buf_release(&self.open[i].text);
    }
    if (self.err.status != IDT_OK && err)
        *err = self.err;
    return self.err.status;
}
