/* settings.c - the keys that begin with `feed.`, and what each takes. */
#include <stddef.h>
#include <string.h>

#include "feed/feed_internal.h"

enum { HOUR_S = 3600, DAY_S = 24 * HOUR_S };

/* Whole numbers for all lists. */
static const struct {
    const char *key;
    size_t offset;
    uint32_t least, most, value;
} NUMBERS[] = {
    { "attempts", offsetof(idt_feed_settings, attempts), 1, 20, 4 },
    { "backoff_ms", offsetof(idt_feed_settings, backoff_ms), 0, 60000, 2000 },
    { "wait_max_s", offsetof(idt_feed_settings, wait_max_s), 0, HOUR_S, 300 },
    { "connect_timeout_s", offsetof(idt_feed_settings, connect_timeout_s), 1, HOUR_S, 20 },
    { "stall_timeout_s", offsetof(idt_feed_settings, stall_timeout_s), 1, HOUR_S, 60 },
    { "total_timeout_s", offsetof(idt_feed_settings, total_timeout_s), 1, DAY_S, 1800 },
    /* The largest official file (SDN_ADVANCED.XML) has 120 MB. */
    { "file_mb_max", offsetof(idt_feed_settings, file_mb_max), 1, 1024, 512 },
    { "redirects_max", offsetof(idt_feed_settings, redirects_max), 0, 20, 5 },
    { "shrink_percent", offsetof(idt_feed_settings, shrink_percent), 0, 100, 20 },
    { "keep", offsetof(idt_feed_settings, keep), 1, 10000, 10 },
};
enum { NUMBER_COUNT = sizeof NUMBERS / sizeof NUMBERS[0] };

static const char KNOWN[] =
    "feed.attempts, backoff_ms, wait_max_s, connect_timeout_s, stall_timeout_s, total_timeout_s, "
    "file_mb_max, redirects_max, shrink_percent, keep, plain_http, from; "
    "feed.LIST.url, sha256, token, fetch, shrink_percent";

static uint32_t *number_at(idt_feed_settings *self, size_t i)
{
    return (uint32_t *)(void *)((char *)self + NUMBERS[i].offset);
}

void idt_feed_settings_init(idt_feed_settings *self)
{
    size_t count;
    const idt_feed_source *sources = idt_feed_sources(&count);

    memset(self, 0, sizeof *self);
    memcpy(self->sources, sources, count * sizeof *sources);
    self->source_count = count;
    for (size_t i = 0; i < count; i++)
        self->sources[i].shrink_percent = UINT32_MAX;
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        *number_at(self, i) = NUMBERS[i].value;
}

void idt_feed_settings_release(idt_feed_settings *self)
{
    idt_arena_release(&self->arena);
}

const idt_feed_source *idt_feed_settings_find(const idt_feed_settings *self, idt_span list_id)
{
    for (size_t i = 0; i < self->source_count; i++)
        if (idt_span_equal_text(list_id, self->sources[i].list_id))
            return &self->sources[i];
    return NULL;
}

static idt_status wrong(idt_err *err, idt_span key, const char *wants, const char *value)
{
    return idt_fail(err, IDT_E_USAGE, "%.*s takes %s, not \"%s\"", (int)key.len, key.ptr, wants,
                    value);
}

static idt_status set_number(uint32_t *out, idt_span key, const char *value, uint32_t least,
                             uint32_t most, idt_err *err)
{
    uint32_t number;

    if (!idt_span_to_u32(idt_span_of(value), &number) || number < least || number > most)
        return idt_fail(err, IDT_E_USAGE, "%.*s takes a whole number from %u to %u, not \"%s\"",
                        (int)key.len, key.ptr, least, most, value);
    *out = number;
    return IDT_OK;
}

static idt_status set_switch(bool *out, idt_span key, const char *value, idt_err *err)
{
    idt_span word = idt_span_of(value);

    *out = idt_span_equal_text(word, "yes") || idt_span_equal_text(word, "true");
    if (!*out && !idt_span_equal_text(word, "no") && !idt_span_equal_text(word, "false"))
        return wrong(err, key, "yes or no", value);
    return IDT_OK;
}

/* A list id is what stands before the colon of an entity's id and the name of a folder. */
static bool is_list_id(idt_span text)
{
    if (text.len == 0 || text.len > 64)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!idt_is_lower(text.ptr[i]) && !idt_is_digit(text.ptr[i]) &&
            !(i > 0 && (text.ptr[i] == '_' || text.ptr[i] == '-')))
            return false;
    return true;
}

/* The row of a list; a list of one's own gets a new one. */
static idt_feed_source *find_row(idt_feed_settings *self, idt_span list_id)
{
    for (size_t i = 0; i < self->source_count; i++)
        if (idt_span_equal_text(list_id, self->sources[i].list_id))
            return &self->sources[i];
    if (!is_list_id(list_id) || self->source_count >= IDT_FEED_LISTS_MAX)
        return NULL;
    idt_feed_source *row = &self->sources[self->source_count++];
    *row = (idt_feed_source){ .shrink_percent = UINT32_MAX };
    row->list_id = idt_arena_copy(&self->arena, list_id).ptr;
    return row;
}

/* Two files of one list may be called alike where they lie. */
static const char *free_name(idt_feed_settings *self, const idt_feed_source *row, idt_span name)
{
    for (size_t i = 0; i < row->file_count; i++)
        if (name.len == 0 || idt_span_equal_text(name, row->files[i].name))
            return idt_arena_format(&self->arena, "file-%zu-%.*s", row->file_count + 1,
                                    (int)name.len, name.ptr)
                .ptr;
    return name.len ? name.ptr : "file-1";
}

static idt_status set_addresses(idt_feed_settings *self, idt_feed_source *row, idt_span key,
                                const char *value, idt_err *err)
{
    idt_span rest = idt_span_of(value), word;

    memset(row->files, 0, sizeof row->files);
    row->file_count = 0;
    row->wanted = true;
    while (idt_span_split(&word, &rest, " ")) {
        if (word.len == 0)
            continue;
        if (row->file_count == IDT_FEED_FILES_MAX ||
            (!idt_span_starts(word, "https://") && !idt_span_starts(word, "http://")))
            return wrong(err, key, "up to eight https addresses, parted by blanks", value);
        const char *name = free_name(self, row, idt_feed_address_name(&self->arena, word));
        idt_feed_file *file = &row->files[row->file_count++];
        file->address = idt_arena_copy(&self->arena, word).ptr;
        file->name = name;
    }
    if (row->file_count == 0)
        return wrong(err, key, "up to eight https addresses, parted by blanks", value);
    return IDT_OK;
}

/* `sha256` may be set before `url` is, so its words wait by position. */
static idt_status set_checksums(idt_feed_settings *self, idt_feed_source *row, idt_span key,
                                const char *value, idt_err *err)
{
    static const char wants[] =
        "for every file 64 digits, the address of a checksum file, or - for none";
    idt_span rest = idt_span_of(value), word;
    size_t count = 0;

    while (idt_span_split(&word, &rest, " ")) {
        if (word.len == 0)
            continue;
        bool good = idt_feed_is_sha256(word) || idt_span_starts(word, "https://") ||
                    idt_span_starts(word, "http://") || idt_span_equal_text(word, "-");
        if (!good || count == IDT_FEED_FILES_MAX)
            return wrong(err, key, wants, value);
        row->files[count++].sha256 =
            idt_span_equal_text(word, "-") ? NULL : idt_arena_copy(&self->arena, word).ptr;
    }
    return count ? IDT_OK : wrong(err, key, wants, value);
}

static idt_status set_of_list(idt_feed_settings *self, idt_span key, idt_span list_id,
                              idt_span what, const char *value, idt_err *err)
{
    idt_feed_source *row = find_row(self, list_id);

    if (row && idt_span_equal_text(what, "url")) {
        const char *checksums[IDT_FEED_FILES_MAX];
        for (size_t i = 0; i < IDT_FEED_FILES_MAX; i++)
            checksums[i] = row->files[i].sha256;
        idt_status status = set_addresses(self, row, key, value, err);
        for (size_t i = 0; i < IDT_FEED_FILES_MAX; i++)
            row->files[i].sha256 = checksums[i];
        return status;
    }
    if (row && idt_span_equal_text(what, "sha256"))
        return set_checksums(self, row, key, value, err);
    if (row && idt_span_equal_text(what, "token")) {
        row->token = value;
        return *value ? IDT_OK : wrong(err, key, "a token", value);
    }
    if (row && idt_span_equal_text(what, "fetch"))
        return set_switch(&row->wanted, key, value, err);
    if (row && idt_span_equal_text(what, "shrink_percent"))
        return set_number(&row->shrink_percent, key, value, 0, 100, err);
    return idt_fail(err, IDT_E_USAGE, "unknown key %.*s (known: %s)", (int)key.len, key.ptr, KNOWN);
}

idt_status idt_feed_settings_set(idt_feed_settings *self, idt_span key, const char *value,
                                 idt_err *err)
{
    idt_span rest = key, head, list_id;

    (void)idt_span_split(&head, &rest, ".");
    idt_span what = rest;
    if (idt_span_equal_text(head, "feed") && idt_span_find(rest, ".") != SIZE_MAX) {
        (void)idt_span_split(&list_id, &what, ".");
        return set_of_list(self, key, list_id, what, value, err);
    }
    for (size_t i = 0; i < NUMBER_COUNT && idt_span_equal_text(head, "feed"); i++)
        if (idt_span_equal_text(what, NUMBERS[i].key))
            return set_number(number_at(self, i), key, value, NUMBERS[i].least, NUMBERS[i].most,
                              err);
    if (idt_span_equal_text(key, "feed.plain_http"))
        return set_switch(&self->plain_http, key, value, err);
    if (idt_span_equal_text(key, "feed.from")) {
        idt_span word = idt_span_of(value);
        self->from = value;
        return idt_span_starts(word, "https://") || idt_span_starts(word, "http://")
                   ? IDT_OK
                   : wrong(err, key, "an https address", value);
    }
    return idt_fail(err, IDT_E_USAGE, "unknown key %.*s (known: %s)", (int)key.len, key.ptr, KNOWN);
}
