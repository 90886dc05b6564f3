/* cases.c - draw the sample of each class, and make a case again from where it came.
 *
 * Every pair of class and name has a key by chance; a class keeps the pairs with the smallest keys
 * that its maker can work on. One pass over the index, memory for the kept pairs alone, the same
 * sample whatever the order of lists; a larger sample holds the smaller one. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "validate/validate_internal.h"

/* The sample of one class: a heap with the largest key on top. */
typedef struct {
    idt_case *heap;
    size_t count, capacity, limit;
} sample;

static void sift_down(idt_case *heap, size_t count, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count)
            return;
        if (child + 1 < count && heap[child + 1].key > heap[child].key)
            child++;
        if (heap[child].key <= heap[at].key)
            return;
        idt_case kept = heap[at];
        heap[at] = heap[child];
        heap[child] = kept;
        at = child;
    }
}

static bool has_room(const sample *self, uint64_t key)
{
    return self->count < self->limit || key < self->heap[0].key;
}

static void keep(sample *self, const idt_case *added)
{
    if (self->count == self->limit) {
        self->heap[0] = *added;
        sift_down(self->heap, self->count, 0);
        return;
    }
    self->heap = idt_grow(self->heap, &self->capacity, self->count + 1, sizeof *self->heap);
    size_t at = self->count++;
    self->heap[at] = *added;
    while (at > 0 && self->limit != SIZE_MAX && self->heap[(at - 1) / 2].key < self->heap[at].key) {
        idt_case kept = self->heap[at];
        self->heap[at] = self->heap[(at - 1) / 2];
        self->heap[(at - 1) / 2] = kept;
        at = (at - 1) / 2;
    }
}

static uint64_t key_of(uint64_t seed, size_t row, uint32_t party, size_t ordinal)
{
    idt_chance chance = idt_chance_of(seed + row, (uint64_t)party << 16 | (uint16_t)ordinal);
    return idt_chance_next(&chance);
}

static bool fits_pool(const idt_class_row *row, const idt_party *party, size_t ordinal,
                      const idt_left_out *left_out, uint32_t number)
{
    const idt_name *name = &party->names[ordinal];
    bool native = idt_script_kind_of(name->text) != IDT_SCRIPT_LATIN;
    bool weak = name->quality == IDT_QUALITY_WEAK;
    bool out = left_out->index && left_out->ordinal[number] == ordinal;
    if (row->types && !(row->types & 1u << party->type))
        return false;
    switch (row->pool) {
    case IDT_POOL_NAMES:
        return !native && !weak;
    case IDT_POOL_WEAK:
        return weak;
    case IDT_POOL_NATIVE:
        return native && !weak;
    case IDT_POOL_ALL:
        return !weak;
    case IDT_POOL_PARTY:
        return ordinal == 0;
    case IDT_POOL_LEFT_OUT:
        return out && !native;
    default:
        return out && native;
    }
}

static void make(idt_made_case *out, bool *made, const idt_case *at, const idt_name_owners *owners,
                 uint32_t group, idt_arena *arena)
{
    const idt_class_row *row = &idt_class_rows[at->row];
    idt_edit edit = { .chance = { at->key }, .owners = owners, .party_number = group };
    out->name = &out->party.names[at->ordinal];
    out->subject = (idt_subject){ .type = out->party.type };
    edit.subject = &out->subject;
    idt_edit_begin(&edit, arena, &out->party, out->name);
    *made = row->make(&edit, row->variant);
    out->text = idt_codes_text(&edit.out, arena);
    idt_span *names = idt_arena_alloc(arena, sizeof *names);
    *names = out->text;
    out->subject.names = names;
    out->subject.name_count = out->text.len ? 1 : 0;
    if (out->text.len > IDT_SUBJECT_NAME_BYTES_MAX)
        *made = false;
}

bool idt_case_make(idt_made_case *out, const idt_case *at, const idt_index *index,
                   const idt_name_owners *owners, uint64_t seed, idt_arena *arena)
{
    bool made;
    (void)seed;
    idt_index_party(index, at->party, arena, &out->party);
    make(out, &made, at, owners, idt_index_group(index, at->party), arena);
    return made;
}

static int compare_keys(const void *a, const void *b)
{
    const idt_case *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    if (left->party != right->party)
        return left->party < right->party ? -1 : 1;
    return (left->ordinal > right->ordinal) - (left->ordinal < right->ordinal);
}

typedef struct {
    const idt_index *index;
    const idt_left_out *left_out;
    const idt_name_owners *owners;
    uint64_t seed;
    sample *samples;
} drawing;

static void draw_name(drawing *self, idt_made_case *made, uint32_t number, size_t ordinal,
                      idt_arena *arena)
{
    for (size_t r = 0; r < idt_class_row_count; r++) {
        const idt_class_row *row = &idt_class_rows[r];
        idt_case added = { .party = number, .ordinal = (uint16_t)ordinal, .row = (uint16_t)r };
        added.key = key_of(self->seed, r, number, ordinal);
        if (!has_room(&self->samples[r], added.key) ||
            !fits_pool(row, &made->party, ordinal, self->left_out, number))
            continue;
        bool fits;
        make(made, &fits, &added, self->owners, idt_index_group(self->index, number), arena);
        if (fits)
            keep(&self->samples[r], &added);
    }
}

void idt_cases_draw(idt_cases *out, const idt_index *index, const idt_left_out *left_out,
                    const idt_name_owners *owners, uint64_t seed, uint32_t per_class)
{
    idt_arena arena = IDT_ARENA_INIT;
    uint32_t parties = idt_index_count(index).parties;
    drawing self = { index, left_out, owners, seed, NULL };
    self.samples = idt_alloc_zeroed(idt_class_row_count * sizeof *self.samples);
    for (size_t r = 0; r < idt_class_row_count; r++)
        self.samples[r].limit = idt_class_rows[r].every ? SIZE_MAX : per_class;
    for (uint32_t p = 0; p < parties; p++) {
        idt_made_case made;
        idt_index_party(index, p, &arena, &made.party);
        for (size_t i = 0; i < made.party.name_count && i < UINT16_MAX; i++)
            draw_name(&self, &made, p, i, &arena);
        idt_arena_reset(&arena);
    }
    *out = (idt_cases){ NULL, 0 };
    for (size_t r = 0; r < idt_class_row_count; r++)
        out->count += self.samples[r].count;
    out->cases = idt_alloc_array(out->count + 1, sizeof *out->cases);
    size_t at = 0;
    for (size_t r = 0; r < idt_class_row_count; r++) {
        sample *kept = &self.samples[r];
        if (kept->count)
            memcpy(out->cases + at, kept->heap, kept->count * sizeof *kept->heap);
        qsort(out->cases + at, kept->count, sizeof *out->cases, compare_keys);
        at += kept->count;
        idt_free(kept->heap);
    }
    idt_free(self.samples);
    idt_arena_release(&arena);
}

void idt_cases_release(idt_cases *self)
{
    idt_free(self->cases);
}
