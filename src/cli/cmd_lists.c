/* cmd_lists.c - interdict lists: what is loaded. */
#include "cli/text_options.h"

static const idt_option OPTIONS[] = {
    { "format", 0, "FORMAT", "text (default) or json" },
    { "variants", 0, NULL, "the spellings of words that the lists' own aliases show" },
    { NULL, 0, NULL, NULL },
};

static void put_variants(idt_buf *out, const idt_session *session, idt_format format,
                         const idt_render_options *options)
{
    if (format == IDT_FORMAT_JSON)
        idt_answer_variants(out, session->index, &session->made_with);
    else
        idt_render_variants(out, session->index, options);
}

static int run(const idt_arguments *arguments)
{
    idt_session session;
    idt_format format;
    idt_buf out = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;

    if (arguments->word_count)
        return idt_usage_error("lists", "lists takes no names");
    if (idt_format_of(&format, arguments, 1 << IDT_FORMAT_TEXT | 1 << IDT_FORMAT_JSON, &err))
        return idt_usage_error("lists", "%s", err.text);
    idt_status status = idt_session_open(&session, arguments, &err);
    if (status)
        return idt_report(status, &err);
    idt_lists_answer answer = { &session.made_with, idt_index_count(session.index),
                                idt_index_diagnostics(session.index),
                                idt_index_diagnostic_count(session.index) };
    idt_render_options options = idt_text_options(arguments);
    if (idt_arguments_value(arguments, "variants"))
        put_variants(&out, &session, format, &options);
    else if (format == IDT_FORMAT_JSON)
        idt_answer_lists(&out, &answer);
    else
        idt_render_lists(&out, &answer, &options);
    idt_session_close(&session);
    return idt_finish(&out, IDT_EXIT_NOTHING);
}

const idt_command idt_command_lists = {
    "lists", "lists", "what is loaded: lists, editions, parties, hashes, diagnostics",
    "",      OPTIONS, run
};
