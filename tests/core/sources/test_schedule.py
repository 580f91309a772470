"""Which feeds are due, and where they belong: functions of the last visit and of now."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.sources.schedule import SHARDS, feeds_due, shard_of
from newslake.model import Feed
from tests.samples import NOON, make_visit

FEED = Feed(feed_id="f", source_id="s", url="http://127.0.1.1/feed.xml", ttl_minutes=60)


def is_due(minutes, *, force=False, **visit):
    last = make_visit(feed_id="f", visited_at=NOON, **visit)
    return bool(feeds_due([FEED], {"f": last}, now=NOON + timedelta(minutes=minutes), force=force))


def test_a_feed_that_was_never_visited_is_due():
    """No visit, no waiting."""
    assert feeds_due([FEED], {}, now=NOON) == (FEED,)


@pytest.mark.parametrize(
    ("minutes", "visit", "due"),
    [
        (53, {}, False),
        (54, {}, True),
        (107, {"failures_in_row": 1}, False),
        (108, {"failures_in_row": 1}, True),
        (21 * 60, {"failures_in_row": 50}, False),
        (22 * 60, {"failures_in_row": 50}, True),
        (60, {"retry_at": NOON + timedelta(hours=3)}, False),
        (180, {"retry_at": NOON + timedelta(hours=3)}, True),
    ],
)
def test_a_feed_is_due_after_its_interval(minutes, visit, due):
    """The interval doubles with each failure, up to a day; Retry-After is waited for."""
    assert is_due(minutes, **visit) is due


def test_force_visits_what_is_not_due_but_never_against_retry_after():
    """--force is for us; a server's word stands."""
    assert is_due(1, force=True)
    assert not is_due(1, force=True, retry_at=NOON + timedelta(hours=1))


def test_a_backfilled_interval_finds_nothing_due():
    """A now before the last visit, as Airflow's backfill gives it, visits nothing: the web has no yesterday."""
    assert not is_due(-600)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.co.uk/a", "http://news.example.co.uk/b"),
        ("http://127.0.1.3:8765/rss", "http://127.0.1.3/story"),
    ],
)
def test_a_site_is_in_one_shard(one, other):
    """The registrable domain decides, whatever the host, scheme or port."""
    assert shard_of(one) == shard_of(other)


@given(st.text())
def test_every_text_has_a_shard(url):
    """Whatever stands in a feed as its link."""
    assert 0 <= shard_of(url) < SHARDS
