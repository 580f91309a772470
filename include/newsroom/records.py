"""The records of the simulated world: who publishes, what was written, and what each day's page shows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Expect = Literal["article", "robots", "not_found", "gone", "too_short"]
Precision = Literal["second", "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """
    One feed of an outlet and its habits.

    Attributes:
        kind: "rss20", "rss20-content", "rss091", "rdf", "atom", "atom-xhtml", "jsonfeed" or "sitemap".

        dates: How it writes instants; a manner of ``newsroom.dates.stamp``, or "none".

        links: "absolute", "relative", "utm" (tracking parameters) or "redirect" (a 301 leads to the page).

        guids: "permalink", "opaque" (a number, not a link), or "shared" (two items carry the same one).

        body: "summary", "cdata" (HTML summary in CDATA) or "full" (the whole text).
    """

    path: str
    kind: str
    dates: str = "rfc822-offset"
    links: str = "absolute"
    guids: str = "permalink"
    body: str = "summary"

    @property
    def shows_updates(self) -> bool:
        """Whether an entry says when its article was last changed; RSS has no word for it."""
        return self.kind in ("atom", "atom-xhtml", "jsonfeed", "sitemap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """
    An invented news agency.

    Attributes:
        outlet_id: Its own site.

        names: Language to the name as its datelines print it ("ORBIS", "ОРБИС").

        styles: Language to the dateline, with {place}, {date} and {agency}.
    """

    id: str
    name: str
    outlet_id: str
    names: tuple[tuple[str, str], ...]
    styles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """
    A publisher with a site of its own.

    Attributes:
        address: The loopback address its server listens on.

        template: A module of ``newsroom.pages``.

        charset: As the outlet spells it ("TIS-620"); ``codec`` is Python's name for the same bytes.

        charset_in: Where a page declares it: "meta", "http" or "both".

        page_dates: How its pages write instants for machines, or "none" when only people can read the date.

        url_style: How it makes addresses; see ``newsroom.addresses``.

        validators: Whether it sends ETag and Last-Modified and answers 304.

        prints_datelines: Whether its own reports open with a place.
    """

    id: str
    name: str
    kind: Literal["publisher", "agency"]
    address: str
    country: str
    languages: tuple[str, ...]
    timezone: str
    template: str
    feeds: tuple[FeedSpec, ...]
    url_style: str
    page_dates: str = "iso-offset"
    charset: str = "utf-8"
    codec: str = "utf-8"
    charset_in: Literal["meta", "http", "both"] = "both"
    validators: bool = True
    gzip: bool = True
    prints_datelines: bool = False
    disallow: str | None = None

    @property
    def precision(self) -> Precision:
        """The finest precision any of its feeds or pages states."""
        stated = self.page_dates != "none" or any(feed.dates != "none" for feed in self.feeds)
        return "second" if stated else "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The opening of a report as printed; ``day`` is an ISO day, None when the dateline names none."""

    place: str
    day: str | None
    agency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """
    What an agency sent out: the origin that several outlets copy.

    Attributes:
        paragraphs: Without the dateline.

        local_day: The agency's own day, which its dateline names.

        alternative_headline: The same news in other words, for desks that write their own.
    """

    id: str
    agency_id: str
    in_language: str
    headline: str
    alternative_headline: str
    subtitle: str
    description: str
    paragraphs: tuple[str, ...]
    section_id: str
    place: str
    published: datetime
    local_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """
    The text of an article from one day on.

    Attributes:
        number: 1 is the first publication.

        day: Simulated day (1..5) on which it replaced what was there before.

        at: Aware, UTC: when the outlet says it did so.
    """

    number: int
    day: int
    at: datetime
    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    One address of an outlet, with everything it ever showed.

    Attributes:
        url_path: Canonical, with the query where the outlet's addresses have one.

        number: The id in the outlet's own content system.

        guid_number: What its feeds make the guid of: its own number, but for two items of one outlet.

        authors: Persons only; ``byline`` is the line as printed, which may name an agency.

        agency_id: Who wrote the text, whether the page says so (``agency_credited``) or not.

        story_id: The agency story it carries; ``copy_of_story`` is False on the agency's own site.
    """

    outlet_id: str
    number: int
    url_path: str
    guid_number: int
    in_language: str
    section_id: str
    subtitle: str
    description: str
    authors: tuple[str, ...]
    byline: str | None
    published: datetime
    day: int
    dateline: Dateline | None
    agency_id: str | None
    agency_credited: bool
    story_id: str | None
    copy_of_story: bool
    expect: Expect
    revisions: tuple[Revision, ...]

    def revision_on(self, day: int) -> Revision:
        """The revision its page shows on a simulated day; the first one before it was published."""
        shown = [revision for revision in self.revisions if revision.day <= day]
        return shown[-1] if shown else self.revisions[0]
