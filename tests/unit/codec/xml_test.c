/* xml_test.c - the XML reader: events, places, damage and limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "codec/xml.h"

static void on_start(void *context, idt_xml *xml, const char *name, const char **attributes)
{
    idt_buf *out = context;

    idt_buf_format(out, "<%s@%d.%d", name, (int)idt_xml_line(xml), (int)idt_xml_depth(xml));
    for (; *attributes; attributes += 2)
        idt_buf_format(out, " %s=%s", attributes[0], attributes[1]);
    idt_buf_add_text(out, ">");
    if (strcmp(name, "stop") == 0)
        idt_xml_stop(xml, IDT_E_VERSION, "no %s here", name);
}

static void on_end(void *context, idt_xml *xml, const char *name, idt_span text)
{
    idt_buf_format(context, "[%.*s]</%s in %s/%s>", (int)text.len, text.ptr, name,
                   idt_xml_ancestor(xml, 2), idt_xml_ancestor(xml, 1));
}

static void check_xml(idt_span input, const char *expected)
{
    static const idt_xml_handlers handlers = { on_start, on_end };
    idt_buf out = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_status status = idt_xml_parse(input, &handlers, &out, &err);

    assert_int_equal(status, err.status);
    if (status) {
        idt_buf_reset(&out);
        idt_buf_format(&out, "status %d at %d+%d: %s", (int)status, (int)err.line, (int)err.offset,
                       err.text);
    }
    idt_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    idt_buf_release(&out);
}

#define CHECK_XML(input, expected) check_xml(IDT_SPAN_LIT(input), expected)

static void elements_carry_their_own_text_and_line(void **state)
{
    (void)state;
    CHECK_XML("<a>\n<b k='v'>x &amp; y</b>z<c/></a>",
              "<a@1.1><b@2.2 k=v>[x & y]</b in /a><c@2.2>[]</c in /a>[\nz]</a in />");
    CHECK_XML("<a><b><c>1</c>2</b></a>",
              "<a@1.1><b@1.2><c@1.3>[1]</c in a/b>[2]</b in /a>[]</a in />");
    CHECK_XML("<a><![CDATA[<1>]]>2<!-- 3 --></a>", "<a@1.1>[<1>2]</a in />");
}

static void namespaces_are_cut_off(void **state)
{
    (void)state;
    CHECK_XML("<x:a xmlns:x='u'><x:b/></x:a>", "<a@1.1 xmlns:x=u><b@1.2>[]</b in /a>[]</a in />");
}

static void a_byte_order_mark_and_declared_encodings_are_read(void **state)
{
    (void)state;
    CHECK_XML("\xef\xbb\xbf<a>\xc3\xa9</a>", "<a@1.1>[\xc3\xa9]</a in />");
    CHECK_XML("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
              "<a@1.1>[\xc3\xa9]</a in />");
    CHECK_XML("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc3\xa9 \xe9</a>",
              "<a@1.1>[\xc3\x83\xc2\xa9 \xc3\xa9]</a in />");
    CHECK_XML("<?xml version='1.0' encoding='EBCDIC-9'?><a/>",
              "status 2 at 1+30: line 1: XML: unknown encoding");
}

static void bytes_of_another_encoding_are_named_with_their_place(void **state)
{
    (void)state;
    CHECK_XML(
        "<?xml version='1.0' encoding='UTF-8'?>\n<a>\nAl-Shari\x92"
        "a</a>",
        "status 2 at 3+51: line 3: byte 0x92 at offset 51 is no UTF-8; the file is not in the "
        "encoding it declares");
    CHECK_XML("<a b='\xe9'/>",
              "status 2 at 1+6: line 1: byte 0xe9 at offset 6 is no UTF-8; the file "
              "is not in the encoding it declares");
}

static void utf8_that_is_declared_as_latin1_is_refused(void **state)
{
    (void)state;
    CHECK_XML(
        "<?xml version='1.0' encoding='iso-8859-1'?><a>\xc3\xa9</a>",
        "status 2 at 1+0: line 1: the file declares ISO-8859-1, but is UTF-8 (first at offset "
        "46)");
    CHECK_XML("<?xml version='1.0' encoding='ISO-8859-1'?><a>e</a>", "<a@1.1>[e]</a in />");
}

static void a_document_cut_short_is_refused(void **state)
{
    static const char whole[] = "<?xml version='1.0'?>\n<a k='v'><b>x</b>\n<!-- c --><c/></a>";
    static const idt_xml_handlers silent = { NULL, NULL };
    idt_err err = IDT_ERR_INIT;
    (void)state;
    for (size_t cut = 0; cut < sizeof whole - 1; cut++)
        assert_int_equal(idt_xml_parse((idt_span){ whole, cut }, &silent, NULL, &err), IDT_E_INPUT);
    assert_int_equal(idt_xml_parse(IDT_SPAN_LIT(whole), &silent, NULL, NULL), IDT_OK);
    CHECK_XML("<a>\n<b>", "status 2 at 2+7: line 2: XML: no element found (the file is cut short)");
    CHECK_XML("", "status 2 at 1+0: line 1: XML: no element found (the file is cut short)");
}

static void malformed_documents_are_refused_with_their_place(void **state)
{
    (void)state;
    CHECK_XML("<a>\n</b>", "status 2 at 2+6: line 2: XML: mismatched tag");
    CHECK_XML("<a/><b/>", "status 2 at 1+4: line 1: XML: junk after document element");
}

static void entities_are_neither_declared_nor_fetched(void **state)
{
    (void)state;
    CHECK_XML("<!DOCTYPE a [<!ENTITY lol 'ha'>]><a>&lol;</a>",
              "status 2 at 1+26: line 1: it declares an entity (lol), which is refused");
    CHECK_XML("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
              "status 2 at 1+51: line 1: it declares an entity (x), which is refused");
    CHECK_XML("<!DOCTYPE a SYSTEM 'a.dtd'><a>&x;</a>",
              "status 2 at 1+30: line 1: the entity x is not declared");
    CHECK_XML("<a>&x;</a>", "status 2 at 1+3: line 1: XML: undefined entity");
}

static void attributes_are_not_declared(void **state)
{
    (void)state;
    CHECK_XML("<!DOCTYPE a [<!ATTLIST a b CDATA 'long'>]><a/>",
              "status 2 at 1+33: line 1: it declares an attribute (b), which is refused");
}

static void depth_and_text_are_limited(void **state)
{
    static const idt_xml_handlers silent = { NULL, NULL };
    idt_buf deep = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    for (int i = 0; i < IDT_XML_DEPTH_MAX; i++)
        idt_buf_add_text(&deep, "<a>");
    for (int i = 0; i < IDT_XML_DEPTH_MAX; i++)
        idt_buf_add_text(&deep, "</a>");
    assert_int_equal(idt_xml_parse(idt_buf_span(&deep), &silent, NULL, &err), IDT_OK);
    idt_buf_reset(&deep);
    for (int i = 0; i <= IDT_XML_DEPTH_MAX; i++)
        idt_buf_add_text(&deep, "<a>");
    assert_int_equal(idt_xml_parse(idt_buf_span(&deep), &silent, NULL, &err), IDT_E_LIMIT);

    idt_buf_reset(&deep);
    idt_buf_add_text(&deep, "<a>");
    for (int i = 0; i <= IDT_XML_TEXT_BYTES_MAX / 16; i++)
        idt_buf_add_text(&deep, "0123456789abcdef");
    assert_int_equal(idt_xml_parse(idt_buf_span(&deep), &silent, NULL, &err), IDT_E_LIMIT);
    idt_buf_release(&deep);
}

static void a_handler_may_stop_and_hears_nothing_more(void **state)
{
    static const idt_xml_handlers handlers = { on_start, on_end };
    idt_buf out = IDT_BUF_INIT;
    idt_err err = IDT_ERR_INIT;
    (void)state;
    assert_int_equal(idt_xml_parse(IDT_SPAN_LIT("<a>\n<stop/><b/></a>"), &handlers, &out, &err),
                     IDT_E_VERSION);
    assert_string_equal(err.text, "line 2: no stop here");
    assert_true(idt_span_equal_text(idt_buf_span(&out), "<a@1.1><stop@2.2>"));
    idt_buf_release(&out);
}

static void attributes_are_found_by_name(void **state)
{
    const char *attributes[] = { "a", "1", "b", "2", NULL };
    (void)state;
    assert_string_equal(idt_xml_attribute(attributes, "b"), "2");
    assert_null(idt_xml_attribute(attributes, "c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_carry_their_own_text_and_line),
        cmocka_unit_test(namespaces_are_cut_off),
        cmocka_unit_test(a_byte_order_mark_and_declared_encodings_are_read),
        cmocka_unit_test(bytes_of_another_encoding_are_named_with_their_place),
        cmocka_unit_test(utf8_that_is_declared_as_latin1_is_refused),
        cmocka_unit_test(a_document_cut_short_is_refused),
        cmocka_unit_test(malformed_documents_are_refused_with_their_place),
        cmocka_unit_test(entities_are_neither_declared_nor_fetched),
        cmocka_unit_test(attributes_are_not_declared),
        cmocka_unit_test(depth_and_text_are_limited),
        cmocka_unit_test(a_handler_may_stop_and_hears_nothing_more),
        cmocka_unit_test(attributes_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
