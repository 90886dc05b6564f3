/* bars.c - what must be reached, and was it? */
#include <string.h>

#include "codec/yaml.h"
#include "validate/validate_internal.h"

enum { WHOLE = 100000, DIGITS = 5 };

const char idt_bars_default[] =
#include "bars.inc"
    ;

const char *idt_bar_verdict_name(idt_bar_verdict verdict)
{
    static const char *const names[] = { "pass", "fail", "not run" };
    return names[verdict];
}

/* "0.995", "1", "0.00300": a share from 0 to 1 with at most five decimals. */
static bool parse_share(uint32_t *out, idt_span text)
{
    size_t at = 1, decimals = 0;
    if (text.len == 0 || (text.ptr[0] != '0' && text.ptr[0] != '1'))
        return false;
    *out = (uint32_t)(text.ptr[0] - '0');
    if (text.len > 1 && (text.ptr[at++] != '.' || text.len == 2 || text.len > 2 + DIGITS))
        return false;
    for (; at < text.len; at++, decimals++) {
        if (!idt_is_digit(text.ptr[at]))
            return false;
        *out = *out * 10 + (uint32_t)(text.ptr[at] - '0');
    }
    for (; decimals < DIGITS; decimals++)
        *out *= 10;
    return *out <= WHOLE;
}

static void judge(idt_bar_result *bar)
{
    uint64_t measured = (uint64_t)bar->measured.found * WHOLE,
             limit = (uint64_t)bar->limit * bar->measured.cases;
    if (bar->measured.cases == 0)
        bar->verdict = IDT_BAR_NOT_RUN;
    else
        bar->verdict =
            (bar->is_recall ? measured >= limit : measured <= limit) ? IDT_BAR_PASS : IDT_BAR_FAIL;
}

/* The classes of this id or family counted together; false where there is none. */
static bool measure_recall(idt_bar_result *bar, idt_span name, const idt_validation *validation)
{
    size_t met = 0;
    for (size_t i = 0; i < idt_class_row_count; i++) {
        const idt_class *class = &idt_class_rows[i].public;
        if (!idt_span_equal_text(name, class->id) && !idt_span_equal_text(name, class->family))
            continue;
        if (met++ == 0)
            bar->title = class->title;
        if (validation) {
            bar->measured.cases += validation->classes[i].all.cases;
            bar->measured.found += validation->classes[i].all.found;
        }
    }
    if (met > 1)
        bar->title = "all classes of the family";
    return met > 0;
}

static bool ask_named(idt_asked *out, idt_span word)
{
    for (int asked = 0; asked < IDT_ASKED_COUNT; asked++)
        if (idt_span_equal_text(word, idt_asked_name((idt_asked)asked))) {
            *out = (idt_asked)asked;
            return true;
        }
    return false;
}

static bool is_pack(idt_span name)
{
    static const char *const packs[] = { "persons", "companies", "person_file", "organization_file",
                                         "file" };
    for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++)
        if (idt_span_equal_text(name, packs[i]))
            return true;
    return false;
}

static void add(idt_bar_results *out, const idt_bar_result *bar)
{
    out->bars[out->count] = *bar;
    judge(&out->bars[out->count]);
    out->failed += out->bars[out->count++].verdict == IDT_BAR_FAIL;
}

/* One result for every pack of that name; one not run where there is none. */
static bool add_alerts(idt_bar_results *out, const idt_bar_result *bar, idt_span rest,
                       const idt_validation *validation)
{
    idt_span pack = IDT_SPAN_EMPTY;
    idt_asked asked;
    size_t met = 0;
    if (!idt_span_split(&pack, &rest, ".") || !is_pack(pack) || !ask_named(&asked, rest))
        return false;
    for (size_t i = 0; validation && i < validation->placebo_count; i++) {
        const idt_placebo_result *result = &validation->placebos[i];
        idt_bar_result one = *bar;
        if (!idt_span_equal_text(pack, result->bar))
            continue;
        one.title = result->title;
        one.measured = (idt_share){ result->asked[asked].subjects, result->asked[asked].alerting };
        add(out, &one);
        met++;
    }
    if (!met) {
        idt_bar_result none = *bar;
        none.title = "no such pack in this run";
        add(out, &none);
    }
    return true;
}

static idt_status judge_pair(idt_bar_results *out, const idt_yaml_pair *pair,
                             const idt_validation *validation, idt_err *err)
{
    idt_span kind = IDT_SPAN_EMPTY, rest = pair->key;
    idt_bar_result bar = { .key = pair->key };
    (void)idt_span_split(&kind, &rest, ".");
    bar.is_recall = idt_span_equal_text(kind, "recall");
    if (!parse_share(&bar.limit, pair->value))
        return idt_fail_at(err, IDT_E_INPUT, pair->line, 0,
                           "bars, line %u: \"%.*s\" is no share from 0 to 1", pair->line,
                           (int)pair->value.len, pair->value.ptr);
    if (bar.is_recall && measure_recall(&bar, rest, validation)) {
        add(out, &bar);
        return IDT_OK;
    }
    if (idt_span_equal_text(kind, "alerts") && add_alerts(out, &bar, rest, validation))
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, pair->line, 0,
                       "bars, line %u: there is nothing named %.*s to measure", pair->line,
                       (int)pair->key.len, pair->key.ptr);
}

idt_status idt_bars_judge(idt_bar_results *out, idt_arena *arena, idt_span yaml,
                          const idt_validation *validation, idt_err *err)
{
    idt_yaml_pair *pairs;
    size_t count;
    *out = (idt_bar_results){ NULL, 0, 0 };
    idt_status status = idt_yaml_read(&pairs, &count, arena, yaml, err);
    if (status)
        return status;
    size_t packs = validation ? validation->placebo_count : 0;
    out->bars = idt_arena_alloc(arena, (count * (packs + 1) + 1) * sizeof *out->bars);
    for (size_t i = 0; i < count && !status; i++)
        status = judge_pair(out, &pairs[i], validation, err);
    return status;
}
