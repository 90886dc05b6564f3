/* ofac_files.c - which of these files is what part of which OFAC CSV list?
 *
 * OFAC publishes a list as a primary file (12 columns), addresses (6), aliases (5) and the tails of
 * long remarks (2). The parts name their party by number only, and the SDN list and the
 * consolidated list share one space of numbers; so a part belongs to the primary file of its folder
 * that knows most of its numbers. File names only break ties: a party may stand on both lists. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "lists/lists_internal.h"
#include "lists/ofac_internal.h"

enum { ROWS_LOOKED_AT = 64, OFAC_NULLS_MIN = 4 };

static const char *const part_names[IDT_LIST_PARTS_MAX] = { "primary", "address", "alias",
                                                            "comments" };

static bool is_one_of(idt_span text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (idt_span_equal_nocase(text, idt_span_of(words[i])))
            return true;
    return false;
}

static bool is_number(idt_span field)
{
    uint32_t number;
    return idt_span_to_u32(idt_span_trim(field), &number);
}

/* -0- for no value is OFAC's own way: such a row is OFAC's even when its columns are in disorder,
 * which the reader then refuses with its line. */
static bool has_ofac_nulls(const idt_csv_row *row)
{
    size_t nulls = 0;

    for (size_t i = 0; i < row->count; i++)
        nulls += idt_span_equal_text(idt_span_trim(row->fields[i]), "-0-");
    return nulls >= OFAC_NULLS_MIN;
}

/* What part has rows like this one? -1: none. */
static int part_of_row(const idt_csv_row *row)
{
    static const char *const party_types[] = { "-0-", "individual", "vessel", "aircraft",
                                               "entity" };
    static const char *const alias_types[] = { "aka", "fka", "nka" };
    const idt_span *field = row->fields;
    bool header = idt_span_equal_nocase(idt_span_trim(field[0]), IDT_SPAN_LIT("ent_num"));

    if (!header && !is_number(field[0]))
        return -1;
    switch (row->count) {
    case 12:
        return header || is_one_of(idt_span_trim(field[2]), party_types, 5) || has_ofac_nulls(row)
                   ? IDT_OFAC_PRIMARY
                   : -1;
    case 6:
        return header || is_number(field[1]) ? IDT_OFAC_ADD : -1;
    case 5:
        return header || (is_number(field[1]) && is_one_of(idt_span_trim(field[2]), alias_types, 3))
                   ? IDT_OFAC_ALT
                   : -1;
    case 2:
        return header || idt_span_trim(field[1]).len > 0 ? IDT_OFAC_COMMENTS : -1;
    default:
        return -1;
    }
}

/* A damaged row among good ones must not hide the file: it is to be refused with its line. So the
 * first rows vote, and half of them are enough. */
bool idt_ofac_csv_recognise(idt_span bytes, unsigned *part)
{
    size_t votes[IDT_LIST_PARTS_MAX] = { 0 };
    size_t rows = 0;
    unsigned best = 0;
    idt_csv_row row;
    idt_ofac_rows *all = idt_ofac_rows_new(bytes);

    while (rows < ROWS_LOOKED_AT && idt_ofac_rows_next(all, &row)) {
        int kind = part_of_row(&row);
        if (kind >= 0)
            votes[kind]++;
        rows++;
    }
    idt_ofac_rows_free(all); /* the bytes may end inside a row, so its status says nothing */
    for (unsigned i = 1; i < IDT_LIST_PARTS_MAX; i++)
        if (votes[i] > votes[best])
            best = i;
    *part = best;
    return votes[best] > 0 && votes[best] * 2 >= rows;
}

bool idt_ofac_csv_is_name(idt_span path)
{
    static const char *const names[] = { "sdn",      "add",       "alt",          "cons_add",
                                         "cons_alt", "cons_prim", "sdn_comments", "cons_comments" };
    static const char *const endings[] = { "csv", "pip", "del", "ff" };
    idt_span name = idt_path_name(path);
    size_t dot = idt_span_find(name, ".");

    return dot != SIZE_MAX &&
           is_one_of(idt_span_sub(name, 0, dot), names, sizeof names / sizeof names[0]) &&
           is_one_of(idt_span_sub(name, dot + 1, name.len), endings,
                     sizeof endings / sizeof endings[0]);
}

bool idt_ofac_csv_named_cons(idt_span path)
{
    return idt_span_find_nocase(idt_path_name(path), "cons") != SIZE_MAX;
}

/* ---- which part belongs to which list ---- */

typedef struct {
    uint32_t *ids; /* sorted once read */
    size_t count, capacity;
} id_set;

static int compare_ids(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* The numbers in a file's first column; damage is left to the reader of the list. */
static id_set read_ids(idt_span bytes)
{
    id_set set = { NULL, 0, 0 };
    idt_csv_row row;
    idt_ofac_rows *all = idt_ofac_rows_new(bytes);

    while (idt_ofac_rows_next(all, &row)) {
        uint32_t id;
        if (!idt_span_to_u32(idt_span_trim(row.fields[0]), &id))
            continue;
        set.ids = idt_grow(set.ids, &set.capacity, set.count + 1, sizeof *set.ids);
        set.ids[set.count++] = id;
    }
    idt_ofac_rows_free(all);
    if (set.count)
        qsort(set.ids, set.count, sizeof *set.ids, compare_ids);
    return set;
}

static size_t count_shared(id_set few, id_set many)
{
    size_t shared = 0;

    for (size_t i = 0, k = 0; i < few.count; i++) {
        while (k < many.count && many.ids[k] < few.ids[i])
            k++;
        if (k < many.count && many.ids[k] == few.ids[i])
            shared++;
    }
    return shared;
}

typedef struct {
    idt_list_inputs *inputs;
    id_set *sets; /* by input */
    int format;
} grouping;

/* May `part` belong to `primary` by where they stand? */
static bool is_candidate(const grouping *self, const idt_list_input *part,
                         const idt_list_input *primary, bool same_folder)
{
    if (primary->format != self->format || primary->part != IDT_OFAC_PRIMARY)
        return false;
    if (!same_folder)
        return part->named && primary->named;
    return idt_span_equal(idt_path_folder(part->path), idt_path_folder(primary->path));
}

static idt_list_input *find_primary(const grouping *self, size_t part_index, bool same_folder)
{
    const idt_list_input *part = &self->inputs->items[part_index];
    idt_list_input *best = NULL;
    size_t best_score = 0;

    for (size_t i = 0; i < self->inputs->count; i++) {
        idt_list_input *primary = &self->inputs->items[i];
        size_t score;

        if (!is_candidate(self, part, primary, same_folder))
            continue;
        score = count_shared(self->sets[part_index], self->sets[i]) * 2;
        if (score > 0 &&
            idt_ofac_csv_named_cons(part->path) == idt_ofac_csv_named_cons(primary->path))
            score++;
        if (score > best_score) {
            best = primary;
            best_score = score;
        }
    }
    return best;
}

static idt_status assign(const grouping *self, size_t part_index, idt_err *err)
{
    idt_list_input *part = &self->inputs->items[part_index];
    idt_list_input *primary = find_primary(self, part_index, true);

    if (part->part == IDT_OFAC_COMMENTS && idt_ofac_csv_is_name(part->path) &&
        idt_span_find_nocase(idt_path_name(part->path), "comments") == SIZE_MAX) {
        part->format = -1; /* a damaged first row of fixed columns reads as a comment */
        return IDT_OK;
    }
    if (!primary)
        primary = find_primary(self, part_index, false);
    if (!primary && part->part == IDT_OFAC_COMMENTS) {
        part->format = -1; /* two columns and a number: many things look like that */
        return IDT_OK;
    }
    if (!primary)
        return idt_fail(err, IDT_E_INPUT,
                        "%s is an OFAC %s file, but no primary file (sdn.csv, cons_prim.csv) "
                        "with its numbers is there",
                        part->path.ptr, part_names[part->part]);
    if (primary->parts[part->part])
        return idt_fail(err, IDT_E_INPUT, "two %s files for %s: %s and %s", part_names[part->part],
                        primary->path.ptr, primary->parts[part->part]->path.ptr, part->path.ptr);
    primary->parts[part->part] = part;
    return IDT_OK;
}

idt_status idt_ofac_csv_group(idt_list_inputs *inputs, int format, idt_err *err)
{
    grouping self = { inputs, idt_alloc_zeroed((inputs->count + 1) * sizeof *self.sets), format };
    idt_status status = IDT_OK;

    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->items[i].format == format)
            self.sets[i] = read_ids(inputs->items[i].map.bytes);
    for (size_t i = 0; i < inputs->count && !status; i++)
        if (inputs->items[i].format == format && inputs->items[i].part != IDT_OFAC_PRIMARY)
            status = assign(&self, i, err);
    for (size_t i = 0; i < inputs->count; i++)
        idt_free(self.sets[i].ids);
    idt_free(self.sets);
    return status;
}
