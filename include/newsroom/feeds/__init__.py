"""Feeds, one format a module; each has ``render(FeedView) -> str`` and a media type."""

from collections.abc import Callable

from newsroom.feeds import atom, json_feed, rdf, rss, sitemap
from newsroom.feeds.view import FeedView

FORMATS: dict[str, tuple[Callable[[FeedView], str], str]] = {
    "rss20": (rss.render, "application/rss+xml"),
    "rss20-content": (rss.render, "application/rss+xml"),
    "rss091": (rss.render_091, "text/xml"),
    "rdf": (rdf.render, "application/rdf+xml"),
    "atom": (atom.render, "application/atom+xml"),
    "atom-xhtml": (atom.render, "application/atom+xml"),
    "jsonfeed": (json_feed.render, "application/feed+json"),
    "sitemap": (sitemap.render, "application/xml"),
}
"""Kind of feed to what writes it, and the media type it is served under."""
