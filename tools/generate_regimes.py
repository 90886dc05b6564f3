#!/usr/bin/env python3
"""Write the table of programmes and regimes as a C include file.

    tools/generate_regimes.py [FOLDER] > regime.inc

Reads every .txt file of FOLDER (data/regimes of this tree), checks it and writes regime.inc, which
src/regime/regime.c includes. A fault is reported as file:line and ends with exit status 1. The same
inputs give the same bytes. docs/regimes.md explains the keys.
"""

import datetime
import hashlib
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "data" / "regimes"
VALUE_BYTES_MAX = 2000  # far below the 4,095 bytes of a string literal that C compilers promise

KEYS = ["tag", "also", "publisher", "name", "authority", "authority_date", "title", "regulation", "effect",
        "effect_consolidated", "decides", "obliges", "status", "certainty"]  # fmt: skip
OPTIONAL = {"also", "authority_date", "title", "regulation", "effect_consolidated", "decides"}
US_EFFECTS = {"blocking", "reject", "sectoral", "securities", "correspondent-account",
              "menu-based", "export", "travel", "listing-only"}  # fmt: skip
NATIONAL_EFFECTS = {"asset-freeze", "asset-freeze-and-travel-ban", "travel-ban", "sectoral",
                    "export", "listing-only"}  # fmt: skip
EFFECTS = {
    "us_ofac": US_EFFECTS,
    "us_trade": US_EFFECTS,
    "eu": NATIONAL_EFFECTS,
    "gb": NATIONAL_EFFECTS,
    "ch_seco": NATIONAL_EFFECTS,
    "ca_dfatd": NATIONAL_EFFECTS,
    "au_dfat": NATIONAL_EFFECTS,
    "un_sc": {"asset-freeze", "asset-freeze-and-travel-ban",
              "asset-freeze-travel-ban-and-arms-embargo", "travel-ban"},
}  # fmt: skip
# The form of a citation, part by part, and what must then stand in an authority. The first part is
# to fit the first authority followed by a bar and its date.
CITATIONS = {
    "eu": (
        re.compile(r"(CELEX )?3(?P<year>\d{4})[RDE]0*(?P<number>\d+)"),
        [" {year}/{number}|", " {number}/{year}|", " {year}/{number}/CFSP|"],
    ),
    "gb": (re.compile(r"S\.I\. (?P<year>\d{4})/\d+"), ["Regulations {year}|"]),
    "ch_seco": (re.compile(r"SR (?P<number>946\.\d[\d.]+\d)"), ["Ordinance of "]),
    "ca_dfatd": (re.compile(r"SOR/(?P<year>\d{4})-\d+"), ["|{year}-"]),
}
LINE = re.compile(r"([a-z_]+): +(\S.*)")
STATUS = re.compile(r"in force|ended (\d{4}-\d\d-\d\d): \S.*")
QUOTES = re.compile("[\u00ab\u00bb\u2018-\u201f\u2032-\u2037\u2039\u203a\u00b4\uff02\uff07]")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Fault(Exception):
    """What is wrong, and where: file:line."""


class Block:
    """One regime: its values, and the line each of them began on."""

    def __init__(self, path, line):
        self.path, self.line = path, line
        self.values, self.lines = {}, {}
        self.last = None

    def fault(self, text, key=None):
        return Fault(f"{self.path}:{self.lines.get(key, self.line)}: {text}")

    def add(self, number, text):
        at = f"{self.path}:{number}"
        if text.startswith("  ") and self.last:
            self.values[self.last] += " " + text.strip()
            return
        match = LINE.fullmatch(text)
        if not match:
            raise Fault(f"{at}: neither `key: value` nor a continuation (two blanks)")
        key, value = match.groups()
        if key not in KEYS:
            raise Fault(f"{at}: unknown key `{key}`")
        if key in self.values:
            raise Fault(f"{at}: key `{key}` stands twice in one block")
        self.values[key], self.lines[key], self.last = value, number, key


def is_date(text):
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check(block):
    """Raise a Fault unless the block is complete and its closed values are known."""
    values = block.values
    for key in KEYS:
        if key not in values and key not in OPTIONAL:
            raise block.fault(f"key `{key}` is missing")
        if len(values.get(key, "").encode()) > VALUE_BYTES_MAX:
            raise block.fault(f"{key}: longer than {VALUE_BYTES_MAX} bytes", key)
    if values["publisher"] not in EFFECTS:
        raise block.fault(f"unknown publisher `{values['publisher']}`", "publisher")
    effects = EFFECTS[values["publisher"]]
    for key in ("effect", "effect_consolidated"):
        if values.get(key, values["effect"]) not in effects:
            allowed = ", ".join(sorted(effects))
            raise block.fault(f"{key}: `{values[key]}` is none of {allowed}", key)
    if values.get("decides", "effect") != "effect":
        raise block.fault(f"decides: `{values['decides']}` is not effect", "decides")
    status = STATUS.fullmatch(values["status"])
    if not status:
        raise block.fault("status: neither `in force` nor `ended YYYY-MM-DD: by what`", "status")
    values["ended"] = status.group(1) or ""
    dates = {"authority_date": values.get("authority_date"), "status": values["ended"]}
    for key, date in dates.items():
        if date and not is_date(date):
            raise block.fault(f"{key}: `{date}` is no date", key)
    if values["ended"] and values["ended"] <= values.get("authority_date", ""):
        raise block.fault("status: ended before it began", "status")
    check_citation(block)


def check_citation(block):
    """A citation has its publisher's form and agrees with an authority, the first with the first."""
    values = block.values
    if "regulation" not in values or values["publisher"] not in CITATIONS:
        return
    form, expected = CITATIONS[values["publisher"]]
    authorities = [f"{authority}|" for authority in values["authority"].split("; ")]
    authorities[0] += values.get("authority_date", "")
    for number, part in enumerate(values["regulation"].split("; ")):
        cited = form.fullmatch(part)
        if not cited:
            raise block.fault(f"regulation: `{part}` is not of the form {form.pattern}", "regulation")
        marks = [mark.format(**cited.groupdict()) for mark in expected]
        where = authorities if number else authorities[:1]
        if not any(mark in authority for mark in marks for authority in where):
            raise block.fault(f"regulation: `{part}` agrees with no authority", "regulation")
    if values["publisher"] == "eu" and values.get("authority_date"):
        year = form.match(values["regulation"]).group("year")
        if not values["authority_date"].startswith(year):
            raise block.fault(f"authority_date: not of {year}", "authority_date")


def read_blocks(path, text):
    blocks, block = [], None
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip()
        if QUOTES.search(line):
            raise Fault(f"{path}:{number}: a typographic quote; write ' or \"")
        if CONTROL.search(line):
            raise Fault(f"{path}:{number}: a control character or tab")
        if line.startswith("#"):
            continue
        if not line:
            block = None
            continue
        if block is None:
            block = Block(path, number)
            blocks.append(block)
        block.add(number, line)
    return blocks


def sort_key(block, tag=None):
    """Publisher, then the tag as the lookup compares it: bytewise, ASCII letters in lower case."""
    return block.values["publisher"].encode(), (tag or block.values["tag"]).encode().lower()


def tags_of(block):
    """The tag and its variants, each with the key it stands under."""
    yield "tag", block.values["tag"]
    for tag in filter(None, block.values.get("also", "").split("; ")):
        yield "also", tag


def index_tags(blocks):
    """Every tag and variant with the number of its block, sorted; each means one regime only."""
    seen = {}
    for number, block in enumerate(blocks):
        for key, tag in tags_of(block):
            if sort_key(block, tag) in seen:
                other = blocks[seen[sort_key(block, tag)][1]]
                raise block.fault(f"tag `{tag}` stands already at {other.path}:{other.line}", key)
            seen[sort_key(block, tag)] = tag, number
    return [(blocks[number].values["publisher"], tag, number) for _, (tag, number) in
            sorted(seen.items())]  # fmt: skip


def check_agreement(blocks):
    """Blocks of one country that name the same first authority agree on its date and citation."""
    known = {}
    for block in blocks:
        first = block.values["authority"].split("; ")[0]
        cited = block.values["publisher"] in CITATIONS
        for key in ["authority_date", *["regulation"][:cited]]:
            value = block.values.get(key)
            other = known.setdefault((block.values["publisher"][:2], first, key), block)
            if value != other.values.get(key):
                raise block.fault(f"{key}: {first} has another at {other.path}:{other.line}", key)


def read_folder(folder):
    """All blocks of the folder in the table's order, and the version of what was read."""
    digest = hashlib.sha256()
    blocks = []
    for path in sorted(pathlib.Path(folder).glob("*.txt"), key=lambda path: path.name):
        raw = path.read_bytes()
        digest.update(f"{path.name} {len(raw)}\n".encode() + raw)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise Fault(f"{path}:{line}: not UTF-8") from None
        blocks += read_blocks(path, text)
    if not blocks:
        raise Fault(f"{folder}:0: no regime in the folder")
    for block in blocks:
        check(block)
    blocks.sort(key=sort_key)
    index_tags(blocks)
    check_agreement(blocks)
    return blocks, digest.hexdigest()[:12]


def c_string(text):
    """A C literal; `?` is escaped because C17 still reads trigraphs."""
    out = []
    for byte in text.encode():
        char = chr(byte)
        if char in '"\\?':
            out.append("\\" + char)
        else:
            out.append(char if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def write_table(out, blocks, version):
    out.write("/* Generated by tools/generate_regimes.py. */\n\n")
    out.write("/* Sorted by publisher, then by tag without regard to case. */\n")
    out.write("static const idt_regime regimes[] = {\n")
    for block in blocks:
        out.write("    {\n")
        for key in [*KEYS, "ended"]:
            out.write(f"        .{key} = {c_string(block.values.get(key, ''))},\n")
        out.write("    },\n")
    out.write("};\n\n")
    out.write("/* Every tag and variant, in the same order. */\n")
    out.write("static const regime_tag tags[] = {\n")
    for publisher, tag, number in index_tags(blocks):
        out.write(f"    {{ {c_string(publisher)}, {c_string(tag)}, {number} }},\n")
    out.write("};\n\n")
    out.write(f"static const char regimes_version[] = {c_string(version)};\n")


def main():
    if len(sys.argv) > 2 or any(argument.startswith("-") for argument in sys.argv[1:]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        blocks, version = read_folder(sys.argv[1] if len(sys.argv) == 2 else FOLDER)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    write_table(sys.stdout, blocks, version)
    return 0


if __name__ == "__main__":
    sys.exit(main())
