"""What a page prints: its blocks in order, and the boxes they stand in."""

import re
from dataclasses import dataclass, field
from html import unescape

from newslake.core.pages.printed.boilerplate import HARD, furniture, is_hint

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_ATTRIBUTE = re.compile(r' ([^\s=]+)="([^"]*)"')
_FIGURES = re.compile(r"\d+")


class Box:
    """
    An element that holds blocks: ``blocks[start:end]`` of the page.

    Most boxes of a page hold a few words far from the story: names are read, and judged, when somebody asks.
    """

    __slots__ = ("_attributes", "_names", "_out", "depth", "end", "parent", "start", "tag")

    def __init__(self, tag: str, attributes: str, parent: "Box | None", start: int) -> None:
        self.tag = tag
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.start = start
        self.end = -1
        self._attributes = attributes
        self._names: str | None = None
        self._out: int | None = None

    @property
    def names(self) -> str:
        """Its class, id, itemprop and role."""
        if self._names is None:
            self._names = names_in(self._attributes)
        return self._names

    @property
    def out(self) -> int:
        """By its name or kind no part of a story: 0, boilerplate.SOFT or HARD."""
        if self._out is None:
            self._out = furniture(self.tag, self.names)
        return self._out

    @property
    def hint(self) -> bool:
        """Its name says that it holds the story."""
        return not self.out and is_hint(self.names)

    def condemn(self) -> None:
        """Whatever its name says, it is no part of a story."""
        self._out = HARD

    def pardon(self) -> None:
        """Whatever its name says, it is no furniture."""
        self._out = 0


@dataclass(slots=True, eq=False)
class Block:
    """
    A paragraph, heading, list item or row as printed.

    Attributes:
        links: How many of its characters are links.
        good: How many are prose, see ``walk._good``.
        span: Where its markup stands in ``Printed.pieces``.
    """

    text: str
    tag: str
    box: Box
    links: int
    good: int
    span: tuple[int, int]


@dataclass(slots=True)
class Printed:
    """
    What a page prints.

    Attributes:
        boxes: The body, and those that hold a block.
        pieces: The markup: text, then name, attributes and the text up to the next tag, in turn.
    """

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    truncated: bool = False


def stated_in(serialised: str) -> dict[str, str]:
    """The attributes of a tag."""
    stated = dict(_ATTRIBUTE.findall(serialised))
    return {name: unescape(value) for name, value in stated.items()} if "&" in serialised else stated


def names_in(attributes: str) -> str:
    """Class, id, itemprop and role of a tag, divided by spaces."""
    if not attributes:
        return ""
    stated = stated_in(attributes)
    names = f"{stated.get('class', '')} {stated.get('id', '')}".strip()
    if "itemprop" in stated:
        names += f" itemprop-{stated['itemprop']}"
    if "role" in stated:
        names += f" role-{stated['role']}"
    return names


def kin(names: str) -> str:
    """Names without figures: the slides of a gallery and the items of a list are numbered."""
    return _FIGURES.sub("", names)
