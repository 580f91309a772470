"""Dates in words: many languages, calendars, labels; two dates or a number too many are none."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newslake.core.dates import parse_date
from newslake.core.dates.calendars import GREGORIAN, HIJRI, PERSIAN, day_of
from newslake.core.dates.names import fold, half_of, is_weekday, month_of

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "include/newslake/core/dates/names.json"

DAY = date(2026, 3, 2)
T = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Veröffentlicht am Montag, 2. März 2026, 15:05 Uhr", "Europe/Berlin"),
        ("Stand: 02.03.2026 15:05 Uhr", "Europe/Berlin"),
        ("2 mars 2026 à 15h05", "Europe/Paris"),
        ("lundi 2 mars 2026 | 15:05", "Europe/Paris"),
        ("2 de março de 2026 às 11h05", "America/Sao_Paulo"),
        ("2 de marzo de 2026, 3:05 p. m.", "Europe/Madrid"),
        ("2 марта 2026, 17:05", "Europe/Moscow"),
        ("2026. március 2. 15:05", "Europe/Budapest"),
        ("2. maaliskuuta 2026 klo 16.05", "Europe/Helsinki"),
        ("Senin, 2 Mar 2026 21:05 WIB", None),
        ("2 Mart 2026 Pazartesi 17:05", "Europe/Istanbul"),
        ("Thứ hai, 2/3/2026, 21:05 (GMT+7)", None),
        ("2 มีนาคม 2569 เวลา 21:05 น.", "Asia/Bangkok"),
        ("2 มี.ค. 69 21:05", "Asia/Bangkok"),
        ("2 ມີນາ 2026 ເວລາ 21:05", "Asia/Vientiane"),
        ("2 مارس 2026، 17:05", "Asia/Riyadh"),
        ("٢ مارس ٢٠٢٦ - 05:05 م", "Asia/Riyadh"),
        ("2026年3月2日 22:05", "Asia/Shanghai"),
        ("2026年3月2日 下午10:05", "Asia/Taipei"),
        ("令和8年3月2日 23時05分", "Asia/Tokyo"),
        ("2026년 3월 2일 오후 11시 5분", "Asia/Seoul"),
        ("Updated 9:05 AM EST, Mon March 2, 2026", None),
        ("2 March 2026 at 2:05pm", "Europe/London"),
        ("14:05, Monday 2nd March 2026", "Europe/London"),
    ],
)
def test_an_instant_in_words(text, zone):
    """Labels, weekdays and the words around a clock are passed over; day, time and zone are not."""
    country = {"Asia/Bangkok": "TH", "Europe/Berlin": "DE"}.get(zone, "VN" if "GMT+7" in text else None)
    read = parse_date(text, timezone=zone, country=country)

    assert read is not None
    assert (read.day, read.precision) == (DAY, "minute")
    assert read.instant == T


@pytest.mark.parametrize(
    ("text", "day", "about"),
    [
        ("20 พฤศจิกายน 2568", date(2025, 11, 20), {}),
        ("20/11/2568", date(2025, 11, 20), {"country": "TH"}),
        ("20/11/2568", date(2025, 11, 20), {"language": "lo"}),
        ("۲۹ آبان ۱۴۰۴", date(2025, 11, 20), {}),
        ("1404/08/29", date(2025, 11, 20), {"country": "IR"}),
        ("29 جمادى الأولى 1447", date(2025, 11, 20), {}),
        ("الخميس 29 جمادى الأولى 1447 هـ - 20 نوفمبر 2025 م", date(2025, 11, 20), {}),
        ("1447-05-29", date(2025, 11, 20), {"country": "SA"}),
        ("20 تشرين الثاني 2025", date(2025, 11, 20), {}),
        ("民國114年11月20日", date(2025, 11, 20), {}),
        ("20 בנובמבר 2025", date(2025, 11, 20), {}),
        ("2025 m. lapkričio 20 d.", date(2025, 11, 20), {}),
        ("2025. gada 20. novembris", date(2025, 11, 20), {}),
        ("20 KASIM 2025", date(2025, 11, 20), {}),
        ("mar. 4 nov. 2025", date(2025, 11, 4), {}),
        ("20 listopada 2025", date(2025, 11, 20), {"language": "pl"}),
        ("20 listopada 2025", date(2025, 10, 20), {"language": "hr"}),
        ("07/10/2025", date(2025, 7, 10), {"language": "en-US"}),
        ("07/10/2025", date(2025, 10, 7), {"language": "pt-BR"}),
        ("07/10/2025", None, {"language": "en"}),
        ("20 listopada 2025", None, {}),
        ("2 March 2026, updated 3 March 2026", None, {}),
        ("Page 3 of 7, March 2026", None, {}),
        ("20/11/2568", None, {"country": "DE"}),
        ("2 March", None, {}),
    ],
)
def test_a_day_in_words(text, day, about):
    """Language and country settle what a word or a year means; without them what has two meanings is not read."""
    read = parse_date(text, **about)

    assert (read and read.day) == day


@pytest.mark.parametrize("text", ["March 2026", "2026-03", "03/2026", "Ausgabe März 2026", "2026年3月"])
def test_a_month_alone(text):
    """The first of the month stands for it, and the precision says so."""
    read = parse_date(text)

    assert read is not None
    assert (read.day, read.precision, read.instant) == (date(2026, 3, 1), "month", None)


def test_a_day_without_a_year_needs_to_be_told_when():
    """The year comes from ``now`` and from nowhere else, and is marked."""
    read = parse_date("28 December", now=datetime(2026, 1, 3, tzinfo=UTC))

    assert read is not None
    assert (read.day, read.ambiguous) == (date(2025, 12, 28), True)
    assert parse_date("28 December") is None


def test_whose_clock_it_was():
    """A time "in Beijing" is not the publisher's; a zone name the publisher's own zone uses is."""
    foreign = parse_date("2026-03-02 14:05 (Beijing time)", timezone="Europe/Berlin")
    own = parse_date("Mon, 02 Mar 2026 14:05:00 IST", timezone="Asia/Kolkata")

    assert foreign is not None
    assert (foreign.instant, foreign.day) == (None, DAY)
    assert own is not None
    assert own.instant == datetime(2026, 3, 2, 8, 35, tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day", "same"),
    [
        (PERSIAN, 1404, 1, 1, date(2025, 3, 21)),
        (PERSIAN, 1403, 12, 30, date(2025, 3, 20)),  # a leap year
        (PERSIAN, 1404, 12, 30, None),
        (PERSIAN, 1399, 1, 1, date(2020, 3, 20)),
        (PERSIAN, 1357, 11, 22, date(1979, 2, 11)),
        (HIJRI, 1447, 1, 1, date(2025, 6, 26)),
        (HIJRI, 1445, 9, 1, date(2024, 3, 11)),
        (HIJRI, 1400, 1, 1, date(1979, 11, 20)),
        (HIJRI, 1399, 1, 1, None),
        (GREGORIAN, 2025, 2, 29, None),
        (GREGORIAN, 1899, 1, 1, None),
    ],
)
def test_calendars(calendar, year, month, day, same):
    assert day_of(calendar, year, month, day) == same


def test_names_are_found_however_they_are_typed():
    assert fold("MÄRZ") == fold("marz")
    assert month_of("มี.ค.") == month_of("มีนาคม") == month_of("Mar.")
    assert is_weekday("Perşembe")
    assert not is_weekday("März")
    assert (half_of("a. m."), half_of("下午"), half_of("de."), half_of("de.", "hu")) == ("a", "p", None, "a")


def test_the_table_of_names_is_cldrs(tmp_path):
    """The file is what its tool writes with the babel that is installed, when that has the same CLDR."""
    babel = pytest.importorskip("babel")
    stored = TABLE.read_text(encoding="utf-8")
    if f"babel {babel.__version__};" not in stored:
        pytest.skip("written with another babel")

    # In a process of its own: what babel answers depends a little on what it was asked before
    subprocess.run([sys.executable, "tools/calendar_names.py", tmp_path / "names.json"], cwd=ROOT, check=True)

    assert (tmp_path / "names.json").read_text(encoding="utf-8") == stored
