/* chance.c - splitmix64: small, good enough to draw samples, the same on every machine. */
#include "base/err.h"
#include "validate/validate_internal.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

idt_chance idt_chance_of(uint64_t seed, uint64_t part)
{
    return (idt_chance){ mix(seed + 0x9e3779b97f4a7c15u) ^ mix(part + 0x632be59bd9b4e019u) };
}

uint64_t idt_chance_next(idt_chance *self)
{
    self->state += 0x9e3779b97f4a7c15u;
    return mix(self->state);
}

uint32_t idt_chance_below(idt_chance *self, uint32_t limit)
{
    idt_assert(limit > 0);
    /* The high half times the limit: no bias that a sample could show. */
    return (uint32_t)(((idt_chance_next(self) >> 32) * limit) >> 32);
}
