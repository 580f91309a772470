"""Calendars that pages count years in: Gregorian, Buddhist, Persian, Hijri, and the eras of Japan and Taiwan."""

import re
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""
Outside these a year is of another calendar (2568, 1447, 1404, 114) or no year. Inside, what is stated is told, be it
1969: what is implausible for news is refused where dates are weighed against each other, not here.
"""

GREGORIAN, PERSIAN, HIJRI = "gregorian", "persian", "hijri"

BUDDHIST_YEARS = range(2443, 2743)
"""1900 to 2199, counted from the Buddha: 543 more."""

BUDDHIST = frozenset({"th", "lo", "km", "TH", "LA", "KH"})
PERSIAN_PLACES = frozenset({"fa", "prs", "ps", "IR", "AF"})
HIJRI_PLACES = frozenset({"ar", "SA"})
"""Languages and countries that print years of these calendars in figures, and mean them."""

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}

PERSIAN_MONTHS = (
    ("فروردین", "حمل"),
    ("اردیبهشت", "ثور"),
    ("خرداد", "جوزا"),
    ("تیر", "سرطان"),
    ("مرداد", "امرداد", "اسد"),
    ("شهریور", "سنبله"),
    ("مهر", "میزان"),
    ("آبان", "عقرب"),
    ("آذر", "قوس"),
    ("دی", "جدی"),
    ("بهمن", "دلو"),
    ("اسفند", "حوت"),
)
"""In Iran; in Afghanistan. babel ships the names of the Gregorian months only, so these stand here."""

HIJRI_MONTHS = (
    ("محرم", "المحرم"),
    ("صفر",),
    ("ربيع الأول",),
    ("ربيع الآخر", "ربيع الثاني"),
    ("جمادى الأولى", "جمادى الأول"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الآخر"),
    ("رجب",),
    ("شعبان",),
    ("رمضان",),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة"),
    ("ذو الحجة", "ذي الحجة"),
)

_FIRST_HIJRI_YEAR = 1400
_FIRST_HIJRI_DAY = date(1979, 11, 20)
_HIJRI_LONG_MONTHS = re.findall(
    "[0-9a-f]+",
    """
    d2b 54a ea5 752 6e9 36a aad 555 aa5 b52 ba9 5b4 9ba 4db 25d 52d aa5 ad4 aea 56d 4bd 23d 91d a95 b4a b5a 56d
    2b6 93b 49b 655 6a9 754 b6a 56c aad 555 b29 b92 ba9 5d4 ada 55a aab 595 749 764 baa 5b5 2b6 a56 d2a e95 72a
    755 35a 95d 49b a4d d26 d53 5aa aad 4b6 a57 527 a95 b4a b55 36c 9ae 4b6 a96 b4a da5 5d2 5d9 2dc 96d 4ad 655
    6d2 b69 374 9b6 4d7 2ab 54b 6a5 752 b69 56b 2ad 94d c95 d4a ea5 6ca ad5 556 c97
    """,
)
"""
Years 1400 to 1500 of the Umm al-Qura calendar, a bit for each month, the first one highest: set where it has 30 days.

Source: the month lengths Saudi Arabia publishes, as in the package hijridate 2.6. Arithmetic is a day off now and then.
"""

_LEAP_PERSIAN = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Years modulo 33; right from 1244 to 1472, where the astronomical calendar agrees."""


def persian_day(year: int, month: int, day: int) -> date | None:
    """The day of the Solar Hijri calendar, 1 Farvardin 1404 being 21 March 2025; None when there is no such day."""
    if not 1300 <= year <= 1472 or not 1 <= month <= 12:
        return None
    last = 31 if month <= 6 else 30 if month <= 11 or year % 33 in _LEAP_PERSIAN else 29
    if not 1 <= day <= last:
        return None
    earlier, later = sorted((year, 1404))
    leaps = sum(1 for one in range(earlier, later) if one % 33 in _LEAP_PERSIAN)
    new_year = date(2025, 3, 21) + timedelta(days=365 * (year - 1404) + (leaps if year > 1404 else -leaps))
    return new_year + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The day of the Umm al-Qura calendar, 1400 to 1500; None when there is no such day."""
    last_year = _FIRST_HIJRI_YEAR + len(_HIJRI_LONG_MONTHS) - 1
    if not _FIRST_HIJRI_YEAR <= year <= last_year or not 1 <= month <= 12:
        return None
    past = 0
    for one in _HIJRI_LONG_MONTHS[: year - _FIRST_HIJRI_YEAR]:
        past += 12 * 29 + int(one, 16).bit_count()
    lengths = [29 + int(bit) for bit in f"{int(_HIJRI_LONG_MONTHS[year - _FIRST_HIJRI_YEAR], 16):012b}"]
    if not 1 <= day <= lengths[month - 1]:
        return None
    return _FIRST_HIJRI_DAY + timedelta(days=past + sum(lengths[: month - 1]) + day - 1)


def day_of(calendar: str, year: int, month: int, day: int) -> date | None:
    """The day in the Gregorian calendar; None when the calendar has no such day or the year is out of range."""
    if calendar == PERSIAN:
        return persian_day(year, month, day)
    if calendar == HIJRI:
        return hijri_day(year, month, day)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calendar_of(year: int, places: frozenset[str]) -> tuple[str, int]:
    """
    The calendar a bare year is counted in, and the year to hand to ``day_of``.

    Args:
        places: Language and country of the text; 1447 without any is no year.
    """
    if year in BUDDHIST_YEARS and places & BUDDHIST:
        return GREGORIAN, year - 543
    if 1300 <= year <= 1472 and places & PERSIAN_PLACES:
        return PERSIAN, year
    if 1400 <= year <= 1500 and places & HIJRI_PLACES:
        return HIJRI, year
    return GREGORIAN, year
