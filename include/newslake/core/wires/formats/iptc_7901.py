"""IPTC 7901, the text transmission format of 1979 that telegraph lines and some agencies still speak."""

import re
from datetime import datetime

from newslake.core.text import tidy, tidy_or_none
from newslake.core.wires.corrections import correction_kind
from newslake.core.wires.fields import number, unique, urgency_of
from newslake.core.wires.formats.telegraph import MAX_MESSAGES, decode_controls, transmitted
from newslake.core.wires.paragraphs import joined, plain_paragraphs
from newslake.errors import WireError
from newslake.model import PubStatus, Reason, WireFormat, WireItem

HEADER = re.compile(
    r"\x01?[ \t]*(?P<source>[A-Za-z]{1,6})[ ]?(?P<number>\d{1,6})[ ]+(?P<priority>[1-9])[ ]+(?P<category>[A-Za-z]{1,5})"
    r"[ ]+(?P<words>\d{1,6})\b(?P<optional>[^\r\n\x02]{0,100})"
)
_END_OF_HEAD = re.compile(r"\s*=\s*$")
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Door|Av|Af|Från|Da)\s+\W?[^\W\d_a-zà-ÿ]|(?:By|Von)\s+\w+(?:\s\w+){1,4}\s*$")
_TAKE = re.compile(r"[^a-zà-öø-ÿа-я]{2,40}|\([^()]{2,60}\)")
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MAX_HEAD_LINES = 8


def parse(data: bytes, *, timezone: str | None = None, arrived: datetime | None = None) -> tuple[WireItem, ...]:
    """
    The messages of a file: SOH header, STX text, ETX trailer, EOT.

    The head of a text, up to the line that ends in "=", is read by the shape of its lines: marks of the version in
    capitals ("1ST LEAD"), the headline, a byline. The stamp of the trailer is that of the version.

    Args:
        arrived: When the file came; settles the year of a trailer without one.

    Raises:
        WireError: No message in it.
    """
    text = decode_controls(data)
    messages = [part for part in text.split("\x01") if part.strip()][:MAX_MESSAGES]
    items = [item for part in messages if (item := _item(part, timezone, arrived)) is not None]
    if not items:
        raise WireError(Reason.NOT_A_WIRE, "no header of IPTC 7901")
    return tuple(items)


def _item(message: str, timezone: str | None, arrived: datetime | None) -> WireItem | None:
    header = HEADER.match(message)
    if header is None:
        return None
    before, start, text = message[header.end() :].partition("\x02")
    if not start:
        # Some senders leave STX out: then the first line is the slugline and the rest the text.
        lines = before.lstrip("\r\n").split("\n", 1)
        before, text = lines[0], lines[1] if len(lines) > 1 else ""
    text, end, trailer = text.partition("\x03")
    if not end:
        raise WireError(Reason.BROKEN, "a message without its end (ETX)")
    stamp, raw_stamp = transmitted(_UNPRINTED.sub(" ", trailer), timezone, arrived)
    headline, byline, takes, body = _head(_UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    slugline = tidy_or_none(_UNPRINTED.sub("", before).strip().rstrip("/"))
    optional = tidy(_UNPRINTED.sub("", header["optional"])).split(" ")
    # The optional part ends, as agencies use it, in the name of the service and its own count: "dpa 061".
    names = [word for word in optional if word.isalpha() or "-" in word]
    return WireItem(
        format=WireFormat.IPTC_7901,
        item_class="text",
        provider=names[-1] if names else header["source"],
        sequence=header["number"],
        pub_status=PubStatus.USABLE,
        headline=headline,
        slugline=slugline,
        byline=byline,
        article_body=body,
        version_created=stamp,
        version_created_raw=raw_stamp,
        urgency=urgency_of(number(header["priority"])),
        genre=(),
        keywords=unique([header["category"]]) if len(header["category"]) > 3 else (),
        correction_kind=correction_kind(marks=[*takes, slugline]),
    )


def _head(text: str) -> tuple[str | None, str | None, list[str], str | None]:
    """Headline, byline, marks of the version, body."""
    lines = text.lstrip("\n").split("\n")
    end = next((at for at, line in enumerate(lines[:MAX_HEAD_LINES]) if _END_OF_HEAD.search(line)), None)
    if end is None:
        # No "=": the head is what stands before the first blank line, when that is short.
        blank = next((at for at, line in enumerate(lines[:MAX_HEAD_LINES]) if not line.strip()), None)
        if blank is None or blank == 0 or len(" ".join(lines[:blank])) > 300:
            return None, None, [], plain_paragraphs(text)
        end = blank - 1
    head = [words for line in lines[: end + 1] if (words := tidy(_END_OF_HEAD.sub("", line)))]
    takes: list[str] = []
    while len(head) > 1 and _TAKE.fullmatch(head[0]):
        takes.append(head.pop(0))
    byline = head.pop() if len(head) > 1 and _BYLINE.match(head[-1]) else None
    return " ".join(head) or None, byline, takes, joined([plain_paragraphs("\n".join(lines[end + 1 :])) or ""])
