"""FollowTheMoney data in the program: the real files against counts made here by other means, and
invented entities with their operations, of which every order and every split into a full file and
changes must give what the entities of the end give."""

import csv
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, "tests/support")
from program import INPUT, NOTHING, PROGRAM, SHARED, is_sanitized, run  # noqa: E402

REAL = SHARED / "data/lists/ftm"
RISKS = ("sanction", "crime", "role.pep", "role.rca", "role.pol", "poi", "debarment", "wanted")
SEED = 20240102


def pairs_merged(pairs):
    """An object with all values of a key that stands twice."""
    merged = {}
    for key, value in pairs:
        if key not in merged:
            merged[key] = value
        elif isinstance(merged[key], list) and isinstance(value, list):
            merged[key] = merged[key] + value
        elif isinstance(merged[key], dict) and isinstance(value, dict):
            merged[key] = pairs_merged([*merged[key].items(), *value.items()])
    return merged


def entity(key, schema, target=None, caption=None, **properties):
    made = {"id": key, "schema": schema, "caption": caption or key, "datasets": ["test_set"]}
    if target is not None:
        made["target"] = target
    return {**made, "properties": properties}


def invented():
    """People who own companies and are sanctioned, some of them listed, with papers."""
    entities = []
    for i in range(60):
        listed = i % 3 == 0
        entities.append(entity(f"T-{i}", "Person", listed, f"Testov Number{i}",
                               name=[f"Testov Number{i}", f"Number{i} Testov"],
                               birthDate=[str(1950 + i)], addressEntity=[f"A-{i}"]))  # fmt: skip
        entities.append(entity(f"A-{i}", "Address", full=[f"{i} Way, Testville"], country=["lv"]))
        entities.append(entity(f"C-{i}", "Company", i % 5 == 0, f"Test Works {i}",
                               registrationNumber=[f"R{i}"]))  # fmt: skip
        entities.append(entity(f"O-{i}", "Ownership", owner=[f"T-{i}"], asset=[f"C-{i}"]))
        entities.append(entity(f"S-{i}", "Sanction", entity=[f"T-{i}"], programId=["TST"]))
        entities.append(entity(f"P-{i}", "Passport", holder=[f"T-{i}"], number=[f"LV{i:05}"]))
    return entities


class FollowTheMoney(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.at = pathlib.Path(folder.name)
        self.index = self.at / "ftm.idx"

    def write(self, lines, name="entities.ftm.json"):
        path = self.at / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        return path

    def build(self, *paths):
        answer = run("build", *paths, "-o", self.index)
        self.assertEqual(answer.status, NOTHING, answer)
        return answer

    def loaded(self):
        return run("lists", "--index", self.index, "--format", "json").json["lists"][0]

    def show(self, party):
        answer = run("show", party, "--index", self.index, "--format", "json")
        self.assertEqual(answer.status, NOTHING, answer)
        return answer.json

    def plain(self, parties, name="test_set"):
        """What is said of these, without where it stands."""
        def strip(value):
            if isinstance(value, dict):
                kept = ("source", "index", "group", "summary")
                return {key: strip(each) for key, each in value.items() if key not in kept}
            return sorted((strip(each) for each in value), key=repr) if isinstance(value, list) else value
        return {party: strip(self.show(f"{name}:{party}")) for party in parties}

    # --- invented entities ---

    def test_any_order_gives_the_same_parties(self):
        entities = invented()
        listed = [each["id"] for each in entities if each.get("target")]
        self.build(self.write(entities))
        self.assertEqual(self.loaded()["parties"], len(listed))
        wanted = self.plain(listed)
        self.assertEqual([tie["target"] for tie in wanted["T-3"]["associations"]], ["Test Works 3"])
        self.assertEqual([each["value"] for each in wanted["T-3"]["identifiers"]], ["LV00003"])
        self.assertEqual([each["tag"] for each in wanted["T-3"]["programmes"]], ["TST"])
        self.assertEqual([each["text"] for each in wanted["T-3"]["addresses"]], ["3 Way, Testville"])
        self.assertEqual([tie["target"] for tie in wanted["C-5"]["associations"]], ["Testov Number5"])
        random.Random(SEED).shuffle(entities)
        self.build(self.write(entities))
        self.assertEqual(self.plain(listed), wanted)

    def test_operations_give_what_the_entities_of_the_end_give(self):
        chance = random.Random(SEED)
        now = {each["id"]: each for each in invented()}
        full = list(now.values())
        operations = []
        for i in range(120):
            kind = chance.choice(["ADD", "MOD", "DEL"])
            if kind == "ADD":
                changed = entity(f"N-{i}", "Vessel", True, f"TEST STAR {i}", imoNumber=[f"{i:07}"])
            else:
                changed = now[chance.choice(sorted(now))]
            if kind == "MOD":
                properties = {**changed["properties"], "notes": [f"change {i}"]}
                changed = {**changed, "caption": f"Changed {i}", "properties": properties}
            if kind == "DEL":
                del now[changed["id"]]
                changed = {"id": changed["id"]}
            else:
                now[changed["id"]] = changed
            operations.append({"op": kind, "entity": changed})
        listed = [key for key, each in now.items() if each.get("target")]
        self.build(self.write(now.values()))
        wanted = self.plain(listed)
        self.assertGreater(len(listed), 30)
        full_file = self.write(full, "in/entities.ftm.json")
        changes = self.write(operations, "in/entities.delta.json")
        for paths in ([full_file, changes], [changes, full_file], [self.at / "in"]):
            answer = self.build(*paths)
            self.assertIn(", 0 warnings", answer.text)
            self.assertEqual(self.loaded()["parties"], len(listed))
            self.assertEqual(self.plain(listed), wanted)
        # the order of the operations decides
        self.write(reversed(operations), "in/entities.delta.json")
        self.assertNotIn(", 0 warnings", self.build(self.at / "in").text)

    def test_a_listed_name_is_found_and_another_is_not(self):
        self.build(self.write(invented()))
        found = run("screen", "Number3 Testov", "--index", self.index, "--format", "ndjson").lines
        self.assertEqual(found[0]["hits"][0]["entity_id"], "test_set:T-3")
        found = run("screen", "x", "--identifier", "LV00003", "--index", self.index, "--format", "ndjson").lines
        self.assertEqual([hit["entity_id"] for hit in found[0]["hits"]], ["test_set:T-3"])
        answer = run("show", "test_set:T-4", "--index", self.index)
        self.assertNotEqual(answer.status, NOTHING, answer)

    def test_a_damaged_line_stops_the_build_with_its_number(self):
        lines = self.write(invented()).read_text().splitlines(keepends=True)
        whole = "".join(lines)
        for damaged, line in (
            (whole[: len("".join(lines[:7])) + 30], 8),
            (whole.replace(lines[4], lines[4].replace('"id"', '"ident"', 1)), 5),
            (whole.replace(lines[4], "\n[]\n"), 6),
            (whole + '{"op":"DEL","entity":{"id":"T-1"}}\n', len(lines) + 1),
        ):
            path = self.at / "damaged.json"
            path.write_text(damaged)
            answer = run("build", path, "-o", self.at / "no.idx")
            self.assertEqual(answer.status, INPUT, answer)
            self.assertIn(f"damaged.json: line {line}: ", answer.chatter.decode())
            self.assertFalse((self.at / "no.idx").exists())

    def peak_of_build(self, *paths):
        """Kilobytes. A child begins as large as this process, which therefore stays small."""
        process = subprocess.Popen([PROGRAM, "build", *paths, "-o", self.index],
                                   stdout=subprocess.DEVNULL)  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, NOTHING)
        return usage.ru_maxrss

    @unittest.skipIf(is_sanitized(), "sanitizers keep memory of their own")
    def test_memory_is_that_of_the_listed(self):
        listed = invented()
        others = (  # made one by one
            entity(f"X-{i}", "Person", False, f"Otherov Number{i}", name=[f"Otherov Number{i}"],
                   notes=["x" * 1500])
            for i in range(40_000)
        )  # fmt: skip
        small = self.peak_of_build(self.write(listed))
        path = self.write(itertools.chain(listed, others), "large.ftm.json")
        self.assertGreater(path.stat().st_size, 64e6)
        large = self.peak_of_build(path)
        self.assertLess((large - small) * 1024, path.stat().st_size / 3)
        self.assertEqual(self.loaded()["parties"], sum(bool(each.get("target")) for each in listed))

    # --- the real files ---

    def real(self, name):
        path = REAL / name
        if not path.exists():
            self.skipTest(f"{path} is not here")
        return path

    def check_names(self, listed, index_id):
        """Every name and alias of a sample of the listed entities is shown."""
        for each in listed[:: max(1, len(listed) // 40)]:
            shown = {name["text"] for name in self.show(f"{index_id}:{each['id']}")["names"]}
            said = {
                value.strip()
                for key in ("name", "alias", "weakAlias", "previousName")
                for value in each["properties"].get(key, [])
            }
            self.assertLessEqual(said, shown, each["id"])

    def test_the_real_entities(self):
        path = self.real("sample_entities.ftm.json")
        lines = path.read_text().splitlines()
        entities = [json.loads(line, object_pairs_hook=pairs_merged) for line in lines]
        listed = [
            each for each in entities
            if each["schema"] in ("Person", "Organization", "Company", "LegalEntity")
            and (each.get("target") or any(topic.startswith(RISKS)
                                           for topic in each["properties"].get("topics", [])))
        ]  # fmt: skip
        self.build(path)
        self.assertEqual(self.loaded()["parties"], len(listed))
        self.check_names(listed, self.loaded()["id"])
        codes = {each["code"] for each in self.loaded()["diagnostics"]}
        self.assertIn("repeated-key", codes)
        self.assertNotIn("loss", {each["level"] for each in self.loaded()["diagnostics"]})

    def test_the_real_relations(self):
        path = self.real("sample_entities.ftm.json")
        lines = path.read_text().splitlines()
        entities = [json.loads(line, object_pairs_hook=pairs_merged) for line in lines]
        self.build(path)
        name = self.loaded()["id"]
        ties = {}
        for each in entities:
            if each["schema"] == "Family":
                for one in each["properties"]["person"]:
                    for other in each["properties"]["relative"]:
                        ties.setdefault(one, set()).add(other)
                        ties.setdefault(other, set()).add(one)
        listed = [each["id"] for each in entities if each.get("target") and each["id"] in ties]
        self.assertGreater(len(listed), 20)
        for party in listed[:: max(1, len(listed) // 40)]:
            shown = {tie.get("target_uid") for tie in self.show(f"{name}:{party}")["associations"]}
            self.assertEqual(shown, ties[party] - {party}, party)

    def test_the_real_changes(self):
        path = self.real("entities.delta.json")
        changes = [json.loads(line) for line in path.read_text().splitlines()]
        listed = [
            change["entity"] for change in changes
            if change["op"] != "DEL" and change["entity"].get("target")
        ]  # fmt: skip
        self.build(path)
        self.assertEqual(self.loaded()["parties"], len(listed))
        self.check_names(listed, self.loaded()["id"])
        sanctioned = [
            change["entity"] for change in changes
            if change["op"] != "DEL" and change["entity"]["schema"] == "Sanction"
        ]  # fmt: skip
        ids = {each["id"] for each in listed}
        of_one = {}
        for each in sanctioned:
            for party in set(each["properties"]["entity"]) & ids:
                of_one[party] = of_one.get(party, 0) + max(1, len(each["properties"].get("program", [])))
        self.assertGreater(len(of_one), 100)
        for party in sorted(of_one)[::20]:
            shown = self.show(f"{self.loaded()['id']}:{party}")["programmes"]
            self.assertEqual(len(shown), of_one[party], party)

    def test_the_real_simple_table(self):
        path = self.real("ukraine_targets.simple.csv")
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        self.build(path)
        self.assertEqual(self.loaded()["parties"], len(rows))
        for row in rows[:: len(rows) // 40]:
            party = self.show(f"{self.loaded()['id']}:{row['id']}")
            said = {row["name"], *next(csv.reader([row["aliases"]], delimiter=";"), [])}
            self.assertEqual({name["text"] for name in party["names"]},
                             {name.strip() for name in said if name.strip()}, row["id"])  # fmt: skip


if __name__ == "__main__":
    unittest.main()
