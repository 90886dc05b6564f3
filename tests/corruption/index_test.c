/* index_test.c - a damaged index file gives a status, never a crash and never an index.
 *
 * As it stands, damage anywhere is noticed by the checksum. With the checksum made good again, the
 * reader's own checks are alone: what they let through must be safe to walk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/file.h"
#include "index/format_internal.h"
#include "support/index_walk.h"
#include "support/random.h"
#include "support/small_index.h"

/* Few parties: the work grows with the square of the size. index_long_test.c takes all of them, and
 * every mask on every byte. */
#ifndef TEST_INDEX_LONG
#define TEST_INDEX_LONG 0
#endif
enum { PARTIES = TEST_INDEX_LONG ? TEST_SMALL_PARTIES_MAX : 5 };

static char path[64];
static char *sound; /* the bytes of a sound index */
static size_t size;
static volatile uint64_t seen; /* what was read, so that no compiler leaves the reading out */

static int write_sound(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_index_input input;
    idt_index_figures figures;
    idt_err err = IDT_ERR_INIT;
    idt_map map;
    const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    (void)state;
    snprintf(path, sizeof path, "%s/interdict-damaged-%d.idx", folder, (int)getpid());
    test_small_input(&input, &arena, PARTIES);
    if (idt_index_write(path, &input, &figures, &err) || idt_map_file(&map, path, &err))
        fail_msg("%s: %s", path, err.text);
    size = map.bytes.len;
    sound = idt_alloc(size);
    memcpy(sound, map.bytes.ptr, size);
    idt_map_close(&map);
    idt_arena_release(&arena);
    printf("the sound index has %zu bytes, seed %llu\n", size,
           (unsigned long long)test_random_seed());
    return 0;
}

static int remove_sound(void **state)
{
    (void)state;
    unlink(path);
    idt_free(sound);
    return 0;
}

/* Open `bytes` as an index and walk what opens; the status. No sync: millions are written. */
static idt_status open_bytes(const char *bytes, size_t count)
{
    idt_index *index;
    idt_err err = IDT_ERR_INIT;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
    idt_status status = idt_index_open(&index, path, &err);
    if (status) {
        assert_null(index);
        assert_int_equal(err.status, status);
        assert_true(err.text[0] != '\0');
        return status;
    }
    seen += test_walk_index(index);
    idt_index_close(index);
    return IDT_OK;
}

static bool is_refusal(idt_status status)
{
    return status == IDT_E_CORRUPT || status == IDT_E_VERSION;
}

static void the_sound_file_opens(void **state)
{
    (void)state;
    assert_int_equal(open_bytes(sound, size), IDT_OK);
}

static void every_damaged_byte_is_noticed(void **state)
{
    static const unsigned char masks[] = { 0x01, 0x80, 0xff };
    (void)state;
    for (size_t at = 0; at < size; at++)
        for (size_t m = 0; m < sizeof masks; m++) {
            if (!TEST_INDEX_LONG && m != at % sizeof masks && at >= 1024)
                continue; /* each byte once, header and table with every mask */
            sound[at] = (char)(sound[at] ^ masks[m]);
            idt_status status = open_bytes(sound, size);
            sound[at] = (char)(sound[at] ^ masks[m]);
            if (!is_refusal(status))
                fail_msg("byte %zu ^ %02x: status %d", at, masks[m], status);
        }
}

static void every_truncation_is_noticed(void **state)
{
    (void)state;
    for (size_t cut = 0; cut < size; cut++) {
        idt_status status = open_bytes(sound, cut);
        if (!is_refusal(status))
            fail_msg("cut at %zu: status %d", cut, status);
    }
    char *longer = idt_alloc_zeroed(size + 8);
    memcpy(longer, sound, size);
    for (size_t more = 1; more <= 8; more++)
        assert_true(is_refusal(open_bytes(longer, size + more)));
    idt_free(longer);
}

static void check_resealed(char *bytes, size_t count, const char *what, size_t at)
{
    idt_index_reseal(bytes, count);
    idt_status status = open_bytes(bytes, count);
    if (status != IDT_OK && !is_refusal(status))
        fail_msg("%s at %zu: status %d", what, at, status);
}

static void damage_under_a_good_checksum_is_refused_or_harmless(void **state)
{
    static const unsigned char masks[] = { 0x01, 0x80, 0xff, 0x10 };
    enum { TABLE_END = IDT_INDEX_HEADER_BYTES + IDT_SECTION_COUNT * 16 };
    char *bytes = idt_alloc(size);
    (void)state;
    for (size_t at = 0; at < size; at++)
        for (size_t m = 0; m < sizeof masks; m++) {
            if (!TEST_INDEX_LONG && m != at % sizeof masks && at >= TABLE_END)
                continue;
            memcpy(bytes, sound, size);
            bytes[at] = (char)(bytes[at] ^ masks[m]);
            check_resealed(bytes, size, "a damaged byte", at);
        }
    idt_free(bytes);
}

static void cuts_under_a_good_checksum_are_refused_or_harmless(void **state)
{
    char *bytes = idt_alloc(size);
    (void)state;
    for (size_t cut = IDT_INDEX_HEADER_BYTES; cut < size; cut++) {
        memcpy(bytes, sound, size);
        check_resealed(bytes, cut, "a cut", cut);
    }
    idt_free(bytes);
}

/* Whole numbers, as a writer gone wrong would leave them, anywhere and several at once. */
static void wrong_numbers_are_refused_or_harmless(void **state)
{
    enum { ROUNDS = TEST_INDEX_LONG ? 100000 : 6000 };
    static const uint32_t values[] = { 0, 1, 2, 255, 0x7fffffff, 0x80000000, UINT32_MAX,
                                       UINT32_MAX - 1, 0x00010000, 0x01000000, 8, 12, 1028 };
    test_random random = test_random_of(test_random_seed());
    char *bytes = idt_alloc(size);
    (void)state;
    for (size_t round = 0; round < ROUNDS; round++) {
        memcpy(bytes, sound, size);
        size_t at = 0;
        for (uint64_t count = 1 + test_random_below(&random, 3); count > 0; count--) {
            size_t from = IDT_INDEX_HEADER_BYTES;
            /* One round in four goes for the table of sections. */
            size_t words = round % 4 ? (size - from) / 4 : IDT_SECTION_COUNT * 4;
            at = from + 4 * test_random_below(&random, words);
            uint32_t value = values[test_random_below(&random, sizeof values / sizeof values[0])];
            for (size_t k = 0; k < 4; k++)
                bytes[at + k] = (char)(value >> (8 * k));
        }
        check_resealed(bytes, size, "wrong numbers", at);
    }
    idt_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sound_file_opens),
        cmocka_unit_test(every_damaged_byte_is_noticed),
        cmocka_unit_test(every_truncation_is_noticed),
        cmocka_unit_test(damage_under_a_good_checksum_is_refused_or_harmless),
        cmocka_unit_test(cuts_under_a_good_checksum_are_refused_or_harmless),
        cmocka_unit_test(wrong_numbers_are_refused_or_harmless),
    };
    return cmocka_run_group_tests(tests, write_sound, remove_sound);
}
