"""The open tree: a reader sees one version whole, whatever is published, swept or killed meanwhile."""

import json
import os
from datetime import timedelta

import pytest

from newslake.edge.lake.maintain import maintain
from newslake.edge.lake.publish import publish
from newslake.errors import LakeError
from tests.edge.conftest import Lake
from tests.samples import NOON, make_article, make_entry, make_visit

DAYS = [NOON, NOON + timedelta(days=1)]


def article(number, day=NOON, **changes):
    stamps = {"first_seen_at": day, "fetched_at": day}
    return make_article(article_id=f"00000000-0000-4000-8000-00000000000{number}", **(stamps | changes))


def tree(lake):
    """Files of the current version by day, and its manifest."""
    current = lake.folder.open / "current"
    files = {path.parent.name: path for path in current.glob("articles/dt=*/*.parquet")}
    return files, json.loads((current / "_manifest.json").read_text())


def test_a_day_that_did_not_change_is_the_same_file(lake):
    """A new version writes the days with news and links the others."""
    lake.spool("article", article(1), article(2, DAYS[1]))
    lake.load()
    publish(lake.root, now=NOON)
    before, _ = tree(lake)
    lake.spool("article", article(3, DAYS[1]))
    lake.load()

    counts = publish(lake.root, now=DAYS[1])

    after, manifest = tree(lake)
    assert counts == {"day-kept": 1, "day-written": 1}
    assert before["dt=2026-03-02"].stat().st_ino == after["dt=2026-03-02"].stat().st_ino
    assert before["dt=2026-03-03"].name != after["dt=2026-03-03"].name
    assert manifest["rows"] == 3
    assert {file["path"] for file in manifest["files"]} == {
        str(path.relative_to(lake.folder.open / "current")) for path in after.values()
    }


def test_the_version_before_stays_for_a_day(lake):
    """It goes a day after it was replaced, however old it was then."""
    lake.spool("article", article(1))
    lake.load()
    publish(lake.root, now=NOON)
    first = (lake.folder.open / "current").resolve()
    os.utime(first, (0, 0))  # written long ago
    lake.spool("article", article(2))
    lake.load()
    now = NOON.replace(year=2026, month=12)

    publish(lake.root, now=now)
    there_at_once = first.exists()
    lake.spool("article", article(3))
    lake.load()
    publish(lake.root, now=now + timedelta(days=400))

    assert there_at_once
    assert not first.exists()


def test_nothing_new_publishes_nothing(lake):
    """The pointer stays where it was."""
    lake.spool("article", article(1))
    lake.load()
    publish(lake.root, now=NOON)
    before = (lake.folder.open / "current").readlink()

    assert publish(lake.root, now=NOON) == {"already-published": 1}
    assert (lake.folder.open / "current").readlink() == before


@pytest.mark.parametrize("left", ["", "{", "half"])
def test_a_publish_that_died_is_made_good(lake, left):
    """Half a version, and a manifest that a power cut has emptied, do not stop the next one."""
    lake.spool("article", article(1))
    lake.load()
    publish(lake.root, now=NOON)
    (lake.folder.open / "current" / "_manifest.json").write_text(left)
    (lake.folder.open / "v" / "9.part" / "articles").mkdir(parents=True)

    publish(lake.root, now=NOON)

    assert tree(lake)[1]["rows"] == 1


def test_maintain_sweeps_what_nothing_refers_to(lake):
    """Old left-overs go; an archive that a row points to, and whatever is young, stay."""
    lake.spool("visit", make_visit())
    lake.load()
    (lake.folder.raw / "2026-03-02").mkdir()
    kept = lake.folder.raw / make_visit().raw_pointer.file
    orphan = lake.folder.raw / "2026-03-02" / "orphan.warc.gz"
    part = lake.folder.raw / "2026-03-02" / "x.warc.gz.part"
    young = lake.folder.raw / "2026-03-02" / "young.warc.gz"
    for path in (kept, orphan, part, young):
        path.write_bytes(b"x")
    for path in (kept, orphan, part):
        os.utime(path, (0, 0))

    maintain(lake.root, now=NOON)

    assert [path.exists() for path in (kept, orphan, part, young)] == [True, False, False, True]


def test_maintain_merges_small_files(lake):
    """Several loads of a day end as one file."""
    for number in range(4):
        lake.spool("article", article(number))
        lake.load()
    folder = lake.folder.data / "news" / "article_version"
    before = len(list(folder.rglob("*.parquet")))

    counts = maintain(lake.root, now=NOON.replace(year=2026, month=12))

    assert before == 4
    assert counts["merged"] >= 1


def test_a_batch_that_is_written_again_during_a_load_is_not_lost(lake, monkeypatch):
    """A retry that replaces a batch while it is loaded: the new file stays, and is loaded by the next."""
    from newslake.edge.lake import write

    lake.spool("entry", make_entry())
    load_step = write._load

    def load_and_rewrite(*args):
        result = load_step(*args)
        lake.spool("entry", make_entry(), make_entry(entry_id="e2"))
        return result

    monkeypatch.setattr(write, "_load", load_and_rewrite)
    lake.load()
    monkeypatch.undo()

    assert lake.load()["entry"] == 1


@pytest.mark.parametrize("name", ["dt=2026-01-01", "path=1", "a b'c", "ü#;"])
def test_a_lake_may_lie_in_any_folder(tmp_path, name):
    """Names that look like partitions, quotes and blanks do not matter."""
    from newslake.edge.lake.connect import create

    root = tmp_path / name / "lake"
    create(root)
    lake = Lake(root)
    lake.spool("article", article(1))
    lake.load()
    publish(root, now=NOON)

    assert tree(lake)[1]["rows"] == 1


def test_a_lake_may_not_lie_below_a_pattern(tmp_path):
    """DuckLake's sweep would take the name for a pattern, and the files of the folder beside it for orphans."""
    from newslake.edge.lake.connect import create

    with pytest.raises(LakeError, match="choose another folder"):
        create(tmp_path / "news[1]")
