"""Datelines: place, day and agency out of the lead."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.agencies.datelines import dateline_row, parse_dateline
from newslake.core.agencies.registry import shipped
from newslake.model import Source
from tests.corpus import CORPUS


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
        ("Aleppo, SANA- The", "Aleppo", None, None, None, "SANA", "The"),
        ("Jeddah, November 20, 2025, SPA -- The", "Jeddah", 11, 20, 2025, "SPA", "The"),
        ("AKP Kampot, November 20, 2025 -- The", "Kampot", 11, 20, 2025, "AKP", "The"),
        ("20 ноября, Гродно /Корр. БЕЛТА/. Совет", "Гродно", 11, 20, None, "BelTA", "Совет"),
        ("Львів. 20 листопада. УНІАН. Рада", "Львів", 11, 20, None, "UNIAN", "Рада"),
        ("Szeged, 2025. november 20., csütörtök (MTI) - A", "Szeged", 11, 20, 2025, "MTI", "A"),
        ("Leeds, Thursday, Nov 20 (PA) - The", "Leeds", 11, 20, None, "PA", "The"),
        ("Liège, le 20 novembre (Belga) - Le", "Liège", 11, 20, None, "Belga", "Le"),
        ("Lubango, 20/11 (ANGOP) – O", "Lubango", 11, 20, None, "ANGOP", "O"),
        ("SEVILLA, 12 (EUROPA PRESS) - El", "SEVILLA", None, 12, None, "Europa Press", "El"),
        ("الإسكندرية 20 نوفمبر (أ ش أ) - قال", "الإسكندرية", 11, 20, None, "MENA", "قال"),
        ("حلب-سانا أكد", "حلب", None, None, None, "SANA", "أكد"),
        ("【大阪共同】市は", "大阪", None, None, None, "Kyodo", "市は"),
        ("[부산=뉴시스] 김하나 기자 = 시는", "부산", None, None, None, "Newsis", "시는"),
        ("（中央社記者王小明高雄20日電）市府", "高雄", None, 20, None, "CNA", "市府"),
        ("(KPL) The ministry", None, None, None, None, "KPL", "The ministry"),
        ("AGI - Il comune", None, None, None, None, "AGI", "Il comune"),
        ("BERGEN — The council", "BERGEN", None, None, None, None, "The council"),
        ("PORTLAND, Maine — “We", "PORTLAND, Maine", None, None, None, None, "“We"),
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
        "BREAKING — The council met",
        "NATO — The alliance met",
        "EU — Ministers met",
        "OSLO - Shares fell",
        "The White House — The president said",
        "(AP Photo/Ann Lee) - The harbour",
        "Paris-Reuters said it would",
        "PHOTOS: OSLO — The harbour",
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


def test_a_day_too_far_from_its_anchor_is_a_conflict():
    """The year is not guessed then; the nearest such day is told apart."""
    read = parse_dateline("OSLO, November 20. /TASS/. The", anchor=date(2025, 7, 1))

    assert read is not None
    assert (read.date, read.year, read.conflicting) == (None, None, date(2025, 11, 20))


def test_a_day_alone_takes_its_month_from_the_anchor():
    read = parse_dateline("SEVILLA, 31 (EUROPA PRESS) - El", anchor=date(2025, 11, 1))

    assert read is not None
    assert (read.date, read.year_inferred) == (date(2025, 10, 31), True)


@pytest.mark.parametrize(
    ("place", "region", "country"),
    [
        ("MACON, Ga.", "Ga.", "US"),
        ("BUFFALO, N.Y.", "N.Y.", "US"),
        ("HALIFAX, Nova Scotia", "Nova Scotia", "CA"),
        ("NEWCASTLE, England", "England", "GB"),
        ("TBILISI, Georgia", None, "GE"),
        ("DORTMUND, Alemania", None, "DE"),
        ("Aleppo [Syria]", None, "SY"),
        ("Dubai, UAE", None, "AE"),
        ("OSLO", None, None),
        ("LONDON/BERLIN, Germany", None, None),
        ("Mataram, NTB", None, None),
    ],
)
def test_region_and_country_where_they_are_stated(place, region, country):
    """No city is looked up: Oslo alone states no country."""
    read = parse_dateline(f"{place} (AP) — The")

    assert read is not None
    assert (read.place, read.region, read.country) == (place, region, country)


def test_bylines_before_the_place():
    for byline in ("Ann Lee", "ANN LEE", "Ann Lee and Bob Ray", "ANN B. LEE, BOB RAY and EVA MOE"):
        read = parse_dateline(f"By {byline}\n\nOSLO (AP) — The")
        joined = parse_dateline(f"By {byline.upper()} OSLO (AP) — The")

        assert read is not None
        assert joined is not None
        assert (read.byline, joined.byline, joined.place) == (byline, byline.upper(), "OSLO")


def test_agencies_of_the_catalogue():
    """The newsroom's Meridian signs like an agency once a catalogue says that it is one."""
    meridian = Source(source_id="meridian", name="Meridian", kind="agency", tokens=("Meridian",))
    lead = "TESSINBRÜCK (Meridian) — Der Rat"

    read = parse_dateline(lead, registry=shipped().with_sources([meridian]))

    assert parse_dateline(lead) is None
    assert read is not None
    assert (read.place, read.agency) == ("TESSINBRÜCK", "Meridian")


@given(st.text(max_size=300))
def test_never_raises(lead):
    """Any text at all has a dateline or none; a span lies within the text."""
    read = parse_dateline(lead, anchor=date(2025, 1, 1))

    assert read is None or 0 < read.span <= len(lead)


def test_agencies_by_name():
    """Tokens count with their capitals, names without."""
    named = {
        name: (found and found.agency_id)
        for name in ("the ASSOCIATED press", "AFP", "Ann Lee")
        for found in (shipped().of_name(name),)
    }

    assert shipped().of_token("dpa/lni").agency_id == "dpa"
    assert shipped().of_token("ap") is None
    assert named == {"the ASSOCIATED press": "AP", "AFP": "AFP", "Ann Lee": None}


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
