/* mined.c - the MINED section, and the rows behind those of the word tables. */
#include "base/alloc.h"
#include "base/cursor.h"
#include "index/mined_internal.h"

void idt_mined_put(idt_buf *out, const idt_mined *mined)
{
    for (size_t i = 0; i < idt_mined_count(mined); i++) {
        idt_mined_pair pair = idt_mined_at(mined, i);
        idt_buf_put_span(out, pair.left);
        idt_buf_put_span(out, pair.right);
        idt_buf_put_varint(out, pair.source);
        idt_buf_put_varint(out, pair.support);
    }
}

idt_status idt_mined_get(idt_mined **out, idt_span bytes, uint32_t parties, idt_err *err)
{
    idt_cursor in = idt_cursor_of(bytes);
    idt_mined_pair *pairs = NULL;
    size_t count = 0, capacity = 0;

    *out = NULL;
    while (!in.bad && idt_cursor_left(&in)) {
        pairs = idt_grow(pairs, &capacity, count + 1, sizeof *pairs);
        idt_mined_pair *pair = &pairs[count++];
        pair->left = idt_cursor_span(&in);
        pair->right = idt_cursor_span(&in);
        pair->source = idt_cursor_varint_max(&in, UINT32_MAX);
        pair->support = idt_cursor_varint_max(&in, UINT32_MAX);
        in.bad |= pair->source >= parties;
    }
    if (!in.bad)
        *out = idt_mined_new(pairs, count);
    idt_free(pairs);
    return *out ? IDT_OK
                : idt_fail(err, IDT_E_CORRUPT, "damaged index: section mined pairs: malformed");
}

uint32_t idt_mined_row_of(const idt_mined *mined, idt_span form)
{
    uint32_t word = idt_mined_word(mined, form);
    if (word != IDT_MINED_NONE)
        return idt_word_rows() + 1 + word;
    return idt_word_find(form).class_count ? idt_word_row(form) : 0;
}

idt_word idt_mined_row(const idt_mined *mined, uint32_t row)
{
    return row > idt_word_rows() ? idt_mined_word_at(mined, row - idt_word_rows() - 1)
                                 : idt_word_at(row);
}
