/* round_trip_test.c - what the list files say is what the index gives back.
 *
 * Every field of every party, edition and diagnostic read from the files equals what is decoded
 * from the compiled index. Comparing goes field by field, not by bytes, so that a field which the
 * encoding forgets is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/real_lists.h"

/* Leave the function with the field's name where the field differs. */
#define SAME(field)                                                                                \
    do {                                                                                           \
        if (a->field != b->field)                                                                  \
            return #field;                                                                         \
    } while (0)
#define SAME_TEXT(field)                                                                           \
    do {                                                                                           \
        if (!idt_span_equal(a->field, b->field))                                                   \
            return #field;                                                                         \
    } while (0)
/* Compare two arrays with `compare(a, b)`, which gives the field that differs, or NULL. */
#define SAME_ARRAY(field, count, compare)                                                          \
    do {                                                                                           \
        SAME(count);                                                                               \
        for (size_t i = 0; i < a->count; i++)                                                      \
            if (compare(&a->field[i], &b->field[i]))                                               \
                return compare(&a->field[i], &b->field[i]);                                        \
    } while (0)

static const char *compare_names(const idt_name *a, const idt_name *b)
{
    SAME_TEXT(text);
    SAME_TEXT(family);
    SAME_TEXT(given);
    SAME(kind);
    SAME(quality);
    SAME(source.file);
    SAME(source.line);
    return NULL;
}

static const char *compare_days(const idt_ymd *a, const idt_ymd *b)
{
    SAME(year);
    SAME(month);
    SAME(day);
    return NULL;
}

static const char *compare_dates(const idt_party_date *a, const idt_party_date *b)
{
    if (compare_days(&a->range.from, &b->range.from))
        return "range.from";
    if (compare_days(&a->range.to, &b->range.to))
        return "range.to";
    SAME(range.approximate);
    SAME(kind);
    SAME_TEXT(text);
    SAME_TEXT(note);
    SAME(source.file);
    SAME(source.line);
    return NULL;
}

static const char *compare_country(const idt_country *a, const idt_country *b)
{
    SAME_TEXT(text);
    return strcmp(a->code, b->code) == 0 ? NULL : "country code";
}

static const char *compare_countries(const idt_party_country *a, const idt_party_country *b)
{
    SAME(role);
    SAME(source.file);
    SAME(source.line);
    return compare_country(&a->country, &b->country);
}

static const char *compare_identifiers(const idt_identifier *a, const idt_identifier *b)
{
    SAME(type);
    SAME_TEXT(label);
    SAME_TEXT(value);
    SAME_TEXT(note);
    SAME(source.file);
    SAME(source.line);
    if (compare_days(&a->issued, &b->issued))
        return "issued";
    if (compare_days(&a->expires, &b->expires))
        return "expires";
    return compare_country(&a->country, &b->country);
}

static const char *compare_addresses(const idt_address *a, const idt_address *b)
{
    SAME(role);
    SAME_TEXT(street);
    SAME_TEXT(city);
    SAME_TEXT(region);
    SAME_TEXT(postal);
    SAME_TEXT(text);
    SAME_TEXT(note);
    SAME(source.file);
    SAME(source.line);
    return compare_country(&a->country, &b->country);
}

static const char *compare_programmes(const idt_party_programme *a, const idt_party_programme *b)
{
    SAME_TEXT(tag);
    SAME_TEXT(listed_on);
    SAME(source.file);
    SAME(source.line);
    return NULL;
}

static const char *compare_associations(const idt_association *a, const idt_association *b)
{
    SAME(relation);
    SAME_TEXT(target);
    SAME_TEXT(note);
    SAME(source.file);
    SAME(source.line);
    return NULL;
}

static const char *compare_facts(const idt_fact *a, const idt_fact *b)
{
    SAME_TEXT(key);
    SAME_TEXT(value);
    SAME(source.file);
    SAME(source.line);
    return NULL;
}

static const char *compare_parties(const idt_party *a, const idt_party *b)
{
    SAME(edition);
    SAME_TEXT(uid);
    SAME(type);
    SAME(gender);
    SAME(source.file);
    SAME(source.line);
    SAME_ARRAY(names, name_count, compare_names);
    SAME_ARRAY(dates, date_count, compare_dates);
    SAME_ARRAY(countries, country_count, compare_countries);
    SAME_ARRAY(identifiers, identifier_count, compare_identifiers);
    SAME_ARRAY(addresses, address_count, compare_addresses);
    SAME_ARRAY(programmes, programme_count, compare_programmes);
    SAME_ARRAY(associations, association_count, compare_associations);
    SAME_ARRAY(facts, fact_count, compare_facts);
    return NULL;
}

static const char *compare_files(const idt_edition_file *a, const idt_edition_file *b)
{
    SAME_TEXT(name);
    SAME(bytes);
    return strcmp(a->sha256, b->sha256) == 0 ? NULL : "sha256";
}

static const char *compare_editions(const idt_edition *a, const idt_edition *b)
{
    SAME_TEXT(list_id);
    SAME_TEXT(publisher);
    SAME_TEXT(title);
    SAME_TEXT(date);
    SAME_TEXT(date_from);
    SAME_TEXT(format);
    SAME(party_count);
    SAME_ARRAY(files, file_count, compare_files);
    return strcmp(a->sha256, b->sha256) == 0 ? NULL : "sha256";
}

static const char *compare_diagnostics(const idt_diagnostic *a, const idt_diagnostic *b)
{
    SAME(edition);
    SAME(source.file);
    SAME(source.line);
    SAME(level);
    SAME_TEXT(code);
    SAME_TEXT(uid);
    SAME_TEXT(text);
    return NULL;
}

static void check_parties(const idt_lists *lists, const idt_index *index)
{
    idt_arena arena = IDT_ARENA_INIT;
    assert_int_equal(idt_index_count(index).parties, lists->party_count);
    for (size_t i = 0; i < lists->party_count; i++) {
        idt_party decoded;
        idt_index_party(index, (uint32_t)i, &arena, &decoded);
        const char *field = compare_parties(&lists->parties[i], &decoded);
        idt_span id = idt_index_entity_id(index, (uint32_t)i, &arena);
        uint32_t found;
        bool ambiguous;
        if (field)
            fail_msg("%.*s: %s differs", (int)id.len, id.ptr, field);
        if (!idt_index_find_entity(index, id, &found, &ambiguous) || found != i)
            fail_msg("%.*s is not found by its id", (int)id.len, id.ptr);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

static void check_lists(test_lists which)
{
    idt_lists lists;
    idt_arena arena = IDT_ARENA_INIT;
    if (!test_lists_present(which))
        skip();
    test_lists_read(&lists, which);
    idt_index *index = test_lists_open(which);
    check_parties(&lists, index);

    assert_int_equal(idt_index_edition_count(index), lists.edition_count);
    for (size_t i = 0; i < lists.edition_count; i++) {
        idt_edition decoded;
        decoded = idt_index_editions(index)[i];
        const char *field = compare_editions(&lists.editions[i], &decoded);
        if (field)
            fail_msg("edition %zu: %s differs", i, field);
    }
    assert_int_equal(idt_index_diagnostic_count(index), lists.diagnostic_count);
    const idt_diagnostic *diagnostics = idt_index_diagnostics(index);
    for (size_t i = 0; i < lists.diagnostic_count; i++) {
        const char *field = compare_diagnostics(&lists.diagnostics[i], &diagnostics[i]);
        if (field)
            fail_msg("diagnostic %zu: %s differs", i, field);
    }
    idt_index_close(index);
    idt_arena_release(&arena);
    idt_lists_release(&lists);
}

static void the_index_gives_back_the_demonstration_lists(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_DEMO);
}

static void the_index_gives_back_the_official_lists(void **state)
{
    (void)state;
    check_lists(TEST_LISTS_REAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_gives_back_the_demonstration_lists),
        cmocka_unit_test(the_index_gives_back_the_official_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
