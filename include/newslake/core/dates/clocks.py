"""The time of day within words: "14:05 Uhr", "17h30", "下午3时15分", "klo 9.15", and the zone behind it."""

import re

from newslake.core.dates.names import half_of, is_weekday, month_of
from newslake.core.dates.parts import About, Clock
from newslake.core.dates.zones import stated_zone

CUT = " \x02 "
"""Stands where the time of day was; no page prints it."""

_LETTERS = r"[^\s\d\x00-\x1f!-/:-@\[-`{-~،؛«»“”„‘…·|•]"
WORD = rf"{_LETTERS}+(?:\.{_LETTERS}+)*"
_HALF_BEFORE = "上午|下午|午前|午後|凌晨|清晨|早上|早晨|中午|傍晚|晚上|晚間|오전|오후|ก่อนเที่ยง|หลังเที่ยง"
_HALF_AFTER = re.compile(rf"\s?(?:(?P<spaced>[AaPp]\.?\s[Mm]\b\.?)|(?P<word>{WORD}\.?))")
_COLON = re.compile(
    rf"(?<![\d.:/-])(?:(?P<before>{_HALF_BEFORE}|[AaPp][Mm])\s?)?(?P<hour>\d\d?)\s?:\s?(?P<minute>\d\d)"
    r"(?:\s?:\s?(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?![\d:])"
)
_NAMED = re.compile(
    rf"(?<![\d.:/-])(?:(?P<before>{_HALF_BEFORE})\s?)?(?P<hour>\d\d?)\s?(?:[時时点點시]|[hHuU](?=\s?\d\d|\b))\s?"
    r"(?:(?P<minute>\d\d?)(?:\s?[分분]|(?!\d)))?(?:\s?(?P<second>\d\d?)\s?[秒초])?(?![^\W\d_a])"
)
_BARE_HOUR = re.compile(
    r"(?<![\d.:/-])(?P<before>(?!))?(?P<hour>\d\d?)(?P<minute>(?!))?(?P<second>(?!))?(?=\s?[AaPp]\.?\s?[Mm]\b)"
)
_DOTTED = re.compile(
    r"(?P<marked>\b(?:kl|klo|kell|klukkan|pukul|pkl|jam|um|ore|alle|ob|o|v|om|at)\b\.?\s*)?(?<![\d.:/-])(?P<before>(?!))?"
    r"(?P<hour>\d\d?)\.(?P<minute>\d\d)(?P<second>(?!))?(?![\d.]*\d)",
    re.IGNORECASE,
)
_DOTTED_CLOCKS = frozenset({"fi", "da", "id", "it", "nb", "no", "et", "sr", "ms"})
"""Languages that print 14.05 for five past two."""

_ZONE = re.compile(
    r"\s*,?\s*[(\[]?\s*(?P<zone>(?:GMT|UTC|UT)\s?[+-]\s?\d{1,2}(?::?\d{2})?|[+-]\d{1,2}:?\d{2}(?!\d)|[+-]\d{2}(?!\d)"
    r"|[A-Z][A-Za-z]+/[A-Z][A-Za-z_/]+|(?-i:[A-Z]{1,5}|МСК)(?![\w+])|(?i:мск|utc|gmt|z)(?!\w))\s*[)\]]?"
)


def find_clock(text: str, about: About) -> tuple[Clock | None, str | None, str]:
    """The time of day, the zone behind it, and the text without the two."""
    found = _COLON.search(text) or _NAMED.search(text) or _BARE_HOUR.search(text)
    if found is None:
        dotted = _DOTTED.search(text)
        if dotted and (
            dotted["marked"]
            or about.language in _DOTTED_CLOCKS
            or _half_after(text, dotted.end(), about)[0]
            or _zone(text, dotted.end())
        ):
            found = dotted
    if found is None:
        return None, None, text
    half, end = _half_after(text, found.end(), about)
    if found["before"] and half is None:
        half = half_of(found["before"])
    if int(found["hour"]) > 12 and found["before"]:
        half = None  # "下午14:05" is said twice
    zone = _zone(text, end)
    if zone:
        end = zone.end()
    clock = Clock(found["hour"], found["minute"], found["second"], half)
    return clock, zone["zone"].replace(" ", "") if zone else None, text[: found.start()] + CUT + text[end:]


def _half_after(text: str, start: int, about: About) -> tuple[str | None, int]:
    found = _HALF_AFTER.match(text, start)
    half = found and half_of(found["spaced"] or found["word"], about.language)
    return (half, found.end()) if found and half else (None, start)


def _zone(text: str, start: int) -> re.Match[str] | None:
    found = _ZONE.match(text, start)
    if found is None or month_of(found["zone"]) or is_weekday(found["zone"]):
        return None
    return found if stated_zone(found["zone"].replace(" ", ""), None) is not None else None
