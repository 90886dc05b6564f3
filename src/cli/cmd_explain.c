/* cmd_explain.c - interdict explain: why a subject does or does not meet a party. */
#include "cli/profile_options.h"
#include "cli/subject_options.h"
#include "cli/text_options.h"

static const idt_option OPTIONS[] = {
    { "against", 0, "ID", "the listed party, like us_ofac_sdn:9345" },
    { "format", 0, "FORMAT", "text (default) or json" },
    IDT_SUBJECT_OPTIONS,
    IDT_PROFILE_OPTION,
    { NULL, 0, NULL, NULL },
};

static idt_status explain(idt_buf *out, idt_session *session, const idt_subject *subject,
                          const idt_arguments *arguments, idt_format format, idt_err *err)
{
    uint32_t party;
    bool ambiguous;
    idt_hit hit;
    const char *id = idt_arguments_value(arguments, "against");
    if (!idt_index_find_entity(session->index, idt_span_of(id), &party, &ambiguous))
        return idt_fail(
            err, IDT_E_INPUT,
            ambiguous ? "%s stands on several lists: name it as LIST:ID" : "no entry %s", id);
    idt_screener *screener = idt_screener_new(session->index, &session->profile);
    idt_status status = idt_screen_explain(&hit, screener, &session->arena, subject, party, err);
    idt_render_options options = idt_text_options(arguments);
    if (!status && format == IDT_FORMAT_JSON)
        idt_answer_explain(out, idt_span_of(arguments->words[0]), &hit, &session->made_with);
    else if (!status)
        idt_render_explain(out, &hit, &options);
    idt_screener_free(screener);
    return status;
}

static int run(const idt_arguments *arguments)
{
    idt_session session;
    idt_format format;
    idt_subject subject;
    idt_buf out = IDT_BUF_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    idt_err err = IDT_ERR_INIT;
    int code;

    idt_status status =
        idt_format_of(&format, arguments, 1 << IDT_FORMAT_TEXT | 1 << IDT_FORMAT_JSON, &err);
    if (!status)
        status = idt_subject_from_options(&subject, arguments, &arena, &err);
    if (status) {
        code = idt_usage_error("explain", "%s", err.text);
    } else if (arguments->word_count != 1 || !idt_arguments_value(arguments, "against")) {
        code = idt_usage_error("explain", "explain takes one name and --against ID");
    } else if ((status = idt_arguments_check_text(arguments, &err)) != IDT_OK) {
        code = idt_report(status, &err);
    } else if ((status = idt_session_open(&session, arguments, &err)) != IDT_OK) {
        code = idt_report(status, &err);
    } else {
        idt_subject_set_name(&subject, arguments, arguments->words[0], &arena);
        status = explain(&out, &session, &subject, arguments, format, &err);
        idt_session_close(&session);
        code = status ? idt_report(status, &err) : idt_finish(&out, IDT_EXIT_NOTHING);
    }
    idt_arena_release(&arena);
    return code;
}

const idt_command idt_command_explain = { "explain",
                                          "explain NAME --against ID",
                                          "why this subject does or does not meet this party",
                                          "",
                                          OPTIONS,
                                          run };
