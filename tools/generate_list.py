#!/usr/bin/env python3
"""Write an invented list in OFAC's CSV shape, for measuring at sizes no real list has.

    tools/generate_list.py NAMES FOLDER [--seed N] [--customers N]

FOLDER gets sdn.csv and alt.csv with NAMES names together, two thirds of them primary ones. Name parts
are drawn with a heavy tail (the n-th commonest part about 1/n as often as the first): the words of
data/names/frequency.txt by how common they are, then invented ones of syllables, so that three
million names hold about a million different words. With --customers, customers.csv gets as many
invented persons of nobody's list, drawn from the same parts. The same arguments give the same bytes.
"""

import argparse
import math
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
ONSETS = "b ch d dh f g gh h j k kh l m n p q r s sh t v w y z al ab".split()
VOWELS = "a a a a e e i i o o u ai ou ei".split()
CODAS = ["", "", "", "", "n", "r", "d", "m", "l", "sh", "v", "k", "t", "z"]
GENERIC = (
    "TRADING COMPANY;SHIPPING;INDUSTRIES;GENERAL TRADING;INTERNATIONAL;DEVELOPMENT;BANK;PETROLEUM;"
    "HOLDING;LOGISTICS;TECHNOLOGY;FOUNDATION;ENGINEERING GROUP;IMPORT EXPORT"
).split(";")
LEGAL = ["LTD", "LLC", "CO., LTD.", "S.A.", "GMBH", "FZE", "JSC", "PJSC", "B.V.", ""]
PARTICLES = ["AL-", "ABU ", "BIN ", "DE ", "VAN "]
PARTICLE_PERCENT, PERSON_PERCENT, BIRTH_PERCENT = 8, 70, 60
PRIMARY_OF_THREE = 2
END_MARK = "\x1a"  # OFAC ends its files so


def words_of(table, column_mark):
    """The words of a table of data/names; with a mark, of what stands behind its last one."""
    words = set()
    for line in (ROOT / "data/names" / table).read_text().splitlines():
        if line and not line.startswith("#"):
            words.update(re.findall(r"[a-z]+", line.split(column_mark)[-1] if column_mark else line))
    return words


def known_words():
    """The words of the frequency table that persons may bear, of three letters or more, the
    commonest first: "company" and its translations are the commonest of all and no names."""
    company_words = words_of("generic_words.txt", "") | words_of("legal_forms.txt", "|")
    rows = []
    for line in (ROOT / "data/names/frequency.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            word, bits = line.split()
            if len(word) > 2 and word.isalpha() and word not in company_words:
                rows.append((int(bits), word))
    return [word for _, word in sorted(rows)]


class Parts:
    """Name parts by rank; a part's chance falls as one over its rank."""

    def __init__(self, rng, count):
        self.rng = rng
        seen = dict.fromkeys(known_words())
        while len(seen) < count:
            syllables = 2 + (len(seen) > 20_000) + (rng.random() < 0.3)
            seen.setdefault("".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)
                                    for _ in range(syllables)))  # fmt: skip
        self.words = [word.upper() for word in seen][:count]
        self.scale = math.log(count)

    def draw(self):
        return self.words[int(math.exp(self.rng.random() * self.scale)) - 1]

    def family(self):
        particle = ""
        if self.rng.random() * 100 < PARTICLE_PERCENT:
            particle = self.rng.choice(PARTICLES)
        return particle + self.draw()

    def person(self):
        given = " ".join(self.draw().title() for _ in range(1 + (self.rng.random() < 0.6)))
        return self.family(), given

    def company(self):
        words = [self.draw()]
        if self.rng.random() < 0.5:
            words.append(self.draw())
        words += [self.rng.choice(GENERIC), self.rng.choice(LEGAL)]
        return " ".join(words).strip()


def birth(rng, pattern):
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    year, month, day = rng.randint(1940, 2000), rng.randint(1, 12), rng.randint(1, 28)
    return pattern.format(y=year, m=month, d=day, name=months[month - 1])


def write_list(parts, folder, names):
    rng = parts.rng
    nulls = ",-0- " * 7
    aliases = 0
    with (folder / "sdn.csv").open("w", newline="") as sdn, \
         (folder / "alt.csv").open("w", newline="") as alt:  # fmt: skip
        for number in range(1, names - names // 3 + 1):
            person = rng.random() * 100 < PERSON_PERCENT
            remark = "-0- "
            if person and rng.random() * 100 < BIRTH_PERCENT:
                remark = birth(rng, '"DOB {d:02} {name} {y}."')
            name = ", ".join(parts.person()) if person else parts.company()
            kind = '"individual"' if person else "-0- "
            sdn.write(f'{number},"{name}",{kind},"SDGT"{nulls},{remark}\r\n')
            if number % PRIMARY_OF_THREE == 0 and aliases < names // 3:
                aliases += 1
                name = ", ".join(parts.person()) if person else parts.company()
                alt.write(f'{number},{aliases},"aka","{name}",-0- \r\n')
        sdn.write(END_MARK)
        alt.write(END_MARK)


def write_customers(parts, path, count):
    with path.open("w", newline="") as out:
        out.write("name,type,birth_date\r\n")
        for _ in range(count):
            family, given = parts.person()
            out.write(f"{given} {family.title()},person,{birth(parts.rng, '{y}-{m:02}-{d:02}')}\r\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--customers", type=int, default=0)
    options = parser.parse_args()
    if options.names < 3:
        parser.error("a list has at least 3 names")
    options.folder.mkdir(parents=True, exist_ok=True)
    parts = Parts(random.Random(options.seed), max(options.names // 2, 12_000))
    write_list(parts, options.folder, options.names)
    if options.customers:
        write_customers(parts, options.folder / "customers.csv", options.customers)


if __name__ == "__main__":
    main()
