#!/usr/bin/env python3
"""Write the EU's financial sanctions as full-size FSF files, for measuring.

    tools/generate_fsf_xml.py JOURNAL FOLDER [--megabytes N]

JOURNAL is a folder of consolidated Official Journal tables (*.csv). FOLDER gets fsf.xml (XML 1.1) and
fsf.csv (CSV 1.1) of the same content. As in the publisher's file every alias stands once for each act;
there are as many acts as make the XML N million bytes (default 26). The same arguments give the same
bytes.
"""

import argparse
import csv
import io
import pathlib
import re
from xml.sax.saxutils import quoteattr

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATE = "2026-08-20"
NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
ACTS_MAX = 200
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
NUMBERS = {  # column of the journal: code and description of an identification
    "passportNumber": ("passport", "National passport"),
    "idNumber": ("id", "National identification card"),
    "taxNumber": ("fiscalcode", "Fiscal code"),
    "innCode": ("fiscalcode", "Fiscal code"),
    "registrationNumber": ("regnumber", "Registration Number"),
    "ogrnCode": ("regnumber", "Registration Number"),
    "swiftBic": ("swiftbic", "SWIFT BIC"),
    "imoNumber": ("imo", "IMO number"),
}
ACT = "Type OrganisationType PublicationDate EntryIntoForceDate NumberTitle Programme PublicationUrl"
COLUMNS = {
    "Entity": "LogicalId EU_ReferenceNumber UnitedNationId DesignationDate DesignationDetails Remark "
    "SubjectType SubjectType_ClassificationCode",
    "NameAlias": "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function LogicalId "
    "RegulationLanguage Remark",
    "Address": "City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo CountryIso2Code "
    "CountryDescription LogicalId RegulationLanguage Remark",
    "BirthDate": "BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode Region "
    "Place City CountryIso2Code CountryDescription RegulationLanguage Remark LogicalId",
    "Identification": "Number KnownExpired KnownFalse ReportedLost RevokedByIssuer IssuedBy IssuedDate "
    "ValidFrom ValidTo LatinNumber NameOnDocument TypeCode TypeDescription Region CountryIso2Code "
    "CountryDescription LogicalId RegulationLanguage Remark",
    "Citizenship": "Region CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark",
}
XML_NAMES = {"TypeCode": "identificationTypeCode", "TypeDescription": "identificationTypeDescription",
             "IssuedDate": "issueDate", "Day": "dayOfMonth", "Month": "monthOfYear",
             "BirthDate": "birthdate"}
ELEMENTS = {"NameAlias": "nameAlias", "Citizenship": "citizenship", "BirthDate": "birthdate",
            "Address": "address", "Identification": "identification"}


def split_cell(cell):
    """The values of a cell of the journal: parted by ';', quoted where they hold one."""
    rows = list(csv.reader([cell], delimiter=";", skipinitialspace=True))
    return [" ".join(value.split()) for value in rows[0] if value.strip()] if rows else []


def read_journal(folder):
    """Rows of all tables, one for each party: the measures and annexes of one act are one."""
    seen = set()
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = (row["celex"], row["name"], row["birthDate"], row["imoNumber"])
                if key not in seen:
                    seen.add(key)
                    yield row


def read_countries():
    names = {}
    for line in (ROOT / "data/places/countries.txt").read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("|")]
        if len(fields) > 1 and re.fullmatch("[A-Z]{2}", fields[0]):
            for word in filter(str.strip, ";".join(fields[1:]).split(";")):
                names.setdefault(word.strip().casefold(), fields[0])
    return names


def country(words, names):
    code = names.get(words.casefold(), "00")
    return {"CountryIso2Code": code, "CountryDescription": words.upper() if code != "00" else "UNKNOWN"}


def country_behind(place, names):
    """Of a place that ends in a country's name: "Pyongyang, DPRK"."""
    return country(place.rsplit(",", 1)[-1].strip(), names)


def birth(text):
    """What of a printed date the file states; None where it is prose."""
    circa = re.match(r"(?:circa|approximately|around|about|c\.)\s*(.*)", text, re.IGNORECASE)
    plain = circa.group(1) if circa else text
    part = {"Circa": "true" if circa else "false", "CalendarType": "GREGORIAN"}
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", plain):
        day, month, year = (int(number) for number in match.groups())
    elif (match := re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]*\.? (\d{4})", plain)) and (
        match.group(2).lower() in MONTHS
    ):
        day, month, year = int(match.group(1)), MONTHS.index(match.group(2).lower()) + 1, int(match.group(3))
    elif re.fullmatch(r"\d{4}", plain):
        return {**part, "Year": plain}
    elif match := re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", plain):
        return {**part, "YearRangeFrom": match.group(1), "YearRangeTo": match.group(2)}
    else:
        return None
    return {**part, "BirthDate": f"{year:04}-{month:02}-{day:02}", "Day": str(day), "Month": str(month),
            "Year": str(year)}


def act_of(row, turn):
    year, number = row["celex"][1:5], row["celex"][6:].lstrip("0")
    title = f"{year}/{number} (OJ L{100 + turn})" if turn == 0 else f"{2000 + turn}/{turn} (OJ L{turn})"
    day = f"{year}-{turn % 12 + 1:02}-01"
    return {"Type": "amendment" if turn else "regulation", "OrganisationType": "council",
            "PublicationDate": day, "EntryIntoForceDate": day, "NumberTitle": title,
            "Programme": row["programKey"].split("-")[-1],
            "PublicationUrl": f"http://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:{row['celex']}"
                              f"&from=EN&act={turn}"}


def names_of(row, person):
    texts = [(" ".join(row["name"].split()), "true")]
    for column, strong in (("alias", "true"), ("previousName", "true"), ("weakAlias", "false")):
        texts += [(text, strong) for text in split_cell(row[column])]
    for place, (text, strong) in enumerate(dict.fromkeys(texts)):
        yield {"WholeName": text, "Strong": strong, "NameLanguage": "",
               "Gender": {"male": "M", "female": "F"}.get(row["gender"].lower(), "") if person else "",
               "Function": row["position"][:400] if place == 0 else ""}


def parts_of(row, countries):
    """Kind and fields of every sub-record but the names, in the publisher's order."""
    for words in split_cell(row["nationality"]):
        yield "Citizenship", country(words, countries)
    births = [value for cell in split_cell(row["birthDate"]) for value in cell.split(" / ")]
    places = split_cell(row["birthPlace"])
    for i in range(max(len(births), len(places))):
        part = birth(births[i]) if i < len(births) else None
        part = part or {"Circa": "false", "CalendarType": "GREGORIAN",
                        "Remark": births[i] if i < len(births) else ""}
        place = places[i] if i < len(places) else ""
        yield "BirthDate", {**part, "Place": place, **country_behind(place, countries)}
    contacts = [f"{key}[{value}]" for key, column in (("PHONE", "phone"), ("EMAIL", "email"), ("WEB", "website"))
                for value in split_cell(row[column])]
    addresses = split_cell(row["address"]) or ([""] if contacts else [])
    for i, street in enumerate(addresses):
        stated = row["jurisdiction"] or row["country"]
        yield "Address", {"Street": street, "AsAtListingTime": "false",
                          "ContactInfo": "\\n".join(contacts) if i == 0 else "",
                          **(country(stated, countries) if stated else country_behind(street, countries))}
    for column, (code, words) in NUMBERS.items():
        for number in split_cell(row[column]):
            yield "Identification", {"Number": number, "TypeCode": code, "TypeDescription": words,
                                     "Diplomatic": "false", "KnownExpired": "false", "KnownFalse": "false",
                                     "ReportedLost": "false", "RevokedByIssuer": "false",
                                     **country("", countries)}


def parties(rows, countries, turns):
    number = 0
    for at, row in enumerate(rows, 1):
        person = row["schema"] == "Person"
        entity = {"LogicalId": str(at), "EU_ReferenceNumber": f"EU.{at}.{at % 97}", "UnitedNationId": "",
                  "DesignationDate": "", "DesignationDetails": "", "Remark": " ".join(row["notes"].split()),
                  "SubjectType": "person" if person else "enterprise",
                  "SubjectType_ClassificationCode": "P" if person else "E"}
        parts = [("NameAlias", name, turn) for turn in range(turns) for name in names_of(row, person)]
        parts += [(kind, part, 0) for kind, part in parts_of(row, countries)]
        for _, part, _ in parts:
            number += 1
            part["LogicalId"], part["RegulationLanguage"] = str(number), "en"
        yield row, entity, parts


def attributes(fields):
    pairs = ((XML_NAMES.get(key, key[0].lower() + key[1:]), value) for key, value in fields.items())
    return "".join(f" {key}={quoteattr(value)}" for key, value in pairs)


def summary(act):
    return (f'<regulationSummary regulationType="{act["Type"]}" publicationDate="{act["PublicationDate"]}"'
            f' numberTitle={quoteattr(act["NumberTitle"])} publicationUrl={quoteattr(act["PublicationUrl"])}/>')


def write_xml(out, everything):
    out.write('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
              f'<export xmlns="{NAMESPACE}" generationDate="{DATE}T10:00:00.000+02:00" globalFileId="1">\n')
    text = lambda words: words.replace("&", "&amp;").replace("<", "&lt;")  # noqa: E731
    for row, entity, parts in everything:
        act = act_of(row, 0)
        out.write(f'    <sanctionEntity designationDetails="" unitedNationId=""'
                  f' euReferenceNumber="{entity["EU_ReferenceNumber"]}" logicalId="{entity["LogicalId"]}">\n')
        if entity["Remark"]:
            out.write(f"        <remark>{text(entity['Remark'])}</remark>\n")
        out.write(f'        <regulation regulationType="{act["Type"]}" organisationType="council"'
                  f' publicationDate="{act["PublicationDate"]}" entryIntoForceDate="{act["EntryIntoForceDate"]}"'
                  f' numberTitle={quoteattr(act["NumberTitle"])} programme="{act["Programme"]}" logicalId="1">\n'
                  f"            <publicationUrl>{text(act['PublicationUrl'])}</publicationUrl>\n"
                  f"        </regulation>\n"
                  f'        <subjectType code="{entity["SubjectType"]}"'
                  f' classificationCode="{entity["SubjectType_ClassificationCode"]}"/>\n')
        for kind, part, turn in parts:
            known = {key: value for key, value in part.items() if key not in ("Remark", "ContactInfo")}
            out.write(f"        <{ELEMENTS[kind]}{attributes(known)}>\n")
            if part.get("Remark"):
                out.write(f"            <remark>{text(part['Remark'])}</remark>\n")
            out.write(f"            {summary(act_of(row, turn))}\n")
            for contact in filter(None, part.get("ContactInfo", "").split("\\n")):
                key, _, value = contact[:-1].partition("[")
                out.write(f'            <contactInfo key="{key}" value={quoteattr(value)}/>\n')
            out.write(f"        </{ELEMENTS[kind]}>\n")
        out.write("    </sanctionEntity>\n")
    out.write("</export>\n")


def header():
    columns = ["fileGenerationDate"]
    for group, fields in COLUMNS.items():
        columns += [f"{group}_{field}" for field in fields.split()]
        columns += [f"{group}_Regulation_{field}" for field in ACT.split()]
    return columns


def write_csv(out, everything):
    columns = header()
    rows = csv.DictWriter(out, columns, restval="", delimiter=";", lineterminator="\r\n")
    rows.writeheader()
    for row, entity, parts in everything:
        common = {"fileGenerationDate": f"{DATE[8:]}/{DATE[5:7]}/{DATE[:4]}"}
        common |= {f"Entity_{key}": value for key, value in entity.items()}
        common |= {f"Entity_Regulation_{key}": value for key, value in act_of(row, 0).items()}
        for kind, part, turn in parts:
            cells = common | {f"{kind}_{key}": value for key, value in part.items()
                              if key not in ("Strong", "Diplomatic")}
            cells |= {f"{kind}_Regulation_{key}": value for key, value in act_of(row, turn).items()}
            rows.writerow(cells)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("journal", type=pathlib.Path)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--megabytes", type=float, default=26)
    options = arguments.parse_args()
    rows, countries = list(read_journal(options.journal)), read_countries()
    options.folder.mkdir(parents=True, exist_ok=True)
    sizes = []
    for turns in (1, 2):
        buffer = io.StringIO()
        write_xml(buffer, parties(rows, countries, turns))
        sizes.append(len(buffer.getvalue().encode()))
    missing = options.megabytes * 1e6 - sizes[0]
    turns = min(ACTS_MAX, 1 + max(0, -int(-missing // (sizes[1] - sizes[0]))))
    with open(options.folder / "fsf.xml", "w", encoding="utf-8") as file:
        write_xml(file, parties(rows, countries, turns))
    with open(options.folder / "fsf.csv", "w", encoding="utf-8", newline="") as file:
        write_csv(file, parties(rows, countries, turns))
    print(f"{len(rows)} entities, every alias under {turns} acts")


if __name__ == "__main__":
    main()
