/* csv_test.c - the CSV reader: rows, positions, damage and limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "codec/csv.h"

/* Rows as text: fields in [], one row after another behind its line number. */
static void render(idt_buf *out, idt_csv *csv)
{
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;

    while (idt_csv_next(csv, &row)) {
        idt_buf_format(out, "%d:", (int)row.line);
        for (size_t i = 0; i < row.count; i++)
            idt_buf_format(out, "[%.*s]", (int)row.fields[i].len, row.fields[i].ptr);
        idt_buf_add_char(out, ' ');
    }
    if (idt_csv_status(csv, &err))
        idt_buf_format(out, "status %d at %d+%d: %s", (int)err.status, (int)err.line,
                       (int)err.offset, err.text);
}

static int descriptor_of(idt_span bytes)
{
    FILE *file = tmpfile();
    int copy;

    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    rewind(file);
    copy = dup(fileno(file));
    fclose(file);
    return copy;
}

/* The same bytes must read alike from memory and from a descriptor. */
static void check_csv(idt_span input, idt_csv_options options, const char *expected)
{
    for (int from_descriptor = 0; from_descriptor < 2; from_descriptor++) {
        int descriptor = from_descriptor ? descriptor_of(input) : -1;
        idt_csv *csv = from_descriptor ? idt_csv_new_fd(descriptor, options)
                                       : idt_csv_new_span(input, options);
        idt_buf out = IDT_BUF_INIT;

        render(&out, csv);
        idt_buf_add_char(&out, '\0');
        assert_string_equal(out.ptr, expected);
        idt_buf_release(&out);
        idt_csv_free(csv);
        if (from_descriptor)
            close(descriptor);
    }
}

#define CHECK(literal, expected) check_csv(IDT_SPAN_LIT(literal), (idt_csv_options){ 0 }, expected)

static void fields_quotes_and_line_ends_are_understood(void **state)
{
    (void)state;
    CHECK("", "");
    CHECK("a", "1:[a] ");
    CHECK("a,b\n", "1:[a][b] ");
    CHECK("a,b\r\nc,d\r\n", "1:[a][b] 2:[c][d] ");
    CHECK("a,b\rc,d\r", "1:[a][b] 2:[c][d] ");
    CHECK("\"a,b\",c\n", "1:[a,b][c] ");
    CHECK("\"a \"\"b\"\" c\"\n", "1:[a \"b\" c] ");
    CHECK("\"\"\n", "1:[] ");
    CHECK("\"\",\n", "1:[][] ");
    CHECK(",,\n", "1:[][][] ");
    CHECK("a,\n", "1:[a][] ");
    CHECK("a,", "1:[a][] ");
    CHECK("\"a\"", "1:[a] ");
    CHECK("it's 5\" wide,x\n", "1:[it's 5\" wide][x] ");
    CHECK("\xEF\xBB\xBFname,b\n", "1:[name][b] ");
    CHECK("\xEF\xBB\xBF", "");
}

static void lines_are_counted_through_quotes_and_blank_lines(void **state)
{
    (void)state;
    CHECK("\"a\nb\",c\nd\n", "1:[a\nb][c] 3:[d] ");
    CHECK("\"a\r\nb\",c\r\nd\r\n", "1:[a\r\nb][c] 3:[d] ");
    CHECK("a\n\n\r\nb\n", "1:[a] 4:[b] ");
    CHECK("\n\n", "");
}

static void a_final_ctrl_z_is_no_row(void **state)
{
    (void)state;
    CHECK("1,-0- \r\n\x1a", "1:[1][-0- ] ");
    CHECK("1,-0- \r\n\x1a\r\n", "1:[1][-0- ] ");
    CHECK("\x1a", "");
    CHECK("1\r\n\x1a"
          "2\r\n",
          "1:[1] status 2 at 2+4: line 2: text behind the end-of-file mark (0x1A)");
}

static void damage_has_a_position(void **state)
{
    (void)state;
    CHECK("a\n\"b\nc", "1:[a] status 2 at 2+2: line 2: the quote that opens here is never closed");
    CHECK("a,\"b\"c\n", "status 2 at 1+5: line 1: text behind a closing quote");
    CHECK("a\nb\0c\n", "1:[a] status 2 at 2+3: line 2: a NUL byte; the text must be UTF-8");
    CHECK("\"\0", "status 2 at 1+1: line 1: a NUL byte; the text must be UTF-8");
}

static void options_change_delimiter_and_limit(void **state)
{
    (void)state;
    check_csv(IDT_SPAN_LIT("a;b,c\n"), (idt_csv_options){ .delimiter = ';' }, "1:[a][b,c] ");
    check_csv(IDT_SPAN_LIT("12345678\n"), (idt_csv_options){ .row_bytes_max = 9 }, "1:[12345678] ");
    check_csv(IDT_SPAN_LIT("1\n\"23456789\nxyz\"\n"), (idt_csv_options){ .row_bytes_max = 9 },
              "1:[1] status 3 at 2+2: line 2: a row of more than 9 bytes");
    check_csv(IDT_SPAN_LIT(",,,,,,,,,,,\n"), (idt_csv_options){ .row_bytes_max = 9 },
              "status 3 at 1+0: line 1: a row of more than 9 bytes");
}

static void a_row_may_cross_the_chunks_of_a_descriptor(void **state)
{
    idt_buf input = IDT_BUF_INIT;
    idt_csv_row row;
    size_t rows = 0;

    (void)state;
    for (int i = 0; i < 30000; i++)
        idt_buf_format(&input, "%d,\"say \"\"%d\"\"\"\r\n", i, i);
    int descriptor = descriptor_of(idt_buf_span(&input));
    idt_csv *csv = idt_csv_new_fd(descriptor, (idt_csv_options){ 0 });
    while (idt_csv_next(csv, &row)) {
        char want[32];

        assert_int_equal(row.count, 2);
        assert_int_equal(row.line, rows + 1);
        snprintf(want, sizeof want, "say \"%zu\"", rows);
        assert_true(idt_span_equal_text(row.fields[1], want));
        rows++;
    }
    assert_int_equal(idt_csv_status(csv, NULL), IDT_OK);
    assert_int_equal(rows, 30000);
    idt_csv_free(csv);
    close(descriptor);
    idt_buf_release(&input);
}

static void a_descriptor_that_cannot_be_read_is_reported(void **state)
{
    idt_csv_row row;
    idt_err err = IDT_ERR_INIT;
    idt_csv *csv = idt_csv_new_fd(1000000, (idt_csv_options){ 0 });

    (void)state;
    assert_false(idt_csv_next(csv, &row));
    assert_int_equal(idt_csv_status(csv, &err), IDT_E_IO);
    assert_non_null(strstr(err.text, "cannot read"));
    idt_csv_free(csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_quotes_and_line_ends_are_understood),
        cmocka_unit_test(lines_are_counted_through_quotes_and_blank_lines),
        cmocka_unit_test(a_final_ctrl_z_is_no_row),
        cmocka_unit_test(damage_has_a_position),
        cmocka_unit_test(options_change_delimiter_and_limit),
        cmocka_unit_test(a_row_may_cross_the_chunks_of_a_descriptor),
        cmocka_unit_test(a_descriptor_that_cannot_be_read_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
