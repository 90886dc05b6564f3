"""interdict update against a publisher that serves lists, and then everything that goes wrong.

Whatever comes, the last good edition of a list stays published, standard error says why in one
sentence with what stands and since when, the other lists are updated, and the status is 4.
"""

import fcntl
import hashlib
import json
import os
import pathlib
import re
import sys
import tempfile
import time
import unittest

sys.path.insert(0, "tests/support")
from list_server import ListServer  # noqa: E402
from program import FOUND, NOTHING, SHARED, SYSTEM, USAGE, run  # noqa: E402

OFAC_NAMES = ["sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"]
UN_PATH = "/un_sc_sanctions/consolidated.xml"
SDN_PATH = "/us_ofac_sdn/sdn.csv"
FAST = ["--feed.attempts=2", "--feed.backoff_ms=10", "--feed.stall_timeout_s=1",
        "--feed.connect_timeout_s=2"]  # fmt: skip
PROXIES = dict.fromkeys(["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"], "")


def files_of(ofac, un):
    """What the publisher serves: the OFAC files of a folder and a file of the UN."""
    files = {}
    for path in sorted(pathlib.Path(ofac).iterdir()):
        if path.name.lower() in OFAC_NAMES:
            files[f"/us_ofac_sdn/{path.name.lower()}"] = path.read_bytes()
    files[UN_PATH] = pathlib.Path(un).read_bytes()
    return files


DEMO = files_of("data/demo/ofac", "data/demo/un/demo-un.xml")


def half_of_un(body):
    """A well-formed list without every second record."""
    records = re.compile(rb"\s*<(INDIVIDUAL|ENTITY)>.*?</\1>", re.DOTALL)
    count = iter(range(1 << 30))
    return records.sub(lambda found: found.group() if next(count) % 2 else b"", body)


def changed_un(body):
    """The next edition: one name is written otherwise."""
    return re.sub(rb"<FIRST_NAME>(\w)", rb"<FIRST_NAME>X\1", body, count=1)


class Updating(unittest.TestCase):
    files = DEMO

    def setUp(self):
        self.server = self.enterContext(ListServer(self.files))
        self.data = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def enterContext(self, context):  # not in unittest before Python 3.11
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def update(self, *arguments, lists="us_ofac_sdn,un_sc_sanctions", fast=FAST):
        return run("update", "--data", self.data, "--from", self.server.address, "--list", lists,
                   *fast, *arguments, environment=PROXIES)  # fmt: skip

    def editions(self):
        """{list: hash} of the published index, which must be whole."""
        answer = run("lists", "--format", "json", "--index", self.data / "lists.idx")
        self.assertEqual(answer.status, NOTHING, answer)
        return {row["id"]: row["sha256"] for row in answer.json["lists"]}

    def state(self, list_id="un_sc_sanctions"):
        return json.loads((self.data / "update.json").read_text())["lists"][list_id]

    def check_current(self, editions):
        """The links name what the index holds, and the folders are what they are called."""
        for list_id, sha256 in editions.items():
            current = self.data / "lists" / list_id / "current"
            self.assertEqual(os.readlink(current), sha256)
            self.assertTrue(current.is_dir())

    def publish(self):
        answer = self.update()
        self.assertEqual(answer.status, NOTHING, answer)
        self.check_current(self.editions())
        return self.editions()

    def check_kept(self, before, answer, list_id, *whys):
        """One list failed: it stands as it did, and the reason is said."""
        self.assertEqual(answer.status, SYSTEM, answer)
        sentence = [line for line in answer.chatter.decode().splitlines() if list_id in line]
        self.assertEqual(len(sentence), 1, answer)
        for why in whys:
            self.assertIn(why, sentence[0])
        self.assertRegex(sentence[0], rf"edition {before[list_id][:12]}.* stands since 20\d\d-")
        self.assertEqual(self.editions()[list_id], before[list_id])
        self.check_current(self.editions())
        self.assertEqual(os.listdir(self.data / "staging"), [])
        self.assertIn(whys[0], self.state(list_id)["error"])

    def misbehave(self, path, function):
        self.server.misbehave[path] = function


class Good(Updating):
    def test_first_run_publishes_and_second_asks_with_conditions(self):
        before = self.publish()
        stamp = os.stat(self.data / "lists.idx").st_ino
        self.server.requests.clear()
        answer = self.update()
        self.assertEqual(answer.status, NOTHING, answer)
        self.assertEqual({status for _, status in self.server.requests}, {304})
        self.assertEqual(len(self.server.requests), len(self.files))
        self.assertEqual(answer.text.count("unchanged"), 2, answer)
        self.assertEqual(self.editions(), before)
        self.assertEqual(os.stat(self.data / "lists.idx").st_ino, stamp)

    def test_a_new_edition_replaces_one_list_and_keeps_the_old_edition(self):
        before = self.publish()
        self.server.files[UN_PATH] = changed_un(self.files[UN_PATH])
        answer = self.update()
        self.assertEqual(answer.status, NOTHING, answer)
        self.assertIn("updated", answer.text)
        after = self.editions()
        self.assertEqual(after["us_ofac_sdn"], before["us_ofac_sdn"])
        self.assertNotEqual(after["un_sc_sanctions"], before["un_sc_sanctions"])
        self.assertTrue((self.data / "lists/un_sc_sanctions" / before["un_sc_sanctions"]).is_dir())
        self.check_current(after)

    def test_the_index_is_the_one_build_makes(self):
        self.publish()
        other = self.data / "other.idx"
        folders = [self.data / "lists/us_ofac_sdn/current", self.data / "lists/un_sc_sanctions/current"]
        self.assertEqual(run("build", *folders, "-o", other).status, NOTHING)
        self.assertEqual(other.read_bytes(), (self.data / "lists.idx").read_bytes())

    def test_a_damaged_edition_or_index_is_fetched_again(self):
        before = self.publish()
        victim = self.data / "lists/un_sc_sanctions" / before["un_sc_sanctions"] / "consolidated.xml"
        victim.write_bytes(victim.read_bytes()[:1000])
        (self.data / "lists.idx").write_bytes(b"damaged")
        self.assertEqual(self.publish(), before)
        self.assertEqual(victim.read_bytes(), self.files[UN_PATH])

    def test_lost_notes_cost_a_download_only(self):
        before = self.publish()
        (self.data / "update.json").write_text("{")
        self.assertEqual(self.publish(), before)

    def test_redirections_are_followed(self):
        self.server.files["/elsewhere.xml"] = self.files[UN_PATH]
        self.misbehave(UN_PATH, lambda h, _: h.answer(b"", 302, Location="/elsewhere.xml"))
        self.publish()

    def test_a_failing_server_is_asked_again_when_it_says(self):
        answers = []

        def fail_once(handler, body):
            answers.append(time.monotonic())
            if len(answers) == 1:
                handler.answer(b"later", 503, Retry_After="1")
            else:
                handler.answer(body)

        self.misbehave(UN_PATH, fail_once)
        self.publish()
        self.assertGreaterEqual(answers[1] - answers[0], 0.9)

    def test_a_list_that_changes_meanwhile_is_fetched_anew(self):
        body = self.files[SDN_PATH]
        asked = []

        def change(handler, _):
            asked.append(1)
            handler.answer(body if len(asked) == 1 else body.replace(b"HIZBALLAH", b"HIZBALLAA"),
                           ETag=f'"{min(len(asked), 2)}"')  # fmt: skip

        self.misbehave(SDN_PATH, change)
        self.publish()
        self.assertGreaterEqual(len(asked), 3)
        kept = self.data / "lists/us_ofac_sdn/current/sdn.csv"
        self.assertIn(b"HIZBALLAA", kept.read_bytes())

    def test_checksums_are_checked(self):
        good = hashlib.sha256(self.files[UN_PATH]).hexdigest()
        self.assertEqual(self.update(f"--feed.un_sc_sanctions.sha256={good}").status, NOTHING)
        self.server.files["/sums"] = f"{good}  consolidated.xml\n".encode()
        self.server.files[UN_PATH] = self.files[UN_PATH] + b"\n"
        sidecar = f"--feed.un_sc_sanctions.sha256={self.server.address}/sums"
        before = self.editions()
        self.check_kept(before, self.update(sidecar), "un_sc_sanctions", "wrong checksum")
        moved = hashlib.sha256(self.server.files[UN_PATH]).hexdigest()
        self.server.files["/sums"] = f"{moved}  consolidated.xml\n".encode()
        self.assertEqual(self.update(sidecar).status, NOTHING)

    def test_settings_in_the_file_name_lists_of_ones_own(self):
        self.publish()
        (self.data / "interdict.yml").write_text(
            f"feed.un_sc_sanctions.url: {self.server.address}{UN_PATH}\nfeed.attempts: 1\n"
        )
        answer = run("update", "un_sc_sanctions", "--data", self.data, environment=PROXIES)
        self.assertEqual(answer.status, NOTHING, answer)
        (self.data / "interdict.yml").write_text("feed.atempts: 1\n")
        answer = run("lists", "--data", self.data)
        self.assertEqual(answer.status, USAGE, answer)
        self.assertIn(b"interdict.yml:1: unknown key feed.atempts", answer.chatter)


class Bad(Updating):
    def check_case(self, function, *whys, path=UN_PATH, arguments=()):
        before = self.publish()
        list_id = path.split("/")[1]
        # The other list has a new edition, which must not be held up.
        other = SDN_PATH if path == UN_PATH else UN_PATH
        self.server.files[other] = (
            self.files[other].replace(b"HIZBALLAH", b"HIZBALLAA")
            if other == SDN_PATH else changed_un(self.files[other])
        )  # fmt: skip
        self.misbehave(path, function)
        self.check_kept(before, self.update(*arguments), list_id, *whys)
        other_id = other.split("/")[1]
        self.assertNotEqual(self.editions()[other_id], before[other_id])
        # And once the publisher has mended it, all is current.
        self.server.misbehave.clear()
        self.assertEqual(self.update().status, NOTHING)
        self.assertEqual(self.state(list_id)["error"], "")

    def test_500(self):
        self.check_case(lambda h, _: h.answer(b"oops", 500), "answered with status 500", "last attempt")

    def test_404(self):
        self.check_case(lambda h, _: h.answer(b"oops", 404), "answered with status 404")

    def test_304_to_a_request_without_condition(self):
        (self.data / "update.json").unlink(missing_ok=True)
        answer = None
        self.misbehave(UN_PATH, lambda h, _: h.answer(b"", 304))
        answer = self.update()
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"no edition of it is published", answer.chatter)
        self.assertIn("us_ofac_sdn", self.editions())

    def test_hang(self):
        self.check_case(lambda h, _: time.sleep(4), "could not be fetched", path=UN_PATH)

    def test_hang_in_the_middle(self):
        def stall(handler, body):
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body[:1000])
            time.sleep(4)

        self.check_case(stall, "could not be fetched")

    def test_cut_transfer(self):
        def cut(handler, body):
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body[: len(body) // 2])
            handler.close_connection = True

        self.check_case(cut, "could not be fetched")

    def test_truncated_xml(self):
        self.check_case(lambda h, body: h.answer(body[: len(body) * 2 // 3]), "consolidated.xml")

    def test_truncated_csv(self):
        self.check_case(lambda h, body: h.answer(body[: len(body) * 9 // 10]), "sdn.csv", path=SDN_PATH)

    def test_half_of_the_aliases(self):
        def cut(handler, body):
            rows = body.split(b"\r\n")
            handler.answer(b"\r\n".join(rows[: len(rows) // 2] + [b"\x1a"]))

        self.check_case(cut, "names to", path="/us_ofac_sdn/alt.csv")

    def test_half_the_records(self):
        self.check_case(lambda h, body: h.answer(half_of_un(body)), "it shrank from", "entries to",
                        "--allow-shrink")  # fmt: skip

    def test_wrong_checksum(self):
        self.check_case(lambda h, body: h.answer(body + b"\n"), "wrong checksum", arguments=[
            "--feed.un_sc_sanctions.sha256=" + hashlib.sha256(self.files[UN_PATH]).hexdigest()
        ])  # fmt: skip

    def test_checksum_that_is_no_checksum(self):
        self.server.files["/sums"] = b"<html>not here</html>"
        self.check_case(lambda h, body: h.answer(body + b"\n"), "states no SHA-256", arguments=[
            f"--feed.un_sc_sanctions.sha256={self.server.address}/sums"
        ])  # fmt: skip

    def test_garbage(self):
        self.check_case(lambda h, _: h.answer(os.urandom(5000)), "no list in a known format")

    def test_nothing(self):
        self.check_case(lambda h, _: h.answer(b""), "is empty")

    def test_web_page(self):
        page = b"<!doctype html><html><head><title>Maintenance</title></head><body>Soon</body></html>"
        self.check_case(lambda h, _: h.answer(page, kind="text/html"), "is a web page (Maintenance)")

    def test_web_page_in_place_of_a_part(self):
        page = b"<html><body>Soon</body></html>"
        self.check_case(lambda h, _: h.answer(page), "is a web page", path="/us_ofac_sdn/alt.csv")

    def test_another_list(self):
        self.check_case(lambda h, _: h.answer(self.files[SDN_PATH]), "the files hold us_ofac_sdn")

    def test_redirect_loop(self):
        self.check_case(lambda h, _: h.answer(b"", 302, Location=UN_PATH), "more than 5 redirections")

    def test_redirect_to_a_file_of_this_machine(self):
        self.check_case(lambda h, _: h.answer(b"", 302, Location="file:///etc/hostname"),
                        "could not be fetched")  # fmt: skip

    def test_too_large(self):
        self.check_case(lambda h, body: h.answer(body + b" " * 1000000), "larger than 1 MB",
                        arguments=["--feed.file_mb_max=1"])  # fmt: skip

    def test_endless(self):
        def pour(handler, body):
            handler.send_response(200)
            handler.end_headers()
            try:
                for _ in range(4000):
                    handler.wfile.write(b" " * 1000)
            except OSError:
                pass
            handler.close_connection = True

        self.check_case(pour, "larger than 1 MB", arguments=["--feed.file_mb_max=1"])

    def test_a_long_retry_after(self):
        self.check_case(lambda h, _: h.answer(b"", 429, Retry_After="86400"), "86400 s",
                        arguments=["--feed.wait_max_s=5"])  # fmt: skip

    def test_no_server(self):
        before = self.publish()
        self.server.http.shutdown()
        self.server.http.server_close()
        self.check_kept(before, self.update(), "un_sc_sanctions", "could not be fetched")
        self.server = self.enterContext(ListServer({}))


class Consent(Updating):
    def test_shrinking_with_consent_and_rolling_back(self):
        before = self.publish()
        self.server.files[UN_PATH] = half_of_un(self.files[UN_PATH])
        self.check_kept(before, self.update(), "un_sc_sanctions", "it shrank")
        self.assertEqual(self.update("--allow-shrink").status, NOTHING)
        shrunk = self.editions()
        self.assertNotEqual(shrunk, before)

        answer = run("update", "--data", self.data, "--rollback", "un_sc_sanctions")
        self.assertEqual(answer.status, NOTHING, answer)
        self.assertEqual(self.editions(), before)
        self.check_current(before)
        # The publisher still has what was rolled back: it does not return by itself,
        answer = self.update("--allow-shrink")
        self.check_kept(before, answer, "un_sc_sanctions", "rolled back")
        # but by hand,
        answer = run("update", "--data", self.data, "--rollback", "un_sc_sanctions", "--to",
                     shrunk["un_sc_sanctions"][:10])  # fmt: skip
        self.assertEqual(answer.status, NOTHING, answer)
        self.assertEqual(self.editions(), shrunk)
        # and a newer edition ends the hold.
        self.assertEqual(run("update", "--data", self.data, "--rollback", "un_sc_sanctions").status, NOTHING)
        self.server.files[UN_PATH] = changed_un(self.files[UN_PATH])
        self.assertEqual(self.update().status, NOTHING)
        self.assertNotIn("held", self.state())

    def test_no_way_back(self):
        before = self.publish()
        for arguments in (["un_sc_sanctions"], ["nonsense"], ["un_sc_sanctions", "--to", "ff"]):
            answer = run("update", "--data", self.data, "--rollback", *arguments)
            self.assertEqual(answer.status, USAGE, answer)
        self.assertEqual(self.editions(), before)

    def test_so_many_editions_are_kept(self):
        self.publish()
        for i in range(4):
            self.server.files[UN_PATH] = self.files[UN_PATH] + b"\n" * (i + 1)
            self.assertEqual(self.update("--feed.keep=2").status, NOTHING)
        kept = [name for name in os.listdir(self.data / "lists/un_sc_sanctions") if name != "current"]
        self.assertEqual(sorted(kept), sorted(e["sha256"] for e in self.state()["editions"]))
        self.assertEqual(len(kept), 2)

    def test_a_list_put_in_by_build_is_not_lost(self):
        self.assertEqual(run("build", "data/demo", "-o", self.data / "lists.idx").status, NOTHING)
        before = self.editions()
        answer = self.update(lists="un_sc_sanctions")
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"would lose us_ofac_sdn with 59 entries", answer.chatter)
        self.assertEqual(self.editions(), before)
        self.assertEqual(self.update("--allow-shrink", lists="un_sc_sanctions").status, NOTHING)
        self.assertEqual(list(self.editions()), ["un_sc_sanctions"])


class Door(Updating):
    def test_two_updaters(self):
        before = self.publish()
        with open(self.data / "update.lock", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            answer = self.update()
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"another update is at work", answer.chatter)
        self.assertRegex(answer.chatter.decode(), r"the index published 20\d\d-.* stands")
        self.assertEqual(self.editions(), before)
        self.assertEqual(self.update().status, NOTHING)

    def test_usage(self):
        for arguments in (["--nonsense"], ["nonsense"], ["--feed.attempts", "x"], ["--to", "ab"],
                          ["--offline", "x", "--from", "https://example.org"]):  # fmt: skip
            answer = run("update", "--data", self.data, *arguments)
            self.assertEqual(answer.status, USAGE, answer)
        self.assertEqual(os.listdir(self.data), [])

    def test_plain_http_from_another_machine_is_refused(self):
        answer = run("update", "--data", self.data, "--from", "http://example.invalid",
                     "un_sc_sanctions", environment=PROXIES)  # fmt: skip
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"is no https address", answer.chatter)

    def test_a_token_is_wanted_and_never_shown(self):
        answer = run("update", "eu_fsf", "--data", self.data)
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"feed.eu_fsf.token", answer.chatter)
        address = f"{self.server.address}/fsf?token={{token}}"
        answer = run("update", "eu_fsf", "--data", self.data, f"--feed.eu_fsf.url={address}",
                     "--feed.eu_fsf.token=secret-17", *FAST, environment=PROXIES)  # fmt: skip
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(("/fsf?token=secret-17", 404), self.server.requests)
        self.assertNotIn(b"secret-17", answer.chatter + answer.out)
        self.assertNotIn("secret-17", (self.data / "update.json").read_text())

    def test_a_folder_that_cannot_be_made(self):
        (self.data / "file").write_text("")
        answer = run("update", "--data", self.data / "file", "un_sc_sanctions")
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"no lists are published", answer.chatter)


class Offline(Updating):
    def offline(self, folder, *arguments):
        return run("update", "--data", self.data / "d", "--offline", folder, *arguments)

    def editions(self):
        answer = run("lists", "--format", "json", "--data", self.data / "d")
        return {row["id"]: row["sha256"] for row in answer.json["lists"]}

    def test_files_by_their_names_or_in_a_folder_of_their_list(self):
        folder = self.data / "stick"
        (folder / "un_sc_sanctions").mkdir(parents=True)
        (folder / "un_sc_sanctions" / "any-name.xml").write_bytes(self.files[UN_PATH])
        for name in OFAC_NAMES:
            (folder / name.upper()).write_bytes(self.files[f"/us_ofac_sdn/{name}"])
        answer = self.offline(folder)
        self.assertEqual(answer.status, NOTHING, answer)
        self.assertEqual(sorted(self.editions()), ["un_sc_sanctions", "us_ofac_sdn"])
        self.assertEqual(self.server.requests, [])
        # a list that is not there is not touched
        for name in OFAC_NAMES:
            (folder / name.upper()).unlink()
        self.assertEqual(self.offline(folder).status, NOTHING)
        self.assertEqual(sorted(self.editions()), ["un_sc_sanctions", "us_ofac_sdn"])
        self.assertEqual(self.offline(folder, "us_ofac_sdn").status, SYSTEM)
        # a checksum beside a file is checked
        (folder / "un_sc_sanctions" / "any-name.xml").write_bytes(changed_un(self.files[UN_PATH]))
        (folder / "un_sc_sanctions" / "any-name.xml.sha256").write_text("0" * 64)
        answer = self.offline(folder)
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"wrong checksum", answer.chatter)

    def test_a_folder_with_nothing(self):
        (self.data / "empty").mkdir()
        answer = self.offline(self.data / "empty")
        self.assertEqual(answer.status, SYSTEM, answer)
        self.assertIn(b"holds no file of a list that is known", answer.chatter)
        self.assertEqual(self.offline(self.data / "none").status, SYSTEM)


REAL = SHARED / "data/lists/ofac/sdn-csv-2023-12-28"
REAL_UN = SHARED / "data/lists/un/un-2026-04-02.xml"


@unittest.skipUnless(REAL.exists() and REAL_UN.exists(), "the real lists are not here")
class Real(Updating):
    files = files_of(REAL, REAL_UN) if REAL.exists() and REAL_UN.exists() else {}

    def test_real_lists_are_kept_through_everything(self):
        before = self.publish()
        parties = self.state("us_ofac_sdn")["editions"][0]["parties"]
        self.assertEqual(parties, 13821)
        self.assertEqual(self.state()["editions"][0]["parties"], 1005)
        self.assertEqual(run("screen", "Kim Yong Chol", "--data", self.data).status, FOUND)
        for why, function in {
            "it shrank from 1005 entries": lambda h, body: h.answer(half_of_un(body)),
            "consolidated.xml": lambda h, body: h.answer(body[: len(body) // 2]),
            "status 500": lambda h, _: h.answer(b"", 500),
            "could not be fetched": lambda h, _: time.sleep(3),
            "no list in a known format": lambda h, _: h.answer(os.urandom(100000)),
            "is a web page": lambda h, _: h.answer(b"<!DOCTYPE html><html>Sorry</html>"),
        }.items():
            self.misbehave(UN_PATH, function)
            self.check_kept(before, self.update(), "un_sc_sanctions", why)
        self.server.misbehave.clear()
        self.server.requests.clear()
        self.assertEqual(self.update().status, NOTHING)
        self.assertEqual({status for _, status in self.server.requests}, {304})


if __name__ == "__main__":
    if not pathlib.Path("data/demo").exists():
        print("skipped: data/demo is not in the tree")
        sys.exit(77)
    unittest.main()
