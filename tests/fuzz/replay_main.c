/* replay_main.c - run a fuzz target without libFuzzer, over a corpus kept in the tree.
 *
 * Each file of the folders named on the command line is given to the target whole and cut short:
 * at every length for small files, at evenly spread lengths for larger ones. Each input lies in a
 * block of exactly its size, so that AddressSanitizer sees one byte read too many. */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXIT_SKIP = 77,
    EVERY_CUT_BYTES_MAX = 2048, /* below this all truncations are tried */
    SPREAD_CUT_COUNT = 128      /* above it, this many */
};

static void feed(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);

    if (!copy) {
        fprintf(stderr, "replay: out of memory\n");
        exit(4);
    }
    if (size)
        memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void feed_with_truncations(const uint8_t *data, size_t size)
{
    size_t step = size <= EVERY_CUT_BYTES_MAX ? 1 : size / SPREAD_CUT_COUNT;
    size_t cut;

    for (cut = 0; cut < size; cut += step)
        feed(data, cut);
    feed(data, size);
}

/* Returns the file's bytes, which the caller frees, or NULL. */
static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    long length = -1;

    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0)
        data = malloc((size_t)length + 1);
    rewind(file);
    *size = (size_t)length;
    if (data && fread(data, 1, *size, file) != *size) {
        free(data);
        data = NULL;
    }
    fclose(file);
    return data;
}

/* Returns how many files were replayed, or -1. */
static int replay_folder(const char *folder)
{
    struct dirent **entries = NULL;
    int found = scandir(folder, &entries, NULL, alphasort); /* in order, so runs compare */
    int count = 0;
    int i;

    for (i = 0; i < found; i++) {
        char path[4096];
        size_t size = 0;
        uint8_t *data = NULL;

        if (entries[i]->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
            data = read_file(path, &size);
            printf("%s: %zu bytes%s\n", path, size, data ? "" : ", unreadable");
            fflush(stdout); /* the last line names the input which crashed */
            count = !data || count < 0 ? -1 : count + 1;
        }
        if (data)
            feed_with_truncations(data, size);
        free(data);
        free(entries[i]);
    }
    free(entries);
    return count;
}

int main(int argc, char **argv)
{
    int total = 0;
    int i;

    for (i = 1; i < argc; i++) {
        int count = replay_folder(argv[i]);

        if (count < 0)
            return 1;
        total += count;
    }
    if (total == 0) {
        printf("skipped: no inputs in %s\n", argc > 1 ? argv[1] : "(no folder named)");
        return EXIT_SKIP;
    }
    printf("%d inputs replayed, whole and cut short\n", total);
    return 0;
}
