/* answer_diff.h - what changed between two editions, as NDJSON. */
#ifndef IDT_SERVICE_ANSWER_DIFF_H
#define IDT_SERVICE_ANSWER_DIFF_H

#include "model/edition.h"
#include "model/party_diff.h"
#include "service/answer.h"

/* One entry that was added (before NULL), removed (after NULL) or changed. */
typedef struct {
    idt_span list_id;
    const idt_party *before, *after;
    idt_party_diff diff;
} idt_changed_party;

/* One list: its two editions (NULL: the list is on one side only) and how much changed. */
typedef struct {
    const idt_edition *before, *after;
    size_t added, removed, changed;
    size_t identity_changed; /* of the changed ones */
} idt_list_changes;

/* {"change":"changed","entity_id":..,"caption":..,"type":..,"identity":true,"changes":[..]} and a
 * line end. */
void idt_answer_changed_party(idt_buf *out, const idt_changed_party *changed);
/* The last line: {"summary":{"lists":[..]}}. */
void idt_answer_diff_summary(idt_buf *out, const idt_list_changes *lists, size_t count);

#endif
