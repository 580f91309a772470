"""Second opinions: what other readers make of the same page, and how far texts agree."""

import logging
import re
from collections.abc import Sequence

import trafilatura
from lxml import etree
from lxml.html import HTMLParser, document_fromstring
from resiliparse.extract.html2text import extract_plain_text
from trafilatura.settings import Document

from newslake.core.pages.decode import without_controls
from newslake.core.text import key_of, tidy

log = logging.getLogger(__name__)

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")

Shingles = frozenset[tuple[str, ...]]


def words_of(text: str) -> list[str]:
    """Words as printed; in scripts without spaces characters."""
    return _TOKEN.findall(text) if _HAS_UNSPACED.search(text) else text.split()


def shingles_of(text: str) -> Shingles:
    """Runs of four words; in scripts without spaces of four characters."""
    words = words_of(text)
    if len(words) < 4:
        return frozenset((tuple(words),)) if words else frozenset()
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


def agreement(one: Shingles, other: Shingles) -> float:
    """F1 of the runs two texts share: 1.0 for the same text, 0.0 where one is empty."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def second_opinion(html: str) -> list[str]:
    """The paragraphs that resiliparse takes for the main content."""
    try:
        text = extract_plain_text(
            html, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False, links=False
        )
    except Exception:
        # Third-party code on pages of any kind; one of them must not stop a batch.
        log.warning("resiliparse failed", exc_info=True)
        return []
    return [clean for line in text.split("\n") if (clean := tidy(line))]


def arbiter(html: str, url: str) -> list[str]:
    """The paragraphs that trafilatura takes for the story."""
    parser = HTMLParser(  # type: ignore[call-arg]  # the stubs lack default_doctype
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
    )
    try:
        # Always a parsed tree: a str that looks like an address would be downloaded.
        document = trafilatura.bare_extraction(
            # A body even where there is nothing in it: libxml2 calls such a page empty, and that is an error.
            document_fromstring(f"<body>{without_controls(html)}</body>".encode("utf-8", "replace"), parser=parser),
            url=url,
            with_metadata=False,
            include_comments=False,
            deduplicate=False,  # it loses text and remembers other pages
            fast=True,
        )
    except Exception:
        # As above.
        log.warning("trafilatura failed url=%s", url, exc_info=True)
        return []
    if not isinstance(document, Document) or document.body is None:
        return []
    return paragraphs_of(document.body)


_BLOCKS = frozenset(("p", "head", "item", "quote", "list", "table", "row", "div", "code", "fw"))
"""Elements of trafilatura's result that begin a paragraph; a quote or an item within one begins another."""


def paragraphs_of(body: etree._Element) -> list[str]:
    """Paragraphs of a trafilatura tree; a line break stays one, cells of a row are divided by a tab."""
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


def without_headline(paragraphs: Sequence[str], headline: str | None) -> list[str]:
    """The paragraphs, less the headline where it opens them: it has a column of its own."""
    if headline and paragraphs and len(paragraphs[0]) < 500 and key_of(paragraphs[0]) == key_of(headline):
        return list(paragraphs[1:])
    return list(paragraphs)
