"""Damaged and hostile list files: every one is refused with its place, or read with a diagnostic, in
bounded time and memory. Small invented lists in every form; beginnings of the real files.

The sizes here keep the test short; damaged_lists_long.py runs the same with larger ones.
"""

import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

sys.path.insert(0, "tests/support")
import list_forms  # noqa: E402
import program  # noqa: E402
from list_forms import ALIAS, FORMS, NAME  # noqa: E402
from program import FOUND, INPUT, NOTHING, SHARED, run  # noqa: E402

LISTS = SHARED / "data/lists"
CUT_BYTES = 64 * 1024
SLOWER = 12 if program.is_sanitized() else 1  # the same work with sanitizers
SECONDS, SECONDS_A_MEGABYTE = 4, 1.0
MEGABYTES, MEGABYTES_A_MEGABYTE = 100, 40
# Where a file is no list at all, its name is the place.
PLACE = re.compile(
    r"(line|row|byte|offset) \d+|no list in a known format|bears the name of|holds no|is empty"
    r"|zip container|swells|more than \d+ files|larger than|no primary file"
)

LONG = False
ALIASES, FIELD_BYTES, DEPTH, CUTS = 20_000, 1_000_000, 100_000, 6
folder = None
baseline = {}  # {form: codes of the undamaged list}


def peak_megabytes(pid, before):
    """Of a running process; its ru_maxrss would count this one's memory, which it began with."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return before
    return int(found.group(1)) / 1024 if found else before


class Outcome:
    """One build in a process of its own, with what it took."""

    def __init__(self, files):
        place = folder / "list"
        for old in [*place.rglob("*"), folder / "x.idx"]:
            old.unlink(missing_ok=True)
        place.mkdir(exist_ok=True)
        for name, data in files.items():
            (place / name).write_bytes(data)
        self.megabytes = 0
        self.bytes = sum(map(len, files.values()))
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            begun = time.monotonic()
            process = subprocess.Popen(
                [program.PROGRAM, "build", str(place), "-o", str(folder / "x.idx")],
                stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            )  # fmt: skip
            self.seconds_max = (SECONDS + SECONDS_A_MEGABYTE * self.bytes / 1e6) * SLOWER
            while True:
                self.megabytes = peak_megabytes(process.pid, self.megabytes)
                ended, status, usage = os.wait4(process.pid, os.WNOHANG)
                if ended:
                    break
                if time.monotonic() - begun > self.seconds_max:
                    process.kill()
                time.sleep(0.002)
        self.seconds = usage.ru_utime + usage.ru_stime
        self.status = process.returncode = os.waitstatus_to_exitcode(status)
        self.said = (folder / "err").read_text(errors="replace")
        self.codes = self.read_codes() if self.status == NOTHING else set()

    def read_codes(self):
        lists = run("lists", "--index", folder / "x.idx", "--format", "json").json["lists"]
        self.parties = sum(edition["parties"] for edition in lists)
        return {d["code"] for edition in lists for d in edition.get("diagnostics", [])}

    def __str__(self):
        return f"status {self.status}, {self.bytes} bytes, {self.seconds:.2f} s, " \
               f"{self.megabytes:.0f} MB, {self.codes}\n{self.said[:400]}"  # fmt: skip


def damaged(form, change, name=NAME, aliases=(ALIAS,)):
    """The form's files, the damaged one changed by `change`."""
    files = FORMS[form](name, list(aliases))
    files[list_forms.damaged_file(form, files)] = change(
        files[list_forms.damaged_file(form, files)]
    )
    return files


class Attack(unittest.TestCase):
    def check_bounded(self, outcome):
        self.assertIn(outcome.status, (NOTHING, INPUT), outcome)
        self.assertNotRegex(outcome.said, "Sanitizer|runtime error", outcome)
        self.assertLess(outcome.seconds, outcome.seconds_max, outcome)
        if not program.is_sanitized():
            most = MEGABYTES + MEGABYTES_A_MEGABYTE * outcome.bytes / 1e6
            self.assertLess(outcome.megabytes, most, outcome)

    def check_refused(self, outcome):
        self.check_bounded(outcome)
        self.assertEqual(outcome.status, INPUT, outcome)
        self.check_place(outcome)
        self.assertFalse((folder / "x.idx").exists(), outcome)

    def check_place(self, outcome):
        self.assertRegex(outcome.said, PLACE, outcome)
        if "no list in a known format" not in outcome.said:
            names = [path.name for path in (folder / "list").iterdir()]
            self.assertTrue(any(name in outcome.said for name in names), outcome)

    def check_told(self, form, outcome):
        """Refused with its place, or read with a diagnostic that the undamaged list has not."""
        if outcome.status == NOTHING:
            self.check_bounded(outcome)
            self.assertNotEqual(outcome.codes - self.codes_of(form), set(), outcome)
        else:
            self.check_refused(outcome)

    def check_found(self, name):
        answer = run("screen", name, "--threshold", "1", "--index", folder / "x.idx")
        self.assertEqual(answer.status, FOUND, answer)

    def codes_of(self, form):
        if form not in baseline:
            outcome = Outcome(FORMS[form](NAME, [ALIAS]))
            self.assertEqual(outcome.status, NOTHING, outcome)
            baseline[form] = outcome.codes
        return baseline[form]

    def each(self, forms=None, only=lambda data: True):
        """The forms whose damaged file `only` is true of."""
        for form in forms or FORMS:
            files = FORMS[form](NAME, [ALIAS])
            if only(files[list_forms.damaged_file(form, files)]):
                yield form


def is_text(data):
    return not data.startswith(b"PK")


def at_row_end(whole, end):
    """Is what stands before a whole row? Its last field may be empty."""
    last = whole.rfind(b",", 0, end) + 1 == end > whole.rfind(b"\n", 0, end) + 1
    last = last and b"," not in whole[end:].split(b"\n")[0]
    ends = (b"\r", b"\n", b"\x1a")
    return last or whole[end - 1 : end] == b"\n" or whole[end : end + 1] in ends


class Undamaged(Attack):
    def test_every_form_is_read_and_holds_its_names(self):
        for form in self.each():
            with self.subTest(form):
                self.codes_of(form)
                outcome = Outcome(FORMS[form](NAME, [ALIAS]))
                self.assertEqual(outcome.status, NOTHING, outcome)
                for name in (NAME, ALIAS):
                    self.check_found(name)


class CutShort(Attack):
    """A list cut anywhere within its records never reads as whole."""

    def test_small_lists_cut_anywhere(self):
        for form in self.each():
            with self.subTest(form):
                files = FORMS[form](NAME, [ALIAS, "Another Alias"])
                name = list_forms.damaged_file(form, files)
                whole = files[name]
                count = len(whole) if LONG else 24
                for end in sorted({len(whole) * i // count for i in range(count)}):
                    cut = whole[:end]
                    if is_text(cut) and not list_forms.is_xml(cut) and at_row_end(whole, end):
                        continue  # between two rows: nothing tells that there were more
                    self.check_told(form, Outcome(files | {name: cut}))

    def test_a_table_cut_within_its_last_field(self):
        for form in self.each(only=lambda data: is_text(data) and not list_forms.is_xml(data)):
            with self.subTest(form):
                files = FORMS[form](NAME, [ALIAS])
                name = list_forms.damaged_file(form, files)
                cut = files[name].rstrip(b"\x1a\r\n")[:-2]
                self.check_told(form, Outcome(files | {name: cut}))

    def test_real_lists_cut_every_64_kilobytes(self):
        for paths in real_lists():
            files = {path.name: path.read_bytes() for path in paths}
            for name, whole in files.items():
                places = range(CUT_BYTES, len(whole), CUT_BYTES)
                step = 1 if LONG else max(1, len(places) // CUTS)
                for end in places[::step]:
                    if whole[end - 1 : end] == b"\n" and not list_forms.is_xml(whole):
                        continue
                    with self.subTest(f"{name} at {end}"):
                        self.check_refused(Outcome(files | {name: whole[:end]}))


def real_lists():
    """One real edition of each form, as the files to be read together."""
    ofac = LISTS / "ofac"
    editions = [
        sorted((ofac / "cons-csv-2025-12").glob("*.csv")),
        [ofac / "cons-xml-advanced-2020-03/cons_advanced.xml"],
        [ofac / "cons-xml-legacy/consolidated_2025-05.xml"],
        [ofac / "xml-enhanced/IRGC_sanctions.xml"],
        [LISTS / "un/un-2026-04-02.xml"],
        [LISTS / "uk/ofsi-conlist-2025-04-10/ConList.csv"],
        [LISTS / "eu/fsf-partial/EUSanctionsShort.csv"],
        [LISTS / "ca/sema_2025-05.xml"],
        [LISTS / "au/regulation8_consolidated.xlsx"],
        [LISTS / "us-csl/consolidated.csv"],
        [LISTS / "ftm/sample_entities.ftm.json"],
        [LISTS / "ftm/ukraine_targets.simple.csv"],
    ]
    return [paths for paths in editions if paths and all(path.exists() for path in paths)]


class WrongEncodings(Attack):
    def test_xml_that_declares_another_encoding(self):
        for form in self.each(only=list_forms.is_xml):
            with self.subTest(form):
                for other in (b"ISO-8859-1", b"UTF-16", b"US-ASCII", b"windows-1252", b"KOI8-X"):
                    self.check_told(form, Outcome(damaged(
                        form, lambda data: data.replace(b"UTF-8", other, 1)
                    )))  # fmt: skip

    def test_text_that_is_not_in_its_encoding(self):
        for form in self.each(only=is_text):
            with self.subTest(form):
                latin = damaged(form, lambda data: data.decode().encode("cp1252"))
                self.check_told(form, Outcome(latin))
                self.check_told(form, Outcome(damaged(form, lambda data: data.decode().encode("utf-16"))))

    def test_invalid_bytes_in_a_name(self):
        for wrong in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82"):
            for form in self.each(only=is_text):
                with self.subTest(form):
                    self.check_told(form, Outcome(damaged(
                        form, lambda data: data.replace(b"Testerson", b"Testerson"[: -len(wrong)] + wrong)
                    )))  # fmt: skip

    def test_a_zero_byte_in_a_name(self):
        for form in self.each(only=is_text):
            with self.subTest(form):
                self.check_told(form, Outcome(damaged(
                    form, lambda data: data.replace(b"Testerson", b"Test\0rson")
                )))  # fmt: skip


class HostileXml(Attack):
    LAUGHS = "".join(
        f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12)
    )  # fmt: skip
    SUBSETS = {
        "a billion laughs": f'<!ENTITY l0 "ha">{LAUGHS}',
        "an external entity": '<!ENTITY l11 SYSTEM "file:///etc/passwd">',
        "parameter entities": '<!ENTITY % a SYSTEM "file:///etc/passwd"> %a; <!ENTITY l11 "x">',
        "quadratic": f'<!ENTITY l11 "{"x" * 100_000}">',
        "no entity": "<!ELEMENT x ANY>",
    }

    def test_entities_are_refused(self):
        for form in self.each(only=list_forms.is_xml):
            with self.subTest(form):
                for subset in self.SUBSETS.values():
                    def change(data, subset=subset):
                        head, root = data.split(b"\n", 1)
                        kind = re.match(rb"<([\w:-]+)", root).group(1).decode()
                        root = root.replace(b"Testerson", b"Testerson &l11;" * 50)
                        return head + f"\n<!DOCTYPE {kind} [{subset}]>".encode() + root

                    outcome = Outcome(damaged(form, change))
                    if "unknown-file" in outcome.codes:  # beside a full list, the changes to it
                        self.check_told(form, outcome)
                    else:
                        self.check_refused(outcome)

    def test_attributes_from_a_declaration_are_refused(self):
        for form in self.each(only=list_forms.is_xml):
            with self.subTest(form):
                def change(data):
                    head, root = data.split(b"\n", 1)
                    kind = re.match(rb"<([\w:-]+)", root).group(1).decode()
                    value = "x" * 10_000
                    return head + f'\n<!DOCTYPE {kind} [<!ATTLIST name a CDATA "{value}">]>'.encode() + root

                self.check_refused(Outcome(damaged(form, change)))

    def test_elements_nested_without_end(self):
        for form in self.each(only=list_forms.is_xml):
            with self.subTest(form):
                for end in (b"</a>" * DEPTH, b""):
                    def change(data, end=end):
                        return data.replace(b"Testerson", b"<a>" * DEPTH + end, 1)

                    self.check_refused(Outcome(damaged(form, change)))

    def test_long_tokens(self):
        for form in self.each(only=list_forms.is_xml):
            with self.subTest(form):
                for token in (b"<!--%s-->", b"<a b='%s'/>", b"<%s/>", b"<![CDATA[%s]]>", b"<?a %s?>"):
                    def change(data, token=token):
                        root = data.index(b">", data.index(b"\n")) + 1
                        return data[:root] + token % (b"x" * FIELD_BYTES) + data[root:]

                    self.check_bounded(Outcome(damaged(form, change)))


class HostileJson(Attack):
    JSON = ("US CSL JSON", "FollowTheMoney JSON", "FollowTheMoney delta")

    def test_values_nested_without_end(self):
        for form in self.each(self.JSON):
            with self.subTest(form):
                for opening in (b"[", b'{"a":'):
                    self.check_told(form, Outcome(damaged(
                        form, lambda data: data.replace(b'["1961"]', opening * DEPTH)
                    )))  # fmt: skip

    def test_broken_values(self):
        for form in self.each(self.JSON):
            with self.subTest(form):
                for value in (b'["\\ud800"]', b'["\\u00"]', b"[1e999999]", b"[tru]", b'["a" "b"]', b"[,]",
                              b'["a\x01"]', b'{"1":["1961"]}', b"1961", b"null"):  # fmt: skip
                    self.check_bounded(Outcome(damaged(
                        form, lambda data: data.replace(b'["1961"]', value)
                    )))  # fmt: skip


class HostileProse(Attack):
    """What takes remarks apart must do so in one pass, however often their signs come again."""

    REMARKS = {  # a field of free text: (what stands in the form, what to put there)
        "OFAC XML": ("<akaList>", "<remarks>%s</remarks><akaList>"),
        "OFAC Enhanced XML": ("</entityType>", "</entityType><remarks>%s</remarks>"),
        "OFAC Advanced XML": ('<Profile ID="7"', '<Comment>%s</Comment><Profile ID="7"'),
        "UN XML": ("<UN_LIST_TYPE>", "<COMMENTS1>%s</COMMENTS1><UN_LIST_TYPE>"),
        "EU FSF XML": ("<regulation", "<remark>%s</remark><regulation"),
        "OFSI ConList XML": ("<GroupID>", "<OtherInformation>%s</OtherInformation><GroupID>"),
        "OFSI ConList CSV": (",Testland,", ",%s,"),
        "UK Sanctions List XML": ("<RegimeName>", "<OtherInformation>%s</OtherInformation><RegimeName>"),
        "SECO XML": ("</identity>", "</identity><other-information>%s</other-information>"),
        "Canada SEMA XML": ("<Aliases>", "<DateOfBirth>%s</DateOfBirth><Aliases>"),
        "US CSL CSV": ('"Male, Gender"', "%s"),
        "FollowTheMoney JSON": ('"1961"', '"%s"'),
    }  # fmt: skip
    SIGNS = ("; ", "(1) ", "a.k.a. 'X'; ", "(UN Ref):A. ", "DOB 1961 or ", "(", "a) b) ", "1", ", ")

    def test_a_long_field_of_one_sign(self):
        for form in self.each(self.REMARKS):
            with self.subTest(form):
                for sign in self.SIGNS:
                    old, new = self.REMARKS[form]
                    text = sign * (FIELD_BYTES // 5 // len(sign))
                    if form.endswith("CSV"):
                        text = f'"{text}"'
                    outcome = Outcome(damaged(form, lambda data: data.replace(
                        old.encode(), (new % text).encode(), 1
                    )))  # fmt: skip
                    self.check_bounded(outcome)
                    if "more names than" not in outcome.said:
                        self.assertEqual(outcome.status, NOTHING, outcome)


class Sizes(Attack):
    def test_a_very_long_name(self):
        for form in self.each():
            with self.subTest(form):
                for name in ("x" * FIELD_BYTES, "Test " * (FIELD_BYTES // 5)):
                    self.check_bounded(Outcome(FORMS[form](name, [ALIAS])))
                    self.check_bounded(Outcome(FORMS[form](NAME, [name])))

    def test_very_many_aliases_of_one_party(self):
        for form in self.each():
            with self.subTest(form):
                outcome = Outcome(FORMS[form](NAME, [f"Invented {i:x} Alias" for i in range(ALIASES)]))
                self.check_bounded(outcome)
                if outcome.status == INPUT:
                    self.check_place(outcome)
                    continue
                self.check_found(f"Invented {ALIASES - 1:x} Alias")

    def test_nothing(self):
        for nothing in (b"", b"\n", b" " * 1000, b"\xef\xbb\xbf", b"\0" * 1000, b"\x1a"):
            for form in self.each():
                with self.subTest(form):
                    self.check_refused(Outcome({list(FORMS[form](NAME, []))[0]: nothing}))

    def test_a_header_and_no_row(self):
        for form in self.each(only=lambda data: is_text(data) and not list_forms.is_xml(data)):
            with self.subTest(form):
                files = FORMS[form](NAME, [])
                name = list_forms.damaged_file(form, files)
                at = files[name].find(f"{list_forms.NUMBER}".encode())
                header = files[name][: files[name].rfind(b"\n", 0, at) + 1]
                outcome = Outcome(files | {name: header})
                self.check_refused(outcome) if outcome.status else self.assertEqual(outcome.parties, 0)

    def test_a_root_and_no_record(self):
        lists = set(FORMS) - {"OFAC changes"}  # without an entity they change nothing
        for form in self.each(sorted(lists), only=list_forms.is_xml):
            with self.subTest(form):
                def change(data):
                    head, root = data.split(b"\n", 1)
                    tag = re.match(rb"<([\w:-]+)[^>]*>", root)
                    return head + tag.group() + b"</" + tag.group(1) + b">"

                self.check_refused(Outcome(damaged(form, change)))


class Containers(Attack):
    def zipped(self, files, level=zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", level) as container:
            for name, data in files.items():
                container.writestr(name, data)
        return out.getvalue()

    def test_cut_containers(self):
        whole = self.zipped(FORMS["UN XML"](NAME, [ALIAS]))
        for end in range(4, len(whole), 1 if LONG else 23):
            self.check_refused(Outcome({"un.zip": whole[:end]}))

    def test_flipped_bytes(self):
        whole = self.zipped(FORMS["UN XML"](NAME, [ALIAS]))
        for at in range(0, len(whole), 1 if LONG else 23):
            outcome = Outcome({"un.zip": whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]})
            self.check_bounded(outcome)

    def test_bombs(self):
        zeros = b"\0" * (256 << 20 if LONG else 96 << 20)
        self.check_refused(Outcome({"un.zip": self.zipped({"un.xml": zeros})}))
        self.check_refused(Outcome({"dfat.xlsx": list_forms.workbook(zeros)}))
        sheet = FORMS["Australia DFAT xlsx"](NAME, [ALIAS])["dfat.xlsx"]
        with zipfile.ZipFile(io.BytesIO(sheet)) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        for part in ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            blown = parts[part].replace(b">", b">" + b" " * len(zeros), 1)
            self.check_bounded(Outcome({"dfat.xlsx": self.zipped(parts | {part: blown})}))
        many = self.zipped({f"{i}.txt": b"" for i in range(5000)})
        self.check_refused(Outcome({"many.zip": many}))

    def test_paths_that_lead_out(self):
        data = FORMS["UN XML"](NAME, [ALIAS])["un.xml"]
        for path in ("../../un.xml", "/un.xml", "a/../../../un.xml", "C:\\un.xml", "x" * 5000):
            self.check_bounded(Outcome({"un.zip": self.zipped({path: data})}))
            self.assertEqual([p.name for p in (folder / "list").iterdir()], ["un.zip"])
            self.assertFalse((folder / "un.xml").exists() or (folder.parent / "un.xml").exists())

    def test_a_container_within_a_container(self):
        inner = self.zipped(FORMS["UN XML"](NAME, [ALIAS]))
        for _ in range(3):
            inner = self.zipped({"inner.zip": inner})
        self.check_refused(Outcome({"un.zip": inner}))


def main(**sizes):
    globals().update(sizes)
    if not real_lists():
        print("the real lists are not there: only the invented ones are damaged")
    global folder
    with tempfile.TemporaryDirectory(prefix="interdict-damaged-") as name:
        folder = pathlib.Path(name)
        unittest.main(module=sys.modules[__name__])


if __name__ == "__main__":
    main()
