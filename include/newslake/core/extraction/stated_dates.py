"""Every date a page states, as written and best witness first; reading them is core.dates' work."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newslake.core.extraction.structured import Stated
from newslake.core.extraction.tree import attribute, is_aside, select, text_of
from newslake.core.text import tidy
from newslake.model import RawDate

PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "originalpublicationdate",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "date",
)
"""Names of meta elements in the order of trust: what Open Graph and Parse.ly define, Dublin Core, then homemade."""

MODIFIED_METAS = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "article:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
)

_LIST = frozenset(("li",))
_ITEMPROPS = "[itemprop=datePublished]:not(meta), [itemprop=dateModified]:not(meta)"
_DATED = "[class*=date], [class*=publish], [class*=timestamp]"
_PRINTING = frozenset(("span", "div", "p"))
_FEW = 6
"""Dates of one kind that are looked at: the page's own comes early, later ones are other stories'."""

_MODIFIED = re.compile(
    r"modif|updat|upd\b|aktualisiert|mis à jour|actualizad|atualizad|aggiornat|обновлен|更新|업데이트", re.IGNORECASE
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def read_dates(tree: LexborHTMLParser, stated: Stated) -> tuple[RawDate, ...]:
    """
    The dates of a page with their basis: json_ld, meta, visible, url.

    Only the JSON-LD of the page's own node counts; microdata on meta elements counts as meta, on visible elements as
    visible. Dates within lists, asides and footers belong to other stories and are left out.
    """
    found: dict[RawDate, None] = {}
    for basis, role, raw in _stated(tree, stated):
        # A text without a digit, or longer than any date, is none.
        if (clean := tidy(raw)) and len(clean) <= 100 and any(map(str.isdigit, clean)):
            found.setdefault(RawDate(basis=basis, role=role, raw=clean))
    if not any(date.basis != "url" for date in found):
        for line in _beside_headline(tree):
            role = "modified" if _MODIFIED.search(line) else "published"
            found.setdefault(RawDate(basis="visible", role=role, raw=line))
    return tuple(found)


def _beside_headline(tree: LexborHTMLParser) -> Iterator[str]:
    """Short lines with a digit, and no sentences, right before and after the headline: where nothing names the date."""
    for headline in select(tree, "h1", 1):
        for neighbour in (_element(headline, "prev"), _element(headline, "next")):
            if neighbour is None or len(text_of(neighbour, 300)) > 160:
                continue
            for piece in _BREAK.split(neighbour.html or ""):
                line = tidy(unescape(_ANY_TAG.sub(" ", piece)))
                if len(line) <= 60 and any(map(str.isdigit, line)) and not line.endswith((".", "!", "?", "。")):
                    yield line


def _element(node: LexborNode, side: str) -> LexborNode | None:
    """The next element to that side, white space left out; None where text stands there."""
    found: LexborNode | None = getattr(node, side)
    while found is not None and found.tag == "-text" and not (found.text_content or "").strip():
        found = getattr(found, side)
    return found if found is not None and found.tag != "-text" else None


def url_day(url: str) -> str | None:
    """The day in an address, as "2025-07-10": /2025/07/10/ and -20250710 forms; None when there is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = _URL_DAY.search(path) or _RUN_DAY.search(path)
    return "-".join(found.group(1, 3, 4)) if found else None


_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")
_RUN_DAY = re.compile(r"(?<!\d)(20\d\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


def _stated(tree: LexborHTMLParser, stated: Stated) -> Iterator[tuple[str, str, str]]:
    for role, name in (("published", "datePublished"), ("modified", "dateModified")):
        yield from (("json_ld", role, value) for value in stated.objects(name) if isinstance(value, str))
    for role, names in (("published", PUBLISHED_METAS), ("modified", MODIFIED_METAS)):
        yield from (("meta", role, value) for name in names for value in stated.metas.get(name, ())[:2])
    for element in select(tree, _ITEMPROPS, _FEW):
        role = "modified" if attribute(element, "itemprop") == "dateModified" else "published"
        yield "visible", role, _date_of(element)
    for element in (*_own(tree, "time"), *(each for each in _own(tree, _DATED) if len(text_of(each, 60)) < 120)):
        yield "visible", _role_of(element), _date_of(element)
    if day := url_day(stated.url):
        yield "url", "published", day


def _own(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    found = []
    for element in select(tree, selector, 120):
        if (element.tag in _PRINTING or selector != _DATED) and not is_aside(element, _LIST):
            found.append(element)
            if len(found) == _FEW:
                break
    return found


def _date_of(element: LexborNode) -> str:
    return attribute(element, "datetime") or attribute(element, "content") or text_of(element, 60)


def _role_of(element: LexborNode) -> str:
    """Modified when the element, its class or the words before it say so."""
    before, parent = element.prev, element.parent
    about = " ".join(
        (
            attribute(element, "class"),
            attribute(element, "itemprop"),
            text_of(element, 60)[:60],
            attribute(parent, "class") + " " + _text(parent.child)[-40:] if parent is not None else "",
            _text(before)[-40:] if before is not None else "",
        )
    )
    return "modified" if _MODIFIED.search(about) else "published"


def _text(node: LexborNode | None) -> str:
    if node is None:
        return ""
    return (node.text_content or "") if node.tag == "-text" else text_of(node, 20)
