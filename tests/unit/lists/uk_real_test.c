/* uk_real_test.c - the United Kingdom's real lists: counts, parties checked by hand, and the two
 * lists against each other, the one made from the other at full size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "lists/lists.h"
#include "support/real_lists.h"

#define CONLIST "data/lists/uk/ofsi-conlist-2025-04-10/ConList.csv"
#define EXCERPT "data/lists/uk/uksl-xml-excerpt/UK-Sanctions-List_excerpt.xml"

/* Counted with another program, by group: distinct names with their type and quality, distinct
 * addresses (one row has two postal codes in its cell), UN references (two of them where the UK's
 * own should stand). */
enum {
    GROUPS = 4686,
    PERSONS = 3662,
    ENTITIES = 1009,
    SHIPS = 15,
    NAMES = 12783,
    LOW_QUALITY_NAMES = 617,
    ADDRESSES = 3117 + 1,
    UN_REFERENCES = 866 + 2,
};

typedef struct {
    char **items;
    size_t count, capacity;
} lines;

static void read_list(idt_lists *lists, const char *path)
{
    idt_err err = IDT_ERR_INIT;

    *lists = IDT_LISTS_INIT;
    if (idt_lists_read(lists, &path, 1, &err))
        fail_msg("%s: %s", path, err.text);
}

static const idt_party *find_party(const idt_lists *lists, const char *uid)
{
    for (size_t i = 0; i < lists->party_count; i++)
        if (idt_span_equal_text(lists->parties[i].uid, uid))
            return &lists->parties[i];
    fail_msg("no party %s", uid);
    return NULL;
}

static void fail_on_leftovers(const idt_lists *lists)
{
    for (size_t i = 0; i < lists->diagnostic_count; i++)
        if (idt_span_equal_text(lists->diagnostics[i].code, "unknown-field"))
            fail_msg("%s", lists->diagnostics[i].text.ptr);
}

/* --- a party as sorted lines --- */

static void add_line(lines *out, idt_buf *line)
{
    idt_buf_add_char(line, '\0');
    out->items = idt_grow(out->items, &out->capacity, out->count + 1, sizeof *out->items);
    out->items[out->count++] = line->ptr;
    *line = IDT_BUF_INIT;
}

static void add_text(idt_buf *line, const char *what, idt_span text)
{
    idt_buf_format(line, "%s %.*s|", what, (int)text.len, text.ptr);
}

static void render_names(lines *out, const idt_party *party)
{
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf line = IDT_BUF_INIT;
        idt_buf_format(&line, "name %s %s ", idt_name_kind_name(name->kind),
                       idt_quality_name(name->quality));
        add_text(&line, "", name->text);
        add_text(&line, "family", name->family);
        add_text(&line, "given", name->given);
        add_text(&line, "middle", name->middle);
        add_text(&line, "script", name->script);
        add_text(&line, "language", name->language);
        add_line(out, &line);
    }
}

static void render_places(lines *out, const idt_party *party)
{
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf line = IDT_BUF_INIT;
        add_text(&line, at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address", at->street);
        add_text(&line, "city", at->city);
        add_text(&line, "postal", at->postal);
        add_text(&line, at->country.code, at->country.text);
        add_line(out, &line);
    }
    for (size_t i = 0; i < party->country_count; i++) {
        idt_buf line = IDT_BUF_INIT;
        add_text(&line, idt_country_role_name(party->countries[i].role),
                 party->countries[i].country.text);
        add_line(out, &line);
    }
}

static void render_numbers(lines *out, const idt_party *party)
{
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *number = &party->identifiers[i];
        idt_buf line = IDT_BUF_INIT;
        add_text(&line, idt_identifier_name(number->type), number->value);
        add_text(&line, "label", number->label);
        add_text(&line, "note", number->note);
        add_text(&line, number->country.code, number->country.text);
        idt_ymd_format(&line, number->issued);
        idt_buf_add_char(&line, ' ');
        idt_ymd_format(&line, number->expires);
        add_line(out, &line);
    }
    for (size_t i = 0; i < party->date_count; i++) {
        idt_buf line = IDT_BUF_INIT;
        idt_buf_add_text(&line, idt_date_kind_name(party->dates[i].kind));
        idt_buf_add_char(&line, ' ');
        idt_date_format(&line, party->dates[i].range);
        add_line(out, &line);
    }
}

static void render_listing(lines *out, const idt_party *party)
{
    idt_buf line = IDT_BUF_INIT;

    idt_buf_format(&line, "%s %s", idt_party_type_name(party->type),
                   idt_gender_name(party->gender));
    add_line(out, &line);
    for (size_t i = 0; i < party->programme_count; i++) {
        add_text(&line, "programme", party->programmes[i].tag);
        add_line(out, &line);
    }
    for (size_t i = 0; i < party->association_count; i++) {
        const idt_association *to = &party->associations[i];
        add_text(&line, idt_relation_name(to->relation), to->target);
        add_text(&line, "uid", to->target_uid);
        add_line(out, &line);
    }
    for (size_t i = 0; i < party->reference_count; i++)
        if (idt_span_equal_text(party->references[i].list_id, "un_sc_sanctions")) {
            add_text(&line, "UN", party->references[i].uid);
            add_line(out, &line);
        }
    for (size_t i = 0; i < party->fact_count; i++)
        if (!idt_span_equal_text(party->facts[i].key, "comment") &&
            !idt_span_equal_text(party->facts[i].key, "date designated") &&
            !idt_span_equal_text(party->facts[i].key, "designation source")) {
            add_text(&line, party->facts[i].key.ptr, party->facts[i].value);
            add_line(out, &line);
        }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted; a line that two regimes or two spellings repeat counts once. */
static lines render(const idt_party *party)
{
    lines all = { NULL, 0, 0 };
    size_t kept = 0;

    render_names(&all, party);
    render_places(&all, party);
    render_numbers(&all, party);
    render_listing(&all, party);
    qsort(all.items, all.count, sizeof *all.items, compare_lines);
    for (size_t i = 0; i < all.count; i++) {
        if (kept > 0 && strcmp(all.items[kept - 1], all.items[i]) == 0)
            idt_free(all.items[i]);
        else
            all.items[kept++] = all.items[i];
    }
    all.count = kept;
    return all;
}

static void release_lines(lines *self)
{
    for (size_t i = 0; i < self->count; i++)
        idt_free(self->items[i]);
    idt_free(self->items);
}

static void check_same(const idt_party *a, const idt_party *b)
{
    lines left = render(a), right = render(b);

    for (size_t i = 0; i < left.count || i < right.count; i++) {
        const char *l = i < left.count ? left.items[i] : "(none)";
        const char *r = i < right.count ? right.items[i] : "(none)";
        size_t same = 0;
        while (l[same] && l[same] == r[same])
            same++;
        if (l[same] != r[same])
            fail_msg("group %s: after %.60s\nConList        %.200s\nSanctions List %.200s",
                     a->uid.ptr, l, l + same, r + same);
    }
    assert_true(idt_span_equal(a->names[0].text, b->names[0].text));
    release_lines(&left);
    release_lines(&right);
}

/* --- the tests --- */

static void every_group_of_the_consolidated_list_is_a_party(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *path = test_shared_file(&arena, CONLIST);
    size_t types[IDT_PARTY_TYPE_COUNT] = { 0 }, names = 0, weak = 0, addresses = 0, un = 0;
    idt_lists lists;

    (void)state;
    if (!path)
        skip();
    read_list(&lists, path);
    for (size_t i = 0; i < lists.party_count; i++) {
        const idt_party *party = &lists.parties[i];
        types[party->type]++;
        for (size_t j = 0; j < party->name_count; j++) {
            names += party->names[j].kind != IDT_NAME_ORIGINAL_SCRIPT;
            weak += party->names[j].quality == IDT_QUALITY_WEAK;
        }
        for (size_t j = 0; j < party->address_count; j++)
            addresses += party->addresses[j].role == IDT_ADDRESS_LOCATION;
        for (size_t j = 0; j < party->reference_count; j++)
            un += idt_span_equal_text(party->references[j].list_id, "un_sc_sanctions");
    }
    fail_on_leftovers(&lists);
    assert_int_equal(lists.party_count, GROUPS);
    assert_int_equal(types[IDT_PARTY_PERSON], PERSONS);
    assert_int_equal(types[IDT_PARTY_ORGANIZATION], ENTITIES);
    assert_int_equal(types[IDT_PARTY_VESSEL], SHIPS);
    assert_int_equal(names, NAMES);
    assert_int_equal(weak, LOW_QUALITY_NAMES);
    assert_int_equal(addresses, ADDRESSES);
    assert_int_equal(un, UN_REFERENCES);
    assert_true(idt_span_equal_text(lists.editions[0].list_id, "gb_hmt_sanctions"));
    assert_true(idt_span_equal_text(lists.editions[0].date, "2025-04-10"));
    idt_lists_release(&lists);
    idt_arena_release(&arena);
}

static void check_lines(const idt_party *party, const char *const *expected)
{
    lines all = render(party);

    for (; *expected; expected++) {
        bool found = false;
        for (size_t i = 0; i < all.count; i++)
            found = found || strcmp(all.items[i], *expected) == 0;
        if (!found) {
            for (size_t i = 0; i < all.count; i++)
                print_error("%s\n", all.items[i]);
            fail_msg("%s has no line: %s", party->uid.ptr, *expected);
        }
    }
    release_lines(&all);
}

static void parties_read_by_hand_are_read_alike(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *path = test_shared_file(&arena, CONLIST);
    idt_lists lists;

    (void)state;
    if (!path)
        skip();
    read_list(&lists, path);
    check_lines(
        find_party(&lists, "13334"),
        (const char *const[]){
            "name primary ungraded  KIM YONG CHOL|family |given |middle |script |language |",
            "birth 1962-02-18", "UN KPi.024|", "programme Democratic People's Republic of Korea|",
            NULL });
    check_lines(find_party(&lists, "12448"),
                (const char *const[]){ "UN KPe.031|",
                                       "owns or controls Green Pine Associated Corporation|uid |",
                                       "organization ", NULL });
    idt_lists_release(&lists);
    idt_arena_release(&arena);
}

static void the_excerpt_of_the_sanctions_list_is_read_whole(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    const char *path = test_shared_file(&arena, EXCERPT);
    idt_lists lists;

    (void)state;
    if (!path)
        skip();
    read_list(&lists, path);
    fail_on_leftovers(&lists);
    assert_int_equal(lists.party_count, 3);
    assert_true(idt_span_equal_text(lists.editions[0].date, "2026-09-02"));
    check_lines(find_party(&lists, "DPR0075"),
                (const char *const[]){ "vessel ", "imo 9562233|label IMO number|note | | ",
                                       "built 2011", "flag Comoros|", "former flag India|",
                                       "tonnage 7078|", "vessel type Bulk Carrier|", NULL });
    check_lines(find_party(&lists, "AFG0006"),
                (const char *const[]){ "birth 1945", "birth 1946", "title Mullah|", "title Haji|",
                                       "UN TAi.002|", "person male", NULL });
    idt_lists_release(&lists);
    idt_arena_release(&arena);
}

/* Both forms of the other list, made by tools/generate_uksl_xml.py. */
static void the_two_lists_give_the_same_parties(void **state)
{
    static const char *const forms[] = { "xml", "csv" };
    idt_arena arena = IDT_ARENA_INIT;
    const char *path = test_shared_file(&arena, CONLIST);
    const char *folder = getenv("INTERDICT_BUILD");
    idt_lists conlist, made;

    (void)state;
    if (!path)
        skip();
    read_list(&conlist, path);
    for (size_t i = 0; i < 2; i++) {
        idt_span file = idt_arena_format(&arena, "%s/uk_real_test.%s",
                                         folder ? folder : "build/release", forms[i]);
        idt_span command = idt_arena_format(
            &arena, "python3 tools/generate_uksl_xml.py '%s' --%s '%s'", path, forms[i], file.ptr);
        assert_int_equal(system(command.ptr), 0);
        read_list(&made, file.ptr);
        fail_on_leftovers(&made);
        assert_int_equal(made.party_count, conlist.party_count);
        for (size_t j = 0; j < conlist.party_count; j++)
            check_same(&conlist.parties[j], &made.parties[j]);
        idt_lists_release(&made);
        remove(file.ptr);
    }
    idt_lists_release(&conlist);
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_group_of_the_consolidated_list_is_a_party),
        cmocka_unit_test(parties_read_by_hand_are_read_alike),
        cmocka_unit_test(the_excerpt_of_the_sanctions_list_is_read_whole),
        cmocka_unit_test(the_two_lists_give_the_same_parties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
