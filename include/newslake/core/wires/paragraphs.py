"""Markup and plain text to paragraphs divided by a blank line."""

import re
from collections.abc import Iterable

from lxml import etree

from newslake.core.text import tidy
from newslake.core.wires.fields import MAX_TAGS, has_long_tag

MAX_BODY_CHARS = 1_000_000
"""Of one body; the longest of the corpus has 17,000."""

MAIN_CLASSES = frozenset({"main", "e-content", "entry-content", "article-body", "articlebody"})
"""Classes of the part that is the text; e-content is the microformat's."""

WRAPPED_CHARS = 95
"""Text without a longer line was broken by a machine of 64 to 80 columns: its lines are no paragraphs."""

_BLOCK_NAMES = (
    "address article aside blockquote body body.content body.end block dd div dl dt fieldset figure footer "
    "form h1 h2 h3 h4 h5 h6 header hl1 hl2 hr html li main nav ol p pre section table tbody td.block tr ul fn "
    "bq"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_LEFT_OUT_NAMES = (
    "head script style title media figure figcaption template noscript object iframe svg body.head tobject "
    "docdata nitf-table-metadata media-caption"
)
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_BREAKS = frozenset({"br"})
_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"<(?:/?[a-zA-Z][\w.]*[^<>]*|!--.*?--)>", re.DOTALL)
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|h[1-6]|ul|ol|li|table|b|i|em|strong|a|section)\b[^<>]*>", re.IGNORECASE
)
_TYPED_TAG = re.compile(r"</?(?:en|em|n|m)dash ?/?>")
"""Names of dashes that typesetting systems leave in the text as tags, escaped."""

_ITEM_LINE = re.compile(r"[-*•–—#]\s|\d{1,2}[.)]\s|[*_=-]{3,}\s*$")


def paragraphs(root: etree._Element) -> str | None:
    """The paragraphs of XHTML or NITF; media, captions and scripts left out. None when there are none."""
    found: list[str] = []
    line: list[str] = []
    size = left_out = inside_pre = 0

    def flush() -> None:
        text = "".join(line)
        line.clear()
        if text:
            found.extend(filter(None, _kept_lines(text) if inside_pre else (tidy(text),)))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in _LEFT_OUT and element is not root:
                left_out += 1
            if left_out:
                continue
            if tag in _BLOCKS:
                flush()
                inside_pre += tag == "pre"
            elif tag in _BREAKS:
                # Two breaks in a row are how old systems write a paragraph.
                if line and line[-1] == "\n":
                    flush()
                elif line:
                    line.append("\n")
            elif tag in _CELLS:
                line.append(" ")
            text = element.text
        else:
            if left_out:
                left_out -= tag in _LEFT_OUT and element is not root
            elif tag in _BLOCKS:
                flush()
                inside_pre -= tag == "pre"
            text = None if left_out or element is root else element.tail
        if text:
            if line and line[-1] == "\n" and not inside_pre and text.isspace():
                continue
            line.append(text)
            size += len(text)
            if size > MAX_BODY_CHARS:
                break
    flush()
    return joined(found)


def main_part(root: etree._Element) -> etree._Element:
    """The part of a page that calls itself its main one; agencies print headline, day and topics around it."""
    for element in root.iter("section", "div", "article", "main"):
        if element.tag == "main" or MAIN_CLASSES.intersection((element.get("class") or "").lower().split()):
            return element
    return root


def html_paragraphs(markup: str) -> str | None:
    """The paragraphs of a piece of HTML, or of plain text where it is none."""
    if not _LOOKS_LIKE_HTML.search(markup):
        return plain_paragraphs(markup)
    markup = markup[: MAX_BODY_CHARS * 2]
    if has_long_tag(markup) or markup.count("<") > MAX_TAGS:
        return plain_paragraphs(_TAG.sub(" ", markup))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root: etree._Element | None = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return plain_paragraphs(_TAG.sub(" ", markup))
    return None if root is None else paragraphs(main_part(root))


def plain_paragraphs(text: str) -> str | None:
    """
    The paragraphs of plain text.

    In text that a machine broke at 64 to 80 columns lines belong together until a blank line, an indented one or the
    line of a list; elsewhere every line is a paragraph.
    """
    lines = text[:MAX_BODY_CHARS].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if max(map(len, lines)) > WRAPPED_CHARS:
        return joined(map(tidy, lines))
    found: list[list[str]] = [[]]
    indented = False
    for line in lines:
        words = line.strip()
        starts = line.startswith(("  ", "\t")) and not indented
        if not words or starts or _ITEM_LINE.match(words):
            found.append([])
        if words:
            found[-1].append(words)
        # In a block that is indented as a whole only its first line begins one.
        indented = bool(words) and line.startswith(("  ", "\t"))
    return joined(tidy(" ".join(part)) for part in found)


def joined(parts: Iterable[str]) -> str | None:
    """Paragraphs as one text; None when there are none."""
    text = "\n\n".join(part for part in parts if part and not _is_markup(part))
    return (_TYPED_TAG.sub("", text) if "dash>" in text else text) or None


def _is_markup(part: str) -> bool:
    """Escaped tags without a word: the embeds and scripts of a web page that came along."""
    return part.startswith("<") and part.endswith(">") and not _TAG.sub("", part).strip()


def _kept_lines(text: str) -> list[str]:
    """Blocks of preformatted text: lines as they stand, tables are read by their columns."""
    blocks = re.split(r"\n[ \t]*\n", text.expandtabs(8).strip("\n"))
    return ["\n".join(line.rstrip() for line in block.split("\n")).strip("\n") for block in blocks]
