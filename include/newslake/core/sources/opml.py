"""OPML, the lists of feeds that feed readers exchange: read and written."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from newslake.core.text import slug, tidy
from newslake.core.urls import host_of, registered_domain
from newslake.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed of an OPML list; ``name`` and ``homepage`` as the list gives them."""

    url: str
    name: str
    homepage: str | None
    language: str | None


def parse_opml(data: bytes) -> tuple[Listed, ...]:
    """
    The feeds of an OPML list, in its order, each address once.

    Outlines without ``xmlUrl`` are folders and only looked into; what is no http(s) address is left out. Broken XML is
    read as far as it goes; entities of its own and external files are not resolved.

    Source: OPML 2.0, http://opml.org/spec2.opml
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    found: dict[str, Listed] = {}
    for outline in () if root is None else root.iter("outline"):
        stated = {str(name).lower(): tidy(str(value)) for name, value in outline.attrib.items()}
        url = stated.get("xmlurl", "")
        if host_of(url):
            homepage = stated.get("htmlurl", "")
            found.setdefault(
                url,
                Listed(
                    url=url,
                    name=stated.get("title") or stated.get("text") or host_of(url),
                    homepage=homepage if host_of(homepage) else None,
                    language=stated.get("language") or None,
                ),
            )
    return tuple(found.values())


def format_opml(sources: Iterable[Source]) -> bytes:
    """Every feed of the sources as OPML 2.0, an outline a feed, in a folder for each source that has several."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "newslake"
    body = etree.SubElement(root, "body")
    for source in sources:
        several = len(source.feeds) > 1
        parent = etree.SubElement(body, "outline", text=source.name) if several else body
        for feed in source.feeds:
            outline = etree.SubElement(
                parent, "outline", type="rss", text=source.name, title=source.name, xmlUrl=feed.url
            )
            if source.homepage:
                outline.set("htmlUrl", source.homepage)
            if len(source.languages) == 1:
                outline.set("language", source.languages[0])
    packed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return packed


def stanza(
    name: str,
    homepage: str,
    feeds: Iterable[str] = (),
    language: str | None = None,
    source_id: str | None = None,
) -> str:
    """
    A source as the catalogue writes it, to be completed by a person: country and time zone are not guessed.

    ``verified: false``, since nobody has tried it.
    """
    lines = [f"  - id: {source_id or slug(registered_domain(host_of(homepage)))}", f"    name: {_quoted(name)}"]
    lines += ["    kind: publisher", f"    homepage: {homepage}"]
    lines += [
        '    # country: ""     ISO 3166-1, two capitals: settles 07/10/2025',
        '    # timezone: ""    IANA, Asia/Vientiane',
    ]
    lines.append(f"    languages: [{language}]" if language else "    # languages: []   BCP 47, the main one first")
    urls = tuple(feeds)
    lines += (
        ["    feeds:", *(f"      - url: {_quoted(url)}" for url in urls)]
        if urls
        else ["    # feeds:", "    #   - url: "]
    )
    return "\n".join([*lines, "    verified: false"])


def looks_like_feed(url: str) -> bool:
    """Whether an address is more likely a feed than a home page: its path or a parameter says so."""
    parts = urlsplit(url)
    words = f"{parts.path.lower()}?{parts.query.lower()}"
    return words.split("?")[0].endswith((".xml", ".rss", ".atom", ".rdf", ".json")) or any(
        word in words for word in ("/feed", "/rss", "/atom", "outboundfeeds", "rss=", "feed=", "sitemap")
    )


def home_of(url: str) -> str:
    """The home page of an address: its host alone."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
