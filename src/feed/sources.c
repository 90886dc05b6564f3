/* sources.c - where do the publishers keep their lists?
 *
 * One row a list. Whoever needs another format or a mirror says so in the settings
 * (feed.LIST.url, feed.from); the formats are recognised by content. */
#include "feed/feed_internal.h"

#define OFAC "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"

static const idt_feed_source SOURCES[] = {
    { .list_id = "us_ofac_sdn",
      .files = { { OFAC "SDN.CSV", "sdn.csv", NULL },
                 { OFAC "ADD.CSV", "add.csv", NULL },
                 { OFAC "ALT.CSV", "alt.csv", NULL },
                 { OFAC "SDN_COMMENTS.CSV", "sdn_comments.csv", NULL } },
      .file_count = 4,
      .wanted = true },
    { .list_id = "us_ofac_cons",
      .files = { { OFAC "CONS_PRIM.CSV", "cons_prim.csv", NULL },
                 { OFAC "CONS_ADD.CSV", "cons_add.csv", NULL },
                 { OFAC "CONS_ALT.CSV", "cons_alt.csv", NULL },
                 { OFAC "CONS_COMMENTS.CSV", "cons_comments.csv", NULL } },
      .file_count = 4,
      .wanted = true },
    { .list_id = "un_sc_sanctions",
      .files = { { "https://scsanctions.un.org/resources/xml/en/consolidated.xml",
                   "consolidated.xml", NULL } },
      .file_count = 1,
      .wanted = true },
    /* The Commission gives each user a token. */
    { .list_id = "eu_fsf",
      .files = { { "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/"
                   "content?token={token}",
                   "xmlFullSanctionsList_1_1.xml", NULL } },
      .file_count = 1,
      .wanted = true },
    { .list_id = "gb_fcdo_sanctions",
      .files = { { "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",
                   "UK-Sanctions-List.xml", NULL } },
      .file_count = 1,
      .wanted = true },
    /* Withdrawn by its publisher in favour of the UK Sanctions List: copies are read where a
     * setting tells where they lie. */
    { .list_id = "gb_hmt_sanctions", .file_count = 0, .wanted = false },
    { .list_id = "ch_seco_sanctions",
      .files = { { "https://www.sesam.search.admin.ch/sesam-search-web/pages/"
                   "downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction",
                   "consolidated-list.xml", NULL } },
      .file_count = 1,
      .wanted = true },
    { .list_id = "ca_dfatd_sema_sanctions",
      .files = { { "https://www.international.gc.ca/world-monde/assets/office_docs/"
                   "international_relations-relations_internationales/sanctions/sema-lmes.xml",
                   "sema-lmes.xml", NULL } },
      .file_count = 1,
      .wanted = true },
    { .list_id = "au_dfat_sanctions",
      .files = { { "https://www.dfat.gov.au/sites/default/files/"
                   "Australian_Sanctions_Consolidated_List.xlsx",
                   "Australian_Sanctions_Consolidated_List.xlsx", NULL } },
      .file_count = 1,
      .wanted = true },
    { .list_id = "us_trade_csl",
      .files = { { "https://data.trade.gov/downloadable_consolidated_screening_list/v1/"
                   "consolidated.csv",
                   "consolidated.csv", NULL } },
      .file_count = 1,
      .wanted = true },
};

const idt_feed_source *idt_feed_sources(size_t *count)
{
    *count = sizeof SOURCES / sizeof SOURCES[0];
    return SOURCES;
}
