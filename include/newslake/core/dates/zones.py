"""Zones as dates state them: offsets, names, names that mean several things, regions with their rules."""

import re
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FIXED = {
    **dict.fromkeys(("z", "utc", "gmt", "ut", "uct", "zulu"), 0.0),
    **{"wet": 0, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4},
    **{"мск": 3, "trt": 3, "hec": 1, "hnec": 1},
    **{"edt": -4, "mdt": -6, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "nst": -3.5, "ndt": -2.5},
    **{"adt": -3, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4, "uyt": -3},
    **{"wat": 1, "cat": 2, "sast": 2, "eat": 3, "idt": 3, "irst": 3.5, "pkt": 5, "npt": 5.75, "ict": 7},
    **{"wib": 7, "wita": 8, "wit": 9, "sgt": 8, "myt": 8, "hkt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9},
    **{"acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13},
}
"""
Names that mean one thing wherever they are printed, hours east of Greenwich; RFC 822 section 5, the IANA database.

Taken at their word: "EST" in July is five hours, as RFC 822 defines it.
"""

BY_COUNTRY: dict[str, dict[str, float]] = {
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

_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?")
_FROM_GREENWICH = re.compile(r"(?:GMT|UTC|UT|Z)\s?([+-]\d\d?(?::?\d\d)?)", re.IGNORECASE)
_REGION = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2}")


class Zone(NamedTuple):
    """
    What a stated zone comes to: an offset, a region with its rules, or neither.

    Attributes:
        ambiguous: The name means several things, and nothing here settles which.
    """

    east: timedelta | None = None
    region: ZoneInfo | None = None
    ambiguous: bool = False


@lru_cache(maxsize=4_096)
def stated_zone(stated: str, country: str | None) -> Zone | None:
    """The zone a text states; neither offset nor region when its name is not known, None when it is no zone at all."""
    match = _OFFSET.match(stated) or _FROM_GREENWICH.fullmatch(stated)
    if match is not None:
        digits = _OFFSET.match(match[0] if match.re is _OFFSET else match[1])
        hours, minutes = (int(digits[2]), int(digits[3] or 0)) if digits is not None else (99, 0)
        if hours > 14 or minutes > 59:
            return None
        east = timedelta(hours=hours, minutes=minutes)
        return Zone(east=-east if digits is not None and digits[1] == "-" else east)
    name = stated.lower()
    if (meanings := BY_COUNTRY.get(name)) is not None:
        hours_east = meanings.get(country or "")
        return Zone(ambiguous=True) if hours_east is None else Zone(east=timedelta(hours=hours_east))
    if name in _WITH_DST:
        return Zone(region=zone_of(_WITH_DST[name])) if country in _NORTH_AMERICA else Zone(ambiguous=True)
    if name in FIXED:
        return Zone(east=timedelta(hours=FIXED[name]))
    if _REGION.fullmatch(stated):
        return Zone(region=zone_of(stated))
    return Zone() if stated.isupper() and 2 <= len(stated) <= 5 else None


@lru_cache(maxsize=1_024)
def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone of an IANA name; None for None and for names nobody knows."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
