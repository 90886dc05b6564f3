/* cmd_build.c - interdict build: list files in, one index file out. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "feed/feed.h"
#include "lists/lists.h"
#include "regime/regime.h"

static const idt_option OPTIONS[] = {
    { "output", 'o', "FILE", "the index to write (else lists.idx in the data folder)" },
    { NULL, 0, NULL, NULL },
};

/* A tag of an official publisher that the regime table does not know is said once. */
static void report_unknown_tags(const idt_lists *lists)
{
    idt_buf said = IDT_BUF_INIT;
    for (size_t i = 0; i < lists->party_count; i++) {
        const idt_party *party = &lists->parties[i];
        idt_span list_id = lists->editions[party->edition].list_id;
        for (size_t j = 0; j < party->programme_count; j++) {
            idt_span tag = party->programmes[j].tag;
            idt_arena arena = IDT_ARENA_INIT;
            idt_span mark = idt_arena_format(&arena, "\n%.*s\n", (int)tag.len, tag.ptr);
            const char *publisher = idt_arena_copy(&arena, list_id).ptr;
            if (idt_regime_covers(publisher) && !idt_regime_find(publisher, tag) &&
                idt_span_find(idt_buf_span(&said), mark.ptr) == SIZE_MAX) {
                idt_buf_add_span(&said, mark);
                fprintf(stderr, "unknown programme %.*s on %.*s: shown without legal basis\n",
                        (int)tag.len, tag.ptr, (int)list_id.len, list_id.ptr);
            }
            idt_arena_release(&arena);
        }
    }
    idt_buf_release(&said);
}

static void report_diagnostics(const idt_lists *lists)
{
    for (size_t i = 0; i < lists->diagnostic_count; i++) {
        const idt_diagnostic *diagnostic = &lists->diagnostics[i];
        if (diagnostic->level == IDT_DIAGNOSTIC_NOTE)
            continue;
        const idt_edition *edition = &lists->editions[diagnostic->edition];
        fprintf(stderr, "%s: ", idt_diagnostic_level_name(diagnostic->level));
        if (diagnostic->source.line && diagnostic->source.file < edition->file_count)
            fprintf(stderr, "%.*s:%u: ", (int)edition->files[diagnostic->source.file].name.len,
                    edition->files[diagnostic->source.file].name.ptr, diagnostic->source.line);
        fprintf(stderr, "%.*s [%.*s]\n", (int)diagnostic->text.len, diagnostic->text.ptr,
                (int)diagnostic->code.len, diagnostic->code.ptr);
    }
}

static void report_lists(const char *path, const idt_lists *lists, const idt_index_figures *figures,
                         size_t grouped)
{
    for (size_t i = 0; i < lists->edition_count; i++) {
        const idt_edition *edition = &lists->editions[i];
        printf("%-20.*s %-10.*s %7u entries  %s\n", (int)edition->list_id.len, edition->list_id.ptr,
               (int)edition->date.len, edition->date.ptr, edition->party_count, edition->sha256);
    }
    size_t notes = 0, warnings = 0, losses = 0;
    for (size_t i = 0; i < lists->diagnostic_count; i++) {
        notes += lists->diagnostics[i].level == IDT_DIAGNOSTIC_NOTE;
        warnings += lists->diagnostics[i].level == IDT_DIAGNOSTIC_WARNING;
        losses += lists->diagnostics[i].level == IDT_DIAGNOSTIC_LOSS;
    }
    printf("%u parties, %u name readings, %u words, %u identifiers; %zu entries stand in groups\n",
           figures->parties, figures->names, figures->words, figures->identifiers, grouped);
    printf("%zu losses in the publishers' files, %zu warnings, %zu notes (interdict lists)\n",
           losses, warnings, notes);
    printf("%s: %.1f MB\n", path, (double)figures->bytes / 1e6);
}

/* Create the folders above the default index; a folder the user names himself must exist. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0755); /* what cannot be made is reported by the write */
        *slash = '/';
    }
}

static int run(const idt_arguments *arguments)
{
    idt_buf path = IDT_BUF_INIT;
    idt_lists lists = IDT_LISTS_INIT;
    idt_index_figures figures;
    size_t grouped = 0;
    idt_err err = IDT_ERR_INIT;
    const char *output = idt_arguments_value(arguments, "output");

    if (arguments->word_count == 0)
        return idt_usage_error("build", "build needs list files or folders");
    if (output) {
        idt_buf_add_text(&path, output);
        idt_buf_add_char(&path, '\0');
    } else {
        idt_index_path(&path, arguments);
        make_folders(path.ptr);
    }
    idt_status status = idt_lists_read(&lists, arguments->words, arguments->word_count, &err);
    if (!status)
        status = idt_feed_compile(path.ptr, &lists, &figures, &grouped, &err);
    if (!status) {
        report_diagnostics(&lists);
        report_unknown_tags(&lists);
        report_lists(path.ptr, &lists, &figures, grouped);
    }
    idt_lists_release(&lists);
    idt_buf_release(&path);
    return status ? idt_report(status, &err) : IDT_EXIT_NOTHING;
}

const idt_command idt_command_build = {
    "build",
    "build PATH... [-o FILE]",
    "compile list files or folders found on disk",
    "Formats are recognised by content. Files of one folder that belong together (OFAC's sdn, "
    "alt,\n"
    "add and comments) are read as one list. A file that cannot be read whole stops the build and\n"
    "leaves the index as it was. What is odd in the lists is reported and kept (interdict "
    "lists).\n",
    OPTIONS,
    run
};
