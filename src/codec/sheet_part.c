/* sheet_part.c - parts of a zip container through libarchive, with a watch on how far they swell.
 *
 * The container is opened anew for each part: it is read by its directory, so passing over the
 * others costs little, and a file that was cut off is seen at once. */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "codec/sheet_internal.h"

enum {
    BLOCK_BYTES = 64 * 1024,
    SWELL_BYTES_MIN = 4 * 1024 * 1024, /* a small file may swell to this whatever its size */
};

static idt_status fail_archive(idt_sheet_part *part, const char *what, idt_err *err)
{
    const char *why = archive_error_string(part->archive);
    return idt_fail(err, IDT_E_INPUT, "%s: %s", what, why ? why : "the zip container is damaged");
}

static idt_status open_container(idt_sheet_part *self, int descriptor, idt_err *err)
{
    struct stat about;

    if (fstat(descriptor, &about) < 0 || lseek(descriptor, 0, SEEK_SET) < 0)
        return idt_fail(err, IDT_E_IO, "cannot read the workbook from its beginning");
    uint64_t swell = (uint64_t)about.st_size * IDT_SHEET_RATIO_MAX;
    self->given_max = swell > SWELL_BYTES_MIN ? swell : SWELL_BYTES_MIN;
    self->archive = archive_read_new();
    if (!self->archive)
        return idt_fail(err, IDT_E_IO, "no memory to read a zip container");
    if (archive_read_support_format_zip_seekable(self->archive) != ARCHIVE_OK ||
        archive_read_open_fd(self->archive, descriptor, BLOCK_BYTES) != ARCHIVE_OK)
        return fail_archive(self, "the workbook cannot be opened (is it cut off?)", err);
    return IDT_OK;
}

idt_status idt_sheet_part_open(idt_sheet_part *out, bool *found, int descriptor, const char *name,
                               idt_err *err)
{
    struct archive_entry *entry;
    int result = ARCHIVE_OK;

    *out = (idt_sheet_part){ .name = name };
    *found = false;
    idt_status status = open_container(out, descriptor, err);
    while (!status && !*found) {
        result = archive_read_next_header(out->archive, &entry);
        if (result == ARCHIVE_EOF)
            return IDT_OK;
        if (result < ARCHIVE_WARN)
            return fail_archive(out, "the workbook cannot be opened (is it cut off?)", err);
        const char *path = archive_entry_pathname_utf8(entry);
        *found = path && strcmp(path, name) == 0;
    }
    return status;
}

void idt_sheet_part_close(idt_sheet_part *self)
{
    if (self->archive)
        archive_read_free(self->archive);
    self->archive = NULL;
}

idt_status idt_sheet_part_read(idt_sheet_part *self, void *into, size_t room, size_t *count,
                               idt_err *err)
{
    la_ssize_t got = archive_read_data(self->archive, into, room);

    *count = 0;
    if (got < 0)
        return fail_archive(self, self->name, err);
    self->given += (uint64_t)got;
    if (self->given > self->given_max)
        return idt_fail(err, IDT_E_LIMIT,
                        "%s swells to more than %d times the size of the file, as no workbook does",
                        self->name, IDT_SHEET_RATIO_MAX);
    *count = (size_t)got;
    return IDT_OK;
}
