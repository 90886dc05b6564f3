/* party_internal.h - the one rule that adding and decoding must share: how large a party's arrays
 * are. A party stores no capacities; an array of `count` elements always has room for the next
 * power of two, at least two. Arrays are therefore made only here and by idt_party_decode. */
#ifndef IDT_MODEL_PARTY_INTERNAL_H
#define IDT_MODEL_PARTY_INTERNAL_H

#include <stddef.h>

static inline size_t idt_party_room(size_t count)
{
    size_t room = 2;
    while (room < count)
        room *= 2;
    return room;
}

#endif
