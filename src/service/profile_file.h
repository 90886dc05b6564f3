/* profile_file.h - how is a profile written for people to read?
 *
 * A flat YAML text, a line a number:
 *
 *     based_on: default      # where what is not stated comes from
 *     method: words          # words (default) or ofac
 *     contradiction: 0.800   # thousandths with a point, bits as whole numbers
 *
 * The keys are the fields of match/profile_fields.h. Whatever the comments, the order and the way a
 * number is written, equal values have equal hashes. */
#ifndef IDT_SERVICE_PROFILE_FILE_H
#define IDT_SERVICE_PROFILE_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "match/profile.h"

/* Read the profile a text states. IDT_OK; IDT_E_INPUT (malformed, an unknown key, a value of the
 * wrong kind or out of its range, a key missing, values that stand in the wrong order), err with
 * its line; IDT_E_LIMIT where the text is longer than IDT_YAML_BYTES_MAX. */
idt_status idt_profile_read(idt_profile *out, idt_span text, idt_err *err) IDT_MUST_USE;

/* The profile as such a text, complete, with name and hash and a comment a field. */
void idt_profile_write(idt_buf *out, const idt_profile *profile);

/* Append a value as it is written: "0.300", "26". */
void idt_profile_write_value(idt_buf *out, const idt_profile_field *field, uint32_t value);

#endif
