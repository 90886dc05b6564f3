/* session.c - paths, the index, the terminal. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/profile_options.h"
#include "feed/feed.h"

int idt_report(idt_status status, const idt_err *err)
{
    fprintf(stderr, "interdict: %s\n", err->text);
    return idt_status_exit_code(status);
}

int idt_usage_error(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("interdict: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nSee: interdict help%s%s\n", *command ? " " : "", command);
    return idt_status_exit_code(IDT_E_USAGE);
}

void idt_index_path(idt_buf *out, const idt_arguments *arguments)
{
    if (arguments->index) {
        idt_buf_add_text(out, arguments->index);
    } else {
        idt_data_folder(out, arguments);
        idt_buf_add_text(out, "/lists.idx");
    }
    idt_buf_add_char(out, '\0');
}

/* The index of the editions that --edition asks for, compiled where it is not there yet. */
static idt_status past_path(idt_buf *out, const idt_arguments *arguments, idt_err *err)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf data = IDT_BUF_INIT;
    const char *path = "";

    if (arguments->index)
        return idt_fail(err, IDT_E_USAGE, "--index names one file, --edition others; give one");
    idt_data_folder(&data, arguments);
    idt_buf_add_char(&data, '\0');
    idt_status status = idt_feed_past_index(&path, &arena, data.ptr, arguments->edition, err);
    idt_buf_add_text(out, path);
    idt_buf_add_char(out, '\0');
    idt_buf_release(&data);
    idt_arena_release(&arena);
    return status;
}

static idt_status open_index(idt_session *out, const idt_arguments *arguments, idt_err *err)
{
    idt_buf path = IDT_BUF_INIT;
    if (arguments->edition) {
        idt_status status = past_path(&path, arguments, err);
        if (status) {
            idt_buf_release(&path);
            return status;
        }
    } else {
        idt_index_path(&path, arguments);
    }
    idt_err cause = IDT_ERR_INIT;
    idt_status status = idt_index_open(&out->index, path.ptr, &cause);
    if (status == IDT_E_IO && access(path.ptr, F_OK) != 0)
        status = idt_fail(err, IDT_E_IO,
                          "no compiled lists at %s\nCompile list files first: "
                          "interdict build PATH... (help: interdict help build)",
                          path.ptr);
    else if (status)
        status = idt_fail(err, status, "%s: %s", path.ptr, cause.text);
    idt_buf_release(&path);
    return status;
}

idt_status idt_session_open(idt_session *out, const idt_arguments *arguments, idt_err *err)
{
    memset(out, 0, sizeof *out);
    idt_status status = idt_profile_from_arguments(&out->profile, arguments, err);
    if (!status)
        status = open_index(out, arguments, err);
    if (status)
        return status;
    idt_profile_hash(out->profile_hash, &out->profile);
    out->made_with =
        (idt_made_with){ idt_index_hash(out->index),      out->profile_hash,
                         idt_profile_name(&out->profile), IDT_VERSION,
                         idt_index_editions(out->index),  idt_index_edition_count(out->index) };
    return IDT_OK;
}

void idt_session_close(idt_session *self)
{
    idt_index_close(self->index);
    idt_arena_release(&self->arena);
}

idt_status idt_refuse_folder(const char *path, idt_err *err)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return idt_fail(err, IDT_E_INPUT, "%s is a folder", path);
    return IDT_OK;
}

bool idt_print(idt_span bytes)
{
    return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len && fflush(stdout) == 0;
}

idt_status idt_format_of(idt_format *out, const idt_arguments *arguments, unsigned allowed,
                         idt_err *err)
{
    const char *word = idt_arguments_value(arguments, "format");
    *out = IDT_FORMAT_TEXT;
    if (!word)
        return IDT_OK;
    bool known = idt_format_parse(out, idt_span_of(word));
    if (known && !(allowed & 1u << *out) && idt_arguments_is_filled(arguments, "format")) {
        *out = IDT_FORMAT_TEXT; /* a setting that is for other commands */
        return IDT_OK;
    }
    if (!known || !(allowed & 1u << *out))
        return idt_fail(err, IDT_E_USAGE, "--format %s is not available here", word);
    return IDT_OK;
}
