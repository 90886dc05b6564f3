/* edition.h - what is one edition of one list, and what was odd in it?
 *
 * Plain data; spans live in the arena of whoever built or decoded it. */
#ifndef IDT_MODEL_EDITION_H
#define IDT_MODEL_EDITION_H

#include "base/hash.h"
#include "model/party.h"

typedef struct {
    idt_span name; /* the file's own name, without its folder */
    uint64_t bytes;
    char sha256[IDT_SHA256_HEX];
} idt_edition_file;

typedef struct {
    idt_span list_id;   /* "us_ofac_sdn" */
    idt_span publisher; /* "US Treasury, Office of Foreign Assets Control" */
    idt_span title;     /* "Specially Designated Nationals and Blocked Persons List" */
    idt_span date;      /* the publisher's date (ISO); "" where the files state none */
    idt_span date_from; /* what the date was read from: "file", "folder name", "" */
    idt_span format;    /* "OFAC CSV", "UN XML" */
    idt_edition_file *files;
    size_t file_count;
    uint32_t party_count;        /* entries read */
    char sha256[IDT_SHA256_HEX]; /* of the files' hashes in order: names the edition's content */
} idt_edition;

typedef enum {
    IDT_DIAGNOSTIC_NOTE,    /* worth knowing */
    IDT_DIAGNOSTIC_WARNING, /* odd: kept, but look at it */
    IDT_DIAGNOSTIC_LOSS,    /* the publisher's file itself cuts something off */
    IDT_DIAGNOSTIC_LEVEL_COUNT
} idt_diagnostic_level;

typedef struct {
    uint32_t edition;
    idt_source source;
    idt_diagnostic_level level;
    idt_span code; /* stable short name: "remarks-cut", "unknown-remark", "missing-file" */
    idt_span uid;  /* the party meant, or "" */
    idt_span text; /* one sentence */
} idt_diagnostic;

const char *idt_diagnostic_level_name(idt_diagnostic_level level);

#endif
