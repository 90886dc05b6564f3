/* fold_fuzz.c - no bytes make folding misbehave: places lie inside the source and in order, no word
 * is empty, every reading can be weighed and cut into units. */
#include "fuzz/fuzz.h"

#include "base/err.h"
#include "text/side.h"

static void check_units(const idt_reading *reading, idt_arena *arena)
{
    idt_side side;
    if (!idt_side_from_reading(&side, reading, IDT_MODE_PERSON))
        return;
    idt_assert(side.count == reading->count && side.total > 0);
    for (size_t from = 0; from < reading->count; from++)
        for (size_t parts = 1; parts <= IDT_JOIN_PARTS_MAX; parts++) {
            idt_unit unit;
            if (!idt_unit_of(&unit, arena, reading, from, parts))
                continue;
            idt_assert(unit.form.len > 0);
            idt_assert(parts > 1 || idt_relate(&unit, &unit).similarity == 1000);
        }
}

static void check_reading(const idt_reading *reading, size_t source_bytes)
{
    uint32_t before = 0;
    idt_assert(reading->count > 0);
    for (size_t i = 0; i < reading->count; i++) {
        const idt_token *token = &reading->tokens[i];
        idt_assert(token->from < token->to && token->to <= source_bytes);
        idt_assert(token->from >= before && token->form.len > 0);
        before = token->from;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static idt_folder *folder; /* ICU's tables are dear to open: kept for all inputs */
    idt_span source = { (const char *)data, size };
    idt_arena arena = IDT_ARENA_INIT;
    idt_folded folded;

    if (!folder)
        folder = idt_folder_new();
    idt_fold(&folded, folder, &arena, source);
    idt_fold_mark_cut(&folded, source);
    idt_assert(folded.count <= IDT_READINGS_MAX);
    for (size_t i = 0; i < folded.count; i++) {
        check_reading(&folded.readings[i], size);
        check_units(&folded.readings[i], &arena);
    }
    idt_arena_release(&arena);
    return 0;
}
