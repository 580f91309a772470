"""The lake takes every row once, whatever is run again or dies, and shows the latest revision."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest

from newslake.edge.batches import schema_of
from newslake.edge.lake.connect import connect, create, extension_path, lock
from newslake.edge.lake.maintain import maintain
from newslake.edge.lake.read import MAX_ATTEMPTS, known_entries, latest_visits, pending_entries
from newslake.edge.spool import STEPS, complete_batches, extracted_from
from newslake.errors import LakeError
from newslake.model import Count, StageReport
from tests.edge.conftest import TYPES, Lake
from tests.samples import NOON, make_article, make_delivery, make_entry, make_page, make_rejection, make_visit


def ask(lake, sql):
    with connect(lake.root) as connection:
        return connection.execute(sql).fetchall()


REPORT = StageReport(
    run="run1",
    stage="collect",
    shard=None,
    started_at=NOON,
    finished_at=NOON,
    cpu_seconds=0.5,
    counts=(Count(outcome="entry", items=1),),
)
RECORDS: dict[str, Any] = {
    "visit": make_visit(),
    "entry": make_entry(),
    "page": make_page(),
    "article": make_article(),
    "rejection": make_rejection(),
    "wire": make_article(body_source="wire", article_id="00000000-0000-4000-8000-000000000002", page_id="d1"),
    "delivery": make_delivery(),
    "report": REPORT,
}


def test_every_kind_of_batch_is_loaded(lake):
    """Each step's batch becomes rows of its table, and its file is gone."""
    pages = lake.spool("page", RECORDS["page"])
    for step in ("article", "rejection"):
        lake.spool(step, RECORDS[step], name=extracted_from(pages).stem.removeprefix("article-"))
    for step in ("visit", "entry", "wire", "delivery", "report"):
        lake.spool(step, RECORDS[step])

    counts = lake.load()

    assert {step: counts[step] for step in STEPS} == dict.fromkeys(STEPS, 1)
    assert complete_batches(lake.folder.spool) == []
    assert not (lake.folder.spool / "run1").exists()


def test_a_batch_is_loaded_once(lake):
    """A batch that comes again, as after a kill between commit and removal, is known to the ledger."""
    lake.spool("report", REPORT)
    lake.load()
    lake.spool("report", REPORT)

    counts = lake.load()

    assert not counts
    assert ask(lake, "SELECT count(*) FROM ops.stage_report") == [(1,)]
    assert complete_batches(lake.folder.spool) == []


@pytest.mark.parametrize("step", ["visit", "entry", "article"])
def test_a_row_is_loaded_once(lake, step):
    """A row that another batch has brought is not added again; the rest of the batch is."""
    changed = {"visit": "visit_id", "entry": "entry_id", "article": "content_hash"}[step]
    record = RECORDS[step]
    lake.spool(step, record, run="run1")
    lake.load()
    lake.spool(step, record, replace(record, **{changed: "other"}), run="run2")

    counts = lake.load()

    assert (counts[step], counts[f"again-{step}"]) == (1, 1)


def test_pages_wait_until_they_are_read(lake):
    """A batch of pages is loaded together with what became of them, rejections and articles, not before."""
    pages = lake.spool("page", make_page())
    name = extracted_from(pages).stem.removeprefix("article-")

    before = lake.load()
    lake.spool("rejection", make_rejection(), name=name)
    half = lake.load()
    lake.spool("article", make_article(), name=name)
    after = lake.load()

    assert not before
    assert not half
    assert (after["page"], after["rejection"], after["article"]) == (1, 1, 1)


def test_a_load_that_fails_changes_nothing(lake):
    """A broken batch fails loudly, and nothing of the same load is there."""
    lake.spool("visit", make_visit())
    (lake.folder.spool / "run1" / "entry-all.parquet").write_bytes(b"torn")

    with pytest.raises(duckdb.Error):
        lake.load()

    assert ask(lake, "SELECT count(*) FROM raw.visit") == [(0,)]
    assert len(complete_batches(lake.folder.spool)) == 2


def test_a_changed_text_is_a_new_revision(lake):
    """Revisions are numbered, stay on the ingest day of the first one, and ``articles`` has the latest."""
    lake.spool("article", make_article())
    lake.load()
    later = NOON + timedelta(days=2)
    lake.spool(
        "article", make_article(content_hash="h2", headline="Ferry sinks", first_seen_at=later, fetched_at=later)
    )

    lake.load(now=later)

    history = ask(
        lake,
        "SELECT revision, headline, is_latest, ingest_date::VARCHAR, first_seen_at FROM article_history ORDER BY 1",
    )
    assert history == [
        (1, "Ferry returns", False, "2026-03-02", NOON),
        (2, "Ferry sinks", True, "2026-03-02", NOON),
    ]
    assert ask(lake, "SELECT headline FROM articles") == [("Ferry sinks",)]


def test_a_text_that_comes_back_is_a_revision_again(lake):
    """A, B, then A once more: three revisions; the same A brought by another batch is none."""
    hours = [NOON + timedelta(hours=number) for number in range(4)]
    for number, text in enumerate(["A", "B", "A", "A"]):
        lake.spool("article", make_article(content_hash=text, fetched_at=hours[number]), name=str(number))
        lake.load(now=hours[number])

    assert ask(lake, "SELECT revision, content_hash FROM article_history ORDER BY 1") == [(1, "A"), (2, "B"), (3, "A")]


def test_revisions_in_one_batch_are_numbered_by_time(lake):
    """The one fetched first is the first; a text that comes back is one more."""
    lake.spool(
        "article",
        make_article(content_hash="h2", fetched_at=NOON + timedelta(hours=1)),
        make_article(content_hash="h1"),
        make_article(content_hash="h1", fetched_at=NOON + timedelta(hours=2)),
    )

    lake.load()

    assert ask(lake, "SELECT revision, content_hash FROM article_history ORDER BY 1") == [
        (1, "h1"),
        (2, "h2"),
        (3, "h1"),
    ]


def test_articles_leaves_out_what_must_not_be_shown(lake):
    """Withheld, canceled, embargoed and expired articles stay in the lake, canceled and expired ones in the history."""
    ids = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(4)]
    lake.spool(
        "article",
        make_article(article_id=ids[0]),
        make_article(article_id=ids[1], pub_status="canceled"),
        make_article(article_id=ids[2], embargoed_until=NOON.replace(year=2999)),
        make_article(article_id=ids[3], expires=NOON),
    )

    lake.load()

    assert ask(lake, "SELECT CAST(article_id AS VARCHAR) FROM articles") == [(ids[0],)]
    assert ask(lake, "SELECT count(*) FROM article_history") == [(3,)]
    assert ask(lake, "SELECT count(*) FROM news.article_version") == [(4,)]


def test_tables_have_the_columns_of_the_records():
    """Record, table and documentation cannot drift: names and order are the same, load's own columns come last."""
    from newslake.edge.lake.connect import read_sql

    added = {
        "visit": ["batch_id", "ingest_date"],
        "entry": ["batch_id", "ingest_date"],
        "rejection": ["batch_id", "ingest_date"],
        "report": ["batch_id"],
        "article": ["loaded_at", "batch_id", "ingest_date", "schema_version"],
    }
    tables = {
        "visit": "raw.visit",
        "entry": "raw.entry",
        "rejection": "news.rejection",
        "report": "ops.stage_report",
        "article": "news.article_version",
    }
    sql = read_sql("tables.sql")
    for step, extra in added.items():
        body = sql.split(f"lake.{tables[step]} (")[1].split("\n);")[0]
        columns = [
            line.split()[0].strip('"') for line in body.splitlines() if line.startswith("    ") and line[4] not in " "
        ]
        assert sorted(columns) == sorted([*(f.name for f in fields(TYPES[step])), *extra]), step


def test_a_row_reads_back_as_its_record(lake):
    """The last visit of each feed comes back as the record that went in."""
    first, last = make_visit(), make_visit(visit_id="v2", visited_at=NOON + timedelta(hours=1))
    other = make_visit(visit_id="v3", feed_id="other/1")
    lake.spool("visit", first, last, other)

    lake.load()

    assert latest_visits(lake.root) == {last.feed_id: last, other.feed_id: other}
    assert [field.name for field in schema_of(TYPES["visit"])] == [field.name for field in fields(last)]


def test_known_entries_are_those_of_the_feeds_asked_for(lake):
    """Entries of other feeds do not count."""
    lake.spool("entry", make_entry(), make_entry(entry_id="e2", feed_id="other/1"))
    lake.load()

    assert known_entries(lake.root, ["other/1"]) == {"e2"}
    assert known_entries(lake.root, []) == set()


FAILED = {"raw_pointer": None, "final_url": None, "retryable": True}


@pytest.mark.parametrize(
    ("pages", "attempts"),
    [
        ([], 0),
        ([make_page(page_id="1", **FAILED)], 1),
        ([make_page(page_id=str(n), **FAILED) for n in range(MAX_ATTEMPTS)], None),
        ([make_page(page_id="1", **(FAILED | {"retryable": False}))], None),
        ([make_page()], None),
        ([make_page(fetched_at=NOON - timedelta(hours=1))], 0),
    ],
    ids=[
        "never fetched",
        "failed with hope",
        "failed too often",
        "failed for good",
        "fetched",
        "fetched before it changed",
    ],
)
def test_entries_are_pending_until_their_page_is_there(lake, pages, attempts):
    """An entry is fetched again while there is hope, and once more when its feed shows a new version."""
    lake.spool("entry", make_entry())
    if pages:
        batch = lake.spool("page", *pages)
        lake.spool("article", name=extracted_from(batch).stem.removeprefix("article-"))
    lake.load()

    pending = pending_entries(lake.root, now=NOON + timedelta(hours=2))

    assert pending == ([] if attempts is None else [(make_entry(), attempts)])


def test_an_old_entry_is_given_up(lake):
    """After a month nobody asks for the page any more."""
    lake.spool("entry", make_entry())
    lake.load()

    assert pending_entries(lake.root, now=NOON + timedelta(days=60)) == []


def test_the_lake_can_be_made_twice(lake):
    """Making a lake where there is one changes nothing."""
    lake.spool("visit", make_visit())
    lake.load()
    create(lake.root)

    assert ask(lake, "SELECT count(*) FROM raw.visit") == [(1,)]


def test_a_lake_can_be_moved(lake, tmp_path):
    """The folder is all there is: moved elsewhere, it is read and written on."""
    lake.spool("visit", make_visit())
    lake.load()

    moved = Lake(lake.root.rename(tmp_path / "elsewhere"))
    moved.spool("visit", make_visit(visit_id="v2"))
    moved.load()

    assert ask(moved, "SELECT count(*) FROM raw.visit") == [(2,)]


def test_no_lake_is_said_in_one_line(tmp_path):
    """Reading where there is none names the folder and the command that makes one."""
    with pytest.raises(LakeError, match=r"no lake in .*newslake crawl"), connect(tmp_path):
        pass


def test_rows_are_zstd_parquet_by_ingest_day(lake):
    """One file a day, zstd, partitioned by ingest_date; nothing inlined into the catalogue."""
    lake.spool("article", make_article())
    lake.load()

    (file,) = lake.folder.data.rglob("news/article_version/ingest_date=2026-03-02/*.parquet")
    assert ask(lake, f"SELECT DISTINCT compression FROM parquet_metadata('{file}')") == [("ZSTD",)]


def test_the_plain_duckdb_package_reads_while_a_load_is_under_way(tmp_path):
    """The documented ATTACH: extensions from their packages, read-only, beside an open transaction."""
    create(tmp_path / "lake")
    lake = Lake(tmp_path / "lake")
    lake.spool("article", make_article())
    lake.load()

    with connect(lake.root, read_only=False) as writer:
        writer.execute("BEGIN")
        writer.execute("INSERT INTO ops.load_ledger VALUES ('x', 'r', 's', 1, now())")
        reader = duckdb.connect()
        for name in ("ducklake", "sqlite_scanner"):
            reader.execute(f"LOAD '{extension_path(name)}'")
        reader.execute(f"ATTACH 'ducklake:sqlite:{lake.folder.catalog}' AS anything (READ_ONLY)")
        found = reader.execute("SELECT headline FROM anything.articles").fetchall()
        writer.execute("COMMIT")

    assert found == [("Ferry returns",)]


def test_copies_share_paragraphs(lake):
    """``copies_of`` finds articles that share half of their long paragraphs, and not others."""
    ids = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(3)]
    one, two, three = (f"{word} " * 20 for word in ("harbour", "ferry", "council"))
    lake.spool(
        "article",
        make_article(article_id=ids[0], article_body=f"{one}\n\n{two}"),
        make_article(article_id=ids[1], article_body=f"{one}\n\n{three}"),
        make_article(article_id=ids[2], article_body=three),
    )
    lake.load()

    found = ask(lake, f"SELECT CAST(article_id AS VARCHAR), shared_paragraphs FROM copies_of('{ids[0]}') ORDER BY 1")
    assert found == [(ids[0], 1.0), (ids[1], 0.5)]


def test_maintaining_keeps_every_row(lake):
    """Small files are merged; what is asked for gives the same answer."""
    for number in range(3):
        lake.spool("article", make_article(content_hash=f"h{number}", fetched_at=NOON + timedelta(hours=number)))
        lake.load()
    before = ask(lake, "SELECT * FROM article_history ORDER BY revision")

    maintain(lake.root, now=NOON.replace(year=2026, month=12))

    assert ask(lake, "SELECT * FROM article_history ORDER BY revision") == before


def test_a_lake_of_version_0_1_learns_the_format_of_feeds(lake):
    """A lake whose entries have no such column gets it with the next crawl, and loads."""
    with lock(lake.root), connect(lake.root, read_only=False) as connection:
        connection.execute("ALTER TABLE lake.raw.entry DROP COLUMN feed_format")

    create(lake.root)
    lake.spool("entry", make_entry(feed_format="rss20"))
    lake.load()

    assert ask(lake, "SELECT feed_format FROM raw.entry") == [("rss20",)]
