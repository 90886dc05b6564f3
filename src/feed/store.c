/* store.c - the folders of the updater.
 *
 * An edition comes into its place by one rename of a synced folder, and leaves it by one rename
 * into staging/, where it is then taken apart: under lists/ stand whole editions only. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "feed/feed_internal.h"

enum { TREE_DEPTH_MAX = 8 };

static idt_status fail_errno(idt_err *err, const char *what, const char *path)
{
    return idt_fail(err, IDT_E_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

void idt_feed_time(char out[IDT_FEED_TIME_BYTES], int64_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm parts;

    gmtime_r(&when, &parts);
    if (strftime(out, IDT_FEED_TIME_BYTES, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        out[0] = '\0';
}

/* ---- files and folders ---- */

idt_status idt_feed_make_folder(const char *path, idt_err *err)
{
    struct stat info;

    for (size_t i = 1; i <= strlen(path); i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        idt_arena arena = IDT_ARENA_INIT;
        const char *part = idt_arena_copy(&arena, (idt_span){ path, i }).ptr;
        int made = mkdir(part, 0755);
        idt_status status = IDT_OK;
        if (made != 0 && (errno != EEXIST || stat(part, &info) != 0 || !S_ISDIR(info.st_mode)))
            status = fail_errno(err, "create the folder", part);
        idt_arena_release(&arena);
        if (status)
            return status;
    }
    return IDT_OK;
}

void idt_feed_sync_folder(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (folder < 0)
        return;
    (void)fsync(folder); /* some file systems refuse to sync a folder; the files are synced */
    close(folder);
}

idt_status idt_feed_write_file(const char *path, idt_span bytes, idt_err *err)
{
    idt_status status = IDT_OK;
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

    if (file < 0)
        return fail_errno(err, "create", path);
    while (bytes.len > 0 && !status) {
        ssize_t count = write(file, bytes.ptr, bytes.len);
        if (count > 0)
            bytes = idt_span_sub(bytes, (size_t)count, bytes.len);
        else if (errno != EINTR)
            status = fail_errno(err, "write", path);
    }
    if (!status && fsync(file) != 0)
        status = fail_errno(err, "write", path);
    close(file);
    return status;
}

static void remove_below(const char *path, int depth)
{
    DIR *folder = depth < TREE_DEPTH_MAX ? opendir(path) : NULL;
    struct dirent *entry;
    struct stat info;

    while (folder && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        idt_arena arena = IDT_ARENA_INIT;
        const char *inner = idt_arena_format(&arena, "%s/%s", path, entry->d_name).ptr;
        if (lstat(inner, &info) == 0 && S_ISDIR(info.st_mode)) {
            remove_below(inner, depth + 1);
            (void)rmdir(inner);
        } else {
            (void)unlink(inner);
        }
        idt_arena_release(&arena);
    }
    if (folder)
        closedir(folder);
}

void idt_feed_remove_tree(const char *path)
{
    remove_below(path, 0);
    (void)rmdir(path);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t idt_feed_folder_files(const char *path, idt_arena *arena, const char **out, size_t room)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    struct stat info;
    size_t count = 0;

    while (folder && (entry = readdir(folder)) != NULL && count < room) {
        const char *inner = idt_arena_format(arena, "%s/%s", path, entry->d_name).ptr;
        if (entry->d_name[0] != '.' && stat(inner, &info) == 0 && S_ISREG(info.st_mode))
            out[count++] = inner;
    }
    if (folder)
        closedir(folder);
    if (count)
        qsort(out, count, sizeof *out, compare_paths);
    return count;
}

/* ---- the lock ---- */

static idt_status take_lock(idt_feed_store *self, idt_err *err)
{
    char holder[64] = "", now[IDT_FEED_TIME_BYTES];
    int file = open(self->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0644);

    if (file < 0)
        return fail_errno(err, "open", self->lock);
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        bool taken = errno == EWOULDBLOCK;
        ssize_t count = taken ? read(file, holder, sizeof holder - 1) : 0;
        idt_status status = taken ? idt_fail(err, IDT_E_IO, "another update is at work in %s%s%s",
                                             self->data, count > 0 ? ": process " : "", holder)
                                  : fail_errno(err, "lock", self->lock);
        close(file);
        return status;
    }
    self->lock_descriptor = file;
    idt_feed_time(now, (int64_t)time(NULL));
    int length = snprintf(holder, sizeof holder, "%ld since %s", (long)getpid(), now);
    if (ftruncate(file, 0) != 0 || write(file, holder, (size_t)length) != length)
        return fail_errno(err, "write", self->lock);
    return IDT_OK;
}

void idt_feed_store_name(idt_feed_store *self, idt_arena *arena, const char *data)
{
    *self = IDT_FEED_STORE_INIT;
    self->data = idt_arena_copy(arena, idt_span_of(data)).ptr;
    self->lists = idt_arena_format(arena, "%s/lists", data).ptr;
    self->staging = idt_arena_format(arena, "%s/staging", data).ptr;
    self->state = idt_arena_format(arena, "%s/update.json", data).ptr;
    self->lock = idt_arena_format(arena, "%s/update.lock", data).ptr;
}

idt_status idt_feed_store_open(idt_feed_store *self, idt_arena *arena, const char *data,
                               idt_err *err)
{
    idt_feed_store_name(self, arena, data);
    idt_status status = idt_feed_make_folder(self->lists, err);
    if (!status)
        status = idt_feed_make_folder(self->staging, err);
    if (!status)
        status = take_lock(self, err);
    return status;
}

void idt_feed_store_close(idt_feed_store *self)
{
    if (self->lock_descriptor >= 0)
        close(self->lock_descriptor); /* and with it the lock; the file stays */
    self->lock_descriptor = -1;
}

void idt_feed_store_clean(const idt_feed_store *self)
{
    static const char leftover[] = "update.json.tmp-";
    DIR *folder = opendir(self->data);
    struct dirent *entry;

    remove_below(self->staging, 0);
    while (folder && (entry = readdir(folder)) != NULL) {
        if (strncmp(entry->d_name, leftover, sizeof leftover - 1) != 0)
            continue;
        idt_arena arena = IDT_ARENA_INIT;
        (void)unlink(idt_arena_format(&arena, "%s/%s", self->data, entry->d_name).ptr);
        idt_arena_release(&arena);
    }
    if (folder)
        closedir(folder);
}

/* ---- editions ---- */

const char *idt_feed_store_folder(const idt_feed_store *self, idt_arena *arena, idt_span list_id,
                                  idt_span sha256)
{
    return idt_arena_format(arena, "%s/%.*s/%.*s", self->lists, (int)list_id.len, list_id.ptr,
                            (int)sha256.len, sha256.ptr)
        .ptr;
}

bool idt_feed_store_has(const idt_feed_store *self, idt_span list_id, idt_span sha256)
{
    idt_arena arena = IDT_ARENA_INIT;
    struct stat info;
    bool has = idt_feed_is_sha256(sha256) &&
               stat(idt_feed_store_folder(self, &arena, list_id, sha256), &info) == 0 &&
               S_ISDIR(info.st_mode);
    idt_arena_release(&arena);
    return has;
}

idt_span idt_feed_store_current(const idt_feed_store *self, idt_arena *arena, idt_span list_id)
{
    char target[IDT_SHA256_HEX + 1];
    const char *link = idt_feed_store_folder(self, arena, list_id, IDT_SPAN_LIT("current"));
    ssize_t length = readlink(link, target, sizeof target);
    idt_span sha256 = { target, length > 0 ? (size_t)length : 0 };

    return idt_feed_store_has(self, list_id, sha256) ? idt_arena_copy(arena, sha256)
                                                     : IDT_SPAN_EMPTY;
}

idt_status idt_feed_store_lists(const idt_feed_store *self, idt_arena *arena, idt_span *out,
                                size_t *count, idt_err *err)
{
    DIR *folder = opendir(self->lists);
    struct dirent *entry;
    const char *names[IDT_FEED_LISTS_MAX];
    idt_status status = folder ? IDT_OK : fail_errno(err, "read", self->lists);

    *count = 0;
    while (!status && (entry = readdir(folder)) != NULL) {
        idt_span list_id = idt_span_of(entry->d_name);
        if (idt_span_starts(list_id, ".") || idt_feed_store_current(self, arena, list_id).len == 0)
            continue;
        if (*count == IDT_FEED_LISTS_MAX)
            status = idt_fail(err, IDT_E_LIMIT, "%s holds more than %d lists", self->lists,
                              IDT_FEED_LISTS_MAX);
        else
            names[(*count)++] = idt_arena_copy(arena, list_id).ptr;
    }
    if (folder)
        closedir(folder);
    if (*count)
        qsort(names, *count, sizeof *names, compare_paths);
    for (size_t i = 0; i < *count; i++)
        out[i] = idt_span_of(names[i]);
    return status;
}

/* Out of sight by one rename; then piece by piece. */
static idt_status discard(const idt_feed_store *self, const char *path, idt_err *err)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *bin = idt_arena_format(&arena, "%s/.discarded", self->staging).ptr;
    idt_status status = IDT_OK;

    idt_feed_remove_tree(bin);
    if (rename(path, bin) != 0 && errno != ENOENT)
        status = fail_errno(err, "move away", path);
    idt_feed_remove_tree(bin);
    idt_arena_release(&arena);
    return status;
}

idt_status idt_feed_store_install(const idt_feed_store *self, idt_span list_id, idt_span sha256,
                                  const char *staged, idt_err *err)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *folder = idt_feed_store_folder(self, &arena, list_id, sha256);
    const char *above = idt_feed_store_folder(self, &arena, list_id, IDT_SPAN_EMPTY);
    idt_status status = idt_feed_make_folder(above, err);

    if (!status)
        status = discard(self, folder, err); /* what lies there may be damaged */
    if (!status) {
        idt_feed_sync_folder(staged);
        if (rename(staged, folder) != 0)
            status = fail_errno(err, "move an edition to", folder);
        idt_feed_sync_folder(above);
    }
    idt_arena_release(&arena);
    return status;
}

idt_status idt_feed_store_switch(const idt_feed_store *self, idt_span list_id, idt_span sha256,
                                 idt_err *err)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *link = idt_feed_store_folder(self, &arena, list_id, IDT_SPAN_LIT("current"));
    const char *fresh = idt_arena_format(&arena, "%s/.current", self->staging).ptr;
    const char *target = idt_arena_copy(&arena, sha256).ptr;
    idt_status status = IDT_OK;

    (void)unlink(fresh);
    if (symlink(target, fresh) != 0)
        status = fail_errno(err, "create", fresh);
    else if (rename(fresh, link) != 0)
        status = fail_errno(err, "rename onto", link);
    else
        idt_feed_sync_folder(idt_feed_store_folder(self, &arena, list_id, IDT_SPAN_EMPTY));
    idt_arena_release(&arena);
    return status;
}

void idt_feed_store_remove(const idt_feed_store *self, idt_span list_id, idt_span sha256)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_err err;

    /* An edition that cannot be removed takes room, and nothing else. */
    if (idt_feed_is_sha256(sha256))
        (void)!discard(self, idt_feed_store_folder(self, &arena, list_id, sha256), &err);
    idt_arena_release(&arena);
}

size_t idt_feed_store_editions(const idt_feed_store *self, idt_arena *arena, idt_span list_id,
                               idt_span **out)
{
    DIR *folder = opendir(idt_feed_store_folder(self, arena, list_id, IDT_SPAN_EMPTY));
    struct dirent *entry;
    size_t count = 0, capacity = 0;
    idt_span *found = NULL;

    while (folder && (entry = readdir(folder)) != NULL)
        if (idt_feed_is_sha256(idt_span_of(entry->d_name))) {
            found = idt_grow(found, &capacity, count + 1, sizeof *found);
            found[count++] = idt_arena_copy(arena, idt_span_of(entry->d_name));
        }
    if (folder)
        closedir(folder);
    *out = idt_arena_alloc(arena, (count + 1) * sizeof **out);
    if (count)
        memcpy(*out, found, count * sizeof *found);
    idt_free(found);
    return count;
}
