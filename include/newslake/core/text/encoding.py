"""What the feed formats share: bytes to text, and the bounds every feed is held to."""

import codecs
import re

MAX_ENTRIES = 5_000
"""
Items read of one feed, from its top, where feeds put the newest; the rest is left.

feedparser took 0.3 to 0.8 ms an item here, and more than 18 s for a feed of 50,000 (FINDINGS "What hangs").
News sitemaps hold 1,000 at most, the feeds of the corpus 35. A guess beyond that.
"""

MAX_CHARS = 30_000_000
"""More decoded text than this is no feed: the fetcher stops at 20 MB, this holds for files too."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {
    # Browsers read these labels as their supersets, and feeds are written for browsers (WHATWG Encoding, section 4.2).
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
}
_SEVEN_BIT = ("iso-2022-", "iso2022", "hz")
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAME = re.compile(r"[A-Za-z_][\w.:-]{0,100}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)


def decode(data: bytes, http_charset: str | None = None) -> str:
    """
    The text of a feed, without byte order mark, leading white space and characters that XML forbids.

    A byte order mark wins. Then bytes that are valid UTF-8 are UTF-8, whatever HTTP or the document say: feeds are
    moved to UTF-8 and their labels forgotten, and legacy text is practically never valid UTF-8 by chance. Then the
    charset of HTTP, the one of the XML declaration, UTF-8 with a few bad bytes (at most 1 in 200, a guess),
    windows-1252.

    Raises:
        Nothing: bytes that fit nowhere become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _clean(data.decode(encoding, "replace"))
    if data[:2] in (b"<\x00", b"\x00<", b"{\x00", b"\x00{"):
        return _clean(data.decode("utf-16-le" if data[1] == 0 else "utf-16-be", "replace"))

    declared = _XML_ENCODING.search(data[:1_000].lstrip())
    named = [_known(label) for label in (http_charset, declared[1].decode("ascii") if declared else None)]
    labels = [label for label in named if label is not None]
    if not any(label.startswith(_SEVEN_BIT) for label in labels):
        labels.insert(0, "utf-8")
    for label in labels:
        try:
            return _clean(data.decode(label))
        except (UnicodeError, ValueError):
            continue
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 200 <= len(text):
        return _clean(text)
    legacy = [label for label in labels if label != "utf-8"]
    return _clean(data.decode(legacy[0] if legacy else "windows-1252", "replace"))


def language_tag(text: object) -> str | None:
    """A language as BCP 47 writes it ("pt_BR" becomes "pt-BR"); None for anything that cannot be a tag."""
    if not isinstance(text, str):
        return None
    tag = text.strip().replace("_", "-")
    return tag if len(tag) <= 35 and _LANGUAGE.fullmatch(tag) else None


def _known(label: str | None) -> str | None:
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # "rot13", "zip" and "idna" are codecs to Python too; UTF-16 without a mark was settled above.
    is_text = info._is_text_encoding and not name.startswith(("utf-16", "utf_16", "utf-32", "utf_32", "idna", "puny"))
    return name if is_text else None


def _clean(text: str) -> str:
    text = text.removeprefix("\ufeff").lstrip(" \t\r\n\x00\ufeff")[:MAX_CHARS]
    return _NOT_XML.sub("", text) if _NOT_XML.search(text) else text


def root_name(text: str) -> str | None:
    """Name of the first element of a document, with its prefix, as written; None when there is none."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text.startswith(("<?", "<!"), at):
            end = text.find(">", at)
            if (subset := text.find("[", at, end)) >= 0 and (closed := text.find("]", subset)) >= 0:
                end = text.find(">", closed)  # a DOCTYPE with entities in it
        elif (match := _NAME.match(text, at + 1)) is not None:
            return match[0]
        else:
            at += 1
            continue
        if end < 0:
            return None
        at = end
    return None
