"""Names of months, days and halves of the day in the languages of ``names.json`` (CLDR), found by word."""

import json
import pkgutil
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

from newslake.core.dates.calendars import GREGORIAN, HIJRI, HIJRI_MONTHS, PERSIAN, PERSIAN_MONTHS


class Month(NamedTuple):
    """A month of a calendar."""

    calendar: str
    number: int


_PRESS: dict[str, dict[int, tuple[str, ...]]] = {
    "en": {9: ("sept",), 6: ("june",), 7: ("july",)},
    "es": {1: ("ene",), 9: ("set", "setiembre")},
    "it": {9: ("set",), 1: ("genn",)},
    "pt": {9: ("set",), 3: ("marco",)},
    "de": {1: ("jaenner",), 3: ("maerz", "mrz")},
    "ru": {1: ("янв",), 2: ("фев",), 3: ("мар",), 9: ("сен", "сент"), 11: ("ноя", "нояб")},
    "uk": {11: ("лис",)},
    "id": {8: ("agust", "agu"), 11: ("nopember", "nop")},
    "ar": {3: ("مارس آذار",), 11: ("نونبر",), 8: ("غشت",), 9: ("شتنبر",), 12: ("دجنبر",), 7: ("يوليوز",)},
    "fil": {9: ("setyembre",)},
}
"""Short forms and spellings the press prints and CLDR does not have."""

_CHINESE_HALVES = dict.fromkeys(("凌晨", "清晨", "早上", "早晨"), "a") | dict.fromkeys(
    ("中午", "傍晚", "晚上", "晚間"), "p"
)
"""Parts of the day that stand before a clock of twelve hours, as CLDR's zh-Hant formats have them."""

_PLAIN_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
    | dict.fromkeys("أإآٱ", "ا")
    | dict.fromkeys("\u0640\u200c\u200d.’'", None)
)


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """A word as names are compared: no case, no full stops, no Latin or Greek accents, one Arabic spelling."""
    if word.isascii():
        return word.lower().replace(".", "")
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_PLAIN_LETTERS)
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded)
    # Thai and Indian vowel signs are marks as well: only those of Latin and Greek go, U+0300 to U+036F
    kept = "".join(part for part in parts if not "\u0300" <= part <= "\u036f") if folded[0] < "\u0400" else folded
    return unicodedata.normalize("NFC", kept)


def month_of(word: str, language: str | None = None) -> Month | None:
    """
    The month of a name in any language; None when it is none, or two months in two languages ("listopad").

    Args:
        word: One word, or two with a space ("تشرين الثاني").
        language: Main subtag; settles names that mean two months.
    """
    months = _months()
    folded = fold(word)
    found = months.get(folded)
    if found is None and folded[:1] == "ב":  # Hebrew: "in November" is one word
        found = months.get(folded[1:])
    elif found is None and folded.endswith("ren"):  # Basque: "of November" is one
        found = months.get(folded[:-3])
    return None if found is None else found.get("") or found.get(language or "-")


def begins_a_month(word: str) -> bool:
    """Whether a word is the first of a month's two, "تشرين" of "تشرين الثاني"."""
    return fold(word) in _firsts()


def is_weekday(word: str) -> bool:
    """Whether a word names a day of the week in some language, whole or short."""
    return fold(word) in _weekdays()


def half_of(mark: str, language: str | None = None) -> str | None:
    """ "a" or "p" of a mark such as "a.m.", "下午" or "م"; short ones in their own language, Hungarian "de."."""
    folded = fold("".join(mark.split()))
    return _halves().get(folded) or (_halves_of(language).get(folded) if language else None)


@cache
def particles() -> frozenset[str]:
    """Folded words that may stand between the parts of a date: those of CLDR's patterns, and endings of numbers."""
    endings = "st nd rd th er re ere eme e o a os as º ª te ste de den der di da du des dels du of the i in ng n an en"
    slavic = "г го ого е ое й року р рік года год м m d dd ga gada y yil yili ia dnia dne roku оны ын թ թվականի"
    eastern = "ที่ เดือน พศ คศ ปี ວັນທີ ເດືອນ ປີ ພສ ຄສ ខែ ឆ្នាំ سنة عام لعام ماه سال من"
    return frozenset(map(fold, (*f"{endings} {slavic} {eastern}".split(), *_data()["particles"])))


@cache
def _data() -> dict[str, Any]:
    packed = pkgutil.get_data(__package__, "names.json")  # part of the code, as it were
    loaded: dict[str, Any] = json.loads(packed or b"{}")
    return loaded


@cache
def _months() -> dict[str, dict[str, Month]]:
    """Folded name to the month by language; "" where all languages agree."""
    meanings: dict[str, dict[str, Month]] = {}
    for language, names in _data()["months"].items():
        for number, forms in enumerate(names, start=1):
            for name in (*forms, *_PRESS.get(language, {}).get(number, ())):
                meanings.setdefault(fold(name), {})[language] = Month(GREGORIAN, number)
    for calendar, language, months in ((PERSIAN, "fa", PERSIAN_MONTHS), (HIJRI, "ar", HIJRI_MONTHS)):
        for number, spellings in enumerate(months, start=1):
            for name in spellings:
                meanings.setdefault(fold(name), {})[language] = Month(calendar, number)
    return {
        name: {"": next(iter(months.values()))} if len(set(months.values())) == 1 else months
        for name, months in meanings.items()
        if len(name) > 1
    }


@cache
def _firsts() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _months() if " " in name)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold(name) for names in _data()["weekdays"].values() for name in names)


@cache
def _halves() -> dict[str, str]:
    """The marks that mean one thing in any text: am and pm, and those of scripts of their own."""
    own_script = {
        name: half
        for language in _data()["halves"]["am"]
        for name, half in _halves_of(language).items()
        if not any(letter < "\u0370" or "\u0400" <= letter < "\u0530" for letter in name)
    }
    return {**own_script, **_CHINESE_HALVES, "am": "a", "pm": "p"}


@cache
def _halves_of(language: str) -> dict[str, str]:
    return {fold(name): half[0] for half, names in _data()["halves"].items() for name in names.get(language, ())}
