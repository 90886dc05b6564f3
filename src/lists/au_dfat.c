/* au_dfat.c - Australia's consolidated list (DFAT), as a workbook or as CSV of the same columns.
 *
 *     Reference | Name of Individual or Entity | Type | Name Type | Date of Birth | ...
 *     2           MOHAMMAD HASSAN ...            Individual  Primary Name
 *     2a          <the same in Arabic>           Individual  Original Script
 *
 * Every row is one name; the number of its Reference is the party ("34c1" is a name of 34). The
 * other cells are repeated in each row of a party, at times with differences ("this aka only"), so
 * all rows are read and each fact is kept once. Rows of a party need not stand together. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "codec/sheet.h"
#include "lists/au_internal.h"
#include "lists/list_table.h"

static const char name_column[] = "Name of Individual or Entity";

enum { NAMELESS_MIN = 3, NAMELESS_PERCENT_MAX = 2, HEADER_ROWS_MAX = IDT_LIST_PREAMBLE_ROWS_MAX };

typedef struct {
    idt_lists *lists;
    idt_list_table *table;
    size_t first;       /* position of the edition's first party */
    idt_strmap numbers; /* of the parties, in order */
    idt_strmap seen;
    idt_buf key;
    idt_arena scratch; /* cells with their blanks folded, of one row */
    size_t nameless_count;
    idt_span newest; /* control date */
} reader;

/* --- recognising --- */

bool idt_au_dfat_recognise(idt_span head, unsigned *part)
{
    static const char *const columns[] = { "Reference", name_column, "Name Type", "Control Date",
                                           NULL };
    *part = 0;
    return !idt_span_starts(head, "PK") && idt_csv_head_has(head, ',', columns);
}

static bool row_holds(const idt_sheet_row *row, const char *column)
{
    for (size_t i = 0; i < row->count; i++)
        if (idt_span_equal_nocase(idt_span_trim(row->cells[i]), idt_span_of(column)))
            return true;
    return false;
}

bool idt_au_dfat_is_workbook(const idt_list_input *input)
{
    idt_sheet *sheet = NULL;
    idt_sheet_row row;
    bool found = false;
    int descriptor;

    if (!idt_span_starts(input->map.bytes, "PK\x03\x04") ||
        idt_list_input_open(input, &descriptor, NULL))
        return false;
    if (!idt_sheet_open(&sheet, descriptor, NULL, NULL))
        for (int i = 0; i < HEADER_ROWS_MAX && !found && idt_sheet_next(sheet, &row); i++)
            found = row_holds(&row, "Reference") && row_holds(&row, name_column) &&
                    row_holds(&row, "Control Date");
    idt_sheet_close(sheet);
    close(descriptor);
    return found;
}

/* --- facts once --- */

bool idt_au_is_new(idt_au_row *self, char kind, idt_span text)
{
    idt_buf_reset(self->key);
    idt_buf_format(self->key, "%zu%c", self->number, kind);
    idt_buf_add_span(self->key, text);
    if (idt_strmap_find(self->seen, idt_buf_span(self->key)) != IDT_STRMAP_NONE)
        return false;
    idt_strmap_add(self->seen, idt_arena_copy(&self->lists->arena, idt_buf_span(self->key)), NULL);
    return true;
}

static void add_fact(idt_au_row *row, const char *key, char kind, idt_span text)
{
    if (text.len && idt_au_is_new(row, kind, text))
        idt_party_add_fact(row->party, &row->lists->arena, key, text, row->source);
}

/* --- cells --- */

/* Blanks folded, no-break spaces too; "NA" says nothing. */
static idt_span take(reader *self, const char *column)
{
    idt_span cell = idt_list_table_look(self->table, column);
    char *out = idt_arena_alloc(&self->scratch, cell.len + 1);
    size_t length = 0;

    idt_list_table_pass(self->table, column);
    for (size_t i = 0; i < cell.len; i++) {
        bool wide = cell.ptr[i] == '\xC2' && i + 1 < cell.len && cell.ptr[i + 1] == '\xA0';
        bool blank = wide || idt_is_blank(cell.ptr[i]);
        i += wide;
        if (blank && (length == 0 || out[length - 1] == ' '))
            continue;
        out[length++] = blank ? ' ' : cell.ptr[i];
    }
    idt_span text = idt_span_trim((idt_span){ out, length });
    if (idt_span_equal_nocase(text, IDT_SPAN_LIT("na")) ||
        idt_span_equal_nocase(text, IDT_SPAN_LIT("n/a")))
        return IDT_SPAN_EMPTY;
    return text;
}

static idt_span kept(reader *self, const char *column)
{
    idt_span text = take(self, column);
    return text.len ? idt_arena_copy(&self->lists->arena, text) : IDT_SPAN_EMPTY;
}

static void take_type(reader *self, idt_au_row *row)
{
    static const struct {
        const char *word;
        idt_party_type type;
    } types[] = { { "individual", IDT_PARTY_PERSON },
                  { "entity", IDT_PARTY_ORGANIZATION },
                  { "vessel", IDT_PARTY_VESSEL },
                  { "aircraft", IDT_PARTY_AIRCRAFT } };
    idt_span text = kept(self, "Type");
    idt_party_type type = IDT_PARTY_UNKNOWN;

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (idt_span_equal_nocase(text, idt_span_of(types[i].word)))
            type = types[i].type;
    if (row->party->type == IDT_PARTY_UNKNOWN)
        row->party->type = type;
    if (text.len == 0 || (type != IDT_PARTY_UNKNOWN && type == row->party->type))
        return;
    add_fact(row, "type", 't', text);
    idt_lists_diagnose(self->lists, row->source, IDT_DIAGNOSTIC_WARNING, "unknown-value",
                       row->party->uid, "type \"%.*s\" %s", (int)text.len, text.ptr,
                       type ? "differs from that of an earlier row" : "is not known");
}

/* The publisher writes "Aka ", "primary Name", "Original script " and so on. */
static idt_name_kind take_kind(reader *self, idt_au_row *row, idt_quality *quality)
{
    idt_span text = take(self, "Name Type");

    if (idt_span_find_nocase(text, "low quality") != SIZE_MAX ||
        idt_span_find_nocase(text, "weak") != SIZE_MAX)
        *quality = IDT_QUALITY_WEAK;
    else if (idt_span_find_nocase(text, "good quality") != SIZE_MAX ||
             idt_span_find_nocase(text, "strong") != SIZE_MAX)
        *quality = IDT_QUALITY_STRONG;
    if (idt_span_starts_nocase(text, "primary"))
        return IDT_NAME_PRIMARY;
    if (idt_span_starts_nocase(text, "original"))
        return IDT_NAME_ORIGINAL_SCRIPT;
    if (idt_span_starts_nocase(text, "formerly") || idt_span_starts_nocase(text, "fka") ||
        idt_span_starts_nocase(text, "f.k.a") || idt_span_starts_nocase(text, "previously"))
        return IDT_NAME_FKA;
    if (!idt_span_starts_nocase(text, "aka") && !idt_span_starts_nocase(text, "a.k.a") &&
        !idt_span_starts_nocase(text, "also known") && !idt_span_starts_nocase(text, "alias"))
        idt_lists_diagnose(self->lists, row->source, IDT_DIAGNOSTIC_WARNING, "unknown-value",
                           row->party->uid, "name type \"%.*s\" is not known; read as an alias",
                           (int)text.len, text.ptr);
    return IDT_NAME_AKA;
}

static void add_name(reader *self, idt_au_row *row, idt_span text, idt_name_kind kind,
                     idt_quality quality)
{
    idt_party *party = row->party;
    idt_name name = { .text = text,
                      .family = IDT_SPAN_EMPTY,
                      .given = IDT_SPAN_EMPTY,
                      .middle = IDT_SPAN_EMPTY,
                      .patronymic = IDT_SPAN_EMPTY,
                      .matronymic = IDT_SPAN_EMPTY,
                      .maiden = IDT_SPAN_EMPTY,
                      .script = IDT_SPAN_EMPTY,
                      .language = IDT_SPAN_EMPTY,
                      .kind = kind,
                      .quality = quality,
                      .source = row->source };

    if (text.len == 0 || !idt_au_is_new(row, (char)('A' + name.kind), name.text))
        return;
    idt_party_add_name(party, &self->lists->arena, name);
    if (name.kind != IDT_NAME_PRIMARY || party->name_count == 1)
        return;
    if (party->names[0].kind == IDT_NAME_PRIMARY) {
        party->names[party->name_count - 1].kind = IDT_NAME_AKA;
        idt_lists_diagnose(self->lists, row->source, IDT_DIAGNOSTIC_WARNING, "second-primary-name",
                           party->uid, "a second primary name; read as an alias");
        return;
    }
    memmove(party->names + 1, party->names, (party->name_count - 1) * sizeof *party->names);
    party->names[0] = name;
}

/* "X (previously listed as, in Arabic: Y)" is a former name and its original; "X (birth name)" is
 * said of a name and no part of it. */
static idt_span take_remark(reader *self, idt_au_row *row, idt_span text, idt_name_kind *kind)
{
    static const char *const remarks[] = { "birth name)", "combat name)", "call sign)" };
    size_t open = idt_span_find(text, "(");
    idt_span inside = open == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(text, open + 1, text.len);
    size_t arabic = idt_span_find_nocase(inside, "in Arabic:");

    if (open == SIZE_MAX || open == 0 || !idt_span_ends(text, ")"))
        return text;
    if (idt_span_starts_nocase(inside, "previously listed") ||
        idt_span_starts_nocase(inside, "formerly listed")) {
        if (*kind == IDT_NAME_AKA)
            *kind = IDT_NAME_FKA;
        if (arabic != SIZE_MAX)
            add_name(
                self, row,
                idt_span_trim(idt_span_sub(inside, arabic + strlen("in Arabic:"), inside.len - 1)),
                IDT_NAME_ORIGINAL_SCRIPT, IDT_QUALITY_UNGRADED);
        return idt_span_trim(idt_span_sub(text, 0, open));
    }
    for (size_t i = 0; i < sizeof remarks / sizeof remarks[0]; i++) {
        if (!idt_span_equal_nocase(inside, idt_span_of(remarks[i])))
            continue;
        idt_party_add_fact(row->party, &self->lists->arena, "name note", text, row->source);
        return idt_span_trim(idt_span_sub(text, 0, open));
    }
    return text;
}

static void take_name(reader *self, idt_au_row *row)
{
    idt_span text = kept(self, name_column);
    idt_quality quality = IDT_QUALITY_UNGRADED;
    idt_name_kind kind = take_kind(self, row, &quality);

    while (text.len && text.ptr[0] == ',')
        text = idt_span_trim(idt_span_sub(text, 1, text.len));
    while (text.len && text.ptr[text.len - 1] == ',')
        text = idt_span_trim(idt_span_sub(text, 0, text.len - 1));
    if (text.len == 0) {
        self->nameless_count++;
        idt_lists_diagnose(self->lists, row->source, IDT_DIAGNOSTIC_LOSS, "missing-name",
                           row->party->uid, "the row has no name");
        return;
    }
    text = take_remark(self, row, text, &kind);
    while (text.len) {
        size_t slash = idt_span_find(text, " / ");
        add_name(self, row, idt_span_trim(idt_span_sub(text, 0, slash)), kind, quality);
        kind = kind == IDT_NAME_PRIMARY ? IDT_NAME_AKA : kind;
        text = slash == SIZE_MAX ? IDT_SPAN_EMPTY : idt_span_sub(text, slash + 3, text.len);
    }
}

/* "1970 (Libya) 1973 (Libya)" are two committees. */
static bool next_committee(idt_span *tag, idt_span *rest)
{
    size_t at = 0;

    *rest = idt_span_trim(*rest);
    if (rest->len == 0)
        return false;
    while (at < rest->len && !(rest->ptr[at] == ')' && at + 2 < rest->len &&
                               rest->ptr[at + 1] == ' ' && idt_is_digit(rest->ptr[at + 2])))
        at++;
    at = at < rest->len ? at + 1 : at;
    *tag = idt_span_sub(*rest, 0, at);
    *rest = idt_span_sub(*rest, at, rest->len);
    return true;
}

static idt_span iso_date(reader *self, idt_span text)
{
    idt_date_range range = { { 0, 0, 0 }, { 0, 0, 0 }, false };
    idt_buf iso = IDT_BUF_INIT;

    if (!idt_au_serial_date(&range.from, text) &&
        (!idt_date_parse(&range, text) || range.from.day == 0))
        return IDT_SPAN_EMPTY;
    idt_ymd_format(&iso, range.from);
    idt_span kept_date = idt_arena_copy(&self->lists->arena, idt_buf_span(&iso));
    idt_buf_release(&iso);
    return kept_date;
}

static void take_programme(reader *self, idt_au_row *row)
{
    idt_span committees = kept(self, "Committees"), tag;
    idt_span listing = kept(self, "Listing Information");
    idt_span instrument = kept(self, "Instrument of Designation");
    idt_span control = kept(self, "Control Date"), iso = iso_date(self, control);

    if (instrument.len == 0)
        instrument = idt_au_instrument(listing);
    while (next_committee(&tag, &committees))
        if (idt_au_is_new(row, 'p', tag))
            idt_party_add_programme(row->party, &self->lists->arena,
                                    (idt_party_programme){ .tag = tag,
                                                           .listed_on = idt_au_listing_date(
                                                               &self->lists->arena, listing),
                                                           .list = IDT_SPAN_EMPTY,
                                                           .authority = instrument,
                                                           .measures = IDT_SPAN_EMPTY,
                                                           .source = row->source });
    add_fact(row, "listing information", 'l', listing);
    add_fact(row, "control date", 'c', iso.len ? iso : control);
    if (control.len && iso.len == 0)
        idt_lists_diagnose(self->lists, row->source, IDT_DIAGNOSTIC_WARNING, "odd-date",
                           row->party->uid, "\"%.*s\" is no control date that is known",
                           (int)control.len, control.ptr);
    if (idt_span_compare(iso, self->newest) > 0)
        self->newest = iso;
}

static void take_imo(reader *self, idt_au_row *row)
{
    idt_span imo = kept(self, "IMO Number");

    if (imo.len && idt_au_is_new(row, 'I', imo))
        idt_party_add_identifier(row->party, &self->lists->arena,
                                 (idt_identifier){ .type = IDT_ID_IMO,
                                                   .label = IDT_SPAN_LIT("IMO Number"),
                                                   .value = imo,
                                                   .country = idt_country_of(IDT_SPAN_EMPTY),
                                                   .note = IDT_SPAN_EMPTY,
                                                   .source = row->source });
}

/* --- rows --- */

/* The digits that "34c1" starts with; the whole where there are none. */
static idt_span number_of(idt_span reference)
{
    size_t end = 0;

    while (end < reference.len && idt_is_digit(reference.ptr[end]))
        end++;
    return end ? idt_span_sub(reference, 0, end) : reference;
}

/* The party of the row's reference, new or known. */
static idt_au_row row_of(reader *self)
{
    idt_source source = idt_list_table_source(self->table);
    idt_span reference = kept(self, "Reference"), uid = number_of(reference);
    bool added;

    if (uid.len == 0)
        uid = idt_arena_format(&self->lists->arena, "LINE-%u", source.line);
    uint32_t number = idt_strmap_add(&self->numbers, uid, &added);
    idt_party *party =
        added ? idt_lists_add_party(self->lists) : &self->lists->parties[self->first + number];
    if (added) {
        party->uid = uid;
        party->source = source;
    }
    idt_au_row row = { self->lists, party, number, source, &self->seen, &self->key };
    if (reference.len == 0)
        idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, "missing-reference", uid,
                           "the row has no Reference; it is named after its line");
    else if (!idt_au_is_new(&row, 'r', reference))
        idt_lists_diagnose(self->lists, source, IDT_DIAGNOSTIC_WARNING, "duplicate-reference", uid,
                           "the reference %.*s stands on an earlier row too", (int)reference.len,
                           reference.ptr);
    return row;
}

static void read_row(reader *self)
{
    idt_arena_reset(&self->scratch);
    idt_au_row row = row_of(self);
    take_type(self, &row);
    take_name(self, &row);
    idt_au_add_dates(&row, kept(self, "Date of Birth"));
    idt_au_add_places(&row, kept(self, "Place of Birth"), IDT_ADDRESS_BIRTH);
    idt_au_add_citizenships(&row, kept(self, "Citizenship"));
    idt_au_add_places(&row, kept(self, "Address"), IDT_ADDRESS_LOCATION);
    take_imo(self, &row);
    idt_span text = take(self, "Additional Information");
    if (text.len && idt_au_is_new(&row, 'x', text)) {
        text = idt_arena_copy(&self->lists->arena, text);
        idt_au_add_labelled(&row, text);
        idt_party_add_fact(row.party, &self->lists->arena, "additional information", text,
                           row.source);
    }
    take_programme(self, &row);
    idt_list_table_keep_rest(self->table, row.party);
}

static void check_primaries(reader *self)
{
    for (size_t i = self->first; i < self->lists->party_count; i++) {
        const idt_party *party = &self->lists->parties[i];
        if (party->name_count && party->names[0].kind != IDT_NAME_PRIMARY)
            idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_WARNING,
                               "missing-primary-name", party->uid,
                               "no row calls its name the primary one");
    }
}

static idt_status finish(reader *self, const idt_list_input *input, idt_err *err)
{
    size_t count = self->lists->party_count - self->first;
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];

    if (count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "holds no entry");
    if (self->nameless_count >= NAMELESS_MIN &&
        self->nameless_count * 100 > count * NAMELESS_PERCENT_MAX)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "%zu rows of its %zu parties have no name",
                           self->nameless_count, count);
    check_primaries(self);
    idt_lists_date_from_path(self->lists, input->path);
    if (edition->date.len == 0 && self->newest.len) {
        edition->date = self->newest;
        edition->date_from = IDT_SPAN_LIT("newest control date");
    }
    return IDT_OK;
}

/* A CSV that was cut at the end of a row is a whole CSV: only its last line end tells. */
static idt_status check_end(idt_span bytes, idt_err *err)
{
    if (idt_span_starts(bytes, "PK") ||
        (bytes.len && (bytes.ptr[bytes.len - 1] == '\n' || bytes.ptr[bytes.len - 1] == '\r')))
        return IDT_OK;
    return idt_fail_at(err, IDT_E_INPUT, 0, bytes.len,
                       "does not end with a line end at byte %zu: it seems to be cut short",
                       bytes.len);
}

idt_status idt_au_dfat_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    idt_err inner = IDT_ERR_INIT;
    idt_span name = idt_path_name(input->path);
    reader self = { .lists = lists,
                    .first = lists->party_count,
                    .numbers = IDT_STRMAP_INIT,
                    .seen = IDT_STRMAP_INIT,
                    .key = IDT_BUF_INIT,
                    .scratch = IDT_ARENA_INIT,
                    .newest = IDT_SPAN_EMPTY };
    bool book = idt_span_starts(input->map.bytes, "PK");

    idt_lists_begin_edition(
        lists, "au_dfat_sanctions", "Australia, Department of Foreign Affairs and Trade",
        "Consolidated List", book ? "Australia DFAT xlsx" : "Australia DFAT CSV");
    uint32_t file = idt_lists_add_file(lists, input->path, input->map.bytes);
    idt_status status = idt_list_table_open(
        &self.table, lists, input, file, (idt_list_table_options){ .header = name_column }, &inner);
    while (!status && idt_list_table_next(self.table))
        read_row(&self);
    if (!status)
        status = idt_list_table_status(self.table, &inner);
    if (!status)
        status = check_end(input->map.bytes, &inner);
    if (!status)
        status = finish(&self, input, &inner);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    idt_list_table_close(self.table);
    idt_strmap_release(&self.numbers);
    idt_strmap_release(&self.seen);
    idt_buf_release(&self.key);
    idt_arena_release(&self.scratch);
    return status;
}
