/* party.h - what is a listed party?
 *
 * One entry of one list, as its publisher states it, with the place in the publisher's file that
 * each fact comes from. All spans and arrays of a party live in the arena it was built or decoded
 * in; a party is plain data and is not changed once it is complete.
 *
 * Texts are kept as published (UTF-8); comparable forms are made elsewhere. */
#ifndef IDT_MODEL_PARTY_H
#define IDT_MODEL_PARTY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/cursor.h"
#include "model/date.h"

typedef enum {
    IDT_PARTY_UNKNOWN,
    IDT_PARTY_PERSON,
    IDT_PARTY_ORGANIZATION,
    IDT_PARTY_VESSEL,
    IDT_PARTY_AIRCRAFT,
    IDT_PARTY_TYPE_COUNT
} idt_party_type;

/* Where a fact stands: the file's position in its edition's file table, and the line (1-based). */
typedef struct {
    uint32_t file, line;
} idt_source;

typedef enum {
    IDT_NAME_PRIMARY,
    IDT_NAME_AKA,
    IDT_NAME_FKA, /* formerly known as */
    IDT_NAME_NKA, /* now known as */
    IDT_NAME_ORIGINAL_SCRIPT,
    IDT_NAME_KIND_COUNT
} idt_name_kind;

/* The publisher's own grading; OFAC and the UN (for persons) call some aliases weak or low. */
typedef enum {
    IDT_QUALITY_UNGRADED,
    IDT_QUALITY_STRONG,
    IDT_QUALITY_WEAK,
    IDT_QUALITY_COUNT
} idt_quality;

typedef struct {
    idt_span text;          /* as published, e.g. "KIM, Yong Chol" */
    idt_span family, given; /* where the publisher tells them apart, else empty */
    idt_span middle, patronymic, matronymic, maiden; /* likewise */
    idt_span script;   /* as the publisher calls it, "Cyrillic"; "" where it does not say */
    idt_span language; /* likewise: "Korean", "BG" */
    idt_name_kind kind;
    idt_quality quality;
    idt_source source;
} idt_name;

typedef enum {
    IDT_DATE_BIRTH,
    IDT_DATE_ESTABLISHED, /* of an organisation */
    IDT_DATE_BUILT,       /* of a vessel or an aircraft */
    IDT_DATE_DEATH,
    IDT_DATE_KIND_COUNT
} idt_date_kind;

typedef struct {
    idt_date_range range;
    idt_date_kind kind;
    idt_span text; /* as published */
    idt_span note;
    idt_source source;
} idt_party_date;

/* A country as published and, where it is known, its code: ISO 3166-1 alpha-2 ("KP") or a place
 * id for a territory ("UA-43"). */
enum { IDT_COUNTRY_CODE_MAX = 8 };
typedef struct {
    idt_span text;
    char code[IDT_COUNTRY_CODE_MAX]; /* "" where not known */
} idt_country;

typedef enum {
    IDT_COUNTRY_NATIONALITY,
    IDT_COUNTRY_CITIZENSHIP,
    IDT_COUNTRY_FLAG,
    IDT_COUNTRY_FORMER_FLAG,
    IDT_COUNTRY_RESIDENCE,
    IDT_COUNTRY_ROLE_COUNT
} idt_country_role;

typedef struct {
    idt_country country;
    idt_country_role role;
    idt_source source;
} idt_party_country;

typedef enum {
    IDT_ID_OTHER, /* kept, shown, never matched */
    IDT_ID_PASSPORT,
    IDT_ID_NATIONAL, /* national identity card, cedula, NIT as identity */
    IDT_ID_TAX,
    IDT_ID_REGISTRATION, /* company register, commercial registry */
    IDT_ID_IMO,
    IDT_ID_MMSI,
    IDT_ID_CALL_SIGN,
    IDT_ID_BIC,
    IDT_ID_LEI,
    IDT_ID_WALLET, /* digital currency address; `label` holds the currency */
    IDT_ID_TAIL_NUMBER,
    IDT_ID_AIRCRAFT_SERIAL,
    IDT_ID_ISIN,
    IDT_ID_EMAIL,
    IDT_ID_PHONE,
    IDT_ID_WEBSITE,
    IDT_ID_TYPE_COUNT
} idt_identifier_type;

typedef struct {
    idt_identifier_type type;
    idt_span label;      /* the publisher's words for the type, e.g. "Cedula No." */
    idt_span value;      /* as published, without the label */
    idt_country country; /* issuing country */
    idt_ymd issued, expires;
    idt_span note;
    idt_source source;
} idt_identifier;

typedef enum { IDT_ADDRESS_LOCATION, IDT_ADDRESS_BIRTH, IDT_ADDRESS_ROLE_COUNT } idt_address_role;

typedef struct {
    idt_address_role role;
    idt_span street, city, region, postal;
    idt_country country;
    idt_span
        text; /* the whole as published where it comes in one piece ("Pyongyang, North Korea") */
    idt_span note;
    idt_source source;
} idt_address;

typedef struct {
    idt_span tag;       /* "DPRK2"; for the UN its list type, "DPRK" */
    idt_span listed_on; /* ISO date where stated */
    idt_span list;      /* within the publisher's list: "Entity List (EL)", "SDN List" */
    idt_span authority; /* the act as the entry itself cites it: "2017/1509 (OJ L224)" */
    idt_span measures;  /* as published, "Asset freeze|Travel Ban" */
    idt_source source;
} idt_party_programme;

/* What this party is to the other one. */
typedef enum {
    IDT_RELATION_LINKED_TO, /* the publisher's "Linked To:" */
    IDT_RELATION_OTHER,     /* the publisher's words stand in `label` */
    IDT_RELATION_OWNED_BY,  /* owned or controlled by; subsidiary of */
    IDT_RELATION_OWNS,      /* owns, controls or operates; parent of */
    IDT_RELATION_ACTS_FOR,  /* acts for or on behalf of */
    IDT_RELATION_SUPPORTS,
    IDT_RELATION_FAMILY_OF,
    IDT_RELATION_ASSOCIATE_OF,
    IDT_RELATION_LEADER_OF, /* leader or official of, principal executive officer of */
    IDT_RELATION_LED_BY,
    IDT_RELATION_MEMBER_OF,
    IDT_RELATION_INTEREST_OF, /* property in the interest of */
    IDT_RELATION_COUNT
} idt_relation;

typedef struct {
    idt_relation relation;
    idt_span target;     /* the other party's name as published; "" where only target_uid is */
    idt_span target_uid; /* its reference in the same list where the publisher gives one, else "" */
    idt_span label;      /* the publisher's words for the relation, "Owned or Controlled By" */
    idt_span quality;    /* the publisher's grading of the relation: "High", "Low" */
    idt_span note;       /* share, dates, "former" ... */
    idt_source source;
} idt_association;

/* Another list's number for the same party, as this list states it: the UN reference in UK and EU
 * entries, the OFSI group in the UK Sanctions List. */
typedef struct {
    idt_span list_id; /* "un_sc_sanctions" */
    idt_span uid;     /* as that list writes it: "KPe.001" */
    idt_source source;
} idt_reference;

/* Why another entry is taken to be the same party. Not the publisher's statement but ours, made when
 * an index is built (link.h), with its evidence. */
typedef enum {
    IDT_SAME_NUMBER,     /* the publisher numbers a party once for all its lists */
    IDT_SAME_REFERENCE,  /* the one cites the other's number, or both cite a third one's */
    IDT_SAME_IDENTIFIER, /* an equal strong identifier, and like names */
    IDT_SAME_BIRTH,      /* like names and the same birth date */
    IDT_SAME_NAME,       /* telling names alike, nothing against it */
    IDT_SAME_KIND_COUNT
} idt_same_kind;

typedef struct {
    idt_span entity_id; /* the other entry: "un_sc_sanctions:KPe.001" */
    idt_same_kind kind;
    idt_span evidence; /* what agrees: "KPe.001", "imo 7406784", "Jin RYU; born 1965-08-07" */
    idt_span conflict; /* what does not: "born 1968-08-21, there 1969-08-21"; else "" */
} idt_same;

typedef enum {
    IDT_GENDER_UNKNOWN,
    IDT_GENDER_MALE,
    IDT_GENDER_FEMALE,
    IDT_GENDER_COUNT
} idt_gender;

/* Everything stated in words: title, position, remarks, vessel type, secondary-sanctions text ...
 */
typedef struct {
    idt_span key; /* "title", "secondary sanctions", "vessel type", "comment", "note" */
    idt_span value;
    idt_source source;
} idt_fact;

typedef struct {
    uint32_t edition; /* which edition of the index or build holds the party */
    idt_span uid;     /* the publisher's reference, blanks trimmed: "9345", "KPe.001" */
    idt_party_type type;
    idt_gender gender;
    idt_source source;

    idt_name *names; /* the first is the primary name */
    size_t name_count;
    idt_party_date *dates;
    size_t date_count;
    idt_party_country *countries;
    size_t country_count;
    idt_identifier *identifiers;
    size_t identifier_count;
    idt_address *addresses;
    size_t address_count;
    idt_party_programme *programmes;
    size_t programme_count;
    idt_association *associations;
    size_t association_count;
    idt_reference *references;
    size_t reference_count;
    idt_same *same; /* other entries that mean the same party */
    size_t same_count;
    idt_fact *facts;
    size_t fact_count;
} idt_party;

/* Append one element. The array grows inside `arena`, which must be the same at every call for
 * one party; spans are stored as they are (copy them into the arena first). */
void idt_party_add_name(idt_party *self, idt_arena *arena, idt_name name);
void idt_party_add_date(idt_party *self, idt_arena *arena, idt_party_date date);
void idt_party_add_country(idt_party *self, idt_arena *arena, idt_party_country country);
void idt_party_add_identifier(idt_party *self, idt_arena *arena, idt_identifier identifier);
void idt_party_add_address(idt_party *self, idt_arena *arena, idt_address address);
void idt_party_add_programme(idt_party *self, idt_arena *arena, idt_party_programme programme);
void idt_party_add_association(idt_party *self, idt_arena *arena, idt_association association);
/* Does nothing when `uid` is empty or stated already. */
void idt_party_add_reference(idt_party *self, idt_arena *arena, idt_reference reference);
void idt_party_add_same(idt_party *self, idt_arena *arena, idt_same same);
/* Does nothing when `value` is empty. */
void idt_party_add_fact(idt_party *self, idt_arena *arena, const char *key, idt_span value,
                        idt_source source);

/* The country of a publisher's or a customer's words; the code is filled where it is known. */
idt_country idt_country_of(idt_span text);

/* "person", "organization" ...; FollowTheMoney names are accepted by the parser in any case.
 * False when the word is no party type. */
const char *idt_party_type_name(idt_party_type type);
bool idt_party_type_parse(idt_party_type *out, idt_span word);
const char *idt_name_kind_name(idt_name_kind kind);        /* "primary", "a.k.a." ... */
const char *idt_quality_name(idt_quality quality);         /* "ungraded", "strong", "weak" */
const char *idt_identifier_name(idt_identifier_type type); /* "passport", "imo" ... */
bool idt_identifier_parse(idt_identifier_type *out, idt_span word);
const char *idt_date_kind_name(idt_date_kind kind);   /* "birth", "established" ... */
const char *idt_same_kind_name(idt_same_kind kind);     /* "reference", "identifier" ... */
const char *idt_relation_name(idt_relation relation); /* "linked to", "owned by" ... */
const char *idt_country_role_name(idt_country_role role);
const char *idt_gender_name(idt_gender gender); /* "" when unknown */
bool idt_gender_parse(idt_gender *out, idt_span word);

/* A strong identifier names one party alone: equal numbers are a floor for the score. */
bool idt_identifier_is_strong(idt_identifier_type type);
/* The comparable form of a number: letters and digits only, upper case (wallets and e-mail keep
 * what matters: base58 keeps its case, EVM hex and e-mail are folded); "IMO 7406784" is 7406784.
 * Empty when nothing comparable is left. The result is appended to `out`. */
void idt_identifier_normalise(idt_buf *out, idt_identifier_type type, idt_span value);

/* Bytes for the index, and back. Decoding never trusts the bytes: false when they are malformed.
 * Decoded spans point into the cursor's bytes, arrays into `arena`. */
void idt_party_encode(idt_buf *out, const idt_party *party);
bool idt_party_decode(idt_party *out, idt_cursor *in, idt_arena *arena);

#endif
