"""Pages made to hurt: what costs a parser time without end is taken out of the markup before it sees it."""

import re

MAX_BYTES = 12_000_000
"""Longer pages are cut: the longest of the corpus has 2.5 million (a guess)."""

MANY_TAGS = 50_000
"""Angle brackets from which nesting is counted; the busiest page of the corpus has 30 thousand. Lexbor's time grows
with the square of the depth: 25 thousand levels take a second, 100 thousand minutes."""

MAX_DEPTH = 512
"""Levels that are kept, as in browsers; deeper tags are left out, their text stays."""

LONG_TAG = 20_000
"""Bytes without a ``>`` from which attributes are counted."""

MAX_ATTRIBUTES = 1_000
"""Words in a tag; one with more loses all of them. 100 thousand take lexbor a minute and a half, libxml2 as well."""

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_LEVEL = frozenset(
    (
        *(b"p", b"li", b"dt", b"dd", b"td", b"th", b"tr", b"option", b"area", b"base", b"br", b"col", b"embed", b"hr"),
        *(b"img", b"input", b"link", b"meta", b"param", b"source", b"track", b"wbr", b"script", b"style"),
    )
)
"""Elements that end by themselves: they do not nest."""


def tamed(markup: bytes) -> bytes:
    """The markup, bounded in length, depth and attributes; the same bytes for nearly every page."""
    markup = _with_short_tags(markup[:MAX_BYTES])
    if markup.count(b"<") <= MANY_TAGS:
        return markup
    depth = 0

    def shallow(tag: re.Match[bytes]) -> bytes:
        nonlocal depth
        if tag[2].lower() in _LEVEL:
            return tag[0]
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < MAX_DEPTH else b" "
        depth += 1
        return tag[0] if depth <= MAX_DEPTH else b" "

    return _TAG.sub(shallow, markup)


def _with_short_tags(markup: bytes) -> bytes:
    """Looks for a ``>`` every so often: where there is none, the piece between the two round it is a long one."""
    pieces: list[bytes] = []
    done = end = 0
    step = LONG_TAG // 2
    for place in range(0, len(markup) - step, step):
        if place < end or markup.find(b">", place, place + step) >= 0:
            continue
        start = markup.rfind(b">", 0, place) + 1
        end = markup.find(b">", place)
        end = end if end >= 0 else len(markup)
        if end - start > LONG_TAG:
            pieces += markup[done:start], _with_few_attributes(markup[start:end])
            done = end
    return b"".join((*pieces, markup[done:])) if pieces else markup


def _with_few_attributes(piece: bytes) -> bytes:
    start = piece.rfind(b"<")
    if start < 0 or not piece[start + 1 : start + 2].isalpha():
        return piece
    words = piece[start:].split(None, MAX_ATTRIBUTES)
    return piece[:start] + words[0] if len(words) > MAX_ATTRIBUTES else piece
