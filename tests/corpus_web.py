"""
The corpus of real pages and feeds as a web on loopback: every page at a host of its publisher, with a feed beside it.

Links that lead out of the corpus are turned to a loopback host that has nothing, so that no test asks the real web.
"""

import gzip
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml

from tests.corpus import CORPUS
from tests.static_site import Answer, StaticWeb

ELSEWHERE = "127.3.0.2"
FEED_HOST = "127.3.0.1"
FEED_FILES = {".xml", ".json", ".rss", ".atom", ".html", ".custom", ".opml"}


class CorpusWeb:
    """
    The corpus, served.

    Attributes:
        pages: Address of every page.
        feeds: Address of every feed file of ``corpus/feeds``.
    """

    def __init__(self, *, feed_files: bool = True) -> None:
        rows = [(name, row) for name in ("fundus", "aeb") for row in _manifest(name)]
        names = sorted({urlsplit(row["url"]).hostname or "" for _, row in rows})
        hosts = {name: f"127.2.{number // 200}.{number % 200 + 1}" for number, name in enumerate(names)}
        self.web = StaticWeb([FEED_HOST, ELSEWHERE, *hosts.values()])
        self.pages: list[str] = []
        self.feeds: list[str] = []
        self._answers: dict[str, dict[str, Answer]] = {host: {} for host in (FEED_HOST, *hosts.values())}
        items: dict[str, list[str]] = {name: [] for name in names}
        for folder, row in rows:
            url = urlsplit(row["url"])
            path = quote(url.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{url.query}" if url.query else "")
            name = url.hostname or ""
            html = gzip.decompress((CORPUS / "pages" / folder / row["html"]).read_bytes())
            self._answers[hosts[name]][path] = (html, "text/html")
            address = self.web.url(hosts[name], path)
            self.pages.append(address)
            items[name].append(
                f"<item><title>{escape(row.get('title') or '')}</title><link>{escape(address)}</link></item>"
            )
        for name, host in hosts.items():
            feed = f'<rss version="2.0"><channel><title>{name}</title>{"".join(items[name])}</channel></rss>'
            self._answers[host]["/corpus-feed.xml"] = (feed.encode(), "application/rss+xml")
        self._sources = [
            {
                "id": name.replace(".", "-"),
                "name": name,
                "homepage": self.web.url(host, "/"),
                "feeds": [{"url": self.web.url(host, "/corpus-feed.xml")}],
            }
            for name, host in hosts.items()
        ]
        if feed_files:
            self._serve_feed_files()
        self.web.answers = self._answers

    def _serve_feed_files(self) -> None:
        for path in sorted((CORPUS / "feeds").rglob("*")):
            if path.suffix in FEED_FILES:
                name = "/" + quote(str(path.relative_to(CORPUS / "feeds")))
                self._answers[FEED_HOST][name] = (self._kept_here(path.read_bytes()), "application/xml")
                self.feeds.append(self.web.url(FEED_HOST, name))
        feeds = [{"url": url} for url in self.feeds]
        self._sources.append({"id": "feed-files", "name": "Feed files", "feeds": feeds})

    def _kept_here(self, data: bytes) -> bytes:
        """The file with its web addresses, namespaces apart, turned to the host that has nothing."""
        coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
        text = data.decode(coding)
        namespaces = set(re.findall(r"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']+)""", text))
        kept = {*namespaces, *re.findall(r"https?://(?:www\.)?jsonfeed\.org/version/[\d.]+", text)}
        here = self.web.url(ELSEWHERE, "/")

        def turn(match: re.Match[str]) -> str:
            return match[0] if any(text.startswith(name, match.start()) for name in kept) else here

        return re.sub(r"(?:https?|HTTPS?):\\?/\\?/", turn, text).encode(coding)

    def write_catalogue(self, path: Path) -> Path:
        """The catalogue of this web."""
        path.write_text(yaml.safe_dump({"sources": self._sources}, allow_unicode=True), encoding="utf-8")
        return path


def _manifest(folder: str) -> Iterator[dict[str, str]]:
    for line in (CORPUS / "pages" / folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
