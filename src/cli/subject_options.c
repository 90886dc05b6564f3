/* subject_options.c - options to subject. */
#include "cli/subject_options.h"

/* The parts of a value with `;` between them; at least one. */
static size_t split(idt_span **out, idt_arena *arena, const char *text)
{
    idt_span rest = idt_span_of(text), part;
    size_t count = 0;
    *out = idt_arena_alloc(arena, (rest.len + 1) * sizeof **out);
    while (idt_span_split(&part, &rest, ";"))
        if (idt_span_trim(part).len)
            (*out)[count++] = idt_span_trim(part);
    return count;
}

static idt_status take_dates(idt_subject *out, const char *text, idt_arena *arena, idt_err *err)
{
    idt_span *parts;
    size_t count = split(&parts, arena, text);
    idt_date_range *births = idt_arena_alloc(arena, (count + 1) * sizeof *births);
    for (size_t i = 0; i < count; i++)
        if (!idt_date_parse(&births[i], parts[i]))
            return idt_fail(err, IDT_E_USAGE, "--birth-date %.*s is no date", (int)parts[i].len,
                            parts[i].ptr);
    out->births = births;
    out->birth_count = count;
    return IDT_OK;
}

static idt_status take_countries(idt_subject *out, const idt_arguments *arguments, idt_arena *arena,
                                 idt_err *err)
{
    static const char *const names[] = { "nationality", "country" };
    idt_country *countries = NULL;
    size_t count = 0;
    for (size_t n = 0; n < 2; n++) {
        const char *text = idt_arguments_value(arguments, names[n]);
        idt_span *parts;
        size_t more = text ? split(&parts, arena, text) : 0;
        idt_country *all = idt_arena_alloc(arena, (count + more + 1) * sizeof *all);
        for (size_t i = 0; i < count; i++)
            all[i] = countries[i];
        countries = all;
        for (size_t i = 0; i < more; i++) {
            countries[count] = idt_country_of(parts[i]);
            if (!countries[count++].code[0])
                return idt_fail(err, IDT_E_USAGE, "--%s %.*s is no country we know", names[n],
                                (int)parts[i].len, parts[i].ptr);
        }
    }
    out->countries = countries;
    out->country_count = count;
    return IDT_OK;
}

static idt_status take_identifiers(idt_subject *out, const idt_arguments *arguments,
                                   idt_arena *arena, idt_err *err)
{
    const char *text = idt_arguments_value(arguments, "identifier");
    const char *type = idt_arguments_value(arguments, "identifier-type");
    idt_identifier_type kind = IDT_ID_OTHER;
    idt_span *parts;
    if (type && !idt_identifier_parse(&kind, idt_span_of(type)))
        return idt_fail(err, IDT_E_USAGE, "--identifier-type %s is not known", type);
    if (!text)
        return IDT_OK;
    size_t count = split(&parts, arena, text);
    idt_subject_identifier *identifiers = idt_arena_alloc(arena, (count + 1) * sizeof *identifiers);
    for (size_t i = 0; i < count; i++)
        identifiers[i] = (idt_subject_identifier){ kind, parts[i] };
    out->identifiers = identifiers;
    out->identifier_count = count;
    return IDT_OK;
}

idt_status idt_subject_from_options(idt_subject *out, const idt_arguments *arguments,
                                    idt_arena *arena, idt_err *err)
{
    const char *type = idt_arguments_value(arguments, "type");
    const char *gender = idt_arguments_value(arguments, "gender");
    const char *birth = idt_arguments_value(arguments, "birth-date");

    *out = (idt_subject){ .type = IDT_PARTY_UNKNOWN };
    if (type && !idt_party_type_parse(&out->type, idt_span_of(type)))
        return idt_fail(err, IDT_E_USAGE, "--type %s is no party type", type);
    if (gender && !idt_gender_parse(&out->gender, idt_span_of(gender)))
        return idt_fail(err, IDT_E_USAGE, "--gender %s is neither male nor female", gender);
    idt_status status = birth ? take_dates(out, birth, arena, err) : IDT_OK;
    if (!status)
        status = take_countries(out, arguments, arena, err);
    if (!status)
        status = take_identifiers(out, arguments, arena, err);
    return status;
}

void idt_subject_set_name(idt_subject *self, const idt_arguments *arguments, const char *name,
                          idt_arena *arena)
{
    const char *aliases = idt_arguments_value(arguments, "alias");
    idt_span *parts = NULL;
    size_t count = aliases ? split(&parts, arena, aliases) : 0;
    idt_span *names = idt_arena_alloc(arena, (count + 1) * sizeof *names);
    size_t used = 0;
    if (name)
        names[used++] = idt_span_of(name);
    for (size_t i = 0; i < count; i++)
        names[used++] = parts[i];
    self->names = names;
    self->name_count = used;
}
