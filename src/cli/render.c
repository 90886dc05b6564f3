/* render.c - hits, comparisons, and the pieces all renderings share. */
#include "cli/render.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/render_internal.h"
#include "model/country.h"
#include "regime/regime.h"

enum {
    SCORE_HIGH = 900, /* painted as a warning, nothing more: people decide */
    SCORE_MIDDLE = 800,
    BAR_COLUMNS = 8,
    COUNTRY_CODE_BYTES = 3,
    FACTS_SHOWN_MAX = 3, /* birth dates or countries in a hit; `show` gives all */
};

/* --- shared pieces --- */

void idt_render_label(idt_paint *paint, const char *label)
{
    if (label) {
        idt_paint_to(paint, IDT_LABEL_COLUMN);
        idt_paint_text(paint, IDT_STYLE_DIM, label);
    }
    idt_paint_to(paint, IDT_VALUE_COLUMN);
    paint->indent = IDT_VALUE_COLUMN;
}

idt_style idt_render_score_style(uint32_t score)
{
    if (score >= SCORE_HIGH)
        return IDT_STYLE_RED;
    return score >= SCORE_MIDDLE ? IDT_STYLE_YELLOW : IDT_STYLE_CYAN;
}

/* A bar in eighths of a column. */
static void paint_bar(idt_paint *paint, uint32_t score)
{
    static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
    uint32_t filled = score * BAR_COLUMNS * 8 / 1000;
    idt_style style = idt_render_score_style(score);

    for (uint32_t i = 0; i < filled / 8; i++)
        idt_paint_text(paint, style, "█");
    idt_paint_text(paint, style, eighths[filled % 8]);
}

void idt_render_score(idt_paint *paint, uint32_t score)
{
    unsigned start = paint->column;

    idt_paint_format(paint, IDT_STYLE_BOLD, "%u.%03u", score / 1000, score % 1000);
    idt_paint_text(paint, IDT_STYLE_PLAIN, " ");
    paint_bar(paint, score);
    idt_paint_to(paint, start + 6 + BAR_COLUMNS);
}

idt_span idt_render_country(const idt_country *country)
{
    const char *name = country->code[0] ? idt_country_name(country->code) : NULL;

    /* The publisher's own words, unless they are a code themselves. */
    if (country->text.len > COUNTRY_CODE_BYTES || !name)
        return country->text.len > 0 ? country->text : idt_span_of(country->code);
    return idt_span_of(name);
}

void idt_render_count(idt_buf *out, uint64_t count)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, count);

    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            idt_buf_add_char(out, ',');
        idt_buf_add_char(out, digits[i]);
    }
}

/* --- programmes --- */

static const idt_regime *regime_of(char list_id[64], const idt_party_programme *programme,
                                   idt_span list)
{
    size_t length = 0;

    while (length < list.len && length < 63 && list.ptr[length] != ':')
        length++;
    if (length > 0)
        memcpy(list_id, list.ptr, length);
    list_id[length] = '\0';
    return idt_regime_find(list_id, programme->tag);
}

/* 2015-01-02 as "2 January 2015"; anything shorter as it is. */
static void add_day_in_words(idt_buf *out, idt_span date)
{
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December" };
    uint32_t month, day;

    if (date.len == 10 && idt_span_to_u32(idt_span_sub(date, 5, 7), &month) &&
        idt_span_to_u32(idt_span_sub(date, 8, 10), &day) && month >= 1 && month <= 12)
        idt_buf_format(out, "%u %s %.4s", day, months[month - 1], date.ptr);
    else
        idt_buf_add_span(out, date);
}

/* The date belongs to the authority that is named first. */
static void add_legal_basis(idt_buf *out, const idt_regime *regime)
{
    idt_span rest = idt_span_of(regime->authority);
    idt_span first;

    if (idt_span_split(&first, &rest, "; "))
        idt_buf_add_span(out, first);
    if (regime->authority_date[0] != '\0') {
        idt_buf_add_text(out, " of ");
        add_day_in_words(out, idt_span_of(regime->authority_date));
    }
    if (rest.ptr && rest.len > 0) {
        idt_buf_add_text(out, "; ");
        idt_buf_add_span(out, rest);
    }
    if (regime->regulation[0] != '\0')
        idt_buf_format(out, ", %s", regime->regulation);
}

static void paint_effect(idt_paint *paint, const char *effect)
{
    idt_buf words = IDT_BUF_INIT;

    idt_buf_format(&words, "— %s", effect);
    for (size_t i = 0; i < words.len; i++)
        if (words.ptr[i] == '-')
            words.ptr[i] = ' ';
    idt_paint_piece(paint, IDT_STYLE_BOLD, 1, idt_buf_span(&words));
    idt_buf_release(&words);
}

static void paint_basis(idt_paint *paint, const idt_regime *regime)
{
    idt_buf basis = IDT_BUF_INIT;

    if (!regime)
        idt_buf_add_text(&basis, "unknown programme: its legal basis is not in the table");
    else
        add_legal_basis(&basis, regime);
    idt_paint_wrapped(paint, regime ? IDT_STYLE_PLAIN : IDT_STYLE_YELLOW, idt_buf_span(&basis));
    idt_buf_release(&basis);
}

/* What an institution's own list says of its programme. */
static void paint_own_basis(idt_paint *paint, const idt_party_programme *programme)
{
    idt_buf effect = IDT_BUF_INIT;

    idt_paint_wrapped(paint, IDT_STYLE_PLAIN, programme->authority);
    if (programme->measures.len > 0) {
        idt_buf_format(&effect, "%s— %.*s", programme->authority.len ? " " : "",
                       (int)programme->measures.len, programme->measures.ptr);
        idt_paint_wrapped(paint, IDT_STYLE_BOLD, idt_buf_span(&effect));
    } else if (programme->authority.len == 0) {
        idt_paint_wrapped(paint, IDT_STYLE_DIM, IDT_SPAN_LIT("the list states no legal basis"));
    }
    idt_buf_release(&effect);
}

static void paint_end(idt_paint *paint, const idt_regime *regime)
{
    idt_buf words = IDT_BUF_INIT;

    idt_buf_format(&words, " (%s)", regime->status);
    idt_paint_wrapped(paint, IDT_STYLE_YELLOW, idt_buf_span(&words));
    idt_buf_release(&words);
}

static void paint_duties(idt_paint *paint, const idt_regime *regime)
{
    paint->indent = IDT_VALUE_COLUMN + 2;
    idt_paint_line(paint);
    idt_paint_to(paint, paint->indent);
    idt_paint_wrapped(paint, IDT_STYLE_PLAIN, idt_span_of(regime->name));
    idt_paint_line(paint);
    idt_paint_to(paint, paint->indent);
    idt_paint_wrapped(paint, IDT_STYLE_DIM, idt_span_of(regime->obliges));
}

static void paint_listing(idt_paint *paint, const idt_party_programme *programme)
{
    idt_buf words = IDT_BUF_INIT;

    if (programme->listed_on.len > 0)
        idt_buf_format(&words, " listed %.*s", (int)programme->listed_on.len,
                       programme->listed_on.ptr);
    if (programme->list.len > 0)
        idt_buf_format(&words, " on %.*s", (int)programme->list.len, programme->list.ptr);
    if (words.len > 0)
        idt_paint_text(paint, IDT_STYLE_DIM, ",");
    idt_paint_wrapped(paint, IDT_STYLE_DIM, idt_buf_span(&words));
    idt_buf_release(&words);
}

void idt_render_programme(idt_paint *paint, const idt_party_programme *programme, idt_span list,
                          bool full)
{
    char list_id[64];
    const idt_regime *regime = regime_of(list_id, programme, list);
    const idt_regime *binding = idt_regime_binding(regime, list_id, programme->list);

    idt_paint_text(paint, IDT_STYLE_CYAN, "[");
    idt_paint_span(paint, IDT_STYLE_CYAN, programme->tag);
    idt_paint_text(paint, IDT_STYLE_CYAN, "]");
    idt_paint_text(paint, IDT_STYLE_PLAIN, " ");
    paint->indent = IDT_VALUE_COLUMN + 2;
    if (!regime && !idt_regime_covers(list_id))
        paint_own_basis(paint, programme);
    else
        paint_basis(paint, regime);
    if (binding)
        paint_effect(paint, idt_regime_effect_on(binding, list_id, programme->list));
    if (regime && regime->ended[0])
        paint_end(paint, regime);
    paint_listing(paint, programme);
    if (binding && full)
        paint_duties(paint, binding);
    idt_paint_line(paint);
}

/* --- a hit --- */

static void add_item(idt_buf *out, const char *separator, idt_span item)
{
    if (out->len > 0)
        idt_buf_add_text(out, separator);
    idt_buf_add_span(out, item);
}

static void add_dates(idt_buf *out, const idt_party *party)
{
    size_t shown = 0;

    for (size_t i = 0; i < party->date_count && shown < FACTS_SHOWN_MAX; i++, shown++) {
        bool birth = party->dates[i].kind == IDT_DATE_BIRTH;
        if (out->len == 0)
            idt_buf_format(out, "%s ", birth ? "born" : idt_date_kind_name(party->dates[i].kind));
        else
            idt_buf_add_text(out, " or ");
        if (party->dates[i].range.from.year)
            idt_date_format(out, party->dates[i].range);
        else
            idt_buf_add_span(out, party->dates[i].text);
    }
    if (party->date_count > shown)
        idt_buf_format(out, " and %zu more", party->date_count - shown);
}

/* Countries the entry states, each once. */
static void add_countries(idt_buf *out, const idt_party *party)
{
    idt_buf countries = IDT_BUF_INIT;
    size_t shown = 0;

    for (size_t i = 0; i < party->country_count && shown < FACTS_SHOWN_MAX; i++) {
        idt_span name = idt_render_country(&party->countries[i].country);
        bool repeated = false;
        for (size_t k = 0; k < i; k++)
            repeated |= idt_span_equal(name, idt_render_country(&party->countries[k].country));
        if (repeated)
            continue;
        shown++;
        add_item(&countries, ", ", name);
    }
    for (size_t i = 0; i < party->address_count && shown == 0; i++) {
        const idt_address *address = &party->addresses[i];
        idt_span city = address->city.len ? address->city : address->text;
        if (city.len == 0)
            continue;
        shown++;
        add_item(&countries, ", ", city);
        if (address->city.len && address->country.text.len)
            add_item(&countries, ", ", idt_render_country(&address->country));
    }
    if (countries.len > 0)
        add_item(out, " · ", idt_buf_span(&countries));
    idt_buf_release(&countries);
}

static void render_facts(idt_paint *paint, const idt_party *party)
{
    idt_buf line = IDT_BUF_INIT;

    add_dates(&line, party);
    add_countries(&line, party);
    if (party->gender != IDT_GENDER_UNKNOWN)
        add_item(&line, " · ", idt_span_of(idt_gender_name(party->gender)));
    if (line.len > 0) {
        idt_render_label(paint, "about");
        idt_paint_wrapped(paint, IDT_STYLE_PLAIN, idt_buf_span(&line));
        idt_paint_line(paint);
    }
    idt_buf_release(&line);
}

static void render_caption(idt_paint *paint, const idt_hit *hit)
{
    idt_span caption = hit->entry->name_count ? hit->entry->names[0].text : hit->entity_id;

    idt_render_score(paint, hit->score);
    paint->indent = IDT_VALUE_COLUMN;
    idt_paint_to(paint, IDT_VALUE_COLUMN);
    idt_paint_wrapped(paint, IDT_STYLE_BOLD, caption);
    idt_paint_line(paint);
    idt_render_label(paint, NULL);
    idt_paint_span(paint, IDT_STYLE_CYAN, hit->entity_id);
    idt_paint_format(paint, IDT_STYLE_DIM, "  %s, strength %u.%03u",
                     idt_party_type_name(hit->entry->type), hit->strength / 1000,
                     hit->strength % 1000);
    idt_paint_line(paint);
}

static void render_matched_name(idt_paint *paint, const idt_hit *hit)
{
    if (hit->explanation && hit->explanation->listed_name.len > 0) {
        idt_render_words(paint, hit->explanation);
        return;
    }
    if (!hit->matched_name)
        return;
    idt_render_label(paint, "listed");
    idt_paint_wrapped(paint, IDT_STYLE_PLAIN, hit->matched_name->text);
    idt_paint_piece(paint, IDT_STYLE_DIM, 3,
                    idt_span_of(idt_name_kind_name(hit->matched_name->kind)));
    idt_paint_line(paint);
}

static void render_hit(idt_paint *paint, const idt_hit *hit)
{
    const char *label = "programme";

    render_caption(paint, hit);
    render_facts(paint, hit->entry);
    render_matched_name(paint, hit);
    if (hit->explanation)
        idt_render_points(paint, hit->explanation);
    for (size_t i = 0; i < hit->entry->programme_count; i++) {
        idt_render_label(paint, label);
        label = NULL;
        idt_render_programme(paint, &hit->entry->programmes[i], hit->entity_id, false);
    }
}

/* The other hits of the same group, and the group's own entry where it is no hit. */
static void render_mates(idt_paint *paint, const idt_hits *hits, const idt_hit *hit)
{
    bool group_seen = idt_span_equal(hit->group, hit->entity_id);
    idt_buf mates = IDT_BUF_INIT;

    for (size_t i = 0; i < hits->count; i++) {
        const idt_hit *other = &hits->hits[i];
        if (other == hit || !idt_span_equal(other->group, hit->group))
            continue;
        group_seen |= idt_span_equal(other->entity_id, hit->group);
        add_item(&mates, ", ", other->entity_id);
    }
    if (!group_seen && hit->group.len > 0)
        add_item(&mates, ", ", hit->group);
    if (mates.len > 0) {
        idt_render_label(paint, "same party");
        idt_paint_wrapped(paint, IDT_STYLE_CYAN, idt_buf_span(&mates));
        idt_paint_line(paint);
    }
    idt_buf_release(&mates);
}

static void render_subject(idt_paint *paint, const idt_screen_answer *row)
{
    idt_span name = row->name.len ? row->name : row->id;

    paint->indent = 2;
    idt_paint_wrapped(paint, IDT_STYLE_BOLD, name);
    if (row->rejected.len > 0) {
        idt_paint_piece(paint, IDT_STYLE_YELLOW, 2, IDT_SPAN_LIT("not screened:"));
        idt_paint_text(paint, IDT_STYLE_PLAIN, " ");
        idt_paint_wrapped(paint, IDT_STYLE_YELLOW, row->rejected);
    } else if (row->hits->count == 0) {
        idt_paint_piece(paint, IDT_STYLE_GREEN, 2, IDT_SPAN_LIT("no hit"));
    } else {
        idt_paint_format(paint, IDT_STYLE_DIM, "  %zu hit%s", row->hits->count,
                         row->hits->count == 1 ? "" : "s");
    }
    idt_paint_line(paint);
}

void idt_render_hits(idt_buf *out, const idt_screen_answer *row, const idt_render_options *options)
{
    idt_paint paint = idt_paint_of(out, options);

    render_subject(&paint, row);
    if (row->rejected.len > 0)
        return;
    for (size_t i = 0; i < row->hits->count; i++) {
        idt_paint_line(&paint);
        render_hit(&paint, &row->hits->hits[i]);
        render_mates(&paint, row->hits, &row->hits->hits[i]);
    }
    if (row->hits->left_out > 0) {
        idt_paint_line(&paint);
        idt_paint_format(&paint, IDT_STYLE_YELLOW,
                         "%zu more above the threshold are left out by "
                         "--limit",
                         row->hits->left_out);
        idt_paint_line(&paint);
    }
    if (row->hits->count > 0)
        idt_paint_line(&paint);
}

void idt_render_explain(idt_buf *out, const idt_hit *hit, const idt_render_options *options)
{
    idt_paint paint = idt_paint_of(out, options);

    render_hit(&paint, hit);
}

void idt_render_compare(idt_buf *out, const idt_explanation *explanation,
                        const idt_render_options *options)
{
    idt_paint paint = idt_paint_of(out, options);

    idt_render_score(&paint, explanation->score);
    idt_paint_to(&paint, IDT_VALUE_COLUMN);
    idt_paint_format(&paint, IDT_STYLE_DIM, "strength %u.%03u", explanation->strength / 1000,
                     explanation->strength % 1000);
    idt_paint_line(&paint);
    idt_render_words(&paint, explanation);
    idt_render_points(&paint, explanation);
}

/* --- summary --- */

static void add_counted(idt_buf *out, uint64_t count, const char *one, const char *many)
{
    idt_render_count(out, count);
    idt_buf_format(out, " %s", count == 1 ? one : many);
}

void idt_render_summary(idt_buf *out, const idt_screen_figures *figures,
                        const idt_made_with *made_with, const idt_render_options *options)
{
    idt_paint paint = idt_paint_of(out, options);
    idt_buf line = IDT_BUF_INIT;

    add_counted(&line, figures->subjects, "subject", "subjects");
    idt_buf_add_text(&line, ", ");
    add_counted(&line, figures->subjects_with_hits, "with hits", "with hits");
    idt_buf_add_text(&line, ", ");
    add_counted(&line, figures->hits, "hit", "hits");
    if (figures->rejected > 0) {
        idt_buf_add_text(&line, ", ");
        add_counted(&line, figures->rejected, "not screened", "not screened");
    }
    if (strcmp(made_with->profile_name, "default") != 0)
        idt_buf_format(&line, "; profile %s %s", made_with->profile_name, made_with->profile);
    idt_buf_add_text(&line, "; lists:");
    for (size_t i = 0; i < made_with->edition_count; i++) {
        const idt_edition *edition = &made_with->editions[i];
        idt_buf_format(&line, "%s %.*s %.*s", i ? "," : "", (int)edition->list_id.len,
                       edition->list_id.ptr,
                       edition->date.len ? (int)edition->date.len : (int)strlen("undated"),
                       edition->date.len ? edition->date.ptr : "undated");
    }
    paint.indent = 2;
    idt_paint_wrapped(&paint, IDT_STYLE_DIM, idt_buf_span(&line));
    idt_paint_line(&paint);
    idt_buf_release(&line);
}
