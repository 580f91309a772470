"""A date is read exactly as stated, or not at all."""

import json
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from benchmarks.date_strings import cases, verdict
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.dates import parse_date
from tests import corpus

CORPUS = corpus.CORPUS / "dates"

T = datetime(2025, 11, 20, 9, 15, tzinfo=UTC)
MINUTE = [
    "Thu, 20 Nov 2025 09:15 GMT",  # no seconds
    "2025-11-20T09:15Z",
    "20251120T0915Z",
    "Nov. 20, 2025 4:15 AM ET",
    "Thursday, November 20th, 2025 at 4:15 a.m. EST",
    "November 20, 2025 | 1:15AM PST",
    "2025-11-20 10:15 (UTC+1)",
    "2025-11-20T10:15[Europe/Paris]",
    "2025/11/20 18:15 JST",
    "20.11.2025 10:15 CET",
]
SECOND = [
    "Thu, 20 Nov 2025 09:15:00 GMT",
    "20 Nov 2025 09:15:00 GMT",  # no weekday
    "Thu, 20 Nov 25 09:15:00 GMT",  # RFC 822
    "thu, 20 nov 2025 09:15:00 gmt",
    "THU, 20 NOV 2025 09:15:00 UT",
    "Thursday, 20-Nov-25 09:15:00 GMT",  # RFC 850
    "Thu, 20 November 2025 09:15:00 +0000",
    "Wed, 20 Nov 2025 09:15:00 GMT",  # the weekday is wrong, the date is not
    "Do, 20 Nov 2025 10:15:00 +0100",
    "jeu., 20 nov. 2025 10:15:00 +0100",
    "Thu, 20 Nov 2025 04:15:00 EST",
    "Thu, 20 Nov 2025 05:15:00 EDT",  # taken at its word, in winter too
    "Thu, 20 Nov 2025 01:15:00 pst",
    "Thu, 20 Nov 2025 12:15:00 MSK",
    "Thu, 20 Nov 2025 18:15:00 KST",
    "Thu, 20 Nov 2025 19:45:00 ACDT",
    "Thu, 20 Nov 2025 10:15:00 GMT+1",
    "Thu, 20 Nov 2025 10:15:00 UTC+01:00",
    "Thu, 20 Nov 2025 10:15:00 +0100 (CET)",
    "Thu, 20 Nov 2025 10:15:00 +0100 CET",
    "Thu,20 Nov 2025 09:15:00 Z",
    "Thu Nov 20 09:15:00 UTC 2025",
    "Thu Nov 20 2025 10:15:00 GMT+0100 (Central European Standard Time)",
    "2025-11-20T09:15:00Z",
    "2025-11-20t09:15:00z",
    "2025-11-20T09:15:00.123456789Z",
    "2025-11-20T10:15:00,5+01:00",
    "2025-11-20 09:15:00 UTC",
    "2025-11-20T10:15:00+01",
    "2025-11-20 10:15:00 Europe/Paris",
    "2025-11-20T04:15:00-05:00[America/New_York]",
    "2025-11-20T15:00:00+05:45",
    "2025-11-20T09:15:00\u221200:00",
    "\u200e2025-11-20\u00a009:15:00\u202fUTC",
    "20251120T091500Z",
    "20251120T181500+0900",
    "20251120091500Z",
    "2025/11/20 09:15:00 GMT",
    "1763630100",
    "1763630100.25",
    "1763630100000",
    "٢٠٢٥-١١-٢٠T09:15:00Z",
]


@pytest.mark.parametrize("text", MINUTE + SECOND)
def test_one_instant_in_many_forms(text):
    read = parse_date(f"  {text}\n")

    assert read is not None
    assert (read.instant, read.day, read.ambiguous) == (T, date(2025, 11, 20), False)
    assert read.precision == ("minute" if text in MINUTE else "second")
    assert read.zone is not None
    assert read.raw == f"  {text}\n"


@pytest.mark.parametrize(
    "text",
    [
        *("2025-11-20", "20251120", "2025/11/20", "2025.11.20", "2025-11-2 ".replace("2 ", "20"), "20.11.2025"),
        *(
            "20 Nov 2025",
            "20. November 2025",
            "20th of November 2025",
            "November 20, 2025",
            "Nov 20 2025",
            "20-Nov-2025",
        ),
        *("20/11/2025", "11/20/2025", "Thu, 20 Nov 2025"),
    ],
)
def test_a_day_is_only_a_day(text):
    """Midnight is never made up, whatever zone the publisher is in."""
    read = parse_date(text, timezone="Asia/Vientiane")

    assert read is not None
    assert (read.instant, read.day, read.precision, read.zone) == (None, date(2025, 11, 20), "day", None)


@pytest.mark.parametrize("text", ["2025-11-20 09:15", "Thu, 20 Nov 2025 09:15", "20/11/2025, 09:15", "20251120T0915"])
def test_a_time_without_zone_needs_the_publishers(text):
    alone = parse_date(text)
    with_zone = parse_date(text, timezone="Asia/Vientiane")

    assert alone is not None
    assert (alone.instant, alone.day, alone.zone) == (None, date(2025, 11, 20), None)
    assert with_zone is not None
    assert with_zone.instant == T - timedelta(hours=7)
    assert with_zone.zone == "assumed:Asia/Vientiane"


def test_a_stated_zone_wins_over_the_publishers():
    for text in ("2025-11-20 09:15 UTC", "2025-11-20 09:15 (UTC)"):
        read = parse_date(text, timezone="Asia/Tokyo")

        assert read is not None
        assert (read.instant, read.zone) == (T, "UTC")


@pytest.mark.parametrize("zone", ["Nowhere/Land", "", "../etc/passwd", "America", "\x00", "\ud800"])
def test_an_unknown_publisher_zone_assumes_nothing(zone):
    read = parse_date("2025-11-20 09:15", timezone=zone)

    assert read is not None
    assert (read.instant, read.zone) == (None, None)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-10-26T02:30", "2025-10-26T00:30"),  # passed twice: the first time
        ("2025-03-30T02:30", "2025-03-30T01:30"),  # skipped
    ],
)
def test_an_hour_that_comes_twice_or_never_is_marked(text, utc):
    read = parse_date(text, timezone="Europe/Paris")

    assert read is not None
    assert read.instant == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert read.ambiguous


@pytest.mark.parametrize(
    ("name", "hours_by_country"),
    [
        ("IST", {"IN": 5.5, "IL": 2, "IE": 1, "BR": None, None: None}),
        ("BST", {"GB": 1, "BD": 6, None: None}),
        ("CST", {"US": -6, "CN": 8, "CU": -5, "TW": 8, "DE": None, None: None}),
        ("EST", {"US": -5, None: -5, "AU": None}),
        ("PST", {"US": -8, None: -8, "PH": 8}),
        ("AST", {"CA": -4, "SA": 3, None: None}),
        ("ET", {"US": -5, None: -5, "ET": None}),
    ],
)
def test_zone_names_by_country(name, hours_by_country):
    """A name that means several things gives the day alone until the country settles it."""
    for country, hours in hours_by_country.items():
        read = parse_date(f"Thu, 20 Nov 2025 12:00:00 {name}", country=country)

        assert read is not None
        assert read.day == date(2025, 11, 20)
        if hours is None:
            assert (read.instant, read.zone, read.ambiguous) == (None, name, True)
        else:
            assert read.instant == datetime(2025, 11, 20, 12, tzinfo=UTC) - timedelta(hours=hours)


def test_zones_with_summer_time():
    summer, winter = (parse_date(f"{day} 12:00 ET") for day in ("2025-07-10", "2025-11-20"))

    assert summer is not None
    assert winter is not None
    assert (summer.instant, winter.instant) == (
        datetime(2025, 7, 10, 16, tzinfo=UTC),
        datetime(2025, 11, 20, 17, tzinfo=UTC),
    )


def test_a_zone_name_nobody_knows_gives_the_day():
    read = parse_date("Thu, 20 Nov 2025 09:15:00 XYZ", timezone="Europe/Paris")

    assert read is not None
    assert (read.instant, read.day, read.zone) == (None, date(2025, 11, 20), "XYZ")


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("US", date(2025, 7, 10)),
        ("us", date(2025, 7, 10)),
        ("GB", date(2025, 10, 7)),
        ("RU", date(2025, 10, 7)),
        ("CA", None),
        ("JP", None),
        (None, None),
        ("", None),
        ("??", None),
    ],
)
def test_day_and_month_in_the_order_of_the_country(country, day):
    read = parse_date("07/10/2025", country=country)

    assert (read and read.day) == day
    assert read is None or read.ambiguous


def test_a_day_over_twelve_settles_the_order():
    for text, country in (("20/11/2025", "US"), ("11/20/2025", "GB"), ("11/11/2025", None)):
        read = parse_date(text, country=country)

        assert read is not None
        assert (read.day.month, read.ambiguous) == (11, False)


def test_the_end_of_a_day_and_leap_seconds():
    end = parse_date("2025-11-20T24:00:00Z")
    leap = parse_date("2016-12-31T23:59:60Z")

    assert end is not None
    assert (end.instant, end.day) == (datetime(2025, 11, 21, tzinfo=UTC), date(2025, 11, 20))
    assert leap is not None
    assert leap.instant == datetime(2017, 1, 1, tzinfo=UTC)


def test_implausible_is_told_as_stated():
    """What is too old for news is refused where dates are weighed, not where they are read."""
    read = parse_date("Wed, 31 Dec 1969 23:59:59 +0000")

    assert read is not None
    assert read.instant == datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "today", "2 hours ago", "Updated", "GMT", "12:30", "x" * 10_000, "1" * 10_000),
        *("Thu, 31 Nov 2025 09:15:00 GMT", "2025-02-29", "2025-13-01", "29 Feb 2025", "31/04/2025", "00/11/2025"),
        *("2025-11-20T25:00:00Z", "2025-11-20T24:00:01Z", "2025-11-20T09:60Z", "2025-11-20T09:15:61Z"),
        *(
            "2025-11-20T09:15:60Z".replace(":15:", ":16:"),
            "13:15 PM 20 Nov 2025",
            "20 Nov 2025 13:15 PM",
            "20 Nov 2025 0:15 AM",
        ),
        *("2025-11-20T09:15:00+99:00", "2025-11-20T09:15:00+01:75", "2025-11-20T09:15:00+15:00"),
        *("2025", "20 Nov", "Nov 20", "20/11", "20/11/25", "01-02-03", "11-20", "listopad 2025"),
        *("20/11/2568", "๒๐/๑๑/๒๕๖๘", "1404/08/29", "1447-05-29", "0001-01-01T00:00:00Z"),
        *("20 Foo 2025", "Part 3 of the series of March 2025", "2 and 3 March 2025", "v2025.11.20", "2025年13月1日"),
        *("0", "-1", "123456789", "99999999999", "202511200915", "12345678901234567", "1e9", "9999999999"),
        *("2025-W47-4", "2025-324", "2025-11-20T", "2025-11-20T09", "2025-11-20 – 2025-11-21"),
        *("2025-11-20Z", "²⁰-11-2025", "2025-11/20", "20.11/2025"),
    ],
)
def test_what_cannot_be_read_exactly_is_not_read(text):
    assert parse_date(text, country="DE", timezone="Europe/Berlin") is None


@given(
    st.text(max_size=120) | st.text(alphabet="0123456789-/:.,+ TZNovThuGMTaApPmM()[]", max_size=40),
    st.none() | st.text(max_size=3),
    st.none() | st.text(max_size=10),
)
def test_never_raises(text, country, zone):
    """Any text at all gives an aware instant in UTC, a plain day, or None."""
    read = parse_date(text, country=country, timezone=zone)

    assert read is None or read.instant is None or read.instant.tzinfo is UTC
    assert read is None or (read.precision in ("second", "minute", "day", "month") and read.raw == text)


instants = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
offsets = st.integers(min_value=-12 * 4, max_value=14 * 4).map(
    lambda quarters: timezone(timedelta(minutes=15 * quarters))
)


@given(instants, offsets)
def test_a_formatted_instant_is_read_back(at, offset):
    local = at.astimezone(offset)
    forms = [
        local.isoformat(),
        local.isoformat(sep=" "),
        local.isoformat(timespec="milliseconds"),
        local.strftime("%Y%m%dT%H%M%S%z"),
        format_datetime(local),
        local.strftime("%A, %d-%b-%Y %H:%M:%S %z"),
        local.strftime("%B %d, %Y %I:%M:%S %p %z"),
        local.strftime("%a %b %d %Y %H:%M:%S GMT%z"),
        at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        str(int(at.timestamp())),
    ]

    if 1950 <= local.year < 2050:  # RFC 5322 section 4.3
        forms.append(local.strftime("%d %b %y %H:%M:%S %z"))

    for form in forms:
        read = parse_date(form)
        assert read is not None, form
        assert read.instant == at, form
        assert read.precision == "second"


def test_the_date_cases_of_the_corpus():
    """Every case right, or the day alone and said to be ambiguous: IST and BST are zones of several countries."""
    path = CORPUS / "date_cases.jsonl"
    if not path.exists():
        pytest.skip(f"no corpus at {path}")
    ambiguous, wrong = [], []
    for case in map(json.loads, path.read_text().splitlines()):
        read = parse_date(case["text"], timezone="UTC")
        wanted = datetime.fromisoformat(case["utc"]) if case["utc"] else None
        if read is None or wanted is None:
            (wrong if read or wanted else []).append(case["text"])
        elif read.instant is None and read.ambiguous:
            ambiguous.append(case["text"][-3:])
        elif (read.instant or datetime.combine(read.day, datetime.min.time(), UTC)) != wanted:
            wrong.append(case["text"])

    assert wrong == []
    assert ambiguous == ["IST", "BST"]


def test_strings_of_known_instants():
    """
    What babel and the standard library write of an instant is read as that instant, or not at all.

    A sixth of them; ``benchmarks/dates.py`` has all 60,000.
    """
    verdicts = Counter(
        (verdict(case, parse_date(case.text, **case.about)), case.about.get("language")) for case in cases(10_000)
    )

    assert {language for found, language in verdicts if found in ("wrong", "ambiguous")} == set()
    assert {language for found, language in verdicts if found == "null"} <= {"ms-MY"}  # "PTG", Malay for the afternoon
    assert len({language for _, language in verdicts}) > 50


def test_unreadable_text_is_refused_quickly():
    """Under a millisecond each, whatever it is made of; ten times that is allowed for a busy machine."""
    hostile = [
        "1" * 100,
        "Nov " * 25,
        "20 " * 33,
        ("(" * 50) + (")" * 50),
        "2025-11-20 " + "[" * 80,
        " " * 99 + "x",
        "a," * 50,
        "März " * 24,
        "2 มี.ค. " * 15,
        "年" * 120,
        "2 " * 60,
        "12:30 " * 20,
        "الثاني " * 17,
    ]
    parse_date("2. März 2026")  # reads the table of names, 10 ms, once

    began = time.process_time()
    for text in hostile * 20:
        parse_date(text, language="th")
    assert time.process_time() - began < 0.01 * 20 * len(hostile)
