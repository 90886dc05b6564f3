/* answer_party.c - one party with everything its publisher states, and where. */
#include "regime/regime.h"
#include "service/answer.h"
#include "service/answer_internal.h"

idt_span idt_party_answer_file(const idt_party_answer *self, idt_source source)
{
    if (!self->edition || source.file >= self->edition->file_count)
        return IDT_SPAN_EMPTY;
    return self->edition->files[source.file].name;
}

static void write_source(idt_json *json, const idt_party_answer *answer, idt_source source)
{
    idt_json_key(json, "source");
    idt_json_begin_object(json);
    idt_json_add_string(json, "file", idt_party_answer_file(answer, source));
    idt_json_add_uint(json, "line", source.line);
    idt_json_end_object(json);
}

static void write_country(idt_json *json, const char *key, const idt_country *country)
{
    if (country->text.len == 0 && country->code[0] == '\0')
        return;
    idt_json_key(json, key);
    idt_json_begin_object(json);
    idt_json_add_string(json, "text", country->text);
    if (country->code[0] != '\0')
        idt_json_add_text(json, "code", country->code);
    idt_json_end_object(json);
}

static void write_day(idt_json *json, const char *key, idt_ymd date)
{
    idt_buf text = IDT_BUF_INIT;

    idt_ymd_format(&text, date);
    idt_json_add_stated(json, key, idt_buf_span(&text));
    idt_buf_release(&text);
}

static void write_name(idt_json *json, const idt_party_answer *answer, const idt_name *name)
{
    idt_json_begin_object(json);
    idt_json_add_string(json, "text", name->text);
    idt_json_add_stated(json, "family", name->family);
    idt_json_add_stated(json, "given", name->given);
    idt_json_add_stated(json, "middle", name->middle);
    idt_json_add_stated(json, "patronymic", name->patronymic);
    idt_json_add_stated(json, "matronymic", name->matronymic);
    idt_json_add_stated(json, "maiden", name->maiden);
    idt_json_add_stated(json, "script", name->script);
    idt_json_add_stated(json, "language", name->language);
    idt_json_add_text(json, "kind", idt_name_kind_name(name->kind));
    idt_json_add_text(json, "quality", idt_quality_name(name->quality));
    write_source(json, answer, name->source);
    idt_json_end_object(json);
}

static void write_date(idt_json *json, const idt_party_answer *answer, const idt_party_date *date)
{
    idt_buf text = IDT_BUF_INIT;

    idt_date_format(&text, date->range);
    idt_json_begin_object(json);
    idt_json_add_text(json, "kind", idt_date_kind_name(date->kind));
    idt_json_add_stated(json, "date", idt_buf_span(&text));
    idt_json_add_string(json, "text", date->text);
    idt_json_add_stated(json, "note", date->note);
    write_source(json, answer, date->source);
    idt_json_end_object(json);
    idt_buf_release(&text);
}

static void write_party_country(idt_json *json, const idt_party_answer *answer,
                                const idt_party_country *country)
{
    idt_json_begin_object(json);
    idt_json_add_text(json, "role", idt_country_role_name(country->role));
    write_country(json, "country", &country->country);
    write_source(json, answer, country->source);
    idt_json_end_object(json);
}

static void write_identifier(idt_json *json, const idt_party_answer *answer,
                             const idt_identifier *identifier)
{
    idt_json_begin_object(json);
    idt_json_add_text(json, "type", idt_identifier_name(identifier->type));
    idt_json_add_stated(json, "label", identifier->label);
    idt_json_add_string(json, "value", identifier->value);
    write_country(json, "country", &identifier->country);
    write_day(json, "issued", identifier->issued);
    write_day(json, "expires", identifier->expires);
    idt_json_add_stated(json, "note", identifier->note);
    write_source(json, answer, identifier->source);
    idt_json_end_object(json);
}

static void write_address(idt_json *json, const idt_party_answer *answer,
                          const idt_address *address)
{
    idt_json_begin_object(json);
    idt_json_add_text(json, "role",
                      address->role == IDT_ADDRESS_BIRTH ? "place of birth" : "location");
    idt_json_add_stated(json, "street", address->street);
    idt_json_add_stated(json, "city", address->city);
    idt_json_add_stated(json, "region", address->region);
    idt_json_add_stated(json, "postal", address->postal);
    write_country(json, "country", &address->country);
    idt_json_add_stated(json, "text", address->text);
    idt_json_add_stated(json, "note", address->note);
    write_source(json, answer, address->source);
    idt_json_end_object(json);
}

/* What the table says: of the tag, and of what binds the entry, which may be its part of the list.
 */
static void write_regime(idt_json *json, const idt_regime *regime, const idt_regime *binding,
                         const char *effect)
{
    if (regime) {
        idt_json_add_text(json, "name", regime->name);
        idt_json_add_text(json, "authority", regime->authority);
        idt_json_add_stated(json, "authority_date", idt_span_of(regime->authority_date));
        idt_json_add_stated(json, "title", idt_span_of(regime->title));
        idt_json_add_stated(json, "citation", idt_span_of(regime->regulation));
    }
    idt_json_add_text(json, "effect", effect);
    idt_json_add_stated(json, "obliges", idt_span_of(binding->obliges));
    if (regime) {
        idt_json_add_stated(json, "status", idt_span_of(regime->status));
        idt_json_add_stated(json, "certainty", idt_span_of(regime->certainty));
    }
}

static void write_programme(idt_json *json, const idt_party_answer *answer,
                            const idt_party_programme *programme)
{
    idt_arena list_arena = IDT_ARENA_INIT;
    idt_span list = answer->edition ? answer->edition->list_id : IDT_SPAN_EMPTY;
    const char *list_id = idt_arena_copy(&list_arena, list).ptr;
    const idt_regime *regime = idt_regime_find(list_id, programme->tag);
    const idt_regime *binding = idt_regime_binding(regime, list_id, programme->list);

    idt_json_begin_object(json);
    idt_json_add_string(json, "tag", programme->tag);
    idt_json_add_stated(json, "listed_on", programme->listed_on);
    idt_json_add_stated(json, "list", programme->list);
    idt_json_add_stated(json, "act", programme->authority);
    idt_json_add_stated(json, "measures", programme->measures);
    idt_json_key(json, "known");
    idt_json_bool(json, regime != NULL);
    if (binding)
        write_regime(json, regime, binding,
                     idt_regime_effect_on(binding, list_id, programme->list));
    write_source(json, answer, programme->source);
    idt_json_end_object(json);
    idt_arena_release(&list_arena);
}

static void write_association(idt_json *json, const idt_party_answer *answer,
                              const idt_association *association)
{
    idt_json_begin_object(json);
    idt_json_add_text(json, "relation", idt_relation_name(association->relation));
    idt_json_add_string(json, "target", association->target);
    idt_json_add_stated(json, "target_uid", association->target_uid);
    idt_json_add_stated(json, "label", association->label);
    idt_json_add_stated(json, "quality", association->quality);
    idt_json_add_stated(json, "note", association->note);
    write_source(json, answer, association->source);
    idt_json_end_object(json);
}

static void write_reference(idt_json *json, const idt_party_answer *answer,
                            const idt_reference *reference)
{
    idt_json_begin_object(json);
    idt_json_add_string(json, "list", reference->list_id);
    idt_json_add_string(json, "uid", reference->uid);
    write_source(json, answer, reference->source);
    idt_json_end_object(json);
}

static void write_same(idt_json *json, const idt_party_answer *answer, const idt_same *same)
{
    (void)answer;
    idt_json_begin_object(json);
    idt_json_add_string(json, "entity_id", same->entity_id);
    idt_json_add_text(json, "by", idt_same_kind_name(same->kind));
    idt_json_add_stated(json, "evidence", same->evidence);
    idt_json_add_stated(json, "conflict", same->conflict);
    idt_json_end_object(json);
}

static void write_fact(idt_json *json, const idt_party_answer *answer, const idt_fact *fact)
{
    idt_json_begin_object(json);
    idt_json_add_string(json, "key", fact->key);
    idt_json_add_string(json, "value", fact->value);
    write_source(json, answer, fact->source);
    idt_json_end_object(json);
}

/* The ten arrays of a party differ in their element's writer only. */
#define WRITE_ALL(key, array, count, write)                                                        \
    do {                                                                                           \
        idt_json_key(&json, key);                                                                  \
        idt_json_begin_array(&json);                                                               \
        for (size_t i = 0; i < party->count; i++)                                                  \
            write(&json, answer, &party->array[i]);                                                \
        idt_json_end_array(&json);                                                                 \
    } while (0)

void idt_answer_party(idt_buf *out, const idt_party_answer *answer)
{
    const idt_party *party = answer->party;
    idt_json json = idt_json_of(out, true);

    idt_json_begin_object(&json);
    idt_json_add_string(&json, "entity_id", answer->entity_id);
    idt_json_add_string(&json, "group", answer->group);
    idt_json_key(&json, "group_mates");
    idt_json_begin_array(&json);
    for (size_t i = 0; i < answer->mate_count; i++)
        idt_json_string(&json, answer->mates[i]);
    idt_json_end_array(&json);
    if (answer->edition)
        idt_json_add_string(&json, "list", answer->edition->list_id);
    idt_json_add_string(&json, "caption",
                        party->name_count ? party->names[0].text : answer->entity_id);
    idt_json_add_text(&json, "type", idt_party_type_name(party->type));
    idt_json_add_stated(&json, "gender", idt_span_of(idt_gender_name(party->gender)));
    WRITE_ALL("names", names, name_count, write_name);
    WRITE_ALL("dates", dates, date_count, write_date);
    WRITE_ALL("countries", countries, country_count, write_party_country);
    WRITE_ALL("identifiers", identifiers, identifier_count, write_identifier);
    WRITE_ALL("addresses", addresses, address_count, write_address);
    WRITE_ALL("programmes", programmes, programme_count, write_programme);
    WRITE_ALL("associations", associations, association_count, write_association);
    WRITE_ALL("references", references, reference_count, write_reference);
    WRITE_ALL("same", same, same_count, write_same);
    WRITE_ALL("facts", facts, fact_count, write_fact);
    write_source(&json, answer, party->source);
    idt_json_end_object(&json);
    idt_answer_finish(out);
}
