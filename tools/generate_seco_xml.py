#!/usr/bin/env python3
"""Write a full-size SECO list (whole-list XML), for measuring.

    tools/generate_seco_xml.py JOURNAL CONLIST FILE [--megabytes N]

JOURNAL is a folder of consolidated Official Journal tables (*.csv), CONLIST the UK's ConList.csv; each
gives a half of the targets. Every sixth target was de-listed, and every fourth amended; half of the
places stand before the targets, half behind them. Justifications are repeated until FILE has N million
bytes (default 43). Programmes are those of data/regimes/ch.txt; whoever stands under one that Switzerland
has not is left out. The same arguments give the same bytes.
"""

import argparse
import csv
import pathlib
import re
from xml.sax.saxutils import escape, quoteattr

from generate_fsf_xml import birth, read_countries, read_journal, split_cell

LANGUAGES = ("eng", "ger", "fre", "ita")
DELISTED_EVERY, AMENDED_EVERY = 6, 4
FIRST_TARGET, FIRST_PLACE, FIRST_SET = 100_000, 10_000_000, 1_000
DOCUMENTS = {"passportNumber": "passport", "idNumber": "id-card", "taxNumber": "tax-number",
             "registrationNumber": "registration-number", "swiftBic": "swift-bic"}
PROGRAMMES = {  # of the EU and the UK: the Swiss one
    "EU-UKR": "Ukraine", "EU-RUS": "Ukraine", "EU-IRN": "Iran", "EU-BLR": "Belarus", "EU-SYR": "Syria",
    "EU-TAQA-EUAQ": "Al-Qaida/Taliban", "EU-AFG": "Al-Qaida/Taliban", "EU-MMR": "Myanmar",
    "EU-PRK": "Democratic People's Republic of Korea", "EU-COD": "Democratic Republic of the Congo",
    "EU-IRQ": "Iraq", "EU-VEN": "Venezuela", "EU-LBY": "Libya", "EU-MDA": "Moldova", "EU-NIC": "Nicaragua",
    "EU-SOM": "Somalia", "EU-HTI": "Haiti", "EU-CAF": "Central African Republic", "EU-SDN": "Sudan",
    "EU-SDNZ": "Sudan", "EU-YEM": "Yemen", "EU-GTM": "Guatemala", "EU-SSD": "South Sudan",
    "EU-GIN": "Guinea", "EU-MLI": "Mali", "Russia": "Ukraine", "Iran (Nuclear)": "Iran",
    "ISIL (Da'esh) and Al-Qaida": "Al-Qaida/Taliban", "Afghanistan": "Al-Qaida/Taliban",
}  # fmt: skip
SAME_NAME = {"Syria", "Iran", "Belarus", "Iraq", "Myanmar", "Libya", "Venezuela", "Somalia", "Sudan", "Yemen",
             "Nicaragua", "South Sudan", "Haiti", "Guinea", "Guinea-Bissau", "Zimbabwe", "Mali",
             "Central African Republic", "Democratic Republic of the Congo",
             "Democratic People's Republic of Korea"}  # fmt: skip


def swiss(programme):
    return programme if programme in SAME_NAME else PROGRAMMES.get(programme)


def journal_targets(folder):
    for row in read_journal(folder):
        yield {
            "kind": {"Person": "individual", "Vessel": "object"}.get(row["schema"], "entity"),
            "sex": row["gender"].lower() if row["gender"].lower() in ("male", "female") else "",
            "programme": swiss(row["programKey"]),
            "names": [row["name"], *split_cell(row["alias"])],
            "weak": split_cell(row["weakAlias"]), "former": split_cell(row["previousName"]), "original": [],
            "births": [value for cell in split_cell(row["birthDate"]) for value in cell.split(" / ")],
            "born": split_cell(row["birthPlace"]), "addresses": split_cell(row["address"]),
            "nationalities": split_cell(row["nationality"]),
            "documents": [(kind, number) for column, kind in DOCUMENTS.items()
                          for number in split_cell(row[column])],
            "imo": split_cell(row["imoNumber"]), "reason": row["reason"], "more": split_cell(row["notes"]),
        }


def add(values, value):
    value = " ".join(value.split())
    if value and value not in values:
        values.append(value)


def conlist_targets(path):
    groups = {}
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        next(file)
        for row in csv.DictReader(file):
            group = groups.setdefault(row["Group ID"], {
                "kind": {"Individual": "individual", "Ship": "object"}.get(row["Group Type"], "entity"),
                "sex": "", "programme": swiss(row["Regime"]), "names": [], "weak": [], "former": [],
                "original": [], "births": [], "born": [], "addresses": [], "nationalities": [],
                "documents": [], "imo": [], "reason": row["Other Information"], "more": []})
            name = " ".join(filter(None, [row[f"Name {i}"] for i in (1, 2, 3, 4, 5, 6)]))
            weak = row["Alias Quality"].startswith("Low")
            add(group["weak" if weak and group["names"] else "names"], name)
            add(group["original"], row["Name Non-Latin Script"])
            add(group["births"], row["DOB"].replace("/", "."))
            add(group["addresses"], ", ".join(filter(None, [row[f"Address {i}"] for i in range(1, 7)])))
            add(group["nationalities"], row["Nationality"])
            for kind, column in (("passport", "Passport Number"), ("id-card", "National Identification Number")):
                if row[column] and (kind, row[column]) not in group["documents"]:
                    group["documents"].append((kind, row[column]))
    return list(groups.values())


class Writer:
    """One file; places are collected by their words, so that the halves can be told apart."""

    def __init__(self, countries):
        self.number = FIRST_PLACE * 2
        self.countries = countries
        self.places, self.sets = {}, {}

    def ssid(self):
        self.number += 1
        return f'ssid="{self.number}"'

    def place(self, words):
        return self.places.setdefault(words, FIRST_PLACE + len(self.places))

    def place_xml(self, words, ssid):
        code = self.countries.get(words.rsplit(",")[-1].strip(" ()").casefold())
        land = f'<country iso-code="{code}">{escape(words.rsplit(",")[-1].strip())}</country>' if code else ""
        return f'<place ssid="{ssid}"><location>{escape(words)}</location>{land}</place>\n'

    def name(self, text, kind, quality="good", original=""):
        variant = f'<spelling-variant {self.ssid()} lang="" script="other">{escape(original)}</spelling-variant>' \
            if original else ""
        return (f'<name {self.ssid()} name-type="{kind}" quality="{quality}" lang="eng"><name-part order="1"'
                f' name-part-type="whole-name"><value>{escape(" ".join(text.split()))}</value>{variant}</name-part></name>')

    def date(self, text):
        text = re.sub(r"^00\.00\.", "", text)
        part = birth(text)
        if part and "Year" in part:
            day = f' day="{part["Day"]}" month="{part["Month"]}"' if "Day" in part else ""
            return f'<day-month-year {self.ssid()}{day} year="{part["Year"]}" calendar="Gregorian" quality="good"/>'
        if match := re.fullmatch(r"00\.(\d\d)\.(\d{4})", text):
            return f'<day-month-year {self.ssid()} month="{match[1]}" year="{match[2]}" quality="low"/>'
        return ""

    def target(self, at, target, repeats):
        kind, out = target["kind"], []
        out.append(f'<target ssid="{FIRST_TARGET + at}"><sanctions-set-id>'
                   f'{self.sets.setdefault(target["programme"], FIRST_SET + len(self.sets))}</sanctions-set-id>')
        extra = f' sex="{target["sex"]}"' if target["sex"] else ""
        extra += ' object-type="vessel"' if kind == "object" else ""
        out.append(f'<{kind}{extra}><identity {self.ssid()} main="true">')
        for i, text in enumerate(target["names"]):
            original = target["original"][0] if i == 0 and target["original"] else ""
            out.append(self.name(text, "alias" if i else "primary-name", original=original))
        out += [self.name(text, "alias", "low") for text in target["weak"]]
        out += [self.name(text, "formerly-known-as") for text in target["former"]]
        for words in target["nationalities"]:
            if code := self.countries.get(words.casefold()):
                out.append(f'<nationality {self.ssid()}><country iso-code="{code}">{escape(words)}</country></nationality>')
        out += [self.date(text) for text in target["births"]]
        out += [f'<place-of-birth {self.ssid()} place-id="{self.place(words)}"/>' for words in target["born"]]
        out += [f'<address {self.ssid()} place-id="{self.place(words)}"/>' for words in target["addresses"]]
        out += [f'<identification-document {self.ssid()} document-type="{document}"><number>{escape(number)}</number>'
                f"</identification-document>" for document, number in target["documents"]]
        out.append("</identity>")
        reason = " ".join(target["reason"].split())
        out += [f"<justification {self.ssid()}>{escape(reason)}</justification>" for _ in range(repeats) if reason]
        out += [f"<other-information {self.ssid()}>{escape(words)}</other-information>" for words in target["more"]]
        out += [f"<other-information {self.ssid()}>IMO number: {escape(imo)}</other-information>" for imo in target["imo"]]
        out.append(f"</{kind}>")
        if at % DELISTED_EVERY == 0:
            out.append('<modification modification-type="de-listed" effective-date="2025-05-05"/>')
        elif at % AMENDED_EVERY == 0:
            out.append('<modification modification-type="amended" effective-date="2024-04-04"/>')
        out.append('<modification modification-type="listed" publication-date="2022-02-02" effective-date="2022-02-03"/>'
                   "</target>\n")
        return "".join(out)

    def programmes(self):
        for key, ssid in self.sets.items():
            texts = [f'<program-key lang="{language}">{escape(key)}</program-key>' for language in LANGUAGES]
            texts += [f'<program-name lang="{language}">Ordinance {escape(key)} ({language})</program-name>'
                      for language in LANGUAGES]
            texts += [f'<sanctions-set ssid="{ssid}" lang="{language}">Financial measures ({language})</sanctions-set>'
                      for language in LANGUAGES]
            yield (f'<sanctions-program ssid="{ssid + FIRST_SET * 10}" version-date="2026-01-01">{"".join(texts)}'
                   f"<origin>UE</origin></sanctions-program>\n")


def document(targets, countries, repeats):
    writer = Writer(countries)
    bodies = [writer.target(at, target, repeats) for at, target in enumerate(targets)]
    places = [writer.place_xml(words, ssid) for words, ssid in writer.places.items()]
    half = len(places) // 2
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' \
           f"<swiss-sanctions-list list-type={quoteattr('whole-list')} date={quoteattr('2026-08-20')}>\n"
    return "".join([head, *writer.programmes(), *places[:half], *bodies, *places[half:],
                    "</swiss-sanctions-list>\n"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("journal", type=pathlib.Path)
    arguments.add_argument("conlist", type=pathlib.Path)
    arguments.add_argument("file", type=pathlib.Path)
    arguments.add_argument("--megabytes", type=float, default=43)
    options = arguments.parse_args()
    targets = [target for target in (*journal_targets(options.journal), *conlist_targets(options.conlist))
               if target["names"] and target["programme"]]
    countries = read_countries()
    sizes = [len(document(targets, countries, repeats).encode()) for repeats in (1, 2)]
    missing = options.megabytes * 1e6 - sizes[0]
    repeats = 1 + max(0, -int(-missing // (sizes[1] - sizes[0])))
    options.file.write_text(document(targets, countries, repeats), encoding="utf-8")
    delisted = -(-len(targets) // DELISTED_EVERY)
    print(f"{len(targets)} targets, {delisted} of them de-listed, justifications {repeats} times")


if __name__ == "__main__":
    main()
