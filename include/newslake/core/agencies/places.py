"""The head of a dateline: its place, what region and country that states, and its day."""

import json
import pkgutil
import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from newslake.core.dates.calendars import GREGORIAN
from newslake.core.dates.names import fold, is_weekday, month_of

MAX_PLACE_WORDS = 9
YEAR_DAYS_BEFORE, YEAR_DAYS_AFTER = 3, 1
"""How far a day without a year may lie from its anchor: stories are filed up to three days before they are printed."""


class Head(NamedTuple):
    """Place as printed, "" where only a day stands; the day as far as it is stated."""

    place: str
    month: int | None = None
    day: int | None = None
    year: int | None = None


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"(?P<month>[^\W\d_](?:[^\s\d,;:()/]|\.(?=\S)){1,20}?)"
_DAY = r"(?P<day>\d{1,2})"
_DATES = tuple(
    re.compile(rf"(?:^|[\s,.]){form}$")
    for form in (
        rf"{_YEAR}\.?\s+{_NAME}\.?\s+{_DAY}\.?",  # 2025. november 20.
        rf"{_NAME}\.?\s+{_DAY}(?:st|nd|rd|th)?(?:\s?,?\s+{_YEAR})?",  # Nov. 20, 2025
        rf"{_DAY}(?:st|nd|rd|th|er|º|\.)?,?\s+(?:de\s+|d')?{_NAME}\.?"
        rf"(?:,?\s+(?:de\s+|del\s+)?{_YEAR})?(?:\s?г\.?|\s?م)?",
    )
)
_LEADING = re.compile(rf"^{_DAY}\.?\s+{_NAME}\.?,?\s+(?P<place>[^\d]+)$")  # 20 ноября, Минск
_FIGURES = re.compile(rf"(?:^|[\s,-]){_DAY}\s?[/-]\s?(?P<number>\d{{1,2}})(?:\s?[/-]\s?{_YEAR})?$")  # Luanda, 20/11
_DAY_ALONE = re.compile(rf",\s+{_DAY}$")  # MADRID, 12 (EUROPA PRESS)
_LAST_WORD = re.compile(r",?\s+([^\W\d_]{2,14})\.?,?$")

_ARTICLES = frozenset({"le", "el", "den", "am", "on", "il", "ngày", "dne"})

_SMALL = frozenset(
    re.findall(
        r"\S+",
        "al am an and au aux bei da das de del della den der des di do dos du e el en et i im in la las le les los "
        "na nad of ob on sur the u und upon van von y & на и dan dhe és a",
    )
)
"""Words a place may hold in lower case; any other one makes it a sentence."""

_STATES = {
    "US": """
        Ala. Alabama Alaska Ariz. Arizona Ark. Arkansas Calif. California Colo. Colorado Conn. Connecticut Del.
        Delaware Fla. Florida Ga. Hawaii Idaho Ill. Illinois Ind. Indiana Iowa Kan. Kansas Ky. Kentucky La.
        Louisiana Maine Md. Maryland Mass. Massachusetts Mich. Michigan Minn. Minnesota Miss. Mississippi Mo.
        Missouri Mont. Montana Neb. Nebraska Nev. Nevada N.H. New_Hampshire N.J. New_Jersey N.M. New_Mexico N.Y.
        New_York N.C. North_Carolina N.D. North_Dakota Ohio Okla. Oklahoma Ore. Oregon Pa. Pennsylvania R.I.
        Rhode_Island S.C. South_Carolina S.D. South_Dakota Tenn. Tennessee Texas Tex. Utah Vt. Vermont Va.
        Virginia Wash. W.Va. West_Virginia Wis. Wisconsin Wyo. Wyoming D.C.
    """,
    "CA": """Alberta Alta. British_Columbia B.C. Manitoba Man. New_Brunswick N.B. Newfoundland N.L. Nova_Scotia N.S.
        Ontario Ont. Prince_Edward_Island P.E.I. Quebec Que. Québec Saskatchewan Sask. Yukon Nunavut N.W.T.""",
    "GB": "England Scotland Wales Northern_Ireland",
    "AU": "New_South_Wales Queensland Tasmania",
}
"""Regions agencies print behind a place: as the AP Stylebook shortens them, and in full; "Georgia" is the country."""

_ALSO = {"uae": "AE", "u.a.e": "AE", "uk": "GB", "u.k": "GB", "usa": "US", "us": "US", "u.s": "US", "holland": "NL"} | {
    **{"england": "GB", "ivory coast": "CI", "burma": "MM", "czech republic": "CZ", "turkey": "TR", "drc": "CD"},
    **{"myanmar": "MM", "hong kong": "HK", "palestinian territories": "PS", "south korea": "KR", "congo": "CD"},
    **{
        "macedonia": "MK",
        "china": "CN",
        "ee.uu": "US",
        "p.r. china": "CN",
        "bosnia": "BA",
        "laos": "LA",
        "lao pdr": "LA",
    },
}
"""Names datelines print and CLDR does not have."""


def read_head(head: str) -> Head:
    """ "BEIJING, March 31" taken apart; the place alone when there is no day."""
    bare = head.strip().rstrip(" ,–—-")
    stripped = bare.rstrip(".")
    if (
        any(map(str.isdigit, stripped))
        and (last := _LAST_WORD.search(stripped))
        and is_weekday(last[1])
        and not _month(last[1])
    ):
        stripped = stripped[: last.start()].rstrip(" ,.")
    for form in _DATES:
        if (found := form.search(stripped)) and (month := _month(found["month"])) and 1 <= int(found["day"]) <= 31:
            year = int(found["year"]) if found["year"] else None
            return Head(_without_stop(_before_date(stripped[: found.start()])), month, int(found["day"]), year)
    if (found := _LEADING.match(stripped)) and (month := _month(found["month"])) and 1 <= int(found["day"]) <= 31:
        return Head(found["place"].strip(" ,"), month, int(found["day"]))
    if (found := _FIGURES.search(stripped)) and 1 <= int(found["day"]) <= 31 and 1 <= int(found["number"]) <= 12:
        year = int(found["year"]) if found["year"] else None
        return Head(stripped[: found.start()].rstrip(" ,-"), int(found["number"]), int(found["day"]), year)
    if (found := _DAY_ALONE.search(stripped)) and 1 <= int(found["day"]) <= 31:
        return Head(stripped[: found.start()].rstrip(" ,"), None, int(found["day"]))
    return Head(bare)


def is_place(place: str) -> bool:
    """A few words, each with a capital or of a script without any; nothing at all is fine, too."""
    if not place:
        return True
    words = re.split(r"[\s/,()\[\]]+", place.strip("[]() "))
    if len(words) > MAX_PLACE_WORDS or len(place) > 90 or any(mark in place for mark in '"“”!?;:'):
        return False
    if _month(place) is not None:
        return False
    return words[0] not in _SMALL and all(
        word in _SMALL or not (word[0].islower() or word[0].isdigit()) for word in words if word
    )


def region_and_country(place: str) -> tuple[str | None, str | None]:
    """
    The region as printed and the country (ISO 3166-1) that a place states: "MACON, Ga." is ("Ga.", "US").

    Both None where nothing is stated, and for several places at once: no city is looked up.
    """
    if "/" in place or "&" in place or " and " in place:
        return None, None
    _, comma, stated = place.rstrip("] ").rpartition("[" if "[" in place else ",")
    if not comma:
        return None, None
    stated = stated.strip()
    if found := _regions().get(stated.rstrip(".").casefold()):
        return stated, found
    return None, _countries().get(fold(stated))


def day_near(anchor: date | None, month: int | None, day: int | None) -> date | None:
    """The day of that month, or the day of some month, next to the anchor; None when it is too far from it."""
    if anchor is None or day is None:
        return None
    for apart in sorted(range(-YEAR_DAYS_BEFORE, YEAR_DAYS_AFTER + 1), key=abs):
        found = anchor + timedelta(days=apart)
        if found.day == day and month in (None, found.month):
            return found
    return None


def nearest_day(anchor: date, month: int, day: int) -> date | None:
    """The day in the year that brings it nearest to the anchor, however far that is; None for February 30."""
    years = (anchor.year, anchor.year - 1, anchor.year + 1)
    found = [one for year in years if (one := day_in(year, month, day))]
    return min(found, key=lambda one: abs(one - anchor), default=None)


def day_in(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day of the three; None when one is missing or there is no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # February 30
        return None


def _month(word: str) -> int | None:
    found = month_of(word)
    return found.number if found and found.calendar == GREGORIAN else None


def _before_date(text: str) -> str:
    """ "London, Thursday," and "Bruxelles, le" without the words that belong to the day."""
    text = text.rstrip(" ,-")
    last = _LAST_WORD.search(text)
    return text[: last.start()].rstrip(" ,") if last and (_is_long_weekday(last[1]) or last[1] in _ARTICLES) else text


def _is_long_weekday(word: str) -> bool:
    return len(word) > 3 and is_weekday(word)  # "La." is Louisiana, and Saturday in Finland


def _without_stop(place: str) -> str:
    """ "Москва." loses its stop, "COLORADO SPRINGS, Colo." keeps the one that shortens."""
    last = re.split(r"[\s,]", place)[-1]
    return place if "," in place or last.count(".") > 1 else place.rstrip(".")


@cache
def _regions() -> dict[str, str]:
    return {
        name.replace("_", " ").rstrip(".").casefold(): country
        for country, names in _STATES.items()
        for name in names.split()
    }


@cache
def _countries() -> dict[str, str]:
    packed = pkgutil.get_data(__package__, "country_names.json") or b"{}"
    stored: dict[str, list[str]] = json.loads(packed)["countries"]
    return {fold(name): code for code, names in stored.items() for name in names} | {
        fold(name): code for name, code in _ALSO.items()
    }
