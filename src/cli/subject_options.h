/* subject_options.h - the subject that a command line describes. */
#ifndef IDT_CLI_SUBJECT_OPTIONS_H
#define IDT_CLI_SUBJECT_OPTIONS_H

#include "cli/arguments.h"
#include "model/subject.h"

/* The options every command that takes a subject has; put them into its table. */
#define IDT_SUBJECT_OPTIONS                                                                        \
    { "type", 0, "TYPE", "person, organization, vessel or aircraft" },                             \
        { "alias", 0, "NAME", "another name; several with ;" },                                    \
        { "birth-date", 0, "DATE", "1962-02-18, 1962-02, 1962; for companies when established" },  \
        { "gender", 0, "WORD", "male or female" },                                                 \
        { "nationality", 0, "COUNTRY", "code or name; several with ;" },                           \
        { "country", 0, "COUNTRY", "of residence; several with ;" },                               \
        { "identifier", 0, "NUMBER", "passport, IMO, BIC ...; several with ;" },                   \
    {                                                                                              \
        "identifier-type", 0, "TYPE", "passport, national, tax, registration, imo, bic, lei ..."   \
    }

/* Everything but the names; arrays in `arena`. IDT_OK or IDT_E_USAGE. */
idt_status idt_subject_from_options(idt_subject *out, const idt_arguments *arguments,
                                    idt_arena *arena, idt_err *err) IDT_MUST_USE;
/* A subject of this name and the options' aliases. */
void idt_subject_set_name(idt_subject *self, const idt_arguments *arguments, const char *name,
                          idt_arena *arena);

#endif
