/* own_internal.h - an institution's own list while it is read: own_csv.c takes the rows,
 * own_values.c makes facts of the values. */
#ifndef IDT_LISTS_OWN_INTERNAL_H
#define IDT_LISTS_OWN_INTERNAL_H

#include "base/strmap.h"
#include "lists/list_table.h"

typedef enum {
    IDT_OWN_LIST,
    IDT_OWN_ID,
    IDT_OWN_NAME,
    IDT_OWN_TYPE,
    IDT_OWN_GENDER,
    IDT_OWN_SINGLE_COUNT, /* those above have one column and one value in it */
    IDT_OWN_PROGRAMME = IDT_OWN_SINGLE_COUNT,
    IDT_OWN_EFFECT,
    IDT_OWN_AUTHORITY,
    IDT_OWN_LISTED_ON,
    IDT_OWN_ALIAS,   /* what: idt_name_kind; quality */
    IDT_OWN_DATE,    /* what: idt_date_kind */
    IDT_OWN_COUNTRY, /* what: idt_country_role */
    IDT_OWN_ADDRESS, /* what: idt_address_role */
    IDT_OWN_NUMBER,  /* what: idt_identifier_type */
    IDT_OWN_IDENTIFIER,
    IDT_OWN_TIE,
    IDT_OWN_REFERENCE,
    IDT_OWN_FACT, /* key: of the fact */
} idt_own_use;

typedef struct {
    const char *name;
    idt_own_use use;
    int what;
    idt_quality quality;
    const char *key;
} idt_own_field;

typedef struct {
    idt_lists *lists;
    idt_list_table *table;
    idt_arena scratch;
    const idt_own_field **fields;        /* by column; NULL: a column that is not known */
    size_t single[IDT_OWN_SINGLE_COUNT]; /* columns; SIZE_MAX: none */
    idt_strmap ids;                      /* numbered as the parties of the edition */
    idt_strmap seen;                     /* what is said of each party */
    size_t first;                        /* number of the edition's first party */
    uint32_t party;                      /* of the row, counted from `first` */
    idt_err err;                         /* of a value */
} idt_own_list;

idt_party *idt_own_party(const idt_own_list *self); /* of the row */
/* Is it the first time that this is said of the row's party? */
bool idt_own_is_new(idt_own_list *self, const char *kind, idt_span value);
/* Fail the reading at the row's line and this column; false. */
bool idt_own_wrong(idt_own_list *self, size_t column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* One value of a column as a fact of the row's party. False: it is wrong, and err says why. */
bool idt_own_add_value(idt_own_list *self, size_t column, const idt_own_field *field,
                       idt_span value);
/* Once all rows are read: names for the ids that ties point to. */
void idt_own_settle_ties(idt_own_list *self);

#endif
