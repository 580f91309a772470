"""A news sitemap: what search engines are given, and often the most exact list a site has."""

from newsroom.feeds.view import EntryView, FeedView
from newsroom.markup import esc


def render(feed: FeedView) -> str:
    """The sitemap."""
    urls = "\n".join(_url(feed, entry) for entry in feed.entries)
    return f"""<?xml version="1.0" encoding="{feed.encoding}"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{urls}
</urlset>
"""


def _url(feed: FeedView, entry: EntryView) -> str:
    return f"""<url>
<loc>{esc(entry.link)}</loc>
<lastmod>{entry.updated}</lastmod>
<news:news>
<news:publication><news:name>{esc(feed.outlet.name)}</news:name><news:language>{entry.language}</news:language></news:publication>
<news:publication_date>{entry.published}</news:publication_date>
<news:title>{esc(entry.headline)}</news:title>
</news:news>
</url>"""
