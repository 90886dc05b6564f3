/* subject.h - whom does somebody want screened?
 *
 * What a customer file, a request or a command line says about one party. Plain data; arrays and
 * spans belong to whoever filled them. */
#ifndef IDT_MODEL_SUBJECT_H
#define IDT_MODEL_SUBJECT_H

#include "model/party.h"

typedef struct {
    idt_identifier_type type; /* IDT_ID_OTHER: any kind */
    idt_span value;           /* as given */
} idt_subject_identifier;

typedef struct {
    idt_span id;
    const idt_span *names; /* the name, then aliases */
    size_t name_count;
    idt_party_type type; /* IDT_PARTY_UNKNOWN: not stated */
    idt_gender gender;
    const idt_date_range *births;
    size_t birth_count;
    const idt_country *countries; /* nationalities and countries of residence */
    size_t country_count;
    const idt_subject_identifier *identifiers;
    size_t identifier_count;
} idt_subject;

#endif
