/* edit_facts.c - what is stated beside the name: birth dates and identifiers. */
#include "validate/validate_internal.h"

/* The first birth date that states a day and no range. */
static const idt_party_date *birth_of(const idt_party *party)
{
    for (size_t i = 0; i < party->date_count; i++) {
        const idt_party_date *date = &party->dates[i];
        if (date->kind == IDT_DATE_BIRTH && date->range.from.day && !date->range.approximate &&
            date->range.from.year == date->range.to.year &&
            date->range.from.month == date->range.to.month &&
            date->range.from.day == date->range.to.day)
            return date;
    }
    return NULL;
}

static bool is_stated_year(const idt_party *party, uint16_t year)
{
    for (size_t i = 0; i < party->date_count; i++) {
        const idt_party_date *date = &party->dates[i];
        if (date->kind == IDT_DATE_BIRTH && year + 3 >= date->range.from.year &&
            year <= date->range.to.year + 3)
            return true;
    }
    return false;
}

bool idt_make_birth(idt_edit *self, int variant)
{
    const idt_party_date *date = birth_of(self->party);
    if (!date)
        return false;
    idt_date_range *birth = idt_arena_alloc(self->arena, sizeof *birth);
    birth->from = birth->to = date->range.from;
    if (variant == IDT_BIRTH_YEAR)
        birth->from.month = birth->from.day = birth->to.month = birth->to.day = 0;
    while (variant == IDT_BIRTH_CONFLICT && is_stated_year(self->party, birth->from.year)) {
        birth->from.year = (uint16_t)(1930 + idt_chance_below(&self->chance, 70));
        birth->from.month = (uint8_t)(1 + idt_chance_below(&self->chance, 12));
        birth->from.day = (uint8_t)(1 + idt_chance_below(&self->chance, 28));
        birth->to = birth->from;
    }
    self->subject->births = birth;
    self->subject->birth_count = 1;
    return idt_make_as_written(self, 0);
}

/* Numbers of fewer signs are shared by many who have nothing in common. */
static bool names_one_party(const idt_identifier *identifier)
{
    enum { SIGNS_LEAST = 5 };
    size_t signs = 0;
    for (size_t i = 0; i < identifier->value.len; i++)
        signs += idt_is_alpha(identifier->value.ptr[i]) || idt_is_digit(identifier->value.ptr[i]);
    return signs >= SIGNS_LEAST && idt_identifier_is_strong(identifier->type);
}

bool idt_make_identifier(idt_edit *self, int variant)
{
    const idt_party *party = self->party;
    for (size_t i = 0; i < party->identifier_count; i++) {
        if (!names_one_party(&party->identifiers[i]))
            continue;
        idt_subject_identifier *stated = idt_arena_alloc(self->arena, sizeof *stated);
        stated->type = party->identifiers[i].type;
        stated->value = party->identifiers[i].value;
        self->subject->identifiers = stated;
        self->subject->identifier_count = 1;
        if (variant == IDT_IDENTIFIER_ALONE)
            return true;
        idt_span other = party->type == IDT_PARTY_PERSON
                             ? idt_ordinary_person(self->arena, &self->chance).name
                             : idt_ordinary_company(self->arena, &self->chance);
        self->out = idt_codes_of(self->arena, other);
        return true;
    }
    return false;
}
