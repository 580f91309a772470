"""How this world writes dates: for machines in several manners, for readers in nine languages. Needs no locale."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

FIRST_DAY = date(2026, 3, 2)
"""A Monday. Five working days follow, all before the change to summer time in Europe and North America."""

DAYS = 5

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_READER_DAY = {
    "en": "{d} March {y}",
    "de": "{d}. März {y}",
    "fr": "{d} mars {y}",
    "es": "{d} de marzo de {y}",
    "ru": "{d} марта {y}",
    "zh": "{y}年3月{d}日",
    "ar": "{d} مارس {y}",
    "th": "{d} มีนาคม {be}",
    "lo": "{d} ມີນາ {y}",
}
"""All five days lie in March. Thai pages count years from the Buddha ({be} is the year + 543)."""

_READER_TIME = {
    "en": ", {}",
    "de": ", {} Uhr",
    "fr": " à {}",
    "es": ", {}",
    "ru": ", {}",
    "zh": " {}",
    "ar": "، {}",
    "th": " เวลา {} น.",
    "lo": " ເວລາ {}",
}

_DATELINE = {"en": "March {d}", "ru": "{d} марта", "de": "{d}. März", "fr": "{d} mars"}


def calendar_day(day: int) -> date:
    """The date of a simulated day (1..5)."""
    return FIRST_DAY + timedelta(days=day - 1)


def stamp(manner: str, instant: datetime, timezone: str) -> str:
    """
    An instant as a machine field states it.

    Args:
        manner: "rfc822-offset", "rfc822-gmt", "rfc822-named" (CST, an abbreviation three countries share),
            "rfc822-bare" (no zone at all), "iso-offset", "iso-utc", "iso-bare" (no zone at all).
        instant: Aware.
        timezone: IANA name of the outlet, whose wall clock the local manners show.
    """
    local = instant.astimezone(ZoneInfo(timezone))
    match manner:
        case "rfc822-offset":
            return f"{_rfc822(local)} {local:%z}"
        case "rfc822-gmt":
            return f"{_rfc822(instant.astimezone(UTC))} GMT"
        case "rfc822-named":
            return f"{_rfc822(local)} {local.tzname()}"
        case "rfc822-bare":
            return _rfc822(local)
        case "iso-offset":
            return local.isoformat(timespec="seconds")
        case "iso-utc":
            return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case "iso-bare":
            return local.replace(tzinfo=None).isoformat(timespec="seconds")
        case _:
            raise ValueError(f"no such manner of dates: {manner!r}")


def for_readers(instant: datetime, timezone: str, language: str, *, clock: bool = True) -> str:
    """A date as the page prints it for people; without the time of day where ``clock`` is False."""
    local = instant.astimezone(ZoneInfo(timezone))
    day = _READER_DAY[language].format(d=local.day, y=local.year, be=local.year + 543)
    return day + _READER_TIME[language].format(f"{local:%H:%M}") if clock else day


def for_dateline(day: date, language: str) -> str:
    """The day as a dateline prints it: "March 3", without a year."""
    return _DATELINE[language].format(d=day.day)


def _rfc822(moment: datetime) -> str:
    weekday, month = _WEEKDAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{weekday}, {moment.day:02d} {month} {moment.year} {moment:%H:%M:%S}"
