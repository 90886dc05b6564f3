/* uk_remarks.c - the tagged remarks of the consolidated list, and every value they hold.
 *
 *     (UK Sanctions List Ref):DPR0188. (UN Ref):KPe.031. (UK Statement of Reasons):...
 *
 * Only the tags below part the text: statements write "(2022):" and "(ISIL):" of their own. Words
 * behind a reference are the publisher's remarks. The UK Sanctions List has the same values in
 * elements and columns of their own. */
#include "lists/uk_internal.h"

#include <string.h>

static const struct {
    const char *words;
    idt_uk_remark kind;
} tags[] = {
    { "(UK Sanctions List Ref):", IDT_UK_LIST_REFERENCE },
    { "(UN Ref):", IDT_UK_UN_REFERENCE },
    { "(UK Statement of Reasons):", IDT_UK_REASONS },
    { "(Gender):", IDT_UK_GENDER },
    { "(Phone number):", IDT_UK_PHONE },
    { "(Email address):", IDT_UK_EMAIL },
    { "(Website):", IDT_UK_WEBSITE },
    { "(Type of entity):", IDT_UK_ENTITY_TYPE },
    { "(Parent company):", IDT_UK_PARENT },
    { "(Subsidiaries):", IDT_UK_SUBSIDIARY },
    { "(Business Reg No):", IDT_UK_BUSINESS_NUMBER },
    { "(IMO number):", IDT_UK_IMO },
    { "(Current owners):", IDT_UK_OWNER },
    { "(Previous owners):", IDT_UK_FORMER_OWNER },
    { "(Flag of ship):", IDT_UK_FLAG },
    { "(Previous flags):", IDT_UK_FORMER_FLAG },
    { "(Type of ship):", IDT_UK_SHIP_TYPE },
    { "(Tonnage of ship):", IDT_UK_TONNAGE },
    { "(Tonnage):", IDT_UK_TONNAGE },
    { "(Length of ship):", IDT_UK_LENGTH },
    { "(Year built):", IDT_UK_BUILT },
    { "(Hull identification number (HIN)):", IDT_UK_HULL },
    { "(Hull identification number):", IDT_UK_HULL },
    { "(Other Information):", IDT_UK_COMMENT },
};

/* What the remarks say where an entry bears more than the freeze. */
#define BESIDE_FREEZE "Financial sanctions imposed in addition to an asset freeze: "

/* --- references --- */

static bool is_word(char c)
{
    return idt_is_alpha(c) || idt_is_digit(c);
}

/* "KPe.031" at the beginning; "CDi. 040" is one too. Its length, or 0. */
static size_t un_reference_length(idt_span text)
{
    size_t at = 3;

    if (text.len < 5 || !idt_is_alpha(text.ptr[0]) || !idt_is_alpha(text.ptr[1]) ||
        !idt_is_alpha(text.ptr[2]) || text.ptr[at++] != '.')
        return 0;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    size_t digits = at;
    while (at < text.len && idt_is_digit(text.ptr[at]))
        at++;
    return at > digits ? at : 0;
}

static void add_un_reference(idt_uk_reader *self, idt_span text)
{
    char uid[32];
    size_t length = 0;

    for (size_t i = 0; i < text.len && length < sizeof uid; i++)
        if (text.ptr[i] != ' ')
            uid[length++] = text.ptr[i];
    idt_uk_add_reference(self, "un_sc_sanctions", (idt_span){ uid, length });
}

/* The reference at the beginning; what follows is a remark. */
static void read_reference(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    size_t length = un_reference_length(text);

    if (length > 0) {
        add_un_reference(self, idt_span_sub(text, 0, length));
        if (kind == IDT_UK_LIST_REFERENCE)
            idt_uk_warn(self, "misplaced-reference", "the UK's reference is one of the UN",
                        idt_span_sub(text, 0, length));
    } else {
        while (length < text.len && is_word(text.ptr[length]))
            length++;
        idt_span uid = idt_span_sub(text, 0, length);
        if (length > 0 && kind == IDT_UK_LIST_REFERENCE)
            idt_uk_add_reference(self, "gb_fcdo_sanctions", uid);
        else
            idt_uk_warn(self, "unknown-reference", "no reference of that list", text), length = 0;
    }
    idt_span rest = idt_span_trim(idt_span_sub(text, length, text.len));
    while (rest.len > 0 && strchr(".,;", rest.ptr[0]))
        rest = idt_span_trim(idt_span_sub(rest, 1, rest.len));
    idt_uk_add_fact(self, "comment", rest);
}

bool idt_uk_remarks_follow_un(idt_span remarks)
{
    const char *own = tags[0].words;

    return idt_span_find(remarks, "(UN Ref):") != SIZE_MAX ||
           (idt_span_starts(remarks, own) &&
            un_reference_length(idt_span_sub(remarks, strlen(own), remarks.len)) > 0);
}

idt_span idt_uk_measures_of(idt_uk_reader *self, idt_span remarks)
{
    size_t at = idt_span_find(remarks, BESIDE_FREEZE);

    if (at == SIZE_MAX)
        return IDT_SPAN_EMPTY;
    idt_span rest = idt_span_sub(remarks, at + strlen(BESIDE_FREEZE), remarks.len);
    size_t end = idt_span_find(rest, ". ");
    if (end == SIZE_MAX)
        end = rest.len;
    return idt_arena_format(&self->lists->arena, "Asset freeze|%.*s", (int)end, rest.ptr);
}

/* --- several values in one text --- */

/* "Ansar Bank. Mehr Bank" parts at the dot, "IMENI M.T. KALASHNIKOVA" does not. */
static size_t sentence_length(idt_span text)
{
    for (size_t i = 1; i + 1 < text.len; i++) {
        bool initial = idt_is_upper(text.ptr[i - 1]) && (i == 1 || !is_word(text.ptr[i - 2]));
        bool aside = i + 2 < text.len && text.ptr[i + 2] == '(';
        if (text.ptr[i] == '.' && idt_is_blank(text.ptr[i + 1]) && !initial && !aside)
            return i;
    }
    return text.len;
}

static size_t word_length(idt_span text)
{
    size_t i = 0;

    while (i < text.len && !idt_is_blank(text.ptr[i]) && text.ptr[i] != ',' && text.ptr[i] != ';')
        i++;
    return i < text.len ? i : text.len;
}

/* Addresses of sites hold blanks by accident: only where another one follows does one end. */
static size_t site_length(idt_span text)
{
    for (size_t i = 1; i + 1 < text.len; i++) {
        idt_span rest = idt_span_sub(text, i + 1, text.len);
        if (idt_is_blank(text.ptr[i]) &&
            (strchr(".,;", text.ptr[i - 1]) || idt_span_starts_nocase(rest, "http") ||
             idt_span_starts_nocase(rest, "www.")))
            return i;
    }
    return text.len;
}

static size_t whole_length(idt_span text)
{
    return text.len;
}

typedef void add_value(idt_uk_reader *self, idt_uk_remark kind, idt_span text);

/* Numbered values, and within each what `length` parts. */
static void add_each(idt_uk_reader *self, idt_uk_remark kind, idt_span text,
                     size_t (*length)(idt_span), add_value *add)
{
    idt_uk_items items = IDT_UK_ITEMS_INIT;

    idt_uk_items_split(&items, text);
    for (size_t i = 0; i < items.count; i++) {
        idt_span rest = idt_span_trim(items.items[i].text);
        while (rest.len > 0) {
            size_t end = length(rest);
            idt_span part = idt_span_trim(idt_span_sub(rest, 0, end));
            while (part.len > 0 && strchr(";,", part.ptr[part.len - 1]))
                part = idt_span_trim(idt_span_sub(part, 0, part.len - 1));
            if (part.len > 0)
                add(self, kind, part);
            rest = idt_span_trim(idt_span_sub(rest, end < rest.len ? end + 1 : end, rest.len));
        }
    }
    idt_uk_items_release(&items);
}

/* --- values --- */

static void add_contact(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    idt_identifier contact = { .type = IDT_ID_PHONE,
                               .value = text,
                               .label = IDT_SPAN_EMPTY,
                               .note = IDT_SPAN_EMPTY,
                               .country = { IDT_SPAN_EMPTY, "" } };

    while (kind != IDT_UK_PHONE && text.len > 0 && strchr(".", text.ptr[text.len - 1]))
        contact.value = text = idt_span_sub(text, 0, text.len - 1);
    if (kind == IDT_UK_EMAIL && idt_span_find(text, "@") == SIZE_MAX) {
        idt_uk_add_fact(self, "e-mail", text);
        return;
    }
    if (kind == IDT_UK_FAX)
        contact.label = IDT_SPAN_LIT("Fax");
    contact.type = kind == IDT_UK_EMAIL     ? IDT_ID_EMAIL
                   : kind == IDT_UK_WEBSITE ? IDT_ID_WEBSITE
                                            : IDT_ID_PHONE;
    idt_uk_add_identifier(self, contact);
}

static void add_fact_of(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    const char *key = kind == IDT_UK_ENTITY_TYPE ? "organization type"
                      : kind == IDT_UK_SHIP_TYPE ? "vessel type"
                      : kind == IDT_UK_TONNAGE   ? "tonnage"
                                                 : "length";
    idt_uk_add_fact(self, key, text);
}

static void add_flag(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    idt_uk_add_countries(self, kind == IDT_UK_FLAG ? IDT_COUNTRY_FLAG : IDT_COUNTRY_FORMER_FLAG,
                         text);
}

static void add_imo(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    idt_identifier number = { .type = kind == IDT_UK_IMO ? IDT_ID_IMO : IDT_ID_OTHER,
                              .label = kind == IDT_UK_IMO
                                           ? IDT_SPAN_LIT("IMO number")
                                           : IDT_SPAN_LIT("Hull identification number (HIN)"),
                              .value = text,
                              .note = IDT_SPAN_EMPTY,
                              .country = { IDT_SPAN_EMPTY, "" } };

    if (kind == IDT_UK_IMO && idt_span_starts_nocase(text, "imo"))
        number.value = idt_span_trim(idt_span_sub(text, 3, text.len));
    idt_uk_add_identifier(self, number);
}

static void add_association(idt_uk_reader *self, idt_association association)
{
    const idt_span texts[] = { association.label, association.target, association.target_uid };

    if (!idt_uk_is_new(self, "association", texts, 3))
        return;
    association.target = idt_uk_keep(self, association.target);
    association.target_uid = idt_uk_keep(self, association.target_uid);
    association.note = idt_uk_keep(self, association.note);
    association.quality = IDT_SPAN_EMPTY;
    association.source = self->source;
    idt_party_add_association(self->party, &self->lists->arena, association);
}

/* "Subsidiary of the Ministry of Defence" names the ministry; the whole stays as the note. */
static void strip_words(idt_association *association, idt_span text)
{
    static const char *const leads[] = {
        "Subsidiary of the ",   "Subsidiary of ", "Subsidiary organisation of the ",
        "Owned/controlled by ", "Owned by ",      "Controlled by "
    };

    association->target = text;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (idt_span_starts_nocase(text, leads[i])) {
            association->target = idt_span_sub(text, strlen(leads[i]), text.len);
            association->note = text;
            return;
        }
}

static bool is_group_id(idt_span text)
{
    uint32_t number;
    return text.len == 5 && idt_span_to_u32(text, &number);
}

static void add_relation(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    idt_association to = { .relation = IDT_RELATION_OWNED_BY,
                           .target = IDT_SPAN_EMPTY,
                           .target_uid = IDT_SPAN_EMPTY,
                           .note = IDT_SPAN_EMPTY };
    size_t parent = idt_span_find_nocase(text, " (parent)");

    to.label = kind == IDT_UK_PARENT       ? IDT_SPAN_LIT("Parent company")
               : kind == IDT_UK_SUBSIDIARY ? IDT_SPAN_LIT("Subsidiaries")
               : kind == IDT_UK_OWNER      ? IDT_SPAN_LIT("Current owners")
                                           : IDT_SPAN_LIT("Previous owners");
    if (kind == IDT_UK_FORMER_OWNER)
        to.note = IDT_SPAN_LIT("former");
    strip_words(&to, text);
    if (kind == IDT_UK_SUBSIDIARY && parent == SIZE_MAX)
        to.relation = IDT_RELATION_OWNS;
    if (kind == IDT_UK_SUBSIDIARY && parent != SIZE_MAX) {
        to.target = idt_span_sub(text, 0, parent);
        to.note = text;
    }
    if (is_group_id(text)) { /* a number of the same list where a name should be */
        to.target_uid = text;
        to.target = IDT_SPAN_EMPTY;
    }
    add_association(self, to);
}

/* "+98 21 222 (Fax): +98 21 223": each behind its own word. */
static void add_phones(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    while (text.len > 0) {
        size_t fax = idt_span_find_nocase(text, "(fax):");
        size_t telephone = idt_span_find_nocase(text, "(tel):");
        size_t at = fax < telephone ? fax : telephone;
        idt_span part = idt_span_trim(at == SIZE_MAX ? text : idt_span_sub(text, 0, at));

        while (part.len > 0 && strchr(".;,", part.ptr[part.len - 1]))
            part = idt_span_trim(idt_span_sub(part, 0, part.len - 1));
        if (part.len > 0)
            add_contact(self, kind, part);
        if (at == SIZE_MAX)
            return;
        kind = at == fax ? IDT_UK_FAX : IDT_UK_PHONE;
        text = idt_span_sub(text, at + strlen("(fax):"), text.len);
    }
}

/* --- business numbers --- */

static bool has_digit(idt_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (idt_is_digit(text.ptr[i]))
            return true;
    return false;
}

static bool is_tax_label(idt_span label)
{
    static const char *const words[] = { "tax", "TIN", "INN", "VAT", "fiscal" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (idt_span_find_nocase(label, words[i]) != SIZE_MAX)
            return true;
    return false;
}

/* "TIN - 1841015504", "Tax Identification Number: INN: 7811550230", "1905 (Company registration
 * number)", "Russia INN – 6167128827": the number is the one run without blanks that has digits;
 * what stands around it is the label. */
static void add_business_number(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    idt_identifier number = { .type = IDT_ID_REGISTRATION,
                              .value = text,
                              .label = IDT_SPAN_LIT("Business Reg No"),
                              .note = IDT_SPAN_EMPTY,
                              .country = { IDT_SPAN_EMPTY, "" } };
    size_t from = 0, to;
    (void)kind;

    while (from < text.len && !idt_is_digit(text.ptr[from]))
        from++;
    while (from > 0 && !idt_is_blank(text.ptr[from - 1]) && !strchr(":(", text.ptr[from - 1]))
        from--;
    for (to = from; to < text.len && !idt_is_blank(text.ptr[to]) && !strchr(",;()", text.ptr[to]);)
        to++;
    idt_span before = idt_span_trim(idt_span_sub(text, 0, from));
    idt_span behind = idt_span_trim(idt_span_sub(text, to, text.len));
    if (!has_digit(text)) {
        idt_uk_add_fact(self, "business registration", text);
        return;
    }
    if (!has_digit(behind)) {
        number.value = idt_span_sub(text, from, to);
        while (number.value.len > 0 && strchr(".", number.value.ptr[number.value.len - 1]))
            number.value.len--;
        if (before.len > 0 || behind.len > 0)
            number.note = text;
    }
    if (is_tax_label(before) || (!has_digit(behind) && is_tax_label(behind)))
        number.type = IDT_ID_TAX;
    if (idt_span_find(before, "KPP") != SIZE_MAX)
        number.type = IDT_ID_OTHER; /* why a company is taxed there; companies share it */
    idt_uk_add_identifier(self, number);
}

/* --- the kinds --- */

static void add_gender(idt_uk_reader *self, idt_span text)
{
    idt_gender gender;

    while (text.len > 0 && strchr(". ", text.ptr[text.len - 1]))
        text.len--;
    if (idt_gender_parse(&gender, text))
        self->party->gender = gender;
    else
        idt_uk_add_fact(self, "gender", text);
}

void idt_uk_add_remark(idt_uk_reader *self, idt_uk_remark kind, idt_span text)
{
    text = idt_span_trim(text);
    if (text.len == 0)
        return;
    switch (kind) {
    case IDT_UK_COMMENT:
        idt_uk_add_fact(self, "comment", text);
        break;
    case IDT_UK_REASONS:
        idt_uk_add_fact(self, "statement of reasons", text);
        break;
    case IDT_UK_LIST_REFERENCE:
    case IDT_UK_UN_REFERENCE:
        read_reference(self, kind, text);
        break;
    case IDT_UK_GENDER:
        add_gender(self, text);
        break;
    case IDT_UK_PHONE:
    case IDT_UK_FAX:
        add_each(self, kind, text, sentence_length, add_phones);
        break;
    case IDT_UK_EMAIL:
        add_each(self, kind, text, word_length, add_contact);
        break;
    case IDT_UK_WEBSITE:
        add_each(self, kind, text, site_length, add_contact);
        break;
    case IDT_UK_ENTITY_TYPE:
    case IDT_UK_SHIP_TYPE:
    case IDT_UK_TONNAGE:
    case IDT_UK_LENGTH:
        add_each(self, kind, text, whole_length, add_fact_of);
        break;
    case IDT_UK_PARENT:
    case IDT_UK_SUBSIDIARY:
    case IDT_UK_OWNER:
    case IDT_UK_FORMER_OWNER:
        add_each(self, kind, text, sentence_length, add_relation);
        break;
    case IDT_UK_BUSINESS_NUMBER:
        add_each(self, kind, text, sentence_length, add_business_number);
        break;
    case IDT_UK_IMO:
    case IDT_UK_HULL:
        add_each(self, kind, text, whole_length, add_imo);
        break;
    case IDT_UK_FLAG:
    case IDT_UK_FORMER_FLAG:
        add_each(self, kind, text, sentence_length, add_flag);
        break;
    case IDT_UK_BUILT:
        idt_uk_add_dates(self, IDT_DATE_BUILT, text);
        break;
    case IDT_UK_REMARK_COUNT:
        break;
    }
}

/* The tag at the beginning of the text, or NULL as its words. */
static size_t tag_at(idt_span text)
{
    size_t i = 0;

    while (i < sizeof tags / sizeof *tags && !idt_span_starts(text, tags[i].words))
        i++;
    return i;
}

void idt_uk_add_tagged(idt_uk_reader *self, idt_span text)
{
    const size_t none = sizeof tags / sizeof *tags;
    size_t from = 0, open = none;

    if (text.len == 0 || !idt_uk_is_new(self, "remarks", &text, 1))
        return;
    for (size_t at = 0; at <= text.len; at++) {
        size_t found = none;
        if (at < text.len && text.ptr[at] == '(')
            found = tag_at(idt_span_sub(text, at, text.len));
        if (found == none && at < text.len)
            continue;
        idt_span value = idt_span_sub(text, from, at);
        idt_uk_add_remark(self, open == none ? IDT_UK_COMMENT : tags[open].kind, value);
        if (at == text.len)
            break;
        open = found;
        from = at + strlen(tags[found].words);
    }
}
