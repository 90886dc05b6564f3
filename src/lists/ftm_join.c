/* ftm_join.c - relations, sanctions, addresses and papers of FollowTheMoney data: entities of
 * their own, added here to the parties they name. */
#include <string.h>

#include "base/alloc.h"
#include "lists/ftm_internal.h"

typedef struct {
    const char *schema;
    const char *from, *to; /* who names whom; `to` NULL: something of the one party alone */
    idt_relation relation, reverse;
    const char *label, *reverse_label;
} join_rule;

static const join_rule rules[] = {
    { "Ownership", "owner", "asset", IDT_RELATION_OWNS, IDT_RELATION_OWNED_BY, "owner of",
      "owned by" },
    { "Directorship", "director", "organization", IDT_RELATION_LEADER_OF, IDT_RELATION_LED_BY,
      "director of", "director" },
    { "Membership", "member", "organization", IDT_RELATION_MEMBER_OF, IDT_RELATION_OTHER,
      "member of", "member" },
    { "Employment", "employee", "employer", IDT_RELATION_OTHER, IDT_RELATION_OTHER, "employed by",
      "employer of" },
    { "Family", "person", "relative", IDT_RELATION_FAMILY_OF, IDT_RELATION_FAMILY_OF, "relative",
      "relative" },
    { "Associate", "person", "associate", IDT_RELATION_ASSOCIATE_OF, IDT_RELATION_ASSOCIATE_OF,
      "associate", "associate" },
    { "UnknownLink", "subject", "object", IDT_RELATION_LINKED_TO, IDT_RELATION_LINKED_TO,
      "linked to", "linked to" },
    { "Representation", "agent", "client", IDT_RELATION_ACTS_FOR, IDT_RELATION_OTHER, "agent of",
      "represented by" },
    { "Succession", "predecessor", "successor", IDT_RELATION_OTHER, IDT_RELATION_OTHER,
      "predecessor of", "successor of" },
    { "Occupancy", "holder", NULL, IDT_RELATION_OTHER, IDT_RELATION_OTHER, "", "" },
    { "Sanction", "entity", NULL, IDT_RELATION_OTHER, IDT_RELATION_OTHER, "", "" },
    { "Passport", "holder", NULL, IDT_RELATION_OTHER, IDT_RELATION_OTHER, "", "" },
    { "Identification", "holder", NULL, IDT_RELATION_OTHER, IDT_RELATION_OTHER, "", "" },
    { "CryptoWallet", "holder", NULL, IDT_RELATION_OTHER, IDT_RELATION_OTHER, "", "" },
};

static const join_rule *rule_of(idt_span schema)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (idt_span_equal_text(schema, rules[i].schema))
            return &rules[i];
    return NULL;
}

bool idt_ftm_is_part(idt_span schema)
{
    return rule_of(schema) || idt_span_equal_text(schema, "Address");
}

static bool is_end(const join_rule *rule, idt_span name)
{
    return idt_span_equal_text(name, rule->from) ||
           (rule->to && idt_span_equal_text(name, rule->to));
}

static void link_to(idt_ftm_set *self, idt_span id, uint32_t from)
{
    idt_ftm_entity *thing = idt_ftm_find(self, id);

    if (!thing || (thing->last && self->links[thing->last - 1].entity == from))
        return;
    self->links =
        idt_grow(self->links, &self->link_capacity, self->link_count + 1, sizeof *self->links);
    self->links[self->link_count++] = (idt_ftm_link){ from, 0 };
    if (thing->last)
        self->links[thing->last - 1].next = (uint32_t)self->link_count;
    else
        thing->first = (uint32_t)self->link_count;
    thing->last = (uint32_t)self->link_count;
}

void idt_ftm_link_all(idt_ftm_set *self)
{
    for (uint32_t e = 0; e < self->count; e++) {
        const idt_ftm_entity *entity = &self->entities[e];
        const join_rule *rule = entity->deleted ? NULL : rule_of(entity->schema);
        for (size_t i = 0; rule && i < entity->count; i++)
            if (is_end(rule, entity->properties[i].name))
                link_to(self, entity->properties[i].value, e);
    }
}

/* --- what an entity says besides its ends --- */

static bool is_one_of(idt_span name, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (idt_span_equal_text(name, names[i]))
            return true;
    return false;
}

/* "startDate 2011-02; percentage 51" of all properties but the first value of those in `said` and
 * every value of `number`. */
static idt_span note_of(idt_ftm_set *self, const idt_ftm_entity *entity, const join_rule *rule,
                        const char *const *said, const char *number)
{
    idt_buf note = IDT_BUF_INIT;

    for (size_t i = 0; i < entity->count; i++) {
        const idt_ftm_property *property = &entity->properties[i];
        if (property->name.ptr[0] == '@' || is_end(rule, property->name) ||
            idt_span_equal_text(property->name, number) ||
            (is_one_of(property->name, said) &&
             idt_span_equal(property->value, idt_ftm_value(entity, property->name.ptr))))
            continue;
        const idt_ftm_entity *other = idt_ftm_find(self, property->value);
        idt_span value = other && other->caption.len ? other->caption : property->value;
        idt_buf_format(&note, "%s%.*s %.*s", note.len ? "; " : "", (int)property->name.len,
                       property->name.ptr, (int)value.len, value.ptr);
    }
    idt_span kept = idt_arena_copy(&self->lists->arena, idt_buf_span(&note));
    idt_buf_release(&note);
    return kept;
}

static void add_association(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity,
                            const join_rule *rule, bool forward, idt_span target)
{
    idt_span role = idt_ftm_value(entity, "role");
    const char *const said[] = { role.len ? "role" : "relationship", NULL };
    const idt_ftm_entity *other = idt_ftm_find(self, target);
    idt_association association = { .relation = forward ? rule->relation : rule->reverse,
                                    .target = other ? other->caption : IDT_SPAN_EMPTY,
                                    .target_uid = target,
                                    .source = entity->source };

    if (other && association.target.len == 0)
        association.target = idt_ftm_value(other, "name");
    if (role.len == 0)
        role = idt_ftm_value(entity, "relationship");
    association.label = idt_span_of(forward ? rule->label : rule->reverse_label);
    association.quality = IDT_SPAN_EMPTY;
    association.note = note_of(self, entity, rule, said, "");
    if (role.len > 0 && forward)
        association.label = role;
    else if (role.len > 0) /* said from the other side: "father" is not what this party has */
        association.note = idt_arena_format(&self->lists->arena, "there: %.*s%s%.*s", (int)role.len,
                                            role.ptr, association.note.len ? "; " : "",
                                            (int)association.note.len, association.note.ptr);
    idt_span key =
        idt_arena_format(&party->scratch, "%.*s/%d", (int)target.len, target.ptr, (int)forward);
    if (idt_ftm_is_new(party, entity->id.ptr, key))
        idt_party_add_association(party->party, &self->lists->arena, association);
}

/* The other ends of a relation, seen from the party. */
static void join_relation(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity,
                          const join_rule *rule)
{
    bool at_from = false, at_to = false;

    for (size_t i = 0; i < entity->count; i++) {
        if (!idt_span_equal(entity->properties[i].value, party->party->uid))
            continue;
        at_from = at_from || idt_span_equal_text(entity->properties[i].name, rule->from);
        at_to = at_to || idt_span_equal_text(entity->properties[i].name, rule->to);
    }
    for (size_t i = 0; i < entity->count; i++) {
        idt_span name = entity->properties[i].name, value = entity->properties[i].value;
        if (idt_span_equal(value, party->party->uid))
            continue;
        if (at_from && idt_span_equal_text(name, rule->to))
            add_association(self, party, entity, rule, true, value);
        if (at_to && idt_span_equal_text(name, rule->from))
            add_association(self, party, entity, rule, false, value);
    }
}

static idt_span first_of(const idt_ftm_entity *entity, const char *a, const char *b)
{
    idt_span value = idt_ftm_value(entity, a);
    return value.len ? value : idt_ftm_value(entity, b);
}

/* All values of a property, parted by '|'. */
static idt_span all_of(idt_ftm_set *self, const idt_ftm_entity *entity, const char *name)
{
    idt_buf all = IDT_BUF_INIT;

    for (size_t i = 0; i < entity->count; i++) {
        if (!idt_span_equal_text(entity->properties[i].name, name))
            continue;
        if (all.len > 0)
            idt_buf_add_char(&all, '|');
        idt_buf_add_span(&all, entity->properties[i].value);
    }
    idt_span kept = idt_arena_copy(&self->lists->arena, idt_buf_span(&all));
    idt_buf_release(&all);
    return kept;
}

/* One for each programme of the sanction; returns the date it was listed. */
static idt_span add_programmes(idt_ftm_set *self, idt_ftm_party *party,
                               const idt_ftm_entity *entity)
{
    bool has_id = idt_ftm_value(entity, "programId").len > 0;
    const char *tags = has_id ? "programId" : "program";
    idt_party_programme programme = { .tag = IDT_SPAN_EMPTY,
                                      .listed_on = first_of(entity, "listingDate", "startDate"),
                                      .list =
                                          has_id ? all_of(self, entity, "program") : IDT_SPAN_EMPTY,
                                      .authority = all_of(self, entity, "authority"),
                                      .measures = all_of(self, entity, "provisions"),
                                      .source = entity->source };

    for (size_t i = 0; i < entity->count; i++) {
        if (!idt_span_equal_text(entity->properties[i].name, tags))
            continue;
        programme.tag = entity->properties[i].value;
        idt_party_add_programme(party->party, &self->lists->arena, programme);
    }
    if (programme.tag.len == 0) {
        programme.tag = programme.authority.len ? programme.authority : entity->caption;
        idt_party_add_programme(party->party, &self->lists->arena, programme);
    }
    return programme.listed_on;
}

static void join_sanction(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity)
{
    static const struct {
        const char *property, *key; /* NULL: the programme says it */
    } facts[] = { { "programId", NULL },
                  { "program", NULL },
                  { "provisions", NULL },
                  { "authority", NULL },
                  { "entity", NULL },
                  { "@datasets", NULL },
                  { "@referents", NULL },
                  { "reason", "reason" },
                  { "summary", "sanction summary" },
                  { "description", "sanction description" },
                  { "sourceUrl", "source" },
                  { "programUrl", "programme address" },
                  { "status", "sanction status" },
                  { "endDate", "sanction ends" },
                  { "duration", "sanction duration" },
                  { "country", "sanctioned by" },
                  { "publisher", "sanction publisher" },
                  { "authorityId", "authority's number" },
                  { "recordId", "record" },
                  { "unscId", "UN number" },
                  { "naicsCode", "NAICS" },
                  { "date", "sanction date" },
                  { "startDate", "sanction starts" },
                  { "listingDate", "listing date" },
                  { "modifiedAt", "sanction modified" } };
    enum { FACT_COUNT = sizeof facts / sizeof facts[0] };
    idt_span listed_on = add_programmes(self, party, entity);

    for (size_t i = 0; i < entity->count; i++) {
        idt_span name = entity->properties[i].name, value = entity->properties[i].value;
        size_t f = 0;
        while (f < FACT_COUNT && !idt_span_equal_text(name, facts[f].property))
            f++;
        if (f == FACT_COUNT)
            idt_leftovers_add(&self->leftovers, self->lists, party->party, name, value,
                              entity->source);
        else if (facts[f].key && !idt_span_equal(value, listed_on) &&
                 idt_ftm_is_new(party, facts[f].key, value))
            idt_party_add_fact(party->party, &self->lists->arena, facts[f].key, value,
                               entity->source);
    }
}

static idt_ymd day_of(idt_span text)
{
    idt_date_range range;
    return text.len > 0 && idt_date_parse(&range, text) ? range.from : (idt_ymd){ 0 };
}

/* One identifier for each value of `property`; all else of it stands in `number`. */
static void add_numbers(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity,
                        const char *property, idt_identifier number)
{
    for (size_t i = 0; i < entity->count; i++) {
        number.value = entity->properties[i].value;
        if (idt_span_equal_text(entity->properties[i].name, property) &&
            idt_ftm_is_new(party, idt_identifier_name(number.type), number.value))
            idt_party_add_identifier(party->party, &self->lists->arena, number);
    }
}

static void join_paper(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity,
                       const join_rule *rule)
{
    static const char *const said[] = { "type", "country", "startDate", "endDate", NULL };
    bool passport = idt_span_equal_text(entity->schema, "Passport") ||
                    idt_span_find_nocase(idt_ftm_value(entity, "type"), "passport") != SIZE_MAX;
    const char *property = idt_ftm_value(entity, "number").len > 0 ? "number" : "passportNumber";
    idt_identifier number = { .type = passport ? IDT_ID_PASSPORT : IDT_ID_NATIONAL,
                              .label = idt_ftm_value(entity, "type"),
                              .country = idt_country_of(idt_ftm_value(entity, "country")),
                              .issued = day_of(idt_ftm_value(entity, "startDate")),
                              .expires = day_of(idt_ftm_value(entity, "endDate")),
                              .note = note_of(self, entity, rule, said, property),
                              .source = entity->source };

    add_numbers(self, party, entity, property, number);
}

static void join_wallet(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity,
                        const join_rule *rule)
{
    static const char *const said[] = { "currency", "name", NULL };
    idt_identifier number = { .type = IDT_ID_WALLET,
                              .label = idt_ftm_value(entity, "currency"),
                              .country = idt_country_of(IDT_SPAN_EMPTY),
                              .note = note_of(self, entity, rule, said, "publicKey"),
                              .source = entity->source };

    add_numbers(self, party, entity, "publicKey", number);
}

/* The post is an entity, or known by the caption alone. */
static void join_post(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity,
                      const join_rule *rule)
{
    static const char *const said[] = { "post", NULL };
    idt_ftm_entity *post = idt_ftm_find(self, idt_ftm_value(entity, "post"));
    idt_span title = post ? post->caption : idt_ftm_value(entity, "post");
    idt_span note = note_of(self, entity, rule, said, "");

    if (post)
        post->joined = true;
    if (title.len == 0 && note.len == 0)
        return;
    if (title.len == 0)
        title = IDT_SPAN_LIT("a post");
    if (note.len > 0)
        title = idt_arena_format(&self->lists->arena, "%.*s (%.*s)", (int)title.len, title.ptr,
                                 (int)note.len, note.ptr);
    if (idt_ftm_is_new(party, "position held", title))
        idt_party_add_fact(party->party, &self->lists->arena, "position held", title,
                           entity->source);
}

void idt_ftm_join(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity)
{
    for (uint32_t at = entity->first; at; at = self->links[at - 1].next) {
        idt_ftm_entity *other = &self->entities[self->links[at - 1].entity];
        const join_rule *rule = rule_of(other->schema);
        other->joined = true;
        if (rule->to)
            join_relation(self, party, other, rule);
        else if (idt_span_equal_text(other->schema, "Sanction"))
            join_sanction(self, party, other);
        else if (idt_span_equal_text(other->schema, "Occupancy"))
            join_post(self, party, other, rule);
        else if (idt_span_equal_text(other->schema, "CryptoWallet"))
            join_wallet(self, party, other, rule);
        else
            join_paper(self, party, other, rule);
    }
}
