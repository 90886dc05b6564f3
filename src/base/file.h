/* file.h - read a file whole by mapping it, and replace a file so that readers see the old or the
 * new one and nothing between. */
#ifndef IDT_BASE_FILE_H
#define IDT_BASE_FILE_H

#include "base/err.h"

typedef struct {
    idt_span bytes; /* the file; dies with idt_map_close */
    void *base;     /* NULL: nothing mapped (empty file, or not open) */
} idt_map;

#define IDT_MAP_INIT ((idt_map){ { "", 0 }, NULL })

/* Map `path` read-only. IDT_OK or IDT_E_IO. */
idt_status idt_map_file(idt_map *self, const char *path, idt_err *err) IDT_MUST_USE;
/* The same for an open descriptor, which stays the caller's; `path` is for messages. */
idt_status idt_map_descriptor(idt_map *self, int descriptor, const char *path,
                              idt_err *err) IDT_MUST_USE;
void idt_map_close(idt_map *self); /* no-op where nothing is mapped */
/* Tell the system that bytes from..to will hardly be read again; they stay readable. */
void idt_map_forget(const idt_map *self, size_t from, size_t to);
idt_map idt_map_take(idt_map *self);

/* Write `bytes` to a temporary name beside `path`, sync, rename over `path`, sync the folder.
 * Where `path` is a link, the file it leads to is replaced and the link stays. What stands there
 * and is no regular file (a folder, a device, a pipe) is refused, as is a link to nothing. On
 * failure `path` is as it was. IDT_OK or IDT_E_IO. */
idt_status idt_file_replace(const char *path, idt_span bytes, idt_err *err) IDT_MUST_USE;

#endif
