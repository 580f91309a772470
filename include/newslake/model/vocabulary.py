"""The words that columns may hold, one enum each; a member is its word."""

from enum import StrEnum


class Basis(StrEnum):
    """Where a date was stated; the column ``date_published_basis``."""

    WIRE = "wire"
    SELECTOR = "selector"
    JSON_LD = "json_ld"
    SITEMAP = "sitemap"
    META = "meta"
    FEED = "feed"
    URL = "url"
    DATELINE = "dateline"
    VISIBLE = "visible"
    LAST_MODIFIED = "last_modified"


class Precision(StrEnum):
    """How exactly a date is told. ``MONTH`` is read and never published: an article has a day at least."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class PubStatus(StrEnum):
    """Whether a story may be shown (IPTC ``pubStatus``)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class CorrectionKind(StrEnum):
    """What a version is to the one before it, gravest first."""

    KILL = "kill"
    CORRECTION = "correction"
    WRITETHRU = "writethru"
    UPDATE = "update"
    REPLAY = "replay"


class WireFormat(StrEnum):
    """The formats of wires that are read."""

    NITF = "nitf"
    NEWSML_12 = "newsml_12"
    NEWSML_G2 = "newsml_g2"
    NINJS = "ninjs"
    AP_MEDIA = "ap_media"
    RBNEWS = "rbnews"
    MAIL = "mail"
    ANPA = "anpa"
    IPTC_7901 = "iptc_7901"


class PageKind(StrEnum):
    """What a page is; only the first two become articles, the others are a reason to reject it."""

    ARTICLE = "article"
    LIVE_BLOG = "live-blog"
    INDEX = "index-page"
    MEDIA = "media-page"
    CONSENT = "consent-wall"
    CHALLENGE = "bot-challenge"
    SOFT_404 = "soft-404"
    SHELL = "empty-shell"


class BodySource(StrEnum):
    """Where the text of an article came from."""

    PAGE = "page"
    WIRE = "wire"
