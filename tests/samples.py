"""Whole records for tests, each field filled; a test says only what matters to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from newslake.model import (
    Article,
    Author,
    Basis,
    BodySource,
    CorrectionKind,
    Delivery,
    Entry,
    Page,
    Precision,
    Provenance,
    PubStatus,
    RawPointer,
    Reason,
    Rejection,
    Source,
    Visit,
    WireFormat,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VOCABULARIES = {
    "body_source": BodySource,
    "pub_status": PubStatus,
    "correction_kind": CorrectionKind,
    "date_published_basis": Basis,
}
"""Columns whose words a test may write as plain text."""

POINTER = RawPointer(file="2026-03-02/a.warc.gz", offset=0, length=10, digest="sha256:00")


def make_entry(**changes: Any) -> Entry:
    """An entry of the Harbour Post."""
    entry = Entry(
        entry_id="e1",
        visit_id="v1",
        feed_id="harbour-post/11111111",
        source_id="harbour-post",
        url="http://127.0.1.1/story",
        link="http://127.0.1.1/story?utm_source=rss",
        guid="g1",
        title="Ferry returns",
        summary=None,
        content=None,
        authors=("Ann Lee",),
        published_raw="Mon, 02 Mar 2026 11:00:00 GMT",
        updated_raw=None,
        categories=("Local",),
        in_language="en",
        source_url=None,
        collected_at=NOON,
    )
    return replace(entry, **changes)


def make_visit(**changes: Any) -> Visit:
    """A good visit of its feed."""
    visit = Visit(
        visit_id="v1",
        feed_id="harbour-post/11111111",
        source_id="harbour-post",
        url="http://127.0.1.1/feed.xml",
        final_url="http://127.0.1.1/feed.xml",
        visited_at=NOON,
        status=200,
        etag='"1"',
        last_modified=None,
        body_sha256="00",
        body_bytes=100,
        unchanged=False,
        entries=1,
        overlap=0,
        reason=None,
        detail=None,
        retry_at=None,
        failures_in_row=0,
        feed_format="rss20",
        raw_pointer=POINTER,
    )
    return replace(visit, **changes)


def make_page(**changes: Any) -> Page:
    """The fetched page of the entry."""
    page = Page(
        page_id="p1",
        entry=make_entry(),
        source=Source(source_id="harbour-post", name="Harbour Post", domains=("127.0.1.1",)),
        requested_url="http://127.0.1.1/story?utm_source=rss",
        final_url="http://127.0.1.1/story",
        status=200,
        media_type="text/html",
        http_charset="utf-8",
        headers=("content-type: text/html",),
        body_bytes=1_000,
        reason=None,
        detail=None,
        attempt=1,
        retryable=False,
        fetched_at=NOON,
        raw_pointer=POINTER,
    )
    return replace(page, **changes)


def make_rejection(**changes: Any) -> Rejection:
    """A page without text."""
    rejection = Rejection(
        url="http://127.0.1.1/story",
        source_id="harbour-post",
        page_id="p1",
        stage="extract",
        reason=Reason.NO_BODY,
        detail=None,
        at=NOON,
        raw_pointer=POINTER,
    )
    return replace(rejection, **changes)


def make_delivery(**changes: Any) -> Delivery:
    """A file of an agency, read."""
    delivery = Delivery(
        delivery_id="d1",
        wire_id="harbour-wire/11111111",
        provider="harbour-wire",
        name="ferry.xml",
        received_at=NOON,
        body_bytes=1_000,
        format=WireFormat.NEWSML_G2,
        items=1,
        raw_pointer=POINTER,
    )
    return replace(delivery, **changes)


def make_article(**changes: Any) -> Article:
    """The article of the page."""
    article = Article(
        article_id="00000000-0000-4000-8000-000000000001",
        revision=0,
        uri=None,
        alt_ids=(),
        wire_version=None,
        pub_status=PubStatus.USABLE,
        correction_kind=None,
        embargoed_until=None,
        expires=None,
        headline="Ferry returns",
        alternative_headline=None,
        slugline=None,
        description=None,
        article_body="The ferry is back.\n\nIt had been away for a year.",
        article_html=None,
        body_source=BodySource.PAGE,
        body_complete=None,
        is_accessible_for_free=None,
        word_count=11,
        dateline=None,
        date_published=datetime(2026, 3, 2, 11, tzinfo=UTC),
        date_published_local=date(2026, 3, 2),
        date_published_precision=Precision.SECOND,
        date_published_basis=Basis.FEED,
        date_published_confidence=0.9,
        date_zone="GMT",
        date_conflict=False,
        date_candidates=(),
        date_modified=None,
        first_seen_at=NOON,
        fetched_at=NOON,
        source_id="harbour-post",
        publisher="Harbour Post",
        domain="127.0.1.1",
        registered_domain="127.0.1.1",
        agency=None,
        agency_evidence=None,
        byline="Ann Lee",
        authors=(Author(name="Ann Lee"),),
        url="http://127.0.1.1/story",
        requested_url="http://127.0.1.1/story?utm_source=rss",
        final_url="http://127.0.1.1/story",
        canonical_url=None,
        amp_url=None,
        feed_id="harbour-post/11111111",
        feed_guid="g1",
        in_language="en",
        in_language_basis="declared",
        in_language_confidence=0.9,
        urgency=None,
        subjects=(),
        genre=(),
        keywords=("ferry", "harbour"),
        article_section=None,
        associations=(),
        copyright_notice=None,
        usage_terms=None,
        credit=None,
        ed_note=None,
        rights=None,
        http_status=200,
        extractor="test",
        extraction_confidence=None,
        content_hash="h1",
        minhash_ref=None,
        provenance=(("headline", Provenance(source="page", method="vote", confidence=1.0, raw="Ferry returns")),),
        raw_pointer=POINTER,
        page_id="p1",
    )
    words = {name: VOCABULARIES[name](word) for name, word in changes.items() if name in VOCABULARIES and word}
    return replace(article, **changes | words)
