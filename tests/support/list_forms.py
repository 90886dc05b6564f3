"""Small lists in every form that is read, of one invented person, for the tests that damage them.

FORMS: {form: make}; make(name, aliases) gives {file name: bytes}. `aliases` is any iterable of names;
`name` and the aliases stand in the form as they are, so they may hold what does not belong there.
"""

import io
import zipfile

NAME, ALIAS = "Exämple Testerson", "Tésterson the Invented"
NUMBER = 990001


def xml(text, encoding="UTF-8"):
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'.encode("utf-8", "surrogateescape")


def plain(text):
    return text.encode("utf-8", "surrogateescape")


def ofac_rows(mark, ending):
    def make(name, aliases):
        rows = [str(NUMBER), f'"{name}"', "individual", '"SDGT"', *['-0- '] * 7, '"DOB 1961."']
        alt = "".join(
            mark.join([str(NUMBER), str(i), '"aka"', f'"{alias}"', "-0- "]) + "\r\n"
            for i, alias in enumerate(aliases, 1)
        )
        add = mark.join([str(NUMBER), "1", '"1 Test Street"', '"Testville"', '"Cuba"', "-0- "])
        other = mark.join([str(NUMBER + 1), '"OTHER TESTS LTD"', "-0- ", '"SDGT"', *["-0- "] * 8])
        return {
            f"sdn.{ending}": plain(f"{mark.join(rows)}\r\n{other}\r\n\x1a"),
            f"alt.{ending}": plain(alt + "\x1a"),
            f"add.{ending}": plain(add + "\r\n\x1a"),
        }

    return make


def ofac_fixed(name, aliases):
    def row(width, *cells):
        text = b"".join(plain(str(cell)).ljust(size) for cell, size in cells)
        return text.ljust(width) + b"\r\n"

    sdn = row(2017, (f"{NUMBER:>10}", 10), (name, 350), ("individual", 12), ("SDGT", 200))
    alt = b"".join(row(578, (f"{NUMBER:>10}", 10), (f"{i:>10}", 10), ("aka", 8), (alias, 350))
                  for i, alias in enumerate(aliases, 1))  # fmt: skip
    return {"sdn.ff": sdn + b"\x1a", "alt.ff": alt + b"\x1a"}


def ofac_legacy(name, aliases):
    akas = "".join(
        f"<aka><uid>{i}</uid><type>a.k.a.</type><category>strong</category><lastName>{alias}"
        "</lastName></aka>" for i, alias in enumerate(aliases, 1)
    )  # fmt: skip
    return {"SDN.XML": xml(
        '<sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation><Publish_Date>03/28/2025'
        "</Publish_Date><Record_Count>1</Record_Count></publshInformation>"
        f"<sdnEntry><uid>{NUMBER}</uid><lastName>{name}</lastName><sdnType>Individual</sdnType>"
        f"<programList><program>SDGT</program></programList><akaList>{akas}</akaList></sdnEntry>"
        "</sdnList>"
    )}  # fmt: skip


def enhanced_name(primary, text):
    kind = "" if primary else '<aliasType refId="1400">A.K.A.</aliasType>'
    return (
        f'<name id="{1 if primary else 2}"><isPrimary>{str(primary).lower()}</isPrimary>{kind}'
        '<translations><translation id="3"><isPrimary>true</isPrimary><script refId="215">Latin'
        f"</script><formattedFullName>{text}</formattedFullName></translation></translations></name>"
    )


def enhanced_entity(name, aliases, number, action=""):
    return (
        f'<entity id="{number}"{action}><generalInfo><entityType refId="600">Individual</entityType>'
        '</generalInfo><sanctionsLists><sanctionsList refId="1550" datePublished="2025-01-10">SDN '
        'List</sanctionsList></sanctionsLists><sanctionsPrograms><sanctionsProgram refId="211">SDGT'
        f"</sanctionsProgram></sanctionsPrograms><names>{enhanced_name(True, name)}"
        f"{''.join(enhanced_name(False, alias) for alias in aliases)}</names></entity>"
    )


def ofac_enhanced(name, aliases):
    return {"SDN_ENHANCED.XML": xml(
        '<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/'
        'exports/ENHANCED_XML"><publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf>'
        '<filters><sanctionsLists><sanctionsList refId="1550">SDN List</sanctionsList>'
        "</sanctionsLists></filters></publicationInfo><entities>"
        f"{enhanced_entity(name, aliases, NUMBER)}</entities></sanctionsData>"
    )}  # fmt: skip


def ofac_delta(name, aliases):
    action = ' action="add"'
    return ofac_enhanced("Whole Testerson", []) | {"2026-08-28_delta.xml": xml(
        '<sanctionsData xmlns="https://www.treasury.gov/ofac/DeltaFile/1.0"><publicationInfo>'
        "<datePublished>2026-08-28T00:00:00-04:00</datePublished><publicationType>Standard Action"
        "</publicationType></publicationInfo><entities>"
        f"{enhanced_entity(name, aliases, NUMBER + 1, action)}</entities></sanctionsData>"
    )}  # fmt: skip


def advanced_alias(kind, text):
    primary = ' Primary="true"' if kind == 1403 else ""
    return (
        f'<Alias AliasTypeID="{kind}"{primary}><DocumentedName><DocumentedNamePart><NamePartValue '
        f'NamePartGroupID="1" ScriptID="215">{text}</NamePartValue></DocumentedNamePart>'
        "</DocumentedName></Alias>"
    )


def ofac_advanced(name, aliases):
    sets = (
        '<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name'
        '</AliasType></AliasTypeValues><ListValues><List ID="1">SDN List</List></ListValues>'
        '<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType></NamePartTypeValues>'
        '<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>'
        '</PartySubTypeValues><PartyTypeValues><PartyType ID="1">Individual</PartyType>'
        '</PartyTypeValues><SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType>'
        '</SanctionsTypeValues><ScriptValues><Script ID="215">Latin</Script></ScriptValues>'
    )
    return {"SDN_ADVANCED.XML": xml(
        '<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3"><DateOfIssue '
        'CalendarTypeID="1"><Year>2031</Year><Month>2</Month><Day>3</Day></DateOfIssue>'
        f"<ReferenceValueSets>{sets}</ReferenceValueSets><Locations/><IDRegDocuments/>"
        f'<DistinctParties><DistinctParty FixedRef="{NUMBER}"><Profile ID="7" PartySubTypeID="4">'
        f'<Identity ID="5">{advanced_alias(1403, name)}'
        f"{''.join(advanced_alias(1400, alias) for alias in aliases)}<NamePartGroups>"
        '<MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup>'
        "</NamePartGroups></Identity></Profile></DistinctParty></DistinctParties>"
        '<ProfileRelationships/><SanctionsEntries><SanctionsEntry ProfileID="7" ListID="1">'
        '<SanctionsMeasure SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>'
        "</SanctionsEntry></SanctionsEntries><SanctionsEntryLinks/></Sanctions>"
    )}  # fmt: skip


def un(name, aliases):
    others = "".join(
        f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>{alias}</ALIAS_NAME>"
        "</INDIVIDUAL_ALIAS>" for alias in aliases
    )  # fmt: skip
    return {"un.xml": xml(
        '<CONSOLIDATED_LIST dateGenerated="2026-04-02T23:00:02.140Z"><INDIVIDUALS><INDIVIDUAL>'
        f"<DATAID>{NUMBER}</DATAID><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER>{others}</INDIVIDUAL></INDIVIDUALS>"
        "</CONSOLIDATED_LIST>"
    )}  # fmt: skip


def eu_xml(name, aliases):
    names = "".join(f'<nameAlias wholeName="{text}" strong="true"/>' for text in (name, *aliases))
    return {"fsf.xml": xml(
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-08-20T10:00:00">'
        '<sanctionEntity logicalId="7" euReferenceNumber="EU.7.1"><regulation programme="XMP" '
        f'numberTitle="2020/1"/><subjectType code="person"/>{names}</sanctionEntity></export>'
    )}  # fmt: skip


def eu_csv(name, aliases):
    rows = "".join(f'20/08/2026;7;P;"{text}";EU.7.1\r\n' for text in (name, *aliases))
    return {"fsf.csv": plain(
        "Date_file;Entity_logical_id;Subject_type;Naal_wholename;EU_ref_num\r\n" + rows
    )}  # fmt: skip


def uk_rows(name, aliases):
    kinds = ["Primary name", "AKA"]
    rows = "".join(
        f'"{text}",Individual,{kinds[i > 0]},Testland,01/02/2020,{NUMBER}\r\n'
        for i, text in enumerate((name, *aliases))
    )
    return {"ConList.csv": plain(
        "Last Updated,10/04/2025\r\nName 6,Group Type,Alias Type,Regime,Listed On,Group ID\r\n" + rows
    )}  # fmt: skip


def uk_targets(name, aliases):
    kinds = ["Primary name", "AKA"]
    rows = "".join(
        f"<FinancialSanctionsTarget><Name6>{text}</Name6><GroupTypeDescription>Individual"
        f"</GroupTypeDescription><AliasType>{kinds[i > 0]}</AliasType><RegimeName>Testland"
        f"</RegimeName><GroupID>{NUMBER}</GroupID></FinancialSanctionsTarget>"
        for i, text in enumerate((name, *aliases))
    )
    return {"ConList.xml": xml(
        '<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/'
        f'consolidatedlist">{rows}</ArrayOfFinancialSanctionsTarget>'
    )}  # fmt: skip


def uk_xml(name, aliases):
    kinds = ["Primary Name", "Alias"]
    names = "".join(f"<Name><Name6>{text}</Name6><NameType>{kinds[i > 0]}</NameType></Name>"
                    for i, text in enumerate((name, *aliases)))  # fmt: skip
    return {"UK-Sanctions-List.xml": xml(
        "<Designations><DateGenerated>02/09/2026</DateGenerated><Designation><UniqueID>TST0001"
        f"</UniqueID><Names>{names}</Names><RegimeName>Testland</RegimeName>"
        "<IndividualEntityShip>Individual</IndividualEntityShip></Designation></Designations>"
    )}  # fmt: skip


def uk_csv(name, aliases):
    kinds = ["Primary Name", "Alias"]
    rows = "".join(f'TST0001,"{text}",{kinds[i > 0]},Individual,Testland\r\n'
                   for i, text in enumerate((name, *aliases)))  # fmt: skip
    return {"UK-Sanctions-List.csv": plain(
        "Report Date: 05-Nov-2025\r\n"
        "Unique ID,Name 6,Name type,Designation Type,Regime Name\r\n" + rows
    )}  # fmt: skip


def seco(name, aliases):
    def named(kind, text):
        return (
            f'<name name-type="{kind}" quality="good"><name-part order="1" name-part-type='
            f'"whole-name"><value>{text}</value></name-part></name>'
        )

    others = "".join(named("alias", alias) for alias in aliases)
    return {"seco.xml": xml(
        '<swiss-sanctions-list list-type="whole-list" date="2024-01-10"><sanctions-program ssid="1">'
        '<program-key lang="eng">P</program-key><sanctions-set ssid="11" lang="eng">F'
        f'</sanctions-set></sanctions-program><target ssid="{NUMBER}"><sanctions-set-id>11'
        '</sanctions-set-id><individual sex="male"><identity main="true">'
        f"{named('primary-name', name)}{others}</identity></individual>"
        '<modification modification-type="listed"/></target></swiss-sanctions-list>'
    )}  # fmt: skip


def canada(name, aliases):
    return {"sema.xml": xml(
        "<data-set><record><Country>Utopia / Utopie</Country><Schedule>1, Part 1</Schedule>"
        f"<Item>7</Item><DateOfListing>2020-09-28</DateOfListing><LastName>{name}</LastName>"
        f"<Aliases>{'; '.join(aliases)}</Aliases></record></data-set>"
    )}  # fmt: skip


def australia_rows(name, aliases):
    yield ["Reference", "Name of Individual or Entity", "Type", "Name Type", "Control Date"]
    yield ["7", name, "Individual", "Primary Name", "41988"]
    for i, alias in enumerate(aliases):
        letters = "" if i < 26 else chr(97 + i // 26 % 26)
        yield [f"7{chr(97 + i % 26)}{letters}", alias, "Individual", "aka", "41988"]


def australia_csv(name, aliases):
    rows = australia_rows(name, aliases)
    return {"dfat.csv": plain("".join(",".join(f'"{c}"' for c in row) + "\r\n" for row in rows))}


def workbook(sheet, level=zipfile.ZIP_DEFLATED):
    """A workbook of one sheet, whose XML may be anything."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        book.writestr("_rels/.rels", (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type='
            f'"{parts}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ))  # fmt: skip
        book.writestr("xl/workbook.xml", (
            f'<workbook xmlns="{main}" xmlns:r="{parts}"><sheets><sheet name="List" sheetId="1" '
            'r:id="r"/></sheets></workbook>'
        ))  # fmt: skip
        book.writestr("xl/_rels/workbook.xml.rels", (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type='
            f'"{parts}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ))  # fmt: skip
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


def australia_xlsx(name, aliases):
    rows = "".join(
        f'<row r="{r}">' + "".join(
            f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{text}</t></is></c>'
            for c, text in enumerate(row)
        ) + "</row>"
        for r, row in enumerate(australia_rows(name, aliases), 1)
    )  # fmt: skip
    return {"dfat.xlsx": workbook(xml(
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    ))}  # fmt: skip


def csl_csv(name, aliases):
    source = "Specially Designated Nationals (SDN) - Treasury Department"
    return {"csl.csv": plain(
        "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
        "start_date,end_date,remarks,source_list_url,alt_names,citizenships,dates_of_birth,ids\r\n"
        f'{NUMBER},{source},{NUMBER},Individual,SDGT,"{name}",,,,2019-01-01,,,,'
        f'"{"; ".join(aliases)}",,1961,"Male, Gender"\r\n'
    )}  # fmt: skip


def csl_json(name, aliases):
    others = ",".join(f'"{alias}"' for alias in aliases)
    return {"csl.json": plain(
        '{"total":1,"results":[{"federal_register_notice":null,"source_information_url":"https://'
        'example.test","id":"990001","source":"Specially Designated Nationals '
        '(SDN) - Treasury Department","entity_number":990001,"type":"Individual","programs":["SDGT"],'
        f'"name":"{name}","alt_names":[{others}],"dates_of_birth":["1961"]}}]}}'
    )}  # fmt: skip


def ftm_entity(name, aliases):
    others = ",".join(f'"{alias}"' for alias in aliases)
    return (
        f'{{"id":"NK-{NUMBER}","caption":"Testerson","schema":"Person","properties":{{"name":'
        f'["{name}"],"alias":[{others}],"birthDate":["1961"],"topics":["sanction"]}},"referents":[],'
        '"datasets":["test_list"],"target":true}'
    )


def ftm_json(name, aliases):
    return {"entities.ftm.json": plain(ftm_entity(name, aliases) + "\n")}


def ftm_delta(name, aliases):
    return {"entities.delta.json": plain(
        f'{{"op":"ADD","entity":{ftm_entity(name, aliases)}}}\n'
    )}  # fmt: skip


def ftm_csv(name, aliases):
    return {"targets.simple.csv": plain(
        '"id","schema","name","aliases","birth_date","countries","addresses","identifiers",'
        '"sanctions","phones","emails","program_ids","dataset","first_seen","last_seen",'
        f'"last_change"\n"NK-{NUMBER}","Person","{name}","{";".join(aliases)}","1961","xx","","",'
        '"","","","","Test list","2025-10-06T14:15:21","2026-03-13T05:41:01","2026-02-05T14:54:48"\n'
    )}  # fmt: skip


FORMS = {
    "OFAC CSV": ofac_rows(",", "csv"),
    "OFAC PIP": ofac_rows("|", "pip"),
    "OFAC DEL": ofac_rows("@", "del"),
    "OFAC fixed width": ofac_fixed,
    "OFAC XML": ofac_legacy,
    "OFAC Enhanced XML": ofac_enhanced,
    "OFAC changes": ofac_delta,
    "OFAC Advanced XML": ofac_advanced,
    "UN XML": un,
    "EU FSF XML": eu_xml,
    "EU FSF CSV": eu_csv,
    "OFSI ConList CSV": uk_rows,
    "OFSI ConList XML": uk_targets,
    "UK Sanctions List XML": uk_xml,
    "UK Sanctions List CSV": uk_csv,
    "SECO XML": seco,
    "Canada SEMA XML": canada,
    "Australia DFAT CSV": australia_csv,
    "Australia DFAT xlsx": australia_xlsx,
    "US CSL CSV": csl_csv,
    "US CSL JSON": csl_json,
    "FollowTheMoney JSON": ftm_json,
    "FollowTheMoney delta": ftm_delta,
    "FollowTheMoney CSV": ftm_csv,
}
# The file of a form that damage is done to, where there are several.
DAMAGED = {"OFAC changes": "2026-08-28_delta.xml"}


def damaged_file(form, files):
    return DAMAGED.get(form, next(iter(files)))


def is_xml(data):
    return data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml")
