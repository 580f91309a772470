"""What the two telegraph formats share: bytes with control characters to text, stamps of transmission to instants."""

import re
from datetime import datetime, timedelta

from newslake.core.dates import parse_date
from newslake.core.wires.fields import MAX_BYTES
from newslake.errors import WireError
from newslake.model import Reason

MAX_MESSAGES = 2_000
"""In one file; a guess: agencies send a file a message, archives some hundred."""

_BY_DAY = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{1,5}|[+-]\d{4})?\s+(?P<month>[^\W\d_]{3,9})\.?"
    r"(?:\s+(?P<year>\d{4}|\d{2}))?\b"
)
_MONTHS = {
    "okt": "Oct",
    "dez": "Dec",
    "mai": "May",
    "mrz": "Mar",
    "maj": "May",
    "mär": "Mar",
    "gen": "Jan",
    "ene": "Jan",
}
_MONTHS |= {
    "abr": "Apr",
    "avr": "Apr",
    "mag": "May",
    "giu": "Jun",
    "lug": "Jul",
    "ago": "Aug",
    "aoû": "Aug",
    "set": "Sep",
}
_MONTHS |= {"ott": "Oct", "out": "Oct", "dic": "Dec", "déc": "Dec", "fév": "Feb", "fev": "Feb", "mei": "May"}
"""Of stamps in the language of the agency; the English ones are known to core.dates."""

_BY_MONTH = re.compile(
    r"(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2})\s+(?P<hour>\d{2})(?P<minute>\d{2})\s?(?P<zone>[A-Z]{2,5})?"
)


def decode_controls(data: bytes) -> str:
    """
    The text with its control characters: UTF-8 where the bytes are, else windows-1252.

    Raises:
        WireError: Empty or too large.
    """
    if len(data) > MAX_BYTES:
        raise WireError(Reason.TOO_LARGE, f"{len(data):,} bytes, read are {MAX_BYTES:,}")
    if not data.strip():
        raise WireError(Reason.EMPTY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


def transmitted(trailer: str, timezone: str | None, arrived: datetime | None) -> tuple[datetime | None, str | None]:
    """
    The stamp of a trailer, "131137 GMT Nov 13" or "11-13-13 1509GMT": instant and text.

    Args:
        arrived: When the file came, aware: settles the year where the stamp has none. Without it there is no instant.
    """
    match = _BY_DAY.search(trailer) or _BY_MONTH.search(trailer)
    if match is None:
        return None, None
    parts = match.groupdict()
    raw = match[0].strip()
    years = [_full_year(parts["year"])] if parts["year"] else _years_near(arrived)
    for year in years:
        zone = parts["zone"] or ""
        if parts["month"].isdigit():
            text = f"{year}-{parts['month']}-{parts['day']}T{parts['hour']}:{parts['minute']}:00 {zone}"
        else:
            month = _MONTHS.get(parts["month"].lower()[:3], parts["month"].title())
            text = f"{parts['day']} {month} {year} {parts['hour']}:{parts['minute']} {zone}"
        read = parse_date(text.strip(), timezone=timezone)
        if read is None or read.instant is None:
            continue
        # A stamp lies before its arrival, clocks of agencies and ours a day apart at most.
        if parts["year"] or arrived is None or read.instant <= arrived + timedelta(days=1):
            return read.instant, raw
    return None, raw


def _full_year(text: str) -> int:
    year = int(text)
    return year if year >= 100 else 2000 + year if year < 70 else 1900 + year


def _years_near(arrived: datetime | None) -> list[int]:
    return [] if arrived is None else [arrived.year + 1, arrived.year, arrived.year - 1]
