/* index_fuzz.c - no bytes make the reader of index files misbehave.
 *
 * An input that begins like an index file is taken as one: the checksum, the versions and the name
 * of the word tables are made good, so that it gets as far as it can. Any other input is a list of
 * patches to a sound index made here, six bytes each: where (three, of the file's size), how many
 * bytes (one, up to eight), and a number (two, repeated). Such inputs stay good when the format
 * changes. */
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/err.h"
#include "base/file.h"
#include "index/format_internal.h"
#include "support/index_walk.h"

enum { PATCH_BYTES = 6, FILE_BYTES_MAX = 1 << 20 };

static volatile uint64_t seen;

static void open_file(const char *bytes, size_t count)
{
    char path[64];
    idt_err err = IDT_ERR_INIT;
    idt_index *index;
    int file = memfd_create("index", MFD_CLOEXEC);
    idt_assert(file >= 0 && write(file, bytes, count) == (ssize_t)count);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    idt_status status = idt_index_open(&index, path, &err);
    idt_assert(status == err.status && (status == IDT_OK) == (index != NULL));
    if (index)
        seen += test_walk_index(index);
    idt_index_close(index);
    close(file);
}

static idt_party some_party(idt_arena *arena, const char *uid, const char *name, const char *alias)
{
    idt_party party = { .uid = idt_span_of(uid), .type = IDT_PARTY_PERSON };
    idt_name listed = { .text = idt_span_of(name), .family = IDT_SPAN_EMPTY,
                        .given = IDT_SPAN_EMPTY };
    idt_party_add_name(&party, arena, listed);
    listed.text = idt_span_of(alias);
    idt_party_add_name(&party, arena, listed);
    idt_identifier number = { .type = IDT_ID_IMO, .label = IDT_SPAN_EMPTY,
                              .value = IDT_SPAN_LIT("7937317"), .note = IDT_SPAN_EMPTY,
                              .country.text = IDT_SPAN_EMPTY };
    idt_party_add_identifier(&party, arena, number);
    return party;
}

static char *make_sound(size_t *size)
{
    char path[] = "/tmp/interdict-fuzz-XXXXXX";
    idt_arena arena = IDT_ARENA_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_index_figures figures;
    idt_map map;
    idt_edition edition = { .list_id = IDT_SPAN_LIT("us_ofac_sdn"), .publisher = IDT_SPAN_EMPTY,
                            .title = IDT_SPAN_EMPTY, .date = IDT_SPAN_EMPTY,
                            .date_from = IDT_SPAN_EMPTY, .format = IDT_SPAN_EMPTY };
    idt_party parties[2] = {
        some_party(&arena, "9345", "KOREA MINING DEVELOPMENT TRADING CORPORATION", "KOMID"),
        some_party(&arena, "17614", "KIM, Yong Chol", "Abd al Rahman"),
    };
    idt_diagnostic diagnostic = { .code = IDT_SPAN_LIT("remarks-cut"), .uid = IDT_SPAN_LIT("9345"),
                                  .text = IDT_SPAN_LIT("Cut.") };
    idt_index_input input = { .editions = &edition, .edition_count = 1, .parties = parties,
                              .party_count = 2, .diagnostics = &diagnostic,
                              .diagnostic_count = 1 };
    int file = mkstemp(path);
    idt_assert(file >= 0);
    close(file);
    idt_assert(idt_index_write(path, &input, &figures, &err) == IDT_OK);
    idt_assert(idt_map_file(&map, path, &err) == IDT_OK);
    unlink(path);
    char *sound = idt_alloc(map.bytes.len);
    memcpy(sound, map.bytes.ptr, map.bytes.len);
    *size = map.bytes.len;
    idt_map_close(&map);
    idt_arena_release(&arena);
    return sound;
}

static void try_patches(const uint8_t *data, size_t size)
{
    static char *sound; /* kept for all inputs */
    static size_t sound_size;
    if (!sound)
        sound = make_sound(&sound_size);
    char *bytes = idt_alloc(sound_size);
    memcpy(bytes, sound, sound_size);
    for (; size >= PATCH_BYTES; data += PATCH_BYTES, size -= PATCH_BYTES) {
        size_t at = ((size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16) % sound_size;
        for (size_t i = 0; i < (size_t)(data[3] & 7) + 1 && at + i < sound_size; i++)
            bytes[at + i] = (char)data[4 + i % 2];
    }
    idt_index_reseal(bytes, sound_size);
    open_file(bytes, sound_size);
    idt_free(bytes);
}

/* The name of the word tables begins META, the first section. */
static void renew(char *bytes, size_t size)
{
    idt_buf header = IDT_BUF_INIT;
    size_t name = strlen(idt_words_version()) + 1;
    idt_buf_put_u32(&header, IDT_INDEX_VERSION);
    idt_buf_put_u32(&header, IDT_SECTION_COUNT);
    memcpy(bytes + 8, header.ptr, header.len);
    idt_buf_reset(&header);
    uint64_t meta = 0;
    if (size >= IDT_INDEX_HEADER_BYTES + 8)
        memcpy(&meta, bytes + IDT_INDEX_HEADER_BYTES, sizeof meta);
    idt_buf_put_span(&header, idt_span_of(idt_words_version()));
    if (meta && meta < size && size - meta >= name)
        memcpy(bytes + meta, header.ptr, header.len);
    idt_buf_release(&header);
    idt_index_reseal(bytes, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < IDT_INDEX_HEADER_BYTES || size > FILE_BYTES_MAX ||
        memcmp(data, IDT_INDEX_MAGIC, strlen(IDT_INDEX_MAGIC)) != 0) {
        try_patches(data, size);
        return 0;
    }
    char *bytes = idt_alloc(size);
    memcpy(bytes, data, size);
    renew(bytes, size);
    open_file(bytes, size);
    idt_free(bytes);
    return 0;
}
