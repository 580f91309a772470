"""A crawl that is stopped keeps its work, and the next one fetches only the rest."""

import os
import random
import signal
from pathlib import Path
from threading import Event

import pytest
import yaml

from newslake.edge.batches import read_batch
from newslake.edge.spool import cuts
from newslake.model import Page
from newslake.settings import load_settings
from newslake.stages.collect import collect
from newslake.stages.cuts import CUT_ITEMS
from newslake.stages.extract import extract
from newslake.stages.fetch import fetch
from newslake.stages.load import load
from newslake.stages.plan import plan
from newslake.stages.run import clock, start_run
from tests.command import Command
from tests.static_site import StaticWeb

HOST = "127.0.3.1"
PAGES = 400
WORDS = "The ferry from Port Ellery came back after a week in the dock and was met by a brass band on the quay"


class Watched(dict):
    """Answers by path; notes what is asked for, and calls back at the page of that number."""

    def __init__(self, answers, at=None, then=None):
        super().__init__(answers)
        self.asked, self._at, self._then = [], at, then

    def get(self, path, default=None):
        if path.startswith("/page/"):
            self.asked.append(path)
            if len(self.asked) == self._at:
                self._then()
        return super().get(path, default)


def page(number):
    """A page with a text of its own."""
    text = "".join(f"<p>{WORDS} on day {number} of season {part}.</p>" for part in range(4))
    return f"<html><head><title>Ferry {number}</title></head><body><article><h1>Ferry {number}</h1>{text}</article>"


@pytest.fixture
def site(tmp_path):
    """400 pages in one feed, and a command on them."""
    with StaticWeb([HOST]) as web:
        items = "".join(
            f"<item><title>Ferry {n}</title><link>{web.url(HOST, f'/page/{n}')}</link><guid>{n}</guid></item>"
            for n in range(PAGES)
        )
        feed = f'<rss version="2.0"><channel><title>Ferries</title>{items}</channel></rss>'
        answers = {f"/page/{n}": (page(n).encode(), "text/html") for n in range(PAGES)}
        answers["/feed"] = (feed.encode(), "application/rss+xml")
        source = {"id": "ferries", "name": "Ferry News", "feeds": [{"url": web.url(HOST, "/feed")}]}
        catalogue = tmp_path / "catalogue.yaml"
        catalogue.write_text(yaml.safe_dump({"sources": [source]}), encoding="utf-8")
        yield web, answers, Command(tmp_path / "lake", catalogue)


def stop(site, at, number):
    """Crawl, send the signal when the page of that number is asked for; gives exit code, stderr, pages asked for."""
    web, answers, command = site
    process = command.start("crawl")
    watched = Watched(answers, at, lambda: os.kill(process.pid, number))
    web.answers = {HOST: watched}
    _, err = process.communicate(timeout=240)
    return process.returncode, err, watched.asked


def go_on(site):
    """Crawl again in peace; gives the pages asked for."""
    web, answers, command = site
    watched = Watched(answers)
    web.answers = {HOST: watched}
    command.crawl("--force")
    return watched.asked


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_what_was_fetched(site, number):
    """All but what was in hand is in the lake, it is said, and the next crawl asks only for the rest."""
    at = random.Random(number).randrange(20, PAGES - 100)

    code, err, asked = stop(site, at, number)

    (kept,) = site[2].sql("SELECT count(*) AS n FROM articles")
    assert code == 128 + number
    assert f"{kept['n']} articles added, all of it kept; go on with: newslake crawl" in err
    assert f"--lake {site[2].environ['NEWSLAKE_LAKE']}" in err
    assert at - CUT_ITEMS < kept["n"] <= len(asked) < PAGES
    rest = go_on(site)
    assert len(rest) == PAGES - kept["n"]
    assert site[2].sql("SELECT count(*) AS n FROM articles") == [{"n": PAGES}]


@pytest.mark.slow
def test_a_task_tried_again_does_the_rest(site):
    """Two tries of one run: the second leaves the first one's cuts alone, asks for no page of theirs, and goes on."""
    web, answers, command = site
    settings = load_settings(
        {
            "lake": Path(command.environ["NEWSLAKE_LAKE"]),
            "sources": command.environ["NEWSLAKE_SOURCES"],
            "fetch_allow": ("127.0.0.0/8",),
            "host_delay_s": 0.0,
        }
    )
    now = clock()
    first, again = (start_run("one-task", now=now, settings=settings, stop=Event()) for _ in range(2))
    web.answers = {HOST: Watched(answers, CUT_ITEMS + 50, first.stop.set)}
    plan(first)
    collect(first)
    fetch(first)
    kept = {path: path.read_bytes() for path in cuts(first.folder.spool, first.name, "page", "all")}
    done = {page.requested_url for path in kept for page in read_batch(path, Page)}

    watched = Watched(answers)
    web.answers = {HOST: watched}
    visited = collect(again)
    fetch(again)

    assert CUT_ITEMS < len(done) < PAGES
    assert {count.outcome for count in visited.counts} == set()
    assert {web.url(HOST, path) for path in watched.asked}.isdisjoint(done)
    assert len(watched.asked) == PAGES - len(done)
    assert {path: path.read_bytes() for path in kept} == kept
    extract(again)
    load(again)
    assert command.sql("SELECT count(*) AS n FROM articles") == [{"n": PAGES}]
    assert command.sql("SELECT count(*) AS n FROM raw.visit") == [{"n": 1}]


@pytest.mark.slow
def test_a_kill_costs_one_cut(site):
    """SIGKILL after the first cut: its pages are not asked for again."""
    code, _, asked = stop(site, PAGES - 50, signal.SIGKILL)

    rest = go_on(site)

    assert code == -signal.SIGKILL
    assert PAGES - len(rest) >= CUT_ITEMS
    assert set(asked[:CUT_ITEMS]).isdisjoint(rest)
    assert site[2].sql("SELECT count(*) AS n FROM articles") == [{"n": PAGES}]
