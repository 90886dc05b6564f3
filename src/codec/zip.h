/* zip.h - which files lie in this zip container?
 *
 * A cover over libarchive. Files come out one after the other into unnamed temporary files, so a
 * large one costs disk and no memory. Limits: IDT_ZIP_FILES_MAX files, IDT_ZIP_BYTES_MAX bytes all
 * together, IDT_ZIP_RATIO_MAX times the container's size. */
#ifndef IDT_CODEC_ZIP_H
#define IDT_CODEC_ZIP_H

#include "base/err.h"

enum { IDT_ZIP_FILES_MAX = 1024, IDT_ZIP_RATIO_MAX = 400 };
#define IDT_ZIP_BYTES_MAX ((uint64_t)4 << 30)

/* Does the file that starts so call itself a zip container? */
bool idt_zip_is(idt_span head);
/* Call `visit` for each regular file with its path inside and a descriptor of its own, which visit
 * closes or keeps. Ends at the first status that is not IDT_OK. IDT_E_INPUT (damaged, cut off),
 * IDT_E_LIMIT, IDT_E_IO. `descriptor` must be able to seek and stays the caller's. */
idt_status idt_zip_each(int descriptor,
                        idt_status (*visit)(void *context, const char *path, int file,
                                            idt_err *err),
                        void *context, idt_err *err) IDT_MUST_USE;
/* Does it hold a file of this path? False for a damaged container, too. */
bool idt_zip_has(int descriptor, const char *path);

#endif
