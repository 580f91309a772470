"""JSON Feed 1.1, with whole texts where the outlet gives them away."""

import json

from newsroom.feeds.view import EntryView, FeedView
from newsroom.markup import paragraphs_html


def render(feed: FeedView) -> str:
    """The feed."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.outlet.name,
        "home_page_url": feed.base + "/",
        "feed_url": feed.url,
        "language": feed.outlet.languages[0],
        "items": [_item(feed, entry) for entry in feed.entries],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _item(feed: FeedView, entry: EntryView) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.guid,
        "url": entry.link,
        "title": entry.headline,
        "summary": entry.description,
        "date_published": entry.published,
        "tags": [entry.section],
        "language": entry.language,
    }
    if entry.revised:
        item["date_modified"] = entry.updated
    if entry.byline:
        item["authors"] = [{"name": name} for name in entry.authors or (entry.byline,)]
    if feed.spec.body == "full":
        item["content_html"] = paragraphs_html(entry.paragraphs)
    else:
        item["content_text"] = entry.description
    return item
