/* uk_cut_long_test.c - the real consolidated list, cut at every 64 KiB: never a shorter list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lists/lists.h"
#include "support/real_lists.h"

enum { STEP = 64 * 1024 };

static void check_cut(const char *path, size_t bytes)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    assert_int_equal(truncate(path, (off_t)bytes), 0);
    if (idt_lists_read(&lists, &path, 1, &err) == IDT_OK)
        fail_msg("cut at %zu bytes it is read as a list of %zu", bytes, lists.party_count);
    assert_true(strlen(err.text) > 0);
    idt_lists_release(&lists);
}

/* Shortened from its end, one file serves for all cuts. */
static void cut_all(idt_arena *arena, const char *from, const char *name)
{
    const char *folder = getenv("INTERDICT_BUILD");
    idt_span path =
        idt_arena_format(arena, "%s/uk_cut_test_%s", folder ? folder : "build/release", name);
    FILE *in = fopen(from, "rb"), *out = fopen(path.ptr, "wb");
    char piece[STEP];
    size_t bytes = 0, got;

    assert_non_null(in);
    assert_non_null(out);
    while ((got = fread(piece, 1, sizeof piece, in)) > 0) {
        assert_int_equal(fwrite(piece, 1, got, out), got);
        bytes += got;
    }
    fclose(in);
    assert_int_equal(fclose(out), 0);
    for (size_t at = (bytes - 1) / STEP * STEP; at > 0; at -= STEP)
        check_cut(path.ptr, at);
    remove(path.ptr);
}

static void a_cut_list_is_an_error(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *conlist =
        test_shared_file(&arena, "data/lists/uk/ofsi-conlist-2025-04-10/ConList.csv");
    const char *folder = getenv("INTERDICT_BUILD");

    (void)state;
    if (!conlist)
        skip();
    idt_span made =
        idt_arena_format(&arena, "%s/uk_cut_test_made.xml", folder ? folder : "build/release");
    idt_span command = idt_arena_format(
        &arena, "python3 tools/generate_uksl_xml.py '%s' --xml '%s'", conlist, made.ptr);
    assert_int_equal(system(command.ptr), 0);
    cut_all(&arena, made.ptr, "UK-Sanctions-List.xml");
    cut_all(&arena, conlist, "ConList.csv");
    remove(made.ptr);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_cut_list_is_an_error) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
