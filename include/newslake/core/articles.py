"""A page and what it says, made into the article record, or rejected with a reason."""

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from newslake.core.agencies import Registry, shipped
from newslake.core.attribution import Signs, attribute
from newslake.core.datelines import PrintedDateline, dateline_row, parse_dateline
from newslake.core.dates import parse_date
from newslake.core.extraction import extract as extract_page
from newslake.core.languages import reconcile_language
from newslake.core.published import PublishedDate, candidate, reconcile
from newslake.core.text import tidy, tidy_or_none, word_count
from newslake.core.urls import canonical_url, host_of, registered_domain, url_identity
from newslake.model import (
    AltId,
    Article,
    Author,
    DateCandidate,
    Dateline,
    Entry,
    Extract,
    Page,
    Provenance,
    RawDate,
    Reason,
    Rejection,
    Rights,
    Source,
    Subject,
)

NAMESPACE = uuid.UUID("6b3f5d0e-52c7-5c0a-9d3e-6e6577736c6b")
"""Of all article ids, fixed for ever: changing it renames every article."""

JUST_MADE = timedelta(hours=1)
"""A Last-Modified younger than this at the fetch is taken for the time of the answer (a guess)."""

MIN_WORDS = 25
"""Shorter bodies are cookie walls and photo captions, seldom news (see ``text.word_count`` for unspaced scripts)."""

LEAD_PARAGRAPHS = 3
"""Paragraphs that may open with the dateline: a standfirst and a heading come before it on some pages."""

_NO_ARTICLE = {
    reason.value: reason
    for reason in (
        *(Reason.INDEX_PAGE, Reason.MEDIA_PAGE, Reason.CONSENT_WALL),
        *(Reason.BOT_CHALLENGE, Reason.SOFT_404, Reason.EMPTY_SHELL),
    )
}
"""Kinds of pages that are no article, as extraction names them."""

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|script|article|main|section|div|h1|p|table|span)\b",
    re.IGNORECASE,
)
_OTHER_XML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.I | re.S
)
_SNIFF_BYTES = 8192


def read_page(
    html: bytes,
    page: Page,
    source: Source,
    *,
    registry: Registry | None = None,
    read: Callable[..., Extract] = extract_page,
) -> Article | Rejection:
    """
    The article of a page: extraction and the making of the record in one step.

    Args:
        html: The decoded body of the answer.
        page: The fetch that brought it.
        source: Who serves it (see ``sources.Catalogue.source_of``).
        registry: The news agencies, those of the catalogue as well; by default the shipped ones.
        read: For benchmarks that measure a part of the reading.
    """
    if html.strip() and not is_html(html):
        return _rejected(page, source, Reason.NOT_HTML, page.media_type)
    address = page.final_url or page.requested_url
    agencies = (registry or shipped()).with_sources((source,))
    extract = read(html, address, http_charset=page.http_charset, selectors=source.selectors, registry=agencies)
    return make_article(extract, page, source, registry=agencies)


def is_html(data: bytes) -> bool:
    """Whether bytes are a page: HTML tags near the beginning. The bytes decide, servers label anything text/html."""
    head = data[:_SNIFF_BYTES].replace(b"\0", b"")  # UTF-16
    return bool(_MARKUP.search(head)) and not _OTHER_XML.match(head) and not head.startswith((b"%PDF", b"PK\x03\x04"))


def make_article(
    extract: Extract, page: Page, source: Source, *, registry: Registry | None = None
) -> Article | Rejection:
    """
    The article record of a page, every column; None where nothing states it.

    The page goes before the feed for headline, authors and description. The dateline stays in the text as printed.

    Returns:
        A rejection for a page that is something else (see ``extraction.kinds``), for one without text, with fewer
        than ``MIN_WORDS`` words, or without a headline in page and feed alike. ``revision`` is 0: ``load`` numbers
        revisions.
    """
    entry = page.entry
    body = extract.article_body
    if reason := _NO_ARTICLE.get(extract.kind):
        return _rejected(page, source, reason, extract.headline)
    if not body:
        return _rejected(page, source, Reason.NO_BODY, None)
    words = word_count(body)
    if words < MIN_WORDS:
        return _rejected(page, source, Reason.TOO_SHORT, f"{words} words")
    headline = extract.headline or tidy_or_none(entry.title)
    if headline is None:
        return _rejected(page, source, Reason.NO_HEADLINE, None)

    declared = extract.in_language if (extract.in_language_basis or "").startswith("declared") else None
    language, language_basis, language_confidence = reconcile_language(
        declared, entry.in_language, source.languages, body
    )
    candidates = _candidates(extract, entry, source, language, "published", extra=_last_modified(page))
    modified = _candidates(extract, entry, source, language, "modified")
    agencies = (registry or shipped()).with_sources((source,))
    dated = date_story(candidates, body, source, fetched_at=page.fetched_at, registry=agencies, modified=modified)
    published, printed, dateline = dated.published, dated.printed, dated.dateline

    authors = extract.authors or tuple(Author(name=name) for name in map(tidy, entry.authors) if name)
    byline = extract.byline or (printed.byline if printed else None)
    url = identity_url(extract, page)
    agency, evidence = attribute(
        Signs(
            dateline_agency=dateline.agency if dateline else None,
            authors=authors,
            stated_publisher=extract.publisher,
            byline=byline,
            body=body,
            canonical_url=extract.canonical_url,
            url=url,
        ),
        source,
        agencies,
    )
    host = host_of(url) or url
    pub_status = "usable"
    return Article(
        article_id=article_id(source.source_id, url),
        revision=0,
        uri=None,
        alt_ids=(AltId(role="feed_guid", value=entry.guid),) if entry.guid else (),
        wire_version=None,
        pub_status=pub_status,
        correction_kind=None,
        embargoed_until=None,
        expires=None,
        headline=headline,
        alternative_headline=extract.alternative_headline,
        slugline=None,
        description=extract.description or tidy_or_none(entry.summary),
        article_body=body,
        article_html=extract.article_html,
        body_source="page",
        body_complete=extract.body_complete,
        is_accessible_for_free=extract.is_accessible_for_free,
        word_count=words,
        dateline=dateline,
        date_published=published.instant,
        date_published_local=published.local_day,
        date_published_precision=published.precision,
        date_published_basis=published.basis,
        date_published_confidence=published.confidence,
        date_zone=published.zone,
        date_conflict=published.conflict,
        date_candidates=dated.candidates,
        date_modified=published.modified,
        first_seen_at=entry.collected_at,
        fetched_at=page.fetched_at,
        source_id=source.source_id,
        publisher=source.name,
        domain=host,
        registered_domain=registered_domain(host),
        agency=agency,
        agency_evidence=evidence,
        byline=byline,
        authors=authors,
        url=url,
        requested_url=page.requested_url,
        final_url=page.final_url,
        canonical_url=extract.canonical_url,
        amp_url=extract.amp_url,
        feed_id=entry.feed_id,
        feed_guid=entry.guid,
        in_language=language,
        in_language_basis=language_basis,
        in_language_confidence=language_confidence,
        urgency=None,
        subjects=tuple(Subject(code=None, scheme=None, name=name) for name in map(tidy, entry.categories) if name),
        genre=(),
        keywords=extract.keywords,
        article_section=extract.article_section,
        associations=extract.associations,
        copyright_notice=None,
        usage_terms=None,
        credit=None,
        ed_note=None,
        rights=_rights(extract, page),
        http_status=page.status,
        extractor=extract.extractor,
        extraction_confidence=extract.extraction_confidence,
        content_hash=content_hash(headline, body, pub_status),
        minhash_ref=None,
        provenance=tuple(_provenance(extract, authors, language, language_basis, language_confidence, published)),
        raw_pointer=page.raw_pointer,
        page_id=page.page_id,
    )


def article_id(source_id: str, url: str) -> str:
    """The id of an article: UUID5 of its source and its address's identity, the same on every machine."""
    return str(uuid.uuid5(NAMESPACE, f"{source_id}\n{url_identity(url)}"))


def content_hash(headline: str | None, body: str | None, pub_status: str) -> str:
    """SHA-256 of what a reader calls the text: headline, body and status, blind to white space and composed letters."""
    read = "\n".join((pub_status, tidy(headline or ""), tidy(body or "")))
    return hashlib.sha256(unicodedata.normalize("NFC", read).encode()).hexdigest()


def identity_url(extract: Extract, page: Page) -> str:
    """
    The address an article is known by, in canonical form.

    The canonical link, when it stays on the page's registered domain (on the same host for IP addresses) and leads
    to a page and not to the home page or a section; else the address after redirects; else the one asked for.
    """
    address = page.final_url or page.requested_url
    stated = extract.canonical_url
    if stated and _same_site(stated, address) and not _is_above(stated, address):
        return canonical_url(stated)
    return canonical_url(address)


def _same_site(one: str, other: str) -> bool:
    return bool(host_of(one)) and registered_domain(host_of(one)) == registered_domain(host_of(other))


def _is_above(stated: str, address: str) -> bool:
    """
    Whether a canonical link leads to the home page or to a section of what it should name.

    Templates link every story to "/" or "/sport/". A folder above the page whose name looks like a story's
    (a digit, or three words) is one: /2025/storm-hits-coast/ for /2025/storm-hits-coast/2.
    """
    path, own = (urlsplit(canonical_url(link)).path.rstrip("/") for link in (stated, address))
    if not path:
        return bool(own)
    last = path.rpartition("/")[2]
    is_story = any(map(str.isdigit, last)) or last.count("-") >= 2
    return own.startswith(path + "/") and not is_story


def _candidates(
    extract: Extract, entry: Entry, source: Source, language: str | None, role: str, extra: tuple[RawDate, ...] = ()
) -> tuple[DateCandidate, ...]:
    """The witnesses of one role, page before feed, each with what was read in it."""
    stated = [date_ for date_ in extract.dates if date_.role == role]
    if feed := tidy_or_none(entry.published_raw if role == "published" else entry.updated_raw):
        stated.append(RawDate(basis="feed", role=role, raw=feed))
    stated.extend(extra)
    main_language = language.partition("-")[0] if language else None
    return tuple(
        candidate(
            raw,
            parse_date(
                raw.raw,
                country=source.country,
                language=main_language,
                timezone=source.timezone,
                date_order=source.date_order,
            ),
        )
        for raw in stated
    )


def _last_modified(page: Page) -> tuple[RawDate, ...]:
    """The HTTP header, where it tells of the page and not of the answer: pages made on demand are always new."""
    raw = next((line.partition(":")[2].strip() for line in page.headers if line.startswith("last-modified:")), None)
    read = parse_date(raw) if raw else None
    if raw is None or read is None or read.instant is None or page.fetched_at - read.instant < JUST_MADE:
        return ()
    return (RawDate(basis="last_modified", role="published", raw=raw),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStory:
    """All witnesses of a publication, what was chosen among them, and the dateline, which may be one of them."""

    candidates: tuple[DateCandidate, ...]
    published: PublishedDate
    printed: PrintedDateline | None
    dateline: Dateline | None


def date_story(
    candidates: tuple[DateCandidate, ...],
    body: str,
    source: Source,
    *,
    fetched_at: datetime,
    registry: Registry,
    modified: tuple[DateCandidate, ...] = (),
) -> DatedStory:
    """
    When a story was published, by what it states and by its dateline, whose year follows from what it states.

    Args:
        candidates, modified: Of the publication and of the last change, see ``published.reconcile``.
    """
    published = reconcile(candidates, source=source, fetched_at=fetched_at, modified=modified)
    printed, dateline = _dateline(body, published.local_day or fetched_at.date(), registry)
    if dateline and printed and (filed := dateline.day or printed.conflicting):
        candidates += (_dateline_candidate(dateline, filed),)
        published = reconcile(candidates, source=source, fetched_at=fetched_at, modified=modified)
    return DatedStory(candidates=candidates, published=published, printed=printed, dateline=dateline)


def _dateline(body: str, anchor: date, registry: Registry) -> tuple[PrintedDateline | None, Dateline | None]:
    """The dateline that one of the first paragraphs opens with, and its row; ``anchor`` is the day it was published."""
    start = 0
    for paragraph in body.split("\n\n")[:LEAD_PARAGRAPHS]:
        if printed := parse_dateline(paragraph, anchor=anchor, registry=registry):
            return printed, replace(dateline_row(printed), span=start + printed.span)
        start += len(paragraph) + len("\n\n")
    return None, None


def _dateline_candidate(dateline: Dateline, day: date) -> DateCandidate:
    """A day at the place: it confirms a date, it never sets the clock."""
    return DateCandidate(basis="dateline", raw=dateline.raw, instant=None, day=day, precision="day", zone=None)


def _rights(extract: Extract, page: Page) -> Rights | None:
    headers = [
        (name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in page.headers)
    ]
    robots = ", ".join(filter(None, (extract.robots, *(value for name, value in headers if name == "x-robots-tag"))))
    tdm = next((value for name, value in headers if name == "tdm-reservation"), None)
    paywall = "not accessible for free" if extract.is_accessible_for_free is False else None
    return Rights(robots=robots or None, tdm=tdm, paywall=paywall) if robots or tdm or paywall else None


def _provenance(
    extract: Extract,
    authors: tuple[Author, ...],
    language: str | None,
    language_basis: str | None,
    language_confidence: float | None,
    published: PublishedDate,
) -> Iterator[tuple[str, Provenance]]:
    witnesses = dict(extract.witnesses)
    voters = witnesses.get("headline")
    yield (
        "headline",
        Provenance(
            source="page" if extract.headline else "feed",
            method=voters if voters in (None, "selector") else f"vote of {voters}",
            confidence=None,
            raw=None,
        ),
    )
    if authors:
        origin = "page" if extract.authors else "feed"
        yield (
            "authors",
            Provenance(
                source=origin,
                method=witnesses.get("authors") if extract.authors else None,
                confidence=None,
                raw=extract.byline,
            ),
        )
    if language:
        yield (
            "in_language",
            Provenance(
                source="text" if language_basis == "detected" else "page, feed or catalogue",
                method=language_basis,
                confidence=language_confidence,
                raw=witnesses.get("in_language"),
            ),
        )
    for column in ("description", "article_section", "keywords", "is_accessible_for_free"):
        if witness := witnesses.get(column):
            yield column, Provenance(source="page", method=witness, confidence=None, raw=None)
    if missed := witnesses.get("selectors"):
        yield "selectors", Provenance(source="catalogue", method=missed, confidence=None, raw=None)
    if published.basis:
        yield (
            "date_published",
            Provenance(source=published.basis, method="reconcile", confidence=published.confidence, raw=published.raw),
        )


def _rejected(page: Page, source: Source, reason: Reason, detail: str | None) -> Rejection:
    return Rejection(
        url=canonical_url(page.final_url or page.requested_url),
        source_id=source.source_id,
        page_id=page.page_id,
        stage="extract",
        reason=reason,
        detail=detail,
        at=page.fetched_at,
        raw_pointer=page.raw_pointer,
    )
