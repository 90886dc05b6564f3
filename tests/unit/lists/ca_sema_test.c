/* ca_sema_test.c - Canada's list: small documents with every quirk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/party_lines.h"

#define LIST(inner) "<?xml version=\"1.0\"?><data-set>" inner "</data-set>"
#define AT(country, item)                                                                          \
    "<Country>" country "</Country><Schedule>1, Part 1</Schedule><Item>" item                      \
    "</Item><DateOfListing>2020-09-28</DateOfListing>"
#define PERSON(aliases)                                                                            \
    LIST("<record>" AT("Utopia / Utopie",                                                          \
                       "12") "<LastName>Testov</LastName>"                                         \
                             "<GivenName>Ivan Petrovich</GivenName><Aliases>" aliases              \
                             "</Aliases></record>")
#define ENTITY(name, aliases)                                                                      \
    LIST("<record>" AT("Utopia / Utopie", "12") "<EntityOrShip>" name                              \
                                                "</EntityOrShip><Aliases>" aliases                 \
                                                "</Aliases></record>")
#define PERSON_IS                                                                                  \
    "= Utopia/1, Part 1/12 person\nprimary Ivan Petrovich Testov [Testov|Ivan Petrovich]\n"
#define ENTITY_IS "= Utopia/1, Part 1/12 organization\n"
#define PROGRAMME "programme Utopia|2020-09-28|Schedule 1, Part 1|Schedule 1, Part 1, item 12\n"

static void check(const char *text, const char *expected)
{
    test_list_check(idt_ca_sema_read, "sema.xml", text, expected);
}

static void a_person_is_named_after_its_place_in_the_schedules(void **state)
{
    (void)state;
    check(LIST("<record><Country>Utopia / Utopie</Country><LastName>Testov</LastName>"
               "<GivenName>Ivan</GivenName><TitleOrShip>Colonel</TitleOrShip>"
               "<DateOfBirthOrShipBuildDate>1963 or 1964</DateOfBirthOrShipBuildDate>"
               "<Schedule>1,Part 3</Schedule><Item>7</Item>"
               "<DateOfListing>2020-09-28</DateOfListing><New>x</New></record>"),
          "= Utopia/1, Part 3/7 person\nprimary Ivan Testov [Testov|Ivan]\nbirth 1963\nbirth 1964\n"
          "programme Utopia|2020-09-28|Schedule 1,Part 3|Schedule 1,Part 3, item 7\n"
          "title = Colonel\nNew = x\n! unknown-field\n");
}

static void the_layout_of_2020_is_read(void **state)
{
    (void)state;
    check(LIST("<record><Country>Utopia</Country><Entity>Testworks</Entity><Item>7</Item>"
               "</record><record><Country>Utopia</Country><LastName>Testov</LastName>"
               "<DateOfBirth>1971-02-03</DateOfBirth><Title>Dr.</Title><Item>8</Item></record>"),
          "= Utopia/7 organization\nprimary Testworks\nprogramme Utopia|||item 7\n"
          "= Utopia/8 person\nprimary Testov [Testov|]\nbirth 1971-02-03\n"
          "programme Utopia|||item 8\ntitle = Dr.\n");
}

static void a_ship_has_its_number_and_its_year(void **state)
{
    (void)state;
    check(LIST("<record>" AT(
              "Utopia",
              "12") "<EntityOrShip>Test Star</EntityOrShip>"
                    "<TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>9074729</ShipIMONumber>"
                    "<DateOfBirthOrShipBuildDate>1997</DateOfBirthOrShipBuildDate></record>"),
          "= Utopia/1, Part 1/12 vessel\nprimary Test Star\nbuilt 1997\n"
          "imo 9074729 [ShipIMONumber]  ..\n" PROGRAMME "vessel type = Oil Tanker\n");
}

static void odd_dates_are_kept(void **state)
{
    (void)state;
    check(LIST("<record>" AT(
              "Utopia",
              "12") "<LastName>Testov</LastName>"
                    "<DateOfBirth>Sep-99 OR born in the early 1970s</DateOfBirth></record>"),
          "= Utopia/1, Part 1/12 person\nprimary Testov [Testov|]\nbirth ? Sep-99\n"
          "birth circa 1970 to 1979\n" PROGRAMME "! odd-date\n");
}

static void repeated_references_are_told_apart(void **state)
{
    (void)state;
    check(LIST("<record>" AT("Utopia", "12") "<LastName>A</LastName></record>\n"
                                             "<record>" AT("Utopia",
                                                           "12") "<LastName>B</LastName></record>"),
          "= Utopia/1, Part 1/12 person\nprimary A [A|]\n" PROGRAMME
          "= Utopia/1, Part 1/12#LINE-2 person\nprimary B [B|]\n" PROGRAMME
          "! duplicate-reference\n");
}

static void aliases_of_a_person_are_cut_where_both_sides_are_names(void **state)
{
    static const struct {
        const char *text, *names;
    } cases[] = {
        { PERSON("Ivan Test; Иван Тестов"), "a.k.a. Ivan Test\na.k.a. Иван Тестов\n" },
        { PERSON("Ivan Test; Ivan\xC2\xA0 Test"), "a.k.a. Ivan Test\n" },
        { PERSON("Иван ТЕСТОВ / Iван ТЭСТАЎ"), "a.k.a. Иван ТЕСТОВ\na.k.a. Iван ТЭСТАЎ\n" },
        { PERSON("Jan Test, Belarusian: Iван Тэстаў, Russian : Иван Тестов"),
          "a.k.a. Jan Test\na.k.a. Iван Тэстаў <Belarusian>\na.k.a. Иван Тестов <Russian>\n" },
        { PERSON("Иван Тестов or Иван Пробов"), "a.k.a. Иван Тестов\na.k.a. Иван Пробов\n" },
        { PERSON("Ivan Petrovich or Piotrovich Test"),
          "a.k.a. Ivan Petrovich or Piotrovich Test\n" },
        { PERSON("Ivan or Jan / Petrovich or Piotrovich Test"),
          "a.k.a. Ivan or Jan / Petrovich or Piotrovich Test\n" },
        { PERSON("TEST, Ivan"), "a.k.a. TEST, Ivan\n" },
        { PERSON("(Иван ТЕСТОВ / Iван ТЭСТАЎ"), "a.k.a. Иван ТЕСТОВ\na.k.a. Iван ТЭСТАЎ\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf expected = IDT_BUF_INIT;
        idt_buf_format(&expected, "%s%s%s", PERSON_IS, cases[i].names, PROGRAMME);
        idt_buf_add_char(&expected, '\0');
        check(cases[i].text, expected.ptr);
        idt_buf_release(&expected);
    }
}

static void names_of_companies_keep_their_commas(void **state)
{
    static const struct {
        const char *text, *names;
    } cases[] = {
        { ENTITY("Test", "OMON, Minsk OMON"), "primary Test\na.k.a. OMON\na.k.a. Minsk OMON\n" },
        { ENTITY("Test", "Test Works Co., Ltd., TWC"),
          "primary Test\na.k.a. Test Works Co., Ltd.\na.k.a. TWC\n" },
        { ENTITY("Test", "Агентство по делам, соотечественников or Агентство"),
          "primary Test\na.k.a. Агентство по делам, соотечественников\na.k.a. Агентство\n" },
        { ENTITY("Test", "ООО Тест and Проба"), "primary Test\na.k.a. ООО Тест\na.k.a. Проба\n" },
        { ENTITY("Test", "Test Bank and Trust"), "primary Test\na.k.a. Test Bank and Trust\n" },
        { ENTITY("Test", "ООО \"Тест\"/ ООО \"Проба\""),
          "primary Test\na.k.a. ООО \"Тест\"\na.k.a. ООО \"Проба\"\n" },
        { ENTITY("Test", "Тест, АО; ОАО, Тест"),
          "primary Test\na.k.a. Тест, АО\na.k.a. ОАО, Тест\n" },
        { ENTITY("Test", "Test (A, B)"), "primary Test\na.k.a. Test (A, B)\n" },
        { ENTITY("Test Institute/Institut Test", ""),
          "primary Test Institute\na.k.a. Institut Test\n" },
        { ENTITY("Test Mills (One/Two)", ""), "primary Test Mills (One/Two)\n" },
        { ENTITY("Test Works (also known as Proof Works)", ""),
          "primary Test Works\na.k.a. Proof Works\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_buf expected = IDT_BUF_INIT;
        idt_buf_format(&expected, "%s%s%s", ENTITY_IS, cases[i].names, PROGRAMME);
        idt_buf_add_char(&expected, '\0');
        check(cases[i].text, expected.ptr);
        idt_buf_release(&expected);
    }
}

static void cut_and_foreign_files_are_refused(void **state)
{
    unsigned part;
    idt_lists lists = IDT_LISTS_INIT;
    idt_err err = IDT_ERR_INIT;

    (void)state;
    test_list_check_cut(idt_ca_sema_read, "sema.xml", PERSON("Ivan Test; Jan Test"));
    assert_int_equal(test_list_read(&lists, idt_ca_sema_read, "sema.xml",
                                    IDT_SPAN_LIT("<other><record/></other>"), &err),
                     IDT_E_INPUT);
    idt_lists_release(&lists);
    assert_int_equal(test_list_read(&lists, idt_ca_sema_read, "sema.xml",
                                    IDT_SPAN_LIT("<data-set></data-set>"), &err),
                     IDT_E_INPUT);
    idt_lists_release(&lists);
    assert_true(idt_ca_sema_recognise(idt_span_of(PERSON("x")), &part));
    assert_false(idt_ca_sema_recognise(IDT_SPAN_LIT("<data-set><row/></data-set>"), &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_is_named_after_its_place_in_the_schedules),
        cmocka_unit_test(the_layout_of_2020_is_read),
        cmocka_unit_test(a_ship_has_its_number_and_its_year),
        cmocka_unit_test(odd_dates_are_kept),
        cmocka_unit_test(repeated_references_are_told_apart),
        cmocka_unit_test(aliases_of_a_person_are_cut_where_both_sides_are_names),
        cmocka_unit_test(names_of_companies_keep_their_commas),
        cmocka_unit_test(cut_and_foreign_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
