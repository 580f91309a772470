"""The story as markup: its paragraphs with their links, emphasis and lists, in a subset that is safe to show."""

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from newslake.core.pages.printed.blocks import HEADINGS, Block, Box, Printed, stated_in
from newslake.core.pages.printed.walk import is_unprinted
from newslake.core.text import visible
from newslake.core.urls import resolve

INLINE_KEPT = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "samp", "small", "strong", "sub", "sup", "u")
)
"""Elements within a paragraph that stay; of their attributes only where a link leads."""

OUTER_KEPT = frozenset(("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "tr", "td", "th")) | HEADINGS
"""Elements round paragraphs that stay, all bare."""

_PLAIN_LINK = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./?=&%+~,:;@!$()*#-]*)?", re.ASCII)
"""An address that is absolute and safe as it stands; others are parsed."""

_OUTER_BREAKS = re.compile(r"^(?:<br>|\s)+|(?:<br>|\s)+$")
_BARE = OUTER_KEPT - {"ul", "ol", "dl", "table", "tr", "blockquote"}
"""Those that hold text without a ``p``."""


def article_html(paragraphs: Sequence[str], printed: Printed, url: str) -> str | None:
    """
    The paragraphs of a body as HTML: the same words in the same order, nothing that loads, runs or styles.

    A paragraph that is printed on the page has its links (absolute, http and https alone), emphasis and code, and the
    list, table or quote round it; one that only another reading has is a plain ``p``.

    Returns:
        None where there are no paragraphs.
    """
    places: dict[str, list[int]] = {text: [] for text in paragraphs}
    for place in range(len(printed.blocks) - 1, -1, -1):
        if (text := printed.blocks[place].text) in places:
            places[text].append(place)
    found: list[Block | None] = []
    last = -1
    for text in paragraphs:
        # What is printed twice is taken in turn.
        waiting = places[text]
        while waiting and waiting[-1] <= last:
            waiting.pop()
        last = waiting[-1] if waiting else last
        found.append(printed.blocks[last] if waiting else None)
    paths = [_path(block) if block else [] for block in found]
    shared = _shared(path for block, path in zip(found, paths, strict=True) if block)
    pieces: list[str] = []
    here: list[Box] = []
    for text, each, whole in zip(paragraphs, found, paths, strict=True):
        path = whole[shared:]
        level = _level(here, path)
        pieces += [f"</{box.tag}>" for box in reversed(here[level:])]
        opened = path[level:]
        pieces += [f"<{box.tag}>" for box in opened]
        within = path[-1].tag if path else ""
        if within in _BARE and not opened and level == len(here):
            pieces.append("\n\n" if within == "pre" else "<br>")
        if within == "tr":
            pieces += [f"<td>{_plain(cell, within)}</td>" for cell in text.split("\t")]
        else:
            words = (each and _inline(each, printed, url)) or _plain(text, within)
            pieces.append(words if within in _BARE else f"<p>{words}</p>")
        here = path
    pieces += [f"</{box.tag}>" for box in reversed(here)]
    return "".join(pieces) or None


def _path(block: Block) -> list[Box]:
    """The lists, quotes and tables round a block, outermost first."""
    found: list[Box] = []
    box: Box | None = block.box
    while box is not None:
        # What stands in a heading is the heading: its inner boxes have the same tag.
        if box.tag in HEADINGS and found and found[-1].tag == box.tag:
            found[-1] = box
        elif box.tag in OUTER_KEPT:
            found.append(box)
        box = box.parent
    return found[::-1]


def _shared(paths: Iterable[list[Box]]) -> int:
    """How many boxes are round every paragraph, down to a cell: the tables of a layout are no part of the story."""
    common: list[Box] | None = None
    for path in paths:
        common = path if common is None else common[: _level(common, path)]
    cells = [level for level, box in enumerate(common or (), 1) if box.tag in ("td", "th")]
    return cells[-1] if cells else 0


def _level(one: Sequence[Box], other: Sequence[Box]) -> int:
    for level, (left, right) in enumerate(zip(one, other, strict=False)):
        if left is not right:
            return level
    return min(len(one), len(other))


def _plain(text: str, within: str) -> str:
    return escape(text, quote=False).replace("\n", "\n" if within == "pre" else "<br>")


def _inline(block: Block, printed: Printed, url: str) -> str | None:
    """A block with what emphasises and links it; None where nothing does, or its markup says other words."""
    since, until = block.span
    if INLINE_KEPT.isdisjoint(printed.pieces[since or 1 : until : 3]):
        return None
    marked, words = _marked(printed.pieces, since, until, url)
    if "".join("".join(words).split()) != "".join(block.text.split()):
        return None
    whole = "".join(marked)
    return whole.strip("\n") if block.tag == "pre" else _OUTER_BREAKS.sub("", " ".join(whole.split()))


def _absolute(href: str, url: str) -> str | None:
    return href if _PLAIN_LINK.fullmatch(href) else resolve(url, href)


def _marked(pieces: Sequence[str], since: int, until: int, url: str) -> tuple[list[str], list[str]]:
    """The text of a block with the tags that stay, balanced; and its words alone."""
    marked: list[str] = []
    words: list[str] = []
    open_tags: list[str] = []
    skipped, levels = "", 0

    def say(text: str) -> None:
        words.append(said := visible(unescape(text) if "&" in text else text))
        marked.append(escape(said, quote=False))

    if since == 0:
        say(pieces[0])
        since = 1
    for at in range(since, until, 3):
        name, attributes, text = pieces[at : at + 3]
        if skipped:
            levels += (name == skipped) - (name == "/" + skipped)
            if levels:
                continue
            skipped = ""
        elif name is None:
            pass  # a comment
        elif name == "br":
            marked.append("<br>")
        elif name[0] == "/":
            if name[1:] in open_tags:
                while (closed := open_tags.pop()) != name[1:]:
                    marked.append(f"</{closed}>")
                marked.append(f"</{closed}>")
        elif is_unprinted(name, attributes):
            skipped, levels = name, 1
            continue
        elif name in INLINE_KEPT:
            link = _absolute(stated_in(attributes).get("href", ""), url) if name == "a" else None
            if name != "a" or link:
                open_tags.append(name)
                marked.append(f'<a href="{escape(link)}">' if link else f"<{name}>")
        if text:
            say(text)
    marked += [f"</{name}>" for name in reversed(open_tags)]
    return marked, words
