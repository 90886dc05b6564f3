/* settings.c - a table of keys, each with the rule its value obeys. */
#include "cli/settings.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "codec/yaml.h"
#include "feed/feed.h"
#include "match/profile.h"
#include "service/answer.h"

enum { THREADS_MAX = 256 }; /* as the screen command has it */

static const char FILE_NAME[] = "interdict.yml";

static bool is_path(idt_span value)
{
    return value.len > 0;
}

static bool is_score(idt_span value)
{
    uint32_t score;
    return idt_score_parse(&score, value);
}

static bool is_number(idt_span value)
{
    uint32_t number;
    return idt_span_to_u32(value, &number);
}

static bool is_thread_count(idt_span value)
{
    uint32_t number;
    return idt_span_to_u32(value, &number) && number <= THREADS_MAX;
}

static bool is_format(idt_span value)
{
    idt_format format;
    return idt_format_parse(&format, value);
}

static const struct {
    const char *key;
    bool (*accepts)(idt_span value);
    const char *wants;
} KEYS[] = {
    { "index", is_path, "a file" },
    { "profile", is_path, "default, ofac or a file" },
    { "color", idt_color_known, "auto, always or never" },
    { "threshold", is_score, "a score from 0.000 to 1.000" },
    { "limit", is_number, "a whole number" },
    { "threads", is_thread_count, "a whole number up to 256" },
    { "format", is_format, "text, json, ndjson or csv" },
};
enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };

/* Keys of `update`: each is checked by itself, and nothing of it is kept. */
static idt_status check_feed(const idt_yaml_pair *pair, const char *path, idt_err *err)
{
    idt_feed_settings settings;
    idt_err cause = IDT_ERR_INIT;

    idt_feed_settings_init(&settings);
    idt_status status = idt_feed_settings_set(&settings, pair->key, pair->value.ptr, &cause);
    idt_feed_settings_release(&settings);
    return status
               ? idt_fail_at(err, status, pair->line, 0, "%s:%u: %s", path, pair->line, cause.text)
               : IDT_OK;
}

static idt_status check_pair(const idt_yaml_pair *pair, const char *path, idt_err *err)
{
    if (idt_span_starts(pair->key, "feed."))
        return check_feed(pair, path, err);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!idt_span_equal_text(pair->key, KEYS[i].key))
            continue;
        if (KEYS[i].accepts(pair->value))
            return IDT_OK;
        return idt_fail_at(err, IDT_E_USAGE, pair->line, 0, "%s:%u: %s takes %s, not \"%s\"", path,
                           pair->line, KEYS[i].key, KEYS[i].wants, pair->value.ptr);
    }
    return idt_fail_at(err, IDT_E_USAGE, pair->line, 0,
                       "%s:%u: unknown key %s (known: index, profile, color, threshold, limit, "
                       "threads, format, feed.*)",
                       path, pair->line, pair->key.ptr);
}

/* A file named in the settings lies where the settings lie, wherever the program is started. */
static const char *value_of(const idt_yaml_pair *pair, idt_span folder, idt_arena *arena)
{
    bool file = idt_span_equal_text(pair->key, "index") ||
                (idt_span_equal_text(pair->key, "profile") && !idt_profile_named(pair->value));
    if (!file || pair->value.ptr[0] == '/')
        return pair->value.ptr;
    return idt_arena_format(arena, "%.*s/%s", (int)folder.len, folder.ptr, pair->value.ptr).ptr;
}

static idt_status apply_text(idt_arguments *arguments, idt_arena *arena, idt_span folder,
                             const char *path, idt_span text, idt_err *err)
{
    idt_yaml_pair *pairs;
    size_t count;
    idt_err cause = IDT_ERR_INIT;
    if (idt_yaml_read(&pairs, &count, arena, text, &cause))
        return idt_fail_at(err, IDT_E_USAGE, cause.line, 0, "%s: %s", path, cause.text);
    for (size_t i = 0; i < count; i++) {
        idt_status status = check_pair(&pairs[i], path, err);
        if (status)
            return status;
        idt_arguments_fill(arguments, pairs[i].key.ptr, value_of(&pairs[i], folder, arena));
    }
    return IDT_OK;
}

idt_status idt_settings_apply(idt_arguments *arguments, idt_arena *arena, idt_err *err)
{
    idt_buf folder = IDT_BUF_INIT;
    idt_map map = IDT_MAP_INIT;
    idt_data_folder(&folder, arguments);
    const char *path =
        idt_arena_format(arena, "%.*s/%s", (int)folder.len, folder.ptr, FILE_NAME).ptr;
    idt_status status = IDT_OK;
    if (access(path, F_OK) == 0) {
        status = idt_map_file(&map, path, err);
        if (!status)
            status = apply_text(arguments, arena, idt_buf_span(&folder), path, map.bytes, err);
    }
    idt_map_close(&map);
    idt_buf_release(&folder);
    return status;
}
