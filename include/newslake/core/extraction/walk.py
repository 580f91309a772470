"""One walk over the tree: the printed blocks of a page in order, and the boxes they stand in."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from newslake.core.extraction.boilerplate import furniture, is_hint
from newslake.core.extraction.tree import INLINE, SILENT
from newslake.core.text import tidy

MAX_NODES = 150_000
"""Nodes looked at; the busiest page of the corpus has 30 thousand. What comes after them is no part of a story."""

MAX_DEPTH = 400
"""Levels; browsers build 512, the deepest page of the corpus has 60."""

GOOD_CHARACTERS = 45
"""A block of this length with few links is prose; shorter ones are labels as often as not (a guess)."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_SKIPPED = SILENT | frozenset(
    (
        *("nav", "footer", "button", "select", "textarea", "input", "figure", "figcaption", "picture", "img", "video"),
        *("audio", "canvas", "dialog", "map", "embed", "source", "link", "meta", "option", "datalist", "title"),
    )
)
_LINE = {"td": "\t", "th": "\t"}
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|offscreen)(?=$|[\s_-])", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


@dataclass(slots=True, eq=False)
class Box:
    """
    An element that holds blocks: ``blocks[start:end]`` of the page.

    Attributes:
        out: By its name or kind no part of a story: 0, boilerplate.SOFT or HARD.
        hint: Its name says that it holds the story.
    """

    tag: str
    names: str
    parent: "Box | None"
    depth: int
    start: int
    end: int = -1
    out: int = 0
    hint: bool = False


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, heading, list item or row as printed; ``links`` is how many of its characters are links."""

    text: str
    tag: str
    box: Box
    links: int
    good: int


@dataclass(slots=True)
class Printed:
    """What a page prints."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    truncated: bool = False


def read_printed(tree: LexborHTMLParser) -> Printed:
    """The blocks and boxes of a page, without its navigation, forms, pictures and scripts."""
    page = Printed()
    if tree.body is None:
        return page
    blocks, boxes = page.blocks, page.boxes
    box = Box("body", "", None, 0, 0)
    boxes.append(box)
    pieces: list[str] = []
    links = 0
    in_link = 0
    breaks = 0
    budget = MAX_NODES

    def flush() -> None:
        nonlocal links, breaks
        breaks = 0
        if pieces:
            text = _lines("".join(pieces))
            if text:
                length = len(text)
                tag = box.tag
                good = 0
                if links < 0.5 * length and (
                    length >= GOOD_CHARACTERS or (length >= 15 and _UNSPACED.search(text) is not None)
                ):
                    good = (
                        length
                        if tag in ("p", "blockquote")
                        else length // 2
                        if tag in ("li", "td")
                        else length * 3 // 4
                    )
                blocks.append(Block(text, tag, box, links, good))
            pieces.clear()
        links = 0

    node = tree.body.child
    stack: list[tuple[object, Box, bool]] = []
    while True:
        if node is None:
            if not stack:
                break
            closed, outer, linked = stack.pop()
            if linked:
                in_link -= 1
            if outer is not box:
                flush()
                box.end = len(blocks)
                box = outer
            elif closed.tag in _LINE:  # type: ignore[attr-defined]
                pieces.append("\t")
            node = closed.next  # type: ignore[attr-defined]
            continue
        budget -= 1
        if budget < 0:
            page.truncated = True
            break
        tag = node.tag
        if tag == "-text":
            text = node.text_content
            if text:
                if text.isspace():
                    if pieces:
                        pieces.append(" ")
                else:
                    pieces.append(text)
                    breaks = 0
                    if in_link:
                        links += len(text)
            node = node.next
            continue
        if tag == "br":
            breaks += 1
            if breaks > 1:
                flush()
            else:
                pieces.append("\x01")
            node = node.next
            continue
        if tag == "hr":
            flush()
        if tag is None or tag in _SKIPPED or len(stack) >= MAX_DEPTH:
            node = node.next
            continue
        if tag in INLINE:
            child = node.child
            if child is not None and not (tag == "span" and _UNSEEN.search(node.attributes.get("class") or "")):
                link = tag == "a"
                in_link += link
                stack.append((node, box, link))
                node = child
            else:
                node = node.next
            continue
        attributes = node.attributes
        names = ""
        if attributes:
            if (
                "hidden" in attributes
                or attributes.get("aria-hidden") == "true"
                or ((style := attributes.get("style")) and _HIDDEN.search(style))
            ):
                node = node.next
                continue
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if "itemprop" in attributes:
                names += f" itemprop-{attributes['itemprop']}"
            if "role" in attributes:
                names += f" role-{attributes['role']}"
        child = node.child
        if child is None:
            flush()
            node = node.next
            continue
        if tag not in _LINE:
            flush()
            # What stands in a heading is the heading, whatever it is wrapped in.
            inner = Box(box.tag if box.tag in HEADINGS else tag, names, box, box.depth + 1, len(blocks))
            if names.strip() or tag == "aside":
                inner.out = furniture(tag, names)
                inner.hint = not inner.out and is_hint(names)
            boxes.append(inner)
            stack.append((node, box, False))
            box = inner
        else:
            # A cell is a box only where it is a column of the layout: see the divided rows in ``_lines``.
            if (
                child.tag in ("p", "div", "h1", "h2", "h3", "table", "ul", "article", "section", "center")
                or (
                    child.next is not None
                    and child.next.tag in ("p", "div", "h1", "h2", "table", "ul", "article", "section")
                )
                or names.strip()
            ):
                flush()
                inner = Box(tag, names, box, box.depth + 1, len(blocks))
                inner.out = furniture(tag, names)
                inner.hint = not inner.out and is_hint(names)
                boxes.append(inner)
                stack.append((node, box, False))
                box = inner
            else:
                stack.append((node, box, False))
        node = child
    flush()
    while True:
        box.end = len(blocks)
        if box.parent is None:
            break
        box = box.parent
    for each in boxes:
        if each.end < 0:
            each.end = len(blocks)
    return page


def _lines(raw: str) -> str:
    if "\x01" not in raw and "\t" not in raw:
        return tidy(raw)
    lines = (
        "\t".join(filter(None, map(tidy, line.split("\t")))) if "\t" in line.strip() else tidy(line)
        for line in raw.split("\x01")
    )
    return "\n".join(filter(None, lines))
