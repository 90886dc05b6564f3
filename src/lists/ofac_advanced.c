/* ofac_advanced.c - OFAC's Advanced XML: SDN_ADVANCED.XML and CONS_ADVANCED.XML.
 *
 *     Sanctions
 *         DateOfIssue
 *         ReferenceValueSets / ...Values / value*
 *         Locations / Location*, IDRegDocuments / IDRegDocument*
 *         DistinctParties / DistinctParty*
 *         ProfileRelationships / ProfileRelationship*
 *         SanctionsEntries / SanctionsEntry*, SanctionsEntryLinks / SanctionsEntryLink*
 *
 * The model is the UN's, and so was the namespace until May 2024. Everything refers to everything
 * by id; what an id means is said by the file itself. */
#include "lists/ofac_advanced_internal.h"

#include <string.h>

#include "base/alloc.h"

enum { DEPTH_RECORD = 3, DEPTH_VALUE = 4 };

/* A few are the publisher's slips; more of them mean that the file is not what it seems. */
enum { SLIPS_MIN = 3, SLIPS_PERCENT_MAX = 2 };

bool idt_ofac_advanced_recognise(idt_span bytes, unsigned *part)
{
    idt_span name, name_space;

    *part = 0;
    return idt_xml_head_root(bytes, &name, &name_space) && idt_span_equal_text(name, "Sanctions") &&
           (idt_span_equal_text(name_space, "http://www.un.org/sanctions/1.0") ||
            idt_span_ends(name_space, "/ADVANCED_XML"));
}

static bool is_record(idt_records *records, size_t depth, const char *parent, const char *name)
{
    static const char *const groups[] = { "Locations",        "IDRegDocuments",
                                          "DistinctParties",  "ProfileRelationships",
                                          "SanctionsEntries", "SanctionsEntryLinks" };
    size_t length = strlen(parent);

    (void)records;
    if (depth == 2)
        return strcmp(name, "DateOfIssue") == 0;
    if (depth == DEPTH_VALUE)
        return length > 6 && strcmp(parent + length - 6, "Values") == 0;
    for (size_t i = 0; depth == DEPTH_RECORD && i < sizeof groups / sizeof *groups; i++)
        if (strcmp(parent, groups[i]) == 0)
            return true;
    return false;
}

static void take_date(idt_adv_reader *self, idt_element *record)
{
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];
    idt_ymd date = idt_adv_point(record);

    if (date.day == 0)
        return;
    edition->date =
        idt_arena_format(&self->lists->arena, "%04u-%02u-%02u", date.year, date.month, date.day);
    edition->date_from = IDT_SPAN_LIT("file");
    self->has_date = true;
}

/* Of kinds that stand beside the parties, what is not understood is counted, not kept. */
static void on_record(idt_records *records, idt_element *record)
{
    idt_adv_reader *self = records->context;
    idt_span name = record->name;

    self->records = records;
    if (idt_element_look_attribute(record, "DeltaAction").len) {
        idt_records_stop(records, IDT_E_INPUT,
                         "<%.*s> has a DeltaAction: the file holds changes to a list, no list",
                         (int)name.len, name.ptr);
        return;
    }
    if (idt_span_equal_text(name, "DistinctParty")) {
        idt_adv_party_add(self, record);
    } else if (idt_span_equal_text(name, "ProfileRelationship")) {
        idt_adv_relation_add(self, record);
    } else if (idt_span_equal_text(name, "SanctionsEntry")) {
        idt_adv_entry_add(self, record);
    } else if (idt_span_equal_text(name, "Location")) {
        idt_adv_location_add(self, record);
        idt_records_keep_rest(records, record, NULL);
    } else if (idt_span_equal_text(name, "IDRegDocument")) {
        idt_adv_document_add(self, record);
        idt_records_keep_rest(records, record, NULL);
    } else if (idt_span_equal_text(name, "DateOfIssue")) {
        take_date(self, record);
    } else if (idt_span_equal_text(name, "SanctionsEntryLink")) {
        idt_records_keep_rest(records, record, NULL);
    } else {
        idt_adv_value_add(self, record);
    }
}

static void on_root(idt_records *records, idt_element *root)
{
    if (!idt_span_equal_text(root->name, "Sanctions"))
        idt_records_stop(records, IDT_E_INPUT, "<%.*s> is not the root of OFAC's Advanced XML",
                         (int)root->name.len, root->name.ptr);
    else if (idt_element_look_attribute(root, "DeltaBaseVersion").len)
        idt_records_stop(records, IDT_E_INPUT,
                         "it has a DeltaBaseVersion: the file holds changes to a list, no list");
}

/* ---- checks ---- */

static bool are_too_many(size_t slips, size_t count)
{
    return slips >= SLIPS_MIN && slips * 100 > count * SLIPS_PERCENT_MAX;
}

static idt_status check(const idt_adv_reader *self, idt_err *err)
{
    size_t count = self->lists->party_count - self->first_party;

    if (count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0, "holds no DistinctParty");
    if (self->entry_count == 0)
        return idt_fail_at(err, IDT_E_INPUT, 0, 0,
                           "holds %zu parties, but no SanctionsEntry that says why", count);
    if (are_too_many(self->stray_entries, self->entry_count))
        return idt_fail_at(err, IDT_E_INPUT, self->first_stray.line, 0,
                           "line %u: the entry is about no party of the file, nor are %zu of all "
                           "%zu: parties seem to be missing",
                           self->first_stray.line, self->stray_entries, self->entry_count);
    if (are_too_many(self->nameless, count))
        return idt_fail_at(err, IDT_E_INPUT, self->first_nameless.line, 0,
                           "line %u: the party has no name, nor have %zu of all %zu: the elements "
                           "of the name seem to be called otherwise",
                           self->first_nameless.line, self->nameless, count);
    return IDT_OK;
}

static void report_unlisted(idt_adv_reader *self)
{
    for (size_t i = self->first_party; i < self->lists->party_count; i++) {
        const idt_party *party = &self->lists->parties[i];
        if (party->programme_count == 0)
            idt_lists_diagnose(self->lists, party->source, IDT_DIAGNOSTIC_LOSS, "no-programme",
                               party->uid, "no SanctionsEntry is about this party");
    }
}

/* The other lists' parties stand, each of them, on the Consolidated List; a few of them also on
 * the SDN List, and a few of the SDN List's also on another. */
static void settle_edition(idt_adv_reader *self)
{
    idt_edition *edition = &self->lists->editions[self->lists->edition_count - 1];

    if (self->sdn_entries > self->other_entries)
        return;
    edition->list_id = IDT_SPAN_LIT("us_ofac_cons");
    edition->title = IDT_SPAN_LIT("Consolidated Sanctions List (Non-SDN Lists)");
}

static void release(idt_adv_reader *self)
{
    idt_adv_values_release(self);
    idt_adv_joins_release(self);
    idt_strmap_release(&self->profile_ids);
    idt_free(self->profile_parties);
    idt_strmap_release(&self->fixed_refs);
    idt_strmap_release(&self->said);
    idt_arena_release(&self->scratch);
    idt_buf_release(&self->buf);
    idt_ofac_remark_counts_release(&self->remarks);
}

idt_status idt_ofac_advanced_read(idt_lists *lists, const idt_list_input *input, idt_err *err)
{
    static const idt_record_handlers handlers = { is_record, on_record, on_root };
    idt_span name = idt_path_name(input->path);
    idt_err inner = IDT_ERR_INIT;
    idt_adv_reader self = { .lists = lists, .remarks = IDT_OFAC_REMARK_COUNTS_INIT };

    (void)idt_lists_begin_edition(
        lists, "us_ofac_sdn", "US Treasury, Office of Foreign Assets Control",
        "Specially Designated Nationals and Blocked Persons List", "OFAC Advanced XML");
    self.file = idt_lists_add_large_file(lists, input);
    self.first_party = lists->party_count;
    idt_status status = idt_records_read(lists, input, self.file, &handlers, &self, &inner);
    if (!status)
        status = check(&self, &inner);
    if (status) {
        (void)idt_fail_at(err, status, inner.line, inner.offset, "%.*s %s", (int)name.len, name.ptr,
                          inner.text);
    } else {
        settle_edition(&self);
        if (!self.has_date)
            idt_lists_date_from_path(lists, input->path);
        idt_adv_documents_report(&self);
        report_unlisted(&self);
        idt_ofac_remark_counts_report(&self.remarks, lists, (idt_source){ self.file, 0 });
    }
    release(&self);
    return status;
}
