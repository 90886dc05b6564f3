/* party_diff.c - statements of both sides, sorted and merged. */
#include "model/party_diff.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    idt_field_class field_class;
    const char *field;
    idt_span text;
} statement;

typedef struct {
    idt_arena *arena;
    idt_buf text; /* of the statement being made */
    statement *items;
    size_t count, room;
} statements;

static void add_part(statements *self, const char *before, idt_span part)
{
    if (part.len == 0)
        return;
    if (self->text.len)
        idt_buf_add_text(&self->text, before);
    idt_buf_add_span(&self->text, part);
}

static void add_word(statements *self, const char *before, const char *word)
{
    add_part(self, before, idt_span_of(word));
}

static void end_statement(statements *self, idt_field_class field_class, const char *field)
{
    if (self->text.len == 0)
        return;
    if (self->count == self->room) {
        size_t room = self->room ? self->room * 2 : 32;
        statement *items = idt_arena_alloc(self->arena, room * sizeof *items);
        if (self->count)
            memcpy(items, self->items, self->count * sizeof *items);
        self->items = items;
        self->room = room;
    }
    self->items[self->count++] =
        (statement){ field_class, field, idt_arena_copy(self->arena, idt_buf_span(&self->text)) };
    idt_buf_reset(&self->text);
}

static void add_country(statements *self, const char *before, const idt_country *country)
{
    add_part(self, before, country->text.len ? country->text : idt_span_of(country->code));
}

static void add_day(statements *self, const char *word, idt_ymd day)
{
    if (day.year == 0)
        return;
    idt_buf_format(&self->text, ", %s ", word);
    idt_ymd_format(&self->text, day);
}

static void state_names(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        add_part(self, "", name->text);
        add_word(self, ", ", idt_name_kind_name(name->kind));
        if (name->quality != IDT_QUALITY_UNGRADED)
            add_word(self, ", ", idt_quality_name(name->quality));
        end_statement(self, IDT_FIELD_IDENTITY, "name");
    }
}

static void state_dates(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->date_count; i++) {
        const idt_party_date *date = &party->dates[i];
        bool birth = date->kind == IDT_DATE_BIRTH;
        if (date->range.from.year)
            idt_date_format(&self->text, date->range);
        else
            add_part(self, "", date->text);
        if (!birth)
            add_word(self, ", ", idt_date_kind_name(date->kind));
        end_statement(self, IDT_FIELD_IDENTITY, birth ? "birth date" : "date");
    }
}

static void state_countries(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->country_count; i++) {
        add_country(self, "", &party->countries[i].country);
        end_statement(self, IDT_FIELD_IDENTITY, idt_country_role_name(party->countries[i].role));
    }
}

static void state_identifiers(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *identifier = &party->identifiers[i];
        add_part(self, "",
                 identifier->label.len ? identifier->label
                                       : idt_span_of(idt_identifier_name(identifier->type)));
        add_part(self, " ", identifier->value);
        add_country(self, ", ", &identifier->country);
        add_day(self, "issued", identifier->issued);
        add_day(self, "expires", identifier->expires);
        add_part(self, ", ", identifier->note);
        end_statement(self, IDT_FIELD_IDENTITY, "identifier");
    }
}

static void state_addresses(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *address = &party->addresses[i];
        if (address->text.len) {
            add_part(self, "", address->text);
        } else {
            add_part(self, "", address->street);
            add_part(self, ", ", address->city);
            add_part(self, ", ", address->region);
            add_part(self, ", ", address->postal);
            add_country(self, ", ", &address->country);
        }
        add_part(self, ", ", address->note);
        end_statement(self, IDT_FIELD_IDENTITY,
                      address->role == IDT_ADDRESS_BIRTH ? "birth place" : "address");
    }
}

static void state_programmes(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->programme_count; i++) {
        const idt_party_programme *programme = &party->programmes[i];
        add_part(self, "", programme->tag);
        add_part(self, ", ", programme->list);
        add_part(self, ", ", programme->authority);
        add_part(self, ", ", programme->measures);
        add_part(self, ", listed ", programme->listed_on);
        end_statement(self, IDT_FIELD_LEGAL, "programme");
    }
}

static void state_associations(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->association_count; i++) {
        const idt_association *association = &party->associations[i];
        if (association->relation == IDT_RELATION_OTHER && association->label.len)
            add_part(self, "", association->label);
        else
            add_word(self, "", idt_relation_name(association->relation));
        add_part(self, " ",
                 association->target.len ? association->target : association->target_uid);
        add_part(self, ", ", association->note);
        end_statement(self, IDT_FIELD_LEGAL, "association");
    }
    for (size_t i = 0; i < party->reference_count; i++) {
        add_part(self, "", party->references[i].list_id);
        add_part(self, ":", party->references[i].uid);
        end_statement(self, IDT_FIELD_LEGAL, "reference");
    }
}

/* Facts that help to tell who somebody is. */
static idt_field_class class_of_fact(idt_span key)
{
    static const char *const identity[] = { "title",       "designation", "position",
                                            "vessel type", "tonnage",     "vessel owner" };
    for (size_t i = 0; i < sizeof identity / sizeof *identity; i++)
        if (idt_span_equal_text(key, identity[i]))
            return IDT_FIELD_IDENTITY;
    return IDT_FIELD_LEGAL;
}

static void state_facts(statements *self, const idt_party *party)
{
    for (size_t i = 0; i < party->fact_count; i++) {
        idt_span key = party->facts[i].key;
        add_part(self, "", party->facts[i].value);
        end_statement(self, class_of_fact(key), idt_arena_copy(self->arena, key).ptr);
    }
}

static int compare_statements(const void *left, const void *right)
{
    const statement *a = left, *b = right;
    if (a->field_class != b->field_class)
        return a->field_class < b->field_class ? -1 : 1;
    int order = strcmp(a->field, b->field);
    return order ? order : idt_span_compare(a->text, b->text);
}

static void state_all(statements *out, idt_arena *arena, const idt_party *party)
{
    *out = (statements){ arena, IDT_BUF_INIT, NULL, 0, 0 };
    if (party) {
        add_word(out, "", idt_party_type_name(party->type));
        end_statement(out, IDT_FIELD_IDENTITY, "type");
        add_word(out, "", idt_gender_name(party->gender));
        end_statement(out, IDT_FIELD_IDENTITY, "gender");
        state_names(out, party);
        state_dates(out, party);
        state_countries(out, party);
        state_identifiers(out, party);
        state_addresses(out, party);
        state_programmes(out, party);
        state_associations(out, party);
        state_facts(out, party);
    }
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_statements);
    idt_buf_release(&out->text);
}

/* --- the difference --- */

/* Leave in each side what the other has not; both are sorted. */
static void strike_common(statements *a, statements *b)
{
    size_t i = 0, j = 0, a_kept = 0, b_kept = 0;
    while (i < a->count && j < b->count) {
        int order = compare_statements(&a->items[i], &b->items[j]);
        if (order < 0) {
            a->items[a_kept++] = a->items[i++];
        } else if (order > 0) {
            b->items[b_kept++] = b->items[j++];
        } else {
            i++;
            j++;
        }
    }
    while (i < a->count)
        a->items[a_kept++] = a->items[i++];
    while (j < b->count)
        b->items[b_kept++] = b->items[j++];
    a->count = a_kept;
    b->count = b_kept;
}

static size_t field_end(const statements *side, size_t from, const statement *first)
{
    while (from < side->count && side->items[from].field_class == first->field_class &&
           strcmp(side->items[from].field, first->field) == 0)
        from++;
    return from;
}

static int compare_fields(const statement *a, const statement *b)
{
    if (a->field_class != b->field_class)
        return a->field_class < b->field_class ? -1 : 1;
    return strcmp(a->field, b->field);
}

static void add_change(idt_party_diff *out, const statement *before, const statement *after)
{
    const statement *either = before ? before : after;
    out->changes[out->count++] =
        (idt_change){ either->field, either->field_class, before ? before->text : IDT_SPAN_EMPTY,
                      after ? after->text : IDT_SPAN_EMPTY };
    out->identity_count += either->field_class == IDT_FIELD_IDENTITY;
}

void idt_party_diff_of(idt_party_diff *out, idt_arena *arena, const idt_party *before,
                       const idt_party *after)
{
    statements gone, come;
    size_t i = 0, j = 0;

    state_all(&gone, arena, before);
    state_all(&come, arena, after);
    strike_common(&gone, &come);
    *out = (idt_party_diff){
        idt_arena_alloc(arena, (gone.count + come.count + 1) * sizeof *out->changes), 0, 0
    };
    while (i < gone.count || j < come.count) {
        const statement *first = i == gone.count   ? &come.items[j]
                                 : j == come.count ? &gone.items[i]
                                 : compare_fields(&gone.items[i], &come.items[j]) <= 0
                                     ? &gone.items[i]
                                     : &come.items[j];
        size_t gone_end = field_end(&gone, i, first), come_end = field_end(&come, j, first);
        if (gone_end - i == 1 && come_end - j == 1) {
            add_change(out, &gone.items[i++], &come.items[j++]);
            continue;
        }
        while (i < gone_end)
            add_change(out, &gone.items[i++], NULL);
        while (j < come_end)
            add_change(out, NULL, &come.items[j++]);
    }
}
