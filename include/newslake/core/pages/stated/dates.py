"""Every date a page states, as written and best witness first; reading them is core.dates' work."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newslake.core.pages.stated.beside_headline import is_byline
from newslake.core.pages.stated.structured import Stated
from newslake.core.pages.tree import ancestors, attribute, is_aside, select, text_of
from newslake.core.text import key_of, tidy
from newslake.model import Basis, RawDate

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
_PRINTING = frozenset(
    ("span", "div", "p", "h2", "h3", "h4", "h5", "small", "em", "b", "strong", "abbr", "a", "dd", "li")
)
_TOLD = frozenset((Basis.JSON_LD, Basis.META, Basis.SELECTOR))
_FEW = 6
"""Dates of one kind that are looked at: the page's own comes early, later ones are other stories'."""

_MODIFIED = re.compile(
    r"modif|updat|upd\b|aktualisiert|mis à jour|actualizad|atualizad|aggiornat|обновлен|更新|업데이트", re.IGNORECASE
)
MAX_WORDS = 5
"""Of a line that is a date: a day of the week, a month, a label or two (a guess)."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def read_dates(tree: LexborHTMLParser, stated: Stated, headline: str | None) -> tuple[RawDate, ...]:
    """
    The dates of a page with their basis: json_ld, meta, visible, url.

    Only the JSON-LD of the page's own node counts; microdata on meta elements counts as meta, on visible elements as
    visible. Dates within lists, asides and footers belong to other stories and are left out.
    """
    found: dict[RawDate, None] = {}
    for basis, role, raw in (*_stated(stated), *_visible(tree, headline), *_in_address(stated.url)):
        # A text without a digit, or longer than any date, is none.
        if (clean := tidy(raw)) and len(clean) <= 100 and any(map(str.isdigit, clean)):
            found.setdefault(RawDate(basis=basis, role=role, raw=clean))
    return tuple(found)


def is_told(dates: Iterable[RawDate]) -> bool:
    """Whether a machine is told one: what is printed beside it is another story's as often as not."""
    return any(date.basis in _TOLD for date in dates)


def with_lines(dates: tuple[RawDate, ...], lines: Sequence[str]) -> tuple[RawDate, ...]:
    """
    The dates and, where no machine was told one, the short lines beside the headline that may be one.

    Args:
        lines: As printed, a label on a line of its own before what it labels.
    """
    if is_told(dates):
        return dates
    beside = [
        RawDate(
            basis=Basis.VISIBLE, role=_role_in(line if any(map(str.isdigit, label)) else f"{label} {line}"), raw=line
        )
        for label, line in zip(("", *lines), lines, strict=False)
        if _may_be_date(line)
    ]
    if any(_YEAR.search(date.raw) for date in beside):
        # What stands farther away is another story's.
        printed = "\n".join(date.raw for date in beside)
        dates = tuple(date for date in dates if date.basis == Basis.URL or _ISO.match(date.raw) or date.raw in printed)
    return tuple(dict.fromkeys((*dates, *beside)))


def _may_be_date(line: str) -> bool:
    """With a figure, and few words beside it unless it is a byline: "the town on 24 April 2023" captions a picture."""
    words = [word for word in line.split() if not any(map(str.isdigit, word))]
    return len(words) < len(line.split()) and len(line) <= 80 and (len(words) <= MAX_WORDS or is_byline(line))


def _role_in(text: str) -> str:
    return "modified" if _MODIFIED.search(text) else "published"


def url_day(url: str) -> str | None:
    """The day in an address, as "2025-07-10": /2025/07/10/ and -20250710 forms; None when there is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = _URL_DAY.search(path) or _RUN_DAY.search(path)
    return "-".join(found.group(1, 3, 4)) if found else None


_RUN_DAY = re.compile(r"(?<!\d)(20\d\d)()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


def _stated(stated: Stated) -> Iterator[tuple[Basis, str, str]]:
    for role, name in (("published", "datePublished"), ("modified", "dateModified")):
        yield from ((Basis.JSON_LD, role, value) for value in stated.objects(name) if isinstance(value, str))
    for role, names in (("published", PUBLISHED_METAS), ("modified", MODIFIED_METAS)):
        yield from ((Basis.META, role, value) for name in names for value in stated.metas.get(name, ())[:2])


def _visible(tree: LexborHTMLParser, headline: str | None) -> Iterator[tuple[Basis, str, str]]:
    for element in select(tree, _ITEMPROPS, _FEW):
        role = "modified" if attribute(element, "itemprop") == "dateModified" else "published"
        yield Basis.VISIBLE, role, _date_of(element)
    dated = [*_own(tree, "time"), *(each for each in _own(tree, _DATED) if len(text_of(each, 60)) < 120)]
    for element in _nearest(tree, dated, headline):
        yield Basis.VISIBLE, _role_of(element), _date_of(element)


def _in_address(url: str) -> Iterator[tuple[Basis, str, str]]:
    if day := url_day(url):
        yield Basis.URL, "published", day


def _nearest(tree: LexborHTMLParser, dated: Sequence[LexborNode], headline: str | None) -> Sequence[LexborNode]:
    """Of several dates those that share the innermost element with the headline: others are teasers' and comments'."""
    if headline is None or len(dated) < 2:
        return dated
    key = key_of(headline)
    heading = next((each for each in select(tree, "h1, h2, h3", 40) if key_of(text_of(each, 60)) == key), None)
    if heading is None:
        return dated
    outer = {each.mem_id: level for level, each in enumerate(ancestors(heading))}
    levels = [next((outer[each.mem_id] for each in ancestors(node) if each.mem_id in outer), 99) for node in dated]
    return [node for node, level in zip(dated, levels, strict=True) if level == min(levels)]


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
    return _role_in(about)


def _text(node: LexborNode | None) -> str:
    if node is None:
        return ""
    return (node.text_content or "") if node.tag == "-text" else text_of(node, 20)
