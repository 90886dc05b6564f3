/* discover.c - which files do these paths mean?
 *
 * Folders are walked depth first in bytewise order, so that the same tree gives the same editions
 * in the same order on every machine. Hidden files and folders are left out. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "lists/lists_internal.h"

enum {
    FILES_MAX = 4096,     /* all official lists together are some fifty files */
    FOLDER_DEPTH_MAX = 16 /* also ends loops of symbolic links */
};
/* The largest official file (SDN_ADVANCED.XML) has 120 MB. */
static const size_t file_bytes_max = (size_t)1 << 30;

typedef struct {
    idt_list_inputs *inputs;
    idt_arena *arena;
    idt_err *err;
} walk;

static idt_status visit(walk *self, const char *path, int depth) IDT_MUST_USE;

static idt_status add_file(walk *self, const char *path, off_t size, bool named)
{
    idt_list_inputs *inputs = self->inputs;
    idt_list_input input = { 0 };

    if (inputs->count == FILES_MAX)
        return idt_fail(self->err, IDT_E_LIMIT, "more than %d files; name the lists' folders",
                        FILES_MAX);
    if ((uint64_t)size > file_bytes_max) {
        if (!named)
            return IDT_OK; /* no list is that large */
        return idt_fail(self->err, IDT_E_LIMIT, "%s is larger than 1 GiB", path);
    }
    input.path = idt_arena_copy(self->arena, idt_span_of(path));
    input.named = named;
    input.format = -1;
    idt_status status = idt_map_file(&input.map, path, self->err);
    if (status)
        return status;
    inputs->items =
        idt_grow(inputs->items, &inputs->capacity, inputs->count + 1, sizeof *inputs->items);
    inputs->items[inputs->count++] = input;
    return IDT_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of a folder that are not hidden, sorted, in the arena. */
static idt_status read_names(walk *self, const char *path, char ***names, size_t *count)
{
    size_t capacity = 0;
    struct dirent *entry;
    DIR *folder = opendir(path);

    if (!folder)
        return idt_fail(self->err, IDT_E_IO, "cannot open the folder %s: %s", path,
                        strerror(errno));
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        *names = idt_grow(*names, &capacity, *count + 1, sizeof **names);
        /* The copy is ours; only the span type says const. */
        idt_span name = idt_arena_copy(self->arena, idt_span_of(entry->d_name));
        memcpy(&(*names)[(*count)++], &name.ptr, sizeof name.ptr);
    }
    closedir(folder);
    if (*count)
        qsort(*names, *count, sizeof **names, compare_names);
    return IDT_OK;
}

static idt_status walk_folder(walk *self, const char *path, int depth)
{
    char **names = NULL;
    size_t count = 0;
    size_t length = strlen(path);
    const char *slash = length > 0 && path[length - 1] == '/' ? "" : "/";
    idt_status status;

    if (depth > FOLDER_DEPTH_MAX)
        return idt_fail(self->err, IDT_E_LIMIT, "folders deeper than %d at %s", FOLDER_DEPTH_MAX,
                        path);
    status = read_names(self, path, &names, &count);
    for (size_t i = 0; i < count && !status; i++)
        status = visit(self, idt_arena_format(self->arena, "%s%s%s", path, slash, names[i]).ptr,
                       depth + 1);
    idt_free(names);
    return status;
}

/* `depth` is 0 for what the caller named. */
static idt_status visit(walk *self, const char *path, int depth)
{
    struct stat info;

    if (stat(path, &info) != 0) {
        if (depth > 0 && errno == ENOENT)
            return IDT_OK; /* a symbolic link that leads nowhere, or a file that has just gone */
        return idt_fail(self->err, IDT_E_IO, "cannot open %s: %s", path, strerror(errno));
    }
    if (S_ISDIR(info.st_mode))
        return walk_folder(self, path, depth);
    if (!S_ISREG(info.st_mode) && depth > 0)
        return IDT_OK;
    return add_file(self, path, info.st_size, depth == 0);
}

idt_status idt_list_inputs_find(idt_list_inputs *self, idt_arena *arena, const char *const *paths,
                                size_t path_count, idt_err *err)
{
    walk state = { self, arena, err };
    idt_status status = IDT_OK;

    for (size_t i = 0; i < path_count && !status; i++)
        status = visit(&state, paths[i], 0);
    return status;
}

void idt_list_inputs_release(idt_list_inputs *self)
{
    for (size_t i = 0; i < self->count; i++)
        idt_map_close(&self->items[i].map);
    idt_free(self->items);
    *self = IDT_LIST_INPUTS_INIT;
}
