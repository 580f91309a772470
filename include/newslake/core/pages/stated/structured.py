"""What a page says of itself to machines: JSON-LD, meta elements and links, read once."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newslake.core.pages.tree import MAX_MATCHES, attribute, is_aside, text_of
from newslake.core.text import key_of, tidy_or_none
from newslake.core.urls import resolve

Json: TypeAlias = Any
Node: TypeAlias = Mapping[str, Json]
"""A JSON-LD object: whatever the publisher wrote, nothing about it is certain."""

MAX_BLOCK_CHARACTERS = 2_000_000
"""A longer JSON-LD block is not read: 6 MB of it took 849 MB of memory (FINDINGS, "What hangs")."""

MAX_TITLES = 8
"""First-level headings looked at; news pages have one or two (a guess)."""

MAX_HEADLINE = 500
"""Longer "headlines" are paragraphs in the wrong element (a guess)."""

MAX_NODES = 2_000
"""Objects looked at in the JSON-LD of a page; news pages have up to a few hundred (a guess)."""

LINKS = frozenset(("canonical", "amphtml"))
"""Relations that are kept: making every icon's and style sheet's address absolute cost more than the rest."""

_ASKED = "meta[content], link[rel*=canonical i][href], link[rel*=amphtml i][href], script[type*='ld+json' i], h1"
_PAGE_TYPE = re.compile(r"(?:Article|(?<!Job)Posting)$")
_SITE_TITLE = re.compile(
    r"(?:^|[\s_-])(?:(?:site|blog|page-header)-?_?(?:title|name)|logo|brand(?:ing)?)(?=$|[\s_-])", re.IGNORECASE
)
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_CONTROL = re.compile("[\x00-\x1f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """
    The structured data of a page.

    Attributes:
        url: Address of the page, against which its links are made absolute.
        node: The JSON-LD object that is this page; empty when none is.
        named: JSON-LD objects by ``@id``, for references.
        metas: Values of meta elements by property, name, itemprop or http-equiv, in lower case.
        links: Absolute addresses of link elements by rel.
        titles: First-level headings of the page, in order; they tell which of several articles it is when no address
            does.
        site_titles: Those that name the site: they lead to its home page, or are called so.
        types: Of the objects that may be the page, of its own node alone where there is one.
    """

    url: str
    node: Node
    named: Mapping[str, Node]
    metas: Mapping[str, Sequence[str]]
    links: Mapping[str, Sequence[str]]
    titles: Sequence[str] = ()
    site_titles: Sequence[str] = ()
    types: frozenset[str] = frozenset()

    def meta(self, *names: str) -> str | None:
        """The first value, in the order of the names."""
        return next((value for name in names for value in self.metas.get(name, ())), None)

    def link(self, rel: str) -> str | None:
        """The first link of that relation."""
        return next(iter(self.links.get(rel, ())), None)

    def objects(self, name: str) -> Iterator[Node | str]:
        """The values of a property of the page's node, references resolved, lists taken apart."""
        for value in as_list(self.node.get(name)):
            if isinstance(value, dict):
                yield {**self.named.get(str(value.get("@id")), {}), **value}
            elif isinstance(value, str):
                yield value

    def text(self, name: str) -> str | None:
        """The first text of a property of the page's node, tidied."""
        return next((text for value in self.objects(name) if (text := tidy_or_none(value))), None)


def read_structured(tree: LexborHTMLParser, url: str) -> Stated:
    """Read the structured data of a page, and its headings."""
    # One look at the tree for the four: a look costs as much as all that is read in them.
    elements: dict[str, list[LexborNode]] = {"meta": [], "link": [], "script": [], "h1": []}
    for element in tree.css(_ASKED):
        elements[str(element.tag)].append(element)
    headings = elements["h1"][:MAX_TITLES]
    names = [heading for heading in headings if _is_site_title(heading, url)]
    titles = _read_titles(heading for heading in headings if heading not in names)
    metas = _read_metas(elements["meta"][:MAX_MATCHES])
    links = _read_links(elements["link"][:MAX_MATCHES], url)
    nodes = list(_walk(_read_blocks(elements["script"][:MAX_MATCHES])))
    named: dict[str, Node] = {}
    for node in nodes:
        if isinstance(name := node.get("@id"), str) and len(node) > 1:
            named.setdefault(name, node)
    addresses = (url, *links.get("canonical", ()), *metas.get("og:url", ()))
    own = _own_node(nodes, addresses, titles)
    types = frozenset(kind for node in ([own] if own else nodes) for kind in types_of(node))
    return Stated(
        url=url,
        node=own,
        named=named,
        metas=metas,
        links=links,
        titles=titles,
        site_titles=_read_titles(names),
        types=types,
    )


def as_list(value: Json) -> list[Json]:
    """JSON-LD writes one value bare and several as a list: always the list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def types_of(node: Node) -> tuple[str, ...]:
    """The types of a JSON-LD object, without the vocabulary: "NewsArticle"."""
    return tuple(re.split("[/#:]", kind)[-1] for kind in as_list(node.get("@type")) if isinstance(kind, str))


def _read_titles(elements: Iterable[LexborNode]) -> list[str]:
    return [
        text
        for element in elements
        if not is_aside(element) and (text := text_of(element)) and len(text) <= MAX_HEADLINE
    ]


def _is_site_title(heading: LexborNode, url: str) -> bool:
    if _SITE_TITLE.search(f"{attribute(heading, 'class')} {attribute(heading, 'id')}"):
        return True
    link = heading.css_first("a[href]")
    if link is None or len(text_of(link)) < len(text_of(heading)):
        return False
    home = resolve(url, "/")
    return home is not None and resolve(url, attribute(link, "href")) == home != url


def _read_metas(elements: Iterable[LexborNode]) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in elements:
        attributes = element.attributes
        value = (attributes.get("content") or "").strip()
        if value:
            for key in ("property", "name", "itemprop", "http-equiv"):
                if name := attributes.get(key):
                    metas.setdefault(name.strip().lower(), []).append(value)
    return metas


def _read_links(elements: Iterable[LexborNode], url: str) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {}
    for element in elements:
        attributes = element.attributes
        relations = [rel for rel in (attributes.get("rel") or "").lower().split() if rel in LINKS]
        if relations and (address := resolve(url, attributes.get("href") or "")):
            for rel in relations:
                links.setdefault(rel, []).append(address)
    return links


def _read_blocks(scripts: Iterable[LexborNode]) -> Iterator[Json]:
    for script in scripts:
        text = script.text()
        if text and len(text) <= MAX_BLOCK_CHARACTERS and (value := _read_json(text)) is not None:
            yield value


def _read_json(text: str) -> Json:
    """JSON as publishers write it; None when nothing helps."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    text = _COMMENT.sub("", _COMMENT.sub("", text))
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    # Line breaks inside strings and commas before a closing bracket are the two common faults.
    text = _TRAILING_COMMA.sub("", _CONTROL.sub(" ", text)).strip()
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]  # what follows a whole object is ignored
    except (ValueError, RecursionError):
        return None


def _walk(values: Iterator[Json]) -> Iterator[Node]:
    """The objects that may be the page, in document order: roots, @graph and mainEntity; not what these refer to."""
    stack = list(values)[::-1]
    seen = 0
    while stack and seen < MAX_NODES:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(value[::-1])
        elif isinstance(value, dict):
            seen += 1
            yield value
            stack.extend(value[key] for key in ("mainEntity", "mainEntityOfPage", "@graph") if key in value)


def _own_node(nodes: Sequence[Node], addresses: Sequence[str], titles: Sequence[str]) -> Node:
    """
    The node that is this page, never a related story's: by address, else by title, else the only one there is.

    14 of 258 real pages state several articles with different dates (FINDINGS, "Dates").
    """
    articles = [node for node in nodes if any(map(_PAGE_TYPE.search, types_of(node)))]
    own = {_address_key(address) for address in addresses}
    headings = {key_of(title) for title in titles}
    addressed = [node for node in articles if own & set(map(_address_key, _addresses(node)))]
    titled = [node for node in articles if key_of(str(node.get("headline") or node.get("name") or "")) in headings]
    if not addressed and not titled and len(articles) != 1:
        return {}
    # Some pages split what they say over two nodes of the same address: the one with a date is the article.
    return max(addressed or titled or articles, key=lambda node: ("datePublished" in node, "headline" in node))


def _addresses(node: Node) -> Iterator[str]:
    for name in ("url", "@id", "mainEntityOfPage"):
        for value in as_list(node.get(name)):
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict):
                yield from (part for key in ("@id", "url") if isinstance(part := value.get(key), str))


def _address_key(address: str) -> str:
    """What two spellings of one page's address share: host without www, path, the query's own words."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return address
    query = "&".join(sorted(pair for pair in parts.query.split("&") if not pair.startswith(("utm_", "ref=", "fbclid"))))
    path = parts.path.rstrip("/")
    # A bare host is the home page: it is the site's, and no article's
    return f"{host}{path}?{query}" if path or query else f"home of {address}"
