/* eu_csv.c - the EU's list of financial sanctions as CSV, layouts 1.0 and 1.1.
 *
 * Cells are parted by ';'. A row holds one sub-record of one party under one act, so a party is a
 * run of rows with one Entity_logical_id:
 *
 *     04/07/2018;13;P;1210/2003 (OJ L169);...;19;13;...;;;;Abu Ali;...;EU.27.28
 *
 * A document of layout 1.0 stands in one cell: "AD001095 (passport-National passport)
 * ((passport))". Copies that went through a spreadsheet hold every line in quotes, with tabs for
 * its commas and more tabs behind it; they are read too. Layout 1.1 does not say which aliases are
 * weak, nor does 1.0: quality is ungraded here. */
#include "lists/eu_internal.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "codec/csv.h"
#include "codec/decode.h"
#include "codec/utf8.h"
#include "lists/leftovers.h"

enum { COLUMNS_MAX = 256, HEADER_BYTES = 8192, FORGET_BYTES = 8 * 1024 * 1024 };

typedef enum {
    GROUP_PARTY,
    GROUP_NAME,
    GROUP_ADDRESS,
    GROUP_BIRTH,
    GROUP_DOCUMENT,
    GROUP_CITIZENSHIP,
    GROUP_COUNT,
    GROUP_PASSED = GROUP_COUNT, /* numbers the rows, or repeats a cell of the row */
    GROUP_UNKNOWN
} column_group;

typedef struct {
    column_group group;
    idt_fsf_field field;
} column_meaning;

/* Behind the prefix of the group; the same field has one word in each layout. */
static const struct {
    const char *word;
    idt_fsf_field field;
} words[] = {
    { "numtitle", FSF_ACT_TITLE },
    { "publication_date", FSF_ACT_PUBLISHED },
    { "url", FSF_ACT_URL },
    { "leba_numtitle", FSF_ACT_TITLE },
    { "leba_publication_date", FSF_ACT_PUBLISHED },
    { "leba_url", FSF_ACT_URL },
    { "programme", FSF_ACT_PROGRAMME },
    { "Regulation_Type", FSF_ACT_TYPE },
    { "Regulation_OrganisationType", FSF_ACT_ORGANISATION },
    { "Regulation_PublicationDate", FSF_ACT_PUBLISHED },
    { "Regulation_EntryIntoForceDate", FSF_ACT_IN_FORCE },
    { "Regulation_NumberTitle", FSF_ACT_TITLE },
    { "Regulation_Programme", FSF_ACT_PROGRAMME },
    { "Regulation_PublicationUrl", FSF_ACT_URL },
    { "remark", FSF_REMARK },
    { "logicalId", FSF_LOGICAL_ID },
    { "EU_ReferenceNumber", FSF_EU_REFERENCE },
    { "ref_num", FSF_EU_REFERENCE },
    { "UnitedNationId", FSF_UN_ID },
    { "DesignationDate", FSF_DESIGNATION_DATE },
    { "DesignationDetails", FSF_DESIGNATION_DETAILS },
    { "DelistingDate", FSF_DELISTING_DATE },
    { "SubjectType", FSF_SUBJECT_CODE },
    { "SubjectType_ClassificationCode", FSF_CLASSIFICATION },
    { "lastname", FSF_NAME_LAST },
    { "firstname", FSF_NAME_FIRST },
    { "middlename", FSF_NAME_MIDDLE },
    { "wholename", FSF_NAME_WHOLE },
    { "gender", FSF_NAME_GENDER },
    { "title", FSF_NAME_TITLE },
    { "function", FSF_NAME_FUNCTION },
    { "language", FSF_NAME_LANGUAGE },
    { "nameLanguage", FSF_NAME_LANGUAGE },
    { "strong", FSF_NAME_STRONG },
    { "street", FSF_STREET },
    { "poBox", FSF_PO_BOX },
    { "zipcode", FSF_ZIP },
    { "city", FSF_CITY },
    { "region", FSF_REGION },
    { "place", FSF_PLACE },
    { "country", FSF_COUNTRY_CODE },
    { "countryIso2Code", FSF_COUNTRY_CODE },
    { "countryDescription", FSF_COUNTRY_NAME },
    { "asAtListingTime", FSF_AT_LISTING },
    { "contactInfo", FSF_CONTACT },
    { "other", FSF_CONTACT },
    { "date", FSF_BIRTH_DATE },
    { "birthdate", FSF_BIRTH_DATE },
    { "day", FSF_BIRTH_DAY },
    { "month", FSF_BIRTH_MONTH },
    { "year", FSF_BIRTH_YEAR },
    { "yearRangeFrom", FSF_BIRTH_FROM },
    { "yearRangeTo", FSF_BIRTH_TO },
    { "circa", FSF_BIRTH_CIRCA },
    { "calendarType", FSF_BIRTH_CALENDAR },
    { "number", FSF_ID_NUMBER },
    { "diplomatic", FSF_ID_DIPLOMATIC },
    { "knownExpired", FSF_ID_EXPIRED },
    { "knownFalse", FSF_ID_FALSE },
    { "reportedLost", FSF_ID_LOST },
    { "revokedByIssuer", FSF_ID_REVOKED },
    { "issuedBy", FSF_ID_ISSUER },
    { "issuedDate", FSF_ID_ISSUED },
    { "issueDate", FSF_ID_ISSUED },
    { "validFrom", FSF_ID_FROM },
    { "validTo", FSF_ID_TO },
    { "latinNumber", FSF_ID_LATIN },
    { "nameOnDocument", FSF_ID_NAME },
    { "typeCode", FSF_ID_CODE },
    { "typeDescription", FSF_ID_TYPE },
    { "acquisitionDate", FSF_ACQUIRED },
    { "disenfranchisementDate", FSF_LOST },
};

static const struct {
    const char *prefix;
    column_group group;
} prefixes[] = {
    { "Naal_", GROUP_NAME },        { "NameAlias_", GROUP_NAME },
    { "Addr_", GROUP_ADDRESS },     { "Address_", GROUP_ADDRESS },
    { "Birt_", GROUP_BIRTH },       { "BirthDate_", GROUP_BIRTH },
    { "Iden_", GROUP_DOCUMENT },    { "Identification_", GROUP_DOCUMENT },
    { "Citi_", GROUP_CITIZENSHIP }, { "Citizenship_", GROUP_CITIZENSHIP },
    { "Entity_", GROUP_PARTY },     { "Leba_", GROUP_PARTY },
    { "EU_", GROUP_PARTY },
};

typedef struct {
    idt_fsf fsf;
    const idt_list_input *input;
    size_t forgotten; /* bytes of its mapping that were given back */
    uint32_t file;
    idt_buf decoded, unwrapped;
    idt_csv *outer, *inner;
    const idt_span *cells;
    size_t cell_count, column_count;
    uint64_t line;
    bool wrapped, open; /* open: the rows' party is kept, not delisted */
    column_meaning columns[COLUMNS_MAX];
    idt_span names[COLUMNS_MAX];
    size_t id_column;
    idt_arena arena;
    idt_strmap ids;
    idt_span id;
    idt_leftovers leftovers;
} reader;

static column_meaning meaning_of(idt_span name)
{
    column_meaning meaning = { GROUP_UNKNOWN, FSF_FIELD_COUNT };

    if (idt_span_equal_nocase(name, IDT_SPAN_LIT("Programme")))
        return (column_meaning){ GROUP_PARTY, FSF_ACT_PROGRAMME };
    if (idt_span_equal_nocase(name, IDT_SPAN_LIT("Subject_type")))
        return (column_meaning){ GROUP_PARTY, FSF_CLASSIFICATION };
    if (idt_span_equal_nocase(name, IDT_SPAN_LIT("Entity_logical_id")) ||
        idt_span_equal_nocase(name, IDT_SPAN_LIT("Entity_LogicalId")))
        return (column_meaning){ GROUP_PARTY, FSF_LOGICAL_ID };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (!idt_span_starts_nocase(name, prefixes[i].prefix))
            continue;
        idt_span rest = idt_span_sub(name, strlen(prefixes[i].prefix), name.len);
        meaning.group = prefixes[i].group;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (idt_span_equal_nocase(rest, idt_span_of(words[w].word)))
                meaning.field = words[w].field;
        if (idt_span_equal_nocase(rest, IDT_SPAN_LIT("logical_id")) ||
            idt_span_equal_nocase(rest, IDT_SPAN_LIT("RegulationLanguage")) ||
            (meaning.field == FSF_LOGICAL_ID && meaning.group != GROUP_PARTY))
            meaning = (column_meaning){ GROUP_PASSED, FSF_FIELD_COUNT };
        else if (meaning.field == FSF_FIELD_COUNT)
            meaning.group = GROUP_UNKNOWN;
        return meaning;
    }
    return meaning;
}

/* --- rows --- */

/* A line in quotes, made one by a spreadsheet: the commas of the list became tabs. */
static bool unwrap(reader *self, idt_span line)
{
    idt_csv_row row;

    idt_buf_reset(&self->unwrapped);
    while (line.len > 0 && line.ptr[line.len - 1] == '\t')
        line.len--;
    for (size_t i = 0; i < line.len; i++)
        idt_buf_add_char(&self->unwrapped, line.ptr[i] == '\t' ? ',' : line.ptr[i]);
    if (self->inner)
        idt_csv_restart(self->inner, idt_buf_span(&self->unwrapped));
    else
        self->inner =
            idt_csv_new_span(idt_buf_span(&self->unwrapped), (idt_csv_options){ .delimiter = ';' });
    if (!idt_csv_next(self->inner, &row))
        return false;
    self->cells = row.fields;
    self->cell_count = row.count;
    return true;
}

static bool next_row(reader *self)
{
    idt_csv_row row;

    if (!idt_csv_next(self->outer, &row))
        return false;
    self->line = row.line;
    self->cells = row.fields;
    self->cell_count = row.count;
    if (self->decoded.len == 0 && row.offset >= self->forgotten + FORGET_BYTES) {
        idt_map_forget(&self->input->map, self->forgotten, (size_t)row.offset);
        self->forgotten = (size_t)row.offset;
    }
    if (row.count != 1 || idt_span_find(row.fields[0], ";") == SIZE_MAX)
        return true;
    self->wrapped = true;
    return unwrap(self, row.fields[0]);
}

static idt_status rows_status(reader *self, idt_err *err)
{
    idt_status status = idt_csv_status(self->outer, err);

    if (!status && self->inner && idt_csv_status(self->inner, NULL))
        status = idt_fail_at(err, IDT_E_INPUT, self->line, 0,
                             "line %" PRIu64 ": the cells within the quotes cannot be told apart",
                             self->line);
    return status;
}

static idt_status take_header(reader *self, idt_err *err)
{
    if (!next_row(self) || self->cell_count > COLUMNS_MAX)
        return idt_fail_at(err, IDT_E_INPUT, 1, 0, "line 1: no header of this list");
    self->column_count = self->cell_count;
    self->id_column = SIZE_MAX;
    for (size_t i = 0; i < self->column_count; i++) {
        self->names[i] = idt_arena_copy(&self->arena, idt_span_trim(self->cells[i]));
        self->columns[i] = meaning_of(self->names[i]);
        if (i == 0)
            self->columns[i].group = GROUP_PASSED; /* the date of the file */
        else if (self->columns[i].field == FSF_LOGICAL_ID && self->id_column != SIZE_MAX)
            self->columns[i].group = GROUP_PASSED; /* the same again for each sub-record */
        else if (self->columns[i].field == FSF_LOGICAL_ID)
            self->id_column = i;
    }
    return self->id_column == SIZE_MAX
               ? idt_fail_at(err, IDT_E_INPUT, 1, 0, "line 1: no column Entity_logical_id")
               : IDT_OK;
}

/* --- sub-records --- */

/* "AD001095 (passport-National passport) ((passport))" of layout 1.0. */
static void split_document(idt_fsf_values *values)
{
    idt_span text = values->field[FSF_ID_NUMBER];

    for (size_t at = 0; at + 2 < text.len && values->field[FSF_ID_CODE].len == 0; at++) {
        size_t end = at + 2;
        if (text.ptr[at] != ' ' || text.ptr[at + 1] != '(')
            continue;
        while (end < text.len && idt_is_alpha(text.ptr[end]))
            end++;
        if (end == at + 2 || end >= text.len || text.ptr[end] != '-')
            continue;
        size_t close = idt_span_find(idt_span_sub(text, end, text.len), ")");
        if (close == SIZE_MAX)
            return;
        close += end;
        idt_span rest = idt_span_trim(idt_span_sub(text, close + 1, text.len));
        if (idt_span_starts(rest, "(") && idt_span_ends(rest, ")"))
            rest = idt_span_sub(rest, 1, rest.len - 1);
        values->field[FSF_ID_CODE] = idt_span_sub(text, at + 2, end);
        values->field[FSF_ID_TYPE] = idt_span_sub(text, end + 1, close);
        values->field[FSF_ID_NUMBER] = idt_span_sub(text, 0, at);
        if (rest.len > 0)
            values->field[FSF_REMARK] = rest;
    }
}

static bool is_act_field(idt_fsf_field field)
{
    return field >= FSF_ACT_TITLE && field <= FSF_ACT_PROGRAMME;
}

/* The cells of one group; false where it has none but those of its act. */
static bool fill(reader *self, idt_fsf_values *values, column_group group)
{
    bool any = false;

    idt_fsf_values_reset(values, (idt_source){ self->file, (uint32_t)self->line });
    for (size_t i = 0; i < self->column_count; i++) {
        idt_span cell = idt_span_trim(self->cells[i]);
        if (self->columns[i].group != group || cell.len == 0)
            continue;
        values->field[self->columns[i].field] = cell;
        any = any || !is_act_field(self->columns[i].field);
    }
    if (values->field[FSF_ID_CODE].len == 0)
        split_document(values);
    return any;
}

static void add_parts(reader *self)
{
    static void (*const add[GROUP_COUNT])(idt_fsf *, const idt_fsf_values *) = {
        [GROUP_NAME] = idt_fsf_add_name,
        [GROUP_ADDRESS] = idt_fsf_add_address,
        [GROUP_BIRTH] = idt_fsf_add_birth,
        [GROUP_DOCUMENT] = idt_fsf_add_identification,
        [GROUP_CITIZENSHIP] = idt_fsf_add_citizenship,
    };
    idt_fsf_values values;

    for (int group = GROUP_NAME; group < GROUP_COUNT; group++)
        if (fill(self, &values, (column_group)group))
            add[group](&self->fsf, &values);
}

/* The line ends within a cell are written as the two signs "\n". */
static void add_remarks(reader *self, idt_fsf_values *values)
{
    idt_span rest = values->field[FSF_REMARK], part;

    values->field[FSF_REMARK] = IDT_SPAN_EMPTY;
    idt_fsf_add_general(&self->fsf, values);
    while (idt_span_split(&part, &rest, "\\n"))
        idt_fsf_add_fact(&self->fsf, "remark", part, values->source);
}

static idt_status begin_party(reader *self, const idt_fsf_values *values, idt_err *err)
{
    bool added;
    idt_span id = values->field[FSF_LOGICAL_ID];

    if (id.len == 0)
        return idt_fail_at(err, IDT_E_INPUT, self->line, 0,
                           "line %" PRIu64 ": the row has no Entity_logical_id", self->line);
    if (self->id.len > 0 && idt_span_equal(id, self->id))
        return IDT_OK;
    self->id = idt_arena_copy(&self->arena, id);
    idt_strmap_add(&self->ids, self->id, &added);
    if (!added)
        return idt_fail_at(err, IDT_E_INPUT, self->line, 0,
                           "line %" PRIu64 ": the rows of entity %.*s do not stand together",
                           self->line, (int)id.len, id.ptr);
    self->open = idt_fsf_begin(&self->fsf, values);
    return IDT_OK;
}

static idt_status read_row(reader *self, idt_err *err)
{
    idt_fsf_values values;

    if (self->cell_count < self->column_count)
        return idt_fail_at(err, IDT_E_INPUT, self->line, 0,
                           "line %" PRIu64 ": %zu cells where the header has %zu; the file may be "
                           "cut short",
                           self->line, self->cell_count, self->column_count);
    if (self->ids.count == 0)
        idt_fsf_take_date(self->fsf.lists, self->cells[0],
                          (idt_source){ self->file, (uint32_t)self->line });
    (void)fill(self, &values, GROUP_PARTY);
    idt_status status = begin_party(self, &values, err);
    if (status || !self->open)
        return status;
    idt_party *party = idt_fsf_party(&self->fsf);
    idt_span uid = values.field[FSF_EU_REFERENCE];
    if (uid.len > 0 && !idt_span_equal(uid, party->uid))
        return idt_fail_at(err, IDT_E_INPUT, self->line, 0,
                           "line %" PRIu64 ": entity %.*s has the references %.*s and %.*s",
                           self->line, (int)self->id.len, self->id.ptr, (int)party->uid.len,
                           party->uid.ptr, (int)uid.len, uid.ptr);
    add_remarks(self, &values);
    idt_fsf_add_regulation(&self->fsf, &values);
    add_parts(self);
    for (size_t i = 0; i < self->cell_count; i++) {
        bool known = i < self->column_count && self->columns[i].group != GROUP_UNKNOWN;
        if (!known && idt_span_trim(self->cells[i]).len > 0)
            idt_leftovers_add(&self->leftovers, self->fsf.lists, party,
                              i < self->column_count ? self->names[i] : IDT_SPAN_LIT("more cells"),
                              self->cells[i], values.source);
    }
    return IDT_OK;
}

/* --- the file --- */

static idt_status open_text(reader *self, const idt_list_input *input, idt_err *err)
{
    idt_span bytes = input->map.bytes;
    idt_text_source *source;
    int descriptor;
    idt_status status = IDT_OK;

    if (idt_utf8_valid_length(bytes) != bytes.len) {
        status = idt_list_input_open(input, &descriptor, err);
        if (status)
            return status;
        status = idt_text_source_open(&source,
                                      (idt_text_source_options){ .descriptor = descriptor }, err);
        if (!status) {
            while (idt_text_source_more(source, &self->decoded))
                ;
            status = idt_text_source_status(source, err);
            idt_lists_diagnose(self->fsf.lists, (idt_source){ self->file, 0 }, IDT_DIAGNOSTIC_NOTE,
                               "encoding", IDT_SPAN_EMPTY, "the text is no UTF-8; read as %s",
                               idt_text_source_encoding(source));
            idt_text_source_close(source);
        }
        close(descriptor);
        bytes = idt_buf_span(&self->decoded);
    }
    self->outer = idt_csv_new_span(bytes, (idt_csv_options){ .delimiter = ';' });
    if (!status && !idt_span_ends(bytes, "\n"))
        status = idt_fail_at(err, IDT_E_INPUT, 0, bytes.len,
                             "does not end with a line end at byte %zu: it seems to be cut short",
                             bytes.len);
    return status;
}

static idt_status read_rows(reader *self, const idt_list_input *input, idt_err *err)
{
    idt_status status = open_text(self, input, err);

    if (!status)
        status = take_header(self, err);
    while (!status && next_row(self))
        status = read_row(self, err);
    if (!status)
        status = rows_status(self, err);
    if (!status && self->ids.count == 0)
        status = idt_fail(err, IDT_E_INPUT, "holds no entity");
    return status;
}

bool idt_eu_csv_recognise(idt_span head, unsigned *part)
{
    idt_span line, rest = idt_span_sub(head, 0, HEADER_BYTES);

    *part = 0;
    return idt_span_split(&line, &rest, "\n") &&
           idt_span_find_nocase(line, ";Entity_logical") != SIZE_MAX &&
           (idt_span_find(line, ";Naal_wholename;") != SIZE_MAX ||
            idt_span_find(line, ";NameAlias_WholeName;") != SIZE_MAX);
}

idt_status idt_eu_csv_read(idt_lists *self, const idt_list_input *input, idt_err *err)
{
    reader csv = { .fsf = IDT_FSF_INIT(self),
                   .input = input,
                   .decoded = IDT_BUF_INIT,
                   .unwrapped = IDT_BUF_INIT,
                   .arena = IDT_ARENA_INIT,
                   .ids = IDT_STRMAP_INIT,
                   .id = IDT_SPAN_EMPTY,
                   .leftovers = IDT_LEFTOVERS_INIT };
    idt_span name = idt_path_name(input->path);
    idt_err inner = IDT_ERR_INIT;

    csv.file = idt_fsf_begin_edition(self, input, "EU FSF CSV");
    idt_status status = read_rows(&csv, input, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    else
        idt_fsf_finish(&csv.fsf);
    if (!status && csv.wrapped)
        idt_lists_diagnose(self, (idt_source){ csv.file, 1 }, IDT_DIAGNOSTIC_NOTE, "wrapped",
                           IDT_SPAN_EMPTY,
                           "every line stands in quotes, as a spreadsheet left it; its tabs are "
                           "read as the commas they were");
    if (!status)
        idt_leftovers_report(&csv.leftovers, self);
    if (!status && self->editions[self->edition_count - 1].date.len == 0)
        idt_lists_date_from_path(self, input->path);
    idt_csv_free(csv.outer);
    idt_csv_free(csv.inner);
    idt_buf_release(&csv.decoded);
    idt_buf_release(&csv.unwrapped);
    idt_strmap_release(&csv.ids);
    idt_leftovers_release(&csv.leftovers);
    idt_arena_release(&csv.arena);
    idt_fsf_release(&csv.fsf);
    return status;
}
