/* columns.c - the columns we know, and what a file calls them. */
#include "service/subject_row_internal.h"

const char *idt_column_name(idt_column column)
{
    static const char *const names[] = {
        [IDT_COLUMN_ID] = "id",
        [IDT_COLUMN_NAME] = "name",
        [IDT_COLUMN_ALIAS] = "alias",
        [IDT_COLUMN_TYPE] = "type",
        [IDT_COLUMN_BIRTH_DATE] = "birth_date",
        [IDT_COLUMN_GENDER] = "gender",
        [IDT_COLUMN_NATIONALITY] = "nationality",
        [IDT_COLUMN_COUNTRY] = "country",
        [IDT_COLUMN_ADDRESS] = "address",
        [IDT_COLUMN_IDENTIFIER] = "identifier",
        [IDT_COLUMN_IDENTIFIER_TYPE] = "identifier_type",
    };
    idt_assert((size_t)column < IDT_COLUMN_COUNT);
    return names[column];
}

static bool is_separator(char c)
{
    return c == ' ' || c == '_' || c == '-';
}

/* Case, blanks, underscores and hyphens make no difference between names of columns. */
static bool same_column(idt_span a, idt_span b)
{
    size_t i = 0, k = 0;

    for (;;) {
        while (i < a.len && is_separator(a.ptr[i]))
            i++;
        while (k < b.len && is_separator(b.ptr[k]))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (idt_to_lower(a.ptr[i++]) != idt_to_lower(b.ptr[k++]))
            return false;
    }
}

int idt_columns_find(const idt_columns *self, idt_span name)
{
    for (int i = 0; i < IDT_COLUMN_COUNT; i++)
        if (same_column(self->names[i], name))
            return i;
    return -1;
}

void idt_columns_init(idt_columns *self)
{
    for (int i = 0; i < IDT_COLUMN_COUNT; i++)
        self->names[i] = idt_span_of(idt_column_name((idt_column)i));
}

idt_status idt_column_map_parse(idt_column_map *out, idt_span text, idt_err *err)
{
    idt_columns own = { .header = NULL };
    idt_span pair;

    *out = (idt_column_map){ 0 };
    idt_columns_init(&own);
    while (idt_span_split(&pair, &text, ",")) {
        size_t equals = idt_span_find(pair, "=");
        if (equals == SIZE_MAX)
            return idt_fail(err, IDT_E_USAGE, "--map: \"%.*s\" is not COLUMN=NAME", (int)pair.len,
                            pair.ptr);
        idt_span left = idt_span_trim(idt_span_sub(pair, 0, equals));
        idt_span right = idt_span_trim(idt_span_sub(pair, equals + 1, pair.len));
        int column = idt_columns_find(&own, left);
        if (column < 0)
            return idt_fail(err, IDT_E_USAGE,
                            "--map: there is no column \"%.*s\"; the columns are id, name, alias, "
                            "type, birth_date, gender, nationality, country, address, identifier, "
                            "identifier_type",
                            (int)left.len, left.ptr);
        if (right.len == 0 || out->names[column].len > 0)
            return idt_fail(err, IDT_E_USAGE, "--map: \"%.*s\" %s", (int)left.len, left.ptr,
                            right.len ? "is mapped twice" : "is mapped to nothing");
        out->names[column] = right;
    }
    return IDT_OK;
}
