"""The truth of the world, as rows that a test can hold against what a crawler made of it."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.banks import load_bank
from newsroom.records import Article, Outlet, Revision


def truth_rows(outlets: Iterable[Outlet], articles: Iterable[Article], day: int) -> list[dict[str, Any]]:
    """
    A row per article and revision that existed by the end of a simulated day (1..5), oldest outlet row first.

    Keys that need a word:
        paragraphs: As the page shows them, dateline and trailing credit included; empty where there is no page.
        authors: Persons only; ``byline`` is the line as printed, an agency's name included.
        published: The true instant in UTC. With ``published_precision`` "day" nothing the outlet shows tells more
            than ``published_local_day``.
        dateline: ``place`` and ``agency`` as printed, ``day`` as an ISO day or null.
        agency: Who wrote it, even where the page keeps silent (``agency_credited`` false).
        announced: Whether a feed shows that this revision is there: by its headline or by a date of change. A first
            revision always is.
        is_latest: Whether the page showed this revision at the end of the day.
        expect: "article", or why it must be refused: "robots", "not_found", "gone", "too_short".
    """
    by_id = {outlet.id: outlet for outlet in outlets}
    return [
        _row(by_id[article.outlet_id], article, revision, is_latest=revision is article.revision_on(day))
        for article in articles
        if article.day <= day
        for revision in article.revisions
        if revision.day <= day
    ]


def _row(outlet: Outlet, article: Article, revision: Revision, *, is_latest: bool) -> dict[str, Any]:
    dateline = article.dateline
    dead = article.expect in ("not_found", "gone")
    return {
        "outlet_id": outlet.id,
        "url_path": article.url_path,
        "revision": revision.number,
        "announced": _is_announced(outlet, article, revision),
        "is_latest": is_latest,
        "headline": revision.headline,
        "paragraphs": [] if dead else list(revision.paragraphs),
        "authors": list(article.authors),
        "byline": article.byline,
        "in_language": article.in_language,
        "published": article.published.isoformat(),
        "published_local_day": article.published.astimezone(ZoneInfo(outlet.timezone)).date().isoformat(),
        "published_precision": outlet.precision,
        "modified": revision.at.isoformat() if revision.number > 1 else None,
        "dateline": {"place": dateline.place, "day": dateline.day, "agency": dateline.agency} if dateline else None,
        "agency": article.agency_id,
        "agency_credited": article.agency_credited,
        "story_id": article.story_id,
        "copy_of_story": article.copy_of_story,
        "section": load_bank(article.in_language).section_name(article.section_id),
        "expect": article.expect,
    }


def _is_announced(outlet: Outlet, article: Article, revision: Revision) -> bool:
    if revision.number == 1 or any(spec.shows_updates for spec in outlet.feeds):
        return True
    return revision.headline != article.revisions[revision.number - 2].headline
