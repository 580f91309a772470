"""Delivery by a cursor over HTTP: Coral's server, in the shape of AP's Media API."""

import json
from collections.abc import Collection
from datetime import UTC, datetime, time
from urllib.parse import parse_qs, urlsplit

from newsroom.dates import calendar_day, stamp
from newsroom.site import PIXEL, Answer
from newsroom.wires import ap_media, nitf
from newsroom.wires.agencies import CORAL, FEED_PATH
from newsroom.wires.records import HasWireStories, WireStory, WireVersion

FAULTS = ("page-503", "rendition-503", "expired-400")
"""
The first page asked for by its cursor, or the first rendition, is answered 503 once; expired cursors get 400, not 410.
"""

PAGE_SIZE, LARGEST_PAGE = 10, 100


def checked_faults(faults: Collection[str]) -> Collection[str]:
    """
    The faults, when there are such.

    Raises:
        ValueError: There are not.
    """
    if unknown := set(faults) - set(FAULTS):
        raise ValueError(f"no such faults: {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
    return faults


class CursorSite:
    """
    The server of Coral under one base address ("http://127.0.1.17:8765").

    A cursor names a place in the order of sending, so that it brings later days once they have come. It is good until
    ``expire``: the server then forgets all that it has given out, and a new reader begins with the oldest item.
    """

    def __init__(self, world: HasWireStories, base: str, *, key: str, faults: Collection[str]) -> None:
        sent = [
            (story, version)
            for story in world.wire_stories
            if story.agency_id == CORAL.id
            for version in story.versions
        ]
        self._sent = sorted(sent, key=lambda one: (one[1].sent, one[0].turn))
        self._renditions = {ap_media.rendition_path(*one): one for one in sent if one[0].item_class == "text"}
        self._base, self._key, self._faults = base, key, set(faults)
        self._era = 1

    def expire(self) -> None:
        """Make every cursor that was given out too old."""
        self._era += 1

    def answer(self, target: str, day: int, key: str | None) -> Answer:
        """What the server says to a request target (path with query) on a simulated day; ``key`` is x-api-key."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return _text(200, "text/plain", "User-agent: *\nDisallow:\n")
        if parts.path == "/":
            return _text(200, "text/html", f"<!DOCTYPE html><title>{CORAL.name}</title><h1>{CORAL.name}</h1>")
        if parts.path.startswith("/img/"):
            return Answer(status=200, headers={"Content-Type": "image/gif"}, body=PIXEL)
        if key != self._key:
            return _error(401, "x-api-key is missing or not known")
        if parts.path == FEED_PATH:
            return self._feed(parse_qs(parts.query), day)
        if (one := self._renditions.get(target)) is not None and one[1].day <= day:
            return self._rendition(*one)
        return _error(404, "no such resource")

    def _feed(self, query: dict[str, list[str]], day: int) -> Answer:
        try:
            size = int(query.get("page_size", [str(PAGE_SIZE)])[0])
            era, _, place = query["seq"][0].partition(".") if "seq" in query else (str(self._era), ".", "0")
            start = int(place)
            is_old = int(era) < self._era
        except ValueError:
            return _error(400, "page_size or seq cannot be read")
        if not 1 <= size <= LARGEST_PAGE or start < 0:
            return _error(400, f"page_size goes from 1 to {LARGEST_PAGE}")
        if is_old:
            return _error(400 if "expired-400" in self._faults else 410, "seq is too old: begin without it")
        if "seq" in query and self._happens("page-503"):
            return _error(503, "try again")
        visible = [one for one in self._sent if one[1].day <= day]
        return self._page(visible[start : start + size], start, size, day)

    def _page(self, listed: list[tuple[WireStory, WireVersion]], start: int, size: int, day: int) -> Answer:
        midnight = datetime.combine(calendar_day(day), time(), UTC)
        feed = f"{self._base}{FEED_PATH}?page_size={size}"
        page = {
            "api_version": "2.1",
            "method": FEED_PATH,
            "params": {"page_size": size},
            "data": {
                "updated": stamp("iso-utc", max((version.sent for _, version in listed), default=midnight), "UTC"),
                "items": [ap_media.item(story, version, base=self._base) for story, version in listed],
                "current_item_count": len(listed),
                "next_page": f"{feed}&seq={self._era}.{start + len(listed)}",
                "feed_href": feed,
            },
        }
        return _text(200, "application/json", json.dumps(page, ensure_ascii=False))

    def _rendition(self, story: WireStory, version: WireVersion) -> Answer:
        if self._happens("rendition-503"):
            return _error(503, "try again")
        body = nitf.render(CORAL, story, version, base=self._base)
        return Answer(status=200, headers={"Content-Type": "application/xml; charset=utf-8"}, body=body)

    def _happens(self, fault: str) -> bool:
        """Whether a fault that happens once happens now."""
        happens = fault in self._faults
        self._faults.discard(fault)
        return happens


def _text(status: int, media_type: str, text: str) -> Answer:
    return Answer(status=status, headers={"Content-Type": f"{media_type}; charset=utf-8"}, body=text.encode())


def _error(status: int, message: str) -> Answer:
    return _text(status, "application/json", json.dumps({"error": {"code": status, "message": message}}))
