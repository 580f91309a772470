"""Versions of a story without a uri meet under one key, and different stories do not."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.wires.corrections import without_marks
from newslake.core.wires.keys import plain, slug_key, story_key
from newslake.model import WireFormat, WireItem

DAY = date(2026, 3, 1)


def item(slugline: str | None = None, headline: str | None = None, **stated) -> WireItem:
    return WireItem(format=WireFormat.ANPA, slugline=slugline, headline=headline, **stated)


def key(*names: str | None, **stated) -> str:
    return story_key(item(*names, **stated), arrived=DAY).uri


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        # AP
        ("BC-XX--Harbour Robbery, 2nd Ld-Writethru", "BC-XX--Harbour Robbery"),
        ("BC-XX--Harbour Robbery,3rd Ld-Writethru,XX", "BC-XX--Harbour Robbery,XX"),
        ("BC-XX--Harbour Robbery, KILL", "BC-XX--Harbour Robbery"),
        ("BULLETIN KILL - BC-XX--Harbour Robbery", "BC-XX--Harbour Robbery"),
        ("KILL BC-XX--Harbour Robbery", "BC-XX--Harbour Robbery"),
        ("BC-XX--Harbour Robbery-CORRECTION", "BC-XX--Harbour Robbery"),
        ("BC-XX--Harbour Robbery (Corrective)", "BC-XX--Harbour Robbery"),
        ("Harbour 1st Lead", "Harbour"),
        # Reuters
        ("UPDATE 3-Harbour traffic slows", "Harbour traffic slows"),
        ("CORRECTED-UPDATE 1-Harbour traffic slows", "Harbour traffic slows"),
        ("RPT-REFILE-UPDATE 2-Harbour traffic slows", "Harbour traffic slows"),
        ("HARBOUR-STRIKE/ (UPDATE 2)", "HARBOUR-STRIKE"),
        # dpa
        ("Korrektur: Fähren fahren wieder", "Fähren fahren wieder"),
        ("(Berichtigung: Name im dritten Absatz) Fähren fahren wieder", "Fähren fahren wieder"),
        ("Fähren fahren wieder (Wiederholung)", "Fähren fahren wieder"),
        # AFP
        ("RECTIFICATIF - Les ferries repartent", "Les ferries repartent"),
        ("Les ferries repartent (actualisation)", "Les ferries repartent"),
        # EFE
        ("(CORRECCIÓN) Los transbordadores vuelven", "Los transbordadores vuelven"),
        ("AMPLIACIÓN - Los transbordadores vuelven", "Los transbordadores vuelven"),
        # TASS
        ("ИСПРАВЛЕНИЕ: Паромы снова ходят", "Паромы снова ходят"),
        ("ПОВТОР - Паромы снова ходят", "Паромы снова ходят"),
        ("Паромы снова ходят (уточнение)", "Паромы снова ходят"),
        ("【訂正】港が成長", "港が成長"),
        # nothing but marks
        ("KILL", ""),
        ("1stLd-Writethru", ""),
        ("REFILE 1ST LEAD", ""),
        # parts, and words of the story
        ("BC-XX--Harbour Robbery, 1st Add", "BC-XX--Harbour Robbery, 1st Add"),
        ("Harbour Robbery-Take 2", "Harbour Robbery-Take 2"),
        ("Harbour Traffic Update", "Harbour Traffic Update"),
        ("Kill-Switch Law Passes", "Kill-Switch Law Passes"),
        ("Correction officers strike", "Correction officers strike"),
        ("Lee takes 1st lead in regatta", "Lee takes 1st lead in regatta"),
    ],
)
def test_marks_are_cut_off(marked, kept):
    assert without_marks(marked) == kept


MARKS = st.sampled_from(
    [
        "KILL",
        "Update 1",
        "UPDATE 2-",
        ", 2nd Ld-Writethru",
        "(Corrected)",
        "RPT-",
        "-",
        ", ",
        " ",
        ":",
        "Harbour",
        "，",
        "ß",
        "İ",
    ]
)


@given(st.one_of(st.text(), st.lists(MARKS, max_size=12).map("".join)))
def test_marks_are_cut_off_once_for_all(text):
    """Any text at all gives a text, and without marks there is nothing more to cut."""
    assert without_marks(without_marks(text)) == without_marks(text)


# ---------------------------------------------------------------- keys


def test_a_stated_uri_is_the_key():
    found = story_key(item("Harbour", uri=" tag:harbour.example,2026:1 "), arrived=DAY)

    assert (found.uri, found.basis) == ("tag:harbour.example,2026:1", "stated")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("BC-XX--Harbour", "Ferries run again"), ("BC-XX--Harbour, 2nd Ld-Writethru", "Ferries run again")),
        (("BC-XX--Harbour", "Ferries run again"), ("BC-XX--HARBOUR, KILL", "KILL: Ferries  run again.")),
        (("bc-xx--harbour", "Ferries “run” again"), ("BC-XX--Harbour", 'Ferries "run" again')),
        ((None, "Ferries run again"), (None, "UPDATE 1-Ferries run again")),
        (("HAFEN", "Fähren fahren"), ("HAFEN", "(Korrektur) Fähren fahren")),
        (("порт", "Паромы снова ходят"), ("ПОРТ", "ИСПРАВЛЕНИЕ: Паромы снова ходят")),
    ],
)
def test_versions_meet(one, other):
    assert key(*one) == key(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Harbour", "Ferries run again"), ("Harbour", "Ferry sinks")),
        (("Harbour", "Ferries run again"), ("Port Ames", "Ferries run again")),
        (("Harbour", None), (None, "Harbour")),
        ((None, "Shares: +5 percent"), (None, "Shares: 5 percent")),
        ((None, "Oil at $90"), (None, "Oil at €90")),
        ((None, "किताब"), (None, "कतब")),
        (("Паромы 5", None), ("Порты 5", None)),
        ((None, "Harbour" + " ferry" * 60 + " one"), (None, "Harbour" + " ferry" * 60 + " two")),
        (("Harbour, 1st Add", "Ferries"), ("Harbour, 2nd Add", "Ferries")),
    ],
)
def test_other_stories_do_not(one, other):
    assert key(*one) != key(*other)


def test_a_slugline_alone_needs_the_lead():
    """ "Football results" names many texts of a day."""
    first = item("Results", article_body="Ames beat Oko 2-1.\n\nMore.")
    longer = item("Results", article_body="Ames beat Oko 2-1.\n\nMore, and more.")
    other = item("Results", article_body="Lee won the regatta.")

    keys = [story_key(one, arrived=DAY) for one in (first, longer, other)]

    assert keys[0].basis == "slugline+lead+day"
    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


def test_without_a_name_the_text_is_the_key():
    found = story_key(item("KILL", article_body="One.\n\nTwo."), arrived=DAY)

    assert found.basis == "digest"
    assert found != story_key(item(article_body="One."), arrived=DAY)
    assert key(sequence="1") != key(sequence="2")


def test_the_day_is_that_of_the_version_else_of_arrival():
    made = item("Harbour", "Ferries", version_created=datetime(2026, 2, 28, 23, 59, tzinfo=UTC))

    assert story_key(made, arrived=DAY).uri.startswith("urn:newslake:2026-02-28:harbour:")
    assert key("Harbour", "Ferries").startswith("urn:newslake:2026-03-01:harbour:")
    assert key("Harbour", "Ferries") != story_key(made, arrived=DAY).uri


@pytest.mark.parametrize(
    ("names", "basis"),
    [
        (("Harbour", "Ferries"), "slugline+headline+day"),
        ((None, "Ferries"), "headline+day"),
        (("Harbour", None), "slugline+day"),
        (("Harbour", "KILL"), "slugline+day"),
        ((None, None), "digest"),
    ],
)
def test_the_basis_says_what_the_key_was_made_of(names, basis):
    assert story_key(item(*names), arrived=DAY).basis == basis


TEXTS = st.one_of(st.none(), st.text())


@given(TEXTS, TEXTS, TEXTS)
def test_a_key_is_short_and_fit_for_addresses(slugline, headline, body):
    """Any item at all has a key, the same each time, without a character that addresses escape (RFC 8141)."""
    one = item(slugline, headline, article_body=body)

    found = story_key(one, arrived=DAY)

    assert re.fullmatch(r"urn:newslake:2026-03-01(:[a-z0-9-]{1,48})?:[0-9a-f]{16}", found.uri)
    assert found == story_key(one, arrived=DAY)
    assert slug_key(one) is None or slug_key(one) in (plain(slugline), plain(headline))


def test_a_kill_finds_its_story():
    """The notice has a uri of its own, and the slugline of what it kills."""
    story = item("BC-XX--Harbour Robbery, 1st Ld-Writethru", "Two held", uri="urn:x:1")
    notice = item("BC-XX--Harbour Robbery, KILL", "Kill notice", uri="urn:x:2")

    assert slug_key(story) == slug_key(notice) == "bc-xx-harbour-robbery"
    assert slug_key(item(None, "KILL: Two held")) == slug_key(item("KILL", "Two held"))
    assert slug_key(item("KILL")) is None
