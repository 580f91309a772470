"""The article's text: trafilatura finds it in the tree, we set it in paragraphs."""

import logging

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Document

from newslake.core.extraction.tree import query
from newslake.core.text import key_of, tidy

log = logging.getLogger(__name__)

EXTRACTOR = f"trafilatura {trafilatura.__version__}"
"""Balanced and with its fallbacks: on the corpus F1 .953 and .971; favor_precision .948 and .974 with a page lost, at
more CPU; fast .941 and .971 with two lost, at three quarters of it."""

_NO_TEXT = query("descendant::script[not(contains(@type, 'ld+json'))] | descendant::style | descendant::svg")
_BLOCKS = frozenset(("p", "head", "item", "quote", "list", "table", "row", "div", "code", "fw"))
"""Elements of trafilatura's result that begin a paragraph; a quote or an item within one begins another."""


def read_body(tree: HtmlElement, url: str, headline: str | None = None) -> str | None:
    """
    The article of a page: paragraphs, headings and list items as printed, divided by a blank line.

    A single line break inside a paragraph stays one; cells of a table row are divided by a tab.

    Args:
        tree: Loses its scripts, styles and drawings.
        headline: Left out where it opens the text: it has a column of its own.

    Returns:
        None when there is no article text in the tree.

    Raises:
        Nothing: a page that trafilatura cannot take has no body.
    """
    # trafilatura copies the tree up to eight times; it reads the JSON-LD where it finds no text.
    for element in _NO_TEXT(tree):
        element.drop_tree()
    try:
        # Always a parsed tree: a str that looks like an address would be downloaded. It works on a copy of it.
        document = trafilatura.bare_extraction(
            tree,
            url=url,
            with_metadata=False,
            include_comments=False,
            deduplicate=False,  # it loses text and remembers other pages
        )
    except Exception:
        # Third-party code on pages of any kind; one of them must not stop a batch.
        log.warning("trafilatura failed url=%s", url, exc_info=True)
        return None
    if not isinstance(document, Document) or document.body is None:
        return None
    paragraphs = _paragraphs(document.body)
    if headline and paragraphs and key_of(paragraphs[0]) == key_of(headline):
        del paragraphs[0]
    return "\n\n".join(paragraphs) or None


def _paragraphs(body: etree._Element) -> list[str]:
    paragraphs: list[str] = []
    lines: list[str] = []
    cells: list[str] = []
    printed: list[str] = []

    def end_cell() -> None:
        if text := tidy("".join(printed)):
            cells.append(text)
        printed.clear()

    def end_line() -> None:
        end_cell()
        if cells:
            lines.append("\t".join(cells))
        cells.clear()

    def end_paragraph() -> None:
        end_line()
        if lines:
            paragraphs.append("\n".join(lines))
        lines.clear()

    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            end_paragraph()
        elif node.tag == "cell":
            end_cell()
        elif node.tag == "lb" and event == "start":
            end_line()
        if event == "start":
            printed.append(node.text or "")
        elif node is not body:
            printed.append(node.tail or "")
    end_paragraph()
    return paragraphs
