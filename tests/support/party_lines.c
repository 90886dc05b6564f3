/* party_lines.c - see party_lines.h. */
#include "support/party_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SHOW(span) (int)(span).len, (span).ptr

idt_status test_list_read(idt_lists *lists, test_list_reader read, const char *name, idt_span text,
                          idt_err *err)
{
    idt_list_input input = {
        .path = idt_span_of(name), .map = { .bytes = text }, .member = -1, .format = 0
    };
    return read(lists, &input, err);
}

static void add_names(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->name_count; i++) {
        const idt_name *name = &party->names[i];
        idt_buf_format(out, "%s", idt_name_kind_name(name->kind));
        if (name->quality)
            idt_buf_format(out, "/%s", idt_quality_name(name->quality));
        idt_buf_format(out, " %.*s", SHOW(name->text));
        if (name->family.len || name->given.len)
            idt_buf_format(out, " [%.*s|%.*s]", SHOW(name->family), SHOW(name->given));
        if (name->language.len)
            idt_buf_format(out, " <%.*s>", SHOW(name->language));
        idt_buf_add_char(out, '\n');
    }
}

static void add_dates_and_places(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->date_count; i++) {
        const idt_party_date *date = &party->dates[i];
        idt_buf_format(out, "%s ", idt_date_kind_name(date->kind));
        if (date->range.from.year)
            idt_date_format(out, date->range);
        else
            idt_buf_format(out, "? %.*s", SHOW(date->text));
        if (date->note.len)
            idt_buf_format(out, " (%.*s)", SHOW(date->note));
        idt_buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < party->country_count; i++)
        idt_buf_format(out, "%s %s\n", idt_country_role_name(party->countries[i].role),
                       party->countries[i].country.code);
    for (size_t i = 0; i < party->address_count; i++) {
        const idt_address *at = &party->addresses[i];
        idt_buf_format(out, "%s %.*s [%.*s|%.*s|%.*s|%.*s|%s]\n",
                       at->role == IDT_ADDRESS_BIRTH ? "birthplace" : "address", SHOW(at->text),
                       SHOW(at->street), SHOW(at->city), SHOW(at->region), SHOW(at->postal),
                       at->country.code);
    }
}

static void add_numbers(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->identifier_count; i++) {
        const idt_identifier *number = &party->identifiers[i];
        idt_buf_format(out, "%s %.*s [%.*s] %s ", idt_identifier_name(number->type),
                       SHOW(number->value), SHOW(number->label), number->country.code);
        idt_ymd_format(out, number->issued);
        idt_buf_add_text(out, "..");
        idt_ymd_format(out, number->expires);
        if (number->note.len)
            idt_buf_format(out, " (%.*s)", SHOW(number->note));
        idt_buf_add_char(out, '\n');
    }
}

static void add_rest(idt_buf *out, const idt_party *party)
{
    for (size_t i = 0; i < party->programme_count; i++) {
        const idt_party_programme *programme = &party->programmes[i];
        idt_buf_format(out, "programme %.*s|%.*s|%.*s|%.*s\n", SHOW(programme->tag),
                       SHOW(programme->listed_on), SHOW(programme->list),
                       SHOW(programme->authority));
    }
    for (size_t i = 0; i < party->association_count; i++)
        idt_buf_format(out, "%s %.*s\n", idt_relation_name(party->associations[i].relation),
                       SHOW(party->associations[i].target));
    for (size_t i = 0; i < party->reference_count; i++)
        idt_buf_format(out, "reference %.*s:%.*s\n", SHOW(party->references[i].list_id),
                       SHOW(party->references[i].uid));
    if (party->gender)
        idt_buf_format(out, "gender %s\n", idt_gender_name(party->gender));
    for (size_t i = 0; i < party->fact_count; i++)
        idt_buf_format(out, "%.*s = %.*s\n", SHOW(party->facts[i].key),
                       SHOW(party->facts[i].value));
}

void test_list_lines(idt_buf *out, const idt_lists *lists)
{
    for (size_t i = 0; i < lists->party_count; i++) {
        const idt_party *party = &lists->parties[i];
        idt_buf_format(out, "= %.*s %s\n", SHOW(party->uid), idt_party_type_name(party->type));
        add_names(out, party);
        add_dates_and_places(out, party);
        add_numbers(out, party);
        add_rest(out, party);
    }
    for (size_t i = 0; i < lists->diagnostic_count; i++)
        idt_buf_format(out, "! %.*s\n", SHOW(lists->diagnostics[i].code));
}

void test_list_check(test_list_reader read, const char *name, const char *text,
                     const char *expected)
{
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;
    idt_buf out = IDT_BUF_INIT;

    if (test_list_read(&lists, read, name, idt_span_of(text), &err))
        fail_msg("%s", err.text);
    test_list_lines(&out, &lists);
    idt_buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    idt_buf_release(&out);
    idt_lists_release(&lists);
}

void test_list_check_cut(test_list_reader read, const char *name, const char *text)
{
    size_t whole = strlen(text);

    for (size_t length = 0; length + 1 < whole; length++) {
        idt_lists lists = IDT_LISTS_INIT;
        idt_err err = IDT_ERR_INIT;
        idt_status status =
            test_list_read(&lists, read, name, idt_span_sub(idt_span_of(text), 0, length), &err);
        if (status == IDT_OK)
            fail_msg("%s cut after %zu of %zu bytes was read", name, length, whole);
        idt_lists_release(&lists);
    }
}
