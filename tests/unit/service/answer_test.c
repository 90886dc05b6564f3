/* answer_test.c - the shapes other programs rely on, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/csv_write.h"
#include "codec/json.h"
#include "service/answer.h"

#define SPAN(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static idt_name names[] = {
    { .text = SPAN("KIM, Yong \"Chol\""), .source = { 0, 12 } },
    { .text = SPAN("KIM, Y."),
      .kind = IDT_NAME_AKA,
      .quality = IDT_QUALITY_WEAK,
      .source = { 1, 3 } },
};
static idt_party_programme programmes[] = {
    { .tag = SPAN("DPRK2"), .source = { 0, 12 } },
    { .tag = SPAN("NOT-KNOWN"), .source = { 0, 12 } },
};
static idt_party_date dates[] = {
    { .range = { { 1962, 2, 18 }, { 1962, 2, 18 }, false },
      .text = SPAN("18 Feb 1962"),
      .source = { 0, 12 } },
};
static idt_identifier identifiers[] = {
    { .type = IDT_ID_PASSPORT,
      .label = SPAN("Passport"),
      .value = SPAN("472310168"),
      .country = { SPAN("Korea, North"), "KP" },
      .issued = { 2010, 0, 0 },
      .source = { 9, 12 } },
};
static const idt_party party = {
    .uid = SPAN("17614"),
    .type = IDT_PARTY_PERSON,
    .source = { 0, 12 },
    .names = names,
    .name_count = 2,
    .programmes = programmes,
    .programme_count = 2,
    .dates = dates,
    .date_count = 1,
    .identifiers = identifiers,
    .identifier_count = 1,
};
static idt_edition_file files[] = {
    { SPAN("sdn.csv"), 100, "aa" },
    { SPAN("alt.csv"), 50, "bb" },
};
static const idt_edition edition = {
    .list_id = SPAN("us_ofac_sdn"),
    .publisher = SPAN("OFAC"),
    .title = SPAN("SDN List"),
    .date = SPAN("2023-12-28"),
    .date_from = SPAN("folder name"),
    .format = SPAN("OFAC CSV"),
    .files = files,
    .file_count = 2,
    .party_count = 1,
    .sha256 = "cc",
};
static const idt_made_with made_with = { "1122", "3344", "default", "0.1.0", &edition, 1 };

static idt_word_pair pairs[] = {
    { 0, 3, 0, 3, { 1000, IDT_HOW_EQUAL, false } },
    { 4, 13, 5, 9, { 941, IDT_HOW_SPELLING, true } },
};
static idt_word_left query_left[] = { { 14, 15 } };
static const idt_explanation explanation = {
    .score = 938,
    .strength = 610,
    .query_name = SPAN("Kim Yung Chol X"),
    .listed_name = SPAN("KIM, Yong \"Chol\""),
    .listed_kind = IDT_NAME_PRIMARY,
    .listed_quality = IDT_QUALITY_STRONG,
    .pairs = pairs,
    .pair_count = 2,
    .query_left = query_left,
    .query_left_count = 1,
    .parts = { { IDT_PART_NAME, 1000, SPAN("") },
               { IDT_PART_SPELLING, -112, SPAN("") },
               { IDT_PART_BIRTH_DATE, 50, SPAN("1962-02-18 agrees") } },
    .part_count = 3,
};
static idt_hit hit_array[] = {
    { .score = 938,
      .strength = 610,
      .entry = &party,
      .entity_id = SPAN("us_ofac_sdn:17614"),
      .group = SPAN("un_sc_sanctions:KPi.024"),
      .matched_name = &names[0] },
};
static const idt_hits hits = { hit_array, 1, 0 };
static const idt_hits no_hits = { NULL, 0, 0 };

#define HIT_COMPACT                                                                                \
    "{\"entity_id\":\"us_ofac_sdn:17614\",\"group\":\"un_sc_sanctions:KPi.024\",\"caption\":"      \
    "\"KIM, Yong \\\"Chol\\\"\",\"type\":\"person\",\"score\":0.938,\"strength\":0.610,"           \
    "\"matched_name\":\"KIM, Yong \\\"Chol\\\"\",\"programmes\":[\"DPRK2\",\"NOT-KNOWN\"],"        \
    "\"legal_basis\":[{\"programme\":\"DPRK2\",\"authority\":\"Executive Order 13687\","           \
    "\"authority_date\":\"2015-01-02\",\"citation\":\"31 CFR part "                                \
    "510\",\"effect\":\"blocking\"}]}"

static const idt_screen_answer rows[] = {
    { 0, SPAN("17"), SPAN("Kim Yung Chol X"), SPAN(""), &hits },
    { 1, SPAN("18"), SPAN("Ann, \"A\""), SPAN(""), &no_hits },
    { 2, SPAN("19"), SPAN(""), SPAN("no name"), NULL },
};

/* The whole answer for the three rows, each row made in a buffer of its own as threads do. */
static void render_screen(idt_buf *out, idt_format format)
{
    idt_screen_figures figures = { 0, 0, 0, 0 };

    idt_answer_screen_begin(out, format);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        idt_buf row = IDT_BUF_INIT;
        idt_answer_screen_row(&row, format, &rows[i]);
        idt_buf_add_span(out, idt_buf_span(&row));
        idt_buf_release(&row);
        idt_screen_figures_add(&figures, &rows[i]);
    }
    idt_answer_screen_end(out, format, &figures, &made_with);
}

static void check_text(idt_buf *out, const char *expected)
{
    idt_buf_add_char(out, '\0');
    assert_string_equal(out->ptr, expected);
    idt_buf_release(out);
}

static void ndjson_of_screen_is_one_line_a_subject_and_a_summary(void **state)
{
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    render_screen(&out, IDT_FORMAT_NDJSON);
    check_text(&out,
               "{\"id\":\"17\",\"name\":\"Kim Yung Chol X\",\"hits\":[" HIT_COMPACT "]}\n"
               "{\"id\":\"18\",\"name\":\"Ann, \\\"A\\\"\",\"hits\":[]}\n"
               "{\"id\":\"19\",\"name\":\"\",\"rejected\":\"no name\"}\n"
               "{\"summary\":{\"subjects\":3,\"subjects_with_hits\":1,\"hits\":1,\"rejected\":1,"
               "\"index\":\"1122\",\"profile\":\"3344\",\"profile_name\":\"default\",\"engine\":"
               "\"0.1.0\",\"lists\":[{\"id\":"
               "\"us_ofac_sdn\",\"date\":\"2023-12-28\",\"sha256\":\"cc\",\"parties\":1}]}}\n");
}

static void csv_of_screen_is_one_row_a_hit(void **state)
{
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    render_screen(&out, IDT_FORMAT_CSV);
    check_text(&out, "id,name,entity_id,group,caption,type,score,strength,matched_name,"
                     "programmes,rejected\n"
                     "17,Kim Yung Chol X,us_ofac_sdn:17614,un_sc_sanctions:KPi.024,"
                     "\"KIM, Yong \"\"Chol\"\"\",person,0.938,0.610,"
                     "\"KIM, Yong \"\"Chol\"\"\",DPRK2;NOT-KNOWN,\n"
                     "18,\"Ann, \"\"A\"\"\",,,,,,,,,\n"
                     "19,,,,,,,,,,no name\n");
}

/* Parse a document and give the member `key` of its root. */
static const idt_json_value *parse_member(idt_json_value **root, const idt_buf *text,
                                          const char *key)
{
    idt_err err = IDT_ERR_INIT;

    if (idt_json_parse(root, idt_buf_span(text), &err))
        fail_msg("%s in %.*s", err.text, (int)text->len, text->ptr);
    assert_int_equal(text->ptr[text->len - 1], '\n');
    return idt_json_value_member(*root, key);
}

static void check_member(const idt_json_value *object, const char *key, const char *expected)
{
    idt_buf text = IDT_BUF_INIT;
    const idt_json_value *member = idt_json_value_member(object, key);

    assert_non_null(member);
    idt_json_value_format(&text, member);
    check_text(&text, expected);
}

static void json_of_screen_is_one_document(void **state)
{
    idt_buf out = IDT_BUF_INIT;
    idt_json_value *root;

    (void)state;
    render_screen(&out, IDT_FORMAT_JSON);
    const idt_json_value *results = parse_member(&root, &out, "results");
    assert_int_equal(idt_json_value_count(results), 3);
    check_member(idt_json_value_at(results, 0), "id", "17");
    check_member(idt_json_value_at(results, 2), "rejected", "no name");
    check_member(idt_json_value_member(root, "summary"), "hits", "1");
    idt_json_value_free(root);
    idt_buf_reset(&out);

    idt_screen_figures figures = { 0, 0, 0, 0 };
    idt_answer_screen_begin(&out, IDT_FORMAT_JSON);
    idt_answer_screen_end(&out, IDT_FORMAT_JSON, &figures, &made_with);
    assert_int_equal(idt_json_value_count(parse_member(&root, &out, "results")), 0);
    idt_json_value_free(root);
    idt_buf_release(&out);
}

static void hits_cut_off_by_the_limit_are_stated(void **state)
{
    idt_hits limited = { hit_array, 1, 4 };
    idt_screen_answer row = { 0, SPAN("1"), SPAN("A"), SPAN(""), &limited };
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    idt_answer_screen_row(&out, IDT_FORMAT_NDJSON, &row);
    check_text(&out, "{\"id\":\"1\",\"name\":\"A\",\"hits\":[" HIT_COMPACT "],\"left_out\":4}\n");
}

static void an_explanation_shows_words_left_overs_and_parts(void **state)
{
    idt_hit explained = hit_array[0];
    idt_hits one = { &explained, 1, 0 };
    idt_screen_answer row = { 0, SPAN("1"), SPAN("A"), SPAN(""), &one };
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    explained.explanation = &explanation;
    idt_answer_screen_row(&out, IDT_FORMAT_NDJSON, &row);
    size_t at = idt_span_find(idt_buf_span(&out), "\"explanation\":");
    assert_true(at != SIZE_MAX);
    memmove(out.ptr, out.ptr + at, out.len - at);
    out.len -= at;
    check_text(&out,
               "\"explanation\":{\"score\":0.938,\"strength\":0.610,"
               "\"query_name\":\"Kim Yung Chol X\",\"listed_name\":\"KIM, Yong \\\"Chol\\\"\","
               "\"listed_kind\":\"primary\",\"quality\":\"strong\",\"words\":["
               "{\"query\":\"Kim\",\"listed\":\"KIM\",\"how\":\"equal\",\"similarity\":1.000,"
               "\"joined\":false},"
               "{\"query\":\"Yung Chol\",\"listed\":\"Yong\",\"how\":\"spelling\",\"similarity\":"
               "0.941,\"joined\":true}],\"query_left\":[\"X\"],\"listed_left\":[],\"parts\":["
               "{\"part\":\"name\",\"points\":1.000,\"detail\":\"\"},"
               "{\"part\":\"spelling\",\"points\":-0.112,\"detail\":\"\"},"
               "{\"part\":\"birth_date\",\"points\":0.050,\"detail\":\"1962-02-18 agrees\"}]}}]}"
               "\n");
}

static void a_scan_gives_offsets_texts_and_places(void **state)
{
    static const idt_measure measure = { .id = "us-north-korea", .authority = "E.O. 13722" };
    static const idt_place place = { .id = "KP", .name = "North Korea", .measure = &measure };
    idt_span text = IDT_SPAN_LIT("Kim Yung Chol X of North Korea");
    idt_mention mention = { 0, 15, hit_array[0] };
    idt_place_mention place_mention = { 19, 30, &place };
    idt_scan scan = { &mention, 1, &place_mention, 1 };
    idt_buf out = IDT_BUF_INIT;
    idt_json_value *root;

    (void)state;
    idt_answer_scan(&out, text, &scan, &made_with);
    const idt_json_value *found = idt_json_value_at(parse_member(&root, &out, "hits"), 0);
    check_member(found, "start", "0");
    check_member(found, "end", "15");
    check_member(found, "text", "Kim Yung Chol X");
    check_member(found, "entity_id", "us_ofac_sdn:17614");
    found = idt_json_value_at(idt_json_value_member(root, "places"), 0);
    check_member(found, "text", "North Korea");
    check_member(found, "place", "KP");
    check_member(found, "name", "North Korea");
    check_member(found, "measure", "us-north-korea");
    check_member(idt_json_value_member(root, "summary"), "index", "1122");
    idt_json_value_free(root);
    idt_buf_release(&out);
}

static void a_party_carries_sources_and_legal_basis(void **state)
{
    static const idt_span mate = SPAN("un_sc_sanctions:KPi.024");
    idt_party_answer answer = {
        &party, &edition, SPAN("us_ofac_sdn:17614"), SPAN("un_sc_sanctions:KPi.024"), &mate, 1
    };
    idt_buf out = IDT_BUF_INIT;
    idt_json_value *root;

    (void)state;
    idt_answer_party(&out, &answer);
    const idt_json_value *array = parse_member(&root, &out, "programmes");
    check_member(idt_json_value_at(array, 0), "authority", "Executive Order 13687");
    check_member(idt_json_value_at(array, 0), "citation", "31 CFR part 510");
    check_member(idt_json_value_at(array, 0), "effect", "blocking");
    check_member(idt_json_value_at(array, 1), "known", "false");
    array = idt_json_value_member(root, "names");
    check_member(idt_json_value_at(array, 1), "quality", "weak");
    const idt_json_value *source = idt_json_value_member(idt_json_value_at(array, 1), "source");
    check_member(source, "file", "alt.csv");
    check_member(source, "line", "3");
    array = idt_json_value_member(root, "identifiers");
    check_member(idt_json_value_at(array, 0), "issued", "2010");
    check_member(idt_json_value_member(idt_json_value_at(array, 0), "country"), "code", "KP");
    /* A source that points past the edition's files is shown without one. */
    check_member(idt_json_value_member(idt_json_value_at(array, 0), "source"), "file", "");
    check_member(idt_json_value_at(idt_json_value_member(root, "dates"), 0), "date", "1962-02-18");
    idt_json_value_free(root);
    idt_buf_release(&out);
}

static void lists_count_their_diagnostics(void **state)
{
    static const idt_diagnostic diagnostics[] = {
        { 0, { 0, 5 }, IDT_DIAGNOSTIC_NOTE, SPAN("b"), SPAN(""), SPAN("first b") },
        { 0, { 0, 6 }, IDT_DIAGNOSTIC_NOTE, SPAN("a"), SPAN(""), SPAN("first a") },
        { 0, { 0, 7 }, IDT_DIAGNOSTIC_NOTE, SPAN("a"), SPAN(""), SPAN("second a") },
        { 0, { 1, 8 }, IDT_DIAGNOSTIC_LOSS, SPAN("remarks-cut"), SPAN("9"), SPAN("cut") },
        { 1, { 0, 9 }, IDT_DIAGNOSTIC_LOSS, SPAN("of another list"), SPAN(""), SPAN("") },
    };
    idt_lists_answer answer = { &made_with, { .parties = 1, .names = 2 }, diagnostics, 5 };
    idt_buf out = IDT_BUF_INIT;
    idt_json_value *root;

    (void)state;
    idt_answer_lists(&out, &answer);
    const idt_json_value *list = idt_json_value_at(parse_member(&root, &out, "lists"), 0);
    const idt_json_value *counted = idt_json_value_member(list, "diagnostics");
    assert_int_equal(idt_json_value_count(counted), 3);
    check_member(idt_json_value_at(counted, 0), "code", "remarks-cut");
    check_member(idt_json_value_member(idt_json_value_at(counted, 0), "first"), "file", "alt.csv");
    check_member(idt_json_value_at(counted, 1), "code", "a");
    check_member(idt_json_value_at(counted, 1), "count", "2");
    check_member(idt_json_value_member(idt_json_value_at(counted, 1), "first"), "line", "6");
    assert_int_equal(idt_json_value_count(idt_json_value_member(list, "files")), 2);
    idt_json_value_free(root);
    idt_buf_release(&out);
}

static void comparing_and_explaining_give_one_document(void **state)
{
    idt_buf out = IDT_BUF_INIT;
    idt_json_value *root;

    (void)state;
    idt_answer_compare(&out, &explanation);
    assert_non_null(parse_member(&root, &out, "explanation"));
    check_member(root, "name1", "Kim Yung Chol X");
    assert_true(idt_span_find(idt_buf_span(&out), "\"score\": 0.938") != SIZE_MAX);
    idt_json_value_free(root);
    idt_buf_reset(&out);
    idt_answer_explain(&out, IDT_SPAN_LIT("Kim"), &hit_array[0], &made_with);
    assert_non_null(parse_member(&root, &out, "summary"));
    check_member(root, "name", "Kim");
    idt_json_value_free(root);
    idt_buf_release(&out);
}

static void csv_fields_are_quoted_where_needed(void **state)
{
    static const idt_span fields[] = { SPAN("a"),    SPAN(""),   SPAN("b,c"), SPAN("d\"e"),
                                       SPAN("f\ng"), SPAN(" h"), SPAN("i j") };
    idt_buf out = IDT_BUF_INIT;

    (void)state;
    idt_csv_write_row(&out, fields, 7);
    idt_csv_write_row(&out, fields + 1, 1);
    check_text(&out, "a,,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",i j\n\"\"\n");
}

static void formats_are_known_by_their_words(void **state)
{
    idt_format format = IDT_FORMAT_TEXT;

    (void)state;
    assert_true(idt_format_parse(&format, IDT_SPAN_LIT("NDJSON")));
    assert_int_equal(format, IDT_FORMAT_NDJSON);
    assert_false(idt_format_parse(&format, IDT_SPAN_LIT("xml")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ndjson_of_screen_is_one_line_a_subject_and_a_summary),
        cmocka_unit_test(csv_of_screen_is_one_row_a_hit),
        cmocka_unit_test(json_of_screen_is_one_document),
        cmocka_unit_test(hits_cut_off_by_the_limit_are_stated),
        cmocka_unit_test(an_explanation_shows_words_left_overs_and_parts),
        cmocka_unit_test(a_scan_gives_offsets_texts_and_places),
        cmocka_unit_test(a_party_carries_sources_and_legal_basis),
        cmocka_unit_test(lists_count_their_diagnostics),
        cmocka_unit_test(comparing_and_explaining_give_one_document),
        cmocka_unit_test(csv_fields_are_quoted_where_needed),
        cmocka_unit_test(formats_are_known_by_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
