"""The one parse of a page, and the few questions every reader asks the tree."""

from collections.abc import Callable
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newslake.core.extraction.decoding import mend_references
from newslake.core.text import tidy


def query(path: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """A compiled XPath that selects elements."""
    return cast("Callable[[HtmlElement], list[HtmlElement]]", etree.XPath(path))


def parse_html(text: str) -> HtmlElement | None:
    """
    The tree of a page; None when there is not one element in it.

    Without ``huge_tree``: libxml2 then drops what lies deeper than 256 levels, where no article is.
    """
    markup = mend_references(text).encode("utf-8", "replace")
    parser = HTMLParser(  # type: ignore[call-arg]  # the stubs lack default_doctype
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
    )
    try:
        tree = document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def text_of(element: HtmlElement) -> str:
    """
    The text in an element on one line, without scripts and styles.

    Blocks and line breaks divide words, inline tags do not: ``<b>New</b>s`` is one word.
    """
    if len(element) == 0:
        return tidy(element.text or "")
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        gap = "" if node.tag in _INLINE else " "
        if event == "start":
            if node.tag in _SILENT:
                walk.skip_subtree()
            else:
                pieces += (gap, node.text or "")
        elif node is not element:
            pieces += (gap, node.tail or "")
    return tidy("".join(pieces))


_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small", "span"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_SILENT = frozenset(("script", "style", "noscript", "template", "svg"))
