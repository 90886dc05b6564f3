/* ftm_internal.h - FollowTheMoney entities as they are held until they are joined.
 *
 * A file is a set of entities in any order; those of relations, sanctions, addresses and papers
 * stand by themselves and name what they belong to by its id. Most of a large file are others that
 * are not listed: of these only the name is held, since a listed one may be related to them. */
#ifndef IDT_LISTS_FTM_INTERNAL_H
#define IDT_LISTS_FTM_INTERNAL_H

#include "base/strmap.h"
#include "codec/json.h"
#include "lists/leftovers.h"
#include "lists/lists_internal.h"

typedef struct {
    idt_span name, value;
} idt_ftm_property;

typedef struct {
    idt_span id, schema, caption;
    idt_source source;
    bool target, deleted, joined;
    bool listed;                  /* a target, or a topic of risk is said of it */
    bool slim;                    /* held by its name alone */
    idt_ftm_property *properties; /* also "@datasets" and "@referents" */
    size_t count, capacity;
    uint32_t first, last; /* links, plus one; 0: none */
} idt_ftm_entity;

typedef struct {
    uint32_t entity, next; /* who names the thing, and the next one who does, plus one */
} idt_ftm_link;

typedef struct {
    idt_lists *lists;
    idt_ftm_entity *entities;
    size_t count, capacity;
    idt_strmap ids;
    idt_strmap names; /* of properties and schemata */
    idt_ftm_link *links;
    size_t link_count, link_capacity;
    bool tells;      /* the file tells who is listed */
    bool hold_all;   /* nobody is slim */
    bool missed;     /* one that was slim turned out to be listed: read again, holding all */
    idt_span newest; /* last_change */
    uint32_t file;
    uint32_t repeated_keys; /* lines with a key twice in one object, and the first of them */
    idt_source first_repeated;
    idt_leftovers leftovers;
} idt_ftm_set;

/* One party while facts are added: equal facts are said once. */
typedef struct {
    idt_lists *lists;
    idt_party *party;
    idt_arena scratch;
    idt_strmap seen;
} idt_ftm_party;

void idt_ftm_party_begin(idt_ftm_party *self, idt_lists *lists, idt_source source);
void idt_ftm_party_end(idt_ftm_party *self);
/* Is it the first time that this is said of the party? */
bool idt_ftm_is_new(idt_ftm_party *self, const char *kind, idt_span value);
void idt_ftm_add_name(idt_ftm_party *self, idt_span text, idt_name_kind kind, idt_quality quality,
                      idt_source source);
/* A date that cannot be read keeps its text. */
void idt_ftm_add_date(idt_ftm_party *self, idt_date_kind kind, idt_span text, idt_source source);
void idt_ftm_add_country(idt_ftm_party *self, idt_country_role role, idt_span text,
                         idt_source source);
void idt_ftm_add_identifier(idt_ftm_party *self, idt_identifier_type type, const char *label,
                            idt_span value, idt_source source);
void idt_ftm_add_address(idt_ftm_party *self, idt_span text, idt_source source);
/* Another list's number in the way OpenSanctions writes it: "ofac-9345". False: not known. */
bool idt_ftm_add_referent(idt_ftm_party *self, idt_span text, bool consolidated, idt_source source);
/* The party type of a schema that names a party; false for all others. */
bool idt_ftm_party_type(idt_party_type *out, idt_span schema);
/* "Ukraine War & Sanctions" -> "ukraine_war_sanctions"; "own" where nothing is left. */
idt_span idt_ftm_list_id(idt_arena *arena, idt_span dataset);

/* The first value of a property, or "". */
idt_span idt_ftm_value(const idt_ftm_entity *self, const char *name);
/* The entity of an id, or NULL. */
idt_ftm_entity *idt_ftm_find(const idt_ftm_set *self, idt_span id);

/* Does this topic mean that its bearer is listed? */
bool idt_ftm_is_risk(idt_span topic);
/* Is an entity of this schema of use only where it is joined, and then as a whole? */
bool idt_ftm_is_part(idt_span schema);

/* The number of an id's entity, which is added where it is new. */
uint32_t idt_ftm_entity_number(idt_ftm_set *self, idt_span id, idt_source source, bool *added);
/* Add what `value`, an object, says to an entity; objects in it that have an id are entities of
 * their own. `depth`: how many entities it stands in. */
void idt_ftm_load(idt_ftm_set *self, const idt_json_value *value, uint32_t number,
                  idt_source source, int depth);

/* Turn everything that is listed into parties: ftm_party.c. */
void idt_ftm_convert(idt_ftm_set *self);
/* Find out who names whom; what names a party is added to it: ftm_join.c. */
void idt_ftm_link_all(idt_ftm_set *self);
void idt_ftm_join(idt_ftm_set *self, idt_ftm_party *party, const idt_ftm_entity *entity);

#endif
