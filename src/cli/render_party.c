/* render_party.c - one party in aligned sections: a dim label, the values under each other, and
 * behind each value, dim, the place in the publisher's file where it stands. */
#include <inttypes.h>

#include "cli/render_internal.h"

typedef struct {
    idt_paint paint;
    const idt_party_answer *answer;
    const char *label; /* of the section, until its first line is painted */
} page;

static void begin_section(page *self, const char *label)
{
    self->label = label;
}

/* A line of the section; the caller paints the value and ends it. */
static void begin_line(page *self)
{
    idt_render_label(&self->paint, self->label);
    self->paint.indent = IDT_VALUE_COLUMN + 2;
    self->label = NULL;
}

static void end_line(page *self, idt_source source)
{
    idt_span file = idt_party_answer_file(self->answer, source);
    idt_buf text = IDT_BUF_INIT;

    if (file.len > 0) {
        idt_buf_format(&text, "%.*s:%" PRIu32, (int)file.len, file.ptr, source.line);
        idt_paint_piece(&self->paint, IDT_STYLE_DIM, 2, idt_buf_span(&text));
    }
    idt_paint_line(&self->paint);
    idt_buf_release(&text);
}

static void add_part(idt_buf *line, const char *separator, idt_span part)
{
    if (part.len == 0)
        return;
    if (line->len > 0)
        idt_buf_add_text(line, separator);
    idt_buf_add_span(line, part);
}

static void paint_value(page *self, idt_style style, const idt_buf *line)
{
    idt_paint_wrapped(&self->paint, style, idt_buf_span(line));
}

static void paint_dim(page *self, const char *text)
{
    idt_paint_piece(&self->paint, IDT_STYLE_DIM, 2, idt_span_of(text));
}

static void render_head(page *self)
{
    const idt_party *party = self->answer->party;
    idt_paint *paint = &self->paint;

    idt_paint_wrapped(paint, IDT_STYLE_BOLD,
                      party->name_count ? party->names[0].text : self->answer->entity_id);
    idt_paint_line(paint);
    idt_paint_to(paint, IDT_LABEL_COLUMN);
    idt_paint_span(paint, IDT_STYLE_CYAN, self->answer->entity_id);
    idt_paint_format(paint, IDT_STYLE_DIM, "  %s", idt_party_type_name(party->type));
    if (party->gender != IDT_GENDER_UNKNOWN)
        idt_paint_format(paint, IDT_STYLE_DIM, ", %s", idt_gender_name(party->gender));
    end_line(self, party->source);
    if (self->answer->mate_count > 0) {
        idt_render_label(paint, "same party");
        for (size_t i = 0; i < self->answer->mate_count; i++) {
            idt_paint_wrapped(paint, IDT_STYLE_CYAN, i ? IDT_SPAN_LIT(", ") : IDT_SPAN_EMPTY);
            idt_paint_wrapped(paint, IDT_STYLE_CYAN, self->answer->mates[i]);
        }
        idt_paint_line(paint);
    }
}

static void render_name(page *self, const idt_name *name)
{
    begin_line(self);
    idt_paint_wrapped(&self->paint,
                      name->kind == IDT_NAME_PRIMARY ? IDT_STYLE_BOLD : IDT_STYLE_PLAIN,
                      name->text);
    paint_dim(self, idt_name_kind_name(name->kind));
    if (name->quality == IDT_QUALITY_WEAK)
        idt_paint_text(&self->paint, IDT_STYLE_YELLOW, ", weak");
    else if (name->quality == IDT_QUALITY_STRONG && name->kind != IDT_NAME_PRIMARY)
        idt_paint_text(&self->paint, IDT_STYLE_DIM, ", strong");
    end_line(self, name->source);
}

/* The primary name, then strong and ungraded ones, then weak ones. */
static void render_names(page *self)
{
    const idt_party *party = self->answer->party;

    begin_section(self, "names");
    for (int weak = 0; weak < 2; weak++)
        for (size_t i = 0; i < party->name_count; i++)
            if ((party->names[i].quality == IDT_QUALITY_WEAK) == (weak == 1))
                render_name(self, &party->names[i]);
}

static void render_dates(page *self)
{
    const idt_party *party = self->answer->party;
    idt_buf line = IDT_BUF_INIT;

    begin_section(self, "dates");
    for (size_t i = 0; i < party->date_count; i++) {
        const idt_party_date *date = &party->dates[i];
        idt_buf_reset(&line);
        idt_buf_add_text(&line,
                         date->kind == IDT_DATE_BIRTH ? "born" : idt_date_kind_name(date->kind));
        add_part(&line, " ", date->text);
        add_part(&line, ", ", date->note);
        begin_line(self);
        paint_value(self, IDT_STYLE_PLAIN, &line);
        end_line(self, date->source);
    }
    idt_buf_release(&line);
}

static void render_countries(page *self)
{
    const idt_party *party = self->answer->party;

    begin_section(self, "countries");
    for (size_t i = 0; i < party->country_count; i++) {
        const idt_party_country *country = &party->countries[i];
        begin_line(self);
        idt_paint_wrapped(&self->paint, IDT_STYLE_PLAIN, idt_render_country(&country->country));
        if (country->country.code[0] != '\0')
            idt_paint_format(&self->paint, IDT_STYLE_DIM, " %s", country->country.code);
        paint_dim(self, idt_country_role_name(country->role));
        end_line(self, country->source);
    }
}

static void add_day(idt_buf *line, const char *word, idt_ymd date)
{
    if (date.year == 0)
        return;
    idt_buf_format(line, ", %s ", word);
    idt_ymd_format(line, date);
}

static void render_identifiers(page *self)
{
    const idt_party *party = self->answer->party;
    idt_buf line = IDT_BUF_INIT;

    begin_section(self, "identifiers");
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *identifier = &party->identifiers[i];
        idt_buf_reset(&line);
        add_part(&line, "",
                 identifier->label.len ? identifier->label
                                       : idt_span_of(idt_identifier_name(identifier->type)));
        begin_line(self);
        paint_value(self, IDT_STYLE_DIM, &line);
        idt_paint_text(&self->paint, IDT_STYLE_PLAIN, " ");
        idt_paint_wrapped(&self->paint, IDT_STYLE_PLAIN, identifier->value);
        idt_buf_reset(&line);
        if (identifier->country.text.len > 0 || identifier->country.code[0] != '\0')
            idt_buf_format(&line, ", %.*s", (int)idt_render_country(&identifier->country).len,
                           idt_render_country(&identifier->country).ptr);
        add_day(&line, "issued", identifier->issued);
        add_day(&line, "expires", identifier->expires);
        if (identifier->note.len > 0)
            idt_buf_format(&line, ", %.*s", (int)identifier->note.len, identifier->note.ptr);
        paint_value(self, IDT_STYLE_PLAIN, &line);
        end_line(self, identifier->source);
    }
    idt_buf_release(&line);
}

static void render_addresses(page *self, idt_address_role role, const char *label)
{
    const idt_party *party = self->answer->party;
    idt_buf line = IDT_BUF_INIT;

    begin_section(self, label);
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *address = &party->addresses[i];
        if (address->role != role)
            continue;
        idt_buf_reset(&line);
        add_part(&line, ", ", address->text);
        if (address->text.len == 0) {
            add_part(&line, ", ", address->street);
            add_part(&line, ", ", address->city);
            add_part(&line, ", ", address->region);
            add_part(&line, ", ", address->postal);
            add_part(&line, ", ", idt_render_country(&address->country));
        }
        add_part(&line, ", ", address->note);
        begin_line(self);
        paint_value(self, IDT_STYLE_PLAIN, &line);
        end_line(self, address->source);
    }
    idt_buf_release(&line);
}

static void render_programmes(page *self)
{
    const idt_party *party = self->answer->party;

    begin_section(self, "programmes");
    for (size_t i = 0; i < party->programme_count; i++) {
        begin_line(self);
        idt_render_programme(&self->paint, &party->programmes[i], self->answer->entity_id, true);
    }
}

static void render_associations(page *self)
{
    const idt_party *party = self->answer->party;

    begin_section(self, "associations");
    for (size_t i = 0; i < party->association_count; i++) {
        const idt_association *association = &party->associations[i];
        begin_line(self);
        if (association->relation != IDT_RELATION_OTHER)
            idt_paint_format(&self->paint, IDT_STYLE_DIM, "%s ",
                             idt_relation_name(association->relation));
        else if (association->label.len > 0)
            idt_paint_format(&self->paint, IDT_STYLE_DIM, "%.*s ", (int)association->label.len,
                             association->label.ptr);
        idt_paint_wrapped(&self->paint, IDT_STYLE_PLAIN,
                          association->target.len ? association->target : association->target_uid);
        if (association->note.len > 0) {
            idt_paint_text(&self->paint, IDT_STYLE_PLAIN, ", ");
            idt_paint_wrapped(&self->paint, IDT_STYLE_PLAIN, association->note);
        }
        end_line(self, association->source);
    }
}

static void render_references(page *self)
{
    const idt_party *party = self->answer->party;

    begin_section(self, "references");
    for (size_t i = 0; i < party->reference_count; i++) {
        begin_line(self);
        idt_paint_wrapped(&self->paint, IDT_STYLE_DIM, party->references[i].list_id);
        idt_paint_text(&self->paint, IDT_STYLE_PLAIN, " ");
        idt_paint_wrapped(&self->paint, IDT_STYLE_PLAIN, party->references[i].uid);
        end_line(self, party->references[i].source);
    }
}

static void render_same(page *self)
{
    const idt_party *party = self->answer->party;

    begin_section(self, "same by");
    for (size_t i = 0; i < party->same_count; i++) {
        const idt_same *same = &party->same[i];
        begin_line(self);
        idt_paint_wrapped(&self->paint, IDT_STYLE_CYAN, same->entity_id);
        idt_paint_format(&self->paint, IDT_STYLE_DIM, " %s ", idt_same_kind_name(same->kind));
        idt_paint_wrapped(&self->paint, IDT_STYLE_PLAIN, same->evidence);
        if (same->conflict.len > 0) {
            idt_paint_text(&self->paint, IDT_STYLE_YELLOW, "  differs: ");
            idt_paint_wrapped(&self->paint, IDT_STYLE_YELLOW, same->conflict);
        }
        idt_paint_line(&self->paint);
    }
}

static void render_facts(page *self)
{
    const idt_party *party = self->answer->party;

    begin_section(self, "facts");
    for (size_t i = 0; i < party->fact_count; i++) {
        begin_line(self);
        idt_paint_wrapped(&self->paint, IDT_STYLE_DIM, party->facts[i].key);
        idt_paint_text(&self->paint, IDT_STYLE_DIM, ": ");
        idt_paint_wrapped(&self->paint, IDT_STYLE_PLAIN, party->facts[i].value);
        end_line(self, party->facts[i].source);
    }
}

void idt_render_party(idt_buf *out, const idt_party_answer *answer,
                      const idt_render_options *options)
{
    page self = { idt_paint_of(out, options), answer, NULL };

    render_head(&self);
    render_names(&self);
    render_dates(&self);
    render_addresses(&self, IDT_ADDRESS_BIRTH, "born in");
    render_countries(&self);
    render_identifiers(&self);
    render_addresses(&self, IDT_ADDRESS_LOCATION, "addresses");
    render_programmes(&self);
    render_associations(&self);
    render_references(&self);
    render_same(&self);
    render_facts(&self);
}
