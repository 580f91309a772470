"""ANPA 1312, the wire format of American newspapers, in the dialect of its high-speed services."""

import re
from datetime import datetime

from newslake.core.text import tidy, tidy_or_none
from newslake.core.wires.corrections import correction_kind
from newslake.core.wires.fields import first
from newslake.core.wires.formats.telegraph import MAX_MESSAGES, decode_controls, transmitted
from newslake.core.wires.paragraphs import joined, plain_paragraphs
from newslake.errors import WireError
from newslake.model import Reason, WireFormat, WireItem

_FIRST = re.compile(r"\W{0,6}(?P<service>[A-Za-z]{1,3})(?P<number>\d{4})[\x1f\x1e ]?(?P<selector>[^\r\n]{0,20})")
_SECOND = re.compile(
    r"(?P<priority>[a-z])\s?(?P<category>[a-z])[\x00-\x1f ]*(?P<keyword>[A-Za-z0-9][^\s\x00-\x1f]{0,40})"
    r"(?:[ ]+(?P<take>[^\s\x00-\x1f]+(?:[ ][A-Za-z]+)?))??[ ]+(?P<date>\d{1,2}-\d{1,2})(?:[ ]+(?P<words>\d{1,6}))?"
)
PRIORITIES = {"f": 1, "b": 1, "u": 2, "r": 4, "d": 5, "a": 5, "n": 5, "w": 6, "s": 6, "x": 6}
"""Flash, bulletin, urgent, rush, daily, a.m., deferred, weekend, Sunday: on the scale of urgency (ANPA 1312)."""

_CYCLE = re.compile(r"^(?:BC|AM|PM|AP)-+(?=\w)")
_WORD_COUNT = re.compile(r",?\s*\d{2,5}\s*$")
_BYLINE = re.compile(r"By\s+\S", re.IGNORECASE)
_NOTE = re.compile(r"\(?\s*(?:Eds|Editors|EDITOR'S NOTE|EDITORS' NOTE|ADVISORY)\b\s*[:_—–-]?\s*", re.IGNORECASE)
_PICTURES = re.compile(r"(?:\w+ )?(?:Photos?|Graphics?|Video)\b[^a-z]*(?:\d|$)", re.IGNORECASE)
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TYPED = ((" _ ", " — "), ("``", '"'), ("''", '"'))


def parse(data: bytes, *, timezone: str | None = None, arrived: datetime | None = None) -> tuple[WireItem, ...]:
    """
    The messages of a file: SOH header, STX text, ETX trailer.

    Lines that begin with a caret are heads: keyword line, headline, pictures, notes to editors, byline. The slugline
    is the keyword of the header without its cycle ("BC-").

    Args:
        arrived: When the file came; for a trailer without a year.

    Raises:
        WireError: No message in it.
    """
    text = decode_controls(data)
    messages = [part for part in text.split("\x01") if part.strip("\x16\r\n ")][:MAX_MESSAGES]
    items = [item for part in messages if (item := _item(part, timezone, arrived)) is not None]
    if not items:
        raise WireError(Reason.NOT_A_WIRE, "no header of ANPA 1312")
    return tuple(items)


def _item(message: str, timezone: str | None, arrived: datetime | None) -> WireItem | None:
    head, start, text = message.partition("\x02")
    numbered = _FIRST.match(head)
    if not start or numbered is None:
        return None
    text, end, trailer = text.partition("\x03")
    if not end:
        raise WireError(Reason.BROKEN, "a message without its end (ETX)")
    stated = _SECOND.search(head, numbered.end())
    stamp, raw_stamp = transmitted(_UNPRINTED.sub(" ", trailer), timezone, arrived)
    heads, body = _lines(text, is_table="\x14" in head)
    keyword_line = heads.pop(0) if heads else None
    headline = byline = None
    notes: list[str] = []
    rest: list[str] = []
    for line in heads:
        if _NOTE.match(line):
            notes.append(_NOTE.sub("(" if line.startswith("(") else "", line, count=1))
        elif _BYLINE.match(line):
            byline = byline or line
        elif headline is None and byline is None and not _PICTURES.match(line):
            headline = line
        else:
            rest.append(line)
    take = tidy_or_none(stated["take"]) if stated is not None else None
    note = "\n\n".join(filter(None, map(tidy_or_none, notes))) or None
    slugline = tidy_or_none(_CYCLE.sub("", stated["keyword"])) if stated is not None else None
    return WireItem(
        format=WireFormat.ANPA,
        item_class="text",
        provider=_provider(trailer),
        sequence=numbered["number"],
        headline=headline,
        slugline=slugline or tidy_or_none(_WORD_COUNT.sub("", keyword_line or "")),
        byline=byline,
        article_body=body or joined(rest),  # summaries of the hour are heads alone
        version_created=stamp,
        version_created_raw=raw_stamp,
        urgency=PRIORITIES.get(stated["priority"]) if stated is not None else None,
        ed_note=note,
        correction_kind=correction_kind(marks=[take, _WORD_COUNT.sub("", keyword_line or "")]),
    )


def _lines(text: str, *, is_table: bool) -> tuple[list[str], str | None]:
    """Heads above the text, and the text; heads inside it are headings of its parts."""
    heads: list[str] = []
    body: list[str] = []
    for raw in text.replace("\r", "").split("\n"):
        line = _UNPRINTED.sub("", raw)
        is_head = line.startswith("^")
        words = line.lstrip("^").rstrip().removesuffix("<").removesuffix("=").rstrip("< =")
        if is_head and not body and (said := tidy(words)):
            heads.append(_typed(said))
        elif words.strip() and words.strip() != "END":
            body.append(_typed(line.strip("^").rstrip().rstrip("<").rstrip()) if not is_head else f"  {_typed(words)}")
        elif body:
            body.append("")
    if is_table:  # DC4 in the header: what stands in a line is a row
        return heads, joined(map(tidy, body))
    # Every line of the text that begins with a tab or blanks is a paragraph of its own.
    parts = "\n".join(f"\n{line}" if line.startswith((" ", "\t")) else line for line in body)
    return heads, joined([plain_paragraphs(parts) or ""])


def _typed(text: str) -> str:
    for typed, meant in _TYPED:
        text = text.replace(typed, meant)
    return text


def _provider(trailer: str) -> str | None:
    match = re.match(r"\W*([A-Z]{2,6})-[A-Z]{2}-\d\d-\d\d-\d\d", trailer)
    return first(match[1] if match is not None else None)
