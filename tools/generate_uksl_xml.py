#!/usr/bin/env python3
"""A UK Sanctions List of full size, as XML and CSV, made from a complete OFSI ConList.csv.

    tools/generate_uksl_xml.py CONLIST --xml FILE --csv FILE

For tests of size and speed, and of the two lists against each other: what the ConList states of a
party in rows, numbered cells and tagged remarks stands here in the elements and columns of the
other list. The same input gives the same bytes. Nothing made from the list is part of the
repository.
"""

import argparse
import csv
import re
from xml.sax.saxutils import escape

TAGS = {
    "UK Sanctions List Ref": "ref", "UN Ref": "un", "UK Statement of Reasons": "reasons",
    "Gender": "gender", "Phone number": "phone", "Email address": "email", "Website": "website",
    "Type of entity": "entity type", "Parent company": "parent", "Subsidiaries": "subsidiary",
    "Business Reg No": "business", "IMO number": "imo", "Current owners": "owner",
    "Flag of ship": "flag", "Previous flags": "former flag", "Type of ship": "ship type",
    "Tonnage of ship": "tonnage", "Length of ship": "length", "Year built": "built",
}  # fmt: skip
TAG = re.compile(r"\((" + "|".join(map(re.escape, TAGS)) + r")\):")
UN_REFERENCE = re.compile(r"[A-Za-z]{3}\. *\d+")
ABBREVIATIONS = (" Co.", " Ltd.", " Inc.", " Corp.", " Jr.", " Sr.")
DASHES = {"-", "–", "—", "- .", "– ."}

# List, item and value of everything that stands as a list of plain elements.
PERSON_LISTS = [
    ("Nationalities", "Nationality", "Nationality"),
    ("Positions", "Position", "Position"),
]
ENTITY_LISTS = [
    ("TypeOfEntities", "TypeOfEntity", "entity type"),
    ("BusinessRegistrationNumbers", "BusinessRegistrationNumber", "business"),
    ("ParentCompanies", "ParentCompany", "parent"),
    ("Subsidiaries", "Subsidiary", "subsidiary"),
]
SHIP_LISTS = [
    ("IMONumbers", "IMONumber", "imo"),
    ("CurrentOwnerOperators", "CurrentOwnerOperator", "owner"),
    ("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip", "flag"),
    ("PreviousFlags", "PreviousFlag", "former flag"),
    ("TypeOfShipDetails", "TypeOfShip", "ship type"),
    ("TonnageOfShipDetails", "TonnageOfShip", "tonnage"),
    ("LengthOfShipDetails", "LengthOfShip", "length"),
    ("YearsBuilt", "YearBuilt", "built"),
]
COLUMNS = [
    "Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number", "Name 6", "Name 1",
    "Name 2", "Name 3", "Name 4", "Name 5", "Name type", "Alias strength", "Title",
    "Name non-latin script", "Non-latin script type", "Non-latin script language", "Regime Name",
    "Designation Type", "Designation source", "Sanctions Imposed", "Other Information",
    "UK Statement of Reasons", "Address Line 1", "Address Line 2", "Address Line 3",
    "Address Line 4", "Address Line 5", "Address Line 6", "Address Postal Code",
    "Address Country", "Phone number", "Website", "Email address", "Date Designated", "D.O.B",
    "Nationality(/ies)", "National Identifier number",
    "National Identifier additional information", "Passport number",
    "Passport additional information", "Position", "Gender", "Town of birth", "Country of birth",
    "Type of entity", "Subsidiaries", "Parent company", "Business registration number (s)",
    "IMO number", "Current owner/operator (s)", "Previous owner/operator (s)",
    "Current believed flag of ship", "Previous flags", "Type of ship", "Tonnage of ship",
    "Length of ship", "Year Built", "Hull identification number (HIN)",
]  # fmt: skip


def folded(text):
    return re.sub(r"[ \t-\r]+", " ", text).strip(" ")


def numbered(cell):
    """{number: value} of "(1) a. (2) b", {0: value} of a plain cell."""
    cell = folded(cell)
    marker = re.match(r"\(1(?:-(\d+))?\)", cell)
    if not marker:
        return {0: "" if cell in DASHES else cell} if cell else {}
    values, number, at = {}, 1, marker.end()
    while at is not None:
        last = int(marker[1] or number)
        until = re.match(r" to \((\d+)\)", cell[at:])
        if until:
            last, at = int(until[1]), at + until.end()
        after = marker = re.search(rf"(?<![A-Za-z0-9])\({last + 1}(?:-(\d+))?\)", cell[at:])
        value = cell[at : at + after.start()] if after else cell[at:]
        value = value.strip(" ")
        while value and value[-1] in ".;," and not value.endswith(ABBREVIATIONS):
            value = value[:-1].strip(" ")
        for covered in range(number, last + 1):
            values[covered] = "" if value in DASHES else value
        at = at + after.end() if after else None
        number = last + 1
    return values


def plain(cell):
    return [value for value in numbered(cell).values() if value]


def pairs(first, second):
    """The values of two cells whose numbers correspond; a plain cell holds for every number."""
    first, second = numbered(first), numbered(second)
    for number in sorted((set(first) | set(second)) - {0}) or [0]:
        pair = [values.get(number, values.get(0, "")) for values in (first, second)]
        if any(pair):
            yield tuple(pair)


def tagged(remarks):
    """The remarks by their tags, and what stands behind the references."""
    pieces = TAG.split(remarks)
    found, prose = {}, [pieces[0]]
    for tag, value in zip(pieces[1::2], pieces[2::2], strict=True):
        found.setdefault(TAGS[tag], []).append(folded(value))
    for key in ("ref", "un"):
        if key in found:
            value = found[key][0]
            match = UN_REFERENCE.match(value) or re.match(r"\w*", value)
            found[key] = [match[0].replace(" ", "")]
            prose.append(value[match.end() :].lstrip(".,; "))
    found["prose"] = [folded(" ".join(prose))]
    return found


def partial_date(text):
    """00/06/1970, 06/1970 and 1970 with the letters that the other list writes."""
    parts = text.split("/")
    parts = ["00"] * (3 - len(parts)) + parts
    return "/".join(
        letters if part == "00" else part
        for part, letters in zip(parts, ("dd", "mm", "yyyy"), strict=True)
    )


def distinct(values):
    return list(dict.fromkeys(value for value in values if value))


class Party:
    """One group of the ConList, its rows in order."""

    def __init__(self, rows):
        self.rows, self.first = rows, rows[0]
        self.remarks = tagged(self.first["Other Information"])
        ref = "".join(self.remarks.get("ref", []))
        self.un = "".join(self.remarks.get("un", []))
        if UN_REFERENCE.fullmatch(ref):
            self.un, ref = ref, ""
        self.uid = ref or f"OFS{self.first['Group ID']}"
        self.source = "UN" if self.un else "UK"
        self.kind = self.first["Group Type"]

    def column(self, name):
        return distinct(row[name] for row in self.rows)

    def values(self, key):
        return self.column(key) if key in self.first else self.remarks.get(key, [])


def element(name, text):
    text = folded(text)
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def listed(outer, items):
    items = "".join(distinct(items))
    return f"<{outer}>{items}</{outer}>" if items else ""


def plain_lists(party, lists):
    for outer, inner, key in lists:
        values = [value for cell in party.values(key) for value in plain(cell)]
        yield listed(outer, [element(inner, value) for value in values])


def names_of(party):
    for row in party.rows:
        parts = "".join(element(f"Name{i}", row[f"Name {i}"]) for i in (1, 2, 3, 4, 5, 6))
        kind = {"AKA": "Alias", "Primary name": "Primary Name"}.get(
            row["Alias Type"], row["Alias Type"]
        )
        strength = row["Alias Quality"] and row["Alias Quality"] + " a.k.a"
        yield (
            f"<Name>{parts}{element('NameType', kind)}{element('AliasStrength', strength)}</Name>"
        )


def native_names_of(party):
    for row in party.rows:
        inner = (
            element("NameNonLatinScript", row["Name Non-Latin Script"])
            + element("NonLatinScriptType", row["Non-Latin Script Type"])
            + element("NonLatinScriptLanguage", row["Non-Latin Script Language"])
        )
        if row["Name Non-Latin Script"].strip():
            yield f"<NonLatinName>{inner}</NonLatinName>"


def addresses_of(party):
    for row in party.rows:
        inner = "".join(element(f"AddressLine{i}", row[f"Address {i}"]) for i in range(1, 7))
        inner += element("AddressPostalCode", row["Post/Zip Code"])
        inner += element("AddressCountry", row["Country"])
        yield inner and f"<Address>{inner}</Address>"


def documents(party, outer, inner, number, details):
    items = []
    for row in party.rows:
        for value, words in pairs(row[number], row[details]):
            text = element(f"{inner}Number", value)
            text += element(f"{inner}AdditionalInformation", words)
            items.append(f"<{inner}>{text}</{inner}>")
    return listed(outer, items)


def person_details(party):
    births = [
        f"<Location>{element('TownOfBirth', town)}{element('CountryOfBirth', country)}</Location>"
        for row in party.rows
        for town, country in pairs(row["Town of Birth"], row["Country of Birth"])
    ]
    yield listed("DOBs", [element("DOB", partial_date(date)) for date in party.column("DOB")])
    yield documents(
        party, "PassportDetails", "Passport", "Passport Number", "Passport Details"
    )
    yield documents(
        party, "NationalIdentifierDetails", "NationalIdentifier",
        "National Identification Number", "National Identification Details",
    )  # fmt: skip
    yield from plain_lists(party, PERSON_LISTS)
    yield listed("Genders", [element("Gender", value) for value in party.values("gender")])
    yield listed("BirthDetails", births)


def details_of(party):
    """Entities and ships have details of persons, too, where the list has slipped a column."""
    kinds = {
        "Individual": ("IndividualDetails", "Individual", person_details),
        "Entity": ("EntityDetails", "Entity", lambda p: plain_lists(p, ENTITY_LISTS)),
        "Ship": ("ShipDetails", "Ship", lambda p: plain_lists(p, SHIP_LISTS)),
    }
    for kind in dict.fromkeys(("Individual", party.kind)):
        outer, inner, parts = kinds[kind]
        text = "".join(parts(party))
        yield text and f"<{outer}><{inner}>{text}</{inner}></{outer}>"


def imposed(party):
    if party.kind == "Ship":
        return "Prohibition of port entry"
    return "Asset freeze|Travel Ban" if party.kind == "Individual" else "Asset freeze"


def designation(party, regime, designated):
    titles = [value for cell in party.column("Title") for value in plain(cell)]
    yield element("LastUpdated", party.first["Last Updated"])
    yield element("DateDesignated", designated)
    yield element("UniqueID", party.uid)
    yield element("OFSIGroupID", party.first["Group ID"])
    yield element("UNReferenceNumber", party.un)
    yield listed("Names", names_of(party))
    yield listed("NonLatinNames", native_names_of(party))
    yield listed("Titles", [element("Title", title) for title in titles])
    yield element("RegimeName", regime)
    yield element("IndividualEntityShip", party.kind)
    yield element("DesignationSource", party.source)
    yield element("SanctionsImposed", imposed(party))
    yield element("OtherInformation", party.values("prose")[0])
    yield element("UKStatementofReasons", "".join(party.values("reasons")))
    yield listed("Addresses", addresses_of(party))
    for outer, inner, key in [
        ("PhoneNumbers", "PhoneNumber", "phone"),
        ("EmailAddresses", "EmailAddress", "email"),
        ("Websites", "Website", "website"),
    ]:
        yield listed(outer, [element(inner, value) for value in party.values(key)])
    yield from details_of(party)


def write_xml(path, date, parties):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="utf-8"?>\n')
        out.write('<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n')
        out.write(f"  {element('DateGenerated', date)}\n")
        for party in parties:
            regimes = dict.fromkeys(
                (row["Regime"], row["UK Sanctions List Date Designated"]) for row in party.rows
            )
            for regime, designated in regimes:
                lines = "\n    ".join(filter(None, designation(party, regime, designated)))
                out.write(f"  <Designation>\n    {lines}\n  </Designation>\n")
        out.write("</Designations>\n")


def csv_row(party, row):
    def said(key):
        values = party.values(key)
        if len(values) > 1:
            values = [value for cell in values for value in plain(cell)]
            return " ".join(f"({i}) {value}" for i, value in enumerate(values, 1))
        return "".join(values)

    yield from (row["Last Updated"], party.uid, row["Group ID"], party.un)
    yield from (row[f"Name {i}"] for i in (6, 1, 2, 3, 4, 5))
    yield from (row["Alias Type"], row["Alias Quality"], row["Title"])
    yield from (row["Name Non-Latin Script"], row["Non-Latin Script Type"])
    yield from (row["Non-Latin Script Language"], row["Regime"], party.kind, party.source)
    yield from (imposed(party), said("prose"), said("reasons"))
    yield from (row[f"Address {i}"] for i in range(1, 7))
    yield from (row["Post/Zip Code"], row["Country"], said("phone"), said("website"))
    yield from (said("email"), row["UK Sanctions List Date Designated"])
    yield row["DOB"] and partial_date(row["DOB"])
    yield from (row["Nationality"], row["National Identification Number"])
    yield from (row["National Identification Details"], row["Passport Number"])
    yield from (row["Passport Details"], row["Position"], said("gender"))
    yield from (row["Town of Birth"], row["Country of Birth"])
    yield from map(said, ("entity type", "subsidiary", "parent", "business", "imo", "owner"))
    yield ""
    yield from map(said, ("flag", "former flag", "ship type", "tonnage", "length", "built"))
    yield ""


def write_csv(path, date, parties):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([f"Report Date: {date}"])
        writer.writerow(COLUMNS)
        for party in parties:
            for row in party.rows:
                cells = list(csv_row(party, row))
                writer.writerow(dict(zip(COLUMNS, cells, strict=True)).values())


def read_parties(path):
    with open(path, encoding="utf-8-sig", newline="") as source:
        rows = csv.reader(source)
        date = next(rows)[1]
        header = next(rows)
        groups = {}
        for cells in rows:
            row = dict(zip(header, cells, strict=True))
            groups.setdefault(row["Group ID"], []).append(row)
    return date, [Party(rows) for rows in groups.values()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("conlist")
    parser.add_argument("--xml")
    parser.add_argument("--csv")
    options = parser.parse_args()
    date, parties = read_parties(options.conlist)
    if options.xml:
        write_xml(options.xml, date, parties)
    if options.csv:
        write_csv(options.csv, date, parties)


if __name__ == "__main__":
    main()
