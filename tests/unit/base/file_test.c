/* file_test.c - files are read whole, and replaced wholly or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

static char folder[] = "/tmp/interdict-file-XXXXXX";

static const char *path_of(const char *name)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path_of("list"));
    unlink(path_of("empty"));
    unlink(path_of("fifo"));
    unlink(path_of("pipe"));
    unlink(path_of("to-pipe"));
    unlink(path_of("to-nothing"));
    unlink(path_of("target"));
    unlink(path_of("link"));
    rmdir(path_of("inner"));
    return rmdir(folder); /* fails where a test left something behind */
}

static void check_content(const char *path, const char *expected)
{
    idt_map map;
    idt_err err = IDT_ERR_INIT;
    if (idt_map_file(&map, path, &err))
        fail_msg("%s: %s", path, err.text);
    if (!idt_span_equal_text(map.bytes, expected))
        fail_msg("%s holds \"%.*s\"", path, (int)map.bytes.len, map.bytes.ptr);
    idt_map_close(&map);
    idt_map_close(&map);
}

static size_t count_entries(void)
{
    size_t count = 0;
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries))
        count += entry->d_name[0] != '.' || strstr(entry->d_name, ".tmp-") != NULL;
    closedir(entries);
    return count;
}

static void a_file_is_replaced_whole(void **state)
{
    idt_err err = IDT_ERR_INIT;
    struct stat info;
    (void)state;
    assert_int_equal(idt_file_replace(path_of("list"), IDT_SPAN_LIT("old"), &err), IDT_OK);
    check_content(path_of("list"), "old");
    assert_int_equal(idt_file_replace(path_of("list"), IDT_SPAN_LIT("newer"), &err), IDT_OK);
    check_content(path_of("list"), "newer");
    assert_int_equal(stat(path_of("list"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0644);
    assert_int_equal(count_entries(), 1);
}

static void a_reader_keeps_the_file_it_has_mapped(void **state)
{
    idt_map map;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(idt_file_replace(path_of("list"), IDT_SPAN_LIT("before"), &err), IDT_OK);
    assert_int_equal(idt_map_file(&map, path_of("list"), &err), IDT_OK);
    assert_int_equal(idt_file_replace(path_of("list"), IDT_SPAN_LIT("after!"), &err), IDT_OK);
    assert_true(idt_span_equal_text(map.bytes, "before"));
    idt_map taken = idt_map_take(&map);
    idt_map_close(&map); /* nothing left to close */
    assert_true(idt_span_equal_text(taken.bytes, "before"));
    idt_map_close(&taken);
    check_content(path_of("list"), "after!");
}

static void check_refused(const char *path)
{
    idt_err err = IDT_ERR_INIT;
    size_t before = count_entries();
    idt_status status = idt_file_replace(path, IDT_SPAN_LIT("new"), &err);
    if (status != IDT_E_IO || err.status != status || err.text[0] == '\0')
        fail_msg("%.60s: status %d, \"%s\"", path, status, err.text);
    assert_int_equal(count_entries(), before); /* no temporary is left */
}

static void a_failure_leaves_everything_as_it_was(void **state)
{
    static char longer[PATH_MAX + 20];
    char name_too_long[NAME_MAX + 10];
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(idt_file_replace(path_of("list"), IDT_SPAN_LIT("old"), &err), IDT_OK);
    assert_true(mkdir(path_of("inner"), 0755) == 0);
    check_refused(path_of("inner"));        /* a folder stands there: the rename fails */
    check_refused(path_of("nowhere/list")); /* the folder does not exist */
    check_refused(path_of("list/list"));    /* a file is no folder */
    memset(longer, 'x', sizeof longer - 1);
    check_refused(longer);
    memset(name_too_long, 'y', sizeof name_too_long - 1);
    name_too_long[sizeof name_too_long - 1] = '\0';
    check_refused(path_of(name_too_long));
    check_content(path_of("list"), "old");
}

static void an_unwritable_folder_refuses_and_keeps_the_old_file(void **state)
{
    idt_err err = IDT_ERR_INIT;
    (void)state;
    if (geteuid() == 0)
        skip(); /* nothing is unwritable for root */
    assert_int_equal(idt_file_replace(path_of("list"), IDT_SPAN_LIT("old"), &err), IDT_OK);
    assert_int_equal(chmod(folder, 0500), 0);
    check_refused(path_of("list"));
    assert_int_equal(chmod(folder, 0700), 0);
    check_content(path_of("list"), "old");
}

static void what_is_no_regular_file_is_refused(void **state)
{
    idt_map map = IDT_MAP_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(idt_map_file(&map, path_of("missing"), &err), IDT_E_IO);
    assert_non_null(strstr(err.text, "missing"));
    assert_int_equal(idt_map_file(&map, folder, &err), IDT_E_IO);
    alarm(10); /* opening a pipe nobody writes to must not wait */
    assert_int_equal(mkfifo(path_of("fifo"), 0600), 0);
    assert_int_equal(idt_map_file(&map, path_of("fifo"), &err), IDT_E_IO);
    alarm(0);
    assert_null(map.base);
}

static void only_a_regular_file_is_replaced(void **state)
{
    struct stat info;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
    check_refused(path_of("pipe"));
    assert_int_equal(idt_file_replace(path_of("pipe"), IDT_SPAN_LIT("new"), &err), IDT_E_IO);
    assert_non_null(strstr(err.text, "not a regular file"));
    assert_int_equal(lstat(path_of("pipe"), &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
    assert_int_equal(symlink("pipe", path_of("to-pipe")), 0);
    check_refused(path_of("to-pipe"));
    assert_int_equal(symlink("nothing", path_of("to-nothing")), 0);
    check_refused(path_of("to-nothing"));
}

static void behind_a_link_the_file_is_replaced_and_the_link_stays(void **state)
{
    struct stat info;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(idt_file_replace(path_of("target"), IDT_SPAN_LIT("old"), &err), IDT_OK);
    assert_int_equal(symlink("target", path_of("link")), 0);
    assert_int_equal(idt_file_replace(path_of("link"), IDT_SPAN_LIT("new"), &err), IDT_OK);
    check_content(path_of("target"), "new");
    assert_int_equal(lstat(path_of("link"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void an_empty_file_is_an_empty_text(void **state)
{
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(idt_file_replace(path_of("empty"), IDT_SPAN_EMPTY, &err), IDT_OK);
    check_content(path_of("empty"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_replaced_whole),
        cmocka_unit_test(a_reader_keeps_the_file_it_has_mapped),
        cmocka_unit_test(a_failure_leaves_everything_as_it_was),
        cmocka_unit_test(an_unwritable_folder_refuses_and_keeps_the_old_file),
        cmocka_unit_test(what_is_no_regular_file_is_refused),
        cmocka_unit_test(only_a_regular_file_is_replaced),
        cmocka_unit_test(behind_a_link_the_file_is_replaced_and_the_link_stays),
        cmocka_unit_test(an_empty_file_is_an_empty_text),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
