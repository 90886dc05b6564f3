/* own_csv.c - an institution's own list as CSV (docs/own-lists.md).
 *
 *     list,id,type,name,alias,birth_date,identifier,programme
 *     house_watch,W-1,person,"TESTOVA, Irina",Irina TESTOWA|Ирина ТЕСТОВА,1969-03,passport: LV1
 * (LV),FRAUD house_watch,W-1,,,Irochka,,,
 *
 * Columns stand in any order and may repeat ("alias 2"); `|` parts the values of a cell; rows of
 * one id are one party. Unlike an official list, this one can be mended by whoever builds it: a
 * value that is not understood stops the build with its line and column. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "codec/utf8.h"
#include "lists/own_internal.h"

enum { LIST_ID_BYTES_MAX = 60, HEAD_NARROWED_MAX = 8 * 1024 };

static const idt_own_field fields[] = {
    /* the three that are needed, as idt_own_use numbers them */
    { "list", IDT_OWN_LIST, 0, 0, NULL },
    { "id", IDT_OWN_ID, 0, 0, NULL },
    { "name", IDT_OWN_NAME, 0, 0, NULL },
    { "type", IDT_OWN_TYPE, 0, 0, NULL },
    { "gender", IDT_OWN_GENDER, 0, 0, NULL },
    { "programme", IDT_OWN_PROGRAMME, 0, 0, NULL },
    { "effect", IDT_OWN_EFFECT, 0, 0, NULL },
    { "authority", IDT_OWN_AUTHORITY, 0, 0, NULL },
    { "listed_on", IDT_OWN_LISTED_ON, 0, 0, NULL },
    { "alias", IDT_OWN_ALIAS, IDT_NAME_AKA, IDT_QUALITY_STRONG, NULL },
    { "weak_alias", IDT_OWN_ALIAS, IDT_NAME_AKA, IDT_QUALITY_WEAK, NULL },
    { "former_name", IDT_OWN_ALIAS, IDT_NAME_FKA, IDT_QUALITY_UNGRADED, NULL },
    { "original_name", IDT_OWN_ALIAS, IDT_NAME_ORIGINAL_SCRIPT, IDT_QUALITY_UNGRADED, NULL },
    { "birth_date", IDT_OWN_DATE, IDT_DATE_BIRTH, 0, NULL },
    { "death_date", IDT_OWN_DATE, IDT_DATE_DEATH, 0, NULL },
    { "established", IDT_OWN_DATE, IDT_DATE_ESTABLISHED, 0, NULL },
    { "built", IDT_OWN_DATE, IDT_DATE_BUILT, 0, NULL },
    { "nationality", IDT_OWN_COUNTRY, IDT_COUNTRY_NATIONALITY, 0, NULL },
    { "citizenship", IDT_OWN_COUNTRY, IDT_COUNTRY_CITIZENSHIP, 0, NULL },
    { "country", IDT_OWN_COUNTRY, IDT_COUNTRY_RESIDENCE, 0, NULL },
    { "flag", IDT_OWN_COUNTRY, IDT_COUNTRY_FLAG, 0, NULL },
    { "former_flag", IDT_OWN_COUNTRY, IDT_COUNTRY_FORMER_FLAG, 0, NULL },
    { "birth_place", IDT_OWN_ADDRESS, IDT_ADDRESS_BIRTH, 0, NULL },
    { "address", IDT_OWN_ADDRESS, IDT_ADDRESS_LOCATION, 0, NULL },
    { "identifier", IDT_OWN_IDENTIFIER, 0, 0, NULL },
    { "passport", IDT_OWN_NUMBER, IDT_ID_PASSPORT, 0, NULL },
    { "national_id", IDT_OWN_NUMBER, IDT_ID_NATIONAL, 0, NULL },
    { "tax_id", IDT_OWN_NUMBER, IDT_ID_TAX, 0, NULL },
    { "registration", IDT_OWN_NUMBER, IDT_ID_REGISTRATION, 0, NULL },
    { "imo", IDT_OWN_NUMBER, IDT_ID_IMO, 0, NULL },
    { "mmsi", IDT_OWN_NUMBER, IDT_ID_MMSI, 0, NULL },
    { "call_sign", IDT_OWN_NUMBER, IDT_ID_CALL_SIGN, 0, NULL },
    { "bic", IDT_OWN_NUMBER, IDT_ID_BIC, 0, NULL },
    { "lei", IDT_OWN_NUMBER, IDT_ID_LEI, 0, NULL },
    { "wallet", IDT_OWN_NUMBER, IDT_ID_WALLET, 0, NULL },
    { "tail_number", IDT_OWN_NUMBER, IDT_ID_TAIL_NUMBER, 0, NULL },
    { "aircraft_serial", IDT_OWN_NUMBER, IDT_ID_AIRCRAFT_SERIAL, 0, NULL },
    { "isin", IDT_OWN_NUMBER, IDT_ID_ISIN, 0, NULL },
    { "email", IDT_OWN_NUMBER, IDT_ID_EMAIL, 0, NULL },
    { "phone", IDT_OWN_NUMBER, IDT_ID_PHONE, 0, NULL },
    { "website", IDT_OWN_NUMBER, IDT_ID_WEBSITE, 0, NULL },
    { "linked_to", IDT_OWN_TIE, 0, 0, NULL },
    { "reference", IDT_OWN_REFERENCE, 0, 0, NULL },
    { "reason", IDT_OWN_FACT, 0, 0, "reason" },
    { "title", IDT_OWN_FACT, 0, 0, "title" },
    { "position", IDT_OWN_FACT, 0, 0, "position" },
    { "vessel_type", IDT_OWN_FACT, 0, 0, "vessel type" },
    { "source", IDT_OWN_FACT, 0, 0, "source" },
    { "note", IDT_OWN_FACT, 0, 0, "note" },
};

/* --- the file --- */

/* The head with every byte of zero left out: enough to read the names of columns in UTF-16. */
static idt_span narrowed(idt_span head, char room[HEAD_NARROWED_MAX])
{
    size_t length = 0;

    for (size_t i = 0; i < head.len && length < HEAD_NARROWED_MAX; i++)
        if (head.ptr[i] != '\0')
            room[length++] = head.ptr[i];
    return (idt_span){ room, length };
}

/* The delimiter under which the first rows have the columns of an own list; 0: none. */
static char delimiter_of(idt_span bytes)
{
    static const char *const columns[] = { "list", "id", "name", NULL };
    static const char delimiters[] = { ',', ';', '\t' };
    char room[HEAD_NARROWED_MAX];
    idt_span head = idt_span_sub(bytes, 0, 64 * 1024);

    if (idt_span_starts(head, "PK\x03\x04"))
        return 0;
    bool marked = idt_span_starts(head, "\xFF\xFE") || idt_span_starts(head, "\xFE\xFF");
    if (marked || memchr(head.ptr, '\0', head.len < 2 ? head.len : 2))
        head = narrowed(idt_span_sub(head, marked ? 2 : 0, head.len), room);
    for (size_t i = 0; i < sizeof delimiters; i++)
        if (idt_csv_head_has(head, delimiters[i], columns))
            return delimiters[i];
    return 0;
}

bool idt_own_csv_recognise(idt_span head, unsigned *part)
{
    *part = 0;
    return delimiter_of(head) != 0;
}

/* --- columns --- */

bool idt_own_wrong(idt_own_list *self, size_t column, const char *format, ...)
{
    char text[IDT_ERR_TEXT_MAX];
    idt_span name = idt_list_table_column(self->table, column);
    uint32_t line = idt_list_table_source(self->table).line;
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)idt_fail_at(&self->err, IDT_E_INPUT, line, 0, "line %" PRIu32 ", column \"%.*s\": %s",
                      line, (int)name.len, name.ptr, text);
    return false;
}

/* "alias 2" is a column "alias". */
static idt_span without_number(idt_span name)
{
    while (name.len > 1 && idt_is_digit(name.ptr[name.len - 1]))
        name.len--;
    return name;
}

static bool bind_columns(idt_own_list *self)
{
    size_t width = idt_list_table_width(self->table);

    self->fields = idt_arena_alloc(&self->scratch, (width + 1) * sizeof(idt_own_field *));
    for (size_t i = 0; i < IDT_OWN_SINGLE_COUNT; i++)
        self->single[i] = SIZE_MAX;
    for (size_t c = 0; c < width; c++) {
        idt_span name = without_number(idt_list_table_column(self->table, c));
        self->fields[c] = NULL;
        for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++)
            if (idt_list_column_is(name, idt_span_of(fields[f].name)))
                self->fields[c] = &fields[f];
        if (!self->fields[c] || self->fields[c]->use >= IDT_OWN_SINGLE_COUNT)
            continue;
        if (self->single[self->fields[c]->use] != SIZE_MAX)
            return idt_own_wrong(self, c, "a second column \"%s\"", self->fields[c]->name);
        self->single[self->fields[c]->use] = c;
    }
    for (size_t i = 0; i <= IDT_OWN_NAME; i++) {
        if (self->single[i] != SIZE_MAX)
            continue;
        (void)idt_fail_at(&self->err, IDT_E_INPUT, 1, 0,
                          "the names of the columns are not in the first row, or \"%s\" is not "
                          "among them",
                          fields[i].name);
        return false;
    }
    return true;
}

/* --- a row --- */

static idt_span look(const idt_own_list *self, idt_own_use use)
{
    return self->single[use] == SIZE_MAX ? IDT_SPAN_EMPTY
                                         : idt_list_table_look_at(self->table, self->single[use]);
}

static bool check_cells(idt_own_list *self)
{
    for (size_t c = 0; c < idt_list_table_width(self->table); c++) {
        idt_span cell = idt_list_table_look_at(self->table, c);
        const idt_own_field *field = self->fields[c];
        if (idt_utf8_valid_length(cell) != cell.len)
            return idt_own_wrong(self, c, "a byte that the encoding of the file does not have");
        if (field && field->use < IDT_OWN_SINGLE_COUNT && idt_span_find(cell, "|") != SIZE_MAX)
            return idt_own_wrong(self, c, "has several values; only one is meant here");
    }
    return true;
}

/* An id whose programmes the table of regimes would explain as an official publisher's. */
static bool is_official(idt_span id)
{
    static const char *const publishers[] = { "us_ofac", "us_trade", "un_sc",    "eu",
                                              "gb",      "ch_seco",  "ca_dfatd", "au_dfat" };

    for (size_t i = 0; i < sizeof publishers / sizeof publishers[0]; i++) {
        size_t length = strlen(publishers[i]);
        if (idt_span_starts(id, publishers[i]) && (id.len == length || id.ptr[length] == '_'))
            return true;
    }
    return false;
}

static bool take_list(idt_own_list *self)
{
    size_t column = self->single[IDT_OWN_LIST];
    idt_span id = look(self, IDT_OWN_LIST);
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];
    bool formed = id.len > 0 && id.len <= LIST_ID_BYTES_MAX && idt_is_lower(id.ptr[0]);

    idt_list_table_pass_at(self->table, column);
    if (id.len > 0 && idt_span_equal(id, edition->list_id))
        return true;
    if (edition->list_id.len > 0)
        return idt_own_wrong(self, column, "\"%.*s\" is another list than \"%s\" above",
                             (int)id.len, id.ptr, edition->list_id.ptr);
    for (size_t i = 0; i < id.len && formed; i++)
        formed = idt_is_lower(id.ptr[i]) || idt_is_digit(id.ptr[i]) || id.ptr[i] == '_';
    if (!formed)
        return idt_own_wrong(
            self, column,
            "\"%.*s\" is no id of a list: a letter from a to z, then such letters, "
            "digits and _, at most %d",
            (int)id.len, id.ptr, LIST_ID_BYTES_MAX);
    if (is_official(id))
        return idt_own_wrong(self, column, "\"%.*s\" begins like the id of an official list",
                             (int)id.len, id.ptr);
    edition->list_id = edition->title = idt_arena_copy(&self->lists->arena, id);
    return true;
}

/* The row's party: a new one, or one that goes on. */
static bool take_id(idt_own_list *self)
{
    size_t column = self->single[IDT_OWN_ID];
    idt_span id = look(self, IDT_OWN_ID);
    bool added;

    idt_list_table_pass_at(self->table, column);
    if (id.len == 0)
        return idt_own_wrong(self, column, "is empty");
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] == ':' || (unsigned char)id.ptr[i] < ' ')
            return idt_own_wrong(self, column, "\"%.*s\" holds a colon, tab or line end",
                                 (int)id.len, id.ptr);
    self->party = idt_strmap_find(&self->ids, id);
    if (self->party != IDT_STRMAP_NONE)
        return true;
    idt_party *party = idt_lists_add_party(self->lists);
    party->uid = idt_arena_copy(&self->lists->arena, id);
    party->source = idt_list_table_source(self->table);
    self->party = idt_strmap_add(&self->ids, party->uid, &added);
    idt_assert(added && &self->lists->parties[self->first + self->party] == party);
    return true;
}

static bool take_name(idt_own_list *self)
{
    size_t column = self->single[IDT_OWN_NAME];
    idt_span text = idt_list_table_take_at(self->table, column);
    idt_party *party = idt_own_party(self);

    if (party->name_count == 0 && text.len == 0)
        return idt_own_wrong(self, column, "the first row of \"%.*s\" has no name",
                             (int)party->uid.len, party->uid.ptr);
    if (party->name_count > 0 && text.len > 0 && !idt_span_equal(text, party->names[0].text))
        return idt_own_wrong(self, column, "\"%.*s\" is called \"%.*s\" in line %" PRIu32,
                             (int)party->uid.len, party->uid.ptr, (int)party->names[0].text.len,
                             party->names[0].text.ptr, party->names[0].source.line);
    if (party->name_count == 0 && idt_own_is_new(self, "name", text))
        idt_party_add_name(party, &self->lists->arena,
                           (idt_name){ .text = text,
                                       .kind = IDT_NAME_PRIMARY,
                                       .source = idt_list_table_source(self->table) });
    return true;
}

static bool take_type(idt_own_list *self)
{
    idt_span text = look(self, IDT_OWN_TYPE);
    idt_party *party = idt_own_party(self);
    size_t column = self->single[IDT_OWN_TYPE];
    idt_party_type type;

    if (text.len == 0)
        return true;
    idt_list_table_pass_at(self->table, column);
    if (!idt_party_type_parse(&type, text))
        return idt_own_wrong(self, column,
                             "\"%.*s\" is none of person, organisation, vessel, aircraft",
                             (int)text.len, text.ptr);
    if (party->type != IDT_PARTY_UNKNOWN && party->type != type)
        return idt_own_wrong(self, column, "\"%.*s\", but another row says %s", (int)text.len,
                             text.ptr, idt_party_type_name(party->type));
    party->type = type;
    return true;
}

static bool take_gender(idt_own_list *self)
{
    idt_span text = look(self, IDT_OWN_GENDER);
    idt_party *party = idt_own_party(self);
    size_t column = self->single[IDT_OWN_GENDER];
    idt_gender gender;

    if (text.len == 0)
        return true;
    idt_list_table_pass_at(self->table, column);
    if (!idt_gender_parse(&gender, text))
        return idt_own_wrong(self, column, "\"%.*s\" is none of male, female, m, f", (int)text.len,
                             text.ptr);
    if (party->gender != IDT_GENDER_UNKNOWN && party->gender != gender)
        return idt_own_wrong(self, column, "\"%.*s\", but another row says %s", (int)text.len,
                             text.ptr, idt_gender_name(party->gender));
    party->gender = gender;
    return true;
}

/* --- programmes --- */

typedef struct {
    idt_span effect, authority, listed_on;
} listing;

static bool take_listing(idt_own_list *self, listing *out)
{
    *out = (listing){ IDT_SPAN_EMPTY, IDT_SPAN_EMPTY, IDT_SPAN_EMPTY };
    for (size_t c = 0; c < idt_list_table_width(self->table); c++) {
        idt_own_use use = self->fields[c] ? self->fields[c]->use : IDT_OWN_FACT;
        idt_span *to = use == IDT_OWN_EFFECT      ? &out->effect
                       : use == IDT_OWN_AUTHORITY ? &out->authority
                       : use == IDT_OWN_LISTED_ON ? &out->listed_on
                                                  : NULL;
        idt_span cell = to ? idt_list_table_take_at(self->table, c) : IDT_SPAN_EMPTY;
        idt_date_range range;
        idt_buf day = IDT_BUF_INIT;

        if (cell.len == 0)
            continue;
        if (to->len > 0)
            *to = idt_arena_format(&self->lists->arena, "%.*s|%.*s", (int)to->len, to->ptr,
                                   (int)cell.len, cell.ptr);
        else
            *to = cell;
        if (use != IDT_OWN_LISTED_ON)
            continue;
        if (!idt_date_parse(&range, *to) || range.approximate ||
            memcmp(&range.from, &range.to, sizeof range.from) != 0)
            return idt_own_wrong(self, c, "\"%.*s\" is no day, month or year", (int)to->len,
                                 to->ptr);
        idt_ymd_format(&day, range.from);
        *to = idt_arena_copy(&self->lists->arena, idt_buf_span(&day));
        idt_buf_release(&day);
    }
    return true;
}

static void add_programme(idt_own_list *self, idt_span tag, const listing *how)
{
    idt_span key =
        idt_arena_format(&self->scratch, "%.*s\x1f%.*s\x1f%.*s\x1f%.*s", (int)tag.len, tag.ptr,
                         (int)how->effect.len, how->effect.ptr, (int)how->authority.len,
                         how->authority.ptr, (int)how->listed_on.len, how->listed_on.ptr);

    if (idt_own_is_new(self, "programme", key))
        idt_party_add_programme(
            idt_own_party(self), &self->lists->arena,
            (idt_party_programme){ .tag = tag,
                                   .listed_on = how->listed_on,
                                   .list = IDT_SPAN_EMPTY,
                                   .authority = how->authority,
                                   .measures = how->effect,
                                   .source = idt_list_table_source(self->table) });
}

static bool take_programmes(idt_own_list *self)
{
    listing how;
    bool tagged = false;

    if (!take_listing(self, &how))
        return false;
    for (size_t c = 0; c < idt_list_table_width(self->table); c++) {
        if (!self->fields[c] || self->fields[c]->use != IDT_OWN_PROGRAMME)
            continue;
        idt_span rest = idt_list_table_take_at(self->table, c), tag;
        while (idt_span_split(&tag, &rest, "|")) {
            tag = idt_span_trim(tag);
            if (tag.len > 0)
                add_programme(self, tag, &how);
            tagged = tagged || tag.len > 0;
        }
    }
    if (!tagged && how.effect.len + how.authority.len + how.listed_on.len > 0)
        add_programme(self, self->lists->editions[self->lists->edition_count - 1].list_id, &how);
    return true;
}

/* --- all others --- */

static bool take_values(idt_own_list *self)
{
    for (size_t c = 0; c < idt_list_table_width(self->table); c++) {
        const idt_own_field *field = self->fields[c];
        if (field && field->use < IDT_OWN_ALIAS)
            continue;
        if (!field) { /* what the table keeps, but once for each party */
            idt_span name = idt_list_table_column(self->table, c);
            idt_span key = idt_arena_format(&self->scratch, "column %.*s", (int)name.len, name.ptr);
            if (!idt_own_is_new(self, key.ptr, idt_list_table_look_at(self->table, c)))
                idt_list_table_pass_at(self->table, c);
            continue;
        }
        idt_span rest = idt_list_table_take_at(self->table, c), value;
        while (idt_span_split(&value, &rest, "|")) {
            value = idt_span_trim(value);
            if (value.len > 0 && !idt_own_add_value(self, c, field, value))
                return false;
        }
    }
    return true;
}

static bool take_row(idt_own_list *self)
{
    if (!check_cells(self) || !take_list(self) || !take_id(self) || !take_name(self) ||
        !take_type(self) || !take_gender(self) || !take_programmes(self) || !take_values(self))
        return false;
    idt_list_table_keep_rest(self->table, idt_own_party(self));
    return true;
}

static idt_status read_rows(idt_own_list *self, idt_err *err)
{
    bool good = bind_columns(self);

    while (good && idt_list_table_next(self->table))
        good = take_row(self);
    if (!good) {
        *err = self->err;
        return err->status;
    }
    idt_status status = idt_list_table_status(self->table, err);
    if (!status && self->ids.count == 0)
        status = idt_fail_at(err, IDT_E_INPUT, 1, 0, "no row follows the names of the columns");
    return status;
}

idt_status idt_own_csv_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    idt_own_list self = { .lists = lists,
                          .scratch = IDT_ARENA_INIT,
                          .ids = IDT_STRMAP_INIT,
                          .seen = IDT_STRMAP_INIT,
                          .first = lists->party_count,
                          .err = IDT_ERR_INIT };
    idt_err inner = IDT_ERR_INIT;
    idt_span name = idt_path_name(input->path);

    idt_lists_begin_edition(lists, "", "own list", "", "own CSV");
    idt_lists_date_from_path(lists, input->path);
    uint32_t file = idt_lists_add_file(lists, input->path, input->map.bytes);
    idt_list_table_options options = { .header = "list",
                                       .delimiter = delimiter_of(input->map.bytes) };
    idt_status status = idt_list_table_open(&self.table, lists, input, file, options, &inner);
    if (!status)
        status = read_rows(&self, &inner);
    if (!status)
        idt_own_settle_ties(&self);
    else
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s: %s", (int)name.len,
                          name.ptr, inner.text);
    idt_list_table_close(self.table);
    idt_strmap_release(&self.ids);
    idt_strmap_release(&self.seen);
    idt_arena_release(&self.scratch);
    return status;
}
