/* left_out.c - an index in which many parties lack one of their names.
 *
 * One rebuild serves all: each group of parties loses at most one name, with every other name of
 * its members that is written with the same letters, so that nothing of it is left in the index or
 * in what is mined from it. A native name is preferred, with all native names of the group: it is
 * the rarer case. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "link/mine.h"
#include "validate/validate_internal.h"

typedef struct {
    const idt_index *index;
    idt_arena arena; /* all parties, decoded */
    idt_party *parties;
    uint32_t *groups;
    uint32_t count;
    idt_left_out *out;
} leaving;

static bool is_native(const idt_name *name)
{
    return idt_script_kind_of(name->text) != IDT_SCRIPT_LATIN;
}

static bool same_letters(idt_span a, idt_span b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && !idt_is_alpha(a.ptr[i]) && !idt_is_digit(a.ptr[i]) &&
               (unsigned char)a.ptr[i] < 0x80)
            i++;
        while (k < b.len && !idt_is_alpha(b.ptr[k]) && !idt_is_digit(b.ptr[k]) &&
               (unsigned char)b.ptr[k] < 0x80)
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (idt_to_upper(a.ptr[i++]) != idt_to_upper(b.ptr[k++]))
            return false;
    }
}

static bool goes(const idt_name *left_out, const idt_name *name)
{
    return is_native(left_out) ? is_native(name) : same_letters(left_out->text, name->text);
}

/* Which name of the group's first party to leave out; UINT16_MAX: none. */
static uint16_t choose(const idt_party *party, uint64_t seed, uint32_t number)
{
    idt_chance chance = idt_chance_of(seed ^ 0x6c656674u, number);
    size_t start = idt_chance_below(&chance, (uint32_t)party->name_count), chosen = SIZE_MAX;
    for (size_t k = 0; k < party->name_count; k++) {
        size_t i = (start + k) % party->name_count;
        const idt_name *name = &party->names[i];
        if (i == 0 || name->quality == IDT_QUALITY_WEAK || goes(name, &party->names[0]) ||
            i >= UINT16_MAX)
            continue;
        if (chosen == SIZE_MAX || (is_native(name) && !is_native(&party->names[chosen])))
            chosen = i;
    }
    return chosen == SIZE_MAX ? UINT16_MAX : (uint16_t)chosen;
}

static void drop_names(leaving *self, uint32_t number)
{
    idt_party *party = &self->parties[number];
    uint32_t first = self->groups[number];
    idt_party original;
    idt_arena arena = IDT_ARENA_INIT;
    uint16_t chosen = self->out->ordinal[first];
    if (chosen != UINT16_MAX) {
        idt_index_party(self->index, first, &arena, &original);
        size_t kept = 0;
        for (size_t i = 0; i < party->name_count; i++)
            if (!goes(&original.names[chosen], &party->names[i]))
                party->names[kept++] = party->names[i];
        party->name_count = kept;
    }
    idt_arena_release(&arena);
}

static idt_status write_and_open(leaving *self, idt_err *err)
{
    const char *folder = getenv("TMPDIR");
    idt_arena arena = IDT_ARENA_INIT;
    char *path = (char *)idt_arena_format(&arena, "%s/interdict-validate-XXXXXX",
                                          folder && *folder ? folder : "/tmp")
                     .ptr;
    idt_index_figures figures;
    idt_mined_pairs mined;
    idt_mine_aliases(&mined, &arena, self->parties, self->count, self->groups);
    idt_index_input input = { .editions = idt_index_editions(self->index),
                              .edition_count = idt_index_edition_count(self->index),
                              .parties = self->parties,
                              .party_count = self->count,
                              .groups = self->groups,
                              .mined = mined.pairs,
                              .mined_count = mined.count };
    int descriptor = mkstemp(path);
    idt_status status = descriptor < 0
                            ? idt_fail(err, IDT_E_IO, "cannot make a temporary file like %s", path)
                            : IDT_OK;
    if (!status)
        status = idt_index_write(path, &input, &figures, err);
    if (!status)
        status = idt_index_open(&self->out->index, path, err);
    if (descriptor >= 0) {
        close(descriptor);
        (void)unlink(path); /* the mapping lives on */
    }
    idt_arena_release(&arena);
    return status;
}

idt_status idt_left_out_make(idt_left_out *out, const idt_index *index, uint64_t seed, idt_err *err)
{
    leaving self = { .index = index, .out = out, .count = idt_index_count(index).parties };
    bool any = false;
    *out = (idt_left_out){ NULL, idt_alloc_array(self.count + 1u, sizeof(uint16_t)) };
    self.parties = idt_alloc_array(self.count + 1u, sizeof *self.parties);
    self.groups = idt_alloc_array(self.count + 1u, sizeof *self.groups);
    for (uint32_t p = 0; p < self.count; p++) {
        idt_index_party(index, p, &self.arena, &self.parties[p]);
        self.groups[p] = idt_index_group(index, p);
        out->ordinal[p] = self.groups[p] == p && self.parties[p].name_count
                              ? choose(&self.parties[p], seed, p)
                              : UINT16_MAX;
        any = any || out->ordinal[p] != UINT16_MAX;
    }
    for (uint32_t p = 0; p < self.count; p++)
        drop_names(&self, p);
    idt_status status = any ? write_and_open(&self, err) : IDT_OK;
    idt_free(self.parties);
    idt_free(self.groups);
    idt_arena_release(&self.arena);
    return status;
}

void idt_left_out_release(idt_left_out *self)
{
    idt_index_close(self->index);
    idt_free(self->ordinal);
}
