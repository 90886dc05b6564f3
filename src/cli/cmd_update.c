/* cmd_update.c - interdict update: the publishers' lists, fetched, judged and published. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "feed/feed.h"

enum { HASH_SHOWN = 12, KB = 1024 };

static const idt_option OPTIONS[] = {
    { "list", 0, "LIST...", "ids, parted by commas (else all that have an address)" },
    { "offline", 0, "DIR", "take the files from a folder, not from the network" },
    { "from", 0, "URL", "take the files from a mirror: URL/LIST/FILE" },
    { "allow-shrink", 0, NULL, "publish a list also where it lost much" },
    { "rollback", 0, "LIST", "publish the edition before the present one" },
    { "to", 0, "HASH", "with --rollback: the edition whose hash begins so" },
    { "feed.", 0, "KEY VALUE", "a setting of this run (docs/update.md)" },
    { NULL, 0, NULL, NULL },
};

/* ---- progress ---- */

typedef struct {
    idt_progress line;
    char what[96];
    bool drawn;
} watch;

static void on_bytes(void *context, const char *list_id, uint64_t bytes, uint64_t total)
{
    watch *self = context;
    char what[sizeof self->what];

    snprintf(what, sizeof what, "KB of %s", list_id);
    if (!self->drawn || strcmp(what, self->what) != 0) {
        if (self->drawn)
            idt_progress_finish(&self->line);
        memcpy(self->what, what, sizeof what);
        self->line = idt_progress_start(self->what);
        self->drawn = true;
    }
    idt_progress_update(&self->line, bytes / KB, bytes, total);
}

/* ---- what came of it ---- */

static void add_standing(idt_buf *out, const idt_feed_result *result)
{
    const idt_feed_standing *now = &result->now;

    if (!now->sha256[0]) {
        idt_buf_add_text(out, "no edition of it is published");
        return;
    }
    idt_buf_format(out, "edition %.*s", HASH_SHOWN, now->sha256);
    if (now->date.len)
        idt_buf_format(out, " of %.*s", (int)now->date.len, now->date.ptr);
    idt_buf_format(out, " with %llu entries stands", (unsigned long long)now->figures.parties);
    if (now->since.len)
        idt_buf_format(out, " since %.*s", (int)now->since.len, now->since.ptr);
    if (result->checked.len)
        idt_buf_format(out, " (last known to be current %.*s)", (int)result->checked.len,
                       result->checked.ptr);
}

static void report_line(const idt_feed_result *result)
{
    static const char *const words[] = { "updated", "unchanged", "kept", "not fetched" };
    const idt_feed_standing *now = &result->now;

    printf("%-24.*s %-11s", (int)result->list_id.len, result->list_id.ptr, words[result->outcome]);
    if (result->outcome == IDT_FEED_SKIPPED) {
        printf(" %.*s\n", (int)result->why.len, result->why.ptr);
        return;
    }
    if (!now->sha256[0]) {
        printf(" no edition\n");
        return;
    }
    printf(" %-10.*s %7llu entries", (int)now->date.len, now->date.ptr,
           (unsigned long long)now->figures.parties);
    if (result->outcome == IDT_FEED_UPDATED && result->parties_before)
        printf(" (%+lld)", (long long)now->figures.parties - (long long)result->parties_before);
    printf("  %.*s\n", HASH_SHOWN, now->sha256);
}

/* One line a list on standard output; for what failed a sentence on standard error. */
static bool report_all(const idt_feed_report *report, const char *index)
{
    bool good = true;

    for (size_t i = 0; i < report->result_count; i++) {
        const idt_feed_result *result = &report->results[i];
        idt_buf sentence = IDT_BUF_INIT;
        report_line(result);
        if (result->outcome != IDT_FEED_KEPT)
            continue;
        good = false;
        add_standing(&sentence, result);
        fprintf(stderr, "interdict: %.*s: %.*s; %.*s.\n", (int)result->list_id.len,
                result->list_id.ptr, (int)result->why.len, result->why.ptr, (int)sentence.len,
                sentence.ptr);
        idt_buf_release(&sentence);
    }
    if (report->published)
        printf("%u parties, %u name readings\n%s: %.1f MB\n", report->figures.parties,
               report->figures.names, index, (double)report->figures.bytes / 1e6);
    return good;
}

/* ---- what is asked ---- */

static idt_status take_settings(idt_feed_settings *out, const idt_arguments *arguments,
                                idt_err *err)
{
    const char *from = idt_arguments_value(arguments, "from");
    idt_status status = IDT_OK;

    idt_feed_settings_init(out);
    for (size_t i = 0; i < arguments->pair_count && !status; i++)
        status =
            idt_feed_settings_set(out, arguments->pairs[i].name, arguments->pairs[i].value, err);
    if (from && !status)
        status = idt_feed_settings_set(out, IDT_SPAN_LIT("feed.from"), from, err);
    return status;
}

static void add_lists(const char **out, size_t *count, const char *text, idt_arena *arena)
{
    idt_span rest = idt_span_of(text), word;

    while (rest.len && idt_span_split(&word, &rest, ",") && *count < IDT_FEED_LISTS_MAX)
        if (word.len)
            out[(*count)++] = idt_arena_copy(arena, word).ptr;
}

/* Words and --list mean the same. */
static size_t take_lists(const char **out, const idt_arguments *arguments, idt_arena *arena)
{
    size_t count = 0;

    add_lists(out, &count, idt_arguments_value(arguments, "list"), arena);
    for (size_t i = 0; i < arguments->word_count; i++)
        add_lists(out, &count, arguments->words[i], arena);
    return count;
}

static int run_with(const idt_arguments *arguments, const idt_feed_settings *settings,
                    idt_feed_request *request)
{
    const char *rollback = idt_arguments_value(arguments, "rollback");
    idt_feed_report *report = idt_alloc_zeroed(sizeof *report);
    idt_err err = IDT_ERR_INIT;
    watch watched = { .drawn = false };

    request->on_bytes = on_bytes;
    request->context = &watched;
    idt_status status = rollback ? idt_feed_rollback(report, settings, request, rollback,
                                                     idt_arguments_value(arguments, "to"), &err)
                                 : idt_feed_update(report, settings, request, &err);
    if (watched.drawn)
        idt_progress_finish(&watched.line);
    bool good = report_all(report, request->index);
    int code = good ? IDT_EXIT_NOTHING : idt_status_exit_code(IDT_E_IO);
    if (status) {
        code = idt_report(status, &err);
        if (status != IDT_E_USAGE) /* lists that are not current are a fault of the system */
            code = idt_status_exit_code(IDT_E_IO);
    }
    idt_feed_report_release(report);
    idt_free(report);
    return code;
}

static int run(const idt_arguments *arguments)
{
    idt_buf data = IDT_BUF_INIT, index = IDT_BUF_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    idt_feed_settings settings;
    idt_err err = IDT_ERR_INIT;
    const char *lists[IDT_FEED_LISTS_MAX];
    int code;

    if (idt_arguments_value(arguments, "to") && !idt_arguments_value(arguments, "rollback"))
        return idt_usage_error("update", "--to goes with --rollback");
    if (idt_arguments_value(arguments, "offline") && idt_arguments_value(arguments, "from"))
        return idt_usage_error("update", "--offline and --from exclude each other");
    idt_data_folder(&data, arguments);
    idt_buf_add_char(&data, '\0');
    idt_index_path(&index, arguments);
    idt_status status = take_settings(&settings, arguments, &err);
    if (status) {
        code = idt_usage_error("update", "%s", err.text);
    } else {
        idt_feed_request request = {
            .data = data.ptr,
            .index = index.ptr,
            .offline = idt_arguments_value(arguments, "offline"),
            .allow_shrink = idt_arguments_value(arguments, "allow-shrink") != NULL,
            .lists = lists,
            .list_count = take_lists(lists, arguments, &arena),
        };
        code = run_with(arguments, &settings, &request);
    }
    idt_feed_settings_release(&settings);
    idt_arena_release(&arena);
    idt_buf_release(&data);
    idt_buf_release(&index);
    return code;
}

const idt_command idt_command_update = {
    "update",
    "update [LIST...] [--offline DIR]",
    "fetch the official lists, verify, compile, publish",
    "Files come from the publishers' addresses. A list that cannot be fetched, read or trusted\n"
    "keeps its last good edition, and the others are updated: the exit code is then 4, and\n"
    "standard error says why and what stands. Settings: feed.* in interdict.yml.\n",
    OPTIONS,
    run
};
