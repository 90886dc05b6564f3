/* ofac_advanced_party.c - one DistinctParty: its profiles, identities and names.
 *
 * A name comes in typed parts. Its display form is OFAC's own, the one of the CSV: the family name
 * and the names of organisations and vessels in capitals, "LAST, First Middle"; names in the
 * Arabic and the Hebrew script as they are read. */
#include "lists/ofac_advanced_internal.h"

#include "base/alloc.h"

typedef enum {
    PART_FAMILY,
    PART_WHOLE,
    PART_GIVEN,
    PART_MIDDLE,
    PART_PATRONYMIC,
    PART_MATRONYMIC,
    PART_MAIDEN,
    PART_NICKNAME,
    PART_COUNT
} part_kind;

typedef struct {
    idt_buf text; /* the values of the kind, with blanks between them */
} name_part;

bool idt_adv_repeats(idt_adv_reader *self, char kind, const idt_span *parts, size_t count)
{
    bool added;

    idt_buf_reset(&self->buf);
    idt_buf_add_char(&self->buf, kind);
    for (size_t i = 0; i < count; i++)
        idt_buf_put_span(&self->buf, parts[i]);
    idt_span key = idt_buf_span(&self->buf);
    if (idt_strmap_find(&self->said, key) != IDT_STRMAP_NONE)
        return true;
    idt_strmap_add(&self->said, idt_arena_copy(&self->scratch, key), &added);
    return false;
}

void idt_adv_remark(idt_adv_reader *self, const char *key, idt_span about, idt_span text,
                    idt_source source)
{
    idt_arena *arena = &self->lists->arena;

    if (text.len == 0)
        return;
    if (about.len)
        text = idt_arena_format(arena, "%.*s: %.*s", (int)about.len, about.ptr, (int)text.len,
                                text.ptr);
    idt_span parts[] = { idt_span_of(key), text };
    if (!idt_adv_repeats(self, 'c', parts, 2))
        idt_party_add_fact(self->party, arena, key, text, source);
}

/* ---- names ---- */

static bool is_true(idt_element *element, const char *attribute)
{
    idt_span text = idt_element_look_attribute(element, attribute);

    idt_element_pass_attribute(element, attribute);
    return idt_span_equal_text(text, "true") || idt_span_equal_text(text, "1");
}

static part_kind kind_of_part(idt_span type)
{
    static const struct {
        const char *text;
        part_kind kind;
    } kinds[] = {
        { "Last Name", PART_FAMILY },      { "First Name", PART_GIVEN },
        { "Middle Name", PART_MIDDLE },    { "Maiden Name", PART_MAIDEN },
        { "Nickname", PART_NICKNAME },     { "Patronymic", PART_PATRONYMIC },
        { "Matronymic", PART_MATRONYMIC },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (idt_span_equal_nocase(type, idt_span_of(kinds[i].text)))
            return kinds[i].kind;
    return PART_WHOLE;
}

/* Capitals of the scripts in which OFAC writes them: Latin (ASCII and Latin-1) and Cyrillic. */
static void add_capitals(idt_buf *out, idt_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        unsigned code =
            (c & 0xE0u) == 0xC0u && (next & 0xC0u) == 0x80u ? (c & 0x1Fu) << 6 | (next & 0x3Fu) : 0;

        if ((code >= 0xE0 && code <= 0xFE && code != 0xF7) || (code >= 0x430 && code <= 0x44F))
            code -= 0x20;
        else if (code >= 0x450 && code <= 0x45F)
            code -= 0x50;
        if (code) {
            idt_buf_add_char(out, (char)(0xC0u | code >> 6));
            idt_buf_add_char(out, (char)(0x80u | (code & 0x3Fu)));
            i++;
        } else {
            idt_buf_add_char(out, idt_to_upper((char)c));
        }
    }
}

static bool runs_to_the_left(idt_span script)
{
    return idt_span_equal_nocase(script, IDT_SPAN_LIT("Arabic")) ||
           idt_span_equal_nocase(script, IDT_SPAN_LIT("Hebrew"));
}

static void add_parts(idt_buf *out, const name_part *parts, part_kind from, part_kind to)
{
    for (part_kind i = from; i <= to; i++) {
        if (parts[i].text.len == 0)
            continue;
        if (out->len && out->ptr[out->len - 1] != ' ')
            idt_buf_add_char(out, ' ');
        idt_buf_add_span(out, idt_buf_span(&parts[i].text));
    }
}

static idt_span displayed(idt_adv_reader *self, const name_part *parts, idt_span script)
{
    idt_buf out = IDT_BUF_INIT;

    if (runs_to_the_left(script)) {
        add_parts(&out, parts, PART_GIVEN, PART_NICKNAME);
        add_parts(&out, parts, PART_FAMILY, PART_WHOLE);
    } else {
        idt_buf rest = IDT_BUF_INIT;

        add_capitals(&out, idt_buf_span(&parts[PART_FAMILY].text));
        if (out.len && parts[PART_WHOLE].text.len)
            idt_buf_add_char(&out, ' ');
        add_capitals(&out, idt_buf_span(&parts[PART_WHOLE].text));
        add_parts(&rest, parts, PART_GIVEN, PART_NICKNAME);
        if (out.len && rest.len)
            idt_buf_add_text(&out, ", ");
        idt_buf_add_span(&out, idt_buf_span(&rest));
        idt_buf_release(&rest);
    }
    idt_span text = idt_arena_copy(&self->lists->arena, idt_buf_span(&out));
    idt_buf_release(&out);
    return text;
}

/* The type of a part stands at its group; groups of one identity, by id. */
typedef struct {
    idt_strmap ids;
    part_kind *kinds;
    size_t capacity;
} part_groups;

static void read_groups(idt_adv_reader *self, idt_element *identity, part_groups *groups)
{
    idt_element *all = idt_element_child(identity, "NamePartGroups", NULL);

    for (idt_element *master = all ? all->first : NULL; master; master = master->next) {
        for (idt_element *at = idt_element_child(master, "NamePartGroup", NULL); at;
             at = idt_element_child(master, "NamePartGroup", at)) {
            idt_adv_value type =
                idt_adv_value_of(self, at, "NamePartTypeID", IDT_ADV_NAME_PART_TYPE);
            uint32_t number =
                idt_strmap_add(&groups->ids, idt_element_look_attribute(at, "ID"), NULL);

            idt_element_pass_attribute(at, "ID");
            groups->kinds = idt_grow(groups->kinds, &groups->capacity, (size_t)number + 1,
                                     sizeof *groups->kinds);
            groups->kinds[number] = kind_of_part(type.text);
        }
    }
}

static part_kind kind_of_value(idt_adv_reader *self, idt_element *value, const part_groups *groups)
{
    idt_span group = idt_element_look_attribute(value, "NamePartGroupID");
    uint32_t number = idt_strmap_find(&groups->ids, group);

    idt_element_pass_attribute(value, "NamePartGroupID");
    if (number != IDT_STRMAP_NONE)
        return groups->kinds[number];
    idt_lists_diagnose(self->lists, idt_records_source(self->records, value),
                       IDT_DIAGNOSTIC_WARNING, "unknown-name-part", self->party->uid,
                       "the part of a name belongs to the group %.*s, which the identity lacks",
                       (int)group.len, group.ptr);
    return PART_WHOLE;
}

static void take_parts(idt_adv_reader *self, idt_element *documented, const part_groups *groups,
                       name_part *parts, idt_span *script)
{
    for (idt_element *part = idt_element_child(documented, "DocumentedNamePart", NULL); part;
         part = idt_element_child(documented, "DocumentedNamePart", part)) {
        for (idt_element *value = idt_element_child(part, "NamePartValue", NULL); value;
             value = idt_element_child(part, "NamePartValue", value)) {
            idt_buf *text = &parts[kind_of_value(self, value, groups)].text;
            idt_span of = idt_adv_value_of(self, value, "ScriptID", IDT_ADV_SCRIPT).text;

            if (script->len == 0 && !idt_adv_says_nothing(of))
                *script = of;
            idt_element_pass_attribute(value, "ScriptStatusID");
            idt_element_pass_attribute(value, "Acronym");
            value->taken = true;
            if (text->len && value->text.len)
                idt_buf_add_char(text, ' ');
            idt_buf_add_span(text, value->text);
        }
    }
}

static idt_name_kind kind_of_alias(const idt_adv_value *type)
{
    if (idt_adv_is(type, "F.K.A."))
        return IDT_NAME_FKA;
    if (idt_adv_is(type, "N.K.A."))
        return IDT_NAME_NKA;
    return IDT_NAME_AKA;
}

static idt_span kept(idt_adv_reader *self, const name_part *part)
{
    if (part->text.len == 0)
        return IDT_SPAN_EMPTY;
    return idt_arena_copy(&self->lists->arena, idt_buf_span(&part->text));
}

static void add_name(idt_adv_reader *self, idt_element *documented, const part_groups *groups,
                     idt_name name)
{
    name_part parts[PART_COUNT] = { 0 };
    idt_span script = IDT_SPAN_EMPTY;

    take_parts(self, documented, groups, parts, &script);
    name.text = displayed(self, parts, script);
    name.script = script;
    name.language = IDT_SPAN_EMPTY;
    name.family = kept(self, &parts[PART_FAMILY]);
    name.given = kept(self, &parts[PART_GIVEN]);
    name.middle = kept(self, &parts[PART_MIDDLE]);
    name.patronymic = kept(self, &parts[PART_PATRONYMIC]);
    name.matronymic = kept(self, &parts[PART_MATRONYMIC]);
    name.maiden = kept(self, &parts[PART_MAIDEN]);
    name.source = idt_records_source(self->records, documented);
    for (int i = 0; i < PART_COUNT; i++)
        idt_buf_release(&parts[i].text);
    bool latin = script.len == 0 || idt_span_equal_nocase(script, IDT_SPAN_LIT("Latin"));
    if (!latin && name.kind == IDT_NAME_PRIMARY)
        name.kind = IDT_NAME_ORIGINAL_SCRIPT;
    else if (name.kind == IDT_NAME_PRIMARY && self->has_primary)
        name.kind = IDT_NAME_AKA;
    else if (name.kind == IDT_NAME_PRIMARY)
        self->has_primary = name.text.len > 0;
    char marks[2] = { (char)('A' + name.kind), (char)('A' + name.quality) };
    idt_span key[] = { name.text, script, { marks, 2 } };
    if (name.text.len && !idt_adv_repeats(self, 'n', key, 3))
        idt_party_add_name(self->party, &self->lists->arena, name);
}

/* `main`: the name of the party; other identities and profiles give it further names only. */
static void take_alias(idt_adv_reader *self, idt_element *alias, const part_groups *groups,
                       bool main)
{
    idt_source source = idt_records_source(self->records, alias);
    idt_adv_value type = idt_adv_value_of(self, alias, "AliasTypeID", IDT_ADV_ALIAS_TYPE);
    bool weak = is_true(alias, "LowQuality");
    idt_name name = { .kind = main ? IDT_NAME_PRIMARY : kind_of_alias(&type),
                      .quality = weak   ? IDT_QUALITY_WEAK
                                 : main ? IDT_QUALITY_UNGRADED
                                        : IDT_QUALITY_STRONG };

    idt_element_pass_attribute(alias, "FixedRef"); /* the party's */
    idt_element_pass_attribute(alias, "Primary");
    for (idt_element *at = idt_element_child(alias, "DocumentedName", NULL); at;
         at = idt_element_child(alias, "DocumentedName", at)) {
        idt_element_pass_attribute(at, "ID");
        idt_element_pass_attribute(at, "FixedRef");
        idt_element_pass_attribute(at, "DocNameStatusID"); /* primary Latin or another script */
        idt_element_pass_child(at, "IDRegDocumentReference");
        add_name(self, at, groups, name);
        idt_adv_remark(self, "alias remark", IDT_SPAN_EMPTY, idt_element_take_child(at, "Comment"),
                       source);
    }
    idt_adv_remark(self, "alias remark", IDT_SPAN_EMPTY, idt_element_take_child(alias, "Comment"),
                   source);
}

static idt_element *primary_alias(const idt_element *identity)
{
    for (idt_element *at = idt_element_child(identity, "Alias", NULL); at;
         at = idt_element_child(identity, "Alias", at))
        if (idt_span_equal_text(idt_element_look_attribute(at, "Primary"), "true") ||
            idt_span_equal_text(idt_element_look_attribute(at, "Primary"), "1"))
            return at;
    return idt_element_child(identity, "Alias", NULL);
}

/* The first name is the primary one, also where the file gives another script before the Latin. */
static void put_primary_first(idt_party *party)
{
    size_t at = 0;

    while (at < party->name_count && party->names[at].kind != IDT_NAME_PRIMARY)
        at++;
    if (at == party->name_count)
        at = 0;
    if (party->name_count == 0)
        return;
    idt_name primary = party->names[at];
    party->names[at] = party->names[0];
    party->names[0] = primary;
    party->names[0].kind = IDT_NAME_PRIMARY;
}

static void take_identity(idt_adv_reader *self, idt_element *identity)
{
    part_groups groups = { IDT_STRMAP_INIT, NULL, 0 };
    idt_element *main = self->party->name_count == 0 ? primary_alias(identity) : NULL;
    idt_source source = idt_records_source(self->records, identity);

    read_groups(self, identity, &groups);
    if (main) {
        take_alias(self, main, &groups, true);
        put_primary_first(self->party);
        self->has_primary = self->party->name_count > 0;
    }
    for (idt_element *at = idt_element_child(identity, "Alias", NULL); at;
         at = idt_element_child(identity, "Alias", at))
        if (at != main)
            take_alias(self, at, &groups, false);
    if (is_true(identity, "False"))
        idt_adv_remark(self, "false identity", IDT_SPAN_EMPTY,
                       idt_element_look_attribute(identity, "ID"), source);
    idt_adv_remark(self, "comment", IDT_SPAN_EMPTY, idt_element_take_child(identity, "Comment"),
                   source);
    idt_adv_documents_join(self, idt_element_look_attribute(identity, "ID"));
    idt_element_pass_attribute(identity, "ID");
    idt_element_pass_attribute(identity, "FixedRef");
    idt_element_pass_attribute(identity, "Primary");
    idt_element_pass_child(identity, "IDRegDocumentReference"); /* joined by the identity's id */
    idt_strmap_release(&groups.ids);
    idt_free(groups.kinds);
}

/* ---- the party ---- */

/* The type counts: two of the subtypes are called "Unknown". */
static idt_party_type party_type(idt_adv_reader *self, idt_element *profile)
{
    idt_adv_value subtype =
        idt_adv_value_of(self, profile, "PartySubTypeID", IDT_ADV_PARTY_SUB_TYPE);
    uint32_t number = idt_strmap_find(&self->values[IDT_ADV_PARTY_TYPE].ids, subtype.other);
    idt_span type = number == IDT_STRMAP_NONE ? IDT_SPAN_EMPTY
                                              : self->values[IDT_ADV_PARTY_TYPE].items[number].text;

    if (idt_span_equal_nocase(type, IDT_SPAN_LIT("Individual")))
        return IDT_PARTY_PERSON;
    if (idt_span_equal_nocase(type, IDT_SPAN_LIT("Entity")) ||
        idt_span_equal_nocase(type, IDT_SPAN_LIT("Other Entity")))
        return IDT_PARTY_ORGANIZATION;
    if (idt_adv_is(&subtype, "Vessel"))
        return IDT_PARTY_VESSEL;
    if (idt_adv_is(&subtype, "Aircraft"))
        return IDT_PARTY_AIRCRAFT;
    idt_lists_diagnose(self->lists, idt_records_source(self->records, profile),
                       IDT_DIAGNOSTIC_WARNING, "unknown-type", self->party->uid,
                       "the party's type \"%.*s\", subtype \"%.*s\", is not known", (int)type.len,
                       type.ptr, (int)subtype.text.len, subtype.text.ptr);
    return IDT_PARTY_UNKNOWN;
}

static void enter_profile(idt_adv_reader *self, idt_element *profile)
{
    bool added;
    idt_span id = idt_element_take_attribute(profile, "ID");
    uint32_t number = idt_strmap_add(&self->profile_ids, id, &added);

    if (!added) {
        idt_lists_diagnose(self->lists, idt_records_source(self->records, profile),
                           IDT_DIAGNOSTIC_WARNING, "duplicate-id", self->party->uid,
                           "the profile %.*s stands in the file twice", (int)id.len, id.ptr);
        return;
    }
    self->profile_parties = idt_grow(self->profile_parties, &self->profile_capacity,
                                     (size_t)number + 1, sizeof *self->profile_parties);
    self->profile_parties[number] = (uint32_t)(self->lists->party_count - 1);
}

static void take_comments(idt_adv_reader *self, idt_element *of)
{
    for (idt_element *at = idt_element_child(of, "Comment", NULL); at;
         at = idt_element_child(of, "Comment", at)) {
        idt_ofac_remarks remarks = { .text = idt_element_take(at),
                                     .title = IDT_SPAN_EMPTY,
                                     .source = idt_records_source(self->records, at) };
        remarks.head_bytes = remarks.text.len;
        remarks.tail_source = remarks.source;
        if (remarks.text.len)
            idt_ofac_remarks_read(self->lists, self->party, &remarks, &self->remarks);
    }
}

static void take_profile(idt_adv_reader *self, idt_element *profile)
{
    idt_party_type type = party_type(self, profile);

    if (self->party->type == IDT_PARTY_UNKNOWN)
        self->party->type = type;
    enter_profile(self, profile);
    for (idt_element *at = idt_element_child(profile, "Identity", NULL); at;
         at = idt_element_child(profile, "Identity", at))
        take_identity(self, at);
    for (idt_element *at = idt_element_child(profile, "Feature", NULL); at;
         at = idt_element_child(profile, "Feature", at))
        idt_adv_feature_add(self, at);
    take_comments(self, profile);
    idt_element_pass_child(profile, "SanctionsEntryReference"); /* the entry names the profile */
}

static void take_uid(idt_adv_reader *self, idt_element *record)
{
    idt_party *party = self->party;
    bool added;

    party->uid = idt_element_take_attribute(record, "FixedRef");
    if (party->uid.len == 0) {
        party->uid = idt_arena_format(&self->lists->arena, "LINE-%u", record->line);
        idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_WARNING, "missing-reference",
                           party->uid, "the party has no FixedRef; it is named after its line");
    }
    idt_strmap_add(&self->fixed_refs, party->uid, &added);
    if (!added)
        idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_WARNING,
                           "duplicate-reference", party->uid,
                           "the FixedRef stands on an earlier party too");
}

void idt_adv_party_add(idt_adv_reader *self, idt_element *record)
{
    self->party = idt_lists_add_party(self->lists);
    self->party->source = idt_records_source(self->records, record);
    self->party->type = IDT_PARTY_UNKNOWN;
    self->has_primary = false;
    take_uid(self, record);
    for (idt_element *at = idt_element_child(record, "Profile", NULL); at;
         at = idt_element_child(record, "Profile", at))
        take_profile(self, at);
    take_comments(self, record);
    if (self->party->name_count == 0) {
        if (self->nameless++ == 0)
            self->first_nameless = self->party->source;
        idt_lists_diagnose(self->lists, self->party->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                           self->party->uid, "the party has no name");
    }
    idt_records_keep_rest(self->records, record, self->party);
    self->party = NULL;
    idt_strmap_release(&self->said);
    idt_arena_reset(&self->scratch);
}
