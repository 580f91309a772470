"""RSS 1.0: an RDF graph in which the items stand beside the channel, with Dublin Core for dates and authors."""

from newsroom.feeds.view import EntryView, FeedView
from newsroom.markup import esc


def render(feed: FeedView) -> str:
    """The feed."""
    order = "\n".join(f'<rdf:li rdf:resource="{esc(entry.link)}" />' for entry in feed.entries)
    items = "\n".join(_item(entry) for entry in feed.entries)
    return f"""<?xml version="1.0" encoding="{feed.encoding}"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{feed.url}">
<title>{esc(feed.outlet.name)}</title>
<link>{feed.base}/</link>
<description>{esc(feed.outlet.name)}</description>
<dc:language>{feed.outlet.languages[0]}</dc:language>
<dc:date>{feed.built}</dc:date>
<items><rdf:Seq>
{order}
</rdf:Seq></items>
</channel>
{items}
</rdf:RDF>
"""


def _item(entry: EntryView) -> str:
    creator = f"<dc:creator>{esc(entry.byline)}</dc:creator>\n" if entry.byline else ""
    return f"""<item rdf:about="{esc(entry.link)}">
<title>{esc(entry.headline)}</title>
<link>{esc(entry.link)}</link>
<description>{esc(entry.description)}</description>
<dc:date>{entry.published}</dc:date>
<dc:subject>{esc(entry.section)}</dc:subject>
{creator}</item>"""
