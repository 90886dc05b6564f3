/* same_identifier.c - entries that state an equal strong identifier.
 *
 * A number alone does not make two entries one: lists mix up passports of men designated together.
 * So the names must be alike as well; but a ship keeps its IMO number through every renaming. */
#include "base/alloc.h"
#include "link/link_internal.h"

enum {
    NAMES_ALIKE = 700, /* the default threshold of screening */
    BEARERS_MAX = 64,  /* of one number; more of them share an agent's number */
};

static bool is_ship_number(idt_identifier_type type)
{
    return type == IDT_ID_IMO;
}

static bool is_enough(idt_name_judge *judge, const idt_party *left, const idt_party *right,
                      idt_identifier_type type)
{
    const idt_party_date *a, *b;
    if (!idt_kinds_agree(left, right))
        return false;
    if (is_ship_number(type) && left->type == IDT_PARTY_VESSEL && right->type == IDT_PARTY_VESSEL)
        return true;
    return idt_births_compare(left, right, &a, &b) != IDT_BIRTHS_APART &&
           idt_name_judge_compare(judge, left, right, IDT_ANY_WORD, NAMES_ALIKE).score >=
               NAMES_ALIKE;
}

static idt_span key_of(idt_arena *arena, const idt_identifier *identifier)
{
    idt_buf key = IDT_BUF_INIT;
    idt_span out = IDT_SPAN_EMPTY;
    idt_identifier_normalise(&key, identifier->type, identifier->value);
    if (key.len > 0)
        out = idt_arena_format(arena, "%s %.*s", idt_identifier_name(identifier->type),
                               (int)key.len, key.ptr);
    idt_buf_release(&key);
    return out;
}

typedef struct {
    uint32_t party, before; /* the bearer added before; UINT32_MAX ends */
    uint32_t count;         /* of bearers up to this one */
} bearer;

static void meet_bearers(idt_linker *self, idt_name_judge *judge, const bearer *bearers,
                         uint32_t last, uint32_t party, idt_identifier_type type, idt_span key)
{
    if (bearers[last].count > BEARERS_MAX)
        return;
    for (uint32_t at = last; at != UINT32_MAX; at = bearers[at].before) {
        uint32_t other = bearers[at].party;
        if (self->space[other] == self->space[party] ||
            !is_enough(judge, &self->parties[other], &self->parties[party], type))
            continue;
        idt_linker_join(self, other, party, IDT_SAME_IDENTIFIER, idt_arena_copy(self->arena, key));
    }
}

void idt_link_by_identifier(idt_linker *self)
{
    idt_arena keys = IDT_ARENA_INIT;
    idt_strmap numbers = IDT_STRMAP_INIT;
    idt_name_judge *judge = idt_name_judge_new();
    bearer *bearers = NULL;
    uint32_t *last = NULL; /* by number */
    size_t bearer_count = 0, bearer_capacity = 0, last_capacity = 0;

    for (uint32_t p = 0; p < self->party_count; p++)
        for (size_t i = 0; i < self->parties[p].identifier_count; i++) {
            const idt_identifier *identifier = &self->parties[p].identifiers[i];
            bool added;
            if (!idt_identifier_is_strong(identifier->type))
                continue;
            idt_span key = key_of(&keys, identifier);
            if (key.len == 0)
                continue;
            uint32_t number = idt_strmap_add(&numbers, key, &added);
            last = idt_grow(last, &last_capacity, (size_t)number + 1, sizeof *last);
            if (!added)
                meet_bearers(self, judge, bearers, last[number], p, identifier->type, key);
            bearers = idt_grow(bearers, &bearer_capacity, bearer_count + 1, sizeof *bearers);
            bearers[bearer_count] = (bearer){ p, added ? UINT32_MAX : last[number],
                                              added ? 1 : bearers[last[number]].count + 1 };
            last[number] = (uint32_t)bearer_count++;
        }
    idt_free(bearers);
    idt_free(last);
    idt_name_judge_free(judge);
    idt_strmap_release(&numbers);
    idt_arena_release(&keys);
}
