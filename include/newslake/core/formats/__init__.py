"""
The public path of the formats, one ``parse(data: bytes, …)`` each.

Those of feeds live in ``core.feeds``, those of wires in ``core.wires.formats``.
"""

from newslake.core.feeds import json_feed, rss_atom, sitemap
from newslake.core.wires.formats import anpa, ap_media, iptc_7901, mail, newsml_12, newsml_g2, ninjs, nitf, rbnews

xml_feed, news_sitemap, newsml12, iptc7901 = rss_atom, sitemap, newsml_12, iptc_7901
"""As they were called before version 0.2."""

__all__ = [
    "anpa",
    "ap_media",
    "iptc7901",
    "json_feed",
    "mail",
    "news_sitemap",
    "newsml12",
    "newsml_g2",
    "ninjs",
    "nitf",
    "rbnews",
    "xml_feed",
]
