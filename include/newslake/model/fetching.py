"""What a crawl asks for and gets: visits, entries, pages."""

from dataclasses import dataclass
from datetime import datetime

from newslake.model.catalogue import Source
from newslake.model.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPointer:
    """Where the bytes of a response lie: a WARC below the lake's ``raw/``, byte offset and length of the record."""

    file: str
    offset: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """
    One HTTP answer, in memory.

    Attributes:
        status: 200 or 304; everything else is a FetchError.
        headers: As received, in order, names in lower case.
        wire: The body as received, still compressed; what the archive keeps.
        body: The body decoded; empty for a 304.
        http_charset: From Content-Type, None when not stated.
        hops: Redirects followed, the requested address not counted.
    """

    requested_url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    wire: bytes
    body: bytes
    http_charset: str | None
    media_type: str | None
    fetched_at: datetime
    seconds: float
    hops: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """Value of the first header of that name (lower case), None when absent."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """
    One poll of a feed: one row of ``raw.visit``. The latest row is all the state a feed has.

    Attributes:
        status: HTTP status; None when there was no answer.
        etag, last_modified: Validators to send with the next conditional GET, carried over a 304.
        body_sha256: Of the decoded body, carried over a 304; an equal digest costs no parse.
        unchanged: 304, or the same digest as before.
        entries: Items in the feed; None when it was unchanged or failed.
        overlap: Items of this poll that the last one had too; None when unknown.
        reason: Why the visit failed; None when it did not.
        retry_at: Before this instant the server does not want to be asked again.
    """

    visit_id: str
    feed_id: str
    source_id: str
    url: str
    final_url: str | None
    visited_at: datetime
    status: int | None
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    body_bytes: int | None
    unchanged: bool
    entries: int | None
    overlap: int | None
    reason: Reason | None
    detail: str | None
    retry_at: datetime | None
    failures_in_row: int
    feed_format: str | None
    raw_pointer: RawPointer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that a feed entry carries."""

    url: str
    media_type: str | None
    length_bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """
    One item of a feed as it stands there, dates as raw strings.

    Attributes:
        guid: As written, before any resolving.
        url: Link made absolute against the feed's address; None when there is none.
        content: The longest content the feed carries, HTML.
        published_raw, updated_raw: As written.
    """

    guid: str | None
    url: str | None
    title: str | None = None
    summary: str | None = None
    content: str | None = None
    authors: tuple[str, ...] = ()
    published_raw: str | None = None
    updated_raw: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    in_language: str | None = None
    source_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """
    A feed, read.

    Attributes:
        format: rss20, rss10, rss09, atom10, atom03, json11, json10 or news_sitemap.
        left_out: Items beyond the number that is read of one feed.
    """

    format: str
    title: str | None
    home_url: str | None
    in_language: str | None
    ttl_minutes: int | None
    entries: tuple[RawEntry, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One version of a feed item: one row of ``raw.entry``.

    Attributes:
        entry_id: Hash of (feed, item, version); the same item unchanged keeps it over all polls.
        url: Canonical form of the link: the identity of the page.
        link: The link as the feed gives it, absolute; what is requested.
        feed_format: See ``ParsedFeed.format``; None for entries collected before version 0.2.
    """

    entry_id: str
    visit_id: str
    feed_id: str
    source_id: str
    url: str
    link: str
    guid: str | None
    title: str | None
    summary: str | None
    content: str | None
    authors: tuple[str, ...]
    published_raw: str | None
    updated_raw: str | None
    categories: tuple[str, ...]
    in_language: str | None
    source_url: str | None
    collected_at: datetime
    feed_format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    One fetch of an entry's page: one row of ``raw.page``. Its bytes are in the archive.

    Attributes:
        page_id: Hash of (entry, attempt).
        entry: What the feed said of it.
        source: Who serves it, as the catalogue of the crawl that fetched it says; without its feeds.
        status: HTTP status; None when there was no answer.
        reason: Why there are no bytes; None when there are.
        attempt: 1 for the first try of this entry.
        retryable: The fetch failed and may succeed at a later crawl.
    """

    page_id: str
    entry: Entry
    source: Source
    requested_url: str
    final_url: str | None
    status: int | None
    media_type: str | None
    http_charset: str | None
    headers: tuple[str, ...]
    body_bytes: int | None
    reason: Reason | None
    detail: str | None
    attempt: int
    retryable: bool
    fetched_at: datetime
    raw_pointer: RawPointer | None
