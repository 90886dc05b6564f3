/* file.c - mapping and atomic replacement. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static idt_status fail_errno(idt_err *err, const char *what, const char *path)
{
    return idt_fail(err, IDT_E_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

idt_status idt_map_descriptor(idt_map *self, int descriptor, const char *path, idt_err *err)
{
    struct stat info;

    *self = IDT_MAP_INIT;
    if (fstat(descriptor, &info) != 0)
        return fail_errno(err, "read", path);
    if (!S_ISREG(info.st_mode))
        return idt_fail(err, IDT_E_IO, "cannot read %s: not a regular file", path);
    if (info.st_size == 0)
        return IDT_OK;
    void *base = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (base == MAP_FAILED)
        return fail_errno(err, "map", path);
    *self = (idt_map){ { base, (size_t)info.st_size }, base };
    return IDT_OK;
}

idt_status idt_map_file(idt_map *self, const char *path, idt_err *err)
{
    *self = IDT_MAP_INIT;
    /* Without O_NONBLOCK, opening a pipe waits for somebody to write to it. */
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return fail_errno(err, "open", path);
    idt_status status = idt_map_descriptor(self, descriptor, path, err);
    close(descriptor);
    return status;
}

void idt_map_close(idt_map *self)
{
    if (self->base)
        munmap(self->base, self->bytes.len);
    *self = IDT_MAP_INIT;
}

void idt_map_forget(const idt_map *self, size_t from, size_t to)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t first = (from + page - 1) / page * page, last = to / page * page;

    if (self->base && first < last && last <= self->bytes.len)
        (void)madvise((char *)self->base + first, last - first, MADV_DONTNEED);
}

idt_map idt_map_take(idt_map *self)
{
    idt_map taken = *self;
    *self = IDT_MAP_INIT;
    return taken;
}

static bool write_all(int descriptor, idt_span bytes)
{
    while (bytes.len > 0) {
        ssize_t count = write(descriptor, bytes.ptr, bytes.len);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes = idt_span_sub(bytes, (size_t)count, bytes.len);
    }
    return true;
}

/* Only a synced folder entry survives a power cut. */
static void sync_folder(const char *path)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    (void)fsync(folder); /* some file systems refuse to sync a folder; the file itself is synced */
    close(folder);
}

/* The file that a rename may replace: `path`, or what a link there leads to. A rename would put a
 * file in the place of a device or a pipe, so whatever else stands there is refused. */
static idt_status find_target(char target[PATH_MAX], const char *path, idt_err *err)
{
    struct stat info;

    if (snprintf(target, PATH_MAX, "%s", path) >= PATH_MAX)
        return idt_fail(err, IDT_E_IO, "path too long: %s", path);
    if (lstat(path, &info) != 0)
        return errno == ENOENT ? IDT_OK : fail_errno(err, "write", path);
    if (S_ISLNK(info.st_mode) && (!realpath(path, target) || lstat(target, &info) != 0))
        return fail_errno(err, "follow the link", path);
    if (!S_ISREG(info.st_mode))
        return idt_fail(err, IDT_E_IO, "cannot replace %s: not a regular file", path);
    return IDT_OK;
}

idt_status idt_file_replace(const char *path, idt_span bytes, idt_err *err)
{
    char target[PATH_MAX], temporary[PATH_MAX];
    idt_status status = find_target(target, path, err);
    if (status)
        return status;
    if (snprintf(temporary, sizeof temporary, "%s.tmp-XXXXXX", target) >= (int)sizeof temporary)
        return idt_fail(err, IDT_E_IO, "path too long: %s", path);

    int descriptor = mkostemp(temporary, O_CLOEXEC);
    if (descriptor < 0)
        return fail_errno(err, "create a file beside", target);
    if (!write_all(descriptor, bytes) || fchmod(descriptor, 0644) != 0 || fsync(descriptor) != 0)
        status = fail_errno(err, "write", temporary);
    if (close(descriptor) != 0 && !status)
        status = fail_errno(err, "close", temporary);
    if (!status && rename(temporary, target) != 0)
        status = fail_errno(err, "rename onto", path);
    if (status)
        unlink(temporary);
    else
        sync_folder(target);
    return status;
}
