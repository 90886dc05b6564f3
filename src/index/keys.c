/* keys.c - the keys under which words and numbers are filed: the same for writer and reader. */
#include <string.h>

#include "base/hash.h"
#include "index/format_internal.h"
#include "text/spell.h"

/* Up to eight letters as a number; shorter texts end in zeros, which no form has. */
static uint64_t packed(const char *text, size_t length)
{
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++)
        number |= (uint64_t)(unsigned char)text[i] << (8 * i);
    return number;
}

/* The multiplier of MurmurHash3's last step and the golden ratio: every bit reaches the top ones.
 */
static uint32_t mixed(uint64_t number)
{
    number *= 0x9e3779b97f4a7c15u;
    number ^= number >> 32;
    number *= 0xff51afd7ed558ccdu;
    return (uint32_t)(number >> 32);
}

uint32_t idt_key_of(idt_key_kind kind, idt_span text)
{
    return mixed(idt_hash64(text) + (uint64_t)kind);
}

/* `number` without its i-th byte. */
static uint64_t without(uint64_t number, size_t i)
{
    uint64_t below = ((uint64_t)1 << (8 * i)) - 1;
    return (number & below) | ((number >> 8) & ~below);
}

size_t idt_delete_keys(uint32_t keys[IDT_DELETE_KEYS_MAX], idt_span form)
{
    size_t count = 0;
    if (form.len < 2 || form.len > IDT_WORD_BYTES_MAX)
        return 0;
    bool twice = form.len >= IDT_DELETE_PREFIX;
    size_t length = twice ? IDT_DELETE_PREFIX : form.len;
    uint64_t word = packed(form.ptr, length);
    if (length <= IDT_DELETE_LEFT)
        keys[count++] = mixed(word);
    for (size_t i = 0; i < length; i++) {
        uint64_t once = without(word, i);
        if (!twice)
            keys[count++] = mixed(once);
        for (size_t j = i; twice && j + 1 < length; j++)
            keys[count++] = mixed(without(once, j));
    }
    return count;
}

uint32_t idt_spelling_letters(idt_span native)
{
    char letters[IDT_SPELL_LETTERS_MAX];
    return idt_letters_of((idt_span){ letters, idt_spell_letters(letters, native) });
}

size_t idt_spelling_musts(uint32_t out[IDT_SPELL_MUSTS_MAX], idt_span native)
{
    size_t count = idt_spell_musts(out, native);
    for (size_t i = 0; i < count; i++) {
        uint32_t letters = 0;
        for (int c = 0; c < 26; c++) {
            char letter = (char)('a' + c);
            letters |= out[i] >> c & 1 ? idt_letters_of((idt_span){ &letter, 1 }) : 0;
        }
        out[i] = letters;
    }
    return count;
}

uint64_t idt_entry_with(uint32_t unit, idt_span form, uint32_t letters)
{
    size_t length = form.len < IDT_WORD_BYTES_MAX ? form.len : IDT_WORD_BYTES_MAX;
    return (uint64_t)letters << (IDT_ENTRY_UNIT_BITS + IDT_ENTRY_LENGTH_BITS) |
           (uint64_t)(length - 1) << IDT_ENTRY_UNIT_BITS | unit;
}

uint64_t idt_entry_of(uint32_t unit, idt_span form)
{
    return idt_entry_with(unit, form, idt_letters_of(form));
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
