/* buf_cursor_test.c - numbers and text as bytes, and back; wrong bytes are noticed and stay so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/cursor.h"

static const uint64_t NUMBERS[] = {
    0, 1, 127, 128, 255, 256, 16383, 16384, UINT16_MAX, UINT32_MAX, (uint64_t)UINT32_MAX + 1,
    INT64_MAX, UINT64_MAX - 1, UINT64_MAX,
};
enum { NUMBER_COUNT = sizeof NUMBERS / sizeof NUMBERS[0] };

static void put_all(idt_buf *buf, uint64_t value)
{
    idt_buf_put_u8(buf, (uint8_t)value);
    idt_buf_put_u16(buf, (uint16_t)value);
    idt_buf_put_u32(buf, (uint32_t)value);
    idt_buf_put_u64(buf, value);
    idt_buf_put_varint(buf, value);
    idt_buf_put_span(buf, IDT_SPAN_LIT("text"));
    idt_buf_put_span(buf, IDT_SPAN_EMPTY);
}

static void what_was_put_is_got(void **state)
{
    idt_buf buf = IDT_BUF_INIT;
    (void)state;
    for (size_t i = 0; i < NUMBER_COUNT; i++)
        put_all(&buf, NUMBERS[i]);
    idt_cursor in = idt_cursor_of(idt_buf_span(&buf));
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        assert_int_equal(idt_cursor_u8(&in), (uint8_t)NUMBERS[i]);
        assert_int_equal(idt_cursor_u16(&in), (uint16_t)NUMBERS[i]);
        assert_int_equal(idt_cursor_u32(&in), (uint32_t)NUMBERS[i]);
        assert_true(idt_cursor_u64(&in) == NUMBERS[i]);
        assert_true(idt_cursor_varint(&in) == NUMBERS[i]);
        assert_true(idt_span_equal_text(idt_cursor_span(&in), "text"));
        assert_int_equal(idt_cursor_span(&in).len, 0);
    }
    assert_false(in.bad);
    assert_int_equal(idt_cursor_left(&in), 0);
    idt_buf_release(&buf);
}

static void numbers_stand_little_endian(void **state)
{
    idt_buf buf = IDT_BUF_INIT;
    (void)state;
    idt_buf_put_u32(&buf, 0x04030201);
    idt_buf_put_varint(&buf, 300);
    assert_true(idt_span_equal(idt_buf_span(&buf), IDT_SPAN_LIT("\x01\x02\x03\x04\xac\x02")));
    assert_int_equal(idt_load_u32((const unsigned char *)buf.ptr), 0x04030201);
    idt_buf_release(&buf);
}

static void every_cut_is_noticed_once_and_for_all(void **state)
{
    idt_buf buf = IDT_BUF_INIT;
    (void)state;
    put_all(&buf, UINT64_MAX);
    idt_buf_put_u8(&buf, 9); /* the last get must fail at every cut before here */
    for (size_t cut = 0; cut < buf.len; cut++) {
        idt_cursor in = idt_cursor_of(idt_span_sub(idt_buf_span(&buf), 0, cut));
        idt_cursor_u8(&in);
        idt_cursor_u16(&in);
        idt_cursor_u32(&in);
        idt_cursor_u64(&in);
        idt_cursor_varint(&in);
        idt_cursor_span(&in);
        idt_cursor_span(&in);
        idt_cursor_u8(&in);
        if (!in.bad)
            fail_msg("cut at %zu is not noticed", cut);
        assert_int_equal(idt_cursor_u8(&in), 0);
        assert_int_equal(idt_cursor_bytes(&in, 0).len, 0);
        assert_int_equal(idt_cursor_varint_max(&in, UINT32_MAX), 0);
        assert_true(in.bad && in.at <= in.end);
    }
    idt_buf_release(&buf);
}

static void numbers_that_no_writer_makes_are_malformed(void **state)
{
    const struct {
        idt_span bytes;
        bool ok;
    } cases[] = {
        { IDT_SPAN_LIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), true },
        { IDT_SPAN_LIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), false }, /* 65 bits */
        { IDT_SPAN_LIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), false },
        { IDT_SPAN_LIT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"), false },
        { IDT_SPAN_LIT("\x80"), false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_cursor in = idt_cursor_of(cases[i].bytes);
        uint64_t value = idt_cursor_varint(&in);
        if (in.bad == cases[i].ok || (in.bad && value != 0))
            fail_msg("case %zu: bad %d, value %llx", i, in.bad, (unsigned long long)value);
    }
}

static void limits_and_lengths_are_checked(void **state)
{
    (void)state;
    idt_cursor in = idt_cursor_of(IDT_SPAN_LIT("\x05\x06"));
    assert_int_equal(idt_cursor_varint_max(&in, 5), 5);
    assert_int_equal(idt_cursor_varint_max(&in, 5), 0);
    assert_true(in.bad);
    in = idt_cursor_of(IDT_SPAN_LIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01" "abc"));
    assert_int_equal(idt_cursor_span(&in).len, 0); /* longer than memory */
    assert_true(in.bad);
    in = idt_cursor_of(IDT_SPAN_LIT("\x04" "abc"));
    assert_int_equal(idt_cursor_span(&in).len, 0);
    assert_true(in.bad);
    in = idt_cursor_of(IDT_SPAN_EMPTY);
    assert_int_equal(idt_cursor_bytes(&in, SIZE_MAX).len, 0);
    assert_true(in.bad);
}

static void buffers_grow_and_are_reused(void **state)
{
    idt_buf buf = IDT_BUF_INIT;
    (void)state;
    assert_int_equal(idt_buf_span(&buf).len, 0);
    assert_non_null(idt_buf_span(&buf).ptr);
    idt_buf_add(&buf, NULL, 0);
    for (int i = 0; i < 1000; i++)
        idt_buf_format(&buf, "%d,", i % 10);
    assert_int_equal(buf.len, 2000);
    idt_buf_reset(&buf);
    idt_buf_add_text(&buf, "a");
    idt_buf_add_char(&buf, 'b');
    idt_buf_add_span(&buf, IDT_SPAN_EMPTY);
    idt_buf_format(&buf, "%s", "");
    assert_true(idt_span_equal_text(idt_buf_span(&buf), "ab"));
    idt_buf_release(&buf);
    idt_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_got),
        cmocka_unit_test(numbers_stand_little_endian),
        cmocka_unit_test(every_cut_is_noticed_once_and_for_all),
        cmocka_unit_test(numbers_that_no_writer_makes_are_malformed),
        cmocka_unit_test(limits_and_lengths_are_checked),
        cmocka_unit_test(buffers_grow_and_are_reused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
