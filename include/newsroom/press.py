"""The desks: they decide what an outlet carries on each day, when, under whose name, and what it corrects later."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from newsroom.addresses import article_path
from newsroom.banks import load_bank
from newsroom.dates import DAYS, calendar_day, for_dateline
from newsroom.outlets import AGENCIES
from newsroom.records import Agency, Article, Dateline, Expect, Outlet, Revision, Story
from newsroom.writing import Draft, write_caption, write_report

OPENS, CLOSES = 6 * 3600, 22 * 3600 + 1800
"""Seconds of the local day between which anything is published."""

REVISED = 0.065
"""Of the articles of the first four days; about one in twenty of all."""

COPIED = 0.35
"""Of what an outlet prints, where an agency writes in its language: a guess at a small newsroom's habit."""

FRESH = timedelta(hours=36)
"""Older agency stories are no news any more."""

REFUSED: tuple[tuple[str, Expect, int], ...] = (
    ("harbour-post", "robots", 1),
    ("harbour-post", "robots", 2),
    ("harbour-post", "robots", 4),
    ("mekong-courier", "not_found", 1),
    ("gazette-du-coteau", "not_found", 2),
    ("diario-del-estuario", "not_found", 3),
    ("severny-bereg", "not_found", 5),
    ("strait-observer", "gone", 2),
    ("gipfelblatt", "too_short", 1),
    ("prairie-ledger", "too_short", 3),
)
"""Addresses in the feeds that no reader of the site can use: outlet, why, simulated day."""

SAME_GUID = (6, 8)
"""Which two of its articles an outlet with "shared" guids gives the same one (miniflux #4535 shows a real case)."""

_MOST_TRIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """A moment at which an outlet publishes something."""

    day: int
    at: datetime
    expect: Expect


class _Desk:
    """What both kinds of newsroom share: the clock, the numbering, the reporters and the second thoughts."""

    def __init__(self, outlet: Outlet, rng: Random, headlines: set[str]) -> None:
        self.outlet, self.rng = outlet, rng
        self._headlines = headlines
        self._number = rng.randrange(10_000, 90_000)

    def _slots(self, count: int) -> Iterator[_Slot]:
        """The moments of publication in order, spread evenly over the days; refused addresses on top."""
        refused = [(expect, day) for outlet_id, expect, day in REFUSED if outlet_id == self.outlet.id]
        zone = ZoneInfo(self.outlet.timezone)
        for day in range(1, DAYS + 1):
            kinds: list[Expect] = ["article"] * (count // DAYS + (day <= count % DAYS))
            kinds += [expect for expect, refused_day in refused if refused_day == day]
            self.rng.shuffle(kinds)
            moments = sorted(self.rng.sample(range(OPENS, CLOSES), len(kinds)))
            midnight = datetime.combine(calendar_day(day), time(), zone)
            for kind, second in zip(kinds, moments, strict=True):
                yield _Slot(day=day, at=(midnight + timedelta(seconds=second)).astimezone(UTC), expect=kind)

    def _draft(self, language: str, slot: _Slot) -> Draft:
        """A report whose headline nobody has had yet."""
        bank = load_bank(language)
        for _ in range(_MOST_TRIES):
            draft = write_report(bank, self.rng, weekday=slot.day - 1)
            if draft.headline not in self._headlines:
                break
        self._headlines.add(draft.headline)
        return draft

    def _reporters(self, language: str) -> tuple[str, ...]:
        return tuple(self.rng.sample(load_bank(language).reporters, self.rng.choice((1, 1, 1, 1, 2, 0))))

    def _article(self, slot: _Slot, draft: Draft, article: Article) -> Article:
        """The article with its number, address and revisions."""
        self._number += self.rng.randrange(1, 30)
        section = "premium" if slot.expect == "robots" else draft.section_id
        path = article_path(
            self.outlet,
            number=self._number,
            day=calendar_day(slot.day),
            headline=article.revisions[0].headline,
            section_id=section,
            language=article.in_language,
        )
        revisions = article.revisions
        if slot.expect == "article" and slot.day < DAYS and self.rng.random() < REVISED:
            revisions += (self._second_thought(slot, draft, revisions[0]),)
        return replace(article, number=self._number, guid_number=self._number, url_path=path, revisions=revisions)

    def _second_thought(self, slot: _Slot, draft: Draft, first: Revision) -> Revision:
        """What the page says from the next day on: a paragraph more or another one, at times a new headline."""
        place = self.rng.randrange(1, len(first.paragraphs))
        kept_from = place if self.rng.random() < 0.5 else place + 1
        headline = draft.alternative_headline if self.rng.random() < 0.4 else first.headline
        zone = ZoneInfo(self.outlet.timezone)
        midnight = datetime.combine(calendar_day(slot.day + 1), time(), zone)
        return Revision(
            number=2,
            day=slot.day + 1,
            at=(midnight + timedelta(seconds=self.rng.randrange(OPENS, CLOSES))).astimezone(UTC),
            headline=headline,
            paragraphs=(*first.paragraphs[:place], draft.spare[0], *first.paragraphs[kept_from:]),
        )


def _first_revision(slot: _Slot, headline: str, paragraphs: tuple[str, ...]) -> tuple[Revision, ...]:
    return (Revision(number=1, day=slot.day, at=slot.at, headline=headline, paragraphs=paragraphs),)


class AgencyDesk(_Desk):
    """Writes an agency's stories, each of which is an article of its own site as well."""

    def __init__(self, outlet: Outlet, rng: Random, headlines: set[str], agency: Agency) -> None:
        super().__init__(outlet, rng, headlines)
        self.agency = agency
        self.stories: list[Story] = []

    def write(self, count: int) -> list[Article]:
        """The agency's own articles; fills ``stories`` on the way."""
        return [self._send(slot) for slot in self._slots(count)]

    def _send(self, slot: _Slot) -> Article:
        # Every second story is in English, the others by turns in what else the agency writes.
        turn, others = len(self.stories), self.outlet.languages[1:]
        language = others[turn // 2 % len(others)] if turn % 2 else self.outlet.languages[0]
        draft = self._draft(language, slot)
        story = Story(
            id=f"{self.agency.id}-{turn + 1:04d}",
            agency_id=self.agency.id,
            in_language=language,
            headline=draft.headline,
            alternative_headline=draft.alternative_headline,
            subtitle=draft.subtitle,
            description=draft.description,
            paragraphs=draft.paragraphs,
            section_id=draft.section_id,
            place=draft.place,
            published=slot.at,
            local_day=calendar_day(slot.day),
        )
        self.stories.append(story)
        dateline, paragraphs = with_dateline(story, self.agency)
        article = Article(
            outlet_id=self.outlet.id,
            number=0,
            url_path="",
            guid_number=0,
            in_language=language,
            section_id=draft.section_id,
            subtitle=draft.subtitle,
            description=draft.description,
            authors=(),
            byline=self.agency.name,
            published=slot.at,
            day=slot.day,
            dateline=dateline,
            agency_id=self.agency.id,
            agency_credited=True,
            story_id=story.id,
            copy_of_story=False,
            expect="article",
            revisions=_first_revision(slot, draft.headline, paragraphs),
        )
        return self._article(slot, draft, article)


class OutletDesk(_Desk):
    """Fills a publisher's site: reports of its own, and agency stories carried in several manners."""

    def __init__(self, outlet: Outlet, rng: Random, headlines: set[str], stories: tuple[Story, ...]) -> None:
        super().__init__(outlet, rng, headlines)
        self._stories = [story for story in stories if story.in_language in outlet.languages]

    def write(self, count: int) -> list[Article]:
        """The outlet's articles, refused addresses included."""
        articles = [self._publish(slot) for slot in self._slots(count)]
        if any(feed.guids == "shared" for feed in self.outlet.feeds) and len(articles) > SAME_GUID[1]:
            first, second = SAME_GUID
            articles[second] = replace(articles[second], guid_number=articles[first].number)
        return articles

    def _publish(self, slot: _Slot) -> Article:
        language = self.outlet.languages[0]
        draft = self._draft(language, slot)
        if slot.expect == "too_short":
            caption, place = write_caption(load_bank(language), self.rng)
            draft = replace(draft, paragraphs=(caption,), description=caption, place=place)
        elif slot.expect == "article" and self.rng.random() < COPIED:
            fresh = [story for story in self._stories if slot.at - FRESH < story.published < slot.at]
            if fresh:
                story = self.rng.choice(fresh)
                self._stories.remove(story)
                return self._carry(slot, draft, story)
        return self._own(slot, draft, language)

    def _own(self, slot: _Slot, draft: Draft, language: str) -> Article:
        authors = self._reporters(language)
        dateline, paragraphs = None, draft.paragraphs
        if self.outlet.prints_datelines and slot.expect == "article" and self.rng.random() < 0.4:
            dateline = Dateline(place=draft.place.upper(), day=None, agency=None)
            paragraphs = (f"{dateline.place} — {paragraphs[0]}", *paragraphs[1:])
        article = Article(
            outlet_id=self.outlet.id,
            number=0,
            url_path="",
            guid_number=0,
            in_language=language,
            section_id=draft.section_id,
            subtitle=draft.subtitle,
            description=draft.description,
            authors=authors,
            byline=", ".join(authors) or None,
            published=slot.at,
            day=slot.day,
            dateline=dateline,
            agency_id=None,
            agency_credited=False,
            story_id=None,
            copy_of_story=False,
            expect=slot.expect,
            revisions=_first_revision(slot, draft.headline, paragraphs),
        )
        return self._article(slot, draft, article)

    def _carry(self, slot: _Slot, draft: Draft, story: Story) -> Article:
        """
        An agency story as this outlet prints it.

        Manners: "dateline" (whole text, dateline and agency byline), "trailer" (whole text, the agency in
        brackets at the end), "silent" (whole text, no word of its origin), "cut" (shortened, with a paragraph
        of the desk's own, under a new headline, credited or not).
        """
        agency = next(agency for agency in AGENCIES if agency.id == story.agency_id)
        manner = self.rng.choice(("dateline", "dateline", "trailer", "silent", "cut"))
        headline, paragraphs, dateline = story.headline, story.paragraphs, None
        byline: str | None = agency.name
        authors: tuple[str, ...] = ()
        if manner == "cut":
            headline = story.alternative_headline
            paragraphs = (*paragraphs[: max(3, len(paragraphs) - 2)], draft.spare[-1])
            manner = self.rng.choice(("dateline", "silent"))
        if manner == "dateline":
            dateline, paragraphs = with_dateline(story, agency, paragraphs)
        elif manner == "trailer":
            paragraphs = (*paragraphs[:-1], f"{paragraphs[-1]} ({agency.name})")
        else:
            authors = self._reporters(story.in_language)
            byline = ", ".join(authors) or None
        article = Article(
            outlet_id=self.outlet.id,
            number=0,
            url_path="",
            guid_number=0,
            in_language=story.in_language,
            section_id=story.section_id,
            subtitle=story.subtitle,
            description=story.description,
            authors=authors,
            byline=byline,
            published=slot.at,
            day=slot.day,
            dateline=dateline,
            agency_id=agency.id,
            agency_credited=manner != "silent",
            story_id=story.id,
            copy_of_story=True,
            expect="article",
            revisions=_first_revision(slot, headline, paragraphs),
        )
        return self._article(slot, replace(draft, section_id=story.section_id), article)


def with_dateline(
    story: Story, agency: Agency, paragraphs: tuple[str, ...] | None = None
) -> tuple[Dateline, tuple[str, ...]]:
    """The agency's dateline, and the paragraphs (by default all of the story's) with it in front."""
    body = story.paragraphs if paragraphs is None else paragraphs
    style, name = dict(agency.styles)[story.in_language], dict(agency.names)[story.in_language]
    place = story.place.upper()
    printed = style.format(place=place, date=for_dateline(story.local_day, story.in_language), agency=name)
    dateline = Dateline(place=place, day=story.local_day.isoformat() if "{date}" in style else None, agency=name)
    return dateline, (printed + body[0], *body[1:])
