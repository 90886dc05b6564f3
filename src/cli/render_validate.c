/* render_validate.c - aligned tables of recall, alert rates and bars. */
#include "cli/render_validate.h"

#include "cli/table.h"

static idt_span percent(idt_arena *arena, uint64_t value)
{
    return idt_arena_format(arena, "%u.%02u %%", (unsigned)(value / 1000),
                            (unsigned)(value % 1000 / 10));
}

static idt_span rate(idt_arena *arena, idt_share share)
{
    if (!share.cases)
        return IDT_SPAN_LIT("-");
    return percent(arena, (uint64_t)share.found * 100000 / share.cases);
}

static idt_span interval(idt_arena *arena, idt_share share)
{
    idt_interval wilson = idt_wilson(share);
    if (!share.cases)
        return IDT_SPAN_LIT("-");
    return idt_arena_format(arena, "%s - %s", percent(arena, wilson.low).ptr,
                            percent(arena, wilson.high).ptr);
}

static idt_span number(idt_arena *arena, uint32_t value)
{
    return idt_arena_format(arena, "%u", value);
}

static void paint_and_release(idt_table *table, idt_paint *paint, idt_buf *out)
{
    idt_table_paint(table, paint);
    idt_table_release(table);
    idt_buf_add_char(out, '\n');
}

static void render_recall(idt_buf *out, idt_paint *paint, idt_arena *arena,
                          const idt_validation *validation)
{
    idt_table table = { .titles = { "class", "cases", "found", "recall", "first", "interval" },
                        .right = { false, true, true, true, true, false },
                        .column_count = 6 };
    for (size_t i = 0; i < validation->class_count; i++) {
        const idt_class_result *result = &validation->classes[i];
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = idt_span_of(result->class->id);
        row->cells[1] = number(arena, result->all.cases);
        row->cells[2] = number(arena, result->all.found);
        row->cells[3] = rate(arena, result->all);
        row->cells[4] = number(arena, result->first);
        row->cells[5] = interval(arena, result->all);
    }
    paint_and_release(&table, paint, out);
}

static void render_alerts(idt_buf *out, idt_paint *paint, idt_arena *arena,
                          const idt_validation *validation)
{
    idt_table table = { .titles = { "ordinary names", "asked", "subjects", "alerting", "rate",
                                    "interval" },
                        .right = { false, false, true, true, true, false },
                        .column_count = 6 };
    for (size_t i = 0; i < validation->placebo_count; i++)
        for (int asked = 0; asked < IDT_ASKED_COUNT; asked++) {
            const idt_alert_rate *alerts = &validation->placebos[i].asked[asked];
            idt_share share = { alerts->subjects, alerts->alerting };
            if (!share.cases)
                continue;
            idt_table_row *row = idt_table_add(&table);
            row->cells[0] = idt_span_of(validation->placebos[i].id);
            row->cells[1] = idt_span_of(idt_asked_name((idt_asked)asked));
            row->cells[2] = number(arena, share.cases);
            row->cells[3] = number(arena, share.found);
            row->cells[4] = rate(arena, share);
            row->cells[5] = interval(arena, share);
        }
    paint_and_release(&table, paint, out);
}

static void render_lane(idt_buf *out, idt_paint *paint, idt_arena *arena, const idt_lane *lane)
{
    idt_table table = { .titles = { "class", "cases", "found", "recall", "other found",
                                    "other recall" },
                        .right = { false, true, true, true, true, true },
                        .column_count = 6 };
    if (!lane->profile)
        return;
    idt_buf_format(out, "profile %s at %u.%03u, where %u of %u ordinary subjects alert\n",
                   lane->profile, lane->threshold / 1000, lane->threshold % 1000, lane->other.found,
                   lane->other.cases);
    for (size_t i = 0; i < lane->class_count; i++) {
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = idt_span_of(lane->classes[i].class->id);
        row->cells[1] = number(arena, lane->classes[i].ours.cases);
        row->cells[2] = number(arena, lane->classes[i].ours.found);
        row->cells[3] = rate(arena, lane->classes[i].ours);
        row->cells[4] = number(arena, lane->classes[i].other.found);
        row->cells[5] = rate(arena, lane->classes[i].other);
    }
    paint_and_release(&table, paint, out);
}

static void render_bars(idt_paint *paint, idt_arena *arena, const idt_bar_results *bars)
{
    idt_table table = { .titles = { "bar", "must be", "measured", "counted", "verdict" },
                        .right = { false, true, true, true, false },
                        .column_count = 5 };
    for (size_t i = 0; i < bars->count; i++) {
        const idt_bar_result *bar = &bars->bars[i];
        idt_table_row *row = idt_table_add(&table);
        row->cells[0] = bar->key;
        row->cells[1] = idt_arena_format(
            arena, "%s %s", bar->is_recall ? ">=" : "<=", percent(arena, bar->limit).ptr);
        row->cells[2] = rate(arena, bar->measured);
        row->cells[3] = number(arena, bar->measured.cases);
        row->cells[4] = idt_span_of(idt_bar_verdict_name(bar->verdict));
    }
    idt_table_paint(&table, paint);
    idt_table_release(&table);
}

void idt_render_validation(idt_buf *out, const idt_validation_report *report,
                           const idt_render_options *options)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_paint paint = { .out = out, .color = options->color, .width = options->width };
    idt_buf_format(out, "seed %llu, threshold %u.%03u, index %s, profile %s\n\n",
                   (unsigned long long)report->options->seed, report->options->threshold / 1000,
                   report->options->threshold % 1000, report->index_hash, report->profile_hash);
    render_recall(out, &paint, &arena, report->validation);
    render_alerts(out, &paint, &arena, report->validation);
    render_lane(out, &paint, &arena, &report->validation->lane);
    render_bars(&paint, &arena, report->bars);
    idt_buf_format(out, "\n%zu of %zu bars missed\n", report->bars->failed, report->bars->count);
    idt_arena_release(&arena);
}
