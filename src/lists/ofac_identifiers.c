/* ofac_identifiers.c - the words OFAC puts before a number, and what kind of number that is.
 *
 * The table holds the document types of OFAC's reference values and those seen in the lists since
 * 2018. A label that is not in the table but ends as labels do ("... No.", "... Number", "... #")
 * is understood by its words; such a number is at least kept as an identifier and not as text. */
#include "lists/ofac_internal.h"

#include <string.h>

typedef struct {
    const char *text;
    idt_identifier_type type;
} label;

/* The longest match counts, in any letters' case. */
static const label labels[] = {
    { "Afghan Money Service Provider License Number", IDT_ID_REGISTRATION },
    { "Aircraft Construction Number (also called L/N or S/N or F/N)", IDT_ID_AIRCRAFT_SERIAL },
    { "Aircraft Manufacturer's Serial Number (MSN)", IDT_ID_AIRCRAFT_SERIAL },
    { "Aircraft Mode S Transponder Code", IDT_ID_OTHER },
    { "Aircraft Serial Identification", IDT_ID_AIRCRAFT_SERIAL },
    { "Aircraft Tail Number", IDT_ID_TAIL_NUMBER },
    { "BIK (RU)", IDT_ID_OTHER },
    { "Birth Certificate Number", IDT_ID_OTHER },
    { "Bosnian Personal ID No.", IDT_ID_NATIONAL },
    { "Branch Unit Number", IDT_ID_REGISTRATION },
    { "British National Overseas Passport", IDT_ID_PASSPORT },
    { "Business Number", IDT_ID_REGISTRATION },
    { "Business Registration Document #", IDT_ID_REGISTRATION },
    { "Business Registration Number", IDT_ID_REGISTRATION },
    { "C.I.F.", IDT_ID_TAX },
    { "C.I.N.", IDT_ID_REGISTRATION },
    { "C.R. No.", IDT_ID_REGISTRATION },
    { "C.R.", IDT_ID_REGISTRATION },
    { "C.U.I.", IDT_ID_NATIONAL },
    { "C.U.I.P.", IDT_ID_NATIONAL },
    { "C.U.I.T.", IDT_ID_TAX },
    { "C.U.R.P.", IDT_ID_NATIONAL },
    { "CNP (Personal Numerical Code)", IDT_ID_NATIONAL },
    { "Cartilla de Servicio Militar Nacional", IDT_ID_NATIONAL },
    { "Cedula No.", IDT_ID_NATIONAL },
    { "Cedula de Ciudadania", IDT_ID_NATIONAL },
    { "Cedula de Residencia", IDT_ID_NATIONAL },
    { "Central Registration System Number", IDT_ID_REGISTRATION },
    { "Certificate of Incorporation Number", IDT_ID_REGISTRATION },
    { "Chamber of Commerce Number", IDT_ID_REGISTRATION },
    { "Chinese Commercial Code", IDT_ID_OTHER },
    { "Citizen's Card Number", IDT_ID_NATIONAL },
    { "Commercial Registry Number", IDT_ID_REGISTRATION },
    { "Company ID", IDT_ID_REGISTRATION },
    { "Company Number", IDT_ID_REGISTRATION },
    { "Credencial electoral", IDT_ID_NATIONAL },
    { "D-U-N-S Number", IDT_ID_REGISTRATION },
    { "D.N.I.", IDT_ID_NATIONAL },
    { "Diplomatic Passport", IDT_ID_PASSPORT },
    { "Driver's License No.", IDT_ID_OTHER },
    { "Dubai Chamber of Commerce Membership No.", IDT_ID_REGISTRATION },
    { "Economic Register Number (CBLS)", IDT_ID_REGISTRATION },
    { "Electoral Registry No.", IDT_ID_NATIONAL },
    { "Email Address", IDT_ID_EMAIL },
    { "Email", IDT_ID_EMAIL },
    { "E-mail", IDT_ID_EMAIL },
    { "Enterprise Number", IDT_ID_REGISTRATION },
    { "Equity Ticker", IDT_ID_OTHER },
    { "Fax No.", IDT_ID_PHONE },
    { "Fax", IDT_ID_PHONE },
    { "File Number", IDT_ID_REGISTRATION },
    { "Fiscal Code", IDT_ID_TAX },
    { "Folio Mercantil No.", IDT_ID_REGISTRATION },
    { "Government Gazette Number", IDT_ID_REGISTRATION },
    { "I.F.E.", IDT_ID_NATIONAL },
    { "ISIN", IDT_ID_ISIN },
    { "Identification Number IMO", IDT_ID_IMO },
    { "Company Number IMO", IDT_ID_IMO },
    { "Identification Number", IDT_ID_NATIONAL },
    { "Immigration No.", IDT_ID_OTHER },
    { "Interpol: Red Notice. File No.", IDT_ID_OTHER },
    { "International Maritime Organization No.", IDT_ID_IMO },
    { "Iranian Passport", IDT_ID_PASSPORT },
    { "Istanbul Chamber of Comm. No.", IDT_ID_REGISTRATION },
    { "Italian Fiscal Code", IDT_ID_TAX },
    { "Kenyan ID No.", IDT_ID_NATIONAL },
    { "LE Number", IDT_ID_NATIONAL },
    { "Legal Entity Number", IDT_ID_LEI },
    { "License", IDT_ID_REGISTRATION },
    { "Luxembourg Business Register", IDT_ID_REGISTRATION },
    { "MICEX Code", IDT_ID_OTHER },
    { "MMSI", IDT_ID_MMSI },
    { "MSB Registration Number", IDT_ID_REGISTRATION },
    { "Matricula Mercantil No", IDT_ID_REGISTRATION },
    { "Military Registration Number", IDT_ID_OTHER },
    { "Moroccan Personal ID No.", IDT_ID_NATIONAL },
    { "N.I.E.", IDT_ID_NATIONAL },
    { "N.I.F.", IDT_ID_TAX },
    { "NIT #", IDT_ID_TAX },
    { "National Foreign ID Number", IDT_ID_NATIONAL },
    { "National ID No.", IDT_ID_NATIONAL },
    { "National ID Card", IDT_ID_NATIONAL },
    { "Numero Unico de Identificacao Tributaria (NUIT)", IDT_ID_TAX },
    { "Numero de Identidad", IDT_ID_NATIONAL },
    { "Organization Code", IDT_ID_REGISTRATION },
    { "Other Vessel Call Sign", IDT_ID_CALL_SIGN },
    { "Paraguayan tax identification number", IDT_ID_TAX },
    { "Passport Booklet", IDT_ID_PASSPORT },
    { "Passport", IDT_ID_PASSPORT },
    { "Permanent Resident Card", IDT_ID_NATIONAL },
    { "Permit Number", IDT_ID_REGISTRATION },
    { "Personal ID Card", IDT_ID_NATIONAL },
    { "Personal ID No.", IDT_ID_NATIONAL },
    { "Phone Number", IDT_ID_PHONE },
    { "Phone No.", IDT_ID_PHONE },
    { "Phone", IDT_ID_PHONE },
    { "Previous Aircraft Tail Number", IDT_ID_TAIL_NUMBER },
    { "Public Registration Number", IDT_ID_REGISTRATION },
    { "Public Security and Immigration No.", IDT_ID_OTHER },
    { "R.F.C. #", IDT_ID_TAX },
    { "R.F.C.", IDT_ID_TAX },
    { "RFC", IDT_ID_TAX },
    { "RIF #", IDT_ID_TAX },
    { "RTN", IDT_ID_TAX },
    { "RUC #", IDT_ID_TAX },
    { "RSIN", IDT_ID_TAX },
    { "Refugee ID Card", IDT_ID_NATIONAL },
    { "Registered Charity No.", IDT_ID_REGISTRATION },
    { "Registration Certificate Number (Dubai)", IDT_ID_REGISTRATION },
    { "Registration ID", IDT_ID_REGISTRATION },
    { "Registration Number", IDT_ID_REGISTRATION },
    { "Residency Number", IDT_ID_NATIONAL },
    { "Romanian C.R.", IDT_ID_REGISTRATION },
    { "Romanian Permanent Resident", IDT_ID_NATIONAL },
    { "Romanian Tax Registration", IDT_ID_TAX },
    { "SRE Permit No.", IDT_ID_REGISTRATION },
    { "SSN", IDT_ID_NATIONAL },
    { "SWIFT/BIC", IDT_ID_BIC },
    { "Seafarer's Identification Document", IDT_ID_NATIONAL },
    { "Serial No.", IDT_ID_OTHER },
    { "Stateless Person ID Card", IDT_ID_NATIONAL },
    { "Stateless Person Passport", IDT_ID_PASSPORT },
    { "TGMS", IDT_ID_OTHER },
    { "Tarjeta Profesional", IDT_ID_OTHER },
    { "Tax ID No.", IDT_ID_TAX },
    { "Tazkira National ID Card", IDT_ID_NATIONAL },
    { "Telephone No.", IDT_ID_PHONE },
    { "Telephone Number", IDT_ID_PHONE },
    { "Telephone", IDT_ID_PHONE },
    { "Telex", IDT_ID_OTHER },
    { "Tourism License No.", IDT_ID_REGISTRATION },
    { "Trade License No.", IDT_ID_REGISTRATION },
    { "Trademark number", IDT_ID_OTHER },
    { "Travel Document Number", IDT_ID_PASSPORT },
    { "Turkish Identification Number", IDT_ID_NATIONAL },
    { "U.S.A. Passport", IDT_ID_PASSPORT },
    { "UAE Identification", IDT_ID_NATIONAL },
    { "UK Company Number", IDT_ID_REGISTRATION },
    { "UN/LOCODE", IDT_ID_OTHER },
    { "US FEIN", IDT_ID_TAX },
    { "Unified Social Credit Code (USCC)", IDT_ID_REGISTRATION },
    { "United Social Credit Code Certificate (USCCC)", IDT_ID_REGISTRATION },
    { "V.A.T. Number", IDT_ID_TAX },
    { "VAT Number", IDT_ID_TAX },
    { "Vessel Call Sign", IDT_ID_CALL_SIGN },
    { "Vessel Registration Identification IMO", IDT_ID_IMO },
    { "Vessel Registration Identification MMSI", IDT_ID_MMSI },
    { "Vessel Registration Identification", IDT_ID_REGISTRATION },
    { "Vessel Registration Number", IDT_ID_REGISTRATION },
    { "VisaNumberID", IDT_ID_OTHER },
    { "Voter Identification No.", IDT_ID_NATIONAL },
    { "Website", IDT_ID_WEBSITE },
};

enum { LABEL_COUNT = sizeof labels / sizeof labels[0], LABEL_WORDS_MAX = 9 };

/* Words inside a label that is not in the table, the telling ones first. */
static const label hints[] = {
    { "passport", IDT_ID_PASSPORT },    { "tax", IDT_ID_TAX },
    { "fiscal", IDT_ID_TAX },           { "v.a.t.", IDT_ID_TAX },
    { "registr", IDT_ID_REGISTRATION }, { "company", IDT_ID_REGISTRATION },
    { "commerc", IDT_ID_REGISTRATION }, { "business", IDT_ID_REGISTRATION },
    { "trade", IDT_ID_REGISTRATION },   { "enterprise", IDT_ID_REGISTRATION },
    { "licen", IDT_ID_REGISTRATION },   { "national", IDT_ID_NATIONAL },
    { "identi", IDT_ID_NATIONAL },      { "personal", IDT_ID_NATIONAL },
    { "id card", IDT_ID_NATIONAL },     { "citizen", IDT_ID_NATIONAL },
    { "phone", IDT_ID_PHONE },
};

/* A label ends where a word ends. */
static bool ends_word(idt_span item, size_t at)
{
    return at == item.len || item.ptr[at] == ' ' || item.ptr[at] == ':' ||
           (item.ptr[at - 1] == '.' || item.ptr[at - 1] == '#');
}

static bool match_table(idt_identifier_type *type, size_t *bytes, idt_span item)
{
    *bytes = 0;
    if (item.len == 0)
        return false;
    for (size_t i = 0; i < LABEL_COUNT; i++) {
        size_t length;

        if (idt_to_lower(labels[i].text[0]) != idt_to_lower(item.ptr[0]))
            continue;
        length = strlen(labels[i].text);
        if (length > *bytes && idt_span_starts_nocase(item, labels[i].text) &&
            ends_word(item, length)) {
            *bytes = length;
            *type = labels[i].type;
        }
    }
    return *bytes > 0;
}

static bool ends_label(idt_span word)
{
    static const char *const ends[] = { "No.", "No",   "Number", "number", "#",
                                        "ID",  "Code", "Card",   "No.:" };

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (idt_span_equal_text(word, ends[i]))
            return true;
    return false;
}

static bool has_digit(idt_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (idt_is_digit(text.ptr[i]))
            return true;
    return false;
}

static idt_identifier_type type_by_words(idt_span text)
{
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
        if (idt_span_find_nocase(text, hints[i].text) != SIZE_MAX)
            return hints[i].type;
    return IDT_ID_OTHER;
}

/* "Chamber of Trade No. 17 (Aruba)": up to a word that ends labels, before something with digits.
 */
static bool match_shape(idt_identifier_type *type, size_t *bytes, idt_span item)
{
    size_t start = 0;

    if (item.len == 0 || !idt_is_upper(item.ptr[0]))
        return false;
    for (size_t words = 0; words < LABEL_WORDS_MAX && start < item.len; words++) {
        idt_span rest = idt_span_sub(item, start, item.len);
        size_t space = idt_span_find(rest, " ");
        idt_span word = space == SIZE_MAX ? rest : idt_span_sub(rest, 0, space);
        idt_span behind = idt_span_sub(rest, word.len, rest.len);

        if (has_digit(word))
            return false;
        if (words > 0 && ends_label(word) && has_digit(behind)) {
            *bytes = start + word.len;
            *type = type_by_words(idt_span_sub(item, 0, *bytes));
            return true;
        }
        start += word.len + 1;
    }
    return false;
}

size_t idt_ofac_label_bytes(idt_identifier_type *type, idt_span item)
{
    size_t bytes = 0;

    if (match_table(type, &bytes, item) || match_shape(type, &bytes, item))
        return bytes;
    return 0;
}

/* ---- values ---- */

/* Cut " issued 18 Jan 1984 ..." or " expires 2015 ..." off; what follows the date is a note. */
static void take_dated(idt_identifier *identifier, const char *word, idt_ymd *out)
{
    size_t at = idt_span_find(identifier->value, word);
    idt_date_range range;

    if (at == SIZE_MAX)
        return;
    idt_span date =
        idt_span_trim(idt_span_sub(identifier->value, at + strlen(word), identifier->value.len));
    if (idt_date_parse(&range, date)) {
        *out = range.from;
    } else { /* "issued 21 Jun 1992 in Amman, Jordan" */
        size_t in = idt_span_find(date, " in ");
        if (in != SIZE_MAX && idt_date_parse(&range, idt_span_sub(date, 0, in)))
            *out = range.from;
        identifier->note = idt_span_trim(idt_span_sub(identifier->value, at, SIZE_MAX));
    }
    identifier->value = idt_span_trim(idt_span_sub(identifier->value, 0, at));
}

/* Where the last "(...)" at the end of the value opens; SIZE_MAX when there is none. */
static size_t last_group(idt_span value)
{
    size_t depth = 0;

    if (!idt_span_ends(value, ")"))
        return SIZE_MAX;
    for (size_t i = value.len; i > 0; i--) {
        if (value.ptr[i - 1] == ')')
            depth++;
        if (value.ptr[i - 1] == '(' && --depth == 0)
            return i - 1;
    }
    return SIZE_MAX;
}

/* Text in parentheses at the end of the value, which it is cut off from. Parentheses without a
 * blank before them ("D489833(9)") or with digits belong to the number: then nothing. */
static idt_span take_group(idt_identifier *identifier)
{
    idt_span value = identifier->value;
    size_t open = last_group(value);

    if (open == SIZE_MAX || open == 0 || value.ptr[open - 1] != ' ')
        return IDT_SPAN_EMPTY;
    idt_span inside = idt_span_trim(idt_span_sub(value, open + 1, value.len - 1));
    for (size_t i = 0; i < inside.len; i++)
        if (idt_is_digit(inside.ptr[i]))
            return IDT_SPAN_EMPTY;
    identifier->value = idt_span_trim(idt_span_sub(value, 0, open));
    return inside;
}

/* "1084010 (Egypt)", "HRA 738077 (Stuttgart) (Germany)": the last one is the country, one before
 * it, or one that is no country, a note. */
static void take_country(idt_identifier *identifier)
{
    idt_span inside = take_group(identifier);
    idt_country country = idt_country_of(inside);

    if (country.code[0]) {
        identifier->country = country;
        inside = take_group(identifier);
    }
    if (inside.len && identifier->note.len == 0)
        identifier->note = inside;
}

/* Every number has a digit, except call signs, tickers and the like. */
static bool holds_number(idt_identifier_type type, idt_span value)
{
    if (type == IDT_ID_BIC || type == IDT_ID_CALL_SIGN || type == IDT_ID_TAIL_NUMBER ||
        type == IDT_ID_OTHER)
        return value.len > 0;
    for (size_t i = 0; i < value.len; i++)
        if (idt_is_digit(value.ptr[i]))
            return true;
    return false;
}

/* OFAC's "Legal Entity Number" is an LEI (ISO 17442: 20 characters), or a Dutch company's number.
 */
static void settle_type(idt_identifier *identifier)
{
    enum { LEI_CHARS = 20 };

    if (identifier->type == IDT_ID_LEI && identifier->value.len != LEI_CHARS)
        identifier->type = IDT_ID_REGISTRATION;
}

static idt_span without_marks(idt_span value)
{
    value = idt_span_trim(value);
    while (value.len && (value.ptr[0] == ':' || value.ptr[0] == '#'))
        value = idt_span_trim(idt_span_sub(value, 1, value.len));
    return value;
}

bool idt_ofac_identifier_read(idt_identifier *out, idt_span item)
{
    idt_identifier_type type;
    size_t bytes = idt_ofac_label_bytes(&type, item);

    if (bytes == 0)
        return false;
    memset(out, 0, sizeof *out);
    out->type = type;
    out->label = idt_span_sub(item, 0, bytes);
    out->value = idt_span_sub(item, bytes, item.len);
    out->country.text = out->note = IDT_SPAN_EMPTY;
    if (out->type != IDT_ID_WEBSITE && out->type != IDT_ID_EMAIL) {
        take_dated(out, " expires ", &out->expires);
        take_dated(out, " issued ", &out->issued);
        out->value = without_marks(out->value);
        take_country(out);
        settle_type(out);
        return holds_number(out->type, out->value); /* "Passport and National ID were issued" */
    }
    out->value = without_marks(out->value);
    return out->value.len > 0;
}
