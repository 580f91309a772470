"""Receiving from drop folders: the newsroom's agency against its truth, and what senders do to files."""

import json
import os
from datetime import UTC, datetime, timedelta

import fsspec
import pytest

from newslake.edge.lake.connect import connect
from newslake.edge.spool import unread_pages
from newslake.errors import SettingsError
from newslake.serve import rows
from newslake.settings import load_settings
from newslake.stages.load import load
from newslake.stages.plan import left_over
from newslake.stages.publish import publish
from newslake.stages.receive import receive, waits
from newslake.stages.run import clock, start_run
from newsroom import World
from newsroom.wires import drop, drop_files, many
from tests.hostile import DEADLY, read_delivery_or_die

NEVER = datetime(2099, 1, 1, tzinfo=UTC)
AGENCY = "meridian-wire"


@pytest.fixture(scope="module")
def world():
    """The agencies' five days, an embargo that does not end among them."""
    return World.build(articles=0, embargo_ends=NEVER)


class Desk:
    """A drop folder, a lake, and passes over them."""

    def __init__(self, folder, **settings):
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.lake = folder / "lake"
        sources = folder / "catalogue.yaml"
        if not sources.exists():
            sources.write_text(
                "sources: [{id: meridian-wire, name: Meridian Wire, kind: agency, wires: [{path: drop}]}]"
            )
        options = {"lake": self.lake, "sources": str(sources), "workers": 1} | settings
        self.settings = load_settings(options, environ={}, folder=folder)

    def run(self):
        """A run of its own."""
        now = clock()
        return start_run(f"receive-{now:%Y%m%dT%H%M%S%f}", now=now, settings=self.settings)

    def receive(self, paths=(), provider=None):
        """One pass, loaded; its counts."""
        run = self.run()
        report = receive(run, paths, provider)
        load(run)
        return {count.outcome: count.items for count in report.counts}

    def put(self, name, data, *, age_s=60):
        """A whole file that has lain there for a while."""
        path = self.drop / name
        path.write_bytes(data)
        age(path, age_s)
        return path

    def files(self, place):
        """Names in done, error or claimed; or in the drop folder itself."""
        return sorted(path.name for path in (self.drop / place).iterdir() if path.is_file())

    def ask(self, query):
        return rows(self.lake, query)


def age(path, seconds):
    """Make a file as old as that."""
    then = clock().timestamp() - seconds
    os.utime(path, (then, then))


@pytest.fixture
def desk(tmp_path):
    """An empty drop folder and no lake yet."""
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def received(world, tmp_path_factory):
    """Everything of the agency, dropped and received once."""
    desk = Desk(tmp_path_factory.mktemp("received"))
    for path in drop(world, desk.drop):
        age(path, 3600)
    return desk, desk.receive()


def truth(world, state):
    """Headline and paragraphs of the agency's stories in that state."""
    return sorted(
        (row["headline"], "\n\n".join(row["paragraphs"]))
        for row in world.wire_states(clock())
        if row["agency_id"] == AGENCY and row["state"] == state and row["uri"] is not None
    )


def test_the_lake_shows_what_the_agency_has_on_its_wire(received, world):
    """Every story that states a uri: its latest version, its text whole; what is killed or held back is not there."""
    desk, _ = received

    found = desk.ask("SELECT headline, article_body FROM articles WHERE uri LIKE 'urn:newsml:%'")

    assert sorted((row["headline"], row["article_body"]) for row in found) == truth(world, "shown")


def test_what_is_killed_is_kept_in_the_history(received, world):
    """With its status; and what is embargoed or withheld is in the table alone."""
    desk, _ = received

    killed = desk.ask(
        "SELECT headline FROM article_history WHERE is_latest AND pub_status = 'canceled' AND uri LIKE 'urn:newsml:%'"
    )
    held = desk.ask("SELECT DISTINCT uri FROM news.article_version WHERE uri NOT IN (SELECT uri FROM article_history)")

    assert sorted(row["headline"] for row in killed) == sorted(headline for headline, _ in truth(world, "killed"))
    states = [row for row in world.wire_states(clock()) if row["agency_id"] == AGENCY]
    hidden = {row["uri"] for row in states if row["state"] in ("embargoed", "withheld")}
    assert {row["uri"] for row in held} == hidden
    assert hidden


def test_versions_without_a_uri_meet_by_slugline_and_headline(received, world):
    """IPTC 7901 names no story: a killed one is gone, and no text is lost."""
    desk, _ = received
    states = [row for row in world.wire_states(clock()) if row["agency_id"] == AGENCY and row["uri"] is None]

    found = desk.ask("SELECT slugline, headline FROM articles WHERE uri LIKE 'urn:newslake:%'")

    shown = {row["headline"] for row in states if row["state"] == "shown"}
    killed = {row["slugline"] for row in states if row["state"] == "killed"}
    assert shown <= {row["headline"] for row in found}
    assert killed
    assert killed.isdisjoint(row["slugline"] for row in found)


def test_every_version_is_kept(received, world):
    """One row a version, and what was said of its kind."""
    desk, _ = received
    wanted = {
        (row["uri"], row["version"], row["pub_status"], row["correction_kind"])
        for row in world.wire_truth()
        if row["agency_id"] == AGENCY and row["expect"] == "item" and row["item_class"] == "text" and row["uri"]
    }

    found = desk.ask(
        "SELECT uri, wire_version, pub_status, correction_kind FROM news.article_version WHERE uri LIKE 'urn:newsml:%'"
    )

    assert {tuple(row.values()) for row in found} == wanted
    assert len(found) == len(wanted)


def test_every_file_ends_in_done_or_error(received, world):
    """The one that was cut off has its reason beside it."""
    desk, counts = received
    files = list(drop_files(world))
    broken = [file.name for file in files if file.role == "broken"]

    assert desk.files("") == desk.files("claimed") == []
    assert desk.files("done") == sorted(file.name for file in files if file.role != "broken")
    assert desk.files("error") == sorted([*broken, *(f"{name}.reason.json" for name in broken)])
    why = json.loads((desk.drop / "error" / f"{broken[0]}.reason.json").read_text())
    assert why["reason"] == "broken"
    assert counts["broken"] == len(broken)
    assert counts["canceled"] == len([file for file in files if file.version.pub_status == "canceled"])
    assert counts["delivery"] == len(files)
    assert [row["reason"] for row in desk.ask("SELECT reason FROM raw.delivery WHERE reason IS NOT NULL")] == ["broken"]


def test_the_same_files_again_change_nothing(received, world):
    """All of them dropped a second time, under the same names."""
    desk, _ = received
    tables = ("news.article_version", "news.rejection", "raw.delivery")
    before = {table: desk.ask(f"SELECT count(*) AS n FROM {table}") for table in tables}
    for path in drop(world, desk.drop):
        age(path, 3600)

    desk.receive()

    assert {table: desk.ask(f"SELECT count(*) AS n FROM {table}") for table in tables} == before
    assert desk.files("") == desk.files("claimed") == []


def test_a_file_still_being_written_is_left_alone(desk, world):
    """It grows under its final name; once it is whole and closed it is read."""
    *_, slow = [file for file in drop_files(world) if file.role == "slow"]
    path = desk.drop / slow.name
    with path.open("wb") as growing:
        for start in range(0, len(slow.data), 1_000):
            growing.write(slow.data[start : start + 1_000])
            growing.flush()
            age(path, 3600)  # a clock says nothing: somebody has it open
            assert desk.receive() == {"file-waiting": 1}
    age(path, 3600)

    counts = desk.receive()

    assert counts["article"] == 1
    assert desk.files("done") == [slow.name]


def test_half_a_file_is_waited_for(desk, world):
    """Its sender was cut off and comes back to it: not an error before the backstop."""
    (data,) = [file.data for file in many(1)]
    desk.put("story.xml", data[: len(data) // 2])

    first = desk.receive()
    (desk.drop / "claimed" / "story.xml").write_bytes(data)
    age(desk.drop / "claimed" / "story.xml", 60)
    second = desk.receive()

    assert first == {"file-to-retry": 1}
    assert second == {"article": 1, "delivery": 1}
    assert desk.files("done") == ["story.xml"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02 no wire at all", "not-a-wire"),
        (b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta>", "broken"),
        (b"<a>" * 200_000, "not-a-wire"),
        (b"<nitf>" + b"<p>x</p>" * 900_000 + b"</nitf>", "too-large"),
    ],
)
def test_a_file_that_cannot_be_read_goes_to_error_with_its_reason(desk, data, reason):
    """And is counted as a rejection; the file beside it is received."""
    (good,) = many(1)
    desk.put("bad", data, age_s=3600)
    desk.put("good.xml", good.data)

    counts = desk.receive()

    assert counts[reason] == 1
    assert counts["article"] == 1
    assert desk.files("error") == ["bad", "bad.reason.json"]
    assert [(row["stage"], row["reason"]) for row in desk.ask("SELECT stage, reason FROM news.rejection")] == [
        ("receive", reason)
    ]


def test_names_that_say_unfinished_are_not_touched(desk):
    """A leading dot, .part and their like."""
    (good,) = many(1)
    for name in (".story.xml.Ab12", "story.xml.part", "story.tmp", "_story.xml"):
        desk.put(name, good.data)

    assert desk.receive() == {}
    assert len(desk.files("")) == 4


def test_a_name_that_was_used_before_keeps_both_files(desk):
    """Agencies count to 9999 and begin again. What is the very same lies there once."""
    for file in many(3):
        desk.put("0001.xml", file.data)
        desk.receive()

    desk.put("0001.xml", file.data)
    desk.receive()

    assert desk.files("done") == ["0001-2.xml", "0001-3.xml", "0001.xml"]
    assert desk.ask("SELECT count(*) AS n FROM articles") == [{"n": 3}]


def test_a_receiver_that_died_is_made_good(desk):
    """Its claims are read by the next one; a batch of its that nobody named is of no harm."""
    (one, two) = many(2)
    (desk.drop / "claimed").mkdir()
    desk.put("one.xml", one.data).rename(desk.drop / "claimed" / "one.xml")
    desk.put("two.xml", two.data)

    assert desk.receive() == {"article": 2, "delivery": 2}
    assert desk.files("done") == ["one.xml", "two.xml"]


def test_one_receiver_at_a_time(desk):
    """A second one leaves the folder to the first, and nothing is lost."""
    from newslake.edge.wires import open_folder

    (one,) = many(1)
    desk.put("one.xml", one.data)
    with open_folder(str(desk.drop)):
        counts = desk.receive()

    assert counts == {"folder-busy": 1}
    assert desk.receive()["article"] == 1


def test_a_folder_that_is_not_there_is_told_and_stops_no_other(desk, tmp_path):
    """In the catalogue a counted outcome; on the command line a mistake."""
    (one,) = many(1)
    desk.put("one.xml", one.data)
    (tmp_path / "catalogue.yaml").write_text(
        "sources: [{id: afp, name: AFP, wires: [{path: nowhere}, {path: drop}]}]", encoding="utf-8"
    )

    counts = desk.receive()

    assert counts == {"no-answer": 1, "article": 1, "delivery": 1}
    with pytest.raises(SettingsError, match="no such file or folder"):
        desk.receive([str(tmp_path / "nowhere")], "afp")


def test_a_file_named_by_itself_is_read_and_stays(desk, tmp_path):
    """Under the provider that is given, whatever the item says."""
    (one,) = many(1)
    path = desk.put("one.xml", one.data)

    counts = desk.receive([str(path)], "AFP")

    assert counts == {"article": 1, "delivery": 1}
    assert path.exists()
    assert not (desk.drop / "done").exists()
    (row,) = desk.ask("SELECT source_id, publisher, agency, agency_evidence, feed_id FROM articles")
    assert (row["source_id"], row["publisher"]) == ("afp", "AFP")
    assert (row["agency"], row["agency_evidence"]) == ("Meridian Wire", "credit")
    assert row["feed_id"].startswith("afp/")


def test_no_password_comes_into_the_lake(desk):
    """Neither as the name of what failed nor in what was said of it."""
    desk.receive(["unknown://desk:secret@127.0.0.9/out"], "stt")

    (row,) = desk.ask("SELECT * FROM raw.delivery")
    assert row["name"] == "unknown://127.0.0.9/out"
    assert "secret" not in str(row)


def test_a_file_that_waits_leaves_nothing_behind_at_each_look(desk):
    """A watcher looks every second."""
    desk.put("half.xml", b"<newsItem", age_s=5)

    for _ in range(3):
        assert desk.receive() == {"file-to-retry": 1}

    assert not list((desk.lake / "spool").rglob("*.parquet"))
    assert not list((desk.lake / "raw").rglob("*.warc.gz"))


def test_two_agencies_with_the_same_uri_do_not_meet(desk):
    """The key is (provider, uri)."""
    (one,) = many(1)
    path = desk.put("one.xml", one.data)

    desk.receive([str(path)], "afp")
    desk.receive([str(path)], "dpa")

    assert desk.ask("SELECT count(*) AS n FROM articles") == [{"n": 2}]


def test_a_folder_anywhere_fsspec_reaches(desk):
    """The same moves, on a file system that has no rename and no lock; a name is no pattern there."""
    files = fsspec.filesystem("memory")
    names = ["*.xml", "a[1].xml", "one.xml", "q?.xml"]
    for name, file in zip(names, many(len(names)), strict=True):
        files.pipe_file(f"/drop/in/{name}", file.data)
        stored = files.store[f"/drop/in/{name}"]
        stored.created = stored.modified = clock() - timedelta(hours=1)

    counts = desk.receive(["memory://drop/in"], "afp")

    assert counts == {"article": len(names), "delivery": len(names)}
    assert sorted(files.store) == [f"/drop/in/done/{name}" for name in names]


def test_links_are_not_followed(desk, tmp_path):
    """Whoever may put files there could have any file of the machine read."""
    (one,) = many(1)
    elsewhere = tmp_path / "elsewhere.xml"
    elsewhere.write_bytes(one.data)
    (desk.drop / "link.xml").symlink_to(elsewhere)

    assert desk.receive() == {}
    assert elsewhere.exists()


def test_a_name_that_is_no_text_is_received(desk):
    """File names are bytes."""
    (one,) = many(1)
    name = os.fsdecode(b"caf\xe9 1.xml")
    desk.put(name, one.data)

    desk.receive()

    assert desk.files("done") == [name]
    assert desk.ask("SELECT name FROM raw.delivery") == [{"name": "caf\ufffd 1.xml"}]


def test_an_item_that_ends_its_reader_costs_one_file(desk, monkeypatch):
    """What a parser in C does with the wrong bytes: the file is set aside, the others are received."""
    from newslake.stages import receive as stage

    (one,) = many(1)
    desk.put("one.xml", one.data)
    desk.put("two.xml", DEADLY)
    monkeypatch.setattr(stage, "read_delivery", read_delivery_or_die)

    counts = desk.receive()

    assert (counts["article"], counts["extractor-crash"]) == (1, 1)
    assert desk.files("error") == ["two.xml", "two.xml.reason.json"]


def test_an_export_loses_what_was_killed(desk, tmp_path):
    """The corpus is written anew into the same folder: the text of a killed story is removed from it."""
    from newslake import serve

    world = World.build(articles=0)
    files = [file for file in drop_files(world) if file.role == "whole" and file.version.embargoed_until is None]
    killed = {file.story.id for file in files if file.version.pub_status == "canceled"}
    out = tmp_path / "corpus"
    for name in ("usable", "canceled"):
        for file in files:
            if file.version.pub_status == name:
                desk.put(file.name, file.data)
        desk.receive()
        outcomes = [outcome for _, outcome in serve.export_corpus(desk.lake, out, where="true")]

    assert outcomes.count("withdrawn") == len(killed)
    assert len(list(out.glob("*/*.txt"))) == outcomes.count("written")


def test_explain_tells_the_life_of_a_story(received):
    """By its uri: the files that brought it, and every version."""
    from newslake import serve

    desk, _ = received
    ((uri,),) = [list(row.values()) for row in desk.ask("SELECT uri FROM articles WHERE wire_version = 3 LIMIT 1")]

    life = serve.explain(desk.lake, (uri,))

    assert len(life["deliveries"]) == len(life["articles"]) == 3


def test_the_raw_bytes_are_found_again(received):
    """Where the row points: the file as it was dropped."""
    from newslake.edge.archive import read_body
    from newslake.model import RawPointer

    desk, _ = received
    for row in desk.ask(
        "SELECT d.name, a.raw_pointer FROM articles AS a JOIN raw.delivery AS d ON d.delivery_id = page_id"
    ):
        data = read_body(desk.lake / "raw", RawPointer(**row["raw_pointer"]), max_bytes=10**7)
        assert data == (desk.drop / "done" / row["name"]).read_bytes()


def test_nothing_is_left_for_a_crawl_to_pick_up(received):
    """A receiver's batches are its own: no crawl takes them for pages."""
    desk, _ = received
    run = desk.run()
    publish(run)

    assert not left_over(run)
    assert unread_pages(run.folder.spool) == []


def test_waiting_is_known_without_a_pass(desk):
    """What a watcher asks: files in the folder, or claimed ones."""
    (one,) = many(1)

    before = waits(desk.run())
    path = desk.put("one.xml", one.data)
    there = waits(desk.run())
    desk.receive()
    after = waits(desk.run())
    (desk.drop / "done" / "one.xml").rename(desk.drop / "claimed" / path.name)

    assert (before, there, after, waits(desk.run())) == (False, True, False, True)


def test_a_pass_that_found_nothing_leaves_no_trace(desk):
    """It may be made every second."""
    assert desk.receive() == {}

    assert not list((desk.lake / "spool").rglob("*.parquet"))
    with connect(desk.lake) as connection:
        assert connection.execute("SELECT count(*) FROM ops.stage_report").fetchall() == [(0,)]


def test_an_embargo_ends_at_the_next_publish(desk, world):
    """The clock of the run decides, when it is ahead of ours."""
    for path in drop(world, desk.drop):
        age(path, 3600)
    desk.receive()
    embargoed = {row["headline"] for row in world.wire_states(clock()) if row["state"] == "embargoed"}

    def published(now):
        publish(start_run("p", now=now, settings=desk.settings))
        with connect(desk.lake) as connection:
            files = [str(path) for path in (desk.lake / "open" / "current" / "articles").rglob("*.parquet")]
            return {row[0] for row in connection.execute("SELECT headline FROM read_parquet(?)", [files]).fetchall()}

    before, after = published(clock()), published(NEVER)

    mine = embargoed & after
    assert mine
    assert mine.isdisjoint(before)
    assert after - before == mine
