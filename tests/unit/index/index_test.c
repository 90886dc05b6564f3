/* index_test.c - what is written is read back, and what the relation relates is enumerated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "index/format_internal.h"
#include "support/random.h"
#include "support/small_index.h"
#include "text/side.h"

typedef struct {
    char path[64];
    idt_arena arena;
    idt_index_input input;
    idt_index_figures figures;
    idt_index *index;
} fixture;

static fixture small;

static void open_written(fixture *self, const char *name)
{
    idt_err err = IDT_ERR_INIT;
    snprintf(self->path, sizeof self->path, "/tmp/interdict-%s-%d.idx", name, (int)getpid());
    if (idt_index_write(self->path, &self->input, &self->figures, &err) ||
        idt_index_open(&self->index, self->path, &err))
        fail_msg("%s: %s", self->path, err.text);
}

static void close_written(fixture *self)
{
    idt_index_close(self->index);
    unlink(self->path);
    idt_arena_release(&self->arena);
}

static int open_small(void **state)
{
    (void)state;
    test_small_input(&small.input, &small.arena, TEST_SMALL_PARTIES_MAX);
    open_written(&small, "small");
    return 0;
}

static int close_small(void **state)
{
    (void)state;
    close_written(&small);
    idt_index_close(NULL);
    return 0;
}

/* --- parties and lists --- */

static void parties_are_read_as_they_were_written(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    assert_int_equal(idt_index_count(small.index).parties, small.input.party_count);
    for (uint32_t i = 0; i < small.input.party_count; i++) {
        idt_buf before = IDT_BUF_INIT, after = IDT_BUF_INIT;
        idt_party party;
        idt_index_party(small.index, i, &arena, &party);
        idt_party_encode(&before, &small.input.parties[i]);
        idt_party_encode(&after, &party);
        if (!idt_span_equal(idt_buf_span(&before), idt_buf_span(&after)))
            fail_msg("party %u is another one", i);
        assert_int_equal(idt_index_party_type(small.index, i), party.type);
        assert_int_equal(idt_index_group(small.index, i), small.input.groups[i]);
        idt_buf_release(&before);
        idt_buf_release(&after);
    }
    idt_arena_release(&arena);
}

static void editions_and_diagnostics_are_read_as_they_were_written(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    assert_int_equal(idt_index_edition_count(small.index), 2);
    for (size_t i = 0; i < 2; i++) {
        idt_edition got;
        const idt_edition *want = &small.input.editions[i];
        got = idt_index_editions(small.index)[i];
        assert_true(idt_span_equal(got.list_id, want->list_id));
        assert_true(idt_span_equal(got.publisher, want->publisher));
        assert_true(idt_span_equal(got.title, want->title));
        assert_true(idt_span_equal(got.date, want->date));
        assert_true(idt_span_equal(got.date_from, want->date_from));
        assert_true(idt_span_equal(got.format, want->format));
        assert_int_equal(got.party_count, want->party_count);
        assert_string_equal(got.sha256, want->sha256);
        assert_int_equal(got.file_count, 1);
        assert_true(idt_span_equal(got.files[0].name, want->files[0].name));
        assert_int_equal(got.files[0].bytes, want->files[0].bytes);
        assert_string_equal(got.files[0].sha256, want->files[0].sha256);
    }
    assert_int_equal(idt_index_diagnostic_count(small.index), small.input.diagnostic_count);
    const idt_diagnostic *diagnostics = idt_index_diagnostics(small.index);
    for (size_t i = 0; i < small.input.diagnostic_count; i++) {
        const idt_diagnostic *want = &small.input.diagnostics[i];
        assert_int_equal(diagnostics[i].edition, want->edition);
        assert_int_equal(diagnostics[i].source.line, want->source.line);
        assert_int_equal(diagnostics[i].level, want->level);
        assert_true(idt_span_equal(diagnostics[i].code, want->code));
        assert_true(idt_span_equal(diagnostics[i].uid, want->uid));
        assert_true(idt_span_equal(diagnostics[i].text, want->text));
    }
    idt_arena_release(&arena);
}

static void the_same_parties_give_the_same_bytes(void **state)
{
    fixture again = { .arena = IDT_ARENA_INIT };
    idt_map first, second;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    test_small_input(&again.input, &again.arena, TEST_SMALL_PARTIES_MAX);
    open_written(&again, "again");
    assert_int_equal(idt_map_file(&first, small.path, &err), IDT_OK);
    assert_int_equal(idt_map_file(&second, again.path, &err), IDT_OK);
    assert_true(idt_span_equal(first.bytes, second.bytes));
    assert_string_equal(idt_index_hash(small.index), idt_index_hash(again.index));
    assert_int_equal(first.bytes.len, again.figures.bytes);
    assert_int_equal(idt_index_count(again.index).bytes, again.figures.bytes);
    idt_map_close(&first);
    idt_map_close(&second);
    close_written(&again);
}

static void an_index_of_nothing_is_an_index(void **state)
{
    fixture none = { .arena = IDT_ARENA_INIT };
    idt_relate_scratch scratch = { 0 };
    idt_unit unit = { .form = IDT_SPAN_LIT("kim"), .parts = 1 };
    uint32_t party;
    bool ambiguous;
    size_t count;
    (void)state;
    open_written(&none, "none");
    assert_int_equal(idt_index_count(none.index).parties, 0);
    idt_index_relate(none.index, &unit, &scratch);
    assert_int_equal(scratch.count, 0);
    assert_false(idt_index_find_entity(none.index, IDT_SPAN_LIT("1"), &party, &ambiguous));
    idt_index_find_identifier(none.index, IDT_ID_IMO, IDT_SPAN_LIT("1"), &count);
    assert_int_equal(count, 0);
    idt_relate_scratch_release(&scratch);
    close_written(&none);
}

static void figures_tell_what_was_written(void **state)
{
    idt_index_figures count = idt_index_count(small.index);
    (void)state;
    assert_int_equal(count.names, small.figures.names);
    assert_int_equal(count.words, small.figures.words);
    assert_int_equal(count.joined_words, small.figures.joined_words);
    assert_int_equal(count.identifiers, small.figures.identifiers);
    assert_int_equal(small.figures.nameless, 1); /* the name "---" */
    assert_int_equal(idt_index_name_count(small.index), count.names);
    assert_int_equal(idt_index_unit_count(small.index), count.words + count.joined_words);
}

/* --- references and numbers --- */

static void parties_are_found_by_their_reference(void **state)
{
    static const struct {
        const char *id;
        int party; /* -1: none */
        bool ambiguous;
    } cases[] = {
        { "us_ofac_sdn:9345", 0, false },   { "9345", 0, false },
        { "un_sc_sanctions:17614", 6, false }, { "us_ofac_sdn:17614", 1, false },
        { "17614", -1, true },              { "KPe.001", 2, false },
        { "60001", 10, false },             { "60001-b", 11, false },
        { "us_ofac_sdn:KPe.001", -1, false }, { "", -1, false },
        { ":", -1, false },                 { "9345 ", -1, false },
        { "us_ofac_sdn:", -1, false },      { "zzz", -1, false },
        { "kpe.001", -1, false },           { "us_ofac_sdn:60001-b", -1, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t party = 99;
        bool ambiguous;
        bool found = idt_index_find_entity(small.index, idt_span_of(cases[i].id), &party,
                                           &ambiguous);
        if (found != (cases[i].party >= 0) || ambiguous != cases[i].ambiguous ||
            (found && (int)party != cases[i].party))
            fail_msg("\"%s\": found %d, party %u, ambiguous %d", cases[i].id, found, party,
                     ambiguous);
    }
}

static void every_party_is_found_by_its_own_id(void **state)
{
    idt_arena arena = IDT_ARENA_INIT;
    (void)state;
    for (uint32_t i = 0; i < small.input.party_count; i++) {
        uint32_t party = 99;
        bool ambiguous;
        idt_span id = idt_index_entity_id(small.index, i, &arena);
        assert_true(idt_index_find_entity(small.index, id, &party, &ambiguous));
        assert_int_equal(party, i);
    }
    idt_arena_release(&arena);
}

static void parties_are_found_by_their_numbers(void **state)
{
    static const struct {
        idt_identifier_type type;
        const char *value; /* as somebody writes it */
        size_t count;
        uint32_t first;
    } cases[] = {
        { IDT_ID_IMO, "IMO 7937317", 1, 5 },  { IDT_ID_IMO, "7937317", 1, 5 },
        { IDT_ID_MMSI, "7937317", 0, 0 },     { IDT_ID_PASSPORT, "p472310168", 2, 1 },
        { IDT_ID_TAX, "7701234567", 1, 4 },   { IDT_ID_TAIL_NUMBER, "EPGOM", 1, 7 },
        { IDT_ID_EMAIL, "ivan@example.org", 1, 10 },
        { IDT_ID_WALLET, "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", 1, 8 },
        { IDT_ID_OTHER, "none", 0, 0 },       { IDT_ID_IMO, "7937318", 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf form = IDT_BUF_INIT;
        size_t count;
        idt_identifier_normalise(&form, cases[i].type, idt_span_of(cases[i].value));
        const uint32_t *parties =
            idt_index_find_identifier(small.index, cases[i].type, idt_buf_span(&form), &count);
        if (count != cases[i].count || (count && parties[0] != cases[i].first))
            fail_msg("%s: %zu parties, not %zu", cases[i].value, count, cases[i].count);
        for (size_t k = 1; k < count; k++)
            assert_true(parties[k - 1] < parties[k]);
        idt_buf_release(&form);
    }
}

/* --- names, postings, anchors --- */

static bool holds(const uint32_t *list, uint32_t count, uint32_t value)
{
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == value)
            return true;
    return false;
}

/* The readings of the listed names, in order, are the names of the index. */
static void names_are_the_readings_of_what_is_listed(void **state)
{
    idt_folder *folder = idt_folder_new();
    idt_arena arena = IDT_ARENA_INIT;
    uint32_t number = 0;
    (void)state;
    for (uint32_t p = 0; p < small.input.party_count; p++)
        for (size_t n = 0; n < small.input.parties[p].name_count; n++) {
            idt_folded folded;
            idt_fold(&folded, folder, &arena, small.input.parties[p].names[n].text);
            idt_mined_enrich(idt_index_mined(small.index), &folded);
            for (size_t r = 0; r < folded.count; r++) {
                idt_index_name name;
                assert_true(number < idt_index_name_count(small.index));
                idt_index_name_at(small.index, number++, &name);
                assert_int_equal(name.party, p);
                assert_int_equal(name.ordinal, n);
                assert_int_equal(name.type, small.input.parties[p].type);
                assert_int_equal(name.quality, small.input.parties[p].names[n].quality);
                assert_int_equal(name.word_count, folded.readings[r].count);
                for (uint32_t k = 0; k < name.unit_count; k++) {
                    uint32_t from, parts;
                    idt_unit want, got;
                    idt_unit_place(k, name.word_count, &from, &parts);
                    assert_true(
                        idt_unit_of(&want, &arena, &folded.readings[r], from, parts));
                    if (name.units[k] == IDT_UNIT_NONE) {
                        assert_true(parts > 1 && want.form.len > IDT_WORD_BYTES_MAX);
                        continue;
                    }
                    idt_index_unit(small.index, name.units[k], &got);
                    if (!idt_span_equal(want.form, got.form) ||
                        want.join_is_fuzzy != got.join_is_fuzzy ||
                        want.class_count != got.class_count ||
                        (want.parts > 1) != (got.parts > 1))
                        fail_msg("unit %u of name %u: \"%.*s\" is \"%.*s\"", k, number - 1,
                                 (int)want.form.len, want.form.ptr, (int)got.form.len,
                                 got.form.ptr);
                }
            }
        }
    assert_int_equal(number, idt_index_name_count(small.index));
    idt_folder_free(folder);
    idt_arena_release(&arena);
}

static void postings_and_names_agree(void **state)
{
    uint32_t in_names = 0, in_postings = 0;
    (void)state;
    for (uint32_t n = 0; n < idt_index_name_count(small.index); n++) {
        idt_index_name name;
        idt_index_name_at(small.index, n, &name);
        for (uint32_t k = 0; k < name.unit_count; k++) {
            uint32_t count;
            if (name.units[k] == IDT_UNIT_NONE || holds(name.units, k, name.units[k]))
                continue;
            in_names++;
            const uint32_t *names = idt_index_postings(small.index, name.units[k], &count);
            if (!holds(names, count, n))
                fail_msg("unit %u does not know name %u", name.units[k], n);
        }
    }
    for (uint32_t u = 0; u < idt_index_unit_count(small.index); u++) {
        uint32_t count;
        const uint32_t *names = idt_index_postings(small.index, u, &count);
        in_postings += count;
        assert_true(count > 0);
        for (uint32_t i = 1; i < count; i++)
            assert_true(names[i - 1] < names[i]);
    }
    assert_int_equal(in_names, in_postings);
}

static void every_name_has_an_anchor_among_its_words(void **state)
{
    (void)state;
    for (uint32_t n = 0; n < idt_index_name_count(small.index); n++) {
        idt_index_name name;
        uint32_t anchors = 0;
        idt_index_name_at(small.index, n, &name);
        for (uint32_t k = 0; k < name.word_count; k++) {
            uint32_t count;
            const uint32_t *names = idt_index_anchors(small.index, name.units[k], &count);
            anchors += holds(names, count, n);
        }
        if (anchors == 0)
            fail_msg("name %u has no anchor", n);
    }
    for (uint32_t u = 0; u < idt_index_unit_count(small.index); u++) {
        uint32_t count, all;
        const uint32_t *names = idt_index_anchors(small.index, u, &count);
        const uint32_t *postings = idt_index_postings(small.index, u, &all);
        for (uint32_t i = 0; i < count; i++)
            assert_true(holds(postings, all, names[i]));
    }
}

static void words_are_sorted_and_told_by_their_letter(void **state)
{
    uint32_t words = idt_index_word_count(small.index);
    (void)state;
    for (uint32_t u = 1; u < idt_index_unit_count(small.index); u++) {
        idt_unit before, unit;
        idt_index_unit(small.index, u - 1, &before);
        idt_index_unit(small.index, u, &unit);
        int order = idt_span_compare(before.form, unit.form);
        bool twice = order == 0 && u > words && !before.join_is_fuzzy && unit.join_is_fuzzy;
        if (u != words && order >= 0 && !twice)
            fail_msg("unit %u \"%.*s\" is out of order", u, (int)unit.form.len, unit.form.ptr);
    }
    for (char letter = 'a'; letter <= 'z'; letter++) {
        uint32_t from, to;
        idt_index_words_with_initial(small.index, letter, &from, &to);
        assert_true(from <= to && to <= words);
        for (uint32_t u = 0; u < words; u++) {
            idt_unit unit;
            idt_index_unit(small.index, u, &unit);
            bool begins = unit.form.len > 1 && unit.form.ptr[0] == letter;
            if (begins != (u >= from && u < to))
                fail_msg("\"%.*s\" and the letter %c", (int)unit.form.len, unit.form.ptr, letter);
        }
    }
}

static void units_of_a_name_are_counted_and_placed_alike(void **state)
{
    (void)state;
    for (uint32_t words = 1; words <= IDT_NAME_TOKENS_MAX; words++) {
        uint32_t k = 0;
        for (uint32_t parts = 1; parts <= IDT_JOIN_PARTS_MAX && parts <= words; parts++)
            for (uint32_t from = 0; from + parts <= words; from++, k++) {
                uint32_t got_from, got_parts;
                idt_unit_place(k, words, &got_from, &got_parts);
                assert_int_equal(got_from, from);
                assert_int_equal(got_parts, parts);
            }
        assert_int_equal(idt_units_of(words), k);
    }
}

/* --- the relation, enumerated --- */

static bool expected(const idt_unit *query, uint32_t unit, idt_likeness *likeness)
{
    idt_unit other;
    idt_index_unit(small.index, unit, &other);
    *likeness = idt_relate(query, &other);
    bool initial = query->form.len == 1 && likeness->how == IDT_HOW_INITIAL;
    return likeness->similarity > 0 && !initial;
}

static void check_relate(const idt_unit *query, idt_relate_scratch *scratch)
{
    size_t at = 0;
    idt_index_relate(small.index, query, scratch);
    for (uint32_t u = 0; u < idt_index_unit_count(small.index); u++) {
        idt_likeness likeness;
        bool want = expected(query, u, &likeness);
        bool got = at < scratch->count && scratch->related[at].unit == u;
        if (want != got || (got && (scratch->related[at].likeness.similarity !=
                                        likeness.similarity ||
                                    scratch->related[at].likeness.how != likeness.how))) {
            idt_unit unit;
            idt_index_unit(small.index, u, &unit);
            fail_msg("seed %llu: \"%.*s\" (%u parts, fuzzy %d, cut %d) ~ \"%.*s\" (%u parts): %s",
                     (unsigned long long)test_random_seed(), (int)query->form.len,
                     query->form.ptr, query->parts, query->join_is_fuzzy, query->cut,
                     (int)unit.form.len, unit.form.ptr, unit.parts,
                     want ? "lost" : "not related");
        }
        at += got;
    }
    assert_int_equal(at, scratch->count);
}

static idt_span some_letters(test_random *random, idt_arena *arena)
{
    char text[12];
    size_t length = 1 + test_random_below(random, sizeof text - 1);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + test_random_below(random, 26));
    return idt_arena_copy(arena, (idt_span){ text, length });
}

static idt_unit some_query(test_random *random, idt_arena *arena)
{
    idt_unit unit, other;
    uint32_t units = idt_index_unit_count(small.index);
    idt_index_unit(small.index, (uint32_t)test_random_below(random, units), &unit);
    idt_index_unit(small.index, (uint32_t)test_random_below(random, units), &other);
    idt_span form = unit.form;
    switch (test_random_below(random, 8)) {
    case 0:
        form = some_letters(random, arena);
        break;
    case 1:
        form = idt_arena_format(arena, "%.*s%.*s", (int)unit.form.len, unit.form.ptr,
                                (int)other.form.len, other.form.ptr);
        break;
    case 2:
        form = idt_span_sub(form, 0, 1 + test_random_below(random, 2));
        break;
    default:
        form = test_random_edits(random, arena, form, test_random_below(random, 4));
    }
    if (form.len >= 2 && form.len <= IDT_WORD_BYTES_MAX && test_random_below(random, 3) == 0)
        return (idt_unit){ .form = form,
                           .parts = (uint8_t)(2 + test_random_below(random, 3)),
                           .join_is_fuzzy = test_random_below(random, 2) };
    idt_word word = idt_word_find(form);
    return (idt_unit){ .form = form, .classes = word.classes, .class_count = word.class_count,
                       .parts = 1, .cut = test_random_below(random, 6) == 0 };
}

static void the_relation_is_enumerated_without_a_loss(void **state)
{
    enum { QUERIES = 4000 };
    test_random random = test_random_of(test_random_seed());
    idt_arena arena = IDT_ARENA_INIT;
    idt_relate_scratch scratch = { 0 };
    (void)state;
    for (size_t i = 0; i < QUERIES; i++) {
        idt_unit query = some_query(&random, &arena);
        check_relate(&query, &scratch);
        idt_arena_reset(&arena);
    }
    for (uint32_t u = 0; u < idt_index_unit_count(small.index); u++) {
        idt_unit query;
        idt_index_unit(small.index, u, &query);
        check_relate(&query, &scratch);
    }
    idt_relate_scratch_release(&scratch);
    idt_arena_release(&arena);
}

/* The theorem of format_internal.h: words within the budget share a key. */
static void words_within_their_budget_share_a_delete_key(void **state)
{
    enum { PAIRS = 100000 };
    test_random random = test_random_of(test_random_seed());
    idt_arena arena = IDT_ARENA_INIT;
    idt_unit a = { .parts = 1 }, b = { .parts = 1 };
    (void)state;
    for (size_t i = 0; i < PAIRS; i++) {
        uint32_t left[IDT_DELETE_KEYS_MAX], right[IDT_DELETE_KEYS_MAX];
        char letters[24];
        size_t length = 1 + test_random_below(&random, i % 4 ? 9 : sizeof letters - 1);
        for (size_t k = 0; k < length; k++)
            letters[k] = (char)('a' + test_random_below(&random, 3));
        a.form = (idt_span){ letters, length };
        b.form = test_random_edits(&random, &arena, a.form, 1 + test_random_below(&random, 2));
        size_t left_count = idt_delete_keys(left, a.form);
        size_t right_count = idt_delete_keys(right, b.form);
        bool shared = false;
        for (size_t k = 0; k < left_count; k++)
            shared |= holds(right, (uint32_t)right_count, left[k]);
        if (idt_relate(&a, &b).how == IDT_HOW_SPELLING && !shared)
            fail_msg("seed %llu: \"%.*s\" ~ \"%.*s\" share no key",
                     (unsigned long long)test_random_seed(), (int)a.form.len, a.form.ptr,
                     (int)b.form.len, b.form.ptr);
        idt_arena_reset(&arena);
    }
    idt_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_are_read_as_they_were_written),
        cmocka_unit_test(editions_and_diagnostics_are_read_as_they_were_written),
        cmocka_unit_test(the_same_parties_give_the_same_bytes),
        cmocka_unit_test(an_index_of_nothing_is_an_index),
        cmocka_unit_test(figures_tell_what_was_written),
        cmocka_unit_test(parties_are_found_by_their_reference),
        cmocka_unit_test(every_party_is_found_by_its_own_id),
        cmocka_unit_test(parties_are_found_by_their_numbers),
        cmocka_unit_test(names_are_the_readings_of_what_is_listed),
        cmocka_unit_test(postings_and_names_agree),
        cmocka_unit_test(every_name_has_an_anchor_among_its_words),
        cmocka_unit_test(words_are_sorted_and_told_by_their_letter),
        cmocka_unit_test(units_of_a_name_are_counted_and_placed_alike),
        cmocka_unit_test(the_relation_is_enumerated_without_a_loss),
        cmocka_unit_test(words_within_their_budget_share_a_delete_key),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
