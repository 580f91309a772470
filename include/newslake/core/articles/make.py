"""
The one way in which an article is made, and the one in which something is rejected.

A page and a wire item each have an adapter that says what they tell (``Told``); what must be settled is settled here,
once for all of them: language, dates, dateline, agency, the hash of the text, and where each came from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from newslake.core.agencies import Registry, Signs, attribute
from newslake.core.articles.dating import date_story, read_witnesses
from newslake.core.articles.identity import content_hash
from newslake.core.dates import PublishedDate
from newslake.core.sources import domains_of
from newslake.core.text import word_count
from newslake.core.text.languages import reconcile_language
from newslake.core.urls import canonical_url, host_of, registered_domain
from newslake.model import (
    AltId,
    Article,
    Association,
    Author,
    BodySource,
    CorrectionKind,
    DateCandidate,
    Dateline,
    Delivery,
    Page,
    Provenance,
    PubStatus,
    RawDate,
    RawPointer,
    Reason,
    Rejection,
    Rights,
    Source,
    Subject,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What a page or a wire item tells of its article, before anything is decided; names are those of ``Article``.

    Attributes:
        body_source, told_by: Where the text, and what is declared of it, comes from; ``told_by`` in words.
        dates, modified: Stated dates that are still to be read, of the publication and of the last change.
        witnesses: Dates of the publication that the format has read itself.
        confidence_at_most: Of the publication's date, 0 to 1.
        date_method: How the publication's date was found, for ``provenance``.
        dateline: Of a field; one that the text prints goes before it.
        declared_languages: Tags as declared, the one to be believed first first; None for what does not declare any.
        language_raw: Who declares the first of them, or as what; for ``provenance``.
        publisher_stated: Who publishes it, in its own words.
        provenance: Of the columns that the teller settles itself.
    """

    article_id: str
    url: str
    body_source: BodySource
    told_by: str
    first_seen_at: datetime
    fetched_at: datetime
    page_id: str
    feed_id: str
    raw_pointer: RawPointer | None
    uri: str | None = None
    alt_ids: tuple[AltId, ...] = ()
    wire_version: int | None = None
    pub_status: PubStatus = PubStatus.USABLE
    correction_kind: CorrectionKind | None = None
    embargoed_until: datetime | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    slugline: str | None = None
    description: str | None = None
    article_body: str | None = None
    article_html: str | None = None
    body_complete: bool | None = None
    is_accessible_for_free: bool | None = None
    dates: tuple[RawDate, ...] = ()
    modified: tuple[RawDate, ...] = ()
    witnesses: tuple[DateCandidate, ...] = ()
    confidence_at_most: float = 1.0
    date_method: str = "reconcile"
    date_modified: datetime | None = None
    dateline: Dateline | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    publisher_stated: str | None = None
    requested_url: str | None = None
    final_url: str | None = None
    canonical_url: str | None = None
    amp_url: str | None = None
    feed_guid: str | None = None
    declared_languages: tuple[str | None, str | None] = (None, None)
    language_raw: str | None = None
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
    provenance: tuple[tuple[str, Provenance], ...] = ()


def make_article(told: Told, source: Source, registry: Registry) -> Article:
    """
    The article record of what was told, every column; None where nothing states it.

    Args:
        source: Who serves the page, or sent the item; its country, zone and languages settle what is open.
        registry: The news agencies, those of the catalogue as well.

    Returns:
        ``revision`` is 0: ``load`` numbers revisions. The dateline stays in the text as printed.
    """
    body = told.article_body or ""
    language, language_basis, language_confidence = reconcile_language(
        *told.declared_languages, source.languages, body or told.headline or ""
    )
    dated = date_story(
        told.witnesses + read_witnesses(told.dates, source, language),
        body,
        source,
        fetched_at=told.fetched_at,
        registry=registry,
        modified=read_witnesses(told.modified, source, language),
    )
    published, dateline = dated.published, dated.dateline or told.dateline
    if published.confidence:
        published = replace(published, confidence=min(published.confidence, told.confidence_at_most))
    byline = told.byline or (dated.printed.byline if dated.printed else None)
    agency, evidence = attribute(
        Signs(
            dateline_agency=dateline.agency if dateline else None,
            credit=told.credit,
            authors=told.authors,
            stated_publisher=told.publisher_stated,
            byline=byline,
            body=body,
            canonical_url=told.canonical_url,
            url=told.url,
        ),
        source,
        registry,
    )
    host = host_of(told.url) or next(iter(domains_of(source)), source.source_id)
    return Article(
        article_id=told.article_id,
        revision=0,
        uri=told.uri,
        alt_ids=told.alt_ids,
        wire_version=told.wire_version,
        pub_status=told.pub_status,
        correction_kind=told.correction_kind,
        embargoed_until=told.embargoed_until,
        headline=told.headline,
        alternative_headline=told.alternative_headline,
        slugline=told.slugline,
        description=told.description,
        article_body=told.article_body,
        article_html=told.article_html,
        body_source=told.body_source,
        body_complete=told.body_complete,
        is_accessible_for_free=told.is_accessible_for_free,
        word_count=word_count(body),
        dateline=dateline,
        date_published=published.instant,
        date_published_local=published.local_day,
        date_published_precision=published.precision,
        date_published_basis=published.basis,
        date_published_confidence=published.confidence,
        date_zone=published.zone,
        date_conflict=published.conflict,
        date_candidates=dated.candidates,
        date_modified=told.date_modified or published.modified,
        first_seen_at=told.first_seen_at,
        fetched_at=told.fetched_at,
        source_id=source.source_id,
        publisher=source.name,
        domain=host,
        registered_domain=registered_domain(host),
        agency=agency,
        agency_evidence=evidence,
        byline=byline,
        authors=told.authors,
        url=told.url,
        requested_url=told.requested_url,
        final_url=told.final_url,
        canonical_url=told.canonical_url,
        amp_url=told.amp_url,
        feed_id=told.feed_id,
        feed_guid=told.feed_guid,
        in_language=language,
        in_language_basis=language_basis,
        in_language_confidence=language_confidence,
        urgency=told.urgency,
        subjects=told.subjects,
        genre=told.genre,
        keywords=told.keywords,
        article_section=told.article_section,
        associations=told.associations,
        copyright_notice=told.copyright_notice,
        usage_terms=told.usage_terms,
        credit=told.credit,
        ed_note=told.ed_note,
        rights=told.rights,
        http_status=told.http_status,
        extractor=told.extractor,
        extraction_confidence=told.extraction_confidence,
        content_hash=content_hash(told.headline, told.article_body, told.pub_status),
        provenance=(*told.provenance, *_provenance(told, language_basis, language_confidence, published)),
        raw_pointer=told.raw_pointer,
        page_id=told.page_id,
    )


def reject(
    origin: Page | Delivery,
    source: Source,
    reason: Reason,
    detail: str | None = None,
    *,
    url: str | None = None,
) -> Rejection:
    """
    Something that is no article, with its reason: a page, a file of an agency, or an item in one.

    Args:
        origin: The fetch, or the delivery; its id, its instant and its bytes go with the rejection.
        source: Who serves the page, or sent the file.
        url: Of a wire item or file; a page is known by where it was found.
    """
    if isinstance(origin, Page):
        address, stage = canonical_url(origin.final_url or origin.requested_url), "extract"
        page_id, at = origin.page_id, origin.fetched_at
        if origin.raw_pointer is None and origin.reason is not None:
            stage = "fetch"
    else:
        address, stage = url or origin.name, "receive"
        page_id, at = origin.delivery_id, origin.received_at
    return Rejection(
        url=address,
        source_id=source.source_id,
        page_id=page_id,
        stage=stage,
        reason=reason,
        detail=detail,
        at=at,
        raw_pointer=origin.raw_pointer,
    )


def _provenance(
    told: Told, language_basis: str | None, language_confidence: float | None, published: PublishedDate
) -> Iterator[tuple[str, Provenance]]:
    if language_basis:
        is_detected = language_basis == "detected"
        yield (
            "in_language",
            Provenance(
                source="text" if is_detected else told.told_by,
                method=language_basis,
                confidence=language_confidence,
                raw=None if is_detected else told.language_raw,
            ),
        )
    if published.basis:
        yield (
            "date_published",
            Provenance(
                source=published.basis, method=told.date_method, confidence=published.confidence, raw=published.raw
            ),
        )
