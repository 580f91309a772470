"""Bytes of a page to text: decoded once, here, so that no parser has to guess."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)

_META_WINDOW = 8192
"""Bytes searched for a meta charset; browsers look at 1,024, some publishers put it behind their scripts."""

_LABELS = {
    # What browsers take the label for (WHATWG Encoding Standard, section 4.2): supersets of what it says.
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}

_SEVEN_BIT = ("iso2022", "hz", "utf-16", "utf-32")
"""Encodings whose bytes look like plain ASCII or hold NULs: valid UTF-8 says nothing against them."""

BAD_FOR_GOOD = 0.5
"""Broken sequences for each whole one up to which a page still is UTF-8; in GBK and Shift JIS there are 3 to 8."""

ENOUGH_TO_DETECT = 20
"""Fewer bytes than this that are not ASCII are a few accents or quotes: Windows-1252, the commonest code page."""

_SAMPLE = 20_000
"""Bytes the detector sees; it needs 60 ms for them; more seemed no better (a guess)."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))

_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));?")


def decode(data: bytes, http_charset: str | None = None) -> str:
    """
    The text of a page.

    Asks in this order: byte order mark, UTF-8 that is valid or nearly so, the charset of HTTP, that of a meta
    element, a detector. Valid UTF-8 beats a declaration, because text of another encoding is hardly ever valid
    UTF-8 by accident, while servers declare ISO-8859-1 for everything.

    Returns:
        Text without NULs, control characters and lone surrogates; a byte that fits nowhere is U+FFFD. The rare controls
        beyond U+007F and noncharacters stay where the page is UTF-8: ``text.tidy`` drops them from what is kept.

    Raises:
        Nothing: a page of any bytes has a text.

    Source: WHATWG HTML section 13.2.3; FINDINGS "Encoding": one bad byte cost trafilatura 4 of 9 pages.
    """
    text = _decoded(data, http_charset)
    return text if _is_plain(data, text) else _NO_TEXT.sub("", text)


def to_utf8(data: bytes, http_charset: str | None = None) -> bytes:
    """
    The text of a page in UTF-8, read as ``decode`` does: nearly always the very bytes that came.

    Those may hold controls, though never a NUL: a parser has no trouble with them, and ``text.tidy`` drops them.
    """
    if b"\0" not in data and not data.startswith(codecs.BOM_UTF8) and not _shifted(data, http_charset):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return data
    return decode(data, http_charset).encode("utf-8", "replace")


def _is_plain(data: bytes, text: str) -> bool:
    """Whether bytes are UTF-8 without controls: told in a tenth of a search's time."""
    return len(data.translate(None, _CONTROLS)) == len(data) and text.encode("utf-8", "replace") == data


def without_controls(text: str) -> str:
    """Text that every XML library takes."""
    return _NO_TEXT.sub("", text)


def mend_references(markup: bytes) -> bytes:
    """
    Numeric character references that are no characters, made harmless.

    ``&#0;`` and ``&#xD800;`` are dropped; ``&#146;`` is the apostrophe that Windows meant by it. Left in, one of them
    makes trafilatura give up the page ("All strings must be XML compatible").
    """
    if all(_mended(found) == found[0] for found in _REFERENCE.finditer(markup)):
        return markup  # as nearly always, and a search costs half of a replacement
    return _REFERENCE.sub(_mended, markup)


def _mended(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if 128 <= code <= 159:
        return bytes([code]).decode("cp1252", "ignore").encode()
    if code > 0x10FFFF or _NO_TEXT.match(chr(code)):
        return b""
    return reference[0]


def _decoded(data: bytes, http_charset: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")

    if shifted := _shifted(data, http_charset):
        return data.decode(shifted, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall("[\x80-\U0010ffff]+", text))) - bad
    if bad <= BAD_FOR_GOOD * good:
        return text

    http, meta = codec_of(http_charset), codec_of(_declared(data))
    # ISO-8859-1 from the server is its default more often than its knowledge: the page itself knows better.
    declared = [meta, http] if http == "cp1252" else [http, meta]
    for codec in declared:
        if codec and codec != "utf-8" and not codec.startswith(_SEVEN_BIT):
            return data.decode(codec, "replace")
    guess = _detected(data) if bad >= ENOUGH_TO_DETECT else None
    return data.decode(guess or "cp1252", "replace")


def _shifted(data: bytes, http_charset: str | None) -> str | None:
    """The encoding of bytes that look like plain ASCII, or hold NULs; None for all others."""
    http = codec_of(http_charset)
    if http and http.startswith(_SEVEN_BIT):
        return http
    if sixteen := _sixteen_bit(data):
        return sixteen
    meta = codec_of(_declared(data))
    return meta if meta and meta.startswith(("iso2022", "hz")) else None


def codec_of(label: str | None) -> str | None:
    """Python's codec for a charset label, as browsers read it; None for a label nobody knows."""
    if not label:
        return None
    try:
        info = codecs.lookup(label.strip(" \t\"'").lower())
    except (LookupError, ValueError):
        return None
    # Python also calls base64, rot13 and punycode codecs
    if not info._is_text_encoding or info.name in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"):
        return None
    return _LABELS.get(info.name.replace("_", "-"), _LABELS.get(info.name, info.name))


def _declared(data: bytes) -> str | None:
    found = _META_CHARSET.search(data, 0, _META_WINDOW) or _XML_ENCODING.search(data, 0, 200)
    return found[1].decode("ascii", "ignore") if found else None


def _sixteen_bit(data: bytes) -> str | None:
    """UTF-16 without a mark: markup of which every second byte is NUL."""
    head = data[:200]
    if head[1::2].count(0) > 0.7 * len(head) / 2 and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * len(head) / 2 and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _detected(data: bytes) -> str | None:
    first = next((place for place, byte in enumerate(data) if byte > 127), 0)
    best = from_bytes(data[max(0, first - 100) :][:_SAMPLE]).best()
    return best.encoding if best else None
