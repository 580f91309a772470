"""
Real posts of blogs, from the full texts that feeds of the corpus carry: what a page is built round.

A post is markup as its author wrote it (headings, lists, code, tables, quotes, links), and the text in it.
"""

import os
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring, tostring

CORPUS = Path(os.environ.get("NEWSLAKE_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
FIRST_DAY = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
APART = timedelta(hours=61, minutes=7)
LEAST_WORDS = 180
MOST_BYTES = 8_000_000
UNREAD = ("script", "style", "svg", "iframe", "object", "embed", "form", "noscript", "figcaption", "audio", "video")
BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote"),
        *("table", "thead", "tbody", "tr", "figure", "section", "article", "hr", "center", "br"),
    )
)


@dataclass(frozen=True)
class Block:
    """A piece of a post: ``tag`` p, h2..h6, ul, ol, pre, blockquote, table, div; its markup and its text."""

    tag: str
    html: str
    text: str


@dataclass(frozen=True)
class Post:
    """A post; ``html`` is all of it, ``blocks`` its top-level pieces, ``text`` the truth: what is said in it."""

    title: str
    author: str
    published: datetime
    url: str
    feed: str
    html: str
    blocks: tuple[Block, ...]
    text: str


def text_of(markup: str) -> str:
    """The words in markup, blocks on lines of their own; no captions, no scripts."""
    root = fragment_fromstring(markup, create_parent="div")
    for node in list(root.iter(*UNREAD)):
        node.drop_tree()
    pieces: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            pieces.append(node.tail or "")
            continue
        if node.tag in BLOCKS:
            pieces.append("\n")
        if event == "start":
            pieces.append(node.text or "")
        elif node is not root:
            pieces.append((" " if node.tag in ("td", "th") else "") + (node.tail or ""))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def feed_files() -> list[Path]:
    """The corpus's feeds, in a fixed order; none where the corpus is absent."""
    return sorted((CORPUS / "feeds").rglob("*.xml"))


def posts(files: Iterable[Path] | None = None) -> list[Post]:
    """The posts of the feeds (all, if none are given), each once, in a fixed order."""
    found: list[Post] = []
    seen: set[str] = set()
    for path in feed_files() if files is None else files:
        if path.stat().st_size > MOST_BYTES:
            continue
        for entry in feedparser.parse(path.read_bytes(), sanitize_html=False).entries:
            post = _post(entry, path.name, FIRST_DAY + APART * (len(found) + 1))
            if post is not None and post.text not in seen:
                seen.add(post.text)
                found.append(post)
    # Feeds in turn, so that any run of posts has several.
    random.Random(7).shuffle(found)
    return found


def _post(entry: feedparser.FeedParserDict, feed: str, day: datetime) -> Post | None:
    """The post that a feed's entry carries in full; none, if it is a summary or has no title."""
    values = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
    markup = max(values, key=len)
    if markup.count("<") < 4:
        return None
    try:
        root = _cleaned(markup)
        whole = tostring(root, encoding="unicode")
        text = text_of(whole)
    except (etree.ParserError, ValueError):
        return None
    if len(text.split()) < LEAST_WORDS or not entry.get("title"):
        return None
    title = " ".join(re.sub(r"<[^>]+>", "", entry.title).split())
    author = " ".join((entry.get("author") or "Robin Vale").split()[:3])
    slug = re.sub(r"\W+", "-", title.lower()).strip("-") or "post"
    url = f"https://blog.example/{day:%Y/%m}/{slug}"
    return Post(title, author, day, url, feed, whole, tuple(_blocks(root)), text)


def _cleaned(markup: str) -> HtmlElement:
    """The markup without what feeds add, and without boxes round all of it."""
    root = fragment_fromstring(markup, create_parent="div")
    for node in list(root.iter("script", "style", "form", "iframe", "object", "embed", "noscript")):
        node.drop_tree()
    for node in list(root.xpath(".//div[contains(@class,'feedflare')]|.//img[@width='1']|.//comment()")):
        node.drop_tree()
    while len(root) == 1 and root[0].tag in ("div", "section", "article") and not (root.text or "").strip():
        root = root[0]
    root.tag = "div"
    root.attrib.clear()
    return root


def _blocks(root: HtmlElement) -> list[Block]:
    """The top-level pieces; text that stands in none becomes a paragraph. Takes the tree apart."""
    made: list[Block] = []
    loose = root.text or ""

    def flush() -> None:
        nonlocal loose
        if text_of(loose or "<p></p>").strip():
            made.append(Block("p", f"<p>{loose}</p>", text_of(loose)))
        loose = ""

    for node in root:
        tail, node.tail = node.tail or "", None
        markup = tostring(node, encoding="unicode")
        if isinstance(node.tag, str) and node.tag in BLOCKS and node.tag != "br":
            flush()
            if node.tag in ("div", "section", "center") and len(node) and any(c.tag in BLOCKS for c in node):
                made += _blocks(node)
            elif text := text_of(markup):
                made.append(Block(node.tag, markup, text))
        else:
            loose += markup
        loose += tail
    flush()
    return made
