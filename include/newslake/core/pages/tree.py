"""The one parse of a page, and the few questions every reader asks the tree."""

from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from newslake.core.pages.decode import mend_references
from newslake.core.pages.limits import MAX_DEPTH, tamed
from newslake.core.text import tidy

MAX_MATCHES = 400
"""Elements looked at for one question; a page with more of them is no story (a guess)."""

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins"),
        *(
            "kbd",
            "label",
            "mark",
            "q",
            "rb",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
        ),
        *("sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""Elements that do not end a word: ``<b>New</b>s`` is one."""

SILENT = frozenset(("script", "style", "noscript", "template", "svg", "head", "iframe", "object", "math", "-comment"))
_WORDLESS = (
    *("script", "style", "svg", "noscript", "template", "iframe", "link", "meta", "head", "object", "picture", "img"),
    *("video", "audio", "canvas", "embed", "map"),
)
_UNREAD = ("nav", "footer", "button", "select", "input", "textarea", "dialog")
_COMMENTS = (
    "#comments, #comment-section, #disqus_thread, #respond, .comments-area, .comments-section, .comment-section,"
    " .comments, .post-comments, .comment-list, .commentlist, .comment-respond, .wp-block-comments, .fb-comments"
)
"""Where themes put what readers wrote; on a blog it may be longer than the story, and other readings take it."""

_ASIDE = frozenset(("nav", "footer", "aside"))


def parse_html(markup: bytes) -> LexborHTMLParser | None:
    """The tree of a page in UTF-8; None when there is not one element in it."""
    try:
        tree = LexborHTMLParser(mend_references(tamed(markup)))
    except (SelectolaxError, ValueError):
        return None
    return tree if tree.root is not None else None


def drop_wordless(tree: LexborHTMLParser) -> None:
    """Take out scripts, styles and pictures, four fifths of a page: each later look at it costs as much less."""
    tree.strip_tags(list(_WORDLESS), recursive=True)


def drop_unread(tree: LexborHTMLParser) -> None:
    """Take out words that no reader reads: navigation, footers, the controls of forms; a few name an author."""
    tree.strip_tags(list(_UNREAD), recursive=True)


def drop_comments(tree: LexborHTMLParser) -> None:
    """Take out what readers wrote, signed and dated, where themes put it."""
    for node in outermost(select(tree, _COMMENTS)):
        node.decompose()


def serialised(tree: LexborHTMLParser) -> str:
    """
    The markup in the body of a page, empty when it has none.

    Tags are in lower case and balanced, values quoted, and < and > stand in tags and comments alone.

    Source: WHATWG HTML section 13.3.
    """
    return (tree.body.inner_html or "") if tree.body is not None else ""


def select(tree: LexborHTMLParser | LexborNode, selector: str, limit: int = MAX_MATCHES) -> Sequence[LexborNode]:
    """The first elements that a CSS selector names, in document order."""
    return tree.css(selector)[:limit]


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value; empty when there is none."""
    return node.attributes.get(name) or ""


def ancestors(node: LexborNode, limit: int = 40) -> Iterator[LexborNode]:
    """The elements round a node, nearest first; at most ``limit``, deep pages are made to hurt."""
    parent = node.parent
    while parent is not None and limit:
        yield parent
        parent = parent.parent
        limit -= 1


def outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """The nodes that are in none of the others, once each: what is taken out takes what is in it along."""
    found = {node.mem_id: node for node in nodes}
    return [
        node for node in found.values() if not any(outer.mem_id in found for outer in ancestors(node, 2 * MAX_DEPTH))
    ]


def is_aside(node: LexborNode, more: frozenset[str] = frozenset()) -> bool:
    """Whether a node stands in a navigation, footer or aside."""
    return any(parent.tag in _ASIDE or parent.tag in more for parent in ancestors(node))


def text_of(node: LexborNode, limit: int = 2_000) -> str:
    """
    The text in an element on one line, without scripts and styles.

    Blocks and line breaks divide words, inline tags do not: ``<b>New</b>s`` is one word. Ends after ``limit`` pieces.
    """
    pieces: list[str] = []
    stack: list[LexborNode | str] = []
    stack += [*_children(node, limit)][::-1]
    while stack and limit:
        limit -= 1
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif item.tag == "-text":
            pieces.append(item.text_content or "")
        elif item.tag not in SILENT:
            gap = "" if item.tag in INLINE else " "
            pieces.append(gap)
            stack.append(gap)
            stack += [*_children(item, limit)][::-1]
    return tidy("".join(pieces))


def _children(node: LexborNode, limit: int) -> Iterator[LexborNode]:
    child = node.child
    while child is not None and limit:
        yield child
        child = child.next
        limit -= 1
