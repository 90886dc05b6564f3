/* subject_reader_test.c - customer files of every shape become rows; no row is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "service/subject_reader.h"

/* What the unit under test reads, in a file that is gone when the test is. */
static void write_file(char path[64], idt_span bytes)
{
    strcpy(path, P_tmpdir "/subject_reader_XXXXXX");
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, bytes.ptr, bytes.len), (ssize_t)bytes.len);
    close(descriptor);
}

static void render_subject(idt_buf *out, const idt_subject *subject)
{
    for (size_t i = 0; i < subject->name_count; i++)
        idt_buf_format(out, "%s%.*s", i ? "/" : " names=", (int)subject->names[i].len,
                       subject->names[i].ptr);
    if (subject->type)
        idt_buf_format(out, " %s", idt_party_type_name(subject->type));
    if (subject->gender)
        idt_buf_format(out, " %s", idt_gender_name(subject->gender));
    for (size_t i = 0; i < subject->birth_count; i++) {
        idt_buf_add_text(out, " born=");
        idt_date_format(out, subject->births[i]);
    }
    for (size_t i = 0; i < subject->country_count; i++)
        idt_buf_format(out, " in=%.*s", (int)subject->countries[i].text.len,
                       subject->countries[i].text.ptr);
    for (size_t i = 0; i < subject->identifier_count; i++)
        idt_buf_format(out, " %s=%.*s", idt_identifier_name(subject->identifiers[i].type),
                       (int)subject->identifiers[i].value.len, subject->identifiers[i].value.ptr);
}

static void render_row(idt_buf *out, const idt_subject_row *row)
{
    idt_buf_format(out, "%d@%d %.*s|%.*s", (int)row->number, (int)row->line, (int)row->id.len,
                   row->id.ptr, (int)row->name.len, row->name.ptr);
    if (row->rejected.len > 0)
        idt_buf_format(out, " REJECTED %.*s", (int)row->rejected.len, row->rejected.ptr);
    else
        render_subject(out, &row->subject);
    if (row->warning.len > 0)
        idt_buf_format(out, " WARNING %.*s", (int)row->warning.len, row->warning.ptr);
    idt_buf_add_char(out, '\n');
}

static void render_rows(idt_buf *out, idt_subject_reader *reader)
{
    idt_arena row_arena = IDT_ARENA_INIT;
    idt_subject_row row;
    idt_err err = IDT_ERR_INIT;

    while (idt_subject_reader_next(reader, &row_arena, &row)) {
        render_row(out, &row);
        idt_arena_reset(&row_arena);
    }
    assert_int_equal(idt_subject_reader_status(reader, &err), IDT_OK);
    idt_span ignored = idt_subject_reader_ignored(reader);
    if (ignored.len > 0)
        idt_buf_format(out, "ignored: %.*s\n", (int)ignored.len, ignored.ptr);
    assert_int_equal(idt_subject_reader_bytes_read(reader), idt_subject_reader_bytes_total(reader));
    idt_arena_release(&row_arena);
}

static void check_mapped(const char *map_text, idt_span input, const char *expected)
{
    char path[64];
    idt_buf out = IDT_BUF_INIT;
    idt_subject_reader *reader;
    idt_column_map map;
    idt_err err = IDT_ERR_INIT;

    assert_int_equal(idt_column_map_parse(&map, idt_span_of(map_text), &err), IDT_OK);
    write_file(path, input);
    if (idt_subject_reader_open(&reader, &(idt_subject_reader_options){ .path = path, .map = &map },
                                &err))
        idt_buf_format(&out, "status %d: %s", (int)err.status, err.text);
    else
        render_rows(&out, reader);
    idt_buf_add_char(&out, '\0');
    unlink(path);
    assert_string_equal(out.ptr, expected);
    idt_subject_reader_close(reader);
    idt_buf_release(&out);
}

#define CHECK(literal, expected) check_mapped("", IDT_SPAN_LIT(literal), expected)

static void csv_columns_become_a_subject(void **state)
{
    (void)state;
    CHECK("id,name,alias,type,birth_date,gender,nationality,country,address,identifier,"
          "identifier_type\n"
          "C1,\"KIM, Yong Chol\",Kim Y.;K. Chol ;,person,1962-02-18;1962,m,KP,Iran,"
          "\"1 Street, Tehran, Iran\",7406784;XY 12,imo;passport\n",
          "1@2 C1|KIM, Yong Chol names=KIM, Yong Chol/Kim Y./K. Chol person male born=1962-02-18 "
          "born=1962 in=KP in=Iran imo=7406784 passport=XY 12\n");
    CHECK("name,identifier,identifier_type\nA,1;2,imo\nB,3,\nC,4;5;6,imo;lei\nD,7,shoe size\n",
          "1@2 1|A names=A imo=1 imo=2\n"
          "2@3 2|B names=B other=3\n"
          "3@4 3|C names=C other=4 other=5 other=6 WARNING not as many identifier types as "
          "identifiers, taken as any type: \"imo;lei\"\n"
          "4@5 4|D names=D other=7 WARNING identifier type not known, taken as any type: "
          "\"shoe size\"\n");
}

static void delimiters_marks_and_line_ends_are_recognised(void **state)
{
    (void)state;
    CHECK("name;birth date\nA, B;1962\n", "1@2 1|A, B names=A, B born=1962\n");
    CHECK("\xEF\xBB\xBFNAME\tTYPE\r\nA\tperson\r\n\r\nB\tvessel",
          "1@2 1|A names=A person\n2@4 2|B names=B vessel\n");
    CHECK("\"na,me\"|Name\r1|A\r", "1@2 1|A names=A\nignored: na,me\n");
    CHECK("\n\nname\nA\n", "1@4 1|A names=A\n");
    CHECK("name\nA\n\x1a", "1@2 1|A names=A\n");
    CHECK("Name , Birth-Date\n\"two\nlines\",1962\nB,\n",
          "1@2 1|two\nlines names=two\nlines born=1962\n2@4 2|B names=B\n");
    CHECK("name,type\nA,person,,\n", "1@2 1|A names=A person\n");
    CHECK("sep=;\r\nname;type\r\nA,B;person\r\n", "1@3 1|A,B names=A,B person\n");
    CHECK("sep=^\nname^x\nA,B^\n", "1@3 1|A,B names=A,B\nignored: x\n");
    CHECK("name;limit (a, b, c)\nA;1,5\n", "1@2 1|A names=A\nignored: limit (a, b, c)\n");
    CHECK("name,type,,\nA,person,,\n", "1@2 1|A names=A person\n");
    CHECK("name,type\nA,person\nB,per", "1@2 1|A names=A person\n"
                                        "2@3 2|B REJECTED line 3: unknown type \"per\" (person, "
                                        "organization, vessel, aircraft or unknown); the file ends "
                                        "in this line, it may be cut off\n");
}

/* A text of 16-bit characters, as Excel's "Unicode text" is. */
static void check_wide(const char *text, bool big_endian, bool mark, const char *expected)
{
    idt_buf wide = IDT_BUF_INIT;

    if (mark)
        idt_buf_add(&wide, big_endian ? "\xFE\xFF" : "\xFF\xFE", 2);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        unsigned char high = c == '#' ? 0x04 : 0, low = c == '#' ? 0x16 : c; /* U+0416 */
        unsigned char pair[2] = { big_endian ? high : low, big_endian ? low : high };
        idt_buf_add(&wide, pair, 2);
    }
    check_mapped("", idt_buf_span(&wide), expected);
    idt_buf_release(&wide);
}

static void encodings_are_recognised(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        check_wide("name\ttype\r\nA#\tperson\r\n", i & 1, i & 2,
                   "1@2 1|A\xD0\x96 names=A\xD0\x96 person\n");
    CHECK("name\nM\xFCller\n\x80 \x8A\n", "1@2 1|M\xC3\xBCller names=M\xC3\xBCller\n"
                                          "2@3 2|\xE2\x82\xAC \xC5\xA0 "
                                          "names=\xE2\x82\xAC \xC5\xA0\n");
    CHECK("{\"name\":\"M\xFCller\"}\n", "1@1 1|M\xC3\xBCller names=M\xC3\xBCller\n");
    CHECK("\xFF\xFEn\0a\0m\0e\0\n\0\x16\x04\n\0\x00\xD8\n\0",
          "1@2 1|\xD0\x96 names=\xD0\x96\n"
          "2@3 2|\xFF REJECTED line 3: the row has bytes that are not UTF-16LE\n");
}

static void late_bytes_decide_the_encoding(void **state)
{
    idt_buf input = IDT_BUF_INIT;
    idt_subject_reader *reader;
    idt_subject_row row;
    idt_arena row_arena = IDT_ARENA_INIT;
    idt_err err = IDT_ERR_INIT;
    char path[64];

    (void)state;
    idt_buf_add_text(&input, "name\n");
    for (int i = 0; i < 40000; i++)
        idt_buf_add_text(&input, "Plain Name\n");
    idt_buf_add_text(&input, "M\xFCller\n");
    write_file(path, idt_buf_span(&input));
    assert_int_equal(
        idt_subject_reader_open(&reader, &(idt_subject_reader_options){ .path = path }, &err),
        IDT_OK);
    while (idt_subject_reader_next(reader, &row_arena, &row))
        assert_int_equal(row.rejected.len, 0);
    assert_true(idt_span_equal_text(row.name, "M\xC3\xBCller"));
    assert_string_equal(idt_subject_reader_encoding(reader), "Windows-1252");
    assert_int_equal(idt_subject_reader_turned_at(reader), 5 + 40000 * 11 + 2);
    idt_subject_reader_close(reader);
    idt_arena_release(&row_arena);
    idt_buf_release(&input);
    unlink(path);
}

static void ndjson_members_become_a_subject(void **state)
{
    (void)state;
    CHECK("{\"id\":17,\"name\":\"A;B\",\"alias\":[\"C;D\",\"E\"],\"birth_date\":1962,\"x\":{}}\r\n"
          "\n"
          "{\"Name\":null,\"identifier\":[7406784],\"identifier_type\":\"imo\",\"x\":1,\"y\":2}",
          "1@1 17|A;B names=A/B/C;D/E born=1962\n"
          "2@3 2| imo=7406784\n"
          "ignored: x, y\n");
    CHECK("{\"name\":\"A\"}\n{\"name\":{}}\n{oops}\n[1]\n{\"name\":\"B\"}\n",
          "1@1 1|A names=A\n"
          "2@2 2| REJECTED line 2: \"name\" is no text and no array of texts\n"
          "3@3 3| REJECTED line 3: no JSON: byte 5: string or '}' expected near 'oops'\n"
          "4@4 4| REJECTED line 4: the line is no JSON object\n"
          "5@5 5|B names=B\n");
}

static void odd_rows_are_rejected_with_their_name_and_lose_no_other_row(void **state)
{
    (void)state;
    CHECK("id,name,type\n1,A\n2,B,person,x\n3,,\n4,D,robot\n5,\xC3\xA4\xC3\xA4\xFF,\n6,F,person\n",
          "1@2 1|A REJECTED line 2: the row has 2 columns, the header 3\n"
          "2@3 2|B REJECTED line 3: the row has 4 columns, the header 3\n"
          "3@4 3| REJECTED line 4: the row has no name and no identifier\n"
          "4@5 4|D REJECTED line 5: unknown type \"robot\" (person, organization, vessel, aircraft "
          "or "
          "unknown)\n"
          "5@6 5|\xC3\xA4\xC3\xA4\xFF REJECTED line 6: the row is not UTF-8 (byte 7 of it)\n"
          "6@7 6|F names=F person\n");
    CHECK("name,type\n\"A,person\nB,vessel\nC,\n",
          "1@2 1| REJECTED line 2: a quote opens in this row and is never closed\n"
          "2@3 2|B names=B vessel\n"
          "3@4 3|C names=C\n");
    CHECK("name,type\n\"A,person\nB,vessel\n\"C\",\n",
          "1@2 1| REJECTED line 2: text behind a closing quote\n"
          "2@3 2|B names=B vessel\n"
          "3@4 3|C names=C\n");
}

static void an_impossible_birth_date_keeps_the_row(void **state)
{
    (void)state;
    CHECK("name,birth_date,gender,country\nA,1962-02-30;1962,x,Atlantis\n",
          "1@2 1|A names=A born=1962 in=Atlantis WARNING gender not understood and not used: "
          "\"x\"; birth date not understood and not used: \"1962-02-30\"; country not known: "
          "\"Atlantis\"\n");
}

static void a_row_too_long_is_rejected_and_the_next_one_read(void **state)
{
    idt_buf input = IDT_BUF_INIT;

    (void)state;
    idt_buf_add_text(&input, "name\n");
    for (int i = 0; i < 200000; i++)
        idt_buf_add_char(&input, 'x');
    idt_buf_add_text(&input, "\nB\n\"");
    for (int i = 0; i < 200000; i++)
        idt_buf_add_text(&input, i % 1000 ? "y" : "\n");
    idt_buf_add_text(&input, "\nname");
    idt_buf_add_char(&input, '\0');
    char path[64];
    write_file(path, (idt_span){ input.ptr, input.len - 1 });
    idt_subject_reader *reader;
    idt_subject_row row;
    idt_arena row_arena = IDT_ARENA_INIT;
    size_t rows = 0, rejected = 0;
    idt_err err = IDT_ERR_INIT;
    assert_int_equal(
        idt_subject_reader_open(&reader, &(idt_subject_reader_options){ .path = path }, &err),
        IDT_OK);
    while (idt_subject_reader_next(reader, &row_arena, &row)) {
        rows++;
        rejected += row.rejected.len > 0;
        if (rows == 2)
            assert_true(idt_span_equal_text(row.name, "B"));
    }
    assert_int_equal(idt_subject_reader_status(reader, &err), IDT_OK);
    assert_true(idt_span_equal_text(row.name, "name"));
    assert_int_equal(rows, 1 + 1 + 1 + 200 + 1); /* x, B, the quote's line, the y, the last */
    assert_int_equal(rejected, 2);
    idt_subject_reader_close(reader);
    idt_arena_release(&row_arena);
    idt_buf_release(&input);
    unlink(path);
}

static void columns_are_mapped(void **state)
{
    (void)state;
    check_mapped("name=full_name, birth_date=Date Of Birth",
                 IDT_SPAN_LIT("Full Name,name,date_of_birth\nA,x,1962\n"),
                 "1@2 1|A names=A born=1962\nignored: name\n");
    check_mapped("name=fullName", IDT_SPAN_LIT("{\"fullName\":\"A\",\"name\":\"x\"}"),
                 "1@1 1|A names=A\nignored: name\n");
    check_mapped("type=kind", IDT_SPAN_LIT("name,sort\nA,x\n"),
                 "status 2: there is no column \"kind\"; the columns are: name, sort");
}

static void files_that_are_no_customer_file_are_refused(void **state)
{
    (void)state;
    CHECK("", "status 2: the file is empty");
    CHECK(" \r\n\n", "status 2: the file is empty");
    CHECK("full_name,dob\nA,1\n",
          "status 2: there is no column \"name\" (--map name=COLUMN says which one it is); the "
          "columns are: full_name, dob");
    CHECK("name,Name\nA,B\n", "status 2: the header has two columns \"Name\"");
    CHECK("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more",
          "status 2: the file is an old Excel workbook (.xls), or one with a password; save it as "
          ".xlsx without a password, or as CSV");
    CHECK("%PDF-1.7\n", "status 2: the file is a PDF document; customers are read from CSV, NDJSON "
                        "or .xlsx");
    CHECK("\x1F\x8B\x08 packed", "status 2: the file is compressed (gzip); unpack it first");
    CHECK("PK\x03\x04 and no more",
          "status 2: the workbook cannot be opened (is it cut off?): Unrecognized archive format");
    CHECK("\x7F"
          "ELF\x02\x01\x01 name\n",
          "status 2: the header line has control characters: the file is no text");
    CHECK("a\0\0b,name\n", "status 2: the header line has NUL bytes: the file is no text");
    CHECK("name,\"type\nA,person\n", "status 2: the header line has a quote that is never closed");
    CHECK("name,\xC3\xA4\xC3\xB6,\xFF\nA,,\n", "status 2: the header line is not UTF-8");
    CHECK("[{\"name\":\"A\"}]",
          "status 2: the file is one JSON array; write one object a line (NDJSON)");
}

static void wrong_maps_are_refused(void **state)
{
    static const struct {
        const char *map, *expected;
    } cases[] = {
        { "nmae=x", "--map: there is no column \"nmae\"" },
        { "name", "--map: \"name\" is not COLUMN=NAME" },
        { "name=", "--map: \"name\" is mapped to nothing" },
        { "name=a,name=b", "--map: \"name\" is mapped twice" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_column_map map;
        idt_err err = IDT_ERR_INIT;
        assert_int_equal(idt_column_map_parse(&map, idt_span_of(cases[i].map), &err), IDT_E_USAGE);
        assert_ptr_equal(strstr(err.text, cases[i].expected), err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_columns_become_a_subject),
        cmocka_unit_test(delimiters_marks_and_line_ends_are_recognised),
        cmocka_unit_test(encodings_are_recognised),
        cmocka_unit_test(late_bytes_decide_the_encoding),
        cmocka_unit_test(ndjson_members_become_a_subject),
        cmocka_unit_test(odd_rows_are_rejected_with_their_name_and_lose_no_other_row),
        cmocka_unit_test(an_impossible_birth_date_keeps_the_row),
        cmocka_unit_test(a_row_too_long_is_rejected_and_the_next_one_read),
        cmocka_unit_test(columns_are_mapped),
        cmocka_unit_test(files_that_are_no_customer_file_are_refused),
        cmocka_unit_test(wrong_maps_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
