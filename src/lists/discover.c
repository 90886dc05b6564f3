/* discover.c - which files do these paths mean?
 *
 * Folders are walked depth first in bytewise order, so that the same tree gives the same editions
 * in the same order on every machine. Hidden files and folders are left out. A file or folder met
 * again, by a symbolic link or because it was named twice, is passed over and remembered. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "codec/zip.h"
#include "lists/lists_internal.h"

enum {
    FILES_MAX = 4096, /* all official lists together are some fifty files */
    FOLDER_DEPTH_MAX = 16
};
/* The largest official file (SDN_ADVANCED.XML) has 120 MB. */
static const size_t file_bytes_max = (size_t)1 << 30;

typedef struct {
    uint64_t device, inode;
} identity;

typedef struct {
    idt_list_inputs *inputs;
    idt_arena *arena;
    idt_err *err;
    identity *folders; /* walked already, or being walked */
    size_t folder_count, folder_capacity;
} walk;

static idt_status visit(walk *self, const char *path, int depth) IDT_MUST_USE;

static void note_repeat(walk *self, const char *path)
{
    idt_list_inputs *inputs = self->inputs;

    inputs->repeats = idt_grow(inputs->repeats, &inputs->repeat_capacity, inputs->repeat_count + 1,
                               sizeof *inputs->repeats);
    inputs->repeats[inputs->repeat_count++] = idt_arena_copy(self->arena, idt_span_of(path));
}

/* Was this file added before? Then it counts as named when either was. */
static bool is_file_known(walk *self, const struct stat *info, bool named)
{
    if (!S_ISREG(info->st_mode))
        return false;
    for (size_t i = 0; i < self->inputs->count; i++) {
        idt_list_input *input = &self->inputs->items[i];
        if (input->inode == (uint64_t)info->st_ino && input->device == (uint64_t)info->st_dev) {
            input->named |= named;
            return true;
        }
    }
    return false;
}

/* Was this folder entered before? If not, it is now. */
static bool is_folder_known(walk *self, const struct stat *info)
{
    identity folder = { (uint64_t)info->st_dev, (uint64_t)info->st_ino };

    for (size_t i = 0; i < self->folder_count; i++)
        if (self->folders[i].inode == folder.inode && self->folders[i].device == folder.device)
            return true;
    self->folders = idt_grow(self->folders, &self->folder_capacity, self->folder_count + 1,
                             sizeof *self->folders);
    self->folders[self->folder_count++] = folder;
    return false;
}

static idt_status append(walk *self, const idt_list_input *input)
{
    idt_list_inputs *inputs = self->inputs;

    if (inputs->count == FILES_MAX)
        return idt_fail(self->err, IDT_E_LIMIT, "more than %d files; name the lists' folders",
                        FILES_MAX);
    inputs->items =
        idt_grow(inputs->items, &inputs->capacity, inputs->count + 1, sizeof *inputs->items);
    inputs->items[inputs->count++] = *input;
    return IDT_OK;
}

typedef struct {
    walk *walk;
    const idt_list_input *container;
} unpacking;

static idt_status add_member(void *context, const char *path, int file, idt_err *err)
{
    const unpacking *self = context;
    idt_list_input input = { .named = false, .format = -1, .member = file };

    input.path = idt_arena_format(self->walk->arena, "%s/%s", self->container->path.ptr, path);
    idt_status status = idt_map_descriptor(&input.map, file, input.path.ptr, err);
    if (!status)
        status = append(self->walk, &input);
    if (status) {
        idt_map_close(&input.map);
        close(file);
    }
    return status;
}

/* Every file of a zip container is an input. A workbook is a container too, but one table. */
static idt_status add_container(walk *self, idt_list_input *container)
{
    unpacking state = { self, container };
    int descriptor;
    idt_status status = idt_list_input_open(container, &descriptor, self->err);

    if (status)
        return status;
    if (idt_zip_has(descriptor, "[Content_Types].xml")) {
        close(descriptor);
        return append(self, container);
    }
    status = idt_zip_each(descriptor, add_member, &state, self->err);
    close(descriptor);
    idt_map_close(&container->map);
    if (status) {
        char why[IDT_ERR_TEXT_MAX];
        snprintf(why, sizeof why, "%s", self->err->text);
        return idt_fail(self->err, status, "%s: %s", container->path.ptr, why);
    }
    return IDT_OK;
}

static idt_status add_file(walk *self, const char *path, const struct stat *info, bool named)
{
    idt_list_input input = { .member = -1 };

    if (is_file_known(self, info, named)) {
        note_repeat(self, path);
        return IDT_OK;
    }
    if ((uint64_t)info->st_size > file_bytes_max) {
        if (!named)
            return IDT_OK; /* no list is that large */
        return idt_fail(self->err, IDT_E_LIMIT, "%s is larger than 1 GiB", path);
    }
    input.path = idt_arena_copy(self->arena, idt_span_of(path));
    input.named = named;
    if (S_ISREG(info->st_mode)) {
        input.device = (uint64_t)info->st_dev;
        input.inode = (uint64_t)info->st_ino;
    }
    input.format = -1;
    idt_status status = idt_map_file(&input.map, path, self->err);
    if (status)
        return status;
    if (!idt_zip_is(input.map.bytes))
        return append(self, &input);
    return add_container(self, &input);
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
    if (S_ISDIR(info.st_mode)) {
        if (!is_folder_known(self, &info))
            return walk_folder(self, path, depth);
        note_repeat(self, path);
        return IDT_OK;
    }
    if (!S_ISREG(info.st_mode) && depth > 0)
        return IDT_OK;
    return add_file(self, path, &info, depth == 0);
}

idt_status idt_list_inputs_find(idt_list_inputs *self, idt_arena *arena, const char *const *paths,
                                size_t path_count, idt_err *err)
{
    walk state = { self, arena, err, NULL, 0, 0 };
    idt_status status = IDT_OK;

    for (size_t i = 0; i < path_count && !status; i++)
        status = visit(&state, paths[i], 0);
    idt_free(state.folders);
    return status;
}

idt_status idt_list_input_open(const idt_list_input *self, int *descriptor, idt_err *err)
{
    *descriptor = self->member >= 0 ? fcntl(self->member, F_DUPFD_CLOEXEC, 0)
                                    : open(self->path.ptr, O_RDONLY | O_CLOEXEC);
    if (*descriptor < 0 || lseek(*descriptor, 0, SEEK_SET) < 0)
        return idt_fail(err, IDT_E_IO, "cannot open %s: %s", self->path.ptr, strerror(errno));
    return IDT_OK;
}

void idt_list_inputs_release(idt_list_inputs *self)
{
    for (size_t i = 0; i < self->count; i++) {
        idt_map_close(&self->items[i].map);
        if (self->items[i].member >= 0)
            close(self->items[i].member);
    }
    idt_free(self->items);
    idt_free(self->repeats);
    *self = IDT_LIST_INPUTS_INIT;
}
