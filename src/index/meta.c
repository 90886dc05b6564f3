/* meta.c - the META section: what was compiled, and what was odd in it. */
#include <string.h>

#include "index/meta_internal.h"

static void put_edition(idt_buf *out, const idt_edition *edition)
{
    idt_buf_put_span(out, edition->list_id);
    idt_buf_put_span(out, edition->publisher);
    idt_buf_put_span(out, edition->title);
    idt_buf_put_span(out, edition->date);
    idt_buf_put_span(out, edition->date_from);
    idt_buf_put_span(out, edition->format);
    idt_buf_put_varint(out, edition->party_count);
    idt_buf_put_span(out, idt_span_of(edition->sha256));
    idt_buf_put_varint(out, edition->file_count);
    for (size_t i = 0; i < edition->file_count; i++) {
        idt_buf_put_span(out, edition->files[i].name);
        idt_buf_put_varint(out, edition->files[i].bytes);
        idt_buf_put_span(out, idt_span_of(edition->files[i].sha256));
    }
}

static void put_diagnostic(idt_buf *out, const idt_diagnostic *diagnostic)
{
    idt_buf_put_varint(out, diagnostic->edition);
    idt_buf_put_varint(out, diagnostic->source.file);
    idt_buf_put_varint(out, diagnostic->source.line);
    idt_buf_put_varint(out, (uint64_t)diagnostic->level);
    idt_buf_put_span(out, diagnostic->code);
    idt_buf_put_span(out, diagnostic->uid);
    idt_buf_put_span(out, diagnostic->text);
}

void idt_meta_put(idt_buf *out, const idt_index_input *input)
{
    idt_buf_put_span(out, idt_span_of(idt_words_version()));
    idt_buf_put_varint(out, input->edition_count);
    for (size_t i = 0; i < input->edition_count; i++)
        put_edition(out, &input->editions[i]);
    idt_buf_put_varint(out, input->diagnostic_count);
    for (size_t i = 0; i < input->diagnostic_count; i++)
        put_diagnostic(out, &input->diagnostics[i]);
}

static void get_sha256(char out[IDT_SHA256_HEX], idt_cursor *in)
{
    idt_span text = idt_cursor_span(in);
    if (text.len >= IDT_SHA256_HEX)
        in->bad = true;
    memset(out, 0, IDT_SHA256_HEX);
    if (!in->bad && text.len)
        memcpy(out, text.ptr, text.len);
}

static void get_edition(idt_edition *out, idt_cursor *in, idt_arena *arena)
{
    out->list_id = idt_cursor_span(in);
    out->publisher = idt_cursor_span(in);
    out->title = idt_cursor_span(in);
    out->date = idt_cursor_span(in);
    out->date_from = idt_cursor_span(in);
    out->format = idt_cursor_span(in);
    out->party_count = idt_cursor_varint_max(in, UINT32_MAX);
    get_sha256(out->sha256, in);
    out->file_count = idt_cursor_varint_max(in, (uint32_t)idt_cursor_left(in));
    out->files = idt_arena_alloc(arena, out->file_count * sizeof *out->files);
    for (size_t i = 0; i < out->file_count && !in->bad; i++) {
        out->files[i].name = idt_cursor_span(in);
        out->files[i].bytes = idt_cursor_varint(in);
        get_sha256(out->files[i].sha256, in);
    }
}

bool idt_meta_get(idt_meta *out, idt_span bytes, idt_arena *arena)
{
    idt_cursor in = idt_cursor_of(bytes);
    out->words_version = idt_cursor_span(&in);
    out->edition_count = idt_cursor_varint_max(&in, (uint32_t)idt_cursor_left(&in));
    out->editions = idt_arena_alloc(arena, out->edition_count * sizeof *out->editions);
    for (size_t i = 0; i < out->edition_count && !in.bad; i++)
        get_edition(&out->editions[i], &in, arena);
    out->diagnostic_count = idt_cursor_varint_max(&in, (uint32_t)idt_cursor_left(&in));
    out->diagnostics = idt_cursor_bytes(&in, idt_cursor_left(&in));
    return !in.bad;
}

bool idt_meta_diagnostics(idt_diagnostic *out, const idt_meta *meta)
{
    idt_cursor in = idt_cursor_of(meta->diagnostics);
    for (size_t i = 0; i < meta->diagnostic_count; i++) {
        idt_diagnostic *diagnostic = &out[i];
        diagnostic->edition = idt_cursor_varint_max(&in, UINT32_MAX);
        diagnostic->source.file = idt_cursor_varint_max(&in, UINT32_MAX);
        diagnostic->source.line = idt_cursor_varint_max(&in, UINT32_MAX);
        diagnostic->level =
            (idt_diagnostic_level)idt_cursor_varint_max(&in, IDT_DIAGNOSTIC_LEVEL_COUNT - 1);
        diagnostic->code = idt_cursor_span(&in);
        diagnostic->uid = idt_cursor_span(&in);
        diagnostic->text = idt_cursor_span(&in);
        if (diagnostic->edition >= meta->edition_count && meta->edition_count)
            in.bad = true;
    }
    return !in.bad && idt_cursor_left(&in) == 0;
}
