/* sheet_book.c - the workbook around a sheet: where the sheet stands, which cell styles are dates,
 * and the texts that cells share.
 *
 * _rels/.rels names the workbook part, its relationships name the parts of its sheets, its styles
 * give each cell style a number format. The shared texts may be large and are read as a stream; the
 * other parts are small and read whole. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "codec/sheet_internal.h"
#include "codec/xml.h"

enum { CHUNK_BYTES = 64 * 1024, SHEETS_MAX = 1024 };

/* --- small parts --- */

static idt_status read_whole(idt_buf *out, bool *found, int descriptor, const char *name,
                             idt_err *err)
{
    idt_sheet_part part;
    char chunk[16 * 1024];
    size_t count = 1;
    idt_status status = idt_sheet_part_open(&part, found, descriptor, name, err);

    while (!status && *found && count > 0) {
        status = idt_sheet_part_read(&part, chunk, sizeof chunk, &count, err);
        idt_buf_add(out, chunk, count);
        if (!status && out->len > IDT_SHEET_PART_BYTES_MAX)
            status = idt_fail(err, IDT_E_LIMIT, "%s has more than 16 MiB", name);
    }
    idt_sheet_part_close(&part);
    return status;
}

typedef void (*start_handler)(void *context, idt_xml *xml, const char *name,
                              const char **attributes);

static idt_status parse_part(bool *found, int descriptor, const char *name, start_handler start,
                             void *context, idt_err *err)
{
    idt_buf bytes = IDT_BUF_INIT;
    idt_xml_handlers handlers = { .start = start };
    idt_err cause = IDT_ERR_INIT;
    idt_status status = read_whole(&bytes, found, descriptor, name, err);

    if (!status && *found) {
        status = idt_xml_parse(idt_buf_span(&bytes), &handlers, context, &cause);
        if (status)
            status = idt_fail(err, status, "%s: %s", name, cause.text);
    }
    idt_buf_release(&bytes);
    return status;
}

/* --- where the sheet stands --- */

typedef struct {
    const char *name, *relation;
    bool hidden;
} sheet_entry;

typedef struct {
    idt_book *book;
    sheet_entry sheets[SHEETS_MAX];
    size_t sheet_count;
    const char *chosen; /* relation of the sheet asked for */
    const char *part;   /* of the workbook */
    const char *found;  /* target that was looked for */
} book_search;

static bool ends_with(const char *text, const char *suffix)
{
    return text && idt_span_ends(idt_span_of(text), suffix);
}

static const char *keep(book_search *self, const char *text)
{
    return idt_arena_copy(&self->book->arena, idt_span_of(text)).ptr;
}

static void on_root_relation(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    book_search *self = context;
    const char *target = idt_xml_attribute(attributes, "Target");

    (void)xml;
    if (strcmp(name, "Relationship") == 0 && target &&
        ends_with(idt_xml_attribute(attributes, "Type"), "/officeDocument"))
        self->part = keep(self, target[0] == '/' ? target + 1 : target);
}

/* The relation's attribute has whatever prefix the file gives its namespace. */
static const char *relation_of(const char **attributes)
{
    for (; *attributes; attributes += 2)
        if (ends_with(attributes[0], ":id"))
            return attributes[1];
    return NULL;
}

static void on_workbook(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    book_search *self = context;
    const char *text;

    if (idt_xml_depth(xml) == 1 && strcmp(name, "workbook") != 0) {
        idt_xml_stop(xml, IDT_E_INPUT, "no workbook, but a <%s>", name);
    } else if (strcmp(name, "workbookPr") == 0) {
        text = idt_xml_attribute(attributes, "date1904");
        self->book->dates_from_1904 =
            text && (strcmp(text, "1") == 0 || strcasecmp(text, "true") == 0);
    } else if (strcmp(name, "sheet") == 0 && self->sheet_count < SHEETS_MAX) {
        const char *title = idt_xml_attribute(attributes, "name");
        const char *relation = relation_of(attributes);
        const char *state = idt_xml_attribute(attributes, "state");
        if (title && relation)
            self->sheets[self->sheet_count++] =
                (sheet_entry){ keep(self, title), keep(self, relation),
                               state && strcmp(state, "visible") != 0 };
    }
}

static void on_sheet_relation(void *context, idt_xml *xml, const char *name,
                              const char **attributes)
{
    book_search *self = context;
    const char *id = idt_xml_attribute(attributes, "Id");
    const char *target = idt_xml_attribute(attributes, "Target");

    (void)xml;
    if (strcmp(name, "Relationship") == 0 && id && target && strcmp(id, self->chosen) == 0 &&
        ends_with(idt_xml_attribute(attributes, "Type"), "/worksheet"))
        self->found = keep(self, target);
}

/* Path of a part beside the workbook: "xl/" and what stands behind it. */
static const char *beside(book_search *self, const char *target)
{
    const char *slash = strrchr(self->part, '/');
    int folder = slash ? (int)(slash + 1 - self->part) : 0;

    if (target[0] == '/')
        return target + 1;
    return idt_arena_format(&self->book->arena, "%.*s%s", folder, self->part, target).ptr;
}

static idt_status find_target(book_search *self, int descriptor, const char *relation, idt_err *err)
{
    const char *slash = strrchr(self->part, '/');
    const char *base = slash ? slash + 1 : self->part;
    bool found;

    self->chosen = relation;
    self->found = NULL;
    const char *path =
        beside(self, idt_arena_format(&self->book->arena, "_rels/%s.rels", base).ptr);
    return parse_part(&found, descriptor, path, on_sheet_relation, self, err);
}

static idt_status fail_no_sheet(const book_search *self, const char *name, idt_err *err)
{
    idt_buf names = IDT_BUF_INIT;

    for (size_t i = 0; i < self->sheet_count; i++)
        idt_buf_format(&names, "%s\"%s\"", i ? ", " : "", self->sheets[i].name);
    idt_status status =
        name ? idt_fail(err, IDT_E_INPUT, "the workbook has no sheet \"%s\"; its sheets are: %.*s",
                        name, (int)names.len, names.ptr ? names.ptr : "")
             : idt_fail(err, IDT_E_INPUT, "the workbook has no sheet with cells");
    idt_buf_release(&names);
    return status;
}

static bool is_wanted(const sheet_entry *sheet, const char *name, bool with_hidden)
{
    if (name)
        return strcasecmp(sheet->name, name) == 0;
    return with_hidden || !sheet->hidden;
}

/* The sheet of that name, or the first one with cells: those not hidden before the hidden ones. */
static idt_status choose_sheet(book_search *self, int descriptor, const char *name, idt_err *err)
{
    for (int with_hidden = 0; with_hidden < 2; with_hidden++) {
        for (size_t i = 0; i < self->sheet_count; i++) {
            if (!is_wanted(&self->sheets[i], name, with_hidden))
                continue;
            idt_status status = find_target(self, descriptor, self->sheets[i].relation, err);
            if (status)
                return status;
            if (self->found) {
                self->book->sheet_part = beside(self, self->found);
                return IDT_OK;
            }
        }
    }
    return fail_no_sheet(self, name, err);
}

static idt_status find_sheet(book_search *self, int descriptor, const char *name, idt_err *err)
{
    bool found;

    self->part = "xl/workbook.xml";
    idt_status status = parse_part(&found, descriptor, "_rels/.rels", on_root_relation, self, err);
    if (!status && ends_with(self->part, ".bin"))
        return idt_fail(err, IDT_E_INPUT,
                        "the file is a binary Excel workbook (.xlsb); save it as .xlsx or CSV");
    if (!status)
        status = parse_part(&found, descriptor, self->part, on_workbook, self, err);
    if (!status && !found)
        return idt_fail(err, IDT_E_INPUT,
                        "the file is a zip container, but no Excel workbook (.xlsx); save a "
                        "spreadsheet of another kind as .xlsx or CSV");
    return status ? status : choose_sheet(self, descriptor, name, err);
}

/* --- which cell styles are dates --- */

typedef struct {
    idt_book *book;
    uint32_t *date_formats; /* ids of the workbook's own formats that show dates */
    size_t count, capacity;
} style_search;

/* Formats every workbook has without stating them (ECMA-376 part 1, 18.8.30); 27 to 58 are those
 * of East Asian editions. */
static bool is_builtin_date(uint32_t id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

/* Whether a format shows days, months or years: `dd/mm/yyyy` does, `h:mm` and `0.00" d"` do not. */
static bool shows_date(const char *code)
{
    bool day_or_year = false, month = false, time = false;

    for (; *code; code++) {
        char c = idt_to_lower(*code);
        const char *end = c == '"' ? strchr(code + 1, '"') : c == '[' ? strchr(code, ']') : NULL;
        if (end)
            code = end;
        else if ((c == '\\' || c == '_' || c == '*') && code[1])
            code++;
        day_or_year |= c == 'd' || c == 'y';
        month |= c == 'm';
        time |= c == 'h' || c == 's';
        if (c == ';')
            break; /* the other sections are for negative numbers and texts */
    }
    return day_or_year || (month && !time);
}

static uint32_t number_attribute(const char **attributes, const char *name)
{
    uint32_t value = 0;
    const char *text = idt_xml_attribute(attributes, name);

    return text && idt_span_to_u32(idt_span_of(text), &value) ? value : 0;
}

static void on_style(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    style_search *self = context;
    idt_book *book = self->book;
    uint32_t id = number_attribute(attributes, "numFmtId");

    if (strcmp(name, "numFmt") == 0) {
        const char *code = idt_xml_attribute(attributes, "formatCode");
        if (!code || !shows_date(code))
            return;
        self->date_formats =
            idt_grow(self->date_formats, &self->capacity, self->count + 1, sizeof id);
        self->date_formats[self->count++] = id;
    } else if (strcmp(name, "xf") == 0 && strcmp(idt_xml_ancestor(xml, 1), "cellXfs") == 0) {
        bool is_date = is_builtin_date(id);
        for (size_t i = 0; i < self->count && !is_date; i++)
            is_date = self->date_formats[i] == id;
        book->style_is_date = idt_grow(book->style_is_date, &book->style_capacity,
                                       book->style_count + 1, sizeof is_date);
        book->style_is_date[book->style_count++] = is_date;
    }
}

static idt_status read_styles(book_search *search, int descriptor, idt_err *err)
{
    style_search styles = { .book = search->book };
    bool found;
    idt_status status =
        parse_part(&found, descriptor, beside(search, "styles.xml"), on_style, &styles, err);

    idt_free(styles.date_formats);
    return status;
}

/* --- shared texts --- */

typedef struct {
    idt_book *book;
    XML_Parser expat;
    bool inside_text;
    unsigned phonetic; /* depth inside readings of East Asian words, which are no text */
    size_t from;       /* where the text begins that is being read */
    idt_err *err;
    idt_status status;
} shared_search;

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void stop_shared(shared_search *self, idt_status status, const char *what)
{
    if (!self->status)
        self->status = idt_fail(self->err, status, "the shared texts of the workbook %s", what);
    XML_StopParser(self->expat, XML_FALSE);
}

static void XMLCALL on_shared_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    shared_search *self = data;

    (void)attributes;
    name = local_name(name);
    if (strcmp(name, "si") == 0)
        self->from = self->book->shared.len;
    self->phonetic += strcmp(name, "rPh") == 0;
    self->inside_text = strcmp(name, "t") == 0 && self->phonetic == 0;
}

static void XMLCALL on_shared_end(void *data, const XML_Char *name)
{
    shared_search *self = data;
    idt_book *book = self->book;

    name = local_name(name);
    self->inside_text = false;
    self->phonetic -= self->phonetic > 0 && strcmp(name, "rPh") == 0;
    if (strcmp(name, "si") != 0)
        return;
    idt_sheet_unescape(&book->shared, self->from);
    book->shared_ends = idt_grow(book->shared_ends, &book->shared_capacity, book->shared_count + 1,
                                 sizeof *book->shared_ends);
    book->shared_ends[book->shared_count++] = (uint32_t)book->shared.len;
    if (book->shared.len + book->shared_count * sizeof *book->shared_ends >
        IDT_SHEET_SHARED_BYTES_MAX)
        stop_shared(self, IDT_E_LIMIT, "have more than 512 MiB; save the sheet as CSV");
}

static void XMLCALL on_shared_text(void *data, const XML_Char *text, int length)
{
    shared_search *self = data;

    if (!self->inside_text || self->status)
        return;
    idt_buf_add(&self->book->shared, text, (size_t)length);
    if (self->book->shared.len > IDT_SHEET_SHARED_BYTES_MAX)
        stop_shared(self, IDT_E_LIMIT, "have more than 512 MiB; save the sheet as CSV");
}

static void XMLCALL on_shared_entity(void *data, const XML_Char *name, int is_parameter,
                                     const XML_Char *value, int value_length, const XML_Char *base,
                                     const XML_Char *system_id, const XML_Char *public_id,
                                     const XML_Char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_length, (void)base;
    (void)system_id, (void)public_id, (void)notation;
    stop_shared(data, IDT_E_INPUT, "declare an entity, which is refused");
}

static idt_status feed_shared(shared_search *self, idt_sheet_part *part)
{
    size_t count = 1;

    while (count > 0 && !self->status) {
        void *chunk = XML_GetBuffer(self->expat, CHUNK_BYTES);
        if (!chunk)
            return idt_fail(self->err, IDT_E_IO, "no memory to read the workbook");
        self->status = idt_sheet_part_read(part, chunk, CHUNK_BYTES, &count, self->err);
        if (!self->status &&
            XML_ParseBuffer(self->expat, (int)count, count == 0) == XML_STATUS_ERROR) {
            enum XML_Error code = XML_GetErrorCode(self->expat);
            if (!self->status)
                self->status =
                    idt_fail(self->err, IDT_E_INPUT, "the shared texts of the workbook: %s",
                             XML_ErrorString(code));
        }
    }
    return self->status;
}

static idt_status read_shared(book_search *search, int descriptor, idt_err *err)
{
    shared_search self = { .book = search->book, .err = err };
    idt_sheet_part part;
    bool found;
    idt_status status =
        idt_sheet_part_open(&part, &found, descriptor, beside(search, "sharedStrings.xml"), err);

    if (!status && found) {
        self.expat = XML_ParserCreate(NULL);
        if (self.expat) {
            XML_SetUserData(self.expat, &self);
            XML_SetElementHandler(self.expat, on_shared_start, on_shared_end);
            XML_SetCharacterDataHandler(self.expat, on_shared_text);
            XML_SetEntityDeclHandler(self.expat, on_shared_entity);
            status = feed_shared(&self, &part);
            XML_ParserFree(self.expat);
        } else {
            status = idt_fail(err, IDT_E_IO, "no memory to read the workbook");
        }
    }
    idt_sheet_part_close(&part);
    return status;
}

/* --- the book --- */

idt_status idt_book_read(idt_book *out, int descriptor, const char *sheet_name, idt_err *err)
{
    book_search *search = idt_alloc_zeroed(sizeof *search);

    *out = (idt_book){ 0 };
    search->book = out;
    idt_status status = find_sheet(search, descriptor, sheet_name, err);
    if (!status)
        status = read_styles(search, descriptor, err);
    if (!status)
        status = read_shared(search, descriptor, err);
    idt_free(search);
    return status;
}

void idt_book_release(idt_book *self)
{
    idt_arena_release(&self->arena);
    idt_free(self->style_is_date);
    idt_buf_release(&self->shared);
    idt_free(self->shared_ends);
}
