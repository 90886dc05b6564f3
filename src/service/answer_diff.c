/* answer_diff.c - changed entries as lines of JSON. */
#include "service/answer_diff.h"

#include "codec/json.h"
#include "service/answer_internal.h"

static void write_change(idt_json *json, const idt_change *change)
{
    idt_json_begin_object(json);
    idt_json_add_text(json, "field", change->field);
    idt_json_add_text(json, "class",
                      change->field_class == IDT_FIELD_IDENTITY ? "identity" : "legal");
    idt_json_add_text(json, "change",
                      change->before.len == 0  ? "added"
                      : change->after.len == 0 ? "removed"
                                               : "changed");
    idt_json_add_stated(json, "before", change->before);
    idt_json_add_stated(json, "after", change->after);
    idt_json_end_object(json);
}

void idt_answer_changed_party(idt_buf *out, const idt_changed_party *changed)
{
    const idt_party *party = changed->after ? changed->after : changed->before;
    idt_json json = idt_json_of(out, false);
    idt_buf id = IDT_BUF_INIT;

    idt_buf_format(&id, "%.*s:%.*s", (int)changed->list_id.len, changed->list_id.ptr,
                   (int)party->uid.len, party->uid.ptr);
    idt_json_begin_object(&json);
    idt_json_add_text(&json, "change",
                      !changed->before  ? "added"
                      : !changed->after ? "removed"
                                        : "changed");
    idt_json_add_string(&json, "entity_id", idt_buf_span(&id));
    idt_json_add_string(&json, "list", changed->list_id);
    idt_json_add_string(&json, "caption",
                        party->name_count ? party->names[0].text : idt_buf_span(&id));
    idt_json_add_text(&json, "type", idt_party_type_name(party->type));
    idt_json_key(&json, "identity");
    idt_json_bool(&json, changed->diff.identity_count > 0);
    idt_json_key(&json, "changes");
    idt_json_begin_array(&json);
    for (size_t i = 0; i < changed->diff.count; i++)
        write_change(&json, &changed->diff.changes[i]);
    idt_json_end_array(&json);
    idt_json_end_object(&json);
    idt_answer_finish(out);
    idt_buf_release(&id);
}

static void write_edition(idt_json *json, const char *key, const idt_edition *edition)
{
    idt_json_key(json, key);
    if (!edition) {
        idt_json_null(json);
        return;
    }
    idt_json_begin_object(json);
    idt_json_add_string(json, "date", edition->date);
    idt_json_add_text(json, "sha256", edition->sha256);
    idt_json_add_uint(json, "parties", edition->party_count);
    idt_json_end_object(json);
}

void idt_answer_diff_summary(idt_buf *out, const idt_list_changes *lists, size_t count)
{
    idt_json json = idt_json_of(out, false);

    idt_json_begin_object(&json);
    idt_json_key(&json, "summary");
    idt_json_begin_object(&json);
    idt_json_key(&json, "lists");
    idt_json_begin_array(&json);
    for (size_t i = 0; i < count; i++) {
        const idt_edition *either = lists[i].after ? lists[i].after : lists[i].before;
        idt_json_begin_object(&json);
        idt_json_add_string(&json, "id", either->list_id);
        write_edition(&json, "before", lists[i].before);
        write_edition(&json, "after", lists[i].after);
        idt_json_add_uint(&json, "added", lists[i].added);
        idt_json_add_uint(&json, "removed", lists[i].removed);
        idt_json_add_uint(&json, "changed", lists[i].changed);
        idt_json_add_uint(&json, "identity_changed", lists[i].identity_changed);
        idt_json_end_object(&json);
    }
    idt_json_end_array(&json);
    idt_json_end_object(&json);
    idt_json_end_object(&json);
    idt_answer_finish(out);
}
