/* ofac_xml.c - what OFAC's XML formats share while an edition is read. */
#include <inttypes.h>

#include "lists/ofac_internal.h"

void idt_ofac_xml_release(idt_ofac_xml *self)
{
    idt_ofac_remark_counts_release(&self->counts);
    idt_strmap_release(&self->uids);
}

idt_party *idt_ofac_xml_party(idt_ofac_xml *self, idt_lists *lists, idt_span uid,
                              idt_span type_word, idt_source source)
{
    idt_party *party = idt_lists_add_party(lists);
    bool added = true;

    self->entry_count++;
    party->source = source;
    party->uid = uid;
    party->type = type_word.len ? idt_ofac_party_type(type_word) : IDT_PARTY_UNKNOWN;
    if (party->type == IDT_PARTY_UNKNOWN)
        idt_lists_diagnose(lists, source, IDT_DIAGNOSTIC_WARNING, "unknown-type", uid,
                           "the kind of party \"%.*s\" is not known", (int)type_word.len,
                           type_word.ptr);
    if (uid.len)
        idt_strmap_add(&self->uids, uid, &added);
    else
        party->uid = idt_arena_format(&lists->arena, "LINE-%" PRIu32, source.line);
    if (!added || uid.len == 0)
        idt_lists_diagnose(lists, source, IDT_DIAGNOSTIC_WARNING,
                           added ? "missing-id" : "duplicate-id", party->uid, "%s",
                           added ? "the entry has no number; it is named after its line"
                                 : "the number stands on an earlier entry too");
    return party;
}

/* The flat files end Remarks with a dot of their own; the XML does not. */
void idt_ofac_xml_remarks(idt_ofac_xml *self, idt_lists *lists, idt_party *party, idt_span text,
                          idt_source source)
{
    if (text.len == 0)
        return;
    idt_span dotted = idt_arena_format(&lists->arena, "%.*s.", (int)text.len, text.ptr);
    idt_ofac_remarks remarks = { dotted, dotted.len, false, IDT_SPAN_EMPTY, source, source };
    idt_ofac_remarks_read(lists, party, &remarks, &self->counts);
}

idt_span idt_ofac_xml_joined(idt_arena *arena, idt_span text, const char *mark, idt_span part)
{
    if (part.len == 0)
        return text;
    if (text.len == 0)
        return part;
    return idt_arena_format(arena, "%.*s%s%.*s", (int)text.len, text.ptr, mark, (int)part.len,
                            part.ptr);
}

bool idt_ofac_xml_date(idt_lists *lists, idt_span text)
{
    idt_edition *edition = &lists->editions[lists->edition_count - 1];
    idt_date_range range;

    if (!idt_date_parse(&range, text) || range.from.day == 0)
        return false;
    edition->date = idt_arena_format(&lists->arena, "%04u-%02u-%02u", range.from.year,
                                     range.from.month, range.from.day);
    edition->date_from = IDT_SPAN_LIT("file");
    return true;
}

static void add_key_part(idt_buf *key, idt_span part)
{
    idt_buf_add_span(key, part);
    idt_buf_add_char(key, '\0');
}

/* A key for every element, and which of them are new: in one pass, since a party of a million names
 * must not take a million passes. Keys live in `arena`. */
static bool is_new(idt_strmap *seen, idt_arena *arena, const idt_buf *key)
{
    bool added;

    idt_strmap_add(seen, idt_arena_copy(arena, idt_buf_span(key)), &added);
    return added;
}

static void drop_names(idt_party *party, idt_strmap *seen, idt_arena *arena, idt_buf *key)
{
    size_t kept = 0;

    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];

        key->len = 0;
        idt_buf_format(key, "name %d %d ", (int)name->kind, (int)name->quality);
        add_key_part(key, name->text);
        add_key_part(key, name->script);
        if (is_new(seen, arena, key))
            party->names[kept++] = *name;
    }
    party->name_count = kept;
}

static void drop_addresses(idt_party *party, idt_strmap *seen, idt_arena *arena, idt_buf *key)
{
    size_t kept = 0;

    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *address = &party->addresses[i];

        key->len = 0;
        idt_buf_format(key, "address %d ", (int)address->role);
        add_key_part(key, address->text);
        add_key_part(key, address->street);
        add_key_part(key, address->city);
        add_key_part(key, address->region);
        add_key_part(key, address->postal);
        add_key_part(key, address->country.text);
        if (is_new(seen, arena, key))
            party->addresses[kept++] = *address;
    }
    party->address_count = kept;
}

void idt_ofac_xml_drop_repeats(idt_party *party)
{
    idt_strmap seen = IDT_STRMAP_INIT;
    idt_arena arena = IDT_ARENA_INIT;
    idt_buf key = IDT_BUF_INIT;

    drop_names(party, &seen, &arena, &key);
    drop_addresses(party, &seen, &arena, &key);
    idt_buf_release(&key);
    idt_strmap_release(&seen);
    idt_arena_release(&arena);
}
