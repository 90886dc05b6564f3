/* link.h - which entries are the same party?
 *
 * Entries are never merged: a group only says that several entries of one or more lists mean one
 * party, by stated evidence. Today the evidence is the publisher's own reference: OFAC numbers a
 * party once for all its lists. */
#ifndef IDT_LINK_LINK_H
#define IDT_LINK_LINK_H

#include "model/edition.h"

/* Fill groups[i] with the number of the first party of party i's group (itself when alone).
 * Returns how many parties stand in a group of two or more. */
size_t idt_link_groups(uint32_t *groups, const idt_party *parties, size_t party_count,
                       const idt_edition *editions);

#endif
