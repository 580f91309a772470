"""
Dates as feeds and pages write them: read exactly, or not at all.

Machine forms are read here, by patterns that match the whole text; what people write in words goes to
``written_dates``. A form that is not known gives None, never a guess.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import decimal

from newslake.core.dates.calendars import FIRST_YEAR, LAST_YEAR, calendar_of, day_of
from newslake.core.dates.parts import About, Clock, at_time, day_is_first, in_month, on_day
from newslake.core.dates.words import read_written
from newslake.model import ParsedDate, Precision

MAX_CHARS = 120
"""Longer texts are sentences. JavaScript's form with the zone spelled out has 66, a Lao page with its labels 90."""

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
_DIGITS_YEAR_FIRST = re.compile(
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
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)|(?P<month_first>\d\d?)/(?P<year_last>\d{4})", re.ASCII)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{13}|[6-9]\d{11})", re.ASCII)

_PUNCTUATION = str.maketrans("：，．／（）－–—−٫\u2011。،", ":,./()----.-.,")
_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\ufeff]")


def parse_date(
    text: str,
    *,
    country: str | None = None,
    language: str | None = None,
    timezone: str | None = None,
    now: datetime | None = None,
    date_order: str | None = None,
) -> ParsedDate | None:
    """
    Read a date as feeds and pages write it.

    Reads ISO 8601 extended and basic, RFC 3339 and W3CDTF; RFC 822, 2822 and 5322 with their abuses (no weekday or one
    of another language, two-digit years, no seconds, zone names in any case); C's asctime and JavaScript's form;
    numeric dates; Unix time in seconds (9 or 10 digits) and milliseconds (12 or 13); and dates in words of some 70
    languages with labels around them, in Buddhist, Persian and Hijri years where the words, the language or the
    country say so.

    The instant is exact to the second: fractions are dropped. A time without a zone is an instant only where
    ``timezone`` says so. In the hour a clock passes twice, or skips, it is the first reading, and ``ambiguous`` is set.
    A zone name that means several things gives the day alone, with ``ambiguous`` set, until the country settles it or
    the publisher's own zone goes by that name.
    A weekday that does not fit its date is passed over: it is wrong more often than the date.
    A month without a day ("March 2026", "2026-03") has the precision "month", and ``day`` is its first.

    Args:
        text: For example "2026-03-01T09:30:00+01:00", "Veröffentlicht am Montag, 2. März 2026, 14:05 Uhr".
        country: ISO 3166-1 alpha-2 of the publisher; settles "IST" and 07/10/2025. Else the region of ``language``.
        language: BCP 47 of the text; settles names that mean two months ("listopad"), calendars, the order of figures.
        timezone: IANA name of the publisher's zone, for times that state none; the result says ``assumed:``.
        now: Aware. Gives the year of a day without one, "2 March", which is then ``ambiguous``; None: no such day is
            read. Nothing else depends on it, and the clock of the machine is never asked.
        date_order: dmy, mdy or ymd, of a publisher who does not follow its country.

    Returns:
        What the text states, with its precision; or None when it is no date, or one that can be read two ways
        (07/10/2025 without a country), or two dates. For Unix time the day is the one in UTC.

    Raises:
        Nothing: publishers write anything at all here.

    Source: RFC 3339 section 5.6; RFC 5322 sections 3.3 and 4.3; RSS 2.0 <pubDate>;
    https://www.w3.org/TR/NOTE-datetime; names out of CLDR.
    """
    if len(text) > MAX_CHARS:
        return None
    stated = (text if text.isascii() else _plain(text)).strip()
    main, _, region = (language or "").replace("_", "-").partition("-")
    if not country and len(region) == 2:
        country = region
    about = About(text, country.upper() if country else None, main.lower() or None, timezone, now, date_order)
    match = _ISO.fullmatch(stated) or _BASIC.fullmatch(stated) or _DIGITS_YEAR_FIRST.fullmatch(stated)
    match = match or _COMPACT.fullmatch(stated)
    found = None
    if match is not None:
        found = _read(match, int(match["year"]), int(match["month"]), int(match["day"]), about)
    elif match := _DAY_MONTH.fullmatch(stated) or _MONTH_DAY.fullmatch(stated) or _ASCTIME.fullmatch(stated):
        if month := _MONTHS.get(match["name"].lower()):
            found = _read(match, _year(match["year"]), month, int(match["day"]), about)
    elif (match := _NUMERIC.fullmatch(stated)) is not None:
        found = _numeric(match, about)
    elif (match := _EPOCH.fullmatch(stated)) is not None:
        return _epoch(match, text)
    elif (match := _MONTH.fullmatch(stated)) is not None:
        return _month(match, about)
    return found or read_written(stated, about)


def _plain(text: str) -> str:
    """White space and marks of direction as people do not see them, digits of any script as ASCII."""
    text = _MARKS.sub("", text).translate(_PUNCTUATION)
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
    return ParsedDate(
        instant=instant, day=instant.date(), precision=Precision.SECOND, zone="UTC", ambiguous=False, raw=raw
    )


def _month(match: re.Match[str], about: About) -> ParsedDate | None:
    year, month = int(match["year"] or match["year_last"]), int(match["month"] or match["month_first"])
    is_plausible = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return in_month(year, month, about) if is_plausible else None


def _numeric(match: re.Match[str], about: About) -> ParsedDate | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if one > 12 or one == two:
        return _read(match, year, two, one, about)
    if two > 12:
        return _read(match, year, one, two, about)
    day_first = day_is_first(about)
    if day_first is None:
        return None
    month, day = (two, one) if day_first else (one, two)
    read = _read(match, year, month, day, about)
    return None if read is None else replace(read, ambiguous=True)


def _read(match: re.Match[str], year: int, month: int, day: int, about: About) -> ParsedDate | None:
    calendar, counted = calendar_of(year, about.places)
    written = day_of(calendar, counted, month, day)
    if written is None:
        return None
    parts = match.groupdict()
    if parts.get("hour") is None:
        return on_day(written, about)
    clock = Clock(parts["hour"], parts["minute"], parts.get("second"), parts.get("half"))
    stated = parts.get("zone") or parts.get("comment") or parts.get("suffix")
    return at_time(written, clock, stated.strip() if stated is not None else None, about)
