/* answer.c - what every answer states of its making; lists and comparisons. */
#include "service/answer.h"

#include <string.h>

#include "service/answer_internal.h"

bool idt_format_parse(idt_format *out, idt_span word)
{
    static const char *const names[] = { [IDT_FORMAT_TEXT] = "text",
                                         [IDT_FORMAT_JSON] = "json",
                                         [IDT_FORMAT_NDJSON] = "ndjson",
                                         [IDT_FORMAT_CSV] = "csv" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (idt_span_equal_nocase(word, idt_span_of(names[i]))) {
            *out = (idt_format)i;
            return true;
        }
    }
    return false;
}

void idt_answer_finish(idt_buf *out)
{
    idt_buf_add_char(out, '\n');
}

void idt_answer_write_made_with(idt_json *json, const idt_made_with *made_with)
{
    idt_json_add_text(json, "index", made_with->index);
    idt_json_add_text(json, "profile", made_with->profile);
    idt_json_add_text(json, "profile_name", made_with->profile_name);
    idt_json_add_text(json, "engine", made_with->engine);
    idt_json_key(json, "lists");
    idt_json_begin_array(json);
    for (size_t i = 0; i < made_with->edition_count; i++) {
        const idt_edition *edition = &made_with->editions[i];
        idt_json_begin_object(json);
        idt_json_add_string(json, "id", edition->list_id);
        idt_json_add_string(json, "date", edition->date);
        idt_json_add_text(json, "sha256", edition->sha256);
        idt_json_add_uint(json, "parties", edition->party_count);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

/* --- lists --- */

static int compare_tallies(const idt_diagnostic_tally *a, const idt_diagnostic_tally *b)
{
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return idt_span_compare(a->code, b->code);
}

static void sort_tallies(idt_diagnostic_tally *tallies, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t k = i; k > 0 && compare_tallies(&tallies[k], &tallies[k - 1]) < 0; k--) {
            idt_diagnostic_tally swapped = tallies[k];
            tallies[k] = tallies[k - 1];
            tallies[k - 1] = swapped;
        }
    }
}

static idt_diagnostic_tally *find_tally(idt_diagnostic_tally *tallies, size_t count,
                                        const idt_diagnostic *diagnostic)
{
    for (size_t i = 0; i < count; i++)
        if (tallies[i].level == diagnostic->level &&
            idt_span_equal(tallies[i].code, diagnostic->code))
            return &tallies[i];
    return NULL;
}

idt_diagnostic_tally *idt_lists_answer_tally(const idt_lists_answer *self, uint32_t edition,
                                             idt_arena *arena, size_t *count)
{
    idt_diagnostic_tally *tallies = NULL;
    size_t room = 0;

    *count = 0;
    for (size_t i = 0; i < self->diagnostic_count; i++) {
        const idt_diagnostic *diagnostic = &self->diagnostics[i];
        if (diagnostic->edition != edition)
            continue;
        idt_diagnostic_tally *tally = find_tally(tallies, *count, diagnostic);
        if (tally) {
            tally->count++;
            continue;
        }
        if (*count == room) {
            room = room ? room * 2 : 16;
            idt_diagnostic_tally *larger = idt_arena_alloc(arena, room * sizeof *larger);
            if (*count > 0)
                memcpy(larger, tallies, *count * sizeof *larger);
            tallies = larger;
        }
        tallies[(*count)++] =
            (idt_diagnostic_tally){ diagnostic->level, diagnostic->code, 1, diagnostic };
    }
    sort_tallies(tallies, *count);
    return tallies;
}

static void write_files(idt_json *json, const idt_edition *edition)
{
    idt_json_key(json, "files");
    idt_json_begin_array(json);
    for (size_t i = 0; i < edition->file_count; i++) {
        idt_json_begin_object(json);
        idt_json_add_string(json, "name", edition->files[i].name);
        idt_json_add_uint(json, "bytes", edition->files[i].bytes);
        idt_json_add_text(json, "sha256", edition->files[i].sha256);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

static void write_example(idt_json *json, const idt_edition *edition,
                          const idt_diagnostic *diagnostic)
{
    idt_json_key(json, "first");
    idt_json_begin_object(json);
    if (diagnostic->source.file < edition->file_count)
        idt_json_add_string(json, "file", edition->files[diagnostic->source.file].name);
    if (diagnostic->source.line > 0)
        idt_json_add_uint(json, "line", diagnostic->source.line);
    idt_json_add_stated(json, "uid", diagnostic->uid);
    idt_json_add_string(json, "text", diagnostic->text);
    idt_json_end_object(json);
}

static void write_diagnostics(idt_json *json, const idt_lists_answer *answer, uint32_t number)
{
    idt_arena tally_arena = IDT_ARENA_INIT;
    size_t count;
    idt_diagnostic_tally *tallies = idt_lists_answer_tally(answer, number, &tally_arena, &count);

    idt_json_key(json, "diagnostics");
    idt_json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        idt_json_begin_object(json);
        idt_json_add_string(json, "code", tallies[i].code);
        idt_json_add_text(json, "level", idt_diagnostic_level_name(tallies[i].level));
        idt_json_add_uint(json, "count", tallies[i].count);
        write_example(json, &answer->made_with->editions[number], tallies[i].first);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
    idt_arena_release(&tally_arena);
}

static void write_edition(idt_json *json, const idt_lists_answer *answer, uint32_t number)
{
    const idt_edition *edition = &answer->made_with->editions[number];

    idt_json_begin_object(json);
    idt_json_add_string(json, "id", edition->list_id);
    idt_json_add_string(json, "publisher", edition->publisher);
    idt_json_add_string(json, "title", edition->title);
    idt_json_add_string(json, "date", edition->date);
    idt_json_add_string(json, "date_from", edition->date_from);
    idt_json_add_string(json, "format", edition->format);
    idt_json_add_uint(json, "parties", edition->party_count);
    idt_json_add_text(json, "sha256", edition->sha256);
    write_files(json, edition);
    write_diagnostics(json, answer, number);
    idt_json_end_object(json);
}

void idt_answer_lists(idt_buf *out, const idt_lists_answer *answer)
{
    idt_json json = idt_json_of(out, true);

    idt_json_begin_object(&json);
    idt_json_add_text(&json, "index", answer->made_with->index);
    idt_json_add_text(&json, "engine", answer->made_with->engine);
    idt_json_add_uint(&json, "bytes", answer->figures.bytes);
    idt_json_add_uint(&json, "parties", answer->figures.parties);
    idt_json_add_uint(&json, "names", answer->figures.names);
    idt_json_add_uint(&json, "words", answer->figures.words);
    idt_json_add_uint(&json, "identifiers", answer->figures.identifiers);
    idt_json_key(&json, "lists");
    idt_json_begin_array(&json);
    for (size_t i = 0; i < answer->made_with->edition_count; i++)
        write_edition(&json, answer, (uint32_t)i);
    idt_json_end_array(&json);
    idt_json_end_object(&json);
    idt_answer_finish(out);
}

/* --- compare --- */

void idt_answer_compare(idt_buf *out, const idt_explanation *explanation)
{
    idt_json json = idt_json_of(out, true);

    idt_json_begin_object(&json);
    idt_json_add_string(&json, "name1", explanation->query_name);
    idt_json_add_string(&json, "name2", explanation->listed_name);
    idt_json_add_score(&json, "score", explanation->score);
    idt_json_add_score(&json, "strength", explanation->strength);
    idt_json_key(&json, "explanation");
    idt_answer_write_explanation(&json, explanation);
    idt_json_end_object(&json);
    idt_answer_finish(out);
}
