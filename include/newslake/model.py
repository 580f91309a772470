"""
The records that flow through newslake, one a step, each frozen.

A record is never changed: every step makes the next one and carries what it needs along. Instants are
aware and in UTC, collections are tuples, and None means "not stated".
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why an item did not become an article: expected outcomes, kept and counted, never thrown away."""

    ADDRESS_REFUSED = "address-refused"
    BAD_URL = "bad-url"
    ROBOTS = "robots"
    NO_ANSWER = "no-answer"
    TIMEOUT = "timeout"
    TOO_LARGE = "too-large"
    BAD_ENCODING = "bad-encoding"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    RATE_LIMITED = "rate-limited"
    HTTP_CLIENT = "http-4xx"
    HTTP_SERVER = "http-5xx"
    GONE = "gone"
    NOT_FOUND = "not-found"
    NOT_HTML = "not-html"
    NOT_A_FEED = "not-a-feed"
    NO_BODY = "no-body"
    TOO_SHORT = "too-short"
    NO_HEADLINE = "no-headline"
    INDEX_PAGE = "index-page"
    MEDIA_PAGE = "media-page"
    CONSENT_WALL = "consent-wall"
    BOT_CHALLENGE = "bot-challenge"
    SOFT_404 = "soft-404"
    EMPTY_SHELL = "empty-shell"
    EXTRACTOR_TIMEOUT = "extractor-timeout"
    EXTRACTOR_MEMORY = "extractor-memory"
    EXTRACTOR_CRASH = "extractor-crash"
    ARCHIVE_DAMAGED = "archive-damaged"
    EMPTY = "empty"
    NOT_A_WIRE = "not-a-wire"
    BROKEN = "broken"
    TOO_DEEP = "too-deep"
    NO_ITEM = "no-item"
    NOT_TEXT = "not-text"


# ---------------------------------------------------------------- the catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """
    One feed of a source.

    Attributes:
        feed_id: ``<source_id>/<first 8 hex digits of the SHA-256 of the address>``: stable while the address is.
        ttl_minutes: How long a visit stays fresh; the feed is due again after that.
    """

    feed_id: str
    source_id: str
    url: str
    ttl_minutes: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """
    One way in which an agency delivers.

    Attributes:
        wire_id: ``<provider>/<first 8 hex digits of the SHA-256 of the location>``: stable while the location is.
        provider: Id of the agency; with an item's uri the key of a story.
        location: A drop folder, as a path or an fsspec URL; or the http(s) address of a cursor.
        format: Name of the format; None: told by each file's content. A cursor's is ``ap_media``.
        api_key_env: Environment variable that holds the key for a cursor; None: it wants none.
    """

    wire_id: str
    provider: str
    location: str
    format: str | None = None
    api_key_env: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """
    CSS selectors for the pages of one outlet; where one matches, what it names goes before all rules.

    Attributes:
        body: The elements whose blocks are the text.
        headline: The element that holds it.
        authors: The elements that name one or more.
        published: The element with the date of publication, in ``datetime``, ``content`` or its text.
        remove: What is taken out of the page before anything is read.
    """

    body: str | None = None
    headline: str | None = None
    authors: str | None = None
    published: str | None = None
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    An outlet of the catalogue.

    Attributes:
        source_id: Slug, stable for ever.
        kind: publisher, agency, aggregator, press_release, broadcaster or government.
        homepage: Where readers find it; its host is the first of its domains.
        country: ISO 3166-1 alpha-2.
        languages: BCP 47 tags, the main one first.
        timezone: IANA name; the zone assumed for dates that state none.
        domains: Hosts whose pages belong to it, without "www."; the main one first.
        native_name: As its readers write it, where that is not ``name``.
        parent: Id of the source it belongs to.
        date_order: dmy, mdy or ymd, where its pages do not follow the country.
        tokens: How it signs in datelines, bylines and credits, as printed.
        host_delay_s: Least seconds between two requests to its hosts, where it wants more than others.
        selectors: For its pages, where the rules read them badly.
        verified: False when nobody could try its addresses yet.
    """

    source_id: str
    name: str
    kind: str = "publisher"
    homepage: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    domains: tuple[str, ...] = ()
    feeds: tuple[Feed, ...] = ()
    wires: tuple[Wire, ...] = ()
    native_name: str | None = None
    parent: str | None = None
    date_order: str | None = None
    tokens: tuple[str, ...] = ()
    host_delay_s: float | None = None
    selectors: Selectors = Selectors()
    verified: bool = True


# ---------------------------------------------------------------- fetching


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


# ---------------------------------------------------------------- reading a page


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDate:
    """
    What a date text states.

    Attributes:
        instant: Aware UTC; None when only a day is known or no zone is stated or given.
        day: The local day as written.
        precision: second, minute, day or month; of a month ``day`` is the first.
        zone: Offset or name as stated, ``assumed:<IANA>``, or None.
        ambiguous: Two readings were possible.
        raw: The text.
    """

    instant: datetime | None
    day: date
    precision: str
    zone: str | None
    ambiguous: bool
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One witness of a publication date; ``basis`` names it: json_ld, sitemap, meta, feed, url, dateline, visible."""

    basis: str
    raw: str
    instant: datetime | None
    day: date | None
    precision: str | None
    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDate:
    """A date as a page states it, not read yet; ``role`` is published or modified."""

    basis: str
    role: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """
    The place and day a story was filed, as its lead prints them.

    Attributes:
        span: End of the dateline in the body, characters.
    """

    raw: str
    place: str | None
    region: str | None
    country: str | None
    day: date | None
    year_inferred: bool
    agency: str | None
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person or organisation that signed."""

    name: str
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """A picture or video of an article; width and height in pixels."""

    kind: str
    url: str
    caption: str | None = None
    credit: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """
    What a page says, dates not yet read.

    Attributes:
        article_body: Paragraphs divided by a blank line; None when nothing was found.
        dates: Every date the page states, best witness first.
        body_complete: Whether the whole text is there; None when nothing tells.
        extractor: Name and version of the path that gave the body.
        extraction_confidence: How far the readings agree, 0 to 1; None when there was no second opinion.
        kind: article, live-blog, or what the page is instead: index-page, media-page, consent-wall, bot-challenge,
            soft-404, empty-shell.
        witnesses: Column and who in the page gave it: ("headline", "h1+json_ld").
    """

    headline: str | None
    alternative_headline: str | None
    article_body: str | None
    description: str | None
    authors: tuple[Author, ...]
    byline: str | None
    dates: tuple[RawDate, ...]
    article_section: str | None
    keywords: tuple[str, ...]
    in_language: str | None
    in_language_basis: str | None
    publisher: str | None
    canonical_url: str | None
    amp_url: str | None
    is_accessible_for_free: bool | None
    associations: tuple[Association, ...]
    robots: str | None
    extractor: str
    extraction_confidence: float | None
    body_complete: bool | None = None
    kind: str = "article"
    witnesses: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------- what is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class AltId:
    """Another identifier of an article and what it is: feed_guid, ap, tag."""

    role: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """
    What an article is about: code and scheme where a vocabulary is used, else the name alone.

    Attributes:
        scheme: As the item names it: "medtop", "subj", a URI; None when it names none.
        name: As the item prints it; the 17 top-level topics of the IPTC have one always.
    """

    code: str | None
    scheme: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the publisher states about machine use."""

    robots: str | None
    tdm: str | None
    paywall: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How one column of an article was found: which witness, by which method, 0 to 1, from which text."""

    source: str
    method: str | None
    confidence: float | None
    raw: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    A news article, normalised: one row of ``news.article_version`` (docs/data-dictionary.md has every column).

    Attributes:
        revision: 0 until ``load`` numbers it, under the lock, 1, 2, …
        date_published: Aware, UTC. None when nothing gives a readable date; never filled with the time of fetching.
        provenance: Column and how it was found; a MAP in the lake.
    """

    article_id: str
    revision: int
    uri: str | None
    alt_ids: tuple[AltId, ...]
    wire_version: int | None
    pub_status: str
    correction_kind: str | None
    embargoed_until: datetime | None
    expires: datetime | None
    headline: str | None
    alternative_headline: str | None
    slugline: str | None
    description: str | None
    article_body: str | None
    article_html: str | None
    body_source: str | None
    body_complete: bool | None
    is_accessible_for_free: bool | None
    word_count: int
    dateline: Dateline | None
    date_published: datetime | None
    date_published_local: date | None
    date_published_precision: str | None
    date_published_basis: str | None
    date_published_confidence: float | None
    date_zone: str | None
    date_conflict: bool
    date_candidates: tuple[DateCandidate, ...]
    date_modified: datetime | None
    first_seen_at: datetime
    fetched_at: datetime
    source_id: str
    publisher: str
    domain: str
    registered_domain: str
    agency: str | None
    agency_evidence: str | None
    byline: str | None
    authors: tuple[Author, ...]
    url: str
    requested_url: str | None
    final_url: str | None
    canonical_url: str | None
    amp_url: str | None
    feed_id: str | None
    feed_guid: str | None
    in_language: str | None
    in_language_basis: str | None
    in_language_confidence: float | None
    urgency: int | None
    subjects: tuple[Subject, ...]
    genre: tuple[str, ...]
    keywords: tuple[str, ...]
    article_section: str | None
    associations: tuple[Association, ...]
    copyright_notice: str | None
    usage_terms: str | None
    credit: str | None
    ed_note: str | None
    rights: Rights | None
    http_status: int | None
    extractor: str | None
    extraction_confidence: float | None
    content_hash: str
    minhash_ref: str | None
    provenance: tuple[tuple[str, Provenance], ...]
    raw_pointer: RawPointer | None
    page_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """
    An item that did not become an article: one row of ``news.rejection``.

    Attributes:
        page_id: The page it came from; None when no page was fetched.
        stage: collect, fetch or extract.
    """

    url: str
    source_id: str
    page_id: str | None
    stage: str
    reason: Reason
    detail: str | None
    at: datetime
    raw_pointer: RawPointer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many items ended in one outcome."""

    outcome: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """
    What a stage did: one row of ``ops.stage_report``.

    Attributes:
        run: Name of the crawl.
        shard: None for a stage that takes all shards at once.
        counts: Every item by its outcome; nothing is left out.
    """

    run: str
    stage: str
    shard: int | None
    started_at: datetime
    finished_at: datetime
    cpu_seconds: float
    counts: tuple[Count, ...]

    def line(self) -> str:
        """The report as one log line: ``stage=extract run=… article=412 no-body=9``."""
        shard = "" if self.shard is None else f" shard={self.shard}"
        outcomes = " ".join(f"{count.outcome}={count.items}" for count in self.counts)
        return f"stage={self.stage} run={self.run}{shard} {outcomes}".rstrip()
