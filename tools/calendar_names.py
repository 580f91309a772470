"""
Write ``include/newslake/core/dates/names.json``: names of months and days in many languages, out of CLDR.

Run it when babel brings a new CLDR: ``python tools/calendar_names.py``. newslake itself reads the file: a second of
loading locales in every worker process would buy nothing that the file does not have.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import babel
from babel import Locale
from babel.dates import get_date_format, get_day_names, get_month_names, get_period_names

TARGET = Path(__file__).parents[1] / "include/newslake/core/dates/names.json"

LOCALES = [
    "en", "en_GB", "en_AU", "de", "de_AT", "fr", "fr_CA", "es", "es_MX", "pt", "pt_PT", "it", "nl", "ru", "uk", "be",
    "bg", "sr", "sr_Latn", "hr", "bs", "sl", "mk", "sk", "cs", "pl", "ro", "hu", "sq", "el", "tr", "az", "kk", "ky",
    "uz", "tg", "mn", "ka", "hy", "sv", "da", "nb", "nn", "fi", "et", "lv", "lt", "is", "fo", "ga", "cy", "ca", "eu",
    "gl", "mt", "lb", "af", "sw", "id", "ms", "fil", "vi", "jv", "ar", "ar_LB", "ar_MA", "ar_DZ", "he", "fa", "ur",
    "hi", "bn", "ta", "te", "ml", "kn", "gu", "mr", "pa", "si", "ne", "th", "lo", "km", "my", "ko", "ja", "zh",
    "zh_Hant",
]  # fmt: skip
"""Where a country has names of its own it stands beside the language. Left out: languages of other calendars (am)."""

WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
CONTEXTS = ("format", "stand-alone")


def names() -> dict[str, object]:
    """What the file holds, languages in the order of ``LOCALES``."""
    months: dict[str, list[list[str]]] = {}
    weekdays: dict[str, list[str]] = {}
    halves: dict[str, dict[str, list[str]]] = {"am": {}, "pm": {}}
    literals: set[str] = set()
    for code in LOCALES:
        locale = Locale.parse(code)
        language = locale.language
        kept = months.setdefault(language, [[] for _ in range(12)])
        for number, name in _of(get_month_names, locale):
            if not any(map(str.isdigit, name)) and name not in kept[number - 1]:
                kept[number - 1].append(name)
        days = [name for _, name in _of(get_day_names, locale)]
        weekdays[language] = sorted({*weekdays.get(language, ()), *days})
        for half in halves:
            halves[half][language] = sorted({*halves[half].get(language, ()), *_periods(locale, half)})
        for width in ("full", "long", "medium"):
            literals.update(_literals(get_date_format(width, locale).pattern))
    return {
        "source": f"Unicode CLDR as in babel {babel.__version__}; written by tools/calendar_names.py",
        "months": months,
        "weekdays": weekdays,
        "halves": halves,
        "particles": sorted(literals),
    }


def _of(read: object, locale: Locale) -> Iterator[tuple[int, str]]:
    for width in WIDTHS:
        for context in CONTEXTS:
            yield from read(width, context, locale).items()  # type: ignore[operator]


def _periods(locale: Locale, half: str) -> list[str]:
    return [get_period_names(width, "format", locale).get(half, half) for width in WIDTHS]


def _literals(pattern: str) -> Iterator[str]:
    """The words between the fields of a pattern: "de" of ``d 'de' MMMM 'de' y``, also where they are not quoted."""
    for word in re.findall(r"[^\W\d_]+", re.sub(r"\b[GyMLdEcw]+\b", " ", pattern.replace("'", " "))):
        if not re.fullmatch("[GyMLdEcw]+", word):
            yield word


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(json.dumps(names(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
