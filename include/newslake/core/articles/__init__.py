"""
Articles: what was read, made into the article record, or rejected with a reason.

``from_page`` takes the bytes of a page through ``core.pages``, ``from_wire`` a file of an agency through
``core.wires``; both normalise dates, language, agency and address alike.
"""

from newslake.core.articles.from_page import article_id, content_hash, make_article, read_page
from newslake.core.articles.from_wire import WireReading, read_delivery, story_id, unread, wire_article

__all__ = [
    "WireReading",
    "article_id",
    "content_hash",
    "make_article",
    "read_delivery",
    "read_page",
    "story_id",
    "unread",
    "wire_article",
]
