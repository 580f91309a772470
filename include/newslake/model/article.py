"""The article record: what is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from newslake.model.fetching import RawPointer
from newslake.model.reading import Association, Author, DateCandidate, Dateline
from newslake.model.vocabulary import Basis, BodySource, CorrectionKind, Precision, PubStatus


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
    uri: str | None = None
    alt_ids: tuple[AltId, ...] = ()
    wire_version: int | None = None
    pub_status: PubStatus
    correction_kind: CorrectionKind | None = None
    embargoed_until: datetime | None = None
    expires: datetime | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    slugline: str | None = None
    description: str | None = None
    article_body: str | None = None
    article_html: str | None = None
    body_source: BodySource
    body_complete: bool | None = None
    is_accessible_for_free: bool | None = None
    word_count: int
    dateline: Dateline | None = None
    date_published: datetime | None = None
    date_published_local: date | None = None
    date_published_precision: Precision | None = None
    date_published_basis: Basis | None = None
    date_published_confidence: float | None = None
    date_zone: str | None = None
    date_conflict: bool
    date_candidates: tuple[DateCandidate, ...] = ()
    date_modified: datetime | None = None
    first_seen_at: datetime
    fetched_at: datetime
    source_id: str
    publisher: str
    domain: str
    registered_domain: str
    agency: str | None = None
    agency_evidence: str | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    url: str
    requested_url: str | None = None
    final_url: str | None = None
    canonical_url: str | None = None
    amp_url: str | None = None
    feed_id: str | None = None
    feed_guid: str | None = None
    in_language: str | None = None
    in_language_basis: str | None = None
    in_language_confidence: float | None = None
    urgency: int | None = None
    subjects: tuple[Subject, ...] = ()
    genre: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    article_section: str | None = None
    associations: tuple[Association, ...] = ()
    copyright_notice: str | None = None
    usage_terms: str | None = None
    credit: str | None = None
    ed_note: str | None = None
    rights: Rights | None = None
    http_status: int | None = None
    extractor: str | None = None
    extraction_confidence: float | None = None
    content_hash: str
    minhash_ref: str | None = None
    provenance: tuple[tuple[str, Provenance], ...]
    raw_pointer: RawPointer | None = None
    page_id: str
