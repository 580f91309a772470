"""Feeds of every format parse, and hold what truth says and nothing else."""

import io
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from lxml import etree

from newsroom.outlets import OUTLETS

from .conftest import ask

FEEDS = [pytest.param(outlet, feed, id=f"{outlet.id}-{feed.kind}") for outlet in OUTLETS for feed in outlet.feeds]
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def read_feed(kind: str, body: bytes) -> list[tuple[str, str]]:
    """(headline, link) of each entry, as printed."""
    if kind == "jsonfeed":
        return [(item["title"], item["url"]) for item in json.loads(body)["items"]]
    if kind == "sitemap":
        return [
            (url.findtext("n:news/n:title", namespaces=SITEMAP), url.findtext("s:loc", namespaces=SITEMAP))
            for url in etree.fromstring(body).iterfind("s:url", SITEMAP)
        ]
    parsed = feedparser.parse(io.BytesIO(body), resolve_relative_uris=False)
    return [(entry.title, entry.link) for entry in parsed.entries]


def canonical(link: str, base: str) -> str:
    """The canonical path behind a link of any manner; a redirect is followed."""
    url = urljoin(base, link)
    path = urlsplit(url).path
    if path.startswith("/r/"):
        return urlsplit(ask(url).headers["location"]).path
    query = urlsplit(url).query
    return f"{path}?{query}" if query and "utm_" not in query else path


@pytest.mark.parametrize(("outlet", "feed"), FEEDS)
def test_entries_match_truth(newsroom, world, outlet, feed):
    """Each article once, under its latest headline, newest first, with a link that leads to it."""
    base = f"http://{outlet.address}:{newsroom.port}/"
    rows = [row for row in world.truth(5) if row["outlet_id"] == outlet.id and row["is_latest"]]
    rows.sort(key=lambda row: row["published"], reverse=True)

    entries = read_feed(feed.kind, ask(urljoin(base, feed.path)).body)

    assert [(headline, canonical(link, base)) for headline, link in entries] == [
        (row["headline"], row["url_path"]) for row in rows
    ]


@pytest.mark.parametrize(("outlet", "feed"), FEEDS)
def test_feed_is_well_formed(newsroom, outlet, feed):
    """A strict parser takes it too, in the encoding it declares."""
    body = ask(f"http://{outlet.address}:{newsroom.port}{feed.path}").body

    if feed.kind == "jsonfeed":
        assert json.loads(body)["version"].endswith("/1.1")
    else:
        assert etree.fromstring(body).tag


def test_dates_are_the_true_instants(newsroom, world):
    """RFC 822 with an offset, with GMT and ISO with an offset all mean what truth says."""
    for outlet_id, read in (
        ("orbis", lambda entry: parsedate_to_datetime(entry.published)),
        ("harbour-post", lambda entry: parsedate_to_datetime(entry.published)),
        ("gazette-du-coteau", lambda entry: datetime.fromisoformat(entry.published)),
        ("severny-bereg", lambda entry: datetime.fromisoformat(entry.updated)),
    ):
        outlet = next(outlet for outlet in world.outlets if outlet.id == outlet_id)
        body = ask(f"http://{outlet.address}:{newsroom.port}{outlet.feeds[0].path}").body
        entries = feedparser.parse(io.BytesIO(body)).entries
        truth = sorted({row["published"] for row in world.truth(5) if row["outlet_id"] == outlet_id}, reverse=True)

        assert [read(entry).astimezone(UTC).isoformat() for entry in entries] == truth


def test_manners_of_dates(newsroom):
    """A named zone, no zone, no date at all: each outlet keeps its habit."""
    port = newsroom.port

    assert b" CST</pubDate>" in ask(f"http://127.0.1.3:{port}/feeds/top.rss").body
    bare = feedparser.parse(io.BytesIO(ask(f"http://127.0.1.9:{port}/arc/rss.xml").body)).entries[0].published
    assert bare[-8:].count(":") == 2
    assert b"Date>" not in ask(f"http://127.0.1.5:{port}/rss.xml").body


def test_oddities(newsroom):
    """One guid for two items, opaque guids, relative links, tracking, CDATA, whole texts: one outlet each at least."""
    port = newsroom.port
    shared = feedparser.parse(io.BytesIO(ask(f"http://127.0.1.9:{port}/arc/rss.xml").body)).entries

    assert len({entry.id for entry in shared}) == len(shared) - 1
    assert b'isPermaLink="false"' in ask(f"http://127.0.1.1:{port}/feed/").body
    assert b"<content:encoded><![CDATA[<p>" in ask(f"http://127.0.1.1:{port}/feed/").body
    assert b"<link>/" in ask(f"http://127.0.1.12:{port}/rss.php").body
    assert b"utm_source=feed" in ask(f"http://127.0.1.7:{port}/flux/une.atom").body
    assert b"<description><![CDATA[<img" in ask(f"http://127.0.1.11:{port}/rss/news.xml").body
    assert b'<content type="xhtml">' in ask(f"http://127.0.1.6:{port}/atom.xml").body
