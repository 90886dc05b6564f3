/* ofac_delta.c - OFAC's files of changes, applied to a full list in Enhanced XML.
 *
 *     sanctionsData, of the namespace .../DeltaFile/1.0
 *         publicationInfo: datePublished
 *         entities / entity@id@action?
 *             action="add": the whole entity        action="remove": the entity goes
 *             no action: children with action="add|remove|update", others say where they stand
 *
 * Sources disagree on further words for the action of an entity; one that is not known here is
 * taken as a change in place when its children have actions, else as the whole entity anew.
 *
 * A change in place is made in the entity's tree before it is read: a child is found by its name
 * and its id. So the changed party is the one that OFAC's next full list will give. */
#include <inttypes.h>

#include "base/alloc.h"
#include "lists/element.h"
#include "lists/ofac_internal.h"

enum {
    /* A day's changes: some hundred entities of some hundred elements each. */
    ELEMENTS_MAX = 1 << 19,
    /* A changed element is looked for among its neighbours, one after the other. */
    CHANGED_ELEMENTS_MAX = 1 << 14,
    SHOWN_MAX = 20, /* diagnostics of one kind */
};

typedef enum { CHANGE_ADD, CHANGE_REMOVE, CHANGE_IN_PLACE } change_kind;

typedef struct {
    idt_element *entity;
    change_kind kind;
    size_t element_count;
    bool met; /* in the full list */
} change;

struct idt_ofac_changes {
    idt_arena arena; /* of the trees and ids */
    idt_strmap ids;
    change *items; /* by number of the id */
    size_t capacity;
    size_t element_count;
    uint32_t file;
    idt_span date;
};

/* ---- reading ---- */

static idt_element *copy_tree(idt_ofac_changes *self, const idt_element *from, idt_element *parent)
{
    idt_arena *arena = &self->arena;
    idt_element *copy = idt_arena_alloc(arena, sizeof *copy);

    self->element_count++;
    *copy = *from;
    copy->name = idt_arena_copy(arena, from->name);
    copy->text = idt_arena_copy(arena, from->text);
    copy->parent = parent;
    copy->first = copy->last = copy->next = NULL;
    copy->attributes =
        idt_arena_alloc(arena, (from->attribute_count + 1) * sizeof *copy->attributes);
    for (size_t i = 0; i < from->attribute_count; i++)
        copy->attributes[i] = (idt_attribute){ idt_arena_copy(arena, from->attributes[i].name),
                                               idt_arena_copy(arena, from->attributes[i].value),
                                               from->attributes[i].taken };
    for (const idt_element *child = from->first; child; child = child->next) {
        idt_element *below = copy_tree(self, child, copy);

        if (copy->last)
            copy->last->next = below;
        else
            copy->first = below;
        copy->last = below;
    }
    return copy;
}

static bool has_actions_below(const idt_element *self)
{
    for (const idt_element *child = self->first; child; child = child->next)
        if (idt_element_look_attribute(child, "action").len || has_actions_below(child))
            return true;
    return false;
}

static change_kind kind_of(const idt_element *entity)
{
    idt_span action = idt_element_look_attribute(entity, "action");

    if (idt_span_equal_nocase(action, IDT_SPAN_LIT("add")))
        return CHANGE_ADD;
    if (idt_span_equal_nocase(action, IDT_SPAN_LIT("remove")) ||
        idt_span_equal_nocase(action, IDT_SPAN_LIT("delete")))
        return CHANGE_REMOVE;
    if (action.len && !has_actions_below(entity) && idt_element_child(entity, "names", NULL))
        return CHANGE_ADD;
    return CHANGE_IN_PLACE;
}

static void read_change(idt_records *records, idt_element *entity)
{
    idt_ofac_changes *self = records->context;
    idt_span id = idt_element_look_attribute(entity, "id");
    size_t before = self->element_count;
    bool added;

    if (id.len == 0) {
        idt_records_stop(records, IDT_E_INPUT, "line %" PRIu32 ": a change of an entity without id",
                         entity->line);
        return;
    }
    uint32_t number = idt_strmap_add(&self->ids, idt_arena_copy(&self->arena, id), &added);
    if (!added) {
        idt_records_stop(records, IDT_E_INPUT, "line %" PRIu32 ": the entity %.*s is changed twice",
                         entity->line, (int)(id.len < 40 ? id.len : 40), id.ptr);
        return;
    }
    self->items = idt_grow(self->items, &self->capacity, number + (size_t)1, sizeof *self->items);
    change *item = &self->items[number];
    *item = (change){ copy_tree(self, entity, NULL), kind_of(entity), 0, false };
    item->element_count = self->element_count - before;
    if (self->element_count > ELEMENTS_MAX ||
        (item->kind == CHANGE_IN_PLACE && item->element_count > CHANGED_ELEMENTS_MAX))
        idt_records_stop(records, IDT_E_LIMIT,
                         "line %" PRIu32
                         ": more changes than %d elements, or than %d in one entity",
                         entity->line, ELEMENTS_MAX, CHANGED_ELEMENTS_MAX);
}

static void read_record(idt_records *records, idt_element *record)
{
    if (idt_span_equal_text(record->name, "entity"))
        read_change(records, record);
}

static bool is_record(idt_records *records, size_t depth, const char *parent, const char *name)
{
    (void)records, (void)name;
    return (depth == 3 && idt_span_equal_text(idt_span_of(parent), "entities")) ||
           (depth == 2 && !idt_span_equal_text(idt_span_of(name), "entities"));
}

idt_span idt_ofac_date_behind(idt_span bytes, const char *tag)
{
    idt_span head = idt_span_sub(bytes, 0, (size_t)64 * 1024);
    size_t at = idt_span_find(head, tag);
    idt_date_range range;

    if (at == SIZE_MAX)
        return IDT_SPAN_EMPTY;
    at += idt_span_of(tag).len;
    idt_span date = idt_span_sub(head, at, at + sizeof "2026-08-28" - 1);
    return idt_date_parse(&range, date) && range.from.day ? date : IDT_SPAN_EMPTY;
}

idt_status idt_ofac_changes_read(idt_ofac_changes **out, idt_lists *lists,
                                 const idt_list_input *input, uint32_t file, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, read_record, NULL };
    idt_ofac_changes *self = idt_alloc_zeroed(sizeof *self);
    idt_err inner = IDT_ERR_INIT;

    self->arena = IDT_ARENA_INIT;
    self->ids = IDT_STRMAP_INIT;
    self->file = file;
    self->date = idt_arena_copy(&self->arena, idt_ofac_changes_date(input));
    idt_status status = idt_records_read(lists, input, file, &handlers, self, &inner);
    if (status) {
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%s %s", input->path.ptr,
                          inner.text);
        idt_ofac_changes_free(self);
        self = NULL;
    }
    *out = self;
    return status;
}

void idt_ofac_changes_free(idt_ofac_changes *self)
{
    if (!self)
        return;
    idt_arena_release(&self->arena);
    idt_strmap_release(&self->ids);
    idt_free(self->items);
    idt_free(self);
}

idt_span idt_ofac_changes_date(const idt_list_input *input)
{
    return idt_ofac_date_behind(input->map.bytes, "datePublished>");
}

/* ---- applying ---- */

typedef enum { DO_STAY, DO_ADD, DO_REMOVE, DO_UPDATE } action;

/* What is to be done with the element; the attributes that say so are done with. */
static action take_action(idt_element *element)
{
    idt_span word = idt_element_look_attribute(element, "action");

    idt_element_pass_attribute(element, "action");
    idt_element_pass_attribute(element, "oldValue");
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("add")))
        return DO_ADD;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("remove")) ||
        idt_span_equal_nocase(word, IDT_SPAN_LIT("delete")))
        return DO_REMOVE;
    return word.len ? DO_UPDATE : DO_STAY;
}

/* The child of `parent` that `wanted` means: by name, and by id where it has one. */
static idt_element *find_same(const idt_element *parent, const idt_element *wanted,
                              idt_element **before)
{
    idt_span id = idt_element_look_attribute(wanted, "id");

    *before = NULL;
    for (idt_element *child = parent->first; child; *before = child, child = child->next)
        if (idt_span_equal(child->name, wanted->name) &&
            idt_span_equal(idt_element_look_attribute(child, "id"), id))
            return child;
    return NULL;
}

static void append(idt_element *parent, idt_element *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static void unlink_child(idt_element *parent, const idt_element *child, idt_element *before)
{
    if (before)
        before->next = child->next;
    else
        parent->first = child->next;
    if (parent->last == child)
        parent->last = before;
}

/* The text and the attributes that the change states. */
static void set_values(idt_element *old, const idt_element *new)
{
    if (new->text.len)
        old->text = new->text;
    if (new->attribute_count > 2 || (new->attribute_count && !old->attribute_count)) {
        old->attributes = new->attributes;
        old->attribute_count = new->attribute_count;
    }
    old->file = new->file;
    old->line = new->line;
}

static void merge(idt_element *old, idt_element *changes)
{
    for (idt_element *child = changes->first, *next; child; child = next) {
        idt_element *before;
        idt_element *same = find_same(old, child, &before);
        action what = take_action(child);

        next = child->next; /* appending changes it */
        if (what == DO_REMOVE) {
            if (same)
                unlink_child(old, same, before);
        } else if (!same) {
            append(old, child);
        } else if (what == DO_ADD) {
            unlink_child(old, same, before);
            append(old, child);
        } else {
            set_values(same, child);
            merge(same, child);
        }
    }
}

idt_element *idt_ofac_changes_apply(idt_ofac_changes *self, idt_element *entity)
{
    uint32_t number = idt_strmap_find(&self->ids, idt_element_look_attribute(entity, "id"));

    if (number == IDT_STRMAP_NONE || self->items[number].met)
        return entity;
    change *item = &self->items[number];
    item->met = true;
    (void)take_action(item->entity);
    if (item->kind == CHANGE_REMOVE)
        return NULL;
    if (item->kind == CHANGE_ADD)
        return item->entity;
    merge(entity, item->entity);
    return entity;
}

bool idt_ofac_changes_adds(const idt_ofac_changes *self, const idt_element *entity)
{
    uint32_t number = idt_strmap_find(&self->ids, idt_element_look_attribute(entity, "id"));

    return number != IDT_STRMAP_NONE && !self->items[number].met &&
           self->items[number].kind == CHANGE_ADD;
}

void idt_ofac_changes_report(const idt_ofac_changes *self, idt_lists *lists, size_t added)
{
    size_t counts[3] = { 0 }, shown = 0;

    for (size_t i = 0; i < self->ids.count; i++) {
        const change *item = &self->items[i];

        if (item->met)
            counts[item->kind]++;
        else if (item->kind != CHANGE_ADD && shown++ < SHOWN_MAX)
            idt_lists_diagnose(lists, (idt_source){ self->file, item->entity->line },
                               item->kind == CHANGE_REMOVE ? IDT_DIAGNOSTIC_NOTE
                                                           : IDT_DIAGNOSTIC_WARNING,
                               "unknown-change", self->ids.keys[i],
                               "a %s of an entity that this list does not have",
                               item->kind == CHANGE_REMOVE ? "removal" : "change");
    }
    idt_lists_diagnose(lists, (idt_source){ self->file, 0 }, IDT_DIAGNOSTIC_NOTE, "changes",
                       IDT_SPAN_EMPTY,
                       "the changes of %.*s: %zu entities added, %zu given anew, %zu changed, %zu "
                       "removed",
                       (int)self->date.len, self->date.ptr, added, counts[CHANGE_ADD],
                       counts[CHANGE_IN_PLACE], counts[CHANGE_REMOVE]);
}
