"""Pages made to hurt: what costs a parser time without end is taken out of the markup before it sees it."""

import re

MAX_CHARACTERS = 12_000_000
"""Longer pages are cut: the longest of the corpus has 2.5 million (a guess)."""

MANY_TAGS = 50_000
"""Angle brackets from which nesting is counted; the busiest page of the corpus has 30 thousand. Lexbor's time grows
with the square of the depth: 25 thousand levels take a second, 100 thousand minutes."""

MAX_DEPTH = 512
"""Levels that are kept, as in browsers; deeper tags are left out, their text stays."""

LONG_TAG = 20_000
"""Characters without a ``>`` from which attributes are counted."""

MAX_ATTRIBUTES = 1_000
"""Words in a tag; one with more loses all of them. 100 thousand take lexbor a minute and a half, libxml2 as well."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_LEVEL = frozenset(
    (
        *("p", "li", "dt", "dd", "td", "th", "tr", "option", "area", "base", "br", "col", "embed", "hr", "img"),
        *("input", "link", "meta", "param", "source", "track", "wbr", "script", "style"),
    )
)
"""Elements that end by themselves: they do not nest."""


def tamed(markup: str) -> str:
    """The markup, bounded in length, depth and attributes; the same text for nearly every page."""
    markup = markup[:MAX_CHARACTERS]
    half = LONG_TAG // 2
    if any(markup.find(">", start, start + half) < 0 for start in range(0, len(markup) - half, half)):
        pieces = markup.split(">")
        markup = ">".join(_with_few_attributes(piece) if len(piece) > LONG_TAG else piece for piece in pieces)
    if markup.count("<") <= MANY_TAGS:
        return markup
    depth = 0

    def shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _LEVEL:
            return tag[0]
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < MAX_DEPTH else " "
        depth += 1
        return tag[0] if depth <= MAX_DEPTH else " "

    return _TAG.sub(shallow, markup)


def _with_few_attributes(piece: str) -> str:
    start = piece.rfind("<")
    if start < 0 or not piece[start + 1 : start + 2].isalpha():
        return piece
    words = piece[start:].split(None, MAX_ATTRIBUTES)
    return piece[:start] + words[0] if len(words) > MAX_ATTRIBUTES else piece
