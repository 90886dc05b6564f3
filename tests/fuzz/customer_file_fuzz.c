/* customer_file_fuzz.c - any bytes as a customer file, of any form and encoding: every row that is
 * cut off is a subject or a rejected one, in order. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "service/subject_reader.h"

static void read_rows(const char *path)
{
    idt_subject_reader *reader;
    idt_subject_row row;
    idt_arena arena = IDT_ARENA_INIT;
    idt_err err = IDT_ERR_INIT;
    uint64_t number = 0, line = 0;

    if (idt_subject_reader_open(&reader, &(idt_subject_reader_options){ .path = path }, &err)) {
        idt_assert(err.status && err.text[0]);
        return;
    }
    while (idt_subject_reader_next(reader, &arena, &row)) {
        bool screenable = row.subject.name_count > 0 || row.subject.identifier_count > 0;
        idt_assert(row.number == ++number && row.id.len > 0);
        idt_assert(row.rejected.len > 0 || screenable);
        /* A sheet may number its rows as it likes. */
        idt_assert(row.line > line || idt_subject_reader_place(reader)[0] == 'r');
        line = row.line;
        idt_arena_reset(&arena);
    }
    (void)idt_subject_reader_status(reader, &err);
    (void)idt_subject_reader_ignored(reader);
    idt_subject_reader_close(reader);
    idt_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int descriptor = memfd_create("customers", MFD_CLOEXEC);

    if (descriptor < 0 || write(descriptor, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    read_rows(path);
    close(descriptor);
    return 0;
}
