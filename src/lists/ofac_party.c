/* ofac_party.c - what every OFAC format says of a party, made the same way whichever it comes in.
 *
 * The party read from CSV, from fixed columns, from the older XML and from the Enhanced XML must be
 * the same one; so names, types, vessels and the choice of the list are made here and nowhere else.
 * (Everything OFAC writes as "key value" is made in ofac_remarks.c.) */
#include "lists/ofac_internal.h"

static const char publisher[] = "US Treasury, Office of Foreign Assets Control";

idt_name idt_ofac_name(idt_span text, idt_party_type type)
{
    idt_name name = { 0 };
    size_t comma = type == IDT_PARTY_PERSON ? idt_span_find(text, ",") : SIZE_MAX;

    name.text = text;
    if (comma != SIZE_MAX) {
        name.family = idt_span_trim(idt_span_sub(text, 0, comma));
        name.given = idt_span_trim(idt_span_sub(text, comma + 1, text.len));
    }
    return name;
}

idt_name idt_ofac_name_of_parts(idt_arena *arena, idt_span family, idt_span given)
{
    idt_name name = { .text = family };

    if (given.len == 0)
        return name;
    name.family = family;
    name.given = given;
    name.text = family.len == 0 ? given
                                : idt_arena_format(arena, "%.*s, %.*s", (int)family.len, family.ptr,
                                                   (int)given.len, given.ptr);
    return name;
}

idt_name_kind idt_ofac_alias_kind(idt_span word)
{
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("fka")) ||
        idt_span_equal_nocase(word, IDT_SPAN_LIT("f.k.a.")))
        return IDT_NAME_FKA;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("nka")) ||
        idt_span_equal_nocase(word, IDT_SPAN_LIT("n.k.a.")))
        return IDT_NAME_NKA;
    return IDT_NAME_AKA;
}

idt_party_type idt_ofac_party_type(idt_span word)
{
    if (word.len == 0 || idt_span_equal_nocase(word, IDT_SPAN_LIT("entity")))
        return IDT_PARTY_ORGANIZATION;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("individual")))
        return IDT_PARTY_PERSON;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("vessel")))
        return IDT_PARTY_VESSEL;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("aircraft")))
        return IDT_PARTY_AIRCRAFT;
    return IDT_PARTY_UNKNOWN;
}

void idt_ofac_vessel_add(idt_party *party, idt_arena *arena, const idt_ofac_vessel *vessel)
{
    idt_source source = vessel->source;

    if (vessel->call_sign.len) {
        idt_identifier call_sign = { .type = IDT_ID_CALL_SIGN,
                                     .label = IDT_SPAN_LIT("Call Sign"),
                                     .value = vessel->call_sign,
                                     .source = source };
        idt_party_add_identifier(party, arena, call_sign);
    }
    if (vessel->flag.len)
        idt_party_add_country(
            party, arena,
            (idt_party_country){ idt_country_of(vessel->flag), IDT_COUNTRY_FLAG, source });
    idt_party_add_fact(party, arena, "vessel type", vessel->type, source);
    idt_party_add_fact(party, arena, "tonnage", vessel->tonnage, source);
    idt_party_add_fact(party, arena, "gross registered tonnage", vessel->gross_tonnage, source);
    idt_party_add_fact(party, arena, "vessel owner", vessel->owner, source);
}

void idt_ofac_edition_begin(idt_lists *lists, const char *format)
{
    (void)idt_lists_begin_edition(lists, "us_ofac_sdn", publisher,
                                  "Specially Designated Nationals and Blocked Persons List",
                                  format);
}

void idt_ofac_edition_is_consolidated(idt_lists *lists)
{
    idt_edition *edition = &lists->editions[lists->edition_count - 1];

    edition->list_id = IDT_SPAN_LIT("us_ofac_cons");
    edition->title = IDT_SPAN_LIT("Consolidated Sanctions List (Non-SDN Lists)");
}

/* Programmes whose parties stand on the consolidated list; a few of them carry older programmes as
 * well, and some 0.6 % of the SDN list carry one of these beside a blocking programme. */
bool idt_ofac_is_consolidated_programme(idt_span tags)
{
    static const char *const marks[] = { "NS-PLC",      "UKRAINE-EO13662", "CMIC-EO13959",
                                         "561-Related", "561List",         "FSE-",
                                         "NS-MBS",      "NS-CCMC" };

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (idt_span_find_nocase(tags, marks[i]) != SIZE_MAX)
            return true;
    return false;
}

/* The contents decide; between a tenth and a half of such programmes the file's name does. */
bool idt_ofac_is_consolidated(size_t marked, size_t count, idt_span path)
{
    return marked * 2 > count || (marked * 10 >= count && idt_ofac_csv_named_cons(path));
}
