"""The article record: what is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from newslake.model.fetching import RawPointer
from newslake.model.reading import Association, Author, DateCandidate, Dateline


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
