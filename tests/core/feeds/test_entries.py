"""Payloads are recognised by content, tidied once, and an entry keeps its identity while it says the same."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.feeds.entries import (
    MAX_CONTENT_CHARS,
    MAX_SUMMARY_CHARS,
    make_entries,
    parse_feed,
    plain_text,
    sniff_format,
)
from newslake.model import Feed, ParsedFeed, RawEntry

FEED = Feed(feed_id="harbour/1", source_id="harbour", url="https://harbour.example/feed")
NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
ITEM = RawEntry(
    guid="g",
    url="https://harbour.example/ferry",
    title="Ferry late",
    summary="Fog.",
    published_raw="Thu, 20 Nov 2025 09:15:00 GMT",
    updated_raw="2025-11-20T10:00:00Z",
)


def made(*items: RawEntry, feed: Feed = FEED):
    parsed = ParsedFeed(format="rss20", title=None, home_url=None, in_language="en", ttl_minutes=None, entries=items)
    return make_entries(parsed, visit_id="v1", feed=feed, collected_at=NOW)


def entry_id(**changes: Any) -> str:
    return made(replace(ITEM, **changes)).entries[0].entry_id


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<?xml version="1.0"?><!-- <html> --><rss version="2.0">', "xml_feed"),
        (b'<!DOCTYPE rss PUBLIC "x" [<!ENTITY a "<html>">]><rss>', "xml_feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "xml_feed"),
        (b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "xml_feed"),
        (b"<rdf:RDF>", "xml_feed"),
        (b"Notice: x<br/><rss version='2.0'>", "xml_feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "xml_feed"),
        (b"<urlset>", "news_sitemap"),
        (b"<sitemapindex>", "news_sitemap"),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"', "json_feed"),
        (b'\xef\xbb\xbf {"items": []}', "json_feed"),
        (b'{"uri": "urn:newsml:1", "type": "text"}', None),  # a wire item
        (b"<!doctype HTML><p>How to write &lt;rss&gt; <rss version='2.0'>", "html"),
        (b"<HTML>", "html"),
        (b"<newsMessage>", None),
        (b"", None),
        (b"words", None),
    ],
)
def test_the_content_says_what_it_is(data, kind):
    assert sniff_format(data, "text/plain") == kind


def test_the_media_type_settles_only_json():
    assert sniff_format(b'{"title": "x"}', "application/feed+json; charset=utf-8") == "json_feed"
    assert sniff_format(b"<html>", "application/rss+xml") == "html"


# ---------------------------------------------------------------- identity


@pytest.mark.parametrize(
    "changes",
    [
        {"published_raw": "Fri, 21 Nov 2025 09:15:00 GMT"},  # rewritten at each fetch: miniflux #4535, FreshRSS #5490
        {"guid": "another"},  # guid churn
        {"url": "https://harbour.example/ferry?utm_source=rss#top"},
        {"content": "<p>More</p>"},
        {"categories": ("sea",)},
    ],
)
def test_an_unchanged_item_keeps_its_id(changes):
    assert entry_id(**changes) == entry_id()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Ferry not late"},
        {"title": None},
        {"summary": "No fog."},
        {"updated_raw": "2025-11-20T11:00:00Z"},
        {"url": "https://harbour.example/ferry/"},
        {"title": "Ferry lateFog.", "summary": None},
    ],
)
def test_a_changed_item_gets_a_new_id(changes):
    assert entry_id(**changes) != entry_id()


def test_two_feeds_do_not_share_an_entry():
    other = made(ITEM, feed=replace(FEED, feed_id="harbour/2")).entries[0]

    assert other.entry_id != entry_id()
    assert len(other.entry_id) == 32


def test_an_update_date_that_repeats_the_publication_is_no_version():
    """Feeds with pubDate and dc:date rewrite both at each fetch."""
    then = entry_id(published_raw="Thu, 20 Nov 2025 09:15:00 GMT", updated_raw="2025-11-20T10:15:00+01:00")
    now = entry_id(published_raw="Thu, 20 Nov 2025 10:15:00 GMT", updated_raw="2025-11-20T11:15:00+01:00")

    assert then == now


def test_a_build_time_is_no_version():
    """The same update date on every item is the time the feed was built; the raw date is kept all the same."""

    def poll(built: str):
        return made(*(replace(ITEM, url=f"https://harbour.example/{n}", updated_raw=built) for n in range(3))).entries

    first, second = poll("2025-11-20T10:00:00Z"), poll("2025-11-20T11:00:00Z")

    assert [entry.entry_id for entry in first] == [entry.entry_id for entry in second]
    assert second[0].updated_raw == "2025-11-20T11:00:00Z"


def test_duplicates_and_items_without_link_are_counted():
    result = made(
        ITEM, replace(ITEM, guid="h"), replace(ITEM, url=None), replace(ITEM, url="https://harbour.example/2")
    )

    assert [entry.url for entry in result.entries] == ["https://harbour.example/ferry", "https://harbour.example/2"]
    assert (result.without_link, result.duplicates) == (1, 1)
    assert result.entries[0].guid == "g"


def test_an_entry_carries_its_visit_and_the_language_of_the_feed():
    entry = made(ITEM, replace(ITEM, url="https://harbour.example/2", in_language="lo")).entries

    assert [e.in_language for e in entry] == ["en", "lo"]
    assert {(e.visit_id, e.feed_id, e.source_id, e.collected_at) for e in entry} == {
        ("v1", "harbour/1", "harbour", NOW)
    }


# ---------------------------------------------------------------- tidying


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Ferry &amp;amp; bridge", "Ferry &amp; bridge"),  # decoded once
        ("Caf&eacute; &#8211; &#x2014;", "Café – —"),
        ("R&D, AT&T &copy", "R&D, AT&T &copy"),  # no entity without its semicolon
        ("<p>a</p><p>b</p>", "a b"),
        ("un<b>believ</b>able", "unbelievable"),
        ("<a href='x>y' title=\"<b>\">a</a>", 'y\' title="">a'),  # a tag inside a quote is beyond it
        ("<a href=it's>a</a>", "a"),
        ("if a<b and b>c", "if ac"),  # indistinguishable from a tag
        ("List<String> x <3", "List<String> x <3"),
        ("a<!-- b -->c<script>d</script>e<style>f", "a c e"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen\u00a0space\x07", "zero\u200bwidth softhyphen space"),
        ("<img src='pixel.gif'>", None),
        (" \n", None),
        (None, None),
    ],
)
def test_plain_text(markup, text):
    assert plain_text(markup) == text


def test_long_text_is_cut_at_a_word():
    text = plain_text("<p>" + "ferry " * 10_000)

    assert text is not None
    assert len(text) <= MAX_SUMMARY_CHARS
    assert text.endswith("ferry…")
    assert plain_text("渡" * 3_000, 100) == "渡" * 99 + "…"


def described(description: str) -> RawEntry:
    item = f"<item><link>https://a.example/1</link><description>{description}</description></item>"
    rss = f"<rss version='2.0'><channel>{item}</channel></rss>"
    return parse_feed(rss.encode(), url="https://a.example/feed").entries[0]


def test_an_article_in_the_description_is_kept_as_content():
    article = "<p>" + "ferry " * 600 + "</p>"
    entry = described(f"<![CDATA[{article}]]>")

    assert entry.content == article
    assert entry.summary is not None
    assert len(entry.summary) <= MAX_SUMMARY_CHARS


def test_content_is_bounded():
    assert len(described("x" * 1_100_000).content or "") == MAX_CONTENT_CHARS


@given(st.text() | st.text(alphabet="<>&;/ab\"'!-# "))
def test_plain_text_is_one_tidy_line(text):
    read = plain_text(text)

    assert read is None or (read == " ".join(read.split()) and read)


def test_a_build_time_is_no_publication():
    """One time of day for all items is when the feed was built; a day they share may be true."""
    items = [replace(ITEM, url=f"https://harbour.example/{number}") for number in range(4)]
    days = [replace(item, published_raw="2025-11-20") for item in items]

    assert {entry.published_raw for entry in made(*items).entries} == {None}
    assert {entry.published_raw for entry in made(*items[:3]).entries} == {ITEM.published_raw}
    assert {entry.published_raw for entry in made(*days).entries} == {"2025-11-20"}
