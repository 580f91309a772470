"""The stages by shard, as Airflow runs them: run again they change nothing, and what fails with hope is tried again."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from newslake.edge.lake.read import MAX_ATTEMPTS
from newslake.model import Reason, Source
from newslake.serve import rows
from newslake.settings import load_settings
from newslake.stages.collect import collect
from newslake.stages.extract import extract
from newslake.stages.fetch import fetch
from newslake.stages.load import load
from newslake.stages.plan import left_over, plan
from newslake.stages.publish import publish
from newslake.stages.run import clock, start_run
from tests.static_site import StaticWeb

HOSTS = ["127.7.0.1", "127.7.0.2"]
STORY = "<html lang='en'><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"
PARAGRAPHS = "".join(
    f"<p>Sentence {n} of a story about a ferry that came back to its harbour after a year.</p>" for n in range(6)
)


def counts(report):
    return {count.outcome: count.items for count in report.counts}


class Crawls:
    """Two outlets with a feed and two stories each, and runs over them, an hour apart."""

    def __init__(self, folder: Path) -> None:
        self.web = StaticWeb(HOSTS)
        self.web.answers = {host: self.site(host, ["one", "two"]) for host in HOSTS}
        sources = [
            {
                "id": f"outlet-{n}",
                "name": f"Outlet {n}",
                "homepage": self.web.url(host, "/"),
                "feeds": [{"url": self.web.url(host, "/feed")}],
            }
            for n, host in enumerate(HOSTS)
        ]
        catalogue = folder / "catalogue.yaml"
        catalogue.write_text(yaml.safe_dump({"sources": sources}))
        self.lake = folder / "lake"
        options = {
            "lake": self.lake,
            "sources": str(catalogue),
            "fetch_allow": ("127.7.0.0/24",),
            "host_delay_s": 0,
            "workers": 1,
        }
        self.settings = load_settings(options, environ={}, folder=folder)
        self.begun = clock()

    def site(self, host, stories):
        items = "".join(
            f"<item><title>{name}</title><link>{self.web.url(host, '/' + name)}</link></item>" for name in stories
        )
        pages = {f"/{name}": (STORY.format(name, PARAGRAPHS).encode(), "text/html") for name in stories}
        return {"/feed": (f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "application/xml"), **pages}

    def run(self, name="run", hours=0):
        return start_run(name, now=self.begun + timedelta(hours=hours), settings=self.settings)

    def whole(self, name, hours=0):
        """All stages, shard by shard; counts by stage of the last shard."""
        run = self.run(name, hours)
        reports = {}
        for shard in plan(run):
            reports["collect"], reports["fetch"] = collect(run, shard), fetch(run, shard)
        for stage in (extract, load, publish):
            reports[stage.__name__] = stage(run)
        return {name: counts(report) for name, report in reports.items()}

    def ask(self, query):
        return rows(self.lake, query)


@pytest.fixture
def crawls(tmp_path):
    """The two outlets, served."""
    found = Crawls(tmp_path)
    with found.web:
        yield found


def test_shards_together_are_the_whole(crawls):
    """Each feed is in one shard, and the shards' batches are loaded together."""
    crawls.whole("first")

    assert crawls.ask("SELECT count(*) AS n FROM articles")[0]["n"] == 4
    assert len({row["shard"] for row in crawls.ask("SELECT shard FROM ops.stage_report WHERE stage = 'collect'")}) == 2


def test_every_task_may_run_twice(crawls):
    """Each stage run twice before the next one, as retries do, leaves what once would have left."""
    run = crawls.run()
    for shard in plan(run):
        for stage in (collect, collect, fetch, fetch):
            stage(run, shard)
    for whole in (extract, extract, load, load, publish, publish):
        whole(run)

    assert crawls.ask("SELECT count(*) AS n, count(DISTINCT article_id) AS d FROM article_history") == [
        {"n": 4, "d": 4}
    ]
    assert crawls.ask("SELECT count(*) AS n FROM raw.page") == [{"n": 4}]


def test_a_task_that_is_cleared_after_the_load_changes_nothing(crawls):
    """All tasks of a finished run once more: no visit, no page, no article is added."""
    before_tables = ("raw.visit", "raw.entry", "raw.page", "news.article_version", "news.rejection")
    crawls.whole("run")
    before = {table: crawls.ask(f"SELECT count(*) AS n FROM {table}") for table in before_tables}

    run = crawls.run("run")
    for shard in range(16):
        collect(run, shard)
        fetch(run, shard)
    for stage in (extract, load, publish):
        stage(run)

    assert {table: crawls.ask(f"SELECT count(*) AS n FROM {table}") for table in before_tables} == before


def test_a_page_that_fails_with_hope_is_tried_again_and_then_given_up(crawls):
    """A server that cannot be reached: tried in this crawl and the next ones, rejected after the last."""
    host = HOSTS[0]
    dead = "http://127.7.0.9:9/story"
    feed = f"<rss version='2.0'><channel><item><title>x</title><link>{dead}</link></item></channel></rss>"
    crawls.web.answers = {**crawls.web.answers, host: {"/feed": (feed.encode(), "application/xml")}}

    for number in range(MAX_ATTEMPTS + 1):
        crawls.whole(f"run{number}", hours=2 * number)

    attempts = crawls.ask(f"SELECT attempt, retryable FROM raw.page WHERE url = '{dead}' ORDER BY attempt")
    assert attempts == [{"attempt": n, "retryable": n < MAX_ATTEMPTS} for n in range(1, MAX_ATTEMPTS + 1)]
    assert crawls.ask(f"SELECT stage, reason FROM news.rejection WHERE url = '{dead}'") == [
        {"stage": "fetch", "reason": Reason.NO_ANSWER.value}
    ]


def test_what_a_dead_run_left_is_loaded_by_the_next(crawls):
    """A run that died after fetching: the next one reads and loads its pages, and asks for none of them again."""
    run = crawls.run("dead")
    for shard in plan(run):
        collect(run, shard)
        fetch(run, shard)
    assert left_over(run)

    later = crawls.run("next")
    extract(later)
    load(later)

    assert crawls.ask("SELECT count(*) AS n FROM articles") == [{"n": 4}]
    assert plan(crawls.run("third")) == []


def test_a_lost_archive_costs_its_pages_and_nothing_else(crawls):
    """Bytes that are gone are a counted rejection; the rest of the batch is read."""
    run = crawls.run()
    first, second = plan(run)
    for shard in (first, second):
        collect(run, shard)
        fetch(run, shard)
    for archive in crawls.lake.glob(f"raw/*/*-pages-{first:02d}-*.warc.gz"):
        archive.write_bytes(b"gone")

    report = extract(run)
    load(run)

    assert counts(report) == {"article": 2, Reason.ARCHIVE_DAMAGED.value: 2}
    assert crawls.ask("SELECT reason, count(*) AS n FROM news.rejection GROUP BY 1") == [
        {"reason": "archive-damaged", "n": 2}
    ]


def test_a_feed_that_is_no_feed_is_data(crawls):
    """HTML where a feed should be, and an address that is not there: a visit each with its reason."""
    page = (b"<!doctype html><title>Sorry</title>", "text/html")
    crawls.web.answers = {HOSTS[0]: {"/feed": page}, HOSTS[1]: {}}

    crawls.whole("run")
    crawls.whole("later", hours=5)

    visits = crawls.ask("SELECT source_id, reason, failures_in_row FROM raw.visit ORDER BY ALL")
    assert visits == [
        {"source_id": "outlet-0", "reason": "not-a-feed", "failures_in_row": 1},
        {"source_id": "outlet-0", "reason": "not-a-feed", "failures_in_row": 2},
        {"source_id": "outlet-1", "reason": "not-found", "failures_in_row": 1},
        {"source_id": "outlet-1", "reason": "not-found", "failures_in_row": 2},
    ]


def test_a_changed_page_is_a_revision_when_its_feed_says_so(crawls):
    """A new title in the feed: the page is fetched again, and what changed in it is the second revision."""
    crawls.whole("first")
    host = HOSTS[0]
    site = crawls.site(host, ["one", "two"])
    feed = site["/feed"][0].replace(b"<title>one</title>", b"<title>one, corrected</title>")
    story = site["/one"][0].replace(b"a year", b"two years")
    crawls.web.answers = {
        **crawls.web.answers,
        host: site | {"/feed": (feed, "application/xml"), "/one": (story, "text/html")},
    }

    second = crawls.whole("second", hours=2)

    assert crawls.ask("SELECT revision, count(*) AS n FROM article_history GROUP BY 1 ORDER BY 1") == [
        {"revision": 1, "n": 4},
        {"revision": 2, "n": 1},
    ]
    assert second["load"]["article"] == 1


def test_a_source_may_want_more_time_than_others(crawls):
    """``host_delay_s`` of a source is for its hosts, with and without www., and for no others."""
    source = Source(source_id="s", name="S", domains=("slow.example",), host_delay_s=7)

    policy = crawls.run().fetch_policy([source, Source(source_id="t", name="T", domains=("quick.example",))])

    assert policy.slower == (("slow.example", 7), ("www.slow.example", 7))
