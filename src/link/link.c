/* link.c - groups by the publisher's own reference. */
#include "link/link.h"

#include "base/alloc.h"
#include "base/strmap.h"

/* Lists of one publisher share one space of references: "us_ofac_sdn" and "us_ofac_cons". */
static idt_span reference_space(idt_span list_id)
{
    if (idt_span_starts(list_id, "us_ofac_"))
        return IDT_SPAN_LIT("us_ofac");
    return list_id;
}

size_t idt_link_groups(uint32_t *groups, const idt_party *parties, size_t party_count,
                       const idt_edition *editions)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_strmap seen = IDT_STRMAP_INIT;
    uint32_t *first = idt_alloc_array(party_count, sizeof *first); /* by number of reference */
    bool *shared = idt_alloc_zeroed(party_count * sizeof *shared);
    size_t grouped = 0;

    for (size_t i = 0; i < party_count; i++) {
        idt_span space = reference_space(editions[parties[i].edition].list_id);
        bool added;
        groups[i] = (uint32_t)i;
        if (parties[i].uid.len == 0)
            continue; /* no reference, no evidence */
        idt_span key = idt_arena_format(&arena, "%.*s:%.*s", (int)space.len, space.ptr,
                                        (int)parties[i].uid.len, parties[i].uid.ptr);
        uint32_t number = idt_strmap_add(&seen, key, &added);
        if (added)
            first[number] = (uint32_t)i;
        else
            shared[first[number]] = shared[i] = true;
        groups[i] = first[number];
    }
    for (size_t i = 0; i < party_count; i++)
        grouped += shared[i];
    idt_free(first);
    idt_free(shared);
    idt_strmap_release(&seen);
    idt_arena_release(&arena);
    return grouped;
}
