"""
Sitemaps: Google's news sitemaps, and plain ones as a list of addresses.

Source: https://www.sitemaps.org/protocol.html;
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

import html
import io
import re
from collections.abc import Iterator

from lxml import etree

from newslake.core.text.encoding import MAX_ENTRIES, decode, language_tag, root_name
from newslake.core.urls import resolve
from newslake.errors import FeedError
from newslake.model import ParsedFeed, RawEntry

_ADDRESS_END = re.compile(r"</(?:[\w.-]+:)?url\s*>", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")


def parse(data: bytes, *, url: str, http_charset: str | None = None) -> ParsedFeed:
    """
    One entry an address, at most MAX_ENTRIES; of a truncated document, what could be read.

    ``news:publication_date`` is the publication, ``lastmod`` the update; a plain sitemap gives the latter alone.
    The title of the feed is the name of the publication. Titles are HTML, as in the other formats.

    Raises:
        FeedError: No sitemap, or an index of sitemaps: its members are to be listed as feeds themselves.
    """
    text = decode(data, http_charset)
    if not text:
        raise FeedError(f"{url}: empty, not a sitemap")
    root = (root_name(text) or "").rpartition(":")[2].lower()
    if root == "sitemapindex":
        raise FeedError(f"{url}: an index of sitemaps, not a sitemap: list the sitemaps in it as feeds")
    if root != "urlset":
        raise FeedError(f"{url}: not a sitemap" + (f": the document is a <{root[:40]}>" if root else ""))

    publication: str | None = None
    entries: list[RawEntry] = []
    try:
        for address in _addresses(text):
            news = _child(address, "news")
            if publication is None and news is not None:
                publication = _stated(_child(news, "publication"), "name")
            entries.append(_entry(address, news, url))
            if len(entries) == MAX_ENTRIES:
                break
    except etree.XMLSyntaxError as e:
        if not entries:
            raise FeedError(f"{url}: broken XML, no address could be read: {str(e)[:100]}") from e
    return ParsedFeed(
        format="news_sitemap",
        title=_html(publication),
        home_url=None,
        in_language=None,
        ttl_minutes=None,
        entries=tuple(entries),
        left_out=max(0, sum(1 for _ in _ADDRESS_END.finditer(text)) - MAX_ENTRIES),
    )


def _addresses(text: str) -> Iterator[etree._Element]:
    # lxml would take the declared encoding at its word, and the text is decoded already. What follows the last whole
    # address goes: of a truncated sitemap it is half an address.
    text = _DECLARATION.sub("", text, count=1).lstrip()
    end = max((match.end() for match in _ADDRESS_END.finditer(text)), default=len(text))
    data = text[:end].encode("utf-8", "replace")
    events = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        if _name(element) == "url":
            yield element
            element.clear()
            while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
                parent.remove(before)


def _entry(address: etree._Element, news: etree._Element | None, url: str) -> RawEntry:
    keywords = (_stated(news, "keywords") or "").split(",")
    return RawEntry(
        guid=None,
        url=resolve(url, _stated(address, "loc") or ""),
        title=_html(_stated(news, "title")),
        published_raw=_stated(news, "publication_date"),
        updated_raw=_stated(address, "lastmod"),
        categories=tuple(dict.fromkeys(word.strip() for word in keywords if word.strip())),
        in_language=language_tag(_stated(_child(news, "publication"), "language")),
    )


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else next((child for child in element if _name(child) == name), None)


def _stated(element: etree._Element | None, name: str) -> str | None:
    child = _child(element, name)
    return None if child is None else "".join(map(str, child.itertext(with_tail=False))).strip() or None


def _html(text: str | None) -> str | None:
    """Titles of sitemaps are text; many publishers escape them twice all the same, so only brackets are escaped."""
    return None if text is None else text.replace("<", html.escape("<")).replace(">", html.escape(">"))


def _name(element: etree._Element) -> str:
    """Name without prefix: namespaces are declared wrongly, with http for https, or not at all."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""
