/* element.h - one record of an XML list as a small tree, and what of it has been said already.
 *
 * idt_records_read streams a document and hands over one record after the other as a tree of
 * elements. A parser takes the texts and attributes it understands; whatever it did not take is
 * kept as a fact under its path and counted, so that a field the publisher adds tomorrow is neither
 * lost nor overlooked. A tree lives until its handler returns; what was taken lives in the lists'
 * arena. */
#ifndef IDT_LISTS_ELEMENT_H
#define IDT_LISTS_ELEMENT_H

#include "lists/leftovers.h"
#include "lists/lists_internal.h"

/* Elements in one record; the largest published has some ten thousand. */
enum { IDT_ELEMENT_COUNT_MAX = 1 << 20 };

typedef struct {
    idt_span name, value; /* local name; value as published, blanks folded */
    bool taken;
} idt_attribute;

typedef struct idt_element {
    idt_span name;       /* without its namespace */
    idt_span text;       /* its own character data, blanks folded */
    uint32_t file, line; /* in the edition */
    bool taken;          /* the text */
    idt_attribute *attributes;
    size_t attribute_count;
    struct idt_element *parent, *first, *last, *next; /* children in order */
    idt_arena *keep;                                  /* the lists' arena */
} idt_element;

/* The first child so called behind `after` (NULL: from the beginning); NULL when there is none. */
idt_element *idt_element_child(const idt_element *self, const char *name, const idt_element *after);
/* The descendant along a path of names parted by '/': "generalInfo/entityType"; or NULL. */
idt_element *idt_element_find(const idt_element *self, const char *path);

/* Everything below accepts NULL for the element and gives the empty span then. Taking marks as
 * said; looking does not. */
idt_span idt_element_take(idt_element *self);
/* The text of the first child so called. Where several carry text, the others stay untaken. */
idt_span idt_element_take_child(idt_element *self, const char *name);
idt_span idt_element_take_attribute(idt_element *self, const char *name);
idt_span idt_element_look_attribute(const idt_element *self, const char *name);
idt_span idt_element_look_child(const idt_element *self, const char *name);
/* Mark the element with all below it as said: it repeats, numbers or formats something else. */
void idt_element_pass(idt_element *self);
void idt_element_pass_child(idt_element *self, const char *name); /* all so called */
void idt_element_pass_attribute(idt_element *self, const char *name);

typedef struct idt_records {
    idt_lists *lists;
    uint32_t file;           /* position in the edition */
    idt_leftovers leftovers; /* what no handler took */
    void *context;           /* the parser's own */
    struct idt_xml *xml;
} idt_records;

typedef struct {
    /* Does a record begin with this element? `parent` is "" for the root. */
    bool (*is_record)(idt_records *self, size_t depth, const char *parent, const char *name);
    void (*record)(idt_records *self, idt_element *record);
    /* The root's start tag, or NULL: for its attributes, which are not kept otherwise. */
    void (*root)(idt_records *self, idt_element *root);
} idt_record_handlers;

/* Read the document of `input`, which is file `file` of the newest edition. Texts outside of every
 * record are counted as leftovers. Memory of the file's mapping is given back on the way.
 * IDT_OK, IDT_E_INPUT, IDT_E_LIMIT or what idt_records_stop was given, with line and offset. */
idt_status idt_records_read(idt_lists *lists, const idt_list_input *input, uint32_t file,
                            const idt_record_handlers *handlers, void *context,
                            idt_err *err) IDT_MUST_USE;
void idt_records_stop(idt_records *self, idt_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
idt_source idt_records_source(const idt_records *self, const idt_element *element);
/* Keep what was not taken: as facts of `party`, or counted only where it is NULL. */
void idt_records_keep_rest(idt_records *self, const idt_element *record, idt_party *party);

/* Local name and namespace of the root element of a document that starts with `head`; false where
 * there is none within it. Both point into `head`. */
bool idt_xml_head_root(idt_span head, idt_span *name, idt_span *name_space);

#endif
