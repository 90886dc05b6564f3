/* ofac_csv.c - one OFAC list in CSV form as an edition.
 *
 * The primary file makes the parties; address, alias and comment rows are joined to them by number.
 * The joined files are read whole, sorted by number (stable, so the publisher's order stays), and
 * met by binary search.
 *
 *     306,"BANCO NACIONAL DE CUBA",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. 'BNC'."
 *
 * A field without a value is `-0-`, unquoted, with a blank behind it. Programmes are written with
 * their outer brackets eaten: `NPWMD] [DPRK2` are two. The file ends with CRLF and 0x1A. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "codec/csv.h"
#include "lists/lists_internal.h"
#include "lists/ofac_internal.h"

enum { COLUMNS_MAX = 12, CTRL_Z = 0x1a };

/* Columns of the primary file. */
enum {
    COL_ID,
    COL_NAME,
    COL_TYPE,
    COL_PROGRAMME,
    COL_TITLE,
    COL_CALL_SIGN,
    COL_VESSEL_TYPE,
    COL_TONNAGE,
    COL_GRT,
    COL_FLAG,
    COL_OWNER,
    COL_REMARKS
};

static const size_t columns_of_part[IDT_LIST_PARTS_MAX] = { 12, 6, 5, 2 };

typedef struct {
    uint32_t id, line;
    const idt_span *fields; /* "" where the publisher has -0- */
    size_t remarks_chars;   /* length of the last field as published */
} table_row;

typedef struct {
    const idt_list_input *input; /* NULL: the file is not there */
    uint32_t file;               /* position in the edition */
    table_row *rows;             /* in the arena of the reader; sorted for the parts */
    size_t count, capacity;
} list_table;

typedef struct {
    idt_lists *lists;
    idt_err *err;
    list_table tables[IDT_LIST_PARTS_MAX];
    idt_ofac_remark_counts remarks;
} reader;

/* ---- rows ---- */

static idt_status fail_row(const reader *self, const list_table *table, const idt_csv_row *row,
                           const char *what, idt_span detail)
{
    return idt_fail_at(self->err, IDT_E_INPUT, row->line, row->offset,
                       "%s line %" PRIu64 ": %s%.*s", table->input->path.ptr, row->line, what,
                       (int)detail.len, detail.ptr);
}

/* Bytes of the UTF-8 sequence at the start of `text`; 0 when it is none. */
static size_t utf8_sequence(idt_span text)
{
    const unsigned char *at = (const unsigned char *)text.ptr;
    size_t need = at[0] < 0x80   ? 1
                  : at[0] < 0xc2 ? 0
                  : at[0] < 0xe0 ? 2
                  : at[0] < 0xf0 ? 3
                  : at[0] < 0xf5 ? 4
                                 : 0;
    if (need > text.len)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    if (need >= 3 && ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) ||
                      (at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f)))
        return 0;
    return need;
}

/* Copy a field; a byte that is no UTF-8 is read as Latin-1 and *damaged is set. */
static idt_span copy_text(idt_arena *arena, idt_span text, bool *damaged)
{
    size_t i = 0;
    idt_buf fixed = IDT_BUF_INIT;

    while (i < text.len && (unsigned char)text.ptr[i] < 0x80)
        i++;
    if (i == text.len)
        return idt_arena_copy(arena, text);
    for (i = 0; i < text.len;) {
        size_t bytes = utf8_sequence(idt_span_sub(text, i, text.len));
        unsigned char c = (unsigned char)text.ptr[i];

        if (bytes) {
            idt_buf_add(&fixed, text.ptr + i, bytes);
        } else {
            *damaged = true;
            idt_buf_add_char(&fixed, (char)(0xc0 | c >> 6));
            idt_buf_add_char(&fixed, (char)(0x80 | (c & 0x3f)));
        }
        i += bytes ? bytes : 1;
    }
    idt_span copy = idt_arena_copy(arena, idt_buf_span(&fixed));
    idt_buf_release(&fixed);
    return copy;
}

static size_t count_chars(idt_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        if (((unsigned char)text.ptr[i] & 0xc0) != 0x80)
            count++;
    return count;
}

/* Remarks and comments may be two halves of a word, so their blanks stay. */
static bool keeps_blanks(const list_table *table, size_t column)
{
    return (column == COL_REMARKS && table->input->part == IDT_OFAC_PRIMARY) ||
           (column == 1 && table->input->part == IDT_OFAC_COMMENTS);
}

static idt_status add_row(reader *self, list_table *table, const idt_csv_row *row)
{
    size_t columns = columns_of_part[table->input->part];
    idt_arena *arena = &self->lists->arena;
    idt_span id_text = idt_span_trim(row->fields[0]);
    table_row new_row = { 0 };
    bool damaged = false;

    if (row->count != columns)
        return fail_row(self, table, row, "a row must have other columns: found ",
                        idt_arena_format(arena, "%zu instead of %zu", row->count, columns));
    if (!idt_span_to_u32(id_text, &new_row.id))
        return fail_row(self, table, row,
                        "the party's number is no number: ", idt_span_sub(id_text, 0, 40));
    if (row->line > UINT32_MAX)
        return fail_row(self, table, row, "too many lines", IDT_SPAN_EMPTY);
    idt_span *fields = idt_arena_alloc(arena, columns * sizeof *fields);
    for (size_t i = 0; i < columns; i++) {
        idt_span text = idt_span_trim(row->fields[i]);
        bool null = text.len == 0 || idt_span_equal_text(text, "-0-");

        fields[i] = IDT_SPAN_EMPTY;
        if (!null)
            fields[i] = copy_text(arena, keeps_blanks(table, i) ? row->fields[i] : text, &damaged);
    }
    new_row.line = (uint32_t)row->line;
    new_row.fields = fields;
    new_row.remarks_chars = count_chars(fields[columns - 1]);
    if (damaged)
        idt_lists_diagnose(self->lists, (idt_source){ table->file, new_row.line },
                           IDT_DIAGNOSTIC_WARNING, "not-utf8", fields[0],
                           "bytes that are no UTF-8 were read as Latin-1");
    table->rows = idt_grow(table->rows, &table->capacity, table->count + 1, sizeof *table->rows);
    table->rows[table->count++] = new_row;
    return IDT_OK;
}

/* OFAC ends its files with a line end and 0x1A, mirrors at least with a line end. */
static idt_status check_complete(const reader *self, const list_table *table)
{
    idt_span bytes = table->input->map.bytes;
    char last = bytes.len ? bytes.ptr[bytes.len - 1] : '\n';

    if (last == '\n' || last == '\r' || last == CTRL_Z)
        return IDT_OK;
    uint64_t line = 1;
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] == '\n')
            line++;
    return idt_fail_at(self->err, IDT_E_INPUT, line, bytes.len,
                       "%s line %" PRIu64
                       ": the file ends in the middle of a row (byte %zu); it is "
                       "cut short",
                       table->input->path.ptr, line, bytes.len);
}

static bool is_header(const list_table *table, const idt_csv_row *row)
{
    return table->count == 0 && row->count == columns_of_part[table->input->part] &&
           idt_span_equal_nocase(idt_span_trim(row->fields[0]), IDT_SPAN_LIT("ent_num"));
}

static idt_status read_table(reader *self, list_table *table)
{
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    idt_status status = check_complete(self, table);
    idt_csv *csv = idt_csv_new_span(table->input->map.bytes, (idt_csv_options){ 0 });

    while (!status && idt_csv_next(csv, &row))
        if (!is_header(table, &row))
            status = add_row(self, table, &row);
    if (idt_csv_status(csv, &err)) /* what is wrong inside a row tells more than a missing end */
        status = idt_fail_at(self->err, err.status, err.line, err.offset, "%s %s",
                             table->input->path.ptr, err.text);
    idt_csv_free(csv);
    return status;
}

/* ---- joins ---- */

static int compare_rows(const void *a, const void *b)
{
    const table_row *left = a;
    const table_row *right = b;

    if (left->id != right->id)
        return left->id < right->id ? -1 : 1;
    return (left->line > right->line) - (left->line < right->line);
}

/* Position of the first row of a sorted table whose number is at least `id`. */
static size_t first_row(const list_table *table, uint32_t id)
{
    size_t low = 0;
    size_t high = table->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->rows[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_row(const list_table *table, uint32_t id)
{
    size_t at = first_row(table, id);
    return at < table->count && table->rows[at].id == id;
}

/* ---- one party ---- */

idt_name idt_ofac_name(idt_span text, idt_party_type type)
{
    idt_name name = { 0 };
    size_t comma = type == IDT_PARTY_PERSON ? idt_span_find(text, ",") : SIZE_MAX;

    name.text = text;
    name.family = name.given = IDT_SPAN_EMPTY;
    if (comma != SIZE_MAX) {
        name.family = idt_span_trim(idt_span_sub(text, 0, comma));
        name.given = idt_span_trim(idt_span_sub(text, comma + 1, text.len));
    }
    return name;
}

static idt_party_type party_type(reader *self, const table_row *row, idt_source source)
{
    idt_span word = row->fields[COL_TYPE];

    if (word.len == 0 || idt_span_equal_nocase(word, IDT_SPAN_LIT("entity")))
        return IDT_PARTY_ORGANIZATION;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("individual")))
        return IDT_PARTY_PERSON;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("vessel")))
        return IDT_PARTY_VESSEL;
    if (idt_span_equal_nocase(word, IDT_SPAN_LIT("aircraft")))
        return IDT_PARTY_AIRCRAFT;
    idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, "unknown-type", row->fields[0],
                       "SDN_Type \"%.*s\" is not known", (int)word.len, word.ptr);
    return IDT_PARTY_UNKNOWN;
}

static void add_aliases(reader *self, idt_party *party, uint32_t id)
{
    const list_table *aliases = &self->tables[IDT_OFAC_ALT];

    for (size_t i = first_row(aliases, id); i < aliases->count && aliases->rows[i].id == id; i++) {
        const idt_span *field = aliases->rows[i].fields;
        idt_name name = idt_ofac_name(field[3], party->type);

        name.source = (idt_source){ aliases->file, aliases->rows[i].line };
        name.quality = IDT_QUALITY_STRONG;
        name.kind = idt_span_equal_nocase(field[2], IDT_SPAN_LIT("fka"))   ? IDT_NAME_FKA
                    : idt_span_equal_nocase(field[2], IDT_SPAN_LIT("nka")) ? IDT_NAME_NKA
                                                                           : IDT_NAME_AKA;
        if (name.text.len == 0) {
            idt_lists_diagnose(self->lists, name.source, IDT_DIAGNOSTIC_WARNING, "empty-alias",
                               field[0], "an alias row without a name");
            continue;
        }
        idt_party_add_name(party, &self->lists->arena, name);
        if (field[4].len)
            idt_party_add_fact(party, &self->lists->arena, "alias remark", field[4], name.source);
    }
}

static bool has_digit(idt_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (idt_is_digit(text.ptr[i]))
            return true;
    return false;
}

/* "Miami, FL 33146": city, region, postal code. The parts with ", " and " " between them give the
 * published text again. Words with digits at the end are the postal code. */
static void split_place(idt_address *address, idt_span text)
{
    size_t comma = idt_span_find(text, ", ");
    idt_span head = comma == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(text, 0, comma);
    idt_span rest = comma == SIZE_MAX ? text : idt_span_sub(text, comma + 2, text.len);
    size_t cut = rest.len;

    for (size_t i = rest.len; i > 0; i--) {
        if (rest.ptr[i - 1] != ' ')
            continue;
        if (!has_digit(idt_span_sub(rest, i, cut == rest.len ? cut : cut - 1)))
            break;
        cut = i;
    }
    if (cut < rest.len) {
        address->postal = idt_span_sub(rest, cut, rest.len);
        rest = idt_span_sub(rest, 0, cut - 1);
    }
    address->city = comma == SIZE_MAX ? rest : head;
    address->region = comma == SIZE_MAX ? IDT_SPAN_EMPTY : rest;
}

/* A party without an address still has a row, all -0-. */
static void add_addresses(reader *self, idt_party *party, uint32_t id)
{
    const list_table *rows = &self->tables[IDT_OFAC_ADD];

    for (size_t i = first_row(rows, id); i < rows->count && rows->rows[i].id == id; i++) {
        const idt_span *field = rows->rows[i].fields;
        idt_address address = { 0 };

        if (field[2].len + field[3].len + field[4].len + field[5].len == 0)
            continue;
        address.role = IDT_ADDRESS_LOCATION;
        address.street = field[2];
        address.city = address.region = address.postal = address.text = IDT_SPAN_EMPTY;
        split_place(&address, field[3]);
        address.country = idt_country_of(field[4]);
        address.note = field[5];
        address.source = (idt_source){ rows->file, rows->rows[i].line };
        idt_party_add_address(party, &self->lists->arena, address);
    }
}

static void add_programmes(reader *self, idt_party *party, const table_row *row)
{
    idt_span rest = row->fields[COL_PROGRAMME];
    idt_span part;

    while (idt_span_split(&part, &rest, "] [")) {
        idt_party_programme programme = { idt_span_trim(part), IDT_SPAN_EMPTY, party->source };

        while (programme.tag.len && programme.tag.ptr[0] == '[') /* mirrors keep the brackets */
            programme.tag = idt_span_sub(programme.tag, 1, programme.tag.len);
        while (idt_span_ends(programme.tag, "]"))
            programme.tag = idt_span_sub(programme.tag, 0, programme.tag.len - 1);
        if (programme.tag.len)
            idt_party_add_programme(party, &self->lists->arena, programme);
    }
    if (party->programme_count == 0)
        idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_WARNING, "no-programme",
                           party->uid, "the entry names no programme");
}

static void add_vessel(reader *self, idt_party *party, const table_row *row)
{
    idt_arena *arena = &self->lists->arena;
    const idt_span *field = row->fields;

    if (field[COL_CALL_SIGN].len) {
        idt_identifier call_sign = { 0 };
        call_sign.type = IDT_ID_CALL_SIGN;
        call_sign.label = IDT_SPAN_LIT("Call Sign");
        call_sign.value = field[COL_CALL_SIGN];
        call_sign.country.text = call_sign.note = IDT_SPAN_EMPTY;
        call_sign.source = party->source;
        idt_party_add_identifier(party, arena, call_sign);
    }
    if (field[COL_FLAG].len)
        idt_party_add_country(party, arena,
                              (idt_party_country){ idt_country_of(field[COL_FLAG]),
                                                   IDT_COUNTRY_FLAG, party->source });
    idt_party_add_fact(party, arena, "vessel type", field[COL_VESSEL_TYPE], party->source);
    idt_party_add_fact(party, arena, "tonnage", field[COL_TONNAGE], party->source);
    idt_party_add_fact(party, arena, "gross registered tonnage", field[COL_GRT], party->source);
    idt_party_add_fact(party, arena, "vessel owner", field[COL_OWNER], party->source);
}

/* Join the tail of the remarks. A row of the comments file belongs to remarks cut at the limit;
 * behind shorter ones it stands for itself. */
static void add_remarks(reader *self, idt_party *party, const table_row *row)
{
    const list_table *comments = &self->tables[IDT_OFAC_COMMENTS];
    idt_span head = row->fields[COL_REMARKS];
    bool full = row->remarks_chars == IDT_OFAC_REMARKS_MAX;
    idt_ofac_remarks remarks = { head,          head.len,     false, row->fields[COL_TITLE],
                                 party->source, party->source };
    size_t first = first_row(comments, row->id);
    size_t last = first;

    while (last < comments->count && comments->rows[last].id == row->id)
        last++;
    if (last > first) {
        idt_buf joined = IDT_BUF_INIT;

        idt_buf_add_span(&joined, head);
        if (!full && head.len) {
            if (idt_span_ends(head, ".")) {
                joined.len--;
                remarks.head_bytes--;
            }
            idt_buf_add_text(&joined, "; ");
        }
        for (size_t i = first; i < last; i++)
            idt_buf_add_span(&joined, comments->rows[i].fields[1]);
        remarks.text = idt_arena_copy(&self->lists->arena, idt_buf_span(&joined));
        remarks.tail_source = (idt_source){ comments->file, comments->rows[first].line };
        idt_buf_release(&joined);
    }
    remarks.cut = full && last == first && !idt_span_ends(head, ".");
    idt_ofac_remarks_read(self->lists, party, &remarks, &self->remarks);
}

static void add_party(reader *self, const table_row *row)
{
    idt_source source = { self->tables[IDT_OFAC_PRIMARY].file, row->line };
    idt_arena *arena = &self->lists->arena;
    idt_party *party = idt_lists_add_party(self->lists);

    party->uid = row->fields[COL_ID];
    party->source = source;
    party->type = party_type(self, row, source);
    idt_name name = idt_ofac_name(row->fields[COL_NAME], party->type);
    name.kind = IDT_NAME_PRIMARY;
    name.quality = IDT_QUALITY_UNGRADED;
    name.source = source;
    if (name.text.len == 0)
        idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, "no-name", party->uid,
                           "the entry has no name");
    idt_party_add_name(party, arena, name);
    add_aliases(self, party, row->id);
    add_programmes(self, party, row);
    idt_party_add_fact(party, arena, "title", row->fields[COL_TITLE], source);
    add_addresses(self, party, row->id);
    add_vessel(self, party, row);
    add_remarks(self, party, row);
}

/* ---- the edition ---- */

/* Programmes whose parties stand on the consolidated list; a few of them carry older programmes as
 * well, and some 0.6 % of the SDN list carry one of these beside a blocking programme. */
static bool is_consolidated_programme(idt_span tags)
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
static bool is_consolidated(const list_table *primary)
{
    size_t marked = 0;

    for (size_t i = 0; i < primary->count; i++)
        if (is_consolidated_programme(primary->rows[i].fields[COL_PROGRAMME]))
            marked++;
    if (marked * 2 > primary->count)
        return true;
    return marked * 10 >= primary->count && idt_ofac_csv_named_cons(primary->input->path);
}

static void begin_edition(reader *self, const idt_list_input *primary)
{
    static const char publisher[] = "US Treasury, Office of Foreign Assets Control";

    /* The id is settled once the rows are known; diagnostics need an edition before that. */
    (void)idt_lists_begin_edition(self->lists, "us_ofac_sdn", publisher,
                                  "Specially Designated Nationals and Blocked Persons List",
                                  "OFAC CSV");
    idt_lists_date_from_path(self->lists, primary->path);
}

static void settle_edition(reader *self)
{
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];

    if (!is_consolidated(&self->tables[IDT_OFAC_PRIMARY]))
        return;
    edition->list_id = IDT_SPAN_LIT("us_ofac_cons");
    edition->title = IDT_SPAN_LIT("Consolidated Sanctions List (Non-SDN Lists)");
}

static void report_missing(reader *self)
{
    static const char *const losses[IDT_LIST_PARTS_MAX] = {
        "", "no address file: all addresses are missing",
        "no alias file: all strong aliases are missing",
        "no comments file: remarks longer than 1,000 characters lose their tail"
    };

    for (unsigned i = 1; i < IDT_LIST_PARTS_MAX; i++)
        if (!self->tables[i].input)
            idt_lists_diagnose(self->lists, (idt_source){ 0, 0 }, IDT_DIAGNOSTIC_WARNING,
                               "missing-file", IDT_SPAN_EMPTY, "%s", losses[i]);
}

/* Rows of the other files whose number no party has, and numbers that two parties have. `primary`
 * is sorted by now. */
static void report_ids(reader *self)
{
    static const char *const names[IDT_LIST_PARTS_MAX] = { "entry", "address", "alias", "comment" };
    const list_table *primary = &self->tables[IDT_OFAC_PRIMARY];

    for (size_t i = 1; i < primary->count; i++)
        if (primary->rows[i].id == primary->rows[i - 1].id)
            idt_lists_diagnose(self->lists, (idt_source){ primary->file, primary->rows[i].line },
                               IDT_DIAGNOSTIC_WARNING, "duplicate-id", primary->rows[i].fields[0],
                               "the number also stands in line %" PRIu32,
                               primary->rows[i - 1].line);
    for (unsigned part = 1; part < IDT_LIST_PARTS_MAX; part++) {
        const list_table *rows = &self->tables[part];
        for (size_t i = 0; i < rows->count; i++) {
            const idt_span *field = rows->rows[i].fields;
            idt_span text = part == IDT_OFAC_COMMENTS ? field[1] : field[3];
            if (!has_row(primary, rows->rows[i].id))
                idt_lists_diagnose(self->lists, (idt_source){ rows->file, rows->rows[i].line },
                                   IDT_DIAGNOSTIC_WARNING, "unknown-id", field[0],
                                   "%s row for a number no entry has: %.*s", names[part],
                                   (int)(text.len < 200 ? text.len : 200), text.ptr);
        }
    }
}

static void sort_rows(list_table *table)
{
    if (table->count)
        qsort(table->rows, table->count, sizeof *table->rows, compare_rows);
}

static idt_status read_tables(reader *self, const idt_list_input *primary)
{
    idt_status status = IDT_OK;

    self->tables[IDT_OFAC_PRIMARY].input = primary;
    for (unsigned i = 1; i < IDT_LIST_PARTS_MAX; i++)
        self->tables[i].input = primary->parts[i];
    begin_edition(self, primary);
    for (unsigned i = 0; i < IDT_LIST_PARTS_MAX && !status; i++) {
        list_table *table = &self->tables[i];

        if (!table->input)
            continue;
        table->file = idt_lists_add_file(self->lists, table->input->path, table->input->map.bytes);
        status = read_table(self, table);
        if (i != IDT_OFAC_PRIMARY)
            sort_rows(table);
    }
    return status;
}

idt_status idt_ofac_csv_read(idt_lists *lists, const idt_list_input *primary, idt_err *err)
{
    reader self = { lists, err, { { 0 } }, IDT_OFAC_REMARK_COUNTS_INIT };
    list_table *entries = &self.tables[IDT_OFAC_PRIMARY];
    idt_status status = read_tables(&self, primary);

    if (!status) {
        settle_edition(&self);
        report_missing(&self);
        for (size_t i = 0; i < entries->count; i++)
            add_party(&self, &entries->rows[i]);
        sort_rows(entries);
        report_ids(&self);
        idt_ofac_remark_counts_report(&self.remarks, lists, (idt_source){ entries->file, 0 });
    }
    for (unsigned i = 0; i < IDT_LIST_PARTS_MAX; i++)
        idt_free(self.tables[i].rows);
    idt_ofac_remark_counts_release(&self.remarks);
    return status;
}
