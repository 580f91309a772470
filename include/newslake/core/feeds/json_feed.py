"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read as tolerantly as it is written."""

import html
import json
from typing import Any

import orjson

from newslake.core.text.encoding import MAX_ENTRIES, decode, language_tag
from newslake.core.urls import resolve
from newslake.errors import FeedError
from newslake.model import Enclosure, ParsedFeed, RawEntry


def parse(data: bytes, *, url: str, http_charset: str | None = None) -> ParsedFeed:
    """
    The feed as it stands: dates raw, ids raw (numbers as their digits), links absolute, at most MAX_ENTRIES items.

    Title, summary and content are HTML: plain text is escaped. An item that only links elsewhere
    (``external_url`` without ``url``) has that as its link. Members of the wrong type count as absent.

    Raises:
        FeedError: No JSON, truncated JSON (nothing can be read of it), or JSON that is no feed.
    """
    document = _load(data, url=url, http_charset=http_charset)
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise FeedError(f"{url}: JSON, but not a JSON Feed: it has no list of items")
    version = _text(document.get("version")) or ""
    items = [item for item in document["items"][:MAX_ENTRIES] if isinstance(item, dict)]
    return ParsedFeed(
        format="json10" if version.rstrip("/").endswith(("version/1", "1.0")) else "json11",
        title=_escaped(document.get("title")),
        home_url=resolve(url, _text(document.get("home_page_url")) or ""),
        in_language=language_tag(document.get("language")),
        ttl_minutes=None,
        entries=tuple(_entry(item, url) for item in items),
        left_out=max(0, len(document["items"]) - MAX_ENTRIES),
    )


def _load(data: bytes, *, url: str, http_charset: str | None) -> object:
    text = decode(data, http_charset)
    if not text:
        raise FeedError(f"{url}: empty, not a feed")
    try:
        document: object = orjson.loads(text)
    except orjson.JSONDecodeError as strict:
        # Line breaks inside strings and lone surrogates: invalid, found in the field, read by the standard library.
        try:
            loaded: object = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            raise FeedError(f"{url}: broken JSON: {str(strict)[:100]}") from strict
        return loaded
    return document


def _entry(item: dict[str, Any], url: str) -> RawEntry:
    content = _text(item.get("content_html")) or ""
    plain = _escaped(item.get("content_text")) or ""
    return RawEntry(
        guid=_text(item.get("id")),
        url=resolve(url, _text(item.get("url")) or "") or resolve(url, _text(item.get("external_url")) or ""),
        title=_escaped(item.get("title")),
        summary=_escaped(item.get("summary")),
        content=content or plain or None,
        authors=_authors(item),
        published_raw=_text(item.get("date_published")),
        updated_raw=_text(item.get("date_modified")),
        categories=_texts(item.get("tags")),
        enclosures=tuple(
            Enclosure(
                url=absolute,
                media_type=_text(attachment.get("mime_type")),
                length_bytes=_size(attachment.get("size_in_bytes")),
            )
            for attachment in _records(item.get("attachments"))
            if (absolute := resolve(url, _text(attachment.get("url")) or "")) is not None
        ),
        in_language=language_tag(item.get("language")),
        source_url=resolve(url, _text(item.get("external_url")) or ""),
    )


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    authors = _records(item.get("authors")) or _records([item.get("author")])  # "author" is version 1.0
    return _texts([author.get("name") for author in authors])


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def _records(value: object) -> list[dict[str, Any]]:
    return [record for record in value if isinstance(record, dict)] if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    texts = [_text(one) for one in value] if isinstance(value, list) else []
    return tuple(dict.fromkeys(text for text in texts if text is not None))


def _text(value: object) -> str | None:
    if isinstance(value, str):
        # A lone surrogate, which JSON can spell, can be written to no file.
        return value.encode("utf-8", "replace").decode().strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _escaped(value: object) -> str | None:
    text = _text(value)
    return None if text is None else html.escape(text, quote=False)
