"""One outlet's web site: what it answers to a path on a simulated day. Rendered on first request, then kept."""

import base64
import gzip
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime

from newsroom.addresses import redirecting_path
from newsroom.banks import load_bank
from newsroom.dates import calendar_day
from newsroom.feeds import FORMATS
from newsroom.feeds.view import make_feed_view
from newsroom.markup import esc
from newsroom.pages import TEMPLATES
from newsroom.pages.furniture import feed_type
from newsroom.records import FeedSpec, Outlet
from newsroom.view import make_view
from newsroom.world import World

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
"""What stands for every picture: one white pixel."""

_RELATED = 4
_LISTED = 30
"""Headlines on a front page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response before the wire: ``packed`` is the body under gzip, None where the outlet never packs."""

    status: int
    headers: dict[str, str]
    body: bytes
    packed: bytes | None = None


class Site:
    """The site of one outlet under one base address ("http://127.0.1.1:8765")."""

    def __init__(self, world: World, outlet: Outlet, base: str) -> None:
        self._outlet, self._base, self._window = outlet, base, world.feed_window
        self._articles = [article for article in world.articles if article.outlet_id == outlet.id]
        self._place = {article.url_path: index for index, article in enumerate(self._articles)}
        self._redirects = {redirecting_path(article.number): article for article in self._articles}
        self._feeds = {spec.path: spec for spec in outlet.feeds}
        self._kept: dict[tuple[str, int], Answer] = {}

    def answer(self, target: str, day: int) -> Answer:
        """What the site says to a request target (path with query) on a simulated day."""
        path = _untracked(target)
        article = self._redirects.get(path)
        if article and article.day <= day:
            return Answer(status=301, headers={"Location": self._base + article.url_path}, body=b"")
        index = self._place.get(path)
        # A page changes only with its revisions, everything else only with the day.
        version = self._articles[index].revision_on(day).day if index is not None else day
        if index is not None and self._articles[index].day > day:
            return self._error(404)
        key = (path, version)
        if key not in self._kept:
            made = self._make(path, index, version)
            if made.status != 200:
                return made
            self._kept[key] = made
        return self._kept[key]

    def _make(self, path: str, index: int | None, day: int) -> Answer:
        if index is not None:
            return self._page(index, day)
        if spec := self._feeds.get(path):
            return self._feed(spec, day)
        if path == "/robots.txt":
            return self._answer(self._robots(), "text/plain; charset=utf-8", "utf-8", changed=_midnight(1))
        if path.startswith("/img/"):
            return Answer(status=200, headers={"Content-Type": "image/gif"}, body=PIXEL)
        if path == "/" or path.startswith("/section/"):
            return self._front(path, day)
        return self._error(404)

    def _page(self, index: int, day: int) -> Answer:
        outlet, article = self._outlet, self._articles[index]
        if article.expect == "not_found":
            return self._error(404)
        if article.expect == "gone":
            return self._error(410)
        usable = [a for a in self._articles[max(0, index - 3 * _RELATED) : index] if a.expect == "article"]
        view = make_view(outlet, article, base=self._base, day=day, related=tuple(usable[-_RELATED:]))
        template = "photo" if article.expect == "too_short" else outlet.template
        html = TEMPLATES[template](view)
        return self._answer(html, self._html_type(), outlet.codec, changed=article.revision_on(day).at)

    def _feed(self, spec: FeedSpec, day: int) -> Answer:
        visible = [article for article in self._articles if article.day <= day]
        newest = visible[: -self._window - 1 : -1]
        changes = [revision.at for a in visible for revision in a.revisions if revision.day <= day]
        last_change = max(changes, default=_midnight(1))
        view = make_feed_view(self._outlet, spec, newest, base=self._base, day=day, last_change=last_change)
        render, media_type = FORMATS[spec.kind]
        # JSON is UTF-8 by its standard (RFC 8259 section 8.1), whatever the outlet does elsewhere.
        codec = "utf-8" if spec.kind == "jsonfeed" else self._outlet.codec
        return self._answer(render(view), media_type, codec, changed=last_change)

    def _front(self, path: str, day: int) -> Answer:
        section = path.removeprefix("/section/") if path != "/" else None
        listed = [a for a in self._articles if a.day <= day and section in (None, a.section_id)][: -_LISTED - 1 : -1]
        outlet, labels = self._outlet, load_bank(self._outlet.languages[0]).labels
        items = "\n".join(
            f'<li><a href="{esc(a.url_path)}">{esc(a.revision_on(day).headline)}</a></li>' for a in listed
        )
        feeds = "\n".join(
            f'<link rel="alternate" type="{feed_type(spec.kind)}" title="{esc(outlet.name)}" href="{spec.path}">'
            for spec in outlet.feeds
            if spec.kind != "sitemap"
        )
        html = (
            f'<!DOCTYPE html>\n<html lang="{outlet.languages[0]}">\n<head>\n<meta charset="{outlet.charset}">\n'
            f"<title>{esc(outlet.name)}</title>\n{feeds}\n</head>\n<body>\n<h1>{esc(outlet.name)}</h1>\n"
            f"<h2>{esc(labels['most_read'])}</h2>\n<ul>\n{items}\n</ul>\n</body>\n</html>\n"
        )
        return self._answer(html, self._html_type(), outlet.codec, changed=_midnight(day))

    def _robots(self) -> str:
        lines = ["User-agent: *", f"Disallow: {self._outlet.disallow or ''}".rstrip()]
        lines += [f"Sitemap: {self._base}{spec.path}" for spec in self._outlet.feeds if spec.kind == "sitemap"]
        return "\n".join(lines) + "\n"

    def _html_type(self) -> str:
        return "text/html" if self._outlet.charset_in == "meta" else f"text/html; charset={self._outlet.charset}"

    def _answer(self, text: str, media_type: str, codec: str, *, changed: datetime) -> Answer:
        # What the encoding lacks goes out as a character reference: valid in HTML and XML alike.
        body = text.encode(codec, errors="xmlcharrefreplace")
        headers = {"Content-Type": media_type}
        if self._outlet.validators:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            headers["Last-Modified"] = format_datetime(changed.astimezone(UTC).replace(microsecond=0), usegmt=True)
        packed = None
        if self._outlet.gzip:
            headers["Vary"] = "Accept-Encoding"
            packed = gzip.compress(body, 6, mtime=0)
        return Answer(status=200, headers=headers, body=body, packed=packed)

    def _error(self, status: int) -> Answer:
        text = {404: "Not Found", 410: "Gone"}[status]
        body = f"<!DOCTYPE html><title>{status} {text}</title><h1>{text}</h1><p>{esc(self._outlet.name)}</p>"
        return Answer(status=status, headers={"Content-Type": "text/html; charset=utf-8"}, body=body.encode())


def _untracked(target: str) -> str:
    """The target without tracking parameters, which no site looks at."""
    path, mark, query = target.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("utm_"))
    return f"{path}?{kept}" if mark and kept else path


def _midnight(day: int) -> datetime:
    return datetime.combine(calendar_day(day), time(), UTC)
