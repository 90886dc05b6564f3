/* identifier.c - when are two numbers the same number?
 *
 * Publishers and customers write one passport number with blanks, dashes, a "No." or in small
 * letters. The comparable form keeps letters and digits. It does not check digits: a listed IMO
 * number with a wrong check digit is still the number that is listed. */
#include "model/party.h"

#include <string.h>

/* An EVM address: "0x" and 40 hexadecimal digits. */
enum { EVM_CHARACTERS = 42 };
enum { BIC_CHARACTERS = 8, BIC_BRANCH_CHARACTERS = 11 };

bool idt_identifier_is_strong(idt_identifier_type type)
{
    switch (type) {
    case IDT_ID_PASSPORT:
    case IDT_ID_NATIONAL:
    case IDT_ID_TAX:
    case IDT_ID_REGISTRATION:
    case IDT_ID_IMO:
    case IDT_ID_MMSI:
    case IDT_ID_BIC:
    case IDT_ID_LEI:
    case IDT_ID_WALLET:
    case IDT_ID_TAIL_NUMBER:
    case IDT_ID_ISIN:
        return true;
    /* A serial number is unique within one manufacturer only: Airbus and Boeing both built a
     * "164". Call signs are reassigned; mail, phone and web are shared. */
    case IDT_ID_AIRCRAFT_SERIAL:
    case IDT_ID_CALL_SIGN:
    case IDT_ID_EMAIL:
    case IDT_ID_PHONE:
    case IDT_ID_WEBSITE:
    case IDT_ID_OTHER:
    case IDT_ID_TYPE_COUNT:
        return false;
    }
    return false;
}

/* One character of UTF-8 at `at`; its length, or 0 where the bytes are no UTF-8. */
static size_t read_utf8(uint32_t *out, idt_span text, size_t at)
{
    unsigned char lead = (unsigned char)text.ptr[at];
    size_t length = lead < 0x80   ? 1
                    : lead < 0xc2 ? 0
                    : lead < 0xe0 ? 2
                    : lead < 0xf0 ? 3
                    : lead < 0xf5 ? 4
                                  : 0;
    if (length == 0 || text.len - at < length)
        return 0;
    uint32_t value = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)text.ptr[at + i];
        if ((next & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3f);
    }
    *out = value;
    return length;
}

/* Digits of other scripts, full-width forms, and the Cyrillic letters that look like Latin ones:
 * a Belarusian passport MP2404691 is typed in either script. 0 when there is no ASCII equal. */
static char to_ascii(uint32_t c)
{
    static const struct {
        uint16_t upper, lower;
        char latin;
    } cyrillic[] = {
        { 0x0410, 0x0430, 'A' }, { 0x0412, 0x0432, 'B' }, { 0x0415, 0x0435, 'E' },
        { 0x041a, 0x043a, 'K' }, { 0x041c, 0x043c, 'M' }, { 0x041d, 0x043d, 'H' },
        { 0x041e, 0x043e, 'O' }, { 0x0420, 0x0440, 'P' }, { 0x0421, 0x0441, 'C' },
        { 0x0422, 0x0442, 'T' }, { 0x0425, 0x0445, 'X' }, { 0x0406, 0x0456, 'I' },
        { 0x0405, 0x0455, 'S' }, { 0x0408, 0x0458, 'J' },
    };
    if (c < 0x80)
        return (char)c;
    if (c >= 0x0660 && c <= 0x0669) /* Arabic-Indic */
        return (char)('0' + (c - 0x0660));
    if (c >= 0x06f0 && c <= 0x06f9) /* Persian */
        return (char)('0' + (c - 0x06f0));
    if (c >= 0xff01 && c <= 0xff5e) /* full width */
        return (char)(c - 0xff01 + 0x21);
    for (size_t i = 0; i < sizeof cyrillic / sizeof *cyrillic; i++)
        if (c == cyrillic[i].upper || c == cyrillic[i].lower)
            return cyrillic[i].latin;
    return 0;
}

/* Signs outside ASCII: Latin-1 signs, general punctuation, letterlike (the numero sign), CJK. */
static bool is_foreign_sign(uint32_t c)
{
    return c < 0xc0 || (c >= 0x2000 && c <= 0x206f) || (c >= 0x2100 && c <= 0x214f) ||
           (c >= 0x3000 && c <= 0x303f) || c == 0xfeff || c == 0xfffd;
}

typedef enum { CASE_UPPER, CASE_KEPT } letter_case;

/* Letters and digits only; bytes that are no UTF-8 are left out. */
static void add_alphanumeric(idt_buf *out, idt_span value, letter_case folding)
{
    uint32_t c;
    size_t length;
    for (size_t at = 0; at < value.len; at += length ? length : 1) {
        length = read_utf8(&c, value, at);
        if (length == 0)
            continue;
        char ascii = to_ascii(c);
        if (idt_is_digit(ascii) || idt_is_alpha(ascii))
            idt_buf_add_char(out, folding == CASE_UPPER ? idt_to_upper(ascii) : ascii);
        else if (ascii == 0 && !is_foreign_sign(c))
            idt_buf_add(out, value.ptr + at, length);
    }
}

static void add_digits(idt_buf *out, idt_span value)
{
    size_t from = out->len;
    size_t kept = from;
    add_alphanumeric(out, value, CASE_UPPER);
    for (size_t i = from; i < out->len; i++)
        if (idt_is_digit(out->ptr[i]))
            out->ptr[kept++] = out->ptr[i];
    out->len = kept;
}

static void fold_lower(idt_buf *out, size_t from)
{
    for (size_t i = from; i < out->len; i++)
        out->ptr[i] = idt_to_lower(out->ptr[i]);
}

/* Takes out the first `count` characters behind `from`. */
static void drop_front(idt_buf *out, size_t from, size_t count)
{
    memmove(out->ptr + from, out->ptr + from + count, out->len - from - count);
    out->len -= count;
}

static bool is_bech32(idt_span address)
{
    static const char *const prefixes[] = { "bc1", "tb1", "ltc1", "addr1", "bitcoincash" };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (idt_span_starts_nocase(address, prefixes[i]))
            return true;
    return false;
}

/* Base58 (Bitcoin, Tron, Ripple, Monero) means different addresses in different case; the hex of
 * EVM chains and bech32 do not. */
static void add_wallet(idt_buf *out, idt_span value)
{
    size_t from = out->len;
    add_alphanumeric(out, value, CASE_KEPT);
    if (out->len == from)
        return;
    idt_span address = { out->ptr + from, out->len - from };
    bool evm = address.len == EVM_CHARACTERS && idt_span_starts_nocase(address, "0x");
    if (evm || is_bech32(address))
        fold_lower(out, from);
    if (idt_span_starts(address, "bitcoincash"))
        drop_front(out, from, strlen("bitcoincash"));
}

static void add_bic(idt_buf *out, idt_span value)
{
    size_t from = out->len;
    add_alphanumeric(out, value, CASE_UPPER);
    if (out->len == from)
        return;
    idt_span bic = { out->ptr + from, out->len - from };
    /* "XXX" names the head office, which the eight characters alone also name. */
    if (bic.len == BIC_BRANCH_CHARACTERS && idt_span_ends(bic, "XXX"))
        out->len = from + BIC_CHARACTERS;
}

static void add_phone(idt_buf *out, idt_span value)
{
    size_t from = out->len;
    add_digits(out, value);
    if (out->len - from > 2 && out->ptr[from] == '0' && out->ptr[from + 1] == '0')
        drop_front(out, from, 2); /* 00 is the + of an international number */
}

static void add_folded_text(idt_buf *out, idt_span value)
{
    size_t from = out->len;
    for (size_t i = 0; i < value.len; i++)
        if (!idt_is_blank(value.ptr[i]))
            idt_buf_add_char(out, value.ptr[i]);
    fold_lower(out, from);
}

static void add_website(idt_buf *out, idt_span value)
{
    static const char *const prefixes[] = { "http://", "https://", "www." };
    value = idt_span_trim(value);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (idt_span_starts_nocase(value, prefixes[i]))
            value = idt_span_sub(value, strlen(prefixes[i]), value.len);
    while (idt_span_ends(value, "/"))
        value.len--;
    add_folded_text(out, value);
}

void idt_identifier_normalise(idt_buf *out, idt_identifier_type type, idt_span value)
{
    switch (type) {
    case IDT_ID_IMO:
    case IDT_ID_MMSI:
        add_digits(out, value);
        break;
    case IDT_ID_BIC:
        add_bic(out, value);
        break;
    case IDT_ID_WALLET:
        add_wallet(out, value);
        break;
    case IDT_ID_EMAIL:
        add_folded_text(out, value);
        break;
    case IDT_ID_WEBSITE:
        add_website(out, value);
        break;
    case IDT_ID_PHONE:
        add_phone(out, value);
        break;
    default:
        add_alphanumeric(out, value, CASE_UPPER);
        break;
    }
}
