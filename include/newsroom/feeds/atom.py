"""Atom 1.0, with escaped summaries or with whole texts as inline XHTML."""

from newsroom.feeds.view import EntryView, FeedView
from newsroom.markup import esc, paragraphs_html


def render(feed: FeedView) -> str:
    """The feed."""
    entries = "\n".join(_entry(feed, entry) for entry in feed.entries)
    return f"""<?xml version="1.0" encoding="{feed.encoding}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.outlet.languages[0]}">
<id>{feed.url}</id>
<title>{esc(feed.outlet.name)}</title>
<link rel="alternate" type="text/html" href="{feed.base}/" />
<link rel="self" type="application/atom+xml" href="{feed.url}" />
<updated>{feed.built}</updated>
{entries}
</feed>
"""


def _entry(feed: FeedView, entry: EntryView) -> str:
    author = f"<author><name>{esc(entry.byline)}</name></author>\n" if entry.byline else ""
    language = "" if entry.language == feed.outlet.languages[0] else f' xml:lang="{entry.language}"'
    content = ""
    if feed.spec.kind == "atom-xhtml":
        content = (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\n'
            f"{paragraphs_html(entry.paragraphs)}\n</div></content>\n"
        )
    return f"""<entry{language}>
<id>{esc(entry.guid)}</id>
<title type="html">{esc(esc(entry.headline))}</title>
<link rel="alternate" type="text/html" href="{esc(entry.link)}" />
<published>{entry.published}</published>
<updated>{entry.updated}</updated>
<category term="{esc(entry.section)}" />
{author}<summary type="text">{esc(entry.description)}</summary>
{content}</entry>"""
