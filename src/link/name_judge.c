/* name_judge.c - the best pair of names of two entries, by the matcher's own comparison. */
#include "base/alloc.h"
#include "link/link_internal.h"
#include "match/compare.h"

enum { NAMES_MAX = 24 }; /* of each entry; what is listed later is spelling upon spelling */

struct idt_name_judge {
    idt_folder *folder;
    idt_arena scratch;
};

idt_name_judge *idt_name_judge_new(void)
{
    idt_name_judge *self = idt_alloc_zeroed(sizeof *self);
    self->folder = idt_folder_new();
    return self;
}

void idt_name_judge_free(idt_name_judge *self)
{
    if (!self)
        return;
    idt_folder_free(self->folder);
    idt_arena_release(&self->scratch);
    idt_free(self);
}

idt_name_verdict idt_name_judge_compare(idt_name_judge *self, const idt_party *left,
                                        const idt_party *right, uint32_t enough)
{
    idt_name_verdict best = { 0, 0, IDT_SPAN_EMPTY };
    for (size_t i = 0; i < left->name_count && i < NAMES_MAX && best.score < enough; i++) {
        if (left->names[i].quality == IDT_QUALITY_WEAK)
            continue;
        for (size_t j = 0; j < right->name_count && j < NAMES_MAX && best.score < enough; j++) {
            idt_explanation found;
            idt_name_pair pair = { left->names[i].text, &right->names[j], right->type, NULL, NULL };
            if (right->names[j].quality == IDT_QUALITY_WEAK)
                continue;
            idt_compare_names(&found, self->folder, &self->scratch, &pair, idt_profile_default());
            if (found.score > best.score ||
                (found.score == best.score && found.matched_bits > best.bits))
                best = (idt_name_verdict){ found.score, found.matched_bits, left->names[i].text };
            idt_arena_reset(&self->scratch);
        }
    }
    return best;
}
