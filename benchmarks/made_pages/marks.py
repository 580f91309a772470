"""
What is article text of a made page, marked while the page is built.

``yes(...)`` is article text, ``no(...)`` inside of it is furniture; ``finish`` takes the marks out and reads the truth
off them.
"""

import re
from dataclasses import dataclass

from lxml.etree import Comment, strip_elements
from lxml.html import HTMLParser, document_fromstring

from .posts import text_of

Y0, Y1, N0, N1 = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"
INNER_NO = re.compile(f"{N0}[^{N0}{N1}]*{N1}")


@dataclass(frozen=True)
class Made:
    """A page, and the text that is to be extracted from it."""

    html: str
    text: str


def yes(markup: str) -> str:
    """Article text."""
    return Y0 + markup + Y1


def no(markup: str) -> str:
    """Furniture in the middle of article text."""
    return N0 + markup + N1


def finish(page: str) -> Made:
    """The page without marks, and what they marked, line by line."""
    lines: list[str] = []
    for region in re.findall(f"{Y0}(.*?){Y1}", page, re.DOTALL):
        while N0 in region:
            region = INNER_NO.sub(" ", region)
        lines += text_of(region).split("\n")
    html = re.sub(f"[{Y0}{Y1}{N0}{N1}]", "", page)
    return Made(html, "\n".join(line for line in lines if line))


def missing(made: Made) -> list[str]:
    """Lines of the truth that do not occur, in order, in the page's own text (blanks aside); none, if all is well."""
    root = document_fromstring(made.html.encode(), parser=HTMLParser(encoding="utf-8"))
    strip_elements(root, "script", "style", "head", Comment, with_tail=False)
    page = re.sub(r"\s+", "", "".join(map(str, root.itertext())))
    lost, at = [], 0
    for line in made.text.split("\n"):
        bare = re.sub(r"\s+", "", line)
        found = page.find(bare, at)
        if found < 0:
            lost.append(line if bare not in page else f"(order) {line}")
        else:
            at = found + len(bare)
    return lost
