/* ofac_advanced_dates.c - dates as From and To of a Start and an End.
 *
 * An exact day has all four equal; a year runs from its first day to its last. Nothing in the file
 * tells a year from a range that happens to begin on 1 January and to end on 31 December, and OFAC
 * itself shows such a range as the year. */
#include "lists/ofac_advanced_internal.h"

static unsigned take_number(idt_element *element, const char *name, unsigned most)
{
    uint32_t value;
    idt_span text = idt_element_take_child(element, name);

    return idt_span_to_u32(text, &value) && value <= most ? value : 0;
}

idt_ymd idt_adv_point(idt_element *element)
{
    idt_ymd date = { (uint16_t)take_number(element, "Year", 9999),
                     (uint8_t)take_number(element, "Month", 12),
                     (uint8_t)take_number(element, "Day", 31) };

    return idt_ymd_valid(date) ? date : (idt_ymd){ 0, 0, 0 };
}

static bool is_last_day(idt_ymd date)
{
    idt_ymd next = { date.year, date.month, (uint8_t)(date.day + 1) };
    return date.day && !idt_ymd_valid(next);
}

/* From the first day of a year to the last day of the same or another one: years; months likewise.
 */
static void blur(idt_date_range *range)
{
    idt_ymd from = range->from, to = range->to;

    if (from.day != 1 || !is_last_day(to))
        return;
    range->from.day = range->to.day = 0;
    if (from.month == 1 && to.month == 12)
        range->from.month = range->to.month = 0;
}

static void add_point(idt_buf *out, idt_ymd date)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

    if (date.day)
        idt_buf_format(out, "%02u ", date.day);
    if (date.month)
        idt_buf_format(out, "%s ", months[date.month - 1]);
    idt_buf_format(out, "%04u", date.year);
}

static bool same(idt_ymd a, idt_ymd b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static idt_span as_published(idt_adv_reader *self, const idt_date_range *range)
{
    idt_buf_reset(&self->buf);
    if (range->approximate)
        idt_buf_add_text(&self->buf, "circa ");
    add_point(&self->buf, range->from);
    if (!same(range->from, range->to)) {
        idt_buf_add_text(&self->buf, " to ");
        add_point(&self->buf, range->to);
    }
    return idt_arena_copy(&self->lists->arena, idt_buf_span(&self->buf));
}

static bool is_true(idt_span text)
{
    return idt_span_equal_text(text, "true") || idt_span_equal_text(text, "1");
}

static void pass_fixed(idt_element *element)
{
    /* "false" even for exact days */
    idt_element_pass_attribute(element, "YearFixed");
    idt_element_pass_attribute(element, "MonthFixed");
    idt_element_pass_attribute(element, "DayFixed");
}

/* Both points of a Start or an End; the one that is missing is the other one. */
static bool take_boundary(idt_element *element, idt_ymd *from, idt_ymd *to, bool *approximate)
{
    idt_element *first = idt_element_child(element, "From", NULL);
    idt_element *last = idt_element_child(element, "To", NULL);

    *from = *to = (idt_ymd){ 0, 0, 0 };
    if (!element)
        return false;
    pass_fixed(element);
    if (is_true(idt_element_look_attribute(element, "Approximate")))
        *approximate = true;
    idt_element_pass_attribute(element, "Approximate");
    if (first)
        *from = idt_adv_point(first);
    if (last)
        *to = idt_adv_point(last);
    if (from->year == 0)
        *from = *to;
    if (to->year == 0)
        *to = *from;
    return from->year != 0;
}

/* Everything that stands in the period, for a date that makes no sense. */
static idt_span as_it_stands(idt_adv_reader *self, const idt_element *period)
{
    const idt_element *at = period;

    idt_buf_reset(&self->buf);
    while (at) {
        if (at->text.len)
            idt_buf_format(&self->buf, "%s%.*s", self->buf.len ? " " : "", (int)at->text.len,
                           at->text.ptr);
        if (at->first) {
            at = at->first;
            continue;
        }
        while (at != period && !at->next)
            at = at->parent;
        at = at == period ? NULL : at->next;
    }
    return idt_arena_copy(&self->lists->arena, idt_buf_span(&self->buf));
}

bool idt_adv_period(idt_adv_reader *self, idt_element *period, idt_date_range *range,
                    idt_span *text)
{
    idt_adv_value calendar =
        idt_adv_value_of(self, period, "CalendarTypeID", IDT_ADV_CALENDAR_TYPE);
    idt_element *start = idt_element_child(period, "Start", NULL);
    idt_element *end = idt_element_child(period, "End", NULL);
    idt_ymd start_to, end_from;

    *range = (idt_date_range){ 0 };
    pass_fixed(period);
    bool has_start = take_boundary(start, &range->from, &start_to, &range->approximate);
    bool has_end = take_boundary(end, &end_from, &range->to, &range->approximate);
    bool gregorian = calendar.text.len == 0 || idt_adv_is(&calendar, "Gregorian");
    if (!has_start)
        range->from = end_from;
    if (!has_end)
        range->to = start_to;
    if (gregorian && (has_start || has_end)) {
        blur(range);
        *text = as_published(self, range);
        return true;
    }
    *range = (idt_date_range){ 0 };
    *text = as_it_stands(self, period);
    if (!gregorian && text->len)
        *text = idt_arena_format(&self->lists->arena, "%.*s (%.*s)", (int)text->len, text->ptr,
                                 (int)calendar.text.len, calendar.text.ptr);
    idt_element_pass(period);
    return false;
}
