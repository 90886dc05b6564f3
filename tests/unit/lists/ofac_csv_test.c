/* ofac_csv_test.c - OFAC lists from files: what is found, joined, reported and refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lists/lists.h"

#define NULLS_7 "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
#define SDN_KOMID                                                                                  \
    "9345,\"KOREA MINING DEVELOPMENT TRADING CORPORATION\",-0- ,\"NPWMD] [DPRK2\"," NULLS_7        \
    ",\"a.k.a. 'KOMID'.\"\r\n"
#define SDN_KIM                                                                                    \
    "17614,\"KIM, Yong Chol\",individual,\"DPRK2\",\"KOMID Representative in Iran\",-0- ,-0- "     \
    ",-0- ,"                                                                                       \
    "-0- ,-0- ,-0- ,\"DOB 18 Feb 1962; nationality Korea, North; KOMID Representative in Iran.\""  \
    "\r\n"
#define SDN_SHIP                                                                                   \
    "4243,\"ANA I\",vessel,\"CUBA\",-0- ,\"CL2\",\"General Cargo\",\"3,000\",\"2,000\",\"Cuba\","  \
    "\"ACME LTD\",\"Vessel Registration Identification IMO 7406784.\"\r\n"
#define CONS_VTB "17013,\"VTB BANK\",-0- ,\"UKRAINE-EO13662\"," NULLS_7 ",-0- \r\n"
#define END "\x1a"
#define ALT_KOMID "9345,8816,\"aka\",\"NORTH KOREAN MINING\",-0- \r\n"
#define ADD_KOMID "9345,1,\"Central District\",\"Pyongyang\",\"Korea, North\",-0- \r\n"

typedef struct {
    char folder[64];
    idt_lists lists;
    idt_err err;
    char names[16][32];
    size_t name_count;
} fixture;

static int set_up(void **state)
{
    fixture *self = calloc(1, sizeof *self);

    assert_non_null(self);
    strcpy(self->folder, "/tmp/interdict-2024-05-03-XXXXXX");
    assert_non_null(mkdtemp(self->folder));
    self->lists = IDT_LISTS_INIT;
    *state = self;
    return 0;
}

static void forget(fixture *self)
{
    idt_lists_release(&self->lists);
    self->err = IDT_ERR_INIT;
    for (size_t i = 0; i < self->name_count; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", self->folder, self->names[i]);
        remove(path);
    }
    self->name_count = 0;
}

static int tear_down(void **state)
{
    fixture *self = *state;
    forget(self);
    rmdir(self->folder);
    free(self);
    return 0;
}

static void write_bytes(fixture *self, const char *name, const char *bytes, size_t count)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", self->folder, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    fclose(file);
    snprintf(self->names[self->name_count++], sizeof self->names[0], "%s", name);
}

static void write_file(fixture *self, const char *name, const char *text)
{
    write_bytes(self, name, text, strlen(text));
}

static idt_status read_folder(fixture *self)
{
    const char *path = self->folder;
    return idt_lists_read(&self->lists, &path, 1, &self->err);
}

static idt_status read_file(fixture *self, const char *name)
{
    char path[128];
    const char *paths = path;

    snprintf(path, sizeof path, "%s/%s", self->folder, name);
    return idt_lists_read(&self->lists, &paths, 1, &self->err);
}

static size_t count_diagnostics(const fixture *self, const char *code)
{
    size_t count = 0;

    for (size_t i = 0; i < self->lists.diagnostic_count; i++)
        if (idt_span_equal_text(self->lists.diagnostics[i].code, code))
            count++;
    return count;
}

static void check_fails(fixture *self, const char *expected_text)
{
    idt_status status = read_folder(self);

    if (status != IDT_E_INPUT || !strstr(self->err.text, expected_text))
        fail_msg("status %d: \"%s\" lacks \"%s\"", (int)status, self->err.text, expected_text);
    forget(self);
}

static const idt_party *party(const fixture *self, const char *uid)
{
    for (size_t i = 0; i < self->lists.party_count; i++)
        if (idt_span_equal_text(self->lists.parties[i].uid, uid))
            return &self->lists.parties[i];
    fail_msg("no party %s", uid);
    return NULL;
}

static void assert_text(idt_span text, const char *expected)
{
    if (!idt_span_equal_text(text, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)text.len, text.ptr, expected);
}

static void files_of_a_folder_are_one_edition(void **state)
{
    fixture *self = *state;

    write_file(self, "sdn.csv", SDN_KOMID SDN_KIM END);
    write_file(self, "alt.csv", ALT_KOMID "17614,5,\"fka\",\"KIM, Young\",-0- \r\n" END);
    write_file(self, "add.csv", ADD_KOMID "17614,2,-0- ,-0- ,-0- ,-0- \r\n" END);
    write_file(self, "sdn_comments.csv", "9345,\"more\"\r\n" END);
    write_file(self, "README.md", "not a list");
    assert_int_equal(read_folder(self), IDT_OK);
    assert_int_equal(self->lists.edition_count, 1);
    const idt_edition *edition = &self->lists.editions[0];
    assert_text(edition->list_id, "us_ofac_sdn");
    assert_text(edition->date, "2024-05-03");
    assert_text(edition->date_from, "folder name");
    assert_int_equal(edition->file_count, 4);
    assert_text(edition->files[0].name, "sdn.csv");
    assert_int_equal(edition->party_count, 2);
    assert_int_equal(count_diagnostics(self, "missing-file"), 0);

    const idt_party *komid = party(self, "9345");
    assert_int_equal(komid->type, IDT_PARTY_ORGANIZATION);
    assert_int_equal(komid->name_count, 3);
    assert_int_equal(komid->names[1].quality, IDT_QUALITY_STRONG);
    assert_int_equal(komid->names[1].source.file, 2);
    assert_int_equal(komid->names[1].source.line, 1);
    assert_int_equal(komid->names[2].quality, IDT_QUALITY_WEAK);
    assert_int_equal(komid->programme_count, 2);
    assert_text(komid->programmes[1].tag, "DPRK2");
    assert_int_equal(komid->address_count, 1);
    assert_text(komid->addresses[0].city, "Pyongyang");

    const idt_party *kim = party(self, "17614");
    assert_text(kim->names[0].family, "KIM");
    assert_text(kim->names[0].given, "Yong Chol");
    assert_int_equal(kim->names[1].kind, IDT_NAME_FKA);
    assert_text(kim->names[1].family, "KIM");
    assert_int_equal(kim->address_count, 0);
    assert_int_equal(kim->fact_count, 1);
    assert_text(kim->facts[0].key, "title");
    assert_int_equal(kim->source.line, 2);
}

static void vessel_columns_become_facts(void **state)
{
    fixture *self = *state;

    write_file(self, "list.csv", SDN_SHIP END);
    assert_int_equal(read_folder(self), IDT_OK);
    const idt_party *ship = party(self, "4243");
    assert_int_equal(ship->type, IDT_PARTY_VESSEL);
    assert_int_equal(ship->identifier_count, 2);
    assert_int_equal(ship->identifiers[0].type, IDT_ID_CALL_SIGN);
    assert_int_equal(ship->identifiers[1].type, IDT_ID_IMO);
    assert_int_equal(ship->countries[0].role, IDT_COUNTRY_FLAG);
    assert_int_equal(ship->fact_count, 4);
    assert_text(ship->facts[0].key, "vessel type");
    assert_text(ship->facts[3].value, "ACME LTD");
}

static void postal_codes_are_told_from_cities(void **state)
{
    static const struct {
        const char *text, *city, *region, *postal;
    } cases[] = {
        { "Havana", "Havana", "", "" },
        { "London EC3N 1DY", "London", "", "EC3N 1DY" },
        { "Miami, FL 33146", "Miami", "FL", "33146" },
        { "Montreal, Quebec H2L 1K3", "Montreal", "Quebec", "H2L 1K3" },
        { "Zurich CH-8022", "Zurich", "", "CH-8022" },
        { "123317", "", "", "123317" },
        { "L-2540", "", "", "L-2540" },
        { "Baku AZ 1008", "Baku", "", "AZ 1008" },
        { "Amsterdam 1077 BL", "Amsterdam", "", "1077 BL" },
        { "Elah Village, Elah District, Elah Region 10", "Elah Village, Elah District",
          "Elah Region", "10" },
    };
    fixture *self = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char row[256];
        snprintf(row, sizeof row, "9345,1,-0- ,\"%s\",-0- ,-0- \n", cases[i].text);
        write_file(self, "sdn.csv", SDN_KOMID END);
        write_file(self, "add.csv", row);
        assert_int_equal(read_folder(self), IDT_OK);
        const idt_address *address = &party(self, "9345")->addresses[0];
        assert_text(address->city, cases[i].city);
        assert_text(address->region, cases[i].region);
        assert_text(address->postal, cases[i].postal);
        forget(self);
    }
}

static void a_tail_is_joined_without_a_blank(void **state)
{
    fixture *self = *state;
    idt_buf row = IDT_BUF_INIT;
    idt_buf remarks = IDT_BUF_INIT;

    idt_buf_add_text(&remarks, "Website ");
    while (remarks.len < 1000 - strlen("; a.k.a. 'WHOIS HACKIN"))
        idt_buf_add_char(&remarks, 'x');
    idt_buf_add_text(&remarks, "; a.k.a. 'WHOIS HACKIN");
    assert_int_equal(remarks.len, 1000);
    idt_buf_format(&row, "27307,\"LAZARUS GROUP\",-0- ,\"DPRK3\"," NULLS_7 ",\"%.*s\"\r\n" END,
                   (int)remarks.len, remarks.ptr);
    write_bytes(self, "sdn.csv", row.ptr, row.len);
    write_file(self, "sdn_comments.csv", "27307,\"G TEAM'; a.k.a. 'RED DOT'.\"\r\n" END);
    assert_int_equal(read_folder(self), IDT_OK);
    const idt_party *lazarus = party(self, "27307");
    assert_int_equal(lazarus->name_count, 3);
    assert_text(lazarus->names[1].text, "WHOIS HACKING TEAM");
    assert_int_equal(lazarus->names[1].source.file, 0);
    assert_text(lazarus->names[2].text, "RED DOT");
    assert_int_equal(lazarus->names[2].source.file, 1);
    assert_int_equal(count_diagnostics(self, "remarks-cut"), 0);
    forget(self);

    write_bytes(self, "sdn.csv", row.ptr, row.len);
    assert_int_equal(read_folder(self), IDT_OK);
    assert_int_equal(count_diagnostics(self, "remarks-cut"), 1);
    assert_int_equal(count_diagnostics(self, "missing-file"), 3);
    assert_int_equal(party(self, "27307")->name_count, 1); /* half a name is no name */
    idt_buf_release(&row);
    idt_buf_release(&remarks);
}

static void both_ofac_lists_may_share_a_folder(void **state)
{
    fixture *self = *state;

    write_file(self, "a_alt.csv", "17013,1,\"aka\",\"BANK VTB\",-0- \r\n" END);
    write_file(self, "b_alt.csv", ALT_KOMID END);
    write_file(self, "c.csv", CONS_VTB END);
    write_file(self, "d.csv", SDN_KOMID SDN_KIM END);
    assert_int_equal(read_folder(self), IDT_OK);
    assert_int_equal(self->lists.edition_count, 2);
    assert_text(self->lists.editions[0].list_id, "us_ofac_cons");
    assert_text(self->lists.editions[1].list_id, "us_ofac_sdn");
    assert_int_equal(party(self, "17013")->name_count, 2);
    assert_int_equal(party(self, "9345")->name_count, 3);
}

static void odd_rows_are_kept_and_reported(void **state)
{
    fixture *self = *state;

    write_file(self, "sdn.csv",
               "ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,"
               "Vess_owner,Remarks\n" SDN_KOMID SDN_KOMID "1,\"CAF\xE9\",submarine,-0- ," NULLS_7
               ",\"hm.\"\n" END);
    write_file(self, "alt.csv", ALT_KOMID "77,1,\"aka\",\"NOBODY\",-0- \n" END);
    assert_int_equal(read_folder(self), IDT_OK);
    assert_int_equal(self->lists.party_count, 3);
    assert_int_equal(count_diagnostics(self, "duplicate-id"), 1);
    assert_int_equal(count_diagnostics(self, "unknown-type"), 1);
    assert_int_equal(count_diagnostics(self, "not-utf8"), 1);
    assert_int_equal(count_diagnostics(self, "no-programme"), 1);
    assert_int_equal(count_diagnostics(self, "unknown-id"), 1);
    assert_int_equal(count_diagnostics(self, "unknown-remark"), 1);
    assert_text(party(self, "1")->names[0].text, "CAF\xC3\xA9");
    assert_int_equal(party(self, "9345")->source.line, 2);
}

static void damage_is_refused_with_file_and_line(void **state)
{
    fixture *self = *state;

    write_file(self, "sdn.csv", SDN_KOMID SDN_KIM "1,\"A\",-0- \r\n" END);
    check_fails(self, "sdn.csv line 3: a row must have other columns: found 3 instead of 12");
    write_file(self, "sdn.csv", SDN_KOMID "x1,\"A\",-0- ,\"CUBA\"," NULLS_7 ",-0- \r\n" END);
    check_fails(self, "sdn.csv line 2: the party's number is no number: x1");
    write_file(self, "sdn.csv", SDN_KOMID SDN_KIM "2,\"never closed\r\n");
    check_fails(self, "sdn.csv line 3: the quote that opens here is never closed");
    write_file(self, "sdn.csv", SDN_KOMID "2,\"A\",-0- ,\"CUBA\"," NULLS_7 ",-0-");
    check_fails(self, "sdn.csv line 2: the file is cut short");
    write_file(self, "sdn.csv", SDN_KOMID END);
    write_file(self, "alt.csv", ALT_KOMID "9345,1\r\n" END);
    check_fails(self, "alt.csv line 2: a row must have other columns");
    write_file(self, "alt.csv", ALT_KOMID END);
    check_fails(self, "no primary file");
    write_file(self, "sdn.csv", SDN_KOMID END);
    write_file(self, "alt.csv", "");
    check_fails(self, "alt.csv bears the name of an OFAC file");
}

static void two_editions_of_a_list_are_refused(void **state)
{
    fixture *self = *state;

    write_file(self, "sdn-1.csv", SDN_KOMID END);
    write_file(self, "sdn-2.csv", SDN_KIM END);
    assert_int_equal(read_folder(self), IDT_E_INPUT);
    assert_non_null(strstr(self->err.text, "two editions of us_ofac_sdn"));
    assert_non_null(strstr(self->err.text, "sdn-1.csv"));
    assert_non_null(strstr(self->err.text, "sdn-2.csv"));
    forget(self);
    write_file(self, "sdn.csv", SDN_KOMID END);
    write_file(self, "alt.csv", ALT_KOMID END);
    write_file(self, "alt2.csv", ALT_KOMID END);
    check_fails(self, "two alias files for");
}

static void what_is_no_list_is_refused_when_named_and_noted_in_a_folder(void **state)
{
    fixture *self = *state;

    write_file(self, "other.xml", "<html></html>");
    write_file(self, "customers.csv", "1,\"Alice\"\n2,\"Bob\"\n");
    assert_int_equal(read_file(self, "other.xml"), IDT_E_INPUT);
    assert_non_null(strstr(self->err.text, "other.xml is no list in a known format"));
    assert_int_equal(read_file(self, "customers.csv"), IDT_E_INPUT);
    assert_int_equal(read_file(self, "absent.csv"), IDT_E_IO);
    assert_int_equal(read_folder(self), IDT_E_INPUT);
    idt_lists_release(&self->lists);
    write_file(self, "sdn.csv", SDN_KOMID END);
    assert_int_equal(read_folder(self), IDT_OK);
    assert_int_equal(count_diagnostics(self, "unknown-file"), 2);
}

/* Cut anywhere: refused, at the end of a row too. */
static void every_truncation_gives_a_status(void **state)
{
    static const char whole[] = SDN_KOMID SDN_KIM SDN_SHIP END;
    fixture *self = *state;

    for (size_t cut = 0; cut < sizeof whole; cut++) {
        write_bytes(self, "sdn.csv", whole, cut);
        idt_status status = read_folder(self);
        assert_int_equal(status, cut == sizeof whole - 1 ? IDT_OK : IDT_E_INPUT);
        forget(self);
    }
}

static void a_file_of_ofacs_own_must_have_its_end_mark(void **state)
{
    fixture *self = *state;

    write_file(self, "sdn.csv", SDN_KOMID SDN_KIM);
    check_fails(self, "sdn.csv line 2: the file is cut short: this is its last row");
    write_file(self, "sdn.csv", SDN_KOMID END);
    write_file(self, "alt.csv", ALT_KOMID ALT_KOMID ALT_KOMID);
    check_fails(self, "alt.csv line 3: the file is cut short");
    write_file(self, "sdn.csv", "1,\"A\",-0- ,\"CUBA\"," NULLS_7 ",-0- \n");
    assert_int_equal(read_folder(self), IDT_OK); /* a mirror's: line ends and no mark */
}

/* `count` rows of one format, in which # is the row's number. */
static void write_rows(fixture *self, const char *name, size_t count, const char *format)
{
    idt_buf text = IDT_BUF_INIT;

    for (size_t i = 1; i <= count; i++) {
        const char *at = format;
        for (; *at; at++)
            if (*at == '#')
                idt_buf_format(&text, "%zu", i);
            else
                idt_buf_add_char(&text, *at);
    }
    idt_buf_add_text(&text, END);
    write_bytes(self, name, text.ptr, text.len);
    idt_buf_release(&text);
}

static void rows_without_an_entry_are_refused_when_they_are_many(void **state)
{
    static const char entry[] = "#,\"N #\",-0- ,\"CUBA\"," NULLS_7 ",-0- \r\n";
    fixture *self = *state;

    write_rows(self, "sdn.csv", 10, entry);
    write_rows(self, "alt.csv", 30, "#,1,\"aka\",\"ALIAS #\",-0- \r\n");
    assert_int_equal(read_folder(self), IDT_OK);
    assert_int_equal(count_diagnostics(self, "unknown-id"), 20);
    forget(self);
    write_rows(self, "sdn.csv", 9, entry);
    write_rows(self, "alt.csv", 30, "#,1,\"aka\",\"ALIAS #\",-0- \r\n");
    check_fails(self, "alt.csv line 10: 21 of 30 rows, this one first, belong to no entry of");
    write_rows(self, "sdn.csv", 1100, entry);
    write_rows(self, "sdn_comments.csv", 1122, "#,\"more\"\r\n");
    assert_int_equal(read_folder(self), IDT_OK); /* 22 are less than two in a hundred */
    forget(self);
    write_rows(self, "sdn.csv", 1100, entry);
    write_rows(self, "sdn_comments.csv", 1123, "#,\"more\"\r\n");
    check_fails(self, "sdn_comments.csv line 1101: 23 of 1123 rows");
}

static void columns_in_disorder_are_refused(void **state)
{
    fixture *self = *state;

    write_rows(self, "sdn.csv", 200, "#,\"CUBA\",-0- ,\"N #\"," NULLS_7 ",-0- \r\n");
    check_fails(self, "sdn.csv line 1: column 4 must hold programmes, which many rows share, but "
                      "holds \"N 1\", and 200 of 200 rows");
    write_rows(self, "sdn.csv", 199, "#,\"N #\",-0- ,\"CUBA#\"," NULLS_7 ",-0- \r\n");
    assert_int_equal(read_folder(self), IDT_OK); /* too few to tell */
    forget(self);
    write_rows(self, "list.csv", 3, "#,\"N #\",\"CUBA\",-0- ," NULLS_7 ",-0- \r\n");
    check_fails(self, "list.csv line 1: column 3 must hold SDN_Type (individual, entity, vessel, "
                      "aircraft or -0-), but holds \"CUBA\", and 3 of 3 rows");
}

static void what_is_met_again_is_read_once(void **state)
{
    fixture *self = *state;
    char path[128];
    const char *paths[] = { path, self->folder, path };

    write_file(self, "sdn.csv", SDN_KOMID END);
    snprintf(path, sizeof path, "%s/loop", self->folder);
    assert_int_equal(symlink(".", path), 0);
    snprintf(self->names[self->name_count++], sizeof self->names[0], "loop");
    assert_int_equal(read_folder(self), IDT_OK);
    assert_int_equal(self->lists.party_count, 1);
    assert_int_equal(count_diagnostics(self, "met-again"), 1);
    assert_text(self->lists.diagnostics[self->lists.diagnostic_count - 1].text,
                "loop was passed over: the same file or folder is read already");
    idt_lists_release(&self->lists);
    snprintf(path, sizeof path, "%s/sdn.csv", self->folder);
    assert_int_equal(idt_lists_read(&self->lists, paths, 3, &self->err), IDT_OK);
    assert_int_equal(self->lists.edition_count, 1);
    assert_int_equal(count_diagnostics(self, "met-again"), 3);
}

static void real_lists_are_read_whole(void **state)
{
    fixture *self = *state;
    const char *shared = getenv("INTERDICT_SHARED");
    char paths[3][512];
    const char *names[3];
    static const char *const parts[3] = { "lists/ofac/sdn-csv-2023-12-28",
                                          "lists/ofac/cons-csv-2025-12",
                                          "lists/un/un-2026-04-02.xml" };
    struct stat info;
    size_t with_wallet = 0;

    for (size_t i = 0; i < 3; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/data/%s", shared ? shared : "../shared", parts[i]);
        names[i] = paths[i];
        if (stat(paths[i], &info) != 0) {
            print_message("skipped: %s is not there\n", paths[i]);
            skip();
        }
    }
    if (idt_lists_read(&self->lists, names, 3, &self->err))
        fail_msg("%s", self->err.text);
    assert_int_equal(self->lists.edition_count, 3);
    assert_int_equal(self->lists.editions[0].party_count, 13821);
    assert_text(self->lists.editions[0].date, "2023-12-28");
    assert_int_equal(self->lists.editions[1].party_count, 442);
    assert_text(self->lists.editions[1].list_id, "us_ofac_cons");
    assert_int_equal(self->lists.editions[2].party_count, 1005);
    assert_int_equal(self->lists.party_count, 13821 + 442 + 1005);
    assert_int_equal(count_diagnostics(self, "remarks-cut"), 11);
    assert_int_equal(count_diagnostics(self, "odd-date"), 0);
    assert_int_equal(count_diagnostics(self, "unknown-id"), 0);
    assert_true(count_diagnostics(self, "unknown-remark") < 60);

    const idt_party *komid = party(self, "9345");
    assert_int_equal(komid->name_count, 8);
    assert_text(komid->names[7].text, "KOMID");
    assert_int_equal(komid->names[7].quality, IDT_QUALITY_WEAK);
    assert_int_equal(komid->address_count, 5);
    assert_int_equal(komid->programme_count, 2);
    for (size_t i = 0; i < 13821; i++)
        for (size_t k = 0; k < self->lists.parties[i].identifier_count; k++)
            with_wallet += self->lists.parties[i].identifiers[k].type == IDT_ID_WALLET;
    assert_int_equal(with_wallet, 579);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_of_a_folder_are_one_edition),
        TEST(vessel_columns_become_facts),
        TEST(postal_codes_are_told_from_cities),
        TEST(a_tail_is_joined_without_a_blank),
        TEST(both_ofac_lists_may_share_a_folder),
        TEST(odd_rows_are_kept_and_reported),
        TEST(damage_is_refused_with_file_and_line),
        TEST(two_editions_of_a_list_are_refused),
        TEST(what_is_no_list_is_refused_when_named_and_noted_in_a_folder),
        TEST(every_truncation_gives_a_status),
        TEST(a_file_of_ofacs_own_must_have_its_end_mark),
        TEST(rows_without_an_entry_are_refused_when_they_are_many),
        TEST(columns_in_disorder_are_refused),
        TEST(what_is_met_again_is_read_once),
        TEST(real_lists_are_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
