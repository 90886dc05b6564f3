/* answer_screen.c - hits and their explanations, of subjects and of texts. */
#include <stdio.h>

#include "codec/csv_write.h"
#include "regime/regime.h"
#include "service/answer.h"
#include "service/answer_internal.h"

/* --- explanations --- */

static void write_pairs(idt_json *json, const idt_explanation *explanation)
{
    idt_json_key(json, "words");
    idt_json_begin_array(json);
    for (size_t i = 0; i < explanation->pair_count; i++) {
        const idt_word_pair *pair = &explanation->pairs[i];
        idt_json_begin_object(json);
        idt_json_add_string(
            json, "query", idt_span_sub(explanation->query_name, pair->query_from, pair->query_to));
        idt_json_add_string(
            json, "listed",
            idt_span_sub(explanation->listed_name, pair->listed_from, pair->listed_to));
        idt_json_add_text(json, "how", idt_how_name((idt_how)pair->likeness.how));
        idt_json_add_score(json, "similarity", pair->likeness.similarity);
        idt_json_key(json, "joined");
        idt_json_bool(json, pair->likeness.joined);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

static void write_left(idt_json *json, const char *key, idt_span name, const idt_word_left *left,
                       size_t count)
{
    idt_json_key(json, key);
    idt_json_begin_array(json);
    for (size_t i = 0; i < count; i++)
        idt_json_string(json, idt_span_sub(name, left[i].from, left[i].to));
    idt_json_end_array(json);
}

void idt_answer_write_explanation(idt_json *json, const idt_explanation *explanation)
{
    idt_json_begin_object(json);
    idt_json_add_score(json, "score", explanation->score);
    idt_json_add_score(json, "strength", explanation->strength);
    idt_json_add_string(json, "query_name", explanation->query_name);
    idt_json_add_string(json, "listed_name", explanation->listed_name);
    idt_json_add_text(json, "listed_kind", idt_name_kind_name(explanation->listed_kind));
    idt_json_add_text(json, "quality", idt_quality_name(explanation->listed_quality));
    write_pairs(json, explanation);
    write_left(json, "query_left", explanation->query_name, explanation->query_left,
               explanation->query_left_count);
    write_left(json, "listed_left", explanation->listed_name, explanation->listed_left,
               explanation->listed_left_count);
    idt_json_key(json, "parts");
    idt_json_begin_array(json);
    for (size_t i = 0; i < explanation->part_count; i++) {
        const idt_score_part *part = &explanation->parts[i];
        idt_json_begin_object(json);
        idt_json_add_text(json, "part", idt_part_name(part->kind));
        idt_json_add_score(json, "points", part->points);
        idt_json_add_string(json, "detail", part->detail);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
    idt_json_end_object(json);
}

/* --- hits --- */

static idt_span caption_of(const idt_hit *hit)
{
    return hit->entry->name_count > 0 ? hit->entry->names[0].text : hit->entity_id;
}

static idt_span matched_name_of(const idt_hit *hit)
{
    return hit->matched_name ? hit->matched_name->text : IDT_SPAN_EMPTY;
}

enum { LIST_ID_BYTES_MAX = 128 }; /* four times the longest there is */

/* One object for each programme that the regime table knows, or whose part of the list it knows. */
static void write_legal_basis(idt_json *json, const idt_hit *hit)
{
    char list_id[LIST_ID_BYTES_MAX];
    size_t colon = idt_span_find(hit->entity_id, ":");
    snprintf(list_id, sizeof list_id, "%.*s", (int)(colon == SIZE_MAX ? hit->entity_id.len : colon),
             hit->entity_id.ptr);
    idt_json_key(json, "legal_basis");
    idt_json_begin_array(json);
    for (size_t i = 0; i < hit->entry->programme_count; i++) {
        const idt_party_programme *programme = &hit->entry->programmes[i];
        const idt_regime *regime = idt_regime_find(list_id, programme->tag);
        const idt_regime *binding = idt_regime_binding(regime, list_id, programme->list);
        if (!binding)
            continue;
        idt_json_begin_object(json);
        idt_json_add_string(json, "programme", programme->tag);
        idt_json_add_stated(json, "list", programme->list);
        idt_json_add_text(json, "authority", regime ? regime->authority : "");
        idt_json_add_text(json, "authority_date", regime ? regime->authority_date : "");
        idt_json_add_text(json, "citation", regime ? regime->regulation : "");
        idt_json_add_text(json, "effect", idt_regime_effect_on(binding, list_id, programme->list));
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

/* The members of a hit, in the order of the contract. */
static void write_hit(idt_json *json, const idt_hit *hit)
{
    idt_json_add_string(json, "entity_id", hit->entity_id);
    idt_json_add_string(json, "group", hit->group);
    idt_json_add_string(json, "caption", caption_of(hit));
    idt_json_add_text(json, "type", idt_party_type_name(hit->entry->type));
    idt_json_add_score(json, "score", hit->score);
    idt_json_add_score(json, "strength", hit->strength);
    idt_json_add_string(json, "matched_name", matched_name_of(hit));
    idt_json_key(json, "programmes");
    idt_json_begin_array(json);
    for (size_t i = 0; i < hit->entry->programme_count; i++)
        idt_json_string(json, hit->entry->programmes[i].tag);
    idt_json_end_array(json);
    write_legal_basis(json, hit);
    if (hit->explanation) {
        idt_json_key(json, "explanation");
        idt_answer_write_explanation(json, hit->explanation);
    }
}

static void write_row(idt_json *json, const idt_screen_answer *row)
{
    idt_json_begin_object(json);
    idt_json_add_string(json, "id", row->id);
    idt_json_add_string(json, "name", row->name);
    if (row->rejected.len > 0) {
        idt_json_add_string(json, "rejected", row->rejected);
    } else {
        idt_json_key(json, "hits");
        idt_json_begin_array(json);
        for (size_t i = 0; i < row->hits->count; i++) {
            idt_json_begin_object(json);
            write_hit(json, &row->hits->hits[i]);
            idt_json_end_object(json);
        }
        idt_json_end_array(json);
        if (row->hits->left_out > 0)
            idt_json_add_uint(json, "left_out", row->hits->left_out);
    }
    idt_json_end_object(json);
}

/* --- CSV --- */

enum {
    CSV_ID,
    CSV_NAME,
    CSV_ENTITY_ID,
    CSV_GROUP,
    CSV_CAPTION,
    CSV_TYPE,
    CSV_SCORE,
    CSV_STRENGTH,
    CSV_MATCHED_NAME,
    CSV_PROGRAMMES,
    CSV_REJECTED,
    CSV_COUNT
};

enum { SCORE_TEXT_MAX = 16 };

static idt_span format_score(char text[SCORE_TEXT_MAX], uint32_t permille)
{
    int length = snprintf(text, SCORE_TEXT_MAX, "%u.%03u", permille / 1000, permille % 1000);
    return (idt_span){ text, (size_t)length };
}

static void write_csv_hit(idt_buf *out, idt_span *fields, const idt_hit *hit)
{
    char score[SCORE_TEXT_MAX], strength[SCORE_TEXT_MAX];
    idt_buf programmes = IDT_BUF_INIT;

    for (size_t i = 0; i < hit->entry->programme_count; i++) {
        idt_buf_add_text(&programmes, i ? ";" : "");
        idt_buf_add_span(&programmes, hit->entry->programmes[i].tag);
    }
    fields[CSV_ENTITY_ID] = hit->entity_id;
    fields[CSV_GROUP] = hit->group;
    fields[CSV_CAPTION] = caption_of(hit);
    fields[CSV_TYPE] = idt_span_of(idt_party_type_name(hit->entry->type));
    fields[CSV_SCORE] = format_score(score, hit->score);
    fields[CSV_STRENGTH] = format_score(strength, hit->strength);
    fields[CSV_MATCHED_NAME] = matched_name_of(hit);
    fields[CSV_PROGRAMMES] = idt_buf_span(&programmes);
    idt_csv_write_row(out, fields, CSV_COUNT);
    idt_buf_release(&programmes);
}

static void write_csv_row(idt_buf *out, const idt_screen_answer *row)
{
    idt_span fields[CSV_COUNT] = { [CSV_ID] = row->id, [CSV_NAME] = row->name };
    size_t hit_count = row->rejected.len > 0 ? 0 : row->hits->count;

    fields[CSV_REJECTED] = row->rejected;
    if (hit_count == 0)
        idt_csv_write_row(out, fields, CSV_COUNT);
    for (size_t i = 0; i < hit_count; i++)
        write_csv_hit(out, fields, &row->hits->hits[i]);
}

/* --- screen --- */

void idt_screen_figures_add(idt_screen_figures *self, const idt_screen_answer *row)
{
    self->subjects++;
    if (row->rejected.len > 0) {
        self->rejected++;
        return;
    }
    self->subjects_with_hits += row->hits->count > 0;
    self->hits += row->hits->count;
}

void idt_answer_screen_begin(idt_buf *out, idt_format format)
{
    idt_assert(format != IDT_FORMAT_TEXT);
    if (format == IDT_FORMAT_JSON)
        idt_buf_add_text(out, "{\n  \"results\": [");
    else if (format == IDT_FORMAT_CSV)
        idt_buf_add_text(out, "id,name,entity_id,group,caption,type,score,strength,matched_name,"
                              "programmes,rejected\n");
}

void idt_answer_screen_row(idt_buf *out, idt_format format, const idt_screen_answer *row)
{
    idt_json json = idt_json_of(out, format == IDT_FORMAT_JSON);

    idt_assert(row->hits || row->rejected.len > 0);
    if (format == IDT_FORMAT_CSV) {
        write_csv_row(out, row);
        return;
    }
    if (format == IDT_FORMAT_JSON) {
        idt_buf_add_text(out, row->number > 0 ? ",\n    " : "\n    ");
        json.margin = 2;
    }
    write_row(&json, row);
    if (format == IDT_FORMAT_NDJSON)
        idt_answer_finish(out);
}

static void write_screen_summary(idt_json *json, const idt_screen_figures *figures,
                                 const idt_made_with *made_with)
{
    idt_json_begin_object(json);
    idt_json_add_uint(json, "subjects", figures->subjects);
    idt_json_add_uint(json, "subjects_with_hits", figures->subjects_with_hits);
    idt_json_add_uint(json, "hits", figures->hits);
    idt_json_add_uint(json, "rejected", figures->rejected);
    idt_answer_write_made_with(json, made_with);
    idt_json_end_object(json);
}

void idt_answer_screen_end(idt_buf *out, idt_format format, const idt_screen_figures *figures,
                           const idt_made_with *made_with)
{
    idt_json json = idt_json_of(out, format == IDT_FORMAT_JSON);

    if (format == IDT_FORMAT_NDJSON) {
        idt_json_begin_object(&json);
        idt_json_key(&json, "summary");
        write_screen_summary(&json, figures, made_with);
        idt_json_end_object(&json);
        idt_answer_finish(out);
    } else if (format == IDT_FORMAT_JSON) {
        idt_buf_add_text(out, figures->subjects > 0 ? "\n  ],\n" : "],\n");
        idt_buf_add_text(out, "  \"summary\": ");
        json.margin = 1;
        write_screen_summary(&json, figures, made_with);
        idt_buf_add_text(out, "\n}\n");
    }
}

/* --- explain and scan --- */

void idt_answer_explain(idt_buf *out, idt_span name, const idt_hit *hit,
                        const idt_made_with *made_with)
{
    idt_json json = idt_json_of(out, true);

    idt_json_begin_object(&json);
    idt_json_add_string(&json, "name", name);
    write_hit(&json, hit);
    idt_json_key(&json, "summary");
    idt_json_begin_object(&json);
    idt_answer_write_made_with(&json, made_with);
    idt_json_end_object(&json);
    idt_json_end_object(&json);
    idt_answer_finish(out);
}

static void write_finding(idt_json *json, const idt_finding *finding)
{
    idt_json_begin_object(json);
    idt_json_add_string(json, "entity_id", finding->entity_id);
    idt_json_add_string(json, "caption", finding->entry->names[0].text);
    idt_json_add_text(json, "type", idt_party_type_name(finding->entry->type));
    idt_json_add_string(json, "matched_name", finding->matched_name->text);
    idt_json_key(json, "programmes");
    idt_json_begin_array(json);
    for (size_t i = 0; i < finding->entry->programme_count; i++)
        idt_json_string(json, finding->entry->programmes[i].tag);
    idt_json_end_array(json);
    idt_json_end_object(json);
}

void idt_answer_find(idt_buf *out, const idt_findings *findings, const idt_made_with *made_with)
{
    idt_json json = idt_json_of(out, true);

    idt_json_begin_object(&json);
    idt_json_key(&json, "parties");
    idt_json_begin_array(&json);
    for (size_t i = 0; i < findings->count; i++)
        write_finding(&json, &findings->findings[i]);
    idt_json_end_array(&json);
    idt_json_add_uint(&json, "left_out", findings->left_out);
    idt_json_key(&json, "summary");
    idt_json_begin_object(&json);
    idt_answer_write_made_with(&json, made_with);
    idt_json_end_object(&json);
    idt_json_end_object(&json);
    idt_answer_finish(out);
}

static void write_range(idt_json *json, idt_span text, size_t start, size_t end)
{
    idt_json_add_uint(json, "start", start);
    idt_json_add_uint(json, "end", end);
    idt_json_add_string(json, "text", idt_span_sub(text, start, end));
}

static void write_mentions(idt_json *json, idt_span text, const idt_scan *scan)
{
    idt_json_key(json, "hits");
    idt_json_begin_array(json);
    for (size_t i = 0; i < scan->mention_count; i++) {
        idt_json_begin_object(json);
        write_range(json, text, scan->mentions[i].start, scan->mentions[i].end);
        write_hit(json, &scan->mentions[i].hit);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

static void write_places(idt_json *json, idt_span text, const idt_scan *scan)
{
    idt_json_key(json, "places");
    idt_json_begin_array(json);
    for (size_t i = 0; i < scan->place_count; i++) {
        const idt_place_mention *mention = &scan->places[i];
        idt_json_begin_object(json);
        write_range(json, text, mention->start, mention->end);
        idt_json_add_text(json, "place", mention->place->id);
        idt_json_add_text(json, "name", mention->place->name);
        idt_json_add_text(json, "measure", mention->place->measure->id);
        idt_json_add_text(json, "authority", mention->place->measure->authority);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

void idt_answer_scan(idt_buf *out, idt_span text, const idt_scan *scan,
                     const idt_made_with *made_with)
{
    idt_json json = idt_json_of(out, true);

    idt_json_begin_object(&json);
    write_mentions(&json, text, scan);
    write_places(&json, text, scan);
    idt_json_key(&json, "summary");
    idt_json_begin_object(&json);
    idt_json_add_uint(&json, "bytes", text.len);
    idt_json_add_uint(&json, "hits", scan->mention_count);
    idt_json_add_uint(&json, "places", scan->place_count);
    idt_answer_write_made_with(&json, made_with);
    idt_json_end_object(&json);
    idt_json_end_object(&json);
    idt_answer_finish(out);
}
