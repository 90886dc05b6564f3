/* format_internal.h - the bytes of an index file. Private to this module; docs/index-format.md
 * tells it in prose.
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
 * KEY_*: one table for units by their letters, by their sound, and by symmetric deletion. A key is
 * 32 bits of a text and of what it is the key of. Its top bits choose a bucket; an entry holds the
 * next eight bits, the unit, and its length and set of letters, so that most units that only share
 * the key are passed over without being looked at.
 *
 * The deletion keys of a word of n letters are, for n >= 7, the five letters left of its first
 * seven without any two; for n <= 6 the word without any one letter, and for n <= 5 the word
 * itself. Two words in the edit budget of each other share one. They have a common subsequence c
 * that each reaches by at most as many deletions as there are slips, the shorter by fewer: each
 * letter that it is shorter by is a slip that costs it nothing. both >= 7     two slips: |c| >= 5,
 * and the first five letters of c stand among the first seven 6 and >= 7    the six lose one letter
 * at most: the same five 5 and 7       two slips are two insertions: c is the five equal, <= 6 one
 * slip: either without one letter n and n + 1   one insertion: c is the n, n <= 5
 *
 * ANCHOR_*: names by the words that a mention of them in running text must contain: the heaviest
 * words of a name, as many as it takes for the rest to weigh less than IDT_ANCHOR_REST_PERCENT of
 * it. */
#ifndef IDT_INDEX_FORMAT_INTERNAL_H
#define IDT_INDEX_FORMAT_INTERNAL_H

#include "base/buf.h"
#include "index/index.h"

#define IDT_INDEX_MAGIC "IDTINDEX"

enum {
    IDT_INDEX_VERSION = 6,
    IDT_INDEX_HEADER_BYTES = 32,
    IDT_INDEX_CHECKSUM_AT = 24,
    IDT_NAME_HEADER = 2, /* numbers before a name's units: party, info */
    IDT_UNIT_FIELDS = 4, /* numbers of a unit */
    IDT_DELETE_PREFIX = 7,
    IDT_DELETE_LEFT = 5,
    IDT_DELETE_KEYS_MAX = 21, /* two of seven */
};

typedef enum {
    IDT_SECTION_META,           /* words version, editions, diagnostics */
    IDT_SECTION_PARTY_OFFSETS,  /* u32[parties + 1] into PARTY_BYTES */
    IDT_SECTION_PARTY_BYTES,    /* party records (model/party_record.c) */
    IDT_SECTION_PARTY_EDITION,  /* u32[parties]: edition << 8 | type */
    IDT_SECTION_PARTY_GROUP,    /* u32[parties] */
    IDT_SECTION_PARTY_SORTED,   /* u32[parties]: by entity id */
    IDT_SECTION_NAME_OFFSETS,   /* u32[names + 1] into NAMES */
    IDT_SECTION_NAMES,          /* u32: party, info, units of each name */
    IDT_SECTION_UNITS,          /* u32[(units + 1) * IDT_UNIT_FIELDS]: idt_unit_field */
    IDT_SECTION_UNIT_BYTES,     /* letters */
    IDT_SECTION_POSTINGS,       /* u32 name numbers, ascending within a unit */
    IDT_SECTION_ANCHOR_OFFSETS, /* u32[units + 1] into ANCHORS */
    IDT_SECTION_ANCHORS,        /* u32 name numbers */
    IDT_SECTION_KEY_BUCKETS,    /* u32[2^b + 1] into KEY_ENTRIES */
    IDT_SECTION_KEY_ENTRIES,    /* u64: tag, letters, length, unit; ascending within a bucket */
    IDT_SECTION_MINED,          /* mined pairs (mined.c) */
    IDT_SECTION_CLASS_OFFSETS,  /* u32[classes + mined pairs + 1] into CLASS_UNITS */
    IDT_SECTION_CLASS_UNITS,    /* u32 word numbers */
    IDT_SECTION_ID_KEYS,        /* u64, ascending: XXH3-64 of type byte and comparable form */
    IDT_SECTION_ID_PARTIES,     /* u32 */
    IDT_SECTION_COUNT
} idt_section;

/* The numbers of a unit. One more than there are units ends the offsets. */
typedef enum {
    IDT_UNIT_LETTERS,  /* offset into UNIT_BYTES */
    IDT_UNIT_POSTINGS, /* offset into POSTINGS */
    IDT_UNIT_INFO, /* joined << 31 | fuzzy << 16, or for words initial << 12 | bits << 8 | flags */
    IDT_UNIT_ROW,  /* row of the word tables, 0 where it has no classes; above the last row: a
                    * word of the mined pairs */
} idt_unit_field;

/* --- keys --- */

typedef enum {
    IDT_KEY_EQUAL,  /* the whole form; every unit has one */
    IDT_KEY_DELETE, /* some of its letters; words, and joined forms that may be misspelt */
    IDT_KEY_ALIKE,  /* idt_unit_keys: sound, look, script */
} idt_key_kind;

uint32_t idt_key_of(idt_key_kind kind, idt_span text);
/* Keys of a word's deletions, some of them twice; the count, at most IDT_DELETE_KEYS_MAX. */
size_t idt_delete_keys(uint32_t keys[IDT_DELETE_KEYS_MAX], idt_span form);

enum {
    IDT_ENTRY_UNIT_BITS = 28,
    IDT_ENTRY_LENGTH_BITS = 6, /* length - 1; longer words than that have the last */
    IDT_ENTRY_TAG_BITS = 8,
    IDT_KEY_BUCKET_BITS_MAX = 32 - IDT_ENTRY_TAG_BITS,
};

/* The bits of `key` behind the bucket's. */
static inline uint64_t idt_key_tag(uint32_t key, unsigned bucket_bits)
{
    return (uint32_t)(key << bucket_bits) >> (32 - IDT_ENTRY_TAG_BITS);
}

uint64_t idt_entry_of(uint32_t unit, idt_span form); /* without its tag */
/* The same with other letters than the form's own. */
uint64_t idt_entry_with(uint32_t unit, idt_span form, uint32_t letters);
/* The letters of whatever spells a native word: an entry under a native word's key holds these. */
uint32_t idt_spelling_letters(idt_span native);
/* As idt_spell_musts, in the bits of an entry's letters. */
size_t idt_spelling_musts(uint32_t out[IDT_SPELL_MUSTS_MAX], idt_span native);

static inline uint32_t idt_entry_unit(uint64_t entry)
{
    return (uint32_t)entry & ((1u << IDT_ENTRY_UNIT_BITS) - 1);
}

static inline size_t idt_entry_length(uint64_t entry)
{
    return (entry >> IDT_ENTRY_UNIT_BITS & ((1u << IDT_ENTRY_LENGTH_BITS) - 1)) + 1;
}

static inline uint32_t idt_entry_letters(uint64_t entry)
{
    return (uint32_t)(entry >> (IDT_ENTRY_UNIT_BITS + IDT_ENTRY_LENGTH_BITS)) &
           ((1u << IDT_LETTERS_BITS) - 1);
}

static inline uint64_t idt_entry_tag(uint64_t entry)
{
    return entry >> (64 - IDT_ENTRY_TAG_BITS);
}

_Static_assert(IDT_ENTRY_UNIT_BITS + IDT_ENTRY_LENGTH_BITS + IDT_LETTERS_BITS +
                       IDT_ENTRY_TAG_BITS ==
                   64,
               "an entry is one number");
_Static_assert(1 << IDT_ENTRY_LENGTH_BITS == IDT_WORD_BYTES_MAX, "an entry tells a word's length");

uint64_t idt_identifier_key(idt_identifier_type type, idt_span comparable);
/* Units of a name of n words. */
uint32_t idt_units_of(uint32_t words);

/* For tests: write the checksum that the bytes of a whole file should have into them. */
void idt_index_reseal(char *file, size_t bytes);

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "index files are read in place");

#endif
