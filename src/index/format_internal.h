/* format_internal.h - the bytes of an index file. Private to this module; docs/index-format.md tells it in
 * prose.
 *
 *     file     := header table section*            all numbers little-endian
 *     header   := magic[8]="IDTINDEX" version:u32 sections:u32 size:u64 checksum:u64
 *     table    := (offset:u64 length:u64){sections}
 *     section  := bytes, begins at a multiple of 8, padded with zeros
 *
 * `size` is the file's; `checksum` is XXH3-64 of everything behind the header. Offset arrays have
 * one element more than what they cut and end at its size. Sections that are arrays of u32 or u64
 * are read in place: the host must be little-endian, which the compiler checks.
 *
 * Numbers refer to things by position: a party, a name (one reading of one listed name), a unit (a
 * word, or joined neighbouring words; words come first). Units of each part are sorted bytewise, so
 * words that share a first letter are a range. A joined form stands twice where it may be misspelt
 * in some names and not in others, exact before fuzzy.
 *
 * DELETE_*: symmetric deletion. The key of a string is the low half of its XXH3-64. For every word,
 * and every joined form that may be misspelt, the keys of its first seven letters with up to k
 * letters deleted are listed (k by idt_edit_budget_max). Two words within edit distance k share at
 * least one such string: take a common subsequence c of both with at most k deletions on each side;
 * its first 7 - k letters (all of c where it is shorter) arise from the first seven letters of
 * either word by at most k deletions. The key's top bits choose a bucket.
 *
 * ANCHOR_*: names by the words that a mention of them in running text must contain: the heaviest
 * words of a name, as many as it takes for the rest to weigh less than IDT_ANCHOR_REST_PERCENT of it. */
#ifndef IDT_INDEX_FORMAT_INTERNAL_H
#define IDT_INDEX_FORMAT_INTERNAL_H

#include "base/buf.h"
#include "index/index.h"

#define IDT_INDEX_MAGIC "IDTINDEX"

enum {
    IDT_INDEX_VERSION = 3,
    IDT_INDEX_HEADER_BYTES = 32,
    IDT_INDEX_CHECKSUM_AT = 24,
    IDT_DELETE_PREFIX = 7,
    IDT_DELETE_KEYS_MAX = 1 + 7 + 21,
};

typedef enum {
    IDT_SECTION_META,           /* words version, editions, diagnostics */
    IDT_SECTION_PARTY_OFFSETS,  /* u32[parties + 1] into PARTY_BYTES */
    IDT_SECTION_PARTY_BYTES,    /* party records (model/party_record.c) */
    IDT_SECTION_PARTY_EDITION,  /* u32[parties]: edition << 8 | type */
    IDT_SECTION_PARTY_GROUP,    /* u32[parties] */
    IDT_SECTION_PARTY_SORTED,   /* u32[parties]: by entity id */
    IDT_SECTION_NAME_PARTY,     /* u32[names] */
    IDT_SECTION_NAME_INFO,      /* u32[names]: ordinal << 16 | quality << 8 | words */
    IDT_SECTION_NAME_OFFSETS,   /* u32[names + 1] into NAME_UNITS */
    IDT_SECTION_NAME_UNITS,     /* u32 unit numbers */
    IDT_SECTION_UNIT_OFFSETS,   /* u32[units + 1] into UNIT_BYTES */
    IDT_SECTION_UNIT_BYTES,     /* letters */
    IDT_SECTION_UNIT_INFO,      /* u32[units]: joined << 31 | fuzzy << 16, or for
                                * words initial << 12 | bits << 8 | word flags */
    IDT_SECTION_UNIT_ROWS,      /* u32[units]: row of the word tables, 0 where it has no classes;
                                * above the last row: a word of the mined pairs */
    IDT_SECTION_POSTING_OFFSETS, /* u32[units + 1] into POSTINGS */
    IDT_SECTION_POSTINGS,        /* u32 name numbers, ascending within a unit */
    IDT_SECTION_ANCHOR_OFFSETS,  /* u32[units + 1] into ANCHORS */
    IDT_SECTION_ANCHORS,         /* u32 name numbers */
    IDT_SECTION_DELETE_BUCKETS,  /* u32[2^b + 1] into the two arrays below */
    IDT_SECTION_DELETE_KEYS,     /* u32, ascending within a bucket */
    IDT_SECTION_DELETE_UNITS,    /* u32 unit numbers */
    IDT_SECTION_SOUND_KEYS,      /* u32, ascending: keys of idt_unit_keys */
    IDT_SECTION_SOUND_UNITS,     /* u32 unit numbers */
    IDT_SECTION_MINED,           /* mined pairs (mined.c) */
    IDT_SECTION_CLASS_OFFSETS,   /* u32[classes + mined pairs + 1] into CLASS_UNITS */
    IDT_SECTION_CLASS_UNITS,     /* u32 word numbers */
    IDT_SECTION_ID_KEYS,         /* u64, ascending: XXH3-64 of type byte and comparable form */
    IDT_SECTION_ID_PARTIES,      /* u32 */
    IDT_SECTION_COUNT
} idt_section;

uint32_t idt_key_of(idt_span text);
/* Distinct keys of a word's deletions; the count, at most IDT_DELETE_KEYS_MAX. */
size_t idt_delete_keys(uint32_t keys[IDT_DELETE_KEYS_MAX], idt_span form);
uint64_t idt_identifier_key(idt_identifier_type type, idt_span comparable);
/* Units of a name of n words. */
uint32_t idt_units_of(uint32_t words);

/* For tests: write the checksum that the bytes of a whole file should have into them. */
void idt_index_reseal(char *file, size_t bytes);

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "index files are read in place");

#endif
