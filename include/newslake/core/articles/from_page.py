"""A fetched page to its article, or to a rejection: what the page tells, and its feed where the page does not."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from newslake.core.agencies import Registry, shipped
from newslake.core.articles.identity import article_id, identity_url
from newslake.core.articles.make import Told, make_article, reject
from newslake.core.dates import parse_date
from newslake.core.pages import extract as extract_page
from newslake.core.text import tidy, tidy_or_none, word_count
from newslake.model import (
    AltId,
    Article,
    Author,
    Basis,
    BodySource,
    Entry,
    Extract,
    Page,
    PageKind,
    Provenance,
    RawDate,
    Reason,
    Rejection,
    Rights,
    Source,
    Subject,
)

JUST_MADE = timedelta(hours=1)
"""A Last-Modified younger than this at the fetch is taken for the time of the answer (a guess)."""

MIN_WORDS = 25
"""Shorter bodies are cookie walls and photo captions, seldom news (see ``text.word_count`` for unspaced scripts)."""

NEWS_SITEMAP = "news_sitemap"
"""As ``ParsedFeed.format`` names it."""

_ARTICLES = (PageKind.ARTICLE, PageKind.LIVE_BLOG)

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
        return reject(page, source, Reason.NOT_HTML, page.media_type)
    address = page.final_url or page.requested_url
    agencies = (registry or shipped()).with_sources((source,))
    extract = read(html, address, http_charset=page.http_charset, selectors=source.selectors, registry=agencies)
    return from_page(extract, page, source, registry=agencies)


def is_html(data: bytes) -> bool:
    """Whether bytes are a page: HTML tags near the beginning. The bytes decide, servers label anything text/html."""
    head = data[:_SNIFF_BYTES].replace(b"\0", b"")  # UTF-16
    return bool(_MARKUP.search(head)) and not _OTHER_XML.match(head) and not head.startswith((b"%PDF", b"PK\x03\x04"))


def from_page(extract: Extract, page: Page, source: Source, *, registry: Registry | None = None) -> Article | Rejection:
    """
    The article of a page that was read. The page goes before its feed for headline, authors and description.

    Returns:
        A rejection for a page that is something else (see ``pages.kinds``), for one without text, with fewer than
        ``MIN_WORDS`` words, or without a headline in page and feed alike.
    """
    if extract.kind not in _ARTICLES:
        return reject(page, source, Reason(extract.kind), extract.headline)
    if not extract.article_body:
        return reject(page, source, Reason.NO_BODY)
    words = word_count(extract.article_body)
    if words < MIN_WORDS:
        return reject(page, source, Reason.TOO_SHORT, f"{words} words")
    headline = extract.headline or tidy_or_none(page.entry.title)
    if headline is None:
        return reject(page, source, Reason.NO_HEADLINE)
    return make_article(_told(extract, page, source, headline), source, (registry or shipped()).with_sources((source,)))


def _told(extract: Extract, page: Page, source: Source, headline: str) -> Told:
    entry = page.entry
    url = identity_url(extract.canonical_url, page.final_url or page.requested_url)
    authors = extract.authors or tuple(Author(name=name) for name in map(tidy, entry.authors) if name)
    return Told(
        article_id=article_id(source.source_id, url),
        url=url,
        body_source=BodySource.PAGE,
        told_by="page, feed or catalogue",
        first_seen_at=entry.collected_at,
        fetched_at=page.fetched_at,
        page_id=page.page_id,
        feed_id=entry.feed_id,
        raw_pointer=page.raw_pointer,
        alt_ids=(AltId(role="feed_guid", value=entry.guid),) if entry.guid else (),
        headline=headline,
        alternative_headline=extract.alternative_headline,
        description=extract.description or tidy_or_none(entry.summary),
        article_body=extract.article_body,
        article_html=extract.article_html,
        body_complete=extract.body_complete,
        is_accessible_for_free=extract.is_accessible_for_free,
        dates=(*_stated(extract, "published", entry, entry.published_raw), *_last_modified(page)),
        modified=_stated(extract, "modified", entry, entry.updated_raw),
        byline=extract.byline,
        authors=authors,
        publisher_stated=extract.publisher,
        requested_url=page.requested_url,
        final_url=page.final_url,
        canonical_url=extract.canonical_url,
        amp_url=extract.amp_url,
        feed_guid=entry.guid,
        declared_languages=(extract.declared_language, entry.in_language),
        language_raw=dict(extract.witnesses).get("in_language"),
        subjects=tuple(Subject(code=None, scheme=None, name=name) for name in map(tidy, entry.categories) if name),
        keywords=extract.keywords,
        article_section=extract.article_section,
        associations=extract.associations,
        rights=_rights(extract, page),
        http_status=page.status,
        extractor=extract.extractor,
        extraction_confidence=extract.extraction_confidence,
        provenance=tuple(_provenance(extract, entry)),
    )


def _stated(extract: Extract, role: str, entry: Entry, in_feed: str | None) -> tuple[RawDate, ...]:
    """The witnesses of one role, page before feed; a news sitemap is a witness of its own, its dates are the site's."""
    of_page = tuple(date for date in extract.dates if date.role == role)
    raw = tidy_or_none(in_feed)
    basis = Basis.SITEMAP if entry.feed_format == NEWS_SITEMAP else Basis.FEED
    return (*of_page, RawDate(basis=basis, role=role, raw=raw)) if raw else of_page


def _last_modified(page: Page) -> tuple[RawDate, ...]:
    """The HTTP header, where it tells of the page and not of the answer: pages made on demand are always new."""
    raw = next((line.partition(":")[2].strip() for line in page.headers if line.startswith("last-modified:")), None)
    read = parse_date(raw) if raw else None
    if raw is None or read is None or read.instant is None or page.fetched_at - read.instant < JUST_MADE:
        return ()
    return (RawDate(basis=Basis.LAST_MODIFIED, role="published", raw=raw),)


def _rights(extract: Extract, page: Page) -> Rights | None:
    headers = [
        (name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in page.headers)
    ]
    robots = ", ".join(filter(None, (extract.robots, *(value for name, value in headers if name == "x-robots-tag"))))
    tdm = next((value for name, value in headers if name == "tdm-reservation"), None)
    paywall = "not accessible for free" if extract.is_accessible_for_free is False else None
    return Rights(robots=robots or None, tdm=tdm, paywall=paywall) if robots or tdm or paywall else None


def _provenance(extract: Extract, entry: Entry) -> Iterator[tuple[str, Provenance]]:
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
    if extract.authors:
        yield (
            "authors",
            Provenance(source="page", method=witnesses.get("authors"), confidence=None, raw=extract.byline),
        )
    elif any(map(tidy, entry.authors)):
        yield "authors", Provenance(source="feed", method=None, confidence=None, raw=extract.byline)
    for column in ("description", "article_section", "keywords", "is_accessible_for_free"):
        if witness := witnesses.get(column):
            yield column, Provenance(source="page", method=witness, confidence=None, raw=None)
    if missed := witnesses.get("selectors"):
        yield "selectors", Provenance(source="catalogue", method=missed, confidence=None, raw=None)
