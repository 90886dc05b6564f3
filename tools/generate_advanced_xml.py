#!/usr/bin/env python3
"""Write OFAC's Advanced XML at full size out of a complete list in OFAC's CSV.

    tools/generate_advanced_xml.py CSV_FOLDER CONS_ADVANCED_XML OUT [--megabytes N] [--seed N]
                                   [--namespace old|new] [--no-variants]

CSV_FOLDER holds sdn.csv, alt.csv, add.csv and, where there is one, sdn_comments.csv; the ids of the
value sets are those of CONS_ADVANCED_XML, and new ones behind them. What the remarks say becomes
features, documents, weak aliases, relations (Linked To, where the name is on the list) and comments.
Names in other scripts are spelt letter by letter. While the file is smaller than N megabytes, the
parties are written again under other numbers, with the words of their names shuffled. With
--no-variants nothing is added to what the CSV says. The same arguments give the same bytes.
"""

import argparse
import calendar
import csv
import pathlib
import random
import re
import xml.etree.ElementTree
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    "old": "http://www.un.org/sanctions/1.0",
    "new": "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML",
}
ID_STEP = 1_000_000  # between the numbers of a party and of its copies
SCRIPT_PERCENT = 35
NOTHING = "-0-"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SETS = (
    "AliasType AreaCode AreaCodeType CalendarType Country CountryRelevance DecisionMakingBody "
    "DetailReference DetailType DocNameStatus EntryEventType EntryLinkType ExRefType FeatureType "
    "FeatureTypeGroup IDRegDocDateType IDRegDocType IdentityFeatureLinkType LegalBasis "
    "LegalBasisType List LocPartType LocPartValueStatus LocPartValueType NamePartType Organisation "
    "PartySubType PartyType RelationQuality RelationType Reliability SanctionsProgram "
    "SanctionsType Script ScriptStatus SubsidiaryBody SupInfoType TargetType Validity"
).split()
DOCUMENTS = (
    "Birth Certificate Number;Business Number;Business Registration Number;C.I.F.;C.U.I.;C.U.I.T.;"
    "C.U.R.P.;Cedula No.;Central Registration System Number;Chamber of Commerce Number;"
    "Commercial Registry Number;Company Number;D.N.I.;Diplomatic Passport;Driver's License No.;"
    "Economic Register Number (CBLS);Electoral Registry No.;Enterprise Number;File Number;"
    "Fiscal Code;Folio Mercantil No.;Government Gazette Number;I.F.E.;Identification Number;"
    "LE Number;Legal Entity Number;MMSI;Matricula Mercantil No;Military Registration Number;N.I.E.;"
    "NIT #;National Foreign ID Number;National ID No.;Numero de Identidad;Organization Code;"
    "Passport;Personal ID Card;Public Registration Number;R.F.C.;RIF #;RTN;RUC #;Registration ID;"
    "Registration Number;Residency Number;SSN;Stateless Person Passport;Tax ID No.;"
    "Tazkira National ID Card;Trade License No.;Travel Document Number;"
    "Turkish Identification Number;UK Company Number;Unified Social Credit Code (USCC);"
    "V.A.T. Number;Vessel Registration Identification"
).split(";")
TEXT_FEATURES = (
    "SWIFT/BIC;Website;Email Address;Phone Number;Aircraft Model;Aircraft Operator;"
    "Aircraft Tail Number;Previous Aircraft Tail Number;Aircraft Mode S Transponder Code;"
    "Aircraft Manufacturer's Serial Number (MSN);BIK (RU);UN/LOCODE;MICEX Code;D-U-N-S Number;"
    "Aircraft Construction Number (also called L/N or S/N or F/N);Equity Ticker;ISIN;"
    "Vessel Year of Build;Other Vessel Call Sign;Issuer Name"
).split(";")
LOOKUP_FEATURES = (
    "Secondary sanctions risk:;Organization Type:;Target Type;IFCA Determination -;"
    "Additional Sanctions Information -;CAATSA Section 235 Information:;PEESA Information:;"
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:;"
    "Executive Order 13846 information:;Executive Order 13662 Directive Determination -;"
    "Executive Order 14024 Directive Information -;Other Vessel Type"
).split(";")
COUNTRY_FEATURES = {
    "nationality ": "Nationality Country",
    "citizen ": "Citizenship Country",
    "Nationality of Registration ": "Nationality of Registration",
    "Former Vessel Flag ": "Former Vessel Flag",
    "Other Vessel Flag ": "Other Vessel Flag",
}
DATE_FEATURES = {
    "DOB ": "Birthdate",
    "Organization Established Date ": "Organization Established Date",
    "Aircraft Manufacture Date ": "Aircraft Manufacture Date",
}
RELATIONS = [
    "Providing support to",
    "Acting for or on behalf of",
    "Owned or Controlled By",
    "Family member of",
    "Leader or official of",
    "Owns, controls, or operates",
]
LATIN = "abcdefghijklmnopqrstuvwxyz"
SCRIPTS = {
    "Cyrillic": "абкдефгхийклмнопкрстувукиз",
    "Arabic": "ابكدهفغهيجكلمنوبقرستوفوكيز",
    "Korean": "아바가다에파하호이자카라마나오포쿠러사타우부와수야지",
    "Greek": "αβκδεφγχιικλμνοπκρστυβωξυζ",
    "Chinese Simplified": "阿巴卡达尔夫格哈伊杰克拉马纳奥帕库里萨塔乌维瓦西亚扎",
}


class Values:
    """The value sets: ids of what an existing file has, new ones for the rest."""

    def __init__(self, path):
        self.ids = {kind: {} for kind in SETS}
        self.attributes, self.last = {}, 2_000_000
        for _event, element in xml.etree.ElementTree.iterparse(path):
            name = element.tag.rpartition("}")[2]
            if name == "ReferenceValueSets":
                break
            if name in self.ids:
                attributes = {k: v for k, v in element.attrib.items() if k != "ID"}
                text = (element.text or "").strip()
                key = attributes.get("Description", text)
                if name == "PartySubType":
                    key = attributes["PartyTypeID"] + text
                self.ids[name][key] = element.get("ID")
                self.attributes[name, key] = (attributes, text)

    def of(self, kind, text):
        known = self.ids[kind]
        if text not in known:
            self.last += 1
            known[text] = str(self.last)
            attributes, shown = {}, text
            if kind == "AreaCode":
                attributes = {"CountryID": self.of("Country", text), "Description": text}
                attributes["AreaCodeTypeID"], shown = "1", ""
            elif kind == "FeatureType":
                attributes = {"FeatureTypeGroupID": "1"}
            elif kind == "Script":
                attributes = {"ScriptCode": text}
            elif kind == "RelationType":
                attributes = {"Symmetrical": "false"}
            self.attributes[kind, text] = (attributes, shown)
        return known[text]

    def lines(self):
        yield "  <ReferenceValueSets>"
        for kind in SETS:
            yield f"    <{kind}Values>"
            for key, identity in self.ids[kind].items():
                attributes, text = self.attributes[kind, key]
                more = "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items())
                yield f'      <{kind} ID="{identity}"{more}>{escape(text)}</{kind}>'
            yield f"    </{kind}Values>"
        yield "  </ReferenceValueSets>"


def rows_of(path):
    text = path.read_text(encoding="utf-8", errors="replace").replace("\x1a", "")
    for row in csv.reader(text.splitlines(), skipinitialspace=False):
        if row and row[0].strip().isdigit():
            yield ["" if field.strip() == NOTHING else field.strip() for field in row]


def read_point(text):
    """First and last day of "18 Feb 1962", "Feb 1962" or "1962"; None where it is none."""
    found = re.fullmatch(r"(?:(?:(\d\d?) )?([A-Z][a-z]{2}) )?(\d{4})", text)
    if not found or (found[2] and found[2] not in MONTHS):
        return None
    year = int(found[3])
    if not found[2]:
        return (year, 1, 1), (year, 12, 31)
    month = MONTHS.index(found[2]) + 1
    if found[1]:
        return (year, month, int(found[1])), (year, month, int(found[1]))
    return (year, month, 1), (year, month, calendar.monthrange(year, month)[1])


def read_date(text):
    """(first day, last day, circa), or None."""
    circa = text.startswith("circa ")
    ends = text.removeprefix("circa ").split(" to ")
    points = [read_point(end) for end in ends]
    if len(ends) > 2 or None in points:
        return None
    return points[0][0], points[-1][1], circa


def date_lines(pad, first, last, circa):
    yield f'{pad}<DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" DayFixed="false">'
    for name, day in (("Start", first), ("End", last)):
        approximate = "true" if circa else "false"
        yield f'{pad}  <{name} Approximate="{approximate}" YearFixed="false" MonthFixed="false" DayFixed="false">'
        for end in ("From", "To"):
            yield f"{pad}    <{end}>"
            for part, number in zip(("Year", "Month", "Day"), day, strict=True):
                yield f"{pad}      <{part}>{number}</{part}>"
            yield f"{pad}    </{end}>"
        yield f"{pad}  </{name}>"
    yield f"{pad}</DatePeriod>"


class Writer:
    """The sections of one document, as lists of lines."""

    def __init__(self, values, arguments):
        self.values, self.variants = values, not arguments.no_variants
        self.random = random.Random(arguments.seed)
        self.locations, self.documents, self.parties = [], [], []
        self.relations, self.entries = [], []
        self.last = 100

    def number(self):
        self.last += 1
        return self.last

    def bytes(self):
        sections = (self.locations, self.documents, self.parties, self.relations, self.entries)
        return sum(len(line.encode()) + 1 for lines in sections for line in lines)

    def location(self, parts, country):
        number, out = self.number(), self.locations
        out.append(f'    <Location ID="{number}">')
        region = country.removeprefix("Region: ") if country.startswith("Region: ") else ""
        area = "undetermined" if region or not country else country
        out.append(f'      <LocationAreaCode AreaCodeID="{self.values.of("AreaCode", area)}" />')
        if area == country:
            identity = self.values.of("Country", country)
            out.append(f'      <LocationCountry CountryID="{identity}" CountryRelevanceID="1413" />')
        for kind, text in [*parts, ("REGION", region)]:
            if not text:
                continue
            out.append(f'      <LocationPart LocPartTypeID="{self.values.of("LocPartType", kind)}">')
            out.append('        <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1">')
            out.append("          <Comment />")
            out.append(f"          <Value>{escape(text)}</Value>")
            out.append("        </LocationPartValue>")
            out.append("      </LocationPart>")
        out.append("    </Location>")
        return number

    def feature(self, out, identity, kind, text="", place=None, date=None, lookup=False):
        of = self.values.of
        out.append(f'        <Feature ID="{self.number()}" FeatureTypeID="{of("FeatureType", kind)}">')
        out.append(f'          <FeatureVersion ID="{self.number()}" ReliabilityID="1">')
        out.append("            <Comment />")
        if date:
            out.extend(date_lines("            ", *date))
            out.append('            <VersionDetail DetailTypeID="1430" />')
        elif lookup:
            reference = of("DetailReference", text)
            out.append(f'            <VersionDetail DetailTypeID="1431" DetailReferenceID="{reference}" />')
        elif text:
            out.append(f'            <VersionDetail DetailTypeID="1432">{escape(text)}</VersionDetail>')
        if place:
            if kind != "Location":
                out.append('            <VersionDetail DetailTypeID="1433" />')
            out.append(f'            <VersionLocation LocationID="{place}" />')
        out.append("          </FeatureVersion>")
        out.append(f'          <IdentityReference IdentityID="{identity}" IdentityFeatureLinkTypeID="1" />')
        out.append("        </Feature>")

    def document(self, identity, name, kind, value):
        dates = re.search(r"^(.*?)(?: issued (.*?))?(?: expires (.*?))?$", value)
        value, found = dates[1], re.fullmatch(r"(.*) \(([^()0-9]+)\)", dates[1])
        issued, expires = (read_date(text) if text else None for text in (dates[2], dates[3]))
        country = ""
        if found and found[2] in self.values.ids["Country"]:
            value, country = found[1], f' IssuedBy-CountryID="{self.values.of("Country", found[2])}"'
        if (dates[2] and not issued) or (dates[3] and not expires) or not re.search(r"\d", value):
            return False
        out, kind = self.documents, self.values.of("IDRegDocType", kind)
        out.append(f'    <IDRegDocument ID="{self.number()}" IDRegDocTypeID="{kind}" IdentityID="{identity}"{country} ValidityID="1">')
        out.append("      <Comment />")
        out.append(f"      <IDRegistrationNo>{escape(value)}</IDRegistrationNo>")
        out.append("      <IssuingAuthority />")
        for type_id, date in (("1480", issued), ("1481", expires)):
            if date:
                out.append(f'      <DocumentDate IDRegDocDateTypeID="{type_id}">')
                out.extend(date_lines("        ", *date))
                out.append("      </DocumentDate>")
        out.append(f'      <DocumentedNameReference DocumentedNameID="{name}" />')
        out.append("    </IDRegDocument>")
        return True

    def item(self, party, out, identity, name, item):
        """One item of the remarks; False where it is for the comment."""
        item = item.removeprefix("alt. ")
        for prefix, kind in DATE_FEATURES.items():
            date = read_date(item.removeprefix(prefix)) if item.startswith(prefix) else None
            if date:
                self.feature(out, identity, kind, date=date)
                return True
        for prefix, kind in COUNTRY_FEATURES.items():
            if item.startswith(prefix):
                place = self.location([("Unknown", item.removeprefix(prefix))], "")
                self.feature(out, identity, kind, place=place)
                return True
        if item.startswith("POB "):
            self.feature(out, identity, "Place of Birth", item[4:])
            return True
        if item.startswith("Gender "):
            self.feature(out, identity, "Gender", item[7:], lookup=True)
            return True
        wallet = re.fullmatch(r"Digital Currency Address - (\w+) (\S+)", item)
        if wallet:
            self.feature(out, identity, f"Digital Currency Address - {wallet[1]}", wallet[2])
            return True
        if item.startswith("Linked To: "):
            return self.relation(party, item.removeprefix("Linked To: "))
        for kind in DOCUMENTS:
            if item.startswith(kind + " ") and self.document(identity, name, kind, item[len(kind) + 1 :]):
                return True
        for kind in TEXT_FEATURES + LOOKUP_FEATURES:
            if item.startswith(kind + " "):
                self.feature(out, identity, kind, item[len(kind) + 1 :], lookup=kind in LOOKUP_FEATURES)
                return True
        return False

    def relation(self, party, target):
        other = party["names"].get(target)
        if other is None:
            return False
        kind = self.values.of("RelationType", self.random.choice(RELATIONS))
        quality, former = self.random.choice(("1", "1", "1540")), self.random.random() < 0.02
        self.relations.append(
            f'    <ProfileRelationship ID="{self.number()}" From-ProfileID="{party["id"]}" '
            f'To-ProfileID="{other}" RelationTypeID="{kind}" RelationQualityID="{quality}" '
            f'Former="{"true" if former else "false"}" SanctionsEntryID="{party["id"]}">'
        )
        self.relations.append("      <Comment />")
        self.relations.append("    </ProfileRelationship>")
        return True

    def documented_name(self, out, groups, party, parts, script, status):
        name = self.number()
        out.append(f'            <DocumentedName ID="{name}" FixedRef="{party["id"]}" DocNameStatusID="{status}">')
        script = self.values.of("Script", script)
        for kind, text in parts:
            group = self.number()
            groups.append((group, self.values.of("NamePartType", kind)))
            out.append("              <DocumentedNamePart>")
            out.append(f'                <NamePartValue NamePartGroupID="{group}" ScriptID="{script}" ScriptStatusID="1" Acronym="false">{escape(text)}</NamePartValue>')
            out.append("              </DocumentedNamePart>")
        out.append("            </DocumentedName>")
        return name

    def parts(self, party, text):
        if party["type"] == "individual":
            family, comma, given = text.partition(",")
            return [("Last Name", family.strip()), ("First Name", given.strip())] if comma else [("Nickname", text)]
        return [({"vessel": "Vessel Name", "aircraft": "Aircraft Name"}.get(party["type"], "Entity Name"), text)]

    def alias(self, out, groups, party, kind, text, weak):
        primary = "true" if kind == "Name" else "false"
        out.append(
            f'          <Alias FixedRef="{party["id"]}" AliasTypeID="{self.values.of("AliasType", kind)}" '
            f'Primary="{primary}" LowQuality="{"true" if weak else "false"}">'
        )
        parts = self.parts(party, text)
        name = self.documented_name(out, groups, party, parts, "Latin", "1" if kind == "Name" else "2")
        if self.variants and self.random.randrange(100) < SCRIPT_PERCENT:
            script = self.random.choice(list(SCRIPTS))
            table = str.maketrans(LATIN, SCRIPTS[script])
            spelt = [(part, value.lower().translate(table)) for part, value in parts]
            self.documented_name(out, groups, party, spelt, script, "2")
        out.append("          </Alias>")
        return name

    def identity(self, out, party, weak):
        groups, identity = [], self.number()
        out.append(f'        <Identity ID="{identity}" FixedRef="{party["id"]}" Primary="true" False="false">')
        name = self.alias(out, groups, party, "Name", party["name"], False)
        for kind, text in party["aliases"]:
            self.alias(out, groups, party, kind.upper()[0] + ".K.A.", text, False)
        for kind, text in weak:
            self.alias(out, groups, party, kind, text, True)
        out.append("          <NamePartGroups>")
        for group, kind in groups:
            out.append("            <MasterNamePartGroup>")
            out.append(f'              <NamePartGroup ID="{group}" NamePartTypeID="{kind}" />')
            out.append("            </MasterNamePartGroup>")
        out.append("          </NamePartGroups>")
        out.append("        </Identity>")
        return identity, name

    def address(self, out, identity, street, place, country):
        city, comma, rest = place.partition(", ")
        head, postal = re.fullmatch(r"(.*?)((?:(?:^| )\S*\d\S*)*)", rest if comma else place).groups()
        parts = [("ADDRESS1", street), ("CITY", city if comma else head)]
        parts += [("STATE/PROVINCE", head if comma else ""), ("POSTAL CODE", postal.strip())]
        self.feature(out, identity, "Location", place=self.location(parts, country))

    def party(self, party):
        subtype = {"individual": "4", "vessel": "1", "aircraft": "2"}.get(party["type"], "3")
        body, head, comments, weak = [], [], [], []
        for item in party["remarks"]:
            found = re.fullmatch(r"([afn]\.k\.a\.) '(.*)'", item)
            if found:
                weak.append((found[1].upper(), found[2]))
        identity, name = self.identity(head, party, weak)
        for title in [party["title"]] if party["title"] else []:
            self.feature(body, identity, "Title", title)
        vessel = zip(("Vessel Call Sign", "VESSEL TYPE", "Vessel Tonnage", "Vessel Gross Registered Tonnage",
                      "Vessel Flag", "Vessel Owner"), party["vessel"], strict=True)  # fmt: skip
        for kind, text in vessel:
            if text:
                self.feature(body, identity, kind, text, lookup=kind == "VESSEL TYPE")
        for street, place, country in party["addresses"]:
            if street or place or country:
                self.address(body, identity, street, place, country)
        for item in party["remarks"]:
            if re.match(r"[afn]\.k\.a\. '", item):
                continue
            if not self.item(party, body, identity, name, item):
                comments.append(item)
        out = self.parties
        out.append(f'    <DistinctParty FixedRef="{party["id"]}">')
        out.append(f"      <Comment>{escape('; '.join(comments))}</Comment>")
        out.append(f'      <Profile ID="{party["id"]}" PartySubTypeID="{subtype}">')
        out += head + body
        out.append("      </Profile>")
        out.append("    </DistinctParty>")
        self.entry(party)

    def entry(self, party):
        out, number = self.entries, party["id"]
        day = (self.random.randint(1995, 2023), self.random.randint(1, 12), self.random.randint(1, 28))
        out.append(f'    <SanctionsEntry ID="{number}" ProfileID="{number}" ListID="{self.values.of("List", "SDN List")}">')
        out.append(f'      <EntryEvent ID="{number}" EntryEventTypeID="1" LegalBasisID="{self.values.of("LegalBasis", "Unknown")}">')
        out.append("        <Comment />")
        out.append('        <Date CalendarTypeID="1">')
        out.extend(f"          <{k}>{v}</{k}>" for k, v in zip(("Year", "Month", "Day"), day, strict=True))
        out.append("        </Date>")
        out.append("      </EntryEvent>")
        for kind, comment in [("Block", ""), *(("Program", tag) for tag in party["programmes"])]:
            out.append(f'      <SanctionsMeasure ID="{self.number()}" SanctionsTypeID="{self.values.of("SanctionsType", kind)}">')
            if comment:
                out.append(f"        <Comment>{escape(comment)}</Comment>")
            out.append('        <DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true" />')
            out.append("      </SanctionsMeasure>")
        out.append("    </SanctionsEntry>")


def read_parties(folder):
    aliases, addresses, tails, parties, names = {}, {}, {}, [], {}
    for row in rows_of(folder / "alt.csv"):
        aliases.setdefault(row[0], []).append((row[2], row[3]))
    for row in rows_of(folder / "add.csv"):
        addresses.setdefault(row[0], []).append(row[2:5])
    if (folder / "sdn_comments.csv").exists():
        for row in rows_of(folder / "sdn_comments.csv"):
            tails[row[0]] = tails.get(row[0], "") + row[1]
    for row in rows_of(folder / "sdn.csv"):
        remarks = (row[11] + tails.get(row[0], "")).removesuffix(".")
        if row[4]:  # OFAC repeats the title among the remarks
            remarks = f"; {remarks};".replace(f"; {row[4]};", ";", 1).strip("; ")
        names.setdefault(row[1], int(row[0]))
        parties.append({
            "id": int(row[0]), "name": row[1], "type": row[2], "title": row[4],
            "programmes": [tag.strip("[] ") for tag in row[3].split("] [") if tag.strip("[] ")],
            "vessel": row[5:11], "remarks": [item for item in remarks.split("; ") if item],
            "aliases": aliases.get(row[0], []), "addresses": addresses.get(row[0], []), "names": names,
        })  # fmt: skip
    return parties


def again(party, copy, source):
    """The party under another number, with the words of its names in another order."""

    def shuffled(text):
        family, comma, rest = text.partition(",") if party["type"] == "individual" else ("", "", text)
        words = rest.split()
        source.shuffle(words)
        return family + comma + (" " if comma else "") + " ".join(words)

    other = dict(party, id=party["id"] + copy * ID_STEP, name=shuffled(party["name"]))
    other["aliases"] = [(kind, shuffled(text)) for kind, text in party["aliases"]]
    return other


def write_all(writer, values, parties, arguments):
    for row in parties:
        for _street, _place, country in row["addresses"]:
            if country and not country.startswith("Region: "):
                values.of("Country", country)
    for kind, text in (("AliasType", "A.K.A."), ("AliasType", "F.K.A."), ("AliasType", "N.K.A.")):
        values.of(kind, text)
    for party in parties:
        writer.party(party)
    copy, wanted, size = 0, arguments.megabytes * 1_000_000, writer.bytes()
    mean = size / max(len(parties), 1)
    while size < wanted:
        copy += 1
        count = min(len(parties), int((wanted - size) / mean) + 1)
        for party in parties[:count]:
            writer.party(again(party, copy, writer.random))
        size = writer.bytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv_folder", type=pathlib.Path)
    parser.add_argument("cons_advanced", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--namespace", choices=NAMESPACES, default="new")
    parser.add_argument("--no-variants", action="store_true")
    arguments = parser.parse_args()
    values = Values(arguments.cons_advanced)
    writer = Writer(values, arguments)
    write_all(writer, values, read_parties(arguments.csv_folder), arguments)
    with arguments.out.open("w", encoding="utf-8", newline="\n") as out:
        def put(lines):
            out.writelines(line + "\n" for line in lines)

        put(['<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
             f'<Sanctions xmlns="{NAMESPACES[arguments.namespace]}" Version="3">',
             '  <DateOfIssue CalendarTypeID="1">', "    <Year>2023</Year>", "    <Month>12</Month>",
             "    <Day>28</Day>", "  </DateOfIssue>"])  # fmt: skip
        put(values.lines())
        for name, lines in (("Locations", writer.locations), ("IDRegDocuments", writer.documents),
                            ("DistinctParties", writer.parties), ("ProfileRelationships", writer.relations),
                            ("SanctionsEntries", writer.entries), ("SanctionsEntryLinks", [])):  # fmt: skip
            put([f"  <{name}>"])
            put(lines)
            put([f"  </{name}>"])
        put(["</Sanctions>"])


if __name__ == "__main__":
    main()
