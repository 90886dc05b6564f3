/* ch_names.c - the names of a Swiss target.
 *
 * A name is parts in an order: one whole-name, or family-name, given-name and others. A part may
 * have spelling variants, in other scripts mostly; the variants of one script and language make a
 * name of their own. The primary name of the main identity comes first. */
#include "lists/ch_internal.h"

#include <string.h>

/* Of one name. What goes beyond is kept as it stands and reported. */
enum { PARTS_MAX = 32, SPELLINGS_MAX = 16 };

typedef struct {
    idt_records *records;
    idt_party *party;
    idt_arena *arena;
    idt_strmap seen;
} adder;

static void add(adder *self, idt_name name)
{
    bool added = false;

    if (name.text.len > 0)
        idt_strmap_add(&self->seen, name.text, &added);
    if (!added)
        return;
    if (self->party->name_count == 0)
        name.kind = IDT_NAME_PRIMARY;
    else if (name.kind == IDT_NAME_PRIMARY)
        name.kind = IDT_NAME_AKA;
    idt_party_add_name(self->party, self->arena, name);
}

static idt_quality quality_of(idt_span word)
{
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("good")))
        return IDT_QUALITY_STRONG;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("low")))
        return IDT_QUALITY_WEAK;
    return IDT_QUALITY_UNGRADED;
}

static idt_name_kind kind_of(idt_span word)
{
    if (idt_span_equal_text(word, "primary-name"))
        return IDT_NAME_PRIMARY;
    if (idt_span_starts(word, "formerly") || idt_span_starts(word, "former"))
        return IDT_NAME_FKA;
    return idt_span_starts(word, "now") ? IDT_NAME_NKA : IDT_NAME_AKA;
}

static idt_span *field_of(idt_name *name, idt_span type)
{
    if (idt_span_equal_text(type, "family-name"))
        return &name->family;
    if (idt_span_equal_text(type, "given-name"))
        return &name->given;
    if (idt_span_equal_text(type, "further-given-name"))
        return &name->middle;
    if (idt_span_equal_text(type, "father-name"))
        return &name->patronymic;
    if (idt_span_equal_text(type, "mother-name"))
        return &name->matronymic;
    return idt_span_equal_text(type, "maiden-name") ? &name->maiden : NULL;
}

static void join(idt_arena *arena, idt_span *text, idt_span more)
{
    if (text->len == 0)
        *text = more;
    else if (more.len > 0)
        *text = idt_arena_format(arena, "%.*s %.*s", (int)text->len, text->ptr, (int)more.len,
                                 more.ptr);
}

/* The parts in their order; equal ones stay as they come. */
static size_t sort_parts(idt_element *name, idt_element **parts)
{
    size_t count = 0;

    for (idt_element *part = idt_element_child(name, "name-part", NULL); part;
         part = idt_element_child(name, "name-part", part)) {
        uint32_t order = UINT32_MAX, other;
        (void)idt_span_to_u32(idt_element_look_attribute(part, "order"), &order);
        if (count == PARTS_MAX)
            return count;
        size_t at = count++;
        while (at > 0 &&
               idt_span_to_u32(idt_element_look_attribute(parts[at - 1], "order"), &other) &&
               other > order) {
            parts[at] = parts[at - 1];
            at--;
        }
        parts[at] = part;
    }
    return count;
}

static idt_name new_name(idt_name like)
{
    idt_name name = { .kind = like.kind, .quality = like.quality, .source = like.source };

    name.text = name.family = name.given = name.middle = name.patronymic = IDT_SPAN_EMPTY;
    name.matronymic = name.maiden = name.script = name.language = IDT_SPAN_EMPTY;
    return name;
}

static bool is_same_spelling(const idt_element *a, const idt_element *b)
{
    return idt_span_equal(idt_element_look_attribute(a, "script"),
                          idt_element_look_attribute(b, "script")) &&
           idt_span_equal(idt_element_look_attribute(a, "lang"),
                          idt_element_look_attribute(b, "lang"));
}

/* One name out of the spelling `lead` and its like in the other parts. */
static void add_spelling(adder *self, idt_element **parts, size_t count, size_t lead_at,
                         idt_element *lead, idt_name like)
{
    idt_name name = new_name(like);
    idt_span script = idt_element_take_attribute(lead, "script");

    name.language = idt_element_take_attribute(lead, "lang");
    name.script = script;
    name.kind = script.len > 0 && !idt_span_starts_nocase(script, "lat") ? IDT_NAME_ORIGINAL_SCRIPT
                                                                         : IDT_NAME_AKA;
    name.source = idt_records_source(self->records, lead);
    for (size_t i = 0; i < count; i++) {
        idt_element *variant = i == lead_at ? lead : NULL;
        size_t looked = 0;
        for (idt_element *at = idt_element_child(parts[i], "spelling-variant", NULL);
             at && !variant && looked < SPELLINGS_MAX; looked++) {
            if (!at->taken && is_same_spelling(at, lead))
                variant = at;
            at = idt_element_child(parts[i], "spelling-variant", at);
        }
        if (variant) {
            idt_element_pass_attribute(variant, "script");
            idt_element_pass_attribute(variant, "lang");
            idt_element_pass_attribute(variant, "ssid");
        }
        join(self->arena, &name.text,
             variant ? idt_element_take(variant) : idt_element_take_child(parts[i], "value"));
    }
    add(self, name);
}

static void add_name(adder *self, idt_element *element)
{
    idt_element *parts[PARTS_MAX];
    size_t count = sort_parts(element, parts);
    idt_span type = idt_element_take_attribute(element, "name-type");
    idt_name name =
        new_name((idt_name){ .kind = kind_of(type),
                             .quality = quality_of(idt_element_take_attribute(element, "quality")),
                             .source = idt_records_source(self->records, element) });

    element->taken = true; /* it has no text; so it is not added again */
    name.language = idt_element_take_attribute(element, "lang");
    idt_element_pass_attribute(element, "ssid");
    for (size_t i = 0; i < count; i++) {
        idt_span value = idt_element_take_child(parts[i], "value");
        idt_span part_type = idt_element_take_attribute(parts[i], "name-part-type");
        idt_span *field = field_of(&name, part_type);
        idt_element_pass_attribute(parts[i], "order");
        idt_element_pass_attribute(parts[i], "ssid");
        join(self->arena, &name.text, value);
        if (field)
            join(self->arena, field, value);
    }
    add(self, name);
    for (size_t i = 0; i < count; i++)
        for (idt_element *at = idt_element_child(parts[i], "spelling-variant", NULL); at;
             at = idt_element_child(parts[i], "spelling-variant", at))
            if (!at->taken && at->text.len > 0)
                add_spelling(self, parts, count, i, at, name);
    for (idt_element *remark = idt_element_child(element, "remark", NULL); remark;
         remark = idt_element_child(element, "remark", remark))
        idt_party_add_fact(self->party, self->arena, "remark on a name", idt_element_take(remark),
                           idt_records_source(self->records, remark));
}

void idt_seco_add_names(idt_records *records, idt_element *subject, idt_party *party)
{
    adder self = { records, party, &records->lists->arena, IDT_STRMAP_INIT };

    for (int round = 0; round < 3; round++) /* main and primary, main, the others */
        for (idt_element *identity = idt_element_child(subject, "identity", NULL); identity;
             identity = idt_element_child(subject, "identity", identity))
            for (idt_element *name = idt_element_child(identity, "name", NULL); name;
                 name = idt_element_child(identity, "name", name)) {
                bool main =
                    idt_span_equal_text(idt_element_look_attribute(identity, "main"), "true");
                bool primary = idt_span_equal_text(idt_element_look_attribute(name, "name-type"),
                                                   "primary-name");
                if (!name->taken && (round == 2 || (main && (round == 1 || primary))))
                    add_name(&self, name);
            }
    idt_strmap_release(&self.seen);
}
