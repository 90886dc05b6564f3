/* subject_cells.c - from the texts of a row to a subject.
 *
 * Only what would change whom the row means rejects it: no name and no identifier, a type nobody
 * knows. A fact that cannot be read is left out with a warning: leaving it out can only let more
 * hits through, never fewer than the name alone gives. */
#include "service/subject_cells_internal.h"

#include <inttypes.h>
#include <string.h>

/* The next part of `rest`, or all of it. */
static bool take_part(idt_span *part, idt_span *rest, bool split)
{
    if (split) {
        if (!idt_span_split(part, rest, ";"))
            return false;
    } else {
        if (!rest->ptr)
            return false;
        *part = *rest;
        rest->ptr = NULL;
    }
    *part = idt_span_trim(*part);
    return true;
}

idt_span idt_cells_add(idt_cells *self, idt_arena *arena, idt_column column, idt_span text,
                       bool split)
{
    idt_cell *cell = &self->cells[column];
    idt_span rest = idt_arena_copy(arena, text);
    idt_span part;

    if (cell->whole.len == 0)
        cell->whole = idt_span_trim(rest);
    while (take_part(&part, &rest, split)) {
        if (part.len == 0)
            continue;
        if (cell->count == IDT_SUBJECT_VALUES_MAX)
            return idt_arena_format(arena, "more than %d values in column %s",
                                    IDT_SUBJECT_VALUES_MAX, idt_column_name(column));
        if ((cell->count & (cell->count - 1)) == 0) { /* room for a power of two is used up */
            idt_span *larger = idt_arena_alloc(arena, (cell->count * 2 + 1) * sizeof *larger);
            if (cell->count > 0)
                memcpy(larger, cell->values, cell->count * sizeof *larger);
            cell->values = larger;
        }
        cell->values[cell->count++] = part;
    }
    return IDT_SPAN_EMPTY;
}

static void warn(idt_subject_row *row, idt_arena *arena, const char *what, idt_span value)
{
    row->warning =
        idt_arena_format(arena, "%.*s%s%s: \"%.*s\"", (int)row->warning.len, row->warning.ptr,
                         row->warning.len ? "; " : "", what, (int)value.len, value.ptr);
}

static void reject(idt_subject_row *row, idt_span reason)
{
    if (row->rejected.len == 0)
        row->rejected = reason;
}

static void fill_names(idt_subject_row *row, idt_arena *arena, const idt_cells *cells)
{
    const idt_cell *names = &cells->cells[IDT_COLUMN_NAME];
    const idt_cell *aliases = &cells->cells[IDT_COLUMN_ALIAS];
    size_t count = names->count + aliases->count;
    idt_span *all = idt_arena_alloc(arena, (count + 1) * sizeof *all);

    if (names->count > 0)
        memcpy(all, names->values, names->count * sizeof *all);
    if (aliases->count > 0)
        memcpy(all + names->count, aliases->values, aliases->count * sizeof *all);
    row->subject.names = all;
    row->subject.name_count = count;
}

static void fill_births(idt_subject_row *row, idt_arena *arena, const idt_cell *cell)
{
    idt_date_range *births = idt_arena_alloc(arena, (cell->count + 1) * sizeof *births);

    for (size_t i = 0; i < cell->count; i++) {
        if (idt_date_parse(&births[row->subject.birth_count], cell->values[i]))
            row->subject.birth_count++;
        else
            warn(row, arena, "birth date not understood and not used", cell->values[i]);
    }
    row->subject.births = births;
}

static void fill_kind(idt_subject_row *row, idt_arena *arena, const idt_cells *cells)
{
    const idt_cell *type = &cells->cells[IDT_COLUMN_TYPE];
    const idt_cell *gender = &cells->cells[IDT_COLUMN_GENDER];

    if (type->count > 0 && !idt_party_type_parse(&row->subject.type, type->whole))
        reject(row, idt_arena_format(arena,
                                     "unknown type \"%.*s\" (person, organization, vessel, "
                                     "aircraft or unknown)",
                                     (int)type->whole.len, type->whole.ptr));
    if (gender->count > 0 && !idt_gender_parse(&row->subject.gender, gender->whole))
        warn(row, arena, "gender not understood and not used", gender->whole);
}

static void add_country(idt_subject_row *row, idt_country *countries, idt_country country)
{
    for (size_t i = 0; i < row->subject.country_count; i++)
        if (idt_span_equal(countries[i].text, country.text))
            return;
    countries[row->subject.country_count++] = country;
}

static idt_span last_part(idt_span address)
{
    size_t from = address.len;

    while (from > 0 && address.ptr[from - 1] != ',' && address.ptr[from - 1] != '\n')
        from--;
    return idt_span_trim(idt_span_sub(address, from, address.len));
}

static void fill_countries(idt_subject_row *row, idt_arena *arena, const idt_cells *cells)
{
    const idt_cell *nationality = &cells->cells[IDT_COLUMN_NATIONALITY];
    const idt_cell *country = &cells->cells[IDT_COLUMN_COUNTRY];
    const idt_cell *address = &cells->cells[IDT_COLUMN_ADDRESS];
    size_t count = nationality->count + country->count + address->count;
    idt_country *countries = idt_arena_alloc(arena, (count + 1) * sizeof *countries);

    for (size_t i = 0; i < nationality->count; i++)
        add_country(row, countries, idt_country_of(nationality->values[i]));
    for (size_t i = 0; i < country->count; i++)
        add_country(row, countries, idt_country_of(country->values[i]));
    for (size_t i = 0; i < row->subject.country_count; i++)
        if (countries[i].code[0] == '\0')
            warn(row, arena, "country not known", countries[i].text);
    for (size_t i = 0; i < address->count; i++) {
        idt_country found = idt_country_of(last_part(address->values[i]));
        if (found.code[0] != '\0')
            add_country(row, countries, found);
    }
    row->subject.countries = countries;
}

/* The kind of the i-th identifier: its own, or the one stated for all. */
static idt_identifier_type type_of(idt_subject_row *row, idt_arena *arena, const idt_cell *types,
                                   size_t i)
{
    idt_identifier_type type = IDT_ID_OTHER;

    if (types->count == 0)
        return IDT_ID_OTHER;
    idt_span word = types->values[types->count == 1 ? 0 : i];
    if (!idt_identifier_parse(&type, word))
        warn(row, arena, "identifier type not known, taken as any type", word);
    return type;
}

static void fill_identifiers(idt_subject_row *row, idt_arena *arena, const idt_cells *cells)
{
    const idt_cell *values = &cells->cells[IDT_COLUMN_IDENTIFIER];
    idt_cell types = cells->cells[IDT_COLUMN_IDENTIFIER_TYPE];
    idt_subject_identifier *identifiers =
        idt_arena_alloc(arena, (values->count + 1) * sizeof *identifiers);

    if (types.count > 1 && types.count != values->count) {
        warn(row, arena, "not as many identifier types as identifiers, taken as any type",
             types.whole);
        types.count = 0;
    }
    for (size_t i = 0; i < values->count; i++)
        identifiers[i] =
            (idt_subject_identifier){ type_of(row, arena, &types, i), values->values[i] };
    row->subject.identifiers = identifiers;
    row->subject.identifier_count = values->count;
}

void idt_cells_to_row(idt_subject_row *row, idt_arena *arena, const idt_cells *cells)
{
    row->id = cells->cells[IDT_COLUMN_ID].whole;
    row->name = cells->cells[IDT_COLUMN_NAME].whole;
    if (row->id.len == 0)
        row->id = idt_arena_format(arena, "%" PRIu64, row->number);
    if (row->name.len == 0)
        row->name = IDT_SPAN_EMPTY;
    if (row->rejected.len > 0)
        return;
    row->subject.id = row->id;
    fill_names(row, arena, cells);
    fill_kind(row, arena, cells);
    fill_births(row, arena, &cells->cells[IDT_COLUMN_BIRTH_DATE]);
    fill_countries(row, arena, cells);
    fill_identifiers(row, arena, cells);
    if (row->subject.name_count == 0 && row->subject.identifier_count == 0)
        reject(row, IDT_SPAN_LIT("the row has no name and no identifier"));
}
