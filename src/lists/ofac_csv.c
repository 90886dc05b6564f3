/* ofac_csv.c - one OFAC list in CSV form as an edition.
 *
 * The primary file makes the parties; address, alias and comment rows are joined to them by number.
 * The joined files are read whole, sorted by number (stable, so the publisher's order stays), and
 * met by binary search.
 *
 * Programmes are written with their outer brackets eaten: `NPWMD] [DPRK2` are two. */
#include <inttypes.h>

#include "base/alloc.h"
#include "lists/lists_internal.h"
#include "lists/ofac_internal.h"

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
    COL_REMARKS = IDT_OFAC_REMARKS_COLUMN
};

/* Rows of an address, alias or comments file without an entry: some are a matter of days between
 * the files' editions. */
enum { UNKNOWN_ROWS_MAX = 20, UNKNOWN_PERCENT_MAX = 2 };

/* OFAC has some 70 programmes in a few hundred combinations; names in their column are nearly all
 * distinct. */
enum { PROGRAMME_ROWS_MIN = 200, PROGRAMME_PERCENT_MAX = 60 };

typedef struct {
    idt_lists *lists;
    idt_ofac_table tables[IDT_LIST_PARTS_MAX];
    idt_ofac_remark_counts remarks;
} reader;

/* ---- one party ---- */

static idt_party_type party_type(reader *self, const idt_ofac_row *row, idt_source source)
{
    idt_span word = row->fields[COL_TYPE];
    idt_party_type type = idt_ofac_party_type(word);

    if (type == IDT_PARTY_UNKNOWN)
        idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, "unknown-type",
                           row->fields[0], "SDN_Type \"%.*s\" is not known", (int)word.len,
                           word.ptr);
    return type;
}

static void add_aliases(reader *self, idt_party *party, uint32_t id)
{
    const idt_ofac_table *aliases = &self->tables[IDT_OFAC_ALT];

    for (size_t i = idt_ofac_table_first(aliases, id);
         i < aliases->count && aliases->rows[i].id == id; i++) {
        const idt_span *field = aliases->rows[i].fields;
        idt_name name = idt_ofac_name(field[3], party->type);

        name.source = (idt_source){ aliases->file, aliases->rows[i].line };
        name.quality = IDT_QUALITY_STRONG;
        name.kind = idt_ofac_alias_kind(field[2]);
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

/* Where the last word of `text` starts. */
static size_t last_word(idt_span text)
{
    size_t at = text.len;

    while (at > 0 && text.ptr[at - 1] != ' ')
        at--;
    return at;
}

/* "AZ" of "AZ 1008", "BL" of "1077 BL". */
static bool is_code_word(idt_span word)
{
    enum { CODE_LETTERS_MAX = 3 };

    for (size_t i = 0; i < word.len; i++)
        if (!idt_is_upper(word.ptr[i]))
            return false;
    return word.len > 0 && word.len <= CODE_LETTERS_MAX;
}

/* Where the postal code starts: words with digits at the end. Letters belong to it behind digits,
 * and before them unless they are a region's ("FL 33146"). */
static size_t postal_start(idt_span text, bool has_region)
{
    size_t start = text.len;

    if (!has_digit(idt_span_sub(text, last_word(text), text.len))) {
        size_t word = last_word(text);
        idt_span before = idt_span_trim(idt_span_sub(text, 0, word));

        if (!is_code_word(idt_span_sub(text, word, text.len)) ||
            !has_digit(idt_span_sub(before, last_word(before), before.len)))
            return text.len;
        start = word;
    }
    for (idt_span rest = idt_span_trim(idt_span_sub(text, 0, start)); rest.len;
         rest = idt_span_trim(idt_span_sub(rest, 0, last_word(rest)))) {
        size_t word = last_word(rest);
        idt_span letters = idt_span_sub(rest, word, rest.len);

        if (!has_digit(letters)) {
            if (!has_region && word > 0 && is_code_word(letters))
                start = word;
            break;
        }
        start = word;
    }
    return start;
}

/* "Miami, FL 33146": city, region, postal code. A city may hold commas, a region does not. */
static void split_place(idt_address *address, idt_span text)
{
    idt_span head = IDT_SPAN_EMPTY;
    idt_span rest = text;

    for (size_t comma = idt_span_find(rest, ", "); comma != SIZE_MAX;
         comma = idt_span_find(rest, ", ")) {
        rest = idt_span_sub(rest, comma + 2, rest.len);
        head = idt_span_sub(text, 0, text.len - rest.len - 2);
    }
    size_t cut = postal_start(rest, head.len > 0);
    address->postal = idt_span_sub(rest, cut, rest.len);
    rest = idt_span_trim(idt_span_sub(rest, 0, cut));
    address->city = head.len ? head : rest;
    address->region = head.len ? rest : IDT_SPAN_EMPTY;
}

/* A party without an address still has a row, all -0-. */
static void add_addresses(reader *self, idt_party *party, uint32_t id)
{
    const idt_ofac_table *rows = &self->tables[IDT_OFAC_ADD];

    for (size_t i = idt_ofac_table_first(rows, id); i < rows->count && rows->rows[i].id == id;
         i++) {
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

static void add_programmes(reader *self, idt_party *party, const idt_ofac_row *row)
{
    idt_span rest = row->fields[COL_PROGRAMME];
    idt_span part;

    while (idt_span_split(&part, &rest, "] [")) {
        idt_party_programme programme = { .tag = idt_span_trim(part), .source = party->source };

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

/* Join the tail of the remarks. A row of the comments file belongs to remarks cut at the limit;
 * behind shorter ones it stands for itself. */
static void add_remarks(reader *self, idt_party *party, const idt_ofac_row *row)
{
    const idt_ofac_table *comments = &self->tables[IDT_OFAC_COMMENTS];
    idt_span head = row->fields[COL_REMARKS];
    bool full = row->last_chars == IDT_OFAC_REMARKS_MAX;
    idt_ofac_remarks remarks = { head,          head.len,     false, row->fields[COL_TITLE],
                                 party->source, party->source };
    size_t first = idt_ofac_table_first(comments, row->id);
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

static void add_party(reader *self, const idt_ofac_row *row)
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
    idt_ofac_vessel_add(party, arena,
                        &(idt_ofac_vessel){ row->fields[COL_CALL_SIGN],
                                            row->fields[COL_VESSEL_TYPE], row->fields[COL_TONNAGE],
                                            row->fields[COL_GRT], row->fields[COL_FLAG],
                                            row->fields[COL_OWNER], source });
    add_remarks(self, party, row);
}

/* ---- the edition ---- */

static idt_status fail_column(const idt_ofac_table *primary, const idt_ofac_row *row, int column,
                              size_t odd, const char *expected, idt_err *err)
{
    idt_span text = idt_span_sub(row->fields[column], 0, 60);

    return idt_fail_at(err, IDT_E_INPUT, row->line, 0,
                       "%s line %" PRIu32 ": column %d must hold %s, but holds \"%.*s\", and %zu "
                       "of %zu rows are like that: the columns are not in OFAC's order (number, "
                       "name, SDN_Type, programme, title ...)",
                       primary->input->path.ptr, row->line, column + 1, expected, (int)text.len,
                       text.ptr, odd, primary->count);
}

static idt_status check_types(const idt_ofac_table *primary, idt_err *err)
{
    const idt_ofac_row *first = NULL;
    size_t unknown = 0;

    for (size_t i = 0; i < primary->count; i++) {
        if (idt_ofac_party_type(primary->rows[i].fields[COL_TYPE]) != IDT_PARTY_UNKNOWN)
            continue;
        unknown++;
        if (!first)
            first = &primary->rows[i];
    }
    if (!first || unknown * 2 <= primary->count)
        return IDT_OK;
    return fail_column(primary, first, COL_TYPE, unknown,
                       "SDN_Type (individual, entity, vessel, aircraft or -0-)", err);
}

static idt_status check_programmes(const idt_ofac_table *primary, idt_err *err)
{
    idt_strmap texts = IDT_STRMAP_INIT;
    size_t *counts = idt_alloc_zeroed((primary->count + 1) * sizeof *counts); /* by text */
    size_t filled = 0;
    idt_status status = IDT_OK;

    for (size_t i = 0; i < primary->count; i++) {
        idt_span text = primary->rows[i].fields[COL_PROGRAMME];
        if (text.len == 0)
            continue;
        filled++;
        counts[idt_strmap_add(&texts, text, NULL)]++;
    }
    if (filled >= PROGRAMME_ROWS_MIN && texts.count * 100 > filled * PROGRAMME_PERCENT_MAX) {
        size_t odd = 0; /* more than half the texts are distinct, so one stands alone */
        while (primary->rows[odd].fields[COL_PROGRAMME].len == 0 ||
               counts[idt_strmap_find(&texts, primary->rows[odd].fields[COL_PROGRAMME])] > 1)
            odd++;
        status = fail_column(primary, &primary->rows[odd], COL_PROGRAMME, texts.count,
                             "programmes, which many rows share", err);
    }
    idt_free(counts);
    idt_strmap_release(&texts);
    return status;
}

/* The contents tell which list it is. */
static void settle_edition(reader *self)
{
    const idt_ofac_table *primary = &self->tables[IDT_OFAC_PRIMARY];
    size_t marked = 0;

    for (size_t i = 0; i < primary->count; i++)
        if (idt_ofac_is_consolidated_programme(primary->rows[i].fields[COL_PROGRAMME]))
            marked++;
    if (idt_ofac_is_consolidated(marked, primary->count, primary->input->path))
        idt_ofac_edition_is_consolidated(self->lists);
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

static bool has_row(const idt_ofac_table *table, uint32_t id)
{
    size_t at = idt_ofac_table_first(table, id);
    return at < table->count && table->rows[at].id == id;
}

/* Is `unknown` too many of `count` rows to be a few of another day's edition? */
static bool is_too_many(size_t unknown, size_t count)
{
    return unknown > UNKNOWN_ROWS_MAX && unknown * 100 > count * UNKNOWN_PERCENT_MAX;
}

/* A primary file cut off at a line end leaves rows of the other files without a party. `primary` is
 * sorted by now. */
static idt_status check_ids(const reader *self, idt_err *err)
{
    const idt_ofac_table *primary = &self->tables[IDT_OFAC_PRIMARY];

    for (unsigned part = 1; part < IDT_LIST_PARTS_MAX; part++) {
        const idt_ofac_table *rows = &self->tables[part];
        const idt_ofac_row *first = NULL;
        size_t unknown = 0;

        for (size_t i = 0; i < rows->count; i++) {
            if (has_row(primary, rows->rows[i].id))
                continue;
            unknown++;
            if (!first || rows->rows[i].line < first->line)
                first = &rows->rows[i];
        }
        if (first && is_too_many(unknown, rows->count))
            return idt_fail_at(err, IDT_E_INPUT, first->line, 0,
                               "%s line %" PRIu32 ": %zu of %zu rows, this one first, belong to no "
                               "entry of %s: the primary file seems cut off, or the files are of "
                               "different editions",
                               rows->input->path.ptr, first->line, unknown, rows->count,
                               primary->input->path.ptr);
    }
    return IDT_OK;
}

/* Rows of the other files whose number no party has, and numbers that two parties have. `primary`
 * is sorted by now. */
static void report_ids(reader *self)
{
    static const char *const names[IDT_LIST_PARTS_MAX] = { "entry", "address", "alias", "comment" };
    const idt_ofac_table *primary = &self->tables[IDT_OFAC_PRIMARY];

    for (size_t i = 1; i < primary->count; i++)
        if (primary->rows[i].id == primary->rows[i - 1].id)
            idt_lists_diagnose(self->lists, (idt_source){ primary->file, primary->rows[i].line },
                               IDT_DIAGNOSTIC_WARNING, "duplicate-id", primary->rows[i].fields[0],
                               "the number also stands in line %" PRIu32,
                               primary->rows[i - 1].line);
    for (unsigned part = 1; part < IDT_LIST_PARTS_MAX; part++) {
        const idt_ofac_table *rows = &self->tables[part];
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

static idt_status read_tables(reader *self, const idt_list_input *primary, idt_err *err)
{
    idt_status status = IDT_OK;

    self->tables[IDT_OFAC_PRIMARY].input = primary;
    for (unsigned i = 1; i < IDT_LIST_PARTS_MAX; i++)
        self->tables[i].input = primary->parts[i];
    /* Which list it is shows once the rows are known; diagnostics need an edition before that. */
    idt_ofac_edition_begin(self->lists, idt_ofac_form_name(primary->map.bytes));
    idt_lists_date_from_path(self->lists, primary->path);
    for (unsigned i = 0; i < IDT_LIST_PARTS_MAX && !status; i++) {
        idt_ofac_table *table = &self->tables[i];

        if (!table->input)
            continue;
        table->file = idt_lists_add_file(self->lists, table->input->path, table->input->map.bytes);
        status = idt_ofac_table_read(table, self->lists, err);
        if (i != IDT_OFAC_PRIMARY)
            idt_ofac_table_sort(table);
    }
    return status;
}

idt_status idt_ofac_csv_read(idt_lists *lists, const idt_list_input *primary, idt_err *err)
{
    reader self = { lists, { { 0 } }, IDT_OFAC_REMARK_COUNTS_INIT };
    idt_ofac_table *entries = &self.tables[IDT_OFAC_PRIMARY];
    idt_status status = read_tables(&self, primary, err);

    if (!status)
        status = check_types(entries, err);
    if (!status)
        status = check_programmes(entries, err);
    if (!status) {
        settle_edition(&self);
        report_missing(&self);
        for (size_t i = 0; i < entries->count; i++)
            add_party(&self, &entries->rows[i]);
        idt_ofac_table_sort(entries);
        status = check_ids(&self, err);
    }
    if (!status) {
        report_ids(&self);
        idt_ofac_remark_counts_report(&self.remarks, lists, (idt_source){ entries->file, 0 });
    }
    for (unsigned i = 0; i < IDT_LIST_PARTS_MAX; i++)
        idt_free(self.tables[i].rows);
    idt_ofac_remark_counts_release(&self.remarks);
    return status;
}
