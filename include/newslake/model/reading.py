"""What a page says, before anything is decided."""

from dataclasses import dataclass
from datetime import date, datetime

from newslake.model.vocabulary import Basis, PageKind, Precision


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
    precision: Precision
    zone: str | None
    ambiguous: bool
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One witness of a publication date; ``basis`` names it: json_ld, sitemap, meta, feed, url, dateline, visible."""

    basis: Basis
    raw: str
    instant: datetime | None
    day: date | None
    precision: Precision | None
    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDate:
    """A date as a page states it, not read yet; ``role`` is published or modified."""

    basis: Basis
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
        article_html: The same words as markup that is safe to show; None with no body.
        dates: Every date the page states, best witness first.
        body_complete: Whether the whole text is there; None when nothing tells.
        extractor: Name and version of the path that gave the body.
        extraction_confidence: How far the readings agree, 0 to 1; None when there was no second opinion.
        declared_language: BCP 47, as the page declares it; ``articles.make`` decides whether the text bears it out.
        kind: What the page is; only an article or a live blog becomes one.
        witnesses: Column and who in the page gave it: ("headline", "h1+json_ld").
    """

    headline: str | None = None
    alternative_headline: str | None = None
    article_body: str | None = None
    article_html: str | None = None
    description: str | None = None
    authors: tuple[Author, ...] = ()
    byline: str | None = None
    dates: tuple[RawDate, ...] = ()
    article_section: str | None = None
    keywords: tuple[str, ...] = ()
    declared_language: str | None = None
    publisher: str | None = None
    canonical_url: str | None = None
    amp_url: str | None = None
    is_accessible_for_free: bool | None = None
    associations: tuple[Association, ...] = ()
    robots: str | None = None
    extractor: str
    extraction_confidence: float | None = None
    body_complete: bool | None = None
    kind: PageKind = PageKind.ARTICLE
    witnesses: tuple[tuple[str, str], ...] = ()
