"""newslake behind the one call that extraction scorers make: the page read, its dates and the record made."""

from datetime import UTC, datetime
from typing import Any

from newslake.core.agencies.datelines import parse_dateline
from newslake.core.articles import read_page
from newslake.core.pages import extract as extract_page
from newslake.model import Article, Extract, Rejection
from newslake.stages.parse import page_of

# What a worker loads once: month names of all languages, 0.7 s of CPU, with the first text that looks like a dateline.
parse_dateline("LONDON, Jan 2 (AP) - The")

FETCHED_AT = datetime(2026, 12, 1, tzinfo=UTC)
"""After every page of the corpus: a date after the fetch is not believed."""


def extract(html: bytes, url: str) -> dict[str, Any]:
    """Title, authors, published_at, body and language, as ``newslake parse`` gives them."""
    page = page_of(url, None, FETCHED_AT)
    return _told(read_page(html, page, page.source))


def _told(outcome: Article | Rejection) -> dict[str, Any]:
    if isinstance(outcome, Rejection):
        return {"rejected": outcome.reason.value}
    published = outcome.date_published or outcome.date_published_local
    return {
        "title": outcome.headline,
        "authors": [author.name for author in outcome.authors],
        "published_at": published.isoformat() if published else None,
        "body": outcome.article_body,
        "language": outcome.in_language,
        "extractor": outcome.extractor,
        "confidence": outcome.extraction_confidence,
    }


def extract_fast(html: bytes, url: str) -> dict[str, Any]:
    """The fast path alone: what the arbiter would be asked stays as our own reading has it."""
    page = page_of(url, None, FETCHED_AT)
    return _told(read_page(html, page, page.source, read=_fast))


def _fast(html: bytes, url: str, **told: Any) -> Extract:  # noqa: ANN401 - as read_page hands it on
    return extract_page(html, url, **told, arbitrate=False)
