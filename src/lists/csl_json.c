/* csl_json.c - the US Consolidated Screening List as JSON.
 *
 *     { "results": [ { "id": "..", "source": "..", "programs": [..], "addresses": [ {..} ], .. } ]
 * }
 *
 * The fields are the CSV's; addresses and ids are objects, and the file may be an array alone. The
 * entries are found one after the other by their brackets and parsed each by itself, so that no
 * more than one of them is held. */
#include <inttypes.h>
#include <string.h>

#include "codec/json.h"
#include "lists/csl_internal.h"
#include "lists/leftovers.h"

/* Levels of a value that belongs to no field; the publisher's have two. */
enum { LEFTOVER_DEPTH_MAX = 8 };

typedef struct {
    idt_span bytes;
    size_t at;
    uint64_t line; /* of `counted` */
    size_t counted;
    idt_csl_edition edition;
    idt_csl_record record;
    idt_leftovers leftovers;
    size_t entry_count;
    uint32_t total; /* as the file states it */
    bool has_total;
    idt_err *err;
} reader;

bool idt_csl_json_recognise(idt_span head, unsigned *part)
{
    size_t at = idt_span_starts(head, "\xEF\xBB\xBF") ? 3 : 0;

    *part = 0;
    while (at < head.len && idt_is_blank(head.ptr[at]))
        at++;
    return at < head.len && (head.ptr[at] == '{' || head.ptr[at] == '[') &&
           idt_span_find(head, "\"federal_register_notice\"") != SIZE_MAX &&
           idt_span_find(head, "\"source_information_url\"") != SIZE_MAX;
}

/* --- walking the text --- */

static uint64_t line_at(reader *self, size_t at)
{
    for (; self->counted < at; self->counted++)
        self->line += self->bytes.ptr[self->counted] == '\n';
    return self->line;
}

static idt_status fail(reader *self, const char *what)
{
    size_t at = self->at < self->bytes.len ? self->at : self->bytes.len;
    uint64_t line = line_at(self, at);

    return idt_fail_at(self->err, IDT_E_INPUT, line, at, "line %" PRIu64 ": %s", line, what);
}

static char peek(reader *self)
{
    while (self->at < self->bytes.len && idt_is_blank(self->bytes.ptr[self->at]))
        self->at++;
    return self->at < self->bytes.len ? self->bytes.ptr[self->at] : '\0';
}

/* Behind the string that starts at `at`; SIZE_MAX when it does not end. */
static size_t string_end(idt_span bytes, size_t at)
{
    for (at++; at < bytes.len; at++) {
        if (bytes.ptr[at] == '\\')
            at++;
        else if (bytes.ptr[at] == '"')
            return at + 1;
    }
    return SIZE_MAX;
}

/* Behind the value that starts at `at`; SIZE_MAX when the text ends before. */
static size_t value_end(idt_span bytes, size_t at)
{
    size_t depth = 0;

    while (at < bytes.len) {
        char c = bytes.ptr[at];
        if (c == '"') {
            at = string_end(bytes, at);
            if (at == SIZE_MAX)
                return SIZE_MAX;
        } else if (c == '{' || c == '[') {
            depth++;
            at++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return at;
            depth--;
            at++;
        } else if (depth == 0 && (c == ',' || idt_is_blank(c))) {
            return at;
        } else {
            at++;
            continue;
        }
        if (depth == 0)
            return at;
    }
    return SIZE_MAX;
}

/* --- fields --- */

static idt_span kept(reader *self, const idt_json_value *value)
{
    idt_buf text = IDT_BUF_INIT;

    idt_json_value_format(&text, value);
    idt_span trimmed = idt_span_trim(idt_buf_span(&text));
    idt_span copy =
        trimmed.len ? idt_arena_copy(&self->edition.lists->arena, trimmed) : IDT_SPAN_EMPTY;
    idt_buf_release(&text);
    return copy;
}

static bool is_scalar(const idt_json_value *value)
{
    idt_json_kind kind = idt_json_value_kind(value);
    return kind != IDT_JSON_ARRAY && kind != IDT_JSON_OBJECT;
}

/* A value no field takes, kept under its path; the party is added before. */
static void keep(reader *self, idt_party *party, idt_span path, const idt_json_value *value,
                 int depth)
{
    const idt_json_value *member;
    idt_span key;
    void *place = NULL;

    if (is_scalar(value) || depth == LEFTOVER_DEPTH_MAX) {
        idt_span text = is_scalar(value) ? kept(self, value) : IDT_SPAN_LIT("(nested too deep)");
        if (text.len)
            idt_leftovers_add(&self->leftovers, self->edition.lists, party, path, text,
                              party->source);
        return;
    }
    for (size_t i = 0; i < idt_json_value_count(value); i++)
        keep(self, party, path, idt_json_value_at(value, i), depth + 1);
    while (idt_json_value_kind(value) == IDT_JSON_OBJECT &&
           idt_json_value_next(value, &place, &key, &member)) {
        idt_buf inner = IDT_BUF_INIT;
        idt_buf_format(&inner, "%.*s/%.*s", (int)path.len, path.ptr, (int)key.len, key.ptr);
        keep(self, party, idt_buf_span(&inner), member, depth + 1);
        idt_buf_release(&inner);
    }
}

static idt_span *scalar_of(idt_csl_record *record, idt_span key)
{
    const struct {
        const char *name;
        idt_span *to;
    } fields[] = { { "id", &record->id },
                   { "_id", &record->id },
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

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (idt_span_equal_text(key, fields[i].name))
            return fields[i].to;
    return NULL;
}

static idt_csl_values *values_of(idt_csl_record *record, idt_span key)
{
    const struct {
        const char *name;
        idt_csl_values *to;
    } fields[] = { { "programs", &record->programs },
                   { "alt_names", &record->alt_names },
                   { "citizenships", &record->citizenships },
                   { "nationalities", &record->nationalities },
                   { "dates_of_birth", &record->dates_of_birth },
                   { "places_of_birth", &record->places_of_birth } };

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (idt_span_equal_text(key, fields[i].name))
            return fields[i].to;
    return NULL;
}

static void take_values(reader *self, idt_csl_values *out, const idt_json_value *value)
{
    if (is_scalar(value)) {
        idt_csl_values_add(out, kept(self, value));
        return;
    }
    for (size_t i = 0; i < idt_json_value_count(value); i++)
        idt_csl_values_add(out, kept(self, idt_json_value_at(value, i)));
}

static void add_part(idt_buf *out, idt_span part)
{
    if (part.len == 0)
        return;
    idt_buf_add_text(out, out->len ? ", " : "");
    idt_buf_add_span(out, part);
}

static void take_address(reader *self, const idt_json_value *value)
{
    idt_csl_address *address = idt_csl_record_add_address(&self->record);
    idt_buf text = IDT_BUF_INIT;

    if (is_scalar(value)) {
        address->text = kept(self, value);
        return;
    }
    address->street = kept(self, idt_json_value_member(value, "address"));
    address->city = kept(self, idt_json_value_member(value, "city"));
    address->region = kept(self, idt_json_value_member(value, "state"));
    address->postal = kept(self, idt_json_value_member(value, "postal_code"));
    address->country = kept(self, idt_json_value_member(value, "country"));
    add_part(&text, address->street);
    add_part(&text, address->city);
    add_part(&text, address->region);
    add_part(&text, address->postal);
    add_part(&text, address->country);
    address->text = idt_arena_copy(&self->edition.lists->arena, idt_buf_span(&text));
    idt_buf_release(&text);
}

static void take_id(reader *self, const idt_json_value *value)
{
    idt_csl_id *id = idt_csl_record_add_id(&self->record);

    id->type = kept(self, idt_json_value_member(value, "type"));
    id->number = kept(self, idt_json_value_member(value, "number"));
    id->country = kept(self, idt_json_value_member(value, "country"));
    id->issued = kept(self, idt_json_value_member(value, "issue_date"));
    id->expires = kept(self, idt_json_value_member(value, "expiration_date"));
}

static bool is_one_of(idt_span key, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (idt_span_equal_text(key, names[i]))
            return true;
    return false;
}

/* False: the value belongs to no field. */
static bool take_member(reader *self, idt_span key, const idt_json_value *value)
{
    idt_span *scalar = scalar_of(&self->record, key);
    idt_csl_values *values = values_of(&self->record, key);
    bool is_address = idt_span_equal_text(key, "addresses");

    if (scalar && is_scalar(value)) {
        if (scalar->len == 0)
            *scalar = kept(self, value);
        return true;
    }
    if (values) {
        take_values(self, values, value);
        return true;
    }
    if ((!is_address && !idt_span_equal_text(key, "ids")) ||
        idt_json_value_kind(value) != IDT_JSON_ARRAY)
        return false;
    for (size_t i = 0; i < idt_json_value_count(value); i++) {
        if (is_address)
            take_address(self, idt_json_value_at(value, i));
        else
            take_id(self, idt_json_value_at(value, i));
    }
    return true;
}

/* Members of addresses and numbers that take_address and take_id do not know. */
static void keep_nested(reader *self, idt_party *party, const char *path,
                        const idt_json_value *items, const char *const *known)
{
    for (size_t i = 0; i < idt_json_value_count(items); i++) {
        const idt_json_value *item = idt_json_value_at(items, i), *member;
        void *place = NULL;
        idt_span key;

        while (idt_json_value_next(item, &place, &key, &member)) {
            if (is_one_of(key, known))
                continue;
            idt_buf name = IDT_BUF_INIT;
            idt_buf_format(&name, "%s/%.*s", path, (int)key.len, key.ptr);
            keep(self, party, idt_buf_span(&name), member, 0);
            idt_buf_release(&name);
        }
    }
}

static void read_entry(reader *self, const idt_json_value *entry, uint32_t line)
{
    static const char *const address[] = { "address",     "city",    "state",
                                           "postal_code", "country", NULL };
    static const char *const number[] = { "type",       "number",          "country",
                                          "issue_date", "expiration_date", NULL };
    const idt_json_value *member;
    idt_span key;
    void *place = NULL;

    idt_csl_record_reset(&self->record);
    while (idt_json_value_next(entry, &place, &key, &member))
        (void)take_member(self, key, member);
    idt_party *party = idt_csl_edition_add(&self->edition, &self->record,
                                           (idt_source){ self->edition.file, line });
    place = NULL;
    while (idt_json_value_next(entry, &place, &key, &member)) {
        bool nested = idt_span_equal_text(key, "addresses") || idt_span_equal_text(key, "ids");
        bool array = idt_json_value_kind(member) == IDT_JSON_ARRAY;
        bool scalar = scalar_of(&self->record, key) && is_scalar(member);
        if (!scalar && !values_of(&self->record, key) && !(nested && array))
            keep(self, party, key, member, 0);
    }
    keep_nested(self, party, "addresses", idt_json_value_member(entry, "addresses"), address);
    keep_nested(self, party, "ids", idt_json_value_member(entry, "ids"), number);
    self->entry_count++;
}

/* --- the document --- */

static idt_status read_one(reader *self)
{
    size_t from = self->at, to = value_end(self->bytes, from);
    idt_json_value *entry = NULL;
    idt_err inner = IDT_ERR_INIT;

    if (to == SIZE_MAX) {
        self->at = self->bytes.len;
        return fail(self, "the text ends inside of an entry");
    }
    if (self->bytes.ptr[from] != '{')
        return fail(self, "an entry is no object");
    uint64_t line = line_at(self, from);
    if (idt_json_parse(&entry, idt_span_sub(self->bytes, from, to), &inner)) {
        self->at = from + (size_t)inner.offset;
        return fail(self, inner.text);
    }
    read_entry(self, entry, (uint32_t)line);
    idt_json_value_free(entry);
    self->at = to;
    return IDT_OK;
}

static idt_status read_entries(reader *self)
{
    idt_status status = IDT_OK;

    if (peek(self) != '[')
        return fail(self, "\"results\" is no array");
    self->at++;
    if (peek(self) == ']') {
        self->at++;
        return IDT_OK;
    }
    while (!status) {
        (void)peek(self);
        status = read_one(self);
        if (status)
            break;
        char c = peek(self);
        self->at++;
        if (c == ']')
            return IDT_OK;
        if (c != ',')
            return fail(self, "the list of entries does not go on");
    }
    return status;
}

static idt_status read_top_member(reader *self)
{
    size_t from = self->at, to = string_end(self->bytes, from);

    if (to == SIZE_MAX)
        return fail(self, "the text ends inside of a name");
    idt_span key = idt_span_sub(self->bytes, from + 1, to - 1);
    self->at = to;
    if (peek(self) != ':')
        return fail(self, "a name has no value");
    self->at++;
    (void)peek(self);
    if (idt_span_equal_text(key, "results"))
        return read_entries(self);
    to = value_end(self->bytes, self->at);
    if (to == SIZE_MAX || to == self->at)
        return fail(self, "a value does not end");
    if (idt_span_equal_text(key, "total"))
        self->has_total = idt_span_to_u32(idt_span_sub(self->bytes, self->at, to), &self->total);
    self->at = to;
    return IDT_OK;
}

static idt_status read_top(reader *self)
{
    if (idt_span_starts(self->bytes, "\xEF\xBB\xBF"))
        self->at = 3;
    if (peek(self) == '[')
        return read_entries(self);
    if (peek(self) != '{')
        return fail(self, "the text is neither an object nor an array");
    self->at++;
    for (;;) {
        if (peek(self) != '"')
            return fail(self, "a name is missing");
        idt_status status = read_top_member(self);
        if (status)
            return status;
        char c = peek(self);
        self->at++;
        if (c == '}')
            return IDT_OK;
        if (c != ',')
            return fail(self, "the object does not go on");
    }
}

static idt_status read_document(reader *self)
{
    idt_status status = read_top(self);

    if (status)
        return status;
    if (peek(self) != '\0')
        return fail(self, "more text behind the list");
    if (self->has_total && self->total != self->entry_count)
        return idt_fail_at(self->err, IDT_E_INPUT, 0, 0, "states %u entries and holds %zu",
                           self->total, self->entry_count);
    return idt_csl_edition_end(&self->edition, self->err);
}

idt_status idt_csl_json_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    idt_err inner = IDT_ERR_INIT;
    idt_span name = idt_path_name(input->path);
    reader self = { .bytes = input->map.bytes,
                    .line = 1,
                    .record = { 0 },
                    .leftovers = IDT_LEFTOVERS_INIT,
                    .err = &inner };

    idt_csl_edition_begin(&self.edition, lists, input, "US CSL JSON");
    idt_status status = read_document(&self);
    if (status)
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    else
        idt_leftovers_report(&self.leftovers, lists);
    idt_leftovers_release(&self.leftovers);
    idt_csl_record_release(&self.record);
    idt_csl_edition_release(&self.edition);
    return status;
}
