/* answer_variants.c - the pairs of words that the lists' own aliases gave. */
#include "service/answer_internal.h"

void idt_answer_variants(idt_buf *out, const idt_index *index, const idt_made_with *made_with)
{
    const idt_mined *mined = idt_index_mined(index);
    idt_json json = idt_json_of(out, true);
    idt_arena arena = IDT_ARENA_INIT;

    idt_json_begin_object(&json);
    idt_answer_write_made_with(&json, made_with);
    idt_json_key(&json, "variants");
    idt_json_begin_array(&json);
    for (size_t i = 0; i < idt_mined_count(mined); i++) {
        idt_mined_pair pair = idt_mined_at(mined, i);
        idt_json_begin_object(&json);
        idt_json_key(&json, "words");
        idt_json_begin_array(&json);
        idt_json_string(&json, pair.left);
        idt_json_string(&json, pair.right);
        idt_json_end_array(&json);
        idt_json_add_uint(&json, "parties", pair.support);
        idt_json_add_string(&json, "first", idt_index_entity_id(index, pair.source, &arena));
        idt_json_end_object(&json);
        idt_arena_reset(&arena);
    }
    idt_json_end_array(&json);
    idt_json_end_object(&json);
    idt_answer_finish(out);
    idt_arena_release(&arena);
}
