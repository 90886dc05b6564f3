/* own_values.c - single values of an own list as facts of a party. */
#include <inttypes.h>

#include "lists/own_internal.h"

idt_party *idt_own_party(const idt_own_list *self)
{
    return &self->lists->parties[self->first + self->party];
}

bool idt_own_is_new(idt_own_list *self, const char *kind, idt_span value)
{
    bool added;
    idt_span key = idt_arena_format(&self->scratch, "%" PRIu32 "\x1f%s\x1f%.*s", self->party, kind,
                                    (int)value.len, value.ptr);
    (void)idt_strmap_add(&self->seen, key, &added);
    return added;
}

static void add_name(idt_own_list *self, const idt_own_field *field, idt_span text)
{
    if (idt_own_is_new(self, "name", text))
        idt_party_add_name(idt_own_party(self), &self->lists->arena,
                           (idt_name){ .text = text,
                                       .kind = (idt_name_kind)field->what,
                                       .quality = field->quality,
                                       .source = idt_list_table_source(self->table) });
}

static bool add_date(idt_own_list *self, size_t column, const idt_own_field *field, idt_span text)
{
    idt_party_date date = { .kind = (idt_date_kind)field->what,
                            .text = text,
                            .note = IDT_SPAN_EMPTY,
                            .source = idt_list_table_source(self->table) };

    if (!idt_date_parse(&date.range, text))
        return idt_own_wrong(self, column, "\"%.*s\" is no date", (int)text.len, text.ptr);
    if (idt_own_is_new(self, idt_date_kind_name(date.kind), text))
        idt_party_add_date(idt_own_party(self), &self->lists->arena, date);
    return true;
}

static void add_country(idt_own_list *self, const idt_own_field *field, idt_span text)
{
    idt_party_country country = { idt_country_of(text), (idt_country_role)field->what,
                                  idt_list_table_source(self->table) };
    idt_party *party = idt_own_party(self);

    if (!idt_own_is_new(self, idt_country_role_name(country.role), text))
        return;
    if (country.country.code[0] == '\0')
        idt_lists_diagnose(self->lists, country.source, IDT_DIAGNOSTIC_WARNING, "unknown-country",
                           party->uid, "%.*s: \"%.*s\" is no country that is known",
                           (int)party->uid.len, party->uid.ptr, (int)text.len, text.ptr);
    idt_party_add_country(party, &self->lists->arena, country);
}

/* The country behind the last comma, or the whole text. */
static idt_country country_behind(idt_span text)
{
    size_t from = text.len;

    while (from > 0 && text.ptr[from - 1] != ',')
        from--;
    idt_country country = idt_country_of(idt_span_trim(idt_span_sub(text, from, text.len)));
    return country.code[0] ? country : idt_country_of(IDT_SPAN_EMPTY);
}

static void add_address(idt_own_list *self, const idt_own_field *field, idt_span text)
{
    if (idt_own_is_new(self, field->name, text))
        idt_party_add_address(idt_own_party(self), &self->lists->arena,
                              (idt_address){ .role = (idt_address_role)field->what,
                                             .street = IDT_SPAN_EMPTY,
                                             .city = IDT_SPAN_EMPTY,
                                             .region = IDT_SPAN_EMPTY,
                                             .postal = IDT_SPAN_EMPTY,
                                             .country = country_behind(text),
                                             .text = text,
                                             .note = IDT_SPAN_EMPTY,
                                             .source = idt_list_table_source(self->table) });
}

/* --- identifiers --- */

/* Whose values may end in brackets of their own. */
static bool is_free(idt_identifier_type type)
{
    return type == IDT_ID_EMAIL || type == IDT_ID_PHONE || type == IDT_ID_WEBSITE ||
           type == IDT_ID_OTHER;
}

/* Cut "(country)" off the end. False: brackets that hold none. */
static bool cut_country(idt_span *value, idt_country *country)
{
    size_t open = value->len;

    *country = idt_country_of(IDT_SPAN_EMPTY);
    if (value->len == 0 || value->ptr[value->len - 1] != ')')
        return true;
    while (open > 0 && value->ptr[open - 1] != '(')
        open--;
    if (open == 0)
        return true;
    *country = idt_country_of(idt_span_trim(idt_span_sub(*value, open, value->len - 1)));
    if (country->code[0] == '\0')
        return false;
    *value = idt_span_trim(idt_span_sub(*value, 0, open - 1));
    return true;
}

static bool add_number(idt_own_list *self, size_t column, idt_identifier_type type, idt_span label,
                       idt_span text)
{
    idt_identifier number = { .type = type,
                              .label = label,
                              .value = text,
                              .country = idt_country_of(IDT_SPAN_EMPTY),
                              .note = IDT_SPAN_EMPTY,
                              .source = idt_list_table_source(self->table) };
    idt_buf plain = IDT_BUF_INIT;

    if (!is_free(type) && !cut_country(&number.value, &number.country))
        return idt_own_wrong(self, column, "\"%.*s\": the brackets at the end hold no country",
                             (int)text.len, text.ptr);
    idt_identifier_normalise(&plain, type, number.value);
    bool comparable = plain.len > 0;
    idt_buf_release(&plain);
    if (!comparable)
        return idt_own_wrong(self, column, "\"%.*s\" holds no number", (int)text.len, text.ptr);
    if (idt_own_is_new(self, idt_identifier_name(type), text))
        idt_party_add_identifier(idt_own_party(self), &self->lists->arena, number);
    return true;
}

/* "wallet XBT" -> wallet, "XBT"; the whole for the other types, unless it says the type alone. */
static bool parse_type(idt_identifier_type *type, idt_span *label, idt_span words)
{
    *label = IDT_SPAN_EMPTY;
    if (idt_identifier_parse(type, words))
        return true;
    for (size_t i = words.len; i > 0; i--) { /* the longest beginning that is a type */
        if (!idt_is_blank(words.ptr[i - 1]) ||
            !idt_identifier_parse(type, idt_span_trim(idt_span_sub(words, 0, i))))
            continue;
        bool inner = *type == IDT_ID_WALLET || *type == IDT_ID_OTHER;
        *label = inner ? idt_span_trim(idt_span_sub(words, i, words.len)) : words;
        return true;
    }
    return false;
}

static bool add_identifier(idt_own_list *self, size_t column, idt_span text)
{
    size_t colon = idt_span_find(text, ":");
    idt_identifier_type type;
    idt_span label;

    if (colon == SIZE_MAX)
        return idt_own_wrong(self, column, "\"%.*s\" is not written as type: number (country)",
                             (int)text.len, text.ptr);
    idt_span words = idt_span_trim(idt_span_sub(text, 0, colon));
    if (words.len == 0 || !parse_type(&type, &label, words))
        return idt_own_wrong(self, column,
                             "\"%.*s\" is no type of number that is known; write \"other %.*s\" "
                             "where it is only to be shown",
                             (int)words.len, words.ptr, (int)words.len, words.ptr);
    return add_number(self, column, type, label,
                      idt_span_trim(idt_span_sub(text, colon + 1, text.len)));
}

/* --- ties and references --- */

static const struct {
    const char *words;
    idt_relation relation;
} relations[] = {
    { "linked to", IDT_RELATION_LINKED_TO },
    { "owned by", IDT_RELATION_OWNED_BY },
    { "owns", IDT_RELATION_OWNS },
    { "acts for", IDT_RELATION_ACTS_FOR },
    { "supports", IDT_RELATION_SUPPORTS },
    { "family of", IDT_RELATION_FAMILY_OF },
    { "associate of", IDT_RELATION_ASSOCIATE_OF },
    { "leader of", IDT_RELATION_LEADER_OF },
    { "led by", IDT_RELATION_LED_BY },
    { "member of", IDT_RELATION_MEMBER_OF },
    { "interest of", IDT_RELATION_INTEREST_OF },
};

static bool add_tie(idt_own_list *self, size_t column, idt_span text)
{
    size_t colon = idt_span_find(text, ":");
    idt_span words = idt_span_trim(idt_span_sub(text, 0, colon == SIZE_MAX ? 0 : colon));
    idt_association tie = { .relation = words.len ? IDT_RELATION_OTHER : IDT_RELATION_LINKED_TO,
                            .target = IDT_SPAN_EMPTY,
                            .target_uid = text,
                            .label = words,
                            .quality = IDT_SPAN_EMPTY,
                            .note = IDT_SPAN_EMPTY,
                            .source = idt_list_table_source(self->table) };

    if (colon != SIZE_MAX)
        tie.target_uid = idt_span_trim(idt_span_sub(text, colon + 1, text.len));
    if (tie.target_uid.len == 0)
        return idt_own_wrong(self, column, "\"%.*s\" names no other party", (int)text.len,
                             text.ptr);
    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++)
        if (idt_span_equal_nocase(words, idt_span_of(relations[i].words)))
            tie.relation = relations[i].relation;
    if (idt_own_is_new(self, "tie", text))
        idt_party_add_association(idt_own_party(self), &self->lists->arena, tie);
    return true;
}

void idt_own_settle_ties(idt_own_list *self)
{
    for (size_t p = self->first; p < self->lists->party_count; p++) {
        idt_party *party = &self->lists->parties[p];
        for (size_t i = 0; i < party->association_count; i++) {
            idt_association *tie = &party->associations[i];
            uint32_t other = idt_strmap_find(&self->ids, tie->target_uid);
            if (other != IDT_STRMAP_NONE) {
                tie->target = self->lists->parties[self->first + other].names[0].text;
                continue;
            }
            tie->target = tie->target_uid;
            tie->target_uid = IDT_SPAN_EMPTY;
            idt_lists_diagnose(
                self->lists, tie->source, IDT_DIAGNOSTIC_WARNING, "unknown-id", party->uid,
                "%.*s is tied to \"%.*s\", which is no id of this list; taken for a "
                "name",
                (int)party->uid.len, party->uid.ptr, (int)tie->target.len, tie->target.ptr);
        }
    }
}

static bool add_reference(idt_own_list *self, size_t column, idt_span text)
{
    size_t colon = idt_span_find(text, ":");
    idt_reference reference = { IDT_SPAN_EMPTY, IDT_SPAN_EMPTY,
                                idt_list_table_source(self->table) };

    if (colon != SIZE_MAX) {
        reference.list_id = idt_span_trim(idt_span_sub(text, 0, colon));
        reference.uid = idt_span_trim(idt_span_sub(text, colon + 1, text.len));
    }
    if (reference.list_id.len == 0 || reference.uid.len == 0)
        return idt_own_wrong(self, column, "\"%.*s\" is not written as list:id", (int)text.len,
                             text.ptr);
    if (idt_own_is_new(self, "reference", text))
        idt_party_add_reference(idt_own_party(self), &self->lists->arena, reference);
    return true;
}

bool idt_own_add_value(idt_own_list *self, size_t column, const idt_own_field *field,
                       idt_span value)
{
    switch (field->use) {
    case IDT_OWN_ALIAS:
        add_name(self, field, value);
        return true;
    case IDT_OWN_DATE:
        return add_date(self, column, field, value);
    case IDT_OWN_COUNTRY:
        add_country(self, field, value);
        return true;
    case IDT_OWN_ADDRESS:
        add_address(self, field, value);
        return true;
    case IDT_OWN_NUMBER:
        return add_number(self, column, (idt_identifier_type)field->what, IDT_SPAN_EMPTY, value);
    case IDT_OWN_IDENTIFIER:
        return add_identifier(self, column, value);
    case IDT_OWN_TIE:
        return add_tie(self, column, value);
    case IDT_OWN_REFERENCE:
        return add_reference(self, column, value);
    case IDT_OWN_FACT:
        if (idt_own_is_new(self, field->key, value))
            idt_party_add_fact(idt_own_party(self), &self->lists->arena, field->key, value,
                               idt_list_table_source(self->table));
        return true;
    default: /* dealt with by the row */
        return true;
    }
}
