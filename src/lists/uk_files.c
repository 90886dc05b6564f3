/* uk_files.c - tables and flat XML of the United Kingdom's lists.
 *
 *     Last Updated,10/04/2025             Report Date: 5-Nov-2025
 *     Name 6,Name 1,...,Group ID          Last Updated,Unique ID,OFSI Group ID,...
 *
 * Neither states how many parties it holds. A table that does not end with a line end is refused:
 * the last cell of a row names the party, and a number that was cut is still a number. So is one
 * in which too many parties have lost their primary name. */
#include <string.h>

#include "lists/element.h"
#include "lists/list_table.h"
#include "lists/uk_internal.h"

enum {
    REPORT_DATE_BYTES = 40,
    /* Parties without a primary name are slips, two in nearly five thousand. A table is ordered by
     * name: where it was cut between two rows, the primary names of many others are gone. */
    WITHOUT_PRIMARY_MIN = 5,
    WITHOUT_PRIMARY_PERMILLE_MAX = 5
};

bool idt_uk_conlist_csv_recognise(idt_span head, unsigned *part)
{
    static const char *const columns[] = { "Name 6", "Group Type", "Regime", "Group ID", NULL };

    *part = 0;
    return idt_csv_head_has(head, ',', columns);
}

bool idt_uk_sanctions_csv_recognise(idt_span head, unsigned *part)
{
    static const char *const columns[] = { "Unique ID", "Name 6", "Regime Name", NULL };

    *part = 0;
    return idt_csv_head_has(head, ',', columns);
}

bool idt_uk_conlist_xml_recognise(idt_span head, unsigned *part)
{
    idt_span name, name_space;

    *part = 0;
    return idt_xml_head_root(head, &name, &name_space) &&
           idt_span_equal_text(name, "ArrayOfFinancialSanctionsTarget");
}

static idt_status name_the_file(const idt_list_input *input, idt_status status,
                                const idt_err *inner, idt_err *err)
{
    idt_span name = idt_path_name(input->path);

    return status ? idt_fail_at(err, status, inner->line, inner->offset, "%.*s %s", (int)name.len,
                                name.ptr, inner->text)
                  : IDT_OK;
}

/* --- tables --- */

/* "Report Date: 05-Nov-2025" stands in one cell or in two. */
static void date_table(idt_uk_reader *self, const idt_list_table *table, idt_span bytes)
{
    idt_span date = idt_list_table_preamble(table, "Last Updated");
    idt_span head = idt_span_sub(bytes, 0, REPORT_DATE_BYTES);
    size_t at = idt_span_find_nocase(head, "Report Date");

    if (date.len == 0 && at != SIZE_MAX) {
        date = idt_span_sub(head, at + strlen("Report Date"), head.len);
        while (date.len > 0 && strchr(":,\" ", date.ptr[0]))
            date = idt_span_sub(date, 1, date.len);
        size_t end = 0;
        while (end < date.len && !strchr(",\"\r\n", date.ptr[end]))
            end++;
        date = idt_span_sub(date, 0, end);
    }
    idt_uk_date_edition(self, date);
}

static void resolve_columns(const char *columns[IDT_UK_CELL_COUNT], const idt_list_table *table)
{
    for (int cell = 0; cell < IDT_UK_CELL_COUNT; cell++) {
        columns[cell] = NULL;
        for (const char *const *name = idt_uk_cell_names((idt_uk_cell)cell); *name; name++)
            if (idt_list_table_has(table, *name)) {
                columns[cell] = *name;
                break;
            }
    }
}

static void read_rows(idt_uk_reader *self, idt_uk_list list, idt_list_table *table)
{
    const char *columns[IDT_UK_CELL_COUNT];
    idt_arena of_row = IDT_ARENA_INIT;
    idt_uk_row row;

    resolve_columns(columns, table);
    while (idt_list_table_next(table)) {
        row.source = idt_list_table_source(table);
        for (int cell = 0; cell < IDT_UK_CELL_COUNT; cell++) {
            row.cells[cell] = IDT_SPAN_EMPTY;
            if (!columns[cell])
                continue;
            row.cells[cell] = idt_uk_fold(&of_row, idt_list_table_look(table, columns[cell]));
            idt_list_table_pass(table, columns[cell]); /* conversion says it */
        }
        idt_uk_row_convert(self, list, &row);
        idt_list_table_keep_rest(table, self->party);
        idt_arena_reset(&of_row);
    }
    idt_arena_release(&of_row);
}

static idt_status check_whole(const idt_uk_reader *self, idt_err *err)
{
    size_t lost = self->without_primary, all = self->parties.count;

    if (lost < WITHOUT_PRIMARY_MIN || lost * 1000 <= all * WITHOUT_PRIMARY_PERMILLE_MAX)
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, self->source.line, 0,
                       "line %u is the last, and %zu of %zu parties have no primary name: the file "
                       "is cut short, or names are graded otherwise than here",
                       self->source.line, lost, all);
}

static idt_status read_table(idt_lists *lists, const idt_list_input *input, idt_uk_list list,
                             const char *list_id, const char *format, idt_err *err)
{
    idt_list_table *table;
    idt_uk_reader self;
    idt_err inner = IDT_ERR_INIT;
    idt_span bytes = input->map.bytes;
    const char *header = list == IDT_UK_CONSOLIDATED ? "Group ID" : "Unique ID";

    idt_uk_begin(&self, lists, input, list_id, format);
    idt_status status = idt_list_table_open(&table, lists, input, self.file,
                                            (idt_list_table_options){ header, ',' }, &inner);
    if (!status) {
        date_table(&self, table, bytes);
        read_rows(&self, list, table);
        status = idt_list_table_status(table, &inner);
    }
    if (!status && (bytes.len == 0 || bytes.ptr[bytes.len - 1] != '\n'))
        status = idt_fail_at(&inner, IDT_E_INPUT, self.source.line, bytes.len,
                             "line %u: the last row has no line end; the file is cut short",
                             self.source.line);
    if (!status)
        status = idt_uk_finish(&self, input, &inner);
    if (!status)
        status = check_whole(&self, &inner);
    idt_list_table_close(table);
    idt_uk_release(&self);
    return name_the_file(input, status, &inner, err);
}

idt_status idt_uk_conlist_csv_read(idt_lists *self, const idt_list_input *input, idt_err *err)
{
    return read_table(self, input, IDT_UK_CONSOLIDATED, "gb_hmt_sanctions", "OFSI ConList CSV",
                      err);
}

idt_status idt_uk_sanctions_csv_read(idt_lists *self, const idt_list_input *input, idt_err *err)
{
    return read_table(self, input, IDT_UK_SANCTIONS_LIST, "gb_fcdo_sanctions",
                      "UK Sanctions List CSV", err);
}

/* --- flat XML --- */

static bool is_record(idt_records *records, size_t depth, const char *parent, const char *name)
{
    (void)records;
    (void)parent;
    return depth == 2 && strcmp(name, "FinancialSanctionsTarget") == 0;
}

/* Joined from other fields, or a part of a date that stands whole beside it. */
static bool repeats(idt_span name)
{
    static const char *const names[] = { "FullName",         "FullAddress",    "DateListedDay",
                                         "DateListedMonth",  "DateListedYear", "LastUpdatedDay",
                                         "LastUpdatedMonth", "LastUpdatedYear" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (idt_span_equal_nocase(name, idt_span_of(names[i])))
            return true;
    return false;
}

/* "2025-04-10T00:00:00" as well as 10/04/2025: the date parser reads both. */
static void on_record(idt_records *records, idt_element *record)
{
    idt_uk_reader *self = records->context;
    idt_uk_row row = { .source = idt_records_source(records, record) };

    for (int cell = 0; cell < IDT_UK_CELL_COUNT; cell++)
        row.cells[cell] = IDT_SPAN_EMPTY;
    for (idt_element *child = record->first; child; child = child->next) {
        idt_uk_cell cell = idt_uk_cell_of(child->name);
        if (child->text.len == 0 || child->first)
            continue;
        if (cell != IDT_UK_CELL_COUNT && row.cells[cell].len == 0) {
            row.cells[cell] = child->text;
            child->taken = true;
        } else if (repeats(child->name)) {
            child->taken = true;
        }
    }
    idt_uk_row_convert(self, IDT_UK_CONSOLIDATED, &row);
    idt_records_keep_rest(records, record, self->party);
}

idt_status idt_uk_conlist_xml_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, on_record, NULL };
    idt_uk_reader self;
    idt_err inner = IDT_ERR_INIT;

    idt_uk_begin(&self, lists, input, "gb_hmt_sanctions", "OFSI ConList XML");
    idt_status status = idt_records_read(lists, input, self.file, &handlers, &self, &inner);
    if (!status)
        status = idt_uk_finish(&self, input, &inner);
    idt_uk_release(&self);
    return name_the_file(input, status, &inner, err);
}
