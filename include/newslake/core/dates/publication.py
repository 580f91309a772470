"""When an article was first published: every witness heard, one instant or day chosen, never one that nobody states."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from newslake.core.dates.zones import zone_of
from newslake.model import Basis, DateCandidate, ParsedDate, Precision, RawDate, Source

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No news site is older; earlier dates are epoch zero and templates (FINDINGS, "Dates")."""

LATEST_AHEAD = timedelta(minutes=10)
"""How far a clock may run ahead of ours."""

CONFLICT = timedelta(hours=36)
"""Witnesses further apart disagree; less is a time zone or a day's edge."""

SAME = timedelta(seconds=60)

AGREEMENT = 0.05
CONFLICT_CAP = 0.5

_STATED = {
    Basis.WIRE: 1.0,
    Basis.SELECTOR: 0.95,
    Basis.JSON_LD: 0.95,
    Basis.SITEMAP: 0.95,
    Basis.META: 0.90,
    Basis.FEED: 0.90,
    Basis.VISIBLE: 0.60,
    Basis.URL: 0.70,
    Basis.DATELINE: 0.70,
    Basis.LAST_MODIFIED: 0.30,
}
_ASSUMED_ZONE = 0.80
_DAY_ONLY = 0.70

_STRUCTURED = frozenset((Basis.WIRE, Basis.SELECTOR, Basis.JSON_LD, Basis.SITEMAP, Basis.META, Basis.FEED))

_ELSEWHERE = frozenset((Basis.WIRE, Basis.SITEMAP, Basis.FEED))
"""Bases outside the page: they tell of a publication before the page's last change. An earlier date within the page
is more often the day its text was created."""

_WITNESSES = _STRUCTURED | {Basis.URL, Basis.DATELINE}
"""Bases whose disagreement is a conflict; visible dates are too often another story's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDate:
    """
    The outcome: columns ``date_published…``, ``date_zone``, ``date_conflict`` and ``date_modified`` of the article.

    Attributes:
        instant: Aware, UTC; None when only a day is known.
        local_day: The publisher's day: in its time zone when that is known, else as the witness wrote it.
        raw: The text of the witness that was believed.
    """

    instant: datetime | None
    local_day: date | None
    precision: Precision | None
    basis: Basis | None
    confidence: float | None
    zone: str | None
    conflict: bool
    modified: datetime | None
    raw: str | None


def candidate(stated: RawDate, read: ParsedDate | None) -> DateCandidate:
    """A stated date and what was read in it; a date that could not be read is kept with its text alone."""
    if read is None:
        return DateCandidate(basis=stated.basis, raw=stated.raw, instant=None, day=None, precision=None, zone=None)
    return DateCandidate(
        basis=stated.basis,
        raw=stated.raw,
        instant=read.instant,
        day=read.day,
        precision=read.precision,
        zone=read.zone,
    )


def reconcile(
    candidates: Sequence[DateCandidate],
    *,
    source: Source,
    fetched_at: datetime,
    modified: Iterable[DateCandidate] = (),
) -> PublishedDate:
    """
    Choose the earliest plausible first publication among the witnesses.

    A date that a selector of the catalogue names is believed whatever others state. Else the most trusted witness (see
    ``trust``) is, unless a feed, sitemap or wire states an earlier instant
    within 36 hours: what a page calls published is now and then its last update. Differences of whole half hours are
    a wrong zone, not an earlier publication, and change nothing. A witness of a day never sets the clock, and a day
    alone gives way to an instant of the same day. Each further basis that agrees (within a minute, or on the day)
    adds 0.05; witnesses more than 36 hours apart cap the confidence at 0.5 and are flagged.

    Refused are what lies in the future or before 1990, a month without a day, and visible days that are other
    stories': later than the page's own last change, or several that differ with no other witness to choose by.

    Args:
        candidates: Witnesses of the publication, the most trusted of each basis first.
        fetched_at: Aware; what lies more than 10 minutes after it is refused, and so is what lies before 1990.
        modified: Witnesses of the last change; they never set the publication.

    Returns:
        Always one of the stated instants or days, or None for both.
    """
    zone = zone_of(source.timezone)
    last_change = next((found.instant for found in modified if found.instant and _plausible(found, fetched_at)), None)
    plausible = [found for found in candidates if found.day and _plausible(found, fetched_at)]
    plausible = _without_other_stories(plausible, last_change)
    if not plausible:
        return PublishedDate(
            instant=None,
            local_day=None,
            precision=None,
            basis=None,
            confidence=None,
            zone=None,
            conflict=False,
            modified=last_change,
            raw=None,
        )

    # A dateline's day is a day at the place and may be the eve: it speaks first only where nothing else does
    speaking = [found for found in plausible if found.basis != Basis.DATELINE] or plausible
    # A selector is somebody's word that the date stands there, with or without a zone
    speaking = [found for found in speaking if found.basis == Basis.SELECTOR] or speaking
    best = max(speaking, key=trust)  # stable: of equals the first
    if best.instant is None:
        same_day = [found for found in plausible if found.instant and _local_day(found, zone) == best.day]
        best = max(same_day, key=trust, default=best)
    for found in plausible:
        if best.basis != Basis.SELECTOR and _earlier_publication(found, best):
            best = found

    day = _local_day(best, zone)
    conflict = any(found.basis in _WITNESSES and _apart(found, best, day, zone) for found in plausible)
    agreeing = {found.basis for found in plausible if found.basis != best.basis and _agrees(found, best, day, zone)}
    ceiling = CONFLICT_CAP if conflict else 1.0 if best.basis == Basis.WIRE else 0.99
    confidence = min(ceiling, trust(best) + AGREEMENT * len(agreeing))
    return PublishedDate(
        instant=best.instant,
        local_day=day,
        precision=best.precision if best.instant else Precision.DAY,
        basis=best.basis,
        confidence=round(confidence, 2),
        zone=best.zone,
        conflict=conflict,
        modified=last_change,
        raw=best.raw,
    )


def trust(found: DateCandidate) -> float:
    """
    How far a witness is believed before others are heard, 0 to 1.

    With a stated zone: wire 1.00; a selector of the catalogue, JSON-LD of the page's own node and sitemap 0.95; meta
    and feed 0.90. Zone of the publisher assumed 0.80. A day alone, or a clock without any zone, 0.70. Visible text
    0.60, Last-Modified 0.30.

    Source: FINDINGS "Dates", "Confidence that worked on paper".
    """
    stated = _STATED.get(found.basis, 0.0)
    if found.instant is None:
        # One hundredth between them keeps the order of the bases where all state a day only
        return min(stated, _DAY_ONLY + (0.01 if found.basis in _STRUCTURED else 0.0))
    if found.zone is None or found.zone.startswith("assumed:"):
        return min(stated, _ASSUMED_ZONE + stated / 100)
    return stated


def _without_other_stories(plausible: list[DateCandidate], last_change: datetime | None) -> list[DateCandidate]:
    """
    The witnesses without visible dates that belong to teasers of other stories.

    Pages whose only dates are those of their teasers gave two wrong days in the corpus, and no right one.
    """
    if last_change is not None:
        after = (last_change + timedelta(hours=14)).date()
        plausible = [found for found in plausible if found.basis != Basis.VISIBLE or (found.day and found.day <= after)]
    visible = {found.day for found in plausible if found.basis == Basis.VISIBLE and found.day}
    if len(visible) > 1 and all(found.basis == Basis.VISIBLE for found in plausible):
        return plausible if max(visible) - min(visible) <= timedelta(days=1) else []
    return plausible


def _plausible(found: DateCandidate, fetched_at: datetime) -> bool:
    if found.precision == Precision.MONTH:
        return False
    if found.instant:
        return EARLIEST <= found.instant <= fetched_at + LATEST_AHEAD
    # A local day may be one ahead of ours in UTC, east of Greenwich
    return found.day is not None and EARLIEST.date() <= found.day <= (fetched_at + timedelta(hours=14)).date()


def _local_day(found: DateCandidate, zone: ZoneInfo | None) -> date | None:
    return found.instant.astimezone(zone).date() if found.instant and zone else found.day


def _earlier_publication(found: DateCandidate, best: DateCandidate) -> bool:
    if found.instant is None or best.instant is None or found.basis not in _ELSEWHERE:
        return False
    ahead = best.instant - found.instant
    return SAME < ahead <= CONFLICT and round(ahead.total_seconds()) % 1800 != 0


def _apart(found: DateCandidate, best: DateCandidate, day: date | None, zone: ZoneInfo | None) -> bool:
    if found.instant and best.instant:
        return abs(found.instant - best.instant) > CONFLICT
    local = _local_day(found, zone)
    return local is not None and day is not None and abs(local - day) > timedelta(days=1)


def _agrees(found: DateCandidate, best: DateCandidate, day: date | None, zone: ZoneInfo | None) -> bool:
    if found.instant and best.instant:
        return abs(found.instant - best.instant) <= SAME
    return _local_day(found, zone) == day
