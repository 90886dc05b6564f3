/* uk_row.c - one row of a table, or one record without depth, as facts of its party. */
#include "lists/uk_internal.h"

#include <string.h>

enum { CELL_NAMES_MAX = 6 };

/* As published by the consolidated list (2022, 2018), its XML, and the UK Sanctions List's CSV. */
static const char *const names[IDT_UK_CELL_COUNT][CELL_NAMES_MAX] = {
    [IDT_UK_CELL_NAME1] = { "Name 1" },
    [IDT_UK_CELL_NAME1 + 1] = { "Name 2" },
    [IDT_UK_CELL_NAME1 + 2] = { "Name 3" },
    [IDT_UK_CELL_NAME1 + 3] = { "Name 4" },
    [IDT_UK_CELL_NAME1 + 4] = { "Name 5" },
    [IDT_UK_CELL_NAME6] = { "Name 6" },
    [IDT_UK_CELL_ADDRESS1] = { "Address 1", "Address Line 1" },
    [IDT_UK_CELL_ADDRESS1 + 1] = { "Address 2", "Address Line 2" },
    [IDT_UK_CELL_ADDRESS1 + 2] = { "Address 3", "Address Line 3" },
    [IDT_UK_CELL_ADDRESS1 + 3] = { "Address 4", "Address Line 4" },
    [IDT_UK_CELL_ADDRESS1 + 4] = { "Address 5", "Address Line 5" },
    [IDT_UK_CELL_ADDRESS6] = { "Address 6", "Address Line 6" },
    [IDT_UK_CELL_POSTAL] = { "Post/Zip Code", "Address Postal Code", "Post Code", "Zip Code" },
    [IDT_UK_CELL_COUNTRY] = { "Country", "Address Country" },
    [IDT_UK_CELL_TITLE] = { "Title", "Titles", "Name Title" },
    [IDT_UK_CELL_NATIVE] = { "Name Non-Latin Script" },
    [IDT_UK_CELL_NATIVE_SCRIPT] = { "Non-Latin Script Type" },
    [IDT_UK_CELL_NATIVE_LANGUAGE] = { "Non-Latin Script Language" },
    [IDT_UK_CELL_BIRTH_DATE] = { "DOB", "D.O.B", "Date of Birth", "DOBs" },
    [IDT_UK_CELL_BIRTH_TOWN] = { "Town of Birth" },
    [IDT_UK_CELL_BIRTH_COUNTRY] = { "Country of Birth" },
    [IDT_UK_CELL_NATIONALITY] = { "Nationality", "Nationality(/ies)", "Nationalities" },
    [IDT_UK_CELL_PASSPORT] = { "Passport Number" },
    [IDT_UK_CELL_PASSPORT_DETAILS] = { "Passport Details", "Passport additional information" },
    [IDT_UK_CELL_NATIONAL_NUMBER] = { "National Identification Number",
                                      "National Identifier number", "NI Number" },
    [IDT_UK_CELL_NATIONAL_DETAILS] = { "National Identification Details",
                                       "National Identifier additional information", "NI Details" },
    [IDT_UK_CELL_POSITION] = { "Position", "Positions" },
    [IDT_UK_CELL_REMARKS] = { "Other Information" },
    [IDT_UK_CELL_GROUP_TYPE] = { "Group Type", "Designation Type", "Individual, Entity, Ship",
                                 "Individual/Entity/Ship", "Group Type Description" },
    [IDT_UK_CELL_NAME_TYPE] = { "Alias Type", "Name type", "Alias Type Name" },
    [IDT_UK_CELL_QUALITY] = { "Alias Quality", "Alias strength" },
    [IDT_UK_CELL_REGIME] = { "Regime", "Regime Name" },
    [IDT_UK_CELL_LISTED_ON] = { "Listed On", "Date Listed" },
    [IDT_UK_CELL_DESIGNATED] = { "UK Sanctions List Date Designated", "Date Designated" },
    [IDT_UK_CELL_UPDATED] = { "Last Updated" },
    [IDT_UK_CELL_GROUP_ID] = { "Group ID", "OFSI Group ID" },
    [IDT_UK_CELL_UNIQUE_ID] = { "Unique ID" },
    [IDT_UK_CELL_DESIGNATED_BY] = { "Designation source" },
    [IDT_UK_CELL_SANCTIONS] = { "Sanctions Imposed" },
#define REMARK(kind) [IDT_UK_CELL_REMARK_FIRST + (kind)]
    REMARK(IDT_UK_COMMENT) = { "Supplementary Information" },
    REMARK(IDT_UK_LIST_REFERENCE) = { "UK Sanctions List Ref" },
    REMARK(IDT_UK_UN_REFERENCE) = { "UN Reference Number", "UN Ref" },
    REMARK(IDT_UK_REASONS) = { "UK Statement of Reasons" },
    REMARK(IDT_UK_GENDER) = { "Gender", "Genders" },
    REMARK(IDT_UK_PHONE) = { "Phone number", "Phone numbers" },
    REMARK(IDT_UK_FAX) = { "Fax number" },
    REMARK(IDT_UK_EMAIL) = { "Email address", "Email addresses" },
    REMARK(IDT_UK_WEBSITE) = { "Website", "Websites" },
    REMARK(IDT_UK_ENTITY_TYPE) = { "Type of entity", "Type of entities" },
    REMARK(IDT_UK_PARENT) = { "Parent company", "Parent companies" },
    REMARK(IDT_UK_SUBSIDIARY) = { "Subsidiaries" },
    REMARK(IDT_UK_BUSINESS_NUMBER) = { "Business registration number (s)", "Business Reg Number",
                                       "Business registration numbers", "Business Reg No",
                                       "Business registration number" },
    REMARK(IDT_UK_IMO) = { "IMO number", "IMO numbers" },
    REMARK(IDT_UK_OWNER) = { "Current owner/operator (s)", "Current owners",
                             "Current owner operators" },
    REMARK(IDT_UK_FORMER_OWNER) = { "Previous owner/operator (s)", "Previous owners",
                                    "Previous owner operators" },
    REMARK(IDT_UK_FLAG) = { "Current believed flag of ship", "Flag of ship", "Flag" },
    REMARK(IDT_UK_FORMER_FLAG) = { "Previous flags" },
    REMARK(IDT_UK_SHIP_TYPE) = { "Type of ship" },
    REMARK(IDT_UK_TONNAGE) = { "Tonnage of ship", "Tonnage" },
    REMARK(IDT_UK_LENGTH) = { "Length of ship", "Length" },
    REMARK(IDT_UK_BUILT) = { "Year Built", "Years built" },
    REMARK(IDT_UK_HULL) = { "Hull identification number (HIN)", "Hull identification number",
                            "Hull identification numbers" },
#undef REMARK
};

const char *const *idt_uk_cell_names(idt_uk_cell cell)
{
    return names[cell];
}

static bool counts(char c)
{
    return idt_is_alpha(c) || idt_is_digit(c);
}

static bool same_name(idt_span a, idt_span b)
{
    size_t i = 0, j = 0;

    for (;;) {
        while (i < a.len && !counts(a.ptr[i]))
            i++;
        while (j < b.len && !counts(b.ptr[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (idt_to_lower(a.ptr[i++]) != idt_to_lower(b.ptr[j++]))
            return false;
    }
}

/* The XML of the consolidated list says whom a field is about: "Individual_DateOfBirth". */
static idt_span without_subject(idt_span name)
{
    static const char *const subjects[] = { "Individual_", "Entity_", "Ship_" };

    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (idt_span_starts_nocase(name, subjects[i]))
            return idt_span_sub(name, strlen(subjects[i]), name.len);
    return name;
}

idt_uk_cell idt_uk_cell_of(idt_span name)
{
    name = without_subject(name);
    for (int cell = 0; cell < IDT_UK_CELL_COUNT; cell++)
        for (size_t i = 0; i < CELL_NAMES_MAX && names[cell][i]; i++)
            if (same_name(name, idt_span_of(names[cell][i])))
                return (idt_uk_cell)cell;
    return IDT_UK_CELL_COUNT;
}

/* --- conversion --- */

static void convert_names(idt_uk_reader *self, const idt_span *cells)
{
    idt_uk_name name = { .type = cells[IDT_UK_CELL_NAME_TYPE],
                         .quality = cells[IDT_UK_CELL_QUALITY] };

    memcpy(name.parts, cells + IDT_UK_CELL_NAME1, sizeof name.parts);
    idt_uk_add_name(self, &name);
    idt_uk_add_native_name(self, cells[IDT_UK_CELL_NATIVE], cells[IDT_UK_CELL_NATIVE_SCRIPT],
                           cells[IDT_UK_CELL_NATIVE_LANGUAGE]);
}

static void convert_person(idt_uk_reader *self, const idt_span *cells)
{
    idt_uk_add_facts(self, "title", cells[IDT_UK_CELL_TITLE]);
    idt_uk_add_dates(self, IDT_DATE_BIRTH, cells[IDT_UK_CELL_BIRTH_DATE]);
    idt_uk_add_birthplaces(self, cells[IDT_UK_CELL_BIRTH_TOWN], cells[IDT_UK_CELL_BIRTH_COUNTRY]);
    idt_uk_add_countries(self, IDT_COUNTRY_NATIONALITY, cells[IDT_UK_CELL_NATIONALITY]);
    idt_uk_add_documents(self, IDT_UK_PASSPORT, cells[IDT_UK_CELL_PASSPORT],
                         cells[IDT_UK_CELL_PASSPORT_DETAILS]);
    idt_uk_add_documents(self, IDT_UK_NATIONAL_NUMBER, cells[IDT_UK_CELL_NATIONAL_NUMBER],
                         cells[IDT_UK_CELL_NATIONAL_DETAILS]);
    idt_uk_add_facts(self, "position", cells[IDT_UK_CELL_POSITION]);
}

static void convert_listing(idt_uk_reader *self, idt_uk_list list, const idt_span *cells)
{
    idt_span designated = idt_uk_iso_date(self, cells[IDT_UK_CELL_DESIGNATED]);
    idt_party_programme programme = { .tag = cells[IDT_UK_CELL_REGIME] };

    if (list == IDT_UK_CONSOLIDATED) {
        programme.listed_on = idt_uk_iso_date(self, cells[IDT_UK_CELL_LISTED_ON]);
        programme.measures = idt_uk_measures_of(self, cells[IDT_UK_CELL_REMARKS]);
        idt_uk_add_fact(self, "date designated", designated);
    } else {
        programme.listed_on = designated;
        programme.measures = cells[IDT_UK_CELL_SANCTIONS];
    }
    idt_uk_add_programme(self, programme);
    idt_uk_add_fact(self, "designation source", cells[IDT_UK_CELL_DESIGNATED_BY]);
    idt_uk_add_fact(self, "last updated", idt_uk_iso_date(self, cells[IDT_UK_CELL_UPDATED]));
}

static void convert_remarks(idt_uk_reader *self, idt_uk_list list, const idt_span *cells)
{
    if (list == IDT_UK_CONSOLIDATED)
        idt_uk_add_tagged(self, cells[IDT_UK_CELL_REMARKS]);
    else
        idt_uk_add_remark(self, IDT_UK_COMMENT, cells[IDT_UK_CELL_REMARKS]);
    for (int kind = 0; kind < IDT_UK_REMARK_COUNT; kind++) {
        idt_span text = cells[IDT_UK_CELL_REMARK_FIRST + kind];
        if (text.len > 0 &&
            idt_uk_is_new(self, names[IDT_UK_CELL_REMARK_FIRST + kind][0], &text, 1))
            idt_uk_add_remark(self, (idt_uk_remark)kind, text);
    }
}

static bool follows_un(const idt_span *cells)
{
    idt_span source = cells[IDT_UK_CELL_DESIGNATED_BY];

    return idt_uk_remarks_follow_un(cells[IDT_UK_CELL_REMARKS]) ||
           cells[IDT_UK_CELL_REMARK_FIRST + IDT_UK_UN_REFERENCE].len > 0 ||
           (source.len > 0 && !idt_span_equal_nocase(source, IDT_SPAN_LIT("UK")));
}

void idt_uk_row_convert(idt_uk_reader *self, idt_uk_list list, const idt_uk_row *row)
{
    const idt_span *cells = row->cells;
    bool own = list == IDT_UK_SANCTIONS_LIST;
    idt_uk_address address = { .postal = cells[IDT_UK_CELL_POSTAL],
                               .country = cells[IDT_UK_CELL_COUNTRY] };

    idt_uk_open(self, cells[own ? IDT_UK_CELL_UNIQUE_ID : IDT_UK_CELL_GROUP_ID], row->source);
    self->from_un = follows_un(cells);
    idt_uk_set_type(self, cells[IDT_UK_CELL_GROUP_TYPE]);
    convert_names(self, cells);
    convert_person(self, cells);
    memcpy(address.lines, cells + IDT_UK_CELL_ADDRESS1, sizeof address.lines);
    idt_uk_add_address(self, &address);
    convert_listing(self, list, cells);
    if (own)
        idt_uk_add_reference(self, "gb_hmt_sanctions", cells[IDT_UK_CELL_GROUP_ID]);
    else
        idt_uk_add_reference(self, "gb_fcdo_sanctions", cells[IDT_UK_CELL_UNIQUE_ID]);
    convert_remarks(self, list, cells);
}
