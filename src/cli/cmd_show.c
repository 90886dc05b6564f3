/* cmd_show.c - interdict show: one party with everything that is stated about it. */
#include "cli/text_options.h"

static const idt_option OPTIONS[] = {
    { "format", 0, "FORMAT", "text (default) or json" },
    { NULL, 0, NULL, NULL },
};

/* The other entries of the party's group. */
static void add_mates(idt_party_answer *answer, idt_session *session, uint32_t party)
{
    uint32_t group = idt_index_group(session->index, party);
    uint32_t parties = idt_index_count(session->index).parties;
    idt_span *mates = NULL;
    for (uint32_t p = 0; p < parties; p++) {
        if (p == party || idt_index_group(session->index, p) != group)
            continue;
        idt_span *more = idt_arena_alloc(&session->arena, (answer->mate_count + 1) * sizeof *more);
        for (size_t i = 0; i < answer->mate_count; i++)
            more[i] = mates[i];
        mates = more;
        mates[answer->mate_count++] = idt_index_entity_id(session->index, p, &session->arena);
    }
    answer->mates = mates;
}

static void show(idt_buf *out, idt_session *session, uint32_t party, idt_format format,
                 const idt_arguments *arguments)
{
    idt_party entry;
    idt_render_options options = idt_text_options(arguments);
    idt_index_party(session->index, party, &session->arena, &entry);
    idt_party_answer answer = {
        .party = &entry,
        .edition = &session->made_with.editions[entry.edition],
        .entity_id = idt_index_entity_id(session->index, party, &session->arena),
        .group = idt_index_entity_id(session->index, idt_index_group(session->index, party),
                                     &session->arena),
    };
    add_mates(&answer, session, party);
    if (format == IDT_FORMAT_JSON)
        idt_answer_party(out, &answer);
    else
        idt_render_party(out, &answer, &options);
}

static int run(const idt_arguments *arguments)
{
    idt_session session;
    idt_format format;
    idt_buf out = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;
    uint32_t party;
    bool ambiguous;

    if (arguments->word_count != 1)
        return idt_usage_error("show", "show takes one entity id, like us_ofac_sdn:9345");
    if (idt_format_of(&format, arguments, 1 << IDT_FORMAT_TEXT | 1 << IDT_FORMAT_JSON, &err))
        return idt_usage_error("show", "%s", err.text);
    idt_status status = idt_session_open(&session, arguments, &err);
    if (status)
        return idt_report(status, &err);
    if (idt_index_find_entity(session.index, idt_span_of(arguments->words[0]), &party, &ambiguous))
        show(&out, &session, party, format, arguments);
    else
        status = idt_fail(&err, IDT_E_INPUT,
                          ambiguous ? "%s stands on several lists: name it as LIST:%s"
                                    : "no entry %s (interdict find looks for names)",
                          arguments->words[0], arguments->words[0]);
    idt_session_close(&session);
    return status ? idt_report(status, &err) : idt_finish(&out, IDT_EXIT_NOTHING);
}

const idt_command idt_command_show = {
    "show",
    "show ID",
    "one party: names, identifiers, programmes with legal basis, sources",
    "ID is LIST:UID as every answer gives it (us_ofac_sdn:9345); the bare UID will do where only\n"
    "one list has it.\n",
    OPTIONS,
    run
};
