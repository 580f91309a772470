"""Datelines: place, day and agency out of the lead."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.agencies import agency_of_name, agency_of_token
from newslake.core.datelines import dateline_row, parse_dateline

CORPUS = Path(os.environ.get("NEWSLAKE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))


@pytest.mark.parametrize(
    ("lead", "place", "month", "day", "year", "agency", "rest"),
    [
        ("OSLO, November 20. /TASS/. The council met.", "OSLO", 11, 20, None, "TASS", "The council met."),
        ("БАКУ, 22 января. /ТАСС/. Совет", "БАКУ", 1, 22, None, "TASS", "Совет"),
        ("Баку. 14 ноября. INTERFAX.RU - Совет", "Баку", 11, 14, None, "Interfax", "Совет"),
        ("БАКУ, 31 июл — РИА Новости. Совет", "БАКУ", 7, 31, None, "RIA Novosti", "Совет"),
        ("LUSAKA, March 31 (Xinhua) -- The", "LUSAKA", 3, 31, None, "Xinhua", "The"),
        ("Baton Rouge, La., Dec 2 (Reuters) - The", "Baton Rouge, La.", 12, 2, None, "Reuters", "The"),
        ("Quito, 3 Set 2018 (AFP) - O", "Quito", 9, 3, 2018, "AFP", "O"),
        ("SHARJAH, 5th September, 2026 (WAM) -- A", "SHARJAH", 9, 5, 2026, "WAM", "A"),
        ("(ANSA) - BARI, 16 MAG - Il", "BARI", 5, 16, None, "ANSA", "Il"),
        ("Kiel (dpa/lno) – Die", "Kiel", None, None, None, "dpa", "Die"),
        ("MACON, Ga. (AP) — The", "MACON, Ga.", None, None, None, "AP", "The"),
        (
            "RENO & LAS VEGAS, Nev.--(BUSINESS WIRE)--A",
            "RENO & LAS VEGAS, Nev.",
            None,
            None,
            None,
            "Business Wire",
            "A",
        ),
        ("TULSA, Okla., Feb. 19, 2026 /PRNewswire/ -- A", "TULSA, Okla.", 2, 19, 2026, "PR Newswire", "A"),
        ("(Reuters) - The", None, None, None, None, "Reuters", "The"),
        ("June 3 (UPI) -- A", None, 6, 3, None, "UPI", "A"),
        ("新华社上海１０月２日电 会议", "上海", 10, 2, None, "Xinhua", " 会议"),
        ("(부산=연합뉴스) 김하나 기자 = 시는", "부산", None, None, None, "Yonhap", "시는"),
        ("By Ann Lee\n\nOSLO, Feb 10 (Reuters) - The", "OSLO", 2, 10, None, "Reuters", "The"),
    ],
)
def test_families(lead, place, month, day, year, agency, rest):
    """One line each of the families that agencies use; the span ends where the story begins."""
    read = parse_dateline(lead)

    assert read is not None
    assert (read.place, read.month, read.day, read.year, read.agency) == (place, month, day, year, agency)
    assert lead[read.span :] == rest


@pytest.mark.parametrize(
    "lead",
    [
        "Laos has refuted recent claims (AP) - widely",
        "A spokesperson said (AP) sources were wrong - later",
        "Deutsche Presse-Agentur (dpa) – übernommen",
        "Press Trust of India (PTI), stating",
        "Acute Flaccid Paralysis (AFP) - a disease",
        "Thomson Reuters - the company - said",
        "The minister told Reuters - in Oslo - that",
        "The council (TASS) met on Monday",
        "OSLO, November 20. The council met",
        "June (Reuters) - ",
        "",
    ],
)
def test_no_dateline(lead):
    """Sentences, spelled-out names and places without an agency are none."""
    assert parse_dateline(lead) is None


@pytest.mark.parametrize(
    ("anchor", "day"),
    [
        (date(2025, 11, 20), date(2025, 11, 20)),
        (date(2025, 11, 23), date(2025, 11, 20)),
        (date(2025, 11, 24), None),
        (date(2025, 11, 18), None),
        (None, None),
    ],
)
def test_year_from_the_anchor(anchor, day):
    """At most three days before the anchor and one after it; otherwise the year is not known."""
    read = parse_dateline("OSLO, November 20. /TASS/. The", anchor=anchor)

    assert read is not None
    assert read.date == day
    assert dateline_row(read).year_inferred == (day is not None)


def test_year_over_new_year():
    """A story of New Year's Eve printed in January was filed in the old year."""
    read = parse_dateline("OSLO, December 31. /TASS/. The", anchor=date(2026, 1, 1))

    assert read is not None
    assert read.date == date(2025, 12, 31)


@given(st.text(max_size=300))
def test_never_raises(lead):
    """Any text at all has a dateline or none; a span lies within the text."""
    read = parse_dateline(lead, anchor=date(2025, 1, 1))

    assert read is None or 0 < read.span <= len(lead)


def test_agencies_by_name():
    """Tokens count with their capitals, names without."""
    assert agency_of_token("dpa/lni") == "dpa"
    assert agency_of_token("ap") is None
    assert agency_of_name("the ASSOCIATED press") == "AP"
    assert agency_of_name("AFP") == "AFP"
    assert agency_of_name("Ann Lee") is None


@pytest.mark.skipif(not CORPUS.joinpath("dates").is_dir(), reason="no corpus (NEWSLAKE_CORPUS)")
def test_corpus():
    """All three fields right on 97 of 100 real leads, and no dateline seen where there is none."""
    lines = CORPUS.joinpath("dates", "datelines.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]

    def told(row):
        if not (read := parse_dateline(row["text"])):
            return None, None, None
        day = read.month and f"{read.year or '-'}-{read.month:02}-{read.day:02}"
        return read.place, day, read.agency

    wrong = [row["id"] for row in rows if told(row) != (row["place"], row["date"], row["agency"])]

    assert len(wrong) <= 0.03 * len(rows), wrong
    assert not [row["id"] for row in rows if not row["agency"] and row["id"] in wrong]
