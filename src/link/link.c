/* link.c - groups by union and find, with what must not meet. */
#include <string.h>

#include "base/alloc.h"
#include "link/link_internal.h"

/* Lists of one publisher share one space of numbers: us_ofac_sdn and us_ofac_cons. The US screening
 * list repeats a party for each list it is on, so each of these is a space. */
static idt_span space_of(idt_arena *arena, idt_span list_id, const idt_party *party)
{
    if (idt_span_starts(list_id, "us_ofac_"))
        return IDT_SPAN_LIT("us_ofac");
    if (party && idt_span_equal_text(list_id, "us_trade_csl") && party->programme_count)
        return idt_arena_format(arena, "us_trade_csl/%.*s", (int)party->programmes[0].list.len,
                                party->programmes[0].list.ptr);
    return list_id;
}

static idt_span list_of(const idt_linker *self, uint32_t party)
{
    return self->editions[self->parties[party].edition].list_id;
}

static idt_span entity_id(idt_linker *self, uint32_t party)
{
    idt_span list = list_of(self, party), uid = self->parties[party].uid;
    return idt_arena_format(self->arena, "%.*s:%.*s", (int)list.len, list.ptr, (int)uid.len,
                            uid.ptr);
}

uint32_t idt_linker_root(idt_linker *self, uint32_t party)
{
    while (self->parent[party] != party) {
        self->parent[party] = self->parent[self->parent[party]];
        party = self->parent[party];
    }
    return party;
}

bool idt_linker_are_apart(const idt_linker *self, uint32_t a, uint32_t b)
{
    return self->space[a] == self->space[b] &&
           !idt_span_equal(self->parties[a].uid, self->parties[b].uid);
}

static bool groups_are_apart(const idt_linker *self, uint32_t left, uint32_t right)
{
    uint32_t a = left;
    do {
        uint32_t b = right;
        do {
            if (idt_linker_are_apart(self, a, b))
                return true;
            b = self->next[b];
        } while (b != right);
        a = self->next[a];
    } while (a != left);
    return false;
}

static void unite(idt_linker *self, uint32_t left, uint32_t right)
{
    uint32_t first = left < right ? left : right, second = left < right ? right : left;
    uint32_t behind = self->next[first];
    self->parent[second] = first;
    self->next[first] = self->next[second];
    self->next[second] = behind;
}

static void note(idt_linker *self, uint32_t from, uint32_t to, idt_same_kind kind,
                 idt_span evidence)
{
    idt_party *party = &self->parties[from];
    idt_span id = entity_id(self, to);
    for (size_t i = 0; i < party->same_count; i++)
        if (idt_span_equal(party->same[i].entity_id, id))
            return; /* by surer evidence */
    idt_party_add_same(
        party, self->arena,
        (idt_same){ id, kind, evidence, idt_conflict_of(self->arena, party, &self->parties[to]) });
}

void idt_linker_join(idt_linker *self, uint32_t a, uint32_t b, idt_same_kind kind,
                     idt_span evidence)
{
    uint32_t left = idt_linker_root(self, a), right = idt_linker_root(self, b);

    if (left != right && groups_are_apart(self, left, right))
        return;
    if (left != right)
        unite(self, left, right);
    note(self, a, b, kind, evidence);
    note(self, b, a, kind, evidence);
}

/* --- numbers and references --- */

/* "us_ofac:9345"; letters of one case, without the full stops that texts end with. */
static idt_span number_key(idt_arena *arena, idt_span space, idt_span uid)
{
    idt_buf key = IDT_BUF_INIT;
    uid = idt_span_trim(uid);
    while (uid.len && (uid.ptr[uid.len - 1] == '.' || uid.ptr[uid.len - 1] == ','))
        uid.len--;
    idt_buf_add_span(&key, space);
    idt_buf_add_char(&key, ':');
    for (size_t i = 0; i < uid.len; i++)
        idt_buf_add_char(&key, idt_to_lower(uid.ptr[i]));
    idt_span out = idt_arena_copy(arena, idt_buf_span(&key));
    idt_buf_release(&key);
    return out;
}

static void link_by_number(idt_linker *self)
{
    idt_arena keys = IDT_ARENA_INIT;
    idt_strmap seen = IDT_STRMAP_INIT;
    uint32_t *first = idt_alloc_array(self->party_count + 1, sizeof *first);
    idt_strmap cited = IDT_STRMAP_INIT;
    uint32_t *citer = NULL;
    size_t citer_capacity = 0;

    for (uint32_t i = 0; i < self->party_count; i++) {
        const idt_party *party = &self->parties[i];
        bool added;
        if (party->uid.len == 0)
            continue; /* no number, no evidence */
        idt_span space = space_of(&keys, list_of(self, i), NULL);
        uint32_t number = idt_strmap_add(&seen, number_key(&keys, space, party->uid), &added);
        if (added)
            first[number] = i;
        else if (self->space[first[number]] == self->space[i])
            idt_linker_join(self, first[number], i, IDT_SAME_NUMBER, party->uid);
    }
    for (uint32_t i = 0; i < self->party_count; i++)
        for (size_t r = 0; r < self->parties[i].reference_count; r++) {
            const idt_reference *reference = &self->parties[i].references[r];
            idt_span key =
                number_key(&keys, space_of(&keys, reference->list_id, NULL), reference->uid);
            uint32_t owner = idt_strmap_find(&seen, key);
            bool added;
            if (owner != IDT_STRMAP_NONE) {
                idt_linker_join(self, first[owner], i, IDT_SAME_REFERENCE, reference->uid);
                continue;
            }
            uint32_t number = idt_strmap_add(&cited, key, &added);
            citer = idt_grow(citer, &citer_capacity, (size_t)number + 1, sizeof *citer);
            if (added)
                citer[number] = i;
            else
                idt_linker_join(self, citer[number], i, IDT_SAME_REFERENCE, reference->uid);
        }
    idt_free(first);
    idt_free(citer);
    idt_strmap_release(&seen);
    idt_strmap_release(&cited);
    idt_arena_release(&keys);
}

/* --- all together --- */

size_t idt_link_groups(uint32_t *groups, idt_arena *arena, idt_party *parties, size_t party_count,
                       const idt_edition *editions)
{
    idt_arena names = IDT_ARENA_INIT;
    idt_linker self = { arena, parties, party_count, editions, IDT_STRMAP_INIT, NULL, NULL, NULL };
    size_t grouped = 0;

    self.space = idt_alloc_array(party_count + 1, sizeof *self.space);
    self.parent = idt_alloc_array(party_count + 1, sizeof *self.parent);
    self.next = idt_alloc_array(party_count + 1, sizeof *self.next);
    for (uint32_t i = 0; i < party_count; i++) {
        idt_span space = space_of(&names, editions[parties[i].edition].list_id, &parties[i]);
        self.space[i] = idt_strmap_add(&self.space_names, space, NULL);
        self.parent[i] = self.next[i] = i;
    }
    link_by_number(&self);
    idt_link_by_identifier(&self);
    idt_link_by_name(&self);
    for (uint32_t i = 0; i < party_count; i++) {
        groups[i] = idt_linker_root(&self, i);
        grouped += self.next[i] != i;
    }
    idt_free(self.space);
    idt_free(self.parent);
    idt_free(self.next);
    idt_strmap_release(&self.space_names);
    idt_arena_release(&names);
    return grouped;
}
