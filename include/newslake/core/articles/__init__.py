"""
Articles: what was read, made into the article record, or rejected with a reason.

``from_page`` takes the bytes of a page through ``core.pages``, ``from_wire`` a file of an agency through
``core.wires``. Each says what was told; ``make`` settles the rest once for both, with ``dating`` for the dates and
``identity`` for ids, addresses and the hash of the text.
"""

from newslake.core.articles.from_page import from_page, read_page
from newslake.core.articles.from_wire import WireReading, from_wire, read_delivery, unread
from newslake.core.articles.make import reject

__all__ = ["WireReading", "from_page", "from_wire", "read_delivery", "read_page", "reject", "unread"]
