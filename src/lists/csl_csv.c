/* csl_csv.c - the US Consolidated Screening List as CSV: 29 columns with a header.
 *
 * Cells of several values part them with "; ". An address is "street, city, state, postal, COUNTRY"
 * without the parts that are not known, so only those are told apart that cannot be mistaken. A
 * number is written back to front, and every part but the number and its type may be missing:
 *
 *     JO, 2014-08-30, 2009-08-31, K475336, Passport     country, expiry, issue, number, type
 *     CA, BC166787, Passport
 *     Subject to Secondary Sanctions, Additional Sanctions Information -
 *
 * A lone date is the expiry for some documents and the issue for others; it stays undecided. */
#include "lists/csl_internal.h"
#include "lists/list_table.h"

bool idt_csl_csv_recognise(idt_span head, unsigned *part)
{
    static const char *const columns[] = { "_id",       "source",
                                           "programs",  "federal_register_notice",
                                           "addresses", "source_list_url",
                                           "ids",       NULL };
    *part = 0;
    return idt_csv_head_has(head, ',', columns);
}

static void take_values(idt_csl_values *out, idt_list_table *table, const char *column)
{
    idt_span rest = idt_list_table_take(table, column), value;

    while (idt_span_split(&value, &rest, "; "))
        idt_csl_values_add(out, value);
}

/* --- addresses --- */

static bool is_code(idt_span text)
{
    return text.len == 2 && idt_is_upper(text.ptr[0]) && idt_is_upper(text.ptr[1]);
}

static bool is_digits(idt_span text, size_t count)
{
    for (size_t i = 0; i < text.len; i++)
        if (!idt_is_digit(text.ptr[i]))
            return false;
    return text.len == count;
}

/* Cut the last ", " part off. */
static idt_span take_last(idt_span *text)
{
    size_t at = text->len;

    while (at >= 2 && !(text->ptr[at - 2] == ',' && text->ptr[at - 1] == ' '))
        at--;
    if (at < 2)
        at = 0;
    idt_span last = idt_span_trim(idt_span_sub(*text, at, text->len));
    *text = idt_span_sub(*text, 0, at >= 2 ? at - 2 : 0);
    return last;
}

/* A state's two capital letters and a ZIP code cannot be mistaken; nor can digits that stand as the
 * last part before the country. */
static void split_address(idt_csl_address *out, idt_span text)
{
    idt_span rest = text, part = take_last(&rest);

    out->text = text;
    if (!is_code(part))
        return;
    out->country = part;
    idt_span before = rest;
    part = take_last(&rest);
    if (part.len >= 4 && part.len <= 7 && is_digits(part, part.len) && rest.len) {
        out->postal = part;
        before = rest;
        part = take_last(&rest);
    }
    if (idt_span_equal_text(out->country, "US") && is_code(part) && rest.len) {
        out->region = part;
        out->city = take_last(&rest);
        out->street = rest;
    } else if (idt_span_find(before, ",") == SIZE_MAX && out->postal.len) {
        out->city = before;
    }
}

static void take_addresses(idt_csl_record *record, idt_list_table *table)
{
    idt_span rest = idt_list_table_take(table, "addresses"), text;

    while (idt_span_split(&text, &rest, "; ")) {
        text = idt_span_trim(text);
        if (text.len)
            split_address(idt_csl_record_add_address(record), text);
    }
}

/* --- numbers --- */

static bool is_iso_date(idt_span text)
{
    return text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
           is_digits(idt_span_sub(text, 0, 4), 4) && is_digits(idt_span_sub(text, 5, 7), 2) &&
           is_digits(idt_span_sub(text, 8, 10), 2);
}

/* The first ", " part, if another one is behind it. */
static bool first_part(idt_span text, idt_span *part, idt_span *behind)
{
    size_t at = idt_span_find(text, ", ");

    if (at == SIZE_MAX)
        return false;
    *part = idt_span_sub(text, 0, at);
    *behind = idt_span_sub(text, at + 2, text.len);
    return true;
}

static void split_id(idt_csl_id *out, idt_span text)
{
    idt_identifier_type type;
    idt_span part, behind;

    out->type = take_last(&text);
    out->number = text;
    if (idt_ofac_label_bytes(&type, out->type) == 0 && !idt_span_ends(out->type, "Number"))
        return; /* a statement in words */
    if (first_part(text, &part, &behind) && is_code(part)) {
        out->country = part;
        text = behind;
    }
    if (first_part(text, &part, &behind) && is_iso_date(part)) {
        out->date = part;
        text = behind;
        if (first_part(text, &part, &behind) && is_iso_date(part)) {
            out->expires = out->date;
            out->issued = part;
            out->date = IDT_SPAN_EMPTY;
            text = behind;
        }
    }
    out->number = text;
}

static void take_ids(idt_csl_record *record, idt_list_table *table)
{
    idt_span rest = idt_list_table_take(table, "ids"), text;

    while (idt_span_split(&text, &rest, "; ")) {
        text = idt_span_trim(text);
        if (text.len)
            split_id(idt_csl_record_add_id(record), text);
    }
}

/* --- rows --- */

static void take_row(idt_csl_record *record, idt_list_table *table)
{
    const struct {
        const char *column;
        idt_span *to;
    } cells[] = { { "_id", &record->id },
                  { "source", &record->source },
                  { "entity_number", &record->entity_number },
                  { "type", &record->type },
                  { "name", &record->name },
                  { "title", &record->title },
                  { "federal_register_notice", &record->federal_register_notice },
                  { "start_date", &record->start_date },
                  { "end_date", &record->end_date },
                  { "standard_order", &record->standard_order },
                  { "license_requirement", &record->license_requirement },
                  { "license_policy", &record->license_policy },
                  { "call_sign", &record->call_sign },
                  { "vessel_type", &record->vessel_type },
                  { "gross_tonnage", &record->gross_tonnage },
                  { "gross_registered_tonnage", &record->gross_registered_tonnage },
                  { "vessel_flag", &record->vessel_flag },
                  { "vessel_owner", &record->vessel_owner },
                  { "remarks", &record->remarks },
                  { "source_list_url", &record->source_list_url },
                  { "source_information_url", &record->source_information_url } };

    idt_csl_record_reset(record);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        *cells[i].to = idt_list_table_take(table, cells[i].column);
    take_values(&record->programs, table, "programs");
    take_values(&record->alt_names, table, "alt_names");
    take_values(&record->citizenships, table, "citizenships");
    take_values(&record->nationalities, table, "nationalities");
    take_values(&record->dates_of_birth, table, "dates_of_birth");
    take_values(&record->places_of_birth, table, "places_of_birth");
    take_addresses(record, table);
    take_ids(record, table);
}

/* A file that was cut at the end of a row is a whole CSV: only its last line end tells. */
static idt_status check_end(idt_span bytes, idt_err *err)
{
    if (bytes.len && (bytes.ptr[bytes.len - 1] == '\n' || bytes.ptr[bytes.len - 1] == '\r'))
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, 0, bytes.len,
                       "does not end with a line end at byte %zu: it seems to be cut short",
                       bytes.len);
}

idt_status idt_csl_csv_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    idt_csl_edition edition;
    idt_csl_record record = { 0 };
    idt_list_table *table = NULL;
    idt_err inner = IDT_ERR_INIT;
    idt_span name = idt_path_name(input->path);

    idt_csl_edition_begin(&edition, lists, input, "US CSL CSV");
    idt_status status = idt_list_table_open(&table, lists, input, edition.file,
                                            (idt_list_table_options){ .header = "_id" }, &inner);
    while (!status && idt_list_table_next(table)) {
        take_row(&record, table);
        idt_party *party = idt_csl_edition_add(&edition, &record, idt_list_table_source(table));
        idt_list_table_keep_rest(table, party);
    }
    if (!status)
        status = idt_list_table_status(table, &inner);
    if (!status)
        status = check_end(input->map.bytes, &inner);
    if (!status)
        status = idt_csl_edition_end(&edition, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    idt_list_table_close(table);
    idt_csl_record_release(&record);
    idt_csl_edition_release(&edition);
    return status;
}
