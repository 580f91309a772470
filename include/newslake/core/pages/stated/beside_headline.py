"""What is printed beside the headline of a page that states little: the lines of its date and its author."""

import re
from collections.abc import Iterable, Iterator, Sequence

from newslake.core.pages.body.cleaning import STOPS, is_said
from newslake.core.pages.printed.blocks import HEADINGS, Block, Printed
from newslake.core.text import key_of

ABOVE, BELOW = 3, 8
"""Blocks looked at before and after the headline: a section, a date; a standfirst, names, dates, share buttons."""

LONG = 300
"""Characters; a longer block is text, and ends the search (a guess)."""

SENTENCE = 50
"""A longer block that ends as sentences do is one, and no label (a guess)."""

_BREAK = re.compile(r"\s*[\n\t|·•–—]\s*|\s+[-/]\s+|\s*\*\s*")
_LABEL = (
    r"(?:(?:written|posted|published|reported|checked|tested|edited|words|text|verfasst|geschrieben|publié|escrito"
    r"|publicado|scritto|pubblicato|geplaatst|skrevet|skriven)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|przez|(?:autor(?:in|a|e)?|author|auteur|autore|автор|tekst|text|作者)\s*[:：])"
)
_BYLINE = re.compile(rf"(?:^|[\s,;]){_LABEL}\s*[:：]?\s+(?P<names>[^\W\d_].{{1,80}})$", re.IGNORECASE)
_ENDS = re.compile(
    r",\s*[^\W\d_]+\.?\s+\d.*$"
    r"|\s*[,;(|]?\s*(?:\b(?:on|in|at|am|um|le|el|il|den|dnia|(?:last )?updated|published|posted)\b|\d|\().*$",
    re.IGNORECASE,
)
"""Where names end: at a preposition of time or place, a figure, a parenthesis."""

_NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?: [\w.'’&-]+){0,5}$")


def lines_beside(printed: Printed, headline: str | None) -> list[str]:
    """Short lines before and after the printed headline, no sentences; empty where it is not printed."""
    blocks = printed.blocks
    key = key_of(headline) if headline else ""
    said = [place for place, block in enumerate(blocks) if is_said(block.text, headline, key)]
    place = next((place for place in said if blocks[place].tag in HEADINGS), said[0] if said else None)
    if place is None:
        return []
    above = _labels(reversed(blocks[max(0, place - ABOVE) : place]))
    below = _labels(blocks[place + 1 : place + 1 + BELOW])
    return [line for block in (*below, *above) for line in _lines(block)]


def is_byline(line: str) -> bool:
    """Whether it says "by" somebody."""
    return _BYLINE.search(line) is not None


def bylines_beside(lines: Sequence[str]) -> Iterator[str]:
    """The names after "by" in them, as printed: "Ann Lee and Bo Chen"."""
    for line in lines:
        if found := _BYLINE.search(line):
            names = _ENDS.sub("", found["names"]).strip(" ,;:-")
            if _NAME.match(names):
                yield names


def _labels(blocks: Iterable[Block]) -> Iterator[Block]:
    """The short blocks up to the story; one sentence may stand before them, the standfirst."""
    sentences = 0
    for block in blocks:
        sentence = len(block.text) > SENTENCE and block.text[-1:] in STOPS
        sentences += sentence
        if sentences > 1 or len(block.text) > LONG:
            return
        if not sentence and block.box.tag != "li":
            yield block


def _lines(block: Block) -> Iterator[str]:
    """Its lines; none of a date that is a link: the next story's, or a day's of the archive."""
    if 2 * block.links > len(block.text) and any(map(str.isdigit, block.text)):
        return
    yield from (line for line in _BREAK.split(block.text) if line)
