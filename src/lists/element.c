/* element.c - from events to trees, record after record. */
#include "lists/element.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "codec/xml.h"

/* Mapped bytes behind the parser are given back in pieces of this size. */
enum { FORGET_BYTES = 8 * 1024 * 1024 };

typedef struct {
    idt_records shared;
    const idt_record_handlers *handlers;
    const idt_list_input *input;
    idt_arena arena; /* the open record */
    idt_element *open;
    size_t element_count;
    size_t forgotten; /* bytes */
} reader;

/* --- taking --- */

idt_element *idt_element_child(const idt_element *self, const char *name, const idt_element *after)
{
    if (!self)
        return NULL;
    for (idt_element *child = after ? after->next : self->first; child; child = child->next)
        if (idt_span_equal_text(child->name, name))
            return child;
    return NULL;
}

idt_element *idt_element_find(const idt_element *self, const char *path)
{
    idt_element *found = NULL;
    idt_span rest = idt_span_of(path), part;

    while (self && idt_span_split(&part, &rest, "/")) {
        found = self->first;
        while (found && !idt_span_equal(found->name, part))
            found = found->next;
        self = found;
    }
    return found;
}

idt_span idt_element_take(idt_element *self)
{
    if (!self || self->text.len == 0)
        return IDT_SPAN_EMPTY;
    self->taken = true;
    return idt_arena_copy(self->keep, self->text);
}

idt_span idt_element_take_child(idt_element *self, const char *name)
{
    for (idt_element *child = idt_element_child(self, name, NULL); child;
         child = idt_element_child(self, name, child))
        if (child->text.len > 0)
            return idt_element_take(child);
    return IDT_SPAN_EMPTY;
}

idt_span idt_element_look_child(const idt_element *self, const char *name)
{
    const idt_element *child = idt_element_child(self, name, NULL);
    return child ? child->text : IDT_SPAN_EMPTY;
}

static idt_attribute *find_attribute(const idt_element *self, const char *name)
{
    for (size_t i = 0; self && i < self->attribute_count; i++)
        if (idt_span_equal_text(self->attributes[i].name, name))
            return &self->attributes[i];
    return NULL;
}

idt_span idt_element_take_attribute(idt_element *self, const char *name)
{
    idt_attribute *attribute = find_attribute(self, name);

    if (!attribute || attribute->value.len == 0)
        return IDT_SPAN_EMPTY;
    attribute->taken = true;
    return idt_arena_copy(self->keep, attribute->value);
}

idt_span idt_element_look_attribute(const idt_element *self, const char *name)
{
    const idt_attribute *attribute = find_attribute(self, name);
    return attribute ? attribute->value : IDT_SPAN_EMPTY;
}

void idt_element_pass_attribute(idt_element *self, const char *name)
{
    idt_attribute *attribute = find_attribute(self, name);
    if (attribute)
        attribute->taken = true;
}

void idt_element_pass(idt_element *self)
{
    const idt_element *top = self;

    while (self) { /* depth first, without recursion */
        self->taken = true;
        for (size_t i = 0; i < self->attribute_count; i++)
            self->attributes[i].taken = true;
        if (self->first) {
            self = self->first;
            continue;
        }
        while (self != top && !self->next)
            self = self->parent;
        if (self == top)
            return;
        self = self->next;
    }
}

void idt_element_pass_child(idt_element *self, const char *name)
{
    for (idt_element *child = idt_element_child(self, name, NULL); child;
         child = idt_element_child(self, name, child))
        idt_element_pass(child);
}

/* --- keeping the rest --- */

idt_source idt_records_source(const idt_records *self, const idt_element *element)
{
    return element ? (idt_source){ element->file, element->line } : (idt_source){ self->file, 0 };
}

/* "address/city", from below the record. */
static void add_path(idt_buf *out, const idt_element *element, const idt_element *record)
{
    if (element == record)
        return;
    add_path(out, element->parent, record);
    if (out->len > 0)
        idt_buf_add_char(out, '/');
    idt_buf_add_span(out, element->name);
}

static void keep_one(idt_records *self, const idt_element *record, const idt_element *element,
                     const idt_attribute *attribute, idt_party *party)
{
    idt_buf path = IDT_BUF_INIT;

    add_path(&path, element, record);
    if (path.len == 0)
        idt_buf_add_span(&path, record->name);
    if (attribute)
        idt_buf_format(&path, "@%.*s", (int)attribute->name.len, attribute->name.ptr);
    idt_leftovers_add(&self->leftovers, self->lists, party, idt_buf_span(&path),
                      attribute ? attribute->value : element->text,
                      idt_records_source(self, element));
    idt_buf_release(&path);
}

void idt_records_keep_rest(idt_records *self, const idt_element *record, idt_party *party)
{
    const idt_element *at = record;

    while (at) {
        if (!at->taken && at->text.len > 0)
            keep_one(self, record, at, NULL, party);
        for (size_t i = 0; i < at->attribute_count; i++)
            if (!at->attributes[i].taken && at->attributes[i].value.len > 0)
                keep_one(self, record, at, &at->attributes[i], party);
        if (at->first) {
            at = at->first;
            continue;
        }
        while (at != record && !at->next)
            at = at->parent;
        at = at == record ? NULL : at->next;
    }
}

/* --- reading --- */

/* Runs of blanks and line ends become one blank. */
static idt_span folded(idt_arena *arena, idt_span text)
{
    size_t length = 0;

    text = idt_span_trim(text);
    if (text.len == 0)
        return IDT_SPAN_EMPTY;
    char *out = idt_arena_alloc(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        bool blank = idt_is_blank(text.ptr[i]);
        if (blank && idt_is_blank(out[length - 1]))
            continue; /* the first character is no blank, so there is one before */
        out[length++] = blank ? ' ' : text.ptr[i];
    }
    return (idt_span){ out, length };
}

static idt_element *new_element(reader *self, idt_xml *xml, const char *name,
                                const char **attributes)
{
    idt_element *element = idt_arena_alloc(&self->arena, sizeof *element);
    size_t count = 0;

    while (attributes[count])
        count += 2;
    *element = (idt_element){ .name = idt_arena_copy(&self->arena, idt_span_of(name)),
                              .text = IDT_SPAN_EMPTY,
                              .file = self->shared.file,
                              .line = (uint32_t)idt_xml_line(xml),
                              .attribute_count = count / 2,
                              .keep = &self->shared.lists->arena };
    element->attributes = idt_arena_alloc(&self->arena, (count / 2 + 1) * sizeof(idt_attribute));
    for (size_t i = 0; i < count / 2; i++) {
        const char *colon = strrchr(attributes[2 * i], ':');
        const char *local = colon ? colon + 1 : attributes[2 * i];
        bool about_xml = strncmp(attributes[2 * i], "xmlns", 5) == 0 ||
                         strncmp(attributes[2 * i], "xsi:", 4) == 0;
        element->attributes[i] =
            (idt_attribute){ idt_arena_copy(&self->arena, idt_span_of(local)),
                             folded(&self->arena, idt_span_of(attributes[2 * i + 1])), about_xml };
    }
    return element;
}

static void append(idt_element *parent, idt_element *child)
{
    child->parent = parent;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static void on_start(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    reader *self = context;

    if (self->open) {
        if (++self->element_count > IDT_ELEMENT_COUNT_MAX) {
            idt_xml_stop(xml, IDT_E_LIMIT, "the record has more than %d elements",
                         IDT_ELEMENT_COUNT_MAX);
            return;
        }
        idt_element *child = new_element(self, xml, name, attributes);
        append(self->open, child);
        self->open = child;
        return;
    }
    if (idt_xml_depth(xml) == 1 && self->handlers->root) {
        idt_element *root = new_element(self, xml, name, attributes);
        self->handlers->root(&self->shared, root);
        idt_arena_reset(&self->arena);
    }
    if (self->handlers->is_record(&self->shared, idt_xml_depth(xml), idt_xml_ancestor(xml, 1),
                                  name)) {
        self->element_count = 1;
        self->open = new_element(self, xml, name, attributes);
    }
}

static void forget_read(reader *self, idt_xml *xml)
{
    uint64_t offset = idt_xml_offset(xml);

    if (offset < self->forgotten + FORGET_BYTES)
        return;
    idt_map_forget(&self->input->map, self->forgotten, (size_t)offset);
    self->forgotten = (size_t)offset;
}

static void on_end(void *context, idt_xml *xml, const char *name, idt_span text)
{
    reader *self = context;

    if (!self->open) {
        text = idt_span_trim(text);
        if (text.len > 0)
            idt_leftovers_add(&self->shared.leftovers, self->shared.lists, NULL, idt_span_of(name),
                              text, (idt_source){ self->shared.file, (uint32_t)idt_xml_line(xml) });
        return;
    }
    self->open->text = folded(&self->arena, text);
    idt_element *ended = self->open;
    self->open = ended->parent;
    if (self->open)
        return;
    self->handlers->record(&self->shared, ended);
    idt_arena_reset(&self->arena);
    forget_read(self, xml);
}

void idt_records_stop(idt_records *self, idt_status status, const char *format, ...)
{
    char text[IDT_ERR_TEXT_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    idt_xml_stop(self->xml, status, "%s", text);
}

static void on_start_first(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    reader *self = context;
    self->shared.xml = xml;
    on_start(context, xml, name, attributes);
}

idt_status idt_records_read(idt_lists *lists, const idt_list_input *input, uint32_t file,
                            const idt_record_handlers *handlers, void *context, idt_err *err)
{
    static const idt_xml_handlers events = { on_start_first, on_end };
    reader self = { .shared = { lists, file, IDT_LEFTOVERS_INIT, context, NULL },
                    .handlers = handlers,
                    .input = input,
                    .arena = IDT_ARENA_INIT };
    idt_status status = idt_xml_parse(input->map.bytes, &events, &self, err);

    if (!status)
        idt_leftovers_report(&self.shared.leftovers, lists);
    idt_leftovers_release(&self.shared.leftovers);
    idt_arena_release(&self.arena);
    return status;
}

/* --- the head of a document --- */

static size_t skip_to(idt_span head, size_t at, const char *end)
{
    size_t found = idt_span_find(idt_span_sub(head, at, head.len), end);
    return found == SIZE_MAX ? head.len : at + found + strlen(end);
}

/* Behind a document type, whose declarations stand in brackets. */
static size_t skip_document_type(idt_span head, size_t at)
{
    size_t end = skip_to(head, at, ">");
    size_t bracket = skip_to(idt_span_sub(head, 0, end), at, "[");

    if (bracket == end)
        return end;
    return skip_to(head, skip_to(head, bracket, "]"), ">");
}

/* Where the root's '<' stands, or head.len. */
static size_t find_root(idt_span head)
{
    size_t at = idt_span_starts(head, "\xEF\xBB\xBF") ? 3 : 0;

    while (at < head.len) {
        idt_span rest = idt_span_sub(head, at, head.len);
        if (idt_is_blank(*rest.ptr))
            at++;
        else if (idt_span_starts(rest, "<?"))
            at = skip_to(head, at, "?>");
        else if (idt_span_starts(rest, "<!--"))
            at = skip_to(head, at, "-->");
        else if (idt_span_starts(rest, "<!"))
            at = skip_document_type(head, at);
        else
            return *rest.ptr == '<' ? at : head.len;
    }
    return head.len;
}

bool idt_xml_head_root(idt_span head, idt_span *name, idt_span *name_space)
{
    size_t at = find_root(head);
    size_t end = skip_to(head, at, ">");
    idt_span tag = idt_span_sub(head, at + 1, end);
    char wanted[80];

    *name = *name_space = IDT_SPAN_EMPTY;
    if (at >= head.len)
        return false;
    size_t length = 0;
    while (length < tag.len && !idt_is_blank(tag.ptr[length]) && tag.ptr[length] != '>' &&
           tag.ptr[length] != '/')
        length++;
    idt_span whole = idt_span_sub(tag, 0, length), prefix = IDT_SPAN_EMPTY;
    size_t colon = idt_span_find(whole, ":");
    *name = whole;
    if (colon != SIZE_MAX) {
        prefix = idt_span_sub(whole, 0, colon);
        *name = idt_span_sub(whole, colon + 1, whole.len);
    }
    snprintf(wanted, sizeof wanted,
             prefix.len ? "xmlns:%.*s=" : "xmlns%.*s=", prefix.len < 60 ? (int)prefix.len : 60,
             prefix.ptr);
    size_t found = idt_span_find(tag, wanted);
    if (found != SIZE_MAX) {
        idt_span value = idt_span_sub(tag, found + strlen(wanted), tag.len);
        char quote[2] = { value.len ? value.ptr[0] : '"', '\0' };
        value = idt_span_sub(value, 1, value.len);
        size_t close = idt_span_find(value, quote);
        *name_space = idt_span_sub(value, 0, close == SIZE_MAX ? value.len : close);
    }
    return name->len > 0;
}
