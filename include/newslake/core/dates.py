"""
Dates as feeds and pages write them: read exactly, or not at all.

This first version reads the numeric forms and the English names of days and months. A form it does not know gives
None, never a guess: other languages, calendars and year-less days come with their data (issue 4).
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from unicodedata import decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newslake.model import ParsedDate

MAX_CHARS = 100
"""Longer texts are no dates. The longest form known, JavaScript's with the zone spelled out, has 66."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""
Outside these a year is of another calendar (2568, 1447, 1404, 114) or no year. Inside, what is stated is told, be it
1969: what is implausible for news is refused where dates are weighed against each other, not here.
"""

_EPOCH_FROM, _EPOCH_TO = 631_152_000, 4_102_444_800
"""1990 to 2100: a bare number is a date only when it is a plausible one."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}

# ---------------------------------------------------------------- zones, hours east of Greenwich

_FIXED = {
    **dict.fromkeys(("z", "utc", "gmt", "ut", "uct", "zulu"), 0.0),
    **{"wet": 0, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4},
    **{"trt": 3, "edt": -4, "mdt": -6, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "nst": -3.5, "ndt": -2.5},
    **{"adt": -3, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4, "uyt": -3},
    **{"wat": 1, "cat": 2, "sast": 2, "eat": 3, "idt": 3, "irst": 3.5, "pkt": 5, "npt": 5.75, "ict": 7},
    **{"wib": 7, "wita": 8, "wit": 9, "sgt": 8, "myt": 8, "hkt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9},
    **{"acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13},
}
"""
Names that mean one thing wherever they are printed; RFC 822 section 5 and the IANA database.

Taken at their word: "EST" in July is five hours, as RFC 822 defines it.
"""

_BY_COUNTRY: dict[str, dict[str, float]] = {
    "ist": {"IN": 5.5, "LK": 5.5, "IL": 2, "IE": 1},
    "bst": {"GB": 1, "IM": 1, "JE": 1, "GG": 1, "BD": 6},
    "cst": {
        **dict.fromkeys(("US", "CA", "MX", "BZ", "CR", "GT", "HN", "NI", "SV"), -6.0),
        **dict.fromkeys(("CN", "TW", "MO"), 8.0),
        "CU": -5,
    },
    "cdt": {"US": -5, "CA": -5, "MX": -5, "CU": -4, "": -5},
    "est": {"US": -5, "CA": -5, "PA": -5, "JM": -5, "": -5},
    "mst": {"US": -7, "CA": -7, "MX": -7, "MY": 8, "MM": 6.5, "": -7},
    "pst": {"US": -8, "CA": -8, "MX": -8, "PH": 8, "PK": 5, "": -8},
    "ast": {**dict.fromkeys(("CA", "PR", "BB", "TT", "DO", "BM", "VI"), -4.0), "SA": 3, "IQ": 3, "KW": 3, "QA": 3},
    "gst": {"AE": 4, "OM": 4, "GS": -2},
    "wst": {"AU": 8, "WS": 13},
    "sst": {"AS": -11, "UM": -11, "SG": 8},
    "amt": {"AM": 4, "BR": -4},
    "ect": {"EC": -5},
}
"""
Names that mean several things; "" is what they mean when the country is not known, absent where nobody could tell.

In a country that is not listed such a name gives no instant: an Australian "EST" is one of three.
"""

_WITH_DST = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_NORTH_AMERICA = frozenset({None, "US", "CA", "PR", "MX"})

_MONTH_FIRST = frozenset({"US", "AS", "GU", "MH", "MP", "PR", "UM", "VI"})
_MIXED = frozenset({"BI", "BZ", "CA", "ER", "ET", "FM", "GH", "KY", "PA", "PH", "PW", "ZA"})
_YEAR_FIRST_LANDS = frozenset(
    {"AF", "AX", "BT", "CN", "GL", "HK", "HU", "IR", "JP", "KP", "KR", "LT", "MN", "MO", "NP", "SE", "TW"}
)
_NO_ORDER = _MIXED | _YEAR_FIRST_LANDS
"""
Countries where 07/10/2025 is read both ways, or whose dates begin with the year. Everywhere else the day is first.

Source: the short date formats of CLDR (as in babel 2.18) for the official languages of each country.
"""

# ---------------------------------------------------------------- forms: all with the same names for the same parts

_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[apAP])\.?[mM]\b\.?)?"
    r"(?:\s*(?P<zone>[A-Za-z][A-Za-z_/]*(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{1,2}(?::?\d{2})?(?:\s[A-Z]{1,5})?))?"
    r"(?:\s*(?:\((?P<comment>[^()]*)\)|\[(?P<suffix>[^\[\]]*)\]))?"
)
_BETWEEN = r"(?:,|\s|\s?[-–|@]\s)\s*(?:at\s+)?"
_DAY_NAME = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*"
    r"|[^\W\d_]{1,12}\.?,\s*)?"  # another language, told by its comma: "Do, 20 Nov 2025", "jeu., 20 nov. 2025"
)

_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:(?:\s?[Tt]\s?|,?\s+){_CLOCK})?", re.ASCII)
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?P<sep>[/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?:(?:[Tt]|,?\s+){_CLOCK})?", re.ASCII
)
_BASIC = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:[Tt ](?P<hour>\d\d)(?P<minute>\d\d)(?:(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)"
    r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_DAY_MONTH = re.compile(
    rf"{_DAY_NAME}(?P<day>\d\d?)(?:st|nd|rd|th)?(?:[\s-]|\.\s?)\s*(?:of\s+)?(?P<name>[a-z]{{3,9}})\.?"
    rf"[\s,-]\s*(?P<year>\d{{4}}|\d\d)(?!\d)(?:{_BETWEEN}{_CLOCK})?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_DAY_NAME}(?P<name>[a-z]{{3,9}})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"
    rf"(?:{_BETWEEN}{_CLOCK})?",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    rf"{_DAY_NAME}(?P<name>[a-z]{{3}})\s+(?P<day>\d\d?)\s+(?P<hour>\d\d?):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?:\s+(?P<zone>[A-Z]{2,5}|[+-]\d{4}))?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"{_DAY_NAME}(?P<one>\d\d?)(?P<sep>[/.-])(?P<two>\d\d?)(?P=sep)(?P<year>\d{{4}})(?!\d)(?:{_BETWEEN}{_CLOCK})?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{13})", re.ASCII)

_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?")
_FROM_GREENWICH = re.compile(r"(?:GMT|UTC|UT|Z)\s?([+-]\d\d?(?::?\d\d)?)", re.IGNORECASE)
_REGION = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2}")
_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\ufeff]")


def parse_date(
    text: str,
    *,
    country: str | None = None,
    language: str | None = None,  # noqa: ARG001 (names of other languages: issue 4)
    timezone: str | None = None,
    now: datetime | None = None,  # noqa: ARG001 (days without a year: issue 4)
) -> ParsedDate | None:
    """
    Read a date as feeds and pages write it.

    Reads ISO 8601 extended and basic, RFC 3339 and W3CDTF; RFC 822, 2822 and 5322 with their abuses (no weekday or one
    of another language, two-digit years, no seconds, zone names in any case); C's asctime and JavaScript's form;
    English dates in words; numeric dates; Unix time in seconds (9 or 10 digits) and milliseconds (13).

    The instant is exact to the second: fractions are dropped. A time without a zone is an instant only where
    ``timezone`` says so. In the hour a clock passes twice, or skips, it is the first reading, and ``ambiguous`` is set.
    A zone name that means several things gives the day alone, with ``ambiguous`` set, until the country settles it.
    A weekday that does not fit its date is passed over: it is wrong more often than the date.

    Args:
        text: For example "2026-03-01T09:30:00+01:00" or "Sun, 01 Mar 2026 08:30:00 GMT".
        country: ISO 3166-1 alpha-2 of the publisher; settles "IST" and 07/10/2025.
        language: BCP 47 of the text; not used yet.
        timezone: IANA name of the publisher's zone, for times that state none; the result says ``assumed:``.
        now: Not used yet; a reading never depends on today.

    Returns:
        What the text states, with its precision; or None when it is no date, or one that can be read two ways
        (07/10/2025 without a country). For Unix time the day is the one in UTC.

    Raises:
        Nothing: publishers write anything at all here.

    Source: RFC 3339 section 5.6; RFC 5322 sections 3.3 and 4.3; RSS 2.0 <pubDate>; https://www.w3.org/TR/NOTE-datetime
    """
    if len(text) > MAX_CHARS:
        return None
    stated = (text if text.isascii() else _plain(text)).strip()
    about = _About(text, country.upper() if country else None, timezone)
    match = _ISO.fullmatch(stated) or _BASIC.fullmatch(stated) or _YEAR_FIRST.fullmatch(stated)
    match = match or _COMPACT.fullmatch(stated)
    if match is not None:
        return _read(match, int(match["year"]), int(match["month"]), int(match["day"]), about)
    match = _DAY_MONTH.fullmatch(stated) or _MONTH_DAY.fullmatch(stated) or _ASCTIME.fullmatch(stated)
    if match is not None:
        month = _MONTHS.get(match["name"].lower())
        return None if month is None else _read(match, _year(match["year"]), month, int(match["day"]), about)
    if (match := _NUMERIC.fullmatch(stated)) is not None:
        return _numeric(match, about)
    if (match := _EPOCH.fullmatch(stated)) is not None:
        return _epoch(match, text)
    return None


class _About(NamedTuple):
    """The text, and what its publisher is known to use."""

    raw: str
    country: str | None
    timezone: str | None


class _Zone(NamedTuple):
    """What a stated zone comes to: an offset, a region with its rules, or neither."""

    east: timedelta | None = None
    region: ZoneInfo | None = None
    ambiguous: bool = False


def _plain(text: str) -> str:
    """Digits of any script as ASCII, odd spaces as spaces, the minus sign as a hyphen; marks of direction dropped."""
    text = _MARKS.sub("", text).replace("\u2212", "-")
    return "".join(
        " " if character.isspace() else str(decimal(character)) if character.isdecimal() else character
        for character in text
    )


def _year(digits: str) -> int:
    # RFC 5322 section 4.3: 00 to 49 is this century.
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _epoch(match: re.Match[str], raw: str) -> ParsedDate | None:
    seconds = int(match[1]) if match[1] else int(match[2]) // 1000
    if not _EPOCH_FROM <= seconds < _EPOCH_TO:
        return None
    instant = datetime.fromtimestamp(seconds, UTC)
    return ParsedDate(instant=instant, day=instant.date(), precision="second", zone="UTC", ambiguous=False, raw=raw)


def _numeric(match: re.Match[str], about: _About) -> ParsedDate | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if one > 12 or one == two:
        return _read(match, year, two, one, about)
    if two > 12:
        return _read(match, year, one, two, about)
    country = about.country
    if country is None or country in _NO_ORDER or len(country) != 2 or not country.isalpha():
        return None
    month, day = (one, two) if country in _MONTH_FIRST else (two, one)
    read = _read(match, year, month, day, about)
    return None if read is None else replace(read, ambiguous=True)


def _read(match: re.Match[str], year: int, month: int, day: int, about: _About) -> ParsedDate | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        written = date(year, month, day)
    except ValueError:
        return None
    parts = match.groupdict()
    if parts.get("hour") is None:
        return ParsedDate(instant=None, day=written, precision="day", zone=None, ambiguous=False, raw=about.raw)
    clock = _clock(int(parts["hour"]), int(parts["minute"]), parts.get("second"), parts.get("half"))
    if clock is None:
        return None
    stated = parts.get("zone") or parts.get("comment") or parts.get("suffix")
    if stated is not None:
        zone = _stated_zone(stated.strip(), about.country)
        name: str | None = stated.strip()
    else:
        zone = _Zone(region=_region(about.timezone) if about.timezone else None)
        name = f"assumed:{about.timezone}" if zone.region is not None else None
    if zone is None:
        return None

    local = datetime(year, month, day, tzinfo=UTC) + clock
    instant: datetime | None = None
    ambiguous = zone.ambiguous
    if zone.east is not None:
        instant = local - zone.east
    elif zone.region is not None:
        there = local.replace(tzinfo=zone.region)
        instant = there.astimezone(UTC)
        ambiguous = there.utcoffset() != there.replace(fold=1).utcoffset()
    return ParsedDate(
        instant=instant,
        day=written,
        precision="second" if parts.get("second") else "minute",
        zone=name,
        ambiguous=ambiguous,
        raw=about.raw,
    )


def _clock(hour: int, minute: int, second_digits: str | None, half: str | None) -> timedelta | None:
    """Time of day; None when no clock shows it. 24:00 is the end of the day, 23:59:60 its last second plus one."""
    second = int(second_digits or 0)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    is_midnight = hour == 24 and minute == 0 and second == 0
    # Zones are offset by quarters of an hour, so the leap second is not at :59 everywhere.
    is_leap = second == 60 and minute in (14, 29, 44, 59)
    if (hour > 23 and not is_midnight) or minute > 59 or (second > 59 and not is_leap):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


@lru_cache(maxsize=4_096)
def _stated_zone(stated: str, country: str | None) -> _Zone | None:
    """The zone a text states; neither offset nor region when its name is not known, None when it is no zone at all."""
    match = _OFFSET.match(stated) or _FROM_GREENWICH.fullmatch(stated)
    if match is not None:
        digits = _OFFSET.match(match[0] if match.re is _OFFSET else match[1])
        hours, minutes = (int(digits[2]), int(digits[3] or 0)) if digits is not None else (99, 0)
        if hours > 14 or minutes > 59:
            return None
        east = timedelta(hours=hours, minutes=minutes)
        return _Zone(east=-east if digits is not None and digits[1] == "-" else east)
    name = stated.lower()
    if (meanings := _BY_COUNTRY.get(name)) is not None:
        hours_east = meanings.get(country or "")
        return _Zone(ambiguous=True) if hours_east is None else _Zone(east=timedelta(hours=hours_east))
    if name in _WITH_DST:
        return _Zone(region=_region(_WITH_DST[name])) if country in _NORTH_AMERICA else _Zone(ambiguous=True)
    if name in _FIXED:
        return _Zone(east=timedelta(hours=_FIXED[name]))
    if _REGION.fullmatch(stated):
        return _Zone(region=_region(stated))
    return _Zone() if stated.isupper() and 2 <= len(stated) <= 5 else None


@lru_cache(maxsize=1_024)
def _region(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
