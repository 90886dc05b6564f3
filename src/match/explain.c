/* explain.c - names of parts, and the sum that holds. */
#include "match/explain.h"

#include "base/err.h"

const char *idt_part_name(idt_part_kind kind)
{
    static const char *const names[IDT_PART_COUNT] = {
        [IDT_PART_NAME] = "name",
        [IDT_PART_SPELLING] = "spelling",
        [IDT_PART_CONTRADICTION] = "contradiction",
        [IDT_PART_OMISSION_QUERY] = "omission_query",
        [IDT_PART_OMISSION_LISTED] = "omission_listed",
        [IDT_PART_NUMBER] = "number",
        [IDT_PART_PART_OF_NAME] = "part_of_name",
        [IDT_PART_WEAK_ALIAS] = "weak_alias",
        [IDT_PART_KIND] = "kind",
        [IDT_PART_BIRTH_DATE] = "birth_date",
        [IDT_PART_COUNTRY] = "country",
        [IDT_PART_GENDER] = "gender",
        [IDT_PART_IDENTIFIER] = "identifier",
        [IDT_PART_WHOLE_NAME] = "whole_name",
        [IDT_PART_NAME_PARTS] = "name_parts",
        [IDT_PART_LIMIT] = "limit",
    };
    idt_assert(kind < IDT_PART_COUNT);
    return names[kind];
}

void idt_explanation_add(idt_explanation *self, idt_part_kind kind, int points, idt_span detail)
{
    if (points == 0 && detail.len == 0 && kind != IDT_PART_NAME)
        return;
    idt_assert(self->part_count < IDT_PART_COUNT);
    self->parts[self->part_count++] = (idt_score_part){ kind, points, detail };
}
