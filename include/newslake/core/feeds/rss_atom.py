"""
RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, well formed or not.

feedparser does the reading, held to three rules: it gets decoded text and never fetches or opens anything; its dates
and its resolved addresses are not used; what would take it minutes is refused before it starts.
"""

import html
import io
import re
from collections.abc import Iterable, Mapping
from html.entities import name2codepoint
from typing import Any
from xml.parsers import expat
from xml.sax import SAXException

import feedparser

from newslake.core.text.encoding import MAX_ENTRIES, decode, language_tag, root_name
from newslake.core.urls import resolve
from newslake.errors import FeedError
from newslake.model import Enclosure, ParsedFeed, RawEntry

MAX_MALFORMED_CHARS = 1_000_000
"""Read of a feed that is not well formed: feedparser's tag-soup path took 11 s for 2 MB of hostile tags."""

MAX_ATTRIBUTES = 1_000
"""In one tag: 100,000 took feedparser 161 s."""

MAX_CATEGORIES = 1_000
"""In one item: feedparser compares each with all before it, 8,000 took 1.7 s and 80,000 would take minutes."""

MAX_OPEN_TAGS = 20_000
"""Tags without an end, in a feed that is not well formed: a guess."""

_FAULTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    re.error,
    SAXException,
)
"""What feedparser raises on hostile input; it documents none of it."""

_FORMATS = {
    "rss20": "rss20",
    "rss": "rss20",  # no version stated
    "rss10": "rss10",
    "rss090": "rss09",
    "rss091n": "rss09",
    "rss091u": "rss09",
    "rss092": "rss09",
    "rss093": "rss09",
    "rss094": "rss09",
    "atom10": "atom10",
    "atom": "atom10",
    "atom03": "atom03",
    "atom02": "atom03",
    "atom01": "atom03",
}
_ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_WHOLE_LINK = re.compile(r"</(?:[\w.-]+:)?link\s*>|<(?:[\w.-]+:)?link\s[^<>]*href[^<>]*>", re.IGNORECASE)
_CATEGORY = re.compile(r"<(?:[\w.-]+:)?(?:category|subject|keywords|tags)\b", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[^<>]{20000,}")
_LONG_LIST = re.compile(r"<(?:[\w.-]+:)?(?:keywords|tags)\b[^<>]*>(?:<!\[CDATA\[)?[^<]{50000}", re.IGNORECASE)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_BARE = re.compile(r"&(?!#\d{1,12};|#[xX][0-9a-fA-F]{1,12};|[A-Za-z][A-Za-z0-9]{0,31};)")
_REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([A-Za-z][A-Za-z0-9]*));")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_RSS_PREFIX = re.compile(r"(</?)rss:(?=[a-zA-Z])")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_HTML_TYPES = ("text/html", "application/xhtml+xml")


def parse(data: bytes, *, url: str, http_charset: str | None = None) -> ParsedFeed:
    """
    The feed as it stands: dates raw, guids raw, links absolute.

    Of a truncated or broken document, what could be read; of more than MAX_ENTRIES items, the first. The title and
    summary are HTML (plain-text constructs of Atom are escaped), not tidied yet. An item whose only date is ``dc:date``
    states its publication. Authors are those of the item: the ones of the feed are not passed down.
    Where ``xml:base`` is used, feedparser resolves a *relative* guid against it; every other guid is as written.

    Args:
        url: Where the feed was found, after redirects: what relative links are resolved against.

    Raises:
        FeedError: No feed, or nothing that could be read of it; the parser's own error is the cause.
    """
    text = decode(data, http_charset)
    if not text:
        raise FeedError(f"{url}: empty, not a feed")
    left_out = 0
    if (harm := _harm(text)) is None:
        text, left_out = _first_entries(text)
        text = _well_formed(text)
        # Every tag left open costs feedparser a look at each one before it: 300,000 took 11 s.
        if text.count("<") - 2 * text.count("</") > MAX_OPEN_TAGS and not _is_xml(text):
            harm = f"more than {MAX_OPEN_TAGS:,} tags that are never closed"
    if harm is not None:
        raise FeedError(f"{url}: {harm}: refused, it would take minutes to read")

    read = _feedparser(text, url)
    version = read.get("version") or ""
    if version not in _FORMATS and not read["entries"]:
        root = root_name(text)
        raise FeedError(f"{url}: not RSS or Atom" + (f": the document is a <{root[:40]}>" if root else ""))
    if not version and (root_name(text) or "").lower().endswith("rdf"):
        version = "rss090"  # RSS 0.90 under the older of its two namespaces, which feedparser does not know
    feed = dict(read["feed"])
    is_atom = version.startswith("atom")
    dc_date = not is_atom and ("dc:date" in text or version == "rss10")
    return ParsedFeed(
        format=_FORMATS.get(version, "rss20"),
        title=_markup(feed, "title", is_atom=is_atom),
        home_url=_link(feed.get("links"), url) or resolve(url, _string(feed, "link") or ""),
        in_language=language_tag(feed.get("language")),
        ttl_minutes=_ttl_minutes(feed),
        entries=tuple(
            # A plain dict: FeedParserDict answers for "updated" with "published", and warns.
            _entry(dict(entry), url=url, is_atom=is_atom, dc_date=dc_date)
            for entry in read["entries"][:MAX_ENTRIES]
        ),
        left_out=left_out,
    )


def _feedparser(text: str, url: str) -> dict[str, Any]:
    try:
        return _call(text)
    except _FAULTS as first:
        # A backslash in a DOCTYPE, a reference to no character: without them there may be a feed.
        try:
            return _call(_mended(_DOCTYPE.sub("", text, count=1)))
        except _FAULTS as second:
            raise FeedError(f"{url}: unreadable: {type(second).__name__}: {str(second)[:100]}") from first


def _call(text: str) -> dict[str, Any]:
    # Without a Content-Location feedparser has no base and leaves links as they are (but for xml:base, which it knows).
    read: dict[str, Any] = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return read


# ---------------------------------------------------------------- before feedparser


def _harm(text: str) -> str | None:
    for match in _LONG_TAG.finditer(text):
        if match[0].count("=") > MAX_ATTRIBUTES and len(re.findall(r"=\s*[\"']", match[0])) > MAX_ATTRIBUTES:
            return f"a tag of more than {MAX_ATTRIBUTES:,} attributes"
    if _LONG_LIST.search(text):
        return "a list of keywords without end"
    categories = [match.start() for match in _CATEGORY.finditer(text)]
    if len(categories) > MAX_CATEGORIES:
        starts = [0, *(match.start() for match in _ITEM.finditer(text)), len(text)]
        at = 0
        for end in starts[1:]:
            first = at
            while at < len(categories) and categories[at] < end:
                at += 1
            if at - first > MAX_CATEGORIES:
                return f"an item of more than {MAX_CATEGORIES:,} categories"
    return None


def _first_entries(text: str) -> tuple[str, int]:
    """The document up to its MAX_ENTRIES-th item, closed again, and how many items follow it."""
    if text.count("item") + text.count("entry") <= MAX_ENTRIES:
        return text, 0
    starts = [match.start() for match in _ITEM.finditer(text)]
    if len(starts) <= MAX_ENTRIES:
        return text, 0
    return _closed(text[: starts[MAX_ENTRIES]]), len(starts) - MAX_ENTRIES


def _closed(text: str) -> str:
    root = root_name(text)
    is_open = "<channel" in text and "</channel" not in text
    return text + ("</channel>" if is_open else "") + (f"</{root}>" if root else "")


def _well_formed(text: str) -> str:
    """
    The text, mended when that makes it XML; else what feedparser's tag-soup reader is trusted with.

    Bare ampersands and HTML entities are the common faults. Mended, such a feed goes the strict way, which is
    faster and loses nothing.
    """
    if _is_xml(text):
        return text
    mended = _whole_entries(_mended(text))
    if len(mended) <= MAX_MALFORMED_CHARS or _is_xml(mended):
        return mended
    starts = [match.start() for match in _ITEM.finditer(mended, 0, MAX_MALFORMED_CHARS)]
    return mended[: starts[-1] if len(starts) > 1 else MAX_MALFORMED_CHARS]


def _whole_entries(text: str) -> str:
    """A truncated document without its last item, when its link is not whole: half a link leads somewhere else."""
    root = root_name(text)
    if root is None or f"</{root}" in text[-1_000:]:
        return text
    end = max((match.end() for match in _ITEM_END.finditer(text)), default=0)
    if end == 0 or _ITEM.search(text, end) is None or _WHOLE_LINK.search(text, end) is not None:
        return text
    return _closed(text[:end])


def _is_xml(text: str) -> bool:
    parser = expat.ParserCreate("utf-8", " ")
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return False
    return True


def _mended(text: str) -> str:
    if "<rss:" in text and "xmlns:rss" not in text:
        text = _RSS_PREFIX.sub(r"\1", text)  # dylanharris.org: <rss:channel>, the prefix never declared
    pieces = _CDATA.split(text)
    pieces[::2] = [_REFERENCE.sub(_reference, _BARE.sub("&amp;", piece)) for piece in pieces[::2]]
    return "".join(pieces)


def _reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        if name in _XML_NAMES:
            return match[0]
        return f"&#{name2codepoint[name]};" if name in name2codepoint else f"&amp;{name};"
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    is_character = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match[0] if is_character else "\ufffd"


# ---------------------------------------------------------------- after feedparser


def _entry(entry: dict[str, Any], *, url: str, is_atom: bool, dc_date: bool) -> RawEntry:
    published = _string(entry, "published") or _string(entry, "created")
    updated = _string(entry, "updated")
    if dc_date and published is None:
        published, updated = updated, None
    contents = entry.get("content") or []
    summary = _markup(entry, "summary", is_atom=is_atom)
    if "summary_detail" not in entry and any(part.get("value") == _string(entry, "summary") for part in contents):
        summary = None  # feedparser copies the content there when the item has no summary
    links = entry.get("links") or []
    return RawEntry(
        guid=_string(entry, "id"),
        url=resolve(url, _string(entry, "feedburner_origlink") or "") or _link(links, url),
        title=_markup(entry, "title", is_atom=is_atom),
        summary=summary,
        content=max((_html_of(part, is_atom=is_atom) for part in contents), key=len, default="") or None,
        authors=_unique(_author(author) for author in entry.get("authors") or []),
        published_raw=published,
        updated_raw=updated,
        categories=_unique(tag.get("label") or tag.get("term") for tag in entry.get("tags") or []),
        enclosures=tuple(_enclosures(links, url)),
        in_language=_language(entry),
        source_url=_source(entry, url),
    )


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _markup(record: dict[str, Any], key: str, *, is_atom: bool) -> str | None:
    """A text construct as HTML. In Atom "text" means text: ``a <b> c`` must not lose its ``<b>``; RSS never says."""
    value = _string(record, key)
    if value is None:
        return None
    detail = record.get(f"{key}_detail") or {}
    return html.escape(value, quote=False) if is_atom and detail.get("type") == "text/plain" else value


def _html_of(part: Mapping[str, Any], *, is_atom: bool) -> str:
    value = part.get("value") or ""
    return html.escape(value, quote=False) if is_atom and part.get("type") == "text/plain" else value


def _link(links: Iterable[Mapping[str, Any]] | None, url: str) -> str | None:
    """The first alternate link, HTML before anything else; a link without rel is one (RFC 4287 section 4.2.7.2)."""
    other = None
    for link in links or ():
        if link.get("rel", "alternate") != "alternate" or not link.get("href"):
            continue
        absolute = resolve(url, link["href"])
        if absolute is not None and link.get("type", "text/html") in _HTML_TYPES:
            return absolute
        other = other or absolute
    return other


def _enclosures(links: Iterable[Mapping[str, Any]], url: str) -> Iterable[Enclosure]:
    for link in links:
        if link.get("rel") == "enclosure" and (absolute := resolve(url, link.get("href") or "")) is not None:
            length = str(link.get("length") or "").strip()
            yield Enclosure(
                url=absolute,
                media_type=str(link.get("type") or "").strip() or None,
                length_bytes=int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None,
            )


def _author(author: Mapping[str, Any]) -> str | None:
    return author.get("name") or author.get("email")


def _language(entry: dict[str, Any]) -> str | None:
    stated = [entry.get("language")]
    stated += [(entry.get(key) or {}).get("language") for key in ("title_detail", "summary_detail")]
    stated += [part.get("language") for part in entry.get("content") or []]
    return next((tag for tag in map(language_tag, stated) if tag is not None), None)


def _source(entry: dict[str, Any], url: str) -> str | None:
    source = entry.get("source") or {}
    return resolve(url, source.get("href") or "") or _link(source.get("links"), url)


def _ttl_minutes(feed: dict[str, Any]) -> int | None:
    """``<ttl>``, else the period of the syndication module (https://web.resource.org/rss/1.0/modules/syndication/)."""
    ttl = _string(feed, "ttl") or ""
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 8:
        return int(ttl) or None
    period = (_string(feed, "sy_updateperiod") or "").lower()
    minutes = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}.get(period)
    frequency = _string(feed, "sy_updatefrequency") or "1"
    if minutes is None or not (frequency.isascii() and frequency.isdigit() and 0 < len(frequency) < 5):
        return None
    return max(1, minutes // max(1, int(frequency)))


def _unique(values: Iterable[object]) -> tuple[str, ...]:
    texts = (value.strip() for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(text for text in texts if text))
