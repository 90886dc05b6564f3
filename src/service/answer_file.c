/* answer_file.c - the answers, and FILE.resume beside them.
 *
 * FILE.resume is text. Its head replaces an older one whole; checkpoints are appended:
 *
 *     interdict screen: unfinished answers
 *     is the index = 6b1f...
 *     at rows=4096 bytes=901120 subjects=4096 with_hits=12 hits=15 rejected=1 chain=9f.. check=77..
 *
 * The answers are on disk before the checkpoint that speaks of them is, and a checkpoint whose
 * check is wrong was torn and counts for nothing. There may be several, so that a file which lost
 * its end can go on from an earlier one. */
#include "service/answer_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"

enum {
    WRITE_BYTES = 256 * 1024,
    CHECKPOINT_MS = 500, /* what an interruption may cost; a sync takes a few */
    LINE_BYTES_MAX = 512,
    HASH_CHUNK_BYTES = 1024 * 1024,
};

static const char TITLE[] = "interdict screen: unfinished answers\n";
static const char AT_FORMAT[] =
    "at rows=%" PRIu64 " bytes=%" PRIu64 " subjects=%" PRIu64 " with_hits=%" PRIu64 " hits=%" PRIu64
    " rejected=%" PRIu64 " chain=%016" PRIx64;
static const char AT_PATTERN[] =
    "at rows=%" SCNu64 " bytes=%" SCNu64 " subjects=%" SCNu64 " with_hits=%" SCNu64 " hits=%" SCNu64
    " rejected=%" SCNu64 " chain=%" SCNx64;

struct idt_answer_file {
    char path[PATH_MAX], state_path[PATH_MAX];
    int descriptor, state;
    idt_buf waiting; /* not yet given to the system */
    uint64_t bytes;  /* of the answers, waiting ones included */
    uint64_t noted_ms;
    int failure; /* errno of a write that failed */
};

static uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static idt_status fail_write(const char *path, int why, idt_err *err)
{
    return idt_fail(err, IDT_E_IO, "cannot write %s: %s", path, strerror(why));
}

/* 0, or errno. */
static int write_all(int descriptor, idt_span bytes)
{
    while (bytes.len > 0) {
        ssize_t done = write(descriptor, bytes.ptr, bytes.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno;
        bytes = idt_span_sub(bytes, (size_t)done, bytes.len);
    }
    return 0;
}

/* --- the state --- */

/* The parts of a state that are of use. */
typedef struct {
    idt_batch_place place;
    uint64_t bytes;     /* of the answers at `place` */
    size_t state_bytes; /* of the state up to this checkpoint */
} checkpoint;

static void add_head(idt_buf *out, const idt_answer_file_options *options)
{
    idt_buf_add_text(out, TITLE);
    for (size_t i = 0; i < options->fact_count; i++)
        idt_buf_format(out, "is %s = %.*s\n", options->facts[i].what,
                       (int)options->facts[i].value.len, options->facts[i].value.ptr);
}

/* The head must be ours to the letter; where it is not, the first line that differs says why. */
static idt_status compare_head(size_t *head_bytes, idt_span state,
                               const idt_answer_file_options *options, const char *path,
                               idt_err *err)
{
    idt_span rest = state, line;

    if (!idt_span_starts(state, TITLE) || !idt_span_split(&line, &rest, "\n"))
        return idt_fail(err, IDT_E_INPUT, "%s is no state of an unfinished run", path);
    for (size_t i = 0; i < options->fact_count; i++) {
        idt_buf wanted = IDT_BUF_INIT;
        const idt_answer_fact *fact = &options->facts[i];
        idt_buf_format(&wanted, "is %s = %.*s", fact->what, (int)fact->value.len, fact->value.ptr);
        bool same =
            idt_span_split(&line, &rest, "\n") && idt_span_equal(line, idt_buf_span(&wanted));
        idt_buf_release(&wanted);
        if (same)
            continue;
        size_t equals = idt_span_find(line, " = ");
        idt_span before = equals == SIZE_MAX ? line : idt_span_sub(line, equals + 3, line.len);
        return idt_fail(err, IDT_E_INPUT,
                        "cannot resume: %s differs: the run was begun with \"%.*s\", now it is "
                        "\"%.*s\"",
                        fact->what, (int)before.len, before.ptr, (int)fact->value.len,
                        fact->value.ptr);
    }
    *head_bytes = state.len - rest.len;
    return IDT_OK;
}

static bool parse_checkpoint(checkpoint *out, idt_span line)
{
    char text[LINE_BYTES_MAX];
    size_t check_at = idt_span_find(line, " check=");
    uint64_t check;

    if (line.len >= sizeof text || check_at == SIZE_MAX || !idt_span_starts(line, "at "))
        return false;
    memcpy(text, line.ptr, line.len);
    text[line.len] = '\0';
    if (sscanf(text + check_at, " check=%" SCNx64, &check) != 1 ||
        check != idt_hash64(idt_span_sub(line, 0, check_at)))
        return false;
    idt_screen_figures *figures = &out->place.figures;
    return sscanf(text, AT_PATTERN, &out->place.rows, &out->bytes, &figures->subjects,
                  &figures->subjects_with_hits, &figures->hits, &figures->rejected,
                  &out->place.chain) == 7;
}

/* The last checkpoint that the answers on disk reach; none: from the beginning. */
static checkpoint last_checkpoint(idt_span state, size_t head_bytes, uint64_t answer_bytes)
{
    checkpoint last = { IDT_BATCH_START, 0, head_bytes };
    size_t at = head_bytes;

    for (;;) {
        checkpoint one = { IDT_BATCH_START, 0, 0 };
        idt_span rest = idt_span_sub(state, at, state.len);
        size_t length = idt_span_find(rest, "\n");
        if (length == SIZE_MAX || !parse_checkpoint(&one, idt_span_sub(rest, 0, length)))
            return last;
        at += length + 1;
        one.state_bytes = at;
        if (one.bytes <= answer_bytes)
            last = one;
    }
}

static idt_status add_checkpoint(idt_answer_file *self, const idt_batch_place *place, idt_err *err)
{
    idt_buf line = IDT_BUF_INIT;
    const idt_screen_figures *figures = &place->figures;

    idt_buf_format(&line, AT_FORMAT, place->rows, self->bytes, figures->subjects,
                   figures->subjects_with_hits, figures->hits, figures->rejected, place->chain);
    idt_buf_format(&line, " check=%016" PRIx64 "\n", idt_hash64(idt_buf_span(&line)));
    int failure = write_all(self->state, idt_buf_span(&line));
    idt_buf_release(&line);
    if (!failure && fdatasync(self->state) != 0)
        failure = errno;
    return failure ? fail_write(self->state_path, failure, err) : IDT_OK;
}

/* --- opening --- */

static idt_status open_answers(idt_answer_file *self, idt_err *err)
{
    struct stat about;

    self->descriptor = open(self->path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0644);
    if (self->descriptor < 0 || fstat(self->descriptor, &about) < 0)
        return fail_write(self->path, errno, err);
    if (!S_ISREG(about.st_mode))
        return idt_fail(err, IDT_E_IO, "cannot write %s: it is no regular file", self->path);
    if (flock(self->descriptor, LOCK_EX | LOCK_NB) != 0)
        return idt_fail(err, IDT_E_IO, "another run is writing %s", self->path);
    return IDT_OK;
}

static idt_status begin_state(idt_answer_file *self, const idt_answer_file_options *options,
                              idt_err *err)
{
    idt_buf head = IDT_BUF_INIT;

    add_head(&head, options);
    idt_status status = idt_file_replace(self->state_path, idt_buf_span(&head), err);
    idt_buf_release(&head);
    return status;
}

/* Find where to go on. Nothing is changed yet. */
static idt_status find_checkpoint(checkpoint *out, idt_answer_file *self,
                                  const idt_answer_file_options *options, uint64_t answer_bytes,
                                  idt_err *err)
{
    idt_map map = IDT_MAP_INIT;
    size_t head_bytes = 0;
    idt_status status = idt_map_file(&map, self->state_path, err);

    if (!status)
        status = compare_head(&head_bytes, map.bytes, options, self->state_path, err);
    if (!status)
        *out = last_checkpoint(map.bytes, head_bytes, answer_bytes);
    idt_map_close(&map);
    return status;
}

static idt_status cut_back(idt_answer_file *self, const checkpoint *to, idt_err *err)
{
    self->state = open(self->state_path, O_WRONLY | O_CLOEXEC);
    if (self->state < 0 || ftruncate(self->state, (off_t)to->state_bytes) != 0 ||
        lseek(self->state, 0, SEEK_END) < 0)
        return fail_write(self->state_path, errno, err);
    if (ftruncate(self->descriptor, (off_t)to->bytes) != 0 ||
        lseek(self->descriptor, 0, SEEK_END) < 0)
        return fail_write(self->path, errno, err);
    self->bytes = to->bytes;
    self->noted_ms = now_ms();
    return IDT_OK;
}

static idt_status open_both(idt_answer_file *self, const idt_answer_file_options *options,
                            checkpoint *from, idt_err *err)
{
    struct stat about;
    bool has_answers = stat(self->path, &about) == 0;
    uint64_t answer_bytes = has_answers && about.st_size > 0 ? (uint64_t)about.st_size : 0;
    bool has_state = access(self->state_path, F_OK) == 0;

    if (options->resume && answer_bytes > 0 && !has_state)
        return idt_fail(err, IDT_E_INPUT,
                        "cannot resume: %s has no %s beside it; it is complete, or not of an "
                        "interrupted run",
                        self->path, self->state_path);
    idt_status status = open_answers(self, err);
    if (!status && options->resume && has_state) {
        status = find_checkpoint(from, self, options, answer_bytes, err);
    } else if (!status) {
        status = begin_state(self, options, err);
        if (!status) /* where the head ends */
            status = find_checkpoint(from, self, options, 0, err);
    }
    return status ? status : cut_back(self, from, err);
}

idt_status idt_answer_file_open(idt_answer_file **out, const idt_answer_file_options *options,
                                idt_batch_place *place, idt_err *err)
{
    idt_answer_file *self = idt_alloc_zeroed(sizeof *self);
    checkpoint from = { IDT_BATCH_START, 0, 0 };
    idt_status status = IDT_OK;

    *out = NULL;
    self->descriptor = self->state = -1;
    if (snprintf(self->path, PATH_MAX, "%s", options->path) >= PATH_MAX ||
        snprintf(self->state_path, PATH_MAX, "%s.resume", options->path) >= PATH_MAX)
        status = idt_fail(err, IDT_E_IO, "path too long: %.200s", options->path);
    if (!status)
        status = open_both(self, options, &from, err);
    *place = from.place;
    if (status)
        idt_answer_file_close(self);
    else
        *out = self;
    return status;
}

void idt_answer_file_close(idt_answer_file *self)
{
    if (!self)
        return;
    if (self->descriptor >= 0)
        close(self->descriptor);
    if (self->state >= 0)
        close(self->state);
    idt_buf_release(&self->waiting);
    idt_free(self);
}

/* --- writing --- */

static bool flush(idt_answer_file *self)
{
    if (!self->failure)
        self->failure = write_all(self->descriptor, idt_buf_span(&self->waiting));
    idt_buf_reset(&self->waiting);
    return self->failure == 0;
}

bool idt_answer_file_write(idt_answer_file *self, idt_span bytes)
{
    idt_buf_add_span(&self->waiting, bytes);
    self->bytes += bytes.len;
    return self->waiting.len < WRITE_BYTES || flush(self);
}

static idt_status put_on_disk(idt_answer_file *self, idt_err *err)
{
    if (flush(self) && fdatasync(self->descriptor) != 0)
        self->failure = errno;
    return self->failure ? fail_write(self->path, self->failure, err) : IDT_OK;
}

idt_status idt_answer_file_note(idt_answer_file *self, const idt_batch_place *place, bool now,
                                idt_err *err)
{
    if (place->rows == 0 || (!now && now_ms() < self->noted_ms + CHECKPOINT_MS))
        return IDT_OK;
    idt_status status = put_on_disk(self, err);
    if (!status)
        status = add_checkpoint(self, place, err);
    self->noted_ms = now_ms();
    return status;
}

idt_status idt_answer_file_finish(idt_answer_file *self, idt_err *err)
{
    idt_status status = put_on_disk(self, err);

    if (!status && unlink(self->state_path) != 0)
        status = idt_fail(err, IDT_E_IO, "cannot remove %s: %s", self->state_path, strerror(errno));
    return status;
}

/* --- the input --- */

static idt_status hash_file(uint64_t *hash, int descriptor, const char *path, idt_err *err)
{
    char *chunk = idt_alloc(HASH_CHUNK_BYTES);
    idt_status status = IDT_OK;
    off_t at = 0;
    ssize_t got;

    *hash = 0;
    while ((got = pread(descriptor, chunk, HASH_CHUNK_BYTES, at)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            status = idt_fail(err, IDT_E_IO, "cannot read %s: %s", path, strerror(errno));
            break;
        }
        uint64_t link[2] = { *hash, idt_hash64((idt_span){ chunk, (size_t)got }) };
        *hash = idt_hash64((idt_span){ (const char *)link, sizeof link });
        at += got;
    }
    idt_free(chunk);
    return status;
}

idt_status idt_input_identify(idt_buf *out, const char *path, idt_err *err)
{
    bool is_standard = strcmp(path, "-") == 0;
    struct stat about;
    uint64_t hash;

    if ((is_standard ? fstat(STDIN_FILENO, &about) : stat(path, &about)) != 0)
        return idt_fail(err, IDT_E_IO, "cannot open %s: %s", path, strerror(errno));
    if (!S_ISREG(about.st_mode)) { /* opening a named pipe would take it from who reads it */
        idt_buf_add_text(out, "a pipe");
        return IDT_OK;
    }
    int descriptor = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return idt_fail(err, IDT_E_IO, "cannot open %s: %s", path, strerror(errno));
    idt_status status = hash_file(&hash, descriptor, path, err);
    if (!status)
        idt_buf_format(out, "%llu bytes, hash %016" PRIx64, (unsigned long long)about.st_size,
                       hash);
    if (!is_standard)
        close(descriptor);
    return status;
}
