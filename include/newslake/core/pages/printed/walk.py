"""One walk over the cleaned markup: the printed blocks of a page in order, and the boxes they stand in."""

import re
from html import unescape
from textwrap import dedent

from newslake.core.pages.printed.blocks import HEADINGS, Block, Box, Printed, names_in, stated_in
from newslake.core.pages.printed.links import NOWHERE, Site
from newslake.core.pages.tree import INLINE, SILENT
from newslake.core.text import tidy

MAX_TAGS = 100_000
"""Tags looked at; the busiest page of the corpus has 20 thousand. What comes after them is no part of a story."""

MAX_DEPTH = 400
"""Levels; browsers build 512, the deepest page of the corpus has 60."""

GOOD_CHARACTERS = 45
"""A block of this length with few links is prose; shorter ones are labels as often as not (a guess)."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_TAG = re.compile(r"<(?:!--.*?--|(/?[^\s>/]+)([^>]*))>", re.DOTALL)
"""A comment, or a tag and its attributes: serialised markup has < and > nowhere else (``tree.serialised``)."""

_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        *("wbr", "basefont", "bgsound", "frame", "keygen"),
    )
)
"""Elements without an end tag (WHATWG HTML section 13.3)."""

_SKIPPED = SILENT | frozenset(
    (
        *("nav", "footer", "button", "select", "textarea", "input", "figure", "figcaption", "picture", "img", "video"),
        *("audio", "canvas", "dialog", "map", "embed", "source", "link", "meta", "option", "datalist", "title"),
        *("xmp", "noembed", "noframes", "plaintext"),  # their text is serialised as it is, tags and all
    )
)
_BREAK = "\0"
"""A line break within a block: no parser lets a NUL into a tree."""

_LISTED = frozenset(("li", "td"))
_CELLS = frozenset(("td", "th"))
_COLUMN = frozenset(("p", "div", "h1", "h2", "h3", "table", "ul", "article", "section", "center"))
"""What a cell begins with that is a column of the layout and no part of a row."""

_SHOWN = re.compile(r"[\s\"_-](?:table|highlight|code|listing)[\s\"_-]")
"""What a figure is called that shows a table or code, which are text."""

_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|offscreen)(?=$|[\s_-])", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def read_printed(markup: str, site: Site = NOWHERE) -> Printed:
    """
    The blocks and boxes of a page, without its navigation, forms, pictures and scripts.

    Args:
        site: Of the page; its links are navigation, those to others are what the author refers to.
        markup: As ``tree.serialised`` gives it. A stream of tags costs a third of going from node to node of the tree.
    """
    pieces = _TAG.split(markup, MAX_TAGS)
    names = [*pieces[1::3], None]
    if truncated := len(names) > MAX_TAGS:
        pieces[-1] = ""
    walk = _Walk(site)
    walk.print(pieces[0])
    skipped, levels = "", 0
    for name, following, attributes, text in zip(names, names[1:], pieces[2::3], pieces[3::3], strict=False):
        walk.at += 3
        if skipped:
            levels += (name == skipped) - (name == "/" + skipped)
            if levels:
                continue
            skipped = ""
        elif name is None:
            pass  # a comment
        elif name[0] == "/":
            walk.close(name[1:])
        elif name in _VOID:
            walk.pass_by(name)
        elif not walk.open(name, attributes, following):
            skipped, levels = name, 1
            continue
        if text and (walk.pieces or not text.isspace()):
            walk.print(text)
    walk.at += 3
    return walk.finished(pieces, truncated=truncated)


class _Walk:
    """Where a walk is: the open elements, the box round it, and the pieces of the block that is being printed."""

    __slots__ = ("at", "blocks", "box", "boxes", "breaks", "in_link", "links", "open_tags", "pieces", "since", "site")

    def __init__(self, site: Site) -> None:
        self.site = site
        self.box = Box("body", "", None, 0)
        self.boxes = [self.box]
        self.blocks: list[Block] = []
        self.open_tags: list[tuple[str, Box]] = []
        self.pieces: list[str] = []
        self.links = self.in_link = self.breaks = 0
        self.since, self.at = 0, -2

    def print(self, text: str) -> None:
        """Text, as serialised."""
        if "&" in text:
            text = unescape(text)
        if self.box.tag == "pre":
            text = text.replace("\n", _BREAK)
        if not text.isspace():
            self.pieces.append(text)
            self.breaks = 0
            if self.in_link:
                self.links += len(text)
        elif self.pieces:
            self.pieces.append(" ")

    def pass_by(self, name: str) -> None:
        """An element without content: one line break is kept, two end the block."""
        if name == "br" and not self.breaks:
            self.breaks = 1
            self.pieces.append(_BREAK)
        elif name not in _SKIPPED and name != "wbr":
            self.flush()

    def open(self, name: str, attributes: str, following: str | None) -> bool:
        """Enter an element; False for one whose content nobody reads. ``following`` is the tag after this one."""
        if len(self.open_tags) >= MAX_DEPTH:
            return False
        outer = self.box
        if name in INLINE:
            if name == "a":
                self.in_link += self.site.navigates(attributes, in_list=outer.tag in _LISTED)
            elif name == "span" and _is_unseen(attributes):
                return False
            self.open_tags.append((name, outer))
            return True
        if _is_skipped(name, attributes):
            return False
        self.open_tags.append((name, outer))
        # A cell is a box only where it is a column of the layout: see the divided rows in ``_lines``.
        if name not in _CELLS or following in _COLUMN or names_in(attributes):
            if self.pieces:
                self.flush()
            self.since = self.at
            # What stands in a heading is the heading, whatever it is wrapped in.
            tag = outer.tag if outer.tag in HEADINGS else name
            self.box = box = Box(tag, attributes, outer, len(self.blocks))
            self.boxes.append(box)
        return True

    def close(self, name: str) -> None:
        """Leave an element; an end tag of another is none."""
        if not self.open_tags or self.open_tags[-1][0] != name:
            return
        _, outer = self.open_tags.pop()
        if name == "a":
            self.in_link = 0
        elif outer is not self.box:
            if self.pieces:
                self.flush()
            self.since = self.at
            self.box.end = len(self.blocks)
            self.box = outer
        elif name in _CELLS:
            self.pieces.append("\t")

    def flush(self) -> None:
        """End the block."""
        raw, tag = "".join(self.pieces), self.box.tag
        for text in _preformatted(raw) if tag == "pre" else (_lines(raw),):
            if text:
                good = _good(text, tag, self.links)
                self.blocks.append(Block(text, tag, self.box, self.links, good, (self.since, self.at)))
        self.pieces.clear()
        self.links = self.breaks = 0
        self.since = self.at

    def finished(self, pieces: list[str], *, truncated: bool) -> Printed:
        """What was printed."""
        self.flush()
        for box in self.boxes:
            if box.end < 0:
                box.end = len(self.blocks)
        boxes = self.boxes[:1] + [box for box in self.boxes[1:] if box.end > box.start]
        return Printed(self.blocks, boxes, pieces, truncated)


def is_unprinted(name: str, attributes: str) -> bool:
    """Whether nobody reads what an element holds: a control, a picture, what is hidden."""
    return name == "span" and _is_unseen(attributes) if name in INLINE else _is_skipped(name, attributes)


def _is_skipped(name: str, attributes: str) -> bool:
    if name in _SKIPPED:
        return not (name == "figure" and _SHOWN.search(attributes))
    return ("hidden" in attributes or "none" in attributes) and _is_hidden(attributes)


def _is_unseen(attributes: str) -> bool:
    return "class" in attributes and bool(_UNSEEN.search(stated_in(attributes).get("class", "")))


def _is_hidden(attributes: str) -> bool:
    stated = stated_in(attributes)
    return "hidden" in stated or stated.get("aria-hidden") == "true" or bool(_HIDDEN.search(stated.get("style", "")))


def _good(text: str, tag: str, links: int) -> int:
    """How much of a block is prose: all of a paragraph, half of an item, nothing of a label or a list of links."""
    length = len(text)
    if links >= 0.5 * length or length < 15 or (length < GOOD_CHARACTERS and not _UNSPACED.search(text)):
        return 0
    if tag in ("p", "blockquote"):
        return length
    return length // 2 if tag in ("li", "td") else length * 3 // 4


def _lines(raw: str) -> str:
    if _BREAK not in raw and "\t" not in raw:
        return tidy(raw)
    lines = (
        "\t".join(filter(None, map(tidy, line.split("\t")))) if "\t" in line.strip() else tidy(line)
        for line in raw.split(_BREAK)
    )
    return "\n".join(filter(None, lines))


def _preformatted(raw: str) -> list[str]:
    """Lines as they are indented, a paragraph for what stands between blank lines; less what indents them all."""
    lines = raw.replace(_BREAK, "\n").expandtabs(4).split("\n")
    kept = [" " * (len(line) - len(line.lstrip())) + words if (words := tidy(line)) else "" for line in lines]
    return [part.strip("\n") for part in re.split(r"\n\n+", dedent("\n".join(kept)))]
