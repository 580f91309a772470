"""Payloads to entries: picks the format by content, tidies once for all formats, and gives each entry its identity."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from newslake.core.dates import parse_date
from newslake.core.feeds import json_feed, rss_atom, sitemap
from newslake.core.text.encoding import decode, root_name
from newslake.core.urls import canonical_url, host_of
from newslake.errors import FeedError
from newslake.model import Entry, Feed, ParsedFeed, RawEntry

MAX_TITLE_CHARS = 1_000
MAX_SUMMARY_CHARS = 2_000
"""A guess: a standfirst has 300, and descriptions that hold the article are kept whole as content."""

MAX_CONTENT_CHARS = 1_000_000
"""The longest content in the corpus has 171,000; what is cut here is no article. A guess beyond that."""

MAX_SHORT_CHARS = 2_000
"""Of a guid, a name, a category or a raw date: longer ones are cut."""

MAX_NAMES = 100
"""Authors or categories of one item; the rest is left. A guess."""

_SNIFFED_BYTES = 16_384
_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
_HTML_ROOTS = frozenset(
    {"head", "body", "title", "meta", "script", "style", "link", "div", "p", "center", "table", "h1"}
)
_FEED_IN_TEXT = re.compile(r"<(rss|feed|rdf:RDF)\s[^>]{0,2000}>|<rss>")
_SITEMAP_IN_TEXT = re.compile(r"<(urlset|sitemapindex)\b")
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org|"items"\s*:\s*\[')
_BINARY = (
    (b"\x1f\x8b", "gzip data"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a zip archive"),
)

_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9]*)(?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*')*+)?>"""
    r"""|</?([a-zA-Z][a-zA-Z0-9]*)[\s/][^<>]*>"""  # quotes that do not match
)
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike"
    " strong sub sup time tt u var wbr"
)
_BLOCK_NAMES = (
    "address article aside audio blockquote body br button canvas caption center col colgroup dd details dialog dir div"
    " dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html"
    " iframe img input legend li link main map menu meta nav noscript object ol optgroup option output p param picture"
    " pre progress section select source summary svg table tbody td template textarea tfoot th thead title tr track ul"
    " video"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_BLOCK = frozenset(_BLOCK_NAMES.split())
_DROPPED = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<![cdata[", "]]>"))
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\ufeff\ud800-\udfff]")


class Made(NamedTuple):
    """
    The entries of one payload, and what did not become one.

    Attributes:
        without_link: Items with no http(s) link, and no guid that is one.
        duplicates: Items equal to an earlier one of the same payload.
    """

    entries: tuple[Entry, ...]
    without_link: int
    duplicates: int


# ---------------------------------------------------------------- payload -> feed


def sniff_format(data: bytes, media_type: str | None = None) -> str | None:
    """
    What a payload is, by its content: "xml_feed", "json_feed", "news_sitemap" or "html"; None for anything else.

    The media type decides nothing but JSON without a mark of its own: feeds are served as text/html and pages as XML.
    A feed behind the warnings of a PHP page is found; a feed quoted in an HTML page is not.
    """
    head = decode(data[:_SNIFFED_BYTES])
    if head.startswith("{"):
        is_feed = "feed+json" in (media_type or "") or _JSON_FEED.search(head) or _JSON_FEED.search(decode(data))
        return "json_feed" if is_feed else None
    root = (root_name(head) or "").lower()
    if root.rpartition(":")[2] in _FEED_ROOTS:
        return "xml_feed"
    if root.rpartition(":")[2] in _SITEMAP_ROOTS:
        return "news_sitemap"
    if root == "html" or head[:200].lower().startswith("<!doctype html"):
        return "html"
    if _FEED_IN_TEXT.search(head):
        return "xml_feed"
    if _SITEMAP_IN_TEXT.search(head):
        return "news_sitemap"
    return "html" if root in _HTML_ROOTS else None


def parse_feed(data: bytes, *, url: str, http_charset: str | None = None, media_type: str | None = None) -> ParsedFeed:
    """
    A payload read by the format its content shows, and tidied the same way for all of them.

    Titles and summaries become plain text (tags stripped, entities decoded, white space collapsed, a bounded length),
    empty becomes None, an item without a link gets its guid as link when that is an http(s) address. Content stays
    HTML, dates stay raw, guids stay as written.

    Args:
        url: Where it was found, after redirects.
        http_charset: The one of Content-Type; believed only where the bytes allow it.

    Raises:
        FeedError: No feed; the text names what was found instead.
    """
    kind = sniff_format(data, media_type)
    if kind == "xml_feed":
        return _tidied(rss_atom.parse(data, url=url, http_charset=http_charset))
    if kind == "json_feed":
        return _tidied(json_feed.parse(data, url=url, http_charset=http_charset))
    if kind == "news_sitemap":
        return _tidied(sitemap.parse(data, url=url, http_charset=http_charset))
    raise FeedError(f"{url}: {_found(data, kind, media_type)}, not a feed")


def plain_text(markup: str | None, max_chars: int = MAX_SUMMARY_CHARS) -> str | None:
    """
    The text of a piece of HTML on one line: tags stripped, entities decoded once, white space collapsed, cut.

    Only names that HTML knows are tags: "List<String>" and "a < b" stay. What stands in ``script``, ``style`` and
    comments goes. None when nothing is left.
    """
    if not markup:
        return None
    # Ten times the text: enough for markup-heavy summaries, and a bound on what 10 MB of tags may cost.
    text = markup[: max_chars * 10]
    if len(markup) > len(text) and text.rfind("<") > text.rfind(">"):
        text = text[: text.rfind("<")]
    if "<" in text:
        text = _TAG.sub(_space, _without_dropped(text))
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    text = " ".join(_INVISIBLE.sub("", text).split())
    return _cut(text, max_chars) or None


def _found(data: bytes, kind: str | None, media_type: str | None) -> str:
    if not data.strip():
        return "empty"
    if kind == "html":
        title = re.search(r"<title[^>]*>([^<]{1,200})", decode(data[:_SNIFFED_BYTES]), re.IGNORECASE)
        name = plain_text(title[1], 80) if title else None
        return f'an HTML page ("{name}")' if name else "an HTML page"
    for mark, name in _BINARY:
        if data.startswith(mark):
            return name
    head = decode(data[:_SNIFFED_BYTES])
    if head.startswith(("{", "[")):
        return "JSON without a list of items"
    if (root := root_name(head)) is not None:
        return f"XML with the root <{root[:40]}>"
    return f"{media_type} of {len(data):,} bytes" if media_type else f"{len(data):,} bytes of no known form"


def _tidied(parsed: ParsedFeed) -> ParsedFeed:
    return replace(
        parsed,
        title=plain_text(parsed.title, MAX_TITLE_CHARS),
        entries=tuple(_tidy(entry) for entry in parsed.entries),
    )


def _tidy(entry: RawEntry) -> RawEntry:
    guid = _short(entry.guid)
    return replace(
        entry,
        guid=guid,
        url=entry.url or (guid if guid is not None and _is_permalink(guid) else None),
        title=plain_text(entry.title, MAX_TITLE_CHARS),
        summary=plain_text(entry.summary),
        content=_content(entry),
        authors=_names(entry.authors),
        published_raw=_short(entry.published_raw),
        updated_raw=_short(entry.updated_raw),
        categories=_names(entry.categories),
    )


def _content(entry: RawEntry) -> str | None:
    """The content, or a description that is too long to be a summary: many feeds have the article there."""
    content = (entry.content or "").strip()
    if not content and entry.summary is not None and len(entry.summary) > MAX_SUMMARY_CHARS:
        content = entry.summary.strip()
    return _INVISIBLE.sub("", content[:MAX_CONTENT_CHARS]) or None


def _is_permalink(guid: str) -> bool:
    return " " not in guid and host_of(guid) != ""


def _short(text: str | None) -> str | None:
    return None if text is None else _INVISIBLE.sub("", text).strip()[:MAX_SHORT_CHARS] or None


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    names = (plain_text(text, MAX_SHORT_CHARS) for text in texts)
    return tuple(dict.fromkeys(name for name in names if name is not None))[:MAX_NAMES]


def _without_dropped(text: str) -> str:
    lower = text.lower()
    for start, end in _DROPPED:
        if start not in lower:
            continue
        kept: list[str] = []
        at = 0
        while (found := lower.find(start, at)) >= 0:
            kept.append(text[at:found])
            at = lower.find(end, found)
            if at < 0:
                at = len(text)  # never closed: a browser swallows the rest too
                break
            at = lower.find(">", at) + 1 if lower.find(">", at) >= 0 else len(text)
        kept.append(text[at:])
        text = " ".join(kept)
        lower = text.lower()
    return text


def _space(match: re.Match[str]) -> str:
    name = (match[1] or match[2]).lower()
    if name in _INLINE:
        return ""
    return " " if name in _BLOCK else match[0]


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _cut(text: str, max_chars: int) -> str:
    if len(text) <= max_chars:
        return text
    head = text[: max_chars - 1]
    # At a word where there is one near: Thai and Chinese have no spaces.
    space = head.rfind(" ", max_chars - 40)
    return (head[:space] if space > 0 else head) + "…"


# ---------------------------------------------------------------- feed -> entries


def make_entries(parsed: ParsedFeed, *, visit_id: str, feed: Feed, collected_at: datetime) -> Made:
    """
    The entries of a feed that ``parse_feed`` read, in its order, each with its canonical address and identity.

    ``entry_id`` is the SHA-256, first 32 hex digits, of (feed, canonical address, version), and the version is the
    title, the summary and the update date, so that an item gets a new one when its publisher changes it, and keeps it
    over all polls otherwise. Not part of it, because feeds change them at every fetch: the guid, the publication date,
    the content. An update date counts only if it is news: not when it is the publication date once more, nor when all
    items (three at least) carry the same one, which is the time the feed was built. A publication date with a time of
    day that all items share (four at least) is one as well, and is no witness of any publication: it is left out.

    Items without an http(s) link and duplicates within the payload are counted, not kept; of duplicates the first
    stays. Two items with one guid and two links are two entries.
    """
    build_time, shared = _build_time(parsed), _shared_publication(parsed)
    made: dict[str, Entry] = {}
    without_link = duplicates = 0
    for raw in parsed.entries:
        if raw.url is None:
            without_link += 1
            continue
        url = canonical_url(raw.url)
        updated = None if raw.updated_raw == build_time or _is_published_again(raw) else raw.updated_raw
        entry_id = _digest(feed.feed_id, url, raw.title, raw.summary, updated)
        if entry_id in made:
            duplicates += 1
            continue
        made[entry_id] = Entry(
            entry_id=entry_id,
            visit_id=visit_id,
            feed_id=feed.feed_id,
            source_id=feed.source_id,
            url=url,
            link=raw.url,
            guid=raw.guid,
            title=raw.title,
            summary=raw.summary,
            content=raw.content,
            authors=raw.authors,
            published_raw=None if raw.published_raw == shared else raw.published_raw,
            updated_raw=raw.updated_raw,
            categories=raw.categories,
            in_language=raw.in_language or parsed.in_language,
            source_url=raw.source_url,
            collected_at=collected_at,
            feed_format=parsed.format,
        )
    return Made(tuple(made.values()), without_link, duplicates)


def _build_time(parsed: ParsedFeed) -> str | None:
    stated = Counter(entry.updated_raw for entry in parsed.entries)
    return next(iter(stated)) if len(stated) == 1 and len(parsed.entries) >= 3 else None


def _shared_publication(parsed: ParsedFeed) -> str | None:
    """The one publication date, to the minute, of all items: the feed's build time. A mere day may well be shared."""
    stated = {entry.published_raw for entry in parsed.entries}
    shared = next(iter(stated)) if len(stated) == 1 and len(parsed.entries) >= 4 else None
    return shared if shared and re.search(r"\d\d:\d\d|T\d{4}|^\d{10,13}$", shared) else None


def _is_published_again(raw: RawEntry) -> bool:
    if raw.updated_raw is None or raw.published_raw is None:
        return False
    if raw.updated_raw == raw.published_raw:
        return True
    published, updated = parse_date(raw.published_raw), parse_date(raw.updated_raw)
    return (
        published is not None
        and updated is not None
        and published.instant is not None
        and published.instant == updated.instant
    )


def _digest(*parts: str | None) -> str:
    # Lengths keep ("ab", "c") and ("a", "bc") apart; None is not the empty string.
    marked = "".join("-" if part is None else f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(marked.encode("utf-8", "replace")).hexdigest()[:32]
