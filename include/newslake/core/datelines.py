"""Datelines: the place, the day and the agency that open a story, "MOSCOW, November 20. /TASS/."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_month_names

from newslake.core.agencies import agency_of_token
from newslake.core.text import tidy
from newslake.model import Dateline

WINDOW = 250
"""Characters of the lead that are looked at: no dateline with its byline is longer (FINDINGS, "Datelines")."""

MAX_PLACE_WORDS = 9
YEAR_DAYS_BEFORE, YEAR_DAYS_AFTER = 3, 1
"""How far a day without a year may lie from its anchor: stories are filed up to three days before they are printed."""

_LANGUAGES = (
    "en",
    "fr",
    "es",
    "pt",
    "it",
    "de",
    "nl",
    "ru",
    "uk",
    "cs",
    "pl",
    "tr",
    "id",
    "sv",
    "da",
    "nb",
    "fi",
    "hu",
    "ro",
)
_EXTRA_MONTHS = {"sept": 9, "set": 9, "ene": 1, "янв": 1, "фев": 2, "мар": 3, "сен": 9, "ноя": 11}
"""Short forms agencies print and CLDR does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDateline:
    """
    What the lead prints.

    Attributes:
        byline: Names before the place, "Nita Bhalla".
        place: As printed, "COLORADO SPRINGS, Colo.".
        year: As printed, or inferred from the anchor; None when neither gives one.
        agency: Id from the registry.
        span: End of the dateline in the lead, characters: the story begins there.
    """

    raw: str
    byline: str | None
    place: str | None
    month: int | None
    day: int | None
    year: int | None
    year_inferred: bool
    agency: str
    span: int

    @property
    def date(self) -> date | None:
        """The day it was filed, at the place; None without a year."""
        return _day(self.year, self.month, self.day)


_DASH = r"(?:--+|[-–—―_:]|\.\s?[-–—]|\.)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # (ANSA) - MILANO, 16 MAG - body
        r"^\((?P<agency>[^()]{2,30})\)\s*[-–—]+\s*(?P<head>[^–—]{3,60}?\d{1,2}\s+\w{3,9}\.?)\s+[-–—]+\s+",
        # PLACE, date (AGENCY) - body; PLACE--(BUSINESS WIRE)--body; (AGENCY) - body
        rf"^(?P<head>[^()]{{0,160}}?)[\s-]*\((?P<agency>[^()]{{2,40}})\)\s*(?P<dash>{_DASH}+)?\s*",
        # PLACE, date. /AGENCY/. body; PLACE, date /PRNewswire/ -- body
        rf"^(?P<head>[^/]{{2,100}}?(?:/[^/]{{2,40}})?)\s*/(?P<agency>[\w -]{{2,40}}?)\s*/\s*(?P<dash>{_DASH}+)?\s*",
        # MOCKBA, day — РИА Новости. body
        r"^(?P<head>[^—–]{3,60}?\d{1,2}\s+\w{3,9}\.?)\s+[-–—]\s+(?P<agency>[^.]{3,20})(?P<dash>\.)\s+",
        # Москва. day. INTERFAX.RU - body; SAITAMA, Japan, Dec. 9 Kyodo - body
        r"^(?P<head>[^—–]{3,80}?)[.\s]\s*(?P<agency>[A-ZА-Я][\w.]{2,20})\s+(?P<dash>[-–—]+)\s+",
    )
)
_XINHUA = re.compile(
    r"^(?P<agency>新[华華]社)(?P<place>[^\d０-９\s]{2,12}?)(?P<month>\d{1,2})月(?P<day>\d{1,2})日[电電]"
)
_YONHAP = re.compile(
    r"^\((?P<place>[^=()]{1,20})=(?P<agency>[^()=]{2,10})\)\s*(?:(?P<byline>[^=]{2,40}?)\s*(?:특파원|기자)\s*=\s*)?"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?$"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<month>[^\W\d]{3,12})\.?(?:,?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d))?$"
)
_BY = re.compile(r"^By\s+(?P<names>\S.{2,150}?)(?:\s{2,}|\n+)(?P<rest>\S)", re.DOTALL)
_BY_CAPITALS = re.compile(r"^By\s+(?P<names>(?:[A-Z][\w'.-]*[a-z][\w'.-]*\s+(?:and\s+)?){2,8})(?P<rest>[A-Z]{3,})")
_SMALL = frozenset(
    re.findall(
        r"\S+",
        "al am an and au aux bei da das de del della den der des di do dos du e el en et i im in la las le les los "
        "na nad of ob on sur the u und upon van von y & на",
    )
)
"""Words a place may hold in lower case; any other one makes it a sentence."""


def parse_dateline(lead: str, *, anchor: date | None = None) -> PrintedDateline | None:
    """
    Read the dateline that opens a story.

    Knows ``PLACE, date (AGENCY) dash``, ``PLACE, date. /AGENCY/.``, ``PLACE. date. INTERFAX.RU -``,
    ``МЕСТО, date — РИА Новости.``, ``(AGENCY) - PLACE, date -``, ``PLACE--(BUSINESS WIRE)--``, the forms of Xinhua in
    Chinese and Yonhap in Korean, with and without a byline before them. A place alone, without an agency of the
    registry, is none: too many sentences begin in capitals.

    Args:
        lead: The beginning of the text.
        anchor: Day of publication; gives the year of a day printed without one.

    Returns:
        None when the lead has no dateline. Never a sentence taken for a place: "A spokesperson said (AP) …" is None.
    """
    text = lead[:WINDOW]
    for read in (_read_xinhua, _read_yonhap, _read_signed):
        if found := read(text, anchor):
            return found
    return None


def dateline_row(printed: PrintedDateline) -> Dateline:
    """The dateline as the article stores it; region and country are issue 4's."""
    return Dateline(
        raw=printed.raw,
        place=printed.place,
        region=None,
        country=None,
        day=printed.date,
        year_inferred=printed.year_inferred,
        agency=printed.agency,
        span=printed.span,
    )


def _read_signed(text: str, anchor: date | None) -> PrintedDateline | None:
    byline, start = _byline(text)
    for form in _FORMS:
        found = form.match(text[start:])
        if found is None:
            continue
        agency = agency_of_token(found["agency"])
        if agency is None:
            continue
        place, month, day, year = _split_head(found["head"])
        # Without a day only brackets and a dash tell a dateline from a name: "Thomson Reuters - ", "the agency (AP)".
        signed = found.groupdict().get("dash", "-") and found["agency"] + ")" in found[0]
        if not _is_place(place) or _spells(place, found["agency"]) or (day is None and not signed):
            continue
        return _printed(
            text[: start + found.end()], byline, place or None, (year, month, day), agency, anchor, start + found.end()
        )
    return None


def _read_xinhua(text: str, anchor: date | None) -> PrintedDateline | None:
    if not (found := _XINHUA.match(text)):
        return None
    day = (None, int(found["month"]), int(found["day"]))  # int reads full-width digits
    return _printed(found[0], None, found["place"], day, "Xinhua", anchor, found.end())


def _read_yonhap(text: str, anchor: date | None) -> PrintedDateline | None:
    if not (found := _YONHAP.match(text)) or not (agency := agency_of_token(found["agency"])):
        return None
    return _printed(found[0], found["byline"], found["place"], (None, None, None), agency, anchor, found.end())


def _printed(
    raw: str,
    byline: str | None,
    place: str | None,
    day: tuple[int | None, int | None, int | None],
    agency: str,
    anchor: date | None,
    span: int,
) -> PrintedDateline:
    year, month, day_of_month = day
    inferred = _year_near(anchor, month, day_of_month) if year is None else None
    return PrintedDateline(
        raw=raw.strip(),
        byline=tidy(byline) if byline else None,
        place=tidy(place) if place else None,
        month=month,
        day=day_of_month,
        year=year or inferred,
        year_inferred=inferred is not None,
        agency=agency,
        span=span,
    )


def _byline(text: str) -> tuple[str | None, int]:
    found = _BY.match(text) or _BY_CAPITALS.match(text)
    return (found["names"].strip(), found.start("rest")) if found else (None, 0)


def _split_head(head: str) -> tuple[str, int | None, int | None, int | None]:
    """ "BEIJING, March 31" to its place and month, day, year; the place alone when there is no day."""
    head = head.strip()
    bare = head.rstrip(" .,")
    for form in (_MONTH_FIRST, _DAY_FIRST):
        found = form.search(bare)
        month = found and _months().get(found["month"].casefold())
        if found and month and 1 <= int(found["day"]) <= 31:
            year = int(found["year"]) if found["year"] else None
            place = bare[: found.start()].rstrip(" ,")
            return _without_stop(place), month, int(found["day"]), year
    return head.rstrip(" ,"), None, None, None


def _without_stop(place: str) -> str:
    """ "Москва." loses its stop, "COLORADO SPRINGS, Colo." keeps the one that shortens."""
    last = re.split(r"[\s,]", place)[-1]
    return place if "," in place or last.count(".") > 1 else place.rstrip(".")


def _is_place(place: str) -> bool:
    """A few words, each with a capital or of a script without any; nothing at all is fine, too."""
    if not place:
        return True
    words = re.split(r"[\s/,()\[\]]+", place.strip("[]() "))
    if len(words) > MAX_PLACE_WORDS or len(place) > 90 or any(mark in place for mark in '"“”!?;:'):
        return False
    if place.strip(".").casefold() in _months():
        return False
    return words[0] not in _SMALL and all(
        word in _SMALL or not (word[0].islower() or word[0].isdigit()) for word in words if word
    )


def _spells(place: str, token: str) -> bool:
    """Whether a "place" is the token written out: "Pakistan Tehreek-e-Insaf (PTI)"."""
    initials = "".join(word[0] for word in re.split(r"[\s-]+", place) if word and word[0].isupper())
    return len(initials) > 1 and initials.casefold() == token.partition("/")[0].strip().casefold()


def _year_near(anchor: date | None, month: int | None, day: int | None) -> int | None:
    if anchor is None:
        return None
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        found = _day(year, month, day)
        if found and -YEAR_DAYS_BEFORE <= (found - anchor).days <= YEAR_DAYS_AFTER:
            return year
    return None


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # February 30
        return None


@cache
def _months() -> dict[str, int]:
    """Month by name in 19 languages, from CLDR; read at the first dateline, 0.4 s."""
    return {**{name: number for number, name in _cldr_months()}, **_EXTRA_MONTHS}


def _cldr_months() -> Iterator[tuple[int, str]]:
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    if not name[:1].isdigit():
                        yield number, name.casefold().rstrip(".")
