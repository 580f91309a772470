"""What worker processes run on a feed: bytes in, one value out, whatever the bytes are."""

from dataclasses import dataclass
from datetime import datetime

from newslake.core.feeds.entries import make_entries, parse_feed
from newslake.errors import FeedError
from newslake.model import Entry, Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReading:
    """A feed that was read: its format, its entries, and how many items did not become one, by the cause."""

    format: str
    entries: tuple[Entry, ...]
    without_link: int
    duplicates: int
    left_out: int


def read_feed(
    data: bytes,
    url: str,
    http_charset: str | None,
    media_type: str | None,
    feed: Feed,
    visit_id: str,
    collected_at: datetime,
) -> FeedReading | FeedError:
    """The entries of a payload; the FeedError as a value when it is no feed."""
    try:
        parsed = parse_feed(data, url=url, http_charset=http_charset, media_type=media_type)
    except FeedError as e:
        return e
    made = make_entries(parsed, visit_id=visit_id, feed=feed, collected_at=collected_at)
    return FeedReading(
        format=parsed.format,
        entries=made.entries,
        without_link=made.without_link,
        duplicates=made.duplicates,
        left_out=parsed.left_out,
    )
