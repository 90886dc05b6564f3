/* report_html.c - the page that is filed: one file, no scripts, charts as inline SVG with the
 * numbers in words beside them. */
#include "validate/validate_internal.h"

static const char STYLE[] =
    "body{font:15px/1.5 system-ui,sans-serif;color:#1c2330;background:#fff;max-width:64rem;"
    "margin:2rem auto;padding:0 1.25rem}h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}"
    "h2{font-size:1.25rem;margin:2.4rem 0 .5rem;border-bottom:2px solid #d5dbe5;"
    "padding-bottom:.2rem}h3{font-size:1rem;margin:1.4rem 0 .3rem}p{max-width:46rem}"
    "table{border-collapse:collapse;width:100%;font-size:.85rem;margin:.5rem 0 1rem}"
    "caption{text-align:left;color:#4b5568;padding:.2rem 0}th,td{text-align:left;"
    "padding:.28rem .5rem;border-bottom:1px solid #e3e7ee;vertical-align:top}"
    "th{background:#f3f5f9;font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}.pass{color:#17633a}.fail{color:#a3161f;font-weight:700}.none{color:#"
    "5b6475}"
    ".verdict{font-size:1.1rem;padding:.7rem 1rem;border-left:6px solid;margin:1rem 0}"
    ".verdict.pass{background:#eaf6ee;border-color:#17633a}.verdict.fail{background:#fcecec;"
    "border-color:#a3161f}code{font:.8rem "
    "ui-monospace,monospace;white-space:nowrap}code.hash{white-space:normal}";
static const char PRINT_STYLE[] =
    "svg text{font:12px system-ui,sans-serif;fill:#1c2330}dl{display:grid;"
    "grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:.8rem 0}dt{color:#4b5568}"
    "dd{margin:0;overflow-wrap:anywhere}.wrap{overflow-x:auto}td.name{overflow-wrap:anywhere}"
    "@media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}"
    "tr,svg{break-inside:avoid}}";

static void add(idt_buf *out, const char *text)
{
    idt_buf_add_text(out, text);
}

/* Text of lists: markup is escaped, characters that cannot be seen are shown by number. */
static void add_escaped(idt_buf *out, idt_span text)
{
    idt_arena arena = IDT_ARENA_INIT;
    idt_codes codes = idt_codes_of(&arena, text);
    for (size_t i = 0; i < codes.count; i++) {
        uint32_t code = codes.codes[i];
        bool unseen = code < 0x20 || code == 0x7F || code == 0xAD || code == 0xFEFF ||
                      (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
                      (code >= 0x2060 && code <= 0x206F);
        idt_codes one = { &codes.codes[i], 1, 1 };
        if (unseen)
            idt_buf_format(out, "<code>[U+%04X]</code>", code);
        else if (code == '<' || code == '>' || code == '&' || code == '"')
            idt_buf_format(out, "&#%u;", code);
        else
            idt_buf_add_span(out, idt_codes_text(&one, &arena));
    }
    idt_arena_release(&arena);
}

static void add_text(idt_buf *out, const char *text)
{
    add_escaped(out, idt_span_of(text));
}

static void fact(idt_buf *out, const char *name, idt_span value)
{
    idt_buf_format(out, "<dt>%s</dt><dd>", name);
    add_escaped(out, value);
    add(out, "</dd>\n");
}

/* Percent with two decimals from hundred-thousandths. */
static void percent(idt_buf *out, uint64_t value)
{
    idt_buf_format(out, "%u.%02u %%", (unsigned)(value / 1000), (unsigned)(value % 1000 / 10));
}

static uint64_t rate_of(idt_share share)
{
    return share.cases ? (uint64_t)share.found * 100000 / share.cases : 0;
}

static void share_cells(idt_buf *out, idt_share share)
{
    idt_interval interval = idt_wilson(share);
    idt_buf_format(out, "<td class=n>%u</td><td class=n>%u</td><td class=n>", share.cases,
                   share.found);
    if (share.cases) {
        percent(out, rate_of(share));
        add(out, "</td><td class=n>");
        percent(out, interval.low);
        add(out, " – ");
        percent(out, interval.high);
    } else {
        add(out, "–</td><td class=n>–");
    }
    add(out, "</td>");
}

static void title_page(idt_buf *out, const idt_validation_report *report)
{
    const idt_validate_options *options = report->options;
    idt_arena arena = IDT_ARENA_INIT;
    add(out, "<h1>Validation of name screening</h1>\n<p>How much of what it must find does the "
             "screening find, and how often does it alert on ordinary names?</p>\n<dl>\n");
    fact(out, "Engine", idt_arena_format(&arena, "interdict %s", report->engine));
    fact(out, "Profile",
         idt_arena_format(&arena, "%s, hash %s", report->profile, report->profile_hash));
    fact(out, "Index", idt_arena_format(&arena, "hash %s", report->index_hash));
    fact(out, "Threshold",
         idt_arena_format(&arena, "%u.%03u", options->threshold / 1000, options->threshold % 1000));
    fact(out, "Seed", idt_arena_format(&arena, "%llu", (unsigned long long)options->seed));
    fact(out, "Size",
         idt_arena_format(&arena,
                          "%u cases in all, at most %u of a class drawn by chance; every "
                          "listed name in the control pack",
                          report->validation->case_count, options->per_class));
    add(out, "</dl>\n<table><caption>Lists screened</caption><tr><th>List<th>Edition"
             "<th class=n>Entries<th>SHA-256 of the edition</tr>\n");
    for (size_t i = 0; i < report->edition_count; i++) {
        const idt_edition *edition = &report->editions[i];
        add(out, "<tr><td>");
        add_escaped(out, edition->title);
        add(out, " (");
        add_escaped(out, edition->list_id);
        add(out, ")<td>");
        add_escaped(out, edition->date);
        idt_buf_format(out, "<td class=n>%u<td><code class=hash>%s</code></tr>\n",
                       edition->party_count, edition->sha256);
    }
    add(out, "</table>\n");
    idt_arena_release(&arena);
}

static void bars(idt_buf *out, const idt_bar_results *results)
{
    size_t passed = 0, not_run = 0;
    for (size_t i = 0; i < results->count; i++) {
        passed += results->bars[i].verdict == IDT_BAR_PASS;
        not_run += results->bars[i].verdict == IDT_BAR_NOT_RUN;
    }
    idt_buf_format(out,
                   "<h2>Verdict</h2>\n<p class=\"verdict %s\"><strong>%s</strong> %zu bars passed, "
                   "%zu failed, %zu not run.</p>\n",
                   results->failed ? "fail" : "pass",
                   results->failed ? "Not every bar is met."
                   : passed        ? "Every bar that was run is met."
                                   : "No bar was run.",
                   passed, results->failed, not_run);
    add(out, "<table><caption>Each bar, and what was measured. Intervals are Wilson's at 95 %. Of "
             "alerts, the found ones are the alerting subjects.</caption><tr><th>Bar<th>Pack"
             "<th class=n>Must be<th class=n>Cases<th class=n>Found<th class=n>Rate"
             "<th class=n>Interval<th>Verdict</tr>\n");
    for (size_t i = 0; i < results->count; i++) {
        const idt_bar_result *bar = &results->bars[i];
        add(out, "<tr><td><code>");
        add_escaped(out, bar->key);
        add(out, "</code><td>");
        add_text(out, bar->title);
        idt_buf_format(out, "<td class=n>%s ", bar->is_recall ? "at least" : "at most");
        percent(out, bar->limit);
        share_cells(out, bar->measured);
        idt_buf_format(out, "<td class=%s>%s</tr>\n",
                       bar->verdict == IDT_BAR_PASS   ? "pass"
                       : bar->verdict == IDT_BAR_FAIL ? "fail"
                                                      : "none",
                       idt_bar_verdict_name(bar->verdict));
    }
    add(out, "</table>\n");
}

/* --- charts --- */

static void recall_chart(idt_buf *out, const idt_validation *validation)
{
    enum { ROW = 20, LEFT = 420, WIDTH = 400, TOTAL = 1000 };
    size_t rows = 0, at = 0;
    for (size_t i = 0; i < validation->class_count; i++)
        rows += validation->classes[i].all.cases > 0;
    idt_buf_format(
        out,
        "<svg viewBox=\"0 0 %d %zu\" width=\"100%%\" role=\"img\" aria-label=\"Recall of "
        "each class; the same numbers stand in the table below\">\n",
        TOTAL, rows * ROW + 8);
    for (size_t i = 0; i < validation->class_count; i++) {
        const idt_class_result *result = &validation->classes[i];
        if (!result->all.cases)
            continue;
        uint64_t rate = rate_of(result->all);
        idt_interval interval = idt_wilson(result->all);
        size_t y = at++ * ROW + 4;
        idt_buf_format(out, "<text x=\"%d\" y=\"%zu\" text-anchor=\"end\">", LEFT - 8, y + 13);
        add_text(out, result->class->title);
        idt_buf_format(
            out,
            "</text><rect x=\"%d\" y=\"%zu\" width=\"%d\" height=\"13\" fill=\"#eef1f6\"/>"
            "<rect x=\"%d\" y=\"%zu\" width=\"%u\" height=\"13\" fill=\"#3f6fb0\"/>"
            "<path d=\"M%u %zuH%u\" stroke=\"#11203a\" stroke-width=\"2\"/>"
            "<text x=\"%d\" y=\"%zu\">",
            LEFT, y + 2, WIDTH, LEFT, y + 2, (unsigned)(rate * WIDTH / 100000),
            LEFT + interval.low / (100000 / WIDTH), y + 8, LEFT + interval.high / (100000 / WIDTH),
            LEFT + WIDTH + 8, y + 13);
        percent(out, rate);
        idt_buf_format(out, " of %u</text>\n", result->all.cases);
    }
    add(out, "</svg>\n");
}

/* Every manipulated case that a screening must find, added up; names as written would drown it. */
static idt_share manipulated_at(const idt_validation *validation, uint32_t threshold)
{
    idt_share sum = { 0, 0 };
    for (size_t i = 0; i < validation->class_count; i++) {
        if (!idt_class_must_be_found(i) || !idt_class_is_manipulated(i))
            continue;
        idt_share share = idt_recall_at(&validation->classes[i], threshold);
        sum.cases += share.cases;
        sum.found += share.found;
    }
    return sum;
}

static void curve_line(idt_buf *out, const idt_validation *validation, const idt_alert_rate *rate)
{
    for (uint32_t t = 500; t <= 1000; t += 10) {
        idt_share share = rate ? idt_alerts_at(rate, t) : manipulated_at(validation, t);
        if (share.cases)
            idt_buf_format(out, "%u,%u ", 60 + (t - 500) * 3 / 2,
                           (unsigned)(310 - rate_of(share) * 290 / 100000));
    }
}

static void curve_chart(idt_buf *out, const idt_validation_report *report)
{
    static const char *const colors[] = { "#b4552d", "#7a4fa3" };
    const idt_validation *validation = report->validation;
    unsigned line =
        60 + (report->options->threshold < 500 ? 0 : report->options->threshold - 500) * 3 / 2;
    add(out, "<svg viewBox=\"0 0 1000 350\" width=\"100%\" role=\"img\" aria-label=\"Recall and "
             "alert rates by threshold; the same numbers stand in the table below\">\n");
    for (unsigned y = 0; y <= 100; y += 25)
        idt_buf_format(out,
                       "<path d=\"M60 %uH810\" stroke=\"#d5dbe5\"/><text x=\"52\" y=\"%u\" "
                       "text-anchor=\"end\">%u %%</text>",
                       310 - y * 29 / 10, 314 - y * 29 / 10, y);
    for (unsigned t = 500; t <= 1000; t += 50)
        idt_buf_format(out, "<text x=\"%u\" y=\"328\" text-anchor=\"middle\">%u.%02u</text>",
                       60 + (t - 500) * 3 / 2, t / 1000, t % 1000 / 10);
    idt_buf_format(out,
                   "<path d=\"M%u 20V310\" stroke=\"#1c2330\" stroke-dasharray=\"4 4\"/>"
                   "<text x=\"%u\" y=\"14\" text-anchor=\"middle\">threshold</text>",
                   line, line);
    add(out, "<polyline fill=\"none\" stroke=\"#3f6fb0\" stroke-width=\"2.5\" points=\"");
    curve_line(out, validation, NULL);
    add(out, "\"/><text x=\"820\" y=\"40\" style=\"fill:#3f6fb0\">manipulated names found</text>");
    for (size_t i = 0; i < 2 && i < validation->placebo_count; i++) {
        idt_buf_format(out, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" points=\"",
                       colors[i]);
        curve_line(out, validation, &validation->placebos[i].asked[IDT_ASKED_TYPED]);
        idt_buf_format(out, "\"/><text x=\"820\" y=\"%zu\" style=\"fill:%s\">%s alerting</text>",
                       60 + i * 20, colors[i], validation->placebos[i].id);
    }
    add(out, "</svg>\n<table><tr><th>Threshold<th class=n>Manipulated found<th class=n>Of"
             "<th class=n>Persons alerting<th class=n>Of<th class=n>Companies alerting"
             "<th class=n>Of</tr>\n");
    for (uint32_t t = 500; t <= 1000; t += 50) {
        idt_buf_format(out, "<tr><td>%u.%03u", t / 1000, t % 1000);
        for (size_t i = 0; i < 3; i++) {
            idt_share share =
                i ? idt_alerts_at(&validation->placebos[i - 1].asked[IDT_ASKED_TYPED], t)
                  : manipulated_at(validation, t);
            add(out, "<td class=n>");
            percent(out, rate_of(share));
            idt_buf_format(out, "<td class=n>%u", share.cases);
        }
        add(out, "</tr>\n");
    }
    add(out, "</table>\n");
}

/* --- tables --- */

static void classes(idt_buf *out, const idt_validation_report *report)
{
    const char *group = "";
    const idt_validation *validation = report->validation;
    add(out, "<h2>Recall by class</h2>\n<p>A case counts as found when the expected party, or an "
             "entry of its group, is among the hits at the threshold. The dark line is the "
             "confidence interval.</p>\n");
    recall_chart(out, validation);
    add(out, "<table><tr><th>Class<th class=n>Cases<th class=n>Found<th class=n>Recall"
             "<th class=n>Interval<th class=n>Ranked first</tr>\n");
    for (size_t i = 0; i < validation->class_count; i++) {
        const idt_class_result *result = &validation->classes[i];
        if (!idt_span_equal_text(idt_span_of(group), result->class->group))
            idt_buf_format(out, "<tr><th colspan=6>%s</tr>\n", group = result->class->group);
        add(out, "<tr><td>");
        add_text(out, result->class->title);
        share_cells(out, result->all);
        idt_buf_format(out, "<td class=n>%u</tr>\n", result->first);
    }
    add(out, "</table>\n");
}

static void stratum(idt_buf *out, const idt_class_result *result, const char *label,
                    idt_share share)
{
    if (!share.cases)
        return;
    add(out, "<tr><td>");
    add_text(out, result->class->title);
    add(out, "<td>");
    add_text(out, label);
    share_cells(out, share);
    add(out, "</tr>\n");
}

static void strata(idt_buf *out, const idt_validation_report *report)
{
    static const char *const words[] = { "one word", "two words", "three words",
                                         "four words or more" };
    const idt_validation *validation = report->validation;
    idt_arena arena = IDT_ARENA_INIT;
    add(out, "<h2>Recall by list, kind, script and length</h2>\n<table><tr><th>Class<th>Part"
             "<th class=n>Cases<th class=n>Found<th class=n>Recall<th class=n>Interval</tr>\n");
    for (size_t i = 0; i < validation->class_count; i++) {
        const idt_class_result *result = &validation->classes[i];
        for (size_t k = 0; k < report->edition_count; k++)
            stratum(out, result, idt_arena_copy(&arena, report->editions[k].list_id).ptr,
                    result->by_list[k]);
        for (int k = 0; k < IDT_PARTY_TYPE_COUNT; k++)
            stratum(out, result, idt_party_type_name((idt_party_type)k), result->by_type[k]);
        for (int k = 0; k < IDT_SCRIPT_KIND_COUNT; k++)
            if (k != IDT_SCRIPT_LATIN || result->by_script[k].cases != result->all.cases)
                stratum(out, result, idt_script_kind_name((idt_script_kind)k),
                        result->by_script[k]);
        for (int k = 0; k < IDT_WORD_STEPS; k++)
            stratum(out, result, words[k], result->by_words[k]);
    }
    add(out, "</table>\n");
    idt_arena_release(&arena);
}

static void ordinary(idt_buf *out, const idt_validation *validation)
{
    static const char *const asked_as[] = { "name and kind", "name alone", "all facts stated" };
    add(out, "<h2>Alerts on ordinary names</h2>\n<table><tr><th>Pack<th>Asked by"
             "<th class=n>Subjects<th class=n>Alerting<th class=n>Rate<th class=n>Interval"
             "<th class=n>Per 1,000</tr>\n");
    for (size_t i = 0; i < validation->placebo_count; i++)
        for (int asked = 0; asked < IDT_ASKED_COUNT; asked++) {
            const idt_alert_rate *rate = &validation->placebos[i].asked[asked];
            idt_share share = { rate->subjects, rate->alerting };
            if (!share.cases)
                continue;
            add(out, "<tr><td>");
            add_text(out, validation->placebos[i].title);
            idt_buf_format(out, "<td>%s", asked_as[asked]);
            share_cells(out, share);
            idt_buf_format(out, "<td class=n>%u.%u</tr>\n", (unsigned)(rate_of(share) / 100),
                           (unsigned)(rate_of(share) % 100 / 10));
        }
    add(out, "</table>\n");
}

static void shown(idt_buf *out, const char *caption, const idt_shown *cases)
{
    idt_buf_format(out,
                   "<div class=wrap><table><caption>%s: %zu of %u</caption><tr><th>Score"
                   "<th>Class<th>Party<th>Listed name<th>Asked for<th>Taken off and added</tr>\n",
                   caption, cases->count, cases->of);
    for (size_t i = 0; i < cases->count; i++) {
        const idt_shown_case *at = &cases->cases[i];
        idt_buf_format(out, "<tr><td class=n>%u.%03u<td>", at->score / 1000, at->score % 1000);
        add_text(out, at->class ? at->class->title : "ordinary subject");
        add(out, "<td><code>");
        add_escaped(out, at->entity_id);
        add(out, "</code><td class=name>");
        add_escaped(out, at->listed);
        add(out, "<td class=name>");
        add_escaped(out, at->asked);
        add(out, "<td>");
        add_escaped(out, at->why);
        add(out, "</tr>\n");
    }
    add(out, "</table></div>\n");
}

static void lane(idt_buf *out, const idt_lane *at)
{
    if (!at->profile)
        return;
    add(out, "<h2>Beside another profile</h2>\n<p>The profile <code>");
    add_text(out, at->profile);
    idt_buf_format(out,
                   "</code> at threshold %u.%03u, where it alerts on %u of the same %u ordinary "
                   "subjects (this profile: %u).</p>\n<table><tr><th>Class<th class=n>Cases"
                   "<th class=n>Found here<th class=n>Found there</tr>\n",
                   at->threshold / 1000, at->threshold % 1000, at->other.found, at->other.cases,
                   at->ours.found);
    for (size_t i = 0; i < at->class_count; i++) {
        const idt_comparison *one = &at->classes[i];
        add(out, "<tr><td>");
        add_text(out, one->class->title);
        idt_buf_format(out, "<td class=n>%u<td class=n>%u (", one->ours.cases, one->ours.found);
        percent(out, rate_of(one->ours));
        idt_buf_format(out, ")<td class=n>%u (", one->other.found);
        percent(out, rate_of(one->other));
        add(out, ")</tr>\n");
    }
    add(out, "</table>\n");
}

static void method(idt_buf *out)
{
    add(out,
        "<h2>Method</h2>\n<p>Every listed name that its publisher does not grade weak is screened "
        "as "
        "written (control pack). For each class of manipulation, names are drawn by chance from "
        "the "
        "loaded lists and changed by a generator that shares no table with the matcher. The "
        "subject "
        "states the kind of party, as a customer file does. Ordinary names are generated from "
        "common "
        "forenames, surnames and company words of many countries, and read from the files given. "
        "All "
        "of it runs on the index and profile named above, through the function that answers "
        "customers. Aliases left out are asked of an index built without them. The same index, "
        "profile, seed and sizes give this document again, byte for byte.</p>\n"
        "<h2>Not tested</h2>\n<ul>\n");
    for (size_t i = 0; idt_validation_limits[i]; i++) {
        add(out, "<li>");
        add_text(out, idt_validation_limits[i]);
        add(out, "\n");
    }
    add(out, "</ul>\n");
}

void idt_validation_html(idt_buf *out, const idt_validation_report *report)
{
    const idt_validation *validation = report->validation;
    add(out,
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>Validation of name screening</title>\n<style>");
    add(out, STYLE);
    add(out, PRINT_STYLE);
    add(out, "</style>\n<body>\n<main>\n");
    title_page(out, report);
    bars(out, report->bars);
    classes(out, report);
    ordinary(out, validation);
    add(out, "<h2>Recall and alerts by threshold</h2>\n<p>From one pass: the best score of the "
             "expected party, and the best of any. Below 0.600 alert rates come from a part of the "
             "ordinary names.</p>\n");
    curve_chart(out, report);
    lane(out, &validation->lane);
    add(out, "<h2>Misses and what lies below the line</h2>\n");
    shown(out, "Worst misses, at most three of a class", &validation->misses);
    shown(out, "Cases that score from 0.600 up to the threshold, by chance",
          &validation->below_missed);
    shown(out, "Ordinary subjects that do, by chance", &validation->below_ordinary);
    strata(out, report);
    method(out);
    add(out, "</main>\n</body>\n</html>\n");
}
