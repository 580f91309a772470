"""Which feeds are due, and which shard they belong to: functions of the catalogue, the last visits and ``now``."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from newslake.core.urls import host_of, registered_domain
from newslake.model import Feed, Visit

SHARDS = 16
"""Tasks a crawl is divided into at most: an Airflow task should do 20 seconds of work or more."""

LONGEST_BACK_OFF = timedelta(days=1)

PUNCTUAL = 0.9
"""Share of the interval after which a feed is due: an hourly crawl that visits a feed a minute late must not find it
fresh the next time, and poll it every other hour."""


def shard_of(url: str) -> int:
    """0 to 15, by the registrable domain: one task has all feeds of a site, and the pages they name."""
    domain = registered_domain(host_of(url))
    return int.from_bytes(hashlib.sha256(domain.encode()).digest()[:4], "big") % SHARDS


def due_at(feed: Feed, last: Visit | None) -> datetime | None:
    """
    When a feed may be asked again; None: at once, it never was.

    After failures the interval doubles with each, up to a day; a server's Retry-After always counts.
    """
    if last is None:
        return None
    interval = timedelta(minutes=feed.ttl_minutes) * 2 ** min(last.failures_in_row, 10)
    due = last.visited_at + PUNCTUAL * min(interval, max(LONGEST_BACK_OFF, timedelta(minutes=feed.ttl_minutes)))
    return due if last.retry_at is None or last.retry_at < due else last.retry_at


def feeds_due(
    feeds: Iterable[Feed], visits: Mapping[str, Visit], *, now: datetime, force: bool = False
) -> tuple[Feed, ...]:
    """
    The feeds to visit now.

    Args:
        visits: The last visit of each feed, by feed id.
        force: Also those that are not due; never sooner than a Retry-After.
    """
    chosen = []
    for feed in feeds:
        last = visits.get(feed.feed_id)
        due = (last.retry_at if last else None) if force else due_at(feed, last)
        if due is None or due <= now:
            chosen.append(feed)
    return tuple(chosen)
