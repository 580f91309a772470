"""From the parts of a date to what it states: the clock, the zone, the instant."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from newslake.core.dates.zones import Zone, stated_zone, zone_of
from newslake.model import ParsedDate, Precision


class About(NamedTuple):
    """
    The text, and what its publisher is known to use.

    Attributes:
        country: Two capitals.
        language: Main subtag, "pt" of "pt-BR".
        order: dmy, mdy or ymd, where the publisher is known not to follow its country.
    """

    raw: str
    country: str | None
    language: str | None
    timezone: str | None
    now: datetime | None
    order: str | None = None

    @property
    def places(self) -> frozenset[str]:
        """Language and country, those that are known."""
        return frozenset(filter(None, (self.country, self.language)))


class Clock(NamedTuple):
    """A time of day as written; ``half`` is a or p on a clock of twelve hours."""

    hour: str
    minute: str | None
    second: str | None = None
    half: str | None = None


def on_day(written: date, about: About, *, ambiguous: bool = False) -> ParsedDate:
    """A date that is a day and no more."""
    return ParsedDate(instant=None, day=written, precision=Precision.DAY, zone=None, ambiguous=ambiguous, raw=about.raw)


def in_month(year: int, month: int, about: About) -> ParsedDate:
    """A date that is a month and no more: ``day`` is its first."""
    return ParsedDate(
        instant=None, day=date(year, month, 1), precision=Precision.MONTH, zone=None, ambiguous=False, raw=about.raw
    )


def at_time(
    written: date, clock: Clock, stated: str | None, about: About, *, ambiguous: bool = False
) -> ParsedDate | None:
    """
    A day with a time of day: an instant where a zone is stated or the publisher's is known.

    A name of a zone that means several things is the publisher's own when that zone uses the name.

    Returns:
        None when no clock shows that time, or what stands for a zone is none.
    """
    passed = time_of_day(clock)
    if passed is None:
        return None
    local = datetime(written.year, written.month, written.day, tzinfo=UTC) + passed
    own = zone_of(about.timezone) if about.timezone else None
    if stated is not None:
        zone: Zone | None = stated_zone(stated, about.country)
        name: str | None = stated
        if zone is not None and zone.east is None and zone.region is None and own is not None:
            zone = Zone(region=own) if local.replace(tzinfo=own).tzname() == stated.upper() else zone
    else:
        zone = Zone(region=own)
        name = f"assumed:{about.timezone}" if own is not None else None
    if zone is None:
        return None

    instant: datetime | None = None
    if zone.east is not None:
        instant = local - zone.east
    elif zone.region is not None:
        there = local.replace(tzinfo=zone.region)
        instant = there.astimezone(UTC)
        ambiguous = ambiguous or there.utcoffset() != there.replace(fold=1).utcoffset()
    return ParsedDate(
        instant=instant,
        day=written,
        precision=Precision.SECOND if clock.second else Precision.MINUTE,
        zone=name,
        ambiguous=ambiguous or zone.ambiguous,
        raw=about.raw,
    )


def time_of_day(clock: Clock) -> timedelta | None:
    """Time since midnight; None when no clock shows it. 24:00 ends the day, 23:59:60 is a second later."""
    hour, minute, second = int(clock.hour), int(clock.minute or 0), int(clock.second or 0)
    if clock.half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock.half in "pP" else 0)
    is_midnight = hour == 24 and minute == 0 and second == 0
    # Zones are offset by quarters of an hour, so the leap second is not at :59 everywhere.
    is_leap = second == 60 and minute in (14, 29, 44, 59)
    if (hour > 23 and not is_midnight) or minute > 59 or (second > 59 and not is_leap):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


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

_DAY_FIRST_LANGUAGES = frozenset(
    re.findall(
        "[a-z]+",
        """
    de fr es pt it nl ru uk be bg sr hr bs sl mk sk cs pl ro sq el tr az kk ka hy da nb nn no fi et lv is fo ca gl
    mt lb id ms vi ar he ur hi bn ta te ml kn gu mr pa th lo km sw
        """,
    )
)
"""Languages written nowhere with the month first: their CLDR short formats all begin with the day. Not en, not fil."""

_COUNTRY = re.compile("[A-Z]{2}")


def day_is_first(about: About) -> bool | None:
    """Whether 07/10/2025 is 7 October here; None when nobody could tell."""
    if about.order is not None:
        return {"dmy": True, "mdy": False}.get(about.order)
    if about.country is not None:
        if about.country in _NO_ORDER or not _COUNTRY.fullmatch(about.country):
            return None
        return about.country not in _MONTH_FIRST
    return True if about.language in _DAY_FIRST_LANGUAGES else None
