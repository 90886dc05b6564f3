/* lists.c - from paths to editions: the table of formats, the order of reading, the builder. */
#include "lists/lists.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "lists/lists_internal.h"

enum {
    HEAD_BYTES = 64 * 1024,         /* enough of a file to know it */
    HASHED_BYTES = 8 * 1024 * 1024, /* of a large file, between two that are given back */
    NAME_BYTES_MAX = 16 * 1024,     /* 200 words, the most the index takes, of 80 bytes */
};

typedef struct {
    const char *name;
    /* Does a file of this format start so, and which part of a list is it? */
    bool (*recognise)(idt_span head, unsigned *part);
    /* Find what belongs together; NULL where each file is a list of its own. */
    idt_status (*group)(idt_list_inputs *inputs, int format, idt_err *err);
    idt_status (*read)(idt_lists *self, const idt_list_input *primary, idt_err *err);
} list_format;

/* The root element stands behind the XML declaration and comments. */
static bool recognise_un_xml(idt_span head, unsigned *part)
{
    idt_span start = idt_span_sub(head, 0, 4096);
    size_t at = idt_span_find(start, "<CONSOLIDATED_LIST");

    *part = 0;
    return at != SIZE_MAX && idt_span_find(idt_span_sub(start, 0, at), "<CONS") == SIZE_MAX;
}

static idt_status read_un_xml(idt_lists *self, const idt_list_input *input, idt_err *err)
{
    return idt_un_xml_read(self, (idt_list_file){ input->path, input->map.bytes, 0 }, err);
}

static const list_format formats[] = {
    { "OFAC CSV", idt_ofac_csv_recognise, idt_ofac_csv_group, idt_ofac_csv_read },
    { "EU FSF XML", idt_eu_xml_recognise, NULL, idt_eu_xml_read },
    { "EU FSF CSV", idt_eu_csv_recognise, NULL, idt_eu_csv_read },
    { "SECO XML", idt_ch_seco_recognise, idt_ch_seco_group, idt_ch_seco_read },
    { "OFAC XML", idt_ofac_legacy_recognise, NULL, idt_ofac_legacy_read },
    { "OFAC Enhanced XML", idt_ofac_enhanced_recognise, idt_ofac_enhanced_group,
      idt_ofac_enhanced_read },
    { "UN XML", recognise_un_xml, NULL, read_un_xml },
    { "OFAC Advanced XML", idt_ofac_advanced_recognise, NULL, idt_ofac_advanced_read },
    { "OFSI ConList CSV", idt_uk_conlist_csv_recognise, NULL, idt_uk_conlist_csv_read },
    { "OFSI ConList XML", idt_uk_conlist_xml_recognise, NULL, idt_uk_conlist_xml_read },
    { "UK Sanctions List XML", idt_uk_sanctions_xml_recognise, NULL, idt_uk_sanctions_xml_read },
    { "UK Sanctions List CSV", idt_uk_sanctions_csv_recognise, NULL, idt_uk_sanctions_csv_read },
    { "Canada SEMA XML", idt_ca_sema_recognise, NULL, idt_ca_sema_read },
    { "Australia DFAT", idt_au_dfat_recognise, NULL, idt_au_dfat_read },
    { "US CSL CSV", idt_csl_csv_recognise, NULL, idt_csl_csv_read },
    { "US CSL JSON", idt_csl_json_recognise, NULL, idt_csl_json_read },
    { "FollowTheMoney JSON", idt_ftm_recognise, idt_ftm_group, idt_ftm_read },
    { "FollowTheMoney CSV", idt_ftm_simple_recognise, NULL, idt_ftm_simple_read },
    { "own CSV", idt_own_csv_recognise, NULL, idt_own_csv_read },
};

enum { FORMAT_COUNT = sizeof formats / sizeof formats[0], FORMAT_NAMES_BYTES = 400 };

static void recognise(idt_list_input *input)
{
    idt_span head = idt_span_sub(input->map.bytes, 0, HEAD_BYTES);

    for (int i = 0; i < FORMAT_COUNT && input->format < 0; i++)
        if (formats[i].recognise(head, &input->part) ||
            (formats[i].read == idt_au_dfat_read && idt_au_dfat_is_workbook(input)))
            input->format = i;
}

static const char *format_names(char *out, size_t room)
{
    size_t length = 0;

    out[0] = '\0';
    for (size_t i = 0; i < FORMAT_COUNT && length < room; i++)
        length +=
            (size_t)snprintf(out + length, room - length, "%s%s", i ? ", " : "", formats[i].name);
    return out;
}

/* A named file must be a list; and so must a file that bears the name of one. */
static idt_status refuse_unknown(const idt_list_inputs *inputs, idt_err *err)
{
    char names[FORMAT_NAMES_BYTES];

    for (size_t i = 0; i < inputs->count; i++) {
        const idt_list_input *input = &inputs->items[i];

        if (input->format >= 0)
            continue;
        if (input->named)
            return idt_fail(err, IDT_E_INPUT, "%s is no list in a known format (%s)",
                            input->path.ptr, format_names(names, sizeof names));
        if (idt_ofac_csv_is_name(input->path))
            return idt_fail(err, IDT_E_INPUT, "%s bears the name of an OFAC file, but holds none",
                            input->path.ptr);
    }
    return IDT_OK;
}

/* Every number of a list id may be read once: two editions would contradict each other. */
static idt_status check_single_edition(const idt_lists *self,
                                       const idt_list_input *const *primaries, idt_err *err)
{
    size_t last = self->edition_count - 1;

    for (size_t i = 0; i < last; i++)
        if (idt_span_equal(self->editions[i].list_id, self->editions[last].list_id))
            return idt_fail(err, IDT_E_INPUT, "two editions of %s: %s and %s",
                            self->editions[i].list_id.ptr, primaries[i]->path.ptr,
                            primaries[last]->path.ptr);
    return IDT_OK;
}

/* The hash of an edition is the hash of its files' hashes, in order. */
static void seal_edition(idt_edition *edition)
{
    idt_buf hashes = IDT_BUF_INIT;

    for (size_t i = 0; i < edition->file_count; i++)
        idt_buf_add_text(&hashes, edition->files[i].sha256);
    idt_sha256_hex(edition->sha256, idt_buf_span(&hashes));
    idt_buf_release(&hashes);
}

/* Without its folder: what an index says must not depend on where it was built. */
static idt_span own_name(idt_span path)
{
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/')
        from--;
    return idt_span_sub(path, from, path.len);
}

/* Every refusal names the file, though a reader that has one file may not think of it. */
static idt_status name_file(idt_status status, idt_span path, idt_err *err)
{
    char text[IDT_ERR_TEXT_MAX];

    if (!err || idt_span_find(idt_span_of(err->text), own_name(path).ptr) != SIZE_MAX)
        return status;
    snprintf(text, sizeof text, "%s", err->text);
    return idt_fail_at(err, status, err->line, err->offset, "%s %s", own_name(path).ptr, text);
}

static idt_status read_editions(idt_lists *self, const idt_list_inputs *inputs, idt_err *err)
{
    const idt_list_input **primaries = idt_alloc_array(inputs->count + 1, sizeof *primaries);
    idt_status status = IDT_OK;

    for (size_t i = 0; i < inputs->count && !status; i++) {
        const idt_list_input *input = &inputs->items[i];

        if (input->format < 0 || input->part != 0)
            continue;
        primaries[self->edition_count] = input;
        size_t before = self->edition_count;
        status = formats[input->format].read(self, input, err);
        if (status) {
            status = name_file(status, input->path, err);
            break;
        }
        idt_assert(self->edition_count == before + 1);
        seal_edition(&self->editions[before]);
        status = check_single_edition(self, primaries, err);
    }
    idt_free(primaries);
    return status;
}

static bool looks_like_a_list(idt_span path)
{
    static const char *const endings[] = {
        ".csv", ".xml", ".json", ".del", ".pip", ".ff", ".xlsx"
    };

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t length = strlen(endings[i]);
        if (path.len > length &&
            idt_span_equal_nocase(idt_span_sub(path, path.len - length, path.len),
                                  idt_span_of(endings[i])))
            return true;
    }
    return false;
}

static void note_passed_over(idt_lists *self, const idt_list_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->items[i].format < 0 && looks_like_a_list(inputs->items[i].path))
            idt_lists_diagnose(self, (idt_source){ 0, 0 }, IDT_DIAGNOSTIC_WARNING, "unknown-file",
                               IDT_SPAN_EMPTY, "%s was passed over: no list in a known format",
                               own_name(inputs->items[i].path).ptr);
    for (size_t i = 0; i < inputs->repeat_count; i++)
        idt_lists_diagnose(self, (idt_source){ 0, 0 }, IDT_DIAGNOSTIC_NOTE, "met-again",
                           IDT_SPAN_EMPTY,
                           "%s was passed over: the same file or folder is read already",
                           own_name(inputs->repeats[i]).ptr);
}

/* What is longer is no name but a file gone wrong, and takes a hundred times its size to compare.
 */
static idt_status refuse_endless_names(const idt_lists *self, idt_err *err)
{
    for (size_t i = 0; i < self->party_count; i++) {
        const idt_party *party = &self->parties[i];
        const idt_edition *edition = &self->editions[party->edition];

        for (size_t j = 0; j < party->name_count; j++) {
            const idt_source *at = &party->names[j].source;
            idt_span file =
                at->file < edition->file_count ? edition->files[at->file].name : edition->list_id;
            if (party->names[j].text.len > NAME_BYTES_MAX)
                return idt_fail(err, IDT_E_LIMIT, "%s line %u: a name of party %.*s has %zu bytes",
                                file.ptr, at->line, (int)party->uid.len, party->uid.ptr,
                                party->names[j].text.len);
        }
    }
    return IDT_OK;
}

idt_status idt_lists_read(idt_lists *self, const char *const *paths, size_t path_count,
                          idt_err *err)
{
    idt_list_inputs inputs = IDT_LIST_INPUTS_INIT;
    char names[FORMAT_NAMES_BYTES];
    idt_status status = idt_list_inputs_find(&inputs, &self->arena, paths, path_count, err);

    for (size_t i = 0; i < inputs.count && !status; i++)
        recognise(&inputs.items[i]);
    for (int i = 0; i < FORMAT_COUNT && !status; i++)
        if (formats[i].group)
            status = formats[i].group(&inputs, i, err);
    if (!status)
        status = refuse_unknown(&inputs, err);
    if (!status)
        status = read_editions(self, &inputs, err);
    if (!status)
        status = refuse_endless_names(self, err);
    if (!status && self->edition_count == 0)
        status = idt_fail(err, IDT_E_INPUT, "no list in a known format (%s) in %s%s",
                          format_names(names, sizeof names), path_count ? paths[0] : "nothing",
                          path_count > 1 ? " and the others" : "");
    if (!status)
        note_passed_over(self, &inputs);
    idt_list_inputs_release(&inputs);
    return status;
}

void idt_lists_release(idt_lists *self)
{
    idt_free(self->editions);
    idt_free(self->parties);
    idt_free(self->diagnostics);
    idt_arena_release(&self->arena);
    *self = IDT_LISTS_INIT;
}

uint32_t idt_lists_begin_edition(idt_lists *self, const char *list_id, const char *publisher,
                                 const char *title, const char *format)
{
    idt_edition edition = { 0 };

    edition.list_id = idt_arena_copy(&self->arena, idt_span_of(list_id));
    edition.publisher = idt_arena_copy(&self->arena, idt_span_of(publisher));
    edition.title = idt_arena_copy(&self->arena, idt_span_of(title));
    edition.format = idt_arena_copy(&self->arena, idt_span_of(format));
    edition.date = edition.date_from = IDT_SPAN_EMPTY;
    self->editions = idt_grow(self->editions, &self->edition_capacity, self->edition_count + 1,
                              sizeof *self->editions);
    self->editions[self->edition_count] = edition;
    return (uint32_t)self->edition_count++;
}

static idt_edition *newest(idt_lists *self)
{
    idt_assert(self->edition_count > 0);
    return &self->editions[self->edition_count - 1];
}

/* All but its hash. */
static idt_edition_file *add_file(idt_lists *self, idt_span path, idt_span bytes)
{
    idt_edition *edition = newest(self);
    idt_edition_file *files =
        idt_arena_alloc(&self->arena, (edition->file_count + 1) * sizeof *files);

    if (edition->file_count)
        memcpy(files, edition->files, edition->file_count * sizeof *files);
    idt_edition_file *file = &files[edition->file_count];
    file->name = idt_arena_copy(&self->arena, idt_path_name(path));
    file->bytes = bytes.len;
    edition->files = files;
    edition->file_count++;
    return file;
}

uint32_t idt_lists_add_file(idt_lists *self, idt_span path, idt_span bytes)
{
    idt_sha256_hex(add_file(self, path, bytes)->sha256, bytes);
    return (uint32_t)(newest(self)->file_count - 1);
}

static void forget(const void *context, size_t from, size_t to)
{
    idt_map_forget(context, from, to);
}

uint32_t idt_lists_add_large_file(idt_lists *self, const idt_list_input *input)
{
    idt_edition_file *file = add_file(self, input->path, input->map.bytes);

    idt_sha256_hex_pieces(file->sha256, input->map.bytes, HASHED_BYTES, forget, &input->map);
    return (uint32_t)(newest(self)->file_count - 1);
}

idt_party *idt_lists_add_party(idt_lists *self)
{
    idt_edition *edition = newest(self);

    self->parties = idt_grow(self->parties, &self->party_capacity, self->party_count + 1,
                             sizeof *self->parties);
    idt_party *party = &self->parties[self->party_count++];
    memset(party, 0, sizeof *party);
    party->edition = (uint32_t)(self->edition_count - 1);
    party->uid = IDT_SPAN_EMPTY;
    edition->party_count++;
    return party;
}

void idt_lists_diagnose(idt_lists *self, idt_source source, idt_diagnostic_level level,
                        const char *code, idt_span uid, const char *format, ...)
{
    idt_diagnostic diagnostic = { 0 };
    char text[1024]; /* one sentence; a longer one is cut */
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)newest(self);
    diagnostic.edition = (uint32_t)(self->edition_count - 1);
    diagnostic.source = source;
    diagnostic.level = level;
    diagnostic.code = idt_arena_copy(&self->arena, idt_span_of(code));
    diagnostic.uid = idt_arena_copy(&self->arena, uid);
    diagnostic.text = idt_arena_copy(&self->arena, idt_span_of(text));
    self->diagnostics = idt_grow(self->diagnostics, &self->diagnostic_capacity,
                                 self->diagnostic_count + 1, sizeof *self->diagnostics);
    self->diagnostics[self->diagnostic_count++] = diagnostic;
}

static bool digits_at(idt_span text, size_t at, size_t count)
{
    for (size_t i = at; i < at + count; i++)
        if (i >= text.len || !idt_is_digit(text.ptr[i]))
            return false;
    return at + count >= text.len || !idt_is_digit(text.ptr[at + count]);
}

/* The first YYYY-MM-DD or YYYY-MM of a name, or the empty span. */
static idt_span find_iso_date(idt_span name)
{
    for (size_t i = 0; i + 7 <= name.len; i++) {
        idt_date_range range;
        bool starts = (i == 0 || !idt_is_digit(name.ptr[i - 1])) && digits_at(name, i, 4) &&
                      name.ptr[i + 4] == '-' && digits_at(name, i + 5, 2);
        bool has_day =
            starts && i + 7 < name.len && name.ptr[i + 7] == '-' && digits_at(name, i + 8, 2);
        idt_span date = idt_span_sub(name, i, i + (has_day ? 10 : 7));

        if (starts && idt_date_parse(&range, date))
            return date;
    }
    return IDT_SPAN_EMPTY;
}

void idt_lists_date_from_path(idt_lists *self, idt_span path)
{
    idt_edition *edition = newest(self);
    idt_span in_file = find_iso_date(idt_path_name(path));
    idt_span in_folder = find_iso_date(idt_path_name(idt_path_folder(path)));

    if (in_file.len) {
        edition->date = idt_arena_copy(&self->arena, in_file);
        edition->date_from = IDT_SPAN_LIT("file name");
    } else if (in_folder.len) {
        edition->date = idt_arena_copy(&self->arena, in_folder);
        edition->date_from = IDT_SPAN_LIT("folder name");
    }
}

static size_t last_slash(idt_span path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return i - 1;
    return SIZE_MAX;
}

idt_span idt_path_name(idt_span path)
{
    size_t slash = last_slash(path);
    return slash == SIZE_MAX ? path : idt_span_sub(path, slash + 1, path.len);
}

idt_span idt_path_folder(idt_span path)
{
    size_t slash = last_slash(path);
    if (slash == SIZE_MAX)
        return IDT_SPAN_LIT(".");
    return idt_span_sub(path, 0, slash ? slash : 1);
}
