"""Dates as people write them, in the languages of CLDR, with words around them: "Veröffentlicht am 2. März 2026"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from newslake.core.dates.calendars import ERAS, GREGORIAN, HIJRI, calendar_of, day_of
from newslake.core.dates.clocks import CUT, WORD, find_clock
from newslake.core.dates.names import Month, begins_a_month, fold, is_weekday, month_of, particles
from newslake.core.dates.parts import About, at_time, day_is_first, in_month, on_day
from newslake.model import ParsedDate

MAX_LABEL_WORDS = 8
"""Words around the date that name no part of it; with more of them it is a sentence (a guess)."""

MAX_PARTICLES = 3

MAX_TOKENS, MAX_NUMBERS, MAX_MONTHS = 32, 9, 5
"""With more words and marks, numbers, or names of months a text is no date; they bound what a hostile text can cost."""

_TOKEN = re.compile(rf"(?P<number>\d+)|(?P<word>{WORD})|(?P<mark>\S)")

_FOREIGN_TIME = re.compile(r"(?<!local )\b(?:time|zeit|heure de|hora de|ora de|время|времени|saati)\b", re.IGNORECASE)

_EASTERN = re.compile(
    rf"(?:(?P<era>{'|'.join(ERAS)})\s?)?(?<!\d)(?P<year>\d{{1,4}}|元)\s?[年년]\s?(?P<month>\d\d?)\s?[月월]"
    r"(?:\s?(?P<day>\d\d?)\s?[日일號号])?"
)
_VIETNAMESE = re.compile(
    r"(?<!\d)(?P<day>\d\d?)\s+(?:tháng|thg)\s+(?P<month>\d\d?),?(?:\s+năm)?,?\s+(?P<year>\d{4})(?!\d)", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<sep>\s?[-/.]\s?)(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)\.?")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<one>\d\d?)(?P<sep>\s?[-/.]\s?)(?P<two>\d\d?)(?P=sep)(?P<year>\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(?P<one>\d\d?)(?P<sep>\.\s?)(?P<two>\d\d?)(?P=sep)(?P<year>\d\d)(?![\d:])(?!\.\d)")

_JOINS_BEFORE, _JOINS_AFTER = re.compile(r"[\w\-/.+#=$]", re.ASCII), re.compile(r"[\w\-/+=%]", re.ASCII)
_THAI_OR_LAO = re.compile("[\u0e00-\u0eff]")


class _Token(NamedTuple):
    kind: str
    text: str
    attached: bool


class _Day(NamedTuple):
    """A day, or with ``of_month`` the month it begins, and the text that is not part of it."""

    day: date
    rest: str
    ambiguous: bool = False
    of_month: bool = False


def read_written(text: str, about: About) -> ParsedDate | None:
    """
    Read a date within words: one day, at most one time of day, and labels that state nothing else.

    Args:
        text: Digits in ASCII, spaces plain.

    Returns:
        None when a number is left over, when there are two dates, when months or words are not known: what is not
        understood to the last figure is not read.
    """
    if about.places or _THAI_OR_LAO.search(text):
        about = about._replace(language=about.language or _language_of(text))
    kinds = [found.lastgroup for found in _TOKEN.finditer(text)]
    if len(kinds) > MAX_TOKENS or not 1 <= kinds.count("number") <= MAX_NUMBERS:
        return None
    clock, zone, rest = find_clock(text, about)
    found = _numeric_day(rest, about) or _named_day(rest, about)
    if found is None or not _only_labels(found.rest, about):
        return None
    if found.of_month:
        return None if clock else in_month(found.day.year, found.day.month, about)
    if clock is None:
        return on_day(found.day, about, ambiguous=found.ambiguous)
    tail = found.rest.rpartition(CUT)[2] if CUT in found.rest else ""
    if zone is None and _FOREIGN_TIME.search(tail):
        about = about._replace(timezone=None)  # "14:05 Beijing time": whose clock it was, words say
    return at_time(found.day, clock, zone, about, ambiguous=found.ambiguous)


def _language_of(text: str) -> str | None:
    thai_or_lao = _THAI_OR_LAO.search(text)
    return None if thai_or_lao is None else "th" if thai_or_lao[0] < "\u0e80" else "lo"


def _numeric_day(text: str, about: About) -> _Day | None:
    """The day of a date all in figures."""
    if (found := _EASTERN.search(text)) is not None:
        year = 1 if found["year"] == "元" else int(found["year"])
        year = year + ERAS[found["era"]] if found["era"] else year
        day = day_of(GREGORIAN, year, int(found["month"]), int(found["day"] or 1))
        return None if day is None else _Day(day, _without(text, found), of_month=found["day"] is None)
    if (found := _VIETNAMESE.search(text)) is not None:
        day = day_of(GREGORIAN, int(found["year"]), int(found["month"]), int(found["day"]))
        return None if day is None else _Day(day, _without(text, found))
    if (found := _YEAR_FIRST.search(text)) is not None:
        if not _stands_alone(text, found):
            return None
        calendar, year = calendar_of(int(found["year"]), about.places)
        day = day_of(calendar, year, int(found["month"]), int(found["day"]))
        return None if day is None else _Day(day, _without(text, found))
    if (found := _YEAR_LAST.search(text)) is not None:
        if not _stands_alone(text, found):
            return None
        calendar, year = calendar_of(int(found["year"]), about.places)
        return _either_order(text, found, calendar, year, about)
    if (found := _SHORT_YEAR.search(text)) is not None and day_is_first(about) and _stands_alone(text, found):
        return _either_order(text, found, GREGORIAN, 2000 + int(found["year"]), about)
    return None


def _either_order(text: str, found: re.Match[str], calendar: str, year: int, about: About) -> _Day | None:
    one, two = int(found["one"]), int(found["two"])
    day_first, ambiguous = True, False
    if two > 12:
        day_first = False
    elif one <= 12 and one != two:
        order = day_is_first(about)
        if order is None:
            return None
        day_first, ambiguous = order, True
    day = day_of(calendar, year, two if day_first else one, one if day_first else two)
    return None if day is None else _Day(day, _without(text, found), ambiguous)


def _named_day(text: str, about: About) -> _Day | None:
    """The day of a date whose month is a word: day, month and year in any order of use, particles between them."""
    tokens = [
        _Token(str(found.lastgroup), found[0], found.start() > 0 and not text[found.start() - 1].isspace())
        for found in _TOKEN.finditer(text)
    ]
    months = [
        (index, width, month)
        for index in range(len(tokens))
        for width in (2, 1)
        if (month := _month_at(tokens, index, width, about.language))
    ]
    if len(months) > MAX_MONTHS:
        return None
    found = [day for index, width, month in months if (day := _around(tokens, index, width, month, about))]
    whole = [day for day in found if not day.of_month] or list(found)
    # Arabic pages print the day twice, 29 جمادى الأولى 1447 and 20 نوفمبر 2025: the reading that is no Hijri one
    return max(whole, key=lambda day: len(day.rest)) if len({day.day for day in whole}) == 1 else None


def _month_at(tokens: Sequence[_Token], index: int, width: int, language: str | None) -> Month | None:
    taken = tokens[index : index + width]
    if len(taken) < width or any(token.kind != "word" for token in taken):
        return None
    if width == 2 and not begins_a_month(taken[0].text):
        return None
    return month_of(" ".join(token.text for token in taken), language)


def _around(tokens: list[_Token], index: int, width: int, month: Month, about: About) -> _Day | None:
    """The date with its month at ``index``; None when day and year do not stand beside it."""
    before, after = _number(tokens, index, -1), _number(tokens, index + width - 1, +1)
    later = _number(tokens, after, +1) if after is not None else None
    earlier = _number(tokens, before, -1) if before is not None else None
    orders = (
        (before, after, (before, after)),  # 2 March 2026
        (after, later, (index, later)),  # March 2, 2026
        (after, before, (before, after)),  # 2026 March 2
        (before, earlier, (earlier, index)),  # 2026. gada 2. marts
    )
    for day, year, (first, last) in orders:
        if day is None or year is None or first is None or last is None or len(tokens[day].text) > 2:
            continue
        if (number := _year(tokens[year].text, month, tokens, about)) is None:
            continue
        found = day_of(month.calendar, number, month.number, int(tokens[day].text))
        return None if found is None else _Day(found, _rest(tokens, first, max(last, index + width - 1)))
    return _without_a_day(tokens, index, width, month, before, after, about)


def _without_a_day(
    tokens: list[_Token], index: int, width: int, month: Month, before: int | None, after: int | None, about: About
) -> _Day | None:
    """A month with a year; or with a day when the caller says what year it is about."""
    if month.calendar != GREGORIAN or (before is not None and after is not None):
        return None
    beside = before if before is not None else after
    if beside is None:
        return None
    rest = _rest(tokens, min(beside, index), max(beside, index + width - 1))
    digits = tokens[beside].text
    if len(digits) == 4:
        year = _year(digits, month, tokens, about)
        first = None if year is None else day_of(GREGORIAN, year, month.number, 1)
        return None if first is None else _Day(first, rest, of_month=True)
    if about.now is None or len(digits) > 2:
        return None
    today = about.now.date()
    for year in (today.year, today.year - 1, today.year + 1):
        found = day_of(GREGORIAN, year, month.number, int(digits))
        if found and -timedelta(days=300) <= found - today <= timedelta(days=1):
            return _Day(found, rest, ambiguous=True)
    return None


def _number(tokens: Sequence[_Token], start: int, step: int) -> int | None:
    """Index of the next number in a direction, over particles and marks only."""
    particle = particles()
    for passed in range(1, MAX_PARTICLES + 2):
        index = start + step * passed
        if not 0 <= index < len(tokens):
            return None
        token = tokens[index]
        if token.kind == "number":
            return index
        if token.kind == "mark" and token.text not in ".,-/'’()،º°ª":
            return None
        if token.kind == "word" and fold(token.text) not in particle:
            return None
    return None


def _year(digits: str, month: Month, tokens: Sequence[_Token], about: About) -> int | None:
    if len(digits) == 4:
        if month.calendar != GREGORIAN:
            return int(digits)
        calendar, year = calendar_of(int(digits), about.places)
        return year if calendar == GREGORIAN else None
    if (
        len(digits) == 2
        and about.language == "th"
        and int(digits) >= 43
        and any(_THAI_OR_LAO.search(t.text) for t in tokens)
    ):
        return 2500 + int(digits) - 543  # "2 มี.ค. 69"
    return None


def _rest(tokens: Sequence[_Token], first: int, last: int) -> str:
    """What is left of the text without the tokens of the date."""
    return " ".join(token.text for token in (*tokens[:first], _Token("mark", "|", False), *tokens[last + 1 :]))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} | {text[found.end() :]}"


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Whether figures are a date of their own and no part of "v2025.11.20" or "2025-11-20T"."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return not _JOINS_BEFORE.fullmatch(before) and not _JOINS_AFTER.fullmatch(after)


def _only_labels(rest: str, about: About) -> bool:
    if any(map(str.isdigit, rest)):
        return _is_hijri_day(rest, about)
    words = [found[0] for found in _TOKEN.finditer(rest) if found.lastgroup == "word"]
    known = particles()
    return sum(1 for word in words if fold(word) not in known and not is_weekday(word)) <= MAX_LABEL_WORDS


def _is_hijri_day(rest: str, about: About) -> bool:
    tokens = [_Token(str(found.lastgroup), found[0], False) for found in _TOKEN.finditer(rest)]
    for index in range(len(tokens)):
        for width in (2, 1):
            month = _month_at(tokens, index, width, about.language)
            if month and month.calendar == HIJRI and (day := _around(tokens, index, width, month, about)):
                return not any(map(str.isdigit, day.rest))
    return False
