/* ftm_simple.c - targets.simple.csv: one row a listed entity, several values parted by ';', each
 * quoted as in CSV where it needs to be. */
#include "codec/csv.h"
#include "lists/ftm_internal.h"
#include "lists/list_table.h"

bool idt_ftm_simple_recognise(idt_span head, unsigned *part)
{
    static const char *const columns[] = { "id",          "schema",      "name",
                                           "aliases",     "countries",   "dataset",
                                           "last_change", "identifiers", NULL };
    *part = 0;
    return idt_csv_head_has(head, ',', columns);
}

static void add_value(idt_ftm_party *to, const char *column, idt_span value, idt_source source)
{
    idt_span key = idt_span_of(column);
    bool person = to->party->type == IDT_PARTY_PERSON;
    idt_identifier_type number = person ? IDT_ID_NATIONAL : IDT_ID_REGISTRATION;

    if (to->party->type == IDT_PARTY_VESSEL && idt_span_starts(value, "IMO"))
        number = IDT_ID_IMO;
    if (idt_span_equal_text(key, "aliases"))
        idt_ftm_add_name(to, value, IDT_NAME_AKA, IDT_QUALITY_UNGRADED, source);
    else if (idt_span_equal_text(key, "birth_date"))
        idt_ftm_add_date(to, IDT_DATE_BIRTH, value, source);
    else if (idt_span_equal_text(key, "countries"))
        idt_ftm_add_country(to, IDT_COUNTRY_RESIDENCE, value, source);
    else if (idt_span_equal_text(key, "addresses"))
        idt_ftm_add_address(to, value, source);
    else if (idt_span_equal_text(key, "identifiers"))
        idt_ftm_add_identifier(to, number, "identifier", value, source);
    else if (idt_span_equal_text(key, "phones"))
        idt_ftm_add_identifier(to, IDT_ID_PHONE, "phone", value, source);
    else if (idt_span_equal_text(key, "emails"))
        idt_ftm_add_identifier(to, IDT_ID_EMAIL, "e-mail", value, source);
    else if (idt_span_equal_text(key, "program_ids"))
        idt_party_add_programme(to->party, &to->lists->arena,
                                (idt_party_programme){ .tag = value, .source = source });
    else if (idt_ftm_is_new(to, column, value))
        idt_party_add_fact(to->party, &to->lists->arena, column, value, source);
}

static void add_cell(idt_list_table *table, idt_csv *values, idt_ftm_party *to, const char *column)
{
    idt_span cell = idt_list_table_take(table, column);
    idt_source source = idt_list_table_source(table);
    idt_csv_row row;

    idt_csv_restart(values, cell);
    while (cell.len > 0 && idt_csv_next(values, &row))
        for (size_t i = 0; i < row.count; i++)
            if (idt_span_trim(row.fields[i]).len > 0)
                add_value(to, column,
                          idt_arena_copy(&to->lists->arena, idt_span_trim(row.fields[i])), source);
    if (idt_csv_status(values, NULL) != IDT_OK)
        add_value(to, column, cell, source); /* no CSV within: one value */
}

static void read_row(idt_lists *lists, idt_list_table *table, idt_csv *values)
{
    static const char *const columns[] = { "aliases",   "birth_date",  "countries",
                                           "addresses", "identifiers", "sanctions",
                                           "phones",    "emails",      "program_ids" };
    idt_ftm_party to;
    size_t edition = lists->edition_count - 1;
    idt_span schema = idt_list_table_take(table, "schema");

    idt_ftm_party_begin(&to, lists, idt_list_table_source(table));
    to.party->uid = idt_list_table_take(table, "id");
    (void)idt_ftm_party_type(&to.party->type, schema);
    idt_ftm_add_name(&to, idt_list_table_take(table, "name"), IDT_NAME_PRIMARY,
                     IDT_QUALITY_UNGRADED, to.party->source);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        add_cell(table, values, &to, columns[i]);
    if (!idt_span_equal_nocase(schema, idt_span_of(idt_party_type_name(to.party->type))))
        idt_party_add_fact(to.party, &lists->arena, "schema", schema, to.party->source);
    if (!idt_span_equal(idt_list_table_look(table, "dataset"), lists->editions[edition].title))
        idt_party_add_fact(to.party, &lists->arena, "data set",
                           idt_list_table_take(table, "dataset"), to.party->source);
    idt_list_table_pass(table, "dataset");
    idt_list_table_pass(table, "first_seen");
    idt_list_table_pass(table, "last_seen");
    idt_list_table_pass(table, "last_change");
    idt_list_table_keep_rest(table, to.party);
    idt_ftm_party_end(&to);
}

/* The edition is named by the first row's data set and dated by the newest change. */
static idt_status read_rows(idt_lists *lists, idt_list_table *table, idt_err *err)
{
    idt_edition *edition = &lists->editions[lists->edition_count - 1];
    idt_csv *values = idt_csv_new_span(IDT_SPAN_EMPTY, (idt_csv_options){ .delimiter = ';' });
    idt_span newest = IDT_SPAN_EMPTY;

    while (idt_list_table_next(table)) {
        if (edition->title.len == 0) {
            edition->title = idt_list_table_take(table, "dataset");
            edition->list_id = idt_ftm_list_id(&lists->arena, edition->title);
        }
        if (idt_span_compare(idt_list_table_look(table, "last_change"), newest) > 0)
            newest = idt_list_table_take(table, "last_change");
        read_row(lists, table, values);
    }
    if (newest.len >= 10) {
        edition->date = idt_arena_copy(&lists->arena, idt_span_sub(newest, 0, 10));
        edition->date_from = IDT_SPAN_LIT("file");
    }
    idt_csv_free(values);
    return idt_list_table_status(table, err);
}

idt_status idt_ftm_simple_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    idt_list_table *table;
    idt_err inner = IDT_ERR_INIT;

    idt_lists_begin_edition(lists, "own", "FollowTheMoney data set", "",
                            "FollowTheMoney simple CSV");
    uint32_t file = idt_lists_add_file(lists, input->path, input->map.bytes);
    idt_status status = idt_list_table_open(&table, lists, input, file,
                                            (idt_list_table_options){ "schema", ',' }, &inner);

    if (!status)
        status = read_rows(lists, table, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%s: %s", input->path.ptr,
                          inner.text);
    idt_list_table_close(table);
    return status;
}
