"""Dates reconciled: one publication out of many witnesses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.dates.publication import candidate, reconcile
from newslake.model import Basis, DateCandidate, ParsedDate, Precision, RawDate, Source

FETCHED = datetime(2025, 3, 10, 12, 0, tzinfo=UTC)
NOON = datetime(2025, 3, 4, 12, 7, tzinfo=UTC)
HERE = Source(source_id="x", name="X")
BANGKOK = Source(source_id="y", name="Y", timezone="Asia/Bangkok")


def at(basis, instant, zone="+00:00", **more):
    return DateCandidate(
        **{
            "basis": basis,
            "raw": str(instant),
            "instant": instant,
            "day": instant.date(),
            "precision": "second",
            "zone": zone,
        }
        | more
    )


def on(basis, day, precision="day", raw=None):
    return DateCandidate(basis=basis, raw=raw or str(day), instant=None, day=day, precision=precision, zone=None)


def decide(*candidates, source=HERE, modified=()):
    return reconcile(candidates, source=source, fetched_at=FETCHED, modified=modified)


@pytest.mark.parametrize(
    ("witness", "confidence"),
    [
        (at("wire", NOON), 1.0),
        (at("selector", NOON), 0.95),
        (at("json_ld", NOON), 0.95),
        (at("sitemap", NOON), 0.95),
        (at("meta", NOON), 0.90),
        (at("feed", NOON), 0.90),
        (at("json_ld", NOON, zone="assumed:Asia/Bangkok"), 0.81),
        (at("visible", NOON), 0.60),
        (on("url", NOON.date()), 0.70),
        (on("json_ld", NOON.date()), 0.71),
        (at("last_modified", NOON), 0.30),
    ],
)
def test_trust_of_one_witness(witness, confidence):
    """The ladder of FINDINGS, "Dates"."""
    found = decide(witness)

    assert found.confidence == confidence
    assert found.basis == witness.basis
    assert (found.instant, found.precision) == ((NOON, "second") if witness.instant else (None, "day"))


def test_agreement_raises_confidence():
    """Each further basis that says the same adds 0.05, up to 0.99; a second of the same basis adds nothing."""
    assert decide(at("meta", NOON), on("url", NOON.date())).confidence == 0.95
    assert decide(at("meta", NOON), at("meta", NOON)).confidence == 0.90
    assert decide(at("json_ld", NOON), at("meta", NOON), at("feed", NOON)).confidence == 0.99


def test_the_earlier_publication_wins():
    """A page whose JSON-LD states its update is dated by the feed that had it before."""
    found = decide(at("json_ld", NOON), at("feed", NOON - timedelta(minutes=83)))

    assert found.instant == NOON - timedelta(minutes=83)
    assert (found.basis, found.conflict) == ("feed", False)


def test_a_selector_is_believed():
    """Whatever is more exact, or earlier: somebody said that the date of publication stands there."""
    found = decide(
        at("selector", NOON, zone="assumed:Asia/Bangkok"),
        at("json_ld", NOON - timedelta(days=1)),
        at("feed", NOON - timedelta(minutes=83)),
    )

    assert (found.instant, found.basis) == (NOON, "selector")


def test_the_page_does_not_outdate_itself():
    """An earlier time in the page's own meta elements is when its text was created, not published."""
    found = decide(at("json_ld", NOON), at("meta", NOON - timedelta(minutes=35)))

    assert (found.instant, found.basis) == (NOON, "json_ld")


def test_a_wrong_zone_is_no_earlier_publication():
    """The same clock with another zone differs by whole half hours: the more trusted witness keeps the date."""
    found = decide(at("json_ld", NOON), at("feed", NOON - timedelta(hours=5, minutes=30)))

    assert found.instant == NOON


def test_visible_text_never_sets_the_clock_over_structured_data():
    """A time in the page may be another story's."""
    assert decide(at("json_ld", NOON), at("visible", NOON - timedelta(minutes=50))).instant == NOON


def test_conflict():
    """Witnesses more than 36 hours apart: the most trusted is kept, at 0.5, and flagged."""
    found = decide(at("json_ld", NOON), at("meta", NOON), at("feed", NOON - timedelta(days=3)))

    assert (found.instant, found.confidence, found.conflict) == (NOON, 0.5, True)


@pytest.mark.parametrize(
    "instant",
    [FETCHED + timedelta(minutes=11), datetime(1989, 12, 31, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)],
)
def test_implausible(instant):
    """The future, epoch zero and what is older than the web are refused."""
    found = decide(at("json_ld", instant))

    assert (found.instant, found.local_day, found.basis, found.confidence) == (None, None, None, None)
    assert decide(at("json_ld", instant), at("visible", NOON)).basis == "visible"


def test_a_clock_a_little_ahead():
    """Ten minutes are forgiven."""
    assert decide(at("json_ld", FETCHED + timedelta(minutes=9))).instant


def test_day_only_has_no_instant():
    """A day stays a day; midnight is never made up."""
    found = decide(on("url", date(2025, 3, 4)))

    assert (found.instant, found.local_day, found.precision) == (None, date(2025, 3, 4), "day")


def test_an_instant_of_the_same_day_is_taken():
    """JSON-LD with the day alone, meta with the clock: the clock is believed."""
    found = decide(on("json_ld", NOON.date()), at("visible", NOON))

    assert (found.instant, found.basis, found.confidence) == (NOON, "visible", 0.65)


def test_local_day():
    """In the publisher's zone when it is known, else as the witness wrote it."""
    late = datetime(2025, 3, 4, 20, 30, tzinfo=UTC)

    assert decide(at("json_ld", late), source=BANGKOK).local_day == date(2025, 3, 5)
    assert decide(at("json_ld", late), source=HERE).local_day == date(2025, 3, 4)
    assert decide(at("json_ld", late, zone="+07:00", day=date(2025, 3, 5)), source=HERE).local_day == date(2025, 3, 5)


def test_a_dateline_confirms_and_never_sets_the_day():
    """A story filed on the eve: the visible date is believed although it is trusted less; alone, the dateline is."""
    eve = on("dateline", date(2025, 3, 3))

    assert decide(at("visible", NOON), eve).instant == NOON
    assert decide(eve).local_day == date(2025, 3, 3)


def test_a_month_is_no_day():
    """A month is kept among the candidates and never chosen."""
    assert decide(on("visible", date(2025, 3, 1), precision="month")).local_day is None


def test_dates_of_teasers_are_refused():
    """Several visible days and nothing to choose by; or a day after the page's own last change."""
    one, other = on("visible", date(2025, 3, 1)), on("visible", date(2025, 3, 4))

    assert decide(one, other).local_day is None
    assert decide(one).local_day == date(2025, 3, 1)
    assert decide(one, other, on("url", date(2025, 3, 4))).local_day == date(2025, 3, 4)
    assert decide(other, modified=[at("meta", NOON - timedelta(days=3))]).local_day is None


def test_modified_stays_apart():
    """Modified dates never become the publication."""
    found = decide(modified=[at("meta", FETCHED + timedelta(days=1)), at("json_ld", NOON)])

    assert (found.instant, found.local_day, found.modified) == (None, None, NOON)


def test_what_a_witness_states():
    """A reading is taken over as it is; a date that cannot be read is kept with its text."""
    stated = RawDate(basis=Basis.META, role="published", raw="July 10, 2025 9:15 IST")
    read = ParsedDate(
        instant=None, day=date(2025, 7, 10), precision=Precision.MINUTE, zone=None, ambiguous=True, raw=stated.raw
    )

    assert candidate(stated, read) == on("meta", date(2025, 7, 10), "minute", raw=stated.raw)
    assert (candidate(stated, None).raw, candidate(stated, None).day) == (stated.raw, None)


INSTANTS = st.integers(-315_619_200, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))
BASES = st.sampled_from(["wire", "json_ld", "sitemap", "meta", "feed", "url", "dateline", "visible", "last_modified"])
CANDIDATES = st.lists(st.builds(at, BASES, INSTANTS) | st.builds(on, BASES, INSTANTS.map(datetime.date)), max_size=6)


@given(CANDIDATES, st.sampled_from([HERE, BANGKOK]))
def test_never_an_instant_that_nobody_states(candidates, source):
    """What comes out was stated, is plausible, and carries a confidence."""
    found = decide(*candidates, source=source)

    assert found.instant is None or found.instant in {witness.instant for witness in candidates}
    assert found.instant is None or found.instant <= FETCHED + timedelta(minutes=10)
    assert (found.basis is None) == (found.local_day is None) == (found.confidence is None)
    assert found.confidence is None or 0 < found.confidence <= (0.5 if found.conflict else 1.0)
