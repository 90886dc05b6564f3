#!/usr/bin/env python3
"""Read and check the knowledge tables in data/names.

Every table is plain text, one fact a line, words in folded form: only [a-z0-9] and single
blanks. `#` starts a comment. Faults are printed as `file:line: text` and give exit status 1.
generate_words.py reads the tables through this file, so what it compiles has been checked.

    tools/check_names.py [FOLDER]
"""
import os
import re
import sys
from collections import namedtuple

FOLDED = re.compile(r"[a-z0-9]+( [a-z0-9]+)*\Z")
COUNTRY = re.compile(r"[A-Z]{2}\Z")
FAMILIES = {"limited", "stock", "partnership", "state", "cooperative", "nonprofit", "other"}
TITLE_KINDS = {"honorific", "rank", "religious", "academic", "suffix"}
FREQUENCY_MAX = 15
NUMBER_MAX = 1000

# One line of a table. `words` are all spellings, the canonical one first; `extra` is the
# family of a legal form, the kind of a title or the class of a frequency line.
Row = namedtuple("Row", "file line canonical words extra")


def default_folder():
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
                        "data", "names")


class Tables:
    """All rows by file name, and the faults met while reading them."""

    def __init__(self, folder):
        self.folder = folder
        self.faults = []
        self.rows = {}
        self.script = {"script": "", "vowels": []}  # of letters.txt: the section being read
        for name, reader in READERS.items():
            self.rows[name] = list(self._read(name, reader))

    def fault(self, name, line, text):
        self.faults.append((os.path.join(self.folder, name), line, text))

    def _read(self, name, reader):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            if name not in OPTIONAL:
                self.fault(name, 0, "the table is missing")
            return
        with open(path, encoding="utf-8") as table:
            for number, text in enumerate(table, 1):
                text = text.split("#", 1)[0].strip()
                if not text:
                    continue
                row = reader(self, name, number, text)
                if row is not None and self._well_formed(row):
                    yield row

    def _well_formed(self, row):
        good = True
        for word in row.words:
            if not FOLDED.match(word):
                self.fault(row.file, row.line, "not in folded form: '%s'" % word)
                good = False
        if len(set(row.words)) != len(row.words):
            twice = sorted({w for w in row.words if row.words.count(w) > 1})
            self.fault(row.file, row.line, "twice in one line: " + ", ".join(twice))
        return good


def split(text, mark):
    return [part.strip() for part in text.split(mark)]


def read_legal(tables, name, line, text):
    """canonical | family | countries | spelling; spelling; ..."""
    fields = split(text, "|")
    if len(fields) != 4:
        tables.fault(name, line, "four fields expected, divided by |")
        return None
    canonical, family, countries, spellings = fields
    if " " in canonical:
        tables.fault(name, line, "the canonical form must be one word: '%s'" % canonical)
    if family not in FAMILIES:
        tables.fault(name, line, "unknown family: '%s'" % family)
    for code in countries.split():
        if not COUNTRY.match(code):
            tables.fault(name, line, "not a country code: '%s'" % code)
    words = split(spellings, ";")
    if canonical not in words:
        words.insert(0, canonical)
    return Row(name, line, canonical, words, family)


def read_class(tables, name, line, text):
    """canonical: spelling, spelling, ..."""
    if text.count(":") != 1:
        tables.fault(name, line, "one colon expected")
        return None
    canonical, spellings = split(text, ":")
    words = split(spellings, ",")
    if canonical in words:
        tables.fault(name, line, "the canonical word is repeated: '%s'" % canonical)
        words.remove(canonical)
    return Row(name, line, canonical, [canonical] + words, None)


def read_generic(tables, name, line, text):
    row = read_class(tables, name, line, text)
    if row is not None and " " in row.canonical:
        tables.fault(name, line, "the canonical form must be one word: '%s'" % row.canonical)
    return row


def read_single_class(tables, name, line, text):
    row = read_class(tables, name, line, text)
    if row is not None:
        for word in row.words:
            if " " in word:
                tables.fault(name, line, "one word expected: '%s'" % word)
    return row


def read_title(tables, name, line, text):
    """word | kind, or word | kind + for a title that is frequent in names as well"""
    fields = split(text, "|")
    if len(fields) != 2 or fields[1].rstrip(" +") not in TITLE_KINDS or " " in fields[0]:
        tables.fault(name, line, "`word | kind` expected")
        return None
    return Row(name, line, fields[0], [fields[0]], fields[1])


def read_word(tables, name, line, text):
    if " " in text:
        tables.fault(name, line, "one word expected: '%s'" % text)
        return None
    return Row(name, line, text, [text], None)


def read_words(tables, name, line, text):
    """word word word ..."""
    words = text.split()
    return Row(name, line, words[0], words, None)


def read_number(tables, name, line, text):
    row = read_class(tables, name, line, text)
    if row is None:
        return None
    if not row.canonical.isdigit() or int(row.canonical) > NUMBER_MAX:
        tables.fault(name, line, "a number expected: '%s'" % row.canonical)
    for word in row.words[1:]:
        if len(word) < 2:
            tables.fault(name, line, "single letters are initials: '%s'" % word)
    return row


def read_acronym(tables, name, line, text):
    """acronym : full phrase"""
    row = read_class(tables, name, line, text)
    if row is not None and " " in row.canonical:
        tables.fault(name, line, "an acronym is one word: '%s'" % row.canonical)
    return row


def read_frequency(tables, name, line, text):
    """word class"""
    fields = text.split()
    if len(fields) != 2 or not fields[1].isdigit() or int(fields[1]) > FREQUENCY_MAX:
        tables.fault(name, line, "`word class` expected, class 0-%d" % FREQUENCY_MAX)
        return None
    return Row(name, line, fields[0], [fields[0]], int(fields[1]))


def read_letter(tables, name, line, text):
    """[script] vowel vowel ...   or   letter: spelling, spelling; see the head of the table."""
    if text.startswith("["):
        script, _, vowels = text[1:].partition("]")
        tables.script = {"script": script, "vowels": vowels.split()}
        return None
    if ":" not in text:
        tables.fault(name, line, "one colon expected")
        return None
    letter, spellings = text.split(":", 1)
    takes_vowel = not spellings.startswith("|")
    spellings = split(spellings.lstrip("|"), ",")
    words = [spelling.lstrip("^$+").replace("-", "") or "0" for spelling in spellings]
    for spelling in set(spellings):
        if spellings.count(spelling) > 1:
            tables.fault(name, line, "twice in one line: " + spelling)
    if any(" " in word or any(c.isdigit() for c in word if word != "0") for word in words):
        tables.fault(name, line, "spellings are of letters")
    return Row(name, line, letter, sorted(set(words)),
               dict(tables.script, takes_vowel=takes_vowel, spellings=spellings))


def read_native(tables, name, line, text):
    """word of another script: Latin word, Latin word ..."""
    native, _, latin = text.partition(":")
    native, words = native.strip(), split(latin, ",")
    if not native or native.isascii() or " " in native or any(" " in word for word in words):
        tables.fault(name, line, "`word of another script: Latin word, ...` expected")
        return None
    return Row(name, line, native, words, None)


READERS = {
    "legal_forms.txt": read_legal,
    "generic_words.txt": read_generic,
    "titles.txt": read_title,
    "particles.txt": read_word,
    "nicknames.txt": read_single_class,
    "variants.txt": read_single_class,
    "cognates.txt": read_single_class,
    "numbers.txt": read_number,
    "common_words.txt": read_words,
    "acronyms.txt": read_acronym,
    "frequency.txt": read_frequency,
    "letters.txt": read_letter,
    "native.txt": read_native,
}
OPTIONAL = {"acronyms.txt", "frequency.txt", "letters.txt", "native.txt"}

# In these tables a spelling has one meaning. Variants and nicknames may stand in several classes.
ONE_MEANING = ["legal_forms.txt", "generic_words.txt", "titles.txt", "particles.txt",
               "numbers.txt", "acronyms.txt", "frequency.txt", "common_words.txt"]


def check_one_meaning(tables):
    for name in ONE_MEANING:
        seen = {}
        for row in tables.rows[name]:
            for word in row.words:
                if word in seen and seen[word].line != row.line:
                    tables.fault(name, row.line, "'%s' stands in line %d already"
                                 % (word, seen[word].line))
                seen.setdefault(word, row)


# Tables whose lines ascend by their first word within each block between blank or comment lines.
SORTED = ["variants.txt", "cognates.txt", "nicknames.txt", "titles.txt", "numbers.txt",
          "acronyms.txt", "frequency.txt"]


def check_order(tables):
    for name in SORTED:
        for before, row in zip(tables.rows[name], tables.rows[name][1:]):
            keys = [(int(r.canonical), "") if r.canonical.isdigit() and name == "numbers.txt"
                    else (0, r.canonical) for r in (before, row)]
            if row.line == before.line + 1 and keys[0] > keys[1]:
                tables.fault(name, row.line, "'%s' stands behind '%s'"
                             % (row.canonical, before.canonical))


def check_contained(tables):
    """A line whose words all stand in another line of its table says nothing."""
    for name in ("variants.txt", "cognates.txt", "nicknames.txt"):
        lines = {}
        for row in tables.rows[name]:
            for word in row.words:
                lines.setdefault(word, set()).add(row.line)
        for row in tables.rows[name]:
            others = set.intersection(*(lines[word] for word in row.words)) - {row.line}
            if others and len(row.words) > 1:
                tables.fault(name, row.line, "all its words stand in line %d" % min(others))


# Words that are names as well as something else, on purpose: for each pair of tables, the words
# known to stand in both. A word that is not here is an oversight and a fault.
KNOWN_IN_BOTH = {
    ("particles.txt", "variants.txt"): {"an", "ben", "bin", "do", "du", "ibn", "zu"},
    ("particles.txt", "nicknames.txt"): {"ben"},
    ("titles.txt", "variants.txt"): {"meng"},
    ("titles.txt", "nicknames.txt"): {"neto"},
    ("legal_forms.txt", "variants.txt"): {"ou"},
    ("legal_forms.txt", "nicknames.txt"): set(),
    ("legal_forms.txt", "cognates.txt"): set(),
    ("generic_words.txt", "variants.txt"): {"fam", "lashkar", "law", "park", "petro", "young"},
    ("generic_words.txt", "nicknames.txt"): {"art", "nat"},
    ("numbers.txt", "variants.txt"): set(),
    ("numbers.txt", "nicknames.txt"): set(),
    ("titles.txt", "generic_words.txt"): {"gen", "general"},
    ("titles.txt", "legal_forms.txt"): {"bsc"},
    ("particles.txt", "legal_forms.txt"): {"ad", "as", "ud"},
}


def check_two_meanings(tables):
    for (first, second), known in KNOWN_IN_BOTH.items():
        words = {word: row for row in tables.rows[first] for word in row.words}
        met = set()
        for row in tables.rows[second]:
            for word in row.words:
                if word in words and word not in known:
                    tables.fault(second, row.line, "'%s' stands in %s:%d too"
                                 % (word, first, words[word].line))
                met.add(word)
        for word in known - (met & set(words)):
            tables.fault(second, 0, "'%s' is said to stand in %s too and does not" % (word, first))


def check_nicknames(tables):
    """What is a romanisation is no nickname."""
    lines = {}
    for row in tables.rows["variants.txt"]:
        for word in row.words:
            lines.setdefault(word, set()).add(row.line)
    for row in tables.rows["nicknames.txt"]:
        for word in row.words[1:]:
            both = lines.get(row.canonical, set()) & lines.get(word, set())
            if both:
                tables.fault("nicknames.txt", row.line, "'%s' is a variant by variants.txt:%d"
                             % (word, min(both)))


FREQUENT_NAME = 9  # information in bits of a word that one name in five hundred has


def check_titles(tables):
    """A title that many names hold is either no title or marked as frequent in names."""
    bits = {row.canonical: row.extra for row in tables.rows["frequency.txt"]}
    marked = {row.canonical for row in tables.rows["titles.txt"] if row.extra.endswith("+")}
    for row in tables.rows["titles.txt"]:
        often = bits.get(row.canonical, FREQUENT_NAME + 1) <= FREQUENT_NAME
        if often and row.canonical not in marked:
            tables.fault("titles.txt", row.line, "'%s' is frequent in names: mark it `kind +`"
                         % row.canonical)
        if not often and row.canonical in marked:
            tables.fault("titles.txt", row.line, "'%s' is marked and not frequent" % row.canonical)


PHRASE_WORDS_MAX = 8  # idt_phrase_words_max


def check_phrases(tables):
    for name in ("legal_forms.txt", "generic_words.txt", "numbers.txt"):
        for row in tables.rows[name]:
            for word in row.words:
                if len(word.split()) > PHRASE_WORDS_MAX:
                    tables.fault(name, row.line, "more than %d words: '%s'"
                                 % (PHRASE_WORDS_MAX, word))


def check_classes(tables):
    """A class has two members or more, and no two lines say the same."""
    for name in ("variants.txt", "cognates.txt", "nicknames.txt"):
        heads, sets = {}, {}
        for row in tables.rows[name]:
            if len(row.words) < 2:
                tables.fault(name, row.line, "a class of one word")
            if row.canonical in heads:
                tables.fault(name, row.line, "'%s' heads line %d already"
                             % (row.canonical, heads[row.canonical]))
            key = frozenset(row.words)
            if key in sets:
                tables.fault(name, row.line, "the same words as line %d" % sets[key])
            heads.setdefault(row.canonical, row.line)
            sets.setdefault(key, row.line)


def check_native(tables):
    """A word or letter of another script stands once."""
    for name in ("letters.txt", "native.txt"):
        seen = {}
        for row in tables.rows[name]:
            key = (row.canonical, row.extra["script"] if row.extra else "")
            if key in seen:
                tables.fault(name, row.line, "'%s' stands in line %d already"
                             % (row.canonical, seen[key]))
            seen.setdefault(key, row.line)


def check_between(tables, first, second, only_phrases=False):
    """No spelling of `first` stands in `second`."""
    seen = {word: row for row in tables.rows[first] for word in row.words}
    for row in tables.rows[second]:
        for word in row.words:
            if word in seen and (" " in word or not only_phrases):
                tables.fault(second, row.line, "'%s' stands in %s:%d too"
                             % (word, first, seen[word].line))


def check(tables):
    check_one_meaning(tables)
    check_classes(tables)
    check_order(tables)
    check_contained(tables)
    check_two_meanings(tables)
    check_nicknames(tables)
    check_titles(tables)
    check_phrases(tables)
    check_native(tables)
    check_between(tables, "particles.txt", "titles.txt")
    check_between(tables, "legal_forms.txt", "generic_words.txt")
    check_between(tables, "legal_forms.txt", "numbers.txt", only_phrases=True)
    check_between(tables, "generic_words.txt", "numbers.txt", only_phrases=True)
    check_between(tables, "particles.txt", "numbers.txt")
    check_between(tables, "acronyms.txt", "legal_forms.txt")
    check_between(tables, "acronyms.txt", "generic_words.txt")
    return tables.faults


def report(faults):
    for path, line, text in sorted(faults):
        print("%s:%d: %s" % (path, line, text), file=sys.stderr)


def main(arguments):
    if len(arguments) > 1:
        print(__doc__, file=sys.stderr)
        return 2
    tables = Tables(arguments[0] if arguments else default_folder())
    faults = check(tables)
    report(faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
