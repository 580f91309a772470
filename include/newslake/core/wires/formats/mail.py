"""Bulletins by e-mail (RFC 5322): the subject is the headline, the first readable part the text."""

import binascii
import quopri
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr

from newslake.core.text import tidy_or_none
from newslake.core.text.encoding import language_tag
from newslake.core.wires.corrections import correction_kind
from newslake.core.wires.fields import MAX_BYTES, MAX_NAMES, instant, unique
from newslake.core.wires.paragraphs import html_paragraphs, plain_paragraphs
from newslake.errors import WireError
from newslake.model import Association, Reason, WireFormat, WireItem

MAX_PARTS = 200
"""Of one message; a bulletin has a handful."""

MAX_LINES = 200_000
"""Four times what an attachment of MAX_BYTES has."""

_FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library's parser raises on hostile input; it documents a part of it."""

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\r\n]*\r?\n")
_KNOWN = (b"from:", b"to:", b"subject:", b"date:", b"message-id:", b"mime-version:", b"received:", b"content-type:")
_ENCODED = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]{0,2000})\?=")
_BETWEEN_WORDS = re.compile(r"\?=\s+=\?")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_LONG_HEADER = re.compile(
    rb"^(?:content-[a-z-]+|from|to|subject):(?:[^\n]|\n[ \t]){8000}", re.IGNORECASE | re.MULTILINE
)
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with the header of a message: three fields of mail at least."""
    head = data.lstrip(b"\r\n\t \xef\xbb\xbf")[:16_384]
    if not _HEADER.match(head) and not head.startswith(b"From "):
        return False
    head = _END_OF_HEADER.split(head, maxsplit=1)[0].lower()
    return sum(1 for name in _KNOWN if head.startswith(name) or b"\n" + name in head) >= 3


def parse(data: bytes, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """
    The message as one item; its Message-ID is the uri, its attachments are named, not kept.

    Raises:
        WireError: No message, or one that cannot be taken apart.
    """
    if len(data) > MAX_BYTES:
        raise WireError(Reason.TOO_LARGE, f"{len(data):,} bytes, read are {MAX_BYTES:,}")
    if data.count(b"\n") > MAX_LINES or data.count(b"\n--") > MAX_PARTS * 20:
        raise WireError(Reason.TOO_LARGE, "a message of more lines or parts than are read")
    if _LONG_HEADER.search(data):
        raise WireError(Reason.TOO_LARGE, "a header without end")
    if not is_mail(data):
        raise WireError(Reason.NOT_A_WIRE, "no header of a message")
    try:
        message = message_from_bytes(data.lstrip(b"\r\n\t \xef\xbb\xbf"), policy=compat32)
        return (_item(message, timezone),)
    except _FAULTS as e:
        raise WireError(Reason.BROKEN, f"mail: {type(e).__name__}: {str(e)[:80]}") from e


def _item(message: Message, timezone: str | None) -> WireItem:
    subject = _header(message, "Subject")
    sent = _header(message, "Date")
    sender = parseaddr(_header(message, "From") or "")
    plain = html = None
    attached: list[Association] = []
    for part in _parts(message):
        kind = part.get_content_type()
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            attached.append(_association(part, _decoded(str(name or "attachment")), message))
        elif kind == "text/plain" and plain is None:
            plain = plain_paragraphs(_SIGNATURE.split(_content(part), maxsplit=1)[0])
        elif kind == "text/html" and html is None:
            html = html_paragraphs(_content(part))
    return WireItem(
        format=WireFormat.MAIL,
        item_class="text",
        provider=tidy_or_none(sender[1]) or tidy_or_none(sender[0]),
        uri=_header(message, "Message-ID"),
        headline=subject,
        article_body=plain or html,
        version_created=instant(sent, timezone),
        version_created_raw=sent,
        keywords=unique(map(tidy_or_none, (_header(message, "Keywords") or "").split(","))),
        in_language=language_tag((_header(message, "Content-Language") or "").partition(",")[0]),
        associations=tuple(attached)[:MAX_NAMES],
        correction_kind=correction_kind(marks=[subject]),
    )


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number == MAX_PARTS:
            return
        if not part.is_multipart():
            yield part


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else tidy_or_none(_decoded(str(value)))


def _decoded(value: str) -> str:
    """A header with its encoded words read (RFC 2047); what is wrongly encoded stays as written."""
    raw = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "=?" not in raw:
        return raw
    return _ENCODED.sub(_word, _BETWEEN_WORDS.sub("?==?", raw))


def _word(match: re.Match[str]) -> str:
    # The standard library's reader is lost on the raw bytes that careless senders leave in an encoded word.
    charset, encoding, text = match[1].partition("*")[0], match[2], match[3].encode("utf-8")
    if not text.isascii():
        charset = "utf-8"
    try:
        data = quopri.decodestring(text, header=True) if encoding in "qQ" else binascii.a2b_base64(text)
    except (binascii.Error, ValueError):
        return match[0]
    return _charset(data, charset)


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return _charset(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""


def _charset(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("windows-1252", "replace")


def _association(part: Message, name: str, message: Message) -> Association:
    main = part.get_content_maintype()
    content_id = (_header(part, "Content-ID") or "").strip("<>")
    kept = (_header(message, "Message-ID") or "").strip("<>")
    return Association(
        kind={"image": "picture", "video": "video", "audio": "audio"}.get(main, "item"),
        # RFC 2392: a part of a message is named by its own id, or by that of the message.
        url=f"cid:{content_id}" if content_id else f"mid:{kept}",
        caption=tidy_or_none(name),
    )
