"""Receiving by a cursor over HTTP: no item lost between pages, resumed where it stood, whatever the server does."""

import pytest
import yaml

from newslake.edge.lake.read import cursor_of
from newslake.errors import SettingsError
from newslake.serve import rows
from newslake.settings import load_settings
from newslake.stages.load import load
from newslake.stages.receive import receive
from newslake.stages.run import clock, start_run
from newsroom import World, serve
from newsroom.wires import DEMO_KEY, KEY_VARIABLE, wire_sources

AGENCY = "coral-news-service"


@pytest.fixture(scope="module")
def world():
    """Five days of the agency."""
    return World.build(articles=0)


@pytest.fixture(autouse=True)
def key(monkeypatch):
    """The key, where the catalogue says it is."""
    monkeypatch.setenv(KEY_VARIABLE, DEMO_KEY)


class Reader:
    """A catalogue with the agency's cursor, a lake, and passes over them."""

    def __init__(self, newsroom, folder):
        self.newsroom = newsroom
        self.lake = folder / "lake"
        sources = [one for one in wire_sources(newsroom.port, folder) if one["id"] == AGENCY]
        sources[0]["wires"][0]["url"] += "?page_size=4"
        (folder / "catalogue.yaml").write_text(yaml.safe_dump({"sources": sources}), encoding="utf-8")
        options = {
            "lake": self.lake,
            "sources": str(folder / "catalogue.yaml"),
            "fetch_allow": ("127.0.1.0/24",),
            "workers": 1,
        }
        self.settings = load_settings(options, environ={}, folder=folder)

    def receive(self, *, loaded=True):
        """One pass; its counts."""
        now = clock()
        run = start_run(f"receive-{now:%Y%m%dT%H%M%S%f}", now=now, settings=self.settings)
        report = receive(run)
        if loaded:
            load(run)
        return {count.outcome: count.items for count in report.counts}

    def ask(self, query):
        return rows(self.lake, query)

    def versions(self):
        """What the lake has, as the truth tells it."""
        found = self.ask("SELECT uri, wire_version, headline, article_body FROM news.article_version")
        return sorted(tuple(row.values()) for row in found)


@pytest.fixture
def reader(world, tmp_path):
    """Starts the newsroom on a day and with faults; gives a reader of it."""
    running = []

    def start(**options):
        newsroom = serve(world, **options)
        running.append(newsroom)
        newsroom.__enter__()
        return Reader(newsroom, tmp_path)

    yield start
    for newsroom in running:
        newsroom.__exit__(None, None, None)


def truth(world, day=5):
    """Every version of a text, whole."""
    return sorted(
        (row["uri"], row["version"], row["headline"], "\n\n".join(row["paragraphs"]))
        for row in world.wire_truth(day)
        if row["agency_id"] == AGENCY and row["item_class"] == "text"
    )


def test_every_version_comes_with_the_text_that_its_item_names(reader, world):
    """Through all pages; the pictures are counted and left out."""
    desk = reader()

    counts = desk.receive()

    assert desk.versions() == truth(world)
    pictures = [row for row in world.wire_truth() if row["agency_id"] == AGENCY and row["item_class"] != "text"]
    assert counts["not-text"] == len(pictures)
    states = {row["state"]: row for row in world.wire_states(clock()) if row["agency_id"] == AGENCY}
    shown = desk.ask("SELECT headline FROM articles")
    assert sorted(row["headline"] for row in shown) == sorted(
        row["headline"] for row in world.wire_states(clock()) if row["agency_id"] == AGENCY and row["state"] == "shown"
    )
    assert states["killed"]["headline"] not in {row["headline"] for row in shown}


def test_the_cursor_goes_on_where_it_stood(reader, world):
    """A day's items, then the next days': nothing is asked for again."""
    desk = reader(day=2)

    desk.receive()
    second_day = desk.versions()
    asked = desk.newsroom.requests.total()
    idle = desk.receive()
    idle_requests = desk.newsroom.requests.total() - asked
    desk.newsroom.set_day(5)
    desk.receive()

    assert second_day == truth(world, 2)
    assert (idle, idle_requests) == ({}, 1)
    assert desk.versions() == truth(world)


def test_a_pass_that_was_not_loaded_loses_nothing(reader, world):
    """The cursor is where the lake says, and there it has not moved: the pages come again, the items once."""
    desk = reader()

    desk.receive(loaded=False)
    desk.receive()

    assert desk.versions() == truth(world)
    assert desk.ask("SELECT count(*) AS n FROM articles")[0]["n"] == len(desk.ask("SELECT DISTINCT uri FROM articles"))


@pytest.mark.parametrize("fault", ["page-503", "rendition-503"])
def test_a_server_that_stumbles_is_asked_again_from_there(reader, world, fault):
    """The cursor stays until the page is whole, texts and all."""
    desk = reader(faults={fault})

    first = desk.receive()
    before = desk.versions()
    desk.receive()

    assert first["http-5xx"] == 1
    assert before != truth(world)
    assert desk.versions() == truth(world)
    assert desk.ask("SELECT failed, last_reason FROM wire_health") == [{"failed": 1, "last_reason": None}]


@pytest.mark.parametrize("fault", [(), {"expired-400"}])
def test_a_cursor_that_the_server_forgot_begins_anew_and_says_so(reader, world, fault):
    """400 or 410: what came in between may be missing, and that stands in raw.delivery."""
    desk = reader(day=2, faults=fault)
    desk.receive()
    desk.newsroom.expire_cursors()
    desk.newsroom.set_day(5)

    counts = desk.receive()

    assert desk.versions() == truth(world)
    assert counts["gone" if not fault else "http-4xx"] == 1
    assert "may be missing" in desk.ask("SELECT detail FROM raw.delivery WHERE reason IS NOT NULL")[0]["detail"]


def test_a_key_that_is_missing_is_told_before_anything_is_asked(reader, monkeypatch):
    """By the variable's name."""
    desk = reader()
    monkeypatch.delenv(KEY_VARIABLE)

    with pytest.raises(SettingsError, match=KEY_VARIABLE):
        desk.receive()

    assert desk.newsroom.requests.total() == 0


def test_a_key_that_is_wrong_is_a_counted_failure(reader, monkeypatch):
    """401, with the status beside it."""
    desk = reader()
    monkeypatch.setenv(KEY_VARIABLE, "of another house")

    counts = desk.receive()

    assert counts == {"http-4xx": 1}
    (row,) = desk.ask("SELECT last_reason, last_detail FROM wire_health")
    assert row == {"last_reason": "http-4xx", "last_detail": "status 401"}


def test_a_text_that_never_comes_is_given_up(reader, world, monkeypatch):
    """Once it was waited for long enough; its item is a rejection, and the cursor goes on."""
    from newslake.edge.crawl import fetch_each
    from newslake.errors import FetchError
    from newslake.model import Reason
    from newslake.stages import cursors

    desk = reader()
    desk.settings = desk.settings.model_copy(update={"wire_backstop_s": 0})
    missing = []

    def without_one_text(policy, requests):
        for item, answer in fetch_each(policy, requests):
            if "/feed" not in item and not missing:
                missing.append(item)
            late = FetchError(item, Reason.HTTP_SERVER, "status 503", retryable=True, status=503)
            yield item, late if item in missing else answer

    with monkeypatch.context() as patch:
        patch.setattr(cursors, "fetch_each", without_one_text)
        first = desk.receive()
        before = cursor_of(desk.lake, wire_id := desk.ask("SELECT wire_id FROM wire_health")[0]["wire_id"])
        counts = desk.receive()

    assert (first["http-5xx"], "delivery" in first) == (1, False)
    assert first["article"] > 0  # the others of its page did not wait for it
    assert before.waiting_since is not None
    assert counts["http-5xx"] == 1
    assert len(truth(world)) - len(desk.versions()) == 1
    assert [row["reason"] for row in desk.ask("SELECT reason FROM news.rejection WHERE reason <> 'not-text'")] == [
        "http-5xx"
    ]
    assert cursor_of(desk.lake, wire_id).waiting_since is None
