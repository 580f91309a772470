"""RSS 2.0 with its namespaces, and RSS 0.91, which knows neither dates nor guids."""

from newsroom.feeds.view import EntryView, FeedView
from newsroom.markup import esc, paragraphs_html

_NAMESPACES = (
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def render(feed: FeedView) -> str:
    """RSS 2.0; with content:encoded and dc:creator for the kind "rss20-content"."""
    rich = feed.spec.kind == "rss20-content"
    items = "\n".join(_item(feed, entry, rich=rich) for entry in feed.entries)
    built = f"<lastBuildDate>{feed.built}</lastBuildDate>\n" if feed.built else ""
    own = f'<atom:link href="{feed.url}" rel="self" type="application/rss+xml" />\n' if rich else ""
    return f"""<?xml version="1.0" encoding="{feed.encoding}"?>
<rss version="2.0"{_NAMESPACES if rich else ""}>
<channel>
<title>{esc(feed.outlet.name)}</title>
<link>{feed.base}/</link>
{own}<description>{esc(feed.outlet.name)}</description>
<language>{feed.outlet.languages[0]}</language>
{built}{items}
</channel>
</rss>
"""


def render_091(feed: FeedView) -> str:
    """RSS 0.91: title, link, description, and nothing else."""
    items = "\n".join(
        f"<item>\n<title>{esc(entry.headline)}</title>\n<link>{esc(entry.link)}</link>\n"
        f"<description>{esc(entry.description)}</description>\n</item>"
        for entry in feed.entries
    )
    return f"""<?xml version="1.0" encoding="{feed.encoding}"?>
<rss version="0.91">
<channel>
<title>{esc(feed.outlet.name)}</title>
<link>{feed.base}/</link>
<description>{esc(feed.outlet.name)}</description>
<language>{feed.outlet.languages[0]}</language>
{items}
</channel>
</rss>
"""


def _item(feed: FeedView, entry: EntryView, *, rich: bool) -> str:
    permalink = "" if entry.guid_is_link else ' isPermaLink="false"'
    lines = [
        f"<title>{esc(entry.headline)}</title>",
        f"<link>{esc(entry.link)}</link>",
        f"<guid{permalink}>{esc(entry.guid)}</guid>",
        f"<category>{esc(entry.section)}</category>",
    ]
    if entry.published:
        lines.append(f"<pubDate>{entry.published}</pubDate>")
    if rich and entry.byline:
        lines.append(f"<dc:creator><![CDATA[{entry.byline}]]></dc:creator>")
    if feed.spec.body == "cdata":
        picture = f'<img src="{feed.base}/img/teaser.gif" alt="" />'
        lines.append(f"<description><![CDATA[{picture}<p>{esc(entry.description)}</p>]]></description>")
    else:
        lines.append(f"<description>{esc(entry.description)}</description>")
    if feed.spec.body == "full":
        lines.append(f"<content:encoded><![CDATA[{paragraphs_html(entry.paragraphs)}]]></content:encoded>")
    return "<item>\n" + "\n".join(lines) + "\n</item>"
