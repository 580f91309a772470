"""A file of an agency, made into article records by the normalising that pages have, or rejected with a reason."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from newslake.core.agencies import Registry, shipped
from newslake.core.articles import NAMESPACE, content_hash, date_story
from newslake.core.attribution import Signs, attribute
from newslake.core.dates import parse_date
from newslake.core.extraction.authors import authors_of_byline
from newslake.core.languages import reconcile_language
from newslake.core.published import PublishedDate, candidate, zone_of
from newslake.core.sources import domains_of
from newslake.core.text import word_count
from newslake.core.urls import canonical_url, host_of, registered_domain
from newslake.core.wire_keys import StoryKey, slug_key, story_key
from newslake.core.wires import parse_wire, sniff, with_text
from newslake.model import (
    AltId,
    Article,
    Author,
    DateCandidate,
    Dateline,
    Provenance,
    RawDate,
    RawPointer,
    Reason,
    Rejection,
    Source,
)
from newslake.wire import Delivery, WireError, WireItem

LATER_VERSION_CONFIDENCE = 0.5
"""Of a publication date that only a later version states: it is a last bound and no more (a guess)."""

_TEXT_CLASSES = (None, "text", "composite")
_SCHEME = re.compile(r"^(?:urn|tag):", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WireReading:
    """What a file held: every item is an article or a rejection."""

    delivery: Delivery
    articles: tuple[Article, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    def archived(self, pointer: RawPointer) -> "WireReading":
        """The same, its bytes in the archive."""
        return WireReading(
            delivery=replace(self.delivery, raw_pointer=pointer),
            articles=tuple(replace(article, raw_pointer=pointer) for article in self.articles),
            rejections=tuple(replace(rejection, raw_pointer=pointer) for rejection in self.rejections),
        )


def read_delivery(
    data: bytes,
    delivery: Delivery,
    source: Source,
    format: str | None = None,  # noqa: A002 - as the catalogue calls it
    texts: Mapping[str, bytes | Reason] | None = None,
    *,
    registry: Registry | None = None,
) -> WireReading:
    """
    The articles and rejections of a file.

    Args:
        delivery: Who sent it, and when it came.
        source: The agency; its zone is assumed for stamps that state none.
        format: Where the content need not be asked; see ``wires.FORMATS``.
        texts: Renditions that items name instead of carrying their text, by address; or why there is none.

    Returns:
        A file that cannot be read is a delivery with a reason, and one rejection.
    """
    agencies = (registry or shipped()).with_sources((source,))
    try:
        items = parse_wire(
            data,
            provider=source.source_id,
            timezone=source.timezone,
            arrived=delivery.received_at,
            format=format,
            registry=agencies,
        )
    except WireError as e:
        return unread(delivery, source, e.reason, e.detail)
    read = [_article_or_rejection(item, delivery, source, agencies, texts or {}) for item in items]
    return WireReading(
        delivery=replace(delivery, format=format or sniff(data), items=len(items)),
        articles=tuple(outcome for outcome in read if isinstance(outcome, Article)),
        rejections=tuple(outcome for outcome in read if isinstance(outcome, Rejection)),
    )


def unread(delivery: Delivery, source: Source, reason: Reason, detail: str | None) -> WireReading:
    """A file of which nothing could be read."""
    rejection = Rejection(
        url=_address(f"file:{delivery.delivery_id}", source),
        source_id=source.source_id,
        page_id=delivery.delivery_id,
        stage="receive",
        reason=reason,
        detail=": ".join(filter(None, (delivery.name, detail))),
        at=delivery.received_at,
        raw_pointer=delivery.raw_pointer,
    )
    return WireReading(delivery=replace(delivery, reason=reason, detail=detail or None), rejections=(rejection,))


def wire_article(
    item: WireItem, delivery: Delivery, source: Source, *, registry: Registry | None = None
) -> Article | Rejection:
    """
    The article record of a wire item, every column; None where the item does not state it.

    An item without a body is an article when it has a headline: alerts have no more. So is every version that is
    canceled: it withdraws the story.

    Returns:
        A rejection for pictures, planning and other items that are no text, and for those with neither body nor
        headline.
    """
    key = story_key(item, arrived=delivery.received_at.date())
    if item.item_class not in _TEXT_CLASSES:
        return _rejected(item, key, delivery, source, Reason.NOT_TEXT, item.item_class)
    if not item.article_body and not item.headline and item.pub_status != "canceled":
        return _rejected(item, key, delivery, source, Reason.NO_BODY, None)

    agencies = (registry or shipped()).with_sources((source,))
    body = item.article_body
    language, language_basis, language_confidence = reconcile_language(
        item.in_language, None, source.languages, body or item.headline or ""
    )
    candidates, published, dateline = _dates(item, delivery, source, agencies)
    authors = authors_of_byline(item.byline, agencies) if item.byline else ()
    url = _address(key.uri, source)
    agency, evidence = attribute(
        Signs(
            dateline_agency=dateline.agency if dateline else None,
            credit=item.credit,
            authors=authors,
            byline=item.byline,
            body=body or "",
            url=url,
        ),
        source,
        agencies,
    )
    host = host_of(url) or next(iter(domains_of(source)), source.source_id)
    return Article(
        article_id=story_id(source.source_id, key.uri),
        revision=0,
        uri=key.uri,
        alt_ids=tuple(_alt_ids(item)),
        wire_version=item.version,
        pub_status=item.pub_status,
        correction_kind=item.correction_kind,
        embargoed_until=item.embargoed_until,
        expires=None,
        headline=item.headline,
        alternative_headline=None,
        slugline=item.slugline,
        description=item.description,
        article_body=body,
        article_html=None,
        body_source="wire",
        body_complete=True if body else None,
        is_accessible_for_free=None,
        word_count=word_count(body or ""),
        dateline=dateline,
        date_published=published.instant,
        date_published_local=published.local_day,
        date_published_precision=published.precision,
        date_published_basis=published.basis,
        date_published_confidence=published.confidence,
        date_zone=published.zone,
        date_conflict=published.conflict,
        date_candidates=candidates,
        date_modified=item.version_created,
        first_seen_at=delivery.received_at,
        fetched_at=delivery.received_at,
        source_id=source.source_id,
        publisher=source.name,
        domain=host,
        registered_domain=registered_domain(host),
        agency=agency,
        agency_evidence=evidence,
        byline=item.byline,
        authors=authors,
        url=url,
        requested_url=None,
        final_url=None,
        canonical_url=None,
        amp_url=None,
        feed_id=delivery.wire_id,
        feed_guid=None,
        in_language=language,
        in_language_basis=language_basis,
        in_language_confidence=language_confidence,
        urgency=item.urgency,
        subjects=item.subjects,
        genre=item.genre,
        keywords=item.keywords,
        article_section=None,
        associations=item.associations,
        copyright_notice=item.copyright,
        usage_terms=item.usage_terms,
        credit=item.credit,
        ed_note=item.ed_note,
        rights=None,
        http_status=None,
        extractor=item.format,
        extraction_confidence=None,
        content_hash=content_hash(item.headline, body, item.pub_status),
        minhash_ref=None,
        provenance=tuple(_provenance(item, key, authors, language_basis, language_confidence, published)),
        raw_pointer=delivery.raw_pointer,
        page_id=delivery.delivery_id,
    )


def story_id(source_id: str, uri: str) -> str:
    """The id of a wire story: UUID5 of provider and uri. Two agencies' same uri do not meet, nor does a page's."""
    return str(uuid.uuid5(NAMESPACE, f"{source_id}\nwire\n{uri}"))


def _article_or_rejection(
    item: WireItem, delivery: Delivery, source: Source, registry: Registry, texts: Mapping[str, bytes | Reason]
) -> Article | Rejection:
    """The article of an item, with its rendition where it names one; without it only a canceled item is one."""
    if item.text_url is not None:
        text = texts.get(item.text_url, Reason.NO_BODY)
        try:
            if isinstance(text, Reason):
                raise WireError(text, item.text_url)
            item = with_text(item, text, registry=registry)
        except WireError as e:
            if item.pub_status != "canceled":
                key = story_key(item, arrived=delivery.received_at.date())
                return _rejected(item, key, delivery, source, e.reason, f"the text of the item: {e.detail}")
    return wire_article(item, delivery, source, registry=registry)


def _address(uri: str, source: Source) -> str:
    """The address an item is known by: its uri where that is an address or a name, else a name made of it."""
    if host_of(uri):
        return canonical_url(uri)
    if _SCHEME.match(uri):
        return uri
    return f"urn:newslake:{source.source_id}:{quote(uri, safe=':/.,;=@-_~')}"


def _alt_ids(item: WireItem) -> Iterator[AltId]:
    if item.sequence:
        yield AltId(role="sequence", value=item.sequence)
    if slug := slug_key(item):
        yield AltId(role="slug", value=slug)


def _dates(
    item: WireItem, delivery: Delivery, source: Source, agencies: Registry
) -> tuple[tuple[DateCandidate, ...], PublishedDate, Dateline | None]:
    """The witnesses of the publication, what was chosen, and the dateline, which may be one."""
    first = (item.first_created, item.first_created_raw)
    is_later = first[0] is None and item.version_created is not None
    stated, raw = (item.version_created, item.version_created_raw) if is_later else first
    candidates: tuple[DateCandidate, ...] = ()
    if stated is not None or raw is not None:
        candidates = (_candidate(stated, raw, item, source),)
    body, received_at = item.article_body or "", delivery.received_at
    dated = date_story(candidates, body, source, fetched_at=received_at, registry=agencies)
    published = dated.published
    if is_later and (item.correction_kind or (item.version or 1) > 1) and published.confidence:
        published = replace(published, confidence=min(published.confidence, LATER_VERSION_CONFIDENCE))
    return dated.candidates, published, dated.dateline or _dateline_field(item)


def _candidate(instant: datetime | None, raw: str | None, item: WireItem, source: Source) -> DateCandidate:
    """A stamp as a witness. The format has read it: parsed again it gives precision and zone where it can be."""
    text = raw or (instant.isoformat() if instant else "")
    read = candidate(
        RawDate(basis="wire", role="published", raw=text),
        parse_date(text, country=source.country, timezone=item.assumed_timezone),
    )
    if instant is None or read.instant == instant:
        return read
    zone = zone_of(item.assumed_timezone)
    return DateCandidate(
        basis="wire",
        raw=text,
        instant=instant,
        day=instant.astimezone(zone).date() if zone else instant.date(),
        precision="minute",
        zone=f"assumed:{item.assumed_timezone}" if zone else None,
    )


def _dateline_field(item: WireItem) -> Dateline | None:
    if item.dateline is None:
        return None
    return Dateline(
        raw=item.dateline,
        place=item.located or item.dateline,
        region=None,
        country=None,
        day=None,
        year_inferred=False,
        agency=None,
        span=0,
    )


def _provenance(
    item: WireItem,
    key: StoryKey,
    authors: tuple[Author, ...],
    language_basis: str | None,
    language_confidence: float | None,
    published: PublishedDate,
) -> Iterator[tuple[str, Provenance]]:
    yield "uri", Provenance(source="wire", method=key.basis, confidence=None, raw=item.uri)
    if item.headline:
        yield "headline", Provenance(source="wire", method=None, confidence=None, raw=None)
    if authors:
        yield "authors", Provenance(source="wire", method="byline", confidence=None, raw=item.byline)
    if language_basis:
        yield (
            "in_language",
            Provenance(source="wire", method=language_basis, confidence=language_confidence, raw=item.in_language),
        )
    if published.basis:
        method = "reconcile" if item.first_created else "version_created"
        yield (
            "date_published",
            Provenance(source=published.basis, method=method, confidence=published.confidence, raw=published.raw),
        )


def _rejected(
    item: WireItem, key: StoryKey, delivery: Delivery, source: Source, reason: Reason, detail: str | None
) -> Rejection:
    headline = item.headline if item.pub_status == "usable" and item.embargoed_until_raw is None else None
    return Rejection(
        url=_address(key.uri, source),
        source_id=source.source_id,
        page_id=delivery.delivery_id,
        stage="receive",
        reason=reason,
        detail=": ".join(filter(None, (headline, detail))) or None,
        at=delivery.received_at,
        raw_pointer=delivery.raw_pointer,
    )
