"""The newsroom's truth against what the lake holds, day by day."""

import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest

from newsroom import serve
from tests.command import Command
from tests.stages.conftest import write_catalogue

READABLE = "article"
REASONS = {"robots": "robots", "not_found": "not-found", "gone": "gone", "too_short": "too-short"}

HISTORY = """
SELECT source_id, url, revision, headline, article_body, date_published, CAST(date_published_local AS VARCHAR) AS day,
       in_language, is_latest
FROM article_history
"""


@pytest.fixture(scope="module")
def first_crawl(world, tmp_path_factory):
    """A lake after one crawl of the newsroom's last day, which stays on the air; not to be changed."""
    folder = tmp_path_factory.mktemp("first")
    with serve(world) as newsroom:
        command = Command(folder / "lake", write_catalogue(newsroom, folder))
        command.crawl()
        yield command


@pytest.fixture
def crawled(first_crawl, tmp_path):
    """A copy of that lake: what each test does to it is its own."""
    lake = Path(first_crawl.environ["NEWSLAKE_LAKE"])
    return Command(shutil.copytree(lake, tmp_path / "lake", symlinks=True), first_crawl.environ["NEWSLAKE_SOURCES"])


def key(source_id, url):
    parts = urlsplit(url)
    return source_id, parts.path + (f"?{parts.query}" if parts.query else "")


def test_everything_that_is_true_is_in_the_lake_and_nothing_else(command, newsroom, world):
    """
    After a crawl on each of five days the lake holds every article, every refusal with its reason, and every revision
    that a feed announces; one that no feed shows is not looked for.
    """
    for day in range(1, 6):
        newsroom.set_day(day)
        command.crawl("--force")
    truth = world.truth(5)
    wanted = {
        (*key(row["outlet_id"], row["url_path"]), row["revision"]): row
        for row in truth
        if row["expect"] == READABLE and row["announced"]
    }
    found = {(*key(row["source_id"], row["url"]), row["revision"]): row for row in command.sql(HISTORY)}

    assert set(found) == set(wanted)
    same = Counter()
    for name, row in found.items():
        true = wanted[name]
        same["headline"] += row["headline"] == true["headline"]
        same["language"] += row["in_language"].split("-")[0] == true["in_language"].split("-")[0]
        same["paragraphs"] += set(true["paragraphs"]) <= set(row["article_body"].split("\n\n"))
        same["day"] += row["day"] == true["published_local_day"]
    assert same == dict.fromkeys(("headline", "language", "paragraphs", "day"), len(wanted))
    refused = Counter(REASONS[row["expect"]] for row in truth if row["expect"] != READABLE)
    rejections = command.sql("SELECT reason, count(DISTINCT url) AS urls FROM news.rejection GROUP BY reason")
    assert {row["reason"]: row["urls"] for row in rejections} == refused


def test_a_second_pass_adds_nothing(crawled):
    """A crawl of what has not changed costs a visit a feed and adds no row but those of the visits."""
    before = crawled.sql("SELECT article_id, revision, content_hash, loaded_at FROM article_history ORDER BY ALL")

    second = crawled.crawl("--force")

    assert "changed" not in second["collect"]
    assert second["fetch"] == second["extract"] == {}
    assert (
        crawled.sql("SELECT article_id, revision, content_hash, loaded_at FROM article_history ORDER BY ALL") == before
    )


def test_feeds_that_are_not_due_are_left_alone(crawled):
    """Without --force a pass right after another one visits nothing."""
    assert crawled.crawl()["collect"] == {}


def test_pandas_reads_the_published_tree(crawled):
    """The open tree has each article once, by ingest day, and its manifest says what is in it."""
    lake = crawled.environ["NEWSLAKE_LAKE"]

    frame = pd.read_parquet(f"{lake}/open/current/articles")
    rows = crawled.sql("SELECT CAST(article_id AS VARCHAR) AS article_id, headline FROM articles")

    assert len(frame) == len(rows) == 160
    assert dict(zip(frame.article_id.map(str), frame.headline, strict=True)) == {
        row["article_id"]: row["headline"] for row in rows
    }
    assert pd.read_json(f"{lake}/open/current/_manifest.json", typ="series")["rows"] == 160


def test_a_story_is_found_with_its_copies(crawled, world):
    """``copies_of`` an agency's story are the articles that copy it word for word."""
    latest = [row for row in world.truth(5) if row["expect"] == READABLE and row["is_latest"]]
    own = next(row for row in latest if row["outlet_id"] == row["agency"] and _copies(latest, row))
    (article,) = crawled.sql(
        f"SELECT article_id FROM articles WHERE source_id = '{own['outlet_id']}' AND url LIKE '%{own['url_path']}'"
    )

    found = crawled.sql(f"FROM copies_of('{article['article_id']}')")

    assert {row["source_id"] for row in found} >= {own["outlet_id"], *_copies(latest, own)}


def _copies(rows, own):
    """Outlets that print most of a story's paragraphs as they are."""
    paragraphs = set(own["paragraphs"])
    return {
        row["outlet_id"]
        for row in rows
        if row["copy_of_story"]
        and row["story_id"] == own["story_id"]
        and len(paragraphs & set(row["paragraphs"])) > 0.6 * len(paragraphs)
    }
