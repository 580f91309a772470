"""What the wire formats share: bounded readers of XML and JSON, and the small fields they all have."""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, cast

import orjson
from lxml import etree

from newslake.core.dates import parse_date
from newslake.core.text import tidy_or_none
from newslake.core.text.encoding import decode
from newslake.errors import WireError
from newslake.model import PubStatus, Reason, Subject, WireItem

MAX_BYTES = 4_000_000
"""The largest wire file of the corpus has 31 KB, a message of many items some hundred; a guess beyond that."""

MAX_TAGS = 120_000
"""Tags, ends included, of one file: what takes about half a second to walk."""

MAX_ATTRIBUTES = 1_000
"""In one tag: libxml2 compares each with all before it, 100,000 take minutes (FINDINGS, "What hangs")."""

MAX_NAMES = 300
"""Subjects, keywords or pictures of one item; the rest is left. The corpus has 60 at most."""

_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[^<>]{5000,}")
_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_KNOWN_NAMESPACES = ("iptc.org", "w3.org/1999/xhtml", "newsml.org")
_DIGITS = re.compile(r"\d{1,18}")
_TOP_CODE = re.compile(r"(0[1-9]|1[0-7])0{6}")

_MEDIA_TOPIC_NAMES = (
    "arts, culture, entertainment and media|crime, law and justice|disaster, accident and emergency incident|"
    "economy, business and finance|education|environment|health|human interest|labour|lifestyle and leisure|"
    "politics|religion|science and technology|society|sport|conflict, war and peace|weather"
)
_MEDIA_TOPICS = _MEDIA_TOPIC_NAMES.split("|")
_SUBJECT_CODE_NAMES = (
    "arts, culture and entertainment|crime, law and justice|disaster and accident|"
    "economy, business and finance|education|environmental issue|health|human interest|labour|"
    "lifestyle and leisure|politics|religion and belief|science and technology|social issue|sport|"
    "unrest, conflicts and war|weather"
)
_SUBJECT_CODES = _SUBJECT_CODE_NAMES.split("|")
"""Top levels of the two IPTC vocabularies, 01000000 to 17000000 (https://cv.iptc.org/newscodes/)."""

_SCHEME_OF_URI = {
    "cv.iptc.org/newscodes/mediatopic/": "medtop",
    "cv.iptc.org/newscodes/subjectcode/": "subj",
}
_STATUSES = {
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
    "killed": PubStatus.CANCELED,
    "kill": PubStatus.CANCELED,
    "withdrawn": PubStatus.CANCELED,
    "retracted": PubStatus.CANCELED,
    "withheld": PubStatus.WITHHELD,
    "hold": PubStatus.WITHHELD,
}


# ---------------------------------------------------------------- documents


def xml_root(data: bytes) -> etree._Element:
    """
    The root of a document, its names in lower case and without the namespaces of the standards.

    No DTD, no entity but those of HTML, no network, a bounded size and depth. Half a document is none: a truncated
    story must not pass for the whole one. Names of other namespaces keep theirs, so that nobody mistakes them.

    Raises:
        WireError: Too large, too deep, or not well formed.
    """
    text = _checked(data)
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1).lstrip()
    if text.count("<") > MAX_TAGS:
        raise WireError(Reason.TOO_LARGE, f"more than {MAX_TAGS:,} tags")
    if has_long_tag(text):
        raise WireError(Reason.TOO_LARGE, f"a tag of more than {MAX_ATTRIBUTES:,} attributes")
    root = _parsed(_REFERENCE.sub(_character, text) if "&" in text else text)
    own = _namespace(root.tag)
    plain: dict[str, str] = {}
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if (name := plain.get(tag)) is None:
            space = _namespace(tag)
            is_known = space == own or any(known in space for known in _KNOWN_NAMESPACES)
            name = plain[tag] = (tag.rpartition("}")[2] if is_known else tag).lower()
        element.tag = name
    return root


def json_value(data: bytes) -> object:
    """
    The value of a JSON document.

    Raises:
        WireError: Too large, too deep, or no JSON.
    """
    text = _checked(data)
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as strict:
        # Line breaks inside strings: invalid, found in the field, read by the standard library.
        try:
            loaded: object = json.loads(text, strict=False)
        except RecursionError:
            raise WireError(Reason.TOO_DEEP, "JSON without end") from strict
        except ValueError:
            raise WireError(Reason.BROKEN, f"JSON: {str(strict)[:100]}") from strict
        return loaded
    return value


def has_long_tag(markup: str) -> bool:
    """Whether a tag has more attributes than libxml2 can be trusted with."""
    return any(match[0].count("=") > MAX_ATTRIBUTES for match in _LONG_TAG.finditer(markup))


def _checked(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise WireError(Reason.TOO_LARGE, f"{len(data):,} bytes, read are {MAX_BYTES:,}")
    text = decode(data)
    if not text:
        raise WireError(Reason.EMPTY)
    return text


def _parsed(text: str) -> etree._Element:
    try:
        return _lxml(text, recover=False)
    except etree.XMLSyntaxError as strict:
        if "depth" in str(strict):
            raise WireError(Reason.TOO_DEEP, str(strict)[:100]) from strict
        if text.count("<![CDATA[") != text.count("]]>"):
            raise WireError(Reason.BROKEN, f"XML: {str(strict)[:100]}") from strict
        pieces = _CDATA.split(text)
        pieces[::2] = [_BARE.sub("&amp;", piece) for piece in pieces[::2]]
        mended = "".join(pieces)
        try:
            return _lxml(mended, recover=False)
        except etree.XMLSyntaxError as e:
            # A prefix nobody declared harms nothing; any other fault may have swallowed half the story.
            if {entry.domain_name for entry in cast("Iterable[Any]", e.error_log)} <= {"NAMESPACE"}:
                return _lxml(mended, recover=True)
            raise WireError(Reason.BROKEN, f"XML: {str(strict)[:100]}") from strict


def _lxml(text: str, *, recover: bool) -> etree._Element:
    parser = etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise WireError(Reason.BROKEN, "XML without an element")
    return root


def _character(match: re.Match[str]) -> str:
    if match[1] in _XML_NAMES:
        return match[0]
    character = html.unescape(match[0])
    return character if character != match[0] else f"&amp;{match[1]};"


def _namespace(tag: object) -> str:
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


# ---------------------------------------------------------------- fields


def text_of(element: etree._Element | None) -> str | None:
    """The text of an element on one line; None when there is none."""
    if element is None:
        return None
    # Most fields have no children, and then the text is there already.
    return tidy_or_none("".join(map(str, element.itertext())) if len(element) else element.text)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute, tidied; None when it is absent or empty."""
    return None if element is None else tidy_or_none(element.get(name))


def first(*texts: str | None) -> str | None:
    """The first text that is one."""
    return next((text for text in texts if text), None)


def unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts, each once, in their order."""
    return tuple(dict.fromkeys(text for text in texts if text))[:MAX_NAMES]


def instant(raw: str | None, timezone: str | None) -> datetime | None:
    """The instant a stamp states, UTC; ``timezone`` for those without a zone. None for a day, or without a zone."""
    read = parse_date(raw, timezone=timezone) if raw else None
    return read.instant if read is not None else None


def number(value: object) -> int | None:
    """A count as text or number; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 2**53 else None
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and _DIGITS.fullmatch(text) else None


def urgency_of(value: object) -> int | None:
    """1 to 9, or None: 0 and what agencies write beyond are no urgency."""
    read = number(value)
    return read if read is not None and 1 <= read <= 9 else None


def status_of(text: str | None) -> PubStatus:
    """What is not stated, or in words of the agency's own, is usable (IPTC)."""
    return _STATUSES.get((text or "").rpartition(":")[2].strip().lower(), PubStatus.USABLE)


@lru_cache(maxsize=4_096)
def subject(code: str | None, scheme: str | None, name: str | None) -> Subject | None:
    """
    A subject, its top-level topic named; None when nothing is stated.

    Args:
        code: As written: "04000000", "medtop:04000000", or the URI of a concept.
        scheme: Of a code that does not name its own.
    """
    if code and "://" in code:
        address, _, code = code.rpartition("/")
        known = next((short for part, short in _SCHEME_OF_URI.items() if part in f"{address}/"), None)
        scheme = known or f"{address}/"
    elif code and ":" in code and not scheme:
        scheme, _, code = code.partition(":")
    if scheme and "://" in scheme:
        slashed = scheme.rstrip("/") + "/"
        scheme = next((short for part, short in _SCHEME_OF_URI.items() if part in slashed), scheme)
    if not name and code and _TOP_CODE.fullmatch(code):
        names = _MEDIA_TOPICS if scheme == "medtop" else _SUBJECT_CODES
        name = names[int(code[:2]) - 1]
    return Subject(code=code or None, scheme=scheme or None, name=name) if code or name else None


def subjects(found: Iterable[Subject | None]) -> tuple[Subject, ...]:
    """The subjects, each code once; of two with one code the named one."""
    kept: dict[tuple[str | None, str | None], Subject] = {}
    for one in islice(found, MAX_NAMES * 5):
        if one is None:
            continue
        key = (one.code or one.name, one.scheme)
        if key not in kept or (kept[key].name is None and one.name is not None):
            kept[key] = one
    return tuple(kept.values())[:MAX_NAMES]


_FIELDS = tuple(field.name for field in fields(WireItem))


def filled(item: WireItem, other: WireItem) -> WireItem:
    """The item, what it does not state taken from another: the envelope's word before the text's."""
    missing: dict[str, Any] = {
        name: value for name in _FIELDS if not getattr(item, name) and (value := getattr(other, name))
    }
    return replace(item, **missing) if missing else item
