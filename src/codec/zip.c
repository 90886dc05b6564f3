/* zip.c - the files of a zip container through libarchive. */
#include "codec/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK_BYTES = 64 * 1024, SWELL_BYTES_MIN = 64 * 1024 * 1024 };

typedef struct {
    struct archive *archive;
    uint64_t given, given_max; /* bytes unpacked */
} container;

bool idt_zip_is(idt_span head)
{
    return idt_span_starts(head, "PK\x03\x04");
}

static idt_status fail_archive(const container *self, idt_err *err)
{
    const char *why = archive_error_string(self->archive);
    return idt_fail(err, IDT_E_INPUT, "the zip container cannot be read (is it cut off?): %s",
                    why ? why : "it is damaged");
}

static idt_status open_container(container *self, int descriptor, idt_err *err)
{
    struct stat about;

    *self = (container){ NULL, 0, 0 };
    if (fstat(descriptor, &about) < 0 || lseek(descriptor, 0, SEEK_SET) < 0)
        return idt_fail(err, IDT_E_IO, "cannot read the zip container from its beginning");
    uint64_t swell = (uint64_t)about.st_size * IDT_ZIP_RATIO_MAX;
    self->given_max = swell > SWELL_BYTES_MIN ? swell : SWELL_BYTES_MIN;
    if (self->given_max > IDT_ZIP_BYTES_MAX)
        self->given_max = IDT_ZIP_BYTES_MAX;
    self->archive = archive_read_new();
    if (!self->archive)
        return idt_fail(err, IDT_E_IO, "no memory to read a zip container");
    if (archive_read_support_format_zip_seekable(self->archive) != ARCHIVE_OK ||
        archive_read_open_fd(self->archive, descriptor, BLOCK_BYTES) != ARCHIVE_OK)
        return fail_archive(self, err);
    return IDT_OK;
}

/* An open file without a name, or -1. */
static int temporary_file(void)
{
    char path[512];
    const char *folder = getenv("TMPDIR");

    snprintf(path, sizeof path, "%s/interdict-XXXXXX", folder && folder[0] ? folder : "/tmp");
    int file = mkstemp(path);
    if (file >= 0)
        unlink(path);
    return file;
}

static idt_status copy_entry(container *self, int file, const char *path, idt_err *err)
{
    char block[BLOCK_BYTES];
    la_ssize_t got;

    while ((got = archive_read_data(self->archive, block, sizeof block)) > 0) {
        self->given += (uint64_t)got;
        if (self->given > self->given_max)
            return idt_fail(err, IDT_E_LIMIT, "%s swells beyond what a list's container does",
                            path);
        for (la_ssize_t at = 0; at < got;) {
            ssize_t count = write(file, block + at, (size_t)(got - at));
            if (count < 0 && errno != EINTR)
                return idt_fail(err, IDT_E_IO, "cannot unpack %s: %s", path, strerror(errno));
            if (count > 0)
                at += count;
        }
    }
    if (got < 0)
        return fail_archive(self, err);
    return lseek(file, 0, SEEK_SET) == 0 ? IDT_OK
                                         : idt_fail(err, IDT_E_IO, "cannot unpack %s", path);
}

/* The next regular file's path; NULL at the end or on an error. */
static const char *next_path(container *self, idt_status *status, idt_err *err)
{
    struct archive_entry *entry;

    for (;;) {
        int result = archive_read_next_header(self->archive, &entry);
        if (result == ARCHIVE_EOF)
            return NULL;
        if (result < ARCHIVE_WARN) {
            *status = fail_archive(self, err);
            return NULL;
        }
        const char *path = archive_entry_pathname_utf8(entry);
        if (path && archive_entry_filetype(entry) == AE_IFREG)
            return path;
    }
}

idt_status idt_zip_each(int descriptor,
                        idt_status (*visit)(void *context, const char *path, int file,
                                            idt_err *err),
                        void *context, idt_err *err)
{
    container self;
    const char *path;
    idt_status status = open_container(&self, descriptor, err);

    for (size_t count = 0; !status && (path = next_path(&self, &status, err)) != NULL; count++) {
        if (count == IDT_ZIP_FILES_MAX) {
            status = idt_fail(err, IDT_E_LIMIT, "more than %d files in a zip container",
                              IDT_ZIP_FILES_MAX);
            break;
        }
        int file = temporary_file();
        if (file < 0)
            status = idt_fail(err, IDT_E_IO, "cannot make a temporary file: %s", strerror(errno));
        else
            status = copy_entry(&self, file, path, err);
        if (!status)
            status = visit(context, path, file, err);
        else if (file >= 0)
            close(file);
    }
    if (self.archive)
        archive_read_free(self.archive);
    return status;
}

bool idt_zip_has(int descriptor, const char *path)
{
    container self;
    const char *at;
    bool found = false;
    idt_status status = open_container(&self, descriptor, NULL);

    while (!status && !found && (at = next_path(&self, &status, NULL)) != NULL)
        found = strcmp(at, path) == 0;
    if (self.archive)
        archive_read_free(self.archive);
    return found;
}
