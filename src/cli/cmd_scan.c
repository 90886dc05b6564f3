/* cmd_scan.c - interdict scan: listed names and sanctioned places in a text. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cli/profile_options.h"
#include "cli/text_options.h"
#include "codec/utf8.h"

enum { INPUT_BYTES_MAX = 1 << 30 }; /* a stream is held in memory */

static const idt_option OPTIONS[] = {
    { "threshold", 0, "SCORE", "least score of a mention, 0.000 to 1.000 (default 0.700)" },
    { "format", 0, "FORMAT", "text (default) or json" },
    IDT_PROFILE_OPTION,
    { NULL, 0, NULL, NULL },
};

static idt_status read_stream(idt_buf *out, FILE *stream, const char *name, idt_err *err)
{
    char block[1 << 16];
    size_t count;
    while ((count = fread(block, 1, sizeof block, stream)) > 0) {
        idt_buf_add(out, block, count);
        if (out->len > INPUT_BYTES_MAX)
            return idt_fail(err, IDT_E_LIMIT, "%s is longer than %d bytes", name, INPUT_BYTES_MAX);
    }
    return ferror(stream) ? idt_fail(err, IDT_E_IO, "cannot read %s", name) : IDT_OK;
}

/* A regular file into `map`, a stream into `held`; *text is either. */
static idt_status read_text(idt_span *text, idt_map *map, idt_buf *held, const char *path,
                            idt_err *err)
{
    struct stat info;
    idt_status status = IDT_OK;
    bool is_input = strcmp(path, "-") == 0;

    if (!is_input && (stat(path, &info) != 0 || S_ISREG(info.st_mode))) {
        status = idt_map_file(map, path, err);
        *text = map->bytes;
        return status;
    }
    if (is_input) {
        status = read_stream(held, stdin, "standard input", err);
    } else if ((status = idt_refuse_folder(path, err)) == IDT_OK) {
        FILE *stream = fopen(path, "rbe");
        if (!stream)
            return idt_fail(err, IDT_E_IO, "cannot open %s: %s", path, strerror(errno));
        status = read_stream(held, stream, path, err);
        fclose(stream);
    }
    *text = idt_buf_span(held);
    return status;
}

/* What cannot be read as text may hold anything: it is never clean. */
static bool report_unreadable(idt_span text)
{
    size_t valid = idt_utf8_valid_length(text);
    const char *zero = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
    size_t at = zero && (size_t)(zero - text.ptr) < valid ? (size_t)(zero - text.ptr) : valid;
    if (at == text.len)
        return false;
    fprintf(stderr, "interdict: HOLD: not plain text in UTF-8: byte 0x%02X at offset %zu\n",
            (unsigned char)text.ptr[at], at);
    return true;
}

static int scan(idt_session *session, idt_span text, const idt_screen_options *options,
                idt_format format, const idt_arguments *arguments)
{
    idt_scan found;
    idt_buf out = IDT_BUF_INIT;
    idt_render_options render = idt_text_options(arguments);
    idt_screener *screener = idt_screener_new(session->index, &session->profile);
    idt_scan_text(&found, screener, &session->arena, text, options);
    if (format == IDT_FORMAT_JSON)
        idt_answer_scan(&out, text, &found, &session->made_with);
    else
        idt_render_scan(&out, text, &found, &render);
    idt_screener_free(screener);
    bool hold = report_unreadable(text) || found.mention_count || found.place_count;
    return idt_finish(&out, hold ? IDT_EXIT_FOUND : IDT_EXIT_NOTHING);
}

static int run(const idt_arguments *arguments)
{
    idt_session session;
    idt_format format;
    idt_screen_options options = { .explain = true };
    idt_map map = IDT_MAP_INIT;
    idt_buf input = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;

    idt_status status =
        idt_format_of(&format, arguments, 1 << IDT_FORMAT_TEXT | 1 << IDT_FORMAT_JSON, &err);
    if (!status)
        status = idt_arguments_score(&options.threshold, arguments, "threshold",
                                     IDT_THRESHOLD_DEFAULT, &err);
    if (status)
        return idt_usage_error("scan", "%s", err.text);
    if (arguments->word_count != 1)
        return idt_usage_error("scan", "scan takes one text file, or - for standard input");
    status = idt_session_open(&session, arguments, &err);
    if (status)
        return idt_report(status, &err);
    if (session.profile.method == IDT_METHOD_OFAC) {
        idt_session_close(&session);
        return idt_usage_error("scan", "the profile ofac judges whole names; it reads no texts");
    }
    idt_span text = IDT_SPAN_EMPTY;
    status = read_text(&text, &map, &input, arguments->words[0], &err);
    int code =
        status ? idt_report(status, &err) : scan(&session, text, &options, format, arguments);
    idt_map_close(&map);
    idt_buf_release(&input);
    idt_session_close(&session);
    return code;
}

const idt_command idt_command_scan = {
    "scan",
    "scan FILE|-",
    "listed names and sanctioned places in a text",
    "Plain text in UTF-8. Offsets count bytes of the text. A file that is no such text is scanned "
    "as\n"
    "far as it can be, named on standard error, and never clean (exit code 1).\n",
    OPTIONS,
    run
};
