"""
Feeds: a payload to the entries in it.

``reading`` is what a worker runs: ``entries`` tells the format by content, hands the payload to ``rss_atom``,
``json_feed`` or ``sitemap``, tidies what comes back in the same way for all of them, and gives each entry its identity.
"""

from newslake.core.feeds.entries import make_entries, parse_feed, plain_text, sniff_format
from newslake.core.feeds.reading import FeedReading, read_feed

__all__ = ["FeedReading", "make_entries", "parse_feed", "plain_text", "read_feed", "sniff_format"]
