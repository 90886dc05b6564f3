/* report_json.c - the figures for programs. */
#include <string.h>

#include "codec/json.h"
#include "validate/validate_internal.h"

const char *const idt_validation_limits[] = {
    "Names inside running text, messages and documents: this run screens subjects as a customer "
    "file states them.",
    "Addresses, ownership and the links between parties.",
    "Combinations of manipulations, but for two typing errors in one name.",
    "Whether the lists are complete or current: the run takes the loaded editions as given.",
    "Customer data of this institution, unless it was given with --placebo: the ordinary names "
    "are made from tables of common names and company words.",
    "Middle names of East Asian names, where one syllable left out is another name; typing errors "
    "in names of a single word of two or three letters.",
    "Identifiers of fewer than five letters and digits, which many share.",
    NULL,
};

/* Hundred-thousandths as a share with five decimals, written without floating point. */
static void add_share_of(idt_json *json, const char *key, uint32_t value)
{
    char text[16];
    idt_buf out = IDT_BUF_INIT;
    idt_buf_format(&out, "%u.%05u", value / 100000, value % 100000);
    memcpy(text, out.ptr, out.len);
    text[out.len] = '\0';
    idt_buf_release(&out);
    idt_json_add_text(json, key, text);
}

static uint32_t rate_of(idt_share share)
{
    return share.cases
               ? (uint32_t)(((uint64_t)share.found * 100000 + share.cases / 2) / share.cases)
               : 0;
}

static void write_share(idt_json *json, const char *found, idt_share share)
{
    idt_interval interval = idt_wilson(share);
    idt_json_add_uint(json, "cases", share.cases);
    idt_json_add_uint(json, found, share.found);
    add_share_of(json, "rate", rate_of(share));
    add_share_of(json, "interval_low", interval.low);
    add_share_of(json, "interval_high", interval.high);
}

static void add_strata(idt_json *json, const char *key, const idt_share *shares, size_t count,
                       idt_span (*name)(const void *context, size_t i), const void *context)
{
    idt_json_key(json, key);
    idt_json_begin_object(json);
    for (size_t i = 0; i < count; i++) {
        if (!shares[i].cases)
            continue;
        char label[128];
        idt_span text = name(context, i);
        size_t len = text.len < sizeof label - 1 ? text.len : sizeof label - 1;
        memcpy(label, text.ptr, len);
        label[len] = '\0';
        idt_json_key(json, label);
        idt_json_begin_object(json);
        write_share(json, "found", shares[i]);
        idt_json_end_object(json);
    }
    idt_json_end_object(json);
}

static idt_span list_name(const void *context, size_t i)
{
    return ((const idt_edition *)context)[i].list_id;
}

static idt_span type_name(const void *context, size_t i)
{
    (void)context;
    return idt_span_of(idt_party_type_name((idt_party_type)i));
}

static idt_span script_name(const void *context, size_t i)
{
    (void)context;
    return idt_span_of(idt_script_kind_name((idt_script_kind)i));
}

static idt_span words_name(const void *context, size_t i)
{
    static const char *const names[IDT_WORD_STEPS] = { "1", "2", "3", "4 or more" };
    (void)context;
    return idt_span_of(names[i]);
}

static void write_made_with(idt_json *json, const idt_validation_report *report)
{
    const idt_validate_options *options = report->options;
    idt_json_add_text(json, "engine", report->engine);
    idt_json_add_text(json, "index_hash", report->index_hash);
    idt_json_add_text(json, "profile", report->profile);
    idt_json_add_text(json, "profile_hash", report->profile_hash);
    idt_json_add_uint(json, "seed", options->seed);
    idt_json_add_score(json, "threshold", options->threshold);
    idt_json_add_uint(json, "per_class", options->per_class);
    idt_json_key(json, "lists");
    idt_json_begin_array(json);
    for (size_t i = 0; i < report->edition_count; i++) {
        const idt_edition *edition = &report->editions[i];
        idt_json_begin_object(json);
        idt_json_add_string(json, "list", edition->list_id);
        idt_json_add_string(json, "title", edition->title);
        idt_json_add_string(json, "edition", edition->date);
        idt_json_add_uint(json, "entries", edition->party_count);
        idt_json_add_text(json, "sha256", edition->sha256);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

static void write_bars(idt_json *json, const idt_bar_results *bars)
{
    idt_json_add_uint(json, "bars_failed", bars->failed);
    idt_json_key(json, "bars");
    idt_json_begin_array(json);
    for (size_t i = 0; i < bars->count; i++) {
        const idt_bar_result *bar = &bars->bars[i];
        idt_json_begin_object(json);
        idt_json_add_string(json, "bar", bar->key);
        idt_json_add_text(json, "pack", bar->title);
        add_share_of(json, bar->is_recall ? "at_least" : "at_most", bar->limit);
        write_share(json, bar->is_recall ? "found" : "alerting", bar->measured);
        idt_json_add_text(json, "verdict", idt_bar_verdict_name(bar->verdict));
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

static void write_curve(idt_json *json, const idt_class_result *class, const idt_alert_rate *rate)
{
    idt_json_key(json, "curve");
    idt_json_begin_array(json);
    for (uint32_t t = 500; t <= 1000; t += 10) {
        idt_share share = class ? idt_recall_at(class, t) : idt_alerts_at(rate, t);
        if (!share.cases)
            continue;
        idt_json_begin_object(json);
        idt_json_add_score(json, "threshold", t);
        idt_json_add_uint(json, "cases", share.cases);
        idt_json_add_uint(json, class ? "found" : "alerting", share.found);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

static void write_classes(idt_json *json, const idt_validation_report *report)
{
    idt_json_key(json, "classes");
    idt_json_begin_array(json);
    for (size_t i = 0; i < report->validation->class_count; i++) {
        const idt_class_result *result = &report->validation->classes[i];
        idt_json_begin_object(json);
        idt_json_add_text(json, "class", result->class->id);
        idt_json_add_text(json, "family", result->class->family);
        idt_json_add_text(json, "title", result->class->title);
        write_share(json, "found", result->all);
        idt_json_add_uint(json, "found_first", result->first);
        add_strata(json, "by_list", result->by_list, report->edition_count, list_name,
                   report->editions);
        add_strata(json, "by_kind", result->by_type, IDT_PARTY_TYPE_COUNT, type_name, NULL);
        add_strata(json, "by_script", result->by_script, IDT_SCRIPT_KIND_COUNT, script_name, NULL);
        add_strata(json, "by_words", result->by_words, IDT_WORD_STEPS, words_name, NULL);
        write_curve(json, result, NULL);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
}

static void write_placebos(idt_json *json, const idt_validation *validation)
{
    idt_json_key(json, "ordinary");
    idt_json_begin_array(json);
    for (size_t i = 0; i < validation->placebo_count; i++)
        for (int asked = 0; asked < IDT_ASKED_COUNT; asked++) {
            const idt_placebo_result *result = &validation->placebos[i];
            const idt_alert_rate *rate = &result->asked[asked];
            if (!rate->subjects)
                continue;
            idt_json_begin_object(json);
            idt_json_add_text(json, "pack", result->id);
            idt_json_add_text(json, "title", result->title);
            idt_json_add_text(json, "asked", idt_asked_name((idt_asked)asked));
            idt_json_add_uint(json, "not_screened", result->rejected);
            write_share(json, "alerting", (idt_share){ rate->subjects, rate->alerting });
            write_curve(json, NULL, rate);
            idt_json_end_object(json);
        }
    idt_json_end_array(json);
}

static void write_shown(idt_json *json, const char *key, const idt_shown *shown)
{
    idt_json_key(json, key);
    idt_json_begin_object(json);
    idt_json_add_uint(json, "of", shown->of);
    idt_json_key(json, "cases");
    idt_json_begin_array(json);
    for (size_t i = 0; i < shown->count; i++) {
        const idt_shown_case *at = &shown->cases[i];
        idt_json_begin_object(json);
        if (at->class)
            idt_json_add_text(json, "class", at->class->id);
        idt_json_add_string(json, "party", at->entity_id);
        idt_json_add_string(json, "listed", at->listed);
        idt_json_add_string(json, "asked", at->asked);
        idt_json_add_score(json, "score", at->score);
        idt_json_add_string(json, "why", at->why);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
    idt_json_end_object(json);
}

static void write_lane(idt_json *json, const idt_lane *lane)
{
    if (!lane->profile)
        return;
    idt_json_key(json, "other_profile");
    idt_json_begin_object(json);
    idt_json_add_text(json, "profile", lane->profile);
    idt_json_add_score(json, "threshold", lane->threshold);
    idt_json_add_uint(json, "ordinary_subjects", lane->ours.cases);
    idt_json_add_uint(json, "alerting", lane->ours.found);
    idt_json_add_uint(json, "alerting_other", lane->other.found);
    idt_json_key(json, "classes");
    idt_json_begin_array(json);
    for (size_t i = 0; i < lane->class_count; i++) {
        idt_json_begin_object(json);
        idt_json_add_text(json, "class", lane->classes[i].class->id);
        idt_json_add_uint(json, "cases", lane->classes[i].ours.cases);
        idt_json_add_uint(json, "found", lane->classes[i].ours.found);
        idt_json_add_uint(json, "found_other", lane->classes[i].other.found);
        idt_json_end_object(json);
    }
    idt_json_end_array(json);
    idt_json_end_object(json);
}

void idt_validation_json(idt_buf *out, const idt_validation_report *report)
{
    idt_json json = idt_json_of(out, true);
    idt_json_begin_object(&json);
    write_made_with(&json, report);
    write_bars(&json, report->bars);
    write_classes(&json, report);
    write_placebos(&json, report->validation);
    write_lane(&json, &report->validation->lane);
    write_shown(&json, "worst_misses", &report->validation->misses);
    write_shown(&json, "below_the_line", &report->validation->below_missed);
    write_shown(&json, "below_the_line_ordinary", &report->validation->below_ordinary);
    idt_json_key(&json, "not_tested");
    idt_json_begin_array(&json);
    for (size_t i = 0; idt_validation_limits[i]; i++)
        idt_json_text(&json, idt_validation_limits[i]);
    idt_json_end_array(&json);
    idt_json_end_object(&json);
    idt_buf_add_char(out, '\n');
}
