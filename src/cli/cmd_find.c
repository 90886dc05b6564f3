/* cmd_find.c - interdict find: look parties up as one searches. */
#include <stdio.h>

#include "cli/text_options.h"
#include "screen/find.h"

enum { LIMIT_DEFAULT = 20 };

static const idt_option OPTIONS[] = {
    { "limit", 0, "N", "parties shown, best first (default 20; 0: all)" },
    { "format", 0, "FORMAT", "text (default) or json" },
    { NULL, 0, NULL, NULL },
};

static void render(idt_buf *out, idt_session *session, const idt_findings *findings,
                   const idt_arguments *arguments)
{
    idt_render_options options = idt_text_options(arguments);
    idt_found *found = idt_arena_alloc(&session->arena, (findings->count + 1) * sizeof *found);
    for (size_t i = 0; i < findings->count; i++) {
        const idt_finding *from = &findings->findings[i];
        const idt_party *entry = from->entry;
        found[i] = (idt_found){ from->entity_id,
                                entry->names[0].text,
                                entry->type,
                                from->matched_name == &entry->names[0] ? IDT_SPAN_EMPTY
                                                                       : from->matched_name->text,
                                entry->programmes,
                                entry->programme_count };
    }
    if (findings->count == 0)
        idt_buf_add_text(out, "nothing found\n");
    idt_render_found(out, found, findings->count, &options);
    if (findings->left_out)
        idt_buf_format(out, "%zu more (--limit 0 shows all)\n", findings->left_out);
}

static int run(const idt_arguments *arguments)
{
    idt_session session;
    idt_findings findings;
    idt_buf words = IDT_BUF_INIT, out = IDT_BUF_INIT;
    uint32_t limit;
    idt_format format;
    idt_err err = IDT_ERR_INIT;

    if (arguments->word_count == 0)
        return idt_usage_error("find", "find needs words to look for");
    if (idt_format_of(&format, arguments, 1 << IDT_FORMAT_TEXT | 1 << IDT_FORMAT_JSON, &err))
        return idt_usage_error("find", "%s", err.text);
    if (idt_arguments_number(&limit, arguments, "limit", LIMIT_DEFAULT, UINT32_MAX, &err))
        return idt_usage_error("find", "%s", err.text);
    idt_status status = idt_arguments_check_text(arguments, &err);
    if (!status)
        status = idt_session_open(&session, arguments, &err);
    if (status)
        return idt_report(status, &err);
    for (size_t i = 0; i < arguments->word_count; i++) {
        idt_buf_add_text(&words, i ? " " : "");
        idt_buf_add_text(&words, arguments->words[i]);
    }
    idt_screener *screener = idt_screener_new(session.index, &session.profile);
    status = idt_find(&findings, screener, &session.arena, idt_buf_span(&words), limit, &err);
    if (!status && format == IDT_FORMAT_JSON)
        idt_answer_find(&out, &findings, &session.made_with);
    else if (!status)
        render(&out, &session, &findings, arguments);
    idt_screener_free(screener);
    idt_session_close(&session);
    idt_buf_release(&words);
    if (status)
        return idt_report(status, &err);
    return idt_finish(&out, findings.count ? IDT_EXIT_FOUND : IDT_EXIT_NOTHING);
}

const idt_command idt_command_find = {
    "find",
    "find WORDS",
    "look parties up: any word, beginning of a word, misspelt",
    "Every word must stand in one listed name. A number or an entity id is found too. This is for\n"
    "looking up, not for screening: use interdict screen to decide whether a name may be served.\n",
    OPTIONS,
    run
};
