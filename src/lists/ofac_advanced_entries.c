/* ofac_advanced_entries.c - what comes behind the parties: relations between profiles, and the
 * entries that say on which list, since when and under which programme a profile stands. */
#include "lists/ofac_advanced_internal.h"

/* Programmes of one party that are looked through for a repeat. */
enum { REPEATS_LOOKED_AT = 16 };

static idt_arena *arena_of(const idt_adv_reader *self)
{
    return &self->lists->arena;
}

/* NULL, and a diagnostic, where no party has such a profile. */
static idt_party *party_of(idt_adv_reader *self, idt_element *record, const char *attribute)
{
    idt_span id = idt_element_look_attribute(record, attribute);
    uint32_t number = idt_strmap_find(&self->profile_ids, id);

    idt_element_pass_attribute(record, attribute);
    if (number != IDT_STRMAP_NONE)
        return &self->lists->parties[self->profile_parties[number]];
    idt_lists_diagnose(self->lists, idt_records_source(self->records, record), IDT_DIAGNOSTIC_LOSS,
                       "unknown-profile", IDT_SPAN_EMPTY,
                       "%.*s names the profile %.*s, which no party has", (int)record->name.len,
                       record->name.ptr, (int)id.len, id.ptr);
    return NULL;
}

/* ---- relations ---- */

static idt_relation relation_of(idt_span words)
{
    static const struct {
        const char *words;
        idt_relation relation;
    } relations[] = {
        { "Associate Of", IDT_RELATION_ASSOCIATE_OF },
        { "Providing support to", IDT_RELATION_SUPPORTS },
        { "Acting for or on behalf of", IDT_RELATION_ACTS_FOR },
        { "Owned or Controlled By", IDT_RELATION_OWNED_BY },
        { "Family member of", IDT_RELATION_FAMILY_OF },
        { "Leader or official of", IDT_RELATION_LEADER_OF },
        { "Principal Executive Officer", IDT_RELATION_LEADER_OF },
        { "Owns, controls, or operates", IDT_RELATION_OWNS },
        { "Property in the interest of", IDT_RELATION_INTEREST_OF },
    };

    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (idt_span_equal_nocase(words, idt_span_of(relations[i].words)))
            return relations[i].relation;
    return IDT_RELATION_OTHER;
}

static idt_span note_of(idt_adv_reader *self, idt_element *record)
{
    idt_span former = idt_element_look_attribute(record, "Former");
    idt_span comment = idt_element_take_child(record, "Comment");

    idt_element_pass_attribute(record, "Former");
    if (!idt_span_equal_text(former, "true") && !idt_span_equal_text(former, "1"))
        return comment;
    if (comment.len == 0)
        return IDT_SPAN_LIT("former");
    return idt_arena_format(arena_of(self), "former; %.*s", (int)comment.len, comment.ptr);
}

void idt_adv_relation_add(idt_adv_reader *self, idt_element *record)
{
    idt_party *from = party_of(self, record, "From-ProfileID");
    idt_span id = idt_element_look_attribute(record, "To-ProfileID");
    const idt_party *to = party_of(self, record, "To-ProfileID");
    idt_adv_value type = idt_adv_value_of(self, record, "RelationTypeID", IDT_ADV_RELATION_TYPE);
    idt_adv_value quality =
        idt_adv_value_of(self, record, "RelationQualityID", IDT_ADV_RELATION_QUALITY);
    idt_association association = {
        .relation = relation_of(type.text),
        .target = to && to->name_count ? to->names[0].text : IDT_SPAN_EMPTY,
        .target_uid = to ? to->uid : idt_arena_copy(arena_of(self), id),
        .label = type.text,
        .quality = idt_adv_says_nothing(quality.text) ? IDT_SPAN_EMPTY : quality.text,
        .note = note_of(self, record),
        .source = idt_records_source(self->records, record),
    };

    idt_element_pass_attribute(record, "ID");
    idt_element_pass_attribute(record, "SanctionsEntryID"); /* an entry of the same profile */
    if (from)
        idt_party_add_association(from, arena_of(self), association);
    idt_records_keep_rest(self->records, record, from);
}

/* ---- entries ---- */

static void join(idt_buf *out, const char *with, idt_span text)
{
    if (text.len == 0)
        return;
    if (out->len)
        idt_buf_add_text(out, with);
    idt_buf_add_span(out, text);
}

static idt_span kept(idt_adv_reader *self, const idt_buf *text)
{
    return text->len ? idt_arena_copy(arena_of(self), idt_buf_span(text)) : IDT_SPAN_EMPTY;
}

static idt_span iso_date(idt_adv_reader *self, idt_element *date)
{
    idt_ymd day = idt_adv_point(date);

    idt_element_pass_attribute(date, "CalendarTypeID");
    if (day.year == 0)
        return IDT_SPAN_EMPTY;
    if (day.day == 0)
        return idt_arena_format(arena_of(self), "%04u-%02u", day.year, day.month);
    return idt_arena_format(arena_of(self), "%04u-%02u-%02u", day.year, day.month, day.day);
}

/* The first event dates the entry; all legal bases are cited. */
static void take_events(idt_adv_reader *self, idt_element *record, idt_party *party,
                        idt_party_programme *programme)
{
    idt_buf bases = IDT_BUF_INIT;
    idt_span last = IDT_SPAN_EMPTY;

    for (idt_element *at = idt_element_child(record, "EntryEvent", NULL); at;
         at = idt_element_child(record, "EntryEvent", at)) {
        idt_source source = idt_records_source(self->records, at);
        idt_adv_value basis = idt_adv_value_of(self, at, "LegalBasisID", IDT_ADV_LEGAL_BASIS);
        idt_adv_value type = idt_adv_value_of(self, at, "EntryEventTypeID", IDT_ADV_EVENT_TYPE);
        idt_element *stated = idt_element_child(at, "Date", NULL);
        idt_span date = stated ? iso_date(self, stated) : IDT_SPAN_EMPTY;

        idt_element_pass_attribute(at, "ID");
        if (!idt_adv_says_nothing(basis.text) && !idt_span_equal(basis.text, last))
            join(&bases, "; ", basis.text);
        last = basis.text;
        bool first =
            programme->listed_on.len == 0 || idt_span_compare(date, programme->listed_on) < 0;
        bool other = programme->listed_on.len && !idt_span_equal(date, programme->listed_on);
        if (party && date.len &&
            (other || (!idt_adv_is(&type, "Created") && !idt_adv_says_nothing(type.text))))
            idt_party_add_fact(party, arena_of(self), "entry event",
                               idt_arena_format(arena_of(self), "%.*s %.*s %.*s", (int)date.len,
                                                date.ptr, (int)type.text.len, type.text.ptr,
                                                (int)basis.text.len, basis.text.ptr),
                               source);
        if (date.len && first)
            programme->listed_on = date;
        idt_span comment = idt_element_take_child(at, "Comment");
        if (party)
            idt_party_add_fact(party, arena_of(self), "entry comment", comment, source);
    }
    programme->authority = kept(self, &bases);
    idt_buf_release(&bases);
}

static void take_comment_of(idt_adv_reader *self, idt_element *measure, const idt_adv_value *type,
                            idt_party *party)
{
    idt_span comment = idt_element_take_child(measure, "Comment");

    if (party && comment.len)
        idt_party_add_fact(party, arena_of(self), "measure comment",
                           idt_arena_format(arena_of(self), "%.*s: %.*s", (int)type->text.len,
                                            type->text.ptr, (int)comment.len, comment.ptr),
                           idt_records_source(self->records, measure));
}

static bool is_programme(idt_adv_reader *self, const idt_element *measure)
{
    uint32_t number = idt_strmap_find(&self->values[IDT_ADV_SANCTIONS_TYPE].ids,
                                      idt_element_look_attribute(measure, "SanctionsTypeID"));
    return number != IDT_STRMAP_NONE &&
           idt_adv_is(&self->values[IDT_ADV_SANCTIONS_TYPE].items[number], "Program");
}

/* What is prohibited; the measure "Program" is none, its comment is the programme's tag. */
static void take_measures(idt_adv_reader *self, idt_element *record, idt_party *party,
                          idt_party_programme *programme)
{
    idt_buf measures = IDT_BUF_INIT;

    for (idt_element *at = idt_element_child(record, "SanctionsMeasure", NULL); at;
         at = idt_element_child(record, "SanctionsMeasure", at)) {
        idt_element *period = idt_element_child(at, "DatePeriod", NULL);

        idt_element_pass_attribute(at, "ID");
        if (period && !period->first) { /* states nothing */
            idt_element_pass(period);
        }
        if (is_programme(self, at)) {
            idt_element_pass_attribute(at, "SanctionsTypeID");
            continue;
        }
        idt_adv_value type = idt_adv_value_of(self, at, "SanctionsTypeID", IDT_ADV_SANCTIONS_TYPE);
        join(&measures, "|", type.text);
        take_comment_of(self, at, &type, party);
    }
    programme->measures = kept(self, &measures);
    idt_buf_release(&measures);
}

static bool stands_already(const idt_party *party, const idt_party_programme *programme)
{
    size_t first =
        party->programme_count > REPEATS_LOOKED_AT ? party->programme_count - REPEATS_LOOKED_AT : 0;

    for (size_t i = first; i < party->programme_count; i++) {
        const idt_party_programme *other = &party->programmes[i];
        if (idt_span_equal(other->tag, programme->tag) &&
            idt_span_equal(other->list, programme->list) &&
            idt_span_equal(other->listed_on, programme->listed_on) &&
            idt_span_equal(other->authority, programme->authority) &&
            idt_span_equal(other->measures, programme->measures))
            return true;
    }
    return false;
}

static void add_programmes(idt_adv_reader *self, idt_element *record, idt_party *party,
                           idt_party_programme programme)
{
    bool any = false;

    for (idt_element *at = idt_element_child(record, "SanctionsMeasure", NULL); at;
         at = idt_element_child(record, "SanctionsMeasure", at)) {
        if (!is_programme(self, at))
            continue;
        programme.tag = idt_element_take_child(at, "Comment");
        programme.source = idt_records_source(self->records, at);
        any = any || programme.tag.len;
        if (programme.tag.len && !stands_already(party, &programme))
            idt_party_add_programme(party, arena_of(self), programme);
    }
    if (any)
        return;
    programme.tag = IDT_SPAN_EMPTY;
    programme.source = idt_records_source(self->records, record);
    idt_party_add_programme(party, arena_of(self), programme);
    idt_lists_diagnose(self->lists, programme.source, IDT_DIAGNOSTIC_WARNING, "no-programme",
                       party->uid, "the entry on the %.*s names no programme",
                       (int)programme.list.len, programme.list.ptr);
}

void idt_adv_entry_add(idt_adv_reader *self, idt_element *record)
{
    idt_party *party = party_of(self, record, "ProfileID");
    idt_adv_value list = idt_adv_value_of(self, record, "ListID", IDT_ADV_LIST);
    idt_party_programme programme = { .tag = IDT_SPAN_EMPTY,
                                      .listed_on = IDT_SPAN_EMPTY,
                                      .list = list.text,
                                      .authority = IDT_SPAN_EMPTY,
                                      .measures = IDT_SPAN_EMPTY };

    self->entry_count++;
    if (!party && self->stray_entries++ == 0)
        self->first_stray = idt_records_source(self->records, record);
    if (idt_adv_is(&list, "SDN List"))
        self->sdn_entries++;
    else if (idt_adv_is(&list, "Consolidated List"))
        self->other_entries++;
    idt_element_pass_attribute(record, "ID");
    take_events(self, record, party, &programme);
    take_measures(self, record, party, &programme);
    if (party)
        add_programmes(self, record, party, programme);
    idt_records_keep_rest(self->records, record, party);
}
