"""What the status line and headers of an answer say: failures, Retry-After, Content-Type, Location."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newslake.errors import FetchError
from newslake.model import Reason

REDIRECTS = frozenset({301, 302, 303, 307, 308})
WITH_BODY = frozenset({200, 203})
"""203 is a 200 that a proxy has touched. 204 to 206 carry no whole page to anybody who asked for none of them."""

_TOKEN = r"[!#$%&'*+.^_`|~0-9a-z-]+"  # noqa: S105 - a token of RFC 9110, no secret
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}")
_CHARSET = re.compile(rf"""[;,\s]charset\s*=\s*["']?\s*({_TOKEN})""")

Headers = tuple[tuple[str, str], ...]


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Headers as text, names in lower case; values in UTF-8 where they are, else in Latin-1, which always works."""
    return tuple((name.decode("latin-1").lower(), _text(value)) for name, value in raw)


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def joined(headers: Headers, name: str) -> str:
    """All values of a header that is a list, with commas; "" when absent."""
    return ", ".join(value for key, value in headers if key == name)


def first(headers: Headers, name: str) -> str | None:
    """Value of the first header of that name, None when absent."""
    return next((value for key, value in headers if key == name), None)


def read_location(raw: Sequence[tuple[bytes, bytes]]) -> str | None:
    """
    Location as a URL or relative reference; None when absent or empty.

    Bytes that are no UTF-8 are percent-encoded one by one: the server means its own bytes, in whatever charset.
    """
    value = next((value.strip() for name, value in raw if name.lower() == b"location"), b"")
    try:
        return value.decode() or None
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in value)


def read_content_type(value: str | None) -> tuple[str | None, str | None]:
    """
    Media type and charset, lower case; each None when not stated or garbage.

    Source: RFC 9110 section 8.3; quotes and commas as servers write them.
    """
    if not value:
        return None, None
    value = value[:500].lower()
    media_type = _MEDIA_TYPE.fullmatch(re.split(r"[;,\s]", value.strip(), maxsplit=1)[0])
    charset = _CHARSET.search(value)
    return media_type and media_type[0], (charset and charset[1].strip("'")[:40]) or None


def retry_after_s(headers: Headers, *, now: datetime) -> float | None:
    """
    Seconds the server asks us to wait, never negative; None when it does not say, or not readably.

    A date is counted from the server's own Date, so that its clock may be wrong, else from ``now``.

    Source: RFC 9110 section 10.2.3.
    """
    value = (first(headers, "retry-after") or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    until = _http_date(value)
    if until is None:
        return None
    since = _http_date(first(headers, "date") or "") or now
    return max(0.0, (until - since).total_seconds())


def _http_date(value: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(value[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def failure(url: str, status: int, headers: Headers, *, now: datetime) -> FetchError:
    """The error for an answer that brings nothing to read."""
    wait = retry_after_s(headers, now=now)
    detail = f"status {status}"
    if status == 404:
        return FetchError(url, Reason.NOT_FOUND, detail, status=status)
    if status == 410:
        return FetchError(url, Reason.GONE, detail, status=status)
    if status == 429:
        return FetchError(url, Reason.RATE_LIMITED, detail, retryable=True, status=status, retry_after_s=wait)
    if 400 <= status < 500:
        # 408 and 425 ask for the same request again, by their definition.
        again = status in (408, 425)
        return FetchError(url, Reason.HTTP_CLIENT, detail, retryable=again, status=status, retry_after_s=wait)
    if 500 <= status < 600:
        return FetchError(url, Reason.HTTP_SERVER, detail, retryable=True, status=status, retry_after_s=wait)
    # 202 is the waiting room of bot checks; a 304 that we did not ask for is a cache gone wrong.
    again = status in (202, 304)
    return FetchError(url, Reason.NO_ANSWER, f"{detail} brings no page", retryable=again, status=status)
