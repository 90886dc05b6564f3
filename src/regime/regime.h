/* regime.h - what does this programme mean: under which authority, with what effect and duties?
 *
 * A fixed table made from data/regimes at build time (docs/regimes.md). Everything returned lives
 * as long as the program, never changes and may be shared between threads. The table explains a
 * listing and never decides one: whoever stands on a list is listed, whatever is said here. It is
 * not legal advice. */
#ifndef IDT_REGIME_REGIME_H
#define IDT_REGIME_REGIME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "model/date.h"

/* No field is NULL; what is not known or does not apply is "". */
typedef struct {
    const char *tag;                 /* as the publisher writes it: DPRK2, SOUTH SUDAN, Al-Qaida */
    const char *also;                /* other spellings of the tag that are found, parted by "; " */
    const char *publisher;           /* whose tag: the beginning of its lists' ids */
    const char *name;                /* the programme or regime in full */
    const char *authority;           /* orders, statutes or resolutions, parted by "; " */
    const char *authority_date;      /* 2015-01-02: of the authority named first */
    const char *title;               /* of the order or statute; for the UN the committee in full */
    const char *regulation;          /* where it is written: 31 CFR part 510, CELEX, S.I., SR, SOR
                                      * number; for the UN the committee by number */
    const char *effect;              /* one of the words listed in data/regimes */
    const char *effect_consolidated; /* the effect on us_ofac_cons where it differs, else "" */
    const char *decides;             /* "effect" for a part of a list that binds its entries as it
                                      * says, whatever their programmes are; else "" */
    const char *obliges;             /* what has to be done, in one or two sentences */
    const char *status;              /* "in force", or "ended 2021-11-18: by what" */
    const char *certainty;           /* what of all this is firm and what is inferred */
    const char *ended;               /* the date in status; "" while in force */
} idt_regime;

/* The regime of a tag, or NULL when the table does not know it. `publisher` is us_ofac, us_trade,
 * un_sc, eu, gb, ch_seco, ca_dfatd or au_dfat, or a list id that begins with one of them
 * (us_ofac_sdn, gb_fcdo_sanctions). us_trade_csl carries tags of its source lists and OFAC's; a tag
 * that is not its own is answered like OFAC's. Blanks around the tag and the case of ASCII letters
 * make no difference; brackets belong to the list format and must be off. A variant gives the
 * regime under its main tag. */
const idt_regime *idt_regime_find(const char *publisher, idt_span tag);

/* Does the table hold the programmes of this list's publisher? Not those of an institution's own
 * list: it states authority and effect itself. */
bool idt_regime_covers(const char *list_id);

/* The regime whose effect and duties bind an entry that bears a tag of `self` (NULL: one that the
 * table does not know) in `part` of the list, as the publisher calls that part. The tag of an order
 * that blocks also stands in parts that block nothing (SSI, CAPTA, NS-MBS), so these decide. In the
 * SDN List, the State Department's list and an unknown or empty part the tag does, and `self` comes
 * back. */
const idt_regime *idt_regime_binding(const idt_regime *self, const char *list_id, idt_span part);

/* The effect of the binding regime in this part of the list: the consolidated list uses some tags
 * of the SDN List for lesser measures. A party may stand on both, and then both effects hold. */
const char *idt_regime_effect_on(const idt_regime *self, const char *list_id, idt_span part);

/* False only if the table knows that the whole of `date` lies before the authority or on or after
 * its end; an older law that the authority took the place of is not counted. What is not known (no
 * date of the authority, year 0) counts as in force, because the list is the stronger source. A gap
 * between two times in force is told in `certainty` only. */
bool idt_regime_in_force(const idt_regime *self, idt_ymd date);

/* All regimes, by publisher, then tag: index 0 to idt_regime_count() - 1; NULL behind the end. */
size_t idt_regime_count(void);
const idt_regime *idt_regime_at(size_t index);

/* Twelve hexadecimal digits that change whenever the table's sources do. */
const char *idt_regime_version(void);

#endif
