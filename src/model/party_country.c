/* party_country.c - a country as it is written, with its code where the table knows it. */
#include "model/country.h"
#include "model/party.h"

#include <string.h>

idt_country idt_country_of(idt_span text)
{
    idt_country country = { text, "" };
    if (text.len == 0 || !idt_country_find(country.code, text))
        memset(country.code, 0, sizeof country.code);
    return country;
}
