"""When a story was published: what it states, and the dateline its text opens with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from newslake.core.agencies import PrintedDateline, Registry, dateline_row, parse_dateline
from newslake.core.dates import PublishedDate, candidate, parse_date, reconcile
from newslake.model import Basis, DateCandidate, Dateline, Precision, RawDate, Source

LEAD_PARAGRAPHS = 3
"""Paragraphs that may open with the dateline: a standfirst and a heading come before it on some pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStory:
    """All witnesses of a publication, what was chosen among them, and the dateline, which may be one of them."""

    candidates: tuple[DateCandidate, ...]
    published: PublishedDate
    printed: PrintedDateline | None
    dateline: Dateline | None


def date_story(
    candidates: tuple[DateCandidate, ...],
    body: str,
    source: Source,
    *,
    fetched_at: datetime,
    registry: Registry,
    modified: tuple[DateCandidate, ...] = (),
) -> DatedStory:
    """
    When a story was published, by what it states and by its dateline, whose year follows from what it states.

    Args:
        candidates, modified: Of the publication and of the last change, see ``publication.reconcile``.
    """
    published = reconcile(candidates, source=source, fetched_at=fetched_at, modified=modified)
    printed, dateline = _dateline(body, published.local_day or fetched_at.date(), registry)
    if dateline and printed and (filed := dateline.day or printed.conflicting):
        candidates += (_dateline_candidate(dateline, filed),)
        published = reconcile(candidates, source=source, fetched_at=fetched_at, modified=modified)
    return DatedStory(candidates=candidates, published=published, printed=printed, dateline=dateline)


def read_witnesses(stated: Iterable[RawDate], source: Source, language: str | None) -> tuple[DateCandidate, ...]:
    """Dates as they are stated, each with what was read in it; the source's country and zone settle what is open."""
    main_language = language.partition("-")[0] if language else None
    return tuple(
        candidate(
            raw,
            parse_date(
                raw.raw,
                country=source.country,
                language=main_language,
                timezone=source.timezone,
                date_order=source.date_order,
            ),
        )
        for raw in stated
    )


def _dateline(body: str, anchor: date, registry: Registry) -> tuple[PrintedDateline | None, Dateline | None]:
    """The dateline that one of the first paragraphs opens with, and its row; ``anchor`` is the day it was published."""
    start = 0
    for paragraph in body.split("\n\n")[:LEAD_PARAGRAPHS]:
        if printed := parse_dateline(paragraph, anchor=anchor, registry=registry):
            return printed, replace(dateline_row(printed), span=start + printed.span)
        start += len(paragraph) + len("\n\n")
    return None, None


def _dateline_candidate(dateline: Dateline, day: date) -> DateCandidate:
    """A day at the place: it confirms a date, it never sets the clock."""
    return DateCandidate(
        basis=Basis.DATELINE, raw=dateline.raw, instant=None, day=day, precision=Precision.DAY, zone=None
    )
