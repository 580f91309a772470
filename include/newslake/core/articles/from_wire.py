"""A file of an agency to the articles and rejections of its items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from newslake.core.agencies import Registry, shipped
from newslake.core.articles.identity import story_id, wire_address
from newslake.core.articles.make import Told, make_article, reject
from newslake.core.dates import candidate, parse_date
from newslake.core.dates.zones import zone_of
from newslake.core.pages.stated.authors import authors_of_byline
from newslake.core.wires import StoryKey, parse_wire, slug_key, story_key, with_text
from newslake.errors import WireError
from newslake.model import (
    AltId,
    Article,
    Author,
    Basis,
    BodySource,
    DateCandidate,
    Dateline,
    Delivery,
    Precision,
    Provenance,
    PubStatus,
    RawDate,
    RawPointer,
    Reason,
    Rejection,
    Source,
    WireItem,
)

LATER_VERSION_CONFIDENCE = 0.5
"""Of a publication date that only a later version states: it is a last bound and no more (a guess)."""

_TEXT_CLASSES = (None, "text", "composite")


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
        format: Where the content need not be asked; see ``WireFormat``.
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
        delivery=replace(delivery, format=items[0].format if items else None, items=len(items)),
        articles=tuple(outcome for outcome in read if isinstance(outcome, Article)),
        rejections=tuple(outcome for outcome in read if isinstance(outcome, Rejection)),
    )


def unread(delivery: Delivery, source: Source, reason: Reason, detail: str | None) -> WireReading:
    """A file of which nothing could be read."""
    named = ": ".join(filter(None, (delivery.name, detail)))
    rejection = reject(delivery, source, reason, named, url=wire_address(f"file:{delivery.delivery_id}", source))
    return WireReading(delivery=replace(delivery, reason=reason, detail=detail or None), rejections=(rejection,))


def from_wire(
    item: WireItem, delivery: Delivery, source: Source, *, registry: Registry | None = None
) -> Article | Rejection:
    """
    The article of a wire item.

    An item without a body is an article when it has a headline: alerts have no more. So is every version that is
    canceled: it withdraws the story.

    Returns:
        A rejection for pictures, planning and other items that are no text, and for those with neither body nor
        headline.
    """
    key = story_key(item, arrived=delivery.received_at.date())
    if item.item_class not in _TEXT_CLASSES:
        return _rejected(item, key, delivery, source, Reason.NOT_TEXT, item.item_class)
    if not item.article_body and not item.headline and item.pub_status != PubStatus.CANCELED:
        return _rejected(item, key, delivery, source, Reason.NO_BODY, None)
    agencies = (registry or shipped()).with_sources((source,))
    return make_article(_told(item, key, delivery, source, agencies), source, agencies)


def _told(item: WireItem, key: StoryKey, delivery: Delivery, source: Source, registry: Registry) -> Told:
    authors = authors_of_byline(item.byline, registry) if item.byline else ()
    is_later = item.first_created is None and item.version_created is not None
    return Told(
        article_id=story_id(source.source_id, key.uri),
        url=wire_address(key.uri, source),
        body_source=BodySource.WIRE,
        told_by="wire",
        first_seen_at=delivery.received_at,
        fetched_at=delivery.received_at,
        page_id=delivery.delivery_id,
        feed_id=delivery.wire_id,
        raw_pointer=delivery.raw_pointer,
        uri=key.uri,
        alt_ids=tuple(_alt_ids(item)),
        wire_version=item.version,
        pub_status=item.pub_status,
        correction_kind=item.correction_kind,
        embargoed_until=item.embargoed_until,
        headline=item.headline,
        slugline=item.slugline,
        description=item.description,
        article_body=item.article_body,
        body_complete=True if item.article_body else None,
        witnesses=_witnesses(item, source),
        confidence_at_most=LATER_VERSION_CONFIDENCE if is_later and _is_no_first(item) else 1.0,
        date_method="reconcile" if item.first_created else "version_created",
        date_modified=item.version_created,
        dateline=_dateline_field(item),
        byline=item.byline,
        authors=authors,
        declared_languages=(item.in_language, None),
        language_raw=item.in_language,
        urgency=item.urgency,
        subjects=item.subjects,
        genre=item.genre,
        keywords=item.keywords,
        associations=item.associations,
        copyright_notice=item.copyright,
        usage_terms=item.usage_terms,
        credit=item.credit,
        ed_note=item.ed_note,
        extractor=item.format,
        provenance=tuple(_provenance(item, key, authors)),
    )


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
            if item.pub_status != PubStatus.CANCELED:
                key = story_key(item, arrived=delivery.received_at.date())
                return _rejected(item, key, delivery, source, e.reason, f"the text of the item: {e.detail}")
    return from_wire(item, delivery, source, registry=registry)


def _alt_ids(item: WireItem) -> Iterator[AltId]:
    if item.sequence:
        yield AltId(role="sequence", value=item.sequence)
    if slug := slug_key(item):
        yield AltId(role="slug", value=slug)


def _is_no_first(item: WireItem) -> bool:
    """Whether an item is told to be a later version of its story."""
    return item.correction_kind is not None or (item.version or 1) > 1


def _witnesses(item: WireItem, source: Source) -> tuple[DateCandidate, ...]:
    """When the item was first created; where it does not say, when this version was."""
    instant, raw = item.first_created, item.first_created_raw
    if instant is None and item.version_created is not None:
        instant, raw = item.version_created, item.version_created_raw
    return () if instant is None and raw is None else (_candidate(instant, raw, item, source),)


def _candidate(instant: datetime | None, raw: str | None, item: WireItem, source: Source) -> DateCandidate:
    """A stamp as a witness. The format has read it: parsed again it gives precision and zone where it can be."""
    text = raw or (instant.isoformat() if instant else "")
    read = candidate(
        RawDate(basis=Basis.WIRE, role="published", raw=text),
        parse_date(text, country=source.country, timezone=item.assumed_timezone),
    )
    if instant is None or read.instant == instant:
        return read
    zone = zone_of(item.assumed_timezone)
    return DateCandidate(
        basis=Basis.WIRE,
        raw=text,
        instant=instant,
        day=instant.astimezone(zone).date() if zone else instant.date(),
        precision=Precision.MINUTE,
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


def _provenance(item: WireItem, key: StoryKey, authors: tuple[Author, ...]) -> Iterator[tuple[str, Provenance]]:
    yield "uri", Provenance(source="wire", method=key.basis, confidence=None, raw=item.uri)
    if item.headline:
        yield "headline", Provenance(source="wire", method=None, confidence=None, raw=None)
    if authors:
        yield "authors", Provenance(source="wire", method="byline", confidence=None, raw=item.byline)


def _rejected(
    item: WireItem, key: StoryKey, delivery: Delivery, source: Source, reason: Reason, detail: str | None
) -> Rejection:
    may_be_told = item.pub_status == PubStatus.USABLE and item.embargoed_until_raw is None
    named = ": ".join(filter(None, (item.headline if may_be_told else None, detail)))
    return reject(delivery, source, reason, named or None, url=wire_address(key.uri, source))
