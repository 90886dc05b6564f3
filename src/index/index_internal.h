/* index_internal.h - an open index file, and how its sections are read in place. */
#ifndef IDT_INDEX_INDEX_INTERNAL_H
#define IDT_INDEX_INDEX_INTERNAL_H

#include "base/file.h"
#include "index/format_internal.h"
#include "index/meta_internal.h"
#include "index/mined_internal.h"

struct idt_index {
    idt_map map;
    idt_span sections[IDT_SECTION_COUNT];
    idt_arena arena; /* decoded META */
    idt_meta meta;
    idt_diagnostic *diagnostics;
    idt_mined *mined;
    uint32_t parties, names, units, words;
    uint8_t *types; /* by name: of its party; beside the file, for they are asked for one by one */
    unsigned bucket_bits;
    /* The words that begin with a byte are [first[byte], first[byte + 1]). */
    uint32_t first[257];
    char hash[17];
};

typedef struct {
    const uint32_t *at;
    size_t count;
} idt_u32_array;

static inline idt_u32_array idt_index_numbers(const idt_index *index, idt_section which)
{
    idt_span bytes = index->sections[which];
    return (idt_u32_array){ (const uint32_t *)(const void *)bytes.ptr, bytes.len / 4 };
}

static inline const uint64_t *idt_index_entries(const idt_index *index, idt_section which)
{
    return (const uint64_t *)(const void *)index->sections[which].ptr;
}

/* The numbers of a unit, by idt_unit_field; those of the next unit follow. */
static inline const uint32_t *idt_index_unit_fields(const idt_index *index, uint32_t unit)
{
    return idt_index_numbers(index, IDT_SECTION_UNITS).at + (size_t)unit * IDT_UNIT_FIELDS;
}

static inline idt_span idt_index_form(const idt_index *index, uint32_t unit)
{
    const uint32_t *fields = idt_index_unit_fields(index, unit);
    uint32_t from = fields[IDT_UNIT_LETTERS], to = fields[IDT_UNIT_FIELDS + IDT_UNIT_LETTERS];
    return (idt_span){ index->sections[IDT_SECTION_UNIT_BYTES].ptr + from, to - from };
}

/* The bytes an offset array cuts for `key`. */
static inline const uint32_t *idt_index_list(const idt_index *index, idt_section offsets,
                                             idt_section values, uint32_t key, uint32_t *count)
{
    const uint32_t *ends = idt_index_numbers(index, offsets).at;
    *count = ends[key + 1] - ends[key];
    return idt_index_numbers(index, values).at + ends[key];
}

/* First word in [from, to) whose form is not below `form`. */
uint32_t idt_index_lower_word(const idt_index *index, idt_span form, uint32_t from, uint32_t to);

#endif
