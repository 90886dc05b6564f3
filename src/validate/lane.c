/* lane.c - the same classes with another profile, at the threshold where it costs as many alerts.
 */
#include "validate/validate_internal.h"

void idt_run_lane(idt_run *self)
{
    (void)self;
}
