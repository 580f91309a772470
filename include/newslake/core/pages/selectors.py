"""What the catalogue's own selectors find in a page: for outlets that the rules read badly."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from newslake.core.pages.body.second_readers import without_headline
from newslake.core.pages.printed.walk import read_printed
from newslake.core.pages.stated.structured import MAX_HEADLINE
from newslake.core.pages.tree import attribute, outermost, text_of
from newslake.core.text import tidy
from newslake.model import Selectors

_FRAME = frozenset(("html", "head", "body"))
"""Elements that no selector takes out: without them a page is none."""

MAX_AUTHORS = 20
"""Elements that are read for names; a page with more prints a list of its staff (a guess)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What was found: None and empty where nothing was asked, or nothing matched."""

    headline: str | None
    authors: tuple[str, ...]
    published: str | None


def drop_removed(tree: LexborHTMLParser, selectors: Selectors) -> None:
    """Take out what the source's pages should be read without."""
    for selector in selectors.remove:
        for node in _matches(tree, selector):
            if node.tag not in _FRAME:
                node.decompose()


def read_selected(tree: LexborHTMLParser, selectors: Selectors) -> Selected:
    """Headline, names and date, as the elements print or state them."""
    headline = next(_texts(tree, selectors.headline), None)
    return Selected(
        headline=headline if headline and len(headline) <= MAX_HEADLINE else None,
        authors=tuple(_texts(tree, selectors.authors))[:MAX_AUTHORS],
        published=next((text for text in _texts(tree, selectors.published) if len(text) <= 100), None),
    )


def selected_paragraphs(tree: LexborHTMLParser, selectors: Selectors, headline: str | None) -> tuple[str, ...]:
    """
    The blocks printed in the elements that are the body, the headline left out where it opens them.

    Args:
        tree: Without what no reader reads.
    """
    if not selectors.body:
        return ()
    markup = "".join(node.html or "" for node in _matches(tree, selectors.body))
    blocks = read_printed(markup).blocks
    return tuple(without_headline([block.text for block in blocks], headline))


def unmatched(selectors: Selectors, found: Selected, paragraphs: tuple[str, ...]) -> str | None:
    """The fields whose selector found nothing, "body+authors"; None when none of them did."""
    fields = (
        ("body", selectors.body, paragraphs),
        ("headline", selectors.headline, found.headline),
        ("authors", selectors.authors, found.authors),
        ("published", selectors.published, found.published),
    )
    return "+".join(field for field, selector, value in fields if selector and not value) or None


def _matches(tree: LexborHTMLParser, selector: str | None) -> list[LexborNode]:
    """The elements that match, once each, without those in another; none for what is no selector."""
    if not selector:
        return []
    try:
        return outermost(tree.css(selector))
    except SelectolaxError:
        return []


def _texts(tree: LexborHTMLParser, selector: str | None) -> Iterator[str]:
    for node in _matches(tree, selector):
        if text := tidy(attribute(node, "datetime") or attribute(node, "content")) or text_of(node):
            yield text
