/* ftm_load.c - one FollowTheMoney entity from JSON into the set that is held. */
#include "base/alloc.h"
#include "lists/ftm_internal.h"

enum { NESTING_MAX = 8 };

idt_span idt_ftm_value(const idt_ftm_entity *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++)
        if (idt_span_equal_text(self->properties[i].name, name))
            return self->properties[i].value;
    return IDT_SPAN_EMPTY;
}

idt_ftm_entity *idt_ftm_find(const idt_ftm_set *self, idt_span id)
{
    uint32_t number = idt_strmap_find(&self->ids, id);
    return number == IDT_STRMAP_NONE || self->entities[number].deleted ? NULL
                                                                       : &self->entities[number];
}

static idt_span intern(idt_ftm_set *self, idt_span text)
{
    uint32_t number = idt_strmap_find(&self->names, text);
    if (number == IDT_STRMAP_NONE)
        number = idt_strmap_add(&self->names, idt_arena_copy(&self->lists->arena, text), NULL);
    return self->names.keys[number];
}

static void add_property(idt_ftm_entity *entity, idt_span name, idt_span value)
{
    entity->properties = idt_grow(entity->properties, &entity->capacity, entity->count + 1,
                                  sizeof *entity->properties);
    entity->properties[entity->count++] = (idt_ftm_property){ name, value };
}

uint32_t idt_ftm_entity_number(idt_ftm_set *self, idt_span id, idt_source source, bool *added)
{
    uint32_t number = idt_strmap_find(&self->ids, id);

    *added = number == IDT_STRMAP_NONE;
    if (!*added)
        return number;
    idt_span kept = idt_arena_copy(&self->lists->arena, id);
    number = idt_strmap_add(&self->ids, kept, NULL);
    self->entities =
        idt_grow(self->entities, &self->capacity, number + (size_t)1, sizeof *self->entities);
    self->entities[number] = (idt_ftm_entity){
        .id = kept, .schema = IDT_SPAN_EMPTY, .caption = IDT_SPAN_EMPTY, .source = source
    };
    self->count = number + (size_t)1;
    return number;
}

/* An object that is no entity, as text: "full 1 Way; country lv". */
static void add_members(idt_buf *out, const idt_json_value *value)
{
    const idt_json_value *member;
    void *place = NULL;
    idt_span key;

    for (size_t i = 0; i < idt_json_value_count(value); i++) {
        idt_buf_add_text(out, i > 0 ? ", " : "");
        add_members(out, idt_json_value_at(value, i));
    }
    if (idt_json_value_kind(value) != IDT_JSON_ARRAY &&
        idt_json_value_kind(value) != IDT_JSON_OBJECT)
        idt_json_value_format(out, value);
    for (bool first = true; idt_json_value_next(value, &place, &key, &member); first = false) {
        idt_buf_format(out, "%s%.*s ", first ? "" : "; ", (int)key.len, key.ptr);
        add_members(out, member);
    }
}

/* A scalar is itself, an entity its id. */
static void load_value(idt_ftm_set *self, uint32_t number, idt_span name,
                       const idt_json_value *value, int depth)
{
    idt_source source = self->entities[number].source;
    idt_span id = idt_json_value_string(idt_json_value_member(value, "id"));
    idt_buf text = IDT_BUF_INIT;
    bool added;

    if (id.len > 0 && depth < NESTING_MAX) {
        idt_buf_add_span(&text, id);
        idt_ftm_load(self, value, idt_ftm_entity_number(self, id, source, &added), source,
                     depth + 1);
    } else {
        add_members(&text, value);
    }
    idt_span kept = idt_span_trim(idt_buf_span(&text));
    const idt_ftm_entity *entity = &self->entities[number];
    bool held = !entity->slim || (entity->caption.len == 0 && entity->count == 0 &&
                                  idt_span_equal_text(name, "name"));
    if (kept.len > 0 && held)
        add_property(&self->entities[number], name, idt_arena_copy(&self->lists->arena, kept));
    idt_buf_release(&text);
}

static void load_values(idt_ftm_set *self, uint32_t number, idt_span name,
                        const idt_json_value *values, int depth)
{
    if (idt_json_value_kind(values) != IDT_JSON_ARRAY) {
        load_value(self, number, name, values, depth);
        return;
    }
    for (size_t i = 0; i < idt_json_value_count(values); i++)
        load_values(self, number, name, idt_json_value_at(values, i), depth);
}

static bool is_true(const idt_json_value *value)
{
    idt_buf word = IDT_BUF_INIT;

    idt_json_value_format(&word, value);
    bool is = idt_json_value_kind(value) == IDT_JSON_BOOL &&
              idt_span_equal_text(idt_buf_span(&word), "true");
    idt_buf_release(&word);
    return is;
}

static void load_header(idt_ftm_set *self, uint32_t number, idt_span key,
                        const idt_json_value *value)
{
    idt_ftm_entity *entity = &self->entities[number];
    idt_span text = idt_json_value_string(value);

    if (idt_json_value_kind(value) == IDT_JSON_ARRAY &&
        (idt_span_equal_text(key, "caption") || idt_span_equal_text(key, "target") ||
         idt_span_equal_text(key, "last_change"))) {
        for (size_t i = idt_json_value_count(value); i-- > 0;) /* the first caption stays */
            load_header(self, number, key, idt_json_value_at(value, i));
    } else if (idt_span_equal_text(key, "schema")) {
        entity->schema = intern(self, text);
    } else if (idt_span_equal_text(key, "caption")) {
        text = idt_span_trim(text);
        if (entity->caption.len > 0 && !idt_span_equal(entity->caption, text))
            add_property(entity, intern(self, IDT_SPAN_LIT("name")), entity->caption);
        entity->caption = idt_arena_copy(&self->lists->arena, text);
    } else if (idt_span_equal_text(key, "target")) {
        entity->target = entity->target || is_true(value);
    } else if (idt_span_equal_text(key, "last_change")) {
        if (idt_span_compare(text, self->newest) > 0)
            self->newest = idt_arena_copy(&self->lists->arena, text);
    } else if (idt_span_equal_text(key, "datasets")) {
        load_values(self, number, IDT_SPAN_LIT("@datasets"), value, NESTING_MAX);
    } else if (idt_span_equal_text(key, "referents")) {
        load_values(self, number, IDT_SPAN_LIT("@referents"), value, NESTING_MAX);
    } else if (!idt_span_equal_text(key, "id") && !idt_span_equal_text(key, "properties") &&
               !idt_span_equal_text(key, "first_seen") && !idt_span_equal_text(key, "last_seen")) {
        load_values(self, number, intern(self, key), value, NESTING_MAX);
    }
}

static bool has_risk(const idt_json_value *topics)
{
    bool found = idt_ftm_is_risk(idt_json_value_string(topics));

    for (size_t i = 0; i < idt_json_value_count(topics) && !found; i++)
        found = has_risk(idt_json_value_at(topics, i));
    return found;
}

static bool has_true(const idt_json_value *value)
{
    bool found = is_true(value);

    for (size_t i = 0; i < idt_json_value_count(value) && !found; i++)
        found = has_true(idt_json_value_at(value, i));
    return found;
}

/* Before its values are taken: how much of the entity is to be held? */
static void weigh(idt_ftm_set *self, idt_ftm_entity *entity, const idt_json_value *value)
{
    const idt_json_value *properties = idt_json_value_member(value, "properties");
    bool listed = has_true(idt_json_value_member(value, "target")) ||
                  has_risk(idt_json_value_member(properties, "topics")) ||
                  has_risk(idt_json_value_member(value, "topics"));

    self->tells = self->tells || listed;
    self->missed = self->missed || (listed && entity->slim);
    entity->listed = entity->listed || listed;
    entity->slim = self->tells && !self->hold_all && !entity->listed &&
                   !idt_ftm_is_part(idt_json_value_string(idt_json_value_member(value, "schema")));
}

void idt_ftm_load(idt_ftm_set *self, const idt_json_value *value, uint32_t number,
                  idt_source source, int depth)
{
    const idt_json_value *properties = idt_json_value_member(value, "properties"), *member;
    void *place = NULL;
    idt_span key;

    self->entities[number].source = source;
    weigh(self, &self->entities[number], value);
    while (idt_json_value_next(value, &place, &key, &member))
        load_header(self, number, key, member);
    place = NULL;
    while (idt_json_value_next(properties, &place, &key, &member))
        load_values(self, number, intern(self, key), member, depth);
}
