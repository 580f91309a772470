"""
What newslake makes of a file: the core on pages, feeds and wires, without a lake or a network.

The one room that joins core and command line directly; ``newslake parse`` and tests call it.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newslake.core.articles import read_page
from newslake.core.dates import parse_date
from newslake.core.feeds.entries import parse_feed, sniff_format
from newslake.core.sources import Catalogue
from newslake.core.wires import parse_wire, sniff
from newslake.edge.workers import Failure, WorkerPolicy, Workers
from newslake.errors import FeedError, SettingsError, WireError
from newslake.model import Article, Entry, Page, RawEntry, Reason, Rejection, WireItem

PRELOAD = ("newslake.core.preload",)

UNREADABLE = "unreadable"
"""Reason of an input whose bytes could not be had."""

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read; ``fetched_at`` is aware, UTC: what a page says of a later day is not believed."""

    path: str
    url: str | None
    http_charset: str | None
    fetched_at: datetime


def manifest_rows(manifest: Path, *, now: datetime) -> Iterator[Input]:
    """
    The inputs of a manifest, JSON lines ``{"path", "url", "fetched_at"?, "http_charset"?}``; paths from its folder.

    Raises:
        SettingsError: The manifest is missing, or a line is none of those; the text names the line.
    """
    try:
        lines = manifest.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise SettingsError(f"{manifest}: cannot be read: {e}") from e
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            stamp = row.get("fetched_at")
            fetched_at = datetime.fromisoformat(stamp) if stamp else now
            if fetched_at.tzinfo is None:
                fetched_at = fetched_at.replace(tzinfo=UTC)
            yield Input(
                path=str(manifest.parent / row["path"]),
                url=row.get("url"),
                http_charset=row.get("http_charset"),
                fetched_at=fetched_at.astimezone(UTC),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            raise SettingsError(f'{manifest}:{number}: not a row {{"path", "url", …}}: {e!r}') from e


def parse_files(inputs: Iterable[Input], *, workers: int) -> Iterator[list[dict[str, Any]]]:
    """The objects of each file, in the order of the input; a file that breaks a worker gives an error object."""
    ready: dict[int, list[dict[str, Any]]] = {}
    waiting: dict[int, Input] = {}
    due = 0

    def jobs() -> Iterator[tuple[int, tuple[Any, ...]]]:
        for number, item in enumerate(inputs):
            data = _contents(Path(item.path))
            if isinstance(data, dict):
                ready[number] = [_head(item, "error") | data]
            else:
                waiting[number] = item
                yield number, (data, item.url, item.http_charset, item.fetched_at)

    with Workers(parse_bytes, WorkerPolicy(workers=workers), preload=PRELOAD) as pool:
        for number, objects in pool.map(jobs()):
            item = waiting.pop(number)
            if isinstance(objects, Failure):
                broken = {"reason": f"extractor-{objects.cause.value}", "detail": objects.detail}
                ready[number] = [_head(item, "error") | broken]
            else:
                ready[number] = [_head(item, one["kind"]) | one for one in objects]
            while due in ready:
                yield ready.pop(due)
                due += 1
    yield from (ready[number] for number in sorted(ready))


def _head(item: Input, kind: str) -> dict[str, Any]:
    return {"path": item.path, "url": item.url, "kind": kind}


def _contents(path: Path) -> bytes | dict[str, Any]:
    """The bytes of a file, unpacked where they are gzip; or why there are none."""
    try:
        data = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
        return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    except (OSError, EOFError, zlib.error) as e:
        return {"reason": UNREADABLE, "detail": str(e)}


def parse_bytes(data: bytes, url: str | None, http_charset: str | None, fetched_at: datetime) -> list[dict[str, Any]]:
    """A page as one object, a feed or sitemap as one and one for each entry, a wire file as one for each item."""
    address = url or ""
    if sniff(data) is not None:
        return _wire_objects(data, fetched_at)
    kind = sniff_format(data, None)
    if kind in (None, "html"):
        page = page_of(address, http_charset, fetched_at)
        return [_page_object(read_page(data, page, page.source))]
    try:
        parsed = parse_feed(data, url=address, http_charset=http_charset)
    except FeedError as e:
        return [{"kind": "error", "reason": Reason.NOT_A_FEED.value, "detail": str(e)}]
    head = {name: getattr(parsed, name) for name in ("title", "home_url", "in_language", "format")}
    return [{"kind": "feed", **head}, *map(_entry_object, parsed.entries)]


def _wire_objects(data: bytes, fetched_at: datetime) -> list[dict[str, Any]]:
    try:
        return [_wire_object(item) for item in parse_wire(data, arrived=fetched_at)]
    except WireError as e:
        return [{"kind": "error", "reason": e.reason.value, "detail": e.detail}]


def _wire_object(item: WireItem) -> dict[str, Any]:
    stated = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(item).items()}
    for name in ("first_created", "version_created", "embargoed_until"):
        # Without a zone there is no instant, and what is written is told all the same.
        stated[name] = stated[name] or stated[f"{name}_raw"]
    return {"kind": "wire_item", **stated}


def _entry_object(entry: RawEntry) -> dict[str, Any]:
    same = ("guid", "title", "summary", "content", "authors", "categories", "in_language")
    return {
        "kind": "entry",
        "entry_url": entry.url,
        **{name: getattr(entry, name) for name in same},
        "date_published": _date(entry.published_raw),
        "date_updated": _date(entry.updated_raw),
        "enclosures": [asdict(enclosure) for enclosure in entry.enclosures],
    }


def _date(raw: str | None) -> str | None:
    """What a feed's date states: an instant, a day when it states no more, None when it cannot be read."""
    read = parse_date(raw) if raw else None
    return None if read is None else (read.instant or read.day).isoformat()


def page_of(url: str, http_charset: str | None, fetched_at: datetime) -> Page:
    """A fetch of that address by nobody: for a file."""
    entry = Entry(
        entry_id="",
        visit_id="",
        feed_id="",
        source_id="unknown",
        url=url,
        link=url,
        guid=None,
        title=None,
        summary=None,
        content=None,
        authors=(),
        published_raw=None,
        updated_raw=None,
        categories=(),
        in_language=None,
        source_url=None,
        collected_at=fetched_at,
    )
    return Page(
        page_id="",
        entry=entry,
        source=Catalogue(()).source_of(url, feed_source_id=entry.source_id),
        requested_url=url,
        final_url=url or None,
        status=None,
        media_type=None,
        http_charset=http_charset,
        headers=(),
        body_bytes=None,
        reason=None,
        detail=None,
        attempt=1,
        retryable=False,
        fetched_at=fetched_at,
        raw_pointer=None,
    )


_AS_THEY_ARE = [
    "headline",
    "alternative_headline",
    "date_published_precision",
    "date_published_basis",
    "date_published_confidence",
    "article_body",
    "description",
    "article_section",
    "in_language",
    "publisher",
    "agency",
    "is_accessible_for_free",
    "canonical_url",
    "extractor",
    "extraction_confidence",
]


def _page_object(outcome: Article | Rejection) -> dict[str, Any]:
    if isinstance(outcome, Rejection):
        return {"kind": "page", "outcome": "rejected", "reason": outcome.reason.value, "detail": outcome.detail}
    published = outcome.date_published or outcome.date_published_local
    return {
        "kind": "page",
        "outcome": "article",
        "reason": None,
        "authors": [author.name for author in outcome.authors],
        "date_published": published.isoformat() if published else None,
        "date_modified": outcome.date_modified.isoformat() if outcome.date_modified else None,
        "dateline": asdict(outcome.dateline) if outcome.dateline else None,
        "keywords": list(outcome.keywords),
        **{name: getattr(outcome, name) for name in _AS_THEY_ARE},
    }
