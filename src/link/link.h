/* link.h - which entries are the same party?
 *
 * Entries are never merged: a group only says that several entries of one or more lists mean one
 * party, and each entry keeps the evidence that ties it to others (idt_same). From the surest:
 *
 *   number      OFAC numbers a party once for all its lists
 *   reference   an entry cites another list's number, or two cite the same one
 *   identifier  an equal strong number; and names that are alike, save for ships, which are renamed
 *   birth       names that are alike and the same birth date, or one that differs in its year by
 *               one where a country agrees
 *   name        telling names that are all but equal, where a country agrees
 *
 * A publisher who lists two parties means two: no group ever holds two numbers of one list,
 * whatever the evidence. So of two men of one name each stays with his own entries. */
#ifndef IDT_LINK_LINK_H
#define IDT_LINK_LINK_H

#include "model/edition.h"

/* Fill groups[i] with the number of the first party of party i's group (itself when alone), and
 * each party's `same` with the evidence; texts live in `arena`. Returns how many parties stand in a
 * group of two or more. The same parties in the same order give the same groups. */
size_t idt_link_groups(uint32_t *groups, idt_arena *arena, idt_party *parties, size_t party_count,
                       const idt_edition *editions);

#endif
