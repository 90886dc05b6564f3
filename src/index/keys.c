/* keys.c - the keys under which words and numbers are filed: the same for writer and reader. */
#include <string.h>

#include "base/hash.h"
#include "index/format_internal.h"

uint32_t idt_key_of(idt_span text)
{
    return (uint32_t)idt_hash64(text);
}

static void add_key(uint32_t *keys, size_t *count, const char *text, size_t length)
{
    uint32_t key = idt_key_of((idt_span){ text, length });
    for (size_t i = 0; i < *count; i++)
        if (keys[i] == key)
            return;
    keys[(*count)++] = key;
}

/* `text` without its i-th letter. */
static void without(char *out, const char *text, size_t length, size_t i)
{
    memcpy(out, text, i);
    memcpy(out + i, text + i + 1, length - i - 1);
}

size_t idt_delete_keys(uint32_t keys[IDT_DELETE_KEYS_MAX], idt_span form)
{
    size_t count = 0;
    unsigned deletions = idt_edit_budget_max(form.len);
    size_t length = form.len < IDT_DELETE_PREFIX ? form.len : IDT_DELETE_PREFIX;
    if (form.len > IDT_WORD_BYTES_MAX || deletions == 0)
        return 0;
    add_key(keys, &count, form.ptr, length);
    for (size_t i = 0; i < length; i++) {
        char once[IDT_DELETE_PREFIX];
        without(once, form.ptr, length, i);
        add_key(keys, &count, once, length - 1);
        for (size_t j = i; deletions >= 2 && j + 1 < length; j++) {
            char twice[IDT_DELETE_PREFIX];
            without(twice, once, length - 1, j);
            add_key(keys, &count, twice, length - 2);
        }
    }
    return count;
}

uint64_t idt_identifier_key(idt_identifier_type type, idt_span comparable)
{
    idt_buf text = IDT_BUF_INIT;
    idt_buf_put_u8(&text, (uint8_t)type);
    idt_buf_add_span(&text, comparable);
    uint64_t key = idt_hash64(idt_buf_span(&text));
    idt_buf_release(&text);
    return key;
}

uint32_t idt_units_of(uint32_t words)
{
    uint32_t sum = words;
    for (uint32_t parts = 2; parts <= IDT_JOIN_PARTS_MAX && parts <= words; parts++)
        sum += words - parts + 1;
    return sum;
}

void idt_unit_place(uint32_t k, uint32_t n, uint32_t *from, uint32_t *parts)
{
    *parts = 1;
    while (k >= n - *parts + 1) {
        k -= n - *parts + 1;
        (*parts)++;
    }
    *from = k;
}
