"""What a feed format needs to know: entries with their links and dates already in the outlet's manner."""

from dataclasses import dataclass
from datetime import datetime

from newsroom.addresses import redirecting_path
from newsroom.banks import load_bank
from newsroom.dates import calendar_day, stamp
from newsroom.records import Article, FeedSpec, Outlet

TRACKING = "utm_source=feed&utm_medium=rss&utm_campaign=une"
"""What one outlet hangs on every link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """
    One entry as the feed states it.

    Attributes:
        link: As printed, which may be relative, tracked or redirecting.

        guid: As printed; ``guid_is_link`` tells whether it claims to be a permalink.

        published, updated: In the feed's manner; None where it has no dates. ``updated`` equals ``published``
            until there is a revision.
    """

    headline: str
    link: str
    guid: str
    guid_is_link: bool
    description: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    byline: str | None
    language: str
    section: str
    published: str | None
    updated: str | None
    revised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """One feed on one simulated day; ``built`` is its own date: that of its last change, never the clock's."""

    outlet: Outlet
    spec: FeedSpec
    base: str
    entries: tuple[EntryView, ...]
    built: str | None
    encoding: str

    @property
    def url(self) -> str:
        """The address of the feed itself."""
        return self.base + self.spec.path


def make_feed_view(
    outlet: Outlet, spec: FeedSpec, articles: list[Article], *, base: str, day: int, last_change: datetime
) -> FeedView:
    """The feed of an outlet as it stands on a simulated day; ``articles`` newest first."""
    return FeedView(
        outlet=outlet,
        spec=spec,
        base=base,
        entries=tuple(_entry(outlet, spec, article, base=base, day=day) for article in articles),
        built=None if spec.dates == "none" else stamp(spec.dates, last_change, outlet.timezone),
        encoding=outlet.charset,
    )


def _entry(outlet: Outlet, spec: FeedSpec, article: Article, *, base: str, day: int) -> EntryView:
    revision = article.revision_on(day)
    dated = spec.dates != "none"
    return EntryView(
        headline=revision.headline,
        link=_link(spec, article, base),
        guid=_guid(outlet, spec, article, base),
        guid_is_link=spec.guids == "permalink",
        description=article.description,
        paragraphs=revision.paragraphs,
        authors=article.authors,
        byline=article.byline,
        language=article.in_language,
        section=load_bank(article.in_language).section_name(article.section_id),
        published=stamp(spec.dates, article.published, outlet.timezone) if dated else None,
        updated=stamp(spec.dates, revision.at, outlet.timezone) if dated else None,
        revised=revision.number > 1,
    )


def _link(spec: FeedSpec, article: Article, base: str) -> str:
    match spec.links:
        case "relative":
            return article.url_path
        case "redirect":
            return base + redirecting_path(article.number)
        case "utm":
            return f"{base}{article.url_path}?{TRACKING}"
        case _:
            return base + article.url_path


def _guid(outlet: Outlet, spec: FeedSpec, article: Article, base: str) -> str:
    if spec.guids == "permalink":
        return base + article.url_path
    number = article.guid_number
    if spec.kind == "atom":
        return f"tag:{outlet.id}.example,{calendar_day(article.day):%Y-%m-%d}:{number}"
    return f"{outlet.id}:{number}"
