/* ofac_remarks.c - the small language of OFAC's Remarks column.
 *
 *     remarks = item { "; " item } "."          item = [ "alt. " ] key value
 *
 *     DOB 18 Feb 1962; nationality Korea, North; Passport 563410081 (Korea, North) expires 2015;
 *     a.k.a. 'KOMID'; Linked To: LAZARUS GROUP; KOMID Representative in Iran.
 *
 * A key is a prefix without a fixed separator, so the longest known prefix counts. A dot stands
 * inside items, hence only "; " separates them. Aliases here are the weak ones (the strong ones
 * have their own file); the title of a person is repeated among the items. The value of a number
 * may be followed by its country in parentheses, `issued DATE` and `expires DATE`. An item that no
 * rule knows is kept as the fact "note" and counted. */
#include <string.h>

#include "base/alloc.h"
#include "lists/ofac_internal.h"

typedef struct {
    idt_lists *lists;
    idt_party *party;
    idt_span uid;
    idt_source source;           /* of the item at hand */
    const idt_ofac_item *stated; /* where it is none of Remarks; else NULL */
    bool note_said;              /* the stated note has found its place */
} context;

typedef bool (*item_reader)(context *self, idt_span value, const char *key);

typedef struct {
    const char *prefix;
    item_reader read;
    const char *key;
} rule;

static idt_arena *arena_of(context *self)
{
    return &self->lists->arena;
}

static idt_span stated_note(context *self)
{
    self->note_said = true;
    return self->stated ? self->stated->note : IDT_SPAN_EMPTY;
}

/* ---- readers of one item's value, which is never empty; false: it is not understood after all
 * ---- */

static bool read_fact(context *self, idt_span value, const char *key)
{
    idt_party_add_fact(self->party, arena_of(self), key, value, self->source);
    return true;
}

static bool read_date_of(context *self, idt_span value, idt_date_kind kind)
{
    idt_party_date date = { 0 };

    date.kind = kind;
    date.text = value;
    date.note = stated_note(self);
    date.source = self->source;
    if (!idt_date_parse(&date.range, value)) {
        memset(&date.range, 0, sizeof date.range);
        idt_lists_diagnose(self->lists, self->source, IDT_DIAGNOSTIC_WARNING, "odd-date", self->uid,
                           "\"%.*s\" is no date that is known", (int)value.len, value.ptr);
    }
    idt_party_add_date(self->party, arena_of(self), date);
    return true;
}

static bool read_birth_date(context *self, idt_span value, const char *key)
{
    (void)key;
    return read_date_of(self, value, IDT_DATE_BIRTH);
}

static bool read_established(context *self, idt_span value, const char *key)
{
    (void)key;
    return read_date_of(self, value, IDT_DATE_ESTABLISHED);
}

/* The country at the end of a place: the last two comma parts ("Korea, North"), or the last. */
static idt_country country_at_end(idt_span place, size_t *bytes_before)
{
    size_t last = SIZE_MAX;
    size_t one_before = SIZE_MAX;
    idt_country country = { IDT_SPAN_EMPTY, "" };

    for (size_t i = 0; i + 1 < place.len; i++)
        if (place.ptr[i] == ',' && place.ptr[i + 1] == ' ') {
            one_before = last;
            last = i;
        }
    size_t starts[3] = { 0, one_before == SIZE_MAX ? 0 : one_before + 2,
                         last == SIZE_MAX ? 0 : last + 2 };
    for (size_t i = 0; i < 3; i++) {
        country = idt_country_of(idt_span_sub(place, starts[i], place.len));
        if (country.code[0]) {
            *bytes_before = starts[i] >= 2 ? starts[i] - 2 : 0;
            return country;
        }
    }
    *bytes_before = place.len;
    return (idt_country){ IDT_SPAN_EMPTY, "" };
}

static bool read_birth_place(context *self, idt_span value, const char *key)
{
    idt_address place = { 0 };
    size_t before;

    (void)key;
    place.role = IDT_ADDRESS_BIRTH;
    place.street = place.city = place.region = place.postal = IDT_SPAN_EMPTY;
    place.note = stated_note(self);
    place.text = value;
    place.source = self->source;
    place.country = country_at_end(value, &before);
    idt_span rest = idt_span_sub(value, 0, before);
    size_t comma = idt_span_find(rest, ", ");
    place.city = idt_span_sub(rest, 0, comma);
    if (comma != SIZE_MAX)
        place.region = idt_span_sub(rest, comma + 2, rest.len);
    idt_party_add_address(self->party, arena_of(self), place);
    return true;
}

static bool read_country(context *self, idt_span value, idt_country_role role)
{
    idt_party_add_country(self->party, arena_of(self),
                          (idt_party_country){ idt_country_of(value), role, self->source });
    return true;
}

static bool read_nationality(context *self, idt_span value, const char *key)
{
    (void)key;
    return read_country(self, value, IDT_COUNTRY_NATIONALITY);
}

static bool read_citizenship(context *self, idt_span value, const char *key)
{
    (void)key;
    return read_country(self, value, IDT_COUNTRY_CITIZENSHIP);
}

static bool read_flag(context *self, idt_span value, const char *key)
{
    (void)key;
    return read_country(self, value, IDT_COUNTRY_FLAG);
}

static bool read_former_flag(context *self, idt_span value, const char *key)
{
    (void)key;
    return read_country(self, value, IDT_COUNTRY_FORMER_FLAG);
}

static bool read_gender(context *self, idt_span value, const char *key)
{
    (void)key;
    return idt_gender_parse(&self->party->gender, value);
}

/* The name between the item's first and last quote: it may hold quotes itself (CH'ONGCH'ON). */
static bool read_weak_alias(context *self, idt_span value, const char *key)
{
    idt_span text = idt_span_trim(value);

    if (text.len >= 2 && text.ptr[0] == '\'' && text.ptr[text.len - 1] == '\'')
        text = idt_span_sub(text, 1, text.len - 1);
    else if (text.len && text.ptr[0] == '\'')
        return false;
    if (text.len == 0)
        return false;
    idt_name name = idt_ofac_name(text, self->party->type);
    name.quality = IDT_QUALITY_WEAK;
    name.source = self->source;
    name.kind = key[0] == 'f' ? IDT_NAME_FKA : key[0] == 'n' ? IDT_NAME_NKA : IDT_NAME_AKA;
    idt_party_add_name(self->party, arena_of(self), name);
    return true;
}

static bool read_link(context *self, idt_span value, const char *key)
{
    idt_association association = { 0 };

    association.relation = key[0] ? IDT_RELATION_OTHER : IDT_RELATION_LINKED_TO;
    association.target = value;
    association.note = idt_span_of(key);
    association.source = self->source;
    idt_party_add_association(self->party, arena_of(self), association);
    return true;
}

static idt_identifier new_identifier(context *self, idt_identifier_type type, idt_span label,
                                     idt_span value)
{
    idt_identifier identifier = { 0 };

    identifier.type = type;
    identifier.label = label;
    identifier.value = value;
    identifier.country.text = IDT_SPAN_EMPTY;
    identifier.note = stated_note(self);
    identifier.source = self->source;
    return identifier;
}

/* "XBT 1Kuf2Rd8mDyAViwBozGTNYnvWL8uYFrkVo" */
static bool read_wallet(context *self, idt_span value, const char *key)
{
    size_t space = idt_span_find(value, " ");

    (void)key;
    if (space == SIZE_MAX)
        return false;
    idt_party_add_identifier(
        self->party, arena_of(self),
        new_identifier(self, IDT_ID_WALLET, idt_span_sub(value, 0, space),
                       idt_span_trim(idt_span_sub(value, space + 1, value.len))));
    return true;
}

/* ---- the rules ---- */

/* The longest prefix counts; letters' case does not. A prefix that ends in a letter must be
 * followed by a blank or a colon. */
static const rule rules[] = {
    { "DOB", read_birth_date, "" },
    { "POB", read_birth_place, "" },
    { "nationality", read_nationality, "" },
    { "Nationality of Registration", read_nationality, "" },
    { "Registration Country", read_nationality, "" },
    { "citizen", read_citizenship, "" },
    { "Birthdate", read_birth_date, "" }, /* here the words of the XML formats begin */
    { "Place of Birth", read_birth_place, "" },
    { "Nationality Country", read_nationality, "" },
    { "Citizenship Country", read_citizenship, "" },
    { "Location", read_fact, "location" },
    { "Gender", read_gender, "" },
    { "a.k.a.", read_weak_alias, "a" },
    { "f.k.a.", read_weak_alias, "f" },
    { "n.k.a.", read_weak_alias, "n" },
    { "d.b.a.", read_weak_alias, "a" },
    { "Linked To:", read_link, "" },
    { "Executive Order 14059 information:", read_fact, "executive order 14059" },
    { "For more information, please see:", read_fact, "more information" },
    { "Digital Currency Address -", read_wallet, "" },
    { "Organization Established Date", read_established, "" },
    { "Organization Type:", read_fact, "organization type" },
    { "Organization:", read_fact, "organization" },
    { "Target Type", read_fact, "target type" },
    { "Secondary sanctions risk:", read_fact, "secondary sanctions" },
    { "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
      read_fact, "transactions prohibited" },
    { "Additional Sanctions Information -", read_fact, "additional sanctions information" },
    { "Executive Order 13662 Directive Determination -", read_fact, "directive determination" },
    { "Executive Order 14024 Directive Information -", read_fact, "directive information" },
    { "Executive Order 14024 Directive Information", read_fact, "directive information" },
    { "Executive Order 14014 Directive Information:", read_fact, "directive information" },
    { "Executive Order 13846 information:", read_fact, "executive order 13846" },
    { "CAATSA Section 235 Information:", read_fact, "caatsa section 235" },
    { "IFCA Determination -", read_fact, "ifca determination" },
    { "PEESA Information:", read_fact, "peesa" },
    { "Listing Date", read_fact, "listing date" },
    { "Effective Date", read_fact, "effective date" },
    { "Purchase/Sales For Divestment Date", read_fact, "divestment date" },
    { "Issuer Name", read_fact, "issuer name" },
    { "Aircraft Model", read_fact, "aircraft model" },
    { "Aircraft Operator", read_fact, "aircraft operator" },
    { "Aircraft Manufacture Date", read_fact, "aircraft manufacture date" },
    { "Former Vessel Flag", read_former_flag, "" },
    { "Other Vessel Flag", read_flag, "" },
    { "Vessel Flag", read_flag, "" },
    { "Vessel Type", read_fact, "vessel type" },
    { "Other Vessel Type", read_fact, "vessel type" },
    { "Vessel Year of Build", read_fact, "vessel year of build" },
    { "Vessel Owner", read_fact, "vessel owner" },
    { "Vessel Tonnage", read_fact, "tonnage" },
    { "Vessel Gross Registered Tonnage", read_fact, "gross registered tonnage" },
    { "For more information on directives, please visit the following link:", read_fact,
      "more information" },
    { "For more information, please reference the following link:", read_fact, "more information" },
    { "Title", read_fact, "title" },
    { "Alternate Title,", read_fact, "title" },
    { "Alternate Title:", read_fact, "title" },
    { "Rank", read_fact, "title" },
    { "Position:", read_fact, "position" },
    { "Occupation:", read_fact, "occupation" },
    { "Ethnicity", read_fact, "ethnicity" },
    { "Tribe:", read_fact, "tribe" },
    { "Subtribe:", read_fact, "tribe" },
    { "wife of", read_link, "wife of" },
    { "husband of", read_link, "husband of" },
    { "spouse of", read_link, "spouse of" },
    { "son of", read_link, "son of" },
    { "daughter of", read_link, "daughter of" },
    { "father of", read_link, "father of" },
    { "mother of", read_link, "mother of" },
    { "brother of", read_link, "brother of" },
    { "half-brother of", read_link, "half-brother of" },
    { "sister of", read_link, "sister of" },
    { "nephew of", read_link, "nephew of" },
    { "cousin of", read_link, "cousin of" },
    { "son-in-law of", read_link, "son-in-law of" },
    { "daughter-in-law of", read_link, "daughter-in-law of" },
    { "brother-in-law of", read_link, "brother-in-law of" },
    { "sister-in-law of", read_link, "sister-in-law of" },
    { "Associated with", read_link, "associated with" },
    { "Assocated with", read_link, "associated with" }, /* as published */
    { "founded by", read_link, "founded by" },
};

/* Items that are a statement as a whole, known by their first words. */
static const rule statements[] = {
    { "all offices worldwide", read_fact, "scope" },
    { "and all other offices", read_fact, "scope" },
    { "and all other locations", read_fact, "scope" },
    { "and other locations", read_fact, "scope" },
    { "all branches worldwide", read_fact, "scope" },
    { "all locations", read_fact, "scope" },
    { "only locations", read_fact, "scope" },
    { "tax consultancy", read_fact, "organization type" }, /* the type's own "; " cuts it off */
    { "operations in", read_fact, "operations" },
    { "also operations in", read_fact, "operations" },
    { "ICTY indictee", read_fact, "legal status" },
    { "arrested", read_fact, "legal status" },
    { "currently incarcerated", read_fact, "legal status" },
    { "currently in jail", read_fact, "legal status" },
    { "in custody", read_fact, "legal status" },
    { "wanted by", read_fact, "legal status" },
    { "named in UNSCR", read_fact, "legal status" },
    { "Interpol", read_fact, "legal status" },
    { "Member", read_fact, "position" },
    { "Former", read_fact, "position" },
    { "a former", read_fact, "position" },
    { "Ex-FRY", read_fact, "position" },
    { "ex-President", read_fact, "position" },
    { "Ex-VJ", read_fact, "position" },
    { "Current or Former", read_fact, "position" },
    { "President", read_fact, "position" },
    { "presidential", read_fact, "position" },
    { "Vice", read_fact, "position" },
    { "Minister", read_fact, "position" },
    { "Prime Minister", read_fact, "position" },
    { "Deputy", read_fact, "position" },
    { "Director", read_fact, "position" },
    { "Managing Director", read_fact, "position" },
    { "General Manager", read_fact, "position" },
    { "Principal Director", read_fact, "position" },
    { "Chairman", read_fact, "position" },
    { "Chief", read_fact, "position" },
    { "Commander", read_fact, "position" },
    { "sub-commander", read_fact, "position" },
    { "Governor", read_fact, "position" },
    { "Head", read_fact, "position" },
    { "Leader", read_fact, "position" },
    { "Secretary", read_fact, "position" },
    { "Officer", read_fact, "position" },
    { "Senior Officer", read_fact, "position" },
    { "Owner", read_fact, "position" },
    { "Major General", read_fact, "position" },
    { "Brigadier General", read_fact, "position" },
    { "Lieutenant", read_fact, "position" },
    { "General", read_fact, "position" },
    { "Colonel", read_fact, "position" },
    { "Ba'th party", read_fact, "position" },
    { "HAMAS", read_fact, "affiliation" }, /* the parties of the NS-PLC list */
    { "PFLP", read_fact, "affiliation" },
    { "DFLP", read_fact, "affiliation" },
};

enum {
    RULE_COUNT = sizeof rules / sizeof rules[0],
    STATEMENT_COUNT = sizeof statements / sizeof statements[0]
};

static bool ends_key(idt_span item, size_t at)
{
    char before = item.ptr[at - 1];
    return at == item.len || strchr(" :,.", item.ptr[at]) || !idt_is_alpha(before);
}

static const rule *longest_rule(const rule *from, size_t count, idt_span item, size_t *bytes)
{
    const rule *best = NULL;

    *bytes = 0;
    for (size_t i = 0; item.len && i < count; i++) {
        const char *prefix = from[i].prefix;
        size_t length;

        if (idt_to_lower(prefix[0]) != idt_to_lower(item.ptr[0]))
            continue;
        length = strlen(prefix);
        if (length > *bytes && idt_span_starts_nocase(item, prefix) && ends_key(item, length)) {
            best = &from[i];
            *bytes = length;
        }
    }
    return best;
}

/* What the XML has in elements of their own. */
static void add_stated(context *self, idt_identifier *identifier)
{
    const idt_ofac_item *stated = self->stated;
    idt_span note = stated_note(self);

    if (stated->country.len)
        identifier->country = idt_country_of(stated->country);
    if (stated->issued.year)
        identifier->issued = stated->issued;
    if (stated->expires.year)
        identifier->expires = stated->expires;
    if (note.len)
        identifier->note = note;
}

static bool read_identifier(context *self, idt_span item)
{
    idt_identifier identifier;

    if (!idt_ofac_identifier_read(&identifier, item))
        return false;
    identifier.source = self->source;
    if (self->stated)
        add_stated(self, &identifier);
    idt_party_add_identifier(self->party, arena_of(self), identifier);
    return true;
}

/* "info@manartv.com", "http://www.sanabel.org.uk (website)" */
static bool read_bare_address(context *self, idt_span item)
{
    size_t space = idt_span_find(item, " ");
    idt_span word = idt_span_sub(item, 0, space);
    idt_span behind = space == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(item, space, item.len);
    bool mail = idt_span_find(word, "@") != SIZE_MAX;

    if (behind.len && idt_span_find(behind, "(") != 1)
        return false;
    if (!mail && !idt_span_starts_nocase(word, "www.") && !idt_span_starts_nocase(word, "http"))
        return false;
    idt_party_add_identifier(
        self->party, arena_of(self),
        new_identifier(self, mail ? IDT_ID_EMAIL : IDT_ID_WEBSITE,
                       mail ? IDT_SPAN_LIT("Email Address") : IDT_SPAN_LIT("Website"), word));
    return true;
}

/* ---- items ---- */

static idt_span without_alt(idt_span item)
{
    if (idt_span_starts_nocase(item, "alt. "))
        return idt_span_trim(idt_span_sub(item, 5, item.len));
    return item;
}

static idt_span value_behind(idt_span item, size_t bytes)
{
    idt_span value = idt_span_trim(idt_span_sub(item, bytes, item.len));

    while (value.len && value.ptr[0] == ':')
        value = idt_span_trim(idt_span_sub(value, 1, value.len));
    return value;
}

/* The remarks of the XML formats have links in parentheses: "(Linked To: LAZARUS GROUP)". */
static idt_span without_brackets(idt_span item)
{
    if (idt_span_starts_nocase(item, "(Linked To:") && idt_span_ends(item, ")"))
        return idt_span_sub(item, 1, item.len - 1);
    return item;
}

static bool read_item(context *self, idt_span whole)
{
    idt_span item = without_alt(without_brackets(whole));
    idt_identifier_type type;
    size_t bytes;
    const rule *found = longest_rule(rules, RULE_COUNT, item, &bytes);
    size_t label_bytes = idt_ofac_label_bytes(&type, item);
    idt_span value = value_behind(item, bytes);

    if (found && bytes >= label_bytes && value.len && found->read(self, value, found->key))
        return true;
    if (label_bytes && read_identifier(self, item))
        return true;
    if (read_bare_address(self, item))
        return true;
    found = longest_rule(statements, STATEMENT_COUNT, item, &bytes);
    return found && found->read(self, item, found->key);
}

/* What a note looks like: its first two words, without digits and marks at their end. */
static idt_span note_prefix(idt_span item)
{
    size_t end = 0;
    int words = 0;

    while (end < item.len && !idt_is_digit(item.ptr[end])) {
        if (item.ptr[end] == ' ' && ++words == 2)
            break;
        if (item.ptr[end] == ':')
            break;
        end++;
    }
    return idt_span_trim(idt_span_sub(item, 0, end));
}

static void keep_note(context *self, idt_span item, idt_ofac_remark_counts *counts)
{
    bool added;
    uint32_t number = idt_strmap_add(&counts->prefixes, note_prefix(item), &added);

    idt_party_add_fact(self->party, arena_of(self), "note", item, self->source);
    counts->note_count++;
    counts->notes =
        idt_grow(counts->notes, &counts->notes_capacity, (size_t)number + 1, sizeof *counts->notes);
    if (added)
        counts->notes[number] = (struct idt_ofac_note_count){ 0, self->source, self->uid, item };
    counts->notes[number].count++;
}

/* Bytes of the party's title at the start of `rest`, where OFAC repeats it among the items. */
static size_t title_at(idt_span rest, idt_span title)
{
    size_t end = title.len;

    if (end == 0 || !idt_span_equal(idt_span_sub(rest, 0, end), title))
        return 0;
    if (end == rest.len || idt_span_starts(idt_span_sub(rest, end, rest.len), "; "))
        return end;
    return 0;
}

static void count_titles(idt_ofac_remark_counts *counts, idt_span title)
{
    idt_span part;

    while (idt_span_split(&part, &title, "; "))
        counts->item_count++;
}

/* An item that the publisher's file cuts off is no fact: half a number is another number. */
static void keep_cut(context *self, idt_span item, bool keep_item)
{
    idt_lists_diagnose(self->lists, self->source, IDT_DIAGNOSTIC_LOSS, "remarks-cut", self->uid,
                       "the publisher cuts Remarks at 1,000 characters and no comments row holds "
                       "the rest; the last item reads \"%.*s\"",
                       (int)item.len, item.ptr);
    if (keep_item)
        idt_party_add_fact(self->party, arena_of(self), "cut remark", item, self->source);
}

void idt_ofac_remarks_read(idt_lists *lists, idt_party *party, const idt_ofac_remarks *remarks,
                           idt_ofac_remark_counts *counts)
{
    context self = { lists, party, party->uid, remarks->source, NULL, false };
    idt_span text = remarks->text;
    size_t at = 0;

    if (!remarks->cut)
        text = idt_span_trim(text);
    if (!remarks->cut && idt_span_ends(text, "."))
        text.len--;
    while (at < text.len) {
        idt_span rest = idt_span_sub(text, at, text.len);
        size_t title = title_at(rest, remarks->title);
        size_t end = title ? title : idt_span_find(rest, "; ");
        idt_span item = idt_span_trim(idt_span_sub(rest, 0, end));
        bool last = end == SIZE_MAX || end == rest.len;

        self.source = at < remarks->head_bytes ? remarks->source : remarks->tail_source;
        at = last ? text.len : at + end + 2;
        if (title) {
            count_titles(counts, remarks->title);
        } else if (last && remarks->cut && !idt_span_ends(item, ";")) {
            keep_cut(&self, item, true);
        } else if (item.len) {
            if (last && remarks->cut) { /* cut behind a complete item */
                item.len--;
                keep_cut(&self, item, false);
            }
            counts->item_count++;
            if (!read_item(&self, item))
                keep_note(&self, item, counts);
        }
    }
}

void idt_ofac_remark_item_read(idt_lists *lists, idt_party *party, idt_span item, idt_source source,
                               idt_ofac_remark_counts *counts)
{
    context self = { .lists = lists, .party = party, .uid = party->uid, .source = source };

    counts->item_count++;
    if (!read_item(&self, item))
        keep_note(&self, item, counts);
}

/* "label value", with the apostrophe that the flat files write. */
static idt_span item_text(idt_arena *arena, const idt_ofac_item *item)
{
    static const char curled[] = "\xE2\x80\x99";
    idt_span label = item->label;
    size_t at = idt_span_find(label, curled);

    if (at == SIZE_MAX)
        return idt_arena_format(arena, "%.*s %.*s", (int)label.len, label.ptr, (int)item->value.len,
                                item->value.ptr);
    idt_span rest = idt_span_sub(label, at + sizeof curled - 1, label.len);
    return idt_arena_format(arena, "%.*s'%.*s %.*s", (int)at, label.ptr, (int)rest.len, rest.ptr,
                            (int)item->value.len, item->value.ptr);
}

void idt_ofac_item_read(idt_lists *lists, idt_party *party, const idt_ofac_item *item,
                        idt_ofac_remark_counts *counts)
{
    context self = { lists, party, party->uid, item->source, item, false };
    idt_span text = idt_span_trim(item_text(&lists->arena, item));

    counts->item_count++;
    if (!read_item(&self, text))
        keep_note(&self, text, counts);
    if (!self.note_said && item->note.len)
        idt_party_add_fact(party, &lists->arena, "note",
                           idt_arena_format(&lists->arena, "%.*s: %.*s", (int)text.len, text.ptr,
                                            (int)item->note.len, item->note.ptr),
                           item->source);
}

/* ---- counts ---- */

void idt_ofac_remark_counts_release(idt_ofac_remark_counts *self)
{
    idt_strmap_release(&self->prefixes);
    idt_free(self->notes);
    *self = IDT_OFAC_REMARK_COUNTS_INIT;
}

void idt_ofac_remark_counts_report(const idt_ofac_remark_counts *self, idt_lists *lists,
                                   idt_source file)
{
    for (size_t i = 0; i < self->prefixes.count; i++) {
        const struct idt_ofac_note_count *note = &self->notes[i];
        idt_span shown = idt_span_sub(note->item, 0, 200);

        idt_lists_diagnose(lists, note->source, IDT_DIAGNOSTIC_NOTE, "unknown-remark", note->uid,
                           "%u remark%s kept as note, like \"%.*s\"", (unsigned)note->count,
                           note->count == 1 ? "" : "s", (int)shown.len, shown.ptr);
    }
    idt_lists_diagnose(lists, file, IDT_DIAGNOSTIC_NOTE, "remark-total", IDT_SPAN_EMPTY,
                       "%u remarks were read, %u of them kept as notes", (unsigned)self->item_count,
                       (unsigned)self->note_count);
}
